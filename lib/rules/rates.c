#include <stdlib.h>
#include <string.h>

#include "ou/rules/rates.h"

__extension__ typedef __int128 wide;

struct rate {
	struct ou_str from, to;
	int32_t day;
	int64_t rate;			/* x 10^6 */
};

struct ou_rates {
	struct ou_arena *a;
	struct rate *list;
	uint32_t n, cap;
};

struct ou_rates *
ou_rates_new(struct ou_arena *a)
{
	struct ou_rates *r = ou_arena_zalloc(a, sizeof(*r));

	r->a = a;
	return r;
}

void
ou_rates_add(struct ou_rates *r, struct ou_str from, struct ou_str to,
    struct ou_date day, struct ou_price rate)
{
	if (r->n == r->cap) {
		r->cap = r->cap * 2 + 16;
		r->list = ou_arena_extend(r->a, r->list,
		    r->n * sizeof(*r->list), r->cap * sizeof(*r->list));
	}
	r->list[r->n++] = (struct rate){ from, to, ou_date_days(day),
	    rate.v };
}

static int
compare(const void *x, const void *y)
{
	const struct rate *a = x, *b = y;
	int c = ou_str_cmp(a->from, b->from);

	if (c == 0)
		c = ou_str_cmp(a->to, b->to);
	return c != 0 ? c : (a->day > b->day) - (a->day < b->day);
}

void
ou_rates_sort(struct ou_rates *r)
{
	if (r->n > 1)
		qsort(r->list, r->n, sizeof(*r->list), compare);
}

/* The last of the sorted rates that is not behind the day. */
static const struct rate *
latest(const struct ou_rates *r, struct ou_str from, struct ou_str to,
    int32_t day)
{
	const struct rate want = { from, to, day, 0 };
	uint32_t low = 0, high = r->n, at;

	while (low < high) {
		at = low + (high - low) / 2;
		if (compare(&r->list[at], &want) <= 0)
			low = at + 1;
		else
			high = at;
	}
	if (low == 0 || !ou_str_eq(r->list[low - 1].from, from) ||
	    !ou_str_eq(r->list[low - 1].to, to))
		return NULL;
	return &r->list[low - 1];
}

static int
turn(struct ou_amount *out, int64_t amount, int64_t num, int64_t den,
    int places, struct ou_err *err)
{
	const wide step = ou_decimal_pow10(OU_AMOUNT_SCALE - places);
	const wide unit = (wide)den * step;
	wide v = (wide)amount * num;

	v = (v >= 0 ? v + unit / 2 : v - unit / 2) / unit * step;
	if (v > INT64_MAX || v < INT64_MIN)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "an amount turned into another currency is too large");
	*out = (struct ou_amount){ (int64_t)v, (uint8_t)places, true };
	return 0;
}

int
ou_rates_turn(const struct ou_rates *r, struct ou_amount amount,
    struct ou_str from, struct ou_str to, struct ou_date day,
    struct ou_amount *out, struct ou_err *err)
{
	const int places = ou_currency_places(to);
	const struct rate *x;

	if (ou_str_eq(from, to)) {
		*out = amount;
		return 0;
	}
	if (r == NULL || places < 0 || places > OU_AMOUNT_SCALE ||
	    !ou_date_given(day))
		return 1;
	if ((x = latest(r, from, to, ou_date_days(day))) != NULL)
		return turn(out, amount.v, x->rate, 1000000, places, err);
	if ((x = latest(r, to, from, ou_date_days(day))) != NULL)
		return turn(out, amount.v, 1000000, x->rate, places, err);
	return 1;
}
