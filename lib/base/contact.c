#include <stdlib.h>

#include "ou/base/contact.h"

/*
 * Countries in order, and the forms of their codes without blanks and
 * hyphens: d a digit, a a letter, x one of both; everything else stands for
 * itself.  (Universal Postal Union, S42 templates.)
 */
static const struct postal {
	char country[3];
	const char *forms;		/* with blanks between them */
} postal[] = {
	{ "AD", "ADddd" }, { "AT", "dddd" }, { "AU", "dddd" },
	{ "BE", "dddd" }, { "BG", "dddd" }, { "BL", "97133 97700" },
	{ "BR", "dddddddd" }, { "CA", "adadad" }, { "CH", "dddd" },
	{ "CN", "dddddd" }, { "CY", "dddd" }, { "CZ", "ddddd" },
	{ "DE", "ddddd" }, { "DK", "dddd" }, { "EE", "ddddd" },
	{ "ES", "ddddd" }, { "FI", "ddddd" }, { "FR", "ddddd" },
	{ "GB", "addaa adddaa aaddaa aadddaa adadaa aadadaa" },
	{ "GF", "973dd" }, { "GP", "971dd" }, { "GR", "ddddd" },
	{ "HR", "ddddd" }, { "HU", "dddd" }, { "IE", "adxxxxx" },
	{ "IN", "dddddd" }, { "IS", "ddd" }, { "IT", "ddddd" },
	{ "JP", "ddddddd" }, { "KR", "ddddd" }, { "LI", "94dd" },
	{ "LT", "ddddd" }, { "LU", "dddd Ldddd" }, { "LV", "dddd" },
	{ "MC", "980dd" }, { "MF", "97150 97800" }, { "MQ", "972dd" },
	{ "MT", "aaadddd" }, { "MX", "ddddd" }, { "NC", "988dd" },
	{ "NL", "ddddaa" }, { "NO", "dddd" }, { "NZ", "dddd" },
	{ "PF", "987dd" }, { "PL", "ddddd" }, { "PM", "97500" },
	{ "PT", "ddddddd dddd" }, { "RE", "974dd" }, { "RO", "dddddd" },
	{ "RS", "ddddd" }, { "SE", "ddddd" }, { "SI", "dddd" },
	{ "SK", "ddddd" }, { "SM", "4789d" }, { "TR", "ddddd" },
	{ "UA", "ddddd" }, { "US", "ddddd ddddddddd" }, { "VA", "00120" },
	{ "WF", "986dd" }, { "YT", "976dd" },
};

static int
by_country(const void *two, const void *row)
{
	return memcmp(two, ((const struct postal *)row)->country, 2);
}

static const struct postal *
find_postal(struct ou_str country)
{
	return country.n != 2 ? NULL : bsearch(country.p, postal,
	    sizeof(postal) / sizeof(*postal), sizeof(*postal), by_country);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
fits(char c, char form)
{
	switch (form) {
	case 'd':
		return is_digit(c);
	case 'a':
		return is_letter(c);
	case 'x':
		return is_digit(c) || is_letter(c);
	default:
		return c == form || (is_letter(form) && c == (form | 0x20));
	}
}

static bool
form_fits(struct ou_str s, struct ou_str form)
{
	size_t i;

	if (s.n != form.n)
		return false;
	for (i = 0; i < s.n; i++) {
		if (!fits(s.p[i], form.p[i]))
			return false;
	}
	return true;
}

#define POSTAL_MAX 16

/* What counts of a code: letters and digits; 0 when there is more. */
static size_t
squeeze(char *to, struct ou_str code)
{
	size_t i, n = 0;

	for (i = 0; i < code.n; i++) {
		if (code.p[i] == ' ' || code.p[i] == '-')
			continue;
		if (n == POSTAL_MAX)
			return 0;
		to[n++] = code.p[i];
	}
	return n;
}

/* No department has these numbers; 980 is Monaco's. */
static bool
french_valid(struct ou_str code)
{
	int two = (code.p[0] - '0') * 10 + (code.p[1] - '0');

	return two != 0 && two != 96 && two != 99;
}

bool
ou_postal_code_valid(struct ou_str country, struct ou_str code)
{
	const struct postal *row = find_postal(country);
	char text[POSTAL_MAX];
	struct ou_str s, forms, form;

	if (row == NULL)
		return true;
	s = ou_str_make(text, squeeze(text, code));
	if (s.n > 2 && code.n > 2 && code.p[2] == '-' &&
	    ou_str_starts(s, row->country))
		s = ou_str_sub(s, 2, s.n);
	forms = ou_str_c(row->forms);
	while (ou_str_split(&forms, ' ', &form)) {
		if (form_fits(s, form))
			return !ou_str_is(country, "FR") || french_valid(s);
	}
	return false;
}

bool
ou_postal_code_needed(struct ou_str country)
{
	return find_postal(country) != NULL;
}

struct ou_str
ou_postal_territory(struct ou_str code)
{
	/* exact codes before the departments around them */
	static const char *const own[] = { "BL", "MF", "GF", "GP", "MC", "MQ",
	    "NC", "PF", "PM", "RE", "WF", "YT" };
	char text[POSTAL_MAX];
	struct ou_str s = ou_str_make(text, squeeze(text, code));
	struct ou_str forms, form;
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(*own); i++) {
		forms = ou_str_c(find_postal(ou_str_c(own[i]))->forms);
		while (ou_str_split(&forms, ' ', &form)) {
			if (form_fits(s, form))
				return ou_str_c(own[i]);
		}
	}
	return OU_STR_NONE;
}

/* --- e-mail --- */

static bool
is_local(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool
local_valid(struct ou_str s)
{
	size_t i;

	if (s.n == 0 || s.n > 64)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.' ? i == 0 || i + 1 == s.n ||
		    s.p[i - 1] == '.' : !is_local(s.p[i]))
			return false;
	}
	return true;
}

static bool
label_valid(struct ou_str s)
{
	size_t i;

	if (s.n == 0 || s.n > 63 || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (i = 0; i < s.n; i++) {
		if (!is_letter(s.p[i]) && !is_digit(s.p[i]) &&
		    s.p[i] != '-' && (unsigned char)s.p[i] < 0x80)
			return false;
	}
	return true;
}

static bool
domain_valid(struct ou_str s)
{
	struct ou_str label = OU_STR_NONE;
	unsigned labels = 0;

	if (s.n > 0 && s.p[s.n - 1] == '.')
		return false;
	while (ou_str_split(&s, '.', &label)) {
		if (!label_valid(label))
			return false;
		labels++;
	}
	return labels > 1 && label.n > 1 && !ou_str_digits(label);
}

bool
ou_email_valid(struct ou_str s)
{
	ptrdiff_t at = ou_str_find(s, '@');

	return at > 0 && s.n <= 254 &&
	    local_valid(ou_str_sub(s, 0, (size_t)at)) &&
	    domain_valid(ou_str_sub(s, (size_t)at + 1, s.n));
}

/* --- telephone --- */

#define TELEPHONE_MIN 6
#define TELEPHONE_MAX 15

size_t
ou_telephone_digits(char *to, struct ou_str s, bool *international)
{
	size_t n = 0, i;

	s = ou_str_trim(s);
	*international = ou_str_starts(s, "+") || ou_str_starts(s, "00");
	if (*international)
		s = ou_str_sub(s, s.p[0] == '+' ? 1 : 2, s.n);
	for (i = 0; i < s.n; i++) {
		if (*international && n > 0 &&
		    ou_str_starts(ou_str_sub(s, i, 3), "(0)")) {
			i += 2;
			continue;
		}
		if (is_digit(s.p[i])) {
			if (n == TELEPHONE_MAX)
				return 0;
			to[n++] = s.p[i];
		} else if (memchr(" .-/()", s.p[i], 6) == NULL)
			return 0;
	}
	/* no country's number begins with a zero */
	if (*international && n > 0 && to[0] == '0')
		return 0;
	return n >= TELEPHONE_MIN ? n : 0;
}
