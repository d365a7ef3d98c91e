#include "bytes.h"
#include "record-internal.h"

/*
 * Is what stands in the record worth the same as what is put?  Then nothing
 * is written, and the source keeps its own way of saying it.
 */
union value {
	struct ou_str text;
	struct ou_amount amount;
	struct ou_price price;
	struct ou_quantity quantity;
	struct ou_rate rate;
	struct ou_integer integer;
	enum ou_flag flag;
	struct ou_date date;
	struct ou_time time;
	struct {
		void *p;
		uint32_t n;
	} many;
};

static bool
same_texts(const struct ou_str *a, const struct ou_str *b, uint32_t n)
{
	for (; n > 0; n--) {
		if (!ou_str_eq(*a++, *b++))
			return false;
	}
	return true;
}

static bool
same_pairs(const struct ou_pair *a, const struct ou_pair *b, uint32_t n)
{
	for (; n > 0; n--, a++, b++) {
		if (!ou_str_eq(a->key, b->key) || a->json != b->json ||
		    !ou_str_eq(a->value, b->value))
			return false;
	}
	return true;
}

/* Read again as it was written, field by field. */
static bool
same_time(const struct ou_time *a, const struct ou_time *b)
{
	char ta[OU_TIME_MAX], tb[OU_TIME_MAX];
	size_t n = ou_time_text(ta, a);

	return n == ou_time_text(tb, b) && memcmp(ta, tb, n) == 0;
}

/* The array's members are the list's, in this order. */
static bool
same_list(const struct ou_record *r, uint32_t node, const struct ou_field *f,
    const void *object)
{
	const char *member = *(char *const *)ou_at(object, f->offset);
	uint32_t n = ou_field_count(f, object), i = node + 1;

	if (r->json.nodes[node].kind != OU_JSON_ARRAY)
		return false;
	for (; n > 0; n--, member += f->table->size) {
		if (i >= r->json.nodes[node].next ||
		    *(const uint32_t *)(const void *)member != i)
			return false;
		i = r->json.nodes[i].next;
	}
	return i >= r->json.nodes[node].next;
}

static bool
same_value(const struct ou_field *f, const union value *v, const void *p,
    uint32_t n)
{
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
	case OU_KIND_ANY:
		return ou_str_eq(v->text, *(const struct ou_str *)p);
	case OU_KIND_AMOUNT:
		return v->amount.v == ((const struct ou_amount *)p)->v;
	case OU_KIND_PRICE:
		return v->price.v == ((const struct ou_price *)p)->v;
	case OU_KIND_QUANTITY:
		return v->quantity.v == ((const struct ou_quantity *)p)->v;
	case OU_KIND_RATE:
		return v->rate.v == ((const struct ou_rate *)p)->v;
	case OU_KIND_INTEGER:
		return v->integer.v == ((const struct ou_integer *)p)->v;
	case OU_KIND_FLAG:
		return v->flag == *(const enum ou_flag *)p;
	case OU_KIND_DATE:
		return ou_date_cmp(v->date, *(const struct ou_date *)p) == 0;
	case OU_KIND_TIME:
		return same_time(&v->time, p);
	case OU_KIND_TEXTS:
		return v->many.n == n &&
		    same_texts(v->many.p, *(struct ou_str *const *)p, n);
	case OU_KIND_MAP:
		return v->many.n == n &&
		    same_pairs(v->many.p, *(struct ou_pair *const *)p, n);
	default:
		return false;
	}
}

/* Short decimals, which are nearly all there are: 1 the same, 0 not, -1: it
 * is none. */
static inline int
same_short(const struct ou_record *r, uint32_t node, const struct ou_field *f,
    const void *p)
{
	const struct ou_node *n = &r->json.nodes[node];
	uint32_t quote = n->kind == OU_JSON_STRING, places;
	uint8_t scale = f->kind == OU_KIND_AMOUNT ? OU_AMOUNT_SCALE :
	    OU_PRICE_SCALE;
	int64_t v;

	if ((f->kind != OU_KIND_AMOUNT && f->kind != OU_KIND_PRICE &&
	    f->kind != OU_KIND_RATE) || (n->flags & OU_NODE_ESCAPED) != 0 ||
	    (quote == 0 && n->kind != OU_JSON_NUMBER) ||
	    !ou_short_decimal(r->json.text + n->value + quote,
	    n->end - n->value - 2 * quote, scale, &v, &places))
		return -1;
	return *(const int64_t *)p == v;
}

bool
ou_field_same(const struct ou_record *r, uint32_t node,
    const struct ou_field *f, const void *object)
{
	const void *p = ou_at(object, f->offset);
	struct ou_field alone;
	union value v;
	uint32_t n = 0;
	int same;

	if (f->kind == OU_KIND_OBJECT)
		return **(uint32_t *const *)p == node;
	if (f->kind == OU_KIND_LIST)
		return same_list(r, node, f, object);
	if ((same = same_short(r, node, f, p)) >= 0)
		return same;
	memset(&v, 0, sizeof(v));
	if (f->kind != OU_KIND_TEXTS && f->kind != OU_KIND_MAP) {
		if (ou_value_load(&r->json, r->arena, node, f, &v, NULL) != 0)
			return false;
	} else {
		alone = *f;
		alone.count_offset = alone.offset +
		    (uint32_t)offsetof(union value, many.n);
		n = ou_field_count(f, object);
		if (ou_value_load(&r->json, r->arena, node, &alone, &v,
		    NULL) != 0)
			return false;
	}
	return same_value(f, &v, p, n);
}
