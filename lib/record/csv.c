#include <csv.h>
#include <inttypes.h>
#include <stdlib.h>

#include "ou/record/csv.h"

/*
 * Rows are cut out of the source's window line by line.  A line without a
 * quote is cut at its separators, in place.  One with quotes goes through
 * libcsv, and as long as that has not seen the row's end, the next line
 * belongs to it.  So the bytes of each row are known exactly.
 */
#define CELL_MAX ((size_t)64 << 10)
#define ROW_MAX ((size_t)1 << 20)
#define COLUMNS_MAX 1024
#define WIDE_MAX ((size_t)256 << 20)	/* of UTF-16, which is read whole */

struct ou_csv {
	struct ou_arena arena;		/* the run's */
	struct ou_arena row_arena;	/* decoded lines */
	struct ou_source *src;
	struct ou_source *own;		/* UTF-16 made UTF-8 */
	struct ou_csv_options o;
	struct csv_parser parser;
	struct ou_csv_row header;
	struct ou_csv_row row;		/* the one being read */
	struct ou_str *cells;
	uint32_t n_cells, cap_cells;
	struct ou_buf text;		/* of cells that libcsv gave */
	size_t taken;			/* of the window, by the last row */
	uint64_t line;			/* of the first byte behind it */
	uint32_t lines;			/* ends of line in the row so far */
	uint32_t ends;			/* ends of row that libcsv saw */
	bool finished;
	bool trailing;			/* cells behind the end of the row */
};

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
parser_init(struct ou_csv *c)
{
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		ou_out_of_memory();
	csv_set_delim(&c->parser, (unsigned char)c->o.separator);
	csv_set_quote(&c->parser, (unsigned char)c->o.quote);
	csv_set_space_func(&c->parser, no_space);
}

static void
parser_again(struct ou_csv *c)
{
	csv_free(&c->parser);
	parser_init(c);
}

static void
add_cell(struct ou_csv *c, struct ou_str s)
{
	if (c->n_cells == c->cap_cells) {
		uint32_t cap = c->cap_cells != 0 ? c->cap_cells * 2 : 64;

		c->cells = ou_arena_extend(&c->arena, c->cells,
		    c->n_cells * sizeof(*c->cells), cap * sizeof(*c->cells));
		c->cap_cells = cap;
	}
	c->cells[c->n_cells++] = s;
}

/* libcsv's callbacks.  Texts are kept by offset until the row is whole. */
static void
on_cell(void *p, size_t n, void *data)
{
	struct ou_csv *c = data;

	if (c->ends != 0)
		c->trailing = true;
	if (c->n_cells <= c->o.columns_max)
		add_cell(c, (struct ou_str){ NULL, n });
	ou_buf_add(&c->text, p, n);
}

static void
on_row(int end, void *data)
{
	struct ou_csv *c = data;

	(void)end;
	c->ends++;
}

static int
wrong(const struct ou_csv *c, enum ou_err_kind kind, enum ou_diag code,
    uint64_t column, const char *text, struct ou_err *err)
{
	ou_err_set(err, kind, code, "%s", text);
	if (err != NULL)
		err->byte = c->row.byte;
	return ou_err_at(err, ou_source_name(c->src), c->row.line, column);
}

static int
limit(const struct ou_csv *c, enum ou_err_kind kind, uint64_t column,
    size_t max, const char *what, struct ou_err *err)
{
	char text[80];

	(void)snprintf(text, sizeof(text), "%s%zu%s", "more than ", max, what);
	return wrong(c, kind, OU_DIAG_LIMIT, column, text, err);
}

/* A line as text: decoded, valid UTF-8, without NUL. */
static int
line_text(struct ou_csv *c, struct ou_str line, struct ou_str *out,
    struct ou_err *err)
{
	size_t good;

	*out = line;
	if (c->o.charset != OU_CHARSET_UTF8 &&
	    ou_charset_decode(&c->row_arena, out, line, c->o.charset,
	    err) != 0) {
		*out = line;
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, 0);
	}
	good = ou_utf8_valid(out->p, out->n);
	if (good != out->n) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_ENCODING,
		    "byte 0x%02x is not UTF-8", (unsigned char)out->p[good]);
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, good + 1);
	}
	if (memchr(out->p, '\0', out->n) != NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CSV,
		    "a NUL byte is no text");
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, (uint64_t)((const char *)
		    memchr(out->p, '\0', out->n) - out->p) + 1);
	}
	return 0;
}

/* The line at ${from} of the window, with its end; n = 0 at the end of the
 * input, p = NULL on failure. */
static struct ou_str
line_at(struct ou_csv *c, size_t from, struct ou_err *err)
{
	struct ou_str w = ou_source_window(c->src);
	size_t seen = from;
	const char *lf;

	for (;;) {
		if (w.n > seen && (lf = memchr(w.p + seen, '\n',
		    w.n - seen)) != NULL)
			return ou_str_make(w.p + from,
			    (size_t)(lf + 1 - w.p) - from);
		if (w.n > seen)
			seen = w.n;
		if (seen > c->o.row_max)
			return ou_str_make(w.p + from, w.n - from);
		w = ou_source_fill(c->src, seen + 1, err);
		if (w.p == NULL)
			return OU_STR_NONE;
		if (w.n > seen)
			continue;
		if (!ou_source_failed(c->src))
			return ou_str_make(w.p + from, w.n - from);
		/* What came last before the failure is no row. */
		ou_source_skip(c->src, w.n);
		(void)ou_source_fill(c->src, 1, err);
		return OU_STR_NONE;
	}
}

static bool
has_end(struct ou_str line)
{
	return line.n != 0 && line.p[line.n - 1] == '\n';
}

static struct ou_str
without_end(struct ou_str line)
{
	if (has_end(line)) {
		line.n--;
		if (line.n != 0 && line.p[line.n - 1] == '\r')
			line.n--;
	}
	return line;
}

/* Cut a line without quotes at its separators. */
static int
cut(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	const char *p, *end, *at;

	line = without_end(line);
	if (memchr(line.p, '\r', line.n) != NULL)
		return wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0,
		    "a carriage return that ends no line", err);
	p = line.p;
	end = p + line.n;
	for (; (at = memchr(p, c->o.separator, (size_t)(end - p))) != NULL;
	    p = at + 1) {
		if (c->n_cells > c->o.columns_max)
			break;
		add_cell(c, ou_str_make(p, (size_t)(at - p)));
	}
	add_cell(c, ou_str_make(p, (size_t)(end - p)));
	return 0;
}

/*
 * The same for a line whose quotes stand around whole cells and nowhere else,
 * which is how nearly all quotes stand: libcsv would give the same cells.
 * False for anything else, and for text that has to be decoded or is wrong.
 */
static bool
plain_quotes(struct ou_csv *c, struct ou_str line)
{
	const char *p, *end, *at;

	line = without_end(line);
	if (c->o.charset != OU_CHARSET_UTF8 ||
	    memchr(line.p, '\r', line.n) != NULL ||
	    memchr(line.p, '\0', line.n) != NULL ||
	    ou_utf8_valid(line.p, line.n) != line.n)
		return false;
	end = line.p + line.n;
	for (p = line.p; c->n_cells <= c->o.columns_max; p++) {
		if (p < end && *p == c->o.quote) {
			p++;
			at = memchr(p, c->o.quote, (size_t)(end - p));
			if (at == NULL ||
			    (at + 1 < end && at[1] != c->o.separator))
				return false;
			add_cell(c, ou_str_make(p, (size_t)(at - p)));
			p = at + 1;
		} else {
			at = memchr(p, c->o.separator, (size_t)(end - p));
			if (at == NULL)
				at = end;
			if (memchr(p, c->o.quote, (size_t)(at - p)) != NULL)
				return false;
			add_cell(c, ou_str_make(p, (size_t)(at - p)));
			p = at;
		}
		if (p == end)
			return true;
	}
	return false;
}

/* Give pointers to what libcsv left by offset. */
static void
resolve(struct ou_csv *c)
{
	const char *p = ou_buf_str(&c->text).p;
	uint32_t i;

	for (i = 0; i < c->n_cells; i++) {
		c->cells[i].p = p;
		p += c->cells[i].n;
	}
}

/* What libcsv does not take.  A row of one line is let go; behind one of
 * several, nobody knows where the next begins. */
static int
refuse_quote(struct ou_csv *c, struct ou_err *err)
{
	bool many = c->lines > 1;

	parser_again(c);
	return wrong(c, many ? OU_ERR_DAMAGED : OU_ERR_RECORD, OU_DIAG_CSV,
	    c->n_cells + 1, "a quote inside a cell that is not quoted, or "
	    "text behind a closing quote", err);
}

/* One line to libcsv. */
static int
feed(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	if (csv_parse(&c->parser, line.p, line.n, on_cell, on_row,
	    c) != line.n)
		return refuse_quote(c, err);
	if (!has_end(line) && c->ends == 0 &&
	    csv_fini(&c->parser, on_cell, on_row, c) != 0) {
		parser_again(c);
		return wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV, c->n_cells + 1,
		    "a quoted cell that begins in this row never ends", err);
	}
	/* A row ended within the line, and another one began. */
	if (c->ends > 1 || c->trailing ||
	    (c->ends == 1 && c->parser.pstate != 0)) {
		parser_again(c);
		return wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0,
		    "a carriage return that ends no line", err);
	}
	return 0;
}

/* The lines of a row with quotes in it; ${line} is the first. */
static int
parse_lines(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	struct ou_err first = { .kind = OU_ERR_NONE };
	struct ou_str text;
	bool bad = false;

	for (;;) {
		if (line_text(c, line, &text, bad ? NULL : &first) != 0)
			bad = true;
		c->lines++;
		c->row.raw.n += line.n;
		if (feed(c, text, err) != 0)
			return -1;
		if (c->ends != 0)
			break;
		if (c->row.raw.n > c->o.row_max)
			return limit(c, OU_ERR_DAMAGED, 0, c->o.row_max,
			    " bytes in a row", err);
		line = line_at(c, c->row.raw.n, err);
		if (line.p == NULL)
			return -1;
	}
	c->row.raw.p = ou_source_window(c->src).p;
	if (bad && err != NULL)
		*err = first;
	return bad ? -1 : 0;
}

/* 1: a row stands in c->cells; 0: the end; -1: ${err}. */
static int
next_row(struct ou_csv *c, struct ou_err *err)
{
	struct ou_str line, text;
	int r;

	c->line += c->lines;
	ou_source_skip(c->src, c->taken);
	c->taken = c->lines = c->ends = c->n_cells = 0;
	c->trailing = false;
	c->row.line = c->line;
	c->row.byte = ou_source_offset(c->src);
	c->row.raw = OU_STR_NONE;
	line = line_at(c, 0, err);
	if (line.p == NULL || line.n == 0)
		return line.p == NULL ? -1 : 0;
	c->row.raw = line;
	if (line.n > c->o.row_max) {
		c->lines = 1;
		c->taken = line.n;
		return limit(c, has_end(line) ? OU_ERR_RECORD :
		    OU_ERR_DAMAGED, 0, c->o.row_max, " bytes in a row", err);
	}
	if (memchr(line.p, c->o.quote, line.n) != NULL) {
		if (!plain_quotes(c, line)) {
			c->n_cells = 0;
			ou_buf_clear(&c->text);
			c->row.raw.n = 0;
			r = parse_lines(c, line, err);
			resolve(c);
		} else {
			c->lines = 1;
			r = 0;
		}
	} else {
		r = line_text(c, line, &text, err);
		c->lines = 1;
		if (r == 0)
			r = cut(c, text, err);
	}
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
		return limit(c, OU_ERR_RECORD, 0, c->o.columns_max,
		    " columns", err);
	for (i = 0; i < c->n_cells; i++) {
		if (c->cells[i].n > c->o.cell_max)
			return limit(c, OU_ERR_RECORD, i + 1, c->o.cell_max,
			    " bytes in a cell", err);
	}
	if (c->header.cells == NULL || c->n_cells == c->header.n)
		return 0;
	(void)snprintf(text, sizeof(text),
	    "%" PRIu32 " cells where the header has %" PRIu32, c->n_cells,
	    c->header.n);
	return wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0, text, err);
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

/* The byte order mark, "sep=;", and the separator. */
static int
begin(struct ou_csv *c, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(c->src, 3, err), line;

	if (w.p == NULL)
		return -1;
	if (w.n >= 3 && memcmp(w.p, "\357\273\277", 3) == 0)
		ou_source_skip(c->src, 3);
	line = line_at(c, 0, err);
	if (line.p == NULL)
		return -1;
	w = without_end(line);
	if (w.n == 5 && memcmp(w.p, "sep=", 4) == 0) {
		if (c->o.separator == 0)
			c->o.separator = w.p[4];
		ou_source_skip(c->src, line.n);
		c->line++;
	} else if (c->o.separator == 0)
		c->o.separator = sniff(c, w);
	return 0;
}

/* UTF-16 is turned into UTF-8 whole. */
static int
widen(struct ou_csv *c, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(c->src, 2, err), all, text;

	if (w.p == NULL)
		return -1;
	if (c->o.charset == OU_CHARSET_UNKNOWN && w.n >= 2 &&
	    memcmp(w.p, "\377\376", 2) == 0)
		c->o.charset = OU_CHARSET_UTF16LE;
	else if (c->o.charset == OU_CHARSET_UNKNOWN && w.n >= 2 &&
	    memcmp(w.p, "\376\377", 2) == 0)
		c->o.charset = OU_CHARSET_UTF16BE;
	if (c->o.charset == OU_CHARSET_UNKNOWN)
		c->o.charset = OU_CHARSET_UTF8;
	if (c->o.charset != OU_CHARSET_UTF16LE &&
	    c->o.charset != OU_CHARSET_UTF16BE)
		return 0;
	if (ou_source_all(c->src, &c->arena, WIDE_MAX, &all, err) != 0 ||
	    ou_charset_decode(&c->arena, &text, all, c->o.charset, err) != 0)
		return ou_err_at(err, ou_source_name(c->src), 0, 0);
	c->own = ou_source_memory(ou_source_name(c->src), text);
	c->src = c->own;
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
			return wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV, i + 1,
			    "a column without a name", err);
		for (k = 0; k < i; k++) {
			if (!ou_str_eq(c->header.cells[k], name))
				continue;
			name = ou_str_sub(name, 0, 64);
			(void)snprintf(text, sizeof(text),
			    "the column '%.*s' stands there twice",
			    OU_STR_ARG(name));
			return wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV, i + 1,
			    text, err);
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
		return wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV, 0,
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
	if (widen(c, err) != 0 || begin(c, err) != 0) {
		parser_init(c);
		ou_csv_free(c);
		return NULL;
	}
	parser_init(c);
	if (!c->o.no_header && read_header(c, err) != 0) {
		ou_csv_free(c);
		return NULL;
	}
	return c;
}

void
ou_csv_free(struct ou_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	ou_buf_release(&c->text);
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
