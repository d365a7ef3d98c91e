#ifndef OU_BOOK_WORKDAYS_H
#define OU_BOOK_WORKDAYS_H

#include "ou/book/calendar.h"
#include "ou/book/settings.h"
#include "ou/model/holidays.h"

/*
 * Working days of places: warehouses, and where customers take deliveries.
 * What the book's calendar says of a day comes first: rows of the place, of
 * its zone of holidays, of its country; then its weekdays (those of its own
 * row, else the settings', else Monday to Friday); then public holidays, where
 * they are computed.  Days are counted as ou_date_days does.
 */
struct ou_place {
	struct ou_str name;		/* a warehouse; or absent */
	struct ou_str country;
	enum ou_holiday_zone holidays;
	uint8_t days;			/* weekdays, Monday's bit the lowest */
};

/* ${location}: a warehouse of the book, else the name of a place that only
 * the calendar knows. */
struct ou_place ou_place_warehouse(const struct ou_calendars *c,
    const struct ou_settings *s, struct ou_str location);

/* Where something is delivered; ${days}: weekdays as the book has them, or
 * absent. */
struct ou_place ou_place_address(const struct ou_settings *s,
    struct ou_str country, struct ou_str postal_code, struct ou_str days);

/* Why it is closed on that day, in words; absent: it is open. */
struct ou_str ou_place_closed(const struct ou_calendars *c,
    const struct ou_place *p, int32_t day);

/* The first open day that is not before (not after) ${day}, within a year. */
int32_t ou_place_next(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day);
int32_t ou_place_previous(const struct ou_calendars *c,
    const struct ou_place *p, int32_t day);

/* The ${n}th open day behind ${day}; before it, when ${n} is negative. */
#define OU_PLACE_DAYS_MAX 366
int32_t ou_place_days(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day, int32_t n);

/* An instant on the clock of a warehouse. */
struct ou_clock {
	int32_t day, minutes;
};

/* The warehouse's zone, else the settings', else that of ${now} itself. */
int ou_place_clock(const struct ou_calendars *c, struct ou_arena *a,
    const struct ou_settings *s, struct ou_str location,
    const struct ou_time *now, struct ou_clock *to, struct ou_err *err);

/* The time of day until which what is ordered leaves a warehouse that day;
 * absent: there is none. */
struct ou_str ou_place_cut_off(const struct ou_calendars *c,
    struct ou_str location, int32_t day);

/* The first day on which what is ordered now can leave the warehouse: not
 * today, when its cut-off or the carrier's (absent: none) has passed. */
int32_t ou_place_leaves(const struct ou_calendars *c,
    const struct ou_place *p, struct ou_clock now, struct ou_str carrier);

#endif
