/*
 * Laws of the store: random operations through two connections, against a
 * model in memory.  What was committed is there, what was rolled back is not,
 * and after every commit the store is whole: chains, sums, sequence.
 */
#include "ou/store/store.h"
#include "../unit/store-fixture.h"

#define KEYS 4
#define OPEN_MAX 400
#define M 1000000

struct open_one {
	int64_t quantity;
	int key;			/* KEYS: of the receipt */
	int order;
	bool gone;
};

struct model {
	int64_t on_hand[KEYS], reserved[KEYS], safety[KEYS];
	int64_t expected, promised;
	int64_t moves, number;
	int64_t credit[3];
	struct open_one open[OPEN_MAX];
	int n_open;
	int n_effects, n_puts;
	char raw[5][16];
};

static const char *const skus[] = { "A", "A", "B", "C" };
static const char *const lots[] = { "", "L1", "", "L9" };
static int next_id;

static struct ou_stock_key
key(int k)
{
	return (struct ou_stock_key){ .sku = ou_str_c(skus[k]),
	    .location = U("LYO"), .lot = ou_str_c(lots[k]) };
}

static char *
name(char to[32], const char *prefix, int n)
{
	snprintf(to, 32, "%s%d", prefix, n);
	return to;
}

/* Each operation changes the store and the model alike. */

static void
do_move(struct ou_store *s, struct model *m)
{
	char id[32];
	int k = (int)unit_rand(KEYS);
	struct ou_move v = { .id = ou_str_c(name(id, "m", ++next_id)),
	    .key = key(k), .reason = U("count") };

	v.quantity = ou_quantity_of((int64_t)unit_rand(30) - 5);
	CHECK_INT(ou_store_move(s, &v, &store_err), 0);
	if (unit_rand(3) == 0)
		CHECK_INT(ou_store_move(s, &v, &store_err), 1);
	m->on_hand[k] += v.quantity.v;
	m->moves++;
}

static void
do_safety(struct ou_store *s, struct model *m)
{
	int k = (int)unit_rand(KEYS);
	struct ou_position p = { .key = key(k),
	    .safety = ou_quantity_of((int64_t)unit_rand(4)) };

	OK(ou_store_position_set(s, &p, &store_err));
	m->safety[k] = p.safety.v;
}

static void
do_receipt(struct ou_store *s, struct model *m)
{
	struct ou_store_receipt r = { .reference = U("PO"), .sku = U("A"),
	    .location = U("LYO"),
	    .quantity = ou_quantity_of((int64_t)unit_rand(20)) };

	OK(ou_store_receipt_set(s, &r, &store_err));
	m->expected = r.quantity.v;
}

static void
do_reserve(struct ou_store *s, struct model *m)
{
	char id[32];
	int k = (int)unit_rand(KEYS + 1), order = (int)unit_rand(6);
	int64_t left = k == KEYS ? m->expected - m->promised
	    : m->on_hand[k] - m->safety[k] - m->reserved[k];
	struct ou_reservation r = {
	    .order = ou_str_c(name(id, "o", order)), .line = U("1"),
	    .key = key(k == KEYS ? 0 : k) };

	if (left <= 0 || m->n_open == OPEN_MAX)
		return;
	if (k == KEYS)
		r.receipt = U("PO");
	r.quantity = (struct ou_quantity){
	    1 + (int64_t)unit_rand((uint64_t)left), true };
	OK(ou_store_reserve(s, &r, &store_err));
	if (k == KEYS)
		m->promised += r.quantity.v;
	else
		m->reserved[k] += r.quantity.v;
	m->open[m->n_open++] = (struct open_one){ r.quantity.v, k, order,
	    false };
}

/* A part or all of what an order has. */
static void
do_close(struct ou_store *s, struct model *m)
{
	struct ou_arena a = OU_ARENA_INIT;
	char id[32];
	int order = (int)unit_rand(6), i;
	struct ou_str o = ou_str_c(name(id, "o", order));
	struct ou_reservation_filter f = { .orders = &o, .n_orders = 1 };
	struct ou_reservation *rows;
	struct ou_quantity q = { 0, true };
	uint32_t n;

	OK(ou_store_reservations(s, &a, &f, &rows, &n, &store_err));
	for (i = 0; i < m->n_open && n != 0; i++) {
		struct open_one *one = &m->open[i];

		if (one->gone || one->order != order ||
		    one->quantity != rows[0].quantity.v ||
		    (one->key == KEYS) != (rows[0].receipt.n != 0) ||
		    (one->key != KEYS && (!ou_str_is(rows[0].key.sku,
		    skus[one->key]) || !ou_str_eq(rows[0].key.lot,
		    ou_str_c(lots[one->key])))))
			continue;
		q.v = unit_rand(2) != 0 ? one->quantity
		    : 1 + (int64_t)unit_rand((uint64_t)one->quantity);
		OK(ou_store_reservation_close(s, rows[0].number, q,
		    (enum ou_reservation_state)(1 + unit_rand(3)),
		    &store_err));
		one->quantity -= q.v;
		one->gone = one->quantity == 0;
		if (one->key == KEYS)
			m->promised -= q.v;
		else
			m->reserved[one->key] -= q.v;
		break;
	}
	CHECK(n == 0 || q.v != 0);
	ou_arena_release(&a);
}

static void
do_put(struct ou_store *s, struct model *m)
{
	char id[32], raw[16];
	int k = (int)unit_rand(5), got;
	struct ou_stored r = { .type = U("Order"),
	    .id = ou_str_c(name(id, "o", k)), .command = U("prop") };

	snprintf(raw, sizeof(raw), "raw %d", (int)unit_rand(4));
	r.raw = ou_str_c(raw);
	got = ou_store_put(s, &r, &store_err);
	CHECK_INT(got, strcmp(m->raw[k], raw) == 0);
	m->n_puts += got == 0;
	memcpy(m->raw[k], raw, sizeof(raw));
}

static void
do_effect(struct ou_store *s, struct model *m)
{
	const struct ou_transaction *t = ou_store_transaction(s);
	struct ou_arena a = OU_ARENA_INIT;
	char id[32];
	struct ou_effect e = { .command = U("prop"), .type = U("Order"),
	    .id = ou_str_c(name(id, "e", ++next_id)),
	    .digest = U("12345678901234567890123456789012"),
	    .output = U("output\n") }, again;

	OK(t->keep(s, &e, &store_err));
	m->n_effects++;
	again = e;
	OK(t->done(s, &a, &again, 1, &store_err));
	CHECK(ou_str_eq(again.output, e.output));
	ou_arena_release(&a);
}

static void
do_number(struct ou_store *s, struct model *m)
{
	int64_t n;

	OK(ou_store_number(s, U("seq"), 7, &n, &store_err));
	m->number = m->number == 7 ? 1 : m->number + 1;
	CHECK_INT(n, m->number);
}

static void
do_credit(struct ou_store *s, struct model *m)
{
	int k = (int)unit_rand(3);
	char id[32];
	struct ou_amount v = { (int64_t)unit_rand(3) * 10000, 2, true }, sum;

	OK(ou_store_commitment_set(s, U("credit"), U("C"), U(""),
	    ou_str_c(name(id, "o", k)), v, U("EUR"), &store_err));
	m->credit[k] = v.v;
	OK(ou_store_commitments(s, U("credit"), U("C"), U(""), U("EUR"),
	    &sum, &store_err));
	CHECK_INT(sum.v, m->credit[0] + m->credit[1] + m->credit[2]);
}

static void (*const operations[])(struct ou_store *, struct model *) = {
	do_move, do_move, do_safety, do_receipt, do_reserve, do_reserve,
	do_reserve, do_close, do_close, do_put, do_put, do_effect, do_number,
	do_credit,
};

/* The store says what the model says. */
static void
compare(struct ou_store *s, const struct model *m)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_position *p;
	struct ou_reservation *r;
	uint32_t i, n;
	int64_t last, sum = 0;
	int k, open = 0;

	OK(ou_store_positions(s, &a, NULL, 0, &p, &n, &store_err));
	for (k = 0; k < KEYS; k++) {
		struct ou_stock_key want = key(k);
		bool found = false;

		for (i = 0; i < n; i++) {
			if (!ou_str_eq(p[i].key.sku, want.sku) ||
			    !ou_str_eq(p[i].key.lot, want.lot))
				continue;
			found = true;
			CHECK_INT(p[i].on_hand.v, m->on_hand[k]);
			CHECK_INT(p[i].reserved.v, m->reserved[k]);
			CHECK_INT(p[i].safety.v, m->safety[k]);
		}
		CHECK(found || m->on_hand[k] == 0);
	}
	OK(ou_store_reservations(s, &a, NULL, &r, &n, &store_err));
	for (k = 0; k < m->n_open; k++)
		open += !m->open[k].gone;
	CHECK_INT(n, open);
	for (i = 0; i < n; i++)
		sum += r[i].quantity.v;
	for (k = 0; k < KEYS; k++)
		sum -= m->reserved[k];
	CHECK_INT(sum, m->promised);
	OK(ou_store_last(s, &last, &store_err));
	CHECK_INT(last, m->n_effects + m->n_puts);
	ou_arena_release(&a);
}

/* One unit more than there is: the transaction fails, at the latest at its
 * end. */
static void
oversell(struct ou_store *s, const struct model *m)
{
	int k = (int)unit_rand(KEYS + 1);
	int64_t left = k == KEYS ? m->expected - m->promised
	    : m->on_hand[k] - m->safety[k] - m->reserved[k];
	struct ou_reservation r = { .order = U("x"), .line = U("1"),
	    .key = key(k == KEYS ? 0 : k), .quantity = { left < 0 ? M
	    : left + 1, true } };

	if (k == KEYS)
		r.receipt = U("PO");
	if (ou_store_reserve(s, &r, &store_err) == 0)
		CHECK_INT(ou_store_commit(s, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_BUSY);
	ou_store_rollback(s);
}

static void
one_world(int transactions)
{
	struct ou_store *s[2];
	struct model *m = calloc(2, sizeof(*m)), *before = m + 1;
	int i, j, n, who;

	s[0] = store_fresh();
	s[1] = store_open(false);
	for (i = 0; i < transactions; i++) {
		who = (int)unit_rand(2);
		*before = *m;
		OK(ou_store_begin(s[who], &store_err));
		n = (int)unit_rand(9);
		for (j = 0; j < n; j++)
			operations[unit_rand(sizeof(operations) /
			    sizeof(operations[0]))](s[who], m);
		j = (int)unit_rand(6);
		if (j == 0)
			ou_store_rollback(s[who]);
		else if (j == 1)
			oversell(s[who], m);
		if (j < 2)
			*m = *before;
		else
			OK(ou_store_commit(s[who], &store_err));
		if (unit_rand(2) != 0)
			OK(ou_store_transaction(s[who])->printed(s[who],
			    &store_err));
		compare(s[1 - who], m);
		if (!store_clean(s[1 - who]))
			break;
	}
	free(m);
	ou_store_close(s[1]);
	store_done(s[0]);
}

static void
test_laws(void)
{
	bool server = strcmp(store_backend, "sqlite") != 0;
	long i, rounds = unit_rounds(20);

	for (i = 0; i < (server ? rounds / 10 + 1 : rounds); i++) {
		ROW("%s, round %ld", store_backend, i);
		next_id = 0;
		one_world(40);
	}
}

static void
tests(void)
{
	RUN(test_laws);
}

int
main(void)
{
	unit_seed();
	return store_main(tests);
}
