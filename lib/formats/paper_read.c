#include "paper_parts.h"

/*
 * A tree and rows make a record.  Each row takes the elements that are its;
 * what no row has taken goes into "extra" of the innermost object that has
 * one, under its path.
 */
#define ELEMENTS_MAX 2000000

struct paper_reader {
	struct ou_import *im;
	const char *source;
	const struct paper_form *form;
	void *record;
	struct ou_err *err;
	struct ou_buf path;		/* where we are, in local names */
	size_t base;			/* what of it is the object's, of
					 * whose "extra" we are */
};

/* Where what is left over goes. */
struct paper_rest {
	struct ou_pair **pairs;
	uint32_t *n;
};

static const struct ou_slot_forms forms = { .iso = true,
    .number = { .decimal = '.' } };

/* --- elements --- */

/* What is done with each element at the end of a row's path. */
struct paper_search {
	const struct paper_node *node;
	int (*each)(struct paper_reader *r, const struct paper_node *n,
	    struct xml_element *e, void *object);
	void *object;
};

static bool has_below(const struct xml_element *e, struct ou_str path,
    struct ou_str word);

static bool
is_only(const struct paper_node *n, const struct xml_element *e)
{
	if (n->only_name != NULL)
		return ou_str_caseeq(ou_xml_said(e, n->only_name),
		    n->only_word);
	return n->only_path == NULL ||
	    has_below(e, ou_str_c(n->only_path), n->only_word);
}

static bool
has_below(const struct xml_element *e, struct ou_str path,
    struct ou_str word)
{
	const struct xml_element *c;
	struct ou_str step;

	if (!ou_str_split(&path, '/', &step))
		return ou_str_caseeq(e->text, word);
	for (c = e->first; c != NULL; c = c->next) {
		if (ou_str_is(step, c->name) && has_below(c, path, word))
			return true;
	}
	return false;
}

/* 1: found, and no more is wanted. */
static int
search(struct paper_reader *r, const struct paper_search *s, int step,
    struct xml_element *e)
{
	struct xml_element *c;
	int rc = 0;

	if (step == s->node->n_steps)
		return is_only(s->node, e) ? s->each(r, s->node, e, s->object)
		    : 0;
	for (c = e->first; c != NULL && rc == 0; c = c->next) {
		if (strcmp(c->name, s->node->steps[step]) == 0)
			rc = search(r, s, step + 1, c);
	}
	return rc;
}

/* --- values --- */

static void __attribute__((format(printf, 5, 6)))
found(struct paper_reader *r, enum ou_diag code, const struct xml_element *e,
    const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ou_import_found(r->im, code, r->source, e->line, field, fmt, ap);
	va_end(ap);
}

/* More decimals than the field may have are rounded, with a finding. */
static struct ou_str
short_number(struct paper_reader *r, const struct ou_field *f,
    struct ou_str s, const struct xml_element *e)
{
	int scale = f->kind == OU_KIND_AMOUNT ? OU_AMOUNT_SCALE :
	    f->kind == OU_KIND_PRICE ? OU_PRICE_SCALE :
	    f->kind == OU_KIND_QUANTITY ? OU_QUANTITY_SCALE :
	    f->kind == OU_KIND_RATE ? OU_RATE_SCALE : 0;
	char text[OU_DECIMAL_MAX];
	enum ou_decimal_fault fault;
	int places, down = 9;
	int64_t v;

	if (f->kind < OU_KIND_AMOUNT || f->kind > OU_KIND_INTEGER)
		return s;
	fault = ou_decimal_scan(&v, s, scale, OU_DECIMAL_LOOSE, &places);
	if (fault == OU_DECIMAL_OK)
		return ou_str_dup(&r->im->arena, ou_str_make(text,
		    ou_decimal_text(text, v, scale,
		    places < scale ? places : scale)));
	if (fault != OU_DECIMAL_FINE ||
	    ou_decimal_scan(&v, s, down, OU_DECIMAL_LOOSE, NULL) !=
	    OU_DECIMAL_OK || ou_decimal_round(&v, down, scale) != 0)
		return s;
	found(r, OU_DIAG_DECIMALS, e, f->name, "'%.*s' has more decimals than "
	    "it may have; rounded to %d", OU_STR_ARG(ou_str_sub(s, 0, 40)),
	    scale);
	return ou_str_dup(&r->im->arena, ou_str_make(text,
	    ou_decimal_text(text, v, down, 0)));
}

/* 202611240914+0100 for 2026-11-24T09:14+01:00. */
static struct ou_str
time_of_digits(struct ou_arena *a, struct ou_str s)
{
	struct ou_str zone = ou_str_sub(s, 12, s.n);

	if (!ou_str_digits(ou_str_sub(s, 0, 12)) || (zone.n != 0 &&
	    zone.n != 5))
		return s;
	return ou_str_printf(a, "%.4s-%.2s-%.2sT%.2s:%.2s:00%.*s%s%.*s", s.p,
	    s.p + 4, s.p + 6, s.p + 8, s.p + 10, zone.n > 0 ? 3 : 0, zone.p,
	    zone.n > 0 ? ":" : "", zone.n > 0 ? 2 : 0,
	    zone.n > 0 ? zone.p + 3 : "");
}

/* A day without its zone; 20261124 for 2026-11-24. */
static struct ou_str
plain_day(struct paper_reader *r, const struct paper_node *n,
    struct ou_str s)
{
	if ((n->row->flags & (PAPER_203 | PAPER_205)) != 0 && s.n >= 12)
		return time_of_digits(&r->im->arena, s);
	if ((n->row->flags & PAPER_102) != 0 && s.n == 8 && ou_str_digits(s))
		return ou_str_printf(&r->im->arena, "%.4s-%.2s-%.2s", s.p,
		    s.p + 4, s.p + 6);
	if (s.n > 10 && (s.p[10] == 'Z' || s.p[10] == '+' || s.p[10] == '-'))
		return ou_str_sub(s, 0, 10);
	return s;
}

/* The day is there: now the clock. */
static struct ou_str
with_day(struct paper_reader *r, const struct paper_node *n,
    const void *object, struct ou_str s)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str all = OU_STR_NONE;

	if (ou_slot_text(&n->slot, object, &b) && b.n == 10)
		all = ou_str_printf(&r->im->arena, "%.*sT%.*s",
		    OU_STR_ARG(ou_buf_str(&b)), OU_STR_ARG(s));
	ou_buf_release(&b);
	return all;
}

/* 0 when it is put, 1 when there is nothing that we have. */
static int
put_text(struct paper_reader *r, const struct paper_node *n,
    const struct ou_slot *slot, const struct ou_field *f,
    struct xml_element *e, struct ou_str s, void *object)
{
	if (n->row->words != NULL && f == n->last &&
	    !ou_paper_word(n->row->words, s, &s))
		return 1;
	if (f->kind == OU_KIND_DATE || f->kind == OU_KIND_TIME)
		s = (n->row->flags & PAPER_CLOCK) != 0 ?
		    with_day(r, n, object, s) : plain_day(r, n, s);
	if (s.n == 0)
		return 1;
	s = short_number(r, f, s, e);
	if (ou_slot_put(r->im, slot, object, s, &forms, r->err) == 0)
		return 0;
	r->err->kind = OU_ERR_RECORD;
	return ou_err_at(r->err, NULL, e->line, 0);
}

static bool
is_given(const struct ou_slot *slot, const void *object)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = ou_slot_text(slot, object, &b);

	ou_buf_release(&b);
	return yes;
}

/* Has a row in front of this one put another text there? */
static bool
is_other(const struct paper_node *n, const void *object, struct ou_str s)
{
	struct ou_buf b = OU_BUF_INIT;
	bool other;

	if (n->last->kind == OU_KIND_TEXTS || n->last->kind == OU_KIND_MAP)
		return false;
	other = ou_slot_text(&n->slot, object, &b) &&
	    !ou_str_eq(ou_buf_str(&b), s);
	ou_buf_release(&b);
	return other;
}

/* The attribute beside a value: 0; 1 when it is another than the one that is
 * known, so that the value is not ours. */
static int
take_with(struct paper_reader *r, const struct paper_node *n,
    struct xml_element *e, void *object)
{
	struct ou_str s;
	void *to = n->with_absolute ? r->record : object;
	struct ou_buf b = OU_BUF_INIT;
	bool given, same;

	if (!n->has_with)
		return 0;
	s = ou_xml_said(e, n->with_name);
	given = ou_slot_text(&n->with, to, &b);
	same = ou_str_eq(ou_buf_str(&b), s);
	ou_buf_release(&b);
	if (s.n == 0 || same)
		return 0;
	if (given)
		return 1;
	return put_text(r, n, &n->with, n->with.steps[n->with.n - 1], e, s,
	    to) < 0 ? -1 : 0;
}

static int
take_value(struct paper_reader *r, const struct paper_node *n,
    struct xml_element *e, void *object)
{
	void *to = n->absolute ? r->record : object;
	unsigned flags = n->row->flags;
	int rc;

	if (e->too_long) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "'%s' has more than %zu bytes", e->name,
		    ou_import_field_max(r->im));
		return ou_err_at(r->err, NULL, e->line, 0);
	}
	if (e->taken || e->text.n == 0)
		return 0;
	if (n->last == NULL) {
		e->taken = ou_str_is(e->text, n->row->text);
		return 0;
	}
	/* the member's number is given anew when it is written */
	if ((flags & PAPER_INDEX) != 0 && (flags & PAPER_ELSE) == 0) {
		e->taken = true;
		return 1;
	}
	if ((flags & PAPER_ELSE) != 0 && is_given(&n->slot, to)) {
		e->taken = (flags & PAPER_INDEX) != 0 ||
		    !is_other(n, to, e->text);
		return 1;
	}
	if ((flags & PAPER_CLOCK) == 0 && is_other(n, to, e->text))
		return 0;
	if ((rc = take_with(r, n, e, object)) == 0)
		rc = put_text(r, n, &n->slot, n->last, e, e->text, to);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	e->taken = true;
	return n->last->kind != OU_KIND_TEXTS ||
	    n->slot.index[n->slot.n - 1] >= 0;
}

/* --- what is left over --- */

static void
go(struct paper_reader *r, const char *name)
{
	const char *local = strchr(name, ':');

	ou_buf_addc(&r->path, '/');
	ou_buf_puts(&r->path, local != NULL ? local + 1 : name);
}

static struct ou_str
key_of(struct paper_reader *r)
{
	return ou_str_dup(&r->im->arena, ou_str_sub(ou_buf_str(&r->path),
	    r->base + 1, r->path.n));
}

static void
keep(struct paper_reader *r, const struct xml_element *e,
    const struct paper_rest *rest)
{
	const struct xml_attribute *a;
	const struct xml_element *c;
	size_t n = r->path.n;

	r->im->extra_left_out += e->too_long;
	if (!e->taken && e->text.n > 0 && rest->pairs != NULL) {
		ou_import_extra(r->im, rest->pairs, rest->n, key_of(r),
		    e->text);
		for (a = e->attributes; a != NULL; a = a->next) {
			ou_buf_puts(&r->path, "/@");
			ou_buf_puts(&r->path, a->name);
			ou_import_extra(r->im, rest->pairs, rest->n,
			    key_of(r), a->value);
			r->path.n = n;
		}
	}
	for (c = e->first; c != NULL; c = c->next) {
		if (c->entered)
			continue;
		go(r, c->name);
		keep(r, c, rest);
		r->path.n = n;
	}
}

/* --- objects --- */

static int read_nodes(struct paper_reader *r, const struct paper_node *nodes,
    const struct ou_table *table, struct xml_element *e, void *object,
    const struct paper_rest *rest);

static int
each_value(struct paper_reader *r, const struct paper_node *n,
    struct xml_element *e, void *object)
{
	return take_value(r, n, e, object);
}

struct paper_inner {
	void *object;
	const struct paper_rest *rest;
};

static void
take_first(const struct paper_node *n, const struct xml_element *e)
{
	struct xml_element *c;
	struct ou_str rest = ou_str_c(n->row->first), name;

	(void)ou_str_split(&rest, '=', &name);
	for (c = e->first; c != NULL; c = c->next)
		c->taken = c->taken || ou_str_is(name, c->name);
}

static int
each_object(struct paper_reader *r, const struct paper_node *n,
    struct xml_element *e, void *arg)
{
	const struct paper_inner *in = arg;
	void *object = in->object;
	size_t n_path = r->path.n, base = r->base;
	int i, rc;

	if (e->entered)
		return 0;
	if (n->slot.n > 0)
		object = ou_slot_enter(&r->im->arena, &n->slot,
		    n->absolute ? r->record : object);
	if (n->has_set && ou_slot_put(r->im, &n->set, object, n->set_word,
	    &forms, r->err) != 0)
		return -1;
	e->entered = true;
	if (n->row->first != NULL)
		take_first(n, e);
	for (i = 0; i < n->n_steps; i++)
		go(r, n->steps[i]);
	rc = read_nodes(r, n->nodes, n->table, e, object, in->rest);
	r->path.n = n_path;
	r->base = base;
	return rc;
}

/* The object's own, or that of the one around. */
static struct paper_rest
rest_of(const struct ou_table *t, char *object,
    const struct paper_rest *around, bool *own)
{
	int f = ou_table_find(t, "extra", 5);

	*own = f >= 0;
	if (f < 0)
		return *around;
	return (struct paper_rest){
	    (struct ou_pair **)(void *)(object + t->fields[f].offset),
	    (uint32_t *)(void *)(object + t->fields[f].count_offset) };
}

static int
read_nodes(struct paper_reader *r, const struct paper_node *nodes,
    const struct ou_table *table, struct xml_element *e, void *object,
    const struct paper_rest *around)
{
	const struct paper_node *n;
	struct paper_rest rest;
	struct paper_inner in = { object, &rest };
	bool own, later;
	int pass;

	rest = rest_of(table, object, around, &own);
	if (own && rest.pairs != around->pairs)
		r->base = r->path.n;
	for (pass = 0; pass < 2; pass++) {
		for (n = nodes; n->row != NULL; n++) {
			struct paper_search s = { n, each_value, object };

			later = (n->row->flags & PAPER_ELSE) != 0;
			if ((n->row->flags & PAPER_WRITE) != 0 ||
			    later != (pass == 1))
				continue;
			if (n->nodes != NULL)
				s = (struct paper_search){ n, each_object,
				    &in };
			if (search(r, &s, 0, e) < 0)
				return -1;
		}
	}
	keep(r, e, &rest);
	return 0;
}

/* --- documents --- */

/* Has the root the text that the form has? */
static bool
is_form(const struct paper_form *form, const struct xml_element *root)
{
	struct ou_str word = ou_str_c(form->only), path;

	if (form->only == NULL)
		return true;
	(void)ou_str_split(&word, '=', &path);
	return has_below(root, path, word);
}

static const struct paper_form *
form_of(const struct xml_element *root, const char *uri, struct ou_err *err)
{
	const struct paper_form *const *f;

	for (f = ou_paper_forms; *f != NULL; f++) {
		if (strcmp((*f)->root, root->name) == 0 &&
		    strncmp(uri, (*f)->uri, strlen((*f)->uri)) == 0 &&
		    is_form(*f, root))
			break;
	}
	if (*f != NULL && !(*f)->write_only)
		return *f;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE, *f != NULL ?
	    "'%.60s' of namespace '%.100s' is an order: order-import reads "
	    "it" : "'%.60s' of namespace '%.100s' is no document that is "
	    "read here", root->name, uri);
	return NULL;
}

static void
put_word(const struct ou_table *t, void *record, const char *name,
    struct ou_str text)
{
	int f = ou_table_find(t, name, strlen(name));

	if (f >= 0 && text.n > 0)
		memcpy((char *)record + t->fields[f].offset, &text,
		    sizeof(text));
}

static bool
is_asked_for(const char *types, const char *root)
{
	struct ou_str list = ou_str_c(types), one;

	if (types == NULL)
		return true;
	while (ou_str_split(&list, ',', &one)) {
		if (ou_str_is(ou_str_trim(one), root))
			return true;
	}
	return false;
}

enum ou_paper_answer
ou_paper_take(struct ou_import *im, const char *source, struct ou_str text,
    const char *types, const struct paper_form **form,
    const struct ou_record_type **type, void **record, struct ou_err *err)
{
	struct paper_reader r = { .im = im, .source = source, .err = err };
	const struct paper_rest none = { NULL, NULL };
	struct xml_element *root;
	const char *uri;
	int rc;

	root = ou_xml_tree(im, text, ou_paper_namespaces, ELEMENTS_MAX, &uri,
	    err);
	if (root == NULL)
		return err->kind == OU_ERR_RECORD ? OU_PAPER_REFUSED :
		    OU_PAPER_DAMAGED;
	if (!is_asked_for(types, root->name))
		return OU_PAPER_PASSED;
	if ((*form = r.form = form_of(root, uri, err)) == NULL)
		return OU_PAPER_REFUSED;
	*type = ou_record_type_find(ou_str_c(r.form->record));
	ou_table_prepare((*type)->table);
	*record = r.record = ou_arena_zalloc(&im->arena, (*type)->table->size);
	put_word((*type)->table, r.record, "type", ou_str_c((*type)->type));
	put_word((*type)->table, r.record, "schema", ou_str_printf(&im->arena,
	    "%s/%d", (*type)->schema, (*type)->major));
	ou_buf_init(&r.path, 4096);
	rc = read_nodes(&r, ou_paper_nodes(r.form), (*type)->table, root,
	    r.record, &none);
	ou_buf_release(&r.path);
	if (rc == 0 && r.form->read != NULL)
		rc = r.form->read(im, r.record, err);
	return rc == 0 ? OU_PAPER_READ : OU_PAPER_REFUSED;
}
