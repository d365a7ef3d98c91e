#include "ou/book/workdays.h"
#include "ou/io/file.h"

static uint8_t
weekdays(const struct ou_settings *s, struct ou_str own)
{
	int set = ou_weekdays_parse(own);

	if (set <= 0)
		set = ou_weekdays_parse(ou_setting_of_shop(s,
		    OU_SETTING_WORKING_DAYS));
	return (uint8_t)(set > 0 ? set : 0x1f);
}

struct ou_place
ou_place_warehouse(const struct ou_calendars *c, const struct ou_settings *s,
    struct ou_str location)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(c, location);
	struct ou_place p = { .name = location,
	    .days = weekdays(s, OU_STR_NONE) };
	int zone;

	if (w == NULL)
		return p;
	p = ou_place_address(s, w->country, w->postal_code, w->working_days);
	p.name = location;
	zone = ou_holiday_zone_find(w->holidays);
	if (zone >= 0)
		p.holidays = (enum ou_holiday_zone)zone;
	return p;
}

struct ou_place
ou_place_address(const struct ou_settings *s, struct ou_str country,
    struct ou_str postal_code, struct ou_str days)
{
	struct ou_place p = { .country = country,
	    .days = weekdays(s, days) };

	if (!ou_str_is(ou_setting_of_shop(s, OU_SETTING_HOLIDAYS), "none"))
		p.holidays = ou_holiday_zone_of(country, postal_code);
	return p;
}

static const struct ou_calendar_day *
row_of(const struct ou_calendars *c, const struct ou_place *p,
    struct ou_date date)
{
	const struct ou_calendar_day *d = NULL;

	if (c->days.n == 0)
		return NULL;
	if (p->name.n > 0)
		d = ou_calendars_day(c, p->name, date);
	if (d == NULL && p->holidays != OU_HOLIDAYS_NONE)
		d = ou_calendars_day(c,
		    ou_str_c(ou_holiday_zone_name(p->holidays)), date);
	return d == NULL && p->country.n > 0 ?
	    ou_calendars_day(c, p->country, date) : d;
}

struct ou_str
ou_place_closed(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day)
{
	static const char *const names[] = { "Monday", "Tuesday",
	    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
	struct ou_date date = ou_date_from_days(day);
	const struct ou_calendar_day *d = row_of(c, p, date);
	int weekday = ou_date_weekday(date);

	if (d != NULL)
		return d->open == OU_FLAG_YES ? OU_STR_NONE :
		    d->note.n > 0 ? d->note : OU_STR("the calendar");
	if ((p->days >> (weekday - 1) & 1) == 0)
		return ou_str_c(names[weekday - 1]);
	return ou_str_c(ou_holiday_on(p->holidays, date));
}

/* Open days are looked for, not farther than a year; with none at all it is
 * the day itself. */
static int32_t
look(const struct ou_calendars *c, const struct ou_place *p, int32_t day,
    int step)
{
	int32_t d = day;
	int i;

	for (i = 0; i < OU_CALENDAR_AHEAD; i++, d += step) {
		if (ou_place_closed(c, p, d).p == NULL)
			return d;
	}
	return day;
}

int32_t
ou_place_next(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day)
{
	return look(c, p, day, 1);
}

int32_t
ou_place_previous(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day)
{
	return look(c, p, day, -1);
}

int32_t
ou_place_days(const struct ou_calendars *c, const struct ou_place *p,
    int32_t day, int32_t n)
{
	int step = n < 0 ? -1 : 1;

	for (; n != 0; n -= step)
		day = look(c, p, day + step, step);
	return day;
}

int
ou_place_clock(const struct ou_calendars *c, struct ou_arena *a,
    const struct ou_settings *s, struct ou_str location,
    const struct ou_time *now, struct ou_clock *to, struct ou_err *err)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(c, location);
	struct ou_str name = w != NULL && w->time_zone.n > 0 ? w->time_zone :
	    ou_setting_of_shop(s, OU_SETTING_TIME_ZONE);
	int64_t at = ou_time_seconds(now);
	struct ou_time t = *now;
	struct ou_zone *zone;

	if (name.n > 0) {
		zone = ou_zone_load(a, name, err);
		if (zone == NULL)
			return -1;
		ou_time_from_seconds(&t, at, ou_zone_offset(zone, at));
	}
	to->day = ou_date_days(t.date);
	to->minutes = t.hour * 60 + t.minute;
	return 0;
}

struct ou_str
ou_place_cut_off(const struct ou_calendars *c, struct ou_str location,
    int32_t day)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(c, location);
	const struct ou_calendar_day *row = ou_calendars_day(c, location,
	    ou_date_from_days(day));

	return row != NULL && row->cut_off.n > 0 ? row->cut_off :
	    w != NULL ? w->cut_off : OU_STR_NONE;
}

static bool
is_late(struct ou_clock now, struct ou_str clock)
{
	int at = ou_clock_minutes(clock);

	return at >= 0 && now.minutes > at;
}

int32_t
ou_place_leaves(const struct ou_calendars *c, const struct ou_place *p,
    struct ou_clock now, struct ou_str carrier)
{
	bool tomorrow = is_late(now, ou_place_cut_off(c, p->name, now.day)) ||
	    is_late(now, carrier);

	return ou_place_next(c, p, now.day + tomorrow);
}
