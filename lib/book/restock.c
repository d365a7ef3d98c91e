#include <string.h>

#include "ou/book/restock.h"

/* The closed days of a place, made when it is first asked for. */
struct ou_calendar_of {
	struct ou_calendar_of *next;
	struct ou_str place;
	struct ou_calendar calendar;
};

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
	    ou_book_load(a, dir, "calendar", NULL, &s->days, err) != 0 ||
	    ou_book_load(a, dir, "warehouses", NULL, &s->warehouses,
	    err) != 0)
		return -1;
	for (i = 0; i < items->rows.n && !s->costs; i++) {
		item = ou_rows_at(&items->rows, i);
		s->costs = item->cost.given;
	}
	s->stock_of = ou_index_new(a, &s->stock, &ou_stock_row_table,
	    OU_FIELD(stock_row, sku));
	s->receipts_of = ou_index_new(a, &s->receipts, &ou_receipt_table,
	    OU_FIELD(receipt, sku));
	s->warehouse_of = ou_index_new(a, &s->warehouses,
	    &ou_warehouse_table, OU_FIELD(warehouse, location));
	return 0;
}

/* Its own days come before those of its country. */
static void
close_days(struct ou_restocks *s, struct ou_calendar *c, struct ou_str place)
{
	const struct ou_warehouse *w = place.n == 0 ? NULL
	    : ou_index_find(s->warehouse_of, place);
	const struct ou_calendar_day *d, *own;
	uint32_t i, k;

	for (i = 0; i < s->days.n; i++) {
		d = ou_rows_at(&s->days, i);
		if (d->open == OU_FLAG_YES)
			continue;
		if (ou_str_eq(d->place, place)) {
			ou_calendar_close(c, s->arena, ou_date_days(d->date));
			continue;
		}
		if (w == NULL || !ou_str_eq(d->place, w->country))
			continue;
		for (k = 0; k < s->days.n; k++) {
			own = ou_rows_at(&s->days, k);
			if (ou_str_eq(own->place, place) &&
			    ou_date_cmp(own->date, d->date) == 0)
				break;
		}
		if (k == s->days.n)
			ou_calendar_close(c, s->arena, ou_date_days(d->date));
	}
	ou_calendar_sort(c);
}

static const struct ou_calendar *
calendar_of(struct ou_restocks *s, struct ou_str place)
{
	struct ou_calendar_of *c;

	if (s->days.n == 0 || place.n == 0)
		return NULL;
	for (c = s->calendars; c != NULL; c = c->next) {
		if (ou_str_eq(c->place, place))
			break;
	}
	if (c == NULL) {
		c = ou_arena_zalloc(s->arena, sizeof(*c));
		c->place = place;
		close_days(s, &c->calendar, place);
		c->next = s->calendars;
		s->calendars = c;
	}
	return c->calendar.n != 0 ? &c->calendar : NULL;
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
	to->calendar = calendar_of(s, location);
	to->lead_days = ou_calendar_next(to->calendar, s->today +
	    (int32_t)to->lead_days) - s->today;
	return add_stock(s, sku, location, to, err);
}
