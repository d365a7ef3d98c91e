#include "shop_amazon.h"

/*
 * The money of Amazon's reports.  item-price is the price of the row, not of
 * one unit, and so are shipping and gift wrap; there is no total.  Where
 * prices are net (North America) the taxes come on top, else they stand in
 * the prices.
 */
static const struct site {
	const char *name;
	bool net;
} sites[] = {
	{ "Amazon.com", true }, { "Amazon.ca", true },
	{ "Amazon.com.mx", false }, { "Amazon.com.br", false },
	{ "Amazon.co.uk", false }, { "Amazon.de", false },
	{ "Amazon.fr", false }, { "Amazon.it", false },
	{ "Amazon.es", false }, { "Amazon.nl", false },
	{ "Amazon.se", false }, { "Amazon.pl", false },
	{ "Amazon.com.be", false }, { "Amazon.ie", false },
	{ "Amazon.com.tr", false }, { "Amazon.co.jp", false },
	{ "Amazon.com.au", false }, { "Amazon.sg", false },
	{ "Amazon.ae", false }, { "Amazon.sa", false },
	{ "Amazon.eg", false }, { "Amazon.in", false },
	{ "Amazon.co.za", false },
};

/* --- lines --- */

static int
add(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_amount *sum, struct ou_err *err)
{
	struct ou_amount v;

	if (ou_shop_amount(f, row, column, &v, err) != 0)
		return -1;
	if (!v.given)
		return 0;
	return ou_amount_add(sum, *sum, v, err) == 0 ? 0 :
	    ou_shop_at(f, err, column);
}

/* A discount is one with either sign. */
static int
discount(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_amount *v, struct ou_err *err)
{
	if (ou_shop_amount(f, row, column, v, err) != 0)
		return -1;
	if (v->v < 0)
		v->v = -v->v;
	return 0;
}

static int
currency(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	struct ou_str s = ou_shop_cell(f, row, CURRENCY);

	if (f->o->currency.n == 0)
		f->o->currency = ou_shop_text(f, row, CURRENCY);
	if (s.n == 0 || ou_str_eq(s, f->o->currency))
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING, "rows of one order "
	    "disagree: '%.*s' and '%.*s'", OU_STR_ARG(f->o->currency),
	    OU_STR_ARG(s));
	return ou_shop_at(f, err, CURRENCY);
}

/* Which promotion took something off; one that did not is not asked for, and
 * stays where it is. */
static struct ou_str
promotion(struct shop_file *f, const struct ou_csv_row *row, int column)
{
	struct ou_str id = ou_shop_text(f, row, column);

	return id.n > 0 ? id : OU_STR("Promotion");
}

/* The names of all that took something off the shipping. */
static void
add_promotion(struct amazon *z, struct ou_str id)
{
	struct ou_str all = z->discount_id;

	if (all.n == 0)
		z->discount_id = id;
	else if (ou_str_search(all, id) < 0 && all.n < 1000)
		z->discount_id = ou_str_printf(&z->file.rows.im->arena,
		    "%.*s, %.*s", OU_STR_ARG(all), OU_STR_ARG(id));
}

static int
line_money(struct amazon *z, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct shop_file *f = &z->file;
	struct ou_amount price, less, more;

	if (currency(f, row, err) != 0 ||
	    ou_shop_amount(f, row, ITEM_PRICE, &price, err) != 0 ||
	    discount(f, row, PROMOTION, &less, err) != 0 ||
	    discount(f, row, SHIP_PROMOTION, &more, err) != 0 ||
	    add(f, row, SHIP_PRICE, &z->shipping, err) != 0 ||
	    add(f, row, WRAP_PRICE, &z->wrap, err) != 0 ||
	    add(f, row, ITEM_TAX, &z->tax, err) != 0 ||
	    add(f, row, SHIP_TAX, &z->tax, err) != 0 ||
	    add(f, row, WRAP_TAX, &z->tax, err) != 0 ||
	    ou_amount_add(&z->discount, z->discount, more, err) != 0)
		return -1;
	if (more.v != 0)
		add_promotion(z, promotion(f, row, SHIP_PROMOTION_ID));
	if (less.v != 0)
		(void)ou_shop_allowance(&f->shop, &l->allowances,
		    &l->n_allowances, false, less, "95",
		    promotion(f, row, PROMOTION_ID));
	if (!price.given)
		return 0;
	z->prices = true;
	if (ou_shop_unit_price(l, price, 1, err) < 0)
		return ou_shop_at(f, err, ITEM_PRICE);
	if (ou_amount_sub(&l->total, price, less, err) != 0 ||
	    ou_amount_add(&f->lines, f->lines, l->total, err) != 0)
		return ou_shop_at(f, err, ITEM_PRICE);
	return 0;
}

/* What Amazon or the seller has done with it already. */
static int
line_state(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct ou_str s = ou_shop_cell(f, row, ITEM_STATUS);
	struct ou_import *im = f->rows.im;
	struct ou_quantities *q = ou_arena_zalloc(&im->arena, sizeof(*q));
	struct ou_quantity open = { 0 };

	if (ou_shop_number(f, row, SHIPPED, OU_QUANTITY_SCALE,
		&q->shipped.v, &q->shipped.given, err) != 0 ||
	    ou_shop_number(f, row, TO_SHIP, OU_QUANTITY_SCALE, &open.v,
		&open.given, err) != 0)
		return -1;
	l->quantities = q;
	q->cancelled.v = l->quantity.v - q->shipped.v - open.v;
	q->cancelled.given = open.given && q->cancelled.v > 0;
	if (ou_str_caseeq(s, OU_STR("Cancelled")) ||
	    ou_str_caseeq(s, OU_STR("Canceled")))
		q->cancelled = l->quantity;
	if (ou_str_caseeq(s, OU_STR("Shipped")) && !q->shipped.given)
		q->shipped = l->quantity;
	if (!q->cancelled.given)
		q->cancelled.v = 0;
	q->shipped.given = q->shipped.v != 0;
	if (q->shipped.v > 0 || (open.given && open.v < l->quantity.v))
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&im->arena, "line %.*s is partly sent or "
		    "cancelled already", OU_STR_ARG(l->number)), l->number);
	return 0;
}

static void
line_holds(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l)
{
	struct ou_str by = ou_shop_cell(f, row, FULFILLED_BY);
	struct ou_import *im = f->rows.im;

	if (ou_str_caseeq(by, OU_STR("AFN")) || (by.n >= 6 &&
	    ou_str_caseeq(ou_str_sub(by, 0, 6), OU_STR("Amazon"))))
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("Amazon sends it from its own stock"), OU_STR_NONE);
	if (ou_str_caseeq(ou_shop_cell(f, row, CANCEL_ASKED), OU_STR("true")))
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("the buyer has asked to cancel it"), l->number);
	if (l->quantity.v < 0)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
}

int
ou_amazon_line(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	static const enum amazon_column extra[] = {
		ASIN, DESIGNATION, ITEM_STATUS, FULFILLED_BY, CANCEL_ASKED,
		GIFT_MESSAGE
	};
	struct amazon *z = (struct amazon *)f;
	struct ou_order_line *l = ou_shop_line_new(f);
	struct ou_str id;
	size_t i;

	if (ou_shop_quantity(f, row, QUANTITY, &l->quantity, err) != 0 ||
	    ou_shop_code(f, row, SKU, &l->product->sku, err) != 0 ||
	    ou_shop_code(f, row, ITEM_ID, &id, err) != 0)
		return -1;
	if (id.n > 0)
		l->number = id;
	l->product->name = ou_shop_text(f, row, NAME);
	for (i = 0; i < sizeof(extra) / sizeof(extra[0]); i++)
		ou_shop_line_extra(f, row, l, (int)extra[i]);
	if (ou_shop_cell(f, row, GIFT_MESSAGE).n > 0)
		(void)ou_shop_attribute(&f->shop, OU_STR("gift_message"),
		    ou_shop_cell(f, row, GIFT_MESSAGE));
	if (line_state(f, row, l, err) != 0)
		return -1;
	line_holds(f, row, l);
	return line_money(z, row, l, err);
}

/* --- the order --- */

/* False when the market place does not say it. */
static bool
find_net(struct ou_str site, bool *net)
{
	size_t i;

	for (i = 0; i < sizeof(sites) / sizeof(sites[0]); i++) {
		if (!ou_str_caseeq(site, ou_str_c(sites[i].name)))
			continue;
		*net = sites[i].net;
		return true;
	}
	return false;
}

static int
totals(struct amazon *z, bool net, struct ou_err *err)
{
	struct ou_totals *t = ou_arena_zalloc(&z->file.rows.im->arena,
	    sizeof(*t));
	struct ou_amount sum = z->file.lines;

	if (ou_amount_add(&sum, sum, z->shipping, err) != 0 ||
	    ou_amount_add(&sum, sum, z->wrap, err) != 0 ||
	    ou_amount_sub(&sum, sum, z->discount, err) != 0)
		return -1;
	/* prices that include a tax of zero include one that is not said */
	if (net || z->tax.v != 0)
		t->tax = z->tax;
	if (net) {
		t->tax_exclusive = sum;
		if (ou_amount_add(&sum, sum, z->tax, err) != 0)
			return -1;
	} else if (z->tax.v != 0 &&
	    ou_amount_sub(&t->tax_exclusive, sum, z->tax, err) != 0)
		return -1;
	t->tax_inclusive = t->payable = sum;
	z->file.o->totals = t;
	return 0;
}

int
ou_amazon_end(struct shop_file *f, const struct ou_csv_row *first,
    struct ou_err *err)
{
	struct amazon *z = (struct amazon *)f;
	struct ou_order *o = f->o;
	bool net = false;

	if (z->wrap.v != 0)
		(void)ou_shop_attribute(&f->shop, OU_STR("gift_wrap"),
		    OU_STR("true"));
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    true, z->shipping, "FC", ou_shop_text(f, first, SERVICE));
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    true, z->wrap, NULL, OU_STR("Gift wrap"));
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    false, z->discount, "95", z->discount_id);
	/* a list of what to send has no prices, and needs none */
	if (!z->prices)
		return 0;
	if (find_net(o->portal, &net)) {
		o->prices_include_tax = ou_flag_of(!net);
		return totals(z, net, err);
	}
	ou_shop_ask_channel(&f->shop, "the report names no market place that "
	    "is known");
	return o->prices_include_tax == OU_FLAG_ABSENT ? 0 :
	    totals(z, o->prices_include_tax == OU_FLAG_NO, err);
}
