#include <stdlib.h>

#include "allocation.h"

/*
 * Which warehouses serve an order, and in which order they are asked.
 *
 * Nearest: the country of the order's address first, then the warehouse whose
 * postal code begins as the address's does for longest, then as preferred.
 *
 * Fewest: the smallest set of warehouses with which every line gets as much
 * as it would get from all.  All sets are tried, small ones first, while the
 * order has at most EXACT_MAX warehouses to choose from; with more, the one
 * that adds most is added until nothing is missing.
 */
#define EXACT_MAX 8

struct near {
	uint32_t place;
	bool country;
	size_t alike;
};

static size_t
alike(struct ou_str a, struct ou_str b)
{
	size_t i = 0, k = 0, n = 0;

	for (;;) {
		while (i < a.n && (a.p[i] == ' ' || a.p[i] == '-'))
			i++;
		while (k < b.n && (b.p[k] == ' ' || b.p[k] == '-'))
			k++;
		if (i == a.n || k == b.n || (a.p[i] | 32) != (b.p[k] | 32))
			return n;
		i++, k++, n++;
	}
}

static int
by_distance(const void *x, const void *y)
{
	const struct near *a = x, *b = y;

	if (a->country != b->country)
		return a->country ? -1 : 1;
	if (a->alike != b->alike)
		return a->alike > b->alike ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

/* The places in the order in which the address is served; NULL: as they
 * are. */
static uint32_t *
nearest(const struct asker *who, const struct ou_order *o)
{
	const struct ou_allocator *al = who->al;
	const struct ou_address *to;
	const struct site *s;
	struct near *all;
	uint32_t *list, i, k;

	to = o->delivery != NULL ? o->delivery->address : NULL;
	if (to == NULL || al->n_sites == 0)
		return NULL;
	all = ou_arena_array(who->arena, al->n_places, sizeof(*all));
	list = ou_arena_array(who->arena, al->n_places, sizeof(*list));
	for (i = 0; i < al->n_places; i++) {
		all[i].place = i;
		for (k = 0; k < al->n_sites; k++) {
			s = &al->sites[k];
			if (!ou_str_eq(s->location, al->places[i]))
				continue;
			all[i].country = s->country.n != 0 &&
			    ou_str_eq(s->country, to->country);
			if (all[i].country)
				all[i].alike = alike(s->postal_code,
				    to->postal_code);
		}
	}
	qsort(all, al->n_places, sizeof(*all), by_distance);
	for (i = 0; i < al->n_places; i++)
		list[i] = all[i].place;
	return list;
}

/* --- as few as can be --- */

struct search {
	struct asker who;
	struct work *work;
	uint32_t n;
	void (*take)(const struct asker *, struct work *);
	int64_t *full, *got;		/* of each line */
	uint32_t *list;			/* a set that is tried */
};

static void
mark(const struct item *item, bool *has)
{
	const struct row *r;

	for (r = item->rows; r != NULL; r = r->next)
		has[r->place] = has[r->place] || row_left(r) > 0;
}

/* The places where something lies that a line may take. */
static uint32_t
relevant(const struct search *s, const uint32_t *sequence, uint32_t *list)
{
	const struct ou_allocator *al = s->who.al;
	bool *has = ou_arena_array(s->who.arena, al->n_places, sizeof(*has));
	const struct substitute *x;
	const struct part *p;
	const struct item *item;
	uint32_t i, n = 0, place;

	for (i = 0; i < s->n; i++) {
		item = s->work[i].want != 0 ? s->work[i].item : NULL;
		if (item == NULL)
			continue;
		mark(item, has);
		for (p = item->parts; p != NULL; p = p->next)
			mark(p->item, has);
		for (x = item->substitutes; x != NULL; x = x->next)
			mark(x->part.item, has);
	}
	for (i = 0; i < al->n_places; i++) {
		place = sequence != NULL ? sequence[i] : i;
		if (has[place])
			list[n++] = place;
	}
	return n;
}

/* What each line gets from these places; nothing stays taken. */
static int64_t
probe(struct search *s, const uint32_t *places, uint32_t n, int64_t *got)
{
	int64_t grains = 0;
	struct work *w;
	uint32_t i;

	s->who.places = places;
	s->who.n_places = n;
	for (i = 0; i < s->n; i++) {
		w = &s->work[i];
		if (w->want == 0)
			continue;
		s->take(&s->who, w);
		got[i] = work_now(w);
		grains += got[i] / w->grain;
	}
	for (i = 0; i < s->n; i++)
		ou_work_back(&s->work[i]);
	return grains;
}

static bool
same(const struct search *s)
{
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (s->full[i] != s->got[i])
			return false;
	}
	return true;
}

/* The first set of ${size} of the ${n} places, in their order, that is as
 * good as all. */
static bool
try_size(struct search *s, const uint32_t *places, uint32_t n, uint32_t size)
{
	uint32_t at[EXACT_MAX], i, k;

	for (i = 0; i < size; i++)
		at[i] = i;
	for (;;) {
		for (i = 0; i < size; i++)
			s->list[i] = places[at[i]];
		(void)probe(s, s->list, size, s->got);
		if (same(s))
			return true;
		for (i = size; i > 0 && at[i - 1] == n - size + i - 1; i--)
			continue;
		if (i == 0)
			return false;
		at[i - 1]++;
		for (k = i; k < size; k++)
			at[k] = at[k - 1] + 1;
	}
}

/* Add what adds most until nothing is missing; how many that are. */
static uint32_t
grow(struct search *s, uint32_t *places, uint32_t n)
{
	uint32_t have, i, best, p;
	int64_t most, grains;

	for (have = 0; have < n; have++) {
		most = -1;
		best = have;
		for (i = have; i < n; i++) {
			s->list[have] = places[i];
			grains = probe(s, s->list, have + 1, s->got);
			if (grains > most) {
				most = grains;
				best = i;
			}
		}
		p = places[best];
		for (i = best; i > have; i--)
			places[i] = places[i - 1];
		places[have] = s->list[have] = p;
		(void)probe(s, s->list, have + 1, s->got);
		if (same(s))
			return have + 1;
	}
	return n;
}

static void
fewest(struct asker *who, struct work *work, uint32_t n,
    void (*take)(const struct asker *, struct work *))
{
	struct search s = { .who = *who, .work = work, .n = n, .take = take };
	uint32_t *places, n_places, size;

	places = ou_arena_array(who->arena, who->al->n_places,
	    sizeof(*places));
	n_places = relevant(&s, who->places, places);
	if (n_places < 2)
		return;
	s.full = ou_arena_array(who->arena, n, sizeof(*s.full));
	s.got = ou_arena_array(who->arena, n, sizeof(*s.got));
	s.list = ou_arena_array(who->arena, n_places, sizeof(*s.list));
	(void)probe(&s, places, n_places, s.full);
	if (n_places <= EXACT_MAX) {
		for (size = 1; size < n_places; size++) {
			if (try_size(&s, places, n_places, size))
				break;
		}
		if (size == n_places)
			memcpy(s.list, places, size * sizeof(*places));
	} else
		size = grow(&s, places, n_places);
	who->places = s.list;
	who->n_places = size;
}

void
ou_choose_places(struct asker *who, const struct ou_order *o,
    struct work *work, uint32_t n, void (*take)(const struct asker *who,
    struct work *w))
{
	const struct ou_allocator_options *options = &who->al->options;

	if (who->al->n_places < 2)
		return;
	if (options->nearest) {
		who->places = nearest(who, o);
		who->n_places = who->al->n_places;
	}
	if (options->fewest)
		fewest(who, work, n, take);
}
