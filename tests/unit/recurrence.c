/*
 * Rules: the examples of RFC 5545, 3.8.5.3, as far as they speak of days, and
 * what is refused.
 */
#include "ou/model/recurrence.h"
#include "unit.h"

static const struct {
	const char *start, *rule;
	const char *want;	/* days; a year, when one comes, in front */
	int n;			/* in all; 0: those of want are the first */
} rows[] = {
	{ "1997-09-02", "FREQ=DAILY;COUNT=10", "1997 09-02 09-03 09-04 09-05 "
	    "09-06 09-07 09-08 09-09 09-10 09-11", 10 },
	{ "1997-09-02", "FREQ=DAILY;UNTIL=19971223", "1997 09-02 09-03 09-04",
	    113 },
	{ "1997-09-02", "FREQ=DAILY;INTERVAL=2", "1997 09-02 09-04 09-06 "
	    "09-08 09-10 09-12 09-14 09-16 09-18 09-20 09-22 09-24 09-26 "
	    "09-28 09-30 10-02 10-04", 0 },
	{ "1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 09-02 09-12 "
	    "09-22 10-02 10-12", 5 },
	{ "1998-01-01", "FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;"
	    "BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998 01-01 01-02 01-03", 93 },
	{ "1998-01-01", "FREQ=DAILY;UNTIL=20000131;BYMONTH=1",
	    "1998 01-01 01-02 01-03", 93 },
	{ "1997-09-02", "FREQ=WEEKLY;COUNT=10", "1997 09-02 09-09 09-16 09-23 "
	    "09-30 10-07 10-14 10-21 10-28 11-04", 10 },
	{ "1997-09-02", "FREQ=WEEKLY;UNTIL=19971223", "1997 09-02 09-09 09-16 "
	    "09-23 09-30 10-07 10-14 10-21 10-28 11-04 11-11 11-18 11-25 "
	    "12-02 12-09 12-16 12-23", 17 },
	{ "1997-09-02", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997 09-02 09-16 "
	    "09-30 10-14 10-28 11-11 11-25 12-09 12-23 1998 01-06 01-20 02-03 "
	    "02-17", 0 },
	{ "1997-09-02", "FREQ=WEEKLY;UNTIL=19971006;WKST=SU;BYDAY=TU,TH",
	    "1997 09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 "
	    "10-02", 10 },
	{ "1997-09-02", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
	    "1997 09-02 09-04 09-09 09-11 09-16 09-18 09-23 09-25 09-30 "
	    "10-02", 10 },
	{ "1997-09-01", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223;WKST=SU;"
	    "BYDAY=MO,WE,FR", "1997 09-01 09-03 09-05 09-15 09-17 09-19 09-29 "
	    "10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 11-10 11-12 "
	    "11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22", 25 },
	{ "1997-09-02", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
	    "1997 09-02 09-04 09-16 09-18 09-30 10-02 10-14 10-16", 8 },
	{ "1997-09-05", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997 09-05 10-03 "
	    "11-07 12-05 1998 01-02 02-06 03-06 04-03 05-01 06-05", 10 },
	{ "1997-09-05", "FREQ=MONTHLY;UNTIL=19971223;BYDAY=1FR",
	    "1997 09-05 10-03 11-07 12-05", 4 },
	{ "1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
	    "1997 09-07 09-28 11-02 11-30 1998 01-04 01-25 03-01 03-29 05-03 "
	    "05-31", 10 },
	{ "1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 09-22 10-20 "
	    "11-17 12-22 1998 01-19 02-16", 6 },
	{ "1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997 09-28 10-29 11-28 "
	    "12-29 1998 01-29 02-26", 0 },
	{ "1997-09-02", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997 09-02 "
	    "09-15 10-02 10-15 11-02 11-15 12-02 12-15 1998 01-02 01-15",
	    10 },
	{ "1997-09-30", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997 09-30 "
	    "10-01 10-31 11-01 11-30 12-01 12-31 1998 01-01 01-31 02-01",
	    10 },
	{ "1997-09-10", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,"
	    "12,13,14,15", "1997 09-10 09-11 09-12 09-13 09-14 09-15 1999 "
	    "03-10 03-11 03-12 03-13", 10 },
	{ "1997-09-02", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997 09-02 09-09 "
	    "09-16 09-23 09-30 11-04 11-11 11-18 11-25 1998 01-06 01-13 01-20 "
	    "01-27 03-03 03-10 03-17 03-24 03-31", 0 },
	{ "1997-06-10", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997 06-10 07-10 "
	    "1998 06-10 07-10 1999 06-10 07-10 2000 06-10 07-10 2001 06-10 "
	    "07-10", 10 },
	{ "1997-03-10", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
	    "1997 03-10 1999 01-10 02-10 03-10 2001 01-10 02-10 03-10 2003 "
	    "01-10 02-10 03-10", 10 },
	{ "1997-05-19", "FREQ=YEARLY;BYDAY=20MO", "1997 05-19 1998 05-18 1999 "
	    "05-17", 0 },
	{ "1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997 03-13 03-20 "
	    "03-27 1998 03-05 03-12 03-19 03-26 1999 03-04 03-11 03-18 03-25",
	    0 },
	{ "1997-06-05", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997 06-05 "
	    "06-12 06-19 06-26 07-03 07-10 07-17 07-24 07-31 08-07 08-14 "
	    "08-21 08-28 1998 06-04 06-11", 0 },
	{ "1997-09-02", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998 02-13 "
	    "03-13 11-13 1999 08-13 2000 10-13", 0 },
	{ "1997-09-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
	    "1997 09-13 10-11 11-08 12-13 1998 01-10 02-07 03-07 04-11 05-09 "
	    "06-13", 0 },
	{ "1996-11-05", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;"
	    "BYMONTHDAY=2,3,4,5,6,7,8", "1996 11-05 2000 11-07 2004 11-02",
	    0 },
	{ "1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
	    "1997 09-04 10-07 11-06", 3 },
	{ "1997-09-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
	    "1997 09-29 10-30 11-27 12-30 1998 01-29 02-26 03-30", 0 },
	{ "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
	    "1997 08-05 08-10 08-19 08-24", 4 },
	{ "1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
	    "1997 08-05 08-17 08-19 08-31", 4 },
	{ "2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 01-15 "
	    "01-30 02-15 03-15 03-30", 5 },
	/* Beside the RFC: what is not there in a month or year is left out. */
	{ "2026-01-31", "FREQ=MONTHLY", "2026 01-31 03-31 05-31 07-31 08-31 "
	    "10-31 12-31 2027 01-31", 0 },
	{ "2024-02-29", "RRULE:FREQ=YEARLY", "2024 02-29 2028 02-29 2032 "
	    "02-29", 0 },
	{ "2026-01-07", "FREQ=YEARLY;BYDAY=-1MO,53TH", "2026 12-28 12-31 2027 "
	    "12-27 2028 12-25", 0 },
	{ "2026-01-01", "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", "", -1 },
	{ "2026-01-01", "FREQ=MONTHLY;BYMONTHDAY=+31;BYMONTH=1,12", "2026 "
	    "01-31 12-31", 0 },
};

/* The next day of a row's text. */
static bool
wanted(const char **p, int *year, char *to)
{
	while (**p == ' ')
		(*p)++;
	if (**p != '\0' && (*p)[4] != '\0' && (*p)[2] != '-') {
		*year = (int)strtol(*p, NULL, 10);
		*p += 5;
	}
	if (**p == '\0')
		return false;
	(void)snprintf(to, 11, "%04d-%.5s", *year, *p);
	*p += 5;
	return true;
}

static void
test_examples(void)
{
	struct ou_occurrences x;
	struct ou_recurrence r;
	struct ou_date start;
	char want[11], got[10];
	const char *p;
	int32_t day, end;
	int n, year;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].start, rows[i].rule);
		year = 0;
		p = rows[i].want;
		CHECK_INT(ou_date_parse(&start, ou_str_c(rows[i].start),
		    NULL), 0);
		if (!CHECK_INT(ou_recurrence_parse(&r,
		    ou_str_c(rows[i].rule), NULL), 0))
			continue;
		end = ou_date_days(start) + 366 * 60;
		ou_occurrences_begin(&x, &r, ou_date_days(start), INT32_MIN);
		for (n = 0; ou_occurrences_next(&x, end, &day); n++) {
			if (wanted(&p, &year, want)) {
				(void)ou_date_text(got,
				    ou_date_from_days(day));
				CHECK_STRN(got, 10, want);
			}
		}
		CHECK(!wanted(&p, &year, want));
		if (rows[i].n != 0)
			CHECK_INT(n, rows[i].n < 0 ? 0 : rows[i].n);
	}
}

static void
test_refused(void)
{
	static const struct {
		const char *rule, *why;
	} bad[] = {
		{ "", ": it is no part of a rule for days" },
		{ "INTERVAL=2", "FREQ: it is needed" },
		{ "FREQ=HOURLY", "FREQ: DAILY, WEEKLY, MONTHLY or "
		    "YEARLY is expected" },
		{ "freq=DAILY", "freq: it is no part of a rule for "
		    "days" },
		{ "FREQ=DAILY;", ": it is no part of a rule for days" },
		{ "FREQ=DAILY;FREQ=DAILY", "FREQ: it is there twice" },
		{ "FREQ=DAILY;BYHOUR=9", "BYHOUR: it is no part of a "
		    "rule for days" },
		{ "FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO: it is no part "
		    "of a rule for days" },
		{ "FREQ=YEARLY;BYYEARDAY=1,100", "BYYEARDAY: it is no "
		    "part of a rule for days" },
		{ "FREQ=DAILY;INTERVAL=0", "INTERVAL: a number from 1 "
		    "to 9999 is expected" },
		{ "FREQ=DAILY;INTERVAL=", "INTERVAL: a value is "
		    "expected" },
		{ "FREQ=DAILY;COUNT=-1", "COUNT: a number from 1 to "
		    "1000000 is expected" },
		{ "FREQ=DAILY;COUNT=3;UNTIL=20260101",
		    "COUNT: not with UNTIL" },
		{ "FREQ=DAILY;UNTIL=20260229",
		    "UNTIL: a day is expected (YYYYMMDD)" },
		{ "FREQ=DAILY;UNTIL=20260101T000000Z",
		    "UNTIL: a day is expected (YYYYMMDD)" },
		{ "FREQ=WEEKLY;BYMONTHDAY=1",
		    "BYMONTHDAY: not with WEEKLY" },
		{ "FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY: days from "
		    "1 to 31 or from -31 to -1 are expected" },
		{ "FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY: days from "
		    "1 to 31 or from -31 to -1 are expected" },
		{ "FREQ=MONTHLY;BYMONTH=13",
		    "BYMONTH: months from 1 to 12 are expected" },
		{ "FREQ=WEEKLY;BYDAY=1MO",
		    "BYDAY: numbers only with MONTHLY or YEARLY" },
		{ "FREQ=MONTHLY;BYDAY=0MO", "BYDAY: weekdays as MO, "
		    "2TU or -1FR are expected" },
		{ "FREQ=MONTHLY;BYDAY=54MO", "BYDAY: weekdays as MO, "
		    "2TU or -1FR are expected" },
		{ "FREQ=WEEKLY;BYDAY=MO,,TU", "BYDAY: weekdays as MO, "
		    "2TU or -1FR are expected" },
		{ "FREQ=WEEKLY;BYDAY=LU", "BYDAY: weekdays as MO, "
		    "2TU or -1FR are expected" },
		{ "FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS: only with "
		    "BYDAY, BYMONTHDAY or BYMONTH" },
		{ "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS: "
		    "positions from 1 to 366 or from -366 to -1 are "
		    "expected" },
		{ "FREQ=WEEKLY;WKST=1", "WKST: a weekday is expected "
		    "(MO)" },
	};
	struct ou_recurrence r;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ROW("%s", bad[i].rule);
		err = (struct ou_err){ .kind = OU_ERR_NONE };
		CHECK_INT(ou_recurrence_parse(&r, ou_str_c(bad[i].rule),
		    &err), -1);
		CHECK_STR(err.text, bad[i].why);
		CHECK_INT(err.kind, OU_ERR_RECORD);
	}
}

/* A rule that never falls on a day ends, and so do days. */
static void
test_ends(void)
{
	struct ou_occurrences x;
	struct ou_recurrence r;
	int32_t day, last = ou_date_days((struct ou_date){ 9999, 12, 31 });

	CHECK_INT(ou_recurrence_parse(&r, OU_STR("FREQ=MONTHLY;BYMONTHDAY=30;"
	    "BYMONTH=2;COUNT=5"), NULL), 0);
	ou_occurrences_begin(&x, &r, 0, 0);
	CHECK(!ou_occurrences_next(&x, INT32_MAX, &day));
	CHECK_INT(ou_recurrence_parse(&r, OU_STR("FREQ=YEARLY"), NULL), 0);
	ou_occurrences_begin(&x, &r, last, last);
	CHECK(ou_occurrences_next(&x, INT32_MAX, &day) && day == last);
	CHECK(!ou_occurrences_next(&x, INT32_MAX, &day));
	ou_occurrences_begin(&x, &r, last, 0);
	CHECK(!ou_occurrences_next(&x, last - 1, &day));
	CHECK(ou_occurrences_next(&x, last, &day));
}

int
main(void)
{
	RUN(test_examples);
	RUN(test_refused);
	RUN(test_ends);
	return (UNIT_DONE());
}
