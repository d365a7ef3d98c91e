#include <string.h>

#include "ou/rules/plan.h"
#include "private.h"

/*
 * Where estimates become figures of the trade: rounded here, once, and exact
 * from here on.
 */
#define LOW 0.1
#define HIGH 0.9
#define TRIALS_LEAST 4
#define NEW_PERIODS 4

/* --- rounding --- */

/* To so many steps of a unit, half away from zero; what is too large for a
 * quantity is the largest one. */
static struct ou_quantity
steps(double x, int64_t step, bool up)
{
	const double most = 9e12;
	double scaled = (x < -most ? -most : x > most ? most : x) *
	    (double)(1000000 / step);
	int64_t whole = (int64_t)scaled;
	double rest = scaled - (double)whole;

	if (up)
		whole += rest > 1e-6;
	else
		whole += (rest >= 0.5) - (rest <= -0.5);
	return (struct ou_quantity){ whole * step, true };
}

static struct ou_quantity
rounded(double x)
{
	return steps(x, 1000, false);
}

static struct ou_quantity
whole_up(double x)
{
	return steps(x, 1000000, true);
}

static struct ou_quantity
whole(double x)
{
	return steps(x, 1000000, false);
}

static double
units(struct ou_quantity q)
{
	return (double)q.v / 1e6;
}

/* --- forecasting --- */

/* Which part of a period is open. */
static double
open_part(const struct ou_plans *all, const struct ou_plan *p, int64_t age)
{
	int32_t from = ou_history_start(all->history, age);
	int32_t to = ou_history_start(all->history, age - 1);

	return (double)ou_calendar_open_days(p->restock.calendar, from, to) /
	    (double)(to - from);
}

/* How many periods must be looked ahead. */
static uint32_t
horizon_of(const struct ou_plan_options *o, const struct ou_plan *p)
{
	static const int64_t days[] = { 1, 7, 28 };
	int64_t n = (p->restock.lead_days + o->review_days + o->cover_days) /
	    days[o->period] + 2;

	return n > o->horizon ? (uint32_t)n : o->horizon;
}

void
ou_plan_forecast(struct ou_arena *a, struct ou_arena *scratch,
    const struct ou_plans *all, struct ou_plan *p)
{
	const struct ou_plan_options *o = &all->options;
	const struct ou_history_row *row = p->row;
	struct ou_forecast_options options = { o->method, o->season,
	    horizon_of(o, p), o->horizon };
	double *v = ou_arena_array(scratch, row->n, sizeof(*v)), part;
	uint32_t i, at;

	for (i = 0; i < row->n; i++) {
		at = row->n - 1 - i;
		v[i] = row->v[at].v > 0 ? units(row->v[at]) : 0;
		if (p->restock.calendar == NULL)
			continue;
		part = open_part(all, p, at);
		if (part > 0.1)
			v[i] /= part;
		else if (i > 0)
			v[i] = v[i - 1];
	}
	ou_forecast_run(a, scratch, v, row->n, &options, &p->forecast);
	for (i = 0; i < p->forecast.horizon; i++) {
		if (p->restock.calendar == NULL)
			break;
		part = open_part(all, p, -1 - (int64_t)i);
		p->forecast.values[i] *= part;
		p->forecast.deviations[i] *= part;
	}
}

void
ou_plan_pool(struct ou_arena *a, struct ou_plan *all, uint32_t n)
{
	struct ou_forecast **each = ou_arena_array(a, n, sizeof(*each));
	uint32_t i;

	for (i = 0; i < n; i++)
		each[i] = &all[i].forecast;
	ou_forecast_pool(each, n);
}

/* --- what follows --- */

/* Demand from today until ${days} later, and how many periods that is. */
static double
demand_of(const struct ou_plans *all, const struct ou_plan *p, int64_t days,
    double *periods)
{
	const struct ou_plan_options *o = &all->options;
	const struct ou_calendar *calendar = p->restock.calendar;
	double sum = 0, part, share, last = 0;
	int32_t from, to, start, end, until = o->today + (int32_t)days;
	uint32_t i;

	*periods = 0;
	for (i = 0; i < p->forecast.horizon; i++) {
		start = ou_history_start(all->history, -1 - (int64_t)i);
		end = ou_history_start(all->history, -2 - (int64_t)i);
		from = start > o->today ? start : o->today;
		to = end < until ? end : until;
		if (to <= from)
			continue;
		share = ou_calendar_open_days(calendar, start, end);
		part = share > 0 ? ou_calendar_open_days(calendar, from,
		    to) / share : 0;
		sum += p->forecast.values[i] * part;
		*periods += (double)(to - from) / (double)(end - start);
		last = p->forecast.values[i] / (double)(end - start);
	}
	/* Beyond what was forecast it goes on as at its end. */
	end = ou_history_start(all->history, -1 - (int64_t)p->forecast.horizon);
	if (until > end)
		sum += last * (double)(until - end);
	return sum;
}

/* Errors of several periods add up, the more so the more of a surprise
 * stays in the level. */
static double
variance_of(const struct ou_forecast *f, double n)
{
	double one = f->sigma * f->sigma, alpha = f->alpha;

	if (n <= 1)
		return one * n;
	return one * n * (1 + alpha * (n - 1) +
	    alpha * alpha * (n - 1) * (2 * n - 1) / 6);
}

static void
fill_values(struct ou_arena *a, const struct ou_plans *all,
    const struct ou_plan *p, struct ou_forecast_record *r)
{
	const struct ou_plan_options *o = &all->options;
	const struct ou_forecast *f = &p->forecast;
	struct ou_forecast_value *to;
	double variance;
	uint32_t i;

	r->n_values = o->horizon;
	r->values = ou_arena_array(a, o->horizon, sizeof(*r->values));
	for (i = 0; i < o->horizon; i++) {
		to = &r->values[i];
		to->from = ou_date_from_days(ou_history_start(all->history,
		    -1 - (int64_t)i));
		to->quantity = rounded(f->values[i]);
		variance = f->deviations[i] * f->deviations[i];
		to->low = rounded(ou_forecast_quantile(f->values[i], variance,
		    LOW));
		to->high = rounded(ou_forecast_quantile(f->values[i],
		    variance, HIGH));
	}
}

static void
fill_scores(struct ou_arena *a, const struct ou_plan *p,
    struct ou_forecast_record *r)
{
	const struct ou_forecast *f = &p->forecast;
	const struct ou_forecast_score *s;
	int m;

	if (f->backtested < TRIALS_LEAST)
		return;
	r->backtest = ou_arena_array(a, OU_FORECAST_METHODS,
	    sizeof(*r->backtest));
	for (m = 0; m < OU_FORECAST_METHODS; m++) {
		s = &f->scores[m];
		if (!s->tried)
			continue;
		r->backtest[r->n_backtest++] = (struct ou_forecast_trial){
		    .method = ou_str_c(ou_forecast_name(
		    (enum ou_forecast_method)m)), .error = rounded(s->error),
		    .bias = rounded(s->bias) };
	}
	r->error = rounded(f->scores[f->method].error);
	r->bias = rounded(f->scores[f->method].bias);
	r->naive_error = rounded(f->scores[OU_FORECAST_NAIVE].error);
}

static void
fill_history(const struct ou_plans *all, const struct ou_plan *p,
    struct ou_forecast_record *r)
{
	static const char *const patterns[] = { NULL, "smooth", "erratic",
	    "intermittent", "lumpy" };
	const struct ou_history_row *row = p->row;
	const struct ou_forecast_profile *f = &p->forecast.profile;
	uint32_t i;

	r->demand = (struct ou_quantity){ row->sum.v, true };
	for (i = 0; i < row->n; i++) {
		if (row->v[i].v > 0 && !ou_date_given(r->last))
			r->last = ou_date_from_days(ou_history_start(
			    all->history, i));
	}
	r->periods = (struct ou_integer){ row->n, true };
	r->mean = rounded(f->mean);
	r->pattern = ou_str_c(patterns[f->pattern]);
	if (f->pattern != OU_PATTERN_NONE)
		r->xyz = f->cv2 <= 0.25 ? OU_STR("X") : f->cv2 <= 1
		    ? OU_STR("Y") : OU_STR("Z");
	r->method = ou_str_c(ou_forecast_name(p->forecast.method));
	r->season = (struct ou_integer){ p->forecast.season,
	    p->forecast.season > 1 };
}

/* How long the stock lasts, and what is too much of it. */
static int
fill_cover(const struct ou_plans *all, const struct ou_plan *p,
    struct ou_forecast_record *r, struct ou_err *err)
{
	struct ou_quantity there, most;
	double periods, yearly = demand_of(all, p, 365, &periods), days;

	if (ou_quantity_sub(&there, r->on_hand, r->reserved, err) != 0 ||
	    ou_quantity_sub(&there, there, r->backordered, err) != 0)
		return -1;
	if (there.v <= 0)
		return 0;
	if (yearly > 0) {
		days = units(there) / yearly * 365;
		r->cover_days = (struct ou_integer){
		    days < 36500 ? (int64_t)days : 36500, true };
	}
	most = whole_up(demand_of(all, p, all->options.over_days, &periods));
	if (ou_quantity_add(&most, most, r->safety, err) != 0)
		return -1;
	if (most.v < r->order_up_to.v)
		most.v = r->order_up_to.v;
	if (there.v > most.v)
		return ou_quantity_sub(&r->excess, there, most, err);
	return 0;
}

static struct ou_str
status_of(const struct ou_plan_options *o, const struct ou_plan *p,
    const struct ou_forecast_record *r)
{
	bool old = !ou_date_given(r->last) || ou_date_days(r->last) <
	    o->today - o->dead_days;

	if (old && r->on_hand.v > 0)
		return OU_STR("dead");
	if (!p->restock.active)
		return OU_STR("inactive");
	if (r->proposed.v > 0)
		return OU_STR("order");
	if (r->excess.v > 0)
		return OU_STR("over");
	return p->row->n < NEW_PERIODS ? OU_STR("new") : OU_STR("ok");
}

static int
fill_proposal(const struct ou_plan *p, struct ou_forecast_record *r,
    struct ou_err *err)
{
	struct ou_replenish in = { r->on_hand, r->reserved, r->backordered,
	    r->incoming, r->reorder_point, r->order_up_to,
	    p->restock.minimum, p->restock.multiple };
	struct ou_quantity q;

	if (!p->restock.active || !r->on_hand.given || r->order_up_to.v == 0)
		return 0;
	if (ou_replenish_quantity(&in, &q, err) != 0)
		return -1;
	if (q.v > 0)
		r->proposed = q;
	return 0;
}

int
ou_plan_fill(struct ou_arena *a, const struct ou_plans *all,
    struct ou_plan *p, struct ou_err *err)
{
	const struct ou_plan_options *o = &all->options;
	struct ou_forecast_record *r = &p->record;
	int64_t days = p->restock.lead_days + o->review_days;
	double mean, variance, point, more, periods, unused;

	fill_history(all, p, r);
	mean = demand_of(all, p, days, &periods);
	variance = variance_of(&p->forecast, periods);
	point = ou_forecast_quantile(mean, variance,
	    (double)o->service.v / 1e8);
	more = demand_of(all, p, days + o->cover_days, &unused) - mean;
	r->on_hand = p->restock.on_hand;
	r->reserved = p->restock.reserved;
	r->incoming = p->restock.incoming;
	r->backordered = p->row->backordered;
	r->lead_days = (struct ou_integer){ p->restock.lead_days, true };
	r->review_days = (struct ou_integer){ o->review_days, true };
	r->service = o->service;
	r->expected = rounded(mean);
	r->deviation = rounded(ou_forecast_sqrt(variance));
	r->reorder_point = whole_up(point);
	r->order_up_to = whole_up(point + more);
	r->safety = whole(point - mean > 0 ? point - mean : 0);
	fill_values(a, all, p, r);
	fill_scores(a, p, r);
	if (fill_proposal(p, r, err) != 0 || fill_cover(all, p, r, err) != 0)
		return -1;
	r->status = status_of(o, p, r);
	return 0;
}
