#ifndef OU_FORMATS_RESPONSE_H
#define OU_FORMATS_RESPONSE_H

#include "ou/model/exchange.h"

/*
 * The answer to an order, for partners who do not speak EDI; and what the
 * forms of answers cannot say.
 */

/**
 * ou_response_unsaid(a, form, o, r):
 * Why nothing is written in that form (855, ORDRSP, ubl, mirakl, csv) for the
 * time being, or absent: ORDRSP and Mirakl know what is accepted and what is
 * not, and have no word for what nobody has decided yet.
 */
struct ou_str ou_response_unsaid(struct ou_arena *a, struct ou_str form,
    const struct ou_order *o, const struct ou_order_response *r);

/**
 * ou_response_mirakl(out, o, r, err):
 * Mirakl's OR21: which lines are taken, by the marketplace's own ids.  Lines
 * that the marketplace has cancelled or refused are not asked for.  A line is
 * taken when every unit of it is, or will be.  0, or -1 with ${err} when the
 * order does not have such an id.
 */
int ou_response_mirakl(struct ou_buf *out, const struct ou_order *o,
    const struct ou_order_response *r, struct ou_err *err);

/* A row an answer, with a header of its own. */
void ou_response_csv_header(struct ou_buf *out);
void ou_response_csv(struct ou_buf *out, const struct ou_order_response *r);

#endif
