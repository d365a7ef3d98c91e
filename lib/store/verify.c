#include <stdio.h>
#include <stdlib.h>

#include "private.h"

/* Is everything true that the header says always holds? */

struct erasure {
	int64_t seq;			/* of the row that tells of it */
	int64_t of;			/* the first erased record's */
	struct ou_digest content;	/* what it has become */
	bool has_content;
	struct ou_digest raw;		/* its bytes alone */
};

struct verify {
	struct ou_store *s;
	void (*found)(void *arg, const char *text);
	void *arg;
	int n;
	int64_t seq;			/* the last row that was read */
	unsigned char last[OU_DIGEST_SIZE];
	size_t last_n;
	const struct sum *sum;		/* that is compared */
	struct erasure *erasures;
	size_t n_erasures, cap_erasures;
};

__attribute__((format(printf, 2, 3)))
static void
found(struct verify *v, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	v->found(v->arg, text);
	if (v->n < INT32_MAX)
		v->n++;
}

static bool
is_digest(struct ou_str s, const struct ou_digest *d)
{
	return s.n == OU_DIGEST_SIZE && memcmp(s.p, d->b, s.n) == 0;
}

static bool
same(const struct ou_digest *a, const struct ou_digest *b)
{
	return memcmp(a->b, b->b, OU_DIGEST_SIZE) == 0;
}

/* A row's number and digest, where the chain is and where it goes on. */
static void
chain(struct verify *v, const char *name, int64_t seq,
    const struct ou_digest *is, struct ou_str stored)
{
	if (seq != v->seq + 1)
		found(v, "%s: row %lld is followed by row %lld", name,
		    (long long)v->seq, (long long)seq);
	if (!is_digest(stored, is))
		found(v, "%s: row %lld is not what it was, or the row before "
		    "it is not", name, (long long)seq);
	v->seq = seq;
	v->last_n = stored.n < OU_DIGEST_SIZE ? stored.n : OU_DIGEST_SIZE;
	memcpy(v->last, stored.p, v->last_n);
}

static struct ou_str
last_digest(const struct verify *v)
{
	return ou_str_make((const char *)v->last, v->last_n);
}

static struct erasure *
erasure(struct verify *v, int64_t seq)
{
	struct erasure *e;
	size_t i;

	for (i = v->n_erasures; i > 0; i--) {
		if (v->erasures[i - 1].seq == seq)
			return &v->erasures[i - 1];
	}
	if (v->n_erasures == v->cap_erasures) {
		v->cap_erasures = v->cap_erasures * 2 + 16;
		v->erasures = reallocarray(v->erasures, v->cap_erasures,
		    sizeof(*e));
		if (v->erasures == NULL)
			ou_out_of_memory();
	}
	e = &v->erasures[v->n_erasures++];
	*e = (struct erasure){ .seq = seq };
	return e;
}

/* The digest of the bytes; of an output without its last LF. */
static struct ou_digest
bytes_of(const struct log_row *row)
{
	struct ou_str raw = row->raw;
	struct ou_digest d;

	if (row->kind == LOG_EFFECT && raw.n != 0 &&
	    raw.p[raw.n - 1] == '\n')
		raw.n--;
	ou_digest_of(&d, &raw, 1);
	return d;
}

/* An erased row is like all others of its erasure; what they all are is
 * compared when the erasure itself is read. */
static void
erased_row(struct verify *v, const struct log_row *row, int64_t seq,
    int64_t by)
{
	size_t before = v->n_erasures;
	struct erasure *e = erasure(v, by);
	struct ou_digest d, raw = bytes_of(row);
	bool bad = by <= seq;

	ou_log_content(&d, row);
	if (v->n_erasures != before) {
		e->of = seq;
		e->raw = raw;
	}
	if (row->kind != LOG_EFFECT && !e->has_content) {
		e->content = d;
		e->has_content = true;
	} else if (row->kind != LOG_EFFECT)
		bad = bad || !same(&d, &e->content);
	if (bad || !same(&raw, &e->raw))
		found(v, "log: row %lld is not what its erasure %lld has "
		    "left", (long long)seq, (long long)by);
}

static void
erasure_row(struct verify *v, const struct log_row *row, int64_t seq)
{
	struct ou_digest raw = bytes_of(row);
	size_t i;

	for (i = v->n_erasures; i > 0; i--) {
		struct erasure *e = &v->erasures[i - 1];

		if (e->seq != seq)
			continue;
		if (!same(&raw, &e->raw) || (e->has_content &&
		    !same(&row->content, &e->content)))
			found(v, "log: row %lld is not what its erasure %lld "
			    "has left", (long long)e->of, (long long)seq);
		*e = v->erasures[--v->n_erasures];
		return;
	}
}

static int
log_row(void *arg, const struct db_value *c, struct ou_err *err)
{
	struct verify *v = arg;
	struct log_row row = { .kind = (enum log_kind)c[1].i,
	    .command = c[2].s, .type = c[3].s, .id = c[4].s,
	    .input = c[6].s, .status = c[7].s, .channel = c[8].s,
	    .segment = c[9].s, .customer = c[10].s,
	    .day = ou_db_as_day(&c[11]), .raw = c[13].s };
	struct ou_digest d, content;

	(void)err;
	ou_log_content(&content, &row);
	if (c[12].s.n == OU_DIGEST_SIZE)
		memcpy(row.content.b, c[12].s.p, OU_DIGEST_SIZE);
	if (!c[14].null)
		erased_row(v, &row, c[0].i, c[14].i);
	else if (!is_digest(c[12].s, &content))
		found(v, "log: the bytes of row %lld (%.*s '%.*s') are not "
		    "what they were", (long long)c[0].i,
		    OU_STR_ARG(row.type), OU_STR_ARG(row.id));
	if (row.kind == LOG_ERASURE)
		erasure_row(v, &row, c[0].i);
	ou_log_digest(&d, last_digest(v), c[0].i, &c[5], &row);
	chain(v, "log", c[0].i, &d, c[15].s);
	return 0;
}

static int
move_row(void *arg, const struct db_value *c, struct ou_err *err)
{
	struct verify *v = arg;
	struct ou_move m = { .seq = c[0].i, .id = c[1].s,
	    .key = { c[2].s, c[3].s, c[4].s, c[5].s, c[6].s },
	    .quantity = { c[7].i, true }, .reason = c[8].s,
	    .justification = c[9].s, .reference = c[10].s, .by = c[11].s };
	struct ou_digest d;

	(void)err;
	ou_move_digest(&d, last_digest(v), &m, &c[12]);
	chain(v, "journal", c[0].i, &d, c[13].s);
	return 0;
}

/* At the end of a chain: the counter knows the same. */
static void
chain_end(struct verify *v, const char *name, const struct db_value *counter)
{
	if (counter[0].i != v->seq || counter[1].s.n != v->last_n ||
	    memcmp(counter[1].s.p, v->last, v->last_n) != 0)
		found(v, "%s: it ends with row %lld, and should with row "
		    "%lld", name, (long long)v->seq,
		    (long long)counter[0].i);
	v->seq = 0;
	v->last_n = 0;
}

static int
chains(struct verify *v, struct ou_arena *a, struct ou_err *err)
{
	const struct db_ops *ops = v->s->db->ops;
	struct db_rows counter;
	size_t i;

	if (ou_store_rows(v->s, DB_COUNTER_READ, a, &counter, err, NULL,
	    0) != 0)
		return -1;
	if (counter.n != 1)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "the counter is gone");
	if (ops->scan(v->s->db, "SELECT seq, kind, command, type, id, at,"
	    " input, status, channel, segment, customer, day, content, raw,"
	    " erased, digest FROM ou_log ORDER BY seq", log_row, v, err) != 0)
		return -1;
	for (i = 0; i < v->n_erasures; i++)
		found(v, "log: row %lld is erased, but row %lld does not "
		    "tell of it", (long long)v->erasures[i].of,
		    (long long)v->erasures[i].seq);
	chain_end(v, "log", counter.v);
	if (ops->scan(v->s->db, "SELECT seq, id, sku, location, lot, status,"
	    " owner, quantity, reason, justification, reference, by_whom, at,"
	    " digest FROM ou_move ORDER BY seq", move_row, v, err) != 0)
		return -1;
	chain_end(v, "journal", counter.v + 2);
	return 0;
}

/* Two sums of one key that should be the same: ${a} and ${b} are column and
 * table. */
#define POSITION "sku || '/' || location || '/' || lot || '/' || status" \
	" || '/' || owner"
#define COMPARE(key_a, a, key_b, b) "SELECT k, CAST(sum(a) AS @INT)," \
	" CAST(sum(b) AS @INT) FROM (SELECT " key_a " AS k, " a \
	" UNION ALL SELECT " key_b " AS k, " b ") AS u" \
	" GROUP BY k HAVING sum(a) <> sum(b) ORDER BY k"

static const struct sum {
	const char *first, *second;
	int scale;
	const char *sql;
} sums[] = {
	{ "on hand is", "its moves say", OU_QUANTITY_SCALE,
	    COMPARE(POSITION, "on_hand AS a, 0 AS b FROM ou_position",
	    POSITION, "0 AS a, quantity AS b FROM ou_move") },
	{ "reserved is", "its reservations say", OU_QUANTITY_SCALE,
	    COMPARE(POSITION, "reserved AS a, 0 AS b FROM ou_position",
	    POSITION, "0 AS a, quantity AS b FROM ou_reservation"
	    " WHERE state = 0 AND receipt = ''") },
	{ "promised is", "its reservations say", OU_QUANTITY_SCALE,
	    COMPARE("sku || '/' || location || '/' || reference",
	    "promised AS a, 0 AS b FROM ou_receipt",
	    "sku || '/' || location || '/' || receipt",
	    "0 AS a, quantity AS b FROM ou_reservation"
	    " WHERE state = 0 AND receipt <> ''") },
	{ "the total is", "its commitments say", OU_AMOUNT_SCALE, COMPARE(
	    "kind || '/' || owner || '/' || period || '/' || currency",
	    "total AS a, 0 AS b FROM ou_limit",
	    "kind || '/' || owner || '/' || period || '/' || currency",
	    "0 AS a, amount AS b FROM ou_commitment") },
	{ "the record is row", "its last in the log is row", 0, COMPARE(
	    "type || ' ' || id", "seq AS a, 0 AS b FROM ou_record",
	    "type || ' ' || id", "0 AS a, max(seq) AS b FROM ou_log"
	    " WHERE kind <> 1 GROUP BY type, id") },
	{ "the record is row", "with other content than row", 0,
	    "SELECT r.type || ' ' || r.id, r.seq, l.seq FROM ou_record r"
	    " JOIN ou_log l ON l.seq = r.seq WHERE l.content <> r.content"
	    " OR l.type <> r.type OR l.id <> r.id"
	    " OR l.status IS DISTINCT FROM r.status ORDER BY r.seq" },
};

static int
sum_row(void *arg, const struct db_value *c, struct ou_err *err)
{
	struct verify *v = arg;
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	int n = (int)ou_decimal_text(a, c[1].i, v->sum->scale, 0);
	int m = (int)ou_decimal_text(b, c[2].i, v->sum->scale, 0);

	(void)err;
	found(v, "%.*s: %s %.*s, %s %.*s", OU_STR_ARG(c[0].s), v->sum->first,
	    n, a, v->sum->second, m, b);
	return 0;
}

static int
all_checks(struct verify *v, struct ou_arena *a, struct ou_err *err)
{
	struct db *db = v->s->db;
	size_t i;
	int n = db->ops->check(db, v->found, v->arg, err);

	if (n < 0)
		return -1;
	v->n += n;
	if (chains(v, a, err) != 0)
		return -1;
	for (i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
		v->sum = &sums[i];
		if (db->ops->scan(db, v->sum->sql, sum_row, v, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_store_verify(struct ou_store *s, void (*tell)(void *arg, const char *text),
    void *arg, struct ou_err *err)
{
	struct verify v = { .s = s, .found = tell, .arg = arg };
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err bad;

	if (s->open)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "a transaction is open");
	if (s->db->ops->begin(s->db, DB_READ, err) != 0)
		return -1;
	if (all_checks(&v, &a, &bad) != 0) {
		/* What cannot be read is a finding; what may not, is not. */
		if (bad.kind == OU_ERR_BUSY) {
			*err = bad;
			v.n = -1;
		} else
			found(&v, "%s", bad.text);
	}
	s->db->ops->rollback(s->db);
	ou_arena_release(&a);
	free(v.erasures);
	return v.n;
}
