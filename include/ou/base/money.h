#ifndef OU_BASE_MONEY_H
#define OU_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/decimal.h"

/*
 * The four kinds of number of the trade, which do not mix:
 *
 *   amount    what is owed: 4 decimals inside, and as many written as the
 *             currency has (ISO 4217: EUR 2, JPY 0, TND 3)
 *   price     per unit (or per priceBaseQuantity): at most 6 decimals,
 *             written with at least the currency's
 *   quantity  at most 6 decimals
 *   rate      per cent, at most 6 decimals, written with two at least
 *             ("20.00", "5.125")
 *
 * All are scaled 64-bit integers; products are 128 bits wide; what does not
 * fit is an error of that record, never a wrong number.  One rounding, half
 * away from zero.  ${places} of amounts and prices is how many decimals are
 * written at least; it is part of the value's text, not of its worth.  A
 * struct of zeros is absent.
 */
#define OU_AMOUNT_SCALE 4
#define OU_PRICE_SCALE 6
#define OU_QUANTITY_SCALE 6
#define OU_RATE_SCALE 6
#define OU_RATE_PLACES 2		/* every rate is written alike */

struct ou_amount {
	int64_t v;			/* x 10^-4 */
	uint8_t places;
	bool given;
};

struct ou_price {
	int64_t v;			/* x 10^-6 */
	uint8_t places;
	bool given;
};

struct ou_quantity {
	int64_t v;			/* x 10^-6 */
	bool given;
};

struct ou_rate {
	int64_t v;			/* per cent x 10^-6 */
	uint8_t places;			/* that it was read with */
	bool given;
};

/* Read wire text (OU_DECIMAL_PLAIN; quantities also 1e2).  0 or -1. */
int ou_amount_parse(struct ou_amount *a, struct ou_str s, struct ou_err *err);
int ou_price_parse(struct ou_price *p, struct ou_str s, struct ou_err *err);
int ou_quantity_parse(struct ou_quantity *q, struct ou_str s,
    struct ou_err *err);
int ou_rate_parse(struct ou_rate *r, struct ou_str s, struct ou_err *err);

/* Write wire text into ${to} (OU_DECIMAL_MAX bytes); the length. */
size_t ou_amount_text(char *to, struct ou_amount a);
size_t ou_price_text(char *to, struct ou_price p);
size_t ou_quantity_text(char *to, struct ou_quantity q);
size_t ou_rate_text(char *to, struct ou_rate r);

/* A price for people: "12.50", "150.00 per 100". */
struct ou_str ou_price_per(struct ou_arena *a, struct ou_price price,
    struct ou_quantity base);

/* A quantity of whole units. */
struct ou_quantity ou_quantity_of(int64_t units);

/* a + b, a - b; absent counts as zero; the result is given.  0, or -1 with
 * OU_DIAG_OVERFLOW.  ${a} may be the result. */
int ou_amount_add(struct ou_amount *sum, struct ou_amount a,
    struct ou_amount b, struct ou_err *err);
int ou_amount_sub(struct ou_amount *diff, struct ou_amount a,
    struct ou_amount b, struct ou_err *err);
int ou_quantity_add(struct ou_quantity *sum, struct ou_quantity a,
    struct ou_quantity b, struct ou_err *err);
int ou_quantity_sub(struct ou_quantity *diff, struct ou_quantity a,
    struct ou_quantity b, struct ou_err *err);

/**
 * ou_price_extend(out, price, quantity, base, places, err):
 * quantity x price / base, rounded once to ${places} decimals; ${base}
 * absent is 1, zero or negative an error.
 */
int ou_price_extend(struct ou_amount *out, struct ou_price price,
    struct ou_quantity quantity, struct ou_quantity base, int places,
    struct ou_err *err);

/* base x rate / 100, rounded once. */
int ou_rate_of(struct ou_amount *out, struct ou_rate rate,
    struct ou_amount base, int places, struct ou_err *err);

/* The net in a gross amount: gross x 100 / (100 + rate), rounded once. */
int ou_rate_net(struct ou_amount *out, struct ou_rate rate,
    struct ou_amount gross, int places, struct ou_err *err);

/**
 * ou_amount_spread(parts, n, weights, total, places, err):
 * Share ${total} out over ${n} parts in proportion to ${weights} (none
 * negative; all zero: equal parts) so that they add up to it exactly:
 * largest remainder, ties to the first.
 */
int ou_amount_spread(struct ou_amount *parts, size_t n,
    const struct ou_amount *weights, struct ou_amount total, int places,
    struct ou_err *err);

/**
 * ou_quantity_convert(out, q, factor, err):
 * q x factor, exact: a product with more than six decimals is an error.
 */
int ou_quantity_convert(struct ou_quantity *out, struct ou_quantity q,
    struct ou_quantity factor, struct ou_err *err);

/**
 * ou_quantity_ratio(out, q, divisor, err):
 * q / divisor, exact or an error.
 */
int ou_quantity_ratio(struct ou_quantity *out, struct ou_quantity q,
    struct ou_quantity divisor, struct ou_err *err);

/* Decimals of an ISO 4217 currency ("EUR": 2), or -1 when there is none. */
int ou_currency_places(struct ou_str code);

#endif
