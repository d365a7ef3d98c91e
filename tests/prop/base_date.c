/*
 * Every day of 9999 years there and back; texts of times there and back; and
 * zones against the C library's, at random instants and at each change.
 */
#include <time.h>

#include "ou/io/file.h"
#include "../unit/unit.h"

static void
prop_days(void)
{
	struct ou_date d, before = { 0, 0, 0 };
	int32_t day;
	int weekday = 7;

	for (day = -719162; day <= 2932896; day++) {
		d = ou_date_from_days(day);
		weekday = weekday % 7 + 1;
		if (!CHECK(ou_date_valid(d.year, d.month, d.day)) ||
		    !CHECK_INT(ou_date_days(d), day) ||
		    !CHECK(ou_date_cmp(before, d) < 0) ||
		    !CHECK_INT(ou_date_weekday(d), weekday))
			return;
		before = d;
	}
}

static void
prop_weeks(void)
{
	struct ou_date d, e;
	int32_t day;
	int year, week;

	/* The week date of each day of 200 years, by looking for it. */
	for (day = -25567; day < 47482; day++) {
		d = ou_date_from_days(day);
		/* The year and week of the Thursday next to it. */
		e = ou_date_from_days(day - ou_date_weekday(d) + 4);
		year = e.year;
		week = (ou_date_days(e) - ou_date_days((struct ou_date){
		    e.year, 1, 1 })) / 7 + 1;
		if (!CHECK_INT(ou_date_from_week(&e, year, week,
		    ou_date_weekday(d)), 0) ||
		    !CHECK_INT(ou_date_cmp(d, e), 0))
			return;
	}
}

static void
prop_times(void)
{
	long i, n = unit_rounds(200000);
	char to[OU_TIME_MAX], again[OU_TIME_MAX];
	struct ou_time t, back;
	int64_t seconds;
	size_t len;

	for (i = 0; i < n; i++) {
		/* A day short of both ends: an offset moves the local year. */
		seconds = (int64_t)unit_rand(315537724800u) - 62135510400;
		ou_time_from_seconds(&t, seconds,
		    (int)unit_rand(2161) - 1080);
		t.nano_digits = (uint8_t)unit_rand(10);
		t.nanos = t.nano_digits != 0 ? (int32_t)unit_rand(1000000000) :
		    -1;
		if (unit_rand(3) == 0)
			t.has_offset = false;
		if (unit_rand(5) == 0)
			t.has_clock = t.has_offset = false;
		len = ou_time_text(to, &t);
		if (!CHECK(len <= sizeof(to)) ||
		    !CHECK_INT(ou_time_parse(&back, ou_str_make(to, len),
		    NULL), 0))
			return;
		if (t.has_offset && !CHECK_INT(ou_time_seconds(&back),
		    seconds))
			return;
		if (!CHECK_MEM(again, ou_time_text(again, &back), to, len))
			return;
	}
}

static bool
check_instant(const struct ou_zone *z, int64_t seconds)
{
	time_t now = (time_t)seconds;
	struct ou_time t;
	struct tm tm;
	long want, got;

	if (localtime_r(&now, &tm) == NULL)
		return true;
	want = (tm.tm_gmtoff + (tm.tm_gmtoff < 0 ? -30 : 30)) / 60;
	got = ou_zone_offset(z, seconds);
	if (got != want) {
		unit_fail(__FILE__, __LINE__, "offset at %" PRId64
		    " is %ld, expected %ld", seconds, got, want);
		return false;
	}
	/* The local time leads back here, or says that it has two readings. */
	ou_time_from_seconds(&t, seconds, (int)got);
	t.has_offset = t.utc = false;
	if (tm.tm_gmtoff % 60 != 0 || ou_zone_apply(z, &t, NULL) != 0)
		return true;
	return CHECK_INT(ou_time_seconds(&t), seconds);
}

/* Instants around each change of offset between 1900 and 2150. */
static bool
check_changes(const struct ou_zone *z)
{
	int64_t t, low, high, mid, step = 7 * 86400;
	int before;

	for (t = -2208988800; t < 5680281600; t += step) {
		before = ou_zone_offset(z, t);
		if (before == ou_zone_offset(z, t + step))
			continue;
		for (low = t, high = t + step; high - low > 1;) {
			mid = low + (high - low) / 2;
			if (ou_zone_offset(z, mid) == before)
				low = mid;
			else
				high = mid;
		}
		if (!check_instant(z, low) || !check_instant(z, high))
			return false;
	}
	return true;
}

static void
prop_zones(void)
{
	static const char *const names[] = {
		"UTC", "Europe/Paris", "Europe/London", "Europe/Dublin",
		"Europe/Lisbon", "America/New_York", "America/Sao_Paulo",
		"America/St_Johns", "Australia/Lord_Howe", "Australia/Sydney",
		"Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu",
		"Asia/Tokyo", "Pacific/Apia", "Pacific/Chatham",
		"Antarctica/Troll", "Asia/Gaza", "America/Godthab",
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_zone *z;
	long k, n = unit_rounds(3000);
	size_t i;

	if (!ou_file_exists("/usr/share/zoneinfo/Europe/Paris")) {
		printf("# skipped: no time zone database\n");
		return;
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ROW("%s", names[i]);
		if ((z = ou_zone_load(&a, ou_str_c(names[i]), NULL)) == NULL) {
			printf("# skipped: no zone %s\n", names[i]);
			continue;
		}
		setenv("TZ", names[i], 1);
		tzset();
		for (k = 0; k < n; k++) {
			if (!check_instant(z, (int64_t)unit_rand(12000000000) -
			    3000000000))
				break;
		}
		check_changes(z);
		ou_arena_reset(&a);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(prop_days);
	RUN(prop_weeks);
	RUN(prop_times);
	RUN(prop_zones);
	return (UNIT_DONE());
}
