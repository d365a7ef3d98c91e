#ifndef OU_STORE_STORE_H
#define OU_STORE_STORE_H

#include "ou/base/date.h"
#include "ou/base/digest.h"
#include "ou/base/money.h"
#include "ou/base/transaction.h"

/*
 * The store: the one data store of all channels.  One schema, one set of
 * statements, two backends: a SQLite file, or PostgreSQL when the name is a
 * postgresql:// (or postgres://) URL.
 *
 * What always holds, and what ou_store_verify looks at:
 *   - the log and the journal of stock moves are append-only; each row's
 *     digest covers the digest of the row before it, so that a changed,
 *     missing or inserted row is seen;
 *   - onHand of a position = sum of the moves of its key;
 *   - reserved of a position = sum of the open reservations of its key;
 *   - promised of a receipt = sum of the open reservations on it;
 *   - an effect is applied once per (command, id, digest).
 *
 * Figures are in base units (of the item) as ou_quantity; times are UTC.
 * Rows of the log and the journal are numbered without gaps, in the order of
 * the commits, on both backends: who has read up to a number has missed
 * nothing below it.
 *
 * Everything that changes runs between ou_store_begin and ou_store_commit.
 * Texts that are handed out live in the arena that was handed in.
 *
 * Errors: OU_ERR_USAGE a wrong URL, a store that is not there, of a newer
 * version, or not one of ours (exit 2); OU_ERR_BUSY another process holds it
 * longer than the wait, a deadlock, a lost connection that may be tried
 * again (75); OU_ERR_OUTPUT a damaged file, a full or read-only disk, any
 * other refusal (4).  After these the transaction can only be rolled
 * back.  OU_ERR_RECORD is about the record alone: the call has changed
 * nothing, the transaction goes on (but not after OU_DIAG_OVERFLOW).
 *
 * PostgreSQL is sent statements without waiting for each answer: what a
 * function could not do may be told by a later one, at the latest by commit.
 */
struct ou_store;

#define OU_STORE_VERSION 5

struct ou_store_options {
	uint32_t wait_ms;	/* for others: 0 is the default of 10 s */
	bool create;		/* make it when it is not there */
	bool read_only;
};

/**
 * ou_store_open(url, options, err):
 * Open a store and bring an older one to this version (in one transaction;
 * never with read_only).  NULL with ${err}.
 */
struct ou_store *ou_store_open(const char *url,
    const struct ou_store_options *options, struct ou_err *err);
void ou_store_close(struct ou_store *s);

int ou_store_begin(struct ou_store *s, struct ou_err *err);
int ou_store_commit(struct ou_store *s, struct ou_err *err);
void ou_store_rollback(struct ou_store *s);

/* The clock of what is written: the run's --now. */
void ou_store_now(struct ou_store *s, const struct ou_time *now);

/* The frame for the driver; lives as long as the store. */
const struct ou_transaction *ou_store_transaction(struct ou_store *s);

/* --- stock ------------------------------------------------------------- */

/* The key of a position.  An absent status is available, an absent owner is
 * us. */
struct ou_stock_key {
	struct ou_str sku, location, lot, status, owner;
};

struct ou_position {
	struct ou_stock_key key;
	struct ou_date expiry;
	struct ou_quantity on_hand, reserved, safety;
};

/* Goods on their way. */
struct ou_store_receipt {
	struct ou_str reference, sku, location, supplier;
	struct ou_quantity quantity;	/* still to come */
	struct ou_quantity promised;	/* of it, to orders */
	struct ou_date expected;
};

/**
 * ou_store_positions(s, a, skus, n, rows, n_rows, err):
 * The positions of these items (all with ${n} 0), sorted by sku, location,
 * lot, status, owner.  Within a transaction they are locked until its end,
 * so that what was read is what is changed.
 */
int ou_store_positions(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_position **rows,
    uint32_t *n_rows, struct ou_err *err);

/* The keys of the positions of these items that goods ever came to, those
 * first where the first ones came first. */
int ou_store_arrivals(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_stock_key **rows,
    uint32_t *n_rows, struct ou_err *err);

/* The same of receipts, sorted by sku, expected day and reference. */
int ou_store_receipts(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_store_receipt **rows,
    uint32_t *n_rows, struct ou_err *err);

/* Safety stock and expiry of a position; a row of zeros when it is new. */
int ou_store_position_set(struct ou_store *s, const struct ou_position *p,
    struct ou_err *err);

/* A receipt as it is announced now: its quantity and day replace what stood
 * there; promised stays.  A quantity below what is promised is allowed (the
 * supplier delivers less); who was promised is then found by
 * ou_store_reservations and allocated again. */
int ou_store_receipt_set(struct ou_store *s,
    const struct ou_store_receipt *r, struct ou_err *err);

struct ou_move {
	int64_t seq;			/* given by the store */
	struct ou_str id;		/* the idempotency key */
	struct ou_stock_key key;
	struct ou_quantity quantity;	/* in: positive, out: negative */
	struct ou_str reason;		/* opening, receipt, shipment, count,
					 * damage, transfer, return ... */
	struct ou_str justification;	/* code, for adjustments */
	struct ou_str reference;	/* order, receipt or count */
	struct ou_str by;		/* command, or who approved it */
	struct ou_time at;
	struct ou_digest digest;	/* given by the store */
};

/**
 * ou_store_move(s, m, err):
 * Book a move and change its position.  1 when a move of this id is there
 * already with the same content (nothing happens), 0 when it was booked, -1
 * with OU_DIAG_DUPLICATE (OU_ERR_RECORD) when the id has other content.  The
 * content is all but when and by whom; a move without a time has the run's.
 * A position below zero is allowed: it is what was counted or shipped; it is
 * reported, not hidden.
 */
int ou_store_move(struct ou_store *s, const struct ou_move *m,
    struct ou_err *err);

/* 1 when a move of this id is booked, 0 when none is, -1. */
int ou_store_move_booked(struct ou_store *s, struct ou_str id,
    struct ou_err *err);

/* Moves with seq > ${since}, in order, until ${each} answers not 0. */
int ou_store_moves(struct ou_store *s, int64_t since,
    int (*each)(void *arg, const struct ou_move *m, struct ou_err *err),
    void *arg, struct ou_err *err);

enum ou_reservation_state {
	OU_RESERVED,			/* open */
	OU_RESERVATION_SHIPPED,
	OU_RESERVATION_RELEASED,	/* given back by a decision */
	OU_RESERVATION_EXPIRED,		/* given back because time ran out */
};

/* Units of a position (or of a receipt) that belong to a line of an order. */
struct ou_reservation {
	int64_t number;			/* given by the store */
	struct ou_str order;		/* id of the order */
	struct ou_str line;		/* orderItemNumber */
	struct ou_stock_key key;
	struct ou_str receipt;		/* reference; absent: of stock */
	struct ou_quantity quantity;	/* base units, above zero */
	struct ou_str channel, segment, customer;
	struct ou_time expires;		/* absent: never */
	enum ou_reservation_state state;
};

/**
 * ou_store_reserve(s, r, err):
 * Take the units: reserved of the position (or promised of the receipt) goes
 * up by the quantity, but never above what is there: onHand - safety of a
 * position, quantity of a receipt.  OU_ERR_BUSY when it would (somebody was
 * faster: read again and decide again).
 */
int ou_store_reserve(struct ou_store *s, const struct ou_reservation *r,
    struct ou_err *err);

/* Close ${quantity} of an open reservation; what is left of it stays open
 * under a number of its own.  For OU_RESERVATION_SHIPPED the caller books
 * the move. */
int ou_store_reservation_close(struct ou_store *s, int64_t number,
    struct ou_quantity quantity, enum ou_reservation_state state,
    struct ou_err *err);

/* Which reservations: absent members do not matter. */
struct ou_reservation_filter {
	const struct ou_str *orders;	/* ids */
	uint32_t n_orders;
	const struct ou_str *skus;
	uint32_t n_skus;
	const struct ou_time *expired;	/* with an expiry not after this */
	bool receipts_only;
	bool all_states;		/* not only the open ones */
};

/* Sorted by number, which is the order in which they were made. */
int ou_store_reservations(struct ou_store *s, struct ou_arena *a,
    const struct ou_reservation_filter *filter, struct ou_reservation **rows,
    uint32_t *n_rows, struct ou_err *err);

/* --- records ----------------------------------------------------------- */

/* A record of the store: key columns and its own bytes. */
struct ou_stored {
	int64_t seq;			/* of the log, given by the store */
	struct ou_str type;		/* "Order" */
	struct ou_str id;
	struct ou_str command;		/* who wrote it */
	struct ou_time at;
	/* what is searched for; absent where a type has no such thing */
	struct ou_str status, channel, segment, customer;
	struct ou_date date;
	struct ou_str raw;		/* a line without its LF */
};

/**
 * ou_store_put(s, r, err):
 * Log the record and make it the current one of (type, id).  1 when the
 * current one has the same content already (nothing happens), 0, -1.
 */
int ou_store_put(struct ou_store *s, const struct ou_stored *r,
    struct ou_err *err);

struct ou_store_filter {
	struct ou_str type, id, status, channel, segment, customer;
	struct ou_date from, through;	/* of date, both included */
	int64_t since;			/* seq above this */
	bool history;			/* all versions, not only the current */
	bool effects;			/* instead of records: effects with
					 * what they print, lines with LF, of
					 * type, id and since */
	uint32_t limit;			/* 0: none */
};

/**
 * ou_store_ahead(s, type, ids, n, err):
 * Ask for the current records of these ids (none is empty) at once, and keep
 * them from others until the end of the transaction, so that puts and queries
 * of one of them need not wait for an answer each.
 */
int ou_store_ahead(struct ou_store *s, struct ou_str type,
    const struct ou_str *ids, uint32_t n, struct ou_err *err);

/* Current records (or the log, with history), sorted by seq. */
int ou_store_query(struct ou_store *s, const struct ou_store_filter *filter,
    int (*each)(void *arg, const struct ou_stored *r, struct ou_err *err),
    void *arg, struct ou_err *err);

/* The number of the last row of the log. */
int ou_store_last(struct ou_store *s, int64_t *seq, struct ou_err *err);

/**
 * ou_store_effect_void(s, command, type, id, err):
 * What ${command} has answered for this id stands no more, because what it
 * had done was taken back (a reservation was released, or ran out): the same
 * record is then a new one, decided again.
 */
int ou_store_effect_void(struct ou_store *s, struct ou_str command,
    struct ou_str type, struct ou_str id, struct ou_err *err);

/* --- amounts and numbers; for documents see exchange.h ------------------ */

/**
 * ou_store_commitment_set(s, kind, owner, period, reference, amount,
 *     currency, err):
 * What ${reference} (an order) takes of a limit: kind "credit" of a
 * customer, kind "budget" of a customer/cost centre in a period.  It
 * replaces what the reference took before; zero forgets it.
 */
int ou_store_commitment_set(struct ou_store *s, struct ou_str kind,
    struct ou_str owner, struct ou_str period, struct ou_str reference,
    struct ou_amount amount, struct ou_str currency, struct ou_err *err);

/* What all references take, locked until the end of the transaction. */
int ou_store_commitments(struct ou_store *s, struct ou_str kind,
    struct ou_str owner, struct ou_str period, struct ou_str currency,
    struct ou_amount *sum, struct ou_err *err);

/* What one reference takes. */
struct ou_store_commitment {
	struct ou_str owner, period, reference, currency;
	struct ou_amount amount;
};

/* What ${reference} takes: 1 and ${to}, 0 nothing, -1. */
int ou_store_commitment(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str owner, struct ou_str period,
    struct ou_str reference, struct ou_store_commitment *to,
    struct ou_err *err);

/* What each reference takes, in any currency, sorted by reference.  Not
 * locked: a sum (ou_store_commitments) was asked for before. */
int ou_store_commitments_each(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str owner, struct ou_str period,
    struct ou_store_commitment **rows, uint32_t *n, struct ou_err *err);

/* What one reference takes of all limits of a kind, sorted by owner and
 * period; not locked either. */
int ou_store_commitments_of(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str reference,
    struct ou_store_commitment **rows, uint32_t *n, struct ou_err *err);

/**
 * ou_store_number(s, name, max, number, err):
 * The next number of a sequence, from 1, without gap or reuse (it is given
 * back when the transaction is); after ${max} it is 1 again, with ${max} 0
 * it never is.
 */
int ou_store_number(struct ou_store *s, struct ou_str name, int64_t max,
    int64_t *number, struct ou_err *err);

/* The same of a sequence that begins at ${first}. */
int ou_store_number_from(struct ou_store *s, struct ou_str name,
    int64_t first, int64_t max, int64_t *number, struct ou_err *err);

/* --- keeping ----------------------------------------------------------- */

/**
 * ou_store_verify(s, found, arg, err):
 * Integrity of the file, both chains, and every sum named above.  ${found}
 * is called with a text for each thing that is wrong.  How many, or -1.
 *
 * Log and journal are chained; of the other tables only the sums are
 * compared.  A reservation that is changed together with reserved or promised
 * is not seen, nor are figures that are no sum (expiry, safety, a receipt's
 * quantity, sequences, documents, the outbox), nor chains that were written
 * anew together with the counter.
 */
int ou_store_verify(struct ou_store *s,
    void (*found)(void *arg, const char *text), void *arg,
    struct ou_err *err);

/* A copy of the whole store, taken while others work, in a new SQLite file:
 * whole or not at all.  An existing file is refused. */
int ou_store_backup(struct ou_store *s, const char *path,
    struct ou_err *err);

/**
 * ou_store_erase(s, r, err):
 * Replace the bytes and key columns of every logged version of a record, and
 * the bytes of every kept output, by those of ${r}: the record without what
 * was personal.  The chain stays whole: it runs over the digests of the bytes,
 * and the erasure is a row of the log.
 */
int ou_store_erase(struct ou_store *s, const struct ou_stored *r,
    struct ou_err *err);

#endif
