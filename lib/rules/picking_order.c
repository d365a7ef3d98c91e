#include <string.h>

#include "ou/rules/picking.h"

/*
 * An order on a wave: what earlier runs have planned counts and stands in its
 * bin, the rest of what is allocated is taken from the bins.
 */
struct walker {
	struct ou_picker *picker;
	struct ou_arena *arena;
	const struct ou_picker_wave *wave;
	struct ou_pick *picks;		/* those it had, then the new ones */
	uint32_t n, cap;
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
    const struct ou_picker_want *want, struct ou_quantity quantity,
    bool missing)
{
	struct ou_pick pick;

	memset(&pick, 0, sizeof(pick));
	pick.location = want->location;
	pick.lot = want->lot;
	pick.quantity = quantity;
	if (missing) {
		pick.picked = ou_quantity_of(0);
		pick.reason = OU_STR("short");
	}
	add_pick(w, l, &pick);
}

static void
pick_part(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *want)
{
	struct ou_str zone = w->wave->zone;
	struct ou_quantity missing;
	struct ou_pick *picks;
	uint32_t n, i;

	if (ou_picker_empty(w->picker)) {
		add_plain(w, l, want, want->quantity, false);
		return;
	}
	missing = ou_picker_take(w->picker, w->arena, want, &picks, &n);
	for (i = 0; i < n; i++) {
		if (zone.n == 0 || ou_str_eq(picks[i].zone, zone))
			add_pick(w, l, &picks[i]);
	}
	/* What is missing is known when all zones are looked at. */
	if (missing.v > 0 && zone.n == 0)
		add_plain(w, l, want, missing, true);
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
		if (__builtin_add_overflow(planned[line], p->quantity.v,
		    &planned[line]))
			planned[line] = INT64_MAX;
		want = wants[line];
		want.location = p->location;
		want.lot = p->lot;
		want.quantity = p->quantity;
		if (want.sku.n != 0 && !p->picked.given && p->bin.n != 0)
			ou_picker_count(w->picker, &want, p->bin);
	}
}

static void
pick_line(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *know, int64_t planned)
{
	struct ou_picker_want want = *know;
	const struct ou_allocation *x;
	int64_t part;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (x->backorder == OU_FLAG_YES)
			continue;
		part = planned < x->quantity.v ? planned : x->quantity.v;
		planned -= part;
		want.location = x->location;
		want.lot = x->lot;
		want.quantity = (struct ou_quantity){ x->quantity.v - part,
		    true };
		if (want.quantity.v > 0 && (w->wave->location.n == 0 ||
		    ou_str_eq(x->location, w->wave->location)))
			pick_part(w, l, &want);
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
			pick_line(&w, &o->lines[i], &wants[i], planned[i]);
	}
	o->picks = w.picks;
	o->n_picks = w.n;
	return w.n - had;
}
