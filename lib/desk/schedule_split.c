#include <stdlib.h>
#include <string.h>

#include "ou/model/quote.h"
#include "ou/model/totals.h"
#include "schedule.h"

/*
 * An order with deliveries on several days becomes an order for each day.
 * Quantities are what the deliveries say; amounts are shared out over the
 * days by largest remainder, those of a line by its quantities, those of the
 * head by what the days are worth, so that they add up to what they were.
 */
#define SHARES_MAX (4U << 20)		/* lines times days */

struct split {
	struct ou_schedule_desk *x;
	struct ou_run *run;
	struct ou_order *o;		/* the whole */
	struct day {
		int32_t day;
		bool despatch;		/* no delivery was asked for */
	} *days;
	uint32_t n_days;
	struct ou_str *ids;		/* of the orders, by day */
	int64_t *shares;		/* of line i on day d: i x n_days + d */
	struct ou_amount *weights;	/* of the days */
	/* Amounts of each allowance by day, with the bases behind them: those
	 * of line 0, line 1, ..., each with its total at the end, if it has no
	 * price; the head's; then what is prepaid. */
	struct ou_amount *amounts;
	uint32_t n_amounts, at;
	int places;
	bool worth;			/* it says what something costs */
};

/* --- days --- */

static struct day
day_of(struct ou_date delivery, struct ou_date despatch)
{
	if (ou_date_given(delivery))
		return (struct day){ ou_date_days(delivery), false };
	return ou_date_given(despatch) ?
	    (struct day){ ou_date_days(despatch), true } :
	    (struct day){ INT32_MIN, false };
}

/* Of a line without deliveries of its own: its day, else the order's;
 * INT32_MIN: none is said. */
static struct day
line_day(const struct split *s, const struct ou_order_line *l)
{
	struct day d = day_of(l->requested_date, l->requested_ship_date);

	if (d.day == INT32_MIN && s->o->delivery != NULL)
		d = day_of(s->o->delivery->requested_date,
		    s->o->delivery->requested_ship_date);
	return d;
}

static struct day
part_day(const struct split *s, const struct ou_order_line *l, uint32_t k)
{
	struct day d = day_of(l->schedule[k].requested_date,
	    l->schedule[k].requested_ship_date);

	return d.day != INT32_MIN ? d : line_day(s, l);
}

static int
compare(const void *a, const void *b)
{
	const struct day *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (int)x->despatch - (int)y->despatch;
}

/* Of nothing there is no delivery. */
static void
find_days(struct split *s)
{
	const struct ou_order_line *l;
	uint32_t i, k, n = 0, most = 0;

	for (i = 0; i < s->o->n_lines; i++)
		most += s->o->lines[i].n_schedule + 1;
	s->days = ou_arena_array(&s->run->record_arena, most,
	    sizeof(*s->days));
	for (i = 0; i < s->o->n_lines; i++) {
		l = &s->o->lines[i];
		for (k = 0; k < l->n_schedule; k++) {
			if (l->schedule[k].quantity.v != 0)
				s->days[n++] = part_day(s, l, k);
		}
		if (l->n_schedule == 0 && l->quantity.v != 0)
			s->days[n++] = line_day(s, l);
	}
	qsort(s->days, n, sizeof(*s->days), compare);
	/* What has no day goes with the first one. */
	for (i = 0; i < n && s->days[i].day == INT32_MIN; i++)
		;
	for (; i < n; i++) {
		if (s->n_days == 0 ||
		    s->days[s->n_days - 1].day != s->days[i].day)
			s->days[s->n_days++] = s->days[i];
	}
}

static uint32_t
number_of(const struct split *s, struct day d)
{
	uint32_t low = 0, high = s->n_days - 1, mid;

	if (d.day == INT32_MIN)
		return 0;
	while (low < high) {
		mid = (low + high) / 2;
		if (s->days[mid].day < d.day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
name_orders(struct split *s)
{
	struct ou_arena *a = &s->run->record_arena;
	char day[10];
	uint32_t d;

	s->ids = ou_arena_array(a, s->n_days, sizeof(*s->ids));
	for (d = 0; d < s->n_days; d++)
		s->ids[d] = ou_str_printf(a, "%.*s/%.*s", OU_STR_ARG(s->o->id),
		    (int)ou_date_text(day, ou_date_from_days(s->days[d].day)),
		    day);
}

static void
share_lines(struct split *s)
{
	const struct ou_order_line *l;
	uint32_t i, k;

	s->shares = ou_arena_zalloc(&s->run->record_arena,
	    (size_t)s->o->n_lines * s->n_days * sizeof(*s->shares));
	for (i = 0; i < s->o->n_lines; i++) {
		l = &s->o->lines[i];
		for (k = 0; k < l->n_schedule; k++)
			s->shares[(size_t)i * s->n_days + number_of(s,
			    part_day(s, l, k))] += l->schedule[k].quantity.v;
		if (l->n_schedule == 0)
			s->shares[(size_t)i * s->n_days + number_of(s,
			    line_day(s, l))] = l->quantity.v;
	}
}

/* --- amounts --- */

static int
spread(struct split *s, struct ou_amount total,
    const struct ou_amount *weights)
{
	struct ou_amount *to = s->amounts + (size_t)s->at++ * s->n_days;

	if (!total.given)
		return 0;
	return ou_amount_spread(to, s->n_days, weights, total, s->places,
	    &s->run->err);
}

static int
spread_list(struct split *s, const struct ou_allowance *list, uint32_t n,
    const struct ou_amount *weights)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (spread(s, list[i].amount, weights) != 0 ||
		    spread(s, list[i].base, weights) != 0)
			return -1;
	}
	return 0;
}

/* What a day is worth: its part of the lines' totals, where all have one,
 * else its units. */
static int
weigh(struct split *s, struct ou_amount *of_line)
{
	struct ou_amount *parts = ou_arena_array(&s->run->record_arena,
	    s->n_days, sizeof(*parts));
	const struct ou_amount none = { 0, 0, false };
	const struct ou_order_line *l;
	bool worth = true;
	uint32_t i, d;

	for (i = 0; i < s->o->n_lines; i++)
		worth = worth && s->o->lines[i].total.given &&
		    s->o->lines[i].total.v >= 0;
	for (i = 0; i < s->o->n_lines; i++) {
		l = &s->o->lines[i];
		for (d = 0; d < s->n_days; d++)
			of_line[d] = (struct ou_amount){
			    s->shares[(size_t)i * s->n_days + d], 0, true };
		if (l->quantity.v == 0)
			of_line[0].v = 1;
		if (worth && ou_amount_spread(parts, s->n_days, of_line,
		    l->total, s->places, &s->run->err) != 0)
			return -1;
		for (d = 0; d < s->n_days; d++) {
			if (ou_amount_add(&s->weights[d], s->weights[d],
			    worth ? parts[d] : of_line[d],
			    &s->run->err) != 0)
				return -1;
		}
		if (spread_list(s, l->allowances, l->n_allowances,
		    of_line) != 0 || spread(s, l->unit_price.given ? none :
		    l->total, of_line) != 0)
			return -1;
	}
	return 0;
}

static int
share_amounts(struct split *s)
{
	struct ou_arena *a = &s->run->record_arena;
	struct ou_amount none = { 0, 0, false };
	uint32_t i;

	s->n_amounts = 2 * s->o->n_allowances + 1;
	for (i = 0; i < s->o->n_lines; i++)
		s->n_amounts += 2 * s->o->lines[i].n_allowances + 1;
	if ((uint64_t)s->n_amounts * s->n_days > SHARES_MAX)
		return ou_err_set(&s->run->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "too many allowances and days");
	s->amounts = ou_arena_zalloc(a, (size_t)s->n_amounts * s->n_days *
	    sizeof(*s->amounts));
	s->weights = ou_arena_zalloc(a, s->n_days * sizeof(*s->weights));
	s->places = ou_currency_places(s->o->currency);
	if (s->places < 0)
		s->places = 2;
	return weigh(s, ou_arena_array(a, s->n_days,
	    sizeof(*s->weights))) != 0 ||
	    spread_list(s, s->o->allowances, s->o->n_allowances,
	    s->weights) != 0 || spread(s, s->o->totals != NULL ?
	    s->o->totals->prepaid : none, s->weights) != 0 ? -1 : 0;
}

/* --- an order of a day --- */

static void
put_amounts(struct split *s, struct ou_record *r, struct ou_allowance *list,
    uint32_t n, uint32_t *at, uint32_t day)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		list[i].amount = s->amounts[(size_t)(*at)++ * s->n_days +
		    day];
		list[i].base = s->amounts[(size_t)(*at)++ * s->n_days + day];
		ou_record_put(r, &ou_allowance_table, &list[i],
		    OU_FIELD(allowance, amount));
		ou_record_put(r, &ou_allowance_table, &list[i],
		    OU_FIELD(allowance, base));
	}
}

static void
put_line(struct ou_record *r, struct ou_order_line *l, int64_t share)
{
#define PUT(member) ou_record_put(r, &ou_order_line_table, l, \
	OU_FIELD(order_line, member))
	l->quantity.v = share;
	PUT(quantity);
	l->n_schedule = 0;
	PUT(schedule);
	/* The order's day is the line's. */
	l->requested_date = l->requested_ship_date = (struct ou_date){ 0 };
	PUT(requested_date);
	PUT(requested_ship_date);
	if (l->quantities != NULL && l->quantities->ordered.given) {
		l->quantities->ordered = l->quantity;
		ou_record_put(r, &ou_quantities_table, l->quantities,
		    OU_FIELD(quantities, ordered));
	}
#undef PUT
}

static void
put_lines(struct split *s, struct ou_record *r, struct ou_order *o,
    uint32_t day)
{
	struct ou_order_line *l;
	uint32_t i, n = 0, at = 0;
	int64_t share;

	for (i = 0; i < o->n_lines; i++) {
		share = s->shares[(size_t)i * s->n_days + day];
		/* A line of nothing goes with the first day. */
		if (share == 0 && (day != 0 || o->lines[i].quantity.v != 0)) {
			at += 2 * o->lines[i].n_allowances + 1;
			continue;
		}
		l = &o->lines[n++];
		*l = o->lines[i];
		put_amounts(s, r, l->allowances, l->n_allowances, &at, day);
		if (!l->unit_price.given)
			l->total = s->amounts[(size_t)at * s->n_days + day];
		at++;
		put_line(r, l, share);
	}
	o->n_lines = n;
	ou_record_put(r, &ou_order_table, o, OU_FIELD(order, lines));
	put_amounts(s, r, o->allowances, o->n_allowances, &at, day);
	if (o->totals != NULL)
		o->totals->prepaid = s->amounts[(size_t)at * s->n_days + day];
}

/* Totals are those of the part, where the whole had any; where they cannot be
 * computed, none but what is prepaid. */
static int
put_totals(struct split *s, struct ou_record *r, struct ou_order *o)
{
	bool totals = o->totals != NULL || o->n_taxes > 0;
	bool *had = ou_arena_array(&s->x->piece, o->n_lines, sizeof(*had));
	uint32_t i;

	if (!s->worth)
		return 0;
	for (i = 0; i < o->n_lines; i++)
		had[i] = o->lines[i].total.given;
	if (ou_order_totals(&s->x->piece, o, &s->run->err) != 0)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		if (had[i])
			ou_record_put(r, &ou_order_line_table, &o->lines[i],
			    OU_FIELD(order_line, total));
	}
	if (totals)
		ou_quote_put_totals(r, o);
	return 0;
}

static int
make(struct split *s, struct ou_str text, uint32_t day)
{
	const struct day *when = &s->days[day];
	struct ou_schedule_days days;
	struct ou_references *ref;
	struct ou_record r;
	struct ou_order o;
	struct ou_str date;

	if (ou_schedule_piece(s->x, s->run, text, &r, &o) != 0)
		return -1;
	put_lines(s, &r, &o, day);
	if (put_totals(s, &r, &o) != 0)
		return -1;
	date = ou_schedule_day(s->x, when->day);
	ref = ou_schedule_references(s->x, &o);
	if (ref->document.n == 0)
		ref->document = o.id;
	ref->release = ref->release.n == 0 ? date : ou_str_printf(
	    &s->x->piece, "%.*s/%.*s", OU_STR_ARG(ref->release),
	    OU_STR_ARG(date));
	o.id = s->ids[day];
	ou_record_put(&r, &ou_order_table, &o, OU_FIELD(order, id));
	ou_schedule_put_references(&r, &o);
	if (when->despatch)
		ou_schedule_find_delivery(s->x, &o, when->day, &days);
	else
		ou_schedule_find_days(s->x, &o, when->day, OU_CLOSED_KEEP, -1,
		    &days);
	ou_schedule_put_days(s->x, s->run, &r, &o, &days);
	ou_schedule_tell_carrier(s->x, s->run, &o, &days);
	return ou_schedule_slot(s->x, s->run, &r, &o) != OU_PASS ? -1 :
	    ou_run_write(s->run, &r);
}

/* --- the whole --- */

/* Is there anything to split, and may it still be? */
static bool
wanted(const struct split *s)
{
	const struct ou_order *o = s->o;
	bool any = s->x->by_line;
	uint32_t i;

	if (ou_str_is(o->status, "OrderCancelled") ||
	    (o->document_function.n > 0 &&
	    !ou_str_is(o->document_function, "original")))
		return false;
	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].n_allocations > 0)
			return false;
		any = any || o->lines[i].n_schedule > 0;
	}
	return any;
}

/* The deliveries of each line are all of it; else why not. */
static bool
adds_up(struct split *s, const struct ou_order_line **line,
    struct ou_quantity *sum)
{
	const struct ou_order_line *l;
	uint32_t i, k;

	for (i = 0; i < s->o->n_lines; i++) {
		l = *line = &s->o->lines[i];
		*sum = ou_quantity_of(0);
		for (k = 0; k < l->n_schedule; k++) {
			if (l->schedule[k].quantity.v < 0 ||
			    ou_quantity_add(sum, *sum,
			    l->schedule[k].quantity, NULL) != 0)
				return false;
		}
		if (l->n_schedule > 0 && sum->v != l->quantity.v)
			return false;
	}
	return true;
}

/* Money without a currency cannot be shared out. */
static enum ou_answer
hold_currency(struct split *s, struct ou_record *r)
{
	if (ou_run_hold(s->run, s->o, OU_DIAG_HOLD_CURRENCY, OU_STR_NONE,
	    NULL, "'%.*s' is not a currency of ISO 4217",
	    OU_STR_ARG(s->o->currency)))
		ou_record_put(r, &ou_order_table, s->o,
		    OU_FIELD(order, holds));
	return OU_PASS;
}

static enum ou_answer
hold(struct split *s, struct ou_record *r, const struct ou_order_line *l,
    struct ou_quantity sum)
{
	char got[OU_DECIMAL_MAX], want[OU_DECIMAL_MAX];

	if (ou_run_hold(s->run, s->o, OU_DIAG_HOLD_QUANTITY, l->number, NULL,
	    "its deliveries add up to %.*s, not to %.*s",
	    (int)ou_quantity_text(got, sum), got,
	    (int)ou_quantity_text(want, l->quantity), want))
		ou_record_put(r, &ou_order_table, s->o,
		    OU_FIELD(order, holds));
	return OU_PASS;
}

/* The promise, where not even a line asks for a day. */
static void
put_promise(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o)
{
	struct ou_delivery *to = o->delivery;
	const struct ou_order_line *l;
	struct ou_schedule_days days;
	uint32_t i;

	if (ou_date_given(to->promised_by))
		return;
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		if (l->n_schedule > 0 || day_of(l->requested_date,
		    l->requested_ship_date).day != INT32_MIN)
			return;
	}
	ou_schedule_find_days(x, o, x->now.day, OU_CLOSED_KEEP, -1, &days);
	ou_schedule_tell_carrier(x, run, o, &days);
	if (days.missing.n > 0)
		return;
	to->promised_by = ou_date_from_days(days.earliest);
	ou_record_put(r, &ou_delivery_table, to,
	    OU_FIELD(delivery, promised_by));
}

/* Despatch of an order that stays whole, as far as it does not say itself
 * when that is. */
static void
put_dates(struct ou_schedule_desk *x, struct ou_run *run, struct ou_record *r,
    struct ou_order *o)
{
	const struct ou_delivery *to = o->delivery;
	struct ou_schedule_days days;
	struct day d;

	if (!x->dates || to == NULL || ou_str_is(o->status,
	    "OrderCancelled"))
		return;
	d = day_of(to->requested_date, to->requested_ship_date);
	if (d.day == INT32_MIN) {
		put_promise(x, run, r, o);
		return;
	}
	if (d.despatch)
		ou_schedule_find_delivery(x, o, d.day, &days);
	else
		ou_schedule_find_days(x, o, d.day, OU_CLOSED_KEEP, -1, &days);
	if (d.despatch || !ou_date_given(to->requested_ship_date))
		ou_schedule_put_days(x, run, r, o, &days);
	ou_schedule_hold_late(x, run, r, o, &days);
}

enum ou_answer
ou_schedule_order(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_order *o = ou_arena_zalloc(&run->record_arena, sizeof(*o));
	struct split s = { .x = x, .run = run, .o = o };
	const struct ou_order_line *l;
	struct ou_quantity sum;
	struct ou_str text;
	uint32_t d;

	if (ou_record_load(record, x->order, o, &run->err) != 0)
		return OU_REJECT;
	if (wanted(&s)) {
		if (!adds_up(&s, &l, &sum))
			return hold(&s, record, l, sum);
		find_days(&s);
	}
	if (s.n_days < 2) {
		ou_arena_reset(&x->piece);
		put_dates(x, run, record, o);
		return ou_schedule_slot(x, run, record, o);
	}
	if (s.n_days > OU_SCHEDULE_MAX ||
	    (uint64_t)o->n_lines * s.n_days > SHARES_MAX) {
		(void)ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "too many lines and days");
		return OU_REJECT;
	}
	s.worth = o->totals != NULL || o->n_taxes > 0;
	for (d = 0; d < o->n_lines; d++)
		s.worth = s.worth || o->lines[d].unit_price.given ||
		    o->lines[d].total.given;
	if (s.worth && ou_currency_places(o->currency) < 0)
		return hold_currency(&s, record);
	share_lines(&s);
	if (share_amounts(&s) != 0)
		return OU_REJECT;
	name_orders(&s);
	if (ou_schedule_no_slot(x, run, o, s.ids, s.n_days) != 0)
		return OU_STOP;
	text = ou_json_raw(&record->json, 1);
	for (d = 0; d < s.n_days; d++) {
		if (make(&s, text, d) != 0)
			return run->err.kind == OU_ERR_RECORD && d == 0 ?
			    OU_REJECT : OU_STOP;
	}
	return OU_DROP;
}
