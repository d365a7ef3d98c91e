#ifndef OU_RENDER_FORECAST_H
#define OU_RENDER_FORECAST_H

#include "ou/model/forecast.h"
#include "ou/render/text.h"

/*
 * Forecasts for people: the report, and plots.
 */
struct ou_forecast_report {
	const struct ou_forecast_record *const *rows;
	uint32_t n;
	const struct ou_purchase_proposal *proposals;	/* by supplier */
	uint32_t n_proposals;
	struct ou_str printed;		/* when */
};

/* A line an item and place, then what to order by supplier, what there is
 * too much of, what nobody asks for, and totals. */
void ou_forecast_print(const struct ou_forecast_report *f,
    struct ou_arena *a, struct ou_sink *sink);

/* What is drawn in front of a forecast. */
struct ou_forecast_plot {
	const struct ou_forecast_record *record;
	/* history, oldest first, up to the forecast's first period */
	const struct ou_quantity *history;
	uint32_t n;
	struct ou_date first;		/* first day of the oldest */
};

/**
 * ou_forecast_svg(plots, n, sink):
 * Draw history, forecast and the interval that it lies in eight of ten times,
 * one panel a plot, below each other.
 */
void ou_forecast_svg(const struct ou_forecast_plot *plots, uint32_t n,
    struct ou_sink *sink);

/* Where items should lie: an exchange of bins a line, and what it saves. */
struct ou_slot_report {
	const struct ou_slot_move *moves;
	uint32_t n;
	struct ou_quantity before, after;	/* metres */
	uint32_t orders;		/* walked */
	struct ou_str printed;
};

void ou_slots_print(const struct ou_slot_report *s, struct ou_arena *a,
    struct ou_sink *sink);

#endif
