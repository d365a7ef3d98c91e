#ifndef OU_FORMATS_ACK_H
#define OU_FORMATS_ACK_H

#include "ou/base/digest.h"
#include "ou/book/partner.h"
#include "ou/formats/edi/reader.h"
#include "ou/formats/interchange.h"

/*
 * Acknowledgements: what is wrong with the interchanges of a file, said to
 * those who sent them.  X12 gets a TA1, where it is asked for or something is
 * wrong with the interchange itself, and a 997 (or 999) for each group;
 * EDIFACT gets a CONTRL.  They say that a message could be read, never that an
 * order is taken.
 *
 * Errors of the catalogue reject what they are in, warnings are told and
 * accept it all the same; the partner's profile says otherwise where it does,
 * and with ${strict} every warning rejects.
 *
 * Each goes back to where its interchange came from, from whoever it was for:
 * by the ids of its envelope.  An acknowledgement is never acknowledged.
 */
enum ou_ack_form {
	OU_ACK_USUAL,			/* what the profile has; else 999 for
					 * 005010X..., 997 and CONTRL */
	OU_ACK_997,
	OU_ACK_999,
	OU_ACK_TA1,			/* nothing but TA1 */
	OU_ACK_CONTRL,
};
#define OU_ACK_FORMS "auto|997|999|ta1|contrl"

/* What is answered, for those who keep record of it. */
struct ou_ack_interchange {
	enum ou_edi_family family;
	struct ou_str sender, recipient;	/* as profiles write them */
	struct ou_str reference;	/* ISA13, UNB 0020 */
	struct ou_digest digest;	/* of its header and messages, as
					 * order-import has it; of one that is
					 * rejected another */
	const struct ou_partner *partner;	/* or NULL */
	bool whole;			/* its trailer came */
	bool rejected;			/* as a whole, or it is not */
	bool answers;			/* it has nothing but acknowledgements,
					 * or nothing at all: it gets none */
};

enum ou_ack_known {
	OU_ACK_NEW,
	OU_ACK_AGAIN,			/* ${to} has the answer of then */
	OU_ACK_OTHER,			/* its reference was used for another:
					 * it is rejected */
	OU_ACK_OTHER_AGAIN,		/* so it was before; ${to} has the
					 * answer of then */
};

struct ou_ack {
	/* from the caller */
	struct ou_buf *to;		/* gets the bytes */
	const struct ou_partners *partners;	/* profiles, or NULL */
	enum ou_ack_form form;
	bool strict;
	struct ou_time now;
	size_t message_max;		/* 0: the reader's own */
	int64_t control;		/* the next number of interchanges
					 * and groups */
	/* Who keeps record of what is answered, or NULL: before an interchange
	 * is answered, enum ou_ack_known or -1 with ${err}; and when ${to} has
	 * the answer, if it was written. */
	int (*known)(void *arg, const struct ou_ack_interchange *in,
	    struct ou_err *err);
	int (*answered)(void *arg, const struct ou_ack_interchange *in,
	    struct ou_err *err);
	/* the next number of a level for the sender, instead of control */
	int (*number)(void *arg, const struct ou_ack_interchange *in,
	    enum ou_interchange_level level, int64_t *number,
	    struct ou_err *err);
	/* each fault as it is found; may be NULL */
	void (*fault)(void *arg, const struct ou_edi_fault *fault);
	void *arg;
	/* counted */
	uint64_t written, rejected;	/* acknowledgements; messages and
					 * interchanges */
};

/**
 * ou_ack_read(x, src, family, err):
 * Acknowledge all interchanges of a source.  As ou_edi_next: -1 with
 * OU_ERR_DAMAGED when it is cut off (that was acknowledged, too); and
 * OU_ERR_RECORD when one cannot be addressed; what known() and answered() leave
 * stops it.
 */
int ou_ack_read(struct ou_ack *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err);

/* One of our codes for an APERAK, whose 9321 has eight characters: no two that
 * are told are the same there.  A slice of it, or a text of its own. */
struct ou_str ou_ack_advice_code(struct ou_str code);

#endif
