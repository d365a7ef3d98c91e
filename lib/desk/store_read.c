#include "store.h"
#include "ou/model/records.h"

/* What is read from the store. */

#define POLL_MS 200

static struct ou_store_filter
filter(const struct ou_store_desk *x, struct ou_str id)
{
	return (struct ou_store_filter){ .type = ou_str_c(x->type), .id = id,
	    .status = ou_str_c(x->status), .channel = ou_str_c(x->channel),
	    .segment = ou_str_c(x->segment),
	    .customer = ou_str_c(x->customer), .from = x->from,
	    .through = x->through, .since = (int64_t)x->since,
	    .history = x->history,
	    .limit = x->limit > UINT32_MAX ? UINT32_MAX
	    : (uint32_t)x->limit };
}

static int
take_json(void *arg, struct ou_str json, struct ou_err *err)
{
	struct ou_store_desk *x = arg;

	if (ou_run_write_json(x->run, json) == 0)
		return 0;
	*err = x->run->err;
	return -1;
}

/* Does the role see records of that type? */
static bool
sees(const struct ou_role *role, struct ou_str type)
{
	uint32_t i;

	for (i = 0; i < role->n_types; i++) {
		if (ou_str_eq(role->types[i], type))
			return true;
	}
	return role->n_types == 0;
}

/*
 * What it does not see of them.  Nobody can name the members that no table
 * knows, so that a role that hides anything sees none of them.
 */
static struct ou_json_hidden
hidden(const struct ou_role *role, struct ou_str type)
{
	const struct ou_record_type *t = ou_record_type_find(type);
	struct ou_json_hidden h = { .paths = role->hide, .n = role->n_hide };

	if (h.n == 0)
		return h;
	h.table = t != NULL ? t->table : &ou_bare_table;
	if (h.table == &ou_standing_order_table)
		h.any = &ou_order_table;
	return h;
}

/* What the role sees of a record. */
static int
take(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_store_desk *x = arg;
	struct ou_arena *a = &x->run->record_arena;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_json_hidden h;
	struct ou_json j;
	int bad;

	if (x->role == NULL)
		return take_json(x, r->raw, err);
	if (!sees(x->role, r->type))
		return 0;
	ou_arena_reset(a);
	if (ou_json_index(&j, a, ou_source_copy(a, r->raw), NULL, err) != 0)
		return -1;
	h = hidden(x->role, r->type);
	ou_json_without(&text, &j, 1, &h, a);
	bad = take_json(x, ou_buf_str(&text), err);
	ou_buf_release(&text);
	return bad;
}

static int
find(struct ou_store_desk *x, const struct ou_store_filter *f)
{
	return ou_store_query(x->store, f, take, x, &x->run->err);
}

int
ou_store_desk_query(struct ou_store_desk *x)
{
	const struct ou_store_filter f = filter(x, OU_STR_NONE);

	return find(x, &f);
}

int
ou_store_desk_export(struct ou_store_desk *x)
{
	return ou_ledger_export(x->store, &x->run->arena, take_json, x,
	    &x->run->err);
}

/* An id is an order's unless --type says otherwise, or there is no order. */
static int
get_one(struct ou_store_desk *x, const char *id)
{
	struct ou_run *run = x->run;
	const uint64_t before = run->passed + run->rejected;
	struct ou_store_filter f = filter(x, ou_str_c(id));

	if (x->type == NULL)
		f.type = OU_STR("Order");
	if (find(x, &f) != 0)
		return -1;
	if (x->type == NULL && run->passed + run->rejected == before) {
		f.type = OU_STR_NONE;
		if (find(x, &f) != 0)
			return -1;
	}
	if (run->passed + run->rejected != before)
		return 0;
	run->differs = true;
	ou_run_say(run, OU_ERROR, OU_DIAG_STORE, "the store has no '%.100s'",
	    id);
	return 0;
}

int
ou_store_desk_get(struct ou_store_desk *x)
{
	int i;

	for (i = 0; i < x->run->n_operands; i++) {
		if (get_one(x, x->run->operands[i]) != 0)
			return -1;
	}
	return 0;
}

/* --- the log --- */

static int
take_change(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_store_desk *x = arg;
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	x->since = (uint64_t)r->seq;
	x->limit -= x->limit != 0;
	ou_ledger_change(&text, r);
	bad = take_json(x, ou_buf_str(&text), err);
	ou_buf_release(&text);
	return bad;
}

static int
take_move(void *arg, const struct ou_move *m, struct ou_err *err)
{
	struct ou_store_desk *x = arg;
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	x->since = (uint64_t)m->seq;
	ou_ledger_journal(&text, m);
	bad = take_json(x, ou_buf_str(&text), err);
	ou_buf_release(&text);
	if (bad == 0 && x->limit != 0 && --x->limit == 0)
		return 1;
	return bad;
}

static int
feed(struct ou_store_desk *x)
{
	struct ou_store_filter f = filter(x, OU_STR_NONE);
	struct ou_err *err = &x->run->err;

	f.history = true;
	return x->moves ? ou_store_moves(x->store, f.since, take_move, x, err)
	    : ou_store_query(x->store, &f, take_change, x, err);
}

/* What is there, and what comes to it until the time is over or the reader
 * has gone. */
int
ou_store_desk_log(struct ou_store_desk *x)
{
	const bool limited = x->limit != 0;
	uint64_t left = x->seconds * 1000 / POLL_MS;

	for (;;) {
		if (feed(x) < 0 || ou_run_flush(x->run) != 0)
			return -1;
		if (!x->follow || (limited && x->limit == 0) ||
		    (x->seconds != 0 && left-- == 0))
			return 0;
		ou_run_pause(x->run, POLL_MS);
	}
}
