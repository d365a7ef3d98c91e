#include "ou/render/pending.h"

static struct ou_str
minute(struct ou_arena *a, const struct ou_time *t)
{
	if (!ou_date_given(t->date))
		return OU_STR("");
	return ou_str_printf(a, "%04d-%02d-%02d %02d:%02d", t->date.year,
	    t->date.month, t->date.day, t->hour, t->minute);
}

/* Interchange, group and message, as far as there are. */
static struct ou_str
reference(struct ou_arena *a, const struct ou_pending_answer *x)
{
	return ou_str_printf(a, "%.*s%s%.*s%s%.*s",
	    OU_STR_ARG(x->interchange), x->group.n != 0 ? "/" : "",
	    OU_STR_ARG(x->group), x->message.n != 0 ? "/" : "",
	    OU_STR_ARG(x->message));
}

void
ou_pending_print(const struct ou_pending_answer *rows, uint32_t n,
    const struct ou_time *now, struct ou_arena *a, struct ou_sink *sink)
{
	static const struct ou_text_column columns[] = {
		{ "due (UTC)", false, false }, { "", false, false },
		{ "status", false, false }, { "partner", false, true },
		{ "type", false, false }, { "document", false, false },
		{ "control", false, false },
	};
	struct ou_text_page page = { .sink = sink,
		.title = OU_STR("Acknowledgements pending"), .width = 100,
		.note = minute(a, now) };
	struct ou_str cells[7];
	struct ou_text_table t;
	uint32_t i;

	ou_text_table_init(&t, a, columns, 7);
	for (i = 0; i < n; i++) {
		cells[0] = minute(a, &rows[i].due);
		cells[1] = rows[i].overdue == OU_FLAG_YES ? OU_STR("late") :
		    OU_STR("");
		cells[2] = rows[i].status;
		cells[3] = rows[i].profile.n != 0 ? rows[i].profile :
		    rows[i].partner;
		cells[4] = rows[i].message_type;
		cells[5] = rows[i].document;
		cells[6] = reference(a, &rows[i]);
		ou_text_table_row(&t, cells);
	}
	ou_text_begin(&page);
	if (n == 0)
		ou_text_printf(&page, "none");
	else
		ou_text_table_print(&t, &page);
}
