#ifndef PRICING_BOOK_H
#define PRICING_BOOK_H

#include "ou/rules/pricing.h"
#include "unit.h"

/* Random books and orders for them, small enough to be full of ties. */
#define ITEMS 4
#define ROWS 24
#define LINES 4
#define CUSTOMERS 4

struct book {
	struct ou_pricing_item items[ITEMS];
	int n_items;
	struct ou_pricing_customer customers[CUSTOMERS];
	int n_customers;
	struct ou_pricing_price prices[ROWS];
	int n_prices;
	enum ou_price_policy policy;
	struct ou_pricing_rate rate;	/* absent: its rate is 0 */
};

static const char *const skus[ITEMS] = { "A", "B", "C", "D" };
static const char *const who[] = { "P", "Q", "R" };
static const char *const units[] = { "C62", "XCS", "DZN", "KGM", "EA",
    "XCT" };

static struct ou_str
some(const char *const *list, int n, int absent)
{
	if ((int)unit_rand(100) < absent)
		return (OU_STR_NONE);
	return (ou_str_c(list[unit_rand((uint64_t)n)]));
}

static struct ou_date
some_day(int absent)
{
	static const int16_t odd[] = { 1969, 1970, 2149, 2150 };

	if ((int)unit_rand(100) < absent)
		return ((struct ou_date){ 0, 0, 0 });
	if (unit_rand(20) == 0)
		return ((struct ou_date){ odd[unit_rand(4)],
		    unit_rand(2) ? 6 : 1, 6 });
	return ((struct ou_date){ 2026, (uint8_t)(1 + unit_rand(3)),
	    (uint8_t)(1 + unit_rand(5)) });
}

static void
random_price(struct ou_pricing_price *x, int n_items)
{
	static const int64_t tiers[] = { 0, 1, 2, 5, 10, 24 };

	memset(x, 0, sizeof(*x));
	x->sku = ou_str_c(skus[unit_rand((uint64_t)n_items)]);
	x->contract = some(who, 2, 70);
	x->customer = some(who, 3, 60);
	x->group = some(who, 2, 60);
	x->list = some(who, 2, 40);
	if (unit_rand(3) != 0)
		x->min = ou_quantity_of(tiers[unit_rand(6)]);
	x->price = (struct ou_price){ (int64_t)unit_rand(2000) * 10000, 2,
	    true };
	if (unit_rand(4) == 0)
		x->base = ou_quantity_of(1 + (int64_t)unit_rand(100));
	x->unit = some(units, unit_rand(3) ? 1 : 6, 40);
	x->currency = unit_rand(5) ? OU_STR("EUR") : OU_STR("USD");
	x->gross = unit_rand(4) == 0;
	x->from = some_day(50);
	x->through = some_day(50);
	if (ou_date_given(x->from) && ou_date_given(x->through) &&
	    ou_date_cmp(x->from, x->through) > 0) {
		struct ou_date t = x->from;

		x->from = x->through;
		x->through = t;
	}
	if (unit_rand(5) == 0)
		x->promotion = OU_STR("SALE");
	if (unit_rand(6) == 0)
		x->least = ou_quantity_of(1 + (int64_t)unit_rand(30));
	if (unit_rand(6) == 0)
		x->multiple = ou_quantity_of(1 + (int64_t)unit_rand(12));
	if (unit_rand(2))
		x->priority = (struct ou_integer){ (int64_t)unit_rand(3),
		    true };
}

static void
random_book(struct book *b)
{
	int i;

	memset(b, 0, sizeof(*b));
	b->n_items = 1 + (int)unit_rand(ITEMS);
	for (i = 0; i < b->n_items; i++) {
		b->items[i].sku = ou_str_c(skus[i]);
		b->items[i].packs.unit = i == 3 ? OU_STR("KGM") :
		    unit_rand(2) ? OU_STR("C62") : OU_STR_NONE;
		if (unit_rand(2))
			b->items[i].packs.pack = ou_quantity_of(
			    unit_rand(2) ? 24 : 7);
	}
	b->n_customers = (int)unit_rand(CUSTOMERS);
	for (i = 0; i < b->n_customers; i++) {
		b->customers[i].id = ou_str_c(i < 3 ? who[i] : "S");
		b->customers[i].group = some(who, 2, 30);
		b->customers[i].list = some(who, 2, 30);
	}
	b->n_prices = 1 + (int)unit_rand(ROWS);
	for (i = 0; i < b->n_prices; i++)
		random_price(&b->prices[i], b->n_items);
	b->policy = unit_rand(3) ? OU_PRICE_PRIORITY : OU_PRICE_BEST;
	if (unit_rand(2)) {
		bool back = unit_rand(2) == 0;

		b->rate.from = back ? OU_STR("USD") : OU_STR("EUR");
		b->rate.to = back ? OU_STR("EUR") : OU_STR("USD");
		b->rate.date = (struct ou_date){ 2026,
		    (uint8_t)(1 + unit_rand(2)), 3 };
		b->rate.rate = (struct ou_price){ 300000 +
		    (int64_t)unit_rand(2000000), 2, true };
	}
}

static void
random_order(struct ou_arena *a, struct ou_order *o, int n_items)
{
	struct ou_order_line *l;
	uint32_t i;

	memset(o, 0, sizeof(*o));
	o->segment = OU_STR("b2c");
	o->currency = unit_rand(5) ? OU_STR("EUR") : OU_STR("USD");
	o->channel = unit_rand(3) ? OU_STR("edi") : OU_STR("shop");
	o->prices_include_tax = ou_flag_of(unit_rand(4) == 0);
	o->date.date = some_day(10);
	o->customer = ou_arena_zalloc(a, sizeof(*o->customer));
	o->customer->id = some(who, 3, 10);
	o->customer->price_group = some(who, 2, 70);
	o->references = ou_arena_zalloc(a, sizeof(*o->references));
	o->references->contract = some(who, 2, 50);
	o->n_lines = 1 + (uint32_t)unit_rand(LINES);
	o->lines = ou_arena_array(a, o->n_lines, sizeof(*o->lines));
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		l->number = ou_str_printf(a, "%u", (unsigned)i);
		l->product = ou_arena_zalloc(a, sizeof(*l->product));
		l->product->sku = ou_str_c(skus[unit_rand(
		    (uint64_t)n_items)]);
		l->quantity = ou_quantity_of((int64_t)unit_rand(30) - 3);
		l->unit = some(units, unit_rand(2) ? 1 : 6, 20);
		if (unit_rand(4) == 0) {
			l->references = ou_arena_zalloc(a,
			    sizeof(*l->references));
			l->references->contract = some(who, 3, 20);
		}
	}
}

#endif
