#include <string.h>

#include "forecast.h"
#include "ou/io/file.h"
#include "ou/render/forecast.h"
#include "ou/rules/purchase.h"

/* What comes out of it: records, reports and plots. */

/* Who buys is the shop itself; NULL where its settings do not say who that
 * is. */
static struct ou_buyer *
ourselves(struct ou_arena *a, const struct ou_seller *s)
{
	struct ou_buyer *b;

	if (s == NULL || (s->name.n == 0 && s->gln.n == 0))
		return NULL;
	b = ou_arena_zalloc(a, sizeof(*b));
	b->type = OU_STR("Organization");
	b->name = s->name;
	b->gln = s->gln;
	b->vat_id = s->vat_id;
	return b;
}

/* The same as orders to the suppliers. */
static int
write_orders(const struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_plans *all)
{
	struct ou_buyer *buyer = ourselves(&run->arena, d->settings.seller);
	const struct ou_record_type *type = ou_record_type_find(
	    OU_STR("Order"));
	struct ou_order *orders;
	uint32_t i, n;

	if (ou_purchase_orders(&run->arena, all->proposals, all->n_proposals,
	    &orders, &n, &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		orders[i].customer = buyer;
		if (ou_run_write_struct(run, type, &orders[i]) != 0)
			return -1;
	}
	return 0;
}

static int
write_proposals(const struct ou_forecast_desk *d,
    struct ou_run *run, const struct ou_plans *all)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("PurchaseProposal"));
	struct ou_writer *w;
	uint32_t i;
	int x = 0;

	if (run->emit != NULL && strcmp(run->emit, "Order") == 0) {
		if (write_orders(d, run, all) != 0)
			return -1;
	} else for (i = 0; i < all->n_proposals && run->emit != NULL; i++) {
		if (ou_run_write_struct(run, type, &all->proposals[i]) != 0)
			return -1;
	}
	if (d->file_sink == NULL)
		return 0;
	w = ou_writer_new(d->file_sink, OU_STREAM_CSV, type);
	for (i = 0; i < all->n_proposals && x == 0; i++)
		x = ou_writer_struct(w, type, &all->proposals[i], &run->err);
	ou_writer_free(w);
	return x;
}

static void
make_plot(const struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_plan *p, struct ou_forecast_plot *plot)
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
		plot->first = ou_date_from_days(ou_history_start(d->history,
		    (int64_t)row->n - 1));
}

/* Best sellers first. */
static int
draw(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_plans *all)
{
	const uint64_t most = d->asked.plots_max;
	uint32_t n = all->n < most ? all->n : (uint32_t)most, i;
	const struct ou_forecast_record *r;
	struct ou_forecast_plot *plots;
	struct ou_sink *sink;

	plots = ou_arena_array(&run->arena, n, sizeof(*plots));
	for (i = 0; i < n; i++) {
		make_plot(d, run, &all->plans[all->ranked[i].item], &plots[i]);
		if (!d->into_folder)
			continue;
		r = plots[i].record;
		sink = ou_folder_open(&d->folder, run, run->print,
		    ou_str_printf(&run->arena, "%.*s%s%.*s", OU_STR_ARG(r->sku),
		    r->location.n != 0 ? "_" : "", OU_STR_ARG(r->location)),
		    ".svg");
		if (sink == NULL)
			return -1;
		ou_forecast_svg(&plots[i], 1, sink);
	}
	if (!d->into_folder)
		ou_forecast_svg(plots, n, d->print_sink);
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
print(struct ou_forecast_desk *d, struct ou_run *run,
    const struct ou_plans *all)
{
	const struct ou_forecast_record **rows;
	struct ou_forecast_report report;
	struct ou_sink *sink = d->print_sink;
	uint32_t i;

	if (d->into_folder || ou_str_ends(ou_str_c(run->print), ".svg")) {
		if (draw(d, run, all) != 0)
			return -1;
		if (!d->into_folder)
			return 0;
		if ((sink = ou_folder_open(&d->folder, run, run->print,
		    OU_STR("report"), ".txt")) == NULL)
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

int
ou_forecast_desk_write(struct ou_forecast_desk *d, struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("Forecast"));
	struct ou_plans all;
	uint32_t i;

	if (ou_forecast_desk_plan(d, run, &all) != 0)
		return -1;
	for (i = 0; i < all.n; i++) {
		if (ou_run_write_struct(run, type,
		    &all.plans[i].record) != 0)
			return -1;
	}
	if (write_proposals(d, run, &all) != 0)
		return -1;
	return run->print != NULL ? print(d, run, &all) : 0;
}

int
ou_forecast_desk_slots(struct ou_forecast_desk *d, struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("SlotMove"));
	struct ou_slot_result result;
	struct ou_slot_report report;
	struct ou_slot_move *moves;
	uint32_t i;

	ou_slotter_run(d->slotter, (uint32_t)d->asked.moves_max,
	    &result);
	moves = ou_arena_array(&run->arena, result.n, sizeof(*moves));
	for (i = 0; i < result.n; i++) {
		ou_slot_move(&run->arena, &result.steps[i], &moves[i]);
		if (ou_run_write_struct(run, type, &moves[i]) != 0)
			return -1;
	}
	report = (struct ou_slot_report){ moves, result.n, result.before,
	    result.after, result.orders, now_text(run) };
	if (d->print_sink != NULL)
		ou_slots_print(&report, &run->arena, d->print_sink);
	return 0;
}
