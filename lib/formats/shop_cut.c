#include <inttypes.h>
#include <stdio.h>

#include "shop_cut.h"

/*
 * Cutting a stream of JSON at its orders.  What stands around them is
 * followed by brackets, strings and keys; nothing of it is kept.
 */
struct cutter {
	const struct shop_json *form;
	struct shop_bytes in;
	struct shop_elements out;
	size_t max;			/* bytes of an element */
	bool array;			/* all of it is one */
	bool ended;			/* the array is closed */
	bool comma;			/* the next must be a value */
	bool found;			/* a place of orders */
	uint64_t given, total;		/* orders; and as the answer says */
	char path[256];
};

/* Stand at an element's first byte: 1; behind the last: 0. */
static int
to_element(struct cutter *c, struct ou_str *w, struct ou_err *err)
{
	bool first = !c->in.started;
	int got;

	while ((got = ou_bytes_next(&c->in, w, err)) == 1) {
		if (first && *w->p == '[') {
			c->array = true;
			c->found = true;
			first = false;
			ou_bytes_take(&c->in, *w, 1);
			continue;
		}
		if (c->ended)
			return ou_bytes_damaged(&c->in, OU_DIAG_JSON,
			    "something behind the end of the array", err);
		if (c->array && *w->p == ']') {
			c->ended = true;
			ou_bytes_take(&c->in, *w, 1);
			continue;
		}
		if (c->array && c->comma && *w->p == ',') {
			c->comma = false;
			ou_bytes_take(&c->in, *w, 1);
			continue;
		}
		if (*w->p != '{' || (c->array && c->comma))
			return ou_bytes_damaged(&c->in, OU_DIAG_JSON,
			    "expected the object of an order", err);
		c->comma = true;
		return 1;
	}
	if (got == 0 && c->array && !c->ended)
		return ou_bytes_damaged(&c->in, OU_DIAG_TRUNCATED,
		    "the array is not closed", err);
	return got;
}

/* --- one element of orders --- */

/* It is too long, and skipped.  An order in front of it may be the one that it
 * is a part of: that is not whole then. */
static int
refuse_long(struct cutter *c, uint64_t size, uint64_t line, uint64_t byte)
{
	struct shop_elements *e = &c->out;
	uint64_t group_line = e->line, group_byte = e->byte;
	int rc;

	e->line = line;
	e->byte = byte;
	rc = ou_element_too_long(e, size);
	e->group.overflow = e->group.n > 0;
	if (e->group.n > 0) {
		e->line = group_line;
		e->byte = group_byte;
	}
	return rc;
}

/* It stands at the window's front; behind it afterwards. */
static int
order_element(struct cutter *c, bool groups, struct ou_err *err)
{
	struct shop_elements *e = &c->out;
	uint64_t line = c->in.line, byte = ou_source_offset(c->in.src);
	struct ou_str raw = OU_STR_NONE;
	uint64_t size = 0;
	bool alone = true;
	int got, rc = 0;

	if (e->group.n == 0) {
		e->line = line;
		e->byte = byte;
	}
	c->found = true;
	c->given++;
	got = ou_bytes_element(&c->in, c->max, &raw, &size, err);
	if (got == 0 && groups)
		rc = ou_element_add(e, raw, line, byte, &alone);
	if (rc == 0 && alone) {
		/* what cannot be whole ends the one in front of it, which
		 * may not be either */
		if (got < 0 && e->group.n > 0)
			raw = ou_buf_str(&e->group);
		ou_import_begin(e->im);
		if (got == 0)
			rc = ou_element_order(e, raw, false);
		else if (got > 0)
			rc = refuse_long(c, size, line, byte);
		else if (err->kind == OU_ERR_DAMAGED)
			(void)ou_element_refuse(e, raw, OU_STR_NONE, err);
		ou_arena_reset(&e->im->arena);
	}
	if (got == 0)
		ou_bytes_take(&c->in, raw, raw.n);
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

static int
aside_element(struct cutter *c, struct ou_err *err)
{
	struct ou_str raw = OU_STR_NONE;
	uint64_t size = 0;
	int got, rc;

	c->found = c->found || !is_way(c->form->orders, c->path);
	got = ou_bytes_element(&c->in, c->max, &raw, &size, err);
	if (got < 0)
		return -1;
	if (got > 0) {
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
		    "'%s' has %" PRIu64 " bytes, more than %zu", c->path,
		    size, c->max);
		return ou_err_at(err, c->out.source, c->in.line, 0);
	}
	rc = ou_element_aside(&c->out, c->path, raw, c->in.line, err);
	ou_bytes_take(&c->in, raw, raw.n);
	return rc;
}

/* The member's name behind the path; with its colon it is taken. */
static int
key(struct cutter *c, struct ou_str w, struct ou_err *err)
{
	size_t n, len = strlen(c->path);

	if (*w.p != '"')
		return ou_bytes_damaged(&c->in, OU_DIAG_JSON,
		    "expected a member's name", err);
	for (n = 1; n < w.n && w.p[n] != '"' && w.p[n] != '\\' && n < 200;)
		n++;
	if (n >= w.n || w.p[n] != '"')
		return ou_bytes_damaged(&c->in, n >= w.n ?
		    OU_DIAG_TRUNCATED : OU_DIAG_JSON,
		    "a member's name that is none of ours", err);
	(void)snprintf(c->path + len, sizeof(c->path) - len, "%s%.*s",
	    len > 0 ? "." : "", (int)n - 1, w.p + 1);
	ou_bytes_take(&c->in, w, n + 1);
	if (ou_bytes_need(&c->in, &w, err) != 0)
		return -1;
	if (*w.p != ':')
		return ou_bytes_damaged(&c->in, OU_DIAG_JSON, "expected ':'",
		    err);
	ou_bytes_take(&c->in, w, 1);
	return ou_bytes_need(&c->in, &w, err);
}

static int members(struct cutter *c, struct ou_err *err);

/* "total_count": how many there are, of which a page may have less. */
static int
take_total(struct cutter *c, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(c->in.src, 24, err);
	uint64_t n = 0;
	size_t i;

	if (w.p == NULL)
		return -1;
	for (i = 0; i < w.n && i < 18 && w.p[i] >= '0' && w.p[i] <= '9'; i++)
		n = n * 10 + (uint64_t)(w.p[i] - '0');
	if (n > c->total)
		c->total = n;
	return ou_bytes_skip(&c->in, w, err);
}

/* Several pages may stand in one file. */
static void
tell_page(struct cutter *c)
{
	struct shop s = { .im = c->out.im, .line = c->in.line,
	    .source = c->out.source };

	if (c->total > c->given)
		ou_shop_finding(&s, OU_DIAG_PAGE, c->form->total,
		    "there are %" PRIu64 " orders, and this page has %" PRIu64,
		    c->total, c->given);
}

static int
value(struct cutter *c, struct ou_err *err)
{
	const struct shop_json *form = c->form;
	bool opens;
	struct ou_str w;

	if (ou_bytes_need(&c->in, &w, err) != 0)
		return -1;
	opens = *w.p == '{' || *w.p == '[';
	if (c->form->total != NULL && strcmp(c->path, c->form->total) == 0)
		return take_total(c, err);
	if (*w.p == '{' && ou_shop_json_is_at(form->orders, c->path))
		return order_element(c, false, err);
	if (opens && ou_shop_json_is_at(form->asides, c->path))
		return aside_element(c, err);
	if (opens &&
	    (is_way(form->orders, c->path) || is_way(form->asides, c->path)))
		return members(c, err);
	return ou_bytes_skip(&c->in, w, err);
}

/* An object or an array with orders in it, from its bracket on. */
static int
members(struct cutter *c, struct ou_err *err)
{
	size_t len = strlen(c->path);
	struct ou_str w;
	bool array, first = true;
	int rc = 0;

	if (ou_bytes_need(&c->in, &w, err) != 0)
		return -1;
	array = *w.p == '[';
	ou_bytes_take(&c->in, w, 1);
	for (; rc == 0; first = false) {
		c->path[len] = '\0';
		if ((rc = ou_bytes_need(&c->in, &w, err)) != 0)
			break;
		if (*w.p == (array ? ']' : '}')) {
			ou_bytes_take(&c->in, w, 1);
			break;
		}
		if (!first) {
			if (*w.p != ',') {
				rc = ou_bytes_damaged(&c->in, OU_DIAG_JSON,
				    "expected ',' or the end", err);
				break;
			}
			ou_bytes_take(&c->in, w, 1);
			if ((rc = ou_bytes_need(&c->in, &w, err)) != 0)
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
	c->path[len] = '\0';
	/* a list of orders, empty or not */
	(void)snprintf(c->path + len, sizeof(c->path) - len, "[]");
	c->found = c->found || (array && (is_way(c->form->orders, c->path) ||
	    ou_shop_json_is_at(c->form->orders, c->path)));
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
	while (s.n > 0 && ou_bytes_blank(*s.p))
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
	struct cutter c = { .form = form, .in = { .src = src, .line = 1 },
	    .out = { .form = form, .arg = arg, .im = im,
	    .source = ou_source_name(src) },
	    .max = ou_import_message_max(im) };
	struct ou_str w;
	int got, rc = 0;

	ou_buf_init(&c.out.group, c.max);
	while (rc == 0 && (got = to_element(&c, &w, err)) == 1) {
		if (!is_wrapper(&c, w))
			rc = order_element(&c, form->parent != NULL, err);
		else if (ou_element_end_group(&c.out) != 0)
			rc = -1;
		else
			rc = members(&c, err);
	}
	if (rc == 0 && got == 0)
		rc = ou_element_end_group(&c.out);
	if (rc == 0 && got == 0)
		tell_page(&c);
	im->document_bytes = 0;
	ou_buf_release(&c.out.group);
	ou_arena_release(&c.out.group_arena);
	if (rc != 0 || got < 0)
		return -1;
	if (!c.in.started)
		return ou_bytes_damaged(&c.in, OU_DIAG_FORMAT,
		    "the input is empty", err);
	if (!c.found)
		return ou_bytes_damaged(&c.in, OU_DIAG_FORMAT,
		    "an answer without a place for orders", err);
	return 0;
}

struct ou_str
ou_shop_json_head(struct ou_str head)
{
	size_t i = 0;

	if (ou_str_starts(head, "\xef\xbb\xbf"))
		i = 3;
	while (i < head.n && (ou_bytes_blank(head.p[i]) || head.p[i] == '['))
		i++;
	/* our own records may have a shop's members in extra */
	if (i == head.n || head.p[i] != '{' ||
	    ou_str_search(head, OU_STR("\"schema\":\"order/")) >= 0 ||
	    ou_str_search(head, OU_STR("\"schema\":\"reject/")) >= 0)
		return OU_STR_NONE;
	return ou_str_sub(head, i, head.n);
}
