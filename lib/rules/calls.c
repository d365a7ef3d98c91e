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

static int
overflow(struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "a sum of quantities is too large");
}

int
ou_calls_sum(struct ou_call_sum *s, struct ou_quantity received,
    struct ou_quantity theirs, struct ou_quantity shipped,
    struct ou_err *err)
{
	int64_t v;

	if (received.v < 0 || theirs.v < 0 || shipped.v < 0)
		return bad(err, "a negative sum");
	s->sent = (struct ou_quantity){ 0, false };
	if (!s->before.given) {
		if (!received.given && !theirs.given)
			return 0;
		/* What he says was shipped is not less than what he has. */
		v = larger(received.v, theirs.v);
		s->before = (struct ou_quantity){ larger(v - shipped.v, 0),
		    true };
	} else if (received.given && s->received.given &&
	    received.v < s->received.v) {
		/* He counts anew: sent is received and on its way. */
		if (__builtin_add_overflow(s->before.v, shipped.v, &v))
			return overflow(err);
		v = larger(v - s->received.v, 0);
		if (__builtin_add_overflow(v, received.v, &v))
			return overflow(err);
		s->before.v = v - shipped.v;
	}
	if (received.given)
		s->received = received;
	if (__builtin_add_overflow(s->before.v, shipped.v, &s->sent.v))
		return overflow(err);
	s->sent.given = true;
	return 0;
}
