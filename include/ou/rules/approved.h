#ifndef OU_RULES_APPROVED_H
#define OU_RULES_APPROVED_H

#include "ou/model/approval.h"

/*
 * What a decision about an order was about, beside its amount: the goods with
 * their quantities and prices, where they go to, who buys, on which terms.
 * Lines of one item in one unit are one, so that it does not matter how they
 * are numbered or split.
 */

/**
 * ou_approved_lines(lines, n, err):
 * Put ${n} lines, one for each of an order, into the order of their items and
 * units, and make one of those of the same: quantities are added up, the
 * highest price is theirs.  How many are left, or -1 with ${err}.
 */
int64_t ou_approved_lines(struct ou_approved_line *lines, uint32_t n,
    struct ou_err *err);

/* How something is other. */
struct ou_approved_difference {
	enum ou_approved_change change;	/* OU_APPROVED_SAME: in nothing that
					 * matters */
	const struct ou_approved_line *was, *is;	/* or NULL */
};

/* "24 of JAR instead of 12" */
struct ou_str ou_approved_text(struct ou_arena *a,
    const struct ou_approved_difference *d);

/* An order, and all that was ever decided about. */
struct ou_approved_case {
	const struct ou_approved_content *now;	/* NULL: nobody looks */
	const struct ou_approved_content *known;
	uint32_t n_known;
	struct ou_approved_difference *differ;	/* how now is, of each */
};

/* Fill x->differ: of each what is other now, the first of what is in the set
 * ${matters}.  The lines of all are in order. */
void ou_approved_look(struct ou_arena *a, struct ou_approved_case *x,
    uint32_t matters);

/* Does what was decided about that content hold for the order as it is?  An
 * absent one is about none. */
bool ou_approved_holds(const struct ou_approved_case *x, struct ou_str id);

/* How it is other than that content. */
struct ou_approved_difference ou_approved_differs(
    const struct ou_approved_case *x, struct ou_str id);

#endif
