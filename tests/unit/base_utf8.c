#include "ou/base/utf8.h"
#include "unit.h"

static void
test_valid(void)
{
	static const struct {
		const char *text;
		size_t n, valid;
	} rows[] = {
		{ "", 0, 0 }, { "abc", 3, 3 }, { "\0", 1, 1 },
		{ "a\200", 2, 1 }, { "\303\251", 2, 2 }, { "\303", 1, 0 },
		{ "\300\200", 2, 0 }, { "\301\277", 2, 0 },
		{ "\340\237\277", 3, 0 }, { "\340\240\200", 3, 3 },
		{ "\355\237\277", 3, 3 }, { "\355\240\200", 3, 0 },
		{ "\356\200\200", 3, 3 }, { "\360\217\277\277", 4, 0 },
		{ "\360\220\200\200", 4, 4 }, { "\364\217\277\277", 4, 4 },
		{ "\364\220\200\200", 4, 0 }, { "\365\200\200\200", 4, 0 },
		{ "\360\220\200", 3, 0 }, { "\377", 1, 0 },
		{ "0123456789012345678901234567890123456789\200", 41, 40 },
		{ "0123456789012345678901234567890\303\25123456\377x", 40, 38 },
	};
	char wide[64];
	size_t i, at;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("row %zu", i);
		CHECK_INT(ou_utf8_valid(rows[i].text, rows[i].n),
		    rows[i].valid);
	}
	/* A bad byte is found wherever it stands in a word. */
	for (at = 0; at < sizeof(wide); at++) {
		ROW("at %zu", at);
		memset(wide, 'x', sizeof(wide));
		wide[at] = (char)0xbf;
		CHECK_INT(ou_utf8_valid(wide, sizeof(wide)), at);
	}
}

static void
test_encode(void)
{
	static const uint32_t points[] = {
		0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000,
		0x10ffff
	};
	char to[4];
	size_t i, n;

	for (i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		ROW("U+%04x", points[i]);
		n = ou_utf8_encode(to, points[i]);
		CHECK(n > 0);
		CHECK_INT(ou_utf8_valid(to, n), n);
		CHECK_INT(ou_utf8_length(ou_str_make(to, n)), 1);
	}
	ROW("none");
	CHECK_INT(ou_utf8_encode(to, 0xd800), 0);
	CHECK_INT(ou_utf8_encode(to, 0xdfff), 0);
	CHECK_INT(ou_utf8_encode(to, 0x110000), 0);
}

static void
test_names(void)
{
	static const struct {
		const char *name;
		enum ou_charset cs;
	} rows[] = {
		{ "UTF-8", OU_CHARSET_UTF8 }, { "utf8", OU_CHARSET_UTF8 },
		{ "ISO_8859-15", OU_CHARSET_LATIN9 },
		{ "iso-8859-1", OU_CHARSET_LATIN1 },
		{ "Windows-1252", OU_CHARSET_WINDOWS1252 },
		{ "cp1252", OU_CHARSET_WINDOWS1252 },
		{ "US-ASCII", OU_CHARSET_ASCII },
		{ "utf-16", OU_CHARSET_UTF16BE }, { "", OU_CHARSET_UNKNOWN },
		{ "iso-8859-16", OU_CHARSET_UNKNOWN },
		{ "ebcdic-cp-us-long-name", OU_CHARSET_UNKNOWN },
	};
	size_t i;
	int cs;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		CHECK_INT(ou_charset_find(ou_str_c(rows[i].name)), rows[i].cs);
	}
	for (cs = OU_CHARSET_ASCII; cs <= OU_CHARSET_UTF16BE; cs++) {
		ROW("%s", ou_charset_name((enum ou_charset)cs));
		CHECK_INT(ou_charset_find(ou_str_c(
		    ou_charset_name((enum ou_charset)cs))), cs);
	}
}

static void
test_decode(void)
{
	static const struct {
		enum ou_charset cs;
		const char *in;
		size_t n;
		const char *out;	/* NULL: refused */
		unsigned column;
	} rows[] = {
		{ OU_CHARSET_UTF8, "caf\303\251", 5, "caf\303\251", 0 },
		{ OU_CHARSET_UTF8, "caf\351", 4, NULL, 4 },
		{ OU_CHARSET_UNKNOWN, "caf\351", 4, NULL, 4 },
		{ OU_CHARSET_ASCII, "caf\351", 4, NULL, 4 },
		{ OU_CHARSET_LATIN1, "caf\351", 4, "caf\303\251", 0 },
		{ OU_CHARSET_LATIN9, "5 \244", 3, "5 \342\202\254", 0 },
		{ OU_CHARSET_LATIN2, "\261", 1, "\304\205", 0 },
		{ OU_CHARSET_LATIN5, "\376", 1, "\305\237", 0 },
		{ OU_CHARSET_CYRILLIC, "\266", 1, "\320\226", 0 },
		{ OU_CHARSET_GREEK, "\341", 1, "\316\261", 0 },
		{ OU_CHARSET_GREEK, "\256", 1, NULL, 1 },
		{ OU_CHARSET_ARABIC, "\307", 1, "\330\247", 0 },
		{ OU_CHARSET_HEBREW, "\340", 1, "\327\220", 0 },
		{ OU_CHARSET_LATIN3, "\246", 1, "\304\244", 0 },
		{ OU_CHARSET_LATIN4, "\242", 1, "\304\270", 0 },
		{ OU_CHARSET_WINDOWS1252, "\2005 \222\351", 5,
		    "\342\202\2545 \342\200\231\303\251", 0 },
		{ OU_CHARSET_WINDOWS1252, "ab\201", 3, NULL, 3 },
		{ OU_CHARSET_WINDOWS1252, "\215", 1, NULL, 1 },
		{ OU_CHARSET_UTF16LE, "a\0\351\0", 4, "a\303\251", 0 },
		{ OU_CHARSET_UTF16BE, "\0a\0\351", 4, "a\303\251", 0 },
		{ OU_CHARSET_UTF16LE, "\376\377\0a", 4, "a", 0 },
		{ OU_CHARSET_UTF16BE, "\377\376a\0", 4, "a", 0 },
		{ OU_CHARSET_UTF16BE, "\330\075\336\000", 4,
		    "\360\237\230\200", 0 },
		{ OU_CHARSET_UTF16BE, "\330\075\0a", 4, NULL, 1 },
		{ OU_CHARSET_UTF16BE, "\0a\336\000", 4, NULL, 3 },
		{ OU_CHARSET_UTF16BE, "\0a\330", 3, NULL, 3 },
		{ OU_CHARSET_UTF16BE, "", 0, "", 0 },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	struct ou_str out;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s, row %zu", ou_charset_name(rows[i].cs), i);
		memset(&err, 0, sizeof(err));
		r = ou_charset_decode(&a, &out, ou_str_make(rows[i].in,
		    rows[i].n), rows[i].cs, &err);
		CHECK_INT(r, rows[i].out != NULL ? 0 : -1);
		if (r == 0 && rows[i].out != NULL)
			CHECK_STRN(out.p, out.n, rows[i].out);
		CHECK_INT(err.column, rows[i].column);
		CHECK_INT(err.code, rows[i].out ? OU_DIAG_NONE :
		    OU_DIAG_ENCODING);
	}
	ou_arena_release(&a);
}

static void
test_cut(void)
{
	static const struct {
		const char *text, *cut;
		size_t most;
	} rows[] = {
		{ "abc", "abc", 3 },
		{ "abc", "ab", 2 },
		{ "a\xc3\xa9", "a", 2 },
		{ "a\xc3\xa9", "a\xc3\xa9", 3 },
		{ "\xe2\x82\xac", "", 2 },
		{ "\xf0\x9f\xa7\xbc!", "\xf0\x9f\xa7\xbc", 4 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_str s = ou_utf8_cut(ou_str_c(rows[i].text),
		    rows[i].most);

		CHECK_STRN(s.p, s.n, rows[i].cut);
	}
}

/* Names as they are compared, and as they are written in ASCII. */
static void
test_plain(void)
{
	static const struct {
		const char *text, *folded, *ascii;
	} rows[] = {
		{ "", "", "" }, { "Ren\303\251e", "renee", "Renee" },
		{ "  12, rue de l'\303\211glise ", "12 rue de l eglise",
		    "  12, rue de l'Eglise " },
		{ "\305\222uvre", "oeuvre", "OEuvre" },
		{ "Stra\303\237e", "strasse", "Strasse" },
		{ "\342\200\231", "", "'" }, { "a\342\200\223b", "a b", "a-b" },
		{ "\316\221\316\226", "\316\221\316\226",
		    "\316\221\316\226" },
		{ "...", "", "..." }, { "A-B--C", "a b c", "A-B--C" },
	};
	struct ou_buf b = OU_BUF_INIT;
	char to[64];
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		n = ou_utf8_fold(to, sizeof(to), ou_str_c(rows[i].text));
		CHECK_STRN(to, n, rows[i].folded);
		ou_buf_clear(&b);
		ou_utf8_ascii(&b, ou_str_c(rows[i].text));
		CHECK_STRN(b.p != NULL ? b.p : "", b.n, rows[i].ascii);
	}
	ou_buf_release(&b);
	ROW("cut");
	CHECK_INT(ou_utf8_fold(to, 3, OU_STR("ab cd")), 2);
	CHECK_INT(ou_utf8_fold(to, 4, OU_STR("ab cd")), 4);
	CHECK_INT(ou_utf8_fold(to, 0, OU_STR("ab")), 0);
}

int
main(void)
{
	RUN(test_valid);
	RUN(test_cut);
	RUN(test_encode);
	RUN(test_names);
	RUN(test_decode);
	RUN(test_plain);
	return (UNIT_DONE());
}
