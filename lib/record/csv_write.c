#include "csv-form.h"

/*
 * A record's JSON to rows.  Every member is looked up in the plan: a column
 * that can hold it takes it, an object is walked into, and the rest is
 * written to "_other" at the same path.
 */
struct flat {
	const struct ou_form *form;
	struct ou_arena *a;
	const struct ou_json *j;
	struct ou_str *cells;
	bool line;			/* the part that is being filled */
	bool filled;			/* something was */
};

/* Can the array make rows: are all its members objects? */
static bool
all_objects(const struct ou_json *j, uint32_t node)
{
	uint32_t i;

	if (j->nodes[node].kind != OU_JSON_ARRAY)
		return false;
	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		if (j->nodes[i].kind != OU_JSON_OBJECT)
			return false;
	}
	return true;
}

static bool
plain_text(const struct flat *fl, uint32_t node)
{
	struct ou_str s;

	if (fl->j->nodes[node].kind != OU_JSON_STRING)
		return false;
	s = ou_json_text(fl->j, node, fl->a);
	return memchr(s.p, '\0', s.n) == NULL;
}

/* Can the column say what stands there, so that reading it gives it back? */
static bool
holds(const struct flat *fl, const struct ou_plan *p, uint32_t node)
{
	uint8_t kind = fl->j->nodes[node].kind;

	switch (p->leaf) {
	case OU_LEAF_TEXT:
		return plain_text(fl, node);
	case OU_LEAF_NUMBER:
		return kind == OU_JSON_NUMBER;
	case OU_LEAF_DECIMAL:
		return kind == OU_JSON_NUMBER || plain_text(fl, node);
	case OU_LEAF_FLAG:
		return kind == OU_JSON_TRUE || kind == OU_JSON_FALSE;
	case OU_LEAF_TEXTS:
	case OU_LEAF_ARRAY:
		return kind == OU_JSON_ARRAY;
	case OU_LEAF_OBJECT:
		return kind == OU_JSON_OBJECT;
	case OU_LEAF_NONE:
		return p == fl->form->rows ? all_objects(fl->j, node) :
		    kind == OU_JSON_OBJECT;
	default:
		return false;
	}
}

static struct ou_str
compact(const struct flat *fl, uint32_t node)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s;

	ou_json_compact(&b, fl->j, node);
	s = ou_str_dup(fl->a, ou_buf_str(&b));
	ou_buf_release(&b);
	return s;
}

static void
fill_cell(struct flat *fl, const struct ou_plan *p, uint32_t node)
{
	struct ou_str *cell = &fl->cells[p->column];

	if (fl->j->nodes[node].kind == OU_JSON_STRING)
		*cell = ou_json_text(fl->j, node, fl->a);
	else
		*cell = compact(fl, node);
	fl->filled = true;
}

/* Members of the object that the plan's columns can hold. */
static void
fill(struct flat *fl, const struct ou_plan *object, uint32_t node)
{
	const struct ou_json *j = fl->j;
	uint32_t i;

	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		const struct ou_plan *p;

		p = ou_plan_find(object, ou_json_key(j, i, fl->a));
		if (p == NULL || p->line != fl->line ||
		    ou_node_absent(j, i) || !holds(fl, p, i))
			continue;
		if (p->leaf != OU_LEAF_NONE)
			fill_cell(fl, p, i);
		else if (p != fl->form->rows)
			fill(fl, p, i);
	}
}

/* What no column holds, as an object; nothing is written if all is held. */
static bool
write_other(struct flat *fl, struct ou_buf *b, const struct ou_plan *object,
    uint32_t node)
{
	const struct ou_json *j = fl->j;
	bool any = false;
	uint32_t i;

	for (i = node + 1; i < j->nodes[node].next; i = j->nodes[i].next) {
		struct ou_str key = ou_json_key(j, i, fl->a);
		const struct ou_plan *p = ou_plan_find(object, key);
		bool known = p != NULL && p->leaf != OU_LEAF_OTHER;
		size_t before = b->n;

		if (known && ou_node_absent(j, i))
			continue;
		ou_buf_addc(b, any ? ',' : '{');
		ou_json_put_string(b, key);
		ou_buf_addc(b, ':');
		if (!known || !holds(fl, p, i)) {
			ou_json_compact(b, j, i);
			any = true;
		} else if (p->leaf == OU_LEAF_NONE && p != fl->form->rows &&
		    write_other(fl, b, p, i))
			any = true;
		else
			b->n = before;
	}
	if (any)
		ou_buf_addc(b, '}');
	return any;
}

static void
fill_other(struct flat *fl, const struct ou_plan *object,
    const struct ou_plan *column, uint32_t node)
{
	struct ou_buf b = OU_BUF_INIT;

	if (write_other(fl, &b, object, node)) {
		fl->cells[column->column] = ou_str_dup(fl->a,
		    ou_buf_str(&b));
		fl->filled = true;
	}
	ou_buf_release(&b);
}

static void
write_row(const struct flat *fl, struct ou_buf *out)
{
	uint32_t i;

	for (i = 0; i < fl->form->n_columns; i++) {
		if (i != 0)
			ou_buf_addc(out, ',');
		ou_csv_put(out, fl->cells[i], ',');
	}
	ou_buf_addc(out, '\n');
}

/* The record's JSON cells stand on its first row only. */
static void
clear_cells(struct flat *fl)
{
	uint32_t i;

	for (i = 0; i < fl->form->n_columns; i++) {
		const struct ou_plan *p = fl->form->columns[i];

		if (p->line || p->leaf == OU_LEAF_TEXTS ||
		    p->leaf == OU_LEAF_ARRAY || p->leaf == OU_LEAF_OBJECT ||
		    p->leaf == OU_LEAF_OTHER)
			fl->cells[i] = OU_STR_NONE;
	}
}

static void
write_lines(struct flat *fl, uint32_t list, struct ou_buf *out)
{
	const struct ou_form *form = fl->form;
	uint32_t i;

	fl->line = true;
	for (i = list + 1; i < fl->j->nodes[list].next;
	    i = fl->j->nodes[i].next) {
		fl->filled = false;
		fill(fl, form->rows, i);
		fill_other(fl, form->rows, form->line_other, i);
		/* A member with nothing in it is one nevertheless. */
		if (!fl->filled)
			fl->cells[form->line_other->column] = OU_STR("{}");
		write_row(fl, out);
		clear_cells(fl);
	}
}

/* Rows hold one type: a Note among orders has no columns. */
static int
check_type(const struct ou_form *form, const struct ou_json *j,
    struct ou_arena *a, struct ou_err *err)
{
	uint32_t node = ou_json_member(j, 1, "type");
	struct ou_str type;

	if (node == 0 || j->nodes[node].kind != OU_JSON_STRING)
		return 0;
	type = ou_json_text(j, node, a);
	if (ou_str_is(type, form->type->type))
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_SCHEMA,
	    "a record of type '%.*s' does not fit into CSV rows of type %s",
	    OU_STR_ARG(type), form->type->type);
}

int
ou_form_flatten(const struct ou_form *form, struct ou_arena *a,
    struct ou_str json, struct ou_buf *out, struct ou_err *err)
{
	struct flat fl = { .form = form, .a = a };
	struct ou_json j;
	uint32_t list = 0;

	if (ou_json_index(&j, a, json, NULL, err) != 0 ||
	    check_type(form, &j, a, err) != 0)
		return -1;
	fl.j = &j;
	fl.cells = ou_arena_array(a, form->n_columns, sizeof(*fl.cells));
	fill(&fl, form->root, 1);
	fill_other(&fl, form->root, form->other, 1);
	if (form->rows != NULL)
		list = ou_json_member(&j, 1, form->rows->f->name);
	if (list == 0 || j.nodes[list].next == list + 1 ||
	    !all_objects(&j, list))
		write_row(&fl, out);
	else
		write_lines(&fl, list, out);
	return 0;
}
