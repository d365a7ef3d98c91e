#include <string.h>

#include "ou/book/calendar.h"

/* The closed days of a place, made when it is first asked for. */
struct ou_calendar_of {
	struct ou_calendar_of *next;
	struct ou_str place;
	struct ou_calendar calendar;
};

#define KEY_MAX (10 + OU_CODE_MAX)

static struct ou_str
key_of(char *key, struct ou_str place, struct ou_date date)
{
	size_t n = ou_date_text(key, date);

	place = ou_str_sub(place, 0, OU_CODE_MAX);
	if (place.n > 0)
		memcpy(key + n, place.p, place.n);
	return ou_str_make(key, n + place.n);
}

static void
index_days(struct ou_calendars *c)
{
	const struct ou_calendar_day *d;
	char key[KEY_MAX];
	void **at;
	uint32_t i;

	for (i = 0; i < c->days.n; i++) {
		d = ou_rows_at(&c->days, i);
		at = ou_names_at(&c->day_of, c->arena, ou_str_dup(c->arena,
		    key_of(key, d->place, d->date)));
		*at = (void *)(uintptr_t)d;
	}
}

int
ou_calendars_load(struct ou_calendars *c, struct ou_arena *a,
    const char *dir, struct ou_err *err)
{
	c->arena = a;
	if (ou_book_load(a, dir, "calendar", NULL, &c->days, err) != 0 ||
	    ou_book_load(a, dir, "warehouses", NULL, &c->warehouses,
	    err) != 0)
		return -1;
	c->warehouse_of = ou_index_new(a, &c->warehouses,
	    &ou_warehouse_table, OU_FIELD(warehouse, location));
	index_days(c);
	return 0;
}

const struct ou_warehouse *
ou_calendars_warehouse(const struct ou_calendars *c, struct ou_str place)
{
	return place.n == 0 ? NULL : ou_index_find(c->warehouse_of, place);
}

static const struct ou_calendar_day *
day_of(const struct ou_calendars *c, struct ou_str place, struct ou_date date)
{
	char key[KEY_MAX];

	return c->days.n == 0 ? NULL :
	    ou_names_find(&c->day_of, key_of(key, place, date));
}

const struct ou_calendar_day *
ou_calendars_day(const struct ou_calendars *c, struct ou_str place,
    struct ou_date date)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(c, place);
	const struct ou_calendar_day *d = day_of(c, place, date);

	return d == NULL && w != NULL ? day_of(c, w->country, date) : d;
}

static void
close_days(struct ou_calendars *c, struct ou_calendar *to,
    struct ou_str place)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(c, place);
	const struct ou_calendar_day *d;
	uint32_t i;

	for (i = 0; i < c->days.n; i++) {
		d = ou_rows_at(&c->days, i);
		if (d->open != OU_FLAG_YES && (ou_str_eq(d->place, place) ||
		    (w != NULL && ou_str_eq(d->place, w->country) &&
		    day_of(c, place, d->date) == NULL)))
			ou_calendar_close(to, c->arena,
			    ou_date_days(d->date));
	}
	ou_calendar_sort(to);
}

const struct ou_calendar *
ou_calendars_of(struct ou_calendars *c, struct ou_str place)
{
	struct ou_calendar_of *x;

	if (c->days.n == 0 || place.n == 0)
		return NULL;
	for (x = c->list; x != NULL; x = x->next) {
		if (ou_str_eq(x->place, place))
			break;
	}
	if (x == NULL) {
		x = ou_arena_zalloc(c->arena, sizeof(*x));
		x->place = place;
		close_days(c, &x->calendar, place);
		x->next = c->list;
		c->list = x;
	}
	return x->calendar.n != 0 ? &x->calendar : NULL;
}
