#include "private.h"
#include "ou/io/file.h"
#include "ou/io/lines.h"
#include "ou/record/csv.h"

/*
 * Loading a table.  Columns of a book are mostly the same from one row to
 * the next (list, currency, dates), so a cell that repeats the one above it
 * is neither read nor copied again: its field is taken from the row above.
 * That halves the time and more than halves the memory of a long price list.
 */
#define BOOK_MAX ((size_t)1 << 30)
#define MEMO_MAX 32
#define POOL_SIZE 65536

struct memo {
	char text[MEMO_MAX];
	uint8_t n;			/* 0: nothing to repeat */
};

struct loader {
	struct ou_arena *a;
	const struct ou_book_file *file;
	const struct ou_table *table;
	const char *path;
	struct ou_rows *rows;
	uint32_t room;			/* rows there is memory for */
	char *pool, *pool_end;		/* for texts */
	uint8_t required[OU_TABLE_FIELDS_MAX], n_required;
	uint8_t width[OU_TABLE_FIELDS_MAX];	/* of each field in a row */
	struct memo memo[OU_TABLE_FIELDS_MAX];
};

/* An error of the reader or of a value becomes one of the book. */
static int
wrong(const struct loader *l, struct ou_err *err, uint64_t line,
    uint64_t column)
{
	if (err == NULL)
		return -1;
	err->kind = OU_ERR_USAGE;
	if (err->code != OU_DIAG_READ && err->code != OU_DIAG_OPEN)
		err->code = OU_DIAG_BOOK;
	err->source[0] = '\0';
	if (line != 0)
		err->line = line;
	if (column != 0)
		err->column = column;
	return ou_err_at(err, l->path, 0, 0);
}

static struct ou_str
keep(struct loader *l, struct ou_str s)
{
	char *p;

	if (s.n > (size_t)(l->pool_end - l->pool)) {
		if (s.n > POOL_SIZE / 8)
			return ou_str_dup(l->a, s);
		l->pool = ou_arena_alloc(l->a, POOL_SIZE);
		l->pool_end = l->pool + POOL_SIZE;
	}
	p = l->pool;
	memcpy(p, s.p, s.n);
	l->pool += s.n;
	return ou_str_make(p, s.n);
}

/* Set a field of the row at hand from a cell that is not empty. */
static int
set_cell(struct loader *l, int field, void *row, struct ou_str cell,
    struct ou_err *err)
{
	const struct ou_field *f = &l->table->fields[field];
	struct memo *m = &l->memo[field];
	bool text = f->kind == OU_KIND_TEXT || f->kind == OU_KIND_CODE;
	char *at = (char *)row + f->offset;

	if (m->n != 0 && m->n == cell.n &&
	    memcmp(m->text, cell.p, cell.n) == 0) {
		memcpy(at, at - l->table->size, l->width[field]);
		return 0;
	}
	if (text)
		cell = keep(l, cell);
	if (ou_book_set(f, row, cell, err) != 0) {
		(void)ou_err_in(err, "%s", f->name);
		return -1;
	}
	m->n = 0;
	if (cell.n <= MEMO_MAX) {
		memcpy(m->text, cell.p, cell.n);
		m->n = (uint8_t)cell.n;
	}
	return 0;
}

static uint64_t
column_of(const struct loader *l, int field)
{
	return field >= 0 && l->rows->columns != NULL ?
	    l->rows->columns[field] : 0;
}

/* A row is whole: what is required is there, and it makes sense. */
static int
end_row(struct loader *l, void *row, uint64_t line, struct ou_err *err)
{
	const struct ou_field *f;
	int i;

	for (i = 0; i < l->n_required; i++) {
		f = &l->table->fields[l->required[i]];
		if (ou_book_given(f, row))
			continue;
		(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "a value is required");
		(void)ou_err_in(err, "%s", f->name);
		return wrong(l, err, line, column_of(l, l->required[i]));
	}
	if (l->file->check != NULL && l->file->check(row, err) != 0) {
		i = err == NULL ? -1 : ou_table_find(l->table, err->field,
		    strlen(err->field));
		return wrong(l, err, line, column_of(l, i));
	}
	l->rows->lines[l->rows->n++] = (uint32_t)line;
	return 0;
}

static int
map_columns(struct loader *l, const struct ou_csv_row *header,
    int16_t *fields, struct ou_err *err)
{
	uint16_t *columns;
	uint32_t i;
	int k;

	columns = ou_arena_array(l->a, l->table->n_fields, sizeof(*columns));
	l->rows->columns = columns;
	for (i = 0; i < header->n; i++) {
		k = ou_table_find(l->table, header->cells[i].p,
		    header->cells[i].n);
		fields[i] = (int16_t)k;
		if (k >= 0)
			columns[k] = (uint16_t)(i + 1);
	}
	for (k = 0; k < l->table->n_fields; k++) {
		if (columns[k] != 0 ||
		    (l->table->fields[k].flags & OU_FIELD_REQUIRED) == 0)
			continue;
		(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "there is no column '%s'", l->table->fields[k].name);
		return wrong(l, err, header->line, 0);
	}
	return 0;
}

static int
csv_row(struct loader *l, const struct ou_csv_row *row,
    const int16_t *fields, struct ou_err *err)
{
	void *to = (char *)l->rows->rows +
	    (size_t)l->rows->n * l->table->size;
	uint32_t i;

	for (i = 0; i < row->n; i++) {
		if (fields[i] < 0)
			continue;
		if (row->cells[i].n == 0) {
			l->memo[fields[i]].n = 0;
			continue;
		}
		if (set_cell(l, fields[i], to, row->cells[i], err) != 0)
			return wrong(l, err, row->line, i + 1);
	}
	return end_row(l, to, row->line, err);
}

static int
load_csv(struct loader *l, struct ou_source *src, struct ou_arena *scratch,
    struct ou_err *err)
{
	struct ou_csv_options options = { 0 };
	struct ou_csv_row row;
	struct ou_csv *csv;
	int16_t *fields;
	int got;

	csv = ou_csv_new(src, &options, err);
	if (csv == NULL)
		return wrong(l, err, 0, 0);
	fields = ou_arena_array(scratch, ou_csv_header(csv)->n + 1,
	    sizeof(*fields));
	if (map_columns(l, ou_csv_header(csv), fields, err) != 0) {
		ou_csv_free(csv);
		return -1;
	}
	while ((got = ou_csv_next(csv, &row, err)) > 0) {
		if (csv_row(l, &row, fields, err) != 0) {
			ou_csv_free(csv);
			return -1;
		}
	}
	ou_csv_free(csv);
	return got == 0 ? 0 : wrong(l, err, 0, 0);
}

/* The text of a JSON value as a cell has it; absent for null. */
static int
json_cell(const struct ou_json *j, uint32_t node, struct ou_arena *scratch,
    struct ou_str *cell, struct ou_err *err)
{
	switch ((enum ou_json_kind)j->nodes[node].kind) {
	case OU_JSON_STRING:
		*cell = ou_json_text(j, node, scratch);
		return 0;
	case OU_JSON_NUMBER:
	case OU_JSON_TRUE:
	case OU_JSON_FALSE:
		*cell = ou_json_raw(j, node);
		return 0;
	case OU_JSON_NULL:
		*cell = OU_STR_NONE;
		return 0;
	default:
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "a list or object is no value of this column");
	}
}

static int
json_row(struct loader *l, const struct ou_json *j, uint64_t line,
    struct ou_arena *scratch, struct ou_err *err)
{
	void *to = (char *)l->rows->rows +
	    (size_t)l->rows->n * l->table->size;
	bool seen[OU_TABLE_FIELDS_MAX] = { false };
	struct ou_str key, cell;
	uint32_t node;
	int k;

	if (j->nodes[1].kind != OU_JSON_OBJECT) {
		(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "a line must be one JSON object");
		return wrong(l, err, line, 0);
	}
	if (ou_json_unique(j, 1, err) != 0)
		return wrong(l, err, line, 0);
	for (node = 2; node < j->nodes[1].next; node = j->nodes[node].next) {
		key = ou_json_key(j, node, scratch);
		k = ou_table_find(l->table, key.p, key.n);
		if (k < 0)
			continue;
		if (json_cell(j, node, scratch, &cell, err) != 0) {
			(void)ou_err_in(err, "%s", l->table->fields[k].name);
			return wrong(l, err, line, j->nodes[node].value + 1);
		}
		if (cell.n == 0)
			continue;
		seen[k] = true;
		if (set_cell(l, k, to, cell, err) != 0)
			return wrong(l, err, line, j->nodes[node].value + 1);
	}
	for (k = 0; k < l->table->n_fields; k++) {
		if (!seen[k])
			l->memo[k].n = 0;
	}
	return end_row(l, to, line, err);
}

static int
load_jsonl(struct loader *l, struct ou_source *src, struct ou_err *err)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	struct ou_lines lines;
	struct ou_json j;
	struct ou_str text;
	int got;

	ou_lines_init(&lines, src, (size_t)64 << 20);
	while ((got = ou_lines_next(&lines, &text, err)) > 0) {
		if (ou_str_trim(text).n == 0)
			continue;
		ou_arena_reset(&scratch);
		memset(&j, 0, sizeof(j));
		if (ou_json_index(&j, &scratch, text, NULL, err) != 0) {
			got = wrong(l, err, lines.number, 0);
			break;
		}
		got = json_row(l, &j, lines.number, &scratch, err);
		if (got != 0)
			break;
	}
	ou_arena_release(&scratch);
	if (got < 0)
		return wrong(l, err, 0, 0);
	return 0;
}

/* No more rows than lines. */
static uint32_t
count_lines(struct ou_str text)
{
	const char *p = text.p, *end = text.p + text.n;
	uint32_t n = 1;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		n++;
	}
	return n;
}

static int
load_text(struct loader *l, struct ou_str text, struct ou_arena *scratch,
    struct ou_err *err)
{
	struct ou_source *src;
	int bad;

	l->room = count_lines(text);
	l->rows->rows = ou_arena_array(l->a, l->room, l->table->size);
	l->rows->lines = ou_arena_array(l->a, l->room, sizeof(uint32_t));
	src = ou_source_memory(l->path, text);
	bad = ou_str_ends(ou_str_c(l->path), ".jsonl") ?
	    load_jsonl(l, src, err) : load_csv(l, src, scratch, err);
	ou_source_close(src);
	return bad;
}

static int
load_path(struct loader *l, struct ou_err *err)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	struct ou_source *src;
	struct ou_str text;
	int bad;

	src = ou_source_open(l->path, NULL, err);
	if (src == NULL)
		return wrong(l, err, 0, 0);
	bad = ou_source_all(src, &scratch, BOOK_MAX, &text, err);
	ou_source_close(src);
	if (bad)
		(void)wrong(l, err, 0, 0);
	else
		bad = load_text(l, text, &scratch, err);
	ou_arena_release(&scratch);
	return bad;
}

static void
know_fields(struct loader *l)
{
	const struct ou_field *f;
	uint8_t i;

	for (i = 0; i < l->table->n_fields; i++) {
		f = &l->table->fields[i];
		l->width[i] = (uint8_t)ou_book_width(f);
		if ((f->flags & OU_FIELD_REQUIRED) != 0)
			l->required[l->n_required++] = i;
	}
}

/* dir/NAME.csv or dir/NAME.jsonl; NULL where there is neither. */
static int
find_path(struct ou_arena *a, const char *dir, const char *name,
    const char **path, struct ou_err *err)
{
	struct ou_str csv, jsonl;
	char *x, *y;

	csv = ou_str_printf(a, "%s.csv", name);
	jsonl = ou_str_printf(a, "%s.jsonl", name);
	x = ou_path_join(a, dir, csv.p);
	y = ou_path_join(a, dir, jsonl.p);
	*path = NULL;
	if (ou_file_exists(x))
		*path = x;
	if (!ou_file_exists(y))
		return 0;
	if (*path == NULL) {
		*path = y;
		return 0;
	}
	(void)ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "%s stands beside it: which of the two is meant?", jsonl.p);
	return ou_err_at(err, x, 0, 0);
}

int
ou_book_load(struct ou_arena *a, const char *dir, const char *name,
    const char *path, struct ou_rows *rows, struct ou_err *err)
{
	const struct ou_book_file *file = ou_book_file_find(name);
	struct loader l;

	memset(rows, 0, sizeof(*rows));
	if (file == NULL)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "the book has no file '%s'", name);
	rows->table = file->table;
	rows->file = name;
	if (path == NULL && find_path(a, dir, name, &path, err) != 0)
		return -1;
	if (path == NULL)
		return 0;
	ou_table_prepare(file->table);
	memset(&l, 0, sizeof(l));
	l.a = a;
	l.file = file;
	l.table = file->table;
	l.path = path;
	l.rows = rows;
	know_fields(&l);
	rows->file = path;
	if (load_path(&l, err) != 0 || (file->key != NULL &&
	    ou_book_unique(rows, file->key, err) != 0)) {
		rows->n = 0;
		return -1;
	}
	return 0;
}
