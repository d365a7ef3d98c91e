#include "x12_order.h"

/*
 * Terms of delivery and payment, carriers, allowances and charges, texts.
 */

/* CSH01, data element 563. */
void
ou_x12_csh(struct po *c)
{
	struct ou_str code = po_see(c, 1);
	enum ou_flag partial = OU_FLAG_ABSENT, *to;

	if (po_is(code, "SC"))		/* ship complete */
		partial = OU_FLAG_NO;
	else if (po_is(code, "SP"))	/* ship partial, cancel the balance */
		partial = OU_FLAG_YES;
	to = c->line != NULL ? &c->line->partial_allowed :
	    &ou_po_delivery(c)->partial_allowed;
	if (partial != OU_FLAG_ABSENT && *to == OU_FLAG_ABSENT) {
		*to = partial;
		if (partial == OU_FLAG_NO)
			po_mark(c, 1);
	}
	ou_po_keep_rest(c);
}

void
ou_x12_fob(struct po *c)
{
	struct ou_str code = po_see(c, 5);
	struct ou_delivery *d;

	/* FOB04 01: the code is an Incoterms rule */
	if (c->line == NULL && po_is(po_see(c, 4), "01") && code.n == 3) {
		d = ou_po_delivery(c);
		if (d->incoterm == NULL) {
			d->incoterm = ou_arena_zalloc(c->a,
			    sizeof(*d->incoterm));
			d->incoterm->code = po_take(c, 5);
			po_mark(c, 4);
			d->incoterm->place = po_take(c, 3);
			po_mark(c, 2);
		}
	}
	ou_po_keep_rest(c);
}

void
ou_x12_itd(struct po *c)
{
	struct ou_terms *t;

	if (c->line != NULL || (c->o->payment != NULL &&
	    c->o->payment->terms != NULL)) {
		ou_po_keep_all(c, 0);
		return;
	}
	t = ou_po_terms(c);
	(void)ou_po_put(c, &t->code, 1);
	if (ou_po_rate(c, &t->discount_percent, po_see(c, 3)) == 0)
		po_mark(c, 3);
	if (ou_po_integer(&t->discount_days, po_see(c, 5)) == 0)
		po_mark(c, 5);
	if (ou_po_integer(&t->net_days, po_see(c, 7)) == 0)
		po_mark(c, 7);
	(void)ou_po_put(c, &t->text, 12);
	ou_po_keep_rest(c);
}

void
ou_x12_td5(struct po *c)
{
	struct ou_delivery *d = ou_po_delivery(c);

	if (c->line != NULL || d->carrier.n > 0) {
		ou_po_keep_all(c, 0);
		return;
	}
	if (po_see(c, 3).n > 0) {
		d->carrier = po_take(c, 3);
		if (po_is(po_see(c, 2), "2"))	/* SCAC */
			po_mark(c, 2);
	} else if (po_see(c, 5).n > 0)
		d->carrier = po_take(c, 5);
	(void)ou_po_put(c, &d->service, 12);
	ou_po_keep_rest(c);
}

/* SAC05 has two implied decimals, SAC07 and SAC08 a point. */
void
ou_x12_sac(struct po *c)
{
	struct ou_str kind = po_see(c, 1), text = po_see(c, 5);
	struct ou_allowance *x;
	struct ou_amount amount = { 0 };
	struct ou_rate percent = { 0 };

	if (po_is(kind, "A") || po_is(kind, "C")) {
		(void)ou_po_amount_n2(c, &amount, text);
		if (!amount.given)
			(void)ou_po_rate(c, &percent, po_see(c, 7));
	}
	if ((!amount.given && !percent.given) || amount.v < 0 ||
	    percent.v < 0) {
		(void)ou_po_qualify(c, 1, 0);
		ou_po_keep_all(c, 1);
		return;
	}
	if (ou_str_find(text, '.') >= 0)
		ou_po_finding(c, OU_DIAG_VALUE, 5,
		    "'%.*s' has a decimal point, expected cents; taken as it "
		    "stands", OU_STR_ARG(text));
	x = ou_po_allowance(c, po_is(kind, "C"));
	x->amount = amount;
	x->percent = percent;
	po_mark(c, 1);
	po_mark(c, amount.given ? 5 : 7);
	x->reason_code = po_take(c, 2);
	/* mutually defined, where there is none */
	if (po_is(x->reason_code, "ZZZZ"))
		x->reason_code = OU_STR_NONE;
	x->reason = po_take(c, 15);
	c->allowance = NULL;
	ou_po_keep_rest(c);
}

/* N9 is the title of the texts behind it, or else a reference. */
void
ou_x12_n9(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 0);
	struct ou_str next = ou_po_next_tag(c, 1);

	if (!po_is(next, "MSG") && !po_is(next, "MTX")) {
		if (ou_po_means(c, "N9", qualifier, po_see(c, 2)) ||
		    ou_x12_reference(c, qualifier, po_see(c, 2))) {
			po_mark(c, 2);
			ou_po_keep_rest(c);
		} else
			ou_po_keep_all(c, 1);
		return;
	}
	(void)ou_po_note(c, po_see(c, 2).n > 0 ? po_take(c, 2) :
	    qualifier);
	ou_po_note_add(c, po_take(c, 3));
	ou_po_keep_rest(c);
}

/* MSG01, MTX02 and NTE02; NTE01 and MTX01 say what it is about. */
void
ou_x12_text(struct po *c)
{
	bool plain = ou_edi_tag_is(&c->seg, "MSG");
	struct ou_str text = po_take(c, plain ? 1 : 2);

	if (text.n > 0) {
		if (c->note == NULL)
			(void)ou_po_note(c, plain ? OU_STR_NONE :
			    po_take(c, 1));
		ou_po_note_add(c, text);
	}
	ou_po_keep_rest(c);
}
