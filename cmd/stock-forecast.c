/*
 * stock-forecast: from what was sold to what will be, and what to order.
 */
#include "ou/desk/forecast.h"
#include "ou/desk/workbook.h"

static struct ou_forecast_desk desk = { .asked = {
	.period = OU_PERIOD_WEEK, .method = OU_FORECAST_AUTO, .reach = 3000,
	.lead_time = 7, .over = 180, .dead = 180, .plots_max = 200,
	.moves_max = 20,
} };

static const struct ou_option options[] = {
	{ 0, "period", OU_PERIOD_CHOICE, OU_OPTION_CHOICE, &desk.asked.period,
	    "what demand is added up over (week)" },
	{ 0, "method", OU_FORECAST_CHOICE, OU_OPTION_CHOICE,
	    &desk.asked.method,
	    "how to forecast (auto: the one that does best)" },
	{ 0, "season", "N", OU_OPTION_COUNT, &desk.asked.season,
	    "periods of a season (7, 52, 12); 1: none" },
	{ 0, "horizon", "N", OU_OPTION_COUNT, &desk.asked.horizon,
	    "periods to forecast (28, 13, 12)" },
	{ 0, "history", "N", OU_OPTION_COUNT, &desk.asked.reach,
	    "periods back to look at (3000)" },
	{ 0, "count", OU_DEMAND_CHOICE, OU_OPTION_CHOICE, &desk.asked.count,
	    "what is demand in records" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &desk.asked.location,
	    "where what names no place was sold" },
	{ 0, "service", "PERCENT", OU_OPTION_DECIMAL, &desk.asked.service,
	    "chance that nothing runs out (95)" },
	{ 0, "lead-time", "DAYS", OU_OPTION_COUNT, &desk.asked.lead_time,
	    "of items without leadTimeDays (7)" },
	{ 0, "review", "DAYS", OU_OPTION_COUNT, &desk.asked.review,
	    "between two looks at the stock (a period)" },
	{ 0, "cover", "DAYS", OU_OPTION_COUNT, &desk.asked.cover,
	    "how long an order should last (review)" },
	{ 0, "overstock", "DAYS", OU_OPTION_COUNT, &desk.asked.over,
	    "stock for longer is too much (180)" },
	{ 0, "dead", "DAYS", OU_OPTION_COUNT, &desk.asked.dead,
	    "stock not asked for so long is dead (180)" },
	{ 0, "plots", "N", OU_OPTION_COUNT, &desk.asked.plots_max,
	    "plots to draw at most, best sellers first (200)" },
	{ 0, "slots", NULL, OU_OPTION_FLAG, &desk.asked.slots,
	    "propose where items should lie instead" },
	{ 0, "moves", "N", OU_OPTION_COUNT, &desk.asked.moves_max,
	    "exchanges of bins at most (20)" },
	OU_OPTION_SHEET,
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_forecast_desk_begin(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	return ou_forecast_desk_record(&desk, run, record);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	return ou_forecast_desk_read(&desk, run, source, process);
}

static int
end(struct ou_run *run)
{
	return ou_forecast_desk_end(&desk, run);
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
