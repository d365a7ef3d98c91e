#include <stdlib.h>

#include "csv-form.h"

/*
 * Rows to records.  The rows of one record are gathered first (the next row
 * shows where it ends), then its JSON is written in the order of the plan.
 *
 * A row that cannot be read may belong to the record before it or to the one
 * behind it; an order that lacks a line must not go on, so both are refused.
 */
#define CELLS_LARGE ((size_t)16 << 20)	/* JSON cells can be long */

struct row {
	struct ou_str *cells;
	uint64_t line;
};

struct ou_rows {
	struct ou_form *form;
	struct ou_csv *csv;
	struct ou_source *src;
	const struct ou_plan *type, *schema, *id;
	struct ou_str schema_text;
	/* The row behind the record's last, read already. */
	struct ou_arena ahead_arena;
	struct row ahead;
	bool have_ahead;
	struct ou_buf ahead_raw;
	bool behind_bad;		/* a row in front could not be read */
	bool failed;			/* with ${failure}, at the next call */
	struct ou_err failure;
	/* The record being built. */
	struct ou_arena *a;
	struct row *rows;
	uint32_t n_rows, cap_rows;
	struct ou_buf raw;
	uint64_t line;
	struct ou_buf out;
};

static void
bind_column(struct ou_rows *r, struct ou_str name, int column)
{
	struct ou_form *form = r->form;
	struct ou_plan *at = form->root, *next;
	struct ou_str rest = ou_str_dup(&form->arena, name), head;
	struct ou_str whole = rest;

	/* As far as objects go; what is left is one new member, or several. */
	while (ou_str_split(&rest, '.', &head) && head.n != 0) {
		next = ou_plan_find(at, head);
		if (next == NULL)
			next = ou_plan_add(form, at, head, rest.p != NULL ?
			    OU_LEAF_NONE : OU_LEAF_TEXT);
		if (rest.p == NULL && next->leaf != OU_LEAF_NONE &&
		    next->column < 0) {
			next->column = column;
			return;
		}
		if (rest.p == NULL || next->leaf != OU_LEAF_NONE)
			break;
		at = next;
		whole = rest;
	}
	next = ou_plan_find(at, whole);
	if (next == NULL || next->column >= 0 || next->leaf == OU_LEAF_NONE)
		next = ou_plan_add(form, at, whole, OU_LEAF_TEXT);
	next->column = column;
}

static void
bind_header(struct ou_rows *r)
{
	const struct ou_csv_row *header = ou_csv_header(r->csv);
	struct ou_form *form = r->form;
	uint32_t i;

	for (i = 0; i < form->n_columns; i++)
		form->columns[i]->column = -1;
	form->n_columns = header->n;
	for (i = 0; i < header->n; i++)
		bind_column(r, header->cells[i], (int)i);
	r->type = ou_plan_find(form->root, OU_STR("type"));
	r->schema = ou_plan_find(form->root, OU_STR("schema"));
	r->id = ou_plan_find(form->root, OU_STR("id"));
	r->schema_text = ou_str_printf(&form->arena, "%s/%d",
	    form->type->schema, form->type->major);
}

struct ou_rows *
ou_rows_new(struct ou_source *src, const struct ou_record_type *type,
    struct ou_err *err)
{
	struct ou_csv_options o = { .cell_max = CELLS_LARGE,
		.row_max = CELLS_LARGE, .columns_max = 4096 };
	struct ou_csv *csv = ou_csv_new(src, &o, err);
	struct ou_rows *r;

	if (csv == NULL)
		return NULL;
	if ((r = calloc(1, sizeof(*r))) == NULL)
		ou_out_of_memory();
	r->csv = csv;
	r->src = src;
	r->form = ou_form_new(type);
	bind_header(r);
	return r;
}

void
ou_rows_free(struct ou_rows *r)
{
	if (r == NULL)
		return;
	ou_csv_free(r->csv);
	ou_form_free(r->form);
	ou_arena_release(&r->ahead_arena);
	ou_buf_release(&r->ahead_raw);
	ou_buf_release(&r->raw);
	ou_buf_release(&r->out);
	free(r);
}

/* The column's text on that row; absent where there is no such column. */
static struct ou_str
cell(const struct row *row, const struct ou_plan *p)
{
	if (p == NULL || p->column < 0)
		return OU_STR_NONE;
	return row->cells[p->column];
}

static struct row
copy_row(struct ou_arena *a, const struct row *from, uint32_t n)
{
	struct row row = { ou_arena_array(a, n, sizeof(struct ou_str)),
		from->line };
	uint32_t i;

	for (i = 0; i < n; i++)
		row.cells[i] = ou_str_dup(a, from->cells[i]);
	return row;
}

static void
add_row(struct ou_rows *r, const struct row *row, struct ou_str raw)
{
	if (r->n_rows == r->cap_rows) {
		uint32_t cap = r->cap_rows != 0 ? r->cap_rows * 2 : 8;

		r->rows = ou_arena_extend(r->a, r->rows,
		    r->n_rows * sizeof(*r->rows), cap * sizeof(*r->rows));
		r->cap_rows = cap;
	}
	if (r->n_rows == 0)
		r->line = row->line;
	r->rows[r->n_rows++] = copy_row(r->a, row, r->form->n_columns);
	ou_buf_adds(&r->raw, raw);
}

static void
keep_ahead(struct ou_rows *r, const struct row *row, struct ou_str raw)
{
	ou_arena_reset(&r->ahead_arena);
	r->ahead = copy_row(&r->ahead_arena, row, r->form->n_columns);
	ou_buf_clear(&r->ahead_raw);
	ou_buf_adds(&r->ahead_raw, raw);
	r->have_ahead = true;
}

static bool
same_record(const struct ou_rows *r, const struct row *row)
{
	struct ou_str id = cell(&r->rows[0], r->id);

	return r->form->rows != NULL && id.n != 0 &&
	    ou_str_eq(id, cell(row, r->id));
}

static int
row_error(const struct ou_rows *r, const struct row *row,
    const struct ou_plan *p, enum ou_diag code, const char *text,
    struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, code, "%s", text);
	if (p != NULL)
		ou_err_in(err, "%.*s", OU_STR_ARG(p->path));
	return ou_err_at(err, ou_source_name(r->src), row->line,
	    p != NULL && p->column >= 0 ? (uint64_t)p->column + 1 : 0);
}

/* Gather the rows of one record; 1, 0 at the end, -1. */
static int
gather(struct ou_rows *r, struct ou_err *err)
{
	struct ou_err first = { .kind = OU_ERR_NONE };
	bool behind_bad = r->behind_bad, bad = false;
	struct ou_csv_row got;
	struct row row;
	int n;

	r->behind_bad = false;
	if (r->have_ahead)
		add_row(r, &r->ahead, ou_buf_str(&r->ahead_raw));
	r->have_ahead = false;
	while ((n = ou_csv_next(r->csv, &got, &r->failure)) != 0) {
		row.cells = (struct ou_str *)(uintptr_t)got.cells;
		row.line = got.line;
		if (n > 0 && r->n_rows != 0 && !same_record(r, &row)) {
			keep_ahead(r, &row, got.raw);
			break;
		}
		if (n > 0) {
			add_row(r, &row, got.raw);
			r->behind_bad = false;
			if (r->form->rows == NULL || cell(&row, r->id).n == 0)
				break;
			continue;
		}
		if (r->n_rows == 0)
			r->line = got.line;
		ou_buf_adds(&r->raw, got.raw);
		if (!bad)
			first = r->failure;
		bad = true;
		r->failed = r->failure.kind != OU_ERR_RECORD;
		r->behind_bad = r->form->rows != NULL;
		if (r->failed || r->n_rows == 0)
			break;
	}
	if (bad) {
		if (err != NULL) {
			*err = first;
			if (r->failed && r->n_rows != 0)
				err->kind = OU_ERR_RECORD;
		}
		return -1;
	}
	if (r->n_rows == 0)
		return 0;
	if (behind_bad)
		return row_error(r, &r->rows[0], NULL, OU_DIAG_GROUPING,
		    "a row in front of this record could not be read and may "
		    "belong to it", err);
	return 1;
}

/* What stands on several rows must be the same. */
static int
check_agreement(const struct ou_rows *r, const struct ou_plan *object,
    struct ou_err *err)
{
	const struct ou_plan *p;
	uint32_t i;

	for (p = object->sub; p != NULL; p = p->next) {
		if (p->line)
			continue;
		if (p->leaf == OU_LEAF_NONE &&
		    check_agreement(r, p, err) != 0)
			return -1;
		for (i = 1; p->column >= 0 && i < r->n_rows; i++) {
			struct ou_str s = cell(&r->rows[i], p);

			if (s.n != 0 && !ou_str_eq(s, cell(&r->rows[0], p)))
				return row_error(r, &r->rows[i], p,
				    OU_DIAG_GROUPING, "it differs from the "
				    "record's first row", err);
		}
	}
	return 0;
}

/* The cell as JSON of that kind, indexed; 0 = any kind. */
static int
cell_json(struct ou_rows *r, struct ou_str s, enum ou_json_kind kind,
    struct ou_json *j)
{
	char *p = ou_arena_alloc(r->a, s.n + OU_SOURCE_PADDING);

	memcpy(p, s.p, s.n);
	memset(p + s.n, 0, OU_SOURCE_PADDING);
	if (ou_json_index(j, r->a, ou_str_make(p, s.n), NULL, NULL) != 0)
		return -1;
	return j->nodes[1].kind == (uint8_t)kind ? 0 : -1;
}

static int
put_json(struct ou_rows *r, const struct row *row, const struct ou_plan *p,
    enum ou_json_kind kind, struct ou_err *err)
{
	struct ou_json j;

	if (cell_json(r, cell(row, p), kind, &j) != 0)
		return row_error(r, row, p, OU_DIAG_VALUE,
		    kind == OU_JSON_ARRAY ? "the cell is no JSON array" :
		    "the cell is no JSON object", err);
	ou_json_compact(&r->out, &j, 1);
	return 0;
}

static int
put_cell(struct ou_rows *r, const struct row *row, const struct ou_plan *p,
    struct ou_str s, struct ou_err *err)
{
	struct ou_json j;

	switch (p->leaf) {
	case OU_LEAF_NUMBER:
		if (cell_json(r, s, OU_JSON_NUMBER, &j) == 0)
			ou_json_compact(&r->out, &j, 1);
		else
			ou_json_put_string(&r->out, s);
		return 0;
	case OU_LEAF_FLAG:
		/* Spreadsheets write them in capitals. */
		if (ou_str_caseeq(s, OU_STR("true")))
			ou_buf_puts(&r->out, "true");
		else if (ou_str_caseeq(s, OU_STR("false")))
			ou_buf_puts(&r->out, "false");
		else
			ou_json_put_string(&r->out, s);
		return 0;
	case OU_LEAF_TEXTS:
		if (s.p[0] == '[')
			return put_json(r, row, p, OU_JSON_ARRAY, err);
		ou_buf_addc(&r->out, '[');
		ou_json_put_string(&r->out, s);
		ou_buf_addc(&r->out, ']');
		return 0;
	case OU_LEAF_ARRAY:
		return put_json(r, row, p, OU_JSON_ARRAY, err);
	case OU_LEAF_OBJECT:
		return put_json(r, row, p, OU_JSON_OBJECT, err);
	default:
		ou_json_put_string(&r->out, s);
		return 0;
	}
}

static void
put_name(struct ou_rows *r, struct ou_str name, bool *any)
{
	ou_buf_addc(&r->out, *any ? ',' : '{');
	ou_json_put_string(&r->out, name);
	ou_buf_addc(&r->out, ':');
	*any = true;
}

static int put_object(struct ou_rows *r, const struct row *row,
    const struct ou_plan *object, const struct ou_json *other, uint32_t node,
    bool *written, struct ou_err *err);

static int
put_lines(struct ou_rows *r, bool *any, struct ou_err *err)
{
	const struct ou_form *form = r->form;
	size_t before = r->out.n;
	bool first = true, had = *any;
	uint32_t i;

	put_name(r, form->rows->name, any);
	ou_buf_addc(&r->out, '[');
	for (i = 0; i < r->n_rows; i++) {
		const struct row *row = &r->rows[i];
		struct ou_str s = cell(row, form->line_other);
		size_t at = r->out.n;
		struct ou_json other = { .text = NULL };
		bool written = false;

		if (s.n != 0 &&
		    cell_json(r, s, OU_JSON_OBJECT, &other) != 0)
			return row_error(r, row, form->line_other,
			    OU_DIAG_VALUE, "the cell is no JSON object", err);
		if (!first)
			ou_buf_addc(&r->out, ',');
		if (put_object(r, row, form->rows, &other, s.n != 0,
		    &written, err) != 0)
			return -1;
		if (!written && s.n != 0)
			ou_buf_puts(&r->out, "{}");
		else if (!written) {
			r->out.n = at;
			continue;
		}
		first = false;
	}
	ou_buf_addc(&r->out, ']');
	if (first) {
		r->out.n = before;
		*any = had;
	}
	return 0;
}

/* An object, or the list that makes rows, as a member. */
static int
put_sub(struct ou_rows *r, const struct row *row, const struct ou_plan *p,
    const struct ou_json *other, uint32_t node, bool *any, struct ou_err *err)
{
	size_t before = r->out.n;
	bool had = *any, written = false;
	uint32_t sub = 0, i;

	if (p == r->form->rows)
		return put_lines(r, any, err);
	for (i = node != 0 ? node + 1 : 0; i != 0 &&
	    i < other->nodes[node].next; i = other->nodes[i].next) {
		if (other->nodes[i].kind == OU_JSON_OBJECT &&
		    ou_str_eq(ou_json_key(other, i, r->a), p->name))
			sub = i;
	}
	put_name(r, p->name, any);
	if (put_object(r, row, p, other, sub, &written, err) != 0)
		return -1;
	if (!written) {
		r->out.n = before;
		*any = had;
	}
	return 0;
}

/* What "_other" says at this path, but for what put_sub has taken. */
static void
put_others(struct ou_rows *r, const struct ou_plan *object,
    const struct ou_json *other, uint32_t node, bool *any)
{
	uint32_t i;

	if (node == 0)
		return;
	for (i = node + 1; i < other->nodes[node].next;
	    i = other->nodes[i].next) {
		struct ou_str key = ou_json_key(other, i, r->a);
		const struct ou_plan *p = ou_plan_find(object, key);

		if (p != NULL && p->leaf == OU_LEAF_NONE &&
		    p != r->form->rows &&
		    other->nodes[i].kind == OU_JSON_OBJECT &&
		    !ou_node_absent(other, i))
			continue;
		put_name(r, key, any);
		ou_json_compact(&r->out, other, i);
	}
}

static int
put_object(struct ou_rows *r, const struct row *row,
    const struct ou_plan *object, const struct ou_json *other, uint32_t node,
    bool *written, struct ou_err *err)
{
	const struct ou_plan *p;
	bool any = false;

	for (p = object->sub; p != NULL; p = p->next) {
		struct ou_str s = cell(row, p);

		if (p->leaf == OU_LEAF_NONE) {
			if (put_sub(r, row, p, other, node, &any, err) != 0)
				return -1;
			continue;
		}
		if (s.n == 0 && p == r->type)
			s = ou_str_c(r->form->type->type);
		if (s.n == 0 && p == r->schema)
			s = r->schema_text;
		if (s.n == 0 || p->leaf == OU_LEAF_OTHER)
			continue;
		put_name(r, p->name, &any);
		if (put_cell(r, row, p, s, err) != 0)
			return -1;
	}
	put_others(r, object, other, node, &any);
	if (any)
		ou_buf_addc(&r->out, '}');
	*written = any;
	return 0;
}

static int
build(struct ou_rows *r, struct ou_err *err)
{
	const struct row *row = &r->rows[0];
	struct ou_str s = cell(row, r->type);
	struct ou_json other = { .text = NULL };
	bool written;

	if (s.n != 0 && !ou_str_is(s, r->form->type->type))
		return row_error(r, row, r->type, OU_DIAG_SCHEMA,
		    "the rows are of another type", err);
	if (check_agreement(r, r->form->root, err) != 0)
		return -1;
	s = cell(row, r->form->other);
	if (s.n != 0 && cell_json(r, s, OU_JSON_OBJECT, &other) != 0)
		return row_error(r, row, r->form->other, OU_DIAG_VALUE,
		    "the cell is no JSON object", err);
	ou_buf_clear(&r->out);
	return put_object(r, row, r->form->root, &other, s.n != 0, &written,
	    err);
}

int
ou_rows_next(struct ou_rows *r, struct ou_arena *a, struct ou_str *json,
    struct ou_err *err)
{
	char *p;
	int got;

	r->a = a;
	r->rows = NULL;
	r->n_rows = r->cap_rows = 0;
	ou_buf_clear(&r->raw);
	if (r->failed) {
		if (err != NULL)
			*err = r->failure;
		return -1;
	}
	got = gather(r, err);
	if (got <= 0)
		return got;
	if (build(r, err) != 0)
		return -1;
	p = ou_arena_zalloc(a, r->out.n + OU_SOURCE_PADDING);
	memcpy(p, r->out.p, r->out.n);
	*json = ou_str_make(p, r->out.n);
	return 1;
}

struct ou_str
ou_rows_raw(const struct ou_rows *r)
{
	return ou_buf_str(&r->raw);
}

struct ou_str
ou_rows_envelope(const struct ou_rows *r)
{
	return ou_csv_header(r->csv)->raw;
}

uint64_t
ou_rows_line(const struct ou_rows *r)
{
	return r->line;
}
