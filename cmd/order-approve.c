/*
 * order-approve: who must agree to an order, budgets and credit.
 */
#include "ou/desk/approve.h"

static struct ou_approve desk;

static const struct ou_option options[] = {
	{ 'd', "decisions", "FILE", OU_OPTION_TEXT, &desk.decisions_file,
	    "who approved or refused what" },
	{ 0, "recheck", NULL, OU_OPTION_FLAG, &desk.recheck,
	    "look again at the orders of the store that wait" },
	{ 0, "pending", NULL, OU_OPTION_FLAG, &desk.pending,
	    "who must decide what, instead of orders" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_approve_begin(&desk, run);
}

static enum ou_answer
note(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	return ou_approve_note(&desk, run, record);
}

static int
batch(struct ou_run *run, struct ou_batch *b)
{
	return ou_approve_batch(&desk, run, b, note);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	(void)object;
	return ou_approve_record(&desk, run, record);
}

static int
again(struct ou_run *run, struct ou_record *record, void *object,
    const struct ou_effect *effect)
{
	(void)object;
	return ou_approve_again(&desk, run, record, effect);
}

static int
end(struct ou_run *run)
{
	return ou_approve_end(&desk, run);
}

static void
release(struct ou_run *run)
{
	(void)run;
	ou_approve_release(&desk);
}

static const struct ou_command command = {
	.name = "order-approve",
	.title = "approvals, budgets and credit: orders held or released",
	.options = options,
	.flags = OU_HAS_STORE | OU_EVERY_TYPE | OU_HAS_PRINT,
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
