#include "shop_gql.h"

/*
 * Who ordered at a Shopify shop, and where it goes.
 */
struct ou_str
ou_gql_either(const struct shop_doc *d, uint32_t object, const char *a,
    const char *b)
{
	struct ou_str s = ou_doc_text(d, object, a);

	return s.n > 0 ? s : ou_doc_text(d, object, b);
}

struct ou_address *
ou_gql_address(struct gql *g, const char *name, const char *field)
{
	struct shop_doc *d = g->doc;
	uint32_t a = ou_doc_member(d, g->root, name);
	struct shop_address from = {
		.name = ou_doc_text(d, a, "name"),
		.company = ou_doc_text(d, a, "company"),
		.street1 = ou_doc_text(d, a, "address1"),
		.street2 = ou_doc_text(d, a, "address2"),
		.city = ou_doc_text(d, a, "city"),
		.zip = ou_doc_text(d, a, "zip"),
		.region = ou_doc_text(d, a, "provinceCode"),
		.country = ou_doc_text(d, a, "countryCodeV2"),
		.telephone = ou_doc_text(d, a, "phone"),
	};

	if (a == 0)
		return NULL;
	if (from.name.n == 0)
		from.name = ou_shop_full_name(&d->shop,
		    ou_doc_text(d, a, "firstName"),
		    ou_doc_text(d, a, "lastName"));
	if (from.region.n == 0)
		from.region = ou_doc_text(d, a, "province");
	if (from.country.n == 0)
		from.country = ou_doc_text(d, a, "countryCode");
	if (from.country.n == 0)
		from.country = ou_doc_text(d, a, "country");
	return ou_shop_address_of(&d->shop, &from, field);
}

static bool
is_b2b(struct gql *g)
{
	const struct shop_doc *d = g->doc;
	uint32_t tags = ou_doc_member(d, g->root, "tags"), n;
	struct ou_str all = ou_doc_scalar(d, tags), tag;

	if (ou_doc_at(d, g->root, "purchasingEntity.company") != 0 ||
	    ou_doc_member(d, g->root, "paymentTerms") != 0)
		return true;
	for (n = ou_doc_first(d, tags); n != 0; n = ou_doc_next(d, tags, n)) {
		tag = ou_doc_scalar(d, n);
		if (ou_str_caseeq(tag, OU_STR("b2b")) ||
		    ou_str_caseeq(tag, OU_STR("wholesale")))
			return true;
	}
	while (ou_str_split(&all, ',', &tag)) {
		tag = ou_str_trim(tag);
		if (ou_str_caseeq(tag, OU_STR("b2b")) ||
		    ou_str_caseeq(tag, OU_STR("wholesale")))
			return true;
	}
	return false;
}

void
ou_gql_customer(struct gql *g)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	struct ou_buyer *b = ou_arena_zalloc(&d->shop.im->arena, sizeof(*b));
	uint32_t who = ou_doc_member(d, g->root, "customer");
	struct ou_str company = ou_doc_text(d, g->root,
	    "purchasingEntity.company.name");
	bool b2b = is_b2b(g);

	o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	if (b2b && company.n == 0 && o->billing_address != NULL)
		company = o->billing_address->company;
	b->type = b2b && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	b->given_name = ou_doc_text(d, who, "firstName");
	b->family_name = ou_doc_text(d, who, "lastName");
	b->name = b2b && company.n > 0 ? company :
	    ou_gql_either(d, who, "displayName", "name");
	if (b->name.n == 0)
		b->name = ou_shop_full_name(&d->shop, b->given_name,
		    b->family_name);
	if (b->name.n == 0 && o->billing_address != NULL)
		b->name = o->billing_address->name;
	/* the merchant's own number of the company */
	b->id = ou_doc_text(d, g->root,
	    "purchasingEntity.company.externalId");
	b->email = ou_doc_text(d, g->root, "email");
	if (b->email.n == 0)
		b->email = ou_gql_either(d, who, "email",
		    "defaultEmailAddress.emailAddress");
	b->telephone = ou_doc_text(d, g->root, "phone");
	if (b->telephone.n == 0)
		b->telephone = ou_gql_either(d, who, "phone",
		    "defaultPhoneNumber.phoneNumber");
	b->locale = ou_doc_text(d, g->root, "customerLocale");
	if (ou_doc_member(d, g->root, "customerAcceptsMarketing") != 0)
		b->accepts_marketing = ou_flag_of(ou_doc_true(d, g->root,
		    "customerAcceptsMarketing"));
	ou_shop_extra(&d->shop, NULL, OU_STR("customer.id"),
	    ou_doc_text(d, who, "id"));
	o->customer = b;
}

/* --- where to --- */

/* Reasons that goods are not to be sent yet. */
static int
fulfillment_order(struct gql *g, uint32_t n, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	uint32_t holds = ou_doc_member(d, n, "fulfillmentHolds"), h;
	struct ou_str status = ou_doc_text(d, n, "status"), reason, notes;
	struct ou_str at = ou_doc_text(d, n, "fulfillAt");
	struct ou_delivery *to = ou_shop_delivery(&d->shop);
	struct ou_time until = { 0 };

	if (ou_str_caseeq(status, OU_STR("closed")) ||
	    ou_str_caseeq(status, OU_STR("cancelled")))
		return 0;
	if (ou_doc_time(d, n, "fulfillBy", &until, err) != 0)
		return -1;
	if (ou_date_given(until.date) && to->ship_window == NULL) {
		to->ship_window = ou_arena_zalloc(&d->shop.im->arena,
		    sizeof(*to->ship_window));
		to->ship_window->to = until;
	}
	if (ou_str_caseeq(status, OU_STR("scheduled")))
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, ou_str_printf(&d->shop.im->arena,
		    "scheduled, not before %.*s", OU_STR_ARG(at)),
		    OU_STR_NONE);
	for (h = ou_doc_first(d, holds); h != 0;
	    h = ou_doc_next(d, holds, h)) {
		reason = ou_gql_either(d, h, "displayReason", "reason");
		notes = ou_doc_text(d, h, "reasonNotes");
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, ou_str_printf(&d->shop.im->arena,
		    "held by the shop: %.*s%s%.*s", OU_STR_ARG(reason),
		    notes.n > 0 ? ", " : "", OU_STR_ARG(notes)), OU_STR_NONE);
	}
	if (holds == 0 && ou_str_caseeq(status, OU_STR("on_hold")))
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, OU_STR("held by the shop"),
		    OU_STR_NONE);
	status = ou_doc_text(d, n, "deliveryMethod.methodType");
	if (ou_str_caseeq(status, OU_STR("pick_up")) && to->method.n == 0)
		to->method = OU_STR("collect");
	return 0;
}

static uint32_t
first_shipping(struct gql *g)
{
	const struct shop_doc *d = g->doc;
	uint32_t n = ou_doc_member(d, g->root, "shippingLine"), list, first;

	if (n != 0)
		return n;
	list = ou_doc_member(d, g->root, "shippingLines");
	first = ou_doc_first(d, list);
	if (first == 0)
		first = ou_doc_first(d, ou_doc_member(d, list, "nodes"));
	if (first == 0)
		first = ou_doc_member(d, ou_doc_first(d, ou_doc_member(d,
		    list, "edges")), "node");
	return first;
}

int
ou_gql_delivery(struct gql *g, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	uint32_t line = first_shipping(g);
	struct ou_address *to = ou_gql_address(g, "shippingAddress",
	    "orderDelivery.deliveryAddress");

	if (ou_gql_each(g, g->root, "fulfillmentOrders", "/FulfillmentOrder/",
	    fulfillment_order, err) != 0)
		return -1;
	if (o->delivery == NULL && to == NULL && line == 0)
		return 0;
	ou_shop_delivery(&d->shop)->address = to;
	/* what the shop calls it; carriers of the book are found by it */
	o->delivery->service = ou_doc_text(d, line, "title");
	if (o->delivery->method.n == 0)
		o->delivery->method = to != NULL ? OU_STR("parcel") :
		    OU_STR("collect");
	if (to != NULL && to->email.n == 0)
		to->email = o->customer->email;
	return 0;
}
