#ifndef OU_LIB_FORMATS_LOSSLESS_H
#define OU_LIB_FORMATS_LOSSLESS_H

#include "ou/formats/edi/envelope.h"
#include "ou/formats/edi/out.h"
#include "ou/formats/lossless.h"
#include "ou/record/json.h"

/*
 * lossless_read.c	the run over a source: records from events
 * lossless_say.c	findings
 * lossless_put.c	segments as JSON
 * lossless_typed.c	segments as JSON, elements by name
 * lossless_tree.c	HL and CPS levels by parent
 * lossless_out.c	records as bytes: envelopes, what is exact
 * lossless_segment.c	segments from JSON
 * lossless_state.c	what the way back remembers
 */

/* Segments on their way into JSON: which bytes need a look. */
struct lossless_put {
	const struct ou_edi_marks *marks;
	unsigned char kind[256];	/* enum lossless_byte */
	enum ou_charset charset;	/* of bytes above 127; ASCII or UTF-8:
					 * they go as they are */
	char text[256][4];		/* of those bytes */
	unsigned char length[256];
	bool odd;			/* writing it again gives other bytes:
					 * release characters */
};

/* Marks and character set are set: make ready. */
void ou_lossless_put_begin(struct lossless_put *x,
    const struct ou_edi_marks *marks, enum ou_charset charset);

/* False: a byte of ${s} is not in the character set. */
bool ou_lossless_decodes(const struct lossless_put *x, struct ou_str s);

/* Append segment ${raw} as an array; 16 bytes behind it may be read. */
void ou_lossless_put_segment(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw);

/* Append {"base64": "..."}. */
void ou_lossless_put_bytes(struct ou_buf *to, struct ou_str bytes);

/* The same as a segment for an ISA, whose elements have no components. */
void ou_lossless_put_isa(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw);

/* Append one value as a string, release characters taken away. */
void ou_lossless_put_value(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw);

/* The same with what stands in front of it: ,"name": ; nothing if empty. */
void ou_lossless_put_member(struct lossless_put *x, struct ou_buf *to,
    const char *name, struct ou_str raw);

/* lossless_names.c: what the elements of a segment are called, or "". */
const char *ou_lossless_names(enum ou_edi_family family, struct ou_str tag);

/* lossless_typed.c */
void ou_lossless_put_typed(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw);

/* lossless_tree.c: ,"segments":[...],"levels":[...],"summary":[...] */
void ou_lossless_put_tree(struct lossless_put *x, struct ou_buf *to,
    const struct ou_edi_message *message, struct ou_arena *a,
    void (*put)(struct lossless_put *x, struct ou_buf *to,
	struct ou_str raw));

/* --- records as bytes --- */

/* What is open, and what has been written of it. */
struct ou_lossless_out {
	struct ou_arena arena;		/* of the record */
	void (*note)(void *arg, const char *text);
	void *arg;
	/* what is open */
	struct ou_edi_out edi;		/* marks, character set, line end */
	char line_end[9], terminator[3];
	struct ou_buf key, group_key;	/* JSON of their headers */
	struct ou_buf reference, group_reference;
	uint64_t number;		/* of the interchange, in its file */
	bool open;			/* an interchange, or just messages */
	bool headed;			/* it has a header */
	bool group_open;
	uint64_t messages, groups, group_messages;
	/* what was rendered last, and what was made anew in it */
	struct ou_buf late, before, body, anew;
};

/**
 * ou_lossless_render(o, j, root, interchange, body, err):
 * What the record would be written as, from its arrays alone: what is to be
 * closed first into o->late, what stands in front of it into o->before,
 * itself into o->body; ${body} false: that is not wanted.  It counts as
 * written.  -1: it cannot be, and nothing has changed.
 */
int ou_lossless_render(struct ou_lossless_out *o, const struct ou_json *j,
    uint32_t root, bool interchange, bool body, struct ou_err *err);

/* A message was written as it should be: only count it. */
void ou_lossless_count(struct ou_lossless_out *o);

/* The digest of rendered bytes, sixteen digits. */
struct ou_str ou_lossless_digest(struct ou_arena *a, struct ou_str bytes);

/* lossless_segment.c: append the segment at ${node} without terminator. */
int ou_lossless_segment(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t node, struct ou_err *err);

/* lossless_segment.c: append the bytes of {"base64": "..."} at ${node}. */
int ou_lossless_bytes(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t node, struct ou_err *err);

/* Item ${i} (from 0) of an array, or 0. */
uint32_t ou_lossless_item(const struct ou_json *j, uint32_t array,
    uint32_t i);

/* A string's text, a number's digits; absent for all else. */
struct ou_str ou_lossless_scalar(const struct ou_json *j, uint32_t node,
    struct ou_arena *a);

#endif
