#include "csv-internal.h"

/*
 * libcsv gets a row line by line; as long as it has not seen the row's end, the
 * next line belongs to it.
 */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

void
ou_csv_parser_init(struct ou_csv *c)
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
	ou_csv_parser_init(c);
}

/* libcsv's callbacks.  Texts are kept by offset until the row is whole. */
static void
on_cell(void *p, size_t n, void *data)
{
	struct ou_csv *c = data;

	if (c->ends != 0)
		c->trailing = true;
	if (c->n_cells <= c->o.columns_max)
		c->cells[c->n_cells++] = (struct ou_str){ NULL, n };
	ou_buf_add(&c->text, p, n);
}

static void
on_row(int end, void *data)
{
	struct ou_csv *c = data;

	(void)end;
	c->ends++;
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
	return ou_csv_wrong(c, many ? OU_ERR_DAMAGED : OU_ERR_RECORD,
	    OU_DIAG_CSV, c->n_cells + 1,
	    "a quote inside a cell that is not quoted, or "
	    "text behind a closing quote", err);
}

/* One line to libcsv. */
static int
feed(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	if (csv_parse(&c->parser, line.p, line.n, on_cell, on_row,
	    c) != line.n)
		return refuse_quote(c, err);
	if (!csv_has_end(line) && c->ends == 0 &&
	    csv_fini(&c->parser, on_cell, on_row, c) != 0) {
		parser_again(c);
		return ou_csv_wrong(c, OU_ERR_DAMAGED, OU_DIAG_CSV,
		    c->n_cells + 1,
		    "a quoted cell that begins in this row never ends", err);
	}
	/* A row ended within the line, and another one began. */
	if (c->ends > 1 || c->trailing ||
	    (c->ends == 1 && c->parser.pstate != 0)) {
		parser_again(c);
		return ou_csv_wrong(c, OU_ERR_RECORD, OU_DIAG_CSV, 0,
		    "a carriage return that ends no line", err);
	}
	return 0;
}

static int
parse_lines(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	struct ou_err first = { .kind = OU_ERR_NONE };
	struct ou_str text;
	bool bad = false;

	for (;;) {
		if (ou_csv_text(c, line, &text, bad ? NULL : &first) != 0)
			bad = true;
		c->lines++;
		c->row.raw.n += line.n;
		if (feed(c, text, err) != 0)
			return -1;
		if (c->ends != 0)
			break;
		if (c->row.raw.n > c->o.row_max)
			return ou_csv_limit(c, OU_ERR_DAMAGED, 0, c->o.row_max,
			    " bytes in a row", err);
		line = ou_csv_line(c, c->row.raw.n, err);
		if (line.p == NULL)
			return -1;
	}
	c->row.raw.p = ou_source_window(c->src).p;
	if (bad && err != NULL)
		*err = first;
	return bad ? -1 : 0;
}

int
ou_csv_quoted(struct ou_csv *c, struct ou_str line, struct ou_err *err)
{
	int r;

	c->n_cells = 0;
	c->row.raw.n = 0;
	ou_buf_clear(&c->text);
	r = parse_lines(c, line, err);
	resolve(c);
	return r;
}
