#include "ou/base/ident.h"
#include "po.h"

/*
 * The order in the making.  A place that is filled already is not written
 * again: the second value stays in its segment's rest and so goes to extra.
 */
bool
ou_po_set(struct ou_str *to, struct ou_str value)
{
	if (value.n == 0)
		return true;
	if (to->n > 0)
		return ou_str_eq(*to, value);
	*to = value;
	return true;
}

bool
ou_po_set_date(struct ou_date *to, struct ou_date d)
{
	if (ou_date_given(*to))
		return ou_date_cmp(*to, d) == 0;
	*to = d;
	return true;
}

bool
ou_po_set_time(struct ou_time *to, const struct ou_time *t)
{
	if (ou_date_given(to->date))
		return memcmp(to, t, sizeof(*t)) == 0;
	*to = *t;
	return true;
}

bool
ou_po_put(struct po *c, struct ou_str *to, unsigned e)
{
	if (!ou_po_set(to, po_see(c, e)))
		return false;
	po_mark(c, e);
	return true;
}

bool
ou_po_put_part(struct po *c, struct ou_str *to, unsigned e, unsigned component)
{
	if (!ou_po_set(to, po_see_part(c, e, component)))
		return false;
	po_mark_part(c, e, component);
	return true;
}

struct ou_references *
ou_po_references(struct po *c)
{
	struct ou_references **r = c->line != NULL ? &c->line->references :
	    &c->o->references;

	if (*r == NULL)
		*r = ou_arena_zalloc(c->a, sizeof(**r));
	return *r;
}

struct ou_delivery *
ou_po_delivery(struct po *c)
{
	if (c->o->delivery == NULL)
		c->o->delivery = ou_arena_zalloc(c->a,
		    sizeof(*c->o->delivery));
	return c->o->delivery;
}

struct ou_product *
ou_po_product(struct po *c)
{
	if (c->line->product == NULL)
		c->line->product = ou_arena_zalloc(c->a,
		    sizeof(*c->line->product));
	return c->line->product;
}

struct ou_terms *
ou_po_terms(struct po *c)
{
	struct ou_order *o = c->o;

	if (o->payment == NULL)
		o->payment = ou_arena_zalloc(c->a, sizeof(*o->payment));
	if (o->payment->terms == NULL)
		o->payment->terms = ou_arena_zalloc(c->a,
		    sizeof(*o->payment->terms));
	return o->payment->terms;
}

/* --- lines --- */

static void
grow_lines(struct po *c)
{
	struct ou_order *o = c->o;
	uint32_t cap = c->cap_lines == 0 ? 8 : c->cap_lines * 2;
	struct ou_order_line *lines;
	struct po_line *info;

	lines = ou_arena_alloc(c->a, cap * sizeof(*lines));
	info = ou_arena_alloc(c->a, cap * sizeof(*info));
	if (o->n_lines > 0) {
		memcpy(lines, o->lines, o->n_lines * sizeof(*lines));
		memcpy(info, c->info, o->n_lines * sizeof(*info));
	}
	o->lines = lines;
	c->info = info;
	c->cap_lines = cap;
}

void
ou_po_line_begin(struct po *c)
{
	struct ou_order *o = c->o;

	ou_po_line_end(c);
	if (o->n_lines >= ou_import_lines_max(c->im)) {
		ou_po_refuse(c, OU_DIAG_LIMIT, 0, "more than %u lines",
		    ou_import_lines_max(c->im));
		/* go on in the last line: nothing of it is handed out */
		if (o->n_lines > 0)
			o->n_lines--;
	}
	if (o->n_lines == c->cap_lines)
		grow_lines(c);
	c->line = &o->lines[o->n_lines];
	c->li = &c->info[o->n_lines];
	memset(c->line, 0, sizeof(*c->line));
	memset(c->li, 0, sizeof(*c->li));
	c->li->segment = c->seg.number;
	o->n_lines++;
}

/* Which of several identifications means the unit that is ordered. */
static void
settle_gtin(struct po *c)
{
	struct ou_order_line *line = c->line;
	struct po_line *li = c->li;

	if (li->unit_gtin.n == 0 && li->case_gtin.n == 0)
		return;
	if (li->unit_gtin.n == 0 || (li->case_gtin.n > 0 &&
	    ou_unit_is_pack(line->unit))) {
		ou_po_product(c)->gtin = li->case_gtin;
		ou_po_extra(c, OU_STR("product.unitGtin"), li->unit_gtin);
		return;
	}
	ou_po_product(c)->gtin = li->unit_gtin;
	if (li->case_gtin.n == 0)
		return;
	if (line->packaging == NULL)
		line->packaging = ou_arena_zalloc(c->a,
		    sizeof(*line->packaging));
	line->packaging->pack_gtin = li->case_gtin;
}

static bool
has_item(const struct ou_product *p)
{
	return p != NULL && (p->sku.n > 0 || p->gtin.n > 0 ||
	    p->buyer_item_id.n > 0 || p->manufacturer_item_id.n > 0 ||
	    p->name.n > 0);
}

/* Places without quantities: one is for all of the line; several say nothing
 * that could be done. */
static void
settle_bare_places(struct po *c)
{
	struct po_line *li = c->li;
	uint32_t i;

	for (i = 0; i < li->n_splits; i++) {
		if (li->splits[i].quantity.given)
			return;
	}
	for (i = 1; i < li->n_splits; i++) {
		if (!ou_str_eq(li->splits[i].id, li->splits[0].id))
			break;
	}
	if (i >= li->n_splits) {
		li->n_splits = li->n_splits > 0;
		return;
	}
	for (i = 0; i < li->n_splits; i++)
		ou_po_extra(c, OU_STR("deliveryAddress.id"),
		    li->splits[i].id);
	li->n_splits = 0;
	ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, OU_STR("several places "
	    "of delivery without quantities"));
}

/* What the places get must be what the line orders. */
static void
settle_splits(struct po *c)
{
	struct ou_order_line *line = c->line;
	struct po_line *li = c->li;
	struct ou_quantity sum = { 0 };
	char had[OU_DECIMAL_MAX], has[OU_DECIMAL_MAX];
	size_t n_had, n_has;
	struct ou_str name;
	uint32_t i;

	settle_bare_places(c);
	if (li->n_splits == 0)
		return;
	if (li->n_splits > 1 && line->n_schedule > 0)
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, OU_STR("several "
		    "places and a delivery schedule: which is when?"));
	for (i = 0; i < li->n_splits; i++) {
		if (!li->splits[i].quantity.given) {
			/* a place for all of the line */
			if (li->n_splits == 1 && li->quantity_given)
				li->splits[i].quantity = line->quantity;
			else
				ou_po_fault(c, OU_DIAG_LINE, 0,
				    "a place of delivery without quantity");
		}
		if (ou_quantity_add(&sum, sum, li->splits[i].quantity,
		    NULL) != 0)
			ou_po_fault(c, OU_DIAG_OVERFLOW, 0,
			    "the places' quantities are too large");
	}
	if (li->fault.p != NULL || (li->quantity_given &&
	    sum.v == line->quantity.v))
		return;
	if (li->quantity_given) {
		n_had = ou_quantity_text(had, line->quantity);
		n_has = ou_quantity_text(has, sum);
		name = ou_po_line_name(c);
		ou_po_finding(c, OU_DIAG_EDI_TOTAL, 0, "line %.*s orders %.*s, "
		    "but its places of delivery get %.*s",
		    OU_STR_ARG(name), (int)n_had, had, (int)n_has, has);
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, ou_str_printf(
		    c->a, "the line orders %.*s, but its places of delivery "
		    "get %.*s", (int)n_had, had, (int)n_has, has));
	}
	line->quantity = sum;
	li->quantity_given = true;
}

static void
settle_schedule(struct po *c)
{
	struct ou_order_line *line = c->line;
	struct ou_quantity sum = { 0 };
	struct ou_str name;
	uint32_t i;

	for (i = 0; i < line->n_schedule; i++) {
		if (ou_quantity_add(&sum, sum, line->schedule[i].quantity,
		    NULL) != 0) {
			ou_po_fault(c, OU_DIAG_OVERFLOW, 0,
			    "the schedule's quantities are too large");
			return;
		}
	}
	if (line->n_schedule == 0)
		return;
	if (!c->li->quantity_given && sum.given && sum.v > 0) {
		line->quantity = sum;
		c->li->quantity_given = true;
	} else if (sum.v != line->quantity.v) {
		name = ou_po_line_name(c);
		ou_po_finding(c, OU_DIAG_EDI_TOTAL, 0,
		    "the schedule of line %.*s is not what it orders",
		    OU_STR_ARG(name));
		ou_po_hold_line(c, OU_DIAG_HOLD_QUANTITY, OU_STR(
		    "the delivery schedule is not what the line orders"));
	}
}

void
ou_po_line_end(struct po *c)
{
	struct ou_order_line *line = c->line;
	struct po_line *li = c->li;
	struct ou_str name;

	if (line == NULL)
		return;
	settle_schedule(c);
	settle_splits(c);
	settle_gtin(c);
	if (!has_item(line->product) && li->fallback_id.n > 0)
		ou_po_product(c)->buyer_item_id = li->fallback_id;
	if (!has_item(line->product)) {
		name = ou_po_line_name(c);
		ou_po_fault(c, OU_DIAG_LINE, 0, "line %.*s names no item",
		    OU_STR_ARG(name));
	}
	if (!li->quantity_given) {
		name = ou_po_line_name(c);
		ou_po_fault(c, OU_DIAG_LINE, 0, "line %.*s has no quantity",
		    OU_STR_ARG(name));
	}
	c->line = NULL;
	c->li = NULL;
	c->split = NULL;
	c->schedule = NULL;
	c->allowance = NULL;
	c->in_party = false;
}

void
ou_po_hold_line(struct po *c, enum ou_diag code, struct ou_str reason)
{
	struct po_hold **to = &c->li->holds;

	for (; *to != NULL; to = &(*to)->next) {
		if ((*to)->code == code)
			return;
	}
	*to = ou_arena_zalloc(c->a, sizeof(**to));
	(*to)->code = code;
	(*to)->reason = reason;
}

struct ou_str
ou_po_line_name(struct po *c)
{
	return c->line->number.n > 0 ? c->line->number :
	    ou_str_printf(c->a, "%u", c->o->n_lines);
}

void
ou_po_order_quantity(struct po *c, struct ou_str value, unsigned e)
{
	struct ou_quantity q;

	if (value.n == 0)
		return;
	if (ou_po_quantity(c, &q, value) != 0)
		ou_po_fault(c, OU_DIAG_LINE, e, "'%.*s' is not a quantity",
		    OU_STR_ARG(value));
	else if (q.v < 0)
		ou_po_fault(c, OU_DIAG_LINE, e,
		    "the quantity '%.*s' is negative", OU_STR_ARG(value));
	else if (c->li->quantity_given && c->line->quantity.v != q.v)
		ou_po_fault(c, OU_DIAG_LINE, e, "a second quantity, '%.*s'",
		    OU_STR_ARG(value));
	else {
		c->line->quantity = q;
		c->li->quantity_given = true;
	}
}

struct ou_str
ou_po_unit(struct po *c, struct ou_str code, unsigned e)
{
	struct ou_str known;

	if (code.n == 0)
		return OU_STR_NONE;
	if (code.n == c->unit_length &&
	    memcmp(code.p, c->unit_text, code.n) == 0)
		return c->unit_known;
	known = ou_po_unit_code(c, code);
	if (known.n == 0)
		known = ou_unit_code(c->family->units, code);
	if (known.n > 0) {
		/* most lines have the unit of the one before */
		if (code.n <= sizeof(c->unit_text) &&
		    known.n <= sizeof(c->unit_text)) {
			memcpy(c->unit_text, code.p, code.n);
			c->unit_length = (uint32_t)code.n;
			c->unit_known = known;
		}
		return known;
	}
	ou_po_finding(c, OU_DIAG_UNIT, e,
	    "'%.*s' is not a known unit of measure", OU_STR_ARG(code));
	return code;
}

/* --- what is ordered --- */

static bool
is_digits(struct ou_str s, size_t n)
{
	return s.n == n && ou_edi_number(s) >= 0;
}

/* ISBN-10 (check digit 0-9 or X) as the GTIN-13 that it became in 2007. */
static struct ou_str
isbn(struct po *c, struct ou_str s)
{
	char digits[13] = "978", *to;
	size_t i, n = 3;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '-' || s.p[i] == ' ')
			continue;
		if (n == sizeof(digits))
			return OU_STR_NONE;
		digits[n++] = s.p[i];
	}
	if (n != 13 || !is_digits(ou_str_make(digits, 12), 12))
		return OU_STR_NONE;
	to = ou_arena_alloc(c->a, 13);
	memcpy(to, digits, 12);
	to[12] = (char)('0' +
	    ou_gs1_check_digit(ou_str_make(digits, 12)));
	return ou_str_make(to, 13);
}

static bool
put_gtin(struct po *c, struct ou_str *to, struct ou_str value)
{
	size_t i;

	/* partners leave the check digit away, or write a number of their
	 * own: what is no number is no GTIN */
	for (i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			break;
	}
	if (i < value.n || value.n > 14 || value.n < 6) {
		if (c->li->fallback_id.n == 0)
			c->li->fallback_id = value;
		return false;
	}
	return ou_po_set(to, value);
}

static bool
put_isbn(struct po *c, struct ou_str value)
{
	struct ou_str gtin;

	if (is_digits(value, 13))
		return ou_po_set(&c->li->unit_gtin, value);
	gtin = isbn(c, value);
	if (gtin.n > 0 && c->li->unit_gtin.n == 0)
		c->li->unit_gtin = gtin;
	else if (c->li->fallback_id.n == 0)
		c->li->fallback_id = value;
	/* the ten digits themselves stay in extra */
	return false;
}

bool
ou_po_product_id(struct po *c, enum po_id kind, struct ou_str value)
{
	struct ou_product *p;

	if (value.n == 0)
		return true;
	p = ou_po_product(c);
	switch (kind) {
	case PO_ID_SKU:
	case PO_ID_SKU_WEAK:
		return ou_po_set(&p->sku, value);
	case PO_ID_BUYER:
		return ou_po_set(&p->buyer_item_id, value);
	case PO_ID_MAKER:
		return ou_po_set(&p->manufacturer_item_id, value);
	case PO_ID_GTIN:
		/* fourteen digits with an indicator are a case's */
		if (value.n == 14 && value.p[0] != '0')
			return put_gtin(c, &c->li->case_gtin, value);
		return put_gtin(c, &c->li->unit_gtin, value);
	case PO_ID_CASE:
		return put_gtin(c, &c->li->case_gtin, value);
	case PO_ID_ISBN:
		return put_isbn(c, value);
	case PO_ID_COLOR:
		return ou_po_set(&p->color, value);
	case PO_ID_SIZE:
		return ou_po_set(&p->size, value);
	case PO_ID_OTHER:
		if (c->li->fallback_id.n == 0)
			c->li->fallback_id = value;
		break;
	case PO_ID_KEEP:
		break;
	}
	return false;
}
