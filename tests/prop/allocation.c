/*
 * Laws of the allocator, on small random worlds: some items, some rows and
 * receipts, a few orders.  The oracle serves the same orders by the rules in
 * the header in the plainest way, one unit at a time.
 */
#include "ou/rules/allocation.h"
#include "unit.h"

#define ITEMS 3
#define ROWS 8
#define RECEIPTS 5
#define ORDERS 6
#define LINES 3
#define M 1000000

struct world {
	struct ou_stock_level rows[ROWS];
	unsigned n_rows;
	struct {
		struct ou_str sku, location, reference;
		int64_t quantity;
		struct ou_date expected;
	} receipts[RECEIPTS];
	unsigned n_receipts;
	struct ou_order orders[ORDERS];
	struct ou_order_line lines[ORDERS][LINES];
	struct ou_allocator_line know[ORDERS][LINES];
	bool complete[ORDERS];
	unsigned n_orders;
	struct ou_allocator_options options;
};

static const char *const skus[] = { "A", "B", "C" };
static const char *const places[] = { "LYO1", "PAR1", "GND1", "" };
static const char *const lots[] = { "", "L1", "L2" };
static struct ou_str served[2];

static struct ou_quantity
some(int64_t n)
{
	return ou_quantity_of((int64_t)unit_rand((uint64_t)n + 1));
}

static struct ou_date
some_date(void)
{
	struct ou_date none = { 0, 0, 0 };

	if (unit_rand(4) == 0)
		return none;
	return (struct ou_date){ 2026, (uint8_t)(10 + unit_rand(3)),
	    (uint8_t)(1 + unit_rand(3)) };
}

static void
make_stock(struct world *w)
{
	unsigned i;

	w->n_rows = (unsigned)unit_rand(ROWS + 1);
	for (i = 0; i < w->n_rows; i++) {
		struct ou_stock_level *r = &w->rows[i];

		memset(r, 0, sizeof(*r));
		r->sku = ou_str_c(skus[unit_rand(ITEMS)]);
		r->location = ou_str_c(places[unit_rand(4)]);
		r->lot = ou_str_c(lots[unit_rand(3)]);
		if (unit_rand(6) == 0)
			r->status = OU_STR("quarantine");
		if (unit_rand(9) == 0)
			r->owner = OU_STR("SOMEBODY");
		r->expiry_date = some_date();
		r->on_hand = some(20);
		r->reserved = some(unit_rand(2) != 0 ? 8 : 0);
		r->safety = some(unit_rand(2) != 0 ? 3 : 0);
	}
	w->n_receipts = (unsigned)unit_rand(RECEIPTS + 1);
	for (i = 0; i < w->n_receipts; i++) {
		static const char *const refs[] = { "P0", "P1", "P2", "P3",
		    "P4" };

		w->receipts[i].sku = ou_str_c(skus[unit_rand(ITEMS)]);
		w->receipts[i].location = ou_str_c(places[unit_rand(4)]);
		w->receipts[i].reference = ou_str_c(refs[i]);
		w->receipts[i].quantity = (int64_t)unit_rand(15) * M;
		w->receipts[i].expected = some_date();
	}
}

static void
make_orders(struct world *w)
{
	static const int64_t factors[] = { 0, M, M, 2 * M, 6 * M };
	unsigned i, k;

	w->n_orders = 1 + (unsigned)unit_rand(ORDERS);
	for (i = 0; i < w->n_orders; i++) {
		w->orders[i].lines = w->lines[i];
		w->orders[i].n_lines = 1 + (uint32_t)unit_rand(LINES);
		w->complete[i] = unit_rand(3) == 0;
		for (k = 0; k < w->orders[i].n_lines; k++) {
			struct ou_allocator_line *l = &w->know[i][k];
			int64_t f = factors[unit_rand(5)];

			w->lines[i][k].quantity = some(9);
			w->lines[i][k].quantity.v += M;
			l->sku = ou_str_c(skus[unit_rand(ITEMS)]);
			l->factor.v = f;
			l->factor.given = f != 0;
			l->whole = unit_rand(4) == 0;
		}
	}
}

static void
make(struct world *w)
{
	memset(w, 0, sizeof(*w));
	w->options.today = (struct ou_date){ 2026, 11, 2 };
	if (unit_rand(3) != 0) {
		served[0] = OU_STR("PAR1");
		served[1] = OU_STR("LYO1");
		w->options.locations = served;
		w->options.n_locations = 1 + (uint32_t)unit_rand(2);
	}
	make_stock(w);
	make_orders(w);
}

static struct ou_allocator *
load(struct ou_arena *a, const struct world *w)
{
	struct ou_allocator *al = ou_allocator_new(a, &w->options);
	unsigned i;

	for (i = 0; i < w->n_rows; i++)
		ou_allocator_stock(al, &w->rows[i]);
	for (i = 0; i < w->n_receipts; i++)
		ou_allocator_receipt(al, w->receipts[i].sku,
		    w->receipts[i].location, w->receipts[i].reference,
		    (struct ou_quantity){ w->receipts[i].quantity, true },
		    w->receipts[i].expected);
	return al;
}

static void
serve(struct ou_allocator *al, struct ou_arena *a, struct world *w,
    const unsigned *sequence)
{
	struct ou_err err;
	unsigned i, n;

	for (i = 0; i < w->n_orders; i++) {
		n = sequence != NULL ? sequence[i] : i;
		memset(&err, 0, sizeof(err));
		if (ou_allocator_order(al, a, &w->orders[n], w->know[n],
		    w->complete[n], false, &err) != 0)
			unit_fail(__FILE__, __LINE__, "order %u: %s", n,
			    err.text);
	}
}

static int64_t
factor(const struct ou_allocator_line *l)
{
	return l->factor.given ? l->factor.v / M : 1;
}

/* --- the oracle: whole stock units, one line unit at a time --- */

struct oracle {
	int64_t left[ROWS], coming[RECEIPTS];
	int64_t taken[ORDERS][LINES][ROWS];
	int64_t promised[ORDERS][LINES][RECEIPTS];
};

static int
rank_of(const struct world *w, struct ou_str location)
{
	uint32_t i;
	unsigned k;

	for (i = 0; i < w->options.n_locations; i++) {
		if (location.n == 0 ||
		    ou_str_eq(location, w->options.locations[i]))
			return (int)i;
	}
	if (w->options.n_locations != 0)
		return -1;
	/* in the order in which the stock, then the receipts name them */
	for (k = 0; k < w->n_rows + w->n_receipts; k++) {
		struct ou_str x = k < w->n_rows ? w->rows[k].location
		    : w->receipts[k - w->n_rows].location;

		if (ou_str_eq(x, location))
			return (int)k;
	}
	return -1;
}

static int
days(struct ou_date d)
{
	return ou_date_given(d) ? ou_date_days(d) : 999999;
}

static void
oracle_begin(const struct world *w, struct oracle *o)
{
	unsigned i;

	memset(o, 0, sizeof(*o));
	for (i = 0; i < w->n_rows; i++) {
		const struct ou_stock_level *r = &w->rows[i];
		int64_t v = (r->on_hand.v - r->reserved.v - r->safety.v) / M;

		if (r->status.n == 0 && r->owner.n == 0 && v > 0 &&
		    rank_of(w, r->location) >= 0 &&
		    days(r->expiry_date) >= days(w->options.today))
			o->left[i] = v;
	}
	for (i = 0; i < w->n_receipts; i++)
		o->coming[i] = rank_of(w, w->receipts[i].location) < 0 ? 0
		    : w->receipts[i].quantity / M;
}

/* The first row with room for one unit of the line, or -1. */
static int
best_row(const struct world *w, const struct oracle *o, struct ou_str sku,
    int64_t f)
{
	int best = -1;
	unsigned i;

	for (i = 0; i < w->n_rows; i++) {
		const struct ou_stock_level *x = &w->rows[i], *y;
		int a, b;

		if (!ou_str_eq(x->sku, sku) || o->left[i] < f)
			continue;
		if (best < 0) {
			best = (int)i;
			continue;
		}
		y = &w->rows[best];
		a = rank_of(w, x->location);
		b = rank_of(w, y->location);
		if (a < b || (a == b &&
		    days(x->expiry_date) < days(y->expiry_date)))
			best = (int)i;
	}
	return best;
}

static int
due(const struct world *w, unsigned i)
{
	int d = days(w->receipts[i].expected);

	return d < days(w->options.today) ? 999999 : d;
}

static int
best_receipt(const struct world *w, const struct oracle *o, struct ou_str sku,
    int64_t f)
{
	int best = -1;
	unsigned i;

	for (i = 0; i < w->n_receipts; i++) {
		if (!ou_str_eq(w->receipts[i].sku, sku) || o->coming[i] < f)
			continue;
		if (best < 0 || due(w, i) < due(w, (unsigned)best) ||
		    (due(w, i) == due(w, (unsigned)best) &&
		    rank_of(w, w->receipts[i].location) <
		    rank_of(w, w->receipts[best].location)))
			best = (int)i;
	}
	return best;
}

static void
oracle_back(const struct world *w, struct oracle *o, unsigned n, unsigned k)
{
	unsigned i;

	for (i = 0; i < w->n_rows; i++) {
		o->left[i] += o->taken[n][k][i];
		o->taken[n][k][i] = 0;
	}
}

static void
oracle_order(const struct world *w, struct oracle *o, unsigned n)
{
	const struct ou_allocator_line *l;
	bool covered[LINES], all = true, undo;
	int64_t got[LINES], want, f;
	unsigned k;
	int i;

	for (k = 0; k < w->orders[n].n_lines; k++) {
		l = &w->know[n][k];
		f = factor(l);
		want = w->lines[n][k].quantity.v / M;
		for (got[k] = 0; got[k] < want; got[k]++) {
			if ((i = best_row(w, o, l->sku, f)) < 0)
				break;
			o->left[i] -= f;
			o->taken[n][k][i] += f;
		}
		covered[k] = got[k] == want;
		all = all && covered[k];
		if (!covered[k] && l->whole) {
			oracle_back(w, o, n, k);
			got[k] = 0;
		}
	}
	undo = w->complete[n] && !all;
	for (k = 0; undo && k < w->orders[n].n_lines; k++) {
		oracle_back(w, o, n, k);
		got[k] = 0;
	}
	for (k = 0; k < w->orders[n].n_lines; k++) {
		l = &w->know[n][k];
		f = factor(l);
		want = w->lines[n][k].quantity.v / M;
		if (undo && covered[k])
			continue;
		for (; got[k] < want; got[k]++) {
			if ((i = best_receipt(w, o, l->sku, f)) < 0)
				break;
			o->coming[i] -= f;
			o->promised[n][k][i] += f;
		}
	}
}

/* --- the laws --- */

static int64_t
taken_from(const struct world *w, unsigned n, unsigned k, unsigned row)
{
	const struct ou_order_line *l = &w->lines[n][k];
	const struct ou_stock_level *r = &w->rows[row];
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		const struct ou_allocation *a = &l->allocations[i];

		if (a->backorder != OU_FLAG_YES &&
		    ou_str_eq(a->location, r->location) &&
		    ou_str_eq(a->lot, r->lot))
			sum += a->quantity.v / M * factor(&w->know[n][k]);
	}
	return sum;
}

static int64_t
promised_from(const struct world *w, unsigned n, unsigned k, unsigned receipt)
{
	const struct ou_order_line *l = &w->lines[n][k];
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		const struct ou_allocation *a = &l->allocations[i];

		if (a->backorder == OU_FLAG_YES && ou_str_eq(a->reference,
		    w->receipts[receipt].reference))
			sum += a->quantity.v / M * factor(&w->know[n][k]);
	}
	return sum;
}

/* Rows with the same item, location and lot cannot be told apart in the
 * answer: what the oracle took from all of them. */
static int64_t
oracle_taken(const struct world *w, const struct oracle *o, unsigned n,
    unsigned k, unsigned row)
{
	int64_t sum = 0;
	unsigned i;

	for (i = 0; i < w->n_rows; i++) {
		if (ou_str_eq(w->rows[i].location, w->rows[row].location) &&
		    ou_str_eq(w->rows[i].lot, w->rows[row].lot))
			sum += o->taken[n][k][i];
	}
	return sum;
}

static void
check_line(const struct world *w, const struct oracle *o, unsigned n,
    unsigned k)
{
	const struct ou_order_line *l = &w->lines[n][k];
	int64_t here = 0, later = 0;
	unsigned i;

	for (i = 0; i < l->n_allocations; i++) {
		if (l->allocations[i].backorder == OU_FLAG_YES)
			later += l->allocations[i].quantity.v;
		else
			here += l->allocations[i].quantity.v;
		CHECK(l->allocations[i].quantity.v > 0);
		CHECK_INT(l->allocations[i].quantity.v % M, 0);
	}
	CHECK_INT(here, l->quantities->allocated.v);
	CHECK_INT(later, l->quantities->backordered.v);
	CHECK_INT(here + later, l->quantity.v);
	for (i = 0; i < w->n_rows; i++)
		CHECK_INT(taken_from(w, n, k, i), oracle_taken(w, o, n, k, i));
	for (i = 0; i < w->n_receipts; i++)
		CHECK_INT(promised_from(w, n, k, i), o->promised[n][k][i]);
}

static void
test_oracle(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_allocator *al;
	struct oracle o;
	struct world w;
	unsigned n, k, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		al = load(&a, &w);
		serve(al, &a, &w, NULL);
		oracle_begin(&w, &o);
		for (n = 0; n < w.n_orders; n++) {
			oracle_order(&w, &o, n);
			for (k = 0; k < w.orders[n].n_lines; k++)
				check_line(&w, &o, n, k);
		}
		for (i = 0; i < w.n_rows; i++) {
			int64_t most = w.rows[i].on_hand.v -
			    w.rows[i].reserved.v - w.rows[i].safety.v;

			CHECK(ou_allocator_taken(al, i).v <=
			    (most > 0 ? most : 0));
		}
		if (unit.bad)
			printf("# round %ld\n", r);
	}
	ou_arena_release(&a);
}

/* A second run over the output changes nothing, with the old stock as well
 * as with the stock that the first run left. */
static void
test_again(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r;
	struct ou_allocator *al;
	struct world w;
	unsigned n, k, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		al = load(&a, &w);
		serve(al, &a, &w, NULL);
		if (unit_rand(2) != 0) {
			for (i = 0; i < w.n_rows; i++)
				w.rows[i].reserved.v +=
				    ou_allocator_taken(al, i).v;
			w.options.reserved_counts = true;
		}
		for (n = 0; n < w.n_orders; n++)
			for (k = 0; k < w.orders[n].n_lines; k++)
				w.know[n][k].changed = false;
		al = load(&a, &w);
		serve(al, &a, &w, NULL);
		for (n = 0; n < w.n_orders; n++) {
			for (k = 0; k < w.orders[n].n_lines; k++) {
				CHECK(!w.know[n][k].changed);
				CHECK(!w.know[n][k].missing);
			}
		}
	}
	ou_arena_release(&a);
}

static int64_t
all_allocated(const struct world *w)
{
	int64_t sum = 0;
	unsigned n, k;

	for (n = 0; n < w->n_orders; n++)
		for (k = 0; k < w->orders[n].n_lines; k++)
			sum += w->lines[n][k].quantities->allocated.v *
			    factor(&w->know[n][k]);
	return sum;
}

/* Where every line may be split and counts in stock units, what is allocated
 * in all depends neither on who comes first nor decreases with more stock. */
static void
test_sum(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r;
	unsigned sequence[ORDERS], n, k, i;
	struct world w, v;
	int64_t first;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		for (n = 0; n < w.n_orders; n++) {
			w.complete[n] = false;
			for (k = 0; k < LINES; k++) {
				w.know[n][k].whole = false;
				w.know[n][k].factor.given = false;
			}
		}
		v = w;
		for (n = 0; n < w.n_orders; n++)
			v.orders[n].lines = v.lines[n];
		serve(load(&a, &w), &a, &w, NULL);
		first = all_allocated(&w);
		for (i = 0; i < v.n_orders; i++) {
			unsigned at = (unsigned)unit_rand(i + 1);

			sequence[i] = sequence[at];
			sequence[at] = i;
		}
		w = v;
		for (n = 0; n < w.n_orders; n++)
			w.orders[n].lines = w.lines[n];
		serve(load(&a, &w), &a, &w, sequence);
		CHECK_INT(all_allocated(&w), first);
		if (v.n_rows > 0)
			v.rows[unit_rand(v.n_rows)].on_hand.v += 5 * M;
		serve(load(&a, &v), &a, &v, NULL);
		CHECK(all_allocated(&v) >= first);
	}
	ou_arena_release(&a);
}

/* Backorders that are opened again get what has come in. */
static void
test_reopen(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r;
	struct ou_allocator *al;
	struct world w;
	unsigned n, k, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		al = load(&a, &w);
		serve(al, &a, &w, NULL);
		for (i = 0; i < w.n_rows; i++) {
			w.rows[i].reserved.v += ou_allocator_taken(al, i).v;
			if (w.rows[i].on_hand.v < w.rows[i].reserved.v +
			    w.rows[i].safety.v)
				w.rows[i].on_hand.v = w.rows[i].reserved.v +
				    w.rows[i].safety.v;
			w.rows[i].on_hand.v += 1000 * M;
			w.rows[i].status = w.rows[i].owner = OU_STR_NONE;
			w.rows[i].expiry_date.year = 0;
		}
		w.options.reserved_counts = true;
		w.options.n_locations = 0;
		al = load(&a, &w);
		for (n = 0; n < w.n_orders; n++)
			(void)ou_allocator_release(al, &a, &w.orders[n],
			    w.know[n], OU_RELEASE_BACKORDERS, NULL);
		serve(al, &a, &w, NULL);
		for (n = 0; n < w.n_orders; n++) {
			bool have = true;

			for (k = 0; k < w.orders[n].n_lines; k++) {
				for (i = 0; i < w.n_rows; i++) {
					if (ou_str_eq(w.rows[i].sku,
					    w.know[n][k].sku))
						break;
				}
				have = have && i < w.n_rows;
			}
			for (k = 0; have && k < w.orders[n].n_lines; k++)
				CHECK_INT(w.lines[n][k].quantities
				    ->backordered.v, 0);
		}
	}
	ou_arena_release(&a);
}

/* An order that has grown since: what was promised stands, the rest is served;
 * what ships complete and waits already gets nothing. */
static void
test_grown(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r;
	struct world w;
	unsigned n, k, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		int64_t had[ORDERS][LINES];
		bool waited[ORDERS] = { false };

		ou_arena_reset(&a);
		make(&w);
		serve(load(&a, &w), &a, &w, NULL);
		for (n = 0; n < w.n_orders; n++) {
			for (k = 0; k < w.orders[n].n_lines; k++) {
				struct ou_order_line *l = &w.lines[n][k];

				had[n][k] = l->quantities->allocated.v;
				waited[n] |= l->quantities->backordered.v != 0;
				l->quantity.v += (int64_t)unit_rand(4) * M;
			}
		}
		serve(load(&a, &w), &a, &w, NULL);
		for (n = 0; n < w.n_orders; n++) {
			for (k = 0; k < w.orders[n].n_lines; k++) {
				struct ou_order_line *l = &w.lines[n][k];
				int64_t sum[2] = { 0, 0 };

				for (i = 0; i < l->n_allocations; i++)
					sum[l->allocations[i].backorder ==
					    OU_FLAG_YES] +=
					    l->allocations[i].quantity.v;
				CHECK_INT(sum[0], l->quantities->allocated.v);
				CHECK_INT(sum[1],
				    l->quantities->backordered.v);
				CHECK_INT(sum[0] + sum[1], l->quantity.v);
				CHECK_INT(l->quantities->ordered.v,
				    l->quantity.v);
				if (w.complete[n] && waited[n])
					CHECK_INT(sum[0], had[n][k]);
				else
					CHECK(sum[0] >= had[n][k]);
			}
		}
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_oracle);
	RUN(test_again);
	RUN(test_sum);
	RUN(test_reopen);
	RUN(test_grown);
	return (UNIT_DONE());
}
