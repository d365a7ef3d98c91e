/* Ready texts: made once, put into record after record. */
#include "ou/record/record.h"
#include "record-tables.h"
#include "unit.h"

#define HEAD "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\""

static struct ou_arena run, arena;
static struct ou_record rec;
static struct ou_t_order order;

static int
load(const char *text)
{
	char *padded = ou_arena_zalloc(&arena, strlen(text) + 64);
	struct ou_view *view;

	memcpy(padded, text, strlen(text));
	if (ou_record_parse(&rec, &arena, ou_str_make(padded, strlen(text)),
	    t_types, NULL, NULL) != 0)
		return (-1);
	view = ou_view_new(&arena, &ou_t_order_table, NULL, NULL);
	return (ou_record_load(&rec, view, &order, NULL));
}

static void
written(const char *want)
{
	struct ou_buf b = OU_BUF_INIT;

	ou_record_write(&rec, &b);
	CHECK_STRN(b.p, b.n, want);
	ou_buf_release(&b);
}

#define APPEND(member, text) ou_record_append(&rec, &ou_t_order_table, \
	&order, OU_FIELD(t_order, member), text)

static void
test_append(void)
{
	struct ou_t_place place = { .name = OU_STR("Lyon \"2\"") };
	struct ou_t_order shared = { .place = &place,
	    .total = { 125000, 2, true } };
	struct ou_str text, total;

	text = ou_field_text(&run, &ou_t_order_table, &shared,
	    OU_FIELD(t_order, place));
	total = ou_field_text(&run, &ou_t_order_table, &shared,
	    OU_FIELD(t_order, total));
	ROW("where there is none");
	CHECK_INT(load(HEAD ", \"x\" : 1 }"), 0);
	CHECK(APPEND(place, text));
	CHECK(APPEND(total, total));
	written(HEAD ", \"x\" : 1,\"place\":{\"name\":\"Lyon \\\"2\\\"\"},"
	    "\"total\":\"12.50\" }");
	ROW("the same text in the next record");
	ou_arena_reset(&arena);
	CHECK_INT(load(HEAD "}"), 0);
	CHECK(APPEND(place, text));
	written(HEAD ",\"place\":{\"name\":\"Lyon \\\"2\\\"\"}}");
	ROW("twice is once");
	CHECK(!APPEND(place, text));
	written(HEAD ",\"place\":{\"name\":\"Lyon \\\"2\\\"\"}}");
	ROW("a later put counts");
	CHECK(APPEND(total, total));
	order.total = (struct ou_amount){ 10000, 2, true };
	ou_record_put(&rec, &ou_t_order_table, &order,
	    OU_FIELD(t_order, total));
	written(HEAD ",\"place\":{\"name\":\"Lyon \\\"2\\\"\"},"
	    "\"total\":\"1.00\"}");
	ROW("not where there is one");
	ou_arena_reset(&arena);
	CHECK_INT(load(HEAD ",\"total\":\"3\",\"place\":null}"), 0);
	CHECK(!APPEND(total, total));
	CHECK(!APPEND(place, text));
	written(HEAD ",\"total\":\"3\",\"place\":null}");
}

int
main(void)
{
	RUN(test_append);
	ou_arena_release(&arena);
	ou_arena_release(&run);
	return (UNIT_DONE());
}
