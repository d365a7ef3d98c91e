#include "view.h"

/*
 * Views are trees of the fields that were named.  They are built once a run,
 * so nothing here is in a hurry.
 */
struct draft {
	const struct ou_table *table;
	bool named[OU_TABLE_FIELDS_MAX];
	bool whole[OU_TABLE_FIELDS_MAX];	/* with all that is in it */
	struct draft *sub[OU_TABLE_FIELDS_MAX];
};

/* The complete view of a table, made once; a table that contains itself
 * comes back to its own view. */
struct whole {
	const struct ou_table *table;
	struct ou_view *view;
	struct whole *next;
};

struct builder {
	struct ou_arena *a;
	struct whole *wholes;
};

static struct ou_view *
view_alloc(struct builder *b, const struct ou_table *t)
{
	struct ou_view *v;

	v = ou_arena_zalloc(b->a, sizeof(*v) +
	    t->n_fields * sizeof(v->fields[0]));
	v->table = t;
	return v;
}

static void
view_add(struct ou_view *v, uint16_t field, const struct ou_view *sub)
{
	struct ou_view_field *to = &v->fields[v->n++];

	to->f = &v->table->fields[field];
	to->number = field;
	to->offset = to->f->offset;
	to->limit = ou_field_limit(to->f);
	switch ((enum ou_kind)to->f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		to->way = OU_VIEW_TEXT;
		break;
	case OU_KIND_AMOUNT:
		to->way = OU_VIEW_DECIMAL;
		to->scale = OU_AMOUNT_SCALE;
		break;
	case OU_KIND_PRICE:
	case OU_KIND_RATE:
		to->way = OU_VIEW_DECIMAL;
		to->scale = OU_PRICE_SCALE;
		break;
	case OU_KIND_QUANTITY:
		to->way = OU_VIEW_NUMBER;
		to->scale = OU_QUANTITY_SCALE;
		break;
	case OU_KIND_INTEGER:
		to->way = OU_VIEW_NUMBER;
		break;
	default:
		break;
	}
	to->required = (to->f->flags & OU_FIELD_REQUIRED) != 0;
	to->sub = sub;
}

static const struct ou_view *
view_whole(struct builder *b, const struct ou_table *t)
{
	struct whole *w;
	uint16_t i;

	for (w = b->wholes; w != NULL; w = w->next) {
		if (w->table == t)
			return w->view;
	}
	w = ou_arena_alloc(b->a, sizeof(*w));
	w->table = t;
	w->view = view_alloc(b, t);
	w->next = b->wholes;
	b->wholes = w;
	for (i = 0; i < t->n_fields; i++)
		view_add(w->view, i, t->fields[i].table != NULL ?
		    view_whole(b, t->fields[i].table) : NULL);
	return w->view;
}

static const struct ou_view *
view_build(struct builder *b, const struct draft *d)
{
	struct ou_view *v = view_alloc(b, d->table);
	uint16_t i;

	for (i = 0; i < d->table->n_fields; i++) {
		const struct ou_table *sub = d->table->fields[i].table;

		if (!d->named[i])
			continue;
		if (sub == NULL)
			view_add(v, i, NULL);
		else if (d->whole[i])
			view_add(v, i, view_whole(b, sub));
		else
			view_add(v, i, view_build(b, d->sub[i]));
	}
	return v;
}

static struct draft *
draft_new(struct builder *b, const struct ou_table *t)
{
	struct draft *d = ou_arena_zalloc(b->a, sizeof(*d));

	d->table = t;
	return d;
}

/* One path: "orderedItem.unitPrice". */
static int
draft_path(struct builder *b, struct draft *d, struct ou_str path,
    struct ou_err *err)
{
	struct ou_str rest = path, name;

	while (ou_str_split(&rest, '.', &name)) {
		int i = ou_table_find(d->table, name.p, name.n);
		const struct ou_table *sub;

		if (i < 0 || (rest.p != NULL &&
		    d->table->fields[i].table == NULL))
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
			    "'%.*s' is no field of %s", OU_STR_ARG(path),
			    d->table->name);
		d->named[i] = true;
		if (rest.p == NULL) {
			d->whole[i] = true;
			return 0;
		}
		sub = d->table->fields[i].table;
		if (d->sub[i] == NULL)
			d->sub[i] = draft_new(b, sub);
		d = d->sub[i];
	}
	return 0;
}

struct ou_view *
ou_view_new(struct ou_arena *a, const struct ou_table *table,
    const char *paths, struct ou_err *err)
{
	struct builder b = { a, NULL };
	struct draft *d;
	struct ou_str rest, path;

	ou_table_prepare(table);
	if (paths == NULL)
		return (struct ou_view *)(uintptr_t)view_whole(&b, table);
	d = draft_new(&b, table);
	rest = ou_str_c(paths);
	while (ou_str_split(&rest, ' ', &path)) {
		if (path.n != 0 && draft_path(&b, d, path, err) != 0)
			return NULL;
	}
	return (struct ou_view *)(uintptr_t)view_build(&b, d);
}
