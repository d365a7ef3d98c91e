#include "encode.h"

#define NUMBER_MAX 64

void
ou_encode_grow(struct ou_encoder *e, size_t n)
{
	size_t used = (size_t)(e->to - e->start);
	size_t size = 2 * (used + n + OU_COPY_SLACK) + 256;
	char *p;

	if (e->buf != NULL) {
		e->buf->n += used;
		p = ou_buf_reserve(e->buf, size);
		e->buf->n -= used;
		if (p == NULL)
			ou_out_of_memory();
		p -= used;
	} else {
		p = ou_arena_alloc(e->arena, size);
		if (used != 0)
			memcpy(p, e->start, used);
		e->taken = true;
	}
	e->start = p;
	e->to = p + used;
	e->end = e->to + (size - used);
}

void
ou_encode_begin(struct ou_encoder *e, struct ou_arena *a)
{
	memset(e, 0, sizeof(*e));
	e->arena = a;
	e->start = e->to = a->next;
	e->end = a->end;
	ou_encode_need(e, NUMBER_MAX);
}

struct ou_str
ou_encode_end(struct ou_encoder *e)
{
	struct ou_str s = { e->start, (size_t)(e->to - e->start) };
	size_t n = (s.n + 7) & ~(size_t)7;

	if (!e->taken)
		e->arena->next = e->start + n;
	return s;
}

static void
mark(struct ou_encoder *e, uint32_t node)
{
	struct ou_arena *a = e->arena;
	uint32_t cap;

	if (e->n_marks == e->cap_marks) {
		/* The marks lie behind the text so far; what follows of it
		 * finds another room. */
		cap = e->cap_marks != 0 ? e->cap_marks * 2 : 16;
		if (!e->taken)
			(void)ou_encode_end(e);
		e->taken = true;
		e->end = e->to;
		e->marks = ou_arena_extend(a, e->marks,
		    e->n_marks * sizeof(*e->marks), cap * sizeof(*e->marks));
		e->cap_marks = cap;
	}
	e->marks[e->n_marks].at = (uint32_t)(e->to - e->start);
	e->marks[e->n_marks].node = node;
	e->n_marks++;
}

/* Eight bytes without anything that must be escaped? */
static inline bool
plain_word(uint64_t w)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t q = w ^ (ones * '"'), b = w ^ (ones * '\\');

	return ((((q - ones) & ~q) | ((b - ones) & ~b) |
	    ((w - ones * ' ') & ~w)) & (ones << 7)) == 0;
}

void
ou_encode_string(struct ou_encoder *e, struct ou_str s)
{
	const char *p = s.p, *end = p + s.n;

	ou_encode_need(e, s.n + 2);
	*e->to++ = '"';
	while (p < end) {
		uint64_t w;

		if (end - p >= 8 && plain_word(w = ou_word(p))) {
			memcpy(e->to, &w, 8);
			e->to += 8;
			p += 8;
		} else if ((unsigned char)*p >= 0x20 && *p != '"' &&
		    *p != '\\') {
			*e->to++ = *p++;
		} else {
			ou_encode_need(e, 6 * (size_t)(end - p) + 1);
			e->to = ou_escape_encode(e->to, *p++);
		}
	}
	*e->to++ = '"';
}

static void
member_object(struct ou_encoder *e, const struct ou_table *t,
    const void *object)
{
	uint32_t node = *(const uint32_t *)object;

	if (node != 0 && e->r != NULL)
		mark(e, node);
	else
		ou_encode_object(e, t, object);
}

static void
list(struct ou_encoder *e, const struct ou_field *f, const char *members,
    uint32_t n)
{
	uint32_t i;

	ou_encode_need(e, 2);
	*e->to++ = '[';
	for (i = 0; i < n; i++) {
		if (i != 0)
			*e->to++ = ',';
		member_object(e, f->table, members +
		    (size_t)i * f->table->size);
		ou_encode_need(e, 2);
	}
	*e->to++ = ']';
}

static void
texts(struct ou_encoder *e, const struct ou_str *s, uint32_t n)
{
	uint32_t i;

	ou_encode_need(e, 2);
	*e->to++ = '[';
	for (i = 0; i < n; i++) {
		if (i != 0)
			*e->to++ = ',';
		ou_encode_string(e, s[i]);
		ou_encode_need(e, 2);
	}
	*e->to++ = ']';
}

static void
map(struct ou_encoder *e, const struct ou_pair *pair, uint32_t n)
{
	uint32_t i;

	ou_encode_need(e, 2);
	*e->to++ = '{';
	for (i = 0; i < n; i++, pair++) {
		if (i != 0)
			*e->to++ = ',';
		ou_encode_string(e, pair->key);
		ou_encode_need(e, pair->value.n + 2);
		*e->to++ = ':';
		if (pair->json) {
			memcpy(e->to, pair->value.p, pair->value.n);
			e->to += pair->value.n;
		} else
			ou_encode_string(e, pair->value);
		ou_encode_need(e, 2);
	}
	*e->to++ = '}';
}

/* What is no text and holds no more than a number or a date. */
static char *
small(char *to, const struct ou_field *f, const void *p)
{
	enum ou_kind kind = (enum ou_kind)f->kind;

	if (kind == OU_KIND_QUANTITY)
		return to + ou_quantity_text(to,
		    *(const struct ou_quantity *)p);
	if (kind == OU_KIND_INTEGER)
		return to + ou_decimal_text(to,
		    ((const struct ou_integer *)p)->v, 0, 0);
	if (kind == OU_KIND_FLAG) {
		bool yes = *(const enum ou_flag *)p == OU_FLAG_YES;

		memcpy(to, yes ? "true\0" : "false", 5);
		return to + (yes ? 4 : 5);
	}
	*to++ = '"';
	if (kind == OU_KIND_AMOUNT)
		to += ou_amount_text(to, *(const struct ou_amount *)p);
	else if (kind == OU_KIND_PRICE)
		to += ou_price_text(to, *(const struct ou_price *)p);
	else if (kind == OU_KIND_RATE)
		to += ou_rate_text(to, *(const struct ou_rate *)p);
	else if (kind == OU_KIND_DATE)
		to += ou_date_text(to, *(const struct ou_date *)p);
	else
		to += ou_time_text(to, p);
	*to++ = '"';
	return to;
}

void
ou_encode_field(struct ou_encoder *e, const struct ou_field *f,
    struct ou_str name, const void *object)
{
	const void *p = ou_at(object, f->offset);

	ou_encode_need(e, name.n + NUMBER_MAX);
	e->to = ou_copy_short(e->to, name.p, name.n);
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		ou_encode_string(e, *(const struct ou_str *)p);
		break;
	case OU_KIND_OBJECT:
		member_object(e, f->table, *(void *const *)p);
		break;
	case OU_KIND_LIST:
		list(e, f, *(char *const *)p, ou_field_count(f, object));
		break;
	case OU_KIND_TEXTS:
		texts(e, *(struct ou_str *const *)p,
		    ou_field_count(f, object));
		break;
	case OU_KIND_MAP:
		map(e, *(struct ou_pair *const *)p,
		    ou_field_count(f, object));
		break;
	default:
		e->to = small(e->to, f, p);
		break;
	}
}

void
ou_encode_object(struct ou_encoder *e, const struct ou_table *t,
    const void *object)
{
	const struct ou_hash_entry *entry = (*t->hash)->entries + 1;
	const struct ou_field *f = t->fields, *end = f + t->n_fields;
	size_t comma = 0;

	ou_encode_need(e, 2);
	*e->to++ = '{';
	for (; f < end; f++, entry++) {
		/* The first has no comma. */
		if (!ou_field_present(f, object))
			continue;
		ou_encode_field(e, f, ou_str_make(entry->quoted + 1 - comma,
		    entry->len + 3 + comma), object);
		comma = 1;
	}
	ou_encode_need(e, 1);
	*e->to++ = '}';
}

void
ou_table_encode(struct ou_buf *out, const struct ou_table *table,
    const void *object)
{
	struct ou_encoder e = { .buf = out };

	ou_table_prepare(table);
	ou_encode_grow(&e, NUMBER_MAX);
	ou_encode_object(&e, table, object);
	out->n += (size_t)(e.to - e.start);
}
