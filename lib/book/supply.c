#include "private.h"
#include "ou/book/supply.h"

/*
 * Kits are taken apart depth first.  Each is taken apart once: a kit that is
 * found while it is being taken apart contains itself.
 */
struct parts {
	struct ou_arena *a;
	const struct ou_rows *rows;
	const struct ou_index *by_sku;
	struct ou_kit_list *kits;
	uint32_t *kit_of;		/* kit + 1 of a row's sku */
	enum state { NEW, OPEN, DONE } *states;
	unsigned depth;
};

#define DEPTH_MAX 32

static const struct ou_kit *
row_at(const struct parts *p, uint32_t i)
{
	return ou_rows_at(p->rows, i);
}

static uint32_t
number_of(const struct parts *p, const struct ou_kit *row)
{
	return (uint32_t)(row - row_at(p, 0));
}

/* Two ways to one component are one component. */
static int
add_component(struct ou_kit_list *kit, struct ou_str sku,
    struct ou_quantity quantity, struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < kit->n_components; i++) {
		if (ou_str_eq(kit->components[i].sku, sku))
			return ou_quantity_add(&kit->components[i].quantity,
			    kit->components[i].quantity, quantity, err);
	}
	kit->components[kit->n_components].sku = sku;
	kit->components[kit->n_components++].quantity = quantity;
	return 0;
}

static void
make_room(struct ou_arena *a, struct ou_kit_list *kit, uint32_t more)
{
	size_t size = sizeof(*kit->components);

	kit->components = ou_arena_extend(a, kit->components,
	    kit->n_components * size, (kit->n_components + more) * size);
}

static int take_apart(struct parts *p, uint32_t n, struct ou_err *err);

/* What a row adds to its kit: an item, or all that is in another kit. */
static int
add_row(struct parts *p, struct ou_kit_list *kit, const struct ou_kit *row,
    struct ou_err *err)
{
	const struct ou_kit *inner = ou_index_find(p->by_sku, row->component);
	const struct ou_kit_list *other;
	struct ou_quantity q;
	uint32_t n, i;

	if (inner == NULL) {
		make_room(p->a, kit, 1);
		return add_component(kit, row->component, row->quantity, err);
	}
	n = p->kit_of[number_of(p, inner)] - 1;
	if (p->states[n] == OPEN)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
		    "kit '%.*s' contains itself", OU_STR_ARG(row->component));
	if (p->depth == DEPTH_MAX)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK_REFERENCE,
		    "more than %d kits stand in each other", DEPTH_MAX);
	p->depth++;
	if (take_apart(p, n, err) != 0)
		return -1;
	p->depth--;
	other = &p->kits[n];
	make_room(p->a, kit, other->n_components);
	for (i = 0; i < other->n_components; i++) {
		if (ou_quantity_convert(&q, other->components[i].quantity,
		    row->quantity, err) != 0 ||
		    add_component(kit, other->components[i].sku, q, err) != 0)
			return -1;
	}
	return 0;
}

/* The first error knows its row; those around it leave it alone. */
static int
take_apart(struct parts *p, uint32_t n, struct ou_err *err)
{
	struct ou_kit_list *kit = &p->kits[n];
	const struct ou_kit *row;

	if (p->states[n] == DONE)
		return 0;
	p->states[n] = OPEN;
	row = ou_index_find(p->by_sku, kit->sku);
	for (; row != NULL; row = ou_index_next(p->by_sku, row)) {
		if (add_row(p, kit, row, err) == 0)
			continue;
		if (err == NULL || err->line != 0)
			return -1;
		return ou_book_error(p->rows, number_of(p, row), "component",
		    err, OU_DIAG_BOOK_REFERENCE, "%s", err->text);
	}
	p->states[n] = DONE;
	return 0;
}

static int
read_kits(struct ou_supply *supply, struct ou_arena *a, struct ou_err *err)
{
	struct parts p = { .a = a, .rows = &supply->rows };
	const struct ou_kit *first;
	struct ou_err wrong;
	uint32_t i;

	if (supply->rows.n == 0)
		return 0;
	p.by_sku = ou_index_new(a, &supply->rows, &ou_kit_table,
	    OU_FIELD(kit, sku));
	p.kits = ou_arena_array(a, supply->rows.n, sizeof(*p.kits));
	p.kit_of = ou_arena_array(a, supply->rows.n, sizeof(*p.kit_of));
	p.states = ou_arena_array(a, supply->rows.n, sizeof(*p.states));
	for (i = 0; i < supply->rows.n; i++) {
		first = ou_index_find(p.by_sku, row_at(&p, i)->sku);
		if (number_of(&p, first) != i)
			continue;
		p.kits[supply->n_kits].sku = first->sku;
		p.kit_of[i] = ++supply->n_kits;
	}
	supply->kits = p.kits;
	for (i = 0; i < supply->n_kits; i++) {
		memset(&wrong, 0, sizeof(wrong));
		if (take_apart(&p, i, &wrong) != 0) {
			if (err != NULL)
				*err = wrong;
			return -1;
		}
	}
	return 0;
}

static int
refer(const struct ou_rows *rows, int field, const struct ou_items *items,
    struct ou_err *err)
{
	return ou_items_kept(items)
	    ? ou_book_references(rows, field, items->by_sku, err) : 0;
}

int
ou_supply_load(struct ou_supply *supply, struct ou_arena *a, const char *dir,
    const struct ou_items *items, struct ou_err *err)
{
	memset(supply, 0, sizeof(*supply));
	if (ou_book_load(a, dir, "quotas", NULL, &supply->quotas, err) != 0 ||
	    ou_book_load(a, dir, "substitutes", NULL, &supply->substitutes,
	    err) != 0 ||
	    ou_book_load(a, dir, "kits", NULL, &supply->rows, err) != 0)
		return -1;
	if (refer(&supply->quotas, OU_FIELD(quota, sku), items, err) != 0 ||
	    refer(&supply->substitutes, OU_FIELD(substitute, substitute),
	    items, err) != 0 ||
	    refer(&supply->substitutes, OU_FIELD(substitute, sku), items,
	    err) != 0 ||
	    refer(&supply->rows, OU_FIELD(kit, component), items, err) != 0 ||
	    refer(&supply->rows, OU_FIELD(kit, sku), items, err) != 0)
		return -1;
	return read_kits(supply, a, err);
}
