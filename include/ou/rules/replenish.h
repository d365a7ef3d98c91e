#ifndef OU_RULES_REPLENISH_H
#define OU_RULES_REPLENISH_H

#include "ou/base/err.h"
#include "ou/base/money.h"

/*
 * What to order: exact, from figures that a forecast has proposed.
 */
struct ou_replenish {
	/* What there is, less what is promised and waited for, and what is
	 * on its way. */
	struct ou_quantity on_hand, reserved, backordered, incoming;
	struct ou_quantity reorder_point;
	struct ou_quantity order_up_to;
	struct ou_quantity minimum;	/* the supplier's; absent: none */
	struct ou_quantity multiple;	/* of a pack; absent: any */
};

/**
 * ou_replenish_quantity(r, quantity, err):
 * When the position (on hand - reserved - backordered + incoming) is not
 * above the reorder point: what is missing up to order_up_to, at least the
 * minimum, rounded up to whole packs; else zero.  0, or -1 with
 * OU_DIAG_OVERFLOW.
 */
int ou_replenish_quantity(const struct ou_replenish *r,
    struct ou_quantity *quantity, struct ou_err *err);

/**
 * ou_replenish_position(r, position, err):
 * The position.
 */
int ou_replenish_position(const struct ou_replenish *r,
    struct ou_quantity *position, struct ou_err *err);

/* An item's worth, and the class that follows. */
struct ou_ranked {
	int64_t value;
	uint32_t item;			/* the caller's */
	char class;
};

/**
 * ou_rank(r, n):
 * Sort by falling value (then by item) and class: A while those before come
 * to less than 80 per cent of all, B to less than 95, C the rest and what is
 * worth nothing.
 */
void ou_rank(struct ou_ranked *r, uint32_t n);

#endif
