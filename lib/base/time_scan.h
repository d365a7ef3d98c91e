#ifndef OU_LIB_BASE_TIME_SCAN_H
#define OU_LIB_BASE_TIME_SCAN_H

#include "ou/base/date.h"

/*
 * Pieces of dates and times, taken off the front of a string.  Each answers
 * false, and leaves the string where it was or anywhere behind, when the
 * piece is not there.
 */

/* ${min} to ${max} digits as a number. */
bool ou_scan_digits(struct ou_str *s, size_t min, size_t max, int *out);
bool ou_scan_char(struct ou_str *s, char c);

/* h:mm[:ss[.fraction]]; the hour of at least ${hour_min} digits. */
bool ou_scan_clock(struct ou_str *s, size_t hour_min, struct ou_time *t);

/* Z, +hh:mm, +hhmm, +hh. */
bool ou_scan_offset(struct ou_str *s, struct ou_time *t);

/* UTC, GMT and the North American names of RFC 822 (EST, PDT, ...). */
bool ou_scan_zone_name(struct ou_str *s, struct ou_time *t);

/* AM or PM, for an hour of 1 to 12 that was read before. */
bool ou_scan_half_day(struct ou_str *s, int *hour);

/* An English month, three letters or whole. */
bool ou_scan_month(struct ou_str *s, int *month);

/* Put a date into ${t}; false when there is no such day. */
bool ou_scan_set_date(struct ou_time *t, int year, int month, int day);

#endif
