#include "ou/model/recurrence.h"

/*
 * Occurrences, period by period: every INTERVALth day, week, month or year
 * from that of the start; in each, the days that all BY parts take, and of
 * these the ones at the positions of BYSETPOS.
 */
#define LAST_DAY 2932896		/* 9999-12-31 */

static int
month_number(struct ou_date d)
{
	return d.year * 12 + d.month - 1;
}

static int32_t
month_start(int64_t number)
{
	return ou_date_days((struct ou_date){ (int16_t)(number / 12),
	    (uint8_t)(number % 12 + 1), 1 });
}

/* First and last day of period ${n}; false: it is beyond all days. */
static bool
bounds(const struct ou_occurrences *x, int64_t n, int32_t *first,
    int32_t *last)
{
	int64_t by = n * x->rule->interval, at, limit = LAST_DAY;

	switch (x->rule->frequency) {
	case OU_DAILY:
	case OU_WEEKLY:
		at = x->rule->frequency == OU_DAILY ? x->start + by :
		    x->week + 7 * by;
		if (at > limit)
			return false;
		*first = (int32_t)at;
		*last = *first + (x->rule->frequency == OU_DAILY ? 0 : 6);
		return true;
	case OU_MONTHLY:
		at = month_number(x->start_date) + by;
		limit = 9999 * 12 + 11;
		if (at > limit)
			return false;
		*first = month_start(at);
		*last = at == limit ? LAST_DAY : month_start(at + 1) - 1;
		return true;
	default:
		at = x->start_date.year + by;
		if (at > 9999)
			return false;
		*first = month_start(at * 12);
		*last = at == 9999 ? LAST_DAY : month_start(at * 12 + 12) - 1;
		return true;
	}
}

/* Is it the ${nth} such weekday of its month or year, from the front or from
 * the end? */
static bool
is_nth(const struct ou_recurrence *r, struct ou_date d, int nth)
{
	bool of_month = r->frequency == OU_MONTHLY || r->months != 0;
	int32_t day = ou_date_days(d);
	int32_t first = month_start(of_month ? month_number(d) : d.year * 12);
	int32_t next = of_month ? month_start(month_number(d)) +
	    ou_date_month_days(d.year, d.month) : month_start(d.year * 12 +
	    11) + 31;

	return nth > 0 ? (day - first) / 7 + 1 == nth :
	    (next - 1 - day) / 7 + 1 == -nth;
}

static bool
fits_weekday(const struct ou_occurrences *x, struct ou_date d)
{
	const struct ou_recurrence *r = x->rule;
	int weekday = ou_date_weekday(d), i;

	if (r->n_weekdays == 0)
		return r->frequency != OU_WEEKLY ||
		    weekday == ou_date_weekday(x->start_date);
	for (i = 0; i < r->n_weekdays; i++) {
		if (r->weekdays[i].weekday == weekday &&
		    (r->weekdays[i].nth == 0 ||
		    is_nth(r, d, r->weekdays[i].nth)))
			return true;
	}
	return false;
}

static bool
fits_day(const struct ou_occurrences *x, struct ou_date d)
{
	const struct ou_recurrence *r = x->rule;
	int back;

	if (r->days != 0 || r->days_back != 0) {
		back = ou_date_month_days(d.year, d.month) - d.day + 1;
		return (r->days >> d.day & 1) != 0 ||
		    (r->days_back >> back & 1) != 0;
	}
	return r->frequency < OU_MONTHLY || r->n_weekdays != 0 ||
	    d.day == x->start_date.day;
}

static bool
fits_month(const struct ou_occurrences *x, struct ou_date d)
{
	const struct ou_recurrence *r = x->rule;

	if (r->months != 0)
		return (r->months >> d.month & 1) != 0;
	return r->frequency != OU_YEARLY || r->days != 0 ||
	    r->days_back != 0 || r->n_weekdays != 0 ||
	    d.month == x->start_date.month;
}

/* Only those at the positions. */
static void
choose(struct ou_occurrences *x)
{
	bool keep[366] = { false };
	uint16_t n = 0;
	int i, at;

	for (i = 0; i < x->rule->n_positions; i++) {
		at = x->rule->positions[i];
		at = at > 0 ? at - 1 : x->n + at;
		if (at >= 0 && at < x->n)
			keep[at] = true;
	}
	for (i = 0; i < x->n; i++) {
		if (keep[i])
			x->set[n++] = x->set[i];
	}
	x->n = n;
}

/* The days of the next period that begins by ${through}. */
static bool
fill(struct ou_occurrences *x, int32_t through)
{
	int32_t first, last, day;
	struct ou_date d;

	x->n = x->at = 0;
	if (!bounds(x, x->period, &first, &last) || first > through)
		return false;
	x->period++;
	for (day = first; day <= last; day++) {
		d = ou_date_from_days(day);
		if (fits_month(x, d) && fits_day(x, d) && fits_weekday(x, d))
			x->set[x->n++] = day;
	}
	if (x->rule->n_positions != 0)
		choose(x);
	return true;
}

/* The period that ${day}, not before the start, is in, or the one before the
 * gap that it is in. */
static int64_t
period_of(const struct ou_occurrences *x, int32_t day)
{
	struct ou_date d = ou_date_from_days(day);
	int64_t n;

	switch (x->rule->frequency) {
	case OU_DAILY:
		n = day - x->start;
		break;
	case OU_WEEKLY:
		n = (day - x->week) / 7;
		break;
	case OU_MONTHLY:
		n = month_number(d) - month_number(x->start_date);
		break;
	default:
		n = d.year - x->start_date.year;
		break;
	}
	return n / x->rule->interval;
}

void
ou_occurrences_begin(struct ou_occurrences *x, const struct ou_recurrence *r,
    int32_t start, int32_t from)
{
	x->rule = r;
	x->start = start;
	x->from = from > start ? from : start;
	x->start_date = ou_date_from_days(start);
	x->week = start - (ou_date_weekday(x->start_date) - r->week_start +
	    7) % 7;
	x->given = 0;
	x->n = x->at = 0;
	/* What is counted is counted from the start. */
	x->period = r->count == 0 ? period_of(x, x->from) : 0;
}

bool
ou_occurrences_next(struct ou_occurrences *x, int32_t through, int32_t *day)
{
	const struct ou_recurrence *r = x->rule;
	int32_t d;

	if (through > r->until)
		through = r->until;
	while (r->count == 0 || x->given < r->count) {
		if (x->at == x->n) {
			if (!fill(x, through))
				return false;
			continue;
		}
		d = x->set[x->at];
		if (d > through)
			return false;
		x->at++;
		if (d < x->start)
			continue;
		x->given++;
		if (d >= x->from) {
			*day = d;
			return true;
		}
	}
	return false;
}
