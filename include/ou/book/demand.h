#ifndef OU_BOOK_DEMAND_H
#define OU_BOOK_DEMAND_H

#include "ou/book/lookup.h"

/*
 * What records say was asked for: per item, place and day, in stock units.
 */
enum ou_demand_basis {
	OU_DEMAND_ORDERS,		/* ordered, on the day of the order */
	OU_DEMAND_SHIPPED,		/* shipped of orders, on that day */
	OU_DEMAND_SHIPMENTS,		/* Shipment records */
};
#define OU_DEMAND_CHOICE "orders|shipped|shipments"

struct ou_demand {
	struct ou_str sku;
	struct ou_str location;
	struct ou_quantity quantity;
	struct ou_quantity backordered;	/* of it, still waited for */
};

struct ou_demands {
	struct ou_date date;
	struct ou_demand *rows;
	uint32_t n;
};

/**
 * ou_demand_order(a, items, o, basis, place, to, err):
 * What an order asks for, at the places that its lines are allocated at and
 * what is left at ${place}.  Cancelled orders and cancellations ask for
 * nothing, nor do lines without item number; what was cancelled of a line
 * counts: it was wanted.  0, or -1 with ${err}: no day, or a unit that cannot
 * be turned into the item's.
 */
int ou_demand_order(struct ou_arena *a, const struct ou_items *items,
    const struct ou_order *o, enum ou_demand_basis basis,
    struct ou_str place, struct ou_demands *to, struct ou_err *err);

/* The same of a Shipment. */
int ou_demand_shipment(struct ou_arena *a, const struct ou_items *items,
    const struct ou_shipment *s, struct ou_str place, struct ou_demands *to,
    struct ou_err *err);

#endif
