#ifndef OU_FORMATS_EDI_TOKEN_H
#define OU_FORMATS_EDI_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/err.h"
#include "ou/base/str.h"

/*
 * The tokens of X12 and UN/EDIFACT: separators, segments, elements,
 * components.  Nothing is copied: all strings are slices of the caller's
 * bytes, still in the partner's character set and with release characters in
 * them, until ou_edi_plain makes text of them.
 *
 * Elements count from 1 behind the tag (which is element 0), components from
 * 1 within an element.
 */
enum ou_edi_family {
	OU_EDI_X12,
	OU_EDI_EDIFACT,
};

/* The characters that cut a message into pieces; 0: there is none. */
struct ou_edi_marks {
	enum ou_edi_family family;
	char element;
	char component;
	char repetition;		/* X12 from 00402, EDIFACT syntax 4 */
	char release;			/* EDIFACT */
	char terminator;
	char decimal;			/* '.' or ',' as UNA says; 0: either */
};

/* A segment may have this many elements, the tag among them, and this many
 * components in all. */
#define OU_EDI_ELEMENTS_MAX 256
#define OU_EDI_PARTS_MAX OU_EDI_ELEMENTS_MAX
#define OU_EDI_PADDING 16

struct ou_edi_segment {
	const struct ou_edi_marks *marks;
	struct ou_str raw;		/* without its terminator */
	uint64_t number;		/* in the input, from 1 */
	uint64_t byte;			/* offset in the input */
	uint32_t n;			/* elements and the tag */
	bool parted;			/* components are cut as well */
	bool plain;			/* elements have one component each */
	bool released;			/* a release character is in it */
	bool broken;			/* a line ends in the middle of it */
	struct ou_str e[OU_EDI_ELEMENTS_MAX];
	/* components of all elements; those of element i begin at first[i] */
	uint16_t first[OU_EDI_ELEMENTS_MAX + 1];
	struct ou_str part[OU_EDI_PARTS_MAX];
};

/* Where a segment lies in the bytes of its message. */
struct ou_edi_piece {
	uint32_t at;
	uint32_t n;			/* without terminator */
};

/* The marks of an EDIFACT interchange without UNA. */
void ou_edi_marks_default(struct ou_edi_marks *m);

/**
 * ou_edi_marks_isa(m, p, n, last, used, err):
 * Find the separators of the ISA segment at ${p} by counting its sixteen
 * element separators; a segment whose elements are not of the fixed lengths
 * is read all the same.  The terminator is the byte behind ISA16, or the line
 * end when that is a blank or missing.  ${used} gets the length of the
 * segment with its terminator.  Return 0 when the segment is as the standard
 * has it, 1 when it was understood all the same and ${err} says what is
 * wrong, -1 when it cannot be read; -2 when more bytes are needed to tell,
 * unless ${last} says that there are none.
 */
int ou_edi_marks_isa(struct ou_edi_marks *m, const char *p, size_t n,
    bool last, size_t *used, struct ou_err *err);

/**
 * ou_edi_marks_una(m, p, n, err):
 * Read the nine bytes of a UNA.  0, 1 or -1 as above; -1 leaves the default
 * marks in ${m}.
 */
int ou_edi_marks_una(struct ou_edi_marks *m, const char *p, size_t n,
    struct ou_err *err);

/**
 * ou_edi_marks_unb(m, p, n):
 * Without a UNA: take the separators of level B character sets (IS4, IS3,
 * IS1) where the UNB at ${p} shows them.
 */
void ou_edi_marks_unb(struct ou_edi_marks *m, const char *p, size_t n);

/**
 * ou_edi_marks_bare(m, p, n):
 * Guess the separators from a GS, ST or UNH that comes without an
 * interchange around it.  0, -1 when that cannot be done, -2 when more bytes
 * are needed.
 */
int ou_edi_marks_bare(struct ou_edi_marks *m, const char *p, size_t n);

/* Does an odd run of release characters take back what stands at p[at]? */
bool ou_edi_released(const struct ou_edi_marks *m, const char *p, size_t at);

/**
 * ou_edi_end(m, p, n, from):
 * The place of the first terminator in the ${n} bytes at ${p}, looked for
 * from offset ${from} on, that no release character takes back; ${n} when
 * there is none.  BIN and BDS segments, whose length element says how many
 * bytes of anything follow, end behind those bytes.
 */
size_t ou_edi_end(const struct ou_edi_marks *m, const char *p, size_t n,
    size_t from);

/**
 * ou_edi_split(seg, m, raw):
 * Cut a segment into its elements, and those of EDIFACT into components.
 * OU_EDI_PADDING bytes behind ${raw} may be read.  Return 0, or -1 when there
 * are more than fit (the last element then holds all the rest).
 */
int ou_edi_split(struct ou_edi_segment *seg, const struct ou_edi_marks *m,
    struct ou_str raw);

/* Element ${e} as it stands, repetitions and all; absent behind the last. */
static inline struct ou_str
ou_edi_element(const struct ou_edi_segment *seg, unsigned e)
{
	return e < seg->n ? seg->e[e] : OU_STR_NONE;
}

static inline bool
ou_edi_tag_is(const struct ou_edi_segment *seg, const char *tag)
{
	return ou_str_is(seg->e[0], tag);
}

/* ou_edi_component where components are not cut yet. */
struct ou_str ou_edi_component_slow(const struct ou_edi_segment *seg,
    unsigned e, unsigned c);

/* Component ${c} of the first repetition of element ${e}. */
static inline struct ou_str
ou_edi_component(const struct ou_edi_segment *seg, unsigned e, unsigned c)
{
	unsigned i;

	if (seg->plain)
		return c <= 1 ? ou_edi_element(seg, e) : OU_STR_NONE;
	if (!seg->parted)
		return ou_edi_component_slow(seg, e, c);
	if (e >= seg->n)
		return OU_STR_NONE;
	i = seg->first[e] + (c > 0 ? c - 1 : 0);
	return i < seg->first[e + 1] ? seg->part[i] : OU_STR_NONE;
}

/* How many components the first repetition of ${e} has. */
unsigned ou_edi_components(const struct ou_edi_segment *seg, unsigned e);

/* What stands behind the first repetition of element ${e}, or absent. */
struct ou_str ou_edi_repeated(const struct ou_edi_segment *seg, unsigned e);

/* ${raw} without its release characters; in the arena only when it has
 * any. */
struct ou_str ou_edi_plain(struct ou_arena *a, const struct ou_edi_marks *m,
    struct ou_str raw);

/* True when two numbers or references are the same: as written, or both
 * being digits that differ by leading zeros only. */
bool ou_edi_same(struct ou_str a, struct ou_str b);

/* Digits as a number; -1 when it is none or too long. */
int64_t ou_edi_number(struct ou_str s);

#endif
