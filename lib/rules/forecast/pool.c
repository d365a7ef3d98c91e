#include "private.h"

/* What slow sellers say together. */
#define POOL_LEAST 30

static bool
pooled(const struct ou_forecast *f)
{
	return f->method > OU_FORECAST_MEAN ||
	    (f->method == OU_FORECAST_SES &&
	    ou_forecast_is_slow(f->profile.pattern));
}

void
ou_forecast_pool(struct ou_forecast *const *all, size_t n)
{
	double actual = 0, expected = 0, factor;
	size_t i, k, found = 0;

	for (i = 0; i < n; i++) {
		if (!pooled(all[i]) || all[i]->backtested == 0)
			continue;
		actual += all[i]->actual;
		expected += all[i]->expected;
		found++;
	}
	if (found < POOL_LEAST || actual <= 0 || expected <= 0)
		return;
	factor = actual / expected;
	factor = factor < 0.5 ? 0.5 : factor > 2 ? 2 : factor;
	for (i = 0; i < n; i++) {
		for (k = 0; k < all[i]->horizon && pooled(all[i]); k++)
			all[i]->values[k] *= factor;
	}
}
