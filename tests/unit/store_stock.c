/*
 * The stock of the store: positions, moves, receipts and reservations; once
 * on every backend.
 */
#include "ou/store/store.h"
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
reserve(struct ou_store *s, const char *order, int64_t n)
{
	struct ou_reservation r = { .order = ou_str_c(order),
	    .line = U("1"), .key = soap, .quantity = ou_quantity_of(n),
	    .channel = U("shop") };

	return ou_store_reserve(s, &r, &store_err);
}

static void
test_positions(void)
{
	struct ou_store *s = store_fresh();
	struct ou_position p = { .key = soap, .expiry = { 2027, 5, 1 },
	    .safety = ou_quantity_of(3) }, *rows;
	struct ou_arena a = OU_ARENA_INIT;
	uint32_t n;

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m1", 100), 0);
	CHECK_INT(move(s, "m1", 100), 1);
	CHECK_INT(move(s, "m1", 99), -1);
	CHECK_INT(store_err.code, OU_DIAG_DUPLICATE);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	CHECK_INT(move(s, "m2", -30), 0);
	OK(ou_store_position_set(s, &p, &store_err));
	p.key.sku = U("ACORN");
	p.key.status = U("available");
	OK(ou_store_position_set(s, &p, &store_err));
	OK(ou_store_commit(s, &store_err));

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m1", 100), 1);
	CHECK_INT(move(s, "m1", 99), -1);
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_positions(s, &a, NULL, 0, &rows, &n, &store_err));
	if (CHECK_INT(n, 2)) {
		CHECK_STRN(rows[0].key.sku.p, rows[0].key.sku.n, "ACORN");
		CHECK(rows[0].key.status.p == NULL);
		CHECK(rows[0].key.owner.p == NULL);
		CHECK_INT(rows[0].on_hand.v, 0);
		CHECK_INT(rows[1].on_hand.v, 70 * 1000000);
		CHECK_INT(rows[1].safety.v, 3 * 1000000);
		CHECK_INT(rows[1].expiry.year, 2027);
		CHECK_STRN(rows[1].key.lot.p, rows[1].key.lot.n, "L1");
	}
	ou_arena_release(&a);
	store_done(s);
}

static void
test_never_sold_twice(void)
{
	struct ou_store *s = store_fresh();
	struct ou_position p = { .key = soap, .safety = ou_quantity_of(2) };

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m", 10), 0);
	OK(ou_store_position_set(s, &p, &store_err));
	CHECK_INT(reserve(s, "o1", 5), 0);
	OK(ou_store_commit(s, &store_err));

	/* The fourth of three. */
	OK(ou_store_begin(s, &store_err));
	if (reserve(s, "o2", 4) == 0)
		CHECK_INT(ou_store_commit(s, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_BUSY);
	ou_store_rollback(s);
	CHECK_INT(store_position(s).reserved.v, 5 * 1000000);

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(reserve(s, "o2", 3), 0);
	OK(ou_store_commit(s, &store_err));
	CHECK_INT(store_position(s).reserved.v, 8 * 1000000);

	/* What is not of the record's making leaves the transaction alone. */
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(reserve(s, "o3", 0), -1);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	CHECK_INT(reserve(s, "o3", -1), -1);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	CHECK_INT(reserve(s, "\xff", 1), -1);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	CHECK_INT(move(s, "m3", 1), 0);
	OK(ou_store_commit(s, &store_err));
	CHECK_INT(store_position(s).on_hand.v, 11 * 1000000);
	CHECK_INT(store_position(s).reserved.v, 8 * 1000000);
	store_done(s);
}

static struct ou_reservation *
reservations(struct ou_store *s, struct ou_arena *a, const char *order,
    bool all, uint32_t *n)
{
	struct ou_str id = ou_str_c(order);
	struct ou_reservation_filter f = { .orders = order ? &id : NULL,
	    .n_orders = 1, .all_states = all };
	struct ou_reservation *rows = NULL;

	*n = 0;
	OK(ou_store_reservations(s, a, &f, &rows, n, &store_err));
	return rows;
}

static void
test_reservations(void)
{
	struct ou_store *s = store_fresh();
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_reservation *rows;
	int64_t number;
	uint32_t n;

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m", 20), 0);
	CHECK_INT(reserve(s, "o1", 5), 0);
	CHECK_INT(reserve(s, "o2", 6), 0);
	OK(ou_store_commit(s, &store_err));
	rows = reservations(s, &a, "o1", false, &n);
	if (!CHECK_INT(n, 1))
		return;
	CHECK_INT(rows[0].quantity.v, 5 * 1000000);
	CHECK_STRN(rows[0].channel.p, rows[0].channel.n, "shop");
	CHECK(!ou_date_given(rows[0].expires.date));
	CHECK(rows[0].receipt.p == NULL);
	number = rows[0].number;

	/* Two of five are shipped: three stay, under another number. */
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_reservation_close(s, number, ou_quantity_of(2),
	    OU_RESERVATION_SHIPPED, &store_err));
	CHECK_INT(move(s, "ship", -2), 0);
	OK(ou_store_commit(s, &store_err));
	CHECK_INT(store_position(s).reserved.v, 9 * 1000000);
	CHECK_INT(store_position(s).on_hand.v, 18 * 1000000);
	rows = reservations(s, &a, "o1", false, &n);
	if (CHECK_INT(n, 1)) {
		CHECK(rows[0].number > number);
		CHECK_INT(rows[0].quantity.v, 3 * 1000000);
	}
	rows = reservations(s, &a, NULL, true, &n);
	if (CHECK_INT(n, 3)) {
		CHECK_INT(rows[0].state, OU_RESERVATION_SHIPPED);
		CHECK_INT(rows[0].quantity.v, 2 * 1000000);
		CHECK_INT(rows[1].state, OU_RESERVED);
	}

	/* Closed is closed; more than there is cannot be. */
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(ou_store_reservation_close(s, number, ou_quantity_of(1),
	    OU_RESERVATION_RELEASED, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_BUSY);
	ou_store_rollback(s);
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(ou_store_reservation_close(s, rows[2].number,
	    ou_quantity_of(4), OU_RESERVATION_RELEASED, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	ou_store_rollback(s);
	ou_arena_release(&a);
	store_done(s);
}

static void
test_filters(void)
{
	struct ou_store *s = store_fresh();
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_store_receipt receipt = { .reference = U("PO1"),
	    .sku = U("SOAP"), .location = U("LYO"),
	    .quantity = ou_quantity_of(50), .expected = { 2026, 12, 1 } };
	struct ou_str skus[2] = { U("SOAP"), U("WAX") }, o1 = U("o1");
	struct ou_reservation r = { .order = U("o1"), .line = U("1"),
	    .key = soap, .quantity = ou_quantity_of(1) };
	struct ou_reservation *rows;
	struct ou_reservation_filter f = { 0 };
	struct ou_time t;
	uint32_t n;

	OK(ou_store_begin(s, &store_err));
	CHECK_INT(move(s, "m", 20), 0);
	OK(ou_store_receipt_set(s, &receipt, &store_err));
	ou_time_parse(&r.expires, U("2026-11-22T10:00:00+01:00"), NULL);
	OK(ou_store_reserve(s, &r, &store_err));
	ou_time_parse(&r.expires, U("2026-11-22T10:00:00Z"), NULL);
	OK(ou_store_reserve(s, &r, &store_err));
	memset(&r.expires, 0, sizeof(r.expires));
	r.order = U("o2");
	r.receipt = U("PO1");
	r.key = (struct ou_stock_key){ .sku = U("SOAP"),
	    .location = U("LYO") };
	OK(ou_store_reserve(s, &r, &store_err));
	OK(ou_store_commit(s, &store_err));

	OK(ou_store_reservations(s, &a, NULL, &rows, &n, &store_err));
	CHECK_INT(n, 3);
	f.skus = skus;
	f.n_skus = 2;
	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	CHECK_INT(n, 3);
	f.orders = &o1;
	f.n_orders = 1;
	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	CHECK_INT(n, 2);
	f.skus = &skus[1];
	f.n_skus = 1;
	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	CHECK_INT(n, 0);
	memset(&f, 0, sizeof(f));
	f.receipts_only = true;
	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	if (CHECK_INT(n, 1))
		CHECK_STRN(rows[0].receipt.p, rows[0].receipt.n, "PO1");
	ou_time_parse(&t, U("2026-11-22T09:00:00Z"), NULL);
	memset(&f, 0, sizeof(f));
	f.expired = &t;
	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	if (CHECK_INT(n, 1))
		CHECK_INT(ou_time_seconds(&rows[0].expires),
		    ou_time_seconds(&t));
	ou_arena_release(&a);
	store_done(s);
}

/* The supplier delivers less: what was promised stands. */
static void
test_receipt_shrinks(void)
{
	struct ou_store *s = store_fresh();
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_store_receipt receipt = { .reference = U("PO1"),
	    .sku = U("SOAP"), .location = U("LYO"),
	    .quantity = ou_quantity_of(50), .expected = { 2026, 12, 1 } };
	struct ou_store_receipt *receipts;
	struct ou_reservation r = { .order = U("o2"), .line = U("1"),
	    .key = { .sku = U("SOAP"), .location = U("LYO") },
	    .receipt = U("PO1"), .quantity = ou_quantity_of(1) };
	struct ou_str sku = U("SOAP");
	uint32_t n;

	OK(ou_store_begin(s, &store_err));
	OK(ou_store_receipt_set(s, &receipt, &store_err));
	OK(ou_store_reserve(s, &r, &store_err));
	OK(ou_store_commit(s, &store_err));

	OK(ou_store_begin(s, &store_err));
	receipt.quantity = ou_quantity_of(0);
	OK(ou_store_receipt_set(s, &receipt, &store_err));
	if (ou_store_reserve(s, &r, &store_err) == 0)
		CHECK_INT(ou_store_commit(s, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_BUSY);
	ou_store_rollback(s);
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_receipt_set(s, &receipt, &store_err));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_receipts(s, &a, &sku, 1, &receipts, &n, &store_err));
	if (CHECK_INT(n, 1)) {
		CHECK_INT(receipts[0].promised.v, 1000000);
		CHECK_INT(receipts[0].quantity.v, 0);
		CHECK_INT(receipts[0].expected.month, 12);
	}
	ou_arena_release(&a);
	store_done(s);
}

static int
count_move(void *arg, const struct ou_move *m, struct ou_err *err)
{
	int64_t *last = arg;

	(void)err;
	CHECK_INT(m->seq, *last + 1);
	*last = m->seq;
	return 0;
}

static void
test_journal(void)
{
	struct ou_store *s = store_fresh();
	int64_t last = 0;
	char id[32];
	int i;

	for (i = 0; i < 700; i++) {
		if (i % 100 == 0)
			OK(ou_store_begin(s, &store_err));
		snprintf(id, sizeof(id), "m%d", i);
		CHECK_INT(move(s, id, i % 3 - 1), 0);
		/* What is rolled back takes no number. */
		if (i % 100 == 99 && i < 200)
			ou_store_rollback(s);
		else if (i % 100 == 99)
			OK(ou_store_commit(s, &store_err));
	}
	OK(ou_store_moves(s, 0, count_move, &last, &store_err));
	CHECK_INT(last, 500);
	OK(ou_store_moves(s, 499, count_move, &(int64_t){ 499 },
	    &store_err));
	store_done(s);
}

static void
tests(void)
{
	RUN(test_positions);
	RUN(test_never_sold_twice);
	RUN(test_reservations);
	RUN(test_filters);
	RUN(test_receipt_shrinks);
	RUN(test_journal);
}

int
main(void)
{
	return store_main(tests);
}
