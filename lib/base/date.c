#include "ou/base/date.h"

/*
 * The proleptic Gregorian calendar, counted in years that begin in March, so
 * that the leap day is the last day of a year: then the days before a month
 * are (153 m + 2) / 5, and 400 years are 146097 days.
 */
#define EPOCH 719468			/* 0000-03-01 to 1970-01-01 */
#define CYCLE 146097

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
ou_date_month_days(int year, int month)
{
	static const int8_t days[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
ou_date_valid(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= ou_date_month_days(year, month);
}

int32_t
ou_date_days(struct ou_date d)
{
	int y = d.year - (d.month <= 2);
	int m = d.month > 2 ? d.month - 3 : d.month + 9;
	int of_cycle = y % 400;

	/* Year 0 only as the March year of January and February of year 1. */
	return y / 400 * CYCLE + of_cycle * 365 + of_cycle / 4 -
	    of_cycle / 100 + (153 * m + 2) / 5 + d.day - 1 - EPOCH;
}

struct ou_date
ou_date_from_days(int32_t days)
{
	struct ou_date d = { 0, 0, 0 };
	int64_t n = (int64_t)days + EPOCH;
	int cycle, of_cycle, y, of_year, m;

	if (n < 306 || n > 3652364)	/* 0001-01-01 ... 9999-12-31 */
		return d;
	cycle = (int)(n / CYCLE);
	of_cycle = (int)(n % CYCLE);
	y = (of_cycle - of_cycle / 1460 + of_cycle / 36524 -
	    of_cycle / 146096) / 365;
	of_year = of_cycle - (365 * y + y / 4 - y / 100);
	m = (5 * of_year + 2) / 153;
	d.day = (uint8_t)(of_year - (153 * m + 2) / 5 + 1);
	d.month = (uint8_t)(m < 10 ? m + 3 : m - 9);
	d.year = (int16_t)(cycle * 400 + y + (d.month <= 2));
	return d;
}

int
ou_date_cmp(struct ou_date a, struct ou_date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

int
ou_date_weekday(struct ou_date d)
{
	/* 1970-01-01 was a Thursday. */
	int n = (ou_date_days(d) + 3) % 7;

	return n < 0 ? n + 8 : n + 1;
}

int
ou_date_from_week(struct ou_date *d, int year, int week, int weekday)
{
	struct ou_date fourth = { (int16_t)year, 1, 4 }, r, thursday;
	int32_t monday;

	if (year < 1 || year > 9999 || week < 1 || week > 53 || weekday < 1 ||
	    weekday > 7)
		return -1;
	/* Week 1 is the one with 4 January in it. */
	monday = ou_date_days(fourth) - (ou_date_weekday(fourth) - 1) +
	    (week - 1) * 7;
	thursday = ou_date_from_days(monday + 3);
	r = ou_date_from_days(monday + weekday - 1);
	if (thursday.year != year || r.year == 0)
		return -1;
	*d = r;
	return 0;
}

int
ou_date_century(int two_digits, int from)
{
	int year = two_digits + from - from % 100;

	return year < from ? year + 100 : year;
}

struct ou_date
ou_date_easter(int year)
{
	/* The full moon by the golden number, with the corrections of the sun
	 * and of the moon since 1582; then the Sunday behind it. */
	int golden = year % 19, century = year / 100, rest = year % 100;
	int moon = (19 * golden + century - century / 4 -
	    (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
	int sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon -
	    rest % 4) % 7;
	int late = (golden + 11 * moon + 22 * sunday) / 451;
	int n = moon + sunday - 7 * late + 114;

	return (struct ou_date){ (int16_t)year, (uint8_t)(n / 31),
	    (uint8_t)(n % 31 + 1) };
}

static int
two(const char *p)
{
	int a = p[0] - '0', b = p[1] - '0';

	return a < 0 || a > 9 || b < 0 || b > 9 ? -1 : a * 10 + b;
}

int
ou_date_parse(struct ou_date *d, struct ou_str s, struct ou_err *err)
{
	int c, y, m, day;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		goto bad;
	c = two(s.p);
	y = two(s.p + 2);
	m = two(s.p + 5);
	day = two(s.p + 8);
	if (c < 0 || y < 0 || !ou_date_valid(c * 100 + y, m, day))
		goto bad;
	*d = (struct ou_date){ (int16_t)(c * 100 + y), (uint8_t)m,
	    (uint8_t)day };
	return 0;
bad:
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not a date (YYYY-MM-DD)",
	    OU_STR_ARG(ou_str_sub(s, 0, 64)));
}

size_t
ou_date_text(char *to, struct ou_date d)
{
	int v = d.year;

	to[0] = (char)('0' + v / 1000 % 10);
	to[1] = (char)('0' + v / 100 % 10);
	to[2] = (char)('0' + v / 10 % 10);
	to[3] = (char)('0' + v % 10);
	to[4] = '-';
	to[5] = (char)('0' + d.month / 10 % 10);
	to[6] = (char)('0' + d.month % 10);
	to[7] = '-';
	to[8] = (char)('0' + d.day / 10 % 10);
	to[9] = (char)('0' + d.day % 10);
	return 10;
}
