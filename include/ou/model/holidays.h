#ifndef OU_MODEL_HOLIDAYS_H
#define OU_MODEL_HOLIDAYS_H

#include "ou/base/date.h"
#include "ou/base/str.h"

/*
 * The public holidays of France, by zone, computed: the days of the Code du
 * travail (L3133-1), the two more of Alsace and Moselle, and the days on which
 * the end of slavery is remembered overseas.  They are those of today's law,
 * whatever the year, but for Saint-Martin, which changed its day in 2018.
 */
enum ou_holiday_zone {
	OU_HOLIDAYS_NONE,		/* no holidays are computed */
	OU_HOLIDAYS_METROPOLE,
	OU_HOLIDAYS_ALSACE_MOSELLE,
	OU_HOLIDAYS_GUADELOUPE,
	OU_HOLIDAYS_GUYANE,
	OU_HOLIDAYS_MARTINIQUE,
	OU_HOLIDAYS_MAYOTTE,
	OU_HOLIDAYS_NOUVELLE_CALEDONIE,
	OU_HOLIDAYS_LA_REUNION,
	OU_HOLIDAYS_POLYNESIE_FRANCAISE,
	OU_HOLIDAYS_SAINT_BARTHELEMY,
	OU_HOLIDAYS_SAINT_MARTIN,
	OU_HOLIDAYS_SAINT_PIERRE_ET_MIQUELON,
	OU_HOLIDAYS_WALLIS_ET_FUTUNA,
	OU_HOLIDAY_ZONES
};

/* "none", "metropole", "alsace-moselle", ...; the zone of a name, or -1. */
const char *ou_holiday_zone_name(enum ou_holiday_zone zone);
int ou_holiday_zone_find(struct ou_str name);

/**
 * ou_holiday_zone_of(country, postal_code):
 * The zone of a place: by the country, where it is one of those overseas;
 * within FR by the first digits of the postal code.  OU_HOLIDAYS_NONE for
 * other countries.
 */
enum ou_holiday_zone ou_holiday_zone_of(struct ou_str country,
    struct ou_str postal_code);

struct ou_holiday {
	struct ou_date date;
	const char *name;
};

/* All of a year, in the order of their days; two may fall on one (Ascension
 * on 1 May).  How many. */
#define OU_HOLIDAYS_MAX 16
int ou_holidays(enum ou_holiday_zone zone, int year,
    struct ou_holiday list[OU_HOLIDAYS_MAX]);

/* The (first) holiday on that day, or NULL. */
const char *ou_holiday_on(enum ou_holiday_zone zone, struct ou_date date);

#endif
