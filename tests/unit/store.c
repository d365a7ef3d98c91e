/*
 * The store, what each function promises; once on every backend.
 */
#include "ou/store/exchange.h"
#include "store-fixture.h"

static const struct ou_stock_key soap = { { "SOAP", 4 }, { "LYO", 3 },
	{ "L1", 2 }, { NULL, 0 }, { NULL, 0 } };

static int
move(struct ou_store *s, const char *id, int64_t n)
{
	struct ou_move m = { .id = ou_str_c(id), .key = soap,
	    .quantity = ou_quantity_of(n), .reason = U("receipt") };

	return ou_store_move(s, &m, &store_err);
}

static int
list(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_buf *b = arg;

	(void)err;
	ou_buf_printf(b, "%d:%.*s=%.*s ", (int)r->seq, OU_STR_ARG(r->id),
	    OU_STR_ARG(r->raw));
	return 0;
}

static void
query(struct ou_store *s, struct ou_store_filter f, const char *want)
{
	struct ou_buf b = OU_BUF_INIT;

	ROW("%s", want);
	OK(ou_store_query(s, &f, list, &b, &store_err));
	CHECK_STRN(ou_buf_str(&b).p, b.n, want);
	ou_buf_release(&b);
}

static void
test_records(void)
{
	struct ou_store *s = store_fresh();
	int64_t last = -1;

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(store_put(s, "a", "new", "C1", 1, "a1"), 0);
	CHECK_INT(store_put(s, "b", "new", "C2", 2, "b1"), 0);
	CHECK_INT(store_put(s, "a", "new", "C1", 1, "a1"), 1);
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(store_put(s, "a", "done", "C1", 1, "a1"), 0);
	CHECK_INT(store_put(s, "c", "new", "C1", 9, "c1"), 0);
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(store_put(s, "d", "new", "C1", 9, "d1"), 0);
	ou_store_rollback(s);
	OK(ou_store_last(s, &last, &store_err));
	CHECK_INT(last, 4);

	query(s, (struct ou_store_filter){ 0 }, "2:b=b1 3:a=a1 4:c=c1 ");
	query(s, (struct ou_store_filter){ .history = true },
	    "1:a=a1 2:b=b1 3:a=a1 4:c=c1 ");
	query(s, (struct ou_store_filter){ .since = 3 }, "4:c=c1 ");
	query(s, (struct ou_store_filter){ .limit = 1 }, "2:b=b1 ");
	query(s, (struct ou_store_filter){ .id = U("a") }, "3:a=a1 ");
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("a"), .history = true }, "1:a=a1 3:a=a1 ");
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("a") }, "3:a=a1 ");
	query(s, (struct ou_store_filter){ .customer = U("C1") },
	    "3:a=a1 4:c=c1 ");
	query(s, (struct ou_store_filter){ .customer = U("C1"),
	    .history = true }, "1:a=a1 3:a=a1 4:c=c1 ");
	query(s, (struct ou_store_filter){ .status = U("new") },
	    "2:b=b1 4:c=c1 ");
	query(s, (struct ou_store_filter){ .from = { 2026, 11, 2 },
	    .through = { 2026, 11, 8 } }, "2:b=b1 ");
	query(s, (struct ou_store_filter){ .channel = U("none") }, "");
	store_done(s);
}

/* Asked for at once, records are what they are when asked for one by one. */
static void
test_ahead(void)
{
	static const struct ou_str ids[] = { { "a", 1 }, { "b", 1 },
		{ "b", 1 }, { "c", 1 } };
	struct ou_store *s = store_fresh();

	OK(ou_store_begin(s, &store_err));
	OK(store_put(s, "a", "new", "C1", 1, "a1"));
	OK(ou_store_ahead(s, U("Order"), ids, 4, &store_err));
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("a") }, "1:a=a1 ");
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("b") }, "");
	CHECK_INT(store_put(s, "a", "new", "C1", 1, "a1"), 1);
	CHECK_INT(store_put(s, "b", "new", "C1", 1, "b1"), 0);
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("b") }, "2:b=b1 ");
	CHECK_INT(store_put(s, "b", "new", "C1", 1, "b1"), 1);
	CHECK_INT(store_put(s, "a", "new", "C1", 1, "a2"), 0);
	CHECK_INT(store_put(s, "a", "new", "C1", 1, "a2"), 1);
	/* Nobody has asked for this one, nor for that type. */
	CHECK_INT(store_put(s, "d", "new", "C1", 1, "d1"), 0);
	CHECK_INT(store_put(s, "d", "new", "C1", 1, "d1"), 1);
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("d") }, "4:d=d1 ");
	OK(store_erase(s, "b", "new", "", "{}"));
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("b") }, "5:b={} ");
	ou_store_rollback(s);
	/* It was asked for in another transaction. */
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(store_put(s, "c", "new", "C1", 1, "c1"), 0);
	query(s, (struct ou_store_filter){ .type = U("Order"),
	    .id = U("c") }, "1:c=c1 ");
	OK(ou_store_ahead(s, U("Order"), NULL, 0, &store_err));
	OK(ou_store_commit(s, &store_err));
	store_done(s);
}

static void
test_amounts(void)
{
	struct ou_store *s = store_fresh();
	struct ou_amount sum, forty = { 400000, 2, true },
	    ten = { 100000, 2, true }, zero = { 0, 2, true };
	struct ou_str k = U("credit"), o = U("C1"), none = OU_STR_NONE;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_store_commitment *had;
	uint32_t n;

	OK(ou_store_begin(s, &store_err));
	OK(ou_store_commitment_set(s, k, o, none, U("o1"), forty, U("EUR"),
	    &store_err));
	OK(ou_store_commitment_set(s, k, o, none, U("o2"), ten, U("EUR"),
	    &store_err));
	OK(ou_store_commitments(s, k, o, none, U("EUR"), &sum, &store_err));
	CHECK_INT(sum.v, 500000);
	CHECK_INT(sum.places, 2);
	OK(ou_store_commitment_set(s, k, o, none, U("o1"), ten, U("EUR"),
	    &store_err));
	OK(ou_store_commitments(s, k, o, none, U("EUR"), &sum, &store_err));
	CHECK_INT(sum.v, 200000);
	OK(ou_store_commitment_set(s, k, o, none, U("o1"), ten, U("USD"),
	    &store_err));
	OK(ou_store_commitments(s, k, o, none, U("EUR"), &sum, &store_err));
	CHECK_INT(sum.v, 100000);
	OK(ou_store_commitment_set(s, k, o, none, U("o2"), zero, U("EUR"),
	    &store_err));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_commitments(s, k, o, none, U("EUR"), &sum, &store_err));
	CHECK_INT(sum.v, 0);
	OK(ou_store_commitments(s, k, o, none, U("USD"), &sum, &store_err));
	CHECK_INT(sum.v, 100000);
	/* of one reference, whoever's it was, and of no other kind */
	OK(ou_store_commitment_set(s, k, U("A9"), U("2026"), U("o1"), forty,
	    U("EUR"), &store_err));
	OK(ou_store_commitment_set(s, U("budget"), o, none, U("o1"), forty,
	    U("EUR"), &store_err));
	OK(ou_store_commitment_set(s, k, o, none, U("o3"), forty, U("EUR"),
	    &store_err));
	OK(ou_store_commitments_of(s, &a, k, U("o1"), &had, &n,
	    &store_err));
	CHECK_INT(n, 2);
	CHECK_STRN(had[0].owner.p, had[0].owner.n, "A9");
	CHECK_STRN(had[0].period.p, had[0].period.n, "2026");
	CHECK_STRN(had[1].owner.p, had[1].owner.n, "C1");
	CHECK_STRN(had[1].currency.p, had[1].currency.n, "USD");
	CHECK_INT(had[1].amount.v, 100000);
	OK(ou_store_commitments_of(s, &a, k, U("o9"), &had, &n,
	    &store_err));
	CHECK_INT(n, 0);
	OK(ou_store_commit(s, &store_err));
	ou_arena_release(&a);
	store_done(s);
}

/* Received once, again, with other content, and under another reference; the
 * same number of somebody else is another document. */
static void
test_exchange(void)
{
	struct ou_store *s = store_fresh();
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_exchanged x = { .direction = OU_RECEIVED,
	    .partner = U("ZZ:STORES"), .own = U("ZZ:SAVEX"),
	    .reference = U("000000142"), .group = U("142"),
	    .message = U("0001"), .type = U("850"), .document = U("PO-1"),
	    .function = U("original"), .state = OU_EXCHANGE_OWED };
	struct ou_exchanges found;
	struct ou_str text = U("one");
	struct ou_time by;

	ou_digest_of(&x.digest, &text, 1);
	ou_time_parse(&x.due, U("2026-11-23T09:00:00Z"), NULL);
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_exchange(s, &a, &x, &found, &store_err));
	CHECK_INT(found.n, 0);
	OK(ou_store_exchange_add(s, &x, &store_err));
	CHECK_INT(x.number, 1);
	OK(ou_store_commit(s, &store_err));

	ROW("there");
	OK(ou_store_exchange(s, &a, &x, &found, &store_err));
	CHECK_INT(found.n, 1);
	CHECK_INT(memcmp(&found.rows[0].digest, &x.digest,
	    sizeof(x.digest)), 0);
	CHECK_INT(found.rows[0].state, OU_EXCHANGE_OWED);
	CHECK(ou_str_eq(found.rows[0].document, x.document));
	CHECK(ou_str_eq(found.rows[0].group, x.group));
	CHECK(found.rows[0].profile.p == NULL);

	ROW("the same content once only");
	OK(ou_store_begin(s, &store_err));
	(void)ou_store_exchange_add(s, &x, &store_err);
	CHECK(ou_store_commit(s, &store_err) != 0);
	ou_store_rollback(s);

	ROW("other content");
	text = U("two");
	ou_digest_of(&x.digest, &text, 1);
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_exchange_add(s, &x, &store_err));
	CHECK_INT(x.number, 2);
	x.reference = U("000000143");
	OK(ou_store_exchange_add(s, &x, &store_err));
	x.partner = U("ZZ:OTHER");
	OK(ou_store_exchange_add(s, &x, &store_err));
	OK(ou_store_exchange_document(s, &a, OU_RECEIVED, U("ZZ:STORES"),
	    U("850"), U("PO-1"), &found, &store_err));
	CHECK_INT(found.n, 3);
	CHECK_INT(found.rows[2].number, 3);
	OK(ou_store_exchange_document(s, &a, OU_RECEIVED, U("ZZ:STORES"),
	    OU_STR_NONE, U("PO-1"), &found, &store_err));
	CHECK_INT(found.n, 3);
	OK(ou_store_exchange_document(s, &a, OU_RECEIVED, U("ZZ:STORES"),
	    U("810"), U("PO-1"), &found, &store_err));
	CHECK_INT(found.n, 0);
	OK(ou_store_exchange_document(s, &a, OU_SENT, U("ZZ:STORES"),
	    U("850"), U("PO-1"), &found, &store_err));
	CHECK_INT(found.n, 0);
	OK(ou_store_commit(s, &store_err));

	ROW("due");
	ou_time_parse(&by, U("2026-11-23T08:59:59Z"), NULL);
	OK(ou_store_exchange_due(s, &a, &by, &found, &store_err));
	CHECK_INT(found.n, 0);
	ou_time_parse(&by, U("2026-11-23T10:00:00+01:00"), NULL);
	OK(ou_store_exchange_due(s, &a, &by, &found, &store_err));
	CHECK_INT(found.n, 4);
	x = found.rows[0];
	x.state = OU_EXCHANGE_ANSWERED;
	x.due = (struct ou_time){ .nanos = -1 };
	x.answer = U("TA1*...~");
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_exchange_change(s, &x, &store_err));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_exchange_due(s, &a, &by, &found, &store_err));
	CHECK_INT(found.n, 3);
	OK(ou_store_exchange(s, &a, &x, &found, &store_err));
	CHECK_INT(found.n, 2);
	CHECK_STRN(found.rows[0].answer.p, found.rows[0].answer.n,
	    "TA1*...~");
	ou_arena_release(&a);
	store_done(s);
}

/* A store of version 1 becomes one of today, and keeps what it has. */
static void
test_upgrade(void)
{
	struct ou_exchanged x = { .direction = OU_SENT, .partner = U("P"),
	    .own = U("U"), .reference = U("1"), .type = U("997") };
	struct ou_store *s;
	struct db *db;
	int64_t n;

	store_name();
	db = store_db(store_url, true);
	OK(ou_db_migrate(db, ou_db_schema, 1, true, &store_err));
	OK(db->ops->begin(db, DB_MIGRATE, &store_err));
	OK(db->ops->script(db, "INSERT INTO ou_sequence (name, number)"
	    " VALUES ('sscc', 41)", &store_err));
	OK(db->ops->commit(db, &store_err));
	db->ops->close(db);
	s = store_open(false);
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_number(s, U("sscc"), 0, &n, &store_err));
	CHECK_INT(n, 42);
	OK(ou_store_exchange_add(s, &x, &store_err));
	CHECK_INT(x.number, 1);
	OK(ou_store_commit(s, &store_err));
	CHECK(store_clean(s));
	store_done(s);
}

/* A store of version 2 becomes one that knows the state of its records. */
static void
test_upgrade_states(void)
{
	struct ou_store *s = store_fresh();
	struct db *db;

	OK(ou_store_begin(s, &store_err));
	OK(store_put(s, "a", "new", "C1", 1, "a1"));
	OK(store_put(s, "b", "", "C1", 1, "b1"));
	OK(store_put(s, "c", "new", "C1", 1, "c1"));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	OK(store_put(s, "a", "done", "C1", 1, "a2"));
	OK(ou_store_commit(s, &store_err));
	ou_store_close(s);
	db = store_db(store_url, false);
	OK(db->ops->begin(db, DB_MIGRATE, &store_err));
	OK(db->ops->script(db, "DROP INDEX ou_commitment_reference; "
	    "DROP INDEX ou_exchange_reference; "
	    "DROP INDEX ou_record_status; "
	    "ALTER TABLE ou_record DROP COLUMN status", &store_err));
	OK(db->ops->mark(db, 2, &store_err));
	OK(db->ops->commit(db, &store_err));
	db->ops->close(db);
	s = store_open(false);
	query(s, (struct ou_store_filter){ .status = U("new") }, "3:c=c1 ");
	query(s, (struct ou_store_filter){ .status = U("done") }, "4:a=a2 ");
	query(s, (struct ou_store_filter){ .status = U("new"),
	    .history = true }, "1:a=a1 3:c=c1 ");
	store_done(s);
}

static void
test_numbers(void)
{
	static const int64_t want[] = { 1, 2, 3, 1, 2 };
	static const int64_t from[] = { 3, 4, 1, 2, 3 };
	struct ou_store *s = store_fresh();
	int64_t n;
	size_t i;

	for (i = 0; i < 5; i++) {
		OK(ou_store_begin(s, &store_err));
		OK(ou_store_number(s, U("isa"), 3, &n, &store_err));
		CHECK_INT(n, want[i]);
		OK(ou_store_number_from(s, U("from"), 3, 4, &n,
		    &store_err));
		CHECK_INT(n, from[i]);
		OK(ou_store_commit(s, &store_err));
		/* Given back. */
		OK(ou_store_begin(s, &store_err));
		OK(ou_store_number(s, U("isa"), 3, &n, &store_err));
		OK(ou_store_number(s, U("invoice"), 0, &n, &store_err));
		CHECK_INT(n, 1);
		ou_store_rollback(s);
	}
	store_done(s);
}

static void
test_two_processes(void)
{
	struct ou_store *s = store_fresh(), *other;
	struct ou_store_options o = { .wait_ms = 200 };
	int64_t n;

	other = ou_store_open(store_url, &o, &store_err);
	if (!CHECK(other != NULL))
		return;
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_number(s, U("x"), 0, &n, &store_err));
	if (ou_store_begin(other, &store_err) == 0)
		CHECK_INT(ou_store_number(other, U("x"), 0, &n, &store_err),
		    -1);
	CHECK_INT(store_err.kind, OU_ERR_BUSY);
	CHECK_INT(store_err.code, OU_DIAG_BUSY);
	ou_store_rollback(other);
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(other, &store_err));
	OK(ou_store_number(other, U("x"), 0, &n, &store_err));
	CHECK_INT(n, 2);
	OK(ou_store_commit(other, &store_err));
	ou_store_close(other);
	store_done(s);
}

/* What fails ends the transaction, and a caller who does not look cannot
 * commit half of it. */
static void
test_failed_is_over(void)
{
	struct ou_store *s = store_fresh();

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m", 1), 0);
	CHECK_INT(ou_store_reservation_close(s, 77, ou_quantity_of(1),
	    OU_RESERVATION_RELEASED, &store_err), -1);
	CHECK_INT(move(s, "m2", 1), -1);
	CHECK_INT(ou_store_commit(s, &store_err), -1);
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m", 2), 0);
	OK(ou_store_commit(s, &store_err));
	CHECK_INT(store_position(s).on_hand.v, 2000000);
	CHECK_INT(move(s, "m3", 1), -1);
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m3", 999999999990), 0);
	if (move(s, "m4", 999999999990) == 0)
		CHECK_INT(ou_store_commit(s, &store_err), -1);
	CHECK_INT(store_err.code, OU_DIAG_OVERFLOW);
	ou_store_rollback(s);
	store_done(s);
}

static void
tests(void)
{
	RUN(test_records);
	RUN(test_ahead);
	RUN(test_amounts);
	RUN(test_exchange);
	RUN(test_upgrade);
	RUN(test_upgrade_states);
	RUN(test_numbers);
	RUN(test_two_processes);
	RUN(test_failed_is_over);
}

int
main(void)
{
	return store_main(tests);
}
