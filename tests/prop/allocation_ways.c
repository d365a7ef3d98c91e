/*
 * Laws of the allocator where there is more than stock and orders: quotas,
 * kits, substitutes, lots that must last, the choice of warehouses, promises
 * by a day.
 */
#include "ou/rules/allocation.h"
#include "unit.h"

#define ROWS 10
#define ORDERS 6
#define LINES 3
#define QUOTAS 3
#define M 1000000

static const char *const skus[] = { "A", "B", "C", "KIT" };
static const char *const places[] = { "GND1", "LYO1", "PAR1" };
static const char *const lots[] = { "", "L1", "L2" };
static const char *const segments[] = { "b2b", "b2c" };
static const char *const channels[] = { "edi", "shop" };
static const char *const codes[] = { "69800", "75011", "06000" };

struct world {
	struct ou_stock_level rows[ROWS];
	unsigned n_rows;
	struct ou_allocator_quota quotas[QUOTAS];
	unsigned n_quotas;
	struct ou_order orders[ORDERS];
	struct ou_order_line lines[ORDERS][LINES];
	struct ou_allocator_line know[ORDERS][LINES];
	struct ou_delivery delivery[ORDERS];
	struct ou_address address[ORDERS];
	char ids[ORDERS][16];
	bool complete[ORDERS];
	unsigned n_orders;
	struct ou_allocator_options options;
	bool kit, substitute;
};

static struct ou_str
one_of(const char *const *words, unsigned n)
{
	return ou_str_c(words[unit_rand(n)]);
}

static void
make_rows(struct world *w)
{
	unsigned i, k;

	for (i = 0; i < 1 + unit_rand(ROWS); i++) {
		struct ou_stock_level *r = &w->rows[w->n_rows];

		memset(r, 0, sizeof(*r));
		r->sku = one_of(skus, unit_rand(4) == 0 ? 4 : 3);
		r->location = one_of(places, 3);
		r->lot = one_of(lots, 3);
		r->on_hand = ou_quantity_of((int64_t)unit_rand(20));
		r->safety = ou_quantity_of((int64_t)unit_rand(3));
		if (unit_rand(2) == 0)
			r->expiry_date = (struct ou_date){ 2026, 11,
			    (uint8_t)(1 + unit_rand(30)) };
		/* Rows of one key cannot be told apart. */
		for (k = 0; k < w->n_rows; k++) {
			if (ou_str_eq(w->rows[k].sku, r->sku) &&
			    ou_str_eq(w->rows[k].location, r->location) &&
			    ou_str_eq(w->rows[k].lot, r->lot))
				break;
		}
		if (k == w->n_rows)
			w->n_rows++;
	}
}

static void
make_quotas(struct world *w)
{
	struct ou_allocator_quota *q;
	unsigned i;

	for (i = 0; i < unit_rand(QUOTAS + 1); i++) {
		q = &w->quotas[w->n_quotas++];
		memset(q, 0, sizeof(*q));
		if (unit_rand(4) != 0)
			q->sku = one_of(skus, 3);
		if (unit_rand(3) == 0)
			q->location = one_of(places, 3);
		if (unit_rand(2) == 0)
			q->segment = one_of(segments, 2);
		if (q->segment.n == 0 || unit_rand(2) == 0)
			q->channel = one_of(channels, 2);
		if (unit_rand(3) == 0)
			q->percent = (struct ou_rate){
			    .v = (int64_t)unit_rand(101) * M, .given = true };
		else
			q->quantity = ou_quantity_of((int64_t)unit_rand(15));
	}
}

static void
make_order(struct world *w, unsigned n)
{
	struct ou_order *o = &w->orders[n];
	struct ou_allocator_line *l;
	unsigned k;

	(void)snprintf(w->ids[n], sizeof(w->ids[n]), "o%u", n);
	o->id = ou_str_c(w->ids[n]);
	o->lines = w->lines[n];
	o->n_lines = 1 + (uint32_t)unit_rand(LINES);
	o->channel = one_of(channels, 2);
	o->segment = one_of(segments, 2);
	o->delivery = &w->delivery[n];
	o->delivery->address = &w->address[n];
	w->address[n].country = OU_STR("FR");
	w->address[n].postal_code = one_of(codes, 3);
	w->complete[n] = unit_rand(3) == 0;
	for (k = 0; k < o->n_lines; k++) {
		l = &w->know[n][k];
		w->lines[n][k].quantity = ou_quantity_of(1 +
		    (int64_t)unit_rand(9));
		l->sku = one_of(skus, 4);
		if (unit_rand(4) == 0)
			l->factor = ou_quantity_of(2 + (int64_t)unit_rand(3));
		l->whole = unit_rand(5) == 0;
		if (unit_rand(3) == 0)
			l->life = (struct ou_integer){
			    (int64_t)unit_rand(25), true };
	}
}

static void
make(struct world *w)
{
	unsigned i;

	memset(w, 0, sizeof(*w));
	w->options.today = (struct ou_date){ 2026, 11, 2 };
	w->options.nearest = unit_rand(2) == 0;
	w->options.fewest = unit_rand(2) == 0;
	w->options.fifo = unit_rand(3) == 0;
	w->kit = unit_rand(3) != 0;
	w->substitute = unit_rand(2) == 0;
	make_rows(w);
	make_quotas(w);
	w->n_orders = 1 + (unsigned)unit_rand(ORDERS);
	for (i = 0; i < w->n_orders; i++)
		make_order(w, i);
}

/* ${mask}: the places whose stock there is. */
static struct ou_allocator *
load(struct ou_arena *a, const struct world *w, unsigned mask)
{
	struct ou_allocator *al = ou_allocator_new(a, &w->options);
	struct ou_stock_level row;
	unsigned i, p;

	for (i = 0; i < 3; i++)
		ou_allocator_site(al, ou_str_c(places[i]), OU_STR("FR"),
		    ou_str_c(codes[i]));
	if (w->kit) {
		ou_allocator_kit(al, OU_STR("KIT"), OU_STR("A"),
		    ou_quantity_of(2));
		ou_allocator_kit(al, OU_STR("KIT"), OU_STR("B"),
		    ou_quantity_of(1));
	}
	if (w->substitute) {
		ou_allocator_substitute(al, &(struct ou_allocator_substitute){
		    .sku = OU_STR("A"), .other = OU_STR("C"),
		    .factor = ou_quantity_of(2) });
		ou_allocator_substitute(al, &(struct ou_allocator_substitute){
		    .sku = OU_STR("C"), .other = OU_STR("A"),
		    .channel = OU_STR("shop") });
	}
	for (i = 0; i < w->n_rows; i++) {
		row = w->rows[i];
		for (p = 0; p < 3; p++) {
			if (ou_str_is(row.location, places[p]) &&
			    (mask & 1u << p) == 0)
				row.on_hand.v = 0;
		}
		ou_allocator_stock(al, &row);
	}
	for (i = 0; i < w->n_quotas; i++)
		ou_allocator_quota(al, &w->quotas[i]);
	return al;
}

static void
serve(struct ou_allocator *al, struct ou_arena *a, struct world *w,
    unsigned n)
{
	struct ou_err err;

	memset(&err, 0, sizeof(err));
	if (ou_allocator_order(al, a, &w->orders[n], w->know[n],
	    w->complete[n], false, &err) != 0)
		unit_fail(__FILE__, __LINE__, "order %u: %s", n, err.text);
}

static int64_t
factor(const struct ou_allocator_line *l)
{
	return l->factor.given ? l->factor.v / M : 1;
}

static bool
is_row(const struct ou_stock_level *r, struct ou_str sku,
    struct ou_str location, struct ou_str lot)
{
	return ou_str_eq(r->sku, sku) && ou_str_eq(r->location, location) &&
	    ou_str_eq(r->lot, lot);
}

/* What an order has of a row, directly or as a component. */
static int64_t
has_of(const struct world *w, unsigned n, const struct ou_stock_level *r)
{
	const struct ou_allocation *x;
	const struct ou_component *c;
	int64_t sum = 0;
	uint32_t i, j;
	unsigned k;

	for (k = 0; k < w->orders[n].n_lines; k++) {
		for (i = 0; i < w->lines[n][k].n_allocations; i++) {
			x = &w->lines[n][k].allocations[i];
			for (j = 0; j < x->n_components; j++) {
				c = &x->components[j];
				if (is_row(r, c->sku, c->location, c->lot))
					sum += c->quantity.v;
			}
			if (x->n_components == 0 &&
			    x->backorder != OU_FLAG_YES &&
			    is_row(r, w->know[n][k].sku, x->location, x->lot))
				sum += x->quantity.v * factor(&w->know[n][k]);
		}
	}
	return sum;
}

static int64_t
room(const struct ou_stock_level *r)
{
	int64_t v = r->on_hand.v - r->safety.v;

	return v > 0 && (r->expiry_date.year == 0 || r->expiry_date.day >= 2)
	    ? v : 0;
}

/* --- conservation --- */

static void
check_sums(const struct world *w, unsigned n, unsigned k)
{
	const struct ou_order_line *l = &w->lines[n][k];
	int64_t sum[2] = { 0, 0 };
	uint32_t i, j;

	for (i = 0; i < l->n_allocations; i++) {
		const struct ou_allocation *x = &l->allocations[i];
		int64_t parts = 0;

		CHECK(x->quantity.v > 0);
		sum[x->backorder == OU_FLAG_YES] += x->quantity.v;
		for (j = 0; j < x->n_components; j++)
			parts += x->components[j].quantity.v;
		if (x->n_components == 0)
			continue;
		/* Three units stand in a kit, two of C for an A. */
		if (ou_str_is(w->know[n][k].sku, "KIT"))
			CHECK_INT(parts, 3 * x->quantity.v *
			    factor(&w->know[n][k]));
		else
			CHECK_INT(parts, (ou_str_is(w->know[n][k].sku, "A")
			    ? 2 : 1) * x->quantity.v *
			    factor(&w->know[n][k]));
	}
	CHECK_INT(sum[0], l->quantities->allocated.v);
	CHECK_INT(sum[1], l->quantities->backordered.v);
	CHECK_INT(sum[0] + sum[1], l->quantity.v);
	if (w->know[n][k].whole)
		CHECK(sum[0] == 0 || sum[1] == 0);
}

static void
check_order(const struct world *w, unsigned n)
{
	bool some = false, all = true;
	unsigned k;

	for (k = 0; k < w->orders[n].n_lines; k++) {
		check_sums(w, n, k);
		some |= w->lines[n][k].quantities->allocated.v != 0;
		all &= w->lines[n][k].quantities->backordered.v == 0;
	}
	if (w->complete[n])
		CHECK(!some || all);
}

/* No lot that does not last is given out. */
static void
check_life(const struct world *w, unsigned n)
{
	const struct ou_allocation *x;
	unsigned k, i, r;

	for (k = 0; k < w->orders[n].n_lines; k++) {
		for (i = 0; i < w->lines[n][k].n_allocations; i++) {
			x = &w->lines[n][k].allocations[i];
			for (r = 0; r < w->n_rows && x->n_components == 0;
			    r++) {
				if (x->backorder == OU_FLAG_YES ||
				    !is_row(&w->rows[r], w->know[n][k].sku,
				    x->location, x->lot) ||
				    w->rows[r].expiry_date.year == 0)
					continue;
				CHECK(w->rows[r].expiry_date.day >=
				    2 + w->know[n][k].life.v);
			}
		}
	}
}

static void
test_conservation(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_allocator *al;
	struct world w;
	unsigned n, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		al = load(&a, &w, 7);
		for (n = 0; n < w.n_orders; n++) {
			serve(al, &a, &w, n);
			check_order(&w, n);
			check_life(&w, n);
		}
		for (i = 0; i < w.n_rows; i++) {
			int64_t sum = 0;

			for (n = 0; n < w.n_orders; n++)
				sum += has_of(&w, n, &w.rows[i]);
			CHECK_INT(ou_allocator_taken(al, i).v, sum);
			CHECK(sum <= room(&w.rows[i]));
		}
		if (unit.bad)
			printf("# round %ld\n", r);
	}
	ou_arena_release(&a);
}

/* --- quotas --- */

static bool
is_for(const struct ou_allocator_quota *q, const struct ou_order *o)
{
	return (q->channel.n == 0 || ou_str_eq(q->channel, o->channel)) &&
	    (q->segment.n == 0 || ou_str_eq(q->segment, o->segment));
}

/* What is taken by those outside of a quota is at most what is there less
 * what it keeps. */
static void
check_quota(const struct world *w, const struct ou_allocator_quota *q,
    const char *sku)
{
	int64_t there = 0, outside = 0, inside = 0, kept, part;
	unsigned i, n;

	for (i = 0; i < w->n_rows; i++) {
		if (!ou_str_is(w->rows[i].sku, sku) || (q->location.n != 0 &&
		    !ou_str_eq(w->rows[i].location, q->location)))
			continue;
		there += room(&w->rows[i]);
		for (n = 0; n < w->n_orders; n++) {
			part = has_of(w, n, &w->rows[i]);
			if (is_for(q, &w->orders[n]))
				inside += part;
			else
				outside += part;
		}
	}
	kept = q->percent.given ? there / M * (q->percent.v / M) / 100 * M
	    : q->quantity.v;
	/* Nobody can keep more than there is. */
	if (outside != 0 && outside > there - kept)
		CHECK(kept <= inside);
}

static void
test_quotas(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 2, r;
	struct ou_allocator *al;
	struct world w;
	unsigned n, i, k;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		/* One at a time: two may keep the same units. */
		if (w.n_quotas > 1)
			w.n_quotas = 1;
		al = load(&a, &w, 7);
		for (n = 0; n < w.n_orders; n++)
			serve(al, &a, &w, n);
		for (i = 0; i < w.n_quotas; i++) {
			for (k = 0; k < 4; k++) {
				if (w.quotas[i].sku.n == 0 ||
				    ou_str_is(w.quotas[i].sku, skus[k]))
					check_quota(&w, &w.quotas[i],
					    skus[k]);
			}
		}
		if (unit.bad)
			printf("# round %ld\n", r);
	}
	ou_arena_release(&a);
}

/* --- again, and back --- */

/* The output fed again changes nothing; all given back, nothing is taken. */
static void
test_again(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r;
	struct ou_allocator *al;
	struct ou_time now;
	struct world w;
	unsigned n, k, i;

	memset(&now, 0, sizeof(now));
	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		al = load(&a, &w, 7);
		for (n = 0; n < w.n_orders; n++)
			serve(al, &a, &w, n);
		for (i = 0; i < w.n_rows; i++)
			w.rows[i].reserved = ou_allocator_taken(al, i);
		for (n = 0; n < w.n_orders; n++)
			for (k = 0; k < LINES; k++)
				w.know[n][k].changed = false;
		w.options.reserved_counts = true;
		al = load(&a, &w, 7);
		for (n = 0; n < w.n_orders; n++) {
			serve(al, &a, &w, n);
			for (k = 0; k < w.orders[n].n_lines; k++)
				CHECK(!w.know[n][k].changed);
		}
		for (i = 0; i < w.n_rows; i++)
			CHECK_INT(ou_allocator_taken(al, i).v, 0);
		for (n = 0; n < w.n_orders; n++) {
			(void)ou_allocator_release(al, &a, &w.orders[n],
			    w.know[n], OU_RELEASE_ALL, &now);
			for (k = 0; k < w.orders[n].n_lines; k++) {
				CHECK_INT(w.lines[n][k].n_allocations, 0);
				CHECK_INT(w.lines[n][k].quantities
				    ->allocated.v, 0);
			}
		}
		for (i = 0; i < w.n_rows; i++)
			CHECK_INT(ou_allocator_taken(al, i).v,
			    -w.rows[i].reserved.v);
	}
	ou_arena_release(&a);
}

/* --- few places --- */

static bool
covered(const struct world *w, unsigned n)
{
	unsigned k;

	for (k = 0; k < w->orders[n].n_lines; k++) {
		if (w->lines[n][k].quantities->backordered.v != 0)
			return false;
	}
	return true;
}

static unsigned
bits(unsigned mask)
{
	return (mask & 1) + (mask >> 1 & 1) + (mask >> 2 & 1);
}

/* An order that is served whole comes from as few places as it can: no
 * smaller set of places serves it whole. */
static void
test_fewest(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000) / 4, r, whole = 0;
	struct world w, v;
	unsigned mask, used, i, p;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		make(&w);
		w.options.fewest = true;
		w.n_orders = 1;
		w.n_quotas = 0;
		v = w;
		serve(load(&a, &w, 7), &a, &w, 0);
		if (!covered(&w, 0))
			continue;
		whole++;
		used = 0;
		for (i = 0; i < w.n_rows; i++) {
			for (p = 0; p < 3; p++) {
				if (ou_str_is(w.rows[i].location, places[p]) &&
				    has_of(&w, 0, &w.rows[i]) != 0)
					used |= 1u << p;
			}
		}
		for (mask = 1; mask < 7; mask++) {
			struct world x = v;

			if (bits(mask) >= bits(used))
				continue;
			x.orders[0].lines = x.lines[0];
			serve(load(&a, &x, mask), &a, &x, 0);
			CHECK(!covered(&x, 0));
		}
	}
	CHECK(whole > rounds / 20);
	ou_arena_release(&a);
}

/* --- promises by a day --- */

#define DAYS 12

/* What can be promised for each day is the least, over all days from it on,
 * of what has come by then less what was promised by then. */
static void
test_promises(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_allocator_options options;

	memset(&options, 0, sizeof(options));
	options.today = (struct ou_date){ 2026, 11, 1 };
	for (r = 0; r < rounds && !unit.bad; r++) {
		struct ou_allocator *al;
		int64_t supply[DAYS + 1] = { 0 }, used[DAYS + 1] = { 0 };
		unsigned i, d, t, n = 1 + (unsigned)unit_rand(4);

		ou_arena_reset(&a);
		al = ou_allocator_new(&a, &options);
		for (i = 0; i < n; i++) {
			int64_t q = (int64_t)unit_rand(9);

			d = 1 + (unsigned)unit_rand(DAYS);
			supply[d] += q;
			ou_allocator_receipt(al, OU_STR("A"), OU_STR("L"),
			    ou_str_printf(&a, "P%u", i), ou_quantity_of(q),
			    (struct ou_date){ 2026, 11, (uint8_t)d });
		}
		for (i = 0; i < 6 && !unit.bad; i++) {
			struct ou_allocator_line know;
			struct ou_order_line line;
			struct ou_order o;
			int64_t atp = INT64_MAX, sum = 0, in_time = 0, want;
			uint32_t k;

			memset(&know, 0, sizeof(know));
			memset(&line, 0, sizeof(line));
			memset(&o, 0, sizeof(o));
			d = 1 + (unsigned)unit_rand(DAYS);
			want = 1 + (int64_t)unit_rand(6);
			for (t = 1; t <= DAYS; t++) {
				sum += supply[t] - used[t];
				if (t >= d && sum < atp)
					atp = sum;
			}
			know.sku = OU_STR("A");
			know.due = (struct ou_date){ 2026, 11, (uint8_t)d };
			line.quantity = ou_quantity_of(want);
			o.lines = &line;
			o.n_lines = 1;
			CHECK_INT(ou_allocator_order(al, &a, &o, &know, false,
			    false, NULL), 0);
			for (k = 0; k < line.n_allocations; k++) {
				struct ou_allocation *x =
				    &line.allocations[k];

				if (!ou_date_given(x->expected_date))
					continue;
				/* Late is promised, too: by its own day. */
				if (x->expected_date.day <= d) {
					in_time += x->quantity.v / M;
					used[d] += x->quantity.v / M;
				} else
					used[x->expected_date.day] +=
					    x->quantity.v / M;
			}
			CHECK_INT(in_time, want < atp ? want : atp);
		}
		if (unit.bad)
			printf("# round %ld\n", r);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_conservation);
	RUN(test_quotas);
	RUN(test_again);
	RUN(test_fewest);
	RUN(test_promises);
	return (UNIT_DONE());
}
