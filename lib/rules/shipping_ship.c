#include <string.h>

#include "shipping.h"

/* The order's packages that no shipment has taken. */
static void
use_packages(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, const struct ou_ship_line *lines,
    struct ou_shipment *s)
{
	struct ou_package *p;
	uint32_t i;

	s->packages = ou_arena_array(a, o->n_packages, sizeof(*p));
	for (i = 0; i < o->n_packages; i++) {
		if (ou_shipping_taken(o, &o->packages[i]))
			continue;
		p = &s->packages[s->n_packages++];
		*p = o->packages[i];
		if (!p->gross_weight_kg.given)
			p->gross_weight_kg = ou_shipping_weight(index, p,
			    lines);
	}
}

static void
add_packages(struct ou_arena *a, struct ou_order *o,
    const struct ou_shipment *s)
{
	struct ou_package *all;

	all = ou_arena_array(a, o->n_packages + s->n_packages, sizeof(*all));
	if (o->n_packages != 0)
		memcpy(all, o->packages, o->n_packages * sizeof(*all));
	memcpy(all + o->n_packages, s->packages,
	    s->n_packages * sizeof(*all));
	o->packages = all;
	o->n_packages += s->n_packages;
}

static void
fill_shipment(struct ou_arena *a, const struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n, struct ou_shipment *s)
{
	struct ou_shipment_line *l;
	uint32_t i;

	s->type = OU_STR("Shipment");
	s->schema = OU_STR("shipment/1");
	s->id = ou_str_number(a, o->id, "/s", o->n_shipments + 1);
	s->order = o->id;
	s->order_number = o->number;
	s->channel = o->channel;
	s->segment = o->segment;
	s->location = parts[0].location;
	s->customer = o->customer;
	s->delivery = o->delivery;
	if (o->delivery != NULL)
		s->promised_date = o->delivery->promised_by;
	s->currency = o->currency;
	s->lines = ou_arena_array(a, n, sizeof(*l));
	for (i = 0; i < n; i++) {
		l = &s->lines[s->n_lines++];
		l->line = o->lines[parts[i].line].number;
		l->product = o->lines[parts[i].line].product;
		l->unit = o->lines[parts[i].line].unit;
		l->quantity = parts[i].quantity;
		l->lot = parts[i].lot;
	}
	s->package_count = (struct ou_integer){ s->n_packages, true };
	s->gross_weight_kg = ou_shipping_gross(s->packages, s->n_packages);
}

static void
add_shipment(struct ou_arena *a, struct ou_order *o,
    const struct ou_shipment *s)
{
	struct ou_order_shipment *all, *to;
	uint32_t i;

	all = ou_arena_array(a, o->n_shipments + 1, sizeof(*all));
	if (o->n_shipments != 0)
		memcpy(all, o->shipments, o->n_shipments * sizeof(*all));
	to = &all[o->n_shipments++];
	to->id = s->id;
	to->carrier = s->carrier;
	to->service = s->service;
	to->ship_date = s->ship_date;
	to->promised_date = s->promised_date;
	to->gross_weight_kg = s->gross_weight_kg;
	to->manifest = s->manifest;
	to->packages = ou_arena_array(a, s->n_packages,
	    sizeof(*to->packages));
	for (i = 0; i < s->n_packages; i++)
		to->packages[to->n_packages++] = s->packages[i].id;
	o->shipments = all;
}

static void
add_shipped(struct ou_arena *a, struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n)
{
	struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < n; i++) {
		l = &o->lines[parts[i].line];
		if (l->quantities == NULL) {
			l->quantities = ou_arena_zalloc(a,
			    sizeof(*l->quantities));
			l->quantities->ordered = l->quantity;
		}
		if (__builtin_add_overflow(l->quantities->shipped.v,
		    parts[i].quantity.v, &l->quantities->shipped.v))
			l->quantities->shipped.v = INT64_MAX;
		l->quantities->shipped.given = true;
	}
}

int
ou_shipping_ship(struct ou_arena *a, struct ou_order *o,
    const struct ou_line_index *index, const struct ou_ship_part *parts,
    uint32_t n, bool packed, const struct ou_ship_line *lines,
    struct ou_quantity max_weight, struct ou_shipment *s, struct ou_err *err)
{
	if (packed)
		use_packages(a, o, index, lines, s);
	else if (ou_shipping_pack(a, o, parts, n, lines, max_weight,
	    &s->packages, &s->n_packages, err) != 0)
		return -1;
	fill_shipment(a, o, parts, n, s);
	if (!packed)
		add_packages(a, o, s);
	add_shipment(a, o, s);
	add_shipped(a, o, parts, n);
	return 0;
}
