#include "ou/model/holidays.h"

/*
 * A holiday has a day of the year, or stands so many days from Easter
 * Sunday; it holds in all zones but OU_HOLIDAYS_NONE, or in those named.
 */
#define ZONE(z) (1U << OU_HOLIDAYS_##z)
#define EVERYWHERE (~1U)
#define EASTER 0

static const struct rule {
	int8_t month, day;		/* EASTER: days from it */
	unsigned zones;
	const char *name;
	int16_t from, through;		/* years; 0: any */
} rules[] = {
	{ 1, 1, EVERYWHERE, "1er janvier", 0, 0 },
	{ EASTER, -2, ZONE(ALSACE_MOSELLE), "Vendredi saint", 0, 0 },
	{ EASTER, 1, EVERYWHERE, "Lundi de Pâques", 0, 0 },
	{ 4, 27, ZONE(MAYOTTE), "Abolition de l'esclavage", 0, 0 },
	{ 5, 1, EVERYWHERE, "1er mai", 0, 0 },
	{ 5, 8, EVERYWHERE, "8 mai", 0, 0 },
	{ EASTER, 39, EVERYWHERE, "Ascension", 0, 0 },
	{ EASTER, 50, EVERYWHERE, "Lundi de Pentecôte", 0, 0 },
	{ 5, 22, ZONE(MARTINIQUE), "Abolition de l'esclavage", 0, 0 },
	{ 5, 27, ZONE(GUADELOUPE), "Abolition de l'esclavage", 0, 0 },
	{ 5, 27, ZONE(SAINT_MARTIN), "Abolition de l'esclavage", 0, 2017 },
	{ 5, 28, ZONE(SAINT_MARTIN), "Abolition de l'esclavage", 2018, 0 },
	{ 6, 10, ZONE(GUYANE), "Abolition de l'esclavage", 0, 0 },
	{ 7, 14, EVERYWHERE, "14 juillet", 0, 0 },
	{ 8, 15, EVERYWHERE, "Assomption", 0, 0 },
	{ 10, 9, ZONE(SAINT_BARTHELEMY), "Abolition de l'esclavage", 0, 0 },
	{ 11, 1, EVERYWHERE, "Toussaint", 0, 0 },
	{ 11, 11, EVERYWHERE, "11 novembre", 0, 0 },
	{ 12, 20, ZONE(LA_REUNION), "Abolition de l'esclavage", 0, 0 },
	{ 12, 25, EVERYWHERE, "Jour de Noël", 0, 0 },
	{ 12, 26, ZONE(ALSACE_MOSELLE), "2ème jour de Noël", 0, 0 },
};
#define N_RULES (sizeof(rules) / sizeof(rules[0]))

static const struct {
	const char *name, *country;
	const char *codes[4];		/* postal codes of FR begin so */
} zones[OU_HOLIDAY_ZONES] = {
	[OU_HOLIDAYS_NONE] = { "none", "", { NULL } },
	[OU_HOLIDAYS_METROPOLE] = { "metropole", "", { NULL } },
	[OU_HOLIDAYS_ALSACE_MOSELLE] = { "alsace-moselle", "",
	    { "57", "67", "68" } },
	[OU_HOLIDAYS_GUADELOUPE] = { "guadeloupe", "GP", { "971" } },
	[OU_HOLIDAYS_GUYANE] = { "guyane", "GF", { "973" } },
	[OU_HOLIDAYS_MARTINIQUE] = { "martinique", "MQ", { "972" } },
	[OU_HOLIDAYS_MAYOTTE] = { "mayotte", "YT", { "976" } },
	[OU_HOLIDAYS_NOUVELLE_CALEDONIE] = { "nouvelle-caledonie", "NC",
	    { "988" } },
	[OU_HOLIDAYS_LA_REUNION] = { "la-reunion", "RE", { "974" } },
	[OU_HOLIDAYS_POLYNESIE_FRANCAISE] = { "polynesie-francaise", "PF",
	    { "987" } },
	[OU_HOLIDAYS_SAINT_BARTHELEMY] = { "saint-barthelemy", "BL",
	    { "97133", "977" } },
	[OU_HOLIDAYS_SAINT_MARTIN] = { "saint-martin", "MF",
	    { "97150", "978" } },
	[OU_HOLIDAYS_SAINT_PIERRE_ET_MIQUELON] = {
	    "saint-pierre-et-miquelon", "PM", { "975" } },
	[OU_HOLIDAYS_WALLIS_ET_FUTUNA] = { "wallis-et-futuna", "WF",
	    { "986" } },
};

const char *
ou_holiday_zone_name(enum ou_holiday_zone zone)
{
	return zones[zone].name;
}

int
ou_holiday_zone_find(struct ou_str name)
{
	int z;

	for (z = 0; z < OU_HOLIDAY_ZONES; z++) {
		if (ou_str_is(name, zones[z].name))
			return z;
	}
	return -1;
}

static bool
has_code(int zone, struct ou_str postal_code, size_t digits)
{
	const char *const *c = zones[zone].codes;

	for (; *c != NULL; c++) {
		if (strlen(*c) == digits && ou_str_starts(postal_code, *c))
			return true;
	}
	return false;
}

enum ou_holiday_zone
ou_holiday_zone_of(struct ou_str country, struct ou_str postal_code)
{
	bool france = ou_str_is(country, "FR");
	size_t digits;
	int z;

	if (!france) {
		for (z = 0; z < OU_HOLIDAY_ZONES; z++) {
			if (country.n > 0 &&
			    ou_str_is(country, zones[z].country))
				break;
		}
		if (z == OU_HOLIDAY_ZONES)
			return OU_HOLIDAYS_NONE;
		/* 97133 and 97150 are written with GP, too. */
		if (z != OU_HOLIDAYS_GUADELOUPE)
			return (enum ou_holiday_zone)z;
	}
	for (digits = 5; digits > 1; digits--) {
		for (z = 0; z < OU_HOLIDAY_ZONES; z++) {
			if (has_code(z, postal_code, digits))
				return (enum ou_holiday_zone)z;
		}
	}
	return france ? OU_HOLIDAYS_METROPOLE : OU_HOLIDAYS_GUADELOUPE;
}

static struct ou_date
day_of(const struct rule *r, int year, int32_t easter)
{
	if (r->month == EASTER)
		return ou_date_from_days(easter + r->day);
	return (struct ou_date){ (int16_t)year, (uint8_t)r->month,
	    (uint8_t)r->day };
}

static bool
holds(const struct rule *r, enum ou_holiday_zone zone, int year)
{
	return (r->zones >> zone & 1) != 0 &&
	    (r->from == 0 || year >= r->from) &&
	    (r->through == 0 || year <= r->through);
}

int
ou_holidays(enum ou_holiday_zone zone, int year,
    struct ou_holiday list[OU_HOLIDAYS_MAX])
{
	int32_t easter = ou_date_days(ou_date_easter(year));
	struct ou_holiday h;
	int n = 0, at;
	size_t i;

	for (i = 0; i < N_RULES; i++) {
		if (!holds(&rules[i], zone, year))
			continue;
		h.date = day_of(&rules[i], year, easter);
		h.name = rules[i].name;
		for (at = n++; at > 0 &&
		    ou_date_cmp(h.date, list[at - 1].date) < 0; at--)
			list[at] = list[at - 1];
		list[at] = h;
	}
	return n;
}

const char *
ou_holiday_on(enum ou_holiday_zone zone, struct ou_date date)
{
	int32_t easter = ou_date_days(ou_date_easter(date.year));
	size_t i;

	for (i = 0; i < N_RULES; i++) {
		if (holds(&rules[i], zone, date.year) && ou_date_cmp(date,
		    day_of(&rules[i], date.year, easter)) == 0)
			return rules[i].name;
	}
	return NULL;
}
