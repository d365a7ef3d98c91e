#ifndef OU_LEDGER_EXCHANGE_H
#define OU_LEDGER_EXCHANGE_H

#include "ou/book/partner.h"
#include "ou/store/exchange.h"

/*
 * What an interchange does to the store's record of what was exchanged.
 *
 *   Received: the same reference and the same content again changes nothing
 *   and is answered as before.  Another content under the same reference is
 *   refused as a whole, unless the partner's profile only warns of
 *   EDI-DUPLICATE or ignores it.  What was cut off, or of which nothing could
 *   be taken, does not bind its reference: it may be sent again, whole or
 *   repaired.  What was whole or went out once stays so, whatever is missing
 *   or wrong when the same comes again.  A document that came before under
 *   another reference is held, unless it says itself that it is a copy: then it
 *   is nothing new.
 *
 *   Sent: each message awaits its acknowledgement, when the profile says in
 *   how many hours.
 *
 * All of it happens within a transaction of the caller, but for
 * ou_ledger_received_end, which may come later.
 */
struct ou_received_message {
	/* group, message, type, document, function, digest: the caller's;
	 * the rest is filled in */
	struct ou_exchanged row;
	enum {
		OU_RECEIVED_NEW,
		OU_RECEIVED_HELD,	/* a document that came before */
		OU_RECEIVED_COPY,	/* a copy of one */
	} verdict;
	struct ou_str why;		/* of these */
	bool rejected;			/* set before ou_ledger_received_end */
};

struct ou_received {
	/* partner, own, reference, digest: the caller's */
	struct ou_exchanged row;
	const struct ou_partner *profile;	/* or NULL */
	bool whole;
	bool rejected;			/* by who reads it: it binds nothing,
					 * whatever has its reference */
	struct ou_time now;
	struct ou_received_message *messages;
	uint32_t n;
	/* the same came before, at row.at */
	bool again;
};

/**
 * ou_ledger_received(s, a, x, err):
 * Note an interchange and its messages, and say of each what it is.  0, or
 * -1: OU_ERR_RECORD and OU_DIAG_EDI_DUPLICATE when its reference is bound to
 * another content (nothing was changed).
 */
int ou_ledger_received(struct ou_store *s, struct ou_arena *a,
    struct ou_received *x, struct ou_err *err);

/**
 * ou_ledger_refused(s, a, x, err):
 * Note that an interchange was refused because of its reference, without its
 * messages: the same one refused again is x->again, and row.answer is what it
 * was answered.
 */
int ou_ledger_refused(struct ou_store *s, struct ou_arena *a,
    struct ou_received *x, struct ou_err *err);

/* Does what became of it change anything that is noted? */
bool ou_ledger_received_changes(const struct ou_received *x);

/* Note what became of it. */
int ou_ledger_received_end(struct ou_store *s, struct ou_received *x,
    struct ou_err *err);

/**
 * ou_ledger_control(s, a, partner, output, family, level, number, err):
 * The next control number for a partner: without gap or reuse, of as many
 * digits as the field has, then from 1 again; where numbering begins, and
 * which number is the last, ${output} may say (NULL: it does not).  From 1
 * again, a number whose interchange or group still waits for its
 * acknowledgement is passed over.  ${level}: 0 interchange, 1 group, 2
 * message.  OU_ERR_OUTPUT when all wait.
 */
int ou_ledger_control(struct ou_store *s, struct ou_arena *a,
    struct ou_str partner, const struct ou_partner_output *output,
    enum ou_partner_family family, int level, int64_t *number,
    struct ou_err *err);

/**
 * ou_ledger_sent(s, x, profile, now, err):
 * Note a message (or, without a message's reference, an interchange) that is
 * sent: in the transaction of its control number.  Its acknowledgement is
 * awaited as the profile says; never that of an acknowledgement.
 */
int ou_ledger_sent(struct ou_store *s, struct ou_exchanged *x,
    const struct ou_partner *profile, struct ou_time now,
    struct ou_err *err);

#endif
