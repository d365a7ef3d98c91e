#include <assert.h>

#include "encode.h"

/*
 * Changes.  A put finds the member through its slot, compares, and leaves an
 * edit: the place in the source and the new text, which is written at once
 * (so that the caller's struct is free again), except for objects that stand
 * in the record themselves: those are marks, written when the record is.
 */
uint32_t
ou_copy_of(const struct ou_record *r, uint32_t node)
{
	uint32_t low = 0, high = r->n_clones;

	if (high == 0 || node < r->clones[0].first)
		return 0;
	while (high - low > 1) {
		uint32_t middle = (low + high) / 2;

		if (node < r->clones[middle].first)
			high = middle;
		else
			low = middle;
	}
	return r->clones[low].copy;
}

/* Where a new member goes: behind the last one, in front of the blanks. */
static uint32_t
append_place(const struct ou_record *r, uint32_t object)
{
	const struct ou_node *n = &r->json.nodes[object];
	uint32_t at = n->end - 1;

	while (r->json.text[at - 1] == ' ' || r->json.text[at - 1] == '\t' ||
	    r->json.text[at - 1] == '\n' || r->json.text[at - 1] == '\r')
		at--;
	return at;
}

static void
more_edits(struct ou_record *r)
{
	uint32_t cap = r->cap_edits != 0 ? r->cap_edits * 2 : 32;

	r->edits = ou_arena_extend(r->arena, r->edits,
	    r->n_edits * sizeof(*r->edits), cap * sizeof(*r->edits));
	r->cap_edits = cap;
}

static inline struct ou_edit *
edit_new(struct ou_record *r, uint32_t object, uint32_t node)
{
	struct ou_edit *e;

	if (__builtin_expect(r->n_edits == r->cap_edits, 0))
		more_edits(r);
	e = &r->edits[r->n_edits++];
	*e = (struct ou_edit){ .object = object, .node = node };
	if (__builtin_expect(r->n_clones != 0, 0))
		e->copy = ou_copy_of(r, object);
	return e;
}

/* Give the edit its kind and place, and see whether order still holds. */
static inline void
edit_place(struct ou_record *r, struct ou_edit *e, enum ou_edit_kind kind)
{
	const struct ou_node *n = &r->json.nodes[e->node];

	e->kind = (uint8_t)kind;
	if (kind == OU_EDIT_REPLACE)
		e->at = n->value;
	else if (kind == OU_EDIT_REMOVE)
		e->at = n->key - 1;
	else if (kind == OU_EDIT_APPEND)
		e->at = e != r->edits && e[-1].kind == OU_EDIT_APPEND &&
		    e[-1].object == e->object ? e[-1].at :
		    append_place(r, e->object);
	r->order = NULL;
	if (e != &r->edits[r->n_edits - 1])
		r->unsorted = true;
	else if (e != r->edits && (e[-1].copy > e->copy ||
	    (e[-1].copy == e->copy && e[-1].at > e->at)))
		r->unsorted = true;
}

/* The edit behind the slot, or a new one for it. */
static inline struct ou_edit *
edit_of(struct ou_record *r, uint32_t slot_at, uint32_t object)
{
	uint32_t slot = r->slots[slot_at];
	struct ou_edit *e;

	if ((slot & OU_SLOT_EDIT) != 0)
		return &r->edits[slot & ~OU_SLOT_EDIT];
	e = edit_new(r, object, slot);
	r->slots[slot_at] = OU_SLOT_EDIT | (uint32_t)(e - r->edits);
	return e;
}

static void
put_absent(struct ou_record *r, const struct ou_field *f, uint32_t slot_at,
    const void *object)
{
	uint32_t slot = r->slots[slot_at], node = ou_slot_node(r, slot);
	struct ou_edit *e;

	if (node == 0) {
		if (slot != 0)
			r->edits[slot & ~OU_SLOT_EDIT].kind = OU_EDIT_NONE;
		return;
	}
	/* What says nothing, or a zero that may be left out, may stay. */
	if (ou_node_absent(&r->json, node) ||
	    ((f->flags & OU_FIELD_ZERO) != 0 &&
	    ou_field_same(r, node, f, object))) {
		if ((slot & OU_SLOT_EDIT) != 0)
			r->edits[slot & ~OU_SLOT_EDIT].kind = OU_EDIT_NONE;
		return;
	}
	e = edit_of(r, slot_at, *(const uint32_t *)object);
	edit_place(r, e, OU_EDIT_REMOVE);
}

/* The value's text, behind its name where it is appended. */
static inline void
put_text(struct ou_record *r, struct ou_edit *e, const struct ou_table *t,
    int field, const void *object)
{
	struct ou_str name = ou_quoted(&(*t->hash)->entries[field + 1]), s;
	struct ou_encoder enc;

	ou_encode_begin(&enc, r->arena);
	enc.r = r;
	if (e->node == 0)
		e->name_len = (uint16_t)(name.n - 2);
	else
		name.n = 0;
	ou_encode_field(&enc, &t->fields[field], name, object);
	s = ou_encode_end(&enc);
	e->text = s.p;
	e->text_n = (uint32_t)s.n;
	e->marks = enc.marks;
	e->n_marks = enc.n_marks;
	r->marked |= enc.n_marks != 0;
}

/* Over what stands in the source, or was put before. */
__attribute__((noinline)) static void
put_over(struct ou_record *r, const struct ou_table *table,
    const void *object, int field, uint32_t slot_at)
{
	const struct ou_field *f = &table->fields[field];
	uint32_t slot = r->slots[slot_at], at = ou_slot_node(r, slot);
	struct ou_edit *e;

	if (!ou_field_present(table, field, object)) {
		put_absent(r, f, slot_at, object);
		return;
	}
	if (at != 0 && ou_field_same(r, at, f, object)) {
		if (slot != at)
			r->edits[slot & ~OU_SLOT_EDIT].kind = OU_EDIT_NONE;
		return;
	}
	e = edit_of(r, slot_at, *(const uint32_t *)object);
	put_text(r, e, table, field, object);
	edit_place(r, e, at != 0 ? OU_EDIT_REPLACE : OU_EDIT_APPEND);
}

void
ou_record_put(struct ou_record *r, const struct ou_table *table,
    const void *object, int field)
{
	uint32_t node = *(const uint32_t *)object, slot_at;
	struct ou_edit *e;

	assert(node != 0 && r->json.nodes[node].slots != 0);
	slot_at = r->json.nodes[node].slots + (uint32_t)field;
	if (r->slots[slot_at] != 0) {
		put_over(r, table, object, field, slot_at);
		return;
	}
	if (!ou_field_present(table, field, object))
		return;
	e = edit_new(r, node, 0);
	r->slots[slot_at] = OU_SLOT_EDIT | (uint32_t)(e - r->edits);
	put_text(r, e, table, field, object);
	edit_place(r, e, OU_EDIT_APPEND);
}

struct ou_str
ou_field_text(struct ou_arena *a, const struct ou_table *table,
    const void *object, int field)
{
	struct ou_encoder enc;

	ou_table_prepare(table);
	ou_encode_begin(&enc, a);
	ou_encode_field(&enc, &table->fields[field],
	    ou_quoted(&(*table->hash)->entries[field + 1]), object);
	return ou_encode_end(&enc);
}

bool
ou_record_append(struct ou_record *r, const struct ou_table *table,
    const void *object, int field, struct ou_str text)
{
	uint32_t node = *(const uint32_t *)object, slot_at;
	struct ou_edit *e;

	assert(node != 0 && r->json.nodes[node].slots != 0);
	slot_at = r->json.nodes[node].slots + (uint32_t)field;
	if (r->slots[slot_at] != 0)
		return false;
	e = edit_new(r, node, 0);
	r->slots[slot_at] = OU_SLOT_EDIT | (uint32_t)(e - r->edits);
	e->name_len = (uint16_t)(table->fields[field].name_len + 2);
	e->text = text.p;
	e->text_n = (uint32_t)text.n;
	edit_place(r, e, OU_EDIT_APPEND);
	return true;
}

/* The edit of a member that no table describes, by its node. */
static struct ou_edit *
edit_find(const struct ou_record *r, uint32_t node)
{
	uint32_t i;

	for (i = 0; i < r->n_edits; i++) {
		if (r->edits[i].raw && r->edits[i].node == node)
			return &r->edits[i];
	}
	return NULL;
}

/* The appended member of that name (with its quotes), put earlier. */
static struct ou_edit *
appended_find(const struct ou_record *r, uint32_t object, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < r->n_edits; i++) {
		struct ou_edit *e = &r->edits[i];

		if (e->raw && e->object == object && e->node == 0 &&
		    e->text != NULL &&
		    ou_str_eq(ou_str_make(e->text + 1, e->name_len), name))
			return e;
	}
	return NULL;
}

/* The edit for a member that no table describes. */
static struct ou_edit *
raw_edit(struct ou_record *r, uint32_t object, uint32_t node,
    struct ou_str name)
{
	struct ou_edit *e;

	e = node != 0 ? edit_find(r, node) : appended_find(r, object, name);
	if (e == NULL) {
		e = edit_new(r, object, node);
		e->raw = r->raw = true;
	}
	return e;
}

void
ou_record_put_raw(struct ou_record *r, uint32_t object, const char *name,
    struct ou_str json)
{
	uint32_t slots = r->json.nodes[object].slots, node;
	struct ou_str key = ou_str_c(name);
	char *text = ou_arena_alloc(r->arena, ou_string_bound(key) + 2 +
	    json.n + OU_COPY_SLACK), *to;
	struct ou_edit *e;
	int field = -1;

	if (slots != 0)
		field = ou_table_find(ou_table_of(r->slots[slots - 1]),
		    key.p, key.n);
	if (field >= 0)
		node = ou_slot_node(r, r->slots[slots + (uint32_t)field]);
	else
		node = ou_json_member(&r->json, object, name);
	*text = ',';
	to = ou_string_encode(text + 1, key);
	e = field >= 0 ? edit_of(r, slots + (uint32_t)field, object) :
	    raw_edit(r, object, node, ou_str_make(text + 1,
	    (size_t)(to - text) - 1));
	e->marks = NULL;
	e->n_marks = 0;
	if (json.n == 0 || (node != 0 &&
	    ou_str_eq(ou_json_raw(&r->json, node), json))) {
		edit_place(r, e, json.n == 0 && node != 0 ? OU_EDIT_REMOVE :
		    OU_EDIT_NONE);
		return;
	}
	if (node == 0) {
		e->name_len = (uint16_t)(to - text - 1);
		*to++ = ':';
	} else
		to = text;
	memcpy(to, json.p, json.n);
	e->text = text;
	e->text_n = (uint32_t)((size_t)(to - text) + json.n);
	edit_place(r, e, node != 0 ? OU_EDIT_REPLACE : OU_EDIT_APPEND);
}
