#include "edifact_order.h"

/*
 * The LIN group.
 */

/* C212 7143. */
static const struct {
	uint32_t code;
	enum po_id kind;
} ids[] = {
	{ PO_CODE("EN"), PO_ID_GTIN },
	{ PO_CODE("SRV"), PO_ID_GTIN },
	{ PO_CODE("UP"), PO_ID_GTIN },
	{ PO_CODE("EU"), PO_ID_GTIN },
	{ PO_CODE("IN"), PO_ID_BUYER },
	{ PO_CODE("BP"), PO_ID_BUYER },
	{ PO_CODE("SA"), PO_ID_SKU },
	{ PO_CODE("VN"), PO_ID_SKU },
	{ PO_CODE("VP"), PO_ID_SKU },
	{ PO_CODE("MF"), PO_ID_MAKER },
	{ PO_CODE("MN"), PO_ID_MAKER },
	{ PO_CODE("IB"), PO_ID_ISBN },
	{ PO_CODE("SK"), PO_ID_SKU_WEAK },
	{ PO_CODE("CL"), PO_ID_COLOR },
	{ PO_CODE("SZ"), PO_ID_SIZE },
	{ PO_CODE("NB"), PO_ID_KEEP },		/* batch */
	{ PO_CODE("LT"), PO_ID_KEEP },
	{ PO_CODE("SN"), PO_ID_KEEP },
	{ PO_CODE("PV"), PO_ID_KEEP },		/* promotional variant */
	{ PO_CODE("GN"), PO_ID_KEEP },
};

/* PRI 5125: which price is the one to calculate with; the highest rank
 * wins.  A rank of 0 is information, never the price. */
static const struct {
	uint32_t code;
	int rank;
} prices[] = {
	{ PO_CODE("AAA"), 9 },			/* net, to calculate with */
	{ PO_CODE("NTP"), 8 },
	{ PO_CODE("CAL"), 8 },
	{ PO_CODE("AAB"), 7 },			/* gross, less allowances */
	{ PO_CODE("INV"), 6 },
	{ PO_CODE("CON"), 5 },
	{ PO_CODE("CT"), 5 },
	{ PO_CODE("AAE"), 0 },
	{ PO_CODE("AAF"), 0 },
	{ PO_CODE("AAC"), 0 },
	{ PO_CODE("AAD"), 0 },
	{ PO_CODE("AAG"), 0 },
	{ PO_CODE("AAH"), 0 },
	{ PO_CODE("AAI"), 0 },
	{ PO_CODE("RTP"), 0 },
	{ PO_CODE("SRP"), 0 },
};
enum { RANK_UNKNOWN = 1, RANK_NET = 8 };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* Item number and its kind at components ${k} and ${k} + 1 of ${e}. */
static void
identify(struct po *c, unsigned e)
{
	struct ou_str value = po_see_part(c, e, 1);
	struct ou_str code = po_see_part(c, e, 2);
	enum po_id kind = PO_ID_OTHER;
	uint32_t number = po_code(code);
	size_t i;

	if (value.n == 0)
		return;
	po_mark_part(c, e, 1);
	po_mark_part(c, e, 2);
	/* who maintains the code list of the number: said by the code */
	po_mark_part(c, e, 3);
	po_mark_part(c, e, 4);
	ou_po_item_code(c, code, value);
	if (ou_po_means(c, "LIN", code, value))
		return;
	if (po_is(code, "HS") && ou_po_set(&ou_po_product(c)->hs_code, value))
		return;
	for (i = 0; i < COUNT(ids); i++) {
		if (ids[i].code == number) {
			kind = ids[i].kind;
			break;
		}
	}
	if (!ou_po_product_id(c, kind, value))
		ou_po_keep_value(c, code, value);
}

void
ou_edifact_lin(struct po *c)
{
	struct ou_str parent;

	c->prefix = OU_STR_NONE;
	ou_po_line_begin(c);
	c->state = EDIFACT_PLAIN;
	c->line->number = po_part(c, 1, 1);
	identify(c, 3);
	parent = po_see_part(c, 4, 2);
	if (parent.n > 0) {
		ou_po_references(c)->line = po_part(c, 4, 2);
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, ou_str_printf(
		    c->a, "part of line %.*s: is it ordered besides?",
		    OU_STR_ARG(parent)));
	}
	if (po_is(po_see(c, 2), "2") || po_is(po_see(c, 2), "7"))
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, OU_STR(
		    "the line is marked as deleted or not accepted"));
	else if (po_is(po_see(c, 2), "1"))
		po_mark_part(c, 2, 1);
	ou_po_keep_rest(c);
}

void
ou_edifact_pia(struct po *c)
{
	struct ou_str use = po_see(c, 1);
	unsigned e;

	if (c->line == NULL || !(po_is(use, "1") || po_is(use, "5"))) {
		(void)ou_po_qualify(c, 1, 0);
		ou_po_keep_all(c, 1);
		return;
	}
	po_mark_part(c, 1, 1);
	for (e = 2; e < c->seg.n; e++)
		identify(c, e);
	ou_po_keep_rest(c);
}

/* The first description in words is the item's name. */
void
ou_edifact_imd(struct po *c)
{
	static const uint32_t names[] = { PO_CODE("8"), PO_CODE("79"),
	    PO_CODE("DSC"), PO_CODE("BTI"), PO_CODE("050"), PO_CODE("TTL") };
	struct ou_str what = po_see_part(c, 2, 1);
	uint32_t code = po_code(what);
	struct ou_product *p;
	struct ou_str *to = NULL;
	size_t i;

	if (c->line == NULL || ou_edi_component(&c->seg, 3, 4).n == 0) {
		(void)ou_po_qualify(c, 1, 1);
		ou_po_keep_rest(c);
		return;
	}
	p = ou_po_product(c);
	if (code == PO_CODE("35"))
		to = &p->color;
	else if (code == PO_CODE("98"))
		to = &p->size;
	else if (what.n == 0)
		to = &p->name;
	for (i = 0; i < COUNT(names) && to == NULL; i++) {
		if (names[i] == code)
			to = &p->name;
	}
	if (to != NULL && ou_po_set(to, po_see_part(c, 3, 4))) {
		po_mark_part(c, 3, 4);
		po_mark_part(c, 1, 1);
		po_mark_part(c, 2, 1);
		/* the second half of a long one */
		if (to == &p->name && po_see_part(c, 3, 5).n > 0)
			p->name = ou_str_printf(c->a, "%.*s %.*s",
			    OU_STR_ARG(p->name),
			    OU_STR_ARG(po_part(c, 3, 5)));
	} else if (what.n > 0)
		(void)ou_po_qualify(c, 2, 1);
	else
		(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
}

static void
part_quantity(struct po *c, struct ou_quantity *to, struct ou_str unit)
{
	struct ou_str value = po_part(c, 1, 2);

	if (ou_po_quantity(c, to, value) != 0 || to->v < 0)
		ou_po_fault(c, OU_DIAG_LINE, 1, "'%.*s' is not a quantity",
		    OU_STR_ARG(value));
	if (unit.n == 0)
		return;
	unit = ou_po_unit(c, po_part(c, 1, 3), 1);
	if (c->line->unit.n == 0)
		c->line->unit = unit;
	else if (!ou_unit_same(unit, c->line->unit))
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, ou_str_printf(c->a,
		    "the line orders %.*s, a part of it %.*s",
		    OU_STR_ARG(c->line->unit), OU_STR_ARG(unit)));
}

static void
ordered_quantity(struct po *c)
{
	struct ou_str value = po_part(c, 1, 2), unit = po_part(c, 1, 3);

	ou_po_order_quantity(c, value, 1);
	if (unit.n > 0 && c->line->unit.n == 0)
		c->line->unit = ou_po_unit(c, unit, 1);
}

static bool
pack_quantity(struct po *c)
{
	struct ou_quantity n;
	struct ou_packaging *p;

	if (ou_po_quantity(c, &n, po_see_part(c, 1, 2)) != 0 || n.v <= 0)
		return false;
	if (c->line->packaging == NULL)
		c->line->packaging = ou_arena_zalloc(c->a, sizeof(*p));
	p = c->line->packaging;
	if (p->pack_quantity.given && p->pack_quantity.v != n.v)
		return false;
	p->pack_quantity = n;
	po_mark_part(c, 1, 2);
	return true;
}

/* 21 is what is ordered; 11 a part of it, for a place or a day; 59 units in
 * a pack; 1 what is ordered where no 21 comes. */
void
ou_edifact_qty(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 1);
	struct ou_str unit = po_see_part(c, 1, 3);

	if (c->line == NULL || c->state == EDIFACT_ALC ||
	    ou_edi_component(&c->seg, 1, 2).n == 0) {
		ou_po_keep_rest(c);
		return;
	}
	if (po_is(qualifier, "21") && !c->li->quantity_given)
		ordered_quantity(c);
	else if (c->split != NULL && !c->split->quantity.given &&
	    (po_is(qualifier, "11") || po_is(qualifier, "21") ||
	    po_is(qualifier, "1") || po_is(qualifier, "113")))
		part_quantity(c, &c->split->quantity, unit);
	else if (po_is(qualifier, "11") || c->state == EDIFACT_SCC)
		part_quantity(c, &ou_po_schedule(c)->quantity, unit);
	else if (po_is(qualifier, "21"))
		ordered_quantity(c);
	else if (po_is(qualifier, "1") && !c->li->quantity_given)
		ordered_quantity(c);
	else if (po_is(qualifier, "59"))
		(void)pack_quantity(c);
	ou_po_keep_rest(c);
}

void
ou_edifact_pri(struct po *c)
{
	struct ou_str code = po_see_part(c, 1, 1), unit;
	struct ou_price price;
	struct ou_quantity base;
	char text[OU_DECIMAL_MAX];
	uint32_t number = po_code(code);
	int rank = RANK_UNKNOWN;
	size_t i;

	ou_edifact_group(c, EDIFACT_OTHER, OU_STR_NONE);
	c->prefix = OU_STR_NONE;
	for (i = 0; i < COUNT(prices); i++) {
		if (prices[i].code == number) {
			rank = prices[i].rank;
			break;
		}
	}
	if (c->line == NULL || rank <= c->li->price_rank ||
	    ou_edi_component(&c->seg, 1, 2).n == 0) {
		(void)ou_po_qualify(c, 1, 1);
		ou_po_keep_rest(c);
		return;
	}
	if (ou_po_price(c, &price, po_see_part(c, 1, 2)) != 0) {
		ou_po_fault(c, OU_DIAG_LINE, 1, "'%.*s' is not a price",
		    OU_STR_ARG(po_part(c, 1, 2)));
		return;
	}
	/* the price that this one is preferred to is not forgotten */
	if (c->line->unit_price.given)
		ou_po_extra(c, ou_po_key(c, OU_STR("PRI"), '.',
		    c->li->price_code), ou_str_make(text, ou_price_text(text,
		    c->line->unit_price)));
	c->li->price_code = code;
	c->li->price_rank = rank;
	c->li->net_price = rank >= RANK_NET;
	c->line->unit_price = price;
	memset(&c->line->price_base, 0, sizeof(c->line->price_base));
	c->li->price_unit = OU_STR_NONE;
	po_mark_part(c, 1, 1);
	po_mark_part(c, 1, 2);
	if (ou_po_quantity(c, &base, po_see_part(c, 1, 5)) == 0 &&
	    base.v > 0) {
		if (base.v != ou_quantity_of(1).v)
			c->line->price_base = base;
		po_mark_part(c, 1, 5);
	}
	unit = po_see_part(c, 1, 6);
	if (unit.n > 0)
		c->li->price_unit = ou_po_unit(c, po_part(c, 1, 6), 1);
	ou_po_keep_rest(c);
}

/* Place of delivery of the line, or of the part of it that QTY says. */
void
ou_edifact_loc(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 1);
	struct ou_str id = po_see_part(c, 2, 1);
	struct ou_incoterm *term = c->o->delivery != NULL ?
	    c->o->delivery->incoterm : NULL;

	if (c->state == EDIFACT_TOD && po_is(qualifier, "1") &&
	    term != NULL && c->line == NULL) {
		if (ou_po_set(&term->place, po_see_part(c, 2, 4).n > 0 ?
		    po_see_part(c, 2, 4) : id)) {
			po_mark_part(c, 2, 1);
			po_mark_part(c, 2, 4);
		}
	} else if (c->line != NULL && po_is(qualifier, "7") && id.n > 0) {
		c->state = EDIFACT_LOC;
		c->prefix = OU_STR_NONE;
		c->schedule = NULL;
		(void)ou_po_split(c, po_part(c, 2, 1),
		    po_is(po_part(c, 2, 3), "9"));
	}
	ou_po_keep_rest(c);
}

void
ou_edifact_scc(struct po *c)
{
	ou_edifact_group(c, EDIFACT_SCC, OU_STR_NONE);
	c->prefix = OU_STR_NONE;
	c->schedule = NULL;
	c->split = NULL;
	ou_po_keep_rest(c);
}
