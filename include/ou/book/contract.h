#ifndef OU_BOOK_CONTRACT_H
#define OU_BOOK_CONTRACT_H

#include "ou/book/book.h"

/*
 * What was agreed with a customer for a time: prices, a quantity that is
 * called off, deliveries that come again.
 */
#define OU_CONTRACT_ROW_FIELDS(F, T) \
	F(T, TEXT, contract, "contract", _, OU_FIELD_REQUIRED, 0, "contract number, what references.contract of an order says (key)") \
	F(T, TEXT, customer, "customer", _, OU_FIELD_REQUIRED, 0, "with whom") \
	F(T, CODE, kind, "kind", _, OU_FIELD_REQUIRED, 0, "price, blanket, standing") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day") \
	F(T, AMOUNT, min_value, "minValue", _, 0, 0, "an order whose lines under it come to less is held") \
	F(T, CODE, currency, "currency", _, 0, 0, "of minValue; absent: the shop's own") \
	F(T, QUANTITY, max_quantity, "maxQuantity", _, 0, 0, "stock units that all orders together may have, of all items") \
	F(T, TEXT, rule, "rule", _, 0, 0, "when deliveries come again") \
	F(T, TEXT, terms, "terms", _, 0, 0, "payment terms")
OU_RECORD_STRUCT(contract_row, OU_CONTRACT_ROW_FIELDS);

#endif
