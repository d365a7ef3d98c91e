#include <string.h>

#include "ou/book/restock.h"

int
ou_restocks_load(struct ou_restocks *s, struct ou_arena *a, const char *dir,
    const struct ou_items *items, struct ou_err *err)
{
	const struct ou_item *item;
	uint32_t i;

	s->arena = a;
	s->items = items;
	if (ou_book_load(a, dir, "stock", NULL, &s->stock, err) != 0 ||
	    ou_book_load(a, dir, "receipts", NULL, &s->receipts, err) != 0 ||
	    ou_calendars_load(&s->calendars, a, dir, err) != 0)
		return -1;
	for (i = 0; i < items->rows.n && !s->costs; i++) {
		item = ou_rows_at(&items->rows, i);
		s->costs = item->cost.given;
	}
	s->stock_of = ou_index_new(a, &s->stock, &ou_stock_row_table,
	    OU_FIELD(stock_row, sku));
	s->receipts_of = ou_index_new(a, &s->receipts, &ou_receipt_table,
	    OU_FIELD(receipt, sku));
	return 0;
}

static bool
usable(const struct ou_restocks *s, const struct ou_stock_row *row)
{
	if (row->status.n != 0 && !ou_str_is(row->status, "available"))
		return false;
	if (row->owner.n != 0)
		return false;
	return !ou_date_given(row->expiry_date) ||
	    ou_date_days(row->expiry_date) >= s->today;
}

static int
add_stock(struct ou_restocks *s, struct ou_str sku, struct ou_str location,
    struct ou_restock *to, struct ou_err *err)
{
	const struct ou_stock_row *row;
	const struct ou_receipt *r;

	to->on_hand.given = s->stock.n != 0;
	for (row = ou_index_find(s->stock_of, sku); row != NULL;
	    row = ou_index_next(s->stock_of, row)) {
		if ((location.n != 0 && !ou_str_eq(row->location,
		    location)) || !usable(s, row))
			continue;
		if (ou_quantity_add(&to->on_hand, to->on_hand, row->on_hand,
		    err) != 0 || ou_quantity_add(&to->reserved,
		    to->reserved, row->reserved, err) != 0)
			return -1;
	}
	for (r = ou_index_find(s->receipts_of, sku); r != NULL;
	    r = ou_index_next(s->receipts_of, r)) {
		if (location.n != 0 && !ou_str_eq(r->location, location))
			continue;
		if (ou_quantity_add(&to->incoming, to->incoming, r->quantity,
		    err) != 0)
			return -1;
	}
	return 0;
}

int
ou_restock_find(struct ou_restocks *s, struct ou_str sku,
    struct ou_str location, struct ou_restock *to, struct ou_err *err)
{
	const struct ou_item *item = ou_items_find(s->items, sku);

	memset(to, 0, sizeof(*to));
	to->active = true;
	to->lead_days = s->lead_days;
	to->unit = OU_STR("C62");
	if (item != NULL) {
		to->active = item->active != OU_FLAG_NO;
		to->name = item->name;
		to->gtin = item->gtin;
		to->supplier = item->supplier;
		to->cost = item->cost;
		to->currency = item->currency.n != 0 ? item->currency
		    : s->currency;
		if (item->unit.n != 0)
			to->unit = item->unit;
		to->minimum = item->min_order_quantity;
		to->multiple = item->pack_quantity;
		if (item->lead_time_days.given &&
		    item->lead_time_days.v <= 1000)
			to->lead_days = item->lead_time_days.v;
	}
	to->calendar = ou_calendars_of(&s->calendars, location);
	to->lead_days = ou_calendar_next(to->calendar, s->today +
	    (int32_t)to->lead_days) - s->today;
	return add_stock(s, sku, location, to, err);
}
