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

/*
 * Whose profile wants it hears of messages that could be read and not be
 * taken, or whose orders are held: 824 or APERAK, behind the
 * acknowledgements, once.
 */
/* A message of the interchange at hand is rejected, or a part of it. */
void ou_importing_advise(struct ou_importing *x, const struct ou_reject *r);
/* The order of one is held. */
void ou_importing_advise_holds(struct ou_importing *x,
    const struct ou_order *o);
/* Is there anything to tell of the interchange? */
bool ou_importing_advises(const struct ou_importing *x);
/* Tell, in the transaction of the caller. */
int ou_importing_advice(struct ou_importing *x, struct ou_received *r,
    struct ou_err *err);
/* What was told since the last call. */
struct ou_str ou_importing_advices(struct ou_importing *x);
void ou_importing_advice_release(struct ou_importing *x);

void ou_importing_close(struct ou_importing *x);

#endif
