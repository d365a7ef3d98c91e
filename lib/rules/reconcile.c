#include <stdlib.h>
#include <string.h>

#include "ou/base/names.h"
#include "ou/rules/reconcile.h"

/*
 * Three tables of names: the rows that were seen (to find doubles), the
 * places that each source speaks of, and the entries that are compared.  A
 * name is its parts, each with its length in front.
 */
struct place {
	uint32_t sources;		/* a bit for each that speaks of it */
};

struct entry {
	struct ou_str sku, location, lot, status, owner;
	struct place *place;
	uint32_t sources;		/* a bit for each that has it */
	int64_t on_hand[];		/* of each source */
};

struct ou_reconciler {
	struct ou_arena *arena;
	struct ou_reconcile_options options;
	struct ou_str sources[OU_RECONCILE_SOURCES];
	int n_sources;
	struct ou_names seen, places, entries;
	struct entry **all;
	uint32_t n, cap, compared;
	char *key;			/* room to put a name together */
	size_t key_cap;
};

struct ou_reconciler *
ou_reconciler_new(struct ou_arena *a,
    const struct ou_reconcile_options *options)
{
	struct ou_reconciler *r = ou_arena_zalloc(a, sizeof(*r));

	r->arena = a;
	r->options = *options;
	return r;
}

int
ou_reconciler_source(struct ou_reconciler *r, struct ou_str name)
{
	if (r->n_sources == OU_RECONCILE_SOURCES)
		return -1;
	r->sources[r->n_sources] = ou_str_dup(r->arena, name);
	return r->n_sources++;
}

/* A name of parts, in the run's arena only when it is new. */
static void **
look(struct ou_reconciler *r, struct ou_names *t, const struct ou_str *parts,
    size_t n)
{
	struct ou_str key;
	size_t need = 0, i;

	for (i = 0; i < n; i++)
		need += sizeof(parts[i].n) + parts[i].n;
	if (need > r->key_cap) {
		r->key_cap = need * 2;
		r->key = ou_arena_alloc(r->arena, r->key_cap);
	}
	key = (struct ou_str){ r->key, 0 };
	for (i = 0; i < n; i++) {
		memcpy(r->key + key.n, &parts[i].n, sizeof(parts[i].n));
		key.n += sizeof(parts[i].n);
		if (parts[i].n != 0)
			memcpy(r->key + key.n, parts[i].p, parts[i].n);
		key.n += parts[i].n;
	}
	if (ou_names_find(t, key) == NULL)
		key = ou_str_dup(r->arena, key);
	return ou_names_at(t, r->arena, key);
}

/* Available and ours are what is meant where nothing is said. */
static struct ou_str
status_of(const struct ou_stock_level *level)
{
	return ou_str_is(level->status, "available") ? OU_STR("")
	    : level->status;
}

static struct place *
place_of(struct ou_reconciler *r, const struct ou_stock_level *l)
{
	struct ou_str parts[3] = { r->options.by == OU_RECONCILE_ITEM
	    ? OU_STR("") : l->location, status_of(l), l->owner };
	void **at = look(r, &r->places, parts, 3);

	if (*at == NULL)
		*at = ou_arena_zalloc(r->arena, sizeof(struct place));
	return *at;
}

static struct entry *
entry_of(struct ou_reconciler *r, const struct ou_stock_level *l)
{
	enum ou_reconcile_by by = r->options.by;
	struct ou_str parts[5] = { l->sku, by == OU_RECONCILE_ITEM
	    ? OU_STR("") : l->location, by == OU_RECONCILE_LOT ? l->lot
	    : OU_STR(""), status_of(l), l->owner };
	void **at = look(r, &r->entries, parts, 5);
	struct entry *e = *at;

	if (e != NULL)
		return e;
	*at = e = ou_arena_zalloc(r->arena, sizeof(*e) +
	    (size_t)r->n_sources * sizeof(e->on_hand[0]));
	e->sku = ou_str_dup(r->arena, parts[0]);
	e->location = ou_str_dup(r->arena, parts[1]);
	e->lot = ou_str_dup(r->arena, parts[2]);
	e->status = ou_str_dup(r->arena, parts[3]);
	e->owner = ou_str_dup(r->arena, parts[4]);
	e->place = place_of(r, l);
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 256 : r->cap * 2;
		r->all = ou_arena_extend(r->arena, r->all,
		    r->n * sizeof(struct entry *),
		    r->cap * sizeof(struct entry *));
	}
	r->all[r->n++] = e;
	return e;
}

static bool
seen_before(struct ou_reconciler *r, int source,
    const struct ou_stock_level *l)
{
	char number = (char)('a' + source);
	struct ou_str parts[6] = { { &number, 1 }, l->sku, l->location,
	    l->lot, status_of(l), l->owner };
	void **at = look(r, &r->seen, parts, 6);

	if (*at != NULL)
		return true;
	*at = r;
	return false;
}

int
ou_reconciler_level(struct ou_reconciler *r, int source,
    const struct ou_stock_level *level, struct ou_err *err)
{
	uint32_t bit = (uint32_t)1 << source;
	struct entry *e;
	int64_t sum;

	if (!r->options.sum && seen_before(r, source, level))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
		    "'%.*s' stands there twice", OU_STR_ARG(level->sku));
	e = entry_of(r, level);
	if (__builtin_add_overflow(e->on_hand[source], level->on_hand.v,
	    &sum))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "more of '%.*s' than can be counted",
		    OU_STR_ARG(level->sku));
	e->on_hand[source] = sum;
	e->sources |= bit;
	e->place->sources |= bit;
	return 0;
}

static int
compare(const void *x, const void *y)
{
	const struct entry *a = *(const struct entry *const *)x;
	const struct entry *b = *(const struct entry *const *)y;
	int r;

	if ((r = ou_str_cmp(a->sku, b->sku)) != 0 ||
	    (r = ou_str_cmp(a->location, b->location)) != 0 ||
	    (r = ou_str_cmp(a->lot, b->lot)) != 0 ||
	    (r = ou_str_cmp(a->status, b->status)) != 0)
		return r;
	return ou_str_cmp(a->owner, b->owner);
}

/* Is source ${i} asked about this entry? */
static bool
asked(const struct entry *e, int i)
{
	return (e->place->sources >> i & 1) != 0;
}

/* How many sources say what source ${i} says; one that has such a row weighs
 * more than one that says nothing, and in the end another than the first. */
static int
weight(const struct ou_reconciler *r, const struct entry *e, int i)
{
	int k, n = 0;

	for (k = 0; k < r->n_sources; k++)
		n += asked(e, k) && e->on_hand[k] == e->on_hand[i];
	return 4 * n + 2 * (int)(e->sources >> i & 1) + (i != 0);
}

/* The figure to believe. */
static int64_t
agreed(const struct ou_reconciler *r, const struct entry *e)
{
	int i, n, most = 0;
	int64_t figure = 0;

	for (i = 0; i < r->n_sources; i++) {
		if (!asked(e, i) || (n = weight(r, e, i)) <= most)
			continue;
		most = n;
		figure = e->on_hand[i];
	}
	return figure;
}

static bool
passes(const struct ou_reconciler *r, __int128 difference, int64_t largest)
{
	__int128 tolerance = r->options.tolerance.v;

	if (!r->options.percent)
		return difference <= tolerance;
	/* difference <= largest x tolerance / 100 */
	return difference * 100 * 1000000 <= (largest < 0 ? 0
	    : (__int128)largest * tolerance);
}

static void
write_says(struct ou_reconciler *r, const struct entry *e,
    struct ou_stock_difference *d)
{
	struct ou_stock_says *s;
	int i;

	d->says = ou_arena_array(r->arena, (size_t)r->n_sources, sizeof(*s));
	for (i = 0; i < r->n_sources; i++) {
		if (!asked(e, i))
			continue;
		s = &d->says[d->n_says++];
		s->from = r->sources[i];
		s->on_hand.v = e->on_hand[i];
		s->on_hand.given = (e->sources >> i & 1) != 0;
		if (!s->on_hand.given)
			d->reason = OU_STR("missing");
	}
}

/* False when the sources agree, or there is nobody to compare with. */
static bool
differ(struct ou_reconciler *r, const struct entry *e,
    struct ou_stock_difference *d)
{
	int64_t least = INT64_MAX, most = INT64_MIN;
	__int128 difference;
	int i, n = 0;

	for (i = 0; i < r->n_sources; i++) {
		if (!asked(e, i))
			continue;
		n++;
		if (e->on_hand[i] < least)
			least = e->on_hand[i];
		if (e->on_hand[i] > most)
			most = e->on_hand[i];
	}
	if (n < 2)
		return false;
	r->compared++;
	difference = (__int128)most - least;
	if (difference == 0 || passes(r, difference, most))
		return false;
	memset(d, 0, sizeof(*d));
	d->type = OU_STR("StockDifference");
	d->schema = OU_STR("stock-difference/1");
	d->sku = e->sku;
	d->location = e->location;
	d->lot = e->lot;
	d->status = e->status;
	d->owner = e->owner;
	d->reason = OU_STR("count");
	write_says(r, e, d);
	d->difference = (struct ou_quantity){ difference > INT64_MAX
	    ? INT64_MAX : (int64_t)difference, true };
	d->tolerance = r->options.percent ? (struct ou_quantity){ 0, false }
	    : r->options.tolerance;
	if (asked(e, 0) && !__builtin_sub_overflow(agreed(r, e),
	    e->on_hand[0], &d->adjustment.v))
		d->adjustment.given = d->adjustment.v != 0;
	return true;
}

struct ou_stock_difference *
ou_reconciler_compare(struct ou_reconciler *r, uint32_t *n)
{
	struct ou_stock_difference *all;
	uint32_t i;

	all = ou_arena_array(r->arena, r->n, sizeof(*all));
	*n = 0;
	r->compared = 0;
	if (r->n != 0)
		qsort(r->all, r->n, sizeof(struct entry *), compare);
	for (i = 0; i < r->n; i++) {
		if (differ(r, r->all[i], &all[*n]))
			(*n)++;
	}
	return all;
}

uint32_t
ou_reconciler_compared(const struct ou_reconciler *r)
{
	return r->compared;
}
