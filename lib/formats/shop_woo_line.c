#include <stdio.h>

#include "shop_woo.h"

/*
 * The money of a WooCommerce order.  All amounts come net with their tax
 * beside them, whatever the shop shows.  In a shop with gross prices they are
 * put together again: what the buyer has seen is the price.
 */

/* Members of a line that are read, or say nothing that others do not. */
static const char *const known[] = {
	"id", "product_id", "variation_id", "quantity", "tax_class",
	"subtotal", "subtotal_tax", "total", "total_tax", "taxes",
	"meta_data", "sku", "price", "name", "parent_name",
	"global_unique_id", "image", NULL
};

/* The rate of a line: the one tax that it has. */
static struct ou_tax *
tax_of(struct woo *w, uint32_t object)
{
	uint32_t taxes = ou_doc_member(&w->doc, object, "taxes"), t, i;
	struct ou_rate rate = { 0 };
	struct ou_str id;
	int n = 0;

	for (t = ou_doc_first(&w->doc, taxes); t != 0;
	    t = ou_doc_next(&w->doc, taxes, t)) {
		struct ou_amount a;
		struct ou_err err;

		if (ou_doc_amount(&w->doc, t, "total", &a, &err) != 0 ||
		    a.v == 0)
			continue;
		id = ou_doc_text(&w->doc, t, "id");
		for (i = 0; i < w->n_rates; i++) {
			if (ou_str_eq(w->rates[i].id, id))
				rate = w->rates[i].rate;
		}
		n++;
	}
	return n == 1 ? ou_doc_tax(&w->doc, rate) : NULL;
}

static void
meta(struct woo *w, struct ou_order_line *l, uint32_t item)
{
	uint32_t all = ou_doc_member(&w->doc, item, "meta_data"), m;
	struct ou_arena *a = &w->doc.shop.im->arena;
	struct ou_str key;

	for (m = ou_doc_first(&w->doc, all); m != 0;
	    m = ou_doc_next(&w->doc, all, m)) {
		key = ou_doc_text(&w->doc, m, "key");
		if (key.n > 0)
			ou_import_extra(w->doc.shop.im, &l->extra, &l->n_extra,
			    ou_str_printf(a, "meta.%.*s", OU_STR_ARG(key)),
			    ou_doc_any(&w->doc, ou_doc_member(&w->doc, m,
			    "value")));
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
	if (ou_doc_unit_price(&w->doc, l, before, err) != 0 ||
	    ou_amount_sub(&less, before, after, err) != 0)
		return -1;
	l->tax = tax_of(w, item);
	(void)ou_shop_allowance(&w->doc.shop, &l->allowances, &l->n_allowances,
	    false, less, "95",
	    w->coupons.n > 0 ? w->coupons : OU_STR("Discount"));
	l->total = after;
	return ou_amount_add(&w->doc.sum, w->doc.sum, after, err);
}

static int
line(struct woo *w, uint32_t item, struct ou_err *err)
{
	struct ou_order *o = w->doc.shop.order;
	struct ou_import *im = w->doc.shop.im;
	struct ou_order_line *l;
	struct ou_str s = ou_doc_text(&w->doc, item, "quantity");

	if (s.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line item without quantity");
	if ((l = ou_doc_line(&w->doc, err)) == NULL)
		return -1;
	if (ou_decimal_parse(&l->quantity.v, s, OU_QUANTITY_SCALE,
	    OU_DECIMAL_EXPONENT, NULL, err) != 0)
		return -1;
	l->quantity.given = true;
	l->product->sku = ou_doc_text(&w->doc, item, "sku");
	l->product->name = ou_doc_text(&w->doc, item, "name");
	s = ou_doc_text(&w->doc, item, "global_unique_id");
	if (s.n > 0)
		l->product->gtin = s;
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("id"),
	    ou_doc_text(&w->doc, item, "id"));
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("product_id"),
	    ou_doc_text(&w->doc, item, "product_id"));
	s = ou_doc_text(&w->doc, item, "variation_id");
	if (!ou_str_is(s, "0"))
		ou_import_extra(im, &l->extra, &l->n_extra,
		    OU_STR("variation_id"), s);
	ou_import_extra(im, &l->extra, &l->n_extra, OU_STR("tax_class"),
	    ou_doc_text(&w->doc, item, "tax_class"));
	ou_doc_extra(&w->doc, item, known, l);
	meta(w, l, item);
	if (l->quantity.v < 0)
		ou_import_hold(im, o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	return line_money(w, l, item, err);
}

int
ou_woo_lines(struct woo *w, uint32_t root, struct ou_err *err)
{
	uint32_t all = ou_doc_member(&w->doc, root, "line_items"), item, n = 0;

	for (item = ou_doc_first(&w->doc, all); item != 0;
	    item = ou_doc_next(&w->doc, all, item)) {
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
	struct ou_order *o = w->doc.shop.order;
	uint32_t all = ou_doc_member(&w->doc, root, list), c, n = 0;
	struct ou_allowance *a;
	struct ou_amount amount;

	for (c = ou_doc_first(&w->doc, all); c != 0;
	     c = ou_doc_next(&w->doc, all, c), n++) {
		if (ou_woo_money(w, c, "total", "total_tax", &amount, err) !=
			0 ||
		    ou_amount_add(&w->doc.sum, w->doc.sum, amount, err) != 0)
			return ou_err_in(err, "%s.%u", list, n);
		a = ou_shop_allowance(&w->doc.shop, &o->allowances,
		    &o->n_allowances, true, amount, code,
		    ou_doc_text(&w->doc, c, title));
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
	uint32_t all = ou_doc_member(&w->doc, root, "tax_lines"), t;
	struct ou_order *o = w->doc.shop.order;
	struct ou_tax_total *to;
	struct ou_amount shipping;
	struct woo_rate *r;
	struct ou_str s;

	for (t = ou_doc_first(&w->doc, all); t != 0;
	    t = ou_doc_next(&w->doc, all, t)) {
		to = ou_import_append(&w->doc.shop.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*to));
		if (ou_doc_amount(&w->doc, t, "tax_total", &to->tax,
		    err) != 0 ||
		    ou_doc_amount(&w->doc, t, "shipping_tax_total", &shipping,
		    err) != 0 ||
		    ou_amount_add(&to->tax, to->tax, shipping, err) != 0)
			return ou_err_in(err, "tax_lines");
		s = ou_doc_text(&w->doc, t, "rate_percent");
		if (s.n > 0 && ou_decimal_parse(&to->percent.v, s,
		    OU_RATE_SCALE, OU_DECIMAL_EXPONENT, NULL, err) != 0)
			return ou_err_in(err, "tax_lines.rate_percent");
		to->percent.given = s.n > 0;
		to->percent.places = 2;
		if (!to->percent.given)
			(void)ou_shop_tax_rate(&to->percent,
			    ou_doc_text(&w->doc, t, "label"));
		if (to->percent.given && to->percent.v != 0)
			to->category = OU_STR("S");
		r = ou_import_append(&w->doc.shop.im->arena, &w->rates,
		    &w->n_rates, sizeof(*r));
		r->id = ou_doc_text(&w->doc, t, "rate_id");
		r->rate = to->percent;
	}
	return 0;
}
