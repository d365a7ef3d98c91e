#ifndef OU_LIB_DESK_ALLOCATE_H
#define OU_LIB_DESK_ALLOCATE_H

#include "ou/desk/allocate.h"
#include "ou/ledger/ledger.h"

/*
 *	allocate_load.c		the book becomes an allocator
 *	allocate.c		orders, and batches of them
 *	allocate_line.c		what is known of an order's lines
 *	allocate_share.c	scarce stock, shared out for a batch
 *	allocate_say.c		why, and what was decided
 *	allocate_write.c	stock and receipts afterwards
 *	allocate_store.c	with a store: what a batch may take from
 *	allocate_hold.c		what an order holds there
 *	allocate_again.c	answers that the store has left behind
 */

/* What is kept of an order between the passes of a batch. */
struct ou_allocate_state {
	bool done;			/* complete already */
	bool rest;			/* released: not served in this run */
	bool again;			/* its id was there before in the
					 * batch: looked at when it is served */
	uint32_t first, n;		/* its wishes, one a line */
	struct ou_wish *wishes;
};

/* allocate_load.c */
void ou_allocate_ways(const struct ou_allocate *x, struct ou_allocator *al);
void ou_allocate_limits(const struct ou_allocate *x,
    struct ou_allocator *al);

/* allocate_line.c */
const char *ou_allocate_know_line(const struct ou_allocate *x,
    const struct ou_order *o, const struct ou_order_line *l,
    struct ou_allocator_line *to, enum ou_diag *code);
/* Lines as far as they can be known; nobody is held. */
struct ou_allocator_line *ou_allocate_know(const struct ou_allocate *x,
    struct ou_arena *a, const struct ou_order *o);
/* The same for serving: a line that cannot be served holds its order. */
struct ou_allocator_line *ou_allocate_check(struct ou_allocate *x,
    struct ou_run *run, struct ou_order *o);
void ou_allocate_put(struct ou_record *record, const struct ou_order *o,
    const struct ou_allocator_line *lines);

/* allocate.c */
bool ou_allocate_complete(const struct ou_allocate *x,
    const struct ou_order *o);

/* allocate_share.c */
int ou_allocate_share(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b);

/* allocate_say.c */
void ou_allocate_explain(struct ou_run *run, const struct ou_order *o,
    const struct ou_allocator_line *lines);

void ou_allocate_explain_back(struct ou_run *run, const struct ou_order *o,
    const struct ou_allocator_line *lines, const char *why);

/* allocate_store.c, allocate_hold.c */
int ou_allocate_store_begin(struct ou_allocate *x, struct ou_run *run);
int ou_allocate_store_load(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b);
int ou_allocate_store_levels(struct ou_allocate *x, struct ou_run *run,
    struct ou_writer *w, const struct ou_record_type *type);
int ou_allocate_store_coming(struct ou_allocate *x, struct ou_run *run,
    struct ou_buf *b, void (*write)(struct ou_buf *b,
    const struct ou_receipt *r));

/* What the batch's orders hold, as the store says. */
struct ou_allocate_store {
	struct ou_store *store;
	struct ou_ledger *ledger;	/* for orders as they are kept */
	struct ou_reservation *own;	/* by order, then number; what is
					 * left of an open one in quantity */
	uint32_t n_own;
	struct ou_store_receipt *coming;
	uint32_t n_coming;
	/* gathered for a batch */
	struct ou_str *skus, *orders;
	uint32_t n_skus, cap_skus, n_orders;
};

/* A version that does not know what has left gets the shipments of the one that
 * was put last, and their packages: the next ones go on from their numbers. */
void ou_allocate_recall_parcels(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *put);

/* The order's lines get what the store says they hold; one that is older than
 * that is held. */
int ou_allocate_store_recall(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    struct ou_allocator_line *lines);
/* The same, asked for again: the id has been served in this batch. */
int ou_allocate_store_again(struct ou_allocate *x, struct ou_run *run,
    struct ou_str id);
/* Close what the lines do not hold any more. */
int ou_allocate_store_close(struct ou_allocate *x, struct ou_run *run,
    const struct ou_order *o);
/* Reserve what they hold and the store does not know. */
int ou_allocate_store_reserve(struct ou_allocate *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_allocator_line *lines);

#endif
