#ifndef OU_FORMATS_XML_READER_H
#define OU_FORMATS_XML_READER_H

#include "ou/base/err.h"
#include "ou/base/str.h"

/*
 * libxml2's push parser as every reader of XML here uses it: piece by piece,
 * with nothing read from anywhere else.  There are no entities but XML's own;
 * a DOCTYPE is refused, or passed over when it declares nothing; elements
 * nest at most XML_DEPTH_MAX deep, and a tag has at most 512 attributes,
 * since libxml2 compares each of them with all before it: with tens of
 * thousands it would be busy for minutes.
 */
#define XML_DEPTH_MAX 64

/* As libxml2 gives them: five pointers each, of local name, prefix,
 * namespace, value and its end. */
struct xml_attributes {
	const unsigned char **all;
	int n;
};

struct xml_form {
	/* local names; without a namespace ${uri} is "" */
	void (*open)(void *arg, const char *name, const char *uri,
	    const struct xml_attributes *attributes);
	void (*close)(void *arg, const char *name);
	/* a text may come in pieces */
	void (*text)(void *arg, struct ou_str text);
};

struct xml_reader {
	/* from the caller */
	const struct xml_form *form;
	void *arg;
	struct ou_err *err;
	bool doctype;			/* one may stand there */

	bool failed;			/* err is filled; nothing more comes */
	int depth;			/* of the element that is open */
	/* the rest is not the caller's */
	void *ctxt;
	uint64_t line;
	bool in_tag;
	unsigned equals;
};

/**
 * ou_xml_begin(x), ou_xml_feed(x, s), ou_xml_end(x):
 * Read a document in UTF-8, whatever it says of its characters.  The last two
 * answer 0, or -1 with x->err: OU_ERR_DAMAGED when it is not XML, else
 * OU_ERR_RECORD, with line and column where they are known.  ou_xml_end
 * releases, and may be called at any time.
 */
void ou_xml_begin(struct xml_reader *x);
int ou_xml_feed(struct xml_reader *x, struct ou_str s);
int ou_xml_end(struct xml_reader *x);

/* The line that it is at, or was at when it ended. */
uint64_t ou_xml_line(const struct xml_reader *x);

/* libxml2 hands out a tag that the end of input cuts off before it complains:
 * is the one at hand such a tag? */
bool ou_xml_is_cut(const struct xml_reader *x);

/* For ${form}: stop with OU_ERR_RECORD, at the place; or with what stands in
 * x->err already. */
void ou_xml_fail(struct xml_reader *x, enum ou_diag code, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));
void ou_xml_stop(struct xml_reader *x);

/* The ${i}th attribute: its local name, its prefix or NULL, its value; and the
 * value of the one of a local name, or absent.  All are borrowed; an ampersand
 * in a value stands as it was written. */
static inline const char *
ou_xml_name(const struct xml_attributes *a, int i)
{
	return (const char *)a->all[5 * i];
}

static inline const char *
ou_xml_prefix(const struct xml_attributes *a, int i)
{
	return (const char *)a->all[5 * i + 1];
}

struct ou_str ou_xml_value(const struct xml_attributes *a, int i);
struct ou_str ou_xml_attribute(const struct xml_attributes *a,
    const char *name);

/* A value as it is meant: libxml2 leaves "&#38;" in it for an ampersand. */
struct ou_str ou_xml_plain(struct ou_arena *to, struct ou_str value);

#endif
