#ifndef OU_MODEL_APPROVAL_H
#define OU_MODEL_APPROVAL_H

#include "ou/model/order.h"

/*
 * What people say about an order that waits for them, and what they are asked.
 */
#define OU_DECISION_MEMBERS(F, T) \
	F(T, TEXT, order, "order", _, OU_FIELD_REQUIRED, 0, "id of the order") \
	F(T, TEXT, step, "step", _, OU_FIELD_REQUIRED, 0, "a name of its approvalSteps") \
	F(T, TEXT, user, "user", _, OU_FIELD_REQUIRED | OU_FIELD_PERSONAL, 0, "who decided: a user of the book") \
	F(T, CODE, decision, "decision", _, OU_FIELD_REQUIRED, 0, "approved or refused") \
	F(T, TIME, at, "at", _, 0, 0, "when; absent: now") \
	F(T, TEXT, note, "note", _, OU_FIELD_PERSONAL, 0, "what was said to it") \
	F(T, AMOUNT, amount, "amount", _, 0, 0, "what was asked about; absent: what the order is now")

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
	F(T, TEXTS, rules, "rules", _, 0, 0, "rules of the book that ask for it") \
	F(T, TIME, since, "since", _, 0, 0, "when it was asked") \
	F(T, TIME, due, "due", _, 0, 0, "until when") \
	F(T, FLAG, overdue, "overdue", _, 0, 0, "true: that is over") \
	F(T, FLAG, escalated, "escalated", _, 0, 0, "true: others did not answer in time")
OU_RECORD_STRUCT(pending_approval, OU_PENDING_APPROVAL_FIELDS);

#endif
