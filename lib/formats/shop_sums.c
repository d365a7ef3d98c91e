#include <stdio.h>

#include "ou/book/book.h"
#include "shop.h"

/*
 * The head of a shop's order says what it adds up to, but not how: whether
 * prices include tax, and what the discount was taken from.  Every reading
 * is added up; the one that fits exactly is it.
 *
 * Subtotal is the lines less the discount, or the lines alone, when the
 * discount stands in the lines already or was taken from the shipping.
 */
struct reading {
	bool in_subtotal;		/* the discount was taken from lines */
	bool after;			/* it was taken from the total */
	bool taxes_added;		/* prices are net */
};

static int64_t
sum(const struct shop_sums *x, const struct reading *r)
{
	return x->subtotal.v + x->shipping.v + x->duties.v +
	    (r->taxes_added ? x->taxes.v : 0) -
	    (r->after ? x->discount.v : 0);
}

/* All parts are far below 2^60, so sums of six of them do not overflow. */
static bool
small(const struct shop_sums *x)
{
	const int64_t max = INT64_C(1) << 59;
	const int64_t v[] = {
		x->lines.v, x->discount.v, x->subtotal.v, x->shipping.v,
		x->taxes.v, x->total.v, x->outstanding.v, x->duties.v
	};
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(*v); i++) {
		if (v[i] > max || v[i] < -max)
			return false;
	}
	return true;
}

/* True when one reading fits, or several that say the same of tax. */
static bool
find_reading(const struct shop_sums *x, struct reading *found)
{
	struct reading r = { false, false, false };
	int i, n = 0;

	if (!x->subtotal.given || !x->total.given || !small(x))
		return false;
	r.in_subtotal = x->subtotal.v == x->lines.v - x->discount.v;
	if (!r.in_subtotal && x->subtotal.v != x->lines.v)
		return false;
	for (i = 0; i < 4; i++) {
		r.taxes_added = (i & 1) != 0;
		r.after = (i & 2) != 0;
		if ((r.after && (r.in_subtotal || x->discount.v == 0)) ||
		    (r.taxes_added && x->taxes.v == 0) ||
		    sum(x, &r) != x->total.v)
			continue;
		if (n++ > 0 && r.taxes_added != found->taxes_added)
			return false;
		if (n == 1)
			*found = r;
	}
	return n > 0;
}

static void
allowance(struct shop *s, bool charge, struct ou_amount amount,
    const char *code, struct ou_str reason)
{
	(void)ou_shop_allowance(s, &s->order->allowances,
	    &s->order->n_allowances, charge, amount, code, reason);
}

static void
totals(struct shop *s, const struct shop_sums *x)
{
	struct ou_totals *t = ou_arena_zalloc(&s->im->arena, sizeof(*t));

	t->tax = x->taxes;
	t->tax_inclusive = x->total;
	if (x->taxes.given)
		t->tax_exclusive = shop_amount(x->total.v - x->taxes.v);
	if (x->outstanding.given && x->total.v != x->outstanding.v)
		t->prepaid = shop_amount(x->total.v - x->outstanding.v);
	t->payable = x->outstanding.given ? x->outstanding : x->total;
	s->order->totals = t;
}

static void
hold(struct shop *s, const struct shop_sums *x)
{
	char b[5][OU_DECIMAL_MAX];
	const struct ou_amount *v[5] = {
		&x->lines, &x->discount, &x->subtotal, &x->shipping, &x->total
	};
	int n[5], i;

	if (x->missing.n > 0) {
		ou_import_hold(s->im, s->order, OU_DIAG_HOLD_PRICE,
		    ou_str_printf(&s->im->arena, "the file has no column "
		    "%.*s: nothing says whether prices include tax",
		    OU_STR_ARG(x->missing)), OU_STR_NONE);
		ou_shop_finding(s, OU_DIAG_TOTAL, "totals", "the file has no "
		    "column %.*s: the sums cannot be checked",
		    OU_STR_ARG(x->missing));
		return;
	}
	for (i = 0; i < 5; i++)
		n[i] = (int)ou_amount_text(b[i], shop_amount(v[i]->v));
	ou_import_hold(s->im, s->order, OU_DIAG_HOLD_PRICE,
	    ou_str_printf(&s->im->arena, "the sums do not say whether prices "
	    "include tax: lines %.*s, discount %.*s, subtotal %.*s, shipping "
	    "%.*s, total %.*s", n[0], b[0], n[1], b[1], n[2], b[2], n[3],
	    b[3], n[4], b[4]), OU_STR_NONE);
	ou_shop_finding(s, OU_DIAG_TOTAL, "totals", "lines, discount, shipping "
	    "and taxes do not add up to the total %.*s", n[4], b[4]);
}

static struct ou_str
channel_of(const struct shop *s)
{
	return s->im->channel != NULL ? ou_str_c(s->im->channel) :
	    s->order->channel;
}

/* Does the currency write itself with that sign? */
static bool
has_sign(struct ou_str code, const char *sign)
{
	static const char *const dollars[] = {
		"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS",
		"CLP", "COP",
	};
	size_t i;

	if (sign[0] != '$')
		return ou_str_is(code, "JPY") || ou_str_is(code, "CNY");
	for (i = 0; i < sizeof(dollars) / sizeof(dollars[0]); i++) {
		if (ou_str_is(code, dollars[i]))
			return true;
	}
	return false;
}

void
ou_shop_currency(struct shop *s, struct ou_str money)
{
	struct ou_str code = ou_number_currency(money), ours;

	if (code.n == 0)
		return;
	if (ou_currency_places(code) >= 0) {
		s->order->currency = ou_str_dup(&s->im->arena, code);
		return;
	}
	ours = ou_import_setting(s->im, OU_SETTING_CURRENCY, channel_of(s));
	if (has_sign(ours, code.p)) {
		s->order->currency = ours;
		return;
	}
	ou_import_hold(s->im, s->order, OU_DIAG_HOLD_CURRENCY,
	    ou_str_printf(&s->im->arena, "amounts in %.*s: several currencies "
	    "have that sign, and channels.%.*s.currency of the settings names "
	    "none of them", OU_STR_ARG(code), OU_STR_ARG(channel_of(s))),
	    OU_STR_NONE);
}

bool
ou_shop_channel_gross(struct shop *s)
{
	struct ou_str gross = ou_import_setting(s->im, OU_SETTING_GROSS,
	    channel_of(s));

	if (gross.n == 0)
		return false;
	s->order->prices_include_tax = ou_flag_of(ou_str_is(gross, "true"));
	return true;
}

void
ou_shop_ask_channel(struct shop *s, const char *why)
{
	if (!ou_shop_channel_gross(s))
		ou_import_hold(s->im, s->order, OU_DIAG_HOLD_PRICE,
		    ou_str_printf(&s->im->arena, "%s, so that nothing says "
		    "whether prices include it; channels.%.*s."
		    "pricesIncludeTax of the settings would", why,
		    OU_STR_ARG(channel_of(s))), OU_STR_NONE);
}

void
ou_shop_sums_apply(struct shop *s, const struct shop_sums *x)
{
	struct reading r = { false, false, false };
	bool fits = find_reading(x, &r);

	allowance(s, true, x->shipping, "FC", x->shipping_reason);
	allowance(s, true, x->duties, NULL, OU_STR("Duties"));
	if (fits && !r.in_subtotal && !r.after && x->discount.v != 0) {
		char b[OU_DECIMAL_MAX];
		size_t n = ou_amount_text(b, x->discount);

		/* it stands in the lines or in the shipping already */
		ou_shop_extra(s, NULL, OU_STR("Discount Amount"),
		    ou_str_make(b, n));
	} else {
		allowance(s, false, x->discount, "95", x->discount_reason);
	}
	if (!fits) {
		hold(s, x);
		return;
	}
	totals(s, x);
	if (x->taxes.v != 0)
		s->order->prices_include_tax = ou_flag_of(!r.taxes_added);
	else if (x->missing.n > 0 && !ou_shop_channel_gross(s))
		hold(s, x);
	else if (s->order->prices_include_tax == OU_FLAG_ABSENT)
		ou_shop_ask_channel(s, "the order has no tax");
}
