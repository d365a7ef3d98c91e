#ifndef OU_BOOK_APPROVALS_H
#define OU_BOOK_APPROVALS_H

#include "ou/book/book.h"
#include "ou/model/approval.h"

/*
 * approvals.json: who must agree to an order, and when a customer has no
 * credit.
 *
 *	{
 *	  "credit": { "overdueDays": 30 },
 *	  "changes": ["goods", "quantityUp", "priceUp", "address", "buyer"],
 *	  "rules": [
 *	    { "id": "above-1000",
 *	      "when": { "minAmount": "1000.00", "currency": "EUR",
 *	        "segments": ["b2b"] },
 *	      "steps": [
 *	        { "name": "manager", "side": "buyer",
 *	          "by": { "role": "manager" }, "expires": "P3D",
 *	          "onExpiry": "escalate", "escalateTo": { "role": "head" } },
 *	        { "name": "sales", "by": { "accountManager": true } } ] }
 *	  ]
 *	}
 *
 * What the members mean is told in orderutils-book(5).  A member that nobody
 * knows is refused with its path, as in settings.json.
 */
struct ou_approvals_file {
	struct ou_approval_rule *rules;
	uint32_t n_rules;
	/* credit.overdueDays: an invoice that long overdue holds; UINT32_MAX:
	 * none does */
	uint32_t overdue_days;
	uint32_t changes;		/* that ask again: a set of enum
					 * ou_approved_change */
};

/**
 * ou_book_approvals(a, dir, users, file, err):
 * Read it; an absent one has no rules.  Steps of the same name are one step:
 * they must ask the same people.  Roles and users that nobody of ${users} (the
 * book's) has are refused, unless that is empty.
 */
int ou_book_approvals(struct ou_arena *a, const char *dir,
    const struct ou_rows *users, struct ou_approvals_file *file,
    struct ou_err *err);

/**
 * ou_book_approvals_refer(a, dir, file, customers, items, err):
 * Customers, items and categories that the rules name are in those tables of
 * the book; one that is NULL or empty is not asked.
 */
int ou_book_approvals_refer(struct ou_arena *a, const char *dir,
    const struct ou_approvals_file *file, const struct ou_rows *customers,
    const struct ou_rows *items, struct ou_err *err);

/**
 * ou_book_approvals_quorums(a, dir, file, users, err):
 * Every step asks as many people as must approve it: of ours, or of one
 * customer at least of those that its rule is for.  When they may decide does
 * not matter; ${users} that is NULL or empty is not asked.
 */
int ou_book_approvals_quorums(struct ou_arena *a, const char *dir,
    const struct ou_approvals_file *file, const struct ou_rows *users,
    struct ou_err *err);

#endif
