#include <string.h>

#include "ou/base/decimal.h"
#include "ou/base/utf8.h"

/*
 * Nearly all numbers of the trade have fewer than nineteen digits, so that
 * reading them is one loop without a check for overflow; what is longer,
 * broken or in one of the looser forms takes the slow road.
 */
static const int64_t pow10_table[19] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
	1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
	100000000000000, 1000000000000000, 10000000000000000,
	100000000000000000, 1000000000000000000
};

int64_t
ou_decimal_pow10(int n)
{
	return pow10_table[n];
}

/* A number taken apart: digits (zeros at both ends included), exponent. */
struct parts {
	bool negative;
	const char *whole, *fraction;
	size_t whole_n, fraction_n;
	long exponent;
};

static size_t
digits_at(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return (size_t)(p - from);
}

/* Far more than any text may have digits: the answer is the same. */
#define EXPONENT_LIMIT 1000000000L

static bool
exponent_at(const char **at, const char *end, long *out)
{
	const char *p = *at + 1;
	bool negative = false;
	long v = 0;

	if (p < end && (*p == '+' || *p == '-'))
		negative = *p++ == '-';
	if (digits_at(p, end) == 0)
		return false;
	for (; p < end && *p >= '0' && *p <= '9'; p++) {
		if (v < EXPONENT_LIMIT)
			v = v * 10 + (*p - '0');
	}
	*out = negative ? -v : v;
	*at = p;
	return true;
}

static bool
take_apart(struct parts *n, struct ou_str s, enum ou_decimal_form form)
{
	const char *p = s.p, *end = s.p + s.n;
	bool loose = (form & OU_DECIMAL_LOOSE) != 0;

	memset(n, 0, sizeof(*n));
	if (p < end && (*p == '-' || (*p == '+' && loose)))
		n->negative = *p++ == '-';
	n->whole = p;
	n->whole_n = digits_at(p, end);
	p += n->whole_n;
	if (p < end && *p == '.') {
		n->fraction = ++p;
		n->fraction_n = digits_at(p, end);
		p += n->fraction_n;
		if (n->fraction_n == 0 && !loose)
			return false;
	}
	if (n->whole_n == 0 && (!loose || n->fraction_n == 0))
		return false;
	if (p < end && (*p == 'e' || *p == 'E') &&
	    (form & OU_DECIMAL_EXPONENT) != 0 &&
	    !exponent_at(&p, end, &n->exponent))
		return false;
	return p == end;
}

/* The digit at ${i} of whole and fraction written in one. */
static unsigned
digit_of(const struct parts *n, size_t i)
{
	return (unsigned)((i < n->whole_n ? n->whole[i] :
	    n->fraction[i - n->whole_n]) - '0');
}

static enum ou_decimal_fault
scan_slowly(int64_t *out, struct ou_str s, int scale,
    enum ou_decimal_form form, int *places)
{
	struct parts n;
	size_t first = 0, last;
	int64_t shift, written;
	uint64_t v = 0;

	if (s.p == NULL || !take_apart(&n, s, form))
		return OU_DECIMAL_SYNTAX;
	last = n.whole_n + n.fraction_n;
	shift = (int64_t)n.exponent - (int64_t)n.fraction_n + scale;
	written = (int64_t)n.fraction_n - n.exponent;
	while (last > 0 && digit_of(&n, last - 1) == 0) {
		last--;
		shift++;
	}
	while (first < last && digit_of(&n, first) == 0)
		first++;
	if (first < last) {
		if (shift < 0)
			return OU_DECIMAL_FINE;
		if ((int64_t)(last - first) + shift > 19)
			return OU_DECIMAL_LARGE;
	} else
		shift = 0;
	for (; first < last; first++)
		v = v * 10 + digit_of(&n, first);
	if (__builtin_mul_overflow(v, (uint64_t)pow10_table[shift], &v) ||
	    v > INT64_MAX)
		return OU_DECIMAL_LARGE;
	if (places != NULL)
		*places = written < 0 ? 0 : written > 1000 ? 1000 :
		    (int)written;
	*out = n.negative ? -(int64_t)v : (int64_t)v;
	return OU_DECIMAL_OK;
}

enum ou_decimal_fault
ou_decimal_scan(int64_t *out, struct ou_str s, int scale,
    enum ou_decimal_form form, int *places)
{
	const char *p = s.p, *end, *point;
	uint64_t v = 0;
	unsigned d;
	int fraction = 0;
	int64_t r;

	if (s.n > 18 || s.n == 0)
		return scan_slowly(out, s, scale, form, places);
	end = p + s.n;
	if (*p == '-')
		p++;
	point = p;
	while (p < end && (d = (unsigned)(unsigned char)*p - '0') < 10) {
		v = v * 10 + d;
		p++;
	}
	if (p == point)
		return scan_slowly(out, s, scale, form, places);
	if (p < end && *p == '.') {
		point = ++p;
		while (p < end &&
		    (d = (unsigned)(unsigned char)*p - '0') < 10) {
			v = v * 10 + d;
			p++;
		}
		fraction = (int)(p - point);
		if (fraction == 0)
			return scan_slowly(out, s, scale, form, places);
	}
	if (p != end || fraction > scale ||
	    __builtin_mul_overflow((int64_t)v, pow10_table[scale - fraction],
	    &r))
		return scan_slowly(out, s, scale, form, places);
	if (places != NULL)
		*places = fraction;
	*out = s.p[0] == '-' ? -r : r;
	return OU_DECIMAL_OK;
}

int
ou_decimal_explain(struct ou_err *err, enum ou_decimal_fault fault,
    struct ou_str s, int scale, const char *noun)
{
	struct ou_str shown = ou_utf8_cut(s, 64);
	const char *more = shown.n < s.n ? "..." : "";

	switch (fault) {
	case OU_DECIMAL_FINE:
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s%s' has more than %d decimals", OU_STR_ARG(shown),
		    more, scale);
	case OU_DECIMAL_LARGE:
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "'%.*s%s' is too large", OU_STR_ARG(shown), more);
	default:
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s%s' is not %s", OU_STR_ARG(shown), more, noun);
	}
}

int
ou_decimal_parse(int64_t *out, struct ou_str s, int scale,
    enum ou_decimal_form form, int *places, struct ou_err *err)
{
	enum ou_decimal_fault fault;

	fault = ou_decimal_scan(out, s, scale, form, places);
	if (fault == OU_DECIMAL_OK)
		return 0;
	return ou_decimal_explain(err, fault, s, scale, "a number");
}

/* Two digits at a time: half as many divisions. */
static const char pairs[] =
	"00010203040506070809101112131415161718192021222324"
	"25262728293031323334353637383940414243444546474849"
	"50515253545556575859606162636465666768697071727374"
	"75767778798081828384858687888990919293949596979899";

static size_t
put_whole(char *to, uint64_t v)
{
	size_t n = 1, i;

	/* 2^63 has nineteen digits. */
	while (n < 19 && v >= (uint64_t)pow10_table[n])
		n++;
	for (i = n; i >= 2; v /= 100) {
		i -= 2;
		memcpy(to + i, pairs + v % 100 * 2, 2);
	}
	if (i == 1)
		to[0] = (char)('0' + v);
	return n;
}

/* ${scale} digits at ${to}. */
static void
put_fraction(char *to, uint64_t v, int scale)
{
	int i = scale;

	for (; i >= 2; v /= 100) {
		i -= 2;
		memcpy(to + i, pairs + v % 100 * 2, 2);
	}
	if (i == 1)
		to[0] = (char)('0' + v % 10);
}

/* The scales of amounts and prices get divisions by a constant. */
static uint64_t
split_at(uint64_t u, int scale, uint64_t *fraction)
{
	uint64_t whole;

	if (scale == 6) {
		whole = u / 1000000;
		*fraction = u - whole * 1000000;
	} else if (scale == 4) {
		whole = u / 10000;
		*fraction = u - whole * 10000;
	} else {
		whole = u / (uint64_t)pow10_table[scale];
		*fraction = u - whole * (uint64_t)pow10_table[scale];
	}
	return whole;
}

/* What nearly all money is: two decimals, and below ten million.  0: not so. */
static inline size_t
put_cents(char *to, int64_t v, int scale)
{
	uint32_t unit = scale == 6 ? 10000 : 100, cents, whole;
	size_t n = 1;

	if (v < 0 || v >= (int64_t)unit * 1000000000)
		return 0;
	cents = (uint32_t)(scale == 6 ? (uint64_t)v / 10000 :
	    (uint64_t)v / 100);
	if ((uint64_t)cents * unit != (uint64_t)v)
		return 0;
	whole = cents / 100;
	if (whole < 10)
		to[0] = (char)('0' + whole);
	else if (whole < 100)
		memcpy(to, pairs + whole * 2, n = 2);
	else
		n = put_whole(to, whole);
	to[n] = '.';
	memcpy(to + n + 1, pairs + (cents - whole * 100) * 2, 2);
	return n + 3;
}

size_t
ou_decimal_text(char *to, int64_t v, int scale, int places)
{
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v, fraction;
	char *at = to;
	size_t done;
	int n = scale;

	if (places == 2 && (scale == 6 || scale == 4) &&
	    (done = put_cents(to, v, scale)) != 0)
		return done;
	if (v < 0)
		*at++ = '-';
	at += put_whole(at, split_at(u, scale, &fraction));
	if (places > 9)
		places = 9;
	if (fraction == 0 && places <= 0)
		return (size_t)(at - to);
	*at++ = '.';
	put_fraction(at, fraction, scale);
	while (n > places && at[n - 1] == '0')
		n--;
	for (; n < places; n++)
		at[n] = '0';
	return (size_t)(at + n - to);
}

int
ou_decimal_round(int64_t *v, int scale, int places)
{
	int64_t unit, rest;

	if (places >= scale)
		return 0;
	unit = pow10_table[places < 0 ? scale : scale - places];
	rest = *v % unit;
	*v -= rest;
	if (rest >= unit - rest && rest > 0)
		return __builtin_add_overflow(*v, unit, v) ? -1 : 0;
	if (rest < 0 && -rest >= unit + rest)
		return __builtin_sub_overflow(*v, unit, v) ? -1 : 0;
	return 0;
}
