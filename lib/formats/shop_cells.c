#include <stdio.h>

#include "shop_cells.h"

#define LINES_LOOKED_AT 20		/* for the header */

/* --- the header --- */

/* The next of the names of a column. */
static bool
next_name(const char **at, struct ou_str *name)
{
	const char *end;

	if (*at == NULL)
		return false;
	end = strchr(*at, '|');
	*name = end != NULL ? ou_str_make(*at, (size_t)(end - *at)) :
	    ou_str_c(*at);
	*at = end != NULL ? end + 1 : NULL;
	return true;
}

static bool
has_name(const struct shop_column *column, struct ou_str cell)
{
	const char *at = column->names;
	struct ou_str name;

	while (next_name(&at, &name)) {
		if (ou_str_caseeq(name, cell))
			return true;
	}
	return false;
}

/* A cell of a header whose separator is not known yet: no name that we look
 * for has a separator or quote in it. */
static bool
next_cell(struct ou_str *line, struct ou_str *cell)
{
	size_t i;

	if (line->p == NULL)
		return false;
	for (i = 0; i < line->n && strchr(",;\t|", line->p[i]) == NULL; i++)
		continue;
	*cell = ou_str_trim(ou_str_sub(*line, 0, i));
	if (cell->n >= 2 && cell->p[0] == '"' &&
	    cell->p[cell->n - 1] == '"')
		*cell = ou_str_trim(ou_str_sub(*cell, 1, cell->n - 2));
	*line = i < line->n ? ou_str_sub(*line, i + 1, line->n) : OU_STR_NONE;
	return true;
}

static bool
line_has(struct ou_str line, const struct shop_column *column)
{
	struct ou_str cell;

	while (next_cell(&line, &cell)) {
		if (has_name(column, cell))
			return true;
	}
	return false;
}

static bool
is_header(const struct shop_column *columns, int n, struct ou_str line)
{
	int c;

	if (memchr(line.p, '\0', line.n) != NULL)
		return false;
	for (c = 0; c < n; c++) {
		if ((columns[c].flags & SHOP_NEEDED) != 0 &&
		    !line_has(line, &columns[c]))
			return false;
	}
	return true;
}

bool
ou_shop_file_fits(const struct shop_column *columns, int n,
    struct ou_str head)
{
	struct ou_str line;
	int i;

	if (ou_str_starts(head, "\xef\xbb\xbf"))
		head = ou_str_sub(head, 3, head.n);
	for (i = 0; i < LINES_LOOKED_AT && ou_str_split(&head, '\n', &line);
	    i++) {
		if (line.n > 0 && is_header(columns, n, line))
			return true;
	}
	return false;
}

static bool
begins(void *arg, struct ou_str line)
{
	const struct shop_file *f = arg;

	return line.n > 0 && is_header(f->columns, f->n_columns, line);
}

static void
find_columns(struct shop_file *f)
{
	const struct ou_csv_row *header = ou_csv_header(f->rows.csv);
	uint32_t i;
	int c;

	f->known = ou_arena_zalloc(&f->run, header->n);
	f->read = ou_arena_zalloc(&f->run, (size_t)f->n_columns);
	f->read_first = ou_arena_zalloc(&f->run, (size_t)f->n_columns);
	f->cell_of = ou_arena_array(&f->run, (size_t)f->n_columns,
	    sizeof(*f->cell_of));
	for (c = 0; c < f->n_columns; c++) {
		f->cell_of[c] = -1;
		for (i = 0; i < header->n; i++) {
			if (f->known[i] || !has_name(&f->columns[c],
			    ou_str_trim(header->cells[i])))
				continue;
			f->cell_of[c] = (int)i;
			f->known[i] = 1;
			break;
		}
	}
}

/* --- cells --- */

struct ou_str
ou_shop_cell(const struct shop_file *f, const struct ou_csv_row *row,
    int column)
{
	int i = f->cell_of[column];

	f->read[column] = 1;
	return i < 0 || (uint32_t)i >= row->n ? OU_STR_NONE :
	    ou_rows_cell(row->cells[i]);
}

struct ou_str
ou_shop_text(struct shop_file *f, const struct ou_csv_row *row, int column)
{
	struct ou_str s = ou_shop_cell(f, row, column);

	return s.n > 0 ? ou_str_dup(&f->rows.im->arena, s) : OU_STR_NONE;
}

int
ou_shop_at(const struct shop_file *f, struct ou_err *err, int column)
{
	struct ou_str name = ou_str_c(f->columns[column].names);

	/* as the file has it, else by its first name */
	if (f->cell_of[column] >= 0)
		name = ou_str_trim(ou_csv_header(f->rows.csv)
		    ->cells[f->cell_of[column]]);
	else if (ou_str_find(name, '|') > 0)
		name.n = (size_t)ou_str_find(name, '|');
	(void)snprintf(err->field, sizeof(err->field), "%.*s",
	    OU_STR_ARG(ou_str_sub(name, 0, 100)));
	return -1;
}

int
ou_shop_number(struct shop_file *f, const struct ou_csv_row *row, int column,
    int scale, int64_t *v, bool *given, struct ou_err *err)
{
	struct ou_str s = ou_shop_cell(f, row, column);

	*given = s.n > 0;
	if (s.n == 0)
		return 0;
	return ou_number_parse(v, s, scale, &f->numbers, err) == 0 ? 0 :
	    ou_shop_at(f, err, column);
}

int
ou_shop_amount(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_amount *to, struct ou_err *err)
{
	memset(to, 0, sizeof(*to));
	to->places = 2;
	return ou_shop_number(f, row, column, OU_AMOUNT_SCALE, &to->v,
	    &to->given, err);
}

int
ou_shop_price(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_price *to, struct ou_err *err)
{
	to->places = 2;
	return ou_shop_number(f, row, column, OU_PRICE_SCALE, &to->v,
	    &to->given, err);
}

int
ou_shop_quantity(struct shop_file *f, const struct ou_csv_row *row,
    int column, struct ou_quantity *to, struct ou_err *err)
{
	if (ou_shop_number(f, row, column, OU_QUANTITY_SCALE, &to->v,
	    &to->given, err) != 0)
		return -1;
	if (to->given)
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "a line item without quantity");
	return ou_shop_at(f, err, column);
}

int
ou_shop_time(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_time *to, struct ou_err *err)
{
	struct ou_str s = ou_shop_cell(f, row, column);
	const char *const *p;

	if (s.n == 0)
		return 0;
	for (p = f->dates; p != NULL && *p != NULL; p++) {
		if (ou_time_pattern(to, s, *p, f->rows.im->year, NULL) == 0)
			return 0;
	}
	return ou_time_guess(to, s, err) == 0 ? 0 :
	    ou_shop_at(f, err, column);
}

int
ou_shop_code(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_str *to, struct ou_err *err)
{
	struct ou_str s = ou_shop_cell(f, row, column);
	const char *why = ou_number_spoiled(s);

	*to = OU_STR_NONE;
	if (why != NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "'%.*s': %s",
		    OU_STR_ARG(s), why);
		return ou_shop_at(f, err, column);
	}
	if (s.n > 0)
		*to = ou_str_dup(&f->rows.im->arena, s);
	return 0;
}

struct ou_order_line *
ou_shop_line_new(struct shop_file *f)
{
	struct ou_arena *a = &f->rows.im->arena;
	struct ou_order_line *l = ou_import_append(a, &f->o->lines,
	    &f->o->n_lines, sizeof(*l));

	l->number = ou_str_printf(a, "%u", f->o->n_lines);
	l->unit = OU_STR("C62");
	l->product = ou_arena_zalloc(a, sizeof(*l->product));
	return l;
}

/* --- extra --- */

static struct ou_str
name_of(const struct shop_file *f, uint32_t cell)
{
	return ou_csv_header(f->rows.csv)->cells[cell];
}

static struct ou_str
first_name(const struct shop_file *f, int column)
{
	const char *at = f->columns[column].names;
	struct ou_str name = OU_STR_NONE;

	(void)next_name(&at, &name);
	return name;
}

void
ou_shop_line_extra(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l, int column)
{
	struct ou_str s = ou_shop_cell(f, row, column);

	if (s.n > 0)
		ou_import_extra(f->rows.im, &l->extra, &l->n_extra,
		    first_name(f, column), s);
}

void
ou_shop_order_extra(struct shop_file *f, const struct ou_csv_row *row,
    int column)
{
	ou_shop_extra(&f->shop, NULL, first_name(f, column),
	    ou_shop_cell(f, row, column));
}

/* A column that a plug-in has added, as gift_message or meta:pickup_id. */
static bool
is_attribute(struct shop_file *f, struct ou_str name, struct ou_str value)
{
	if (ou_str_starts(name, "meta:"))
		name = ou_str_sub(name, 5, name.n);
	return value.n > 0 && ou_shop_attribute(&f->shop, name, value);
}

/* The file's own columns that no row of the table names: what the first row
 * says of the order, and what later ones say otherwise of their line. */
static void
unknown_columns(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_order_line *l = f->o->n_lines > 0 ?
	    &f->o->lines[f->o->n_lines - 1] : NULL;
	bool first = f->rows.n_rows == 1;
	struct ou_str s;
	uint32_t i;

	for (i = 0; i < row->n; i++) {
		if (f->known[i])
			continue;
		s = ou_rows_cell(row->cells[i]);
		if (first && is_attribute(f, name_of(f, i), s))
			continue;
		if (first)
			ou_shop_extra(&f->shop, NULL, name_of(f, i), s);
		else if (l != NULL && s.n > 0 &&
		    !ou_str_eq(row->cells[i], f->first.cells[i]))
			ou_import_extra(f->rows.im, &l->extra, &l->n_extra,
			    name_of(f, i), s);
	}
}

/* A column of ours that the row's reader has not looked at: a later row has
 * another date than the first, or the first of two names was enough. */
static void
unread_columns(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_order_line *l = &f->o->lines[f->o->n_lines - 1];
	struct ou_str s;
	int c, i;

	for (c = 0; c < f->n_columns; c++) {
		i = f->cell_of[c];
		if (i < 0 || f->read[c] || (uint32_t)i >= row->n)
			continue;
		s = ou_rows_cell(row->cells[i]);
		if (s.n > 0 && !ou_str_eq(row->cells[i], f->kept[i]))
			ou_import_extra(f->rows.im, &l->extra, &l->n_extra,
			    first_name(f, c), s);
	}
}

/* The same of the first row, when the whole order is read.  Where rows are
 * merged it has got what belongs to their lines. */
static void
unread_first(struct shop_file *f)
{
	int c;

	for (c = 0; c < f->n_columns; c++) {
		if (!f->read[c] && !f->read_first[c] && (!f->merges ||
		    (f->columns[c].flags & SHOP_LINE) == 0))
			ou_shop_order_extra(f, &f->first, c);
	}
}

/* --- rows --- */

static void
begin_order(void *arg)
{
	struct shop_file *f = arg;

	f->o = ou_arena_zalloc(&f->rows.im->arena, sizeof(*f->o));
	f->shop.order = f->o;
	f->lines = shop_amount(0);
	f->rate.given = false;
}

static void
keep_first(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_arena *a = &f->rows.im->arena;
	uint32_t i;

	f->kept = ou_arena_array(a, row->n, sizeof(*f->kept));
	for (i = 0; i < row->n; i++)
		f->kept[i] = ou_str_dup(a, row->cells[i]);
	f->first = *row;
	f->first.cells = f->kept;
	f->shop.line = row->line;
}

/* Later rows may repeat the first one, but not gainsay it. */
static int
agrees(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_str now, then;
	int c, i;

	for (c = 0; c < f->n_columns; c++) {
		i = f->cell_of[c];
		if (i < 0)
			continue;
		now = row->cells[i];
		then = f->kept[i];
		if (f->merges && then.n == 0 && now.n > 0)
			f->kept[i] = ou_str_dup(&f->rows.im->arena, now);
		if ((f->columns[c].flags & SHOP_LINE) != 0 ||
		    (f->merges && then.n == 0))
			continue;
		if (now.n == 0 || ou_str_eq(now, then))
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
		    "rows of one order disagree: '%.*s' and '%.*s'",
		    OU_STR_ARG(ou_str_sub(then, 0, 80)),
		    OU_STR_ARG(ou_str_sub(now, 0, 80)));
		return ou_shop_at(f, err, c);
	}
	return 0;
}

static int
take_row(void *arg, const struct ou_csv_row *row, struct ou_err *err)
{
	struct shop_file *f = arg;
	bool first = f->rows.n_rows == 1;
	uint32_t lines = f->o->n_lines;

	if (first)
		keep_first(f, row);
	memset(f->read, 0, (size_t)f->n_columns);
	if ((first ? f->head : agrees)(f, row, err) != 0 ||
	    f->line(f, row, err) != 0)
		return -1;
	if (first)
		memcpy(f->read_first, f->read, (size_t)f->n_columns);
	else if (f->o->n_lines > lines)
		unread_columns(f, row);
	unknown_columns(f, row);
	return 0;
}

static struct ou_order *
end_order(void *arg, struct ou_err *err)
{
	struct shop_file *f = arg;

	if (f->o->n_lines == 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "no row of the order has a line item");
		return NULL;
	}
	memset(f->read, 0, (size_t)f->n_columns);
	if (f->end(f, &f->first, err) != 0)
		return NULL;
	unread_first(f);
	ou_shop_cancel_lines(&f->shop);
	f->o->source = ou_rows_origin(&f->rows);
	return f->o;
}

static bool
is_total(struct ou_str s)
{
	static const char *const words[] = {
		"total", "totals", "grand total", "totaux",
		"total g\303\251n\303\251ral",
		"summe", "gesamt", "gesamtsumme", "totale", "totaal", "sum",
	};
	size_t i;

	if (s.n > 0 && s.p[s.n - 1] == ':')
		s = ou_str_trim(ou_str_sub(s, 0, s.n - 1));
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (ou_str_caseeq(s, ou_str_c(words[i])))
			return true;
	}
	return false;
}

/* What people add below a table: a row that says nothing in the columns that
 * the table is known by, but for a word like Total. */
static bool
ignores(void *arg, const struct ou_csv_row *row)
{
	struct shop_file *f = arg;
	struct ou_str s;
	int c, total = 0;

	if (f->ignore != NULL && f->ignore(f, row))
		return true;
	if (row->cells == NULL)
		return false;
	for (c = 0; c < f->n_columns; c++) {
		if ((f->columns[c].flags & SHOP_NEEDED) == 0 ||
		    (s = ou_shop_cell(f, row, c)).n == 0)
			continue;
		if (total++ > 0 || !is_total(s))
			return false;
	}
	ou_rows_finding(&f->rows, row->line, OU_DIAG_FILTERED, "",
	    "a row without an order is left out");
	return true;
}

/* What the header lacks. */
static int
no_header(const struct shop_file *f, struct ou_source *src,
    struct ou_err *err)
{
	struct ou_buf b = OU_BUF_INIT;
	const char *at;
	struct ou_str name;
	int c;

	for (c = 0; c < f->n_columns; c++) {
		at = f->columns[c].names;
		if ((f->columns[c].flags & SHOP_NEEDED) != 0 &&
		    next_name(&at, &name))
			ou_buf_printf(&b, "%s'%.*s'", b.n > 0 ? ", " : "",
			    OU_STR_ARG(name));
	}
	ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "no line has the columns %.*s; this is no %s",
	    OU_STR_ARG(ou_buf_str(&b)), f->title);
	ou_buf_release(&b);
	return ou_err_at(err, ou_source_name(src), 1, 0);
}

int
ou_shop_file_run(struct shop_file *f, struct ou_import *im,
    struct ou_source *src, struct ou_err *err)
{
	struct ou_csv_options options = { .charset = im->charset,
	    .cell_max = im->field_max, .bare_tabs = f->bare_tabs,
	    .loose_header = true, .begins = begins, .begins_arg = f };
	int rc;

	f->rows.im = f->shop.im = im;
	f->rows.src = src;
	f->shop.source = ou_source_name(src);
	f->rows.arg = f;
	f->rows.ignore = ignores;
	f->rows.begin = begin_order;
	f->rows.row = take_row;
	f->rows.end = end_order;
	f->rows.csv = ou_csv_new(src, &options, err);
	if (f->rows.csv == NULL)
		return err->code == OU_DIAG_FORMAT ? no_header(f, src, err) :
		    -1;
	find_columns(f);
	rc = ou_rows_run(&f->rows, err);
	ou_csv_free(f->rows.csv);
	ou_arena_release(&f->run);
	return rc;
}
