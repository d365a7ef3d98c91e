#include <string.h>

#include "private.h"

/* One method, or some, over one history. */

const char *
ou_forecast_name(enum ou_forecast_method method)
{
	static const char *const names[] = { "naive", "snaive", "ses",
	    "damped", "theta", "mean", "croston", "sba", "tsb", "auto" };

	return names[method];
}

bool
ou_forecast_is_slow(enum ou_forecast_pattern pattern)
{
	return pattern == OU_PATTERN_INTERMITTENT ||
	    pattern == OU_PATTERN_LUMPY;
}

void
ou_forecast_profile(const double *v, size_t n, struct ou_forecast_profile *p)
{
	double sum = 0, square = 0, mean, variance;
	size_t demands = 0, i;

	memset(p, 0, sizeof(*p));
	for (i = 0; i < n; i++) {
		sum += v[i];
		square += v[i] * v[i];
		demands += v[i] != 0;
	}
	if (demands == 0)
		return;
	p->mean = sum / (double)n;
	p->interval = (double)n / (double)demands;
	mean = sum / (double)demands;
	variance = square / (double)demands - mean * mean;
	p->size_cv2 = mean != 0 ? variance / mean / mean : 0;
	variance = square / (double)n - p->mean * p->mean;
	p->cv2 = p->mean != 0 ? variance / p->mean / p->mean : 0;
	if (p->interval < 1.32)
		p->pattern = p->size_cv2 < 0.49 ? OU_PATTERN_SMOOTH
		    : OU_PATTERN_ERRATIC;
	else
		p->pattern = p->size_cv2 < 0.49 ? OU_PATTERN_INTERMITTENT
		    : OU_PATTERN_LUMPY;
}

static void
level(double value, size_t h, double *out)
{
	size_t i;

	for (i = 0; i < h; i++)
		out[i] = value;
}

/* The same period of the last season; without a season the last period. */
static void
seasonal_naive(const double *v, size_t n, unsigned season, size_t h,
    double *out)
{
	size_t m = season > 1 && n >= season ? season : 1, i;

	for (i = 0; i < h; i++)
		out[i] = v[n - m + i % m];
}

static void
smooth_all(struct ou_arena *a, const double *v, size_t n, size_t h,
    unsigned wanted, double *const *out)
{
	double *three[3];
	size_t i;
	int m;

	if (wanted & 1U << OU_FORECAST_MEAN)
		wanted |= 1U << OU_FORECAST_SES | 1U << OU_FORECAST_DAMPED |
		    1U << OU_FORECAST_THETA;
	for (m = 0; m < 3; m++)
		three[m] = ou_arena_alloc(a, (2 * h + n) * sizeof(**three));
	if (wanted & 1U << OU_FORECAST_SES)
		ou_forecast_ses(v, n, h, three[0]);
	if (wanted & 1U << OU_FORECAST_DAMPED)
		ou_forecast_damped(v, n, h, three[1]);
	if (wanted & 1U << OU_FORECAST_THETA)
		ou_forecast_theta(v, n, h, three[2]);
	for (m = 0; m < 3; m++) {
		if (out[OU_FORECAST_SES + m] != NULL)
			memcpy(out[OU_FORECAST_SES + m], three[m],
			    h * sizeof(**three));
	}
	for (i = 0; i < h && (wanted & 1U << OU_FORECAST_MEAN); i++)
		out[OU_FORECAST_MEAN][i] = (three[0][i] + three[1][i] +
		    three[2][i]) / 3;
}

void
ou_forecast_fast(struct ou_arena *a, const double *v, size_t n,
    unsigned season, size_t h, unsigned wanted, double *const *out,
    struct ou_season *s)
{
	double *flat = ou_arena_alloc(a, n * sizeof(*flat));
	int m;

	if (wanted & 1U << OU_FORECAST_NAIVE)
		level(v[n - 1], h, out[OU_FORECAST_NAIVE]);
	if (wanted & 1U << OU_FORECAST_SNAIVE)
		seasonal_naive(v, n, season, h, out[OU_FORECAST_SNAIVE]);
	ou_season_find(a, v, n, season, s);
	ou_season_off(s, v, n, flat);
	smooth_all(a, flat, n, h, wanted, out);
	for (m = OU_FORECAST_SES; m <= OU_FORECAST_MEAN; m++) {
		if (wanted & 1U << m)
			ou_season_on(s, n, out[m], h);
	}
}

unsigned
ou_forecast_method_run(struct ou_arena *a, enum ou_forecast_method method,
    const double *v, size_t n, unsigned season, size_t h, double *out)
{
	double *outs[OU_FORECAST_METHODS] = { NULL }, *ahead;
	struct ou_forecast_profile p;
	struct ou_season s;

	if (n == 0) {
		level(0, h, out);
		return 1;
	}
	ou_forecast_profile(v, n, &p);
	if (method > OU_FORECAST_MEAN || (method == OU_FORECAST_SES &&
	    ou_forecast_is_slow(p.pattern))) {
		ahead = ou_arena_alloc(a, (n + 1) * sizeof(*ahead));
		ou_forecast_slow(method, v, n, ahead);
		level(ahead[n], h, out);
		return 1;
	}
	outs[method] = out;
	ou_forecast_fast(a, v, n, season, h, 1U << method, outs, &s);
	if (method == OU_FORECAST_NAIVE)
		return 1;
	return method == OU_FORECAST_SNAIVE && n >= season ? season
	    : s.period;
}
