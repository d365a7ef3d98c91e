#include <libxml/parser.h>

#include "shop_presta.h"

/*
 * The XML of PrestaShop's web service, cut at its records: each becomes the
 * JSON that the same service would have answered.  libxml2's push parser is
 * fed as the file comes, so that no more than a record is kept; documents may
 * stand one behind the other.
 *
 *	prestashop / orders / order / field
 *	prestashop / order / associations / order_rows / order_row / field
 */
#define CHUNK 65536
#define DEPTH_MAX 32
#define TAG_EQUALS_MAX 512

struct xml {
	const struct shop_json *form;
	struct presta_book *book;
	struct ou_import *im;
	struct ou_source *src;
	struct ou_err *err;
	xmlParserCtxtPtr ctxt;
	int depth, record;		/* 0: in no record */
	bool lists;			/* in associations */
	bool row_open, list_open;	/* something stands in them */
	char kind[64];			/* path of the record */
	uint64_t line0, line;		/* of the document, of the record */
	struct ou_buf json, text;
	bool texted;			/* the field's first text has ended */
	bool failed, stopped;
	/* of the tag that the bytes are in */
	bool in_tag;
	unsigned equals;
};

static void
fail(struct xml *x, enum ou_diag code, const char *what)
{
	if (x->failed)
		return;
	x->failed = true;
	ou_err_set(x->err, OU_ERR_DAMAGED, code, "%s", what);
	ou_err_at(x->err, ou_source_name(x->src), x->line0 +
	    (x->ctxt->input != NULL ? (uint64_t)x->ctxt->input->line : 0), 0);
	xmlStopParser(x->ctxt);
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	struct xml *x = arg;
	struct ou_str text;

	if (x->failed || e == NULL || e->level < XML_ERR_ERROR)
		return;
	text = ou_str_trim(ou_str_c(e->message));
	x->failed = true;
	ou_err_set(x->err, OU_ERR_DAMAGED, OU_DIAG_XML,
	    "not well-formed XML: %.*s", OU_STR_ARG(text));
	ou_err_at(x->err, ou_source_name(x->src), x->line0 +
	    (e->line > 0 ? (uint64_t)e->line : 0), 0);
	xmlStopParser(x->ctxt);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	(void)name, (void)public, (void)system;
	fail(arg, OU_DIAG_DOCTYPE,
	    "the document has a DOCTYPE; it needs none, and it is refused");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	(void)name;
	fail(arg, OU_DIAG_XML, "an entity; none are known");
}

/* --- records --- */

static void
put_key(struct xml *x, const char *name)
{
	if (x->json.n > 0 && x->json.p[x->json.n - 1] != '{')
		ou_buf_addc(&x->json, ',');
	ou_json_put_string(&x->json, ou_str_c(name));
	ou_buf_addc(&x->json, ':');
}

static void
begin_record(struct xml *x, const char *name, const xmlChar **a, int n)
{
	int i;

	/* a list of one kind, or one by itself */
	if (x->depth == 2)
		(void)snprintf(x->kind, sizeof(x->kind), "%.60s", name);
	else
		(void)snprintf(x->kind + strlen(x->kind), 3, "[]");
	x->record = x->depth;
	x->line = x->line0 + (uint64_t)x->ctxt->input->line;
	ou_buf_clear(&x->json);
	x->json.overflow = false;
	ou_buf_addc(&x->json, '{');
	/* a list without the records themselves has their numbers */
	for (i = 0; i < n; i++, a += 5) {
		if (a[2] != NULL || strcmp((const char *)a[0], "id") != 0)
			continue;
		put_key(x, "@id");
		ou_json_put_string(&x->json, ou_str_make((const char *)a[3],
		    (size_t)(a[4] - a[3])));
	}
}

static void
end_record(struct xml *x)
{
	struct ou_err why = { 0 };

	ou_buf_addc(&x->json, '}');
	x->record = 0;
	if (x->json.overflow) {
		ou_err_set(&why, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "the record has more than %zu bytes",
		    ou_import_message_max(x->im));
		if (ou_shop_json_refuse(x->form, x->im, x->src, OU_STR_NONE,
		    x->line, &why) != 0)
			x->stopped = true;
	} else {
		/* the scanner may look a little behind the end */
		if (ou_buf_reserve(&x->json, 64) == NULL)
			ou_out_of_memory();
		memset(x->json.p + x->json.n, 0, 64);
		if (ou_shop_json_one(x->form, x->book, x->im, x->src, x->kind,
		    ou_buf_str(&x->json), x->line, x->err) != 0)
			x->stopped = true;
	}
	if (x->stopped) {
		x->failed = true;
		xmlStopParser(x->ctxt);
	}
	if (x->kind[strlen(x->kind) - 1] == ']')
		x->kind[strlen(x->kind) - 2] = '\0';
}

static bool
is_list(const char *name)
{
	static const char *const lists[] = {
		"orders", "addresses", "customers", "countries", "states",
		"currencies", "carriers", "order_states"
	};
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (strcmp(name, lists[i]) == 0)
			return true;
	}
	return false;
}

/* How deep in the record: 1 a field, 2 a list of associations, 3 a row of
 * it, 4 its field. */
static void
enter(struct xml *x, const char *name)
{
	int in = x->depth - x->record;

	ou_buf_clear(&x->text);
	x->text.overflow = false;
	if (in == 1)
		x->lists = strcmp(name, "associations") == 0;
	if (in == 1 || (in == 4 && x->lists))
		x->texted = false;
	if (in == 1 || (in == 2 && x->lists) || (in == 4 && x->lists))
		put_key(x, name);
	if (in == 1 && x->lists)
		ou_buf_addc(&x->json, '{');
	if (in == 2 && x->lists) {
		ou_buf_addc(&x->json, '[');
		x->list_open = false;
	}
	if (in == 3 && x->lists) {
		ou_buf_puts(&x->json, x->list_open ? ",{" : "{");
		x->list_open = true;
	}
}

static void
leave(struct xml *x)
{
	int in = x->depth - x->record;
	bool field = x->lists ? in == 4 : in == 1;

	if (in == 0) {
		end_record(x);
		return;
	}
	/* of a field in several languages the first is kept */
	if ((field || (!x->lists && in == 2) || (x->lists && in == 5)) &&
	    !x->texted && (field || ou_str_trim(ou_buf_str(&x->text)).n > 0)) {
		if (x->text.overflow)
			fail(x, OU_DIAG_LIMIT, "a field is too long");
		ou_json_put_string(&x->json,
		    ou_str_trim(ou_buf_str(&x->text)));
		x->texted = true;
	}
	if (x->lists && in == 3)
		ou_buf_addc(&x->json, '}');
	if (x->lists && in == 2)
		ou_buf_addc(&x->json, ']');
	if (x->lists && in == 1)
		ou_buf_addc(&x->json, '}');
	ou_buf_clear(&x->text);
	x->text.overflow = false;
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct xml *x = arg;
	const char *name = (const char *)local;

	(void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_defaulted;
	if (x->failed)
		return;
	if (++x->depth > DEPTH_MAX) {
		fail(x, OU_DIAG_LIMIT, "elements nested too deep");
		return;
	}
	if (x->depth == 1 && strcmp(name, "prestashop") != 0)
		fail(x, OU_DIAG_FORMAT, "the root element is not prestashop");
	else if (x->depth == 2 && is_list(name))
		(void)snprintf(x->kind, sizeof(x->kind), "%.60s", name);
	else if (x->record == 0 && (x->depth == 2 || x->depth == 3))
		begin_record(x, name, attributes, n_attributes);
	else if (x->record != 0)
		enter(x, name);
}

static void
on_end(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml *x = arg;

	(void)local, (void)prefix, (void)uri;
	if (x->failed || x->depth == 0)
		return;
	if (x->record != 0)
		leave(x);
	x->depth--;
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	struct xml *x = arg;

	if (!x->failed && x->record != 0)
		ou_buf_add(&x->text, text, (size_t)n);
}

/* --- documents --- */

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

static void
begin_document(struct xml *x)
{
	static xmlSAXHandler sax = {
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

	xmlSetExternalEntityLoader(no_entity);
	x->ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (x->ctxt == NULL)
		ou_out_of_memory();
	xmlCtxtUseOptions(x->ctxt, XML_PARSE_NONET | XML_PARSE_BIG_LINES |
	    XML_PARSE_IGNORE_ENC);
	x->depth = 0;
	x->record = 0;
}

static void
end_document(struct xml *x)
{
	if (x->ctxt == NULL)
		return;
	if (!x->failed)
		(void)xmlParseChunk(x->ctxt, NULL, 0, 1);
	if (!x->failed && (!x->ctxt->wellFormed || x->ctxt->errNo != 0)) {
		x->failed = true;
		ou_err_set(x->err, OU_ERR_DAMAGED, OU_DIAG_XML,
		    "not well-formed XML");
	}
	x->line0 += x->ctxt->input != NULL ?
	    (uint64_t)x->ctxt->input->line - 1 : 0;
	if (x->ctxt->myDoc != NULL)
		xmlFreeDoc(x->ctxt->myDoc);
	xmlFreeParserCtxt(x->ctxt);
	x->ctxt = NULL;
}

/* libxml2 compares each attribute of a tag with all before it. */
static bool
tags_are_small(struct xml *x, struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '<') {
			x->in_tag = true;
			x->equals = 0;
		} else if (s.p[i] == '>') {
			x->in_tag = false;
		} else if (s.p[i] == '=' && x->in_tag &&
		    ++x->equals > TAG_EQUALS_MAX) {
			return false;
		}
	}
	return true;
}

static void
feed(struct xml *x, struct ou_str s)
{
	if (x->ctxt == NULL) {
		/* between two documents */
		while (s.n > 0 && (*s.p == ' ' || (*s.p >= '\t' &&
		    *s.p <= '\r'))) {
			x->line0 += *s.p == '\n';
			s = ou_str_sub(s, 1, s.n);
		}
		if (s.n == 0)
			return;
		begin_document(x);
	}
	if (!tags_are_small(x, s))
		fail(x, OU_DIAG_LIMIT, "a tag with too many attributes");
	if (!x->failed)
		(void)xmlParseChunk(x->ctxt, s.p, (int)s.n, 0);
}

static void
run(struct xml *x)
{
	static const char last[] = "</prestashop>";
	struct ou_str s;
	ptrdiff_t end;
	size_t n;
	bool first = true;

	while (!x->failed) {
		s = ou_source_fill(x->src, CHUNK, x->err);
		if (s.p == NULL) {
			x->failed = x->stopped = true;
			break;
		}
		if (s.n == 0)
			break;
		n = s.n;
		if (first && ou_str_starts(s, "\xef\xbb\xbf")) {
			ou_source_skip(x->src, 3);
			first = false;
			continue;
		}
		first = false;
		end = ou_str_search(s, OU_STR(last));
		if (end >= 0)
			n = (size_t)end + sizeof(last) - 1;
		else if (n >= CHUNK)
			/* its name may be cut in two */
			n -= sizeof(last);
		while (end < 0 && n < s.n && n > 1 &&
		    (s.p[n] & 0xc0) == 0x80)
			n--;
		feed(x, ou_str_sub(s, 0, n));
		ou_source_skip(x->src, n);
		if (end >= 0)
			end_document(x);
	}
	end_document(x);
}

int
ou_presta_xml(const struct shop_json *form, struct presta_book *book,
    struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct xml x = { .form = form, .book = book, .im = im, .src = src,
	    .err = err };
	bool record;

	ou_buf_init(&x.json, ou_import_message_max(im));
	ou_buf_init(&x.text, ou_import_field_max(im));
	run(&x);
	record = x.record != 0;
	if (x.failed && !x.stopped && record)
		(void)ou_shop_json_refuse(form, im, src, ou_buf_str(&x.json),
		    x.line, err);
	ou_buf_release(&x.json);
	ou_buf_release(&x.text);
	return x.failed ? -1 : 0;
}
