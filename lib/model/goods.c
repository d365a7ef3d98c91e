#include "ou/model/components.h"
#include "ou/model/goods.h"

#define MICRO 1000000

/* What is gathered of an order. */
struct gathering {
	struct ou_arena *a;
	const struct ou_order *o;
	struct ou_goods *v;
	uint32_t n;
	uint32_t *next;			/* of a pick: the line's next, + 1 */
};

static void
add(struct gathering *g, uint32_t line, struct ou_str location,
    struct ou_str lot, int64_t quantity)
{
	if (quantity > 0)
		g->v[g->n++] = (struct ou_goods){ .line = line,
		    .location = location, .lot = lot,
		    .quantity = { quantity, true } };
}

static void
add_instead(struct gathering *g, uint32_t line,
    const struct ou_allocation *x, int64_t units)
{
	add(g, line, x->location, x->lot, units);
	if (units > 0)
		g->v[g->n - 1].instead = x;
}

/* The picks of each line, in their order: picks of line i are
 * next[first[i]], ... as numbers + 1 in a chain. */
static void
chain_picks(const struct ou_order *o, const struct ou_line_index *index,
    uint32_t *first, uint32_t *next)
{
	uint32_t k, line;

	for (k = o->n_picks; k-- > 0;) {
		line = ou_line_index_find(index, o->picks[k].line);
		if (line == o->n_lines)
			continue;
		next[k] = first[line];
		first[line] = k + 1;
	}
}

static struct ou_quantity
found(const struct ou_pick *p)
{
	return p->picked.given ? p->picked : p->quantity;
}

static void
from_picks(struct gathering *g, uint32_t line, uint32_t k)
{
	const struct ou_pick *p;

	for (; k != 0; k = g->next[k - 1]) {
		p = &g->o->picks[k - 1];
		add(g, line, p->location, p->lot, found(p).v);
	}
}

/* The units of the line that what was picked of the components makes; it is
 * then used up. */
static int64_t
made(struct ou_arena *a, struct ou_names *picked, uint32_t line,
    const struct ou_allocation *x)
{
	int64_t units = x->quantity.v > 0 ? x->quantity.v : 0, sum, left, fit;
	uint32_t i;

	for (i = 0; i < x->n_components && units > 0;) {
		const struct ou_component *c = &x->components[i];

		i += ou_component_item(x, i, &sum);
		left = ou_component_left(picked, a, line, c->sku);
		if (left >= sum)
			continue;
		fit = (int64_t)((__int128)left * x->quantity.v / sum);
		/* No half kits; what stands in one for one is as it is. */
		if (sum != x->quantity.v)
			fit -= fit % MICRO;
		units = fit < units ? fit : units;
	}
	for (i = 0; i < x->n_components && units > 0;) {
		const struct ou_component *c = &x->components[i];

		i += ou_component_item(x, i, &sum);
		ou_component_take(picked, a, line, c->sku,
		    (int64_t)((__int128)sum * units / x->quantity.v));
	}
	return units;
}

/* In the order of the allocations; picks of the line's item behind those are
 * there too. */
static void
from_both(struct gathering *g, uint32_t line, uint32_t k)
{
	const struct ou_order_line *l = &g->o->lines[line];
	struct ou_names picked = { 0 };
	const struct ou_allocation *x;
	const struct ou_pick *p;
	int64_t budget;
	uint32_t i, m;

	for (m = k; m != 0; m = g->next[m - 1]) {
		p = &g->o->picks[m - 1];
		if (p->sku.n != 0)
			ou_component_add(&picked, g->a, line, p->sku,
			    found(p).v);
	}
	for (i = 0; i <= l->n_allocations; i++) {
		x = i < l->n_allocations ? &l->allocations[i] : NULL;
		if (x != NULL && x->backorder == OU_FLAG_YES)
			continue;
		if (x != NULL && x->n_components != 0) {
			add_instead(g, line, x, made(g->a, &picked, line, x));
			continue;
		}
		budget = x != NULL ? x->quantity.v : INT64_MAX;
		for (; k != 0 && budget > 0; k = g->next[k - 1]) {
			p = &g->o->picks[k - 1];
			if (p->sku.n != 0)
				continue;
			if (__builtin_sub_overflow(budget, p->quantity.v,
			    &budget))
				budget = 0;
			add(g, line, p->location, p->lot, found(p).v);
		}
	}
}

static bool
has_components(const struct ou_order_line *l)
{
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		if (l->allocations[i].n_components != 0)
			return true;
	}
	return false;
}

static void
from_allocations(struct gathering *g, uint32_t line)
{
	const struct ou_order_line *l = &g->o->lines[line];
	const struct ou_allocation *x;
	uint32_t k;

	for (k = 0; k < l->n_allocations; k++) {
		x = &l->allocations[k];
		if (x->backorder == OU_FLAG_YES)
			continue;
		if (x->n_components != 0)
			add_instead(g, line, x, x->quantity.v);
		else
			add(g, line, x->location, x->lot, x->quantity.v);
	}
}

uint32_t
ou_goods_of(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_goods **goods)
{
	struct gathering g = { .a = a, .o = o };
	uint32_t room = o->n_picks, i, *first;

	for (i = 0; i < o->n_lines; i++)
		room += o->lines[i].n_allocations;
	*goods = g.v = ou_arena_array(a, room, sizeof(*g.v));
	first = ou_arena_array(a, o->n_lines, sizeof(*first));
	g.next = ou_arena_array(a, o->n_picks, sizeof(*g.next));
	chain_picks(o, index, first, g.next);
	for (i = 0; i < o->n_lines; i++) {
		if (o->n_picks != 0 && has_components(&o->lines[i]))
			from_both(&g, i, first[i]);
		else if (o->n_picks != 0)
			from_picks(&g, i, first[i]);
		else
			from_allocations(&g, i);
	}
	return g.n;
}
