#ifndef OU_FORMATS_SHOP_JSON_H
#define OU_FORMATS_SHOP_JSON_H

#include "ou/record/json.h"
#include "shop.h"

/*
 * Orders in JSON as shops' interfaces answer: one, an array of them, one after
 * the other, or somewhere in an answer.  The file is cut where orders begin
 * and end (shop_cut.c), so that an answer of any length is read an order at a
 * time, and each goes through our own scanner: it leaves numbers as they are
 * written, where a JSON library would make a binary fraction of 4.08.
 */
struct shop_doc {
	struct shop shop;
	const struct ou_json *json;
	const struct shop_json *form;
	void *arg;			/* the reader's own */
	/* what lines, shipping and fees add up to, as the order has prices */
	struct ou_amount sum;
	/* of a grouped form: the array of the order and what names it as its
	 * parent; 0: none do */
	uint32_t group;
};

struct shop_json {
	const char *name;		/* of the format */
	/* first members of an object that has orders in it rather than being
	 * one, ends with NULL; or NULL: none has */
	const char *const *wrappers;
	/* where they stand: "data.orders.edges[].node", ends with NULL */
	const char *const *orders;
	/* other objects and arrays that are looked at, ends with NULL */
	const char *const *asides;
	const char *total;		/* where an answer says how many orders
					 * there are; or NULL */
	/* members that name a parent: objects behind an order that have one
	 * are parts of it; or NULL */
	const char *parent;
	/* has it, with the first member of a wrapper, the marks of an order;
	 * or NULL: then it is a wrapper */
	bool (*is_order)(struct ou_str head);
	/* one order into d->shop.order */
	int (*order)(struct shop_doc *d, uint32_t root, struct ou_err *err);
	/* 0; -1 with ${err}: the file cannot be read */
	int (*aside)(struct shop_doc *d, const char *path, uint32_t root,
	    struct ou_err *err);
};

/* Run an importer; ${arg} goes into each document. */
int ou_shop_json_run(const struct shop_json *form, void *arg,
    struct ou_import *im, struct ou_source *src, struct ou_err *err);

/* The same for one object that was taken out of something else and stands at
 * ${path}; ${text} as ou_json_index wants it.  And for one that is damaged. */
int ou_shop_json_one(const struct shop_json *form, void *arg,
    struct ou_import *im, struct ou_source *src, const char *path,
    struct ou_str text, uint64_t line, struct ou_err *err);
int ou_shop_json_refuse(const struct shop_json *form, struct ou_import *im,
    struct ou_source *src, struct ou_str text, uint64_t line,
    const struct ou_err *why);

/* For detection: the first byte of JSON that holds objects, or absent. */
struct ou_str ou_shop_json_head(struct ou_str head);

/* --- members (shop_doc.c); absent, null and "" are all absent --- */
uint32_t ou_doc_member(const struct shop_doc *d, uint32_t object,
    const char *name);
/* "a.b.c" */
uint32_t ou_doc_at(const struct shop_doc *d, uint32_t object,
    const char *path);
/* Scalars, as they are written; ${path} as above. */
struct ou_str ou_doc_text(const struct shop_doc *d, uint32_t object,
    const char *path);
struct ou_str ou_doc_scalar(const struct shop_doc *d, uint32_t node);
/* Is it true, "true", 1 or "1"? */
bool ou_doc_true(const struct shop_doc *d, uint32_t object,
    const char *path);
/* 0 with out->given false when absent; -1 when it is none.  More decimals
 * than we have are rounded. */
int ou_doc_amount(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_amount *out, struct ou_err *err);
int ou_doc_price(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_price *out, struct ou_err *err);
int ou_doc_quantity(const struct shop_doc *d, uint32_t object,
    const char *path, struct ou_quantity *out, struct ou_err *err);
int ou_doc_rate(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_rate *out, struct ou_err *err);
/* Members of an array, one after the other: 0 at the end. */
uint32_t ou_doc_first(const struct shop_doc *d, uint32_t array);
uint32_t ou_doc_next(const struct shop_doc *d, uint32_t array, uint32_t node);
int ou_doc_time(const struct shop_doc *d, uint32_t object, const char *path,
    struct ou_time *out, struct ou_err *err);
/* local time and the same in UTC give the offset. */
int ou_doc_times(const struct shop_doc *d, uint32_t object,
    const char *local, const char *gmt, struct ou_time *out,
    struct ou_err *err);

/* --- what readers have in common --- */

/* Members that are not in ${known} ("base_*" is all that begin so) go to the
 * order's extra, or the line's. */
void ou_doc_extra(struct shop_doc *d, uint32_t object,
    const char *const *known, struct ou_order_line *line);
/* The same of an object within it, at ${path} and under that name. */
void ou_doc_rest(struct shop_doc *d, uint32_t object, const char *path,
    const char *const *known, struct ou_order_line *line);
/* A scalar's text, else the JSON that it is; absent when there is nothing in
 * it, or more than extra takes. */
struct ou_str ou_doc_any(struct shop_doc *d, uint32_t node);
/* One text to the line's extra. */
void ou_doc_line_extra(struct shop_doc *d, struct ou_order_line *line,
    const char *key, struct ou_str value);
/* A new line with its number, pieces and a product; NULL with ${err} when
 * there are too many. */
struct ou_order_line *ou_doc_line(struct shop_doc *d, struct ou_err *err);

/* ou_shop_unit_price of whole coins of the currency; a finding when it is
 * written for all units. */
int ou_doc_unit_price(struct shop_doc *d, struct ou_order_line *line,
    struct ou_amount total, struct ou_err *err);

/* A tax of category S, or NULL when there is no rate. */
struct ou_tax *ou_doc_tax(struct shop_doc *d, struct ou_rate rate);

/**
 * ou_doc_totals(d, total, tax, gross, err):
 * Totals of an order whose parts add up to d->sum; hold it when that is not
 * what it says.  ${gross}: prices include tax.
 */
int ou_doc_totals(struct shop_doc *d, struct ou_amount total,
    struct ou_amount tax, bool gross, struct ou_err *err);

#endif
