#ifndef OU_LIB_DESK_RECONCILE_H
#define OU_LIB_DESK_RECONCILE_H

#include "ou/base/seen.h"
#include "ou/book/stock.h"
#include "ou/cli/batch.h"
#include "ou/desk/reconcile.h"
#include "ou/formats/feed.h"
#include "ou/ledger/ledger.h"
#include "ou/render/differences.h"
#include "ou/rules/abc.h"
#include "ou/rules/adjustment.h"
#include "ou/rules/reconcile.h"
#include "ou/rules/standing.h"

/*
 * The work of stock-reconcile, without its command line: levels, moves and
 * adjustments in, records and what a channel is told out.  The book says
 * whose code is which item, what a channel lists, and who may decide.
 */
#define OU_EMIT_MOVES 1
#define OU_EMIT_ADJUSTMENTS 2
#define OU_EMIT_ALERTS 4
#define OU_EMIT_TOLD 8

struct ou_reconciliation_options {
	const char *book;
	enum ou_reconcile_by by;
	bool sum;
	enum ou_reconcile_levels levels;
	unsigned emit;			/* OU_EMIT_... */
	const char *tolerance;		/* NULL: the settings' */
	const char *location;		/* of levels without; NULL: the
					 * settings' */
	const char *count;		/* name of the count; NULL: by day */
	const char *decisions;		/* file; NULL: the book's, and nothing
					 * has to be decided */
	bool must_decide;		/* moves are of what was approved */
	uint32_t recount;		/* propose at most so many counts */
	const char *channel;		/* that is told; NULL: none */
	const char *format;		/* of it; NULL: the settings', or the
					 * channel's own name */
	const char *changed_only;	/* file; NULL: all is told */
	bool apply;			/* approved moves are booked in the
					 * store, and written then */
	bool watch;			/* alerts as they come up */
	const struct ou_time *now;	/* goes on while a journal is
					 * followed */
	/* Where records go: 0 or -1 (stop). */
	int (*write)(void *arg, const struct ou_record_type *type,
	    const void *object);
	void (*tell)(void *arg, const struct ou_err *err);
	void *arg;
};

/* Options are borrowed; texts of sources, too.  NULL with ${err}
 * (OU_ERR_USAGE). */
struct ou_reconciliation *ou_reconciliation_new(struct ou_arena *a,
    const struct ou_reconciliation_options *options,
    const struct ou_str *sources, int n_sources, struct ou_err *err);

/**
 * ou_reconciliation_level(w, source, place, level, err):
 * A level of that source: its code and units become ours, its place is
 * filled in (${place}, else the options', else the settings').  -1 with
 * OU_ERR_RECORD: it does not count.
 */
int ou_reconciliation_level(struct ou_reconciliation *w, int source,
    struct ou_str place, struct ou_stock_level *level, struct ou_err *err);

/* The book's. */
const struct ou_items *ou_reconciliation_items(
    const struct ou_reconciliation *w);

/* A move in a source's journal, behind its levels. */
int ou_reconciliation_move(struct ou_reconciliation *w, int source,
    const struct ou_stock_move *move, struct ou_err *err);

/* A level in a journal that is followed: it replaces what stood there. */
int ou_reconciliation_snapshot(struct ou_reconciliation *w,
    const struct ou_stock_level *level, struct ou_err *err);

/* Before a journal is followed: alerts about what is so already.  0 or -1
 * (stop). */
int ou_reconciliation_watch(struct ou_reconciliation *w);

/* While a journal is followed: a level, or ${move}, has changed the first
 * source; write how it stands now, and alerts.  0 or -1 (stop). */
int ou_reconciliation_changed(struct ou_reconciliation *w,
    const struct ou_stock_move *move);

/* An adjustment that comes back: what was decided is filled in, and booked
 * and emitted when it is approved.  A decision that has no effect is warned of
 * and makes the run one that differs.  0 or -1 (stop). */
int ou_reconciliation_adjustment(struct ou_reconciliation *w,
    struct ou_stock_adjustment *adjustment);

/**
 * ou_reconciliation_end(w, d, differ, err):
 * Compare, and write all that was asked for.  0 or -1 (stop, with ${err});
 * ${d} for people, and *differ: something is not as it should be.
 */
int ou_reconciliation_end(struct ou_reconciliation *w, struct ou_differences *d,
    bool *differ, struct ou_err *err);

/**
 * ou_reconciliation_feed(w, out, told):
 * What the channel is told now, header and rows; how many rows.  0 or -1
 * (stop).
 */
int ou_reconciliation_feed(struct ou_reconciliation *w, struct ou_buf *out,
    uint32_t *told);

/* What a feed is called in a folder: channel, time in UTC, ${number} if it is
 * not 0. */
struct ou_str ou_reconciliation_name(const struct ou_reconciliation *w,
    struct ou_arena *a, unsigned number);

/* The state to be kept for the next --changed-only. */
void ou_reconciliation_state(struct ou_reconciliation *w, struct ou_buf *out);

/*
 * The store as the first source, and what is booked there.
 */

/**
 * ou_reconciliation_store(w, run):
 * Read the positions of run->store as the levels of source 0, and set
 * run->transaction.  0, or -1 with run->err.
 */
int ou_reconciliation_store(struct ou_reconciliation *w, struct ou_run *run);

/* The adjustment gets an id that nothing is booked under.  0, or -1 with
 * ${err}. */
int ou_reconciliation_number(struct ou_reconciliation *w,
    struct ou_stock_adjustment *adj, struct ou_err *err);

/* The move is booked when all is read. */
int ou_reconciliation_note(struct ou_reconciliation *w,
    const struct ou_stock_move *move);

/* Book what was noted, each move an effect of its own: the same again does
 * nothing, and prints the same.  0, or -1 with run->err. */
int ou_reconciliation_apply(struct ou_reconciliation *w, struct ou_run *run);

void ou_reconciliation_free(struct ou_reconciliation *w);

/* What the parts share. */
struct ou_reconciliation {
	struct ou_arena *arena;
	const struct ou_reconciliation_options *o;
	const struct ou_str *sources;
	int n_sources;
	struct ou_settings settings;
	struct ou_items items;
	struct ou_stock_desk desk;
	struct ou_reconciler *reconciler;
	struct ou_reconcile_options rules;
	struct ou_count_days days;
	struct ou_abc *abc;
	struct ou_str count;
	uint64_t undecided;
	/* how the first source stands, where that is asked for; and what the
	 * channel says itself */
	struct ou_standing *standing, *theirs;
	int channel_source;		/* -1: none */
	struct ou_seen moves;		/* ids, while a journal is followed */
	/* the channel */
	struct ou_channel_rule rule;
	const struct ou_feed_format *format;
	const struct ou_channel_item *listings;
	uint32_t n_listings;
	struct ou_feed_state *state;
	struct ou_arena feed_arena;
	/* the store; and the moves to be booked, as they are printed */
	struct ou_store *store;
	struct ou_ledger *ledger;
	struct ou_noted *noted, **noted_end;
};

/* stock_channel.c: load what is known of the channel. */
int ou_reconciliation_channel(struct ou_reconciliation *w, struct ou_err *err);

/* stock.c: alerts about the key that was touched last, by ${move} if not
 * NULL; how many, or -1 (stop). */
int ou_reconciliation_alerts(struct ou_reconciliation *w,
    const struct ou_stock_move *move);

static inline int
ou_reconciliation_write(struct ou_reconciliation *w,
    const struct ou_record_type *type, const void *object)
{
	return w->o->write(w->o->arg, type, object);
}

/* The row of ou_record_types for a type that is there. */
#define OU_DESK_TYPE(name) ou_record_type_find(OU_STR(name))

#endif
