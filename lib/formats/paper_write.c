#include <assert.h>

#include "paper_parts.h"

/*
 * Rows and a record make a document.  Elements are opened when something is
 * written in them, so that none is empty.
 */
#define DEPTH_MAX 24

struct paper_open {
	const char *name;
	const struct paper_node *node;	/* of an object, or NULL: only a
					 * step to one, which others share */
	uint32_t index;			/* of the object */
};

struct paper_writer {
	struct ou_arena *a;
	struct ou_buf *out;
	const void *record;
	void (*left)(void *arg, const char *path);	/* or NULL */
	void *arg;
	const char *where;		/* "orderedItem.0.", for that */
	struct ou_err *err;
	struct paper_open path[DEPTH_MAX];
	int depth;			/* wanted */
	int opened;			/* written */
};

/* --- text --- */

static int
put_escaped(struct paper_writer *w, struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return ou_err_set(w->err, OU_ERR_RECORD,
			    OU_DIAG_EDI_CARRY, "character 0x%02x cannot be "
			    "written in XML", c);
		if (c == '&')
			ou_buf_puts(w->out, "&amp;");
		else if (c == '<')
			ou_buf_puts(w->out, "&lt;");
		else if (c == '>')
			ou_buf_puts(w->out, "&gt;");
		else if (c == '"')
			ou_buf_puts(w->out, "&quot;");
		else if (c == '\r')
			ou_buf_puts(w->out, "&#13;");
		else
			ou_buf_addc(w->out, (char)c);
	}
	return 0;
}

static int
put_attribute(struct paper_writer *w, const char *name, struct ou_str value)
{
	ou_buf_addc(w->out, ' ');
	ou_buf_puts(w->out, name);
	ou_buf_puts(w->out, "=\"");
	if (put_escaped(w, value) != 0)
		return -1;
	ou_buf_addc(w->out, '"');
	return 0;
}

static void
indent(struct paper_writer *w, int depth)
{
	int i;

	for (i = 0; i < depth; i++)
		ou_buf_addc(w->out, ' ');
}

/* --- elements --- */

static void
close_to(struct paper_writer *w, int depth)
{
	while (w->depth > depth) {
		if (--w->depth >= w->opened)
			continue;
		w->opened = w->depth;
		indent(w, w->depth + 1);
		ou_buf_puts(w->out, "</");
		ou_buf_puts(w->out, w->path[w->depth].name);
		ou_buf_puts(w->out, ">\n");
	}
}

static void
want(struct paper_writer *w, const char *name, const struct paper_node *node,
    uint32_t index)
{
	assert(w->depth < DEPTH_MAX);
	w->path[w->depth++] = (struct paper_open){ name, node, index };
}

/* Go to the parent of a row's element, from the frame at ${base} on. */
static void
go_to(struct paper_writer *w, int base, const struct paper_node *n, int steps)
{
	int i = 0;

	while (i < steps && base + i < w->depth &&
	    w->path[base + i].node == NULL &&
	    strcmp(w->path[base + i].name, n->steps[i]) == 0)
		i++;
	close_to(w, base + i);
	for (; i < steps; i++)
		want(w, n->steps[i], NULL, 0);
}

/* The same, or one more of them. */
static void
go_to_parent(struct paper_writer *w, int base, const struct paper_node *n)
{
	if ((n->row->flags & PAPER_AGAIN) != 0 && n->n_steps > 1 &&
	    w->depth > base + n->n_steps - 2)
		close_to(w, base + n->n_steps - 2);
	go_to(w, base, n, n->n_steps - 1);
}

static void
put_first(struct paper_writer *w, const struct paper_open *o)
{
	struct ou_str text, name;

	if (o->node == NULL || o->node->row->first == NULL)
		return;
	text = ou_str_c(o->node->row->first);
	(void)ou_str_split(&text, '=', &name);
	if (text.p == NULL)
		text = ou_str_number(w->a, OU_STR(""), "", o->index);
	indent(w, w->opened + 2);
	ou_buf_adds(w->out, ou_str_printf(w->a, "<%.*s>%.*s</%.*s>\n",
	    OU_STR_ARG(name), OU_STR_ARG(text), OU_STR_ARG(name)));
}

static int
open_all(struct paper_writer *w)
{
	const struct paper_open *o;
	const struct paper_node *n;

	for (; w->opened < w->depth; w->opened++) {
		o = &w->path[w->opened];
		n = o->node;
		indent(w, w->opened + 1);
		ou_buf_addc(w->out, '<');
		ou_buf_puts(w->out, o->name);
		if (n != NULL && n->only_name != NULL &&
		    put_attribute(w, n->only_name, n->only_word) != 0)
			return -1;
		ou_buf_puts(w->out, ">\n");
		put_first(w, o);
	}
	return 0;
}

/* --- values --- */

/* 2026-11-20T09:14+01:00 as 202611200914, and +0100 where that is wanted. */
static struct ou_str
digits_of(struct ou_arena *a, struct ou_str s, bool zoned)
{
	struct ou_time t;
	struct ou_str digits;
	int east;

	if (ou_time_parse(&t, s, NULL) != 0 || !t.has_clock ||
	    t.has_offset != zoned)
		return OU_STR_NONE;
	digits = ou_str_printf(a, "%04d%02d%02d%02d%02d", t.date.year,
	    t.date.month, t.date.day, t.hour, t.minute);
	if (!zoned)
		return digits;
	east = t.offset < 0 ? -t.offset : t.offset;
	return ou_str_printf(a, "%.*s%c%02d%02d", OU_STR_ARG(digits),
	    t.offset < 0 ? '-' : '+', east / 60, east % 60);
}

static struct ou_str
day(const struct paper_node *n, struct ou_arena *a, struct ou_str s)
{
	if ((n->row->flags & (PAPER_203 | PAPER_205)) != 0)
		return digits_of(a, s, (n->row->flags & PAPER_205) != 0);
	if ((n->row->flags & PAPER_102) != 0 && s.n >= 10)
		return ou_str_printf(a, "%.4s%.2s%.2s", s.p, s.p + 5,
		    s.p + 8);
	return ou_str_sub(s, 0, 10);
}

/* "T09:14+01:00": with seconds, as the schema wants them. */
static struct ou_str
clock_of(struct ou_arena *a, struct ou_str s)
{
	if (s.n < 16)
		return OU_STR_NONE;
	s = ou_str_sub(s, 11, s.n);
	if (s.n > 5 && s.p[5] == ':')
		return s;
	return ou_str_printf(a, "%.5s:00%.*s", s.p,
	    OU_STR_ARG(ou_str_sub(s, 5, s.n)));
}

/* The text of a field as it stands in the document, or absent. */
static struct ou_str
text_of(struct paper_writer *w, const struct paper_node *n,
    const struct ou_slot *slot, const void *object)
{
	const struct ou_field *f = slot->steps[slot->n - 1];
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s = OU_STR_NONE;

	if (ou_slot_text(slot, object, &b))
		s = ou_str_dup(w->a, ou_buf_str(&b));
	ou_buf_release(&b);
	if (s.n == 0)
		return OU_STR_NONE;
	if (n->row->words != NULL && slot == &n->slot &&
	    !ou_paper_code(n->row->words, s, &s))
		return OU_STR_NONE;
	if (f->kind != OU_KIND_DATE && f->kind != OU_KIND_TIME)
		return s;
	return (n->row->flags & PAPER_CLOCK) != 0 ? clock_of(w->a, s) :
	    day(n, w->a, s);
}

static int
put_with(struct paper_writer *w, const struct paper_node *n,
    const void *object)
{
	struct ou_str s = OU_STR_NONE;

	if (n->only_name != NULL &&
	    put_attribute(w, n->only_name, n->only_word) != 0)
		return -1;
	if (n->with_name == NULL)
		return 0;
	if (n->has_with)
		s = text_of(w, n, &n->with, n->with_absolute ? w->record :
		    object);
	if (s.n == 0)
		s = n->with_else;
	if (s.n > 0)
		return put_attribute(w, n->with_name, s);
	return strcmp(n->with_name, "currencyID") != 0 ? 0 :
	    ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "%s is an amount, and the record has no currency",
	    n->steps[n->n_steps - 1]);
}

static int
put_leaf(struct paper_writer *w, int base, const struct paper_node *n,
    const void *object, struct ou_str s)
{
	const char *name = n->steps[n->n_steps - 1];

	go_to_parent(w, base, n);
	if (open_all(w) != 0)
		return -1;
	indent(w, w->depth + 1);
	ou_buf_addc(w->out, '<');
	ou_buf_puts(w->out, name);
	if (put_with(w, n, object) != 0)
		return -1;
	ou_buf_addc(w->out, '>');
	if (put_escaped(w, s) != 0)
		return -1;
	ou_buf_puts(w->out, "</");
	ou_buf_puts(w->out, name);
	ou_buf_puts(w->out, ">\n");
	return 0;
}

/* Is something written in the element that the row's stands in? */
static bool
goes_on(const struct paper_writer *w, int base, const struct paper_node *n)
{
	int i;

	for (i = 0; i < n->n_steps - 1; i++) {
		if (base + i >= w->opened ||
		    strcmp(w->path[base + i].name, n->steps[i]) != 0)
			return false;
	}
	return w->opened >= base + i;
}

static int
missing(struct paper_writer *w, const struct paper_node *n)
{
	return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "the document needs %s%s%s: the record has no %s%s%s", n->row->at,
	    w->depth > 0 ? " in " : "", w->depth > 0 ? w->path[0].name : "",
	    n->row->field, n->row->set != NULL ? " with " : "",
	    n->row->set != NULL ? n->row->set : "");
}

/* Has a row in front of it written the element? */
static bool
is_written(struct paper_writer *w, const struct paper_node *n,
    const void *object)
{
	const struct paper_node *other = n;

	while ((other->row->flags & PAPER_ELSE) != 0 &&
	    (other->row->flags & PAPER_INDEX) == 0 &&
	    strcmp(other[-1].row->at, n->row->at) == 0) {
		other--;
		if (text_of(w, other, &other->slot, object).n > 0)
			return true;
	}
	return false;
}

/* A word that has no code here, or what would stand alone, is left out. */
static void
tell(struct paper_writer *w, const struct paper_node *n, const void *object)
{
	struct ou_buf b = OU_BUF_INIT;

	if (w->left != NULL && ou_slot_text(&n->slot, object, &b))
		w->left(w->arg, ou_str_printf(w->a, "%s%s", n->absolute ? "" :
		    w->where, n->row->field + n->absolute).p);
	ou_buf_release(&b);
}

static int
put_value(struct paper_writer *w, int base, const struct paper_node *n,
    const void *object, uint32_t index)
{
	const void *from = n->absolute ? w->record : object;
	struct ou_slot slot = n->slot;
	struct ou_str s;
	bool texts, alone;

	if (n->last == NULL)
		return (n->row->flags & PAPER_NEED) != 0 || (base > 0 &&
		    w->opened >= base) ? put_leaf(w, base, n, object,
		    ou_str_c(n->row->text)) : 0;
	if ((n->row->flags & PAPER_INDEX) != 0)
		return put_leaf(w, base, n, object,
		    ou_str_number(w->a, OU_STR(""), "", index));
	if (is_written(w, n, object))
		return 0;
	alone = (n->row->flags & PAPER_BESIDE) != 0 && !goes_on(w, base, n);
	if (alone && (n->row->flags & PAPER_NEED) == 0) {
		tell(w, n, from);
		return 0;
	}
	texts = n->last->kind == OU_KIND_TEXTS && slot.index[slot.n - 1] < 0;
	if (!texts) {
		s = text_of(w, n, &n->slot, from);
		if (s.n > 0)
			return put_leaf(w, base, n, object, s);
		if (n->row->words != NULL)
			tell(w, n, from);
		return (n->row->flags & PAPER_NEED) != 0 && !alone ?
		    missing(w, n) : 0;
	}
	for (slot.index[slot.n - 1] = 0;
	    (s = text_of(w, n, &slot, from)).n > 0; slot.index[slot.n - 1]++) {
		if (put_leaf(w, base, n, object, s) != 0)
			return -1;
	}
	return 0;
}

/* --- objects --- */

static int write_nodes(struct paper_writer *w, const struct paper_node *nodes,
    const void *object, uint32_t index);

/* The text of the element itself: "." is its only row. */
static int
put_own(struct paper_writer *w, int base, const struct paper_node *n,
    const void *object)
{
	struct paper_node own = *n->nodes;
	struct ou_str s = text_of(w, &own, &own.slot, object);

	if (s.n == 0)
		return 0;
	own.n_steps = n->n_steps;
	memcpy(own.steps, n->steps, sizeof(own.steps));
	if (n->only_name != NULL) {
		own.only_name = n->only_name;
		own.only_word = n->only_word;
	}
	return put_leaf(w, base, &own, object, s);
}

static int
put_object(struct paper_writer *w, int base, const struct paper_node *n,
    const void *object, uint32_t index)
{
	int rc;

	if (n->nodes->n_steps == 0)
		return put_own(w, base, n, object);
	go_to_parent(w, base, n);
	want(w, n->steps[n->n_steps - 1], n, index);
	/* the schema wants it, whatever there is to say */
	rc = n->slot.n == 0 && (n->row->flags & PAPER_NEED) != 0 ?
	    open_all(w) : 0;
	if (rc == 0)
		rc = write_nodes(w, n->nodes, object, index);
	close_to(w, base + n->n_steps - 1);
	return rc;
}

/* Into an object, or member ${i} of a list; where it was. */
static const char *
step_into(struct paper_writer *w, const struct paper_node *n, uint32_t i)
{
	const char *where = w->where, *around = n->absolute ? "" : where;

	if (w->left == NULL || n->last == NULL)
		return where;
	w->where = n->last->kind == OU_KIND_LIST ?
	    ou_str_printf(w->a, "%s%s.%u.", around, n->row->field +
	    n->absolute, i).p : ou_str_printf(w->a, "%s%s.", around,
	    n->row->field + n->absolute).p;
	return where;
}

static int
put_objects(struct paper_writer *w, int base, const struct paper_node *n,
    const void *object, uint32_t around)
{
	const void *from = n->absolute ? w->record : object, *member;
	bool one = n->last == NULL || n->last->kind != OU_KIND_LIST;
	const size_t start = w->out->n;
	const char *where;
	uint32_t i, index = 0;
	int rc;

	for (i = 0; (member = n->last == NULL ? from :
	    ou_slot_member(&n->slot, from, i)) != NULL; i++) {
		if (ou_paper_is_for(n, member)) {
			index++;
			where = step_into(w, n, i);
			rc = put_object(w, base, n, member, one ? around :
			    index);
			w->where = where;
			if (rc != 0)
				return -1;
		}
		if (one)
			break;
	}
	/* one that has nothing to say in this form is not there, either */
	return w->out->n == start && (n->row->flags & PAPER_NEED) != 0 ?
	    missing(w, n) : 0;
}

static int
write_nodes(struct paper_writer *w, const struct paper_node *nodes,
    const void *object, uint32_t index)
{
	const struct paper_node *n;
	int base = w->depth, rc = 0;

	for (n = nodes; n->row != NULL && rc == 0; n++) {
		if ((n->row->flags & PAPER_READ) != 0)
			continue;
		rc = n->nodes != NULL ?
		    put_objects(w, base, n, object, index) :
		    put_value(w, base, n, object, index);
	}
	close_to(w, base);
	return rc;
}

/* --- documents --- */

static const struct paper_form *
form_for(const char *as, const struct ou_record_type *type,
    const void *record, struct ou_err *err)
{
	const struct paper_form *const *f;

	for (f = ou_paper_forms; *f != NULL; f++) {
		if (!(*f)->read_only && strcmp((*f)->family->as, as) == 0 &&
		    strcmp((*f)->record, type->type) == 0 &&
		    ((*f)->fits == NULL || (*f)->fits(record)))
			return *f;
	}
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
	    "there is no document '%s' for a record of type %s", as,
	    type->type);
	return NULL;
}

static void
open_root(struct paper_writer *w, const struct paper_form *form)
{
	const struct xml_namespace *ns;

	ou_buf_puts(w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
	ou_buf_puts(w->out, form->root);
	ou_buf_puts(w->out, " xmlns=\"");
	ou_buf_puts(w->out, form->uri);
	for (ns = form->family->namespaces; ns->uri != NULL; ns++) {
		ou_buf_puts(w->out, "\" xmlns:");
		ou_buf_puts(w->out, ns->prefix);
		ou_buf_puts(w->out, "=\"");
		ou_buf_puts(w->out, ns->uri);
	}
	ou_buf_puts(w->out, "\">\n");
}

int
ou_paper_write(struct ou_arena *a, const char *as,
    const struct ou_record_type *type, const void *record,
    void (*left)(void *arg, const char *path), void *arg,
    struct ou_buf *out, struct ou_err *err)
{
	const struct paper_form *form = form_for(as, type, record, err);
	struct paper_writer w = { .a = a, .out = out, .record = record,
	    .left = left, .arg = arg, .where = "", .err = err };
	size_t n = out->n;

	if (form == NULL)
		return -1;
	if (left != NULL)
		ou_paper_left(form, a, record, left, arg);
	if (form->write != NULL)
		w.record = form->write(a, record);
	open_root(&w, form);
	if (write_nodes(&w, ou_paper_nodes(form), w.record, 1) != 0) {
		out->n = n;
		return -1;
	}
	ou_buf_puts(out, "</");
	ou_buf_puts(out, form->root);
	ou_buf_puts(out, ">\n");
	return 0;
}
