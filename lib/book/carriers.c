#include "ou/base/utf8.h"
#include "ou/book/lookup.h"

#define NAME_MAX_SHOWN 64

int
ou_carriers_load(struct ou_carriers *carriers, struct ou_arena *a,
    const char *dir, struct ou_err *err)
{
	return ou_book_load(a, dir, "carriers", NULL, &carriers->rows, err);
}

static const struct ou_carrier *
row_of(const struct ou_carriers *c, uint32_t i)
{
	return (const struct ou_carrier *)c->rows.rows + i;
}

const struct ou_carrier *
ou_carriers_find(const struct ou_carriers *c, struct ou_str carrier,
    struct ou_str service)
{
	const struct ou_carrier *row;
	uint32_t i;

	for (i = 0; i < c->rows.n; i++) {
		row = row_of(c, i);
		if (ou_str_eq(row->carrier, carrier) && (service.n == 0 ||
		    ou_str_eq(row->service, service)))
			return row;
	}
	return NULL;
}

static const struct ou_carrier *
find_name(const struct ou_carriers *c, struct ou_str name)
{
	uint32_t i;

	for (i = 0; name.n != 0 && i < c->rows.n; i++) {
		if (ou_str_caseeq(row_of(c, i)->name, name))
			return row_of(c, i);
	}
	return NULL;
}

/* The same carrier's service to pick-up points. */
static const struct ou_carrier *
find_points(const struct ou_carriers *c, struct ou_str carrier)
{
	uint32_t i;

	for (i = 0; i < c->rows.n; i++) {
		if (ou_str_eq(row_of(c, i)->carrier, carrier) &&
		    row_of(c, i)->pickup_point == OU_FLAG_YES)
			return row_of(c, i);
	}
	return NULL;
}

void
ou_carrier_split(struct ou_str guide, struct ou_str *carrier,
    struct ou_str *service)
{
	if (!ou_str_split(&guide, '/', carrier))
		*carrier = OU_STR_NONE;
	*service = guide;
}

const struct ou_carrier *
ou_carriers_choose(const struct ou_carriers *c, const struct ou_order *o,
    const struct ou_customer *customer, const struct ou_settings *settings,
    struct ou_str *carrier, struct ou_str *service)
{
	const struct ou_delivery *d = o->delivery;
	const struct ou_carrier *row = NULL, *points;
	struct ou_policies policies;

	*carrier = d != NULL ? d->carrier : OU_STR_NONE;
	*service = d != NULL ? d->service : OU_STR_NONE;
	if (carrier->n == 0 && (row = find_name(c, *service)) == NULL) {
		if (d != NULL && ou_str_is(d->method, "collect")) {
			*carrier = OU_STR("collect");
			*service = OU_STR_NONE;
		} else if (customer != NULL &&
		    customer->routing_guide.n != 0)
			ou_carrier_split(customer->routing_guide, carrier,
			    service);
		else {
			ou_policies_of(settings, o->channel, o->portal,
			    o->segment, &policies);
			ou_policies_carrier(&policies, carrier, service);
		}
	}
	if (row == NULL && carrier->n == 0 && c->rows.n == 1)
		row = row_of(c, 0);
	if (row == NULL)
		row = ou_carriers_find(c, *carrier, *service);
	if (row != NULL && d != NULL && d->pickup_point != NULL &&
	    row->pickup_point != OU_FLAG_YES &&
	    (points = find_points(c, row->carrier)) != NULL)
		row = points;
	if (row != NULL) {
		*carrier = row->carrier;
		*service = row->service;
	}
	return row;
}

struct ou_str
ou_carriers_missing(const struct ou_carriers *c, struct ou_arena *a,
    const struct ou_carrier *row, struct ou_str carrier,
    struct ou_str service)
{
	if (row != NULL || carrier.n == 0 || c->rows.n == 0 ||
	    ou_str_is(carrier, "collect"))
		return OU_STR_NONE;
	return ou_str_printf(a, "the book has no carrier '%.*s'%s%.*s%s",
	    OU_STR_ARG(ou_utf8_cut(carrier, NAME_MAX_SHOWN)),
	    service.n != 0 ? " with service '" : "",
	    OU_STR_ARG(ou_utf8_cut(service, NAME_MAX_SHOWN)),
	    service.n != 0 ? "'" : "");
}
