#include <string.h>

#include "time_scan.h"
#include "zone_rule.h"

#define DAY 86400

static bool
take_name(struct ou_str *s)
{
	bool quoted = ou_scan_char(s, '<');
	size_t n = 0;
	char c;

	for (; n < s->n; n++) {
		c = s->p[n];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			continue;
		if (quoted && ((c >= '0' && c <= '9') || c == '+' ||
		    c == '-'))
			continue;
		break;
	}
	s->p += n;
	s->n -= n;
	return n >= 3 && (!quoted || ou_scan_char(s, '>'));
}

/* [+-]h[h[h]][:mm[:ss]] */
static bool
take_seconds(struct ou_str *s, int hour_max, int32_t *out)
{
	int hours, minutes = 0, seconds = 0;
	bool negative = ou_scan_char(s, '-');

	if (!negative)
		(void)ou_scan_char(s, '+');
	if (!ou_scan_digits(s, 1, 3, &hours) || hours > hour_max)
		return false;
	if (ou_scan_char(s, ':')) {
		if (!ou_scan_digits(s, 2, 2, &minutes) || minutes > 59)
			return false;
		if (ou_scan_char(s, ':') &&
		    (!ou_scan_digits(s, 2, 2, &seconds) || seconds > 59))
			return false;
	}
	*out = hours * 3600 + minutes * 60 + seconds;
	if (negative)
		*out = -*out;
	return true;
}

static bool
take_day(struct ou_str *s, struct zone_day *d)
{
	d->kind = 'n';
	d->time = 2 * 3600;
	if (ou_scan_char(s, 'M')) {
		d->kind = 'M';
		if (!ou_scan_digits(s, 1, 2, &d->month) ||
		    !ou_scan_char(s, '.') ||
		    !ou_scan_digits(s, 1, 1, &d->week) ||
		    !ou_scan_char(s, '.') ||
		    !ou_scan_digits(s, 1, 1, &d->day) || d->month < 1 ||
		    d->month > 12 || d->week < 1 || d->week > 5 || d->day > 6)
			return false;
	} else {
		if (ou_scan_char(s, 'J'))
			d->kind = 'J';
		if (!ou_scan_digits(s, 1, 3, &d->day) || d->day > 365 ||
		    (d->kind == 'J' && d->day < 1))
			return false;
	}
	return !ou_scan_char(s, '/') || take_seconds(s, 167, &d->time);
}

bool
ou_zone_rule_parse(struct zone_rule *r, struct ou_str s)
{
	memset(r, 0, sizeof(*r));
	if (!take_name(&s) || !take_seconds(&s, 24, &r->standard))
		return false;
	/* The string counts westward. */
	r->standard = -r->standard;
	r->summer = r->standard;
	if (s.n == 0)
		return true;
	r->has_summer = true;
	r->summer = r->standard + 3600;
	if (!take_name(&s))
		return false;
	if (s.n != 0 && s.p[0] != ',') {
		if (!take_seconds(&s, 24, &r->summer))
			return false;
		r->summer = -r->summer;
	}
	return ou_scan_char(&s, ',') && take_day(&s, &r->from) &&
	    ou_scan_char(&s, ',') && take_day(&s, &r->to) && s.n == 0;
}

/* Days since 1970 of a rule's day in ${year}. */
static int32_t
day_of(const struct zone_day *d, int year)
{
	struct ou_date first = { (int16_t)year, 1, 1 };
	int32_t days;
	int day;

	if (d->kind == 'n')
		return ou_date_days(first) + d->day;
	if (d->kind == 'J')
		/* 29 February is never counted. */
		return ou_date_days(first) + d->day - 1 +
		    (d->day >= 60 && ou_date_valid(year, 2, 29));
	first.month = (uint8_t)d->month;
	days = ou_date_days(first);
	/* Sunday is 0 here and 7 there. */
	day = 1 + (d->day - ou_date_weekday(first) % 7 + 7) % 7 +
	    (d->week - 1) * 7;
	while (!ou_date_valid(year, d->month, day))
		day -= 7;
	return days + day - 1;
}

int32_t
ou_zone_rule_offset(const struct zone_rule *r, int64_t t)
{
	int64_t from, to, last = INT64_MIN;
	int32_t offset = r->standard;
	struct ou_time now;
	int year;

	if (!r->has_summer)
		return r->standard;
	ou_time_from_seconds(&now, t, 0);
	if (!ou_date_given(now.date))
		return r->standard;
	/* The change that came last; it may lie in the neighbouring year. */
	for (year = now.date.year - 1; year <= now.date.year + 1; year++) {
		if (year < 1 || year > 9999)
			continue;
		to = (int64_t)day_of(&r->to, year) * DAY + r->to.time -
		    r->summer;
		if (to <= t && to >= last) {
			last = to;
			offset = r->standard;
		}
		from = (int64_t)day_of(&r->from, year) * DAY + r->from.time -
		    r->standard;
		if (from <= t && from >= last) {
			last = from;
			offset = r->summer;
		}
	}
	return offset;
}
