#ifndef OU_RULES_RESPONSE_H
#define OU_RULES_RESPONSE_H

#include "ou/model/exchange.h"

/*
 * What we answer to an order: its sections say what became of each line.
 *
 *   cancelled units		rejected
 *   allocated or shipped	accepted; dateChanged where they come later
 *				than was asked for; substituted where one
 *				other item goes instead
 *   backordered		backordered, with the day when goods are due
 *   not looked at yet		held
 *
 * The quantities of a line's answers add up to what was ordered.  The answer
 * as a whole is accepted or rejected when all lines are, acknowledged while
 * the order is held or nobody has looked at some of it, and changed
 * otherwise.  Why an order is held is not the partner's business.
 */

/**
 * ou_response_make(a, o, now, r, err):
 * Fill ${r} with the answer to ${o} as it stands; texts are the order's or in
 * ${a}.  0, or -1 with ${err} when quantities of a line do not add up.
 */
int ou_response_make(struct ou_arena *a, const struct ou_order *o,
    const struct ou_time *now, struct ou_order_response *r,
    struct ou_err *err);

/**
 * ou_response_of_change(o, r):
 * ${r} answers the last change of ${o}: it has that change's number, and each
 * line what we change of it in turn: delete, date, change, or none.
 */
void ou_response_of_change(const struct ou_order *o,
    struct ou_order_response *r);

/**
 * ou_response_due(o, hours):
 * The second (since 1970) by which the order is to be answered, counted from
 * orderDate; -1 when it has none.
 */
int64_t ou_response_due(const struct ou_order *o, uint32_t hours);

#endif
