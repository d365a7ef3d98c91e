#ifndef OU_LIB_RULES_SHARING_H
#define OU_LIB_RULES_SHARING_H

#include "allocation.h"
#include "ou/rules/sharing.h"

/* Wishes by item: ${list} is sorted, item i has those from first[i] up to
 * first[i + 1]. */
struct by_item {
	struct ou_wish **list;
	uint32_t *first;
	uint32_t *item_of;		/* of each wish, as given */
	uint32_t n, n_items;
	int64_t *stock, *wanted;	/* of each item */
};

void ou_share_by_item(struct by_item *x, struct ou_allocator *al,
    struct ou_arena *a, struct ou_wish *wishes, uint32_t n);

/* Wishes of each order: first[order] and next[wish], from 1, 0 ends. */
struct chains {
	uint32_t *first, *next;
};

struct chains ou_share_chains(struct ou_arena *a,
    const struct ou_wish *wishes, uint32_t n, uint32_t n_orders);

/* An order's turn. */
struct turn {
	int64_t score;
	uint32_t order;
	struct ou_str id;
};

/* Take all that an order wants off what is left of its items, or nothing. */
bool ou_share_take_whole(const struct ou_wish *wishes,
    const struct chains *c, const struct by_item *x, uint32_t order,
    int64_t *left);

void ou_share_scores(const struct ou_wish *wishes, const struct by_item *x,
    uint32_t n, int64_t *scores);

#endif
