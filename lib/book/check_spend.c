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
