#include <stdlib.h>

#include "ou/base/names.h"
#include "schedule_calls.h"

/*
 * Delivery schedules: what is firm in the window becomes orders, one for each
 * number of an order, place and day.
 */
static int
bad(struct calling *c, const char *why)
{
	return ou_err_set(&c->run->err, OU_ERR_RECORD, OU_DIAG_VALUE, "%s",
	    why);
}

static bool
is_firm(const struct ou_kind_quantity *q)
{
	return ou_str_is(q->kind, "firm") || ou_str_is(q->kind, "immediate");
}

/* The first sum of one of these kinds. */
static struct ou_quantity
sum_of(const struct ou_trade_line *l, const char *one, const char *two,
    const char *three)
{
	const char *const kinds[] = { one, two, three };
	uint32_t i;
	int k;

	for (k = 0; k < 3 && kinds[k] != NULL; k++) {
		for (i = 0; i < l->n_cumulatives; i++) {
			if (ou_str_is(l->cumulatives[i].kind, kinds[k]))
				return l->cumulatives[i].quantity;
		}
	}
	return (struct ou_quantity){ 0, false };
}

/* At once is when the schedule begins, or was written. */
static int32_t
day_of(const struct calling *c, const struct ou_kind_quantity *q)
{
	if (ou_date_given(q->date))
		return ou_date_days(q->date);
	if (ou_date_given(q->through))
		return ou_date_days(q->through);
	if (ou_date_given(c->d->from))
		return ou_date_days(c->d->from);
	return ou_date_given(c->d->date.date) ?
	    ou_date_days(c->d->date.date) : c->x->now.day;
}

static struct ou_str
line_number(const struct calling *c, const struct ou_trade_line *l)
{
	return l->order_line.n > 0 ? l->order_line : l->number.n > 0 ?
	    l->number : ou_str_printf(&c->run->record_arena, "%u",
	    (unsigned)(l - c->d->lines) + 1);
}

/* Planned quantities say nothing of discrete ones; of sums they are steps. */
static int
net_line(struct calling *c, const struct ou_trade_line *l,
    struct ou_str number, struct ou_call *calls, uint32_t *n, bool *rest)
{
	bool cumulative = ou_str_is(c->d->basis, "cumulative");
	struct ou_quantity received = sum_of(l, "cumulativeReceived",
	    "received", "cumulative");
	struct ou_quantity shipped = sum_of(l, "cumulativeShipped", NULL,
	    NULL), sent = { 0, false };
	const struct ou_kind_quantity *q;
	uint32_t i, k = 0;

	if (cumulative && !received.given && !shipped.given) {
		(void)bad(c, "sums, and none of what was received or "
		    "shipped");
		return ou_err_in(&c->run->err, "cumulatives");
	}
	for (i = 0; i < l->n_quantities; i++) {
		q = &l->quantities[i];
		if (is_firm(q) || cumulative)
			calls[k++] = (struct ou_call){ day_of(c, q),
			    q->quantity, i };
	}
	*n = k;
	if (c->x->store != NULL && ou_schedule_called_sent(c, number, l,
	    line_number(c, l), received, shipped, &sent) != 0)
		return -1;
	if (sent.given && sent.v > shipped.v)
		shipped = sent;
	*rest = sent.given && (cumulative || received.given);
	if (*rest && ou_schedule_called_begun(c, number, l,
	    line_number(c, l), calls, k, &shipped) != 0)
		return -1;
	/* A shipment says nothing of what has not been received. */
	if (!received.given && !cumulative)
		shipped = received;
	return ou_calls_net(calls, k, cumulative, received, shipped,
	    &c->run->err);
}

static struct ou_str
named_contract(const struct ou_reference *list, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(list[i].kind, "contract"))
			return list[i].number;
	}
	return OU_STR_NONE;
}

struct ou_str
ou_schedule_called_contract(const struct calling *c,
    const struct ou_trade_line *l)
{
	struct ou_str s = named_contract(l->references, l->n_references);

	return s.n > 0 ? s : named_contract(c->d->references,
	    c->d->n_references);
}

/* What the orders of a line are called by: its order, the document's, the
 * contract, the document itself. */
static struct ou_str
number_of(const struct calling *c, const struct ou_trade_line *l)
{
	struct ou_str s = l->order_number;

	if (s.n == 0)
		s = c->d->order_number;
	if (s.n == 0)
		s = ou_schedule_called_contract(c, l);
	return s.n == 0 ? c->d->number : s;
}

static void
add(struct calling *c, const struct ou_trade_line *l, struct ou_str number,
    const struct ou_call *call, bool rest)
{
	struct ou_arena *a = &c->run->record_arena;
	struct called *to;
	char day[10];

	if (c->n == c->cap) {
		c->cap = c->cap == 0 ? 64 : c->cap * 2;
		c->list = ou_arena_extend(a, c->list, c->n *
		    sizeof(*c->list), c->cap * sizeof(*c->list));
	}
	to = &c->list[c->n++];
	*to = (struct called){ .number = number, .place = l->location,
	    .day = call->day, .line = l, .quantity = call->quantity,
	    .rest = rest, .line_number = line_number(c, l) };
	to->base = ou_order_id(a, c->d->channel, number, OU_STR_NONE);
	to->order = ou_str_printf(a, "%.*s%s%.*s/%.*s", OU_STR_ARG(to->base),
	    to->place.n > 0 ? "/" : "", OU_STR_ARG(to->place),
	    (int)ou_date_text(day, ou_date_from_days(call->day)), day);
}

static int
read_line(struct calling *c, const struct ou_trade_line *l)
{
	struct ou_call *calls = ou_arena_array(&c->run->record_arena,
	    l->n_quantities, sizeof(*calls));
	struct ou_str number = number_of(c, l);
	uint32_t i, n = 0;
	bool rest = false;

	if (number.n == 0)
		return bad(c, "neither an order, nor a contract, nor a "
		    "number");
	if (net_line(c, l, number, calls, &n, &rest) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (calls[i].quantity.v == 0 || calls[i].day > c->x->last ||
		    !is_firm(&l->quantities[calls[i].at]))
			continue;
		add(c, l, number, &calls[i], rest);
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct called *x = a, *y = b;
	int r = ou_str_cmp(x->base, y->base);

	if (r == 0)
		r = ou_str_cmp(x->place, y->place);
	if (r == 0 && x->day != y->day)
		r = x->day < y->day ? -1 : 1;
	if (r == 0 && x->line != y->line)
		r = x->line < y->line ? -1 : 1;
	return r;
}

/* Sorted; what a line calls for twice on a day is one line. */
static int
put_in_order(struct calling *c)
{
	struct called *to;
	uint32_t i, n = 0;

	if (c->n == 0)
		return 0;
	qsort(c->list, c->n, sizeof(*c->list), compare);
	for (i = 1; i < c->n; i++) {
		to = &c->list[n];
		if (compare(to, &c->list[i]) != 0)
			c->list[++n] = c->list[i];
		else if (ou_quantity_add(&to->quantity, to->quantity,
		    c->list[i].quantity, &c->run->err) != 0)
			return -1;
	}
	c->n = n + 1;
	return 0;
}

/* An order is for what was sent with it, too. */
static int
add_sent(struct calling *c)
{
	const struct ou_quantities *q;
	const struct ou_order *o;
	struct called *k;
	uint32_t i;

	for (i = 0; i < c->n; i++) {
		k = &c->list[i];
		if (!k->rest)
			continue;
		if ((o = ou_schedule_called_stored(c, k->order)) == NULL)
			return -1;
		q = ou_schedule_called_stands(o, k->line_number);
		if (q != NULL && ou_quantity_add(&k->quantity, k->quantity,
		    q->shipped, &c->run->err) != 0)
			return -1;
	}
	return 0;
}

/* --- an order --- */

static void
make_line(const struct calling *c, const struct called *k,
    struct ou_order_line *to)
{
	const struct ou_trade_line *l = k->line;
	struct ou_str contract = named_contract(l->references,
	    l->n_references);

	*to = (struct ou_order_line){ .number = k->line_number,
	    .quantity = k->quantity, .unit = l->unit, .product = l->product,
	    .packaging = l->packaging };
	if (to->unit.n == 0 && l->n_quantities > 0)
		to->unit = l->quantities[0].unit;
	if (l->n_prices > 0 && l->prices[0].price.given) {
		to->unit_price = l->prices[0].price;
		to->price_base = l->prices[0].base;
	}
	if (contract.n == 0)
		return;
	to->references = ou_arena_zalloc(&c->x->piece,
	    sizeof(*to->references));
	to->references->contract = contract;
}

static void
date_order(struct calling *c, struct ou_order *o, int32_t day)
{
	struct ou_schedule_days days;
	bool despatch = ou_str_is(c->d->kind, "shipment") ||
	    ou_str_is(c->d->kind, "shipping");

	if (despatch)
		ou_schedule_find_delivery(c->x, o, day, &days);
	else
		ou_schedule_find_days(c->x, o, day, OU_CLOSED_KEEP, -1,
		    &days);
	o->delivery->requested_date = ou_date_from_days(days.delivery);
	o->delivery->requested_ship_date = ou_date_from_days(days.despatch);
	if (c->run->explain != NULL)
		ou_schedule_explain(c->x, c->run, o, &days);
	(void)ou_schedule_late(c->x, c->run, o, &days);
}

/* With a slot it is the record that a second run would read. */
static int
write_order(struct calling *c, const struct ou_order *o)
{
	const struct ou_record_type *type = ou_record_type_find(o->type);
	struct ou_buf text = OU_BUF_INIT;
	struct ou_record r;
	struct ou_order piece;
	int bad;

	if (!c->x->slots)
		return ou_run_write_struct(c->run, type, o);
	ou_table_encode(&text, type->table, o);
	bad = ou_schedule_piece(c->x, c->run, ou_buf_str(&text), &r, &piece);
	ou_buf_release(&text);
	if (bad != 0 || ou_schedule_slot(c->x, c->run, &r, &piece) != OU_PASS)
		return -1;
	return ou_run_write(c->run, &r);
}

void
ou_schedule_called_fill(struct calling *c, const struct called *k,
    uint32_t n, struct ou_order *o)
{
	uint32_t i;

	o->id = k->order;
	o->channel = c->d->channel;
	o->number = k->number;
	o->lines = ou_arena_array(&c->x->piece, n, sizeof(*o->lines));
	o->n_lines = n;
	for (i = 0; i < n; i++)
		make_line(c, &k[i], &o->lines[i]);
	ou_schedule_called_parties(c, k, o);
}

int
ou_schedule_called_order(struct calling *c, const struct called *k,
    uint32_t n)
{
	const struct ou_delivery_schedule *d = c->d;
	struct ou_references ref = { .document = d->id, .release = d->release,
	    .purchase_order = k->number,
	    .contract = named_contract(d->references, d->n_references) };
	struct ou_delivery delivery = { .method = OU_STR_NONE };
	struct ou_order o = { .type = OU_STR("Order"),
	    .schema = OU_STR("order/1"),
	    .document_function = OU_STR("original"),
	    .segment = OU_STR("b2b"), .date = d->date,
	    .currency = d->currency, .references = &ref,
	    .delivery = &delivery, .source = d->source };

	ou_arena_reset(&c->x->piece);
	ou_schedule_called_fill(c, k, n, &o);
	date_order(c, &o, k->day);
	if (c->x->store != NULL && ou_schedule_called_take(c, k, &o) != 0)
		return -1;
	return write_order(c, &o);
}

/* Without a store each is an order. */
static int
make_orders(struct calling *c, const struct called *list, uint32_t n)
{
	uint32_t i, k;

	for (i = 0; i < n; i = k) {
		for (k = i + 1; k < n &&
		    ou_str_eq(list[k].order, list[i].order); k++)
			;
		if (ou_schedule_called_order(c, list + i, k - i) != 0)
			return -1;
	}
	return 0;
}

/* Those of a number: they follow each other. */
static const struct called *
lines_of(const struct calling *c, struct ou_str number, uint32_t *n)
{
	uint32_t i, k;

	for (i = 0; i < c->n && !ou_str_eq(c->list[i].number, number); i++)
		;
	for (k = i; k < c->n && ou_str_eq(c->list[k].number, number); k++)
		;
	*n = k - i;
	return c->list + i;
}

/* With a store, also numbers that nothing is called for any more. */
static int
make_stored(struct calling *c)
{
	const struct ou_trade_line *lines = c->d->lines;
	const struct called *list;
	struct ou_names seen = { 0 };
	struct ou_str number;
	uint32_t i, n;
	void **at;

	for (i = 0; i < c->d->n_lines; i++) {
		number = number_of(c, &lines[i]);
		at = ou_names_at(&seen, &c->run->record_arena, number);
		if (*at != NULL)
			continue;
		*at = c;
		list = lines_of(c, number, &n);
		if (ou_schedule_calls_store(c, number, list, n) != 0)
			return -1;
	}
	return 0;
}

/* With a store: is it older than what is known? */
static int
check_age(struct calling *c)
{
	uint32_t i;

	for (i = 0; c->x->store != NULL && i < c->d->n_lines; i++) {
		if (ou_schedule_called_late(c, number_of(c,
		    &c->d->lines[i])) != 0)
			return -1;
	}
	return 0;
}

enum ou_answer
ou_schedule_calls(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_delivery_schedule d = { .type = OU_STR_NONE };
	struct calling c = { .x = x, .run = run, .d = &d };
	uint32_t i;

	if (ou_record_load(record, x->calls, &d, &run->err) != 0)
		return OU_REJECT;
	if (ou_str_is(d.function, "cancel") || d.channel.n == 0) {
		(void)bad(&c, d.channel.n == 0 ? "it has no channel" :
		    "a cancelled schedule makes no orders");
		return OU_REJECT;
	}
	if (check_age(&c) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	for (i = 0; i < d.n_lines; i++) {
		if (read_line(&c, &d.lines[i]) != 0) {
			if (run->err.kind != OU_ERR_RECORD)
				return OU_STOP;
			(void)ou_err_in(&run->err, "lines.%u", i);
			return OU_REJECT;
		}
	}
	if (c.n > OU_SCHEDULE_MAX) {
		(void)bad(&c, "more than 10000 lines of orders");
		return OU_REJECT;
	}
	if (put_in_order(&c) != 0 || add_sent(&c) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	if ((x->store != NULL ? make_stored(&c) : make_orders(&c, c.list,
	    c.n)) != 0)
		return OU_STOP;
	return x->keep ? OU_PASS : OU_DROP;
}
