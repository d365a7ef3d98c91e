#include "allocate.h"
#include "ou/model/lines.h"

/* What the book knows about a line; NULL, or why it cannot be served. */
const char *
ou_allocate_know_line(const struct ou_allocate *x, const struct ou_order *o,
    const struct ou_order_line *l, struct ou_allocator_line *to,
    enum ou_diag *code)
{
	const struct ou_item *item;

	*code = OU_DIAG_HOLD_ITEM;
	if (l->product == NULL || l->product->sku.n == 0)
		return "no item number";
	to->whole = l->partial_allowed == OU_FLAG_NO;
	item = ou_items_find(&x->items, l->product->sku);
	if (item == NULL && ou_items_kept(&x->items))
		return "the book does not have this item";
	*code = OU_DIAG_HOLD_UNIT;
	if (!ou_item_factor(&x->items, item, o, l, &to->factor,
	    &to->divisible))
		return "its unit cannot be turned into the one that stock is "
		    "kept in";
	to->sku = l->product->sku;
	return NULL;
}

/* When a line is wanted: despatch before delivery, the line's day before the
 * order's. */
static struct ou_date
due_day(const struct ou_order *o, const struct ou_order_line *l)
{
	const struct ou_delivery *d = o->delivery;
	struct ou_date none = { 0, 0, 0 };

	if (ou_date_given(l->requested_ship_date))
		return l->requested_ship_date;
	if (ou_date_given(l->requested_date))
		return l->requested_date;
	if (d == NULL)
		return none;
	return ou_date_given(d->requested_ship_date)
	    ? d->requested_ship_date : d->requested_date;
}

static struct ou_allocator_line *
new_lines(const struct ou_allocate *x, struct ou_arena *a,
    const struct ou_order *o)
{
	const struct ou_customer *c = ou_customers_find(&x->customers,
	    o->customer);
	const struct ou_str *names = x->store != NULL ? ou_line_names(a, o)
	    : NULL;
	struct ou_allocator_line *lines;
	uint32_t i;

	ou_items_fetch(&x->items, o);
	lines = ou_arena_array(a, o->n_lines, sizeof(*lines));
	for (i = 0; i < o->n_lines; i++) {
		lines[i].due = due_day(o, &o->lines[i]);
		if (names != NULL)
			lines[i].name = names[i];
		if (c != NULL)
			lines[i].life = c->minimum_life_days;
	}
	return lines;
}

struct ou_allocator_line *
ou_allocate_know(const struct ou_allocate *x, struct ou_arena *a,
    const struct ou_order *o)
{
	struct ou_allocator_line *lines = new_lines(x, a, o);
	enum ou_diag code;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		(void)ou_allocate_know_line(x, o, &o->lines[i], &lines[i],
		    &code);
	return lines;
}

/* A line that cannot be served as it stands holds the order. */
static void
check_line(struct ou_allocate *x, struct ou_run *run, struct ou_order *o,
    const struct ou_order_line *l, struct ou_allocator_line *to)
{
	struct ou_quantity open;
	enum ou_diag code;
	struct ou_err err;
	const char *why = ou_allocate_know_line(x, o, l, to, &code);

	if (why == NULL && ou_allocator_line_open(l, &open, &err) != 0) {
		why = err.text;
		code = OU_DIAG_HOLD_QUANTITY;
	}
	if (why != NULL)
		ou_run_hold(run, o, code, l->number, NULL, "line %.*s: %s",
		    OU_STR_ARG(l->number), why);
}

/* The store knows lines by their numbers. */
static bool
is_twice(const struct ou_order *o, uint32_t line)
{
	struct ou_str number = o->lines[line].number;
	uint32_t i;

	for (i = 0; i < line && number.n != 0; i++) {
		if (ou_str_eq(o->lines[i].number, number))
			return true;
	}
	return false;
}

struct ou_allocator_line *
ou_allocate_check(struct ou_allocate *x, struct ou_run *run,
    struct ou_order *o)
{
	struct ou_allocator_line *lines = new_lines(x, &run->record_arena, o);
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		check_line(x, run, o, &o->lines[i], &lines[i]);
		if (x->store != NULL && is_twice(o, i))
			ou_run_hold(run, o, OU_DIAG_HOLD_QUANTITY,
			    o->lines[i].number, NULL, "line %.*s: the number "
			    "stands there twice",
			    OU_STR_ARG(o->lines[i].number));
	}
	return lines;
}

/* What is left of an allocation, and of its components. */
static void
put_less(struct ou_record *record, const struct ou_allocation *x)
{
	uint32_t i;

	if (x->node == 0)
		return;
	ou_record_put(record, &ou_allocation_table, x,
	    OU_FIELD(allocation, quantity));
	for (i = 0; i < x->n_components; i++)
		ou_record_put(record, &ou_component_table, &x->components[i],
		    OU_FIELD(component, quantity));
	if (x->n_components != 0)
		ou_record_put(record, &ou_allocation_table, x,
		    OU_FIELD(allocation, components));
}

/* ${less}: parts of allocations have been given back. */
static void
put_line(struct ou_record *record, const struct ou_order_line *l, bool less)
{
	static const int fields[] = { OU_FIELD(quantities, ordered),
	    OU_FIELD(quantities, allocated), OU_FIELD(quantities,
	    backordered), OU_FIELD(quantities, cancelled),
	    OU_FIELD(quantities, shipped) };
	size_t i;

	if (l->quantities->node == 0)
		ou_record_put(record, &ou_order_line_table, l,
		    OU_FIELD(order_line, quantities));
	for (i = 0; l->quantities->node != 0 && i < 5; i++)
		ou_record_put(record, &ou_quantities_table, l->quantities,
		    fields[i]);
	for (i = 0; less && i < l->n_allocations; i++)
		put_less(record, &l->allocations[i]);
	ou_record_put(record, &ou_order_line_table, l,
	    OU_FIELD(order_line, allocations));
}

void
ou_allocate_put(struct ou_record *record, const struct ou_order *o,
    const struct ou_allocator_line *lines)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (lines[i].changed && o->lines[i].quantities != NULL)
			put_line(record, &o->lines[i],
			    lines[i].released.v != 0);
	}
}
