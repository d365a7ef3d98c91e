#ifndef OU_RENDER_TEXT_H
#define OU_RENDER_TEXT_H

#include "ou/base/money.h"
#include "ou/base/str.h"
#include "ou/io/sink.h"

/*
 * Plain text that people read: pages with a heading, and tables whose columns
 * are as wide as they must be.  Width counts code points; control characters
 * of foreign data are shown as \xNN, so that a name can neither move the
 * paper nor the cursor.
 */
struct ou_text_page {
	struct ou_sink *sink;
	struct ou_str title;
	struct ou_str note;		/* at the right of the title */
	unsigned width;			/* 0: 80 */
	unsigned height;		/* lines of a page; 0: 60 */
	/* the page's own */
	unsigned line;			/* written on this page */
	unsigned number;
};

/* Begin the first page: the title, the note and the page number. */
void ou_text_begin(struct ou_text_page *p);

/* Begin another page (a form feed). */
void ou_text_break(struct ou_text_page *p);

/* Begin another page unless ${lines} more fit on this one. */
void ou_text_need(struct ou_text_page *p, unsigned lines);

/* A line, on the next page when this one is full. */
void ou_text_line(struct ou_text_page *p, struct ou_str line);
void ou_text_printf(struct ou_text_page *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Append ${s} with control characters escaped, cut to ${width} code points
 * (the last one becomes an ellipsis) unless that is 0. */
void ou_text_clean(struct ou_buf *out, struct ou_str s, unsigned width);

struct ou_text_column {
	const char *title;
	bool right;			/* figures */
	bool shrink;			/* is cut when the page is too narrow;
					 * one column at most */
};

struct ou_text_row {
	struct ou_text_row *next;
	const struct ou_str *cells;
	bool keep;			/* stays with the row above */
};

/*
 * A table is gathered and then printed.  Where a page ends, its head is
 * repeated on the next one.
 */
struct ou_text_table {
	struct ou_arena *arena;
	const struct ou_text_column *columns;
	unsigned n_columns;
	unsigned *widths;
	struct ou_text_row *first, **end;
	unsigned n_rows;
};

void ou_text_table_init(struct ou_text_table *t, struct ou_arena *a,
    const struct ou_text_column *columns, unsigned n);

/* Add a row; absent cells are empty, the texts are borrowed. */
void ou_text_table_row(struct ou_text_table *t, const struct ou_str *cells);

/* A row that is not parted from the one above by the end of a page. */
void ou_text_table_more(struct ou_text_table *t, const struct ou_str *cells);

void ou_text_table_print(const struct ou_text_table *t,
    struct ou_text_page *p);

/* A figure for a cell: empty when it is absent. */
struct ou_str ou_text_quantity(struct ou_arena *a, struct ou_quantity q);

#endif
