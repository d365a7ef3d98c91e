#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "private.h"

/*
 * The attempts at a batch.  Nothing of an attempt is seen before its commit:
 * what was written waits with its record, what was said waits in buffers,
 * what was counted is counted back.  What is committed is written, in the
 * order of the input, and only then reported as printed: a kill in between
 * is answered by the next run, or by --resume, with the same bytes.
 */
#define PAUSE_MAX_MS 50

/* What an attempt counts. */
struct counts {
	uint64_t rejected, held;
	unsigned failed;
	bool differs;
};

static struct counts
count(const struct ou_run *run)
{
	return (struct counts){ run->rejected, run->held,
	    run->private->failed, run->differs };
}

static void
count_back(struct ou_run *run, const struct counts *c)
{
	run->rejected = c->rejected;
	run->held = c->held;
	run->private->failed = c->failed;
	run->differs = c->differs;
	run->private->stop = false;
}

/* --- an attempt --- */

/* Those that were rejected in an attempt before. */
static int
refuse_known(struct ou_batch *b)
{
	struct slot *x;
	uint32_t i;
	int r = 0;

	for (i = 0; i < b->n && r == 0; i++) {
		x = &b->slots[i];
		if (x->state != SLOT_LEFT || x->why == NULL)
			continue;
		ou_cli_batch_answered(b, x, SLOT_REJECTED);
		b->run->private->slot = x;
		r = ou_cli_batch_refuse(b, x);
	}
	b->run->private->slot = NULL;
	return r;
}

static int
keep(struct ou_batch *b)
{
	const struct ou_transaction *t = b->run->transaction;
	struct ou_effect effect;
	const struct slot *x;
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		x = &b->slots[i];
		if (!x->mine || x->state != SLOT_DECIDED || x->no_effect)
			continue;
		effect = ou_cli_slot_effect(b, x);
		effect.output = ou_cli_slot_output(b, x);
		if (t->keep(t->store, &effect, &b->run->err) != 0)
			return -1;
	}
	return 0;
}

/* The command's part: together, then one by one. */
static int
decide(struct ou_batch *b)
{
	struct ou_run *run = b->run;
	const struct ou_command *c = run->command;
	int r = 0;

	if (b->left == 0)
		return 0;
	if (b->act != NULL) {
		run->private->slot = &b->slots[0];
		r = b->act(run, b->arg);
		run->private->slot = NULL;
		if (r == 0)
			ou_cli_batch_answered(b, &b->slots[0],
			    SLOT_DECIDED);
		return r;
	}
	if (c->batch != NULL)
		r = c->batch(run, b);
	if (r < 0)
		return -1;
	return ou_cli_batch_process(b, r == 0);
}

static int
begin(struct ou_batch *b)
{
	const struct ou_transaction *t = b->run->transaction;

	/* A dry run is one transaction. */
	if (t == NULL || b->begun)
		return 0;
	if (t->begin(t->store, &b->run->err) != 0)
		return -1;
	b->begun = true;
	return 0;
}

static int
attempt(struct ou_batch *b)
{
	struct ou_run *run = b->run;
	const struct ou_transaction *t = run->transaction;

	ou_arena_reset(&run->batch_arena);
	ou_cli_batch_start(b);
	if (begin(b) != 0)
		return -1;
	if (t == NULL)
		return decide(b);
	run->private->attempt = true;
	if (refuse_known(b) != 0 || ou_cli_batch_look_up(b) != 0)
		return -1;
	ou_cli_batch_twins(b);
	if (decide(b) != 0 || ou_cli_batch_answer(b) != 0 || keep(b) != 0)
		return -1;
	if (run->dry_run)
		return 0;
	if (t->commit(t->store, &run->err) != 0)
		return -1;
	b->begun = false;
	return 0;
}

static void
undo(struct ou_batch *b, const struct counts *before)
{
	struct ou_run *run = b->run;
	struct ou_run_private *p = run->private;

	if (b->begun)
		run->transaction->rollback(run->transaction->store);
	b->begun = false;
	count_back(run, before);
	ou_buf_clear(&p->said);
	ou_buf_clear(&p->explained);
	p->attempt = false;
	p->slot = NULL;
	b->current = NULL;
}

/* --- again? --- */

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Wait a little for the others; false when the time is over. */
static bool
pause_until(int64_t deadline, uint32_t *ms)
{
	struct timespec t = { 0, (long)*ms * 1000000 };

	if (milliseconds() + *ms >= deadline)
		return false;
	nanosleep(&t, NULL);
	*ms = *ms * 2 < PAUSE_MAX_MS ? *ms * 2 : PAUSE_MAX_MS;
	return true;
}

/* Why the store is given up, and what the caller can rely on. */
static int
give_up(struct ou_batch *b)
{
	struct ou_err *e = &b->run->err;
	char text[sizeof(e->text)];

	b->run->private->stop = true;
	if (e->kind != OU_ERR_BUSY)
		return -1;
	snprintf(text, sizeof(text), "%s", e->text);
	ou_err_set(e, OU_ERR_BUSY, OU_DIAG_BUSY, "%.250s; %" PRIu32
	    " %s not done, and the same run may be tried again",
	    text, b->n_mine, b->n_mine == 1 ? "record was" : "records were");
	return -1;
}

static int
attempts(struct ou_batch *b)
{
	struct ou_run *run = b->run;
	const struct counts before = count(run);
	int64_t deadline = milliseconds() + run->wait_ms;
	bool going = b->begun;
	uint32_t ms = 1;

	while (attempt(b) != 0) {
		undo(b, &before);
		/* What a dry run did before this batch is undone as well. */
		if (run->transaction == NULL || going)
			return give_up(b);
		if (!b->again && (run->err.kind != OU_ERR_BUSY ||
		    !pause_until(deadline, &ms)))
			return give_up(b);
	}
	run->private->attempt = false;
	return 0;
}

/* --- what goes out --- */

static int
write_line(struct ou_run *run, struct ou_str line)
{
	if (run->command->deliver == NULL)
		return ou_run_write_json(run, line);
	ou_arena_reset(&run->record_arena);
	return run->command->deliver(run, ou_source_copy(&run->record_arena,
	    line));
}

static int
write_lines(struct ou_run *run, struct ou_str lines)
{
	struct ou_str line;

	while (ou_str_split(&lines, '\n', &line)) {
		if (line.n != 0 && write_line(run, line) != 0)
			return -1;
	}
	return 0;
}

static int
write_slot(struct ou_run *run, const struct slot *x)
{
	const struct piece *piece;

	run->source = x->source;
	run->line = x->line;
	for (piece = x->first; piece != NULL; piece = piece->next) {
		if (piece->reject ? ou_cli_write_reject(run, piece->text) != 0
		    : write_lines(run, piece->text) != 0)
			return -1;
	}
	return 0;
}

/* Standard output has what was flushed; a file has it when it gets its
 * name. */
static int
printed(struct ou_run *run)
{
	const struct ou_transaction *t = run->transaction;
	struct ou_batch *b = run->private->batch;
	struct ou_err err;

	b->unprinted = false;
	if (t->printed(t->store, &err) == 0)
		return 0;
	if (err.kind != OU_ERR_BUSY) {
		run->err = err;
		run->private->stop = true;
		return -1;
	}
	ou_err_set(&err, OU_ERR_BUSY, OU_DIAG_BUSY, "the store could not note "
	    "that the output was printed: --resume will print it again");
	ou_run_message(run, OU_WARNING, &err);
	return 0;
}

static int
flush(struct ou_run *run)
{
	if (ou_run_flush(run) != 0)
		return -1;
	if (run->transaction == NULL || run->dry_run)
		return 0;
	run->private->batch->unprinted = true;
	return run->output == NULL ? printed(run) : 0;
}

static int
write_out(struct ou_batch *b)
{
	struct ou_run_private *p = b->run->private;
	const enum ou_stream_form form = p->stream_form;
	struct ou_reader *reader = p->reader;
	uint32_t i;
	int r = 0;

	ou_cli_say_kept(b->run);
	/* What is kept are lines, whatever they came as. */
	p->stream_form = OU_STREAM_JSONL;
	p->reader = NULL;
	for (i = 0; i < b->n && r == 0; i++)
		r = write_slot(b->run, &b->slots[i]);
	p->stream_form = form;
	p->reader = reader;
	return r == 0 ? flush(b->run) : -1;
}

int
ou_cli_batch_run(struct ou_run *run)
{
	struct ou_batch *b = run->private->batch;
	const char *source = run->source;
	uint64_t line = run->line;
	int r = 0;

	if (b->n == 0)
		return 0;
	if ((r = attempts(b)) == 0)
		r = write_out(b);
	ou_cli_batch_clear(b);
	ou_arena_reset(&run->record_arena);
	run->source = source;
	run->line = line;
	return r;
}

/* --- before the first batch, and behind the last --- */

static int
print_again(void *arg, const struct ou_effect *effect, struct ou_err *err)
{
	struct ou_run *run = arg;
	struct ou_buf text = OU_BUF_INIT;
	int r = 0;

	if (run->command->again != NULL)
		r = ou_cli_again(run->private->batch, effect, &text);
	else
		ou_buf_adds(&text, effect->output);
	if (r == 0)
		r = write_lines(run, ou_buf_str(&text));
	ou_buf_release(&text);
	if (r != 0)
		*err = run->err;
	return r;
}

int
ou_cli_resume(struct ou_run *run)
{
	const struct ou_transaction *t = run->transaction;

	if (!run->private->resume)
		return 0;
	if (t == NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --resume: without a store there is nothing to "
		    "print again");
	if (t->resume(t->store, run->private->batch->command, print_again, run,
	    &run->err) != 0)
		return -1;
	return flush(run);
}

void
ou_cli_batch_end(struct ou_run *run, bool whole)
{
	struct ou_batch *b = run->private->batch;

	if (b == NULL)
		return;
	if (b->begun)
		run->transaction->rollback(run->transaction->store);
	b->begun = false;
	if (b->unprinted && whole && printed(run) != 0)
		ou_cli_fail(run, &run->err);
	ou_cli_batch_free(b);
	run->private->batch = NULL;
	ou_buf_release(&run->private->said);
	ou_buf_release(&run->private->explained);
}

int
ou_run_effect(struct ou_run *run, struct ou_str type, struct ou_str id,
    struct ou_str content, int (*act)(struct ou_run *, void *), void *arg)
{
	struct ou_batch *b = run->private->batch;
	int r;

	if (run->transaction == NULL)
		return act(run, arg);
	if (b->n != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "an effect within a batch");
	ou_cli_batch_one(b, type, id, content);
	b->act = act;
	b->arg = arg;
	r = ou_cli_batch_run(run);
	b->act = NULL;
	return r;
}
