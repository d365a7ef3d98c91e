#include <string.h>

#include "import.h"

/*
 * With a store, an interchange is noted, with its messages and their
 * documents, before anything of it goes out; then it goes out.  Whoever is
 * killed in between reads the same file again: what is noted is known by its
 * content, and goes out again as it would have.  So the same file is answered
 * the same however often it comes, and nothing is lost.
 *
 * A dry run is one transaction that is rolled back.
 */
static int
begin(struct ou_importing *x, struct ou_err *err)
{
	return x->run->dry_run ? 0 : ou_store_begin(x->store, err);
}

static int
commit(struct ou_importing *x, struct ou_err *err)
{
	return x->run->dry_run ? 0 : ou_store_commit(x->store, err);
}

/* Nothing was changed by what was refused, or all that was is forgotten. */
static int
failed(struct ou_importing *x, const struct ou_err *err)
{
	if (!x->run->dry_run)
		ou_store_rollback(x->store);
	return err->kind == OU_ERR_RECORD ? 1 : -1;
}

/* --- interchanges --- */

static void
describe(const struct ou_import_interchange *from, struct ou_received *to,
    struct ou_arena *a)
{
	const struct ou_import_message *m;
	struct ou_exchanged *row;
	uint32_t i;

	to->row.partner = from->sender;
	to->row.own = from->recipient;
	to->row.reference = from->reference;
	to->row.digest = from->digest;
	to->profile = from->partner;
	to->whole = from->whole;
	to->n = from->n;
	to->messages = ou_arena_array(a, from->n, sizeof(*to->messages));
	for (i = 0; i < from->n; i++) {
		m = &from->messages[i];
		row = &to->messages[i].row;
		row->group = m->group;
		/* a message without a reference is one all the same */
		row->message = m->reference.n != 0 ? m->reference
		    : ou_str_printf(a, "#%u", i + 1);
		row->type = m->type;
		row->document = m->number;
		row->function = m->function;
		row->digest = m->digest;
	}
}

static void
answer(struct ou_received *x, struct ou_import_interchange *to)
{
	static const enum ou_import_verdict verdicts[] = {
		[OU_RECEIVED_NEW] = OU_IMPORT_TAKE,
		[OU_RECEIVED_HELD] = OU_IMPORT_HOLD,
		[OU_RECEIVED_COPY] = OU_IMPORT_COPY,
	};
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		to->messages[i].verdict = verdicts[x->messages[i].verdict];
		to->messages[i].why = x->messages[i].why;
		to->messages[i].own = &x->messages[i];
	}
}

static int
received(void *arg, struct ou_import_interchange *from, struct ou_err *err)
{
	struct ou_importing *x = arg;
	struct ou_arena *a = &x->noting;
	struct ou_received *r;
	char at[OU_TIME_MAX];

	x->receiving = NULL;
	ou_arena_reset(a);
	r = ou_arena_zalloc(a, sizeof(*r));
	r->now = x->run->now;
	describe(from, r, a);
	if (begin(x, err) != 0)
		return -1;
	if (ou_ledger_received(x->store, a, r, err) != 0 ||
	    commit(x, err) != 0)
		return failed(x, err);
	answer(r, from);
	from->own = r;
	x->receiving = r;
	if (r->again)
		ou_run_say(x->run, OU_NOTE, OU_DIAG_EDI_DUPLICATE,
		    "interchange '%.*s' of '%.*s' was received at %.*s: it is "
		    "answered as then", OU_STR_ARG(r->row.reference),
		    OU_STR_ARG(r->row.partner),
		    (int)ou_time_text(at, &r->row.at), at);
	return 0;
}

static int
delivered(void *arg, struct ou_import_interchange *from, struct ou_err *err)
{
	struct ou_importing *x = arg;
	struct ou_received *r = from->own;
	uint32_t i;

	x->receiving = NULL;
	for (i = 0; i < r->n; i++)
		r->messages[i].rejected = from->messages[i].rejected;
	if (!ou_ledger_received_changes(r) && !ou_importing_advises(x))
		return 0;
	if (begin(x, err) != 0)
		return -1;
	if (ou_ledger_received_end(x->store, r, err) != 0 ||
	    ou_importing_advice(x, r, err) != 0 || commit(x, err) != 0) {
		(void)failed(x, err);
		return -1;
	}
	return 0;
}

/* --- documents by themselves --- */

/* The content of an order, wherever and whenever it was read. */
static void
digest_of(struct ou_order *o, struct ou_digest *d)
{
	struct ou_origin *source = o->source;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_str part;

	o->source = NULL;
	ou_table_encode(&text, &ou_order_table, o);
	o->source = source;
	part = ou_buf_str(&text);
	ou_digest_of(d, &part, 1);
	ou_buf_release(&text);
}

int
ou_importing_note(struct ou_importing *x, struct ou_order *o)
{
	struct ou_arena *a = &x->noting;
	struct ou_received *r;
	struct ou_received_message *m;
	struct ou_err *err = &x->run->err;

	if (x->store == NULL || !x->documents || x->fed != NULL)
		return 0;
	ou_arena_reset(a);
	r = ou_arena_zalloc(a, sizeof(*r));
	m = ou_arena_zalloc(a, sizeof(*m));
	r->now = x->run->now;
	r->profile = x->intake.import.partner;
	r->whole = true;
	r->n = 1;
	r->messages = m;
	digest_of(o, &r->row.digest);
	r->row.partner = o->channel;
	r->row.reference = ou_digest_text(a, &r->row.digest);
	m->row.message = OU_STR("1");
	m->row.digest = r->row.digest;
	m->row.type = OU_STR("Order");
	m->row.document = o->id;
	m->row.function = o->document_function;
	if (begin(x, err) != 0)
		return -1;
	if (ou_ledger_received(x->store, a, r, err) != 0 ||
	    ou_ledger_received_end(x->store, r, err) != 0 ||
	    commit(x, err) != 0) {
		(void)failed(x, err);
		return -1;
	}
	x->receiving = r;
	if (m->verdict != OU_RECEIVED_NEW)
		ou_import_hold(&x->intake.import, o, OU_DIAG_DUPLICATE,
		    m->why, OU_STR_NONE);
	return 0;
}

/* --- acknowledgements --- */

/* The file is read twice: what was delivered is acknowledged behind that. */
int
ou_importing_acknowledge(struct ou_importing *x, struct ou_source *source,
    const struct ou_choice *choice, int (*read)(struct ou_importing *x,
    struct ou_source *source, const struct ou_choice *choice))
{
	bool x12 = strcmp(choice->format->name, "x12") == 0;
	struct ou_err *err = &x->run->err, first = { 0 };
	struct ou_str bytes;

	if (!x12 && strcmp(choice->format->name, "edifact") != 0)
		return read(x, source, choice);
	if (ou_source_keep(source, err) != 0)
		return -1;
	if (read(x, source, choice) != 0)
		first = *err;
	/* what could be read is acknowledged */
	if (first.kind != OU_ERR_NONE && first.kind != OU_ERR_DAMAGED &&
	    first.kind != OU_ERR_RECORD)
		return -1;
	if (ou_source_again(source, err) != 0)
		return -1;
	if (ou_ack_desk_read(&x->ack, x->run, source, x12 ? OU_EDI_X12 :
	    OU_EDI_EDIFACT) != 0 && first.kind == OU_ERR_NONE)
		first = *err;
	bytes = ou_importing_advices(x);
	ou_sink_write(x->ack.sink, bytes.p, bytes.n);
	*err = first;
	return first.kind == OU_ERR_NONE ? 0 : -1;
}

static int
open_ack(struct ou_importing *x)
{
	if (x->ack.file != NULL && x->store == NULL)
		return ou_err_set(&x->run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --ack: without a store nobody knows what was "
		    "acknowledged (edi-convert --ack needs none)");
	x->ack.store = x->store;
	x->ack.silent = true;
	x->ack.strict = x->strict && x->ack.file != NULL;
	x->ack.message_max = (size_t)x->message_max;
	return ou_ack_desk_begin(&x->ack, x->run);
}

/* --- */

int
ou_importing_open(struct ou_importing *x)
{
	struct ou_run *run = x->run;
	const struct ou_store_options o = { .wait_ms = run->wait_ms };

	if (run->store == NULL)
		return open_ack(x);
	x->store = ou_store_open(run->store, &o, &run->err);
	if (x->store == NULL)
		return -1;
	ou_store_now(x->store, &run->now);
	x->intake.received = received;
	x->intake.delivered = delivered;
	/* its journal, and what it shares with others */
	run->opens = true;
	if (run->dry_run && ou_store_begin(x->store, &run->err) != 0)
		return -1;
	return open_ack(x);
}

void
ou_importing_close(struct ou_importing *x)
{
	ou_importing_advice_release(x);
	ou_ack_desk_release(&x->ack);
	if (x->store == NULL)
		return;
	ou_store_rollback(x->store);
	ou_store_close(x->store);
	ou_arena_release(&x->noting);
}
