#ifndef OU_DESK_VIEWS_H
#define OU_DESK_VIEWS_H

#include "ou/record/record.h"

/*
 * How records of any type are read as a whole: a view of each, made when the
 * first of them comes.  All zero to begin with.
 */
struct ou_views {
	struct ou_type_view *all;
	uint32_t n;
};

/* NULL with ${err}. */
const struct ou_view *ou_views_of(struct ou_views *x, struct ou_arena *a,
    const struct ou_record_type *type, struct ou_err *err);

#endif
