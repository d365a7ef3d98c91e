#include "edifact_order.h"

/*
 * The head of ORDERS: BGM, dates, references, texts; and the control totals.
 */

/* BGM 1225.  Codes that are not here are held. */
static const struct {
	uint32_t code;
	const char *function;
} functions[] = {
	{ PO_CODE("9"), "original" },
	{ PO_CODE("1"), "cancel" },
	{ PO_CODE("3"), "cancel" },
	{ PO_CODE("4"), "change" },
	{ PO_CODE("5"), "replace" },
	{ PO_CODE("7"), "duplicate" },
	{ PO_CODE("31"), "duplicate" },		/* copy */
	{ PO_CODE("42"), "duplicate" },		/* confirms a spoken order */
	{ PO_CODE("43"), "duplicate" },		/* additional transmission */
};

/* RFF 1153. */
static const struct {
	uint32_t qualifier;
	size_t at;
} references[] = {
	{ PO_CODE("ON"), offsetof(struct ou_references, purchase_order) },
	{ PO_CODE("CT"), offsetof(struct ou_references, contract) },
	{ PO_CODE("BO"), offsetof(struct ou_references, blanket_order) },
	{ PO_CODE("BC"), offsetof(struct ou_references, contract) },
	{ PO_CODE("AAG"), offsetof(struct ou_references, quotation) },
	{ PO_CODE("PR"), offsetof(struct ou_references, quotation) },
	{ PO_CODE("CR"), offsetof(struct ou_references, customer_reference) },
	{ PO_CODE("CO"), offsetof(struct ou_references, customer_reference) },
	{ PO_CODE("PD"), offsetof(struct ou_references, promotion) },
	{ PO_CODE("RE"), offsetof(struct ou_references, release) },
	{ PO_CODE("AAN"), offsetof(struct ou_references, release) },
	{ PO_CODE("DP"), offsetof(struct ou_references, department) },
	{ PO_CODE("LI"), offsetof(struct ou_references, line) },
};

/* DTM 2005. */
enum use {
	OTHER, ORDERED, ORDERED_ALSO, DELIVER, SHIP, CANCEL, SHIP_FROM,
	SHIP_TO, DELIVER_FROM, DELIVER_TO
};
static const struct {
	uint32_t qualifier;
	enum use use;
} dates[] = {
	{ PO_CODE("137"), ORDERED },
	{ PO_CODE("4"), ORDERED_ALSO },
	{ PO_CODE("2"), DELIVER },
	{ PO_CODE("10"), SHIP },
	{ PO_CODE("200"), SHIP },		/* pick-up */
	{ PO_CODE("61"), CANCEL },
	{ PO_CODE("37"), SHIP_FROM },
	{ PO_CODE("38"), SHIP_TO },
	{ PO_CODE("64"), DELIVER_FROM },
	{ PO_CODE("63"), DELIVER_TO },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

bool
ou_edifact_identify(struct po *c, struct ou_str *number,
    struct ou_str *function)
{
	struct ou_str code = ou_edi_component(&c->seg, 3, 1);
	size_t i;

	if (!ou_edi_tag_is(&c->seg, "BGM"))
		return false;
	*number = ou_edi_component(&c->seg, 2, 1);
	for (i = 0; i < COUNT(functions) && function->n == 0; i++) {
		if (code.n == 0 || functions[i].code == po_code(code))
			*function = ou_str_c(functions[i].function);
	}
	return true;
}

static void
function_of(struct po *c)
{
	struct ou_str code = po_see_part(c, 3, 1);
	size_t i;

	for (i = 0; i < COUNT(functions); i++) {
		/* none is the first, original */
		if (code.n == 0 || functions[i].code == po_code(code)) {
			c->o->document_function =
			    ou_str_c(functions[i].function);
			return;
		}
	}
	ou_import_hold(c->im, c->o, OU_DIAG_HOLD_FUNCTION,
	    ou_str_printf(c->a, "BGM has the message function '%.*s'",
	    OU_STR_ARG(code)), OU_STR_NONE);
}

void
ou_edifact_bgm(struct po *c)
{
	struct ou_order *o = c->o;

	if (o->number.n > 0) {
		if (!c->two_heads)
			ou_po_finding(c, OU_DIAG_EDI_SYNTAX, 0,
			    "a second BGM in the message");
		c->two_heads = true;
		ou_import_hold(c->im, o, OU_DIAG_EDI_SYNTAX,
		    OU_STR("the message has two heads"), OU_STR_NONE);
		ou_po_line_end(c);
		ou_po_keep_all(c, 0);
		return;
	}
	o->number = po_part(c, 2, 1);
	ou_po_references(c)->purchase_order = o->number;
	function_of(c);
	/* the code of the document and its function stay to be seen */
	ou_po_keep_rest(c);
}

static struct ou_window *
window(struct po *c, struct ou_window **to)
{
	if (*to == NULL)
		*to = ou_arena_zalloc(c->a, sizeof(**to));
	return *to;
}

static bool
order_date(struct po *c, const struct ou_time *t, int rank)
{
	char text[OU_TIME_MAX];

	if (rank <= c->date_rank)
		return ou_po_set_time(&c->o->date, t);
	c->date_rank = rank;
	if (ou_date_given(c->o->date.date))
		ou_po_extra(c, OU_STR("DTM.4"), ou_str_make(text,
		    ou_time_text(text, &c->o->date)));
	c->o->date = *t;
	return true;
}

/* A period: from one day to another. */
static bool
put_period(struct po *c, enum use use, const struct ou_time *from,
    const struct ou_time *end)
{
	struct ou_delivery *d = ou_po_delivery(c);
	struct ou_window **to = use == DELIVER ? &d->window :
	    use == SHIP ? &d->ship_window : NULL;

	if (to == NULL || *to != NULL || c->line != NULL)
		return false;
	(void)ou_po_set_time(&window(c, to)->from, from);
	return ou_po_set_time(&(*to)->to, end);
}

static bool
put_head_date(struct po *c, enum use use, const struct ou_time *t)
{
	struct ou_delivery *d;

	if (use == ORDERED || use == ORDERED_ALSO)
		return order_date(c, t, use == ORDERED ? 2 : 1);
	d = ou_po_delivery(c);
	switch (use) {
	case DELIVER:
		return ou_po_set_date(&d->requested_date, t->date);
	case SHIP:
		return ou_po_set_date(&d->requested_ship_date, t->date);
	case CANCEL:
		return ou_po_set_date(&d->cancel_after, t->date);
	case SHIP_FROM:
		return ou_po_set_time(&window(c, &d->ship_window)->from, t);
	case SHIP_TO:
		return ou_po_set_time(&window(c, &d->ship_window)->to, t);
	case DELIVER_FROM:
		return ou_po_set_time(&window(c, &d->window)->from, t);
	case DELIVER_TO:
		return ou_po_set_time(&window(c, &d->window)->to, t);
	default:
		return false;
	}
}

static bool
put_line_date(struct po *c, enum use use, const struct ou_time *t)
{
	struct ou_date *deliver = &c->line->requested_date;
	struct ou_date *ship = &c->line->requested_ship_date;

	if (c->schedule != NULL) {
		deliver = &c->schedule->requested_date;
		ship = &c->schedule->requested_ship_date;
	} else if (c->split != NULL)
		deliver = &c->split->date;
	return use == DELIVER ? ou_po_set_date(deliver, t->date) :
	    use == SHIP ? ou_po_set_date(ship, t->date) : false;
}

void
ou_edifact_dtm(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 1);
	struct ou_str value = po_see_part(c, 1, 2);
	struct ou_time from, end;
	enum use use = OTHER;
	uint32_t number = po_code(qualifier);
	bool own = ou_po_has_meaning(c, "DTM", qualifier);
	bool day_only, put;
	int read;
	size_t i;

	for (i = 0; i < COUNT(dates) && use == OTHER; i++) {
		if (dates[i].qualifier == number)
			use = dates[i].use;
	}
	if (value.n == 0 || (!own && (use == OTHER || c->in_party ||
	    c->state == EDIFACT_RFF || c->state == EDIFACT_SUMMARY))) {
		/* the usual format goes without saying */
		if (po_is(po_see_part(c, 1, 3), "102"))
			po_mark_part(c, 1, 3);
		ou_po_keep_rest(c);
		return;
	}
	read = ou_po_dtm(c, &from, &end, value, po_see_part(c, 1, 3));
	if (read < 0) {
		ou_po_doubt(c, OU_DIAG_VALUE, 1,
		    "'%.*s' is not a date of format '%.*s'",
		    OU_STR_ARG(value), OU_STR_ARG(po_see_part(c, 1, 3)));
		ou_po_keep_rest(c);
		return;
	}
	if (own)
		put = ou_po_means_time(c, "DTM", qualifier, &from);
	else if (ou_date_given(end.date))
		put = put_period(c, use, &from, &end);
	else
		put = c->line != NULL ? put_line_date(c, use, &from) :
		    put_head_date(c, use, &from);
	/* a clock that the field has no place for stays with its date */
	day_only = own || c->line != NULL || use == DELIVER || use == SHIP ||
	    use == CANCEL;
	if (put && read == 0 && !(day_only && from.has_clock)) {
		po_mark_part(c, 1, 2);
		po_mark_part(c, 1, 3);
	}
	ou_po_keep_rest(c);
}

void
ou_edifact_rff(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 1);
	struct ou_str value = po_see_part(c, 1, 2);
	struct ou_str *vat = NULL;
	bool put = false;
	size_t i;

	if (c->in_party && po_is(qualifier, "VA")) {
		if (c->party == PO_BUYER)
			vat = &c->o->customer->vat_id;
		else if (c->party == PO_SELLER)
			vat = &c->o->seller->vat_id;
		put = vat != NULL && ou_po_set(vat, value);
	}
	if (ou_po_means(c, "RFF", qualifier, value))
		put = true;
	for (i = 0; i < COUNT(references) && !c->in_party && !put; i++) {
		if (value.n > 0 &&
		    references[i].qualifier == po_code(qualifier))
			put = ou_po_set((struct ou_str *)(void *)
			    ((char *)ou_po_references(c) + references[i].at),
			    value);
	}
	if (put)
		po_mark_part(c, 1, 2);
	ou_po_keep_rest(c);
	if (!c->in_party)
		ou_edifact_group(c, EDIFACT_RFF, qualifier);
}

static struct ou_str
joined(struct po *c, unsigned e)
{
	struct ou_str all = OU_STR_NONE, s;
	unsigned k, n = ou_edi_components(&c->seg, e);
	char *p;

	for (k = 1; k <= n; k++) {
		s = po_part(c, e, k);
		if (s.n == 0)
			continue;
		if (all.n == 0) {
			all = s;
			continue;
		}
		p = ou_arena_alloc(c->a, all.n + 1 + s.n);
		memcpy(p, all.p, all.n);
		p[all.n] = ' ';
		memcpy(p + all.n + 1, s.p, s.n);
		all = ou_str_make(p, all.n + 1 + s.n);
	}
	return all;
}

/* Free text has up to five lines; a code alone stays a code. */
void
ou_edifact_ftx(struct po *c)
{
	struct ou_str subject = po_see(c, 1), text;
	struct ou_delivery *d;

	if (ou_edi_element(&c->seg, 4).n == 0 ||
	    ou_edi_components(&c->seg, 4) > 5) {
		(void)ou_po_qualify(c, 1, 0);
		ou_po_keep_rest(c);
		return;
	}
	(void)ou_po_qualify(c, 1, 0);
	text = joined(c, 4);
	if (c->line == NULL && (po_is(subject, "DEL") ||
	    po_is(subject, "DIN"))) {
		d = ou_po_delivery(c);
		if (d->instructions.n == 0) {
			d->instructions = text;
			ou_po_keep_rest(c);
			return;
		}
	}
	(void)ou_po_note(c, subject);
	ou_po_note_add(c, text);
	c->note = NULL;
	ou_po_keep_rest(c);
}

void
ou_edifact_uns(struct po *c)
{
	ou_po_line_end(c);
	c->prefix = OU_STR_NONE;
	/* UNS+D stands between head and lines */
	c->state = po_is(po_see(c, 1), "D") ? EDIFACT_PLAIN :
	    EDIFACT_SUMMARY;
}

void
ou_edifact_cnt(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 1);
	struct ou_str value = po_see_part(c, 1, 2);
	bool read = false;

	ou_po_line_end(c);
	if (po_is(qualifier, "2")) {
		read = ou_po_quantity(c, &c->control.lines, value) == 0;
		c->control.lines_at = c->seg.number;
	} else if (po_is(qualifier, "1")) {
		read = ou_po_quantity(c, &c->control.quantities, value) == 0;
		c->control.quantities_at = c->seg.number;
	}
	if (read)
		po_mark_part(c, 1, 2);
	ou_po_keep_rest(c);
}
