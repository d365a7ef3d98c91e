#include <string.h>

#include "ou/base/base64.h"
#include "ou/formats/sales.h"
#include "ou/record/csv.h"

/* The columns of sales; those before OPTIONAL must be there. */
enum { SKU, DATE, QUANTITY, OPTIONAL, LOCATION = OPTIONAL, ORDER, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = { "sku", "date",
    "quantity", "location", "order" };

#define COLUMNS_MAX 20000
#define ROW_MAX (4U << 20)

struct reader {
	struct ou_sales_import *im;
	struct ou_err *err;
	int columns[N_COLUMNS];		/* sales: number of the column or -1 */
	uint32_t first;			/* series: the first figure */
	struct ou_date *dates;		/* series: of the columns, or NULL */
	struct ou_arena keep;
};

/* --- rejects --- */

static int
refuse(struct reader *r)
{
	struct ou_sales_import *im = r->im;
	struct ou_reject reject;
	struct ou_origin o;

	memset(&reject, 0, sizeof(reject));
	memset(&o, 0, sizeof(o));
	im->rejects++;
	reject.code = ou_str_c(ou_diag_name(r->err->code));
	reject.reason = ou_err_readable(&im->arena, r->err->text);
	reject.field = ou_err_readable(&im->arena, r->err->field);
	reject.format = ou_str_c(im->found);
	reject.source = &o;
	o.file = im->file;
	o.line = (struct ou_integer){ (int64_t)im->row->line, true };
	o.byte = (struct ou_integer){ (int64_t)im->row->byte, true };
	ou_base64_unless_text(&im->arena, im->row->raw, &reject.raw,
	    &reject.raw_base64);
	ou_base64_unless_text(&im->arena, im->header, &reject.envelope,
	    &reject.envelope_base64);
	return im->reject(im->arg, &reject);
}

/* --- sales --- */

static struct ou_str
cell_of(const struct reader *r, int column)
{
	int c = r->columns[column];

	return c >= 0 && (uint32_t)c < r->im->row->n
	    ? ou_str_trim(r->im->row->cells[c]) : OU_STR_NONE;
}

static int
required(struct reader *r, int column, struct ou_str s)
{
	if (s.n != 0)
		return 0;
	ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_REQUIRED, "no value");
	return ou_err_in(r->err, "%s", column_names[column]);
}

static int
read_sale(struct reader *r)
{
	struct ou_sale s;
	struct ou_time t;
	struct ou_str date = cell_of(r, DATE), n = cell_of(r, QUANTITY);

	memset(&s, 0, sizeof(s));
	s.sku = cell_of(r, SKU);
	s.location = cell_of(r, LOCATION);
	s.order = cell_of(r, ORDER);
	if (required(r, SKU, s.sku) != 0 || required(r, DATE, date) != 0 ||
	    required(r, QUANTITY, n) != 0)
		return 1;
	if (ou_time_parse(&t, date, r->err) != 0) {
		ou_err_in(r->err, "date");
		return 1;
	}
	s.date = t.date;
	if (ou_quantity_parse(&s.quantity, n, r->err) != 0) {
		ou_err_in(r->err, "quantity");
		return 1;
	}
	return r->im->sale(r->im->arg, &s, r->err);
}

/* --- series --- */

static bool
is_blank(struct ou_str s)
{
	s = ou_str_trim(s);
	return s.n == 0 || ou_str_is(s, "NA");
}

/* All figures are read before one is counted: a row counts or it does not. */
static int
read_figures(struct reader *r, struct ou_quantity *to, uint32_t *end)
{
	const struct ou_csv_row *row = r->im->row;
	uint32_t i;

	*end = r->first;
	for (i = r->first; i < row->n; i++) {
		if (is_blank(row->cells[i]))
			continue;
		if (ou_quantity_parse(&to[i], ou_str_trim(row->cells[i]),
		    r->err) != 0) {
			r->err->column = i + 1;
			return -1;
		}
		*end = i + 1;
	}
	return 0;
}

static int
read_series(struct reader *r)
{
	const struct ou_csv_row *row = r->im->row;
	struct ou_quantity *figures;
	struct ou_sale s;
	uint32_t i, end;
	int x;

	memset(&s, 0, sizeof(s));
	s.sku = row->n > 0 ? ou_str_trim(row->cells[0]) : OU_STR_NONE;
	if (required(r, SKU, s.sku) != 0)
		return 1;
	if (r->first > 1)
		s.location = ou_str_trim(row->cells[1]);
	figures = ou_arena_array(&r->im->arena, row->n, sizeof(*figures));
	if (read_figures(r, figures, &end) != 0)
		return 1;
	/* The oldest first: it makes the room for all. */
	for (i = r->first; i < end; i++) {
		if (!figures[i].given)
			continue;
		s.quantity = figures[i];
		if (r->dates != NULL)
			s.date = r->dates[i];
		s.age = end - 1 - i;
		x = r->im->sale(r->im->arg, &s, r->err);
		if (x != 0)
			return x;
	}
	return 0;
}

/* --- the file --- */

static bool
find_columns(const struct ou_csv_row *header, int *columns)
{
	uint32_t i;
	int c;

	for (c = 0; c < N_COLUMNS; c++) {
		columns[c] = -1;
		for (i = 0; i < header->n && columns[c] < 0; i++) {
			if (ou_str_caseeq(ou_str_trim(header->cells[i]),
			    ou_str_c(column_names[c])))
				columns[c] = (int)i;
		}
	}
	return columns[SKU] >= 0 && columns[DATE] >= 0 &&
	    columns[QUANTITY] >= 0;
}

static void
find_dates(struct reader *r, const struct ou_csv_row *header)
{
	struct ou_date *dates;
	uint32_t i;

	r->first = header->n > 1 && ou_str_caseeq(ou_str_trim(
	    header->cells[1]), OU_STR("location")) ? 2 : 1;
	dates = ou_arena_array(&r->keep, header->n, sizeof(*dates));
	for (i = r->first; i < header->n; i++) {
		if (ou_date_parse(&dates[i], ou_str_trim(header->cells[i]),
		    NULL) != 0)
			return;
	}
	r->dates = header->n > r->first ? dates : NULL;
}

static int
choose_form(struct reader *r, const struct ou_csv_row *header)
{
	struct ou_sales_import *im = r->im;
	bool sales = find_columns(header, r->columns);

	if (im->format != NULL)
		im->found = im->format;
	else
		im->found = sales ? "sales" : "series";
	if (strcmp(im->found, "sales") == 0) {
		if (sales)
			return 0;
		return ou_err_set(r->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "no columns sku, date and quantity");
	}
	if (header->n < 2)
		return ou_err_set(r->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "neither sales (sku, date, quantity) nor series (an item "
		    "and a column for each period)");
	find_dates(r, header);
	return 0;
}

static int
read_rows(struct reader *r, struct ou_csv *csv)
{
	bool series = strcmp(r->im->found, "series") == 0;
	struct ou_csv_row row;
	int x;

	for (;;) {
		ou_arena_reset(&r->im->arena);
		memset(r->err, 0, sizeof(*r->err));
		x = ou_csv_next(csv, &row, r->err);
		if (x == 0)
			return 0;
		if (x < 0 && r->err->kind != OU_ERR_RECORD)
			return -1;
		r->im->row = &row;
		r->im->rows++;
		if (x > 0)
			x = series ? read_series(r) : read_sale(r);
		else
			x = 1;
		if (x > 0)
			x = refuse(r);
		if (x < 0)
			return -1;
	}
}

int
ou_sales_read(struct ou_sales_import *im, struct ou_source *src,
    struct ou_err *err)
{
	struct ou_csv_options options = { .loose_header = true,
	    .columns_max = COLUMNS_MAX, .row_max = ROW_MAX };
	struct reader r = { .im = im, .err = err };
	struct ou_csv *csv;
	int x;

	im->file = ou_str_c(ou_source_name(src));
	im->rows = im->rejects = 0;
	if ((csv = ou_csv_new(src, &options, err)) == NULL)
		return -1;
	im->header = ou_str_dup(&r.keep, ou_csv_header(csv)->raw);
	x = choose_form(&r, ou_csv_header(csv));
	if (x == 0)
		x = read_rows(&r, csv);
	ou_csv_free(csv);
	ou_arena_release(&r.keep);
	return x;
}
