#ifndef OU_RULES_MARGIN_H
#define OU_RULES_MARGIN_H

#include "ou/model/order.h"

/**
 * ou_margins(a, o, costs, err):
 * What a priced order leaves: of each line, its lineTotal less its share of
 * the head's allowances (by lineTotal, largest remainder) and without tax,
 * less ${costs}, and of the order the sums; charges of the head are no
 * goods.  A line without a total, a cost, or with prices that include a tax
 * that is not known, has no margin; then the order has none either.  Writes
 * the view; those that were there keep their node.  0, or -1 with ${err} when
 * an amount overflows.
 */
int ou_margins(struct ou_arena *a, struct ou_order *o,
    const struct ou_amount *costs, struct ou_err *err);

#endif
