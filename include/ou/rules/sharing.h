#ifndef OU_RULES_SHARING_H
#define OU_RULES_SHARING_H

#include "ou/rules/allocation.h"

/*
 * Who gets what when there is not enough for all: decided about all orders
 * together, before the allocator serves them.  Neither answer depends on the
 * order in which the wishes are given, but for first-come itself.
 *
 * A wish is a line of an order.
 */
struct ou_wish {
	uint32_t order;			/* number of the order, from 0 */
	uint32_t line;
	struct ou_str id;		/* of the order: what breaks ties */
	struct ou_str sku;
	struct ou_str channel, segment;
	struct ou_quantity want;	/* stock units, a multiple of grain */
	struct ou_quantity grain;	/* stock units, above zero */
	bool complete;			/* its order ships complete or not */
	bool whole;			/* this line does */
	struct ou_quantity share;	/* the answer */
};

/**
 * ou_share_fair(al, a, wishes, n, n_orders):
 * Fair shares of every item that is short.  Among lines that may be split, s
 * being what there is by what is wanted, each gets its want x s to less than
 * one grain (largest remainder), none more than it wants, and all together
 * what there is, but for what no grain fits into.  Orders and lines that are
 * all or nothing share their part of each item among themselves: those that
 * need least of what is scarce are served whole until it is used up; what
 * they leave goes to the others.
 *
 * Stock that is kept for somebody is shared among those it is kept for, the
 * rest among all.
 */
void ou_share_fair(struct ou_allocator *al, struct ou_arena *a,
    struct ou_wish *wishes, uint32_t n, uint32_t n_orders);

/**
 * ou_share_scarcity(al, a, wishes, n, scores, n_orders):
 * How much of what is scarce each order needs: the sum of want / stock over
 * its items that are short (millionths, up).  Served whole in the order of
 * these ${scores}, lowest first, more orders are complete than as they come;
 * where a look at the sums says otherwise, all scores are zero.
 */
void ou_share_scarcity(struct ou_allocator *al, struct ou_arena *a,
    const struct ou_wish *wishes, uint32_t n, int64_t *scores,
    uint32_t n_orders);

#endif
