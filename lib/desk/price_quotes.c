#include "ou/io/source.h"
#include "price.h"

/*
 * Quotations: what is asked for, and what the store has of them.  It keeps
 * the record Quote of each revision; who is about to change it holds a sum
 * that nothing is added to, so that no two runs make the same revision.
 */
#define KIND OU_STR("quotation")
#define PERIOD OU_STR("revision")

static int
usage(struct ou_run *run, const char *why)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "%s", why);
}

int
ou_price_quotes_usage(const struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_price_quotes *k = &x->quotes;
	const bool valid = k->valid != UINT64_MAX;

	if (k->make && k->accept)
		return usage(run, "--quote and --accept are two things");
	if ((k->make || k->accept) && x->import.to != NULL)
		return usage(run, "--import prices nothing: without --quote "
		    "and --accept");
	if (valid && !k->make)
		return usage(run, "--valid goes with --quote");
	if (valid && k->valid > OU_VALID_DAYS_MAX)
		return usage(run, "--valid: at most 36500 days");
	if (ou_date_given(k->day) && !k->make && !k->accept)
		return usage(run, "--date goes with --quote and --accept");
	return 0;
}

static int
open_store(struct ou_price_quotes *k, struct ou_run *run)
{
	const struct ou_store_options options = { .wait_ms = run->wait_ms,
	    .create = k->make && !run->dry_run };
	struct ou_ledger_options ledger = { .now = run->now,
	    .command = ou_str_c(run->command->name), .tell = ou_run_warn,
	    .arg = run };

	if (run->store == NULL)
		return 0;
	k->store = ledger.store = ou_store_open(run->store, &options,
	    &run->err);
	if (k->store == NULL)
		return -1;
	ou_store_now(k->store, &run->now);
	k->ledger = ou_ledger_new(&run->arena, &ledger, &run->err);
	run->transaction = ou_store_transaction(k->store);
	run->effect_key = k->make ? OU_STR("quote") : OU_STR("accept");
	return k->ledger != NULL ? 0 : -1;
}

int
ou_price_quotes_view(struct ou_price_desk *x, struct ou_run *run)
{
	struct ou_price_quotes *k = &x->quotes;

	k->types[0] = *ou_record_type_find(OU_STR("Quote"));
	k->view = ou_view_new(&run->arena, &ou_quotation_table, NULL,
	    &run->err);
	return k->view != NULL ? 0 : -1;
}

int
ou_price_quotes_begin(struct ou_price_desk *x, struct ou_run *run)
{
	static const struct ou_wanted both[] = { { "Order", NULL },
	    { "Quote", NULL }, { NULL, NULL } };
	struct ou_price_quotes *k = &x->quotes;

	run->wants = k->make ? both : both + 1;
	run->gives = k->make ? "Quote" : "Order";
	return ou_price_quotes_view(x, run) != 0 ? -1 : open_store(k, run);
}

/* --- what is kept --- */

int
ou_price_quotation_read(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_str text, struct ou_price_quotation *to)
{
	struct ou_arena *a = &run->record_arena;

	to->text = ou_source_copy(a, text);
	to->q = ou_arena_zalloc(a, sizeof(*to->q));
	return ou_record_parse(&to->record, a, to->text, x->quotes.types,
	    NULL, &run->err) != 0 || ou_record_load(&to->record,
	    x->quotes.view, to->q, &run->err) != 0 ? -1 : 0;
}

struct finding {
	const struct ou_price_desk *x;
	struct ou_run *run;
	struct ou_price_quotation *to;
};

static bool
is_accepted(const struct ou_quotation *q)
{
	return ou_str_is(q->status, "accepted");
}

static int
look(void *arg, const struct ou_stored *row, struct ou_err *err)
{
	struct finding *f = arg;
	const struct ou_quotation *was = f->to->q;
	struct ou_price_quotation p;

	if (ou_price_quotation_read(f->x, f->run, row->raw, &p) != 0) {
		*err = f->run->err;
		return -1;
	}
	if (was == NULL || is_accepted(p.q) || (!is_accepted(was) &&
	    p.q->revision.v >= was->revision.v))
		*f->to = p;
	return 0;
}

int
ou_price_quotation_look(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_store *store, struct ou_str id, struct ou_price_quotation *to)
{
	const struct ou_store_filter filter = { .type = OU_STR("Quote"),
	    .id = id, .history = true };
	struct finding f = { x, run, to };

	to->q = NULL;
	return ou_store_query(store, &filter, look, &f, &run->err);
}

int
ou_price_quotation_find(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_str id, struct ou_price_quotation *to)
{
	struct ou_amount sum;

	to->q = NULL;
	if (x->quotes.store == NULL)
		return 0;
	return ou_store_commitments(x->quotes.store, KIND, id, PERIOD,
	    OU_STR_NONE, &sum, &run->err) != 0 ||
	    ou_price_quotation_look(x, run, x->quotes.store, id, to) != 0 ?
	    -1 : 0;
}

int
ou_price_quotation_keep(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_price_quotation *p)
{
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	ou_record_write(&p->record, &text);
	bad = ou_price_quotation_read(x, run, ou_buf_str(&text), p);
	ou_buf_release(&text);
	if (bad != 0 || x->quotes.store == NULL)
		return bad;
	return ou_ledger_take(x->quotes.ledger, &run->record_arena,
	    &p->record, &run->err);
}
