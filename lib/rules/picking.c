#include <stdlib.h>
#include <string.h>

#include "ou/base/names.h"
#include "ou/rules/picking.h"
#include "grain.h"

/*
 * Bins are put into walking order when the first thing is taken: their tour
 * and sequence are known from then on.  What lies in the bins hangs on the
 * item, in the order in which it is picked.
 */
struct bin {
	struct ou_picker_bin b;
	int64_t tour, sequence;
	uint32_t aisle_number;		/* within its zone, from 0 */
	uint32_t place;			/* in walking order */
};

struct pile {
	struct bin *bin;
	struct ou_str lot;
	struct ou_date expiry;
	bool pick_face;
	int64_t left;			/* stock units, micro */
	uint32_t number;		/* as added */
	struct pile *next;
};

struct item {
	struct pile *piles;
	uint32_t n;
	bool sorted;
};

struct ou_picker {
	struct ou_arena *arena;
	enum ou_walk walk;
	struct ou_names bins;		/* struct bin by name */
	struct ou_names items;		/* struct item by sku */
	struct bin **all;
	uint32_t n, cap;
	uint32_t n_piles;
	bool walked;
};

struct ou_picker *
ou_picker_new(struct ou_arena *a, enum ou_walk walk)
{
	struct ou_picker *p = ou_arena_zalloc(a, sizeof(*p));

	p->arena = a;
	p->walk = walk;
	return p;
}

void
ou_picker_bin(struct ou_picker *p, const struct ou_picker_bin *bin)
{
	void **at = ou_names_at(&p->bins, p->arena, bin->bin);
	struct bin *b;

	if (*at != NULL)
		return;
	*at = b = ou_arena_zalloc(p->arena, sizeof(*b));
	b->b = *bin;
	if (p->n == p->cap) {
		p->cap = p->cap == 0 ? 64 : p->cap * 2;
		p->all = ou_arena_extend(p->arena, p->all,
		    p->n * sizeof(struct bin *),
		    p->cap * sizeof(struct bin *));
	}
	p->all[p->n++] = b;
	p->walked = false;
}

bool
ou_picker_stock(struct ou_picker *p, const struct ou_picker_stock *s)
{
	struct bin *bin = ou_names_find(&p->bins, s->bin);
	struct item *item;
	struct pile *pile;
	void **at;

	if (bin == NULL)
		return false;
	at = ou_names_at(&p->items, p->arena, s->sku);
	if (*at == NULL)
		*at = ou_arena_zalloc(p->arena, sizeof(*item));
	item = *at;
	pile = ou_arena_zalloc(p->arena, sizeof(*pile));
	pile->bin = bin;
	pile->lot = s->lot;
	pile->expiry = s->expiry;
	pile->pick_face = s->pick_face;
	pile->left = s->quantity.v > 0 ? s->quantity.v : 0;
	pile->number = p->n_piles++;
	pile->next = item->piles;
	item->piles = pile;
	item->n++;
	item->sorted = false;
	return true;
}

bool
ou_picker_empty(const struct ou_picker *p)
{
	return p->n_piles == 0;
}

/* --- the walk --- */

static size_t
digits(struct ou_str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

int
ou_picker_name_cmp(struct ou_str a, struct ou_str b)
{
	size_t i = 0, k = 0, n, m;
	int r;

	/* Most bins that are compared are of one place and zone. */
	if (ou_str_eq(a, b))
		return 0;
	while (i < a.n && k < b.n) {
		n = digits(a, i);
		m = digits(b, k);
		if (n == 0 || m == 0) {
			if (a.p[i] != b.p[k])
				return (unsigned char)a.p[i] <
				    (unsigned char)b.p[k] ? -1 : 1;
			i++;
			k++;
			continue;
		}
		while (n > 1 && a.p[i] == '0')
			i++, n--;
		while (m > 1 && b.p[k] == '0')
			k++, m--;
		if (n != m)
			return n < m ? -1 : 1;
		if ((r = memcmp(a.p + i, b.p + k, n)) != 0)
			return r;
		i += n;
		k += m;
	}
	if (i < a.n || k < b.n)
		return i < a.n ? 1 : -1;
	/* are two names. */
	return ou_str_cmp(a, b);
}

static int
by_zone(const struct bin *a, const struct bin *b)
{
	int r = ou_picker_name_cmp(a->b.location, b->b.location);

	return r != 0 ? r : ou_picker_name_cmp(a->b.zone, b->b.zone);
}

static int
by_aisle(const struct bin *a, const struct bin *b)
{
	int r = by_zone(a, b);

	if (r == 0)
		r = ou_picker_name_cmp(a->b.block, b->b.block);
	return r != 0 ? r : ou_picker_name_cmp(a->b.aisle, b->b.aisle);
}

static int
compare_aisles(const void *x, const void *y)
{
	return by_aisle(*(const struct bin *const *)x,
	    *(const struct bin *const *)y);
}

/* Odd aisles have been given a number that turns them round. */
static int
compare_walk(const void *x, const void *y)
{
	const struct bin *a = *(const struct bin *const *)x;
	const struct bin *b = *(const struct bin *const *)y;
	int r = by_aisle(a, b);

	if (r != 0)
		return r;
	if (a->b.distance.v != b->b.distance.v)
		return (a->b.distance.v < b->b.distance.v) ==
		    (a->aisle_number % 2 == 0) ? -1 : 1;
	if (a->b.level.v != b->b.level.v)
		return a->b.level.v < b->b.level.v ? -1 : 1;
	return ou_picker_name_cmp(a->b.bin, b->b.bin);
}

static void
walk(struct ou_picker *p)
{
	int64_t tour = 0, sequence = 0;
	uint32_t i, aisle = 0;
	struct bin *b;

	p->walked = true;
	if (p->n == 0)
		return;
	qsort(p->all, p->n, sizeof(struct bin *), compare_aisles);
	for (i = 0; i < p->n; i++) {
		b = p->all[i];
		if (i == 0 || by_zone(p->all[i - 1], b) != 0)
			aisle = 0;
		else if (by_aisle(p->all[i - 1], b) != 0)
			aisle++;
		b->aisle_number = p->walk == OU_WALK_FORWARD ? 0 : aisle;
	}
	qsort(p->all, p->n, sizeof(struct bin *), compare_walk);
	for (i = 0; i < p->n; i++) {
		b = p->all[i];
		if (i == 0 || by_zone(p->all[i - 1], b) != 0) {
			tour++;
			sequence = 0;
		}
		b->tour = tour;
		b->sequence = ++sequence;
		b->place = i;
	}
}

/* --- taking --- */

static int
compare_piles(const void *x, const void *y)
{
	const struct pile *a = *(const struct pile *const *)x;
	const struct pile *b = *(const struct pile *const *)y;
	bool dated = ou_date_given(a->expiry);
	int r;

	if (a->pick_face != b->pick_face)
		return a->pick_face ? -1 : 1;
	if (dated != ou_date_given(b->expiry))
		return dated ? -1 : 1;
	if (dated && (r = ou_date_cmp(a->expiry, b->expiry)) != 0)
		return r;
	if (a->bin->place != b->bin->place)
		return a->bin->place < b->bin->place ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static struct item *
find_item(struct ou_picker *p, struct ou_str sku)
{
	struct item *item = ou_names_find(&p->items, sku);
	struct pile **v, *pile;
	uint32_t i = 0;

	if (item == NULL || item->sorted)
		return item;
	if (!p->walked)
		walk(p);
	v = ou_arena_array(p->arena, item->n, sizeof(struct pile *));
	for (pile = item->piles; pile != NULL; pile = pile->next)
		v[i++] = pile;
	qsort(v, i, sizeof(struct pile *), compare_piles);
	item->piles = NULL;
	while (i-- > 0) {
		v[i]->next = item->piles;
		item->piles = v[i];
	}
	item->sorted = true;
	return item;
}

void
ou_picker_fetch(const struct ou_picker *p, const struct ou_picker_want *wants,
    uint32_t n)
{
	const struct item *item;
	const struct bin *bin;
	uint32_t i;

	for (i = 0; i < n; i++)
		ou_names_fetch(&p->items, wants[i].sku);
	for (i = 0; i < n; i++) {
		item = ou_names_find(&p->items, wants[i].sku);
		if (item == NULL)
			continue;
		/* An item's first pile lies behind it. */
		__builtin_prefetch(item);
		__builtin_prefetch((const char *)item + 64);
	}
	for (i = 0; i < n; i++) {
		item = ou_names_find(&p->items, wants[i].sku);
		if (item == NULL || item->piles == NULL)
			continue;
		bin = item->piles->bin;
		__builtin_prefetch(bin);
		__builtin_prefetch((const char *)bin + 64);
	}
}

/* A bin or a pile that names no location or lot fits any. */
static bool
fits(const struct pile *pile, const struct ou_picker_want *want)
{
	struct ou_str there = pile->bin->b.location;

	if (want->location.n != 0 && there.n != 0 &&
	    !ou_str_eq(want->location, there))
		return false;
	return want->lot.n == 0 || pile->lot.n == 0 ||
	    ou_str_eq(want->lot, pile->lot);
}

static int64_t
factor_of(const struct ou_picker_want *want)
{
	return want->factor.given ? want->factor.v : OU_MICRO;
}

static void
write_pick(struct ou_pick *pick, const struct pile *pile,
    const struct ou_picker_want *want, int64_t part)
{
	const struct bin *b = pile->bin;

	memset(pick, 0, sizeof(*pick));
	pick->tour = (struct ou_integer){ b->tour, true };
	pick->sequence = (struct ou_integer){ b->sequence, true };
	pick->location = want->location.n != 0 ? want->location
	    : b->b.location;
	pick->zone = b->b.zone;
	pick->bin = b->b.bin;
	pick->lot = want->lot.n != 0 ? want->lot : pile->lot;
	pick->quantity = (struct ou_quantity){
	    ou_grain_to_units(part, factor_of(want)), true };
}

struct ou_quantity
ou_picker_take(struct ou_picker *p, struct ou_arena *a,
    const struct ou_picker_want *want, struct ou_pick **picks, uint32_t *n)
{
	int64_t factor = factor_of(want), rest, grain, part;
	struct item *item = find_item(p, want->sku);
	struct pile *pile;

	*picks = NULL;
	*n = 0;
	rest = ou_grain_to_stock(want->quantity.v, factor);
	grain = ou_grain(want->quantity.v, factor, want->divisible);
	if (item == NULL || rest <= 0 || grain <= 0)
		return want->quantity;
	*picks = ou_arena_array(a, item->n, sizeof(**picks));
	for (pile = item->piles; pile != NULL && rest > 0; pile = pile->next) {
		if (!fits(pile, want))
			continue;
		part = rest < pile->left ? rest : pile->left -
		    pile->left % grain;
		if (part == 0)
			continue;
		pile->left -= part;
		rest -= part;
		write_pick(&(*picks)[(*n)++], pile, want, part);
	}
	return (struct ou_quantity){ ou_grain_to_units(rest, factor), true };
}

void
ou_picker_count(struct ou_picker *p, const struct ou_picker_want *want,
    struct ou_str bin)
{
	struct item *item = find_item(p, want->sku);
	int64_t rest, part;
	struct pile *pile;

	if (item == NULL)
		return;
	rest = ou_grain_to_stock(want->quantity.v, factor_of(want));
	for (pile = item->piles; pile != NULL && rest > 0; pile = pile->next) {
		if (!ou_str_eq(pile->bin->b.bin, bin) || !fits(pile, want))
			continue;
		part = rest < pile->left ? rest : pile->left;
		pile->left -= part;
		rest -= part;
	}
}
