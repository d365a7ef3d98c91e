#include <stdio.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "trade.h"

/*
 * From bytes to struct trade_doc: libxml2's SAX2 push parser drives a machine
 * whose states are the nodes of a trie of names.  There is no tree and no
 * XPath; what is kept is the texts that some row asks for, and, with its path,
 * the text that none does.
 */
#define DEPTH_MAX 64
#define FRAMES_MAX 8
#define PATH_MAX_BYTES 1000
#define LIST_MAX 10000			/* members of any one list */
#define CHUNK 65536

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
	struct ou_err *err;
	bool failed;			/* by us; err is filled */
	xmlParserCtxtPtr ctxt;
	const struct trade_node *root;
	struct level levels[DEPTH_MAX];
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

/* --- failing --- */

static void
fail(struct trade_reader *r, enum ou_diag code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
fail(struct trade_reader *r, enum ou_diag code, const char *fmt, ...)
{
	va_list ap;

	if (r->failed)
		return;
	r->failed = true;
	ou_err_set(r->err, OU_ERR_RECORD, code, "%s", "");
	va_start(ap, fmt);
	(void)vsnprintf(r->err->text, sizeof(r->err->text), fmt, ap);
	va_end(ap);
	if (r->ctxt->input != NULL)
		ou_err_at(r->err, NULL, (uint64_t)r->ctxt->input->line,
		    (uint64_t)r->ctxt->input->col);
	xmlStopParser(r->ctxt);
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	struct trade_reader *r = arg;
	struct ou_str text;

	/* warnings, and what follows from a stop of ours, are no news */
	if (r->failed || e == NULL || e->level < XML_ERR_ERROR)
		return;
	text = ou_str_trim(ou_str_c(e->message));
	r->failed = true;
	ou_err_set(r->err, OU_ERR_DAMAGED, OU_DIAG_XML,
	    "not well-formed XML: %.*s", OU_STR_ARG(text));
	ou_err_at(r->err, NULL, e->line > 0 ? (uint64_t)e->line : 0,
	    e->int2 > 0 ? (uint64_t)e->int2 : 0);
	xmlStopParser(r->ctxt);
}

/*
 * A DOCTYPE may name a DTD, which is never read.  One that declares anything
 * itself is refused in every form.
 */
static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	struct trade_reader *r = arg;
	const xmlParserInput *in = r->ctxt->input;

	(void)name, (void)public, (void)system;
	if (!r->form->doctype)
		fail(r, OU_DIAG_DOCTYPE, "the document has a DOCTYPE; orders "
		    "need none, and it is refused");
	else if (in != NULL && in->cur < in->end && *in->cur == '[')
		fail(r, OU_DIAG_DOCTYPE, "the DOCTYPE declares something; it "
		    "is refused");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	fail(arg, OU_DIAG_DOCTYPE, "the entity '%.60s'; none are known",
	    (const char *)name);
}

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
keep_attribute(struct trade_reader *r, const xmlChar **a)
{
	size_t path = r->path.n;

	ou_buf_puts(&r->path, path > 0 ? "/@" : "@");
	ou_buf_puts(&r->path, (const char *)a[0]);
	keep_extra(r, ou_str_make((const char *)a[3],
	    (size_t)(a[4] - a[3])));
	r->path.n = path;
}

/* Attributes of an element that no row describes. */
static void
keep_attributes(struct trade_reader *r, int n, const xmlChar **attributes)
{
	int i;

	for (i = 0; i < n && i < 32; i++, attributes += 5) {
		/* xml:lang and the like say nothing of ours */
		if (attributes[1] == NULL ||
		    strcmp((const char *)attributes[1], "xml") != 0)
			keep_attribute(r, attributes);
	}
}

/* --- elements --- */

/* libxml2 hands out a tag that the end of input cuts off before it complains:
 * a name cut in two is not the name of something else. */
static bool
root_is_cut(const struct trade_reader *r)
{
	const xmlParserInput *in = r->ctxt->input;

	return in != NULL && (in->cur >= in->end ||
	    (*in->cur != '>' && *in->cur != '/'));
}

static bool
root_fits(struct trade_reader *r, const char *name, const char *uri)
{
	const struct trade_form *form;
	struct ou_err why = { 0 };

	if (root_is_cut(r)) {
		fail(r, OU_DIAG_TRUNCATED,
		    "the document is cut off in its first tag");
		r->err->kind = OU_ERR_DAMAGED;
		return false;
	}
	if ((form = r->form->root(name, uri, &why)) != NULL) {
		*r->chosen = r->form = form;
		r->root = ou_trade_trie(form);
		return true;
	}
	fail(r, why.code, "%s", why.text);
	r->err->kind = why.kind;
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
		fail(r, OU_DIAG_LIMIT, "elements within elements");
		return;
	}
	if (row->op == TRADE_LINE) {
		if (++r->lines > ou_import_lines_max(r->im)) {
			fail(r, OU_DIAG_LIMIT, "more than %u order lines",
			    ou_import_lines_max(r->im));
			return;
		}
		frame = ou_arena_zalloc(&r->im->arena, row->size);
		r->current = (struct trade_line *)(void *)frame;
		r->current->at = (uint32_t)r->ctxt->input->line;
	} else {
		list = (struct trade_list *)(void *)(frame + offset);
		if (list->n >= LIST_MAX) {
			fail(r, OU_DIAG_LIMIT, "more than %d '%s'", LIST_MAX,
			    row->path);
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
is_scheme(const xmlChar **a)
{
	static const char *const names[] = {
		"schemeID", "unitCode", "currencyID", "listID", "currency",
		"format", "domain"
	};
	size_t i;

	for (i = 0; a[2] == NULL && i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp((const char *)a[0], names[i]) == 0)
			return true;
	}
	return false;
}

static struct ou_str
scheme_of(struct ou_arena *a, int n, const xmlChar **attributes)
{
	int i;

	for (i = 0; i < n; i++, attributes += 5) {
		if (is_scheme(attributes))
			return ou_str_dup(a, ou_str_trim(ou_str_make(
			    (const char *)attributes[3],
			    (size_t)(attributes[4] - attributes[3]))));
	}
	return OU_STR_NONE;
}

static bool
blank(const struct ou_buf *b)
{
	return ou_str_trim(ou_buf_str(b)).n == 0;
}

static void
store(struct trade_reader *r, const struct trade_node *n, struct ou_str text,
    struct ou_str scheme)
{
	struct trade_leaf *leaf;
	struct trade_list *list;
	char *at = r->frames[r->n_frames - 1] + n->offset;

	if (text.n > ou_import_field_max(r->im)) {
		fail(r, OU_DIAG_LIMIT, "'%s' has more than %zu bytes",
		    n->name, ou_import_field_max(r->im));
		return;
	}
	if (n->row->op == TRADE_MORE) {
		list = (struct trade_list *)(void *)at;
		if (list->n >= LIST_MAX) {
			fail(r, OU_DIAG_LIMIT, "more than %d '%s'", LIST_MAX,
			    n->name);
			return;
		}
		leaf = ou_import_append(&r->im->arena, &list->p, &list->n,
		    sizeof(*leaf));
	} else {
		leaf = (struct trade_leaf *)(void *)at;
	}
	if (leaf->text.p != NULL && n->row->op == TRADE_ONE) {
		fail(r, OU_DIAG_FORMAT, "'%s' stands twice", n->name);
		return;
	}
	if (leaf->text.p != NULL) {
		keep_extra(r, text);
		return;
	}
	leaf->text = ou_str_dup(&r->im->arena, text);
	leaf->scheme = scheme;
	leaf->line = (uint32_t)r->ctxt->input->line;
}

/* Attributes of an element that rows describe: a row takes one, or it says
 * something of the value. */
static void
take_attributes(struct trade_reader *r, const struct trade_node *node, int n,
    const xmlChar **attributes)
{
	const struct trade_node *to;
	size_t path = r->path.n;
	struct ou_str text;
	char name[64];
	int i, len;

	for (i = 0; i < n && !r->failed; i++, attributes += 5) {
		len = snprintf(name, sizeof(name), "@%s",
		    (const char *)attributes[0]);
		text = ou_str_trim(ou_str_make((const char *)attributes[3],
		    (size_t)(attributes[4] - attributes[3])));
		if (attributes[2] != NULL || text.n == 0 ||
		    (size_t)len >= sizeof(name))
			continue;
		to = ou_trade_child(node, name, (size_t)len);
		if (to == NULL && is_scheme(attributes))
			continue;
		if (to == NULL) {
			keep_attribute(r, attributes);
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
		fail(r, OU_DIAG_LIMIT, "'%s' has more than %zu bytes",
		    n->name, ou_import_field_max(r->im));
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
		fail(r, OU_DIAG_FORMAT, "text and elements side by side in "
		    "front of '%.60s'", name);
}

/* What the element itself asks for. */
static void
enter(struct trade_reader *r, struct level *l, int n,
    const xmlChar **attributes)
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
		r->scheme = scheme_of(&r->im->arena, n, attributes);
	if (row != NULL && row->op == TRADE_LINE)
		r->line_path = r->path.n;
	if (node == NULL)
		keep_attributes(r, n, attributes);
	else if (r->form->attributes)
		take_attributes(r, node, n, attributes);
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct trade_reader *r = arg;
	const char *name = (const char *)local;
	const char *space = uri != NULL ? (const char *)uri : "";
	const struct trade_node *node = NULL;
	bool skip = false;

	(void)prefix, (void)n_ns, (void)ns, (void)n_defaulted;
	if (r->failed)
		return;
	if (r->depth == DEPTH_MAX) {
		fail(r, OU_DIAG_LIMIT, "elements nested deeper than %d",
		    DEPTH_MAX);
		return;
	}
	if (r->depth == 0 && !root_fits(r, name, space))
		return;
	node = r->root;
	if (r->depth > 0) {
		text_before(r, name);
		node = step(r, r->levels[r->depth - 1].node, name, space);
		skip = r->levels[r->depth - 1].skip;
	}
	if (r->failed)
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
	enter(r, &r->levels[r->depth - 1], n_attributes, attributes);
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	struct trade_reader *r = arg;

	if (!r->failed)
		ou_buf_add(&r->text, text, (size_t)n);
}

static void
end_text(struct trade_reader *r, const struct level *l)
{
	const struct trade_node *n = l->node;
	bool leaf = n != NULL && n->row != NULL && n->row->rows == NULL;

	if (!r->form->mixed && !l->skip && l->has_child && !blank(&r->text))
		fail(r, OU_DIAG_FORMAT, "text and elements side by side");
	else if (!r->form->mixed && !l->skip && l->has_child && leaf)
		fail(r, OU_DIAG_FORMAT, "elements in '%s'", n->name);
	else
		take_text(r, l);
}

static void
on_end(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct trade_reader *r = arg;
	struct level *l;
	struct trade_line *line;

	(void)local, (void)prefix, (void)uri;
	if (r->failed || r->depth == 0)
		return;
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
	if (!r->failed && r->line(r->arg, line, r->err) != 0) {
		r->failed = true;
		xmlStopParser(r->ctxt);
	}
}

/*
 * libxml2 compares each attribute of a tag with all before it.  A tag with
 * tens of thousands of them would keep it busy for minutes: they are counted
 * first.
 */
#define TAG_EQUALS_MAX 512

static bool
tags_are_small(struct ou_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	unsigned equals;

	while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		for (equals = 0; p < end && *p != '>'; p++) {
			if (*p == '=' && ++equals > TAG_EQUALS_MAX)
				return false;
		}
	}
	return true;
}

static void
parse(struct trade_reader *r, struct ou_str text)
{
	size_t at, n;

	for (at = 0; at < text.n && !r->failed; at += n) {
		n = text.n - at < CHUNK ? text.n - at : CHUNK;
		(void)xmlParseChunk(r->ctxt, text.p + at, (int)n, 0);
	}
	if (!r->failed)
		(void)xmlParseChunk(r->ctxt, NULL, 0, 1);
	if (!r->failed && (!r->ctxt->wellFormed || r->ctxt->errNo != 0)) {
		r->failed = true;
		ou_err_set(r->err, OU_ERR_DAMAGED, OU_DIAG_XML,
		    "not well-formed XML");
	}
}

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

int
ou_trade_read(struct ou_import *im, const struct trade_form **form,
    struct ou_str text, int (*line)(void *arg, struct trade_line *line,
    struct ou_err *err), void *arg, struct trade_doc *doc,
    struct ou_err *err)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.reference = on_reference,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};
	struct trade_reader r = {
		.form = *form, .chosen = form, .im = im, .doc = doc, .line = line, .arg = arg,
		.err = err,
	};

	if (!tags_are_small(text))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a tag with more than %d attributes", TAG_EQUALS_MAX);
	xmlSetExternalEntityLoader(no_entity);
	r.frames[r.n_frames++] = (char *)doc;
	ou_buf_init(&r.path, 0);
	ou_buf_init(&r.text, ou_import_field_max(im) + OU_EXTRA_VALUE_MAX);
	r.ctxt = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (r.ctxt == NULL)
		ou_out_of_memory();
	xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_BIG_LINES |
	    XML_PARSE_IGNORE_ENC);
	parse(&r, text);
	if (r.ctxt->myDoc != NULL)
		xmlFreeDoc(r.ctxt->myDoc);
	xmlFreeParserCtxt(r.ctxt);
	ou_buf_release(&r.path);
	ou_buf_release(&r.text);
	return r.failed ? -1 : 0;
}
