#include <stdlib.h>
#include <string.h>

#include "private.h"

/*
 * Records in: the loop of every filter.  Per record there is one reset of an
 * arena, one look at the type, and what the command does; memory and system
 * calls belong to the buffers behind it.
 */
struct stream {
	struct ou_reader *reader;
	struct binding with;
	bool batched;
	enum ou_answer (*process)(struct ou_run *, struct ou_record *, void *);
};

/* Only the command's own type is looked into: a Shipment of a schema that we
 * do not know passes a command that prices orders. */
int
ou_cli_bind(struct ou_run *run, struct binding *b, const char *type,
    const char *view)
{
	struct ou_record_type *types;

	b->limits.depth = (uint32_t)run->private->max_depth;
	if (run->command->flags & OU_EVERY_TYPE) {
		b->types = ou_record_types;
		return 0;
	}
	types = ou_arena_array(&run->arena, 2, sizeof(*types));
	types[0] = *ou_record_type_find(ou_str_c(type));
	b->types = types;
	b->view = ou_view_new(&run->arena, types[0].table, view, &run->err);
	if (b->view == NULL)
		return -1;
	b->object = ou_arena_zalloc(&run->arena, types[0].table->size);
	return 0;
}

static int
stream_open(struct ou_run *run, struct stream *s, struct ou_source *source,
    enum ou_stream_form form, const char *type, const char *view)
{
	struct ou_run_private *p = run->private;
	struct ou_reader_options options;

	if (ou_cli_bind(run, &s->with, type, view) != 0)
		return -1;
	memset(&options, 0, sizeof(options));
	options.form = form;
	options.types = s->with.types;
	options.csv_type = ou_record_type_find(ou_str_c(type));
	options.json = s->with.limits;
	options.line_max = (size_t)p->max_line;
	options.sealed = run->sealed && form == OU_STREAM_JSONL &&
	    p->reader == NULL;
	s->reader = ou_reader_new(source, &options, &run->err);
	return s->reader != NULL ? 0 : -1;
}

static int
answer(struct ou_run *run, struct stream *s, struct ou_record *record,
    enum ou_answer a)
{
	switch (a) {
	case OU_PASS:
		return ou_run_write(run, record);
	case OU_DROP:
		return 0;
	case OU_REJECT:
		return ou_run_reject_record(run, ou_reader_raw(s->reader));
	case OU_STOP:
		break;
	}
	run->private->stop = true;
	return -1;
}

static int
one(struct ou_run *run, struct stream *s, struct ou_record *record)
{
	const bool every = (run->command->flags & OU_EVERY_TYPE) != 0;

	run->records++;
	if (s->batched) {
		if (ou_cli_batch_add(run->private->batch, record,
		    every || record->table != NULL) == 0)
			return 0;
		run->private->stop = true;
		return -1;
	}
	if (every)
		return answer(run, s, record, s->process(run, record, NULL));
	if (record->table == NULL)
		return ou_run_write(run, record);
	if (ou_record_load(record, s->with.view, s->with.object,
	    &run->err) != 0) {
		if (run->err.kind != OU_ERR_RECORD) {
			run->private->stop = true;
			return -1;
		}
		return ou_run_reject_record(run, ou_reader_raw(s->reader));
	}
	return answer(run, s, record, s->process(run, record, s->with.object));
}

/* A line that cannot be read is rejected in its place among the others. */
static int
refused(struct ou_run *run, struct stream *s)
{
	struct ou_run_private *p = run->private;
	int r;

	run->records++;
	if (s->batched)
		p->slot = ou_cli_batch_refused(p->batch);
	r = ou_run_reject_record(run, ou_reader_raw(s->reader));
	p->slot = NULL;
	return r;
}

/* Nothing that can go out waits for an input that is not there yet. */
static int
before_next(struct ou_run *run, struct stream *s)
{
	bool wait = ou_reader_would_block(s->reader);

	if (s->batched && !run->whole && (wait ||
	    ou_cli_batch_full(run->private->batch)) &&
	    ou_cli_batch_run(run) != 0)
		return -1;
	return wait ? ou_run_flush(run) : 0;
}

static int
loop(struct ou_run *run, struct stream *s)
{
	struct ou_record record;
	int r;

	for (;;) {
		if (before_next(run, s) != 0)
			return -1;
		ou_arena_reset(&run->record_arena);
		r = ou_reader_next(s->reader, &record, &run->record_arena,
		    &run->err);
		if (r == 0)
			return 0;
		run->line = ou_reader_line(s->reader);
		if (r > 0)
			r = one(run, s, &record);
		else if (run->err.kind == OU_ERR_RECORD)
			r = refused(run, s);
		if (r < 0)
			return -1;
	}
}

static int
read_stream(struct ou_run *run, struct stream *s, struct ou_source *source,
    enum ou_stream_form form, const char *type, const char *view)
{
	struct ou_run_private *p = run->private;
	int r;

	p->stream_form = form;
	r = stream_open(run, s, source, form, type, view);
	p->reader = s->reader;
	if (r == 0)
		r = loop(run, s);
	ou_reader_free(s->reader);
	return r;
}

int
ou_run_stream(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form, const char *type, const char *view,
    enum ou_answer (*process)(struct ou_run *, struct ou_record *, void *))
{
	static const struct ou_arena empty = OU_ARENA_INIT;
	struct ou_run_private *p = run->private;
	enum ou_stream_form outer_form = p->stream_form;
	struct ou_reader *outer = p->reader;
	struct ou_arena arena = run->record_arena;
	struct stream s = { .process = process };
	struct ou_err err;
	uint64_t line = run->line;
	int r;

	if (outer == NULL) {
		s.batched = p->batch != NULL &&
		    process == run->command->process;
		r = read_stream(run, &s, source, form, type, view);
		if (r != 0 && !p->stop && s.batched && !run->whole) {
			/* What came before the damage comes before it. */
			err = run->err;
			p->reader = NULL;
			if (ou_cli_batch_run(run) == 0)
				run->err = err;
		}
		/* A stream that ends early has an unknown rest. */
		if (r != 0 && !p->stop)
			p->cut = true;
		line = 0;
	} else {
		run->record_arena = empty;
		r = read_stream(run, &s, source, form, type, view);
		ou_arena_release(&run->record_arena);
		run->record_arena = arena;
	}
	p->reader = outer;
	p->stream_form = outer_form;
	run->line = line;
	return r;
}
