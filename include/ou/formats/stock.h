#ifndef OU_FORMATS_STOCK_H
#define OU_FORMATS_STOCK_H

#include "ou/base/utf8.h"
#include "ou/io/source.h"
#include "ou/model/records.h"

/*
 * Stock as other systems export it, row by row into StockLevel records.
 *
 *	book	our own columns (sku, location, onHand, ...), as in the book's
 *		stock file and in the CSV form of StockLevel
 *	shopify	Shopify's inventory export: on hand with what is committed as
 *		reserved and what is unavailable as safety; the columns are
 *		found with and without "(not editable)" and the like; rows of
 *		places where the item is not stocked are left out
 *	fba	Amazon's FBA inventory (tab separated): SELLABLE is
 *		available, UNSELLABLE damaged
 *	plain	two columns, item and quantity, with or without a header
 *
 * Columns are found by name, in any order and case.  A bad row is one reject,
 * and the next row is read.
 */
struct ou_csv_row;
struct ou_stock_import {
	/* from the caller */
	const char *format;		/* NULL: found from the header */
	struct ou_str from;		/* the name of the source */
	struct ou_str location;		/* of rows that name none */
	enum ou_charset charset;	/* UNKNOWN: UTF-8 */
	struct ou_number_form numbers;	/* of plain files and exports */
	struct ou_arena arena;		/* reset after each row */
	void *arg;
	/* 0, or -1: stop now */
	int (*level)(void *arg, struct ou_stock_level *level);
	int (*reject)(void *arg, struct ou_reject *reject);
	/* counted, and what was found */
	uint64_t rows, levels, rejects, left_out;
	const char *found;		/* format */
	const char *why;		/* and by what it was known */
	/* the reader's own */
	const struct ou_csv_row *row;
	struct ou_str header;
	struct ou_str file;
};

/**
 * ou_stock_read(im, src, err):
 * Read the whole source.  0 at a clean end, -1 with ${err}: OU_ERR_DAMAGED
 * when it is cut off or of no known form, OU_ERR_USAGE for an unknown
 * im->format.
 */
int ou_stock_read(struct ou_stock_import *im, struct ou_source *src,
    struct ou_err *err);

/**
 * ou_stock_refuse(im, err):
 * For level(): reject the row that was handed out.  What reject() answered.
 */
int ou_stock_refuse(struct ou_stock_import *im, const struct ou_err *err);

#endif
