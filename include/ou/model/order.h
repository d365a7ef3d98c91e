#ifndef OU_MODEL_ORDER_H
#define OU_MODEL_ORDER_H

#include "ou/record/record.h"

/*
 * The order, the record that flows: each filter adds its section and sends
 * it on.  Names are the wire's; see orderutils-order(5), which is printed
 * from these lines.  Everything may be absent unless it says REQUIRED.
 *
 * With pricesIncludeTax, unit prices, line totals and line allowances are
 * gross; totals and taxes are always net and follow EN 16931.
 */
#define OU_CONTACT_FIELDS(F, T) \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "person or department") \
	F(T, TEXT, email, "email", _, OU_FIELD_PERSONAL, 0, "e-mail address") \
	F(T, TEXT, telephone, "telephone", _, OU_FIELD_PERSONAL, 0, "telephone number") \
	F(T, TEXT, role, "role", _, 0, 0, "buyer, accounting, delivery ...")
OU_RECORD_STRUCT(contact, OU_CONTACT_FIELDS);

#define OU_ADDRESS_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "the place's code at its owner") \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "who is there") \
	F(T, TEXT, company, "company", _, OU_FIELD_PERSONAL, 0, "company, beside a person") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXTS, street, "streetAddress", _, OU_FIELD_PERSONAL, 10, "street lines") \
	F(T, TEXT, postal_code, "postalCode", _, OU_FIELD_PERSONAL, 0, "postal code") \
	F(T, TEXT, locality, "addressLocality", _, OU_FIELD_PERSONAL, 0, "town") \
	F(T, TEXT, region, "addressRegion", _, 0, 0, "state or province") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1 alpha-2") \
	F(T, TEXT, telephone, "telephone", _, OU_FIELD_PERSONAL, 0, "telephone number") \
	F(T, TEXT, email, "email", _, OU_FIELD_PERSONAL, 0, "e-mail address")
OU_RECORD_STRUCT(address, OU_ADDRESS_FIELDS);

#define OU_BUYER_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "our customer number") \
	F(T, CODE, type, "type", _, 0, 0, "Organization or Person") \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "full name") \
	F(T, TEXT, given_name, "givenName", _, OU_FIELD_PERSONAL, 0, "given name") \
	F(T, TEXT, family_name, "familyName", _, OU_FIELD_PERSONAL, 0, "family name") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXT, vat_id, "vatID", _, 0, 0, "VAT id with country prefix") \
	F(T, TEXT, siret, "siret", _, 0, 0, "French establishment number") \
	F(T, TEXT, price_group, "priceGroup", _, 0, 0, "group of the price book") \
	F(T, TEXT, cost_center, "costCenter", _, 0, 0, "cost centre that pays") \
	F(T, TEXT, user, "user", _, OU_FIELD_PERSONAL, 0, "who of the buyer's people ordered, as the book's users have it") \
	F(T, TEXT, email, "email", _, OU_FIELD_PERSONAL, 0, "e-mail address") \
	F(T, TEXT, telephone, "telephone", _, OU_FIELD_PERSONAL, 0, "telephone number") \
	F(T, FLAG, guest, "guest", _, 0, 0, "ordered without an account") \
	F(T, TEXT, locale, "locale", _, 0, 0, "language of messages, fr-FR") \
	F(T, FLAG, accepts_marketing, "acceptsMarketing", _, 0, 0, "agreed to advertising") \
	F(T, OBJECT, contact, "contact", contact, OU_FIELD_PERSONAL, 0, "who to ask")
OU_RECORD_STRUCT(buyer, OU_BUYER_FIELDS);

#define OU_SELLER_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "the seller's code") \
	F(T, TEXT, name, "name", _, 0, 0, "the seller's name") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXT, vat_id, "vatID", _, 0, 0, "VAT id with country prefix")
OU_RECORD_STRUCT(seller, OU_SELLER_FIELDS);

#define OU_INCOTERM_FIELDS(F, T) \
	F(T, CODE, code, "code", _, 0, 0, "Incoterms rule: DAP, EXW ...") \
	F(T, TEXT, place, "place", _, 0, 0, "named place")
OU_RECORD_STRUCT(incoterm, OU_INCOTERM_FIELDS);

#define OU_WINDOW_FIELDS(F, T) \
	F(T, TIME, from, "from", _, 0, 0, "not before") \
	F(T, TIME, to, "to", _, 0, 0, "not after")
OU_RECORD_STRUCT(window, OU_WINDOW_FIELDS);

#define OU_PICKUP_POINT_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_PERSONAL, 0, "the network's number of the point") \
	F(T, TEXT, network, "network", _, 0, 0, "whose point") \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "name of the shop")
OU_RECORD_STRUCT(pickup_point, OU_PICKUP_POINT_FIELDS);

#define OU_DELIVERY_FIELDS(F, T) \
	F(T, CODE, method, "method", _, 0, 0, "parcel, freight, pickupPoint, collect") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier of the book") \
	F(T, TEXT, service, "service", _, 0, 0, "the carrier's service") \
	F(T, OBJECT, incoterm, "incoterm", incoterm, 0, 0, "delivery terms") \
	F(T, OBJECT, pickup_point, "pickupPoint", pickup_point, 0, 0, "where a parcel waits") \
	F(T, OBJECT, address, "deliveryAddress", address, 0, 0, "where to") \
	F(T, DATE, requested_date, "requestedDate", _, 0, 0, "delivery asked for") \
	F(T, DATE, requested_ship_date, "requestedShipDate", _, 0, 0, "despatch asked for") \
	F(T, DATE, cancel_after, "cancelAfter", _, 0, 0, "void if not shipped by then") \
	F(T, OBJECT, window, "window", window, 0, 0, "when the place is open for it") \
	F(T, OBJECT, ship_window, "shipWindow", window, 0, 0, "when it may be despatched") \
	F(T, DATE, promised_by, "promisedBy", _, 0, 0, "delivery promised") \
	F(T, TEXT, instructions, "instructions", _, OU_FIELD_PERSONAL, 0, "for driver and warehouse") \
	F(T, FLAG, partial_allowed, "partialAllowed", _, 0, 0, "false: ship complete")
OU_RECORD_STRUCT(delivery, OU_DELIVERY_FIELDS);

#define OU_REFERENCES_FIELDS(F, T) \
	F(T, TEXT, document, "document", _, 0, 0, "the document that orders came from") \
	F(T, TEXT, purchase_order, "purchaseOrder", _, 0, 0, "the buyer's order number") \
	F(T, TEXT, release, "release", _, 0, 0, "release or call-off number") \
	F(T, TEXT, contract, "contract", _, 0, 0, "contract number") \
	F(T, TEXT, blanket_order, "blanketOrder", _, 0, 0, "blanket order called off") \
	F(T, TEXT, quotation, "quotation", _, 0, 0, "number of the quotation that it accepts") \
	F(T, TEXT, customer_reference, "customerReference", _, OU_FIELD_PERSONAL, 0, "the buyer's own reference") \
	F(T, TEXT, department, "department", _, 0, 0, "buying department") \
	F(T, TEXT, promotion, "promotion", _, 0, 0, "promotion or deal number") \
	F(T, TEXT, vendor, "vendor", _, 0, 0, "our number at the buyer") \
	F(T, TEXT, original, "original", _, 0, 0, "the order that this one changes") \
	F(T, TEXT, line, "line", _, 0, 0, "line in the referenced document")
OU_RECORD_STRUCT(references, OU_REFERENCES_FIELDS);

#define OU_TAX_FIELDS(F, T) \
	F(T, CODE, category, "category", _, 0, 0, "UNCL 5305: S Z E AE K G O") \
	F(T, RATE, percent, "percent", _, 0, 0, "rate; none with O") \
	F(T, CODE, reason_code, "exemptionReasonCode", _, 0, 0, "VATEX code") \
	F(T, TEXT, reason, "exemptionReason", _, 0, 0, "why no tax")
OU_RECORD_STRUCT(tax, OU_TAX_FIELDS);

#define OU_ALLOWANCE_FIELDS(F, T) \
	F(T, FLAG, charge, "charge", _, OU_FIELD_REQUIRED, 0, "true: a charge, false: an allowance") \
	F(T, CODE, reason_code, "reasonCode", _, 0, 0, "UNCL 5189 or 7161") \
	F(T, TEXT, reason, "reason", _, 0, 0, "what for") \
	F(T, RATE, percent, "percent", _, 0, 0, "of baseAmount") \
	F(T, AMOUNT, base, "baseAmount", _, 0, 0, "what the percent is of") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "never negative by itself") \
	F(T, OBJECT, tax, "tax", tax, 0, 0, "its tax; else spread over the lines") \
	F(T, TEXT, rule, "rule", _, 0, 0, "the promotion or surcharge of the book that made it")
OU_RECORD_STRUCT(allowance, OU_ALLOWANCE_FIELDS);

#define OU_PRODUCT_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, 0, 0, "our item number") \
	F(T, TEXT, gtin, "gtin", _, 0, 0, "GTIN of the unit ordered") \
	F(T, TEXT, buyer_item_id, "buyerItemId", _, 0, 0, "the buyer's item number") \
	F(T, TEXT, manufacturer_item_id, "manufacturerItemId", _, 0, 0, "the maker's number") \
	F(T, TEXT, name, "name", _, 0, 0, "item name") \
	F(T, TEXT, color, "color", _, 0, 0, "colour") \
	F(T, TEXT, size, "size", _, 0, 0, "size") \
	F(T, TEXT, hs_code, "hsCode", _, 0, 0, "customs tariff number") \
	F(T, CODE, country_of_origin, "countryOfOrigin", _, 0, 0, "ISO 3166-1") \
	F(T, QUANTITY, net_weight_kg, "netWeightKg", _, 0, 0, "of one unit")
OU_RECORD_STRUCT(product, OU_PRODUCT_FIELDS);

#define OU_PACKAGING_FIELDS(F, T) \
	F(T, TEXT, pack_gtin, "packGtin", _, 0, 0, "GTIN of the case") \
	F(T, QUANTITY, pack_quantity, "packQuantity", _, 0, 0, "units in a case")
OU_RECORD_STRUCT(packaging, OU_PACKAGING_FIELDS);

#define OU_PRICE_SOURCE_FIELDS(F, T) \
	F(T, CODE, rule, "rule", _, 0, 0, "contract, customer, group, promotion, list, quotation, incoming") \
	F(T, TEXT, list, "list", _, 0, 0, "contract, customer, group, promotion or list; quotation and its revision, Q-4711/2") \
	F(T, TEXT, tier, "tier", _, 0, 0, "volume tier, >=200; what a quotation is for") \
	F(T, TEXT, rate, "exchangeRate", _, 0, 0, "of a price in another currency: 1 EUR = 1.085 USD of 2026-11-20")
OU_RECORD_STRUCT(price_source, OU_PRICE_SOURCE_FIELDS);

#define OU_MARGIN_FIELDS(F, T) \
	F(T, AMOUNT, cost, "costAmount", _, 0, 0, "what it cost us") \
	F(T, AMOUNT, amount, "marginAmount", _, 0, 0, "what is left of the net price, discounts of the head taken off") \
	F(T, RATE, percent, "percent", _, 0, 0, "of that net price")
OU_RECORD_STRUCT(margin, OU_MARGIN_FIELDS);

#define OU_SCHEDULE_FIELDS(F, T) \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "how many") \
	F(T, DATE, requested_date, "requestedDate", _, 0, 0, "delivery asked for") \
	F(T, DATE, requested_ship_date, "requestedShipDate", _, 0, 0, "despatch asked for")
OU_RECORD_STRUCT(schedule, OU_SCHEDULE_FIELDS);

#define OU_QUANTITIES_FIELDS(F, T) \
	F(T, QUANTITY, ordered, "ordered", _, OU_FIELD_ZERO, 0, "equals orderQuantity") \
	F(T, QUANTITY, allocated, "allocated", _, OU_FIELD_ZERO, 0, "reserved from stock") \
	F(T, QUANTITY, backordered, "backordered", _, OU_FIELD_ZERO, 0, "waits for goods") \
	F(T, QUANTITY, picked, "picked", _, OU_FIELD_ZERO, 0, "taken from the bins") \
	F(T, QUANTITY, shipped, "shipped", _, OU_FIELD_ZERO, 0, "handed to the carrier") \
	F(T, QUANTITY, cancelled, "cancelled", _, OU_FIELD_ZERO, 0, "will not come") \
	F(T, QUANTITY, returned, "returned", _, OU_FIELD_ZERO, 0, "came back")
OU_RECORD_STRUCT(quantities, OU_QUANTITIES_FIELDS);

#define OU_COMPONENT_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "what is taken") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "in that item's stock unit") \
	F(T, TEXT, reference, "reference", _, 0, 0, "the receipt it waits for")
OU_RECORD_STRUCT(component, OU_COMPONENT_FIELDS);

#define OU_ALLOCATION_FIELDS(F, T) \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, bin, "bin", _, 0, 0, "bin") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose stock, if not ours") \
	F(T, FLAG, backorder, "backorder", _, 0, 0, "true: nothing there yet") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "in the line's unit") \
	F(T, DATE, expected_date, "expectedDate", _, 0, 0, "when goods are due") \
	F(T, TEXT, reference, "reference", _, 0, 0, "the receipt it waits for") \
	F(T, TIME, expires, "expires", _, 0, 0, "given back when it is not wanted by then") \
	F(T, LIST, components, "components", component, 0, 0, "what is taken instead of the line's item: substitute, or parts of a kit")
OU_RECORD_STRUCT(allocation, OU_ALLOCATION_FIELDS);

#define OU_NOTE_FIELDS(F, T) \
	F(T, CODE, from, "from", _, 0, 0, "customer, buyer, shop ...") \
	F(T, TEXT, subject, "subject", _, OU_FIELD_PERSONAL, 0, "what about") \
	F(T, CODE, code, "code", _, 0, 0, "a text that is a code between the partners") \
	F(T, TEXT, text, "text", _, OU_FIELD_PERSONAL, 0, "the note")
OU_RECORD_STRUCT(note, OU_NOTE_FIELDS);

#define OU_ORDER_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "orderItemNumber", _, 0, 0, "line number, unique in the order") \
	F(T, QUANTITY, quantity, "orderQuantity", _, OU_FIELD_REQUIRED, 0, "how many units") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20; C62 = piece") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, TEXT, lot, "lot", _, 0, 0, "the lot asked for") \
	F(T, PRICE, unit_price, "unitPrice", _, 0, 0, "per priceBaseQuantity units") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, PRICE, compare_at_price, "compareAtPrice", _, 0, 0, "struck-out price shown") \
	F(T, OBJECT, price_source, "priceSource", price_source, 0, 0, "which rule gave the price") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of this line") \
	F(T, AMOUNT, total, "lineTotal", _, 0, 0, "with its allowances and charges") \
	F(T, OBJECT, tax, "tax", tax, 0, 0, "tax of this line") \
	F(T, OBJECT, margin, "margin", margin, 0, 0, "ours; not for partners") \
	F(T, DATE, requested_date, "requestedDate", _, 0, 0, "delivery asked for") \
	F(T, DATE, requested_ship_date, "requestedShipDate", _, 0, 0, "despatch asked for") \
	F(T, LIST, schedule, "deliverySchedule", schedule, 0, 0, "partial deliveries asked for") \
	F(T, OBJECT, references, "references", references, 0, 0, "of this line, before the order's") \
	F(T, FLAG, partial_allowed, "partialAllowed", _, 0, 0, "before the order's") \
	F(T, OBJECT, quantities, "quantities", quantities, 0, 0, "what stands now") \
	F(T, LIST, allocations, "allocations", allocation, 0, 0, "where the units come from") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(order_line, OU_ORDER_LINE_FIELDS);

#define OU_TAX_TOTAL_FIELDS(F, T) \
	F(T, CODE, category, "category", _, 0, 0, "UNCL 5305") \
	F(T, RATE, percent, "percent", _, 0, 0, "rate") \
	F(T, AMOUNT, taxable, "taxableAmount", _, 0, 0, "net base of the group") \
	F(T, AMOUNT, tax, "taxAmount", _, 0, 0, "tax of the group") \
	F(T, CODE, reason_code, "exemptionReasonCode", _, 0, 0, "VATEX code") \
	F(T, TEXT, reason, "exemptionReason", _, 0, 0, "why no tax")
OU_RECORD_STRUCT(tax_total, OU_TAX_TOTAL_FIELDS);

#define OU_TOTALS_FIELDS(F, T) \
	F(T, AMOUNT, line_extension, "lineExtensionAmount", _, 0, 0, "net sum of the lines (BT-106)") \
	F(T, AMOUNT, allowance_total, "allowanceTotalAmount", _, 0, 0, "BT-107") \
	F(T, AMOUNT, charge_total, "chargeTotalAmount", _, 0, 0, "BT-108") \
	F(T, AMOUNT, tax_exclusive, "taxExclusiveAmount", _, 0, 0, "BT-109") \
	F(T, AMOUNT, tax, "taxAmount", _, 0, 0, "BT-110") \
	F(T, AMOUNT, tax_inclusive, "taxInclusiveAmount", _, 0, 0, "BT-112") \
	F(T, AMOUNT, prepaid, "prepaidAmount", _, 0, 0, "BT-113") \
	F(T, AMOUNT, rounding, "payableRoundingAmount", _, 0, 0, "BT-114") \
	F(T, AMOUNT, payable, "payableAmount", _, 0, 0, "BT-115")
OU_RECORD_STRUCT(totals, OU_TOTALS_FIELDS);

#define OU_TERMS_FIELDS(F, T) \
	F(T, CODE, code, "code", _, 0, 0, "the book's or the partner's code") \
	F(T, INTEGER, net_days, "netDays", _, 0, 0, "days until due") \
	F(T, FLAG, end_of_month, "endOfMonth", _, 0, 0, "counted to the end of month") \
	F(T, RATE, discount_percent, "discountPercent", _, 0, 0, "for early payment") \
	F(T, INTEGER, discount_days, "discountDays", _, 0, 0, "how early") \
	F(T, TEXT, text, "text", _, 0, 0, "in words")
OU_RECORD_STRUCT(terms, OU_TERMS_FIELDS);

#define OU_PAYMENT_FIELDS(F, T) \
	F(T, CODE, method, "method", _, 0, 0, "UNCL 4461: 30, 48 ...") \
	F(T, TEXT, provider, "provider", _, 0, 0, "payment provider") \
	F(T, TEXT, transaction_id, "transactionId", _, OU_FIELD_PERSONAL, 0, "the provider's id") \
	F(T, CODE, status, "status", _, 0, 0, "due, authorized, paid, refunded") \
	F(T, TIME, paid_at, "paidAt", _, 0, 0, "when it was paid") \
	F(T, OBJECT, terms, "terms", terms, 0, 0, "payment terms")
OU_RECORD_STRUCT(payment, OU_PAYMENT_FIELDS);

#define OU_PACKING_RULES_FIELDS(F, T) \
	F(T, TEXT, label_template, "labelTemplate", _, 0, 0, "partner's label") \
	F(T, FLAG, sscc, "sscc", _, 0, 0, "packages carry an SSCC") \
	F(T, FLAG, mixed_sku, "mixedSku", _, 0, 0, "several items in a package") \
	F(T, CODE, pallet, "pallet", _, 0, 0, "EUR, ...") \
	F(T, INTEGER, max_height_mm, "maxHeightMm", _, 0, 0, "of a pallet") \
	F(T, FLAG, packing_slip_prices, "packingSlipPrices", _, 0, 0, "prices on the slip") \
	F(T, FLAG, gift_wrap, "giftWrap", _, 0, 0, "wrap it") \
	F(T, TEXT, marks, "marks", _, OU_FIELD_PERSONAL, 0, "shipping marks")
OU_RECORD_STRUCT(packing_rules, OU_PACKING_RULES_FIELDS);

/* What decisions were about: goods, prices, where it goes to, who pays. */
#define OU_APPROVED_LINE_FIELDS(F, T) \
	F(T, TEXT, item, "item", _, 0, 0, "our item number, else another of it") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "how many, in all lines of it") \
	F(T, PRICE, price, "unitPrice", _, 0, 0, "the highest of these lines") \
	F(T, QUANTITY, base, "priceBaseQuantity", _, 0, 0, "absent: 1")
OU_RECORD_STRUCT(approved_line, OU_APPROVED_LINE_FIELDS);

#define OU_APPROVED_CONTENT_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "digest of what follows") \
	F(T, TEXT, customer, "customer", _, 0, 0, "our customer number") \
	F(T, TEXT, cost_center, "costCenter", _, 0, 0, "cost centre that pays") \
	F(T, TEXT, terms, "paymentTerms", _, 0, 0, "payment terms") \
	F(T, TEXT, address, "deliveryAddress", _, OU_FIELD_PERSONAL, 0, "digest of where it goes to") \
	F(T, LIST, lines, "lines", approved_line, 0, 0, "goods, by item and unit")
OU_RECORD_STRUCT(approved_content, OU_APPROVED_CONTENT_FIELDS);

/* What somebody said, also who had no right to.  Those without a step came
 * with the order. */
#define OU_APPROVAL_FIELDS(F, T) \
	F(T, TEXT, step, "step", _, 0, 0, "what was decided: a name of approvalSteps") \
	F(T, CODE, role, "role", _, 0, 0, "in which role") \
	F(T, TEXT, actor, "actor", _, OU_FIELD_PERSONAL, 0, "who") \
	F(T, TEXT, behalf, "onBehalfOf", _, OU_FIELD_PERSONAL, 0, "in whose place") \
	F(T, CODE, decision, "decision", _, 0, 0, "approved, refused") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, AMOUNT, limit, "limit", _, 0, 0, "how far the right goes") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what was decided about, without tax; of a larger one it says nothing") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the amount") \
	F(T, TEXT, content, "content", _, 0, 0, "what it was about beside: an id of approvedContents") \
	F(T, FLAG, accepted, "accepted", _, 0, 0, "false: it does not count") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why it does not") \
	F(T, TEXT, note, "note", _, OU_FIELD_PERSONAL, 0, "what was said to it")
OU_RECORD_STRUCT(approval, OU_APPROVAL_FIELDS);

/* What is asked of whom. */
#define OU_APPROVAL_STEP_FIELDS(F, T) \
	F(T, TEXT, step, "step", _, OU_FIELD_REQUIRED, 0, "its name") \
	F(T, CODE, state, "state", _, OU_FIELD_REQUIRED, 0, "waiting (for those before it), open, approved, refused, expired") \
	F(T, INTEGER, order, "order", _, 0, 0, "lowest first; the same: at the same time") \
	F(T, CODE, side, "side", _, 0, 0, "whose people decide: ours, buyer") \
	F(T, INTEGER, quorum, "quorum", _, 0, 0, "how many must approve") \
	F(T, INTEGER, approved, "approved", _, 0, 0, "how many have") \
	F(T, TEXTS, may, "mayDecide", _, OU_FIELD_PERSONAL, 0, "who still may, now") \
	F(T, TEXTS, rules, "rules", _, 0, 0, "rules of the book that ask for it") \
	F(T, TIME, since, "since", _, 0, 0, "when it was asked") \
	F(T, TIME, due, "due", _, 0, 0, "until when") \
	F(T, FLAG, escalated, "escalated", _, 0, 0, "true: nobody answered in time, and others are asked") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what it is about, without tax") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the amount") \
	F(T, TEXT, content, "content", _, 0, 0, "what it is about beside: an id of approvedContents") \
	F(T, TEXT, again, "again", _, 0, 0, "why what was decided before does not do")
OU_RECORD_STRUCT(approval_step, OU_APPROVAL_STEP_FIELDS);

/* What an order takes of a budget or a credit limit. */
#define OU_COMMITMENT_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "budget, credit") \
	F(T, TEXT, owner, "owner", _, OU_FIELD_REQUIRED, 0, "customer; of a budget with / and the cost centre") \
	F(T, TEXT, period, "period", _, 0, 0, "first day of the budget's period") \
	F(T, AMOUNT, amount, "amount", _, OU_FIELD_REQUIRED, 0, "how much") \
	F(T, CODE, currency, "currency", _, 0, 0, "of it")
OU_RECORD_STRUCT(commitment, OU_COMMITMENT_FIELDS);

#define OU_RELEASE_FIELDS(F, T) \
	F(T, TEXT, by, "by", _, 0, 0, "who released it") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(release, OU_RELEASE_FIELDS);

#define OU_HOLD_FIELDS(F, T) \
	F(T, CODE, code, "code", _, OU_FIELD_REQUIRED, 0, "from the catalogue of diagnostics") \
	F(T, TEXT, reason, "reason", _, OU_FIELD_PERSONAL, 0, "in words") \
	F(T, TEXTS, blocks, "blocks", _, 0, 0, "allocate (the default), ship, invoice") \
	F(T, TEXT, by, "by", _, 0, 0, "the command that held it") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, TEXT, line, "line", _, 0, 0, "orderItemNumber, if one line") \
	F(T, OBJECT, released, "released", release, 0, 0, "a released hold stays")
OU_RECORD_STRUCT(hold, OU_HOLD_FIELDS);

#define OU_ORIGIN_FIELDS(F, T) \
	F(T, TEXT, format, "format", _, 0, 0, "x12-850-004010 ...") \
	F(T, TEXT, file, "file", _, 0, 0, "file as named, - = standard input") \
	F(T, TEXT, message, "message", _, 0, 0, "ST02, UNH 0062, document id") \
	F(T, INTEGER, segment, "segment", _, 0, 0, "from 1, in the file") \
	F(T, INTEGER, line, "line", _, 0, 0, "from 1, in the file") \
	F(T, INTEGER, byte, "byte", _, 0, 0, "offset in the (uncompressed) file")
OU_RECORD_STRUCT(origin, OU_ORIGIN_FIELDS);

#define OU_PICK_FIELDS(F, T) \
	F(T, TEXT, wave, "wave", _, 0, 0, "wave") \
	F(T, INTEGER, tour, "tour", _, 0, 0, "walk in the wave") \
	F(T, INTEGER, sequence, "sequence", _, 0, 0, "stop on the walk") \
	F(T, TEXT, line, "orderItemNumber", _, 0, 0, "line") \
	F(T, TEXT, sku, "sku", _, 0, 0, "what is picked instead of the line's item, in that item's stock unit") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, zone, "zone", _, 0, 0, "zone") \
	F(T, TEXT, bin, "bin", _, 0, 0, "bin") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "to pick") \
	F(T, QUANTITY, picked, "picked", _, 0, 0, "picked") \
	F(T, CODE, reason, "reason", _, 0, 0, "why they differ")
OU_RECORD_STRUCT(pick, OU_PICK_FIELDS);

#define OU_CONTENT_FIELDS(F, T) \
	F(T, TEXT, line, "orderItemNumber", _, 0, 0, "line") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "units in it") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot")
OU_RECORD_STRUCT(content, OU_CONTENT_FIELDS);

#define OU_PACKAGE_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "order id, /p and a number") \
	F(T, TEXT, sscc, "sscc", _, 0, 0, "serial shipping container code") \
	F(T, TEXT, gtin, "gtin", _, 0, 0, "GTIN of the carton") \
	F(T, TEXT, parent, "parent", _, 0, 0, "id of the package it stands in or on") \
	F(T, CODE, package_type, "packageType", _, 0, 0, "pallet, carton ..., or the partner's code") \
	F(T, QUANTITY, inner_quantity, "innerQuantity", _, 0, 0, "packages in it that are not told one by one") \
	F(T, CODE, inner_type, "innerType", _, 0, 0, "carton ..., or the partner's code") \
	F(T, TEXT, carton, "carton", _, 0, 0, "carton of the book") \
	F(T, QUANTITY, gross_weight_kg, "grossWeightKg", _, 0, 0, "with packaging") \
	F(T, QUANTITY, gross_weight, "grossWeight", _, 0, 0, "the same in another unit") \
	F(T, CODE, weight_unit, "weightUnitCode", _, 0, 0, "of that") \
	F(T, INTEGER, length_mm, "lengthMm", _, 0, 0, "outside") \
	F(T, INTEGER, width_mm, "widthMm", _, 0, 0, "outside") \
	F(T, INTEGER, height_mm, "heightMm", _, 0, 0, "outside") \
	F(T, TEXT, tracking_number, "trackingNumber", _, OU_FIELD_PERSONAL, 0, "the carrier's number") \
	F(T, LIST, contents, "contents", content, 0, 0, "what is in it") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(package, OU_PACKAGE_FIELDS);

#define OU_ORDER_SHIPMENT_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "order id, /s and a number") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, TEXT, service, "service", _, 0, 0, "service") \
	F(T, DATE, ship_date, "shipDate", _, 0, 0, "day of despatch") \
	F(T, DATE, promised_date, "promisedDate", _, 0, 0, "delivery promised") \
	F(T, TEXTS, packages, "packages", _, 0, 0, "ids of its packages") \
	F(T, QUANTITY, gross_weight_kg, "grossWeightKg", _, 0, 0, "of all packages") \
	F(T, TEXT, tracking_number, "trackingNumber", _, OU_FIELD_PERSONAL, 0, "the carrier's number") \
	F(T, TEXT, manifest, "manifest", _, 0, 0, "the manifest it stands on")
OU_RECORD_STRUCT(order_shipment, OU_ORDER_SHIPMENT_FIELDS);

#define OU_DONE_CHANGE_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, 0, 0, "of the OrderChange") \
	F(T, TEXT, sequence, "changeSequence", _, 0, 0, "the partner's number of the change")
OU_RECORD_STRUCT(done_change, OU_DONE_CHANGE_FIELDS);

/* What is ordered, behind type, schema and id: a quotation has the same. */
#define OU_ORDER_BODY_FIELDS(F, T) \
	F(T, CODE, document_function, "documentFunction", _, 0, 0, "original, cancel, change, replace, duplicate") \
	F(T, CODE, segment, "segment", _, 0, 0, "b2b or b2c") \
	F(T, TEXT, channel, "channel", _, 0, 0, "where it came from; no colon") \
	F(T, TEXT, portal, "portal", _, 0, 0, "site within the channel") \
	F(T, TEXT, number, "orderNumber", _, 0, 0, "the buyer's or channel's number") \
	F(T, TEXT, seller_number, "sellerOrderNumber", _, 0, 0, "our number") \
	F(T, TIME, date, "orderDate", _, 0, 0, "when it was ordered") \
	F(T, CODE, status, "orderStatus", _, 0, 0, "schema.org OrderStatus") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, FLAG, prices_include_tax, "pricesIncludeTax", _, 0, 0, "line prices are gross") \
	F(T, OBJECT, customer, "customer", buyer, 0, 0, "who buys") \
	F(T, OBJECT, seller, "seller", seller, 0, 0, "who sells") \
	F(T, OBJECT, billing_address, "billingAddress", address, 0, 0, "who gets the invoice") \
	F(T, OBJECT, delivery, "orderDelivery", delivery, 0, 0, "how and where to") \
	F(T, FLAG, is_gift, "isGift", _, 0, 0, "a present") \
	F(T, TEXT, gift_message, "giftMessage", _, OU_FIELD_PERSONAL, 0, "goes with it") \
	F(T, OBJECT, references, "references", references, 0, 0, "other documents") \
	F(T, LIST, lines, "orderedItem", order_line, OU_FIELD_ROWS, 0, "the lines") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of the whole order") \
	F(T, TEXTS, discount_codes, "discountCode", _, 0, 0, "coupons") \
	F(T, LIST, taxes, "taxes", tax_total, 0, 0, "per category and rate") \
	F(T, OBJECT, totals, "totals", totals, 0, 0, "what is owed") \
	F(T, OBJECT, margin, "margin", margin, 0, 0, "ours; not for partners") \
	F(T, OBJECT, payment, "payment", payment, 0, 0, "how it is paid") \
	F(T, OBJECT, packing_rules, "packagingInstructions", packing_rules, 0, 0, "how to pack it") \
	F(T, LIST, approvals, "approvals", approval, 0, 0, "who agreed") \
	F(T, LIST, steps, "approvalSteps", approval_step, 0, 0, "who is asked to") \
	F(T, LIST, contents, "approvedContents", approved_content, 0, 0, "what these are about") \
	F(T, LIST, commitments, "commitments", commitment, 0, 0, "what it takes of budgets and credit") \
	F(T, LIST, holds, "holds", hold, 0, 0, "what stops it") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, LIST, changes, "changes", done_change, 0, 0, "numbered changes that were done to it, by number") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field") \
	F(T, LIST, picks, "picks", pick, 0, 0, "stops of the picker") \
	F(T, LIST, packages, "packages", package, 0, 0, "cartons and pallets") \
	F(T, LIST, shipments, "shipments", order_shipment, 0, 0, "what went out")

#define OU_ORDER_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Order") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "order/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "channel:orderNumber[/release], the idempotency key") \
	OU_ORDER_BODY_FIELDS(F, T)
OU_RECORD_STRUCT(order, OU_ORDER_FIELDS);

/* The id of an order: channel:number, and /release where there is one. */
struct ou_str ou_order_id(struct ou_arena *a, struct ou_str channel,
    struct ou_str number, struct ou_str release);

/**
 * ou_order_held(o, stage):
 * The first hold that stands (not released) and blocks ${stage} ("allocate",
 * "ship", "invoice"), or NULL.  A hold without blocks blocks allocate; what
 * blocks allocate blocks what comes after it too, and so on.
 */
const struct ou_hold *ou_order_held(const struct ou_order *o,
    const char *stage);

/* The hold that says that a newer version of the order has overtaken what was
 * answered to this one, unless it is released; or NULL. */
const struct ou_hold *ou_order_overtaken(const struct ou_order *o);

/* The order may take of credit and budgets: it is not held for want of them,
 * and nobody who was asked has refused it or let the time run out. */
bool ou_order_granted(const struct ou_order *o);

/**
 * ou_order_hold(a, o, hold):
 * Add a hold to the view, unless one with the same code, line and reason
 * stands there, released or not: running a command twice adds nothing, and
 * what was released is not held again for the same reason.  Holds have an
 * end: of a hundred the last says that there are more, and none is added that
 * blocks nothing new.  Return true when it was added; the caller then puts the
 * field.
 */
#define OU_ORDER_HOLDS_MAX 100
bool ou_order_hold(struct ou_arena *a, struct ou_order *o,
    const struct ou_hold *hold);

/*
 * The state of an order, derived from the quantities of its lines: the first
 * of these that holds, from below.
 */
enum ou_order_state {
	OU_ORDER_NEW,			/* nobody has looked at it */
	OU_ORDER_BACKORDERED,		/* all that was looked at waits */
	OU_ORDER_PARTLY_ALLOCATED,
	OU_ORDER_ALLOCATED,		/* all that is not cancelled */
	OU_ORDER_PICKING,		/* some is picked */
	OU_ORDER_PICKED,
	OU_ORDER_HELD,			/* a hold stands before shipping */
	OU_ORDER_CANCELLED,		/* all of it, or its orderStatus */
	OU_ORDER_PARTLY_SHIPPED,
	OU_ORDER_SHIPPED,		/* all that is not cancelled */
	OU_ORDER_DELIVERED,		/* and its orderStatus says so */
	OU_ORDER_PARTLY_RETURNED,	/* all shipped, some came back */
	OU_ORDER_RETURNED,
};

/* Read from orderStatus, holds, and orderQuantity and quantities of the
 * lines. */
enum ou_order_state ou_order_state(const struct ou_order *o);

/* "new", "partly-allocated", ... */
struct ou_str ou_order_state_name(enum ou_order_state state);
bool ou_order_state_find(struct ou_str name, enum ou_order_state *state);

/* Which of the orders of one number it is: the release, the place or the day
 * behind channel:orderNumber/ in its id, else references.release; absent: it
 * is the only one. */
struct ou_str ou_order_part(const struct ou_order *o);

/* Decimals of the order's currency, or -1 when it has none that is known. */
int ou_order_places(const struct ou_order *o);

#endif
