#include "private.h"

/*
 * Smoothing of demand that comes in every period.  Parameters are those with
 * the smallest sum of squared errors of one period ahead: a coarse grid, then
 * steps around the best that halve.
 */
#define LANES 4
#define GRID 16

/* Sums of squared errors of some smoothing constants side by side: the chain
 * of additions of one leaves the processor idle. */
static void
ses_errors(const double *v, size_t n, double first, const double *alpha,
    double *sse, double *level)
{
	double e;
	size_t t;
	int k;

	for (k = 0; k < LANES; k++) {
		level[k] = first;
		sse[k] = 0;
	}
	for (t = 0; t < n; t++) {
		for (k = 0; k < LANES; k++) {
			e = v[t] - level[k];
			sse[k] += e * e;
			level[k] += alpha[k] * e;
		}
	}
}

/* Where smoothing begins: the mean of the first periods. */
static double
first_level(const double *v, size_t n)
{
	size_t k = n < 4 ? n : 4, i;
	double sum = 0;

	for (i = 0; i < k; i++)
		sum += v[i];
	return sum / (double)k;
}

/* Keeps the best of what was found and of four constants. */
static void
try_alphas(const double *v, size_t n, double first, double *alpha,
    struct ou_smooth *s)
{
	double sse[LANES], level[LANES];
	int k;

	for (k = 0; k < LANES; k++) {
		if (alpha[k] < 0.01)
			alpha[k] = 0.01;
		if (alpha[k] > 1)
			alpha[k] = 1;
	}
	ses_errors(v, n, first, alpha, sse, level);
	for (k = 0; k < LANES; k++)
		if (s->sse < 0 || sse[k] < s->sse)
			*s = (struct ou_smooth){ alpha[k], level[k], sse[k] };
}

/* The sum of squares over the constant may have several valleys: the grid is
 * fine enough to find the deepest, the steps go down in it. */
void
ou_forecast_smooth(const double *v, size_t n, struct ou_smooth *s)
{
	double alpha[LANES], first = first_level(v, n);
	double step = 1.0 / GRID;
	int i, k;

	*s = (struct ou_smooth){ 0.5, first, -1 };
	for (i = 0; i < GRID; i += LANES) {
		for (k = 0; k < LANES; k++)
			alpha[k] = step * (i + k + 1);
		try_alphas(v, n, first, alpha, s);
	}
	for (i = 0; i < 4; i++, step /= 2) {
		for (k = 0; k < LANES; k++)
			alpha[k] = s->alpha +
			    step * (k < 2 ? k - 2 : k - 1) / 2;
		try_alphas(v, n, first, alpha, s);
	}
}

void
ou_forecast_ses(const double *v, size_t n, size_t h, double *out)
{
	struct ou_smooth s;
	size_t i;

	ou_forecast_smooth(v, n, &s);
	for (i = 0; i < h; i++)
		out[i] = s.level;
}

/* --- damped trend --- */

struct damped {
	double alpha, beta, phi;
	double sse, level, trend;
};

/* Some sets of parameters side by side. */
static void
damped_errors(const double *v, size_t n, double level, double trend,
    struct damped *sets)
{
	double l[LANES], b[LANES], sse[LANES], e, fade;
	size_t t;
	int k;

	for (k = 0; k < LANES; k++) {
		l[k] = level;
		b[k] = trend;
		sse[k] = 0;
	}
	for (t = 0; t < n; t++) {
		for (k = 0; k < LANES; k++) {
			fade = sets[k].phi * b[k];
			e = v[t] - l[k] - fade;
			sse[k] += e * e;
			l[k] += fade + sets[k].alpha * e;
			b[k] = fade + sets[k].alpha * sets[k].beta * e;
		}
	}
	for (k = 0; k < LANES; k++) {
		sets[k].level = l[k];
		sets[k].trend = b[k];
		sets[k].sse = sse[k];
	}
}

/* A straight line through the first periods gives where to begin. */
static void
first_line(const double *v, size_t n, double *level, double *trend)
{
	size_t k = n < 6 ? n : 6, i;
	double sum = 0, moment = 0, mid = (double)(k - 1) / 2;
	double square = (double)(k * (k * k - 1)) / 12;

	for (i = 0; i < k; i++) {
		sum += v[i];
		moment += ((double)i - mid) * v[i];
	}
	*trend = k > 1 ? moment / square : 0;
	*level = sum / (double)k - *trend * (mid + 1);
}

static void
keep_best(struct damped *best, const struct damped *sets)
{
	int k;

	for (k = 0; k < LANES; k++) {
		if (best->sse < 0 || sets[k].sse < best->sse)
			*best = sets[k];
	}
}

static double
within(double x, double least, double most)
{
	return x < least ? least : x > most ? most : x;
}

static void
damped_fit(const double *v, size_t n, struct damped *best)
{
	static const double phis[LANES] = { 0.8, 0.88, 0.94, 0.98 };
	static const double alphas[] = { 0.05, 0.2, 0.4, 0.6, 0.8, 1 };
	static const double betas[] = { 0.02, 0.15, 0.4 };
	struct damped sets[LANES];
	double level, trend, step = 0.5;
	size_t i, j;
	int k;

	best->sse = -1;
	first_line(v, n, &level, &trend);
	for (i = 0; i < sizeof(alphas) / sizeof(alphas[0]); i++) {
		for (j = 0; j < sizeof(betas) / sizeof(betas[0]); j++) {
			for (k = 0; k < LANES; k++)
				sets[k] = (struct damped){ .alpha = alphas[i],
				    .beta = betas[j], .phi = phis[k] };
			damped_errors(v, n, level, trend, sets);
			keep_best(best, sets);
		}
	}
	for (i = 0; i < 5; i++, step /= 2) {
		for (k = 0; k < LANES; k++)
			sets[k] = *best;
		sets[0].alpha = within(best->alpha - 0.2 * step, 0.01, 1);
		sets[1].alpha = within(best->alpha + 0.2 * step, 0.01, 1);
		sets[2].beta = within(best->beta - 0.15 * step, 0, 1);
		sets[3].beta = within(best->beta + 0.15 * step, 0, 1);
		damped_errors(v, n, level, trend, sets);
		keep_best(best, sets);
	}
}

void
ou_forecast_damped(const double *v, size_t n, size_t h, double *out)
{
	struct damped best;
	double fade;
	size_t i;

	damped_fit(v, n, &best);
	fade = best.phi * best.trend;
	for (i = 0; i < h; i++) {
		out[i] = (i == 0 ? best.level : out[i - 1]) + fade;
		fade *= best.phi;
	}
}

/* --- theta --- */

void
ou_forecast_theta(const double *v, size_t n, size_t h, double *out)
{
	double sum = 0, moment = 0, mid = (double)(n - 1) / 2, slope, mean;
	double line, *twice = out + h;
	struct ou_smooth s;
	size_t i;

	for (i = 0; i < n; i++) {
		sum += v[i];
		moment += ((double)i - mid) * v[i];
	}
	mean = sum / (double)n;
	slope = n > 1 ? moment * 12 / ((double)n * ((double)n * (double)n - 1))
	    : 0;
	for (i = 0; i < n; i++)
		twice[i] = 2 * v[i] - (mean + slope * ((double)i - mid));
	ou_forecast_smooth(twice, n, &s);
	for (i = 0; i < h; i++) {
		line = mean + slope * ((double)(n + i) - mid);
		out[i] = (line + s.level) / 2;
	}
}
