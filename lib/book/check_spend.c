#include <stdlib.h>

#include "private.h"

/* Rows of what customers may spend, what they owe, and who agreed. */

int
ou_book_check_budget(const void *row, struct ou_err *err)
{
	const struct ou_budget *x = row;

	if (x->amount.v < 0)
		return ou_book_bad_number(err, "amount", "a negative budget");
	if (ou_date_given(x->through) &&
	    ou_date_cmp(x->from, x->through) > 0)
		return ou_book_bad_number(err, "through",
		    "it ends before it begins");
	return ou_book_currency(x->currency, "currency", err);
}

static int
by_owner(const void *a, const void *b)
{
	const struct ou_budget *x = *(const struct ou_budget *const *)a;
	const struct ou_budget *y = *(const struct ou_budget *const *)b;
	int c = ou_str_cmp(x->customer, y->customer);

	if (c == 0)
		c = ou_str_cmp(x->cost_center, y->cost_center);
	return c != 0 ? c : ou_date_cmp(x->from, y->from);
}

int
ou_book_budgets_apart(struct ou_arena *a, const struct ou_rows *rows,
    struct ou_err *err)
{
	const struct ou_budget **b = ou_arena_array(a, rows->n, sizeof(*b));
	const struct ou_budget *one, *next;
	uint32_t i;

	for (i = 0; i < rows->n; i++)
		b[i] = ou_rows_at(rows, i);
	if (rows->n > 1)
		qsort(b, rows->n, sizeof(*b), by_owner);
	for (i = 0; i + 1 < rows->n; i++) {
		one = b[i];
		next = b[i + 1];
		if (ou_str_eq(one->customer, next->customer) &&
		    ou_str_eq(one->cost_center, next->cost_center) &&
		    (!ou_date_given(one->through) ||
		    ou_date_cmp(next->from, one->through) <= 0))
			return ou_book_error(rows, (uint32_t)(next -
			    (const struct ou_budget *)rows->rows), "from",
			    err, OU_DIAG_BOOK_OVERLAP, "the budget of "
			    "%.*s/%.*s before it has not ended then",
			    OU_STR_ARG(next->customer),
			    OU_STR_ARG(next->cost_center));
	}
	return 0;
}

/* An invoice is paid from above zero, a credit note from below. */
int
ou_book_check_invoice(const void *row, struct ou_err *err)
{
	const struct ou_invoice_row *x = row;

	if (x->open.given && (x->amount.v >= 0 ?
	    x->open.v < 0 || x->open.v > x->amount.v :
	    x->open.v > 0 || x->open.v < x->amount.v))
		return ou_book_bad_number(err, "openAmount",
		    "it is not a part of the amount");
	return ou_book_currency(x->currency, "currency", err);
}

int
ou_book_check_exchange_decision(const void *row, struct ou_err *err)
{
	const struct ou_exchange_decision_row *x = row;

	if (!ou_str_is(x->decision, "settled"))
		return ou_book_bad(err, "decision", x->decision,
		    "the word settled");
	if (x->document.n == 0 && x->interchange.n == 0)
		return ou_book_bad_number(err, "documentNumber",
		    "neither that nor interchangeControl is given");
	return 0;
}

int
ou_book_check_order_decision(const void *row, struct ou_err *err)
{
	const struct ou_decision_row *x = row;

	if (ou_str_is(x->decision, "approved") ||
	    ou_str_is(x->decision, "refused"))
		return 0;
	return ou_book_bad(err, "decision", x->decision,
	    "approved or refused");
}
