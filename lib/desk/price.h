#ifndef OU_LIB_DESK_PRICE_H
#define OU_LIB_DESK_PRICE_H

#include "ou/desk/price.h"

/*
 *	price_load.c	the book becomes a pricing
 *	price.c		orders
 *	price_say.c	why
 */

/* price_say.c */
int ou_price_tell_fault(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_pricing_fault *f);
void ou_price_explain_line(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_quote *q, uint32_t i);

#endif
