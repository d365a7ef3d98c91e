#ifndef OU_MODEL_RECORDS_H
#define OU_MODEL_RECORDS_H

#include "ou/model/approval.h"
#include "ou/model/exchange.h"
#include "ou/model/order.h"
#include "ou/model/price.h"
#include "ou/model/schedule.h"
#include "ou/model/stock.h"

/*
 * The other records of the stream, and the list of all types that the
 * commands know.
 */

/* What is in stock: one row an item, location, lot, status and owner. */
#define OU_STOCK_LEVEL_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockLevel") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-level/1") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, gtin, "gtin", _, 0, 0, "GTIN") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "available (the default), quarantine, damaged") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, DATE, expiry_date, "expiryDate", _, 0, 0, "best before") \
	F(T, QUANTITY, on_hand, "onHand", _, 0, 0, "units there") \
	F(T, QUANTITY, reserved, "reserved", _, 0, 0, "promised to orders") \
	F(T, QUANTITY, safety, "safety", _, 0, 0, "not to be promised") \
	F(T, QUANTITY, incoming, "incoming", _, 0, 0, "on order") \
	F(T, TIME, at, "at", _, 0, 0, "when it was counted") \
	F(T, TEXT, from, "from", _, 0, 0, "which system says so") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read")
OU_RECORD_STRUCT(stock_level, OU_STOCK_LEVEL_FIELDS);

#define OU_STOCK_MOVE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockMove") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-move/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "the idempotency key") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, bin, "bin", _, 0, 0, "bin") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "stock status") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "in: positive, out: negative") \
	F(T, CODE, reason, "reason", _, 0, 0, "receipt, shipment, count, damage ...") \
	F(T, TEXT, reference, "reference", _, 0, 0, "order, receipt or count") \
	F(T, CODE, justification, "justification", _, 0, 0, "code, for adjustments") \
	F(T, TEXT, by, "by", _, 0, 0, "the command, or who approved it") \
	F(T, INTEGER, seq, "seq", _, 0, 0, "number in the journal of a store")
OU_RECORD_STRUCT(stock_move, OU_STOCK_MOVE_FIELDS);

/* Goods on their way, as they are announced now. */
#define OU_RECEIPT_RECORD_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Receipt") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "receipt/1") \
	F(T, TEXT, reference, "reference", _, OU_FIELD_REQUIRED, 0, "purchase order") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "units still to come") \
	F(T, DATE, expected_date, "expectedDate", _, 0, 0, "when") \
	F(T, TEXT, supplier, "supplier", _, 0, 0, "from whom")
OU_RECORD_STRUCT(receipt_record, OU_RECEIPT_RECORD_FIELDS);

/* What one source says, in a difference. */
#define OU_STOCK_SAYS_FIELDS(F, T) \
	F(T, TEXT, from, "from", _, 0, 0, "the source") \
	F(T, QUANTITY, on_hand, "onHand", _, 0, 0, "what it says; absent: it has no such row")
OU_RECORD_STRUCT(stock_says, OU_STOCK_SAYS_FIELDS);

#define OU_STOCK_DIFFERENCE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockDifference") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-difference/1") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "stock status, if not available") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, LIST, says, "says", stock_says, 0, 0, "each source's figure") \
	F(T, QUANTITY, difference, "difference", _, 0, 0, "largest minus smallest") \
	F(T, QUANTITY, tolerance, "tolerance", _, 0, 0, "what would have been let pass") \
	F(T, CODE, abc, "abcClass", _, 0, 0, "A, B or C") \
	F(T, QUANTITY, opening, "opening", _, 0, 0, "of the first source, before its moves") \
	F(T, QUANTITY, moved, "moved", _, 0, 0, "sum of its moves") \
	F(T, QUANTITY, adjustment, "adjustment", _, 0, 0, "proposed move in the first source") \
	F(T, CODE, reason, "reason", _, 0, 0, "cause: missing, misplaced, negative, unit, reserved, late, move, count") \
	F(T, TEXT, reference, "reference", _, 0, 0, "id of the move that explains it")
OU_RECORD_STRUCT(stock_difference, OU_STOCK_DIFFERENCE_FIELDS);

/* A shipment as a record of its own, for manifests and despatch advice. */
#define OU_SHIPMENT_LINE_FIELDS(F, T) \
	F(T, TEXT, number, "lineNumber", _, 0, 0, "line of the announcement") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "order, if not the shipment's") \
	F(T, TEXT, line, "orderItemNumber", _, 0, 0, "line of the order") \
	F(T, OBJECT, product, "product", product, 0, 0, "what") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "units shipped") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, DATE, expiry_date, "expiryDate", _, 0, 0, "best before") \
	F(T, QUANTITY, ordered, "orderedQuantity", _, 0, 0, "units ordered") \
	F(T, CODE, status, "status", _, 0, 0, "complete, partial, cancelled, substituted, or the partner's code") \
	F(T, CODE, reason, "reason", _, 0, 0, "why not all, or the partner's code") \
	F(T, TEXT, package, "package", _, 0, 0, "id of the package it is in") \
	F(T, OBJECT, packaging, "packaging", packaging, 0, 0, "how it is packed") \
	F(T, TEXTS, serials, "serialNumber", _, 0, 0, "serial numbers") \
	F(T, LIST, differences, "differences", kind_quantity, 0, 0, "what is missing or too much, and why") \
	F(T, LIST, references, "references", reference, 0, 0, "of this line") \
	F(T, LIST, dates, "dates", dated, 0, 0, "of this line") \
	F(T, LIST, measures, "quantities", kind_quantity, 0, 0, "other quantities: weight, difference ...") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts of this line") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(shipment_line, OU_SHIPMENT_LINE_FIELDS);

#define OU_SHIPMENT_ORDER_FIELDS(F, T) \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "the buyer's number") \
	F(T, DATE, order_date, "orderDate", _, 0, 0, "its day") \
	F(T, TEXT, release, "release", _, 0, 0, "release or call-off number") \
	F(T, TEXT, contract, "contract", _, 0, 0, "contract number") \
	F(T, INTEGER, package_count, "packageCount", _, 0, 0, "number of its packages") \
	F(T, LIST, parties, "parties", party, 0, 0, "who, of this order") \
	F(T, LIST, references, "references", reference, 0, 0, "of this order") \
	F(T, LIST, dates, "dates", dated, 0, 0, "of this order") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(shipment_order, OU_SHIPMENT_ORDER_FIELDS);

#define OU_SHIPMENT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Shipment") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "shipment/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "order id, /s and a number") \
	F(T, CODE, function, "documentFunction", _, 0, 0, "original, cancel, change, replace, duplicate") \
	F(T, CODE, kind, "kind", _, 0, 0, "despatch, warehouse, transfer") \
	F(T, TEXT, number, "shipmentNumber", _, 0, 0, "the sender's number of it") \
	F(T, TIME, date, "issueDate", _, 0, 0, "when it was announced") \
	F(T, TEXT, order, "order", _, 0, 0, "id of the order") \
	F(T, TEXT, order_number, "orderNumber", _, 0, 0, "the buyer's number") \
	F(T, DATE, order_date, "orderDate", _, 0, 0, "day of the order") \
	F(T, LIST, orders, "orders", shipment_order, 0, 0, "its orders, where there are several or one says more than its number and day") \
	F(T, TEXT, channel, "channel", _, 0, 0, "where the order came from") \
	F(T, CODE, segment, "segment", _, 0, 0, "b2b or b2c") \
	F(T, TEXT, carrier, "carrier", _, 0, 0, "carrier") \
	F(T, TEXT, service, "service", _, 0, 0, "service") \
	F(T, CODE, report, "report", _, 0, 0, "full, exceptions, or the partner's code") \
	F(T, CODE, payment, "freightTerms", _, 0, 0, "prepaid, collect, thirdParty, or the partner's code") \
	F(T, TEXT, manifest, "manifest", _, 0, 0, "the manifest it stands on") \
	F(T, DATE, ship_date, "shipDate", _, 0, 0, "day of despatch") \
	F(T, DATE, promised_date, "promisedDate", _, 0, 0, "delivery promised") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse it leaves from") \
	F(T, OBJECT, customer, "customer", buyer, 0, 0, "who bought") \
	F(T, OBJECT, delivery, "orderDelivery", delivery, 0, 0, "how and where to") \
	F(T, CODE, mode, "transportMode", _, 0, 0, "road, sea, air ..., or the partner's code") \
	F(T, TEXT, equipment, "equipment", _, 0, 0, "trailer or container") \
	F(T, TEXT, tracking_number, "trackingNumber", _, OU_FIELD_PERSONAL, 0, "the carrier's number") \
	F(T, LIST, parties, "parties", party, 0, 0, "who, beside customer and address") \
	F(T, LIST, references, "references", reference, 0, 0, "other documents") \
	F(T, LIST, dates, "dates", dated, 0, 0, "which days") \
	F(T, LIST, packages, "packages", package, 0, 0, "cartons and pallets") \
	F(T, LIST, lines, "shippedItem", shipment_line, OU_FIELD_ROWS, 0, "what is in it") \
	F(T, INTEGER, package_count, "packageCount", _, 0, 0, "number of packages") \
	F(T, CODE, package_type, "packageType", _, 0, 0, "pallet, carton ..., or the partner's code") \
	F(T, QUANTITY, gross_weight_kg, "grossWeightKg", _, 0, 0, "of all packages") \
	F(T, QUANTITY, gross_weight, "grossWeight", _, 0, 0, "the same in another unit") \
	F(T, CODE, weight_unit, "weightUnitCode", _, 0, 0, "of that") \
	F(T, AMOUNT, value, "value", _, 0, 0, "declared value") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, LIST, measures, "quantities", kind_quantity, 0, 0, "in all: units, volume, pallets ...") \
	F(T, LIST, notes, "notes", note, 0, 0, "texts") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(shipment, OU_SHIPMENT_FIELDS);

/*
 * What could not be taken.  ${raw} holds the record's own bytes (a line, CSV
 * rows, an EDI message from ST to SE); ${envelope} what is needed in front of
 * it to read it again: the CSV header, ISA and GS, UNA and UNB.  Bytes that
 * are not UTF-8 stand in the Base64 members.  A repaired reject is fed again
 * with: order-import -f reject.
 */
#define OU_REJECT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Reject") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "reject/1") \
	F(T, CODE, code, "code", _, OU_FIELD_REQUIRED, 0, "from the catalogue of diagnostics") \
	F(T, TEXT, reason, "reason", _, OU_FIELD_PERSONAL, 0, "the message") \
	F(T, TEXT, by, "by", _, 0, 0, "the command") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, TEXT, field, "field", _, 0, 0, "field path or element") \
	F(T, OBJECT, source, "source", origin, 0, 0, "where it was read") \
	F(T, TEXT, number, "orderNumber", _, 0, 0, "if it could be read") \
	F(T, TEXT, part_of, "partOf", _, 0, 0, "the order whose other rows were read: this is not all of it, and not read again alone") \
	F(T, TEXT, channel, "channel", _, 0, 0, "if it is known") \
	F(T, TEXT, format, "format", _, 0, 0, "what order-import -f takes") \
	F(T, TEXT, map, "map", _, 0, 0, "the map in use") \
	F(T, CODE, charset, "charset", _, 0, 0, "of the Base64 members; workbook: raw is CSV that was made of one") \
	F(T, INTEGER, size, "size", _, 0, 0, "bytes of a whole file that raw does not have") \
	F(T, TEXT, envelope, "envelope", _, OU_FIELD_PERSONAL, 0x7fffffff, "what stands in front") \
	F(T, TEXT, envelope_base64, "envelopeBase64", _, OU_FIELD_PERSONAL, 0x7fffffff, "the same, bytes") \
	F(T, TEXT, raw, "raw", _, OU_FIELD_PERSONAL, 0x7fffffff, "its own bytes, as text") \
	F(T, TEXT, raw_base64, "rawBase64", _, OU_FIELD_PERSONAL, 0x7fffffff, "its own bytes")
OU_RECORD_STRUCT(reject, OU_REJECT_FIELDS);

/* All types: "Order", "StockLevel", ...; ends with type NULL. */
extern const struct ou_record_type ou_record_types[];

/* The row of that type, or NULL. */
const struct ou_record_type *ou_record_type_find(struct ou_str type);

#endif
