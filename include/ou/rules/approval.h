#ifndef OU_RULES_APPROVAL_H
#define OU_RULES_APPROVAL_H

#include "ou/model/approval.h"
#include "ou/rules/approved.h"
#include "ou/rules/rates.h"

/*
 * Who must agree to an order, and whether they have.
 *
 *   Rules.  All rules that fit apply.  What is not known of an order (an
 *   amount, a margin, a rate of exchange) is taken to fit: better asked once
 *   too often.  Steps of the same name are one: with the largest quorum, the
 *   last place and the earliest end of those that ask for it.
 *
 *   Steps.  Those of the lowest order are open first, all at the same time;
 *   the next wait until each of these is approved.  One refusal refuses the
 *   order.  A step that is not decided in time is expired, which refuses the
 *   order too, or others are asked, who have as long again; then it waits.
 *
 *   Decisions.  An approval is about an amount and says nothing of a larger
 *   one; a refusal is about this amount only.  Both are about what the order
 *   was then (ou/rules/approved.h) and say nothing of one that is other in
 *   what matters.  So an order that was changed is asked for again where it
 *   has to be.  One that is about no content is about the amount alone.  Who
 *   decides has a seat: a user with the role, or one in whose place the user
 *   stands.  In a step a person decides once, and a seat is taken once, so that
 *   a quorum of two is two people and two seats.  Who ordered has no seat, and
 *   stands in for nobody, unless all rules that ask for the step say so.  The
 *   limit is the seat's; refusing needs none.
 *
 * It has no clock: ${now} comes with the order.
 */
struct ou_approver {			/* a user of the book */
	struct ou_str customer;		/* absent: ours */
	struct ou_str user, name, email;
	struct ou_str roles, cost_centers;	/* blank separated */
	struct ou_amount limit;		/* absent: any */
	struct ou_str delegate;
	struct ou_date delegate_from, delegate_through;
	struct ou_date valid_from, valid_through;
};

struct ou_approval_book {
	const struct ou_approval_rule *rules;
	uint32_t n_rules;
	struct ou_approver *users;	/* will be sorted */
	uint32_t n_users;
	struct ou_str currency;		/* of users' limits; absent: the
					 * order's */
	const struct ou_rates *rates;	/* or NULL */
};

struct ou_approvals;

struct ou_approvals *ou_approvals_new(struct ou_arena *a,
    const struct ou_approval_book *book);

/* An order, as far as this looks at it. */
struct ou_approval_case {
	/* facts */
	struct ou_amount amount;	/* without tax; absent: not known */
	struct ou_str currency;
	struct ou_rate margin;
	struct ou_date day;		/* of the order, for rates */
	bool first;			/* the customer's first */
	struct ou_str customer, group, segment, channel, country, cost_center,
	    terms;
	struct ou_approval_words categories, items;
	struct ou_str requester;	/* the user who ordered, if one did */
	struct ou_str manager;		/* our user for the customer */
	struct ou_time now;
	/* what the order says: approvals (extended) and approvalSteps */
	struct ou_approval *decisions;
	uint32_t n_decisions;
	const struct ou_approval_step *recorded;
	uint32_t n_recorded;
	struct ou_approved_case about;	/* what they are about, and what it is
					 * now; all zeros: nobody looks */
	/* what becomes of it: the steps as they stand */
	struct ou_approval_step *steps;
	uint32_t n_steps;
	struct ou_approval_demand *demands;	/* of each step */
	bool *requester_may;			/* in each step */
};

enum ou_approval_outcome {
	OU_APPROVAL_NONE,		/* nobody is asked */
	OU_APPROVAL_WAITS,
	OU_APPROVAL_GIVEN,
	OU_APPROVAL_REFUSED,		/* or not given in time */
};

/* Why a rule does not fit. */
enum ou_approval_misfit {
	OU_APPROVAL_FITS,
	OU_APPROVAL_BELOW, OU_APPROVAL_ABOVE, OU_APPROVAL_MARGIN,
	OU_APPROVAL_NOT_FIRST, OU_APPROVAL_FIRST, OU_APPROVAL_CATEGORY,
	OU_APPROVAL_ITEM, OU_APPROVAL_COST_CENTER, OU_APPROVAL_COUNTRY,
	OU_APPROVAL_SEGMENT, OU_APPROVAL_CHANNEL, OU_APPROVAL_CUSTOMER,
	OU_APPROVAL_GROUP, OU_APPROVAL_TERMS,
	OU_APPROVAL_MISFITS
};

enum ou_approval_misfit ou_approval_fits(const struct ou_approvals *x,
    const struct ou_approval_rule *rule, const struct ou_approval_case *c);

/* "the amount is lower", ... */
const char *ou_approval_misfit_text(enum ou_approval_misfit m);

/**
 * ou_approval_look(x, a, c):
 * Find out who must agree, and what the decisions that are there come to:
 * fill c->steps, in their order.  Call it again after the facts or the
 * decisions have changed.
 */
enum ou_approval_outcome ou_approval_look(const struct ou_approvals *x,
    struct ou_arena *a, struct ou_approval_case *c);

/* What becomes of a decision. */
enum ou_approval_verdict {
	OU_APPROVAL_ACCEPTED,
	OU_APPROVAL_AGAIN,		/* it was accepted before: once */
	OU_APPROVAL_NO_STEP,
	OU_APPROVAL_WAITING,		/* steps before it are not approved */
	OU_APPROVAL_EARLY,		/* older than what is asked now */
	OU_APPROVAL_LATE,
	OU_APPROVAL_FUTURE,		/* dated after now */
	OU_APPROVAL_DECIDED,		/* otherwise, or by others */
	OU_APPROVAL_AMOUNT,		/* about less than the order is now */
	OU_APPROVAL_CONTENT,		/* about other goods, prices ... */
	OU_APPROVAL_UNKNOWN,		/* no user of that side, or not valid */
	OU_APPROVAL_REQUESTER,		/* the own order */
	OU_APPROVAL_RIGHT,		/* no right to decide this */
	OU_APPROVAL_SEAT,		/* the seat was used by somebody */
	OU_APPROVAL_LIMIT,
	OU_APPROVAL_RATE,		/* no rate to compare the limit by */
	OU_APPROVAL_VERDICTS
};

const char *ou_approval_verdict_text(enum ou_approval_verdict v);

/**
 * ou_approval_decide(x, a, c, d):
 * A decision (order is not looked at; a time that is absent is now, an amount
 * that is absent is the order's) after ou_approval_look, which is called again
 * when it counts.  It is added to c->decisions, whether it counts or not, but
 * not when the same is there; of very many that do not count the last are not
 * kept.
 */
enum ou_approval_verdict ou_approval_decide(const struct ou_approvals *x,
    struct ou_arena *a, struct ou_approval_case *c,
    const struct ou_decision_row *d);
#define OU_APPROVALS_MAX 1000

/* Somebody who may approve a step. */
struct ou_approval_seat {
	const struct ou_approver *who;
	const struct ou_approver *behalf;	/* NULL: the own seat */
};

/* Those who may approve step ${i} on the day of ${now} and have not; their
 * own seats first, then as the users are sorted; at most ${max}.  How many. */
uint32_t ou_approval_may(const struct ou_approvals *x,
    const struct ou_approval_case *c, uint32_t i,
    struct ou_approval_seat *seats, uint32_t max);
#define OU_APPROVAL_MAY_MAX 100

/* The user of that customer (absent: of ours) with this name or e-mail
 * address, valid or not; NULL when there is none. */
const struct ou_approver *ou_approval_user(const struct ou_approvals *x,
    struct ou_str customer, struct ou_str name);

#endif
