#include "time_scan.h"

/*
 * Dates by a pattern, and dates by their look.  Nothing is guessed: what has
 * two readings is refused, and the message shows both.
 */

/* What the pattern has given so far; -1 is not given. */
struct pieces {
	int year, month, day, hour, minute, second;
	int hour12;
	bool half_day;			/* %p was met */
	int half;			/* 0 or 12 */
};

static bool
take_year(struct ou_str *s, bool two_digits, int now, int *year)
{
	int v;

	if (!two_digits)
		return ou_scan_digits(s, 4, 4, year);
	if (!ou_scan_digits(s, 2, 2, &v))
		return false;
	/* 50 years before ${now} to 49 after. */
	*year = ou_date_century(v, now - 50);
	return true;
}

static bool
take_half(struct ou_str *s, struct pieces *p)
{
	int hour = 12;

	if (!ou_scan_half_day(s, &hour))
		return false;
	p->half_day = true;
	p->half = hour;
	return true;
}

static bool
take_piece(struct ou_str *s, char what, int now, struct pieces *p,
    struct ou_time *t)
{
	switch (what) {
	case 'Y':
	case 'y':
		return take_year(s, what == 'y', now, &p->year);
	case 'm':
		return ou_scan_digits(s, 1, 2, &p->month);
	case 'd':
		return ou_scan_digits(s, 1, 2, &p->day);
	case 'b':
		return ou_scan_month(s, &p->month);
	case 'H':
		return ou_scan_digits(s, 1, 2, &p->hour);
	case 'I':
		return ou_scan_digits(s, 1, 2, &p->hour12);
	case 'M':
		return ou_scan_digits(s, 2, 2, &p->minute);
	case 'S':
		return ou_scan_digits(s, 2, 2, &p->second);
	case 'p':
		return take_half(s, p);
	case 'z':
		return ou_scan_offset(s, t) || ou_scan_zone_name(s, t);
	default:
		return false;
	}
}

static bool
join_clock(struct pieces *p, struct ou_time *t)
{
	if (p->hour12 >= 0) {
		if (p->hour12 < 1 || p->hour12 > 12 || !p->half_day)
			return false;
		p->hour = p->hour12 % 12 + p->half;
	}
	if (p->hour < 0)
		return p->minute < 0 && p->second < 0;
	t->has_clock = true;
	t->has_second = p->second >= 0;
	if (p->minute < 0)
		p->minute = 0;
	if (p->second < 0)
		p->second = 0;
	if (p->hour > 23 || p->minute > 59 || p->second > 59)
		return false;
	t->hour = (uint8_t)p->hour;
	t->minute = (uint8_t)p->minute;
	t->second = (uint8_t)p->second;
	return true;
}

static bool
match(struct ou_time *t, struct ou_str s, const char *pattern, int now)
{
	struct pieces p = { -1, -1, -1, -1, -1, -1, -1, false, 0 };

	*t = (struct ou_time){ .nanos = -1 };
	for (; *pattern != '\0'; pattern++) {
		if (*pattern != '%' || pattern[1] == '%') {
			pattern += *pattern == '%';
			if (!ou_scan_char(&s, *pattern))
				return false;
		} else if (!take_piece(&s, *++pattern, now, &p, t))
			return false;
		if (*pattern == '\0')
			return false;
	}
	return s.n == 0 && ou_scan_set_date(t, p.year, p.month, p.day) &&
	    join_clock(&p, t);
}

int
ou_time_pattern(struct ou_time *t, struct ou_str s, const char *pattern,
    int year, struct ou_err *err)
{
	struct ou_time r;

	if (match(&r, s, pattern, year)) {
		*t = r;
		return 0;
	}
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not a date of the form '%.64s'",
	    OU_STR_ARG(ou_str_sub(s, 0, 64)), pattern);
}

static int
not_a_date(struct ou_str s, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not a date or time", OU_STR_ARG(ou_str_sub(s, 0, 64)));
}

/* What may stand behind a date: [T ,]h:mm[:ss[.f]] [AM|PM] [offset]. */
static bool
scan_tail(struct ou_str rest, struct ou_time *t)
{
	int hour;

	if (rest.n == 0)
		return true;
	(void)ou_scan_char(&rest, ',');
	if (!ou_scan_char(&rest, ' ') && !ou_scan_char(&rest, 'T'))
		return false;
	if (!ou_scan_clock(&rest, 1, t))
		return false;
	if (rest.n == 0)
		return true;
	(void)ou_scan_char(&rest, ' ');
	hour = t->hour;
	if (ou_scan_half_day(&rest, &hour)) {
		t->hour = (uint8_t)hour;
		if (rest.n == 0)
			return true;
		(void)ou_scan_char(&rest, ' ');
	}
	if (!ou_scan_offset(&rest, t) && !ou_scan_zone_name(&rest, t))
		return false;
	return rest.n == 0;
}

/* 20261120, 202611200914, 20261120091400, with a year one can believe. */
static bool
guess_digits(struct ou_time *t, struct ou_str s)
{
	static const char patterns[3][16] = {
		"%Y%m%d", "%Y%m%d%H%M", "%Y%m%d%H%M%S"
	};

	if (s.n != 8 && s.n != 12 && s.n != 14)
		return false;
	return match(t, s, patterns[s.n / 2 - (s.n == 8 ? 4 : 5)], 2000) &&
	    t->date.year >= 1900 && t->date.year < 2200;
}

/* A number of days since 1900 as spreadsheets keep it: 45981 or 45981.39 */
static bool
looks_serial(struct ou_str s)
{
	int v;

	if (!ou_scan_digits(&s, 4, 6, &v))
		return false;
	if (s.n != 0 && !ou_scan_char(&s, '.') && !ou_scan_char(&s, ','))
		return false;
	while (s.n != 0) {
		if (!ou_scan_digits(&s, 1, 1, &v))
			return false;
	}
	return true;
}

/* 7 Oct 2026, 7-Oct-2026, Oct 7, 2026 with a clock or without. */
static bool
guess_words(struct ou_time *t, struct ou_str s)
{
	int year, month, day;
	char c;

	if (s.n == 0)
		return false;
	if (s.p[0] >= '0' && s.p[0] <= '9') {
		if (!ou_scan_digits(&s, 1, 2, &day) || s.n == 0)
			return false;
		c = s.p[0];
		if (c != ' ' && c != '-')
			return false;
		if (!ou_scan_char(&s, c) || !ou_scan_month(&s, &month) ||
		    !ou_scan_char(&s, c))
			return false;
	} else {
		if (!ou_scan_month(&s, &month) || !ou_scan_char(&s, ' ') ||
		    !ou_scan_digits(&s, 1, 2, &day))
			return false;
		(void)ou_scan_char(&s, ',');
		if (!ou_scan_char(&s, ' '))
			return false;
	}
	if (!ou_scan_digits(&s, 4, 4, &year))
		return false;
	return ou_scan_set_date(t, year, month, day) && scan_tail(s, t);
}

static int
two_readings(struct ou_str s, int year, int a, int b, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_AMBIGUOUS,
	    "'%.*s' can be %04d-%02d-%02d or %04d-%02d-%02d; name the form of "
	    "dates", OU_STR_ARG(ou_str_sub(s, 0, 64)), year, b, a, year, a, b);
}

/* Three numbers with the same mark between them. */
static int
guess_numbers(struct ou_time *t, struct ou_str s, struct ou_err *err)
{
	struct ou_str rest = s;
	int a, b, c;
	size_t from, first, last;
	char mark;

	from = rest.n;
	if (!ou_scan_digits(&rest, 1, 4, &a) || rest.n == 0)
		return not_a_date(s, err);
	first = from - rest.n;
	mark = rest.p[0];
	if ((mark != '/' && mark != '-' && mark != '.') ||
	    !ou_scan_char(&rest, mark) || !ou_scan_digits(&rest, 1, 2, &b) ||
	    !ou_scan_char(&rest, mark))
		return not_a_date(s, err);
	from = rest.n;
	if (!ou_scan_digits(&rest, 1, 4, &c))
		return not_a_date(s, err);
	last = from - rest.n;
	if (!scan_tail(rest, t))
		return not_a_date(s, err);
	if (first == 4 && last <= 2)
		return ou_scan_set_date(t, a, b, c) ? 0 : not_a_date(s, err);
	if (first > 2 || last == 1 || last == 3)
		return not_a_date(s, err);
	if (last == 2)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_AMBIGUOUS,
		    "'%.*s' has a year of two digits; name the form of dates",
		    OU_STR_ARG(ou_str_sub(s, 0, 64)));
	if (a != b && ou_date_valid(c, a, b) && ou_date_valid(c, b, a))
		return two_readings(s, c, a, b, err);
	if (!ou_scan_set_date(t, c, b, a) && !ou_scan_set_date(t, c, a, b))
		return not_a_date(s, err);
	return 0;
}

int
ou_time_guess(struct ou_time *t, struct ou_str s, struct ou_err *err)
{
	struct ou_time r = { .nanos = -1 };

	s = ou_str_trim(s);
	if (ou_time_parse(t, s, NULL) == 0)
		return 0;
	if (guess_digits(&r, s)) {
		*t = r;
		return 0;
	}
	if (looks_serial(s))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s' is a spreadsheet's count of days, not a date",
		    OU_STR_ARG(ou_str_sub(s, 0, 64)));
	r = (struct ou_time){ .nanos = -1 };
	if (!guess_words(&r, s)) {
		r = (struct ou_time){ .nanos = -1 };
		if (guess_numbers(&r, s, err) != 0)
			return -1;
	}
	*t = r;
	return 0;
}
