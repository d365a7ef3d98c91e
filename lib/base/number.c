#include "ou/base/decimal.h"
#include "ou/base/money.h"

/*
 * Numbers as people and spreadsheets write them.  The text is stripped of
 * what says nothing about its worth (currency, blanks, a spreadsheet's
 * apostrophe), its sign is taken off, and what is left are digits and marks;
 * each possible decimal mark is then tried.  One that fits: that is the
 * number.  Two: somebody has to say.
 */
#define DIGITS_MAX 64

enum mark { MARK_NONE, MARK_POINT, MARK_COMMA, MARK_QUOTE, MARK_BLANK };

struct number {
	bool negative;
	size_t n;
	char text[DIGITS_MAX];		/* digits, and marks as enum mark */
	char plain[DIGITS_MAX + 2];	/* the reading in wire form */
};

/* One mark off the front of ${s}; typography has several for one. */
static enum mark
take_mark(struct ou_str *s)
{
	static const struct {
		const char bytes[4];
		enum mark mark;
	} marks[] = {
		{ ".", MARK_POINT }, { ",", MARK_COMMA }, { "'", MARK_QUOTE },
		{ " ", MARK_BLANK },
		{ "\342\200\231", MARK_QUOTE },	/* U+2019 */
		{ "\302\240", MARK_BLANK },	/* no-break space */
		{ "\342\200\257", MARK_BLANK },	/* narrow no-break space */
		{ "\342\200\211", MARK_BLANK },	/* thin space */
	};
	size_t i, n;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		n = strlen(marks[i].bytes);
		if (s->n < n || memcmp(s->p, marks[i].bytes, n) != 0)
			continue;
		s->p += n;
		s->n -= n;
		return marks[i].mark;
	}
	return MARK_NONE;
}

static bool
strip(struct ou_str *s, const char *what)
{
	size_t n = strlen(what);

	if (ou_str_starts(*s, what)) {
		s->p += n;
		s->n -= n;
		return true;
	}
	if (ou_str_ends(*s, what)) {
		s->n -= n;
		return true;
	}
	return false;
}

/* Longer signs first.  A bare $ is the sign of many. */
static const struct sign {
	const char *sign;
	const char *code;		/* "": nobody knows */
} signs[] = {
	{ "US $", "USD" }, { "US$", "USD" }, { "AU $", "AUD" },
	{ "AU$", "AUD" }, { "A$", "AUD" }, { "C $", "CAD" },
	{ "CA$", "CAD" }, { "C$", "CAD" }, { "NZ $", "NZD" },
	{ "NZ$", "NZD" }, { "HK$", "HKD" }, { "S$", "SGD" },
	{ "R$", "BRL" }, { "$", "" }, { "\302\243", "GBP" },
	{ "\302\245", "" }, { "\342\202\254", "EUR" },
};

/* Blanks, currency signs and currency codes at both ends. */
static struct ou_str
strip_currency(struct ou_str s)
{
	bool again = true, code = false;
	size_t i;

	while (again) {
		again = false;
		s = ou_str_trim(s);
		for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
			again = again || strip(&s, signs[i].sign);
		again = again || strip(&s, "\302\240") ||
		    strip(&s, "\342\200\257");
		if (again || code || s.n < 4)
			continue;
		if (ou_currency_places(ou_str_sub(s, 0, 3)) >= 0) {
			s = ou_str_sub(s, 3, s.n);
			again = code = true;
		} else if (ou_currency_places(ou_str_sub(s, s.n - 3, 3)) >=
		    0) {
			s.n -= 3;
			again = code = true;
		}
	}
	return s;
}

/* One sign, in front, behind, or as brackets; false when there is none. */
static bool
strip_sign(struct ou_str *s, bool *negative)
{
	static const char minus[] = "\342\210\222";	/* U+2212 */

	*negative = true;
	if (s->n >= 2 && s->p[0] == '(' && s->p[s->n - 1] == ')') {
		*s = ou_str_make(s->p + 1, s->n - 2);
		return true;
	}
	if (strip(s, "-") || strip(s, minus))
		return true;
	*negative = false;
	if (!ou_str_starts(*s, "+"))
		return false;
	s->p++;
	s->n--;
	return true;
}

/* Digits and marks into ${num}; false when there is anything else. */
static bool
gather(struct number *num, struct ou_str s)
{
	enum mark mark;

	/* A spreadsheet's "this is text"; behind a digit it is a mark. */
	while (ou_str_starts(s, "'")) {
		s.p++;
		s.n--;
	}
	s = strip_currency(s);
	if (strip_sign(&s, &num->negative))
		s = strip_currency(s);
	for (num->n = 0; s.n != 0; num->n++) {
		if (num->n == DIGITS_MAX)
			return false;
		if (s.p[0] >= '0' && s.p[0] <= '9') {
			num->text[num->n] = s.p[0];
			s.p++;
			s.n--;
		} else if ((mark = take_mark(&s)) != MARK_NONE)
			num->text[num->n] = (char)mark;
		else
			return false;
	}
	return num->n != 0 && num->text[num->n - 1] >= '0';
}

/* Groups: one to three digits that do not begin with 0, then threes. */
static bool
groups_fit(const char *text, size_t n, enum mark mark)
{
	size_t i, digits = 0;
	bool first = true;

	if (n == 0 || text[0] == '0')
		return false;
	for (i = 0; i < n; i++) {
		if (text[i] >= '0') {
			digits++;
			continue;
		}
		if (text[i] != (char)mark || digits == 0 || digits > 3 ||
		    (!first && digits != 3))
			return false;
		first = false;
		digits = 0;
	}
	return digits == 3;
}

/**
 * reads_as(num, decimal, thousands):
 * Put the reading with these marks into num->plain; false when there is
 * none.  ${thousands} MARK_NONE: whatever groups there are.
 */
static bool
reads_as(struct number *num, enum mark decimal, enum mark thousands)
{
	size_t i, whole = num->n, n = 0;
	enum mark group = MARK_NONE;

	for (i = 0; i < num->n; i++) {
		if (decimal != MARK_NONE && num->text[i] == (char)decimal) {
			if (whole != num->n)
				return false;
			whole = i;
		} else if (num->text[i] < '0') {
			if (i > whole)
				return false;
			group = (enum mark)num->text[i];
		}
	}
	if (group != MARK_NONE && ((thousands != MARK_NONE &&
	    group != thousands) || !groups_fit(num->text, whole, group)))
		return false;
	if (num->negative)
		num->plain[n++] = '-';
	for (i = 0; i < num->n; i++) {
		if (i == whole)
			num->plain[n++] = '.';
		else if (num->text[i] >= '0')
			num->plain[n++] = num->text[i];
	}
	num->plain[n] = '\0';
	return true;
}

static enum mark
mark_of(char c)
{
	struct ou_str s = ou_str_make(&c, 1);

	return c == '\0' ? MARK_NONE : take_mark(&s);
}

/* 3,40123E+12: what the spreadsheet showed, not what the cell was. */
static bool
looks_scientific(struct ou_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n && s.p[i] != 'E' && s.p[i] != 'e'; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			n++;
		else if (s.p[i] != '.' && s.p[i] != ',' && s.p[i] != '-')
			return false;
	}
	if (n == 0 || i + 1 >= s.n)
		return false;
	for (i++; i < s.n; i++) {
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '+' &&
		    s.p[i] != '-')
			return false;
	}
	return true;
}

struct ou_str
ou_number_currency(struct ou_str s)
{
	struct ou_str ends[2];
	size_t i, k;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (ou_str_search(s, ou_str_c(signs[i].sign)) >= 0)
			return ou_str_c(*signs[i].code != '\0' ?
			    signs[i].code : signs[i].sign);
	}
	s = ou_str_trim(s);
	if (s.n < 4)
		return OU_STR_NONE;
	ends[0] = ou_str_sub(s, 0, 3);
	ends[1] = ou_str_sub(s, s.n - 3, 3);
	for (k = 0; k < 2; k++) {
		if (ou_currency_places(ends[k]) >= 0)
			return ends[k];
	}
	return OU_STR_NONE;
}

const char *
ou_number_spoiled(struct ou_str s)
{
	static const char *const errors[] = {
		"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!",
		"#NULL!",
	};
	ptrdiff_t plus;
	size_t i;

	if (s.n < 4)
		return NULL;
	if (s.p[0] == '#') {
		for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
			if (ou_str_is(s, errors[i]))
				return "a spreadsheet's error value";
		}
		return NULL;
	}
	plus = ou_str_find(s, '+');
	if (plus > 0 && (s.p[plus - 1] == 'E' || s.p[plus - 1] == 'e') &&
	    looks_scientific(s))
		return "a spreadsheet has cut digits off";
	return NULL;
}

static int
finish(int64_t *out, struct number *num, struct ou_str s, int scale,
    struct ou_err *err)
{
	enum ou_decimal_fault fault;

	fault = ou_decimal_scan(out, ou_str_c(num->plain), scale,
	    OU_DECIMAL_LOOSE, NULL);
	if (fault == OU_DECIMAL_OK)
		return 0;
	return ou_decimal_explain(err, fault, s, scale, "a number");
}

/* No decimal mark is known. */
static int
parse_unknown(int64_t *out, struct number *num, struct ou_str s, int scale,
    enum mark thousands, struct ou_err *err)
{
	static const enum mark decimals[] = {
		MARK_NONE, MARK_POINT, MARK_COMMA
	};
	struct number readings[3];
	size_t i, n = 0;

	for (i = 0; i < 3; i++) {
		/* A mark that groups thousands is no decimal mark. */
		if (decimals[i] != MARK_NONE && (decimals[i] == thousands ||
		    memchr(num->text, (char)decimals[i], num->n) == NULL))
			continue;
		if (reads_as(num, decimals[i], thousands))
			readings[n++] = *num;
	}
	if (n == 0)
		return ou_decimal_explain(err, OU_DECIMAL_SYNTAX, s, scale,
		    "a number");
	if (n == 1)
		return finish(out, &readings[0], s, scale, err);
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_AMBIGUOUS,
	    "'%.*s' can be %s or %s; name the decimal mark",
	    OU_STR_ARG(ou_str_sub(s, 0, 64)), readings[1].plain,
	    readings[0].plain);
}

int
ou_number_parse(int64_t *out, struct ou_str s, int scale,
    const struct ou_number_form *form, struct ou_err *err)
{
	enum mark decimal = mark_of(form->decimal);
	enum mark thousands = mark_of(form->thousands);
	struct number num;

	if (looks_scientific(s))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s' was cut to scientific notation by a spreadsheet",
		    OU_STR_ARG(ou_str_sub(s, 0, 64)));
	if (!gather(&num, s))
		return ou_decimal_explain(err, OU_DECIMAL_SYNTAX, s, scale,
		    "a number");
	if (decimal == MARK_NONE)
		return parse_unknown(out, &num, s, scale, thousands, err);
	if (!reads_as(&num, decimal, thousands))
		return ou_decimal_explain(err, OU_DECIMAL_SYNTAX, s, scale,
		    "a number");
	return finish(out, &num, s, scale, err);
}
