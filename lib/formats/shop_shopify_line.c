#include <stdio.h>

#include "shop_shopify.h"

/*
 * Cells, line items and sums of Shopify's orders CSV.
 */
#define COLUMN_ROW(id, flags, name) { name, flags },

const struct shop_column ou_shopify_columns[N_COLUMNS] = {
	COLUMNS(COLUMN_ROW)
};

/* --- lines --- */

static const char *
line_status(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l)
{
	struct ou_str s = ou_shop_cell(f, row, LINE_STATUS);

	if (s.n == 0 || ou_str_is(s, "pending") ||
	    ou_str_is(s, "unfulfilled"))
		return NULL;
	l->quantities = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*l->quantities));
	if (ou_str_is(s, "fulfilled"))
		l->quantities->shipped = l->quantity;
	else if (ou_str_is(s, "restocked"))
		l->quantities->cancelled = l->quantity;
	return ou_str_is(s, "fulfilled") ? "sent already" :
	    ou_str_is(s, "restocked") ? NULL : "partly sent";
}

static int
line_money(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct ou_amount discount, total = { 0 };
	struct ou_allowance *a;
	int places = ou_currency_places(f->o->currency);

	if (ou_shop_price(f, row, PRICE, &l->unit_price, err) != 0 ||
	    ou_shop_price(f, row, COMPARE, &l->compare_at_price, err) != 0 ||
	    ou_shop_amount(f, row, LINE_DISCOUNT, &discount, err) != 0)
		return -1;
	/* 0.00 means that no price is struck out */
	if (l->compare_at_price.v == 0)
		l->compare_at_price.given = false;
	if (discount.given && discount.v != 0) {
		a = ou_import_append(&f->rows.im->arena, &l->allowances,
		    &l->n_allowances, sizeof(*a));
		a->charge = OU_FLAG_NO;
		a->reason_code = OU_STR("95");
		a->amount = discount;
	}
	if (!l->unit_price.given)
		return 0;
	if (ou_price_extend(&total, l->unit_price, l->quantity,
	    l->price_base, places < 0 ? 2 : places, err) != 0 ||
	    ou_amount_sub(&total, total, discount, err) != 0 ||
	    ou_amount_add(&f->lines, f->lines, total, err) != 0)
		return ou_shop_at(f, err, PRICE);
	l->total = total;
	return 0;
}

static void
line_extra(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l, int c, const char *plain)
{
	struct ou_str s = ou_shop_cell(f, row, c);

	if (s.n > 0 && !ou_str_is(s, plain))
		ou_import_extra(f->rows.im, &l->extra, &l->n_extra,
		    ou_str_c(ou_shopify_columns[c].names), s);
}

int
ou_shopify_line(
    struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_import *im = f->rows.im;
	struct ou_order_line *l;
	struct ou_str s = ou_shop_cell(f, row, QUANTITY);
	const char *sent;

	if (s.n == 0 && ou_shop_cell(f, row, ITEM).n == 0 &&
	    ou_shop_cell(f, row, SKU).n == 0)
		return 0;
	l = ou_shop_line_new(f);
	if (ou_shop_quantity(f, row, QUANTITY, &l->quantity, err) != 0 ||
	    ou_shop_code(f, row, SKU, &l->product->sku, err) != 0)
		return -1;
	l->product->name = ou_shop_text(f, row, ITEM);
	line_extra(f, row, l, NEEDS_SHIPPING, "true");
	line_extra(f, row, l, TAXABLE, "true");
	line_extra(f, row, l, VENDOR, "");
	sent = line_status(f, row, l);
	if (sent != NULL)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&im->arena, "line %.*s is %s by the shop",
		    OU_STR_ARG(l->number), sent), l->number);
	if (l->quantity.v < 0)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	return line_money(f, row, l, err);
}

/* --- sums and taxes --- */

/* The slots with a tax; the rate, when there is only one. */
static int
taxes(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order *o = f->o;
	struct ou_tax_total *t;
	struct ou_amount v;
	struct ou_str name;
	int i;

	for (i = 0; i < 5; i++) {
		name = ou_shop_text(f, row, (TAX1 + 2 * i));
		if (ou_shop_amount(f, row, (VALUE1 + 2 * i), &v,
		    err) != 0)
			return -1;
		if (name.n == 0 || !v.given)
			continue;
		t = ou_import_append(&f->rows.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*t));
		t->tax = v;
		if (ou_shop_tax_rate(&t->percent, name))
			t->category = OU_STR("S");
		else
			t->reason = name;
	}
	if (o->n_taxes == 1 && o->taxes[0].percent.given)
		f->rate = o->taxes[0].percent;
	return 0;
}

/*
 * With one rate every taxable line has it, if the tax says so to a cent a
 * line; else nobody knows which line has which.
 */
static void
line_taxes(struct shop_file *f, const struct shop_sums *x)
{
	struct ou_order *o = f->o;
	struct ou_amount net, base = { 0 };
	struct ou_tax *tax;
	struct ou_err err;
	int places = ou_currency_places(o->currency);
	int64_t diff, cents;
	uint32_t i;

	if (places < 0)
		places = 2;
	if (!f->rate.given || o->totals == NULL ||
	    o->prices_include_tax != OU_FLAG_YES ||
	    ou_rate_net(&net, f->rate, x->total, places, &err) != 0)
		return;
	diff = x->total.v - net.v - x->taxes.v;
	/* or the currency's smallest coin */
	cents = ((int64_t)o->n_lines + 1) *
	    ou_decimal_pow10(OU_AMOUNT_SCALE - (places < OU_AMOUNT_SCALE ?
	    places : OU_AMOUNT_SCALE));
	if (diff > cents || diff < -cents)
		return;
	if (ou_amount_sub(&base, x->total, x->taxes, &err) == 0)
		o->taxes[0].taxable = base;
	tax = ou_arena_zalloc(&f->rows.im->arena, sizeof(*tax));
	tax->category = OU_STR("S");
	tax->percent = f->rate;
	for (i = 0; i < o->n_lines; i++)
		o->lines[i].tax = tax;
	for (i = 0; i < o->n_allowances; i++)
		o->allowances[i].tax = tax;
}

/* Of those that the sums cannot do without. */
static struct ou_str
missing_columns(struct shop_file *f)
{
	static const enum column needed[] = { SUBTOTAL, TAXES, TOTAL };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str names;
	size_t i;

	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if (f->cell_of[needed[i]] < 0)
			ou_buf_printf(&b, "%s'%s'", b.n > 0 ? ", " : "",
			    ou_shopify_columns[needed[i]].names);
	}
	names = b.n > 0 ? ou_str_dup(&f->rows.im->arena, ou_buf_str(&b)) :
	    OU_STR_NONE;
	ou_buf_release(&b);
	return names;
}

/* A list of what to pack has none, and needs none. */
static bool
has_money(const struct shop_file *f, const struct shop_sums *x)
{
	uint32_t i;

	for (i = 0; i < f->o->n_lines; i++) {
		if (f->o->lines[i].unit_price.given)
			return true;
	}
	return x->subtotal.given || x->total.given || x->shipping.given ||
	    x->discount.given || x->taxes.given;
}

int
ou_shopify_sums(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	struct shop_sums x = { .lines = f->lines };

	x.discount_reason = ou_shop_text(f, row, CODE);
	x.shipping_reason = ou_shop_text(f, row, METHOD);
	if (ou_shop_amount(f, row, DISCOUNT, &x.discount, err) != 0 ||
	    ou_shop_amount(f, row, SUBTOTAL, &x.subtotal, err) != 0 ||
	    ou_shop_amount(f, row, SHIPPING, &x.shipping, err) != 0 ||
	    ou_shop_amount(f, row, TAXES, &x.taxes, err) != 0 ||
	    ou_shop_amount(f, row, TOTAL, &x.total, err) != 0 ||
	    ou_shop_amount(f, row, OUTSTANDING, &x.outstanding, err) != 0 ||
	    ou_shop_amount(f, row, DUTIES, &x.duties, err) != 0 ||
	    taxes(f, row, err) != 0)
		return -1;
	if (x.discount_reason.n == 0)
		x.discount_reason = OU_STR("Discount");
	x.missing = missing_columns(f);
	if (has_money(f, &x))
		ou_shop_sums_apply(&f->shop, &x);
	line_taxes(f, &x);
	return 0;
}
