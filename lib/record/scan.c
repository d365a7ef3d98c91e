#include "scan.h"

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
#define DEPTH_DEFAULT 64
#define NODES_DEFAULT (4u << 20)
#define MEMBERS_DEFAULT 100000u
#define SLOTS_MAX (16u << 20)
#define KEY_MAX 65535u

static struct ou_hash_entry unknown_entry;

/* Room for one more node, the one numbered ${i}. */
__attribute__((cold, noinline)) static bool
more_nodes(struct scan *s, const char *p, uint32_t i)
{
	uint64_t cap = (uint64_t)s->cap * 2;

	if (i > s->nodes_max) {
		ou_scan_refuse(s, p, OU_DIAG_LIMIT,
		    "too many values in one record");
		return false;
	}
	if (cap > (uint64_t)s->nodes_max + 1)
		cap = (uint64_t)s->nodes_max + 1;
	s->nodes = ou_arena_extend(s->a, s->nodes, i * sizeof(*s->nodes),
	    (size_t)cap * sizeof(*s->nodes));
	s->cap = (uint32_t)cap;
	s->nodes_end = s->nodes + cap;
	return true;
}

__attribute__((cold, noinline)) static struct ou_hash_entry *
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
__attribute__((noinline)) static struct ou_hash_entry *
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

/* The slot of a known member, which is node ${i}. */
static inline struct ou_hash_entry *
take_slot(struct scan *s, struct frame *f, struct ou_hash_entry *e, uint32_t i)
{
	uint32_t *slot = &s->slots.p[f->slots + e->field];

	if (__builtin_expect(*slot != 0, 0))
		return duplicate(s, ou_str_make(e->quoted + 2, e->len),
		    s->nodes[i].key);
	*slot = i;
	f->last = e;
	return e;
}

/* The key of node ${i}: its slot, or its place among the unknown ones. */
static struct ou_hash_entry *
note_key(struct scan *s, struct frame *f, uint32_t i, struct ou_str key,
    uint32_t at)
{
	struct ou_hash_entry *e;

	if (f->last == NULL)
		return note_unknown(s, f, i, key, at);
	e = ou_name_find(f->hash, ou_name_of(key.p, key.n), key.p, key.n);
	if (__builtin_expect(e == NULL, 0))
		return note_unknown(s, f, i, key, at);
	ou_name_learn(f->last, e);
	return take_slot(s, f, e, i);
}

/* A key with something in it that is not plain, from there on; its closing
 * quote. */
__attribute__((noinline)) static const char *
scan_hard_key(struct scan *s, struct frame *f, uint32_t i, const char *p,
    struct ou_hash_entry **entry)
{
	struct ou_node *n = &s->nodes[i];
	const char *from = s->text + n->key;
	struct ou_str key;
	char *to;

	if ((p = ou_scan_hard(s, p, n, OU_NODE_KEY_ESCAPED)) == NULL)
		return NULL;
	key = ou_str_make(from, (size_t)(p - from));
	if (key.n > KEY_MAX)
		return ou_scan_refuse(s, from, OU_DIAG_LIMIT,
		    "too long a name");
	n->key_len = (uint16_t)key.n;
	if ((n->flags & OU_NODE_KEY_ESCAPED) != 0) {
		to = ou_arena_zalloc(s->a, key.n + 16);
		key.n = ou_json_unescape(to, key.p, key.n);
		key.p = to;
	}
	*entry = note_key(s, f, i, key, n->key);
	return *entry != NULL ? p : NULL;
}

/* The member at p, if it is the one that came there the last time. */
static inline struct ou_hash_entry *
guessed(const struct frame *f, const char *p)
{
	struct ou_hash_entry *e = ou_name_guess(f->last);

	return ou_begins(p, e->quoted + 1, e->len + 3, e->mask) ? e : NULL;
}

/* A key that was not guessed and its colon at p, for node ${i}; where the
 * value begins. */
__attribute__((noinline)) static const char *
scan_key(struct scan *s, struct frame *f, uint32_t i, const char *p,
    struct ou_hash_entry **entry)
{
	struct ou_node *n = &s->nodes[i];
	const char *from = p + 1;
	struct ou_str key;

	if (__builtin_expect(*p != '"', 0))
		return ou_scan_refuse(s, p, OU_DIAG_JSON,
		    "a member's name is expected");
	p = ou_plain_end(from, s->end);
	key = ou_str_make(from, (size_t)(p - from));
	n->key = (uint32_t)(from - s->text);
	n->key_len = (uint16_t)key.n;
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
		return ou_scan_refuse(s, p, OU_DIAG_JSON, "':' is expected");
	return skip_blanks(p + 1, s->end);
}

/* What stands in front of the value of node ${i}: in an object, its name. */
__attribute__((always_inline)) static inline const char *
scan_name(struct scan *s, struct frame *f, struct ou_node *n, uint32_t i,
    const char *p, struct ou_hash_entry **entry)
{
	struct ou_hash_entry *e;

	if (f->last != NULL && (e = guessed(f, p)) != NULL) {
		n->key = (uint32_t)(p + 1 - s->text);
		n->key_len = (uint16_t)e->len;
		if ((*entry = take_slot(s, f, e, i)) == NULL)
			return NULL;
		return skip_blanks(p + e->len + 3, s->end);
	}
	if (!f->array)
		return scan_key(s, f, i, p, entry);
	n->key = 0;
	n->key_len = 0;
	return p;
}

/* Open the container that begins at p; NULL when there are too many. */
static inline struct frame *
open_frame(struct scan *s, struct frame *f, const char *p, uint32_t node,
    const struct ou_hash_entry *entry)
{
	bool array = *p == '[';
	struct ou_table_hash *hash;

	if (f->array)
		hash = array ? NULL : f->hash;
	else
		hash = array == entry->list ? entry->sub : NULL;
	if (__builtin_expect(f == s->deepest, 0)) {
		ou_scan_refuse(s, p, OU_DIAG_LIMIT,
		    "too many levels of nesting");
		return NULL;
	}
	f++;
	f->hash = hash;
	f->last = NULL;
	f->seen = 0;
	f->node = node;
	f->unknown = 0;
	f->array = array;
	f->close = *p + 2;		/* in ASCII both are two further on */
	if (array || hash == NULL)
		return f;
	if (__builtin_expect(s->slots.n > SLOTS_MAX, 0)) {
		ou_scan_refuse(s, p, OU_DIAG_LIMIT,
		    "too many objects in one record");
		return NULL;
	}
	f->last = hash->entries;
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
		ou_scan_refuse(s, p, OU_DIAG_LIMIT,
		    "too many members in one object");
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
	if (__builtin_expect(f->unknown > WALK_MAX ||
	    i - f->node > s->members_max, 0))
		return check_object(s, f, p - 1, i);
	return true;
}

/* A root that is no container. */
static const char *
scan_plain(struct scan *s, const char *p)
{
	struct ou_node *n = &s->nodes[1];

	memset(n, 0, sizeof(*n));
	n->value = (uint32_t)(p - s->text);
	n->next = s->j->n_nodes = 2;
	return *p == '"' ? scan_string(s, p, n) : ou_scan_other(s, p, n);
}

/*
 * The containers from p on: the place behind the outermost.  What is found in
 * the padding is looked at, but never accepted: each value begins, and what
 * follows it stands, in front of the end.
 */
static const char *
scan_all(struct scan *s, const char *p)
{
	const char *const text = s->text, *const end = s->end;
	struct ou_hash_entry *entry = &unknown_entry;
	struct frame *f = s->frames;
	struct ou_node *n = s->nodes;
	uint32_t i = 1;

next:
	n++;
	if (__builtin_expect(n == s->nodes_end, 0)) {
		if (!more_nodes(s, p, i))
			return NULL;
		n = &s->nodes[i];
	}
	n->slots = 0;
	n->flags = 0;
	if ((p = scan_name(s, f, n, i, p, &entry)) == NULL)
		return NULL;
	if (__builtin_expect(p >= end, 0))
		return ou_scan_refuse(s, end, OU_DIAG_JSON, "");
	n->value = (uint32_t)(p - text);
	n->next = ++i;
	if (*p == '"')
		p = scan_string(s, p, n);
	else if (*p == '{' || *p == '[') {
		n->kind = *p == '{' ? OU_JSON_OBJECT : OU_JSON_ARRAY;
		if ((f = open_frame(s, f, p, i - 1, entry)) == NULL)
			return NULL;
		p = skip_blanks(p + 1, end);
		if (p >= end || *p != f->close)
			goto next;
		goto close;
	} else
		p = ou_scan_other(s, p, n);
	if (__builtin_expect(p == NULL, 0))
		return NULL;
behind:
	p = skip_blanks(p, end);
	if (__builtin_expect(p >= end, 0))
		return ou_scan_refuse(s, end, OU_DIAG_JSON, "");
	if (*p == ',') {
		p = skip_blanks(p + 1, end);
		goto next;
	}
	if (*p != f->close)
		return ou_scan_refuse(s, p, OU_DIAG_JSON, f->array ?
		    "',' or ']' is expected" : "',' or '}' is expected");
close:
	if (!close_frame(s, f, ++p, i))
		return NULL;
	if (--f != s->frames)
		goto behind;
	s->j->n_nodes = i;
	return p;
}

/* The value at p and the blanks behind it. */
static const char *
scan_root(struct scan *s, const char *p)
{
	if (p < s->end && (*p == '{' || *p == '['))
		p = scan_all(s, p);
	else if (p < s->end)
		p = scan_plain(s, p);
	if (p == NULL)
		return NULL;
	p = skip_blanks(p, s->end);
	if (p >= s->end && (p > s->end || s->j->n_nodes == 0))
		return ou_scan_refuse(s, s->end, OU_DIAG_JSON, "");
	return p;
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
	s.deepest = s.frames + limit_of(options->limits.depth, DEPTH_DEFAULT,
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
	s.nodes_end = s.nodes + s.cap;
	memset(s.nodes, 0, sizeof(*s.nodes));
	if (text.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_JSON,
		    "an empty text");
	j->n_nodes = 0;
	if ((p = scan_root(&s, skip_blanks(text.p, s.end))) == NULL)
		return -1;
	if (p != s.end) {
		ou_scan_refuse(&s, p, OU_DIAG_JSON, "the end is expected");
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
