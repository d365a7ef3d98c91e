#ifndef OU_LIB_STORE_DB_H
#define OU_LIB_STORE_DB_H

#include "ou/store/store.h"

/*
 * The small table of functions under the store: all that SQLite and
 * PostgreSQL do differently.  Everything above is written once.
 *
 * Statements are numbered texts (statement-table.h), prepared once per
 * connection.  A backend that talks over a socket may send a statement whose
 * rows are not needed and look at the answer later: an error then comes with
 * a later query, or with commit.
 */
enum db_statement {
#define DB_STATEMENT(id, text) DB_##id,
#include "statement-table.h"
#undef DB_STATEMENT
	DB_STATEMENTS
};

enum db_kind {
	DB_INT,
	DB_TEXT,			/* a key: short UTF-8 without NUL */
	DB_LIST,			/* JSON array of texts, for @IN */
	DB_BYTES,
};

struct db_value {
	enum db_kind kind;
	bool null;
	int64_t i;
	struct ou_str s;
};

/* Row r is v + r * width. */
struct db_rows {
	struct db_value *v;
	uint32_t n, width;
};

/* DB_MIGRATE: a writer who changes tables. */
enum db_mode { DB_READ, DB_WRITE, DB_MIGRATE };

/* Any number of rows may be changed; else it must be exactly that many, or
 * somebody else was faster (OU_ERR_BUSY). */
#define DB_ANY (-1)

struct db {
	const struct db_ops *ops;
	char name[256];			/* in messages: no password */
	uint32_t wait_ms;
	bool read_only;
};

typedef int db_row_fn(void *arg, const struct db_value *row,
    struct ou_err *err);

struct db_ops {
	void (*close)(struct db *db);
	int (*begin)(struct db *db, enum db_mode mode, struct ou_err *err);
	int (*commit)(struct db *db, struct ou_err *err);
	void (*rollback)(struct db *db);
	/* Statements with ';' between them, within a transaction. */
	int (*script)(struct db *db, const char *sql, struct ou_err *err);
	int (*run)(struct db *db, enum db_statement id,
	    const struct db_value *v, unsigned n, int64_t expect,
	    struct ou_err *err);
	int (*query)(struct db *db, enum db_statement id,
	    const struct db_value *v, unsigned n, struct ou_arena *a,
	    struct db_rows *rows, struct ou_err *err);
	/* Row by row, within a transaction; ${row} must not use the db. */
	int (*scan)(struct db *db, const char *sql, db_row_fn *row,
	    void *arg, struct ou_err *err);
	/* The version of the store that is there: 0 when there is nothing,
	 * -1 with ${err} when it is something else. */
	int (*version)(struct db *db, int *version, struct ou_err *err);
	int (*mark)(struct db *db, int version, struct ou_err *err);
	/* What is wrong with the file itself; how much. */
	int (*check)(struct db *db, void (*found)(void *arg, const char *),
	    void *arg, struct ou_err *err);
	/* A copy in a new file, in the backend's own way; NULL: none. */
	int (*copy)(struct db *db, const char *path, struct ou_err *err);
};

struct db *ou_db_sqlite(const char *path,
    const struct ou_store_options *options, struct ou_err *err);
struct db *ou_db_postgres(const char *url,
    const struct ou_store_options *options, struct ou_err *err);

/* --- texts ------------------------------------------------------------- */

/* Who only reads locks nothing. */
enum db_dialect { DB_SQLITE, DB_POSTGRES, DB_POSTGRES_READING };

/**
 * ou_db_expand(out, text, dialect):
 * Append ${text} with its tokens replaced and a NUL behind it:
 *   ?1		the parameter
 *   @INT @TEXT @BYTES	types of columns
 *   @SERIAL	a key that counts itself
 *   @ROWS @KEYS	what stands behind a table with a number, or with
 *		another key
 *   @EMPTY	no bytes
 *   @LOCK	for SELECT: keep these rows until the end
 *   @IN(?1)	is among the members of a list
 */
void ou_db_expand(struct ou_buf *out, const char *text,
    enum db_dialect dialect);

/* The statement's text, before expansion. */
const char *ou_db_text(enum db_statement id);

/* --- versions ---------------------------------------------------------- */

/* Bring a store to ${n}: step ${steps}[i] leads from version i to i + 1. */
int ou_db_migrate(struct db *db, const char *const *steps, int n,
    bool create, struct ou_err *err);
extern const char *const ou_db_schema[OU_STORE_VERSION];

/* --- values ------------------------------------------------------------ */

static inline struct db_value
db_int(int64_t i)
{
	return (struct db_value){ .kind = DB_INT, .i = i };
}

static inline struct db_value
db_text(struct ou_str s)
{
	return (struct db_value){ .kind = DB_TEXT, .null = s.p == NULL,
	    .s = s };
}

/* A member of a key: absent and empty are the same. */
static inline struct db_value
db_key(struct ou_str s)
{
	return db_text(s.n == 0 ? OU_STR("") : s);
}

static inline struct db_value
db_bytes(struct ou_str s)
{
	return (struct db_value){ .kind = DB_BYTES, .null = s.p == NULL,
	    .s = s };
}

static inline struct db_value
db_digest(const struct ou_digest *d)
{
	return (struct db_value){ .kind = DB_BYTES,
	    .s = { (const char *)d->b, OU_DIGEST_SIZE } };
}

struct db_value ou_db_list(struct ou_arena *a, const struct ou_str *s,
    uint32_t n);
struct db_value ou_db_day(char to[16], struct ou_date d);
struct db_value ou_db_time(const struct ou_time *t);

/* And back; NULL is absent. */
struct ou_str ou_db_as_text(const struct db_value *v);
struct ou_date ou_db_as_day(const struct db_value *v);
struct ou_time ou_db_as_time(const struct db_value *v);

#endif
