#include "record-internal.h"

/*
 * Structs to JSON text.  The room is measured first (generously), so that
 * writing needs no checks.
 */
#define NUMBER_BOUND 64

static bool
number_present(const struct ou_field *f, bool given, int64_t v)
{
	return given && (v != 0 || (f->flags & OU_FIELD_ZERO) == 0);
}

bool
ou_field_present(const struct ou_field *f, const void *object)
{
	const void *p = ou_at(object, f->offset);

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return ((const struct ou_str *)p)->n != 0;
	case OU_KIND_AMOUNT: {
		const struct ou_amount *a = p;

		return number_present(f, a->given, a->v);
	}
	case OU_KIND_PRICE: {
		const struct ou_price *a = p;

		return number_present(f, a->given, a->v);
	}
	case OU_KIND_QUANTITY: {
		const struct ou_quantity *q = p;

		return number_present(f, q->given, q->v);
	}
	case OU_KIND_RATE: {
		const struct ou_rate *a = p;

		return number_present(f, a->given, a->v);
	}
	case OU_KIND_INTEGER: {
		const struct ou_integer *i = p;

		return number_present(f, i->given, i->v);
	}
	case OU_KIND_FLAG:
		return *(const enum ou_flag *)p != OU_FLAG_ABSENT;
	case OU_KIND_DATE:
		return ou_date_given(*(const struct ou_date *)p);
	case OU_KIND_TIME:
		return ou_date_given(((const struct ou_time *)p)->date);
	case OU_KIND_OBJECT:
		return *(void *const *)p != NULL;
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
	case OU_KIND_MAP:
		return ou_field_count(f, object) != 0;
	}
	return false;
}

size_t
ou_field_bound(const struct ou_field *f, const void *object)
{
	const void *p = ou_at(object, f->offset);
	size_t bound = 2;
	uint32_t i, n;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return ou_string_bound(*(const struct ou_str *)p);
	case OU_KIND_OBJECT:
		return ou_object_bound(f->table, *(void *const *)p);
	case OU_KIND_LIST:
		n = ou_field_count(f, object);
		for (i = 0; i < n; i++)
			bound += 1 + ou_object_bound(f->table,
			    *(char *const *)p + (size_t)i * f->table->size);
		return bound;
	case OU_KIND_TEXTS:
		n = ou_field_count(f, object);
		for (i = 0; i < n; i++)
			bound += 1 +
			    ou_string_bound((*(struct ou_str *const *)p)[i]);
		return bound;
	case OU_KIND_MAP:
		n = ou_field_count(f, object);
		for (i = 0; i < n; i++) {
			const struct ou_pair *pair =
			    *(struct ou_pair *const *)p + i;

			bound += 2 + ou_string_bound(pair->key) +
			    (pair->json ? pair->value.n :
			    ou_string_bound(pair->value));
		}
		return bound;
	default:
		return NUMBER_BOUND;
	}
}

size_t
ou_object_bound(const struct ou_table *t, const void *object)
{
	size_t bound = 2;
	uint32_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct ou_field *f = &t->fields[i];

		if (ou_field_present(f, object))
			bound += f->name_len + 4u + ou_field_bound(f, object);
	}
	return bound;
}

static void
mark(struct ou_encoder *e, const char *to, uint32_t node)
{
	if (e->n_marks == e->cap_marks) {
		uint32_t cap = e->cap_marks != 0 ? e->cap_marks * 2 : 16;

		e->marks = ou_arena_extend(e->arena, e->marks,
		    e->n_marks * sizeof(*e->marks), cap * sizeof(*e->marks));
		e->cap_marks = cap;
	}
	e->marks[e->n_marks].at = (uint32_t)(to - e->start);
	e->marks[e->n_marks].node = node;
	e->n_marks++;
}

static char *
member_object(struct ou_encoder *e, char *to, const struct ou_table *t,
    const void *object)
{
	uint32_t node = *(const uint32_t *)object;

	if (node != 0 && e->r != NULL) {
		mark(e, to, node);
		return to;
	}
	return ou_object_encode(e, to, t, object);
}

static char *
list(struct ou_encoder *e, char *to, const struct ou_field *f,
    const void *object)
{
	const char *members = *(char *const *)ou_at(object, f->offset);
	uint32_t i, n = ou_field_count(f, object);

	*to++ = '[';
	for (i = 0; i < n; i++) {
		if (i != 0)
			*to++ = ',';
		to = member_object(e, to, f->table, members +
		    (size_t)i * f->table->size);
	}
	*to++ = ']';
	return to;
}

static char *
texts(char *to, const struct ou_str *s, uint32_t n)
{
	uint32_t i;

	*to++ = '[';
	for (i = 0; i < n; i++) {
		if (i != 0)
			*to++ = ',';
		to = ou_string_encode(to, s[i]);
	}
	*to++ = ']';
	return to;
}

static char *
map(char *to, const struct ou_pair *pair, uint32_t n)
{
	uint32_t i;

	*to++ = '{';
	for (i = 0; i < n; i++, pair++) {
		if (i != 0)
			*to++ = ',';
		to = ou_string_encode(to, pair->key);
		*to++ = ':';
		if (pair->json) {
			memcpy(to, pair->value.p, pair->value.n);
			to += pair->value.n;
		} else
			to = ou_string_encode(to, pair->value);
	}
	*to++ = '}';
	return to;
}

/* Dates and decimals: what their own functions write, between quotes. */
static char *
quoted(char *to, const struct ou_field *f, const void *p)
{
	*to++ = '"';
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_AMOUNT:
		to += ou_amount_text(to, *(const struct ou_amount *)p);
		break;
	case OU_KIND_PRICE:
		to += ou_price_text(to, *(const struct ou_price *)p);
		break;
	case OU_KIND_RATE:
		to += ou_rate_text(to, *(const struct ou_rate *)p);
		break;
	case OU_KIND_DATE:
		to += ou_date_text(to, *(const struct ou_date *)p);
		break;
	default:
		to += ou_time_text(to, p);
		break;
	}
	*to++ = '"';
	return to;
}

char *
ou_field_encode(struct ou_encoder *e, char *to, const struct ou_field *f,
    const void *object)
{
	const void *p = ou_at(object, f->offset);

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return ou_string_encode(to, *(const struct ou_str *)p);
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_RATE:
	case OU_KIND_DATE:
	case OU_KIND_TIME:
		return quoted(to, f, p);
	case OU_KIND_QUANTITY:
		return to + ou_quantity_text(to,
		    *(const struct ou_quantity *)p);
	case OU_KIND_INTEGER:
		return to + ou_decimal_text(to,
		    ((const struct ou_integer *)p)->v, 0, 0);
	case OU_KIND_FLAG:
		if (*(const enum ou_flag *)p == OU_FLAG_YES) {
			memcpy(to, "true", 4);
			return to + 4;
		}
		memcpy(to, "false", 5);
		return to + 5;
	case OU_KIND_OBJECT:
		return member_object(e, to, f->table, *(void *const *)p);
	case OU_KIND_LIST:
		return list(e, to, f, object);
	case OU_KIND_TEXTS:
		return texts(to, *(struct ou_str *const *)p,
		    ou_field_count(f, object));
	case OU_KIND_MAP:
		return map(to, *(struct ou_pair *const *)p,
		    ou_field_count(f, object));
	}
	return to;
}

char *
ou_object_encode(struct ou_encoder *e, char *to, const struct ou_table *t,
    const void *object)
{
	bool first = true;
	uint32_t i;

	*to++ = '{';
	for (i = 0; i < t->n_fields; i++) {
		const struct ou_field *f = &t->fields[i];

		if (!ou_field_present(f, object))
			continue;
		if (!first)
			*to++ = ',';
		first = false;
		*to++ = '"';
		memcpy(to, f->name, f->name_len);
		to += f->name_len;
		*to++ = '"';
		*to++ = ':';
		to = ou_field_encode(e, to, f, object);
	}
	*to++ = '}';
	return to;
}

void
ou_table_encode(struct ou_buf *out, const struct ou_table *table,
    const void *object)
{
	struct ou_encoder e = { .r = NULL };
	char *to = ou_buf_reserve(out, ou_object_bound(table, object));

	if (to != NULL)
		out->n = (size_t)(ou_object_encode(&e, to, table, object) -
		    out->p);
}
