#include "allocate.h"

static bool
has_shipment(const struct ou_order *o, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < o->n_shipments; i++) {
		if (ou_str_eq(o->shipments[i].id, id))
			return true;
	}
	return false;
}

static const struct ou_package *
package_of(const struct ou_order *o, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < o->n_packages; i++) {
		if (ou_str_eq(o->packages[i].id, id))
			return &o->packages[i];
	}
	return NULL;
}

/* Behind those that it has; what it calls by the same id is its own. */
static void
add_packages(struct ou_arena *a, struct ou_order *o,
    const struct ou_order *put, const struct ou_order_shipment *s)
{
	const struct ou_package *p;
	struct ou_package *to;
	uint32_t i, k;

	for (i = 0; i < s->n_packages; i++) {
		p = package_of(put, s->packages[i]);
		if (p == NULL || package_of(o, p->id) != NULL)
			continue;
		o->packages = ou_arena_extend(a, o->packages,
		    o->n_packages * sizeof(*to),
		    (o->n_packages + 1) * sizeof(*to));
		to = &o->packages[o->n_packages++];
		*to = *p;
		/* of this record, not of that one's */
		to->node = 0;
		for (k = 0; k < to->n_contents; k++)
			to->contents[k].node = 0;
	}
}

void
ou_allocate_recall_parcels(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *put)
{
	struct ou_order_shipment *to;
	const uint32_t had = o->n_shipments;
	uint32_t i;

	for (i = 0; i < put->n_shipments; i++) {
		if (has_shipment(o, put->shipments[i].id))
			continue;
		o->shipments = ou_arena_extend(a, o->shipments,
		    o->n_shipments * sizeof(*to),
		    (o->n_shipments + 1) * sizeof(*to));
		to = &o->shipments[o->n_shipments++];
		*to = put->shipments[i];
		to->node = 0;
		add_packages(a, o, put, to);
	}
	if (o->n_shipments == had)
		return;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, packages));
	ou_record_put(record, &ou_order_table, o,
	    OU_FIELD(order, shipments));
}
