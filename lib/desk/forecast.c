#include "forecast.h"

static const char order_view[] = "id channel documentFunction orderStatus "
    "orderDate customer.id shipments.shipDate orderedItem.orderItemNumber "
    "orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product.sku orderedItem.product.gtin "
    "orderedItem.product.buyerItemId orderedItem.packaging.packQuantity "
    "orderedItem.quantities orderedItem.allocations";
static const char shipment_view[] = "id shipDate location channel "
    "customer.id shippedItem.orderItemNumber shippedItem.product.sku "
    "shippedItem.product.gtin shippedItem.product.buyerItemId "
    "shippedItem.quantity shippedItem.unitCode";

/* What is larger than a room is no size. */
static int64_t
cube_of(const struct ou_forecast_desk *d, struct ou_str sku)
{
	const struct ou_item *item = ou_items_find(&d->items, sku);
	const int64_t room = 10000;

	if (item == NULL || item->length_mm.v > room ||
	    item->width_mm.v > room || item->height_mm.v > room)
		return 0;
	return item->length_mm.v * item->width_mm.v * item->height_mm.v;
}

static void
place_bins(struct ou_forecast_desk *d, const struct ou_rows *bins)
{
	const struct ou_warehouse *w;
	const struct ou_bin *b;
	uint32_t i;

	for (i = 0; i < d->restocks.calendars.warehouses.n; i++) {
		w = ou_rows_at(&d->restocks.calendars.warehouses, i);
		ou_slotter_place(d->slotter, &(struct ou_slot_place){
		    w->location, w->depot_aisle, w->aisle_distance_m });
	}
	for (i = 0; i < bins->n; i++) {
		b = ou_rows_at(bins, i);
		ou_slotter_bin(d->slotter, &(struct ou_slot_bin){ b->bin,
		    b->location, b->zone, b->aisle, b->distance_m,
		    b->capacity });
	}
}

static int
load_bins(struct ou_forecast_desk *d, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	const struct ou_bin_stock *in;
	struct ou_rows bins, stock;
	uint32_t i;

	if (ou_book_load(a, run->book, "bins", NULL, &bins, &run->err) != 0 ||
	    ou_book_load(a, run->book, "bin-stock", NULL, &stock,
	    &run->err) != 0)
		return -1;
	d->slotter = ou_slotter_new(a);
	place_bins(d, &bins);
	for (i = 0; i < stock.n; i++) {
		in = ou_rows_at(&stock, i);
		if (!ou_slotter_stock(d->slotter, in->bin, in->sku,
		    in->quantity, in->pick_face == OU_FLAG_YES,
		    cube_of(d, in->sku)))
			return ou_book_error(&stock, i, "bin", &run->err,
			    OU_DIAG_BOOK_REFERENCE, "bins has no '%.*s'",
			    OU_STR_ARG(in->bin));
	}
	return 0;
}

int
ou_forecast_desk_open(struct ou_forecast_desk *d, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	const struct ou_forecast_asked *o = &d->asked;
	bool shipments = o->count == OU_DEMAND_SHIPMENTS;

	if (ou_book_settings(a, run->book, &d->settings, &run->err) != 0 ||
	    ou_items_load(&d->items, a, run->book, NULL, &run->err) != 0 ||
	    ou_restocks_load(&d->restocks, a, run->book, &d->items,
	    &run->err) != 0 || (o->slots && load_bins(d, run) != 0))
		return -1;
	d->view = ou_view_new(a, shipments ? &ou_shipment_table
	    : &ou_order_table, shipments ? shipment_view : order_view,
	    &run->err);
	if (d->view == NULL)
		return -1;
	d->place = o->location != NULL ? ou_str_c(o->location)
	    : ou_setting_of_shop(&d->settings, OU_SETTING_LOCATION);
	d->restocks.today = d->rules.today;
	d->restocks.lead_days = (int64_t)o->lead_time;
	d->restocks.currency = ou_setting_of_shop(&d->settings,
	    OU_SETTING_CURRENCY);
	d->history = ou_history_new(a, d->rules.period, d->rules.today,
	    (uint32_t)o->reach);
	ou_seen_init(&d->seen, a, OU_SEEN_MAX);
	return 0;
}

/* ${times}: 1, or -1 to take it back. */
static int
count_one(struct ou_forecast_desk *d, const struct ou_demand *x,
    struct ou_date date, int times, struct ou_err *err)
{
	struct ou_history_row *row = ou_history_row(d->history, x->sku,
	    x->location);
	const struct ou_quantity sold = { x->quantity.v * times, true },
	    waits = { x->backordered.v * times, true };
	struct ou_quantity sum;

	if (ou_quantity_add(&sum, row->backordered, waits, err) != 0 ||
	    ou_history_add(d->history, row, ou_date_days(date), sold,
	    err) < 0)
		return -1;
	row->backordered = sum;
	return 0;
}

/* All of a record counts, or nothing. */
static int
count_all(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_demands *all)
{
	const struct ou_demand *x;
	uint32_t i;

	if (d->asked.slots)
		ou_slotter_order(d->slotter);
	for (i = 0; i < all->n; i++) {
		x = &all->rows[i];
		if (d->asked.slots) {
			ou_slotter_pick(d->slotter, x->location, x->sku);
			continue;
		}
		if (count_one(d, x, all->date, 1, &run->err) == 0)
			continue;
		while (i-- > 0)
			(void)count_one(d, &all->rows[i], all->date, -1,
			    NULL);
		return -1;
	}
	return 0;
}

enum ou_answer
ou_forecast_desk_record(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_arena *a = &run->record_arena;
	bool shipment = record->table == &ou_shipment_table;
	struct ou_shipment s;
	struct ou_order o;
	struct ou_demands all;

	if (!shipment && record->table != &ou_order_table)
		return OU_PASS;
	if (shipment != (d->asked.count == OU_DEMAND_SHIPMENTS)) {
		d->others = true;
		return OU_DROP;
	}
	d->counted = true;
	if (ou_record_load(record, d->view, shipment ? (void *)&s : &o,
	    &run->err) != 0)
		return OU_REJECT;
	if ((shipment ? ou_demand_shipment(a, &d->items, &s, d->place, &all,
	    &run->err) : ou_demand_order(a, &d->items, &o,
	    (enum ou_demand_basis)d->asked.count, d->place, &all,
	    &run->err)) != 0)
		return OU_REJECT;
	if (ou_seen_again(&d->seen, shipment ? s.id : o.id))
		return OU_DROP;
	return count_all(d, run, &all) == 0 ? OU_DROP : OU_REJECT;
}

int
ou_forecast_desk_sale(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_demand *sale, struct ou_str order, struct ou_date date,
    uint32_t age, struct ou_err *err)
{
	struct ou_str where = sale->location.n != 0 ? sale->location
	    : d->place;
	struct ou_history_row *row;
	int x;

	if (d->asked.slots) {
		if (order.n == 0 || !ou_str_eq(order, d->last_order)) {
			ou_slotter_order(d->slotter);
			d->last_order = ou_str_dup(&run->arena, order);
		}
		if (sale->quantity.v > 0)
			ou_slotter_pick(d->slotter, where, sale->sku);
		return 0;
	}
	row = ou_history_row(d->history, sale->sku, where);
	if (!ou_date_given(date))
		x = ou_history_add_age(d->history, row, age, sale->quantity,
		    err);
	else
		x = ou_history_add(d->history, row, ou_date_days(date),
		    sale->quantity, err);
	return x < 0;
}

/* Stock that nobody asked for is looked at too, in the places that the
 * history speaks of. */
static void
add_stock(struct ou_forecast_desk *d)
{
	const struct ou_stock_row *row;
	uint32_t i;

	for (i = 0; i < d->restocks.stock.n; i++) {
		row = ou_rows_at(&d->restocks.stock, i);
		if (row->on_hand.v > 0 && row->owner.n == 0 &&
		    (row->status.n == 0 ||
		    ou_str_is(row->status, "available")) &&
		    ou_history_knows(d->history, row->location))
			ou_history_row(d->history, row->sku, row->location);
	}
}

int
ou_forecast_desk_plan(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_plans *to)
{
	struct ou_history_row **rows;
	uint32_t i;
	int x = 0;

	*to = (struct ou_plans){ .options = d->rules, .history = d->history,
	    .costs = d->restocks.costs };
	add_stock(d);
	rows = ou_history_rows(d->history, &to->n);
	to->plans = ou_arena_array(&run->arena, to->n, sizeof(*to->plans));
	for (i = 0; i < to->n && x == 0; i++) {
		to->plans[i].row = rows[i];
		x = ou_restock_find(&d->restocks, rows[i]->sku,
		    rows[i]->location, &to->plans[i].restock, &run->err);
	}
	if (x == 0)
		x = ou_plans_make(&run->arena, to, &run->err);
	/* Figures of the book that do not add up are its fault. */
	if (x != 0)
		run->err.kind = OU_ERR_USAGE;
	return x;
}
