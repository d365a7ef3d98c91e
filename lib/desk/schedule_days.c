#include "schedule.h"

/* Working days, lead times and cut-offs of an order. */

/* Where it is delivered, what the order says, else the customer's place of
 * that id; and the way there, on which that place's own weekdays do not
 * matter. */
struct there {
	struct ou_place place, way;
};

static struct there
there(const struct ou_schedule_desk *x, const struct ou_order *o,
    const struct ou_customer *c)
{
	static const struct ou_address none;
	const struct ou_address *to = o->delivery != NULL &&
	    o->delivery->address != NULL ? o->delivery->address : &none;
	const struct ou_address_row *row = c == NULL ? NULL :
	    ou_address_row_find(x->addresses_of, c->id, to->id);
	struct ou_str country = to->country, code = to->postal_code;
	struct there t;

	if (row != NULL && country.n == 0)
		country = row->country;
	if (row != NULL && code.n == 0)
		code = row->postal_code;
	t.way = ou_place_address(&x->settings, country, code, OU_STR_NONE);
	t.place = ou_place_address(&x->settings, country, code, row != NULL ?
	    row->working_days : OU_STR_NONE);
	return t;
}

struct ou_place
ou_schedule_place(struct ou_schedule_desk *x, const struct ou_order *o)
{
	return there(x, o, ou_customers_find(&x->customers,
	    o->customer)).place;
}

/* The latest day on which it can leave to be there on ${day}: what leaves on
 * a day when nobody works there travels from the next one. */
static int32_t
latest(struct ou_schedule_desk *x, const struct ou_place *way, int32_t day,
    int32_t transit)
{
	if (transit > 0)
		day = ou_place_days(&x->calendars, way, ou_place_previous(
		    &x->calendars, way, day), 1 - transit) - 1;
	return ou_place_previous(&x->calendars, &x->warehouse, day);
}

/* The first day that deliveries are taken on, when it has arrived. */
static int32_t
arrives(struct ou_schedule_desk *x, const struct there *to, int32_t left,
    int32_t transit)
{
	return ou_place_next(&x->calendars, &to->place, ou_place_days(
	    &x->calendars, &to->way, left, transit));
}

/* What is the same whatever is asked for. */
static struct ou_schedule_days
begin(struct ou_schedule_desk *x, const struct ou_order *o, int64_t lead,
    struct there *to)
{
	const struct ou_customer *c = ou_customers_find(&x->customers,
	    o->customer);
	struct ou_schedule_days d = { .wanted = 0 };
	const struct ou_carrier *carrier;
	struct ou_str name, service;

	carrier = ou_carriers_choose(&x->carriers, o, c, &x->settings, &name,
	    &service);
	if (lead < 0) {
		lead = carrier != NULL ? carrier->transit_days.v : 0;
		d.missing = ou_carriers_missing(&x->carriers, &x->piece,
		    carrier, name, service);
	}
	d.transit = (int32_t)(lead > OU_PLACE_DAYS_MAX ? OU_PLACE_DAYS_MAX :
	    lead);
	*to = there(x, o, c);
	d.leaves = ou_place_leaves(&x->calendars, &x->warehouse, x->now,
	    carrier != NULL ? carrier->cut_off : OU_STR_NONE);
	d.earliest = arrives(x, to, d.leaves, d.transit);
	return d;
}

void
ou_schedule_find_days(struct ou_schedule_desk *x, const struct ou_order *o,
    int32_t wanted, enum ou_closed closed, int64_t lead,
    struct ou_schedule_days *d)
{
	struct there to;

	*d = begin(x, o, lead, &to);
	d->wanted = d->delivery = wanted;
	d->closed = ou_place_closed(&x->calendars, &to.place, wanted);
	if (d->closed.p != NULL) {
		if (closed == OU_CLOSED_NEXT)
			d->delivery = ou_place_next(&x->calendars,
			    &to.place, wanted);
		if (closed == OU_CLOSED_PREVIOUS)
			d->delivery = ou_place_previous(&x->calendars,
			    &to.place, wanted);
		d->none = closed == OU_CLOSED_SKIP;
	}
	d->despatch = latest(x, &to.way, d->delivery, d->transit);
}

void
ou_schedule_find_delivery(struct ou_schedule_desk *x, const struct ou_order *o,
    int32_t despatch, struct ou_schedule_days *d)
{
	struct there to;

	*d = begin(x, o, -1, &to);
	d->despatch = despatch;
	d->wanted = d->delivery = arrives(x, &to, despatch, d->transit);
}

void
ou_schedule_explain(struct ou_schedule_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_schedule_days *d)
{
	struct ou_str cut_off = ou_place_cut_off(&x->calendars,
	    x->warehouse.name, d->despatch);
	struct ou_str wanted = ou_schedule_day(x, d->wanted), way;

	way = d->missing.n > 0 ? d->missing : ou_str_printf(&x->piece,
	    "%d working day%s on the way", (int)d->transit,
	    d->transit == 1 ? "" : "s");
	ou_run_explain(run, "%.*s: delivered on %.*s%s%.*s%s%.*s%s; leaves "
	    "%.*s on %.*s%s%.*s, %.*s%s",
	    OU_STR_ARG(o->id), OU_STR_ARG(ou_schedule_day(x, d->delivery)),
	    d->closed.p != NULL ? " (" : "",
	    OU_STR_ARG(d->closed.p != NULL ? wanted : OU_STR_NONE),
	    d->closed.p != NULL ? " is closed: " : "",
	    OU_STR_ARG(d->closed), d->closed.p != NULL ? ")" : "",
	    OU_STR_ARG(x->warehouse.name.n > 0 ? x->warehouse.name :
	    OU_STR("us")), OU_STR_ARG(ou_schedule_day(x, d->despatch)),
	    cut_off.n > 0 ? " by " : "", OU_STR_ARG(cut_off),
	    OU_STR_ARG(way),
	    d->despatch < d->leaves ? "; too late for it" : "");
}

void
ou_schedule_put_days(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_schedule_days *d)
{
	bool made = o->delivery == NULL;

	if (made)
		o->delivery = ou_arena_zalloc(&x->piece,
		    sizeof(*o->delivery));
	o->delivery->requested_date = ou_date_from_days(d->delivery);
	o->delivery->requested_ship_date = ou_date_from_days(d->despatch);
	if (made) {
		ou_record_put(r, &ou_order_table, o,
		    OU_FIELD(order, delivery));
	} else {
		ou_record_put(r, &ou_delivery_table, o->delivery,
		    OU_FIELD(delivery, requested_date));
		ou_record_put(r, &ou_delivery_table, o->delivery,
		    OU_FIELD(delivery, requested_ship_date));
	}
	if (run->explain != NULL)
		ou_schedule_explain(x, run, o, d);
}

void
ou_schedule_tell_carrier(struct ou_schedule_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_schedule_days *d)
{
	uint64_t of = ou_str_mix(OU_STR_MIX, o->id);

	if (d->missing.n == 0 || x->told == of)
		return;
	x->told = of;
	ou_run_say(run, OU_WARNING, OU_DIAG_HOLD_CARRIER, "order '%.*s': "
	    "%.*s: its days on the way are not known", OU_STR_ARG(o->id),
	    OU_STR_ARG(d->missing));
}

bool
ou_schedule_late(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_schedule_days *d)
{
	ou_schedule_tell_carrier(x, run, o, d);
	return d->despatch < d->leaves && ou_run_hold(run, o,
	    OU_DIAG_HOLD_PROMISE, OU_STR_NONE, NULL, "for delivery on %.*s it "
	    "had to leave by %.*s; the first delivery is on %.*s now",
	    OU_STR_ARG(ou_schedule_day(x, d->delivery)),
	    OU_STR_ARG(ou_schedule_day(x, d->despatch)),
	    OU_STR_ARG(ou_schedule_day(x, d->earliest)));
}

void
ou_schedule_hold_late(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_schedule_days *d)
{
	if (ou_schedule_late(x, run, o, d))
		ou_record_put(r, &ou_order_table, o, OU_FIELD(order, holds));
}
