#include "change.h"
#include "ou/model/change.h"

struct ou_str
ou_change_id(struct ou_arena *a, const struct ou_order_change *c,
    struct ou_str interchange, struct ou_str message)
{
	struct ou_str of = ou_order_id(a, c->channel, c->number.n > 0 ?
	    c->number : c->order_number, c->number.n > 0 ? OU_STR_NONE :
	    c->release);

	if (c->sequence.n > 0)
		return ou_str_printf(a, "%.*s/change-%.*s", OU_STR_ARG(of),
		    OU_STR_ARG(c->sequence));
	return c->number.n > 0 ? of : ou_str_printf(a, "%.*s/%.*s.%.*s",
	    OU_STR_ARG(of), OU_STR_ARG(interchange), OU_STR_ARG(message));
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
	/* of nothing, nothing is cancelled */
	if (l->quantity.v == (l->quantities != NULL ?
	    l->quantities->cancelled.v : 0))
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

	if (q.v == before)
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
	if (c->unit_price.v == l->unit_price.v &&
	    c->price_base.v == l->price_base.v && l->unit_price.given)
		return;
	l->unit_price = c->unit_price;
	l->price_base = c->price_base;
	put_line(x, l, OU_FIELD(order_line, unit_price));
	put_line(x, l, OU_FIELD(order_line, price_base));
	/* It is not from where the one before it was. */
	l->price_source = NULL;
	put_line(x, l, OU_FIELD(order_line, price_source));
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

/* No other line has it. */
static struct ou_str
free_number(const struct changer *x)
{
	struct ou_change_line c = { 0 };
	uint32_t n = x->o->n_lines;

	do
		c.number = ou_str_number(x->a, OU_STR(""), "", ++n);
	while (ou_change_find(x, &c) != NULL);
	return c.number;
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
	l->number = c->number.n > 0 ? c->number : free_number(x);
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
	const unsigned says = ou_change_says(c);
	struct ou_order_line *l;
	bool before = x->changed;

	if ((says & CHANGE_ADD) != 0) {
		add_line(x, c);
		return;
	}
	if (says == 0 || (l = ou_change_find(x, c)) == NULL)
		return;
	x->changed = false;
	if ((says & CHANGE_DELETE) != 0)
		cancel_line(x, l);
	if ((says & CHANGE_QUANTITY) != 0)
		change_quantity(x, l, c->quantity);
	if ((says & CHANGE_PRICE) != 0)
		change_price(x, l, c);
	if ((says & CHANGE_DATE) != 0)
		change_dates(x, l, c);
	if (x->changed && l->total.given) {
		l->total.given = false;
		put_line(x, l, OU_FIELD(order_line, total));
	}
	x->changed = x->changed || before;
}

/* Days of the whole order, for lines that have none of their own. */
static void
change_day(struct changer *x, struct ou_date *to, struct ou_date day,
    int field)
{
	if (ou_date_cmp(*to, day) == 0)
		return;
	*to = day;
	x->changed = true;
	if (x->o->delivery->node != 0)
		ou_record_put(x->record, &ou_delivery_table, x->o->delivery,
		    field);
	else
		ou_record_put(x->record, &ou_order_table, x->o,
		    OU_FIELD(order, delivery));
}

static void
change_days(struct changer *x, const struct ou_order_change *change)
{
	const struct ou_dated *d;
	uint32_t i;

	for (i = 0; i < change->n_dates; i++) {
		d = &change->dates[i];
		if (!ou_change_says_day(d))
			continue;
		if (x->o->delivery == NULL)
			x->o->delivery = ou_arena_zalloc(x->a,
			    sizeof(*x->o->delivery));
		if (ou_str_is(d->kind, "requestedShip"))
			change_day(x, &x->o->delivery->requested_ship_date,
			    d->at.date, OU_FIELD(delivery,
			    requested_ship_date));
		else
			change_day(x, &x->o->delivery->requested_date,
			    d->at.date, OU_FIELD(delivery, requested_date));
	}
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

	if (ou_change_check(&x, change) != 0)
		return -1;
	if (ou_str_is(change->function, "cancel"))
		cancel(&x);
	else {
		change_days(&x, change);
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
