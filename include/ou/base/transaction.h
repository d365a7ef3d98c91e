#ifndef OU_BASE_TRANSACTION_H
#define OU_BASE_TRANSACTION_H

#include "ou/base/arena.h"
#include "ou/base/date.h"
#include "ou/base/err.h"

/*
 * What the driver of the commands and a store know of each other: the frame
 * of every effect.  A store gives one of these (ou_store_transaction), a
 * command hands it to the driver, the driver calls it around its batches.
 *
 * An effect is keyed by (command, id of the record, digest of its content).
 * The first time its output is kept with it, in the same transaction; from
 * then on the same input is answered with the same bytes and nothing else
 * happens.  What was committed but perhaps not printed (the process was
 * killed in between) can be printed again without the input.
 *
 * All answer 0 or -1 with ${err}: OU_ERR_BUSY when somebody else is at work
 * and the same transaction may succeed later (after it, rollback and begin
 * again), OU_ERR_OUTPUT when the store has failed.
 */
struct ou_effect {
	struct ou_str command;		/* "stock-allocate" */
	struct ou_str type;		/* of the record: "Order" */
	struct ou_str id;
	struct ou_str digest;		/* 32 bytes: SHA-256 of the record
					 * without its "source" and
					 * when it was held */
	struct ou_str output;		/* lines as printed, each with LF */
	/* Told by done and resume, with the output. */
	int64_t seq;			/* its number in the store */
	bool overtaken;			/* the command has answered this id
					 * since, and otherwise: */
	int64_t newer;			/* under this number (0: in this
					 * transaction) */
	struct ou_time newer_at;	/* at this time */
};

struct ou_transaction {
	void *store;
	int (*begin)(void *store, struct ou_err *err);
	/* Look for ${n} effects at once: the output of those that are there
	 * already (also kept by this transaction) is filled in, in ${a}; the
	 * others' p is NULL, and an empty output's is not. */
	int (*done)(void *store, struct ou_arena *a, struct ou_effect *effects,
	    uint32_t n, struct ou_err *err);
	/* Keep an effect with its output; written at the latest by commit.
	 * The same effect a second time within a transaction is refused
	 * (OU_ERR_RECORD, OU_DIAG_DUPLICATE). */
	int (*keep)(void *store, const struct ou_effect *effect,
	    struct ou_err *err);
	int (*commit)(void *store, struct ou_err *err);
	/* Forget all since begin.  Never fails. */
	void (*rollback)(void *store);
	/* How often anything was changed since the store was opened (a count
	 * of calls will do).  A record that is refused after it has changed
	 * something makes the driver roll back and do the batch again without
	 * it. */
	uint64_t (*changes)(void *store);
	/* All outputs that were committed, answered by done or handed out by
	 * resume since the store was opened have left the process.  Called
	 * outside of a transaction; not at once when records go to a file
	 * that only gets its name at the end.  It is written down with the
	 * next commit, or when the store is closed: who is killed in between
	 * has it printed again. */
	int (*printed)(void *store, struct ou_err *err);
	/* Hand out, in the order of the commits, the output of ${command}
	 * that was committed but never reported as printed: as an effect, with
	 * all but its digest.  Called outside of a transaction, before the
	 * first. */
	int (*resume)(void *store, struct ou_str command,
	    int (*print)(void *arg, const struct ou_effect *effect,
	    struct ou_err *err), void *arg, struct ou_err *err);
};

#endif
