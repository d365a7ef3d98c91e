#include "ou/base/names.h"
#include "lossless.h"

/*
 * Levels by their parents: X12's HL (id, parent) and EDIFACT's CPS (id,
 * parent).  What stands in front of the first is "segments", what belongs to
 * none behind the last (CTT or SE, CNT or UNT on) "summary".  A level whose
 * parent is not there, or is in the end itself, is one of the uppermost.
 */
struct level {
	struct ou_str id, parent;
	uint32_t from, to;		/* segments */
	uint32_t up;			/* its parent, from 1; 0: none */
	uint32_t first, last, next;	/* children, and the next sibling */
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

#define DEPTH_MAX 24	/* as deep as other programs read JSON */

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
put_levels(struct tree *t, uint32_t up)
{
	const struct level *l;
	uint32_t i;

	ou_buf_addc(t->to, '[');
	for (i = t->levels[up].first; i != 0; i = l->next) {
		l = &t->levels[i];
		if (i != t->levels[up].first)
			ou_buf_addc(t->to, ',');
		ou_buf_puts(t->to, "{\"id\":");
		ou_lossless_put_value(t->put, t->to, l->id);
		ou_lossless_put_member(t->put, t->to, "parent", l->parent);
		ou_buf_puts(t->to, ",\"segments\":");
		put_range(t, l->from, l->to);
		if (l->first != 0) {
			ou_buf_puts(t->to, ",\"levels\":");
			put_levels(t, i);
		}
		ou_buf_addc(t->to, '}');
	}
	ou_buf_addc(t->to, ']');
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

/* Names of levels are compared without leading zeros. */
static struct ou_str
plain(struct ou_str id)
{
	while (id.n > 1 && *id.p == '0')
		id = ou_str_make(id.p + 1, id.n - 1);
	return id;
}

static uint32_t
level_of(const struct tree *t, const struct ou_names *names,
    struct ou_str id)
{
	const struct level *l = id.n > 0 ? ou_names_find(names, plain(id)) :
	    NULL;

	return l == NULL ? 0 : (uint32_t)(l - t->levels);
}

/* Up to the top; false: it is too far, or goes round and round. */
static bool
reaches_top(const struct tree *t, uint32_t i)
{
	int n;

	for (n = 0; n < DEPTH_MAX && i != 0; n++)
		i = t->levels[i].up;
	return i == 0;
}

/* The parent is the last level of that name in front of it, else one behind
 * it. */
static void
find_parents(struct tree *t, struct ou_arena *a)
{
	struct ou_names names = { .n = 0 };
	struct level *l, *up;
	uint32_t i;

	for (i = 1; i <= t->n; i++) {
		l = &t->levels[i];
		l->up = level_of(t, &names, l->parent);
		if (l->id.n > 0)
			*ou_names_at(&names, a, plain(l->id)) = l;
	}
	for (i = 1; i <= t->n; i++) {
		l = &t->levels[i];
		if (l->up == 0)
			l->up = level_of(t, &names, l->parent);
		if (!reaches_top(t, i))
			l->up = 0;
	}
	for (i = 1; i <= t->n; i++) {
		up = &t->levels[t->levels[i].up];
		if (up->first == 0)
			up->first = i;
		else
			t->levels[up->last].next = i;
		up->last = i;
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

	find_parents(&t, a);
	ou_buf_puts(to, ",\"segments\":");
	put_range(&t, 0, t.n > 0 ? t.levels[1].from : message->n);
	if (t.n == 0)
		return;
	ou_buf_puts(to, ",\"levels\":");
	put_levels(&t, 0);
	ou_buf_puts(to, ",\"summary\":");
	put_range(&t, summary, message->n);
}
