#include "trade.h"
#include "ou/model/exchange.h"

/*
 * A change or cancellation, which was read as an order is, as the OrderChange
 * that it is.
 */

/* UNCL 1229. */
static struct ou_str
action_of(struct ou_str code)
{
	static const struct {
		const char *code, *action;
	} all[] = {
		{ "1", "add" }, { "2", "delete" }, { "3", "change" },
		{ "4", "none" }, { "Added", "add" }, { "Revised", "change" },
		{ "Cancelled", "delete" },
	};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (ou_str_is(code, all[i].code))
			return ou_str_c(all[i].action);
	}
	return code;
}

static struct ou_party *
party(struct trade_order *u, struct ou_party **list, uint32_t *n,
    const char *role, const struct ou_address *from)
{
	struct ou_party *p = ou_import_append(&u->im->arena, list, n,
	    sizeof(*p));

	p->role = ou_str_c(role);
	if (from == NULL)
		return p;
	p->id = from->id;
	p->gln = from->gln;
	p->name = from->name;
	p->name2 = from->company;
	p->street = from->street;
	p->n_street = from->n_street;
	p->postal_code = from->postal_code;
	p->locality = from->locality;
	p->region = from->region;
	p->country = from->country;
	return p;
}

static void
parties(struct trade_order *u, struct ou_order_change *c)
{
	const struct ou_order *o = u->order;
	struct ou_party *p;

	if (o->customer != NULL) {
		p = party(u, &c->parties, &c->n_parties, "buyer", NULL);
		p->id = o->customer->id;
		p->gln = o->customer->gln;
		p->name = o->customer->name;
		p->vat_id = o->customer->vat_id;
		p->contact = o->customer->contact;
	}
	if (o->seller != NULL) {
		p = party(u, &c->parties, &c->n_parties, "seller", NULL);
		p->id = o->seller->id;
		p->gln = o->seller->gln;
		p->name = o->seller->name;
		p->vat_id = o->seller->vat_id;
	}
	if (o->delivery != NULL && o->delivery->address != NULL)
		(void)party(u, &c->parties, &c->n_parties, "shipTo",
		    o->delivery->address);
	if (o->billing_address != NULL)
		(void)party(u, &c->parties, &c->n_parties, "billTo",
		    o->billing_address);
}

static void
dates(struct trade_order *u, struct ou_order_change *c)
{
	const struct ou_delivery *d = u->order->delivery;
	struct ou_dated *at;

	if (d == NULL)
		return;
	c->incoterm = d->incoterm;
	if (ou_date_given(d->requested_date)) {
		at = ou_import_append(&u->im->arena, &c->dates, &c->n_dates,
		    sizeof(*at));
		at->kind = OU_STR("requestedDelivery");
		at->at.date = d->requested_date;
	}
	if (ou_date_given(d->requested_ship_date)) {
		at = ou_import_append(&u->im->arena, &c->dates, &c->n_dates,
		    sizeof(*at));
		at->kind = OU_STR("requestedShip");
		at->at.date = d->requested_ship_date;
	}
}

static void
line(struct trade_order *u, struct ou_order_change *c, uint32_t i)
{
	const struct ou_order_line *l = &u->order->lines[i];
	struct ou_change_line *to = ou_import_append(&u->im->arena, &c->lines,
	    &c->n_lines, sizeof(*to));
	const struct ou_address *place = NULL;

	to->number = l->number;
	if (i < u->n_actions)
		to->action = action_of(u->actions[i].code);
	to->quantity = l->quantity;
	to->unit = l->unit;
	to->product = l->product;
	to->unit_price = l->unit_price;
	to->price_base = l->price_base;
	to->packaging = l->packaging;
	to->requested_date = l->requested_date;
	to->requested_ship_date = l->requested_ship_date;
	to->schedule = l->schedule;
	to->n_schedule = l->n_schedule;
	to->total = l->total;
	to->notes = l->notes;
	to->n_notes = l->n_notes;
	to->extra = l->extra;
	to->n_extra = l->n_extra;
	if (i < u->n_goes && u->goes[i].n > 0)
		place = u->goes[i].list[0].address;
	if (place != NULL)
		(void)party(u, &to->parties, &to->n_parties, "shipTo", place);
}

/* What would have held an order is said of the change. */
static void
remarks(struct trade_order *u, struct ou_order_change *c)
{
	const struct ou_order *o = u->order;
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (!ou_str_is(o->holds[i].code, "FUNCTION"))
			ou_import_extra(u->im, &c->extra, &c->n_extra,
			    o->holds[i].code, o->holds[i].reason);
	}
}

int
ou_trade_change(struct trade_order *u, struct ou_err *err)
{
	struct ou_order *o = u->order;
	struct ou_order_change *c = ou_arena_zalloc(&u->im->arena,
	    sizeof(*c));
	uint32_t i;

	ou_import_finish(u->im, o);
	if (ou_import_refuses(u->im, err))
		return 1;
	c->type = OU_STR("OrderChange");
	c->schema = OU_STR("order-change/1");
	c->channel = o->channel;
	c->function = o->document_function;
	c->number = o->references->document;
	c->id = ou_str_printf(&u->im->arena, "%.*s:%.*s",
	    OU_STR_ARG(o->channel), OU_STR_ARG(c->number));
	c->date = o->date;
	c->order = o->id;
	c->order_number = o->number;
	c->sequence = u->doc->sequence.text;
	c->currency = o->currency;
	c->allowances = o->allowances;
	c->n_allowances = o->n_allowances;
	c->notes = o->notes;
	c->n_notes = o->n_notes;
	c->source = o->source;
	c->extra = o->extra;
	c->n_extra = o->n_extra;
	parties(u, c);
	dates(u, c);
	for (i = 0; i < o->n_lines; i++)
		line(u, c, i);
	remarks(u, c);
	u->im->orders++;
	return u->im->record(u->im->arg,
	    ou_record_type_find(OU_STR("OrderChange")), c);
}
