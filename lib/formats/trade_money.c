#include <stdio.h>

#include "trade.h"

/*
 * Allowances, taxes and totals of a trade document, as they came.
 */

struct ou_tax *
ou_trade_tax_of(struct trade_order *u, const struct trade_tax_category *from,
    const char *field)
{
	struct ou_tax *to;

	if (!trade_has(&from->id) && !trade_has(&from->percent))
		return NULL;
	to = ou_arena_zalloc(&u->im->arena, sizeof(*to));
	to->category = from->id.text;
	ou_trade_rate(u, &to->percent, &from->percent, field);
	to->reason_code = from->reason_code.text;
	to->reason = from->reason.text;
	return to;
}

/*
 * Some write the factor as a part of one (0.10), Peppol as a percentage.
 * The one that makes the amount is taken; a percentage that does neither is
 * left out, for an amount with a percentage would be computed anew.
 */
static bool
percent_fits(struct ou_allowance *a)
{
	struct ou_rate tries[2] = { a->percent, a->percent };
	struct ou_amount got;
	struct ou_err err;
	int64_t diff;
	int i;

	if (__builtin_mul_overflow(tries[1].v, (int64_t)100, &tries[1].v))
		return false;
	for (i = 0; i < 2; i++) {
		if (ou_rate_of(&got, tries[i], a->base, 2, &err) != 0)
			continue;
		diff = got.v - a->amount.v;
		/* the slack that PEPPOL-COMMON-R040 gives */
		if (diff <= 200 && diff >= -200) {
			a->percent = tries[i];
			return true;
		}
	}
	return false;
}

static void
allowance(struct trade_order *u, struct ou_allowance *to,
    const struct trade_allowance *from, const char *field)
{
	bool charge = false;

	if (!ou_trade_flag(u, &charge, &from->charge, field))
		trade_finding(u, OU_DIAG_REQUIRED, &from->amount, field,
		    "no ChargeIndicator; taken as an allowance");
	to->charge = ou_flag_of(charge);
	to->reason_code = from->code.text;
	to->reason = from->reason.text;
	ou_trade_amount(u, &to->amount, &from->amount, field);
	ou_trade_amount(u, &to->base, &from->base, field);
	ou_trade_rate(u, &to->percent, &from->factor, field);
	to->tax = ou_trade_tax_of(u, &from->tax, field);
	if (to->amount.given && to->amount.v < 0)
		trade_finding(u, OU_DIAG_VALUE, &from->amount, field,
		    "'%.*s': an allowance or charge is not negative",
		    OU_STR_ARG(from->amount.text));
	if (!to->percent.given || (to->base.given && to->amount.given &&
	    percent_fits(to)))
		return;
	if (to->base.given && to->amount.given)
		trade_finding(u, OU_DIAG_TOTAL, &from->amount, field,
		    "%.*s is not %.*s per cent of %.*s; the amount stands",
		    OU_STR_ARG(from->amount.text),
		    OU_STR_ARG(from->factor.text),
		    OU_STR_ARG(from->base.text));
	if (to->amount.given)
		to->percent.given = false;
}

void
ou_trade_allowances(struct trade_order *u, struct ou_allowance **to,
    uint32_t *n_to, const struct trade_list *from, const char *field)
{
	const struct trade_allowance *a = from->p;
	char path[64];
	uint32_t i;

	for (i = 0; i < from->n; i++) {
		/* an indicator alone says nothing */
		if (!trade_has(&a[i].amount) && !trade_has(&a[i].factor))
			continue;
		(void)snprintf(path, sizeof(path), "%s.%u", field, *n_to);
		allowance(u, ou_import_append(&u->im->arena, to, n_to,
		    sizeof(**to)), &a[i], path);
	}
}

static void
taxes(struct trade_order *u, const struct trade_tax_total *from)
{
	const struct trade_subtotal *s = from->subtotals.p;
	struct ou_order *o = u->order;
	struct ou_tax_total *to;
	uint32_t i;

	for (i = 0; i < from->subtotals.n; i++) {
		to = ou_import_append(&u->im->arena, &o->taxes, &o->n_taxes,
		    sizeof(*to));
		to->category = s[i].tax.id.text;
		ou_trade_rate(u, &to->percent, trade_has(&s[i].tax.percent) ?
		    &s[i].tax.percent : &s[i].percent, "taxes.percent");
		ou_trade_amount(u, &to->taxable, &s[i].taxable,
		    "taxes.taxableAmount");
		ou_trade_amount(u, &to->tax, &s[i].amount, "taxes.taxAmount");
		to->reason_code = s[i].tax.reason_code.text;
		to->reason = s[i].tax.reason.text;
	}
}

/* The optional ones are only written when they are not zero. */
static void
optional(struct trade_order *u, struct ou_amount *to,
    const struct trade_leaf *from, const char *field)
{
	if (ou_trade_amount(u, to, from, field) && to->v == 0)
		to->given = false;
}

void
ou_trade_money(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	const struct trade_tax_total *tax = d->tax_totals.p;
	struct ou_totals *t = ou_arena_zalloc(&u->im->arena, sizeof(*t));

	ou_trade_allowances(u, &u->order->allowances, &u->order->n_allowances,
	    &d->allowances, "allowanceCharges");
	if (d->tax_totals.n > 0) {
		ou_trade_amount(u, &t->tax, &tax->amount, "totals.taxAmount");
		taxes(u, tax);
	}
	ou_trade_amount(u, &t->line_extension, &d->line_extension,
	    "totals.lineExtensionAmount");
	optional(u, &t->allowance_total, &d->allowance_total,
	    "totals.allowanceTotalAmount");
	optional(u, &t->charge_total, &d->charge_total,
	    "totals.chargeTotalAmount");
	ou_trade_amount(u, &t->tax_exclusive, &d->tax_exclusive,
	    "totals.taxExclusiveAmount");
	ou_trade_amount(u, &t->tax_inclusive, &d->tax_inclusive,
	    "totals.taxInclusiveAmount");
	optional(u, &t->prepaid, &d->prepaid, "totals.prepaidAmount");
	optional(u, &t->rounding, &d->rounding,
	    "totals.payableRoundingAmount");
	ou_trade_amount(u, &t->payable, &d->payable, "totals.payableAmount");
	if (t->line_extension.given || t->tax_exclusive.given ||
	    t->tax.given || t->tax_inclusive.given || t->payable.given ||
	    t->prepaid.given)
		u->order->totals = t;
}
