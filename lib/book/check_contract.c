#include "private.h"
#include "ou/book/contract.h"
#include "ou/model/recurrence.h"

int
ou_book_check_contract(const void *row, struct ou_err *err)
{
	const struct ou_contract_row *x = row;
	struct ou_recurrence rule;
	struct ou_err why;

	if (!ou_str_is(x->kind, "price") && !ou_str_is(x->kind, "blanket") &&
	    !ou_str_is(x->kind, "standing"))
		return ou_book_bad(err, "kind", x->kind,
		    "price, blanket or standing");
	if (x->min_value.v < 0)
		return ou_book_bad_number(err, "minValue",
		    "a negative amount");
	if (ou_book_currency(x->currency, "currency", err) != 0 ||
	    ou_book_positive(x->max_quantity, "maxQuantity", err) != 0)
		return -1;
	if (ou_str_find(x->channel, ':') >= 0)
		return ou_book_bad(err, "channel", x->channel,
		    "a channel without a colon");
	if (x->rule.n > 0 && ou_recurrence_parse(&rule, x->rule, &why) != 0)
		return ou_book_bad_number(err, "rule", why.text);
	return ou_book_period(x->valid_from, x->valid_through, err);
}

int
ou_book_check_contract_item(const void *row, struct ou_err *err)
{
	const struct ou_contract_item *x = row;

	return ou_book_not_negative(x->quantity, "quantity", err);
}

int
ou_book_check_contract_day(const void *row, struct ou_err *err)
{
	const struct ou_contract_day *x = row;
	bool quantity = ou_str_is(x->change, "quantity");

	if (!quantity && !ou_str_is(x->change, "skip") &&
	    !ou_str_is(x->change, "extra"))
		return ou_book_bad(err, "change", x->change,
		    "skip, extra or quantity");
	if (quantity != (x->sku.n > 0))
		return ou_book_bad_number(err, "sku", quantity ?
		    "an item is expected" : "it goes with quantity only");
	if (quantity != x->quantity.given)
		return ou_book_bad_number(err, "quantity", quantity ?
		    "a quantity is expected" : "it goes with quantity only");
	if (ou_str_is(x->change, "extra") && ou_date_given(x->through))
		return ou_book_bad_number(err, "through",
		    "an extra day is one day");
	if (ou_date_given(x->through) && ou_date_cmp(x->through, x->from) < 0)
		return ou_book_bad_number(err, "through",
		    "it ends before it begins");
	return ou_book_not_negative(x->quantity, "quantity", err);
}
