#include <string.h>

#include "ou/model/goods.h"
#include "ou/rules/shipping.h"
#include "grain.h"
#include "shipping.h"

/* --- what is ready --- */

/* What cannot be counted is far below zero: nothing is missing. */
static int64_t
less(int64_t a, int64_t b)
{
	return __builtin_sub_overflow(a, b, &a) ? INT64_MIN : a;
}

uint32_t
ou_shipping_ready(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_ship_part **parts)
{
	int64_t *shipped = ou_arena_array(a, o->n_lines, sizeof(*shipped));
	struct ou_ship_part *part;
	struct ou_goods *goods;
	uint32_t n_goods, n = 0, i;
	int64_t gone;

	n_goods = ou_goods_of(a, o, index, &goods);
	*parts = ou_arena_array(a, n_goods, sizeof(**parts));
	for (i = 0; i < o->n_lines; i++)
		shipped[i] = o->lines[i].quantities != NULL
		    ? o->lines[i].quantities->shipped.v : 0;
	for (i = 0; i < n_goods; i++) {
		gone = shipped[goods[i].line] > 0 ? shipped[goods[i].line]
		    : 0;
		if (gone > goods[i].quantity.v)
			gone = goods[i].quantity.v;
		shipped[goods[i].line] -= gone;
		if (gone == goods[i].quantity.v)
			continue;
		part = &(*parts)[n++];
		*part = (struct ou_ship_part){ .line = goods[i].line,
		    .location = goods[i].location, .lot = goods[i].lot,
		    .quantity = { goods[i].quantity.v - gone, true },
		    .instead = goods[i].instead };
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

	for (i = 0; i < o->n_packages; i++)
		room += o->packages[i].n_contents;
	*parts = ou_arena_array(a, room, sizeof(**parts));
	for (i = 0; i < o->n_packages; i++) {
		if (ou_shipping_taken(o, &o->packages[i]))
			continue;
		for (k = 0; k < o->packages[i].n_contents; k++) {
			c = &o->packages[i].contents[k];
			line = ou_line_index_find(index, c->line);
			if (line < o->n_lines && c->quantity.v > 0)
				(*parts)[n++] = (struct ou_ship_part){
				    .line = line, .lot = c->lot,
				    .quantity = c->quantity };
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
