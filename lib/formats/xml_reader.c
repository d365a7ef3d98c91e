#include <stdio.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "xml_reader.h"

#define TAG_EQUALS_MAX 512

/* --- where it is, and failing --- */

static const xmlParserInput *
input_of(const struct xml_reader *x)
{
	const xmlParserCtxt *ctxt = x->ctxt;

	return ctxt != NULL ? ctxt->input : NULL;
}

uint64_t
ou_xml_line(const struct xml_reader *x)
{
	const xmlParserInput *in = input_of(x);

	return in != NULL ? (uint64_t)in->line : x->line;
}

bool
ou_xml_is_cut(const struct xml_reader *x)
{
	const xmlParserInput *in = input_of(x);

	return in != NULL && (in->cur >= in->end ||
	    (*in->cur != '>' && *in->cur != '/'));
}

void
ou_xml_stop(struct xml_reader *x)
{
	x->failed = true;
	xmlStopParser(x->ctxt);
}

void
ou_xml_fail(struct xml_reader *x, enum ou_diag code, const char *fmt, ...)
{
	const xmlParserInput *in = input_of(x);
	va_list ap;

	if (x->failed)
		return;
	ou_err_set(x->err, OU_ERR_RECORD, code, "%s", "");
	va_start(ap, fmt);
	(void)vsnprintf(x->err->text, sizeof(x->err->text), fmt, ap);
	va_end(ap);
	if (in != NULL)
		ou_err_at(x->err, NULL, (uint64_t)in->line, (uint64_t)in->col);
	ou_xml_stop(x);
}

static void
on_error(void *arg, xmlErrorPtr e)
{
	struct xml_reader *x = arg;
	struct ou_str text;

	/* warnings, and what follows from a stop of ours, are no news */
	if (x->failed || e == NULL || e->level < XML_ERR_ERROR)
		return;
	text = ou_str_trim(ou_str_c(e->message));
	ou_err_set(x->err, OU_ERR_DAMAGED, OU_DIAG_XML,
	    "not well-formed XML: %.*s", OU_STR_ARG(text));
	ou_err_at(x->err, NULL, e->line > 0 ? (uint64_t)e->line : 0,
	    e->int2 > 0 ? (uint64_t)e->int2 : 0);
	ou_xml_stop(x);
}

/* A DOCTYPE may name a DTD, which is never read. */
static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	struct xml_reader *x = arg;
	const xmlParserInput *in = input_of(x);

	(void)name, (void)public, (void)system;
	if (!x->doctype)
		ou_xml_fail(x, OU_DIAG_DOCTYPE, "the document has a DOCTYPE; "
		    "it needs none, and it is refused");
	else if (in != NULL && in->cur < in->end && *in->cur == '[')
		ou_xml_fail(x, OU_DIAG_DOCTYPE, "the DOCTYPE declares "
		    "something; it is refused");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	ou_xml_fail(arg, OU_DIAG_DOCTYPE, "the entity '%.60s'; none are known",
	    (const char *)name);
}

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

/* --- elements --- */

static void
on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_ns, const xmlChar **ns, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct xml_reader *x = arg;
	struct xml_attributes a = { attributes, n_attributes };

	(void)prefix, (void)n_ns, (void)ns, (void)n_defaulted;
	if (x->failed)
		return;
	if (x->depth == XML_DEPTH_MAX) {
		ou_xml_fail(x, OU_DIAG_LIMIT, "elements nested deeper than %d",
		    XML_DEPTH_MAX);
		return;
	}
	x->depth++;
	x->form->open(x->arg, (const char *)name, uri != NULL ?
	    (const char *)uri : "", &a);
}

static void
on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_reader *x = arg;

	(void)prefix, (void)uri;
	if (x->failed || x->depth == 0)
		return;
	x->form->close(x->arg, (const char *)name);
	x->depth--;
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	struct xml_reader *x = arg;

	if (!x->failed)
		x->form->text(x->arg, ou_str_make((const char *)text,
		    (size_t)n));
}

struct ou_str
ou_xml_value(const struct xml_attributes *a, int i)
{
	const unsigned char **at = &a->all[5 * i];

	return ou_str_make((const char *)at[3], (size_t)(at[4] - at[3]));
}

struct ou_str
ou_xml_attribute(const struct xml_attributes *a, const char *name)
{
	int i;

	for (i = 0; i < a->n; i++) {
		if (strcmp(ou_xml_name(a, i), name) == 0)
			return ou_xml_value(a, i);
	}
	return OU_STR_NONE;
}

struct ou_str
ou_xml_plain(struct ou_arena *a, struct ou_str s)
{
	char *to = ou_arena_alloc(a, s.n + 1);
	struct ou_str rest;
	size_t i, k = 0, n;

	for (i = 0; i < s.n; i += n) {
		rest = ou_str_sub(s, i, s.n);
		n = ou_str_starts(rest, "&#38;") ||
		    ou_str_starts(rest, "&amp;") ? 5 : 1;
		to[k++] = s.p[i];
	}
	return ou_str_make(to, k);
}

/* --- documents --- */

void
ou_xml_begin(struct xml_reader *x)
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
	x->in_tag = false;
}

static bool
tags_are_small(struct xml_reader *x, struct ou_str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end) {
		if (!x->in_tag) {
			p = memchr(p, '<', (size_t)(end - p));
			if (p == NULL)
				break;
			x->in_tag = true;
			x->equals = 0;
		}
		for (; p < end && x->in_tag; p++) {
			if (*p == '>')
				x->in_tag = false;
			else if (*p == '=' && ++x->equals > TAG_EQUALS_MAX)
				return false;
		}
	}
	return true;
}

int
ou_xml_feed(struct xml_reader *x, struct ou_str s)
{
	const size_t most = 65536;
	size_t at, n;

	for (at = 0; at < s.n && !x->failed; at += n) {
		n = s.n - at < most ? s.n - at : most;
		if (tags_are_small(x, ou_str_sub(s, at, at + n))) {
			(void)xmlParseChunk(x->ctxt, s.p + at, (int)n, 0);
			continue;
		}
		/* libxml2 has not come as far: where it is not said */
		ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a tag with more than %d attributes", TAG_EQUALS_MAX);
		ou_xml_stop(x);
	}
	return x->failed ? -1 : 0;
}

int
ou_xml_end(struct xml_reader *x)
{
	xmlParserCtxtPtr ctxt = x->ctxt;

	if (ctxt == NULL)
		return x->failed ? -1 : 0;
	if (!x->failed)
		(void)xmlParseChunk(ctxt, NULL, 0, 1);
	if (!x->failed && (!ctxt->wellFormed || ctxt->errNo != 0)) {
		x->failed = true;
		ou_err_set(x->err, OU_ERR_DAMAGED, OU_DIAG_XML,
		    "not well-formed XML");
	}
	x->line = ou_xml_line(x);
	x->ctxt = NULL;
	if (ctxt->myDoc != NULL)
		xmlFreeDoc(ctxt->myDoc);
	xmlFreeParserCtxt(ctxt);
	return x->failed ? -1 : 0;
}
