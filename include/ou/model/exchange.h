#ifndef OU_MODEL_EXCHANGE_H
#define OU_MODEL_EXCHANGE_H

#include "ou/model/order.h"

/*
 * The documents that partners exchange beside the order: what an EDI message
 * or a UBL document says, as a record of the stream.  They share their head:
 * who, which other documents, which days; qualifiers are words of ours where
 * we know them (the guides of ou/formats/guide.h say which), and the
 * partner's own code where we do not, so that nothing is lost.
 */
#define OU_REFERENCE_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "order, contract, invoice, despatchAdvice, billOfLading, trackingNumber ..., or the partner's code") \
	F(T, TEXT, number, "number", _, OU_FIELD_PERSONAL, 0, "number of the document") \
	F(T, TEXT, line, "line", _, 0, 0, "line of it") \
	F(T, DATE, date, "date", _, 0, 0, "its day") \
	F(T, TEXT, text, "text", _, OU_FIELD_PERSONAL, 0, "in words")
OU_RECORD_STRUCT(reference, OU_REFERENCE_FIELDS);

#define OU_PARTY_FIELDS(F, T) \
	F(T, CODE, role, "role", _, OU_FIELD_REQUIRED, 0, "buyer, seller, shipTo, billTo, shipFrom, payee, carrier ..., or the partner's code") \
	F(T, TEXT, id, "id", _, 0, 0, "number of the party") \
	F(T, CODE, scheme, "scheme", _, 0, 0, "whose number: buyer, seller, duns ..., or the partner's code") \
	F(T, TEXT, gln, "gln", _, 0, 0, "GS1 location number") \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "name") \
	F(T, TEXT, name2, "name2", _, OU_FIELD_PERSONAL, 0, "second line of the name") \
	F(T, TEXTS, street, "streetAddress", _, OU_FIELD_PERSONAL, 10, "street lines") \
	F(T, TEXT, postal_code, "postalCode", _, OU_FIELD_PERSONAL, 0, "postal code") \
	F(T, TEXT, locality, "addressLocality", _, OU_FIELD_PERSONAL, 0, "town") \
	F(T, TEXT, region, "addressRegion", _, 0, 0, "state or province") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1 alpha-2") \
	F(T, TEXT, vat_id, "vatID", _, 0, 0, "VAT id with country prefix") \
	F(T, OBJECT, contact, "contact", contact, OU_FIELD_PERSONAL, 0, "who to ask") \
	F(T, LIST, references, "references", reference, 0, 0, "its other numbers") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(party, OU_PARTY_FIELDS);

#define OU_DATED_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "requestedDelivery, shipped, earliestDelivery ..., or the partner's code") \
	F(T, TIME, at, "at", _, 0, 0, "the day or time, or its beginning") \
	F(T, TIME, through, "through", _, 0, 0, "end of a period")
OU_RECORD_STRUCT(dated, OU_DATED_FIELDS);

/* A quantity and what it is one of: on hand, sold, received ... */
#define OU_KIND_QUANTITY_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, 0, 0, "available, onHand, sold, received, damaged, firm ..., or the partner's code") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "how many") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, CODE, period, "period", _, 0, 0, "day, week, month, of a planned quantity") \
	F(T, DATE, date, "date", _, 0, 0, "the day, or the first one") \
	F(T, DATE, through, "through", _, 0, 0, "the last day") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse or store") \
	F(T, CODE, reason, "reason", _, 0, 0, "why: damaged, short, over ..., or the partner's code") \
	F(T, TEXT, reference, "reference", _, 0, 0, "document that it is of") \
	F(T, TEXT, text, "text", _, 0, 0, "in words")
OU_RECORD_STRUCT(kind_quantity, OU_KIND_QUANTITY_FIELDS);

#define OU_KIND_PRICE_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, 0, 0, "net, gross, list, retail, catalogue ..., or the partner's code") \
	F(T, PRICE, price, "unitPrice", _, 0, 0, "per priceBaseQuantity units") \
	F(T, QUANTITY, base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, QUANTITY, min_quantity, "minQuantity", _, 0, 0, "from this quantity on") \
	F(T, CODE, trade_class, "tradeClass", _, 0, 0, "whose price: the partner's code of buyers") \
	F(T, QUANTITY, max_quantity, "maxQuantity", _, 0, 0, "up to this quantity") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day")
OU_RECORD_STRUCT(kind_price, OU_KIND_PRICE_FIELDS);

/* An amount beside the totals. */
#define OU_KIND_AMOUNT_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, 0, 0, "tax, charges ..., or the partner's code") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "how much") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217")
OU_RECORD_STRUCT(kind_amount, OU_KIND_AMOUNT_FIELDS);

/* A line of a report, catalogue, schedule, receipt or return. */
#define OU_TRADE_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "lineNumber", _, 0, 0, "line number") \
	F(T, CODE, kind, "kind", _, 0, 0, "what kind of it, or the partner's code") \
	F(T, CODE, action, "action", _, 0, 0, "add, change, delete ..., or the partner's code") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, TEXT, serial, "serialNumber", _, 0, 0, "serial number") \
	F(T, DATE, expiry_date, "expiryDate", _, 0, 0, "best before") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse or store") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "order it belongs to") \
	F(T, TEXT, order_line, "orderItemNumber", _, 0, 0, "and its line") \
	F(T, TEXT, package, "package", _, 0, 0, "id or SSCC of the package it is in") \
	F(T, CODE, disposition, "disposition", _, 0, 0, "what is asked or decided, or the partner's code") \
	F(T, CODE, reason, "reason", _, 0, 0, "why, or the partner's code") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "of quantities without one") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "how many of what") \
	F(T, LIST, cumulatives, "cumulatives", kind_quantity, 0, 0, "sums over a time") \
	F(T, LIST, differences, "differences", kind_quantity, 0, 0, "what is missing or too much, and why") \
	F(T, LIST, prices, "prices", kind_price, 0, 0, "prices") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of this line") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "value of the line") \
	F(T, CODE, response, "response", _, 0, 0, "the answer, or the partner's code") \
	F(T, OBJECT, tax, "tax", tax, 0, 0, "tax of the item") \
	F(T, LIST, parties, "parties", party, 0, 0, "of this line") \
	F(T, LIST, references, "references", reference, 0, 0, "of this line") \
	F(T, LIST, dates, "dates", dated, 0, 0, "of this line") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(trade_line, OU_TRADE_LINE_FIELDS);

/* What every document has; ${word} is what type and schema say. */
#define OU_TRADE_HEAD(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "type of the record") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "its schema and major version") \
	F(T, TEXT, id, "id", _, 0, 0, "channel:number") \
	F(T, TEXT, channel, "channel", _, 0, 0, "the partner") \
	F(T, CODE, function, "documentFunction", _, 0, 0, "original, cancel, change, replace, duplicate") \
	F(T, CODE, kind, "kind", _, 0, 0, "what kind of it, or the partner's code") \
	F(T, TEXT, number, "number", _, 0, 0, "number of the document") \
	F(T, TIME, date, "issueDate", _, 0, 0, "when it was issued") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "the buyer's order") \
	F(T, DATE, order_date, "orderDate", _, 0, 0, "its day") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, LIST, parties, "parties", party, 0, 0, "who") \
	F(T, LIST, references, "references", reference, 0, 0, "other documents") \
	F(T, LIST, dates, "dates", dated, 0, 0, "which days") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")

#define OU_DUE_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, 0, 0, "basic, discount, penalty ..., or the partner's code") \
	F(T, DATE, due_date, "dueDate", _, 0, 0, "payable by") \
	F(T, INTEGER, net_days, "netDays", _, 0, 0, "days until due") \
	F(T, RATE, discount_percent, "discountPercent", _, 0, 0, "for early payment") \
	F(T, INTEGER, discount_days, "discountDays", _, 0, 0, "how early") \
	F(T, DATE, discount_date, "discountDate", _, 0, 0, "how early, as a day") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what is due then") \
	F(T, TEXT, text, "text", _, 0, 0, "in words")
OU_RECORD_STRUCT(due, OU_DUE_FIELDS);

/* What becomes of a line, or of a part of it. */
#define OU_LINE_ANSWER_FIELDS(F, T) \
	F(T, CODE, status, "status", _, OU_FIELD_REQUIRED, 0, "accepted, quantityChanged, priceChanged, dateChanged, changed, backordered, substituted, rejected, deleted, held, or the partner's code") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "of how many") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, DATE, ship_date, "shipDate", _, 0, 0, "despatch promised") \
	F(T, DATE, delivery_date, "deliveryDate", _, 0, 0, "delivery promised") \
	F(T, OBJECT, product, "product", product, 0, 0, "what comes instead") \
	F(T, CODE, reason_code, "reasonCode", _, 0, 0, "why not: notContracted, unknownItem, unavailable ...") \
	F(T, TEXT, reason, "reason", _, 0, 0, "in words")
OU_RECORD_STRUCT(line_answer, OU_LINE_ANSWER_FIELDS);

/* A change of a line; its quantity is absolute. */
#define OU_CHANGE_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "orderItemNumber", _, 0, 0, "line of the order") \
	F(T, CODE, action, "action", _, 0, 0, "add, delete, change, quantity, price, date, none, replaceAll, or the partner's code") \
	F(T, QUANTITY, quantity, "orderQuantity", _, 0, 0, "what shall be ordered then") \
	F(T, QUANTITY, left, "leftToReceive", _, 0, 0, "of it, still to come") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, PRICE, unit_price, "unitPrice", _, 0, 0, "per priceBaseQuantity units") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, CODE, price_unit, "priceUnitCode", _, 0, 0, "of the price, if not the line's") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, LIST, parties, "parties", party, 0, 0, "of this line") \
	F(T, DATE, requested_date, "requestedDate", _, 0, 0, "delivery asked for") \
	F(T, DATE, requested_ship_date, "requestedShipDate", _, 0, 0, "despatch asked for") \
	F(T, LIST, schedule, "deliverySchedule", schedule, 0, 0, "partial deliveries asked for") \
	F(T, AMOUNT, total, "lineTotal", _, 0, 0, "with its allowances and charges") \
	F(T, LIST, dates, "dates", dated, 0, 0, "other days of this line") \
	F(T, LIST, references, "references", reference, 0, 0, "of this line") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(change_line, OU_CHANGE_LINE_FIELDS);

#define OU_ORDER_CHANGE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, order, "order", _, 0, 0, "id of the order") \
	F(T, TEXT, release, "release", _, 0, 0, "release or call-off number") \
	F(T, TEXT, sequence, "changeSequence", _, 0, 0, "the partner's number of the change") \
	F(T, LIST, terms, "terms", due, 0, 0, "payment terms") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, TEXT, service, "service", _, 0, 0, "service or routing") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, OBJECT, incoterm, "incoterm", incoterm, 0, 0, "delivery terms") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of the whole order") \
	F(T, LIST, lines, "changedItem", change_line, OU_FIELD_ROWS, 0, "the lines")
OU_RECORD_STRUCT(order_change, OU_ORDER_CHANGE_FIELDS);

#define OU_RESPONSE_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "orderItemNumber", _, 0, 0, "line of the order") \
	F(T, CODE, status, "status", _, 0, 0, "of the whole line: accepted, changed, rejected ..., or the partner's code") \
	F(T, CODE, action, "action", _, 0, 0, "of a change that is answered: add, delete, change, quantity, price, date, none ..., or the partner's code") \
	F(T, QUANTITY, quantity, "orderQuantity", _, 0, 0, "as it was ordered, or shall be then") \
	F(T, QUANTITY, left, "leftToReceive", _, 0, 0, "of it, still to come") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, PRICE, unit_price, "unitPrice", _, 0, 0, "that will be charged") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, CODE, price_unit, "priceUnitCode", _, 0, 0, "of the price, if not the line's") \
	F(T, DATE, requested_date, "requestedDate", _, 0, 0, "delivery that was asked for") \
	F(T, LIST, schedule, "deliverySchedule", schedule, 0, 0, "partial deliveries") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of this line") \
	F(T, LIST, parties, "parties", party, 0, 0, "of this line") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, LIST, answers, "answers", line_answer, 0, 0, "their quantities add up to what was ordered") \
	F(T, AMOUNT, total, "lineTotal", _, 0, 0, "with its allowances and charges") \
	F(T, OBJECT, tax, "tax", tax, 0, 0, "tax of this line") \
	F(T, LIST, dates, "dates", dated, 0, 0, "of this line") \
	F(T, LIST, references, "references", reference, 0, 0, "of this line") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(response_line, OU_RESPONSE_LINE_FIELDS);

#define OU_ORDER_RESPONSE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, CODE, status, "status", _, 0, 0, "accepted, changed, acknowledged, rejected, or the partner's code") \
	F(T, TEXT, release, "release", _, 0, 0, "release or call-off number") \
	F(T, TEXT, sequence, "changeSequence", _, 0, 0, "of the change that is answered") \
	F(T, TEXT, seller_number, "sellerOrderNumber", _, 0, 0, "the seller's number") \
	F(T, LIST, terms, "terms", due, 0, 0, "payment terms") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, TEXT, service, "service", _, 0, 0, "service or routing") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, OBJECT, incoterm, "incoterm", incoterm, 0, 0, "delivery terms") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of the whole order") \
	F(T, LIST, lines, "confirmedItem", response_line, OU_FIELD_ROWS, 0, "the lines") \
	F(T, OBJECT, totals, "totals", totals, 0, 0, "what will be owed")
OU_RECORD_STRUCT(order_response, OU_ORDER_RESPONSE_FIELDS);

#define OU_INVOICE_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "lineNumber", _, 0, 0, "line number") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, QUANTITY, quantity, "invoicedQuantity", _, 0, 0, "how many") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, PRICE, unit_price, "unitPrice", _, 0, 0, "per priceBaseQuantity units") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, PRICE, gross_price, "grossPrice", _, 0, 0, "before allowances") \
	F(T, QUANTITY, gross_base, "grossPriceBaseQuantity", _, 0, 0, "of that price; absent: 1") \
	F(T, AMOUNT, total, "lineTotal", _, 0, 0, "with its allowances and charges") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of this line") \
	F(T, OBJECT, tax, "tax", tax, 0, 0, "tax of this line") \
	F(T, LIST, amounts, "amounts", kind_amount, 0, 0, "other amounts") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "order it belongs to") \
	F(T, TEXT, order_line, "orderItemNumber", _, 0, 0, "and its line") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "other quantities: weight, free goods ...") \
	F(T, LIST, references, "references", reference, 0, 0, "of this line") \
	F(T, LIST, dates, "dates", dated, 0, 0, "of this line") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(invoice_line, OU_INVOICE_LINE_FIELDS);

/* 810, 210, INVOIC: an invoice, credit or debit note. */
#define OU_INVOICE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, DATE, due_date, "dueDate", _, 0, 0, "payable by") \
	F(T, CODE, method, "paymentMethod", _, 0, 0, "UNCL 4461: 30, 48 ...") \
	F(T, LIST, terms, "terms", due, 0, 0, "payment terms") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, TEXT, service, "service", _, 0, 0, "service or routing") \
	F(T, OBJECT, incoterm, "incoterm", incoterm, 0, 0, "delivery terms") \
	F(T, LIST, lines, "invoicedItem", invoice_line, OU_FIELD_ROWS, 0, "the lines") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "of the whole invoice") \
	F(T, LIST, taxes, "taxes", tax_total, 0, 0, "per category and rate") \
	F(T, OBJECT, totals, "totals", totals, 0, 0, "what is owed") \
	F(T, LIST, amounts, "amounts", kind_amount, 0, 0, "other amounts") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "shipped units, weight ...")
OU_RECORD_STRUCT(invoice, OU_INVOICE_FIELDS);

/* 846, INVRPT */
#define OU_INVENTORY_REPORT_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse, of lines without one") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "the items")
OU_RECORD_STRUCT(inventory_report, OU_INVENTORY_REPORT_FIELDS);

/* 832, PRICAT, UBL Catalogue */
#define OU_PRICE_CATALOGUE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, name, "name", _, 0, 0, "name of the catalogue") \
	F(T, TEXT, version, "version", _, 0, 0, "its version") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "the items")
OU_RECORD_STRUCT(price_catalogue, OU_PRICE_CATALOGUE_FIELDS);

/* 852, 867, SLSRPT; with kind forecast SLSFCT */
#define OU_SALES_REPORT_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, DATE, from, "from", _, 0, 0, "first day of the time reported") \
	F(T, DATE, through, "through", _, 0, 0, "last day") \
	F(T, TEXT, location, "location", _, 0, 0, "store, of lines without one") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "the items")
OU_RECORD_STRUCT(sales_report, OU_SALES_REPORT_FIELDS);

/* 830, 862, DELFOR */
#define OU_DELIVERY_SCHEDULE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, DATE, from, "from", _, 0, 0, "first day of the horizon") \
	F(T, DATE, through, "through", _, 0, 0, "last day") \
	F(T, TEXT, release, "release", _, 0, 0, "release number") \
	F(T, CODE, basis, "quantityBasis", _, 0, 0, "discrete, or cumulative: sums since the beginning") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "the items, with firm and planned quantities")
OU_RECORD_STRUCT(delivery_schedule, OU_DELIVERY_SCHEDULE_FIELDS);

/* 944, RECADV */
#define OU_RECEIPT_ADVICE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, shipment_number, "shipmentNumber", _, 0, 0, "the sender's shipment") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "what came") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "in all")
OU_RECORD_STRUCT(receipt_advice, OU_RECEIPT_ADVICE_FIELDS);

/* 180 */
#define OU_RETURN_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, CODE, disposition, "disposition", _, 0, 0, "what is asked or decided, or the partner's code") \
	F(T, CODE, reason, "reason", _, 0, 0, "why, or the partner's code") \
	F(T, CODE, response, "response", _, 0, 0, "the answer, or the partner's code") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "value") \
	F(T, LIST, allowances, "allowanceCharges", allowance, 0, 0, "fees") \
	F(T, LIST, lines, "lines", trade_line, OU_FIELD_ROWS, 0, "what comes back")
OU_RECORD_STRUCT(return_record, OU_RETURN_FIELDS);

#define OU_TRANSPORT_ITEM_FIELDS(F, T) \
	F(T, TEXT, number, "lineNumber", _, 0, 0, "line number") \
	F(T, TEXT, description, "description", _, 0, 0, "what") \
	F(T, QUANTITY, packages, "packageQuantity", _, 0, 0, "how many packages") \
	F(T, CODE, package_type, "packageType", _, 0, 0, "pallet, carton ..., or the partner's code") \
	F(T, QUANTITY, weight_kg, "grossWeightKg", _, 0, 0, "gross weight") \
	F(T, QUANTITY, weight, "grossWeight", _, 0, 0, "gross weight in another unit") \
	F(T, CODE, weight_unit, "weightUnitCode", _, 0, 0, "of that") \
	F(T, QUANTITY, volume, "volume", _, 0, 0, "volume") \
	F(T, CODE, volume_unit, "volumeUnitCode", _, 0, 0, "of that") \
	F(T, TEXTS, sscc, "sscc", _, 0, 0, "serial shipping container codes") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "order it belongs to") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "charge or value") \
	F(T, LIST, references, "references", reference, 0, 0, "of this item") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(transport_item, OU_TRANSPORT_ITEM_FIELDS);

#define OU_STOP_FIELDS(F, T) \
	F(T, INTEGER, sequence, "sequence", _, 0, 0, "stop number") \
	F(T, CODE, kind, "kind", _, 0, 0, "load, unload, or the partner's code") \
	F(T, LIST, parties, "parties", party, 0, 0, "who is there") \
	F(T, LIST, references, "references", reference, 0, 0, "documents of the stop") \
	F(T, LIST, dates, "dates", dated, 0, 0, "when") \
	F(T, LIST, items, "items", transport_item, 0, 0, "what is loaded or unloaded") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "in all: packages, weight ...") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(stop, OU_STOP_FIELDS);

/* 204, IFTMIN */
#define OU_TRANSPORT_ORDER_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier, SCAC or name") \
	F(T, TEXT, service, "service", _, 0, 0, "service") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, CODE, payment, "freightTerms", _, 0, 0, "prepaid, collect, thirdParty, or the partner's code") \
	F(T, OBJECT, incoterm, "incoterm", incoterm, 0, 0, "delivery terms") \
	F(T, TEXT, equipment, "equipment", _, 0, 0, "trailer or container") \
	F(T, CODE, equipment_type, "equipmentType", _, 0, 0, "its kind, the partner's code") \
	F(T, LIST, stops, "stops", stop, 0, 0, "where it is loaded and unloaded") \
	F(T, LIST, items, "items", transport_item, 0, 0, "what is carried") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "in all: packages, weight ...") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "charge agreed")
OU_RECORD_STRUCT(transport_order, OU_TRANSPORT_ORDER_FIELDS);

/* 990 */
#define OU_TRANSPORT_RESPONSE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier, SCAC or name") \
	F(T, CODE, decision, "decision", _, 0, 0, "accepted, declined, or the partner's code") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(transport_response, OU_TRANSPORT_RESPONSE_FIELDS);

#define OU_TRANSPORT_EVENT_FIELDS(F, T) \
	F(T, TEXT, shipment_number, "shipmentNumber", _, 0, 0, "of which consignment") \
	F(T, CODE, status, "status", _, OU_FIELD_REQUIRED, 0, "departed, arrivedAtPickup, arrivedAtDelivery, delivered, delayed, cancelled ..., or the carrier's code") \
	F(T, CODE, reason, "reason", _, 0, 0, "normal ..., or the carrier's code") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, CODE, time_zone, "timeCode", _, 0, 0, "the carrier's code of the zone") \
	F(T, TEXT, locality, "addressLocality", _, 0, 0, "town") \
	F(T, TEXT, region, "addressRegion", _, 0, 0, "state or province") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "ISO 3166-1") \
	F(T, TEXT, equipment, "equipment", _, 0, 0, "trailer or container") \
	F(T, CODE, appointment, "appointment", _, 0, 0, "what an appointment is for: pickup, delivery, or the carrier's code") \
	F(T, INTEGER, group, "group", _, 0, 0, "number of the group it was told in; the last of a group says what the others are of") \
	F(T, TEXTS, sscc, "sscc", _, 0, 0, "packages, if not all") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "packages, weight ...") \
	F(T, LIST, references, "references", reference, 0, 0, "of the consignment") \
	F(T, LIST, parties, "parties", party, 0, 0, "who") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(transport_event, OU_TRANSPORT_EVENT_FIELDS);

/* 214, IFTSTA */
#define OU_TRANSPORT_STATUS_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, TEXT, shipment_number, "shipmentNumber", _, 0, 0, "the shipper's number") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier, SCAC or name") \
	F(T, LIST, events, "events", transport_event, 0, 0, "what happened") \
	F(T, LIST, quantities, "quantities", kind_quantity, 0, 0, "packages, weight ...")
OU_RECORD_STRUCT(transport_status, OU_TRANSPORT_STATUS_FIELDS);

#define OU_MONEY_LINE_FIELDS(F, T) \
	F(T, CODE, kind, "kind", _, 0, 0, "invoice, creditNote, debitNote, adjustment ..., or the partner's code") \
	F(T, TEXT, entity, "entity", _, 0, 0, "the store, office or person that it is of") \
	F(T, TEXT, number, "number", _, 0, 0, "number of the document") \
	F(T, DATE, date, "date", _, 0, 0, "its day") \
	F(T, CODE, reason, "reason", _, 0, 0, "why it differs, or the partner's code") \
	F(T, CODE, sign, "creditDebit", _, 0, 0, "credit or debit") \
	F(T, AMOUNT, due, "dueAmount", _, 0, 0, "that was due") \
	F(T, AMOUNT, paid, "paidAmount", _, 0, 0, "that is paid") \
	F(T, AMOUNT, discount, "discountAmount", _, 0, 0, "discount taken") \
	F(T, AMOUNT, adjustment, "adjustmentAmount", _, 0, 0, "difference") \
	F(T, LIST, amounts, "amounts", kind_amount, 0, 0, "other amounts") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "how many") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, PRICE, unit_price, "unitPrice", _, 0, 0, "price") \
	F(T, LIST, references, "references", reference, 0, 0, "other documents") \
	F(T, LIST, dates, "dates", dated, 0, 0, "which days") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(money_line, OU_MONEY_LINE_FIELDS);

/* 812 */
#define OU_ACCOUNT_ADJUSTMENT_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, CODE, sign, "creditDebit", _, 0, 0, "credit or debit") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "in all") \
	F(T, TEXT, invoice_number, "invoiceNumber", _, 0, 0, "the invoice it adjusts") \
	F(T, LIST, lines, "lines", money_line, OU_FIELD_ROWS, 0, "what for")
OU_RECORD_STRUCT(account_adjustment, OU_ACCOUNT_ADJUSTMENT_FIELDS);

#define OU_BANK_ACCOUNT_FIELDS(F, T) \
	F(T, CODE, role, "role", _, OU_FIELD_REQUIRED, 0, "payer or payee") \
	F(T, CODE, scheme, "bankScheme", _, 0, 0, "whose number of the bank, the partner's code") \
	F(T, TEXT, bank, "bankId", _, 0, 0, "the bank") \
	F(T, CODE, kind, "accountType", _, 0, 0, "the partner's code") \
	F(T, TEXT, number, "accountNumber", _, OU_FIELD_PERSONAL, 0, "the account")
OU_RECORD_STRUCT(bank_account, OU_BANK_ACCOUNT_FIELDS);

/* 820, REMADV */
#define OU_REMITTANCE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, CODE, handling, "handling", _, 0, 0, "remittanceOnly, paymentAndRemittance ..., or the partner's code") \
	F(T, CODE, sign, "creditDebit", _, 0, 0, "credit or debit") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "paid in all") \
	F(T, LIST, amounts, "amounts", kind_amount, 0, 0, "other amounts") \
	F(T, CODE, method, "method", _, 0, 0, "ACH, check ..., or the partner's code") \
	F(T, DATE, payment_date, "paymentDate", _, 0, 0, "when it is paid") \
	F(T, TEXT, trace, "traceNumber", _, 0, 0, "the bank's number of it") \
	F(T, LIST, accounts, "accounts", bank_account, 0, 0, "from which and to which it is paid") \
	F(T, LIST, lines, "lines", money_line, OU_FIELD_ROWS, 0, "what is paid")
OU_RECORD_STRUCT(remittance, OU_REMITTANCE_FIELDS);

#define OU_FAULT_FIELDS(F, T) \
	F(T, CODE, code, "code", _, 0, 0, "what is wrong, a word or the partner's code") \
	F(T, TEXT, text, "text", _, 0, 0, "in words") \
	F(T, TEXT, tag, "segment", _, 0, 0, "which segment") \
	F(T, TEXT, position, "position", _, 0, 0, "where it stands in the message") \
	F(T, TEXT, element, "element", _, 0, 0, "which element") \
	F(T, TEXT, value, "value", _, OU_FIELD_PERSONAL, 0, "what stood there")
OU_RECORD_STRUCT(fault, OU_FAULT_FIELDS);

#define OU_ADVICE_FIELDS(F, T) \
	F(T, CODE, verdict, "verdict", _, 0, 0, "accepted, acceptedWithChange, rejected ..., or the partner's code") \
	F(T, CODE, kind, "kind", _, 0, 0, "of the document: order, invoice ..., or the partner's code") \
	F(T, TEXT, number, "number", _, 0, 0, "of the document") \
	F(T, TEXT, group_control, "groupControl", _, 0, 0, "group it came in") \
	F(T, TEXT, message_control, "messageControl", _, 0, 0, "message it came in") \
	F(T, CODE, message_type, "messageType", _, 0, 0, "850, ORDERS ...") \
	F(T, LIST, references, "references", reference, 0, 0, "other documents") \
	F(T, LIST, faults, "faults", fault, 0, 0, "what is wrong") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(advice, OU_ADVICE_FIELDS);

/* 824, APERAK: what a partner's application says of our document */
#define OU_APPLICATION_ADVICE_FIELDS(F, T) \
	OU_TRADE_HEAD(F, T) \
	F(T, LIST, items, "items", advice, OU_FIELD_ROWS, 0, "document by document")
OU_RECORD_STRUCT(application_advice, OU_APPLICATION_ADVICE_FIELDS);

/* What an acknowledgement says of a level, with the partner's codes. */
#define OU_NAMED_FAULT_FIELDS(F, T) \
	F(T, CODE, code, "code", _, 0, 0, "the partner's code") \
	F(T, TEXT, text, "text", _, 0, 0, "what it stands for") \
	F(T, TEXT, tag, "segment", _, 0, 0, "which segment") \
	F(T, INTEGER, position, "position", _, 0, 0, "where it stands in the message; ST and UNH are 1") \
	F(T, TEXT, loop, "loop", _, 0, 0, "the loop that it stands in") \
	F(T, TEXT, element, "element", _, 0, 0, "which element: 2, 2:1 with the component, 2:1:3 with the repetition") \
	F(T, TEXT, number, "elementNumber", _, 0, 0, "number of the data element") \
	F(T, TEXT, value, "value", _, OU_FIELD_PERSONAL, 0, "what stood there")
OU_RECORD_STRUCT(named_fault, OU_NAMED_FAULT_FIELDS);

#define OU_ANSWERED_MESSAGE_FIELDS(F, T) \
	F(T, CODE, type, "messageType", _, 0, 0, "850, ORDERS ...") \
	F(T, TEXT, control, "messageControl", _, 0, 0, "ST02, UNH 0062") \
	F(T, TEXT, version, "version", _, 0, 0, "ST03, UNH S009 behind the type") \
	F(T, CODE, verdict, "verdict", _, 0, 0, "accepted, acceptedWithErrors, rejected, or the partner's code") \
	F(T, TEXT, document, "documentNumber", _, 0, 0, "what was sent in it, as the store knows") \
	F(T, LIST, faults, "faults", named_fault, 0, 0, "what is wrong, in the order of the acknowledgement") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(answered_message, OU_ANSWERED_MESSAGE_FIELDS);

#define OU_ANSWERED_GROUP_FIELDS(F, T) \
	F(T, CODE, type, "groupType", _, 0, 0, "GS01") \
	F(T, TEXT, control, "groupControl", _, OU_FIELD_REQUIRED, 0, "GS06, UNG 0048") \
	F(T, TEXT, version, "version", _, 0, 0, "GS08") \
	F(T, CODE, verdict, "verdict", _, 0, 0, "accepted, acceptedWithErrors, partlyAccepted, rejected, or the partner's code") \
	F(T, INTEGER, stated, "statedMessages", _, 0, 0, "how many its trailer says there are") \
	F(T, INTEGER, received, "receivedMessages", _, 0, 0, "how many came") \
	F(T, INTEGER, accepted, "acceptedMessages", _, 0, 0, "how many of them were accepted") \
	F(T, LIST, faults, "faults", named_fault, 0, 0, "what is wrong with the group itself") \
	F(T, LIST, messages, "messages", answered_message, 0, 0, "messages that it names")
OU_RECORD_STRUCT(answered_group, OU_ANSWERED_GROUP_FIELDS);

#define OU_ANSWERED_INTERCHANGE_FIELDS(F, T) \
	F(T, TEXT, control, "interchangeControl", _, OU_FIELD_REQUIRED, 0, "ISA13, UNB 0020") \
	F(T, TEXT, sender, "sender", _, 0, 0, "who sent it, as a profile writes it") \
	F(T, TEXT, recipient, "recipient", _, 0, 0, "to whom") \
	F(T, TEXT, date, "date", _, 0, 0, "ISA09, as written") \
	F(T, TEXT, time, "time", _, 0, 0, "ISA10, as written") \
	F(T, CODE, verdict, "verdict", _, 0, 0, "accepted, acceptedWithErrors, rejected, received (and no more), or the partner's code") \
	F(T, LIST, faults, "faults", named_fault, 0, 0, "what is wrong with the interchange itself")
OU_RECORD_STRUCT(answered_interchange, OU_ANSWERED_INTERCHANGE_FIELDS);

/* TA1, 997, 999, CONTRL: what a partner's translator says of what we sent */
#define OU_ACKNOWLEDGEMENT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "type of the record") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "its schema and major version") \
	F(T, TEXT, id, "id", _, 0, 0, "channel:number") \
	F(T, TEXT, channel, "channel", _, 0, 0, "the partner") \
	F(T, CODE, form, "form", _, OU_FIELD_REQUIRED, 0, "TA1, 997, 999, CONTRL") \
	F(T, TEXT, number, "number", _, 0, 0, "its own control reference") \
	F(T, TEXT, sender, "sender", _, 0, 0, "who answers, as a profile writes it") \
	F(T, TEXT, recipient, "recipient", _, 0, 0, "who is answered") \
	F(T, OBJECT, interchange, "interchange", answered_interchange, 0, 0, "the verdict on an interchange") \
	F(T, LIST, groups, "groups", answered_group, 0, 0, "on its groups") \
	F(T, LIST, messages, "messages", answered_message, 0, 0, "on messages without a group") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(acknowledgement, OU_ACKNOWLEDGEMENT_FIELDS);

/* A message, or an interchange, that was exchanged and is not answered yet */
#define OU_PENDING_ANSWER_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "type of the record") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "its schema and major version") \
	F(T, CODE, direction, "direction", _, OU_FIELD_REQUIRED, 0, "sent or received") \
	F(T, CODE, status, "status", _, OU_FIELD_REQUIRED, 0, "awaited: the partner has not answered; owed: we have not") \
	F(T, FLAG, overdue, "overdue", _, 0, 0, "the answer should be there") \
	F(T, TIME, due, "dueDate", _, 0, 0, "until when it should be") \
	F(T, TIME, at, "at", _, 0, 0, "when it was sent or received") \
	F(T, CODE, profile, "profile", _, 0, 0, "the partner's profile") \
	F(T, TEXT, partner, "partner", _, 0, 0, "the partner, as a profile writes it") \
	F(T, TEXT, own, "own", _, 0, 0, "and we") \
	F(T, TEXT, interchange, "interchangeControl", _, 0, 0, "ISA13, UNB 0020") \
	F(T, TEXT, group, "groupControl", _, 0, 0, "GS06, UNG 0048") \
	F(T, TEXT, message, "messageControl", _, 0, 0, "ST02, UNH 0062; absent: the interchange") \
	F(T, CODE, message_type, "messageType", _, 0, 0, "810, INVOIC ...") \
	F(T, TEXT, document, "documentNumber", _, 0, 0, "number of the document")
OU_RECORD_STRUCT(pending_answer, OU_PENDING_ANSWER_FIELDS);

/* That nobody waits any more for an acknowledgement, or for what was rejected
 * to be sent again. */
#define OU_EXCHANGE_DECISION_MEMBERS(F, T) \
	F(T, TEXT, partner, "partner", _, OU_FIELD_REQUIRED, 0, "the partner, by its profile or its id") \
	F(T, TEXT, document, "documentNumber", _, 0, 0, "number of the document") \
	F(T, CODE, message_type, "messageType", _, 0, 0, "810, INVOIC ...") \
	F(T, TEXT, interchange, "interchangeControl", _, 0, 0, "ISA13, UNB 0020") \
	F(T, TEXT, group, "groupControl", _, 0, 0, "GS06, UNG 0048") \
	F(T, TEXT, message, "messageControl", _, 0, 0, "ST02, UNH 0062") \
	F(T, TEXT, user, "user", _, OU_FIELD_REQUIRED | OU_FIELD_PERSONAL, 0, "who decided") \
	F(T, CODE, decision, "decision", _, OU_FIELD_REQUIRED, 0, "settled") \
	F(T, TIME, at, "at", _, 0, 0, "when; absent: now") \
	F(T, TEXT, note, "note", _, OU_FIELD_REQUIRED | OU_FIELD_PERSONAL, 0, "why")

/* A row of the book, or of a file of decisions. */
#define OU_EXCHANGE_DECISION_ROW_FIELDS(F, T) \
	OU_EXCHANGE_DECISION_MEMBERS(F, T)
OU_RECORD_STRUCT(exchange_decision_row, OU_EXCHANGE_DECISION_ROW_FIELDS);

/* The same as a record: what it is about stands in it whole. */
#define OU_EXCHANGE_DECISION_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "type of the record") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "its schema and major version") \
	F(T, TEXT, id, "id", _, 0, 0, "what makes it this one") \
	F(T, CODE, direction, "direction", _, 0, 0, "sent or received") \
	F(T, CODE, status, "status", _, 0, 0, "what it was: awaited, owed or rejected") \
	F(T, CODE, profile, "profile", _, 0, 0, "the partner's profile") \
	OU_EXCHANGE_DECISION_MEMBERS(F, T)
OU_RECORD_STRUCT(exchange_decision, OU_EXCHANGE_DECISION_FIELDS);

#endif
