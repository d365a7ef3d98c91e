#include <stdlib.h>

#include "record-internal.h"

/*
 * Copies of objects.  A clone is a second set of nodes over the same text,
 * with edits of its own; those the object had are copied along.
 */
struct shift {
	struct ou_record *r;
	uint32_t from, end;		/* the nodes that are copied */
	uint32_t delta;
	uint32_t copy;
	struct pending *edits;		/* to be copied, in their order */
	uint32_t n_edits, cap_edits;
};

/* An edit, and the slot of the copy that it belongs to, if any. */
struct pending {
	uint32_t edit;
	uint32_t slot;
};

static uint32_t
shifted(const struct shift *s, uint32_t node)
{
	return node >= s->from && node < s->end ? node + s->delta : node;
}

static uint32_t
copy_edit(const struct shift *s, uint32_t number)
{
	struct ou_record *r = s->r;
	struct ou_edit *e;
	struct ou_mark *marks;
	uint32_t i;

	if (r->n_edits == r->cap_edits) {
		r->cap_edits *= 2;
		r->edits = ou_arena_extend(r->arena, r->edits,
		    r->n_edits * sizeof(*e), r->cap_edits * sizeof(*e));
	}
	e = &r->edits[r->n_edits];
	*e = r->edits[number];
	e->copy = s->copy;
	e->node = e->node != 0 ? shifted(s, e->node) : 0;
	e->object = shifted(s, e->object);
	if (e->n_marks != 0) {
		marks = ou_arena_array(r->arena, e->n_marks, sizeof(*marks));
		for (i = 0; i < e->n_marks; i++) {
			marks[i].at = e->marks[i].at;
			marks[i].node = shifted(s, e->marks[i].node);
		}
		e->marks = marks;
	}
	r->unsorted = true;
	r->order = NULL;
	return r->n_edits++;
}

static void
note_edit(struct shift *s, uint32_t edit, uint32_t slot)
{
	if (s->n_edits == s->cap_edits) {
		uint32_t cap = s->cap_edits != 0 ? s->cap_edits * 2 : 8;

		s->edits = ou_arena_extend(s->r->arena, s->edits,
		    s->n_edits * sizeof(*s->edits),
		    cap * sizeof(*s->edits));
		s->cap_edits = cap;
	}
	s->edits[s->n_edits].edit = edit;
	s->edits[s->n_edits].slot = slot;
	s->n_edits++;
}

static int
by_number(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return x->edit < y->edit ? -1 : x->edit > y->edit;
}

/* In the order they were put, which is that of appended members. */
static void
copy_edits(struct shift *s)
{
	uint32_t i, number;

	if (s->n_edits > 1)
		qsort(s->edits, s->n_edits, sizeof(*s->edits), by_number);
	for (i = 0; i < s->n_edits; i++) {
		number = copy_edit(s, s->edits[i].edit);
		if (s->edits[i].slot != 0)
			s->r->slots[s->edits[i].slot] = OU_SLOT_EDIT | number;
	}
}

static uint32_t
copy_slots(struct shift *s, uint32_t at)
{
	struct ou_record *r = s->r;
	const struct ou_table *t = ou_table_of(r->slots[at - 1]);
	struct ou_slots slots = { r->slots, r->n_slots, r->cap_slots };
	uint32_t to = ou_slots_add(&slots, r->arena, *t->hash), i;

	r->slots = slots.p;
	r->n_slots = slots.n;
	r->cap_slots = slots.cap;
	for (i = 0; i < t->n_fields; i++) {
		uint32_t slot = r->slots[at + i];

		if ((slot & OU_SLOT_EDIT) != 0)
			note_edit(s, slot & ~OU_SLOT_EDIT, to + i);
		else if (slot != 0)
			slot += s->delta;
		r->slots[to + i] = slot;
	}
	return to;
}

static void
copy_nodes(struct ou_record *r, uint32_t node, uint32_t n)
{
	struct ou_json *j = &r->json;

	if (n > j->cap - j->n_nodes) {
		uint32_t cap = j->cap + n > j->cap * 2 ? j->cap + n :
		    j->cap * 2;

		j->nodes = ou_arena_extend(r->arena, j->nodes,
		    j->n_nodes * sizeof(*j->nodes),
		    (size_t)cap * sizeof(*j->nodes));
		j->cap = cap;
	}
	memcpy(&j->nodes[j->n_nodes], &j->nodes[node],
	    n * sizeof(*j->nodes));
	j->n_nodes += n;
}

static void
note_clone(const struct shift *s)
{
	struct ou_record *r = s->r;

	if (r->n_clones == r->cap_clones) {
		uint32_t cap = r->cap_clones != 0 ? r->cap_clones * 2 : 8;

		r->clones = ou_arena_extend(r->arena, r->clones,
		    r->n_clones * sizeof(*r->clones),
		    cap * sizeof(*r->clones));
		r->cap_clones = cap;
	}
	r->clones[r->n_clones].first = s->from + s->delta;
	r->clones[r->n_clones].end = s->end + s->delta;
	r->clones[r->n_clones].copy = s->copy;
	r->n_clones++;
}

uint32_t
ou_record_clone(struct ou_record *r, uint32_t node)
{
	uint32_t n = r->json.nodes[node].next - node, i;
	uint32_t copy = ou_copy_of(r, node);
	struct shift s = { .r = r, .from = node, .end = node + n,
		.delta = r->json.n_nodes - node, .copy = r->n_clones + 1 };

	copy_nodes(r, node, n);
	note_clone(&s);
	for (i = node + s.delta; i < r->json.n_nodes; i++) {
		struct ou_node *to = &r->json.nodes[i];

		to->next += s.delta;
		if (to->slots != 0)
			to->slots = copy_slots(&s, to->slots);
	}
	for (i = 0; r->raw && i < r->n_edits; i++) {
		const struct ou_edit *e = &r->edits[i];

		if (e->raw && e->copy == copy && e->object >= node &&
		    e->object < s.end)
			note_edit(&s, i, 0);
	}
	copy_edits(&s);
	return node + s.delta;
}

static void *
copy_struct(const struct shift *s, const struct ou_table *t,
    const void *object, uint32_t n)
{
	char *to = ou_arena_alloc(s->r->arena, (size_t)n * t->size);
	uint32_t i, k;

	memcpy(to, object, (size_t)n * t->size);
	for (k = 0; k < n; k++) {
		char *at = to + (size_t)k * t->size;
		uint32_t *node = (uint32_t *)(void *)at;

		*node = shifted(s, *node);
		for (i = 0; i < t->n_fields; i++) {
			const struct ou_field *f = &t->fields[i];
			void **sub = ou_at(at, f->offset);

			if (f->table == NULL || *sub == NULL)
				continue;
			*sub = copy_struct(s, f->table, *sub,
			    f->kind == OU_KIND_LIST ? ou_field_count(f, at) :
			    1);
		}
	}
	return to;
}

void *
ou_record_split(struct ou_record *r, const struct ou_table *table,
    const void *object)
{
	uint32_t node = *(const uint32_t *)object;
	struct shift s = { .r = r };

	if (node != 0) {
		s.from = node;
		s.end = r->json.nodes[node].next;
		s.delta = ou_record_clone(r, node) - node;
	}
	return copy_struct(&s, table, object, 1);
}
