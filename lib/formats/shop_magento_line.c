#include <stdio.h>

#include "shop_magento.h"

/*
 * Lines of a Magento order.  What is made of others comes twice, as itself
 * and as its parts, and is one line, or each of its parts is one: whichever
 * has the price.  The other's money is naught or the same again.
 */
static const char *const known[] = {
	"sku", "name", "qty_*", "price", "price_incl_tax", "original_price",
	"row_*", "discount_*", "tax_*", "base_*", "parent_item",
	"created_at", "updated_at", "applied_rule_ids",
	"weight", "is_qty_decimal", "no_discount", "free_shipping",
	"is_virtual", "quote_item_id", "order_id", "amount_refunded",
	"store_id", "weee_*", NULL
};

/* One of the items: which it is a part of, and whether its own parts have
 * the prices. */
struct item {
	uint32_t node;
	struct ou_str id;
	struct item *parent;
	bool parts_cost;
};

struct items {
	struct item *list;
	uint32_t n;
	uint32_t *slots;		/* open addressing, number + 1 */
	uint32_t mask;
};

static struct item *
find(struct items *items, struct ou_str id)
{
	uint32_t i = (uint32_t)ou_str_hash(id) & items->mask;

	for (; items->slots[i] != 0; i = (i + 1) & items->mask) {
		if (ou_str_eq(items->list[items->slots[i] - 1].id, id))
			return &items->list[items->slots[i] - 1];
	}
	return NULL;
}

static void
add(struct items *items, struct item *x)
{
	uint32_t i = (uint32_t)ou_str_hash(x->id) & items->mask;

	while (items->slots[i] != 0)
		i = (i + 1) & items->mask;
	items->slots[i] = (uint32_t)(x - items->list) + 1;
}

static void
gather(struct magento *m, struct items *items, uint32_t list)
{
	const struct shop_doc *d = m->doc;
	struct ou_arena *a = &d->shop.im->arena;
	struct item *x;
	struct ou_amount row;
	struct ou_err err;
	uint32_t n, i;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		x = ou_import_append(a, &items->list, &items->n, sizeof(*x));
		x->node = n;
		x->id = ou_doc_text(d, n, "item_id");
	}
	for (items->mask = 15; items->mask < 2 * items->n;)
		items->mask = items->mask * 2 + 1;
	items->slots = ou_arena_array(a, items->mask + 1,
	    sizeof(*items->slots));
	for (i = 0; i < items->n; i++) {
		if (items->list[i].id.n > 0 &&
		    find(items, items->list[i].id) == NULL)
			add(items, &items->list[i]);
	}
	for (i = 0; i < items->n; i++) {
		x = &items->list[i];
		x->parent = find(items, ou_doc_text(d, x->node,
		    "parent_item_id"));
		if (x->parent == NULL || x->parent == x ||
		    !ou_str_is(ou_doc_text(d, x->parent->node,
		    "product_type"), "bundle"))
			continue;
		if (ou_doc_amount(d, x->node, "row_total", &row, &err) == 0 &&
		    row.v != 0)
			x->parent->parts_cost = true;
	}
}

/* Is it one of the lines, or said by another? */
static bool
counts(const struct item *x)
{
	return x->parent != NULL && x->parent != x ? x->parent->parts_cost :
	    !x->parts_cost;
}

/* Quantities that are done with already. */
static int
line_state(struct magento *m, uint32_t n, struct ou_order_line *l,
    struct ou_err *err)
{
	static const struct {
		const char *name, *word;
	} all[] = {
		{ "qty_shipped", "sent" }, { "qty_canceled", "cancelled" },
		{ "qty_refunded", "refunded" },
	};
	struct shop_doc *d = m->doc;
	struct ou_quantity q;
	char text[2][OU_DECIMAL_MAX];
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (ou_doc_quantity(d, n, all[i].name, &q, err) != 0)
			return -1;
		if (q.v == 0)
			continue;
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_STATUS, ou_str_printf(&d->shop.im->arena,
		    "%.*s of %.*s are %s in the shop already",
		    (int)ou_quantity_text(text[0], q), text[0],
		    (int)ou_quantity_text(text[1], l->quantity), text[1],
		    all[i].word), l->number);
	}
	return 0;
}

/* The net discount: where it was taken from prices with tax, the tax in it
 * comes back. */
static int
discount_of(struct magento *m, uint32_t object, const char *amount,
    const char *compensation, struct ou_amount *out, struct ou_err *err)
{
	struct ou_amount back;

	if (ou_doc_amount(m->doc, object, amount, out, err) != 0 ||
	    ou_doc_amount(m->doc, object, compensation, &back, err) != 0)
		return -1;
	/* it is below zero in some versions */
	if (out->v < 0)
		out->v = -out->v;
	out->given = true;
	return ou_amount_sub(out, *out, back, err);
}

static int
line_money(struct magento *m, uint32_t n, struct ou_order_line *l,
    struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_amount row, full = { 0 }, less, total, fixed;
	struct ou_rate rate;
	int places = ou_currency_places(d->shop.order->currency);

	if (ou_doc_amount(d, n, "row_total", &row, err) != 0 ||
	    ou_doc_price(d, n, "price", &l->unit_price, err) != 0 ||
	    ou_doc_rate(d, n, "tax_percent", &rate, err) != 0 ||
	    ou_doc_amount(d, n, "weee_tax_applied_row_amount", &fixed,
	    err) != 0 ||
	    ou_amount_add(&m->fixed_tax, m->fixed_tax, fixed, err) != 0 ||
	    discount_of(m, n, "discount_amount",
	    "discount_tax_compensation_amount", &less, err) != 0)
		return -1;
	if (l->unit_price.given && ou_price_extend(&full, l->unit_price,
	    l->quantity, l->price_base, places < 0 ? 2 : places, err) != 0)
		return -1;
	if (!row.given)
		row = full;
	if (!row.given)
		return 0;
	/* net of a price with tax it is rounded; the row is what counts */
	if (full.v != row.v && ou_doc_unit_price(d, l, row, err) != 0)
		return -1;
	if (ou_amount_sub(&total, row, less, err) != 0 ||
	    ou_amount_add(&d->sum, d->sum, total, err) != 0)
		return -1;
	(void)ou_shop_allowance(&d->shop, &l->allowances, &l->n_allowances,
	    false, less, "95", m->reason);
	l->total = total;
	l->tax = ou_doc_tax(d, rate);
	return 0;
}

/* What was struck out, and what the line says beside its members. */
static void
line_rest(struct magento *m, uint32_t n, struct ou_order_line *l)
{
	struct shop_doc *d = m->doc;
	struct ou_price shown, was;
	struct ou_amount fixed;
	struct ou_err err;
	struct ou_str s;

	/* both as the catalogue has them */
	if (ou_doc_price(d, n, "original_price", &was, &err) == 0 &&
	    ou_doc_price(d, n, "price_incl_tax", &shown, &err) == 0 &&
	    shown.given && was.v > shown.v)
		ou_doc_line_extra(d, l, "original_price", ou_doc_text(d, n,
		    "original_price"));
	if (ou_doc_amount(d, n, "weee_tax_applied_row_amount", &fixed,
	    &err) == 0 && fixed.v != 0)
		ou_doc_line_extra(d, l, "weee_tax_applied_row_amount",
		    ou_doc_text(d, n, "weee_tax_applied_row_amount"));
	s = ou_doc_text(d, n, "extension_attributes.gift_message.message");
	if (s.n > 0)
		(void)ou_shop_attribute(&d->shop, OU_STR("gift_message"), s);
}

static int
line(struct magento *m, const struct item *x, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order_line *l = ou_doc_line(d, err);
	uint32_t n = x->node;

	if (l == NULL || ou_doc_quantity(d, n, "qty_ordered", &l->quantity,
	    err) != 0)
		return -1;
	if (!l->quantity.given)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "an item without qty_ordered");
	l->product->sku = ou_doc_text(d, n, "sku");
	l->product->name = ou_doc_text(d, n, "name");
	ou_doc_extra(d, n, known, l);
	line_rest(m, n, l);
	if (x->parent != NULL && x->parent != x)
		ou_doc_line_extra(d, l, "bundle", ou_doc_text(d,
		    x->parent->node, "sku"));
	if (l->quantity.v < 0)
		ou_import_hold(d->shop.im, d->shop.order,
		    OU_DIAG_HOLD_QUANTITY, OU_STR("a quantity below zero"),
		    l->number);
	return line_state(m, n, l, err) != 0 || line_money(m, n, l, err) !=
	    0 ? -1 : 0;
}

int
ou_magento_lines(struct magento *m, struct ou_err *err)
{
	const struct shop_doc *d = m->doc;
	struct items items = { 0 };
	uint32_t i;

	gather(m, &items, ou_doc_member(d, m->root, "items"));
	for (i = 0; i < items.n; i++) {
		if (counts(&items.list[i]) &&
		    line(m, &items.list[i], err) != 0)
			return ou_err_in(err, "items.%u", i);
	}
	if (d->shop.order->n_lines > 0)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
	    "the order has no items");
}

/* --- sums --- */

static int
shipping(struct magento *m, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount price, less;

	if (ou_doc_amount(d, m->root, "shipping_amount", &price, err) != 0 ||
	    discount_of(m, m->root, "shipping_discount_amount",
	    "shipping_discount_tax_compensation_amount", &less, err) != 0 ||
	    ou_amount_sub(&price, price, less, err) != 0 ||
	    ou_amount_add(&d->sum, d->sum, price, err) != 0)
		return -1;
	price.given = true;
	(void)ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances,
	    true, price, "FC", ou_doc_text(d, m->root,
	    "shipping_description"));
	return 0;
}

static int
taxes(struct magento *m, struct ou_err *err)
{
	const struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	uint32_t list = ou_doc_at(d, m->root,
	    "extension_attributes.applied_taxes"), n;
	struct ou_tax_total *t;

	for (n = ou_doc_first(d, list); n != 0; n = ou_doc_next(d, list, n)) {
		t = ou_import_append(&d->shop.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*t));
		if (ou_doc_rate(d, n, "percent", &t->percent, err) != 0 ||
		    ou_doc_amount(d, n, "amount", &t->tax, err) != 0)
			return ou_err_in(err, "applied_taxes");
		if (t->percent.v != 0)
			t->category = OU_STR("S");
		else
			t->reason = ou_doc_text(d, n, "title");
	}
	return 0;
}

/* What was paid by cards and balances of the shop is taken off grand_total. */
static int
shop_money(struct magento *m, struct ou_amount *paid, struct ou_err *err)
{
	static const char *const all[] = {
		"extension_attributes.gift_cards_amount",
		"extension_attributes.customer_balance_amount",
		"extension_attributes.reward_currency_amount",
	};
	struct ou_amount v;
	size_t i;

	*paid = shop_amount(0);
	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (ou_doc_amount(m->doc, m->root, all[i], &v, err) != 0 ||
		    ou_amount_add(paid, *paid, v, err) != 0)
			return -1;
	}
	return 0;
}

/* Fixed taxes of products stand in the subtotal or beside it: they are a
 * charge where the total has them and the lines have not. */
static int
fixed_tax(struct magento *m, struct ou_amount total, struct ou_amount tax,
    struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount with;

	if (m->fixed_tax.v == 0 ||
	    ou_amount_add(&with, d->sum, m->fixed_tax, err) != 0 ||
	    ou_amount_add(&with, with, tax, err) != 0)
		return m->fixed_tax.v == 0 ? 0 : -1;
	if (with.v != total.v)
		return 0;
	(void)ou_shop_allowance(&d->shop, &o->allowances, &o->n_allowances,
	    true, m->fixed_tax, NULL, OU_STR("Fixed product tax"));
	return ou_amount_add(&d->sum, d->sum, m->fixed_tax, err);
}

int
ou_magento_sums(struct magento *m, struct ou_err *err)
{
	struct shop_doc *d = m->doc;
	struct ou_order *o = d->shop.order;
	struct ou_amount total, tax, due, paid;

	if (shipping(m, err) != 0 || taxes(m, err) != 0 ||
	    ou_doc_amount(d, m->root, "grand_total", &total, err) != 0 ||
	    ou_doc_amount(d, m->root, "tax_amount", &tax, err) != 0 ||
	    ou_doc_amount(d, m->root, "total_due", &due, err) != 0 ||
	    shop_money(m, &paid, err) != 0)
		return -1;
	if (!due.given)
		due = total;
	if (total.given && ou_amount_add(&total, total, paid, err) != 0)
		return -1;
	if (fixed_tax(m, total, tax, err) != 0 ||
	    ou_doc_totals(d, total, tax, false, err) != 0)
		return -1;
	if (o->totals != NULL && due.given && due.v != total.v) {
		if (ou_amount_sub(&o->totals->prepaid, total, due, err) != 0)
			return -1;
		o->totals->payable = due;
		if (due.v == 0)
			o->payment->status = OU_STR("paid");
	}
	return 0;
}
