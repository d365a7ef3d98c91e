#include "x12_order.h"

/*
 * The PO1 loop.  Product identifications come in pairs of qualifier and
 * value, in any order: they are mapped by qualifier only.
 */

/* Data element 235. */
static const struct {
	uint32_t qualifier;
	enum po_id kind;
} ids[] = {
	{ PO_CODE("UP"), PO_ID_GTIN },		/* GTIN-12 */
	{ PO_CODE("EN"), PO_ID_GTIN },		/* GTIN-13 */
	{ PO_CODE("UK"), PO_ID_GTIN },		/* GTIN-14 */
	{ PO_CODE("UI"), PO_ID_GTIN },
	{ PO_CODE("UD"), PO_ID_GTIN },
	{ PO_CODE("EO"), PO_ID_GTIN },		/* GTIN-8 */
	{ PO_CODE("UA"), PO_ID_CASE },
	{ PO_CODE("UM"), PO_ID_CASE },
	{ PO_CODE("VN"), PO_ID_SKU },
	{ PO_CODE("VP"), PO_ID_SKU },
	{ PO_CODE("VC"), PO_ID_SKU },
	{ PO_CODE("SK"), PO_ID_SKU_WEAK },
	{ PO_CODE("BP"), PO_ID_BUYER },
	{ PO_CODE("IN"), PO_ID_BUYER },
	{ PO_CODE("CB"), PO_ID_BUYER },
	{ PO_CODE("PI"), PO_ID_BUYER },
	{ PO_CODE("MG"), PO_ID_MAKER },
	{ PO_CODE("MF"), PO_ID_MAKER },
	{ PO_CODE("MN"), PO_ID_MAKER },
	{ PO_CODE("IB"), PO_ID_ISBN },
	{ PO_CODE("BO"), PO_ID_COLOR },
	{ PO_CODE("IZ"), PO_ID_SIZE },
	{ PO_CODE("VA"), PO_ID_OTHER },		/* style */
	{ PO_CODE("LT"), PO_ID_KEEP },		/* lot */
	{ PO_CODE("SN"), PO_ID_KEEP },		/* serial number */
	{ PO_CODE("PD"), PO_ID_KEEP },		/* description */
	{ PO_CODE("CH"), PO_ID_KEEP },		/* country of origin */
	{ PO_CODE("PU"), PO_ID_KEEP },		/* packaging */
};

/* PO105, data element 639: how many units the price is for, and of what when
 * that is not the unit of the line.  Prices for each are not here. */
static const struct {
	uint32_t code;
	int64_t base;
	const char *unit;		/* Rec 20 */
} bases[] = {
	{ PO_CODE("HP"), 100, NULL },
	{ PO_CODE("TP"), 1000, NULL },
	{ PO_CODE("HF"), 100, "FOT" },
	{ PO_CODE("PD"), 1, "DZN" },
	{ PO_CODE("LD"), 1, "DZN" },
	{ PO_CODE("RD"), 1, "DZN" },
	{ PO_CODE("TD"), 1, "DZN" },
	{ PO_CODE("WD"), 1, "DZN" },
	{ PO_CODE("PP"), 1, "LBR" },
	{ PO_CODE("KA"), 1, "KGM" },
	{ PO_CODE("PF"), 1, "FOT" },
	{ PO_CODE("PY"), 1, "YRD" },
	{ PO_CODE("PG"), 1, "GLL" },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
enum { FIRST_PAIR = 6 };

static enum po_id
id_kind(struct ou_str qualifier)
{
	uint32_t code = po_code(qualifier);
	size_t i;

	for (i = 0; i < COUNT(ids); i++) {
		if (ids[i].qualifier == code)
			return ids[i].kind;
	}
	return PO_ID_OTHER;
}

/* The pairs from element ${e} on.  What some qualifier has no place for is
 * kept under it. */
static void
pairs(struct po *c, unsigned e)
{
	struct ou_str qualifier, value, later = OU_STR_NONE;
	unsigned at, weak = 0;
	enum po_id kind;

	for (at = e; at + 1 < c->seg.n; at += 2) {
		qualifier = po_take(c, at);
		value = po_take(c, at + 1);
		if (value.n == 0)
			continue;
		ou_po_item_code(c, qualifier, value);
		if (ou_po_means(c, "PO1", qualifier, value))
			continue;
		/* a SKU of whoever, behind the seller's own number */
		kind = id_kind(qualifier);
		if (weak == 0 && kind == PO_ID_SKU_WEAK) {
			weak = at;
			later = value;
			continue;
		}
		if (!ou_po_product_id(c, kind, value))
			ou_po_keep_value(c, qualifier, value);
	}
	if (weak != 0 && !ou_po_product_id(c, PO_ID_SKU_WEAK, later))
		ou_po_keep_value(c, OU_STR("SK"), later);
}

static void
price(struct po *c)
{
	struct ou_str text = po_take(c, 4), basis = po_see(c, 5);
	size_t i;

	if (text.n == 0)
		return;
	if (ou_po_price(c, &c->line->unit_price, text) != 0) {
		ou_po_fault(c, OU_DIAG_LINE, 4, "'%.*s' is not a price",
		    OU_STR_ARG(text));
		return;
	}
	if (po_is(basis, "PE") || po_is(basis, "UM"))
		po_mark(c, 5);
	for (i = 0; i < COUNT(bases); i++) {
		if (bases[i].code != po_code(basis))
			continue;
		if (bases[i].base != 1)
			c->line->price_base = ou_quantity_of(bases[i].base);
		if (bases[i].unit != NULL)
			c->li->price_unit = ou_str_c(bases[i].unit);
		/* a dozen's price for pieces */
		if (po_is(c->li->price_unit, "DZN") &&
		    ou_unit_same(c->line->unit, OU_STR("C62"))) {
			c->line->price_base = ou_quantity_of(12);
			c->li->price_unit = OU_STR_NONE;
		}
		po_mark(c, 5);
	}
}

void
ou_x12_po1(struct po *c)
{
	struct ou_str text;

	c->prefix = OU_STR_NONE;
	ou_po_line_begin(c);
	c->line->number = po_take(c, 1);
	text = po_take(c, 2);
	ou_po_order_quantity(c, text, 2);
	text = po_take(c, 3);
	c->line->unit = ou_po_unit(c, text, 3);
	price(c);
	if (c->seg.n > FIRST_PAIR)
		pairs(c, FIRST_PAIR);
	ou_po_keep_rest(c);
}

void
ou_x12_pid(struct po *c)
{
	struct ou_str kind = po_see(c, 1), what = po_see(c, 2);
	struct ou_product *p;
	struct ou_str *to;

	if (c->line == NULL || !po_is(kind, "F")) {
		(void)ou_po_qualify(c, 1, 0);
		ou_po_keep_all(c, 1);
		return;
	}
	p = ou_po_product(c);
	to = po_is(what, "73") || po_is(what, "75") ? &p->color :
	    po_is(what, "74") || po_is(what, "91") ? &p->size : &p->name;
	if (ou_po_put(c, to, 5)) {
		po_mark(c, 1);
		po_mark(c, 2);
	} else
		(void)ou_po_qualify(c, 1, 0);
	ou_po_keep_rest(c);
}

static void
set_pack(struct po *c, struct ou_quantity n)
{
	struct ou_packaging **p = &c->line->packaging;

	if (*p == NULL)
		*p = ou_arena_zalloc(c->a, sizeof(**p));
	if ((*p)->pack_quantity.given)
		return;
	(*p)->pack_quantity = n;
	po_mark(c, 1);
}

/* PO401 times what an inner pack holds: PO414, or PO402 where that counts
 * pieces.  Absent when nothing says that there are inner packs. */
static struct ou_quantity
inner_reading(struct po *c, struct ou_quantity n, const char **by)
{
	struct ou_str unit = ou_unit_code(OU_UNITS_X12, po_see(c, 3));
	struct ou_quantity inner, all = { 0, false };

	*by = "PO401 x PO414";
	if (ou_po_quantity(c, &inner, po_see(c, 14)) != 0 ||
	    inner.v <= 1000000) {
		*by = "PO401 x PO402";
		if (!ou_unit_same(unit, OU_STR("C62")) ||
		    ou_po_quantity(c, &inner, po_see(c, 2)) != 0 ||
		    inner.v <= 1000000)
			return all;
	}
	if (ou_quantity_convert(&all, n, inner, NULL) != 0)
		all.given = false;
	return all;
}

/*
 * PO401 is how many inner packs a case holds, or pieces where it has none.
 * Many write 1 for the case itself, or count pieces although there are inner
 * packs: an order by the case whose PO4 has two readings waits for somebody
 * who knows, and so does one by the piece whose PO4 speaks of cases.
 */
static void
pack(struct po *c, struct ou_quantity n)
{
	struct ou_str unit = c->line->unit, other, reason;
	char one[OU_DECIMAL_MAX], two[OU_DECIMAL_MAX];
	struct ou_quantity all;
	const char *by;
	size_t n_one;

	other = ou_unit_code(OU_UNITS_X12, po_see(c, 3));
	if (ou_unit_same(unit, OU_STR("C62")) && ou_unit_is_pack(other))
		ou_po_hold_line(c, OU_DIAG_HOLD_UNIT, ou_str_printf(c->a,
		    "the line orders %.*s by PO103 and %.*s by PO403",
		    OU_STR_ARG(unit), OU_STR_ARG(other)));
	if (!ou_unit_is_pack(unit)) {
		set_pack(c, n);
		return;
	}
	n_one = ou_quantity_text(one, n);
	all = inner_reading(c, n, &by);
	if (all.given)
		reason = ou_str_printf(c->a, "one %.*s holds %.*s by PO401, "
		    "or %.*s by %s", OU_STR_ARG(unit), (int)n_one, one,
		    (int)ou_quantity_text(two, all), two, by);
	else if (n.v == 1000000)
		reason = ou_str_printf(c->a, "one %.*s holds 1 by PO401: is "
		    "that one piece, or one case as the item has it?",
		    OU_STR_ARG(unit));
	else {
		set_pack(c, n);
		return;
	}
	ou_po_hold_line(c, OU_DIAG_HOLD_UNIT, reason);
}

void
ou_x12_po4(struct po *c)
{
	struct ou_quantity n;

	if (c->line != NULL && ou_po_quantity(c, &n, po_see(c, 1)) == 0 &&
	    n.v > 0)
		pack(c, n);
	ou_po_keep_rest(c);
}

/* CTP has list and retail prices; one that is the price of the order counts
 * only where PO1 has none. */
void
ou_x12_ctp(struct po *c)
{
	struct ou_str kind = po_see(c, 2);

	if (c->line != NULL && !c->line->unit_price.given &&
	    (po_is(kind, "NET") || po_is(kind, "CON") ||
	    po_is(kind, "WHL") || po_is(kind, "PRP")) &&
	    ou_po_price(c, &c->line->unit_price, po_see(c, 3)) == 0) {
		po_mark(c, 2);
		po_mark(c, 3);
	} else if (kind.n > 0)
		(void)ou_po_qualify(c, 2, 0);
	ou_po_keep_rest(c);
}

void
ou_x12_sdq(struct po *c)
{
	struct ou_str unit, kind, store, text;
	struct split *split;
	unsigned e;

	if (c->line == NULL) {
		ou_po_keep_all(c, 0);
		return;
	}
	unit = po_take(c, 1);
	kind = po_take(c, 2);
	if (unit.n > 0) {
		unit = ou_po_unit(c, unit, 1);
		if (c->line->unit.n == 0)
			c->line->unit = unit;
		else if (!ou_unit_same(unit, c->line->unit))
			ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, ou_str_printf(
			    c->a, "the line orders %.*s, its places get %.*s",
			    OU_STR_ARG(c->line->unit), OU_STR_ARG(unit)));
	}
	for (e = 3; e + 1 < c->seg.n && e < 23; e += 2) {
		store = po_take(c, e);
		text = po_take(c, e + 1);
		if (store.n == 0 && text.n == 0)
			continue;
		split = ou_po_split(c, store, po_is(kind, "UL"));
		if (store.n == 0 || ou_po_quantity(c, &split->quantity,
		    text) != 0 || split->quantity.v < 0)
			ou_po_fault(c, OU_DIAG_LINE, e + 1,
			    "'%.*s' is not a quantity for store '%.*s'",
			    OU_STR_ARG(text), OU_STR_ARG(store));
	}
	c->split = NULL;
	ou_po_keep_rest(c);
}

void
ou_x12_sch(struct po *c)
{
	struct ou_quantity q;
	struct ou_schedule *s;
	struct ou_str text;
	enum x12_date use;
	struct ou_date d = { 0 };

	if (c->line == NULL) {
		ou_po_keep_all(c, 0);
		return;
	}
	text = po_see(c, 1);
	if (ou_po_quantity(c, &q, text) != 0 || q.v < 0) {
		if (text.n > 0)
			ou_po_fault(c, OU_DIAG_LINE, 1,
			    "'%.*s' is not a quantity", OU_STR_ARG(text));
		ou_po_keep_all(c, 0);
		return;
	}
	po_mark(c, 1);
	text = po_take(c, 2);
	if (text.n > 0)
		text = ou_po_unit(c, text, 2);
	if (text.n > 0 && c->line->unit.n > 0 &&
	    !ou_unit_same(text, c->line->unit))
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, ou_str_printf(c->a,
		    "the line orders %.*s, its schedule is in %.*s",
		    OU_STR_ARG(c->line->unit), OU_STR_ARG(text)));
	s = ou_po_schedule(c);
	s->quantity = q;
	use = ou_x12_date_use(po_see(c, 5));
	if (ou_po_date(c, &d, po_see(c, 6)) == 0 &&
	    (use == X12_DELIVER || use == X12_SHIP)) {
		if (use == X12_SHIP)
			s->requested_ship_date = d;
		else
			s->requested_date = d;
		po_mark(c, 5);
		po_mark(c, 6);
	}
	c->schedule = NULL;
	ou_po_keep_rest(c);
}
