#include <stdio.h>

#include "shop_woo.h"

/*
 * The money of a WooCommerce order.  All amounts come net with their tax
 * beside them, whatever the shop shows.  In a shop with gross prices they are
 * put together again: what the buyer has seen is the price.
 */

/* A price of whole cents a unit, or one for all of them. */
static int
unit_price(struct woo *w, struct ou_order_line *l, struct ou_amount total,
    struct ou_err *err)
{
	int places = ou_currency_places(w->shop.order->currency);
	int r = ou_shop_unit_price(l, total, ou_decimal_pow10(OU_PRICE_SCALE -
	    (places < 0 ? 2 : places)), err);

	if (r > 0)
		ou_shop_finding(&w->shop, OU_DIAG_DECIMALS, "unitPrice",
		    "line '%.*s': the total is no whole number of cents a "
		    "unit; the price is written for all units",
		    OU_STR_ARG(l->number));
	return r < 0 ? -1 : 0;
}

/* The rate of a line: the one tax that it has. */
static struct ou_tax *
tax_of(struct woo *w, uint32_t object)
{
	uint32_t taxes = ou_woo_member(w, object, "taxes"), t, i;
	struct ou_rate rate = { 0 };
	struct ou_str id;
	struct ou_tax *tax;
	int n = 0;

	for (t = ou_woo_first(w, taxes); t != 0; t = ou_woo_next(w, taxes, t)) {
		struct ou_amount a;
		struct ou_err err;

		if (ou_woo_amount(w, t, "total", &a, &err) != 0 || a.v == 0)
			continue;
		id = ou_woo_text(w, t, "id");
		for (i = 0; i < w->n_rates; i++) {
			if (ou_str_eq(w->rates[i].id, id))
				rate = w->rates[i].rate;
		}
		n++;
	}
	if (n != 1 || !rate.given || rate.v == 0)
		return NULL;
	tax = ou_arena_zalloc(&w->shop.im->arena, sizeof(*tax));
	tax->category = OU_STR("S");
	tax->percent = rate;
	return tax;
}

static void
meta(struct woo *w, struct ou_order_line *l, uint32_t item)
{
	uint32_t all = ou_woo_member(w, item, "meta_data"), m;
	struct ou_arena *a = &w->shop.im->arena;
	struct ou_str key;

	for (m = ou_woo_first(w, all); m != 0; m = ou_woo_next(w, all, m)) {
		key = ou_woo_text(w, m, "key");
		if (key.n > 0)
			ou_import_extra(w->shop.im, &l->extra, &l->n_extra,
			    ou_str_printf(a, "meta.%.*s", OU_STR_ARG(key)),
			    ou_woo_text(w, m, "value"));
	}
}

static int
line_money(struct woo *w, struct ou_order_line *l, uint32_t item,
    struct ou_err *err)
{
	struct ou_amount before, after, less;

	if (ou_woo_money(w, item, "subtotal", "subtotal_tax", &before,
	    err) != 0 ||
	    ou_woo_money(w, item, "total", "total_tax", &after, err) != 0)
		return -1;
	if (!before.given)
		before = after;
	if (!before.given)
		return 0;
	if (unit_price(w, l, before, err) != 0 ||
	    ou_amount_sub(&less, before, after, err) != 0)
		return -1;
	l->tax = tax_of(w, item);
	(void)ou_shop_allowance(&w->shop, &l->allowances, &l->n_allowances,
	    false, less, "95",
	    w->coupons.n > 0 ? w->coupons : OU_STR("Discount"));
	l->total = after;
	return ou_amount_add(&w->sum, w->sum, after, err);
}

static int
line(struct woo *w, uint32_t item, struct ou_err *err)
{
	struct ou_order *o = w->shop.order;
	struct ou_import *im = w->shop.im;
	struct ou_order_line *l;
	struct ou_str s = ou_woo_text(w, item, "quantity");

	if (s.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line item without quantity");
	l = ou_import_append(&im->arena, &o->lines, &o->n_lines, sizeof(*l));
	if (ou_decimal_parse(&l->quantity.v, s, OU_QUANTITY_SCALE,
	    OU_DECIMAL_EXPONENT, NULL, err) != 0)
		return -1;
	l->quantity.given = true;
	l->number = ou_str_printf(&im->arena, "%u", o->n_lines);
	l->unit = OU_STR("C62");
	l->product = ou_arena_zalloc(&im->arena, sizeof(*l->product));
	l->product->sku = ou_woo_text(w, item, "sku");
	l->product->name = ou_woo_text(w, item, "name");
	s = ou_woo_text(w, item, "global_unique_id");
	if (s.n > 0)
		l->product->gtin = s;
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("id"),
	    ou_woo_text(w, item, "id"));
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("product_id"),
	    ou_woo_text(w, item, "product_id"));
	s = ou_woo_text(w, item, "variation_id");
	if (!ou_str_is(s, "0"))
		ou_import_extra(im, &l->extra, &l->n_extra,
		    OU_STR("variation_id"), s);
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("tax_class"),
	    ou_woo_text(w, item, "tax_class"));
	meta(w, l, item);
	if (l->quantity.v < 0)
		ou_import_hold(im, o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	return line_money(w, l, item, err);
}

int
ou_woo_lines(struct woo *w, uint32_t root, struct ou_err *err)
{
	uint32_t all = ou_woo_member(w, root, "line_items"), item, n = 0;

	for (item = ou_woo_first(w, all); item != 0;
	    item = ou_woo_next(w, all, item)) {
		if (w->shop.order->n_lines ==
		    ou_import_lines_max(w->shop.im))
			return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
			    "more than %u order lines",
			    ou_import_lines_max(w->shop.im));
		if (line(w, item, err) != 0)
			return ou_err_in(err, "line_items.%u", n);
		n++;
	}
	return 0;
}

static int
charges_of(struct woo *w, uint32_t root, const char *list,
    const char *code, const char *title, struct ou_err *err)
{
	struct ou_order *o = w->shop.order;
	uint32_t all = ou_woo_member(w, root, list), c, n = 0;
	struct ou_allowance *a;
	struct ou_amount amount;

	for (c = ou_woo_first(w, all); c != 0;
	     c = ou_woo_next(w, all, c), n++) {
		if (ou_woo_money(w, c, "total", "total_tax", &amount, err) !=
			0 ||
		    ou_amount_add(&w->sum, w->sum, amount, err) != 0)
			return ou_err_in(err, "%s.%u", list, n);
		a = ou_shop_allowance(&w->shop, &o->allowances,
		    &o->n_allowances, true, amount, code,
		    ou_woo_text(w, c, title));
		if (a != NULL)
			a->tax = tax_of(w, c);
	}
	return 0;
}

int
ou_woo_charges(struct woo *w, uint32_t root, struct ou_err *err)
{
	return charges_of(w, root, "shipping_lines", "FC", "method_title",
	    err) != 0 ||
	    charges_of(w, root, "fee_lines", NULL, "name", err) != 0 ? -1 : 0;
}

int
ou_woo_taxes(struct woo *w, uint32_t root, struct ou_err *err)
{
	uint32_t all = ou_woo_member(w, root, "tax_lines"), t;
	struct ou_order *o = w->shop.order;
	struct ou_tax_total *to;
	struct ou_amount shipping;
	struct woo_rate *r;
	struct ou_str s;

	for (t = ou_woo_first(w, all); t != 0; t = ou_woo_next(w, all, t)) {
		to = ou_import_append(&w->shop.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*to));
		if (ou_woo_amount(w, t, "tax_total", &to->tax, err) != 0 ||
		    ou_woo_amount(w, t, "shipping_tax_total", &shipping,
		    err) != 0 ||
		    ou_amount_add(&to->tax, to->tax, shipping, err) != 0)
			return ou_err_in(err, "tax_lines");
		s = ou_woo_text(w, t, "rate_percent");
		if (s.n > 0 && ou_decimal_parse(&to->percent.v, s,
		    OU_RATE_SCALE, OU_DECIMAL_EXPONENT, NULL, err) != 0)
			return ou_err_in(err, "tax_lines.rate_percent");
		to->percent.given = s.n > 0;
		to->percent.places = 2;
		if (!to->percent.given)
			(void)ou_shop_tax_rate(&to->percent,
			    ou_woo_text(w, t, "label"));
		if (to->percent.given && to->percent.v != 0)
			to->category = OU_STR("S");
		r = ou_import_append(&w->shop.im->arena, &w->rates,
		    &w->n_rates, sizeof(*r));
		r->id = ou_woo_text(w, t, "rate_id");
		r->rate = to->percent;
	}
	return 0;
}
