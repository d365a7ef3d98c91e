#include <inttypes.h>
#include <stdlib.h>

#include "record-internal.h"
#include "ou/record/stream.h"

/*
 * Records out.  What fits goes straight into the sink's buffer; what is
 * larger is put together here first.
 */
#define ROOM_MAX ((size_t)64 << 10)

struct ou_writer {
	struct ou_sink *sink;
	enum ou_stream_form form;
	const struct ou_record_type *csv_type;
	uint64_t count;
	struct ou_buf buf;
};

struct ou_writer *
ou_writer_new(struct ou_sink *sink, enum ou_stream_form form,
    const struct ou_record_type *csv_type)
{
	struct ou_writer *w;

	if ((w = calloc(1, sizeof(*w))) == NULL)
		ou_out_of_memory();
	w->sink = sink;
	w->form = form;
	w->csv_type = csv_type;
	ou_buf_init(&w->buf, 0);
	return w;
}

void
ou_writer_free(struct ou_writer *w)
{
	if (w == NULL)
		return;
	ou_buf_release(&w->buf);
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

int
ou_writer_record(struct ou_writer *w, struct ou_record *rec,
    struct ou_err *err)
{
	size_t bound = ou_record_bound(rec) + 1;
	char *to = room(w, bound);

	return commit(w, to, ou_record_emit(rec, to), bound, err);
}

int
ou_writer_struct(struct ou_writer *w, const struct ou_record_type *type,
    const void *object, struct ou_err *err)
{
	struct ou_encoder e = { .r = NULL };
	size_t bound = ou_object_bound(type->table, object) + 1;
	char *to = room(w, bound);

	return commit(w, to, ou_object_encode(&e, to, type->table, object),
	    bound, err);
}

int
ou_writer_json(struct ou_writer *w, struct ou_str json, struct ou_err *err)
{
	char *to = room(w, json.n + 1);

	memcpy(to, json.p, json.n);
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

	if (w->form != OU_STREAM_JSONL)
		return;
	ou_buf_printf(&b, "{\"type\":\"EndOfStream\",\"records\":%" PRIu64
	    "}\n", w->count);
	ou_sink_puts(w->sink, ou_buf_str(&b));
	ou_buf_release(&b);
}
