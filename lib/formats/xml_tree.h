#ifndef OU_FORMATS_XML_TREE_H
#define OU_FORMATS_XML_TREE_H

#include "ou/formats/import.h"

/*
 * A document as a tree, for those who look at an element more than once.
 */
struct xml_attribute {
	const char *name;
	struct ou_str value;
	struct xml_attribute *next;
};

struct xml_element {
	const char *name;		/* "cbc:ID", or "ID" */
	struct ou_str text;		/* its own, trimmed */
	struct xml_attribute *attributes;
	struct xml_element *first, *next;
	uint32_t line;
	bool too_long;			/* and so without its text */
	bool taken;			/* its text, by a reader of the tree */
	bool entered;			/* what is in it is somebody's */
};

/* What namespaces, those that begin so, are called; ends with NULL. */
struct xml_namespace {
	const char *uri, *prefix;
};

/**
 * ou_xml_tree(im, text, namespaces, max, uri, err):
 * Parse a document of at most ${max} elements into im->arena.  A namespace
 * that is none of those is called "?"; none, and that of the root, "".
 * ${uri} is the root's.  NULL with ${err}.
 */
struct xml_element *ou_xml_tree(struct ou_import *im, struct ou_str text,
    const struct xml_namespace *namespaces, uint32_t max, const char **uri,
    struct ou_err *err);

/* The value of an attribute, or absent. */
struct ou_str ou_xml_said(const struct xml_element *e, const char *name);

#endif
