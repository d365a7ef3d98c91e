#include "encode.h"

/*
 * The record as it stands now: the source with the edits spliced in.
 *
 * Edits are in the order of their places.  What lies inside a value that was
 * replaced or taken away is passed over.  Text of an edit may have marks,
 * where nodes of the source are written with their own edits: so a list puts
 * its members into a new order.
 *
 * Commas: a member taken away takes the comma in front of it along; a first
 * one takes the comma behind it, and so does the next when all before it
 * are gone.  When nothing is left, an appended member needs none.
 */
#define NESTING_MAX 4096	/* of marks in marks: beyond is a mistake */

struct out {
	char *to;			/* NULL: only measured */
	const struct ou_record *r;
	size_t n;			/* then, the bytes so far */
	unsigned nesting;
};

/* Where a splice stands. */
struct splice {
	uint32_t pos;			/* source is written up to here */
	uint32_t leading;		/* behind a leading run of members
					 * taken away; 0: none */
	uint32_t hollow;		/* all members are gone, here */
	uint32_t object;		/* that was appended to last */
};

/* The source has padding behind it and so do texts of edits, so that short
 * pieces are copied in one go; the caller's bound has slack for it. */
static inline void
emit(struct out *o, const char *p, size_t n)
{
	if (o->to == NULL) {
		o->n += n;
	} else if (n <= 64) {
		o->to = ou_copy_short(o->to, p, n);
	} else {
		memcpy(o->to, p, n);
		o->to += n;
	}
}

static inline void
emit_source(struct out *o, struct splice *s, uint32_t to)
{
	emit(o, o->r->json.text + s->pos, to - s->pos);
	s->pos = to;
}

/* The number of edit ${i} in order. */
static inline const struct ou_edit *
edit_at(const struct ou_record *r, uint32_t i)
{
	return &r->edits[r->order != NULL ? r->order[i] : i];
}

static inline uint64_t
rank(const struct ou_edit *e)
{
	return (uint64_t)e->copy << 32 | e->at;
}

static void emit_range(struct out *o, uint32_t copy, uint32_t from,
    uint32_t to);

static void
emit_marks(struct out *o, const struct ou_edit *e, uint32_t at)
{
	const struct ou_record *r = o->r;
	uint32_t i;

	for (i = 0; i < e->n_marks; i++) {
		const struct ou_mark *m = &e->marks[i];
		const struct ou_node *n = &r->json.nodes[m->node];
		uint32_t copy = ou_copy_of(r, m->node);

		emit(o, e->text + at, m->at - at);
		at = m->at;
		if (o->nesting < NESTING_MAX) {
			o->nesting++;
			emit_range(o, copy, n->value, n->end);
			o->nesting--;
		}
	}
	emit(o, e->text + at, e->text_n - at);
}

/* The edit's text from ${at} on. */
static inline void
emit_text(struct out *o, const struct ou_edit *e, uint32_t at)
{
	if (__builtin_expect(e->n_marks != 0, 0))
		emit_marks(o, e, at);
	else
		emit(o, e->text + at, e->text_n - at);
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
emit_removal(struct out *o, struct splice *s, const struct ou_edit *e)
{
	const char *text = o->r->json.text;
	const struct ou_node *n = &o->r->json.nodes[e->node];
	uint32_t key = e->at, front = key - 1, behind = n->end;

	if (s->leading != key || s->leading == 0) {
		while (is_blank(text[front]))
			front--;
		if (text[front] == ',') {
			emit_source(o, s, front);
			s->pos = n->end;
			return;
		}
		emit_source(o, s, key);
	}
	while (is_blank(text[behind]))
		behind++;
	if (text[behind] != ',') {
		s->pos = s->hollow = n->end;
		return;
	}
	behind++;
	while (is_blank(text[behind]))
		behind++;
	s->pos = s->leading = behind;
}

static inline void
emit_append(struct out *o, struct splice *s, const struct ou_edit *e)
{
	bool empty = o->r->json.nodes[e->object].next == e->object + 1 ||
	    s->hollow == e->at;

	emit_source(o, s, e->at);
	emit_text(o, e, empty && s->object != e->object ? 1 : 0);
	s->object = e->object;
}

/* The first edit of ${copy} at or behind ${from}. */
static uint32_t
first_edit(const struct ou_record *r, uint32_t copy, uint32_t from)
{
	uint64_t want = (uint64_t)copy << 32 | from;
	uint32_t low = 0, high = r->n_edits;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (rank(edit_at(r, middle)) < want)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
emit_range(struct out *o, uint32_t copy, uint32_t from, uint32_t to)
{
	const struct ou_record *r = o->r;
	struct splice s = { .pos = from };
	/* A node's own replacement is not meant where it is moved to. */
	uint32_t i = from == 0 ? 0 : first_edit(r, copy, from + 1);

	for (; i < r->n_edits; i++) {
		const struct ou_edit *e = edit_at(r, i);

		if (e->copy != copy || e->at >= to)
			break;
		if (e->kind == OU_EDIT_NONE || e->at < s.pos)
			continue;
		if (e->kind == OU_EDIT_REPLACE) {
			emit_source(o, &s, e->at);
			emit_text(o, e, 0);
			s.pos = r->json.nodes[e->node].end;
		} else if (e->kind == OU_EDIT_REMOVE)
			emit_removal(o, &s, e);
		else
			emit_append(o, &s, e);
	}
	emit_source(o, &s, to);
}

/* Stable, from runs of one: edits are nearly in order as a rule, so that
 * insertion does it; when they are not, merging keeps it n log n. */
static void
merge(const struct ou_record *r, uint32_t *to, const uint32_t *from,
    uint32_t width)
{
	uint32_t n = r->n_edits, start, i, j, k, middle, end;

	for (start = 0; start < n; start = end) {
		middle = n - start > width ? start + width : n;
		end = n - middle > width ? middle + width : n;
		for (i = start, j = middle, k = start; k < end; k++) {
			if (j == end || (i < middle &&
			    rank(&r->edits[from[i]]) <=
			    rank(&r->edits[from[j]])))
				to[k] = from[i++];
			else
				to[k] = from[j++];
		}
	}
}

#define RUN 16

static void
sort(struct ou_record *r)
{
	uint32_t n = r->n_edits, i, j, width, *a, *b, *swap;

	a = ou_arena_alloc(r->arena, 2 * (size_t)n * sizeof(*a));
	b = a + n;
	for (i = 0; i < n; i++) {
		for (j = i; j % RUN != 0 && rank(&r->edits[a[j - 1]]) >
		    rank(&r->edits[i]); j--)
			a[j] = a[j - 1];
		a[j] = i;
	}
	for (width = RUN; width < n; width *= 2) {
		merge(r, b, a, width);
		swap = a;
		a = b;
		b = swap;
	}
	r->order = a;
}

size_t
ou_record_bound(struct ou_record *r)
{
	struct out o = { .r = r };
	size_t bound = r->json.len + OU_COPY_SLACK;
	uint32_t i;

	if (r->unsorted && r->order == NULL)
		sort(r);
	if (r->marked) {
		emit_range(&o, 0, 0, r->json.len);
		return o.n + OU_COPY_SLACK;
	}
	for (i = 0; i < r->n_edits; i++)
		bound += r->edits[i].text_n;
	return bound;
}

char *
ou_record_emit(struct ou_record *r, char *to)
{
	struct out o = { .to = to, .r = r };

	emit_range(&o, 0, 0, r->json.len);
	return o.to;
}

void
ou_record_write(struct ou_record *r, struct ou_buf *out)
{
	char *to = ou_buf_reserve(out, ou_record_bound(r) + 1);

	if (to != NULL)
		out->n = (size_t)(ou_record_emit(r, to) - out->p);
}
