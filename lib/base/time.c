#include "time_scan.h"

#define DAY 86400

int
ou_time_parse(struct ou_time *t, struct ou_str s, struct ou_err *err)
{
	struct ou_time r = { .nanos = -1 };
	struct ou_str rest = s;
	int year, month, day;

	if (!ou_scan_digits(&rest, 4, 4, &year) || !ou_scan_char(&rest, '-') ||
	    !ou_scan_digits(&rest, 2, 2, &month) || !ou_scan_char(&rest, '-') ||
	    !ou_scan_digits(&rest, 2, 2, &day) ||
	    !ou_scan_set_date(&r, year, month, day))
		goto bad;
	if (rest.n != 0) {
		if (!ou_scan_char(&rest, 'T') && !ou_scan_char(&rest, ' '))
			goto bad;
		if (!ou_scan_clock(&rest, 2, &r))
			goto bad;
		if (rest.n != 0 && !ou_scan_offset(&rest, &r))
			goto bad;
		if (rest.n != 0)
			goto bad;
	}
	*t = r;
	return 0;
bad:
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not a time (YYYY-MM-DDThh:mm:ss and offset)",
	    OU_STR_ARG(ou_str_sub(s, 0, 64)));
}

static char *
put_two(char *to, char before, int v)
{
	*to++ = before;
	*to++ = (char)('0' + v / 10 % 10);
	*to++ = (char)('0' + v % 10);
	return to;
}

static char *
put_fraction(char *to, const struct ou_time *t)
{
	int32_t v = t->nanos;
	int i, n = t->nano_digits > 9 ? 9 : t->nano_digits;

	for (i = 9; i > n; i--)
		v /= 10;
	*to = '.';
	for (i = n; i > 0; i--, v /= 10)
		to[i] = (char)('0' + v % 10);
	return to + 1 + n;
}

size_t
ou_time_text(char *to, const struct ou_time *t)
{
	char *at = to + ou_date_text(to, t->date);
	int offset = t->offset < 0 ? -t->offset : t->offset;

	if (!t->has_clock)
		return (size_t)(at - to);
	at = put_two(at, 'T', t->hour);
	at = put_two(at, ':', t->minute);
	if (t->has_second)
		at = put_two(at, ':', t->second);
	if (t->has_second && t->nanos >= 0 && t->nano_digits != 0)
		at = put_fraction(at, t);
	if (t->has_offset && t->utc)
		*at++ = 'Z';
	else if (t->has_offset) {
		at = put_two(at, t->offset < 0 ? '-' : '+', offset / 60);
		at = put_two(at, ':', offset % 60);
	}
	return (size_t)(at - to);
}

int
ou_clock_minutes(struct ou_str s)
{
	int i, v[5];

	if (s.n != 5 || s.p[2] != ':')
		return -1;
	for (i = 0; i < 5; i++) {
		v[i] = s.p[i] - '0';
		if (i != 2 && (v[i] < 0 || v[i] > 9))
			return -1;
	}
	if (v[0] * 10 + v[1] > 23 || v[3] > 5)
		return -1;
	return (v[0] * 10 + v[1]) * 60 + v[3] * 10 + v[4];
}

int64_t
ou_time_seconds(const struct ou_time *t)
{
	int64_t s = (int64_t)ou_date_days(t->date) * DAY + t->hour * 3600 +
	    t->minute * 60 + t->second;

	return t->has_offset ? s - t->offset * 60 : s;
}

int64_t
ou_time_latest(const struct ou_time *t)
{
	return ou_time_seconds(t) + (!t->has_clock ? DAY - 1 :
	    !t->has_second ? 59 : 0);
}

void
ou_time_from_seconds(struct ou_time *t, int64_t seconds, int offset)
{
	int64_t local, days;
	int clock;

	*t = (struct ou_time){ .nanos = -1 };
	/* Far outside of what a date can say, and no overflow below. */
	if (seconds < -(INT64_C(1) << 40) || seconds > INT64_C(1) << 40)
		return;
	local = seconds + (int64_t)offset * 60;
	days = local / DAY - (local % DAY < 0);
	clock = (int)(local - days * DAY);
	t->date = ou_date_from_days((int32_t)days);
	if (!ou_date_given(t->date))
		return;
	t->hour = (uint8_t)(clock / 3600);
	t->minute = (uint8_t)(clock / 60 % 60);
	t->second = (uint8_t)(clock % 60);
	t->has_second = t->has_clock = t->has_offset = true;
	t->offset = (int16_t)offset;
	t->utc = offset == 0;
}
