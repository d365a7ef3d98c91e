#ifndef OU_BASE_DECIMAL_H
#define OU_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/err.h"
#include "ou/base/str.h"

/*
 * Decimal text and scaled integers.  Everything that counts or costs is an
 * int64_t times a power of ten; nothing passes through floating point.  The
 * four kinds of the trade (amount, price, quantity, rate) are in money.h.
 */

/* How decimal text may look. */
enum ou_decimal_form {
	OU_DECIMAL_PLAIN = 0,		/* [-]digits[.digits], as on the wire */
	OU_DECIMAL_EXPONENT = 1,	/* also 1e2: a JSON number */
	OU_DECIMAL_LOOSE = 2,		/* also .5, 5., +5: EDI and XML */
};

/**
 * ou_decimal_parse(out, s, scale, form, places, err):
 * Read ${s} as ${out} = value x 10^scale (0 <= scale <= 9), exactly: more
 * decimals than ${scale}, unless the rest are zeros, are an error, as is
 * what is not a number or passes 63 bits.  ${places}, if not NULL, gets the
 * decimals that were written ("1.50": 2).  Return 0, or -1 with ${err}
 * filled (OU_DIAG_VALUE or OU_DIAG_OVERFLOW).
 */
int ou_decimal_parse(int64_t *out, struct ou_str s, int scale,
    enum ou_decimal_form form, int *places, struct ou_err *err);

/* What is wrong with a text that was to be a number. */
enum ou_decimal_fault {
	OU_DECIMAL_OK,
	OU_DECIMAL_SYNTAX,		/* not a number of that form */
	OU_DECIMAL_FINE,		/* more decimals than the scale has */
	OU_DECIMAL_LARGE,		/* more than 63 bits */
};

/**
 * ou_decimal_scan(out, s, scale, form, places):
 * ou_decimal_parse without words: ${out} and ${places} are written only when
 * the answer is OU_DECIMAL_OK.
 */
enum ou_decimal_fault ou_decimal_scan(int64_t *out, struct ou_str s,
    int scale, enum ou_decimal_form form, int *places);

/**
 * ou_decimal_explain(err, fault, s, scale, noun):
 * Fill ${err} for a fault of ou_decimal_scan: "'x12' is not ${noun}".
 * Always return -1.
 */
int ou_decimal_explain(struct ou_err *err, enum ou_decimal_fault fault,
    struct ou_str s, int scale, const char *noun);

/**
 * ou_decimal_text(to, v, scale, places):
 * Write v / 10^scale with at least ${places} decimals and no further trailing
 * zeros into ${to} (room for OU_DECIMAL_MAX bytes, no NUL).  Return the
 * length.
 */
#define OU_DECIMAL_MAX 32
size_t ou_decimal_text(char *to, int64_t v, int scale, int places);

/**
 * ou_decimal_round(v, scale, places):
 * Round half away from zero to ${places} decimals; the scale stays.
 * Return 0, or -1 on overflow.
 */
int ou_decimal_round(int64_t *v, int scale, int places);

/* 10^n for 0 <= n <= 18. */
int64_t ou_decimal_pow10(int n);

/*
 * Numbers as people and spreadsheets write them: thousands marks, a comma or
 * a point, currency signs and codes, a minus in front or behind or as brackets,
 * apostrophes in front.  Thousands are groups of three that do not begin with
 * 0; anything else in the text makes it no number.
 */
struct ou_number_form {
	char decimal;			/* '.' or ',', or 0: not known */
	char thousands;			/* 0: any of . , ' space NBSP NNBSP */
};

/**
 * ou_number_parse(out, s, scale, form, err):
 * Read a human number.  With form->decimal known there is one reading.  With
 * 0, a text that has two readings ("1.234", "1,234") is refused with
 * OU_DIAG_AMBIGUOUS and a message that shows both; "1.234,56", "1 234,5",
 * "12,5", "0.5" have one.  "3,40123E+12" is refused: a spreadsheet has cut
 * digits off.
 */
int ou_number_parse(int64_t *out, struct ou_str s, int scale,
    const struct ou_number_form *form, struct ou_err *err);

/**
 * ou_number_currency(s):
 * The currency that is written with a number: its code, from a sign or code;
 * the sign itself where several have it ($); absent when there is none.
 */
struct ou_str ou_number_currency(struct ou_str s);

/**
 * ou_number_spoiled(s):
 * What a spreadsheet has made of a code or number, in words, or NULL: digits
 * that are lost (3,40123E+12), an error (#N/A) in its place.
 */
const char *ou_number_spoiled(struct ou_str s);

#endif
