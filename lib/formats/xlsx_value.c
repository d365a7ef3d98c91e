#include <stdio.h>

#include "ou/base/date.h"
#include "ou/base/decimal.h"
#include "xlsx.h"

/*
 * A number in the file is the shortest text of a binary one, or up to 17
 * digits of it: "59.969999999999999" was 59.97.  A spreadsheet has, and
 * shows, 15 digits; so do we, by counting digits.
 */
#define DIGITS 15
#define DIGITS_READ 40

struct digits {
	bool negative;
	char d[DIGITS_READ];		/* without zeros in front */
	size_t n;
	int point;			/* digits in front of it */
	bool exponent;			/* one was written */
};

static bool
read_exponent(struct ou_str s, int *e)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	int v = 0;
	size_t i;

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = ou_str_sub(s, 1, s.n);
	if (s.n == 0 || s.n > 3)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*e = negative ? -v : v;
	return true;
}

static bool
read_digits(struct ou_str s, struct digits *g)
{
	bool point = false, any = false;
	size_t i = 0;
	int e = 0;

	memset(g, 0, sizeof(*g));
	if (s.n > 0 && s.p[0] == '-') {
		g->negative = true;
		i = 1;
	}
	for (; i < s.n && s.p[i] != 'E' && s.p[i] != 'e'; i++) {
		if (s.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		any = true;
		if (g->n == 0 && s.p[i] == '0') {
			g->point -= point;
			continue;
		}
		if (g->n == DIGITS_READ)
			return false;
		g->d[g->n++] = s.p[i];
		g->point += !point;
	}
	g->exponent = i < s.n;
	if (!any || (i < s.n && !read_exponent(ou_str_sub(s, i + 1, s.n),
	    &e)))
		return false;
	g->point += e;
	return true;
}

/* To fifteen digits, half away from zero, and no zeros behind. */
static void
round_digits(struct digits *g)
{
	size_t i;

	if (g->n > DIGITS) {
		bool up = g->d[DIGITS] >= '5';

		g->n = i = DIGITS;
		while (up && i > 0) {
			i--;
			up = g->d[i] == '9';
			g->d[i] = (char)(up ? '0' : g->d[i] + 1);
		}
		if (up) {
			memmove(g->d + 1, g->d, DIGITS - 1);
			g->d[0] = '1';
			g->point++;
		}
	}
	while (g->n > 0 && g->d[g->n - 1] == '0')
		g->n--;
}

/* Whole, and its last digits are not there: 3.40123E+12. */
static bool
is_cut(const struct digits *g, size_t written)
{
	return g->point > (int)DIGITS ||
	    (g->exponent && g->point > 6 && written < (size_t)g->point);
}

static void
put_plain(struct ou_buf *out, const struct digits *g, size_t width)
{
	int i, decimals = (int)g->n - g->point;

	if (g->n == 0) {
		for (i = 1; i < (int)width; i++)
			ou_buf_addc(out, '0');
		ou_buf_addc(out, '0');
		return;
	}
	if (g->negative)
		ou_buf_addc(out, '-');
	for (i = g->point > 0 ? g->point : 0; i < (int)width; i++)
		ou_buf_addc(out, '0');
	if (g->point <= 0 && width == 0)
		ou_buf_addc(out, '0');
	for (i = 0; i < g->point; i++)
		ou_buf_addc(out, (size_t)i < g->n ? g->d[i] : '0');
	if (decimals <= 0)
		return;
	ou_buf_addc(out, '.');
	for (i = g->point; i < (int)g->n; i++)
		ou_buf_addc(out, i < 0 ? '0' : g->d[i]);
	/* a point in front of three digits can be one of thousands */
	if (decimals == 3)
		ou_buf_addc(out, '0');
}

/* 1.2345678901235E+17: as a spreadsheet shows it, and nobody reads it. */
static void
put_cut(struct ou_buf *out, const struct digits *g)
{
	if (g->negative)
		ou_buf_addc(out, '-');
	ou_buf_addc(out, g->d[0]);
	if (g->n > 1) {
		ou_buf_addc(out, '.');
		ou_buf_add(out, g->d + 1, g->n - 1);
	}
	ou_buf_printf(out, "E+%d", g->point - 1);
}

bool
ou_xlsx_number(struct ou_buf *out, struct ou_str s, struct xlsx_style style)
{
	struct digits g;
	size_t written;

	if (!read_digits(s, &g) || g.point > 400 || g.point < -400)
		return false;
	written = g.n;
	round_digits(&g);
	if (g.n > 0 && is_cut(&g, written))
		put_cut(out, &g);
	else if (g.n > 0 && g.point < -20)
		ou_buf_addc(out, '0');
	else
		put_plain(out, &g, style.kind == XLSX_ZEROS &&
		    (int)g.n <= g.point ? style.zeros : 0);
	return true;
}

/* --- dates --- */

/* Days and seconds of the day, to the nearest second. */
static bool
read_serial(struct ou_str s, int64_t *days, int64_t *seconds)
{
	struct digits g;
	int64_t part = 0;
	int i;

	*days = 0;
	if (!read_digits(s, &g) || g.negative || g.point > 7)
		return false;
	round_digits(&g);
	for (i = 0; i < g.point; i++)
		*days = *days * 10 + ((size_t)i < g.n ? g.d[i] - '0' : 0);
	/* ten decimals are a hundred thousandth of a second */
	for (i = 0; i < 10; i++) {
		int k = g.point + i;

		part = part * 10 + (k >= 0 && (size_t)k < g.n ?
		    g.d[k] - '0' : 0);
	}
	*seconds = (part * 86400 + 5000000000) / 10000000000;
	if (*seconds == 86400) {
		*seconds = 0;
		*days += 1;
	}
	return true;
}

/* The calendar of 1900 has a 29 February that was not. */
static bool
day_of(int64_t serial, bool date1904, struct ou_date *d)
{
	static const struct ou_date first1904 = { 1904, 1, 1 };
	static const struct ou_date first1900 = { 1899, 12, 30 };

	if (date1904)
		serial += ou_date_days(first1904);
	else if (serial == 60 || serial < 1)
		return false;
	else
		serial += ou_date_days(first1900) + (serial < 60);
	if (serial > 2932896)
		return false;
	*d = ou_date_from_days((int32_t)serial);
	return true;
}

bool
ou_xlsx_date(struct ou_buf *out, struct ou_str s, enum xlsx_kind kind,
    bool date1904)
{
	int64_t days, seconds;
	struct ou_date d;
	char text[16];

	if (!read_serial(s, &days, &seconds))
		return false;
	if (kind != XLSX_TIME || days > 0) {
		/* hours beyond a day are a length of time */
		if (kind == XLSX_TIME || !day_of(days, date1904, &d))
			return false;
		ou_buf_add(out, text, ou_date_text(text, d));
		if (kind == XLSX_DATE && seconds == 0)
			return true;
		ou_buf_addc(out, 'T');
	}
	ou_buf_printf(out, "%02d:%02d:%02d", (int)(seconds / 3600),
	    (int)(seconds / 60 % 60), (int)(seconds % 60));
	return true;
}

/* --- formats --- */

struct xlsx_style
ou_xlsx_builtin(uint64_t id)
{
	struct xlsx_style s = { XLSX_NUMBER, 0 };

	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 58))
		s.kind = XLSX_DATE;
	else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) ||
	    (id >= 45 && id <= 47))
		s.kind = XLSX_TIME;
	else if (id == 22)
		s.kind = XLSX_MOMENT;
	return s;
}

/* Texts in quotes, escaped characters, colours and the like in brackets say
 * nothing; but [h] counts hours. */
static size_t
skip(struct ou_str code, size_t i)
{
	char end = code.p[i] == '[' ? ']' : '"';

	if (code.p[i] == '\\' || code.p[i] == '_' || code.p[i] == '*')
		return i + 1;
	if (code.p[i] != '"' && code.p[i] != '[')
		return i;
	for (i++; i < code.n && code.p[i] != end; i++)
		continue;
	return i;
}

struct xlsx_style
ou_xlsx_format(struct ou_str code)
{
	struct xlsx_style s = { XLSX_NUMBER, 0 };
	bool day = false, hour = false, month = false, other = false;
	size_t i, at, zeros = 0;

	if (ou_str_caseeq(code, OU_STR("General")))
		return s;
	for (i = 0; i < code.n && code.p[i] != ';'; i++) {
		at = skip(code, i);
		if (at != i) {
			i = at;
			other = true;
			continue;
		}
		switch (code.p[i] | 0x20) {
		case 'y': case 'd': case 'e':
			/* "0.00E+00" is none */
			day = day || (code.p[i] | 0x20) != 'e';
			break;
		case 'h': case 's':
			hour = true;
			break;
		case 'm':
			month = true;
			break;
		}
		zeros += code.p[i] == '0';
		other = other || code.p[i] != '0';
	}
	if (day || (month && !hour))
		s.kind = hour ? XLSX_MOMENT : XLSX_DATE;
	else if (hour)
		s.kind = XLSX_TIME;
	else if (!other && zeros > 1 && zeros < 30) {
		s.kind = XLSX_ZEROS;
		s.zeros = (uint8_t)zeros;
	}
	return s;
}
