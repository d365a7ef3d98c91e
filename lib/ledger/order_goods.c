#include "order.h"

/*
 * Which allocations what was shipped belongs to, and where it was taken.
 *
 * Goods leave as they were picked (ou_goods_of), which need not be as they
 * were allocated: a pick may be short, or from another lot.  Each of the goods
 * is laid on an allocation, so that its reservation is closed; what was
 * shipped beyond the goods is laid on the allocations in their order.
 */
struct layer {
	struct line *x;
	int64_t was, is;		/* shipped, and not laid on any yet */
};

static int64_t
room(const struct line *x, uint32_t k)
{
	const int64_t q = x->line->allocations[k].quantity.v;

	return q > x->gone[k].is ? q - x->gone[k].is : 0;
}

/* Up to ${n} units on allocation ${k}; how many.  The first ones were shipped
 * before. */
static int64_t
lay(struct layer *l, uint32_t k, int64_t n, const struct ou_goods *goods)
{
	struct line *x = l->x;
	const struct ou_allocation *al = &x->line->allocations[k];
	int64_t was, is;

	n = least(n, room(x, k));
	is = least(n, l->is);
	was = least(n, l->was);
	if (goods != NULL && al->n_components == 0 && is > was &&
	    !(ou_str_eq(goods->location, al->location) &&
	    ou_str_eq(goods->lot, al->lot)))
		x->elsewhere[x->n_elsewhere++] = (struct elsewhere){ k, goods,
		    x->gone[k].is + was, x->gone[k].is + is };
	x->gone[k].was += was;
	x->gone[k].is += is;
	l->was -= was;
	l->is -= is;
	return n;
}

/* How well an allocation fits: 0 best, 4 not at all. */
static int
fit(const struct ou_allocation *al, const struct ou_goods *goods)
{
	if (goods->instead != NULL)
		return al == goods->instead ? 0 : 4;
	if (al->n_components != 0)
		return 4;
	if (al->backorder == OU_FLAG_YES)
		return 3;
	if (!ou_str_eq(al->location, goods->location))
		return 2;
	return !ou_str_eq(al->lot, goods->lot);
}

static void
lay_goods(struct layer *l, const struct ou_goods *goods)
{
	const struct ou_order_line *line = l->x->line;
	int64_t left = goods->quantity.v;
	uint32_t k;
	int f;

	for (f = 0; f < 4; f++) {
		for (k = 0; k < line->n_allocations && left > 0; k++) {
			if (fit(&line->allocations[k], goods) == f)
				left -= lay(l, k, left, goods);
		}
	}
	/* What nobody had allocated is not ours to book. */
	l->was -= least(left, l->was);
	l->is -= least(left, l->is);
}

void
ou_ledger_goods(struct line *x)
{
	const struct ou_order_line *line = x->line;
	struct layer l = { x, x->was, x->is };
	uint32_t i, k, n = 0;
	int pass;

	for (i = 0; i < x->n_goods; i++)
		n += &x->o->lines[x->goods[i].line] == line;
	x->gone = ou_arena_array(x->a, line->n_allocations,
	    sizeof(*x->gone));
	x->elsewhere = ou_arena_array(x->a, (size_t)n * line->n_allocations,
	    sizeof(*x->elsewhere));
	x->n_elsewhere = 0;
	for (i = 0; i < x->n_goods && l.is > 0; i++) {
		if (&x->o->lines[x->goods[i].line] == line)
			lay_goods(&l, &x->goods[i]);
	}
	/* Goods that are there before goods that were to come. */
	for (pass = 0; pass < 2; pass++) {
		for (k = 0; k < line->n_allocations; k++) {
			if ((line->allocations[k].backorder == OU_FLAG_YES) ==
			    (pass == 1))
				(void)lay(&l, k, l.is, NULL);
		}
	}
}
