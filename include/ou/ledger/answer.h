#ifndef OU_LEDGER_ANSWER_H
#define OU_LEDGER_ANSWER_H

#include "ou/book/partner.h"
#include "ou/model/exchange.h"
#include "ou/store/exchange.h"

/*
 * What partners' acknowledgements do to the store's record of what was sent:
 * its messages and interchanges become accepted, accepted with errors or
 * rejected.
 *
 *   A 997 or 999 answers the messages of its group: those that it names, and
 *   all others as the whole group.  CONTRL does the same for an interchange;
 *   where it says only that the interchange came (8), and for a TA1, the
 *   messages go on waiting, unless it is rejected.  824 and APERAK answer a
 *   message or document.  Where a profile expects one of those, an accepted
 *   syntax is no answer.
 *
 *   A partner may sign with another id than the one that was written to: what
 *   is not found by the id in the envelope is looked for by the others of the
 *   profiles that have it.
 *
 *   The worst answer stands.  So the same answers leave the same store, in
 *   any order and however often they come.
 */
struct ou_answering {
	struct ou_store *store;
	const struct ou_partners *partners;	/* or NULL */
	struct ou_time now;
	/* what is answered was never sent, or was answered otherwise
	 * (OU_DIAG_EDI_ANSWER); may be NULL */
	void (*tell)(void *arg, const struct ou_err *e);
	void *arg;
	uint64_t unknown;		/* never sent: how many */
	/* its own: by which ids it may have been sent */
	struct ou_str *ids;
	uint32_t n_ids;
};

/**
 * ou_ledger_answer(x, a, k, err):
 * A TA1, 997, 999 or CONTRL, within a transaction of the caller.  Messages
 * that it names get the number of the document that was sent in them.
 */
int ou_ledger_answer(struct ou_answering *x, struct ou_arena *a,
    struct ou_acknowledgement *k, struct ou_err *err);

/* The same for an 824 or APERAK of ${partner} ("ZZ:STORES"). */
int ou_ledger_advice(struct ou_answering *x, struct ou_arena *a,
    struct ou_str partner, const struct ou_application_advice *k,
    struct ou_err *err);

/* --- what waits ------------------------------------------------------- */

/* What has a time and is not acknowledged yet, by either side, or rejected and
 * not sent again, the first that is due first.  What we have rejected may
 * still be repaired, and then be owed. */
int ou_ledger_waiting(struct ou_store *s, struct ou_arena *a,
    struct ou_exchanges *found, struct ou_err *err);

/* That somebody does not wait any more. */
struct ou_settling {
	const struct ou_exchange_decision_row *row;
	struct ou_exchanges *waiting;	/* what does, within the same
					 * transaction; that goes from it */
	struct ou_str command;		/* who writes it down */
	struct ou_time now;
};

/**
 * ou_ledger_settle(s, a, x, why, err):
 * What the decision is about does not wait any more, and the decision is kept
 * as an ExchangeDecision, within a transaction of the caller.  What the
 * partner has rejected stays rejected; what is acknowledged afterwards is
 * that, and what is rejected afterwards waits again.  1; 0 when the same
 * decision, word for word, was taken before (*why NULL), or does not count
 * (*why); -1 with ${err}.
 */
int ou_ledger_settle(struct ou_store *s, struct ou_arena *a,
    const struct ou_settling *x, const char **why, struct ou_err *err);

#endif
