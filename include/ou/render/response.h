#ifndef OU_RENDER_RESPONSE_H
#define OU_RENDER_RESPONSE_H

#include "ou/model/exchange.h"

/*
 * The answer to an order as the body of a mail: plain text, in French for a
 * locale that begins with fr, in English otherwise.
 */
void ou_response_text(struct ou_buf *out, const struct ou_order_response *r,
    const struct ou_order *o);

#endif
