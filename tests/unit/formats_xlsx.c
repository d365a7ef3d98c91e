/*
 * Numbers, dates and formats of workbooks, and their archive's limit.
 */
#include "../../lib/formats/xlsx.h"
#include "unit.h"

static void
check_number(const char *s, const char *want, struct xlsx_style style)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = ou_xlsx_number(&b, ou_str_c(s), style);

	ROW("%s", s);
	CHECK(yes == (want != NULL));
	if (yes && want != NULL)
		CHECK_STRN(b.p, b.n, want);
	ou_buf_release(&b);
}

static void
test_numbers(void)
{
	static const struct {
		const char *s, *want;
	} rows[] = {
		{ "0", "0" }, { "-0", "0" }, { "12", "12" },
		{ "007", "7" }, { "4.9000000000000004", "4.9" },
		{ "59.969999999999999", "59.97" },
		{ "0.10000000000000001", "0.1" },
		{ "19.989999999999998", "19.99" },
		{ "999999999999999.9", "1E+15" },
		{ "99999999999999.95", "100000000000000" },
		{ "1.2E+1", "12" }, { "1E-2", "0.01" }, { "1.5E-3", "0.0015" },
		{ "-1234.5", "-1234.5" },
		/* three decimals cannot be thousands any more */
		{ "1.234", "1.2340" }, { "-0.125", "-0.1250" },
		/* a GTIN that was typed, and one that was lost */
		{ "3401234567890", "3401234567890" },
		{ "3.4012345678900000E+12", "3401234567890" },
		{ "3.40123E+12", "3.40123E+12" },
		{ "12345678901234568", "1.23456789012346E+16" },
		{ "123456789012345", "123456789012345" },
		{ "1E+3", "1000" }, { "1E+300", "1E+300" },
		{ "4.9E-324", "0" }, { "1.", "1" }, { ".5", "0.5" },
		{ "", NULL }, { "x", NULL }, { "1,5", NULL }, { "1e", NULL },
		{ "1E+9999", NULL }, { "--1", NULL }, { "1.2.3", NULL },
		{ "INF", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_number(rows[i].s, rows[i].want,
		    (struct xlsx_style){ XLSX_NUMBER, 0 });
	check_number("1000", "01000", (struct xlsx_style){ XLSX_ZEROS, 5 });
	check_number("0", "00000", (struct xlsx_style){ XLSX_ZEROS, 5 });
	check_number("75008", "75008", (struct xlsx_style){ XLSX_ZEROS, 5 });
	check_number("1.5", "1.5", (struct xlsx_style){ XLSX_ZEROS, 5 });
}

static void
test_dates(void)
{
	static const struct {
		const char *s;
		enum xlsx_kind kind;
		bool date1904;
		const char *want;
	} rows[] = {
		{ "46350", XLSX_DATE, false, "2026-11-24" },
		{ "44888", XLSX_DATE, true, "2026-11-24" },
		{ "46350.368402777778", XLSX_MOMENT, false,
		  "2026-11-24T08:50:30" },
		{ "46350", XLSX_MOMENT, false, "2026-11-24T00:00:00" },
		/* a time is not lost because only a day is shown */
		{ "46350.5", XLSX_DATE, false, "2026-11-24T12:00:00" },
		{ "0.75", XLSX_TIME, false, "18:00:00" },
		{ "0.99999999", XLSX_TIME, false, NULL },
		{ "46350.99999999", XLSX_DATE, false, "2026-11-25" },
		{ "1", XLSX_DATE, false, "1900-01-01" },
		{ "59", XLSX_DATE, false, "1900-02-28" },
		{ "60", XLSX_DATE, false, NULL },
		{ "61", XLSX_DATE, false, "1900-03-01" },
		{ "0", XLSX_DATE, true, "1904-01-01" },
		{ "0", XLSX_DATE, false, NULL },
		{ "1.5", XLSX_TIME, false, NULL },
		{ "2958465", XLSX_DATE, false, "9999-12-31" },
		{ "2958466", XLSX_DATE, false, NULL },
		{ "-1", XLSX_DATE, false, NULL },
		{ "x", XLSX_DATE, false, NULL },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;
	bool yes;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].s);
		ou_buf_clear(&b);
		yes = ou_xlsx_date(&b, ou_str_c(rows[i].s), rows[i].kind,
		    rows[i].date1904);
		CHECK(yes == (rows[i].want != NULL));
		if (yes && rows[i].want != NULL)
			CHECK_STRN(b.p, b.n, rows[i].want);
	}
	ou_buf_release(&b);
}

static void
test_formats(void)
{
	static const struct {
		const char *code;
		enum xlsx_kind kind;
		int zeros;
	} rows[] = {
		{ "General", XLSX_NUMBER, 0 }, { "0.00", XLSX_NUMBER, 0 },
		{ "0", XLSX_NUMBER, 0 }, { "00000", XLSX_ZEROS, 5 },
		{ "#,##0.00 \"days\"", XLSX_NUMBER, 0 },
		{ "0.00E+00", XLSX_NUMBER, 0 },
		{ "dd/mm/yyyy", XLSX_DATE, 0 }, { "mmm", XLSX_DATE, 0 },
		{ "dd/mm/yyyy\\ hh:mm", XLSX_MOMENT, 0 },
		{ "[$-40C]d\\ mmmm\\ yyyy", XLSX_DATE, 0 },
		{ "h:mm:ss", XLSX_TIME, 0 }, { "mm:ss", XLSX_TIME, 0 },
		{ "[Red]0.00;[Blue]d", XLSX_NUMBER, 0 },
		{ "\\d0", XLSX_NUMBER, 0 }, { "@", XLSX_NUMBER, 0 },
	};
	struct xlsx_style s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].code);
		s = ou_xlsx_format(ou_str_c(rows[i].code));
		CHECK_INT(s.kind, (int)rows[i].kind);
		CHECK_INT(s.zeros, rows[i].zeros);
	}
	CHECK_INT(ou_xlsx_builtin(14).kind, XLSX_DATE);
	CHECK_INT(ou_xlsx_builtin(22).kind, XLSX_MOMENT);
	CHECK_INT(ou_xlsx_builtin(2).kind, XLSX_NUMBER);
}

static void
test_escapes(void)
{
	static const char *const rows[][2] = {
		{ "a_x0041_b", "aAb" }, { "_x000D_", "\r" },
		{ "_x005F_x0041_", "_x0041_" }, { "_x00", "_x00" },
		{ "a_b_c", "a_b_c" }, { "_xD800_", "_xD800_" },
		{ "_x0000_", "_x0000_" }, { "_x20AC_", "\342\202\254" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i][0]);
		ou_buf_clear(&b);
		ou_xlsx_unescape(&b, ou_str_c(rows[i][0]));
		CHECK_STRN(b.p, b.n, rows[i][1]);
	}
	ou_buf_release(&b);
}

static int
count(void *arg, const char *p, size_t n, struct ou_err *err)
{
	(void)p;
	(void)err;
	*(size_t *)arg += n;
	return 0;
}

/* All entries together unpack to no more than that. */
static void
test_budget(void)
{
	char bytes[30 + 10] = "PK\003\004";
	struct zip z = { .bytes = { bytes, sizeof(bytes) }, .ratio = 200,
	    .budget = 19 };
	const struct zip_entry e = { .crc = 0xa684c7c6, .packed = 10,
	    .size = 10 };
	struct ou_err err = { 0 };
	size_t taken = 0;

	memcpy(bytes + 30, "0123456789", 10);
	CHECK_INT(ou_zip_read(&z, &e, count, &taken, &err), 0);
	CHECK_INT(z.budget, 9);
	CHECK_INT(ou_zip_read(&z, &e, count, &taken, &err), -1);
	CHECK_INT(err.code, OU_DIAG_LIMIT);
	z.budget = 10;
	CHECK_INT(ou_zip_read(&z, &e, count, &taken, &err), 0);
	CHECK_INT(taken, 20);
}

int
main(void)
{
	RUN(test_numbers);
	RUN(test_dates);
	RUN(test_formats);
	RUN(test_escapes);
	RUN(test_budget);
	return (UNIT_DONE());
}
