#include <string.h>

#include "allocate.h"

const char ou_allocate_view[] = "id channel segment orderStatus holds "
    "customer.id customer.gln customer.vatID orderDelivery.partialAllowed "
    "orderDelivery.requestedDate orderDelivery.requestedShipDate "
    "orderDelivery.deliveryAddress.postalCode "
    "orderDelivery.deliveryAddress.addressCountry "
    "orderedItem.orderItemNumber orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product.sku orderedItem.product.gtin "
    "orderedItem.product.buyerItemId orderedItem.packaging.packQuantity "
    "orderedItem.partialAllowed orderedItem.requestedDate "
    "orderedItem.requestedShipDate orderedItem.quantities "
    "orderedItem.allocations packages shipments";

bool
ou_allocate_complete(const struct ou_allocate *x, const struct ou_order *o)
{
	return ou_ships_complete(o, ou_customers_find(&x->customers,
	    o->customer), (enum ou_complete)x->ship_complete);
}

/* --- what the order has --- */

static bool
is_among(const struct ou_str *ids, uint32_t n, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(ids[i], id))
			return true;
	}
	return false;
}

static bool
is_released(const struct ou_allocate *x, const struct ou_order *o)
{
	return is_among(x->released, x->n_released, o->id);
}

/* A held order keeps what it has, in the store too. */
static bool
stays(const struct ou_allocate *x, const struct ou_order *o)
{
	return ou_order_held(o, "allocate") != NULL && !is_released(x, o) &&
	    !ou_str_is(o->status, "OrderCancelled");
}

/* Of a cancelled order nothing is left but what has gone. */
static void
cancel(struct ou_order *o, struct ou_allocator_line *lines)
{
	struct ou_quantities *q;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (!lines[i].changed)
			continue;
		q = o->lines[i].quantities;
		q->cancelled = (struct ou_quantity){ o->lines[i].quantity.v -
		    q->allocated.v - q->backordered.v, true };
	}
}

static bool
release(struct ou_allocate *x, struct ou_run *run, struct ou_order *o,
    struct ou_allocator_line *lines, enum ou_allocator_release which,
    const char *why)
{
	if (!ou_allocator_release(x->allocator, &run->record_arena, o, lines,
	    which, &run->now))
		return false;
	ou_allocate_explain_back(run, o, lines, why);
	return true;
}

/* Give back what is asked for, what ran out, what is too much. */
static void
give_back(struct ou_allocate *x, struct ou_run *run, struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_allocate_state *state)
{
	if (ou_str_is(o->status, "OrderCancelled")) {
		if (release(x, run, o, lines, OU_RELEASE_ALL, "cancelled"))
			cancel(o, lines);
		state->rest = true;
		return;
	}
	if (is_released(x, o)) {
		(void)release(x, run, o, lines, OU_RELEASE_ALL, "released");
		state->rest = true;
	}
	if (is_among(x->ran_out, x->n_ran_out, o->id) || (x->expire &&
	    release(x, run, o, lines, OU_RELEASE_EXPIRED, "ran out")))
		state->rest = true;
	if (ou_order_held(o, "allocate") != NULL)
		return;
	(void)release(x, run, o, lines, OU_RELEASE_SURPLUS,
	    "more than is ordered");
	if (x->backorders && !state->rest)
		(void)ou_allocator_release(x->allocator, &run->record_arena,
		    o, lines, OU_RELEASE_BACKORDERS, &run->now);
}

/* Another order may have got the same units: it must not be shipped before
 * somebody has looked.  When orders are kept, none can. */
static void
hold_missing(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, uint32_t line)
{
	if (!run->whole && ou_run_hold(run, o, OU_DIAG_HOLD_QUANTITY,
	    o->lines[line].number, "ship",
	    "more is allocated than there is in stock"))
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
	ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_STOCK, "order '%.*s' has "
	    "more allocated than there is in stock", OU_STR_ARG(o->id));
	ou_err_in(&run->err, "orderedItem.%u", line);
	ou_run_message(run, OU_WARNING, &run->err);
}

/* What the order has is put right. */
static enum ou_answer
settle(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_allocate_state *state)
{
	uint32_t i;

	if (x->store != NULL) {
		if (stays(x, o))
			return OU_PASS;
		if (ou_allocate_store_recall(x, run, record, o, lines) != 0)
			return OU_STOP;
		give_back(x, run, o, lines, state);
		return ou_allocate_store_close(x, run, o) == 0 ? OU_PASS
		    : OU_STOP;
	}
	give_back(x, run, o, lines, state);
	if (ou_allocator_count(x->allocator, o, lines, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < o->n_lines; i++) {
		if (lines[i].missing)
			hold_missing(run, record, o, i);
	}
	return OU_PASS;
}

static bool
has_anything(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].n_allocations != 0 ||
		    o->lines[i].quantities != NULL)
			return true;
	}
	return false;
}

/* --- serving --- */

/* The answer of what was done before is part of the answer now. */
static void
remember(struct ou_allocator_line *now, const struct ou_allocator_line *then,
    uint32_t n)
{
	uint32_t i;

	for (i = 0; then != NULL && i < n; i++) {
		now[i].changed = then[i].changed;
		now[i].released = then[i].released;
	}
}

static int
serve_lines(struct ou_allocate *x, struct ou_run *run, struct ou_order *o,
    struct ou_allocator_line *lines, const struct ou_allocate_state *state)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		lines[i].rest = state->rest;
	for (i = 0; x->by == OU_SERVE_FAIR && i < state->n; i++)
		lines[state->wishes[i].line].cap = state->wishes[i].share;
	return ou_allocator_order(x->allocator, &run->record_arena, o, lines,
	    ou_allocate_complete(x, o), true, &run->err);
}

/* ${before}: what settling has done in this very pass, or NULL. */
static enum ou_answer
serve(struct ou_allocate *x, struct ou_run *run, struct ou_record *record,
    struct ou_order *o, struct ou_allocator_line *before,
    const struct ou_allocate_state *state)
{
	struct ou_allocator_line *lines;
	uint32_t holds = o->n_holds;

	if (ou_order_held(o, "allocate") != NULL || state->done) {
		if (before != NULL)
			ou_allocate_put(record, o, before);
		return OU_PASS;
	}
	lines = ou_allocate_check(x, run, o);
	remember(lines, before, o->n_lines);
	if (o->n_holds != holds)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
	else if (serve_lines(x, run, o, lines, state) != 0)
		return OU_REJECT;
	else if (x->store != NULL &&
	    ou_allocate_store_reserve(x, run, o, lines) != 0)
		return OU_STOP;
	if (run->explain != NULL)
		ou_allocate_explain(run, o, lines);
	ou_allocate_put(record, o, lines);
	return OU_PASS;
}

static enum ou_answer
settle_and_serve(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    struct ou_allocate_state *state)
{
	struct ou_allocator_line *lines;
	enum ou_answer r;

	lines = ou_allocate_know(x, &run->record_arena, o);
	r = settle(x, run, record, o, lines, state);
	return r != OU_PASS ? r : serve(x, run, record, o, lines, state);
}

/* Without batches whoever comes first is served first. */
enum ou_answer
ou_allocate_one(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct ou_allocate_state state;

	memset(&state, 0, sizeof(state));
	return has_anything(o)
	    ? settle_and_serve(x, run, record, o, &state)
	    : serve(x, run, record, o, NULL, &state);
}

/* --- batches --- */

static struct ou_allocate *desk;	/* one run a process */

static struct ou_allocate_state *
state_of(struct ou_run *run)
{
	return &desk->states[ou_batch_number(ou_run_batch(run))];
}

static enum ou_answer
settle_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_allocate_state *state = state_of(run);
	struct ou_order *o = object;
	struct ou_allocator_line *lines;
	const struct ou_customer *c;
	enum ou_answer r;

	/* An answer that goes in again is none to a version of its own. */
	if (desk->store != NULL && ou_order_overtaken(o) != NULL)
		ou_batch_no_effect(ou_run_batch(run));
	c = ou_customers_find(&desk->customers, o->customer);
	if (desk->by == OU_SERVE_PRIORITY)
		ou_batch_rank(ou_run_batch(run), c != NULL &&
		    c->priority.given ? c->priority.v : 5);
	if (state->again) {
		ou_batch_rank(ou_run_batch(run), INT64_MAX);
		return OU_PASS;
	}
	if (desk->store == NULL && !has_anything(o) && desk->n_released == 0)
		return OU_PASS;
	lines = ou_allocate_know(desk, &run->record_arena, o);
	r = settle(desk, run, record, o, lines, state);
	if (r != OU_PASS)
		return r;
	ou_allocate_put(record, o, lines);
	return OU_PASS;
}

static enum ou_answer
serve_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_allocate_state *state = state_of(run);
	struct ou_order *o = object;

	if (!state->again)
		return serve(desk, run, record, o, NULL, state);
	if (ou_allocate_store_again(desk, run, o->id) != 0)
		return OU_STOP;
	return settle_and_serve(desk, run, record, o, state);
}

/* What orders have comes off the stock before any gets more. */
int
ou_allocate_batch(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b)
{
	desk = x;
	x->states = ou_arena_array(&run->batch_arena, ou_batch_size(b),
	    sizeof(*x->states));
	if (x->store != NULL && ou_allocate_store_load(x, run, b) != 0)
		return -1;
	if (ou_batch_each(b, settle_pass) != 0)
		return -1;
	if (x->by == OU_SERVE_SCARCITY || x->by == OU_SERVE_FAIR) {
		if (ou_allocate_share(x, run, b) != 0)
			return -1;
	}
	return ou_batch_each(b, serve_pass) != 0 ? -1 : 1;
}
