/*
 * order-store: records in and out of the store.
 */
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "ou/book/lookup.h"
#include "ou/cli/batch.h"
#include "ou/ledger/ledger.h"

enum { INIT, PUT, GET, QUERY, LOG, EXPORT, IMPORT, BACKUP, VERIFY, ERASE };
#define DOES(action) (1U << (action))
#define READS (DOES(PUT) | DOES(IMPORT))
#define CHANGES (READS | DOES(INIT) | DOES(ERASE))
#define ACTIONS "init|put|get|query|log|export|import|backup|verify|erase"
#define POLL_MS 200

static const char *type, *status, *channel, *segment, *customer, *order;
static struct ou_date from, through;
static uint64_t since, limit, seconds;
static bool history, follow, moves;

static const struct ou_option options[] = {
	{ 0, "type", "TYPE", OU_OPTION_TEXT, &type,
	    "get, query, log: records of that type" },
	{ 0, "status", "STATE", OU_OPTION_TEXT, &status,
	    "query: in that state" },
	{ 0, "channel", "NAME", OU_OPTION_TEXT, &channel,
	    "query: of that channel" },
	{ 0, "segment", "b2b|b2c", OU_OPTION_TEXT, &segment,
	    "query: of that segment" },
	{ 0, "customer", "ID", OU_OPTION_TEXT, &customer,
	    "query, erase: of that customer" },
	{ 0, "order", "ID", OU_OPTION_TEXT, &order,
	    "erase: that order" },
	{ 0, "date-from", "DATE", OU_OPTION_DATE, &from,
	    "query: of that day and later" },
	{ 0, "date-through", "DATE", OU_OPTION_DATE, &through,
	    "query: of that day and earlier" },
	{ 0, "since", "N", OU_OPTION_COUNT, &since,
	    "query, log: what came after number N" },
	{ 0, "limit", "N", OU_OPTION_COUNT, &limit,
	    "query, log: no more than N" },
	{ 0, "history", NULL, OU_OPTION_FLAG, &history,
	    "get, query: all versions" },
	{ 0, "moves", NULL, OU_OPTION_FLAG, &moves,
	    "log: the journal of stock moves" },
	{ 0, "follow", NULL, OU_OPTION_FLAG, &follow,
	    "log: wait for more" },
	{ 0, "for", "SECONDS", OU_OPTION_COUNT, &seconds,
	    "log: how long to follow" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

/* Which actions have an option, in the same order. */
static const unsigned fits[] = {
	DOES(GET) | DOES(QUERY) | DOES(LOG), DOES(QUERY), DOES(QUERY),
	DOES(QUERY), DOES(QUERY) | DOES(ERASE), DOES(ERASE), DOES(QUERY),
	DOES(QUERY), DOES(QUERY) | DOES(LOG), DOES(QUERY) | DOES(LOG),
	DOES(GET) | DOES(QUERY), DOES(LOG), DOES(LOG), DOES(LOG),
};
_Static_assert(sizeof(fits) / sizeof(fits[0]) + 1 ==
    sizeof(options) / sizeof(options[0]), "an option without actions");

static struct ou_store *store;
static struct ou_ledger *ledger;
static struct ou_items items;

static int
usage(struct ou_run *run, const char *why)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "%s", why);
}

/* Records of other types have states of their own. */
static bool
is_state(void)
{
	enum ou_order_state state;

	return (type != NULL && strcmp(type, "Order") != 0) ||
	    ou_order_state_find(ou_str_c(status), &state);
}

static int
check_usage(struct ou_run *run)
{
	if (run->store == NULL)
		return usage(run, "which store? --store or "
		    "$ORDERUTILS_STORE names it");
	if (run->action == GET && run->n_operands == 0)
		return usage(run, "get: which ids?");
	if (run->action == BACKUP && run->n_operands != 1)
		return usage(run, "backup: one file to write to");
	if (run->action == ERASE && (customer == NULL) == (order == NULL))
		return usage(run, "erase: --customer or --order");
	if (segment != NULL && strcmp(segment, "b2b") != 0 &&
	    strcmp(segment, "b2c") != 0)
		return usage(run, "option --segment: b2b or b2c");
	if (status != NULL && !is_state())
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --status: '%s' is no state of an order (for other "
		    "records name their --type)", status);
	if (seconds != 0 && !follow)
		return usage(run, "option --for: only with --follow");
	if (moves && type != NULL)
		return usage(run, "option --moves: not with --type");
	return 0;
}

/* --- what records do --- */

static void
tell(void *arg, const struct ou_err *err)
{
	ou_run_message(arg, OU_WARNING, err);
}

static int
open_ledger(struct ou_run *run)
{
	const struct ou_ledger_options o = {
		.store = store, .command = ou_str_c(run->command->name),
		.now = run->now, .items = &items, .tell = tell,
		.arg = run, .adopt = run->action == IMPORT,
	};

	if (ou_items_load(&items, &run->arena, run->book, NULL,
	    &run->err) != 0)
		return -1;
	ledger = ou_ledger_new(&run->arena, &o, &run->err);
	return ledger != NULL ? 0 : -1;
}

static int
begin(struct ou_run *run)
{
	const bool changes = (CHANGES & DOES(run->action)) != 0;
	const struct ou_store_options o = { .wait_ms = run->wait_ms,
	    .create = run->action == INIT && !run->dry_run,
	    .read_only = !changes && run->action != BACKUP };

	if (check_usage(run) != 0 ||
	    (store = ou_store_open(run->store, &o, &run->err)) == NULL)
		return -1;
	ou_store_now(store, &run->now);
	if ((READS & DOES(run->action)) != 0)
		run->transaction = ou_store_transaction(store);
	return changes ? open_ledger(run) : 0;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	if (ou_ledger_take(ledger, &run->record_arena, record,
	    &run->err) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	return run->action == PUT ? OU_PASS : OU_DROP;
}

/* --- what changes the store without records --- */

static int
transact(struct ou_run *run, int (*act)(struct ou_run *run))
{
	if (ou_store_begin(store, &run->err) != 0)
		return -1;
	if (act(run) != 0) {
		ou_store_rollback(store);
		return -1;
	}
	if (!run->dry_run)
		return ou_store_commit(store, &run->err);
	ou_store_rollback(store);
	return 0;
}

static int
init(struct ou_run *run)
{
	uint32_t n_positions, n_receipts;

	if (ou_ledger_open_book(ledger, &run->arena, run->book, &n_positions,
	    &n_receipts, &run->err) != 0)
		return -1;
	ou_run_say(run, OU_NOTE, OU_DIAG_NONE, "%u positions and %u receipts "
	    "of the book", n_positions, n_receipts);
	return 0;
}

static int
erase(struct ou_run *run)
{
	uint32_t n;
	int r = ou_ledger_erase(store, &run->arena, ou_str_c(customer),
	    ou_str_c(order), &n, &run->err);

	if (r < 0)
		return -1;
	if (r > 0) {
		run->differs = true;
		ou_run_say(run, OU_ERROR, OU_DIAG_STORE,
		    "the store has nothing of '%.100s'",
		    customer != NULL ? customer : order);
	} else
		ou_run_say(run, OU_NOTE, OU_DIAG_NONE,
		    "%u records had personal data", n);
	return 0;
}

/* --- what is read from it --- */

static int
take(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_run *run = arg;

	if (ou_run_write_json(run, r->raw) == 0)
		return 0;
	*err = run->err;
	return -1;
}

static int
take_json(void *arg, struct ou_str json, struct ou_err *err)
{
	const struct ou_stored r = { .raw = json };

	return take(arg, &r, err);
}

static int
take_change(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	since = (uint64_t)r->seq;
	limit -= limit != 0;
	ou_ledger_change(&text, r);
	bad = take_json(arg, ou_buf_str(&text), err);
	ou_buf_release(&text);
	return bad;
}

static int
take_move(void *arg, const struct ou_move *m, struct ou_err *err)
{
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	since = (uint64_t)m->seq;
	ou_ledger_journal(&text, m);
	bad = take_json(arg, ou_buf_str(&text), err);
	ou_buf_release(&text);
	if (bad == 0 && limit != 0 && --limit == 0)
		return 1;
	return bad;
}

static struct ou_store_filter
filter(struct ou_str id)
{
	return (struct ou_store_filter){ .type = ou_str_c(type), .id = id,
	    .status = ou_str_c(status), .channel = ou_str_c(channel),
	    .segment = ou_str_c(segment), .customer = ou_str_c(customer),
	    .from = from, .through = through, .since = (int64_t)since,
	    .history = history,
	    .limit = limit > UINT32_MAX ? UINT32_MAX : (uint32_t)limit };
}

/* An id is an order's unless --type says otherwise, or there is no order. */
static int
get(struct ou_run *run)
{
	struct ou_store_filter f;
	uint64_t before;
	int i;

	for (i = 0; i < run->n_operands; i++) {
		before = run->passed + run->rejected;
		f = filter(ou_str_c(run->operands[i]));
		if (type == NULL)
			f.type = OU_STR("Order");
		if (ou_store_query(store, &f, take, run, &run->err) != 0)
			return -1;
		if (type == NULL && run->passed + run->rejected == before) {
			f.type = OU_STR_NONE;
			if (ou_store_query(store, &f, take, run,
			    &run->err) != 0)
				return -1;
		}
		if (run->passed + run->rejected != before)
			continue;
		run->differs = true;
		ou_run_say(run, OU_ERROR, OU_DIAG_STORE,
		    "the store has no '%.100s'", run->operands[i]);
	}
	return 0;
}

static int
feed(struct ou_run *run)
{
	struct ou_store_filter f = filter(OU_STR_NONE);

	f.history = true;
	return moves ? ou_store_moves(store, (int64_t)since, take_move, run,
	    &run->err) : ou_store_query(store, &f, take_change, run,
	    &run->err);
}

/* The log, and what comes to it until the time is over or the reader has
 * gone. */
static int
read_log(struct ou_run *run)
{
	const bool limited = limit != 0;
	struct pollfd reader = { STDOUT_FILENO, 0, 0 };
	uint64_t left = seconds * 1000 / POLL_MS;

	for (;;) {
		if (feed(run) < 0 || ou_run_flush(run) != 0)
			return -1;
		if (!follow || (limited && limit == 0) ||
		    (seconds != 0 && left-- == 0))
			return 0;
		if (poll(&reader, 1, POLL_MS) > 0 && run->output == NULL)
			raise(SIGPIPE);
	}
}

static void
found(void *arg, const char *text)
{
	ou_run_say(arg, OU_ERROR, OU_DIAG_STORE, "%s", text);
}

static int
end(struct ou_run *run)
{
	struct ou_store_filter f = filter(OU_STR_NONE);
	int n;

	switch (run->action) {
	case INIT:
		return transact(run, init);
	case GET:
		return get(run);
	case QUERY:
		return ou_store_query(store, &f, take, run, &run->err);
	case LOG:
		return read_log(run);
	case EXPORT:
		return ou_ledger_export(store, &run->arena, take_json, run,
		    &run->err);
	case BACKUP:
		return run->dry_run ? 0 : ou_store_backup(store,
		    run->operands[0], &run->err);
	case VERIFY:
		n = ou_store_verify(store, found, run, &run->err);
		run->differs = n > 0;
		return n < 0 ? -1 : 0;
	case ERASE:
		return transact(run, erase);
	default:
		return 0;
	}
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_store_close(store);
}

static const struct ou_command command = {
	.name = "order-store",
	.title = "records in and out of the data store",
	.operands = "ACTION [OPERAND...]",
	.actions = ACTIONS,
	.readers = READS,
	.operators = DOES(GET) | DOES(BACKUP),
	.fits = fits,
	.options = options,
	.flags = OU_HAS_STORE | OU_EVERY_TYPE | OU_NO_EXPLAIN,
	.type = "Order",
	.begin = begin,
	.process = process,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
