#ifndef OU_LIB_DESK_RESPOND_H
#define OU_LIB_DESK_RESPOND_H

#include "ou/desk/respond.h"

/*
 * order-respond and its store:
 *
 *	respond.c	answers, and the documents they go into
 *	respond_store.c	answers that are remembered
 */

/* The form of the document for the order's partner; is it EDI? */
struct ou_str ou_respond_form(const struct ou_respond *x,
    const struct ou_run *run, const struct ou_order *o);
bool ou_respond_is_edi(struct ou_str form);

/* May an answer in that form stand in the one file, behind those that are
 * there, or those of the batch?  0, or -1 with run->err. */
int ou_respond_fits(struct ou_respond *x, struct ou_run *run,
    struct ou_str form);
int ou_respond_keeps(struct ou_respond *x, struct ou_run *run,
    struct ou_str form);

/* x->bytes go into the document of an order in a form; they are cleared. */
int ou_respond_put(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, struct ou_str form);

/* Could the document be written, which is no EDI?  0, or -1 with run->err. */
int ou_respond_try(struct ou_respond *x, struct ou_run *run,
    struct ou_str form, const struct ou_order *o,
    const struct ou_order_response *r);

/* Does the partner's form have words for the answer? */
bool ou_respond_says(const struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_response *r);

/* The documents of an answer, but for EDI with a store. */
int ou_respond_documents(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_response *r);

/* --- with a store --- */

/* Open it, if the run has one.  0, or -1 with run->err. */
int ou_respond_open(struct ou_respond *x, struct ou_run *run);

/* The order and its answer are kept with the effect, and delivered from
 * there. */
int ou_respond_keep(struct ou_respond *x, struct ou_run *run,
    struct ou_record *record, const struct ou_order *o,
    const struct ou_order_response *r);

/* Has the order been answered?  1, 0, or -1 with run->err. */
int ou_respond_answered(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o);

void ou_respond_close(struct ou_respond *x);

#endif
