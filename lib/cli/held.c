#include <string.h>

#include "private.h"

/*
 * How many of the orders that went out are held: whoever held them.  Only the
 * summary of -v tells it, so only then is it looked for, in what was written.
 */
static bool
is_held(struct ou_run *run, struct ou_arena *a, struct ou_str json)
{
	struct ou_run_private *p = run->private;
	const struct ou_record_type types[] = {
		*ou_record_type_find(OU_STR("Order")), { .type = NULL }
	};
	const struct ou_json_limits limits = {
		.depth = (uint32_t)p->max_depth };
	struct ou_order order = { 0 };
	struct ou_record record;
	struct ou_err ignored;
	uint32_t i;

	if (p->holds_view == NULL)
		p->holds_view = ou_view_new(&run->arena, types[0].table,
		    "holds", &ignored);
	if (ou_record_parse(&record, a, ou_source_copy(a, json), types,
	    &limits, &ignored) != 0 || record.table != types[0].table ||
	    ou_record_load(&record, p->holds_view, &order, &ignored) != 0)
		return false;
	for (i = 0; i < order.n_holds; i++) {
		if (order.holds[i].released == NULL)
			return true;
	}
	return false;
}

void
ou_cli_count_held(struct ou_run *run, struct ou_str json)
{
	struct ou_arena scratch = OU_ARENA_INIT;

	if (!run->verbose || ou_str_search(json, OU_STR("\"holds\"")) < 0)
		return;
	if (is_held(run, &scratch, json))
		run->held++;
	ou_arena_release(&scratch);
}

void
ou_cli_count_held_record(struct ou_run *run, struct ou_record *record)
{
	struct ou_buf text = OU_BUF_INIT;

	if (!run->verbose)
		return;
	ou_record_write(record, &text);
	ou_cli_count_held(run, ou_buf_str(&text));
	ou_buf_release(&text);
}

void
ou_cli_count_held_struct(struct ou_run *run,
    const struct ou_record_type *type, const void *object)
{
	struct ou_buf text = OU_BUF_INIT;

	if (!run->verbose)
		return;
	ou_table_encode(&text, type->table, object);
	ou_cli_count_held(run, ou_buf_str(&text));
	ou_buf_release(&text);
}
