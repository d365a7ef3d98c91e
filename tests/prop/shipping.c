/*
 * Laws of shipping: what goes out is what is ready, no more, once; packages
 * hold exactly the shipment, none is heavier than allowed unless it holds one
 * unit, and weights add up.
 */
#include "ou/rules/shipping.h"
#include "unit.h"

#define M 1000000
#define LINES 4
#define PICKS 9

static const char *const numbers[] = { "10", "20", "30", "40" };
static const char *const places[] = { "L1", "L2" };
static const char *const lots[] = { "", "X", "Y" };

struct world {
	struct ou_order o;
	struct ou_order_line lines[LINES];
	struct ou_quantities quantities[LINES];
	struct ou_allocation allocations[LINES][3];
	struct ou_pick picks[PICKS];
	struct ou_ship_line know[LINES];
	struct ou_quantity max;
	bool divisible;
};

static void
make_lines(struct world *w)
{
	uint32_t i, k;

	for (i = 0; i < w->o.n_lines; i++) {
		struct ou_order_line *l = &w->lines[i];

		l->number = ou_str_c(numbers[i]);
		l->allocations = w->allocations[i];
		l->n_allocations = (uint32_t)unit_rand(4);
		for (k = 0; k < l->n_allocations; k++) {
			struct ou_allocation *a = &l->allocations[k];

			a->quantity = ou_quantity_of(1 +
			    (int64_t)unit_rand(30));
			a->location = ou_str_c(places[unit_rand(4) == 0]);
			a->lot = ou_str_c(lots[unit_rand(3)]);
			if (unit_rand(4) == 0)
				a->backorder = OU_FLAG_YES;
			l->quantity.v += a->quantity.v;
		}
		l->quantity.given = true;
		if (unit_rand(2)) {
			l->quantities = &w->quantities[i];
			l->quantities->shipped =
			    ou_quantity_of((int64_t)unit_rand(9));
		}
		w->know[i].divisible = w->divisible;
		if (unit_rand(5) != 0)
			w->know[i].weight = (struct ou_quantity){
			    (int64_t)unit_rand(4 * M), true };
	}
}

static void
make(struct world *w)
{
	uint32_t i;

	memset(w, 0, sizeof(*w));
	w->o.id = OU_STR("t:1");
	w->o.lines = w->lines;
	w->o.n_lines = 1 + (uint32_t)unit_rand(LINES);
	w->divisible = unit_rand(4) == 0;
	make_lines(w);
	if (unit_rand(2)) {
		w->o.picks = w->picks;
		w->o.n_picks = (uint32_t)unit_rand(PICKS + 1);
	}
	for (i = 0; i < w->o.n_picks; i++) {
		w->picks[i].line = ou_str_c(numbers[unit_rand(LINES)]);
		w->picks[i].location = ou_str_c(places[unit_rand(2)]);
		w->picks[i].lot = ou_str_c(lots[unit_rand(3)]);
		w->picks[i].quantity = ou_quantity_of((int64_t)unit_rand(20));
		if (unit_rand(3) == 0)
			w->picks[i].picked =
			    ou_quantity_of((int64_t)unit_rand(20));
	}
	if (unit_rand(3) != 0)
		w->max = (struct ou_quantity){
		    (int64_t)(1 + unit_rand(20)) * M, true };
}

/* What is ready of a line, told in the plainest way. */
static int64_t
ready_of(const struct world *w, uint32_t line)
{
	const struct ou_order_line *l = &w->lines[line];
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < w->o.n_picks; i++) {
		if (ou_str_eq(w->picks[i].line, l->number))
			sum += w->picks[i].picked.given
			    ? w->picks[i].picked.v : w->picks[i].quantity.v;
	}
	for (i = 0; w->o.n_picks == 0 && i < l->n_allocations; i++) {
		if (l->allocations[i].backorder != OU_FLAG_YES)
			sum += l->allocations[i].quantity.v;
	}
	if (l->quantities != NULL)
		sum -= l->quantities->shipped.v;
	return sum > 0 ? sum : 0;
}

static uint32_t
line_of(const struct world *w, struct ou_str number)
{
	uint32_t i;

	for (i = 0; i < w->o.n_lines; i++) {
		if (ou_str_eq(w->lines[i].number, number))
			break;
	}
	return i;
}

static void
check_package(const struct world *w, const struct ou_package *p)
{
	int64_t weight = 0, units = 0;
	bool known = true, weighty = false;
	uint32_t i, line;

	CHECK(p->n_contents > 0);
	for (i = 0; i < p->n_contents; i++) {
		line = line_of(w, p->contents[i].line);
		if (!CHECK(line < w->o.n_lines))
			return;
		CHECK(p->contents[i].quantity.v > 0);
		units += p->contents[i].quantity.v;
		known = known && w->know[line].weight.given;
		weighty = weighty || (w->know[line].weight.given &&
		    w->know[line].weight.v > w->max.v);
		/* whole units of at most 4 kg: exact in micrograms */
		weight += p->contents[i].quantity.v / 1000 *
		    w->know[line].weight.v / 1000;
	}
	CHECK_INT(p->gross_weight_kg.given, known);
	if (known && !w->divisible)
		CHECK_INT(p->gross_weight_kg.v, weight);
	if (known && w->max.given && p->gross_weight_kg.v > w->max.v)
		CHECK(weighty && units <= M);
}

static void
ship_all(struct ou_arena *a, struct world *w, struct ou_ship_part *parts,
    uint32_t n, const struct ou_line_index *x, int64_t *out)
{
	struct ou_err err;
	uint32_t k, i, c;

	for (; n > 0; parts += k, n -= k) {
		struct ou_shipment s;
		uint32_t had = w->o.n_packages;

		k = ou_shipping_location(parts, n);
		memset(&s, 0, sizeof(s));
		CHECK(k > 0);
		if (ou_shipping_ship(a, &w->o, x, parts, k, false, w->know,
		    w->max, &s, &err) != 0) {
			unit_fail(__FILE__, __LINE__, "%s", err.text);
			return;
		}
		CHECK_INT(w->o.n_packages, had + s.n_packages);
		CHECK_INT(s.package_count.v, s.n_packages);
		for (i = 0; i < k; i++)
			CHECK(ou_str_eq(parts[i].location, s.location));
		for (i = 0; i < s.n_packages; i++) {
			check_package(w, &s.packages[i]);
			for (c = 0; c < s.packages[i].n_contents; c++)
				out[line_of(w, s.packages[i].contents[c]
				    .line)] += s.packages[i].contents[c]
				    .quantity.v;
		}
	}
}

static void
test_ship(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_line_index x;
	struct ou_ship_part *parts;
	struct world w;
	struct ou_err err;
	uint32_t n, i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		int64_t want[LINES], out[LINES] = { 0 }, before[LINES];

		ou_arena_reset(&a);
		make(&w);
		CHECK(ou_line_index_init(&x, &a, &w.o, &err) == 0);
		for (i = 0; i < w.o.n_lines; i++) {
			want[i] = ready_of(&w, i);
			before[i] = w.lines[i].quantities != NULL
			    ? w.lines[i].quantities->shipped.v : 0;
		}
		n = ou_shipping_ready(&a, &w.o, &x, &parts);
		ship_all(&a, &w, parts, n, &x, out);
		for (i = 0; i < w.o.n_lines; i++) {
			CHECK_INT(out[i], want[i]);
			CHECK_INT(w.lines[i].quantities != NULL
			    ? w.lines[i].quantities->shipped.v : 0,
			    before[i] + want[i]);
		}
		/* once */
		CHECK_INT(ou_shipping_ready(&a, &w.o, &x, &parts), 0);
		CHECK_INT(ou_shipping_packed(&a, &w.o, &x, &parts), 0);
	}
	ou_arena_release(&a);
}

static void
test_numbers(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_order_line lines[200];
	struct ou_order o = { .lines = lines };
	struct ou_line_index x;
	struct ou_err err;
	uint32_t n, i;

	memset(lines, 0, sizeof(lines));
	for (i = 0; i < 200; i++)
		lines[i].number = ou_str_printf(&a, "%u", i * 7);
	for (n = 0; n <= 200; n++) {
		o.n_lines = n;
		ROW("%u lines", n);
		CHECK_INT(ou_line_index_init(&x, &a, &o, &err), 0);
		for (i = 0; i < n; i++)
			CHECK_INT(ou_line_index_find(&x, lines[i].number), i);
		CHECK_INT(ou_line_index_find(&x, OU_STR("none")), n);
		if (n < 2)
			continue;
		lines[n - 1].number = lines[n / 2 - (n == 2)].number;
		CHECK_INT(ou_line_index_init(&x, &a, &o, &err), -1);
		lines[n - 1].number = OU_STR_NONE;
		CHECK_INT(ou_line_index_init(&x, &a, &o, &err), -1);
		lines[n - 1].number = ou_str_printf(&a, "%u", (n - 1) * 7);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_ship);
	RUN(test_numbers);
	return (UNIT_DONE());
}
