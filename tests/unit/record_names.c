/*
 * Names in the order of the record before, and in any other: the table
 * remembers what came behind what, which must not show.
 */
#include "ou/record/record.h"
#include "record-tables.h"
#include "unit.h"

#define HEAD "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\""

static struct ou_arena arena;
static struct ou_record rec;

static int
parse(const char *text, struct ou_t_order *o, struct ou_err *err)
{
	char *padded = ou_arena_zalloc(&arena, strlen(text) + 64);
	struct ou_view *view;

	memcpy(padded, text, strlen(text));
	if (ou_record_parse(&rec, &arena, ou_str_make(padded, strlen(text)),
	    t_types, NULL, err) != 0)
		return (-1);
	view = ou_view_new(&arena, &ou_t_order_table, NULL, NULL);
	return (ou_record_load(&rec, view, o, err));
}

/* The members of a line in an order that ${turn} chooses, each with its own
 * value; blanks where a bit of it says so. */
static void
print_line(char *to, size_t n, unsigned turn)
{
	static const char *const names[] = { "sku", "unknown", "total", "rate",
		"price" };
	static const char *const values[] = { "\"s\"", "[{}]", "\"1.00\"",
		"\"2\"", "\"3\"" };
	unsigned i, k, start = turn % 5, step = 1 + turn / 5 % 4;
	size_t at = (size_t)snprintf(to, n, HEAD ",\"lines\":[{");

	for (i = 0; i < 5; i++) {
		k = (start + i * step) % 5;
		at += (size_t)snprintf(to + at, n - at, "%s%s\"%s\"%s:%s%s",
		    i != 0 ? "," : "", (turn >> 5 & 1) != 0 ? " " : "",
		    names[k], (turn >> 6 & 1) != 0 ? " " : "",
		    (turn >> 7 & 1) != 0 ? " " : "", values[k]);
	}
	snprintf(to + at, n - at, "}]}");
}

static void
test_orders(void)
{
	struct ou_t_order o;
	char text[512];
	unsigned i;

	for (i = 0; i < 2000; i++) {
		ROW("%u", i);
		print_line(text, sizeof(text), i * 7 % 256);
		CHECK_INT(parse(text, &o, NULL), 0);
		CHECK_INT(o.n_lines, 1);
		CHECK(ou_str_is(o.lines[0].sku, "s"));
		CHECK_INT(o.lines[0].total.v, 10000);
		CHECK_INT(o.lines[0].rate.v, 2000000);
		CHECK_INT(o.lines[0].price.v, 3000000);
		ou_arena_reset(&arena);
	}
}

/* What looks like the name that came there, and is another. */
static void
test_alike(void)
{
	static const char *const names[] = { "place", "plac", "places", "p",
		"plac\\u0065", "aNameBeyondSixteenBytes",
		"aNameBeyondSixteenByte", "aNameBeyondSixteenBytes2",
		"aNameBeyondSixteenBytes and far beyond thirty-two" };
	struct ou_err err;
	struct ou_t_order o;
	char text[512];
	size_t i, k;

	for (i = 0; i < 9 * 9; i++) {
		const char *a = names[i / 9], *b = names[i % 9];

		ROW("%s, %s", a, b);
		CHECK_INT(parse(HEAD ",\"place\":{\"name\":\"x\"},"
		    "\"aNameBeyondSixteenBytes\":\"y\"}", &o, NULL), 0);
		snprintf(text, sizeof(text), HEAD ",\"%s\":null,\"%s\":null}",
		    a, b);
		k = i / 9 == 4 ? 0 : i / 9;
		if (k == (i % 9 == 4 ? 0 : i % 9)) {
			CHECK_INT(parse(text, &o, &err), -1);
			CHECK_INT(err.code, OU_DIAG_DUPLICATE_KEY);
		} else
			CHECK_INT(parse(text, &o, NULL), 0);
		ou_arena_reset(&arena);
	}
}

int
main(void)
{
	RUN(test_orders);
	RUN(test_alike);
	ou_arena_release(&arena);
	return (UNIT_DONE());
}
