#ifndef OU_MODEL_QUOTE_H
#define OU_MODEL_QUOTE_H

#include "ou/model/order.h"
#include "ou/record/record.h"

/*
 * Writing what pricing found into the record that an order came from: the
 * fields that changed and no other.
 */
#define OU_QUOTE_SKU 1
#define OU_QUOTE_PRICE 2	/* unitPrice and priceBaseQuantity */
#define OU_QUOTE_SOURCE 4
#define OU_QUOTE_TAX 8
/* The line's price_source, or tax, is one that many lines share: it stays as
 * long as the pricing and must not be changed. */
#define OU_QUOTE_SHARED_SOURCE 16
#define OU_QUOTE_SHARED_TAX 32

struct ou_quote_writer;

/* All that it makes lives in the arena of the run. */
struct ou_quote_writer *ou_quote_writer_new(struct ou_arena *run);

/* A line: what ${changed} says, and its total and the amounts of its
 * allowances where it has a price. */
void ou_quote_put_line(struct ou_quote_writer *w, struct ou_record *r,
    const struct ou_order_line *line, unsigned changed);

/* The categories of taxes of the head's allowances. */
void ou_quote_put_head_tax(struct ou_record *r, const struct ou_order *o);

/* What the lines and the order leave. */
void ou_quote_put_margins(struct ou_record *r, const struct ou_order *o);

/* The amounts of the head's allowances, taxes and totals. */
void ou_quote_put_totals(struct ou_record *r, const struct ou_order *o);

#endif
