#ifndef OU_RULES_ALLOCATION_H
#define OU_RULES_ALLOCATION_H

#include "ou/model/records.h"

/*
 * Reserving stock for orders.
 *
 * The allocator knows the stock, row by row, and the goods that are on their
 * way.  Orders are put to it one after the other; whoever comes first is
 * served first, so the caller's order is the priority.
 *
 * What always holds:
 *   - of a row no more is taken than onHand - reserved - safety, and only
 *     from rows that are available, ours, not expired and at a location that
 *     is served;
 *   - no unit of a receipt is promised twice;
 *   - ordered = allocated + backordered + cancelled for each line that was
 *     looked at, in whole units of the line (a case is not opened) unless
 *     its unit can be divided (kg);
 *   - what a record already says about its lines stands: only the quantity
 *     that nobody has looked at is allocated, so a second run over the
 *     output changes nothing.
 *
 * Within an item the first of these rows is taken: location in the order of
 * the options; earliest expiry, rows without expiry last; order of the file.
 * Receipts are promised by date; one that is overdue or has no date comes
 * last and gives no date.
 */
struct ou_allocator;

struct ou_allocator_options {
	/* Lots that expire before this day are left, receipts due before it
	 * are overdue. */
	struct ou_date today;
	/* Locations that are served, the preferred one first; none: all, in
	 * the order in which the stock names them. */
	const struct ou_str *locations;
	uint32_t n_locations;
	/* What records have allocated is part of the rows' reserved (as it
	 * is in stock that an earlier run has written): do not take it off
	 * again. */
	bool reserved_counts;
};

/* The allocator and all it keeps live in the arena; texts are borrowed. */
struct ou_allocator *ou_allocator_new(struct ou_arena *a,
    const struct ou_allocator_options *options);

/**
 * ou_allocator_stock(al, row):
 * Add a row of stock.  Rows are counted from 0.
 */
void ou_allocator_stock(struct ou_allocator *al,
    const struct ou_stock_level *row);

/* Goods to come; the same rules about locations as for stock. */
void ou_allocator_receipt(struct ou_allocator *al, struct ou_str sku,
    struct ou_str location, struct ou_str reference,
    struct ou_quantity quantity, struct ou_date expected);

/* What was taken from the row added as number ${row}. */
struct ou_quantity ou_allocator_taken(const struct ou_allocator *al,
    uint32_t row);

/* What was promised of the receipt added as number ${receipt}, from 0. */
struct ou_quantity ou_allocator_promised(const struct ou_allocator *al,
    uint32_t receipt);

/* What can still be promised of an item, all locations. */
struct ou_quantity ou_allocator_available(struct ou_allocator *al,
    struct ou_str sku);

/* What the caller knows about an order's line. */
struct ou_allocator_line {
	struct ou_str sku;		/* absent: the line is left alone */
	struct ou_quantity factor;	/* stock units in one of the line's
					 * units; absent: 1 */
	bool divisible;			/* parts of a unit may be taken */
	bool whole;			/* all or nothing */
	/* the answer */
	bool changed;			/* allocations and quantities */
	bool missing;			/* held more than there is: the
					 * stock was taken below what the
					 * record says it has */
	struct ou_quantity allocated;	/* by this call */
	struct ou_quantity backordered;
};

/**
 * ou_allocator_line_open(line, open, err):
 * What nobody has looked at: ordered - allocated - backordered - cancelled.
 * An error when the line has no positive quantity, or when it is more than
 * was ordered (OU_DIAG_VALUE).
 */
int ou_allocator_line_open(const struct ou_order_line *line,
    struct ou_quantity *open, struct ou_err *err);

/**
 * ou_allocator_count(al, o, lines, err):
 * Take off the stock what ${o} has allocated, and off the receipts what it
 * was promised, without changing it.  ou_allocator_order does this by
 * itself; a caller that knows later orders does it for those beforehand.
 */
int ou_allocator_count(struct ou_allocator *al, const struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_err *err);

/**
 * ou_allocator_reopen(a, o):
 * Forget the backorders of an order, so that they are looked at again.
 * Return true when there were any.
 */
bool ou_allocator_reopen(struct ou_arena *a, struct ou_order *o);

/**
 * ou_allocator_order(al, a, o, lines, complete, counted, err):
 * Allocate what is open in the ${o->n_lines} lines; ${lines} has one member
 * for each.  With ${complete} stock is taken only when it covers every line
 * (and none waits already); otherwise all of it is backordered: lines that
 * are short are promised from receipts, the others have no date, because
 * nothing is reserved for them.  ${counted}: ou_allocator_count was called
 * for this order.
 *
 * Lines that change get new allocations (behind those they have) and
 * quantities in the arena.  0, or -1 with ${err} when a quantity cannot be
 * expressed in stock units (err->field names the line); then nothing was
 * taken and the order is as it was.
 */
int ou_allocator_order(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines, bool complete,
    bool counted, struct ou_err *err);

#endif
