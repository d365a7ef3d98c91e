#include "xml_reader.h"
#include "xml_tree.h"

struct planter {
	struct ou_import *im;
	const struct xml_namespace *namespaces;
	uint32_t left;			/* elements that may still come */
	struct xml_reader xml;
	struct xml_element *open[XML_DEPTH_MAX];
	struct xml_element *last[XML_DEPTH_MAX];	/* child of each */
	struct ou_buf text[XML_DEPTH_MAX];
	int depth;
	struct xml_element *root;
	const char *uri;		/* of the root */
};

static const char *
prefix_of(const struct planter *p, const char *uri)
{
	const struct xml_namespace *ns;

	if (*uri == '\0' || (p->uri != NULL && strcmp(uri, p->uri) == 0))
		return "";
	for (ns = p->namespaces; ns->uri != NULL; ns++) {
		if (strncmp(uri, ns->uri, strlen(ns->uri)) == 0)
			return ns->prefix;
	}
	return "?";
}

static const char *
full_name(const struct planter *p, const char *name, const char *uri)
{
	const char *prefix = prefix_of(p, uri);

	return ou_str_printf(&p->im->arena, "%s%s%s", prefix,
	    *prefix != '\0' ? ":" : "", name).p;
}

static void
take_attributes(const struct planter *p, struct xml_element *e,
    const struct xml_attributes *a)
{
	struct xml_attribute *to, **at = &e->attributes;
	struct ou_str value;
	int i;

	for (i = 0; i < a->n; i++) {
		/* xml:lang and xsi:schemaLocation say nothing of ours */
		value = ou_str_trim(ou_xml_value(a, i));
		if (ou_xml_prefix(a, i) != NULL || value.n == 0)
			continue;
		to = ou_arena_zalloc(&p->im->arena, sizeof(*to));
		to->name = ou_str_cdup(&p->im->arena,
		    ou_str_c(ou_xml_name(a, i)));
		to->value = ou_xml_plain(&p->im->arena, value);
		*at = to;
		at = &to->next;
	}
}

static void
on_open(void *arg, const char *name, const char *uri,
    const struct xml_attributes *attributes)
{
	struct planter *p = arg;
	struct xml_element *e;

	if (p->left-- == 0) {
		ou_xml_fail(&p->xml, OU_DIAG_LIMIT, "too many elements");
		return;
	}
	if (p->root == NULL && ou_xml_is_cut(&p->xml)) {
		ou_xml_fail(&p->xml, OU_DIAG_TRUNCATED,
		    "the document is cut off in its first tag");
		p->xml.err->kind = OU_ERR_DAMAGED;
		return;
	}
	e = ou_arena_zalloc(&p->im->arena, sizeof(*e));
	e->line = (uint32_t)ou_xml_line(&p->xml);
	if (p->depth == 0) {
		p->root = e;
		p->uri = ou_str_cdup(&p->im->arena, ou_str_c(uri));
	} else if (p->last[p->depth - 1] == NULL) {
		p->open[p->depth - 1]->first = e;
	} else {
		p->last[p->depth - 1]->next = e;
	}
	e->name = full_name(p, name, uri);
	take_attributes(p, e, attributes);
	if (p->depth > 0)
		p->last[p->depth - 1] = e;
	p->open[p->depth] = e;
	p->last[p->depth] = NULL;
	ou_buf_clear(&p->text[p->depth]);
	p->text[p->depth].overflow = false;
	p->depth++;
}

static void
on_text(void *arg, struct ou_str text)
{
	struct planter *p = arg;

	if (p->depth > 0)
		ou_buf_adds(&p->text[p->depth - 1], text);
}

static void
on_close(void *arg, const char *name)
{
	struct planter *p = arg;
	struct ou_buf *b = &p->text[--p->depth];
	struct xml_element *e = p->open[p->depth];
	struct ou_str text = ou_str_trim(ou_buf_str(b));

	(void)name;
	/* a file within the file: who wants the text says that it is too
	 * long */
	e->too_long = b->overflow || text.n > ou_import_field_max(p->im);
	if (!e->too_long && text.n > 0)
		e->text = ou_str_dup(&p->im->arena, text);
}

struct xml_element *
ou_xml_tree(struct ou_import *im, struct ou_str text,
    const struct xml_namespace *namespaces, uint32_t max, const char **uri,
    struct ou_err *err)
{
	static const struct xml_form events = { on_open, on_close, on_text };
	struct planter p = { .im = im, .namespaces = namespaces, .left = max,
	    .xml = { .form = &events, .err = err } };
	int rc, i;

	p.xml.arg = &p;
	/* indentation around elements counts too */
	for (i = 0; i < XML_DEPTH_MAX; i++)
		ou_buf_init(&p.text[i], ou_import_field_max(im) * 16);
	ou_xml_begin(&p.xml);
	(void)ou_xml_feed(&p.xml, text);
	rc = ou_xml_end(&p.xml);
	for (i = 0; i < XML_DEPTH_MAX; i++)
		ou_buf_release(&p.text[i]);
	*uri = p.uri;
	return rc == 0 ? p.root : NULL;
}

struct ou_str
ou_xml_said(const struct xml_element *e, const char *name)
{
	const struct xml_attribute *a;

	for (a = e->attributes; a != NULL; a = a->next) {
		if (strcmp(a->name, name) == 0)
			return a->value;
	}
	return OU_STR_NONE;
}
