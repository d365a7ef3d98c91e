#include "pricing.h"

/* Asking: which row a line's price is from. */

/* --- units --- */

ou_wide
ou_pricing_gcd(ou_wide a, ou_wide b)
{
	ou_wide t;

	while (b != 0) {
		t = a % b;
		a = b;
		b = t;
	}
	return a;
}

/* num / den in lowest terms; false when that does not fit. */
static bool
reduce(ou_wide num, ou_wide den, int64_t *n, int64_t *d)
{
	ou_wide g = ou_pricing_gcd(num, den);

	if (num <= 0 || den <= 0)
		return false;
	num /= g;
	den /= g;
	*n = (int64_t)num;
	*d = (int64_t)den;
	return *n == num && *d == den;
}

bool
ou_pricing_ratio(const struct ou_pricing *p, const struct question *q,
    const struct rule *r, int64_t *num, int64_t *den)
{
	const struct item *item = q->product->item;
	struct ou_str unit = ou_pricing_unit_text(p, r->unit);
	int64_t n = 1, d = 1;
	struct ou_quantity f;

	if (q->plain && r->unit == q->unit_number) {
		*num = *den = 1;
		return true;
	}
	if (item != NULL && q->num > 0) {
		if (r->unit == q->product->unit)
			return reduce(q->num, q->den, num, den);
		if (ou_unit_resolve(unit, &item->say.packs, &f)) {
			n = f.v;
			d = 1000000;
		} else if (!ou_unit_ratio(unit, item->say.packs.unit, &n, &d))
			return false;
		return reduce((ou_wide)q->num * d, (ou_wide)q->den * n, num,
		    den);
	}
	return q->plain && q->unit.p != NULL &&
	    ou_unit_ratio(q->unit, unit, num, den);
}

bool
ou_pricing_reached(const struct question *q, const struct rule *r,
    int64_t num, int64_t den)
{
	return (ou_wide)q->quantity * num >= (ou_wide)r->min * den;
}

/* --- rows --- */

enum ou_verdict
ou_pricing_fits(const struct rule *r, const struct ou_pricing_context *c,
    const struct question *q)
{
	if (r->currency != q->currency)
		return OU_VERDICT_CURRENCY;
	if (r->gross != c->gross)
		return OU_VERDICT_TAX_INCLUDED;
	if (r->who[CONTRACT] != 0 && r->who[CONTRACT] != q->contract)
		return r->who[CONTRACT] == q->named ? OU_VERDICT_NOT_AGREED :
		    OU_VERDICT_CONTRACT;
	if (r->who[CUSTOMER] != 0 && r->who[CUSTOMER] != c->who[CUSTOMER])
		return OU_VERDICT_CUSTOMER;
	if (r->who[GROUP] != 0 && r->who[GROUP] != c->who[GROUP])
		return OU_VERDICT_GROUP;
	if (r->who[LIST] != 0 && r->who[LIST] != c->who[LIST])
		return OU_VERDICT_LIST;
	if (q->day == NO_DAY)
		return r->from == ALWAYS_FROM &&
		    r->through == ALWAYS_THROUGH ? OU_VERDICT_WON :
		    OU_VERDICT_EARLY;
	if (q->day < r->from)
		return OU_VERDICT_EARLY;
	return q->day > r->through ? OU_VERDICT_LATE : OU_VERDICT_WON;
}

/* Another unit that is as much, the stock unit, others. */
static int
unit_rank(const struct question *q, const struct rule *r, int64_t num,
    int64_t den)
{
	if (num == den)
		return 1;
	return q->product->item != NULL &&
	    r->unit == q->product->unit ? 2 : 3;
}

static bool
unit_before(const struct ou_pricing *p, int rank, const struct rule *r,
    int best_rank, const struct rule *best)
{
	if (rank != best_rank)
		return rank < best_rank;
	return ou_str_cmp(ou_pricing_unit_text(p, r->unit),
	    ou_pricing_unit_text(p, best->unit)) < 0;
}

/* A volume tier, or what was agreed with somebody. */
bool
ou_pricing_before_offers(const struct rule *r)
{
	return r->min > 1000000 || ou_pricing_level(r) < LIST;
}

static void
set_answer(const struct ou_pricing *p, struct answer *x,
    const struct rule *r, int64_t num, int64_t den)
{
	uint32_t i = (uint32_t)(r - p->rules);
	const struct hot_rule *h = &p->hot[i];

	x->rule = r;
	x->num = num;
	x->den = den;
	x->min = h->min;
	x->price = h->price;
	x->base = h->flags & HOT_BASE ? r->base : 1000000;
	x->key = p->keys[i];
	x->extra = (h->flags & HOT_EXTRA) != 0;
	x->row = h->row;
}

/*
 * The best of rules that share their key and are in another unit.  They are
 * sorted by unit, and within a unit the first that fits and is reached is
 * the best.
 */
static bool
ask_other_units(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct question *q,
    const struct rule *r, const struct rule *end, struct answer *best)
{
	int64_t num, den;
	int rank, best_rank = 0;

	for (; r < end; r++) {
		if ((q->plain && r->unit == q->unit_number) ||
		    (best->rule != NULL && best->rule->unit == r->unit) ||
		    ou_pricing_fits(r, c, q) != OU_VERDICT_WON ||
		    !ou_pricing_ratio(p, q, r, &num, &den) ||
		    !ou_pricing_reached(q, r, num, den))
			continue;
		rank = unit_rank(q, r, num, den);
		if (best->rule != NULL &&
		    !unit_before(p, rank, r, best_rank, best->rule))
			continue;
		set_answer(p, best, r, num, den);
		best_rank = rank;
	}
	return best->rule != NULL;
}

/* ou_pricing_fits for a rule whose key is the line's. */
static inline bool
hot_fits(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, uint32_t i)
{
	const struct hot_rule *h = &p->hot[i];

	if (h->currency != q->currency ||
	    ((h->flags & HOT_GROSS) != 0) != c->gross)
		return false;
	if (q->day == NO_DAY ? (h->flags & HOT_ALWAYS) == 0 :
	    q->hot_day < h->from || q->hot_day > h->through)
		return false;
	return ((h->flags & HOT_LOOK) == 0 && !q->odd_day) ||
	    ou_pricing_fits(&p->rules[i], c, q) == OU_VERDICT_WON;
}

/* The best of rules ${i} to ${end}, which share their key. */
static bool
ask_range(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, uint32_t i, uint32_t end, struct answer *best)
{
	uint32_t first = i;
	bool others = false;

	for (; i < end; i++) {
		if (!q->plain || p->hot[i].unit != q->unit_number)
			others = true;
		else if (q->quantity >= p->hot[i].min &&
		    hot_fits(p, c, q, i)) {
			set_answer(p, best, &p->rules[i], 1, 1);
			return true;
		}
	}
	return others && ask_other_units(p, c, q, &p->rules[first],
	    &p->rules[end], best);
}

/* The first of sorted keys that is not below ${key}. */
static uint32_t
lower_bound(const uint32_t *keys, uint32_t n, uint32_t key)
{
	uint32_t low = 0, high = n, at;

	while (high - low > 8) {
		at = low + (high - low) / 2;
		if (keys[at] < key)
			low = at + 1;
		else
			high = at;
	}
	while (low < high && keys[low] < key)
		low++;
	return low;
}


/* The rules of one level that concern the line; ${at} goes on behind them. */
static bool
find_level(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, enum level level, uint32_t *at, uint32_t *end)
{
	const struct product *x = q->product;
	const uint32_t *keys = p->keys + x->first;
	uint32_t who = level == CONTRACT ? q->contract : c->who[level], key;

	if (!p->level_used[level] || (who == 0 && level != EVERYBODY &&
	    level != OFFER))
		return false;
	key = (uint32_t)level << KEY_SHIFT | who;
	*at += lower_bound(keys + *at, x->n - *at, key);
	for (*end = *at; *end < x->n && keys[*end] == key; (*end)++)
		;
	return *end > *at;
}

/* The first level that has one; a promotion before what is no tier. */
static void
ask_priority(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, struct answer *answer)
{
	uint32_t first = q->product->first, at = 0, end = 0;
	struct answer offer = { .rule = NULL };
	int level;

	for (level = 0; level < OFFER_LIST && answer->rule == NULL; level++) {
		if (!find_level(p, c, q, (enum level)level, &at, &end))
			continue;
		(void)ask_range(p, c, q, first + at, first + end, answer);
		at = end;
	}
	if (!p->offers || (answer->rule != NULL &&
	    ou_pricing_before_offers(answer->rule)))
		return;
	for (level = OFFER_LIST; level < LEVELS && offer.rule == NULL;
	    level++) {
		if (!find_level(p, c, q, (enum level)level, &at, &end))
			continue;
		if (ask_range(p, c, q, first + at, first + end, &offer))
			*answer = offer;
		at = end;
	}
}

/* Compare a/b with c/d, all above 0 but a and c, which may be 0. */
static int
compare_ratios(ou_wide a, ou_wide b, ou_wide c, ou_wide d)
{
	ou_wide t;
	int sign = 1;

	for (;;) {
		if (a / b != c / d)
			return a / b < c / d ? -sign : sign;
		a %= b;
		c %= d;
		if (a == 0 || c == 0)
			return a == c ? 0 : a == 0 ? -sign : sign;
		t = a;
		a = b;
		b = t;
		t = c;
		c = d;
		d = t;
		sign = -sign;
	}
}

/* What one of the line's unit costs, against another row's. */
static int
compare_prices(const struct answer *x, const struct answer *y)
{
	return compare_ratios((ou_wide)x->price * x->num,
	    (ou_wide)x->base * x->den, (ou_wide)y->price * y->num,
	    (ou_wide)y->base * y->den);
}

/* Take the rule if it is a candidate and cheaper; levels come in their
 * order, and a level's rules unit by unit. */
static void
ask_cheaper(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, const struct rule *r, struct answer *best)
{
	struct answer x;
	int64_t num, den;
	int less;

	if (ou_pricing_fits(r, c, q) != OU_VERDICT_WON ||
	    !ou_pricing_ratio(p, q, r, &num, &den) ||
	    !ou_pricing_reached(q, r, num, den))
		return;
	set_answer(p, &x, r, num, den);
	less = best->rule == NULL ? -1 : compare_prices(&x, best);
	if (less < 0 || (less == 0 && ou_pricing_level(r) ==
	    ou_pricing_level(best->rule) && r->unit != best->rule->unit &&
	    unit_before(p, unit_rank(q, r, num, den), r,
	    unit_rank(q, best->rule, best->num, best->den), best->rule)))
		*best = x;
}

/* The cheapest candidate; of two that cost the same the one that priority
 * puts first. */
static void
ask_best(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, struct answer *answer)
{
	uint32_t first = q->product->first, at = 0, end = 0, i;
	struct answer best = { .rule = NULL };
	int level;

	ask_priority(p, c, q, answer);
	for (level = 0; level < LEVELS; level++) {
		if (!find_level(p, c, q, (enum level)level, &at, &end))
			continue;
		for (i = at; i < end; i++)
			ask_cheaper(p, c, q, &p->rules[first + i], &best);
		at = end;
	}
	if (best.rule != NULL && compare_prices(&best, answer) < 0)
		*answer = best;
}

void
ou_pricing_ask(const struct ou_pricing *p, const struct ou_pricing_context *c,
    struct question *q, struct answer *answer)
{
	void (*ask)(const struct ou_pricing *,
	    const struct ou_pricing_context *, const struct question *,
	    struct answer *) = c->terms->policy == OU_PRICE_BEST ? ask_best :
	    ask_priority;

	answer->rule = NULL;
	if (q->product == NULL || q->product->n == 0)
		return;
	ask(p, c, q, answer);
	answer->turned = false;
	if (answer->rule != NULL || c->rate == NULL)
		return;
	q->currency = c->own_currency;
	ask(p, c, q, answer);
	answer->turned = answer->rule != NULL;
}
