#ifndef OU_LIB_RULES_RECONCILING_H
#define OU_LIB_RULES_RECONCILING_H

#include "ou/rules/reconcile.h"
#include "ou/base/names.h"

/*
 * What the parts of the reconciler share.
 *
 * There is one table of what is compared, with a key of five parts in one
 * piece: each part behind its length.  An entry has its key and a pair of
 * figures for each source behind it, in one block: to look at a row costs a
 * place in the table and the entry, and no more memory than that.  What few
 * entries have (moves, times of counts) hangs on a list beside it.
 */
#define OU_RECONCILE_PARTS 5		/* sku, location, lot, status, owner */

struct ou_reconcile_place {
	uint32_t sources;		/* a bit for each that speaks of it */
};

struct ou_reconcile_move {
	struct ou_reconcile_move *next;
	struct ou_str id;
	int64_t quantity;
	int64_t at;			/* seconds; 0: not said */
};

/* What a source has of an entry beside its figures. */
struct ou_reconcile_trail {
	struct ou_reconcile_trail *next;
	int source;
	bool opened;			/* it had a level before the moves */
	struct ou_time counted;		/* latest time of its levels */
	int64_t opening, moved;
	struct ou_reconcile_move *moves, **end;
	int64_t least;
	struct ou_str negative;		/* first move that led below zero */
	struct ou_str first;		/* first move of all */
	struct ou_time negative_at, first_at;
};

struct ou_reconcile_figure {
	int64_t on_hand, reserved;
};

struct ou_reconcile_entry {
	struct ou_reconcile_entry *next;	/* in the order they came */
	struct ou_reconcile_place *place;
	struct ou_reconcile_trail *trails;
	const char *key;
	uint32_t key_n;
	uint32_t sources;		/* a bit for each that has it */
	uint32_t exact;			/* ... in a row of this very key */
	struct ou_reconcile_figure figures[];
};

struct ou_reconcile_slot {
	uint64_t hash;
	struct ou_reconcile_entry *entry;	/* NULL: free */
};

struct ou_reconciler {
	struct ou_arena *arena;
	struct ou_reconcile_options options;
	struct ou_str sources[OU_RECONCILE_SOURCES];
	int n_sources;
	struct ou_reconcile_slot *slots;
	uint32_t cap, n, compared;
	struct ou_reconcile_entry *first, **end;
	struct ou_names *seen;		/* rows of which several make an entry,
					 * and moves: each source its own */
	struct ou_names places;
	struct ou_str last_place;	/* its name, and the place */
	struct ou_reconcile_place *last;
	bool moved;			/* there are moves */
	char *key;			/* room to put a name together */
	size_t key_cap;
};

/* The parts of a key. */
void ou_reconcile_parts(const struct ou_reconcile_entry *e,
    struct ou_str parts[OU_RECONCILE_PARTS]);

/* Order of pointers to entries, for qsort: by part after part. */
int ou_reconcile_order(const void *x, const void *y);

/* Is source ${i} asked about this entry? */
static inline bool
ou_reconcile_asked(const struct ou_reconcile_entry *e, int i)
{
	return (e->place->sources >> i & 1) != 0;
}

const struct ou_reconcile_trail *ou_reconcile_trail(
    const struct ou_reconcile_entry *e, int source);

/* Why source ${other} says something else than the first; the id of a move
 * that explains it goes to ${d}. */
struct ou_str ou_reconcile_cause(const struct ou_reconciler *r,
    const struct ou_reconcile_entry *e, int other, struct ou_quantity pack,
    struct ou_stock_difference *d);

/* What is too much in one place and missing in another. */
void ou_reconcile_misplaced(struct ou_stock_difference *rows, uint32_t n);

#endif
