#ifndef OU_DESK_RECONCILE_H
#define OU_DESK_RECONCILE_H

#include "ou/cli/follow.h"
#include "ou/cli/inputs.h"

/*
 * What stock-reconcile does: the sources of its command line, the book, the
 * rules of comparison, what channels are told, and the store, brought
 * together.
 */
struct ou_reconciliation;

enum ou_reconcile_levels {
	OU_LEVELS_ALL,			/* each as it is read */
	OU_LEVELS_NONE,
	OU_LEVELS_CLOSING,		/* of the first source, behind its
					 * moves */
};

#define OU_EMIT_NAMES "StockMove|StockAdjustment|StockAlert|ChannelStock"

struct ou_reconcile {
	/* asked for */
	int by;				/* location|lot|item */
	int duplicates;			/* reject|sum */
	int decimal;			/* none|comma|point */
	int levels;			/* enum ou_reconcile_levels */
	bool follow, apply;
	uint64_t seconds;
	const char *tolerance, *location, *charset, *recount, *count;
	const char *decisions, *channel, *changed_only;
	/* what it works with */
	struct ou_inputs inputs;
	const struct ou_input *current;
	struct ou_reconciliation *work;
	struct ou_reconciliation_options *options;
	struct ou_following following;
	struct ou_view *level_view, *move_view;
	struct ou_sink *print, *file, *state;
	struct ou_buf feed;
	unsigned fed;			/* feeds written to a folder */
	bool broken;			/* a source was not read to its end */
};

/**
 * ou_reconcile_begin(x, run):
 * Check the options, load the book, open side documents and the store, which
 * is then the first source.  0, or -1 with run->err.
 */
int ou_reconcile_begin(struct ou_reconcile *x, struct ou_run *run);

/* The next source is ${source}; is it the journal to be followed? */
bool ou_reconcile_next(struct ou_reconcile *x, struct ou_source *source);

/* A stock file of another system.  0, or -1 with run->err. */
int ou_reconcile_foreign(struct ou_reconcile *x, struct ou_run *run,
    struct ou_source *source);

/* Messages of a partner: an 846 or INVRPT is a stock file, and a 944, 945 or
 * RECADV moves in the source's journal, also where it stands as a file of its
 * own.  1 when the source is no EDI file; else as above. */
int ou_reconcile_partner(struct ou_reconcile *x, struct ou_run *run,
    struct ou_source *source);

/* Records of the current source: a StockLevel, a StockMove of a journal, a
 * StockAdjustment that was proposed before; and any that a journal has while
 * it is followed. */
enum ou_answer ou_reconcile_level(struct ou_reconcile *x, struct ou_run *run,
    struct ou_record *record, struct ou_stock_level *level);
enum ou_answer ou_reconcile_move(struct ou_reconcile *x, struct ou_run *run,
    const struct ou_stock_move *move);
enum ou_answer ou_reconcile_adjustment(struct ou_reconcile *x,
    struct ou_record *record, struct ou_stock_adjustment *adjustment);
enum ou_answer ou_reconcile_event(struct ou_reconcile *x, struct ou_run *run,
    struct ou_record *record);

/* Before a journal is followed; and behind the events that were there: the
 * feed, whole or not at all.  0 or -1 (stop). */
int ou_reconcile_watch(struct ou_reconcile *x);
int ou_reconcile_feed(struct ou_reconcile *x, struct ou_run *run);

/* Compare, write, print, tell, book.  0, or -1 with run->err. */
int ou_reconcile_end(struct ou_reconcile *x, struct ou_run *run);

void ou_reconcile_release(struct ou_reconcile *x);

#endif
