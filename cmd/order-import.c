#include <stdio.h>
#include <string.h>

#include "ou/base/seen.h"
#include "ou/book/book.h"
#include "ou/cli/command.h"
#include "ou/formats/choose.h"
#include "ou/io/file.h"

/*
 * order-import: partners' and shops' files in, orders out.  Every file is
 * looked at on its own: a broken one does not stop the others.
 */
#define HEAD ((size_t)64 << 10)		/* what detection sees */
#define WHOLE_MAX ((size_t)1 << 20)	/* of a file that nobody knows */

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
static struct ou_map_file the_map;		/* --map */
static struct ou_chooser chooser;
static struct ou_seen seen;			/* ids of this run */
static struct ou_import im;
static const struct ou_map_file *im_map;	/* that of im, or NULL */
static const struct ou_record_type *order_type;
static struct ou_reject *fed;		/* the reject that is read again */
static char last_reason[sizeof(((struct ou_err *)NULL)->text)];

/* --- orders that may not be delivered as they are --- */

/* Nothing is lost: the second order of an id goes on, held and reported.  A
 * cancellation or change of the first is no second one. */
static bool
hold_again(struct ou_run *run, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_origin *from = o->source;
	struct ou_str key = o->id;
	struct ou_err e = { 0 };

	if (remember == 0)
		return false;
	if (!ou_str_is(o->document_function, "original"))
		key = ou_str_printf(a, "%.*s\n%.*s", OU_STR_ARG(o->id),
		    OU_STR_ARG(o->document_function));
	if (!ou_seen_again(&seen, key))
		return false;
	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "order '%.*s' came before in this run", OU_STR_ARG(o->id));
	if (from != NULL && run->line == 0 && run->origin == NULL)
		ou_err_at(&e, ou_str_cdup(a, from->file),
		    (uint64_t)(from->segment.given ? from->segment.v
		    : from->line.v), 0);
	ou_run_message(run, OU_WARNING, &e);
	return ou_run_hold(run, o, OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "an order of this id came before in the same run");
}

/* The lines that could be read went out when the others were rejected; now
 * that all can be read they would be delivered twice. */
static bool
hold_fed(struct ou_run *run, struct ou_order *o)
{
	return fed != NULL && ou_str_is(fed->code,
	    ou_diag_name(OU_DIAG_LINE)) && ou_run_hold(run, o,
	    OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "this order went out before, without the lines of its reject");
}

/* --- what importers hand out --- */

static int
take_order(void *arg, struct ou_order *o)
{
	struct ou_run *run = arg;
	bool counted;
	uint32_t i;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	else if (run->origin != NULL)
		o->source = run->origin;
	run->records++;
	counted = hold_again(run, o);
	counted = hold_fed(run, o) || counted;
	for (i = 0; i < o->n_holds; i++) {
		if (!ou_date_given(o->holds[i].at.date))
			o->holds[i].at = run->now;
	}
	if (o->n_holds != 0 && !counted)
		run->held++;
	return ou_run_write_struct(run, order_type, o);
}

static int
take_reject(void *arg, struct ou_reject *r)
{
	struct ou_run *run = arg;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	run->records++;
	if (im_map != NULL)
		r->map = ou_str_c(im_map->name);
	snprintf(last_reason, sizeof(last_reason), "%.*s",
	    OU_STR_ARG(r->reason));
	return ou_run_reject(run, r);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	ou_run_message(arg, ou_diag_severity(finding->code), finding);
}

/* --- reading --- */

/* The zone of times without one: the map's, the channel's, the shop's. */
static int
find_zone(struct ou_run *run, const char *format)
{
	static struct ou_str last;
	static struct ou_zone *zone;
	struct ou_str name;

	if (im_map != NULL && im_map->zone != NULL) {
		im.zone = im_map->zone;
		return 0;
	}
	name = ou_book_pair(settings.channel_zones, settings.n_channel_zones,
	    ou_str_c(im.channel != NULL ? im.channel
	    : im_map != NULL ? im_map->name : format));
	if (name.n == 0)
		name = settings.time_zone;
	if (!ou_str_eq(name, last))
		zone = name.n == 0 ? NULL
		    : ou_zone_load(&run->arena, name, &run->err);
	last = name;
	im.zone = zone;
	return zone != NULL || name.n == 0 ? 0 : -1;
}

static int
read_foreign(struct ou_run *run, struct ou_source *source,
    const struct ou_choice *choice)
{
	im_map = choice->map;
	im.map = im_map != NULL ? im_map->map : NULL;
	last_reason[0] = '\0';
	if (find_zone(run, choice->format->name) != 0)
		return -1;
	if (choice->format->run(&im, source, &run->err) == 0)
		return 0;
	/* What a reject said is not said again. */
	if (run->err.kind == OU_ERR_DAMAGED &&
	    strcmp(run->err.text, last_reason) == 0)
		run->err.text[0] = '\0';
	return -1;
}

static enum ou_answer
canonical(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct ou_str *function = &o->document_function;
	bool held = false;

	if (function->n == 0) {
		*function = OU_STR("original");
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, document_function));
	} else if (!ou_str_is(*function, "original")) {
		held = ou_run_hold(run, o, OU_DIAG_HOLD_FUNCTION, OU_STR_NONE,
		    NULL, "the document function is %.*s, not original",
		    OU_STR_ARG(*function));
	}
	if (hold_again(run, o) || held)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
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
		return read_foreign(run, source, choice);
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
	struct ou_map_file map;
	struct ou_source *source;
	int ret;

	if (ou_import_reject_bytes(a, r, bytes, &run->err) != 0)
		return -1;
	if (r->map.n != 0) {
		if (ou_map_load(a, run->book, ou_str_cdup(a, r->map), &map,
		    &run->err) != 0)
			return -1;
		choice = (struct ou_choice){ ou_format_find("map"), &map,
		    "the reject says so" };
	} else if (ou_choose(&chooser, a, ou_buf_str(bytes), name,
	    r->format.n != 0 ? ou_str_cdup(a, r->format) : NULL, &choice,
	    &run->err) != 0)
		return -1;
	if (choice.format == NULL || strcmp(choice.format->name, "reject") == 0)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    r->format.n == 0 ? "still of no known format%.*s"
		    : "'%.*s' is not a format that can be read again",
		    OU_STR_ARG(r->format));
	if (channel == NULL && r->channel.n != 0)
		im.channel = ou_str_cdup(a, r->channel);
	if (charset == NULL)
		im.charset = ou_charset_find(r->charset);
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
	enum ou_charset outer = im.charset;
	int ret;

	(void)record;
	fed = object;
	here.file = ou_str_c(run->source);
	here.line = (struct ou_integer){ (int64_t)run->line, true };
	run->origin = fed->source != NULL ? fed->source : &here;
	im.refeed = true;
	ret = feed_one(run, object, &bytes);
	im.refeed = false;
	im.channel = channel;
	im.charset = outer;
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

/* The whole file is one reject, if it is not too large for that. */
static int
read_nothing(struct ou_run *run, struct ou_source *source)
{
	struct ou_buf text = OU_BUF_INIT;
	struct ou_reject r = { 0 };
	struct ou_origin from = { 0 };
	struct ou_str raw;

	ou_choose_nothing(&chooser, &text);
	ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%.*s",
	    OU_STR_ARG(ou_buf_str(&text)));
	ou_buf_release(&text);
	if (ou_source_all(source, &run->record_arena, WHOLE_MAX, &raw,
	    NULL) != 0)
		return -1;
	from.file = ou_str_c(ou_source_name(source));
	r.source = &from;
	im_map = NULL;
	if (ou_import_reject(&im, &r, raw, OU_STR_NONE, &run->err) != 0)
		return -1;
	/* It was said. */
	return ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%s", "");
}

/* What detection looks at.  JSON Lines may come live: their first line is
 * enough, and waiting for more would hold it up. */
static struct ou_str
look(struct ou_source *source, struct ou_err *err)
{
	struct ou_str head = ou_source_fill(source, 1, err);
	size_t n = 0;

	if (head.n == 0 || *head.p != '{')
		return ou_source_fill(source, HEAD, err);
	while (head.n > n && head.n < HEAD && ou_str_find(head, '\n') < 0) {
		n = head.n;
		head = ou_source_fill(source, n + 1, err);
	}
	return head;
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	struct ou_str head = look(source, &run->err);
	struct ou_choice choice;

	if (head.p == NULL)
		return -1;
	/* An empty file has no format and no orders. */
	if (head.n < HEAD && ou_str_trim(head).n == 0) {
		ou_source_skip(source, head.n);
		return ou_source_fill(source, 1, &run->err).p != NULL ? 0 : -1;
	}
	if (ou_choose(&chooser, &run->record_arena, ou_str_sub(head, 0, HEAD),
	    ou_source_name(source), run->from, &choice, &run->err) != 0)
		return -1;
	return choice.format != NULL ? read_as(run, source, &choice)
	    : read_nothing(run, source);
}

static int
check_options(struct ou_run *run)
{
	if (channel != NULL && strchr(channel, ':') != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --channel: '%s' has a colon in it", channel);
	if (charset != NULL && (im.charset =
	    ou_charset_find(ou_str_c(charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", charset);
	if (map_name != NULL && run->from != NULL &&
	    strcmp(run->from, "map") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--map goes with --from=map only");
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
	chooser.arena = &run->arena;
	chooser.book = run->book;
	chooser.map = map_name != NULL ? &the_map : NULL;
	ou_seen_init(&seen, &run->arena, remember);
	if (settings.currency.n != 0)
		im.default_currency = ou_str_cdup(&run->arena,
		    settings.currency);
	im.channel_currencies = settings.channel_currencies;
	im.n_channel_currencies = settings.n_channel_currencies;
	im.channel = channel;
	im.strict = strict;
	im.year = run->now.date.year;
	im.message_max = (size_t)message_max;
	im.field_max = (size_t)field_max;
	im.lines_max = lines_max > UINT32_MAX ? UINT32_MAX
	    : (uint32_t)lines_max;
	im.arg = run;
	im.order = take_order;
	im.reject = take_reject;
	im.finding = take_finding;
	return 0;
}

static const struct ou_command command = {
	.name = "order-import",
	.title = "read partners' and shops' files and write orders",
	.options = options,
	.flags = OU_NO_EXPLAIN,
	.type = "Order",
	.formats = "x12|edifact|ubl|shopify|woocommerce|map|json|csv|reject",
	.begin = begin,
	.input = input,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
