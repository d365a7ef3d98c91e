#ifndef OU_LIB_DESK_IMPORT_H
#define OU_LIB_DESK_IMPORT_H

#include "ou/desk/import.h"

/*
 * order-import and its store: what was exchanged with partners.
 */

/* Open the store.  0, or -1 with run->err. */
int ou_importing_open(struct ou_importing *x);

/* An order of a format whose documents have no interchange around them: it is
 * noted, and held when it came before with other content.  0, or -1 with
 * run->err. */
int ou_importing_note(struct ou_importing *x, struct ou_order *o);

/* With --ack a file of interchanges is read, and then acknowledged.  0, or -1
 * with run->err. */
int ou_importing_acknowledge(struct ou_importing *x,
    struct ou_source *source, const struct ou_choice *choice,
    int (*read)(struct ou_importing *x, struct ou_source *source,
    const struct ou_choice *choice));

void ou_importing_close(struct ou_importing *x);

#endif
