#ifndef OU_FORMATS_IMPORT_H
#define OU_FORMATS_IMPORT_H

#include "ou/base/date.h"
#include "ou/base/digest.h"
#include "ou/base/utf8.h"
#include "ou/book/lookup.h"
#include "ou/book/settings.h"
#include "ou/io/source.h"
#include "ou/model/records.h"

/*
 * What every importer of foreign files has in common.  An importer reads a
 * source and hands out, in the order of the file, one order after the other;
 * what it cannot take as a Reject with its own bytes; and findings: what is
 * wrong or odd but stops nothing.  It keeps no more than the message or
 * document it is at.
 *
 * Every document of the input ends as at least one order or exactly one
 * reject (lines that cannot be read while others can: the order goes out,
 * and the lines are one reject, code LINE, with the document's bytes and the
 * quantity in its reason).  Nothing is handed out twice.
 */
struct ou_map;
struct ou_dialects;
struct ou_partner;
struct ou_price_catalogue;

/*
 * What an interchange says of itself before anything of it goes out, for
 * those who keep record of what came; and what they answer.
 */
enum ou_import_verdict {
	OU_IMPORT_TAKE,
	OU_IMPORT_HOLD,			/* it goes out, held for ${why} */
	OU_IMPORT_COPY,			/* known already: ${why} is said, and
					 * nothing goes out */
};

struct ou_import_message {
	struct ou_str group;		/* GS06, UNG 0048; absent: none */
	struct ou_str reference;	/* ST02, UNH 0062 */
	struct ou_str type;		/* "850" */
	struct ou_str number;		/* of the order */
	struct ou_str function;		/* "original"; absent: not known */
	struct ou_digest digest;
	/* the answer */
	enum ou_import_verdict verdict;
	struct ou_str why;
	void *own;			/* of who answers */
	/* and what became of it */
	bool rejected;
};

struct ou_import_interchange {
	struct ou_str sender;		/* "ZZ:STORES", "952...:14" */
	struct ou_str recipient;
	struct ou_str reference;	/* ISA13, UNB 0020 */
	const struct ou_partner *partner;	/* or NULL */
	struct ou_digest digest;
	bool whole;			/* its trailer came */
	uint64_t line;			/* segment of its header */
	struct ou_import_message *messages;
	uint32_t n;
	void *own;
};

struct ou_import {
	/* from the caller */
	const char *channel;		/* --channel, or NULL */
	const struct ou_settings *settings;	/* or NULL */
	const struct ou_customers *customers;	/* or NULL */
	const struct ou_zone *zone;	/* for zoneless times, or NULL */
	enum ou_charset charset;	/* --charset; UNKNOWN: as declared */
	const struct ou_map *map;	/* for formats that need one */
	const struct ou_dialects *dialects;	/* --partner, or NULL */
	int year;			/* now, for two-digit years */
	bool strict;			/* findings that are warnings refuse */
	bool refeed;			/* a reject is read again: its envelope
					 * and raw bytes, so no trailers of
					 * interchange or group are expected */
	size_t message_max;		/* bytes of a message or document;
					 * 0: 64 MiB */
	size_t field_max;		/* bytes of one element; 0: 64 KiB */
	uint32_t lines_max;		/* order lines; 0: 100,000 */

	/* where things go; ${arena} is reset by the importer after each
	 * document, so all that is handed out is valid during the call only */
	struct ou_arena arena;
	void *arg;
	/* 0, or -1: stop now (output failed) */
	int (*order)(void *arg, struct ou_order *order);
	int (*reject)(void *arg, struct ou_reject *reject);
	/* a document beside the order, such as the change of one: the same;
	 * NULL: it is handed out as an order, which is held */
	int (*record)(void *arg, const struct ou_record_type *type,
	    const void *record);
	/* instead of all orders: a row of a price list, which may be refused
	 * (then with ${err}); 0, or -1 as above; NULL: there are none */
	int (*catalogue)(void *arg, const struct ou_price_catalogue *c,
	    struct ou_err *err);
	/* a finding, with its place and catalogue code; im->severity is how
	 * much it matters */
	void (*finding)(void *arg, const struct ou_err *finding);

	/* Who keeps record of interchanges (X12, EDIFACT), or NULL: they are
	 * then read to their end before anything of them goes out.  0; 1:
	 * refuse all of it, ${err} says why; -1: stop, ${err} says why.
	 * ${err} stands at the interchange's header. */
	int (*received)(void *arg, struct ou_import_interchange *x,
	    struct ou_err *err);
	/* and when it is done: 0, or -1 as above */
	int (*delivered)(void *arg, struct ou_import_interchange *x,
	    struct ou_err *err);

	/* counted by the importer */
	uint64_t documents;
	uint64_t orders;
	uint64_t rejects;
	uint64_t findings;
	uint64_t extra_left_out;

	/* the message at hand, of an interchange that was asked about */
	const struct ou_import_message *message;

	/* bytes of the document at hand and its envelope, 0: not known; texts
	 * of a short one are not looked at one by one */
	size_t document_bytes;

	/* whose file or message it is, where a profile says so */
	const struct ou_partner *partner;
	enum ou_severity severity;	/* of the finding handed out */

	/* the first finding since ou_import_begin that may refuse: of
	 * severity warning or worse, or for which the partner's profile
	 * says so; see ou_import_refuses */
	struct ou_err refusal;
	bool refused;			/* the profile says so */
	/* the first that leaves open whether all of the document was read */
	struct ou_err doubt;
	/* a value that no record may have, see there too */
	struct ou_err over_limit;
};

/* The limits with their defaults. */
static inline size_t
ou_import_message_max(const struct ou_import *im)
{
	return im->message_max != 0 ? im->message_max : (size_t)64 << 20;
}

static inline size_t
ou_import_field_max(const struct ou_import *im)
{
	return im->field_max != 0 ? im->field_max : (size_t)64 << 10;
}

static inline uint32_t
ou_import_lines_max(const struct ou_import *im)
{
	return im->lines_max != 0 ? im->lines_max : 100000;
}

/*
 * An importer.  ${run} reads the whole source.  Return 0 at a clean end, -1
 * with ${err}: OU_ERR_DAMAGED when the input is cut off or cannot be trusted
 * from some place on (what was whole before has been handed out, the rest
 * was rejected), OU_ERR_USAGE when something is missing to read it.
 */
struct ou_format {
	const char *name;		/* -f NAME */
	const char *title;		/* "ANSI X12 850 purchase order" */
	/* How sure ${head} (the first bytes, uncompressed) looks like it: 0
	 * no, 100 certain; ${why} gets a stated reason (static text or in
	 * the arena). */
	int (*detect)(struct ou_arena *a, struct ou_str head, const char *name,
	    const char **why);
	int (*run)(struct ou_import *im, struct ou_source *src,
	    struct ou_err *err);
	/* It is a table known by its header: a map of the book that fits the
	 * same header comes before it. */
	bool table;
};

/* The formats, ends with NULL: x12, edifact, ubl, shopify, woocommerce,
 * map; then json, csv and reject, which are the stream's own: they have no
 * ${run} and are read by the command itself. */
extern const struct ou_format *const ou_formats[];

const struct ou_format *ou_format_find(const char *name);

/* Are its files an XML document each? */
bool ou_format_is_document(const struct ou_format *f);

/* The first bytes of a file as UTF-8, if they are UTF-16 by their mark or
 * because ${charset} says so; else as they are. */
struct ou_str ou_format_head(struct ou_arena *a, struct ou_str head,
    enum ou_charset charset);

/**
 * ou_format_detect(a, head, name, why):
 * The format that is surest, or NULL, with the reason.
 */
const struct ou_format *ou_format_detect(struct ou_arena *a,
    struct ou_str head, const char *name, const char **why);

/* --- for importers --- */

/* What a file of a format has among its first bytes. */
struct ou_format_mark {
	const char *text;
	int sure;
	const char *why;
};

/* For ${detect}: how sure the first of ${marks} (which end with text = NULL)
 * that ${head} has makes it, with ${why}; 0 when it has none. */
int ou_format_mark(struct ou_str head, const struct ou_format_mark *marks,
    const char **why);

/* A document (message, group of rows) begins: it is counted, and what
 * ou_import_refuses answers starts afresh. */
void ou_import_begin(struct ou_import *im);

/**
 * ou_import_finish(im, o):
 * Complete an order; once only, a second call does nothing.  ${o} is in
 * im->arena and has its number, lines and what else was read.
 *
 *   channel	--channel before the importer's own; ':' becomes '-'
 *   id		channel:orderNumber[/release], unless the importer made one
 *   lines	quantities.ordered; a number where none came; a number that
 *		stands twice is made unique ("10" and "10.2", the original
 *		goes to the line's extra) and is a finding
 *   currency	the default where none came; none or an unknown one in an
 *		order with prices: hold CURRENCY
 *   amounts	the currency's decimals; one that has more is rounded, with
 *		a finding that shows both
 *   times	without offset: im->zone, else hold TIMEZONE
 *   function	absent is original
 *   references	document is the order's number where none came
 *
 * and ou_import_check.
 */
void ou_import_finish(struct ou_import *im, struct ou_order *o);

/* What no order may go on with, in whatever format it came: a function other
 * than original is held (FUNCTION), and so is a price below zero or per
 * nothing, and an allowance below zero or of nothing (PRICE). */
void ou_import_check(struct ou_import *im, struct ou_order *o);

/**
 * ou_import_refuses(im, err):
 * True when ou_import_finish met a value over its field's limit; with
 * im->strict when there was a finding of severity warning since
 * ou_import_begin; and for a finding that the partner's profile rejects.
 * ${err} says which.  The document is then rejected.
 */
bool ou_import_refuses(const struct ou_import *im, struct ou_err *err);

/**
 * ou_import_order(im, o):
 * Finish an order, if that was not done, and hand it out.  Return what the
 * caller's function answers: -1 means stop.
 */
int ou_import_order(struct ou_import *im, struct ou_order *o);

/* What the settings say of a channel, or of the shop; absent without them. */
struct ou_str ou_import_setting(const struct ou_import *im,
    enum ou_setting what, struct ou_str channel);

/* The year that two digits of a document mean: the nearest, 50 before to 49
 * after, or one of the hundred that the partner's profile says. */
int ou_import_year(const struct ou_import *im, int two_digits);

/* Add a hold of the catalogue, by order-import, that blocks allocation.
 * ${line} is an orderItemNumber or absent. */
void ou_import_hold(struct ou_import *im, struct ou_order *o,
    enum ou_diag code, struct ou_str reason, struct ou_str line);

/**
 * ou_import_reject(im, r, raw, envelope, err):
 * Hand out a reject: bytes that are not UTF-8 go into the Base64 members.
 * ${r} has format, source, number as far as known; code, reason and field
 * come from ${err}.
 */
int ou_import_reject(struct ou_import *im, struct ou_reject *r,
    struct ou_str raw, struct ou_str envelope, const struct ou_err *err);

/**
 * ou_import_reject_bytes(a, r, out, err):
 * The way back: append a reject's envelope and raw bytes, for im->refeed.
 * 0, or -1 with ${err} when there are none or the Base64 is none.
 */
int ou_import_reject_bytes(struct ou_arena *a, const struct ou_reject *r,
    struct ou_buf *out, struct ou_err *err);

/* Does a finding of that code refuse the document it is in? */
bool ou_import_refusing(const struct ou_import *im, enum ou_diag code);

/* A finding in a file that is read line by line: at a line, about a field. */
void ou_import_found(struct ou_import *im, enum ou_diag code,
    const char *source, uint64_t line, const char *field, const char *fmt,
    va_list ap) __attribute__((format(printf, 6, 0)));

/* Report a finding, unless the partner's profile ignores it. */
void ou_import_finding(struct ou_import *im, const struct ou_err *finding);

/* The same of what may be a part of the document that was not read: what is
 * made of it waits for somebody to look, unless the partner's profile says
 * how severe such a finding is. */
void ou_import_doubt(struct ou_import *im, const struct ou_err *finding);

/**
 * ou_import_append(a, list, n, size):
 * One more member, zeroed, at the end of a list of ${n} members of ${size}
 * bytes, whose room doubles: ${list} is the address of the list's pointer.
 * Only for lists that nothing else has grown.
 */
void *ou_import_append(struct ou_arena *a, void *list, uint32_t *n,
    size_t size);

/**
 * ou_import_extra(im, pairs, n, key, value):
 * Add to a MAP member of the order or of a line; an absent or empty value
 * adds nothing.  A key that is there gets its value behind the old one, after
 * "; ".  The key is borrowed.  A member has at most OU_EXTRA_MAX keys of at
 * most OU_EXTRA_VALUE_MAX bytes each; what does not fit is counted in
 * im->extra_left_out.
 */
#define OU_EXTRA_MAX 1000
#define OU_EXTRA_VALUE_MAX 65536
void ou_import_extra(struct ou_import *im, struct ou_pair **pairs,
    uint32_t *n, struct ou_str key, struct ou_str value);

#endif
