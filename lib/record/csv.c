#include <inttypes.h>
#include <stdlib.h>

#include "csv-internal.h"

/*
 * Rows are cut out of the source's window line by line.  A line whose quotes
 * stand around whole cells is cut in place.  Others with quotes go through
 * libcsv, and as long as that has not seen the row's end, the next line
 * belongs to it.  So the bytes of each row are known exactly.
 */
#define CELL_MAX ((size_t)64 << 10)
#define ROW_MAX ((size_t)1 << 20)
#define COLUMNS_MAX 1024

int
ou_csv_wrong(const struct ou_csv *c, enum ou_err_kind kind, enum ou_diag code,
    uint64_t column, const char *text, struct ou_err *err)
{
	ou_err_set(err, kind, code, "%s", text);
	if (err != NULL)
		err->byte = c->row.byte;
	return ou_err_at(err, ou_source_name(c->src), c->row.line, column);
}

int
ou_csv_limit(const struct ou_csv *c, enum ou_err_kind kind, uint64_t column,
    size_t max, const char *what, struct ou_err *err)
{
	char text[80];

	(void)snprintf(text, sizeof(text), "%s%zu%s", "more than ", max, what);
	return ou_csv_wrong(c, kind, OU_DIAG_LIMIT, column, text, err);
}

/* A line without quotes that has to be decoded, or says what is wrong. */
static int
unquoted(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	struct ou_str text;

	if (ou_csv_text(c, line, &text, err) != 0)
		return -1;
	if (ou_csv_cut(c, text) || c->n_cells > c->o.columns_max)
		return 0;
	return ou_csv_wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0,
	    "a carriage return that ends no line", err);
}

/* A row of a workbook is one, however many lines are in its cells. */
static uint32_t
row_lines(const struct ou_csv *c)
{
	return c->lines > 1 && ou_source_is_table(c->src) ? 1 : c->lines;
}

/* 1: a row stands in c->cells; 0: the end; -1: ${err}. */
static int
next_row(struct ou_csv *c, struct ou_err *err)
{
	struct ou_str line;
	int r;

	c->line += row_lines(c);
	ou_source_skip(c->src, c->taken);
	c->taken = c->lines = c->ends = c->n_cells = 0;
	c->trailing = false;
	c->row.line = c->line;
	c->row.byte = ou_source_offset(c->src);
	c->row.raw = OU_STR_NONE;
	line = ou_csv_line(c, 0, err);
	if (line.p == NULL || line.n == 0)
		return line.p == NULL ? -1 : 0;
	c->row.raw = line;
	if (line.n > c->o.row_max) {
		c->lines = 1;
		c->taken = line.n;
		return ou_csv_limit(c, csv_has_end(line) ? OU_ERR_RECORD :
		    OU_ERR_DAMAGED, 0, c->o.row_max, " bytes in a row", err);
	}
	if (c->o.charset == OU_CHARSET_UTF8 && ou_csv_cut(c, line))
		r = 0;
	else if (memchr(line.p, c->o.quote, line.n) != NULL)
		r = ou_csv_quoted(c, line, err);
	else
		r = unquoted(c, line, err);
	if (c->lines == 0)
		c->lines = 1;
	c->taken = c->row.raw.n;
	c->row.raw.p = ou_source_window(c->src).p;
	return r == 0 ? 1 : -1;
}

/* Nothing but separators. */
static bool
empty(const struct ou_csv *c)
{
	uint32_t i;

	for (i = 0; i < c->n_cells; i++) {
		if (c->cells[i].n != 0)
			return false;
	}
	return memchr(c->row.raw.p, c->o.quote, c->row.raw.n) == NULL;
}

static int
check_cells(const struct ou_csv *c, struct ou_err *err)
{
	char text[80];
	uint32_t i;

	if (c->n_cells > c->o.columns_max)
		return ou_csv_limit(c, OU_ERR_RECORD, 0, c->o.columns_max,
		    " columns", err);
	for (i = 0; i < c->n_cells; i++) {
		if (c->cells[i].n > c->o.cell_max)
			return ou_csv_limit(c, OU_ERR_RECORD, i + 1,
			    c->o.cell_max, " bytes in a cell", err);
	}
	if (c->header.cells == NULL || c->n_cells == c->header.n)
		return 0;
	(void)snprintf(text, sizeof(text),
	    "%" PRIu32 " cells where the header has %" PRIu32, c->n_cells,
	    c->header.n);
	return ou_csv_wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0, text, err);
}

int
ou_csv_next(struct ou_csv *c, struct ou_csv_row *row, struct ou_err *err)
{
	int got;

	*row = (struct ou_csv_row){ .cells = NULL };
	do {
		if (c->finished)
			return 0;
		if (c->row_arena.blocks != NULL)
			ou_arena_reset(&c->row_arena);
		got = next_row(c, err);
		if (got > 0 && empty(c))
			continue;
		*row = c->row;
		if (got > 0) {
			row->cells = c->cells;
			row->n = c->n_cells;
		}
		if (got > 0 && check_cells(c, err) != 0)
			got = -1;
		if (got == 0 || (got < 0 && (c->taken == 0 ||
		    (err != NULL && err->kind == OU_ERR_DAMAGED))))
			c->finished = true;
		return got;
	} while (true);
}

/* The separator that cuts the line most often, outside quotes. */
static char
sniff(const struct ou_csv *c, struct ou_str line)
{
	static const char all[] = ",;\t|";
	size_t count[4] = { 0, 0, 0, 0 }, i, best = 0;
	bool quoted = false;
	const char *at;

	for (i = 0; i < line.n; i++) {
		if (line.p[i] == c->o.quote)
			quoted = !quoted;
		else if (!quoted && line.p[i] != '\0' &&
		    (at = strchr(all, line.p[i])) != NULL)
			count[at - all]++;
	}
	for (i = 1; i < 4; i++) {
		if (count[i] > count[best])
			best = i;
	}
	return all[best];
}

/* Is this line in front of the table? */
static bool
in_front(struct ou_csv *c, struct ou_str line)
{
	bool begins = c->o.begins == NULL ? ou_str_trim(line).n != 0 :
	    c->o.begins(c->o.begins_arg, line);

	if (line.n != 5 || memcmp(line.p, "sep=", 4) != 0)
		return !begins;
	if (c->o.separator == 0)
		c->o.separator = line.p[4];
	return true;
}

/* The byte order mark, what is in front of the table, and the separator. */
static int
begin(struct ou_csv *c, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(c->src, 3, err), line;

	if (w.p == NULL)
		return -1;
	if (w.n >= 3 && memcmp(w.p, "\357\273\277", 3) == 0)
		ou_source_skip(c->src, 3);
	for (;;) {
		line = ou_csv_line(c, 0, err);
		if (line.p == NULL)
			return -1;
		w = csv_without_end(line);
		if (line.n == 0 || !in_front(c, w))
			break;
		ou_buf_adds(&c->preamble, line);
		ou_source_skip(c->src, line.n);
		if (c->line++ > OU_CSV_PREAMBLE)
			break;
	}
	if (c->o.begins != NULL &&
	    (line.n == 0 || c->line > OU_CSV_PREAMBLE + 1))
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "no line of it is the header of the table");
	if (c->o.separator == 0)
		c->o.separator = sniff(c, w);
	if (c->o.bare_tabs && c->o.separator == '\t' && c->own == NULL)
		c->o.quote = OU_CSV_NO_QUOTE;
	return 0;
}

static int
widen(struct ou_csv *c, struct ou_err *err)
{
	if (ou_source_widen(c->src, &c->arena, c->o.charset, &c->own,
	    err) != 0)
		return -1;
	if (c->own != NULL)
		c->src = c->own;
	if (c->own != NULL || c->o.charset == OU_CHARSET_UNKNOWN)
		c->o.charset = OU_CHARSET_UTF8;
	return 0;
}

static int
check_header(const struct ou_csv *c, struct ou_err *err)
{
	char text[160];
	uint32_t i;

	for (i = 0; i < c->header.n && !c->o.loose_header; i++) {
		struct ou_str name = c->header.cells[i];
		uint32_t k;

		if (name.n == 0)
			return ou_csv_wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV,
			    i + 1, "a column without a name", err);
		for (k = 0; k < i; k++) {
			if (!ou_str_eq(c->header.cells[k], name))
				continue;
			name = ou_str_sub(name, 0, 64);
			(void)snprintf(text, sizeof(text),
			    "the column '%.*s' stands there twice",
			    OU_STR_ARG(name));
			return ou_csv_wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV,
			    i + 1, text, err);
		}
	}
	return 0;
}

static int
read_header(struct ou_csv *c, struct ou_err *err)
{
	struct ou_csv_row row;
	struct ou_str *cells;
	uint32_t i;
	int got = ou_csv_next(c, &row, err);

	if (got == 0)
		return ou_csv_wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV, 0,
		    "there is no header", err);
	if (got < 0) {
		if (err != NULL)
			err->kind = OU_ERR_DAMAGED;
		return -1;
	}
	cells = ou_arena_array(&c->arena, row.n, sizeof(*cells));
	for (i = 0; i < row.n; i++)
		cells[i] = ou_str_dup(&c->arena, row.cells[i]);
	c->header = row;
	c->header.cells = cells;
	c->header.raw = ou_str_dup(&c->arena, row.raw);
	return check_header(c, err);
}

struct ou_csv *
ou_csv_new(struct ou_source *src, const struct ou_csv_options *options,
    struct ou_err *err)
{
	struct ou_csv *c = calloc(1, sizeof(*c));

	if (c == NULL)
		ou_out_of_memory();
	if (options != NULL)
		c->o = *options;
	if (ou_source_is_table(src)) {
		c->o.separator = ',';
		c->o.quote = '"';
		c->o.charset = OU_CHARSET_UTF8;
		c->o.bare_tabs = false;
	}
	c->src = src;
	c->line = 1;
	c->row.line = 1;
	if (c->o.quote == 0)
		c->o.quote = '"';
	if (c->o.cell_max == 0)
		c->o.cell_max = CELL_MAX;
	if (c->o.row_max == 0)
		c->o.row_max = ROW_MAX;
	if (c->o.columns_max == 0)
		c->o.columns_max = COLUMNS_MAX;
	ou_buf_init(&c->text, 0);
	ou_buf_init(&c->preamble, 0);
	c->cells = ou_arena_array(&c->arena, (size_t)c->o.columns_max + 1,
	    sizeof(*c->cells));
	if (widen(c, err) != 0 || begin(c, err) != 0) {
		ou_csv_parser_init(c);
		ou_csv_free(c);
		return NULL;
	}
	ou_csv_parser_init(c);
	if (!c->o.no_header && read_header(c, err) != 0) {
		ou_csv_free(c);
		return NULL;
	}
	c->first_byte = ou_source_offset(c->src) + c->taken;
	c->first_line = c->line + row_lines(c);
	return c;
}

bool
ou_csv_rereads(const struct ou_csv *c)
{
	return ou_source_rereads(c->src);
}

int
ou_csv_again(struct ou_csv *c, struct ou_err *err)
{
	uint64_t left = c->first_byte;
	struct ou_str w;

	if (ou_source_again(c->src, err) != 0)
		return -1;
	while (left > 0) {
		w = ou_source_fill(c->src, 1, err);
		if (w.p == NULL)
			return -1;
		if (w.n == 0)
			break;
		w.n = w.n < left ? w.n : (size_t)left;
		ou_source_skip(c->src, w.n);
		left -= w.n;
	}
	csv_free(&c->parser);
	ou_csv_parser_init(c);
	c->line = c->first_line;
	c->taken = c->lines = c->ends = c->n_cells = 0;
	c->finished = c->trailing = false;
	return 0;
}

void
ou_csv_free(struct ou_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	ou_buf_release(&c->text);
	ou_buf_release(&c->preamble);
	if (c->own != NULL)
		ou_source_close(c->own);
	ou_arena_release(&c->row_arena);
	ou_arena_release(&c->arena);
	free(c);
}

const struct ou_csv_row *
ou_csv_header(const struct ou_csv *c)
{
	return &c->header;
}

struct ou_str
ou_csv_preamble(const struct ou_csv *c)
{
	return ou_buf_str(&c->preamble);
}

enum ou_charset
ou_csv_charset(const struct ou_csv *c)
{
	return c->o.charset;
}

char
ou_csv_separator(const struct ou_csv *c)
{
	return c->o.separator;
}

int
ou_csv_column(const struct ou_csv *c, const char *name)
{
	uint32_t i;

	for (i = 0; i < c->header.n; i++) {
		if (ou_str_is(c->header.cells[i], name))
			return (int)i;
	}
	return -1;
}
