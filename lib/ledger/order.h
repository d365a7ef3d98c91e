#ifndef OU_LIB_LEDGER_ORDER_H
#define OU_LIB_LEDGER_ORDER_H

#include "ou/model/goods.h"
#include "private.h"

/* A line of an order, taken apart into what stands at one place; see
 * order.c. */
struct piece {
	struct ou_stock_key key;
	struct ou_str receipt;
	struct ou_time expires;
	int64_t leaves, wanted;		/* stock units, x 10^-6 */
};

/* Of an allocation, what was shipped before, and what is now. */
struct gone {
	int64_t was, is;		/* the line's unit */
};

/* Of allocation ${k}, the units [from, to) have left from where the goods
 * were. */
struct elsewhere {
	uint32_t k;
	const struct ou_goods *goods;
	int64_t from, to;
};

struct line {
	struct ou_ledger *l;
	struct ou_arena *a;
	const struct ou_order *o;
	const struct ou_order_line *line;
	struct ou_str number;
	struct ou_quantity factor;
	int64_t was, is;		/* shipped; the line's unit */
	int64_t wanted;			/* of it still to be given to pieces */
	const struct ou_goods *goods;	/* of the order, where it has picks */
	uint32_t n_goods;
	struct gone *gone;		/* of each allocation */
	struct elsewhere *elsewhere;
	uint32_t n_elsewhere;
	struct piece *pieces;
	uint32_t n;
	/* the order's open reservations; what is left of each */
	struct ou_reservation *held;
	uint32_t n_held;
};

static inline int64_t
least(int64_t x, int64_t y)
{
	return x < y ? x : y;
}

/* order_goods.c: lay what is shipped on the line's allocations. */
void ou_ledger_goods(struct line *x);

/* Cut a line's allocations into pieces.  0, or -1 with ${err}. */
int ou_ledger_pieces(struct line *x, struct ou_err *err);

/* Say in which line an error is. */
int ou_ledger_in_line(struct ou_err *err, const struct ou_order *o,
    const struct ou_order_line *line, const char *field);

#endif
