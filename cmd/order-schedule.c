/*
 * order-schedule: dated orders from what is agreed for later.
 */
#include "ou/desk/schedule.h"

static struct ou_schedule_desk desk;

static const struct ou_option options[] = {
	{ 0, "start", "DATE", OU_OPTION_DATE, &desk.start,
	    "first day that orders are made for (today)" },
	{ 0, "until", "DATE", OU_OPTION_DATE, &desk.until,
	    "last day that orders are made for" },
	{ 0, "horizon", "DURATION", OU_OPTION_TEXT, &desk.horizon,
	    "last day, counted from the first: P4W (the default), P3M" },
	{ 0, "since", "DATE", OU_OPTION_DATE, &desk.since,
	    "leave out what a run on that day has made" },
	{ 0, "contracts", NULL, OU_OPTION_FLAG, &desk.book_contracts,
	    "make the orders of the book's contracts, and read nothing" },
	{ 0, "closed", OU_CLOSED_DAYS, OU_OPTION_CHOICE, &desk.closed,
	    "what becomes of deliveries on closed days" },
	{ 0, "by-line", NULL, OU_OPTION_FLAG, &desk.by_line,
	    "split orders by the days of their lines, too" },
	{ 'd', "dates", NULL, OU_OPTION_FLAG, &desk.dates,
	    "despatch, or promise, of orders that stay whole" },
	{ 0, "slots", NULL, OU_OPTION_FLAG, &desk.slots,
	    "book a slot for orders that say when" },
	{ 0, "full", OU_SLOT_FULL, OU_OPTION_CHOICE, &desk.full,
	    "when no slot of the day has room: a later one, or hold" },
	{ 0, "overbooked", NULL, OU_OPTION_FLAG, &desk.overbooked,
	    "tell slots with more than they hold, and read nothing" },
	{ 'k', "keep", NULL, OU_OPTION_FLAG, &desk.keep,
	    "pass on what orders are made from, behind them" },
	{ .name = NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_schedule_begin(&desk, run);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)b;
	return ou_schedule_lock(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	return ou_schedule_one(&desk, run, record);
}

static int
again(struct ou_run *run, struct ou_record *record, void *object,
    const struct ou_effect *effect)
{
	(void)object;
	return ou_schedule_again(&desk, run, record, effect);
}

static int
end(struct ou_run *run)
{
	return ou_schedule_end(&desk, run);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_schedule_release(&desk);
}

static const struct ou_command command = {
	.name = "order-schedule",
	.title = "make dated orders from what is agreed for later",
	.options = options,
	.flags = OU_HAS_STORE | OU_EVERY_TYPE,
	.type = "Order",
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
