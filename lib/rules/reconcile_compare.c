#include <stdlib.h>
#include <string.h>

#include "reconciling.h"

/* How many sources say what source ${i} says; one that has such a row weighs
 * more than one that says nothing, and in the end another than the first. */
static int
weight(const struct ou_reconciler *r, const struct ou_reconcile_entry *e,
    int i)
{
	int k, n = 0;

	for (k = 0; k < r->n_sources; k++)
		n += ou_reconcile_asked(e, k) &&
		    e->figures[k].on_hand == e->figures[i].on_hand;
	return 4 * n + 2 * (int)(e->sources >> i & 1) + (i != 0);
}

/* The source to believe. */
static int
agreed(const struct ou_reconciler *r, const struct ou_reconcile_entry *e)
{
	int i, n, most = 0, source = 0;

	for (i = 0; i < r->n_sources; i++) {
		if (!ou_reconcile_asked(e, i) || (n = weight(r, e, i)) <= most)
			continue;
		most = n;
		source = i;
	}
	return source;
}

static bool
passes(const struct ou_tolerance *t, __int128 difference, int64_t largest)
{
	if (!t->percent)
		return difference <= t->of.v;
	/* difference <= largest x tolerance / 100 */
	return difference * 100 * 1000000 <= (largest < 0 ? 0
	    : (__int128)largest * t->of.v);
}

/* True when the sources do not say the same. */
static bool
unequal(struct ou_reconciler *r, const struct ou_reconcile_entry *e,
    int64_t *least, int64_t *most)
{
	int64_t v;
	int i, n = 0;

	*least = INT64_MAX;
	*most = INT64_MIN;
	for (i = 0; i < r->n_sources; i++) {
		if (!ou_reconcile_asked(e, i))
			continue;
		n++;
		v = e->figures[i].on_hand;
		*least = v < *least ? v : *least;
		*most = v > *most ? v : *most;
	}
	if (n < 2)
		return false;
	r->compared++;
	return *least != *most;
}

static void
write_says(struct ou_reconciler *r, const struct ou_reconcile_entry *e,
    struct ou_stock_difference *d)
{
	struct ou_stock_says *s;
	int i;

	d->says = ou_arena_array(r->arena, (size_t)r->n_sources, sizeof(*s));
	for (i = 0; i < r->n_sources; i++) {
		if (!ou_reconcile_asked(e, i))
			continue;
		s = &d->says[d->n_says++];
		s->from = r->sources[i];
		s->on_hand.v = e->figures[i].on_hand;
		s->on_hand.given = (e->sources >> i & 1) != 0;
	}
}

/* The first of the sources that contradicts the first. */
static int
other_than_first(const struct ou_reconciler *r,
    const struct ou_reconcile_entry *e)
{
	int i, source = agreed(r, e);

	for (i = 0; source == 0 && i < r->n_sources; i++) {
		if (ou_reconcile_asked(e, i) &&
		    e->figures[i].on_hand != e->figures[0].on_hand)
			source = i;
	}
	return source;
}

static void
write_first(struct ou_reconciler *r, const struct ou_reconcile_entry *e,
    struct ou_stock_difference *d)
{
	const struct ou_reconcile_trail *t = ou_reconcile_trail(e, 0);

	if (!ou_reconcile_asked(e, 0))
		return;
	if (!__builtin_sub_overflow(e->figures[agreed(r, e)].on_hand,
	    e->figures[0].on_hand, &d->adjustment.v))
		d->adjustment.given = d->adjustment.v != 0;
	if (t == NULL || t->moves == NULL)
		return;
	d->opening = (struct ou_quantity){ t->opening, t->opened };
	d->moved = (struct ou_quantity){ t->moved, true };
}

static bool
any_missing(const struct ou_stock_difference *d)
{
	uint32_t i;

	for (i = 0; i < d->n_says; i++) {
		if (!d->says[i].on_hand.given)
			return true;
	}
	return false;
}

/* False when the difference may pass. */
static bool
differ(struct ou_reconciler *r, const struct ou_reconcile_entry *e,
    struct ou_stock_difference *d)
{
	struct ou_str parts[OU_RECONCILE_PARTS];
	struct ou_reconcile_item item = { 0, { 0, false } };
	const struct ou_tolerance *t;
	int64_t least, most;
	__int128 difference;
	int class;

	ou_reconcile_parts(e, parts);
	if (r->options.item != NULL)
		r->options.item(r->options.arg, parts[0], &item);
	class = ou_abc_number(item.abc);
	t = class == 0 ? &r->options.tolerances.none
	    : &r->options.tolerances.classes[class - 1];
	r->compared--;			/* counted when it was found */
	(void)unequal(r, e, &least, &most);
	difference = (__int128)most - least;
	if (passes(t, difference, most))
		return false;
	memset(d, 0, sizeof(*d));
	d->type = OU_STR("StockDifference");
	d->schema = OU_STR("stock-difference/1");
	d->sku = parts[0];
	d->location = parts[1];
	d->lot = parts[2];
	d->status = parts[3];
	d->owner = parts[4];
	d->abc = ou_abc_text(item.abc);
	write_says(r, e, d);
	d->difference = (struct ou_quantity){ difference > INT64_MAX
	    ? INT64_MAX : (int64_t)difference, true };
	d->tolerance = t->percent ? (struct ou_quantity){ 0, false } : t->of;
	write_first(r, e, d);
	d->reason = ou_reconcile_asked(e, 0) && e->figures[0].on_hand < 0
	    ? OU_STR("negative") : any_missing(d) ? OU_STR("missing")
	    : ou_reconcile_cause(r, e, other_than_first(r, e), item.pack, d);
	/* There is nothing wrong with the first source's own figure. */
	if (ou_str_is(d->reason, "unit") || ou_str_is(d->reason, "late") ||
	    ou_str_is(d->reason, "reserved"))
		d->adjustment = (struct ou_quantity){ 0, false };
	return true;
}

struct ou_stock_difference *
ou_reconciler_compare(struct ou_reconciler *r, uint32_t *n)
{
	struct ou_reconcile_entry *e, **candidates;
	struct ou_stock_difference *all;
	uint32_t i, k = 0, cap = 0;
	int64_t least, most;

	candidates = NULL;
	r->compared = 0;
	for (e = r->first; e != NULL; e = e->next) {
		if (!unequal(r, e, &least, &most))
			continue;
		if (k == cap) {
			cap = cap == 0 ? 256 : cap * 2;
			candidates = ou_arena_extend(r->arena, candidates,
			    k * sizeof(struct ou_reconcile_entry *),
			    cap * sizeof(struct ou_reconcile_entry *));
		}
		candidates[k++] = e;
	}
	if (k != 0)
		qsort(candidates, k, sizeof(struct ou_reconcile_entry *),
		    ou_reconcile_order);
	all = ou_arena_array(r->arena, k, sizeof(*all));
	*n = 0;
	for (i = 0; i < k; i++)
		*n += differ(r, candidates[i], &all[*n]);
	ou_reconcile_misplaced(all, *n);
	return all;
}

/* --- alerts --- */

static void
write_alert(const struct ou_reconciler *r,
    const struct ou_reconcile_entry *e, const struct ou_reconcile_trail *t,
    bool negative, struct ou_stock_alert *to)
{
	struct ou_str parts[OU_RECONCILE_PARTS];

	ou_reconcile_parts(e, parts);
	memset(to, 0, sizeof(*to));
	to->type = OU_STR("StockAlert");
	to->schema = OU_STR("stock-alert/1");
	to->alert = negative ? OU_STR("negative") : OU_STR("noOpening");
	to->sku = parts[0];
	to->location = parts[1];
	to->lot = parts[2];
	to->status = parts[3];
	to->owner = parts[4];
	to->on_hand = (struct ou_quantity){ e->figures[t->source].on_hand,
	    true };
	to->least = (struct ou_quantity){ t->least, negative };
	to->from = r->sources[t->source];
	to->move = negative ? t->negative : t->first;
	to->since = negative ? t->negative_at : t->first_at;
}

struct ou_stock_alert *
ou_reconciler_alerts(struct ou_reconciler *r, uint32_t *n)
{
	struct ou_reconcile_entry *e, **moved;
	const struct ou_reconcile_trail *t;
	struct ou_stock_alert *all;
	uint32_t i, k = 0, trails = 0;

	*n = 0;
	if (!r->moved)
		return NULL;
	moved = ou_arena_array(r->arena, r->n,
	    sizeof(struct ou_reconcile_entry *));
	for (e = r->first; e != NULL; e = e->next) {
		if (e->trails == NULL)
			continue;
		moved[k++] = e;
		for (t = e->trails; t != NULL; t = t->next)
			trails++;
	}
	qsort(moved, k, sizeof(struct ou_reconcile_entry *),
	    ou_reconcile_order);
	all = ou_arena_array(r->arena, 2 * (size_t)trails, sizeof(*all));
	for (i = 0; i < k; i++) {
		for (t = moved[i]->trails; t != NULL; t = t->next) {
			if (t->moves != NULL && !t->opened)
				write_alert(r, moved[i], t, false,
				    &all[(*n)++]);
			if (t->negative.n != 0)
				write_alert(r, moved[i], t, true,
				    &all[(*n)++]);
		}
	}
	return all;
}
