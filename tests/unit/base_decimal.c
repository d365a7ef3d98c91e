#include "ou/base/decimal.h"
#include "unit.h"

static const struct {
	const char *text;
	int scale;
	enum ou_decimal_form form;
	enum ou_diag code;	/* OU_DIAG_NONE: well */
	int64_t value;
	int places;
} parse_rows[] = {
	{ "0", 6, OU_DECIMAL_PLAIN, 0, 0, 0 },
	{ "-0", 6, OU_DECIMAL_PLAIN, 0, 0, 0 },
	{ "12.50", 2, OU_DECIMAL_PLAIN, 0, 1250, 2 },
	{ "12.5", 4, OU_DECIMAL_PLAIN, 0, 125000, 1 },
	{ "-12.5", 4, OU_DECIMAL_PLAIN, 0, -125000, 1 },
	{ "007", 0, OU_DECIMAL_PLAIN, 0, 7, 0 },
	{ "1.500000000", 2, OU_DECIMAL_PLAIN, 0, 150, 9 },
	{ "1.005", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "9223372036854775807", 0, OU_DECIMAL_PLAIN, 0, INT64_MAX,
	    0 },
	{ "-9223372036854775807", 0, OU_DECIMAL_PLAIN, 0,
	    -INT64_MAX, 0 },
	{ "9223372036854775808", 0, OU_DECIMAL_PLAIN,
	    OU_DIAG_OVERFLOW, 0, 0 },
	{ "-9223372036854775808", 0, OU_DECIMAL_PLAIN,
	    OU_DIAG_OVERFLOW, 0, 0 },
	{ "99999999999999999999", 0, OU_DECIMAL_PLAIN,
	    OU_DIAG_OVERFLOW, 0, 0 },
	{ "922337203685477.5807", 4, OU_DECIMAL_PLAIN, 0, INT64_MAX,
	    4 },
	{ "922337203685477.5808", 4, OU_DECIMAL_PLAIN,
	    OU_DIAG_OVERFLOW, 0, 0 },
	{ "9223372036854775", 4, OU_DECIMAL_PLAIN, OU_DIAG_OVERFLOW,
	    0, 0 },
	{ "0000000000000000000000000012.5", 4, OU_DECIMAL_PLAIN, 0,
	    125000, 1 },
	{ "", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "-", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ ".", 2, OU_DECIMAL_LOOSE, OU_DIAG_VALUE, 0, 0 },
	{ "1.", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ ".5", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "+5", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "1e2", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "1,5", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ " 1", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "1 ", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "1.2.3", 4, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "--1", 4, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "x12", 2, OU_DECIMAL_PLAIN, OU_DIAG_VALUE, 0, 0 },
	{ "NaN", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
	{ ".5", 2, OU_DECIMAL_LOOSE, 0, 50, 1 },
	{ "5.", 2, OU_DECIMAL_LOOSE, 0, 500, 0 },
	{ "+5", 2, OU_DECIMAL_LOOSE, 0, 500, 0 },
	{ "-.5", 2, OU_DECIMAL_LOOSE, 0, -50, 1 },
	{ "1e2", 6, OU_DECIMAL_EXPONENT, 0, 100000000, 0 },
	{ "1.25E+1", 2, OU_DECIMAL_EXPONENT, 0, 1250, 1 },
	{ "125e-2", 2, OU_DECIMAL_EXPONENT, 0, 125, 2 },
	{ "1e-3", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
	{ "1000e-3", 2, OU_DECIMAL_EXPONENT, 0, 100, 3 },
	{ "0e99999999999999999999", 2, OU_DECIMAL_EXPONENT, 0, 0, 0 },
	{ "0e-99999999999999999999", 2, OU_DECIMAL_EXPONENT, 0, 0,
	    1000 },
	{ "1e400", 2, OU_DECIMAL_EXPONENT, OU_DIAG_OVERFLOW, 0, 0 },
	{ "1e-400", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
	{ "1e", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
	{ "1e+", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
	{ "e5", 2, OU_DECIMAL_EXPONENT, OU_DIAG_VALUE, 0, 0 },
};

static void
test_parse(void)
{
	struct ou_err err;
	int64_t v;
	size_t i;
	int r, places;

	for (i = 0; i < sizeof(parse_rows) / sizeof(parse_rows[0]); i++) {
		ROW("%s at %d", parse_rows[i].text, parse_rows[i].scale);
		memset(&err, 0, sizeof(err));
		v = 0;
		places = 0;
		r = ou_decimal_parse(&v, ou_str_c(parse_rows[i].text),
		    parse_rows[i].scale, parse_rows[i].form, &places, &err);
		CHECK_INT(r, parse_rows[i].code == OU_DIAG_NONE ? 0 : -1);
		CHECK_INT(err.code, parse_rows[i].code);
		CHECK_INT(v, parse_rows[i].value);
		CHECK_INT(places, parse_rows[i].places);
	}
}

static void
test_text(void)
{
	static const struct {
		int64_t v;
		int scale, places;
		const char *text;
	} rows[] = {
		{ 0, 4, 0, "0" }, { 0, 4, 2, "0.00" }, { 5, 4, 2, "0.0005" },
		{ 125000, 4, 0, "12.5" }, { 125000, 4, 2, "12.50" },
		{ -125000, 4, 2, "-12.50" }, { -5, 6, 0, "-0.000005" },
		{ 120000, 4, 0, "12" }, { 100, 0, 0, "100" },
		{ 100, 0, 2, "100.00" }, { 1, 9, 0, "0.000000001" },
		{ 1, 1, 9, "0.100000000" }, { 10, 1, 99, "1.000000000" },
		{ INT64_MAX, 6, 0, "9223372036854.775807" },
		{ INT64_MIN, 6, 0, "-9223372036854.775808" },
		{ INT64_MIN, 0, 9, "-9223372036854775808.000000000" },
	};
	char to[OU_DECIMAL_MAX];
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		n = ou_decimal_text(to, rows[i].v, rows[i].scale,
		    rows[i].places);
		CHECK_STRN(to, n, rows[i].text);
	}
}

static void
test_round(void)
{
	static const struct {
		int64_t v;
		int scale, places, answer;
		int64_t want;
	} rows[] = {
		{ 12345, 4, 2, 0, 12300 }, { 12350, 4, 2, 0, 12400 },
		{ 12349, 4, 2, 0, 12300 }, { -12350, 4, 2, 0, -12400 },
		{ -12349, 4, 2, 0, -12300 }, { 12345, 4, 4, 0, 12345 },
		{ 12345, 4, 9, 0, 12345 }, { 4999, 4, 0, 0, 0 },
		{ 5000, 4, 0, 0, 10000 }, { -5000, 4, 0, 0, -10000 },
		{ INT64_MAX, 2, 0, 0, INT64_MAX / 100 * 100 },
		{ INT64_MAX, 6, 0, -1, 0 }, { INT64_MIN, 6, 0, -1, 0 },
	};
	int64_t v;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%" PRId64 " to %d", rows[i].v, rows[i].places);
		v = rows[i].v;
		r = ou_decimal_round(&v, rows[i].scale, rows[i].places);
		CHECK_INT(r, rows[i].answer);
		if (rows[i].answer == 0)
			CHECK_INT(v, rows[i].want);
	}
}

static const struct {
	const char *text;
	char decimal, thousands;
	enum ou_diag code;
	int64_t value;		/* x 10^-4 */
} number_rows[] = {
	{ "12", 0, 0, 0, 120000 }, { "12,5", 0, 0, 0, 125000 },
	{ "12.5", 0, 0, 0, 125000 }, { "0.5", 0, 0, 0, 5000 },
	{ "0,500", 0, 0, 0, 5000 }, { ".5", 0, 0, 0, 5000 },
	{ "1.234", 0, 0, OU_DIAG_AMBIGUOUS, 0 },
	{ "1,234", 0, 0, OU_DIAG_AMBIGUOUS, 0 },
	{ "12.000", 0, 0, OU_DIAG_AMBIGUOUS, 0 },
	{ "1.234,56", 0, 0, 0, 12345600 },
	{ "1,234.56", 0, 0, 0, 12345600 },
	{ "1 234,5", 0, 0, 0, 12345000 },
	{ "1\302\240234,5", 0, 0, 0, 12345000 },
	{ "1\342\200\257234,500", 0, 0, 0, 12345000 },
	{ "1'234.50", 0, 0, 0, 12345000 },
	{ "1\342\200\231234.50", 0, 0, 0, 12345000 },
	{ "1,234,567", 0, 0, 0, 12345670000 },
	{ "1.234.567", 0, 0, 0, 12345670000 },
	{ "1234.567", 0, 0, 0, 12345670 },
	{ "1.234", '.', 0, 0, 12340 },
	{ "1.234", ',', 0, 0, 12340000 },
	{ "1,234", ',', 0, 0, 12340 },
	{ "1,234", '.', 0, 0, 12340000 },
	{ "1,234", '.', ' ', OU_DIAG_VALUE, 0 },
	{ "1,234", 0, ',', 0, 12340000 },
	{ "1,234", 0, '.', 0, 12340 },
	{ "1.234.5", '.', 0, OU_DIAG_VALUE, 0 },
	{ "12.34.567", 0, 0, OU_DIAG_VALUE, 0 },
	{ "1,00,000", 0, 0, OU_DIAG_VALUE, 0 },
	{ "1 234.567,5", 0, 0, OU_DIAG_VALUE, 0 },
	{ "12,", 0, 0, OU_DIAG_VALUE, 0 },
	{ "$12.50", 0, 0, 0, 125000 },
	{ "12,50 \342\202\254", 0, 0, 0, 125000 },
	{ "EUR 12.50", 0, 0, 0, 125000 },
	{ "12.50CHF", 0, 0, 0, 125000 },
	{ "QQQ 12.50", 0, 0, OU_DIAG_VALUE, 0 },
	{ "-12.5", 0, 0, 0, -125000 }, { "12.5-", 0, 0, 0, -125000 },
	{ "(12.5)", 0, 0, 0, -125000 },
	{ "-$12.50", 0, 0, 0, -125000 },
	{ "$-12.50", 0, 0, 0, -125000 },
	{ "\342\210\22212.5", 0, 0, 0, -125000 },
	{ "+12.5", 0, 0, 0, 125000 },
	{ "+-12.5", 0, 0, OU_DIAG_VALUE, 0 },
	{ "--12.5", 0, 0, OU_DIAG_VALUE, 0 },
	{ "(-12.5)", 0, 0, OU_DIAG_VALUE, 0 },
	{ "'12.5", 0, 0, 0, 125000 }, { " 12.5 ", 0, 0, 0, 125000 },
	{ "3,40123E+12", 0, 0, OU_DIAG_VALUE, 0 },
	{ "3.4E+12", '.', 0, OU_DIAG_VALUE, 0 },
	{ "", 0, 0, OU_DIAG_VALUE, 0 }, { "'", 0, 0, OU_DIAG_VALUE, 0 },
	{ "-", 0, 0, OU_DIAG_VALUE, 0 }, { "1a", 0, 0, OU_DIAG_VALUE, 0 },
	{ "1.23456", '.', 0, OU_DIAG_VALUE, 0 },
	{ "99999999999999999999", 0, 0, OU_DIAG_OVERFLOW, 0 },
	{ "\331\241\331\242", 0, 0, OU_DIAG_VALUE, 0 },
};

static void
test_number(void)
{
	struct ou_number_form form;
	struct ou_err err;
	int64_t v;
	size_t i;
	int r;

	for (i = 0; i < sizeof(number_rows) / sizeof(number_rows[0]); i++) {
		ROW("%s with '%c%c'", number_rows[i].text,
		    number_rows[i].decimal ? number_rows[i].decimal : '?',
		    number_rows[i].thousands ? number_rows[i].thousands : '?');
		form.decimal = number_rows[i].decimal;
		form.thousands = number_rows[i].thousands;
		memset(&err, 0, sizeof(err));
		v = 0;
		r = ou_number_parse(&v, ou_str_c(number_rows[i].text), 4, &form,
		    &err);
		CHECK_INT(r, number_rows[i].code == OU_DIAG_NONE ? 0 : -1);
		CHECK_INT(err.code, number_rows[i].code);
		CHECK_INT(v, number_rows[i].value);
	}
}

static void
test_messages(void)
{
	static const struct ou_number_form form = { 0, 0 };
	struct ou_err err;
	int64_t v;

	ou_decimal_parse(&v, OU_STR("x12"), 2, OU_DECIMAL_PLAIN, NULL, &err);
	CHECK_STR(err.text, "'x12' is not a number");
	ou_decimal_parse(&v, OU_STR("1.234"), 2, OU_DECIMAL_PLAIN, NULL, &err);
	CHECK_STR(err.text, "'1.234' has more than 2 decimals");
	ou_number_parse(&v, OU_STR("1.234"), 4, &form, &err);
	CHECK_STR(err.text,
	    "'1.234' can be 1.234 or 1234; name the decimal mark");
	CHECK_INT(ou_decimal_parse(&v, OU_STR("?"), 2, OU_DECIMAL_PLAIN, NULL,
	    NULL), -1);
}

int
main(void)
{
	RUN(test_parse);
	RUN(test_text);
	RUN(test_round);
	RUN(test_number);
	RUN(test_messages);
	return (UNIT_DONE());
}
