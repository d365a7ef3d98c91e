#ifndef OU_MODEL_RECURRENCE_H
#define OU_MODEL_RECURRENCE_H

#include "ou/base/date.h"
#include "ou/base/str.h"

/*
 * Days that come again: the rules of RFC 5545, 3.3.10, that speak of days:
 *
 *	FREQ=DAILY|WEEKLY|MONTHLY|YEARLY (needed), INTERVAL, COUNT or UNTIL,
 *	BYDAY (with ordinals where the frequency is MONTHLY or YEARLY),
 *	BYMONTHDAY (not with WEEKLY), BYMONTH, BYSETPOS (with another BY), WKST
 *
 * Others (BYHOUR, BYYEARDAY, BYWEEKNO, ...) are refused by name.  UNTIL is a
 * day, 20261231.
 *
 * The first day is not an occurrence by itself: it is one when the rule says
 * so (the RFC leaves it open); it says in which weeks, months or years an
 * INTERVAL counts, and what a rule without BY parts falls on.
 */
enum ou_frequency { OU_DAILY, OU_WEEKLY, OU_MONTHLY, OU_YEARLY };

#define OU_RECURRENCE_LIST 32		/* members of BYDAY and BYSETPOS */
#define OU_RECURRENCE_COUNT 1000000	/* the highest COUNT */

struct ou_recurrence {
	enum ou_frequency frequency;
	int32_t interval;
	int32_t count;			/* 0: no COUNT */
	int32_t until;			/* last day; INT32_MAX: no UNTIL */
	uint16_t months;		/* bits 1 to 12; 0: no BYMONTH */
	uint32_t days, days_back;	/* bits 1 to 31 of BYMONTHDAY, from the
					 * front and from the end */
	struct {
		int8_t nth, weekday;	/* 0: each; Monday = 1 */
	} weekdays[OU_RECURRENCE_LIST];
	int16_t positions[OU_RECURRENCE_LIST];
	uint8_t n_weekdays, n_positions;
	uint8_t week_start;		/* Monday = 1 */
};

/**
 * ou_recurrence_parse(r, rule, err):
 * Read a rule, with or without "RRULE:" before it.  0, or -1 with ${err}
 * that names the part.
 */
int ou_recurrence_parse(struct ou_recurrence *r, struct ou_str rule,
    struct ou_err *err);

/* Its days, one after the other; days are counted as ou_date_days does. */
struct ou_occurrences {
	const struct ou_recurrence *rule;
	int32_t start;
	int32_t from;			/* those before are left out */
	struct ou_date start_date;
	int32_t week;			/* first day of the start's week */
	int64_t period;			/* the next one, counted from the
					 * start's by INTERVAL */
	int32_t given;			/* for COUNT */
	int32_t set[366];		/* of this period */
	uint16_t n, at;
};

/* Those from ${from} on, of a rule that starts on ${start}. */
void ou_occurrences_begin(struct ou_occurrences *x,
    const struct ou_recurrence *r, int32_t start, int32_t from);

/* The next one into ${day}; false: there is none up to ${through}, and none
 * will be asked for before it. */
bool ou_occurrences_next(struct ou_occurrences *x, int32_t through,
    int32_t *day);

#endif
