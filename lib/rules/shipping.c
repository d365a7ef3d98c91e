#include <string.h>

#include "ou/rules/shipping.h"
#include "components.h"
#include "grain.h"
#include "shipping.h"

/* --- what is ready --- */

/* What cannot be counted is far below zero: nothing is missing. */
static int64_t
less(int64_t a, int64_t b)
{
	return __builtin_sub_overflow(a, b, &a) ? INT64_MIN : a;
}

/* Add a part, less what was shipped before; is there any? */
static bool
add_part(struct ou_ship_part *parts, uint32_t *n, uint32_t line,
    struct ou_str location, struct ou_str lot, struct ou_quantity q,
    int64_t *shipped)
{
	int64_t gone = q.v < *shipped ? q.v : *shipped;

	if (q.v <= 0)
		return false;
	*shipped -= gone;
	if (q.v == gone)
		return false;
	parts[(*n)++] = (struct ou_ship_part){ .line = line,
	    .location = location, .lot = lot,
	    .quantity = { q.v - gone, true } };
	return true;
}

static void
add_instead(struct ou_ship_part *parts, uint32_t *n, uint32_t line,
    const struct ou_allocation *x, int64_t units, int64_t *shipped)
{
	if (add_part(parts, n, line, x->location, x->lot,
	    (struct ou_quantity){ units, true }, shipped))
		parts[*n - 1].instead = x;
}

static int64_t
shipped_before(const struct ou_order_line *l)
{
	return l->quantities != NULL && l->quantities->shipped.v > 0
	    ? l->quantities->shipped.v : 0;
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
ready_picks(const struct ou_order *o, uint32_t line, uint32_t k,
    const uint32_t *next, struct ou_ship_part *parts, uint32_t *n)
{
	int64_t shipped = shipped_before(&o->lines[line]);
	const struct ou_pick *p;

	for (; k != 0; k = next[k - 1]) {
		p = &o->picks[k - 1];
		add_part(parts, n, line, p->location, p->lot, found(p),
		    &shipped);
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
			fit -= fit % OU_MICRO;
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

/* In the order of the allocations, in which what was shipped before is
 * counted; picks of the line's item behind those are ready too. */
static void
ready_mixed(struct ou_arena *a, const struct ou_order *o, uint32_t line,
    uint32_t k, const uint32_t *next, struct ou_ship_part *parts, uint32_t *n)
{
	const struct ou_order_line *l = &o->lines[line];
	int64_t shipped = shipped_before(l), budget = 0;
	struct ou_names picked = { 0 };
	const struct ou_allocation *x;
	const struct ou_pick *p;
	uint32_t i, m;

	for (m = k; m != 0; m = next[m - 1]) {
		p = &o->picks[m - 1];
		if (p->sku.n != 0)
			ou_component_add(&picked, a, line, p->sku,
			    found(p).v);
	}
	for (i = 0; i <= l->n_allocations; i++) {
		x = i < l->n_allocations ? &l->allocations[i] : NULL;
		if (x != NULL && x->backorder == OU_FLAG_YES)
			continue;
		if (x != NULL && x->n_components != 0) {
			add_instead(parts, n, line, x, made(a, &picked, line,
			    x), &shipped);
			continue;
		}
		budget = x != NULL ? x->quantity.v : INT64_MAX;
		for (; k != 0 && budget > 0; k = next[k - 1]) {
			p = &o->picks[k - 1];
			if (p->sku.n != 0)
				continue;
			budget = less(budget, p->quantity.v);
			add_part(parts, n, line, p->location, p->lot,
			    found(p), &shipped);
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
ready_allocations(const struct ou_order *o, uint32_t line,
    struct ou_ship_part *parts, uint32_t *n)
{
	const struct ou_order_line *l = &o->lines[line];
	int64_t shipped = shipped_before(l);
	const struct ou_allocation *x;
	uint32_t k;

	for (k = 0; k < l->n_allocations; k++) {
		x = &l->allocations[k];
		if (x->backorder == OU_FLAG_YES)
			continue;
		if (x->n_components != 0)
			add_instead(parts, n, line, x, x->quantity.v,
			    &shipped);
		else
			add_part(parts, n, line, x->location, x->lot,
			    x->quantity, &shipped);
	}
}

uint32_t
ou_shipping_ready(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_ship_part **parts)
{
	uint32_t n = 0, room = o->n_picks, i, *first, *next;

	for (i = 0; i < o->n_lines; i++)
		room += o->lines[i].n_allocations;
	*parts = ou_arena_array(a, room, sizeof(**parts));
	first = ou_arena_array(a, o->n_lines, sizeof(*first));
	next = ou_arena_array(a, o->n_picks, sizeof(*next));
	chain_picks(o, index, first, next);
	for (i = 0; i < o->n_lines; i++) {
		if (o->n_picks != 0 && has_components(&o->lines[i]))
			ready_mixed(a, o, i, first[i], next, *parts, &n);
		else if (o->n_picks != 0)
			ready_picks(o, i, first[i], next, *parts, &n);
		else
			ready_allocations(o, i, *parts, &n);
	}
	return n;
}

bool
ou_shipping_taken(const struct ou_order *o, const struct ou_package *package)
{
	const struct ou_order_shipment *s;
	uint32_t i, k;

	for (i = 0; i < o->n_shipments; i++) {
		s = &o->shipments[i];
		for (k = 0; k < s->n_packages; k++) {
			if (ou_str_eq(s->packages[k], package->id))
				return true;
		}
	}
	return false;
}

uint32_t
ou_shipping_packed(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_ship_part **parts)
{
	uint32_t n = 0, room = 0, i, k, line;
	const struct ou_content *c;
	int64_t none = 0;

	for (i = 0; i < o->n_packages; i++)
		room += o->packages[i].n_contents;
	*parts = ou_arena_array(a, room, sizeof(**parts));
	for (i = 0; i < o->n_packages; i++) {
		if (ou_shipping_taken(o, &o->packages[i]))
			continue;
		for (k = 0; k < o->packages[i].n_contents; k++) {
			c = &o->packages[i].contents[k];
			line = ou_line_index_find(index, c->line);
			if (line < o->n_lines)
				add_part(*parts, &n, line, OU_STR_NONE,
				    c->lot, c->quantity, &none);
		}
	}
	return n;
}

bool
ou_shipping_short(struct ou_arena *a, const struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n)
{
	const struct ou_quantities *q;
	int64_t *missing;
	uint32_t i;

	missing = ou_arena_array(a, o->n_lines, sizeof(*missing));
	for (i = 0; i < o->n_lines; i++) {
		q = o->lines[i].quantities;
		missing[i] = o->lines[i].quantity.v;
		if (q != NULL) {
			missing[i] = less(missing[i], q->shipped.v);
			missing[i] = less(missing[i], q->cancelled.v);
		}
	}
	for (i = 0; i < n; i++)
		missing[parts[i].line] = less(missing[parts[i].line],
		    parts[i].quantity.v);
	for (i = 0; i < o->n_lines; i++) {
		if (missing[i] > 0)
			return true;
	}
	return false;
}

uint32_t
ou_shipping_location(struct ou_ship_part *parts, uint32_t n)
{
	struct ou_ship_part part;
	uint32_t same = 0, i;

	for (i = 0; i < n; i++) {
		if (!ou_str_eq(parts[i].location, parts[0].location))
			continue;
		part = parts[i];
		memmove(parts + same + 1, parts + same,
		    (i - same) * sizeof(part));
		parts[same++] = part;
	}
	return same;
}
