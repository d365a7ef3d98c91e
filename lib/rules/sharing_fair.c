#include <stdlib.h>
#include <string.h>

#include "sharing.h"

/*
 * Fair shares: proportional, in whole grains, by largest remainder.
 *
 *	1  everybody's share of each item
 *	2  those who take all or nothing put theirs together, item by item,
 *	   and give it out whole, to who needs least of what is scarce first
 *	3  the others share what is there less that
 */
struct portion {
	struct ou_wish *wish;
	int64_t want;			/* what is left of it */
	int64_t rest;			/* micro-units under a grain */
	uint64_t below[2];		/* and under a micro-unit, high first */
};

static bool
splits(const struct ou_wish *w)
{
	return !w->complete && !w->whole;
}

/* The largest part of a grain first; then who comes first by name, so that
 * the order of the input does not matter. */
static int
by_rest(const void *x, const void *y)
{
	const struct portion *a = x, *b = y;
	__int128 l = (__int128)a->rest * b->wish->grain.v;
	__int128 r = (__int128)b->rest * a->wish->grain.v;
	int c;

	if (l != r)
		return l > r ? -1 : 1;
	if (a->below[0] != b->below[0])
		return a->below[0] > b->below[0] ? -1 : 1;
	if (a->below[1] != b->below[1])
		return a->below[1] > b->below[1] ? -1 : 1;
	if ((c = ou_str_cmp(a->wish->id, b->wish->id)) != 0)
		return c;
	return (a->wish->line > b->wish->line) -
	    (a->wish->line < b->wish->line);
}

/* Divide ${stock} among the wishes of the list, onto their shares. */
static void
divide(struct portion *parts, uint32_t n, int64_t stock)
{
	__int128 sum = 0, product;
	int64_t share, grain, left = stock;
	uint32_t i;

	for (i = 0; i < n; i++) {
		parts[i].want = parts[i].wish->want.v -
		    parts[i].wish->share.v;
		sum += parts[i].want;
	}
	if (sum <= stock) {
		for (i = 0; i < n; i++)
			parts[i].wish->share.v = parts[i].wish->want.v;
		return;
	}
	for (i = 0; i < n; i++) {
		grain = parts[i].wish->grain.v;
		product = (__int128)parts[i].want * stock;
		share = (int64_t)(product / sum);
		parts[i].below[0] = (uint64_t)(product % sum >> 64);
		parts[i].below[1] = (uint64_t)(product % sum);
		parts[i].rest = share % grain;
		share -= parts[i].rest;
		parts[i].wish->share.v += share;
		left -= share;
	}
	qsort(parts, n, sizeof(*parts), by_rest);
	for (i = 0; i < n; i++) {
		grain = parts[i].wish->grain.v;
		if (grain > left || (parts[i].rest == 0 &&
		    parts[i].below[0] == 0 && parts[i].below[1] == 0))
			continue;
		parts[i].wish->share.v += grain;
		left -= grain;
	}
}

/* --- one item --- */

struct division {
	const struct by_item *x;
	struct portion *parts;
	int64_t *given;			/* to those who take whole */
	bool all;			/* phase 1 */
};

static bool
takes_part(const struct division *d, const struct ou_wish *w)
{
	return d->all || splits(w);
}

/* What is kept for somebody, among those it is kept for.  What was given to
 * those of them who take whole counts. */
static int64_t
divide_kept(struct division *d, uint32_t item, const struct quota *q,
    int64_t stock)
{
	uint32_t i, n = 0, from = d->x->first[item];
	int64_t kept = ou_quota_kept(q), part;
	struct ou_wish *w;

	for (i = from; i < d->x->first[item + 1]; i++) {
		w = d->x->list[i];
		if (!ou_quota_is_for(q, w->channel, w->segment))
			continue;
		if (takes_part(d, w)) {
			d->parts[n++].wish = w;
			continue;
		}
		part = d->given[i] < kept ? d->given[i] : kept;
		d->given[i] -= part;
		kept -= part;
	}
	kept = kept < stock ? kept : stock;
	if (n != 0)
		divide(d->parts, n, kept);
	return kept;
}

static void
divide_item(struct division *d, uint32_t item, const struct item *of)
{
	uint32_t i, n = 0, from = d->x->first[item];
	int64_t stock = d->x->stock[item];
	const struct quota *q;
	struct ou_wish *w;

	for (i = from; i < d->x->first[item + 1]; i++) {
		w = d->x->list[i];
		d->given[i] = takes_part(d, w) ? 0 : w->share.v;
		stock -= d->given[i];
		if (takes_part(d, w))
			w->share.v = 0;
	}
	for (q = of != NULL ? of->quotas : NULL; q != NULL; q = q->next)
		stock -= divide_kept(d, item, q, stock > 0 ? stock : 0);
	for (i = from; i < d->x->first[item + 1]; i++) {
		if (takes_part(d, d->x->list[i]))
			d->parts[n++].wish = d->x->list[i];
	}
	if (n != 0 && stock > 0)
		divide(d->parts, n, stock);
}

static void
divide_all(struct ou_allocator *al, struct division *d, bool all)
{
	uint32_t i;

	d->all = all;
	for (i = 0; i < d->x->n_items; i++)
		divide_item(d, i, ou_allocator_item(al,
		    d->x->list[d->x->first[i]]->sku));
}

/* --- all or nothing --- */

static void
give_whole(struct ou_wish *wishes, const struct by_item *x,
    const struct chains *c, uint32_t order, int64_t *pool)
{
	uint32_t k = c->first[order];
	struct ou_wish *w;

	if (k != 0 && wishes[k - 1].complete) {
		if (!ou_share_take_whole(wishes, c, x, order, pool))
			return;
		for (; k != 0; k = c->next[k - 1])
			wishes[k - 1].share = wishes[k - 1].want;
		return;
	}
	for (; k != 0; k = c->next[k - 1]) {
		w = &wishes[k - 1];
		if (!w->whole || w->want.v > pool[x->item_of[k - 1]])
			continue;
		pool[x->item_of[k - 1]] -= w->want.v;
		w->share = w->want;
	}
}

static int
by_score(const void *x, const void *y)
{
	const struct turn *a = x, *b = y;

	if (a->score != b->score)
		return a->score < b->score ? -1 : 1;
	return ou_str_cmp(a->id, b->id);
}

static void
whole_orders(struct ou_arena *a, struct ou_wish *wishes,
    const struct by_item *x, uint32_t n_orders)
{
	int64_t *pool = ou_arena_array(a, x->n_items, sizeof(*pool));
	int64_t *scores = ou_arena_array(a, n_orders, sizeof(*scores));
	struct turn *turns = ou_arena_array(a, n_orders, sizeof(*turns));
	struct chains c = ou_share_chains(a, wishes, x->n, n_orders);
	uint32_t i;

	ou_share_scores(wishes, x, x->n, scores);
	for (i = 0; i < n_orders; i++) {
		turns[i].order = i;
		turns[i].score = scores[i];
	}
	for (i = 0; i < x->n; i++) {
		turns[wishes[i].order].id = wishes[i].id;
		if (splits(&wishes[i]))
			continue;
		pool[x->item_of[i]] += wishes[i].share.v;
		wishes[i].share.v = 0;
	}
	if (n_orders != 0)
		qsort(turns, n_orders, sizeof(*turns), by_score);
	for (i = 0; i < n_orders; i++)
		give_whole(wishes, x, &c, turns[i].order, pool);
}

void
ou_share_fair(struct ou_allocator *al, struct ou_arena *a,
    struct ou_wish *wishes, uint32_t n, uint32_t n_orders)
{
	struct division d;
	struct by_item x;

	ou_share_by_item(&x, al, a, wishes, n);
	d.x = &x;
	d.parts = ou_arena_array(a, n, sizeof(*d.parts));
	d.given = ou_arena_array(a, n, sizeof(*d.given));
	divide_all(al, &d, true);
	whole_orders(a, wishes, &x, n_orders);
	divide_all(al, &d, false);
}
