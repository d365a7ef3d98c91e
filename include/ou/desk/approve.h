#ifndef OU_DESK_APPROVE_H
#define OU_DESK_APPROVE_H

#include "ou/base/names.h"
#include "ou/book/approvals.h"
#include "ou/book/lookup.h"
#include "ou/cli/batch.h"
#include "ou/desk/folder.h"
#include "ou/ledger/ledger.h"
#include "ou/rules/approval.h"
#include "ou/rules/credit.h"

/*
 * What order-approve does: an order is put to the rules of approvals.json, to
 * the decisions that there are, to the budgets of its customer and to the
 * credit; what stands against it is a hold, and what is met is released.
 *
 * With a store, orders are kept there with their approvals, so that decisions
 * find them later, and what they take of budgets and credit is committed in
 * the same transaction as the answer.  An order takes both or nothing: what is
 * held for want of one leaves the other to others.  It takes it when it comes,
 * so that who approves it approves what can be paid, and gives it back when it
 * is refused.
 */
struct ou_approve_decision {		/* of a file, the book or the stream */
	struct ou_approve_decision *next;	/* of the same order */
	struct ou_decision_row row;
	const char *file;
	uint64_t line;
	bool done;			/* its order has come, and: */
	enum ou_approval_verdict verdict;
};

struct ou_approve_decisions {		/* of an order */
	struct ou_approve_decision *first, **end;
};

struct ou_approve {
	/* asked for */
	const char *decisions_file;
	bool recheck;			/* orders of the store that wait, too */
	bool pending;			/* who must decide what, instead */
	/* of the book */
	struct ou_str currency;		/* the shop's */
	struct ou_zone *zone;		/* of times without an offset, or
					 * NULL */
	struct ou_customers customers;
	struct ou_items items;
	struct ou_rows users, budgets, invoices, rates_rows, decision_rows;
	struct ou_approvals_file file;
	/* what it works with */
	struct ou_approvals *approvals;
	struct ou_rates *rates;
	struct ou_index *budgets_of;	/* by customer */
	struct ou_index *invoices_of;	/* by customer */
	struct ou_names decisions;	/* by order */
	struct ou_str *decided;		/* those orders, as they came */
	uint32_t n_decided, cap_decided;
	struct ou_names purses;		/* budgets and credit that were met */
	struct ou_arena *purse_arena;	/* the run's, or the batch's */
	struct ou_names owed;		/* invoices of customers, added up */
	struct ou_names seen;		/* customers of the stream */
	bool asks_first, asks_items;	/* some rule does */
	struct ou_view *order_view, *decision_view;
	struct ou_store *store;		/* NULL: a filter */
	struct ou_ledger *ledger;
	struct ou_view *lock_view;
	struct ou_approve_lock *locks;	/* of a batch */
	uint32_t n_locks, cap_locks;
	struct ou_str *ids;
	uint32_t n_ids;
	/* of --pending */
	struct ou_pending_approval *rows;
	uint32_t n_rows, cap_rows;
	struct ou_sink *print;
	struct ou_folder folder;
};

/* The fields of an order that it looks at. */
extern const char ou_approve_view[];

/* Load the book, open the store.  0, or -1 with run->err. */
int ou_approve_begin(struct ou_approve *x, struct ou_run *run);

/* Before the records of a batch: have what they may take locked. */
int ou_approve_batch(struct ou_approve *x, struct ou_run *run,
    struct ou_batch *b, enum ou_answer (*note)(struct ou_run *run,
	struct ou_record *record, void *object));
enum ou_answer ou_approve_note(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record);

/* An order, a decision, or something that passes. */
enum ou_answer ou_approve_record(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record);

/* An answer of before: with what has been decided since, or held, when that was
 * about another version of the order. */
int ou_approve_again(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record, const struct ou_effect *effect);

/* Decisions about orders that did not come, orders that wait in the store,
 * --pending. */
int ou_approve_end(struct ou_approve *x, struct ou_run *run);

void ou_approve_release(struct ou_approve *x);

#endif
