#include "ou/base/contact.h"
#include "unit.h"

static void
test_postal(void)
{
	static const struct {
		const char *country, *code;
		bool valid;
	} rows[] = {
		{ "FR", "69002", true }, { "FR", "69 002", true },
		{ "FR", "2A004", false }, { "FR", "20000", true },
		{ "FR", "6900", false }, { "FR", "690021", false },
		{ "FR", "00100", false }, { "FR", "96000", false },
		{ "FR", "99999", false }, { "FR", "97400", true },
		{ "FR", "FR-69002", true }, { "FR", "", false },
		{ "RE", "97410", true }, { "RE", "97110", false },
		{ "GB", "SW1A 1AA", true }, { "GB", "M1 1AE", true },
		{ "GB", "EC1A1BB", true }, { "GB", "b33 8th", true },
		{ "GB", "1AA SW1A", false }, { "GB", "SW1A 1A", false },
		{ "US", "20500", true }, { "US", "20500-0003", true },
		{ "US", "2050", false }, { "NL", "1017 CA", true },
		{ "NL", "1017", false }, { "LU", "L-1118", true },
		{ "LU", "1118", true }, { "LV", "LV-1010", true },
		{ "LV", "1010", true }, { "PT", "1000-205", true },
		{ "CA", "K1A 0B1", true }, { "CA", "K1A 0B", false },
		{ "IE", "D02 X285", true }, { "AD", "AD500", true },
		{ "AD", "500", false }, { "MC", "98000", true },
		{ "MC", "06000", false }, { "HK", "", true },
		{ "HK", "anything", true }, { "", "12345", true },
		{ "FR", "690021234567890123456789", false },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].country, rows[i].code);
		CHECK_INT(ou_postal_code_valid(ou_str_c(rows[i].country),
		    ou_str_c(rows[i].code)), rows[i].valid);
	}
	ROW("needed");
	CHECK(ou_postal_code_needed(OU_STR("FR")));
	CHECK(!ou_postal_code_needed(OU_STR("HK")));
	CHECK(!ou_postal_code_needed(OU_STR_NONE));
}

static void
test_territory(void)
{
	static const struct {
		const char *code, *territory;
	} rows[] = {
		{ "97400", "RE" }, { "97 490", "RE" }, { "97110", "GP" },
		{ "97133", "BL" }, { "97150", "MF" }, { "97200", "MQ" },
		{ "97300", "GF" }, { "97500", "PM" }, { "97600", "YT" },
		{ "98000", "MC" }, { "98600", "WF" }, { "98713", "PF" },
		{ "98800", "NC" }, { "69002", "" }, { "9740", "" },
		{ "", "" },
	};
	struct ou_str s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].code);
		s = ou_postal_territory(ou_str_c(rows[i].code));
		CHECK_STRN(s.n > 0 ? s.p : "", s.n, rows[i].territory);
	}
}

static void
test_email(void)
{
	static const struct {
		const char *text;
		bool valid;
	} rows[] = {
		{ "a.martin@example.org", true }, { "a+b@mail.example", true },
		{ "o'neill@sub.example.co", true },
		{ "j\303\251r\303\264me@b\303\274ro.example", true },
		{ "a@b", false }, { "a@b.c", false }, { "@b.example", false },
		{ "a@", false }, { "a", false }, { "", false },
		{ "a@@b.example", false }, { "a b@c.example", false },
		{ ".a@b.example", false }, { "a.@b.example", false },
		{ "a..b@c.example", false }, { "a@-b.example", false },
		{ "a@b-.example", false }, { "a@b..example", false },
		{ "a@b.example.", false }, { "a@192.0.2.1", false },
		{ "a@b,example", false }, { "a@b.example, c@d.example", false },
		{ "a@b_c.example", false },
		{ "0123456789012345678901234567890123456789"
		    "012345678901234567890123@x.example", true },
		{ "0123456789012345678901234567890123456789"
		    "0123456789012345678901234@x.example", false },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		CHECK_INT(ou_email_valid(ou_str_c(rows[i].text)),
		    rows[i].valid);
	}
}

static void
test_telephone(void)
{
	static const struct {
		const char *text, *digits;
		bool international;
	} rows[] = {
		{ "+33 1 99 00 12 34", "33199001234", true },
		{ "+33 (0)1 99 00 12 34", "33199001234", true },
		{ "0033199001234", "33199001234", true },
		{ "01.99.00.12.34", "0199001234", false },
		{ "(202) 555-0143", "2025550143", false },
		{ " 030/901820 ", "030901820", false },
		{ "12345", "", false }, { "", "", false },
		{ "+1234567890123456", "", true }, { "+", "", true },
		{ "01 99 00 12 34 x5", "", false }, { "++33199001234", "", true },
		{ "+0199001234", "", true }, { "n/a", "", false },
	};
	bool international;
	char to[15];
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		n = ou_telephone_digits(to, ou_str_c(rows[i].text),
		    &international);
		CHECK_STRN(to, n, rows[i].digits);
		CHECK_INT(international, rows[i].international);
	}
}

int
main(void)
{
	RUN(test_postal);
	RUN(test_territory);
	RUN(test_email);
	RUN(test_telephone);
	return UNIT_DONE();
}
