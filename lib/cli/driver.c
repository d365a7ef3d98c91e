#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "private.h"

/*
 * The run: options, outputs, begin, each input, end, and the end of all
 * documents.  What goes wrong is said where it happens and remembered as a
 * set, from which the exit status is chosen at last.
 */
static int
exit_status(unsigned failed)
{
	if (failed & FAIL_USAGE)
		return 2;
	if (failed & FAIL_OUTPUT)
		return 4;
	if (failed & FAIL_BUSY)
		return 75;
	if (failed & FAIL_DAMAGED)
		return 3;
	return failed & FAIL_REJECTED ? 1 : 0;
}

static void
hint(const struct ou_run *run)
{
	struct ou_err e;

	if (run->diagnostics_jsonl || run->err.code != OU_DIAG_USAGE)
		return;
	memset(&e, 0, sizeof(e));
	ou_err_set(&e, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "try '%s --help' for its options", run->command->name);
	ou_cli_say((struct ou_run *)(uintptr_t)run, "note", &e);
}

static int
read_one(struct ou_run *run, struct ou_source *source)
{
	const struct ou_command *c = run->command;

	run->source = ou_source_name(source);
	run->line = 0;
	ou_arena_reset(&run->record_arena);
	if (c->input != NULL) {
		run->private->input = source;
		return c->input(run, source);
	}
	return ou_run_records(run, source, run->private->from_form);
}

/*
 * An input has failed.  Damage in a partner's file is accounted for by its
 * rejects and does not hold up the others; a failed read does, because
 * nobody knows what would have come.
 */
static void
input_failed(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	if (run->err.kind == OU_ERR_DAMAGED && run->err.code == OU_DIAG_READ)
		p->cut = true;
	if (run->err.kind != OU_ERR_DAMAGED && run->err.kind != OU_ERR_RECORD)
		p->stop = true;
	ou_cli_fail(run, &run->err);
}

/* Opening a pipe may wait for its writer: then nothing else shall. */
static void
before_open(struct ou_run *run, const char *path)
{
	struct stat st;

	if (run->private->batch == NULL || run->whole ||
	    (strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	    S_ISREG(st.st_mode)))
		return;
	if (ou_cli_batch_run(run) != 0 || ou_run_flush(run) != 0)
		ou_cli_fail(run, &run->err);
}

/* A workbook becomes the table that it has, or fails as damaged input does. */
static struct ou_source *
unpacked(struct ou_run *run, struct ou_source *source)
{
	struct ou_source *table;
	struct ou_str head;

	if (run->command->workbook == NULL)
		return source;
	head = ou_source_fill(source, 1, NULL);
	if (head.n == 0 || *head.p != 'P')
		return source;
	head = ou_source_fill(source, 4, NULL);
	if (head.n < 4 || head.p[1] != 'K' || (head.p[2] != 3 &&
	    head.p[2] != 5) || head.p[3] != head.p[2] + 1)
		return source;
	run->source = ou_source_name(source);
	table = run->command->workbook(run, source,
	    run->private->max_ratio);
	if (table == NULL) {
		ou_source_spoil(source, &run->err);
		return source;
	}
	ou_source_close(source);
	return table;
}

static void
read_all(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	struct ou_source_limits limits = { .ratio = p->max_ratio,
	    .workbooks = run->command->workbook != NULL };
	struct ou_source *source;
	int i;

	for (i = 0; i < p->n_inputs && !p->stop && !run->idle; i++) {
		before_open(run, p->inputs[i]);
		if (p->stop)
			break;
		source = ou_source_open(p->inputs[i], &limits, &run->err);
		if (source == NULL) {
			run->source = NULL;
			ou_cli_fail(run, &run->err);
			continue;
		}
		source = unpacked(run, source);
		if (read_one(run, source) != 0)
			input_failed(run);
		p->input = NULL;
		run->source = NULL;
		run->line = 0;
		ou_source_close(source);
	}
	if (p->stop)
		p->cut = true;
}

static void
summary(struct ou_run *run)
{
	struct ou_buf *b = &run->private->text;

	if (!run->verbose)
		return;
	ou_buf_clear(b);
	ou_buf_printf(b, "%" PRIu64 " read, %" PRIu64 " written, %" PRIu64
	    " rejected, %" PRIu64 " held", run->records, run->passed,
	    run->rejected, run->held);
	ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "%.*s",
	    OU_STR_ARG(ou_buf_str(b)));
	ou_cli_say(run, "summary", &run->err);
}

static int
run_begin(struct ou_run *run)
{
	const struct ou_command *c = run->command;

	if (ou_cli_open_outputs(run) != 0)
		return -1;
	run->private->begun = true;
	if (c->begin != NULL && c->begin(run) != 0)
		return -1;
	ou_cli_open_writer(run);
	if ((run->transaction != NULL || run->whole) &&
	    (run->private->batch = ou_cli_batch_new(run)) == NULL)
		return -1;
	return ou_cli_confine(run);
}

/* What is left of the input, then what the command does with all of it.  A
 * whole batch needs a whole stream where those are sealed. */
static int
run_end(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	const struct ou_command *c = run->command;
	const bool open = p->cut && run->sealed;

	if (p->stop)
		return 0;
	if (p->batch != NULL && !(run->whole && open) &&
	    ou_cli_batch_run(run) != 0)
		return -1;
	return c->end != NULL && !open ? c->end(run) : 0;
}

static void
run_all(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	if (run_begin(run) != 0 || ou_cli_resume(run) != 0) {
		ou_cli_fail(run, &run->err);
		p->cut = true;
	} else {
		read_all(run);
		if (run_end(run) != 0) {
			ou_cli_fail(run, &run->err);
			p->cut = true;
		}
	}
	ou_cli_finish_outputs(run);
	if (p->begun && run->command->release != NULL)
		run->command->release(run);
	if (run->differs)
		p->failed |= FAIL_REJECTED;
	summary(run);
}

static void
release(struct ou_run *run)
{
	ou_buf_release(&run->private->text);
	ou_arena_release(&run->record_arena);
	ou_arena_release(&run->batch_arena);
	ou_arena_release(&run->arena);
}

int
ou_command_main(const struct ou_command *command, int argc, char **argv)
{
	struct ou_run *run = ou_cli_run(command);
	struct ou_run_private *p = run->private;

	ou_cli_descriptors(p);
	ou_cli_signals();
	if (ou_cli_options(run, argc, argv) != 0) {
		ou_cli_fail(run, &run->err);
		hint(run);
	} else if (p->help || p->version || p->schema) {
		if (ou_cli_print(run) != 0)
			ou_cli_fail(run, &run->err);
	} else
		run_all(run);
	release(run);
	return exit_status(p->failed);
}
