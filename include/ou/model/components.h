#ifndef OU_MODEL_COMPONENTS_H
#define OU_MODEL_COMPONENTS_H

#include "ou/base/names.h"
#include "ou/model/order.h"

/*
 * Of the components of an order's lines (what is taken instead of the line's
 * item), how much is picked or planned: stock units, micro.  All zeros is
 * none; looking into that costs nothing.
 */

/* Add ${quantity} of ${sku}, for line number ${line}. */
void ou_component_add(struct ou_names *t, struct ou_arena *a, uint32_t line,
    struct ou_str sku, int64_t quantity);

/* How much of it there is. */
int64_t ou_component_left(const struct ou_names *t, struct ou_arena *a,
    uint32_t line, struct ou_str sku);

/* Take up to ${quantity} away; how much it was. */
int64_t ou_component_take(struct ou_names *t, struct ou_arena *a,
    uint32_t line, struct ou_str sku, int64_t quantity);

/* The components of one item stand together: how many from ${i} on, and how
 * much of it they are. */
uint32_t ou_component_item(const struct ou_allocation *x, uint32_t i,
    int64_t *sum);

#endif
