#include <stdio.h>

#include "ou/base/ident.h"
#include "shop_gql.h"

/*
 * Line items of Shopify's GraphQL order, its shipping and its sums.  A line
 * costs quantity times the original unit price, less what of the order's
 * discounts was allocated to it.
 */
static const char *const known[] = {
	"sku", "name", "title", "quantity", "originalUnitPriceSet",
	"originalUnitPrice", "discountedUnitPriceSet",
	"discountedUnitPriceAfterAllDiscountsSet", "originalTotalSet",
	"discountedTotalSet", "totalDiscountSet", "discountAllocations",
	"taxLines", "customAttributes", "currentQuantity",
	"unfulfilledQuantity", "nonFulfillableQuantity",
	"refundableQuantity", "unfulfilledOriginalTotalSet",
	"unfulfilledDiscountedTotalSet", "taxable", "requiresShipping",
	"__parentId", "__typename", NULL
};

static bool
rate_of(struct gql *g, uint32_t line, struct ou_rate *rate)
{
	struct ou_str s = ou_doc_text(g->doc, line, "rate");
	struct ou_err err;
	int64_t v;

	if (ou_doc_rate(g->doc, line, "ratePercentage", rate, &err) == 0 &&
	    rate->given)
		return true;
	/* a part of one */
	if (s.n == 0 || ou_decimal_scan(&v, s, OU_RATE_SCALE + 2,
	    OU_DECIMAL_EXPONENT, NULL) != OU_DECIMAL_OK)
		return false;
	*rate = (struct ou_rate){ .v = v, .places = 2, .given = true };
	return true;
}

struct ou_tax *
ou_gql_tax(struct gql *g, uint32_t object)
{
	const struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, object, "taxLines"), n;
	struct ou_rate rate, the = { 0 };
	struct ou_amount a;
	struct ou_err err;
	int found = 0;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		if (ou_gql_amount(g, n, "priceSet", &a, &err) != 0 ||
		    (a.given && a.v == 0) || !rate_of(g, n, &rate))
			continue;
		the = rate;
		found++;
	}
	return found == 1 ? ou_doc_tax(g->doc, the) : NULL;
}

int
ou_gql_allocated(struct gql *g, uint32_t object, struct ou_amount *out,
    struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	uint32_t list = ou_doc_member(d, object, "discountAllocations"), n;
	struct ou_amount a;

	*out = (struct ou_amount){ .places = 2, .given = list != 0 };
	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		if (ou_gql_amount(g, n, "allocatedAmountSet", &a, err) != 0 ||
		    ou_amount_add(out, *out, a, err) != 0)
			return ou_err_in(err, "discountAllocations");
		out->given = true;
	}
	return 0;
}

/* --- lines --- */

/* What has left the shop already, or will not come. */
static int
line_state(struct gql *g, uint32_t n, struct ou_order_line *l,
    struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_quantity now, open;
	char text[2][OU_DECIMAL_MAX];

	if (ou_doc_quantity(d, n, "currentQuantity", &now, err) != 0 ||
	    ou_doc_quantity(d, n, "unfulfilledQuantity", &open, err) != 0)
		return -1;
	if (!now.given)
		now = l->quantity;
	if (now.v != l->quantity.v)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, ou_str_printf(&d->shop.im->arena,
		    "%.*s of %.*s are left after changes and refunds",
		    (int)ou_quantity_text(text[0], now), text[0],
		    (int)ou_quantity_text(text[1], l->quantity), text[1]),
		    l->number);
	else if (open.given && open.v != now.v)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, ou_str_printf(&d->shop.im->arena,
		    "%.*s of %.*s have not been sent by the shop",
		    (int)ou_quantity_text(text[0], open), text[0],
		    (int)ou_quantity_text(text[1], now), text[1]), l->number);
	return 0;
}

static int
line_money(struct gql *g, uint32_t n, struct ou_order_line *l,
    struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_amount less, total;
	int places = ou_currency_places(d->shop.order->currency);

	if (ou_gql_price(g, n, "originalUnitPriceSet", &l->unit_price,
	    err) != 0 || (!l->unit_price.given && ou_gql_price(g, n,
	    "originalUnitPrice", &l->unit_price, err) != 0) ||
	    ou_gql_allocated(g, n, &less, err) != 0)
		return -1;
	if (!less.given && ou_gql_amount(g, n, "totalDiscountSet", &less,
	    err) != 0)
		return -1;
	if (!l->unit_price.given) {
		if (ou_gql_amount(g, n, "originalTotalSet", &total, err) != 0)
			return -1;
		if (!total.given)
			return 0;
		if (ou_doc_unit_price(d, l, total, err) != 0)
			return -1;
	}
	if (ou_price_extend(&total, l->unit_price, l->quantity,
	    l->price_base, places < 0 ? 2 : places, err) != 0 ||
	    ou_amount_sub(&total, total, less, err) != 0 ||
	    ou_amount_add(&g->discount, g->discount, less, err) != 0 ||
	    ou_amount_add(&d->sum, d->sum, total, err) != 0)
		return -1;
	(void)ou_shop_allowance(&d->shop, &l->allowances, &l->n_allowances,
	    false, less, "95", g->codes.n > 0 ? g->codes : OU_STR("Discount"));
	l->total = total;
	l->tax = ou_gql_tax(g, n);
	return 0;
}

static int
line(struct gql *g, uint32_t n, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_order_line *l = ou_doc_line(d, err);
	struct ou_str s;

	if (l == NULL)
		return -1;
	if (ou_doc_quantity(d, n, "quantity", &l->quantity, err) != 0)
		return ou_err_in(err, "lineItems.%u",
		    d->shop.order->n_lines - 1);
	if (!l->quantity.given)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line item without quantity");
	l->product->sku = ou_doc_text(d, n, "sku");
	if (l->product->sku.n == 0)
		l->product->sku = ou_doc_text(d, n, "variant.sku");
	l->product->name = ou_doc_text(d, n, "name");
	if (l->product->name.n == 0)
		l->product->name = ou_doc_text(d, n, "title");
	s = ou_doc_text(d, n, "variant.barcode");
	if (ou_gtin_valid(s))
		l->product->gtin = s;
	ou_doc_extra(d, n, known, l);
	if (ou_str_is(ou_doc_text(d, n, "requiresShipping"), "false"))
		ou_doc_line_extra(d, l, "requiresShipping", OU_STR("false"));
	if (ou_str_is(ou_doc_text(d, n, "taxable"), "false"))
		ou_doc_line_extra(d, l, "taxable", OU_STR("false"));
	ou_gql_attributes(g, n, "customAttributes", l);
	if (l->quantity.v < 0)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_QUANTITY, OU_STR("a quantity below zero"),
		    l->number);
	if (line_state(g, n, l, err) != 0 || line_money(g, n, l, err) != 0)
		return ou_err_in(err, "lineItems.%u",
		    d->shop.order->n_lines - 1);
	return 0;
}

int
ou_gql_lines(struct gql *g, struct ou_err *err)
{
	return ou_gql_each(g, g->root, "lineItems", "/LineItem/", line, err);
}

/* --- sums --- */

static int
charge(struct gql *g, struct ou_amount amount, const char *code,
    struct ou_str reason, struct ou_tax *tax, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	struct ou_allowance *a;

	if (ou_amount_add(&d->sum, d->sum, amount, err) != 0)
		return -1;
	a = ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances, true,
	    amount, code, reason);
	if (a != NULL)
		a->tax = tax;
	return 0;
}

static int
shipping_line(struct gql *g, uint32_t n, struct ou_err *err)
{
	struct ou_amount price, less;

	if (ou_gql_amount(g, n, "originalPriceSet", &price, err) != 0 ||
	    ou_gql_allocated(g, n, &less, err) != 0)
		return ou_err_in(err, "shippingLine");
	if (!price.given || !less.given) {
		less = shop_amount(0);
		if (ou_gql_amount(g, n, "discountedPriceSet", &price,
		    err) != 0 || (!price.given && ou_gql_amount(g, n,
		    "originalPriceSet", &price, err) != 0))
			return ou_err_in(err, "shippingLine");
	}
	if (ou_amount_sub(&price, price, less, err) != 0 ||
	    ou_amount_add(&g->discount, g->discount, less, err) != 0)
		return -1;
	price.given = true;
	return charge(g, price, "FC", ou_doc_text(g->doc, n, "title"),
	    ou_gql_tax(g, n), err);
}

static int
shipping(struct gql *g, struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	uint32_t one = ou_doc_member(d, g->root, "shippingLine");
	struct ou_amount price;

	if (ou_doc_member(d, g->root, "shippingLines") != 0)
		return ou_gql_each(g, g->root, "shippingLines",
		    "/ShippingLine/", shipping_line, err);
	if (one != 0)
		return shipping_line(g, one, err);
	return ou_gql_amount(g, g->root, "totalShippingPriceSet", &price,
	    err) != 0 || charge(g, price, "FC", OU_STR("Shipping"), NULL,
	    err) != 0 ? -1 : 0;
}

static int
fees(struct gql *g, struct ou_err *err)
{
	static const struct {
		const char *name, *reason;
	} all[] = {
		{ "originalTotalDutiesSet", "Duties" },
		{ "originalTotalAdditionalFeesSet", "Fees" },
		{ "totalTipReceivedSet", "Tip" },
	};
	struct ou_amount price;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (ou_gql_amount(g, g->root, all[i].name, &price, err) != 0 ||
		    charge(g, price, NULL, ou_str_c(all[i].reason), NULL,
		    err) != 0)
			return -1;
	}
	return 0;
}

/* What of the discounts stands in no line and in no shipping. */
static int
discount(struct gql *g, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount all, rest;

	if (ou_gql_amount(g, g->root, "totalDiscountsSet", &all, err) != 0)
		return -1;
	if (!all.given || all.v <= g->discount.v)
		return 0;
	if (ou_amount_sub(&rest, all, g->discount, err) != 0 ||
	    ou_amount_sub(&d->sum, d->sum, rest, err) != 0)
		return -1;
	(void)ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances,
	    false, rest, "95", g->codes.n > 0 ? g->codes : OU_STR("Discount"));
	return 0;
}

static int
taxes(struct gql *g, struct ou_err *err)
{
	const struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	uint32_t list = ou_doc_member(d, g->root, "taxLines"), n;
	struct ou_tax_total *t;
	struct ou_rate rate;
	struct ou_amount a;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		if (ou_gql_amount(g, n, "priceSet", &a, err) != 0)
			return ou_err_in(err, "taxLines");
		if (!a.given)
			continue;
		t = ou_import_append(&d->shop.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*t));
		t->tax = a;
		if (rate_of(g, n, &rate) && rate.v != 0) {
			t->category = OU_STR("S");
			t->percent = rate;
		} else {
			t->reason = ou_doc_text(d, n, "title");
		}
	}
	return 0;
}

/* Do prices include tax: as it says, else by what adds up. */
static bool
is_gross(struct gql *g, struct ou_amount total, struct ou_amount tax)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;

	if (ou_doc_member(d, g->root, "taxesIncluded") != 0) {
		o->prices_include_tax = ou_flag_of(ou_doc_true(d, g->root,
		    "taxesIncluded"));
		return o->prices_include_tax == OU_FLAG_YES;
	}
	if (tax.v == 0) {
		ou_shop_ask_channel(&d->shop, "the order has no tax");
		return true;
	}
	o->prices_include_tax = ou_flag_of(d->sum.v == total.v);
	return d->sum.v == total.v;
}

int
ou_gql_sums(struct gql *g, struct ou_err *err)
{
	struct shop_doc *d = g->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount total, tax, open;

	if (shipping(g, err) != 0 || fees(g, err) != 0 ||
	    discount(g, err) != 0 || taxes(g, err) != 0 ||
	    ou_gql_amount(g, g->root, "totalPriceSet", &total, err) != 0 ||
	    ou_gql_amount(g, g->root, "totalTaxSet", &tax, err) != 0 ||
	    ou_gql_amount(g, g->root, "totalOutstandingSet", &open, err) != 0)
		return -1;
	if (g->other_currency.n > 0)
		ou_import_hold(d->shop.im, o, OU_DIAG_HOLD_CURRENCY,
		    ou_str_printf(&d->shop.im->arena, "the order is in %.*s, "
		    "and amounts are in %.*s", OU_STR_ARG(o->currency),
		    OU_STR_ARG(g->other_currency)), OU_STR_NONE);
	if (!total.given)
		return 0;
	if (ou_doc_totals(d, total, tax, is_gross(g, total, tax), err) != 0)
		return -1;
	if (open.given && open.v != total.v) {
		if (ou_amount_sub(&o->totals->prepaid, total, open, err) != 0)
			return -1;
		o->totals->payable = open;
	}
	return 0;
}
