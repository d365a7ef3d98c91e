#include <stdlib.h>

#include "ou/rules/calls.h"

static int
compare(const void *a, const void *b)
{
	const struct ou_call *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static int
bad(struct ou_err *err, const char *why)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "%s", why);
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int
ou_calls_net(struct ou_call *calls, uint32_t n, bool cumulative,
    struct ou_quantity received, struct ou_quantity shipped,
    struct ou_err *err)
{
	int64_t done, last = 0, v;
	uint32_t i;

	if (received.v < 0 || shipped.v < 0)
		return bad(err, "a negative sum");
	qsort(calls, n, sizeof(*calls), compare);
	done = cumulative ? larger(received.v, shipped.v) :
	    larger(shipped.v - received.v, 0);
	for (i = 0; i < n; i++) {
		v = calls[i].quantity.v;
		if (v < 0)
			return bad(err, "a negative quantity");
		if (cumulative) {
			if (v < last)
				return bad(err, "a sum that is less than the "
				    "one before");
			last = v;
			calls[i].quantity.v = larger(v - done, 0);
			done = larger(v, done);
		} else {
			calls[i].quantity.v = larger(v - done, 0);
			done = larger(done - v, 0);
		}
	}
	return 0;
}
