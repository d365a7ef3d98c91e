/*
 * Working days of places: what the calendar, the weekdays and the holidays
 * say, in that order.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "ou/book/workdays.h"
#include "unit.h"

static struct ou_arena arena;
static char dir[] = "/tmp/ou-days-XXXXXX";
static struct ou_calendars calendars;
static struct ou_settings settings;

static const struct {
	const char *name, *text;
} files[] = {
	{ "warehouses.csv", "location,addressCountry,postalCode,workingDays,"
	    "holidays,timeZone,cutOff\n"
	    "LYO,FR,69001,,,Europe/Paris,12:00\n"
	    "STR,FR,67000,1 2 3 4 5 6,,,\n"
	    "OPEN,FR,69001,1 2 3 4 5 6 7,none,,\n"
	    "BER,DE,10115,,,,\n" },
	{ "calendar.csv", "place,date,open,cutOff,note\n"
	    "LYO,2026-12-24,true,10:00,\n"
	    "LYO,2026-12-28,,,inventory\n"
	    "FR,2026-12-29,no,,\n"
	    "alsace-moselle,2026-12-30,no,,zone\n"
	    "FR,2026-05-25,yes,,solidarity\n" },
	{ "settings.json", "{\"timeZone\": \"UTC\"}" },
};

static int32_t
day_of(const char *text)
{
	struct ou_date d = { 0, 0, 0 };

	CHECK_INT(ou_date_parse(&d, ou_str_c(text), NULL), 0);
	return ou_date_days(d);
}

static struct ou_place
place(const char *name)
{
	return ou_place_warehouse(&calendars, &settings, ou_str_c(name));
}

static void
test_closed(void)
{
	static const struct {
		const char *place, *day, *why;	/* NULL: open */
	} rows[] = {
		{ "LYO", "2026-12-23", NULL },
		{ "LYO", "2026-12-24", NULL },
		{ "LYO", "2026-12-25", "Jour de Noël" },
		{ "LYO", "2026-12-26", "Saturday" },
		{ "LYO", "2026-12-28", "inventory" },
		{ "LYO", "2026-12-29", "the calendar" },
		{ "LYO", "2026-12-30", NULL },
		{ "LYO", "2026-05-25", NULL },
		{ "LYO", "2026-04-03", NULL },
		{ "STR", "2026-04-03", "Vendredi saint" },
		{ "STR", "2026-12-26", "2ème jour de Noël" },
		{ "STR", "2026-12-19", NULL },
		{ "STR", "2026-12-30", "zone" },
		{ "STR", "2026-12-29", "the calendar" },
		{ "OPEN", "2026-12-25", NULL },
		{ "OPEN", "2026-12-27", NULL },
		{ "BER", "2026-12-25", NULL },
		{ "BER", "2026-12-26", "Saturday" },
		{ "NOWHERE", "2026-12-25", NULL },
		{ "NOWHERE", "2026-12-27", "Sunday" },
	};
	struct ou_place p;
	struct ou_str why;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].place, rows[i].day);
		p = place(rows[i].place);
		why = ou_place_closed(&calendars, &p, day_of(rows[i].day));
		if (rows[i].why == NULL)
			CHECK(why.p == NULL);
		else
			CHECK_STRN(why.p, why.n, rows[i].why);
	}
}

static void
test_count(void)
{
	static const struct {
		const char *from;
		int n;
		const char *want;
	} rows[] = {
		{ "2026-12-24", 0, "2026-12-24" },
		{ "2026-12-24", 1, "2026-12-30" },
		{ "2026-12-30", -1, "2026-12-24" },
		{ "2026-12-26", 1, "2026-12-30" },
		{ "2026-12-26", -1, "2026-12-24" },
		{ "2026-12-18", 5, "2026-12-30" },
		{ "2026-12-31", 1, "2027-01-04" },
	};
	struct ou_place lyon = place("LYO");
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %d", rows[i].from, rows[i].n);
		CHECK_INT(ou_place_days(&calendars, &lyon,
		    day_of(rows[i].from), rows[i].n), day_of(rows[i].want));
	}
	ROW("next and previous");
	CHECK_INT(ou_place_next(&calendars, &lyon, day_of("2026-12-25")),
	    day_of("2026-12-30"));
	CHECK_INT(ou_place_previous(&calendars, &lyon, day_of("2026-12-29")),
	    day_of("2026-12-24"));
}

static void
test_leaves(void)
{
	static const struct {
		const char *now, *carrier, *want;
	} rows[] = {
		{ "2026-12-23T10:59:00Z", NULL, "2026-12-23" },
		{ "2026-12-23T11:00:00Z", NULL, "2026-12-23" },
		{ "2026-12-23T11:01:00Z", NULL, "2026-12-24" },
		{ "2026-12-24T09:00:00Z", NULL, "2026-12-24" },
		{ "2026-12-24T09:01:00Z", NULL, "2026-12-30" },
		{ "2026-12-23T10:00:00Z", "10:30", "2026-12-24" },
		{ "2026-12-25T00:00:00Z", NULL, "2026-12-30" },
		{ "2026-12-22T23:30:00Z", NULL, "2026-12-23" },
	};
	struct ou_place lyon = place("LYO");
	struct ou_clock clock;
	struct ou_time now;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].now);
		CHECK_INT(ou_time_parse(&now, ou_str_c(rows[i].now), NULL),
		    0);
		CHECK_INT(ou_place_clock(&calendars, &arena, &settings,
		    OU_STR("LYO"), &now, &clock, NULL), 0);
		CHECK_INT(ou_place_leaves(&calendars, &lyon, clock,
		    ou_str_c(rows[i].carrier)), day_of(rows[i].want));
	}
}

int
main(void)
{
	struct ou_err err;
	char path[128];
	size_t i;
	FILE *f;

	if (mkdtemp(dir) == NULL)
		return 1;
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", dir,
		    files[i].name);
		f = fopen(path, "w");
		if (f == NULL || fputs(files[i].text, f) < 0 ||
		    fclose(f) != 0)
			return 1;
	}
	if (ou_calendars_load(&calendars, &arena, dir, &err) != 0 ||
	    ou_book_settings(&arena, dir, &settings, &err) != 0) {
		printf("# %s: %s\n", err.field, err.text);
		return 1;
	}
	RUN(test_closed);
	RUN(test_count);
	RUN(test_leaves);
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", dir,
		    files[i].name);
		(void)unlink(path);
	}
	(void)rmdir(dir);
	ou_arena_release(&arena);
	return (UNIT_DONE());
}
