#include <string.h>

#include "ou/io/source.h"
#include "schedule.h"

/* What this command keeps in the store, as records. */

int
ou_schedule_lock(struct ou_schedule_desk *x, struct ou_run *run)
{
	struct ou_amount sum;

	return x->store == NULL ? 0 : ou_store_commitments(x->store,
	    OU_STR("schedule"), OU_STR_NONE, OU_STR_NONE, OU_STR_NONE, &sum,
	    &run->err);
}

static int
copy_raw(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct ou_buf *to = arg;

	(void)err;
	to->n = 0;
	ou_buf_adds(to, r->raw);
	return 0;
}

int
ou_schedule_load(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str type, struct ou_str id, const struct ou_view *view,
    void *to)
{
	struct ou_store_filter filter = { .type = type, .id = id };
	struct ou_arena *a = &run->record_arena;
	struct ou_buf raw = OU_BUF_INIT;
	struct ou_record r;
	char *text;
	int got = 0;

	if (ou_store_query(x->store, &filter, copy_raw, &raw,
	    &run->err) != 0)
		got = -1;
	if (got == 0 && raw.n > 0) {
		text = ou_arena_zalloc(a, raw.n + OU_SOURCE_PADDING);
		memcpy(text, raw.p, raw.n);
		got = ou_record_parse(&r, a, ou_str_make(text, raw.n),
		    ou_record_types, NULL, &run->err) != 0 ||
		    ou_record_load(&r, view, to, &run->err) != 0 ? -1 : 1;
	}
	ou_buf_release(&raw);
	return got;
}

int
ou_schedule_save(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str type, struct ou_str id, const struct ou_table *table,
    const void *object)
{
	struct ou_stored row = { .type = type, .id = id,
	    .command = ou_str_c(run->command->name) };
	struct ou_buf text = OU_BUF_INIT;
	int r;

	ou_table_encode(&text, table, object);
	row.raw = ou_buf_str(&text);
	r = ou_store_put(x->store, &row, &run->err);
	ou_buf_release(&text);
	return r < 0 ? -1 : 0;
}
