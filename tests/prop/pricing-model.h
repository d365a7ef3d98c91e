#ifndef PRICING_MODEL_H
#define PRICING_MODEL_H

#include "pricing-book.h"

/*
 * The second model: it looks at every row for every line, in the words of the
 * rules.
 */
__extension__ typedef __int128 wide;

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

#endif
