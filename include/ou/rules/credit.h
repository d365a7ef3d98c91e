#ifndef OU_RULES_CREDIT_H
#define OU_RULES_CREDIT_H

#include "ou/model/order.h"

/*
 * What a customer may still owe, and what a budget still gives.
 *
 * The exposure is what other orders take, what is invoiced and not paid, and
 * this order.  An order that is paid, or of which the prepaid amount leaves
 * nothing to pay, takes nothing and is not looked at.
 */
struct ou_credit {
	struct ou_str currency;		/* of all amounts */
	struct ou_amount limit;		/* absent: none was agreed */
	struct ou_amount orders;	/* of other orders */
	struct ou_amount unpaid;	/* invoices */
	struct ou_amount order;		/* this one; absent: not known, or not
					 * to be had in that currency */
	int32_t overdue;		/* days of the oldest; 0: none is */
	uint32_t overdue_from;		/* so many hold; UINT32_MAX: none do */
	const struct ou_terms *terms;	/* that the order asks for, or NULL */
	struct ou_str agreed;		/* terms of the customer; absent: any */
};

/**
 * ou_credit_hold(a, x, reason, err):
 * 1 and the reason, with all figures and all that is wrong, when the order
 * cannot be granted; 0 when it can; -1 with ${err} (overflow).
 */
int ou_credit_hold(struct ou_arena *a, const struct ou_credit *x,
    struct ou_str *reason, struct ou_err *err);

/* Has it been paid for?  Cancelled orders owe nothing either. */
bool ou_credit_free(const struct ou_order *o);

/**
 * ou_credit_terms(terms, agreed):
 * Are these payment terms within those that were agreed ("NET30", "30",
 * "NET30EOM")?  The same code is, and so are no more days, counted to the end
 * of the month only where that was agreed.  What cannot be compared is not.
 */
bool ou_credit_terms(const struct ou_terms *terms, struct ou_str agreed);

/* The same of a budget: what others take and this order, of an amount. */
int ou_budget_hold(struct ou_arena *a, struct ou_str name,
    struct ou_str currency, struct ou_amount budget, struct ou_amount taken,
    struct ou_amount order, struct ou_str *reason, struct ou_err *err);

#endif
