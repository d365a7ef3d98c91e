#include "ou/book/slots.h"
#include "ou/base/names.h"
#include "schedule.h"

/*
 * Slots: an order that says when it wants to be delivered gets the first slot
 * of that day, within the times that it asks for, that has room; else one of
 * the days behind it.  What is booked are commitments of kind "slot" whose
 * owner is the slot and whose period the day, in units of 10^-4; their sum is
 * locked until the transaction ends, so that no two runs take the last place.
 * Which slot an order has is in its record SlotBooking: an order that comes
 * otherwise gives its place back first.  That of an order which is split names
 * its parts: each has a place of its own.
 */
#define KIND OU_STR("slot")
#define AHEAD 14			/* days that are looked at */
#define NO_TIME (-1)

struct wish {
	struct ou_schedule_desk *x;
	struct ou_run *run;
	struct ou_record *record;
	struct ou_order *o;
	struct ou_place place;
	const struct ou_address *to;
	int32_t day;
	int32_t earliest;		/* that it can be there */
	int from, until;		/* minutes; NO_TIME: any */
	struct ou_slot_booking before;
	const struct ou_str *parts;	/* that it is split into */
	uint32_t n_parts;
	bool had;			/* a booking */
	bool fits;			/* some slot does, full or not */
};

/* --- the wish --- */

struct ou_time
ou_schedule_local(const struct ou_schedule_desk *x, struct ou_time t)
{
	int64_t at = ou_time_seconds(&t);

	if (x->zone != NULL && t.has_offset)
		ou_time_from_seconds(&t, at, ou_zone_offset(x->zone, at));
	return t;
}

static bool
read_wish(struct wish *w)
{
	const struct ou_delivery *d = w->o->delivery;
	struct ou_time t;

	w->from = w->until = NO_TIME;
	if (d == NULL)
		return false;
	w->to = d->address;
	if (d->window != NULL && ou_date_given(d->window->from.date)) {
		t = ou_schedule_local(w->x, d->window->from);
		w->day = ou_date_days(t.date);
		if (t.has_clock)
			w->from = t.hour * 60 + t.minute;
		t = ou_schedule_local(w->x, d->window->to);
		if (t.has_clock && ou_date_given(t.date) &&
		    ou_date_days(t.date) == w->day)
			w->until = t.hour * 60 + t.minute;
		return true;
	}
	if (!ou_date_given(d->requested_date))
		return false;
	w->day = ou_date_days(d->requested_date);
	return true;
}

/* --- slots that fit --- */

static bool
has_place(const struct wish *w, const struct ou_slot_row *s)
{
	struct ou_str country = w->to != NULL ? w->to->country : OU_STR_NONE;
	struct ou_str code = w->to != NULL ? w->to->postal_code : OU_STR_NONE;

	if (s->country.n > 0 && !ou_str_eq(s->country, country))
		return false;
	if (s->code_from.n == 0)
		return true;
	if (ou_str_cmp(code, s->code_from) < 0)
		return false;
	return s->code_to.n == 0 || ou_str_cmp(ou_str_sub(code, 0,
	    s->code_to.n), s->code_to) <= 0;
}

static bool
has_day(const struct ou_slot_row *s, int32_t day)
{
	struct ou_date d = ou_date_from_days(day);
	int set = ou_weekdays_parse(s->days);

	if (ou_date_given(s->date))
		return ou_date_cmp(s->date, d) == 0;
	return set <= 0 || (set >> (ou_date_weekday(d) - 1) & 1) != 0;
}

/* Can it still be booked? */
static bool
in_time(const struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	struct ou_schedule_desk *x = w->x;
	int minutes = ou_clock_minutes(s->cut_off.n > 0 ? s->cut_off :
	    s->from);
	int32_t until = ou_place_days(&x->calendars, &x->warehouse, day,
	    -(int32_t)s->cut_off_days.v);

	return x->now.day < until ||
	    (x->now.day == until && x->now.minutes <= minutes);
}

/* Is it what is wanted? */
static bool
suits(const struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	return has_day(s, day) && has_place(w, s) &&
	    (w->from == NO_TIME || ou_clock_minutes(s->from) >= w->from) &&
	    (w->until == NO_TIME || ou_clock_minutes(s->to) <= w->until);
}

static bool
fits(const struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	return day >= w->earliest && suits(w, s, day) &&
	    in_time(w, s, day) && (ou_date_given(s->date) ||
	    ou_place_closed(&w->x->calendars, &w->place, day).p == NULL);
}

/* --- places --- */

static struct ou_amount
weight(const struct wish *w, const struct ou_slot_row *s)
{
	struct ou_amount a = { 10000, 0, true };
	struct ou_quantity sum = ou_quantity_of(0);
	uint32_t i;

	if (!ou_str_is(s->per, "units"))
		return a;
	for (i = 0; i < w->o->n_lines; i++) {
		if (w->o->lines[i].quantity.v > 0 && ou_quantity_add(&sum,
		    sum, w->o->lines[i].quantity, NULL) != 0)
			sum.v = INT64_MAX - 99;
	}
	a.v = (sum.v + 99) / 100;
	return a;
}

/* Without a store: how much this run has booked, and for whom. */
static int64_t *
count_of(struct wish *w, struct ou_str slot, struct ou_str day)
{
	struct ou_arena *a = &w->run->arena;
	struct ou_str key = ou_str_printf(&w->run->record_arena, "%.*s %.*s",
	    OU_STR_ARG(slot), OU_STR_ARG(day));
	int64_t *count = ou_names_find(&w->x->booked, key);

	if (count == NULL) {
		count = ou_arena_zalloc(a, sizeof(*count));
		*ou_names_at(&w->x->booked, a, ou_str_dup(a, key)) = count;
	}
	return count;
}

struct booked {
	struct ou_str slot;
	struct ou_date date;
	int64_t v;
	struct ou_str *parts;
	uint32_t n_parts;
};

static void
give_back_run(struct wish *w)
{
	struct booked *b = ou_names_find(&w->x->bookings, w->o->id);
	char day[10];

	w->had = b != NULL && b->slot.n > 0;
	if (b != NULL) {
		w->before.parts = b->parts;
		w->before.n_parts = b->n_parts;
	}
	if (!w->had)
		return;
	w->before.slot = b->slot;
	w->before.date = b->date;
	*count_of(w, b->slot, ou_str_make(day, ou_date_text(day, b->date))) -=
	    b->v;
}

static void
note_run(struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	struct ou_arena *a = &w->run->arena;
	struct booked *b = ou_names_find(&w->x->bookings, w->o->id);
	uint32_t i;

	if (b == NULL && s == NULL && w->n_parts == 0)
		return;
	if (b == NULL) {
		b = ou_arena_alloc(a, sizeof(*b));
		*ou_names_at(&w->x->bookings, a, ou_str_dup(a, w->o->id)) = b;
	}
	*b = (struct booked){ .slot = OU_STR_NONE };
	if (s != NULL)
		*b = (struct booked){ s->slot, ou_date_from_days(day),
		    weight(w, s).v, NULL, 0 };
	b->parts = ou_arena_array(a, w->n_parts, sizeof(*b->parts));
	for (i = 0; i < w->n_parts; i++)
		b->parts[b->n_parts++] = ou_str_dup(a, w->parts[i]);
}

/* Take a place, if there is one: 1, 0 or -1. */
static int
take(struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	struct ou_amount more = weight(w, s), sum = { 0, 0, true };
	struct ou_store *store = w->x->store;
	int64_t limit = s->capacity.v / 100, *count = NULL;
	char text[10];
	struct ou_str period = ou_str_make(text, ou_date_text(text,
	    ou_date_from_days(day)));

	if (store == NULL) {
		count = count_of(w, s->slot, period);
		sum.v = *count;
	} else if (ou_store_commitments(store, KIND, s->slot, period,
	    OU_STR_NONE, &sum, &w->run->err) != 0)
		return -1;
	if (more.v > limit || sum.v > limit - more.v) {
		if (w->run->explain != NULL)
			ou_run_explain(w->run, "%.*s: slot %.*s on %.*s is "
			    "full", OU_STR_ARG(w->o->id), OU_STR_ARG(s->slot),
			    OU_STR_ARG(period));
		return 0;
	}
	if (store == NULL) {
		*count += more.v;
		return 1;
	}
	return ou_store_commitment_set(store, KIND, s->slot, period,
	    w->o->id, more, OU_STR_NONE, &w->run->err) != 0 ? -1 : 1;
}

/* The slot of that day that begins first and has room into ${to}. */
static int
take_on(struct wish *w, int32_t day, const struct ou_slot_row **to)
{
	const struct ou_rows *rows = &w->x->slot_rows;
	const struct ou_slot_row *s, *best;
	bool *tried = ou_arena_zalloc(&w->run->record_arena, rows->n + 1);
	uint32_t i, at;
	int r;

	for (;;) {
		best = NULL;
		for (i = at = 0; i < rows->n; i++) {
			s = ou_rows_at(rows, i);
			if (tried[i] || !fits(w, s, day) || (best != NULL &&
			    ou_str_cmp(s->from, best->from) >= 0))
				continue;
			best = s;
			at = i;
		}
		if (best == NULL)
			return 0;
		w->fits = tried[at] = true;
		r = take(w, best, day);
		if (r != 0) {
			*to = best;
			return r;
		}
	}
}

/* --- bookings in the store --- */

static bool
is_part(const struct wish *w, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < w->n_parts; i++) {
		if (ou_str_eq(w->parts[i], id))
			return true;
	}
	return false;
}

/* Parts that the order is not split into any more need none. */
static int
give_back_parts(struct wish *w)
{
	struct ou_order part = { .n_lines = 0 };
	uint32_t i;

	for (i = 0; i < w->before.n_parts; i++) {
		part.id = w->before.parts[i];
		if (!is_part(w, part.id) && ou_schedule_no_slot(w->x, w->run,
		    &part, NULL, 0) != 0)
			return -1;
	}
	return 0;
}

static int
give_back(struct wish *w)
{
	struct ou_amount none = { 0, 0, true };
	char day[10];
	int got;

	if (w->x->store == NULL) {
		give_back_run(w);
		return give_back_parts(w);
	}
	got = ou_schedule_load(w->x, w->run, OU_STR("SlotBooking"), w->o->id,
	    w->x->booking, &w->before);
	w->had = got > 0 && w->before.slot.n > 0;
	if (got < 0 || give_back_parts(w) != 0)
		return -1;
	return !w->had ? 0 : ou_store_commitment_set(w->x->store, KIND,
	    w->before.slot,
	    ou_str_make(day, ou_date_text(day, w->before.date)), w->o->id,
	    none, OU_STR_NONE, &w->run->err);
}

static int
note(struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	struct ou_slot_booking b = { .type = OU_STR("SlotBooking"),
	    .schema = OU_STR("slot-booking/1"), .id = w->o->id,
	    .n_parts = w->n_parts };
	uint32_t i;

	if (w->x->store == NULL) {
		note_run(w, s, day);
		return 0;
	}
	if (s == NULL && !w->had && w->n_parts == 0 && w->before.n_parts == 0)
		return 0;
	b.parts = ou_arena_array(&w->run->record_arena, w->n_parts,
	    sizeof(*b.parts));
	for (i = 0; i < w->n_parts; i++)
		b.parts[i] = w->parts[i];
	if (s != NULL) {
		b.slot = s->slot;
		b.date = ou_date_from_days(day);
	}
	return ou_schedule_save(w->x, w->run, b.type, b.id,
	    &ou_slot_booking_table, &b);
}

/* --- the order --- */

static struct ou_time
time_of(const struct wish *w, int32_t day, struct ou_str clock)
{
	int minutes = ou_clock_minutes(clock);
	struct ou_time t = { .date = ou_date_from_days(day),
	    .hour = (uint8_t)(minutes / 60),
	    .minute = (uint8_t)(minutes % 60), .has_second = true,
	    .has_clock = true, .nanos = -1 };

	/* A time that the clock leaves out, or has twice, is on the day of
	 * a change: the offset of its beginning is as good. */
	if (w->x->zone != NULL && ou_zone_apply(w->x->zone, &t, NULL) != 0)
		t.offset = (int16_t)ou_zone_offset(w->x->zone,
		    (int64_t)day * 86400);
	if (w->x->zone == NULL)
		t.offset = w->run->now.offset;
	t.has_offset = true;
	return t;
}

static void
put(struct wish *w, const struct ou_slot_row *s, int32_t day)
{
	struct ou_delivery *d = w->o->delivery;
	struct ou_schedule_days days;
	bool made = d->window == NULL;

	ou_schedule_find_days(w->x, w->o, day, OU_CLOSED_KEEP, -1, &days);
	ou_schedule_put_days(w->x, w->run, w->record, w->o, &days);
	if (made)
		d->window = ou_arena_zalloc(&w->run->record_arena,
		    sizeof(*d->window));
	d->window->from = time_of(w, day, s->from);
	d->window->to = time_of(w, day, s->to);
	if (made) {
		ou_record_put(w->record, &ou_delivery_table, d,
		    OU_FIELD(delivery, window));
	} else {
		ou_record_put(w->record, &ou_window_table, d->window,
		    OU_FIELD(window, from));
		ou_record_put(w->record, &ou_window_table, d->window,
		    OU_FIELD(window, to));
	}
	if (w->run->explain != NULL)
		ou_run_explain(w->run, "%.*s: slot %.*s on %.*s, %.*s to "
		    "%.*s", OU_STR_ARG(w->o->id), OU_STR_ARG(s->slot),
		    OU_STR_ARG(ou_schedule_day(w->x, day)),
		    OU_STR_ARG(s->from), OU_STR_ARG(s->to));
}

static void
hold(struct wish *w)
{
	char text[10];

	if (ou_run_hold(w->run, w->o, OU_DIAG_HOLD_SLOT, OU_STR_NONE, NULL,
	    w->fits ? "the slots of %.*s that fit are full" :
	    "no slot of %.*s fits", (int)ou_date_text(text,
	    ou_date_from_days(w->day)), text))
		ou_record_put(w->record, &ou_order_table, w->o,
		    OU_FIELD(order, holds));
}

/* The place that it had, if it is still what is wanted: also when nobody else
 * could book it any more. */
static int
take_again(struct wish *w, int32_t last, const struct ou_slot_row **to,
    int32_t *on)
{
	const struct ou_rows *rows = &w->x->slot_rows;
	const struct ou_slot_row *s;
	uint32_t i;

	*on = w->had ? ou_date_days(w->before.date) : 0;
	if (!w->had || *on < w->day || *on > last)
		return 0;
	for (i = 0; i < rows->n; i++) {
		s = ou_rows_at(rows, i);
		if (!ou_str_eq(s->slot, w->before.slot) ||
		    !suits(w, s, *on))
			continue;
		*to = s;
		return take(w, s, *on);
	}
	return 0;
}

/* The first place from the wanted day on. */
static int
take_first(struct wish *w, int32_t last, const struct ou_slot_row **to,
    int32_t *on)
{
	int got = 0;

	for (*on = w->day; ; (*on)++) {
		got = take_on(w, *on, to);
		if (got != 0 || *on >= last)
			return got;
	}
}

int
ou_schedule_no_slot(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_str *parts, uint32_t n)
{
	struct wish w = { .x = x, .run = run, .o = o, .parts = parts,
	    .n_parts = n };

	return !x->slots || (give_back(&w) == 0 && note(&w, NULL, 0) == 0) ?
	    0 : -1;
}

enum ou_answer
ou_schedule_slot(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct wish w = { .x = x, .run = run, .record = record, .o = o };
	const struct ou_slot_row *s = NULL;
	struct ou_schedule_days days;
	int32_t day = 0, last;
	int got;

	if (!x->slots)
		return OU_PASS;
	if (ou_str_is(o->status, "OrderCancelled") || !read_wish(&w))
		return ou_schedule_no_slot(x, run, o, NULL, 0) != 0 ?
		    OU_STOP : OU_PASS;
	if (give_back(&w) != 0)
		return OU_STOP;
	w.place = ou_schedule_place(x, o);
	ou_schedule_find_days(x, o, w.day, OU_CLOSED_KEEP, -1, &days);
	w.earliest = days.earliest;
	ou_schedule_tell_carrier(x, run, o, &days);
	last = w.day + (x->full == OU_SLOT_FULL_NEXT ? AHEAD : 0);
	got = take_again(&w, last, &s, &day);
	if (got == 0)
		got = take_first(&w, last, &s, &day);
	if (got < 0)
		return OU_STOP;
	if (got > 0)
		put(&w, s, day);
	else
		hold(&w);
	return note(&w, got > 0 ? s : NULL, day) != 0 ? OU_STOP : OU_PASS;
}

/* --- what is booked beyond what there is --- */

static int
tell(struct ou_schedule_desk *x, struct ou_run *run,
    const struct ou_slot_row *s, int32_t day)
{
	struct ou_slot_load load = { .type = OU_STR("SlotLoad"),
	    .schema = OU_STR("slot-load/1"), .slot = s->slot,
	    .date = ou_date_from_days(day), .capacity = s->capacity };
	struct ou_str period = ou_schedule_day(x, day);
	struct ou_amount sum;

	if (ou_store_commitments(x->store, KIND, s->slot, period,
	    OU_STR_NONE, &sum, &run->err) != 0)
		return -1;
	if (sum.v <= s->capacity.v / 100)
		return 0;
	load.id = ou_str_printf(&x->piece, "%.*s %.*s", OU_STR_ARG(s->slot),
	    OU_STR_ARG(period));
	load.booked = (struct ou_quantity){ sum.v * 100, true };
	load.over = (struct ou_quantity){ load.booked.v - s->capacity.v,
	    true };
	run->differs = true;
	return ou_run_write_struct(run, ou_record_type_find(load.type),
	    &load);
}

int
ou_schedule_overbooked(struct ou_schedule_desk *x, struct ou_run *run)
{
	const struct ou_slot_row *s;
	int32_t day;
	uint32_t i;

	for (day = x->first; day <= x->last; day++) {
		for (i = 0; i < x->slot_rows.n; i++) {
			s = ou_rows_at(&x->slot_rows, i);
			if (has_day(s, day) && tell(x, run, s, day) != 0)
				return -1;
		}
		ou_arena_reset(&x->piece);
	}
	return 0;
}
