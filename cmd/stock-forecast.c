/*
 * stock-forecast: from what was sold to what will be, and what to order.
 */
#include <string.h>

#include "ou/desk/forecast.h"
#include "ou/desk/workbook.h"
#include "ou/formats/reported.h"
#include "ou/io/file.h"

static int period = OU_PERIOD_WEEK, method = OU_FORECAST_AUTO, count;
static uint64_t season, horizon, reach = 3000, lead_time = 7, review, cover;
static uint64_t over = 180, dead = 180, plots_max = 200, moves_max = 20;
static bool slots;
static struct ou_str service;
static const char *location;

static const struct ou_option options[] = {
	{ 0, "period", OU_PERIOD_CHOICE, OU_OPTION_CHOICE, &period,
	    "what demand is added up over (week)" },
	{ 0, "method", OU_FORECAST_CHOICE, OU_OPTION_CHOICE, &method,
	    "how to forecast (auto: the one that does best)" },
	{ 0, "season", "N", OU_OPTION_COUNT, &season,
	    "periods of a season (7, 52, 12); 1: none" },
	{ 0, "horizon", "N", OU_OPTION_COUNT, &horizon,
	    "periods to forecast (28, 13, 12)" },
	{ 0, "history", "N", OU_OPTION_COUNT, &reach,
	    "periods back to look at (3000)" },
	{ 0, "count", OU_DEMAND_CHOICE, OU_OPTION_CHOICE, &count,
	    "what is demand in records" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &location,
	    "where what names no place was sold" },
	{ 0, "service", "PERCENT", OU_OPTION_DECIMAL, &service,
	    "chance that nothing runs out (95)" },
	{ 0, "lead-time", "DAYS", OU_OPTION_COUNT, &lead_time,
	    "of items without leadTimeDays (7)" },
	{ 0, "review", "DAYS", OU_OPTION_COUNT, &review,
	    "between two looks at the stock (a period)" },
	{ 0, "cover", "DAYS", OU_OPTION_COUNT, &cover,
	    "how long an order should last (review)" },
	{ 0, "overstock", "DAYS", OU_OPTION_COUNT, &over,
	    "stock for longer is too much (180)" },
	{ 0, "dead", "DAYS", OU_OPTION_COUNT, &dead,
	    "stock not asked for so long is dead (180)" },
	{ 0, "plots", "N", OU_OPTION_COUNT, &plots_max,
	    "plots to draw at most, best sellers first (200)" },
	{ 0, "slots", NULL, OU_OPTION_FLAG, &slots,
	    "propose where items should lie instead" },
	{ 0, "moves", "N", OU_OPTION_COUNT, &moves_max,
	    "exchanges of bins at most (20)" },
	OU_OPTION_SHEET,
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static struct ou_forecast_desk desk;
static bool broken;

/* --- options --- */

static int
usage(struct ou_run *run, const char *option, const char *text,
    const char *what)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: '%s' is not %s", option, text, what);
}

static int
check_names(struct ou_run *run)
{
	struct ou_str print = ou_str_c(run->print);

	desk.into_folder = run->print != NULL && ou_file_is_folder(run->print);
	if (print.n != 0 && !desk.into_folder && !ou_str_is(print, "-") &&
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
	if (slots && (desk.into_folder || ou_str_ends(print, ".svg")))
		return usage(run, "print", run->print,
		    "a text file, which --slots needs");
	return 0;
}

static int
in_range(struct ou_run *run, const char *option, uint64_t v, uint64_t least,
    uint64_t most)
{
	if (v >= least && v <= most)
		return 0;
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --%s: a number from %u to %u is expected", option,
	    (unsigned)least, (unsigned)most);
}

static int
check_options(struct ou_run *run)
{
	static const uint64_t seasons[] = { 7, 52, 12 };
	static const uint64_t horizons[] = { 28, 13, 12 };
	static const uint64_t reviews[] = { 1, 7, 30 };

	season = season != 0 ? season : seasons[period];
	horizon = horizon != 0 ? horizon : horizons[period];
	review = review != 0 ? review : reviews[period];
	cover = cover != 0 ? cover : review;
	if (in_range(run, "season", season, 1, 1000) != 0 ||
	    in_range(run, "horizon", horizon, 1, 1000) != 0 ||
	    in_range(run, "history", reach, 1, 100000) != 0 ||
	    in_range(run, "lead-time", lead_time, 0, 1000) != 0 ||
	    in_range(run, "review", review, 1, 1000) != 0 ||
	    in_range(run, "cover", cover, 1, 1000) != 0 ||
	    in_range(run, "overstock", over, 1, 10000) != 0 ||
	    in_range(run, "dead", dead, 1, 10000) != 0 ||
	    in_range(run, "plots", plots_max, 1, 900) != 0 ||
	    in_range(run, "moves", moves_max, 1, 100000) != 0)
		return -1;
	if (service.n == 0)
		service = OU_STR("95");
	if (ou_rate_parse(&desk.rules.service, service, NULL) != 0 ||
	    desk.rules.service.v < 50000000 || desk.rules.service.v > 99990000)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --service: a percentage from 50 to 99.99 is "
		    "expected");
	return check_names(run);
}

static void
set_desk(struct ou_run *run)
{
	struct ou_plan_options *o = &desk.rules;

	o->period = (enum ou_period)period;
	o->method = (enum ou_forecast_method)method;
	o->season = (unsigned)season;
	o->horizon = (unsigned)horizon;
	o->today = ou_date_days(run->now.date);
	o->review_days = (int64_t)review;
	o->cover_days = (int64_t)cover;
	o->over_days = (int64_t)over;
	o->dead_days = (int64_t)dead;
	desk.count = (enum ou_demand_basis)count;
	desk.location = location;
	desk.lead_days = (int64_t)lead_time;
	desk.reach = (uint32_t)reach;
	desk.slots = slots;
	desk.plots_max = (uint32_t)plots_max;
	desk.moves_max = (uint32_t)moves_max;
}

static int
begin(struct ou_run *run)
{
	if (check_options(run) != 0)
		return -1;
	set_desk(run);
	if (ou_forecast_desk_open(&desk, run) != 0)
		return -1;
	if (run->print != NULL && !desk.into_folder &&
	    (desk.print_sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL &&
	    (desk.file_sink = ou_run_side(run, run->file)) == NULL)
		return -1;
	return 0;
}

/* --- reading --- */

static enum ou_answer
take_record(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	return ou_forecast_desk_record(&desk, run, record);
}

static int
take_sale(void *arg, const struct ou_sale *s, struct ou_err *err)
{
	struct ou_demand d = { .sku = s->sku, .location = s->location,
	    .quantity = s->quantity };

	return ou_forecast_desk_sale(&desk, arg, &d, s->order, s->date,
	    s->age, err);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	return ou_run_reject(arg, reject);
}

static int
read_sales(struct ou_run *run, struct ou_source *source)
{
	struct ou_sales_import im;
	int x;

	memset(&im, 0, sizeof(im));
	im.format = run->from;
	im.arg = run;
	im.sale = take_sale;
	im.reject = take_reject;
	x = ou_sales_read(&im, source, &run->err);
	run->records += im.rows;
	ou_arena_release(&im.arena);
	return x;
}

/* What partners report in EDI messages. */
static int
read_reports(struct ou_run *run, struct ou_source *source,
    enum ou_edi_family family)
{
	struct ou_partners partners;
	struct ou_reported told;
	int x;

	memset(&told, 0, sizeof(told));
	if (ou_partners_load(&run->arena, run->book, &partners,
	    &run->err) != 0)
		return -1;
	told.exchange.arena = &run->arena;
	told.exchange.partners = &partners;
	told.exchange.im.year = run->now.date.year;
	told.items = &desk.items;
	told.arg = run;
	told.sale = take_sale;
	told.reject = take_reject;
	x = ou_reported_read(&told, source, family, &run->err);
	run->records += told.messages;
	ou_arena_release(&told.exchange.im.arena);
	return x;
}

/* Records begin with a brace, tables do not; and nothing is no table. */
static bool
is_json(struct ou_source *source, struct ou_err *err)
{
	struct ou_str head = ou_source_fill(source, 64, err);

	if (head.p == NULL)
		return false;
	head = ou_str_trim(head);
	return head.n == 0 || head.p[0] == '{';
}

static bool
is_edi(struct ou_run *run, struct ou_source *source,
    enum ou_edi_family *family)
{
	struct ou_str head = ou_source_fill(source, 512, &run->err);

	return head.p != NULL && ou_reported_is(head, family) &&
	    (run->from == NULL || strcmp(run->from, "edi") == 0);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	bool shipment = count == OU_DEMAND_SHIPMENTS;
	bool csv = run->from != NULL && strcmp(run->from, "csv") == 0;
	bool json = run->from != NULL ? strcmp(run->from, "json") == 0
	    : is_json(source, &run->err);
	enum ou_edi_family family;
	int x;

	if (json || csv)
		x = ou_run_stream(run, source, csv ? OU_STREAM_CSV
		    : OU_STREAM_JSONL, shipment ? "Shipment" : "Order",
		    NULL, take_record);
	else if (is_edi(run, source, &family))
		x = read_reports(run, source, family);
	else
		x = read_sales(run, source);
	if (x != 0)
		broken = true;
	return x;
}

static int
end(struct ou_run *run)
{
	if (broken)
		return ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_STOCK,
		    "nothing is forecast, because a history was not read to "
		    "its end");
	if (desk.others && !desk.counted) {
		ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_FILTERED, "there "
		    "are only %s, which do not count: see --count",
		    count == OU_DEMAND_SHIPMENTS ? "Orders" : "Shipments");
		ou_run_message(run, OU_WARNING, &run->err);
	}
	return slots ? ou_forecast_desk_slots(&desk, run)
	    : ou_forecast_desk_write(&desk, run);
}

static const struct ou_command command = {
	.name = "stock-forecast",
	.title = "from what was sold to what will be, and what to order",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_NO_EXPLAIN |
	    OU_EVERY_TYPE | OU_OWN_FORMS,
	.type = "Forecast",
	.formats = "json|csv|sales|series|edi",
	.begin = begin,
	.input = input,
	.workbook = ou_desk_workbook,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
