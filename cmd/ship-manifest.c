/*
 * ship-manifest: what goes out today, by carrier.
 */
#include "ou/desk/manifest.h"

static struct ou_manifest desk;

static const struct ou_option options[] = {
	{ 0, "carrier", "NAME", OU_OPTION_TEXT, &desk.carrier,
	    "ship only what this carrier takes" },
	{ 0, "date", "DATE", OU_OPTION_DATE, &desk.date,
	    "day of despatch (the day of --now)" },
	{ 0, "ship-complete", OU_COMPLETE_CHOICE, OU_OPTION_CHOICE,
	    &desk.ship_complete, "who gets all or nothing otherwise" },
	{ 0, "manifest", "NAME", OU_OPTION_TEXT, &desk.name,
	    "name of the manifests (the day, -1)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

static int
begin(struct ou_run *run)
{
	return ou_manifest_begin(&desk, run);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	return ou_manifest_order(&desk, run, record, object);
}

static int
end(struct ou_run *run)
{
	return ou_manifest_end(&desk, run);
}

static const struct ou_command command = {
	.name = "ship-manifest",
	.title = "shipments by carrier and day, with the carrier's files",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_NO_EXPLAIN,
	.type = "Order",
	.view = ou_manifest_view,
	.begin = begin,
	.process = process,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
