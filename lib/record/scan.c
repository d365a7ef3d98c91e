#include "record-internal.h"
#include "bytes.h"

/*
 * One pass over the text, without recursion: each value becomes a node, and
 * where a table is known for the object, each key becomes a slot.  The
 * padding behind the text lets strings be looked at sixteen bytes at a time;
 * what is found there is never accepted, because every value, every string
 * and every comma is checked to lie in front of the end.
 *
 * Duplicate names: one that a table knows is found by its slot.  Others are
 * remembered in a Bloom word, and when that says "perhaps", the object's
 * earlier members are walked; an object with more than WALK_MAX unknown
 * names is looked at once, at its end, by ou_json_unique.
 */
#define WALK_MAX 24
#define DEPTH_MAX 1024
#define DEPTH_DEFAULT 64
#define NODES_DEFAULT (4u << 20)
#define MEMBERS_DEFAULT 100000u
#define SLOTS_MAX (16u << 20)
#define KEY_MAX 65535u

/* A container that is open. */
struct frame {
	const struct ou_table_hash *hash;	/* an object's own; an array's:
						 * that of its objects */
	uint64_t seen;
	uint32_t node;
	uint32_t slots;
	uint32_t members;
	uint32_t unknown;
	bool array;
};

struct scan {
	struct ou_json *j;
	struct ou_arena *a;
	struct ou_err *err;
	const struct ou_scan_options *o;
	const char *end;
	const struct ou_table_hash *child;	/* of the value that follows */
	uint32_t depth, depth_max, nodes_max, members_max;
	/* The key of the value that follows. */
	uint32_t key;
	uint16_t key_len;
	uint8_t flags;
	uint8_t child_kind;
	struct frame frames[DEPTH_MAX];
};

__attribute__((cold, noinline)) static const char *
refuse(struct scan *s, const char *p, enum ou_diag code, const char *text)
{
	struct ou_err *err = s->err;
	size_t at = (size_t)(p - s->j->text);

	if (p >= s->end && code == OU_DIAG_JSON) {
		ou_err_set(err, OU_ERR_RECORD, code,
		    "the text ends within a value");
		at = s->j->len;
	} else if (code == OU_DIAG_LIMIT || p >= s->end)
		ou_err_set(err, OU_ERR_RECORD, code, "%s", text);
	else if (*p > ' ' && *p < 0x7f)
		ou_err_set(err, OU_ERR_RECORD, code, "'%c' where %s", *p,
		    text);
	else
		ou_err_set(err, OU_ERR_RECORD, code, "byte 0x%02x where %s",
		    (unsigned char)*p, text);
	ou_err_at(err, NULL, 0, at + 1);
	return NULL;
}

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

/* An escape at p, which is the backslash: the place behind it. */
static const char *
scan_escape(struct scan *s, const char *p)
{
	uint32_t unit, low;

	if (p + 1 >= s->end)
		return refuse(s, s->end, OU_DIAG_JSON, "");
	if (p[1] != 'u') {
		if (p[1] == '\0' || strchr("\"\\/bfnrt", p[1]) == NULL)
			return refuse(s, p + 1, OU_DIAG_JSON,
			    "an escaped character is expected");
		return p + 2;
	}
	if (!ou_hex4(p + 2, s->end, &unit))
		return refuse(s, p + 2, OU_DIAG_JSON,
		    "four hexadecimal digits are expected");
	if ((unit & 0xf800) != 0xd800)
		return p + 6;
	if ((unit & 0xfc00) == 0xd800 && p + 8 <= s->end && p[6] == '\\' &&
	    p[7] == 'u' && ou_hex4(p + 8, s->end, &low) &&
	    (low & 0xfc00) == 0xdc00)
		return p + 12;
	return refuse(s, p, OU_DIAG_ENCODING,
	    "half of a surrogate pair stands alone");
}

/* What is not plain inside a string, up to the closing quote. */
__attribute__((noinline)) static const char *
scan_hard(struct scan *s, const char *p, uint8_t flag)
{
	unsigned n;

	for (;;) {
		p = ou_plain_end(p, s->end);
		if (p >= s->end)
			return refuse(s, s->end, OU_DIAG_JSON, "");
		if (*p == '"')
			return p;
		if (*p == '\\') {
			s->flags |= flag;
			if ((p = scan_escape(s, p)) == NULL)
				return NULL;
			continue;
		}
		do {
			if ((n = ou_utf8_step(p)) == 0) {
				if ((unsigned char)*p < 0x20)
					return refuse(s, p, OU_DIAG_JSON,
					    "text is expected");
				return refuse(s, p, OU_DIAG_ENCODING,
				    "UTF-8 is expected");
			}
			p += n;
		} while ((unsigned char)*p >= 0x80 && p < s->end);
	}
}

/* The inside of a string begins at p; return its closing quote. */
static inline const char *
scan_string(struct scan *s, const char *p, uint8_t flag)
{
	p = ou_plain_end(p, s->end);
	if (__builtin_expect(*p == '"' && p < s->end, 1))
		return p;
	return scan_hard(s, p, flag);
}

static inline bool
digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

static const char *
scan_number(struct scan *s, const char *p)
{
	const char *end = s->end;

	if (*p == '-')
		p++;
	if (!digit(p, end))
		return refuse(s, p, OU_DIAG_JSON, "a digit is expected");
	if (*p == '0')
		p++;
	else {
		do
			p++;
		while (digit(p, end));
	}
	if (p < end && *p == '.') {
		p++;
		if (!digit(p, end))
			return refuse(s, p, OU_DIAG_JSON,
			    "a digit is expected");
		while (digit(p, end))
			p++;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		if (!digit(p, end))
			return refuse(s, p, OU_DIAG_JSON,
			    "a digit is expected");
		while (digit(p, end))
			p++;
	}
	return p;
}

static const char *
scan_word(struct scan *s, const char *p, struct ou_node *n)
{
	static const struct {
		const char *text;
		uint8_t len, kind;
	} words[] = { { "true", 4, OU_JSON_TRUE },
		{ "false", 5, OU_JSON_FALSE }, { "null", 4, OU_JSON_NULL } };
	size_t i = *p == 't' ? 0 : *p == 'f' ? 1 : 2;

	if ((size_t)(s->end - p) < words[i].len ||
	    memcmp(p, words[i].text, words[i].len) != 0)
		return refuse(s, p, OU_DIAG_JSON, "a value is expected");
	n->kind = words[i].kind;
	return p + words[i].len;
}

/* Room for one more node. */
__attribute__((cold, noinline)) static bool
more_nodes(struct scan *s, const char *p)
{
	struct ou_json *j = s->j;
	uint64_t cap = (uint64_t)j->cap * 2;

	if (j->n_nodes > s->nodes_max) {
		refuse(s, p, OU_DIAG_LIMIT, "too many values in one record");
		return false;
	}
	if (cap > (uint64_t)s->nodes_max + 1)
		cap = (uint64_t)s->nodes_max + 1;
	j->nodes = ou_arena_extend(s->a, j->nodes,
	    j->n_nodes * sizeof(*j->nodes), (size_t)cap * sizeof(*j->nodes));
	j->cap = (uint32_t)cap;
	return true;
}

static inline struct ou_node *
add_node(struct scan *s, const char *p)
{
	struct ou_json *j = s->j;
	struct ou_node *n;

	if (__builtin_expect(j->n_nodes >= j->cap, 0) && !more_nodes(s, p))
		return NULL;
	n = &j->nodes[j->n_nodes++];
	n->key = s->key;
	n->value = (uint32_t)(p - j->text);
	n->next = j->n_nodes;
	n->slots = 0;
	n->key_len = s->key_len;
	n->flags = 0;
	return n;
}

__attribute__((cold, noinline)) static const char *
duplicate(struct scan *s, struct ou_str key)
{
	struct ou_str shown = ou_str_sub(key, 0, 64);

	ou_err_set(s->err, OU_ERR_RECORD, OU_DIAG_DUPLICATE_KEY,
	    "the member '%.*s' stands there twice", OU_STR_ARG(shown));
	ou_err_at(s->err, NULL, 0, s->key);
	return NULL;
}

/* Is ${key} among the members of the open object ${f}? */
static bool
among(struct scan *s, const struct frame *f, struct ou_str key)
{
	const struct ou_json *j = s->j;
	uint32_t i;

	for (i = f->node + 1; i < j->n_nodes; i = j->nodes[i].next) {
		const struct ou_node *n = &j->nodes[i];

		if ((n->flags & OU_NODE_KEY_ESCAPED) != 0) {
			if (ou_str_eq(ou_json_key(j, i, s->a), key))
				return true;
		} else if (n->key_len == key.n &&
		    memcmp(j->text + n->key, key.p, key.n) == 0)
			return true;
	}
	return false;
}

/* The key's slot, or its place among the unknown ones. */
static inline bool
note_key(struct scan *s, struct frame *f, struct ou_str key)
{
	struct ou_name name = ou_name_of(key.p, key.n);
	const struct ou_table_hash *h = f->hash;
	uint64_t bit;
	uint32_t *slot;
	int field;

	s->child = NULL;
	if (h != NULL && (field = ou_name_find(h, name, key.p, key.n)) >= 0) {
		slot = &s->o->slots->p[f->slots + (uint32_t)field];
		if (__builtin_expect(*slot != 0, 0))
			return duplicate(s, key) != NULL;
		*slot = s->j->n_nodes;
		s->child = h->entries[field].sub;
		s->child_kind = h->entries[field].kind;
		return true;
	}
	if (!s->o->unique || f->unknown > WALK_MAX)
		return true;
	f->unknown++;
	bit = UINT64_C(1) << (ou_name_hash(name,
	    UINT64_C(0x9e3779b97f4a7c15)) >> 58);
	if ((f->seen & bit) != 0 && among(s, f, key))
		return duplicate(s, key) != NULL;
	f->seen |= bit;
	return true;
}

__attribute__((cold, noinline)) static bool
note_escaped_key(struct scan *s, struct frame *f, struct ou_str key)
{
	struct ou_str plain;
	char *to = ou_arena_zalloc(s->a, key.n + 16);

	plain.p = to;
	plain.n = ou_json_unescape(to, key.p, key.n);
	return note_key(s, f, plain);
}

/* A key and its colon at p; return where the value begins. */
static inline const char *
scan_key(struct scan *s, struct frame *f, const char *p)
{
	const char *from = p + 1;
	struct ou_str key;

	if (__builtin_expect(*p != '"', 0))
		return refuse(s, p, OU_DIAG_JSON,
		    "a member's name is expected");
	s->flags = 0;
	if ((p = scan_string(s, from, OU_NODE_KEY_ESCAPED)) == NULL)
		return NULL;
	key = ou_str_make(from, (size_t)(p - from));
	if (__builtin_expect(key.n > KEY_MAX, 0))
		return refuse(s, from, OU_DIAG_LIMIT, "too long a name");
	if (__builtin_expect(++f->members > s->members_max, 0))
		return refuse(s, from, OU_DIAG_LIMIT,
		    "too many members in one object");
	s->key = (uint32_t)(from - s->j->text);
	s->key_len = (uint16_t)key.n;
	if (__builtin_expect(s->flags != 0, 0) ?
	    !note_escaped_key(s, f, key) : !note_key(s, f, key))
		return NULL;
	p = skip_blanks(p + 1, s->end);
	if (__builtin_expect(*p != ':', 0))
		return refuse(s, p, OU_DIAG_JSON, "':' is expected");
	return skip_blanks(p + 1, s->end);
}

/* Open a container that begins at p; NULL when there are too many. */
static inline struct frame *
open_frame(struct scan *s, const char *p, uint32_t node,
    const struct ou_table_hash *hash)
{
	struct frame *f;

	if (__builtin_expect(s->depth >= s->depth_max, 0)) {
		refuse(s, p, OU_DIAG_LIMIT, "too many levels of nesting");
		return NULL;
	}
	f = &s->frames[s->depth++];
	f->node = node;
	f->seen = 0;
	f->members = 0;
	f->unknown = 0;
	f->hash = hash;
	f->slots = 0;
	f->array = *p == '[';
	if (f->array || hash == NULL)
		return f;
	if (__builtin_expect(s->o->slots->n > SLOTS_MAX, 0)) {
		refuse(s, p, OU_DIAG_LIMIT, "too many objects in one record");
		return NULL;
	}
	f->slots = ou_slots_add(s->o->slots, s->a, hash);
	s->j->nodes[node].slots = f->slots;
	return f;
}

/* Close the innermost container, whose last byte is at p. */
static inline bool
close_frame(struct scan *s, const struct frame *f, const char *p)
{
	struct ou_node *n = &s->j->nodes[f->node];

	n->end = (uint32_t)(p + 1 - s->j->text);
	n->next = s->j->n_nodes;
	s->depth--;
	return f->unknown <= WALK_MAX ||
	    ou_json_unique(s->j, f->node, s->err) == 0;
}

/* Which table describes the container that begins at p. */
static inline const struct ou_table_hash *
hash_for(const struct scan *s, const struct frame *f, char c)
{
	if (f == NULL)
		return c == '{' ? s->o->hash : NULL;
	if (f->array)
		return c == '{' ? f->hash : NULL;
	if (s->child == NULL)
		return NULL;
	return (s->child_kind == OU_KIND_LIST) == (c == '[') ? s->child : NULL;
}

/* A value that is no container; return the place behind it. */
static inline const char *
scan_scalar(struct scan *s, const char *p, struct ou_node *n)
{
	const char *from = p;

	if (*p == '"') {
		uint8_t key_flag = s->flags;

		s->flags = 0;
		if ((p = scan_string(s, p + 1, OU_NODE_ESCAPED)) == NULL)
			return NULL;
		p++;
		n->kind = OU_JSON_STRING;
		n->flags = key_flag | s->flags;
	} else {
		n->flags = s->flags;
		if (*p == 't' || *p == 'f' || *p == 'n')
			p = scan_word(s, p, n);
		else if (*p == '-' || (*p >= '0' && *p <= '9')) {
			n->kind = OU_JSON_NUMBER;
			p = scan_number(s, p);
		} else
			p = refuse(s, from, OU_DIAG_JSON,
			    "a value is expected");
		if (p == NULL)
			return NULL;
	}
	n->end = (uint32_t)(p - s->j->text);
	return p;
}

/* The whole text; return the place behind the root value. */
static const char *
scan_all(struct scan *s, const char *p)
{
	const char *end = s->end;
	struct frame *f = NULL;
	struct ou_node *n;

	for (;;) {
		/* A value at p. */
		if (__builtin_expect(p >= end, 0))
			return refuse(s, p, OU_DIAG_JSON, "");
		if ((n = add_node(s, p)) == NULL)
			return NULL;
		if (*p == '{' || *p == '[') {
			n->kind = *p == '{' ? OU_JSON_OBJECT : OU_JSON_ARRAY;
			n->flags = s->flags;
			f = open_frame(s, p, s->j->n_nodes - 1,
			    hash_for(s, f, *p));
			if (f == NULL)
				return NULL;
			p = skip_blanks(p + 1, end);
			if (p < end && *p == (f->array ? ']' : '}'))
				goto close;
			goto next;
		}
		if ((p = scan_scalar(s, p, n)) == NULL)
			return NULL;
behind:
		if (f == NULL)
			return p;
		p = skip_blanks(p, end);
		if (__builtin_expect(p >= end, 0))
			return refuse(s, p, OU_DIAG_JSON, "");
		if (*p == ',') {
			p = skip_blanks(p + 1, end);
next:
			if (f->array) {
				s->key = s->key_len = s->flags = 0;
			} else if ((p = scan_key(s, f, p)) == NULL)
				return NULL;
			continue;
		}
		if (*p != (f->array ? ']' : '}'))
			return refuse(s, p, OU_DIAG_JSON, f->array ?
			    "',' or ']' is expected" :
			    "',' or '}' is expected");
close:
		if (!close_frame(s, f, p))
			return NULL;
		f = s->depth != 0 ? &s->frames[s->depth - 1] : NULL;
		p++;
		goto behind;
	}
}

static uint32_t
limit_of(uint32_t given, uint32_t otherwise, uint32_t most)
{
	if (given == 0)
		given = otherwise;
	return given < most ? given : most;
}

int
ou_json_scan(struct ou_json *j, struct ou_arena *a, struct ou_str text,
    const struct ou_scan_options *options, struct ou_err *err)
{
	struct scan s;
	const char *p;

	if (text.n > INT32_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a text of more than 2 GiB");
	s.j = j;
	s.a = a;
	s.err = err;
	s.o = options;
	s.end = text.p + text.n;
	s.child = NULL;
	s.depth = 0;
	s.depth_max = limit_of(options->limits.depth, DEPTH_DEFAULT,
	    DEPTH_MAX);
	s.nodes_max = limit_of(options->limits.nodes, NODES_DEFAULT,
	    INT32_MAX - 1);
	s.members_max = limit_of(options->limits.members, MEMBERS_DEFAULT,
	    UINT32_MAX);
	s.key = 0;
	s.key_len = 0;
	s.flags = 0;
	j->text = text.p;
	j->len = (uint32_t)text.n;
	j->cap = limit_of((uint32_t)text.n / 12 + 32, 0, s.nodes_max + 1);
	j->n_nodes = 1;
	j->nodes = ou_arena_alloc(a, j->cap * sizeof(*j->nodes));
	memset(j->nodes, 0, sizeof(*j->nodes));
	if (text.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_JSON,
		    "an empty text");
	if ((p = scan_all(&s, skip_blanks(text.p, s.end))) == NULL)
		return -1;
	p = skip_blanks(p, s.end);
	if (p != s.end) {
		refuse(&s, p, OU_DIAG_JSON, "the end is expected");
		return -1;
	}
	return 0;
}

int
ou_json_index(struct ou_json *j, struct ou_arena *a, struct ou_str text,
    const struct ou_json_limits *limits, struct ou_err *err)
{
	struct ou_scan_options options = { .unique = false };

	if (limits != NULL)
		options.limits = *limits;
	return ou_json_scan(j, a, text, &options, err);
}
