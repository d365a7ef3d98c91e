#include <stdio.h>

#include "shop_woo.h"

const struct shop_status ou_woo_statuses[] = {
	{ "processing", NULL, false, false },
	{ "pending", "due", false, true },
	{ "on-hold", "due", false, true },
	{ "failed", "due", false, true },
	{ "checkout-draft", "due", false, true },
	{ "auto-draft", "due", false, true },
	{ "completed", NULL, false, true },
	{ "cancelled", NULL, true, false },
	{ "refunded", "refunded", true, false },
	{ "trash", NULL, true, false },
	{ NULL, NULL, false, false }
};

/* Members that are read, or say nothing that others do not. */
static const char *const known[] = {
	"number", "status", "currency", "date_created", "date_created_gmt",
	"date_modified", "date_modified_gmt", "discount_total",
	"discount_tax", "shipping_total", "shipping_tax", "cart_tax",
	"total", "total_tax", "prices_include_tax", "customer_note",
	"billing", "shipping", "payment_method_title", "transaction_id",
	"date_paid", "date_paid_gmt", "line_items", "tax_lines",
	"shipping_lines", "fee_lines", "coupon_lines",
	"meta_data", "currency_symbol", "_links", "customer_id", "parent_id",
	NULL
};

static struct ou_str
full_name(struct woo *w, uint32_t who)
{
	return ou_shop_full_name(&w->doc.shop,
	    ou_doc_text(&w->doc, who, "first_name"),
	    ou_doc_text(&w->doc, who, "last_name"));
}

static struct ou_address *
address(struct woo *w, uint32_t who, const char *field)
{
	struct shop_address a = {
		.name = full_name(w, who),
		.company = ou_doc_text(&w->doc, who, "company"),
		.street1 = ou_doc_text(&w->doc, who, "address_1"),
		.street2 = ou_doc_text(&w->doc, who, "address_2"),
		.city = ou_doc_text(&w->doc, who, "city"),
		.zip = ou_doc_text(&w->doc, who, "postcode"),
		.region = ou_doc_text(&w->doc, who, "state"),
		.country = ou_doc_text(&w->doc, who, "country"),
		.telephone = ou_doc_text(&w->doc, who, "phone"),
		.email = ou_doc_text(&w->doc, who, "email"),
	};

	return ou_shop_address_of(&w->doc.shop, &a, field);
}

static bool
is_vat_key(struct ou_str key)
{
	static const char *const keys[] = {
		"vat_number", "_vat_number", "billing_vat_number",
		"_billing_vat_number", "billing_vat", "_billing_vat",
		"billing_eu_vat_number", "_billing_eu_vat_number",
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		if (ou_str_is(key, keys[i]))
			return true;
	}
	return false;
}

/* What plug-ins have added to the order, or to its shipping. */
static void
meta(struct woo *w, uint32_t object, const char *prefix)
{
	uint32_t all = ou_doc_member(&w->doc, object, "meta_data"), m;
	struct ou_str key, value;

	for (m = ou_doc_first(&w->doc, all); m != 0;
	    m = ou_doc_next(&w->doc, all, m)) {
		key = ou_doc_text(&w->doc, m, "key");
		value = ou_doc_text(&w->doc, m, "value");
		if (key.n == 0)
			continue;
		if (is_vat_key(key)) {
			w->doc.shop.order->customer->vat_id = value;
			continue;
		}
		if (value.n > 0 && ou_shop_attribute(&w->doc.shop, key, value))
			continue;
		ou_shop_extra(&w->doc.shop, prefix, key, ou_doc_any(&w->doc,
		    ou_doc_member(&w->doc, m, "value")));
	}
}

static void
customer(struct woo *w, uint32_t root)
{
	uint32_t who = ou_doc_member(&w->doc, root, "billing");
	struct ou_buyer *b = ou_arena_zalloc(&w->doc.shop.im->arena,
	    sizeof(*b));
	struct ou_str id = ou_doc_text(&w->doc, root, "customer_id");

	b->type = OU_STR("Person");
	b->given_name = ou_doc_text(&w->doc, who, "first_name");
	b->family_name = ou_doc_text(&w->doc, who, "last_name");
	b->name = full_name(w, who);
	b->email = ou_doc_text(&w->doc, who, "email");
	b->telephone = ou_doc_text(&w->doc, who, "phone");
	if (id.n > 0)
		b->guest = ou_flag_of(ou_str_is(id, "0"));
	/* the shop's account is not our customer number */
	if (id.n > 0 && !ou_str_is(id, "0"))
		ou_shop_extra(&w->doc.shop, NULL, OU_STR("customer_id"), id);
	w->doc.shop.order->customer = b;
	w->doc.shop.order->billing_address = address(w, who, "billingAddress");
}

/* A VAT number makes a business of a buyer; a company alone does not. */
static void
segment(struct woo *w)
{
	struct ou_order *o = w->doc.shop.order;
	struct ou_buyer *b = o->customer;

	o->segment = b->vat_id.n > 0 ? OU_STR("b2b") : OU_STR("b2c");
	if (b->vat_id.n == 0 || o->billing_address == NULL ||
	    o->billing_address->company.n == 0)
		return;
	b->type = OU_STR("Organization");
	b->name = o->billing_address->company;
}

static void
delivery(struct woo *w, uint32_t root)
{
	struct ou_order *o = w->doc.shop.order;
	uint32_t lines = ou_doc_member(&w->doc, root, "shipping_lines");
	uint32_t first = ou_doc_first(&w->doc, lines), n;
	struct ou_address *to = address(w,
	    ou_doc_member(&w->doc, root, "shipping"),
	    "orderDelivery.deliveryAddress");
	struct ou_str id = ou_doc_text(&w->doc, first, "method_id");

	for (n = first; n != 0; n = ou_doc_next(&w->doc, lines, n)) {
		ou_shop_extra(&w->doc.shop, NULL, OU_STR("method_id"),
		    ou_doc_text(&w->doc, n, "method_id"));
		meta(w, n, "shipping_lines.meta");
	}
	if (to == NULL && first != 0)
		to = o->billing_address;
	if (to == NULL && o->delivery == NULL)
		return;
	if (o->delivery == NULL)
		o->delivery = ou_arena_zalloc(&w->doc.shop.im->arena,
		    sizeof(*o->delivery));
	o->delivery->address = to;
	/* what the shop calls it; carriers of the book are found by it */
	o->delivery->service = ou_doc_text(&w->doc, first, "method_title");
	if (o->delivery->method.n == 0)
		o->delivery->method = ou_str_starts(id, "local_pickup") ||
		    ou_str_is(id, "pickup_location") ? OU_STR("collect") :
		    OU_STR("parcel");
	ou_shop_reach(&w->doc.shop);
}

static void
coupons(struct woo *w, uint32_t root)
{
	uint32_t all = ou_doc_member(&w->doc, root, "coupon_lines"), c;
	struct ou_order *o = w->doc.shop.order;
	struct ou_str code, *to;

	for (c = ou_doc_first(&w->doc, all); c != 0;
	    c = ou_doc_next(&w->doc, all, c)) {
		code = ou_doc_text(&w->doc, c, "code");
		if (code.n == 0)
			continue;
		to = ou_import_append(&w->doc.shop.im->arena,
		    &o->discount_codes, &o->n_discount_codes, sizeof(*to));
		*to = code;
		w->coupons = w->coupons.n == 0 ? code :
		    ou_str_printf(&w->doc.shop.im->arena, "%.*s, %.*s",
		    OU_STR_ARG(ou_str_sub(w->coupons, 0, 200)),
		    OU_STR_ARG(code));
	}
}

static int
payment(struct woo *w, uint32_t root, struct ou_err *err)
{
	struct ou_payment *p = ou_arena_zalloc(&w->doc.shop.im->arena,
	    sizeof(*p));

	w->doc.shop.order->payment = p;
	p->provider = ou_doc_text(&w->doc, root, "payment_method_title");
	p->transaction_id = ou_doc_text(&w->doc, root, "transaction_id");
	if (ou_doc_times(&w->doc, root, "date_paid", "date_paid_gmt",
	    &p->paid_at, err) != 0)
		return ou_err_in(err, "date_paid");
	p->status = ou_date_given(p->paid_at.date) ? OU_STR("paid") :
	    OU_STR("due");
	return 0;
}

static int
totals(struct woo *w, uint32_t root, struct ou_err *err)
{
	struct ou_amount total, tax;

	if (ou_doc_amount(&w->doc, root, "total", &total, err) != 0 ||
	    ou_doc_amount(&w->doc, root, "total_tax", &tax, err) != 0)
		return -1;
	return ou_doc_totals(&w->doc, total, tax, w->gross, err);
}

static void
status(struct woo *w, uint32_t root)
{
	struct ou_str s = ou_doc_text(&w->doc, root, "status");

	if (s.n > 0)
		ou_shop_status_apply(&w->doc.shop,
		    ou_shop_status_find(ou_woo_statuses, s),
		    "status", s);
	if (ou_doc_first(&w->doc, ou_doc_member(&w->doc, root, "refunds")) != 0)
		ou_import_hold(w->doc.shop.im, w->doc.shop.order,
		    OU_DIAG_HOLD_STATUS, OU_STR("there are refunds; which "
		    "lines are left is not said"), OU_STR_NONE);
}

static void
head(struct woo *w, uint32_t root)
{
	struct ou_order *o = w->doc.shop.order;
	uint32_t gross = ou_doc_member(&w->doc, root, "prices_include_tax");
	struct ou_str parent = ou_doc_text(&w->doc, root, "parent_id");

	o->channel = OU_STR("woocommerce");
	o->currency = ou_doc_text(&w->doc, root, "currency");
	w->gross = gross != 0 && w->doc.json->nodes[gross].kind == OU_JSON_TRUE;
	if (gross != 0)
		o->prices_include_tax = ou_flag_of(w->gross);
	ou_doc_extra(&w->doc, root, known, NULL);
	/* an order without a parent says 0 */
	if (!ou_str_is(parent, "0"))
		ou_shop_extra(&w->doc.shop, NULL, OU_STR("parent_id"), parent);
	customer(w, root);
	meta(w, root, "meta");
	segment(w);
	delivery(w, root);
	coupons(w, root);
	ou_shop_note(&w->doc.shop, ou_doc_text(&w->doc, root, "customer_note"));
}

int
ou_woo_order(struct woo *w, uint32_t root, struct ou_err *err)
{
	struct ou_order *o = w->doc.shop.order;

	o->number = ou_doc_text(&w->doc, root, "number");
	if (o->number.n == 0)
		o->number = ou_doc_text(&w->doc, root, "id");
	if (o->number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD,
		    OU_DIAG_NO_ORDER_NUMBER, "the order has neither number "
		    "nor id");
	head(w, root);
	if (ou_doc_times(&w->doc, root, "date_created", "date_created_gmt",
	    &o->date, err) != 0)
		return ou_err_in(err, "date_created");
	if (payment(w, root, err) != 0 || ou_woo_taxes(w, root, err) != 0 ||
	    ou_woo_lines(w, root, err) != 0 ||
	    ou_woo_charges(w, root, err) != 0 || totals(w, root, err) != 0)
		return -1;
	status(w, root);
	if (o->n_lines == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "the order has no line_items");
	return 0;
}
