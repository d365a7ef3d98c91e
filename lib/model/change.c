#include "ou/model/change.h"
#include "ou/model/units.h"

struct changer {
	struct ou_record *record;
	struct ou_arena *a;
	struct ou_order *o;
	bool changed;
	bool lines_changed;		/* the list is another */
	struct ou_err *err;
};

static int
refuse(struct changer *x, const char *why)
{
	return ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_CHANGE, "%s", why);
}

/* --- what may be changed --- */

static struct ou_order_line *
find_line(struct changer *x, const struct ou_change_line *c)
{
	struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < x->o->n_lines; i++) {
		l = &x->o->lines[i];
		if (c->number.n > 0 ? ou_str_eq(l->number, c->number) :
		    c->product != NULL && l->product != NULL &&
		    c->product->sku.n > 0 &&
		    ou_str_eq(l->product->sku, c->product->sku))
			return l;
	}
	return NULL;
}

/* Units that have left their bin. */
static int64_t
gone(const struct ou_order_line *l)
{
	const struct ou_quantities *q = l->quantities;

	if (q == NULL)
		return 0;
	return q->picked.v > q->shipped.v ? q->picked.v : q->shipped.v;
}

/* Is the line on a pick list? */
static bool
released(const struct changer *x, const struct ou_order_line *l)
{
	uint32_t i;

	for (i = 0; i < x->o->n_picks; i++) {
		if (ou_str_eq(x->o->picks[i].line, l->number))
			return true;
	}
	return gone(l) > 0;
}

static bool
is_action(const struct ou_change_line *c, const char *action)
{
	return ou_str_is(c->action, action);
}

static bool
known_action(const struct ou_change_line *c)
{
	static const char *const actions[] = { "add", "delete", "change",
	    "quantity", "price", "date", "none" };
	size_t i;

	for (i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (is_action(c, actions[i]))
			return true;
	}
	return c->action.n == 0;
}

static bool
of_everything(const struct ou_change_line *c)
{
	return c->action.n == 0 || is_action(c, "change");
}

static int
check_line(struct changer *x, const struct ou_change_line *c)
{
	const struct ou_order_line *l = find_line(x, c);
	bool less;

	if (!known_action(c))
		return ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "action '%.*s' is not one that is applied here",
		    OU_STR_ARG(c->action));
	if (c->quantity.given && c->quantity.v < 0)
		return refuse(x, "less than nothing is ordered");
	if (is_action(c, "add")) {
		if (l != NULL)
			return refuse(x, "the line is there already");
		return c->quantity.given ? 0 : refuse(x,
		    "a line without a quantity");
	}
	if (is_action(c, "none"))
		return 0;
	if (l == NULL)
		return refuse(x, "the order has no such line");
	less = is_action(c, "delete") || ((of_everything(c) ||
	    is_action(c, "quantity")) && c->quantity.given &&
	    c->quantity.v < l->quantity.v);
	if (less && released(x, l))
		return refuse(x, "goods of this line are picked already");
	if (c->unit.n > 0 && l->unit.n > 0 && c->quantity.given &&
	    !ou_unit_same(c->unit, l->unit))
		return refuse(x, "the line is ordered in another unit");
	return 0;
}

static int
check(struct changer *x, const struct ou_order_change *change)
{
	uint32_t i;

	if (ou_str_is(change->function, "cancel")) {
		for (i = 0; i < x->o->n_lines; i++) {
			if (released(x, &x->o->lines[i])) {
				refuse(x, "goods of this line are picked "
				    "already");
				return ou_err_in(x->err, "orderedItem.%u", i);
			}
		}
		return 0;
	}
	if (change->n_lines == 0)
		return refuse(x, "it changes nothing");
	for (i = 0; i < change->n_lines; i++) {
		if (check_line(x, &change->lines[i]) != 0)
			return ou_err_in(x->err, "changedItem.%u", i);
	}
	return 0;
}

/* --- changing --- */

static void
put_line(struct changer *x, const struct ou_order_line *l, int field)
{
	x->changed = true;
	if (l->node != 0)
		ou_record_put(x->record, &ou_order_line_table, l, field);
}

static void
put_quantities(struct changer *x, struct ou_order_line *l)
{
	static const int fields[] = { OU_FIELD(quantities, ordered),
	    OU_FIELD(quantities, allocated),
	    OU_FIELD(quantities, backordered),
	    OU_FIELD(quantities, cancelled) };
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (l->quantities->node != 0)
			ou_record_put(x->record, &ou_quantities_table,
			    l->quantities, fields[i]);
	}
	put_line(x, l, OU_FIELD(order_line, allocations));
	if (l->quantities->node == 0)
		put_line(x, l, OU_FIELD(order_line, quantities));
}

/* Take ${units} off the allocations of a kind, the last one first; what
 * stands in for the item goes as a whole.  How many were taken, at least. */
static int64_t
give_back(struct changer *x, struct ou_order_line *l, bool backorder,
    int64_t units)
{
	int64_t part, taken = 0;
	struct ou_allocation *al;
	uint32_t i, n = 0;

	for (i = l->n_allocations; i > 0; i--) {
		al = &l->allocations[i - 1];
		if ((al->backorder == OU_FLAG_YES) != backorder)
			continue;
		part = al->quantity.v < units - taken ? al->quantity.v :
		    units - taken;
		if (part > 0 && al->n_components > 0)
			part = al->quantity.v;
		if (part <= 0)
			continue;
		al->quantity.v -= part;
		taken += part;
		if (al->node != 0)
			ou_record_put(x->record, &ou_allocation_table, al,
			    OU_FIELD(allocation, quantity));
	}
	for (i = 0; i < l->n_allocations; i++) {
		if (l->allocations[i].quantity.v > 0)
			l->allocations[n++] = l->allocations[i];
	}
	l->n_allocations = n;
	return taken > units ? taken : units;
}

static void
lessen(struct changer *x, struct ou_order_line *l, bool backorder,
    struct ou_quantity *q, int64_t units)
{
	if (units <= 0)
		return;
	units = give_back(x, l, backorder, units);
	q->v = q->v > units ? q->v - units : 0;
}

/* What is still wanted of a line is less: first what is waited for goes. */
static void
reduce(struct changer *x, struct ou_order_line *l, int64_t wanted)
{
	struct ou_quantities *q = l->quantities;
	int64_t over, part;

	over = q->allocated.v + q->backordered.v + q->cancelled.v - wanted;
	part = over > q->backordered.v ? q->backordered.v : over;
	lessen(x, l, true, &q->backordered, part);
	lessen(x, l, false, &q->allocated,
	    over - (part > 0 ? part : 0));
	put_quantities(x, l);
}

static void
cancel_line(struct changer *x, struct ou_order_line *l)
{
	if (l->quantities != NULL &&
	    l->quantities->cancelled.v == l->quantity.v)
		return;
	if (l->quantities == NULL)
		l->quantities = ou_arena_zalloc(x->a, sizeof(*l->quantities));
	l->quantities->ordered = l->quantity;
	l->quantities->allocated = (struct ou_quantity){ 0, true };
	l->quantities->backordered = (struct ou_quantity){ 0, true };
	l->quantities->cancelled = l->quantity;
	l->n_allocations = 0;
	put_quantities(x, l);
}

static void
change_quantity(struct changer *x, struct ou_order_line *l,
    struct ou_quantity q)
{
	int64_t before = l->quantity.v;

	if (!q.given || q.v == before)
		return;
	l->quantity = q;
	put_line(x, l, OU_FIELD(order_line, quantity));
	if (l->quantities != NULL) {
		l->quantities->ordered = q;
		/* units that were cancelled before are none of the new ones */
		if (l->quantities->cancelled.v > q.v)
			l->quantities->cancelled.v = q.v;
		reduce(x, l, q.v);
	}
}

static void
change_price(struct changer *x, struct ou_order_line *l,
    const struct ou_change_line *c)
{
	if (!c->unit_price.given || (c->unit_price.v == l->unit_price.v &&
	    c->price_base.v == l->price_base.v && l->unit_price.given))
		return;
	l->unit_price = c->unit_price;
	l->price_base = c->price_base;
	put_line(x, l, OU_FIELD(order_line, unit_price));
	put_line(x, l, OU_FIELD(order_line, price_base));
}

static void
change_dates(struct changer *x, struct ou_order_line *l,
    const struct ou_change_line *c)
{
	if (ou_date_given(c->requested_date) &&
	    ou_date_cmp(c->requested_date, l->requested_date) != 0) {
		l->requested_date = c->requested_date;
		put_line(x, l, OU_FIELD(order_line, requested_date));
	}
	if (ou_date_given(c->requested_ship_date) &&
	    ou_date_cmp(c->requested_ship_date, l->requested_ship_date)
	    != 0) {
		l->requested_ship_date = c->requested_ship_date;
		put_line(x, l, OU_FIELD(order_line, requested_ship_date));
	}
}

static void
add_line(struct changer *x, const struct ou_change_line *c)
{
	uint32_t n = x->o->n_lines;
	struct ou_order_line *l;

	x->o->lines = ou_arena_extend(x->a, x->o->lines, n * sizeof(*l),
	    (n + 1) * sizeof(*l));
	l = &x->o->lines[n];
	memset(l, 0, sizeof(*l));
	l->number = c->number.n > 0 ? c->number :
	    ou_str_number(x->a, OU_STR(""), "", n + 1);
	l->quantity = c->quantity;
	l->unit = c->unit;
	if (c->product != NULL) {
		/* of this record, not of the change's */
		l->product = ou_arena_alloc(x->a, sizeof(*l->product));
		*l->product = *c->product;
		l->product->node = 0;
	}
	l->unit_price = c->unit_price;
	l->price_base = c->price_base;
	l->requested_date = c->requested_date;
	l->requested_ship_date = c->requested_ship_date;
	x->o->n_lines++;
	x->changed = x->lines_changed = true;
}

static void
change_line(struct changer *x, const struct ou_change_line *c)
{
	struct ou_order_line *l;
	bool before = x->changed;

	if (is_action(c, "add")) {
		add_line(x, c);
		return;
	}
	l = find_line(x, c);
	if (is_action(c, "none") || l == NULL)
		return;
	x->changed = false;
	if (is_action(c, "delete"))
		cancel_line(x, l);
	if (of_everything(c) || is_action(c, "quantity"))
		change_quantity(x, l, c->quantity);
	if (of_everything(c) || is_action(c, "price"))
		change_price(x, l, c);
	if (of_everything(c) || is_action(c, "date"))
		change_dates(x, l, c);
	if (x->changed && l->total.given) {
		l->total.given = false;
		put_line(x, l, OU_FIELD(order_line, total));
	}
	x->changed = x->changed || before;
}

static void
cancel(struct changer *x)
{
	uint32_t i;

	for (i = 0; i < x->o->n_lines; i++)
		cancel_line(x, &x->o->lines[i]);
	if (ou_str_is(x->o->status, "OrderCancelled"))
		return;
	x->o->status = OU_STR("OrderCancelled");
	ou_record_put(x->record, &ou_order_table, x->o,
	    OU_FIELD(order, status));
	x->changed = true;
}

/* What was computed from the lines as they were. */
static void
forget_totals(struct changer *x)
{
	struct ou_totals *t = x->o->totals;
	struct ou_amount prepaid;

	x->o->n_taxes = 0;
	ou_record_put(x->record, &ou_order_table, x->o,
	    OU_FIELD(order, taxes));
	if (t == NULL)
		return;
	prepaid = t->prepaid;
	if (prepaid.given) {
		x->o->totals = ou_arena_zalloc(x->a, sizeof(*t));
		x->o->totals->prepaid = prepaid;
	} else
		x->o->totals = NULL;
	ou_record_put(x->record, &ou_order_table, x->o,
	    OU_FIELD(order, totals));
}

int
ou_change_apply(struct ou_record *record, struct ou_order *o,
    const struct ou_order_change *change, struct ou_err *err)
{
	struct changer x = { .record = record, .a = record->arena, .o = o,
	    .err = err };
	uint32_t i;

	if (check(&x, change) != 0)
		return -1;
	if (ou_str_is(change->function, "cancel"))
		cancel(&x);
	else {
		for (i = 0; i < change->n_lines; i++)
			change_line(&x, &change->lines[i]);
	}
	if (x.lines_changed)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, lines));
	if (x.changed)
		forget_totals(&x);
	return x.changed;
}
