#include "contract.h"
#include "schedule_calls.h"

/*
 * What is called off of a blanket order that the store has under the same
 * number is at most what its lines are for; of a contract with a maximum, at
 * most what other orders leave of it.  The store keeps the latter as
 * price-quote does, by order, so that both count the same.
 */

/* --- blanket orders --- */

static int64_t *
used_of(struct calling *c, struct called_base *b, struct ou_str line)
{
	struct ou_arena *a = &c->run->record_arena;
	void **at = ou_names_at(&b->used, a, line);

	if (*at == NULL)
		*at = ou_arena_zalloc(a, sizeof(int64_t));
	return *at;
}

static void
use(int64_t *used, int64_t v)
{
	if (__builtin_add_overflow(*used, v, used))
		*used = INT64_MAX;
}

static struct ou_str
name_of(struct ou_arena *a, struct ou_str order, struct ou_str line)
{
	return ou_str_printf(a, "%.*s#%.*s", OU_STR_ARG(order),
	    OU_STR_ARG(line));
}

/* Is it still there when this release is done, and not among its lines? */
static int
stays(struct calling *c, const struct ou_called_line *was)
{
	const struct ou_order *o;
	const struct ou_quantities *q;

	if (ou_date_days(was->date) > c->x->last)
		return 1;
	if ((o = ou_schedule_called_stored(c, was->order)) == NULL)
		return -1;
	q = ou_schedule_called_stands(o, was->line);
	return q != NULL && (q->picked.v > 0 || q->shipped.v > 0);
}

static const struct ou_order_line *
line_of(const struct ou_order *blanket, const struct called *k)
{
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < blanket->n_lines; i++) {
		l = &blanket->lines[i];
		if (ou_str_eq(l->number, k->line_number) &&
		    (l->unit.n == 0 || k->line->unit.n == 0 ||
		    ou_str_eq(l->unit, k->line->unit)))
			return l;
	}
	return NULL;
}

/* "line 1 of order 'acme:4711' has 5 of 100 left, 10 are called off", or an
 * absent text: there is enough. */
static struct ou_str
beyond(struct calling *c, struct called_base *b,
    const struct ou_order *blanket, const struct called *k)
{
	const struct ou_order_line *l = line_of(blanket, k);
	char left[OU_DECIMAL_MAX], all[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	int64_t *used = used_of(c, b, k->line_number), rest;

	if (l == NULL)
		return OU_STR_NONE;
	rest = *used < l->quantity.v ? l->quantity.v - *used : 0;
	if (k->quantity.v <= rest)
		return OU_STR_NONE;
	return ou_str_printf(&c->run->record_arena, "line %.*s of order "
	    "'%.*s' has %.*s of %.*s left, %.*s are called off",
	    OU_STR_ARG(k->line_number), OU_STR_ARG(b->base),
	    (int)ou_quantity_text(left, (struct ou_quantity){ rest, true }),
	    left, (int)ou_quantity_text(all, l->quantity), all,
	    (int)ou_quantity_text(is, k->quantity), is);
}

/* --- contracts --- */

/* The one with a maximum that a line is called off of, or NULL. */
static const struct ou_contract_row *
contract_of(const struct calling *c, const struct called *k)
{
	const struct ou_contract_row *row = ou_schedule_contract(c->x,
	    ou_schedule_called_contract(c, k->line));

	return row != NULL && row->max_quantity.given ? row : NULL;
}

/* Orders of the number of which nothing is left take nothing of contracts;
 * ${kept}: the others. */
static int
give_back(struct calling *c, const struct called_base *b,
    const struct ou_names *kept)
{
	uint32_t i;

	for (i = 0; i < b->state->n_lines; i++) {
		if (ou_names_find(kept, b->state->lines[i].order) == NULL &&
		    ou_contract_forget(c->x->store, c->run,
		    b->state->lines[i].order) != 0)
			return -1;
	}
	return 0;
}

int
ou_schedule_called_begin(struct calling *c, struct called_base *b,
    const struct called *lines, uint32_t n)
{
	struct ou_arena *a = &c->run->record_arena;
	const struct ou_called_line *was;
	struct ou_names called = { 0 }, kept = { 0 };
	uint32_t i;
	int there;

	for (i = 0; i < n; i++) {
		*ou_names_at(&called, a, name_of(a, lines[i].order,
		    lines[i].line_number)) = c;
		*ou_names_at(&kept, a, lines[i].order) = c;
	}
	for (i = 0; i < b->n_sums; i++) {
		use(used_of(c, b, b->sums[i].line), b->sums[i].gone.v);
		if (b->sums[i].before.v > 0)
			use(used_of(c, b, b->sums[i].line),
			    b->sums[i].before.v);
	}
	for (i = 0; i < b->state->n_lines; i++) {
		was = &b->state->lines[i];
		if (ou_names_find(&called, name_of(a, was->order,
		    was->line)) != NULL)
			continue;
		if ((there = stays(c, was)) < 0)
			return -1;
		if (there == 0)
			continue;
		use(used_of(c, b, was->line), was->quantity.v);
		*ou_names_at(&kept, a, was->order) = c;
	}
	return give_back(c, b, &kept);
}

/* Of the lines under a contract, in stock units; -1: it cannot be told. */
static int64_t
units_of(struct calling *c, const struct called *lines,
    const struct ou_order *o, const struct ou_contract_row *row)
{
	const struct ou_customer *buyer = ou_customers_find(
	    &c->x->customers, o->customer);
	struct ou_quantity sum = ou_quantity_of(0), part, factor;
	const struct ou_item *item;
	bool divisible;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (contract_of(c, &lines[i]) != row)
			continue;
		item = ou_items_resolve(&c->x->items, o, buyer,
		    o->lines[i].product);
		if (item == NULL || !ou_item_factor(&c->x->items, item, o,
		    &o->lines[i], &factor, &divisible) ||
		    ou_quantity_convert(&part, o->lines[i].quantity, factor,
		    NULL) != 0 || ou_quantity_add(&sum, sum, part, NULL) != 0)
			return -1;
	}
	return sum.v;
}

static bool
counted(const struct calling *c, const struct called *lines, uint32_t at)
{
	uint32_t i;

	for (i = 0; i < at; i++) {
		if (contract_of(c, &lines[i]) == contract_of(c, &lines[at]))
			return true;
	}
	return false;
}

/* Each contract that the order is under. */
static int
take_contracts(struct calling *c, const struct called *lines,
    struct ou_order *o, bool *held)
{
	const struct ou_contract_row *row;
	uint32_t i;

	if (ou_contract_forget(c->x->store, c->run, o->id) != 0)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		row = contract_of(c, &lines[i]);
		if (row == NULL || counted(c, lines, i))
			continue;
		if (ou_contract_take(c->x->store, c->run, o, row,
		    units_of(c, lines, o, row), held) != 0)
			return -1;
	}
	return 0;
}

/* --- orders --- */

int
ou_schedule_called_take(struct calling *c, const struct called *lines,
    struct ou_order *o)
{
	struct called_base *b = ou_schedule_called_base(c, lines->number);
	const struct ou_order *blanket;
	struct ou_str why;
	uint32_t i;
	bool held = false;

	if (b == NULL ||
	    (blanket = ou_schedule_called_stored(c, b->base)) == NULL)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		why = beyond(c, b, blanket, &lines[i]);
		use(used_of(c, b, lines[i].line_number),
		    lines[i].quantity.v);
		if (why.n > 0 && ou_run_hold(c->run, o,
		    OU_DIAG_HOLD_CONTRACT, lines[i].line_number, NULL, "%.*s",
		    OU_STR_ARG(why)))
			held = true;
	}
	if (take_contracts(c, lines, o, &held) != 0)
		return -1;
	if (held)
		ou_run_say(c->run, OU_WARNING, OU_DIAG_HOLD_CONTRACT,
		    "order '%.*s': %.*s (held)", OU_STR_ARG(o->id),
		    OU_STR_ARG(o->holds[o->n_holds - 1].reason));
	return 0;
}

/* What the order takes of contracts is what it is for now. */
static int
change_contracts(struct calling *c, const struct called *lines, uint32_t n)
{
	struct ou_delivery delivery = { .method = OU_STR_NONE };
	struct ou_order o = { .delivery = &delivery };
	bool held = false;

	ou_arena_reset(&c->x->piece);
	ou_schedule_called_fill(c, lines, n, &o);
	if (take_contracts(c, lines, &o, &held) != 0)
		return -1;
	if (held)
		ou_run_say(c->run, OU_WARNING, OU_DIAG_HOLD_CONTRACT,
		    "order '%.*s': %.*s", OU_STR_ARG(o.id),
		    OU_STR_ARG(o.holds[o.n_holds - 1].reason));
	return 0;
}

int
ou_schedule_called_change(struct calling *c, const struct called *lines,
    uint32_t n, bool changed)
{
	struct called_base *b = ou_schedule_called_base(c, lines->number);
	const struct ou_order *blanket;
	struct ou_str why;
	uint32_t i;

	if (b == NULL ||
	    (blanket = ou_schedule_called_stored(c, b->base)) == NULL)
		return -1;
	for (i = 0; i < n; i++) {
		why = beyond(c, b, blanket, &lines[i]);
		use(used_of(c, b, lines[i].line_number),
		    lines[i].quantity.v);
		if (changed && why.n > 0)
			ou_run_say(c->run, OU_WARNING, OU_DIAG_HOLD_CONTRACT,
			    "order '%.*s': %.*s", OU_STR_ARG(lines->order),
			    OU_STR_ARG(why));
	}
	return changed ? change_contracts(c, lines, n) : 0;
}
