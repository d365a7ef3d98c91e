#ifndef OU_RULES_FORECAST_PRIVATE_H
#define OU_RULES_FORECAST_PRIVATE_H

#include "ou/rules/forecast.h"

/*
 * The parts of forecasting: smoothing of what comes in every period, of what
 * comes now and then, and seasons.
 */

/* A square root: correctly rounded everywhere, unlike the rest of libm. */
static inline double
ou_forecast_sqrt(double x)
{
	return x > 0 ? __builtin_sqrt(x) : 0;
}

/* A smoothing constant, where it led, and how far off it was on the way. */
struct ou_smooth {
	double alpha;
	double level;
	double sse;			/* of one period ahead */
};

void ou_forecast_smooth(const double *v, size_t n, struct ou_smooth *s);

/* Each writes ${h} periods from ${n} (at least one); theta needs room for
 * ${n} more behind them. */
void ou_forecast_ses(const double *v, size_t n, size_t h, double *out);
void ou_forecast_damped(const double *v, size_t n, size_t h, double *out);
void ou_forecast_theta(const double *v, size_t n, size_t h, double *out);

/**
 * ou_forecast_slow(method, v, n, ahead):
 * SES, CROSTON, SBA or TSB over demand with gaps: what was expected of each
 * period before it came, and in ahead[n] of those to come.  The first
 * ou_forecast_warm_up(n) periods are what it begins with.
 */
void ou_forecast_slow(enum ou_forecast_method method, const double *v,
    size_t n, double *ahead);
size_t ou_forecast_warm_up(size_t n);

/* A season's indices, which multiply or are added. */
struct ou_season {
	unsigned period;		/* 1: none was found */
	bool additive;
	double *indices;		/* of the first period of the history,
					 * the second, ... */
};

/**
 * ou_season_find(a, v, n, period, s):
 * Look for a season of ${period} periods; three of them must be there.
 */
void ou_season_find(struct ou_arena *a, const double *v, size_t n,
    unsigned period, struct ou_season *s);

/* Take it off ${n} periods, and put it on ${h} periods behind ${n}. */
void ou_season_off(const struct ou_season *s, const double *v, size_t n,
    double *out);
void ou_season_on(const struct ou_season *s, size_t n, double *out, size_t h);

/**
 * ou_forecast_fast(a, v, n, season, h, wanted, out, s):
 * The methods for demand without gaps whose bits are set in ${wanted}, each
 * into out[method]; the season that was found into ${s}.
 */
void ou_forecast_fast(struct ou_arena *a, const double *v, size_t n,
    unsigned season, size_t h, unsigned wanted, double *const *out,
    struct ou_season *s);

bool ou_forecast_is_slow(enum ou_forecast_pattern pattern);

#endif
