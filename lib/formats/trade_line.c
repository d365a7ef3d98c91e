#include <stdio.h>

#include "ou/base/ident.h"
#include "ou/model/units.h"
#include "trade.h"

/*
 * One order line.  It needs an item and a quantity; without them it is
 * remembered as one that cannot be read, and the others go on.
 */
struct place {
	struct trade_order *u;
	const struct trade_line *from;
	struct ou_order_line *to;
	char field[96];			/* for findings */
};

/* "orderedItem.3.unitPrice" */
static const char *
field(struct place *p, const char *name)
{
	(void)snprintf(p->field, sizeof(p->field), "orderedItem.%u.%s",
	    p->u->order->n_lines - 1, name);
	return p->field;
}

static void
extra(struct place *p, const char *key, struct ou_str scheme,
    struct ou_str value)
{
	struct ou_import *im = p->u->im;

	ou_import_extra(im, &p->to->extra, &p->to->n_extra,
	    ou_str_printf(&im->arena, "%s%s%.*s", key,
	    scheme.n > 0 ? "@" : "", OU_STR_ARG(scheme)), value);
}

static void
bad_line(struct trade_order *u, const struct trade_line *l,
    const char *what)
{
	if (u->bad_lines++ == 0) {
		u->first_bad = (struct ou_err){ .kind = OU_ERR_RECORD,
		    .code = OU_DIAG_LINE, .line = l->at };
		(void)snprintf(u->first_bad.field, sizeof(u->first_bad.field),
		    "OrderLine");
		(void)snprintf(u->first_bad.text, sizeof(u->first_bad.text),
		    "line '%.*s' %s", OU_STR_ARG(ou_str_sub(l->id.text, 0,
		    40)), what);
	}
	if (u->bad_quantities.n > 0)
		ou_buf_puts(&u->bad_quantities, ", ");
	if (trade_has(&l->quantity))
		ou_buf_adds(&u->bad_quantities, l->quantity.text);
	else
		ou_buf_addc(&u->bad_quantities, '?');
}

static bool
is_gtin_scheme(struct ou_str s)
{
	return ou_str_is(s, "0160") || ou_str_is(s, "EAN") ||
	    ou_str_starts(s, "GTIN") || ou_str_is(s, "EAN13");
}

static void
gtin(struct place *p, struct ou_product *to)
{
	const struct trade_leaf *l = &p->from->gtin;
	bool valid = ou_gtin_valid(l->text), named = is_gtin_scheme(l->scheme);

	if (!trade_has(l))
		return;
	if (!named && !(valid && l->scheme.n == 0)) {
		extra(p, "StandardItemIdentification", l->scheme, l->text);
		return;
	}
	to->gtin = l->text;
	if (!valid)
		trade_finding(p->u, OU_DIAG_VALUE, l, field(p, "product.gtin"),
		    "'%.*s' is not a GTIN: wrong length or check digit",
		    OU_STR_ARG(l->text));
}

static void
properties(struct place *p, struct ou_product *to)
{
	const struct trade_property *all = p->from->properties.p;
	const struct trade_leaf *class = p->from->classes.p;
	struct ou_str name;
	uint32_t i;

	for (i = 0; i < p->from->properties.n; i++) {
		name = all[i].name.text;
		if (to->color.n == 0 && (ou_str_caseeq(name, OU_STR("color")) ||
		    ou_str_caseeq(name, OU_STR("colour"))))
			to->color = all[i].value.text;
		else if (to->size.n == 0 &&
		    ou_str_caseeq(name, OU_STR("size")))
			to->size = all[i].value.text;
		else
			extra(p, p->u->form->property, name,
			    all[i].value.text);
	}
	for (i = 0; i < p->from->classes.n; i++) {
		if (to->hs_code.n == 0 && ou_str_starts(class[i].scheme, "HS"))
			to->hs_code = class[i].text;
		else
			extra(p, "ItemClassificationCode", class[i].scheme,
			    class[i].text);
	}
}

static void
product(struct place *p)
{
	const struct trade_line *from = p->from;
	const struct trade_leaf *d = from->descriptions.p;
	struct ou_product *to = ou_arena_zalloc(&p->u->im->arena, sizeof(*to));
	struct ou_str code;
	uint32_t i = 0;

	to->sku = from->seller_id.text;
	to->buyer_item_id = from->buyer_id.text;
	to->manufacturer_item_id = from->maker_id.text;
	to->name = from->name.text;
	if (to->name.n == 0 && from->descriptions.n > 0)
		to->name = d[i++].text;
	for (; i < from->descriptions.n; i++)
		extra(p, "Description", OU_STR_NONE, d[i].text);
	if (trade_has(&from->origin)) {
		code = ou_country_code(from->origin.text);
		to->country_of_origin = code.p != NULL ? code :
		    from->origin.text;
	}
	gtin(p, to);
	properties(p, to);
	p->to->product = to;
	p->to->lot = from->lot.text;
	if (!trade_has(&from->pack_size))
		return;
	p->to->packaging = ou_arena_zalloc(&p->u->im->arena,
	    sizeof(*p->to->packaging));
	ou_trade_quantity(p->u, &p->to->packaging->pack_quantity,
	    &from->pack_size, field(p, "packaging.packQuantity"));
}

static void
unit(struct place *p)
{
	struct ou_str s = p->from->quantity.scheme, code;

	if (s.n == 0)
		return;
	code = ou_unit_code(OU_UNITS_REC20, s);
	p->to->unit = code.p != NULL ? code : s;
	if (code.p == NULL)
		trade_finding(p->u, OU_DIAG_UNIT, &p->from->quantity,
		    field(p, "unitCode"), "'%.*s' is not a unit of UN/ECE "
		    "Recommendation 20", OU_STR_ARG(s));
}

static void
hold_price(struct place *p, struct ou_str reason)
{
	ou_import_hold(p->u->im, p->u->order, OU_DIAG_HOLD_PRICE, reason,
	    p->to->number);
}

/* The price's base, in the unit that is ordered. */
static void
price_base(struct place *p)
{
	const struct trade_leaf *l = &p->from->base;
	struct ou_order_line *to = p->to;
	struct ou_quantity factor, base;
	struct ou_err err;

	if (!ou_trade_quantity(p->u, &base, l, field(p, "priceBaseQuantity")))
		return;
	if (base.v <= 0) {
		trade_finding(p->u, OU_DIAG_VALUE, l, field(p,
		    "priceBaseQuantity"), "'%.*s': a price is not per that "
		    "many", OU_STR_ARG(l->text));
		hold_price(p, OU_STR("the price is per a quantity of zero or "
		    "less"));
		return;
	}
	if (l->scheme.n > 0 && to->unit.n > 0 &&
	    !ou_unit_same(l->scheme, to->unit) &&
	    !ou_str_eq(l->scheme, p->from->quantity.scheme) &&
	    (!ou_unit_factor(l->scheme, to->unit, &factor) ||
	    ou_quantity_convert(&base, base, factor, &err) != 0)) {
		hold_price(p, ou_str_printf(&p->u->im->arena,
		    "the price is per %.*s %.*s, and %.*s are ordered",
		    OU_STR_ARG(l->text), OU_STR_ARG(l->scheme),
		    OU_STR_ARG(to->unit)));
		extra(p, "BaseQuantity", l->scheme, l->text);
		return;
	}
	if (base.v != ou_quantity_of(1).v)
		to->price_base = base;
}

static void
currency_seen(struct trade_order *u, const struct trade_leaf *l)
{
	if (!trade_has(l) || l->scheme.n == 0)
		return;
	if (u->currency.n == 0)
		u->currency = l->scheme;
	else if (!ou_str_eq(u->currency, l->scheme))
		u->other_currency = l->scheme;
}

/* What was taken from the price and put on it, in sum; false when it cannot
 * be compared with the price. */
static bool
price_change(struct place *p, int64_t *sum)
{
	const struct trade_line *from = p->from;
	const struct trade_allowance *a = from->price_allowances.p;
	struct ou_price x;
	bool charge = false;
	uint32_t i;

	*sum = 0;
	ou_trade_flag(p->u, &charge, &from->price_charge,
	    field(p, "unitPrice"));
	if (ou_trade_price(p->u, &x, &from->discount, field(p, "unitPrice")))
		*sum = charge ? x.v : -x.v;
	for (i = 0; i < from->price_allowances.n; i++) {
		charge = false;
		ou_trade_flag(p->u, &charge, &a[i].charge,
		    field(p, "unitPrice"));
		if (!ou_trade_price(p->u, &x, &a[i].amount,
		    field(p, "unitPrice")) || __builtin_add_overflow(*sum,
		    charge ? x.v : -x.v, sum))
			return false;
		extra(p, charge ? "PriceCharge" : "PriceAllowance",
		    a[i].code.text, a[i].amount.text);
	}
	return (trade_has(&from->discount) || from->price_allowances.n > 0) &&
	    (!trade_has(&from->gross_base) ||
	    ou_str_eq(from->gross_base.text, from->base.text));
}

static void
price(struct place *p)
{
	const struct trade_line *from = p->from;
	struct trade_order *u = p->u;
	struct ou_price gross = { 0 };
	char text[OU_DECIMAL_MAX];
	int64_t change;
	bool changed;

	currency_seen(u, &from->price);
	currency_seen(u, &from->net);
	ou_trade_amount(u, &p->to->total, &from->net, field(p, "lineTotal"));
	ou_trade_price(u, &gross, &from->gross, field(p, "unitPrice"));
	changed = price_change(p, &change);
	extra(p, "Price/AllowanceCharge/BaseAmount", OU_STR_NONE,
	    from->gross.text);
	extra(p, "Price/AllowanceCharge/Amount", OU_STR_NONE,
	    from->discount.text);
	if (!trade_has(&from->price))
		return;
	if (!ou_trade_price(u, &p->to->unit_price, &from->price,
	    field(p, "unitPrice"))) {
		hold_price(p, OU_STR("the price that came cannot be read"));
		extra(p, "PriceAmount", OU_STR_NONE, from->price.text);
		return;
	}
	if (p->to->unit_price.v < 0)
		trade_finding(u, OU_DIAG_VALUE, &from->price,
		    field(p, "unitPrice"), "'%.*s': a price is not negative",
		    OU_STR_ARG(from->price.text));
	if (changed && gross.given && (__builtin_add_overflow(gross.v, change,
	    &gross.v) || gross.v != p->to->unit_price.v))
		trade_finding(u, OU_DIAG_TOTAL, &from->price,
		    field(p, "unitPrice"), "%.*s %s %.*s is not the price "
		    "%.*s", OU_STR_ARG(from->gross.text), change > 0 ? "plus" :
		    "less", (int)ou_price_text(text, (struct ou_price){
		    .v = change < 0 ? -change : change, .places = 2,
		    .given = true }), text, OU_STR_ARG(from->price.text));
	price_base(p);
}

static void
delivery(struct place *p, const struct trade_delivery *d,
    struct trade_goes_to *goes)
{
	struct trade_order *u = p->u;
	struct ou_delivery to = { 0 };
	struct ou_schedule *s;
	struct ou_quantity q = { 0 };

	ou_trade_delivery_of(u, &to, d);
	ou_trade_quantity(u, &q, &d->quantity, field(p, "deliverySchedule"));
	goes->address = to.address;
	goes->delivery = d->id.text;
	goes->quantity = q;
	goes->date = to.requested_date;
	if (p->from->deliveries.n == 1 && (!q.given ||
	    q.v == p->to->quantity.v)) {
		p->to->requested_date = to.requested_date;
		p->to->requested_ship_date = to.requested_ship_date;
		return;
	}
	if (!q.given) {
		trade_finding(u, OU_DIAG_REQUIRED, &d->period.start,
		    field(p, "deliverySchedule"),
		    "one of several deliveries has no quantity");
		return;
	}
	s = ou_import_append(&u->im->arena, &p->to->schedule,
	    &p->to->n_schedule, sizeof(*s));
	s->quantity = q;
	s->requested_date = to.requested_date;
	s->requested_ship_date = to.requested_ship_date;
}

static void
deliveries(struct place *p)
{
	const struct trade_delivery *d = p->from->deliveries.p;
	struct ou_arena *a = &p->u->im->arena;
	struct ou_quantity sum = { 0 };
	struct trade_goes *goes;
	struct ou_err err;
	uint32_t i;

	goes = ou_import_append(a, &p->u->goes, &p->u->n_goes, sizeof(*goes));
	goes->n = p->from->deliveries.n;
	goes->list = ou_arena_array(a, goes->n, sizeof(*goes->list));
	for (i = 0; i < goes->n; i++)
		delivery(p, &d[i], &goes->list[i]);
	for (i = 0; i < p->to->n_schedule; i++) {
		if (ou_quantity_add(&sum, sum, p->to->schedule[i].quantity,
		    &err) != 0)
			return;
	}
	if (p->to->n_schedule > 0 && sum.v != p->to->quantity.v)
		trade_finding(p->u, OU_DIAG_TOTAL, &p->from->quantity,
		    field(p, "deliverySchedule"), "the deliveries do not add "
		    "up to the quantity %.*s",
		    OU_STR_ARG(p->from->quantity.text));
}

static void
rest(struct place *p)
{
	const struct trade_line *from = p->from;
	const struct trade_leaf *text = from->notes.p;
	const struct trade_note *remark = from->remarks.p;
	const struct trade_tax_category *tax = from->taxes.p;
	struct ou_order_line *to = p->to;
	struct ou_note *note;
	bool partial;
	uint32_t i;

	for (i = 0; i < from->notes.n; i++) {
		note = ou_import_append(&p->u->im->arena, &to->notes,
		    &to->n_notes, sizeof(*note));
		note->from = OU_STR("buyer");
		note->text = text[i].text;
	}
	extra(p, "LineStatusCode", OU_STR_NONE, from->status.text);
	for (i = 0; i < from->remarks.n; i++) {
		note = ou_import_append(&p->u->im->arena, &to->notes,
		    &to->n_notes, sizeof(*note));
		note->from = OU_STR("buyer");
		note->subject = remark[i].subject.text;
		note->text = remark[i].text.text;
	}
	if (ou_trade_flag(p->u, &partial, &from->partial,
	    field(p, "partialAllowed")))
		to->partial_allowed = ou_flag_of(partial);
	if (from->taxes.n > 0)
		to->tax = ou_trade_tax_of(p->u, tax, field(p, "tax"));
	for (i = 0; i < from->taxes.n; i++) {
		if (i > 0)
			extra(p, "ClassifiedTaxCategory", tax[i].id.text,
			    tax[i].percent.text);
		if (!ou_str_is(tax[i].scheme.text, "VAT"))
			extra(p, "TaxScheme", OU_STR_NONE, tax[i].scheme.text);
	}
	if (trade_has(&from->quotation) || trade_has(&from->contract)) {
		to->references = ou_arena_zalloc(&p->u->im->arena,
		    sizeof(*to->references));
		to->references->quotation = from->quotation.text;
		to->references->contract = from->contract.text;
	}
}

void
ou_trade_line_place(struct trade_order *u, struct trade_line *line)
{
	struct trade_list *list = &line->deliveries;
	const struct trade_party *party = line->ship_to.p;
	struct trade_delivery *d;
	uint32_t i;

	if (list->n == 0 && (line->ship_to.n > 0 ||
	    trade_has(&line->despatch_date) ||
	    trade_has(&line->requested_date)))
		(void)ou_import_append(&u->im->arena, &list->p, &list->n,
		    sizeof(*d));
	for (d = list->p, i = 0; i < list->n; i++) {
		if (line->ship_to.n > 0)
			d[i].party = party[line->ship_to.n - 1];
		d[i].despatch_date = line->despatch_date;
		if (!trade_has(&d[i].period.day))
			d[i].period.day = line->requested_date;
	}
}

void
ou_trade_line_of(struct trade_order *u, struct trade_line *line)
{
	struct place p = { .u = u, .from = line };
	struct trade_action *action;
	struct ou_quantity q = { 0 };
	uint32_t *at;

	if (!trade_has(&line->name) && !trade_has(&line->seller_id) &&
	    !trade_has(&line->buyer_id) && !trade_has(&line->gtin) &&
	    !trade_has(&line->maker_id) && line->descriptions.n == 0) {
		bad_line(u, line, "names no item");
		return;
	}
	if (!trade_has(&line->quantity)) {
		bad_line(u, line, "has no quantity");
		return;
	}
	if (!ou_trade_quantity(u, &q, &line->quantity, "OrderLine.Quantity")) {
		bad_line(u, line, "has a quantity that is no number");
		return;
	}
	p.to = ou_import_append(&u->im->arena, &u->order->lines,
	    &u->order->n_lines, sizeof(*p.to));
	at = ou_import_append(&u->im->arena, &u->line_at, &u->n_line_at,
	    sizeof(*at));
	*at = line->at;
	action = ou_import_append(&u->im->arena, &u->actions, &u->n_actions,
	    sizeof(*action));
	action->code = line->status.text;
	p.to->number = line->id.text;
	p.to->quantity = q;
	p.to->extra = line->extra;
	p.to->n_extra = line->n_extra;
	unit(&p);
	product(&p);
	price(&p);
	ou_trade_allowances(u, &p.to->allowances, &p.to->n_allowances,
	    &line->allowances, field(&p, "allowanceCharges"));
	deliveries(&p);
	rest(&p);
	if (q.v < 0)
		ou_import_hold(u->im, u->order, OU_DIAG_HOLD_QUANTITY,
		    ou_str_printf(&u->im->arena, "a quantity of %.*s",
		    OU_STR_ARG(line->quantity.text)), p.to->number);
}
