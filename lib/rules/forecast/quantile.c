#include "private.h"

/*
 * Quantiles of the negative binomial distribution, without gamma functions:
 * the terms are built from the largest one outwards, each from its neighbour,
 * until they no longer count; what they add up to is one.
 */
#define NEGLIGIBLE 1e-15
#define UNITS_MAX 500

/* Term k + 1 by term k.  Poisson when the variance is the mean. */
static double
ratio(double mean, double variance, double k)
{
	double r;

	if (variance <= mean)
		return mean / (k + 1);
	r = mean * mean / (variance - mean);
	return (k + r) / (k + 1) * (1 - mean / variance);
}

static double
quantile(double mean, double variance, double level)
{
	double mode = 0, k, term, below = 0, above = 0, sum, want;

	if (variance <= mean)
		mode = (double)(long long)mean;
	else if (mean * mean > variance - mean)
		mode = (double)(long long)((mean * mean / (variance - mean) -
		    1) * (variance - mean) / mean);
	term = 1;
	for (k = mode; k > 0 && term > NEGLIGIBLE; k--) {
		term /= ratio(mean, variance, k - 1);
		below += term;
	}
	term = 1;
	for (k = mode; term > NEGLIGIBLE; k++) {
		above += term;
		term *= ratio(mean, variance, k);
	}
	want = level * (below + above);
	/* Down from the mode, or up from it. */
	sum = below + 1;
	term = 1;
	k = mode;
	while (k > 0 && sum - term >= want) {
		sum -= term;
		term /= ratio(mean, variance, k - 1);
		k--;
	}
	while (sum < want && term > NEGLIGIBLE) {
		term *= ratio(mean, variance, k);
		sum += term;
		k++;
	}
	return k;
}

double
ou_forecast_quantile(double mean, double variance, double level)
{
	double unit, deviation;

	if (!(mean > 0))
		return 0;
	if (variance < mean)
		variance = mean;
	deviation = ou_forecast_sqrt(variance);
	unit = deviation > mean ? deviation : mean;
	if (unit <= UNITS_MAX)
		return quantile(mean, variance, level);
	/* Whole multiples of a coarser unit; then the units are no longer
	 * what makes the spread. */
	unit /= UNITS_MAX;
	return unit * quantile(mean / unit, variance / unit / unit, level);
}
