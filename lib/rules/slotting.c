#include <stdlib.h>
#include <string.h>

#include "ou/rules/picking.h"
#include "slotting.h"

#define METRE 1000000
#define FACES_MAX 100			/* of an order that are walked to */

struct ou_slotter *
ou_slotter_new(struct ou_arena *a)
{
	struct ou_slotter *s = ou_arena_zalloc(a, sizeof(*s));

	s->arena = a;
	return s;
}

/* Room for one more in an array of the arena. */
static void *
room(struct ou_arena *a, void *p, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t old = *cap;

	if (n < old)
		return p;
	*cap = old == 0 ? 8 : old * 2;
	return ou_arena_extend(a, p, old * size, *cap * size);
}

void
ou_slotter_place(struct ou_slotter *s, const struct ou_slot_place *p)
{
	s->places = room(s->arena, s->places, s->n_places, &s->cap_places,
	    sizeof(*p));
	s->places[s->n_places++] = *p;
}

static struct slot_zone *
zone_of(struct ou_slotter *s, struct ou_str location, struct ou_str name)
{
	struct slot_zone *z;

	for (z = s->zones; z != NULL; z = z->next) {
		if (ou_str_eq(z->location, location) &&
		    ou_str_eq(z->zone, name))
			return z;
	}
	z = ou_arena_zalloc(s->arena, sizeof(*z));
	z->location = location;
	z->zone = name;
	z->next = s->zones;
	s->zones = z;
	return z;
}

void
ou_slotter_bin(struct ou_slotter *s, const struct ou_slot_bin *b)
{
	void **at = ou_names_at(&s->bins, s->arena, b->bin);
	struct slot_bin *to = ou_arena_zalloc(s->arena, sizeof(*to));

	to->is = *b;
	to->depth = b->distance.v;
	to->zone = zone_of(s, b->location, b->zone);
	to->next = to->zone->bins;
	to->zone->bins = to;
	to->zone->n_bins++;
	*at = to;
}

bool
ou_slotter_stock(struct ou_slotter *s, struct ou_str bin, struct ou_str sku,
    struct ou_quantity quantity, bool pick_face, int64_t cube)
{
	struct slot_bin *b = ou_names_find(&s->bins, bin);
	struct slot_face *f, **first;

	if (b == NULL)
		return false;
	b->shared = b->shared || (b->holds.p != NULL &&
	    !ou_str_eq(b->holds, sku));
	b->holds = ou_str_dup(s->arena, sku);
	first = (struct slot_face **)ou_names_at(&s->faces, s->arena, sku);
	for (f = *first; f != NULL; f = f->next) {
		if (ou_str_eq(f->bin->is.location, b->is.location))
			break;
	}
	if (f == NULL) {
		f = ou_arena_zalloc(s->arena, sizeof(*f));
		f->sku = ou_str_dup(s->arena, sku);
		f->next = *first;
		*first = f;
		s->all = room(s->arena, s->all, s->n_all, &s->cap_all,
		    sizeof(f));
		s->all[s->n_all++] = f;
	} else if (f->bin == b) {
		f->quantity += quantity.v;
		return true;
	} else if (f->called || !pick_face)
		return true;
	f->bin = b;
	f->quantity = quantity.v;
	f->cube = cube;
	f->called = pick_face;
	return true;
}

void
ou_slotter_order(struct ou_slotter *s)
{
	if (s->n_orders != 0 && s->orders[s->n_orders - 1].n == 0)
		return;
	s->orders = room(s->arena, s->orders, s->n_orders, &s->cap_orders,
	    sizeof(*s->orders));
	memset(&s->orders[s->n_orders++], 0, sizeof(*s->orders));
}

static void
take(struct ou_slotter *s, struct slot_face *f)
{
	struct slot_order *o = &s->orders[s->n_orders - 1];

	if (f->last == s->n_orders || o->n == FACES_MAX)
		return;
	f->last = s->n_orders;
	o->faces = room(s->arena, o->faces, o->n, &o->cap, sizeof(f));
	o->faces[o->n++] = f;
	f->orders = room(s->arena, f->orders, f->n, &f->cap,
	    sizeof(*f->orders));
	f->orders[f->n++] = s->n_orders - 1;
}

void
ou_slotter_pick(struct ou_slotter *s, struct ou_str location,
    struct ou_str sku)
{
	struct slot_face *f = ou_names_find(&s->faces, sku);

	if (s->n_orders == 0)
		ou_slotter_order(s);
	for (; f != NULL; f = f->next) {
		if (location.n != 0 &&
		    !ou_str_eq(f->bin->is.location, location))
			continue;
		take(s, f);
		return;
	}
}

/* --- where the aisles are --- */

static int
compare_aisles(const void *x, const void *y)
{
	const struct slot_bin *a = *(struct slot_bin *const *)x;
	const struct slot_bin *b = *(struct slot_bin *const *)y;

	return ou_picker_name_cmp(a->is.aisle, b->is.aisle);
}

static const struct ou_slot_place *
place_of(const struct ou_slotter *s, struct ou_str location)
{
	uint32_t i;

	for (i = 0; i < s->n_places; i++) {
		if (ou_str_eq(s->places[i].location, location))
			return &s->places[i];
	}
	return NULL;
}

/* Aisles stand side by side in the order of their names. */
void
ou_slotter_measure(struct ou_slotter *s)
{
	const struct ou_slot_place *p;
	struct slot_bin **bins, *b;
	struct slot_zone *z;
	int64_t step, depot;
	uint32_t i, rank;

	for (z = s->zones; z != NULL; z = z->next) {
		p = place_of(s, z->location);
		step = p != NULL && p->aisle_distance.given
		    ? p->aisle_distance.v : 3 * METRE;
		bins = ou_arena_array(s->arena, z->n_bins, sizeof(b));
		for (i = 0, b = z->bins; b != NULL; b = b->next)
			bins[i++] = b;
		qsort(bins, z->n_bins, sizeof(b), compare_aisles);
		for (i = rank = 0, depot = 0; i < z->n_bins; i++) {
			rank += i > 0 && compare_aisles(&bins[i - 1],
			    &bins[i]) != 0;
			bins[i]->aisle = rank * step;
			if (p != NULL && p->depot_aisle.n != 0 &&
			    ou_str_eq(bins[i]->is.aisle, p->depot_aisle))
				depot = bins[i]->aisle;
		}
		for (i = 0; i < z->n_bins; i++)
			bins[i]->aisle -= depot;
	}
}

/* Into an aisle and back, when ${i} is the order's first stop there. */
static int64_t
aisle_walk(const struct slot_order *o, uint32_t i)
{
	const struct slot_bin *b = o->faces[i]->bin, *x;
	int64_t deepest = 0;
	uint32_t k;

	for (k = 0; k < o->n; k++) {
		x = o->faces[k]->bin;
		if (x->zone != b->zone || x->aisle != b->aisle)
			continue;
		if (k < i)
			return 0;
		if (x->depth > deepest)
			deepest = x->depth;
	}
	return 2 * deepest;
}

/* Along the front to both sides, when ${i} is the first stop in its zone. */
static int64_t
front_walk(const struct slot_order *o, uint32_t i)
{
	const struct slot_bin *b = o->faces[i]->bin, *x;
	int64_t left = 0, right = 0;
	uint32_t k;

	for (k = 0; k < o->n; k++) {
		x = o->faces[k]->bin;
		if (x->zone != b->zone)
			continue;
		if (k < i)
			return 0;
		if (x->aisle < left)
			left = x->aisle;
		if (x->aisle > right)
			right = x->aisle;
	}
	return 2 * (right - left);
}

int64_t
ou_slot_walk(const struct slot_order *o)
{
	int64_t walk = 0;
	uint32_t i;

	for (i = 0; i < o->n; i++)
		walk += front_walk(o, i) + aisle_walk(o, i);
	return walk;
}
