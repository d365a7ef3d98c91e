#include "manifest.h"

/* What one unit of a line weighs in packages that somebody else has filled:
 * known where all that is allocated weighs the same. */
static struct ou_quantity
weight_of_line(const struct ou_items *items, const struct ou_order_line *l,
    struct ou_quantity own)
{
	const struct ou_allocation *x;
	struct ou_quantity weight = own, each;
	bool first = true;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (x->backorder == OU_FLAG_YES)
			continue;
		each = x->n_components != 0 ? ou_items_weigh(items, x) : own;
		if (!each.given || (!first && each.v != weight.v))
			return (struct ou_quantity){ 0, false };
		weight = each;
		first = false;
	}
	return weight;
}

void
ou_manifest_weigh(const struct ou_items *items, const struct ou_order *o,
    struct ou_ship_line *lines, bool packed)
{
	const struct ou_item *item;
	const struct ou_product *p;
	struct ou_quantity factor, each;
	uint32_t i;

	ou_items_fetch(items, o);
	for (i = 0; i < o->n_lines; i++) {
		p = o->lines[i].product;
		item = p != NULL ? ou_items_find(items, p->sku) : NULL;
		each = item != NULL && item->net_weight_kg.given
		    ? item->net_weight_kg : p != NULL ? p->net_weight_kg
		    : (struct ou_quantity){ 0, false };
		if (!ou_item_factor(items, item, o, &o->lines[i],
		    &factor, &lines[i].divisible) || !each.given ||
		    ou_quantity_convert(&lines[i].weight, each, factor,
		    NULL) != 0)
			lines[i].weight.given = false;
		if (packed)
			lines[i].weight = weight_of_line(items, &o->lines[i],
			    lines[i].weight);
	}
}

/* What is really in the box of a line with components. */
void
ou_manifest_weigh_parts(const struct ou_items *items,
    struct ou_ship_part *parts, uint32_t n)
{
	struct ou_ship_part *p;

	for (p = parts; p < parts + n; p++) {
		if (p->instead != NULL)
			p->weight = ou_items_weigh(items, p->instead);
	}
}
