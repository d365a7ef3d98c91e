/*
 * Prices of random orders from random books, against a second model that
 * looks at every row for every line, in the words of the rules: by priority
 * and the best, with prices of promotions, least quantities and packs, and in
 * the shop's currency where the order's has none; and the same book in another
 * order must give the same.  OU_ROUNDS=100000 for a long run.
 */
#include "pricing-model.h"

static struct ou_pricing *
build(struct ou_arena *a, const struct book *b, const int *order,
    struct ou_pricing_fault *fault)
{
	struct ou_pricing_policy policy = { .currency = OU_STR("EUR") };
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
	struct ou_pricing_terms terms = { .incoming = OU_INCOMING_BOOK,
	    .policy = b->policy };
	struct ou_order o, again;
	struct ou_quote q, r;
	struct ou_err err;
	uint32_t i, customer = OU_QUOTE_NO_ROW;

	random_order(a, &o, b->n_items);
	if (ou_str_is(o.channel, "shop"))
		terms.list = OU_STR("Q");
	again = o;
	again.lines = ou_arena_array(a, o.n_lines, sizeof(*o.lines));
	memcpy(again.lines, o.lines, o.n_lines * sizeof(*o.lines));
	for (i = 0; i < (uint32_t)b->n_customers; i++) {
		if (ou_str_eq(b->customers[i].id, o.customer->id))
			customer = i;
	}
	if (!CHECK_INT(ou_pricing_order(p, &terms, a, &o, customer, &q, &err),
	    0) || !CHECK_INT(ou_pricing_order(other, &terms, a, &again,
	    customer, &r, &err), 0))
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
		p = build(&a, &b, same, &f);
		other = build(&a, &b, order, &g);
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
