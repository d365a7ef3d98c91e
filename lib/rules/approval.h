#ifndef OU_LIB_RULES_APPROVAL_H
#define OU_LIB_RULES_APPROVAL_H

#include "ou/rules/approval.h"

/*
 *	approval_fit.c		which rules fit, and what they ask for
 *	approval.c		what the decisions come to
 *	approval_decide.c	who may decide
 */
struct ou_approvals {
	struct ou_approval_book book;	/* users by customer and name */
};

/* approval_fit.c: fill c->demands and c->requester_may; how many. */
uint32_t ou_approval_demands(const struct ou_approvals *x,
    struct ou_arena *a, struct ou_approval_case *c);

/* approval.c: does a recorded decision count for this order as it is? */
bool ou_approval_counts(const struct ou_approval_case *c,
    const struct ou_approval *d, struct ou_str step);

/* The users of a side: those of the customer, or ours. */
const struct ou_approver *ou_approval_side(const struct ou_approvals *x,
    const struct ou_approval_case *c, bool buyer, uint32_t *n);

/* A blank separated list has the word. */
bool ou_approval_word(struct ou_str list, struct ou_str word);

#endif
