/*
 * Laws of reconciling: the differences are those that a plain comparison of
 * sums finds, whatever the order of rows; an adjustment, made, leaves none
 * with the figure that was believed; opening and moves are the closing, and
 * who went below zero is found with the move that led there.
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
		    .tolerances.none.of =
		    ou_quantity_of((int64_t)unit_rand(3)) };

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
				    o.tolerances.none.of.v);
				check_one(&w, find(d, n, skus[s], places[p],
				    true), skus[s], places[p], true,
				    o.tolerances.none.of.v);
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
		struct ou_reconcile_options o = { .tolerances.none = {
		    .of = { rows[i].percent, true }, .percent = true } };
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

/* A journal over a few keys, and what an oracle makes of it. */
#define KEYS 12			/* three items, two places, two lots */
#define MOVES 40

struct key_oracle {
	bool opened, moved;
	int64_t opening, now, least;
	int negative;			/* number of the move, or -1 */
};

static void
key_parts(int k, struct ou_str *sku, struct ou_str *place, struct ou_str *lot)
{
	*sku = ou_str_c(skus[k % 3]);
	*place = ou_str_c(places[k / 3 % 2]);
	*lot = ou_str_c(lots[k / 6]);
}

static void
play(struct ou_reconciler *rec, struct ou_arena *a, struct key_oracle *keys)
{
	int k, i, n = (int)unit_rand(MOVES);
	struct ou_stock_level l = { .on_hand.given = true };
	struct ou_stock_move m = { .quantity.given = true };
	struct ou_err err;

	for (k = 0; k < KEYS; k++) {
		keys[k].negative = -1;
		if (unit_rand(3) == 0)
			continue;
		key_parts(k, &l.sku, &l.location, &l.lot);
		l.on_hand = ou_quantity_of((int64_t)unit_rand(6));
		keys[k].opened = true;
		keys[k].opening = keys[k].now = l.on_hand.v;
		CHECK_INT(ou_reconciler_level(rec, 0, &l, &err), 0);
	}
	for (i = 0; i < n; i++) {
		k = (int)unit_rand(KEYS);
		key_parts(k, &m.sku, &m.location, &m.lot);
		m.id = ou_str_printf(a, "m%d", i);
		m.quantity = ou_quantity_of((int64_t)unit_rand(9) - 4);
		CHECK_INT(ou_reconciler_move(rec, 0, &m, &err), 0);
		/* The same again is refused and changes nothing. */
		if (unit_rand(4) == 0)
			CHECK_INT(ou_reconciler_move(rec, 0, &m, &err), -1);
		keys[k].moved = true;
		keys[k].now += m.quantity.v;
		if (keys[k].now < 0 && keys[k].negative < 0)
			keys[k].negative = i;
		if (keys[k].now < keys[k].least)
			keys[k].least = keys[k].now;
	}
}

static void
check_alerts(const struct ou_stock_alert *alerts, uint32_t n,
    const struct key_oracle *keys, struct ou_arena *a)
{
	struct ou_str sku, place, lot;
	uint32_t i, expected = 0;
	int k;

	for (k = 0; k < KEYS; k++) {
		expected += keys[k].negative >= 0;
		expected += keys[k].moved && !keys[k].opened;
	}
	CHECK_INT(n, expected);
	for (i = 0; i < n; i++) {
		for (k = 0; k < KEYS; k++) {
			key_parts(k, &sku, &place, &lot);
			if (ou_str_eq(sku, alerts[i].sku) &&
			    ou_str_eq(place, alerts[i].location) &&
			    ou_str_eq(lot, alerts[i].lot))
				break;
		}
		if (!CHECK(k < KEYS))
			continue;
		CHECK_INT(alerts[i].on_hand.v, keys[k].now);
		if (!ou_str_is(alerts[i].alert, "negative")) {
			CHECK(!keys[k].opened);
			continue;
		}
		CHECK_INT(alerts[i].least.v, keys[k].least);
		CHECK(ou_str_eq(alerts[i].move, ou_str_printf(a, "m%d",
		    keys[k].negative)));
	}
}

/* The closing that is handed in is off by nothing but what is found. */
static void
test_journal(void)
{
	struct ou_reconcile_options o = { .by = OU_RECONCILE_LOT };
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(5000), r;
	struct ou_stock_difference *d;
	struct ou_stock_alert *alerts;
	struct ou_reconciler *rec;
	struct ou_stock_level l;
	struct ou_err err;
	int64_t off[KEYS];
	uint32_t n, wrong;
	int k;

	for (r = 0; r < rounds && !unit.bad; r++) {
		struct key_oracle keys[KEYS] = { { 0 } };

		ou_arena_reset(&a);
		rec = ou_reconciler_new(&a, &o);
		ou_reconciler_source(rec, OU_STR("wms"));
		ou_reconciler_source(rec, OU_STR("count"));
		play(rec, &a, keys);
		wrong = 0;
		for (k = 0; k < KEYS; k++) {
			memset(&l, 0, sizeof(l));
			key_parts(k, &l.sku, &l.location, &l.lot);
			off[k] = unit_rand(3) == 0
			    ? ((int64_t)unit_rand(5) - 2) * M : 0;
			l.on_hand = (struct ou_quantity){ keys[k].now +
			    off[k], true };
			CHECK_INT(ou_reconciler_level(rec, 1, &l, &err), 0);
		}
		d = ou_reconciler_compare(rec, &n);
		alerts = ou_reconciler_alerts(rec, &wrong);
		check_alerts(alerts, wrong, keys, &a);
		for (k = 0, wrong = 0; k < KEYS; k++)
			wrong += off[k] != 0 && (ou_reconciler_compared(rec)
			    == KEYS || keys[k].opened || keys[k].moved);
		if (ou_reconciler_compared(rec) == KEYS)
			CHECK_INT(n, wrong);
		while (n-- > 0) {
			if (!d[n].adjustment.given)
				continue;
			CHECK_INT(llabs(d[n].adjustment.v), d[n].difference.v);
			if (d[n].moved.given)
				CHECK_INT(d[n].opening.v + d[n].moved.v,
				    d[n].says[0].on_hand.v);
		}
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_compare);
	RUN(test_percent);
	RUN(test_journal);
	return (UNIT_DONE());
}
