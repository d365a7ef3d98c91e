#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "xlsx.h"

/*
 * libxml2 gets the XML as it is unpacked.  No document type, no entity but
 * those of XML itself, nothing from anywhere else; tags of thousands of
 * attributes, which it checks against each other, do not reach it.
 */
#define TAG_EQUALS_MAX 512
#define DEPTH_MAX 64

struct reader {
	const struct xlsx_part *part;
	void *arg;
	struct ou_err *err;
	xmlParserCtxtPtr ctxt;
	bool failed;
	bool in_tag;
	unsigned equals;		/* in this tag */
	int depth;
};

struct ou_str
ou_xlsx_attribute(const struct xlsx_attributes *a, const char *name)
{
	const xmlChar **at;
	int i;

	for (i = 0; i < a->n; i++) {
		/* local name, prefix, namespace, value, its end */
		at = &a->all[5 * i];
		if (strcmp((const char *)at[0], name) == 0)
			return ou_str_make((const char *)at[3],
			    (size_t)(at[4] - at[3]));
	}
	return OU_STR_NONE;
}

static void
stop(struct reader *r)
{
	r->failed = true;
	xmlStopParser(r->ctxt);
}

static void
refuse(struct reader *r, const char *text)
{
	if (r->failed)
		return;
	ou_xlsx_damaged(r->err, text);
	stop(r);
}

static void
on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct reader *r = arg;
	struct xlsx_attributes a = { attributes, n_attributes };

	(void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
	(void)n_defaulted;
	if (r->failed)
		return;
	if (++r->depth > DEPTH_MAX)
		refuse(r, "elements are nested too deep");
	else if (r->part->open(r->arg, ou_str_c((const char *)name), &a,
	    r->err) != 0)
		stop(r);
}

static void
on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = arg;

	(void)prefix, (void)uri;
	if (r->failed)
		return;
	r->depth--;
	if (r->part->close != NULL && r->part->close(r->arg,
	    ou_str_c((const char *)name), r->err) != 0)
		stop(r);
}

static void
on_text(void *arg, const xmlChar *text, int n)
{
	struct reader *r = arg;

	if (!r->failed && r->part->text != NULL && r->part->text(r->arg,
	    ou_str_make((const char *)text, (size_t)n), r->err) != 0)
		stop(r);
}

static void
on_doctype(void *arg, const xmlChar *name, const xmlChar *external,
    const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	refuse(arg, "it has a document type, as no workbook has");
}

static void
on_reference(void *arg, const xmlChar *name)
{
	(void)name;
	refuse(arg, "it has an entity, as no workbook has");
}

static void
on_error(void *arg, xmlErrorPtr error)
{
	if (error->level == XML_ERR_ERROR || error->level == XML_ERR_FATAL)
		refuse(arg, "its XML is wrong");
}

static bool
tag_is_large(struct reader *r, const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (p[i] == '<' || p[i] == '>') {
			r->in_tag = p[i] == '<';
			r->equals = 0;
		} else if (p[i] == '=' && r->in_tag &&
		    ++r->equals > TAG_EQUALS_MAX)
			return true;
	}
	return false;
}

static int
take(void *arg, const char *p, size_t n, struct ou_err *err)
{
	struct reader *r = arg;

	(void)err;
	if (tag_is_large(r, p, n))
		refuse(r, "a tag has too many attributes");
	else if (xmlParseChunk(r->ctxt, p, (int)n, 0) != 0)
		refuse(r, "its XML is wrong");
	return r->failed ? -1 : 0;
}

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url, (void)id, (void)ctxt;
	return NULL;
}

int
ou_xlsx_part(struct zip *z, const struct zip_entry *e,
    const struct xlsx_part *part, void *arg, struct ou_err *err)
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
	struct reader r = { .part = part, .arg = arg, .err = err };

	xmlSetExternalEntityLoader(no_entity);
	r.ctxt = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (r.ctxt == NULL)
		ou_out_of_memory();
	xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	if (ou_zip_read(z, e, take, &r, err) != 0)
		r.failed = true;
	else if (xmlParseChunk(r.ctxt, NULL, 0, 1) != 0)
		refuse(&r, "its XML is cut off");
	if (r.ctxt->myDoc != NULL)
		xmlFreeDoc(r.ctxt->myDoc);
	xmlFreeParserCtxt(r.ctxt);
	return r.failed ? -1 : 0;
}
