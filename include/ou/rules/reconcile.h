#ifndef OU_RULES_RECONCILE_H
#define OU_RULES_RECONCILE_H

#include "ou/model/records.h"

/*
 * What several systems say about the same stock, side by side.
 *
 * Figures on hand are added up per item, location, status and owner (and
 * lot), for each source.  A source is asked only about places and statuses
 * that it speaks of at all: a shop that knows one warehouse says nothing
 * about another, and one that lists no damaged goods nothing about those.
 * Where it is asked and has no row, it says zero.
 */
struct ou_reconciler;

enum ou_reconcile_by {
	OU_RECONCILE_LOCATION,		/* lots together */
	OU_RECONCILE_LOT,
	OU_RECONCILE_ITEM,		/* locations and lots together */
};

#define OU_RECONCILE_SOURCES 32

struct ou_reconcile_options {
	enum ou_reconcile_by by;
	/* A difference up to this much passes; ${percent}: of the largest
	 * figure. */
	struct ou_quantity tolerance;
	bool percent;
	/* The same item, location, lot, status and owner twice in a source
	 * is added up instead of refused. */
	bool sum;
};

struct ou_reconciler *ou_reconciler_new(struct ou_arena *a,
    const struct ou_reconcile_options *options);

/* Add a source, before any level; they are numbered from 0.  -1: too many. */
int ou_reconciler_source(struct ou_reconciler *r, struct ou_str name);

/**
 * ou_reconciler_level(r, source, level, err):
 * What source number ${source} says; texts are copied.  -1 with
 * OU_DIAG_DUPLICATE or OU_DIAG_OVERFLOW: this row does not count.
 */
int ou_reconciler_level(struct ou_reconciler *r, int source,
    const struct ou_stock_level *level, struct ou_err *err);

/**
 * ou_reconciler_compare(r, n):
 * The differences, sorted by item, location, lot, status and owner, in the
 * arena.  The first source is the one to be put right: its adjustment leads
 * to the figure that most sources agree on; among as many, to one that a
 * source has a row for, then to another's than the first's, then to the one
 * named first.
 */
struct ou_stock_difference *ou_reconciler_compare(struct ou_reconciler *r,
    uint32_t *n);

/* How many items and places were compared. */
uint32_t ou_reconciler_compared(const struct ou_reconciler *r);

#endif
