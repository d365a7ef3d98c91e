#include "lossless.h"

/*
 * Levels by their parents: X12's HL (id, parent) and EDIFACT's CPS (id,
 * parent).  What stands in front of the first is "segments", what belongs to
 * none behind the last (CTT or SE, CNT or UNT on) "summary".  A level whose
 * parent is not there, or comes behind it, is one of the uppermost.
 */
struct level {
	struct ou_str id, parent;
	uint32_t from, to;		/* segments */
	uint32_t up;			/* its level, from 1; 0: none */
};

struct tree {
	struct lossless_put *put;
	struct ou_buf *to;
	const struct ou_edi_message *message;
	void (*segment)(struct lossless_put *x, struct ou_buf *to,
	    struct ou_str raw);
	struct level *levels;
	uint32_t n;
};

#define DEPTH_MAX 32

static struct ou_str
segment(const struct tree *t, uint32_t i)
{
	const struct ou_edi_piece *p = &t->message->pieces[i];

	return ou_str_make(t->message->bytes.p + p->at, p->n);
}

/* Element ${e} of a segment, without components. */
static struct ou_str
element(const struct tree *t, struct ou_str raw, unsigned e)
{
	struct ou_str one = OU_STR_NONE;

	for (e++; e > 0; e--) {
		if (!ou_str_split(&raw, t->put->marks->element, &one))
			return OU_STR_NONE;
	}
	return one;
}

static bool
is_one_of(struct ou_str tag, const char *const *tags)
{
	for (; *tags != NULL; tags++) {
		if (ou_str_is(tag, *tags))
			return true;
	}
	return false;
}

static void
put_range(struct tree *t, uint32_t from, uint32_t to)
{
	uint32_t i;

	ou_buf_addc(t->to, '[');
	for (i = from; i < to; i++) {
		if (i > from)
			ou_buf_addc(t->to, ',');
		t->segment(t->put, t->to, segment(t, i));
	}
	ou_buf_addc(t->to, ']');
}

static void
put_levels(struct tree *t, uint32_t up, int depth)
{
	bool any = false;
	uint32_t i;

	for (i = 1; i <= t->n; i++) {
		if (t->levels[i].up != up)
			continue;
		ou_buf_puts(t->to, any ? ",{" : "[{");
		any = true;
		ou_buf_puts(t->to, "\"id\":");
		ou_lossless_put_value(t->put, t->to, t->levels[i].id);
		ou_lossless_put_member(t->put, t->to, "parent",
		    t->levels[i].parent);
		ou_buf_puts(t->to, ",\"segments\":");
		put_range(t, t->levels[i].from, t->levels[i].to);
		if (depth < DEPTH_MAX && i < t->n) {
			ou_buf_puts(t->to, ",\"levels\":");
			put_levels(t, i, depth + 1);
		}
		ou_buf_addc(t->to, '}');
	}
	ou_buf_puts(t->to, any ? "]" : "[]");
}

/* The levels of the message; where the summary begins. */
static uint32_t
find_levels(struct tree *t, struct ou_arena *a)
{
	static const char *const ends[2][4] = { { "CTT", "SE", NULL },
	    { "CNT", "UNT", NULL } };
	bool x12 = t->put->marks->family == OU_EDI_X12;
	struct level *l;
	struct ou_str raw, tag;
	uint32_t i;

	t->levels = ou_arena_array(a, (size_t)t->message->n + 1,
	    sizeof(*t->levels));
	for (i = 0; i < t->message->n; i++) {
		raw = segment(t, i);
		tag = element(t, raw, 0);
		if (ou_str_is(tag, x12 ? "HL" : "CPS")) {
			t->levels[t->n].to = i;
			l = &t->levels[++t->n];
			l->id = element(t, raw, 1);
			l->parent = element(t, raw, 2);
			l->from = i;
		} else if (t->n > 0 && is_one_of(tag, ends[!x12]))
			break;
	}
	t->levels[t->n].to = i;
	return i;
}

/* Parents stand in front of their children, so that nothing is its own. */
static void
find_parents(struct tree *t)
{
	uint32_t i, k;

	for (i = 1; i <= t->n; i++) {
		for (k = i - 1; k > 0; k--) {
			if (t->levels[i].parent.n > 0 && ou_edi_same(
			    t->levels[k].id, t->levels[i].parent))
				break;
		}
		t->levels[i].up = k;
	}
}

void
ou_lossless_put_tree(struct lossless_put *x, struct ou_buf *to,
    const struct ou_edi_message *message, struct ou_arena *a,
    void (*put)(struct lossless_put *x, struct ou_buf *to,
	struct ou_str raw))
{
	struct tree t = { .put = x, .to = to, .message = message,
	    .segment = put };
	uint32_t summary = find_levels(&t, a);

	find_parents(&t);
	ou_buf_puts(to, ",\"segments\":");
	put_range(&t, 0, t.n > 0 ? t.levels[1].from : message->n);
	if (t.n == 0)
		return;
	ou_buf_puts(to, ",\"levels\":");
	put_levels(&t, 0, 0);
	ou_buf_puts(to, ",\"summary\":");
	put_range(&t, summary, message->n);
}
