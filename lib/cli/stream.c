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

const struct ou_wanted *
ou_cli_wants(struct ou_run *run)
{
	struct ou_wanted *own;

	if (run->wants != NULL)
		return run->wants;
	own = ou_arena_array(&run->arena, 2, sizeof(*own));
	own[0] = (struct ou_wanted){ run->command->type, run->command->view };
	return own;
}

static int
bind_one(struct ou_run *run, const struct ou_wanted *wanted,
    struct ou_record_type *type, struct bound *b)
{
	*type = *ou_record_type_find(ou_str_c(wanted->type));
	b->table = type->table;
	b->view = ou_view_new(&run->arena, b->table, wanted->view, &run->err);
	b->object = ou_arena_zalloc(&run->arena, b->table->size);
	return b->view != NULL ? 0 : -1;
}

/* Only the types that are wanted are looked into: a Shipment of a schema that
 * we do not know passes a command that prices orders. */
int
ou_cli_bind(struct ou_run *run, struct binding *b,
    const struct ou_wanted *wants)
{
	struct ou_record_type *types;
	uint32_t n = 0;

	b->limits.depth = (uint32_t)run->private->max_depth;
	if (run->command->flags & OU_EVERY_TYPE) {
		b->types = ou_record_types;
		return 0;
	}
	while (wants[n].type != NULL)
		n++;
	types = ou_arena_array(&run->arena, n + 1, sizeof(*types));
	b->bound = ou_arena_array(&run->arena, n, sizeof(*b->bound));
	b->types = types;
	for (b->n = 0; b->n < n; b->n++) {
		if (bind_one(run, &wants[b->n], &types[b->n],
		    &b->bound[b->n]) != 0)
			return -1;
	}
	return 0;
}

int
ou_cli_load(struct ou_run *run, const struct binding *b,
    struct ou_record *record, void **object)
{
	const struct bound *x = b->bound;

	*object = NULL;
	if (b->n == 0)
		return 0;
	while (x->table != record->table)
		x++;
	*object = x->object;
	return ou_record_load(record, x->view, x->object, &run->err);
}

static int
stream_open(struct ou_run *run, struct stream *s, struct ou_source *source,
    enum ou_stream_form form, const struct ou_wanted *wants)
{
	struct ou_run_private *p = run->private;
	struct ou_reader_options options;

	if (ou_cli_bind(run, &s->with, wants) != 0)
		return -1;
	memset(&options, 0, sizeof(options));
	options.form = form;
	options.types = s->with.types;
	options.csv_type = ou_record_type_find(ou_str_c(wants->type));
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
	void *object;

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
	if (ou_cli_load(run, &s->with, record, &object) != 0) {
		if (run->err.kind != OU_ERR_RECORD) {
			run->private->stop = true;
			return -1;
		}
		return ou_run_reject_record(run, ou_reader_raw(s->reader));
	}
	return answer(run, s, record, s->process(run, record, object));
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
    enum ou_stream_form form, const struct ou_wanted *wants)
{
	struct ou_run_private *p = run->private;
	int r;

	p->stream_form = form;
	r = stream_open(run, s, source, form, wants);
	p->reader = s->reader;
	if (r == 0)
		r = loop(run, s);
	ou_reader_free(s->reader);
	return r;
}

static int
stream(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form, const struct ou_wanted *wants,
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
		r = read_stream(run, &s, source, form, wants);
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
		r = read_stream(run, &s, source, form, wants);
		ou_arena_release(&run->record_arena);
		run->record_arena = arena;
	}
	p->reader = outer;
	p->stream_form = outer_form;
	run->line = line;
	return r;
}

int
ou_run_stream(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form, const char *type, const char *view,
    enum ou_answer (*process)(struct ou_run *, struct ou_record *, void *))
{
	const struct ou_wanted wants[] = { { type, view }, { NULL, NULL } };

	return stream(run, source, form, wants, process);
}

int
ou_run_records(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form)
{
	return stream(run, source, form, ou_cli_wants(run),
	    run->command->process);
}
