#include <stdlib.h>

#include "ou/base/date.h"
#include "ou/model/calendar.h"

/* 1970-01-01 was a Thursday. */
#define MONDAY 3

static int32_t
floor_div(int32_t a, int32_t b)
{
	return a >= 0 ? a / b : -((b - 1 - a) / b);
}

int32_t
ou_period_of(enum ou_period period, int32_t day)
{
	struct ou_date d;

	if (period == OU_PERIOD_DAY)
		return day;
	if (period == OU_PERIOD_WEEK)
		return floor_div(day + MONDAY, 7);
	d = ou_date_from_days(day);
	return d.year * 12 + d.month - 1;
}

int32_t
ou_period_start(enum ou_period period, int32_t number)
{
	struct ou_date d = { .day = 1 };

	if (period == OU_PERIOD_DAY)
		return number;
	if (period == OU_PERIOD_WEEK)
		return number * 7 - MONDAY;
	d.year = (int16_t)floor_div(number, 12);
	d.month = (uint8_t)(number - d.year * 12 + 1);
	return ou_date_days(d);
}

int
ou_weekdays_parse(struct ou_str s)
{
	int set = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == ' ')
			continue;
		if (s.p[i] < '1' || s.p[i] > '7' ||
		    (i > 0 && s.p[i - 1] != ' '))
			return -1;
		set |= 1 << (s.p[i] - '1');
	}
	return set;
}

void
ou_calendar_close(struct ou_calendar *c, struct ou_arena *a, int32_t day)
{
	if (c->n == c->cap) {
		c->cap = c->cap == 0 ? 64 : c->cap * 2;
		c->closed = ou_arena_extend(a, c->closed,
		    c->n * sizeof(*c->closed), c->cap * sizeof(*c->closed));
	}
	c->closed[c->n++] = day;
}

static int
compare(const void *x, const void *y)
{
	const int32_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

void
ou_calendar_sort(struct ou_calendar *c)
{
	uint32_t i, n = 0;

	if (c->n < 2)
		return;
	qsort(c->closed, c->n, sizeof(*c->closed), compare);
	for (i = 1; i < c->n; i++) {
		if (c->closed[i] != c->closed[n])
			c->closed[++n] = c->closed[i];
	}
	c->n = n + 1;
}

/* How many closed days are before ${day}. */
static uint32_t
before(const struct ou_calendar *c, int32_t day)
{
	uint32_t low = 0, high = c->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c->closed[mid] < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
ou_calendar_closed(const struct ou_calendar *c, int32_t day)
{
	return c != NULL && before(c, day + 1) != before(c, day);
}

int32_t
ou_calendar_open_days(const struct ou_calendar *c, int32_t from, int32_t to)
{
	if (to <= from)
		return 0;
	return to - from - (c == NULL ? 0
	    : (int32_t)(before(c, to) - before(c, from)));
}

int32_t
ou_calendar_next(const struct ou_calendar *c, int32_t day)
{
	int32_t d;

	for (d = day; d < day + OU_CALENDAR_AHEAD; d++) {
		if (!ou_calendar_closed(c, d))
			return d;
	}
	return day;
}
