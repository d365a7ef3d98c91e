#ifndef OU_LIB_RECORD_CSV_INTERNAL_H
#define OU_LIB_RECORD_CSV_INTERNAL_H

#include <csv.h>

#include "ou/record/csv.h"

/*
 * csv.c	a file: its beginning, its header, one row after the other
 * csv_line.c	lines out of the source's window, as text, cut into cells
 * csv_quote.c	rows whose quotes only libcsv understands
 */
struct ou_csv {
	struct ou_arena arena;		/* the run's */
	struct ou_arena row_arena;	/* decoded lines */
	struct ou_source *src;
	struct ou_source *own;		/* UTF-16 made UTF-8 */
	struct ou_csv_options o;
	struct csv_parser parser;
	struct ou_csv_row header;
	struct ou_csv_row row;		/* the one being read */
	struct ou_str *cells;		/* room for columns_max + 1 */
	uint32_t n_cells;
	struct ou_buf text;		/* of cells that libcsv gave */
	struct ou_buf preamble;
	size_t taken;			/* of the window, by the last row */
	uint64_t line;			/* of the first byte behind it */
	uint32_t lines;			/* ends of line in the row so far */
	uint32_t ends;			/* ends of row that libcsv saw */
	uint64_t first_byte, first_line;	/* of the first row */
	bool finished;
	bool trailing;			/* cells behind the end of the row */
};

static inline bool
csv_has_end(struct ou_str line)
{
	return line.n != 0 && line.p[line.n - 1] == '\n';
}

static inline struct ou_str
csv_without_end(struct ou_str line)
{
	if (csv_has_end(line)) {
		line.n--;
		if (line.n != 0 && line.p[line.n - 1] == '\r')
			line.n--;
	}
	return line;
}

/* What is wrong with the row at hand; always -1. */
int ou_csv_wrong(const struct ou_csv *c, enum ou_err_kind kind,
    enum ou_diag code, uint64_t column, const char *text, struct ou_err *err);
int ou_csv_limit(const struct ou_csv *c, enum ou_err_kind kind,
    uint64_t column, size_t max, const char *what, struct ou_err *err);

/* --- csv_line.c --- */

/* The line at ${from} of the window, with its end; n = 0 at the end of the
 * input, p = NULL on failure. */
struct ou_str ou_csv_line(struct ou_csv *c, size_t from, struct ou_err *err);

/* A line as text: decoded, valid UTF-8, without NUL. */
int ou_csv_text(struct ou_csv *c, struct ou_str line, struct ou_str *out,
    struct ou_err *err);

/**
 * ou_csv_cut(c, line):
 * Cut a line into its cells, in place, when its quotes stand around whole
 * cells and nowhere else, which is how nearly all stand: libcsv would give the
 * same cells.  False for anything else, for more cells than there may be
 * (n_cells says so), and for what is no text or has a carriage return inside.
 */
bool ou_csv_cut(struct ou_csv *c, struct ou_str line);

/* --- csv_quote.c --- */

void ou_csv_parser_init(struct ou_csv *c);

/* A row with quotes in it, which may go on over several lines; ${line} is the
 * first. */
int ou_csv_quoted(struct ou_csv *c, struct ou_str line, struct ou_err *err);

#endif
