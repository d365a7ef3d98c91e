#ifndef OU_MODEL_APPROVAL_H
#define OU_MODEL_APPROVAL_H

#include "ou/model/order.h"

/*
 * Who must agree to an order: rules of the book (approvals.json), what people
 * say, and what they are asked.
 */

/* Words of which one is enough; none: it does not matter. */
struct ou_approval_words {
	struct ou_str *list;
	uint32_t n;
};

/* What an order must be like for a rule: all that is given holds. */
struct ou_approval_when {
	struct ou_amount min, max;	/* without tax, both included */
	struct ou_str currency;		/* of these */
	struct ou_rate min_margin, max_margin;	/* per cent, both included */
	enum ou_flag first;		/* the customer's first order */
	struct ou_approval_words categories, items, cost_centers, countries,
	    segments, channels, customers, groups, terms;
};

/* Whom one asks: one of these is given. */
struct ou_approval_by {
	struct ou_str role;
	struct ou_approval_words users;
	bool manager;			/* the customer's account manager */
};

/* A step that a rule asks for. */
struct ou_approval_demand {
	struct ou_str name;
	uint32_t order;			/* lowest first; the same: together */
	bool buyer;			/* the customer's people, not ours */
	struct ou_approval_by by;
	uint32_t quorum;		/* so many must approve, 1 at least */
	uint32_t expires;		/* seconds; 0: never */
	bool escalates;			/* then others are asked: */
	struct ou_approval_by next;	/* of the same side */
};

/* How an order can be other than what was approved, as approvals.json calls
 * it; a set has a bit for each.  That it costs more always matters. */
#define OU_APPROVED_CHANGES "goods|quantityUp|quantityDown|priceUp|" \
	"priceDown|address|buyer|paymentTerms"
enum ou_approved_change {
	OU_APPROVED_GOODS,		/* an item, or a unit, that was not
					 * there */
	OU_APPROVED_QUANTITY_UP, OU_APPROVED_QUANTITY_DOWN,
	OU_APPROVED_PRICE_UP, OU_APPROVED_PRICE_DOWN,
	OU_APPROVED_ADDRESS,
	OU_APPROVED_BUYER,		/* the customer, or the cost centre */
	OU_APPROVED_TERMS,
	OU_APPROVED_UNKNOWN,		/* what was approved is not there */
	OU_APPROVED_SAME
};
#define OU_APPROVED_DEFAULT (1U << OU_APPROVED_GOODS | \
	1U << OU_APPROVED_QUANTITY_UP | 1U << OU_APPROVED_PRICE_UP | \
	1U << OU_APPROVED_ADDRESS | 1U << OU_APPROVED_BUYER)

struct ou_approval_rule {
	struct ou_str id;
	struct ou_approval_when when;
	bool requester_may;		/* who ordered may approve it too */
	struct ou_approval_demand *steps;
	uint32_t n_steps;
};

#define OU_DECISION_MEMBERS(F, T) \
	F(T, TEXT, order, "order", _, OU_FIELD_REQUIRED, 0, "id of the order") \
	F(T, TEXT, step, "step", _, OU_FIELD_REQUIRED, 0, "a name of its approvalSteps") \
	F(T, TEXT, user, "user", _, OU_FIELD_REQUIRED | OU_FIELD_PERSONAL, 0, "who decided: a user of the book") \
	F(T, CODE, decision, "decision", _, OU_FIELD_REQUIRED, 0, "approved or refused") \
	F(T, TIME, at, "at", _, 0, 0, "when; absent: now") \
	F(T, TEXT, note, "note", _, OU_FIELD_PERSONAL, 0, "what was said to it") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what was asked about; absent: what the order is now") \
	F(T, TEXT, content, "content", _, 0, 0, "the same: content of the step; absent: what the order is now")

/* A row of the book, or of a file of decisions. */
#define OU_DECISION_ROW_FIELDS(F, T) OU_DECISION_MEMBERS(F, T)
OU_RECORD_STRUCT(decision_row, OU_DECISION_ROW_FIELDS);

/* The same as a record. */
#define OU_DECISION_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Decision") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "decision/1") \
	F(T, TEXT, id, "id", _, 0, 0, "what makes it this one") \
	OU_DECISION_MEMBERS(F, T) \
	F(T, CODE, status, "status", _, 0, 0, "accepted or rejected, once it was looked at") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why it was rejected")
OU_RECORD_STRUCT(decision, OU_DECISION_FIELDS);

/* A person who is asked about an order: one record each. */
#define OU_PENDING_APPROVAL_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "PendingApproval") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "pending-approval/1") \
	F(T, TEXT, order, "order", _, OU_FIELD_REQUIRED, 0, "id of the order") \
	F(T, TEXT, number, "orderNumber", _, 0, 0, "the buyer's number") \
	F(T, TEXT, customer, "customer", _, 0, 0, "our customer number") \
	F(T, TEXT, cost_center, "costCenter", _, 0, 0, "cost centre that pays") \
	F(T, TEXT, step, "step", _, OU_FIELD_REQUIRED, 0, "what is to be decided") \
	F(T, CODE, side, "side", _, 0, 0, "whose people decide: ours, buyer") \
	F(T, TEXT, user, "user", _, OU_FIELD_PERSONAL, 0, "who may; absent: nobody in the book") \
	F(T, TEXT, name, "name", _, OU_FIELD_PERSONAL, 0, "the same in words") \
	F(T, TEXT, email, "email", _, OU_FIELD_PERSONAL, 0, "e-mail address") \
	F(T, TEXT, behalf, "onBehalfOf", _, OU_FIELD_PERSONAL, 0, "in whose place") \
	F(T, INTEGER, quorum, "quorum", _, 0, 0, "how many must approve") \
	F(T, INTEGER, approved, "approved", _, 0, 0, "how many have") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what it is about, without tax") \
	F(T, CODE, currency, "currency", _, 0, 0, "of the amount") \
	F(T, TEXT, content, "content", _, 0, 0, "what it is about beside: an id of the order's approvedContents") \
	F(T, TEXT, again, "again", _, 0, 0, "why what was decided before does not do") \
	F(T, TEXTS, rules, "rules", _, 0, 0, "rules of the book that ask for it") \
	F(T, TIME, since, "since", _, 0, 0, "when it was asked") \
	F(T, TIME, due, "due", _, 0, 0, "until when") \
	F(T, FLAG, overdue, "overdue", _, 0, 0, "true: that is over") \
	F(T, FLAG, escalated, "escalated", _, 0, 0, "true: others did not answer in time")
OU_RECORD_STRUCT(pending_approval, OU_PENDING_APPROVAL_FIELDS);

#endif
