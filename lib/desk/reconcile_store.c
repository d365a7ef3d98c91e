#include <string.h>

#include "reconcile.h"

/*
 * The store is one more system that says what is there, and the one that is
 * put right: its moves are booked once all was read, so that a source that
 * breaks off changes nothing.
 */
struct ou_noted {
	struct ou_noted *next;
	struct ou_str id, json;		/* padding behind it */
};

static void
level_of(const struct ou_position *p, struct ou_stock_level *l)
{
	memset(l, 0, sizeof(*l));
	l->type = OU_STR("StockLevel");
	l->schema = OU_STR("stock-level/1");
	l->sku = p->key.sku;
	l->location = p->key.location;
	l->lot = p->key.lot;
	l->status = p->key.status;
	l->owner = p->key.owner;
	l->expiry_date = p->expiry;
	l->on_hand = (struct ou_quantity){ p->on_hand.v, true };
	l->reserved = (struct ou_quantity){ p->reserved.v, true };
	l->safety = (struct ou_quantity){ p->safety.v, true };
}

/* The store's own positions: neither codes nor places to be turned. */
static int
take_positions(struct ou_reconciliation *w, struct ou_run *run,
    const struct ou_position *rows, uint32_t n)
{
	struct ou_stock_level level;
	uint32_t i;

	for (i = 0; i < n; i++) {
		level_of(&rows[i], &level);
		level.from = w->sources[0];
		if (ou_reconciler_level(w->reconciler, 0, &level,
		    &run->err) != 0 || (w->standing != NULL &&
		    ou_standing_level(w->standing, &level, false,
		    &run->err) != 0))
			return -1;
		if (w->o->levels == OU_LEVELS_ALL && ou_reconciliation_write(w,
		    OU_DESK_TYPE("StockLevel"), &level) != 0)
			return -1;
	}
	return 0;
}

static int
read_positions(struct ou_reconciliation *w, struct ou_run *run)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_position *rows;
	uint32_t n;
	int r;

	if (ou_store_begin(w->store, &run->err) != 0)
		return -1;
	r = ou_store_positions(w->store, &a, NULL, 0, &rows, &n, &run->err);
	ou_store_rollback(w->store);
	if (r == 0)
		r = take_positions(w, run, rows, n);
	ou_arena_release(&a);
	return r;
}

int
ou_reconciliation_store(struct ou_reconciliation *w, struct ou_run *run)
{
	struct ou_store_options o = { .wait_ms = run->wait_ms };
	struct ou_ledger_options ledger = {
		.command = ou_str_c(run->command->name), .now = run->now };

	w->store = ou_store_open(run->store, &o, &run->err);
	if (w->store == NULL)
		return -1;
	ou_store_now(w->store, &run->now);
	run->transaction = ou_store_transaction(w->store);
	ledger.store = w->store;
	w->ledger = ou_ledger_new(&run->arena, &ledger, &run->err);
	return w->ledger == NULL ? -1 : read_positions(w, run);
}

/* What is booked under the adjustment's id was another one, because the
 * difference is there: this is the count's second of it, or third. */
int
ou_reconciliation_number(struct ou_reconciliation *w,
    struct ou_stock_adjustment *adj, struct ou_err *err)
{
	const struct ou_str id = adj->id;
	unsigned n = 1;
	int r;

	while ((r = ou_store_move_booked(w->store, adj->id, err)) > 0)
		adj->id = ou_str_printf(w->arena, "%.*s:%u", OU_STR_ARG(id),
		    ++n);
	return r;
}

int
ou_reconciliation_note(struct ou_reconciliation *w,
    const struct ou_stock_move *move)
{
	struct ou_noted *x = ou_arena_zalloc(w->arena, sizeof(*x));
	struct ou_buf json = OU_BUF_INIT;

	ou_table_encode(&json, &ou_stock_move_table, move);
	x->json = ou_source_copy(w->arena, ou_buf_str(&json));
	x->id = ou_str_dup(w->arena, move->id);
	ou_buf_release(&json);
	*w->noted_end = x;
	w->noted_end = &x->next;
	/* A channel is told what stands there then. */
	return w->standing == NULL ? 0 : ou_standing_move(w->standing, move,
	    NULL);
}

struct booking {
	struct ou_reconciliation *w;
	const struct ou_noted *noted;
};

static int
book(struct ou_run *run, void *arg)
{
	const struct booking *b = arg;
	struct ou_record record;

	memset(&record, 0, sizeof(record));
	if (ou_record_parse(&record, &run->batch_arena, b->noted->json,
	    ou_record_types, NULL, &run->err) != 0 ||
	    ou_ledger_take(b->w->ledger, &run->batch_arena, &record,
	    &run->err) != 0)
		return -1;
	return ou_run_write_json(run, b->noted->json);
}

int
ou_reconciliation_apply(struct ou_reconciliation *w, struct ou_run *run)
{
	struct booking b = { .w = w };

	for (b.noted = w->noted; b.noted != NULL; b.noted = b.noted->next) {
		if (ou_run_effect(run, OU_STR("StockMove"), b.noted->id,
		    b.noted->json, book, &b) != 0)
			return -1;
	}
	return 0;
}
