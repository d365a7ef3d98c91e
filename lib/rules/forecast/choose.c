#include <string.h>

#include "private.h"

/*
 * Which method, and how good it is.
 *
 * Backtest: the last periods are taken away, forecast from what is left, and
 * compared, from several origins one behind the other.  What is asked for in
 * (nearly) every period is judged by its absolute errors, which single
 * outliers do not decide; what comes now and then by squared errors, because
 * there the absolute error is smallest for a forecast of nothing at all.
 */
#define ORIGINS 6
#define SLOW_PERIODS 12
/* Another method than the pattern's own must do better by this much: a short
 * backtest says little. */
#define CLEARLY 0.85
#define CLEARLY_SLOW 0.7
/* With gaps a season must be plain to see: what is sold for Christmas. */
#define CLEARLY_SEASONAL 0.25

#define BIT(m) (1U << OU_FORECAST_##m)
#define FAST (BIT(SES) | BIT(DAMPED) | BIT(THETA) | BIT(MEAN))
#define SLOW (BIT(SES) | BIT(CROSTON) | BIT(SBA) | BIT(TSB))

struct trial {
	double absolute, square, sum;
};

struct backtest {
	const double *v;
	size_t n;
	struct trial trials[OU_FORECAST_METHODS];
	double actual;			/* sum of what came */
	size_t periods;			/* compared */
	unsigned wanted;		/* methods, as bits */
};

static void
compare(struct trial *t, const double *forecast, const double *actual,
    size_t h)
{
	double e;
	size_t i;

	for (i = 0; i < h; i++) {
		e = forecast[i] - actual[i];
		t->sum += e;
		t->square += e * e;
		t->absolute += e < 0 ? -e : e;
	}
}

static void
backtest_fast(struct ou_arena *a, struct backtest *b, unsigned season,
    size_t h)
{
	size_t origins = ORIGINS, step, at, i;
	double *out[OU_FORECAST_METHODS];
	struct ou_season s;
	int m;

	/* The first half of a short history is for learning only. */
	if (h > b->n / 3)
		h = b->n / 3;
	step = h < 3 ? 1 : h / 3;
	while (origins > 1 && h + (origins - 1) * step > b->n / 2)
		origins--;
	for (m = 0; m < OU_FORECAST_METHODS; m++)
		out[m] = ou_arena_alloc(a, h * sizeof(**out));
	for (at = b->n - h - (origins - 1) * step; at + h <= b->n;
	    at += step) {
		ou_forecast_fast(a, b->v, at, season, h, b->wanted, out, &s);
		for (m = 0; m <= OU_FORECAST_MEAN; m++) {
			if (b->wanted & 1U << m)
				compare(&b->trials[m], out[m], b->v + at, h);
		}
		for (i = 0; i < h; i++)
			b->actual += b->v[at + i];
		b->periods += h;
	}
}

/* What is asked for once a year only shows over a year. */
static void
backtest_slow(struct ou_arena *a, struct backtest *b, unsigned season)
{
	double *ahead = ou_arena_array(a, b->n + 1 + season, sizeof(*ahead));
	size_t h = b->n - ou_forecast_warm_up(b->n), from, i, most;
	int m;

	most = b->wanted & BIT(SNAIVE) && season > SLOW_PERIODS ? season
	    : SLOW_PERIODS;
	if (h > most)
		h = most;
	from = b->n - h;
	for (m = 0; m < OU_FORECAST_METHODS; m++) {
		if ((b->wanted & 1U << m) == 0)
			continue;
		if (m == OU_FORECAST_NAIVE)
			memcpy(ahead + 1, b->v, b->n * sizeof(*ahead));
		else if (m == OU_FORECAST_SNAIVE)
			memcpy(ahead + season, b->v, b->n * sizeof(*ahead));
		else
			ou_forecast_slow((enum ou_forecast_method)m, b->v,
			    b->n, ahead);
		compare(&b->trials[m], ahead + from, b->v + from, h);
	}
	for (i = from; i < b->n; i++)
		b->actual += b->v[i];
	b->periods = h;
}

static double
judged(const struct trial *t, bool slow)
{
	return slow ? t->square : t->absolute;
}

/* Slow sellers never as in the last period: that is nothing, mostly, and then
 * nothing would be kept of them. */
static enum ou_forecast_method
choose(const struct backtest *b, bool slow)
{
	enum ou_forecast_method own = slow ? OU_FORECAST_TSB
	    : OU_FORECAST_MEAN, best = own;
	double limit = judged(&b->trials[own], slow) *
	    (slow ? CLEARLY_SLOW : CLEARLY);
	unsigned from = b->wanted;
	int m;

	if (b->periods < 4)
		return slow ? own : OU_FORECAST_SES;
	if (slow && from & BIT(SNAIVE) && b->trials[OU_FORECAST_SNAIVE].square
	    < b->trials[own].square * CLEARLY_SEASONAL)
		return OU_FORECAST_SNAIVE;
	if (slow)
		from &= SLOW;
	for (m = 0; m < OU_FORECAST_METHODS; m++) {
		if ((from & 1U << m) == 0 ||
		    judged(&b->trials[m], slow) >= limit)
			continue;
		limit = judged(&b->trials[m], slow);
		best = (enum ou_forecast_method)m;
	}
	return best;
}

/* Mean squared step from a period to the next: the naive method's error. */
static double
naive_square(const double *v, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 1; i < n; i++)
		sum += (v[i] - v[i - 1]) * (v[i] - v[i - 1]);
	return n > 1 ? sum / (double)(n - 1) : 0;
}

static void
score(const struct backtest *b, struct ou_forecast *f)
{
	double naive = naive_square(b->v, b->n), periods;
	struct ou_forecast_score *to;
	int m;

	periods = (double)b->periods;
	f->backtested = b->periods;
	f->actual = b->actual;
	for (m = 0; m < OU_FORECAST_METHODS; m++) {
		if (b->periods == 0 || (b->wanted & 1U << m) == 0)
			continue;
		to = &f->scores[m];
		to->tried = true;
		if (naive > 0)
			to->error = ou_forecast_sqrt(b->trials[m].square /
			    periods / naive);
		if (b->actual != 0)
			to->bias = b->trials[m].sum / b->actual;
	}
}

/* --- how sure it is --- */

static void
spread_slow(struct ou_arena *a, const double *v, size_t n,
    struct ou_forecast *f)
{
	double *ahead = ou_arena_alloc(a, (n + 1) * sizeof(*ahead)), sum = 0;
	size_t warm = ou_forecast_warm_up(n), i;
	enum ou_forecast_method m = f->method;

	if (m != OU_FORECAST_SES && m <= OU_FORECAST_MEAN)
		m = OU_FORECAST_TSB;
	ou_forecast_slow(m, v, n, ahead);
	for (i = warm; i < n; i++)
		sum += (v[i] - ahead[i]) * (v[i] - ahead[i]);
	f->sigma = n > warm ? ou_forecast_sqrt(sum / (double)(n - warm)) : 0;
	f->alpha = 0;
}

/* By the level alone, season taken off: what a period is off, and how much of
 * that stays. */
static void
spread_fast(struct ou_arena *a, const double *v, size_t n, unsigned season,
    struct ou_forecast *f)
{
	double *flat = ou_arena_alloc(a, n * sizeof(*flat));
	struct ou_smooth smooth;
	struct ou_season s;

	ou_season_find(a, v, n, season, &s);
	ou_season_off(&s, v, n, flat);
	ou_forecast_smooth(flat, n, &smooth);
	f->sigma = n > s.period ? ou_forecast_sqrt(smooth.sse /
	    (double)(n - s.period)) : 0;
	f->alpha = smooth.alpha;
}

/* By what a season differs from the one before. */
static void
spread_seasonal(const double *v, size_t n, unsigned season,
    struct ou_forecast *f)
{
	double sum = 0;
	size_t i;

	for (i = season; i < n; i++)
		sum += (v[i] - v[i - season]) * (v[i] - v[i - season]);
	f->sigma = ou_forecast_sqrt(sum / (double)(n - season));
	f->alpha = 0;
}

static void
spread(struct ou_arena *a, const double *v, size_t n,
    const struct ou_forecast_options *o, bool slow, struct ou_forecast *f)
{
	size_t i;

	if (f->method == OU_FORECAST_SNAIVE && n > f->season)
		spread_seasonal(v, n, f->season, f);
	else if (slow)
		spread_slow(a, v, n, f);
	else
		spread_fast(a, v, n, o->season, f);
	for (i = 0; i < o->horizon; i++)
		f->deviations[i] = f->sigma * ou_forecast_sqrt(1 +
		    (double)i * f->alpha * f->alpha);
}

/* Demand that never was negative will not be. */
static void
not_negative(const double *v, size_t n, struct ou_forecast *f)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (v[i] < 0)
			return;
	}
	for (i = 0; i < f->horizon; i++) {
		if (f->values[i] < 0)
			f->values[i] = 0;
	}
}

/* A history begins with a sale, so that there is always one in its first
 * period: when that was the only one, the next is not to be expected sooner
 * than behind all of them. */
static void
once_sold(const double *v, size_t n, struct ou_forecast *f)
{
	double most = v[0] / (double)(n + 1);
	size_t i;

	if (v[0] <= 0)
		return;
	for (i = 1; i < n; i++) {
		if (v[i] > 0)
			return;
	}
	for (i = 0; i < f->horizon; i++) {
		if (f->values[i] > most)
			f->values[i] = most;
	}
}

/* What is tried: all that fits the pattern, or the one asked for beside the
 * naive ones. */
static unsigned
wanted(const struct ou_forecast_options *o, size_t n, bool slow)
{
	unsigned naive = BIT(NAIVE);

	if (o->season > 1 && (!slow || n >= 2 * (size_t)o->season +
	    SLOW_PERIODS))
		naive |= BIT(SNAIVE);
	if (o->method != OU_FORECAST_AUTO)
		return naive | 1U << o->method;
	return naive | (slow ? SLOW : FAST);
}

/* The one asked for decides how it is tested. */
static bool
tested_slow(enum ou_forecast_method method, bool slow)
{
	if (method == OU_FORECAST_AUTO || method == OU_FORECAST_SES ||
	    method == OU_FORECAST_NAIVE)
		return slow;
	return method > OU_FORECAST_MEAN;
}

void
ou_forecast_run(struct ou_arena *a, struct ou_arena *scratch,
    const double *v, size_t n, const struct ou_forecast_options *o,
    struct ou_forecast *f)
{
	struct backtest b = { .v = v, .n = n };
	bool slow;

	memset(f, 0, sizeof(*f));
	ou_forecast_profile(v, n, &f->profile);
	slow = ou_forecast_is_slow(f->profile.pattern);
	f->values = ou_arena_array(a, o->horizon, sizeof(*f->values));
	f->deviations = ou_arena_array(a, o->horizon, sizeof(*f->deviations));
	f->method = o->method != OU_FORECAST_AUTO ? o->method
	    : OU_FORECAST_NAIVE;
	f->season = 1;
	f->horizon = o->horizon;
	if (n == 0)
		return;
	slow = tested_slow(o->method, slow);
	b.wanted = wanted(o, n, slow);
	if (n >= 4 && slow)
		backtest_slow(scratch, &b, o->season);
	else if (n >= 4)
		backtest_fast(scratch, &b, o->season, o->tested != 0 ? o->tested
		    : o->horizon);
	score(&b, f);
	if (o->method == OU_FORECAST_AUTO)
		f->method = choose(&b, slow);
	f->expected = b.actual + b.trials[f->method].sum;
	f->season = ou_forecast_method_run(scratch, f->method, v, n,
	    o->season, o->horizon, f->values);
	spread(scratch, v, n, o, slow, f);
	not_negative(v, n, f);
	if (o->method == OU_FORECAST_AUTO)
		once_sold(v, n, f);
	ou_arena_reset(scratch);
}
