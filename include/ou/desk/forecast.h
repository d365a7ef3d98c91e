#ifndef OU_DESK_FORECAST_H
#define OU_DESK_FORECAST_H

#include "ou/base/seen.h"
#include "ou/book/demand.h"
#include "ou/book/restock.h"
#include "ou/cli/command.h"
#include "ou/rules/plan.h"
#include "ou/rules/slotting.h"

/*
 * What stock-forecast does: history from records and sales, the book, and the
 * rules of forecasting and slotting, brought together.
 */
struct ou_forecast_desk {
	/* asked for */
	struct ou_plan_options rules;
	enum ou_demand_basis count;
	const char *location;		/* of what names none; NULL: the
					 * settings' */
	int64_t lead_days;		/* of items that name none */
	uint32_t reach;			/* periods back */
	bool slots;			/* bins instead of forecasts */
	uint32_t plots_max, moves_max;
	bool into_folder;		/* --print is one */
	struct ou_sink *print_sink, *file_sink;	/* NULL: not asked for */
	/* of the book */
	struct ou_settings settings;
	struct ou_items items;
	struct ou_restocks restocks;
	/* its own */
	struct ou_history *history;
	struct ou_slotter *slotter;
	struct ou_seen seen;
	struct ou_view *view;
	struct ou_str place;
	struct ou_str last_order;
	bool counted, others;		/* records that count, and do not */
};

/* Load what the book says.  0, or -1 with run->err. */
int ou_forecast_desk_open(struct ou_forecast_desk *d, struct ou_run *run);

/* A record of any type: history is taken in, what is none goes on. */
enum ou_answer ou_forecast_desk_record(struct ou_forecast_desk *d,
    struct ou_run *run, struct ou_record *record);

/**
 * ou_forecast_desk_sale(d, run, sale, order, date, age, err):
 * A row of sales.  Rows next to each other with the same ${order} are picked
 * in one walk; without ${date} it is of the period of that ${age}.  0, or 1
 * with ${err}: refuse it.
 */
int ou_forecast_desk_sale(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_demand *sale, struct ou_str order, struct ou_date date,
    uint32_t age, struct ou_err *err);

/* Write forecasts and proposals, their report and plots; or, from the
 * orders, what should lie elsewhere.  0, or -1 with run->err. */
int ou_forecast_desk_write(struct ou_forecast_desk *d, struct ou_run *run);
int ou_forecast_desk_slots(struct ou_forecast_desk *d, struct ou_run *run);

/* Make all forecasts.  0, or -1 with run->err. */
int ou_forecast_desk_plan(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_plans *to);

#endif
