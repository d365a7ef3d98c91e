#include <string.h>

#include "grain.h"
#include "shipping.h"

struct packer {
	struct ou_arena *arena;
	const struct ou_order *order;
	int64_t max;			/* micro kg; 0: any weight */
	struct ou_package *all;
	uint32_t n, cap;
	struct ou_package *open;	/* the one being filled, or NULL */
	uint32_t cap_contents;
	int64_t weight;			/* of the open one, micro kg */
	bool known;
};

/* Rounded to the milligram: what six decimals of a kilogram can say. */
static int64_t
weight_of(int64_t units, int64_t unit_weight)
{
	__int128 p = (__int128)units * unit_weight + OU_MICRO / 2;

	return p / OU_MICRO > INT64_MAX ? INT64_MAX
	    : (int64_t)(p / OU_MICRO);
}

static void
close_package(struct packer *p)
{
	if (p->open != NULL && p->known)
		p->open->gross_weight_kg = (struct ou_quantity){ p->weight,
		    true };
	p->open = NULL;
}

static int
open_package(struct packer *p, struct ou_err *err)
{
	if (p->order->n_packages + p->n >= OU_PACKAGES_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "an order of more than %d packages", OU_PACKAGES_MAX);
	if (p->n == p->cap) {
		p->cap = p->cap * 2 + 4;
		p->all = ou_arena_extend(p->arena, p->all,
		    p->n * sizeof(*p->all), p->cap * sizeof(*p->all));
	}
	p->open = &p->all[p->n++];
	memset(p->open, 0, sizeof(*p->open));
	p->open->id = ou_str_number(p->arena, p->order->id, "/p",
	    p->order->n_packages + p->n);
	p->cap_contents = 0;
	p->weight = 0;
	p->known = true;
	return 0;
}

static void
put_content(struct packer *p, const struct ou_ship_part *part, int64_t units)
{
	struct ou_package *k = p->open;
	struct ou_str number = p->order->lines[part->line].number;
	struct ou_content *c;

	if (k->n_contents > 0) {
		c = &k->contents[k->n_contents - 1];
		if (ou_str_eq(c->line, number) &&
		    ou_str_eq(c->lot, part->lot)) {
			c->quantity.v += units;
			return;
		}
	}
	if (k->n_contents == p->cap_contents) {
		p->cap_contents = p->cap_contents * 2 + 4;
		k->contents = ou_arena_extend(p->arena, k->contents,
		    k->n_contents * sizeof(*c),
		    p->cap_contents * sizeof(*c));
	}
	c = &k->contents[k->n_contents++];
	memset(c, 0, sizeof(*c));
	c->line = number;
	c->lot = part->lot;
	c->quantity = (struct ou_quantity){ units, true };
}

/* How much of a part the open package still takes; what cannot be weighed,
 * or weighs nothing, goes in whole. */
static int64_t
room_for(const struct packer *p, int64_t units, int64_t unit_weight,
    bool divisible)
{
	__int128 fit;

	if (p->max == 0 || unit_weight <= 0)
		return units;
	if (p->weight >= p->max)
		return 0;
	fit = (__int128)(p->max - p->weight) * OU_MICRO / unit_weight;
	if (!divisible)
		fit -= fit % OU_MICRO;
	if (fit < units)
		return (int64_t)fit;
	/* Less than a whole unit was ordered, and all of it fits. */
	return units;
}

static int
pack_part(struct packer *p, const struct ou_ship_part *part,
    const struct ou_ship_line *line, struct ou_err *err)
{
	const struct ou_quantity weight = part->instead != NULL
	    ? part->weight : line->weight;
	int64_t left = part->quantity.v, units;
	int64_t each = weight.given ? weight.v : 0;

	while (left > 0) {
		if (p->open == NULL && open_package(p, err) != 0)
			return -1;
		units = room_for(p, left, each, line->divisible);
		if (units == 0 && p->open->n_contents > 0) {
			close_package(p);
			continue;
		}
		if (units == 0)
			/* One unit is too heavy: it travels alone. */
			units = left < OU_MICRO ? left : OU_MICRO;
		put_content(p, part, units);
		if (!weight.given)
			p->known = false;
		if (__builtin_add_overflow(p->weight, weight_of(units, each),
		    &p->weight))
			p->weight = INT64_MAX;
		left -= units;
	}
	return 0;
}

int
ou_shipping_pack(struct ou_arena *a, const struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n,
    const struct ou_ship_line *lines, struct ou_quantity max_weight,
    struct ou_package **packages, uint32_t *n_packages, struct ou_err *err)
{
	struct packer p = { .arena = a, .order = o };
	uint32_t i;

	p.max = max_weight.given && max_weight.v > 0 ? max_weight.v : 0;
	for (i = 0; i < n; i++) {
		if (pack_part(&p, &parts[i], &lines[parts[i].line], err) != 0)
			return -1;
	}
	close_package(&p);
	*packages = p.all;
	*n_packages = p.n;
	return 0;
}

struct ou_quantity
ou_shipping_weight(const struct ou_line_index *index,
    const struct ou_package *package, const struct ou_ship_line *lines)
{
	struct ou_quantity sum = { 0, true };
	const struct ou_content *c;
	uint32_t i, line;

	for (i = 0; i < package->n_contents; i++) {
		c = &package->contents[i];
		line = ou_line_index_find(index, c->line);
		if (line == index->order->n_lines || !lines[line].weight.given)
			return (struct ou_quantity){ 0, false };
		if (__builtin_add_overflow(sum.v, weight_of(c->quantity.v,
		    lines[line].weight.v), &sum.v))
			return (struct ou_quantity){ 0, false };
	}
	return sum;
}

struct ou_quantity
ou_shipping_gross(const struct ou_package *packages, uint32_t n)
{
	struct ou_quantity sum = { 0, true };
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!packages[i].gross_weight_kg.given ||
		    __builtin_add_overflow(sum.v,
		    packages[i].gross_weight_kg.v, &sum.v))
			return (struct ou_quantity){ 0, false };
	}
	return sum;
}
