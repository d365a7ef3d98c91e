#include <string.h>

#include "ou/base/utf8.h"

/*
 * Letters without their marks, and what people type for signs.
 */
uint32_t
ou_utf8_take(struct ou_str *s)
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

const char *
ou_utf8_plain(uint32_t cp)
{
	size_t i;

	if (cp < 0x80)
		return NULL;
	if (cp >= 0xc0 && cp < 0x180)
		return latin[cp - 0xc0];
	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (signs[i].cp == cp)
			return signs[i].text;
	}
	return NULL;
}

void
ou_utf8_ascii(struct ou_buf *out, struct ou_str s)
{
	const char *from, *text;

	while (s.n > 0) {
		from = s.p;
		text = ou_utf8_plain(ou_utf8_take(&s));
		if (text != NULL)
			ou_buf_puts(out, text);
		else
			ou_buf_add(out, from, (size_t)(s.p - from));
	}
}

/* Of a letter or digit; 0: it parts words. */
static char
folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
}

size_t
ou_utf8_fold(char *to, size_t most, struct ou_str s)
{
	struct ou_str piece;
	const char *from;
	bool parted = false;
	size_t n = 0, i;
	char c;

	while (s.n > 0) {
		from = s.p;
		piece = ou_str_c(ou_utf8_plain(ou_utf8_take(&s)));
		if (piece.p == NULL)
			piece = ou_str_make(from, (size_t)(s.p - from));
		for (i = 0; i < piece.n; i++) {
			c = piece.p[i];
			if ((unsigned char)c < 0x80 && (c = folded(c)) == 0) {
				parted = n > 0;
				continue;
			}
			if (n + parted >= most)
				return n;
			if (parted)
				to[n++] = ' ';
			to[n++] = c;
			parted = false;
		}
	}
	return n;
}
