#ifndef OU_RENDER_WAVE_H
#define OU_RENDER_WAVE_H

#include "ou/model/order.h"
#include "ou/render/text.h"

/*
 * The page that a picker walks with: for each tour the stops in walking
 * order, at each stop what is taken in all and for which order, with boxes to
 * tick, and totals.
 */
struct ou_wave_line {
	struct ou_pick pick;
	struct ou_str sku;
	struct ou_str name;
	struct ou_str unit;
	struct ou_str order;		/* what the order is called on paper */
	struct ou_str line_sku;		/* the line's item, if another is
					 * taken for it */
};

struct ou_wave {
	struct ou_str name;
	struct ou_str printed;		/* when */
	struct ou_wave_line *lines;	/* sorted by ou_wave_sort */
	uint32_t n, cap;
	struct ou_quantity total;	/* of all that can be on it */
};

/* Room for all that the order can have on the page; -1 with ${err}, and no
 * room is taken, when the sums of the page could not be told any more. */
int ou_wave_room(struct ou_wave *w, const struct ou_order *o,
    struct ou_err *err);

/* Add a line; what it says is copied into the arena. */
void ou_wave_add(struct ou_wave *w, struct ou_arena *a,
    const struct ou_wave_line *line);

/* Into walking order: tour, sequence, bin, item, lot, unit; at the end what
 * is in no bin.  The orders of a stop stay as they came. */
void ou_wave_sort(struct ou_wave *w);

/* The page, into a sink. */
void ou_wave_print(const struct ou_wave *w, struct ou_arena *a,
    struct ou_sink *sink);

/* The same as CSV, one row a pick:
 * wave,tour,sequence,location,zone,bin,sku,name,lot,quantity,unitCode,order,
 * orderItemNumber,reason,lineSku */
void ou_wave_csv(const struct ou_wave *w, struct ou_sink *sink);

#endif
