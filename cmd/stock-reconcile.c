/*
 * stock-reconcile: what several systems say about the same stock.
 */
#include <string.h>

#include "ou/cli/command.h"
#include "ou/cli/follow.h"
#include "ou/cli/inputs.h"
#include "ou/formats/stock.h"
#include "ou/io/file.h"
#include "ou/desk/reconcile.h"

static int by, duplicates, decimal, levels;
static bool follow, apply;
static uint64_t seconds;
static const char *tolerance, *location, *charset, *recount, *count;
static const char *decisions, *channel, *changed_only;

static const struct ou_option options[] = {
	{ 0, "by", "location|lot|item", OU_OPTION_CHOICE, &by,
	    "what is added up and compared" },
	{ 0, "tolerance", "[CLASS=]N[%],...", OU_OPTION_TEXT, &tolerance,
	    "differences up to this pass" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &location,
	    "where rows that name no place are" },
	{ 0, "duplicates", "reject|sum", OU_OPTION_CHOICE, &duplicates,
	    "the same item and place twice in a source" },
	{ 0, "decimal", "none|comma|point", OU_OPTION_CHOICE, &decimal,
	    "decimal mark of foreign files" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &charset,
	    "character set of foreign files (utf-8)" },
	{ 0, "levels", "all|none|closing", OU_OPTION_CHOICE, &levels,
	    "which StockLevel records go out" },
	{ 0, "recount", "N", OU_OPTION_OPTIONAL, &recount,
	    "propose what to count, the N most urgent" },
	{ 0, "count", "NAME", OU_OPTION_TEXT, &count,
	    "name of this count (count- and the day)" },
	{ 0, "decisions", "FILE", OU_OPTION_TEXT, &decisions,
	    "who approved which adjustments" },
	{ 0, "apply", NULL, OU_OPTION_FLAG, &apply,
	    "book what was approved in the store" },
	{ 0, "feed", "CHANNEL", OU_OPTION_TEXT, &channel,
	    "--file is what this channel is told" },
	{ 0, "changed-only", "FILE", OU_OPTION_TEXT, &changed_only,
	    "tell only what FILE has not, and bring it up to date" },
	{ 0, "follow", NULL, OU_OPTION_FLAG, &follow,
	    "wait for more in the last journal" },
	{ 0, "for", "SECONDS", OU_OPTION_SIZE, &seconds,
	    "follow no longer than this" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static struct ou_inputs inputs = OU_INPUTS_INIT;
static const struct ou_input *current;
static struct ou_reconciliation_options asked;
static struct ou_reconciliation *work;
static enum ou_charset charset_of_files;
static struct ou_following following;
static struct ou_view *level_view, *move_view;
static struct ou_sink *print_sink, *file_sink, *state_sink;
static struct ou_buf feed = OU_BUF_INIT;
static unsigned fed;			/* feeds written to a folder */
static bool broken;

/* --- the beginning --- */

static const char *
operand(struct ou_run *run, const char *text)
{
	return ou_inputs_operand(&inputs, run, text);
}

static int
usage(struct ou_run *run, const char *option, const char *text)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: %s", option, text);
}

static int
check_emit(struct ou_run *run)
{
	struct ou_str rest = ou_str_c(run->emit), names, one, name;
	unsigned bit;

	while (ou_str_split(&rest, ',', &one)) {
		names = OU_STR(OU_EMIT_NAMES);
		for (bit = 1; ou_str_split(&names, '|', &name); bit <<= 1) {
			if (ou_str_eq(one, name))
				break;
		}
		if (name.p == NULL || !ou_str_eq(one, name))
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "option --emit: '%.*s' is not one "
			    "of %s", OU_STR_ARG(one), OU_EMIT_NAMES);
		asked.emit |= bit;
	}
	return 0;
}

static int
check_options(struct ou_run *run)
{
	struct ou_quantity n = { 0, false };

	if (check_emit(run) != 0)
		return -1;
	if (run->print != NULL && strcmp(run->print, "-") != 0 &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt", run->print);
	if (channel == NULL && run->as != NULL && strcmp(run->as, "csv") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is not csv", run->as);
	if (charset != NULL && (charset_of_files =
	    ou_charset_find(ou_str_c(charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", charset);
	if (recount != NULL && *recount != '\0' && (ou_quantity_parse(&n,
	    ou_str_c(recount), NULL) != 0 || n.v <= 0 || n.v % 1000000 != 0 ||
	    n.v / 1000000 > UINT32_MAX))
		return usage(run, "recount", "a whole number is expected");
	asked.recount = recount == NULL ? 0 : n.given
	    ? (uint32_t)(n.v / 1000000) : UINT32_MAX;
	if (apply && (run->store == NULL || decisions == NULL))
		return usage(run, "apply", "it goes with --store and "
		    "--decisions");
	if (changed_only != NULL && channel == NULL)
		return usage(run, "changed-only", "it goes with --feed");
	if (follow && (inputs.n == 0 || !inputs.all[inputs.n - 1].journal))
		return usage(run, "follow", "the last file must be a journal, "
		    "+FILE");
	return 0;
}

static int
write_record(void *arg, const struct ou_record_type *type, const void *object)
{
	return ou_run_write_struct(arg, type, object);
}

static void
tell(void *arg, const struct ou_err *err)
{
	ou_run_message(arg, OU_WARNING, err);
}

static int
note_move(void *arg __attribute__((unused)),
    const struct ou_stock_move *move)
{
	return ou_reconciliation_note(work, move);
}

static void
ask(struct ou_run *run)
{
	static const enum ou_reconcile_by ways[] = { OU_RECONCILE_LOCATION,
	    OU_RECONCILE_LOT, OU_RECONCILE_ITEM };

	asked.book = run->book;
	asked.by = ways[by];
	asked.sum = duplicates == 1;
	asked.levels = (enum ou_stock_levels)levels;
	asked.tolerance = tolerance;
	asked.location = location;
	asked.count = count;
	asked.decisions = decisions;
	asked.must_decide = decisions != NULL;
	asked.channel = channel;
	asked.format = channel != NULL ? run->as : NULL;
	asked.changed_only = changed_only;
	asked.watch = follow;
	asked.now = &run->now;
	asked.write = write_record;
	asked.book_move = apply ? note_move : NULL;
	asked.tell = tell;
	asked.arg = run;
}

/* A feed in a folder is called by its channel and the time; while a journal
 * is followed, there are several. */
static const char *
feed_path(struct ou_run *run)
{
	struct ou_arena *a = follow ? &run->record_arena : &run->arena;
	struct ou_str name;

	if (channel == NULL || !ou_file_is_folder(run->file))
		return run->file;
	name = ou_reconciliation_name(work, a, follow ? ++fed : 0);
	return ou_path_join(a, run->file, ou_path_safe(a, name));
}

/* Once foreign files are read, nothing can be opened any more; a feed that
 * is written again and again must be. */
static int
open_sides(struct ou_run *run)
{
	const char *path;

	if (run->print != NULL &&
	    (print_sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL && follow)
		run->opens = true;
	else if (run->file != NULL && ((path = feed_path(run)) == NULL ||
	    (file_sink = ou_run_side(run, path)) == NULL))
		return -1;
	if (changed_only != NULL &&
	    (state_sink = ou_run_side(run, changed_only)) == NULL)
		return -1;
	if (!follow)
		return 0;
	following.seconds = seconds;
	following.file = ou_follow_new(inputs.all[inputs.n - 1].path,
	    (size_t)64 << 20, &run->err);
	return following.file != NULL ? 0 : -1;
}

static struct ou_view *
view_of(struct ou_run *run, const struct ou_table *table)
{
	ou_table_prepare(table);
	return ou_view_new(&run->arena, table, NULL, &run->err);
}

static int
begin(struct ou_run *run)
{
	if (check_options(run) != 0 || ou_inputs_begin(&inputs, run,
	    run->store != NULL ? "store" : NULL, OU_RECONCILE_SOURCES) != 0)
		return -1;
	ask(run);
	work = ou_reconciliation_new(&run->arena, &asked, inputs.names,
	    inputs.sources, &run->err);
	if (work == NULL || open_sides(run) != 0)
		return -1;
	run->opens = run->opens || run->store != NULL;
	if (run->store != NULL && ou_reconciliation_store(work, run) != 0)
		return -1;
	level_view = view_of(run, &ou_stock_level_table);
	move_view = view_of(run, &ou_stock_move_table);
	return level_view != NULL && move_view != NULL ? 0 : -1;
}

/* --- reading --- */

/* What the readers of foreign files hand back to us. */
struct reading {
	struct ou_run *run;
	struct ou_stock_import *import;
};

static int
count_level(struct ou_run *run, struct ou_stock_level *l)
{
	return ou_reconciliation_level(work, current->source, current->place, l,
	    &run->err);
}

static int
take_level(void *arg, struct ou_stock_level *l)
{
	struct reading *r = arg;

	if (count_level(r->run, l) != 0)
		return ou_stock_refuse(r->import, &r->run->err);
	if (levels != OU_LEVELS_ALL)
		return 0;
	return ou_run_write_struct(r->run,
	    ou_record_type_find(OU_STR("StockLevel")), l);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct reading *r = arg;

	return ou_run_reject(r->run, reject);
}

/* A StockLevel record of our own: it goes on with what we know better. */
static enum ou_answer
take_record(struct ou_run *run, struct ou_record *record, void *object)
{
	static const int fields[] = { OU_FIELD(stock_level, sku),
	    OU_FIELD(stock_level, location), OU_FIELD(stock_level, on_hand),
	    OU_FIELD(stock_level, reserved), OU_FIELD(stock_level, safety),
	    OU_FIELD(stock_level, incoming), OU_FIELD(stock_level, from) };
	struct ou_stock_level *l = object;
	size_t i;

	if (!l->on_hand.given) {
		ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "what is on hand is not said");
		ou_err_in(&run->err, "onHand");
		return OU_REJECT;
	}
	if (l->from.n == 0)
		l->from = current->name;
	if (count_level(run, l) != 0)
		return OU_REJECT;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		ou_record_put(record, &ou_stock_level_table, l, fields[i]);
	return levels == OU_LEVELS_ALL ? OU_PASS : OU_DROP;
}

static enum ou_answer
take_move(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)record;
	return ou_reconciliation_move(work, current->source, object,
	    &run->err) == 0 ? OU_DROP : OU_REJECT;
}

/* An adjustment that was proposed before. */
static enum ou_answer
take_adjustment(struct ou_run *run __attribute__((unused)),
    struct ou_record *record, void *object)
{
	static const int fields[] = { OU_FIELD(stock_adjustment, value),
	    OU_FIELD(stock_adjustment, currency),
	    OU_FIELD(stock_adjustment, decision),
	    OU_FIELD(stock_adjustment, justification),
	    OU_FIELD(stock_adjustment, by),
	    OU_FIELD(stock_adjustment, decided_at),
	    OU_FIELD(stock_adjustment, note) };
	struct ou_stock_adjustment *adj = object;
	size_t i;

	if (ou_reconciliation_adjustment(work, adj) != 0)
		return OU_STOP;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		ou_record_put(record, &ou_stock_adjustment_table, adj,
		    fields[i]);
	return OU_PASS;
}

static int
read_foreign(struct ou_run *run, struct ou_source *source)
{
	static const char marks[] = { 0, ',', '.' };
	struct ou_stock_import im;
	struct reading r = { .run = run, .import = &im };
	int x;

	memset(&im, 0, sizeof(im));
	im.format = run->from;
	im.from = current->name;
	im.location = current->place;
	im.charset = charset_of_files;
	im.numbers.decimal = marks[decimal];
	im.arg = &r;
	im.level = take_level;
	im.reject = take_reject;
	x = ou_stock_read(&im, source, &run->err);
	run->records += im.rows;
	ou_arena_release(&im.arena);
	if (x == 0) {
		ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "read as %s, "
		    "by %s; left out: %u", im.found, im.why,
		    (unsigned)im.left_out);
		ou_run_message(run, OU_NOTE, &run->err);
	}
	return x;
}

static enum ou_answer
take_event(struct ou_run *run, struct ou_record *record)
{
	struct ou_stock_level level;
	struct ou_stock_move move;
	int r;

	if (record->table == &ou_stock_move_table)
		r = ou_record_load(record, move_view, &move, &run->err) != 0 ||
		    ou_reconciliation_move(work, current->source, &move,
		    &run->err) != 0;
	else if (record->table == &ou_stock_level_table)
		r = ou_record_load(record, level_view, &level,
		    &run->err) != 0 || ou_reconciliation_snapshot(work, &level,
		    &run->err) != 0;
	else
		return OU_PASS;
	if (r != 0)
		return OU_REJECT;
	return ou_reconciliation_changed(work, record->table ==
	    &ou_stock_move_table ? &move : NULL) == 0 ? OU_DROP : OU_STOP;
}

/* Behind the events that were there: the feed, whole or not at all. */
static int
feed_now(struct ou_run *run)
{
	struct ou_sink *sink;
	uint32_t told;

	if (channel == NULL)
		return 0;
	ou_buf_clear(&feed);
	if (ou_reconciliation_feed(work, &feed, &told) != 0)
		return -1;
	if (run->file == NULL || run->dry_run ||
	    (told == 0 && changed_only != NULL))
		return 0;
	sink = ou_sink_atomic(feed_path(run), &run->err);
	if (sink == NULL)
		return -1;
	ou_sink_puts(sink, ou_buf_str(&feed));
	return ou_sink_close(sink, &run->err);
}

static int
read_records(struct ou_run *run, struct ou_source *source, struct ou_str type)
{
	enum ou_stream_form form = run->from != NULL &&
	    strcmp(run->from, "csv") == 0 ? OU_STREAM_CSV : OU_STREAM_JSONL;

	/* A journal of nothing yet has no header either. */
	if (current->journal)
		return ou_run_stream(run, source, type.p != NULL ||
		    ou_source_window(source).n == 0 ? OU_STREAM_JSONL
		    : OU_STREAM_CSV, "StockMove", NULL, take_move);
	if (ou_str_is(type, "StockAdjustment"))
		return ou_run_stream(run, source, form, "StockAdjustment",
		    NULL, take_adjustment);
	return ou_run_stream(run, source, form, "StockLevel", NULL,
	    take_record);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	struct ou_str type;
	bool csv = run->from != NULL && strcmp(run->from, "csv") == 0;
	bool json = run->from != NULL && strcmp(run->from, "json") == 0;
	int x;

	current = ou_inputs_next(&inputs, source);
	if (follow && current == &inputs.all[inputs.n - 1]) {
		following.process = take_event;
		following.rest = feed_now;
		if (ou_reconciliation_watch(work) != 0)
			return -1;
		return ou_run_follow(run, &following);
	}
	type = ou_record_peek(source, &run->arena);
	/* With a store, standard input need not say anything. */
	if (run->store != NULL && ou_source_window(source).n == 0 &&
	    !ou_source_failed(source))
		return 0;
	if (csv || json || current->journal || type.p != NULL)
		x = read_records(run, source, type);
	else
		x = read_foreign(run, source);
	if (x != 0)
		broken = true;
	return x;
}

/* --- the end --- */

static int
end(struct ou_run *run)
{
	struct ou_differences d;
	uint32_t told;

	if (broken)
		return ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_STOCK,
		    "nothing is compared, because a source was not read to "
		    "its end");
	if (!follow && (ou_reconciliation_end(work, &d, &run->differs) != 0 ||
	    ou_reconciliation_apply(work, run) != 0))
		return -1;
	if (!follow && channel != NULL) {
		if (ou_reconciliation_feed(work, &feed, &told) != 0)
			return -1;
		if (file_sink != NULL)
			ou_sink_puts(file_sink, ou_buf_str(&feed));
	} else if (file_sink != NULL)
		ou_differences_csv(&d, file_sink);
	if (print_sink != NULL && !follow)
		ou_differences_print(&d, &run->arena, print_sink);
	if (state_sink != NULL) {
		ou_buf_clear(&feed);
		ou_reconciliation_state(work, &feed);
		ou_sink_puts(state_sink, ou_buf_str(&feed));
	}
	return 0;
}

static void
release(struct ou_run *run __attribute__((unused)))
{
	ou_follow_free(following.file);
	ou_reconciliation_free(work);
	ou_buf_release(&feed);
}

static const struct ou_command command = {
	.name = "stock-reconcile",
	.title = "compare what several systems say about the same stock",
	.operands = "[[NAME[@PLACE]=]FILE [+JOURNAL]...]",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_HAS_STORE |
	    OU_NO_EXPLAIN,
	.type = "StockLevel",
	.formats = "json|csv|book|shopify|fba|plain",
	.begin = begin,
	.operand = operand,
	.input = input,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
