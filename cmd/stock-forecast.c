/*
 * stock-forecast: from what was sold to what will be, and what to order.
 */
#include <string.h>

#include "ou/desk/forecast.h"
#include "ou/formats/sales.h"
#include "ou/io/file.h"
#include "ou/render/forecast.h"

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
	{ 0, "season", "N", OU_OPTION_SIZE, &season,
	    "periods of a season (7, 52, 12); 1: none" },
	{ 0, "horizon", "N", OU_OPTION_SIZE, &horizon,
	    "periods to forecast (28, 13, 12)" },
	{ 0, "history", "N", OU_OPTION_SIZE, &reach,
	    "periods back to look at (3000)" },
	{ 0, "count", OU_DEMAND_CHOICE, OU_OPTION_CHOICE, &count,
	    "what is demand in records" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &location,
	    "where what names no place was sold" },
	{ 0, "service", "PERCENT", OU_OPTION_DECIMAL, &service,
	    "chance that nothing runs out (95)" },
	{ 0, "lead-time", "DAYS", OU_OPTION_SIZE, &lead_time,
	    "of items without leadTimeDays (7)" },
	{ 0, "review", "DAYS", OU_OPTION_SIZE, &review,
	    "between two looks at the stock (a period)" },
	{ 0, "cover", "DAYS", OU_OPTION_SIZE, &cover,
	    "how long an order should last (review)" },
	{ 0, "overstock", "DAYS", OU_OPTION_SIZE, &over,
	    "stock for longer is too much (180)" },
	{ 0, "dead", "DAYS", OU_OPTION_SIZE, &dead,
	    "stock not asked for so long is dead (180)" },
	{ 0, "plots", "N", OU_OPTION_SIZE, &plots_max,
	    "plots to draw at most, best sellers first (200)" },
	{ 0, "slots", NULL, OU_OPTION_FLAG, &slots,
	    "propose where items should lie instead" },
	{ 0, "moves", "N", OU_OPTION_SIZE, &moves_max,
	    "exchanges of bins at most (20)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static struct ou_forecast_desk desk;
static bool broken, into_folder;
static struct ou_sink *print_sink, *file_sink;

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

	into_folder = run->print != NULL && ou_file_is_folder(run->print);
	if (print.n != 0 && !into_folder && !ou_str_is(print, "-") &&
	    !ou_str_ends(print, ".txt") && !ou_str_ends(print, ".svg"))
		return usage(run, "print", run->print,
		    "a folder and does not end in .txt or .svg");
	if (run->emit != NULL && strcmp(run->emit, "PurchaseProposal") != 0)
		return usage(run, "emit", run->emit, "PurchaseProposal");
	if (run->as != NULL && strcmp(run->as, "csv") != 0)
		return usage(run, "as", run->as, "csv");
	if (slots && (run->emit != NULL || run->file != NULL))
		return usage(run, "slots", run->emit != NULL ? "--emit"
		    : "--file", "an option that goes with it");
	if (slots && (into_folder || ou_str_ends(print, ".svg")))
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
}

static int
begin(struct ou_run *run)
{
	if (check_options(run) != 0)
		return -1;
	set_desk(run);
	if (ou_forecast_desk_open(&desk, run) != 0)
		return -1;
	if (run->print != NULL && !into_folder &&
	    (print_sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL &&
	    (file_sink = ou_run_side(run, run->file)) == NULL)
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

static int
input(struct ou_run *run, struct ou_source *source)
{
	bool shipment = count == OU_DEMAND_SHIPMENTS;
	bool csv = run->from != NULL && strcmp(run->from, "csv") == 0;
	bool json = run->from != NULL ? strcmp(run->from, "json") == 0
	    : is_json(source, &run->err);
	int x;

	if (json || csv)
		x = ou_run_stream(run, source, csv ? OU_STREAM_CSV
		    : OU_STREAM_JSONL, shipment ? "Shipment" : "Order",
		    NULL, take_record);
	else
		x = read_sales(run, source);
	if (x != 0)
		broken = true;
	return x;
}

/* --- the forecast --- */

static int
write_proposals(struct ou_run *run, const struct ou_plans *all)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("PurchaseProposal"));
	struct ou_writer *w;
	uint32_t i;
	int x = 0;

	for (i = 0; i < all->n_proposals && run->emit != NULL; i++) {
		if (ou_run_write_struct(run, type, &all->proposals[i]) != 0)
			return -1;
	}
	if (file_sink == NULL)
		return 0;
	w = ou_writer_new(file_sink, OU_STREAM_CSV, type);
	for (i = 0; i < all->n_proposals && x == 0; i++)
		x = ou_writer_struct(w, type, &all->proposals[i], &run->err);
	ou_writer_free(w);
	return x;
}

static void
make_plot(struct ou_run *run, const struct ou_plan *p,
    struct ou_forecast_plot *plot)
{
	const struct ou_history_row *row = p->row;
	struct ou_quantity *v;
	uint32_t k;

	v = ou_arena_array(&run->arena, row->n, sizeof(*v));
	for (k = 0; k < row->n; k++)
		v[k] = row->v[row->n - 1 - k];
	*plot = (struct ou_forecast_plot){ .record = &p->record,
	    .history = v, .n = row->n };
	if (row->n != 0)
		plot->first = ou_date_from_days(ou_history_start(desk.history,
		    (int64_t)row->n - 1));
}

static struct ou_sink *
open_in(struct ou_run *run, struct ou_str name)
{
	return ou_run_side(run, ou_path_join(&run->arena, run->print,
	    ou_path_safe(&run->arena, name)));
}

/* Best sellers first. */
static int
draw(struct ou_run *run, const struct ou_plans *all)
{
	uint32_t n = all->n < plots_max ? all->n : (uint32_t)plots_max, i;
	const struct ou_forecast_record *r;
	struct ou_forecast_plot *plots;
	struct ou_sink *sink;

	plots = ou_arena_array(&run->arena, n, sizeof(*plots));
	for (i = 0; i < n; i++) {
		make_plot(run, &all->plans[all->ranked[i].item], &plots[i]);
		if (!into_folder)
			continue;
		r = plots[i].record;
		sink = open_in(run, ou_str_printf(&run->arena, "%.*s%s%.*s"
		    ".svg", OU_STR_ARG(r->sku), r->location.n != 0 ? "_"
		    : "", OU_STR_ARG(r->location)));
		if (sink == NULL)
			return -1;
		ou_forecast_svg(&plots[i], 1, sink);
	}
	if (!into_folder)
		ou_forecast_svg(plots, n, print_sink);
	return 0;
}

static struct ou_str
now_text(struct ou_run *run)
{
	char time[OU_TIME_MAX];

	return ou_str_dup(&run->arena, (struct ou_str){ time,
	    ou_time_text(time, &run->now) });
}

static int
print(struct ou_run *run, const struct ou_plans *all)
{
	const struct ou_forecast_record **rows;
	struct ou_forecast_report report;
	struct ou_sink *sink = print_sink;
	uint32_t i;

	if (into_folder || ou_str_ends(ou_str_c(run->print), ".svg")) {
		if (draw(run, all) != 0)
			return -1;
		if (!into_folder)
			return 0;
		if ((sink = open_in(run, OU_STR("report.txt"))) == NULL)
			return -1;
	}
	rows = ou_arena_array(&run->arena, all->n, sizeof(*rows));
	for (i = 0; i < all->n; i++)
		rows[i] = &all->plans[i].record;
	report = (struct ou_forecast_report){ rows, all->n, all->proposals,
	    all->n_proposals, now_text(run) };
	ou_forecast_print(&report, &run->arena, sink);
	return 0;
}

static int
forecast(struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("Forecast"));
	struct ou_plans all;
	uint32_t i;

	if (ou_forecast_desk_plan(&desk, run, &all) != 0)
		return -1;
	for (i = 0; i < all.n; i++) {
		if (ou_run_write_struct(run, type,
		    &all.plans[i].record) != 0)
			return -1;
	}
	if (write_proposals(run, &all) != 0)
		return -1;
	return run->print != NULL ? print(run, &all) : 0;
}

/* --- slots --- */

static int
propose_slots(struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("SlotMove"));
	struct ou_slot_result result;
	struct ou_slot_report report;
	struct ou_slot_move *moves;
	uint32_t i;

	ou_slotter_run(desk.slotter, (uint32_t)moves_max, &result);
	moves = ou_arena_array(&run->arena, result.n, sizeof(*moves));
	for (i = 0; i < result.n; i++) {
		ou_slot_move(&run->arena, &result.steps[i], &moves[i]);
		if (ou_run_write_struct(run, type, &moves[i]) != 0)
			return -1;
	}
	report = (struct ou_slot_report){ moves, result.n, result.before,
	    result.after, result.orders, now_text(run) };
	if (print_sink != NULL)
		ou_slots_print(&report, &run->arena, print_sink);
	return 0;
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
	return slots ? propose_slots(run) : forecast(run);
}

static const struct ou_command command = {
	.name = "stock-forecast",
	.title = "from what was sold to what will be, and what to order",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_NO_EXPLAIN |
	    OU_EVERY_TYPE | OU_OWN_FORMS,
	.type = "Forecast",
	.formats = "json|csv|sales|series",
	.begin = begin,
	.input = input,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
