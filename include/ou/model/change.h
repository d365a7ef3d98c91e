#ifndef OU_MODEL_CHANGE_H
#define OU_MODEL_CHANGE_H

#include "ou/model/exchange.h"

/*
 * A change of an order, done to the order's record: all that the change does
 * not speak of stays as it is.
 *
 *   documentFunction cancel: every line is cancelled, and the order is
 *	OrderCancelled
 *   action delete: the line is cancelled
 *   action add: a line behind the others, as the change has it
 *   action quantity, change: orderQuantity is the new one, which is absolute;
 *	what is waited for goes first, then what is allocated, the last
 *	allocation first
 *   action price, change: unitPrice and priceBaseQuantity
 *   action date, change: requestedDate and requestedShipDate
 *   action none: the line stays
 *
 * An action that is absent is change; one that is not known here is refused.
 * Line totals of changed lines, taxes and totals are taken away: price-quote
 * makes them again.
 */

/**
 * ou_change_apply(record, o, change, err):
 * ${o} is the whole order, loaded from ${record}.  1 when that changed
 * something, 0 when the order is like that already, -1 with ${err}
 * (OU_ERR_RECORD, OU_DIAG_CHANGE) and nothing was put: a line is not there, or
 * there already; goods are picked or shipped that would be less or
 * cancelled; less than nothing is ordered.
 */
int ou_change_apply(struct ou_record *record, struct ou_order *o,
    const struct ou_order_change *change, struct ou_err *err);

#endif
