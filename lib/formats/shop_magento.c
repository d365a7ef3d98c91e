#include <stdio.h>

#include "ou/formats/shop.h"
#include "shop_magento.h"

/*
 * Orders of Magento, Adobe Commerce: /V1/orders of the REST interface.
 * Amounts without base_ are in the order's currency, and net, whatever the
 * shop shows.  Times are in UTC, without saying so.
 */
static const struct shop_status states[] = {
	{ "new", "due", false, true },
	{ "pending", "due", false, true },
	{ "pending_payment", "due", false, true },
	{ "payment_review", "due", false, true },
	{ "processing", NULL, false, false },
	{ "complete", NULL, false, true },
	{ "closed", "refunded", true, false },
	{ "canceled", NULL, true, false },
	{ "holded", NULL, false, true },
	{ NULL, NULL, false, false }
};

/* Members that are read, or say nothing that others do not. */
static const char *const known[] = {
	"increment_id", "state", "status", "created_at", "updated_at",
	"order_currency_code", "global_currency_code", "store_currency_code",
	"customer_email", "customer_firstname", "customer_lastname",
	"customer_is_guest", "customer_taxvat", "customer_note",
	"customer_note_notify", "coupon_code", "discount_amount",
	"discount_description", "discount_tax_compensation_amount",
	"shipping_*", "subtotal*", "tax_amount", "grand_total", "total_due",
	"total_paid", "total_item_count", "total_qty_ordered", "weight",
	"billing_address", "billing_address_id", "payment", "items",
	"status_histories", "extension_attributes", "base_*",
	"store_to_base_rate", "store_to_order_rate", "protect_code",
	"remote_ip", "x_forwarded_for", "quote_id", "applied_rule_ids",
	"email_sent", "send_email", NULL
};

/* The same of what stands within. */
static const char *const known_extension[] = {
	"shipping_assignments", "applied_taxes", "item_applied_taxes",
	"gift_message", "converting_from_quote", NULL
};
static const char *const known_message[] = {
	"message", "gift_message_id", "customer_id", NULL
};
static const char *const known_payment[] = {
	"method", "last_trans_id", "po_number", "amount_*", "base_*",
	"shipping_*", "entity_id", "parent_id", "account_status", "cc_*",
	NULL
};
static const char *const known_nothing[] = { NULL };

/* Of more lines than an address has, the last one has the rest. */
static void
add_street(struct magento *m, struct ou_str *to, struct ou_str line)
{
	if (to->n == 0)
		*to = line;
	else if (line.n > 0 && to->n < 1000)
		*to = ou_str_printf(&m->doc->shop.im->arena, "%.*s, %.*s",
		    OU_STR_ARG(*to), OU_STR_ARG(line));
}

static struct ou_address *
address(struct magento *m, uint32_t a, const char *field)
{
	struct shop_doc *d = m->doc;
	uint32_t street = ou_doc_member(d, a, "street"), n;
	struct shop_address from = {
		.name = ou_shop_full_name(&d->shop,
		    ou_doc_text(d, a, "firstname"),
		    ou_doc_text(d, a, "lastname")),
		.company = ou_doc_text(d, a, "company"),
		.city = ou_doc_text(d, a, "city"),
		.zip = ou_doc_text(d, a, "postcode"),
		.region = ou_doc_text(d, a, "region"),
		.country = ou_doc_text(d, a, "country_id"),
		.telephone = ou_doc_text(d, a, "telephone"),
		.email = ou_doc_text(d, a, "email"),
	};
	int i = 0;

	if (a == 0)
		return NULL;
	from.street1 = ou_doc_scalar(d, street);
	n = ou_doc_first(d, street);
	for (; n != 0; n = ou_doc_next(d, street, n), i++)
		add_street(m, i == 0 ? &from.street1 : i == 1 ?
		    &from.street2 : &from.street3, ou_doc_scalar(d, n));
	return ou_shop_address_of(&d->shop, &from, field);
}

static void
customer(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_buyer *b = ou_arena_zalloc(&d->shop.im->arena, sizeof(*b));
	uint32_t bill = ou_doc_member(d, m->root, "billing_address");

	o->billing_address = address(m, bill, "billingAddress");
	b->given_name = ou_doc_text(d, m->root, "customer_firstname");
	b->family_name = ou_doc_text(d, m->root, "customer_lastname");
	b->name = ou_shop_full_name(&d->shop, b->given_name, b->family_name);
	if (b->name.n == 0 && o->billing_address != NULL)
		b->name = o->billing_address->name;
	b->email = ou_doc_text(d, m->root, "customer_email");
	b->telephone = ou_doc_text(d, bill, "telephone");
	b->vat_id = ou_doc_text(d, bill, "vat_id");
	if (b->vat_id.n == 0)
		b->vat_id = ou_doc_text(d, m->root, "customer_taxvat");
	if (ou_doc_member(d, m->root, "customer_is_guest") != 0)
		b->guest = ou_flag_of(ou_doc_true(d, m->root,
		    "customer_is_guest"));
	/* a VAT number makes a business of a buyer, and so does an order
	 * number of its own */
	o->segment = b->vat_id.n > 0 || o->references->purchase_order.n > 0 ?
	    OU_STR("b2b") : OU_STR("b2c");
	b->type = OU_STR("Person");
	if (ou_str_is(o->segment, "b2b") && o->billing_address != NULL &&
	    o->billing_address->company.n > 0) {
		b->type = OU_STR("Organization");
		b->name = o->billing_address->company;
	}
	o->customer = b;
}

static void
gift(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_str s = ou_doc_text(d, m->root,
	    "extension_attributes.gift_message.message");

	if (s.n > 0)
		(void)ou_shop_attribute(&d->shop, OU_STR("gift_message"), s);
}

/* What has no field, and what was said of the order in the shop. */
static void
rest(struct magento *m)
{
	struct shop_doc *d = m->doc;
	uint32_t list = ou_doc_member(d, m->root, "status_histories"), n;

	ou_doc_rest(d, m->root, "extension_attributes", known_extension, NULL);
	ou_doc_rest(d, m->root, "extension_attributes.gift_message",
	    known_message, NULL);
	ou_doc_rest(d, m->root, "payment", known_payment, NULL);
	n = ou_doc_first(d, ou_doc_at(d, m->root,
	    "extension_attributes.shipping_assignments"));
	ou_doc_rest(d, n, "shipping.extension_attributes", known_nothing,
	    NULL);
	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n))
		ou_shop_extra(&d->shop, NULL,
		    OU_STR("status_histories.comment"),
		    ou_doc_text(d, n, "comment"));
}

static void
delivery(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	uint32_t list = ou_doc_at(d, m->root,
	    "extension_attributes.shipping_assignments");
	uint32_t first = ou_doc_first(d, list);
	uint32_t place = ou_doc_at(d, first, "shipping.address");
	struct ou_str method = ou_doc_text(d, first, "shipping.method");
	struct ou_address *to = address(m, place,
	    "orderDelivery.deliveryAddress");

	if (first != 0 && ou_doc_next(d, list, first) != 0)
		ou_import_hold(d->shop.im, o, OU_DIAG_HOLD_DELIVERY,
		    OU_STR("the order goes to several places"), OU_STR_NONE);
	if (ou_doc_true(d, m->root, "is_virtual") || (to == NULL &&
	    ou_doc_text(d, m->root, "shipping_description").n == 0))
		return;
	ou_shop_delivery(&d->shop)->address = to;
	o->delivery->service = ou_doc_text(d, m->root,
	    "shipping_description");
	if (o->delivery->method.n == 0)
		o->delivery->method = ou_str_starts(method, "instore") ?
		    OU_STR("collect") : OU_STR("parcel");
	ou_shop_extra(&d->shop, NULL, OU_STR("shipping.method"), method);
	if (to != NULL && to->email.n == 0)
		to->email = o->customer->email;
}

static void
payment(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_payment *p = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*p));
	uint32_t pay = ou_doc_member(d, m->root, "payment");

	p->provider = ou_doc_text(d, pay, "method");
	p->transaction_id = ou_doc_text(d, pay, "last_trans_id");
	d->shop.order->payment = p;
}

static int
times(struct magento *m, struct ou_err *err)
{
	struct ou_time *t = &m->doc->shop.order->date;

	if (ou_doc_time(m->doc, m->root, "created_at", t, err) != 0)
		return -1;
	if (t->has_clock && !t->has_offset) {
		t->has_offset = true;
		t->utc = true;
	}
	return 0;
}

static void
status(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_str s = ou_doc_text(d, m->root, "state");
	const struct shop_status *found;
	struct shop_status due = { "new", "due", false, false };

	if (s.n == 0)
		s = ou_doc_text(d, m->root, "status");
	if (s.n == 0)
		return;
	found = ou_shop_status_find(states, s);
	/* on account: it is not paid when it is sent */
	if (found != NULL && ou_str_is(s, "new") &&
	    d->shop.order->references->purchase_order.n > 0)
		found = &due;
	ou_shop_status_apply(&d->shop, found, "state", s);
	s = ou_doc_text(d, m->root, "status");
	if (!ou_str_is(s, "processing"))
		ou_shop_extra(&d->shop, NULL, OU_STR("status"), s);
}

static void
codes(struct magento *m)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_str code = ou_doc_text(d, m->root, "coupon_code"), *to;

	m->reason = code.n > 0 ? code :
	    ou_doc_text(d, m->root, "discount_description");
	if (m->reason.n == 0)
		m->reason = OU_STR("Discount");
	if (code.n == 0)
		return;
	to = ou_import_append(&d->shop.im->arena, &o->discount_codes,
	    &o->n_discount_codes, sizeof(*to));
	*to = code;
}

static int
order(struct shop_doc *d, uint32_t root, struct ou_err *err)
{
	struct magento m = { .doc = d, .root = root };
	struct ou_order *o = d->shop.order;

	o->number = ou_doc_text(d, root, "increment_id");
	if (o->number.n == 0)
		o->number = ou_doc_text(d, root, "entity_id");
	if (o->number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD,
		    OU_DIAG_NO_ORDER_NUMBER, "the order has neither "
		    "increment_id nor entity_id");
	o->channel = OU_STR("magento");
	o->currency = ou_doc_text(d, root, "order_currency_code");
	if (o->currency.n == 0)
		o->currency = ou_doc_text(d, root, "base_currency_code");
	o->prices_include_tax = OU_FLAG_NO;
	o->references = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*o->references));
	o->references->purchase_order = ou_doc_text(d, root,
	    "payment.po_number");
	ou_doc_extra(d, root, known, NULL);
	rest(&m);
	if (!ou_str_eq(o->currency, ou_doc_text(d, root,
	    "base_currency_code")))
		ou_shop_extra(&d->shop, NULL, OU_STR("base_grand_total"),
		    ou_doc_text(d, root, "base_grand_total"));
	customer(&m);
	codes(&m);
	gift(&m);
	ou_shop_note(&d->shop, ou_doc_text(d, root, "customer_note"));
	delivery(&m);
	payment(&m);
	if (times(&m, err) != 0 || ou_magento_lines(&m, err) != 0 ||
	    ou_magento_sums(&m, err) != 0)
		return -1;
	status(&m);
	return 0;
}

/* --- the file --- */

static const char *const wrappers[] = {
	"items", "search_criteria", "total_count", NULL
};

static const char *const places[] = { "items[]", NULL };

/* An order whose first member is its lines: they have no number of an
 * order. */
static bool
is_order(struct ou_str head)
{
	ptrdiff_t line = ou_str_search(head, OU_STR("\"qty_ordered\""));
	ptrdiff_t order = ou_str_search(head, OU_STR("\"increment_id\""));
	ptrdiff_t in = ou_str_search(head, OU_STR("\"items\""));

	/* in an answer an order's own items stand within the answer's */
	if (in < 0 || line < 0 || order < 0)
		return false;
	return order > line && ou_str_search(ou_str_sub(head, (size_t)in + 7,
	    (size_t)line), OU_STR("\"items\"")) < 0;
}

static const struct shop_json magento = {
	.name = "magento", .wrappers = wrappers, .orders = places,
	.is_order = is_order, .order = order, .total = "total_count",
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_shop_json_run(&magento, NULL, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ "\"qty_ordered\"", 97,
	  "JSON with the member qty_ordered of Magento" },
	{ "\"increment_id\"", 97,
	  "JSON with the member increment_id of Magento" },
	{ "\"base_grand_total\"", 97,
	  "JSON with the member base_grand_total of Magento" },
	{ "\"search_criteria\"", 70,
	  "an answer of Magento with search_criteria" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	return ou_format_mark(ou_shop_json_head(head), marks, why);
}

const struct ou_format ou_format_magento = {
	"magento", "Magento orders of the REST API", detect, run, false
};
