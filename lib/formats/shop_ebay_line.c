#include "shop_ebay.h"

/*
 * The money of eBay's report.  Its columns do not say whether Sold For is
 * the price of one unit or of all, nor whether what eBay collects itself is in
 * the total; every reading is added up, and the one that fits is it.
 */

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

static int
add_money(struct ebay *e, const struct ou_csv_row *row,
    struct ebay_money *m, struct ou_err *err)
{
	struct shop_file *f = &e->file;
	int64_t before;
	int c;

	if (add(f, row, SHIPPING, &m->shipping, err) != 0 ||
	    add(f, row, SELLER_TAX, &m->seller_tax, err) != 0 ||
	    add(f, row, EBAY_TAX, &m->ebay_tax, err) != 0 ||
	    add(f, row, CHARGES, &m->charges, err) != 0 ||
	    add(f, row, TOTAL, &m->total, err) != 0)
		return -1;
	for (c = FEE1; c <= FEE9; c++) {
		before = m->fees.v;
		if (add(f, row, c, &m->fees, err) != 0)
			return -1;
		/* what the sum of them is made of */
		if (m->fees.v != before)
			ou_shop_order_extra(f, row, c);
	}
	if (e->included.n == 0)
		e->included = ou_shop_text(f, row, INCLUDED);
	return 0;
}

static void
line_state(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l)
{
	struct ou_import *im = f->rows.im;

	if (l->quantity.v < 0)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	if (ou_shop_cell(f, row, SENT_AT).n == 0)
		return;
	l->quantities = ou_arena_zalloc(&im->arena, sizeof(*l->quantities));
	l->quantities->shipped = l->quantity;
	ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
	    ou_str_printf(&im->arena, "line %.*s is sent already",
	    OU_STR_ARG(l->number)), l->number);
}

int
ou_ebay_line(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	static const enum ebay_column extra[] = {
		ITEM, VARIATION, SENT_AT, TRACKING
	};
	struct ebay *e = (struct ebay *)f;
	struct ou_order_line *l;
	struct ou_str transaction;
	size_t i;

	if (e->money.n == 0)
		e->money = ou_shop_text(f, row, SOLD_FOR);
	if (ou_shop_cell(f, row, ITEM).n + ou_shop_cell(f, row, TITLE).n +
	    ou_shop_cell(f, row, SKU).n == 0) {
		if (e->has_whole)
			return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LINE,
			    "two rows of one order have no item");
		e->has_whole = true;
		return add_money(e, row, &e->whole, err);
	}
	l = ou_shop_line_new(f);
	if (ou_shop_quantity(f, row, QUANTITY, &l->quantity, err) != 0 ||
	    ou_shop_code(f, row, SKU, &l->product->sku, err) != 0 ||
	    ou_shop_price(f, row, SOLD_FOR, &l->unit_price, err) != 0 ||
	    add(f, row, SOLD_FOR, &e->sold, err) != 0 ||
	    add_money(e, row, &e->rows, err) != 0)
		return -1;
	l->product->name = ou_shop_text(f, row, TITLE);
	transaction = ou_shop_text(f, row, TRANSACTION);
	if (transaction.n > 0) {
		l->references = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*l->references));
		l->references->line = transaction;
	}
	for (i = 0; i < sizeof(extra) / sizeof(extra[0]); i++)
		ou_shop_line_extra(f, row, l, (int)extra[i]);
	line_state(f, row, l);
	return 0;
}

/* --- the order --- */

struct reading {
	struct ou_amount tax, fees;
};

/* Does the total come out, with lines of that sum? */
static bool
fits(const struct ebay *e, const struct ebay_money *m, int64_t lines,
    struct reading *r)
{
	__int128 sum;
	int i;

	for (i = 0; i < 8; i++) {
		bool tax = (i & 1) == 0, charges = (i & 2) == 0;
		bool fees = (i & 4) == 0;

		if (ou_str_caseeq(e->included, OU_STR("Yes")) && !tax)
			continue;
		if (ou_str_caseeq(e->included, OU_STR("No")) && tax &&
		    m->ebay_tax.v != 0)
			continue;
		sum = (__int128)lines + m->shipping.v + m->seller_tax.v;
		sum += tax ? m->ebay_tax.v : 0;
		sum += charges ? m->charges.v : 0;
		sum += fees ? m->fees.v : 0;
		if (sum != m->total.v)
			continue;
		r->tax = shop_amount(m->seller_tax.v +
		    (tax ? m->ebay_tax.v : 0));
		r->fees = shop_amount((charges ? m->charges.v : 0) +
		    (fees ? m->fees.v : 0));
		return true;
	}
	return false;
}

/* Sold For times the quantities. */
static int
by_unit(struct shop_file *f, struct ou_amount *sum, struct ou_err *err)
{
	int places = ou_currency_places(f->o->currency);
	struct ou_amount v;
	uint32_t i;

	*sum = shop_amount(0);
	for (i = 0; i < f->o->n_lines; i++) {
		if (ou_price_extend(&v, f->o->lines[i].unit_price,
		    f->o->lines[i].quantity, (struct ou_quantity){ 0 },
		    places < 0 ? 2 : places, err) != 0 ||
		    ou_amount_add(sum, *sum, v, err) != 0)
			return ou_shop_at(f, err, SOLD_FOR);
		f->o->lines[i].total = v;
	}
	return 0;
}

/* Sold For is the price of the line. */
static int
by_line(struct shop_file *f, struct ou_err *err)
{
	struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < f->o->n_lines; i++) {
		l = &f->o->lines[i];
		l->total = (struct ou_amount){ l->unit_price.v / 100, 2,
		    l->unit_price.given };
		if (l->total.given && ou_shop_unit_price(l, l->total, 1,
		    err) < 0)
			return ou_shop_at(f, err, SOLD_FOR);
	}
	return 0;
}

static void
hold(struct ebay *e, const struct ebay_money *m)
{
	struct shop *s = &e->file.shop;
	char b[OU_DECIMAL_MAX];
	int n = (int)ou_amount_text(b, m->total);
	struct ou_str why;

	if (!m->total.given)
		why = OU_STR("without a total nothing says whether Sold For "
		    "is the price of one unit or of all");
	else
		why = ou_str_printf(&s->im->arena, "items, shipping and taxes "
		    "do not add up to the total %.*s", n, b);
	ou_shop_finding(s, OU_DIAG_TOTAL, "Total Price", "%.*s",
	    OU_STR_ARG(why));
	ou_import_hold(s->im, s->order, OU_DIAG_HOLD_PRICE, why, OU_STR_NONE);
}

static void
totals(struct ebay *e, const struct ebay_money *m, const struct reading *r)
{
	struct shop *s = &e->file.shop;
	struct ou_totals *t = ou_arena_zalloc(&s->im->arena, sizeof(*t));

	(void)ou_shop_allowance(s, &s->order->allowances,
	    &s->order->n_allowances, true, r->fees, NULL,
	    OU_STR("Fees of eBay"));
	if (r->tax.v != 0) {
		t->tax = r->tax;
		t->tax_exclusive = shop_amount(m->total.v - r->tax.v);
	}
	/* a tax that is collected comes on top, also past the seller */
	if (r->tax.v != 0 || m->ebay_tax.v != 0)
		s->order->prices_include_tax = OU_FLAG_NO;
	else
		ou_shop_ask_channel(s, "the order has no tax");
	t->tax_inclusive = t->payable = m->total;
	s->order->totals = t;
}

int
ou_ebay_money(struct ebay *e, struct ou_err *err)
{
	struct shop_file *f = &e->file;
	struct ebay_money m = e->has_whole ? e->whole : e->rows;
	struct reading unit = { 0 }, line = { 0 };
	struct ou_amount sum;
	bool a, b;

	/* the row of the whole may leave to its items what they have */
	if (!m.shipping.given)
		m.shipping = e->rows.shipping;
	if (!m.total.given)
		m.total = e->rows.total;
	(void)ou_shop_allowance(&f->shop, &f->o->allowances,
	    &f->o->n_allowances, true, m.shipping, "FC",
	    f->o->delivery->service);
	if (!e->sold.given)
		return 0;
	if (by_unit(f, &sum, err) != 0)
		return -1;
	a = m.total.given && fits(e, &m, sum.v, &unit);
	b = m.total.given && fits(e, &m, e->sold.v, &line);
	if (!a && b && by_line(f, err) != 0)
		return -1;
	if (a != b || (a && sum.v == e->sold.v))
		totals(e, &m, a ? &unit : &line);
	else if (m.total.given || sum.v != e->sold.v)
		hold(e, &m);
	else
		ou_shop_ask_channel(&f->shop, "the report has no taxes");
	return 0;
}
