#include "ou/record/json.h"

/*
 * A value without some of its members.  The paths that still fit at a place
 * are handed down without what was walked.
 */
struct without {
	const struct ou_json *j;
	struct ou_arena *a;
	struct ou_buf *out;
};

static void put_value(struct without *w, uint32_t node,
    const struct ou_str *paths, uint32_t n);

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
put_object(struct without *w, uint32_t node, const struct ou_str *paths,
    uint32_t n)
{
	struct ou_str *left = ou_arena_array(w->a, n, sizeof(*left));
	struct ou_str key;
	bool any = false;
	int64_t k;
	uint32_t m;

	ou_buf_addc(w->out, '{');
	for (m = node + 1; m < w->j->nodes[node].next;
	    m = w->j->nodes[m].next) {
		key = ou_json_key(w->j, m, w->a);
		if ((k = below(key, paths, n, left)) < 0)
			continue;
		if (any)
			ou_buf_addc(w->out, ',');
		any = true;
		ou_json_put_string(w->out, key);
		ou_buf_addc(w->out, ':');
		put_value(w, m, left, (uint32_t)k);
	}
	ou_buf_addc(w->out, '}');
}

static void
put_list(struct without *w, uint32_t node, const struct ou_str *paths,
    uint32_t n)
{
	uint32_t m;

	ou_buf_addc(w->out, '[');
	for (m = node + 1; m < w->j->nodes[node].next;
	    m = w->j->nodes[m].next) {
		if (m != node + 1)
			ou_buf_addc(w->out, ',');
		put_value(w, m, paths, n);
	}
	ou_buf_addc(w->out, ']');
}

static void
put_value(struct without *w, uint32_t node, const struct ou_str *paths,
    uint32_t n)
{
	const enum ou_json_kind kind = w->j->nodes[node].kind;

	if (n > 0 && kind == OU_JSON_OBJECT)
		put_object(w, node, paths, n);
	else if (n > 0 && kind == OU_JSON_ARRAY)
		put_list(w, node, paths, n);
	else
		ou_buf_adds(w->out, ou_json_raw(w->j, node));
}

void
ou_json_without(struct ou_buf *b, const struct ou_json *j, uint32_t node,
    const struct ou_str *paths, uint32_t n, struct ou_arena *a)
{
	struct without w = { j, a, b };

	put_value(&w, node, paths, n);
}
