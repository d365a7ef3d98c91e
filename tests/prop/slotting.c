/*
 * Laws of slotting, against a plain walk of every order: what is said to be
 * saved is saved, no bin holds more than it can, and nothing lies in two
 * places.
 */
#include "ou/rules/slotting.h"
#include "unit.h"

#define BINS 14
#define ITEMS 10
#define ORDERS 30
#define M 1000000

struct world {
	char names[BINS][12], skus[ITEMS][12];
	int zone[BINS], aisle[BINS], depth[BINS], capacity[BINS];
	int at[ITEMS], quantity[ITEMS];
	unsigned n_bins, n_items, n_orders;
	bool orders[ORDERS][ITEMS];
	int depot;
};

static const char *const zones[] = { "P", "Q" };
static const char *const aisles[] = { "1", "2", "3", "10" };

static void
make(struct world *w)
{
	unsigned i, k, b;

	memset(w, 0, sizeof(*w));
	w->n_items = 1 + (unsigned)unit_rand(ITEMS);
	w->n_bins = w->n_items + (unsigned)unit_rand(BINS - ITEMS + 1);
	w->n_orders = (unsigned)unit_rand(ORDERS);
	w->depot = (int)unit_rand(3);
	for (i = 0; i < w->n_bins; i++) {
		(void)snprintf(w->names[i], sizeof(w->names[i]), "B%u",
		    i);
		w->zone[i] = (int)unit_rand(2);
		/* Every zone has every aisle, so that ranks are known. */
		w->aisle[i] = i < 8 ? (int)(i / 2) : (int)unit_rand(4);
		w->zone[i] = i < 8 ? (int)(i % 2) : w->zone[i];
		w->depth[i] = (int)unit_rand(20);
		w->capacity[i] = unit_rand(2) ? 0 : 5 + (int)unit_rand(20);
	}
	for (i = 0; i < w->n_items; i++) {
		(void)snprintf(w->skus[i], sizeof(w->skus[i]), "S%u", i);
		do {
			b = (unsigned)unit_rand(w->n_bins);
			for (k = 0; k < i && w->at[k] != (int)b; k++)
				continue;
		} while (k < i);
		w->at[i] = (int)b;
		w->quantity[i] = 1 + (int)unit_rand(12);
	}
	for (i = 0; i < w->n_orders; i++) {
		for (k = 0; k < w->n_items; k++)
			w->orders[i][k] = unit_rand(4) == 0;
	}
}

/* Metres of all orders. */
static int64_t
walk(const struct world *w)
{
	int64_t sum = 0;
	unsigned o, k;
	int z, x, deepest, left, right, b, used;

	for (o = 0; o < w->n_orders; o++) {
		for (z = 0; z < 2; z++) {
			left = right = 0;
			for (x = 0; x < 4; x++) {
				deepest = used = 0;
				for (k = 0; k < w->n_items; k++) {
					b = w->at[k];
					if (!w->orders[o][k] ||
					    w->zone[b] != z ||
					    w->aisle[b] != x)
						continue;
					used = 1;
					if (w->depth[b] > deepest)
						deepest = w->depth[b];
				}
				sum += 2 * deepest;
				if (used && 4 * (x - w->depot) < left)
					left = 4 * (x - w->depot);
				if (used && 4 * (x - w->depot) > right)
					right = 4 * (x - w->depot);
			}
			sum += 2 * (right - left);
		}
	}
	return sum;
}

static struct ou_slotter *
load(struct ou_arena *a, const struct world *w)
{
	struct ou_slotter *s = ou_slotter_new(a);
	unsigned i, k;

	ou_slotter_place(s, &(struct ou_slot_place){ OU_STR("L"),
	    ou_str_c(aisles[w->depot]), ou_quantity_of(4) });
	for (i = 0; i < w->n_bins; i++)
		ou_slotter_bin(s, &(struct ou_slot_bin){
		    ou_str_c(w->names[i]), OU_STR("L"),
		    ou_str_c(zones[w->zone[i]]),
		    ou_str_c(aisles[w->aisle[i]]),
		    ou_quantity_of(w->depth[i]),
		    w->capacity[i] == 0 ? (struct ou_quantity){ 0, false }
		    : ou_quantity_of(w->capacity[i]) });
	for (i = 0; i < w->n_items; i++)
		CHECK(ou_slotter_stock(s, ou_str_c(w->names[w->at[i]]),
		    ou_str_c(w->skus[i]), ou_quantity_of(w->quantity[i]),
		    true, (int64_t)unit_rand(3) * 1000000));
	CHECK(!ou_slotter_stock(s, OU_STR("nowhere"), OU_STR("S0"),
	    ou_quantity_of(1), true, 0));
	for (i = 0; i < w->n_orders; i++) {
		ou_slotter_order(s);
		for (k = 0; k < w->n_items; k++) {
			if (!w->orders[i][k])
				continue;
			ou_slotter_pick(s, OU_STR("L"), ou_str_c(w->skus[k]));
			ou_slotter_pick(s, OU_STR_NONE,
			    ou_str_c(w->skus[k]));
		}
	}
	return s;
}

static int
number(struct ou_str name)
{
	return atoi(name.p + 1);
}

static void
follow(struct world *w, const struct ou_slot_result *r)
{
	const struct ou_slot_step *t;
	int64_t before;
	unsigned i = 0, k, j;

	while (i < r->n) {
		before = walk(w);
		for (k = i; k < r->n && r->steps[k].exchange ==
		    r->steps[i].exchange; k++) {
			t = &r->steps[k];
			CHECK_INT(w->at[number(t->sku)], number(t->from));
			CHECK_INT(w->zone[number(t->from)],
			    w->zone[number(t->to)]);
		}
		for (j = i; j < k; j++)
			w->at[number(r->steps[j].sku)] =
			    number(r->steps[j].to);
		CHECK_INT(r->steps[i].saved.v, (before - walk(w)) * M);
		CHECK(r->steps[i].saved.v > 0);
		i = k;
	}
	for (i = 0; i < w->n_items; i++) {
		for (k = 0; k < i; k++)
			CHECK(w->at[i] != w->at[k]);
	}
}

static void
test_slots(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_slot_result r;
	struct world w, was;
	unsigned k;
	long i;

	for (i = unit_rounds(1500); i > 0; i--) {
		make(&w);
		was = w;
		if (w.n_bins < 8) {
			ou_arena_reset(&a);
			continue;
		}
		ou_slotter_run(load(&a, &w), 6, &r);
		CHECK_INT(r.before.v, walk(&w) * M);
		follow(&w, &r);
		CHECK_INT(r.after.v, walk(&w) * M);
		for (k = 0; k < w.n_items; k++)
			CHECK(w.at[k] == was.at[k] ||
			    w.capacity[w.at[k]] == 0 ||
			    w.quantity[k] <= w.capacity[w.at[k]]);
		ou_arena_reset(&a);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	(void)unit_seed();
	RUN(test_slots);
	return (UNIT_DONE());
}
