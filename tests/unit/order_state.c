#include "ou/io/source.h"
#include "ou/model/records.h"
#include "unit.h"

/*
 * The state of an order by its lines' quantities, and what is left of a
 * record when what is personal is gone.
 */
static const struct {
	const char *lines;		/* and other members */
	const char *state;
} states[] = {
#define L(q) "{\"orderQuantity\":4,\"quantities\":{" q "}}"
#define O(lines) "\"orderedItem\":[" lines "]"
	{ "\"currency\":\"EUR\"", "new" },
	{ O("{\"orderQuantity\":4}"), "new" },
	{ O(L("\"backordered\":4")), "backordered" },
	{ O(L("\"allocated\":4") "," L("\"backordered\":4")),
	    "partly-allocated" },
	{ O(L("\"allocated\":4") "," L("\"allocated\":1,\"cancelled\":3")),
	    "allocated" },
	{ O(L("\"allocated\":4") "," L("\"cancelled\":4")), "allocated" },
	{ O(L("\"allocated\":4,\"picked\":1")), "picking" },
	{ O(L("\"allocated\":4,\"picked\":4")), "picked" },
	{ O(L("\"allocated\":4")) ",\"holds\":[{\"code\":\"PRICE\"}]",
	    "held" },
	{ O(L("\"allocated\":4")) ",\"holds\":[{\"code\":\"PRICE\","
	    "\"blocks\":[\"ship\"]}]", "held" },
	{ O(L("\"allocated\":4")) ",\"holds\":[{\"code\":\"PRICE\","
	    "\"blocks\":[\"invoice\"]}]", "allocated" },
	{ O(L("\"allocated\":4")) ",\"holds\":[{\"code\":\"PRICE\","
	    "\"released\":{\"by\":\"x\"}}]", "allocated" },
	{ O(L("\"cancelled\":4")) ",\"holds\":[{\"code\":\"PRICE\"}]",
	    "cancelled" },
	{ O(L("\"allocated\":4")) ",\"orderStatus\":\"OrderCancelled\"",
	    "cancelled" },
	{ O(L("\"allocated\":4,\"shipped\":1")), "partly-shipped" },
	{ O(L("\"shipped\":4") "," L("\"backordered\":4")),
	    "partly-shipped" },
	{ O(L("\"shipped\":4") "," L("\"cancelled\":4")), "shipped" },
	{ O(L("\"shipped\":4")) ",\"holds\":[{\"code\":\"PRICE\"}]",
	    "shipped" },
	{ O(L("\"shipped\":4")) ",\"orderStatus\":\"OrderDelivered\"",
	    "delivered" },
	{ O(L("\"shipped\":4,\"returned\":1")), "partly-returned" },
	{ O(L("\"shipped\":4,\"returned\":4")), "returned" },
	{ O(L("\"shipped\":4,\"returned\":4") "," L("\"shipped\":4")),
	    "partly-returned" },
};

static void
read_record(struct ou_record *r, struct ou_arena *a, const char *text)
{
	size_t n = strlen(text);
	char *p = ou_arena_zalloc(a, n + OU_SOURCE_PADDING);
	struct ou_err err;

	memcpy(p, text, n);
	CHECK(ou_record_parse(r, a, ou_str_make(p, n), ou_record_types,
	    NULL, &err) == 0);
}

static void
test_states(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_record r;
	struct ou_order o;
	struct ou_view *view;
	struct ou_str name;
	struct ou_err err;
	char text[600];
	size_t i;

	ou_table_prepare(&ou_order_table);
	view = ou_view_new(&a, &ou_order_table, NULL, &err);
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		ROW("%s", states[i].lines);
		snprintf(text, sizeof(text), "{\"type\":\"Order\","
		    "\"schema\":\"order/1\",\"id\":\"x\",%s}",
		    states[i].lines);
		read_record(&r, &a, text);
		if (!CHECK(ou_record_load(&r, view, &o, &err) == 0))
			continue;
		name = ou_order_state_name(ou_order_state(&o));
		CHECK_STRN(name.p, name.n, states[i].state);
	}
	ou_arena_release(&a);
}

#define HEAD "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":\"x\""
static const struct {
	const char *from, *to;
} strips[] = {
	{ HEAD "}", HEAD "}" },
	{ HEAD ",\"giftMessage\":\"x\",\"currency\":\"EUR\"}",
	    HEAD ",\"currency\":\"EUR\"}" },
	{ HEAD ", \"mine\" : 1, \"orderNumber\" : \"\\u0041\" }",
	    HEAD ",\"orderNumber\":\"\\u0041\"}" },
	{ HEAD ",\"customer\":{\"id\":\"C\",\"name\":\"N\",\"contact\":{"
	    "\"name\":\"N\"}}}", HEAD ",\"customer\":{\"id\":\"C\"}}" },
	{ HEAD ",\"customer\":{\"name\":\"N\"}}", HEAD "}" },
	{ HEAD ",\"notes\":[{\"text\":\"a\"},{\"from\":\"shop\",\"text\":"
	    "\"b\"},{\"text\":\"c\"}]}",
	    HEAD ",\"notes\":[{\"from\":\"shop\"}]}" },
	{ HEAD ",\"notes\":[{\"text\":\"a\"}],\"extra\":{\"a\":1}}",
	    HEAD "}" },
	{ HEAD ",\"orderedItem\":[{\"orderQuantity\":1,\"extra\":{\"a\":1}}]"
	    ",\"discountCode\":[\"A\"]}",
	    HEAD ",\"orderedItem\":[{\"orderQuantity\":1}],"
	    "\"discountCode\":[\"A\"]}" },
	{ "{\"type\":\"Call\",\"who\":\"N\",\"id\":\"1\"}",
	    "{\"type\":\"Call\",\"id\":\"1\"}" },
};

static void
test_strip(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf once = OU_BUF_INIT, twice = OU_BUF_INIT;
	struct ou_record r;
	size_t i;

	for (i = 0; i < sizeof(strips) / sizeof(strips[0]); i++) {
		ROW("%s", strips[i].from);
		ou_buf_clear(&once);
		ou_buf_clear(&twice);
		read_record(&r, &a, strips[i].from);
		ou_record_strip(&r, &a, &once);
		CHECK_STRN(once.p, once.n, strips[i].to);
		read_record(&r, &a, strips[i].to);
		ou_record_strip(&r, &a, &twice);
		CHECK_STRN(twice.p, twice.n, strips[i].to);
	}
	ou_buf_release(&once);
	ou_buf_release(&twice);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_states);
	RUN(test_strip);
	return (UNIT_DONE());
}
