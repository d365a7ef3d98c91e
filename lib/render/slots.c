#include <inttypes.h>

#include "ou/render/forecast.h"

/* Where items should lie. */

static struct ou_str
number(struct ou_arena *a, struct ou_integer v)
{
	return v.given ? ou_str_printf(a, "%" PRId64, v.v) : OU_STR("");
}

static void
put_moves(const struct ou_slot_report *s, struct ou_arena *a,
    struct ou_text_page *page)
{
	static const struct ou_text_column columns[] = {
		{ "no", true, false }, { "item", false, true },
		{ "class", false, false }, { "picks", true, false },
		{ "from", false, false }, { "to", false, false },
		{ "metres saved", true, false },
		{ "bought with", false, false }, { "times", true, false },
	};
	const struct ou_slot_move *m;
	struct ou_str cells[9];
	struct ou_text_table t;
	uint32_t i;

	ou_text_table_init(&t, a, columns, 9);
	for (i = 0; i < s->n; i++) {
		m = &s->moves[i];
		cells[0] = number(a, m->exchange);
		cells[1] = m->sku;
		cells[2] = m->abc;
		cells[3] = number(a, m->picks);
		cells[4] = m->from;
		cells[5] = m->to;
		cells[6] = ou_text_quantity(a, m->saved);
		cells[7] = m->with;
		cells[8] = number(a, m->together);
		if (i > 0 && m->exchange.v == m[-1].exchange.v)
			ou_text_table_more(&t, cells);
		else
			ou_text_table_row(&t, cells);
	}
	ou_text_table_print(&t, page);
	ou_text_line(page, OU_STR(""));
}

void
ou_slots_print(const struct ou_slot_report *s, struct ou_arena *a,
    struct ou_sink *sink)
{
	struct ou_text_page page = { .sink = sink, .width = 96,
	    .title = OU_STR("Where items should lie"), .note = s->printed };
	int64_t part = s->before.v > 0 ? (int64_t)((__int128)(s->before.v -
	    s->after.v) * 1000 / s->before.v) : 0;

	ou_text_begin(&page);
	if (s->n != 0)
		put_moves(s, a, &page);
	ou_text_printf(&page, "%" PRIu32 " orders walked one by one: %.*s m, "
	    "after the moves %.*s m (%" PRId64 ".%" PRId64 "%% less)",
	    s->orders, OU_STR_ARG(ou_text_quantity(a, s->before)),
	    OU_STR_ARG(ou_text_quantity(a, s->after)), part / 10, part % 10);
}
