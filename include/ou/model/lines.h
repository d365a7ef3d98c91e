#ifndef OU_MODEL_LINES_H
#define OU_MODEL_LINES_H

#include "ou/model/order.h"

/*
 * The lines of an order by their number, which picks, packages and shipments
 * refer to.
 */
struct ou_line_index {
	const struct ou_order *order;
	uint32_t *places;		/* line + 1, or 0; NULL: few lines */
	uint32_t cap;
};

/**
 * ou_line_index_init(x, a, o, err):
 * -1 with ${err} when a line has no number (OU_DIAG_REQUIRED) or two have the
 * same (OU_DIAG_VALUE); the field names the line.
 */
int ou_line_index_init(struct ou_line_index *x, struct ou_arena *a,
    const struct ou_order *o, struct ou_err *err);

/* The line of that number, or the number of lines when there is none. */
uint32_t ou_line_index_find(const struct ou_line_index *x,
    struct ou_str number);

#endif
