#ifndef OU_MODEL_CALENDAR_H
#define OU_MODEL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/str.h"

/*
 * Days that are closed, and the equal periods that time is cut into.  Days
 * are counted as ou_date_days does.
 */
enum ou_period { OU_PERIOD_DAY, OU_PERIOD_WEEK, OU_PERIOD_MONTH };
#define OU_PERIOD_CHOICE "day|week|month"

/* The number of the period that a day is in (weeks begin on Monday), and the
 * first day of a period. */
int32_t ou_period_of(enum ou_period period, int32_t day);
int32_t ou_period_start(enum ou_period period, int32_t number);

/* Weekdays as the book has them, numbers from 1, Monday, with blanks between:
 * a bit each, Monday's the lowest.  -1: they are something else; 0: none. */
int ou_weekdays_parse(struct ou_str s);

struct ou_calendar {
	int32_t *closed;		/* sorted by ou_calendar_sort */
	uint32_t n, cap;
};

void ou_calendar_close(struct ou_calendar *c, struct ou_arena *a,
    int32_t day);
void ou_calendar_sort(struct ou_calendar *c);

/* ${c} NULL: every day is open. */
bool ou_calendar_closed(const struct ou_calendar *c, int32_t day);

/* Open days from ${from} to the day before ${to}. */
int32_t ou_calendar_open_days(const struct ou_calendar *c, int32_t from,
    int32_t to);

/* The first open day that is not before ${day}, within a year. */
#define OU_CALENDAR_AHEAD 366
int32_t ou_calendar_next(const struct ou_calendar *c, int32_t day);

#endif
