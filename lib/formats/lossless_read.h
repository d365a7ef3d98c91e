#ifndef OU_LIB_FORMATS_LOSSLESS_READ_H
#define OU_LIB_FORMATS_LOSSLESS_READ_H

#include "lossless.h"
#include "ou/formats/guide_check.h"

/*
 * A run over the interchanges of a source.  Bytes that are of no message
 * gather in ${gap} until a record goes out that can hold them: the next
 * message, or the end of the interchange.  What the way back would write in
 * that place is asked of the way back itself, which goes along as a shadow;
 * only where the two differ the bytes are kept.
 */
struct lossless_run {
	const struct ou_lossless *x;
	struct ou_arena *a;
	struct ou_edi edi;
	struct ou_edi_segment seg;
	struct ou_guide_check guides;
	struct ou_edi_heading heading;	/* of the message at hand */
	struct lossless_put put;
	struct ou_lossless_out *shadow;
	struct ou_buf gap;
	size_t una;			/* where it stands in gap */
	bool una_given;
	size_t pass_over;		/* of the next bytes */
	bool refusing;			/* what is stray is part of a reject */
	/* of the interchange and the group: the values of their members */
	uint64_t interchanges, groups;
	struct ou_buf envelope, set, delimiters, service;
	bool known;			/* envelope and delimiters are made */
	bool changed;			/* headers are new to the shadow */
	bool skipped;			/* no record for what came last */
	bool lacking;			/* the interchange lacks messages */
	bool bare;			/* there is no interchange around */
	char line_end[9];
	bool crlf;			/* segments end with CR LF */
	/* the record at hand, and the end of an interchange that waits for
	 * what stands behind it */
	struct ou_buf json, end;
	bool due;
	bool due_exact;			/* it says all that was read */
	/* findings as JSON, separated by commas */
	struct ou_buf found, found_in_message, due_found;
	bool in_message;
	bool answers;			/* TA1 and the like were there */
	bool over;			/* there is nothing any more */
	bool stopped;			/* a callback wants to stop */
};

/* lossless_say.c */
void ou_lossless_fault(void *arg, const struct ou_edi_fault *fault);

/* Bytes as text that can stand in a record, at most ${most} of them. */
struct ou_str ou_lossless_text(struct ou_arena *a, struct ou_str bytes,
    size_t most);

/* What could not be taken: the bytes, under the headers that are open. */
int ou_lossless_refuse(struct lossless_run *r, struct ou_str bytes,
    uint64_t segment, uint64_t byte, const struct ou_err *why);

/* lossless_envelope.c: the members of the interchange and of the group, in
 * front of the first message or at the end. */
void ou_lossless_know(struct lossless_run *r,
    const struct ou_edi_message *message);
void ou_lossless_know_group(struct lossless_run *r);
void ou_lossless_know_service(struct lossless_run *r);

/* What the texts of a message are in; what was not said is a fault. */
void ou_lossless_choose(struct lossless_run *r, struct ou_str message);

#endif
