#ifndef OU_LIB_RECORD_SCAN_H
#define OU_LIB_RECORD_SCAN_H

#include "bytes.h"
#include "record-internal.h"

/*
 * What the halves of the scanner share.
 */
#define DEPTH_MAX 1024

/* A container that is open; frames[0] is what the root stands in. */
struct frame {
	struct ou_table_hash *hash;	/* an object's own; an array's: that
					 * of its objects */
	struct ou_hash_entry *last;	/* the last one of the table;
					 * NULL: it has none */
	uint64_t seen;
	uint32_t node;
	uint32_t slots;
	uint32_t unknown;
	bool array;
	char close;
};

struct scan {
	struct ou_node *nodes;
	struct ou_node *nodes_end;
	const char *text;
	const char *end;
	struct ou_arena *a;
	struct ou_slots slots;
	uint32_t cap;
	uint32_t nodes_max, members_max;
	bool unique;
	struct ou_json *j;
	struct ou_err *err;
	struct frame *deepest;
	struct frame frames[DEPTH_MAX + 1];
};

/* Say what is wrong at p, which is what stands where ${text}.  NULL. */
const char *ou_scan_refuse(struct scan *s, const char *p, enum ou_diag code,
    const char *text) __attribute__((cold));

/* What is not plain inside a string, up to the closing quote; a backslash
 * sets ${flag} in ${n}. */
const char *ou_scan_hard(struct scan *s, const char *p, struct ou_node *n,
    uint8_t flag);

/* A value at p that is neither string nor container; the place behind it. */
const char *ou_scan_other(struct scan *s, const char *p, struct ou_node *n);

static inline const char *
skip_blanks(const char *p, const char *end)
{
	if (__builtin_expect((unsigned char)*p > ' ', 1))
		return p;
	while (p < end &&
	    (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
		p++;
	return p;
}

/* The string at p. */
static inline const char *
scan_string(struct scan *s, const char *p, struct ou_node *n)
{
	p = ou_plain_end(p + 1, s->end);
	if (__builtin_expect(*p != '"', 0) &&
	    (p = ou_scan_hard(s, p, n, OU_NODE_ESCAPED)) == NULL)
		return NULL;
	p++;
	n->kind = OU_JSON_STRING;
	n->end = (uint32_t)(p - s->text);
	return p;
}

#endif
