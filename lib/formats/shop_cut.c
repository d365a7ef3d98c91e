#include <stdio.h>

#include "shop_json.h"

/*
 * Cutting a stream of JSON at its orders.  What stands around them is
 * followed by brackets, strings and keys; nothing of it is kept.
 */
#define DEPTH_MAX 8
#define ASIDE_MAX ((size_t)64 << 10)

struct cutter {
	const struct shop_json *form;
	struct ou_import *im;
	struct ou_source *src;
	void *arg;
	uint64_t line;			/* of the window's first byte */
	uint64_t at_line, at_byte;	/* of the order's first byte */
	bool array;			/* all of it is one */
	bool started;			/* something was read */
	bool ended;			/* the array is closed */
	bool comma;			/* the next must be a value */
	bool found;			/* a place of orders */
	char path[256];
	int depth;
	struct ou_buf group;		/* an order and its parts, as [a,b */
	struct ou_str group_id;
	struct ou_arena group_arena;
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
			c->found = true;
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

/* --- elements --- */

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
			if (!s->string && s->depth == 0) {
				s->at++;
				return true;
			}
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

	o->format = ou_str_c(c->form->name);
	o->file = ou_str_c(ou_source_name(c->src));
	o->line = (struct ou_integer){ (int64_t)c->at_line, true };
	o->byte = (struct ou_integer){ (int64_t)c->at_byte, true };
	return o;
}

static int
refuse(struct cutter *c, struct ou_str raw, struct ou_str number,
    const struct ou_err *err)
{
	struct ou_reject *r = ou_arena_zalloc(&c->im->arena, sizeof(*r));

	r->source = origin(c);
	r->format = ou_str_c(c->form->name);
	r->number = number;
	return ou_import_reject(c->im, r, raw, OU_STR_NONE, err);
}

static int
refuse_long(struct cutter *c, uint64_t size)
{
	struct ou_reject *r = ou_arena_zalloc(&c->im->arena, sizeof(*r));
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "the order has %llu bytes, more than %zu",
	    (unsigned long long)size, ou_import_message_max(c->im));
	r->source = origin(c);
	r->format = ou_str_c(c->form->name);
	r->size = (struct ou_integer){ (int64_t)size, true };
	return ou_import_reject(c->im, r, OU_STR_NONE, OU_STR_NONE, &err) ==
	    0 ? 1 : -1;
}

/* Behind an element without keeping it: its size, or 0 with ${err} when it
 * does not end. */
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

/* The whole element at the window's front: 0; 1 when it is longer than
 * ${max}, and *size says how long: it is skipped then. */
static int
element(struct cutter *c, size_t max, struct ou_str *out, uint64_t *size,
    struct ou_err *err)
{
	struct scan s = { 0 };
	struct ou_str w = ou_source_fill(c->src, 1, err);

	while (w.p != NULL && !scan(&s, w)) {
		*out = w;
		if (w.n > max) {
			*out = OU_STR_NONE;
			*size = skip_element(c, &s, err);
			return *size == 0 ? -1 : 1;
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
		take(c, w, s.at);
		*size = s.at;
		return 1;
	}
	*out = ou_str_sub(w, 0, s.at);
	return 0;
}

/* --- orders --- */

static int
index_json(struct ou_json *json, struct ou_arena *a, struct ou_str raw,
    struct ou_err *err)
{
	uint32_t n;

	if (ou_json_index(json, a, raw, NULL, err) != 0)
		return -1;
	for (n = 1; n < json->n_nodes; n++) {
		if (json->nodes[n].kind == OU_JSON_OBJECT &&
		    ou_json_unique(json, n, err) != 0)
			return -1;
	}
	return 0;
}

static int
read_order(struct cutter *c, struct ou_str raw, bool group,
    struct ou_order *o, struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = c->form, .arg = c->arg,
	    .sum = shop_amount(0) };

	d.shop = (struct shop){ .im = c->im, .order = o,
	    .source = ou_source_name(c->src), .line = c->at_line };
	if (index_json(&json, &c->im->arena, raw, err) != 0)
		return -1;
	if (group)
		d.group = 1;
	return c->form->order(&d, group ? 2 : 1, err);
}

static int
one_order(struct cutter *c, struct ou_str text, bool group)
{
	struct ou_order *o = ou_arena_zalloc(&c->im->arena, sizeof(*o));
	struct ou_err err = { 0 };

	c->im->document_bytes = text.n;
	if (read_order(c, text, group, o, &err) != 0) {
		err.kind = OU_ERR_RECORD;
		ou_err_at(&err, ou_source_name(c->src), c->at_line, 0);
		return refuse(c, text, o->number, &err);
	}
	o->source = origin(c);
	ou_import_finish(c->im, o);
	if (ou_import_refuses(c->im, &err))
		return refuse(c, text, o->number, &err);
	return ou_import_order(c->im, o);
}

/* --- groups --- */

static int
end_group(struct cutter *c)
{
	int rc;

	if (c->group.n == 0)
		return 0;
	ou_import_begin(c->im);
	if (c->group.overflow) {
		rc = refuse_long(c, c->group.n) < 0 ? -1 : 0;
	} else {
		ou_buf_addc(&c->group, ']');
		/* the scanner may look a little behind the end */
		if (ou_buf_reserve(&c->group, 64) == NULL)
			ou_out_of_memory();
		memset(c->group.p + c->group.n, 0, 64);
		rc = one_order(c, ou_buf_str(&c->group), true);
	}
	ou_buf_clear(&c->group);
	c->group.overflow = false;
	ou_arena_reset(&c->im->arena);
	return rc;
}

static int
refuse_stray(struct cutter *c, struct ou_str raw, struct ou_str parent)
{
	struct ou_err err = { 0 };
	int rc;

	ou_import_begin(c->im);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_GROUPING,
	    "a part of '%.*s', which does not stand in front of it",
	    OU_STR_ARG(ou_str_sub(parent, 0, 80)));
	rc = refuse(c, raw, OU_STR_NONE, &err);
	ou_arena_reset(&c->im->arena);
	return rc;
}

/* An order begins a group, what names it as its parent goes on with it.  A
 * part of a part names that one: only another order is a stranger. */
static int
add_to_group(struct cutter *c, struct ou_str raw, bool *alone)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = c->form };
	struct ou_str parent;
	struct ou_err err = { 0 };

	*alone = false;
	d.shop.im = c->im;
	if (ou_json_index(&json, &c->im->arena, raw, NULL, &err) != 0) {
		*alone = true;
		return end_group(c);
	}
	parent = ou_doc_text(&d, 1, c->form->parent);
	if (parent.n > 0 && (c->group.n == 0 ||
	    (ou_str_search(parent, OU_STR("/Order/")) >= 0 &&
	    !ou_str_eq(parent, c->group_id)))) {
		c->at_line = c->line;
		c->at_byte = ou_source_offset(c->src);
		return refuse_stray(c, raw, parent);
	}
	if (parent.n > 0) {
		ou_buf_addc(&c->group, ',');
		ou_buf_adds(&c->group, raw);
		return 0;
	}
	ou_arena_reset(&c->group_arena);
	c->group_id = ou_str_dup(&c->group_arena, ou_doc_text(&d, 1, "id"));
	if (end_group(c) != 0)
		return -1;
	c->at_line = c->line;
	c->at_byte = ou_source_offset(c->src);
	ou_buf_addc(&c->group, '[');
	ou_buf_adds(&c->group, raw);
	return 0;
}

/* --- one element of orders --- */

/* It stands at the window's front; behind it afterwards. */
static int
order_element(struct cutter *c, bool groups, struct ou_err *err)
{
	struct ou_str raw = OU_STR_NONE;
	uint64_t size = 0;
	bool alone = true;
	int got, rc = 0;

	if (c->group.n == 0) {
		c->at_line = c->line;
		c->at_byte = ou_source_offset(c->src);
	}
	c->found = true;
	got = element(c, ou_import_message_max(c->im), &raw, &size, err);
	if (got == 0 && groups)
		rc = add_to_group(c, raw, &alone);
	if (rc == 0 && alone) {
		/* what cannot be whole ends the one in front of it, which
		 * may not be either */
		if (got < 0 && c->group.n > 0)
			raw = ou_buf_str(&c->group);
		ou_import_begin(c->im);
		if (got == 0)
			rc = one_order(c, raw, false);
		else if (got > 0)
			rc = refuse_long(c, size) < 0 ? -1 : 0;
		else if (err->kind == OU_ERR_DAMAGED)
			(void)refuse(c, raw, OU_STR_NONE, err);
		ou_arena_reset(&c->im->arena);
	}
	if (got == 0)
		take(c, raw, raw.n);
	return rc != 0 || got < 0 ? -1 : 0;
}

/* --- what stands around them --- */

/* "a[].b" is on the way to "a[].b.c". */
static bool
is_way(const char *const *paths, const char *path)
{
	size_t n = strlen(path);

	for (; paths != NULL && *paths != NULL; paths++) {
		if (n == 0 || (strncmp(*paths, path, n) == 0 &&
		    ((*paths)[n] == '.' || (*paths)[n] == '[')))
			return true;
	}
	return false;
}

static bool
is_one_of(const char *const *paths, const char *path)
{
	for (; paths != NULL && *paths != NULL; paths++) {
		if (strcmp(*paths, path) == 0)
			return true;
	}
	return false;
}

static int
aside_element(struct cutter *c, struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = c->form, .arg = c->arg };
	struct ou_str raw = OU_STR_NONE;
	uint64_t size = 0;
	int got, rc;

	c->found = c->found || !is_way(c->form->orders, c->path);
	d.shop = (struct shop){ .im = c->im, .line = c->line,
	    .source = ou_source_name(c->src) };
	got = element(c, ASIDE_MAX, &raw, &size, err);
	if (got != 0)
		return got < 0 ? -1 : 0;
	if (index_json(&json, &c->im->arena, raw, err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		rc = ou_err_at(err, ou_source_name(c->src), c->line, 0);
	} else {
		rc = c->form->aside(&d, c->path, 1, err);
	}
	ou_arena_reset(&c->im->arena);
	take(c, raw, raw.n);
	return rc;
}

int
ou_shop_json_one(const struct shop_json *form, void *arg,
    struct ou_import *im, struct ou_source *src, const char *path,
    struct ou_str text, uint64_t line, struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct cutter c = { .form = form, .im = im, .src = src, .arg = arg,
	    .line = line, .at_line = line };
	struct shop_doc d = { .json = &json, .form = form, .arg = arg };
	int rc;

	c.at_byte = ou_source_offset(src);
	d.shop = (struct shop){ .im = im, .line = line,
	    .source = ou_source_name(src) };
	if (is_one_of(form->orders, path)) {
		ou_import_begin(im);
		rc = one_order(&c, text, false);
	} else if (index_json(&json, &im->arena, text, err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		rc = ou_err_at(err, ou_source_name(src), line, 0);
	} else {
		rc = form->aside(&d, path, 1, err);
	}
	ou_arena_reset(&im->arena);
	im->document_bytes = 0;
	return rc;
}

int
ou_shop_json_refuse(const struct shop_json *form, struct ou_import *im,
    struct ou_source *src, struct ou_str text, uint64_t line,
    const struct ou_err *why)
{
	struct cutter c = { .form = form, .im = im, .src = src,
	    .at_line = line };
	int rc;

	c.at_byte = ou_source_offset(src);
	ou_import_begin(im);
	rc = refuse(&c, text, OU_STR_NONE, why);
	ou_arena_reset(&im->arena);
	return rc;
}

/* The next byte that is no blank, which must be there. */
static int
need(struct cutter *c, struct ou_str *w, struct ou_err *err)
{
	int got = to_next(c, w, err);

	return got == 1 ? 0 : got < 0 ? -1 : damaged(c, OU_DIAG_TRUNCATED,
	    "the input ends within an answer", err);
}

/* Behind a value that nobody looks at. */
static int
skip_value(struct cutter *c, struct ou_str w, struct ou_err *err)
{
	struct scan s = { 0 };
	size_t i;

	if (*w.p == '{' || *w.p == '[' || *w.p == '"')
		return skip_element(c, &s, err) == 0 ? -1 : 0;
	for (i = 0; i < w.n && !blank(w.p[i]) && w.p[i] != ',' &&
	    w.p[i] != '}' && w.p[i] != ']'; i++) {
		if (strchr("+-.0123456789aeflnrstuE", w.p[i]) == NULL || i > 64)
			return damaged(c, OU_DIAG_JSON, "expected a value",
			    err);
	}
	take(c, w, i);
	return i > 0 ? 0 : damaged(c, OU_DIAG_JSON, "expected a value", err);
}

/* The member's name behind the path; with its colon it is taken. */
static int
key(struct cutter *c, struct ou_str w, struct ou_err *err)
{
	size_t n, len = strlen(c->path);

	if (*w.p != '"')
		return damaged(c, OU_DIAG_JSON, "expected a member's name",
		    err);
	for (n = 1; n < w.n && w.p[n] != '"' && w.p[n] != '\\' && n < 200;)
		n++;
	if (n >= w.n || w.p[n] != '"')
		return damaged(c, n >= w.n ? OU_DIAG_TRUNCATED : OU_DIAG_JSON,
		    "a member's name that is none of ours", err);
	(void)snprintf(c->path + len, sizeof(c->path) - len, "%s%.*s",
	    len > 0 ? "." : "", (int)n - 1, w.p + 1);
	take(c, w, n + 1);
	if (need(c, &w, err) != 0)
		return -1;
	if (*w.p != ':')
		return damaged(c, OU_DIAG_JSON, "expected ':'", err);
	take(c, w, 1);
	return need(c, &w, err);
}

static int members(struct cutter *c, struct ou_err *err);

static int
value(struct cutter *c, struct ou_err *err)
{
	const struct shop_json *form = c->form;
	struct ou_str w;

	if (need(c, &w, err) != 0)
		return -1;
	if (*w.p == '{' && is_one_of(form->orders, c->path))
		return order_element(c, false, err);
	if ((*w.p == '{' || *w.p == '[') && is_one_of(form->asides, c->path))
		return aside_element(c, err);
	if ((*w.p == '{' || *w.p == '[') && c->depth < DEPTH_MAX &&
	    (is_way(form->orders, c->path) || is_way(form->asides, c->path)))
		return members(c, err);
	return skip_value(c, w, err);
}

/* An object or an array with orders in it, from its bracket on. */
static int
members(struct cutter *c, struct ou_err *err)
{
	size_t len = strlen(c->path);
	struct ou_str w;
	bool array, first = true;
	int rc = 0;

	if (need(c, &w, err) != 0)
		return -1;
	array = *w.p == '[';
	take(c, w, 1);
	c->depth++;
	for (; rc == 0; first = false) {
		c->path[len] = '\0';
		if ((rc = need(c, &w, err)) != 0)
			break;
		if (*w.p == (array ? ']' : '}')) {
			take(c, w, 1);
			break;
		}
		if (!first) {
			if (*w.p != ',') {
				rc = damaged(c, OU_DIAG_JSON,
				    "expected ',' or the end", err);
				break;
			}
			take(c, w, 1);
			if ((rc = need(c, &w, err)) != 0)
				break;
		}
		if (array)
			(void)snprintf(c->path + len, sizeof(c->path) - len,
			    "[]");
		else
			rc = key(c, w, err);
		if (rc == 0)
			rc = value(c, err);
	}
	c->depth--;
	c->path[len] = '\0';
	/* a list of orders, empty or not */
	(void)snprintf(c->path + len, sizeof(c->path) - len, "[]");
	c->found = c->found || (array && (is_way(c->form->orders, c->path) ||
	    is_one_of(c->form->orders, c->path)));
	c->path[len] = '\0';
	return rc;
}

/* Is the object at the window's front an answer with orders in it? */
static bool
is_wrapper(struct cutter *c, struct ou_str w)
{
	const char *const *name;
	struct ou_str s;

	if (c->form->wrappers == NULL)
		return false;
	s = ou_str_sub(w, 1, w.n);
	while (s.n > 0 && blank(*s.p))
		s = ou_str_sub(s, 1, s.n);
	for (name = c->form->wrappers; *name != NULL; name++) {
		if (s.n > strlen(*name) + 1 && *s.p == '"' &&
		    ou_str_starts(ou_str_sub(s, 1, s.n), *name) &&
		    s.p[strlen(*name) + 1] == '"')
			return c->form->is_order == NULL ||
			    !c->form->is_order(w);
	}
	return false;
}

int
ou_shop_json_run(const struct shop_json *form, void *arg,
    struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct cutter c = { .form = form, .im = im, .src = src, .arg = arg,
	    .line = 1 };
	struct ou_str w;
	int got, rc = 0;

	ou_buf_init(&c.group, ou_import_message_max(im));
	while (rc == 0 && (got = to_element(&c, &w, err)) == 1) {
		if (!is_wrapper(&c, w))
			rc = order_element(&c, form->parent != NULL, err);
		else if (end_group(&c) != 0)
			rc = -1;
		else
			rc = members(&c, err);
	}
	if (rc == 0 && got == 0)
		rc = end_group(&c);
	im->document_bytes = 0;
	ou_buf_release(&c.group);
	ou_arena_release(&c.group_arena);
	if (rc != 0 || got < 0)
		return -1;
	if (!c.started)
		return damaged(&c, OU_DIAG_FORMAT, "the input is empty", err);
	if (!c.found)
		return damaged(&c, OU_DIAG_FORMAT,
		    "an answer without a place for orders", err);
	return 0;
}

struct ou_str
ou_shop_json_head(struct ou_str head)
{
	size_t i = 0;

	if (ou_str_starts(head, "\xef\xbb\xbf"))
		i = 3;
	while (i < head.n && (blank(head.p[i]) || head.p[i] == '['))
		i++;
	/* our own records may have a shop's members in extra */
	if (i == head.n || head.p[i] != '{' ||
	    ou_str_search(head, OU_STR("\"schema\":\"order/")) >= 0 ||
	    ou_str_search(head, OU_STR("\"schema\":\"reject/")) >= 0)
		return OU_STR_NONE;
	return ou_str_sub(head, i, head.n);
}
