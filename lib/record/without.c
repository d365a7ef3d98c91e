#include "ou/record/record.h"

/*
 * A value without some of its members.  The paths that still fit at a place
 * are handed down without what was walked, and so is the table of what stands
 * there; NULL: its members are free.
 */
struct without {
	const struct ou_json *j;
	struct ou_arena *a;
	struct ou_buf *out;
	const struct ou_table *any;
};

/* Of a text or number: has a record an object there, no table knows any of
 * its members. */
static const struct ou_table nothing = { .name = "nothing" };

static void put_value(struct without *w, uint32_t node,
    const struct ou_table *t, const struct ou_str *paths, uint32_t n);

/* Does the table know the member?  Then ${sub} is the table of its value. */
static bool
knows(const struct without *w, const struct ou_table *t, struct ou_str key,
    const struct ou_table **sub)
{
	const struct ou_field *f;
	int i;

	*sub = NULL;
	if (t == NULL)
		return true;
	if ((i = ou_table_find(t, key.p, key.n)) < 0)
		return false;
	f = &t->fields[i];
	if (f->kind == OU_KIND_ANY)
		*sub = w->any;
	else if (f->kind != OU_KIND_MAP)
		*sub = f->table != NULL ? f->table : &nothing;
	return true;
}

/*
 * What is left of the paths below a member; -1: one of them names it.
 */
static int64_t
below(struct ou_str key, const struct ou_str *paths, uint32_t n,
    struct ou_str *left)
{
	struct ou_str rest, head;
	uint32_t i, k = 0;

	for (i = 0; i < n; i++) {
		rest = paths[i];
		(void)ou_str_split(&rest, '.', &head);
		if (!ou_str_eq(head, key))
			continue;
		if (rest.n == 0)
			return -1;
		left[k++] = rest;
	}
	return k;
}

static void
put_object(struct without *w, uint32_t node, const struct ou_table *t,
    const struct ou_str *paths, uint32_t n)
{
	struct ou_str *left = ou_arena_array(w->a, n, sizeof(*left));
	const struct ou_table *sub;
	struct ou_str key;
	bool any = false;
	int64_t k;
	uint32_t m;

	ou_buf_addc(w->out, '{');
	for (m = node + 1; m < w->j->nodes[node].next;
	    m = w->j->nodes[m].next) {
		key = ou_json_key(w->j, m, w->a);
		if (!knows(w, t, key, &sub) ||
		    (k = below(key, paths, n, left)) < 0)
			continue;
		if (any)
			ou_buf_addc(w->out, ',');
		any = true;
		ou_json_put_string(w->out, key);
		ou_buf_addc(w->out, ':');
		put_value(w, m, sub, left, (uint32_t)k);
	}
	ou_buf_addc(w->out, '}');
}

static void
put_list(struct without *w, uint32_t node, const struct ou_table *t,
    const struct ou_str *paths, uint32_t n)
{
	uint32_t m;

	ou_buf_addc(w->out, '[');
	for (m = node + 1; m < w->j->nodes[node].next;
	    m = w->j->nodes[m].next) {
		if (m != node + 1)
			ou_buf_addc(w->out, ',');
		put_value(w, m, t, paths, n);
	}
	ou_buf_addc(w->out, ']');
}

static void
put_value(struct without *w, uint32_t node, const struct ou_table *t,
    const struct ou_str *paths, uint32_t n)
{
	const enum ou_json_kind kind = w->j->nodes[node].kind;
	const bool whole = t == NULL && n == 0;

	if (!whole && kind == OU_JSON_OBJECT)
		put_object(w, node, t, paths, n);
	else if (!whole && kind == OU_JSON_ARRAY)
		put_list(w, node, t, paths, n);
	else
		ou_buf_adds(w->out, ou_json_raw(w->j, node));
}

void
ou_json_without(struct ou_buf *b, const struct ou_json *j, uint32_t node,
    const struct ou_json_hidden *hidden, struct ou_arena *a)
{
	struct without w = { j, a, b, hidden->any };

	put_value(&w, node, hidden->table, hidden->paths, hidden->n);
}
