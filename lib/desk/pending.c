#include <string.h>

#include "ou/book/settings.h"
#include "ou/desk/pending.h"
#include "ou/io/file.h"
#include "ou/ledger/answer.h"
#include "ou/render/pending.h"

static const char *
wrong_option(const struct ou_pending *x, const struct ou_run *run)
{
	if (!x->asked && x->decisions != NULL)
		return "--decisions goes with --pending only";
	if (!x->asked)
		return run->print != NULL ?
		    "--print goes with --pending only" : NULL;
	if (run->store == NULL)
		return "option --pending: only a store knows what was sent";
	if (run->n_operands != 0)
		return "option --pending: it reads no files";
	if (run->print != NULL && !ou_str_ends(ou_str_c(run->print), ".txt"))
		return "option --print: the name of a file that ends in "
		    ".txt is expected";
	return NULL;
}

static int
load(struct ou_pending *x, struct ou_run *run)
{
	struct ou_settings settings;
	struct ou_str zone;

	if (ou_book_load(&run->arena, run->book, "exchange-decisions",
	    x->decisions, &x->rows, &run->err) != 0)
		return -1;
	if (x->rows.n == 0)
		return 0;
	if (ou_book_settings(&run->arena, run->book, &settings,
	    &run->err) != 0)
		return -1;
	zone = ou_setting_of_shop(&settings, OU_SETTING_TIME_ZONE);
	if (zone.n > 0)
		x->zone = ou_zone_load(&run->arena, zone, &run->err);
	return zone.n > 0 && x->zone == NULL ? -1 : 0;
}

int
ou_pending_begin(struct ou_pending *x, struct ou_run *run)
{
	struct ou_store_options o = { .wait_ms = run->wait_ms };
	const char *wrong = wrong_option(x, run);

	if (wrong != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "%s", wrong);
	if (!x->asked)
		return 0;
	run->idle = true;
	if (load(x, run) != 0)
		return -1;
	if (run->print != NULL &&
	    (x->print = ou_run_side(run, run->print)) == NULL)
		return -1;
	run->opens = true;
	o.read_only = x->rows.n == 0;
	x->store = ou_store_open(run->store, &o, &run->err);
	if (x->store != NULL)
		ou_store_now(x->store, &run->now);
	return x->store != NULL ? 0 : -1;
}

/* --- decisions --- */

static void
tell(struct ou_run *run, const struct ou_rows *rows, uint32_t i,
    const char *why)
{
	const struct ou_exchange_decision_row *d = ou_rows_at(rows, i);
	struct ou_err e = { 0 };

	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_DECISION,
	    "'%.*s' of '%.*s' is not settled: %s", OU_STR_ARG(d->document.n
	    != 0 ? d->document : d->interchange), OU_STR_ARG(d->partner),
	    why);
	ou_err_at(&e, rows->file, rows->lines[i], 0);
	ou_run_message(run, OU_WARNING, &e);
	run->differs = true;
}

static int
settle_all(struct ou_pending *x, struct ou_run *run)
{
	struct ou_settling k = { .command = ou_str_c(run->command->name),
		.now = run->now };
	struct ou_exchange_decision_row row;
	struct ou_exchanges waiting;
	struct ou_err twice = { 0 };	/* or never */
	const char *why;
	uint32_t i;

	/* From here on nobody else changes what waits, or settles it: what
	 * was settled before is seen. */
	if (ou_ledger_waiting(x->store, &run->arena, &waiting, &run->err) !=
	    0)
		return -1;
	k.row = &row;
	k.waiting = &waiting;
	for (i = 0; i < x->rows.n; i++) {
		ou_arena_reset(&run->record_arena);
		memcpy(&row, ou_rows_at(&x->rows, i), sizeof(row));
		if (x->zone != NULL &&
		    ou_zone_apply(x->zone, &row.at, &twice) != 0) {
			tell(run, &x->rows, i, twice.text);
			continue;
		}
		if (ou_ledger_settle(x->store, &run->record_arena, &k, &why,
		    &run->err) < 0)
			return -1;
		if (why != NULL)
			tell(run, &x->rows, i, why);
	}
	return 0;
}

/* A dry run stays within its transaction, to its end. */
static int
decide(struct ou_pending *x, struct ou_run *run)
{
	if (x->rows.n == 0)
		return 0;
	if (ou_store_begin(x->store, &run->err) != 0)
		return -1;
	if (settle_all(x, run) != 0 || (!run->dry_run &&
	    ou_store_commit(x->store, &run->err) != 0)) {
		ou_store_rollback(x->store);
		return -1;
	}
	return 0;
}

/* --- what is left --- */

static struct ou_pending_answer
as_record(const struct ou_exchanged *row, const struct ou_time *now)
{
	return (struct ou_pending_answer){
		.type = OU_STR("PendingAcknowledgement"),
		.schema = OU_STR("pending-acknowledgement/1"),
		.direction = row->direction == OU_SENT ? OU_STR("sent") :
		    OU_STR("received"),
		.status = ou_str_c(ou_exchange_state_name(row->state)),
		.overdue = ou_flag_of(ou_time_seconds(&row->due) <
		    ou_time_seconds(now)),
		.due = row->due, .at = row->at, .profile = row->profile,
		.partner = row->partner, .own = row->own,
		.interchange = row->reference, .group = row->group,
		.message = row->message, .message_type = row->type,
		.document = row->document,
	};
}

static int
write_rows(struct ou_pending *x, struct ou_run *run,
    const struct ou_exchanges *found)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("PendingAcknowledgement"));
	struct ou_pending_answer *rows = ou_arena_array(&run->arena, found->n,
	    sizeof(*rows));
	uint32_t i, n = 0;

	for (i = 0; i < found->n; i++) {
		if (x->partner != NULL && !ou_str_is(found->rows[i].profile,
		    x->partner))
			continue;
		rows[n] = as_record(&found->rows[i], &run->now);
		if (rows[n].overdue == OU_FLAG_YES)
			run->differs = true;
		run->records++;
		if (ou_run_write_struct(run, type, &rows[n++]) != 0)
			return -1;
	}
	if (x->print != NULL)
		ou_pending_print(rows, n, &run->now, &run->arena, x->print);
	return 0;
}

int
ou_pending_end(struct ou_pending *x, struct ou_run *run)
{
	struct ou_exchanges found;

	if (!x->asked)
		return 0;
	if (decide(x, run) != 0 || ou_ledger_waiting(x->store, &run->arena,
	    &found, &run->err) != 0)
		return -1;
	return write_rows(x, run, &found);
}

void
ou_pending_release(struct ou_pending *x)
{
	if (x->store == NULL)
		return;
	ou_store_rollback(x->store);
	ou_store_close(x->store);
}
