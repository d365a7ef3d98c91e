#ifndef OU_LIB_FORMATS_IMPORT_WALK_H
#define OU_LIB_FORMATS_IMPORT_WALK_H

#include "ou/formats/import.h"

/*
 * An order is completed by one walk over its tables: amounts and prices get
 * the currency's decimals, zoneless times their zone.  A member that is added
 * to the tables is therefore seen there without a further line.
 */
#define WALK_DEPTH 8

struct walk {
	struct ou_import *im;
	struct ou_order *order;
	int places;			/* of the currency, -1: not known */
	bool priced;			/* a price or amount was seen */
	bool texts;			/* some may be long */
	/* where we are, for messages */
	const char *names[WALK_DEPTH];
	int64_t numbers[WALK_DEPTH];	/* -1: not in a list */
	int depth;
};

/* import_walk.c: all of the order. */
void ou_walk_order(struct walk *w);

/* A finding at the place in the order where the walk is. */
void ou_walk_finding(struct walk *w, struct ou_err *err);

/* import_lines.c: the lines' quantities and numbers, each of which stands
 * there once. */
void ou_walk_lines(struct ou_import *im, struct walk *w);

#endif
