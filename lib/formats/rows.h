#ifndef OU_FORMATS_ROWS_H
#define OU_FORMATS_ROWS_H

#include "ou/formats/import.h"
#include "ou/record/csv.h"

/*
 * Rows of a table that make orders: rows next to each other with the same key
 * are one order.  What both the map files and the shops' CSV need: grouping,
 * the bytes of each group for its reject, rows that are damaged, groups that
 * stand apart.
 *
 * A row that cannot be read refuses the whole order that it belongs to, for
 * an order without one of its lines would be shipped short.  So would one whose
 * rows stand apart: of what can be read twice the keys are read first, and the
 * first part of such an order goes out held; the others are rejects.
 */
struct rows {
	/* from the importer */
	struct ou_import *im;
	struct ou_source *src;
	struct ou_csv *csv;
	const char *format;
	struct ou_str map;		/* name, or absent */
	void *arg;
	/* The row's key; absent: none.  NULL: each row is by itself. */
	struct ou_str (*key)(void *arg, const struct ou_csv_row *row);
	/* Is this row none of ours?  May be NULL. */
	bool (*ignore)(void *arg, const struct ou_csv_row *row);
	/* A new group; a row of it (-1: the group is refused, ${err} says
	 * why); its end: the order (in im->arena), or NULL with ${err}, or
	 * NULL with err->kind OU_ERR_NONE: nothing comes of it, or it was
	 * handed out there. */
	void (*begin)(void *arg);
	int (*row)(void *arg, const struct ou_csv_row *row,
	    struct ou_err *err);
	struct ou_order *(*end)(void *arg, struct ou_err *err);

	/* the group, for those functions */
	uint32_t n_rows;
	uint64_t line;			/* of its first row */
	uint64_t byte;
	bool stopped;			/* set by end: nobody takes any more */

	/* our own */
	bool open;
	bool unknown;			/* a key that nobody knows */
	bool part;			/* of an order that was read */
	struct ou_buf group_key;
	struct ou_buf raw;
	struct ou_err bad;		/* the first thing wrong with it */
	struct rows_seen *seen;
	struct seen_set *apart;		/* those that come again */
};

/**
 * ou_rows_run(r, err):
 * Read all rows.  0, or -1: stop, or the input is damaged (${err}).
 */
int ou_rows_run(struct rows *r, struct ou_err *err);

/* A finding at a row of the group. */
void ou_rows_finding(struct rows *r, uint64_t line, enum ou_diag code,
    const char *field, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* The source member of an order or reject. */
struct ou_origin *ou_rows_origin(struct rows *r);

/*
 * What spreadsheets put around a text so that it stays one: an apostrophe in
 * front ('75008), or ="0612".  Blanks at the ends go too.
 */
struct ou_str ou_rows_bare(struct ou_str cell);

static inline struct ou_str
ou_rows_cell(struct ou_str cell)
{
	/* most have nothing around them */
	if (cell.n == 0 || ((unsigned char)*cell.p > ' ' && *cell.p != '\'' &&
	    *cell.p != '=' && (unsigned char)cell.p[cell.n - 1] > ' '))
		return cell;
	return ou_rows_bare(cell);
}

#endif
