#include <stdio.h>

#include "ou/formats/shop.h"
#include "shop_woo.h"

/*
 * Orders of WooCommerce's REST API: an array of them, one, or one after the
 * other.  The file is cut at the brackets of its top level, so that an array
 * of any length is read an order at a time, and each order goes through our
 * own scanner: it leaves numbers as they are written, where a JSON library
 * would make a binary fraction of "price": 4.08.
 */
struct cutter {
	struct ou_import *im;
	struct ou_source *src;
	uint64_t line;			/* of the window's first byte */
	bool array;
	bool started;			/* something was read */
	bool ended;			/* the array is closed */
	bool comma;			/* the next must be a value */
};

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
take(struct cutter *c, struct ou_str w, size_t n)
{
	const char *p = w.p, *end = w.p + n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		c->line++;
		p++;
	}
	ou_source_skip(c->src, n);
}

static int
damaged(struct cutter *c, enum ou_diag code, const char *what,
    struct ou_err *err)
{
	ou_err_set(err, OU_ERR_DAMAGED, code, "%s", what);
	return ou_err_at(err, ou_source_name(c->src), c->line, 0);
}

/* The next byte that is no blank stands at the window's front: 1; the end:
 * 0. */
static int
to_next(struct cutter *c, struct ou_str *w, struct ou_err *err)
{
	size_t i;

	for (;;) {
		*w = ou_source_fill(c->src, 65536, err);
		if (w->p == NULL)
			return -1;
		if (!c->started && ou_str_starts(*w, "\xef\xbb\xbf")) {
			ou_source_skip(c->src, 3);
			c->started = true;
			continue;
		}
		for (i = 0; i < w->n && blank(w->p[i]); i++)
			continue;
		if (w->n == 0)
			return 0;
		take(c, *w, i);
		if (i == w->n)
			continue;
		*w = ou_str_sub(*w, i, w->n);
		c->started = true;
		return 1;
	}
}

/* Stand at an element's first byte: 1; behind the last: 0. */
static int
to_element(struct cutter *c, struct ou_str *w, struct ou_err *err)
{
	bool first = !c->started;
	int got;

	while ((got = to_next(c, w, err)) == 1) {
		if (first && *w->p == '[') {
			c->array = true;
			first = false;
			take(c, *w, 1);
			continue;
		}
		if (c->ended)
			return damaged(c, OU_DIAG_JSON,
			    "something behind the end of the array", err);
		if (c->array && *w->p == ']') {
			c->ended = true;
			take(c, *w, 1);
			continue;
		}
		if (c->array && c->comma && *w->p == ',') {
			c->comma = false;
			take(c, *w, 1);
			continue;
		}
		if (*w->p != '{' || (c->array && c->comma))
			return damaged(c, OU_DIAG_JSON,
			    "expected the object of an order", err);
		c->comma = true;
		return 1;
	}
	if (got == 0 && c->array && !c->ended)
		return damaged(c, OU_DIAG_TRUNCATED,
		    "the array is not closed", err);
	return got;
}

struct scan {
	size_t at;			/* bytes looked at */
	unsigned depth;
	bool string, escape;
};

/* Go on over the window; true when the element has ended. */
static bool
scan(struct scan *s, struct ou_str w)
{
	char ch;

	for (; s->at < w.n; s->at++) {
		ch = w.p[s->at];
		if (s->string) {
			if (s->escape)
				s->escape = false;
			else if (ch == '\\')
				s->escape = true;
			else if (ch == '"')
				s->string = false;
		} else if (ch == '"') {
			s->string = true;
		} else if (ch == '{' || ch == '[') {
			s->depth++;
		} else if ((ch == '}' || ch == ']') && --s->depth == 0) {
			s->at++;
			return true;
		}
	}
	return false;
}

static struct ou_origin *
origin(struct cutter *c)
{
	struct ou_origin *o = ou_arena_zalloc(&c->im->arena, sizeof(*o));

	o->format = OU_STR("woocommerce");
	o->file = ou_str_c(ou_source_name(c->src));
	o->line = (struct ou_integer){ (int64_t)c->line, true };
	o->byte = (struct ou_integer){ (int64_t)ou_source_offset(c->src),
	    true };
	return o;
}

static int
refuse(struct cutter *c, struct ou_str raw, struct ou_str number,
    const struct ou_err *err)
{
	struct ou_reject *r = ou_arena_zalloc(&c->im->arena, sizeof(*r));

	r->source = origin(c);
	r->format = OU_STR("woocommerce");
	r->number = number;
	return ou_import_reject(c->im, r, raw, OU_STR_NONE, err);
}

static int
refuse_long(struct cutter *c, struct ou_origin *from, uint64_t size)
{
	struct ou_reject *r = ou_arena_zalloc(&c->im->arena, sizeof(*r));
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "the order has %llu bytes, more than %zu",
	    (unsigned long long)size, ou_import_message_max(c->im));
	r->source = from;
	r->format = OU_STR("woocommerce");
	r->size = (struct ou_integer){ (int64_t)size, true };
	return ou_import_reject(c->im, r, OU_STR_NONE, OU_STR_NONE, &err) ==
	    0 ? 1 : -1;
}

/* Behind an element that is too long, without keeping it: its size, or 0 with
 * ${err} when it does not end. */
static uint64_t
skip_element(struct cutter *c, struct scan *s, struct ou_err *err)
{
	uint64_t size = 0;
	struct ou_str w;
	bool ended;

	do {
		w = ou_source_fill(c->src, s->at + 1, err);
		if (w.n <= s->at) {
			if (w.p != NULL)
				(void)damaged(c, OU_DIAG_TRUNCATED,
				    "the input ends within an order", err);
			return 0;
		}
		ended = scan(s, w);
		take(c, w, s->at);
		size += s->at;
		s->at = 0;
	} while (!ended);
	return size;
}

/* The whole element at the window's front: 0; 1 when it is longer than the
 * limit, and was rejected without its bytes. */
static int
element(struct cutter *c, struct ou_str *out, struct ou_err *err)
{
	struct ou_origin *from;
	uint64_t size;
	struct scan s = { 0 };
	struct ou_str w = ou_source_fill(c->src, 1, err);
	size_t max = ou_import_message_max(c->im);

	while (w.p != NULL && !scan(&s, w)) {
		*out = w;
		if (w.n > max) {
			*out = OU_STR_NONE;
			from = origin(c);
			size = skip_element(c, &s, err);
			return size == 0 ? -1 : refuse_long(c, from, size);
		}
		w = ou_source_fill(c->src, w.n * 2 < max ? w.n * 2 : max + 1,
		    err);
		if (w.n == s.at)
			return damaged(c, OU_DIAG_TRUNCATED,
			    "the input ends within an order", err);
	}
	if (w.p == NULL)
		return -1;
	if (s.at > max) {
		from = origin(c);
		take(c, w, s.at);
		return refuse_long(c, from, s.at);
	}
	*out = ou_str_sub(w, 0, s.at);
	return 0;
}

/* --- orders --- */

static int
read_order(struct cutter *c, struct ou_str raw, struct ou_order *o,
    struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct woo w = { .json = &json };
	uint32_t n;

	w.shop = (struct shop){ .im = c->im, .order = o,
	    .source = ou_source_name(c->src), .line = c->line };
	if (ou_json_index(&json, &c->im->arena, raw, NULL, err) != 0)
		return -1;
	for (n = 1; n < json.n_nodes; n++) {
		if (json.nodes[n].kind == OU_JSON_OBJECT &&
		    ou_json_unique(&json, n, err) != 0)
			return -1;
	}
	return ou_woo_order(&w, 1, err);
}

static int
one_order(struct cutter *c, struct ou_str raw)
{
	struct ou_order *o = ou_arena_zalloc(&c->im->arena, sizeof(*o));
	struct ou_err err = { 0 };

	if (read_order(c, raw, o, &err) != 0) {
		err.kind = OU_ERR_RECORD;
		ou_err_at(&err, ou_source_name(c->src), c->line, 0);
		return refuse(c, raw, o->number, &err);
	}
	o->source = origin(c);
	ou_import_finish(c->im, o);
	if (ou_import_refuses(c->im, &err))
		return refuse(c, raw, o->number, &err);
	return ou_import_order(c->im, o);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct cutter c = { .im = im, .src = src, .line = 1 };
	struct ou_str w, raw = OU_STR_NONE;
	int got, rc = 0;

	while (rc == 0 && (got = to_element(&c, &w, err)) == 1) {
		ou_import_begin(im);
		got = element(&c, &raw, err);
		if (got == 0)
			rc = one_order(&c, raw);
		else if (got < 0 && err->kind == OU_ERR_DAMAGED)
			(void)refuse(&c, raw, OU_STR_NONE, err);
		ou_arena_reset(&im->arena);
		if (got < 0)
			break;
		if (got == 0)
			take(&c, raw, raw.n);
	}
	if (rc == 0 && got == 0 && !c.started)
		return damaged(&c, OU_DIAG_FORMAT, "the input is empty", err);
	return rc != 0 || got < 0 ? -1 : 0;
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	size_t i = 0;

	(void)a, (void)name;
	if (ou_str_starts(head, "\xef\xbb\xbf"))
		i = 3;
	while (i < head.n && (blank(head.p[i]) || head.p[i] == '['))
		i++;
	if (i == head.n || head.p[i] != '{' ||
	    (ou_str_search(head, OU_STR("\"line_items\"")) < 0 &&
	    ou_str_search(head, OU_STR("\"date_created_gmt\"")) < 0 &&
	    ou_str_search(head, OU_STR("\"order_key\"")) < 0))
		return 0;
	*why = "JSON with the members line_items, order_key or "
	    "date_created_gmt of WooCommerce";
	return 97;
}

const struct ou_format ou_format_woocommerce = {
	"woocommerce", "WooCommerce orders of the REST API v3", detect, run
};
