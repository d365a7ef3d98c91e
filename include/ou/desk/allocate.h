#ifndef OU_DESK_ALLOCATE_H
#define OU_DESK_ALLOCATE_H

#include "ou/book/supply.h"
#include "ou/cli/batch.h"
#include "ou/rules/allocation.h"
#include "ou/rules/sharing.h"

/*
 * What stock-allocate does: the book, the rules of allocation, the orders of
 * the stream and the store, brought together.
 *
 * Without a store, stock and receipts are files, and one allocator serves the
 * whole run.  With one, each batch has an allocator of its own over what the
 * store has of the batch's items, locked; what an order holds is what the
 * store says it holds, and what has changed in the end is written there.
 *
 * An order is looked at twice: first what it has is put right (given back,
 * counted), for all orders of a batch; then they are served.
 */
enum ou_serve { OU_SERVE_FIRST, OU_SERVE_PRIORITY, OU_SERVE_SCARCITY,
    OU_SERVE_FAIR };
#define OU_SERVE_CHOICE "first|priority|scarcity|fair"

struct ou_allocate_store;

struct ou_allocate {
	/* asked for */
	int by;				/* enum ou_serve */
	int ship_complete;		/* enum ou_complete */
	int nearest;			/* preferred|nearest */
	int fifo;			/* fefo|fifo */
	const char *stock_file, *receipts_file, *locations;
	const char *release;		/* ids of orders, with commas */
	const char *expires;		/* 90s, 30m, 2h, 3d */
	bool backorders, reserved_counts, expire, fewest, receipts_first;
	/* of the book */
	struct ou_settings settings;
	struct ou_items items;
	struct ou_customers customers;
	struct ou_supply supply;
	struct ou_rows warehouses, stock, receipts;
	const struct ou_item **lasting;	/* items with minimumLifeDays */
	uint32_t n_lasting;
	/* what it works with */
	struct ou_allocator_options options;
	struct ou_str *released, *ran_out;	/* ids of orders */
	uint32_t n_released, n_ran_out;
	struct ou_allocator *allocator;
	struct ou_allocate_state *states;	/* of the batch's orders */
	struct ou_allocate_store *store;	/* NULL: files */
};

/* The fields of an order that it looks at. */
extern const char ou_allocate_view[];

/**
 * ou_allocate_begin(x, run):
 * Load the book and the stock, or open the store; sets run->whole and
 * run->transaction.  0, or -1 with run->err.
 */
int ou_allocate_begin(struct ou_allocate *x, struct ou_run *run);

/* An order by itself, and a batch of them. */
enum ou_answer ou_allocate_one(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);
int ou_allocate_batch(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b);

/* An order of an answer of before: held, if the store has moved on.  0, or -1
 * with run->err. */
int ou_allocate_again(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    const struct ou_effect *effect);

/* Write the stock, with reserved as it stands now, and the receipts, with
 * what is not promised of them. */
int ou_allocate_stock_out(struct ou_allocate *x, struct ou_run *run,
    const char *path);
int ou_allocate_receipts_out(struct ou_allocate *x, struct ou_run *run,
    const char *path);

/* Close what begin opened. */
void ou_allocate_release(struct ou_allocate *x);

#endif
