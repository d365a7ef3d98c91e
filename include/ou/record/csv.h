#ifndef OU_RECORD_CSV_H
#define OU_RECORD_CSV_H

#include "ou/base/utf8.h"
#include "ou/io/source.h"

/*
 * Rows of CSV or TSV (RFC 4180), strictly: what has quotes in it goes through
 * libcsv in strict mode, and around it there are limits on cells, columns and
 * rows.  UTF-8 is checked after decoding, the byte order mark taken off; NUL
 * and a carriage return that ends no line are refused; blanks belong to
 * their cell; an unterminated quote is an error with the line where it began;
 * rows are counted with the line they start on.
 */
struct ou_csv;

struct ou_csv_options {
	char separator;			/* 0: sniffed from the header: the one
					 * of , ; TAB | that cuts it most */
	char quote;			/* 0: '"' */
#define OU_CSV_NO_QUOTE '\001'
	enum ou_charset charset;	/* UNKNOWN: UTF-8 */
	size_t cell_max;		/* 0: 64 KiB */
	size_t row_max;			/* 0: 1 MiB */
	uint32_t columns_max;		/* 0: 1,024 */
	bool bare_tabs;			/* between tabs quotes are text, unless
					 * it is UTF-16: that comes from a
					 * spreadsheet */
	bool no_header;
	bool loose_header;		/* columns without name or with the name
					 * of an earlier one are let through */
	/* Does the table begin with this line (its own bytes, without its
	 * end)?  What stands in front is the preamble; NULL: with the first
	 * that is not blank. */
	bool (*begins)(void *arg, struct ou_str line);
	void *begins_arg;
};

struct ou_csv_row {
	const struct ou_str *cells;	/* decoded; valid until the next row */
	uint32_t n;
	uint64_t line;			/* where it starts, from 1 */
	uint64_t byte;
	struct ou_str raw;		/* the row's own bytes with its line
					 * end, for rejects */
};

/* Of a table made of a workbook the separator, the quote and the set are
 * known, whatever the options say; else a line "sep=;" in front of the table
 * is understood, and UTF-16 by its byte order mark.  The source is borrowed.
 * NULL with ${err} when there is no header (none in OU_CSV_PREAMBLE lines:
 * OU_DIAG_FORMAT), or it is wrong (OU_ERR_DAMAGED). */
#define OU_CSV_PREAMBLE 1000
struct ou_csv *ou_csv_new(struct ou_source *src,
    const struct ou_csv_options *options, struct ou_err *err);
void ou_csv_free(struct ou_csv *c);

/* The header's cells, read by ou_csv_new (none with no_header). */
const struct ou_csv_row *ou_csv_header(const struct ou_csv *c);

/* The lines in front of it, as they are. */
struct ou_str ou_csv_preamble(const struct ou_csv *c);

/* The set that the rows' own bytes are in: of what came as UTF-16 it is UTF-8,
 * which it was turned into. */
enum ou_charset ou_csv_charset(const struct ou_csv *c);

/* What stands between its cells. */
char ou_csv_separator(const struct ou_csv *c);

/* Column of that name, or -1. */
int ou_csv_column(const struct ou_csv *c, const char *name);

/**
 * ou_csv_next(c, row, err):
 * 1 and a row, 0 at a clean end, -1 with ${err}: OU_ERR_RECORD when reading
 * goes on with the next row (row->raw is filled; row->cells too when only
 * their number or size is wrong),
 * OU_ERR_DAMAGED when not.  Rows of nothing but separators are skipped.
 */
int ou_csv_next(struct ou_csv *c, struct ou_csv_row *row, struct ou_err *err);

/**
 * ou_csv_rereads(c), ou_csv_again(c, err):
 * Can the rows be read twice?  Go back to the first one.  0, or -1 with
 * ${err}.
 */
bool ou_csv_rereads(const struct ou_csv *c);
int ou_csv_again(struct ou_csv *c, struct ou_err *err);

/* Append a cell, quoted when it must be (RFC 4180). */
void ou_csv_put(struct ou_buf *b, struct ou_str cell, char separator);

#endif
