#ifndef OU_BOOK_OFFERS_H
#define OU_BOOK_OFFERS_H

#include "ou/book/book.h"

/*
 * The files of the book that put something on top of prices: promotions,
 * surcharges.  Amounts are as the order's prices are: with tax where those
 * include it.
 */

/* Whom it is for and when: empty columns do not matter. */
#define OU_OFFER_FIELDS(F, T) \
	F(T, TEXT, customer, "customer", _, 0, 0, "only for this customer") \
	F(T, TEXT, group, "group", _, 0, 0, "only for this price group") \
	F(T, TEXT, channel, "channel", _, 0, 0, "only for orders of this channel") \
	F(T, CODE, segment, "segment", _, 0, 0, "only for this segment: b2b or b2c") \
	F(T, CODE, country, "country", _, 0, 0, "only for deliveries there") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the amounts, and of the order; absent where there are none: any") \
	F(T, FLAG, gross, "pricesIncludeTax", _, 0, 0, "only for orders like this; absent: any") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day") \
	F(T, INTEGER, priority, "priority", _, 0, 0, "the lowest goes first; absent: last")

#define OU_PROMOTION_ROW_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "promotion (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "what invoices say; absent: the id") \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "percent, amount, unit, buyGet, bundle, freeShipping") \
	F(T, TEXT, code, "code", _, 0, 0, "only with this coupon (discountCode)") \
	F(T, TEXT, sku, "sku", _, 0, 0, "only this item; see promotion-items for several") \
	F(T, TEXT, category, "category", _, 0, 0, "only items of this category") \
	F(T, QUANTITY, min_quantity, "minQuantity", _, 0, 0, "from so many stock units of them on; buyGet: so many are bought") \
	F(T, AMOUNT, min_amount, "minAmount", _, 0, 0, "from so much of them on") \
	F(T, AMOUNT, value, "value", _, 0, 0, "what is taken off: amount once, unit of each unit; bundle: its price") \
	F(T, RATE, percent, "percent", _, 0, 0, "what is taken off; of the free units: absent is all") \
	F(T, TEXT, free_sku, "freeSku", _, 0, 0, "buyGet: what is free; absent: the cheapest of the same") \
	F(T, QUANTITY, free_quantity, "freeQuantity", _, 0, 0, "buyGet: how many; absent: 1") \
	F(T, AMOUNT, max_amount, "maxAmount", _, 0, 0, "never more than this in an order") \
	F(T, FLAG, stackable, "stackable", _, 0, 0, "together with others; absent: it has its lines for itself") \
	F(T, INTEGER, max_uses, "maxUses", _, 0, 0, "orders that may have it") \
	F(T, INTEGER, max_per_customer, "maxPerCustomer", _, 0, 0, "orders of one customer that may") \
	F(T, AMOUNT, budget, "budget", _, 0, 0, "what all orders together may get") \
	F(T, TEXT, days, "days", _, 0, 0, "only on these weekdays: numbers from 1, Monday, with blanks between") \
	F(T, TEXT, time_from, "timeFrom", _, 0, 0, "hh:mm, only from then on, on the clock of orderDate") \
	F(T, TEXT, time_to, "timeTo", _, 0, 0, "hh:mm, only before then; earlier than timeFrom: over midnight") \
	OU_OFFER_FIELDS(F, T)
OU_RECORD_STRUCT(promotion_row, OU_PROMOTION_ROW_FIELDS);

#define OU_PROMOTION_ITEM_FIELDS(F, T) \
	F(T, TEXT, promotion, "promotion", _, OU_FIELD_REQUIRED, 0, "whose (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "an item that it is for (key)") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "stock units in a bundle; absent: 1")
OU_RECORD_STRUCT(promotion_item, OU_PROMOTION_ITEM_FIELDS);

#define OU_SURCHARGE_ROW_FIELDS(F, T) \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "surcharge (key)") \
	F(T, TEXT, name, "name", _, 0, 0, "what invoices say; absent: the id") \
	F(T, CODE, reason_code, "reasonCode", _, 0, 0, "UNCL 7161, FC for freight") \
	F(T, TEXT, sku, "sku", _, 0, 0, "of each stock unit of this item, on its line") \
	F(T, TEXT, category, "category", _, 0, 0, "of each stock unit of these items, on their lines") \
	F(T, AMOUNT, min_amount, "minAmount", _, 0, 0, "only where the goods are worth this or more") \
	F(T, AMOUNT, below_amount, "belowAmount", _, 0, 0, "only where they are worth less") \
	F(T, AMOUNT, value, "value", _, 0, 0, "how much") \
	F(T, RATE, percent, "percent", _, 0, 0, "of the goods' value, with or instead of it") \
	F(T, CODE, tax_class, "taxClass", _, 0, 0, "of the tax table; absent: taxed as the goods are") \
	OU_OFFER_FIELDS(F, T)
OU_RECORD_STRUCT(surcharge_row, OU_SURCHARGE_ROW_FIELDS);

#endif
