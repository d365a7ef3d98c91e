/*
 * Laws of reconciling: the differences are those that a plain comparison of
 * sums finds, whatever the order of rows; an adjustment, made, leaves none
 * with the figure that was believed.
 */
#include "ou/rules/reconcile.h"
#include "unit.h"

#define M 1000000
#define SOURCES 4
#define ROWS 12

static const char *const skus[] = { "A", "B", "C" };
static const char *const places[] = { "L1", "L2" };
static const char *const lots[] = { "", "X" };
static const char *const statuses[] = { "", "available", "damaged" };

struct world {
	int sources;
	int n;
	struct {
		int source;
		struct ou_stock_level level;
	} rows[ROWS];
};

static void
make(struct world *w)
{
	int i;

	memset(w, 0, sizeof(*w));
	w->sources = 1 + (int)unit_rand(SOURCES);
	w->n = (int)unit_rand(ROWS + 1);
	for (i = 0; i < w->n; i++) {
		struct ou_stock_level *l = &w->rows[i].level;

		w->rows[i].source = (int)unit_rand((uint64_t)w->sources);
		l->sku = ou_str_c(skus[unit_rand(3)]);
		l->location = ou_str_c(places[unit_rand(2)]);
		l->lot = ou_str_c(lots[unit_rand(2)]);
		l->status = ou_str_c(statuses[unit_rand(3)]);
		l->on_hand = ou_quantity_of((int64_t)unit_rand(4));
	}
}

static bool
is_damaged(const struct ou_stock_level *l)
{
	return ou_str_is(l->status, "damaged");
}

/* Sum of a source for an item, place and status; *has: it has such a row;
 * *asked: it speaks of that place and status. */
static int64_t
sum_of(const struct world *w, int source, const char *sku, const char *place,
    bool damaged, bool *has, bool *asked)
{
	int64_t sum = 0;
	int i;

	*has = *asked = false;
	for (i = 0; i < w->n; i++) {
		const struct ou_stock_level *l = &w->rows[i].level;

		if (w->rows[i].source != source ||
		    !ou_str_is(l->location, place) || is_damaged(l) != damaged)
			continue;
		*asked = true;
		if (!ou_str_is(l->sku, sku))
			continue;
		*has = true;
		sum += l->on_hand.v;
	}
	return sum;
}

static const struct ou_stock_difference *
find(const struct ou_stock_difference *d, uint32_t n, const char *sku,
    const char *place, bool damaged)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(d[i].sku, sku) &&
		    ou_str_is(d[i].location, place) &&
		    (d[i].status.n != 0) == damaged)
			return &d[i];
	}
	return NULL;
}

static void
check_one(const struct world *w, const struct ou_stock_difference *d,
    const char *sku, const char *place, bool damaged, int64_t tolerance)
{
	int64_t least = INT64_MAX, most = INT64_MIN, v, first = 0;
	bool has, asked, any = false, first_asked = false, said = false;
	int i, n = 0;

	for (i = 0; i < w->sources; i++) {
		v = sum_of(w, i, sku, place, damaged, &has, &asked);
		if (!asked)
			continue;
		any = any || has;
		n++;
		least = v < least ? v : least;
		most = v > most ? v : most;
		if (i == 0) {
			first = v;
			first_asked = true;
		}
	}
	if (!any || n < 2 || most - least <= tolerance) {
		CHECK(d == NULL);
		return;
	}
	if (!CHECK(d != NULL))
		return;
	CHECK_INT(d->difference.v, most - least);
	CHECK_INT(d->n_says, n);
	if (!d->adjustment.given)
		return;
	CHECK(first_asked && d->adjustment.v != 0);
	for (i = 0; i < w->sources; i++) {
		v = sum_of(w, i, sku, place, damaged, &has, &asked);
		said = said || (asked && i > 0 &&
		    v == first + d->adjustment.v);
	}
	CHECK(said);
}

static void
test_compare(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_stock_difference *d;
	struct ou_reconciler *rec;
	struct world w;
	struct ou_err err;
	unsigned s, p;
	uint32_t n;
	int i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		struct ou_reconcile_options o = { .sum = true,
		    .tolerance = ou_quantity_of((int64_t)unit_rand(3)) };

		ou_arena_reset(&a);
		make(&w);
		rec = ou_reconciler_new(&a, &o);
		for (i = 0; i < w.sources; i++)
			CHECK_INT(ou_reconciler_source(rec,
			    ou_str_printf(&a, "s%d", i)), i);
		for (i = 0; i < w.n; i++)
			CHECK_INT(ou_reconciler_level(rec, w.rows[i].source,
			    &w.rows[i].level, &err), 0);
		d = ou_reconciler_compare(rec, &n);
		for (s = 0; s < 3; s++) {
			for (p = 0; p < 2; p++) {
				check_one(&w, find(d, n, skus[s], places[p],
				    false), skus[s], places[p], false,
				    o.tolerance.v);
				check_one(&w, find(d, n, skus[s], places[p],
				    true), skus[s], places[p], true,
				    o.tolerance.v);
			}
		}
		for (i = 1; i < (int)n; i++)
			CHECK(ou_str_cmp(d[i - 1].sku, d[i].sku) <= 0);
	}
	ou_arena_release(&a);
}

static void
test_percent(void)
{
	static const struct {
		int64_t a, b, percent;
		bool differ;
	} rows[] = {
		{ 100, 98, 2000000, false }, { 100, 98, 1999999, true },
		{ 98, 100, 2000000, false }, { 0, 1, 99000000, true },
		{ 0, 1, 100000000, false }, { 0, 0, 0, false },
		{ -5, -3, 50000000, true },
		{ 9000000000000, 8999999999999, 1, false },
	};
	struct ou_arena a = OU_ARENA_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_reconcile_options o = { .percent = true,
		    .tolerance = { rows[i].percent, true } };
		struct ou_reconciler *r = ou_reconciler_new(&a, &o);
		struct ou_stock_level l = { .sku = OU_STR("A") };
		struct ou_err err;
		uint32_t n;

		ROW("%zu", i);
		ou_reconciler_source(r, OU_STR("a"));
		ou_reconciler_source(r, OU_STR("b"));
		l.on_hand = ou_quantity_of(1);
		l.on_hand.v = rows[i].a;
		CHECK_INT(ou_reconciler_level(r, 0, &l, &err), 0);
		CHECK_INT(ou_reconciler_level(r, 0, &l, &err), -1);
		l.on_hand.v = rows[i].b;
		CHECK_INT(ou_reconciler_level(r, 1, &l, &err), 0);
		ou_reconciler_compare(r, &n);
		CHECK_INT(n, rows[i].differ);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_compare);
	RUN(test_percent);
	return (UNIT_DONE());
}
