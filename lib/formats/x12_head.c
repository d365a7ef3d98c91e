#include "x12_order.h"

/*
 * The head of an 850, and its control totals.
 */

/* BEG01, data element 353.  Codes that are not here are held. */
static const struct {
	uint32_t code;
	const char *function;
} purposes[] = {
	{ PO_CODE("00"), "original" },
	{ PO_CODE("01"), "cancel" },
	{ PO_CODE("03"), "cancel" },
	{ PO_CODE("04"), "change" },
	{ PO_CODE("05"), "replace" },
	{ PO_CODE("06"), "duplicate" },		/* confirms a spoken order */
	{ PO_CODE("07"), "duplicate" },
	{ PO_CODE("18"), "duplicate" },
	{ PO_CODE("22"), "duplicate" },		/* information copy */
};

/* REF01, N901: data element 128. */
static const struct {
	uint32_t qualifier;
	size_t at;
} references[] = {
	{ PO_CODE("IA"), offsetof(struct ou_references, vendor) },
	{ PO_CODE("VR"), offsetof(struct ou_references, vendor) },
	{ PO_CODE("DP"), offsetof(struct ou_references, department) },
	{ PO_CODE("CO"), offsetof(struct ou_references, customer_reference) },
	{ PO_CODE("CR"), offsetof(struct ou_references, customer_reference) },
	{ PO_CODE("PD"), offsetof(struct ou_references, promotion) },
	{ PO_CODE("CT"), offsetof(struct ou_references, contract) },
	{ PO_CODE("BC"), offsetof(struct ou_references, contract) },
	{ PO_CODE("PO"), offsetof(struct ou_references, purchase_order) },
	{ PO_CODE("BO"), offsetof(struct ou_references, blanket_order) },
	{ PO_CODE("BL"), offsetof(struct ou_references, blanket_order) },
	{ PO_CODE("Q1"), offsetof(struct ou_references, quotation) },
	{ PO_CODE("PR"), offsetof(struct ou_references, quotation) },
	{ PO_CODE("RE"), offsetof(struct ou_references, release) },
	{ PO_CODE("LI"), offsetof(struct ou_references, line) },
};

/* DTM01, SCH05: data element 374. */
static const struct {
	uint32_t qualifier;
	enum x12_date use;
} dates[] = {
	{ PO_CODE("002"), X12_DELIVER },
	{ PO_CODE("010"), X12_SHIP },
	{ PO_CODE("001"), X12_CANCEL },
	{ PO_CODE("177"), X12_CANCEL },
	{ PO_CODE("004"), X12_ORDERED },
	{ PO_CODE("037"), X12_SHIP_FROM },
	{ PO_CODE("038"), X12_SHIP_TO },
	{ PO_CODE("064"), X12_DELIVER_FROM },
	{ PO_CODE("063"), X12_DELIVER_TO },
	{ PO_CODE("106"), X12_DELIVER },
	{ PO_CODE("118"), X12_SHIP },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum x12_date
ou_x12_date_use(struct ou_str qualifier)
{
	uint32_t code = po_code(qualifier);
	size_t i;

	for (i = 0; i < COUNT(dates); i++) {
		if (dates[i].qualifier == code)
			return dates[i].use;
	}
	return X12_DATE_OTHER;
}

bool
ou_x12_reference(struct po *c, struct ou_str qualifier, struct ou_str value)
{
	uint32_t code = po_code(qualifier);
	size_t i;

	if (value.n == 0)
		return false;
	for (i = 0; i < COUNT(references); i++) {
		if (references[i].qualifier == code)
			return ou_po_set((struct ou_str *)(void *)
			    ((char *)ou_po_references(c) + references[i].at),
			    value);
	}
	return false;
}

bool
ou_x12_identify(struct po *c, struct ou_str *number, struct ou_str *function)
{
	struct ou_str code = ou_edi_element(&c->seg, 1);
	size_t i;

	if (ou_edi_tag_is(&c->seg, "W05")) {
		*number = ou_edi_element(&c->seg, 2);
		*function = ou_str_is(code, "F") ? OU_STR("cancel") :
		    ou_str_is(code, "R") ? OU_STR("change") :
		    OU_STR("original");
		return true;
	}
	if (!ou_edi_tag_is(&c->seg, "BEG"))
		return false;
	*number = ou_edi_element(&c->seg, 3);
	for (i = 0; i < COUNT(purposes); i++) {
		if (purposes[i].code == po_code(code))
			*function = ou_str_c(purposes[i].function);
	}
	return true;
}

static void
purpose(struct po *c)
{
	struct ou_str code = po_see(c, 1);
	size_t i;

	for (i = 0; i < COUNT(purposes); i++) {
		if (purposes[i].code != po_code(code))
			continue;
		c->o->document_function = ou_str_c(purposes[i].function);
		if (i == 0)
			po_mark(c, 1);
		return;
	}
	ou_import_hold(c->im, c->o, OU_DIAG_HOLD_FUNCTION,
	    ou_str_printf(c->a, "BEG01 has the purpose '%.*s'",
	    OU_STR_ARG(code)), OU_STR_NONE);
}

void
ou_x12_beg(struct po *c)
{
	struct ou_order *o = c->o;
	struct ou_references *r;
	struct ou_str date = po_see(c, 5);

	if (o->number.n > 0) {
		if (!c->two_heads)
			ou_po_finding(c, OU_DIAG_EDI_SYNTAX, 0,
			    "a second BEG in the message");
		c->two_heads = true;
		ou_import_hold(c->im, o, OU_DIAG_EDI_SYNTAX,
		    OU_STR("the message has two heads"), OU_STR_NONE);
		ou_po_keep_all(c, 0);
		return;
	}
	purpose(c);
	r = ou_po_references(c);
	o->number = po_take(c, 3);
	r->purchase_order = o->number;
	(void)ou_po_put(c, &r->release, 4);
	if (ou_po_date(c, &o->date.date, date) == 0) {
		o->date.nanos = -1;
		po_mark(c, 5);
	} else if (date.n > 0)
		ou_po_finding(c, OU_DIAG_VALUE, 5, "'%.*s' is not a date",
		    OU_STR_ARG(date));
	(void)ou_po_put(c, &r->contract, 6);
	ou_po_keep_rest(c);
}

void
ou_x12_cur(struct po *c)
{
	po_mark(c, 1);
	(void)ou_po_put(c, &c->o->currency, 2);
	ou_po_keep_rest(c);
}

void
ou_x12_ref(struct po *c)
{
	struct ou_str qualifier = po_see(c, 1);

	(void)ou_po_qualify(c, 1, 0);
	if (ou_po_means(c, "REF", qualifier, po_see(c, 2))) {
		po_mark(c, 2);
		ou_po_keep_rest(c);
	} else if (!c->in_party &&
	    ou_x12_reference(c, qualifier, po_see(c, 2))) {
		po_mark(c, 2);
		ou_po_keep_rest(c);
	} else
		ou_po_keep_all(c, 1);
}

static bool
line_date(struct po *c, enum x12_date use, struct ou_date d)
{
	if (use == X12_DELIVER)
		return ou_po_set_date(&c->line->requested_date, d);
	if (use == X12_SHIP)
		return ou_po_set_date(&c->line->requested_ship_date, d);
	return false;
}

static struct ou_window *
window(struct po *c, struct ou_window **to)
{
	if (*to == NULL)
		*to = ou_arena_zalloc(c->a, sizeof(**to));
	return *to;
}

static bool
head_date(struct po *c, enum x12_date use, struct ou_date d)
{
	struct ou_delivery *to;
	struct ou_time t = { .date = d, .nanos = -1 };

	switch (use) {
	case X12_ORDERED:
		return ou_po_set_date(&c->o->date.date, d);
	case X12_DATE_OTHER:
		return false;
	default:
		break;
	}
	to = ou_po_delivery(c);
	switch (use) {
	case X12_DELIVER:
		return ou_po_set_date(&to->requested_date, d);
	case X12_SHIP:
		return ou_po_set_date(&to->requested_ship_date, d);
	case X12_CANCEL:
		return ou_po_set_date(&to->cancel_after, d);
	case X12_SHIP_FROM:
		return ou_po_set_time(&window(c, &to->ship_window)->from, &t);
	case X12_SHIP_TO:
		return ou_po_set_time(&window(c, &to->ship_window)->to, &t);
	case X12_DELIVER_FROM:
		return ou_po_set_time(&window(c, &to->window)->from, &t);
	case X12_DELIVER_TO:
		return ou_po_set_time(&window(c, &to->window)->to, &t);
	default:
		return false;
	}
}

/* DTM06 of the form RD8, a day to a day: a window. */
static bool
head_period(struct po *c, enum x12_date use)
{
	bool ship = use == X12_SHIP || use == X12_SHIP_FROM ||
	    use == X12_SHIP_TO;
	bool deliver = use == X12_DELIVER || use == X12_DELIVER_FROM ||
	    use == X12_DELIVER_TO;
	struct ou_str to = po_see(c, 6), from;
	struct ou_date a, b;

	if (c->line != NULL || c->in_party || (!ship && !deliver) ||
	    !po_is(po_see(c, 5), "RD8") || !ou_str_split(&to, '-', &from) ||
	    ou_po_date(c, &a, from) != 0 || ou_po_date(c, &b, to) != 0 ||
	    !head_date(c, ship ? X12_SHIP_FROM : X12_DELIVER_FROM, a) ||
	    !head_date(c, ship ? X12_SHIP_TO : X12_DELIVER_TO, b))
		return false;
	po_mark(c, 5);
	po_mark(c, 6);
	return true;
}

void
ou_x12_dtm(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 0);
	unsigned e = po_see(c, 2).n == 0 && po_is(po_see(c, 5), "D8") ? 6 : 2;
	struct ou_str text = po_see(c, e);
	enum x12_date use = ou_x12_date_use(qualifier);
	bool own = ou_po_has_meaning(c, "DTM", qualifier);
	struct ou_date d;

	if (text.n == 0 && !own && head_period(c, use)) {
		ou_po_keep_rest(c);
		return;
	}
	if (text.n == 0 || (!own && (c->in_party ||
	    use == X12_DATE_OTHER))) {
		ou_po_keep_all(c, 1);
		return;
	}
	if (ou_po_date(c, &d, text) != 0) {
		ou_po_doubt(c, OU_DIAG_VALUE, e, "'%.*s' is not a date",
		    OU_STR_ARG(text));
		ou_po_keep_all(c, 1);
		return;
	}
	if (own ? ou_po_means_time(c, "DTM", qualifier,
	    &(struct ou_time){ .date = d, .nanos = -1 }) : c->line != NULL ?
	    line_date(c, use, d) : head_date(c, use, d)) {
		po_mark(c, e);
		if (e == 6)
			po_mark(c, 5);
	}
	/* a clock of zeros says nothing */
	if (ou_edi_number(po_see(c, 3)) == 0)
		po_mark(c, 3);
	ou_po_keep_rest(c);
}

void
ou_x12_amt(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 0);

	if (c->line == NULL && po_is(qualifier, "TT") &&
	    ou_po_amount(c, &c->control.amount, po_see(c, 2)) == 0)
		c->control.amount_at = c->seg.number;
	ou_po_keep_all(c, 1);
}

/* CTT02 is a hash total, the quantities' sum; in real files it is also the
 * number of pieces of something else, so that it is only a finding. */
void
ou_x12_ctt(struct po *c)
{
	ou_po_line_end(c);
	if (ou_po_quantity(c, &c->control.lines, po_see(c, 1)) == 0) {
		c->control.lines_at = c->seg.number;
		po_mark(c, 1);
	}
	if (ou_po_quantity(c, &c->control.quantities, po_see(c, 2)) == 0) {
		c->control.quantities_at = c->seg.number;
		po_mark(c, 2);
	}
	ou_po_keep_rest(c);
}
