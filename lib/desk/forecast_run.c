#include <string.h>

#include "forecast.h"
#include "ou/io/file.h"

/* The run: options and documents, and the end. */

static int
usage(struct ou_run *run, const char *option, const char *text,
    const char *what)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: '%s' is not %s", option, text, what);
}

static int
check_names(struct ou_forecast_desk *d, struct ou_run *run)
{
	const bool slots = d->asked.slots;
	struct ou_str print = ou_str_c(run->print);

	d->into_folder = run->print != NULL && ou_file_is_folder(run->print);
	if (print.n != 0 && !d->into_folder && !ou_str_is(print, "-") &&
	    !ou_str_ends(print, ".txt") && !ou_str_ends(print, ".svg"))
		return usage(run, "print", run->print,
		    "a folder and does not end in .txt or .svg");
	if (run->emit != NULL && strcmp(run->emit, "PurchaseProposal") != 0 &&
	    strcmp(run->emit, "Order") != 0)
		return usage(run, "emit", run->emit,
		    "PurchaseProposal or Order");
	if (run->as != NULL && strcmp(run->as, "csv") != 0)
		return usage(run, "as", run->as, "csv");
	if (slots && (run->emit != NULL || run->file != NULL))
		return usage(run, "slots", run->emit != NULL ? "--emit"
		    : "--file", "an option that goes with it");
	if (slots && (d->into_folder || ou_str_ends(print, ".svg")))
		return usage(run, "print", run->print,
		    "a text file, which --slots needs");
	return 0;
}

static void
fill_in(struct ou_forecast_asked *o)
{
	static const uint64_t seasons[] = { 7, 52, 12 };
	static const uint64_t horizons[] = { 28, 13, 12 };
	static const uint64_t reviews[] = { 1, 7, 30 };

	o->season = o->season != 0 ? o->season : seasons[o->period];
	o->horizon = o->horizon != 0 ? o->horizon : horizons[o->period];
	o->review = o->review != 0 ? o->review : reviews[o->period];
	o->cover = o->cover != 0 ? o->cover : o->review;
	if (o->service.n == 0)
		o->service = OU_STR("95");
}

static int
check_ranges(const struct ou_forecast_asked *o, struct ou_run *run)
{
	const struct {
		const char *option;
		uint64_t v;
		unsigned least, most;
	} ranges[] = {
		{ "season", o->season, 1, 1000 },
		{ "horizon", o->horizon, 1, 1000 },
		{ "history", o->reach, 1, 100000 },
		{ "lead-time", o->lead_time, 0, 1000 },
		{ "review", o->review, 1, 1000 },
		{ "cover", o->cover, 1, 1000 },
		{ "overstock", o->over, 1, 10000 },
		{ "dead", o->dead, 1, 10000 },
		{ "plots", o->plots_max, 1, 900 },
		{ "moves", o->moves_max, 1, 100000 },
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (ranges[i].v < ranges[i].least ||
		    ranges[i].v > ranges[i].most)
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "option --%s: a number from %u to "
			    "%u is expected", ranges[i].option,
			    ranges[i].least, ranges[i].most);
	}
	return 0;
}

static int
set_rules(struct ou_forecast_desk *d, struct ou_run *run)
{
	const struct ou_forecast_asked *o = &d->asked;

	d->rules = (struct ou_plan_options){
		.period = (enum ou_period)o->period,
		.method = (enum ou_forecast_method)o->method,
		.season = (unsigned)o->season,
		.horizon = (unsigned)o->horizon,
		.today = ou_date_days(run->now.date),
		.review_days = (int64_t)o->review,
		.cover_days = (int64_t)o->cover,
		.over_days = (int64_t)o->over,
		.dead_days = (int64_t)o->dead,
	};
	if (ou_rate_parse(&d->rules.service, o->service, NULL) == 0 &&
	    d->rules.service.v >= 50000000 && d->rules.service.v <= 99990000)
		return 0;
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "option "
	    "--service: a percentage from 50 to 99.99 is expected");
}

int
ou_forecast_desk_begin(struct ou_forecast_desk *d, struct ou_run *run)
{
	fill_in(&d->asked);
	if (check_ranges(&d->asked, run) != 0 || set_rules(d, run) != 0 ||
	    check_names(d, run) != 0 || ou_forecast_desk_open(d, run) != 0)
		return -1;
	if (run->print != NULL && !d->into_folder &&
	    (d->print_sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL &&
	    (d->file_sink = ou_run_side(run, run->file)) == NULL)
		return -1;
	return 0;
}

int
ou_forecast_desk_end(struct ou_forecast_desk *d, struct ou_run *run)
{
	if (d->broken)
		return ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_STOCK,
		    "nothing is forecast, because a history was not read to "
		    "its end");
	if (d->others && !d->counted)
		ou_run_say(run, OU_WARNING, OU_DIAG_FILTERED, "there are "
		    "only %s, which do not count: see --count",
		    d->asked.count == OU_DEMAND_SHIPMENTS ? "Orders"
		    : "Shipments");
	return d->asked.slots ? ou_forecast_desk_slots(d, run)
	    : ou_forecast_desk_write(d, run);
}
