#include "map_parts.h"

/*
 * Writing text in the character sets of carriers.
 */

/* The next code point of valid UTF-8; a stray byte is itself. */
static uint32_t
next_char(struct ou_str *s)
{
	const unsigned char *p = (const unsigned char *)s->p;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t cp = p[0];
	size_t i;

	if (n > s->n)
		n = 1;
	if (n > 1) {
		cp = p[0] & (0x7fU >> n);
		for (i = 1; i < n; i++)
			cp = cp << 6 | (p[i] & 0x3fU);
	}
	s->p += n;
	s->n -= n;
	return cp;
}

/* Letters with marks from U+00C0 to U+017F, and signs that people type. */
static const char *const latin[] = {
	"A", "A", "A", "A", "A", "A", "AE", "C", "E", "E", "E", "E", "I", "I",
	"I", "I", "D", "N", "O", "O", "O", "O", "O", "x", "O", "U", "U", "U",
	"U", "Y", "TH", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",
	"e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o",
	"/", "o", "u", "u", "u", "u", "y", "th", "y", "A", "a", "A", "a", "A",
	"a", "C", "c", "C", "c", "C", "c", "C", "c", "D", "d", "D", "d", "E",
	"e", "E", "e", "E", "e", "E", "e", "E", "e", "G", "g", "G", "g", "G",
	"g", "G", "g", "H", "h", "H", "h", "I", "i", "I", "i", "I", "i", "I",
	"i", "I", "i", "IJ", "ij", "J", "j", "K", "k", "k", "L", "l", "L",
	"l", "L", "l", "L", "l", "L", "l", "N", "n", "N", "n", "N", "n", "n",
	"N", "n", "O", "o", "O", "o", "O", "o", "OE", "oe", "R", "r", "R",
	"r", "R", "r", "S", "s", "S", "s", "S", "s", "S", "s", "T", "t", "T",
	"t", "T", "t", "U", "u", "U", "u", "U", "u", "U", "u", "U", "u", "U",
	"u", "W", "w", "Y", "y", "Y", "Z", "z", "Z", "z", "Z", "z", "s",
};

_Static_assert(sizeof(latin) / sizeof(*latin) == 0x180 - 0xc0, "latin");

static const struct {
	uint32_t cp;
	const char *text;
} signs[] = {
	{ 0xa0, " " }, { 0xab, "\"" }, { 0xb0, "o" }, { 0xb7, "." },
	{ 0xba, "o" }, { 0xbb, "\"" }, { 0x218, "S" }, { 0x219, "s" },
	{ 0x21a, "T" }, { 0x21b, "t" }, { 0x1e9e, "SS" }, { 0x2010, "-" },
	{ 0x2011, "-" }, { 0x2013, "-" }, { 0x2014, "-" }, { 0x2018, "'" },
	{ 0x2019, "'" }, { 0x201c, "\"" }, { 0x201d, "\"" },
	{ 0x2026, "..." }, { 0x202f, " " }, { 0x20ac, "EUR" },
	{ 0x2116, "No" },
};

/* ASCII for a character, or NULL. */
static const char *
plain(uint32_t cp)
{
	size_t i;

	if (cp >= 0xc0 && cp < 0x180)
		return latin[cp - 0xc0];
	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (signs[i].cp == cp)
			return signs[i].text;
	}
	return NULL;
}

void
ou_map_ascii(struct ou_buf *out, struct ou_str s)
{
	const char *from, *text;
	uint32_t cp;

	while (s.n > 0) {
		from = s.p;
		cp = next_char(&s);
		text = cp >= 0x80 ? plain(cp) : NULL;
		if (text != NULL)
			ou_buf_puts(out, text);
		else
			ou_buf_add(out, from, (size_t)(s.p - from));
	}
}

/* What differs from ISO 8859-1: windows-1252 from 0x80 on, ISO 8859-15. */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6,
	0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019,
	0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
	0x203a, 0x0153, 0, 0x017e, 0x0178
};

static const struct {
	uint8_t byte;
	uint16_t cp;
} latin9[] = {
	{ 0xa4, 0x20ac }, { 0xa6, 0x160 }, { 0xa8, 0x161 }, { 0xb4, 0x17d },
	{ 0xb8, 0x17e }, { 0xbc, 0x152 }, { 0xbd, 0x153 }, { 0xbe, 0x178 },
};

bool
ou_map_charset_writes(enum ou_charset cs)
{
	return cs == OU_CHARSET_UTF8 || cs == OU_CHARSET_ASCII ||
	    cs == OU_CHARSET_LATIN1 || cs == OU_CHARSET_LATIN9 ||
	    cs == OU_CHARSET_WINDOWS1252;
}

/* The byte of a character, or -1. */
static int
byte_of(uint32_t cp, enum ou_charset cs)
{
	size_t i;

	if (cp < 0x80)
		return (int)cp;
	if (cs == OU_CHARSET_WINDOWS1252) {
		for (i = 0; i < 32; i++) {
			if (windows[i] == cp)
				return (int)(0x80 + i);
		}
		return cp >= 0xa0 && cp < 0x100 ? (int)cp : -1;
	}
	if (cs == OU_CHARSET_LATIN9) {
		for (i = 0; i < sizeof(latin9) / sizeof(*latin9); i++) {
			if (latin9[i].cp == cp)
				return latin9[i].byte;
			if (latin9[i].byte == cp)
				return -1;
		}
	}
	if (cs == OU_CHARSET_LATIN1 || cs == OU_CHARSET_LATIN9)
		return cp >= 0xa0 && cp < 0x100 ? (int)cp : -1;
	return -1;
}

int
ou_map_encode(struct ou_buf *out, struct ou_str s, enum ou_charset cs,
    bool transliterate)
{
	const char *text;
	uint32_t cp;
	int byte, rc = 0;

	if (cs == OU_CHARSET_UTF8) {
		ou_buf_adds(out, s);
		return 0;
	}
	while (s.n > 0) {
		cp = next_char(&s);
		byte = byte_of(cp, cs);
		if (byte >= 0) {
			ou_buf_addc(out, (char)byte);
			continue;
		}
		if (!transliterate)
			return -1;
		text = plain(cp);
		ou_buf_puts(out, text != NULL ? text : "?");
		if (text == NULL)
			rc = 1;
	}
	return rc;
}
