/*
 * Forecasting: figures worked out elsewhere, periods, orders.
 */
#include "ou/model/calendar.h"
#include "ou/base/date.h"
#include "ou/rules/forecast.h"
#include "ou/rules/history.h"
#include "ou/rules/replenish.h"
#include "unit.h"

#define M 1000000

/* Quantiles of the Poisson and negative binomial distributions, by summing
 * their terms with exact fractions. */
static void
test_quantile(void)
{
	static const struct {
		double mean, variance, level;
		int want;
	} table[] = {
		{ 0, 0, 0.95, 0 },
		{ 1, 1, 0.5, 1 },
		{ 1, 1, 0.95, 3 },
		{ 4, 4, 0.95, 8 },
		{ 4, 4, 0.99, 9 },
		{ 10, 10, 0.95, 15 },
		{ 100, 100, 0.95, 117 },
		{ 2, 1, 0.95, 5 },	/* below the mean: Poisson */
		{ 2, 4, 0.95, 6 },	/* r 2, p 1/2 */
		{ 2, 4, 0.5, 1 },
		{ 2, 4, 0.51, 2 },
		{ 1, 2, 0.95, 4 },	/* r 1: geometric, 1 - 2^-(k+1) */
		{ 1, 2, 0.97, 5 },
		{ 1, 2, 0.6, 1 },
		{ 9, 90, 0.99, 43 },	/* r 1, p 1/10: 1 - 0.9^(k+1) */
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ROW("%g %g %g", table[i].mean, table[i].variance,
		    table[i].level);
		CHECK_INT(ou_forecast_quantile(table[i].mean,
		    table[i].variance, table[i].level), table[i].want);
	}
}

static void
test_profile(void)
{
	static const struct {
		double v[12];
		int pattern;
	} table[] = {
		{ { 5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5, 4 },
		    OU_PATTERN_SMOOTH },
		{ { 1, 30, 1, 2, 1, 40, 1, 1, 2, 1, 50, 1 },
		    OU_PATTERN_ERRATIC },
		{ { 5, 0, 0, 5, 0, 5, 0, 0, 5, 0, 0, 5 },
		    OU_PATTERN_INTERMITTENT },
		{ { 1, 0, 0, 50, 0, 1, 0, 0, 1, 0, 0, 1 },
		    OU_PATTERN_LUMPY },
		{ { 0 }, OU_PATTERN_NONE },
	};
	struct ou_forecast_profile p;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ROW("%zu", i);
		ou_forecast_profile(table[i].v, 12, &p);
		CHECK_INT(p.pattern, table[i].pattern);
	}
}

static void
test_periods(void)
{
	static const struct {
		struct ou_date date, week, month;
	} table[] = {
		{ { 2026, 11, 26 }, { 2026, 11, 23 }, { 2026, 11, 1 } },
		{ { 2026, 11, 23 }, { 2026, 11, 23 }, { 2026, 11, 1 } },
		{ { 2026, 11, 22 }, { 2026, 11, 16 }, { 2026, 11, 1 } },
		{ { 2024, 2, 29 }, { 2024, 2, 26 }, { 2024, 2, 1 } },
		{ { 2027, 1, 1 }, { 2026, 12, 28 }, { 2027, 1, 1 } },
		{ { 1969, 12, 31 }, { 1969, 12, 29 }, { 1969, 12, 1 } },
		{ { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } },
	};
	int32_t day;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ROW("%d-%d-%d", table[i].date.year, table[i].date.month,
		    table[i].date.day);
		day = ou_date_days(table[i].date);
		CHECK_INT(ou_period_start(OU_PERIOD_DAY,
		    ou_period_of(OU_PERIOD_DAY, day)), day);
		CHECK_INT(ou_period_start(OU_PERIOD_WEEK,
		    ou_period_of(OU_PERIOD_WEEK, day)),
		    ou_date_days(table[i].week));
		CHECK_INT(ou_period_start(OU_PERIOD_MONTH,
		    ou_period_of(OU_PERIOD_MONTH, day)),
		    ou_date_days(table[i].month));
	}
}

static void
test_calendar(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_calendar c = { NULL, 0, 0 };
	static const int32_t closed[] = { 12, 10, 11, 12, 20 };
	size_t i;

	for (i = 0; i < 5; i++)
		ou_calendar_close(&c, &a, closed[i]);
	ou_calendar_sort(&c);
	CHECK_INT(c.n, 4);
	CHECK_INT(ou_calendar_closed(&c, 11), 1);
	CHECK_INT(ou_calendar_closed(&c, 13), 0);
	CHECK_INT(ou_calendar_closed(NULL, 11), 0);
	CHECK_INT(ou_calendar_next(&c, 10), 13);
	CHECK_INT(ou_calendar_next(&c, 13), 13);
	CHECK_INT(ou_calendar_open_days(&c, 8, 15), 4);
	CHECK_INT(ou_calendar_open_days(&c, 8, 10), 2);
	CHECK_INT(ou_calendar_open_days(&c, 9, 9), 0);
	CHECK_INT(ou_calendar_open_days(NULL, 8, 15), 7);
	ou_arena_release(&a);
}

static void
test_replenish(void)
{
	static const struct {
		int on_hand, reserved, backordered, incoming, point, up_to,
		    minimum, multiple, want;
	} table[] = {
		{ 100, 0, 0, 0, 50, 80, 0, 0, 0 },
		{ 50, 0, 0, 0, 50, 80, 0, 0, 30 },
		{ 50, 0, 0, 0, 50, 80, 0, 12, 36 },
		{ 50, 0, 0, 0, 50, 80, 40, 0, 40 },
		{ 50, 0, 0, 0, 50, 80, 40, 12, 48 },
		{ 50, 10, 0, 10, 50, 80, 0, 0, 30 },
		{ 60, 5, 20, 0, 50, 80, 0, 0, 45 },
		{ 60, 0, 0, 20, 50, 80, 0, 0, 0 },
		{ 0, 0, 0, 0, 0, 0, 10, 0, 0 },
		{ 3, 0, 0, 0, 5, 3, 10, 0, 0 },
	};
	struct ou_replenish r;
	struct ou_quantity q;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ROW("%zu", i);
		r = (struct ou_replenish){
		    ou_quantity_of(table[i].on_hand),
		    ou_quantity_of(table[i].reserved),
		    ou_quantity_of(table[i].backordered),
		    ou_quantity_of(table[i].incoming),
		    ou_quantity_of(table[i].point),
		    ou_quantity_of(table[i].up_to),
		    ou_quantity_of(table[i].minimum),
		    ou_quantity_of(table[i].multiple) };
		CHECK_INT(ou_replenish_quantity(&r, &q, NULL), 0);
		CHECK_INT(q.v, (int64_t)table[i].want * M);
	}
	r.on_hand.v = INT64_MIN;
	CHECK_INT(ou_replenish_quantity(&r, &q, NULL), -1);
}

static void
test_rank(void)
{
	/* 50 and 30 are the first 80 of 100; 15 leads to 95. */
	struct ou_ranked r[] = { { 4, 0, 0 }, { 50, 1, 0 }, { 0, 2, 0 },
	    { 15, 3, 0 }, { 30, 4, 0 }, { 1, 5, 0 }, { -3, 6, 0 } };
	static const struct { uint32_t item; char class; } want[] = {
		{ 1, 'A' }, { 4, 'A' }, { 3, 'B' }, { 0, 'C' }, { 5, 'C' },
		{ 2, 'C' }, { 6, 'C' },
	};
	size_t i;

	ou_rank(r, 7);
	for (i = 0; i < 7; i++) {
		CHECK_INT(r[i].item, want[i].item);
		CHECK_INT(r[i].class, want[i].class);
	}
	ou_rank(NULL, 0);
}

/* A pattern that repeats is found and goes on, also on a slope. */
static void
test_season(void)
{
	static const double pattern[] = { 10, 40, 25, 5 };
	struct ou_arena a = OU_ARENA_INIT;
	double v[40], out[8], d;
	int i, m;

	for (i = 0; i < 40; i++)
		v[i] = 100 + pattern[i % 4] + i;
	for (m = OU_FORECAST_SES; m <= OU_FORECAST_MEAN; m++) {
		ROW("%s", ou_forecast_name((enum ou_forecast_method)m));
		CHECK_INT(ou_forecast_method_run(&a,
		    (enum ou_forecast_method)m, v, 40, 4, 8, out), 4);
		d = out[1] - out[3];
		CHECK(d > 25 && d < 45);
	}
	CHECK_INT(ou_forecast_method_run(&a, OU_FORECAST_MEAN, v, 11, 4, 8,
	    out), 1);
	ou_arena_release(&a);
}

static void
test_history(void)
{
	struct ou_date today = { 2026, 11, 26 };
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_history *h = ou_history_new(&a, OU_PERIOD_WEEK,
	    ou_date_days(today), 10);
	struct ou_history_row *r = ou_history_row(h, OU_STR("A"),
	    OU_STR("X")), **rows;
	int32_t monday = ou_date_days(today) - 3;
	uint32_t n;

	CHECK(r == ou_history_row(h, OU_STR("A"), OU_STR("X")));
	CHECK(r != ou_history_row(h, OU_STR("A"), OU_STR_NONE));
	CHECK_INT(ou_history_add(h, r, monday, ou_quantity_of(9), NULL), 0);
	CHECK_INT(ou_history_add(h, r, monday + 99, ou_quantity_of(9), NULL),
	    0);
	CHECK_INT(ou_history_add(h, r, monday - 1, ou_quantity_of(2), NULL),
	    1);
	CHECK_INT(ou_history_add(h, r, monday - 7, ou_quantity_of(3), NULL),
	    1);
	CHECK_INT(ou_history_add(h, r, monday - 70, ou_quantity_of(4), NULL),
	    1);
	CHECK_INT(ou_history_add(h, r, monday - 71, ou_quantity_of(4), NULL),
	    0);
	CHECK_INT(r->n, 10);
	CHECK_INT(r->v[0].v, 5 * M);
	CHECK_INT(r->v[9].v, 4 * M);
	CHECK_INT(ou_history_start(h, 0), monday - 7);
	CHECK_INT(ou_history_start(h, -1), monday);
	CHECK(ou_history_knows(h, OU_STR("X")));
	CHECK(!ou_history_knows(h, OU_STR("Y")));
	rows = ou_history_rows(h, &n);
	CHECK_INT(n, 2);
	CHECK(rows[1] == r);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_quantile);
	RUN(test_profile);
	RUN(test_periods);
	RUN(test_calendar);
	RUN(test_replenish);
	RUN(test_rank);
	RUN(test_season);
	RUN(test_history);
	return (UNIT_DONE());
}
