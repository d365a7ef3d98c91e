/*
 * How SQLite finds what the statements about exchanges ask for: by an index
 * down to the columns named here, however much was exchanged before.
 */
#include <sqlite3.h>

#include "store-fixture.h"

static const struct {
	enum db_statement id;
	const char *by;
} rows[] = {
	{ DB_EXCHANGE, "grp=? AND message=?)" },
	{ DB_EXCHANGE_REFERENCE, "(partner=? AND reference=?)" },
	{ DB_EXCHANGE_DOCUMENT, "(partner=? AND document=?" },
	{ DB_EXCHANGE_NUMBERED, "(partner=? AND document=?" },
	{ DB_EXCHANGE_GROUP, "(partner=? AND grp=?" },
	{ DB_EXCHANGE_DUE, "(due>? AND due<?)" },
	{ DB_EXCHANGE_STATE, "(number=?)" },
};

static void
test_plans(void)
{
	struct ou_store *s = store_fresh();
	struct ou_buf text = OU_BUF_INIT;
	sqlite3_stmt *plan;
	const char *said;
	sqlite3 *db;
	size_t i;

	CHECK_INT(sqlite3_open(store_url, &db), SQLITE_OK);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", ou_db_text(rows[i].id));
		ou_buf_clear(&text);
		ou_buf_puts(&text, "EXPLAIN QUERY PLAN ");
		ou_db_expand(&text, ou_db_text(rows[i].id), DB_SQLITE);
		ou_buf_addc(&text, '\0');
		if (!CHECK_INT(sqlite3_prepare_v2(db, text.p, -1, &plan,
		    NULL), SQLITE_OK))
			continue;
		CHECK_INT(sqlite3_step(plan), SQLITE_ROW);
		said = (const char *)sqlite3_column_text(plan, 3);
		if (said == NULL || strstr(said, rows[i].by) == NULL)
			unit_fail(__FILE__, __LINE__, "%s, and not by %s",
			    said, rows[i].by);
		sqlite3_finalize(plan);
	}
	sqlite3_close(db);
	ou_buf_release(&text);
	store_drop(s);
}

int
main(void)
{
	RUN(test_plans);
	return UNIT_DONE();
}
