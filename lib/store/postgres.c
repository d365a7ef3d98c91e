#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

#include "postgres.h"

/*
 * The store in PostgreSQL, for many machines.  Statements whose rows are not
 * needed are only sent; a query, or the commit, reads the results of all that
 * went before, so that a transaction of a hundred statements waits for the
 * server a handful of times.
 *
 * Transactions are READ COMMITTED: rows are locked when they are read, in
 * the order of their keys, and what changes them looks again (the guard is in
 * the statement).  After a lost connection the next transaction begins on a
 * new one.
 */
#define OID_INT8 20
#define OID_INT4 23
#define OID_TEXT 25
#define OID_BYTEA 17

static int
push(struct postgres *q, int64_t expect, int statement, bool may_miss)
{
	q->sent[q->n_sent++] = (struct sent){ expect, statement, may_miss };
	return 0;
}

/* The verdict about one result. */
static int
judge(struct postgres *q, const struct sent *sent, PGresult *r,
    struct ou_err *err)
{
	ExecStatusType status = q->pq->resultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return ou_postgres_refused(q, r, err);
	if (sent->expect == DB_ANY || strtoll(q->pq->cmdTuples(r), NULL,
	    10) == sent->expect)
		return 0;
	return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
	    "'%s' has changed: what was read does not hold any more",
	    q->db.name);
}

/* The next result that is not the end of one. */
static PGresult *
next_result(struct postgres *q)
{
	PGresult *r = q->pq->getResult(q->c);

	return r != NULL ? r : q->pq->getResult(q->c);
}

/*
 * Read the results of all that was sent; the last one is handed out (to be
 * cleared) when ${last} is not NULL.  The first error counts.
 */
static int
drain(struct postgres *q, PGresult **last, struct ou_err *err)
{
	PGresult *r;
	unsigned i;
	int bad = 0;

	if (q->n_sent == 0)
		return 0;
	if (q->pq->pipelineSync(q->c) != 1)
		bad = ou_postgres_lost(q, err);
	for (i = 0; i < q->n_sent && q->pq->status(q->c) == CONNECTION_OK;
	    i++) {
		r = next_result(q);
		/* Also behind an UPDATE that has missed its row. */
		if (q->sent[i].statement >= 0 &&
		    q->pq->resultStatus(r) == PGRES_COMMAND_OK)
			q->prepared[q->sent[i].statement] = PREPARED;
		if (bad == 0)
			bad = judge(q, &q->sent[i], r, err);
		if (last != NULL && i + 1 == q->n_sent)
			*last = r;
		else
			q->pq->clear(r);
	}
	if (q->pq->status(q->c) == CONNECTION_OK) {
		r = next_result(q);
		if (bad == 0 && q->pq->resultStatus(r) !=
		    PGRES_PIPELINE_SYNC)
			bad = ou_postgres_refused(q, r, err);
		q->pq->clear(r);
	} else if (bad == 0)
		bad = ou_postgres_lost(q, err);
	for (i = 0; i < q->n_sent; i++) {
		int s = q->sent[i].statement;

		if (s >= 0 && q->prepared[s] == PREPARE_SENT)
			q->prepared[s] = NOT_PREPARED;
	}
	q->n_sent = 0;
	return bad;
}

static int
send_text(struct postgres *q, const char *sql, struct ou_err *err)
{
	if (q->n_sent == POSTGRES_SENT && drain(q, NULL, err) != 0)
		return -1;
	if (q->pq->sendQueryParams(q->c, sql, 0, NULL, NULL, NULL, NULL,
	    1) != 1)
		return ou_postgres_lost(q, err);
	return push(q, DB_ANY, -1, false);
}

static int
prepare(struct postgres *q, enum db_statement id, const struct db_value *v,
    unsigned n, struct ou_err *err)
{
	static const Oid types[] = { [DB_INT] = OID_INT8,
	    [DB_TEXT] = OID_TEXT, [DB_LIST] = OID_TEXT,
	    [DB_BYTES] = OID_BYTEA };
	struct ou_buf b = OU_BUF_INIT;
	Oid oids[32];
	char name[16];
	unsigned i;
	int ok;

	if (q->prepared[id] != NOT_PREPARED)
		return 0;
	for (i = 0; i < n; i++)
		oids[i] = types[v[i].kind];
	snprintf(name, sizeof(name), "s%d", (int)id);
	ou_db_expand(&b, ou_db_text(id), q->db.read_only
	    ? DB_POSTGRES_READING : DB_POSTGRES);
	ok = q->pq->sendPrepare(q->c, name, b.p, (int)n, oids);
	ou_buf_release(&b);
	if (ok != 1)
		return ou_postgres_lost(q, err);
	q->prepared[id] = PREPARE_SENT;
	return push(q, DB_ANY, (int)id, false);
}

static int
send(struct postgres *q, enum db_statement id, const struct db_value *v,
    unsigned n, int64_t expect, struct ou_err *err)
{
	const char *values[32];
	int lengths[32], formats[32];
	uint64_t numbers[32];
	char name[16];
	unsigned i;

	if (q->n_sent + 2 > POSTGRES_SENT && drain(q, NULL, err) != 0)
		return -1;
	if (prepare(q, id, v, n, err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		formats[i] = 1;
		if (v[i].kind == DB_INT) {
			numbers[i] = htobe64((uint64_t)v[i].i);
			values[i] = (const char *)&numbers[i];
			lengths[i] = 8;
		} else {
			values[i] = v[i].s.p != NULL ? v[i].s.p : "";
			lengths[i] = (int)v[i].s.n;
		}
		if (v[i].null)
			values[i] = NULL;
	}
	snprintf(name, sizeof(name), "s%d", (int)id);
	if (q->pq->sendQueryPrepared(q->c, name, (int)n, values, lengths,
	    formats, 1) != 1)
		return ou_postgres_lost(q, err);
	/* Only an UPDATE can find nothing without being an error. */
	return push(q, expect, -1, ou_db_text(id)[0] == 'U' &&
	    expect != DB_ANY);
}

static void
postgres_close(struct db *db)
{
	struct postgres *q = (struct postgres *)db;

	if (q->c != NULL)
		q->pq->finish(q->c);
	free(q->url);
	free(q->password);
	free(q);
}

static int
postgres_begin(struct db *db, enum db_mode mode, struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;

	if (ou_postgres_reconnect(q, err) != 0)
		return -1;
	if (mode == DB_READ)
		return send_text(q, "BEGIN ISOLATION LEVEL REPEATABLE READ "
		    "READ ONLY", err);
	if (send_text(q, "BEGIN", err) != 0)
		return -1;
	if (mode == DB_WRITE)
		return 0;
	/* One migration at a time. */
	if (send_text(q, "SELECT pg_advisory_xact_lock(1330991956)",
	    err) != 0)
		return -1;
	return drain(q, NULL, err);
}

static void
postgres_rollback(struct db *db)
{
	struct postgres *q = (struct postgres *)db;

	drain(q, NULL, NULL);
	if (q->pq->status(q->c) != CONNECTION_OK ||
	    q->pq->transactionStatus(q->c) == PQTRANS_IDLE)
		return;
	if (send_text(q, "ROLLBACK", NULL) == 0)
		drain(q, NULL, NULL);
}

static int
postgres_commit(struct db *db, struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;
	PGresult *r = NULL;
	unsigned i;
	int bad;

	/* The server would commit what has missed its rows. */
	for (i = 0; i < q->n_sent; i++) {
		if (!q->sent[i].may_miss)
			continue;
		if (drain(q, NULL, err) != 0)
			return -1;
		break;
	}
	if (send_text(q, "COMMIT", err) != 0)
		return -1;
	bad = drain(q, &r, err);
	if (bad == 0 && strcmp(q->pq->cmdStatus(r), "COMMIT") != 0)
		bad = ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' has rolled the transaction back", db->name);
	q->pq->clear(r);
	return bad;
}

static int
postgres_script(struct db *db, const char *sql, struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;
	struct ou_buf b = OU_BUF_INIT;
	PGresult *r;
	int bad = 0;

	if (drain(q, NULL, err) != 0)
		return -1;
	if (q->pq->exitPipelineMode(q->c) != 1)
		return ou_postgres_lost(q, err);
	ou_db_expand(&b, sql, DB_POSTGRES);
	r = q->pq->exec(q->c, b.p);
	ou_buf_release(&b);
	if (q->pq->resultStatus(r) != PGRES_COMMAND_OK &&
	    q->pq->resultStatus(r) != PGRES_TUPLES_OK)
		bad = ou_postgres_refused(q, r, err);
	q->pq->clear(r);
	if (q->pq->enterPipelineMode(q->c) != 1 && bad == 0)
		bad = ou_postgres_lost(q, err);
	return bad;
}

static int
postgres_run(struct db *db, enum db_statement id, const struct db_value *v,
    unsigned n, int64_t expect, struct ou_err *err)
{
	return send((struct postgres *)db, id, v, n, expect, err);
}

static void
column(struct postgres *q, const PGresult *r, int row, int at,
    struct ou_arena *a, struct db_value *v)
{
	const char *p = q->pq->getvalue(r, row, at);
	uint64_t wide;
	uint32_t narrow;

	*v = (struct db_value){ .kind = DB_INT };
	v->null = q->pq->getisnull(r, row, at) != 0;
	switch (q->pq->ftype(r, at)) {
	case OID_INT8:
		if (!v->null) {
			memcpy(&wide, p, 8);
			v->i = (int64_t)be64toh(wide);
		}
		return;
	case OID_INT4:
		if (!v->null) {
			memcpy(&narrow, p, 4);
			v->i = (int32_t)be32toh(narrow);
		}
		return;
	case OID_BYTEA:
		v->kind = DB_BYTES;
		break;
	default:
		v->kind = DB_TEXT;
	}
	if (v->null)
		return;
	v->s = ou_str_make(p, (size_t)q->pq->getlength(r, row, at));
	if (a != NULL)
		v->s = ou_str_dup(a, v->s);
}

static void
columns(struct postgres *q, const PGresult *r, struct ou_arena *a,
    struct db_rows *rows)
{
	uint32_t i, c;

	rows->n = (uint32_t)q->pq->ntuples(r);
	rows->width = (uint32_t)q->pq->nfields(r);
	rows->v = ou_arena_array(a, rows->n * rows->width + 1,
	    sizeof(*rows->v));
	for (i = 0; i < rows->n; i++) {
		for (c = 0; c < rows->width; c++)
			column(q, r, (int)i, (int)c, a,
			    &rows->v[i * rows->width + c]);
	}
}

static int
postgres_query(struct db *db, enum db_statement id, const struct db_value *v,
    unsigned n, struct ou_arena *a, struct db_rows *rows, struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;
	PGresult *r = NULL;
	int bad;

	rows->n = 0;
	bad = send(q, id, v, n, DB_ANY, err);
	if (bad == 0)
		bad = drain(q, &r, err);
	if (bad == 0)
		columns(q, r, a, rows);
	q->pq->clear(r);
	return bad;
}

/* A text of our own without parameters. */
static int
ask(struct postgres *q, const char *sql, PGresult **r, struct ou_err *err)
{
	*r = NULL;
	if (send_text(q, sql, err) == 0 && drain(q, r, err) == 0)
		return 0;
	q->pq->clear(*r);
	return -1;
}

static int
postgres_scan(struct db *db, const char *sql, db_row_fn *row, void *arg,
    struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;
	struct ou_buf b = OU_BUF_INIT;
	struct db_value v[32];
	PGresult *r;
	int i, c, n = 1, bad;

	ou_buf_puts(&b, "DECLARE ou_scan NO SCROLL CURSOR FOR ");
	ou_db_expand(&b, sql, DB_POSTGRES);
	bad = send_text(q, b.p, err);
	ou_buf_release(&b);
	while (bad == 0 && n != 0) {
		if (ask(q, "FETCH FORWARD 500 FROM ou_scan", &r, err) != 0)
			return -1;
		n = q->pq->ntuples(r);
		for (i = 0; i < n && bad == 0; i++) {
			for (c = 0; c < q->pq->nfields(r) && c < 32; c++)
				column(q, r, i, c, NULL, &v[c]);
			bad = row(arg, v, err);
		}
		q->pq->clear(r);
	}
	return bad != 0 ? bad : send_text(q, "CLOSE ou_scan", err);
}

static int
postgres_version(struct db *db, int *version, struct ou_err *err)
{
	struct postgres *q = (struct postgres *)db;
	struct db_value v;
	PGresult *r;

	if (ask(q, "SELECT count(to_regclass('ou_version'))", &r, err) != 0)
		return -1;
	column(q, r, 0, 0, NULL, &v);
	q->pq->clear(r);
	*version = 0;
	if (v.i == 0)
		return 0;
	if (ask(q, "SELECT version FROM ou_version", &r, err) != 0)
		return -1;
	if (q->pq->ntuples(r) == 1) {
		column(q, r, 0, 0, NULL, &v);
		*version = (int)v.i;
	}
	q->pq->clear(r);
	if (*version > 0)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "'%s' has a table ou_version that is not of orderutils",
	    db->name);
}

static int
postgres_mark(struct db *db, int version, struct ou_err *err)
{
	char sql[300];

	snprintf(sql, sizeof(sql), "CREATE TABLE IF NOT EXISTS ou_version ("
	    "one int PRIMARY KEY CHECK (one = 1), version int NOT NULL);"
	    "INSERT INTO ou_version VALUES (1, %d) ON CONFLICT (one)"
	    " DO UPDATE SET version = excluded.version", version);
	return postgres_script(db, sql, err);
}

/* The server looks after its files. */
static int
postgres_check(struct db *db, void (*found)(void *arg, const char *text),
    void *arg, struct ou_err *err)
{
	(void)db;
	(void)found;
	(void)arg;
	(void)err;
	return 0;
}

static const struct db_ops postgres_ops = {
	postgres_close, postgres_begin, postgres_commit, postgres_rollback,
	postgres_script, postgres_run, postgres_query, postgres_scan,
	postgres_version, postgres_mark, postgres_check, NULL,
};

struct db *
ou_db_postgres(const char *url, const struct ou_store_options *options,
    struct ou_err *err)
{
	const struct libpq *pq = ou_libpq(err);
	struct postgres *q;

	if (pq == NULL)
		return NULL;
	if ((q = calloc(1, sizeof(*q))) == NULL ||
	    (q->url = strdup(url)) == NULL)
		ou_out_of_memory();
	q->pq = pq;
	q->db.ops = &postgres_ops;
	q->db.wait_ms = options->wait_ms;
	q->db.read_only = options->read_only;
	if (ou_postgres_connect(q, err) == 0)
		return &q->db;
	postgres_close(&q->db);
	return NULL;
}
