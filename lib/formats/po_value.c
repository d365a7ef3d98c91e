#include "po.h"

/*
 * Numbers and dates as EDI writes them.
 *
 * X12 has a decimal point and nothing else, or implied decimals.  EDIFACT has
 * one decimal mark, point or comma, and no thousands mark; UNA says which one,
 * and real files hold the other one all the same.  The other one is taken
 * where it cannot be meant for thousands.
 */
#define NUMBER_MAX 40

/* The number with a point in it, in ${to} when it has to be changed. */
static int
normal(struct po *c, struct ou_str *s, char to[NUMBER_MAX])
{
	char mark = c->marks->decimal, other = mark == ',' ? '.' : ',';
	ptrdiff_t at, wrong;
	size_t i;

	if (c->marks->family == OU_EDI_X12 || s->n == 0)
		return s->n == 0 ? -1 : 0;
	for (i = 0; i < s->n; i++) {
		if (s->p[i] == ',' || s->p[i] == other)
			break;
	}
	if (i == s->n)
		return 0;
	wrong = mark == 0 ? -1 : ou_str_find(*s, other);
	at = ou_str_find(*s, ',');
	if (wrong < 0 && at < 0)
		return 0;
	if (s->n > NUMBER_MAX)
		return -1;
	/* 1.234 where the mark is a comma may be a thousand */
	if (wrong > 0 && s->n - (size_t)wrong == 4 && s->p[0] != '0')
		return -1;
	if (at >= 0) {
		memcpy(to, s->p, s->n);
		to[at] = '.';
		s->p = to;
	}
	return 0;
}

/* A decimal at that scale. */
static int
number(struct po *c, int64_t *v, struct ou_str s, int scale)
{
	char to[NUMBER_MAX];

	if (normal(c, &s, to) != 0 || ou_decimal_scan(v, s, scale,
	    OU_DECIMAL_LOOSE, NULL) != OU_DECIMAL_OK)
		return -1;
	return 0;
}

int
ou_po_quantity(struct po *c, struct ou_quantity *q, struct ou_str s)
{
	int64_t v;

	if (number(c, &v, s, OU_QUANTITY_SCALE) != 0)
		return -1;
	*q = (struct ou_quantity){ .v = v, .given = true };
	return 0;
}

/* Money and rates have two decimals at least. */
#define MONEY(kind, SCALE) \
int \
ou_po_##kind(struct po *c, struct ou_##kind *to, struct ou_str s) \
{ \
	int64_t v; \
\
	if (number(c, &v, s, SCALE) != 0) \
		return -1; \
	*to = (struct ou_##kind){ .v = v, .places = 2, .given = true }; \
	return 0; \
}

MONEY(price, OU_PRICE_SCALE)
MONEY(rate, OU_RATE_SCALE)
MONEY(amount, OU_AMOUNT_SCALE)

int
ou_po_amount_n2(struct po *c, struct ou_amount *a, struct ou_str s)
{
	int64_t v;

	if (ou_str_find(s, '.') >= 0)
		return ou_po_amount(c, a, s);
	if (ou_decimal_scan(&v, s, 0, OU_DECIMAL_LOOSE, NULL) !=
	    OU_DECIMAL_OK || __builtin_mul_overflow(v,
	    ou_decimal_pow10(OU_AMOUNT_SCALE - 2), &v))
		return -1;
	*a = (struct ou_amount){ .v = v, .places = 2, .given = true };
	return 0;
}

int
ou_po_integer(struct ou_integer *n, struct ou_str s)
{
	int64_t v = ou_edi_number(s);

	if (v < 0)
		return -1;
	*n = (struct ou_integer){ v, true };
	return 0;
}

/* ${n} digits at ${at}; -1 when they are none. */
static int
digits(struct ou_str s, size_t at, size_t n)
{
	int v = 0;

	if (at + n > s.n)
		return -1;
	for (; n > 0; n--, at++) {
		if (s.p[at] < '0' || s.p[at] > '9')
			return -1;
		v = v * 10 + (s.p[at] - '0');
	}
	return v;
}

static int
set_date(struct ou_date *d, int year, int month, int day)
{
	if (year <= 0 || month <= 0 || day <= 0 ||
	    !ou_date_valid(year, month, day))
		return -1;
	*d = (struct ou_date){ (int16_t)year, (uint8_t)month, (uint8_t)day };
	return 0;
}

int
ou_po_date(struct po *c, struct ou_date *d, struct ou_str s)
{
	int year;

	if (s.n == 8)
		return set_date(d, digits(s, 0, 4), digits(s, 4, 2),
		    digits(s, 6, 2));
	if (s.n != 6 || (year = digits(s, 0, 2)) < 0)
		return -1;
	return set_date(d, ou_import_year(c->im, year), digits(s, 2, 2),
	    digits(s, 4, 2));
}

int
ou_po_clock(struct ou_time *t, struct ou_str s)
{
	int hour = digits(s, 0, 2), minute = digits(s, 2, 2), second = 0;

	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
	    (s.n != 4 && s.n != 6 && s.n != 8))
		return -1;
	if (s.n > 4)
		second = digits(s, 4, 2);
	if (second < 0 || second > 59)
		return -1;
	t->nanos = -1;
	/* who fills in 0000 means the day */
	if (hour == 0 && minute == 0 && second == 0)
		return 0;
	t->has_clock = true;
	t->hour = (uint8_t)hour;
	t->minute = (uint8_t)minute;
	t->second = (uint8_t)second;
	t->has_second = s.n > 4;
	return 0;
}

/* UN/ECE 2379 303 and 304: an offset or a zone's name; the name is not
 * understood unless it is UTC. */
static int
zone(struct ou_time *t, struct ou_str s)
{
	int hours, minutes = 0, sign;

	if (s.n == 0)
		return 0;
	if (po_is(s, "Z") || po_is(s, "UTC") || po_is(s, "GMT") ||
	    po_is(s, "UT")) {
		t->utc = t->has_offset = t->has_clock;
		return 0;
	}
	sign = s.p[0] == '+' ? 1 : s.p[0] == '-' ? -1 : 0;
	hours = digits(s, 1, 2);
	if (s.n == 5)
		minutes = digits(s, 3, 2);
	if (sign == 0 && s.n <= 5)
		return 1;		/* PDT, CET: nobody says which */
	if (sign == 0 || hours < 0 || hours > 14 || minutes < 0 ||
	    minutes > 59 || (s.n != 3 && s.n != 5))
		return -1;
	t->has_offset = t->has_clock;
	t->offset = (int16_t)(sign * (hours * 60 + minutes));
	return 0;
}

/* The day of an ISO week, as 616 has it (CCYYWW). */
static int
week(struct ou_date *from, struct ou_date *to, struct ou_str s)
{
	int year = digits(s, 0, 4), number = digits(s, 4, 2);

	if (s.n != 6 || year <= 0 || number <= 0 ||
	    ou_date_from_week(from, year, number, 1) != 0)
		return -1;
	return ou_date_from_week(to, year, number, 7);
}

static int
month(struct ou_date *from, struct ou_date *to, struct ou_str s)
{
	int year = digits(s, 0, 4), number = digits(s, 4, 2);

	if (s.n != 6 || year > 9998 || set_date(from, year, number, 1) != 0)
		return -1;
	*to = ou_date_from_days(ou_date_days((struct ou_date){
	    (int16_t)(number == 12 ? year + 1 : year),
	    (uint8_t)(number == 12 ? 1 : number + 1), 1 }) - 1);
	return 0;
}

static int
period(struct ou_date *from, struct ou_date *to, struct ou_str s)
{
	struct ou_str head;

	/* with a hyphen, as it is often seen, or without */
	if (s.n == 17 && s.p[8] == '-') {
		head = ou_str_sub(s, 0, 8);
		s = ou_str_sub(s, 9, 8);
	} else if (s.n == 16) {
		head = ou_str_sub(s, 0, 8);
		s = ou_str_sub(s, 8, 8);
	} else
		return -1;
	return set_date(from, digits(head, 0, 4), digits(head, 4, 2),
	    digits(head, 6, 2)) != 0 ? -1 : set_date(to, digits(s, 0, 4),
	    digits(s, 4, 2), digits(s, 6, 2));
}

/* The forms that are a date, and a clock behind it. */
static const struct {
	const char *code;
	unsigned char date, clock;	/* digits */
	bool zone;
} forms[] = {
	{ "102", 8, 0, false },
	{ "203", 8, 4, false },
	{ "204", 8, 6, false },
	{ "303", 8, 4, true },
	{ "304", 8, 6, true },
	{ "101", 6, 0, false },
	{ "201", 6, 4, false },
	{ "202", 6, 6, false },
};

static int
date_and_clock(struct po *c, struct ou_time *t, struct ou_str s, size_t date,
    size_t clock, bool with_zone)
{
	if (ou_po_date(c, &t->date, ou_str_sub(s, 0, date)) != 0)
		return -1;
	t->nanos = -1;
	if (clock > 0 && (s.n < date + clock ||
	    ou_po_clock(t, ou_str_sub(s, date, clock)) != 0))
		return -1;
	if (with_zone)
		return zone(t, ou_str_trim(ou_str_sub(s, date + clock, s.n)));
	return s.n == date + clock ? 0 : -1;
}

int
ou_po_dtm(struct po *c, struct ou_time *from, struct ou_time *end,
    struct ou_str value, struct ou_str format)
{
	size_t i;

	memset(from, 0, sizeof(*from));
	memset(end, 0, sizeof(*end));
	end->nanos = from->nanos = -1;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (!po_is(format, forms[i].code))
			continue;
		/* files that say one thing and write the other */
		if (value.n == 8)
			return ou_po_date(c, &from->date, value);
		return date_and_clock(c, from, value, forms[i].date,
		    forms[i].clock, forms[i].zone);
	}
	if (po_is(format, "718"))
		return period(&from->date, &end->date, value);
	if (po_is(format, "616"))
		return week(&from->date, &end->date, value);
	if (po_is(format, "610"))
		return month(&from->date, &end->date, value);
	/* no format: the lengths that can be only one thing */
	if (format.n == 0 && value.n == 8)
		return ou_po_date(c, &from->date, value);
	if (format.n == 0 && value.n == 12)
		return date_and_clock(c, from, value, 8, 4, false);
	return -1;
}
