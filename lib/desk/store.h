#ifndef OU_LIB_DESK_STORE_H
#define OU_LIB_DESK_STORE_H

#include "ou/desk/store.h"

/* store_read.c: what the store says.  0, or -1 with run->err. */
int ou_store_desk_get(struct ou_store_desk *x);
int ou_store_desk_query(struct ou_store_desk *x);
int ou_store_desk_log(struct ou_store_desk *x);
int ou_store_desk_export(struct ou_store_desk *x);

#endif
