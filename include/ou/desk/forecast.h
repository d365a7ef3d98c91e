#ifndef OU_DESK_FORECAST_H
#define OU_DESK_FORECAST_H

#include "ou/base/seen.h"
#include "ou/book/demand.h"
#include "ou/book/restock.h"
#include "ou/cli/command.h"
#include "ou/desk/folder.h"
#include "ou/rules/plan.h"
#include "ou/rules/slotting.h"

/*
 * What stock-forecast does: history from records and sales, the book, and the
 * rules of forecasting and slotting, brought together.
 */
struct ou_forecast_asked {
	int period, method, count;	/* enums of these names */
	uint64_t season, horizon, review, cover;	/* 0: by the period */
	uint64_t reach;			/* periods back */
	uint64_t lead_time;		/* of items that name none */
	uint64_t over, dead;
	uint64_t plots_max, moves_max;
	bool slots;			/* bins instead of forecasts */
	struct ou_str service;		/* absent: 95 */
	const char *location;		/* of what names none; NULL: the
					 * settings' */
};

struct ou_forecast_desk {
	struct ou_forecast_asked asked;
	/* its own */
	struct ou_plan_options rules;
	bool into_folder;		/* --print is one */
	struct ou_folder folder;
	struct ou_sink *print_sink, *file_sink;	/* NULL: not asked for */
	struct ou_settings settings;
	struct ou_items items;
	struct ou_restocks restocks;
	struct ou_history *history;
	struct ou_slotter *slotter;
	struct ou_seen seen;
	struct ou_view *view;
	struct ou_str place;
	struct ou_str last_order;
	bool counted, others;		/* records that count, and do not */
	bool broken;			/* a history was cut off */
};

/* Look at the options, load the book, open what is written.  0, or -1 with
 * run->err. */
int ou_forecast_desk_begin(struct ou_forecast_desk *d, struct ou_run *run);

/* Take in a history: sales, a series, EDI reports, or records, which go to
 * ${process} of the command.  0, or -1 with run->err. */
int ou_forecast_desk_read(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_source *source, enum ou_answer (*process)(struct ou_run *run,
	struct ou_record *record, void *object));

/* A record of any type: history is taken in, what is none goes on. */
enum ou_answer ou_forecast_desk_record(struct ou_forecast_desk *d,
    struct ou_run *run, struct ou_record *record);

/* Write forecasts and proposals, their report and plots; or, from the
 * orders, what should lie elsewhere.  0, or -1 with run->err. */
int ou_forecast_desk_end(struct ou_forecast_desk *d, struct ou_run *run);

#endif
