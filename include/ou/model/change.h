#ifndef OU_MODEL_CHANGE_H
#define OU_MODEL_CHANGE_H

#include "ou/model/exchange.h"

/*
 * A change of an order, done to the order's record: all that the change does
 * not speak of stays as it is.
 *
 *   documentFunction cancel: every line is cancelled, and the order is
 *	OrderCancelled
 *   dates requestedDelivery, requestedShip: orderDelivery.requestedDate and
 *	requestedShipDate
 *   action delete: the line is cancelled
 *   action add: a line behind the others, as the change has it
 *   action quantity: orderQuantity is the new one, which is absolute; what is
 *	waited for goes first, then what is allocated, the last allocation
 *	first; quantityIncrease and quantityDecrease are the same, and refused
 *	when it is less, or more
 *   action price: unitPrice and priceBaseQuantity
 *   action date: requestedDate and requestedShipDate
 *   action priceAndQuantity, dateAndQuantity: both
 *   action change, several, replace, replaceAll, or none said: what is given
 *	of all these
 *   action none: the line stays
 *
 * A line is found by its number; without one by sku, GTIN or the buyer's
 * number, whichever comes first.  A function other than cancel, change and
 * original is refused, and so are other actions.
 * Line totals of changed lines, taxes and totals are taken away: price-quote
 * makes them again.
 */

/**
 * ou_change_id(a, c, interchange, message):
 * The id of a change that came in an EDI message: channel:number when it has
 * a number of its own, else channel:orderNumber[/release]; behind it the
 * partner's sequence of changes, or, when there is neither number nor
 * sequence, the references of the interchange and message.
 */
struct ou_str ou_change_id(struct ou_arena *a,
    const struct ou_order_change *c, struct ou_str interchange,
    struct ou_str message);

/**
 * ou_change_apply(record, o, change, err):
 * ${o} is the whole order, loaded from ${record}.  1 when that changed
 * something, 0 when the order is like that already, -1 with ${err}
 * (OU_ERR_RECORD, OU_DIAG_CHANGE) and nothing was put: a line is not there, or
 * there already; goods are picked or shipped that would be less or
 * cancelled; less than nothing is ordered; the change says two things of one
 * line.  So the same change done again answers 0, or -1 where it adds lines.
 */
int ou_change_apply(struct ou_record *record, struct ou_order *o,
    const struct ou_order_change *change, struct ou_err *err);

#endif
