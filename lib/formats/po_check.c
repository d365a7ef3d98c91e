#include "po.h"

/*
 * The end of a message: does it say what its lines add up to, and which of
 * them can be taken.
 */
static bool
line_amount(const struct ou_order_line *line, struct ou_amount *out)
{
	return line->unit_price.given && ou_price_extend(out,
	    line->unit_price, line->quantity, line->price_base, 2, NULL) == 0;
}

/* Sum of the lines; -1 when a line has no price or the sum is too large. */
static int
sum_lines(const struct ou_order *o, struct ou_amount *net,
    struct ou_amount *with)
{
	const struct ou_order_line *line;
	const struct ou_allowance *x;
	struct ou_amount amount;
	uint32_t i, k;

	*net = *with = (struct ou_amount){ .given = true };
	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (!line_amount(line, &amount) ||
		    ou_amount_add(net, *net, amount, NULL) != 0 ||
		    ou_amount_add(with, *with, amount, NULL) != 0)
			return -1;
		for (k = 0; k < line->n_allowances; k++) {
			x = &line->allowances[k];
			if (!x->amount.given)
				return -1;
			if ((x->charge == OU_FLAG_YES ? ou_amount_add :
			    ou_amount_sub)(with, *with, x->amount, NULL) != 0)
				return -1;
		}
	}
	for (k = 0; k < o->n_allowances; k++) {
		x = &o->allowances[k];
		if (!x->amount.given)
			return -1;
		if ((x->charge == OU_FLAG_YES ? ou_amount_add :
		    ou_amount_sub)(with, *with, x->amount, NULL) != 0)
			return -1;
	}
	return 0;
}

/* What the message says there is of lines and quantities was not all read;
 * amounts can be made up of more than is known. */
static void
total_finding(struct po *c, uint64_t segment, const char *what,
    struct ou_str stated, struct ou_str found, void (*tell)(
    struct ou_import *im, const struct ou_err *finding))
{
	struct ou_err err = { .kind = OU_ERR_RECORD,
	    .code = OU_DIAG_EDI_TOTAL };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_EDI_TOTAL,
	    "the control total of %s is %.*s, the lines add up to %.*s", what,
	    OU_STR_ARG(stated), OU_STR_ARG(found));
	ou_err_at(&err, ou_source_name(c->edi->src), segment, 0);
	tell(c->im, &err);
}

static void
check_quantities(struct po *c)
{
	struct ou_quantity sum = { .given = true };
	char had[OU_DECIMAL_MAX], has[OU_DECIMAL_MAX];
	const struct po_control *t = &c->control;
	uint32_t i;

	for (i = 0; i < c->o->n_lines; i++) {
		if (ou_quantity_add(&sum, sum, c->o->lines[i].quantity,
		    NULL) != 0)
			return;
	}
	if (sum.v != t->quantities.v)
		total_finding(c, t->quantities_at, "quantities",
		    ou_str_make(had, ou_quantity_text(had, t->quantities)),
		    ou_str_make(has, ou_quantity_text(has, sum)),
		    ou_import_doubt);
}

static void
check_amount(struct po *c)
{
	const struct po_control *t = &c->control;
	struct ou_amount net, with;
	char had[OU_DECIMAL_MAX], has[OU_DECIMAL_MAX];

	if (sum_lines(c->o, &net, &with) != 0 || net.v == t->amount.v ||
	    with.v == t->amount.v)
		return;
	with.places = net.places = 2;
	total_finding(c, t->amount_at, "amounts",
	    ou_str_make(had, ou_amount_text(had, t->amount)),
	    ou_str_make(has, ou_amount_text(has, net)), ou_import_finding);
}

static void
check_totals(struct po *c)
{
	const struct po_control *t = &c->control;
	struct ou_quantity lines = ou_quantity_of(c->o->n_lines);
	char had[OU_DECIMAL_MAX], has[OU_DECIMAL_MAX];

	if (t->lines.given && t->lines.v != lines.v)
		total_finding(c, t->lines_at, "lines",
		    ou_str_make(had, ou_quantity_text(had, t->lines)),
		    ou_str_make(has, ou_quantity_text(has, lines)),
		    ou_import_doubt);
	if (c->bad_lines > 0)
		return;
	if (t->quantities.given)
		check_quantities(c);
	if (t->amount.given)
		check_amount(c);
}

/* Lines without any number have that of their place in the message, also
 * when others are dropped. */
static void
number_lines(struct po *c)
{
	struct ou_order *o = c->o;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].number.n > 0)
			return;
	}
	for (i = 0; i < o->n_lines; i++)
		o->lines[i].number = ou_str_printf(c->a, "%u", i + 1);
}

/* The lines that cannot be taken go, and the order waits until somebody has
 * looked at them: half an order must not leave the house. */
static void
drop_bad_lines(struct po *c)
{
	struct ou_order *o = c->o;
	uint32_t i, n = 0;

	if (c->bad_lines == 0)
		return;
	for (i = 0; i < o->n_lines; i++) {
		if (c->info[i].fault.p != NULL) {
			ou_import_hold(c->im, o, OU_DIAG_LINE,
			    ou_str_printf(c->a, "line %.*s was rejected: %.*s",
			    OU_STR_ARG(o->lines[i].number),
			    OU_STR_ARG(c->info[i].fault)),
			    o->lines[i].number);
			continue;
		}
		o->lines[n] = o->lines[i];
		c->info[n++] = c->info[i];
	}
	o->n_lines = n;
}

/* What there may be besides what was read. */
static void
hold_doubtful(struct po *c)
{
	const struct ou_err *doubt = &c->im->doubt;

	if (doubt->kind != OU_ERR_NONE)
		ou_import_hold(c->im, c->o, doubt->code,
		    ou_str_dup(c->a, ou_str_c(doubt->text)), OU_STR_NONE);
}

static void
hold_lines(struct po *c)
{
	const struct po_hold *h;
	uint32_t i;

	for (i = 0; i < c->o->n_lines; i++) {
		for (h = c->info[i].holds; h != NULL; h = h->next)
			ou_import_hold(c->im, c->o, h->code, h->reason,
			    c->o->lines[i].number);
	}
}

/* A price for another unit than the one that is ordered is no price. */
static void
check_price_units(struct po *c)
{
	struct ou_order_line *line;
	struct ou_str unit;
	char text[OU_DECIMAL_MAX];
	uint32_t i;

	for (i = 0; i < c->o->n_lines; i++) {
		line = &c->o->lines[i];
		unit = c->info[i].price_unit;
		if (unit.n == 0 || line->unit.n == 0 ||
		    !line->unit_price.given || ou_unit_same(unit, line->unit))
			continue;
		ou_import_extra(c->im, &line->extra, &line->n_extra,
		    OU_STR("price"), ou_str_printf(c->a, "%.*s per %.*s",
		    (int)ou_price_text(text, line->unit_price), text,
		    OU_STR_ARG(unit)));
		ou_import_hold(c->im, c->o, OU_DIAG_HOLD_PRICE,
		    ou_str_printf(c->a, "the price is per %.*s, the line "
		    "orders %.*s", OU_STR_ARG(unit), OU_STR_ARG(line->unit)),
		    line->number);
		memset(&line->unit_price, 0, sizeof(line->unit_price));
		memset(&line->price_base, 0, sizeof(line->price_base));
	}
}

/* A line's own place of delivery that is the message's place says nothing
 * new. */
static void
settle_places(struct po *c)
{
	const struct ou_address *to = c->o->delivery != NULL ?
	    c->o->delivery->address : NULL;
	const struct split *s;
	struct ou_order_line *line;
	uint32_t i;

	for (i = 0; i < c->o->n_lines && to != NULL; i++) {
		line = &c->o->lines[i];
		s = c->info[i].splits;
		if (c->info[i].n_splits != 1 ||
		    s->quantity.v != line->quantity.v || s->id.n == 0 ||
		    !(ou_str_eq(s->id, to->id) || ou_str_eq(s->id, to->gln)))
			continue;
		if (ou_date_given(s->date))
			line->requested_date = s->date;
		c->info[i].n_splits = 0;
	}
}

/* The buyer's own address stands in for those that were not named. */
static void
settle_addresses(struct po *c)
{
	struct ou_order *o = c->o;
	struct ou_address *b = c->buyer_address;
	struct ou_buf text = OU_BUF_INIT;
	const struct ou_str *rest[4];
	uint32_t i;

	if (b == NULL || (b->n_street == 0 && b->locality.n == 0))
		return;
	if (o->billing_address == NULL) {
		o->billing_address = b;
		return;
	}
	rest[0] = &b->postal_code;
	rest[1] = &b->locality;
	rest[2] = &b->region;
	rest[3] = &b->country;
	for (i = 0; i < b->n_street; i++) {
		ou_buf_adds(&text, b->street[i]);
		ou_buf_puts(&text, ", ");
	}
	for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
		ou_buf_adds(&text, *rest[i]);
		if (rest[i]->n > 0)
			ou_buf_addc(&text, ' ');
	}
	ou_po_extra(c, OU_STR("customer.address"),
	    ou_str_trim(ou_buf_str(&text)));
	ou_buf_release(&text);
}

void
ou_po_finish(struct po *c)
{
	struct ou_order *o = c->o;

	ou_po_line_end(c);
	c->prefix = OU_STR_NONE;
	if (o->number.n == 0)
		ou_po_refuse(c, OU_DIAG_NO_ORDER_NUMBER, 0,
		    "the message has no order number");
	if (o->n_lines == 0)
		ou_po_refuse(c, OU_DIAG_NO_LINES, 0,
		    "the message has no lines");
	if (o->n_lines == c->bad_lines)
		ou_po_refuse(c, OU_DIAG_NO_LINES, 0,
		    "no line has item and quantity: %.*s",
		    OU_STR_ARG(c->info[0].fault));
	if (c->refusal.kind != OU_ERR_NONE)
		return;
	check_totals(c);
	number_lines(c);
	drop_bad_lines(c);
	hold_doubtful(c);
	hold_lines(c);
	check_price_units(c);
	ou_po_settle(c);
	settle_places(c);
	settle_addresses(c);
}
