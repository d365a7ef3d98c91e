#ifndef OU_RULES_FORECAST_H
#define OU_RULES_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "ou/base/arena.h"

/*
 * Estimates of demand, from what was sold in equal periods (days, weeks,
 * months).  A forecast is an estimate and no decision: this is the one place
 * of the library where numbers are floating point.  What leaves it is rounded
 * into the exact kinds of the trade before anything is ordered
 * (ou/rules/replenish.h).  Nothing but + - * / and square roots is used, in
 * the order in which it is written, so that the same history gives the same
 * digits with every compiler.
 *
 *	naive	as in the last period
 *	snaive	as in the same period of the last season
 *	ses	simple exponential smoothing: a level, no trend
 *	damped	a level and a trend that fades (Gardner, McKenzie 1985)
 *	theta	half the long trend, half the level of what curves twice as
 *		much (Assimakopoulos, Nikolopoulos 2000)
 *	mean	the mean of ses, damped and theta
 *	croston	size of a demand over the time between two (Croston 1972)
 *	sba	the same, less its bias (Syntetos, Boylan 2005)
 *	tsb	size times chance, which fades when nothing is asked for
 *		(Teunter, Syntetos, Babai 2011)
 *
 * Seasonality, where a season is given and the history shows it (90 % test of
 * the autocorrelation), is taken off before ses, damped, theta and mean, and
 * put on again.
 */
enum ou_forecast_method {
	OU_FORECAST_NAIVE,
	OU_FORECAST_SNAIVE,
	OU_FORECAST_SES,
	OU_FORECAST_DAMPED,
	OU_FORECAST_THETA,
	OU_FORECAST_MEAN,
	OU_FORECAST_CROSTON,
	OU_FORECAST_SBA,
	OU_FORECAST_TSB,
	OU_FORECAST_METHODS,
	OU_FORECAST_AUTO = OU_FORECAST_METHODS,
};

/* As in an option's list of choices, in the order of the enum. */
#define OU_FORECAST_CHOICE \
	"naive|snaive|ses|damped|theta|mean|croston|sba|tsb|auto"

/* "ses". */
const char *ou_forecast_name(enum ou_forecast_method method);

/* How demand comes (Syntetos, Boylan 2005): often or with gaps (mean interval
 * between demands of 1.32 periods), of like or unlike size (squared
 * coefficient of variation of the sizes of 0.49). */
enum ou_forecast_pattern {
	OU_PATTERN_NONE,		/* nothing was asked for */
	OU_PATTERN_SMOOTH,
	OU_PATTERN_ERRATIC,
	OU_PATTERN_INTERMITTENT,
	OU_PATTERN_LUMPY,
};

struct ou_forecast_profile {
	enum ou_forecast_pattern pattern;
	double mean;			/* a period */
	double interval;		/* ADI: periods for one demand */
	double size_cv2;		/* of the sizes, squared */
	double cv2;			/* of all periods, squared */
};

/* How a method did on the periods that it had not seen. */
struct ou_forecast_score {
	bool tried;
	double error;			/* root mean square, by that of the
					 * naive method within the history */
	double bias;			/* mean of forecast - actual, by the
					 * mean of the actual */
};

struct ou_forecast_options {
	enum ou_forecast_method method;	/* or OU_FORECAST_AUTO */
	unsigned season;		/* periods of a season; 0, 1: none */
	size_t horizon;			/* periods ahead, at least 1 */
	size_t tested;			/* of them compared in the backtest;
					 * 0: all */
};

struct ou_forecast {
	enum ou_forecast_method method;	/* the one that was taken */
	unsigned season;		/* found; 1: none */
	struct ou_forecast_profile profile;
	struct ou_forecast_score scores[OU_FORECAST_METHODS];
	size_t horizon;
	double *values;			/* of the periods ahead, none negative
					 * where no history was */
	double *deviations;		/* standard error of each */
	double sigma;			/* of one period ahead */
	double alpha;			/* how much of a surprise stays: what
					 * makes several periods less sure */
	double actual;			/* demand of the periods compared */
	double expected;		/* what the method had said of them */
	size_t backtested;		/* how many these were */
};

/**
 * ou_forecast_run(a, scratch, v, n, options, f):
 * Forecast what comes behind the ${n} periods ${v}.  With OU_FORECAST_AUTO the
 * method is chosen: by the pattern of demand, and another one than the
 * pattern's own where it did clearly better on the last periods (rolling
 * backtest).  The results are in the arena; ${scratch} is the workshop, and
 * reset at the end.
 */
void ou_forecast_run(struct ou_arena *a, struct ou_arena *scratch,
    const double *v, size_t n, const struct ou_forecast_options *options,
    struct ou_forecast *f);

/**
 * ou_forecast_method_run(a, method, v, n, season, h, out):
 * One method alone: ${h} periods into ${out}.  Return the season that was
 * found (1: none).
 */
unsigned ou_forecast_method_run(struct ou_arena *a,
    enum ou_forecast_method method, const double *v, size_t n,
    unsigned season, size_t h, double *out);

/**
 * ou_forecast_pool(all, n):
 * Slow sellers say little one by one, much together: when all that were
 * backtested came to less (or more) than was expected of them, what is
 * expected of each is lowered (or raised) by that ratio, between one half and
 * two.  Below 30 of them nothing is done.
 */
void ou_forecast_pool(struct ou_forecast *const *all, size_t n);

/* Class of a history. */
void ou_forecast_profile(const double *v, size_t n,
    struct ou_forecast_profile *p);

/**
 * ou_forecast_quantile(mean, variance, level):
 * The smallest whole number that demand does not pass with probability
 * ${level} (0 to 1, both excluded): negative binomial with that mean and
 * variance, Poisson where the variance is not above the mean.  Large figures
 * are counted in coarser units, to one part in 500.
 */
double ou_forecast_quantile(double mean, double variance, double level);

#endif
