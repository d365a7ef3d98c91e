#include "charset_table.h"

static const struct {
	enum ou_charset cs;
	const char name[14];		/* folded: letters and digits */
} names[] = {
	{ OU_CHARSET_ASCII, "usascii" }, { OU_CHARSET_ASCII, "ascii" },
	{ OU_CHARSET_ASCII, "iso646us" }, { OU_CHARSET_UTF8, "utf8" },
	{ OU_CHARSET_LATIN1, "iso88591" }, { OU_CHARSET_LATIN1, "latin1" },
	{ OU_CHARSET_LATIN1, "l1" }, { OU_CHARSET_LATIN1, "cp819" },
	{ OU_CHARSET_LATIN2, "iso88592" }, { OU_CHARSET_LATIN2, "latin2" },
	{ OU_CHARSET_LATIN3, "iso88593" }, { OU_CHARSET_LATIN3, "latin3" },
	{ OU_CHARSET_LATIN4, "iso88594" }, { OU_CHARSET_LATIN4, "latin4" },
	{ OU_CHARSET_CYRILLIC, "iso88595" },
	{ OU_CHARSET_CYRILLIC, "cyrillic" },
	{ OU_CHARSET_ARABIC, "iso88596" }, { OU_CHARSET_ARABIC, "arabic" },
	{ OU_CHARSET_GREEK, "iso88597" }, { OU_CHARSET_GREEK, "greek" },
	{ OU_CHARSET_HEBREW, "iso88598" }, { OU_CHARSET_HEBREW, "hebrew" },
	{ OU_CHARSET_LATIN5, "iso88599" }, { OU_CHARSET_LATIN5, "latin5" },
	{ OU_CHARSET_LATIN9, "iso885915" }, { OU_CHARSET_LATIN9, "latin9" },
	{ OU_CHARSET_WINDOWS1252, "windows1252" },
	{ OU_CHARSET_WINDOWS1252, "cp1252" },
	{ OU_CHARSET_WINDOWS1252, "1252" }, { OU_CHARSET_WINDOWS1252, "ansi" },
	{ OU_CHARSET_UTF16LE, "utf16le" }, { OU_CHARSET_UTF16LE, "ucs2le" },
	/* Without a mark the order is the network's (RFC 2781 4.3). */
	{ OU_CHARSET_UTF16BE, "utf16be" }, { OU_CHARSET_UTF16BE, "utf16" },
	{ OU_CHARSET_UTF16BE, "ucs2" },
	{ OU_CHARSET_SHIFT_JIS, "shiftjis" }, { OU_CHARSET_SHIFT_JIS, "sjis" },
	{ OU_CHARSET_SHIFT_JIS, "windows31j" },
	{ OU_CHARSET_SHIFT_JIS, "cp932" },
};

enum ou_charset
ou_charset_find(struct ou_str name)
{
	char folded[16];
	size_t i, n = 0;
	char c;

	for (i = 0; i < name.n; i++) {
		c = name.p[i];
		if (c == '-' || c == '_' || c == ' ' || c == ':' || c == '.')
			continue;
		if (n == sizeof(folded))
			return OU_CHARSET_UNKNOWN;
		folded[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (ou_str_is(ou_str_make(folded, n), names[i].name))
			return names[i].cs;
	}
	return OU_CHARSET_UNKNOWN;
}

const char *
ou_charset_name(enum ou_charset cs)
{
	switch (cs) {
	case OU_CHARSET_UNKNOWN:
		break;
	case OU_CHARSET_ASCII:
		return "us-ascii";
	case OU_CHARSET_UTF8:
		return "utf-8";
	case OU_CHARSET_LATIN1:
		return "iso-8859-1";
	case OU_CHARSET_LATIN2:
		return "iso-8859-2";
	case OU_CHARSET_CYRILLIC:
		return "iso-8859-5";
	case OU_CHARSET_GREEK:
		return "iso-8859-7";
	case OU_CHARSET_LATIN3:
		return "iso-8859-3";
	case OU_CHARSET_LATIN4:
		return "iso-8859-4";
	case OU_CHARSET_ARABIC:
		return "iso-8859-6";
	case OU_CHARSET_HEBREW:
		return "iso-8859-8";
	case OU_CHARSET_LATIN5:
		return "iso-8859-9";
	case OU_CHARSET_LATIN9:
		return "iso-8859-15";
	case OU_CHARSET_WINDOWS1252:
		return "windows-1252";
	case OU_CHARSET_UTF16LE:
		return "utf-16le";
	case OU_CHARSET_UTF16BE:
		return "utf-16be";
	case OU_CHARSET_SHIFT_JIS:
		return "shift_jis";
	}
	return "unknown";
}

static int
bad_byte(struct ou_str s, size_t at, enum ou_charset cs, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_ENCODING,
	    "byte 0x%02x is not %s", (unsigned char)s.p[at],
	    ou_charset_name(cs));
	return ou_err_at(err, NULL, 0, at + 1);
}

/* The code point of a byte from 0x80 on; 0 when the set has none. */
static uint32_t
code_point(unsigned char c, enum ou_charset cs)
{
	if (cs == OU_CHARSET_LATIN1)
		return c;
	if (cs == OU_CHARSET_WINDOWS1252)
		return c < 0xa0 ? ou_charset_1252[c - 0x80] : c;
	/* All of ISO 8859 share the C1 controls. */
	if (c < 0xa0)
		return c;
	return ou_charset_8859[cs - OU_CHARSET_LATIN2][c - 0xa0];
}

static size_t
ascii_prefix(struct ou_str s)
{
	uint64_t w;
	size_t i = 0;

	for (; s.n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(&w, s.p + i, sizeof(w));
		if ((w & 0x8080808080808080u) != 0)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

static int
decode_bytes(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    enum ou_charset cs, struct ou_err *err)
{
	size_t i, n = ascii_prefix(s);
	uint32_t cp;
	char *to;

	if (n == s.n) {
		*out = s;
		return 0;
	}
	if (cs == OU_CHARSET_ASCII)
		return bad_byte(s, n, cs, err);
	if (s.n > SIZE_MAX / 4)
		ou_out_of_memory();
	to = ou_arena_alloc(a, n + (s.n - n) * 3);
	memcpy(to, s.p, n);
	for (i = n; i < s.n; i++) {
		cp = (unsigned char)s.p[i];
		if (cp >= 0x80 && (cp = code_point((unsigned char)cp, cs)) == 0)
			return bad_byte(s, i, cs, err);
		n += ou_utf8_encode(to + n, cp);
	}
	*out = ou_str_make(to, n);
	return 0;
}

static int
decode_sjis(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    struct ou_err *err)
{
	size_t i, used, got, n = ascii_prefix(s);
	char *to;

	if (n == s.n) {
		*out = s;
		return 0;
	}
	if (s.n > SIZE_MAX / 4)
		ou_out_of_memory();
	to = ou_arena_alloc(a, n + (s.n - n) * 3 + 4);
	memcpy(to, s.p, n);
	for (i = n; i < s.n; i += used) {
		got = ou_charset_sjis(to + n, ou_str_sub(s, i, s.n), &used);
		if (got == 0)
			return bad_byte(s, i, OU_CHARSET_SHIFT_JIS, err);
		n += got;
	}
	*out = ou_str_make(to, n);
	return 0;
}

static uint32_t
unit(const char *p, enum ou_charset cs)
{
	unsigned char a = (unsigned char)p[0], b = (unsigned char)p[1];

	return (uint32_t)(cs == OU_CHARSET_UTF16LE ? b << 8 | a : a << 8 | b);
}

static int
decode_utf16(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    enum ou_charset cs, struct ou_err *err)
{
	size_t i = 0, n = 0, k;
	uint32_t cp, low;
	char *to;

	/* The mark knows better than the declaration. */
	if (s.n >= 2 && memcmp(s.p, "\376\377", 2) == 0)
		cs = OU_CHARSET_UTF16BE;
	else if (s.n >= 2 && memcmp(s.p, "\377\376", 2) == 0)
		cs = OU_CHARSET_UTF16LE;
	if (s.n >= 2 && unit(s.p, cs) == 0xfeff)
		i = 2;
	if (s.n > SIZE_MAX / 4)
		ou_out_of_memory();
	to = ou_arena_alloc(a, s.n / 2 * 3);
	while (i < s.n) {
		if (s.n - i < 2)
			return bad_byte(s, i, cs, err);
		cp = unit(s.p + i, cs);
		k = 2;
		if (cp >= 0xd800 && cp < 0xdc00 && s.n - i >= 4) {
			low = unit(s.p + i + 2, cs);
			if (low >= 0xdc00 && low < 0xe000) {
				cp = 0x10000 + ((cp - 0xd800) << 10) +
				    (low - 0xdc00);
				k = 4;
			}
		}
		if (cp >= 0xd800 && cp < 0xe000)
			return bad_byte(s, i, cs, err);
		n += ou_utf8_encode(to + n, cp);
		i += k;
	}
	*out = ou_str_make(to, n);
	return 0;
}

int
ou_charset_decode(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    enum ou_charset cs, struct ou_err *err)
{
	size_t n;

	switch (cs) {
	case OU_CHARSET_UTF16LE:
	case OU_CHARSET_UTF16BE:
		return decode_utf16(a, out, s, cs, err);
	case OU_CHARSET_SHIFT_JIS:
		return decode_sjis(a, out, s, err);
	case OU_CHARSET_UNKNOWN:
	case OU_CHARSET_UTF8:
		if ((n = ou_utf8_valid(s.p, s.n)) != s.n)
			return bad_byte(s, n, OU_CHARSET_UTF8, err);
		*out = s;
		return 0;
	default:
		return decode_bytes(a, out, s, cs, err);
	}
}

static int
encode_byte(uint32_t cp, enum ou_charset cs)
{
	unsigned c;

	if (cs == OU_CHARSET_ASCII || cs > OU_CHARSET_WINDOWS1252)
		return -1;
	for (c = 0x80; c < 0x100; c++) {
		if (code_point((unsigned char)c, cs) == cp)
			return (int)c;
	}
	return -1;
}

int
ou_charset_encode(struct ou_buf *out, struct ou_str s, enum ou_charset cs,
    struct ou_err *err)
{
	struct ou_str rest;
	size_t at = 0, n;
	int c;

	if (cs == OU_CHARSET_UTF8 || cs == OU_CHARSET_UNKNOWN) {
		ou_buf_adds(out, s);
		return 0;
	}
	for (;;) {
		n = ascii_prefix(ou_str_sub(s, at, s.n));
		ou_buf_add(out, s.p + at, n);
		at += n;
		if (at == s.n)
			return 0;
		rest = ou_str_sub(s, at, s.n);
		c = encode_byte(ou_utf8_take(&rest), cs);
		n = (size_t)(rest.p - s.p) - at;
		if (c < 0) {
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_ENCODING,
			    "'%.*s' is not %s", (int)n, s.p + at,
			    ou_charset_name(cs));
			return ou_err_at(err, NULL, 0, at + 1);
		}
		ou_buf_addc(out, (char)c);
		at += n;
	}
}
