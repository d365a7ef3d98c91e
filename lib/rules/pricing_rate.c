#include <stdlib.h>

#include "pricing.h"

/*
 * Prices of the shop's currency in another.  A rate is looked up for the
 * day of the order: the latest that is not after it, from the shop's currency
 * to the order's, else the other way round.
 */
void
ou_pricing_add_rate(struct ou_pricing *p, const struct ou_pricing_rate *say)
{
	struct rate *r;

	r = ou_pricing_list_add(p->a, &p->rates, sizeof(*r));
	r->from = ou_pricing_number_add(p, &p->currencies, say->from);
	r->to = ou_pricing_number_add(p, &p->currencies, say->to);
	r->day = ou_date_days(say->date);
	r->row = p->rates.n - 1;
	r->rate = say->rate.v;
}

static int
compare(const void *x, const void *y)
{
	const struct rate *a = x, *b = y;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

bool
ou_pricing_sort_rates(struct ou_pricing *p, struct ou_pricing_fault *f)
{
	struct rate *r = p->rates.rows;
	bool found = false;
	uint32_t i;

	if (p->rates.n == 0)
		return false;
	qsort(r, p->rates.n, sizeof(*r), compare);
	for (i = 1; i < p->rates.n; i++) {
		if (r[i].from == r[i - 1].from && r[i].to == r[i - 1].to &&
		    r[i].day == r[i - 1].day)
			ou_pricing_note(f, &found, OU_PRICING_RATES,
			    OU_DIAG_BOOK_KEY, r[i].row, r[i - 1].row, "date");
	}
	return found;
}

/* The last of the sorted rates that is not behind this one. */
static const struct rate *
latest(const struct ou_pricing *p, uint16_t from, uint16_t to, int32_t day)
{
	const struct rate *r = p->rates.rows;
	struct rate want = { from, to, day, UINT32_MAX, 0 };
	uint32_t low = 0, high = p->rates.n, at;

	while (low < high) {
		at = low + (high - low) / 2;
		if (compare(&r[at], &want) <= 0)
			low = at + 1;
		else
			high = at;
	}
	if (low == 0 || r[low - 1].from != from || r[low - 1].to != to)
		return NULL;
	return &r[low - 1];
}

void
ou_pricing_rate(const struct ou_pricing *p, struct ou_pricing_context *c)
{
	if (p->rates.n == 0 || c->day == NO_DAY || c->places < 0)
		return;
	c->own_currency = ou_pricing_number(&p->currencies,
	    p->policy.currency);
	if (c->own_currency == 0 || c->own_currency == NO_NUMBER ||
	    c->own_currency == c->currency)
		return;
	c->rate = latest(p, c->own_currency, c->currency, c->day);
	if (c->rate != NULL)
		return;
	c->rate = latest(p, c->currency, c->own_currency, c->day);
	c->divided = c->rate != NULL;
}

/*
 * Rounded once, half away from zero, to as many decimals as the price has
 * itself, and never fewer than the currency's: 1.85 stays a price in cents,
 * 0.0185 one in hundredths of them.
 */
int
ou_pricing_turn(const struct ou_pricing_context *c, int64_t *price,
    struct ou_err *err)
{
	int64_t num = c->divided ? 1000000 : c->rate->rate;
	int64_t den = c->divided ? c->rate->rate : 1000000;
	int places = OU_PRICE_SCALE;
	ou_wide v = (ou_wide)*price * num, unit;

	while (places > c->places &&
	    *price % ou_decimal_pow10(OU_PRICE_SCALE - places + 1) == 0)
		places--;
	unit = (ou_wide)den * ou_decimal_pow10(OU_PRICE_SCALE - places);
	v = (v + unit / 2) / unit * ou_decimal_pow10(OU_PRICE_SCALE - places);
	if (v > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a price turned into another currency is too large");
	*price = (int64_t)v;
	return 0;
}

/* How much one of ${from} is of the order's; false when no rate says. */
static bool
rate_from(const struct ou_pricing *p, const struct ou_pricing_context *c,
    struct ou_str from, int64_t *num, int64_t *den)
{
	const struct rate *r;
	uint16_t own;

	*num = *den = 1;
	if (ou_str_eq(from, c->currency_text))
		return true;
	own = ou_pricing_number(&p->currencies, from);
	if (own == 0 || own == NO_NUMBER || c->currency == NO_NUMBER ||
	    c->day == NO_DAY || p->rates.n == 0)
		return false;
	if ((r = latest(p, own, c->currency, c->day)) != NULL) {
		*num = r->rate;
		*den = 1000000;
		return true;
	}
	if ((r = latest(p, c->currency, own, c->day)) == NULL)
		return false;
	*num = 1000000;
	*den = r->rate;
	return true;
}

int
ou_pricing_cost(const struct ou_pricing *p, const struct ou_quote *q,
    struct ou_price price, struct ou_str currency, int64_t units,
    struct ou_amount *cost, struct ou_err *err)
{
	const struct ou_pricing_context *c = q->context;
	int64_t num, den, step = ou_decimal_pow10(OU_AMOUNT_SCALE -
	    c->places);
	ou_wide v = (ou_wide)price.v * units, unit;

	*cost = (struct ou_amount){ 0, (uint8_t)c->places, false };
	if (!rate_from(p, c, currency.p != NULL ? currency :
	    p->policy.currency, &num, &den))
		return 0;
	/* x 10^12 of the amount itself; one step of the currency */
	unit = (ou_wide)ou_decimal_pow10(12 - OU_AMOUNT_SCALE) * step;
	if (__builtin_mul_overflow(v, (ou_wide)num, &v) ||
	    __builtin_mul_overflow(unit, (ou_wide)den, &unit) ||
	    __builtin_add_overflow(v, unit / 2, &v) ||
	    v / unit > INT64_MAX / step)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a cost is too large for exact arithmetic");
	cost->v = (int64_t)(v / unit) * step;
	cost->given = true;
	return 0;
}

struct ou_str
ou_pricing_rate_text(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_pricing_context *c)
{
	const struct ou_str *names = p->currencies.texts.rows;
	struct ou_price rate = { c->rate->rate, 0, true };
	char text[OU_DECIMAL_MAX], day[16];

	return ou_str_printf(a, "1 %.*s = %.*s %.*s of %.*s",
	    OU_STR_ARG(names[c->rate->from - 1]),
	    (int)ou_price_text(text, rate), text,
	    OU_STR_ARG(names[c->rate->to - 1]),
	    (int)ou_date_text(day, ou_date_from_days(c->rate->day)), day);
}
