/*
 * order-check: what is wrong with an order, before anything is done with it.
 */
#include "ou/desk/check.h"

static struct ou_check desk = {
	.remember = 65536, .days = 3, .similar = 50,
};
static bool book_only;

static const struct ou_option options[] = {
	{ 0, "severity", "LIST", OU_OPTION_TEXT, &desk.severities,
	    "what findings do: CODE=ignore|warn|hold|reject,..." },
	{ 0, "tolerance", "AMOUNT", OU_OPTION_DECIMAL, &desk.tolerance,
	    "difference of totals that passes (a cent a line)" },
	{ 0, "known", "FILE", OU_OPTION_TEXT, &desk.known,
	    "earlier orders, to find duplicates of" },
	{ 0, "days", "N", OU_OPTION_COUNT, &desk.days,
	    "how far apart likely duplicates are at most (3)" },
	{ 0, "similar", "PERCENT", OU_OPTION_COUNT, &desk.similar,
	    "likeness from which on two buyers are one (50)" },
	{ 0, "remember", "N", OU_OPTION_COUNT, &desk.remember,
	    "orders that duplicates are found among (65536)" },
	{ 0, "book-only", NULL, OU_OPTION_FLAG, &book_only,
	    "check the book, and read no orders" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	if (!book_only)
		return ou_check_begin(&desk, run);
	run->idle = true;
	return ou_check_book(run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_check_order(&desk, run, record, object);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_check_release(&desk);
}

static const struct ou_command command = {
	.name = "order-check",
	.title = "find what is wrong with orders, and hold them",
	.options = options,
	.type = "Order",
	.view = ou_check_view,
	.begin = begin,
	.process = process,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
