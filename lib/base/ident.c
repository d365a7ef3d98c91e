#include "ou/base/ident.h"

int
ou_gs1_check_digit(struct ou_str digits_without_check)
{
	struct ou_str s = digits_without_check;
	unsigned sum = 0, weight = 3;
	size_t i;

	if (!ou_str_digits(s) || s.n > 64)
		return -1;
	for (i = s.n; i-- > 0; weight = 4 - weight)
		sum += (unsigned)(s.p[i] - '0') * weight;
	return (int)((10 - sum % 10) % 10);
}

static bool
gs1_valid(struct ou_str s)
{
	return ou_str_digits(s) &&
	    ou_gs1_check_digit(ou_str_make(s.p, s.n - 1)) ==
	    s.p[s.n - 1] - '0';
}

bool
ou_gtin_valid(struct ou_str s)
{
	return (s.n == 8 || (s.n >= 12 && s.n <= 14)) && gs1_valid(s);
}

bool
ou_gln_valid(struct ou_str s)
{
	return s.n == 13 && gs1_valid(s);
}

bool
ou_sscc_valid(struct ou_str s)
{
	return s.n == 18 && gs1_valid(s);
}

bool
ou_gtin_normal(char *to, struct ou_str s)
{
	if (!ou_gtin_valid(s))
		return false;
	memset(to, '0', 14 - s.n);
	memcpy(to + 14 - s.n, s.p, s.n);
	return true;
}

bool
ou_gtin_same(struct ou_str a, struct ou_str b)
{
	char x[14], y[14];

	if (a.p == NULL || b.p == NULL)
		return false;
	if (a.n == b.n)
		return ou_str_eq(a, b);
	return ou_gtin_normal(x, a) && ou_gtin_normal(y, b) &&
	    memcmp(x, y, sizeof(x)) == 0;
}

static bool
luhn_valid(struct ou_str s)
{
	unsigned sum = 0, d;
	bool twice = false;
	size_t i;

	if (!ou_str_digits(s))
		return false;
	for (i = s.n; i-- > 0; twice = !twice) {
		d = (unsigned)(s.p[i] - '0');
		if (twice && (d *= 2) > 9)
			d -= 9;
		sum += d;
	}
	return sum % 10 == 0;
}

bool
ou_siren_valid(struct ou_str s)
{
	return s.n == 9 && luhn_valid(s);
}

bool
ou_siret_valid(struct ou_str s)
{
	unsigned sum = 0;
	size_t i;

	if (s.n != 14 || !ou_str_digits(s))
		return false;
	if (luhn_valid(s))
		return true;
	/* La Poste has more establishments than Luhn has room for. */
	if (!ou_str_starts(s, "356000000"))
		return false;
	for (i = 0; i < s.n; i++)
		sum += (unsigned)(s.p[i] - '0');
	return sum % 5 == 0;
}

/*
 * The forms of VAT ids: d a digit, a a letter, i what Ireland has in the
 * second place, k a letter or digit but not I and O (the French key);
 * everything else stands for itself.
 */
static const char vat_forms[][18] = {
	"ATUdddddddd", "BE0ddddddddd", "BE1ddddddddd", "BGddddddddd",
	"BGdddddddddd", "CYdddddddda", "CZdddddddd", "CZddddddddd",
	"CZdddddddddd", "DEddddddddd", "DKdddddddd", "EEddddddddd",
	"ELddddddddd", "ESadddddddd", "ESdddddddda", "ESaddddddda",
	"FIdddddddd", "FRkkddddddddd", "HRddddddddddd", "HUdddddddd",
	"IEddddddda", "IEdddddddaa", "IEdiddddda", "ITddddddddddd",
	"LTddddddddd", "LTdddddddddddd", "LUdddddddd", "LVddddddddddd",
	"MTdddddddd", "NLdddddddddBdd", "PLdddddddddd", "PTddddddddd",
	"ROdd", "ROddd", "ROdddd", "ROddddd", "ROdddddd", "ROddddddd",
	"ROdddddddd", "ROddddddddd", "ROdddddddddd", "SEdddddddddd01",
	"SIdddddddd", "SKdddddddddd",
	"GBddddddddd", "GBdddddddddddd", "GBGDddd", "GBHAddd",
	"XIddddddddd", "XIdddddddddddd", "XIGDddd", "XIHAddd",
	"CHEddddddddd", "CHEdddddddddMWST", "CHEdddddddddTVA",
	"CHEdddddddddIVA", "NOddddddddd", "NOdddddddddMVA",
};

static bool
char_fits(char c, char form)
{
	bool digit = c >= '0' && c <= '9', letter = c >= 'A' && c <= 'Z';

	switch (form) {
	case 'd':
		return digit;
	case 'a':
		return letter;
	case 'i':
		return letter || c == '+' || c == '*';
	case 'k':
		return digit || (letter && c != 'I' && c != 'O');
	default:
		return c == form;
	}
}

static bool
form_fits(struct ou_str s, const char *form)
{
	size_t i;

	/* The prefix stands for itself. */
	if (s.n != strlen(form) || s.p[0] != form[0] || s.p[1] != form[1])
		return false;
	for (i = 2; i < s.n; i++) {
		if (!char_fits(s.p[i], form[i]))
			return false;
	}
	return true;
}

/* The two digits in front of a SIREN; keys with letters have no rule. */
static bool
french_key_valid(struct ou_str s)
{
	unsigned siren = 0, key;
	size_t i;

	if (!ou_str_digits(ou_str_sub(s, 2, 2)))
		return true;
	for (i = 4; i < s.n; i++)
		siren = siren * 10 + (unsigned)(s.p[i] - '0');
	key = (unsigned)(s.p[2] - '0') * 10 + (unsigned)(s.p[3] - '0');
	return key == (12 + 3 * (siren % 97)) % 97;
}

/* The form that it has, or NULL. */
static const char *
vat_form(struct ou_str s)
{
	size_t i;

	for (i = 0; i < sizeof(vat_forms) / sizeof(vat_forms[0]); i++) {
		if (form_fits(s, vat_forms[i]))
			return s.p[0] != 'F' || s.p[1] != 'R' ||
			    french_key_valid(s) ? vat_forms[i] : NULL;
	}
	return NULL;
}

bool
ou_vat_valid(struct ou_str s)
{
	return vat_form(s) != NULL;
}

/* Bytes of what stands between letters and digits; 0: none does. */
static size_t
between(struct ou_str s, size_t at)
{
	static const char *const words[] = { " ", "\t", ".", "-",
	    "\302\240",			/* no-break space */
	    "\342\200\211", "\342\200\257",	/* thin spaces */
	    "\342\200\220", "\342\200\221",	/* hyphens */
	    "\342\200\223", "\342\200\224",	/* dashes */
	    "\342\210\222" };			/* minus */
	struct ou_str rest = ou_str_sub(s, at, s.n);
	size_t i;

	/* what most of it is */
	if (char_fits(s.p[at], 'd') || char_fits(s.p[at], 'a'))
		return 0;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (ou_str_starts(rest, words[i]))
			return strlen(words[i]);
	}
	return 0;
}

struct ou_str
ou_vat_plain(char to[OU_VAT_MAX], struct ou_str s)
{
	size_t i = 0, n = 0, skip;

	while (i < s.n) {
		if ((skip = between(s, i)) > 0) {
			i += skip;
			continue;
		}
		if (n == OU_VAT_MAX)
			return s;
		to[n++] = s.p[i++];
	}
	return n == s.n ? s : ou_str_make(to, n);
}

struct ou_str
ou_vat_country(struct ou_str s)
{
	const char *form = vat_form(s);

	if (form == NULL)
		return OU_STR_NONE;
	if (ou_str_starts(s, "EL"))
		return OU_STR("GR");
	if (ou_str_starts(s, "XI"))
		return OU_STR("GB");
	return ou_str_make(form, 2);
}
