/*
 * pick-list: what to take from which bin for allocated orders, in walking
 * order.
 */
#include <string.h>

#include "ou/book/lookup.h"
#include "ou/cli/command.h"
#include "ou/model/lines.h"
#include "ou/render/wave.h"
#include "ou/rules/picking.h"

static const char *wave_name, *only_zone, *only_location;
static int walk;
static uint64_t picks_max = 1000000;

static const struct ou_option options[] = {
	{ 0, "wave", "NAME", OU_OPTION_TEXT, &wave_name,
	    "name of the wave (the day of --now, -1)" },
	{ 0, "zone", "ZONE", OU_OPTION_TEXT, &only_zone,
	    "only what lies in this zone" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &only_location,
	    "only what is allocated in this warehouse" },
	{ 0, "walk", "serpentine|forward", OU_OPTION_CHOICE, &walk,
	    "how the aisles of a zone are walked" },
	{ 0, "max-picks", "N", OU_OPTION_COUNT, &picks_max,
	    "picks on a printed wave at most (1M)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static struct ou_items items;
static struct ou_picker *picker;
static struct ou_wave wave;
static struct ou_picker_wave plan;

/* The expiry of each lot, from the stock file: bins do not repeat it. */
static struct ou_date
expiry_of(const struct ou_index *by_lot, const struct ou_bin_stock *b)
{
	const struct ou_stock_row *row;

	for (row = b->lot.n != 0 ? ou_index_find(by_lot, b->lot) : NULL;
	    row != NULL; row = ou_index_next(by_lot, row)) {
		if (ou_str_eq(row->sku, b->sku))
			return row->expiry_date;
	}
	return (struct ou_date){ 0, 0, 0 };
}

static void
load_bins(const struct ou_rows *bins)
{
	const struct ou_bin *row;
	struct ou_picker_bin b;
	uint32_t i;

	for (i = 0; i < bins->n; i++) {
		row = (const struct ou_bin *)bins->rows + i;
		b = (struct ou_picker_bin){ row->bin, row->location,
		    row->zone, row->block, row->aisle, row->distance_m,
		    row->level };
		ou_picker_bin(picker, &b);
	}
}

static int
load_stock(struct ou_run *run, const struct ou_rows *bins)
{
	const struct ou_bin_stock *row;
	struct ou_arena *a = &run->arena;
	struct ou_rows stock, rows;
	struct ou_picker_stock s;
	struct ou_index *by_lot;
	uint32_t i;

	if (ou_book_load(a, run->book, "stock", NULL, &stock, &run->err) != 0
	    || ou_book_load(a, run->book, "bin-stock", NULL, &rows,
	    &run->err) != 0)
		return -1;
	by_lot = ou_index_new(a, &stock, &ou_stock_row_table,
	    OU_FIELD(stock_row, lot));
	for (i = 0; i < rows.n; i++) {
		row = (const struct ou_bin_stock *)rows.rows + i;
		s = (struct ou_picker_stock){ row->bin, row->sku, row->lot,
		    row->quantity, expiry_of(by_lot, row),
		    row->pick_face == OU_FLAG_YES };
		if (bins->n == 0)
			ou_picker_bin(picker,
			    &(struct ou_picker_bin){ .bin = row->bin });
		if (ou_date_given(s.expiry) &&
		    ou_date_cmp(s.expiry, run->now.date) < 0)
			continue;
		if (!ou_picker_stock(picker, &s))
			return ou_book_error(&rows, i, "bin", &run->err,
			    OU_DIAG_BOOK_REFERENCE, "bins has no '%.*s'",
			    OU_STR_ARG(row->bin));
	}
	return 0;
}

/* Is the page to be CSV?  -1: no form that we have. */
static int
is_csv(const char *path)
{
	if (ou_str_ends(ou_str_c(path), ".csv"))
		return 1;
	return ou_str_ends(ou_str_c(path), ".txt") ||
	    ou_str_is(ou_str_c(path), "-") ? 0 : -1;
}

static int
begin(struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	struct ou_rows bins;
	char date[10], time[OU_TIME_MAX];
	size_t n;

	if (run->print != NULL && is_csv(run->print) < 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt or .csv",
		    run->print);
	if (run->as != NULL && strcmp(run->as, "csv") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is not csv", run->as);
	if (ou_items_load(&items, a, run->book, NULL, &run->err) != 0 ||
	    ou_book_load(a, run->book, "bins", NULL, &bins, &run->err) != 0)
		return -1;
	picker = ou_picker_new(a, (enum ou_walk)walk);
	load_bins(&bins);
	ou_date_text(date, run->now.date);
	wave.name = wave_name != NULL ? ou_str_c(wave_name)
	    : ou_str_printf(a, "%.4s%.2s%.2s-1", date, date + 5, date + 8);
	plan = (struct ou_picker_wave){ wave.name, ou_str_c(only_zone),
	    ou_str_c(only_location) };
	n = ou_time_text(time, &run->now);
	wave.printed = ou_str_dup(a, (struct ou_str){ time, n });
	return load_stock(run, &bins);
}

/* --- an order --- */

/* Its picks on this wave, for the page. */
static int
note_pick(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l, const struct ou_pick *pick)
{
	struct ou_str sku = pick->sku.n != 0 ? pick->sku : l->product->sku;
	const struct ou_item *item = ou_items_find(&items, sku);
	struct ou_wave_line line;

	if (wave.n >= picks_max)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
		    "a wave of more than %u picks", wave.n);
	memset(&line, 0, sizeof(line));
	line.pick = *pick;
	line.sku = sku;
	/* Our name for it: the partner's may be in another language. */
	if (item != NULL && item->name.n != 0)
		line.name = item->name;
	else if (pick->sku.n == 0)
		line.name = l->product->name;
	if (pick->sku.n == 0)
		line.unit = l->unit;
	else
		line.line_sku = l->product->sku;
	if (line.unit.n == 0)
		line.unit = item != NULL && item->unit.n != 0 ? item->unit
		    : OU_STR("C62");
	line.order = o->number.n != 0 ? o->number : o->id;
	ou_wave_add(&wave, &run->arena, &line);
	return 0;
}

/* Allocated, but in no bin: nobody will find it. */
static void
warn_short(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l, const struct ou_pick *pick)
{
	char text[OU_DECIMAL_MAX];

	ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_STOCK, "order '%.*s' "
	    "line %.*s: %.*s of '%.*s' are allocated and in no bin",
	    OU_STR_ARG(o->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(text, pick->quantity), text,
	    OU_STR_ARG(pick->sku.n != 0 ? pick->sku : l->product->sku));
	ou_run_message(run, OU_WARNING, &run->err);
}

/* Those that an earlier run has put on a wave of this name are shown again. */
static int
note_picks(struct ou_run *run, const struct ou_order *o,
    const struct ou_line_index *index, const struct ou_picker_want *wants,
    uint32_t had)
{
	const struct ou_pick *p;
	uint32_t i, line;

	for (i = 0; i < o->n_picks; i++) {
		p = &o->picks[i];
		line = ou_line_index_find(index, p->line);
		if (line == o->n_lines || wants[line].sku.n == 0)
			continue;
		if (i >= had && p->reason.n != 0)
			warn_short(run, o, &o->lines[line], p);
		if ((run->print != NULL || run->file != NULL) &&
		    ou_str_eq(p->wave, wave.name) &&
		    note_pick(run, o, &o->lines[line], p) != 0)
			return -1;
	}
	return 0;
}

/* What is to be picked of a line, but where and how much; without sku:
 * nothing. */
static int
know_line(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l, struct ou_picker_want *want)
{
	struct ou_str sku;

	if (l->n_allocations == 0 || l->product == NULL ||
	    l->product->sku.n == 0)
		return 0;
	sku = l->product->sku;
	if (!ou_item_factor(&items, ou_items_find(&items, sku), o, l,
	    &want->factor, &want->divisible))
		return ou_err_set(&run->err, OU_ERR_RECORD,
		    OU_DIAG_HOLD_UNIT, "line %.*s: '%.*s' cannot be turned "
		    "into the unit that stock is kept in",
		    OU_STR_ARG(l->number), OU_STR_ARG(l->unit));
	want->sku = sku;
	return 0;
}

/* All that the order can have on the page. */
static int
make_room(struct ou_run *run, const struct ou_order *o)
{
	const struct ou_quantity before = wave.total;
	const struct ou_allocation *x;
	uint32_t i, k, c;
	int r = 0;

	for (i = 0; i < o->n_picks && r == 0; i++)
		r = ou_wave_room(&wave, o->picks[i].quantity, &run->err);
	for (i = 0; i < o->n_lines; i++) {
		for (k = 0; k < o->lines[i].n_allocations && r == 0; k++) {
			x = &o->lines[i].allocations[k];
			r = ou_wave_room(&wave, x->quantity, &run->err);
			for (c = 0; c < x->n_components && r == 0; c++)
				r = ou_wave_room(&wave,
				    x->components[c].quantity, &run->err);
		}
	}
	if (r != 0)
		wave.total = before;
	return r;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_order *o = object;
	struct ou_picker_want *wants;
	struct ou_line_index index;
	uint32_t i, had = o->n_picks;

	if (ou_order_held(o, "ship") != NULL)
		return OU_PASS;
	/* Picks name their line by its number. */
	if (ou_line_index_init(&index, a, o, &run->err) != 0)
		return OU_REJECT;
	/* What is rejected must not be on the wave: look before picking. */
	wants = ou_arena_array(a, o->n_lines, sizeof(*wants));
	ou_items_fetch(&items, o);
	for (i = 0; i < o->n_lines; i++) {
		if (know_line(run, o, &o->lines[i], &wants[i]) != 0)
			return OU_REJECT;
	}
	if (make_room(run, o) != 0)
		return OU_REJECT;
	if (ou_picker_order(picker, a, o, &index, wants, &plan) != 0)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, picks));
	return note_picks(run, o, &index, wants, had) == 0 ? OU_PASS
	    : OU_STOP;
}

static int
write_page(struct ou_run *run, const char *path, bool csv)
{
	struct ou_sink *sink = ou_run_side(run, path);

	if (sink == NULL)
		return -1;
	if (csv)
		ou_wave_csv(&wave, sink);
	else
		ou_wave_print(&wave, &run->arena, sink);
	return 0;
}

static int
end(struct ou_run *run)
{
	ou_wave_sort(&wave);
	if (run->print != NULL &&
	    write_page(run, run->print, is_csv(run->print) == 1) != 0)
		return -1;
	return run->file != NULL ? write_page(run, run->file, true) : 0;
}

static const struct ou_command command = {
	.name = "pick-list",
	.title = "what to pick from which bin, in walking order",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_NO_EXPLAIN,
	.type = "Order",
	.view = "id channel orderNumber customer.id holds picks "
	    "orderedItem.orderItemNumber "
	    "orderedItem.orderQuantity orderedItem.unitCode "
	    "orderedItem.product.sku orderedItem.product.name "
	    "orderedItem.product.gtin orderedItem.product.buyerItemId "
	    "orderedItem.packaging.packQuantity orderedItem.allocations",
	.begin = begin,
	.process = process,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
