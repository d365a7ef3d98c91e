#ifndef OU_FORMATS_ACK_H
#define OU_FORMATS_ACK_H

#include "ou/book/partner.h"
#include "ou/formats/edi/reader.h"

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
	OU_ACK_USUAL,			/* 999 for 005010X..., else 997;
					 * CONTRL */
	OU_ACK_997,
	OU_ACK_999,
	OU_ACK_TA1,			/* nothing but TA1 */
	OU_ACK_CONTRL,
};
#define OU_ACK_FORMS "auto|997|999|ta1|contrl"

struct ou_ack {
	/* from the caller */
	struct ou_buf *to;		/* gets the bytes */
	const struct ou_partners *partners;	/* profiles, or NULL */
	enum ou_ack_form form;
	bool strict;
	struct ou_time now;
	size_t message_max;		/* 0: the reader's own */
	int64_t control;		/* the next number of interchanges,
					 * groups and messages */
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
 * OU_ERR_RECORD when one cannot be addressed.
 */
int ou_ack_read(struct ou_ack *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err);

#endif
