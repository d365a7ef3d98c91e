#include "time_scan.h"

bool
ou_scan_digits(struct ou_str *s, size_t min, size_t max, int *out)
{
	size_t n = 0;
	int v = 0;

	while (n < max && n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
		v = v * 10 + (s->p[n++] - '0');
	if (n < min)
		return false;
	s->p += n;
	s->n -= n;
	*out = v;
	return true;
}

bool
ou_scan_char(struct ou_str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->n--;
	return true;
}

static bool
scan_fraction(struct ou_str *s, struct ou_time *t)
{
	int v, digits = 0;

	t->nanos = -1;
	t->nano_digits = 0;
	if (!ou_scan_char(s, '.'))
		return true;
	t->nanos = 0;
	while (digits < 9 && ou_scan_digits(s, 1, 1, &v)) {
		t->nanos = t->nanos * 10 + v;
		digits++;
	}
	if (digits == 0 || (s->n != 0 && s->p[0] >= '0' && s->p[0] <= '9'))
		return false;
	t->nano_digits = (uint8_t)digits;
	for (; digits < 9; digits++)
		t->nanos *= 10;
	return true;
}

bool
ou_scan_clock(struct ou_str *s, size_t hour_min, struct ou_time *t)
{
	int hour, minute, second = 0;

	if (!ou_scan_digits(s, hour_min, 2, &hour) || !ou_scan_char(s, ':') ||
	    !ou_scan_digits(s, 2, 2, &minute))
		return false;
	t->nanos = -1;
	t->nano_digits = 0;
	t->has_second = ou_scan_char(s, ':');
	if (t->has_second &&
	    (!ou_scan_digits(s, 2, 2, &second) || !scan_fraction(s, t)))
		return false;
	/* No 24:00 and no leap second: nobody agrees what they are. */
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	t->hour = (uint8_t)hour;
	t->minute = (uint8_t)minute;
	t->second = (uint8_t)second;
	t->has_clock = true;
	return true;
}

static void
set_offset(struct ou_time *t, int minutes, bool utc)
{
	t->offset = (int16_t)minutes;
	t->has_offset = true;
	t->utc = utc;
}

bool
ou_scan_offset(struct ou_str *s, struct ou_time *t)
{
	int hours, minutes = 0;
	bool west;

	if (ou_scan_char(s, 'Z')) {
		set_offset(t, 0, true);
		return true;
	}
	west = s->n != 0 && s->p[0] == '-';
	if (!ou_scan_char(s, '+') && !ou_scan_char(s, '-'))
		return false;
	if (!ou_scan_digits(s, 2, 2, &hours))
		return false;
	if (ou_scan_char(s, ':')) {
		if (!ou_scan_digits(s, 2, 2, &minutes))
			return false;
	} else
		(void)ou_scan_digits(s, 2, 2, &minutes);
	if (hours > 18 || minutes > 59)
		return false;
	minutes += hours * 60;
	set_offset(t, west ? -minutes : minutes, false);
	return true;
}

static bool
scan_word(struct ou_str *s, struct ou_str word)
{
	if (s->n < word.n || !ou_str_caseeq(ou_str_sub(*s, 0, word.n), word))
		return false;
	s->p += word.n;
	s->n -= word.n;
	return true;
}

bool
ou_scan_zone_name(struct ou_str *s, struct ou_time *t)
{
	static const struct {
		char name[4];
		int hours;
	} zones[] = {
		{ "UTC", 0 }, { "GMT", 0 }, { "EST", -5 }, { "EDT", -4 },
		{ "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
		{ "PST", -8 }, { "PDT", -7 },
	};
	size_t i;

	for (i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (scan_word(s, ou_str_make(zones[i].name, 3))) {
			set_offset(t, zones[i].hours * 60, i == 0);
			return true;
		}
	}
	return false;
}

bool
ou_scan_half_day(struct ou_str *s, int *hour)
{
	bool after = ou_str_caseeq(ou_str_sub(*s, 0, 2), OU_STR("pm"));

	if (!after && !ou_str_caseeq(ou_str_sub(*s, 0, 2), OU_STR("am")))
		return false;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (after ? 12 : 0);
	s->p += 2;
	s->n -= 2;
	return true;
}

bool
ou_scan_month(struct ou_str *s, int *month)
{
	static const char names[12][10] = {
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november",
		"december"
	};
	int i;

	for (i = 0; i < 12; i++) {
		if (scan_word(s, ou_str_c(names[i])) ||
		    scan_word(s, ou_str_make(names[i], 3))) {
			*month = i + 1;
			return true;
		}
	}
	return false;
}

bool
ou_scan_set_date(struct ou_time *t, int year, int month, int day)
{
	if (!ou_date_valid(year, month, day))
		return false;
	t->date = (struct ou_date){ (int16_t)year, (uint8_t)month,
	    (uint8_t)day };
	return true;
}
