#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ou/base/base64.h"
#include "ou/base/utf8.h"
#include "ou/io/file.h"
#include "private.h"

/*
 * Records out, rejects, and side documents.  All that a run writes under a
 * name of its own is finished first (flushed, synced, closed) and only then
 * renamed, the records' file last: whoever sees it sees all the others.
 */
static int
output_error(struct ou_run *run)
{
	run->private->stop = true;
	return -1;
}

/* A record that the form of the output cannot hold (a Note among CSV rows of
 * orders) is a reject; anything else ends the run. */
static int
not_written(struct ou_run *run, struct ou_str raw)
{
	if (run->err.kind != OU_ERR_RECORD)
		return output_error(run);
	return ou_run_reject_record(run, raw);
}

/* A dry run shows what -o would get, on standard output. */
static struct ou_sink *
open_records(struct ou_run *run)
{
	if (run->output == NULL || run->dry_run)
		return ou_sink_stdout(&run->err);
	return ou_sink_atomic(run->output, &run->err);
}

int
ou_cli_open_outputs(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	if ((p->out = open_records(run)) == NULL)
		return -1;
	if (run->rejects != NULL && !run->dry_run) {
		p->rejects = ou_sink_append(run->rejects, &run->err);
		if (p->rejects == NULL)
			return -1;
	}
	if (run->explain != NULL && *run->explain != '\0') {
		p->explain = ou_run_side(run, run->explain);
		if (p->explain == NULL)
			return -1;
	}
	return 0;
}

/* Behind begin(), which knows what the run gives. */
void
ou_cli_open_writer(struct ou_run *run)
{
	const char *type = run->gives != NULL ? run->gives :
	    run->command->type;

	run->writer = ou_writer_new(run->private->out, run->private->to_form,
	    type != NULL ? ou_record_type_find(ou_str_c(type)) : NULL);
}

/* The driver's own streams flush before they wait; a command that reads by
 * itself is looked after here. */
static int
look_after(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	if (p->input == NULL || !ou_source_would_block(p->input))
		return 0;
	return ou_run_flush(run);
}

/* One more is written. */
static int
written(struct ou_run *run)
{
	run->passed++;
	return look_after(run);
}

int
ou_run_flush(struct ou_run *run)
{
	return ou_sink_flush(run->private->out, &run->err) == 0 ? 0
	    : output_error(run);
}

void
ou_run_pause(struct ou_run *run, int ms)
{
	struct pollfd reader = { STDOUT_FILENO, 0, 0 };

	if (poll(&reader, 1, ms) > 0 && run->output == NULL)
		raise(SIGPIPE);
}

/* What is written for a record of a batch waits with it. */
static int
add_line(struct ou_run *run, struct ou_str line, bool is_reject)
{
	ou_cli_slot_line(run, run->private->slot, line, is_reject);
	return 0;
}

int
ou_run_write(struct ou_run *run, struct ou_record *record)
{
	struct ou_reader *r = run->private->reader;
	struct ou_buf json = OU_BUF_INIT;

	if (run->private->slot != NULL) {
		ou_record_write(record, &json);
		add_line(run, ou_buf_str(&json), false);
		ou_buf_release(&json);
		return 0;
	}
	if (ou_writer_record(run->writer, record, &run->err) != 0)
		return not_written(run, r != NULL ? ou_reader_raw(r)
		    : OU_STR_NONE);
	ou_cli_count_held_record(run, record);
	run->passed++;
	return 0;
}

int
ou_run_write_struct(struct ou_run *run, const struct ou_record_type *type,
    const void *object)
{
	struct ou_buf json = OU_BUF_INIT;
	int r;

	if (run->private->slot != NULL) {
		ou_table_encode(&json, type->table, object);
		add_line(run, ou_buf_str(&json), false);
		ou_buf_release(&json);
		return 0;
	}
	if (ou_writer_struct(run->writer, type, object, &run->err) != 0) {
		ou_table_encode(&json, type->table, object);
		r = not_written(run, ou_buf_str(&json));
		ou_buf_release(&json);
		return r;
	}
	ou_cli_count_held_struct(run, type, object);
	return written(run);
}

int
ou_run_write_json(struct ou_run *run, struct ou_str json)
{
	if (run->private->slot != NULL)
		return add_line(run, json, false);
	if (ou_writer_json(run->writer, json, &run->err) != 0)
		return not_written(run, json);
	ou_cli_count_held(run, json);
	return written(run);
}

int
ou_run_write_bytes(struct ou_run *run, struct ou_str bytes)
{
	run->private->no_records = true;
	ou_sink_puts(run->private->out, bytes);
	return ou_sink_failed(run->private->out) ? ou_run_flush(run) :
	    look_after(run);
}

/* The message of a reject. */
static void
say_reject(struct ou_run *run, const struct ou_reject *r)
{
	const struct ou_origin *o = r->source;
	char reason[sizeof(((struct ou_err *)NULL)->text)];
	struct ou_err e;

	snprintf(reason, sizeof(reason), "%.*s", OU_STR_ARG(r->reason));
	memset(&e, 0, sizeof(e));
	e.kind = OU_ERR_RECORD;
	snprintf(e.text, sizeof(e.text), "%.*s", OU_STR_ARG(r->code));
	e.code = ou_diag_find(e.text);
	if (o != NULL) {
		snprintf(e.source, sizeof(e.source), "%.*s",
		    OU_STR_ARG(o->file));
		if (o->line.given || o->segment.given)
			e.line = (uint64_t)(o->line.given ? o->line.v
			    : o->segment.v);
		e.byte = o->byte.given ? (uint64_t)o->byte.v : 0;
	}
	snprintf(e.field, sizeof(e.field), "%.*s", OU_STR_ARG(r->field));
	if (r->number.n != 0)
		snprintf(e.text, sizeof(e.text), "%.300s (order %.*s)",
		    reason, OU_STR_ARG(r->number));
	else
		snprintf(e.text, sizeof(e.text), "%s", reason);
	ou_cli_fail(run, &e);
}

int
ou_cli_write_reject(struct ou_run *run, struct ou_str line)
{
	struct ou_run_private *p = run->private;

	ou_sink_puts(p->rejects, line);
	return ou_sink_flush(p->rejects, &run->err) == 0 ? 0
	    : output_error(run);
}

int
ou_run_reject(struct ou_run *run, struct ou_reject *reject)
{
	struct ou_run_private *p = run->private;
	struct ou_buf line = OU_BUF_INIT;
	int r;

	run->rejected++;
	reject->type = OU_STR("Reject");
	reject->schema = OU_STR("reject/1");
	if (reject->by.n == 0)
		reject->by = ou_str_c(run->command->name);
	if (!ou_date_given(reject->at.date))
		reject->at = run->now;
	if (run->origin != NULL)
		reject->source = run->origin;
	say_reject(run, reject);
	if (p->rejects == NULL)
		return 0;
	ou_table_encode(&line, &ou_reject_table, reject);
	if (p->slot != NULL)
		r = add_line(run, ou_buf_str(&line), true);
	else {
		ou_buf_addc(&line, '\n');
		r = ou_cli_write_reject(run, ou_buf_str(&line));
	}
	ou_buf_release(&line);
	return r;
}

int
ou_run_reject_record(struct ou_run *run, struct ou_str raw)
{
	struct ou_run_private *p = run->private;
	struct ou_reject r;
	struct ou_origin o;

	memset(&r, 0, sizeof(r));
	memset(&o, 0, sizeof(o));
	r.code = ou_str_c(ou_diag_name(run->err.code));
	r.reason = ou_err_readable(&run->record_arena, run->err.text);
	r.field = ou_err_readable(&run->record_arena, run->err.field);
	r.format = ou_str_c(p->stream_form == OU_STREAM_CSV ? "csv" : "json");
	r.source = &o;
	o.file = ou_str_c(run->err.source[0] != '\0' ? run->err.source
	    : run->source);
	if ((o.line.v = (int64_t)run->err.line) == 0)
		o.line.v = (int64_t)run->line;
	o.line.given = o.line.v != 0;
	if (run->err.byte != 0)
		o.byte = (struct ou_integer){ (int64_t)run->err.byte, true };
	ou_base64_unless_text(&run->record_arena, raw, &r.raw,
	    &r.raw_base64);
	if (p->reader != NULL)
		ou_base64_unless_text(&run->record_arena,
		    ou_reader_envelope(p->reader), &r.envelope,
		    &r.envelope_base64);
	return ou_run_reject(run, &r);
}

bool
ou_run_hold(struct ou_run *run, struct ou_order *order, enum ou_diag code,
    struct ou_str line, const char *blocks, const char *fmt, ...)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_hold hold;
	struct ou_str rest, word;
	char text[400 + 1];
	va_list ap;

	memset(&hold, 0, sizeof(hold));
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	hold.code = ou_str_c(ou_diag_name(code));
	/* It may have been cut within a character. */
	hold.reason = ou_str_make(text, ou_utf8_valid(text, strlen(text)));
	hold.reason = ou_str_dup(a, hold.reason);
	hold.by = ou_str_c(run->command->name);
	hold.at = run->now;
	if (line.n != 0)
		hold.line = ou_str_dup(a, line);
	rest = ou_str_dup(a, ou_str_c(blocks != NULL ? blocks : "allocate"));
	hold.blocks = ou_arena_array(a, 3, sizeof(*hold.blocks));
	while (hold.n_blocks < 3 && ou_str_split(&rest, ' ', &word))
		hold.blocks[hold.n_blocks++] = word;
	return ou_order_hold(a, order, &hold);
}

struct ou_sink *
ou_run_side(struct ou_run *run, const char *path)
{
	struct ou_run_private *p = run->private;
	struct side *side;
	struct stat st;

	/* A dry run prints on no device either. */
	if (run->dry_run && strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	    !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		path = "/dev/null";
	side = ou_arena_zalloc(&run->arena, sizeof(*side));
	if ((side->sink = ou_sink_atomic(path, &run->err)) == NULL)
		return NULL;
	*p->sides_end = side;
	p->sides_end = &side->next;
	return side->sink;
}

void
ou_run_no_side(struct ou_run *run, const struct ou_sink *sink)
{
	struct side *s;

	for (s = run->private->sides; s != NULL; s = s->next)
		s->unwanted = s->unwanted || s->sink == sink;
}

const char *
ou_run_book_file(struct ou_run *run, const char *name)
{
	return ou_path_join(&run->arena, run->book, name);
}

/* True when it is whole on the disk.  A failure is said once. */
static bool
finish(struct ou_run *run, struct ou_sink *sink)
{
	bool said;

	if (sink == NULL)
		return true;
	said = ou_sink_failed(sink) && (run->private->failed & FAIL_OUTPUT);
	if (ou_sink_finish(sink, &run->err) == 0)
		return true;
	if (!said)
		ou_cli_fail(run, &run->err);
	return false;
}

/* Rename, or take back, and forget. */
static void
settle(struct ou_run *run, struct ou_sink **sink, bool keep)
{
	if (*sink == NULL)
		return;
	if (!keep)
		ou_sink_abandon(*sink);
	else if (ou_sink_rename(*sink, &run->err) != 0)
		ou_cli_fail(run, &run->err);
	*sink = NULL;
}

void
ou_cli_finish_outputs(struct ou_run *run)
{
	const unsigned hopeless = FAIL_OUTPUT | FAIL_USAGE | FAIL_BUSY;
	struct ou_run_private *p = run->private;
	bool keep, out, rejects;
	struct side *s;

	keep = !p->cut && (p->failed & hopeless) == 0;
	if (keep && run->sealed && run->writer != NULL &&
	    !p->no_records)
		ou_writer_seal(run->writer);
	/* Standard output gets what there is, even from a run that failed. */
	out = finish(run, p->out);
	rejects = finish(run, p->rejects);
	keep = keep && out && rejects;
	for (s = p->sides; s != NULL && keep; s = s->next)
		keep = finish(run, s->sink);
	for (s = p->sides; s != NULL; s = s->next)
		settle(run, &s->sink, keep && !run->dry_run && !s->unwanted);
	settle(run, &p->rejects, rejects);
	keep = keep && (p->failed & FAIL_OUTPUT) == 0;
	settle(run, &p->out, keep);
	ou_cli_batch_end(run, keep && (p->failed & FAIL_OUTPUT) == 0);
	if (run->writer != NULL)
		ou_writer_free(run->writer);
	run->writer = NULL;
}
