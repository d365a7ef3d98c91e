#include <string.h>

#include "ou/io/file.h"
#include "ou/io/source.h"
#include "schedule.h"

/* The window, the book, and what all pieces have in common. */

static int
usage(struct ou_run *run, const char *why)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "%s", why);
}

/* --- the window --- */

#define HORIZON_DAYS 3660

/* ${day} and a duration of days, weeks, months or years (ISO 8601: P4W); -1:
 * it is none, or too long.  A month ends where the day would be beyond it. */
static int32_t
horizon(int32_t day, const char *text)
{
	struct ou_str s = ou_str_c(text);
	struct ou_date d = ou_date_from_days(day);
	int32_t n = 0, months, most;
	size_t i;

	if (s.n < 3 || s.n > 6 || s.p[0] != 'P')
		return -1;
	for (i = 1; i < s.n - 1; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = n * 10 + s.p[i] - '0';
	}
	switch (s.p[s.n - 1]) {
	case 'D':
		return n > HORIZON_DAYS ? -1 : day + n;
	case 'W':
		return n > HORIZON_DAYS / 7 ? -1 : day + n * 7;
	case 'M':
	case 'Y':
		n *= s.p[s.n - 1] == 'Y' ? 12 : 1;
		if (n > 120)
			return -1;
		months = d.year * 12 + d.month - 1 + n;
		d.year = (int16_t)(months / 12);
		d.month = (uint8_t)(months % 12 + 1);
		most = ou_date_month_days(d.year, d.month);
		d.day = (uint8_t)(d.day > most ? most : d.day);
		return ou_date_days(d);
	default:
		return -1;
	}
}

static int
set_window(struct ou_schedule_desk *x, struct ou_run *run)
{
	const char *length = x->horizon != NULL ? x->horizon : "P4W";
	int32_t since;

	if (x->horizon != NULL && ou_date_given(x->until))
		return usage(run, "--horizon or --until, not both");
	if (ou_date_given(x->since) && ou_date_given(x->until))
		return usage(run, "--since goes with --horizon");
	x->first = ou_date_given(x->start) ? ou_date_days(x->start) :
	    x->now.day;
	x->last = ou_date_given(x->until) ? ou_date_days(x->until) :
	    horizon(x->first, length);
	if (x->last == -1)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--horizon: '%s' is not a duration of at most ten years "
		    "(P4W, P30D, P3M, P1Y)", length);
	if (x->last < x->first || x->last - x->first > HORIZON_DAYS)
		return usage(run, x->last < x->first ?
		    "--until is before the first day" :
		    "--until: at most ten years");
	x->begins = x->first;
	if (ou_date_given(x->since)) {
		since = horizon(ou_date_days(x->since), length);
		if (since >= x->begins)
			x->begins = since + 1;
	}
	return 0;
}

/* --- the book --- */

static int
load_zone(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str location)
{
	const struct ou_warehouse *w = ou_calendars_warehouse(&x->calendars,
	    location);
	struct ou_str name = w != NULL && w->time_zone.n > 0 ?
	    w->time_zone : ou_setting_of_shop(&x->settings,
	    OU_SETTING_TIME_ZONE);

	if (name.n == 0 || !x->slots)
		return 0;
	x->zone = ou_zone_load(&run->arena, name, &run->err);
	return x->zone != NULL ? 0 : -1;
}

/* Stock units are those of the items. */
static int
load_items(struct ou_schedule_desk *x, struct ou_run *run)
{
	const struct ou_contract_row *c;
	uint32_t i;

	for (i = 0; run->store != NULL && i < x->contracts.rows.n; i++) {
		c = ou_rows_at(&x->contracts.rows, i);
		if (c->max_quantity.given)
			return ou_items_load(&x->items, &run->arena,
			    run->book, NULL, &run->err);
	}
	return 0;
}

static int
load_book(struct ou_schedule_desk *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	const char *book = run->book;
	struct ou_err *err = &run->err;
	struct ou_str location;

	if (ou_book_settings(a, book, &x->settings, err) != 0 ||
	    ou_customers_load(&x->customers, a, book, err) != 0 ||
	    ou_partners_load(a, book, &x->partners, err) != 0 ||
	    ou_book_load(a, book, "addresses", NULL, &x->addresses,
	    err) != 0 || ou_carriers_load(&x->carriers, a, book, err) != 0 ||
	    ou_calendars_load(&x->calendars, a, book, err) != 0 ||
	    ou_contracts_load(&x->contracts, a, book, err) != 0 ||
	    ((x->slots || x->overbooked) &&
	    ou_book_load(a, book, "slots", NULL, &x->slot_rows, err) != 0))
		return -1;
	x->addresses_of = ou_index_new(a, &x->addresses,
	    &ou_address_row_table, OU_FIELD(address_row, customer));
	location = ou_setting_of_shop(&x->settings, OU_SETTING_LOCATION);
	x->warehouse = ou_place_warehouse(&x->calendars, &x->settings,
	    location);
	return load_items(x, run) != 0 || load_zone(x, run, location) != 0 ||
	    (x->book_contracts &&
	    ou_contracts_places(&x->contracts, x->addresses_of, err) != 0) ?
	    -1 :
	    ou_place_clock(&x->calendars, a, &x->settings, location,
	    &run->now, &x->now, err);
}

static const char order_view[] = "id documentFunction channel orderNumber "
    "orderDate orderStatus currency pricesIncludeTax customer orderDelivery "
    "references orderedItem allowanceCharges taxes totals holds";

static int
open_store(struct ou_schedule_desk *x, struct ou_run *run)
{
	struct ou_store_options options = { .wait_ms = run->wait_ms,
	    .create = !run->dry_run && !x->overbooked,
	    .read_only = x->overbooked };

	if (x->overbooked && x->book_contracts)
		return usage(run, "--contracts and --overbooked are two "
		    "runs");
	run->idle = x->overbooked || x->book_contracts;
	if (run->store == NULL)
		return x->overbooked ? usage(run, "--overbooked: which "
		    "store?") : 0;
	x->store = ou_store_open(run->store, &options, &run->err);
	if (x->store == NULL)
		return -1;
	ou_store_now(x->store, &run->now);
	if (x->overbooked)
		return 0;
	run->transaction = ou_store_transaction(x->store);
	/* Another window is another question. */
	run->effect_key = ou_str_printf(&run->arena, "%d %d %d%s",
	    x->begins, x->last, x->closed, !x->slots ? "" :
	    x->full == OU_SLOT_FULL_HOLD ? " slots hold" : " slots");
	return 0;
}

int
ou_schedule_begin(struct ou_schedule_desk *x, struct ou_run *run)
{
	if (load_book(x, run) != 0 || set_window(x, run) != 0)
		return -1;
	x->standing = ou_view_new(&run->arena, &ou_standing_order_table, NULL,
	    &run->err);
	x->order = ou_view_new(&run->arena, &ou_order_table, order_view,
	    &run->err);
	x->calls = ou_view_new(&run->arena, &ou_delivery_schedule_table, NULL,
	    &run->err);
	x->called = ou_view_new(&run->arena, &ou_call_off_table, NULL,
	    &run->err);
	x->shipped = ou_view_new(&run->arena, &ou_order_table,
	    "orderedItem.orderItemNumber orderedItem.orderQuantity "
	    "orderedItem.unitCode orderedItem.quantities", &run->err);
	x->booking = ou_view_new(&run->arena, &ou_slot_booking_table, NULL,
	    &run->err);
	return x->standing != NULL && x->order != NULL && x->calls != NULL &&
	    x->called != NULL && x->shipped != NULL && x->booking != NULL ?
	    open_store(x, run) : -1;
}

void
ou_schedule_release(struct ou_schedule_desk *x)
{
	if (x->store != NULL)
		ou_store_close(x->store);
	ou_arena_release(&x->piece);
}

/* --- pieces --- */

int
ou_schedule_piece(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str text, struct ou_record *r, struct ou_order *o)
{
	static const struct ou_record_type types[] = {
		{ "Order", "order", 1, &ou_order_table },
		{ NULL, NULL, 0, NULL },
	};
	char *p;

	ou_arena_reset(&x->piece);
	p = ou_arena_zalloc(&x->piece, text.n + OU_SOURCE_PADDING);
	memcpy(p, text.p, text.n);
	memset(o, 0, sizeof(*o));
	return ou_record_parse(r, &x->piece, ou_str_make(p, text.n), types,
	    NULL, &run->err) != 0 ? -1 : ou_record_load(r, x->order, o,
	    &run->err);
}

struct ou_references *
ou_schedule_references(struct ou_schedule_desk *x, struct ou_order *o)
{
	if (o->references == NULL)
		o->references = ou_arena_zalloc(&x->piece,
		    sizeof(*o->references));
	return o->references;
}

void
ou_schedule_put_references(struct ou_record *r, struct ou_order *o)
{
	if (o->references->node == 0) {
		ou_record_put(r, &ou_order_table, o,
		    OU_FIELD(order, references));
		return;
	}
	ou_record_put(r, &ou_references_table, o->references,
	    OU_FIELD(references, document));
	ou_record_put(r, &ou_references_table, o->references,
	    OU_FIELD(references, release));
	ou_record_put(r, &ou_references_table, o->references,
	    OU_FIELD(references, contract));
}

struct ou_str
ou_schedule_day(struct ou_schedule_desk *x, int32_t day)
{
	char *p = ou_arena_alloc(&x->piece, 10);

	return ou_str_make(p, ou_date_text(p, ou_date_from_days(day)));
}

const struct ou_contract_row *
ou_schedule_contract(const struct ou_schedule_desk *x, struct ou_str contract)
{
	return contract.n == 0 ? NULL : ou_index_find(x->contracts.of,
	    contract);
}

enum ou_answer
ou_schedule_one(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record)
{
	enum ou_answer answer = OU_PASS;

	if (record->table == &ou_standing_order_table)
		answer = ou_schedule_standing(x, run, record);
	else if (record->table == &ou_order_table)
		answer = ou_schedule_order(x, run, record);
	else if (record->table == &ou_delivery_schedule_table)
		answer = ou_schedule_calls(x, run, record);
	return answer;
}

int
ou_schedule_end(struct ou_schedule_desk *x, struct ou_run *run)
{
	return x->book_contracts ? ou_schedule_contracts(x, run) :
	    x->overbooked ? ou_schedule_overbooked(x, run) : 0;
}
