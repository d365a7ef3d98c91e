#include <stdlib.h>

#include "ou/base/money.h"

/*
 * Products are 128 bits wide where they must be; the usual order line fits
 * into 64, and a 64-bit division costs a fraction of a 128-bit one.
 */
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static int
overflow(struct ou_err *err, const char *what)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "%s is too large for exact arithmetic", what);
}

static int
read_value(int64_t *v, uint8_t *places, struct ou_str s, int scale,
    enum ou_decimal_form form, const char *noun, struct ou_err *err)
{
	enum ou_decimal_fault fault;
	int written = 0;

	fault = ou_decimal_scan(v, s, scale, form, &written);
	if (fault != OU_DECIMAL_OK)
		return ou_decimal_explain(err, fault, s, scale, noun);
	*places = (uint8_t)(written > scale ? scale : written);
	return 0;
}

int
ou_amount_parse(struct ou_amount *a, struct ou_str s, struct ou_err *err)
{
	if (read_value(&a->v, &a->places, s, OU_AMOUNT_SCALE,
	    OU_DECIMAL_PLAIN, "an amount", err) != 0)
		return -1;
	a->given = true;
	return 0;
}

int
ou_price_parse(struct ou_price *p, struct ou_str s, struct ou_err *err)
{
	if (read_value(&p->v, &p->places, s, OU_PRICE_SCALE,
	    OU_DECIMAL_PLAIN, "a price", err) != 0)
		return -1;
	p->given = true;
	return 0;
}

int
ou_quantity_parse(struct ou_quantity *q, struct ou_str s, struct ou_err *err)
{
	uint8_t places;

	if (read_value(&q->v, &places, s, OU_QUANTITY_SCALE,
	    OU_DECIMAL_EXPONENT, "a quantity", err) != 0)
		return -1;
	q->given = true;
	return 0;
}

int
ou_rate_parse(struct ou_rate *r, struct ou_str s, struct ou_err *err)
{
	if (read_value(&r->v, &r->places, s, OU_RATE_SCALE,
	    OU_DECIMAL_PLAIN, "a percentage", err) != 0)
		return -1;
	r->given = true;
	return 0;
}

size_t
ou_amount_text(char *to, struct ou_amount a)
{
	return ou_decimal_text(to, a.v, OU_AMOUNT_SCALE, a.places);
}

size_t
ou_price_text(char *to, struct ou_price p)
{
	return ou_decimal_text(to, p.v, OU_PRICE_SCALE, p.places);
}

size_t
ou_quantity_text(char *to, struct ou_quantity q)
{
	return ou_decimal_text(to, q.v, OU_QUANTITY_SCALE, 0);
}

size_t
ou_rate_text(char *to, struct ou_rate r)
{
	return ou_decimal_text(to, r.v, OU_RATE_SCALE, OU_RATE_PLACES);
}

struct ou_str
ou_price_per(struct ou_arena *a, struct ou_price price,
    struct ou_quantity base)
{
	char x[OU_DECIMAL_MAX], y[OU_DECIMAL_MAX];

	if (!base.given || base.v == 1000000)
		return ou_str_printf(a, "%.*s",
		    (int)ou_price_text(x, price), x);
	return ou_str_printf(a, "%.*s per %.*s",
	    (int)ou_price_text(x, price), x,
	    (int)ou_quantity_text(y, base), y);
}

struct ou_quantity
ou_quantity_of(int64_t units)
{
	return (struct ou_quantity){ units * 1000000, true };
}

static uint8_t
more_places(struct ou_amount a, struct ou_amount b)
{
	return a.places > b.places ? a.places : b.places;
}

int
ou_amount_add(struct ou_amount *sum, struct ou_amount a, struct ou_amount b,
    struct ou_err *err)
{
	struct ou_amount r = { 0, more_places(a, b), true };

	if (__builtin_add_overflow(a.v, b.v, &r.v))
		return overflow(err, "a sum");
	*sum = r;
	return 0;
}

int
ou_amount_sub(struct ou_amount *diff, struct ou_amount a, struct ou_amount b,
    struct ou_err *err)
{
	struct ou_amount r = { 0, more_places(a, b), true };

	if (__builtin_sub_overflow(a.v, b.v, &r.v))
		return overflow(err, "a difference");
	*diff = r;
	return 0;
}

int
ou_quantity_add(struct ou_quantity *sum, struct ou_quantity a,
    struct ou_quantity b, struct ou_err *err)
{
	struct ou_quantity r = { 0, true };

	if (__builtin_add_overflow(a.v, b.v, &r.v))
		return overflow(err, "a sum of quantities");
	*sum = r;
	return 0;
}

int
ou_quantity_sub(struct ou_quantity *diff, struct ou_quantity a,
    struct ou_quantity b, struct ou_err *err)
{
	struct ou_quantity r = { 0, true };

	if (__builtin_sub_overflow(a.v, b.v, &r.v))
		return overflow(err, "a difference of quantities");
	*diff = r;
	return 0;
}

/**
 * divide(q, num, den):
 * num / den, half away from zero; ${den} > 0.  0, or -1 when the quotient
 * does not fit.
 */
static int
divide(int64_t *q, wide num, wide den)
{
	wide whole, rest;
	int64_t n, d;

	if (num >= INT64_MIN / 2 && num <= INT64_MAX / 2 &&
	    den <= INT64_MAX / 2) {
		n = (int64_t)num;
		d = (int64_t)den;
		*q = n / d;
		n -= *q * d;
		if (n >= d - n)
			(*q)++;
		else if (n < 0 && -n >= d + n)
			(*q)--;
		return 0;
	}
	whole = num / den;
	rest = num - whole * den;
	if (rest > 0 && rest >= den - rest)
		whole++;
	else if (rest < 0 && -rest >= den + rest)
		whole--;
	*q = (int64_t)whole;
	return whole == *q ? 0 : -1;
}

static int
check_places(int places, struct ou_err *err)
{
	if (places >= 0 && places <= OU_AMOUNT_SCALE)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
	    "amounts cannot have %d decimals", places);
}

/* num / den as an amount of ${places} decimals. */
static int
amount_of(struct ou_amount *out, wide num, wide den, int places,
    const char *what, struct ou_err *err)
{
	struct ou_amount r = { 0, (uint8_t)places, true };

	if (divide(&r.v, num, den) != 0 || __builtin_mul_overflow(r.v,
	    ou_decimal_pow10(OU_AMOUNT_SCALE - places), &r.v))
		return overflow(err, what);
	*out = r;
	return 0;
}

int
ou_price_extend(struct ou_amount *out, struct ou_price price,
    struct ou_quantity quantity, struct ou_quantity base, int places,
    struct ou_err *err)
{
	int64_t per = base.given ? base.v : 1000000;
	wide den;

	if (check_places(places, err) != 0)
		return -1;
	if (per <= 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a price base quantity must be above zero");
	/* 10^-6 x 10^-6 / 10^-6, then to ${places}. */
	den = (wide)per * ou_decimal_pow10(6 - places);
	return amount_of(out, (wide)price.v * quantity.v, den, places,
	    "a line amount", err);
}

int
ou_rate_of(struct ou_amount *out, struct ou_rate rate, struct ou_amount base,
    int places, struct ou_err *err)
{
	if (check_places(places, err) != 0)
		return -1;
	/* 10^-4 x 10^-6 / 100 = 10^-12, then to ${places}. */
	return amount_of(out, (wide)base.v * rate.v,
	    ou_decimal_pow10(12 - places), places, "a percentage of an amount",
	    err);
}

int
ou_rate_net(struct ou_amount *out, struct ou_rate rate,
    struct ou_amount gross, int places, struct ou_err *err)
{
	wide whole = (wide)100000000 + rate.v;

	if (check_places(places, err) != 0)
		return -1;
	if (whole <= 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a tax rate must be above -100");
	return amount_of(out, (wide)gross.v * 100000000,
	    whole * ou_decimal_pow10(OU_AMOUNT_SCALE - places), places,
	    "a net amount", err);
}

/* What a part's share has behind the last coin. */
struct remainder {
	uwide v;
	size_t part;
};

static int
remainder_cmp(const void *a, const void *b)
{
	const struct remainder *x = a, *y = b;

	if (x->v != y->v)
		return x->v > y->v ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

static void
spread_coins(struct ou_amount *parts, struct remainder *rest, size_t n,
    const struct ou_amount *weights, uwide whole, int64_t coins, int places)
{
	int64_t unit = ou_decimal_pow10(OU_AMOUNT_SCALE - places);
	uint64_t todo = coins < 0 ? -(uint64_t)coins : (uint64_t)coins;
	uint64_t all = todo, share;
	size_t i;

	for (i = 0; i < n; i++) {
		uwide num = (uwide)all *
		    (uint64_t)(weights != NULL ? weights[i].v : 1);

		share = (uint64_t)(num / whole);
		todo -= share;
		rest[i].v = num % whole;
		rest[i].part = i;
		parts[i] = (struct ou_amount){ (int64_t)share, (uint8_t)places,
		    true };
	}
	if (todo != 0)
		qsort(rest, n, sizeof(*rest), remainder_cmp);
	for (i = 0; i < todo; i++)
		parts[rest[i].part].v++;
	for (i = 0; i < n; i++)
		parts[i].v *= coins < 0 ? -unit : unit;
}

int
ou_amount_spread(struct ou_amount *parts, size_t n,
    const struct ou_amount *weights, struct ou_amount total, int places,
    struct ou_err *err)
{
	struct remainder few[64], *rest = few;
	uwide whole = 0;
	int64_t unit;
	size_t i;

	if (check_places(places, err) != 0)
		return -1;
	unit = ou_decimal_pow10(OU_AMOUNT_SCALE - places);
	if (total.v % unit != 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "an amount with more than %d decimals cannot be shared "
		    "out exactly", places);
	if (total.v == INT64_MIN)
		return overflow(err, "an amount to share out");
	if (n == 0 && total.v != 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "there is nothing to share an amount out over");
	for (i = 0; i < n; i++) {
		if (weights[i].v < 0)
			return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
			    "a negative weight");
		whole += (uint64_t)weights[i].v;
	}
	if (n == 0)
		return 0;
	if (n > sizeof(few) / sizeof(few[0]) &&
	    (rest = calloc(n, sizeof(*rest))) == NULL)
		ou_out_of_memory();
	spread_coins(parts, rest, n, whole != 0 ? weights : NULL,
	    whole != 0 ? whole : n, total.v / unit, places);
	if (rest != few)
		free(rest);
	return 0;
}

int
ou_quantity_convert(struct ou_quantity *out, struct ou_quantity q,
    struct ou_quantity factor, struct ou_err *err)
{
	wide product = (wide)q.v * factor.v, whole;

	/* Division by words is much faster, and nearly always enough. */
	if (product == (int64_t)product)
		whole = (int64_t)product / 1000000;
	else
		whole = product / 1000000;
	if (whole * 1000000 != product)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a converted quantity has more than 6 decimals");
	if (whole != (int64_t)whole)
		return overflow(err, "a converted quantity");
	*out = (struct ou_quantity){ (int64_t)whole, true };
	return 0;
}

int
ou_quantity_ratio(struct ou_quantity *out, struct ou_quantity q,
    struct ou_quantity divisor, struct ou_err *err)
{
	wide num = (wide)q.v * 1000000, whole;

	if (divisor.v == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a quantity cannot be divided by zero");
	whole = num / divisor.v;
	if (whole * divisor.v != num)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a quantity does not divide without a rest");
	if (whole != (int64_t)whole)
		return overflow(err, "a converted quantity");
	*out = (struct ou_quantity){ (int64_t)whole, true };
	return 0;
}
