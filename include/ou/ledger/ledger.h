#ifndef OU_LEDGER_LEDGER_H
#define OU_LEDGER_LEDGER_H

#include "ou/book/lookup.h"
#include "ou/store/store.h"

/*
 * The ledger: what a record does to the store.  Whoever writes records into
 * a store goes through here, so that all commands mean the same by them.
 *
 *   Order       is kept as the current record of its id, with its state
 *               (ou_order_state), channel, segment, customer and day to find
 *               it by.  Its open allocations become the reservations of its
 *               lines: what is missing is reserved, what is no longer
 *               allocated (or cancelled) is released; a line without
 *               quantities (but ordered) and allocations says nothing.  What is
 *               shipped leaves as it was picked (ou_goods_of), else the
 *               first allocations of a line first (new ones stand behind
 *               them): its reservations are closed and a move is
 *               booked for each place, with an id made of order, line and
 *               quantity.  Its payableAmount is a commitment of kind
 *               "credit" of its customer until it is paid or cancelled, and
 *               while it is not granted (ou_order_granted) it takes none.
 *               What it has of budgets (its commitments) is given back when
 *               it is cancelled or not granted; taking them is the business
 *               of whoever looks at the limit.
 *               An order held as OVERTAKEN is refused, and one without a
 *               change that was done to it (unless it replaces it): a newer
 *               version is there.
 *   StockMove   is booked in the journal under its id, and kept.
 *   StockLevel  is a count: the first one of a position books an opening
 *               move, later ones the difference; safety and expiry are set.
 *               What it says is reserved does not matter.
 *   Receipt     announces goods on their way.
 *   OrderChange is done to the order that it names (member order, else
 *               channel:orderNumber[/release]; see ou/model/change.h), which
 *               is then what the order says; the change is kept.  A change
 *               whose id the store has is not done again, and refused when it
 *               says something else.
 *   others      are kept under their id, or, where they have none, under the
 *               digest of their bytes.
 *
 * All of it happens within a transaction of the caller.  A record that
 * cannot be meant is refused (OU_ERR_RECORD); then the caller rolls back
 * (the driver does).
 */
struct ou_ledger;

struct ou_ledger_options {
	struct ou_store *store;
	struct ou_str command;		/* who writes */
	struct ou_time now;
	/* For the stock units in one unit of an order's line; NULL: orders
	 * are in stock units. */
	const struct ou_items *items;
	/* Something that holds nobody up, but that somebody should know. */
	void (*tell)(void *arg, const struct ou_err *err);
	void *arg;
	/* Orders come from another store: what they have shipped has left
	 * before. */
	bool adopt;
	/* The caller has decided from the store's own figures: when what is
	 * allocated cannot be reserved somebody was faster (OU_ERR_BUSY);
	 * otherwise it is a warning, and what there is is reserved. */
	bool strict;
};

struct ou_ledger *ou_ledger_new(struct ou_arena *a,
    const struct ou_ledger_options *options, struct ou_err *err);

/**
 * ou_ledger_take(l, a, record, err):
 * Do what a record says; it is bound to the table of its type
 * (ou_record_types), if it has one.  ${a} is the record's arena.
 */
int ou_ledger_take(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_err *err);

/* Ask the store for orders of these ids, which are about to be taken, at
 * once.  0, or -1 with ${err}. */
int ou_ledger_ahead(struct ou_ledger *l, const struct ou_str *ids,
    uint32_t n, struct ou_err *err);

/* The id of a record; absent when it has none. */
struct ou_str ou_ledger_id(const struct ou_record *record,
    struct ou_arena *a);

/* The fields of an order that ou_ledger_order reads. */
extern const char ou_ledger_order_view[];

/* The same for an order that is loaded, and as it will be written. */
int ou_ledger_order(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order *o, struct ou_str raw, struct ou_err *err);

/* The order of this id as the store has it now. */
struct ou_ledger_version {
	const struct ou_order *order;	/* NULL: none; the fields of
					 * ou_ledger_order_view */
	int64_t seq;			/* its number in the log */
	struct ou_time at;		/* when it was put there */
};

/* ${since}: only if its number is higher.  0, or -1 with ${err}. */
int ou_ledger_version(struct ou_ledger *l, struct ou_arena *a,
    struct ou_str id, int64_t since, struct ou_ledger_version *to,
    struct ou_err *err);

/* A count of a position, which may come from a file of the book.  ${id}
 * makes the move's id unique: a digest of the statement. */
int ou_ledger_level(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_stock_level *level, struct ou_str id,
    struct ou_err *err);

int ou_ledger_move(struct ou_ledger *l, const struct ou_stock_move *m,
    struct ou_err *err);

int ou_ledger_receipt(struct ou_ledger *l, const struct ou_receipt_record *r,
    struct ou_err *err);

/**
 * ou_ledger_open_book(l, a, dir, positions, receipts, err):
 * Begin with what the book has in stock and on the way, unless the store has
 * positions (receipts) already: then these are left as they are.  How many
 * were opened.
 */
int ou_ledger_open_book(struct ou_ledger *l, struct ou_arena *a,
    const char *dir, uint32_t *positions, uint32_t *receipts,
    struct ou_err *err);

/* A row of the log as a Change record, or of the journal as a StockMove,
 * appended as JSON. */
void ou_ledger_change(struct ou_buf *out, const struct ou_stored *r);
void ou_ledger_journal(struct ou_buf *out, const struct ou_move *m);

/**
 * ou_ledger_export(store, a, each, arg, err):
 * Hand out what makes another store say the same, as JSON: each position as
 * a StockLevel, each receipt, then the records in the order in which they
 * became current.  Moves are not among them: the positions are their sums.
 */
int ou_ledger_export(struct ou_store *s, struct ou_arena *a,
    int (*each)(void *arg, struct ou_str json, struct ou_err *err),
    void *arg, struct ou_err *err);

/**
 * ou_ledger_erase(l, a, customer, order, n, err):
 * Take what is personal out of all records of a customer, or of one order
 * (the other is absent), and of what speaks of those orders, in all their
 * versions and kept outputs.  Fields are personal where their table says so
 * (OU_FIELD_PERSONAL); members that no table knows are taken for personal.
 * ${n}: how many records had any.  0; 1 when the store has nothing of them;
 * -1.
 */
int ou_ledger_erase(struct ou_ledger *l, struct ou_arena *a,
    struct ou_str customer, struct ou_str order, uint32_t *n,
    struct ou_err *err);

#endif
