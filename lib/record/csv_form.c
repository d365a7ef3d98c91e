#include <stdlib.h>

#include "csv-form.h"

static enum ou_leaf
leaf_of(const struct ou_field *f)
{
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_RATE:
		return OU_LEAF_DECIMAL;
	case OU_KIND_QUANTITY:
	case OU_KIND_INTEGER:
		return OU_LEAF_NUMBER;
	case OU_KIND_FLAG:
		return OU_LEAF_FLAG;
	case OU_KIND_TEXTS:
		return OU_LEAF_TEXTS;
	case OU_KIND_LIST:
	case OU_KIND_ANY:
		return OU_LEAF_ARRAY;
	case OU_KIND_OBJECT:
	case OU_KIND_MAP:
		return OU_LEAF_OBJECT;
	default:
		return OU_LEAF_TEXT;
	}
}

struct ou_plan *
ou_plan_find(const struct ou_plan *object, struct ou_str name)
{
	struct ou_plan *p;

	for (p = object->sub; p != NULL; p = p->next) {
		if (ou_str_eq(p->name, name))
			return p;
	}
	return NULL;
}

struct ou_plan *
ou_plan_add(struct ou_form *form, struct ou_plan *object, struct ou_str name,
    enum ou_leaf leaf)
{
	struct ou_plan *p = ou_arena_zalloc(&form->arena, sizeof(*p)), **at;

	p->name = name;
	p->path = object->path.n == 0 ? name : ou_str_printf(&form->arena,
	    "%.*s.%.*s", OU_STR_ARG(object->path), OU_STR_ARG(name));
	p->column = -1;
	p->leaf = leaf;
	p->line = object->line;
	for (at = &object->sub; *at != NULL; at = &(*at)->next)
		continue;
	*at = p;
	return p;
}

/* The tables on the way to where we are. */
struct trail {
	const struct ou_table *table;
	const struct trail *up;
};

/* A table that contains itself is cut off where it comes again. */
static bool
repeats(const struct trail *t, const struct ou_table *table)
{
	for (; t != NULL; t = t->up) {
		if (t->table == table)
			return true;
	}
	return false;
}

static void
plan_table(struct ou_form *form, struct ou_plan *object,
    const struct ou_table *table, const struct trail *up)
{
	struct trail here = { table, up };
	uint32_t i;

	for (i = 0; i < table->n_fields; i++) {
		const struct ou_field *f = &table->fields[i];
		bool rows = f->kind == OU_KIND_LIST && object == form->root &&
		    (f->flags & OU_FIELD_ROWS) != 0;
		struct ou_plan *p;

		if ((f->flags & OU_FIELD_NO_CSV) != 0)
			continue;
		p = ou_plan_add(form, object, ou_str_make(f->name,
		    f->name_len), leaf_of(f));
		p->f = f;
		if (!rows && (f->kind != OU_KIND_OBJECT ||
		    repeats(&here, f->table)))
			continue;
		p->leaf = OU_LEAF_NONE;
		if (rows) {
			form->rows = p;
			p->line = true;
		}
		plan_table(form, p, f->table, &here);
	}
}

static void
number_columns(struct ou_form *form, struct ou_plan *object)
{
	struct ou_plan *p;

	for (p = object->sub; p != NULL; p = p->next) {
		if (p->leaf == OU_LEAF_NONE) {
			number_columns(form, p);
			continue;
		}
		p->column = (int)form->n_columns;
		if (form->columns != NULL)
			form->columns[form->n_columns] = p;
		form->n_columns++;
	}
}

struct ou_form *
ou_form_new(const struct ou_record_type *type)
{
	struct ou_form *form = calloc(1, sizeof(*form));

	if (form == NULL)
		ou_out_of_memory();
	ou_table_prepare(type->table);
	form->type = type;
	form->root = ou_arena_zalloc(&form->arena, sizeof(*form->root));
	plan_table(form, form->root, type->table, NULL);
	if (form->rows != NULL)
		form->line_other = ou_plan_add(form, form->rows,
		    OU_STR("_other"), OU_LEAF_OTHER);
	form->other = ou_plan_add(form, form->root, OU_STR("_other"),
	    OU_LEAF_OTHER);
	number_columns(form, form->root);
	form->columns = ou_arena_array(&form->arena, form->n_columns,
	    sizeof(*form->columns));
	form->n_columns = 0;
	number_columns(form, form->root);
	return form;
}

void
ou_form_free(struct ou_form *form)
{
	struct ou_arena a;

	if (form == NULL)
		return;
	a = form->arena;
	free(form);
	ou_arena_release(&a);
}

void
ou_form_header(const struct ou_form *form, struct ou_buf *out)
{
	uint32_t i;

	for (i = 0; i < form->n_columns; i++) {
		if (i != 0)
			ou_buf_addc(out, ',');
		ou_csv_put(out, form->columns[i]->path, ',');
	}
	ou_buf_addc(out, '\n');
}
