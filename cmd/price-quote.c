/*
 * price-quote: prices, taxes and totals from the book.
 */
#include "ou/desk/price.h"
#include "ou/desk/workbook.h"

static struct ou_price_desk desk = { .incoming = -1, .policy = -1,
    .price_date = -1, .quotes = { .valid = UINT64_MAX } };

static const struct ou_option options[] = {
	{ 'i', "incoming", OU_PRICE_INCOMING, OU_OPTION_CHOICE,
	    &desk.incoming, "what becomes of prices that came in" },
	{ 0, "tolerance", "AMOUNT", OU_OPTION_DECIMAL, &desk.tolerance,
	    "difference per unit that verify lets pass" },
	{ 0, "policy", OU_PRICE_POLICIES, OU_OPTION_CHOICE, &desk.policy,
	    "which of several prices holds" },
	{ 0, "price-date", OU_PRICE_DAYS, OU_OPTION_CHOICE,
	    &desk.price_date, "the day whose prices hold" },
	{ 'p', "prices", "FILE", OU_OPTION_TEXT, &desk.prices_file,
	    "price list, before the book's" },
	{ 'm', "margin", NULL, OU_OPTION_FLAG, &desk.margin,
	    "tell what orders leave behind the cost of their items" },
	{ 0, "import", "FILE", OU_OPTION_OPTIONAL, &desk.import.to,
	    "bring price lists into the book's prices, or into FILE" },
	{ 0, "list", "NAME", OU_OPTION_TEXT, &desk.import.list_name,
	    "import: the list they are (the sender's channel)" },
	{ 0, "price-kind", "KIND", OU_OPTION_TEXT, &desk.import.kind,
	    "import: which of a line's prices (net, contract, list ...)" },
	{ 0, "trade-class", "CODE", OU_OPTION_TEXT,
	    &desk.import.trade_class,
	    "import: and for which class of buyers" },
	{ 0, "valid-from", "DATE", OU_OPTION_DATE, &desk.import.from,
	    "import: the first day, whatever the list says" },
	{ 0, "gross", NULL, OU_OPTION_FLAG, &desk.import.gross,
	    "import: its prices are with tax" },
	{ 0, "map", "NAME", OU_OPTION_TEXT, &desk.import.map_name,
	    "import: read tables by this map of the book, or file" },
	OU_OPTION_SHEET,
	{ 0, "quote", NULL, OU_OPTION_FLAG, &desk.quotes.make,
	    "make quotations of orders, and new ones of quotations" },
	{ 0, "valid", "DAYS", OU_OPTION_COUNT, &desk.quotes.valid,
	    "quote: for how many days (settings, 30)" },
	{ 0, "accept", NULL, OU_OPTION_FLAG, &desk.quotes.accept,
	    "make orders of quotations, at the prices quoted" },
	{ 0, "date", "DATE", OU_OPTION_DATE, &desk.quotes.day,
	    "quote, accept: the day it is done" },
	{ .name = NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_price_begin(&desk, run);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)b;
	return ou_price_uses_lock(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return desk.import.to != NULL ?
	    ou_price_import_one(&desk, run, object) :
	    ou_price_one(&desk, run, record, object);
}

static int
again(struct ou_run *run, struct ou_record *record, void *object,
    const struct ou_effect *effect)
{
	return ou_price_again(&desk, run, record, object, effect);
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	return ou_price_read(&desk, run, source);
}

static int
end(struct ou_run *run)
{
	return desk.import.to != NULL ? ou_price_import_end(&desk, run) : 0;
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_price_release(&desk);
}

static const struct ou_command command = {
	.name = "price-quote",
	.title = "price orders from the book: prices, taxes, totals",
	.options = options,
	.flags = OU_HAS_STORE | OU_OWN_FORMS,
	.type = "Order",
	.formats = "json|csv|map",
	.view = ou_price_view,
	.begin = begin,
	.batch = batch,
	.process = process,
	.again = again,
	.input = input,
	.workbook = ou_desk_workbook,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
