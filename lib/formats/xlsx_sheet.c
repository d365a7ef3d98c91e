#include <stdlib.h>

#include "xlsx.h"

/*
 * Cells come with their place or behind the one before; what is empty may not
 * come at all.  Rows are written as they come, and at the end all get as many
 * cells as the longest.
 */
#define ROWS_MAX 1048576
#define COLUMNS_MAX 16384
#define CELL_MAX ((size_t)1 << 20)

struct row {
	size_t end;			/* in the body */
	uint32_t cells;
};

struct writing {
	struct xlsx_book *b;
	struct ou_buf body;
	struct row *rows;
	uint32_t n_rows, cap_rows;
	uint32_t width;
	/* the row and the cell at hand */
	uint32_t row, column, cells;
	bool in_row, in_cell, in_value, in_inline, in_phonetic;
	struct ou_str type;		/* static */
	struct xlsx_style style;
	struct ou_buf value, text;
};

static int
too_long(struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
	    "the sheet is longer than the limit");
}

/* --- places --- */

static bool
digits(struct ou_str s, uint32_t *n)
{
	size_t i;

	*n = 0;
	if (s.n == 0 || s.n > 7)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*n = *n * 10 + (uint32_t)(s.p[i] - '0');
	}
	return true;
}

/* "AB12": the column; the row is the one it stands in. */
static bool
column_of(struct ou_str s, uint32_t *column)
{
	size_t i;

	*column = 0;
	for (i = 0; i < s.n && i < 4 && s.p[i] >= 'A' && s.p[i] <= 'Z'; i++)
		*column = *column * 26 + (uint32_t)(s.p[i] - 'A') + 1;
	return i > 0 && i < 4 && i < s.n;
}

static int
add_row(struct writing *w, struct ou_err *err)
{
	struct row *rows;

	if (w->body.n > w->b->text_max)
		return too_long(err);
	if (w->n_rows == w->cap_rows) {
		w->cap_rows = w->cap_rows != 0 ? w->cap_rows * 2 : 256;
		rows = realloc(w->rows, w->cap_rows * sizeof(*rows));
		if (rows == NULL)
			ou_out_of_memory();
		w->rows = rows;
	}
	w->rows[w->n_rows++] = (struct row){ w->body.n, w->cells };
	if (w->cells > w->width)
		w->width = w->cells;
	w->cells = 0;
	return 0;
}

static int
begin_row(struct writing *w, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct ou_str s = ou_xml_attribute(a, "r");
	uint32_t row = w->row + 1;

	if (s.n > 0 && !digits(s, &row))
		return ou_xlsx_damaged(err, "a row has no number");
	if (row <= w->row || row > ROWS_MAX)
		return ou_xlsx_damaged(err, "rows do not come in order");
	for (w->row++; w->row < row; w->row++) {
		if (add_row(w, err) != 0)
			return -1;
	}
	w->column = 0;
	w->in_row = true;
	return 0;
}

static int
begin_cell(struct writing *w, const struct xml_attributes *a,
    struct ou_err *err)
{
	static const char *const types[] = {
		"s", "str", "inlineStr", "b", "e", "d", "n"
	};
	struct ou_str s = ou_xml_attribute(a, "r");
	struct ou_str type = ou_xml_attribute(a, "t");
	uint32_t column = w->column + 1, style = 0;
	size_t i;

	if (s.n > 0 && !column_of(s, &column))
		return ou_xlsx_damaged(err, "a cell has no place");
	if (column <= w->column || column > COLUMNS_MAX)
		return ou_xlsx_damaged(err, "cells do not come in order");
	w->column = column;
	w->type = OU_STR("n");
	for (i = 0; type.n > 0 && i < sizeof(types) / sizeof(types[0]); i++) {
		if (ou_str_is(type, types[i]))
			break;
	}
	if (i == sizeof(types) / sizeof(types[0]))
		return ou_xlsx_damaged(err, "a cell of an unknown type");
	if (type.n > 0)
		w->type = ou_str_c(types[i]);
	s = ou_xml_attribute(a, "s");
	w->style = (struct xlsx_style){ XLSX_NUMBER, 0 };
	if (s.n > 0 && digits(s, &style) && style < w->b->n_styles)
		w->style = w->b->styles[style];
	ou_buf_clear(&w->value);
	w->in_cell = true;
	return 0;
}

/* --- values --- */

/* What the cell shows into w->text. */
static int
show(struct writing *w, struct ou_err *err)
{
	struct ou_str s = ou_buf_str(&w->value), text;
	uint32_t n;

	ou_buf_clear(&w->text);
	if (ou_str_is(w->type, "str") || ou_str_is(w->type, "inlineStr"))
		ou_xlsx_unescape(&w->text, s);
	else if ((s = ou_str_trim(s)).n == 0)
		return 0;
	else if (ou_str_is(w->type, "s")) {
		if (!digits(s, &n) || !ou_xlsx_string(w->b, n, &text))
			return ou_xlsx_damaged(err, "a text is not there");
		ou_buf_adds(&w->text, text);
	} else if (ou_str_is(w->type, "b"))
		ou_buf_puts(&w->text, ou_str_is(s, "0") ? "FALSE" : "TRUE");
	else if (ou_str_is(w->type, "e") || ou_str_is(w->type, "d"))
		ou_buf_adds(&w->text, s);
	else if ((w->style.kind == XLSX_NUMBER ||
	    w->style.kind == XLSX_ZEROS || !ou_xlsx_date(&w->text, s,
	    (enum xlsx_kind)w->style.kind, w->b->date1904)) &&
	    !ou_xlsx_number(&w->text, s, w->style))
		return ou_xlsx_damaged(err, "a cell is no number");
	return 0;
}

/* Quoted when anybody could take something in it for a separator. */
static void
put_cell(struct ou_buf *out, struct ou_str s)
{
	size_t i;
	bool quote = s.p[0] == ' ' || s.p[s.n - 1] == ' ';

	for (i = 0; i < s.n && !quote; i++)
		quote = strchr(",;|\t\"\r\n", s.p[i]) != NULL;
	if (!quote) {
		ou_buf_adds(out, s);
		return;
	}
	ou_buf_addc(out, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			ou_buf_addc(out, '"');
		/* a line of a cell ends as a line does */
		if (s.p[i] != '\r')
			ou_buf_addc(out, s.p[i]);
		else if (i + 1 == s.n || s.p[i + 1] != '\n')
			ou_buf_addc(out, '\n');
	}
	ou_buf_addc(out, '"');
}

static int
end_cell(struct writing *w, struct ou_err *err)
{
	w->in_cell = false;
	if (show(w, err) != 0)
		return -1;
	if (w->value.overflow || w->text.overflow)
		return too_long(err);
	if (w->text.n == 0)
		return 0;
	for (; w->cells < w->column; w->cells++) {
		if (w->cells > 0)
			ou_buf_addc(&w->body, ',');
	}
	put_cell(&w->body, ou_buf_str(&w->text));
	return w->body.n > w->b->text_max ? too_long(err) : 0;
}

/* --- elements --- */

static int
on_open(void *arg, struct ou_str name, const struct xml_attributes *a,
    struct ou_err *err)
{
	struct writing *w = arg;

	if (ou_str_is(name, "row"))
		return begin_row(w, a, err);
	if (ou_str_is(name, "c") && w->in_row)
		return begin_cell(w, a, err);
	if (!w->in_cell)
		return 0;
	if (ou_str_is(name, "is"))
		w->in_inline = true;
	else if (ou_str_is(name, "rPh"))
		w->in_phonetic = true;
	else if (ou_str_is(name, "v") || (ou_str_is(name, "t") &&
	    w->in_inline && !w->in_phonetic))
		w->in_value = true;
	return 0;
}

static int
on_close(void *arg, struct ou_str name, struct ou_err *err)
{
	struct writing *w = arg;

	if (ou_str_is(name, "v") || ou_str_is(name, "t"))
		w->in_value = false;
	else if (ou_str_is(name, "rPh"))
		w->in_phonetic = false;
	else if (ou_str_is(name, "is"))
		w->in_inline = false;
	else if (ou_str_is(name, "c") && w->in_cell)
		return end_cell(w, err);
	else if (ou_str_is(name, "row") && w->in_row) {
		w->in_row = false;
		return add_row(w, err);
	}
	return 0;
}

static int
on_text(void *arg, struct ou_str text, struct ou_err *err)
{
	struct writing *w = arg;

	(void)err;
	if (w->in_value)
		ou_buf_adds(&w->value, text);
	return 0;
}

/* All rows with as many cells as the longest; empty ones stay so. */
static int
assemble(const struct writing *w, struct ou_buf *out, struct ou_err *err)
{
	size_t from = 0;
	uint32_t i, k;

	for (i = 0; i < w->n_rows; i++) {
		if (out->n > w->b->text_max)
			return too_long(err);
		ou_buf_adds(out, ou_str_sub(ou_buf_str(&w->body), from,
		    w->rows[i].end - from));
		from = w->rows[i].end;
		for (k = w->rows[i].cells; k > 0 && k < w->width; k++)
			ou_buf_addc(out, ',');
		ou_buf_addc(out, '\n');
	}
	return 0;
}

int
ou_xlsx_sheet(struct xlsx_book *b, struct ou_buf *out, struct ou_err *err)
{
	static const struct xlsx_part part = { on_open, on_close, on_text };
	struct writing w = { .b = b };
	int rc;

	ou_buf_init(&w.body, 0);
	ou_buf_init(&w.value, CELL_MAX);
	ou_buf_init(&w.text, CELL_MAX);
	rc = ou_xlsx_part(&b->zip, b->entry, &part, &w, err);
	if (rc == 0)
		rc = assemble(&w, out, err);
	ou_buf_release(&w.body);
	ou_buf_release(&w.value);
	ou_buf_release(&w.text);
	free(w.rows);
	return rc;
}
