/*
 * store-fixture.h: stores to test with.  Every test runs on a SQLite file, in
 * memory where there is a folder for that (many small commits), and once more
 * on PostgreSQL when OU_TEST_POSTGRES names a server (tests/tools/postgres.sh
 * starts one).
 */
#ifndef OU_TESTS_STORE_FIXTURE_H
#define OU_TESTS_STORE_FIXTURE_H

#include <stdlib.h>
#include <unistd.h>

#include "../../lib/store/db.h"
#include "unit.h"

static char store_url[512];
static const char *store_backend = "sqlite";
static struct ou_err store_err;

#define U(text) OU_STR(text)
#define OK(call) ((call) == 0 ? 1 : (unit_fail(__FILE__, __LINE__, \
	"%s: %s", #call, store_err.text), 0))

UNIT_FN const char *
store_folder(void)
{
	const char *folder = getenv("TMPDIR");

	if (access("/dev/shm", W_OK) == 0)
		return "/dev/shm";
	return folder != NULL ? folder : "/tmp";
}

/* The database behind the store's back. */
UNIT_FN struct db *
store_db(const char *url, bool create)
{
	struct ou_store_options o = { .create = create, .wait_ms = 5000 };
	struct db *db = strcmp(store_backend, "sqlite") == 0
	    ? ou_db_sqlite(url, &o, &store_err)
	    : ou_db_postgres(url, &o, &store_err);

	if (db == NULL) {
		unit_fail(__FILE__, __LINE__, "open '%s': %s", url,
		    store_err.text);
		exit(1);
	}
	return db;
}

/* A name for a store that is not there yet. */
UNIT_FN void
store_name(void)
{
	const char *server = getenv("OU_TEST_POSTGRES");
	struct db *db;
	char sql[256];
	static int count;

	count++;
	if (strcmp(store_backend, "sqlite") == 0) {
		snprintf(store_url, sizeof(store_url), "%s/ou-unit-%d-%d.db",
		    store_folder(), (int)getpid(), count);
		unlink(store_url);
		return;
	}
	db = store_db(server, false);
	snprintf(sql, sizeof(sql), "DROP SCHEMA IF EXISTS unit_%d CASCADE; "
	    "CREATE SCHEMA unit_%d", (int)getpid(), (int)getpid());
	OK(db->ops->script(db, sql, &store_err));
	db->ops->close(db);
	snprintf(store_url, sizeof(store_url),
	    "%s%coptions=-csearch_path%%3Dunit_%d", server,
	    strchr(server, '?') != NULL ? '&' : '?', (int)getpid());
}

UNIT_FN struct ou_store *
store_open(bool create)
{
	struct ou_store_options o = { .create = create, .wait_ms = 2000 };
	struct ou_store *s = ou_store_open(store_url, &o, &store_err);
	struct ou_time now;

	if (s == NULL) {
		unit_fail(__FILE__, __LINE__, "open '%s': %s", store_url,
		    store_err.text);
		exit(1);
	}
	ou_time_parse(&now, U("2026-11-22T09:00:00Z"), NULL);
	ou_store_now(s, &now);
	return s;
}

UNIT_FN struct ou_store *
store_fresh(void)
{
	store_name();
	return store_open(true);
}

/* Close it and remove it. */
UNIT_FN void
store_drop(struct ou_store *s)
{
	char name[600];

	ou_store_close(s);
	if (strcmp(store_backend, "sqlite") != 0)
		return;
	unlink(store_url);
	snprintf(name, sizeof(name), "%s-journal", store_url);
	unlink(name);
}

/* A statement behind the store's back. */
UNIT_FN void
store_sql(const char *sql)
{
	struct db *db = store_db(store_url, false);

	OK(db->ops->script(db, sql, &store_err));
	db->ops->close(db);
}

UNIT_FN void
store_found(void *arg, const char *text)
{
	struct ou_buf *b = arg;

	ou_buf_puts(b, text);
	ou_buf_addc(b, '\n');
}

/* All is as it should be. */
UNIT_FN bool
store_clean(struct ou_store *s)
{
	struct ou_buf b = OU_BUF_INIT;
	int n = ou_store_verify(s, store_found, &b, &store_err);

	if (n != 0)
		unit_fail(__FILE__, __LINE__, "verify: %.*s",
		    OU_STR_ARG(n < 0 ? ou_str_c(store_err.text)
		    : ou_buf_str(&b)));
	ou_buf_release(&b);
	return n == 0;
}

/* A test ends with a store that is as it should be. */
UNIT_FN void
store_done(struct ou_store *s)
{
	store_clean(s);
	store_drop(s);
}

/* An order of our shop. */
UNIT_FN int
store_put(struct ou_store *s, const char *id, const char *status,
    const char *customer, int day, const char *raw)
{
	struct ou_stored r = { .type = U("Order"), .id = ou_str_c(id),
	    .command = U("order-store"), .status = ou_str_c(status),
	    .channel = U("shop"), .customer = ou_str_c(customer),
	    .date = { 2026, 11, (uint8_t)day }, .raw = ou_str_c(raw) };

	return ou_store_put(s, &r, &store_err);
}

/* And without what is personal. */
UNIT_FN int
store_erase(struct ou_store *s, const char *id, const char *status,
    const char *customer, const char *raw)
{
	struct ou_stored r = { .type = U("Order"), .id = ou_str_c(id),
	    .status = ou_str_c(status), .channel = U("shop"),
	    .customer = ou_str_c(customer), .date = { 2026, 11, 1 },
	    .raw = ou_str_c(raw) };

	return ou_store_erase(s, &r, &store_err);
}

/* What a command answered to an order. */
#define STORE_DIGEST U("12345678901234567890123456789012")
#define STORE_EFFECT(c, i) { .command = U(c), .type = U("Order"), \
	.id = U(i), .digest = STORE_DIGEST }

UNIT_FN int
store_keep(struct ou_store *s, const char *command, const char *id,
    const char *output)
{
	struct ou_effect e = { .command = ou_str_c(command),
	    .type = U("Order"), .id = ou_str_c(id), .digest = STORE_DIGEST,
	    .output = ou_str_c(output) };

	return ou_store_transaction(s)->keep(s, &e, &store_err);
}

/* The tests on each backend that is there. */
UNIT_FN int
store_main(void (*tests)(void))
{
	const char *server = getenv("OU_TEST_POSTGRES");

	tests();
	if (server == NULL || *server == '\0') {
		printf("# no PostgreSQL here: SQLite only\n");
		return unit_done("store");
	}
	store_backend = "postgres";
	tests();
	return unit_done("store");
}

/* The one position of the soap. */
UNIT_FN struct ou_position
store_position(struct ou_store *s)
{
	static struct ou_arena a;
	struct ou_str sku = U("SOAP");
	struct ou_position *rows, none = { 0 };
	uint32_t n;

	if (!OK(ou_store_positions(s, &a, &sku, 1, &rows, &n, &store_err)) ||
	    !CHECK_INT(n, 1))
		return none;
	return rows[0];
}

#endif /* !OU_TESTS_STORE_FIXTURE_H */
