/*
 * order-import: partners' and shops' files in, orders out.
 */
#include "ou/desk/import.h"
#include "ou/desk/workbook.h"

static struct ou_importing desk = { .remember = 65536 };

static const struct ou_option options[] = {
	{ 'm', "map", "NAME", OU_OPTION_TEXT, &desk.map_name,
	  "read CSV by this map of the book, or file" },
	{ 'p', "partner", "auto|NAME", OU_OPTION_TEXT, &desk.partner,
	  "read by the partner's profile in the book" },
	{ 'c', "channel", "NAME", OU_OPTION_TEXT, &desk.channel,
	  "where the orders come from" },
	{ 0, "ack", "FILE", OU_OPTION_TEXT, &desk.ack.file,
	  "acknowledge interchanges in FILE (with a store)" },
	{ 's', "strict", NULL, OU_OPTION_FLAG, &desk.strict,
	  "refuse what has findings" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &desk.charset,
	  "character set, before what the file says" },
	{ 0, "max-message", "SIZE", OU_OPTION_SIZE, &desk.message_max,
	  "longest message or document (64M)" },
	{ 0, "max-field", "SIZE", OU_OPTION_SIZE, &desk.field_max,
	  "longest element or cell (64K)" },
	{ 0, "max-lines", "N", OU_OPTION_SIZE, &desk.lines_max,
	  "most lines of an order (100000)" },
	{ 0, "remember", "N", OU_OPTION_SIZE, &desk.remember,
	  "orders to know again in a run (65536)" },
	OU_OPTION_SHEET,
	{ .name = NULL },
};

static enum ou_answer
canonical(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)run;
	return ou_importing_order(&desk, record, object);
}

static enum ou_answer
feed(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)run;
	(void)record;
	return ou_importing_again(&desk, object);
}

static int
begin(struct ou_run *run)
{
	desk.canonical = canonical;
	desk.feed = feed;
	return ou_importing_begin(&desk, run);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	(void)run;
	return ou_importing_read(&desk, source);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_importing_release(&desk);
}

static const struct ou_command command = {
	.name = "order-import",
	.title = "read partners' and shops' files and write orders",
	.options = options,
	.flags = OU_NO_EXPLAIN | OU_HAS_STORE | OU_NO_RESUME,
	.type = "Order",
	.formats = "x12|edifact|"
	    "ubl|cii|cxml|"
	    "shopify|shopify-graphql|woocommerce|mirakl|magento|"
	    "prestashop|"
	    "amazon|ebay|woocommerce-csv|square|prestashop-sql|"
	    "map|json|csv|reject",
	.begin = begin,
	.input = input,
	.workbook = ou_desk_workbook,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
