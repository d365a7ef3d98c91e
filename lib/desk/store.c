#include <string.h>

#include "store.h"

/* What changes the store: records, the book's stock, and erasing. */

#define DOES(action) (1U << OU_STORE_##action)
#define CHANGES (OU_STORE_READERS | DOES(INIT) | DOES(ERASE))

/* --- options --- */

static int
usage(struct ou_run *run, const char *why)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "%s", why);
}

/* Records of other types have states of their own. */
static bool
is_state(const struct ou_store_desk *x)
{
	enum ou_order_state state;

	return (x->type != NULL && strcmp(x->type, "Order") != 0) ||
	    ou_order_state_find(ou_str_c(x->status), &state);
}

/* Whose eyes it is seen with. */
static int
check_role(struct ou_store_desk *x, struct ou_run *run)
{
	struct ou_settings settings;

	if (x->as_role == NULL)
		return 0;
	if (ou_book_settings(&run->arena, run->book, &settings,
	    &run->err) != 0)
		return -1;
	x->role = ou_role_find(&settings, ou_str_c(x->as_role));
	if (x->role == NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as-role: %s has no role '%s'",
		    ou_run_book_file(run, "settings.json"), x->as_role);
	if (x->role->own && x->customer == NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as-role: '%s' sees what is its own: --customer "
		    "says whose", x->as_role);
	return 0;
}

static int
check_usage(struct ou_store_desk *x, struct ou_run *run)
{
	if (run->store == NULL)
		return usage(run, "which store? --store or "
		    "$ORDERUTILS_STORE names it");
	if (run->action == OU_STORE_GET && run->n_operands == 0)
		return usage(run, "get: which ids?");
	if (run->action == OU_STORE_BACKUP && run->n_operands != 1)
		return usage(run, "backup: one file to write to");
	if (run->action == OU_STORE_ERASE &&
	    (x->customer == NULL) == (x->order == NULL))
		return usage(run, "erase: --customer or --order");
	if (x->segment != NULL && strcmp(x->segment, "b2b") != 0 &&
	    strcmp(x->segment, "b2c") != 0)
		return usage(run, "option --segment: b2b or b2c");
	if (x->status != NULL && !is_state(x))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --status: '%s' is no state of an order (for other "
		    "records name their --type)", x->status);
	if (x->seconds != 0 && !x->follow)
		return usage(run, "option --for: only with --follow");
	if (check_role(x, run) != 0)
		return -1;
	if (x->moves && x->type != NULL)
		return usage(run, "option --moves: not with --type");
	return 0;
}

static int
open_ledger(struct ou_store_desk *x, struct ou_run *run)
{
	const struct ou_ledger_options o = {
		.store = x->store, .command = ou_str_c(run->command->name),
		.now = run->now, .items = &x->items, .tell = ou_run_warn,
		.arg = run, .adopt = run->action == OU_STORE_IMPORT,
	};

	if (ou_items_load(&x->items, &run->arena, run->book, NULL,
	    &run->err) != 0)
		return -1;
	x->ledger = ou_ledger_new(&run->arena, &o, &run->err);
	return x->ledger != NULL ? 0 : -1;
}

int
ou_store_desk_begin(struct ou_store_desk *x, struct ou_run *run)
{
	const unsigned action = 1U << run->action;
	const bool changes = (CHANGES & action) != 0;
	const struct ou_store_options o = { .wait_ms = run->wait_ms,
	    .create = run->action == OU_STORE_INIT && !run->dry_run,
	    .read_only = !changes && run->action != OU_STORE_BACKUP };

	x->run = run;
	if (check_usage(x, run) != 0 || (x->store = ou_store_open(run->store,
	    &o, &run->err)) == NULL)
		return -1;
	ou_store_now(x->store, &run->now);
	if ((OU_STORE_READERS & action) != 0)
		run->transaction = ou_store_transaction(x->store);
	return changes ? open_ledger(x, run) : 0;
}

enum ou_answer
ou_store_desk_note(struct ou_store_desk *x, const struct ou_record *record)
{
	struct ou_str id;

	if (record->table != &ou_order_table)
		return OU_PASS;
	id = ou_ledger_id(record, &x->run->batch_arena);
	if (id.n != 0)
		x->ids[x->n_ids++] = ou_str_dup(&x->run->batch_arena, id);
	return OU_PASS;
}

int
ou_store_desk_batch(struct ou_store_desk *x, struct ou_batch *b,
    enum ou_answer (*note)(struct ou_run *run, struct ou_record *record,
	void *object))
{
	struct ou_run *run = x->run;

	x->n_ids = 0;
	x->ids = ou_arena_array(&run->batch_arena, ou_batch_size(b),
	    sizeof(*x->ids));
	return ou_batch_each(b, note) != 0 ? -1 :
	    ou_ledger_ahead(x->ledger, x->ids, x->n_ids, &run->err);
}

enum ou_answer
ou_store_desk_record(struct ou_store_desk *x, struct ou_record *record)
{
	struct ou_run *run = x->run;

	if (ou_ledger_take(x->ledger, &run->record_arena, record,
	    &run->err) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	return run->action == OU_STORE_PUT ? OU_PASS : OU_DROP;
}

/* --- what changes the store without records --- */

static int
transact(struct ou_store_desk *x, int (*act)(struct ou_store_desk *x))
{
	if (ou_store_begin(x->store, &x->run->err) != 0)
		return -1;
	if (act(x) != 0) {
		ou_store_rollback(x->store);
		return -1;
	}
	if (!x->run->dry_run)
		return ou_store_commit(x->store, &x->run->err);
	ou_store_rollback(x->store);
	return 0;
}

static int
init(struct ou_store_desk *x)
{
	struct ou_run *run = x->run;
	uint32_t n_positions, n_receipts;

	if (ou_ledger_open_book(x->ledger, &run->arena, run->book,
	    &n_positions, &n_receipts, &run->err) != 0)
		return -1;
	ou_run_say(run, OU_NOTE, OU_DIAG_NONE, "%u positions and %u receipts "
	    "of the book", n_positions, n_receipts);
	return 0;
}

static int
erase(struct ou_store_desk *x)
{
	struct ou_run *run = x->run;
	uint32_t n;
	int r = ou_ledger_erase(x->ledger, &run->arena, ou_str_c(x->customer),
	    ou_str_c(x->order), &n, &run->err);

	if (r < 0)
		return -1;
	if (r > 0) {
		run->differs = true;
		ou_run_say(run, OU_ERROR, OU_DIAG_STORE,
		    "the store has nothing of '%.100s'",
		    x->customer != NULL ? x->customer : x->order);
	} else
		ou_run_say(run, OU_NOTE, OU_DIAG_NONE,
		    "%u records had personal data", n);
	return 0;
}

/* --- actions --- */

static void
found(void *arg, const char *text)
{
	ou_run_say(arg, OU_ERROR, OU_DIAG_STORE, "%s", text);
}

static int
verify(struct ou_store_desk *x)
{
	int n = ou_store_verify(x->store, found, x->run, &x->run->err);

	x->run->differs = n > 0;
	return n < 0 ? -1 : 0;
}

int
ou_store_desk_end(struct ou_store_desk *x)
{
	struct ou_run *run = x->run;

	switch ((enum ou_store_action)run->action) {
	case OU_STORE_INIT:
		return transact(x, init);
	case OU_STORE_ERASE:
		return transact(x, erase);
	case OU_STORE_BACKUP:
		return run->dry_run ? 0 : ou_store_backup(x->store,
		    run->operands[0], &run->err);
	case OU_STORE_VERIFY:
		return verify(x);
	case OU_STORE_GET:
		return ou_store_desk_get(x);
	case OU_STORE_QUERY:
		return ou_store_desk_query(x);
	case OU_STORE_LOG:
		return ou_store_desk_log(x);
	case OU_STORE_EXPORT:
		return ou_store_desk_export(x);
	case OU_STORE_PUT:
	case OU_STORE_IMPORT:
		break;
	}
	return 0;
}

void
ou_store_desk_release(struct ou_store_desk *x)
{
	ou_store_close(x->store);
}
