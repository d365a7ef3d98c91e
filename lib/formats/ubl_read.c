#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "ubl_doc.h"

/*
 * From bytes to struct ubl_doc: libxml2's SAX2 push parser drives a machine
 * whose states are the nodes of a trie of local names.  There is no tree and
 * no XPath; what is kept is the texts that some row asks for, and, with its
 * path, the text that none does.
 */
#define DEPTH_MAX 64
#define FRAMES_MAX 8
#define PATH_MAX_BYTES 1000
#define LIST_MAX 10000			/* members of any one list */
#define CHUNK 65536

struct node {
	const char *name;
	struct node *child, *next;
	const struct ubl_row *row;	/* NULL: only on the way */
	uint32_t offset;		/* in the frame */
};

struct level {
	const struct node *node;	/* NULL: nothing below is mapped */
	size_t path;			/* length of what is in front */
	bool has_child;
	bool frame;			/* opened one */
};

struct ubl_reader {
	struct ou_import *im;
	struct ubl_doc *doc;
	int (*line)(void *arg, struct ubl_line *line, struct ou_err *err);
	void *arg;
	struct ou_err *err;
	bool failed;			/* by us; err is filled */
	xmlParserCtxtPtr ctxt;
	const struct node *root;
	struct level levels[DEPTH_MAX];
	int depth;
	char *frames[FRAMES_MAX];
	int n_frames;
	struct ubl_line *current;	/* the line we are in, or NULL */
	uint32_t lines;
	struct ou_buf path;		/* below Order, or below OrderLine */
	struct ou_buf text;
	struct ou_str scheme;		/* of the leaf we are in */
};

/* --- the trie --- */

static struct node *
child_of(const struct node *n, const char *name, size_t len)
{
	struct node *c;

	for (c = n->child; c != NULL; c = c->next) {
		if (strncmp(c->name, name, len) == 0 && c->name[len] == '\0')
			return c;
	}
	return NULL;
}

static struct node *
grow(struct ou_arena *a, struct node *n, const char *path)
{
	size_t len;
	struct node *c;

	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		if ((c = child_of(n, path, len)) == NULL) {
			c = ou_arena_zalloc(a, sizeof(*c));
			c->name = ou_str_dup(a, ou_str_make(path, len)).p;
			c->next = n->child;
			n->child = c;
		}
		n = c;
	}
	return n;
}

static void
build(struct ou_arena *a, struct node *n, const struct ubl_row *row,
    uint32_t base)
{
	struct node *to;

	for (; row->path != NULL; row++) {
		to = grow(a, n, row->path);
		if (row->op == UBL_IN) {
			build(a, to, row->rows, base + row->offset);
			continue;
		}
		to->row = row;
		to->offset = base + row->offset;
		if (row->rows != NULL)
			build(a, to, row->rows, 0);
	}
}

/* Built once; it lives as long as the program, as the tables do. */
static const struct node *
trie(void)
{
	static struct ou_arena arena;
	static struct node root;

	if (root.child == NULL)
		build(&arena, &root, ou_ubl_order_rows, 0);
	return &root;
}

/* --- failing --- */

static void
fail(struct ubl_reader *r, enum ou_diag code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
fail(struct ubl_reader *r, enum ou_diag code, const char *fmt, ...)
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
	struct ubl_reader *r = arg;
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

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	(void)name, (void)public, (void)system;
	fail(arg, OU_DIAG_DOCTYPE,
	    "the document has a DOCTYPE; orders need none, and it is refused");
}

/* --- extra --- */

static void
keep_extra(struct ubl_reader *r, struct ou_str key, struct ou_str value)
{
	struct ou_pair **pairs = &r->doc->extra;
	uint32_t *n = &r->doc->n_extra;

	if (r->current != NULL) {
		pairs = &r->current->extra;
		n = &r->current->n_extra;
	}
	if (key.n > PATH_MAX_BYTES) {
		r->im->extra_left_out++;
		return;
	}
	ou_import_extra(r->im, pairs, n, ou_str_dup(&r->im->arena, key),
	    value);
}

/* Attributes of an element that no row describes. */
static void
keep_attributes(struct ubl_reader *r, int n, const xmlChar **attributes)
{
	size_t path = r->path.n;
	int i;

	for (i = 0; i < n && i < 32; i++, attributes += 5) {
		ou_buf_puts(&r->path, "/@");
		ou_buf_puts(&r->path, (const char *)attributes[0]);
		keep_extra(r, ou_buf_str(&r->path),
		    ou_str_make((const char *)attributes[3],
		    (size_t)(attributes[4] - attributes[3])));
		r->path.n = path;
	}
}

/* --- elements --- */

/* libxml2 hands out a tag that the end of input cuts off before it complains:
 * a name cut in two is not the name of something else. */
static bool
root_is_cut(const struct ubl_reader *r)
{
	const xmlParserInput *in = r->ctxt->input;

	return in != NULL && (in->cur >= in->end ||
	    (*in->cur != '>' && *in->cur != '/'));
}

static bool
root_fits(struct ubl_reader *r, const char *name, const char *uri)
{
	if (root_is_cut(r)) {
		fail(r, OU_DIAG_TRUNCATED,
		    "the document is cut off in its first tag");
		r->err->kind = OU_ERR_DAMAGED;
		return false;
	}
	if (strcmp(name, "Order") == 0 && strcmp(uri, UBL_ROOT_ORDER) == 0)
		return true;
	if (strncmp(uri, UBL_ROOT_ANY, strlen(UBL_ROOT_ANY)) == 0 &&
	    strcmp(name, "Order") != 0)
		fail(r, OU_DIAG_FORMAT, "a UBL %.60s, not an Order", name);
	else {
		fail(r, OU_DIAG_FORMAT, "root element '%.60s' of namespace "
		    "'%.100s' is not a UBL Order", name, uri);
		r->err->kind = OU_ERR_DAMAGED;
	}
	return false;
}

static const struct node *
step(const struct node *from, const char *name, const char *uri)
{
	const struct node *n;
	bool leaf;

	if (from == NULL || (n = child_of(from, name, strlen(name))) == NULL)
		return NULL;
	leaf = n->row != NULL && n->row->rows == NULL;
	return strcmp(uri, leaf ? UBL_CBC : UBL_CAC) == 0 ? n : NULL;
}

static void
open_frame(struct ubl_reader *r, const struct ubl_row *row, uint32_t offset)
{
	char *frame = r->frames[r->n_frames - 1];
	struct ubl_list *list;

	if (r->n_frames == FRAMES_MAX) {
		fail(r, OU_DIAG_LIMIT, "elements within elements");
		return;
	}
	if (row->op == UBL_LINE) {
		if (++r->lines > ou_import_lines_max(r->im)) {
			fail(r, OU_DIAG_LIMIT, "more than %u order lines",
			    ou_import_lines_max(r->im));
			return;
		}
		frame = ou_arena_zalloc(&r->im->arena, row->size);
		r->current = (struct ubl_line *)(void *)frame;
		r->current->at = (uint32_t)r->ctxt->input->line;
	} else {
		list = (struct ubl_list *)(void *)(frame + offset);
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

static struct ou_str
attribute(int n, const xmlChar **a, const char *name)
{
	int i;

	for (i = 0; i < n; i++, a += 5) {
		if (a[2] == NULL && strcmp((const char *)a[0], name) == 0)
			return ou_str_make((const char *)a[3],
			    (size_t)(a[4] - a[3]));
	}
	return OU_STR_NONE;
}

static struct ou_str
scheme_of(struct ou_arena *a, int n, const xmlChar **attributes)
{
	static const char *const names[] = {
		"schemeID", "unitCode", "currencyID", "listID"
	};
	struct ou_str s;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		s = attribute(n, attributes, names[i]);
		if (s.p != NULL)
			return ou_str_dup(a, ou_str_trim(s));
	}
	return OU_STR_NONE;
}

static bool
blank(const struct ou_buf *b)
{
	return ou_str_trim(ou_buf_str(b)).n == 0;
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct ubl_reader *r = arg;
	const char *name = (const char *)local;
	const struct node *node = r->root;
	struct level *l;

	(void)prefix, (void)n_ns, (void)ns, (void)n_defaulted;
	if (r->failed)
		return;
	if (r->depth == DEPTH_MAX) {
		fail(r, OU_DIAG_LIMIT, "elements nested deeper than %d",
		    DEPTH_MAX);
		return;
	}
	if (r->depth == 0 &&
	    !root_fits(r, name, uri != NULL ? (const char *)uri : ""))
		return;
	if (r->depth > 0) {
		r->levels[r->depth - 1].has_child = true;
		node = step(r->levels[r->depth - 1].node, name,
		    uri != NULL ? (const char *)uri : "");
		if (!blank(&r->text)) {
			fail(r, OU_DIAG_FORMAT, "text and elements side by "
			    "side in front of '%.60s'", name);
			return;
		}
	}
	ou_buf_clear(&r->text);
	r->text.overflow = false;
	l = &r->levels[r->depth++];
	*l = (struct level){ .node = node, .path = r->path.n };
	if (r->depth > 1) {
		if (r->path.n > 0)
			ou_buf_addc(&r->path, '/');
		ou_buf_puts(&r->path, name);
	}
	if (node == NULL)
		keep_attributes(r, n_attributes, attributes);
	else if (node->row != NULL && node->row->rows != NULL)
		open_frame(r, node->row, node->offset);
	else if (node->row != NULL)
		r->scheme = scheme_of(&r->im->arena, n_attributes, attributes);
	if (node != NULL && node->row != NULL && node->row->op == UBL_LINE)
		ou_buf_clear(&r->path);
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	struct ubl_reader *r = arg;

	if (!r->failed)
		ou_buf_add(&r->text, text, (size_t)n);
}

static void
store(struct ubl_reader *r, const struct node *n, struct ou_str text)
{
	struct ubl_leaf *leaf;
	struct ubl_list *list;
	char *at = r->frames[r->n_frames - 1] + n->offset;

	if (n->row->op == UBL_MORE) {
		list = (struct ubl_list *)(void *)at;
		if (list->n >= LIST_MAX) {
			fail(r, OU_DIAG_LIMIT, "more than %d '%s'", LIST_MAX,
			    n->name);
			return;
		}
		leaf = ou_import_append(&r->im->arena, &list->p, &list->n,
		    sizeof(*leaf));
	} else {
		leaf = (struct ubl_leaf *)(void *)at;
	}
	if (leaf->text.p != NULL && n->row->op == UBL_ONE) {
		fail(r, OU_DIAG_FORMAT, "'%s' stands twice", n->name);
		return;
	}
	if (leaf->text.p != NULL) {
		keep_extra(r, ou_buf_str(&r->path), text);
		return;
	}
	leaf->text = ou_str_dup(&r->im->arena, text);
	leaf->scheme = r->scheme;
	leaf->line = (uint32_t)r->ctxt->input->line;
}

static void
end_leaf(struct ubl_reader *r, const struct level *l)
{
	struct ou_str text = ou_str_trim(ou_buf_str(&r->text));
	const struct node *n = l->node;
	bool leaf = n != NULL && n->row != NULL && n->row->rows == NULL;

	if (l->has_child && text.n > 0) {
		fail(r, OU_DIAG_FORMAT, "text and elements side by side");
	} else if (l->has_child || text.n == 0) {
		if (leaf && l->has_child)
			fail(r, OU_DIAG_FORMAT, "elements in '%s'", n->name);
	} else if (leaf && (r->text.overflow ||
	    text.n > ou_import_field_max(r->im))) {
		fail(r, OU_DIAG_LIMIT, "'%s' has more than %zu bytes",
		    n->name, ou_import_field_max(r->im));
	} else if (leaf) {
		store(r, n, text);
	} else if (r->text.overflow) {
		r->im->extra_left_out++;
	} else {
		keep_extra(r, ou_buf_str(&r->path), text);
	}
}

static void
on_end(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct ubl_reader *r = arg;
	struct level *l;
	struct ubl_line *line;

	(void)local, (void)prefix, (void)uri;
	if (r->failed || r->depth == 0)
		return;
	l = &r->levels[r->depth - 1];
	end_leaf(r, l);
	ou_buf_clear(&r->text);
	r->text.overflow = false;
	r->depth--;
	r->path.n = l->path;
	if (!l->frame)
		return;
	r->n_frames--;
	if (l->node->row->op != UBL_LINE)
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
parse(struct ubl_reader *r, struct ou_str text)
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
ou_ubl_read(struct ou_import *im, struct ou_str text,
    int (*line)(void *arg, struct ubl_line *line, struct ou_err *err),
    void *arg, struct ubl_doc *doc, struct ou_err *err)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.serror = on_error,
	};
	struct ubl_reader r = {
		.im = im, .doc = doc, .line = line, .arg = arg, .err = err,
	};

	if (!tags_are_small(text))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a tag with more than %d attributes", TAG_EQUALS_MAX);
	xmlSetExternalEntityLoader(no_entity);
	r.root = trie();
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
