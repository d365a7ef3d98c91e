#ifndef OU_LIB_FORMATS_ACK_H
#define OU_LIB_FORMATS_ACK_H

#include "ou/base/seen.h"
#include "ou/formats/ack.h"
#include "ou/formats/edi/envelope.h"
#include "ou/formats/guide_check.h"
#include "ou/formats/interchange.h"

/*
 * What is known of an interchange when it is over: ack.c gathers it, ack_x12.c
 * and ack_contrl.c write it.
 */
enum ack_verdict { ACK_ACCEPTED, ACK_ERRORS, ACK_REJECTED };

/* Codes of one level, at most five of them, each once. */
struct ack_codes {
	const char *codes[5];
	uint32_t n;
};

struct ack_element {
	struct ack_element *next;
	unsigned element, component, repetition;
	const char *code;
	struct ou_str data;
};

struct ack_segment {
	struct ack_segment *next;
	struct ou_str tag;
	uint64_t position;
	const char *code;		/* NULL: only its elements */
	struct ack_element *elements, **end;
};

#define ACK_SEGMENTS 1000		/* as many are told of a message */

struct ack_message {
	struct ack_message *next;
	struct ou_str type, reference;
	struct ou_str version;		/* ST03, or S009 behind the type */
	enum ack_verdict verdict;
	struct ack_codes codes;
	struct ack_segment *segments, **end, *last;
	uint32_t n_segments;
	bool answer;			/* it is an acknowledgement itself */
};

struct ack_group {
	struct ack_group *next;
	bool given;			/* there is a header */
	struct ou_str type, reference, version;
	struct ou_edi_party sender, recipient;
	struct ou_str stated;		/* how many messages, GE01 */
	enum ack_verdict verdict;
	struct ack_codes codes;
	struct ack_message *messages, **end;
	uint64_t received, rejected, errors, answers;
};

struct ack_run {
	struct ou_ack *x;
	struct ou_arena arena;		/* of an interchange */
	struct ou_arena run;
	struct ou_seen seen;		/* interchanges, messages by group */
	uint64_t n_groups;
	struct ou_edi edi;
	struct ou_edi_segment seg;
	struct ou_guide_check guides;
	const struct ou_partner *partner;
	enum ou_ack_form form;		/* as asked for, or as the profile
					 * has it */
	struct ou_edi_interchange in;	/* copied */
	enum ack_verdict verdict;	/* of the interchange */
	struct ack_codes codes;
	bool service;			/* TA1 and the like came */
	struct ack_group *groups, **end, *group;
	struct ack_message *message;	/* that faults are in */
	struct ou_digesting content;	/* of header and messages */
	struct ou_ack_interchange record;
	struct ou_partner reply;	/* how it is addressed */
	struct ou_interchange out;
};

/* Lists of codes; what one of them means, or absent. */
enum ack_list {
	ACK_INTERCHANGE_CODES,
	ACK_GROUP_CODES,
	ACK_MESSAGE_CODES,
	ACK_SEGMENT_CODES,
	ACK_ELEMENT_CODES,
	ACK_EDIFACT_CODES,
};
struct ou_str ou_ack_meaning(enum ack_list list, struct ou_str code);

int ou_ack_write_x12(struct ack_run *r, struct ou_err *err);
int ou_ack_write_contrl(struct ack_run *r, struct ou_err *err);

/* --- what both write: ack_write.c --- */

/* From whom the interchange was for, to where it came from. */
struct ou_partner_output *ou_ack_address(struct ack_run *r);

/* The interchange of an acknowledgement, once it is addressed. */
int ou_ack_begin(struct ack_run *r, struct ou_err *err);
int ou_ack_end(struct ack_run *r, struct ou_err *err);

/* SE or UNT of the message that began behind ${from} segments. */
int ou_ack_trailer(struct ack_run *r, struct ou_str tag, uint64_t from,
    const char *reference, struct ou_err *err);

/* An element of the segment that is written. */
int ou_ack_put(struct ack_run *r, unsigned e, unsigned c, struct ou_str text,
    struct ou_err *err);
int ou_ack_number(struct ack_run *r, unsigned e, unsigned c, uint64_t n,
    struct ou_err *err);

#endif
