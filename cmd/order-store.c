/*
 * order-store: records in and out of the store.
 */
#include "ou/desk/store.h"

#define DOES(action) (1U << OU_STORE_##action)

static struct ou_store_desk desk;

static const struct ou_option options[] = {
	{ 0, "type", "TYPE", OU_OPTION_TEXT, &desk.type,
	    "get, query, log: records of that type" },
	{ 0, "status", "STATE", OU_OPTION_TEXT, &desk.status,
	    "query: in that state" },
	{ 0, "channel", "NAME", OU_OPTION_TEXT, &desk.channel,
	    "query: of that channel" },
	{ 0, "segment", "b2b|b2c", OU_OPTION_TEXT, &desk.segment,
	    "query: of that segment" },
	{ 0, "customer", "ID", OU_OPTION_TEXT, &desk.customer,
	    "get, query, erase: of that customer" },
	{ 0, "as-role", "NAME", OU_OPTION_TEXT, &desk.as_role,
	    "get, query: what that role of the settings may see" },
	{ 0, "order", "ID", OU_OPTION_TEXT, &desk.order,
	    "erase: that order" },
	{ 0, "date-from", "DATE", OU_OPTION_DATE, &desk.from,
	    "query: of that day and later" },
	{ 0, "date-through", "DATE", OU_OPTION_DATE, &desk.through,
	    "query: of that day and earlier" },
	{ 0, "since", "N", OU_OPTION_COUNT, &desk.since,
	    "query, log: what came after number N" },
	{ 0, "limit", "N", OU_OPTION_COUNT, &desk.limit,
	    "query, log: no more than N" },
	{ 0, "history", NULL, OU_OPTION_FLAG, &desk.history,
	    "get, query: all versions" },
	{ 0, "moves", NULL, OU_OPTION_FLAG, &desk.moves,
	    "log: the journal of stock moves" },
	{ 0, "follow", NULL, OU_OPTION_FLAG, &desk.follow,
	    "log: wait for more" },
	{ 0, "for", "SECONDS", OU_OPTION_COUNT, &desk.seconds,
	    "log: how long to follow" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

/* Which actions have an option, in the same order. */
static const unsigned fits[] = {
	DOES(GET) | DOES(QUERY) | DOES(LOG), DOES(QUERY), DOES(QUERY),
	DOES(QUERY), DOES(GET) | DOES(QUERY) | DOES(ERASE),
	DOES(GET) | DOES(QUERY), DOES(ERASE), DOES(QUERY), DOES(QUERY),
	DOES(QUERY) | DOES(LOG), DOES(QUERY) | DOES(LOG),
	DOES(GET) | DOES(QUERY), DOES(LOG), DOES(LOG), DOES(LOG),
};
_Static_assert(sizeof(fits) / sizeof(fits[0]) + 1 ==
    sizeof(options) / sizeof(options[0]), "an option without actions");

static int
begin(struct ou_run *run)
{
	return ou_store_desk_begin(&desk, run);
}

static enum ou_answer
note(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)run;
	(void)object;
	return ou_store_desk_note(&desk, record);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)run;
	return ou_store_desk_batch(&desk, b, note);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)run;
	(void)object;
	return ou_store_desk_record(&desk, record);
}

static int
end(struct ou_run *run)
{
	(void)run;
	return ou_store_desk_end(&desk);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_store_desk_release(&desk);
}

static const struct ou_command command = {
	.name = "order-store",
	.title = "records in and out of the data store",
	.operands = "ACTION [OPERAND...]",
	.actions = OU_STORE_ACTIONS,
	.readers = OU_STORE_READERS,
	.operators = DOES(GET) | DOES(BACKUP),
	.fits = fits,
	.options = options,
	.flags = OU_HAS_STORE | OU_EVERY_TYPE | OU_NO_EXPLAIN,
	.type = "Order",
	.begin = begin,
	.batch = batch,
	.process = process,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
