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
	F(T, TEXT, terms, "terms", _, 0, 0, "payment terms") \
	F(T, TEXT, channel, "channel", _, 0, 0, "of the orders that come again; absent: contract")
OU_RECORD_STRUCT(contract_row, OU_CONTRACT_ROW_FIELDS);

/*
 * What comes again under a contract of kind standing, to each place; and days
 * on which it does not, does in addition, or in another quantity.
 */
#define OU_CONTRACT_ITEM_FIELDS(F, T) \
	F(T, TEXT, contract, "contract", _, OU_FIELD_REQUIRED, 0, "contract of kind standing (key)") \
	F(T, TEXT, ship_to, "shipTo", _, 0, 0, "the customer's place (addresses); each has orders of its own (key)") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item (key)") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "how many each time; 0: only on days that say so") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "UN/ECE Rec 20; absent: the item's")
OU_RECORD_STRUCT(contract_item, OU_CONTRACT_ITEM_FIELDS);

#define OU_CONTRACT_DAY_FIELDS(F, T) \
	F(T, TEXT, contract, "contract", _, OU_FIELD_REQUIRED, 0, "contract of kind standing") \
	F(T, CODE, change, "change", _, OU_FIELD_REQUIRED, 0, "skip: no delivery; extra: one in addition; quantity: another quantity of an item") \
	F(T, DATE, from, "from", _, OU_FIELD_REQUIRED, 0, "first day, or the extra one") \
	F(T, DATE, through, "through", _, 0, 0, "last day; absent: until further notice") \
	F(T, TEXT, ship_to, "shipTo", _, 0, 0, "of this place only; absent: of all") \
	F(T, TEXT, sku, "sku", _, 0, 0, "of quantity: which item") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "of quantity: how many; 0: none") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(contract_day, OU_CONTRACT_DAY_FIELDS);

struct ou_contracts {
	struct ou_rows rows, items, days;
	struct ou_index *of;		/* rows by contract */
	struct ou_index *days_of;	/* days by contract */
	/* items by contract, place and sku, whatever their order is there */
	const struct ou_contract_item **sorted;
};

/**
 * ou_contracts_check(x, a, err):
 * Items and days are of contracts of kind standing, which have a rule and
 * begin, or extra days; no item has two quantities on a day.  Fills the rest
 * of ${x} from its rows.  0, or -1 with file:line:column.
 */
int ou_contracts_check(struct ou_contracts *x, struct ou_arena *a,
    struct ou_err *err);

/* Places that items name are their customers', in an index of the addresses
 * by customer; ${x} was checked.  0, or -1 with file:line:column. */
int ou_contracts_places(const struct ou_contracts *x,
    const struct ou_index *of, struct ou_err *err);

/* Load contracts, contract-items and contract-days of a book, and check
 * them. */
int ou_contracts_load(struct ou_contracts *x, struct ou_arena *a,
    const char *dir, struct ou_err *err);

#endif
