#ifndef OU_LIB_DESK_APPROVE_H
#define OU_LIB_DESK_APPROVE_H

#include "ou/desk/approve.h"

/*
 *	approve_load.c		the book, and decisions
 *	approve.c		an order
 *	approve_facts.c		what the rules look at
 *	approve_content.c	what decisions are about
 *	approve_money.c		budgets and credit
 *	approve_adopt.c		what the record says, and what the store does
 *	approve_put.c		what is written into the record
 *	approve_store.c		what the store has, and the locks
 *	approve_run.c		what comes, and orders that only the store has
 *	approve_again.c		and what comes again
 *	approve_pending.c	who must decide what
 */
struct approving {			/* an order */
	struct ou_approve *x;
	struct ou_run *run;
	struct ou_arena *a;		/* the record's */
	struct ou_record *record;
	struct ou_order *o;
	const struct ou_customer *customer;
	const struct ou_order *stored;	/* as the store has it, or NULL */
	/* What it has of budgets and credit: by the store, or, without one, as
	 * it says itself. */
	const struct ou_commitment *had;
	uint32_t n_had;
	struct ou_approval_case c;
	enum ou_approval_outcome outcome;
	/* why it cannot be granted; absent: it can */
	struct ou_str no_budget, no_credit;
	/* what it takes when it is granted */
	struct ou_commitment *takes;
	uint32_t n_takes;
	bool changed_holds;
};

/* approve_load.c */
int ou_approve_load(struct ou_approve *x, struct ou_run *run);
struct ou_approve_decision *ou_approve_decision(struct ou_approve *x,
    struct ou_run *run, const struct ou_decision_row *row, const char *file,
    uint64_t line);

/* approve_facts.c */
int ou_approve_facts(struct approving *p);
void ou_approve_explain(struct approving *p);

/* approve_content.c */
/* What the order is about.  0 or -1 (run->err). */
int ou_approve_about(struct approving *p, struct ou_approved_content *c);
/* What the order is about now, and what its decisions were; look at the case
 * again. */
int ou_approve_content(struct approving *p);
/* Write those that decisions and steps speak of. */
void ou_approve_put_contents(struct approving *p);
/* Those that the store has go with the order, beside its own unless
 * ${all}. */
void ou_approve_adopt_contents(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored, bool all);

/* approve_money.c */
/* What stands against it, and what it would take.  0 or -1 (run->err). */
int ou_approve_money(struct approving *p);
/* Take it, or give back what it had. */
int ou_approve_take(struct approving *p, bool granted);
/* What it takes now of the same budget or credit, or NULL. */
const struct ou_commitment *ou_approve_taking(const struct approving *p,
    const struct ou_commitment *c);
/* The day that it is of: today, when it does not say. */
struct ou_date ou_approve_day(const struct ou_run *run,
    const struct ou_order *o);
/* The budgets of the order: rows of the book, in its order, each called. */
int ou_approve_budgets(struct ou_approve *x, const struct ou_order *o,
    struct ou_str customer, struct ou_date day, int (*each)(void *arg,
	const struct ou_budget *b), void *arg);
/* "C-1/CC-7" */
struct ou_str ou_approve_owner(struct ou_arena *a,
    const struct ou_budget *b);
struct ou_str ou_approve_currency(const struct ou_approve *x,
    const struct ou_customer *c, const struct ou_order *o);

/* approve_adopt.c */
/* The approvals are those of the store; what the record says besides of our
 * steps does not count: true when there is such. */
bool ou_approve_believe(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored);
/* The steps and holds are those of the store, too, when it has such; of
 * others those stand that somebody else is said to have released: true when
 * there is such. */
bool ou_approve_believe_holds(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored);
/* All that the store has decided about it goes with it. */
void ou_approve_adopt(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored);
/* Do two lists say the same? */
bool ou_approve_same(const struct ou_table *t, const void *x, uint32_t n_x,
    const void *y, uint32_t n_y);

/* approve_put.c */
void ou_approve_put(struct approving *p, bool granted);
/* Hold it for this reason; an absent one releases what is held.  True when it
 * is held then. */
bool ou_approve_hold(struct approving *p, enum ou_diag code,
    struct ou_str reason, struct ou_str met);

/* approve.c */
int ou_approve_order(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);

/* approve_store.c */
int ou_approve_open(struct ou_approve *x, struct ou_run *run);
/* The order as the store has it; p->stored. */
int ou_approve_recall(struct approving *p);
int ou_approve_keep(struct approving *p);
int ou_approve_log(struct approving *p, const struct ou_decision_row *row,
    enum ou_approval_verdict v);
/* What was read of limits is read anew. */
void ou_approve_forget(struct ou_approve *x, struct ou_run *run);

/* approve_run.c: decisions that are left, orders that wait. */
int ou_approve_store_end(struct ou_approve *x, struct ou_run *run);

/* approve_pending.c */
int ou_approve_pending_begin(struct ou_approve *x, struct ou_run *run);
int ou_approve_pending_add(struct approving *p);
int ou_approve_pending_end(struct ou_approve *x, struct ou_run *run);

#endif
