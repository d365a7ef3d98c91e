#ifndef OU_LIB_DESK_FORECAST_H
#define OU_LIB_DESK_FORECAST_H

#include "ou/desk/forecast.h"

/* forecast.c: load what the book says.  0, or -1 with run->err. */
int ou_forecast_desk_open(struct ou_forecast_desk *d, struct ou_run *run);

/**
 * ou_forecast_desk_sale(d, run, sale, order, date, age, err):
 * A row of sales.  Rows next to each other with the same ${order} are picked
 * in one walk; without ${date} it is of the period of that ${age}.  0, or 1
 * with ${err}: refuse it.
 */
int ou_forecast_desk_sale(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_demand *sale, struct ou_str order, struct ou_date date,
    uint32_t age, struct ou_err *err);

/* Make all forecasts.  0, or -1 with run->err. */
int ou_forecast_desk_plan(struct ou_forecast_desk *d, struct ou_run *run,
    struct ou_plans *to);

/* forecast_write.c: what is written of forecasts, or of bins. */
int ou_forecast_desk_write(struct ou_forecast_desk *d, struct ou_run *run);
int ou_forecast_desk_slots(struct ou_forecast_desk *d, struct ou_run *run);

#endif
