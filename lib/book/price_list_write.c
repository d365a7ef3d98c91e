#include <stdio.h>
#include <string.h>

#include "ou/io/file.h"
#include "ou/record/csv.h"
#include "price_list.h"

/* The file as it is to be: its own cells, where they are not changed. */
#define FILE_MAX ((size_t)1 << 30)
#define HEADER "list,customer,group,contract,sku,minQuantity,unitPrice," \
    "priceBaseQuantity,unitCode,currency,pricesIncludeTax,validFrom," \
    "validThrough,priority\n"

struct writing {
	const struct ou_price_list *l;
	const struct ou_table *table;
	struct ou_buf *out;
	struct ou_csv *csv;
	char separator;
	uint32_t columns;		/* of the file */
	int16_t fields[OU_TABLE_FIELDS_MAX];	/* of added columns */
	uint32_t n_added;
};

/* The text of a field as a cell; empty where it is absent. */
static struct ou_str
cell(char *to, const struct ou_field *f, const struct ou_price_row *row)
{
	const void *at = (const char *)row + f->offset;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_PRICE:
		return ou_str_make(to, ou_price_text(to,
		    *(const struct ou_price *)at));
	case OU_KIND_QUANTITY:
		return ((const struct ou_quantity *)at)->given ?
		    ou_str_make(to, ou_quantity_text(to,
		    *(const struct ou_quantity *)at)) : OU_STR("");
	case OU_KIND_DATE:
		return ou_date_given(*(const struct ou_date *)at) ?
		    ou_str_make(to, ou_date_text(to,
		    *(const struct ou_date *)at)) : OU_STR("");
	case OU_KIND_INTEGER:
		return ((const struct ou_integer *)at)->given ?
		    ou_str_make(to, (size_t)snprintf(to, OU_DECIMAL_MAX,
		    "%lld", (long long)((const struct ou_integer *)at)->v)) :
		    OU_STR("");
	case OU_KIND_FLAG:
		return *(const enum ou_flag *)at == OU_FLAG_YES ?
		    OU_STR("true") : OU_STR("");
	default:
		return *(const struct ou_str *)at;
	}
}

static void
put(struct writing *w, struct ou_str text, bool first)
{
	if (!first)
		ou_buf_addc(w->out, w->separator);
	ou_csv_put(w->out, text, w->separator);
}

static void
put_field(struct writing *w, int field, const struct ou_price_row *row,
    bool first)
{
	char text[OU_DECIMAL_MAX];

	put(w, field < 0 ? OU_STR("") : cell(text, &w->table->fields[field],
	    row), first);
}

static int
field_of(const struct writing *w, struct ou_str column)
{
	return ou_table_find(w->table, column.p, column.n);
}

/* Columns that rows need now and the file does not have. */
static void
find_added(struct writing *w)
{
	const struct price *p;
	char text[OU_DECIMAL_MAX];
	uint32_t i;
	int k;

	for (k = 0; k < w->table->n_fields; k++) {
		if (ou_csv_column(w->csv, w->table->fields[k].name) >= 0)
			continue;
		for (i = 0; i < w->l->n; i++) {
			p = w->l->all[i];
			if (!p->gone && cell(text, &w->table->fields[k],
			    &p->row).n > 0)
				break;
		}
		if (i < w->l->n)
			w->fields[w->n_added++] = (int16_t)k;
	}
}

static void
put_added(struct writing *w, const struct ou_price_row *row)
{
	uint32_t i;

	for (i = 0; i < w->n_added; i++)
		put_field(w, w->fields[i], row, false);
	ou_buf_addc(w->out, '\n');
}

static void
put_header(struct writing *w)
{
	const struct ou_csv_row *header = ou_csv_header(w->csv);
	uint32_t i;

	ou_buf_adds(w->out, ou_csv_preamble(w->csv));
	for (i = 0; i < header->n; i++)
		put(w, header->cells[i], i == 0);
	for (i = 0; i < w->n_added; i++)
		put(w, ou_str_c(w->table->fields[w->fields[i]].name), false);
	ou_buf_addc(w->out, '\n');
}

/* A row of the file: what did not change stands as it was written. */
static void
put_old(struct writing *w, const struct ou_csv_row *row,
    const struct price *p)
{
	const struct ou_csv_row *header = ou_csv_header(w->csv);
	char now[OU_DECIMAL_MAX], then[OU_DECIMAL_MAX];
	const struct ou_field *f;
	struct ou_str text;
	uint32_t i;
	int k;

	for (i = 0; i < row->n; i++) {
		k = field_of(w, header->cells[i]);
		f = k >= 0 ? &w->table->fields[k] : NULL;
		text = row->cells[i];
		if (f != NULL && !ou_str_eq(cell(now, f, &p->row),
		    cell(then, f, p->was)))
			text = cell(now, f, &p->row);
		put(w, text, i == 0);
	}
	put_added(w, &p->row);
}

static void
put_new(struct writing *w, const struct ou_price_row *row)
{
	const struct ou_csv_row *header = ou_csv_header(w->csv);
	uint32_t i;

	for (i = 0; i < header->n; i++)
		put_field(w, field_of(w, header->cells[i]), row, i == 0);
	put_added(w, row);
}

static int
put_rows(struct writing *w, struct ou_err *err)
{
	struct ou_csv_row row;
	uint32_t i = 0;
	int got;

	find_added(w);
	put_header(w);
	while ((got = ou_csv_next(w->csv, &row, err)) > 0) {
		if (i < w->l->rows->n && !w->l->all[i]->gone)
			put_old(w, &row, w->l->all[i]);
		i++;
	}
	if (got < 0 || i != w->l->rows->n)
		return got < 0 ? -1 : ou_err_set(err, OU_ERR_BUSY,
		    OU_DIAG_BOOK, "the prices have changed while they were "
		    "read");
	for (; i < w->l->n; i++) {
		if (!w->l->all[i]->gone)
			put_new(w, &w->l->all[i]->row);
	}
	return 0;
}

int
ou_price_list_write(const struct ou_price_list *l, const char *path,
    struct ou_buf *out, struct ou_err *err)
{
	struct ou_csv_options options = { 0 };
	struct writing w = { .l = l, .out = out, .table = l->rows->table };
	struct ou_str text = OU_STR(HEADER);
	struct ou_source *src;
	int bad = -1;

	if (path != NULL && ou_file_load(l->a, path, FILE_MAX, &text,
	    err) != 0)
		return -1;
	src = ou_source_memory(path != NULL ? path : "prices", text);
	w.csv = ou_csv_new(src, &options, err);
	if (w.csv != NULL) {
		w.separator = ou_csv_separator(w.csv);
		bad = put_rows(&w, err);
	}
	ou_csv_free(w.csv);
	ou_source_close(src);
	return bad;
}
