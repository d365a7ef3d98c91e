/*
 * order-respond: orders are answered in the form that their partners want.
 */
#include "ou/desk/respond.h"

static struct ou_respond desk;

static const struct ou_option options[] = {
	{ 0, "partner", "NAME", OU_OPTION_TEXT, &desk.partner_name,
	    "profile of the book (the one with the order's channel)" },
	{ 0, "control", "N", OU_OPTION_SIZE, &desk.control,
	    "first control number of what is written (1)" },
	{ 0, "overdue", NULL, OU_OPTION_FLAG, &desk.overdue,
	    "only orders whose answer is late" },
	{ .name = NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_respond_begin(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_respond_order(&desk, run, record, object);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	(void)run;
	(void)b;
	ou_respond_batch(&desk);
	return 0;
}

static int
deliver(struct ou_run *run, struct ou_str line)
{
	return ou_respond_deliver(&desk, run, line);
}

static int
end(struct ou_run *run)
{
	return ou_respond_end(&desk, run);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_respond_release(&desk);
}

static const struct ou_command command = {
	.name = "order-respond",
	.title = "answer orders line by line, as EDI, UBL, table or mail",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_HAS_STORE |
	    OU_NO_EXPLAIN,
	.type = "Order",
	.view = ou_respond_view,
	.begin = begin,
	.batch = batch,
	.process = process,
	.deliver = deliver,
	.end = end,
	.release = release,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
