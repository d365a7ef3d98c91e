/*
 * Keeping a store: verify finds what was changed behind the store's back,
 * erasing leaves nothing, a backup is the same; stores that are none, or not
 * ours, or of another version; on every backend.
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "ou/store/store.h"
#include "store-fixture.h"
#include "ou/store/exchange.h"

static const struct ou_stock_key soap = { { "SOAP", 4 }, { "LYO", 3 },
	{ NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

/* A bit of everything. */
static struct ou_store *
full(void)
{
	struct ou_store *s = store_fresh();
	struct ou_move m = { .id = U("m1"), .key = soap,
	    .quantity = ou_quantity_of(50), .reason = U("opening"),
	    .by = U("clerk") };
	struct ou_store_receipt receipt = { .reference = U("PO1"),
	    .sku = U("SOAP"), .location = U("LYO"),
	    .quantity = ou_quantity_of(9), .expected = { 2026, 12, 1 } };
	struct ou_reservation r = { .order = U("o1"), .line = U("1"),
	    .key = soap, .quantity = ou_quantity_of(2),
	    .customer = U("anna@example.org") };
	struct ou_amount ten = { 100000, 2, true };
	struct ou_digest d = { { 7 } };
	struct ou_exchanged x = { .direction = OU_SENT, .partner = U("ACME"),
	    .own = U("US"), .reference = U("1"), .answer = U("997") };
	struct ou_arena a = OU_ARENA_INIT;
	int64_t n;

	OK(ou_store_begin(s, &store_err));
	OK(ou_store_move(s, &m, &store_err));
	m.id = U("m2");
	m.quantity = ou_quantity_of(-1);
	OK(ou_store_move(s, &m, &store_err));
	OK(ou_store_receipt_set(s, &receipt, &store_err));
	OK(ou_store_reserve(s, &r, &store_err));
	r.receipt = U("PO1");
	OK(ou_store_reserve(s, &r, &store_err));
	OK(store_put(s, "o1", "new", "anna@example.org", 1,
	    "{\"name\":\"Anna\",\"mail\":\"anna@example.org\"}"));
	OK(store_put(s, "o2", "new", "C2", 1,
	    "{\"name\":\"Bert\",\"customer\":\"C2\"}"));
	OK(store_keep(s, "stock-allocate", "o1",
	    "{\"name\":\"Anna\",\"allocated\":2}\n"));
	OK(ou_store_commitment_set(s, U("credit"), U("C2"), U(""), U("o2"),
	    ten, U("EUR"), &store_err));
	x.digest = d;
	OK(ou_store_exchange_add(s, &x, &store_err));
	OK(ou_store_number(s, U("invoice"), 0, &n, &store_err));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	OK(store_put(s, "o1", "new", "anna@example.org", 1,
	    "{\"name\":\"Anna\",\"mail\":\"anna@example.org\",\"v\":2}"));
	OK(ou_store_commit(s, &store_err));
	ou_arena_release(&a);
	return s;
}

/* What verify must say something of. */
static void
test_found(void)
{
	static const struct {
		const char *sql, *want;
	} t[] = {
		{ "UPDATE ou_log SET id = 'o9' WHERE seq = 1", "log: row 1" },
		{ "UPDATE ou_log SET type = 'x' WHERE seq = 2",
		    "log: row 2" },
		{ "UPDATE ou_log SET command = 'x' WHERE seq = 3",
		    "log: row 3" },
		{ "UPDATE ou_log SET at = at + 1 WHERE seq = 1",
		    "log: row 1" },
		{ "UPDATE ou_log SET status = 'done' WHERE seq = 1",
		    "log: the bytes of row 1" },
		{ "UPDATE ou_log SET channel = NULL WHERE seq = 1",
		    "log: the bytes of row 1" },
		{ "UPDATE ou_log SET customer = 'C3' WHERE seq = 1",
		    "log: the bytes of row 1" },
		{ "UPDATE ou_log SET day = '2026-11-02' WHERE seq = 1",
		    "log: the bytes of row 1" },
		{ "UPDATE ou_log SET erased = 4 WHERE seq = 1",
		    "log: row 1 is erased, but row 4" },
		{ "UPDATE ou_log SET seq = 9 WHERE seq = 3",
		    "log: row 4 is followed by row 9" },
		{ "DELETE FROM ou_log WHERE seq = 3",
		    "log: row 2 is followed by row 4" },
		{ "UPDATE ou_counter SET log_seq = 5",
		    "log: it ends with row 4, and should with row 5" },
		{ "DELETE FROM ou_counter", "the counter is gone" },
		{ "DELETE FROM ou_move WHERE seq = 2",
		    "journal: it ends with row 1" },
		{ "UPDATE ou_move SET by_whom = 'thief' WHERE seq = 1",
		    "journal: row 1" },
		{ "UPDATE ou_move SET at = at - 1 WHERE seq = 2",
		    "journal: row 2" },
		{ "UPDATE ou_move SET quantity = quantity + 1000000"
		    " WHERE seq = 1",
		    "SOAP/LYO///: on hand is 49, its moves say 50" },
		{ "UPDATE ou_position SET on_hand = on_hand - 500000",
		    "SOAP/LYO///: on hand is 48.5, its moves say 49" },
		{ "UPDATE ou_position SET reserved = 0",
		    "SOAP/LYO///: reserved is 0, its reservations say 2" },
		{ "DELETE FROM ou_reservation WHERE receipt = ''",
		    "reserved is 2, its reservations say 0" },
		{ "UPDATE ou_reservation SET sku = 'X' WHERE receipt = ''",
		    "X/LYO///: reserved is 0, its reservations say 2" },
		{ "UPDATE ou_receipt SET promised = 3000000",
		    "SOAP/LYO/PO1: promised is 3, its reservations say 2" },
		{ "UPDATE ou_limit SET total = 1",
		    "credit/C2//EUR: the total is 0.0001" },
		{ "DELETE FROM ou_record WHERE id = 'o2'", "Order o2: " },
		{ "UPDATE ou_record SET status = 'x' WHERE id = 'o2'",
		    "Order o2: the record is row 2, with other content than "
		    "row 2" },
		{ "UPDATE ou_record SET status = NULL WHERE id = 'o2'",
		    "Order o2: " },
		{ "UPDATE ou_record SET seq = 1 WHERE id = 'o1'",
		    "Order o1: the record is row 1, its last in the log is "
		    "row 4" },
	};
	struct ou_buf b = OU_BUF_INIT;
	struct ou_store *s;
	size_t i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		/* The chains are ours; the sums are the backend's. */
		if (strcmp(store_backend, "sqlite") != 0 &&
		    t[i].sql[10] == 'l' && i % 4 != 0)
			continue;
		ROW("%s", t[i].sql);
		s = full();
		CHECK(store_clean(s));
		store_sql(t[i].sql);
		ou_buf_clear(&b);
		CHECK(ou_store_verify(s, store_found, &b, &store_err) > 0);
		if (!CHECK(ou_str_search(ou_buf_str(&b),
		    ou_str_c(t[i].want)) >= 0))
			printf("# %.*s", OU_STR_ARG(ou_buf_str(&b)));
		store_drop(s);
	}
	ou_buf_release(&b);
}

/* Any byte of any column of the log and the journal. */
static void
test_any_byte(void)
{
	static const char *const texts[] = { "raw", "content", "digest",
	    "input" };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_store *s;
	char sql[300];
	size_t i;
	int at;

	for (i = 0; i < 4; i++) {
		for (at = 0; at < 36; at += 7) {
			if (strcmp(store_backend, "sqlite") != 0 && at != 7)
				continue;
			ROW("%s %d", texts[i], at);
			s = full();
			if (strcmp(store_backend, "sqlite") == 0)
				snprintf(sql, sizeof(sql), "UPDATE ou_log "
				    "SET %s = CAST(substr(%s, 1, %d) || "
				    "char(1) || substr(%s, %d) AS BLOB) "
				    "WHERE seq = 3", texts[i], texts[i], at,
				    texts[i], at + 2);
			else
				snprintf(sql, sizeof(sql), "UPDATE ou_log "
				    "SET %s = substring(%s, 1, %d) || "
				    "'\\x01'::bytea || substring(%s, %d) "
				    "WHERE seq = 3", texts[i], texts[i], at,
				    texts[i], at + 2);
			store_sql(sql);
			ou_buf_clear(&b);
			CHECK(ou_store_verify(s, store_found, &b,
			    &store_err) > 0);
			store_drop(s);
		}
	}
	ou_buf_release(&b);
}

static int
texts(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	(void)err;
	ou_buf_printf(arg, "%d %.*s %.*s\n", (int)r->seq,
	    OU_STR_ARG(r->customer), OU_STR_ARG(r->raw));
	return 0;
}

static void
test_erase(void)
{
	struct ou_store *s = full();
	struct ou_store_filter all = { .history = true };
	struct ou_effect e = STORE_EFFECT("stock-allocate", "o1");
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf b = OU_BUF_INIT;
	char sql[128];

	OK(ou_store_begin(s, &store_err));
	OK(store_erase(s, "o1", "new", "", "{\"name\":null}"));
	OK(ou_store_commit(s, &store_err));
	CHECK(store_clean(s));
	OK(ou_store_query(s, &all, texts, &b, &store_err));
	CHECK_STRN(b.p, b.n, "1  {\"name\":null}\n"
	    "2 C2 {\"name\":\"Bert\",\"customer\":\"C2\"}\n"
	    "4  {\"name\":null}\n5  {\"name\":null}\n");
	OK(ou_store_transaction(s)->done(s, &a, &e, 1, &store_err));
	CHECK_STRN(e.output.p, e.output.n, "{\"name\":null}\n");

	/* Again, and another one at the same time. */
	OK(ou_store_begin(s, &store_err));
	OK(store_erase(s, "o1", "new", "", "{}"));
	OK(store_erase(s, "o2", "new", "C2", "{\"c\":\"C2\"}"));
	OK(ou_store_commit(s, &store_err));
	CHECK(store_clean(s));
	ou_buf_clear(&b);
	OK(ou_store_query(s, &(struct ou_store_filter){ .status = U("new") },
	    texts, &b, &store_err));
	CHECK_STRN(b.p, b.n, "6  {}\n7 C2 {\"c\":\"C2\"}\n");
	ou_buf_clear(&b);
	OK(ou_store_query(s, &all, texts, &b, &store_err));
	CHECK_STRN(b.p, b.n, "1  {}\n2 C2 {\"c\":\"C2\"}\n4  {}\n5  {}\n"
	    "6  {}\n7 C2 {\"c\":\"C2\"}\n");

	/* What was erased cannot be made into something else. */
	snprintf(sql, sizeof(sql), "UPDATE ou_log SET raw = %s WHERE seq = 4",
	    strcmp(store_backend, "sqlite") == 0 ? "x'7b7c'" : "'{|'");
	store_sql(sql);
	CHECK(ou_store_verify(s, store_found, &b, &store_err) > 0);
	store_drop(s);
	ou_buf_release(&b);
	ou_arena_release(&a);
}

/* Nothing of an erased person is left in the file. */
static void
test_erased_bytes(void)
{
	static char bytes[1 << 20];
	struct ou_store *s;
	ssize_t n;
	int fd;

	if (strcmp(store_backend, "sqlite") != 0)
		return;
	s = full();
	OK(ou_store_begin(s, &store_err));
	OK(store_erase(s, "o1", "new", "", "{}"));
	OK(ou_store_commit(s, &store_err));
	fd = open(store_url, O_RDONLY);
	n = read(fd, bytes, sizeof(bytes));
	close(fd);
	CHECK(n > 0 && memmem(bytes, (size_t)n, "Anna", 4) == NULL);
	CHECK(memmem(bytes, (size_t)n, "anna@", 5) == NULL);
	CHECK(memmem(bytes, (size_t)n, "Bert", 4) != NULL);
	store_done(s);
}

static void
test_backup(void)
{
	struct ou_store_options o = { .read_only = true };
	struct ou_store_filter all = { .history = true };
	struct ou_buf a = OU_BUF_INIT, b = OU_BUF_INIT;
	struct ou_store *s = full(), *copy;
	char path[600];

	snprintf(path, sizeof(path), "%s/ou-unit-%d.backup", store_folder(),
	    (int)getpid());
	unlink(path);
	OK(ou_store_begin(s, &store_err));
	OK(store_erase(s, "o1", "new", "", "{}"));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_backup(s, path, &store_err));
	CHECK_INT(ou_store_backup(s, path, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_USAGE);
	OK(ou_store_query(s, &all, texts, &a, &store_err));
	store_done(s);
	copy = ou_store_open(path, &o, &store_err);
	if (CHECK(copy != NULL)) {
		CHECK(store_clean(copy));
		OK(ou_store_query(copy, &all, texts, &b, &store_err));
		CHECK_MEM(a.p, a.n, b.p, b.n);
		ou_store_close(copy);
	}
	/* And goes on. */
	copy = ou_store_open(path, NULL, &store_err);
	if (CHECK(copy != NULL)) {
		OK(ou_store_begin(copy, &store_err));
		OK(store_put(copy, "o3", "new", "C3", 1, "{}"));
		OK(ou_store_commit(copy, &store_err));
		CHECK(store_clean(copy));
		/* A folder that is not there. */
		CHECK_INT(ou_store_backup(copy, "/nonexistent/x",
		    &store_err), -1);
		CHECK_INT(store_err.kind, OU_ERR_OUTPUT);
		ou_store_close(copy);
	}
	unlink(path);
	ou_buf_release(&a);
	ou_buf_release(&b);
}

/* The store, or what stands in its place, does not open. */
static void
refused(const char *url, bool create, enum ou_err_kind kind,
    const char *want)
{
	struct ou_store_options o = { .create = create, .wait_ms = 300 };
	struct ou_store *s;

	ROW("%s", want);
	memset(&store_err, 0, sizeof(store_err));
	s = ou_store_open(url, &o, &store_err);
	if (!CHECK(s == NULL)) {
		ou_store_close(s);
		return;
	}
	CHECK_INT(store_err.kind, kind);
	CHECK_INT(store_err.code, kind == OU_ERR_BUSY ? OU_DIAG_BUSY
	    : OU_DIAG_STORE);
	if (!CHECK(strstr(store_err.text, want) != NULL))
		printf("# %s\n", store_err.text);
	CHECK(strstr(store_err.text, "sesame") == NULL);
}

static void
test_versions(void)
{
	static const char *const steps[] = {
		"CREATE TABLE ou_a (x @INT)",
		"INSERT INTO ou_a VALUES (2); ALTER TABLE ou_a ADD y @TEXT",
		"INSERT INTO ou_a VALUES (3, 'three')",
		"INSERT INTO ou_nowhere VALUES (1)",
	};
	struct db *db;
	int version = -1;

	store_name();
	db = store_db(store_url, true);
	OK(ou_db_migrate(db, steps, 1, true, &store_err));
	OK(ou_db_migrate(db, steps, 3, false, &store_err));
	OK(db->ops->version(db, &version, &store_err));
	CHECK_INT(version, 3);
	/* All of a step or nothing. */
	CHECK_INT(ou_db_migrate(db, steps, 4, false, &store_err), -1);
	OK(db->ops->version(db, &version, &store_err));
	CHECK_INT(version, 3);
	CHECK_INT(ou_db_migrate(db, steps, 2, false, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_USAGE);
	CHECK(strstr(store_err.text, "newer") != NULL);
	OK(db->ops->begin(db, DB_MIGRATE, &store_err));
	OK(db->ops->mark(db, OU_STORE_VERSION + 1, &store_err));
	OK(db->ops->commit(db, &store_err));
	db->ops->close(db);
	refused(store_url, true, OU_ERR_USAGE, "newer orderutils");
	if (strcmp(store_backend, "sqlite") == 0)
		unlink(store_url);
}

static void
test_not_there(void)
{
	store_name();
	refused(store_url, false, OU_ERR_USAGE, "there is no store");
	refused("", true, OU_ERR_USAGE, "empty");
	refused("mysql://me:sesame@host/db", true, OU_ERR_USAGE,
	    "'mysql://' is no kind of store");
	refused("postgresql://me:se%sesame@[", true, OU_ERR_USAGE,
	    "cannot be read");
	refused("postgresql://me:sesame@/db?host=/nonexistent", true,
	    OU_ERR_OUTPUT, "no server answers");
	refused("postgresql://me:sesame@127.0.0.1:1/db", true, OU_ERR_OUTPUT,
	    "no server answers for 'postgresql://me@127.0.0.1/db'");
	refused("/nonexistent/store.db", true, OU_ERR_USAGE,
	    "there is no folder for '/nonexistent/store.db'");
	refused("/", true, OU_ERR_USAGE, "'/' is a folder");
	refused("/dev/null", true, OU_ERR_USAGE, "not a file");
}

static void
write_file(const char *text, size_t n)
{
	int fd = open(store_url, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	CHECK(write(fd, text, n) == (ssize_t)n);
	close(fd);
}

static void
test_other_files(void)
{
	static const char text[] = "sku,quantity\nSOAP,5\n and so on, for a "
	    "while, so that it is longer than the header of a database.....";
	struct ou_store *s;
	struct stat before, after;
	struct ou_buf b = OU_BUF_INIT;

	if (strcmp(store_backend, "sqlite") != 0)
		return;
	store_name();
	write_file(text, sizeof(text));
	refused(store_url, true, OU_ERR_USAGE, "not a store");
	stat(store_url, &after);
	CHECK_INT(after.st_size, sizeof(text));
	/* An empty file is a place for a store. */
	write_file("", 0);
	refused(store_url, false, OU_ERR_USAGE, "there is no store in");
	s = store_open(true);
	store_done(s);
	/* Somebody else's database. */
	store_name();
	write_file("", 0);
	store_sql("PRAGMA journal_mode = WAL; CREATE TABLE t (x)");
	stat(store_url, &before);
	refused(store_url, true, OU_ERR_USAGE, "not one of orderutils");
	stat(store_url, &after);
	CHECK_INT(after.st_size, before.st_size);
	CHECK_INT(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	unlink(store_url);
	/* Cut off. */
	ROW("cut off");
	s = full();
	ou_store_close(s);
	CHECK(truncate(store_url, 20480 + 100) == 0);
	s = ou_store_open(store_url, NULL, &store_err);
	if (s == NULL)
		CHECK_INT(store_err.kind, OU_ERR_OUTPUT);
	else {
		CHECK(ou_store_verify(s, store_found, &b, &store_err) > 0);
		ou_store_close(s);
	}
	unlink(store_url);
	ou_buf_release(&b);
}

/* A byte of the file itself: noticed, or in nobody's page. */
static void
test_flipped(void)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_store *s;
	struct stat st;
	unsigned char c;
	int fd, i, noticed = 0;
	off_t at;

	if (strcmp(store_backend, "sqlite") != 0)
		return;
	for (i = 0; i < 40; i++) {
		s = full();
		ou_store_close(s);
		stat(store_url, &st);
		/* Where the cells are: from the end of every other page. */
		at = st.st_size / 4096 * i / 40 * 4096 + 4095 - i;
		fd = open(store_url, O_RDWR);
		CHECK(pread(fd, &c, 1, at) == 1);
		c ^= 0x11;
		CHECK(pwrite(fd, &c, 1, at) == 1);
		close(fd);
		s = ou_store_open(store_url, NULL, &store_err);
		if (s == NULL)
			noticed++;
		else if (ou_store_verify(s, store_found, &b, &store_err) > 0)
			noticed++;
		ou_store_close(s);
		unlink(store_url);
	}
	CHECK(noticed >= 20);
	ou_buf_release(&b);
}

static void
test_read_only(void)
{
	struct ou_store_options o = { .read_only = true, .wait_ms = 300 };
	struct ou_store *s = full(), *reader;
	struct ou_position *rows;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_amount sum;
	int64_t number;
	uint32_t n;

	reader = ou_store_open(store_url, &o, &store_err);
	if (!CHECK(reader != NULL))
		return;
	OK(ou_store_begin(reader, &store_err));
	OK(ou_store_positions(reader, &a, NULL, 0, &rows, &n, &store_err));
	CHECK_INT(n, 1);
	OK(ou_store_commitments(reader, U("credit"), U("C2"), U(""),
	    U("EUR"), &sum, &store_err));
	CHECK_INT(sum.v, 100000);
	if (ou_store_number(reader, U("x"), 0, &number, &store_err) == 0)
		CHECK_INT(ou_store_commit(reader, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_OUTPUT);
	ou_store_close(reader);
	ou_arena_release(&a);
	store_done(s);
}

/* As somebody without rights; root may write everything. */
static void
test_no_rights(void)
{
	struct ou_store *s;

	if (strcmp(store_backend, "sqlite") != 0 || geteuid() == 0)
		return;
	s = full();
	ou_store_close(s);
	CHECK(chmod(store_url, 0444) == 0);
	refused(store_url, false, OU_ERR_OUTPUT, "may not be written");
	CHECK(chmod(store_url, 0) == 0);
	refused(store_url, false, OU_ERR_OUTPUT, "");
	unlink(store_url);
}

static void
tests(void)
{
	RUN(test_found);
	RUN(test_any_byte);
	RUN(test_erase);
	RUN(test_erased_bytes);
	RUN(test_backup);
	RUN(test_versions);
	RUN(test_not_there);
	RUN(test_other_files);
	RUN(test_flipped);
	RUN(test_read_only);
	RUN(test_no_rights);
}

int
main(void)
{
	return store_main(tests);
}
