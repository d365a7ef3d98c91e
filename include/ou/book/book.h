#ifndef OU_BOOK_BOOK_H
#define OU_BOOK_BOOK_H

#include "ou/model/records.h"

/*
 * The book: a folder of reference data that the merchant keeps.  Each file is
 * a table in code (columns, kinds, keys) and is read as NAME.csv or
 * NAME.jsonl; unknown columns are allowed; a wrong row is an error with
 * file:line:column (OU_ERR_USAGE, OU_DIAG_BOOK*), and nothing is used of the
 * file then.  An absent file is an empty table unless the command needs it.
 *
 * Rows are structs of the run's arena, described by the same field tables as
 * records (OU_RECORD_STRUCT), so that CSV and JSON Lines, messages and
 * orderutils-book(5) come from one description.
 */
#define OU_ITEM_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number (key)") \
	F(T, TEXT, gtin, "gtin", _, 0, 0, "GTIN of the unit") \
	F(T, TEXT, name, "name", _, 0, 0, "item name") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "stock unit; absent: C62") \
	F(T, FLAG, active, "active", _, 0, 0, "absent: yes") \
	F(T, CODE, tax_class, "taxClass", _, 0, 0, "class of the tax table; absent: standard") \
	F(T, QUANTITY, net_weight_kg, "netWeightKg", _, 0, 0, "of one unit") \
	F(T, INTEGER, length_mm, "lengthMm", _, 0, 0, "of one unit") \
	F(T, INTEGER, width_mm, "widthMm", _, 0, 0, "of one unit") \
	F(T, INTEGER, height_mm, "heightMm", _, 0, 0, "of one unit") \
	F(T, TEXT, pack_gtin, "packGtin", _, 0, 0, "GTIN of the case") \
	F(T, QUANTITY, pack_quantity, "packQuantity", _, 0, 0, "units in a case") \
	F(T, QUANTITY, layer_quantity, "layerQuantity", _, 0, 0, "units in a pallet layer") \
	F(T, QUANTITY, pallet_quantity, "palletQuantity", _, 0, 0, "units on a pallet") \
	F(T, TEXT, hs_code, "hsCode", _, 0, 0, "customs tariff number") \
	F(T, CODE, country_of_origin, "countryOfOrigin", _, 0, 0, "ISO 3166-1") \
	F(T, TEXT, dangerous_goods, "dangerousGoods", _, 0, 0, "UN number or limited quantity") \
	F(T, INTEGER, minimum_age, "minimumAge", _, 0, 0, "of the buyer") \
	F(T, FLAG, fragile, "fragile", _, 0, 0, "handle with care") \
	F(T, FLAG, this_side_up, "thisSideUp", _, 0, 0, "never turned over") \
	F(T, QUANTITY, max_stack_kg, "maxStackKg", _, 0, 0, "load on top") \
	F(T, FLAG, lot_tracked, "lotTracked", _, 0, 0, "lots are kept apart") \
	F(T, INTEGER, shelf_life_days, "shelfLifeDays", _, 0, 0, "from production") \
	F(T, TEXT, supplier, "supplier", _, 0, 0, "where it comes from") \
	F(T, INTEGER, lead_time_days, "leadTimeDays", _, 0, 0, "of the supplier") \
	F(T, QUANTITY, min_order_quantity, "minOrderQuantity", _, 0, 0, "the supplier's least, in units") \
	F(T, PRICE, cost, "cost", _, 0, 0, "of one unit") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the cost") \
	F(T, INTEGER, minimum_life_days, "minimumLifeDays", _, 0, 0, "how long lots must last when they leave") \
	F(T, CODE, abc, "abcClass", _, 0, 0, "A, B or C, by sales value") \
	F(T, TEXT, category, "category", _, 0, 0, "for promotions and surcharges")
OU_RECORD_STRUCT(item, OU_ITEM_FIELDS);

#define OU_ITEM_CODE_FIELDS(F, T) \
	F(T, TEXT, party, "party", _, OU_FIELD_REQUIRED, 0, "customer id or channel (key)") \
	F(T, TEXT, code, "code", _, OU_FIELD_REQUIRED, 0, "their item number (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "ours") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "their unit") \
	F(T, QUANTITY, factor, "factor", _, 0, 0, "their unit in ours; absent: 1")
OU_RECORD_STRUCT(item_code, OU_ITEM_CODE_FIELDS);

#define OU_CUSTOMER_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "our customer number (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "name") \
	F(T, CODE, segment, "segment", _, 0, 0, "b2b or b2c") \
	F(T, TEXT, group, "group", _, 0, 0, "price group") \
	F(T, TEXT, list, "list", _, 0, 0, "price list") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXT, vat_id, "vatID", _, 0, 0, "VAT id") \
	F(T, TEXT, siret, "siret", _, 0, 0, "French establishment number") \
	F(T, TEXT, email, "email", _, 0, 0, "e-mail address") \
	F(T, TEXT, telephone, "telephone", _, 0, 0, "telephone") \
	F(T, TEXT, language, "language", _, 0, 0, "of documents") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, TEXT, terms, "terms", _, 0, 0, "payment terms") \
	F(T, AMOUNT, credit_limit, "creditLimit", _, 0, 0, "credit limit") \
	F(T, INTEGER, priority, "priority", _, 0, 0, "1 is served first; absent: 5") \
	F(T, FLAG, partial_allowed, "partialAllowed", _, 0, 0, "partial deliveries") \
	F(T, FLAG, ship_complete, "shipComplete", _, 0, 0, "all or nothing") \
	F(T, TEXT, routing_guide, "routingGuide", _, 0, 0, "carrier and service, geodis/messagerie") \
	F(T, TEXT, account_manager, "accountManager", _, 0, 0, "who looks after it") \
	F(T, INTEGER, minimum_life_days, "minimumLifeDays", _, 0, 0, "how long lots must last when they leave; before the item's") \
	F(T, FLAG, active, "active", _, 0, 0, "absent: yes") \
	F(T, CODE, tax_category, "taxCategory", _, 0, 0, "AE, K, G, E, O or Z, whatever is bought; absent: as the tax rules say") \
	F(T, CODE, tax_reason_code, "taxReasonCode", _, 0, 0, "VATEX code of it")
OU_RECORD_STRUCT(customer, OU_CUSTOMER_FIELDS);

#define OU_ADDRESS_ROW_FIELDS(F, T) \
	F(T, TEXT, customer, "customer", _, OU_FIELD_REQUIRED, 0, "whose place (key)") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "our name for it (key)") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXT, name, "name", _, 0, 0, "who is there") \
	F(T, TEXT, street, "streetAddress", _, 0, 0, "street lines, with / between them") \
	F(T, TEXT, postal_code, "postalCode", _, 0, 0, "postal code") \
	F(T, TEXT, locality, "addressLocality", _, 0, 0, "town") \
	F(T, TEXT, region, "addressRegion", _, 0, 0, "state or province") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1") \
	F(T, TEXT, telephone, "telephone", _, 0, 0, "telephone") \
	F(T, TEXT, email, "email", _, 0, 0, "e-mail address") \
	F(T, TEXT, instructions, "instructions", _, 0, 0, "for the driver") \
	F(T, TEXT, window_from, "windowFrom", _, 0, 0, "hh:mm, deliveries are taken") \
	F(T, TEXT, window_to, "windowTo", _, 0, 0, "hh:mm, and until") \
	F(T, TEXT, working_days, "workingDays", _, 0, 0, "weekdays on which deliveries are taken: numbers from 1, Monday, with blanks between; absent: the settings'")
OU_RECORD_STRUCT(address_row, OU_ADDRESS_ROW_FIELDS);

#define OU_USER_FIELDS(F, T) \
	F(T, TEXT, customer, "customer", _, 0, 0, "whose user; absent: ours (key)") \
	F(T, TEXT, user, "user", _, OU_FIELD_REQUIRED, 0, "user (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "name") \
	F(T, TEXT, email, "email", _, 0, 0, "e-mail address") \
	F(T, TEXT, role, "role", _, 0, 0, "what the user may do, several with blanks between; stock: approve adjustments of stock") \
	F(T, AMOUNT, limit, "limit", _, 0, 0, "value up to which; absent: any") \
	F(T, TEXT, cost_center, "costCenter", _, 0, 0, "decides about orders of this cost centre only; several with blanks between") \
	F(T, TEXT, delegate, "delegate", _, 0, 0, "user who stands in") \
	F(T, DATE, delegate_from, "delegateFrom", _, 0, 0, "first day of that; absent: always") \
	F(T, DATE, delegate_through, "delegateThrough", _, 0, 0, "last day of that") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day")
OU_RECORD_STRUCT(user, OU_USER_FIELDS);

#define OU_PRICE_ROW_FIELDS(F, T) \
	F(T, TEXT, list, "list", _, 0, 0, "price list") \
	F(T, TEXT, customer, "customer", _, 0, 0, "customer id") \
	F(T, TEXT, group, "group", _, 0, 0, "customer group") \
	F(T, TEXT, contract, "contract", _, 0, 0, "contract number") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item") \
	F(T, QUANTITY, min_quantity, "minQuantity", _, 0, 0, "tier; absent: any quantity") \
	F(T, PRICE, unit_price, "unitPrice", _, OU_FIELD_REQUIRED, 0, "price per priceBaseQuantity") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "unit the price is for; absent: the item's") \
	F(T, CODE, currency, "currency", _, OU_FIELD_REQUIRED, 0, "ISO 4217") \
	F(T, FLAG, prices_include_tax, "pricesIncludeTax", _, 0, 0, "gross; absent: net") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day") \
	F(T, INTEGER, priority, "priority", _, 0, 0, "of two rows of one tier the lowest wins; absent: last") \
	F(T, TEXT, promotion, "promotion", _, 0, 0, "what a price for a time is called; before those of lists that are no tiers") \
	F(T, QUANTITY, least, "minOrderQuantity", _, 0, 0, "a line for less is held") \
	F(T, QUANTITY, multiple, "orderMultiple", _, 0, 0, "a line for no multiple is held")
OU_RECORD_STRUCT(price_row, OU_PRICE_ROW_FIELDS);

#define OU_EXCHANGE_RATE_FIELDS(F, T) \
	F(T, CODE, from, "from", _, OU_FIELD_REQUIRED, 0, "currency (key)") \
	F(T, CODE, to, "to", _, OU_FIELD_REQUIRED, 0, "currency (key)") \
	F(T, DATE, date, "date", _, OU_FIELD_REQUIRED, 0, "from this day on (key)") \
	F(T, PRICE, rate, "rate", _, OU_FIELD_REQUIRED, 0, "so many of the second for one of the first")
OU_RECORD_STRUCT(exchange_rate, OU_EXCHANGE_RATE_FIELDS);

#define OU_TAX_ROW_FIELDS(F, T) \
	F(T, CODE, country, "country", _, OU_FIELD_REQUIRED, 0, "of delivery (key)") \
	F(T, CODE, tax_class, "taxClass", _, OU_FIELD_REQUIRED, 0, "of the item (key)") \
	F(T, CODE, category, "category", _, OU_FIELD_REQUIRED, 0, "S Z E AE K G O") \
	F(T, RATE, percent, "percent", _, 0, 0, "rate") \
	F(T, CODE, reason_code, "exemptionReasonCode", _, 0, 0, "VATEX code") \
	F(T, TEXT, reason, "exemptionReason", _, 0, 0, "why no tax") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day (key)") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day")
OU_RECORD_STRUCT(tax_row, OU_TAX_ROW_FIELDS);

#define OU_STOCK_ROW_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item (key)") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse (key)") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot (key)") \
	F(T, CODE, status, "status", _, 0, 0, "available, quarantine, damaged (key)") \
	F(T, TEXT, owner, "owner", _, 0, 0, "owner (key)") \
	F(T, DATE, expiry_date, "expiryDate", _, 0, 0, "best before") \
	F(T, QUANTITY, on_hand, "onHand", _, OU_FIELD_REQUIRED, 0, "units there") \
	F(T, QUANTITY, reserved, "reserved", _, 0, 0, "promised") \
	F(T, QUANTITY, safety, "safety", _, 0, 0, "not to be promised")
OU_RECORD_STRUCT(stock_row, OU_STOCK_ROW_FIELDS);

#define OU_RECEIPT_FIELDS(F, T) \
	F(T, TEXT, reference, "reference", _, OU_FIELD_REQUIRED, 0, "purchase order (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item (key)") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse (key)") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "units to come") \
	F(T, DATE, expected_date, "expectedDate", _, 0, 0, "when") \
	F(T, TEXT, supplier, "supplier", _, 0, 0, "from whom")
OU_RECORD_STRUCT(receipt, OU_RECEIPT_FIELDS);

/* Stock that is kept for a channel or a segment until a day. */
#define OU_QUOTA_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, 0, 0, "item (key); absent: every item without rows of its own") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse (key); absent: all together") \
	F(T, TEXT, channel, "channel", _, 0, 0, "for orders of this channel (key)") \
	F(T, TEXT, segment, "segment", _, 0, 0, "for orders of this segment (key): b2b or b2c") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "units kept, or") \
	F(T, RATE, percent, "percent", _, 0, 0, "part of what is there less safety, whole units") \
	F(T, DATE, release_date, "releaseDate", _, 0, 0, "from this day on it is everybody's")
OU_RECORD_STRUCT(quota, OU_QUOTA_FIELDS);

/* What may be sent instead of an item. */
#define OU_SUBSTITUTE_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item that is short (key)") \
	F(T, TEXT, substitute, "substitute", _, OU_FIELD_REQUIRED, 0, "item that goes instead (key)") \
	F(T, QUANTITY, factor, "factor", _, 0, 0, "units of it for one; absent: 1") \
	F(T, INTEGER, priority, "priority", _, 0, 0, "lowest first; absent: last") \
	F(T, TEXT, customer, "customer", _, 0, 0, "only this customer agreed (key)") \
	F(T, TEXT, channel, "channel", _, 0, 0, "only this channel agreed (key)")
OU_RECORD_STRUCT(substitute, OU_SUBSTITUTE_FIELDS);

/* What an item is put together from. */
#define OU_KIT_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "the kit (key)") \
	F(T, TEXT, component, "component", _, OU_FIELD_REQUIRED, 0, "what is in it (key), perhaps a kit itself") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "units of it in one kit")
OU_RECORD_STRUCT(kit, OU_KIT_FIELDS);

#define OU_WAREHOUSE_FIELDS(F, T) \
	F(T, TEXT, location, "location", _, OU_FIELD_REQUIRED, 0, "warehouse (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "name") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1") \
	F(T, TEXT, postal_code, "postalCode", _, 0, 0, "postal code") \
	F(T, TEXT, time_zone, "timeZone", _, 0, 0, "IANA zone") \
	F(T, TEXT, cut_off, "cutOff", _, 0, 0, "hh:mm, orders of today") \
	F(T, TEXT, working_days, "workingDays", _, 0, 0, "weekdays that it works on: numbers from 1, Monday, with blanks between; absent: the settings'") \
	F(T, CODE, holidays, "holidays", _, 0, 0, "zone of its public holidays: none, metropole, alsace-moselle, guadeloupe ...; absent: by country and postal code") \
	F(T, QUANTITY, aisle_distance_m, "aisleDistanceM", _, 0, 0, "between aisles") \
	F(T, QUANTITY, aisle_length_m, "aisleLengthM", _, 0, 0, "of an aisle") \
	F(T, TEXT, depot_aisle, "depotAisle", _, 0, 0, "aisle the picker starts at")
OU_RECORD_STRUCT(warehouse, OU_WAREHOUSE_FIELDS);

#define OU_BIN_FIELDS(F, T) \
	F(T, TEXT, bin, "bin", _, OU_FIELD_REQUIRED, 0, "bin (key)") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, zone, "zone", _, 0, 0, "zone") \
	F(T, TEXT, aisle, "aisle", _, 0, 0, "aisle") \
	F(T, TEXT, side, "side", _, 0, 0, "left or right") \
	F(T, QUANTITY, distance_m, "distanceM", _, 0, 0, "along the aisle from the front") \
	F(T, TEXT, block, "block", _, 0, 0, "block between cross aisles") \
	F(T, INTEGER, level, "level", _, 0, 0, "height") \
	F(T, QUANTITY, capacity, "capacity", _, 0, 0, "units")
OU_RECORD_STRUCT(bin, OU_BIN_FIELDS);

#define OU_BIN_STOCK_FIELDS(F, T) \
	F(T, TEXT, bin, "bin", _, OU_FIELD_REQUIRED, 0, "bin (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item (key)") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot (key)") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "units") \
	F(T, FLAG, pick_face, "pickFace", _, 0, 0, "picked from first")
OU_RECORD_STRUCT(bin_stock, OU_BIN_STOCK_FIELDS);

#define OU_CALENDAR_DAY_FIELDS(F, T) \
	F(T, TEXT, place, "place", _, OU_FIELD_REQUIRED, 0, "warehouse, zone or country (key)") \
	F(T, DATE, date, "date", _, OU_FIELD_REQUIRED, 0, "the day (key)") \
	F(T, FLAG, open, "open", _, 0, 0, "absent: no") \
	F(T, TEXT, cut_off, "cutOff", _, 0, 0, "hh:mm on that day") \
	F(T, TEXT, note, "note", _, 0, 0, "why")
OU_RECORD_STRUCT(calendar_day, OU_CALENDAR_DAY_FIELDS);

#define OU_CARRIER_FIELDS(F, T) \
	F(T, TEXT, carrier, "carrier", _, OU_FIELD_REQUIRED, 0, "carrier (key)") \
	F(T, TEXT, service, "service", _, 0, 0, "service (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "name") \
	F(T, TEXT, map, "map", _, 0, 0, "map file of its import format") \
	F(T, QUANTITY, max_weight_kg, "maxWeightKg", _, 0, 0, "of a package") \
	F(T, INTEGER, max_length_mm, "maxLengthMm", _, 0, 0, "of a package") \
	F(T, INTEGER, max_girth_mm, "maxGirthMm", _, 0, 0, "of a package") \
	F(T, AMOUNT, max_value, "maxValue", _, 0, 0, "insured") \
	F(T, FLAG, pickup_point, "pickupPoint", _, 0, 0, "delivers to points") \
	F(T, TEXT, cut_off, "cutOff", _, 0, 0, "hh:mm") \
	F(T, INTEGER, transit_days, "transitDays", _, 0, 0, "working days") \
	F(T, QUANTITY, volumetric_divisor, "volumetricDivisor", _, 0, 0, "cm3 per kg") \
	F(T, QUANTITY, weight_step_kg, "weightStepKg", _, 0, 0, "charged step") \
	F(T, INTEGER, address_width, "addressWidth", _, 0, 0, "characters in a line of an address") \
	F(T, FLAG, dangerous_goods, "dangerousGoods", _, 0, 0, "takes dangerous goods; absent: nobody said") \
	F(T, INTEGER, minimum_age, "minimumAge", _, 0, 0, "hands over to people of that age only")
OU_RECORD_STRUCT(carrier, OU_CARRIER_FIELDS);

/* Who gets nothing; see ou/rules/denied.h. */
#define OU_DENIED_PARTY_FIELDS(F, T) \
	F(T, TEXT, name, "name", _, 0, 0, "name (key); absent: everybody in the country") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1 (key)") \
	F(T, TEXT, list, "list", _, 0, 0, "whose list it is (key)") \
	F(T, TEXT, reference, "reference", _, 0, 0, "number on that list (key)")
OU_RECORD_STRUCT(denied_party, OU_DENIED_PARTY_FIELDS);

/* Rules of risk; see ou/rules/risk.h. */
#define OU_RISK_ROW_FIELDS(F, T) \
	F(T, TEXT, rule, "rule", _, OU_FIELD_REQUIRED, 0, "what it is called (key)") \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "what is looked at") \
	F(T, QUANTITY, value, "value", _, 0, 0, "more than this") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the value") \
	F(T, TEXT, text, "text", _, 0, 0, "this country, domain or item") \
	F(T, CODE, segment, "segment", _, 0, 0, "only orders of this segment: b2b or b2c") \
	F(T, TEXT, channel, "channel", _, 0, 0, "only orders of this channel") \
	F(T, INTEGER, weight, "weight", _, OU_FIELD_REQUIRED, 0, "what it adds")
OU_RECORD_STRUCT(risk_row, OU_RISK_ROW_FIELDS);

/* What a customer may spend. */
#define OU_BUDGET_FIELDS(F, T) \
	F(T, TEXT, customer, "customer", _, OU_FIELD_REQUIRED, 0, "whose (key)") \
	F(T, TEXT, cost_center, "costCenter", _, 0, 0, "of this cost centre (key); absent: of all together") \
	F(T, DATE, from, "from", _, OU_FIELD_REQUIRED, 0, "first day of the period (key)") \
	F(T, DATE, through, "through", _, 0, 0, "last day; absent: it does not end") \
	F(T, AMOUNT, amount, "amount", _, OU_FIELD_REQUIRED, 0, "how much, without tax") \
	F(T, CODE, currency, "currency", _, OU_FIELD_REQUIRED, 0, "of the amount")
OU_RECORD_STRUCT(budget, OU_BUDGET_FIELDS);

/* What was invoiced, and what of it is not paid. */
#define OU_INVOICE_ROW_FIELDS(F, T) \
	F(T, TEXT, customer, "customer", _, OU_FIELD_REQUIRED, 0, "who owes it") \
	F(T, TEXT, invoice, "invoice", _, OU_FIELD_REQUIRED, 0, "its number (key)") \
	F(T, TEXT, order, "order", _, 0, 0, "id of the order that it is for") \
	F(T, DATE, issue_date, "issueDate", _, 0, 0, "day of the invoice") \
	F(T, DATE, due_date, "dueDate", _, 0, 0, "to be paid by then") \
	F(T, AMOUNT, amount, "amount", _, OU_FIELD_REQUIRED, 0, "what is invoiced, with tax; a credit note's is negative") \
	F(T, AMOUNT, open, "openAmount", _, 0, 0, "what is not paid; absent: all of it") \
	F(T, CODE, currency, "currency", _, OU_FIELD_REQUIRED, 0, "of the amounts")
OU_RECORD_STRUCT(invoice_row, OU_INVOICE_ROW_FIELDS);

/* A loaded table: rows in file order. */
struct ou_rows {
	void *rows;			/* array of the table's struct */
	uint32_t n;
	const struct ou_table *table;
	const char *file;		/* as named in messages */
	uint32_t *lines;		/* line of each row */
	uint16_t *columns;		/* cell of each field, from 1; 0: no
					 * such column; NULL: JSON Lines */
};

/* Row ${i}, as a struct of the table. */
static inline const void *
ou_rows_at(const struct ou_rows *rows, uint32_t i)
{
	return (const char *)rows->rows + (size_t)i * rows->table->size;
}

/* One file of the book, as described in code. */
struct ou_book_file {
	const char *name;		/* "prices" */
	const struct ou_table *table;
	const char *key;		/* columns of the key, blank separated;
					 * NULL: compared elsewhere */
	const char *doc;
	/* checks of a single row beyond its kinds: 0 or -1 with err.field */
	int (*check)(const void *row, struct ou_err *err);
};

extern const struct ou_book_file ou_book_files[];	/* ends with NULL */

/* The file of that name, or NULL. */
const struct ou_book_file *ou_book_file_find(const char *name);

/**
 * ou_book_load(a, dir, name, path, rows, err):
 * Load file ${name} of the book ("prices"), or ${path} when not NULL; checks
 * kinds, required columns and duplicate keys.  An absent file gives no rows
 * (an absent ${path} is an error).  A file that ends in .jsonl is JSON
 * Lines, any other CSV with , ; TAB or | as the header has it.  Both
 * NAME.csv and NAME.jsonl in one book are an error: which is meant?
 *
 * Cells are trimmed of nothing; an empty cell is absent.  Flags are true or
 * false, yes or no, 1 or 0, in any case.  The key of prices (all columns but
 * unitPrice) is not compared here but with the rest of what makes two prices
 * the same, where prices are put in order (ou/rules/pricing.h).
 */
int ou_book_load(struct ou_arena *a, const char *dir, const char *name,
    const char *path, struct ou_rows *rows, struct ou_err *err);

/* The value of ${key} among pairs, or absent. */
struct ou_str ou_book_pair(const struct ou_pair *pairs, uint32_t n,
    struct ou_str key);

/* The text in a column of kind text or code of row ${i}; may be absent. */
struct ou_str ou_rows_text(const struct ou_rows *rows, uint32_t i,
    const char *column);

/* A price row in a few words: "customer C-1, >=200, 1.42 EUR a C62". */
void ou_price_row_words(struct ou_arena *a, const struct ou_price_row *row,
    struct ou_buf *out);

/**
 * ou_book_error(rows, i, column, err, code, fmt, ...):
 * A message about row ${i} of a table, with file:line:column and the
 * column's name (OU_ERR_USAGE).  Always return -1.
 */
int ou_book_error(const struct ou_rows *rows, uint32_t i, const char *column,
    struct ou_err *err, enum ou_diag code, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/**
 * ou_book_references(rows, field, to, err):
 * Every filled ${field} of ${rows} is a key of ${to}; an index over no rows
 * knows nothing and is not asked.
 */
struct ou_index;
int ou_book_references(const struct ou_rows *rows, int field,
    const struct ou_index *to, struct ou_err *err);

/**
 * ou_book_budgets_apart(a, rows, err):
 * Of one customer and cost centre, no two budgets are of the same day: which
 * would be meant?
 */
int ou_book_budgets_apart(struct ou_arena *a, const struct ou_rows *rows,
    struct ou_err *err);

/*
 * An index over a table by one text column: a hash table of row numbers;
 * rows with the same key are chained in file order.  Rows where the column
 * is absent are not in it.
 */
struct ou_index *ou_index_new(struct ou_arena *a, const struct ou_rows *rows,
    const struct ou_table *table, int field);

/* First row with that key, or NULL; the next one with the same key. */
const void *ou_index_find(const struct ou_index *x, struct ou_str key);
const void *ou_index_next(const struct ou_index *x, const void *row);

/* See ou_names_fetch. */
void ou_index_fetch(const struct ou_index *x, struct ou_str key);

#endif
