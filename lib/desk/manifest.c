#include <string.h>

#include "manifest.h"

const char ou_manifest_view[] = "id channel segment portal orderNumber "
    "currency customer orderDelivery holds picks packages shipments "
    "orderedItem.orderItemNumber orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product "
    "orderedItem.packaging.packQuantity orderedItem.quantities "
    "orderedItem.allocations";

int
ou_manifest_begin(struct ou_manifest *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	char date[10];

	if (ou_manifest_options(x, run) != 0 ||
	    ou_book_settings(a, run->book, &x->settings, &run->err) != 0 ||
	    ou_items_load(&x->items, a, run->book, NULL, &run->err) != 0 ||
	    ou_customers_load(&x->customers, a, run->book, &run->err) != 0 ||
	    ou_carriers_load(&x->carriers, a, run->book, &run->err) != 0)
		return -1;
	if (!ou_date_given(x->date))
		x->date = run->now.date;
	ou_date_text(date, x->date);
	if (x->name == NULL)
		x->name = ou_str_printf(a, "%.4s%.2s%.2s-1", date, date + 5,
		    date + 8).p;
	x->shipment_type = ou_record_type_find(OU_STR("Shipment"));
	return 0;
}

/* An order on its way. */
struct shipping {
	struct ou_manifest *x;
	struct ou_run *run;
	struct ou_record *record;
	struct ou_order *order;
	struct ou_line_index index;
	struct ou_ship_line *lines;
	const struct ou_carrier *row;
	struct ou_str carrier, service;
	struct ou_carrier_documents *manifest;
};

static bool
hold(struct shipping *s, enum ou_diag code, const char *why)
{
	ou_run_hold(s->run, s->order, code, OU_STR_NONE, "ship", "%s", why);
	ou_record_put(s->record, &ou_order_table, s->order,
	    OU_FIELD(order, holds));
	return false;
}

/* May it go, and with whom?  What may not is held, or left for another run. */
static bool
may_ship(struct shipping *s, const struct ou_ship_part *parts, uint32_t n)
{
	struct ou_order *o = s->order;
	const struct ou_customer *c = ou_customers_find(&s->x->customers,
	    o->customer);
	struct ou_str missing;

	s->row = ou_carriers_choose(&s->x->carriers, o, c, &s->x->settings,
	    &s->carrier, &s->service);
	if (s->x->carrier != NULL && !ou_str_is(s->carrier, s->x->carrier))
		return false;
	if (s->carrier.n == 0)
		return hold(s, OU_DIAG_HOLD_CARRIER, "nobody carries it: no "
		    "carrier in the order, the customer's routing guide and "
		    "the settings");
	missing = ou_carriers_missing(&s->x->carriers, &s->run->record_arena,
	    s->row, s->carrier, s->service);
	if (missing.n != 0)
		return hold(s, OU_DIAG_HOLD_CARRIER, missing.p);
	if (ou_ships_complete(o, c, (enum ou_complete)s->x->ship_complete) &&
	    ou_shipping_short(&s->run->record_arena, o, parts, n))
		return hold(s, OU_DIAG_HOLD_QUANTITY, "ships complete, and "
		    "part of it is not there");
	return true;
}

static void
put_order(struct shipping *s)
{
	static const int fields[] = { OU_FIELD(order, packages),
	    OU_FIELD(order, shipments) };
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < 2; i++)
		ou_record_put(s->record, &ou_order_table, s->order,
		    fields[i]);
	for (i = 0; i < s->order->n_lines; i++) {
		l = &s->order->lines[i];
		if (l->quantities == NULL || l->quantities->shipped.v == 0)
			continue;
		if (l->quantities->node == 0)
			ou_record_put(s->record, &ou_order_line_table, l,
			    OU_FIELD(order_line, quantities));
		else
			ou_record_put(s->record, &ou_quantities_table,
			    l->quantities, OU_FIELD(quantities, shipped));
	}
}

static void
warn_weight(struct shipping *s, const struct ou_shipment *shipment)
{
	if (shipment->gross_weight_kg.given)
		return;
	ou_err_set(&s->run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "shipment '%.*s' has something in it whose weight nobody knows",
	    OU_STR_ARG(shipment->id));
	ou_run_message(s->run, OU_WARNING, &s->run->err);
}

/* One shipment for each place that goods leave from. */
static int
ship(struct shipping *s, struct ou_ship_part *parts, uint32_t n, bool packed,
    struct ou_shipment *shipments, uint32_t *n_shipments)
{
	struct ou_quantity none = { 0, false };
	struct ou_shipment *to;
	uint32_t k;

	for (; n > 0; parts += k, n -= k) {
		k = ou_shipping_location(parts, n);
		to = &shipments[(*n_shipments)++];
		to->carrier = s->carrier;
		to->service = s->service;
		to->manifest = s->manifest->slip.manifest;
		to->ship_date = s->x->date;
		if (ou_shipping_ship(&s->run->record_arena, s->order,
		    &s->index, parts, k, packed, s->lines, s->row != NULL
		    ? s->row->max_weight_kg : none, to, &s->run->err) != 0)
			return -1;
		warn_weight(s, to);
	}
	return 0;
}

/* The order, and behind it its shipments when they are asked for. */
static enum ou_answer
send(struct shipping *s, const struct ou_shipment *shipments, uint32_t n)
{
	uint32_t i;

	put_order(s);
	if (ou_manifest_gather(s->x, s->run, s->manifest, shipments, n) != 0)
		return s->run->err.kind == OU_ERR_RECORD ? OU_REJECT
		    : OU_STOP;
	if (!s->x->emit)
		return OU_PASS;
	if (ou_run_write(s->run, s->record) != 0)
		return OU_STOP;
	for (i = 0; i < n; i++) {
		if (ou_run_write_struct(s->run, s->x->shipment_type,
		    &shipments[i]) != 0)
			return OU_STOP;
	}
	return OU_DROP;
}

enum ou_answer
ou_manifest_order(struct ou_manifest *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	struct shipping s = { .x = x, .run = run, .record = record,
	    .order = o };
	struct ou_shipment *shipments;
	struct ou_ship_part *parts;
	uint32_t n, n_shipments = 0;
	bool packed;

	if (ou_order_held(o, "ship") != NULL)
		return OU_PASS;
	if (ou_line_index_init(&s.index, a, o, &run->err) != 0)
		return OU_REJECT;
	n = ou_shipping_packed(a, o, &s.index, &parts);
	if (!(packed = n != 0))
		n = ou_shipping_ready(a, o, &s.index, &parts);
	if (n == 0 || !may_ship(&s, parts, n))
		return OU_PASS;
	s.manifest = ou_manifest_documents(x, run, s.carrier, s.row);
	if (s.manifest == NULL)
		return OU_STOP;
	s.lines = ou_arena_array(a, o->n_lines, sizeof(*s.lines));
	ou_manifest_weigh(&x->items, o, s.lines, packed);
	ou_manifest_weigh_parts(&x->items, parts, n);
	shipments = ou_arena_array(a, n, sizeof(*shipments));
	if (ship(&s, parts, n, packed, shipments, &n_shipments) != 0)
		return OU_REJECT;
	return send(&s, shipments, n_shipments);
}
