#ifndef OU_LIB_RULES_SLOTTING_H
#define OU_LIB_RULES_SLOTTING_H

#include "ou/base/names.h"
#include "ou/rules/slotting.h"

/* What a slotter is made of; positions and walks in 10^-6 metres. */
struct slot_bin {
	struct slot_bin *next;		/* of the zone */
	struct ou_slot_bin is;
	struct slot_zone *zone;
	int64_t aisle;			/* along the front, from the depot */
	int64_t depth;			/* into the aisle */
	struct slot_face *face;		/* whose pick face it is */
	struct ou_str holds;		/* what lies in it; absent: nothing */
	bool shared;			/* with another item: it stays */
};

struct slot_zone {
	struct slot_zone *next;
	struct ou_str location, zone;
	struct slot_bin *bins;
	uint32_t n_bins;
};

struct slot_face {
	struct slot_face *next;		/* of the same item elsewhere */
	struct ou_str sku;
	struct slot_bin *bin;
	int64_t quantity;		/* that lies there, 10^-6 units */
	int64_t cube;
	bool called;			/* the book calls it a pick face */
	char class;
	uint32_t last;			/* order that has it already, + 1 */
	uint32_t *orders;		/* that take it, ascending */
	uint32_t n, cap;
};

struct slot_order {
	struct slot_face **faces;
	uint32_t n, cap;
	int64_t walk;
};

struct ou_slotter {
	struct ou_arena *arena;
	struct ou_slot_place *places;
	uint32_t n_places, cap_places;
	struct slot_zone *zones;
	struct ou_names bins;		/* name to struct slot_bin */
	struct ou_names faces;		/* item to struct slot_face */
	struct slot_face **all;
	uint32_t n_all, cap_all;
	struct slot_order *orders;
	uint32_t n_orders, cap_orders;
};

/* Say where every bin is. */
void ou_slotter_measure(struct ou_slotter *s);

/* Metres x 10^6 that an order's picks take. */
int64_t ou_slot_walk(const struct slot_order *o);

#endif
