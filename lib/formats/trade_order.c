#include "trade.h"

/*
 * A document as an order: the head.
 */

/* UNCL 1001, the part that Peppol allows for orders. */
static const struct {
	const char *code;
	const char *what;
	bool hold;
} types[] = {
	{ "105", "purchase order", false },
	{ "220", "order", false },
	{ "221", "blanket order; goods are called off by later orders", true },
	{ "226", "call-off order", false },
	{ "227", "consignment order", false },
	{ "230", "change of an order", false },
	{ "402", "temporary order", false },
};

static void
order_type(struct trade_order *u)
{
	struct ou_str type = u->doc->type.text;
	struct ou_import *im = u->im;
	size_t i, n = sizeof(types) / sizeof(*types);

	if (type.n == 0)
		return;
	ou_import_extra(im, &u->order->extra, &u->order->n_extra,
	    OU_STR("OrderTypeCode"), type);
	for (i = 0; i < n && !ou_str_is(type, types[i].code); i++)
		continue;
	if (i == n)
		trade_finding(u, OU_DIAG_VALUE, &u->doc->type, "OrderTypeCode",
		    "'%.*s' is not a type of order", OU_STR_ARG(type));
	else if (types[i].hold)
		ou_import_hold(im, u->order, OU_DIAG_HOLD_FUNCTION,
		    ou_str_printf(&im->arena, "OrderTypeCode %s: a %s",
		    types[i].code, types[i].what), OU_STR_NONE);
}

static void
references(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	struct ou_references *r = u->order->references;

	r->purchase_order = d->id.text;
	r->contract = d->contract.text;
	r->quotation = d->quotation.text;
	r->customer_reference = d->customer_reference.text;
	r->vendor = d->their_number.text;
	/* a call-off names the blanket order, others the order they replace */
	if (ou_str_is(d->type.text, "226"))
		r->blanket_order = d->previous.text;
	else
		r->original = d->previous.text;
	if (trade_has(&d->blanket))
		r->blanket_order = d->blanket.text;
}

static void
notes(struct trade_order *u)
{
	const struct trade_leaf *l = u->doc->notes.p;
	const struct trade_note *n = u->doc->remarks.p;
	struct ou_note *to;
	uint32_t i;

	for (i = 0; i < u->doc->notes.n; i++) {
		to = ou_import_append(&u->im->arena, &u->order->notes,
		    &u->order->n_notes, sizeof(*to));
		to->from = OU_STR("buyer");
		to->text = l[i].text;
	}
	for (i = 0; i < u->doc->remarks.n; i++) {
		to = ou_import_append(&u->im->arena, &u->order->notes,
		    &u->order->n_notes, sizeof(*to));
		to->from = OU_STR("buyer");
		to->subject = n[i].subject.text;
		to->text = n[i].text.text;
	}
}

static void
payment(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	const struct trade_leaf *note = d->terms.p;
	struct ou_payment *p;

	if (!trade_has(&d->payment_code) && d->terms.n == 0 &&
	    !trade_has(&d->terms_discount))
		return;
	p = ou_arena_zalloc(&u->im->arena, sizeof(*p));
	p->method = d->payment_code.text;
	u->order->payment = p;
	if (d->terms.n == 0 && !trade_has(&d->terms_discount))
		return;
	p->terms = ou_arena_zalloc(&u->im->arena, sizeof(*p->terms));
	if (d->terms.n > 0)
		p->terms->text = note[0].text;
	ou_trade_rate(u, &p->terms->discount_percent, &d->terms_discount,
	    "payment.terms.discountPercent");
}

static void
delivery_terms(struct trade_order *u, struct ou_delivery *to)
{
	const struct trade_doc *d = u->doc;
	struct ou_import *im = u->im;
	struct ou_str place = d->incoterm_place.text;

	if (place.n == 0)
		place = d->incoterm_description.text;
	if (d->incoterm.text.n == 3) {
		to->incoterm = ou_arena_zalloc(&im->arena,
		    sizeof(*to->incoterm));
		to->incoterm->code = d->incoterm.text;
		to->incoterm->place = place;
	} else {
		ou_import_extra(im, &u->order->extra, &u->order->n_extra,
		    OU_STR("DeliveryTerms/ID"), d->incoterm.text);
		ou_import_extra(im, &u->order->extra, &u->order->n_extra,
		    OU_STR("DeliveryTerms/DeliveryLocation"), place);
	}
	to->instructions = d->special_terms.text;
}

static void
delivery(struct trade_order *u)
{
	const struct trade_delivery *d = u->doc->deliveries.p;
	const struct trade_contact *c = &u->doc->delivery_contact;
	struct ou_delivery *to = ou_arena_zalloc(&u->im->arena, sizeof(*to));
	struct ou_order *o = u->order;

	delivery_terms(u, to);
	if (u->doc->deliveries.n > 0) {
		ou_trade_delivery_of(u, to, d);
		if (to->instructions.n == 0)
			to->instructions = d->instructions.text;
		if (trade_has(&d->marks)) {
			o->packing_rules = ou_arena_zalloc(&u->im->arena,
			    sizeof(*o->packing_rules));
			o->packing_rules->marks = d->marks.text;
		}
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    OU_STR("ShippingPriorityLevelCode"), d->priority.text);
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    OU_STR("delivery.contact"), d->party.contact.name.text);
	}
	ou_trade_places(u, to);
	if (to->address != NULL && to->address->telephone.n == 0)
		to->address->telephone = c->telephone.text;
	if (to->address != NULL && to->address->email.n == 0)
		to->address->email = c->email.text;
	if (to->address != NULL || to->window != NULL ||
	    to->incoterm != NULL || to->instructions.n > 0 ||
	    ou_date_given(to->requested_date) ||
	    ou_date_given(to->requested_ship_date))
		o->delivery = to;
}

static void
currency(struct trade_order *u)
{
	struct ou_order *o = u->order;

	o->currency = u->doc->currency.text;
	if (o->currency.n == 0)
		o->currency = u->doc->payable.scheme;
	if (o->currency.n == 0)
		o->currency = u->currency;
	if (u->other_currency.n == 0 && (u->currency.n == 0 ||
	    ou_str_eq(u->currency, o->currency)))
		return;
	ou_import_hold(u->im, o, OU_DIAG_HOLD_CURRENCY,
	    ou_str_printf(&u->im->arena, "the order is in %.*s, and lines "
	    "are in %.*s", OU_STR_ARG(o->currency),
	    OU_STR_ARG(u->other_currency.n > 0 ? u->other_currency :
	    u->currency)), OU_STR_NONE);
}

/* The sender, as far as the document says: scheme and id of the buyer. */
static void
channel(struct trade_order *u)
{
	const struct trade_party *p = &u->doc->buyer;
	const struct trade_leaf *id = &p->endpoint;
	const struct trade_leaf *ids = p->ids.p;

	/* an e-mail address is where to write to, no name of the sender */
	if ((!trade_has(id) || ou_str_is(id->scheme, "EM")) && p->ids.n > 0)
		id = ids;
	if (!trade_has(id))
		id = &p->legal_id;
	u->order->channel = !trade_has(id) ? ou_str_c(u->form->name) :
	    ou_str_printf(&u->im->arena, "%s-%.*s%s%.*s", u->form->name,
	    OU_STR_ARG(id->scheme), id->scheme.n > 0 ? "-" : "",
	    OU_STR_ARG(id->text));
}

void
ou_trade_head_of(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	struct ou_order *o = u->order;
	struct ou_date until = { 0 };
	bool copy = false;

	o->references = ou_arena_zalloc(&u->im->arena, sizeof(*o->references));
	o->number = d->id.text;
	o->seller_number = d->seller_number.text;
	o->segment = OU_STR("b2b");
	o->prices_include_tax = OU_FLAG_NO;
	o->extra = d->extra;
	o->n_extra = d->n_extra;
	if (ou_trade_flag(u, &copy, &d->copy, "CopyIndicator") && copy)
		o->document_function = OU_STR("duplicate");
	ou_trade_time(u, &o->date, &d->issue_date, &d->issue_time, "orderDate");
	if (ou_trade_date(u, &until, &d->valid_to, "ValidityPeriod") &&
	    ou_date_given(o->date.date) &&
	    ou_date_cmp(until, o->date.date) < 0)
		trade_finding(u, OU_DIAG_VALUE, &d->valid_to, "ValidityPeriod",
		    "the order ends to be valid before it was issued");
	ou_import_extra(u->im, &o->extra, &o->n_extra,
	    OU_STR("ValidityPeriod/EndDate"), d->valid_to.text);
	ou_import_extra(u->im, &o->extra, &o->n_extra,
	    OU_STR("UBLVersionID"), d->version.text);
	channel(u);
	references(u);
	ou_trade_parties(u);
	order_type(u);
	notes(u);
	payment(u);
	delivery(u);
	ou_trade_money(u);
	currency(u);
}
