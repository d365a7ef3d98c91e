#ifndef OU_LIB_RECORD_INTERNAL_H
#define OU_LIB_RECORD_INTERNAL_H

#include "ou/base/arena.h"
#include "ou/record/record.h"

/*
 * What the files of lib/record share and nobody else sees.
 *
 * Look-ups.  A name is taken as two words, its first eight bytes and its
 * last eight (which overlap below sixteen), so that a look-up is one
 * multiplication, two loads and three comparisons.  The multiplier is chosen
 * when a table is prepared so that no two of its names meet.
 *
 * Most often not even that is needed: the members of an object come in the
 * order in which those of the last one came, so that the table remembers
 * which one stood behind which, and a comparison tells that it is so again.
 * A guess that is wrong costs the look-up, nothing else.
 */
struct ou_name {
	uint64_t first;
	uint64_t last;
};

struct ou_hash_entry {
	struct ou_name name;
	struct ou_hash_entry *behind;	/* what came behind it, the last time */
	struct ou_table_hash *sub;	/* of an OBJECT or a LIST's members */
	const char *quoted;		/* ,"name": and padding */
	uint32_t len;			/* of the name */
	uint32_t mask;			/* a bit for each byte of "name": */
	uint16_t field;
	bool list;			/* a LIST */
} __attribute__((aligned(64)));

/* A field's value is there when one of ${bits} in the struct's word at ${at}
 * is set. */
struct ou_given {
	uint64_t bits;
	uint32_t at;
};

#define OU_HASH_SHIFT 56

static inline struct ou_str
ou_quoted(const struct ou_hash_entry *e)
{
	return (struct ou_str){ e->quoted, e->len + 4u };
}

struct ou_table_hash {
	uint64_t mult;
	uint32_t id;			/* see ou_table_of */
	uint32_t n_fields;
	uint32_t slot_words;		/* that an object takes */
	int type_field;			/* "type" and "schema", or -1 */
	int schema_field;
	const struct ou_table *table;
	struct ou_hash_entry *entries;	/* entries[0] stands for the beginning
					 * of an object */
	const struct ou_given *given;	/* of each field */
	uint64_t zero;			/* the fields with OU_FIELD_ZERO */
	uint8_t place[256];		/* number of the entry */
};

/* The member that may come behind that one.  Nothing depends on it,
 * so that threads may share it. */
static inline struct ou_hash_entry *
ou_name_guess(const struct ou_hash_entry *last)
{
	return __atomic_load_n(&last->behind, __ATOMIC_RELAXED);
}

static inline void
ou_name_learn(struct ou_hash_entry *last, struct ou_hash_entry *e)
{
	__atomic_store_n(&last->behind, e, __ATOMIC_RELAXED);
}

/* The prepared tables, by number. */
const struct ou_table *ou_table_of(uint32_t id);

static inline uint64_t
ou_word(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

/* The same with the first byte lowest, on every machine. */
static inline uint64_t
ou_word_low(const char *p)
{
	uint64_t w = ou_word(p);

	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		w = __builtin_bswap64(w);
	return w;
}

/* Eight bytes from the name's beginning may be read.  Without branches:
 * lengths are as good as random. */
static inline struct ou_name
ou_name_of(const char *p, size_t n)
{
	static const uint64_t masks[9] = { 0, 0xff, 0xffff, 0xffffff,
		0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
		0xffffffffffffffff };
	size_t m = n < 8 ? n : 8;
	struct ou_name name;

	name.first = ou_word_low(p) & masks[m];
	name.last = ou_word_low(p + (n - m)) & masks[m];
	return name;
}

static inline uint64_t
ou_name_hash(struct ou_name name, uint64_t mult)
{
	return (name.first ^ ((name.last << 29) | (name.last >> 35))) * mult;
}

/* The entry of that name, or NULL. */
static inline struct ou_hash_entry *
ou_name_find(const struct ou_table_hash *h, struct ou_name name,
    const char *p, size_t n)
{
	struct ou_hash_entry *e;

	e = &h->entries[h->place[ou_name_hash(name, h->mult) >>
	    OU_HASH_SHIFT]];
	if (__builtin_expect(((e->name.first ^ name.first) |
	    (e->name.last ^ name.last) | (e->len ^ n)) != 0, 0))
		return NULL;
	if (__builtin_expect(n > 16, 0) && memcmp(e->quoted + 2, p, n) != 0)
		return NULL;
	return e;
}

/*
 * Slots.  An object that a table describes has a slot for each field: 0, or
 * the member's node, or OU_SLOT_EDIT and the number of the edit that put it.
 * The word in front of them is the table's number.
 */
#define OU_SLOT_EDIT UINT32_C(0x80000000)

struct ou_slots {
	uint32_t *p;
	uint32_t n;
	uint32_t cap;
};

void ou_slots_grow(struct ou_slots *s, struct ou_arena *a, uint32_t need);

/* Empty slots for one more object; the number of the first. */
static inline uint32_t
ou_slots_add(struct ou_slots *s, struct ou_arena *a,
    const struct ou_table_hash *hash)
{
	static const uint32_t none[4] = { 0, 0, 0, 0 };
	uint32_t need = hash->slot_words, i;
	uint32_t *p;

	if (__builtin_expect(need > s->cap - s->n, 0))
		ou_slots_grow(s, a, need);
	p = s->p + s->n;
	for (i = 0; i < need; i += 4)
		memcpy(p + i, none, sizeof(none));
	p[0] = hash->id;
	s->n += need;
	return s->n - need + 1;
}

/*
 * The scanner behind ou_json_index.  With ${hash} the root is bound to that
 * table while it is read; with ${unique} duplicate names are refused.
 */
struct ou_scan_options {
	struct ou_json_limits limits;
	struct ou_table_hash *hash;
	struct ou_slots *slots;
	bool unique;
};
int ou_json_scan(struct ou_json *j, struct ou_arena *a, struct ou_str text,
    const struct ou_scan_options *options, struct ou_err *err);

/* Resolve the escapes of the inside of a string that was scanned; ${to} has
 * room for n bytes.  The length. */
size_t ou_json_unescape(char *to, const char *p, size_t n);

/*
 * Edits.  What was put, by place in the source: it replaces a value, takes a
 * member away or appends one to its object.  ${copy} is 0 for the record
 * itself and counts the clones; each has its own edits over the same text.
 */
enum ou_edit_kind {
	OU_EDIT_NONE,			/* withdrawn */
	OU_EDIT_REPLACE,
	OU_EDIT_REMOVE,
	OU_EDIT_APPEND,			/* text has comma, name, colon */
};

/* Where a node's own text belongs into an edit's text. */
struct ou_mark {
	uint32_t at;
	uint32_t node;
};

struct ou_edit {
	uint32_t copy;
	uint32_t at;
	uint32_t node;			/* the member; 0: appended */
	uint32_t object;
	const char *text;		/* appended: a comma in front; padded */
	struct ou_mark *marks;
	uint32_t text_n;
	uint32_t n_marks;
	uint16_t name_len;		/* of an appended member, with quotes */
	uint8_t kind;
	bool raw;			/* no slot knows it */
};

struct ou_clone {
	uint32_t first;			/* its nodes: first ... end - 1 */
	uint32_t end;
	uint32_t copy;
};

/* Whose edits count at that node: 0, or a clone's number. */
uint32_t ou_copy_of(const struct ou_record *r, uint32_t node);

static inline void *
ou_at(const void *object, uint32_t offset)
{
	return (char *)(uintptr_t)object + offset;
}

static inline uint32_t
ou_field_count(const struct ou_field *f, const void *object)
{
	return *(const uint32_t *)ou_at(object, f->count_offset);
}

/* One look for all kinds: a switch here would be guessed wrongly by the
 * processor half of the time. */
static inline bool
ou_given_at(const struct ou_given *g, const void *object)
{
	uint64_t word;

	memcpy(&word, ou_at(object, g->at), sizeof(word));
	return (word & g->bits) != 0;
}

/* A zero of those fields whose zero is as good as absent. */
static inline bool
ou_idle_zero(const struct ou_table *t, int field, const void *object)
{
	return ((*t->hash)->zero >> field & 1) != 0 && *(const int64_t *)
	    ou_at(object, t->fields[field].offset) == 0;
}

/* Is the field's value there? */
static inline bool
ou_field_present(const struct ou_table *t, int field, const void *object)
{
	return ou_given_at(&(*t->hash)->given[field], object) &&
	    !ou_idle_zero(t, field, object);
}

/* A JSON string with its quotes, and the room it may take. */
size_t ou_string_bound(struct ou_str s);
char *ou_string_encode(char *to, struct ou_str s);
char *ou_escape_encode(char *to, char c);

/* Does the node say the same as the field's value? */
bool ou_field_same(const struct ou_record *r, uint32_t node,
    const struct ou_field *f, const void *object);

/* Null, "", [] and {}. */
static inline bool
ou_node_absent(const struct ou_json *j, uint32_t node)
{
	const struct ou_node *n = &j->nodes[node];

	switch (n->kind) {
	case OU_JSON_STRING:
		return n->end - n->value == 2;
	case OU_JSON_OBJECT:
	case OU_JSON_ARRAY:
		return n->next == node + 1;
	default:
		return n->kind == OU_JSON_NULL;
	}
}

/**
 * ou_value_load(j, a, node, f, to, err):
 * Read the node as the kind of ${f}, which is neither OBJECT nor LIST, into
 * the member at ${to}.  The error has no field path yet.
 */
int ou_value_load(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err);

/* "'TEXT' is not WHAT", with the column.  Always -1. */
int ou_value_wrong(const struct ou_json *j, uint32_t node, const char *what,
    struct ou_err *err);

/* The member's own node behind a slot: edits do not show. */
static inline uint32_t
ou_slot_node(const struct ou_record *r, uint32_t slot)
{
	if ((slot & OU_SLOT_EDIT) != 0)
		return r->edits[slot & ~OU_SLOT_EDIT].node;
	return slot;
}

/* The bytes that ou_record_emit will write at most; it returns the end. */
size_t ou_record_bound(struct ou_record *r);
char *ou_record_emit(struct ou_record *r, char *to);

#endif
