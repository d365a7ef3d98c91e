#include "ou/model/holidays.h"
#include "unit.h"

static void
test_easter(void)
{
	static const char *const days[] = {
		"1583-04-10", "1598-03-22", "1818-03-22", "1886-04-25",
		"1900-04-15", "1943-04-25", "1954-04-18", "1981-04-19",
		"2000-04-23", "2005-03-27", "2008-03-23", "2011-04-24",
		"2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20",
		"2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18",
		"2076-04-19", "2100-03-28", "2285-03-22", "9999-03-28",
	};
	struct ou_date want, got;
	char to[10];
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		ROW("%s", days[i]);
		CHECK_INT(ou_date_parse(&want, ou_str_c(days[i]), NULL), 0);
		got = ou_date_easter(want.year);
		CHECK_STRN(to, ou_date_text(to, got), days[i]);
		CHECK_INT(ou_date_weekday(got), 7);
	}
}

/* The days that hold in all zones, and those that some have beside. */
static const struct {
	int year;
	const char *common, *friday;
} years[] = {
	{ 2008, "01-01 03-24 05-01 05-01 05-08 05-12 07-14 08-15 11-01 11-11 "
	    "12-25", "03-21" },
	{ 2011, "01-01 04-25 05-01 05-08 06-02 06-13 07-14 08-15 11-01 11-11 "
	    "12-25", "04-22" },
	{ 2017, "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 "
	    "12-25", "04-14" },
	{ 2024, "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 "
	    "12-25", "03-29" },
	{ 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 "
	    "12-25", "04-03" },
	{ 2038, "01-01 04-26 05-01 05-08 06-03 06-14 07-14 08-15 11-01 11-11 "
	    "12-25", "04-23" },
};

static const struct {
	const char *zone, *before, *from_2018;
} others[] = {
	{ "metropole", "", "" }, { "nouvelle-caledonie", "", "" },
	{ "polynesie-francaise", "", "" }, { "wallis-et-futuna", "", "" },
	{ "saint-pierre-et-miquelon", "", "" },
	{ "guadeloupe", "05-27", "05-27" }, { "guyane", "06-10", "06-10" },
	{ "martinique", "05-22", "05-22" }, { "mayotte", "04-27", "04-27" },
	{ "la-reunion", "12-20", "12-20" },
	{ "saint-barthelemy", "10-09", "10-09" },
	{ "saint-martin", "05-27", "05-28" },
	{ "alsace-moselle", "12-26", "12-26" },
};

static void
check_zone(int zone, size_t y, const char *other)
{
	struct ou_holiday list[OU_HOLIDAYS_MAX];
	bool alsace = zone == OU_HOLIDAYS_ALSACE_MOSELLE;
	const char *common = years[y].common;
	char to[10], day[6] = "";
	int i, n = ou_holidays((enum ou_holiday_zone)zone, years[y].year,
	    list), others_seen = 0, all = 0;

	for (i = 0; i < n; i++) {
		(void)ou_date_text(to, list[i].date);
		memcpy(day, to + 5, 5);
		if (i > 0)
			CHECK(ou_date_cmp(list[i - 1].date,
			    list[i].date) <= 0);
		CHECK(ou_holiday_on((enum ou_holiday_zone)zone,
		    list[i].date) != NULL);
		if (strncmp(common, day, 5) == 0) {
			common += common[5] == ' ' ? 6 : 5;
			all++;
			continue;
		}
		others_seen++;
		CHECK(strcmp(day, other) == 0 || (alsace &&
		    strcmp(day, years[y].friday) == 0));
	}
	CHECK_INT(all, 11);
	CHECK_INT(others_seen, (other[0] != '\0') + alsace);
}

static void
test_zones(void)
{
	size_t y, z;
	int zone;

	for (z = 0; z < sizeof(others) / sizeof(others[0]); z++) {
		zone = ou_holiday_zone_find(ou_str_c(others[z].zone));
		for (y = 0; y < sizeof(years) / sizeof(years[0]); y++) {
			ROW("%s %d", others[z].zone, years[y].year);
			if (CHECK(zone > 0))
				check_zone(zone, y, years[y].year < 2018 ?
				    others[z].before : others[z].from_2018);
		}
	}
	ROW("none");
	CHECK(ou_holiday_on(OU_HOLIDAYS_NONE,
	    (struct ou_date){ 2026, 1, 1 }) == NULL);
	CHECK_INT(ou_holiday_zone_find(OU_STR("alsace")), -1);
	CHECK_INT(z, OU_HOLIDAY_ZONES - 1);
}

static void
test_names(void)
{
	CHECK_STR(ou_holiday_on(OU_HOLIDAYS_METROPOLE,
	    (struct ou_date){ 2026, 7, 14 }), "14 juillet");
	CHECK_STR(ou_holiday_on(OU_HOLIDAYS_METROPOLE,
	    (struct ou_date){ 2008, 5, 1 }), "1er mai");
	CHECK(ou_holiday_on(OU_HOLIDAYS_METROPOLE,
	    (struct ou_date){ 2026, 7, 15 }) == NULL);
	CHECK(ou_holiday_on(OU_HOLIDAYS_METROPOLE,
	    (struct ou_date){ 2026, 12, 26 }) == NULL);
}

static void
test_places(void)
{
	static const struct {
		const char *country, *code, *want;
	} rows[] = {
		{ "FR", "69001", "metropole" }, { "FR", "", "metropole" },
		{ "FR", "67000", "alsace-moselle" },
		{ "FR", "57100", "alsace-moselle" },
		{ "FR", "68200", "alsace-moselle" },
		{ "FR", "20000", "metropole" }, { "FR", "97110",
		    "guadeloupe" },
		{ "FR", "97133", "saint-barthelemy" },
		{ "FR", "97150", "saint-martin" },
		{ "FR", "97700", "saint-barthelemy" },
		{ "FR", "97800", "saint-martin" },
		{ "FR", "97200", "martinique" }, { "FR", "97300", "guyane" },
		{ "FR", "97400", "la-reunion" },
		{ "FR", "97500", "saint-pierre-et-miquelon" },
		{ "FR", "97600", "mayotte" },
		{ "FR", "98600", "wallis-et-futuna" },
		{ "FR", "98714", "polynesie-francaise" },
		{ "FR", "98800", "nouvelle-caledonie" },
		{ "RE", "", "la-reunion" }, { "GP", "97133",
		    "saint-barthelemy" },
		{ "GP", "97100", "guadeloupe" }, { "BL", "",
		    "saint-barthelemy" },
		{ "NC", "98800", "nouvelle-caledonie" },
		{ "DE", "67000", "none" }, { "", "69001", "none" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].country, rows[i].code);
		CHECK_STR(ou_holiday_zone_name(ou_holiday_zone_of(
		    ou_str_c(rows[i].country), ou_str_c(rows[i].code))),
		    rows[i].want);
	}
}

int
main(void)
{
	RUN(test_easter);
	RUN(test_zones);
	RUN(test_names);
	RUN(test_places);
	return (UNIT_DONE());
}
