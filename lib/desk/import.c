#include <string.h>

#include "import.h"

/* --- orders that may not be delivered as they are --- */

/* Did an order of this id come before?  A cancellation or change of the first
 * is no second one; but what comes behind its own cancellation, or behind what
 * replaces it, is. */
static bool
came_before(struct ou_importing *x, const struct ou_order *o)
{
	struct ou_str key = o->id;

	if (x->remember == 0)
		return false;
	if (ou_str_is(o->document_function, "cancel") ||
	    ou_str_is(o->document_function, "replace"))
		(void)ou_seen_again(&x->seen, o->id);
	if (!ou_str_is(o->document_function, "original"))
		key = ou_str_printf(&x->run->record_arena, "%.*s\n%.*s",
		    OU_STR_ARG(o->id), OU_STR_ARG(o->document_function));
	return ou_seen_again(&x->seen, key);
}

/* Nothing is lost: the second order of an id goes on, held and reported. */
static void
hold_again(struct ou_importing *x, struct ou_order *o)
{
	struct ou_run *run = x->run;
	const struct ou_origin *from = o->source;
	struct ou_err e = { 0 };

	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "order '%.*s' came before in this run", OU_STR_ARG(o->id));
	if (from != NULL && run->line == 0 && run->origin == NULL)
		ou_err_at(&e, ou_str_cdup(&run->record_arena, from->file),
		    (uint64_t)(from->segment.given ? from->segment.v
		    : from->line.v), 0);
	ou_run_message(run, OU_WARNING, &e);
	(void)ou_run_hold(run, o, OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "an order of this id came before in the same run");
}

/* The lines that could be read went out when the others were rejected; now
 * that all can be read they would be delivered twice. */
static void
hold_fed(struct ou_importing *x, struct ou_order *o)
{
	if (x->fed != NULL &&
	    ou_str_is(x->fed->code, ou_diag_name(OU_DIAG_LINE)))
		(void)ou_run_hold(x->run, o, OU_DIAG_DUPLICATE, OU_STR_NONE,
		    NULL, "this order went out before, without the lines of "
		    "its reject");
}

/* The clock is the run's, or that of the day when the same came before. */
static void
date_holds(const struct ou_importing *x, struct ou_order *o)
{
	const struct ou_time *at = x->receiving != NULL && x->receiving->again
	    ? &x->receiving->row.at : &x->run->now;
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].node == 0 &&
		    !ou_date_given(o->holds[i].at.date))
			o->holds[i].at = *at;
	}
}

/* --- what importers hand out --- */

static int
take_order(void *arg, struct ou_order *o)
{
	struct ou_importing *x = arg;
	struct ou_run *run = x->run;

	if (x->fed == NULL)
		ou_arena_reset(&run->record_arena);
	else if (run->origin != NULL)
		o->source = run->origin;
	run->records++;
	if (ou_importing_note(x, o) != 0) {
		x->stopped = run->err;
		return -1;
	}
	ou_importing_advise_holds(x, o);
	if (came_before(x, o))
		hold_again(x, o);
	hold_fed(x, o);
	date_holds(x, o);
	return ou_run_write_struct(run, x->order_type, o);
}

/* The change of an order: what becomes of the order is order-store's. */
static int
take_record(void *arg, const struct ou_record_type *type, const void *record)
{
	struct ou_importing *x = arg;

	if (x->fed == NULL)
		ou_arena_reset(&x->run->record_arena);
	x->run->records++;
	return ou_run_write_struct(x->run, type, record);
}

static int
take_reject(void *arg, struct ou_reject *r)
{
	struct ou_importing *x = arg;
	struct ou_run *run = x->run;

	if (x->fed == NULL)
		ou_arena_reset(&run->record_arena);
	run->records++;
	ou_importing_advise(x, r);
	return ou_run_reject(run, r);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	struct ou_importing *x = arg;

	ou_run_message(x->run, x->intake.import.severity, finding);
}

/* --- reading --- */

/* An order of ours is checked like those that importers make. */
enum ou_answer
ou_importing_order(struct ou_importing *x, struct ou_record *record,
    void *object)
{
	struct ou_order *o = object;
	uint32_t n = o->n_holds;

	ou_arena_reset(&x->intake.import.arena);
	if (o->document_function.n == 0) {
		o->document_function = OU_STR("original");
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, document_function));
	}
	ou_import_check(&x->intake.import, o);
	if (came_before(x, o))
		hold_again(x, o);
	if (o->n_holds == n)
		return OU_PASS;
	date_holds(x, o);
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
	return OU_PASS;
}

/* json, csv and reject are the stream's own. */
static int
read_as(struct ou_importing *x, struct ou_source *source,
    const struct ou_choice *choice)
{
	struct ou_run *run = x->run;
	const char *name = choice->format->name;
	struct ou_err e = { 0 };
	int r;

	x->receiving = NULL;
	x->documents = ou_format_is_document(choice->format);
	ou_err_set(&e, OU_ERR_NONE, OU_DIAG_NONE, "read as %s%s%s: %s", name,
	    choice->map != NULL ? " " : "",
	    choice->map != NULL ? choice->map->name : "", choice->why);
	ou_run_message(run, OU_NOTE, &e);
	if (choice->format->run != NULL) {
		r = ou_intake_read(&x->intake, source, choice, &run->err);
		/* the importer knows only that it could not go on */
		if (x->stopped.kind != OU_ERR_NONE)
			run->err = x->stopped;
		return r;
	}
	if (strcmp(name, "reject") == 0)
		return ou_run_stream(run, source, OU_STREAM_JSONL, "Reject",
		    NULL, x->feed);
	return ou_run_stream(run, source, strcmp(name, "csv") == 0
	    ? OU_STREAM_CSV : OU_STREAM_JSONL, "Order", NULL, x->canonical);
}

/* --- rejects that are read again --- */

static int
feed_one(struct ou_importing *x, const struct ou_reject *r,
    struct ou_buf *bytes)
{
	struct ou_run *run = x->run;
	struct ou_arena *a = &run->record_arena;
	const char *name = ou_str_cdup(a, run->origin->file);
	struct ou_choice choice;
	struct ou_source *source;
	int ret;

	if (ou_intake_again(&x->intake, a, r, name, bytes, &choice,
	    &run->err) != 0)
		return -1;
	source = ou_str_is(r->charset, "workbook") ?
	    ou_source_table(name, bytes) :
	    ou_source_memory(name, ou_buf_str(bytes));
	ret = read_as(x, source, &choice);
	ou_source_close(source);
	return ret;
}

/* A reject, repaired or not; what still fails is the same reject again, with
 * the reason of today. */
enum ou_answer
ou_importing_again(struct ou_importing *x, struct ou_reject *r)
{
	struct ou_run *run = x->run;
	struct ou_origin here = { 0 };
	struct ou_buf bytes = OU_BUF_INIT;
	uint64_t rejected = run->rejected, records = run->records;
	int ret;

	x->fed = r;
	here.file = ou_str_c(run->source);
	here.line = (struct ou_integer){ (int64_t)run->line, true };
	run->origin = r->source != NULL ? r->source : &here;
	ret = feed_one(x, r, &bytes);
	ou_intake_again_end(&x->intake);
	ou_buf_release(&bytes);
	if (ret != 0 && run->err.kind != OU_ERR_RECORD &&
	    run->err.kind != OU_ERR_DAMAGED)
		return OU_STOP;
	if (ret != 0 && run->rejected == rejected) {
		r->code = ou_str_c(ou_diag_name(run->err.code));
		r->reason = ou_str_c(run->err.text);
		r->field = ou_str_c(run->err.field);
		r->at = run->now;
		if (ou_run_reject(run, r) != 0)
			return OU_STOP;
	}
	/* What was in it is counted, not the reject. */
	if (run->records != records)
		run->records--;
	x->fed = NULL;
	run->origin = NULL;
	return OU_DROP;
}

int
ou_importing_read(struct ou_importing *x, struct ou_source *source)
{
	struct ou_run *run = x->run;
	struct ou_choice choice;
	int r;

	r = ou_intake_choose(&x->intake, &run->record_arena, source, run->from,
	    &choice, &run->err);
	if (r <= 0)
		return r;
	return x->ack.file == NULL ? read_as(x, source, &choice) :
	    ou_importing_acknowledge(x, source, &choice, read_as);
}

/* --- the beginning and the end --- */

static int
check_options(struct ou_importing *x)
{
	struct ou_run *run = x->run;

	if (x->channel != NULL && strchr(x->channel, ':') != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --channel: '%s' has a colon in it", x->channel);
	if (x->charset != NULL && (x->intake.charset =
	    ou_charset_find(ou_str_c(x->charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", x->charset);
	if (x->map_name != NULL && run->from != NULL &&
	    strcmp(run->from, "map") != 0 && strcmp(run->from, "reject") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--map goes with --from=map and --from=reject only");
	return 0;
}

static int
load(struct ou_importing *x)
{
	struct ou_run *run = x->run;
	struct ou_arena *a = &run->arena;

	if (ou_book_settings(a, run->book, &x->settings, &run->err) != 0 ||
	    ou_customers_load(&x->customers, a, run->book, &run->err) != 0 ||
	    (x->map_name != NULL && ou_map_load(a, run->book, x->map_name,
	    &x->map, &run->err) != 0) || (x->partner != NULL &&
	    ou_dialects_load(a, run->book, x->partner, &x->settings,
	    &x->dialects, &run->err) != 0))
		return -1;
	return 0;
}

int
ou_importing_begin(struct ou_importing *x, struct ou_run *run)
{
	struct ou_import *im = &x->intake.import;

	x->run = run;
	if (check_options(x) != 0 || load(x) != 0)
		return -1;
	x->order_type = ou_record_type_find(OU_STR("Order"));
	ou_seen_init(&x->seen, &run->arena, x->remember);
	x->intake.arena = &run->arena;
	x->intake.settings = &x->settings;
	x->intake.chooser.arena = &run->arena;
	x->intake.chooser.book = run->book;
	x->intake.chooser.map = x->map_name != NULL ? &x->map : NULL;
	x->intake.channel = x->channel;
	x->intake.arg = x;
	x->intake.order = take_order;
	x->intake.reject = take_reject;
	x->intake.record = take_record;
	x->intake.finding = take_finding;
	im->dialects = x->partner != NULL ? &x->dialects : NULL;
	im->customers = &x->customers;
	im->strict = x->strict;
	im->year = run->now.date.year;
	im->message_max = (size_t)x->message_max;
	im->field_max = (size_t)x->field_max;
	im->lines_max = x->lines_max > UINT32_MAX ? UINT32_MAX
	    : (uint32_t)x->lines_max;
	if (ou_importing_open(x) != 0)
		return -1;
	ou_intake_begin(&x->intake);
	return 0;
}

void
ou_importing_release(struct ou_importing *x)
{
	ou_intake_release(&x->intake);
	ou_importing_close(x);
}
