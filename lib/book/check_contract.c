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
	if (x->rule.n > 0 && ou_recurrence_parse(&rule, x->rule, &why) != 0)
		return ou_book_bad_number(err, "rule", why.text);
	return ou_book_period(x->valid_from, x->valid_through, err);
}
