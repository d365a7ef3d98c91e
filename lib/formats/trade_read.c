#include <stdio.h>

#include "trade.h"
#include "xml_reader.h"

/*
 * From bytes to struct trade_doc: the parser drives a machine whose states
 * are the nodes of a trie of names.  There is no tree and no
 * XPath; what is kept is the texts that some row asks for, and, with its path,
 * the text that none does.
 */
#define FRAMES_MAX 8
#define PATH_MAX_BYTES 1000
#define LIST_MAX 10000			/* members of any one list */

struct level {
	const struct trade_node *node;	/* NULL: nothing below is mapped */
	size_t path;			/* length of what is in front */
	bool has_child;
	bool frame;			/* opened one */
	bool skip;			/* nothing in it is kept */
};

struct trade_reader {
	const struct trade_form *form;
	const struct trade_form **chosen;
	struct ou_import *im;
	struct trade_doc *doc;
	int (*line)(void *arg, struct trade_line *line, struct ou_err *err);
	void *arg;
	struct xml_reader xml;
	const struct trade_node *root;
	struct level levels[XML_DEPTH_MAX];
	int depth;
	char *frames[FRAMES_MAX];
	int n_frames;
	struct trade_line *current;	/* the line we are in, or NULL */
	uint32_t lines;
	struct ou_buf path;		/* below the root */
	size_t line_path;		/* how much of it the line is below */
	struct ou_buf text;
	struct ou_str scheme;		/* of the leaf we are in */
};

/* --- extra --- */

/* By the path that we are at. */
static void
keep_extra(struct trade_reader *r, struct ou_str value)
{
	struct ou_pair **pairs = &r->doc->extra;
	struct ou_str key = ou_buf_str(&r->path);
	uint32_t *n = &r->doc->n_extra;

	if (r->current != NULL) {
		pairs = &r->current->extra;
		n = &r->current->n_extra;
		key = ou_str_sub(key, r->line_path, key.n);
		if (ou_str_starts(key, "/"))
			key = ou_str_sub(key, 1, key.n);
	}
	if (key.n > PATH_MAX_BYTES) {
		r->im->extra_left_out++;
		return;
	}
	ou_import_extra(r->im, pairs, n, ou_str_dup(&r->im->arena, key),
	    value);
}

static void
keep_attribute(struct trade_reader *r, const struct xml_attributes *a, int i)
{
	size_t path = r->path.n;

	ou_buf_puts(&r->path, path > 0 ? "/@" : "@");
	ou_buf_puts(&r->path, ou_xml_name(a, i));
	keep_extra(r, ou_xml_plain(&r->im->arena, ou_xml_value(a, i)));
	r->path.n = path;
}

/* Attributes of an element that no row describes. */
static void
keep_attributes(struct trade_reader *r, const struct xml_attributes *a)
{
	const char *prefix;
	int i;

	for (i = 0; i < a->n && i < 32; i++) {
		/* xml:lang and the like say nothing of ours */
		prefix = ou_xml_prefix(a, i);
		if (prefix == NULL || strcmp(prefix, "xml") != 0)
			keep_attribute(r, a, i);
	}
}

/* --- elements --- */

static bool
root_fits(struct trade_reader *r, const char *name, const char *uri)
{
	const struct trade_form *form;
	struct ou_err why = { 0 };

	if (ou_xml_is_cut(&r->xml)) {
		ou_xml_fail(&r->xml, OU_DIAG_TRUNCATED,
		    "the document is cut off in its first tag");
		r->xml.err->kind = OU_ERR_DAMAGED;
		return false;
	}
	if ((form = r->form->root(name, uri, &why)) != NULL) {
		*r->chosen = r->form = form;
		r->root = ou_trade_trie(form);
		return true;
	}
	ou_xml_fail(&r->xml, why.code, "%s", why.text);
	r->xml.err->kind = why.kind;
	return false;
}

static const struct trade_node *
step(const struct trade_reader *r, const struct trade_node *from,
    const char *name, const char *uri)
{
	const struct trade_node *n;
	bool leaf;

	if (from == NULL ||
	    (n = ou_trade_child(from, name, strlen(name))) == NULL)
		return NULL;
	leaf = n->row != NULL && n->row->rows == NULL;
	return r->form->fits(leaf, uri) ? n : NULL;
}

static void
open_frame(struct trade_reader *r, const struct trade_row *row, uint32_t offset)
{
	char *frame = r->frames[r->n_frames - 1];
	struct trade_list *list;

	if (r->n_frames == FRAMES_MAX) {
		ou_xml_fail(&r->xml, OU_DIAG_LIMIT,
		    "elements within elements");
		return;
	}
	if (row->op == TRADE_LINE) {
		if (++r->lines > ou_import_lines_max(r->im)) {
			ou_xml_fail(&r->xml, OU_DIAG_LIMIT,
			    "more than %u order lines",
			    ou_import_lines_max(r->im));
			return;
		}
		frame = ou_arena_zalloc(&r->im->arena, row->size);
		r->current = (struct trade_line *)(void *)frame;
		r->current->at = (uint32_t)ou_xml_line(&r->xml);
	} else {
		list = (struct trade_list *)(void *)(frame + offset);
		if (list->n >= LIST_MAX) {
			ou_xml_fail(&r->xml, OU_DIAG_LIMIT,
			    "more than %d '%s'", LIST_MAX, row->path);
			return;
		}
		frame = ou_import_append(&r->im->arena, &list->p, &list->n,
		    row->size);
	}
	r->frames[r->n_frames++] = frame;
	r->levels[r->depth - 1].frame = true;
}

/* What is said of a value beside it. */
static bool
is_scheme(const struct xml_attributes *a, int i)
{
	static const char *const names[] = {
		"schemeID", "unitCode", "currencyID", "listID", "currency",
		"format", "domain"
	};
	size_t k;

	if (ou_xml_prefix(a, i) != NULL)
		return false;
	for (k = 0; k < sizeof(names) / sizeof(*names); k++) {
		if (strcmp(ou_xml_name(a, i), names[k]) == 0)
			return true;
	}
	return false;
}

static struct ou_str
scheme_of(struct ou_arena *to, const struct xml_attributes *a)
{
	int i;

	for (i = 0; i < a->n; i++) {
		if (is_scheme(a, i))
			return ou_xml_plain(to, ou_str_trim(ou_xml_value(a,
			    i)));
	}
	return OU_STR_NONE;
}

static bool
blank(const struct ou_buf *b)
{
	return ou_str_trim(ou_buf_str(b)).n == 0;
}

static void
too_long(struct trade_reader *r, const struct trade_node *n)
{
	ou_xml_fail(&r->xml, OU_DIAG_LIMIT, "'%s' has more than %zu bytes",
	    n->name, ou_import_field_max(r->im));
}

static void
store(struct trade_reader *r, const struct trade_node *n, struct ou_str text,
    struct ou_str scheme)
{
	struct trade_leaf *leaf;
	struct trade_list *list;
	char *at = r->frames[r->n_frames - 1] + n->offset;

	if (text.n > ou_import_field_max(r->im)) {
		too_long(r, n);
		return;
	}
	if (n->row->op == TRADE_MORE) {
		list = (struct trade_list *)(void *)at;
		if (list->n >= LIST_MAX) {
			ou_xml_fail(&r->xml, OU_DIAG_LIMIT,
			    "more than %d '%s'", LIST_MAX, n->name);
			return;
		}
		leaf = ou_import_append(&r->im->arena, &list->p, &list->n,
		    sizeof(*leaf));
	} else {
		leaf = (struct trade_leaf *)(void *)at;
	}
	if (leaf->text.p != NULL && n->row->op == TRADE_ONE) {
		ou_xml_fail(&r->xml, OU_DIAG_FORMAT, "'%s' stands twice",
		    n->name);
		return;
	}
	if (leaf->text.p != NULL) {
		keep_extra(r, text);
		return;
	}
	leaf->text = ou_str_dup(&r->im->arena, text);
	leaf->scheme = scheme;
	leaf->line = (uint32_t)ou_xml_line(&r->xml);
}

/* Attributes of an element that rows describe: a row takes one, or it says
 * something of the value. */
static void
take_attributes(struct trade_reader *r, const struct trade_node *node,
    const struct xml_attributes *a)
{
	const struct trade_node *to;
	size_t path = r->path.n;
	struct ou_str text;
	char name[64];
	int i, len;

	for (i = 0; i < a->n && !r->xml.failed; i++) {
		len = snprintf(name, sizeof(name), "@%s", ou_xml_name(a, i));
		text = ou_xml_plain(&r->im->arena, ou_str_trim(ou_xml_value(a,
		    i)));
		if (ou_xml_prefix(a, i) != NULL || text.n == 0 ||
		    (size_t)len >= sizeof(name))
			continue;
		to = ou_trade_child(node, name, (size_t)len);
		if (to == NULL && is_scheme(a, i))
			continue;
		if (to == NULL) {
			keep_attribute(r, a, i);
			continue;
		}
		if (to->row->op == TRADE_SKIP)
			continue;
		ou_buf_puts(&r->path, path > 0 ? "/" : "");
		ou_buf_puts(&r->path, name);
		store(r, to, text, OU_STR_NONE);
		r->path.n = path;
	}
}

/* The texts of ${l}, or of what stands in it in front of an element. */
static void
take_text(struct trade_reader *r, const struct level *l)
{
	struct ou_str text = ou_str_trim(ou_buf_str(&r->text));
	const struct trade_node *n = l->node;

	if (n != NULL && (n->row == NULL || n->row->rows != NULL))
		n = ou_trade_child(n, ".", 1);
	if (text.n == 0 || l->skip)
		return;
	if (n != NULL && r->text.overflow)
		too_long(r, n);
	else if (n != NULL)
		store(r, n, text, r->scheme);
	else if (r->text.overflow)
		r->im->extra_left_out++;
	else
		keep_extra(r, text);
}

/* An element begins in another: the text in front of it. */
static void
text_before(struct trade_reader *r, const char *name)
{
	struct level *l = &r->levels[r->depth - 1];

	l->has_child = true;
	if (blank(&r->text) || l->skip)
		return;
	if (r->form->mixed)
		take_text(r, l);
	else
		ou_xml_fail(&r->xml, OU_DIAG_FORMAT, "text and elements side "
		    "by side in front of '%.60s'", name);
}

/* What the element itself asks for. */
static void
enter(struct trade_reader *r, struct level *l,
    const struct xml_attributes *attributes)
{
	const struct trade_node *node = l->node;
	const struct trade_row *row = node != NULL ? node->row : NULL;

	r->scheme = OU_STR_NONE;
	if (row != NULL && row->op == TRADE_SKIP)
		l->skip = true;
	if (l->skip)
		return;
	if (row != NULL && row->rows != NULL)
		open_frame(r, row, node->offset);
	else if (row != NULL)
		r->scheme = scheme_of(&r->im->arena, attributes);
	if (row != NULL && row->op == TRADE_LINE)
		r->line_path = r->path.n;
	if (node == NULL)
		keep_attributes(r, attributes);
	else if (r->form->attributes)
		take_attributes(r, node, attributes);
}

static void
on_open(void *arg, const char *name, const char *uri,
    const struct xml_attributes *attributes)
{
	struct trade_reader *r = arg;
	const struct trade_node *node = NULL;
	bool skip = false;

	if (r->depth == 0 && !root_fits(r, name, uri))
		return;
	node = r->root;
	if (r->depth > 0) {
		text_before(r, name);
		node = step(r, r->levels[r->depth - 1].node, name, uri);
		skip = r->levels[r->depth - 1].skip;
	}
	if (r->xml.failed)
		return;
	ou_buf_clear(&r->text);
	r->text.overflow = false;
	r->levels[r->depth++] = (struct level){ .node = node,
	    .path = r->path.n, .skip = skip };
	if (r->depth > 1) {
		if (r->path.n > 0)
			ou_buf_addc(&r->path, '/');
		ou_buf_puts(&r->path, name);
	}
	enter(r, &r->levels[r->depth - 1], attributes);
}

static void
on_text(void *arg, struct ou_str text)
{
	struct trade_reader *r = arg;

	ou_buf_adds(&r->text, text);
}

static void
end_text(struct trade_reader *r, const struct level *l)
{
	const struct trade_node *n = l->node;
	bool leaf = n != NULL && n->row != NULL && n->row->rows == NULL;

	if (!r->form->mixed && !l->skip && l->has_child && !blank(&r->text))
		ou_xml_fail(&r->xml, OU_DIAG_FORMAT,
		    "text and elements side by side");
	else if (!r->form->mixed && !l->skip && l->has_child && leaf)
		ou_xml_fail(&r->xml, OU_DIAG_FORMAT, "elements in '%s'",
		    n->name);
	else
		take_text(r, l);
}

static void
on_close(void *arg, const char *name)
{
	struct trade_reader *r = arg;
	struct level *l;
	struct trade_line *line;

	(void)name;
	l = &r->levels[r->depth - 1];
	end_text(r, l);
	ou_buf_clear(&r->text);
	r->text.overflow = false;
	r->depth--;
	r->path.n = l->path;
	if (!l->frame)
		return;
	r->n_frames--;
	if (l->node->row->op != TRADE_LINE)
		return;
	line = r->current;
	r->current = NULL;
	if (!r->xml.failed && r->line(r->arg, line, r->xml.err) != 0)
		ou_xml_stop(&r->xml);
}

int
ou_trade_read_text(struct ou_import *im, const struct trade_form **form,
    struct ou_str text, int (*line)(void *arg, struct trade_line *line,
    struct ou_err *err), void *arg, struct trade_doc *doc,
    struct ou_err *err)
{
	static const struct xml_form events = { on_open, on_close, on_text };
	struct trade_reader r = {
		.form = *form, .chosen = form, .im = im, .doc = doc,
		.line = line, .arg = arg,
		.xml = { .form = &events, .err = err,
		    .doctype = (*form)->doctype },
	};
	int rc;

	r.xml.arg = &r;
	r.frames[r.n_frames++] = (char *)doc;
	ou_buf_init(&r.path, 0);
	ou_buf_init(&r.text, ou_import_field_max(im) + OU_EXTRA_VALUE_MAX);
	ou_xml_begin(&r.xml);
	(void)ou_xml_feed(&r.xml, text);
	rc = ou_xml_end(&r.xml);
	ou_buf_release(&r.path);
	ou_buf_release(&r.text);
	return rc;
}
