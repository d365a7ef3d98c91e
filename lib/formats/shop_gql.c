#include "ou/formats/shop.h"
#include "shop_gql.h"
#include "shop_shopify.h"

/*
 * The head of an order of Shopify's Admin GraphQL API.  Where an amount comes
 * in the shop's money and in the one that was shown, the shop's is taken, as
 * in the orders CSV.
 */
static const struct shop_status fulfillment[] = {
	{ "unfulfilled", NULL, false, false },
	{ "open", NULL, false, false },
	{ "in_progress", NULL, false, false },
	{ "pending_fulfillment", NULL, false, false },
	{ "partially_fulfilled", NULL, false, true },
	{ "fulfilled", NULL, false, true },
	{ "restocked", NULL, true, false },
	{ "on_hold", NULL, false, true },
	{ "scheduled", NULL, false, true },
	{ "request_declined", NULL, false, true },
	{ NULL, NULL, false, false }
};

/* Members that are read, or say nothing that others do not. */
static const char *const known[] = {
	"name", "number", "poNumber", "createdAt", "processedAt",
	"updatedAt", "cancelledAt", "currencyCode", "displayFinancialStatus",
	"displayFulfillmentStatus", "taxesIncluded", "test", "email", "phone",
	"note", "customAttributes", "customer", "billingAddress",
	"shippingAddress", "shippingLine", "shippingLines", "lineItems",
	"discountCode", "discountCodes", "discountApplications", "taxLines",
	"subtotalPriceSet", "currentSubtotalPriceSet", "totalDiscountsSet",
	"currentTotalDiscountsSet", "totalShippingPriceSet", "totalTaxSet",
	"currentTotalTaxSet", "totalPriceSet", "currentTotalPriceSet",
	"totalOutstandingSet", "totalReceivedSet", "totalTipReceivedSet",
	"originalTotalDutiesSet", "currentTotalDutiesSet",
	"originalTotalAdditionalFeesSet", "paymentGatewayNames",
	"paymentTerms", "purchasingEntity", "fulfillmentOrders",
	"billingAddressMatchesShippingAddress", "customerLocale",
	"customerAcceptsMarketing", "tags", "__typename", NULL
};

/* The same of what stands within. */
static const struct {
	const char *path, *known[14];
} rests[] = {
	{ "customer", { "id", "firstName", "lastName", "displayName", "name",
	  "email", "phone", "defaultEmailAddress", "defaultPhoneNumber",
	  "__typename", "createdAt", "updatedAt", "defaultAddress", NULL } },
	{ "purchasingEntity", { "company", "__typename", NULL } },
	{ "purchasingEntity.company", { "id", "name", "externalId", NULL } },
	{ "paymentTerms", { "id", "paymentTermsName", "dueInDays", NULL } },
	{ "shippingLine", { "id", "title", "originalPriceSet",
	  "discountedPriceSet", "currentDiscountedPriceSet",
	  "discountAllocations", "taxLines", "price", "isRemoved", NULL } },
};

/* What has no field, and where it says something, what has changed. */
static void
extras(struct gql *g)
{
	struct shop_doc *d = g->doc;
	struct ou_str s = ou_doc_text(d, g->root, "processedAt");
	size_t i;

	ou_doc_extra(d, g->root, known, NULL);
	for (i = 0; i < sizeof(rests) / sizeof(*rests); i++)
		ou_doc_rest(d, g->root, rests[i].path, rests[i].known, NULL);
	if (!ou_str_eq(s, ou_doc_text(d, g->root, "createdAt")))
		ou_shop_extra(&d->shop, NULL, OU_STR("processedAt"), s);
}

/* --- money and lists --- */

static uint32_t
money_of(struct gql *g, uint32_t object, const char *name)
{
	const struct shop_doc *d = g->doc;
	uint32_t set = ou_doc_member(d, object, name), in;
	struct ou_str code;

	in = ou_doc_member(d, set, g->money);
	if (in != 0)
		set = in;
	code = ou_doc_text(d, set, "currencyCode");
	if (code.n > 0 && !ou_str_eq(code, d->shop.order->currency))
		g->other_currency = code;
	return set;
}

int
ou_gql_amount(struct gql *g, uint32_t object, const char *name,
    struct ou_amount *out, struct ou_err *err)
{
	uint32_t set = money_of(g, object, name);

	*out = (struct ou_amount){ .places = 2 };
	if (set == 0)
		return 0;
	if (g->doc->json->nodes[set].kind == OU_JSON_OBJECT)
		return ou_doc_amount(g->doc, set, "amount", out, err) != 0 ?
		    ou_err_in(err, "%s", name) : 0;
	return ou_doc_amount(g->doc, object, name, out, err);
}

int
ou_gql_price(struct gql *g, uint32_t object, const char *name,
    struct ou_price *out, struct ou_err *err)
{
	uint32_t set = money_of(g, object, name);

	*out = (struct ou_price){ .places = 2 };
	if (set == 0)
		return 0;
	if (g->doc->json->nodes[set].kind == OU_JSON_OBJECT)
		return ou_doc_price(g->doc, set, "amount", out, err) != 0 ?
		    ou_err_in(err, "%s", name) : 0;
	return ou_doc_price(g->doc, object, name, out, err);
}

static int
each_part(struct gql *g, uint32_t object, const char *type,
    int (*each)(struct gql *g, uint32_t node, struct ou_err *err),
    struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	struct ou_str id = ou_doc_text(d, object, "id");
	uint32_t n;

	for (n = ou_doc_first(d, d->group); n != 0;
	    n = ou_doc_next(d, d->group, n)) {
		if (ou_str_eq(ou_doc_text(d, n, "__parentId"), id) &&
		    ou_str_search(ou_doc_text(d, n, "id"),
		    ou_str_c(type)) >= 0 && each(g, n, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_gql_each(struct gql *g, uint32_t object, const char *name,
    const char *type, int (*each)(struct gql *g, uint32_t node,
    struct ou_err *err), struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, object, name), n, node;
	bool edges = false;

	if (ou_doc_true(d, list, "pageInfo.hasNextPage"))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_TRUNCATED,
		    "there are more %s than the answer has: ask for all of "
		    "them", name);
	if (list == 0)
		return d->group != 0 && type != NULL ?
		    each_part(g, object, type, each, err) : 0;
	if (d->json->nodes[list].kind == OU_JSON_OBJECT) {
		edges = ou_doc_member(d, list, "nodes") == 0;
		list = ou_doc_member(d, list, edges ? "edges" : "nodes");
	}
	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		node = edges ? ou_doc_member(d, n, "node") : n;
		if (node != 0 && each(g, node, err) != 0)
			return -1;
	}
	return 0;
}

void
ou_gql_attributes(struct gql *g, uint32_t object, const char *name,
    struct ou_order_line *line)
{
	struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, object, name), n;
	struct ou_str key, value;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		key = ou_doc_text(d, n, "key");
		value = ou_doc_text(d, n, "value");
		if (key.n == 0)
			continue;
		if (line != NULL)
			ou_import_extra(d->shop.im, &line->extra,
			    &line->n_extra, ou_str_printf(&d->shop.im->arena,
			    "customAttributes.%.*s", OU_STR_ARG(key)), value);
		else if (!ou_shop_attribute(&d->shop, key, value))
			ou_shop_extra(&d->shop, "customAttributes", key,
			    value);
	}
}

/* --- the head --- */

static void
add_code(struct gql *g, struct ou_str code)
{
	struct ou_order *o = g->doc->shop.order;
	struct ou_str *to;
	uint32_t i;

	for (i = 0; i < o->n_discount_codes; i++) {
		if (ou_str_eq(o->discount_codes[i], code))
			return;
	}
	if (code.n == 0)
		return;
	to = ou_import_append(&g->doc->shop.im->arena, &o->discount_codes,
	    &o->n_discount_codes, sizeof(*to));
	*to = code;
	g->codes = g->codes.n == 0 ? code :
	    ou_str_printf(&g->doc->shop.im->arena, "%.*s, %.*s",
	    OU_STR_ARG(ou_str_sub(g->codes, 0, 200)), OU_STR_ARG(code));
}

static int
application(struct gql *g, uint32_t n, struct ou_err *err)
{
	struct ou_str code = ou_doc_text(g->doc, n, "code");

	(void)err;
	add_code(g, code);
	/* an automatic discount has a title only */
	if (code.n == 0 && g->codes.n == 0)
		g->codes = ou_doc_text(g->doc, n, "title");
	return 0;
}

static int
codes(struct gql *g, struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, g->root, "discountCodes"), n;

	add_code(g, ou_doc_text(d, g->root, "discountCode"));
	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n))
		add_code(g, ou_doc_scalar(d, n));
	return ou_gql_each(g, g->root, "discountApplications", NULL,
	    application, err);
}

/* As the CSV has them: "cash + gift_card". */
static struct ou_str
gateways(struct gql *g)
{
	const struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, g->root, "paymentGatewayNames"), n;
	struct ou_str all = OU_STR_NONE, one;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		one = ou_doc_scalar(d, n);
		all = all.n == 0 ? one : ou_str_printf(&d->shop.im->arena,
		    "%.*s + %.*s", OU_STR_ARG(ou_str_sub(all, 0, 200)),
		    OU_STR_ARG(one));
	}
	return all;
}

static int
payment(struct gql *g, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_payment *p = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*p));
	uint32_t terms = ou_doc_member(d, g->root, "paymentTerms");
	struct ou_quantity days;

	d->shop.order->payment = p;
	p->provider = gateways(g);
	if (terms == 0)
		return 0;
	p->terms = ou_arena_zalloc(&d->shop.im->arena, sizeof(*p->terms));
	p->terms->text = ou_doc_text(d, terms, "paymentTermsName");
	if (ou_doc_quantity(d, terms, "dueInDays", &days, err) != 0)
		return ou_err_in(err, "paymentTerms");
	if (days.given)
		p->terms->net_days = (struct ou_integer){
		    days.v / ou_quantity_of(1).v, true };
	return 0;
}

static void
statuses(struct gql *g)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	struct ou_str s = ou_doc_text(d, g->root, "displayFinancialStatus");
	const struct shop_status *status = ou_shop_status_find(
	    ou_shopify_financial, s);
	struct shop_status due = { "pending", "due", false, false };

	/* an order on payment terms is not paid when it is sent */
	if (status != NULL && ou_str_caseeq(s, OU_STR("pending")) &&
	    o->payment->terms != NULL)
		status = &due;
	if (s.n > 0)
		ou_shop_status_apply(&d->shop, status,
		    "displayFinancialStatus", s);
	s = ou_doc_text(d, g->root, "displayFulfillmentStatus");
	if (s.n > 0)
		ou_shop_status_apply(&d->shop, ou_shop_status_find(fulfillment,
		    s), "displayFulfillmentStatus", s);
	s = ou_doc_text(d, g->root, "cancelledAt");
	if (s.n > 0)
		o->document_function = OU_STR("cancel");
	ou_shop_extra(&d->shop, NULL, OU_STR("cancelledAt"), s);
	if (ou_doc_true(d, g->root, "test"))
		ou_import_hold(d->shop.im, o, OU_DIAG_HOLD_TEST,
		    OU_STR("a test order of the shop"), OU_STR_NONE);
}

static void
tags(struct gql *g)
{
	struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, g->root, "tags"), n;

	ou_shop_extra(&d->shop, NULL, OU_STR("Tags"), ou_doc_scalar(d, list));
	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n))
		ou_shop_extra(&d->shop, NULL, OU_STR("Tags"),
		    ou_doc_scalar(d, n));
}

/* Which money its amounts are in. */
static void
currency(struct gql *g)
{
	struct shop_doc *d = g->doc;
	uint32_t set = ou_doc_member(d, g->root, "totalPriceSet");
	struct ou_str shown;

	g->money = "shopMoney";
	if (ou_doc_member(d, set, "shopMoney") == 0 &&
	    ou_doc_member(d, set, "presentmentMoney") != 0)
		g->money = "presentmentMoney";
	d->shop.order->currency = ou_doc_text(d, ou_doc_member(d, set,
	    g->money), "currencyCode");
	if (d->shop.order->currency.n == 0)
		d->shop.order->currency = ou_doc_text(d, g->root,
		    *g->money == 's' ? "currencyCode" :
		    "presentmentCurrencyCode");
	shown = ou_doc_text(d, set, "presentmentMoney.currencyCode");
	if (shown.n > 0 && !ou_str_eq(shown, d->shop.order->currency))
		ou_shop_extra(&d->shop, NULL,
		    OU_STR("totalPriceSet.presentmentMoney"),
		    ou_str_printf(&d->shop.im->arena, "%.*s %.*s",
		    OU_STR_ARG(ou_doc_text(d, set,
		    "presentmentMoney.amount")), OU_STR_ARG(shown)));
}

static int
order(struct shop_doc *d, uint32_t root, struct ou_err *err)
{
	struct gql g = { .doc = d, .root = root, .discount = shop_amount(0) };
	struct ou_order *o = d->shop.order;

	o->number = ou_doc_text(d, root, "name");
	if (o->number.n == 0)
		o->number = ou_gql_either(d, root, "legacyResourceId", "id");
	if (o->number.n == 0)
		return ou_err_set(err, OU_ERR_RECORD,
		    OU_DIAG_NO_ORDER_NUMBER, "the order has neither name nor "
		    "id");
	o->channel = OU_STR("shopify");
	currency(&g);
	extras(&g);
	o->references = ou_arena_zalloc(&d->shop.im->arena,
	    sizeof(*o->references));
	o->references->purchase_order = ou_doc_text(d, root, "poNumber");
	o->billing_address = ou_gql_address(&g, "billingAddress",
	    "billingAddress");
	ou_gql_customer(&g);
	ou_shop_note(&d->shop, ou_doc_text(d, root, "note"));
	ou_gql_attributes(&g, root, "customAttributes", NULL);
	tags(&g);
	if (ou_doc_time(d, root, "createdAt", &o->date, err) != 0 ||
	    codes(&g, err) != 0 || ou_gql_delivery(&g, err) != 0 ||
	    payment(&g, err) != 0 || ou_gql_lines(&g, err) != 0)
		return -1;
	statuses(&g);
	if (o->n_lines == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "the order has no lineItems");
	return ou_gql_sums(&g, err);
}

/* --- the file --- */

static int
aside(struct shop_doc *d, const char *path, uint32_t root,
    struct ou_err *err)
{
	uint32_t first = ou_doc_first(d, root);

	if (strstr(path, "pageInfo") != NULL) {
		if (ou_doc_true(d, root, "hasNextPage"))
			ou_shop_finding(&d->shop, OU_DIAG_PAGE, path,
			    "there are more orders than this page has");
		return 0;
	}
	if (first == 0)
		return 0;
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "the shop answered with an error: %.*s",
	    OU_STR_ARG(ou_str_sub(ou_doc_text(d, first, "message"), 0, 150)));
}

static const char *const wrappers[] = {
	"data", "errors", "extensions", "orders", "order", "node", "nodes",
	"edges", "pageInfo", NULL
};

static const char *const places[] = {
	"data.orders.edges[].node", "data.orders.nodes[]", "data.order",
	"data.node", "data.nodes[]", "orders.edges[].node", "orders.nodes[]",
	"orders[]", "order", "node", "nodes[]", "edges[].node", NULL
};

static const char *const asides[] = {
	"data.orders.pageInfo", "orders.pageInfo", "pageInfo", "errors", NULL
};

static const struct shop_json graphql = {
	.name = "shopify-graphql", .wrappers = wrappers, .orders = places,
	.asides = asides, .parent = "__parentId", .order = order,
	.aside = aside,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_shop_json_run(&graphql, NULL, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ "gid://shopify/Order/", 98,
	  "JSON with the id of an order of Shopify" },
	{ "\"shopMoney\"", 97, "JSON with members of Shopify's GraphQL order" },
	{ "\"displayFinancialStatus\"", 97,
	  "JSON with members of Shopify's GraphQL order" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = ou_shop_json_head(head);
	int sure = ou_format_mark(s, marks, why);

	(void)a, (void)name;
	if (sure == 0 && ou_str_search(s, OU_STR("\"data\"")) >= 0 &&
	    ou_str_search(s, OU_STR("\"orders\"")) >= 0) {
		*why = "an answer in JSON with data and orders";
		return 70;
	}
	return sure;
}

const struct ou_format ou_format_shopify_graphql = {
	"shopify-graphql", "Shopify orders of the Admin GraphQL API", detect,
	run, false
};
