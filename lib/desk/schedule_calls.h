#ifndef OU_LIB_DESK_SCHEDULE_CALLS_H
#define OU_LIB_DESK_SCHEDULE_CALLS_H

#include "ou/model/exchange.h"
#include "schedule.h"

/* A line of an order that a delivery schedule calls for. */
struct called {
	struct ou_str base;		/* channel:number */
	struct ou_str number, place;	/* of it; where to, or absent */
	int32_t day;
	struct ou_str order;		/* id: base[/place]/day */
	const struct ou_trade_line *line;
	struct ou_str line_number;
	struct ou_quantity quantity;
};

struct calling {
	struct ou_schedule_desk *x;
	struct ou_run *run;
	const struct ou_delivery_schedule *d;
	struct called *list;		/* by base, place, day, then as they
					 * came */
	uint32_t n, cap;
};

/* An order of ${n} lines that belong together. */
int ou_schedule_called_order(struct calling *c, const struct called *lines,
    uint32_t n);

/**
 * ou_schedule_calls_store(c, number, lines, n):
 * All lines of the order of that number (perhaps none), with a store: orders
 * that are new are made, what a release before this one had otherwise is
 * changed or cancelled.
 */
int ou_schedule_calls_store(struct calling *c, struct ou_str number,
    const struct called *lines, uint32_t n);

#endif
