#include <stdio.h>

#include "shop_json.h"

/*
 * An order in JSON: its members, and what readers of it have in common.
 */

/* --- members --- */

uint32_t
ou_doc_member(const struct shop_doc *d, uint32_t object, const char *name)
{
	uint32_t n;

	if (object == 0 || d->json->nodes[object].kind != OU_JSON_OBJECT ||
	    (n = ou_json_member(d->json, object, name)) == 0 ||
	    d->json->nodes[n].kind == OU_JSON_NULL)
		return 0;
	return n;
}

uint32_t
ou_doc_at(const struct shop_doc *d, uint32_t object, const char *path)
{
	char name[64];
	size_t n;

	while (object != 0) {
		n = strcspn(path, ".");
		(void)snprintf(name, sizeof(name), "%.*s", (int)n, path);
		object = ou_doc_member(d, object, name);
		if (path[n] == '\0')
			break;
		path += n + 1;
	}
	return object;
}

struct ou_str
ou_doc_scalar(const struct shop_doc *d, uint32_t n)
{
	uint8_t kind;

	if (n == 0)
		return OU_STR_NONE;
	kind = d->json->nodes[n].kind;
	if (kind == OU_JSON_OBJECT || kind == OU_JSON_ARRAY ||
	    kind == OU_JSON_NULL)
		return OU_STR_NONE;
	if (kind != OU_JSON_STRING)
		return ou_json_raw(d->json, n);
	return ou_str_trim(ou_json_text(d->json, n, &d->shop.im->arena));
}

struct ou_str
ou_doc_text(const struct shop_doc *d, uint32_t object, const char *path)
{
	return ou_doc_scalar(d, ou_doc_at(d, object, path));
}

bool
ou_doc_true(const struct shop_doc *d, uint32_t object, const char *path)
{
	struct ou_str s = ou_doc_text(d, object, path);

	return ou_str_is(s, "true") || ou_str_is(s, "1");
}

/* Text as value x 10^scale; 1 when absent. */
static int
number(const struct shop_doc *d, uint32_t object, const char *path, int scale,
    const char *noun, int64_t *v, struct ou_err *err)
{
	struct ou_str s = ou_doc_text(d, object, path);
	enum ou_decimal_fault fault;

	if (s.n == 0)
		return 1;
	fault = ou_decimal_scan(v, s, scale, OU_DECIMAL_EXPONENT, NULL);
	/* shops may keep more decimals than they show */
	if (fault == OU_DECIMAL_FINE && ou_decimal_scan(v, s, 9,
	    OU_DECIMAL_EXPONENT, NULL) == OU_DECIMAL_OK &&
	    ou_decimal_round(v, 9, scale) == 0) {
		*v /= ou_decimal_pow10(9 - scale);
		fault = OU_DECIMAL_OK;
	}
	if (fault == OU_DECIMAL_OK)
		return 0;
	ou_decimal_explain(err, fault, s, scale, noun);
	(void)snprintf(err->field, sizeof(err->field), "%s", path);
	return -1;
}

int
ou_doc_amount(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_amount *out, struct ou_err *err)
{
	int got;

	*out = (struct ou_amount){ .places = 2 };
	got = number(d, object, path, OU_AMOUNT_SCALE, "an amount", &out->v,
	    err);
	out->given = got == 0;
	return got < 0 ? -1 : 0;
}

int
ou_doc_price(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_price *out, struct ou_err *err)
{
	int got;

	*out = (struct ou_price){ .places = 2 };
	got = number(d, object, path, OU_PRICE_SCALE, "a price", &out->v, err);
	out->given = got == 0;
	return got < 0 ? -1 : 0;
}

int
ou_doc_quantity(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_quantity *out, struct ou_err *err)
{
	int got;

	*out = (struct ou_quantity){ 0 };
	got = number(d, object, path, OU_QUANTITY_SCALE, "a quantity", &out->v,
	    err);
	out->given = got == 0;
	return got < 0 ? -1 : 0;
}

int
ou_doc_rate(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_rate *out, struct ou_err *err)
{
	int got;

	*out = (struct ou_rate){ .places = 2 };
	got = number(d, object, path, OU_RATE_SCALE, "a percentage", &out->v,
	    err);
	out->given = got == 0;
	return got < 0 ? -1 : 0;
}

uint32_t
ou_doc_first(const struct shop_doc *d, uint32_t array)
{
	const struct ou_node *n;

	if (array == 0)
		return 0;
	n = &d->json->nodes[array];
	return n->kind == OU_JSON_ARRAY && array + 1 < n->next ? array + 1 :
	    0;
}

uint32_t
ou_doc_next(const struct shop_doc *d, uint32_t array, uint32_t node)
{
	uint32_t next = d->json->nodes[node].next;

	return next < d->json->nodes[array].next ? next : 0;
}

int
ou_doc_time(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_time *out, struct ou_err *err)
{
	struct ou_str s = ou_doc_text(d, object, path);

	*out = (struct ou_time){ 0 };
	if (s.n == 0 || ou_time_parse(out, s, err) == 0)
		return 0;
	(void)snprintf(err->field, sizeof(err->field), "%s", path);
	return -1;
}

int
ou_doc_times(const struct shop_doc *d, uint32_t object, const char *local,
    const char *gmt, struct ou_time *out, struct ou_err *err)
{
	struct ou_str there = ou_doc_text(d, object, local);
	struct ou_str here = ou_doc_text(d, object, gmt);
	struct ou_time utc = { 0 };
	int64_t diff;

	if (there.n > 0 && ou_time_parse(out, there, err) != 0)
		return -1;
	if (here.n == 0 || out->has_offset)
		return 0;
	if (ou_time_parse(&utc, here, err) != 0)
		return -1;
	if (!utc.has_clock)
		return 0;
	utc.has_offset = true;
	utc.utc = true;
	utc.offset = 0;
	if (there.n > 0 && out->has_clock) {
		diff = ou_time_seconds(out) - ou_time_seconds(&utc);
		if (diff % 900 == 0 && diff >= -14 * 3600 &&
		    diff <= 14 * 3600) {
			out->has_offset = true;
			out->offset = (int16_t)(diff / 60);
			return 0;
		}
	}
	*out = utc;
	return 0;
}

/* --- extra --- */

static bool
is_known(const char *const *known, struct ou_str key)
{
	size_t n;

	for (; *known != NULL; known++) {
		n = strlen(*known);
		if (n > 0 && (*known)[n - 1] == '*' ? key.n >= n - 1 &&
		    memcmp(key.p, *known, n - 1) == 0 :
		    ou_str_is(key, *known))
			return true;
	}
	return false;
}

struct ou_str
ou_doc_any(struct shop_doc *d, uint32_t n)
{
	const struct ou_json *j = d->json;
	struct ou_str text = ou_doc_scalar(d, n);
	struct ou_buf b;

	/* an array or object without members is nothing */
	if (n == 0 || text.n > 0 || j->nodes[n].next == n + 1)
		return text;
	ou_buf_init(&b, OU_EXTRA_VALUE_MAX);
	ou_json_compact(&b, j, n);
	if (b.overflow)
		d->shop.im->extra_left_out++;
	else
		text = ou_str_dup(&d->shop.im->arena, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

static void
add_extra(struct shop_doc *d, uint32_t object, const char *path,
    const char *const *known, struct ou_order_line *line)
{
	const struct ou_json *j = d->json;
	struct ou_arena *a = &d->shop.im->arena;
	uint32_t n, end = j->nodes[object].next;
	struct ou_str key;

	if (j->nodes[object].kind != OU_JSON_OBJECT)
		return;
	for (n = object + 1; n < end; n = j->nodes[n].next) {
		key = ou_json_key(j, n, a);
		if (is_known(known, key))
			continue;
		key = path != NULL ? ou_str_printf(a, "%s.%.*s", path,
		    OU_STR_ARG(key)) : ou_str_dup(a, key);
		if (line != NULL)
			ou_import_extra(d->shop.im, &line->extra,
			    &line->n_extra, key, ou_doc_any(d, n));
		else
			ou_shop_extra(&d->shop, NULL, key, ou_doc_any(d, n));
	}
}

void
ou_doc_extra(struct shop_doc *d, uint32_t object, const char *const *known,
    struct ou_order_line *line)
{
	add_extra(d, object, NULL, known, line);
}

void
ou_doc_rest(struct shop_doc *d, uint32_t object, const char *path,
    const char *const *known, struct ou_order_line *line)
{
	uint32_t in = ou_doc_at(d, object, path);

	if (in != 0)
		add_extra(d, in, path, known, line);
}

void
ou_doc_line_extra(struct shop_doc *d, struct ou_order_line *line,
    const char *key, struct ou_str value)
{
	ou_import_extra(d->shop.im, &line->extra, &line->n_extra,
	    ou_str_c(key), value);
}

/* --- lines and money --- */

struct ou_order_line *
ou_doc_line(struct shop_doc *d, struct ou_err *err)
{
	struct ou_import *im = d->shop.im;
	struct ou_order *o = d->shop.order;
	struct ou_order_line *l;

	if (o->n_lines == ou_import_lines_max(im)) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "more than %u order lines", ou_import_lines_max(im));
		return NULL;
	}
	l = ou_import_append(&im->arena, &o->lines, &o->n_lines, sizeof(*l));
	l->number = ou_str_printf(&im->arena, "%u", o->n_lines);
	l->unit = OU_STR("C62");
	l->product = ou_arena_zalloc(&im->arena, sizeof(*l->product));
	return l;
}

int
ou_doc_unit_price(struct shop_doc *d, struct ou_order_line *l,
    struct ou_amount total, struct ou_err *err)
{
	int places = ou_currency_places(d->shop.order->currency);
	int r = ou_shop_unit_price(l, total, ou_decimal_pow10(OU_PRICE_SCALE -
	    (places < 0 ? 2 : places)), err);

	if (r > 0)
		ou_shop_finding(&d->shop, OU_DIAG_DECIMALS, "unitPrice",
		    "line '%.*s': the total is no whole number of cents a "
		    "unit; the price is written for all units",
		    OU_STR_ARG(l->number));
	return r < 0 ? -1 : 0;
}

struct ou_tax *
ou_doc_tax(struct shop_doc *d, struct ou_rate rate)
{
	struct ou_tax *tax;

	if (!rate.given || rate.v == 0)
		return NULL;
	tax = ou_arena_zalloc(&d->shop.im->arena, sizeof(*tax));
	tax->category = OU_STR("S");
	tax->percent = rate;
	return tax;
}

int
ou_doc_totals(struct shop_doc *d, struct ou_amount total,
    struct ou_amount tax, bool gross, struct ou_err *err)
{
	struct ou_totals *t = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*t));
	struct ou_amount sum = d->sum;
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	int n, k;

	if (!total.given)
		return 0;
	if (ou_amount_sub(&t->tax_exclusive, total, tax, err) != 0 ||
	    (!gross && ou_amount_add(&sum, sum, tax, err) != 0))
		return -1;
	/* where no tax is said, nobody knows how much is in the total */
	t->tax_exclusive.given = tax.given || !gross;
	t->tax = tax;
	t->tax_inclusive = total;
	t->payable = total;
	d->shop.order->totals = t;
	if (sum.v == total.v)
		return 0;
	n = (int)ou_amount_text(a, sum);
	k = (int)ou_amount_text(b, total);
	ou_shop_finding(&d->shop, OU_DIAG_TOTAL, "total", "lines, shipping and "
	    "fees are %.*s, the total is %.*s", n, a, k, b);
	ou_import_hold(d->shop.im, d->shop.order, OU_DIAG_HOLD_PRICE,
	    ou_str_printf(&d->shop.im->arena, "lines, shipping and fees are "
	    "%.*s, the total is %.*s", n, a, k, b), OU_STR_NONE);
	return 0;
}
