/*
 * Prices of random orders from random books, against a second model that
 * looks at every row for every line, in the words of the rules: by priority
 * and the best, with prices of promotions, least quantities and packs, and in
 * the shop's currency where the order's has none; and the same book in another
 * order must give the same.  OU_ROUNDS=100000 for a long run.
 */
#include "ou/rules/pricing.h"
#include "unit.h"

__extension__ typedef __int128 wide;

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
	struct ou_pair lists[1];
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
	b->lists[0] = (struct ou_pair){ OU_STR("shop"), OU_STR("Q"), false };
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

static struct ou_pricing *
build(struct ou_arena *a, const struct book *b, const int *order,
    enum ou_incoming incoming, struct ou_pricing_fault *fault)
{
	struct ou_pricing_policy policy = { .incoming = incoming,
	    .channel_lists = b->lists, .n_channel_lists = 1,
	    .policy = b->policy, .currency = OU_STR("EUR") };
	struct ou_pricing *p = ou_pricing_new(a, &policy);
	int i;

	for (i = 0; i < b->n_items; i++)
		ou_pricing_add_item(p, &b->items[i]);
	for (i = 0; i < b->n_customers; i++)
		ou_pricing_add_customer(p, &b->customers[i]);
	for (i = 0; i < b->n_prices; i++)
		ou_pricing_add_price(p, &b->prices[order[i]]);
	if (b->rate.rate.v > 0)
		ou_pricing_add_rate(p, &b->rate);
	return (ou_pricing_build(p, fault) == 0 ? p : NULL);
}

/* --- the second model --- */

static bool
empty_or(struct ou_str row, struct ou_str mine)
{
	return (row.p == NULL || (mine.p != NULL && ou_str_eq(row, mine)));
}

static int
level_of(const struct ou_pricing_price *x)
{
	return (x->contract.p != NULL ? 0 : x->customer.p != NULL ? 1 :
	    x->group.p != NULL ? 2 : x->list.p != NULL ? 3 : 4);
}

/* A promotion's price that is for nobody in particular. */
static bool
is_offer(const struct ou_pricing_price *x)
{
	return (x->promotion.p != NULL && level_of(x) >= 3);
}

static bool
piece(struct ou_str u)
{
	return (ou_str_is(u, "C62") || ou_str_is(u, "EA"));
}

/* How many of the item's stock unit; 0: not known. */
static int64_t
in_stock_units(const struct ou_pricing_item *item, struct ou_str u)
{
	struct ou_str own = item->packs.unit.p != NULL ? item->packs.unit :
	    OU_STR("C62");

	if (u.p == NULL || ou_str_eq(u, own) || (piece(u) && piece(own)))
		return (1);
	if (ou_str_is(u, "XCS") || ou_str_is(u, "XCT"))
		return (item->packs.pack.v / 1000000);
	if (ou_str_is(u, "DZN") && piece(own))
		return (12);
	return (0);
}

struct candidate {
	int row, level, rank;
	struct ou_str unit;
	int64_t min, priority;
	/* price and base in the line's unit, as a fraction of row terms */
	int64_t num, den;
	wide price, base;		/* of one of the line's unit */
	bool offer;
};

static struct ou_str
unit_name(struct ou_str u)
{
	return (piece(u) ? OU_STR("C62") : u);
}

/* Smaller is better. */
static int
before(const struct candidate *a, const struct candidate *b)
{
	if (a->level != b->level)
		return (a->level - b->level);
	if (a->rank != b->rank)
		return (a->rank - b->rank);
	if (!ou_str_eq(a->unit, b->unit))
		return (ou_str_cmp(a->unit, b->unit));
	if (a->min != b->min)
		return (a->min > b->min ? -1 : 1);
	if (a->priority != b->priority)
		return (a->priority < b->priority ? -1 : 1);
	return (0);
}

struct asker {
	struct ou_str contract, customer, group, list;
	const struct ou_order *o;
	const struct ou_order_line *line;
	const struct ou_pricing_item *item;
	struct ou_str currency;
};

static void
make_asker(const struct book *b, const struct ou_order *o,
    const struct ou_order_line *l, struct asker *x)
{
	int i;

	memset(x, 0, sizeof(*x));
	x->o = o;
	x->line = l;
	x->currency = o->currency;
	x->customer = o->customer->id;
	for (i = 0; i < b->n_customers; i++) {
		if (ou_str_eq(b->customers[i].id, o->customer->id)) {
			x->group = b->customers[i].group;
			x->list = b->customers[i].list;
		}
	}
	if (x->list.p == NULL && ou_str_is(o->channel, "shop"))
		x->list = OU_STR("Q");
	if (o->customer->price_group.p != NULL)
		x->group = o->customer->price_group;
	x->contract = o->references->contract;
	if (l->references != NULL && l->references->contract.p != NULL)
		x->contract = l->references->contract;
	for (i = 0; i < b->n_items; i++)
		if (ou_str_eq(b->items[i].sku, l->product->sku))
			x->item = &b->items[i];
}

static bool
model_candidate(const struct ou_pricing_price *r, const struct asker *x,
    struct candidate *c)
{
	struct ou_str own = x->item->packs.unit.p != NULL ?
	    x->item->packs.unit : OU_STR("C62");
	struct ou_str ru = r->unit.p != NULL ? r->unit : own;
	struct ou_str lu = x->line->unit.p != NULL ? x->line->unit : own;
	struct ou_date day = x->o->date.date;
	int64_t q = x->line->quantity.v;

	if (!ou_str_eq(r->sku, x->line->product->sku) ||
	    !ou_str_eq(r->currency, x->currency) ||
	    r->gross != (x->o->prices_include_tax == OU_FLAG_YES) ||
	    !empty_or(r->contract, x->contract) ||
	    !empty_or(r->customer, x->customer) ||
	    !empty_or(r->group, x->group) || !empty_or(r->list, x->list))
		return (false);
	if (!ou_date_given(day)) {
		if (ou_date_given(r->from) || ou_date_given(r->through))
			return (false);
	} else if ((ou_date_given(r->from) &&
	    ou_date_cmp(day, r->from) < 0) || (ou_date_given(r->through) &&
	    ou_date_cmp(day, r->through) > 0))
		return (false);
	c->num = in_stock_units(x->item, lu);
	c->den = in_stock_units(x->item, ru);
	if (ou_str_eq(unit_name(lu), unit_name(ru))) {
		c->num = c->den = 1;
	} else if (c->num == 0 || c->den == 0) {
		/* dozens and pieces are fixed, whatever the item says */
		c->num = piece(lu) ? 1 : ou_str_is(lu, "DZN") ? 12 : 0;
		c->den = piece(ru) ? 1 : ou_str_is(ru, "DZN") ? 12 : 0;
		if (c->num == 0 || c->den == 0)
			return (false);
		/* but only when the line's unit is not one of the item's */
		if (in_stock_units(x->item, lu) != 0)
			return (false);
	}
	if ((wide)(q < 0 ? -q : q) * c->num < (wide)r->min.v * c->den)
		return (false);
	c->rank = ou_str_eq(unit_name(lu), unit_name(ru)) ? 0 :
	    c->num == c->den ? 1 : ou_str_eq(unit_name(ru), unit_name(own)) ?
	    2 : 3;
	c->level = level_of(r);
	c->unit = unit_name(ru);
	c->min = r->min.v;
	c->priority = r->priority.given ? r->priority.v : INT64_MAX;
	c->offer = is_offer(r);
	c->price = (wide)r->price.v * c->num;
	c->base = (wide)(r->base.given ? r->base.v : 1000000) * c->den;
	return (true);
}

/* The best of the rows that are offers, or are not; of those with the price
 * ${price}, if that is given. */
static int
model_best(const struct book *b, const struct asker *x, bool offers,
    const struct candidate *price, struct candidate *won, bool *tie)
{
	struct candidate c = { .row = 0 };
	int i, best = -1;

	for (i = 0; i < b->n_prices; i++) {
		if (is_offer(&b->prices[i]) != offers ||
		    !model_candidate(&b->prices[i], x, &c) ||
		    (price != NULL && c.price * price->base !=
		    price->price * c.base))
			continue;
		c.row = i;
		if (best >= 0 && before(&c, won) == 0)
			*tie = true;
		if (best < 0 || before(&c, won) < 0) {
			*won = c;
			best = i;
			*tie = false;
		}
	}
	return (best);
}

static int
model_by_priority(const struct book *b, const struct asker *x,
    const struct candidate *price, struct candidate *won, bool *tie)
{
	struct candidate offer = { .row = 0 };
	bool offer_tie = false;
	int row = model_best(b, x, false, price, won, tie);
	int other = model_best(b, x, true, price, &offer, &offer_tie);

	if (other < 0 || (row >= 0 && (won->level < 3 ||
	    won->min > 1000000)))
		return (row);
	*won = offer;
	*tie = offer_tie;
	return (other);
}

/* With the best, the lowest price is found first; if the row of the highest
 * priority costs as much it wins, else the first by level, unit, tier. */
static int
model_ask(const struct book *b, const struct asker *x, struct candidate *won,
    bool *tie)
{
	struct candidate c = { .row = 0 }, low = { .row = -1 };
	int i, row = model_by_priority(b, x, NULL, won, tie);

	if (b->policy != OU_PRICE_BEST || row < 0)
		return (row);
	for (i = 0; i < b->n_prices; i++) {
		if (!model_candidate(&b->prices[i], x, &c))
			continue;
		c.row = i;
		if (c.offer)
			c.level += 2;
		if (low.row < 0 || c.price * low.base < low.price * c.base ||
		    (c.price * low.base == low.price * c.base &&
		    before(&c, &low) < 0))
			low = c;
	}
	if (low.price * won->base == won->price * low.base)
		return (row);
	*won = low;
	*tie = false;
	return (low.row);
}

/* Two rows that one order could both be left with. */
static bool
model_tie(const struct book *b)
{
	const struct ou_pricing_price *x, *y;
	struct ou_str u, v, own;
	int i, k;

	for (i = 0; i < b->n_prices; i++) {
		for (k = 0; k < i; k++) {
			x = &b->prices[i];
			y = &b->prices[k];
			own = OU_STR("C62");
			for (int m = 0; m < b->n_items; m++)
				if (ou_str_eq(b->items[m].sku, x->sku) &&
				    b->items[m].packs.unit.p != NULL)
					own = b->items[m].packs.unit;
			u = unit_name(x->unit.p != NULL ? x->unit : own);
			v = unit_name(y->unit.p != NULL ? y->unit : own);
			if (ou_str_eq(x->sku, y->sku) && ou_str_eq(u, v) &&
			    ou_str_eq(x->currency, y->currency) &&
			    x->gross == y->gross && level_of(x) ==
			    level_of(y) && is_offer(x) == is_offer(y) &&
			    x->min.v == y->min.v &&
			    (x->priority.given ? x->priority.v : -1) ==
			    (y->priority.given ? y->priority.v : -1) &&
			    (empty_or(x->contract, y->contract) ||
			    y->contract.p == NULL) &&
			    (empty_or(x->customer, y->customer) ||
			    y->customer.p == NULL) &&
			    (empty_or(x->group, y->group) ||
			    y->group.p == NULL) &&
			    (empty_or(x->list, y->list) ||
			    y->list.p == NULL) &&
			    (!ou_date_given(x->from) ||
			    !ou_date_given(y->through) ||
			    ou_date_cmp(x->from, y->through) <= 0) &&
			    (!ou_date_given(y->from) ||
			    !ou_date_given(x->through) ||
			    ou_date_cmp(y->from, x->through) <= 0))
				return (true);
		}
	}
	return (false);
}

static bool
model_bad_reference(const struct book *b)
{
	int i, k;

	for (i = 0; b->n_customers > 0 && i < b->n_prices; i++) {
		if (b->prices[i].customer.p == NULL)
			continue;
		for (k = 0; k < b->n_customers; k++)
			if (ou_str_eq(b->customers[k].id,
			    b->prices[i].customer))
				break;
		if (k == b->n_customers)
			return (true);
	}
	return (false);
}

/* --- orders --- */

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

/* Is there a rate for an order that no row has the currency of? */
static bool
model_turns(const struct book *b, const struct ou_order *o,
    const struct asker *x)
{
	return (b->rate.rate.v > 0 && !ou_str_is(x->currency, "EUR") &&
	    ou_date_given(o->date.date) &&
	    ou_date_cmp(b->rate.date, o->date.date) <= 0);
}

/* A price of whole cents in the other currency, in whole cents. */
static wide
model_turn(const struct book *b, int64_t price)
{
	wide num = price, den = 10000;

	if (ou_str_is(b->rate.from, "EUR")) {
		num *= b->rate.rate.v;
		den *= 1000000;
	} else {
		num *= 1000000;
		den *= b->rate.rate.v;
	}
	return ((2 * num + den) / (2 * den) * 10000);
}

static bool
has_hold(const struct ou_quote *q, const struct ou_order_line *l)
{
	const struct ou_quote_hold *h;

	for (h = q->holds; h != NULL; h = h->next) {
		if (h->code == OU_DIAG_HOLD_QUANTITY &&
		    ou_str_eq(h->line, l->number))
			return (true);
	}
	return (false);
}

static bool
check_line(const struct book *b, const struct ou_order *o, uint32_t i,
    const struct ou_quote *q, const int *order)
{
	const struct ou_order_line *l = &o->lines[i];
	const struct ou_pricing_price *r;
	struct candidate won = { .row = 0 };
	struct asker x;
	int64_t b1, b2;
	bool tie = false, turned = false;
	wide price;
	int row;

	make_asker(b, o, l, &x);
	row = model_ask(b, &x, &won, &tie);
	if (row < 0 && model_turns(b, o, &x)) {
		x.currency = OU_STR("EUR");
		row = model_ask(b, &x, &won, &tie);
		turned = row >= 0;
	}
	if (!CHECK(!tie))
		return (false);
	if (row < 0)
		return (CHECK_INT(q->lines[i].row, OU_QUOTE_NO_ROW) &&
		    CHECK(!l->unit_price.given) && CHECK(q->holds != NULL));
	if (!CHECK(q->lines[i].row != OU_QUOTE_NO_ROW) ||
	    !CHECK_INT(order[q->lines[i].row], row) ||
	    !CHECK(l->unit_price.given))
		return (false);
	/* unitPrice / its base = row price x num / (row base x den) */
	r = &b->prices[row];
	b1 = l->price_base.given ? l->price_base.v : 1000000;
	b2 = r->base.given ? r->base.v : 1000000;
	price = turned ? model_turn(b, r->price.v) : r->price.v;
	return (CHECK((wide)l->unit_price.v * b2 * won.den ==
	    price * b1 * won.num) &&
	    CHECK_INT(has_hold(q, l), l->quantity.v > 0 &&
	    ((r->least.v > 0 && (wide)l->quantity.v * won.num <
	    (wide)r->least.v * won.den) || (r->multiple.v > 0 &&
	    (wide)l->quantity.v * won.num % ((wide)r->multiple.v *
	    won.den) != 0))));
}

static void
shuffle(int *order, int n)
{
	int i, k, t;

	for (i = n - 1; i > 0; i--) {
		k = (int)unit_rand((uint64_t)i + 1);
		t = order[i];
		order[i] = order[k];
		order[k] = t;
	}
}

static bool
one_order(struct ou_arena *a, const struct book *b, struct ou_pricing *p,
    struct ou_pricing *other, const int *same, const int *order)
{
	struct ou_order o, again;
	struct ou_quote q, r;
	struct ou_err err;
	uint32_t i, customer = OU_QUOTE_NO_ROW;

	random_order(a, &o, b->n_items);
	again = o;
	again.lines = ou_arena_array(a, o.n_lines, sizeof(*o.lines));
	memcpy(again.lines, o.lines, o.n_lines * sizeof(*o.lines));
	for (i = 0; i < (uint32_t)b->n_customers; i++) {
		if (ou_str_eq(b->customers[i].id, o.customer->id))
			customer = i;
	}
	if (!CHECK_INT(ou_pricing_order(p, a, &o, customer, &q, &err), 0) ||
	    !CHECK_INT(ou_pricing_order(other, a, &again, customer, &r,
	    &err), 0))
		return (false);
	for (i = 0; i < o.n_lines; i++) {
		if (!check_line(b, &o, i, &q, same) ||
		    !check_line(b, &again, i, &r, order))
			return (false);
	}
	return (true);
}

static void
test_books(void)
{
	long rounds = unit_rounds(3000), i, good = 0, bad = 0;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_pricing *p, *other;
	struct ou_pricing_fault f, g;
	int same[ROWS], order[ROWS], k;
	struct book b;
	bool want;

	for (i = 0; i < rounds; i++) {
		random_book(&b);
		for (k = 0; k < ROWS; k++)
			same[k] = order[k] = k;
		shuffle(order, b.n_prices);
		p = build(&a, &b, same, OU_INCOMING_BOOK, &f);
		other = build(&a, &b, order, OU_INCOMING_BOOK, &g);
		want = !model_bad_reference(&b) && !model_tie(&b);
		if (!CHECK_INT(p != NULL, want) ||
		    !CHECK_INT(other != NULL, want))
			break;
		if (!want) {
			bad++;
		} else {
			good++;
			for (k = 0; k < 20; k++)
				if (!one_order(&a, &b, p, other, same, order))
					break;
			if (k < 20)
				break;
		}
		ou_arena_reset(&a);
	}
	printf("# %ld books, %ld of them faulty\n", i, bad);
	CHECK(good > 0 && bad > 0);
	ou_arena_release(&a);
}

int
main(void)
{
	(void)unit_seed();
	RUN(test_books);
	return (UNIT_DONE());
}
