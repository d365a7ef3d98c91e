#ifndef OU_DESK_PICK_H
#define OU_DESK_PICK_H

#include "ou/book/lookup.h"
#include "ou/cli/command.h"
#include "ou/render/wave.h"
#include "ou/rules/picking.h"

/*
 * What pick-list does: what orders have allocated is planned onto the bins of
 * the book, and the wave that they make is written as a page or a table.
 *
 * An order that is rejected has nothing on the wave.
 */
struct ou_pick_desk {
	/* asked for */
	const char *wave_name;		/* NULL: the day, -1 */
	const char *zone, *location;	/* only there; NULL: all */
	int walk;			/* enum ou_walk */
	uint64_t picks_max;		/* on a printed wave */
	/* its own */
	struct ou_items items;
	struct ou_picker *picker;
	struct ou_picker_wave plan;
	struct ou_wave wave;
};

/* The fields of an order that it looks at. */
extern const char ou_pick_desk_view[];

/* Look at the options and load the bins.  0, or -1 with run->err. */
int ou_pick_desk_begin(struct ou_pick_desk *x, struct ou_run *run);

/* Plan an order's picks, and note what of them is on this wave. */
enum ou_answer ou_pick_desk_order(struct ou_pick_desk *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);

/* Write the wave.  0, or -1 with run->err. */
int ou_pick_desk_end(struct ou_pick_desk *x, struct ou_run *run);

#endif
