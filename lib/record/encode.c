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
		/* all that the buffer has is room */
		size = e->buf->cap - e->buf->n;
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

/* Not 0 in the highest bits when one of these eight bytes must be escaped. */
static inline uint64_t
escapes(uint64_t w)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t q = w ^ (ones * '"'), b = w ^ (ones * '\\');

	return ((q - ones) & ~q) | ((b - ones) & ~b) |
	    ((w - ones * ' ') & ~w);
}
#define ESCAPES UINT64_C(0x8080808080808080)

/* Copy a string by words, the last of which begins early; false: it cannot
 * stand as it is. */
static inline bool
encode_plain(char *to, const char *p, size_t n)
{
	uint64_t w, found = 0;
	uint32_t a, b;
	char first, middle, last;
	size_t i;

	if (n >= 8) {
		for (i = 0; i + 8 < n; i += 8) {
			w = ou_word(p + i);
			memcpy(to + i, &w, 8);
			found |= escapes(w);
		}
		w = ou_word(p + n - 8);
		memcpy(to + n - 8, &w, 8);
		found |= escapes(w);
	} else if (n >= 4) {
		memcpy(&a, p, 4);
		memcpy(&b, p + n - 4, 4);
		memcpy(to, &a, 4);
		memcpy(to + n - 4, &b, 4);
		found = escapes((uint64_t)a << 32 | b);
	} else if (n > 0) {
		first = p[0];
		middle = p[n / 2];
		last = p[n - 1];
		to[0] = first;
		to[n / 2] = middle;
		to[n - 1] = last;
		found = escapes(UINT64_C(0x2020202020000000) |
		    (uint64_t)(unsigned char)first << 16 |
		    (uint64_t)(unsigned char)middle << 8 |
		    (unsigned char)last);
	}
	return (found & ESCAPES) == 0;
}

/* A string that has something to escape, or finds no room. */
__attribute__((noinline)) static void
encode_escaped(struct ou_encoder *e, struct ou_str s)
{
	const char *p = s.p, *end = p + s.n;

	ou_encode_need(e, 6 * s.n + 2);
	*e->to++ = '"';
	for (; p < end; p++) {
		if ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
			*e->to++ = *p;
		else
			e->to = ou_escape_encode(e->to, *p);
	}
	*e->to++ = '"';
}

static inline void
encode_string(struct ou_encoder *e, struct ou_str s)
{
	char *to = e->to;

	if ((size_t)(e->end - to) < s.n + 2 ||
	    !encode_plain(to + 1, s.p, s.n)) {
		encode_escaped(e, s);
		return;
	}
	to[0] = '"';
	to[s.n + 1] = '"';
	e->to = to + s.n + 2;
}

void
ou_encode_string(struct ou_encoder *e, struct ou_str s)
{
	encode_string(e, s);
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

/* Dates, times, numbers and flags. */
__attribute__((noinline)) static void
encode_small(struct ou_encoder *e, const struct ou_field *f, const void *p)
{
	const struct ou_integer *i = p;
	bool yes = *(const enum ou_flag *)p == OU_FLAG_YES;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_QUANTITY:
		e->to += ou_quantity_text(e->to,
		    *(const struct ou_quantity *)p);
		break;
	case OU_KIND_INTEGER:
		e->to += ou_decimal_text(e->to, i->v, 0, 0);
		break;
	case OU_KIND_FLAG:
		memcpy(e->to, yes ? "true\0" : "false", 5);
		e->to += yes ? 4 : 5;
		break;
	default:
		*e->to++ = '"';
		e->to += f->kind == OU_KIND_DATE ?
		    ou_date_text(e->to, *(const struct ou_date *)p) :
		    ou_time_text(e->to, p);
		*e->to++ = '"';
		break;
	}
}

/* JSON as it stands. */
static void
raw(struct ou_encoder *e, struct ou_str json)
{
	ou_encode_need(e, json.n + NUMBER_MAX);
	memcpy(e->to, json.p, json.n);
	e->to += json.n;
}

/* Lists and objects. */
__attribute__((noinline)) static void
encode_large(struct ou_encoder *e, const struct ou_field *f,
    const void *object)
{
	const void *p = ou_at(object, f->offset);

	if (f->kind == OU_KIND_OBJECT)
		member_object(e, f->table, *(void *const *)p);
	else if (f->kind == OU_KIND_LIST)
		list(e, f, *(char *const *)p, ou_field_count(f, object));
	else if (f->kind == OU_KIND_TEXTS)
		texts(e, *(struct ou_str *const *)p,
		    ou_field_count(f, object));
	else if (f->kind == OU_KIND_ANY)
		raw(e, *(const struct ou_str *)p);
	else
		map(e, *(struct ou_pair *const *)p,
		    ou_field_count(f, object));
}

static inline void
encode_decimal(struct ou_encoder *e, int64_t v, int scale, int places)
{
	*e->to++ = '"';
	e->to += ou_decimal_text(e->to, v, scale, places);
	*e->to++ = '"';
}

/* What is done to nearly every field of nearly every object stands here. */
static inline void
encode_value(struct ou_encoder *e, const struct ou_field *f,
    const void *object)
{
	const void *p = ou_at(object, f->offset);
	const struct ou_amount *a = p;
	const struct ou_price *price = p;
	const struct ou_rate *rate = p;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		encode_string(e, *(const struct ou_str *)p);
		break;
	case OU_KIND_AMOUNT:
		encode_decimal(e, a->v, OU_AMOUNT_SCALE, a->places);
		break;
	case OU_KIND_PRICE:
		encode_decimal(e, price->v, OU_PRICE_SCALE, price->places);
		break;
	case OU_KIND_RATE:
		encode_decimal(e, rate->v, OU_RATE_SCALE,
		    OU_RATE_PLACES);
		break;
	case OU_KIND_OBJECT:
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
	case OU_KIND_MAP:
	case OU_KIND_ANY:
		encode_large(e, f, object);
		break;
	default:
		encode_small(e, f, p);
		break;
	}
}

void
ou_encode_field(struct ou_encoder *e, const struct ou_field *f,
    struct ou_str name, const void *object)
{
	ou_encode_need(e, name.n + NUMBER_MAX);
	if (name.n != 0)
		e->to = ou_copy_short(e->to, name.p, name.n);
	encode_value(e, f, object);
}

void
ou_encode_object(struct ou_encoder *e, const struct ou_table *t,
    const void *object)
{
	const struct ou_hash_entry *entries = (*t->hash)->entries + 1;
	const struct ou_given *given = (*t->hash)->given;
	size_t at = (size_t)(e->to - e->start), had;
	int i, n = t->n_fields;
	bool empty = true;

	ou_encode_need(e, 2);
	for (i = 0; i < n; i++) {
		if (!ou_given_at(&given[i], object) ||
		    ou_idle_zero(t, i, object))
			continue;
		ou_encode_need(e, entries[i].len + 4 + NUMBER_MAX);
		had = (size_t)(e->to - e->start);
		e->to = ou_copy_short(e->to, entries[i].quoted,
		    entries[i].len + 4);
		encode_value(e, &t->fields[i], object);
		/* An object that turns out empty is absent. */
		if (t->fields[i].kind == OU_KIND_OBJECT &&
		    e->to[-1] == '}' && e->to[-2] == '{')
			e->to = e->start + had;
		else
			empty = false;
	}
	/* the object begins where its first field has a comma */
	e->to += empty;
	e->start[at] = '{';
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
