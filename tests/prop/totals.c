/*
 * Totals of random carts against a second model, written the long way round:
 * every figure is a fraction of 128-bit numbers, reduced, rounded by adding a
 * half and cutting; shares are handed out coin by coin; groups are found by
 * sorting.  OU_ROUNDS=1000000 for a long run.
 */
#include "ou/model/totals.h"
#include "unit.h"

__extension__ typedef __int128 wide;

#define MAX_LINES 7
#define MAX_ALLOWANCES 4

/* A fraction; den > 0. */
struct frac {
	wide num, den;
};

static wide
gcd(wide a, wide b)
{
	wide t;

	if (a < 0)
		a = -a;
	while (b != 0) {
		t = a % b;
		a = b;
		b = t;
	}
	return (a);
}

static struct frac
frac(wide num, wide den)
{
	wide g = gcd(num, den);

	return (g == 0 ? (struct frac){ 0, 1 } :
	    (struct frac){ num / g, den / g });
}

static struct frac
times(struct frac a, struct frac b)
{
	struct frac x = frac(a.num, b.den), y = frac(b.num, a.den);

	return (frac(x.num * y.num, x.den * y.den));
}

/* The nearest coin, half away from zero: an amount in coins. */
static int64_t
coins(struct frac a, int places)
{
	wide n = a.num < 0 ? -a.num : a.num, q;
	int i;

	for (i = 0; i < places; i++)
		n *= 10;
	q = (2 * n + a.den) / (2 * a.den);
	return ((int64_t)(a.num < 0 ? -q : q));
}

struct model_group {
	char key[40];
	int64_t rate;		/* per cent x 10^6 */
	int64_t sum;		/* coins */
	int64_t base, tax;
};

struct model {
	struct ou_order *o;
	int places;
	bool gross;
	struct model_group group[MAX_LINES + MAX_ALLOWANCES];
	int n_groups;
	int line_group[MAX_LINES];
	int64_t line_total[MAX_LINES];	/* coins */
	int64_t allowances, charges, exclusive, tax, rounding;
};

static struct frac
rate_part(int64_t rate)
{
	return (frac(rate, 100000000));
}

static int64_t
amount_coins(struct ou_amount a, int places)
{
	return (coins(frac(a.v, 10000), places));
}

static int
model_group(struct model *m, const struct ou_tax *tax)
{
	char key[40];
	int i;

	(void)snprintf(key, sizeof(key), "%.*s/%" PRId64,
	    OU_STR_ARG(tax->category), tax->percent.v);
	for (i = 0; i < m->n_groups; i++)
		if (strcmp(m->group[i].key, key) == 0)
			return (i);
	memset(&m->group[i], 0, sizeof(m->group[i]));
	memcpy(m->group[i].key, key, sizeof(key));
	m->group[i].rate = tax->percent.v;
	return (m->n_groups++);
}

static int64_t
model_allowance(const struct ou_allowance *x, int64_t base, int places)
{
	int64_t v = x->percent.given ? coins(times(frac(base,
	    ou_decimal_pow10(places)), rate_part(x->percent.v)), places) :
	    amount_coins(x->amount, places);

	return (x->charge == OU_FLAG_YES ? v : -v);
}

static int64_t
net_of(const struct model *m, int64_t v, int64_t rate)
{
	if (!m->gross)
		return (v);
	return (coins(frac((wide)v * 100000000,
	    (wide)(100000000 + rate) * ou_decimal_pow10(m->places)),
	    m->places));
}

/* One coin after the other to whom it is owed most. */
static void
model_spread(const struct model *m, int64_t v, int64_t *share)
{
	int n = (int)m->o->n_lines, i, best;
	int64_t sign = v < 0 ? -1 : 1, all = v * sign, left = all;
	wide weight[MAX_LINES], whole = 0, rest[MAX_LINES];

	for (i = 0; i < n; i++) {
		weight[i] = m->line_total[i] > 0 ? m->line_total[i] : 0;
		whole += weight[i];
	}
	if (whole == 0) {
		for (i = 0; i < n; i++)
			weight[i] = 1;
		whole = n;
	}
	for (i = 0; i < n; i++) {
		share[i] = (int64_t)(all * weight[i] / whole);
		rest[i] = all * weight[i] - share[i] * whole;
		left -= share[i];
	}
	while (left > 0) {
		best = -1;
		for (i = 0; i < n; i++)
			if (rest[i] >= 0 && (best < 0 || rest[i] > rest[best]))
				best = i;
		share[best]++;
		rest[best] = -1;
		left--;
	}
	for (i = 0; i < n; i++)
		share[i] *= sign;
}

static void
model_head(struct model *m)
{
	int64_t sum = 0, v, size, net, share[MAX_LINES], by[MAX_LINES +
	    MAX_ALLOWANCES];
	struct ou_allowance *x;
	uint32_t i, k;
	int g;

	for (i = 0; i < m->o->n_lines; i++)
		sum += m->line_total[i];
	for (i = 0; i < m->o->n_allowances; i++) {
		x = &m->o->allowances[i];
		v = model_allowance(x, sum, m->places);
		size = x->charge == OU_FLAG_YES ? v : -v;
		memset(by, 0, sizeof(by));
		if (x->tax != NULL)
			by[model_group(m, x->tax)] += size;
		else {
			model_spread(m, size, share);
			for (k = 0; k < m->o->n_lines; k++)
				by[m->line_group[k]] += share[k];
		}
		for (net = 0, g = 0; g < m->n_groups; g++) {
			net += net_of(m, by[g], m->group[g].rate);
			m->group[g].sum += size == v ? by[g] : -by[g];
		}
		if (x->charge == OU_FLAG_YES)
			m->charges += net;
		else
			m->allowances += net;
	}
}

static void
model_run(struct model *m, struct ou_order *o, int places)
{
	struct ou_order_line *l;
	struct model_group *g;
	int64_t base, v;
	uint32_t i, k;

	memset(m, 0, sizeof(*m));
	m->o = o;
	m->places = places;
	m->gross = o->prices_include_tax == OU_FLAG_YES;
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		base = coins(times(frac(l->quantity.v, 1000000), times(
		    frac(l->unit_price.v, 1000000), frac(1000000,
		    l->price_base.given ? l->price_base.v : 1000000))),
		    places);
		for (v = base, k = 0; k < l->n_allowances; k++)
			v += model_allowance(&l->allowances[k], base, places);
		m->line_total[i] = v;
		m->line_group[i] = model_group(m, l->tax);
		m->group[m->line_group[i]].sum += v;
	}
	model_head(m);
	for (i = 0; i < (uint32_t)m->n_groups; i++) {
		g = &m->group[i];
		g->base = net_of(m, g->sum, g->rate);
		g->tax = coins(times(frac(g->base, ou_decimal_pow10(places)),
		    rate_part(g->rate)), places);
		m->exclusive += g->base;
		m->tax += g->tax;
		if (m->gross)
			m->rounding += g->sum - g->base - g->tax;
	}
}

/* --- random carts --- */

static struct ou_rate
random_rate(void)
{
	static const int64_t rates[] = { 0, 2100000, 5500000, 10000000,
	    19000000, 20000000, 20000000, 8875000, 7250001, 25000000 };

	return ((struct ou_rate){ rates[unit_rand(10)], 2, true });
}

static struct ou_tax *
random_tax(struct ou_arena *a)
{
	struct ou_tax *t = ou_arena_zalloc(a, sizeof(*t));

	t->percent = random_rate();
	t->category = t->percent.v > 0 ? OU_STR("S") : unit_rand(2) ?
	    OU_STR("Z") : OU_STR("E");
	return (t);
}

static struct ou_allowance *
random_allowances(struct ou_arena *a, uint32_t *n, int places, bool head)
{
	struct ou_allowance *x, *list;
	uint32_t i;

	*n = unit_rand(3) == 0 ? (uint32_t)unit_rand(MAX_ALLOWANCES) : 0;
	list = ou_arena_array(a, *n, sizeof(*list));
	for (i = 0; i < *n; i++) {
		x = &list[i];
		x->charge = ou_flag_of(unit_rand(2));
		if (unit_rand(2))
			x->percent = (struct ou_rate){ (int64_t)unit_rand(
			    60000000), 2, true };
		else
			x->amount = (struct ou_amount){ (int64_t)unit_rand(
			    20000) * ou_decimal_pow10(4 - places), 2, true };
		if (head && unit_rand(2))
			x->tax = random_tax(a);
	}
	return (list);
}

static void
random_order(struct ou_arena *a, struct ou_order *o)
{
	static const char *const currencies[] = { "EUR", "USD", "JPY", "TND",
	    "CLF", "EUR" };
	struct ou_order_line *l;
	int places;
	uint32_t i;

	memset(o, 0, sizeof(*o));
	o->currency = ou_str_c(currencies[unit_rand(6)]);
	places = ou_order_places(o);
	o->prices_include_tax = (enum ou_flag)unit_rand(3);
	o->n_lines = 1 + (uint32_t)unit_rand(MAX_LINES);
	o->lines = ou_arena_array(a, o->n_lines, sizeof(*o->lines));
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		l->quantity = (struct ou_quantity){ (int64_t)unit_rand(2000) *
		    (unit_rand(4) ? 1000000 : 12500), true };
		if (unit_rand(12) == 0)
			l->quantity.v = -l->quantity.v;
		l->unit_price = (struct ou_price){ (int64_t)unit_rand(500000) *
		    (unit_rand(3) ? 10000 : 7), 2, true };
		if (unit_rand(5) == 0)
			l->price_base = (struct ou_quantity){ 1000000 +
			    (int64_t)unit_rand(200) * 500000, true };
		l->allowances = random_allowances(a, &l->n_allowances, places,
		    false);
		l->tax = i > 0 && unit_rand(2) ? o->lines[i - 1].tax :
		    random_tax(a);
	}
	o->allowances = random_allowances(a, &o->n_allowances, places, true);
	if (unit_rand(3) == 0) {
		o->totals = ou_arena_zalloc(a, sizeof(*o->totals));
		o->totals->prepaid = (struct ou_amount){ (int64_t)unit_rand(
		    100000) * ou_decimal_pow10(4 - places), 2, true };
	}
}

static bool
same(const char *what, struct ou_amount got, int64_t want, int places)
{
	int64_t v = want * ou_decimal_pow10(4 - places);

	if (got.v == v)
		return (true);
	unit_fail(__FILE__, __LINE__, "%s is %" PRId64 ", expected %" PRId64
	    " (x 10^-4)", what, got.v, v);
	return (false);
}

static bool
compare(const struct model *m, const struct ou_order *o, int64_t prepaid)
{
	const struct ou_totals *t = o->totals;
	int64_t net = m->exclusive;
	uint32_t i;
	bool ok = true;

	if (!CHECK(t != NULL) || !CHECK_INT(o->n_taxes, m->n_groups))
		return (false);
	for (i = 0; i < o->n_lines; i++)
		ok &= same("lineTotal", o->lines[i].total, m->line_total[i],
		    m->places);
	for (i = 0; i < o->n_taxes; i++) {
		ok &= same("taxableAmount", o->taxes[i].taxable,
		    m->group[i].base, m->places);
		ok &= same("taxAmount of a group", o->taxes[i].tax,
		    m->group[i].tax, m->places);
	}
	ok &= same("allowanceTotal", t->allowance_total, m->allowances,
	    m->places);
	ok &= same("chargeTotal", t->charge_total, m->charges, m->places);
	ok &= same("taxExclusive", t->tax_exclusive, net, m->places);
	ok &= same("lineExtension", t->line_extension, net + m->allowances -
	    m->charges, m->places);
	ok &= same("taxAmount", t->tax, m->tax, m->places);
	ok &= same("taxInclusive", t->tax_inclusive, net + m->tax, m->places);
	ok &= same("rounding", t->rounding, m->rounding, m->places);
	ok &= same("payable", t->payable, net + m->tax - prepaid +
	    m->rounding, m->places);
	/* Stated when not zero, and only then. */
	ok &= CHECK(t->rounding.given == (t->rounding.v != 0));
	ok &= CHECK(t->allowance_total.given == (t->allowance_total.v != 0));
	ok &= CHECK(t->charge_total.given == (t->charge_total.v != 0));
	ok &= CHECK(t->prepaid.given == (prepaid != 0));
	/* A cent a group at most is lost on the way from gross to net. */
	ok &= CHECK(m->gross || t->rounding.v == 0);
	ok &= CHECK(llabs((long long)m->rounding) <= (long long)m->n_groups);
	return (ok);
}

static void
test_carts(void)
{
	long rounds = unit_rounds(20000), i;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_order o;
	struct ou_err err;
	struct model m;
	int64_t prepaid;
	int places;

	for (i = 0; i < rounds; i++) {
		random_order(&a, &o);
		places = ou_order_places(&o);
		prepaid = o.totals != NULL ? amount_coins(o.totals->prepaid,
		    places) : 0;
		model_run(&m, &o, places);
		memset(&err, 0, sizeof(err));
		if (!CHECK_INT(ou_order_totals(&a, &o, &err), 0)) {
			unit_fail(__FILE__, __LINE__, "%s: %s", err.field,
			    err.text);
			break;
		}
		if (!compare(&m, &o, prepaid)) {
			printf("# cart %ld\n", i);
			break;
		}
		/* Once more: what was computed is taken for what came. */
		if (!CHECK_INT(ou_order_totals(&a, &o, &err), 0) ||
		    !compare(&m, &o, prepaid))
			break;
		ou_arena_reset(&a);
	}
	printf("# %ld carts\n", i);
	ou_arena_release(&a);
}

int
main(void)
{
	(void)unit_seed();
	RUN(test_carts);
	return (UNIT_DONE());
}
