#ifndef OU_BOOK_RESTOCK_H
#define OU_BOOK_RESTOCK_H

#include "ou/book/calendar.h"
#include "ou/book/lookup.h"
#include "ou/model/restock.h"

/*
 * What the book says about an item in a place.
 */
struct ou_restocks {
	const struct ou_items *items;
	struct ou_rows stock, receipts;
	struct ou_index *stock_of, *receipts_of;
	struct ou_arena *arena;
	int32_t today;
	int64_t lead_days;		/* of items that name none */
	struct ou_str currency;		/* of costs that name none */
	struct ou_calendars calendars;
	bool costs;			/* some item has a cost */
};

int ou_restocks_load(struct ou_restocks *s, struct ou_arena *a,
    const char *dir, const struct ou_items *items, struct ou_err *err);

/**
 * ou_restock_find(s, sku, location, to, err):
 * Without ${location}: of all places together.  0, or -1 with
 * OU_DIAG_OVERFLOW.
 */
int ou_restock_find(struct ou_restocks *s, struct ou_str sku,
    struct ou_str location, struct ou_restock *to, struct ou_err *err);

#endif
