#include <stdio.h>

#include "trade.h"

/*
 * What the sums of a trade document say (PEPPOL-T01-R016, R017, R024; EN 16931
 * BR-CO-10 to BR-CO-17).  Amounts stand as they came; what does not add up is
 * a finding.
 */
#define SLACK 200			/* 0.02, as Peppol gives */

struct sums {
	struct trade_order *u;
	int places;
	bool whole;			/* every line has a total */
	struct ou_amount lines;
};

static void
differs(struct trade_order *u, uint32_t line, const char *field,
    struct ou_amount says, struct ou_amount is, const char *what)
{
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	int n_a, n_b;

	says.places = is.places = 2;
	n_a = (int)ou_amount_text(a, says);
	n_b = (int)ou_amount_text(b, is);
	ou_trade_finding_at(u, OU_DIAG_TOTAL, line, field,
	    "%.*s is not %s, %.*s", n_a, a, what, n_b, b);
	if (u->form->hold_sums)
		ou_import_hold(u->im, u->order, OU_DIAG_HOLD_PRICE,
		    ou_str_printf(&u->im->arena, "%s: %.*s is not %s, %.*s",
		    field, n_a, a, what, n_b, b), OU_STR_NONE);
}

static bool
close_enough(struct ou_amount a, struct ou_amount b)
{
	int64_t d;

	return !__builtin_sub_overflow(a.v, b.v, &d) && d <= SLACK &&
	    d >= -SLACK;
}

/* Allowances away, charges to.  A percentage of another base than ours
 * would be computed anew from ours: then only the amount stays. */
static int
add_allowances(struct ou_amount *sum, struct ou_amount base,
    struct ou_allowance *a, uint32_t n)
{
	struct ou_err err;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!a[i].amount.given)
			return -1;
		if (a[i].percent.given && a[i].base.given &&
		    a[i].base.v != base.v)
			a[i].percent.given = false;
		if ((a[i].charge == OU_FLAG_YES ? ou_amount_add :
		    ou_amount_sub)(sum, *sum, a[i].amount, &err) != 0)
			return -1;
	}
	return 0;
}

static void
check_line(struct sums *s, uint32_t i)
{
	struct ou_order_line *l = &s->u->order->lines[i];
	struct ou_amount base, sum;
	struct ou_err err;
	char field[64];

	if (l->total.given) {
		if (ou_amount_add(&s->lines, s->lines, l->total, &err) != 0)
			s->whole = false;
	} else {
		s->whole = false;
	}
	if (!l->unit_price.given || ou_price_extend(&base, l->unit_price,
	    l->quantity, l->price_base, s->places, &err) != 0)
		return;
	sum = base;
	if (add_allowances(&sum, base, l->allowances, l->n_allowances) != 0)
		return;
	if (!l->total.given || close_enough(l->total, sum))
		return;
	(void)snprintf(field, sizeof(field), "orderedItem.%u.lineTotal", i);
	differs(s->u, s->u->line_at[i], field, l->total, sum,
	    "quantity times price with its allowances");
}

static void
check_tax(struct sums *s)
{
	const struct ou_order *o = s->u->order;
	const struct ou_totals *t = o->totals;
	struct ou_amount sum = { 0 };
	struct ou_err err;
	uint32_t i;

	for (i = 0; i < o->n_taxes; i++) {
		if (ou_amount_add(&sum, sum, o->taxes[i].tax, &err) != 0)
			return;
	}
	if (o->n_taxes > 0 && t->tax.given && !close_enough(t->tax, sum))
		differs(s->u, 0, "totals.taxAmount", t->tax, sum,
		    "the sum of the taxes");
}

static void
check_head(struct sums *s)
{
	const struct ou_order *o = s->u->order;
	const struct ou_totals *t = o->totals;
	struct ou_amount sum;
	struct ou_err err;

	if (s->whole && t->line_extension.given &&
	    !close_enough(t->line_extension, s->lines))
		differs(s->u, 0, "totals.lineExtensionAmount",
		    t->line_extension, s->lines, "the sum of the lines");
	if (t->tax_exclusive.given && t->line_extension.given &&
	    ou_amount_sub(&sum, t->line_extension, t->allowance_total,
	    &err) == 0 &&
	    ou_amount_add(&sum, sum, t->charge_total, &err) == 0 &&
	    !close_enough(t->tax_exclusive, sum))
		differs(s->u, 0, "totals.taxExclusiveAmount",
		    t->tax_exclusive, sum, "lines less allowances plus "
		    "charges");
	if (t->tax_inclusive.given && t->tax_exclusive.given && t->tax.given &&
	    ou_amount_add(&sum, t->tax_exclusive, t->tax, &err) == 0 &&
	    !close_enough(t->tax_inclusive, sum))
		differs(s->u, 0, "totals.taxInclusiveAmount",
		    t->tax_inclusive, sum, "net plus tax");
	if (t->payable.given && t->tax_inclusive.given &&
	    ou_amount_sub(&sum, t->tax_inclusive, t->prepaid, &err) == 0 &&
	    ou_amount_add(&sum, sum, t->rounding, &err) == 0 &&
	    !close_enough(t->payable, sum))
		differs(s->u, 0, "totals.payableAmount", t->payable, sum,
		    "the total less what is paid");
}

static void
check_allowances(struct sums *s)
{
	struct ou_order *o = s->u->order;
	struct ou_amount sum = { 0 }, said = { 0 };
	struct ou_err err;

	if (add_allowances(&sum, s->lines, o->allowances, o->n_allowances) !=
	    0 || o->totals == NULL || o->n_allowances == 0 ||
	    (!o->totals->allowance_total.given &&
	    !o->totals->charge_total.given))
		return;
	if (ou_amount_sub(&said, o->totals->charge_total,
	    o->totals->allowance_total, &err) == 0 &&
	    !close_enough(said, sum))
		differs(s->u, 0, "allowanceCharges", said, sum,
		    "the sum of the charges less the allowances");
}

void
ou_trade_check(struct trade_order *u)
{
	struct sums s = { .u = u, .whole = u->bad_lines == 0 };
	uint32_t i;

	s.places = ou_order_places(u->order);
	if (s.places < 0)
		s.places = 2;
	for (i = 0; i < u->order->n_lines; i++)
		check_line(&s, i);
	check_allowances(&s);
	if (u->order->totals == NULL)
		return;
	check_head(&s);
	check_tax(&s);
}
