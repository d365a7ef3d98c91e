#ifndef OU_RULES_PURCHASE_H
#define OU_RULES_PURCHASE_H

#include "ou/model/forecast.h"
#include "ou/model/order.h"

/*
 * Purchase proposals as orders to the suppliers: one for each supplier, place
 * and currency.  Here we are the buyer: our item number is buyerItemId, and
 * the supplier's (sku) is his to know; the cost is the price.  The channel is
 * the supplier, so that a partner profile of that name says how he wants his
 * orders.  The number is made of supplier, place and day: the same proposals
 * are the same orders.
 */

/**
 * ou_purchase_orders(a, proposals, n, orders, n_orders, err):
 * Make orders of proposals that are sorted by supplier; those without a
 * supplier are in none.  Texts are borrowed.  0, or -1 with ${err}.
 */
int ou_purchase_orders(struct ou_arena *a,
    const struct ou_purchase_proposal *proposals, uint32_t n,
    struct ou_order **orders, uint32_t *n_orders, struct ou_err *err);

#endif
