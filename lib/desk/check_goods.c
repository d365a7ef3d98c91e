#include <string.h>

#include "check.h"
#include "ou/base/ident.h"

/* --- compliance --- */

static void
check_age(struct checking *c, const struct ou_item *item)
{
	int64_t age = item->minimum_age.v;

	if (!item->minimum_age.given || !ou_str_is(c->o->segment, "b2c") ||
	    (c->carrier != NULL && c->carrier->minimum_age.given &&
	    c->carrier->minimum_age.v >= age))
		return;
	ou_remark(&c->remarks, OU_DIAG_HOLD_COMPLIANCE, "product.sku",
	    "item %.*s is for people of %d years or more, and the carrier "
	    "does not ask for their age", OU_STR_ARG(item->sku), (int)age);
}

static void
check_danger(struct checking *c, const struct ou_item *item)
{
	if (item->dangerous_goods.n == 0 || c->carrier == NULL ||
	    c->carrier->dangerous_goods != OU_FLAG_NO)
		return;
	ou_remark(&c->remarks, OU_DIAG_HOLD_COMPLIANCE, "product.sku",
	    "item %.*s is dangerous goods (%.*s), which %.*s does not take",
	    OU_STR_ARG(item->sku), OU_STR_ARG(item->dangerous_goods),
	    OU_STR_ARG(c->carrier->carrier));
}

/* Out of the customs territory it came from? */
static bool
is_export(const struct checking *c)
{
	const struct ou_delivery *d = c->o->delivery;
	struct ou_str from = c->x->settings.seller_country, to;

	if (d == NULL || d->address == NULL || from.n == 0)
		return false;
	to = d->address->country;
	return to.n > 0 && !ou_str_eq(from, to) &&
	    !(ou_country_eu(from) && ou_country_eu(to));
}

static void
check_customs(struct checking *c, const struct ou_order_line *l,
    const struct ou_item *item)
{
	bool code = item->hs_code.n > 0 ||
	    (l->product != NULL && l->product->hs_code.n > 0);
	bool origin = item->country_of_origin.n > 0 ||
	    (l->product != NULL && l->product->country_of_origin.n > 0);

	if (!code || !origin)
		ou_remark(&c->remarks, OU_DIAG_HOLD_COMPLIANCE,
		    code ? "product.countryOfOrigin" : "product.hsCode",
		    "item %.*s goes abroad without %s", OU_STR_ARG(item->sku),
		    code ? "country of origin" : origin ?
		    "customs tariff number" :
		    "customs tariff number and country of origin");
}

void
ou_check_compliance(struct checking *c)
{
	bool exported = is_export(c);
	uint32_t i;

	for (i = 0; i < c->o->n_lines; i++) {
		if (c->items[i] == NULL)
			continue;
		ou_remarks_at_line(&c->remarks, c->o, i);
		check_age(c, c->items[i]);
		check_danger(c, c->items[i]);
		if (exported)
			check_customs(c, &c->o->lines[i], c->items[i]);
	}
	ou_remarks_at_line(&c->remarks, c->o, UINT32_MAX);
}

/* --- who carries it --- */

/* A carrier that is not there has no days on the way, and takes anything. */
void
ou_check_carrier(struct checking *c)
{
	struct ou_str missing = ou_carriers_missing(&c->x->carriers,
	    c->remarks.arena, c->carrier, c->carrier_name, c->service);
	const struct ou_delivery *d = c->o->delivery;
	const struct ou_customer *who = c->customer;

	if (missing.n == 0)
		return;
	if (d != NULL && d->carrier.n > 0)
		ou_remark(&c->remarks, OU_DIAG_HOLD_CARRIER,
		    "orderDelivery.carrier", "%.*s", OU_STR_ARG(missing));
	else if (who != NULL && who->routing_guide.n > 0)
		ou_remark(&c->remarks, OU_DIAG_HOLD_CARRIER, "customer",
		    "%.*s, which the routing guide of customer %.*s names",
		    OU_STR_ARG(missing), OU_STR_ARG(who->id));
	else
		ou_remark(&c->remarks, OU_DIAG_HOLD_CARRIER, "orderDelivery",
		    "%.*s, which the settings name", OU_STR_ARG(missing));
}

/* --- the delivery promise --- */

/* The first day on which it can leave. */
static int32_t
leaves(struct checking *c)
{
	return ou_place_leaves(&c->x->calendars, &c->x->place, c->x->now,
	    c->carrier != NULL ? c->carrier->cut_off : OU_STR_NONE);
}

/* Where it goes, on the weekdays on which it is on its way or, with ${days},
 * taken. */
static struct ou_place
there(const struct checking *c, struct ou_str days)
{
	const struct ou_delivery *d = c->o->delivery;
	const struct ou_address *to = d != NULL ? d->address : NULL;

	return ou_place_address(&c->x->settings, to != NULL ? to->country :
	    OU_STR_NONE, to != NULL ? to->postal_code : OU_STR_NONE, days);
}

static int32_t
arrives(struct checking *c, int32_t left)
{
	struct ou_place way = there(c, OU_STR_NONE);
	int64_t days = c->carrier != NULL ? c->carrier->transit_days.v : 0;

	if (days > OU_PLACE_DAYS_MAX)
		days = OU_PLACE_DAYS_MAX;
	return ou_place_days(&c->x->calendars, &way, left, (int32_t)days);
}

/* Dates that are asked for, of the order or of a line. */
struct promise {
	int32_t left, arrived;		/* the first days */
	struct ou_place from, to;
	bool fetched;			/* when they like */
};

/* Not before ${first}, and not on a day that is closed. */
static void
check_day(struct checking *c, const char *field, struct ou_date asked,
    int32_t first, const struct ou_place *place, const char *what)
{
	int32_t day = ou_date_given(asked) ? ou_date_days(asked) : first;
	struct ou_str closed;
	char text[16];

	if (!ou_date_given(asked))
		return;
	if (day < first) {
		text[ou_date_text(text, ou_date_from_days(first))] = '\0';
		ou_remark(&c->remarks, OU_DIAG_HOLD_PROMISE, field, "it %s %s "
		    "at the earliest", what, text);
		return;
	}
	if (place == NULL || (closed = ou_place_closed(&c->x->calendars,
	    place, day)).n == 0)
		return;
	text[ou_date_text(text, asked)] = '\0';
	ou_remark(&c->remarks, OU_DIAG_HOLD_PROMISE, field, "nothing %s on "
	    "%s: %.*s", what, text, OU_STR_ARG(closed));
}

static void
check_days(struct checking *c, const struct promise *p,
    struct ou_date delivery, struct ou_date despatch)
{
	check_day(c, "requestedDate", delivery, p->arrived, p->fetched ? NULL :
	    &p->to, "arrives");
	check_day(c, "requestedShipDate", despatch, p->left, &p->from,
	    "leaves");
}

void
ou_check_promise(struct checking *c)
{
	const struct ou_delivery *d = c->o->delivery;
	const struct ou_order_line *l;
	struct promise p = { .from = c->x->place, .to = there(c,
	    c->place != NULL ? c->place->working_days : OU_STR_NONE),
	    .fetched = d == NULL || d->address == NULL ||
	    ou_str_is(d->method, "pickupPoint") ||
	    ou_str_is(d->method, "collect") };
	uint32_t i;

	p.left = leaves(c);
	p.arrived = arrives(c, p.left);
	if (d != NULL) {
		c->remarks.at = OU_STR("orderDelivery.");
		check_days(c, &p, d->requested_date, d->requested_ship_date);
		check_day(c, "cancelAfter", d->cancel_after, p.left, NULL,
		    "leaves");
	}
	for (i = 0; i < c->o->n_lines; i++) {
		l = &c->o->lines[i];
		if (!ou_date_given(l->requested_date) &&
		    !ou_date_given(l->requested_ship_date))
			continue;
		ou_remarks_at_line(&c->remarks, c->o, i);
		check_days(c, &p, l->requested_date, l->requested_ship_date);
	}
	ou_remarks_at_line(&c->remarks, c->o, UINT32_MAX);
}
