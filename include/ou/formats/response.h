#ifndef OU_FORMATS_RESPONSE_H
#define OU_FORMATS_RESPONSE_H

#include "ou/model/exchange.h"

/*
 * The answer to an order, for partners who do not speak EDI.
 */

/**
 * ou_response_ubl(out, r, o, err):
 * A UBL 2.1 OrderResponse as Peppol BIS Order Response 3 (T76) has it: code
 * AP, RE, CA or AB; lines with CA only, each answer one of them.  0, or -1
 * with ${err}: OU_DIAG_REQUIRED when a party has no GLN and no id to be
 * reached at.
 */
int ou_response_ubl(struct ou_buf *out, const struct ou_order_response *r,
    struct ou_err *err);

/* Mirakl's OR21: which lines are taken.  A line is taken when every unit of it
 * is, or will be. */
void ou_response_mirakl(struct ou_buf *out,
    const struct ou_order_response *r);

/* A row an answer, with a header of its own. */
void ou_response_csv_header(struct ou_buf *out);
void ou_response_csv(struct ou_buf *out, const struct ou_order_response *r);

#endif
