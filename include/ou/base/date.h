#ifndef OU_BASE_DATE_H
#define OU_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/err.h"
#include "ou/base/str.h"

/*
 * Civil dates and instants of the Gregorian calendar, years 1 to 9999.  A
 * date is a date: it has no zone.  An instant carries the offset it was
 * written with, and is written with it again.  All zeros: absent.
 */
struct ou_date {
	int16_t year;			/* 0 = absent */
	uint8_t month;
	uint8_t day;
};

struct ou_time {
	struct ou_date date;		/* as written, in its own offset */
	uint8_t hour, minute, second;
	bool has_second;		/* false: "2026-11-20T09:14" */
	int32_t nanos;			/* -1: no fraction was written */
	uint8_t nano_digits;
	int16_t offset;			/* minutes east of UTC */
	bool has_offset;		/* false: a shop's zoneless time */
	bool has_clock;			/* false: only a date was written */
	bool utc;			/* written with Z */
};

static inline bool
ou_date_given(struct ou_date d)
{
	return d.year != 0;
}

bool ou_date_valid(int year, int month, int day);

/* Days since 1970-01-01, and back. */
int32_t ou_date_days(struct ou_date d);
struct ou_date ou_date_from_days(int32_t days);

int ou_date_cmp(struct ou_date a, struct ou_date b);

/* Monday = 1 ... Sunday = 7; ISO 8601 week date. */
int ou_date_weekday(struct ou_date d);
int ou_date_from_week(struct ou_date *d, int year, int week, int weekday);

/* The year of the hundred from ${from} on that ends in the two digits. */
int ou_date_century(int two_digits, int from);

/* How many days the month has; a month of a valid date. */
int ou_date_month_days(int year, int month);

/* Easter Sunday of the Gregorian calendar. */
struct ou_date ou_date_easter(int year);

/* "2026-11-20", exactly. */
int ou_date_parse(struct ou_date *d, struct ou_str s, struct ou_err *err);

/* 10 bytes into ${to}, no NUL; the length. */
size_t ou_date_text(char *to, struct ou_date d);

/**
 * ou_time_parse(t, s, err):
 * ISO 8601: a date, or date, T (or one space), hh:mm[:ss[.fraction]], and an
 * offset Z, +hh:mm, +hhmm or +hh, or none.  24:00 and a leap second 60 are
 * refused.
 */
int ou_time_parse(struct ou_time *t, struct ou_str s, struct ou_err *err);

/* Written as it was read (T between date and clock, offset as +hh:mm or Z).
 * At most OU_TIME_MAX bytes; the length. */
#define OU_TIME_MAX 48
size_t ou_time_text(char *to, const struct ou_time *t);

/* The minutes since midnight of "hh:mm", exactly; -1: it is not that. */
int ou_clock_minutes(struct ou_str s);

/* Seconds since 1970-01-01T00:00:00Z; a time without offset counts as UTC. */
int64_t ou_time_seconds(const struct ou_time *t);
/* The last of those that it may be: "2026-11-20" is any time of that day. */
int64_t ou_time_latest(const struct ou_time *t);
void ou_time_from_seconds(struct ou_time *t, int64_t seconds, int offset);

/*
 * Dates as people and partners write them.  The form is a pattern of
 * %Y %y %m %d %b (English month) %H %M %S %z %p %I and literal bytes; %y
 * takes a window of 50 years before to 49 after ${year}.
 */
int ou_time_pattern(struct ou_time *t, struct ou_str s, const char *pattern,
    int year, struct ou_err *err);

/**
 * ou_time_guess(t, s, err):
 * Read a date or time in one of the unmistakable forms (ISO, with or without
 * clock and offset, "2025-10-07 09:50:26 +0200", 20261120).  d/m/Y and m/d/Y
 * are read only when one of the two is impossible (25/12/2026); otherwise
 * OU_DIAG_AMBIGUOUS with both readings.  Excel serials are refused by name.
 */
int ou_time_guess(struct ou_time *t, struct ou_str s, struct ou_err *err);

/*
 * IANA zones, from the bytes of a TZif file (RFC 8536); reading the file is
 * the business of io (ou_zone_load).
 */
struct ou_zone;
struct ou_arena;
struct ou_zone *ou_zone_parse(struct ou_arena *a, const char *name,
    struct ou_str bytes, struct ou_err *err);

/**
 * ou_zone_apply(z, t, err):
 * Give a zoneless local time the zone's offset.  A local time that does not
 * exist (spring) is an error; one that exists twice (autumn) is an error
 * that shows both.
 */
int ou_zone_apply(const struct ou_zone *z, struct ou_time *t,
    struct ou_err *err);

/* The zone's offset in minutes at an instant. */
int ou_zone_offset(const struct ou_zone *z, int64_t seconds);

#endif
