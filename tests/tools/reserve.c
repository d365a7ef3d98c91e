/*
 * reserve: processes that reserve stock of one store at the same time, for
 * benchmarks and for tests that kill them.
 *
 *	reserve init URL ITEMS UNITS
 *		make a store with ITEMS items of UNITS units each
 *	reserve run URL NUMBER BATCH SEED [bare]
 *		reserve one unit NUMBER times, BATCH to a transaction, as a
 *		command does: look for the effect, lock the positions, take
 *		the unit, keep the effect with its output (bare: only take
 *		the unit); after each commit print "SEED FROM THROUGH"
 *	reserve check URL
 *		read such lines; every one of these orders must have its unit,
 *		no unit may be there twice, and the store must be whole
 *
 * Run again with the same seed, it changes nothing and says the same.  Exit
 * status: 0, 1 something is wrong, 2 usage, 4 the store failed, 75 busy.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ou/store/store.h"

#define BATCH_MAX 5000
#define RETRIES 1000

struct job {
	struct ou_store *s;
	const struct ou_transaction *t;
	struct ou_arena a;
	struct ou_effect *effects;
	struct ou_str *skus;
	long items, seed;
	bool bare;
};

static struct ou_err err;

static int
fail(void)
{
	fprintf(stderr, "reserve: %s\n", err.text);
	return err.kind == OU_ERR_BUSY ? 75 : err.kind == OU_ERR_USAGE ? 2
	    : 4;
}

static uint64_t
mix(uint64_t z)
{
	z += 0x9e3779b97f4a7c15U;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static struct ou_store *
open_store(const char *url, bool create)
{
	struct ou_store_options o = { .create = create, .wait_ms = 60000 };
	struct ou_store *s = ou_store_open(url, &o, &err);
	struct ou_time now;

	if (s == NULL)
		exit(fail());
	ou_time_parse(&now, OU_STR("2026-11-22T09:00:00Z"), NULL);
	ou_store_now(s, &now);
	return s;
}

static struct ou_str
sku_of(struct ou_arena *a, uint64_t n)
{
	return ou_str_printf(a, "SKU%06u", (unsigned)n);
}

static int
init(const char *url, long items, long units)
{
	struct ou_store *s = open_store(url, true);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_move m = { .quantity = ou_quantity_of(units),
	    .reason = OU_STR("opening") };
	long i;

	if (ou_store_begin(s, &err) != 0)
		return fail();
	for (i = 0; i < items; i++) {
		m.key.sku = sku_of(&a, (uint64_t)i);
		m.key.location = OU_STR("LYO1");
		m.id = m.key.sku;
		if (ou_store_move(s, &m, &err) < 0)
			return fail();
	}
	if (ou_store_commit(s, &err) != 0)
		return fail();
	ou_store_close(s);
	ou_arena_release(&a);
	return 0;
}

/* The orders of one transaction and the items they want. */
static void
batch(struct job *j, long from, long n)
{
	struct ou_digest d;
	long i;

	ou_arena_reset(&j->a);
	for (i = 0; i < n; i++) {
		struct ou_effect *e = &j->effects[i];

		e->command = OU_STR("reserve");
		e->type = OU_STR("Order");
		e->id = ou_str_printf(&j->a, "r%ld-%ld", j->seed, from + i);
		e->output = OU_STR_NONE;
		ou_digest_of(&d, &e->id, 1);
		e->digest = ou_str_dup(&j->a, ou_str_make((char *)d.b,
		    OU_DIGEST_SIZE));
		j->skus[i] = sku_of(&j->a, mix((uint64_t)j->seed << 32 |
		    (uint64_t)(from + i)) % (uint64_t)j->items);
	}
}

static int
take(struct job *j, struct ou_effect *e, struct ou_str sku)
{
	struct ou_reservation r = { .order = e->id, .line = OU_STR("1"),
	    .key = { .sku = sku, .location = OU_STR("LYO1") },
	    .quantity = ou_quantity_of(1), .channel = OU_STR("bench") };

	if (!j->bare && e->output.p != NULL)
		return 0;
	if (ou_store_reserve(j->s, &r, &err) != 0)
		return -1;
	if (j->bare)
		return 0;
	e->output = ou_str_printf(&j->a, "{\"type\":\"Order\",\"id\":"
	    "\"%.*s\",\"allocated\":[{\"sku\":\"%.*s\",\"quantity\":1}]}\n",
	    OU_STR_ARG(e->id), OU_STR_ARG(sku));
	return j->t->keep(j->s, e, &err);
}

static int
transact(struct job *j, long from, long n)
{
	struct ou_position *rows;
	uint32_t n_rows;
	long i;

	batch(j, from, n);
	if (j->t->begin(j->s, &err) != 0)
		return -1;
	if (!j->bare && (j->t->done(j->s, &j->a, j->effects, (uint32_t)n,
	    &err) != 0 || ou_store_positions(j->s, &j->a, j->skus,
	    (uint32_t)n, &rows, &n_rows, &err) != 0))
		return -1;
	for (i = 0; i < n; i++) {
		if (take(j, &j->effects[i], j->skus[i]) != 0)
			return -1;
	}
	return j->t->commit(j->s, &err);
}

static int
run(const char *url, long number, long size, long seed, bool bare)
{
	struct job j = { .s = open_store(url, false), .seed = seed,
	    .bare = bare };
	struct ou_position *rows;
	uint32_t n_rows;
	long from, n, retries = 0;

	j.t = ou_store_transaction(j.s);
	j.effects = calloc((size_t)size, sizeof(*j.effects));
	j.skus = calloc((size_t)size, sizeof(*j.skus));
	if (j.effects == NULL || j.skus == NULL || ou_store_positions(j.s,
	    &j.a, NULL, 0, &rows, &n_rows, &err) != 0)
		return fail();
	j.items = (long)n_rows;
	for (from = 0; from < number; from += n) {
		n = number - from < size ? number - from : size;
		while (transact(&j, from, n) != 0) {
			ou_store_rollback(j.s);
			if (err.kind != OU_ERR_BUSY || ++retries > RETRIES)
				return fail();
		}
		printf("%ld %ld %ld\n", seed, from, from + n - 1);
		if (fflush(stdout) != 0 || j.t->printed(j.s, &err) != 0)
			return fail();
	}
	if (retries != 0)
		fprintf(stderr, "reserve: %ld times again\n", retries);
	ou_store_close(j.s);
	ou_arena_release(&j.a);
	free(j.effects);
	free(j.skus);
	return 0;
}

static void
tell(void *arg, const char *text)
{
	(void)arg;
	printf("verify: %s\n", text);
}

static int
by_order(const void *a, const void *b)
{
	return ou_str_cmp(((const struct ou_reservation *)a)->order,
	    ((const struct ou_reservation *)b)->order);
}

static int
check(const char *url)
{
	struct ou_store *s = open_store(url, false);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_reservation *rows, *found, key;
	struct ou_position *p;
	uint32_t n, i, n_p;
	long seed, from, to, known = 0, lost = 0, twice = 0, above = 0, bad;

	if (ou_store_reservations(s, &a, NULL, &rows, &n, &err) != 0 ||
	    ou_store_positions(s, &a, NULL, 0, &p, &n_p, &err) != 0)
		return fail();
	qsort(rows, n, sizeof(*rows), by_order);
	for (i = 1; i < n; i++)
		twice += ou_str_eq(rows[i].order, rows[i - 1].order);
	for (i = 0; i < n_p; i++)
		above += p[i].reserved.v > p[i].on_hand.v;
	while (scanf("%ld %ld %ld", &seed, &from, &to) == 3) {
		for (; from <= to; from++) {
			key.order = ou_str_printf(&a, "r%ld-%ld", seed, from);
			found = n == 0 ? NULL : bsearch(&key, rows, n,
			    sizeof(*rows), by_order);
			known++;
			lost += found == NULL;
		}
	}
	bad = ou_store_verify(s, tell, NULL, &err);
	printf("reservations %u acknowledged %ld lost %ld twice %ld "
	    "oversold %ld wrong %ld\n", n, known, lost, twice, above, bad);
	ou_store_close(s);
	ou_arena_release(&a);
	if (bad < 0)
		return fail();
	return lost != 0 || twice != 0 || above != 0 || bad != 0;
}

int
main(int argc, char **argv)
{
	long v[3] = { 0, 0, 0 };
	int i;

	for (i = 3; i < argc && i < 6; i++)
		v[i - 3] = strtol(argv[i], NULL, 10);
	if (argc == 5 && strcmp(argv[1], "init") == 0 && v[0] > 0)
		return init(argv[2], v[0], v[1]);
	if ((argc == 6 || argc == 7) && strcmp(argv[1], "run") == 0 &&
	    v[1] > 0 && v[1] <= BATCH_MAX)
		return run(argv[2], v[0], v[1], v[2], argc == 7);
	if (argc == 3 && strcmp(argv[1], "check") == 0)
		return check(argv[2]);
	fprintf(stderr, "usage: reserve init URL ITEMS UNITS\n"
	    "       reserve run URL NUMBER BATCH SEED [bare]\n"
	    "       reserve check URL <LINES\n");
	return 2;
}
