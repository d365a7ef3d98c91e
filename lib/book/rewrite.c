#include <stdio.h>
#include <string.h>

#include "ou/io/file.h"
#include "ou/record/csv.h"
#include "rewrite.h"

#define FILE_MAX ((size_t)1 << 30)

struct writing {
	const struct ou_rows *rows;
	const struct ou_table *table;
	const struct ou_rewrite *all;
	uint32_t n;
	struct ou_buf *out;
	struct ou_csv *csv;
	char separator;
	struct ou_str end;		/* of a line, as the file has it */
	int16_t fields[OU_TABLE_FIELDS_MAX];	/* of added columns */
	uint32_t n_added;
};

/* The text of a field as a cell; empty where it is absent. */
static struct ou_str
cell(char *to, const struct ou_field *f, const void *row)
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
put_field(struct writing *w, int field, const void *row, bool first)
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
	char text[OU_DECIMAL_MAX];
	uint32_t i;
	int k;

	for (k = 0; k < w->table->n_fields; k++) {
		if (ou_csv_column(w->csv, w->table->fields[k].name) >= 0)
			continue;
		for (i = 0; i < w->n; i++) {
			if (w->all[i].row != NULL && cell(text,
			    &w->table->fields[k], w->all[i].row).n > 0)
				break;
		}
		if (i < w->n)
			w->fields[w->n_added++] = (int16_t)k;
	}
}

/* A line's own bytes without its end; the first line says how lines end. */
static struct ou_str
bare(struct ou_str raw)
{
	while (raw.n > 0 && (raw.p[raw.n - 1] == '\n' ||
	    raw.p[raw.n - 1] == '\r'))
		raw.n--;
	return raw;
}

static void
put_added(struct writing *w, const void *row)
{
	uint32_t i;

	for (i = 0; i < w->n_added; i++)
		put_field(w, w->fields[i], row, false);
	ou_buf_adds(w->out, w->end);
}

static void
put_header(struct writing *w, struct ou_str text)
{
	struct ou_str raw = ou_csv_header(w->csv)->raw, line = bare(raw);
	uint32_t i;

	w->end = ou_str_sub(raw, line.n, raw.n);
	if (w->end.n == 0)
		w->end = OU_STR("\n");
	if (ou_str_starts(text, "\xef\xbb\xbf") &&
	    !ou_str_starts(ou_csv_preamble(w->csv), "\xef\xbb\xbf"))
		ou_buf_adds(w->out, OU_STR("\xef\xbb\xbf"));
	ou_buf_adds(w->out, ou_csv_preamble(w->csv));
	ou_buf_adds(w->out, line);
	for (i = 0; i < w->n_added; i++)
		put(w, ou_str_c(w->table->fields[w->fields[i]].name), false);
	ou_buf_adds(w->out, w->end);
}

/* Is it another text now?  Then it is in ${now}. */
static bool
changes(char *now, const struct ou_field *f, const struct ou_rewrite *x,
    struct ou_str *text)
{
	char then[OU_DECIMAL_MAX];
	struct ou_str s = cell(now, f, x->row);

	if (ou_str_eq(s, cell(then, f, x->was)))
		return false;
	*text = s;
	return true;
}

static bool
stays(const struct writing *w, const struct ou_rewrite *x)
{
	char now[OU_DECIMAL_MAX];
	struct ou_str text;
	int k;

	for (k = 0; k < w->table->n_fields; k++) {
		if (changes(now, &w->table->fields[k], x, &text))
			return false;
	}
	return true;
}

static void
put_old(struct writing *w, const struct ou_csv_row *row,
    const struct ou_rewrite *x)
{
	const struct ou_csv_row *header = ou_csv_header(w->csv);
	char now[OU_DECIMAL_MAX];
	struct ou_str text;
	uint32_t i;
	int k;

	if (stays(w, x)) {
		ou_buf_adds(w->out, bare(row->raw));
		put_added(w, x->row);
		return;
	}
	for (i = 0; i < row->n; i++) {
		k = field_of(w, header->cells[i]);
		text = row->cells[i];
		if (k >= 0)
			(void)changes(now, &w->table->fields[k], x, &text);
		put(w, text, i == 0);
	}
	put_added(w, x->row);
}

static void
put_new(struct writing *w, const void *row)
{
	const struct ou_csv_row *header = ou_csv_header(w->csv);
	uint32_t i;

	for (i = 0; i < header->n; i++)
		put_field(w, field_of(w, header->cells[i]), row, i == 0);
	put_added(w, row);
}

static int
put_rows(struct writing *w, struct ou_str text, struct ou_err *err)
{
	struct ou_csv_row row;
	uint32_t i = 0;
	int got;

	find_added(w);
	put_header(w, text);
	while ((got = ou_csv_next(w->csv, &row, err)) > 0) {
		if (i < w->rows->n && w->all[i].row != NULL)
			put_old(w, &row, &w->all[i]);
		i++;
	}
	if (got < 0 || i != w->rows->n)
		return got < 0 ? -1 : ou_err_set(err, OU_ERR_BUSY,
		    OU_DIAG_BOOK, "%s has changed while it was read",
		    w->rows->file);
	for (; i < w->n; i++) {
		if (w->all[i].row != NULL)
			put_new(w, w->all[i].row);
	}
	return 0;
}

int
ou_book_rewrite(struct ou_arena *a, const struct ou_rows *rows,
    const char *header, const struct ou_rewrite *all, uint32_t n,
    const char *path, struct ou_buf *out, struct ou_err *err)
{
	struct ou_csv_options options = { 0 };
	struct writing w = { .rows = rows, .table = rows->table, .all = all,
	    .n = n, .out = out };
	struct ou_str text = ou_str_c(header);
	struct ou_source *src;
	int bad = -1;

	if (path != NULL && ou_file_load(a, path, FILE_MAX, &text,
	    err) != 0)
		return -1;
	src = ou_source_memory(path != NULL ? path : rows->file, text);
	w.csv = ou_csv_new(src, &options, err);
	if (w.csv != NULL) {
		w.separator = ou_csv_separator(w.csv);
		bad = put_rows(&w, text, err);
	}
	ou_csv_free(w.csv);
	ou_source_close(src);
	return bad;
}
