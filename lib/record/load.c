#include <inttypes.h>

#include "ou/base/utf8.h"
#include "bytes.h"
#include "view.h"

/*
 * Typed copies of the fields a command looks at.  The error's field path is
 * put together on the way out, so that the good way pays nothing for it.
 */
int
ou_value_wrong(const struct ou_json *j, uint32_t node, const char *what,
    struct ou_err *err)
{
	struct ou_str raw = ou_json_raw(j, node), shown;

	shown = ou_utf8_cut(raw, 64);
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "'%.*s%s' is not %s",
	    OU_STR_ARG(shown), shown.n < raw.n ? "..." : "", what);
	return ou_err_at(err, NULL, 0, j->nodes[node].value + 1);
}

static int
too_long(const struct ou_json *j, uint32_t node, uint32_t limit,
    const char *what, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "more than %" PRIu32 " %s", limit, what);
	return ou_err_at(err, NULL, 0, j->nodes[node].value + 1);
}

static int
load_text(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    uint32_t limit, struct ou_str *to, struct ou_err *err)
{
	if (j->nodes[node].kind != OU_JSON_STRING)
		return ou_value_wrong(j, node, "a string", err);
	*to = ou_json_text(j, node, a);
	if (to->n > limit)
		return too_long(j, node, limit, "bytes", err);
	if ((j->nodes[node].flags & OU_NODE_ESCAPED) != 0 &&
	    memchr(to->p, '\0', to->n) != NULL)
		return ou_value_wrong(j, node, "text without NUL", err);
	return 0;
}

/* The members of an array, counted against the field's limit. */
static int
count_members(const struct ou_json *j, uint32_t node, uint32_t limit,
    uint32_t *n, struct ou_err *err)
{
	uint32_t i, end = j->nodes[node].next;

	*n = 0;
	for (i = node + 1; i < end; i = j->nodes[i].next) {
		if (++*n > limit)
			return too_long(j, node, limit, "members", err);
	}
	return 0;
}

static int
load_texts(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	struct ou_str *texts;
	uint32_t i, n, k = 0;

	if (j->nodes[node].kind != OU_JSON_ARRAY)
		return ou_value_wrong(j, node, "an array", err);
	if (count_members(j, node, ou_field_limit(f), &n, err) != 0)
		return -1;
	texts = ou_arena_array(a, n, sizeof(*texts));
	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		if (load_text(j, a, i, OU_TEXT_MAX, &texts[k], err) != 0)
			return ou_err_in(err, "%" PRIu32, k);
		k++;
	}
	*(struct ou_str **)to = texts;
	*(uint32_t *)ou_at(to, f->count_offset - f->offset) = n;
	return 0;
}

static int
load_map(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	struct ou_pair *pairs;
	uint32_t i, n, k = 0;

	if (j->nodes[node].kind != OU_JSON_OBJECT)
		return ou_value_wrong(j, node, "an object", err);
	if (count_members(j, node, ou_field_limit(f), &n, err) != 0)
		return -1;
	pairs = ou_arena_array(a, n, sizeof(*pairs));
	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		pairs[k].key = ou_json_key(j, i, a);
		pairs[k].json = j->nodes[i].kind != OU_JSON_STRING;
		pairs[k].value = pairs[k].json ? ou_json_raw(j, i) :
		    ou_json_text(j, i, a);
		k++;
	}
	*(struct ou_pair **)to = pairs;
	*(uint32_t *)ou_at(to, f->count_offset - f->offset) = n;
	return 0;
}

/* Digits: a string or a plain number. */
static int
decimal_text(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    struct ou_str *s, struct ou_err *err)
{
	if (j->nodes[node].kind == OU_JSON_STRING)
		*s = ou_json_text(j, node, a);
	else if (j->nodes[node].kind == OU_JSON_NUMBER)
		*s = ou_json_raw(j, node);
	else
		return ou_value_wrong(j, node, "a decimal number", err);
	return 0;
}

static int
load_decimal(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	struct ou_str s = OU_STR_NONE;
	int r = decimal_text(j, a, node, &s, err);

	if (r != 0)
		return r;
	if (f->kind == OU_KIND_AMOUNT)
		r = ou_amount_parse(to, s, err);
	else if (f->kind == OU_KIND_PRICE)
		r = ou_price_parse(to, s, err);
	else
		r = ou_rate_parse(to, s, err);
	return r == 0 ? 0 : ou_err_at(err, NULL, 0, j->nodes[node].value + 1);
}

static int
load_number(const struct ou_json *j, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	struct ou_str s = ou_json_raw(j, node);
	struct ou_integer *i = to;
	int r;

	if (j->nodes[node].kind != OU_JSON_NUMBER)
		return ou_value_wrong(j, node, "a number", err);
	if (f->kind == OU_KIND_QUANTITY)
		r = ou_quantity_parse(to, s, err);
	else {
		r = ou_decimal_parse(&i->v, s, 0, OU_DECIMAL_EXPONENT, NULL,
		    err);
		i->given = r == 0;
	}
	return r == 0 ? 0 : ou_err_at(err, NULL, 0, j->nodes[node].value + 1);
}

static int
load_calendar(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	struct ou_str s;
	int r;

	if (j->nodes[node].kind != OU_JSON_STRING)
		return ou_value_wrong(j, node, "a string", err);
	s = ou_json_text(j, node, a);
	r = f->kind == OU_KIND_DATE ? ou_date_parse(to, s, err) :
	    ou_time_parse(to, s, err);
	return r == 0 ? 0 : ou_err_at(err, NULL, 0, j->nodes[node].value + 1);
}

int
ou_value_load(const struct ou_json *j, struct ou_arena *a, uint32_t node,
    const struct ou_field *f, void *to, struct ou_err *err)
{
	uint8_t kind = j->nodes[node].kind;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return load_text(j, a, node, ou_field_limit(f), to, err);
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_RATE:
		return load_decimal(j, a, node, f, to, err);
	case OU_KIND_QUANTITY:
	case OU_KIND_INTEGER:
		return load_number(j, node, f, to, err);
	case OU_KIND_FLAG:
		if (kind != OU_JSON_TRUE && kind != OU_JSON_FALSE)
			return ou_value_wrong(j, node, "true or false", err);
		*(enum ou_flag *)to = ou_flag_of(kind == OU_JSON_TRUE);
		return 0;
	case OU_KIND_DATE:
	case OU_KIND_TIME:
		return load_calendar(j, a, node, f, to, err);
	case OU_KIND_TEXTS:
		return load_texts(j, a, node, f, to, err);
	case OU_KIND_MAP:
		return load_map(j, a, node, f, to, err);
	case OU_KIND_ANY:
		*(struct ou_str *)to = ou_json_raw(j, node);
		return 0;
	case OU_KIND_OBJECT:
	case OU_KIND_LIST:
		break;
	}
	return ou_value_wrong(j, node, "a value", err);
}

static int load_object(const struct ou_record *r, const struct ou_view *view,
    uint32_t node, void *out, struct ou_err *err);

static int
load_list(const struct ou_record *r, const struct ou_view_field *vf,
    uint32_t node, void *out, struct ou_err *err)
{
	const struct ou_json *j = &r->json;
	const struct ou_field *f = vf->f;
	char *members;
	uint32_t i, n, k = 0;

	if (j->nodes[node].kind != OU_JSON_ARRAY)
		return ou_value_wrong(j, node, "an array", err);
	if (count_members(j, node, ou_field_limit(f), &n, err) != 0)
		return -1;
	members = ou_arena_array(r->arena, n, f->table->size);
	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		if (j->nodes[i].kind != OU_JSON_OBJECT) {
			ou_value_wrong(j, i, "an object", err);
			return ou_err_in(err, "%" PRIu32, k);
		}
		if (load_object(r, vf->sub, i, members +
		    (size_t)k * f->table->size, err) != 0)
			return ou_err_in(err, "%" PRIu32, k);
		k++;
	}
	*(void **)ou_at(out, f->offset) = members;
	*(uint32_t *)ou_at(out, f->count_offset) = n;
	return 0;
}

static int
load_field(const struct ou_record *r, const struct ou_view_field *vf,
    uint32_t node, void *out, struct ou_err *err)
{
	const struct ou_field *f = vf->f;
	void *sub;

	if (f->kind == OU_KIND_LIST)
		return load_list(r, vf, node, out, err);
	if (f->kind != OU_KIND_OBJECT)
		return ou_value_load(&r->json, r->arena, node, f,
		    ou_at(out, f->offset), err);
	if (r->json.nodes[node].kind != OU_JSON_OBJECT)
		return ou_value_wrong(&r->json, node, "an object", err);
	sub = ou_arena_zalloc(r->arena, f->table->size);
	*(void **)ou_at(out, f->offset) = sub;
	return load_object(r, vf->sub, node, sub, err);
}

/* A member that is absent, or no text in the source as it is. */
__attribute__((noinline)) static int
load_member(const struct ou_record *r, const struct ou_view_field *vf,
    uint32_t at, void *out, struct ou_err *err)
{
	if (at == 0 || ou_node_absent(&r->json, at)) {
		if (!vf->required)
			return 0;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "it is required and absent");
		return ou_err_in(err, "%s", vf->f->name);
	}
	if (load_field(r, vf, at, out, err) != 0)
		return ou_err_in(err, "%s", vf->f->name);
	return 0;
}

_Static_assert(OU_PRICE_SCALE == OU_RATE_SCALE && OU_PRICE_SCALE == 6 &&
    OU_QUANTITY_SCALE == 6, "scales");

/* Such a decimal into its field. */
static inline bool
load_short(const struct ou_record *r, const struct ou_view_field *vf,
    const struct ou_node *n, void *out)
{
	uint32_t quote = n->kind == OU_JSON_STRING, places;
	bool number = vf->way == OU_VIEW_NUMBER;
	struct ou_quantity *q = ou_at(out, vf->offset);
	struct ou_price *price = ou_at(out, vf->offset);
	int64_t v;

	if (n->kind != OU_JSON_NUMBER && (quote == 0 || number ||
	    (n->flags & OU_NODE_ESCAPED) != 0))
		return false;
	if (!ou_short_decimal(r->json.text + n->value + quote,
	    n->end - n->value - 2 * quote, vf->scale, &v, &places))
		return false;
	/* Quantities and integers look the same. */
	if (number) {
		q->v = v;
		q->given = true;
		return true;
	}
	/* So do amounts, prices and rates. */
	price->v = v;
	price->places = (uint8_t)places;
	price->given = true;
	return true;
}

_Static_assert(offsetof(struct ou_amount, places) ==
    offsetof(struct ou_price, places) && offsetof(struct ou_rate, places) ==
    offsetof(struct ou_price, places) && offsetof(struct ou_amount, given) ==
    offsetof(struct ou_price, given) && offsetof(struct ou_rate, given) ==
    offsetof(struct ou_price, given) && offsetof(struct ou_integer, v) ==
    offsetof(struct ou_quantity, v) && offsetof(struct ou_integer, given) ==
    offsetof(struct ou_quantity, given), "decimals are laid out alike");

static int
load_object(const struct ou_record *r, const struct ou_view *view,
    uint32_t node, void *out, struct ou_err *err)
{
	const struct ou_node *nodes = r->json.nodes, *n;
	const uint32_t *slots = r->slots + nodes[node].slots;
	const struct ou_view_field *vf = view->fields, *end = vf + view->n;
	uint32_t at, len;

	*(uint32_t *)out = node;
	for (; vf < end; vf++) {
		at = slots[vf->number];
		if (at == 0 && !vf->required)
			continue;
		at = ou_slot_node(r, at);
		n = &nodes[at];
		len = n->end - n->value - 2;
		if (vf->way == OU_VIEW_TEXT && n->kind == OU_JSON_STRING &&
		    (n->flags & OU_NODE_ESCAPED) == 0 && len != 0 &&
		    len <= vf->limit) {
			struct ou_str *to = ou_at(out, vf->offset);

			to->p = r->json.text + n->value + 1;
			to->n = len;
		} else if (at != 0 && vf->way >= OU_VIEW_DECIMAL &&
		    load_short(r, vf, n, out))
			continue;
		else if (load_member(r, vf, at, out, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_record_load(struct ou_record *r, const struct ou_view *view, void *out,
    struct ou_err *err)
{
	memset(out, 0, view->table->size);
	if (r->table != view->table)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_SCHEMA,
		    "a record of type %.*s where %s is expected",
		    OU_STR_ARG(r->type), view->table->name);
	return load_object(r, view, 1, out, err);
}
