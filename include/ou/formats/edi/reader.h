#ifndef OU_FORMATS_EDI_READER_H
#define OU_FORMATS_EDI_READER_H

#include "ou/base/seen.h"
#include "ou/formats/edi/fault.h"
#include "ou/formats/edi/token.h"
#include "ou/io/source.h"

/*
 * A stream of interchanges, handed out message by message: ST to SE, UNH to
 * UNT, whole and in one piece.  Memory is that of the largest message.  The
 * reader knows envelopes and nothing of what stands in the messages.
 *
 * Trailers, counts and references are compared, and what is wrong is a fault
 * (see fault.h); none of them takes back a message that was whole.  After
 * damage the reader goes on at the next ISA, UNA or UNB, GS, UNG, ST or UNH;
 * the bytes in between are handed out as stray.
 *
 * Segments are counted from 1 in the whole input (UNA is none).
 *
 * What was opened is closed: for each OU_EDI_GROUP there is one
 * OU_EDI_GROUP_CLOSE, for each OU_EDI_OPEN one OU_EDI_CLOSE, whether the
 * trailer came or not, and in the right order.  Faults of a trailer are
 * reported before the event that closes.
 */
enum ou_edi_event {
	OU_EDI_END,		/* the input ended well */
	OU_EDI_OPEN,		/* ISA or UNB was read: edi->interchange */
	OU_EDI_GROUP,		/* GS or UNG was read: edi->group */
	OU_EDI_SERVICE,		/* edi->service: TA1, ISB, ISE */
	OU_EDI_MESSAGE,		/* edi->message */
	OU_EDI_STRAY,		/* edi->stray: bytes of no message */
	OU_EDI_GROUP_CLOSE,	/* the group is over */
	OU_EDI_CLOSE,		/* the interchange is over */
};

/* What is told of bytes that are of no message. */
enum ou_edi_passed {
	OU_EDI_PASSED,
	OU_EDI_PASSED_UNA,		/* they are a UNA */
};

/* ISA, UNB, GS or UNG: its bytes, its elements, what it holds, and what its
 * trailer said about that. */
struct ou_edi_header {
	struct ou_buf bytes;		/* with terminator; UNA in front */
	struct ou_edi_segment seg;	/* slices of bytes; n 0: none */
	struct ou_buf trailer;		/* without terminator */
	struct ou_str count;		/* slices of trailer, once it came */
	struct ou_str reference;
	bool ended;			/* the trailer came */
	uint64_t messages;		/* so far */
	uint64_t packages;
	uint64_t groups;
	bool open;
};

struct ou_edi_message {
	struct ou_str bytes;		/* with the last terminator */
	const struct ou_edi_piece *pieces;
	uint32_t n;			/* segments, ST and SE among them */
	uint64_t byte;			/* where it begins */
	uint64_t segment;		/* number of its first segment */
	bool whole;			/* its trailer came */
	bool cut;			/* input or interchange ended in it */
	bool too_long;			/* above message_max: bytes are only
					 * its beginning */
	bool again;			/* its reference was there before in
					 * this group or interchange */
};

/* The references of the messages of what is open: a run of consecutive
 * numbers, and up to OU_EDI_REFERENCES_MAX others (1 MiB); what comes behind
 * so many is compared with those. */
#define OU_EDI_REFERENCES_MAX 65536
struct ou_edi_references {
	int64_t first, last;		/* the run */
	bool numbered;			/* there is one */
	bool listed;			/* there are others */
	struct ou_seen others;
	struct ou_arena arena;
};

struct ou_edi {
	/* from the caller */
	struct ou_source *src;
	enum ou_edi_family family;
	size_t message_max;
	bool refeed;			/* trailers are not expected */
	void (*fault)(void *arg, const struct ou_edi_fault *fault);
	/* every byte that is of no message, in order: once what stands behind
	 * it is looked at; NULL: nobody wants them */
	void (*passed)(void *arg, struct ou_str bytes,
	    enum ou_edi_passed what);
	void *arg;

	/* the state of the stream */
	struct ou_edi_marks marks;
	struct ou_edi_header interchange;
	struct ou_edi_header group;
	struct ou_edi_message message;
	struct ou_str stray;
	uint64_t stray_byte;
	struct ou_err stray_err;	/* why it is of no message */
	struct ou_str service;		/* without terminator */
	uint64_t service_byte;
	uint64_t segments;		/* read so far */

	/* the rest belongs to lib/formats/edi */
	struct ou_edi_references references;
	struct ou_edi_piece *pieces;
	uint32_t cap_pieces;
	uint64_t object;		/* bytes of one that are to come */
	size_t taken;			/* of the window, by the last event */
	bool message_taken;		/* and it was a message */
	struct ou_buf una;
	bool una_given;
	bool syntax4;
	bool marked;			/* marks are known */
	bool seen;			/* something of the family was found */
	bool bare;			/* said: the interchange is missing */
	bool damaged;			/* the input will not end well */
	bool closing;
	uint64_t group_messages;
	uint64_t damage_byte;
	uint64_t damage_segment;
	const char *damage;
};

void ou_edi_init(struct ou_edi *edi, struct ou_source *src,
    enum ou_edi_family family);
void ou_edi_release(struct ou_edi *edi);

/**
 * ou_edi_next(edi, event, err):
 * The next event; what the last one handed out is no longer valid.  0, or -1
 * with ${err}: OU_ERR_DAMAGED when the input is cut off (messages that were
 * whole, and the one that was cut, came before), is not of this family, or
 * cannot be read.
 */
int ou_edi_next(struct ou_edi *edi, enum ou_edi_event *event,
    struct ou_err *err);

/**
 * ou_edi_segment(edi, message, i, seg):
 * Take segment ${i} (from 0) of a message apart.  0, or -1 when it has too
 * many elements.
 */
int ou_edi_segment(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, uint32_t i,
    struct ou_edi_segment *seg);

/**
 * ou_edi_object(marks, message, i):
 * The object of a package (UNO) that ends with segment ${i}, UNP, in front of
 * which it stands; absent otherwise.
 */
struct ou_str ou_edi_object(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, uint32_t i);

/**
 * ou_edi_check(edi, message, seg):
 * Compare the message's trailer with its header; ${seg} is room to work in.
 * Report faults.
 */
void ou_edi_check(struct ou_edi *edi, const struct ou_edi_message *message,
    struct ou_edi_segment *seg);

/* Read a saved header (see ou_edi_header.bytes) into a segment. */
void ou_edi_header_split(struct ou_edi_segment *seg,
    const struct ou_edi_marks *marks, struct ou_str bytes);

/**
 * ou_edi_report(edi, fault, segment, byte, fmt, ...):
 * Hand out a fault: what is in its err is filled in from the kind, its
 * place from the number of the segment in the input, the element and the
 * offset.
 */
void ou_edi_report(struct ou_edi *edi, struct ou_edi_fault *fault,
    uint64_t segment, uint64_t byte, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* Does the input look like this family?  0, or how sure, with the reason. */
int ou_edi_detect(enum ou_edi_family family, struct ou_str head,
    const char **why);

/* What to ask for instead, when ${head} begins an electronic interchange of a
 * kind that is not read, such as TRADACOMS; else NULL. */
const char *ou_edi_advice(struct ou_str head);

#endif
