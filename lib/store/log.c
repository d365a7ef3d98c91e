#include <stdlib.h>

#include "private.h"

/*
 * The log and the journal of moves.  Rows wait in memory until the end of the
 * transaction; then one row of the database is locked, which has the last
 * number and the last digest of both, and they are numbered and written.  So
 * numbers have no gap and come in the order of the commits, and the lock is
 * short.
 *
 * A digest is of the digest before it and of the row's members, each with its
 * length in front, so that no two rows have the same text.
 */
#define WAIT_ROWS 4096
#define WAIT_BYTES ((size_t)8 << 20)

static void
put_str(struct ou_buf *b, struct ou_str s)
{
	if (s.n == 0) {
		ou_buf_addc(b, '-');
		return;
	}
	ou_buf_addi(b, (int64_t)s.n);
	ou_buf_addc(b, ':');
	ou_buf_adds(b, s);
}

static void
put_int(struct ou_buf *b, int64_t v)
{
	ou_buf_addi(b, v);
	ou_buf_addc(b, ';');
}

static void
digest_of(struct ou_digest *d, struct ou_str previous, struct ou_buf *b,
    struct ou_str raw)
{
	struct ou_str parts[3] = { previous, ou_buf_str(b), raw };

	ou_digest_of(d, parts, 3);
	ou_buf_release(b);
}

void
ou_log_content(struct ou_digest *d, const struct log_row *row)
{
	struct ou_buf b = OU_BUF_INIT;
	char day[16];

	put_str(&b, row->status);
	put_str(&b, row->channel);
	put_str(&b, row->segment);
	put_str(&b, row->customer);
	put_str(&b, ou_db_day(day, row->day).s);
	digest_of(d, OU_STR_NONE, &b, row->raw);
}

void
ou_log_digest(struct ou_digest *d, struct ou_str previous, int64_t seq,
    const struct db_value *at, const struct log_row *row)
{
	struct ou_buf b = OU_BUF_INIT;

	put_int(&b, seq);
	put_int(&b, row->kind);
	put_int(&b, at->i);
	put_str(&b, row->command);
	put_str(&b, row->type);
	put_str(&b, row->id);
	put_str(&b, row->input);
	ou_buf_add(&b, row->content.b, OU_DIGEST_SIZE);
	digest_of(d, previous, &b, OU_STR_NONE);
}

void
ou_move_digest(struct ou_digest *d, struct ou_str previous,
    const struct ou_move *m, const struct db_value *at)
{
	struct ou_buf b = OU_BUF_INIT;

	put_int(&b, m->seq);
	put_int(&b, at->i);
	put_int(&b, m->quantity.v);
	put_str(&b, m->id);
	put_str(&b, m->key.sku);
	put_str(&b, m->key.location);
	put_str(&b, m->key.lot);
	put_str(&b, ou_store_status(m->key.status));
	put_str(&b, m->key.owner);
	put_str(&b, m->reason);
	put_str(&b, m->justification);
	put_str(&b, m->reference);
	put_str(&b, m->by);
	digest_of(d, previous, &b, OU_STR_NONE);
}

bool
ou_store_waits(const struct ou_store *s, const struct log_row *row)
{
	uint32_t i;

	for (i = 0; i < s->n_log; i++) {
		if (s->log[i].hash == row->hash &&
		    s->log[i].kind == row->kind &&
		    ou_str_eq(s->log[i].id, row->id))
			return true;
	}
	return false;
}

static struct ou_str
copy(struct ou_store *s, struct ou_str t)
{
	return t.n == 0 ? OU_STR_NONE : ou_str_dup(&s->arena, t);
}

int
ou_store_log(struct ou_store *s, const struct log_row *row,
    struct ou_err *err)
{
	struct log_row *to;

	if (s->n_log == WAIT_ROWS || s->bytes > WAIT_BYTES) {
		if (ou_store_flush(s, err) != 0)
			return -1;
	}
	if (s->n_log == s->cap_log) {
		s->cap_log = s->cap_log == 0 ? 64 : s->cap_log * 2;
		s->log = reallocarray(s->log, s->cap_log, sizeof(*s->log));
		if (s->log == NULL)
			ou_out_of_memory();
	}
	if (row->kind != LOG_EFFECT)
		ou_ahead_written(s, row->type, row->id);
	to = &s->log[s->n_log++];
	*to = *row;
	to->command = copy(s, row->command);
	to->type = copy(s, row->type);
	to->id = copy(s, row->id);
	to->input = copy(s, row->input);
	to->status = copy(s, row->status);
	to->channel = copy(s, row->channel);
	to->segment = copy(s, row->segment);
	to->customer = copy(s, row->customer);
	to->raw = copy(s, row->raw);
	s->bytes += row->raw.n + sizeof(*row);
	return 0;
}

static struct db_value
raw_bytes(struct ou_str raw)
{
	return db_bytes(raw.n == 0 ? OU_STR("") : raw);
}

/* Absent when it is empty. */
static struct db_value
maybe(struct ou_str s)
{
	return db_text(s.n == 0 ? OU_STR_NONE : s);
}

static int
write_log(struct ou_store *s, const struct log_row *row, int64_t seq,
    const struct db_value *at, struct ou_digest *d, struct ou_err *err)
{
	char day[16];

	if (ou_store_run(s, DB_LOG_ADD, 1, err, V(db_int(seq),
	    db_int(row->kind), db_key(row->command), db_key(row->type),
	    db_key(row->id), *at, db_bytes(row->input), maybe(row->status),
	    maybe(row->channel), maybe(row->segment), maybe(row->customer),
	    ou_db_day(day, row->day), db_digest(&row->content),
	    raw_bytes(row->raw), db_digest(d))) != 0)
		return -1;
	if (row->kind == LOG_EFFECT)
		return 0;
	return ou_store_run(s, DB_RECORD_SET, 1, err, V(db_key(row->type),
	    db_key(row->id), db_int(seq), db_digest(&row->content),
	    maybe(row->status)));
}

/* The rows that wait, from ${*seq} on. */
static int
flush_log(struct ou_store *s, int64_t *seq, struct ou_digest *d,
    struct ou_str last, struct ou_err *err)
{
	struct db_value at = ou_db_time(&s->now);
	const struct log_row *row = NULL;
	int64_t from = *seq + 1;
	uint32_t i;

	for (i = 0; i < s->n_log; i++) {
		row = &s->log[i];
		ou_log_digest(d, last, ++*seq, &at, row);
		last = ou_str_make((const char *)d->b, OU_DIGEST_SIZE);
		if (write_log(s, row, *seq, &at, d, err) != 0)
			return -1;
		/* Ranges of the outbox are of one command. */
		if (i + 1 < s->n_log && (s->log[i + 1].kind == row->kind &&
		    ou_str_eq(s->log[i + 1].command, row->command)))
			continue;
		if (row->kind == LOG_EFFECT) {
			ou_ranges_add(&s->added, from, *seq, row->command,
			    false);
			if (ou_store_run(s, DB_OUTBOX_ADD, 1, err,
			    V(db_int(from), db_key(row->command),
			    db_int(*seq))) != 0)
				return -1;
		}
		from = *seq + 1;
	}
	return 0;
}

static int
flush_moves(struct ou_store *s, int64_t *seq, struct ou_digest *d,
    struct ou_str last, struct ou_err *err)
{
	struct db_value at;
	struct ou_move *m;
	uint32_t i;

	for (i = 0; i < s->n_moves; i++) {
		m = &s->moves[i];
		m->seq = ++*seq;
		at = ou_db_time(&m->at);
		ou_move_digest(d, last, m, &at);
		last = ou_str_make((const char *)d->b, OU_DIGEST_SIZE);
		if (ou_store_run(s, DB_MOVE_ADD, 1, err, V(db_int(m->seq),
		    db_key(m->id), db_key(m->key.sku),
		    db_key(m->key.location), db_key(m->key.lot),
		    db_key(ou_store_status(m->key.status)),
		    db_key(m->key.owner), db_int(m->quantity.v),
		    maybe(m->reason), maybe(m->justification),
		    maybe(m->reference), maybe(m->by), at,
		    db_digest(d))) != 0)
			return -1;
	}
	return 0;
}

int
ou_store_flush(struct ou_store *s, struct ou_err *err)
{
	struct ou_digest log, moves;
	struct db_rows rows;
	int64_t log_seq, move_seq;

	if (s->n_log == 0 && s->n_moves == 0)
		return 0;
	if (ou_store_rows(s, DB_COUNTER, &s->arena, &rows, err, NULL, 0) != 0)
		return -1;
	if (rows.n != 1) {
		s->failed = true;
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' is damaged: its counter is gone", s->db->name);
	}
	log_seq = rows.v[0].i;
	move_seq = rows.v[2].i;
	if (flush_log(s, &log_seq, &log, rows.v[1].s, err) != 0 ||
	    flush_moves(s, &move_seq, &moves, rows.v[3].s, err) != 0 ||
	    ou_store_run(s, DB_COUNTER_SET, DB_ANY, err, V(db_int(log_seq),
	    s->n_log != 0 ? db_digest(&log) : rows.v[1], db_int(move_seq),
	    s->n_moves != 0 ? db_digest(&moves) : rows.v[3])) != 0) {
		s->failed = true;
		return -1;
	}
	ou_store_forget(s);
	return 0;
}

void
ou_store_forget(struct ou_store *s)
{
	s->n_log = s->n_moves = 0;
	s->bytes = 0;
}
