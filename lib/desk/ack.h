#ifndef OU_LIB_DESK_ACK_H
#define OU_LIB_DESK_ACK_H

#include "ou/desk/ack.h"

/* Acknowledgements and the store: ack_store.c. */

/* Open it, if the run has one and x->store is not it.  0, or -1 with
 * run->err. */
int ou_ack_store_open(struct ou_ack_desk *x, struct ou_run *run);

/* What was begun and came to nothing is forgotten. */
void ou_ack_store_end(struct ou_ack_desk *x);

#endif
