#include <string.h>

#include "reconcile.h"
#include "ou/base/utf8.h"
#include "ou/io/file.h"

/* The run: options, documents, the feed, and the end. */

static int
usage(struct ou_run *run, const char *option, const char *text)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: %s", option, text);
}

static int
check_emit(struct ou_reconcile *x, struct ou_run *run)
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
		x->options->emit |= bit;
	}
	return 0;
}

/* --recount: how many, or all. */
static int
read_recount(struct ou_reconcile *x, struct ou_run *run)
{
	struct ou_quantity n = { 0, false };

	if (x->recount == NULL)
		return 0;
	if (*x->recount != '\0' && (ou_quantity_parse(&n,
	    ou_str_c(x->recount), NULL) != 0 || n.v <= 0 ||
	    n.v % 1000000 != 0 || n.v / 1000000 > UINT32_MAX))
		return usage(run, "recount", "a whole number is expected");
	x->options->recount = n.given ? (uint32_t)(n.v / 1000000)
	    : UINT32_MAX;
	return 0;
}

static int
check_options(struct ou_reconcile *x, struct ou_run *run)
{
	const struct ou_inputs *in = &x->inputs;

	if (check_emit(x, run) != 0 || read_recount(x, run) != 0)
		return -1;
	if (run->print != NULL && strcmp(run->print, "-") != 0 &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt", run->print);
	if (x->channel == NULL && run->as != NULL &&
	    strcmp(run->as, "csv") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is not csv", run->as);
	if (x->charset != NULL &&
	    ou_charset_find(ou_str_c(x->charset)) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", x->charset);
	if (x->apply && (run->store == NULL || x->decisions == NULL))
		return usage(run, "apply", "it goes with --store and "
		    "--decisions");
	if (x->changed_only != NULL && x->channel == NULL)
		return usage(run, "changed-only", "it goes with --feed");
	if (x->follow && (in->n == 0 || !in->all[in->n - 1].journal))
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
ask(struct ou_reconcile *x, struct ou_run *run)
{
	static const enum ou_reconcile_by ways[] = { OU_RECONCILE_LOCATION,
	    OU_RECONCILE_LOT, OU_RECONCILE_ITEM };
	struct ou_reconciliation_options *o = x->options;

	o->book = run->book;
	o->by = ways[x->by];
	o->sum = x->duplicates == 1;
	o->levels = (enum ou_reconcile_levels)x->levels;
	o->tolerance = x->tolerance;
	o->location = x->location;
	o->count = x->count;
	o->decisions = x->decisions;
	o->must_decide = x->decisions != NULL;
	o->channel = x->channel;
	o->format = x->channel != NULL ? run->as : NULL;
	o->changed_only = x->changed_only;
	o->watch = x->follow;
	o->now = &run->now;
	o->write = write_record;
	o->apply = x->apply;
	o->tell = ou_run_warn;
	o->arg = run;
}

/* A feed in a folder is called by its channel and the time; while a journal
 * is followed, there are several. */
static const char *
feed_path(struct ou_reconcile *x, struct ou_run *run)
{
	struct ou_arena *a = x->follow ? &run->record_arena : &run->arena;
	struct ou_str name;

	if (x->channel == NULL || !ou_file_is_folder(run->file))
		return run->file;
	name = ou_reconciliation_name(x->work, a, x->follow ? ++x->fed : 0);
	return ou_path_join(a, run->file, ou_path_safe(a, name));
}

/* Once foreign files are read, nothing can be opened any more; a feed that
 * is written again and again must be. */
static int
open_sides(struct ou_reconcile *x, struct ou_run *run)
{
	const char *path;

	if (run->print != NULL &&
	    (x->print = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL && x->follow)
		run->opens = true;
	else if (run->file != NULL && ((path = feed_path(x, run)) == NULL ||
	    (x->file = ou_run_side(run, path)) == NULL))
		return -1;
	if (x->changed_only != NULL &&
	    (x->state = ou_run_side(run, x->changed_only)) == NULL)
		return -1;
	if (!x->follow)
		return 0;
	x->following.seconds = x->seconds;
	x->following.file = ou_follow_new(x->inputs.all[x->inputs.n - 1].path,
	    (size_t)64 << 20, &run->err);
	return x->following.file != NULL ? 0 : -1;
}

int
ou_reconcile_begin(struct ou_reconcile *x, struct ou_run *run)
{
	x->options = ou_arena_zalloc(&run->arena, sizeof(*x->options));
	if (check_options(x, run) != 0 || ou_inputs_begin(&x->inputs, run,
	    run->store != NULL ? "store" : NULL, OU_RECONCILE_SOURCES) != 0)
		return -1;
	ask(x, run);
	x->work = ou_reconciliation_new(&run->arena, x->options,
	    x->inputs.names, x->inputs.sources, &run->err);
	if (x->work == NULL || open_sides(x, run) != 0)
		return -1;
	run->opens = run->opens || run->store != NULL;
	if (run->store != NULL && ou_reconciliation_store(x->work, run) != 0)
		return -1;
	x->level_view = ou_view_new(&run->arena, &ou_stock_level_table, NULL,
	    &run->err);
	x->move_view = ou_view_new(&run->arena, &ou_stock_move_table, NULL,
	    &run->err);
	return x->level_view != NULL && x->move_view != NULL ? 0 : -1;
}

int
ou_reconcile_watch(struct ou_reconcile *x)
{
	return ou_reconciliation_watch(x->work);
}

int
ou_reconcile_feed(struct ou_reconcile *x, struct ou_run *run)
{
	struct ou_sink *sink;
	uint32_t told;

	if (x->channel == NULL)
		return 0;
	ou_buf_clear(&x->feed);
	if (ou_reconciliation_feed(x->work, &x->feed, &told) != 0)
		return -1;
	if (run->file == NULL || run->dry_run ||
	    (told == 0 && x->changed_only != NULL))
		return 0;
	sink = ou_sink_atomic(feed_path(x, run), &run->err);
	if (sink == NULL)
		return -1;
	ou_sink_puts(sink, ou_buf_str(&x->feed));
	return ou_sink_close(sink, &run->err);
}

/* What is written when all was read. */
static int
write_all(struct ou_reconcile *x, struct ou_run *run)
{
	struct ou_differences d;
	uint32_t told;

	if (ou_reconciliation_end(x->work, &d, &run->differs,
	    &run->err) != 0 || ou_reconciliation_apply(x->work, run) != 0)
		return -1;
	if (x->channel != NULL && ou_reconciliation_feed(x->work, &x->feed,
	    &told) != 0)
		return -1;
	if (x->file != NULL && x->channel != NULL)
		ou_sink_puts(x->file, ou_buf_str(&x->feed));
	else if (x->file != NULL)
		ou_differences_csv(&d, x->file);
	if (x->print != NULL)
		ou_differences_print(&d, &run->arena, x->print);
	return 0;
}

int
ou_reconcile_end(struct ou_reconcile *x, struct ou_run *run)
{
	if (x->broken)
		return ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_STOCK,
		    "nothing is compared, because a source was not read to "
		    "its end");
	if (!x->follow && write_all(x, run) != 0)
		return -1;
	if (x->state == NULL)
		return 0;
	ou_buf_clear(&x->feed);
	ou_reconciliation_state(x->work, &x->feed);
	ou_sink_puts(x->state, ou_buf_str(&x->feed));
	return 0;
}

void
ou_reconcile_release(struct ou_reconcile *x)
{
	ou_follow_free(x->following.file);
	ou_reconciliation_free(x->work);
	ou_buf_release(&x->feed);
}
