#include <string.h>

#include "ou/rules/picking.h"
#include "ou/model/components.h"

/*
 * An order on a wave: what earlier runs have planned counts and stands in its
 * bin, the rest of what is allocated is taken from the bins.  What was shipped
 * without a pick is none of the rest, and gets one that is done, so that picks
 * tell of all that has left.
 */
struct walker {
	struct ou_picker *picker;
	struct ou_arena *arena;
	const struct ou_picker_wave *wave;
	struct ou_pick *picks;		/* those it had, then the new ones */
	uint32_t n, cap;
	/* of components, what earlier runs have planned */
	struct ou_names planned;
};

static void
add_pick(struct walker *w, const struct ou_order_line *l,
    const struct ou_pick *pick)
{
	struct ou_pick *to;

	if (w->n == w->cap) {
		w->cap = w->cap * 2 + 8;
		w->picks = ou_arena_extend(w->arena, w->picks,
		    w->n * sizeof(*pick), w->cap * sizeof(*pick));
	}
	to = &w->picks[w->n++];
	*to = *pick;
	to->wave = w->wave->name;
	to->line = l->number;
}

/* In a shop that keeps no bins a pick is what is allocated; what is in no bin
 * is a pick of which nothing is found. */
static void
add_plain(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *want, struct ou_str instead,
    struct ou_quantity quantity, bool missing)
{
	struct ou_pick pick;

	memset(&pick, 0, sizeof(pick));
	pick.sku = instead;
	pick.location = want->location;
	pick.lot = want->lot;
	pick.quantity = quantity;
	if (missing) {
		pick.picked = ou_quantity_of(0);
		pick.reason = OU_STR("short");
	}
	add_pick(w, l, &pick);
}

/* ${instead}: the item, where it is not the line's. */
static void
pick_part(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *want, struct ou_str instead)
{
	struct ou_str zone = w->wave->zone;
	struct ou_quantity missing;
	struct ou_pick *picks;
	uint32_t n, i;

	if (ou_picker_empty(w->picker)) {
		add_plain(w, l, want, instead, want->quantity, false);
		return;
	}
	missing = ou_picker_take(w->picker, w->arena, want, &picks, &n);
	for (i = 0; i < n; i++) {
		picks[i].sku = instead;
		if (zone.n == 0 || ou_str_eq(picks[i].zone, zone))
			add_pick(w, l, &picks[i]);
	}
	/* What is missing is known when all zones are looked at. */
	if (missing.v > 0 && zone.n == 0)
		add_plain(w, l, want, instead, missing, true);
}

/* How a component is picked: in stock units, of which any part will do. */
static struct ou_picker_want
want_component(struct ou_str sku)
{
	return (struct ou_picker_want){ .sku = sku, .divisible = true };
}

/* Of ${units} of an allocation, those of ${done} that were shipped without a
 * pick: they get one, on no wave. */
static int64_t
take_done(struct walker *w, const struct ou_order_line *l,
    const struct ou_allocation *x, int64_t units, int64_t *done)
{
	struct ou_pick pick;

	if (units > *done)
		units = *done;
	if (units <= 0)
		return 0;
	*done -= units;
	memset(&pick, 0, sizeof(pick));
	pick.location = x->location;
	pick.lot = x->lot;
	pick.quantity = pick.picked = (struct ou_quantity){ units, true };
	add_pick(w, l, &pick);
	w->picks[w->n - 1].wave = OU_STR_NONE;
	return units;
}

/* The picks that the order has: how much of each line they are. */
static void
count_earlier(struct walker *w, const struct ou_order *o,
    const struct ou_line_index *index, const struct ou_picker_want *wants,
    int64_t *planned)
{
	struct ou_picker_want want;
	const struct ou_pick *p;
	uint32_t i, line;

	for (i = 0; i < o->n_picks; i++) {
		p = &o->picks[i];
		line = ou_line_index_find(index, p->line);
		if (line == o->n_lines)
			continue;
		if (p->sku.n != 0)
			ou_component_add(&w->planned, w->arena, line, p->sku,
			    p->quantity.v);
		else if (__builtin_add_overflow(planned[line], p->quantity.v,
		    &planned[line]))
			planned[line] = INT64_MAX;
		want = p->sku.n != 0 && wants[line].sku.n != 0
		    ? want_component(p->sku) : wants[line];
		want.location = p->location;
		want.lot = p->lot;
		want.quantity = p->quantity;
		if (want.sku.n != 0 && !p->picked.given && p->bin.n != 0)
			ou_picker_count(w->picker, &want, p->bin);
	}
}

static bool
looked_at(const struct walker *w, struct ou_str location)
{
	return w->wave->location.n == 0 ||
	    ou_str_eq(location, w->wave->location);
}

static void
pick_components(struct walker *w, const struct ou_order *o, uint32_t line,
    const struct ou_allocation *x)
{
	const struct ou_component *c;
	struct ou_picker_want want;
	uint32_t i;

	for (i = 0; i < x->n_components; i++) {
		c = &x->components[i];
		want = want_component(c->sku);
		want.location = c->location.n != 0 ? c->location
		    : x->location;
		want.lot = c->lot;
		want.quantity = (struct ou_quantity){ c->quantity.v -
		    ou_component_take(&w->planned, w->arena, line, c->sku,
		    c->quantity.v), true };
		if (want.quantity.v > 0 && looked_at(w, want.location))
			pick_part(w, &o->lines[line], &want, c->sku);
	}
}

static void
pick_line(struct walker *w, const struct ou_order *o, uint32_t line,
    const struct ou_picker_want *know, int64_t planned)
{
	const struct ou_order_line *l = &o->lines[line];
	struct ou_picker_want want = *know;
	const struct ou_allocation *x;
	int64_t part, done = l->quantities != NULL ?
	    l->quantities->shipped.v : 0;
	uint32_t i;

	/* below zero: all that left was planned */
	done = done > planned ? done - planned : 0;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (x->backorder == OU_FLAG_YES)
			continue;
		if (x->n_components != 0) {
			pick_components(w, o, line, x);
			continue;
		}
		part = planned < x->quantity.v ? planned : x->quantity.v;
		planned -= part;
		part += take_done(w, l, x, x->quantity.v - part, &done);
		want.location = x->location;
		want.lot = x->lot;
		want.quantity = (struct ou_quantity){ x->quantity.v - part,
		    true };
		if (want.quantity.v > 0 && looked_at(w, x->location))
			pick_part(w, l, &want, OU_STR_NONE);
	}
}

uint32_t
ou_picker_order(struct ou_picker *p, struct ou_arena *a, struct ou_order *o,
    const struct ou_line_index *index, const struct ou_picker_want *wants,
    const struct ou_picker_wave *wave)
{
	struct walker w = { .picker = p, .arena = a, .wave = wave,
	    .picks = o->picks, .n = o->n_picks, .cap = o->n_picks };
	int64_t *planned;
	uint32_t i, had = o->n_picks;

	ou_picker_fetch(p, wants, o->n_lines);
	planned = ou_arena_array(a, o->n_lines, sizeof(*planned));
	count_earlier(&w, o, index, wants, planned);
	for (i = 0; i < o->n_lines; i++) {
		if (wants[i].sku.n != 0)
			pick_line(&w, o, i, &wants[i], planned[i]);
	}
	o->picks = w.picks;
	o->n_picks = w.n;
	return w.n - had;
}
