#ifndef OU_RENDER_PENDING_H
#define OU_RENDER_PENDING_H

#include "ou/model/exchange.h"
#include "ou/render/text.h"

/* What waits for an acknowledgement, as a table, until when. */
void ou_pending_print(const struct ou_pending_answer *rows, uint32_t n,
    const struct ou_time *now, struct ou_arena *a, struct ou_sink *sink);

#endif
