#include "private.h"

/*
 * Demand that comes now and then: the size of a demand and how often there is
 * one are smoothed apart.  The constants are fixed: with few demands, fitted
 * ones follow chance.
 */
#define SES_ALPHA 0.15
#define CROSTON_ALPHA 0.1
#define TSB_SIZE 0.3
#define TSB_SHARE 0.15
#define WARM_UP 13

struct slow {
	double level;			/* ses */
	double size;			/* of a demand */
	double share;			/* of periods with demand */
	double interval;		/* between two demands */
	double since;			/* periods since the last one */
};

size_t
ou_forecast_warm_up(size_t n)
{
	return n < 3 ? 1 : n / 3 < WARM_UP ? n / 3 : WARM_UP;
}

/* What the first periods say. */
static void
begin(struct slow *s, const double *v, size_t n)
{
	size_t i, demands = 0;
	double sum = 0;

	for (i = 0; i < n; i++) {
		sum += v[i];
		demands += v[i] > 0;
	}
	s->level = sum / (double)n;
	s->share = (double)demands / (double)n;
	s->size = demands > 0 ? sum / (double)demands : 0;
	s->interval = demands > 0 ? (double)n / (double)demands : 0;
	s->since = 1;
}

static double
ahead_of(const struct slow *s, enum ou_forecast_method m)
{
	switch (m) {
	case OU_FORECAST_TSB:
		return s->size * s->share;
	case OU_FORECAST_SES:
		return s->level;
	case OU_FORECAST_SBA:
		return s->interval > 0 ? s->size / s->interval *
		    (1 - CROSTON_ALPHA / 2) : 0;
	default:
		return s->interval > 0 ? s->size / s->interval : 0;
	}
}

static void
croston(struct slow *s, double v, size_t t)
{
	if (v <= 0) {
		s->since++;
		return;
	}
	if (s->interval <= 0) {
		s->size = v;
		s->interval = (double)(t + 1);
	} else {
		s->size += CROSTON_ALPHA * (v - s->size);
		s->interval += CROSTON_ALPHA * (s->since - s->interval);
	}
	s->since = 1;
}

static void
tsb(struct slow *s, double v)
{
	s->share += TSB_SHARE * ((v > 0 ? 1 : 0) - s->share);
	if (v > 0)
		s->size = s->size > 0 ? s->size + TSB_SIZE * (v - s->size)
		    : v;
}

void
ou_forecast_slow(enum ou_forecast_method m, const double *v, size_t n,
    double *ahead)
{
	size_t warm = ou_forecast_warm_up(n), t;
	struct slow s;

	begin(&s, v, warm);
	for (t = 0; t <= n; t++) {
		ahead[t] = ahead_of(&s, m);
		if (t < warm || t == n)
			continue;
		if (m == OU_FORECAST_TSB)
			tsb(&s, v[t]);
		else if (m == OU_FORECAST_SES)
			s.level += SES_ALPHA * (v[t] - s.level);
		else
			croston(&s, v[t], t);
	}
}
