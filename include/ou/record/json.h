#ifndef OU_RECORD_JSON_H
#define OU_RECORD_JSON_H

#include "ou/base/err.h"
#include "ou/base/str.h"

/*
 * The scanner: one JSON text, strict RFC 8259, valid UTF-8, indexed once into
 * nodes without copying.  Refused: anything behind the value, NUL, control
 * characters in strings, lone surrogates, numbers like 01 or .5, nesting
 * beyond the limit.  Duplicate keys are looked for by ou_json_unique.
 *
 * Nodes stand in pre-order: a container's members follow it, and ${next} is
 * the node behind its whole subtree.  Node 0 is not used; the root is 1.
 */
enum ou_json_kind {
	OU_JSON_OBJECT = 1,
	OU_JSON_ARRAY,
	OU_JSON_STRING,
	OU_JSON_NUMBER,
	OU_JSON_TRUE,
	OU_JSON_FALSE,
	OU_JSON_NULL,
};

#define OU_NODE_ESCAPED 1	/* the string has a backslash in it */
#define OU_NODE_KEY_ESCAPED 2	/* its key has */

struct ou_node {
	uint32_t key;		/* offset of the key's text; 0 in arrays */
	uint32_t value;		/* offset of the value's first byte; for a
				 * string the opening quote */
	uint32_t end;		/* offset behind the value's last byte */
	uint32_t next;		/* node behind the subtree */
	uint32_t slots;		/* of a described object; 0 = none */
	uint16_t key_len;
	uint8_t kind;
	uint8_t flags;
};

struct ou_json_limits {
	uint32_t depth;		/* 0: the default, 64 */
	uint32_t nodes;		/* 0: the default, 4 million */
	uint32_t members;	/* of one object; 0: the default, 100,000 */
};

struct ou_json {
	const char *text;
	uint32_t len;
	struct ou_node *nodes;	/* in the arena; nodes[0] is unused */
	uint32_t n_nodes;	/* counting nodes[0] */
	uint32_t cap;
};

/**
 * ou_json_index(j, a, text, limits, err):
 * Index ${text} (below 2 GiB, OU_SOURCE_PADDING readable bytes behind it;
 * it is borrowed).  0, or -1 with OU_DIAG_JSON, OU_DIAG_ENCODING or
 * OU_DIAG_LIMIT and the byte column.
 */
int ou_json_index(struct ou_json *j, struct ou_arena *a, struct ou_str text,
    const struct ou_json_limits *limits, struct ou_err *err);

/**
 * ou_json_unique(j, object, err):
 * No two members of ${object} have the same (decoded) name.  Linear in the
 * number of members, with a seeded hash.  The error names the key.
 */
int ou_json_unique(const struct ou_json *j, uint32_t object,
    struct ou_err *err);

/* The raw text of a node's value, as written. */
static inline struct ou_str
ou_json_raw(const struct ou_json *j, uint32_t node)
{
	const struct ou_node *n = &j->nodes[node];

	return (struct ou_str){ j->text + n->value, n->end - n->value };
}

/* A string's or key's text with its escapes resolved (in the arena only when
 * there are any). */
struct ou_str ou_json_text(const struct ou_json *j, uint32_t node,
    struct ou_arena *a);
struct ou_str ou_json_key(const struct ou_json *j, uint32_t node,
    struct ou_arena *a);

/* The member of that name, or 0; a slow walk, for what no table describes. */
uint32_t ou_json_member(const struct ou_json *j, uint32_t object,
    const char *name);

/* Append a JSON string with its quotes; only what must be is escaped.  Text
 * must be valid UTF-8. */
void ou_json_put_string(struct ou_buf *b, struct ou_str s);

/* What of a value is not to be seen. */
struct ou_json_hidden {
	const struct ou_str *paths;	/* names of members with '.' between,
					 * where a list stands for each of its
					 * members */
	uint32_t n;
	const struct ou_table *table;	/* nor what it does not know; NULL:
					 * members are free */
	const struct ou_table *any;	/* the same of its OU_KIND_ANY */
};

/**
 * ou_json_without(b, j, node, hidden, a):
 * Append a value without its hidden members: those that the paths name
 * ("orderedItem.product.name") and, where there is a table, those that it does
 * not know, at every depth; the members of an OU_KIND_MAP are free.  The rest
 * is written byte for byte but for white space between members; a container
 * that loses all of its members stays, empty.
 */
void ou_json_without(struct ou_buf *b, const struct ou_json *j,
    uint32_t node, const struct ou_json_hidden *hidden, struct ou_arena *a);

/* Line of text with all insignificant white space removed (appended). */
void ou_json_compact(struct ou_buf *b, const struct ou_json *j, uint32_t node);

#endif
