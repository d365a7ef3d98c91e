#include <stdlib.h>
#include <string.h>

#include "allocate.h"
#include "ou/base/names.h"

/*
 * With a store.  For each batch: the items its orders may take from are
 * gathered, their positions, receipts and quotas' reservations are read and
 * so locked, and an allocator is made over them.  Whatever takes place in the
 * batch is written with the driver's transaction.
 */
static struct ou_allocate *desk;	/* one run a process */

/* --- once a run --- */

static int
by_name(const void *x, const void *y)
{
	return ou_str_cmp(*(const struct ou_str *)x,
	    *(const struct ou_str *)y);
}

/* Sorted, each once, none absent; how many. */
static uint32_t
unique(struct ou_str *names, uint32_t n)
{
	uint32_t i, k = 0;

	if (n != 0)
		qsort(names, n, sizeof(*names), by_name);
	for (i = 0; i < n; i++) {
		if (names[i].n != 0 && (k == 0 ||
		    !ou_str_eq(names[k - 1], names[i])))
			names[k++] = names[i];
	}
	return k;
}

/* Reservations that are given back as such, whoever comes in this run: what
 * was answered to their orders stands no more.  ${ids}: their orders. */
static int
give_back(struct ou_allocate *x, struct ou_run *run,
    const struct ou_reservation_filter *filter,
    enum ou_reservation_state state, bool say, struct ou_str **ids,
    uint32_t *n_ids)
{
	char q[OU_DECIMAL_MAX];
	struct ou_store *s = x->store->store;
	struct ou_reservation *rows, *r;
	uint32_t i, n;

	if (ou_store_reservations(s, &run->arena, filter, &rows, &n,
	    &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		r = &rows[i];
		if (ou_store_reservation_close(s, r->number, r->quantity,
		    state, &run->err) != 0)
			return -1;
		if (say && run->explain != NULL)
			ou_run_explain(run, "%.*s line %.*s: %.*s of %.*s "
			    "given back%s", OU_STR_ARG(r->order),
			    OU_STR_ARG(r->line),
			    (int)ou_quantity_text(q, r->quantity), q,
			    OU_STR_ARG(r->key.sku),
			    state == OU_RESERVATION_EXPIRED ? ", ran out"
			    : "");
	}
	*ids = ou_arena_array(&run->arena, n, sizeof(**ids));
	for (i = 0; i < n; i++)
		(*ids)[i] = rows[i].order;
	*n_ids = unique(*ids, n);
	for (i = 0; i < *n_ids; i++) {
		if (ou_store_effect_void(s, ou_str_c(run->command->name),
		    OU_STR("Order"), (*ids)[i], &run->err) != 0)
			return -1;
	}
	return 0;
}

static int
give_back_both(struct ou_allocate *x, struct ou_run *run, bool say)
{
	struct ou_reservation_filter expired = { .expired = &run->now };
	struct ou_reservation_filter released = { .orders = x->released,
	    .n_orders = x->n_released };
	struct ou_str *ids;
	uint32_t n;

	if (x->n_released != 0 && give_back(x, run, &released,
	    OU_RESERVATION_RELEASED, say, &ids, &n) != 0)
		return -1;
	if (!x->expire)
		return 0;
	if (give_back(x, run, &expired, OU_RESERVATION_EXPIRED, say, &ids,
	    &n) != 0)
		return -1;
	if (say) {
		x->ran_out = ids;
		x->n_ran_out = n;
	}
	return 0;
}

static int
give_back_all(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_store *s = x->store->store;

	if (!x->expire && x->n_released == 0)
		return 0;
	if (ou_store_begin(s, &run->err) != 0)
		return -1;
	if (give_back_both(x, run, true) != 0) {
		ou_store_rollback(s);
		return -1;
	}
	if (!run->dry_run)
		return ou_store_commit(s, &run->err);
	ou_store_rollback(s);
	return 0;
}

int
ou_allocate_store_begin(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_store_options o = { .wait_ms = run->wait_ms };
	struct ou_ledger_options l = { .now = run->now };
	char now[OU_TIME_MAX];

	if (x->stock_file != NULL || x->receipts_file != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--stock and --receipts: with --store, stock is in the "
		    "store");
	x->store = ou_arena_zalloc(&run->arena, sizeof(*x->store));
	x->store->store = ou_store_open(run->store, &o, &run->err);
	if (x->store->store == NULL)
		return -1;
	ou_store_now(x->store->store, &run->now);
	l.store = x->store->store;
	x->store->ledger = ou_ledger_new(&run->arena, &l, &run->err);
	if (x->store->ledger == NULL)
		return -1;
	run->transaction = ou_store_transaction(x->store->store);
	run->whole = x->by != OU_SERVE_FIRST;
	x->options.reserved_counts = x->options.promised_counts = true;
	/* These change what is done with a record, and each time somebody
	 * asks for them it is looked at again. */
	if (x->backorders || x->expire || x->n_released != 0)
		run->effect_key = ou_str_printf(&run->arena, "%s%s%s %.*s",
		    x->backorders ? "--backorders " : "",
		    x->expire ? "--expire " : "",
		    x->n_released != 0 ? x->release : "",
		    (int)ou_time_text(now, &run->now), now);
	return give_back_all(x, run);
}

void
ou_allocate_release(struct ou_allocate *x)
{
	if (x->store != NULL && x->store->store != NULL)
		ou_store_close(x->store->store);
}

/* --- once a batch --- */

static void
add_sku(void *arg, struct ou_str sku)
{
	struct ou_allocate_store *s = desk->store;
	struct ou_run *run = arg;

	if (s->n_skus == s->cap_skus) {
		s->cap_skus = s->cap_skus * 2 + 64;
		s->skus = ou_arena_extend(&run->batch_arena, s->skus,
		    s->n_skus * sizeof(sku), s->cap_skus * sizeof(sku));
	}
	s->skus[s->n_skus++] = ou_str_dup(&run->batch_arena, sku);
}

static enum ou_answer
gather_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_allocate_store *s = desk->store;
	const struct ou_order *o = object;
	const struct ou_product *p;
	uint32_t i;

	(void)record;
	s->orders[ou_batch_number(ou_run_batch(run))] =
	    ou_str_dup(&run->batch_arena, o->id);
	for (i = 0; i < o->n_lines; i++) {
		p = o->lines[i].product;
		if (p != NULL && p->sku.n != 0)
			ou_allocator_skus(desk->allocator, p->sku, add_sku,
			    run);
	}
	return OU_PASS;
}

/* An id that comes again in a batch is looked at once the one before it has
 * been served. */
static void
find_again(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_allocate_store *s = x->store;
	struct ou_str *sorted, *at;
	bool *seen;
	uint32_t i, n;

	sorted = ou_arena_array(&run->batch_arena, s->n_orders,
	    sizeof(*sorted));
	if (s->n_orders != 0)
		memcpy(sorted, s->orders, s->n_orders * sizeof(*sorted));
	n = unique(sorted, s->n_orders);
	seen = ou_arena_array(&run->batch_arena, n, sizeof(*seen));
	for (i = 0; i < s->n_orders; i++) {
		at = s->orders[i].n == 0 ? NULL : bsearch(&s->orders[i],
		    sorted, n, sizeof(*sorted), by_name);
		if (at == NULL)
			continue;
		x->states[i].again = seen[at - sorted];
		seen[at - sorted] = true;
	}
	s->orders = sorted;
	s->n_orders = n;
}

static int
by_order(const void *x, const void *y)
{
	const struct ou_reservation *a = x, *b = y;
	int r = ou_str_cmp(a->order, b->order);

	return r != 0 ? r : (a->number > b->number) -
	    (a->number < b->number);
}

static int
load_own(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_allocate_store *s = x->store;
	struct ou_reservation_filter f = { .orders = s->orders,
	    .n_orders = s->n_orders, .all_states = true };

	s->own = NULL;
	s->n_own = 0;
	if (s->n_orders == 0)
		return 0;
	if (ou_store_reservations(s->store, &run->batch_arena, &f, &s->own,
	    &s->n_own, &run->err) != 0)
		return -1;
	if (s->n_own != 0)
		qsort(s->own, s->n_own, sizeof(*s->own), by_order);
	return 0;
}

/* Places by the warehouses file, then by name: their rank must not depend on
 * what else is in a batch. */
static void
add_places(struct ou_allocate *x, struct ou_run *run,
    const struct ou_position *rows, uint32_t n)
{
	struct ou_str *names = ou_arena_array(&run->batch_arena, n,
	    sizeof(*names));
	uint32_t i;

	for (i = 0; i < n; i++)
		names[i] = rows[i].key.location;
	n = unique(names, n);
	for (i = 0; i < n; i++)
		ou_allocator_site(x->allocator, names[i], OU_STR_NONE,
		    OU_STR_NONE);
}

/* One text of what tells positions apart. */
static struct ou_str
text_of(struct ou_arena *a, const struct ou_stock_key *k)
{
	return ou_str_printf(a, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s",
	    OU_STR_ARG(k->sku), OU_STR_ARG(k->location), OU_STR_ARG(k->lot),
	    OU_STR_ARG(k->status), OU_STR_ARG(k->owner));
}

/* First in, first out: in the order in which their first goods came. */
static int
sort_arrivals(struct ou_allocate *x, struct ou_run *run,
    struct ou_position *rows, uint32_t n)
{
	struct ou_arena *a = &run->batch_arena;
	struct ou_allocate_store *s = x->store;
	struct ou_position *sorted, *row;
	struct ou_names table = { 0 };
	struct ou_stock_key *keys;
	uint32_t i, n_keys, k = 0;
	bool *came;

	if (ou_store_arrivals(s->store, a, s->skus, s->n_skus, &keys, &n_keys,
	    &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++)
		*ou_names_at(&table, a, text_of(a, &rows[i].key)) = &rows[i];
	sorted = ou_arena_array(a, n, sizeof(*sorted));
	came = ou_arena_array(a, n, sizeof(*came));
	for (i = 0; i < n_keys; i++) {
		row = ou_names_find(&table, text_of(a, &keys[i]));
		if (row == NULL)
			continue;
		sorted[k++] = *row;
		came[row - rows] = true;
	}
	for (i = 0; i < n; i++) {
		if (!came[i])
			sorted[k++] = rows[i];
	}
	memcpy(rows, sorted, n * sizeof(*rows));
	return 0;
}

static void
add_stock(struct ou_allocate *x, const struct ou_position *rows, uint32_t n)
{
	struct ou_stock_level level;
	uint32_t i;

	for (i = 0; i < n; i++) {
		memset(&level, 0, sizeof(level));
		level.sku = rows[i].key.sku;
		level.location = rows[i].key.location;
		level.lot = rows[i].key.lot;
		level.status = rows[i].key.status;
		level.owner = rows[i].key.owner;
		level.expiry_date = rows[i].expiry;
		level.on_hand = rows[i].on_hand;
		level.reserved = rows[i].reserved;
		level.safety = rows[i].safety;
		ou_allocator_stock(x->allocator, &level);
	}
}

static void
add_coming(struct ou_allocate *x)
{
	const struct ou_allocate_store *s = x->store;
	const struct ou_store_receipt *r;
	struct ou_quantity left;
	uint32_t i;

	for (i = 0; i < s->n_coming; i++) {
		r = &s->coming[i];
		left = (struct ou_quantity){ r->quantity.v - r->promised.v,
		    true };
		ou_allocator_receipt(x->allocator, r->sku, r->location,
		    r->reference, left, r->expected);
	}
}

/* What is held by those a quota is for has been taken out of it. */
static int
add_held(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_allocate_store *s = x->store;
	struct ou_reservation_filter f = { 0 };
	struct ou_reservation *rows;
	struct ou_str *skus;
	uint32_t i, n = 0;

	skus = ou_arena_array(&run->batch_arena, s->n_skus, sizeof(*skus));
	for (i = 0; i < s->n_skus; i++) {
		if (ou_allocator_has_quota(x->allocator, s->skus[i]))
			skus[n++] = s->skus[i];
	}
	if (n == 0)
		return 0;
	f.skus = skus;
	f.n_skus = n;
	if (ou_store_reservations(s->store, &run->batch_arena, &f, &rows, &n,
	    &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (rows[i].receipt.n == 0)
			ou_allocator_held(x->allocator, rows[i].key.sku,
			    rows[i].key.location, rows[i].channel,
			    rows[i].segment, rows[i].quantity);
	}
	return 0;
}

int
ou_allocate_store_load(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b)
{
	struct ou_arena *a = &run->batch_arena;
	struct ou_allocate_store *s = x->store;
	struct ou_position *rows = NULL;
	uint32_t n = 0;

	/* In a dry run it was rolled back, and the batches are one
	 * transaction. */
	if (run->dry_run && give_back_both(x, run, false) != 0)
		return -1;
	desk = x;
	s->skus = NULL;
	s->n_skus = s->cap_skus = s->n_coming = 0;
	s->n_orders = ou_batch_size(b);
	s->orders = ou_arena_array(a, s->n_orders, sizeof(*s->orders));
	x->allocator = ou_allocator_new(a, &x->options);
	ou_allocate_ways(x, x->allocator);
	if (ou_batch_each(b, gather_pass) != 0)
		return -1;
	find_again(x, run);
	s->n_skus = unique(s->skus, s->n_skus);
	if (s->n_skus != 0 && (ou_store_positions(s->store, a, s->skus,
	    s->n_skus, &rows, &n, &run->err) != 0 ||
	    ou_store_receipts(s->store, a, s->skus, s->n_skus, &s->coming,
	    &s->n_coming, &run->err) != 0))
		return -1;
	add_places(x, run, rows, n);
	if (x->options.fifo && n != 0 && sort_arrivals(x, run, rows, n) != 0)
		return -1;
	add_stock(x, rows, n);
	add_coming(x);
	ou_allocate_limits(x, x->allocator);
	return load_own(x, run) != 0 ? -1 : add_held(x, run);
}

/* Only this order's, as they stand after what the batch has done. */
int
ou_allocate_store_again(struct ou_allocate *x, struct ou_run *run,
    struct ou_str id)
{
	struct ou_allocate_store *s = x->store;

	s->orders = ou_arena_alloc(&run->batch_arena, sizeof(*s->orders));
	s->orders[0] = ou_str_dup(&run->batch_arena, id);
	s->n_orders = 1;
	return load_own(x, run);
}

/* --- afterwards --- */

/* In a transaction of its own; in a dry run the one that is open. */
static int
begin_reading(struct ou_allocate *x, struct ou_run *run)
{
	return run->dry_run ? 0 : ou_store_begin(x->store->store, &run->err);
}

static void
end_reading(struct ou_allocate *x, const struct ou_run *run)
{
	if (!run->dry_run)
		ou_store_rollback(x->store->store);
}

int
ou_allocate_store_levels(struct ou_allocate *x, struct ou_run *run,
    struct ou_writer *w, const struct ou_record_type *type)
{
	struct ou_stock_row row;
	struct ou_stock_level level;
	struct ou_position *rows;
	uint32_t i, n;
	int bad;

	if (begin_reading(x, run) != 0)
		return -1;
	bad = ou_store_positions(x->store->store, &run->arena, NULL, 0, &rows,
	    &n, &run->err);
	end_reading(x, run);
	for (i = 0; bad == 0 && i < n; i++) {
		row = (struct ou_stock_row){ .sku = rows[i].key.sku,
		    .location = rows[i].key.location,
		    .lot = rows[i].key.lot, .status = rows[i].key.status,
		    .owner = rows[i].key.owner,
		    .expiry_date = rows[i].expiry,
		    .on_hand = rows[i].on_hand,
		    .reserved = rows[i].reserved, .safety = rows[i].safety };
		ou_stock_level_of(&level, &row);
		bad = ou_writer_struct(w, type, &level, &run->err);
	}
	return bad;
}

int
ou_allocate_store_coming(struct ou_allocate *x, struct ou_run *run,
    struct ou_buf *b, void (*write)(struct ou_buf *b,
    const struct ou_receipt *r))
{
	struct ou_store_receipt *rows;
	struct ou_receipt r;
	uint32_t i, n;
	int bad;

	if (begin_reading(x, run) != 0)
		return -1;
	bad = ou_store_receipts(x->store->store, &run->arena, NULL, 0, &rows,
	    &n, &run->err);
	end_reading(x, run);
	for (i = 0; bad == 0 && i < n; i++) {
		memset(&r, 0, sizeof(r));
		r.reference = rows[i].reference;
		r.sku = rows[i].sku;
		r.location = rows[i].location;
		r.quantity = (struct ou_quantity){ rows[i].quantity.v -
		    rows[i].promised.v, true };
		r.expected_date = rows[i].expected;
		r.supplier = rows[i].supplier;
		write(b, &r);
	}
	return bad;
}
