#include "ou/desk/pending.h"
#include "ou/model/exchange.h"
#include "ou/render/pending.h"
#include "ou/store/exchange.h"

int
ou_pending_begin(struct ou_pending *x, struct ou_run *run)
{
	const struct ou_store_options o = { .wait_ms = run->wait_ms,
		.read_only = true };
	const char *wrong = NULL;

	if (!x->asked && run->print != NULL)
		wrong = "--print goes with --pending only";
	else if (!x->asked)
		return 0;
	else if (run->store == NULL)
		wrong = "option --pending: only a store knows what was sent";
	else if (run->n_operands != 0)
		wrong = "option --pending: it reads no files";
	else if (run->print != NULL &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		wrong = "option --print: the name of a file that ends in "
		    ".txt is expected";
	if (wrong != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "%s", wrong);
	run->idle = true;
	if (run->print != NULL &&
	    (x->print = ou_run_side(run, run->print)) == NULL)
		return -1;
	run->opens = true;
	x->store = ou_store_open(run->store, &o, &run->err);
	return x->store != NULL ? 0 : -1;
}

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

/* What the partner has rejected is to be sent again; what we have may still
 * be repaired, and then be owed. */
static bool
is_pending(const struct ou_exchanged *row)
{
	return row->state == OU_EXCHANGE_AWAITED ||
	    row->state == OU_EXCHANGE_OWED ||
	    (row->state == OU_EXCHANGE_REJECTED &&
	    row->direction == OU_SENT);
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
		if (!is_pending(&found->rows[i]))
			continue;
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
	const struct ou_time ever = { .date = { 9999, 12, 31 },
		.has_clock = true, .nanos = -1 };
	struct ou_exchanges found;

	if (!x->asked)
		return 0;
	if (ou_store_exchange_due(x->store, &run->arena, &ever, &found,
	    &run->err) != 0)
		return -1;
	return write_rows(x, run, &found);
}

void
ou_pending_release(struct ou_pending *x)
{
	if (x->store != NULL)
		ou_store_close(x->store);
}
