#include <string.h>

#include "ou/book/demand.h"

static int
no_day(const char *field, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "no day to count it on");
	return ou_err_in(err, "%s", field);
}

static int
put(struct ou_demands *to, struct ou_str sku, struct ou_str location,
    struct ou_quantity quantity, struct ou_quantity factor,
    struct ou_err *err)
{
	struct ou_demand *d = &to->rows[to->n];

	memset(d, 0, sizeof(*d));
	d->sku = sku;
	d->location = location;
	if (ou_quantity_convert(&d->quantity, quantity, factor, err) != 0)
		return -1;
	to->n++;
	return 0;
}

/* What is allocated counts there; return what is left. */
static int
allocated(const struct ou_order_line *l, struct ou_quantity *all,
    struct ou_quantity factor, struct ou_demands *to, struct ou_err *err)
{
	struct ou_quantity part;
	uint32_t i;

	for (i = 0; i < l->n_allocations && all->v > 0; i++) {
		part = l->allocations[i].quantity;
		if (l->allocations[i].backorder == OU_FLAG_YES ||
		    l->allocations[i].location.n == 0 || part.v <= 0)
			continue;
		if (part.v > all->v)
			part.v = all->v;
		all->v -= part.v;
		if (put(to, l->product->sku, l->allocations[i].location,
		    part, factor, err) != 0)
			return -1;
	}
	return 0;
}

static int
add_line(const struct ou_items *items, const struct ou_order *o,
    const struct ou_order_line *l, enum ou_demand_basis basis,
    struct ou_str place, struct ou_demands *to, struct ou_err *err)
{
	struct ou_quantity factor, all = l->quantity, waits = { 0, false };
	bool divisible;

	if (l->product == NULL || l->product->sku.n == 0)
		return 0;
	if (!ou_item_factor(items, ou_items_find(items, l->product->sku), o,
	    l, &factor, &divisible))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_UNIT,
		    "line %.*s: '%.*s' cannot be turned into the unit that "
		    "stock is kept in", OU_STR_ARG(l->number),
		    OU_STR_ARG(l->unit));
	if (basis == OU_DEMAND_SHIPPED)
		all = l->quantities != NULL ? l->quantities->shipped
		    : (struct ou_quantity){ 0, true };
	else if (basis == OU_DEMAND_ORDERS && l->quantities != NULL)
		waits = l->quantities->backordered;
	if (allocated(l, &all, factor, to, err) != 0)
		return -1;
	if (all.v == 0 && waits.v <= 0)
		return 0;
	if (put(to, l->product->sku, place, all, factor, err) != 0)
		return -1;
	return waits.v <= 0 ? 0 : ou_quantity_convert(
	    &to->rows[to->n - 1].backordered, waits, factor, err);
}

static void
make_room(struct ou_arena *a, struct ou_demands *to,
    const struct ou_order_line *lines, uint32_t n)
{
	size_t room = 0;
	uint32_t i;

	for (i = 0; i < n; i++)
		room += 1 + (size_t)lines[i].n_allocations;
	memset(to, 0, sizeof(*to));
	to->rows = ou_arena_array(a, room, sizeof(*to->rows));
}

int
ou_demand_order(struct ou_arena *a, const struct ou_items *items,
    const struct ou_order *o, enum ou_demand_basis basis,
    struct ou_str place, struct ou_demands *to, struct ou_err *err)
{
	uint32_t i;

	make_room(a, to, o->lines, o->n_lines);
	if (ou_str_is(o->document_function, "cancel") ||
	    ou_str_ends(o->status, "OrderCancelled"))
		return 0;
	if (basis == OU_DEMAND_SHIPPED && o->n_shipments == 0)
		return 0;
	to->date = basis == OU_DEMAND_ORDERS ? o->date.date
	    : o->shipments[o->n_shipments - 1].ship_date;
	if (!ou_date_given(to->date))
		return no_day(basis == OU_DEMAND_ORDERS ? "orderDate"
		    : "shipments", err);
	for (i = 0; i < o->n_lines; i++) {
		if (add_line(items, o, &o->lines[i], basis, place, to,
		    err) != 0)
			return -1;
	}
	return 0;
}

/* Its lines are looked at as an order's. */
int
ou_demand_shipment(struct ou_arena *a, const struct ou_items *items,
    const struct ou_shipment *s, struct ou_str place, struct ou_demands *to,
    struct ou_err *err)
{
	struct ou_order_line *lines;
	struct ou_order o;
	uint32_t i;

	lines = ou_arena_array(a, s->n_lines, sizeof(*lines));
	memset(&o, 0, sizeof(o));
	o.channel = s->channel;
	o.customer = s->customer;
	make_room(a, to, lines, s->n_lines);
	to->date = s->ship_date;
	if (!ou_date_given(to->date))
		return no_day("shipDate", err);
	for (i = 0; i < s->n_lines; i++) {
		lines[i].number = s->lines[i].line;
		lines[i].product = s->lines[i].product;
		lines[i].unit = s->lines[i].unit;
		lines[i].quantity = s->lines[i].quantity;
		if (add_line(items, &o, &lines[i], OU_DEMAND_SHIPMENTS,
		    s->location.n != 0 ? s->location : place, to, err) != 0)
			return -1;
	}
	return 0;
}
