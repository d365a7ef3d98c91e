#include "map_parts.h"

/*
 * Writing text in the character sets of carriers.
 */
bool
ou_map_charset_writes(enum ou_charset cs)
{
	return cs == OU_CHARSET_UTF8 || cs == OU_CHARSET_ASCII ||
	    cs == OU_CHARSET_LATIN1 || cs == OU_CHARSET_LATIN9 ||
	    cs == OU_CHARSET_WINDOWS1252;
}

int
ou_map_encode(struct ou_buf *out, struct ou_str s, enum ou_charset cs,
    bool transliterate)
{
	struct ou_err err = { 0 };
	const char *text;
	int rc = 0;

	while (ou_charset_encode(out, s, cs, &err) != 0) {
		if (!transliterate)
			return -1;
		s = ou_str_sub(s, err.column - 1, s.n);
		text = ou_utf8_plain(ou_utf8_take(&s));
		ou_buf_puts(out, text != NULL ? text : "?");
		if (text == NULL)
			rc = 1;
	}
	return rc;
}
