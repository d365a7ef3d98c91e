#include <inttypes.h>
#include <stdio.h>

#include "overtaken.h"

static void
hold(struct ou_run *run, struct ou_record *record, struct ou_order *o,
    const char *reason)
{
	if (!ou_run_hold(run, o, OU_DIAG_HOLD_OVERTAKEN, OU_STR_NONE, NULL,
	    "%s", reason))
		return;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
	ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_HOLD_OVERTAKEN,
	    "order '%.*s' was answered before, but %s", OU_STR_ARG(o->id),
	    reason);
	ou_run_message(run, OU_WARNING, &run->err);
}

void
ou_overtaken(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, int64_t newer, const struct ou_time *at)
{
	char reason[160], time[OU_TIME_MAX];

	if (newer == 0) {
		hold(run, record, o, "a newer version of it came before it");
		return;
	}
	snprintf(reason, sizeof(reason), "the store has a newer version of "
	    "it: number %" PRId64 " of its log, of %.*s", newer,
	    (int)ou_time_text(time, at), time);
	hold(run, record, o, reason);
}

void
ou_overtaken_by(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, const struct ou_effect *effect)
{
	ou_overtaken(run, record, o, effect->newer, &effect->newer_at);
}
