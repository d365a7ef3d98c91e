#include <stdlib.h>
#include <string.h>

#include "sharing.h"

/*
 * Most complete orders: whoever needs least of what is scarce goes first.
 * The scores are fixed-point numbers, rounded up, so that every machine and
 * every order of the input comes to the same sequence.
 */
static int
by_sku(const void *x, const void *y)
{
	const struct ou_wish *a = *(struct ou_wish *const *)x;
	const struct ou_wish *b = *(struct ou_wish *const *)y;
	int r;

	if ((r = ou_str_cmp(a->sku, b->sku)) != 0 ||
	    (r = ou_str_cmp(a->id, b->id)) != 0)
		return r;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

void
ou_share_by_item(struct by_item *x, struct ou_allocator *al,
    struct ou_arena *a, struct ou_wish *wishes, uint32_t n)
{
	const struct ou_wish *w;
	uint32_t i;

	memset(x, 0, sizeof(*x));
	x->n = n;
	x->list = ou_arena_array(a, n, sizeof(struct ou_wish *));
	x->first = ou_arena_array(a, n + (size_t)1, sizeof(*x->first));
	x->item_of = ou_arena_array(a, n, sizeof(*x->item_of));
	x->stock = ou_arena_array(a, n, sizeof(*x->stock));
	x->wanted = ou_arena_array(a, n, sizeof(*x->wanted));
	for (i = 0; i < n; i++) {
		x->list[i] = &wishes[i];
		wishes[i].share = ou_quantity_of(0);
	}
	if (n != 0)
		qsort(x->list, n, sizeof(struct ou_wish *), by_sku);
	for (i = 0; i < n; i++) {
		w = x->list[i];
		if (i == 0 || !ou_str_eq(x->list[i - 1]->sku, w->sku)) {
			x->stock[x->n_items] = ou_allocator_available(al,
			    w->sku).v;
			x->first[x->n_items++] = i;
		}
		x->item_of[w - wishes] = x->n_items - 1;
		if (__builtin_add_overflow(x->wanted[x->n_items - 1],
		    w->want.v, &x->wanted[x->n_items - 1]))
			x->wanted[x->n_items - 1] = INT64_MAX;
	}
	x->first[x->n_items] = n;
}

/* Millionths of what there is, rounded up; nothing there: more than any. */
static int64_t
part_of(int64_t want, int64_t stock)
{
	__int128 v;

	if (stock <= 0)
		return INT64_MAX;
	v = ((__int128)want * OU_MICRO + stock - 1) / stock;
	return v > INT64_MAX ? INT64_MAX : (int64_t)v;
}

/* --- does it help? --- */

static int
by_score(const void *x, const void *y)
{
	const struct turn *a = x, *b = y;

	if (a->score != b->score)
		return a->score < b->score ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

struct chains
ou_share_chains(struct ou_arena *a, const struct ou_wish *wishes, uint32_t n,
    uint32_t n_orders)
{
	struct chains c;
	uint32_t *at, i;

	c.first = ou_arena_array(a, n_orders, sizeof(*c.first));
	c.next = ou_arena_array(a, n, sizeof(*c.next));
	/* By line; from the last, which mostly is in that order. */
	for (i = n; i-- > 0;) {
		at = &c.first[wishes[i].order];
		while (*at != 0 && wishes[*at - 1].line < wishes[i].line)
			at = &c.next[*at - 1];
		c.next[i] = *at;
		*at = i + 1;
	}
	return c;
}

bool
ou_share_take_whole(const struct ou_wish *wishes, const struct chains *c,
    const struct by_item *x, uint32_t order, int64_t *left)
{
	uint32_t i;
	bool fits = c->first[order] != 0;

	for (i = c->first[order]; i != 0; i = c->next[i - 1]) {
		left[x->item_of[i - 1]] -= wishes[i - 1].want.v;
		fits = fits && left[x->item_of[i - 1]] >= 0;
	}
	for (i = c->first[order]; !fits && i != 0; i = c->next[i - 1])
		left[x->item_of[i - 1]] += wishes[i - 1].want.v;
	return fits;
}

static uint32_t
complete_orders(struct ou_arena *a, const struct ou_wish *wishes,
    const struct chains *c, const struct by_item *x,
    const struct turn *turns, uint32_t n_orders)
{
	int64_t *left = ou_arena_array(a, x->n_items, sizeof(*left));
	uint32_t i, n = 0;

	memcpy(left, x->stock, x->n_items * sizeof(*left));
	for (i = 0; i < n_orders; i++)
		n += ou_share_take_whole(wishes, c, x, turns[i].order,
		    left);
	return n;
}

void
ou_share_scores(const struct ou_wish *wishes, const struct by_item *x,
    uint32_t n, int64_t *scores)
{
	uint32_t i, item;
	int64_t part;

	for (i = 0; i < n; i++) {
		item = x->item_of[i];
		if (x->wanted[item] <= x->stock[item])
			continue;
		part = part_of(wishes[i].want.v, x->stock[item]);
		if (__builtin_add_overflow(scores[wishes[i].order], part,
		    &scores[wishes[i].order]))
			scores[wishes[i].order] = INT64_MAX;
	}
}

void
ou_share_scarcity(struct ou_allocator *al, struct ou_arena *a,
    const struct ou_wish *wishes, uint32_t n, int64_t *scores,
    uint32_t n_orders)
{
	struct ou_wish *copy = ou_arena_array(a, n, sizeof(*copy));
	struct turn *turns = ou_arena_array(a, n_orders, sizeof(*turns));
	struct chains c = ou_share_chains(a, wishes, n, n_orders);
	struct by_item x;
	uint32_t i, came;

	if (n != 0)
		memcpy(copy, wishes, n * sizeof(*copy));
	memset(scores, 0, n_orders * sizeof(*scores));
	ou_share_by_item(&x, al, a, copy, n);
	for (i = 0; i < n_orders; i++)
		turns[i].order = i;
	came = complete_orders(a, copy, &c, &x, turns, n_orders);
	ou_share_scores(copy, &x, n, scores);
	for (i = 0; i < n_orders; i++)
		turns[i].score = scores[i];
	if (n_orders != 0)
		qsort(turns, n_orders, sizeof(*turns), by_score);
	if (complete_orders(a, copy, &c, &x, turns, n_orders) < came)
		memset(scores, 0, n_orders * sizeof(*scores));
}
