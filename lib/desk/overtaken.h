#ifndef OU_LIB_DESK_OVERTAKEN_H
#define OU_LIB_DESK_OVERTAKEN_H

#include "ou/base/transaction.h"
#include "ou/cli/command.h"

/*
 * An order that comes again is answered as it was before.  If the store has
 * moved on since, whoever goes by that answer uses what is somebody else's
 * now, or was not approved: it goes out held, with OVERTAKEN, and is refused
 * by the store.
 */

/* Whatever has replaced it is number ${newer} of the log, of ${at}; 0: it came
 * before in the same run. */
void ou_overtaken(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, int64_t newer, const struct ou_time *at);

/* What the same command has answered since. */
void ou_overtaken_by(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, const struct ou_effect *effect);

#endif
