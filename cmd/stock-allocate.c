/*
 * stock-allocate: reserve stock for orders, and promise what is to come.
 */
#include "ou/desk/allocate.h"

static struct ou_allocate desk;
static const char *stock_out, *receipts_out;
static uint64_t keep_max = (uint64_t)1 << 30;

static const struct ou_option options[] = {
	{ 0, "by", OU_SERVE_CHOICE, OU_OPTION_CHOICE, &desk.by,
	    "whom to serve first" },
	{ 0, "stock", "FILE", OU_OPTION_TEXT, &desk.stock_file,
	    "stock to allocate from (stock of the book)" },
	{ 0, "receipts", "FILE", OU_OPTION_TEXT, &desk.receipts_file,
	    "goods on their way (receipts of the book)" },
	{ 0, "location", "LIST", OU_OPTION_TEXT, &desk.locations,
	    "warehouses that serve, the preferred one first" },
	{ 0, "warehouses", "preferred|nearest", OU_OPTION_CHOICE,
	    &desk.nearest, "which of them serves an order first" },
	{ 0, "fewest-splits", NULL, OU_OPTION_FLAG, &desk.fewest,
	    "serve an order from as few as can be" },
	{ 0, "rotation", "fefo|fifo", OU_OPTION_CHOICE, &desk.fifo,
	    "which lots leave first" },
	{ 0, "ship-complete", OU_COMPLETE_CHOICE, OU_OPTION_CHOICE,
	    &desk.ship_complete, "who gets all or nothing otherwise" },
	{ 0, "receipts-first", NULL, OU_OPTION_FLAG, &desk.receipts_first,
	    "orders for later leave the stock to others" },
	{ 0, "backorders", NULL, OU_OPTION_FLAG, &desk.backorders,
	    "look at backorders again" },
	{ 0, "release", "IDS", OU_OPTION_TEXT, &desk.release,
	    "give back what these orders have" },
	{ 0, "expires", "DURATION", OU_OPTION_TEXT, &desk.expires,
	    "what is reserved runs out: 30m, 2h, 3d" },
	{ 0, "expire", NULL, OU_OPTION_FLAG, &desk.expire,
	    "give back what has run out" },
	{ 0, "reserved-counts", NULL, OU_OPTION_FLAG, &desk.reserved_counts,
	    "reserved includes what orders have" },
	{ 0, "stock-out", "FILE", OU_OPTION_TEXT, &stock_out,
	    "write the stock as it is afterwards" },
	{ 0, "receipts-out", "FILE", OU_OPTION_TEXT, &receipts_out,
	    "write what is not promised of them, as CSV" },
	{ 0, "max-keep", "SIZE", OU_OPTION_SIZE, &keep_max,
	    "orders kept back at most, in bytes (1G)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	run->keep_max = keep_max;
	return ou_allocate_begin(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_allocate_one(&desk, run, record, object);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	return ou_allocate_batch(&desk, run, b);
}

static int
again(struct ou_run *run, struct ou_record *record, void *object,
    const struct ou_effect *effect)
{
	return ou_allocate_again(&desk, run, record, object, effect);
}

static int
end(struct ou_run *run)
{
	if (stock_out != NULL &&
	    ou_allocate_stock_out(&desk, run, stock_out) != 0)
		return -1;
	return receipts_out != NULL
	    ? ou_allocate_receipts_out(&desk, run, receipts_out) : 0;
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_allocate_release(&desk);
}

static const struct ou_command command = {
	.name = "stock-allocate",
	.title = "reserve stock for orders and promise what is to come",
	.options = options,
	.flags = OU_HAS_STORE,
	.type = "Order",
	.view = ou_allocate_view,
	.begin = begin,
	.batch = batch,
	.process = process,
	.again = again,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
