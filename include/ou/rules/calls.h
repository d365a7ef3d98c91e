#ifndef OU_RULES_CALLS_H
#define OU_RULES_CALLS_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/money.h"

/*
 * Call-offs of an item in a delivery schedule (830, 862, DELFOR).
 *
 * Discrete quantities are what is still wanted, without what the partner has
 * received; what was shipped to him beyond that is on its way, and counts for
 * the first of them.  Cumulative ones are sums since a day that both know:
 * each call is for what it is more than the one before and than what was
 * received or shipped.
 */
struct ou_call {
	int32_t day;
	struct ou_quantity quantity;	/* in: as stated; out: to be sent */
	uint32_t at;			/* the caller's */
};

/*
 * What was sent to a partner, by our own account, beside what he says.  Our
 * account may have begun after his, and his may begin anew (at the turn of a
 * year): so each is a distance ahead of the other, which is found out when
 * both are first compared, with nothing on its way that we do not know of,
 * and again when his sum falls, with what was on its way then still on it.
 */
struct ou_call_sum {
	struct ou_quantity before;	/* absent: never compared */
	struct ou_quantity received;	/* as he said last */
	struct ou_quantity sent;	/* out: in his counting; absent: he has
					 * never said anything */
};

/**
 * ou_calls_sum(s, received, theirs, shipped, err):
 * He says what he has ${received}, and what of ours was shipped (${theirs}),
 * each perhaps absent; ${shipped} is what we know.  0 or -1 with ${err}.
 */
int ou_calls_sum(struct ou_call_sum *s, struct ou_quantity received,
    struct ou_quantity theirs, struct ou_quantity shipped,
    struct ou_err *err);

/**
 * ou_calls_net(calls, n, cumulative, received, shipped, err):
 * Put ${n} calls in the order of their days (of those of one day the first
 * first) and take away what was received or shipped (absent: nothing).  0, or
 * -1 with ${err}: a negative quantity, or sums that fall.
 */
int ou_calls_net(struct ou_call *calls, uint32_t n, bool cumulative,
    struct ou_quantity received, struct ou_quantity shipped,
    struct ou_err *err);

#endif
