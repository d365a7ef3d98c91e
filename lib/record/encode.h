#ifndef OU_LIB_RECORD_ENCODE_H
#define OU_LIB_RECORD_ENCODE_H

#include "record-internal.h"

/*
 * Encoding: structs to JSON text, in one pass, into room that grows.
 *
 * The room is the rest of the arena's block, of which only what was used is
 * taken in the end; or a buffer's.  Text in the arena may be read sixteen
 * bytes too far, so that short pieces can be copied in one go.
 *
 * With ${r}, objects that stand in the record are not written but marked:
 * they are written later, as they are then.
 */
struct ou_encoder {
	char *start;
	char *to;
	char *end;
	struct ou_arena *arena;
	struct ou_buf *buf;		/* or this */
	const struct ou_record *r;
	struct ou_mark *marks;
	uint32_t n_marks;
	uint32_t cap_marks;
	bool taken;			/* the room was allocated */
};

#define OU_COPY_SLACK 16

void ou_encode_grow(struct ou_encoder *e, size_t n);

/* Make sure that ${n} bytes, and the slack, can be written. */
static inline void
ou_encode_need(struct ou_encoder *e, size_t n)
{
	if (__builtin_expect((size_t)(e->end - e->to) < n + OU_COPY_SLACK, 0))
		ou_encode_grow(e, n);
}

/* Copy n > 0 bytes, reading and writing up to fifteen more. */
static inline char *
ou_copy_short(char *to, const char *from, size_t n)
{
	char *end = to + n;

	do {
		memcpy(to, from, 16);
		to += 16;
		from += 16;
	} while (to < end);
	return end;
}

/* Begin and end a text in the arena; nothing else may be allocated there in
 * between but by the encoder itself. */
void ou_encode_begin(struct ou_encoder *e, struct ou_arena *a);
struct ou_str ou_encode_end(struct ou_encoder *e);

/**
 * ou_encode_field(e, f, name, object):
 * Write ${name} (with its comma, quotes and colon; padded) and the field's
 * value, which is present.
 */
void ou_encode_field(struct ou_encoder *e, const struct ou_field *f,
    struct ou_str name, const void *object);

void ou_encode_object(struct ou_encoder *e, const struct ou_table *t,
    const void *object);
void ou_encode_string(struct ou_encoder *e, struct ou_str s);

#endif
