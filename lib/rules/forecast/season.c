#include <string.h>

#include "private.h"

/*
 * Seasons: classical decomposition.  A centred moving average is the trend;
 * what a history is above or below it, averaged over the same place of each
 * season, is that place's index.
 */

/* What is above or below a straight line through all: a trend would look
 * like a likeness of everything to everything.  The sum of its squares. */
static double
off_line(const double *v, size_t n, double *d)
{
	double mean = 0, slope = 0, mid = (double)(n - 1) / 2, sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		mean += v[i];
		slope += ((double)i - mid) * v[i];
	}
	mean /= (double)n;
	slope *= 12 / ((double)n * ((double)n * (double)n - 1));
	for (i = 0; i < n; i++) {
		d[i] = v[i] - mean - slope * ((double)i - mid);
		sum += d[i] * d[i];
	}
	return sum;
}

/* Is the autocorrelation at the season's distance above what chance gives in
 * 90 of 100 cases? */
static bool
shows(struct ou_arena *a, const double *v, size_t n, unsigned period)
{
	double *d = ou_arena_alloc(a, n * sizeof(*d)), r = 0, sum = 0;
	double zero = off_line(v, n, d);
	size_t i, k;

	if (zero <= 0)
		return false;
	for (k = 1; k <= period; k++) {
		r = 0;
		for (i = k; i < n; i++)
			r += d[i] * d[i - k];
		r /= zero;
		if (k < period)
			sum += r * r;
	}
	if (r < 0)
		r = -r;
	return r > 1.645 * ou_forecast_sqrt((1 + 2 * sum) / (double)n);
}

/* The moving average around ${t}; an even season has half a period at either
 * end. */
static void
trend_of(const double *v, size_t n, unsigned period, double *trend)
{
	size_t half = period / 2, t;
	double sum = 0;

	for (t = 0; t < period; t++)
		sum += v[t];
	for (t = half; t + half < n; t++) {
		if (t > half)
			sum += v[t + period - 1 - half] - v[t - half - 1];
		trend[t] = period % 2 != 0 ? sum / period
		    : (sum + (v[t + half] - v[t - half]) / 2) / period;
	}
}

/* Indices that multiply need something to multiply. */
static bool
positive(const double *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (v[i] <= 0)
			return false;
	}
	return true;
}

static void
level_out(struct ou_season *s)
{
	double sum = 0;
	unsigned k;

	for (k = 0; k < s->period; k++)
		sum += s->indices[k];
	sum /= s->period;
	for (k = 0; k < s->period; k++) {
		if (s->additive)
			s->indices[k] -= sum;
		else
			s->indices[k] = sum > 0 ? s->indices[k] / sum : 1;
	}
}

static bool
usable(const struct ou_season *s)
{
	unsigned k;

	for (k = 0; k < s->period && !s->additive; k++) {
		if (s->indices[k] < 0.02)
			return false;
	}
	return true;
}

void
ou_season_find(struct ou_arena *a, const double *v, size_t n,
    unsigned period, struct ou_season *s)
{
	size_t half = period / 2, t;
	double *trend;
	unsigned *counts, k;

	memset(s, 0, sizeof(*s));
	s->period = 1;
	if (period < 2 || n < 3 * (size_t)period || !shows(a, v, n, period))
		return;
	s->period = period;
	s->additive = !positive(v, n);
	s->indices = ou_arena_array(a, period, sizeof(*s->indices));
	counts = ou_arena_array(a, period, sizeof(*counts));
	trend = ou_arena_array(a, n, sizeof(*trend));
	trend_of(v, n, period, trend);
	for (t = half; t + half < n; t++) {
		k = (unsigned)(t % period);
		s->indices[k] += s->additive ? v[t] - trend[t]
		    : v[t] / trend[t];
		counts[k]++;
	}
	for (k = 0; k < period; k++)
		s->indices[k] /= counts[k] > 0 ? counts[k] : 1;
	level_out(s);
	if (!usable(s))
		s->period = 1;
}

void
ou_season_off(const struct ou_season *s, const double *v, size_t n,
    double *out)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (s->period < 2)
			out[i] = v[i];
		else if (s->additive)
			out[i] = v[i] - s->indices[i % s->period];
		else
			out[i] = v[i] / s->indices[i % s->period];
	}
}

void
ou_season_on(const struct ou_season *s, size_t n, double *out, size_t h)
{
	size_t i;

	for (i = 0; i < h && s->period > 1; i++) {
		if (s->additive)
			out[i] += s->indices[(n + i) % s->period];
		else
			out[i] *= s->indices[(n + i) % s->period];
	}
}
