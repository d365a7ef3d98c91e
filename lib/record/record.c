#include "record-internal.h"

/*
 * From a line to a record.  The type is needed before the first key can be
 * bound to its table; canonical records begin with it, so that a look at the
 * first member is enough.  Where it stands elsewhere the line is scanned a
 * second time.
 */
static const struct ou_record_type *
type_find(const struct ou_record_type *types, struct ou_str name)
{
	if (types == NULL || name.p == NULL)
		return NULL;
	for (; types->type != NULL; types++) {
		if (ou_str_is(name, types->type))
			return types;
	}
	return NULL;
}

static const char *
blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p;
}

/* The value of a first member called "type" that is plain text. */
static struct ou_str
type_first(struct ou_str text)
{
	const char *p = text.p, *end = p + text.n, *quote;

	p = blanks(p, end);
	if (p == end || *p++ != '{')
		return OU_STR_NONE;
	p = blanks(p, end);
	if (end - p < 6 || memcmp(p, "\"type\"", 6) != 0)
		return OU_STR_NONE;
	p = blanks(p + 6, end);
	if (p == end || *p++ != ':')
		return OU_STR_NONE;
	p = blanks(p, end);
	if (p == end || *p++ != '"')
		return OU_STR_NONE;
	quote = memchr(p, '"', (size_t)(end - p));
	if (quote == NULL || memchr(p, '\\', (size_t)(quote - p)) != NULL)
		return OU_STR_NONE;
	return ou_str_make(p, (size_t)(quote - p));
}

static int
scan(struct ou_record *r, struct ou_str text,
    const struct ou_record_type *type, const struct ou_json_limits *limits,
    struct ou_err *err)
{
	struct ou_scan_options o = { .unique = true };
	struct ou_slots slots = { NULL, 0, 0 };

	if (limits != NULL)
		o.limits = *limits;
	r->table = NULL;
	if (type != NULL) {
		r->table = type->table;
		ou_table_prepare(type->table);
		o.hash = *type->table->hash;
		slots.cap = (uint32_t)(text.n / 4 + 64);
		slots.p = ou_arena_alloc(r->arena,
		    slots.cap * sizeof(*slots.p));
	}
	o.slots = &slots;
	if (ou_json_scan(&r->json, r->arena, text, &o, err) != 0)
		return -1;
	r->slots = slots.p;
	r->n_slots = slots.n;
	r->cap_slots = slots.cap;
	if (r->json.nodes[1].kind != OU_JSON_OBJECT)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_JSON,
		    "a record is an object, this is none");
	return 0;
}

/* A member's text, absent when it is no string. */
static struct ou_str
text_of(const struct ou_record *r, int field, const char *name)
{
	uint32_t node;

	if (r->table != NULL && field >= 0)
		node = r->slots[r->json.nodes[1].slots + (uint32_t)field];
	else
		node = ou_json_member(&r->json, 1, name);
	if (node == 0 || r->json.nodes[node].kind != OU_JSON_STRING)
		return OU_STR_NONE;
	return ou_json_text(&r->json, node, r->arena);
}

/* "order/1" against name and major version. */
static int
schema_check(const struct ou_record *r, const struct ou_record_type *type,
    struct ou_err *err)
{
	struct ou_str rest = r->schema, name, shown;
	int major = 0;
	size_t i;

	if (r->schema.p == NULL)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_SCHEMA,
		    "a record of type %s without schema", type->type);
	(void)ou_str_split(&rest, '/', &name);
	for (i = 0; i < rest.n && i < 6 && rest.p[i] >= '0' &&
	    rest.p[i] <= '9'; i++)
		major = major * 10 + (rest.p[i] - '0');
	if (ou_str_is(name, type->schema) && rest.n > 0 && i == rest.n &&
	    major == type->major)
		return 0;
	shown = ou_str_sub(r->schema, 0, 64);
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_SCHEMA,
	    "schema '%.*s' where '%s/%d' is expected", OU_STR_ARG(shown),
	    type->schema, type->major);
}

int
ou_record_parse(struct ou_record *r, struct ou_arena *a, struct ou_str text,
    const struct ou_record_type *types, const struct ou_json_limits *limits,
    struct ou_err *err)
{
	const struct ou_record_type *type;
	const struct ou_table_hash *h = NULL;

	memset(r, 0, sizeof(*r));
	r->arena = a;
	type = type_find(types, type_first(text));
	if (scan(r, text, type, limits, err) != 0)
		return -1;
	if (type == NULL) {
		type = type_find(types, text_of(r, -1, "type"));
		if (type != NULL && scan(r, text, type, limits, err) != 0)
			return -1;
	}
	if (type != NULL)
		h = *type->table->hash;
	r->type = text_of(r, h != NULL ? h->type_field : -1, "type");
	if (r->type.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_SCHEMA,
		    "a record without type");
	r->schema = text_of(r, h != NULL ? h->schema_field : -1, "schema");
	return type != NULL ? schema_check(r, type, err) : 0;
}

bool
ou_record_changed(const struct ou_record *r)
{
	uint32_t i;

	for (i = 0; i < r->n_edits; i++) {
		if (r->edits[i].kind != OU_EDIT_NONE)
			return true;
	}
	return false;
}
