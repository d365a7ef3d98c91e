#include "ou/base/date.h"
#include "unit.h"

static void
test_valid(void)
{
	CHECK(ou_date_valid(2024, 2, 29) && !ou_date_valid(2023, 2, 29));
	CHECK(!ou_date_valid(1900, 2, 29) && ou_date_valid(2000, 2, 29));
	CHECK(!ou_date_valid(0, 1, 1) && !ou_date_valid(10000, 1, 1));
	CHECK(!ou_date_valid(2026, 0, 1) && !ou_date_valid(2026, 13, 1));
	CHECK(!ou_date_valid(2026, 4, 31) && !ou_date_valid(2026, 4, 0));
	CHECK(ou_date_valid(1, 1, 1) && ou_date_valid(9999, 12, 31));
}

static void
test_days(void)
{
	static const struct {
		struct ou_date d;
		int32_t days;
		int weekday;
	} rows[] = {
		{ { 1970, 1, 1 }, 0, 4 }, { { 1969, 12, 31 }, -1, 3 },
		{ { 2000, 2, 29 }, 11016, 2 }, { { 2026, 11, 20 }, 20777, 5 },
		{ { 1, 1, 1 }, -719162, 1 }, { { 9999, 12, 31 }, 2932896, 5 },
	};
	struct ou_date d;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("day %d", (int)rows[i].days);
		CHECK_INT(ou_date_days(rows[i].d), rows[i].days);
		d = ou_date_from_days(rows[i].days);
		CHECK_INT(ou_date_cmp(d, rows[i].d), 0);
		CHECK_INT(ou_date_weekday(d), rows[i].weekday);
	}
	ROW("outside");
	CHECK(!ou_date_given(ou_date_from_days(-719163)));
	CHECK(!ou_date_given(ou_date_from_days(2932897)));
	CHECK(!ou_date_given(ou_date_from_days(INT32_MIN)));
	CHECK(!ou_date_given(ou_date_from_days(INT32_MAX)));
	CHECK(ou_date_cmp(rows[0].d, rows[1].d) > 0);
	CHECK(ou_date_cmp(rows[1].d, rows[0].d) < 0);
}

static void
test_week(void)
{
	static const struct {
		int year, week, day;
		const char *want;	/* NULL: there is none */
	} rows[] = {
		{ 2026, 1, 1, "2025-12-29" }, { 2026, 53, 7, "2027-01-03" },
		{ 2025, 53, 1, NULL }, { 2020, 53, 5, "2021-01-01" },
		{ 2024, 1, 1, "2024-01-01" }, { 2026, 47, 5, "2026-11-20" },
		{ 2026, 0, 1, NULL }, { 2026, 1, 8, NULL }, { 0, 1, 1, NULL },
	};
	struct ou_date d;
	char to[10];
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%d-W%d-%d", rows[i].year, rows[i].week, rows[i].day);
		r = ou_date_from_week(&d, rows[i].year, rows[i].week,
		    rows[i].day);
		CHECK_INT(r, rows[i].want != NULL ? 0 : -1);
		if (r == 0 && rows[i].want != NULL)
			CHECK_STRN(to, ou_date_text(to, d), rows[i].want);
	}
}

/* What a parser of times answers, and the text written back. */
static void
check_time(int r, const struct ou_time *t, const struct ou_err *err,
    const char *want, enum ou_diag code)
{
	char to[OU_TIME_MAX];

	CHECK_INT(r, want != NULL ? 0 : -1);
	if (r == 0 && want != NULL)
		CHECK_STRN(to, ou_time_text(to, t), want);
	if (want == NULL)
		CHECK_INT(err->code, code);
}

static void
test_parse(void)
{
	static const struct {
		const char *text, *want;
		int64_t seconds;
	} rows[] = {
		{ "2026-11-20", "2026-11-20", 1795132800 },
		{ "2026-11-20T09:14", "2026-11-20T09:14", 1795166040 },
		{ "2026-11-20 09:14:05", "2026-11-20T09:14:05", 1795166045 },
		{ "2026-11-20T09:14:05Z", "2026-11-20T09:14:05Z",
		    1795166045 },
		{ "2026-11-20T09:14:05+01:00", "2026-11-20T09:14:05+01:00",
		    1795162445 },
		{ "2026-11-20T09:14:05-0530", "2026-11-20T09:14:05-05:30",
		    1795185845 },
		{ "2026-11-20T09:14+01", "2026-11-20T09:14+01:00",
		    1795162440 },
		{ "2026-11-20T09:14:05.120Z", "2026-11-20T09:14:05.120Z",
		    1795166045 },
		{ "2026-11-20T09:14:05.000000001", "2026-11-20T09:14:05"
		    ".000000001", 1795166045 },
		{ "2026-11-20T09:14:05.0000000001", NULL, 0 },
		{ "2026-11-20T09:14:05.", NULL, 0 },
		{ "2026-11-20T24:00", NULL, 0 },
		{ "2026-11-20T23:59:60Z", NULL, 0 },
		{ "2026-11-20T9:14", NULL, 0 }, { "2026-11-20T", NULL, 0 },
		{ "2026-11-20T09", NULL, 0 }, { "2026-11-20t09:14", NULL, 0 },
		{ "2026-11-20T09:60", NULL, 0 }, { "2026-02-30", NULL, 0 },
		{ "2026-11-20T09:14 Z", NULL, 0 },
		{ "2026-11-20T09:14+1", NULL, 0 },
		{ "2026-11-20T09:14+01:", NULL, 0 },
		{ "2026-11-20T09:14+01:60", NULL, 0 },
		{ "2026-11-20T09:14+19:00", NULL, 0 },
		{ "2026-11-20T09:14+01:00x", NULL, 0 },
		{ "2026-11-20T09:14+0100x", NULL, 0 },
		{ "2026-1-20", NULL, 0 }, { "20261120", NULL, 0 },
		{ "", NULL, 0 }, { "0000-01-01", NULL, 0 },
	};
	struct ou_time t;
	struct ou_err err;
	struct ou_date d;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		r = ou_time_parse(&t, ou_str_c(rows[i].text), &err);
		check_time(r, &t, &err, rows[i].want, OU_DIAG_VALUE);
		if (r == 0)
			CHECK_INT(ou_time_seconds(&t), rows[i].seconds);
		CHECK_INT(ou_date_parse(&d, ou_str_c(rows[i].text), NULL),
		    i == 0 ? 0 : -1);
	}
}

static void
test_from_seconds(void)
{
	static const struct {
		int64_t seconds;
		int offset;
		const char *want;
	} rows[] = {
		{ 0, 0, "1970-01-01T00:00:00Z" },
		{ -1, 0, "1969-12-31T23:59:59Z" },
		{ 1795166045, 60, "2026-11-20T10:14:05+01:00" },
		{ 1795166045, -330, "2026-11-20T03:44:05-05:30" },
		{ 253402300799, 0, "9999-12-31T23:59:59Z" },
		{ -62135596800, 0, "0001-01-01T00:00:00Z" },
	};
	char to[OU_TIME_MAX];
	struct ou_time t;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].want);
		ou_time_from_seconds(&t, rows[i].seconds, rows[i].offset);
		CHECK_STRN(to, ou_time_text(to, &t), rows[i].want);
		CHECK_INT(ou_time_seconds(&t), rows[i].seconds);
	}
	ROW("outside");
	ou_time_from_seconds(&t, 253402300800, 0);
	CHECK(!ou_date_given(t.date));
	ou_time_from_seconds(&t, INT64_MAX, 0);
	CHECK(!ou_date_given(t.date));
	ou_time_from_seconds(&t, INT64_MIN, 0);
	CHECK(!ou_date_given(t.date));
}

static void
test_pattern(void)
{
	static const struct {
		const char *text, *pattern, *want;
	} rows[] = {
		{ "20/11/2026", "%d/%m/%Y", "2026-11-20" },
		{ "1/2/2026", "%d/%m/%Y", "2026-02-01" },
		{ "11/20/26", "%m/%d/%y", "2026-11-20" },
		{ "11/20/76", "%m/%d/%y", "1976-11-20" },
		{ "11/20/75", "%m/%d/%y", "2075-11-20" },
		{ "20261120", "%Y%m%d", "2026-11-20" },
		{ "202611200914", "%Y%m%d%H%M", "2026-11-20T09:14" },
		{ "Aug 20, 2024 1:05:06 PM", "%b %d, %Y %I:%M:%S %p",
		    "2024-08-20T13:05:06" },
		{ "12:05 am 1 JANUARY 2026", "%I:%M %p %d %b %Y",
		    "2026-01-01T00:05" },
		{ "2026-11-20 09:14:05 +0100", "%Y-%m-%d %H:%M:%S %z",
		    "2026-11-20T09:14:05+01:00" },
		{ "20.11.2026 PDT", "%d.%m.%Y %z", "2026-11-20" },
		{ "2026-11-20 09:14 UTC", "%Y-%m-%d %H:%M %z",
		    "2026-11-20T09:14Z" },
		{ "100% 20/11/2026", "100%% %d/%m/%Y", "2026-11-20" },
		{ "32/11/2026", "%d/%m/%Y", NULL },
		{ "20/11/2026x", "%d/%m/%Y", NULL },
		{ "20/11", "%d/%m", NULL }, { "2026", "%Y", NULL },
		{ "20/11/2026", "%d-%m-%Y", NULL },
		{ "20/11/2026", "%d/%m/%Q", NULL },
		{ "20/11/2026", "%d/%m/%Y%", NULL },
		{ "20/11/2026 13:00 PM", "%d/%m/%Y %I:%M %p", NULL },
		{ "20/11/2026 11:00", "%d/%m/%Y %I:%M", NULL },
		{ "20/11/2026 24:00", "%d/%m/%Y %H:%M", NULL },
		{ "20/11/2026 10", "%d/%m/%Y %M", NULL },
		{ "", "", NULL },
	};
	struct ou_time t;
	struct ou_err err;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s by %s", rows[i].text, rows[i].pattern);
		r = ou_time_pattern(&t, ou_str_c(rows[i].text),
		    rows[i].pattern, 2026, &err);
		check_time(r, &t, &err, rows[i].want, OU_DIAG_VALUE);
	}
}

static void
test_guess(void)
{
	static const struct {
		const char *text, *want;
		enum ou_diag code;
	} rows[] = {
		{ "2026-11-20", "2026-11-20", 0 },
		{ " 2026-11-20T09:14:05+01:00 ", "2026-11-20T09:14:05+01:00",
		    0 },
		{ "2025-10-07 09:50:26 +0200", "2025-10-07T09:50:26+02:00",
		    0 },
		{ "2025-10-07 9:50:26 UTC", "2025-10-07T09:50:26Z", 0 },
		{ "20261120", "2026-11-20", 0 },
		{ "202611200914", "2026-11-20T09:14", 0 },
		{ "20261120091405", "2026-11-20T09:14:05", 0 },
		{ "11202026", NULL, OU_DIAG_VALUE },
		{ "2026/11/20", "2026-11-20", 0 },
		{ "2026.1.5 9:30", "2026-01-05T09:30", 0 },
		{ "25/12/2026", "2026-12-25", 0 },
		{ "12/25/2026", "2026-12-25", 0 },
		{ "25.12.2026", "2026-12-25", 0 },
		{ "5/5/2026 9:30 PM", "2026-05-05T21:30", 0 },
		{ "03/04/2026", NULL, OU_DIAG_AMBIGUOUS },
		{ "03.04.2026", NULL, OU_DIAG_AMBIGUOUS },
		{ "20/11/26", NULL, OU_DIAG_AMBIGUOUS },
		{ "31/31/2026", NULL, OU_DIAG_VALUE },
		{ "29/02/2026", NULL, OU_DIAG_VALUE },
		{ "25/12-2026", NULL, OU_DIAG_VALUE },
		{ "45981", NULL, OU_DIAG_VALUE },
		{ "45981,39", NULL, OU_DIAG_VALUE },
		{ "7 Oct 2026", "2026-10-07", 0 },
		{ "07-Oct-2026", "2026-10-07", 0 },
		{ "October 7, 2026 10:11:12 AM PDT",
		    "2026-10-07T10:11:12-07:00", 0 },
		{ "Oct 7 2026", "2026-10-07", 0 },
		{ "7 Okt 2026", NULL, OU_DIAG_VALUE },
		{ "25/12/2026 13:00 PM", NULL, OU_DIAG_VALUE },
		{ "25/12/2026 x", NULL, OU_DIAG_VALUE },
		{ "tomorrow", NULL, OU_DIAG_VALUE },
		{ "", NULL, OU_DIAG_VALUE }, { "/", NULL, OU_DIAG_VALUE },
	};
	struct ou_time t;
	struct ou_err err;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		r = ou_time_guess(&t, ou_str_c(rows[i].text), &err);
		check_time(r, &t, &err, rows[i].want, rows[i].code);
	}
	ROW("both readings are shown");
	ou_time_guess(&t, OU_STR("03/04/2026"), &err);
	CHECK(strstr(err.text, "2026-04-03") != NULL &&
	    strstr(err.text, "2026-03-04") != NULL);
	ROW("serials are refused by name");
	ou_time_guess(&t, OU_STR("45981"), &err);
	CHECK(strstr(err.text, "spreadsheet") != NULL);
}

/* A version 2 file without transitions: all is in the footer. */
static const char zone_head[] =
	"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	"\0\0\0\1\0\0\0\1" "\0\0\16\20\0\0" "\0";

static struct ou_zone *
make_zone(struct ou_arena *a, const char *footer)
{
	char bytes[256];
	size_t n = sizeof(zone_head) - 1, m = strlen(footer);

	memcpy(bytes, zone_head, n);
	memcpy(bytes + n, zone_head, n);
	bytes[2 * n] = '\n';
	memcpy(bytes + 2 * n + 1, footer, m);
	bytes[2 * n + 1 + m] = '\n';
	return ou_zone_parse(a, "Test/Zone",
	    ou_str_make(bytes, 2 * n + 2 + m), NULL);
}

static const struct {
	const char *rule, *local, *want;
	enum ou_diag code;
} zone_rows[] = {
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T10:00",
	    "2026-07-01T10:00+02:00", 0 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-12-01T10:00",
	    "2026-12-01T10:00+01:00", 0 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T02:30", NULL,
	    OU_DIAG_VALUE },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T03:00",
	    "2026-03-29T03:00+02:00", 0 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T02:30", NULL,
	    OU_DIAG_AMBIGUOUS },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T03:00",
	    "2026-10-25T03:00+01:00", 0 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01", "2026-07-01",
	    0 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T10:00-05:00",
	    "2026-07-01T10:00-05:00", 0 },
	/* Summer over the turn of the year. */
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00",
	    "2026-01-01T00:00+11:00", 0 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00",
	    "2026-07-01T00:00+10:00", 0 },
	/* Days of the year, with and without leap day. */
	{ "AAA3BBB,J60,J300", "2028-03-01T12:00",
	    "2028-03-01T12:00-02:00", 0 },
	{ "AAA3BBB,J60,J300", "2028-02-29T12:00",
	    "2028-02-29T12:00-03:00", 0 },
	{ "AAA3BBB,59,300", "2028-02-29T12:00",
	    "2028-02-29T12:00-02:00", 0 },
	{ "<+0530>-5:30", "2026-07-01T00:00",
	    "2026-07-01T00:00+05:30", 0 },
	{ "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-07-01T00:00",
	    "2026-07-01T00:00-02:00", 0 },
	{ "", "2026-07-01T00:00", "2026-07-01T00:00+01:00", 0 },
};

static void
test_zone(void)
{
	static const char *const broken[] = {
		"CET", "C-1", "CET-1CEST", "CET-1CEST,M3.5.0",
		"CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
		"CET-1CEST,M3.5.7,M10.5.0", "CET-25", "CET-1CEST,J0,J9",
		"CET-1CEST,J1,J366", "CET-1x", "<CET-1",
		"CET-1CEST,M3.5.0/168,M10.5.0",
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_zone *z;
	struct ou_time t;
	struct ou_err err;
	size_t i;
	int r;

	for (i = 0; i < sizeof(zone_rows) / sizeof(zone_rows[0]); i++) {
		ROW("%s in %s", zone_rows[i].local, zone_rows[i].rule);
		z = make_zone(&a, zone_rows[i].rule);
		if (!CHECK(z != NULL))
			continue;
		ou_time_parse(&t, ou_str_c(zone_rows[i].local), NULL);
		r = ou_zone_apply(z, &t, &err);
		check_time(r, &t, &err, zone_rows[i].want, zone_rows[i].code);
	}
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		ROW("broken %s", broken[i]);
		CHECK(make_zone(&a, broken[i]) == NULL);
	}
	ou_arena_release(&a);
}

static void
test_zone_messages(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_zone *z = make_zone(&a, "CET-1CEST,M3.5.0,M10.5.0/3");
	struct ou_time t;
	struct ou_err err;

	ou_time_parse(&t, OU_STR("2026-10-25T02:30"), NULL);
	CHECK_INT(ou_zone_apply(z, &t, &err), -1);
	CHECK_STR(err.text, "'2026-10-25T02:30' is twice in Test/Zone: "
	    "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00");
	CHECK_INT(ou_zone_offset(z, 1795166045), 60);
	CHECK(ou_zone_parse(&a, "x", OU_STR("TZif"), &err) == NULL);
	CHECK(ou_zone_parse(&a, "x", OU_STR_NONE, &err) == NULL);
	CHECK_INT(err.kind, OU_ERR_USAGE);
	ou_arena_release(&a);
}

static void
test_clock(void)
{
	static const struct {
		const char *text;
		int minutes;
	} rows[] = {
		{ "00:00", 0 }, { "09:05", 545 }, { "19:59", 1199 },
		{ "23:59", 1439 }, { "24:00", -1 }, { "30:00", -1 },
		{ "12:60", -1 }, { "9:05", -1 }, { "09:5", -1 },
		{ "09-05", -1 }, { "0x:05", -1 }, { "09:05 ", -1 },
		{ " 9:05", -1 }, { "-1:00", -1 }, { "1/:00", -1 },
		{ "", -1 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(ou_clock_minutes(ou_str_c(rows[i].text)),
		    rows[i].minutes);
	}
	CHECK_INT(ou_clock_minutes(OU_STR_NONE), -1);
}

int
main(void)
{
	RUN(test_valid);
	RUN(test_days);
	RUN(test_week);
	RUN(test_parse);
	RUN(test_from_seconds);
	RUN(test_clock);
	RUN(test_pattern);
	RUN(test_guess);
	RUN(test_zone);
	RUN(test_zone_messages);
	return (UNIT_DONE());
}
