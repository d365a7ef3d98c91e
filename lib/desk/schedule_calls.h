#ifndef OU_LIB_DESK_SCHEDULE_CALLS_H
#define OU_LIB_DESK_SCHEDULE_CALLS_H

#include "ou/model/exchange.h"
#include "ou/rules/calls.h"
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
	bool rest;			/* of the order, what is still to be
					 * sent */
};

/* What a store knows of a number. */
struct called_base {
	struct ou_str base;
	struct ou_call_off *state;	/* no lines: none yet */
	struct ou_called_sum *sums;
	uint32_t n_sums, cap_sums;
	struct ou_names used;		/* of lines, against a blanket order */
};

struct calling {
	struct ou_schedule_desk *x;
	struct ou_run *run;
	const struct ou_delivery_schedule *d;
	struct called *list;		/* by base, place, day, then as they
					 * came */
	uint32_t n, cap;
	struct ou_names bases, orders;	/* of the store, that were read */
};

/* --- schedule_calls.c --- */

/* The contract that a line names, else the document's; or absent. */
struct ou_str ou_schedule_called_contract(const struct calling *c,
    const struct ou_trade_line *l);

/* What an order of ${n} lines that belong together has of the schedule, in
 * x->piece; ${o} has a delivery. */
void ou_schedule_called_fill(struct calling *c, const struct called *lines,
    uint32_t n, struct ou_order *o);

/* --- schedule_calls_parties.c --- */

/* Who buys, where it goes to, and the currency, where the schedule names
 * none; ${o} has a delivery. */
void ou_schedule_called_parties(struct calling *c, const struct called *k,
    struct ou_order *o);

/* --- schedule_calls_sums.c: what the store knows --- */

/* What is there of a number; NULL with run->err. */
struct called_base *ou_schedule_called_base(struct calling *c,
    struct ou_str number);

/* An order as it stands, without lines when there is none; NULL with
 * run->err. */
const struct ou_order *ou_schedule_called_stored(struct calling *c,
    struct ou_str id);

/* What stands of a line of an order, or NULL. */
const struct ou_quantities *ou_schedule_called_stands(
    const struct ou_order *o, struct ou_str line);

/* A line of an order is all sent, and its order forgotten. */
void ou_schedule_called_gone(struct calling *c, struct called_base *b,
    const struct ou_called_line *was, struct ou_quantity shipped);

/**
 * ou_schedule_called_sent(c, number, l, line, received, theirs, sent):
 * What was sent of a line by the partner's counting (ou/rules/calls.h);
 * tells how that differs from what he says.
 */
int ou_schedule_called_sent(struct calling *c, struct ou_str number,
    const struct ou_trade_line *l, struct ou_str line,
    struct ou_quantity received, struct ou_quantity theirs,
    struct ou_quantity *sent);

/* Orders of the line that were begun are finished, also when their day is not
 * among these calls any more: what is left of them is added to ${sent}. */
int ou_schedule_called_begun(struct calling *c, struct ou_str number,
    const struct ou_trade_line *l, struct ou_str line,
    const struct ou_call *calls, uint32_t n, struct ou_quantity *sent);

/* --- schedule_calls_limit.c: blanket orders and contracts --- */

/* Before the orders of a number: what is taken already; what is not called
 * for any more gives back what it took. */
int ou_schedule_called_begin(struct calling *c, struct called_base *b,
    const struct called *lines, uint32_t n);

/* An order that is made, of these lines: held when it is for more than is
 * left. */
int ou_schedule_called_take(struct calling *c, const struct called *lines,
    struct ou_order *o);

/* One that there was before, of these lines: told when it is changed and for
 * more than is left. */
int ou_schedule_called_change(struct calling *c, const struct called *lines,
    uint32_t n, bool changed);

/* An order of ${n} lines that belong together. */
int ou_schedule_called_order(struct calling *c, const struct called *lines,
    uint32_t n);

/* Was it issued before the release of that number that the store knows?  -1
 * then (OU_ERR_RECORD), or when the store fails; 0. */
int ou_schedule_called_late(struct calling *c, struct ou_str number);

/**
 * ou_schedule_calls_store(c, number, lines, n):
 * All lines of the order of that number (perhaps none), with a store: orders
 * that are new are made, what a release before this one had otherwise is
 * changed or cancelled.
 */
int ou_schedule_calls_store(struct calling *c, struct ou_str number,
    const struct called *lines, uint32_t n);

#endif
