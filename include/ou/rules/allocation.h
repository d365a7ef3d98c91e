#ifndef OU_RULES_ALLOCATION_H
#define OU_RULES_ALLOCATION_H

#include "ou/model/records.h"

/*
 * Reserving stock for orders.
 *
 * The allocator knows the stock, row by row, the goods that are on their way,
 * and what the shop has decided about both: for whom stock is kept (quotas),
 * what may go instead (substitutes), what is put together (kits).  Orders are
 * put to it one after the other; whoever comes first is served first, so the
 * caller's order is the priority (see sharing.h for better ones).
 *
 * What always holds:
 *   - of a row no more is taken than onHand - reserved - safety, and only
 *     from rows that are available, ours, last long enough and stand at a
 *     location that is served;
 *   - nobody gets what is kept for others: who is outside a quota gets the
 *     stock less what the quota still keeps;
 *   - no unit of a receipt is promised twice, and a receipt that is needed
 *     by an earlier promise is never promised again;
 *   - ordered = allocated + backordered + cancelled for each line that was
 *     looked at, in whole units of the line (a case is not opened) unless
 *     its unit can be divided (kg);
 *   - what a record already says about its lines stands: only the quantity
 *     that nobody has looked at is allocated, so a second run over the
 *     output changes nothing.
 *
 * Within an item the first of these rows is taken: location in the order of
 * the options (or of the order's address); earliest expiry, rows without
 * expiry last; order of the file.  A line that is still short is then put
 * together, if it is a kit, then served with substitutes.
 *
 * Receipts are promised by date: to a line with a day first the latest that
 * comes by then (so that earlier ones stay for others, which promises as much
 * for any day as the cumulated availability allows), then the earliest after
 * it; to others the earliest.  One that is overdue or has no date comes last
 * and gives no date.
 */
struct ou_allocator;

struct ou_allocator_options {
	/* Lots that expire before this day are left, receipts due before it
	 * are overdue. */
	struct ou_date today;
	/* Locations that are served, the preferred one first; none: all, in
	 * the order in which sites and stock name them. */
	const struct ou_str *locations;
	uint32_t n_locations;
	/* What records have allocated is part of the rows' reserved (as it
	 * is in stock that an earlier run has written): do not take it off
	 * again. */
	bool reserved_counts;
	/* Receipts to come are less what is promised of them already. */
	bool promised_counts;
	bool fifo;		/* rows of a place in the order of the stock */
	bool nearest;		/* places by the order's address */
	bool fewest;		/* as few places for an order as can be */
	/* A line for later leaves the stock to others, as far as receipts
	 * that come by its day can serve it. */
	bool receipts_first;
	/* Given to what is reserved now; absent: it does not run out. */
	struct ou_time expires;
};

/* The allocator and all it keeps live in the arena; texts are borrowed. */
struct ou_allocator *ou_allocator_new(struct ou_arena *a,
    const struct ou_allocator_options *options);

/**
 * ou_allocator_site(al, location, country, postal_code):
 * A warehouse and where it is, before any stock.
 */
void ou_allocator_site(struct ou_allocator *al, struct ou_str location,
    struct ou_str country, struct ou_str postal_code);

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

/* Lots of the item last at least so many days when they leave. */
void ou_allocator_life(struct ou_allocator *al, struct ou_str sku,
    int64_t days);

/* Stock that is kept until ${release}; without sku: of every item that has
 * no quota of its own.  Quantity, or percent of onHand - safety. */
struct ou_allocator_quota {
	struct ou_str sku, location, channel, segment;
	struct ou_quantity quantity;
	struct ou_rate percent;
	struct ou_date release;
};
void ou_allocator_quota(struct ou_allocator *al,
    const struct ou_allocator_quota *quota);

/* What others hold of an item counts into their quota (the rows know it as
 * reserved).  A record's allocations do so by themselves. */
void ou_allocator_held(struct ou_allocator *al, struct ou_str sku,
    struct ou_str location, struct ou_str channel, struct ou_str segment,
    struct ou_quantity quantity);

/* Does anybody keep something of this item back? */
bool ou_allocator_has_quota(struct ou_allocator *al, struct ou_str sku);

/* ${quantity} of ${component} (stock units) stand in one ${sku}. */
void ou_allocator_kit(struct ou_allocator *al, struct ou_str sku,
    struct ou_str component, struct ou_quantity quantity);

/* ${factor} (absent: 1) of ${other} stand in for one ${sku}, lowest priority
 * number first, absent last; only for ${customer}, only for ${channel},
 * where these are given. */
struct ou_allocator_substitute {
	struct ou_str sku, other, customer, channel;
	struct ou_quantity factor;
	struct ou_integer priority;
};
void ou_allocator_substitute(struct ou_allocator *al,
    const struct ou_allocator_substitute *substitute);

/**
 * ou_allocator_skus(al, sku, each, arg):
 * Name the items that a line of ${sku} may take from: itself, its components
 * and its substitutes.
 */
void ou_allocator_skus(struct ou_allocator *al, struct ou_str sku,
    void (*each)(void *arg, struct ou_str sku), void *arg);

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
	struct ou_str name;		/* that no other line has */
	struct ou_str sku;		/* absent: the line is left alone */
	struct ou_quantity factor;	/* stock units in one of the line's
					 * units; absent: 1 */
	bool divisible;			/* parts of a unit may be taken */
	bool whole;			/* all or nothing */
	bool rest;			/* counted, but not served now */
	struct ou_date due;		/* wanted by then; absent: now */
	struct ou_integer life;		/* days lots must last, before what
					 * the item says */
	struct ou_quantity cap;		/* no more of its own item now, in
					 * stock units */
	/* the answer */
	bool changed;			/* allocations and quantities */
	bool missing;			/* held more than there is: the
					 * stock was taken below what the
					 * record says it has */
	struct ou_quantity allocated;	/* by this call */
	struct ou_quantity backordered;
	struct ou_quantity released;	/* given back; the line's unit */
	struct ou_quantity kept;	/* stock it did not get because it is
					 * kept for others; stock units */
};

/**
 * ou_allocator_line_open(line, open, err):
 * What nobody has looked at: ordered - allocated - backordered - cancelled.
 * An error when the line has no positive quantity, or when it is more than
 * was ordered (OU_DIAG_VALUE).
 */
int ou_allocator_line_open(const struct ou_order_line *line,
    struct ou_quantity *open, struct ou_err *err);

/* The smallest part of a line that can be served, in stock units; zero when
 * it cannot be expressed in them. */
struct ou_quantity ou_allocator_grain(const struct ou_order_line *line,
    const struct ou_allocator_line *know);

/**
 * ou_allocator_count(al, o, lines, err):
 * Take off the stock what ${o} has allocated, and off the receipts what it
 * was promised, without changing it.  ou_allocator_order does this by
 * itself; a caller that knows later orders does it for those beforehand.
 * -1 with ${err} when a quantity is no number of stock units: then nothing
 * was counted.
 */
int ou_allocator_count(struct ou_allocator *al, const struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_err *err);

/* What is given back. */
enum ou_allocator_release {
	OU_RELEASE_ALL,		/* all that is not picked or shipped yet */
	OU_RELEASE_EXPIRED,	/* what has run out at ${now} */
	OU_RELEASE_SURPLUS,	/* what is more than ordered less cancelled:
				 * backorders first, the last one first */
	OU_RELEASE_BACKORDERS,	/* what waits for goods */
};

/**
 * ou_allocator_release(al, a, o, lines, which, now):
 * Give back what the order has, before it is counted.  Never what is picked
 * or shipped.  With reserved_counts (promised_counts) the units go back to
 * their rows (receipts).  Lines that change say so.  Return true when there
 * are any.
 */
bool ou_allocator_release(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines,
    enum ou_allocator_release which, const struct ou_time *now);

/* Give back one thing that ${o} holds: to its row, or its receipt. */
void ou_allocator_give(struct ou_allocator *al, const struct ou_order *o,
    struct ou_str sku, struct ou_str location, struct ou_str lot,
    struct ou_str receipt, struct ou_quantity quantity);

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

/**
 * ou_allocator_complete(al, a, o, lines, err):
 * The same, but only for an order that stock covers in all its lines: 1.
 * 0: it does not, nothing was taken and nothing changed.  -1 as above.
 */
int ou_allocator_complete(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines, struct ou_err *err);

#endif
