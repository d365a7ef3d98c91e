#ifndef OU_DESK_PENDING_H
#define OU_DESK_PENDING_H

#include "ou/book/book.h"
#include "ou/cli/command.h"
#include "ou/store/store.h"

/*
 * What edi-convert --pending does: what was exchanged and is not acknowledged
 * yet, on either side, in the order in which it should be; a row each, and a
 * table with --print.  Before that, the decisions of the book's
 * exchange-decisions, or of a file, are taken.
 */
struct ou_pending {
	bool asked;
	const char *partner;		/* name of a profile, or NULL: all */
	const char *decisions;		/* a file, or NULL: the book's */
	/* its own */
	struct ou_store *store;
	struct ou_sink *print;
	struct ou_rows rows;
	struct ou_zone *zone;		/* of their times; NULL: none */
};

/* Look at the options.  0, or -1 with run->err. */
int ou_pending_begin(struct ou_pending *x, struct ou_run *run);
/* Write it.  What is overdue makes the exit status 1. */
int ou_pending_end(struct ou_pending *x, struct ou_run *run);
void ou_pending_release(struct ou_pending *x);

#endif
