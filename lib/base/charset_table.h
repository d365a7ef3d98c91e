#ifndef OU_LIB_BASE_CHARSET_TABLE_H
#define OU_LIB_BASE_CHARSET_TABLE_H

#include <stdint.h>

#include "ou/base/utf8.h"

/* Rows in the order of enum ou_charset, from OU_CHARSET_LATIN2 on. */
extern const uint16_t ou_charset_8859[9][96];
extern const uint16_t ou_charset_1252[32];

/* Shift_JIS, by first bytes; ends with text NULL. */
struct charset_kanji {
	unsigned char first;
	const char *text;
};
extern const struct charset_kanji ou_charset_kanji[];

/* The first character of ${s} into ${to} (4 bytes): its length, 0: there is
 * none; ${used} bytes of ${s}. */
size_t ou_charset_sjis(char *to, struct ou_str s, size_t *used);

#endif
