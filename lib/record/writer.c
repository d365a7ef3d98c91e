#include <inttypes.h>
#include <stdlib.h>

#include "csv-form.h"

/*
 * Records out.  What fits goes straight into the sink's buffer; what is
 * larger is put together here first.
 */
#define ROOM_MAX ((size_t)64 << 10)

struct ou_writer {
	struct ou_sink *sink;
	struct ou_form *csv;		/* NULL: JSON Lines */
	uint64_t count;
	struct ou_buf buf;
	struct ou_arena arena;		/* for making rows */
};

struct ou_writer *
ou_writer_new(struct ou_sink *sink, enum ou_stream_form form,
    const struct ou_record_type *csv_type)
{
	struct ou_writer *w;

	if ((w = calloc(1, sizeof(*w))) == NULL)
		ou_out_of_memory();
	w->sink = sink;
	ou_buf_init(&w->buf, 0);
	if (form == OU_STREAM_CSV) {
		w->csv = ou_form_new(csv_type);
		ou_form_header(w->csv, &w->buf);
		ou_sink_puts(sink, ou_buf_str(&w->buf));
	}
	return w;
}

void
ou_writer_free(struct ou_writer *w)
{
	if (w == NULL)
		return;
	ou_buf_release(&w->buf);
	ou_form_free(w->csv);
	ou_arena_release(&w->arena);
	free(w);
}

/* ${n} bytes to write into: the sink's own, or the writer's. */
static char *
room(struct ou_writer *w, size_t n)
{
	ou_buf_clear(&w->buf);
	return n <= ROOM_MAX ? ou_sink_room(w->sink, n) :
	    ou_buf_reserve(&w->buf, n);
}

static int
commit(struct ou_writer *w, char *from, char *to, size_t bound,
    struct ou_err *err)
{
	*to++ = '\n';
	if (bound <= ROOM_MAX)
		ou_sink_commit(w->sink, (size_t)(to - from));
	else
		ou_sink_write(w->sink, from, (size_t)(to - from));
	w->count++;
	return ou_sink_failed(w->sink) ? ou_sink_flush(w->sink, err) : 0;
}

/* A record's JSON, ${n} bytes in the arena with padding, as rows. */
static int
write_rows(struct ou_writer *w, char *json, size_t n, struct ou_err *err)
{
	memset(json + n, 0, OU_SOURCE_PADDING);
	ou_buf_clear(&w->buf);
	if (ou_form_flatten(w->csv, &w->arena, ou_str_make(json, n), &w->buf,
	    err) != 0)
		return -1;
	ou_sink_puts(w->sink, ou_buf_str(&w->buf));
	w->count++;
	return ou_sink_failed(w->sink) ? ou_sink_flush(w->sink, err) : 0;
}

/* Room for a record's JSON that is to become rows. */
static char *
rows_room(struct ou_writer *w, size_t n)
{
	ou_arena_reset(&w->arena);
	return ou_arena_alloc(&w->arena, n + OU_SOURCE_PADDING);
}

int
ou_writer_record(struct ou_writer *w, struct ou_record *rec,
    struct ou_err *err)
{
	size_t bound = ou_record_bound(rec) + 1;
	char *to;

	if (w->csv != NULL) {
		to = rows_room(w, bound);
		return write_rows(w, to, (size_t)(ou_record_emit(rec, to) -
		    to), err);
	}
	to = room(w, bound);

	return commit(w, to, ou_record_emit(rec, to), bound, err);
}

int
ou_writer_struct(struct ou_writer *w, const struct ou_record_type *type,
    const void *object, struct ou_err *err)
{
	char *to;

	ou_buf_clear(&w->buf);
	ou_table_encode(&w->buf, type->table, object);
	if (w->csv != NULL) {
		to = rows_room(w, w->buf.n);
		memcpy(to, w->buf.p, w->buf.n);
		return write_rows(w, to, w->buf.n, err);
	}
	ou_buf_addc(&w->buf, '\n');
	ou_sink_puts(w->sink, ou_buf_str(&w->buf));
	w->count++;
	return ou_sink_failed(w->sink) ? ou_sink_flush(w->sink, err) : 0;
}

int
ou_writer_json(struct ou_writer *w, struct ou_str json, struct ou_err *err)
{
	char *to = w->csv != NULL ? rows_room(w, json.n) :
	    room(w, json.n + 1);

	memcpy(to, json.p, json.n);
	if (w->csv != NULL)
		return write_rows(w, to, json.n, err);
	return commit(w, to, to + json.n, json.n + 1, err);
}

uint64_t
ou_writer_count(const struct ou_writer *w)
{
	return w->count;
}

void
ou_writer_seal(struct ou_writer *w)
{
	struct ou_buf b = OU_BUF_INIT;

	if (w->csv != NULL)
		return;
	ou_buf_printf(&b, "{\"type\":\"EndOfStream\",\"records\":%" PRIu64
	    "}\n", w->count);
	ou_sink_puts(w->sink, ou_buf_str(&b));
	ou_buf_release(&b);
}
