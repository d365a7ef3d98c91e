#include <stdio.h>

#include "ou/base/ident.h"
#include "ou/formats/shop.h"
#include "shop_presta.h"

/*
 * Orders of PrestaShop's web service, in XML or JSON.  An order has its lines,
 * and numbers instead of everything else: what stands in front of it in the
 * same input is looked up, and what is not there holds the order.
 */
struct presta {
	struct shop_doc *doc;
	uint32_t root;
	const struct presta_book *book;
};

/* The states that the shop is installed with. */
static const struct shop_status states[] = {
	{ "1", "due", false, true }, { "2", "paid", false, false },
	{ "3", "paid", false, false }, { "4", NULL, false, true },
	{ "5", NULL, false, true }, { "6", NULL, true, false },
	{ "7", "refunded", true, false }, { "8", "due", false, true },
	{ "9", "paid", false, false }, { "10", "due", false, true },
	{ "11", "paid", false, false }, { "12", "due", false, true },
	{ "13", "due", false, true }, { NULL, NULL, false, false }
};

/* Members that are read, or say nothing that others do not. */
static const char *const known[] = {
	"id", "@id", "id_*", "current_state", "invoice_*", "delivery_*",
	"valid", "date_add", "date_upd", "note", "secure_key", "payment",
	"gift", "gift_message", "mobile_theme", "total_*",
	"carrier_tax_rate", "round_mode", "round_type", "conversion_rate",
	"reference", "associations", NULL
};

/* The same of a row, and of the address that it goes to. */
static const char *const row_known[] = {
	"id", "@id", "product_id", "product_attribute_id",
	"product_quantity", "product_name", "product_reference",
	"product_ean13", "product_price", "id_customization",
	"unit_price_tax_incl", "unit_price_tax_excl", NULL
};
static const char *const address_known[] = {
	"id", "@id", "id_*", "firstname", "lastname", "company", "address1",
	"address2", "city", "postcode", "phone", "phone_mobile", "other",
	"alias", "vat_number", "deleted", "date_add", "date_upd", NULL
};

/* What stands under that number; false when it was not given. */
static bool
look_up(struct presta *p, const char *kind, const char *member,
    struct shop_doc *out, struct ou_json *json)
{
	struct shop_doc *d = p->doc;
	struct ou_str id = ou_doc_text(d, p->root, member);
	struct ou_str text = ou_presta_find(p->book, kind, id);
	struct ou_err err;

	*out = (struct shop_doc){ .json = json, .shop = d->shop };
	return text.n > 0 && ou_json_index(json, &d->shop.im->arena, text,
	    NULL, &err) == 0;
}

/* A text of something that only its number is known of. */
static struct ou_str
other_text(struct presta *p, const char *kind, struct ou_str id,
    const char *member)
{
	struct ou_str text = ou_presta_find(p->book, kind, id);
	struct ou_json json = { 0 };
	struct shop_doc d = { .json = &json, .shop = p->doc->shop };
	struct ou_err err;

	if (text.n == 0 || ou_json_index(&json, &d.shop.im->arena, text, NULL,
	    &err) != 0)
		return OU_STR_NONE;
	return ou_str_dup(&d.shop.im->arena, ou_doc_text(&d, 1, member));
}

/* --- who and where to --- */

static void
hold_number(struct presta *p, const char *what, struct ou_str id)
{
	struct shop_doc *d = p->doc;

	ou_import_hold(d->shop.im, d->shop.order, OU_DIAG_HOLD_DELIVERY,
	    ou_str_printf(&d->shop.im->arena, "of the %s there is only the "
	    "number %.*s; give them in front of the orders", what,
	    OU_STR_ARG(id)), OU_STR_NONE);
}

static struct ou_address *
address(struct presta *p, const char *member, const char *field,
    struct shop_doc *a, struct ou_json *json)
{
	struct ou_str country, region;
	struct shop_address from;

	if (!look_up(p, "addresses", member, a, json))
		return NULL;
	country = ou_doc_text(a, 1, "id_country");
	region = ou_doc_text(a, 1, "id_state");
	from = (struct shop_address){
		.name = ou_shop_full_name(&a->shop,
		    ou_doc_text(a, 1, "firstname"),
		    ou_doc_text(a, 1, "lastname")),
		.company = ou_doc_text(a, 1, "company"),
		.street1 = ou_doc_text(a, 1, "address1"),
		.street2 = ou_doc_text(a, 1, "address2"),
		.city = ou_doc_text(a, 1, "city"),
		.zip = ou_doc_text(a, 1, "postcode"),
		.telephone = ou_doc_text(a, 1, "phone_mobile"),
		.country = other_text(p, "countries", country, "iso_code"),
		.region = other_text(p, "states", region, "iso_code"),
	};
	if (from.telephone.n == 0)
		from.telephone = ou_doc_text(a, 1, "phone");
	if (from.country.n == 0 && country.n > 0 &&
	    strcmp(member, "id_address_delivery") == 0)
		hold_number(p, "country", country);
	return ou_shop_address_of(&p->doc->shop, &from, field);
}

static void
customer(struct presta *p)
{
	struct shop_doc *d = p->doc, c, a;
	struct ou_json json = { 0 }, place = { 0 };
	struct ou_order *o = d->shop.order;
	struct ou_buyer *b = ou_arena_zalloc(&d->shop.im->arena, sizeof(*b));
	struct ou_str company = OU_STR_NONE;

	o->billing_address = address(p, "id_address_invoice",
	    "billingAddress", &a, &place);
	if (o->billing_address != NULL) {
		b->vat_id = ou_doc_text(&a, 1, "vat_number");
		b->name = o->billing_address->name;
		company = o->billing_address->company;
	}
	/* beside the mobile number, which is the address's */
	if (o->billing_address != NULL)
		b->telephone = ou_doc_text(&a, 1, "phone");
	if (b->telephone.n == 0 && o->billing_address != NULL)
		b->telephone = o->billing_address->telephone;
	if (look_up(p, "customers", "id_customer", &c, &json)) {
		b->given_name = ou_doc_text(&c, 1, "firstname");
		b->family_name = ou_doc_text(&c, 1, "lastname");
		b->name = ou_shop_full_name(&d->shop, b->given_name,
		    b->family_name);
		b->email = ou_doc_text(&c, 1, "email");
		b->siret = ou_doc_text(&c, 1, "siret");
		if (ou_doc_text(&c, 1, "company").n > 0)
			company = ou_doc_text(&c, 1, "company");
		if (ou_doc_member(&c, 1, "is_guest") != 0)
			b->guest = ou_flag_of(ou_doc_true(&c, 1, "is_guest"));
		if (ou_doc_member(&c, 1, "newsletter") != 0)
			b->accepts_marketing = ou_flag_of(ou_doc_true(&c, 1,
			    "newsletter"));
	}
	/* a company alone makes no business of a buyer */
	o->segment = b->vat_id.n > 0 || b->siret.n > 0 ? OU_STR("b2b") :
	    OU_STR("b2c");
	b->type = OU_STR("Person");
	if (ou_str_is(o->segment, "b2b") && company.n > 0) {
		b->type = OU_STR("Organization");
		b->name = company;
	}
	ou_shop_extra(&d->shop, NULL, OU_STR("id_customer"),
	    ou_doc_text(d, p->root, "id_customer"));
	o->customer = b;
}

static void
delivery(struct presta *p)
{
	struct shop_doc *d = p->doc, a;
	struct ou_json json = { 0 };
	struct ou_str id = ou_doc_text(d, p->root, "id_address_delivery");
	struct ou_str carrier = ou_doc_text(d, p->root, "id_carrier");
	struct ou_delivery *to = ou_shop_delivery(&d->shop);

	to->method = OU_STR("parcel");
	to->service = other_text(p, "carriers", carrier, "name");
	if (to->service.n == 0)
		ou_shop_extra(&d->shop, NULL, OU_STR("id_carrier"), carrier);
	to->address = address(p, "id_address_delivery",
	    "orderDelivery.deliveryAddress", &a, &json);
	if (to->address == NULL) {
		hold_number(p, "address", id);
		return;
	}
	to->instructions = ou_doc_text(&a, 1, "other");
	ou_doc_extra(&a, 1, address_known, NULL);
	ou_shop_reach(&d->shop);
}

/* --- lines and sums --- */

/* The rate that makes the price with tax of the one without, to a tenth of a
 * per cent, if one does. */
static struct ou_rate
rate_of(struct ou_price net, struct ou_price gross)
{
	struct ou_rate rate = { 0 };
	__int128 tenths, diff;

	if (net.v <= 0 || gross.v <= net.v)
		return rate;
	tenths = (((__int128)gross.v - net.v) * 2000 + net.v) /
	    (2 * (__int128)net.v);
	diff = (__int128)net.v * (1000 + tenths) - (__int128)gross.v * 1000;
	/* prices have six decimals */
	if (diff > 1200 || diff < -1200 || tenths > 1000)
		return rate;
	return (struct ou_rate){ .v = (int64_t)tenths *
	    ou_decimal_pow10(OU_RATE_SCALE - 1), .places = 2, .given = true };
}

static int
line(struct presta *p, uint32_t n, bool gross, struct ou_err *err)
{
	struct shop_doc *d = p->doc;
	struct ou_order_line *l = ou_doc_line(d, err);
	struct ou_price net, with;
	struct ou_amount total;
	struct ou_str s;
	int places = ou_currency_places(d->shop.order->currency);

	if (l == NULL || ou_doc_quantity(d, n, "product_quantity",
	    &l->quantity, err) != 0 ||
	    ou_doc_price(d, n, "unit_price_tax_excl", &net, err) != 0 ||
	    ou_doc_price(d, n, "unit_price_tax_incl", &with, err) != 0)
		return -1;
	if (!l->quantity.given)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a row without product_quantity");
	l->product->sku = ou_doc_text(d, n, "product_reference");
	l->product->name = ou_doc_text(d, n, "product_name");
	s = ou_doc_text(d, n, "product_ean13");
	if (ou_gtin_valid(s))
		l->product->gtin = s;
	else
		ou_doc_line_extra(d, l, "product_ean13", s);
	ou_doc_line_extra(d, l, "id", ou_doc_text(d, n, "id"));
	ou_doc_line_extra(d, l, "product_id", ou_doc_text(d, n,
	    "product_id"));
	s = ou_doc_text(d, n, "product_attribute_id");
	if (!ou_str_is(s, "0"))
		ou_doc_line_extra(d, l, "product_attribute_id", s);
	s = ou_doc_text(d, n, "id_customization");
	if (!ou_str_is(s, "0"))
		ou_doc_line_extra(d, l, "id_customization", s);
	ou_doc_extra(d, n, row_known, l);
	if (l->quantity.v < 0)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_QUANTITY, OU_STR("a quantity below zero"),
		    l->number);
	l->unit_price = gross ? with : net;
	l->tax = ou_doc_tax(d, rate_of(net, with));
	if (!l->unit_price.given)
		return 0;
	if (ou_price_extend(&total, l->unit_price, l->quantity,
	    l->price_base, places < 0 ? 2 : places, err) != 0)
		return -1;
	l->total = total;
	return ou_amount_add(&d->sum, d->sum, total, err);
}

/* What was paid, where it is not what was to be. */
static int
paid(struct presta *p, struct ou_amount total, struct ou_err *err)
{
	struct shop_doc *d = p->doc;
	struct ou_amount real;

	if (ou_doc_amount(d, p->root, "total_paid_real", &real, err) != 0)
		return -1;
	if (real.v != 0 && real.v != total.v)
		ou_shop_extra(&d->shop, NULL, OU_STR("total_paid_real"),
		    ou_doc_text(d, p->root, "total_paid_real"));
	return 0;
}

static uint32_t
rows_of(struct presta *p)
{
	return ou_doc_at(p->doc, p->root, "associations.order_rows");
}

/* The lines with prices of one kind, and whether they add up to what the
 * head says of them. */
static int
lines(struct presta *p, bool gross, bool *fits, struct ou_err *err)
{
	struct shop_doc *d = p->doc;
	struct ou_order *o = d->shop.order;
	uint32_t list = rows_of(p), n, i = 0;
	struct ou_amount says;

	o->lines = NULL;
	o->n_lines = 0;
	d->sum = shop_amount(0);
	for (n = ou_doc_first(d, list); n != 0;
	    n = ou_doc_next(d, list, n), i++) {
		if (line(p, n, gross, err) != 0)
			return ou_err_in(err, "order_rows.%u", i);
	}
	if (ou_doc_amount(d, p->root, gross ? "total_products_wt" :
	    "total_products", &says, err) != 0)
		return -1;
	*fits = !says.given || says.v == d->sum.v;
	return 0;
}

static int
charge(struct presta *p, const char *incl, const char *excl, bool gross,
    bool is_charge, const char *code, const char *reason, struct ou_err *err)
{
	struct shop_doc *d = p->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount a;

	if (ou_doc_amount(d, p->root, gross ? incl : excl, &a, err) != 0 ||
	    (is_charge ? ou_amount_add : ou_amount_sub)(&d->sum, d->sum, a,
	    err) != 0)
		return -1;
	(void)ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances,
	    is_charge, a, code, ou_str_c(reason));
	return 0;
}

static int
money(struct presta *p, struct ou_err *err)
{
	struct shop_doc *d = p->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount total, net, tax = { .places = 2 };
	bool gross = true, fits;

	if (lines(p, true, &fits, err) != 0)
		return -1;
	if (!fits) {
		gross = false;
		if (lines(p, false, &fits, err) != 0)
			return -1;
		if (!fits) {
			gross = true;
			if (lines(p, true, &fits, err) != 0)
				return -1;
		}
	}
	o->prices_include_tax = ou_flag_of(gross);
	if (charge(p, "total_shipping_tax_incl", "total_shipping_tax_excl",
	    gross, true, "FC", "Shipping", err) != 0 ||
	    charge(p, "total_wrapping_tax_incl", "total_wrapping_tax_excl",
	    gross, true, NULL, "Wrapping", err) != 0 ||
	    charge(p, "total_discounts_tax_incl", "total_discounts_tax_excl",
	    gross, false, "95", "Discount", err) != 0 ||
	    ou_doc_amount(d, p->root, "total_paid_tax_incl", &total,
	    err) != 0 ||
	    ou_doc_amount(d, p->root, "total_paid_tax_excl", &net, err) != 0)
		return -1;
	if (!total.given && ou_doc_amount(d, p->root, "total_paid", &total,
	    err) != 0)
		return -1;
	if (total.given && net.given) {
		if (ou_amount_sub(&tax, total, net, err) != 0)
			return -1;
		tax.given = true;
	}
	return paid(p, total, err) != 0 ||
	    ou_doc_totals(d, total, tax, gross, err) != 0 ? -1 : 0;
}

/* --- the head --- */

static void
currency(struct presta *p)
{
	struct shop_doc *d = p->doc;
	struct ou_str id = ou_doc_text(d, p->root, "id_currency");
	struct ou_price rate = { 0 };
	struct ou_err err;
	bool own;

	d->shop.order->currency = other_text(p, "currencies", id, "iso_code");
	/* the shop's own has the rate one */
	own = ou_doc_price(d, p->root, "conversion_rate", &rate, &err) == 0 &&
	    rate.given && rate.v == ou_decimal_pow10(OU_PRICE_SCALE);
	if (rate.given && !own)
		ou_shop_extra(&d->shop, NULL, OU_STR("conversion_rate"),
		    ou_doc_text(d, p->root, "conversion_rate"));
	if (own || d->shop.order->currency.n > 0)
		return;
	ou_import_hold(d->shop.im, d->shop.order, OU_DIAG_HOLD_CURRENCY,
	    ou_str_printf(&d->shop.im->arena, "of the currency there is only "
	    "the number %.*s, and it may not be the shop's own",
	    OU_STR_ARG(id)), OU_STR_NONE);
}

static void
status(struct presta *p)
{
	struct shop_doc *d = p->doc, s;
	struct ou_json json = { 0 };
	struct ou_str id = ou_doc_text(d, p->root, "current_state");
	struct shop_status own = { "", NULL, false, true };
	const struct shop_status *known_state = ou_shop_status_find(states,
	    id);

	if (id.n == 0)
		return;
	/* states of the shop's own say whether it is paid and sent */
	if (known_state == NULL && look_up(p, "order_states",
	    "current_state", &s, &json)) {
		own.hold = !ou_doc_true(&s, 1, "paid") ||
		    ou_doc_true(&s, 1, "shipped");
		own.payment = ou_doc_true(&s, 1, "paid") ? "paid" : "due";
		known_state = &own;
	}
	ou_shop_status_apply(&d->shop, known_state, "current_state", id);
}

static void
gift(struct presta *p)
{
	struct shop_doc *d = p->doc;

	if (!ou_doc_true(d, p->root, "gift"))
		return;
	(void)ou_shop_attribute(&d->shop, OU_STR("gift_wrap"), OU_STR("1"));
	(void)ou_shop_attribute(&d->shop, OU_STR("gift_message"),
	    ou_doc_text(d, p->root, "gift_message"));
}

static int
order(struct shop_doc *d, uint32_t root, struct ou_err *err)
{
	struct presta p = { .doc = d, .root = root, .book = d->arg };
	struct ou_order *o = d->shop.order;

	o->number = ou_doc_text(d, root, "id");
	if (o->number.n == 0)
		o->number = ou_doc_text(d, root, "@id");
	if (o->number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD,
		    OU_DIAG_NO_ORDER_NUMBER, "the order has no id");
	if (ou_doc_first(d, rows_of(&p)) == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "the order has no order_rows; ask for display=full");
	o->channel = OU_STR("prestashop");
	o->references = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*o->references));
	/* orders that were one at the checkout have it in common */
	o->references->document = ou_doc_text(d, root, "reference");
	o->payment = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*o->payment));
	o->payment->provider = ou_doc_text(d, root, "payment");
	ou_doc_extra(d, root, known, NULL);
	currency(&p);
	customer(&p);
	delivery(&p);
	gift(&p);
	ou_shop_note(&d->shop, ou_doc_text(d, root, "note"));
	if (ou_doc_time(d, root, "date_add", &o->date, err) != 0 ||
	    money(&p, err) != 0)
		return -1;
	status(&p);
	return 0;
}

/* --- the file --- */

static int
aside(struct shop_doc *d, const char *path, uint32_t root,
    struct ou_err *err)
{
	static const struct {
		const char *one, *list;
	} kinds[] = {
		{ "address", "addresses" }, { "customer", "customers" },
		{ "country", "countries" }, { "state", "states" },
		{ "currency", "currencies" }, { "carrier", "carriers" },
		{ "order_state", "order_states" },
	};
	struct ou_str kind = ou_str_c(path);
	size_t i;

	if (strncmp(path, "errors", 6) == 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "the shop answered with an error: %.*s",
		    OU_STR_ARG(ou_str_sub(ou_doc_text(d, root, "message"), 0,
		    150)));
	if (ou_str_ends(kind, "[]"))
		kind = ou_str_sub(kind, 0, kind.n - 2);
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (ou_str_is(kind, kinds[i].one))
			kind = ou_str_c(kinds[i].list);
	}
	return ou_presta_keep(d->arg, kind, ou_doc_text(d, root, "id"),
	    ou_json_raw(d->json, root), ou_import_message_max(d->shop.im),
	    err);
}

static const char *const wrappers[] = {
	"orders", "order", "addresses", "address", "customers", "customer",
	"countries", "country", "states", "state", "currencies", "currency",
	"carriers", "carrier", "order_states", "order_state", "errors", NULL
};

static const char *const places[] = { "orders[]", "order", NULL };

static const char *const asides[] = {
	"addresses[]", "address", "customers[]", "customer", "countries[]",
	"country", "states[]", "state", "currencies[]", "currency",
	"carriers[]", "carrier", "order_states[]", "order_state",
	"errors[]", NULL
};

static const struct shop_json prestashop = {
	.name = "prestashop", .wrappers = wrappers, .orders = places,
	.asides = asides, .order = order, .aside = aside,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct presta_book book = { 0 };
	struct ou_str head = ou_source_fill(src, 1024, err);
	int rc = -1;

	if (head.p != NULL && ou_shop_json_head(head).n > 0)
		rc = ou_shop_json_run(&prestashop, &book, im, src, err);
	else if (head.p != NULL)
		rc = ou_presta_xml(&prestashop, &book, im, src, err);
	ou_presta_release(&book);
	return rc;
}

static const struct ou_format_mark marks[] = {
	{ "\"id_address_delivery\"", 97,
	  "JSON with the member id_address_delivery of PrestaShop" },
	{ "\"order_rows\"", 97,
	  "JSON with the member order_rows of PrestaShop" },
	{ "\"id_country\"", 97,
	  "JSON with the member id_country of PrestaShop" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = ou_shop_json_head(head);

	(void)a, (void)name;
	if (s.n == 0 && ou_str_search(ou_str_sub(head, 0, 1024),
	    OU_STR("<prestashop")) >= 0) {
		*why = "XML with the element prestashop";
		return 98;
	}
	return ou_format_mark(s, marks, why);
}

const struct ou_format ou_format_prestashop = {
	"prestashop", "PrestaShop orders of the web service", detect, run, false
};
