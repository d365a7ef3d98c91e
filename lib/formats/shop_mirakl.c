#include <stdio.h>

#include "ou/base/ident.h"
#include "ou/formats/shop.h"
#include "shop_json.h"

/*
 * Orders of a marketplace that runs on Mirakl, as its list of orders (OR11)
 * answers.  Prices include tax or not as order_tax_mode says; total_price is
 * the lines and their shipping, without tax where prices are.
 */
struct mirakl {
	struct shop_doc *doc;
	uint32_t root;
	bool gross;
	struct ou_amount live;		/* lines that are not cancelled */
	struct ou_amount shipping, tax;
};

static const struct shop_status states[] = {
	{ "STAGING", NULL, false, true },
	{ "WAITING_ACCEPTANCE", NULL, false, true },
	{ "WAITING_DEBIT", NULL, false, true },
	{ "WAITING_DEBIT_PAYMENT", NULL, false, true },
	{ "SHIPPING", NULL, false, false },
	{ "SHIPPED", NULL, false, true },
	{ "TO_COLLECT", NULL, false, true },
	{ "RECEIVED", NULL, false, true },
	{ "CLOSED", NULL, false, true },
	{ "REFUSED", NULL, true, false },
	{ "CANCELED", NULL, true, false },
	{ NULL, NULL, false, false }
};

/* Members that are read, or say nothing that others do not. */
static const char *const known[] = {
	"order_id", "commercial_id", "order_state", "created_date",
	"last_updated_date", "currency_iso_code", "price", "shipping_price",
	"total_price", "order_tax_mode", "payment_type", "paymentType",
	"quote_id", "shipping_deadline", "shipping_pudo_id",
	"shipping_type_label", "customer", "invoice_details", "order_lines",
	"customer_notification_email", "transaction_number",
	"customer_debited_date", "delivery_date", "references", "channel",
	"can_cancel", "can_evaluate", "can_shop_ship", "has_invoice",
	"order_additional_fields", NULL
};

static const char *const line_known[] = {
	"offer_sku", "product_title", "price", "price_unit", "quantity",
	"shipping_price", "shipping_price_unit", "shipping_taxes", "taxes",
	"total_price", "can_refund", "can_open_incident", "product_medias",
	"order_line_additional_fields", "created_date", "last_updated_date",
	NULL
};

/* The same of what stands within. */
static const struct {
	const char *path, *known[12];
} rests[] = {
	{ "customer", { "customer_id", "firstname", "lastname", "locale",
	  "email", "organization", "billing_address", "shipping_address",
	  "accounting_contact", "delivery_contact", NULL } },
	{ "customer.organization", { "organization_id", "name",
	  "identification_number", "tax_identification_number", NULL } },
	{ "customer.billing_address", { "firstname", "lastname", "company",
	  "street_1", "street_2", "city", "zip_code", "state", "country*",
	  "phone", NULL } },
	{ "customer.shipping_address", { "firstname", "lastname", "company",
	  "street_1", "street_2", "city", "zip_code", "state", "country*",
	  "phone", "additional_info", NULL } },
	{ "customer.accounting_contact", { "firstname", "lastname", "email",
	  "phone", NULL } },
	{ "customer.delivery_contact", { "email", "phone", NULL } },
	{ "invoice_details", { "payment_terms", NULL } },
	{ "delivery_date", { "latest", NULL } },
	{ "references", { "order_reference_for_customer",
	  "order_reference_for_seller", NULL } },
	{ "channel", { "code", "label", NULL } },
};

/* --- who and where to --- */

static struct ou_address *
address(struct mirakl *m, uint32_t a, const char *field)
{
	struct shop_doc *d = m->doc;
	struct shop_address from = {
		.name = ou_shop_full_name(&d->shop,
		    ou_doc_text(d, a, "firstname"),
		    ou_doc_text(d, a, "lastname")),
		.company = ou_doc_text(d, a, "company"),
		.street1 = ou_doc_text(d, a, "street_1"),
		.street2 = ou_doc_text(d, a, "street_2"),
		.city = ou_doc_text(d, a, "city"),
		.zip = ou_doc_text(d, a, "zip_code"),
		.region = ou_doc_text(d, a, "state"),
		.country = ou_doc_text(d, a, "country_iso_code"),
		.telephone = ou_doc_text(d, a, "phone"),
	};

	if (from.country.n == 0)
		from.country = ou_doc_text(d, a, "country");
	return a != 0 ? ou_shop_address_of(&d->shop, &from, field) : NULL;
}

static bool
is_siret(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		continue;
	return i == s.n && s.n == 14;
}

static void
organization(struct mirakl *m, struct ou_buyer *b, uint32_t who)
{
	struct shop_doc *d = m->doc;
	uint32_t o = ou_doc_member(d, who, "organization");
	struct ou_str id = ou_doc_text(d, o, "identification_number");

	d->shop.order->segment = o != 0 ? OU_STR("b2b") : OU_STR("b2c");
	b->type = OU_STR("Person");
	if (o == 0)
		return;
	b->type = OU_STR("Organization");
	if (ou_doc_text(d, o, "name").n > 0)
		b->name = ou_doc_text(d, o, "name");
	b->vat_id = ou_doc_text(d, o, "tax_identification_number");
	if (is_siret(id))
		b->siret = id;
	else
		ou_shop_extra(&d->shop, NULL,
		    OU_STR("organization.identification_number"), id);
	ou_shop_extra(&d->shop, NULL, OU_STR("organization_id"),
	    ou_doc_text(d, o, "organization_id"));
}

static void
customer(struct mirakl *m)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	uint32_t who = ou_doc_member(d, m->root, "customer");
	uint32_t contact = ou_doc_member(d, who, "accounting_contact");
	struct ou_buyer *b = ou_arena_zalloc(&d->shop.im->arena, sizeof(*b));

	b->given_name = ou_doc_text(d, who, "firstname");
	b->family_name = ou_doc_text(d, who, "lastname");
	b->name = ou_shop_full_name(&d->shop, b->given_name, b->family_name);
	b->email = ou_doc_text(d, m->root, "customer_notification_email");
	if (b->email.n == 0)
		b->email = ou_doc_text(d, who, "email");
	b->locale = ou_doc_text(d, who, "locale");
	organization(m, b, who);
	if (contact != 0) {
		b->contact = ou_arena_zalloc(&d->shop.im->arena,
		    sizeof(*b->contact));
		b->contact->name = ou_shop_full_name(&d->shop,
		    ou_doc_text(d, contact, "firstname"),
		    ou_doc_text(d, contact, "lastname"));
		b->contact->email = ou_doc_text(d, contact, "email");
		b->contact->telephone = ou_doc_text(d, contact, "phone");
		b->contact->role = OU_STR("accounting");
	}
	/* the marketplace's number is not ours */
	ou_shop_extra(&d->shop, NULL, OU_STR("customer_id"),
	    ou_doc_text(d, who, "customer_id"));
	o->customer = b;
	o->billing_address = address(m, ou_doc_member(d, who,
	    "billing_address"), "billingAddress");
}

static void
pickup_point(struct mirakl *m, struct ou_delivery *to)
{
	struct shop_doc *d = m->doc;
	struct ou_str id = ou_doc_text(d, m->root, "shipping_pudo_id");

	to->method = OU_STR("parcel");
	if (id.n == 0)
		return;
	to->method = OU_STR("pickupPoint");
	to->pickup_point = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*to->pickup_point));
	to->pickup_point->id = id;
	to->pickup_point->network = ou_doc_text(d, m->root,
	    "shipping_carrier_code");
}

static int
delivery(struct mirakl *m, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	uint32_t who = ou_doc_member(d, m->root, "customer");
	uint32_t contact = ou_doc_member(d, who, "delivery_contact");
	uint32_t place = ou_doc_member(d, who, "shipping_address");
	struct ou_delivery *to = ou_shop_delivery(&d->shop);
	struct ou_time until, latest;

	if (ou_doc_time(d, m->root, "shipping_deadline", &until, err) != 0 ||
	    ou_doc_time(d, m->root, "delivery_date.latest", &latest,
	    err) != 0)
		return -1;
	to->address = address(m, place, "orderDelivery.deliveryAddress");
	to->service = ou_doc_text(d, m->root, "shipping_type_label");
	to->instructions = ou_doc_text(d, place, "additional_info");
	to->promised_by = latest.date;
	pickup_point(m, to);
	if (ou_date_given(until.date)) {
		to->ship_window = ou_arena_zalloc(&d->shop.im->arena,
		    sizeof(*to->ship_window));
		to->ship_window->to = until;
	}
	if (to->address == NULL)
		return 0;
	if (to->address->telephone.n == 0)
		to->address->telephone = ou_doc_text(d, contact, "phone");
	to->address->email = ou_doc_text(d, contact, "email");
	if (to->address->email.n == 0)
		to->address->email = d->shop.order->customer->email;
	return 0;
}

/* --- lines --- */

static int
taxes_of(struct mirakl *m, uint32_t object, const char *name,
    struct ou_rate *rate, struct ou_err *err)
{
	const struct shop_doc *d = m->doc;
	uint32_t list = ou_doc_member(d, object, name), n;
	struct ou_amount a;
	struct ou_rate r;
	int found = 0;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		if (ou_doc_amount(d, n, "amount", &a, err) != 0 ||
		    ou_doc_rate(d, n, "rate", &r, err) != 0 ||
		    ou_amount_add(&m->tax, m->tax, a, err) != 0)
			return ou_err_in(err, "%s", name);
		m->tax.given = true;
		if (!r.given)
			(void)ou_shop_tax_rate(&r, ou_doc_text(d, n, "code"));
		*rate = r;
		found++;
	}
	if (found != 1)
		rate->given = false;
	return 0;
}

/* Free members of the marketplace: {code, value}. */
static void
fields(struct mirakl *m, uint32_t object, const char *name,
    struct ou_order_line *l)
{
	struct shop_doc *d = m->doc;
	uint32_t list = ou_doc_member(d, object, name), n;
	struct ou_str key, value;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		key = ou_doc_text(d, n, "code");
		value = ou_doc_any(d, ou_doc_member(d, n, "value"));
		if (key.n == 0)
			continue;
		if (l != NULL)
			ou_import_extra(d->shop.im, &l->extra, &l->n_extra,
			    ou_str_dup(&d->shop.im->arena, key), value);
		else if (!ou_shop_attribute(&d->shop, key, value))
			ou_shop_extra(&d->shop, NULL, key, value);
	}
}

static int
line_money(struct mirakl *m, uint32_t n, struct ou_order_line *l,
    bool cancelled, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_amount price, full = { 0 }, less, shipping;
	struct ou_rate rate = { 0 }, other = { 0 };
	int places = ou_currency_places(d->shop.order->currency);

	if (ou_doc_amount(d, n, "price", &price, err) != 0 ||
	    ou_doc_price(d, n, "price_unit", &l->unit_price, err) != 0 ||
	    ou_doc_amount(d, n, "shipping_price", &shipping, err) != 0 ||
	    taxes_of(m, n, "taxes", &rate, err) != 0 ||
	    taxes_of(m, n, "shipping_taxes", &other, err) != 0)
		return -1;
	if (l->unit_price.given && ou_price_extend(&full, l->unit_price,
	    l->quantity, l->price_base, places < 0 ? 2 : places, err) != 0)
		return -1;
	if (!price.given)
		price = full;
	if (!price.given)
		return 0;
	/* a price of the unit that makes less than the line costs is none */
	if (!l->unit_price.given || full.v < price.v) {
		if (ou_doc_unit_price(d, l, price, err) != 0)
			return -1;
		full = price;
	}
	if (ou_amount_sub(&less, full, price, err) != 0 ||
	    ou_amount_add(&d->sum, d->sum, price, err) != 0 ||
	    ou_amount_add(&m->shipping, m->shipping, shipping, err) != 0 ||
	    (!cancelled && (ou_amount_add(&m->live, m->live, price,
	    err) != 0 || ou_amount_add(&m->live, m->live, shipping,
	    err) != 0)))
		return -1;
	(void)ou_shop_allowance(&d->shop, &l->allowances, &l->n_allowances,
	    false, less, "95", OU_STR("Promotion"));
	l->total = price;
	l->tax = ou_doc_tax(d, rate);
	return 0;
}

/* True when nothing of it will come. */
static bool
line_state(struct mirakl *m, uint32_t n, struct ou_order_line *l)
{
	struct shop_doc *d = m->doc;
	struct ou_str state = ou_doc_text(d, n, "order_line_state");

	if (ou_str_is(state, "CANCELED") || ou_str_is(state, "REFUSED")) {
		l->quantities = ou_arena_zalloc(&d->shop.im->arena,
		    sizeof(*l->quantities));
		l->quantities->cancelled = l->quantity;
		return true;
	}
	if (ou_doc_first(d, ou_doc_member(d, n, "cancelations")) != 0 ||
	    ou_doc_first(d, ou_doc_member(d, n, "refunds")) != 0)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, OU_STR("something of the line was "
		    "cancelled or refunded"), l->number);
	return false;
}

static int
line(struct mirakl *m, uint32_t n, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order_line *l = ou_doc_line(d, err);

	if (l == NULL || ou_doc_quantity(d, n, "quantity", &l->quantity,
	    err) != 0)
		return -1;
	if (!l->quantity.given)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line without quantity");
	l->product->sku = ou_doc_text(d, n, "offer_sku");
	l->product->name = ou_doc_text(d, n, "product_title");
	ou_doc_extra(d, n, line_known, l);
	fields(m, n, "order_line_additional_fields", l);
	if (l->quantity.v < 0)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_QUANTITY, OU_STR("a quantity below zero"),
		    l->number);
	return line_money(m, n, l, line_state(m, n, l), err);
}

static int
lines(struct mirakl *m, struct ou_err *err)
{
	const struct shop_doc *d = m->doc;
	uint32_t list = ou_doc_member(d, m->root, "order_lines"), n, i = 0;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		if (line(m, n, err) != 0)
			return ou_err_in(err, "order_lines.%u", i);
		i++;
	}
	if (i > 0)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
	    "the order has no order_lines");
}

/* --- the head --- */

static int
totals(struct mirakl *m, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount total, shipping;

	if (ou_doc_amount(d, m->root, "total_price", &total, err) != 0 ||
	    ou_doc_amount(d, m->root, "shipping_price", &shipping, err) != 0)
		return -1;
	if (!shipping.given)
		shipping = m->shipping;
	(void)ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances,
	    true, shipping, "FC", OU_STR("Shipping"));
	if (!total.given)
		return 0;
	if (ou_amount_add(&d->sum, d->sum, shipping, err) != 0)
		return -1;
	/* cancelled lines are of the total no more */
	if (d->sum.v != total.v && m->live.v == total.v)
		d->sum = m->live;
	if (!m->gross && ou_amount_add(&total, total, m->tax, err) != 0)
		return -1;
	return ou_doc_totals(d, total, m->tax, m->gross, err);
}

static int
payment(struct mirakl *m, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_payment *p = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*p));
	uint32_t terms = ou_doc_at(d, m->root,
	    "invoice_details.payment_terms");
	struct ou_quantity days;
	struct ou_str type = ou_doc_text(d, terms, "type");

	d->shop.order->payment = p;
	p->provider = ou_doc_text(d, m->root, "payment_type");
	if (p->provider.n == 0)
		p->provider = ou_doc_text(d, m->root, "paymentType");
	p->transaction_id = ou_doc_text(d, m->root, "transaction_number");
	if (ou_doc_time(d, m->root, "customer_debited_date", &p->paid_at,
	    err) != 0 || ou_doc_quantity(d, terms, "days", &days, err) != 0)
		return -1;
	if (ou_date_given(p->paid_at.date))
		p->status = OU_STR("paid");
	if (terms == 0)
		return 0;
	p->terms = ou_arena_zalloc(&d->shop.im->arena, sizeof(*p->terms));
	if (days.given)
		p->terms->net_days = (struct ou_integer){
		    days.v / ou_quantity_of(1).v, true };
	p->terms->text = type;
	if (ou_str_search(type, OU_STR("MONTH")) >= 0)
		p->terms->end_of_month = OU_FLAG_YES;
	return 0;
}

static void
references(struct mirakl *m)
{
	const struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_references *r = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*r));

	r->document = ou_doc_text(d, m->root, "commercial_id");
	r->quotation = ou_doc_text(d, m->root, "quote_id");
	r->customer_reference = ou_doc_text(d, m->root,
	    "references.order_reference_for_customer");
	o->seller_number = ou_doc_text(d, m->root,
	    "references.order_reference_for_seller");
	o->portal = ou_doc_text(d, m->root, "channel.code");
	o->references = r;
}

static void
tax_mode(struct mirakl *m)
{
	struct shop_doc *d = m->doc;
	struct ou_str mode = ou_doc_text(d, m->root, "order_tax_mode");

	m->gross = !ou_str_is(mode, "TAX_EXCLUDED");
	if (mode.n > 0)
		d->shop.order->prices_include_tax = ou_flag_of(m->gross);
	else
		ou_shop_ask_channel(&d->shop,
		    "the order has no order_tax_mode");
	if (mode.n == 0)
		m->gross = d->shop.order->prices_include_tax != OU_FLAG_NO;
}

static int
order(struct shop_doc *d, uint32_t root, struct ou_err *err)
{
	struct mirakl m = { .doc = d, .root = root, .live = shop_amount(0),
	    .shipping = shop_amount(0), .tax = { .places = 2 } };
	struct ou_order *o = d->shop.order;
	struct ou_str state = ou_doc_text(d, root, "order_state");
	size_t i;

	o->number = ou_doc_text(d, root, "order_id");
	if (o->number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD,
		    OU_DIAG_NO_ORDER_NUMBER, "the order has no order_id");
	o->channel = OU_STR("mirakl");
	o->currency = ou_doc_text(d, root, "currency_iso_code");
	references(&m);
	tax_mode(&m);
	ou_doc_extra(d, root, known, NULL);
	for (i = 0; i < sizeof(rests) / sizeof(*rests); i++)
		ou_doc_rest(d, root, rests[i].path, rests[i].known, NULL);
	customer(&m);
	fields(&m, root, "order_additional_fields", NULL);
	if (ou_doc_time(d, root, "created_date", &o->date, err) != 0 ||
	    delivery(&m, err) != 0 || payment(&m, err) != 0 ||
	    lines(&m, err) != 0 || totals(&m, err) != 0)
		return -1;
	if (state.n > 0)
		ou_shop_status_apply(&d->shop,
		    ou_shop_status_find(states, state), "order_state", state);
	return 0;
}

static const char *const wrappers[] = { "orders", "total_count", NULL };
static const char *const places[] = { "orders[]", NULL };

static const struct shop_json mirakl = {
	.name = "mirakl", .wrappers = wrappers, .orders = places,
	.order = order, .total = "total_count",
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_shop_json_run(&mirakl, NULL, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ "\"order_lines\"", 97, "JSON with the member order_lines of Mirakl" },
	{ "\"commercial_id\"", 97,
	  "JSON with the member commercial_id of Mirakl" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = ou_shop_json_head(head);
	int sure = ou_format_mark(s, marks, why);

	(void)a, (void)name;
	if (sure == 0 && ou_str_starts(s, "{\"orders\":[]") &&
	    ou_str_search(s, OU_STR("\"total_count\"")) >= 0) {
		*why = "an empty list of orders of Mirakl";
		return 70;
	}
	return sure;
}

const struct ou_format ou_format_mirakl = {
	"mirakl", "Mirakl orders (OR11)", detect, run, false
};
