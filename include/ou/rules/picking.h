#ifndef OU_RULES_PICKING_H
#define OU_RULES_PICKING_H

#include "ou/model/lines.h"

/*
 * Where in the warehouse a picker finds what is allocated, and in which order
 * the bins are walked to.
 *
 * A zone of a warehouse is a tour.  On a tour the aisles are walked in the
 * order of their names ("2" before "10"), within an aisle bins by distance,
 * then level.  With OU_WALK_SERPENTINE every second aisle of a zone is walked
 * from the far end back, so that nobody walks an aisle twice; with
 * OU_WALK_FORWARD all of them from the front.
 *
 * A bin's tour and sequence depend on the bins alone, not on the orders: the
 * stop of a bin has the same number in every wave, and orders can be sent on
 * while the wave is still being filled.
 *
 * What is picked from, of the bins that hold the item at the location (and
 * the lot, where one is allocated): pick faces before others, earliest expiry
 * first, then walking order.  No bin gives more than it has.
 */
enum ou_walk { OU_WALK_SERPENTINE, OU_WALK_FORWARD };

struct ou_picker_bin {
	struct ou_str bin;
	struct ou_str location;
	struct ou_str zone;
	struct ou_str block;
	struct ou_str aisle;
	struct ou_quantity distance;
	struct ou_integer level;
};

struct ou_picker_stock {
	struct ou_str bin;
	struct ou_str sku;
	struct ou_str lot;
	struct ou_quantity quantity;	/* stock units */
	struct ou_date expiry;
	bool pick_face;
};

struct ou_picker;

/* All it keeps lives in the arena; texts are borrowed. */
struct ou_picker *ou_picker_new(struct ou_arena *a, enum ou_walk walk);

/* Add a bin; all bins come before what is in them. */
void ou_picker_bin(struct ou_picker *p, const struct ou_picker_bin *bin);

/* Add what is in a bin.  False when there is no such bin. */
bool ou_picker_stock(struct ou_picker *p, const struct ou_picker_stock *s);

/* Is anything in any bin?  Where nothing is, the shop keeps no bins. */
bool ou_picker_empty(const struct ou_picker *p);

/* What is to be taken. */
struct ou_picker_want {
	struct ou_str sku;
	struct ou_str location;
	struct ou_str lot;		/* absent: any */
	struct ou_quantity quantity;	/* the line's units */
	struct ou_quantity factor;	/* stock units in one; absent: 1 */
	bool divisible;			/* parts of a unit may be taken */
};

/* Have the memory of what is wanted fetched, of all at the same time. */
void ou_picker_fetch(const struct ou_picker *p,
    const struct ou_picker_want *wants, uint32_t n);

/**
 * ou_picker_take(p, a, want, picks, n):
 * Take it from the bins: ${picks} gets a new array with location, zone, tour,
 * sequence, bin, lot and quantity (the line's units).  Return what is in no
 * bin (the line's units).
 */
struct ou_quantity ou_picker_take(struct ou_picker *p, struct ou_arena *a,
    const struct ou_picker_want *want, struct ou_pick **picks, uint32_t *n);

/**
 * ou_picker_count(p, want, bin):
 * Take from one bin what an earlier run has planned and nobody has picked
 * yet.
 */
void ou_picker_count(struct ou_picker *p, const struct ou_picker_want *want,
    struct ou_str bin);

/* The wave that is being filled; absent texts: all. */
struct ou_picker_wave {
	struct ou_str name;
	struct ou_str zone;		/* only picks there */
	struct ou_str location;		/* only allocations there */
};

/**
 * ou_picker_order(p, a, o, index, wants, wave):
 * Plan the picks of an order: what is allocated, less what its picks are
 * already (which stand in their bins until somebody has picked them), and
 * less what was shipped without a pick, which gets one that is done, on no
 * wave.  (Of components only picks tell.)
 * ${wants} has one member for each line, with sku, factor and divisible; a
 * line without sku is left alone.  Of an allocation with components these
 * are picked: such picks have their sku, and are in its stock unit.  New
 * picks stand behind those that the order has; what is in no bin is one with
 * picked 0 and reason "short", but only when all zones are looked at.  Return
 * how many are new.
 */
uint32_t ou_picker_order(struct ou_picker *p, struct ou_arena *a,
    struct ou_order *o, const struct ou_line_index *index,
    const struct ou_picker_want *wants, const struct ou_picker_wave *wave);

/* Names with numbers in them, as people sort them: A-2 before A-10. */
int ou_picker_name_cmp(struct ou_str a, struct ou_str b);

#endif
