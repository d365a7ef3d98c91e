#ifndef OU_LIB_DESK_TRADE_H
#define OU_LIB_DESK_TRADE_H

#include "ou/desk/trade.h"

/* Give a shipment of ours (it has an order of the store or stream) what a
 * despatch advice has: number, day, function, buyer, seller and place, where
 * it says nothing of them.  ${us} may be NULL. */
void ou_trade_own_shipment(struct ou_arena *a, const struct ou_seller *us,
    const struct ou_time *now, struct ou_shipment *s);

#endif
