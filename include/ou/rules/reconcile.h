#ifndef OU_RULES_RECONCILE_H
#define OU_RULES_RECONCILE_H

#include "ou/model/records.h"

/*
 * What several systems say about the same stock, side by side.
 *
 * Figures on hand are added up per item, location, status and owner (and
 * lot), for each source; what was moved since, too.  A source is asked only
 * about places and statuses that it speaks of at all: a shop that knows one
 * warehouse says nothing about another, and one that lists no damaged goods
 * nothing about those.  Where it is asked and has no row, it says zero.
 */
struct ou_reconciler;

enum ou_reconcile_by {
	OU_RECONCILE_LOCATION,		/* lots together */
	OU_RECONCILE_LOT,
	OU_RECONCILE_ITEM,		/* locations and lots together */
};

#define OU_RECONCILE_SOURCES 32

/* A difference up to ${of} passes; ${percent}: of the largest figure. */
struct ou_tolerance {
	struct ou_quantity of;
	bool percent;
};

/* One for each class, and one for items of none.  A class without is taken
 * as that. */
struct ou_tolerances {
	struct ou_tolerance none;
	struct ou_tolerance classes[3];	/* A, B, C */
};

/**
 * ou_tolerances_parse(t, s, err):
 * "2", "2%" or "A=0,B=2%,C=5%,1": a part without a class is for all that have
 * none of their own.  0, or -1 with OU_DIAG_VALUE.
 */
int ou_tolerances_parse(struct ou_tolerances *t, struct ou_str s,
    struct ou_err *err);

/* What is known of an item: 'A', 'B', 'C' or 0, and the units in a case. */
struct ou_reconcile_item {
	char abc;
	struct ou_quantity pack;
};

struct ou_reconcile_options {
	enum ou_reconcile_by by;
	struct ou_tolerances tolerances;
	/* The same item, location, lot, status and owner twice in a source
	 * is added up instead of refused. */
	bool sum;
	/* Asked for items that differ or are to be counted; may be NULL. */
	void (*item)(void *arg, struct ou_str sku,
	    struct ou_reconcile_item *item);
	void *arg;
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
 * ou_reconciler_move(r, source, move, err):
 * A move of that source, behind its levels and in the order in which they
 * were made: its figure goes up or down.  -1 as above; a move whose id came
 * before is a duplicate and counts once.
 */
int ou_reconciler_move(struct ou_reconciler *r, int source,
    const struct ou_stock_move *move, struct ou_err *err);

/**
 * ou_reconciler_compare(r, n):
 * The differences, sorted by item, location, lot, status and owner, in the
 * arena.  The first source is the one to be put right: its adjustment leads
 * to the figure that most sources agree on; among as many, to one that a
 * source has a row for, then to another's than the first's, then to the one
 * named first.
 *
 * The reason of a difference is the first that fits of:
 *	misplaced	what is too much here is missing in other places,
 *			lots or statuses of the item
 *	negative	the first source is below zero
 *	missing		a source that is asked has no such row
 *	unit		one figure is the other times the units in a case
 *	reserved	they differ by what one of them has reserved
 *	late		by the first source's moves since the other's count
 *	move		by one of its moves, or twice that (booked by one of
 *			them only, or the wrong way round)
 *	count		none of these
 * For unit, reserved and late nothing is proposed: the figure of the first
 * source may well be right.
 */
struct ou_stock_difference *ou_reconciler_compare(struct ou_reconciler *r,
    uint32_t *n);

/* How many items and places were compared. */
uint32_t ou_reconciler_compared(const struct ou_reconciler *r);

/**
 * ou_reconciler_alerts(r, n):
 * What the moves have shown, sorted as the differences are: keys that went
 * below zero, with the first move after which they were and the lowest they
 * came to; and keys that were moved though the source did not have them.
 */
struct ou_stock_alert *ou_reconciler_alerts(struct ou_reconciler *r,
    uint32_t *n);

/* After how many days an item is counted again: of no class, A, B, C; 0:
 * never for that reason. */
struct ou_count_days {
	int32_t of[4];
};

#define OU_COUNT_DAYS { { 365, 30, 90, 365 } }

/* "A=30,B=90,C=365": what is not named stays.  0 or -1. */
int ou_count_days_parse(struct ou_count_days *d, struct ou_str s,
    struct ou_err *err);

/**
 * ou_reconciler_recount(r, differences, n_differences, days, today, n):
 * What is to be counted of the first source's keys: what differs (from
 * ou_reconciler_compare), what is below zero, what was never counted, and
 * what was counted too long ago; in that order, then by class, by how long
 * it is due, and as differences are sorted.  The last count is the latest
 * time that any source's level, or a move of reason "count", gives.
 */
struct ou_stock_count *ou_reconciler_recount(struct ou_reconciler *r,
    const struct ou_stock_difference *differences, uint32_t n_differences,
    const struct ou_count_days *days, struct ou_date today, uint32_t *n);

/* The name of a class: "A", "B", "C", or absent. */
struct ou_str ou_abc_text(char abc);

/* 0 to 3: none, A, B, C. */
int ou_abc_number(char abc);

#endif
