#ifndef OU_RULES_PLAN_H
#define OU_RULES_PLAN_H

#include "ou/model/forecast.h"
#include "ou/model/restock.h"
#include "ou/rules/forecast.h"
#include "ou/rules/history.h"
#include "ou/rules/replenish.h"

/*
 * From history to what should be in stock: the forecast of an item in a
 * place, and the exact figures that follow from it.
 *
 * What is ordered next time is there after the review and the lead time.
 * Until then demand is expected, with an error that grows with the time; the
 * reorder point is the quantile of the negative binomial distribution with
 * that mean and variance at the service wanted.  Order up to: that, and what
 * is expected while the order should last (cover).
 *
 * Closed days: demand is counted by the open days of a period, and expected
 * by those of the periods ahead.  A period without any open day says nothing.
 */
struct ou_plan_options {
	enum ou_period period;
	enum ou_forecast_method method;
	unsigned season;
	unsigned horizon;		/* periods to show */
	int32_t today;
	struct ou_rate service;		/* above 0, below 100 */
	int64_t review_days;
	int64_t cover_days;
	int64_t over_days;		/* stock for longer is too much */
	int64_t dead_days;		/* stock without demand for longer */
};

struct ou_plan {
	/* from the caller */
	const struct ou_history_row *row;
	struct ou_restock restock;
	/* made by ou_plans_make */
	struct ou_forecast forecast;
	struct ou_forecast_record record;
};

struct ou_plans {
	/* from the caller */
	struct ou_plan_options options;
	const struct ou_history *history;
	struct ou_plan *plans;
	uint32_t n;
	bool costs;			/* value is at cost; else units */
	/* made by ou_plans_make */
	struct ou_ranked *ranked;	/* the best sellers first */
	struct ou_purchase_proposal *proposals;	/* by supplier, item, place */
	uint32_t n_proposals;
};

/**
 * ou_plans_make(a, p, err):
 * Forecast all, first each alone, then what slow sellers say together; class
 * them by what was sold in a year; fill the records and propose what to
 * order.  Texts are borrowed.  0, or -1 with OU_DIAG_OVERFLOW and the item in
 * err.field.
 */
int ou_plans_make(struct ou_arena *a, struct ou_plans *p,
    struct ou_err *err);

/* The parts of it: estimates, and the figures that follow. */
void ou_plan_forecast(struct ou_arena *a, struct ou_arena *scratch,
    const struct ou_plans *all, struct ou_plan *p);
void ou_plan_pool(struct ou_arena *a, struct ou_plan *all, uint32_t n);
int ou_plan_fill(struct ou_arena *a, const struct ou_plans *all,
    struct ou_plan *p, struct ou_err *err);

#endif
