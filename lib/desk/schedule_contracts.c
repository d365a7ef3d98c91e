#include <string.h>

#include "ou/io/source.h"
#include "schedule.h"

/*
 * Contracts of the book that make their orders themselves: the items of each
 * place are a standing order, which is written as the record that somebody
 * could have sent, and goes the same way.
 */
struct agreement {			/* of one place */
	struct ou_schedule_desk *x;
	struct ou_run *run;
	const struct ou_contract_row *contract;
	const struct ou_contract_item **items;
	uint32_t n;
	struct ou_standing_order o;
	struct ou_str text;
};

/* --- what is ordered --- */

/* Its place was found when the book was read. */
static struct ou_address *
address_of(const struct agreement *g)
{
	struct ou_arena *a = &g->run->record_arena;
	const struct ou_address_row *row = ou_address_row_find(
	    g->x->addresses_of, g->contract->customer, g->items[0]->ship_to);
	struct ou_address *to;

	if (row == NULL)
		return NULL;
	to = ou_arena_alloc(a, sizeof(*to));
	*to = ou_address_row_whole(a, row);
	return to;
}

static struct ou_str
order_of(const struct agreement *g)
{
	struct ou_arena *a = &g->run->record_arena;
	struct ou_buyer buyer = { .id = g->contract->customer };
	struct ou_delivery delivery = { .address = address_of(g) };
	struct ou_terms terms = { .code = g->contract->terms };
	struct ou_payment payment = { .terms = &terms };
	const struct ou_customer *c = ou_customers_find(&g->x->customers,
	    &buyer);
	struct ou_order o = { .segment = OU_STR("b2b"), .customer = &buyer,
	    .currency = g->contract->currency };
	struct ou_product *products = ou_arena_zalloc(a, g->n *
	    sizeof(*products));
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str text;
	uint32_t i;

	if (o.currency.n == 0)
		o.currency = ou_currency_of(&g->x->settings,
		    g->contract->channel, c);
	if (c != NULL)
		buyer.name = c->name;
	if (delivery.address != NULL)
		o.delivery = &delivery;
	if (terms.code.n > 0)
		o.payment = &payment;
	o.lines = ou_arena_zalloc(a, g->n * sizeof(*o.lines));
	o.n_lines = g->n;
	for (i = 0; i < g->n; i++) {
		products[i].sku = g->items[i]->sku;
		o.lines[i] = (struct ou_order_line){
		    .number = ou_str_printf(a, "%u", i + 1),
		    .quantity = g->items[i]->quantity,
		    .unit = g->items[i]->unit, .product = &products[i] };
	}
	ou_table_encode(&b, &ou_order_table, &o);
	text = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

/* --- when --- */

/* Does the day change this place, and, with ${item}, this item? */
static bool
is_of(const struct agreement *g, const struct ou_contract_day *d,
    const char *change, const struct ou_contract_item *item)
{
	return ou_str_is(d->change, change) && (d->ship_to.n == 0 ||
	    ou_str_eq(d->ship_to, g->items[0]->ship_to)) &&
	    (item == NULL || ou_str_eq(d->sku, item->sku));
}

static void
add_change(struct agreement *g, uint32_t line, struct ou_date from,
    struct ou_quantity quantity)
{
	struct ou_standing_change *to = &g->o.changes[g->o.n_changes++];

	*to = (struct ou_standing_change){ .from = from,
	    .line = ou_str_printf(&g->run->record_arena, "%u", line + 1),
	    .quantity = quantity };
}

/* Of a day on which one quantity ends and another begins, that which begins
 * stands behind: it is the one that holds. */
static void
change_line(struct agreement *g, uint32_t line)
{
	const struct ou_contract_item *item = g->items[line];
	const struct ou_index *days = g->x->contracts.days_of;
	const struct ou_contract_day *d;

	for (d = ou_index_find(days, item->contract); d != NULL;
	    d = ou_index_next(days, d)) {
		if (is_of(g, d, "quantity", item) && ou_date_given(
		    d->through))
			add_change(g, line, ou_date_from_days(ou_date_days(
			    d->through) + 1), item->quantity);
	}
	for (d = ou_index_find(days, item->contract); d != NULL;
	    d = ou_index_next(days, d)) {
		if (is_of(g, d, "quantity", item))
			add_change(g, line, d->from, d->quantity);
	}
}

static void
find_days(struct agreement *g)
{
	struct ou_arena *a = &g->run->record_arena;
	const struct ou_index *days = g->x->contracts.days_of;
	const struct ou_contract_day *d, *first;
	struct ou_standing_order *o = &g->o;
	uint32_t i, n = 0;

	first = ou_index_find(days, g->contract->contract);
	for (d = first; d != NULL; d = ou_index_next(days, d))
		n++;
	o->skips = ou_arena_array(a, n, sizeof(*o->skips));
	o->extras = ou_arena_array(a, n, sizeof(*o->extras));
	for (d = first; d != NULL; d = ou_index_next(days, d)) {
		if (is_of(g, d, "skip", NULL))
			o->skips[o->n_skips++] = (struct ou_skip){
			    .from = d->from, .through = d->through,
			    .reason = d->reason };
		if (is_of(g, d, "extra", NULL))
			o->extras[o->n_extras++] = (struct ou_extra_day){
			    .date = d->from, .reason = d->reason };
	}
	/* a day is about one item, of which a place has one */
	o->changes = ou_arena_array(a, 2 * (size_t)n, sizeof(*o->changes));
	for (i = 0; i < g->n; i++)
		change_line(g, i);
}

/* --- the record --- */

static void
write_record(struct agreement *g)
{
	struct ou_arena *a = &g->run->record_arena;
	const struct ou_contract_row *c = g->contract;
	struct ou_str place = g->items[0]->ship_to;
	struct ou_buf b = OU_BUF_INIT;

	g->o = (struct ou_standing_order){
	    .type = OU_STR("StandingOrder"),
	    .schema = OU_STR("standing-order/1"), .contract = c->contract,
	    .id = ou_str_printf(a, "%.*s:%.*s%s%.*s", OU_STR_ARG(
		c->channel.n > 0 ? c->channel : OU_STR("contract")),
		OU_STR_ARG(c->contract), place.n > 0 ? "/" : "",
		OU_STR_ARG(place)), .order = order_of(g) };
	find_days(g);
	ou_table_encode(&b, &ou_standing_order_table, &g->o);
	g->text = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
}

static int
act(struct ou_run *run, void *arg)
{
	const struct ou_record_type types[] = {
		*ou_record_type_find(OU_STR("StandingOrder")),
		{ .type = NULL } };
	struct agreement *g = arg;
	struct ou_arena *a = &run->record_arena;
	struct ou_record record;
	enum ou_answer answer;
	char *p = ou_arena_zalloc(a, g->text.n + OU_SOURCE_PADDING);

	memcpy(p, g->text.p, g->text.n);
	if (ou_schedule_lock(g->x, run) != 0 || ou_record_parse(&record, a,
	    ou_str_make(p, g->text.n), types, NULL, &run->err) != 0)
		return -1;
	answer = ou_schedule_standing(g->x, run, &record);
	if (answer != OU_PASS)
		return answer == OU_DROP ? 0 : -1;
	return ou_run_write_json(run, g->text);
}

/* Quantities change on days: of so many days of so many items there would be
 * more than a record has. */
static int
too_many(const struct agreement *g)
{
	if (g->o.n_changes <= OU_SCHEDULE_MAX && g->o.n_skips <= 1000 &&
	    g->o.n_extras <= 1000)
		return 0;
	return ou_err_set(&g->run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
	    "contract '%.*s': more than 1000 days are skipped or extra, or "
	    "more than 10000 quantities change",
	    OU_STR_ARG(g->contract->contract));
}

int
ou_schedule_contracts(struct ou_schedule_desk *x, struct ou_run *run)
{
	const struct ou_contract_item **items = x->contracts.sorted;
	uint32_t i, to, n = x->contracts.items.n;
	struct agreement g = { .x = x, .run = run };

	for (i = 0; i < n; i = to) {
		for (to = i + 1; to < n && ou_str_eq(items[to]->contract,
		    items[i]->contract) && ou_str_eq(items[to]->ship_to,
		    items[i]->ship_to); to++)
			;
		ou_arena_reset(&run->record_arena);
		g.contract = ou_index_find(x->contracts.of,
		    items[i]->contract);
		g.items = items + i;
		g.n = to - i;
		write_record(&g);
		/* Another window is another question. */
		if (too_many(&g) != 0 || ou_run_effect(run, g.o.type, g.o.id,
		    ou_str_printf(&run->record_arena, "%.*s %.*s",
		    OU_STR_ARG(run->effect_key), OU_STR_ARG(g.text)), act,
		    &g) != 0)
			return -1;
	}
	return 0;
}
