#ifndef OU_BOOK_PRICE_LIST_H
#define OU_BOOK_PRICE_LIST_H

#include "ou/book/lookup.h"
#include "ou/model/price.h"

/*
 * The book's prices, brought up to date with what a new list states.
 *
 * A price holds from its first day until the day before the next one for the
 * same thing begins; "the same thing" is every column but the prices, the
 * validity, and the two that go with a price (minOrderQuantity,
 * orderMultiple).  So a statement ends the row that held before, is itself
 * ended by a row that begins later, and takes the place of one that begins on
 * the same day; a price that holds already is not stated again, though it may
 * end earlier.  A list's statements may come in any order, and so may lists
 * that state nothing for the same day; the same list again changes nothing.
 *
 * All tiers and units of an item are stated together: those of the same list,
 * customer, group, contract, promotion, currency and tax that a list names
 * the item for and does not state end the day before.
 */
struct ou_price_list;

/* ${rows}: of prices, borrowed, as ${items} are, whose units are meant where
 * a row says none.  All lives in the arena. */
struct ou_price_list *ou_price_list_new(struct ou_arena *a,
    const struct ou_rows *rows, const struct ou_items *items);

/* What is stated from now on is another list's, which may say otherwise. */
void ou_price_list_next(struct ou_price_list *l);

/* Do they state two prices for the same thing from the same day? */
bool ou_price_list_differ(const struct ou_price_list *l,
    const struct ou_price_row *a, const struct ou_price_row *b);

/* Has the list at hand stated another price for the same thing from the same
 * day? */
bool ou_price_list_denies(const struct ou_price_list *l,
    const struct ou_price_row *row);

/* A price that holds from its validFrom on; its texts are borrowed. */
void ou_price_list_state(struct ou_price_list *l,
    const struct ou_price_row *row);

/* The item is no longer sold at prices such as ${row} (without a currency: in
 * any) from ${from} on: those that hold then end, and those that would begin
 * later go, unless they are stated again. */
void ou_price_list_stop(struct ou_price_list *l,
    const struct ou_price_row *row, struct ou_date from);

/* A line was refused that may state something for that item, or (absent) for
 * any: what is not stated of it is not ended. */
void ou_price_list_doubt(struct ou_price_list *l, struct ou_str sku);

/**
 * ou_price_list_end(l, n):
 * All is stated: end what was not.  The changes, ${n} of them, in the order
 * of the file and then of the statements.
 */
const struct ou_price_change *ou_price_list_end(struct ou_price_list *l,
    uint32_t *n);

/* The rows as they stand now; new ones have line 0. */
void ou_price_list_rows(const struct ou_price_list *l, struct ou_rows *to);

/**
 * ou_price_list_write(l, path, out, err):
 * Append the file at ${path} (absent: none yet) as it is to be: its own cells
 * and columns, but for what has changed.  0, or -1 with ${err}.
 */
int ou_price_list_write(const struct ou_price_list *l, const char *path,
    struct ou_buf *out, struct ou_err *err);

#endif
