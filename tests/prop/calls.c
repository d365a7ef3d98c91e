/*
 * Call-offs against a world in which goods are sent, travel and arrive, the
 * partner tells what has arrived, later than it does, and begins to count anew
 * from time to time.  What is known to be on the way is what is; and what is
 * to be sent is what is wanted less that, earliest days first, whichever way
 * it is stated.
 */
#include "ou/rules/calls.h"
#include "unit.h"

#define EVENTS 40
#define CALLS 5

struct world {
	int64_t shipped;		/* by our store */
	int64_t received;		/* by the partner, of all time */
	int64_t way;
	int64_t anew;			/* what he had when he began to count */
	struct ou_call_sum sum;
	bool quiet;			/* nothing came since he has told */
};

static struct ou_quantity
units(int64_t n)
{
	return ou_quantity_of(n);
}

/* What is to be sent of each day: slowly, unit by unit. */
static void
want(int64_t way, const int64_t *wanted, int64_t *send)
{
	int i;

	for (i = 0; i < CALLS; i++) {
		send[i] = wanted[i];
		while (way > 0 && send[i] > 0) {
			send[i]--;
			way--;
		}
	}
}

static void
call(const struct world *w, bool cumulative, int64_t told)
{
	struct ou_call calls[CALLS];
	int64_t wanted[CALLS], send[CALLS], sum = told;
	uint32_t i, k;

	for (i = 0; i < CALLS; i++) {
		wanted[i] = (int64_t)unit_rand(6);
		sum += wanted[i];
		calls[i] = (struct ou_call){ (int32_t)i, units(cumulative ?
		    sum : wanted[i]), i };
	}
	/* as they come */
	for (i = 0; i < CALLS; i++) {
		struct ou_call other = calls[i];

		k = (uint32_t)unit_rand(CALLS);
		calls[i] = calls[k];
		calls[k] = other;
	}
	want(w->way, wanted, send);
	CHECK_INT(ou_calls_net(calls, CALLS, cumulative, units(told),
	    w->sum.sent, NULL), 0);
	for (i = 0; i < CALLS; i++)
		CHECK_INT(calls[i].quantity.v, units(send[i]).v);
}

static void
tell(struct world *w)
{
	struct ou_quantity none = { 0, false };
	int64_t told;

	/* What he has counted before is known to be all of it. */
	if (w->quiet && w->sum.received.given && unit_rand(4) == 0)
		w->anew = w->received;
	told = w->received - w->anew;
	CHECK_INT(ou_calls_sum(&w->sum, units(told), unit_rand(3) == 0 ?
	    units(told + w->way - (int64_t)unit_rand((uint64_t)w->way + 1)) :
	    none, units(w->shipped), NULL), 0);
	CHECK(w->sum.sent.given);
	CHECK_INT(w->sum.sent.v - units(told).v, units(w->way).v);
	w->quiet = true;
	call(w, unit_rand(2) == 0, told);
}

static void
one_world(void)
{
	struct world w = { .received = (int64_t)unit_rand(50) };
	int64_t n;
	int i;

	/* Both are compared before anything of ours is on the way. */
	tell(&w);
	for (i = 0; i < EVENTS && !unit.bad; i++) {
		switch (unit_rand(3)) {
		case 0:
			n = (int64_t)unit_rand(10);
			w.shipped += n;
			w.way += n;
			break;
		case 1:
			n = (int64_t)unit_rand((uint64_t)w.way + 1);
			w.received += n;
			w.way -= n;
			w.quiet = w.quiet && n == 0;
			break;
		default:
			tell(&w);
			break;
		}
	}
}

static void
test_worlds(void)
{
	long rounds = unit_rounds(20000), r;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ROW("%ld", r);
		one_world();
	}
}

static void
test_overflow(void)
{
	struct ou_quantity most = { INT64_MAX, true }, one = units(1);
	struct ou_call_sum s = { .before = most, .received = one };

	CHECK_INT(ou_calls_sum(&s, one, one, one, NULL), -1);
	s = (struct ou_call_sum){ .before = most, .received = most };
	CHECK_INT(ou_calls_sum(&s, one, one, one, NULL), -1);
	s = (struct ou_call_sum){ .before = units(0) };
	CHECK_INT(ou_calls_sum(&s, units(-1), one, one, NULL), -1);
	/* nobody has said anything */
	s = (struct ou_call_sum){ .received = { 0, false } };
	CHECK_INT(ou_calls_sum(&s, s.received, s.received, one, NULL), 0);
	CHECK(!s.sent.given && !s.before.given);
}

int
main(void)
{
	unit_seed();
	RUN(test_worlds);
	RUN(test_overflow);
	return (UNIT_DONE());
}
