/*
 * stock-allocate: reserve stock for orders, and promise what is to come.
 */
#include <stdlib.h>
#include <string.h>

#include "ou/book/lookup.h"
#include "ou/cli/batch.h"
#include "ou/record/csv.h"
#include "ou/rules/allocation.h"

enum { FIRST, PRIORITY };

static int by, ship_complete;
static const char *stock_file, *receipts_file, *locations;
static const char *stock_out, *receipts_out;
static bool backorders, reserved_counts;
static uint64_t keep_max = (uint64_t)1 << 30;

static const struct ou_option options[] = {
	{ 0, "by", "first|priority", OU_OPTION_CHOICE, &by,
	    "whom to serve first" },
	{ 0, "stock", "FILE", OU_OPTION_TEXT, &stock_file,
	    "stock to allocate from (stock of the book)" },
	{ 0, "receipts", "FILE", OU_OPTION_TEXT, &receipts_file,
	    "goods on their way (receipts of the book)" },
	{ 0, "location", "LIST", OU_OPTION_TEXT, &locations,
	    "warehouses that serve, the preferred one first" },
	{ 0, "ship-complete", OU_COMPLETE_CHOICE, OU_OPTION_CHOICE,
	    &ship_complete, "who gets all or nothing otherwise" },
	{ 0, "backorders", NULL, OU_OPTION_FLAG, &backorders,
	    "look at backorders again" },
	{ 0, "reserved-counts", NULL, OU_OPTION_FLAG, &reserved_counts,
	    "reserved includes what orders have" },
	{ 0, "stock-out", "FILE", OU_OPTION_TEXT, &stock_out,
	    "write the stock as it is afterwards" },
	{ 0, "receipts-out", "FILE", OU_OPTION_TEXT, &receipts_out,
	    "write what is not promised of them, as CSV" },
	{ 0, "max-keep", "SIZE", OU_OPTION_SIZE, &keep_max,
	    "orders kept back at most, in bytes (1G)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static const char view[] = "id channel segment holds customer.id "
    "customer.gln customer.vatID customer.siret customer.email "
    "orderDelivery.partialAllowed orderedItem.orderItemNumber "
    "orderedItem.orderQuantity orderedItem.unitCode orderedItem.product.sku "
    "orderedItem.product.gtin orderedItem.product.buyerItemId "
    "orderedItem.packaging.packQuantity orderedItem.partialAllowed "
    "orderedItem.quantities orderedItem.allocations";

static struct ou_settings settings;
static struct ou_items items;
static struct ou_customers customers;
static struct ou_rows stock, receipts;
static struct ou_allocator *allocator;

/* --location, else the settings' warehouse. */
static void
read_locations(struct ou_run *run, struct ou_allocator_options *o)
{
	struct ou_str rest = locations != NULL ? ou_str_c(locations)
	    : settings.location, word;
	struct ou_str *list;

	if (rest.n == 0)
		return;
	list = ou_arena_array(&run->arena, rest.n, sizeof(*list));
	while (ou_str_split(&rest, ',', &word)) {
		if (word.n != 0)
			list[o->n_locations++] = word;
	}
	o->locations = list;
}

static int
load_stock(struct ou_run *run)
{
	const struct ou_stock_row *row;
	const struct ou_receipt *r;
	struct ou_stock_level level;
	uint32_t i;

	if (ou_book_load(&run->arena, run->book, "stock", stock_file, &stock,
	    &run->err) != 0 ||
	    ou_book_load(&run->arena, run->book, "receipts", receipts_file,
	    &receipts, &run->err) != 0)
		return -1;
	for (i = 0; i < stock.n; i++) {
		row = (const struct ou_stock_row *)stock.rows + i;
		ou_stock_level_of(&level, row);
		ou_allocator_stock(allocator, &level);
	}
	for (i = 0; i < receipts.n; i++) {
		r = (const struct ou_receipt *)receipts.rows + i;
		ou_allocator_receipt(allocator, r->sku, r->location,
		    r->reference, r->quantity, r->expected_date);
	}
	return 0;
}

static int
begin(struct ou_run *run)
{
	struct ou_allocator_options o;
	struct ou_arena *a = &run->arena;

	memset(&o, 0, sizeof(o));
	if (ou_book_settings(a, run->book, &settings, &run->err) != 0 ||
	    ou_items_load(&items, a, run->book, NULL, &run->err) != 0 ||
	    ou_customers_load(&customers, a, run->book, &run->err) != 0)
		return -1;
	o.today = run->now.date;
	o.reserved_counts = reserved_counts;
	read_locations(run, &o);
	allocator = ou_allocator_new(a, &o);
	run->whole = by == PRIORITY || backorders;
	run->keep_max = keep_max;
	return load_stock(run);
}

/* What the book knows about a line; NULL, or why it cannot be served. */
static const char *
know_line(const struct ou_order *o, const struct ou_order_line *l,
    struct ou_allocator_line *to, enum ou_diag *code)
{
	const struct ou_item *item;

	*code = OU_DIAG_HOLD_ITEM;
	if (l->product == NULL || l->product->sku.n == 0)
		return "no item number";
	to->whole = l->partial_allowed == OU_FLAG_NO;
	item = ou_items_find(&items, l->product->sku);
	if (item == NULL && ou_items_kept(&items))
		return "the book does not have this item";
	*code = OU_DIAG_HOLD_UNIT;
	if (!ou_item_factor(&items, item, o, l, &to->factor,
	    &to->divisible))
		return "its unit cannot be turned into the one that stock is "
		    "kept in";
	to->sku = l->product->sku;
	return NULL;
}

/* A line that cannot be served as it stands holds the order. */
static void
check_line(struct ou_run *run, struct ou_order *o,
    const struct ou_order_line *l, struct ou_allocator_line *to)
{
	struct ou_quantity open;
	enum ou_diag code;
	struct ou_err err;
	const char *why = know_line(o, l, to, &code);

	if (why == NULL && ou_allocator_line_open(l, &open, &err) != 0) {
		why = err.text;
		code = OU_DIAG_HOLD_QUANTITY;
	}
	if (why != NULL)
		ou_run_hold(run, o, code, l->number, NULL, "line %.*s: %s",
		    OU_STR_ARG(l->number), why);
}

static void
explain(struct ou_run *run, const struct ou_order *o,
    const struct ou_order_line *l)
{
	char q[OU_DECIMAL_MAX], d[10];
	const struct ou_allocation *x;
	uint32_t i;
	bool wait, dated;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		wait = x->backorder == OU_FLAG_YES;
		dated = ou_date_given(x->expected_date);
		ou_run_explain(run, "%.*s line %.*s: %.*s of %.*s %s%.*s%.*s"
		    "%s%.*s",
		    OU_STR_ARG(o->id), OU_STR_ARG(l->number),
		    (int)ou_quantity_text(q, x->quantity), q,
		    OU_STR_ARG(l->product->sku), !wait ? "from " : dated
		    ? "backordered, expected " : "backordered",
		    OU_STR_ARG(wait ? OU_STR_NONE : x->location),
		    dated ? (int)ou_date_text(d, x->expected_date) : 0, d,
		    x->lot.n != 0 ? ", lot " : "", OU_STR_ARG(x->lot));
	}
}

static void
put_line(struct ou_record *record, const struct ou_order_line *l)
{
	static const int fields[] = { OU_FIELD(quantities, ordered),
	    OU_FIELD(quantities, allocated), OU_FIELD(quantities,
	    backordered) };
	size_t i;

	if (l->quantities->node == 0)
		ou_record_put(record, &ou_order_line_table, l,
		    OU_FIELD(order_line, quantities));
	for (i = 0; l->quantities->node != 0 && i < 3; i++)
		ou_record_put(record, &ou_quantities_table, l->quantities,
		    fields[i]);
	ou_record_put(record, &ou_order_line_table, l,
	    OU_FIELD(order_line, allocations));
}

/* Another order may have got the same units: it must not be shipped before
 * somebody has looked.  When orders are kept, none can. */
static void
hold_missing(struct ou_run *run, struct ou_record *record,
    struct ou_order *o, uint32_t line)
{
	if (!run->whole && ou_run_hold(run, o, OU_DIAG_HOLD_QUANTITY,
	    o->lines[line].number, "ship",
	    "more is allocated than there is in stock"))
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
	ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_STOCK, "order '%.*s' has "
	    "more allocated than there is in stock", OU_STR_ARG(o->id));
	ou_err_in(&run->err, "orderedItem.%u", line);
	ou_run_message(run, OU_WARNING, &run->err);
}

/* What an order has from an earlier run is taken off the stock, also when
 * it is held. */
static enum ou_answer
count(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct ou_allocator_line *lines;
	enum ou_diag code;
	uint32_t i;

	for (i = 0; i < o->n_lines && o->lines[i].n_allocations == 0; i++)
		continue;
	if (i == o->n_lines)
		return OU_PASS;
	lines = ou_arena_array(&run->record_arena, o->n_lines,
	    sizeof(*lines));
	for (i = 0; i < o->n_lines; i++)
		(void)know_line(o, &o->lines[i], &lines[i], &code);
	/* Orders whose backorders are opened again are promised anew. */
	if (backorders && ou_order_held(o, "allocate") == NULL)
		ou_allocator_reopen(&run->record_arena, o);
	if (ou_allocator_count(allocator, o, lines, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < o->n_lines; i++) {
		if (lines[i].missing)
			hold_missing(run, record, o, i);
	}
	return OU_PASS;
}

static enum ou_answer
allocate(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct ou_allocator_line *lines;
	uint32_t i, holds = o->n_holds;

	if (ou_order_held(o, "allocate") != NULL)
		return OU_PASS;
	if (backorders)
		ou_allocator_reopen(&run->record_arena, o);
	lines = ou_arena_array(&run->record_arena, o->n_lines,
	    sizeof(*lines));
	for (i = 0; i < o->n_lines; i++)
		check_line(run, o, &o->lines[i], &lines[i]);
	if (o->n_holds != holds) {
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
		return OU_PASS;
	}
	if (ou_allocator_order(allocator, &run->record_arena, o, lines,
	    ou_ships_complete(o, ou_customers_find(&customers, o->customer),
	    (enum ou_complete)ship_complete), true, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < o->n_lines; i++) {
		if (!lines[i].changed)
			continue;
		if (run->explain != NULL)
			explain(run, o, &o->lines[i]);
		put_line(record, &o->lines[i]);
	}
	return OU_PASS;
}

/* Without batches whoever comes first is served first. */
static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	enum ou_answer r = count(run, record, object);

	return r == OU_PASS ? allocate(run, record, object) : r;
}

static enum ou_answer
rank(struct ou_run *run, struct ou_record *record, void *object)
{
	const struct ou_customer *c = ou_customers_find(&customers,
	    ((struct ou_order *)object)->customer);

	(void)record;
	ou_batch_rank(ou_run_batch(run),
	    c != NULL && c->priority.given ? c->priority.v : 5);
	return OU_PASS;
}

/* What orders have comes off the stock before any gets more. */
static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)run;
	if ((by == PRIORITY && ou_batch_each(b, rank) != 0) ||
	    ou_batch_each(b, count) != 0 || ou_batch_each(b, allocate) != 0)
		return -1;
	return 1;
}

static int
write_stock(struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("StockLevel"));
	struct ou_sink *sink = ou_run_side(run, stock_out);
	struct ou_stock_level level;
	struct ou_writer *w;
	uint32_t i;
	int r = 0;

	if (sink == NULL)
		return -1;
	w = ou_writer_new(sink, ou_str_ends(ou_str_c(stock_out), ".csv")
	    ? OU_STREAM_CSV : OU_STREAM_JSONL, type);
	for (i = 0; i < stock.n && r == 0; i++) {
		ou_stock_level_of(&level,
		    (const struct ou_stock_row *)stock.rows + i);
		r = ou_quantity_add(&level.reserved, level.reserved,
		    ou_allocator_taken(allocator, i), &run->err);
		if (r == 0)
			r = ou_writer_struct(w, type, &level, &run->err);
	}
	ou_writer_free(w);
	return r;
}

/* The receipts file again, with what is left of each. */
static int
write_receipts(struct ou_run *run)
{
	struct ou_sink *sink = ou_run_side(run, receipts_out);
	const struct ou_receipt *r;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str cells[6];
	char quantity[OU_DECIMAL_MAX], date[10];
	uint32_t i, k;

	if (sink == NULL)
		return -1;
	ou_buf_puts(&b, "reference,sku,location,quantity,expectedDate,"
	    "supplier\n");
	for (i = 0; i < receipts.n; i++) {
		r = (const struct ou_receipt *)receipts.rows + i;
		cells[0] = r->reference;
		cells[1] = r->sku;
		cells[2] = r->location;
		cells[3] = (struct ou_str){ quantity, ou_quantity_text(
		    quantity, (struct ou_quantity){ r->quantity.v -
		    ou_allocator_promised(allocator, i).v, true }) };
		cells[4] = (struct ou_str){ date,
		    ou_date_given(r->expected_date)
		    ? ou_date_text(date, r->expected_date) : 0 };
		cells[5] = r->supplier;
		for (k = 0; k < 6; k++) {
			ou_csv_put(&b, cells[k], ',');
			ou_buf_addc(&b, k < 5 ? ',' : '\n');
		}
	}
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
	return 0;
}

static int
end(struct ou_run *run)
{
	if (stock_out != NULL && write_stock(run) != 0)
		return -1;
	return receipts_out != NULL ? write_receipts(run) : 0;
}

static const struct ou_command command = {
	.name = "stock-allocate",
	.title = "reserve stock for orders and promise what is to come",
	.options = options,
	.type = "Order",
	.view = view,
	.begin = begin,
	.batch = batch,
	.process = process,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
