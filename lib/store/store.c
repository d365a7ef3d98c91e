#include <stdlib.h>

#include "ou/base/utf8.h"
#include "private.h"

/* Opening, and the frame of transactions. */

#define WAIT_MS 10000

/* Of the texts that are keys: five of them fit into an entry of an index on
 * both backends. */
#define KEY_MAX 500

static struct db *
open_db(const char *url, const struct ou_store_options *options,
    struct ou_err *err)
{
	struct ou_str u = ou_str_c(url);
	ptrdiff_t scheme = ou_str_search(u, OU_STR("://"));

	if (ou_str_starts(u, "postgresql://") ||
	    ou_str_starts(u, "postgres://"))
		return ou_db_postgres(url, options, err);
	if (u.n == 0)
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "the name of the store is empty");
	else if (scheme > 0 && ou_str_find(u, '/') == scheme + 1)
		/* What stands behind it may have a password in it. */
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%.*s://' is no kind of store: expected a file or "
		    "postgresql://", (int)scheme, url);
	else
		return ou_db_sqlite(url, options, err);
	return NULL;
}

struct ou_store *
ou_store_open(const char *url, const struct ou_store_options *options,
    struct ou_err *err)
{
	struct ou_store_options o = { 0 };
	struct ou_store *s;
	struct db *db;

	if (options != NULL)
		o = *options;
	if (o.wait_ms == 0)
		o.wait_ms = WAIT_MS;
	if ((db = open_db(url, &o, err)) == NULL)
		return NULL;
	if (ou_db_migrate(db, ou_db_schema, OU_STORE_VERSION, o.create,
	    err) != 0) {
		db->ops->close(db);
		return NULL;
	}
	if ((s = calloc(1, sizeof(*s))) == NULL)
		ou_out_of_memory();
	s->db = db;
	ou_time_from_seconds(&s->now, 0, 0);
	ou_store_frame(s);
	return s;
}

void
ou_store_close(struct ou_store *s)
{
	if (s == NULL)
		return;
	ou_store_rollback(s);
	/* Whoever does not learn that it was printed prints it again. */
	ou_store_outbox_close(s, NULL);
	s->db->ops->close(s->db);
	ou_ranges_release(&s->added);
	ou_ranges_release(&s->committed);
	ou_ranges_release(&s->printed);
	ou_ranges_release(&s->answered);
	ou_ranges_release(&s->printed_again);
	ou_arena_release(&s->arena);
	free(s->log);
	free(s->moves);
	free(s);
}

void
ou_store_now(struct ou_store *s, const struct ou_time *now)
{
	s->now = *now;
}

int
ou_store_begin(struct ou_store *s, struct ou_err *err)
{
	if (s->open)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "a transaction is open already");
	if (s->db->ops->begin(s->db,
	    s->db->read_only ? DB_READ : DB_WRITE, err) != 0)
		return -1;
	s->open = true;
	s->failed = false;
	return 0;
}

int
ou_store_commit(struct ou_store *s, struct ou_err *err)
{
	if (ou_store_writing(s, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_outbox(s, err) != 0 ||
	    s->db->ops->commit(s->db, err) != 0) {
		ou_store_rollback(s);
		return -1;
	}
	s->open = false;
	ou_ranges_clear(&s->printed);
	ou_ranges_clear(&s->printed_again);
	ou_ranges_take(&s->committed, &s->added);
	s->voided = NULL;
	s->ahead = NULL;
	ou_arena_reset(&s->arena);
	return 0;
}

void
ou_store_rollback(struct ou_store *s)
{
	if (!s->open)
		return;
	s->db->ops->rollback(s->db);
	ou_store_forget(s);
	ou_ranges_clear(&s->added);
	/* Some of these may be numbers that others get now. */
	ou_ranges_clear(&s->answered);
	s->voided = NULL;
	s->ahead = NULL;
	ou_arena_reset(&s->arena);
	s->open = s->failed = false;
}

int
ou_store_writing(struct ou_store *s, struct ou_err *err)
{
	if (s->open && !s->failed)
		return 0;
	return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
	    s->open ? "the transaction has failed before"
	    : "no transaction is open");
}

int
ou_store_check(struct ou_err *err, const struct db_value *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (v[i].kind != DB_TEXT || v[i].null)
			continue;
		if (v[i].s.n > KEY_MAX)
			return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
			    "'%.*s...' is too long for the store: expected "
			    "at most %d bytes", 40, v[i].s.p, KEY_MAX);
		if (memchr(v[i].s.p, 0, v[i].s.n) != NULL ||
		    ou_utf8_valid(v[i].s.p, v[i].s.n) != v[i].s.n)
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_ENCODING, "'%.*s' is not text that the "
			    "store can keep", v[i].s.n > 40 ? 40
			    : (int)v[i].s.n, v[i].s.p);
	}
	return 0;
}

int
ou_store_run(struct ou_store *s, enum db_statement id, int64_t expect,
    struct ou_err *err, const struct db_value *v, size_t n)
{
	if (ou_store_writing(s, err) != 0)
		return -1;
	s->changes++;
	if (ou_store_check(err, v, n) == 0 &&
	    s->db->ops->run(s->db, id, v, (unsigned)n, expect, err) == 0)
		return 0;
	s->failed = true;
	return -1;
}

int
ou_store_rows(struct ou_store *s, enum db_statement id, struct ou_arena *a,
    struct db_rows *rows, struct ou_err *err, const struct db_value *v,
    size_t n)
{
	if ((s->open && ou_store_writing(s, err) != 0) ||
	    ou_store_check(err, v, n) != 0)
		return -1;
	if (s->db->ops->query(s->db, id, v, (unsigned)n, a, rows, err) == 0)
		return 0;
	s->failed = s->open;
	return -1;
}

struct ou_str
ou_store_status(struct ou_str status)
{
	return status.n == 0 || ou_str_is(status, "available") ? OU_STR("")
	    : status;
}
