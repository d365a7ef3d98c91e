#ifndef OU_FORMATS_SHOP_CELLS_H
#define OU_FORMATS_SHOP_CELLS_H

#include "rows.h"
#include "shop.h"

/*
 * A shop's table of orders.  Columns are known by name, in any order and
 * case; those that nobody knows go to extra, and so does what a row says in
 * a column of ours that nothing has read.  What belongs to the order stands
 * on its first row, and later rows repeat it or are empty there.
 */
enum {
	SHOP_ORDER = 0,			/* later rows agree with the first */
	SHOP_LINE = 1,			/* of the row */
	SHOP_NEEDED = 2,		/* the table is known by it */
};

struct shop_column {
	const char *names;		/* that it has had, with | between */
	unsigned flags;
};

struct shop_file {
	/* from the reader */
	const struct shop_column *columns;
	int n_columns;
	const char *title;		/* "orders CSV of Shopify" */
	struct ou_number_form numbers;
	const char *const *dates;	/* patterns, ends with NULL; or NULL */
	bool bare_tabs;			/* between tabs quotes are text */
	bool merges;			/* what the first row lacks, later
					 * ones say: read the head at the
					 * end */
	/* the row's line item; the whole order: -1 refuses it */
	int (*head)(struct shop_file *f, const struct ou_csv_row *row,
	    struct ou_err *err);
	int (*line)(struct shop_file *f, const struct ou_csv_row *row,
	    struct ou_err *err);
	int (*end)(struct shop_file *f, const struct ou_csv_row *first,
	    struct ou_err *err);

	/* Is this row none of ours?  May be NULL: totals never are. */
	bool (*ignore)(struct shop_file *f, const struct ou_csv_row *row);

	/* rows.key is the reader's, the rest is not */
	struct rows rows;
	struct shop shop;
	int *cell_of;			/* -1: the file has it not */
	int8_t *known;			/* of each cell of a row */
	int8_t *read;			/* of each column: of this row, */
	int8_t *read_first;		/* and of the order's first one */
	struct ou_arena run;
	struct ou_order *o;		/* the order in the making */
	struct ou_csv_row first;	/* its first row, kept */
	struct ou_str *kept;		/* the cells of it */
	struct ou_amount lines;		/* sum of the line totals */
	struct ou_rate rate;		/* the only one, if there is one */
};

/**
 * ou_shop_file_run(f, im, src, err):
 * Find the header (lines in front of it are skipped), and read all orders.
 */
int ou_shop_file_run(struct shop_file *f, struct ou_import *im,
    struct ou_source *src, struct ou_err *err);

/* Does one of the first lines have all columns that are needed? */
bool ou_shop_file_fits(const struct shop_column *columns, int n,
    struct ou_str head);

/* A cell, borrowed, without what spreadsheets put around it; the same, to
 * keep.  Absent: empty, or the file has no such column. */
struct ou_str ou_shop_cell(const struct shop_file *f,
    const struct ou_csv_row *row, int column);
struct ou_str ou_shop_text(struct shop_file *f, const struct ou_csv_row *row,
    int column);

/* Values; 0, or -1 with the column in err->field.  An empty cell is absent. */
int ou_shop_at(const struct shop_file *f, struct ou_err *err, int column);
int ou_shop_number(struct shop_file *f, const struct ou_csv_row *row,
    int column, int scale, int64_t *v, bool *given, struct ou_err *err);
int ou_shop_amount(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_amount *to, struct ou_err *err);
int ou_shop_price(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_price *to, struct ou_err *err);
int ou_shop_time(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_time *to, struct ou_err *err);
/* The same, and it is an error when there is none. */
int ou_shop_quantity(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_quantity *to, struct ou_err *err);
/* A code: what a spreadsheet has spoiled is no code. */
int ou_shop_code(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_str *to, struct ou_err *err);

/* A new line of the order, numbered by its place, in pieces, with an item. */
struct ou_order_line *ou_shop_line_new(struct shop_file *f);

/* A cell to the line's extra, under the column's first name. */
void ou_shop_line_extra(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l, int column);

/* The same to the order's. */
void ou_shop_order_extra(struct shop_file *f, const struct ou_csv_row *row,
    int column);

#endif
