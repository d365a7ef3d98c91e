#include "private.h"
#include "ou/book/offers.h"

/* Rows of promotions and surcharges, each by itself. */

static int
amount(struct ou_amount a, const char *column, struct ou_err *err)
{
	return a.v >= 0 ? 0 : ou_book_bad_number(err, column,
	    "a negative amount");
}

/* Amounts are of a currency. */
static int
has_currency(bool amounts, struct ou_str currency, struct ou_err *err)
{
	if (amounts && currency.p == NULL)
		return ou_book_bad_number(err, "currency",
		    "its amounts need a currency");
	return ou_book_currency(currency, "currency", err);
}

/* What each kind needs. */
static int
kind(const struct ou_promotion_row *x, struct ou_err *err)
{
	if (ou_str_is(x->kind, "percent"))
		return x->percent.v > 0 ? 0 : ou_book_bad_number(err,
		    "percent", "a percent above 0 is expected");
	if (ou_str_is(x->kind, "amount") || ou_str_is(x->kind, "unit"))
		return x->value.v > 0 ? 0 : ou_book_bad_number(err, "value",
		    "an amount above 0 is expected");
	if (ou_str_is(x->kind, "buyGet"))
		return x->min_quantity.v > 0 ? 0 : ou_book_bad_number(err,
		    "minQuantity", "how many must be bought is expected");
	if (ou_str_is(x->kind, "bundle"))
		return x->value.given != x->percent.given ? 0 :
		    ou_book_bad_number(err, "value",
		    "a price or a percent is expected, and not both");
	return ou_str_is(x->kind, "freeShipping") ? 0 : ou_book_bad(err,
	    "kind", x->kind,
	    "percent, amount, unit, buyGet, bundle or freeShipping");
}

int
ou_book_check_promotion(const void *row, struct ou_err *err)
{
	const struct ou_promotion_row *x = row;

	if (kind(x, err) != 0 ||
	    ou_book_rate(x->percent, "percent", err) != 0 ||
	    amount(x->value, "value", err) != 0 ||
	    amount(x->min_amount, "minAmount", err) != 0 ||
	    amount(x->max_amount, "maxAmount", err) != 0 ||
	    amount(x->budget, "budget", err) != 0 ||
	    ou_book_positive(x->min_quantity, "minQuantity", err) != 0 ||
	    ou_book_positive(x->free_quantity, "freeQuantity", err) != 0 ||
	    ou_book_integer(x->max_uses, "maxUses", 0, err) != 0 ||
	    ou_book_integer(x->max_per_customer, "maxPerCustomer", 0,
	    err) != 0 ||
	    ou_book_integer(x->priority, "priority", 0, err) != 0)
		return -1;
	if (has_currency(x->value.given || x->min_amount.given ||
	    x->max_amount.given || x->budget.given, x->currency, err) != 0 ||
	    ou_book_weekdays(x->days, "days", err) != 0 ||
	    ou_book_segment(x->segment, err) != 0 ||
	    ou_book_country(x->country, "country", err) != 0 ||
	    ou_book_clock(x->time_from, "timeFrom", err) != 0 ||
	    ou_book_clock(x->time_to, "timeTo", err) != 0)
		return -1;
	return ou_book_period(x->valid_from, x->valid_through, err);
}

int
ou_book_check_promotion_item(const void *row, struct ou_err *err)
{
	const struct ou_promotion_item *x = row;

	return ou_book_positive(x->quantity, "quantity", err);
}

int
ou_book_check_surcharge(const void *row, struct ou_err *err)
{
	const struct ou_surcharge_row *x = row;

	if (ou_book_rate(x->percent, "percent", err) != 0 ||
	    amount(x->value, "value", err) != 0 ||
	    amount(x->min_amount, "minAmount", err) != 0 ||
	    amount(x->below_amount, "belowAmount", err) != 0 ||
	    ou_book_integer(x->priority, "priority", 0, err) != 0)
		return -1;
	if (x->value.v == 0 && x->percent.v == 0)
		return ou_book_bad_number(err, "value",
		    "an amount or a percent above 0 is expected");
	if ((x->sku.p != NULL || x->category.p != NULL) && x->percent.given)
		return ou_book_bad_number(err, "percent",
		    "what is charged for each unit is an amount");
	if ((x->sku.p != NULL || x->category.p != NULL) &&
	    x->tax_class.p != NULL)
		return ou_book_bad_number(err, "taxClass",
		    "what is charged for each unit is taxed as its line is");
	if (has_currency(x->value.given || x->min_amount.given ||
	    x->below_amount.given, x->currency, err) != 0 ||
	    ou_book_segment(x->segment, err) != 0 ||
	    ou_book_country(x->country, "country", err) != 0)
		return -1;
	return ou_book_period(x->valid_from, x->valid_through, err);
}
