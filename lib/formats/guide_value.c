#include "ou/base/ident.h"

#include "guide_parts.h"
#include "ou/book/partner.h"

/*
 * What stands in an element becomes wire text (ISO dates, decimal points, our
 * words), which a slot reads as its kind; and back.
 */
bool
ou_guide_holds(const struct guide_condition *only, struct ou_str s)
{
	uint32_t i;

	for (i = 0; i < only->n_values; i++) {
		if (ou_str_eq(s, only->values[i]))
			return !only->not;
	}
	return only->n_values == 0 || only->not;
}

size_t
ou_guide_characters(struct ou_str s, size_t most)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && n++ == most)
			return i;
	}
	return s.n;
}

static int
bad(struct ou_err *err, struct ou_str s, const char *what)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not %s", OU_STR_ARG(s), what);
}

static int
digits(struct ou_str s, size_t at, size_t n)
{
	int v = 0;

	for (; n > 0; n--)
		v = v * 10 + (s.p[at++] - '0');
	return v;
}

static struct ou_str
date_text(struct ou_arena *a, struct ou_date d)
{
	char *to = ou_arena_alloc(a, 16);

	return ou_str_make(to, ou_date_text(to, d));
}

/* --- dates --- */

/* CCYYMMDD or YYMMDD at the beginning of ${s}. */
static int
read_date(struct ou_date *d, const struct ou_import *im, struct ou_str s,
    size_t n, struct ou_err *err)
{
	int year;

	if (s.n < n || !ou_str_digits(ou_str_sub(s, 0, n)) ||
	    (n != 8 && n != 6))
		return bad(err, s, "a date (CCYYMMDD)");
	year = digits(s, 0, n - 4);
	if (n == 6)
		year = ou_import_year(im, year);
	if (!ou_date_valid(year, digits(s, n - 4, 2), digits(s, n - 2, 2)))
		return bad(err, s, "a day of the calendar");
	*d = (struct ou_date){ (int16_t)year, (uint8_t)digits(s, n - 4, 2),
	    (uint8_t)digits(s, n - 2, 2) };
	return 0;
}

/* HHMM[SS[D..]] as hh:mm[:ss]; 2400 is not a time of ours. */
static int
read_clock(struct ou_arena *a, struct ou_str s, struct ou_str *out,
    struct ou_err *err)
{
	if (!ou_str_digits(s) || (s.n != 4 && s.n < 6) ||
	    digits(s, 0, 2) > 23 || digits(s, 2, 2) > 59 ||
	    (s.n > 4 && digits(s, 4, 2) > 59))
		return bad(err, s, "a time (HHMM)");
	*out = s.n == 4 ? ou_str_printf(a, "%.2s:%.2s", s.p, s.p + 2) :
	    ou_str_printf(a, "%.2s:%.2s:%.2s", s.p, s.p + 2, s.p + 4);
	return 0;
}

/* One point in time of a C507: ${n} digits of date, and a clock. */
static int
read_point(struct ou_arena *a, const struct ou_import *im, struct ou_str s,
    size_t n, bool clock, struct ou_str *out, struct ou_err *err)
{
	struct ou_date d;
	struct ou_str time = OU_STR_NONE, text;

	if (read_date(&d, im, s, n, err) != 0)
		return -1;
	text = date_text(a, d);
	s = ou_str_sub(s, n, s.n);
	if (clock && s.n > 0 && read_clock(a, s, &time, err) != 0)
		return -1;
	if (!clock && s.n > 0)
		return bad(err, s, "the end of a date");
	*out = time.n == 0 ? text : ou_str_printf(a, "%.*sT%.*s",
	    OU_STR_ARG(text), OU_STR_ARG(time));
	return 0;
}

/* CCYYWW: Monday to Sunday; CCYYMM: the whole month. */
static int
read_span(struct ou_arena *a, struct ou_str s, bool week, struct ou_str *out,
    struct ou_str *end, struct ou_err *err)
{
	struct ou_date from, to;
	int year, part;

	if (s.n != 6 || !ou_str_digits(s))
		return bad(err, s, week ? "a week (CCYYWW)" :
		    "a month (CCYYMM)");
	year = digits(s, 0, 4);
	part = digits(s, 4, 2);
	if (week) {
		if (ou_date_from_week(&from, year, part, 1) != 0)
			return bad(err, s, "a week (CCYYWW)");
		to = ou_date_from_days(ou_date_days(from) + 6);
	} else {
		if (!ou_date_valid(year, part, 1))
			return bad(err, s, "a month (CCYYMM)");
		from = (struct ou_date){ (int16_t)year, (uint8_t)part, 1 };
		to = from;
		to.day = (uint8_t)ou_date_month_days(year, part);
	}
	*out = date_text(a, from);
	*end = date_text(a, to);
	return 0;
}

/* 2379: the formats of the trade; a value without one is looked at. */
static int
read_dtm(struct ou_arena *a, const struct ou_import *im, struct ou_str s,
    struct ou_str format, struct ou_str *out, struct ou_str *end,
    struct ou_err *err)
{
	ptrdiff_t dash = ou_str_find(s, '-');
	size_t half = dash >= 0 ? (size_t)dash : s.n / 2;
	bool clock;

	if (format.n == 0)
		format = s.n == 6 ? OU_STR("101") : s.n == 8 ? OU_STR("102") :
		    s.n == 16 || s.n == 17 ? OU_STR("718") : OU_STR("203");
	/* many say 102 and send a time with it */
	if (ou_str_is(format, "102"))
		return read_point(a, im, s, 8, s.n == 12 || s.n == 14, out,
		    err);
	if (ou_str_is(format, "101"))
		return read_point(a, im, s, 6, false, out, err);
	if (ou_str_is(format, "203") || ou_str_is(format, "204"))
		return read_point(a, im, s, 8, true, out, err);
	if (ou_str_is(format, "303") || ou_str_is(format, "304"))
		/* the letters of the zone are the partner's */
		return read_point(a, im, ou_str_sub(s, 0, s.n > 12 ? 12 :
		    s.n), 8, true, out, err);
	if (ou_str_is(format, "201"))
		return read_point(a, im, s, 6, true, out, err);
	if (ou_str_is(format, "616") || ou_str_is(format, "610"))
		return read_span(a, s, format.p[1] == '1' && format.p[2] ==
		    '6', out, end, err);
	if (ou_str_is(format, "718") || ou_str_is(format, "719")) {
		clock = format.p[2] == '9';
		if (read_point(a, im, ou_str_sub(s, 0, half), 8, clock, out,
		    err) != 0)
			return -1;
		return read_point(a, im, ou_str_sub(s, half + (dash >= 0),
		    s.n), 8, clock, end, err);
	}
	/* weeks of a supplier's calendar, and what else there is */
	return 1;
}

/* --- numbers and codes --- */

static int
read_implied(struct ou_arena *a, struct ou_str s, uint8_t decimals,
    struct ou_str *out, struct ou_err *err)
{
	bool minus = s.n > 1 && *s.p == '-';
	struct ou_str v = ou_str_sub(s, minus, s.n);

	if (!ou_str_digits(v))
		return bad(err, s, "a number without point");
	/* digits enough to put the point into */
	while (v.n <= decimals)
		v = ou_str_printf(a, "0%.*s", OU_STR_ARG(v));
	*out = decimals == 0 ? s : ou_str_printf(a, "%s%.*s.%.*s",
	    minus ? "-" : "", (int)(v.n - decimals), v.p, (int)decimals,
	    v.p + (v.n - decimals));
	return 0;
}

static bool
is_number(uint8_t kind)
{
	return kind == OU_KIND_AMOUNT || kind == OU_KIND_PRICE ||
	    kind == OU_KIND_QUANTITY || kind == OU_KIND_RATE ||
	    kind == OU_KIND_INTEGER;
}

static uint8_t
kind_of(const struct guide_element *x)
{
	return x->slot.n > 0 ? x->slot.steps[x->slot.n - 1]->kind :
	    OU_KIND_TEXT;
}

/* 12, 12.5: as we write it. */
static bool
is_plain_number(struct ou_str s)
{
	size_t i = 0, point;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == 0 || i == s.n || s.p[i] != '.')
		return i > 0 && i == s.n;
	point = i++;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i == s.n && i > point + 1;
}

/* A point or comma as the decimal mark, a minus in front or behind, and
 * nothing else: +5, .5 and 5. are written too. */
static int
read_number(struct ou_arena *a, struct ou_str s, char mark,
    struct ou_str *out, struct ou_err *err)
{
	char *to;
	size_t i, n = 0, points = 0, figures = 0;
	bool minus = s.n > 1 && (*s.p == '-' || s.p[s.n - 1] == '-');

	*out = s;
	if (is_plain_number(s))
		return 0;
	to = ou_arena_alloc(a, s.n + 2);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9') {
			to[n++] = s.p[i];
			figures++;
		} else if ((s.p[i] == '.' || s.p[i] == ',') &&
		    (mark == 0 || s.p[i] == mark || s.p[i] == '.') &&
		    points++ == 0) {
			if (n == 0)
				to[n++] = '0';
			to[n++] = '.';
		} else if ((s.p[i] != '-' || (i != 0 && i + 1 != s.n)) &&
		    (s.p[i] != '+' || i != 0))
			return bad(err, s, "a number");
	}
	if (figures == 0)
		return bad(err, s, "a number");
	if (to[n - 1] == '.')
		n--;
	*out = minus ? ou_str_printf(a, "-%.*s", (int)n, to) :
	    ou_str_make(to, n);
	return 0;
}

static bool
code_in(const struct guide_element *x, struct ou_str s, struct ou_str *out)
{
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (ou_str_eq(x->codes[i].code, s)) {
			*out = x->codes[i].word;
			return true;
		}
	}
	*out = s;
	return x->open;
}

static enum ou_unit_family
units(const struct ou_guide *g)
{
	return g->family == OU_EDI_X12 ? OU_UNITS_X12 : OU_UNITS_EDIFACT;
}

bool
ou_guide_may_be_bad(const struct guide_element *x)
{
	if (x->n_codes > 0)
		return false;
	return x->form == GUIDE_DATE || x->form == GUIDE_CLOCK ||
	    x->form == GUIDE_DTM || x->form == GUIDE_IMPLIED ||
	    (x->form == GUIDE_PLAIN && is_number(kind_of(x)));
}

int
ou_guide_inward(struct ou_arena *a, const struct ou_guide *g,
    const struct guide_element *x, const struct ou_import *im,
    char decimal_mark, struct ou_str raw, struct ou_str format,
    struct ou_str *out, struct ou_str *end, struct ou_err *err)
{
	struct ou_date d;
	struct ou_str s;

	*out = raw;
	*end = OU_STR_NONE;
	if (x->n_codes > 0)
		return !code_in(x, raw, out);
	switch (x->form) {
	case GUIDE_DATE:
		/* none is written as zeros by many */
		if (ou_str_digits(raw) && digits(raw, 0, raw.n > 8 ? 8 : raw.n)
		    == 0)
			return 1;
		if (read_date(&d, im, raw, raw.n == 6 ? 6 : 8, err) != 0
		    || (raw.n > 8 && bad(err, raw, "a date (CCYYMMDD)") != 0))
			return -1;
		*out = date_text(a, d);
		return 0;
	case GUIDE_CLOCK:
		return read_clock(a, raw, out, err);
	case GUIDE_DTM:
		return read_dtm(a, im, raw, format, out, end, err);
	case GUIDE_IMPLIED:
		return read_implied(a, raw, x->decimals, out, err);
	case GUIDE_UNIT:
		s = ou_partner_unit(im->partner, raw);
		if (s.n == 0)
			s = ou_unit_code(units(g), raw);
		*out = s.n > 0 ? s : raw;
		return 0;
	case GUIDE_COUNTRY:
		s = ou_country_code(raw);
		*out = s.n > 0 ? s : raw;
		return 0;
	case GUIDE_SSCC:
		/* with the application identifier in front */
		if (raw.n == 20 && ou_str_digits(raw) &&
		    ou_str_starts(raw, "00"))
			*out = ou_str_sub(raw, 2, raw.n);
		return 0;
	case GUIDE_PLAIN:
		break;
	}
	return is_number(kind_of(x)) ? read_number(a, raw, decimal_mark, out,
	    err) : 0;
}

/* --- the way back --- */

/* "2026-11-20T09:14:05+01:00" without what is no digit, ${n} of them. */
static struct ou_str
only_digits(struct ou_arena *a, struct ou_str s, size_t from, size_t most)
{
	char *to = ou_arena_alloc(a, s.n);
	size_t i, n = 0;

	for (i = from; i < s.n && n < most; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			to[n++] = s.p[i];
		else if (i > 10 && s.p[i] != ':')
			break;
	}
	return ou_str_make(to, n);
}

static int
write_dtm(struct ou_arena *a, bool x12, struct ou_str text,
    struct ou_str end, struct ou_str *out, struct ou_str *format)
{
	/* RD8 */
	if (x12) {
		*out = ou_str_printf(a, "%.*s-%.*s",
		    OU_STR_ARG(only_digits(a, text, 0, 8)),
		    OU_STR_ARG(only_digits(a, end, 0, 8)));
		return 0;
	}
	if (end.n > 0) {
		*format = OU_STR("718");
		*out = ou_str_printf(a, "%.*s%.*s",
		    OU_STR_ARG(only_digits(a, text, 0, 8)),
		    OU_STR_ARG(only_digits(a, end, 0, 8)));
		return 0;
	}
	*out = only_digits(a, text, 0, 14);
	*format = out->n == 8 ? OU_STR("102") : out->n == 12 ?
	    OU_STR("203") : OU_STR("204");
	return 0;
}

static int
write_implied(struct ou_arena *a, struct ou_str text, uint8_t decimals,
    struct ou_str *out, struct ou_err *err)
{
	ptrdiff_t point = ou_str_find(text, '.');
	struct ou_str whole = point < 0 ? text :
	    ou_str_sub(text, 0, (size_t)point);
	struct ou_str part = point < 0 ? OU_STR_NONE :
	    ou_str_sub(text, (size_t)point + 1, text.n);
	struct ou_str figures;
	bool minus = whole.n > 0 && *whole.p == '-';

	while (part.n > decimals && part.p[part.n - 1] == '0')
		part.n--;
	if (part.n > decimals)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "'%.*s' has more than %u decimals", OU_STR_ARG(text),
		    decimals);
	while (part.n < decimals)
		part = ou_str_printf(a, "%.*s0", OU_STR_ARG(part));
	figures = ou_str_printf(a, "%.*s%.*s",
	    OU_STR_ARG(ou_str_sub(whole, minus, whole.n)), OU_STR_ARG(part));
	while (figures.n > 1 && *figures.p == '0')
		figures = ou_str_sub(figures, 1, figures.n);
	*out = ou_str_printf(a, "%s%.*s", minus ? "-" : "",
	    OU_STR_ARG(figures));
	return 0;
}

static int
code_out(const struct guide_element *x, struct ou_str text,
    struct ou_str *out, struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (ou_str_eq(x->codes[i].word, text)) {
			*out = x->codes[i].code;
			return 0;
		}
	}
	*out = text;
	/* codes of either family have no small letters, our words have */
	for (i = 0; i < text.n && x->open; i++) {
		if (text.p[i] >= 'a' && text.p[i] <= 'z')
			break;
	}
	return x->open && i == text.n ? 0 : ou_err_set(err, OU_ERR_RECORD,
	    OU_DIAG_EDI_CARRY, "there is no code for '%.*s'",
	    OU_STR_ARG(text));
}

/* Zeros behind the last decimal say nothing, and stand in neither family. */
struct ou_str
ou_guide_short_number(struct ou_str s)
{
	if (ou_str_find(s, '.') < 0)
		return s;
	while (s.p[s.n - 1] == '0')
		s.n--;
	s.n -= s.p[s.n - 1] == '.';
	return s;
}

int
ou_guide_outward(struct ou_arena *a, const struct ou_guide *g,
    const struct guide_element *x, struct ou_str text, struct ou_str end,
    struct ou_str *out, struct ou_str *format, struct ou_err *err)
{
	*out = text;
	if (x->n_codes > 0 && x->what == GUIDE_FIELD)
		return code_out(x, text, out, err);
	switch (x->form) {
	case GUIDE_DATE:
		/* six digits up to 003999 */
		*out = g->version.n > 0 &&
		    ou_str_cmp(g->version, OU_STR("004")) < 0 ?
		    only_digits(a, ou_str_sub(text, 2, 8), 0, 6) :
		    only_digits(a, text, 0, 8);
		return 0;
	case GUIDE_CLOCK:
		*out = text.n > 11 ? only_digits(a, text, 11, 6) :
		    OU_STR_NONE;
		return 0;
	case GUIDE_DTM:
		return write_dtm(a, g->family == OU_EDI_X12, text, end, out,
		    format);
	case GUIDE_IMPLIED:
		return write_implied(a, text, x->decimals, out, err);
	case GUIDE_UNIT:
		*out = ou_unit_foreign(units(g), text);
		return 0;
	case GUIDE_SSCC:
		if (g->family == OU_EDI_X12 && text.n == 18 &&
		    ou_str_digits(text))
			*out = ou_str_printf(a, "00%.*s", OU_STR_ARG(text));
		return 0;
	case GUIDE_COUNTRY:
		return 0;
	case GUIDE_PLAIN:
		if (is_number(kind_of(x)))
			*out = ou_guide_short_number(text);
		return 0;
	}
	return 0;
}
