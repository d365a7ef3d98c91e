#ifndef OU_LIB_FORMATS_EDI_EDI_H
#define OU_LIB_FORMATS_EDI_EDI_H

#include "ou/formats/edi/reader.h"

/* What a segment is to the envelope, by its tag. */
enum edi_kind {
	EDI_OTHER,
	EDI_MORE,		/* too few bytes to tell */
	EDI_UNA,
	EDI_INTERCHANGE,	/* ISA UNB */
	EDI_GROUP,		/* GS UNG */
	EDI_MESSAGE,		/* ST UNH */
	EDI_MESSAGE_END,	/* SE UNT */
	EDI_GROUP_END,		/* GE UNE */
	EDI_INTERCHANGE_END,	/* IEA UNZ */
	EDI_SERVICE,		/* TA1 ISB ISE: read past */
	EDI_PACKAGE,		/* UNO: not read */
	EDI_INTERACTIVE,	/* UIB: not read */
};

enum edi_kind ou_edi_kind(const struct ou_edi *edi, const char *p, size_t n);

/* A header or trailer that cannot stand inside a message. */
static inline bool
edi_interrupts(enum edi_kind kind)
{
	return kind > EDI_MORE && kind != EDI_MESSAGE_END;
}

/* What may stand between segments. */
static inline bool
edi_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

#define EDI_LOOK 16		/* bytes that tell what begins here */

/* The window with at least ${n} bytes, or all there is. */
struct ou_str ou_edi_look(struct ou_edi *edi, size_t n);

/* Take ${n} bytes that are of no message off the window. */
void ou_edi_pass(struct ou_edi *edi, size_t n, enum ou_edi_passed what);

/* The segment that begins the window, with its terminator when it has one. */
struct ou_str ou_edi_read_segment(struct ou_edi *edi);

/* open.c: headers that begin the window.  -1: they cannot be read. */
int ou_edi_open_interchange(struct ou_edi *edi);
int ou_edi_open_bare(struct ou_edi *edi);
void ou_edi_open_group(struct ou_edi *edi);
void ou_edi_read_una(struct ou_edi *edi);

/* More of the window than the ${w} that is there; false at the end. */
bool ou_edi_look_further(struct ou_edi *edi, struct ou_str *w);

/* package.c: a package, by offsets in the window. */
struct edi_package {
	size_t object;			/* behind the segments in front of it */
	uint64_t length;		/* of the object */
	size_t trailer, end;		/* of UNP; both 0: the object is longer
					 * than may be looked at at once */
};

/* The package that begins at ${at}; false: it is none that can be believed.
 * Where the input ends within it, so do its object and UNP.  The window may
 * have moved. */
bool ou_edi_package(struct ou_edi *edi, size_t at, struct edi_package *p);

/* The same inside a message; false: that ended in front of it, for what stands
 * behind it is of no message.  All 0: it is a segment like any other. */
bool ou_edi_package_inside(struct ou_edi *edi, size_t at,
    struct edi_package *p);

/* message.c: the message that begins the window, into edi->message. */
void ou_edi_read_message(struct ou_edi *edi);

/* references.c: none so far; was ${reference} among them?  Now it is. */
void ou_edi_references_clear(struct ou_edi_references *r);
void ou_edi_references_release(struct ou_edi_references *r);
bool ou_edi_reference_again(struct ou_edi_references *r,
    struct ou_str reference);

/* A place where a header could begin in the middle of something: offset of
 * the first ISA, UNA or UNB in s, or s.n. */
size_t ou_edi_buried(const struct ou_edi *edi, struct ou_str s);

/* The names of the envelope's segments in this family. */
const char *ou_edi_name(const struct ou_edi *edi, enum edi_kind kind);

/* envelope.c: a header begins, a trailer was read, or is missing. */
void ou_edi_open(struct ou_edi *edi, struct ou_edi_header *h,
    struct ou_str prefix, struct ou_str raw);
void ou_edi_close_group(struct ou_edi *edi,
    const struct ou_edi_segment *trailer);
void ou_edi_close_interchange(struct ou_edi *edi,
    const struct ou_edi_segment *trailer);

#endif
