/*
 * Laws of forecasting: quantiles against a direct sum, methods against their
 * plain definitions, and what must not depend on the unit of measure.
 */
#include "ou/rules/forecast.h"
#include "ou/rules/replenish.h"
#include "unit.h"

#define N 80
#define M 1000000

static struct ou_arena arena, scratch;

static double
uniform(void)
{
	return (double)unit_rand(1000000) / 1e6;
}

static double
off(double a, double b)
{
	double d = a > b ? a - b : b - a, most = a > 0 ? a : -a;

	return d / (most > 1 ? most : 1);
}

/* --- quantiles --- */

/* A negative binomial with a whole r needs no gamma function: the first term
 * is p to the r. */
static void
quantile_once(void)
{
	int r = 1 + (int)unit_rand(20), i;
	double p = 0.05 + 0.9 * uniform(), level = 0.5 + 0.499 * uniform();
	double mean = r * (1 - p) / p, term = 1, sum, got;
	int64_t k = 0;

	for (i = 0; i < r; i++)
		term *= p;
	for (sum = term; sum < level; k++) {
		term *= (double)(k + r) / (double)(k + 1) * (1 - p);
		sum += term;
	}
	got = ou_forecast_quantile(mean, mean / p, level);
	/* A sum may be the level but for its last digit; large ones are
	 * counted in coarser units. */
	CHECK(got == (double)k || mean / p > 250000 || mean > 400 ||
	    (off(sum - term, level) < 1e-9 || off(sum, level) < 1e-9));
	CHECK(off(got, (double)k) < 0.02 || k < 3);
}

static void
test_quantile(void)
{
	long i;

	for (i = unit_rounds(20000); i > 0; i--)
		quantile_once();
}

/* More is asked of it, more variance, a larger mean: never less. */
static void
test_monotone(void)
{
	double mean, variance, level, q;
	long i;

	for (i = unit_rounds(20000); i > 0; i--) {
		mean = 300 * uniform() * uniform();
		variance = mean * (1 + 5 * uniform());
		level = 0.5 + 0.49 * uniform();
		q = ou_forecast_quantile(mean, variance, level);
		CHECK(ou_forecast_quantile(mean, variance,
		    level + 0.009) >= q);
		CHECK(ou_forecast_quantile(mean + 1, variance + 1, level) >=
		    q);
	}
}

/* --- methods --- */

static size_t
make(double *v, bool gaps)
{
	size_t n = 1 + unit_rand(N), i;

	for (i = 0; i < n; i++)
		v[i] = gaps && unit_rand(3) ? 0 : (double)(1 + unit_rand(50));
	if (gaps)
		v[unit_rand(n)] = 0;
	return n;
}

/* Croston, SBA and TSB as their papers have them, the first third (13 at
 * most) of the periods to begin with. */
static double
plain(enum ou_forecast_method m, const double *v, size_t n)
{
	size_t warm = n < 3 ? 1 : n / 3 < 13 ? n / 3 : 13, i, demands = 0;
	double sum = 0, size, share, interval, since = 1;

	for (i = 0; i < warm; i++) {
		sum += v[i];
		demands += v[i] > 0;
	}
	share = (double)demands / (double)warm;
	size = demands > 0 ? sum / (double)demands : 0;
	interval = demands > 0 ? (double)warm / (double)demands : 0;
	for (i = warm; i < n; i++) {
		if (m == OU_FORECAST_TSB) {
			share = 0.85 * share + 0.15 * (v[i] > 0);
			if (v[i] > 0)
				size = size > 0 ? 0.7 * size + 0.3 * v[i]
				    : v[i];
			continue;
		}
		if (v[i] <= 0) {
			since++;
			continue;
		}
		if (interval > 0) {
			size = 0.9 * size + 0.1 * v[i];
			interval = 0.9 * interval + 0.1 * since;
		} else {
			size = v[i];
			interval = (double)(i + 1);
		}
		since = 1;
	}
	if (m == OU_FORECAST_TSB)
		return size * share;
	return interval <= 0 ? 0 : size / interval *
	    (m == OU_FORECAST_SBA ? 0.95 : 1);
}

static void
test_slow(void)
{
	static const enum ou_forecast_method methods[] = {
	    OU_FORECAST_CROSTON, OU_FORECAST_SBA, OU_FORECAST_TSB };
	double v[N], out[3];
	size_t n, k;
	long i;

	for (i = unit_rounds(3000); i > 0; i--) {
		n = make(v, true);
		for (k = 0; k < 3; k++) {
			ou_forecast_method_run(&arena, methods[k], v, n, 1,
			    3, out);
			CHECK(off(out[0], plain(methods[k], v, n)) < 1e-9);
			CHECK(out[0] == out[2]);
		}
		ou_arena_reset(&arena);
	}
}

/* The level of simple smoothing is the one that some constant gives, and no
 * constant of a fine grid had a clearly smaller error. */
static double
plain_ses(const double *v, size_t n, double alpha, double *sse)
{
	size_t k = n < 4 ? n : 4, i;
	double level = 0, e;

	for (i = 0; i < k; i++)
		level += v[i] / (double)k;
	*sse = 0;
	for (i = 0; i < n; i++) {
		e = v[i] - level;
		*sse += e * e;
		level = (1 - alpha) * level + alpha * v[i];
	}
	return level;
}

static void
ses_once(const double *v, size_t n)
{
	double out[1], best = -1, sse, level, its = -1;
	int k;

	ou_forecast_method_run(&arena, OU_FORECAST_SES, v, n, 1, 1, out);
	for (k = 10; k <= 1000; k++) {
		level = plain_ses(v, n, k / 1000.0, &sse);
		if (best < 0 || sse < best)
			best = sse;
		if (off(level, out[0]) < 0.02 && (its < 0 || sse < its))
			its = sse;
	}
	CHECK(its >= 0);
	CHECK(its <= best * 1.05 + 1e-9);
}

static void
test_ses(void)
{
	struct ou_forecast_profile p;
	double v[N];
	size_t n;
	long i;

	for (i = unit_rounds(200); i > 0; i--) {
		n = make(v, false);
		ou_forecast_profile(v, n, &p);
		if (p.interval < 1.32)
			ses_once(v, n);
		ou_arena_reset(&arena);
	}
}

/* Twice the figures, twice the forecast, to the last digit; the same always
 * stays the same; and the mean is the mean of three. */
static void
test_scale(void)
{
	struct ou_forecast_options o = { OU_FORECAST_AUTO, 4, 6, 0 };
	struct ou_forecast f, g;
	double v[N], w[N], a[6], b[6], c[6], d[6];
	size_t n, k;
	long i;

	for (i = unit_rounds(500); i > 0; i--) {
		n = make(v, unit_rand(2));
		for (k = 0; k < n; k++)
			w[k] = 2 * v[k];
		ou_forecast_run(&arena, &scratch, v, n, &o, &f);
		ou_forecast_run(&arena, &scratch, w, n, &o, &g);
		CHECK_INT(f.method, g.method);
		for (k = 0; k < 6; k++) {
			CHECK(2 * f.values[k] == g.values[k]);
			CHECK(f.values[k] >= 0);
		}
		ou_forecast_method_run(&arena, OU_FORECAST_SES, v, n, 1, 6,
		    a);
		ou_forecast_method_run(&arena, OU_FORECAST_DAMPED, v, n, 1,
		    6, b);
		ou_forecast_method_run(&arena, OU_FORECAST_THETA, v, n, 1, 6,
		    c);
		ou_forecast_method_run(&arena, OU_FORECAST_MEAN, v, n, 1, 6,
		    d);
		for (k = 0; k < 6 && v[0] > 0 &&
		    f.profile.interval < 1.32; k++)
			CHECK(off(d[k], (a[k] + b[k] + c[k]) / 3) < 1e-12);
		ou_arena_reset(&arena);
	}
}

static void
test_constant(void)
{
	double v[N], out[5];
	size_t n, k;
	int m;

	for (n = 1; n < N; n++) {
		for (k = 0; k < n; k++)
			v[k] = 17;
		for (m = 0; m < OU_FORECAST_SBA; m++) {
			ou_forecast_method_run(&arena,
			    (enum ou_forecast_method)m, v, n, 7, 5, out);
			for (k = 0; k < 5; k++)
				CHECK(off(out[k], 17) < 1e-9);
		}
		ou_arena_reset(&arena);
	}
}

/* --- orders --- */

static struct ou_quantity
some(uint64_t most)
{
	return ou_quantity_of((int64_t)unit_rand(most));
}

static void
test_replenish(void)
{
	struct ou_quantity q, position;
	struct ou_replenish r;
	long i;

	for (i = unit_rounds(20000); i > 0; i--) {
		r = (struct ou_replenish){ some(100), some(30), some(30),
		    some(50), some(60), some(120), some(40), some(13) };
		CHECK_INT(ou_replenish_quantity(&r, &q, NULL), 0);
		CHECK_INT(ou_replenish_position(&r, &position, NULL), 0);
		if (position.v > r.reorder_point.v) {
			CHECK_INT(q.v, 0);
			continue;
		}
		if (q.v == 0) {
			CHECK(position.v >= r.order_up_to.v);
			continue;
		}
		CHECK(position.v + q.v >= r.order_up_to.v);
		CHECK(q.v >= r.minimum.v);
		CHECK(r.multiple.v == 0 || q.v % r.multiple.v == 0);
		/* One pack less would not do. */
		CHECK(r.multiple.v == 0 || q.v - r.multiple.v <
		    r.minimum.v || position.v + q.v - r.multiple.v <
		    r.order_up_to.v);
	}
}

int
main(void)
{
	(void)unit_seed();
	RUN(test_quantile);
	RUN(test_monotone);
	RUN(test_slow);
	RUN(test_ses);
	RUN(test_scale);
	RUN(test_constant);
	RUN(test_replenish);
	ou_arena_release(&arena);
	ou_arena_release(&scratch);
	return (UNIT_DONE());
}
