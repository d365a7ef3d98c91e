#include "ou/record/record.h"

/*
 * A record without what is personal: an object is written anew with the
 * members that its table knows and does not call personal, byte for byte;
 * what is empty then is not written.
 */
struct strip {
	const struct ou_json *j;
	struct ou_arena *a;
	struct ou_buf *out;
};

static void strip_object(struct strip *s, uint32_t node,
    const struct ou_table *t);

static void
strip_list(struct strip *s, uint32_t node, const struct ou_table *t)
{
	const size_t start = s->out->n;
	size_t before;
	uint32_t m;
	bool any = false;

	ou_buf_addc(s->out, '[');
	for (m = node + 1; m < s->j->nodes[node].next;
	    m = s->j->nodes[m].next) {
		before = s->out->n;
		if (any)
			ou_buf_addc(s->out, ',');
		if (s->j->nodes[m].kind == OU_JSON_OBJECT) {
			strip_object(s, m, t);
			if (s->out->n == before + any) {
				s->out->n = before;
				continue;
			}
		} else
			ou_buf_adds(s->out, ou_json_raw(s->j, m));
		any = true;
	}
	ou_buf_addc(s->out, ']');
	if (!any)
		s->out->n = start;
}

static void
strip_value(struct strip *s, uint32_t node, const struct ou_field *f)
{
	enum ou_json_kind kind = s->j->nodes[node].kind;

	if (f->table != NULL && kind == OU_JSON_OBJECT)
		strip_object(s, node, f->table);
	else if (f->table != NULL && kind == OU_JSON_ARRAY)
		strip_list(s, node, f->table);
	else
		ou_buf_adds(s->out, ou_json_raw(s->j, node));
}

/* Nothing is written for an object that has nothing left. */
static void
strip_object(struct strip *s, uint32_t node, const struct ou_table *t)
{
	const size_t start = s->out->n;
	size_t before, value;
	struct ou_str key;
	bool any = false;
	uint32_t m;
	int i;

	ou_buf_addc(s->out, '{');
	for (m = node + 1; m < s->j->nodes[node].next;
	    m = s->j->nodes[m].next) {
		key = ou_json_key(s->j, m, s->a);
		i = ou_table_find(t, key.p, key.n);
		if (i < 0 || (t->fields[i].flags & OU_FIELD_PERSONAL) != 0 ||
		    t->fields[i].kind == OU_KIND_MAP ||
		    t->fields[i].kind == OU_KIND_ANY)
			continue;
		before = s->out->n;
		if (any)
			ou_buf_addc(s->out, ',');
		ou_json_put_string(s->out, key);
		ou_buf_addc(s->out, ':');
		value = s->out->n;
		strip_value(s, m, &t->fields[i]);
		if (s->out->n == value)
			s->out->n = before;
		else
			any = true;
	}
	ou_buf_addc(s->out, '}');
	if (!any)
		s->out->n = start;
}

OU_RECORD_TABLE(bare, OU_BARE_FIELDS, "any record");

void
ou_record_strip(const struct ou_record *r, struct ou_arena *a,
    struct ou_buf *out)
{
	struct strip s = { &r->json, a, out };
	const struct ou_table *t = r->table != NULL ? r->table
	    : &ou_bare_table;

	ou_table_prepare(t);
	strip_object(&s, 1, t);
}
