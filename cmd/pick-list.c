/*
 * pick-list: what to take from which bin for allocated orders, in walking
 * order.
 */
#include "ou/desk/pick.h"

static struct ou_pick_desk desk = { .picks_max = 1000000 };

static const struct ou_option options[] = {
	{ 0, "wave", "NAME", OU_OPTION_TEXT, &desk.wave_name,
	    "name of the wave (the day of --now, -1)" },
	{ 0, "zone", "ZONE", OU_OPTION_TEXT, &desk.zone,
	    "only what lies in this zone" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &desk.location,
	    "only what is allocated in this warehouse" },
	{ 0, "walk", "serpentine|forward", OU_OPTION_CHOICE, &desk.walk,
	    "how the aisles of a zone are walked" },
	{ 0, "max-picks", "N", OU_OPTION_COUNT, &desk.picks_max,
	    "picks on a printed wave at most (1M)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_pick_desk_begin(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_pick_desk_order(&desk, run, record, object);
}

static int
end(struct ou_run *run)
{
	return ou_pick_desk_end(&desk, run);
}

static const struct ou_command command = {
	.name = "pick-list",
	.title = "what to pick from which bin, in walking order",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_NO_EXPLAIN,
	.type = "Order",
	.view = ou_pick_desk_view,
	.begin = begin,
	.process = process,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
