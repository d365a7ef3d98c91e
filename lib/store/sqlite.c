#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db.h"

/*
 * The store in a SQLite file.  One writer at a time: a transaction that
 * writes says so when it begins, so it never has to give way half done, and
 * statements know no locks of their own.
 */
#define APPLICATION_ID 0x4f555354	/* "OUST", at byte 68 of the file */

struct sqlite {
	struct db db;
	sqlite3 *h;
	int64_t waiting_since;		/* milliseconds */
	bool settled;			/* the journal's mode */
	char *made;			/* the file, when it was not there */
	sqlite3_stmt *statements[DB_STATEMENTS];
};

static int
fail(struct sqlite *q, int rc, struct ou_err *err)
{
	const char *name = q->db.name;

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
		    "'%s' is held by another process", name);
	case SQLITE_NOTADB:
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%s' is not a store, but some other file", name);
	case SQLITE_CORRUPT:
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' is damaged: restore it from its last backup", name);
	case SQLITE_FULL:
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "there is no room left for '%s'", name);
	case SQLITE_READONLY:
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' or its folder may not be written", name);
	case SQLITE_CONSTRAINT:
		if (rc == SQLITE_CONSTRAINT_CHECK)
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_OVERFLOW,
			    "a figure is too large for the store");
		break;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		/* A failed sync leaves no number behind. */
		errno = sqlite3_system_errno(q->h);
		if (errno == 0)
			errno = EIO;
		return ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' or a file beside it cannot be %s", name,
		    (rc & 0xff) == SQLITE_CANTOPEN ? "opened"
		    : "read or written");
	default:
		break;
	}
	return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE, "'%s': %s", name,
	    q->h != NULL ? sqlite3_errmsg(q->h) : sqlite3_errstr(rc));
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Another process is at work: wait a little, longer and longer, and not in
 * step with others who wait. */
static int
wait_for_others(void *arg, int count)
{
	struct sqlite *q = arg;
	struct timespec t = { 0, 0 };
	int64_t now = milliseconds();

	if (count == 0)
		q->waiting_since = now;
	if (now - q->waiting_since >= q->db.wait_ms)
		return 0;
	t.tv_nsec = (count < 16 ? count + 1 : 16) * 500000 +
	    (long)((unsigned long)getpid() * 7919u % 1000000u);
	nanosleep(&t, NULL);
	return 1;
}

/* A statement of our own without parameters; ${v}: its first number. */
static int
simple(struct sqlite *q, const char *sql, int64_t *v, struct ou_err *err)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(q->h, sql, -1, &st, NULL);

	if (rc != SQLITE_OK)
		return fail(q, rc, err);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		if (v != NULL)
			*v = sqlite3_column_int64(st, 0);
		rc = SQLITE_DONE;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : fail(q, rc, err);
}

/*
 * What survives a power cut is decided here, and nowhere else.  A rollback
 * journal with EXTRA (the folder is synced when the journal is gone) lost no
 * acknowledged commit in trials with a disk that was cut off; a write-ahead
 * log did.  Pages of deleted rows are overwritten: what was erased is gone.
 */
static int
settle(struct sqlite *q, struct ou_err *err)
{
	static const char *const pragmas[] = {
		"PRAGMA foreign_keys = ON",
		"PRAGMA synchronous = EXTRA",
		"PRAGMA secure_delete = ON",
		"PRAGMA cell_size_check = ON",
		"PRAGMA trusted_schema = OFF",
		"PRAGMA temp_store = MEMORY",
		"PRAGMA cache_size = -16384",
	};
	size_t i;

	for (i = 0; i < sizeof(pragmas) / sizeof(pragmas[0]); i++) {
		if (simple(q, pragmas[i], NULL, err) != 0)
			return -1;
	}
	if (q->db.read_only)
		return simple(q, "PRAGMA query_only = ON", NULL, err);
	if (sqlite3_db_readonly(q->h, "main") == 1)
		return fail(q, SQLITE_READONLY, err);
	return 0;
}

/* Somebody's tool may have left the file in another mode.  Only when it is
 * known to be ours. */
static int
settle_journal(struct sqlite *q, struct ou_err *err)
{
	if (!q->settled &&
	    simple(q, "PRAGMA journal_mode = DELETE", NULL, err) != 0)
		return -1;
	q->settled = true;
	return 0;
}

static void
sqlite_close(struct db *db)
{
	struct sqlite *q = (struct sqlite *)db;
	struct stat st;
	int i;

	for (i = 0; i < DB_STATEMENTS; i++)
		sqlite3_finalize(q->statements[i]);
	sqlite3_close(q->h);
	/* What came to nothing leaves nothing. */
	if (q->made != NULL && stat(q->made, &st) == 0 && st.st_size == 0)
		unlink(q->made);
	free(q->made);
	free(q);
}

static int
sqlite_begin(struct db *db, enum db_mode mode, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;

	if (mode == DB_READ)
		return simple(q, "BEGIN", NULL, err);
	if (settle_journal(q, err) != 0)
		return -1;
	return simple(q, "BEGIN IMMEDIATE", NULL, err);
}

static int
sqlite_commit(struct db *db, struct ou_err *err)
{
	return simple((struct sqlite *)db, "COMMIT", NULL, err);
}

static void
sqlite_rollback(struct db *db)
{
	struct sqlite *q = (struct sqlite *)db;

	/* Some errors have done it already. */
	if (!sqlite3_get_autocommit(q->h))
		simple(q, "ROLLBACK", NULL, NULL);
}

static int
sqlite_script(struct db *db, const char *sql, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	struct ou_buf b = OU_BUF_INIT;
	int rc;

	ou_db_expand(&b, sql, DB_SQLITE);
	rc = sqlite3_exec(q->h, b.p, NULL, NULL, NULL);
	ou_buf_release(&b);
	return rc == SQLITE_OK ? 0 : fail(q, rc, err);
}

static int
bind(sqlite3_stmt *st, int at, const struct db_value *v)
{
	if (v->null)
		return sqlite3_bind_null(st, at);
	if (v->kind == DB_INT)
		return sqlite3_bind_int64(st, at, v->i);
	if (v->kind != DB_BYTES)
		return sqlite3_bind_text64(st, at, v->s.p, v->s.n,
		    SQLITE_STATIC, SQLITE_UTF8);
	if (v->s.n == 0)
		return sqlite3_bind_zeroblob(st, at, 0);
	return sqlite3_bind_blob64(st, at, v->s.p, v->s.n, SQLITE_STATIC);
}

/* The statement, ready to be stepped. */
static sqlite3_stmt *
ready(struct sqlite *q, enum db_statement id, const struct db_value *v,
    unsigned n, struct ou_err *err)
{
	sqlite3_stmt **st = &q->statements[id];
	struct ou_buf b = OU_BUF_INIT;
	int rc = SQLITE_OK;
	unsigned i;

	if (*st == NULL) {
		ou_db_expand(&b, ou_db_text(id), DB_SQLITE);
		rc = sqlite3_prepare_v3(q->h, b.p, -1,
		    SQLITE_PREPARE_PERSISTENT, st, NULL);
		ou_buf_release(&b);
	}
	for (i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(*st, (int)i + 1, &v[i]);
	if (rc == SQLITE_OK)
		return *st;
	fail(q, rc, err);
	return NULL;
}

/* ${rc} of the last step; reset repeats it. */
static int
finish(struct sqlite *q, sqlite3_stmt *st, int rc, struct ou_err *err)
{
	int bad = rc == SQLITE_DONE ? 0 : fail(q, rc, err);

	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	return bad;
}

static int
sqlite_run(struct db *db, enum db_statement id, const struct db_value *v,
    unsigned n, int64_t expect, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	sqlite3_stmt *st = ready(q, id, v, n, err);

	if (st == NULL || finish(q, st, sqlite3_step(st), err) != 0)
		return -1;
	if (expect == DB_ANY || sqlite3_changes64(q->h) == expect)
		return 0;
	return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
	    "'%s' has changed: what was read does not hold any more",
	    db->name);
}

static void
column(sqlite3_stmt *st, int at, struct ou_arena *a, struct db_value *v)
{
	const void *p = NULL;

	*v = (struct db_value){ .kind = DB_INT };
	switch (sqlite3_column_type(st, at)) {
	case SQLITE_NULL:
		v->null = true;
		return;
	case SQLITE_INTEGER:
		v->i = sqlite3_column_int64(st, at);
		return;
	case SQLITE_BLOB:
		v->kind = DB_BYTES;
		p = sqlite3_column_blob(st, at);
		break;
	default:
		v->kind = DB_TEXT;
		p = sqlite3_column_text(st, at);
	}
	v->s = ou_str_make(p != NULL ? p : "",
	    (size_t)sqlite3_column_bytes(st, at));
	if (a != NULL)
		v->s = ou_str_dup(a, v->s);
}

static int
sqlite_query(struct db *db, enum db_statement id, const struct db_value *v,
    unsigned n, struct ou_arena *a, struct db_rows *rows, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	sqlite3_stmt *st = ready(q, id, v, n, err);
	struct db_value *all;
	uint32_t cap = 8, c;
	int rc = SQLITE_NOMEM;

	if (st == NULL)
		return -1;
	rows->n = 0;
	rows->width = (uint32_t)sqlite3_column_count(st);
	all = malloc(cap * rows->width * sizeof(*all));
	while (all != NULL && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (rows->n == cap) {
			cap *= 2;
			all = reallocarray(all, cap,
			    rows->width * sizeof(*all));
			if (all == NULL)
				break;
		}
		for (c = 0; c < rows->width; c++)
			column(st, (int)c, a,
			    &all[rows->n * rows->width + c]);
		rows->n++;
	}
	if (all == NULL)
		ou_out_of_memory();
	rows->v = ou_arena_array(a, rows->n * rows->width + 1,
	    sizeof(*all));
	memcpy(rows->v, all, rows->n * rows->width * sizeof(*all));
	free(all);
	return finish(q, st, rc, err);
}

static int
sqlite_scan(struct db *db, const char *sql, db_row_fn *row, void *arg,
    struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	struct ou_buf b = OU_BUF_INIT;
	struct db_value v[32];
	sqlite3_stmt *st;
	int c, n, rc, bad = 0;

	ou_db_expand(&b, sql, DB_SQLITE);
	rc = sqlite3_prepare_v2(q->h, b.p, -1, &st, NULL);
	ou_buf_release(&b);
	if (rc != SQLITE_OK)
		return fail(q, rc, err);
	n = sqlite3_column_count(st);
	while (bad == 0 && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		for (c = 0; c < n && c < 32; c++)
			column(st, c, NULL, &v[c]);
		bad = row(arg, v, err);
	}
	if (bad == 0 && rc != SQLITE_DONE)
		bad = fail(q, rc, err);
	sqlite3_finalize(st);
	return bad;
}

static int
sqlite_version(struct db *db, int *version, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	int64_t application = 0, user = 0, objects = 0;

	if (simple(q, "PRAGMA application_id", &application, err) != 0 ||
	    simple(q, "PRAGMA user_version", &user, err) != 0 ||
	    simple(q, "SELECT count(*) FROM sqlite_master", &objects,
	    err) != 0)
		return -1;
	*version = (int)user;
	if (application == APPLICATION_ID && user > 0 && objects > 0)
		return 0;
	if (application == 0 && user == 0 && objects == 0)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "'%s' is a SQLite file, but not one of orderutils", db->name);
}

static int
sqlite_mark(struct db *db, int version, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	char sql[64];

	snprintf(sql, sizeof(sql), "PRAGMA application_id = %d",
	    APPLICATION_ID);
	if (simple(q, sql, NULL, err) != 0)
		return -1;
	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d", version);
	return simple(q, sql, NULL, err);
}

struct finding {
	void (*found)(void *arg, const char *text);
	void *arg;
	int n;
};

static int
integrity_row(void *arg, const struct db_value *row, struct ou_err *err)
{
	struct finding *f = arg;
	char text[256];

	(void)err;
	if (ou_str_is(row[0].s, "ok"))
		return 0;
	snprintf(text, sizeof(text), "file: %.*s", OU_STR_ARG(row[0].s));
	f->found(f->arg, text);
	f->n++;
	return 0;
}

static int
reference_row(void *arg, const struct db_value *row, struct ou_err *err)
{
	struct finding *f = arg;
	char text[256];

	(void)err;
	snprintf(text, sizeof(text), "file: a row of %.*s refers to one of "
	    "%.*s that is not there", OU_STR_ARG(row[0].s),
	    OU_STR_ARG(row[2].s));
	f->found(f->arg, text);
	f->n++;
	return 0;
}

static int
sqlite_check(struct db *db, void (*found)(void *arg, const char *text),
    void *arg, struct ou_err *err)
{
	struct finding f = { found, arg, 0 };

	if (sqlite_scan(db, "PRAGMA integrity_check(20)", integrity_row, &f,
	    err) != 0)
		return -1;
	if (f.n == 0 && sqlite_scan(db, "PRAGMA foreign_key_check",
	    reference_row, &f, err) != 0)
		return -1;
	return f.n;
}

/* Into an empty file that is there already. */
static int
sqlite_copy(struct db *db, const char *path, struct ou_err *err)
{
	struct sqlite *q = (struct sqlite *)db;
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(q->h, "VACUUM INTO ?1", -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, path, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if ((rc & 0xff) == SQLITE_FULL)
		ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "there is no room left");
	else if ((rc & 0xff) == SQLITE_IOERR) {
		errno = sqlite3_system_errno(q->h);
		ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "it or a file beside it");
	} else if (rc != SQLITE_DONE)
		fail(q, rc, err);
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : -1;
}

static const struct db_ops sqlite_ops = {
	sqlite_close, sqlite_begin, sqlite_commit, sqlite_rollback,
	sqlite_script, sqlite_run, sqlite_query, sqlite_scan, sqlite_version,
	sqlite_mark, sqlite_check, sqlite_copy,
};

static int
look_folder(const char *path, struct ou_err *err)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];

	if (slash == NULL || slash == path ||
	    (size_t)(slash - path) >= sizeof(folder))
		return 0;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
	if (access(folder, F_OK) == 0)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "there is no folder for '%s'", path);
}

/* What stat knows better than SQLite can say. */
static int
look(const char *path, const struct ou_store_options *options,
    struct ou_err *err)
{
	struct stat st;

	if (stat(path, &st) == 0) {
		if (S_ISREG(st.st_mode))
			return 0;
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%s' is %s, not a store", path,
		    S_ISDIR(st.st_mode) ? "a folder" : "not a file");
	}
	if (errno == ENOENT && options->create)
		return look_folder(path, err);
	if (errno == ENOENT)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "there is no store '%s'", path);
	return ou_err_errno(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "'%s' cannot be opened", path);
}

/* A new store is its owner's alone: it knows people. */
static int
make(struct sqlite *q, const char *path, struct ou_err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return 0;
	if (fd < 0)
		return ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "'%s' cannot be made", path);
	close(fd);
	if ((q->made = strdup(path)) == NULL)
		ou_out_of_memory();
	return 0;
}

struct db *
ou_db_sqlite(const char *path, const struct ou_store_options *options,
    struct ou_err *err)
{
	struct sqlite *q;
	struct ou_buf file = OU_BUF_INIT;
	int rc, flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_EXRESCODE;

	if (look(path, options, err) != 0)
		return NULL;
	if ((q = calloc(1, sizeof(*q))) == NULL)
		ou_out_of_memory();
	q->db.ops = &sqlite_ops;
	q->db.wait_ms = options->wait_ms;
	q->db.read_only = options->read_only;
	snprintf(q->db.name, sizeof(q->db.name), "%s", path);
	if (options->create && !options->read_only &&
	    make(q, path, err) != 0) {
		sqlite_close(&q->db);
		return NULL;
	}
	/* ":memory:" is the name of a file like any other. */
	if (path[0] != '/')
		ou_buf_puts(&file, "./");
	ou_buf_puts(&file, path);
	ou_buf_addc(&file, '\0');
	rc = sqlite3_open_v2(file.p, &q->h, flags, NULL);
	ou_buf_release(&file);
	if (rc != SQLITE_OK)
		fail(q, rc, err);
	else if (sqlite3_busy_handler(q->h, wait_for_others, q) ==
	    SQLITE_OK && settle(q, err) == 0)
		return &q->db;
	sqlite_close(&q->db);
	return NULL;
}
