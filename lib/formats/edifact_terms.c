#include "edifact_order.h"

/*
 * Money, taxes, allowances; terms of payment and delivery.
 */
void
ou_edifact_cux(struct po *c)
{
	ou_edifact_group(c, EDIFACT_OTHER, OU_STR_NONE);
	c->prefix = OU_STR_NONE;
	/* 2: the currency of the message; 3: that of prices and amounts */
	if (c->line == NULL && ou_po_put_part(c, &c->o->currency, 1, 2)) {
		po_mark_part(c, 1, 1);
		po_mark_part(c, 1, 3);
	}
	ou_po_keep_rest(c);
}

void
ou_edifact_pai(struct po *c)
{
	struct ou_order *o = c->o;

	if (c->line == NULL && po_see_part(c, 1, 3).n > 0) {
		if (o->payment == NULL)
			o->payment = ou_arena_zalloc(c->a,
			    sizeof(*o->payment));
		(void)ou_po_put_part(c, &o->payment->method, 1, 3);
	}
	ou_po_keep_rest(c);
}

/* PAT+1++5:3:D:30: net in 30 days; PAT+22: a discount, its rate in PCD. */
void
ou_edifact_pat(struct po *c)
{
	struct ou_str kind = po_see(c, 1), days = po_see_part(c, 3, 4);
	struct ou_terms *t;
	struct ou_integer *to;

	ou_edifact_group(c, EDIFACT_PAT, kind);
	c->prefix = OU_STR_NONE;
	if (c->line == NULL && po_is(po_see_part(c, 3, 3), "D") &&
	    (po_is(kind, "1") || po_is(kind, "3") || po_is(kind, "22"))) {
		t = ou_po_terms(c);
		to = po_is(kind, "22") ? &t->discount_days : &t->net_days;
		if (!to->given && ou_po_integer(to, days) == 0) {
			po_mark_part(c, 3, 4);
			po_mark_part(c, 3, 3);
		}
	}
	(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
	ou_edifact_group(c, EDIFACT_PAT, kind);
}

void
ou_edifact_pcd(struct po *c)
{
	struct ou_rate rate;
	struct ou_terms *t;

	(void)ou_po_qualify(c, 1, 1);
	if (ou_po_rate(c, &rate, po_see_part(c, 1, 2)) == 0 && rate.v >= 0) {
		if (c->state == EDIFACT_ALC && c->allowance != NULL &&
		    !c->allowance->percent.given) {
			c->allowance->percent = rate;
			po_mark_part(c, 1, 2);
			po_mark_part(c, 1, 3);
		} else if (c->state == EDIFACT_PAT && c->line == NULL &&
		    po_is(c->prefix, "PAT.22")) {
			t = ou_po_terms(c);
			if (!t->discount_percent.given) {
				t->discount_percent = rate;
				po_mark_part(c, 1, 2);
				po_mark_part(c, 1, 3);
			}
		}
	}
	ou_po_keep_rest(c);
}

static bool
allowance_amount(struct po *c, struct ou_str code, struct ou_str value)
{
	struct ou_allowance *x = c->allowance;
	struct ou_amount amount, *to = NULL;

	if (po_is(code, "8") || po_is(code, "23") || po_is(code, "204"))
		to = &x->amount;
	else if (po_is(code, "25"))
		to = &x->base;
	if (to == NULL || to->given || ou_po_amount(c, &amount, value) != 0 ||
	    amount.v < 0)
		return false;
	*to = amount;
	return true;
}

void
ou_edifact_moa(struct po *c)
{
	struct ou_str code = ou_po_qualify(c, 1, 1);
	struct ou_str value = po_see_part(c, 1, 2);
	bool put = false;

	if (c->state == EDIFACT_ALC) {
		put = c->allowance != NULL &&
		    allowance_amount(c, code, value);
	} else if (c->line != NULL && po_is(code, "203")) {
		put = !c->line->total.given &&
		    ou_po_amount(c, &c->line->total, value) == 0;
	} else if (c->line == NULL && po_is(code, "79") &&
	    ou_po_amount(c, &c->control.amount, value) == 0)
		c->control.amount_at = c->seg.number;
	if (put) {
		po_mark_part(c, 1, 2);
		if (po_is(po_see_part(c, 1, 3), "") ||
		    ou_str_eq(po_see_part(c, 1, 3), c->o->currency))
			po_mark_part(c, 1, 3);
	}
	ou_po_keep_rest(c);
}

/* Does a rate or an amount come in this group? */
static bool
has_value(struct po *c)
{
	struct ou_str tag;
	uint32_t i;

	for (i = 1; (tag = ou_po_next_tag(c, i)).n > 0; i++) {
		if (po_is(tag, "PCD") || po_is(tag, "MOA"))
			return true;
		if (!po_is(tag, "QTY") && !po_is(tag, "RTE") &&
		    !po_is(tag, "RNG") && !po_is(tag, "ALI") &&
		    !po_is(tag, "DTM"))
			return false;
	}
	return false;
}

/* In a net price allowances are contained; they are said for information. */
void
ou_edifact_alc(struct po *c)
{
	struct ou_str kind = po_see(c, 1);
	struct ou_allowance *x;

	ou_edifact_group(c, EDIFACT_ALC, OU_STR_NONE);
	c->prefix = OU_STR_NONE;
	c->allowance = NULL;
	if ((po_is(kind, "A") || po_is(kind, "C")) && has_value(c) &&
	    !(c->line != NULL && c->li->net_price)) {
		x = ou_po_allowance(c, po_is(kind, "C"));
		po_mark_part(c, 1, 1);
		x->reason_code = po_part(c, 5, 1);
		x->reason = po_part(c, 5, 4);
	} else
		(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
	ou_edifact_group(c, EDIFACT_ALC, kind);
}

static struct ou_tax **
tax_target(struct po *c)
{
	if (c->state == EDIFACT_ALC)
		return c->allowance != NULL ? &c->allowance->tax : NULL;
	if (c->line != NULL)
		return &c->line->tax;
	return c->o->n_lines == 0 && c->state != EDIFACT_SUMMARY ?
	    &c->head_tax : NULL;
}

/* TAX+7+VAT+++:::20+S; in the head it is that of all lines without one. */
void
ou_edifact_tax(struct po *c)
{
	struct ou_str type = po_see_part(c, 2, 1);
	struct ou_str category = po_see(c, 6);
	struct ou_tax **to = tax_target(c), *t;
	struct ou_rate rate = { 0 };

	if (c->state != EDIFACT_ALC)
		ou_edifact_group(c, EDIFACT_OTHER, OU_STR_NONE);
	if (to == NULL || *to != NULL || !po_is(po_see(c, 1), "7") ||
	    !(type.n == 0 || po_is(type, "VAT")) ||
	    (ou_po_rate(c, &rate, po_see_part(c, 5, 4)) != 0 &&
	    category.n == 0)) {
		(void)ou_po_qualify(c, 1, 1);
		ou_po_keep_rest(c);
		return;
	}
	*to = t = ou_arena_zalloc(c->a, sizeof(*t));
	t->percent = rate;
	t->category = category.n > 0 ? category :
	    rate.v > 0 ? OU_STR("S") : OU_STR_NONE;
	po_mark_part(c, 1, 1);
	po_mark_part(c, 2, 1);
	if (rate.given)
		po_mark_part(c, 5, 4);
	po_mark_part(c, 6, 1);
	ou_po_keep_rest(c);
}

void
ou_edifact_tdt(struct po *c)
{
	struct ou_delivery *d;
	struct ou_str stage = po_see(c, 1);

	ou_edifact_group(c, EDIFACT_TDT, stage);
	c->prefix = OU_STR_NONE;
	if (c->line == NULL) {
		d = ou_po_delivery(c);
		if (d->carrier.n == 0 && po_see_part(c, 5, 1).n > 0)
			d->carrier = po_part(c, 5, 1);
		else if (d->carrier.n == 0)
			d->carrier = po_part(c, 5, 4);
	}
	(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
	ou_edifact_group(c, EDIFACT_TDT, stage);
}

void
ou_edifact_tod(struct po *c)
{
	struct ou_str code = po_see_part(c, 3, 1);
	struct ou_delivery *d;

	ou_edifact_group(c, EDIFACT_TOD, OU_STR_NONE);
	c->prefix = OU_STR_NONE;
	if (c->line == NULL && code.n == 3) {
		d = ou_po_delivery(c);
		if (d->incoterm == NULL) {
			d->incoterm = ou_arena_zalloc(c->a,
			    sizeof(*d->incoterm));
			d->incoterm->code = po_part(c, 3, 1);
		}
	}
	(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
}
