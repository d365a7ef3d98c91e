#ifndef OU_BOOK_CALENDAR_H
#define OU_BOOK_CALENDAR_H

#include "ou/base/names.h"
#include "ou/book/book.h"
#include "ou/model/calendar.h"

/*
 * Warehouses and their days: the book's calendar by place.
 */
struct ou_calendars {
	struct ou_arena *arena;
	struct ou_rows days;		/* struct ou_calendar_day */
	struct ou_rows warehouses;	/* struct ou_warehouse */
	struct ou_index *warehouse_of;
	struct ou_names day_of;		/* by date and place */
	struct ou_calendar_of *list;	/* those asked for so far */
};

int ou_calendars_load(struct ou_calendars *c, struct ou_arena *a,
    const char *dir, struct ou_err *err);

/* The warehouse of that name, or NULL. */
const struct ou_warehouse *ou_calendars_warehouse(
    const struct ou_calendars *c, struct ou_str place);

/**
 * ou_calendars_of(c, place):
 * The days on which a warehouse, zone or country is closed: its own rows, and
 * for a warehouse those of its country for which it has none.  NULL: none.
 */
const struct ou_calendar *ou_calendars_of(struct ou_calendars *c,
    struct ou_str place);

/* What the calendar says of a day of the place, or of the warehouse's
 * country; NULL: nothing. */
const struct ou_calendar_day *ou_calendars_day(const struct ou_calendars *c,
    struct ou_str place, struct ou_date date);

#endif
