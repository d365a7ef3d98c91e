#ifndef OU_LIB_LEDGER_PRIVATE_H
#define OU_LIB_LEDGER_PRIVATE_H

#include "ou/ledger/ledger.h"

struct ou_ledger {
	struct ou_ledger_options o;
	struct ou_view *order, *level, *move, *receipt;
	struct ou_view *whole, *change;	/* all of an order, of a change */
	struct ou_record_type types[3];	/* of what is read back: orders,
					 * and their changes */
	bool own;			/* the order that comes was made of the
					 * store's own version */
};

/* Control references: as written, or as numbers. */
bool ou_ledger_same_number(struct ou_str a, struct ou_str b);

/* A copy of a record's text that can be read as one. */
struct ou_str ou_ledger_text(struct ou_arena *a, struct ou_str text);

/* The text of a member, or of a member of it; absent when there is none. */
struct ou_str ou_ledger_member(const struct ou_json *j, struct ou_arena *a,
    const char *name, const char *inner);

/**
 * ou_ledger_row(l, a, record, r, err):
 * What a record is found by: type, id and key columns; and its text.  0, or
 * -1 with ${err}: it is an order and cannot be loaded.
 */
int ou_ledger_row(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_stored *r, struct ou_err *err);

/* The same of an order that is loaded, without its text. */
struct ou_stored ou_ledger_order_row(const struct ou_order *o);

/* Keep a record as the current one of its type and id. */
int ou_ledger_keep(struct ou_ledger *l, struct ou_stored *r,
    struct ou_err *err);

/* A record as the store has it now. */
struct ou_ledger_row {
	struct ou_str raw;		/* can be read; absent: there is none */
	int64_t seq;
	struct ou_time at;
};

/* The last row that ${filter} finds. */
int ou_ledger_current(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_store_filter *filter, struct ou_ledger_row *row,
    struct ou_err *err);

/* Do a change to the order that it is of.  1 when it was done before. */
int ou_ledger_order_change(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_err *err);

/* What an order takes of its customer's credit and of budgets. */
int ou_ledger_commit(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order *o, const struct ou_order *before,
    struct ou_err *err);

#endif
