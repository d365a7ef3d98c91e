#ifndef OU_MODEL_STOCK_H
#define OU_MODEL_STOCK_H

#include "ou/record/table.h"

/*
 * What is said about stock beside the levels and moves themselves: alerts,
 * adjustments and who allowed them, what is to be counted again, and what a
 * channel is told.
 */
#define OU_STOCK_ALERT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockAlert") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-alert/1") \
	F(T, CODE, alert, "alert", _, OU_FIELD_REQUIRED, 0, "negative: below zero; oversell: more reserved than there is; belowSafety: less available than the safety stock asks for; noOpening: moved, but no source had it") \
	F(T, FLAG, over, "over", _, 0, 0, "true: it is so no longer") \
	F(T, TIME, at, "at", _, 0, 0, "when it was found") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "stock status, if not available") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, QUANTITY, on_hand, "onHand", _, 0, 0, "units there now") \
	F(T, QUANTITY, reserved, "reserved", _, 0, 0, "promised to orders") \
	F(T, QUANTITY, safety, "safety", _, 0, 0, "not to be promised") \
	F(T, QUANTITY, least, "least", _, 0, 0, "the lowest that it was") \
	F(T, TEXT, from, "from", _, 0, 0, "which source says so") \
	F(T, TEXT, move, "move", _, 0, 0, "id of the first move after which it was so") \
	F(T, TIME, since, "since", _, 0, 0, "when that was")
OU_RECORD_STRUCT(stock_alert, OU_STOCK_ALERT_FIELDS);

#define OU_STOCK_ADJUSTMENT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockAdjustment") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-adjustment/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "source, day and what is adjusted; also of the move that books it") \
	F(T, TIME, at, "at", _, 0, 0, "when it was proposed") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "stock status, if not available") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "in: positive, out: negative") \
	F(T, CODE, reason, "reason", _, 0, 0, "cause of the difference") \
	F(T, CODE, abc, "abcClass", _, 0, 0, "A, B or C") \
	F(T, AMOUNT, value, "value", _, 0, 0, "at the item's cost, without sign") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, CODE, decision, "decision", _, 0, 0, "proposed, approved, refused") \
	F(T, CODE, justification, "justification", _, 0, 0, "code of the book's justifications") \
	F(T, TEXT, by, "by", _, 0, 0, "who decided") \
	F(T, TIME, decided_at, "decidedAt", _, 0, 0, "when") \
	F(T, TEXT, note, "note", _, 0, 0, "why, or what is still missing") \
	F(T, TEXT, reference, "reference", _, 0, 0, "count or move it comes from")
OU_RECORD_STRUCT(stock_adjustment, OU_STOCK_ADJUSTMENT_FIELDS);

/* What is to be counted, most urgent first. */
#define OU_STOCK_COUNT_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "StockCount") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "stock-count/1") \
	F(T, INTEGER, rank, "rank", _, 0, 0, "1 is counted first") \
	F(T, CODE, reason, "reason", _, 0, 0, "difference, negative, never, due") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, lot, "lot", _, 0, 0, "lot") \
	F(T, CODE, status, "status", _, 0, 0, "stock status, if not available") \
	F(T, TEXT, owner, "owner", _, 0, 0, "whose, if not ours") \
	F(T, CODE, abc, "abcClass", _, 0, 0, "A, B or C") \
	F(T, QUANTITY, expected, "expected", _, 0, 0, "what the first source says") \
	F(T, DATE, counted, "counted", _, 0, 0, "last day it was") \
	F(T, DATE, due, "due", _, 0, 0, "day it is to be counted")
OU_RECORD_STRUCT(stock_count, OU_STOCK_COUNT_FIELDS);

/* A listing of a channel: what it calls an item, and what it may be told. */
#define OU_CHANNEL_ITEM_FIELDS(F, T) \
	F(T, TEXT, channel, "channel", _, OU_FIELD_REQUIRED, 0, "channel (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item (key)") \
	F(T, TEXT, code, "code", _, 0, 0, "their item number (key); absent: ours") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse it is sold from (key); absent: the channel's") \
	F(T, TEXT, place, "place", _, 0, 0, "what the channel calls that warehouse") \
	F(T, TEXT, product, "productId", _, 0, 0, "the channel's own number of the product") \
	F(T, CODE, product_type, "productIdType", _, 0, 0, "kind of that number") \
	F(T, TEXT, handle, "handle", _, 0, 0, "name of the product in the shop's addresses") \
	F(T, TEXT, title, "title", _, 0, 0, "title") \
	F(T, TEXT, option1_name, "option1Name", _, 0, 0, "first option of the variant") \
	F(T, TEXT, option1, "option1", _, 0, 0, "its value") \
	F(T, TEXT, option2_name, "option2Name", _, 0, 0, "second option") \
	F(T, TEXT, option2, "option2", _, 0, 0, "its value") \
	F(T, TEXT, option3_name, "option3Name", _, 0, 0, "third option") \
	F(T, TEXT, option3, "option3", _, 0, 0, "its value") \
	F(T, QUANTITY, factor, "factor", _, 0, 0, "our units in one of theirs; absent: 1") \
	F(T, QUANTITY, buffer, "buffer", _, 0, 0, "of our units, kept from this channel; absent: the channel's") \
	F(T, QUANTITY, most, "maxQuantity", _, 0, 0, "never tell more than this") \
	F(T, FLAG, active, "active", _, 0, 0, "absent: yes; no: it is told 0")
OU_RECORD_STRUCT(channel_item, OU_CHANNEL_ITEM_FIELDS);

/* A line of a channel's stock feed. */
#define OU_CHANNEL_STOCK_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "ChannelStock") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "channel-stock/1") \
	F(T, TEXT, channel, "channel", _, 0, 0, "the channel") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, code, "code", _, 0, 0, "theirs") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, QUANTITY, available, "available", _, 0, 0, "on hand less reserved and safety, of our units") \
	F(T, QUANTITY, buffer, "buffer", _, 0, 0, "kept from the channel, of our units") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "whole units the channel is told") \
	F(T, QUANTITY, current, "current", _, 0, 0, "on hand as the channel has it") \
	F(T, QUANTITY, held, "held", _, 0, 0, "committed and unavailable as the channel has it")
OU_RECORD_STRUCT(channel_stock, OU_CHANNEL_STOCK_FIELDS);

/* Why stock may be adjusted, and up to which value by anybody. */
#define OU_JUSTIFICATION_FIELDS(F, T) \
	F(T, CODE, code, "code", _, OU_FIELD_REQUIRED, 0, "code (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "what it means") \
	F(T, AMOUNT, limit, "limit", _, 0, 0, "value of an adjustment up to which anybody approves; absent: none") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the limit; absent: the shop's")
OU_RECORD_STRUCT(justification, OU_JUSTIFICATION_FIELDS);

/* A decision about an adjustment. */
#define OU_STOCK_DECISION_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "of the adjustment (key)") \
	F(T, CODE, decision, "decision", _, OU_FIELD_REQUIRED, 0, "approved or refused") \
	F(T, TEXT, by, "by", _, OU_FIELD_REQUIRED, 0, "who decided") \
	F(T, CODE, code, "code", _, 0, 0, "code of the justifications") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "what was approved; another one than proposed is refused") \
	F(T, TIME, at, "at", _, 0, 0, "when") \
	F(T, TEXT, note, "note", _, 0, 0, "why")
OU_RECORD_STRUCT(stock_decision, OU_STOCK_DECISION_FIELDS);

/* What holds for all that a channel is told. */
struct ou_channel_rule {
	struct ou_str channel;
	struct ou_quantity buffer;	/* of units, or, with percent, of what
					 * is available */
	bool percent;
	const struct ou_str *locations;	/* it sells from; none: all */
	uint32_t n_locations;
};

#endif
