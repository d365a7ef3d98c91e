#ifndef OU_MODEL_SCHEDULE_H
#define OU_MODEL_SCHEDULE_H

#include "ou/model/order.h"

/*
 * Orders that come again.  A standing order says when (a rule, its first and
 * last day, days that are left out or come in addition) and what: an order
 * without type, schema and id, which each occurrence becomes with an id of
 * its own.
 */
#define OU_SKIP_FIELDS(F, T) \
	F(T, DATE, from, "from", _, OU_FIELD_REQUIRED, 0, "first day without deliveries") \
	F(T, DATE, through, "through", _, 0, 0, "last day; absent: until further notice") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(skip, OU_SKIP_FIELDS);

#define OU_EXTRA_DAY_FIELDS(F, T) \
	F(T, DATE, date, "date", _, OU_FIELD_REQUIRED, 0, "the day") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(extra_day, OU_EXTRA_DAY_FIELDS);

#define OU_STANDING_CHANGE_FIELDS(F, T) \
	F(T, DATE, from, "from", _, OU_FIELD_REQUIRED, 0, "first day that it holds for, until another change of the line") \
	F(T, TEXT, line, "orderItemNumber", _, OU_FIELD_REQUIRED, 0, "line of the order") \
	F(T, QUANTITY, quantity, "orderQuantity", _, OU_FIELD_REQUIRED, 0, "how many units from then on; zero: none")
OU_RECORD_STRUCT(standing_change, OU_STANDING_CHANGE_FIELDS);

#define OU_STANDING_ORDER_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StandingOrder") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "standing-order/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "channel:number; its orders have this, / and the day of the rule") \
	F(T, TEXT, contract, "contract", _, 0, 0, "contract of the book; its rule and days hold where there are none here") \
	F(T, TEXT, rule, "rule", _, 0, 0, "when deliveries come again, RFC 5545: FREQ=WEEKLY;BYDAY=TU") \
	F(T, DATE, start, "startDate", _, 0, 0, "first day; from it INTERVAL counts") \
	F(T, DATE, end, "endDate", _, 0, 0, "last day") \
	F(T, CODE, closed, "closedDays", _, 0, 0, "what becomes of a delivery on a closed day: next, previous, skip, keep") \
	F(T, INTEGER, lead_days, "leadDays", _, 0, 0, "working days from despatch to delivery; absent: the carrier's") \
	F(T, LIST, skips, "skips", skip, 0, 1000, "days that are left out") \
	F(T, LIST, extras, "extras", extra_day, 0, 1000, "days in addition") \
	F(T, LIST, changes, "changes", standing_change, 0, 10000, "quantities from a day on") \
	F(T, ANY, order, "order", _, OU_FIELD_REQUIRED, 0, "what is ordered each time: an Order without type, schema and id") \
	F(T, MAP, extra, "extra", _, 0, 0, "what came in and has no field")
OU_RECORD_STRUCT(standing_order, OU_STANDING_ORDER_FIELDS);

/*
 * A place in a slot that an order has booked, in a store; and how full a slot
 * is on a day.
 */
#define OU_SLOT_BOOKING_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "SlotBooking") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "slot-booking/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "id of the order") \
	F(T, TEXT, slot, "slot", _, 0, 0, "slot of the book; absent: none any more") \
	F(T, DATE, date, "date", _, 0, 0, "the day") \
	F(T, TEXTS, parts, "parts", _, 0, 0, "orders that it is split into, each with a slot of its own")
OU_RECORD_STRUCT(slot_booking, OU_SLOT_BOOKING_FIELDS);

#define OU_SLOT_LOAD_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "SlotLoad") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "slot-load/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "slot and day") \
	F(T, TEXT, slot, "slot", _, OU_FIELD_REQUIRED, 0, "slot of the book") \
	F(T, DATE, date, "date", _, OU_FIELD_REQUIRED, 0, "the day") \
	F(T, QUANTITY, capacity, "capacity", _, OU_FIELD_REQUIRED, 0, "how much goes into it") \
	F(T, QUANTITY, booked, "booked", _, OU_FIELD_REQUIRED, 0, "how much is booked") \
	F(T, QUANTITY, over, "over", _, 0, 0, "how much of that is too much")
OU_RECORD_STRUCT(slot_load, OU_SLOT_LOAD_FIELDS);

/*
 * What was called off so far under a number of an order, in a store: the
 * lines of its orders that stand.
 */
#define OU_CALLED_LINE_FIELDS(F, T) \
	F(T, TEXT, order, "order", _, OU_FIELD_REQUIRED, 0, "id of the order") \
	F(T, DATE, date, "date", _, OU_FIELD_REQUIRED, 0, "its day") \
	F(T, TEXT, line, "orderItemNumber", _, OU_FIELD_REQUIRED, 0, "its line") \
	F(T, QUANTITY, quantity, "orderQuantity", _, OU_FIELD_REQUIRED, 0, "how many units")
OU_RECORD_STRUCT(called_line, OU_CALLED_LINE_FIELDS);

/* Of a line, what was sent and what the partner says of it. */
#define OU_CALLED_SUM_FIELDS(F, T) \
	F(T, TEXT, place, "location", _, 0, 0, "where to") \
	F(T, TEXT, line, "orderItemNumber", _, OU_FIELD_REQUIRED, 0, "line of the order that is called off") \
	F(T, QUANTITY, gone, "shipped", _, 0, 0, "with orders that are not called for any more") \
	F(T, QUANTITY, before, "before", _, 0, 0, "what the partner's sum was ahead of ours when they were first compared, or began anew") \
	F(T, QUANTITY, received, "received", _, 0, 0, "what the partner has received, as it was said last")
OU_RECORD_STRUCT(called_sum, OU_CALLED_SUM_FIELDS);

#define OU_CALL_OFF_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "CallOff") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "call-off/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "channel:number of the order that is called off") \
	F(T, TEXT, release, "release", _, 0, 0, "the release that they are of") \
	F(T, TIME, date, "issueDate", _, 0, 0, "when that was issued: one from before it comes too late") \
	F(T, LIST, lines, "lines", called_line, OU_FIELD_ROWS, 0, "what is called off") \
	F(T, LIST, sums, "sums", called_sum, 0, 0, "what was sent, by place and line")
OU_RECORD_STRUCT(call_off, OU_CALL_OFF_FIELDS);

#endif
