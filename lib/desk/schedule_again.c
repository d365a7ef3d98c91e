#include "ou/book/slots.h"
#include "overtaken.h"
#include "schedule.h"

/*
 * An order that comes again is answered as it was before, with the slot that
 * it had then.  Is it still its own?
 */

static const struct ou_slot_row *
row_of(const struct ou_schedule_desk *x, struct ou_str slot)
{
	const struct ou_slot_row *s;
	uint32_t i;

	for (i = 0; i < x->slot_rows.n; i++) {
		s = ou_rows_at(&x->slot_rows, i);
		if (ou_str_eq(s->slot, slot))
			return s;
	}
	return NULL;
}

static bool
is_held(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].released == NULL &&
		    ou_str_is(o->holds[i].code, "SLOT"))
			return true;
	}
	return false;
}

/* One whose window was a slot. */
static bool
got_slot(const struct ou_order *o)
{
	return !ou_str_is(o->status, "OrderCancelled") && !is_held(o) &&
	    o->delivery != NULL && o->delivery->window != NULL &&
	    ou_date_given(o->delivery->window->from.date);
}

static bool
is_booked(const struct ou_schedule_desk *x, const struct ou_order *o,
    const struct ou_slot_booking *b)
{
	const struct ou_time from = ou_schedule_local(x,
	    o->delivery->window->from);
	const struct ou_slot_row *s = row_of(x, b->slot);

	return b->slot.n > 0 && ou_date_cmp(b->date, from.date) == 0 &&
	    (s == NULL || ou_clock_minutes(s->from) ==
	    from.hour * 60 + from.minute);
}

int
ou_schedule_again(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record, const struct ou_effect *effect)
{
	struct ou_slot_booking b = { .date = { 0, 0, 0 } };
	struct ou_order o;

	/* what is made of something else may have come by itself since */
	if (!x->slots || record->table != &ou_order_table ||
	    (ou_str_is(effect->type, "Order") && !effect->overtaken))
		return 0;
	if (ou_record_load(record, x->order, &o, &run->err) != 0)
		return -1;
	if (!got_slot(&o))
		return 0;
	if (ou_schedule_load(x, run, OU_STR("SlotBooking"), o.id, x->booking,
	    &b) < 0)
		return -1;
	if (!is_booked(x, &o, &b))
		ou_overtaken_by(run, record, &o, effect);
	return 0;
}
