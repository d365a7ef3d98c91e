#include <stdlib.h>

#include "ou/rules/replenish.h"

int
ou_replenish_position(const struct ou_replenish *r,
    struct ou_quantity *position, struct ou_err *err)
{
	struct ou_quantity q;

	if (ou_quantity_sub(&q, r->on_hand, r->reserved, err) != 0 ||
	    ou_quantity_sub(&q, q, r->backordered, err) != 0 ||
	    ou_quantity_add(&q, q, r->incoming, err) != 0)
		return -1;
	*position = q;
	return 0;
}

int
ou_replenish_quantity(const struct ou_replenish *r,
    struct ou_quantity *quantity, struct ou_err *err)
{
	struct ou_quantity position, want, rest;

	*quantity = (struct ou_quantity){ 0, true };
	if (ou_replenish_position(r, &position, err) != 0)
		return -1;
	if (position.v > r->reorder_point.v ||
	    position.v >= r->order_up_to.v)
		return 0;
	if (ou_quantity_sub(&want, r->order_up_to, position, err) != 0)
		return -1;
	if (want.v < r->minimum.v)
		want.v = r->minimum.v;
	if (r->multiple.v > 0 && want.v % r->multiple.v != 0) {
		rest = (struct ou_quantity){ r->multiple.v -
		    want.v % r->multiple.v, true };
		if (ou_quantity_add(&want, want, rest, err) != 0)
			return -1;
	}
	*quantity = want;
	return 0;
}

static int
compare(const void *x, const void *y)
{
	const struct ou_ranked *a = x, *b = y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

void
ou_rank(struct ou_ranked *r, uint32_t n)
{
	__int128 total = 0, sum = 0;
	uint32_t i;

	if (n == 0)
		return;
	qsort(r, n, sizeof(*r), compare);
	for (i = 0; i < n && r[i].value > 0; i++)
		total += r[i].value;
	for (i = 0; i < n; i++) {
		if (r[i].value <= 0)
			r[i].class = 'C';
		else
			r[i].class = sum * 100 < total * 80 ? 'A'
			    : sum * 100 < total * 95 ? 'B' : 'C';
		sum += r[i].value;
	}
}
