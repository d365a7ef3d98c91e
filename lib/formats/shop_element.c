#include "shop_cut.h"

/*
 * An element that was cut out of JSON: an order, handed out or refused; an
 * order in several elements, a group; or something beside the orders.
 */

static struct ou_origin *
origin(struct shop_elements *e)
{
	struct ou_origin *o = ou_arena_zalloc(&e->im->arena, sizeof(*o));

	o->format = ou_str_c(e->form->name);
	o->file = ou_str_c(e->source);
	o->line = (struct ou_integer){ (int64_t)e->line, true };
	o->byte = (struct ou_integer){ (int64_t)e->byte, true };
	return o;
}

int
ou_element_refuse(struct shop_elements *e, struct ou_str raw,
    struct ou_str number, const struct ou_err *err)
{
	struct ou_reject *r = ou_arena_zalloc(&e->im->arena, sizeof(*r));

	r->source = origin(e);
	r->format = ou_str_c(e->form->name);
	r->number = number;
	return ou_import_reject(e->im, r, raw, OU_STR_NONE, err);
}

int
ou_element_too_long(struct shop_elements *e, uint64_t size)
{
	struct ou_reject *r = ou_arena_zalloc(&e->im->arena, sizeof(*r));
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "the order has %llu bytes, more than %zu",
	    (unsigned long long)size, ou_import_message_max(e->im));
	r->source = origin(e);
	r->format = ou_str_c(e->form->name);
	r->size = (struct ou_integer){ (int64_t)size, true };
	return ou_import_reject(e->im, r, OU_STR_NONE, OU_STR_NONE, &err);
}

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
read_order(struct shop_elements *e, struct ou_str raw, bool group,
    struct ou_order *o, struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = e->form, .arg = e->arg,
	    .sum = shop_amount(0) };

	d.shop = (struct shop){ .im = e->im, .order = o,
	    .source = e->source, .line = e->line };
	if (index_json(&json, &e->im->arena, raw, err) != 0)
		return -1;
	if (group)
		d.group = 1;
	if (e->form->order(&d, group ? 2 : 1, err) != 0)
		return -1;
	ou_shop_cancel_lines(&d.shop);
	return 0;
}

int
ou_element_order(struct shop_elements *e, struct ou_str text, bool group)
{
	struct ou_order *o = ou_arena_zalloc(&e->im->arena, sizeof(*o));
	struct ou_err err = { 0 };

	e->im->document_bytes = text.n;
	if (read_order(e, text, group, o, &err) != 0) {
		err.kind = OU_ERR_RECORD;
		ou_err_at(&err, e->source, e->line, 0);
		return ou_element_refuse(e, text, o->number, &err);
	}
	o->source = origin(e);
	ou_import_finish(e->im, o);
	if (ou_import_refuses(e->im, &err))
		return ou_element_refuse(e, text, o->number, &err);
	return ou_import_order(e->im, o);
}

/* --- groups --- */

int
ou_element_end_group(struct shop_elements *e)
{
	struct ou_err err = { 0 };
	int rc;

	if (e->group.n == 0)
		return 0;
	ou_import_begin(e->im);
	if (e->group.overflow) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT, "the order and "
		    "its parts have more than %zu bytes",
		    ou_import_message_max(e->im));
		rc = ou_element_refuse(e, OU_STR_NONE, OU_STR_NONE, &err);
	} else {
		ou_buf_addc(&e->group, ']');
		/* the scanner may look a little behind the end */
		if (ou_buf_reserve(&e->group, 64) == NULL)
			ou_out_of_memory();
		memset(e->group.p + e->group.n, 0, 64);
		rc = ou_element_order(e, ou_buf_str(&e->group), true);
	}
	ou_buf_clear(&e->group);
	e->group.overflow = false;
	ou_arena_reset(&e->im->arena);
	return rc;
}

static int
refuse_stray(struct shop_elements *e, struct ou_str raw, struct ou_str parent)
{
	struct ou_err err = { 0 };
	int rc;

	ou_import_begin(e->im);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_GROUPING,
	    "a part of '%.*s', which does not stand in front of it",
	    OU_STR_ARG(ou_str_sub(parent, 0, 80)));
	rc = ou_element_refuse(e, raw, OU_STR_NONE, &err);
	ou_arena_reset(&e->im->arena);
	return rc;
}

/* A part of a part names that one: only another order is a stranger. */
static bool
is_stray(const struct shop_elements *e, struct ou_str parent)
{
	return e->group.n == 0 ||
	    (ou_str_search(parent, OU_STR("/Order/")) >= 0 &&
	    !ou_str_eq(parent, e->group_id));
}

int
ou_element_add(struct shop_elements *e, struct ou_str raw, uint64_t line,
    uint64_t byte, bool *alone)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = e->form };
	struct ou_str parent;
	struct ou_err err = { 0 };

	d.shop.im = e->im;
	*alone = ou_json_index(&json, &e->im->arena, raw, NULL, &err) != 0;
	parent = *alone ? OU_STR_NONE : ou_doc_text(&d, 1, e->form->parent);
	if (parent.n > 0 && !is_stray(e, parent)) {
		ou_buf_addc(&e->group, ',');
		ou_buf_adds(&e->group, raw);
		return 0;
	}
	if (parent.n == 0) {
		ou_arena_reset(&e->group_arena);
		if (!*alone)
			e->group_id = ou_str_dup(&e->group_arena,
			    ou_doc_text(&d, 1, "id"));
		if (ou_element_end_group(e) != 0)
			return -1;
	}
	e->line = line;
	e->byte = byte;
	if (parent.n > 0)
		return refuse_stray(e, raw, parent);
	if (!*alone) {
		ou_buf_addc(&e->group, '[');
		ou_buf_adds(&e->group, raw);
	}
	return 0;
}

/* --- beside the orders, and by themselves --- */

int
ou_element_aside(struct shop_elements *e, const char *path,
    struct ou_str text, uint64_t line, struct ou_err *err)
{
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .form = e->form, .arg = e->arg };
	int rc;

	d.shop = (struct shop){ .im = e->im, .line = line,
	    .source = e->source };
	if (index_json(&json, &e->im->arena, text, err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		rc = ou_err_at(err, e->source, line, 0);
	} else {
		rc = e->form->aside(&d, path, 1, err);
	}
	ou_arena_reset(&e->im->arena);
	return rc;
}

bool
ou_shop_json_is_at(const char *const *paths, const char *path)
{
	for (; paths != NULL && *paths != NULL; paths++) {
		if (strcmp(*paths, path) == 0)
			return true;
	}
	return false;
}

int
ou_shop_json_one(const struct shop_json *form, void *arg,
    struct ou_import *im, struct ou_source *src, const char *path,
    struct ou_str text, uint64_t line, struct ou_err *err)
{
	struct shop_elements e = { .form = form, .arg = arg, .im = im,
	    .source = ou_source_name(src), .line = line,
	    .byte = ou_source_offset(src) };
	int rc;

	if (!ou_shop_json_is_at(form->orders, path))
		return ou_element_aside(&e, path, text, line, err);
	ou_import_begin(im);
	rc = ou_element_order(&e, text, false);
	ou_arena_reset(&im->arena);
	im->document_bytes = 0;
	return rc;
}

int
ou_shop_json_refuse(const struct shop_json *form, struct ou_import *im,
    struct ou_source *src, struct ou_str text, uint64_t line,
    const struct ou_err *why)
{
	struct shop_elements e = { .form = form, .im = im,
	    .source = ou_source_name(src), .line = line,
	    .byte = ou_source_offset(src) };
	int rc;

	ou_import_begin(im);
	rc = ou_element_refuse(&e, text, OU_STR_NONE, why);
	ou_arena_reset(&im->arena);
	return rc;
}
