/*
 * Laws of picking: no bin gives more than it has, nothing is lost between
 * picks and what is missing, pick faces come first, and a bin's stop depends
 * on the bins alone.
 */
#include "ou/rules/picking.h"
#include "unit.h"

#define M 1000000
#define BINS 12
#define PILES 10

struct world {
	struct ou_picker_bin bins[BINS];
	struct ou_picker_stock piles[PILES];
	int64_t left[PILES];
	unsigned n_bins, n_piles;
};

static const char *const names[] = { "A-1-1", "A-1-02", "A-1-10", "A-2-1",
    "A-2-2", "A-10-1", "B-1-1", "B-1-2", "B-2-1", "C", "C-1", "01" };

static void
make(struct world *w)
{
	static const char *const zones[] = { "A", "B", "" };
	static const char *const aisles[] = { "1", "2", "10" };
	unsigned i;

	memset(w, 0, sizeof(*w));
	w->n_bins = 1 + (unsigned)unit_rand(BINS);
	for (i = 0; i < w->n_bins; i++) {
		w->bins[i].bin = ou_str_c(names[i]);
		w->bins[i].location = ou_str_c(unit_rand(3) ? "LYO1" : "");
		w->bins[i].zone = ou_str_c(zones[unit_rand(3)]);
		w->bins[i].aisle = ou_str_c(aisles[unit_rand(3)]);
		w->bins[i].distance = ou_quantity_of((int64_t)unit_rand(9));
		w->bins[i].level = (struct ou_integer){
		    (int64_t)unit_rand(2), true };
	}
	w->n_piles = (unsigned)unit_rand(PILES + 1);
	for (i = 0; i < w->n_piles; i++) {
		w->piles[i].bin = w->bins[unit_rand(w->n_bins)].bin;
		w->piles[i].sku = ou_str_c(unit_rand(2) ? "A" : "B");
		w->piles[i].lot = ou_str_c(unit_rand(2) ? "L1" : "");
		w->piles[i].quantity = ou_quantity_of((int64_t)unit_rand(15));
		w->left[i] = w->piles[i].quantity.v;
		w->piles[i].pick_face = unit_rand(3) == 0;
		if (unit_rand(2))
			w->piles[i].expiry = (struct ou_date){ 2026, 12,
			    (uint8_t)(1 + unit_rand(4)) };
	}
}

static struct ou_picker *
load(struct ou_arena *a, const struct world *w, enum ou_walk walk)
{
	struct ou_picker *p = ou_picker_new(a, walk);
	unsigned i;

	for (i = 0; i < w->n_bins; i++)
		ou_picker_bin(p, &w->bins[i]);
	for (i = 0; i < w->n_piles; i++)
		CHECK(ou_picker_stock(p, &w->piles[i]));
	return p;
}

static const struct ou_picker_bin *
bin_of(const struct world *w, struct ou_str name)
{
	unsigned i;

	for (i = 0; i < w->n_bins; i++) {
		if (ou_str_eq(w->bins[i].bin, name))
			return &w->bins[i];
	}
	return NULL;
}

static bool
pile_fits(const struct world *w, const struct ou_picker_want *want,
    unsigned i)
{
	const struct ou_picker_bin *b = bin_of(w, w->piles[i].bin);

	return ou_str_eq(w->piles[i].sku, want->sku) &&
	    (b->location.n == 0 || want->location.n == 0 ||
	    ou_str_eq(b->location, want->location)) &&
	    (want->lot.n == 0 || w->piles[i].lot.n == 0 ||
	    ou_str_eq(want->lot, w->piles[i].lot));
}

/* What the piles that fit can give in whole grains: no more, no less may be
 * picked. */
static int64_t
most(const struct world *w, const struct ou_picker_want *want, int64_t f)
{
	int64_t sum = 0, need = want->quantity.v / M * f, part;
	unsigned i;

	for (i = 0; i < w->n_piles; i++) {
		if (!pile_fits(w, want, i))
			continue;
		part = w->left[i] / M / f * f;
		sum += part;
	}
	return sum < need ? sum : need;
}

static void
take_one(struct ou_picker *p, struct ou_arena *a, struct world *w)
{
	struct ou_picker_want want = { .sku = ou_str_c(unit_rand(2) ? "A"
	    : "B"), .location = ou_str_c(unit_rand(2) ? "LYO1" : ""),
	    .lot = ou_str_c(unit_rand(3) ? "" : "L1"),
	    .quantity = ou_quantity_of(1 + (int64_t)unit_rand(12)) };
	int64_t f = unit_rand(3) ? 1 : 6, sum = 0, best;
	struct ou_quantity rest;
	struct ou_pick *picks;
	uint32_t n, i;
	unsigned k;

	want.factor = ou_quantity_of(f);
	best = most(w, &want, f);
	rest = ou_picker_take(p, a, &want, &picks, &n);
	for (i = 0; i < n; i++) {
		int64_t q = picks[i].quantity.v * f;

		CHECK(q > 0 && picks[i].quantity.v % M == 0);
		sum += picks[i].quantity.v;
		/* of the piles that it may come from, one of the bin has it;
		 * several piles of one bin are told apart by lot only */
		for (k = 0; k < w->n_piles && q > 0; k++) {
			int64_t part;

			if (!pile_fits(w, &want, k) ||
			    !ou_str_eq(w->piles[k].bin, picks[i].bin) ||
			    (want.lot.n == 0 && !ou_str_eq(w->piles[k].lot,
			    picks[i].lot)))
				continue;
			part = q < w->left[k] ? q : w->left[k];
			w->left[k] -= part;
			q -= part;
		}
		CHECK_INT(q, 0);
	}
	CHECK_INT(sum + rest.v, want.quantity.v);
	CHECK_INT(sum * f / M, best);
}

static void
test_conservation(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_picker *p;
	struct world w;
	int i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		/* piles that cannot be told apart would make the books of
		 * this test ambiguous */
		for (i = 0; i < (int)w.n_piles; i++) {
			int k;

			for (k = 0; k < i; k++) {
				if (ou_str_eq(w.piles[i].bin, w.piles[k].bin))
					break;
			}
			if (k == i)
				continue;
			w.piles[i] = w.piles[--w.n_piles];
			w.left[i] = w.piles[i].quantity.v;
			i--;
		}
		p = load(&a, &w, OU_WALK_SERPENTINE);
		for (i = 0; i < 4; i++)
			take_one(p, &a, &w);
	}
	ou_arena_release(&a);
}

static void
test_names(void)
{
	static const char *const sorted[] = { "", "1", "01", "2", "9", "10",
	    "A", "A-1", "A-01", "A-2", "A-2-1", "A-2-10", "A-10", "A1",
	    "B-1", "a", "\xc3\xa9" };
	const size_t n = sizeof(sorted) / sizeof(sorted[0]);
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < n; k++) {
			int r = ou_picker_name_cmp(ou_str_c(sorted[i]),
			    ou_str_c(sorted[k]));
			bool tie = i == k;

			ROW("%s %s", sorted[i], sorted[k]);
			/* numbers alike: the shorter text is not ordered by
			 * anything but bytes */
			if ((i == 1 && k == 2) || (i == 7 && k == 8))
				CHECK(r > 0);
			else if ((i == 2 && k == 1) || (i == 8 && k == 7))
				CHECK(r < 0);
			else if (tie)
				CHECK_INT(r, 0);
			else
				CHECK(i < k ? r < 0 : r > 0);
		}
	}
}

/* A warehouse with two zones; the walk of each way. */
static void
test_walk(void)
{
	static const struct {
		const char *bin, *zone, *aisle;
		int distance, level;
		int tour, serpentine, forward;
	} rows[] = {
		{ "B1", "B", "1", 4, 0, 2, 1, 1 },
		{ "A5", "A", "10", 2, 0, 1, 5, 5 },
		{ "A1", "A", "1", 2, 1, 1, 1, 1 },
		{ "A2", "A", "1", 8, 0, 1, 2, 2 },
		{ "A4", "A", "2", 1, 0, 1, 4, 3 },
		{ "A3", "A", "2", 9, 0, 1, 3, 4 },
		{ "A6", "A", "10", 2, 1, 1, 6, 6 },
	};
	struct ou_arena a = OU_ARENA_INIT;
	size_t i, k;

	for (k = 0; k < 2; k++) {
		struct ou_picker *p = ou_picker_new(&a,
		    k == 0 ? OU_WALK_SERPENTINE : OU_WALK_FORWARD);

		for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			struct ou_picker_bin b = { .bin =
			    ou_str_c(rows[i].bin), .zone =
			    ou_str_c(rows[i].zone), .aisle =
			    ou_str_c(rows[i].aisle), .distance =
			    ou_quantity_of(rows[i].distance), .level =
			    { rows[i].level, true } };

			ou_picker_bin(p, &b);
		}
		for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			struct ou_picker_stock s = { .bin =
			    ou_str_c(rows[i].bin), .sku =
			    ou_str_c(rows[i].bin), .quantity =
			    ou_quantity_of(1) };
			struct ou_picker_want want = { .sku = s.sku,
			    .quantity = ou_quantity_of(1) };
			struct ou_pick *picks;
			uint32_t n;

			ROW("%s %zu", rows[i].bin, k);
			CHECK(ou_picker_stock(p, &s));
			CHECK_INT(ou_picker_take(p, &a, &want, &picks, &n).v,
			    0);
			if (!CHECK_INT(n, 1))
				continue;
			CHECK_INT(picks[0].tour.v, rows[i].tour);
			CHECK_INT(picks[0].sequence.v, k == 0
			    ? rows[i].serpentine : rows[i].forward);
		}
	}
	ou_arena_release(&a);
}

/* Pick face, then expiry, then the walk. */
static void
test_choice(void)
{
	static const struct {
		const char *bin;
		bool face;
		int day;
		int turn;
	} rows[] = {
		{ "A-1", false, 0, 6 }, { "A-2", false, 9, 4 },
		{ "A-3", false, 3, 3 }, { "A-4", true, 0, 2 },
		{ "A-5", true, 20, 1 }, { "A-0", false, 0, 5 },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_picker *p = ou_picker_new(&a, OU_WALK_SERPENTINE);
	struct ou_picker_want want = { .sku = OU_STR("X"),
	    .quantity = ou_quantity_of(7) };
	struct ou_pick *picks;
	uint32_t n;
	size_t i;

	for (i = 0; i < 6; i++) {
		struct ou_picker_bin b = { .bin = ou_str_c(rows[i].bin),
		    .zone = OU_STR("A") };

		ou_picker_bin(p, &b);
	}
	for (i = 0; i < 6; i++) {
		struct ou_picker_stock s = { .bin = ou_str_c(rows[i].bin),
		    .sku = OU_STR("X"), .quantity = ou_quantity_of(1),
		    .pick_face = rows[i].face };

		if (rows[i].day != 0)
			s.expiry = (struct ou_date){ 2026, 12,
			    (uint8_t)rows[i].day };
		CHECK(ou_picker_stock(p, &s));
	}
	CHECK_INT(ou_picker_take(p, &a, &want, &picks, &n).v, M);
	CHECK_INT(n, 6);
	for (i = 0; i < 6 && n == 6; i++) {
		ROW("%s", rows[i].bin);
		CHECK_STRN(picks[rows[i].turn - 1].bin.p,
		    picks[rows[i].turn - 1].bin.n, rows[i].bin);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_conservation);
	RUN(test_names);
	RUN(test_walk);
	RUN(test_choice);
	return (UNIT_DONE());
}
