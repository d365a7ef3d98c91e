#include "offers.h"

/*
 * What each kind of promotion takes off.  s->scope says which lines it is
 * about; s->off gets what comes off each of them.
 */

/* A wide value of amounts x ${den}, rounded to an amount of ${places}. */
static int
rounded(int64_t *out, ou_wide v, ou_wide den, int places,
    struct ou_err *err)
{
	ou_wide step = (ou_wide)ou_decimal_pow10(OU_AMOUNT_SCALE - places);
	bool large = v >> 125 != 0;

	den *= step;
	if (!large)
		v = (v + den / 2) / den * step;
	if (large || v > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a discount is too large for exact arithmetic");
	*out = (int64_t)v;
	return 0;
}

int
ou_offers_share(int64_t *out, int64_t v, int64_t num, int64_t den,
    int places, struct ou_err *err)
{
	return rounded(out, (ou_wide)v * num, den, places, err);
}

/* Share ${total} out over the lines by ${weights}. */
static int
spread(struct state *s, const int64_t *weights, int64_t total,
    struct ou_err *err)
{
	struct ou_amount *w, *parts;
	uint32_t i;

	/* Most are about one line. */
	if (s->n_scope == 1 && weights[s->last_scope] > 0) {
		s->off[s->last_scope] = total;
		return 0;
	}
	w = ou_arena_array(s->a, s->n, sizeof(*w));
	parts = ou_arena_array(s->a, s->n, sizeof(*parts));
	for (i = 0; i < s->n; i++)
		w[i].v = weights[i];
	if (ou_amount_spread(parts, s->n, w, (struct ou_amount){ total,
	    (uint8_t)s->q->places, true }, s->q->places, err) != 0)
		return -1;
	for (i = 0; i < s->n; i++)
		s->off[i] = parts[i].v;
	return 0;
}

/* What is left of the lines it is about, as weights. */
static int64_t *
weights(struct state *s, ou_wide *sum)
{
	int64_t *w = ou_arena_array(s->a, s->n, sizeof(*w));
	uint32_t i;

	*sum = 0;
	for (i = 0; i < s->n; i++) {
		w[i] = s->scope[i] ? s->rest[i] : 0;
		*sum += w[i];
	}
	return w;
}

static int
percent(struct state *s, const struct promotion *p, struct ou_err *err)
{
	ou_wide sum;
	int64_t *w = weights(s, &sum), total;

	if (rounded(&total, sum * p->say.percent.v, 100 * INT64_C(1000000),
	    s->q->places, err) != 0)
		return -1;
	return spread(s, w, total, err);
}

static int
once(struct state *s, const struct promotion *p, struct ou_err *err)
{
	ou_wide sum;
	int64_t *w = weights(s, &sum);

	return spread(s, w, p->say.value.v < sum ? p->say.value.v :
	    (int64_t)sum, err);
}

static int
each_unit(struct state *s, const struct promotion *p, struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (!s->scope[i] || s->q->units[i] <= 0)
			continue;
		if (ou_offers_share(&s->off[i], p->say.value.v,
		    s->q->units[i], 1000000, s->q->places, err) != 0)
			return -1;
		if (s->off[i] > s->rest[i])
			s->off[i] = s->rest[i];
	}
	return 0;
}

/* The line whose units cost least of those that have some left and are not
 * taken yet; ties to the first.  s->n: none. */
static uint32_t
cheapest(const struct state *s, const bool *from, const int64_t *taken)
{
	uint32_t i, best = s->n;

	for (i = 0; i < s->n; i++) {
		if (!from[i] || units_left(s, i) <= taken[i])
			continue;
		if (best == s->n || (ou_wide)s->rest[i] * s->q->units[best] <
		    (ou_wide)s->rest[best] * s->q->units[i])
			best = i;
	}
	return best;
}

/* Make ${n} units free, the cheapest first, ${rate} of their price. */
static int
make_free(struct state *s, const bool *from, int64_t n, int64_t rate,
    struct ou_err *err)
{
	int64_t *taken = ou_arena_array(s->a, s->n, sizeof(*taken)), k;
	ou_wide v;
	uint32_t i;

	while (n > 0 && (i = cheapest(s, from, taken)) < s->n) {
		k = units_left(s, i);
		if (k > n)
			k = n;
		taken[i] = k;
		n -= k;
		if (__builtin_mul_overflow((ou_wide)s->rest[i] * k,
		    (ou_wide)rate, &v))
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_OVERFLOW, "a discount is too large for "
			    "exact arithmetic");
		if (rounded(&s->off[i], v, (ou_wide)s->q->units[i] * 100 *
		    1000000, s->q->places, err) != 0)
			return -1;
	}
	return 0;
}

static bool *
lines_of(const struct state *s, struct ou_str sku)
{
	bool *is = ou_arena_array(s->a, s->n, sizeof(*is));
	const struct ou_product *x;
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		x = s->q->order->lines[i].product;
		is[i] = s->open[i] && x != NULL && x->sku.p != NULL &&
		    ou_str_eq(x->sku, sku);
	}
	return is;
}

/* Take so many units out of what other promotions may count. */
static void
use(struct state *s, const bool *from, int64_t n)
{
	int64_t k;
	uint32_t i;

	for (i = 0; i < s->n && n > 0; i++) {
		k = from[i] ? units_left(s, i) : 0;
		if (k > n)
			k = n;
		s->used[i] += k;
		n -= k;
	}
}

static int64_t
units_of(const struct state *s, const bool *from)
{
	ou_wide sum = 0;
	uint32_t i;

	for (i = 0; i < s->n; i++)
		sum += from[i] ? units_left(s, i) : 0;
	return sum > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)sum;
}

/* Whether what is given away is among what must be bought. */
static bool
gives_of_scope(const struct state *s, const bool *from)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (from[i] && s->scope[i])
			return true;
	}
	return false;
}

/* How often it is had when ${there} units may be free of ${units} that are
 * counted, and how many are free then: no unit is bought and free. */
static int64_t
sets_of(const struct promotion *p, int64_t units, int64_t there,
    bool among, int64_t *n)
{
	int64_t gift = p->say.free_quantity.given ? p->say.free_quantity.v :
	    1000000;
	ou_wide of_one = (ou_wide)p->say.min_quantity.v + (among ? gift : 0);
	int64_t sets = (int64_t)(units / of_one);

	*n = there;
	if (sets > there / gift)
		return there / gift + (there % gift != 0);
	*n = sets * gift;
	return sets;
}

static int
buy_get(struct state *s, const struct promotion *p, struct ou_err *err)
{
	int64_t rate = p->say.percent.given ? p->say.percent.v :
	    100 * INT64_C(1000000);
	int64_t units = units_of(s, s->scope), sets, n;
	bool *from = s->scope, among;

	if (p->say.free_sku.p != NULL)
		from = lines_of(s, p->say.free_sku);
	among = gives_of_scope(s, from);
	sets = sets_of(p, units, units_of(s, from), among, &n);
	if (make_free(s, from, n, rate, err) != 0)
		return -1;
	if (!among) {
		use(s, s->scope, sets * p->say.min_quantity.v);
		use(s, from, n);
		return 0;
	}
	/* what is free is taken first, lest others count it as bought */
	use(s, from, n);
	use(s, s->scope, sets * p->say.min_quantity.v);
	return 0;
}

/* How many whole bundles there are. */
static int64_t
bundles(const struct state *s, const struct promotion *p)
{
	int64_t n = INT64_MAX, k;
	uint32_t i;

	for (i = 0; i < p->n_parts; i++) {
		k = units_of(s, lines_of(s, p->parts[i].sku)) /
		    p->parts[i].quantity;
		if (k < n)
			n = k;
	}
	return p->n_parts == 0 ? 0 : n;
}

/* What the units of the bundles cost now goes into ${cost}. */
static int
cost_of(struct state *s, const struct promotion *p, int64_t n, int64_t *cost,
    struct ou_err *err)
{
	int64_t want, k;
	bool *from;
	uint32_t i, j;

	for (j = 0; j < p->n_parts; j++) {
		from = lines_of(s, p->parts[j].sku);
		want = n * p->parts[j].quantity;
		for (i = 0; i < s->n && want > 0; i++) {
			k = from[i] ? units_left(s, i) : 0;
			if (k > want)
				k = want;
			if (k == 0)
				continue;
			want -= k;
			if (ou_offers_share(&cost[i], s->rest[i], k,
			    s->q->units[i], s->q->places, err) != 0)
				return -1;
		}
		use(s, from, n * p->parts[j].quantity);
	}
	return 0;
}

static int
bundle(struct state *s, const struct promotion *p, struct ou_err *err)
{
	int64_t n = bundles(s, p), total;
	int64_t *cost = ou_arena_array(s->a, s->n, sizeof(*cost));
	ou_wide sum = 0, off;
	uint32_t i;

	if (n == 0)
		return 0;
	if (cost_of(s, p, n, cost, err) != 0)
		return -1;
	for (i = 0; i < s->n; i++)
		sum += cost[i];
	if (p->say.percent.given) {
		if (rounded(&total, sum * p->say.percent.v,
		    100 * INT64_C(1000000), s->q->places, err) != 0)
			return -1;
	} else {
		off = sum - (ou_wide)p->say.value.v * n;
		total = off > 0 ? (int64_t)off : 0;
	}
	return spread(s, cost, total, err);
}

/* No more than its cap, and no more of a line than is left of it. */
static int
cap(struct state *s, const struct promotion *p, int64_t *total,
    struct ou_err *err)
{
	ou_wide sum = 0;
	int64_t *w;
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (s->off[i] > s->rest[i])
			s->off[i] = s->rest[i];
		sum += s->off[i];
	}
	if (sum > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a discount is too large for exact arithmetic");
	*total = (int64_t)sum;
	if (!p->say.max_amount.given || *total <= p->say.max_amount.v)
		return 0;
	*total = p->say.max_amount.v;
	w = ou_arena_array(s->a, s->n, sizeof(*w));
	memcpy(w, s->off, s->n * sizeof(*w));
	memset(s->off, 0, s->n * sizeof(*w));
	return spread(s, w, *total, err);
}

int
ou_offers_discount(struct state *s, const struct promotion *p,
    int64_t *total, struct ou_err *err)
{
	int bad = 0;

	memset(s->off, 0, s->n * sizeof(*s->off));
	switch (p->say.kind) {
	case OU_PROMOTION_PERCENT:
		bad = percent(s, p, err);
		break;
	case OU_PROMOTION_AMOUNT:
		bad = once(s, p, err);
		break;
	case OU_PROMOTION_UNIT:
		bad = each_unit(s, p, err);
		break;
	case OU_PROMOTION_BUY_GET:
		bad = buy_get(s, p, err);
		break;
	case OU_PROMOTION_BUNDLE:
		bad = bundle(s, p, err);
		break;
	case OU_PROMOTION_FREE_SHIPPING:
		break;
	}
	return bad ? -1 : cap(s, p, total, err);
}
