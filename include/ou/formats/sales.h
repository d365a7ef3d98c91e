#ifndef OU_FORMATS_SALES_H
#define OU_FORMATS_SALES_H

#include "ou/io/source.h"
#include "ou/model/records.h"

/*
 * What was sold, as tables:
 *
 *	sales	a row a sale or a day's sales: columns sku, date (YYYY-MM-DD
 *		or a time), quantity, and if they are there location and order,
 *		in any order and case; others are not looked at.  Negative
 *		quantities came back.
 *	series	a row an item, a column a period: the first column is the
 *		item, a second one called location the place.  Where the other
 *		columns' names are dates, those are the first days of periods;
 *		else the last figure of a row is of the last whole period.
 *		Empty cells and NA say nothing.
 *
 * A bad row is one reject, and the next one is read.
 */
struct ou_sale {
	struct ou_str sku;
	struct ou_str location;
	struct ou_str order;
	struct ou_date date;		/* absent: ${age} counts */
	uint32_t age;			/* 0: the last whole period */
	struct ou_quantity quantity;
};

struct ou_csv_row;
struct ou_sales_import {
	/* from the caller */
	const char *format;		/* NULL: found from the header */
	struct ou_arena arena;		/* reset after each row */
	void *arg;
	/* 0; 1: refuse the row that it is of, for what stands in err; -1:
	 * stop */
	int (*sale)(void *arg, const struct ou_sale *sale,
	    struct ou_err *err);
	int (*reject)(void *arg, struct ou_reject *reject);
	/* counted, and what was found */
	uint64_t rows, rejects;
	const char *found;		/* format */
	/* the reader's own */
	const struct ou_csv_row *row;
	struct ou_str header;
	struct ou_str file;
};

/**
 * ou_sales_read(im, src, err):
 * Read the whole source.  0 at a clean end, -1 with ${err}: OU_ERR_DAMAGED
 * when it is cut off or no such table, or what sale() and reject() left.
 */
int ou_sales_read(struct ou_sales_import *im, struct ou_source *src,
    struct ou_err *err);

#endif
