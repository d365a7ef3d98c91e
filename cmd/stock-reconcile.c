/*
 * stock-reconcile: what several systems say about the same stock.
 */
#include <string.h>

#include "ou/desk/reconcile.h"
#include "ou/desk/workbook.h"

static struct ou_reconcile reconcile = { .inputs = OU_INPUTS_INIT };

static const struct ou_option options[] = {
	{ 0, "by", "location|lot|item", OU_OPTION_CHOICE, &reconcile.by,
	    "what is added up and compared" },
	{ 0, "tolerance", "[CLASS=]N[%],...", OU_OPTION_TEXT,
	    &reconcile.tolerance, "differences up to this pass" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &reconcile.location,
	    "where rows that name no place are" },
	{ 0, "duplicates", "reject|sum", OU_OPTION_CHOICE,
	    &reconcile.duplicates,
	    "the same item and place twice in a source" },
	{ 0, "decimal", "none|comma|point", OU_OPTION_CHOICE,
	    &reconcile.decimal, "decimal mark of foreign files" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &reconcile.charset,
	    "character set of foreign files (utf-8)" },
	{ 0, "levels", "all|none|closing", OU_OPTION_CHOICE, &reconcile.levels,
	    "which StockLevel records go out" },
	{ 0, "recount", "N", OU_OPTION_OPTIONAL, &reconcile.recount,
	    "propose what to count, the N most urgent" },
	{ 0, "count", "NAME", OU_OPTION_TEXT, &reconcile.count,
	    "name of this count (count- and the day)" },
	{ 0, "decisions", "FILE", OU_OPTION_TEXT, &reconcile.decisions,
	    "who approved which adjustments" },
	{ 0, "apply", NULL, OU_OPTION_FLAG, &reconcile.apply,
	    "book what was approved in the store" },
	{ 0, "feed", "CHANNEL", OU_OPTION_TEXT, &reconcile.channel,
	    "--file is what this channel is told" },
	{ 0, "changed-only", "FILE", OU_OPTION_TEXT, &reconcile.changed_only,
	    "tell only what FILE has not, and bring it up to date" },
	{ 0, "follow", NULL, OU_OPTION_FLAG, &reconcile.follow,
	    "wait for more in the last journal" },
	{ 0, "for", "SECONDS", OU_OPTION_COUNT, &reconcile.seconds,
	    "follow no longer than this" },
	OU_OPTION_SHEET,
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static const char *
operand(struct ou_run *run, const char *text)
{
	return ou_inputs_operand(&reconcile.inputs, run, text);
}

static int
begin(struct ou_run *run)
{
	return ou_reconcile_begin(&reconcile, run);
}

static enum ou_answer
level(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_reconcile_level(&reconcile, run, record, object);
}

static enum ou_answer
move(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)record;
	return ou_reconcile_move(&reconcile, run, object);
}

static enum ou_answer
adjustment(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)run;
	return ou_reconcile_adjustment(&reconcile, record, object);
}

static enum ou_answer
event(struct ou_run *run, struct ou_record *record)
{
	return ou_reconcile_event(&reconcile, run, record);
}

static int
feed(struct ou_run *run)
{
	return ou_reconcile_feed(&reconcile, run);
}

/* Wait for more in the journal. */
static int
follow(struct ou_run *run)
{
	reconcile.following.process = event;
	reconcile.following.rest = feed;
	return ou_reconcile_watch(&reconcile) != 0 ? -1
	    : ou_run_follow(run, &reconcile.following);
}

static bool
is_from(const struct ou_run *run, const char *form)
{
	return run->from != NULL && strcmp(run->from, form) == 0;
}

/* Records of ours; ${type} is that of the first, absent when it is none. */
static int
records(struct ou_run *run, struct ou_source *source, struct ou_str type)
{
	enum ou_stream_form form = is_from(run, "csv") ? OU_STREAM_CSV
	    : OU_STREAM_JSONL;

	/* A journal of nothing yet has no header either. */
	if (reconcile.current->journal)
		return ou_run_stream(run, source, type.p != NULL ||
		    ou_source_window(source).n == 0 ? OU_STREAM_JSONL
		    : OU_STREAM_CSV, "StockMove", NULL, move);
	if (ou_str_is(type, "StockAdjustment"))
		return ou_run_stream(run, source, form, "StockAdjustment",
		    NULL, adjustment);
	return ou_run_stream(run, source, form, "StockLevel", NULL, level);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	struct ou_str type;
	int r;

	if (ou_reconcile_next(&reconcile, source))
		return follow(run);
	type = ou_record_peek(source, &run->arena);
	/* With a store, standard input need not say anything. */
	if (run->store != NULL && ou_source_window(source).n == 0 &&
	    !ou_source_failed(source))
		return 0;
	r = ou_reconcile_partner(&reconcile, run, source);
	if (r <= 0)
		;
	else if (is_from(run, "csv") || is_from(run, "json") ||
	    type.p != NULL || reconcile.current->journal)
		r = records(run, source, type);
	else
		r = ou_reconcile_foreign(&reconcile, run, source);
	reconcile.broken = reconcile.broken || r != 0;
	return r;
}

static int
end(struct ou_run *run)
{
	return ou_reconcile_end(&reconcile, run);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_reconcile_release(&reconcile);
}

static const struct ou_command command = {
	.name = "stock-reconcile",
	.title = "compare what several systems say about the same stock",
	.operands = "[[NAME[@PLACE]=]FILE [+JOURNAL]...]",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_HAS_STORE |
	    OU_NO_EXPLAIN,
	.type = "StockLevel",
	.formats = "json|csv|book|shopify|fba|plain|edi",
	.begin = begin,
	.operand = operand,
	.input = input,
	.workbook = ou_desk_workbook,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
