#include "charset_table.h"

/* The character of a double byte, its length in UTF-8; 0: there is none. */
static size_t
double_byte(unsigned char first, unsigned char second, const char **text)
{
	const struct charset_kanji *k = ou_charset_kanji;
	const unsigned char *p;
	unsigned at = second;

	if (second < 0x40 || second == 0x7f || second > 0xfc)
		return 0;
	at -= second > 0x7f ? 0x41 : 0x40;
	while (k->text != NULL && k->first != first)
		k++;
	if (k->text == NULL)
		return 0;
	for (p = (const unsigned char *)k->text; at > 0 && *p != '\0'; at--)
		p += *p < 0x80 ? 1 : *p < 0xe0 ? 2 : 3;
	*text = (const char *)p;
	return *p <= ' ' ? 0 : *p < 0x80 ? 1 : *p < 0xe0 ? 2 : 3;
}

size_t
ou_charset_sjis(char *to, struct ou_str s, size_t *used)
{
	unsigned char c = (unsigned char)s.p[0];
	const char *text;
	size_t n;

	*used = 1;
	if (c < 0x80) {
		*to = (char)c;
		return 1;
	}
	/* katakana of half the width */
	if (c > 0xa0 && c < 0xe0)
		return ou_utf8_encode(to, 0xff61 + (uint32_t)(c - 0xa1));
	if (s.n < 2)
		return 0;
	*used = 2;
	n = double_byte(c, (unsigned char)s.p[1], &text);
	if (n > 0)
		memcpy(to, text, n);
	return n;
}
