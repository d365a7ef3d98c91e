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

/* A container that is open; frames[0] is what the root stands in. */
struct frame {
	const struct ou_table_hash *hash;	/* an object's own; an array's:
						 * that of its objects */
	uint64_t seen;
	uint32_t node;
	uint32_t slots;
	uint32_t unknown;
	bool array;
	char close;
};

struct scan {
	struct ou_node *nodes;
	const char *text;
	const char *end;
	struct ou_arena *a;
	struct ou_slots slots;
	uint32_t cap;
	uint32_t depth, depth_max, nodes_max, members_max;
	bool unique;
	struct ou_json *j;
	struct ou_err *err;
	struct frame frames[DEPTH_MAX + 1];
};

static const struct ou_hash_entry unknown_entry;

__attribute__((cold, noinline)) static const char *
refuse(struct scan *s, const char *p, enum ou_diag code, const char *text)
{
	struct ou_err *err = s->err;
	size_t at = (size_t)(p - s->text);

	if (p >= s->end && code == OU_DIAG_JSON) {
		ou_err_set(err, OU_ERR_RECORD, code,
		    "the text ends within a value");
		at = (size_t)(s->end - s->text);
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

/* What is not plain inside a string, up to the closing quote; a backslash
 * sets ${flag} in ${n}. */
__attribute__((noinline)) static const char *
scan_hard(struct scan *s, const char *p, struct ou_node *n, uint8_t flag)
{
	unsigned step;

	for (;;) {
		p = ou_plain_end(p, s->end);
		if (p >= s->end)
			return refuse(s, s->end, OU_DIAG_JSON, "");
		if (*p == '"')
			return p;
		if (*p == '\\') {
			n->flags |= flag;
			if ((p = scan_escape(s, p)) == NULL)
				return NULL;
			continue;
		}
		do {
			if ((step = ou_utf8_step(p)) == 0) {
				if ((unsigned char)*p < 0x20)
					return refuse(s, p, OU_DIAG_JSON,
					    "text is expected");
				return refuse(s, p, OU_DIAG_ENCODING,
				    "UTF-8 is expected");
			}
			p += step;
		} while ((unsigned char)*p >= 0x80 && p < s->end);
	}
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

/* Room for one more node, the one numbered ${i}. */
__attribute__((cold, noinline)) static bool
more_nodes(struct scan *s, const char *p, uint32_t i)
{
	uint64_t cap = (uint64_t)s->cap * 2;

	if (i > s->nodes_max) {
		refuse(s, p, OU_DIAG_LIMIT, "too many values in one record");
		return false;
	}
	if (cap > (uint64_t)s->nodes_max + 1)
		cap = (uint64_t)s->nodes_max + 1;
	s->nodes = ou_arena_extend(s->a, s->nodes, i * sizeof(*s->nodes),
	    (size_t)cap * sizeof(*s->nodes));
	s->cap = (uint32_t)cap;
	return true;
}

__attribute__((cold, noinline)) static const struct ou_hash_entry *
duplicate(struct scan *s, struct ou_str key, uint32_t at)
{
	struct ou_str shown = ou_str_sub(key, 0, 64);

	ou_err_set(s->err, OU_ERR_RECORD, OU_DIAG_DUPLICATE_KEY,
	    "the member '%.*s' stands there twice", OU_STR_ARG(shown));
	ou_err_at(s->err, NULL, 0, at);
	return NULL;
}

/* Is ${key} among the members of the open object ${f}, up to node ${end}? */
static bool
among(struct scan *s, const struct frame *f, uint32_t end, struct ou_str key)
{
	struct ou_json j = { .text = s->text, .nodes = s->nodes };
	uint32_t i;

	for (i = f->node + 1; i < end; i = j.nodes[i].next) {
		const struct ou_node *n = &j.nodes[i];

		if ((n->flags & OU_NODE_KEY_ESCAPED) != 0) {
			if (ou_str_eq(ou_json_key(&j, i, s->a), key))
				return true;
		} else if (n->key_len == key.n &&
		    memcmp(j.text + n->key, key.p, key.n) == 0)
			return true;
	}
	return false;
}

/* A name that no table has. */
__attribute__((noinline)) static const struct ou_hash_entry *
note_unknown(struct scan *s, struct frame *f, uint32_t i, struct ou_str key,
    uint32_t at)
{
	uint64_t bit;

	if (!s->unique || f->unknown > WALK_MAX)
		return &unknown_entry;
	f->unknown++;
	bit = UINT64_C(1) << (ou_name_hash(ou_name_of(key.p, key.n),
	    UINT64_C(0x9e3779b97f4a7c15)) >> 58);
	if ((f->seen & bit) != 0 && among(s, f, i, key))
		return duplicate(s, key, at);
	f->seen |= bit;
	return &unknown_entry;
}

/* The key of node ${i}: its slot, or its place among the unknown ones. */
static inline const struct ou_hash_entry *
note_key(struct scan *s, struct frame *f, uint32_t i, struct ou_str key,
    uint32_t at)
{
	const struct ou_hash_entry *e;
	uint32_t *slot;

	if (f->hash == NULL)
		return note_unknown(s, f, i, key, at);
	e = ou_name_find(f->hash, ou_name_of(key.p, key.n), key.p, key.n);
	if (__builtin_expect(e == NULL, 0))
		return note_unknown(s, f, i, key, at);
	slot = &s->slots.p[f->slots + e->field];
	if (__builtin_expect(*slot != 0, 0))
		return duplicate(s, key, at);
	*slot = i;
	return e;
}

/* A key with something in it that is not plain, from there on; its closing
 * quote. */
__attribute__((noinline)) static const char *
scan_hard_key(struct scan *s, struct frame *f, uint32_t i, const char *p,
    const struct ou_hash_entry **entry)
{
	struct ou_node *n = &s->nodes[i];
	const char *from = s->text + n->key;
	struct ou_str key;
	char *to;

	if ((p = scan_hard(s, p, n, OU_NODE_KEY_ESCAPED)) == NULL)
		return NULL;
	key = ou_str_make(from, (size_t)(p - from));
	if (key.n > KEY_MAX)
		return refuse(s, from, OU_DIAG_LIMIT, "too long a name");
	n->key_len = (uint16_t)key.n;
	if ((n->flags & OU_NODE_KEY_ESCAPED) != 0) {
		to = ou_arena_zalloc(s->a, key.n + 16);
		key.n = ou_json_unescape(to, key.p, key.n);
		key.p = to;
	}
	*entry = note_key(s, f, i, key, n->key);
	return *entry != NULL ? p : NULL;
}

/* A key and its colon at p, for node ${i}; return where the value begins. */
__attribute__((always_inline)) static inline const char *
scan_key(struct scan *s, struct frame *f, uint32_t i, const char *p,
    struct ou_node *n, const struct ou_hash_entry **entry)
{
	const char *from = p + 1;
	struct ou_str key;

	if (__builtin_expect(*p != '"', 0))
		return refuse(s, p, OU_DIAG_JSON,
		    "a member's name is expected");
	p = ou_plain_end(from, s->end);
	key = ou_str_make(from, (size_t)(p - from));
	n->key = (uint32_t)(from - s->text);
	n->key_len = (uint16_t)key.n;
	n->flags = 0;
	if (__builtin_expect(*p != '"' || key.n > KEY_MAX, 0)) {
		if ((p = scan_hard_key(s, f, i, p, entry)) == NULL)
			return NULL;
	} else {
		*entry = note_key(s, f, i, key, n->key);
		if (__builtin_expect(*entry == NULL, 0))
			return NULL;
	}
	p = skip_blanks(p + 1, s->end);
	if (__builtin_expect(*p != ':', 0))
		return refuse(s, p, OU_DIAG_JSON, "':' is expected");
	return skip_blanks(p + 1, s->end);
}

/* Open the container that begins at p; NULL when there are too many. */
static inline struct frame *
open_frame(struct scan *s, const char *p, uint32_t node,
    const struct ou_hash_entry *entry)
{
	struct frame *f = &s->frames[s->depth];
	const struct ou_table_hash *hash;

	if (*p == '{')
		hash = f->array ? f->hash : entry->object;
	else
		hash = f->array ? NULL : entry->list;
	if (__builtin_expect(s->depth >= s->depth_max, 0)) {
		refuse(s, p, OU_DIAG_LIMIT, "too many levels of nesting");
		return NULL;
	}
	s->depth++;
	f++;
	f->node = node;
	f->seen = 0;
	f->unknown = 0;
	f->hash = hash;
	f->slots = 0;
	f->array = *p == '[';
	f->close = f->array ? ']' : '}';
	if (f->array || hash == NULL)
		return f;
	if (__builtin_expect(s->slots.n > SLOTS_MAX, 0)) {
		refuse(s, p, OU_DIAG_LIMIT, "too many objects in one record");
		return NULL;
	}
	f->slots = ou_slots_add(&s->slots, s->a, hash);
	s->nodes[node].slots = f->slots;
	return f;
}

/* Members of an object that is large enough to have too many, or names that
 * were not compared one by one. */
__attribute__((cold, noinline)) static bool
check_object(struct scan *s, const struct frame *f, const char *p,
    uint32_t end)
{
	struct ou_json j = { .text = s->text, .nodes = s->nodes };
	uint32_t i, n = 0;

	for (i = f->node + 1; i < end; i = j.nodes[i].next)
		n++;
	if (n > s->members_max && !f->array) {
		refuse(s, p, OU_DIAG_LIMIT, "too many members in one object");
		return false;
	}
	return f->unknown <= WALK_MAX ||
	    ou_json_unique(&j, f->node, s->err) == 0;
}

/* Close the innermost container, whose last byte is in front of p and whose
 * last node in front of ${i}. */
static inline bool
close_frame(struct scan *s, const struct frame *f, const char *p, uint32_t i)
{
	struct ou_node *n = &s->nodes[f->node];

	n->end = (uint32_t)(p - s->text);
	n->next = i;
	s->depth--;
	if (__builtin_expect(f->unknown > WALK_MAX ||
	    i - f->node > s->members_max, 0))
		return check_object(s, f, p - 1, i);
	return true;
}

/* A value at p that is neither string nor container; the place behind it. */
static const char *
scan_other(struct scan *s, const char *p, struct ou_node *n)
{
	if (*p == '-' || (*p >= '0' && *p <= '9')) {
		n->kind = OU_JSON_NUMBER;
		p = scan_number(s, p);
	} else if (*p == 't' || *p == 'f' || *p == 'n')
		p = scan_word(s, p, n);
	else
		return refuse(s, p, OU_DIAG_JSON, "a value is expected");
	if (p != NULL)
		n->end = (uint32_t)(p - s->text);
	return p;
}

/* The string at p. */
static inline const char *
scan_string(struct scan *s, const char *p, struct ou_node *n)
{
	p = ou_plain_end(p + 1, s->end);
	if (__builtin_expect(*p != '"', 0) &&
	    (p = scan_hard(s, p, n, OU_NODE_ESCAPED)) == NULL)
		return NULL;
	p++;
	n->kind = OU_JSON_STRING;
	n->end = (uint32_t)(p - s->text);
	return p;
}

/* The whole text; return its end.  A closing quote may be found in the
 * padding: what follows it is never accepted. */
static const char *
scan_all(struct scan *s, const char *p)
{
	const char *const end = s->end;
	const struct ou_hash_entry *entry = &unknown_entry;
	struct frame *f = s->frames;
	struct ou_node *n = s->nodes;
	uint32_t i = 1;

next:
	n++;
	if (__builtin_expect(i >= s->cap, 0)) {
		if (!more_nodes(s, p, i))
			return NULL;
		n = &s->nodes[i];
	}
	if (!f->array) {
		if ((p = scan_key(s, f, i, p, n, &entry)) == NULL)
			return NULL;
	} else {
		n->key = 0;
		n->key_len = 0;
		n->flags = 0;
	}
	if (__builtin_expect(p >= end, 0))
		return refuse(s, end, OU_DIAG_JSON, "");
	n->value = (uint32_t)(p - s->text);
	n->slots = 0;
	n->next = ++i;
	if (*p == '"')
		p = scan_string(s, p, n);
	else if (*p == '{' || *p == '[') {
		n->kind = *p == '{' ? OU_JSON_OBJECT : OU_JSON_ARRAY;
		if ((f = open_frame(s, p, i - 1, entry)) == NULL)
			return NULL;
		p = skip_blanks(p + 1, end);
		if (p >= end || *p != f->close)
			goto next;
		goto close;
	} else
		p = scan_other(s, p, n);
	if (__builtin_expect(p == NULL, 0))
		return NULL;
behind:
	p = skip_blanks(p, end);
	if (__builtin_expect(p >= end || f == s->frames, 0)) {
		if (f != s->frames || p > end)
			return refuse(s, end, OU_DIAG_JSON, "");
		s->j->n_nodes = i;
		return p;
	}
	if (*p == ',') {
		p = skip_blanks(p + 1, end);
		goto next;
	}
	if (*p != f->close)
		return refuse(s, p, OU_DIAG_JSON, f->array ?
		    "',' or ']' is expected" : "',' or '}' is expected");
close:
	if (!close_frame(s, f, ++p, i))
		return NULL;
	f--;
	goto behind;
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
	s.unique = options->unique;
	s.text = text.p;
	s.end = text.p + text.n;
	s.depth = 0;
	s.depth_max = limit_of(options->limits.depth, DEPTH_DEFAULT,
	    DEPTH_MAX);
	s.nodes_max = limit_of(options->limits.nodes, NODES_DEFAULT,
	    INT32_MAX - 1);
	s.members_max = limit_of(options->limits.members, MEMBERS_DEFAULT,
	    UINT32_MAX);
	s.frames[0] = (struct frame){ .hash = options->hash, .array = true };
	if (options->slots != NULL)
		s.slots = *options->slots;
	s.cap = limit_of((uint32_t)text.n / 12 + 32, 0, s.nodes_max + 1);
	s.nodes = ou_arena_alloc(a, s.cap * sizeof(*s.nodes));
	memset(s.nodes, 0, sizeof(*s.nodes));
	if (text.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_JSON,
		    "an empty text");
	if ((p = scan_all(&s, skip_blanks(text.p, s.end))) == NULL)
		return -1;
	if (p != s.end) {
		refuse(&s, p, OU_DIAG_JSON, "the end is expected");
		return -1;
	}
	j->text = text.p;
	j->len = (uint32_t)text.n;
	j->nodes = s.nodes;
	j->cap = s.cap;
	if (options->slots != NULL)
		*options->slots = s.slots;
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
