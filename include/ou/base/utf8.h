#ifndef OU_BASE_UTF8_H
#define OU_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ou/base/err.h"
#include "ou/base/str.h"

/* Length of the valid UTF-8 prefix (no surrogates, no overlong forms,
 * nothing above U+10FFFF); equal to n when all is valid. */
size_t ou_utf8_valid(const char *p, size_t n);

/* The beginning of ${s}, of valid UTF-8, that is not longer than ${most} bytes
 * and ends behind a character. */
struct ou_str ou_utf8_cut(struct ou_str s, size_t most);

/* Append one code point; returns its length, 0 when it is none. */
size_t ou_utf8_encode(char to[4], uint32_t cp);

/* Number of code points of valid UTF-8. */
size_t ou_utf8_length(struct ou_str s);

/* The first code point of valid UTF-8, taken off ${s}, which is not empty; of
 * other bytes a byte is itself. */
uint32_t ou_utf8_take(struct ou_str *s);

/* What people write for a character where there is only ASCII ("e" for an e
 * with an accent, "oe", "EUR"); NULL: nothing, or it is ASCII itself. */
const char *ou_utf8_plain(uint32_t cp);

/* Append ${s} with every character written so that can be. */
void ou_utf8_ascii(struct ou_buf *out, struct ou_str s);

/**
 * ou_utf8_fold(to, most, s):
 * What is left for comparing names: lower-case letters without marks and
 * digits, one blank where anything else stood between two; characters that
 * have no plain form stay.  At most ${most} bytes; the length.
 */
size_t ou_utf8_fold(char *to, size_t most, struct ou_str s);

/* Character sets that partners declare or the user names. */
enum ou_charset {
	OU_CHARSET_UNKNOWN,
	OU_CHARSET_ASCII,
	OU_CHARSET_UTF8,
	OU_CHARSET_LATIN1,		/* ISO 8859-1 */
	OU_CHARSET_LATIN2,
	OU_CHARSET_CYRILLIC,		/* ISO 8859-5 */
	OU_CHARSET_GREEK,		/* ISO 8859-7 */
	OU_CHARSET_LATIN3,
	OU_CHARSET_LATIN4,
	OU_CHARSET_ARABIC,		/* ISO 8859-6 */
	OU_CHARSET_HEBREW,		/* ISO 8859-8 */
	OU_CHARSET_LATIN5,		/* ISO 8859-9 */
	OU_CHARSET_LATIN9,		/* ISO 8859-15 */
	OU_CHARSET_WINDOWS1252,
	OU_CHARSET_UTF16LE,
	OU_CHARSET_UTF16BE,
	OU_CHARSET_SHIFT_JIS,		/* as Windows has it */
};

/* "utf-8", "ISO_8859-15", "windows-1252", "cp1252", "latin1", ...; "utf-16"
 * is big-endian unless a byte order mark says otherwise. */
enum ou_charset ou_charset_find(struct ou_str name);
const char *ou_charset_name(enum ou_charset cs);

/**
 * ou_charset_decode(a, out, s, cs, err):
 * Turn ${s} into UTF-8; ${out} is ${s} itself when nothing has to change.
 * Of UTF-16 the byte order mark, if there is one, decides and is dropped.  An
 * unknown set is taken for UTF-8, which is verified.  A byte that the set does
 * not have is an error (OU_DIAG_ENCODING) with its place in err->column.
 */
int ou_charset_decode(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    enum ou_charset cs, struct ou_err *err);

/**
 * ou_charset_encode(out, s, cs, err):
 * The way back, for sets of one byte a character and UTF-8 (UNKNOWN too):
 * append ${s}, valid UTF-8, as bytes of ${cs}.  0, or -1 with
 * OU_DIAG_ENCODING, the character, and its place in err->column, when the
 * set does not have it; what stood before it was appended.
 */
int ou_charset_encode(struct ou_buf *out, struct ou_str s,
    enum ou_charset cs, struct ou_err *err);

#endif
