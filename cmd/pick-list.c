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
	{ 0, "max-picks", "N", OU_OPTION_SIZE, &picks_max,
	    "picks on a printed wave at most (1M)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static struct ou_items items;
static struct ou_picker *picker;
static struct ou_wave wave;
static uint32_t wave_cap;

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
	n = ou_time_text(time, &run->now);
	wave.printed = ou_str_dup(a, (struct ou_str){ time, n });
	return load_stock(run, &bins);
}

/* --- the wave's page --- */

static int
note_pick(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l, const struct ou_pick *pick)
{
	struct ou_arena *a = &run->arena;
	const struct ou_item *item = ou_items_find(&items, l->product->sku);
	struct ou_wave_line *to;

	if (run->print == NULL && run->file == NULL)
		return 0;
	if (wave.n >= picks_max)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
		    "a wave of more than %u picks", wave.n);
	if (wave.n == wave_cap) {
		wave_cap = wave_cap == 0 ? 256 : wave_cap * 2;
		wave.lines = ou_arena_extend(a, wave.lines,
		    wave.n * sizeof(*wave.lines),
		    wave_cap * sizeof(*wave.lines));
	}
	to = &wave.lines[wave.n++];
	memset(to, 0, sizeof(*to));
	to->pick = *pick;
	to->pick.line = ou_str_dup(a, pick->line);
	to->pick.location = ou_str_dup(a, pick->location);
	to->pick.bin = ou_str_dup(a, pick->bin);
	to->pick.zone = ou_str_dup(a, pick->zone);
	to->pick.lot = ou_str_dup(a, pick->lot);
	to->pick.reason = ou_str_dup(a, pick->reason);
	to->sku = ou_str_dup(a, l->product->sku);
	/* Our name for it: the partner's may be in another language. */
	to->name = ou_str_dup(a, item != NULL && item->name.n != 0
	    ? item->name : l->product->name);
	to->unit = ou_str_dup(a, l->unit.n != 0 ? l->unit : item != NULL &&
	    item->unit.n != 0 ? item->unit : OU_STR("C62"));
	to->order = ou_str_dup(a, o->number.n != 0 ? o->number : o->id);
	return 0;
}

/* --- an order --- */

struct walker {
	struct ou_run *run;
	struct ou_order *order;
	struct ou_pick *picks;		/* those it had, then the new ones */
	uint32_t n, cap;
};

static int
add_pick(struct walker *w, const struct ou_order_line *l,
    struct ou_pick *pick)
{
	pick->wave = wave.name;
	pick->line = l->number;
	if (w->n == w->cap) {
		w->cap = w->cap * 2 + 8;
		w->picks = ou_arena_extend(&w->run->record_arena, w->picks,
		    w->n * sizeof(*pick), w->cap * sizeof(*pick));
	}
	w->picks[w->n++] = *pick;
	return note_pick(w->run, w->order, l, pick);
}

/* Allocated, but in no bin: nobody will find it. */
static int
add_short(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *want, struct ou_quantity missing)
{
	char text[OU_DECIMAL_MAX];
	struct ou_pick pick;

	memset(&pick, 0, sizeof(pick));
	pick.location = want->location;
	pick.lot = want->lot;
	pick.quantity = missing;
	pick.picked = ou_quantity_of(0);
	pick.reason = OU_STR("short");
	ou_err_set(&w->run->err, OU_ERR_RECORD, OU_DIAG_STOCK, "order '%.*s' "
	    "line %.*s: %.*s of '%.*s' are allocated and in no bin",
	    OU_STR_ARG(w->order->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(text, missing), text,
	    OU_STR_ARG(want->sku));
	ou_run_message(w->run, OU_WARNING, &w->run->err);
	return add_pick(w, l, &pick);
}

static int
pick_part(struct walker *w, const struct ou_order_line *l,
    const struct ou_picker_want *want)
{
	struct ou_quantity missing = { 0, false };
	struct ou_pick *picks, whole;
	uint32_t n, i;

	if (ou_picker_empty(picker)) {
		memset(&whole, 0, sizeof(whole));
		whole.location = want->location;
		whole.lot = want->lot;
		whole.quantity = want->quantity;
		picks = &whole;
		n = 1;
	} else
		missing = ou_picker_take(picker, &w->run->record_arena, want,
		    &picks, &n);
	for (i = 0; i < n; i++) {
		if (only_zone != NULL && !ou_str_is(picks[i].zone, only_zone))
			continue;
		if (add_pick(w, l, &picks[i]) != 0)
			return -1;
	}
	/* What is missing is known when all zones are looked at. */
	if (missing.v > 0 && only_zone == NULL)
		return add_short(w, l, want, missing);
	return 0;
}

/* What earlier runs have planned for the line: it counts, stands in its bin
 * until somebody has picked it, and is shown again on a wave of that name. */
static int
earlier_picks(struct walker *w, const struct ou_order_line *l,
    struct ou_picker_want *want, int64_t *planned)
{
	const struct ou_order *o = w->order;
	const struct ou_pick *p;
	uint32_t i;

	*planned = 0;
	for (i = 0; i < o->n_picks; i++) {
		p = &o->picks[i];
		if (!ou_str_eq(p->line, l->number))
			continue;
		if (__builtin_add_overflow(*planned, p->quantity.v, planned))
			*planned = INT64_MAX;
		want->location = p->location;
		want->lot = p->lot;
		want->quantity = p->quantity;
		if (!p->picked.given && p->bin.n != 0)
			ou_picker_count(picker, want, p->bin);
		if (ou_str_eq(p->wave, wave.name) &&
		    note_pick(w->run, o, l, p) != 0)
			return -1;
	}
	return 0;
}

/* What is to be picked of a line, but where and how much; without sku:
 * nothing. */
static int
know_line(struct walker *w, const struct ou_order_line *l,
    struct ou_picker_want *want)
{
	struct ou_str sku;

	if (l->n_allocations == 0 || l->product == NULL ||
	    l->product->sku.n == 0)
		return 0;
	sku = l->product->sku;
	if (!ou_item_factor(&items, ou_items_find(&items, sku), w->order, l,
	    &want->factor, &want->divisible))
		return ou_err_set(&w->run->err, OU_ERR_RECORD,
		    OU_DIAG_HOLD_UNIT, "line %.*s: '%.*s' cannot be turned "
		    "into the unit that stock is kept in",
		    OU_STR_ARG(l->number), OU_STR_ARG(l->unit));
	want->sku = sku;
	return 0;
}

static int
pick_line(struct walker *w, const struct ou_order_line *l,
    struct ou_picker_want *want)
{
	const struct ou_allocation *x;
	int64_t planned, part;
	uint32_t i;

	if (want->sku.n == 0)
		return 0;
	if (earlier_picks(w, l, want, &planned) != 0)
		return -1;
	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (x->backorder == OU_FLAG_YES)
			continue;
		part = planned < x->quantity.v ? planned : x->quantity.v;
		planned -= part;
		want->location = x->location;
		want->lot = x->lot;
		want->quantity = (struct ou_quantity){ x->quantity.v - part,
		    true };
		if (want->quantity.v <= 0 || (only_location != NULL &&
		    !ou_str_is(x->location, only_location)))
			continue;
		if (pick_part(w, l, want) != 0)
			return -1;
	}
	return 0;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct walker w = { .run = run, .order = o };
	struct ou_picker_want *wants;
	struct ou_line_index index;
	uint32_t i;

	if (ou_order_held(o, "ship") != NULL)
		return OU_PASS;
	/* Picks name their line by its number. */
	if (ou_line_index_init(&index, &run->record_arena, o, &run->err) != 0)
		return OU_REJECT;
	/* What is rejected must not be on the wave: look before picking. */
	wants = ou_arena_array(&run->record_arena, o->n_lines,
	    sizeof(*wants));
	for (i = 0; i < o->n_lines; i++) {
		if (know_line(&w, &o->lines[i], &wants[i]) != 0)
			return OU_REJECT;
	}
	w.n = w.cap = o->n_picks;
	w.picks = o->picks;
	for (i = 0; i < o->n_lines; i++) {
		if (pick_line(&w, &o->lines[i], &wants[i]) != 0)
			return run->err.kind == OU_ERR_RECORD ? OU_REJECT
			    : OU_STOP;
	}
	if (w.n == o->n_picks)
		return OU_PASS;
	o->picks = w.picks;
	o->n_picks = w.n;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, picks));
	return OU_PASS;
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
