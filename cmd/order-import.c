#include <string.h>

#include "ou/base/seen.h"
#include "ou/cli/command.h"
#include "ou/formats/intake.h"

/*
 * order-import: partners' and shops' files in, orders out.  Every file is
 * looked at on its own: a broken one does not stop the others.
 */
static const char *map_name, *channel, *charset;
static bool strict;
static uint64_t message_max, field_max, lines_max, remember = 65536;

static const struct ou_option options[] = {
	{ 'm', "map", "NAME", OU_OPTION_TEXT, &map_name,
	  "read CSV by this map of the book, or file" },
	{ 'c', "channel", "NAME", OU_OPTION_TEXT, &channel,
	  "where the orders come from" },
	{ 's', "strict", NULL, OU_OPTION_FLAG, &strict,
	  "refuse what has findings" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &charset,
	  "character set, before what the file says" },
	{ 0, "max-message", "SIZE", OU_OPTION_SIZE, &message_max,
	  "longest message or document (64M)" },
	{ 0, "max-field", "SIZE", OU_OPTION_SIZE, &field_max,
	  "longest element or cell (64K)" },
	{ 0, "max-lines", "N", OU_OPTION_SIZE, &lines_max,
	  "most lines of an order (100000)" },
	{ 0, "remember", "N", OU_OPTION_SIZE, &remember,
	  "orders to know again in a run (65536)" },
	{ .name = NULL },
};

static struct ou_settings settings;
static struct ou_map_file the_map;	/* --map */
static struct ou_intake intake;
static struct ou_seen seen;		/* ids of this run */
static const struct ou_record_type *order_type;
static struct ou_reject *fed;		/* the reject that is read again */

/* --- orders that may not be delivered as they are --- */

/* Nothing is lost: the second order of an id goes on, held and reported.  A
 * cancellation or change of the first is no second one. */
static void
hold_again(struct ou_run *run, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_origin *from = o->source;
	struct ou_str key = o->id;
	struct ou_err e = { 0 };

	if (remember == 0)
		return;
	if (!ou_str_is(o->document_function, "original"))
		key = ou_str_printf(a, "%.*s\n%.*s", OU_STR_ARG(o->id),
		    OU_STR_ARG(o->document_function));
	if (!ou_seen_again(&seen, key))
		return;
	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "order '%.*s' came before in this run", OU_STR_ARG(o->id));
	if (from != NULL && run->line == 0 && run->origin == NULL)
		ou_err_at(&e, ou_str_cdup(a, from->file),
		    (uint64_t)(from->segment.given ? from->segment.v
		    : from->line.v), 0);
	ou_run_message(run, OU_WARNING, &e);
	(void)ou_run_hold(run, o, OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "an order of this id came before in the same run");
}

/* The lines that could be read went out when the others were rejected; now
 * that all can be read they would be delivered twice. */
static void
hold_fed(struct ou_run *run, struct ou_order *o)
{
	if (fed != NULL && ou_str_is(fed->code, ou_diag_name(OU_DIAG_LINE)))
		(void)ou_run_hold(run, o, OU_DIAG_DUPLICATE, OU_STR_NONE,
		    NULL, "this order went out before, without the lines of "
		    "its reject");
}

/* The clock is the run's. */
static void
date_holds(const struct ou_run *run, struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].node == 0 &&
		    !ou_date_given(o->holds[i].at.date))
			o->holds[i].at = run->now;
	}
}

/* --- what importers hand out --- */

static int
take_order(void *arg, struct ou_order *o)
{
	struct ou_run *run = arg;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	else if (run->origin != NULL)
		o->source = run->origin;
	run->records++;
	hold_again(run, o);
	hold_fed(run, o);
	date_holds(run, o);
	return ou_run_write_struct(run, order_type, o);
}

static int
take_reject(void *arg, struct ou_reject *r)
{
	struct ou_run *run = arg;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	run->records++;
	return ou_run_reject(run, r);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	ou_run_message(arg, ou_diag_severity(finding->code), finding);
}

/* --- reading --- */

/* An order of ours is checked like those that importers make. */
static enum ou_answer
canonical(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	uint32_t n = o->n_holds;

	ou_arena_reset(&intake.import.arena);
	if (o->document_function.n == 0) {
		o->document_function = OU_STR("original");
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, document_function));
	}
	ou_import_check(&intake.import, o);
	hold_again(run, o);
	if (o->n_holds == n)
		return OU_PASS;
	date_holds(run, o);
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
	return OU_PASS;
}

static enum ou_answer feed(struct ou_run *run, struct ou_record *record,
    void *object);

/* json, csv and reject are the stream's own. */
static int
read_as(struct ou_run *run, struct ou_source *source,
    const struct ou_choice *choice)
{
	const char *name = choice->format->name;
	struct ou_err e = { 0 };

	ou_err_set(&e, OU_ERR_NONE, OU_DIAG_NONE, "read as %s%s%s: %s", name,
	    choice->map != NULL ? " " : "",
	    choice->map != NULL ? choice->map->name : "", choice->why);
	ou_run_message(run, OU_NOTE, &e);
	if (choice->format->run != NULL)
		return ou_intake_read(&intake, source, choice, &run->err);
	if (strcmp(name, "reject") == 0)
		return ou_run_stream(run, source, OU_STREAM_JSONL, "Reject",
		    NULL, feed);
	return ou_run_stream(run, source, strcmp(name, "csv") == 0
	    ? OU_STREAM_CSV : OU_STREAM_JSONL, "Order", NULL, canonical);
}

/* --- rejects that are read again --- */

static int
feed_one(struct ou_run *run, const struct ou_reject *r, struct ou_buf *bytes)
{
	struct ou_arena *a = &run->record_arena;
	const char *name = ou_str_cdup(a, run->origin->file);
	struct ou_choice choice;
	struct ou_source *source;
	int ret;

	if (ou_intake_again(&intake, a, r, name, bytes, &choice,
	    &run->err) != 0)
		return -1;
	source = ou_source_memory(name, ou_buf_str(bytes));
	ret = read_as(run, source, &choice);
	ou_source_close(source);
	return ret;
}

/* A reject, repaired or not; what still fails is the same reject again, with
 * the reason of today. */
static enum ou_answer
feed(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_origin here = { 0 };
	struct ou_buf bytes = OU_BUF_INIT;
	uint64_t rejected = run->rejected, records = run->records;
	int ret;

	(void)record;
	fed = object;
	here.file = ou_str_c(run->source);
	here.line = (struct ou_integer){ (int64_t)run->line, true };
	run->origin = fed->source != NULL ? fed->source : &here;
	ret = feed_one(run, object, &bytes);
	ou_intake_again_end(&intake);
	ou_buf_release(&bytes);
	if (ret != 0 && run->err.kind != OU_ERR_RECORD &&
	    run->err.kind != OU_ERR_DAMAGED)
		return OU_STOP;
	if (ret != 0 && run->rejected == rejected) {
		fed->code = ou_str_c(ou_diag_name(run->err.code));
		fed->reason = ou_str_c(run->err.text);
		fed->field = ou_str_c(run->err.field);
		fed->at = run->now;
		if (ou_run_reject(run, fed) != 0)
			return OU_STOP;
	}
	/* What was in it is counted, not the reject. */
	if (run->records != records)
		run->records--;
	fed = NULL;
	run->origin = NULL;
	return OU_DROP;
}

/* --- files --- */

static int
input(struct ou_run *run, struct ou_source *source)
{
	struct ou_choice choice;
	int r;

	r = ou_intake_choose(&intake, &run->record_arena, source, run->from,
	    &choice, &run->err);
	return r > 0 ? read_as(run, source, &choice) : r;
}

static int
check_options(struct ou_run *run)
{
	if (channel != NULL && strchr(channel, ':') != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --channel: '%s' has a colon in it", channel);
	if (charset != NULL && (intake.charset =
	    ou_charset_find(ou_str_c(charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", charset);
	if (map_name != NULL && run->from != NULL &&
	    strcmp(run->from, "map") != 0 && strcmp(run->from, "reject") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--map goes with --from=map and --from=reject only");
	return 0;
}

static int
begin(struct ou_run *run)
{
	if (check_options(run) != 0 || ou_book_settings(&run->arena,
	    run->book, &settings, &run->err) != 0 || (map_name != NULL &&
	    ou_map_load(&run->arena, run->book, map_name, &the_map,
	    &run->err) != 0))
		return -1;
	order_type = ou_record_type_find(OU_STR("Order"));
	ou_seen_init(&seen, &run->arena, remember);
	intake.arena = &run->arena;
	intake.settings = &settings;
	intake.chooser.arena = &run->arena;
	intake.chooser.book = run->book;
	intake.chooser.map = map_name != NULL ? &the_map : NULL;
	intake.channel = channel;
	intake.import.strict = strict;
	intake.import.year = run->now.date.year;
	intake.import.message_max = (size_t)message_max;
	intake.import.field_max = (size_t)field_max;
	intake.import.lines_max = lines_max > UINT32_MAX ? UINT32_MAX
	    : (uint32_t)lines_max;
	intake.arg = run;
	intake.order = take_order;
	intake.reject = take_reject;
	intake.finding = take_finding;
	ou_intake_begin(&intake);
	return 0;
}

static int
end(struct ou_run *run)
{
	(void)run;
	ou_intake_release(&intake);
	return 0;
}

static const struct ou_command command = {
	.name = "order-import",
	.title = "read partners' and shops' files and write orders",
	.options = options,
	.flags = OU_NO_EXPLAIN,
	.type = "Order",
	.formats = "x12|edifact|ubl|cii|shopify|woocommerce|amazon|map|json|csv|"
	    "reject",
	.begin = begin,
	.input = input,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
