#include <string.h>

#include "pick.h"

const char ou_pick_desk_view[] = "id channel orderNumber customer.id holds "
    "picks orderedItem.orderItemNumber "
    "orderedItem.orderQuantity orderedItem.unitCode "
    "orderedItem.product.sku orderedItem.product.name "
    "orderedItem.product.gtin orderedItem.product.buyerItemId "
    "orderedItem.packaging.packQuantity "
    "orderedItem.quantities.shipped orderedItem.allocations";

/* --- options --- */

/* Is the page to be CSV?  -1: no form that we have. */
static int
is_csv(const char *path)
{
	if (ou_str_ends(ou_str_c(path), ".csv"))
		return 1;
	return ou_str_ends(ou_str_c(path), ".txt") ||
	    ou_str_is(ou_str_c(path), "-") ? 0 : -1;
}

static void
name_wave(struct ou_pick_desk *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	char date[10], time[OU_TIME_MAX];
	size_t n = ou_time_text(time, &run->now);

	ou_date_text(date, run->now.date);
	x->wave.name = x->wave_name != NULL ? ou_str_c(x->wave_name)
	    : ou_str_printf(a, "%.4s%.2s%.2s-1", date, date + 5, date + 8);
	x->wave.printed = ou_str_dup(a, (struct ou_str){ time, n });
	x->plan = (struct ou_picker_wave){ x->wave.name, ou_str_c(x->zone),
	    ou_str_c(x->location) };
}

int
ou_pick_desk_begin(struct ou_pick_desk *x, struct ou_run *run)
{
	if (run->print != NULL && is_csv(run->print) < 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt or .csv",
		    run->print);
	if (run->as != NULL && strcmp(run->as, "csv") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is not csv", run->as);
	if (ou_items_load(&x->items, &run->arena, run->book, NULL,
	    &run->err) != 0)
		return -1;
	x->picker = ou_picker_new(&run->arena, (enum ou_walk)x->walk);
	name_wave(x, run);
	return ou_pick_desk_bins(x, run);
}

/* --- the page --- */

static struct ou_str
sku_of(const struct ou_order_line *l, const struct ou_pick *pick)
{
	return pick->sku.n != 0 ? pick->sku : l->product->sku;
}

static int
note_pick(struct ou_pick_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_line *l,
    const struct ou_pick *pick)
{
	const bool instead = pick->sku.n != 0;
	struct ou_wave_line line = { .pick = *pick, .sku = sku_of(l, pick) };
	const struct ou_item *item = ou_items_find(&x->items, line.sku);

	if (x->wave.n >= x->picks_max)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
		    "a wave of more than %u picks", x->wave.n);
	/* Our name for it: the partner's may be in another language. */
	if (item != NULL && item->name.n != 0)
		line.name = item->name;
	else if (!instead)
		line.name = l->product->name;
	if (instead)
		line.line_sku = l->product->sku;
	else
		line.unit = l->unit;
	if (line.unit.n == 0)
		line.unit = item != NULL && item->unit.n != 0 ? item->unit
		    : OU_STR("C62");
	line.order = o->number.n != 0 ? o->number : o->id;
	ou_wave_add(&x->wave, &run->arena, &line);
	return 0;
}

/* Allocated, but in no bin: nobody will find it. */
static void
warn_short(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l, const struct ou_pick *pick)
{
	char text[OU_DECIMAL_MAX];

	ou_run_say(run, OU_WARNING, OU_DIAG_STOCK, "order '%.*s' "
	    "line %.*s: %.*s of '%.*s' are allocated and in no bin",
	    OU_STR_ARG(o->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(text, pick->quantity), text,
	    OU_STR_ARG(sku_of(l, pick)));
}

/* Those that an earlier run has put on a wave of this name are shown again;
 * the first ${had} were there. */
static int
note_picks(struct ou_pick_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_line_index *index,
    const struct ou_picker_want *wants, uint32_t had)
{
	const bool printed = run->print != NULL || run->file != NULL;
	const struct ou_pick *p;
	uint32_t i, line;

	for (i = 0; i < o->n_picks; i++) {
		p = &o->picks[i];
		line = ou_line_index_find(index, p->line);
		if (line == o->n_lines || wants[line].sku.n == 0)
			continue;
		if (i >= had && p->reason.n != 0)
			warn_short(run, o, &o->lines[line], p);
		if (printed && ou_str_eq(p->wave, x->wave.name) &&
		    note_pick(x, run, o, &o->lines[line], p) != 0)
			return -1;
	}
	return 0;
}

/* --- an order --- */

/* What is to be picked of a line, but where and how much; without sku:
 * nothing. */
static int
know_line(const struct ou_pick_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_line *l,
    struct ou_picker_want *want)
{
	struct ou_str sku;

	if (l->n_allocations == 0 || l->product == NULL ||
	    l->product->sku.n == 0)
		return 0;
	sku = l->product->sku;
	if (!ou_item_factor(&x->items, ou_items_find(&x->items, sku), o, l,
	    &want->factor, &want->divisible))
		return ou_err_set(&run->err, OU_ERR_RECORD,
		    OU_DIAG_HOLD_UNIT, "line %.*s: '%.*s' cannot be turned "
		    "into the unit that stock is kept in",
		    OU_STR_ARG(l->number), OU_STR_ARG(l->unit));
	want->sku = sku;
	return 0;
}

enum ou_answer
ou_pick_desk_order(struct ou_pick_desk *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	const uint32_t had = o->n_picks;
	struct ou_picker_want *wants;
	struct ou_line_index index;
	uint32_t i;

	if (ou_order_held(o, "ship") != NULL)
		return OU_PASS;
	/* Picks name their line by its number. */
	if (ou_line_index_init(&index, a, o, &run->err) != 0)
		return OU_REJECT;
	/* What is rejected must not be on the wave: look before picking. */
	wants = ou_arena_array(a, o->n_lines, sizeof(*wants));
	ou_items_fetch(&x->items, o);
	for (i = 0; i < o->n_lines; i++) {
		if (know_line(x, run, o, &o->lines[i], &wants[i]) != 0)
			return OU_REJECT;
	}
	if (ou_wave_room(&x->wave, o, &run->err) != 0)
		return OU_REJECT;
	if (ou_picker_order(x->picker, a, o, &index, wants, &x->plan) != 0)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, picks));
	return note_picks(x, run, o, &index, wants, had) == 0 ? OU_PASS
	    : OU_STOP;
}

/* --- the end --- */

static int
write_page(struct ou_pick_desk *x, struct ou_run *run, const char *path,
    bool csv)
{
	struct ou_sink *sink = ou_run_side(run, path);

	if (sink == NULL)
		return -1;
	if (csv)
		ou_wave_csv(&x->wave, sink);
	else
		ou_wave_print(&x->wave, &run->arena, sink);
	return 0;
}

int
ou_pick_desk_end(struct ou_pick_desk *x, struct ou_run *run)
{
	ou_wave_sort(&x->wave);
	if (run->print != NULL &&
	    write_page(x, run, run->print, is_csv(run->print) == 1) != 0)
		return -1;
	return run->file != NULL ? write_page(x, run, run->file, true) : 0;
}
