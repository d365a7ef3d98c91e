#ifndef OU_LIB_FORMATS_SPLIT_H
#define OU_LIB_FORMATS_SPLIT_H

#include "ou/formats/import.h"

/*
 * One document, several places: an order for each.  What X12, EDIFACT and UBL
 * have in common.
 */

/* One of several places that a line is to be delivered to. */
struct split {
	struct ou_str id;		/* store number, GLN or another key */
	bool gln;
	struct ou_address *address;	/* in full, or NULL */
	struct ou_quantity quantity;
	struct ou_date date;
	uint32_t order;			/* number of its order */
};

struct split_line {
	struct split *splits;
	uint32_t n_splits;		/* 0: it goes where the order does */
};

struct splitter {
	struct ou_import *im;
	struct ou_order *o;
	const struct split_line *lines;	/* as many as the order has */
};

/**
 * ou_split_order(s, out):
 * Take the order apart: one for the lines that name no place, then one for
 * each place in the order in which they are met; their number.  The splits of
 * a line add up to its quantity.
 */
uint32_t ou_split_order(struct splitter *s, struct ou_order ***out);

#endif
