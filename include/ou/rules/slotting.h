#ifndef OU_RULES_SLOTTING_H
#define OU_RULES_SLOTTING_H

#include <stdbool.h>

#include "ou/model/forecast.h"

/*
 * Where items should lie, so that pickers walk less.
 *
 * The orders of the history are walked again, each on its own, with the pick
 * faces as they are and as they would be: for every zone from the depot along
 * the front to the aisles that hold something, into each as far as its
 * furthest stop, and back.  Items of one order that lie in one aisle share
 * that walk, so what is bought together comes together by itself.
 *
 * Proposed are exchanges of two pick faces of a zone, or moves to an empty
 * bin, that save the most for the item at hand; those with the most picks for
 * their cube choose first.  What does not fit a bin's capacity stays out of
 * it.
 */
struct ou_slotter;

struct ou_slot_place {			/* a warehouse */
	struct ou_str location;
	struct ou_str depot_aisle;	/* absent: the first one */
	struct ou_quantity aisle_distance;	/* metres; absent: 3 */
};

struct ou_slot_bin {
	struct ou_str bin;
	struct ou_str location;
	struct ou_str zone;
	struct ou_str aisle;
	struct ou_quantity distance;	/* metres from the front */
	struct ou_quantity capacity;	/* units; absent: enough */
};

/* The result: an item and where it goes. */
struct ou_slot_step {
	uint32_t exchange;		/* from 1 */
	struct ou_str location, sku, from, to;
	char class;			/* ABC by picks */
	uint32_t picks;
	struct ou_str with;		/* most often in the same order */
	uint32_t together;
	int64_t cube;			/* cubic millimetres, 0: not known */
	struct ou_quantity saved;	/* metres; on the first of two steps */
};

struct ou_slot_result {
	struct ou_slot_step *steps;
	uint32_t n;
	struct ou_quantity before, after;	/* metres walked */
	uint32_t orders;
};

/* All it keeps lives in the arena; texts of bins are borrowed. */
struct ou_slotter *ou_slotter_new(struct ou_arena *a);

/* Places, then bins, then what lies in them, then what was picked. */
void ou_slotter_place(struct ou_slotter *s, const struct ou_slot_place *p);
void ou_slotter_bin(struct ou_slotter *s, const struct ou_slot_bin *b);

/**
 * ou_slotter_stock(s, bin, sku, quantity, pick_face, cube):
 * What lies in a bin.  An item's pick face is the first that is called so,
 * else the first bin that has it.  ${cube}: cubic millimetres of a unit, 0:
 * not known.  False when there is no such bin.
 */
bool ou_slotter_stock(struct ou_slotter *s, struct ou_str bin,
    struct ou_str sku, struct ou_quantity quantity, bool pick_face,
    int64_t cube);

/* An order begins; what it takes, at a place (absent: any). */
void ou_slotter_order(struct ou_slotter *s);
void ou_slotter_pick(struct ou_slotter *s, struct ou_str location,
    struct ou_str sku);

/**
 * ou_slotter_run(s, max, to):
 * At most ${max} exchanges, in the order in which they are to be done.
 */
void ou_slotter_run(struct ou_slotter *s, uint32_t max,
    struct ou_slot_result *to);

/* A step as a record; texts are borrowed. */
void ou_slot_move(struct ou_arena *a, const struct ou_slot_step *step,
    struct ou_slot_move *to);

#endif
