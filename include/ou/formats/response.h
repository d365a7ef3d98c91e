#ifndef OU_FORMATS_RESPONSE_H
#define OU_FORMATS_RESPONSE_H

#include "ou/model/exchange.h"

/*
 * The answer to an order, for partners who do not speak EDI.
 */

/* Mirakl's OR21: which lines are taken.  A line is taken when every unit of it
 * is, or will be. */
void ou_response_mirakl(struct ou_buf *out,
    const struct ou_order_response *r);

/* A row an answer, with a header of its own. */
void ou_response_csv_header(struct ou_buf *out);
void ou_response_csv(struct ou_buf *out, const struct ou_order_response *r);

#endif
