#ifndef OU_LIB_DESK_PICK_H
#define OU_LIB_DESK_PICK_H

#include "ou/desk/pick.h"

/* pick_bins.c: what lies in which bin, from the book into the picker.  0, or
 * -1 with run->err. */
int ou_pick_desk_bins(struct ou_pick_desk *x, struct ou_run *run);

#endif
