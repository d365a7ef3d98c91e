/* Records: parsing, loading, changing, writing. */
#include "ou/record/record.h"
#include "record-tables.h"
#include "unit.h"

#define HEAD "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\""

static struct ou_arena arena = OU_ARENA_INIT;
static struct ou_record rec;
static struct ou_t_order order;
static struct ou_err err;

static int
parse(const char *text)
{
	memset(&err, 0, sizeof(err));
	ou_arena_reset(&arena);
	return ou_record_parse(&rec, &arena,
	    t_padded(&arena, text, strlen(text)), t_types, NULL, &err);
}

static int
load(const char *text)
{
	struct ou_view *view;

	if (parse(text) != 0)
		return -1;
	view = ou_view_new(&arena, &ou_t_order_table, NULL, &err);
	return ou_record_load(&rec, view, &order, &err);
}

static int
written(const char *want)
{
	struct ou_buf b = OU_BUF_INIT, again = OU_BUF_INIT;
	int r;

	ou_record_write(&rec, &b);
	r = CHECK_STRN(b.p, b.n, want);
	/* Writing changes nothing. */
	ou_record_write(&rec, &again);
	CHECK_MEM(again.p, again.n, b.p, b.n);
	ou_buf_release(&b);
	ou_buf_release(&again);
	return r;
}

#define PUT(member) \
	ou_record_put(&rec, &ou_t_order_table, &order, OU_FIELD(t_order, member))
#define PUT_LINE(i, member) \
	ou_record_put(&rec, &ou_t_line_table, &order.lines[i], \
	OU_FIELD(t_line, member))

static void
test_parse(void)
{
	static const struct {
		const char *text;
		enum ou_diag code;
	} rows[] = {
		{ HEAD "}", 0 },
		{ " { \"type\" : \"T\" , \"schema\" : \"t/1\" } ", 0 },
		{ "{\"schema\":\"t/1\",\"type\":\"T\"}", 0 },
		{ "{\"\\u0074ype\":\"\\u0054\",\"schema\":\"t/1\"}", 0 },
		{ "{\"type\":\"Other\"}", 0 },
		{ "{\"type\":\"Other\",\"schema\":\"what/9\"}", 0 },
		{ "{\"type\":\"T\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":\"t/2\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":\"t\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":\"t/\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":\"t/1x\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":\"u/1\"}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"T\",\"schema\":1}", OU_DIAG_SCHEMA },
		{ "{}", OU_DIAG_SCHEMA },
		{ "{\"type\":1}", OU_DIAG_SCHEMA },
		{ "{\"type\":\"\"}", OU_DIAG_SCHEMA },
		{ "[1,2]", OU_DIAG_JSON },
		{ "\"x\"", OU_DIAG_JSON },
		{ "1", OU_DIAG_JSON },
		{ HEAD ",\"id\":1}", OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"\\u0069d\":1}", OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"x\":1,\"x\":1}", OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"x\":1,\"\\u0078\":1}", OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"x\":{\"y\":[{\"z\":1,\"z\":2}]}}",
		    OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"lines\":[{\"sku\":1,\"sku\":1}]}",
		    OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"aNameBeyondSixteenBytes\":1,"
		    "\"aNameBeyondSixteenBytes\":1}", OU_DIAG_DUPLICATE_KEY },
		{ HEAD ",\"aNameBexondSixteenBytes\":1,"
		    "\"aNameBeyondSixteenBytes\":1}", 0 },
		{ "{\"type\":\"Other\",\"a\":1,\"a\":1}",
		    OU_DIAG_DUPLICATE_KEY },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		CHECK_INT(parse(rows[i].text), rows[i].code != 0 ? -1 : 0);
		CHECK_INT(err.code, rows[i].code);
	}
	ROW("type and schema");
	CHECK_INT(parse(HEAD "}"), 0);
	CHECK_STRN(rec.type.p, rec.type.n, "T");
	CHECK_STRN(rec.schema.p, rec.schema.n, "t/1");
	CHECK(rec.table == &ou_t_order_table);
	CHECK_INT(parse("{\"type\":\"Other\"}"), 0);
	CHECK(rec.table == NULL);
	CHECK(rec.schema.p == NULL);
}

/* Many unknown names: one twice among them is found, wherever it stands. */
static void
test_many_names(void)
{
	struct ou_buf b = OU_BUF_INIT;
	int n, i, twice;

	for (n = 1; n < 70; n += 3) {
		for (twice = -1; twice < n; twice += 7) {
			ROW("%d, %d", n, twice);
			ou_buf_clear(&b);
			ou_buf_puts(&b, HEAD);
			for (i = 0; i < n; i++)
				ou_buf_printf(&b, ",\"k%d\":%d", i, i);
			if (twice >= 0)
				ou_buf_printf(&b, ",\"k%d\":0", twice);
			ou_buf_puts(&b, "}");
			ou_buf_addc(&b, '\0');
			CHECK_INT(parse(b.p), twice >= 0 ? -1 : 0);
		}
	}
	ou_buf_release(&b);
}

static void
test_load(void)
{
	CHECK_INT(load(HEAD ",\"date\":\"2026-11-20T09:14:00+01:00\","
	    "\"due\":\"2026-12-01\",\"count\":1e2,\"gift\":false,"
	    "\"place\":{\"name\":\"Zo\\u00e9\",\"street\":[\"a\",\"b\"]},"
	    "\"lines\":[{\"sku\":\"X\",\"quantity\":1.5e1,\"price\":1.10,"
	    "\"total\":\"-3.50\",\"rate\":\"20.00\"},{}],\"codes\":[\"\"],"
	    "\"total\":\"0\",\"extra\":{\"k\":\"v\",\"n\":1e2}}"), 0);
	CHECK_STRN(order.id.p, order.id.n, "a");
	CHECK_INT(order.date.hour, 9);
	CHECK_INT(order.date.offset, 60);
	CHECK_INT(order.due.day, 1);
	CHECK(order.count.given && order.count.v == 100);
	CHECK_INT(order.gift, OU_FLAG_NO);
	if (!CHECK(order.place != NULL))
		return;
	CHECK_STRN(order.place->name.p, order.place->name.n, "Zo\xc3\xa9");
	CHECK_INT(order.place->n_street, 2);
	CHECK_INT(order.n_lines, 2);
	CHECK_INT(order.lines[0].quantity.v, 15000000);
	CHECK_INT(order.lines[0].price.v, 1100000);
	CHECK_INT(order.lines[0].total.v, -35000);
	CHECK_INT(order.lines[0].rate.v, 20000000);
	CHECK(order.lines[1].node != 0 && !order.lines[1].total.given);
	CHECK_INT(order.n_codes, 1);
	CHECK(order.total.given && order.total.v == 0);
	CHECK_INT(order.n_extra, 2);
	CHECK(!order.extra[0].json && order.extra[1].json);
	CHECK_STRN(order.extra[1].value.p, order.extra[1].value.n, "1e2");
	/* What says nothing is absent. */
	CHECK_INT(load(HEAD ",\"date\":null,\"due\":\"\",\"place\":{},"
	    "\"lines\":[],\"codes\":null,\"count\":null,\"gift\":\"\"}"), 0);
	CHECK(!ou_date_given(order.due) && order.place == NULL);
	CHECK(order.n_lines == 0 && !order.count.given);
	CHECK_INT(order.gift, OU_FLAG_ABSENT);
	/* A date alone is a time too. */
	CHECK_INT(load(HEAD ",\"date\":\"2026-11-20\"}"), 0);
	CHECK(!order.date.has_clock);
}

static void
test_load_errors(void)
{
	static const struct {
		const char *member, *field;
		enum ou_diag code;
	} rows[] = {
		{ "\"total\":true", "total", OU_DIAG_VALUE },
		{ "\"total\":\"1e2\"", "total", OU_DIAG_VALUE },
		{ "\"total\":1e2", "total", OU_DIAG_VALUE },
		{ "\"total\":\"1.23456\"", "total", OU_DIAG_VALUE },
		{ "\"total\":\" 1\"", "total", OU_DIAG_VALUE },
		{ "\"total\":9999999999999999999", "total",
		    OU_DIAG_OVERFLOW },
		{ "\"count\":\"1\"", "count", OU_DIAG_VALUE },
		{ "\"count\":1.5", "count", OU_DIAG_VALUE },
		{ "\"count\":9223372036854775808", "count",
		    OU_DIAG_OVERFLOW },
		{ "\"gift\":1", "gift", OU_DIAG_VALUE },
		{ "\"gift\":\"true\"", "gift", OU_DIAG_VALUE },
		{ "\"date\":5", "date", OU_DIAG_VALUE },
		{ "\"due\":\"2026-02-30\"", "due", OU_DIAG_VALUE },
		{ "\"aNameBeyondSixteenBytes\":1",
		    "aNameBeyondSixteenBytes", OU_DIAG_VALUE },
		{ "\"aNameBeyondSixteenBytes\":\"\\u0000\"",
		    "aNameBeyondSixteenBytes", OU_DIAG_VALUE },
		{ "\"place\":\"x\"", "place", OU_DIAG_VALUE },
		{ "\"place\":[1]", "place", OU_DIAG_VALUE },
		{ "\"place\":{\"name\":\"123456789012345678901\"}",
		    "place.name", OU_DIAG_VALUE },
		{ "\"place\":{\"street\":\"x\"}", "place.street",
		    OU_DIAG_VALUE },
		{ "\"place\":{\"street\":[\"1\",2]}", "place.street.1",
		    OU_DIAG_VALUE },
		{ "\"place\":{\"street\":[\"1\",\"2\",\"3\",\"4\"]}",
		    "place.street", OU_DIAG_VALUE },
		{ "\"lines\":{\"a\":1}", "lines", OU_DIAG_VALUE },
		{ "\"lines\":[{},1]", "lines.1", OU_DIAG_VALUE },
		{ "\"lines\":[{},{},{\"quantity\":\"1\"}]",
		    "lines.2.quantity", OU_DIAG_VALUE },
		{ "\"lines\":[{\"parts\":[{\"bin\":\"x\"}]}]",
		    "lines.0.parts.0.quantity", OU_DIAG_REQUIRED },
		{ "\"lines\":[{\"parts\":[1,2,3,4,5]}]", "lines.0.parts",
		    OU_DIAG_VALUE },
		{ "\"extra\":[1]", "extra", OU_DIAG_VALUE },
	};
	char text[400];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].member);
		(void)snprintf(text, sizeof(text), HEAD ",%s}",
		    rows[i].member);
		CHECK_INT(load(text), -1);
		CHECK_INT(err.kind, OU_ERR_RECORD);
		CHECK_INT(err.code, rows[i].code);
		CHECK_STR(err.field, rows[i].field);
	}
	ROW("required");
	CHECK_INT(load("{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"\"}"),
	    -1);
	CHECK_STR(err.field, "id");
	CHECK_INT(err.code, OU_DIAG_REQUIRED);
}

static void
test_view(void)
{
	static const char text[] = "{\"type\":\"T\",\"schema\":\"t/1\","
	    "\"due\":1,\"lines\":[{\"sku\":\"A\",\"quantity\":\"wrong\"}],"
	    "\"place\":{\"name\":\"N\",\"country\":7}}";
	struct ou_view *v;

	CHECK_INT(parse(text), 0);
	v = ou_view_new(&arena, &ou_t_order_table,
	    " lines.sku  place.name ", &err);
	if (!CHECK(v != NULL))
		return;
	/* What is not in the view is not looked at, wrong or not. */
	CHECK_INT(ou_record_load(&rec, v, &order, &err), 0);
	CHECK_STRN(order.lines[0].sku.p, order.lines[0].sku.n, "A");
	CHECK(!order.lines[0].quantity.given && order.id.p == NULL);
	v = ou_view_new(&arena, &ou_t_order_table, "lines.sku lines", &err);
	CHECK_INT(ou_record_load(&rec, v, &order, &err), -1);
	CHECK_STR(err.field, "lines.0.quantity");
	CHECK(ou_view_new(&arena, &ou_t_order_table, "lines.x", &err) == NULL);
	CHECK_INT(err.kind, OU_ERR_USAGE);
	CHECK(ou_view_new(&arena, &ou_t_order_table, "id.x", &err) == NULL);
	CHECK_INT(parse("{\"type\":\"U\"}"), 0);
	CHECK_INT(ou_record_load(&rec, v, &order, &err), -1);
}

/* Untouched records go out as they came in. */
static void
test_identity(void)
{
	static const char *const rows[] = {
		HEAD "}",
		" { \"type\" : \"T\" ,\t\"schema\":\"t/1\" , \"id\":\"\\u0061\""
		    ", \"u\": [ 12.10 , 1e2, 123456789012345678901234567890 ,"
		    " \"\\u00e9\\/\" ] } ",
		"{\"type\":\"Unknown\",\"x\":{}}",
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i]);
		CHECK_INT(parse(rows[i]), 0);
		CHECK(!ou_record_changed(&rec));
		written(rows[i]);
	}
}

static void
put_nothing(void)
{
}

static void
put_total(void)
{
	CHECK_INT(ou_amount_parse(&order.total, OU_STR("12.10"), NULL), 0);
	PUT(total);
}

static void
put_total_twice(void)
{
	CHECK_INT(ou_amount_parse(&order.total, OU_STR("7"), NULL), 0);
	PUT(total);
	put_total();
}

static void
put_total_and_back(void)
{
	struct ou_amount before = order.total;

	put_total();
	order.total = before;
	PUT(total);
}

static void
drop_total(void)
{
	order.total.given = false;
	PUT(total);
}

static void
drop_all(void)
{
	drop_total();
	order.gift = OU_FLAG_ABSENT;
	PUT(gift);
	order.n_codes = 0;
	PUT(codes);
}

static void
new_place(void)
{
	static struct ou_str streets[] = { { "1", 1 }, { "\"2\"", 3 } };
	static struct ou_t_place place;

	memset(&place, 0, sizeof(place));
	place.name = OU_STR("N");
	place.street = streets;
	place.n_street = 2;
	order.place = &place;
	PUT(place);
	/* The text was written at once: this does not show. */
	place.name = OU_STR("later");
}

static void
drop_place_fields(void)
{
	struct ou_t_place *p = order.place;
	int i;

	p->name = p->country = OU_STR_NONE;
	p->n_street = 0;
	for (i = 0; i < ou_fields_of_t_place; i++)
		ou_record_put(&rec, &ou_t_place_table, p, i);
}

static void
refill_place(void)
{
	drop_place_fields();
	order.place->country = OU_STR("FR");
	ou_record_put(&rec, &ou_t_place_table, order.place,
	    OU_FIELD(t_place, country));
	order.place->name = OU_STR("X");
	ou_record_put(&rec, &ou_t_place_table, order.place,
	    OU_FIELD(t_place, name));
}

static void
put_every_kind(void)
{
	CHECK_INT(ou_time_parse(&order.date, OU_STR("2026-01-02T03:04Z"),
	    NULL), 0);
	PUT(date);
	CHECK_INT(ou_date_parse(&order.due, OU_STR("2026-01-03"), NULL), 0);
	PUT(due);
	order.count = (struct ou_integer){ -5, true };
	PUT(count);
	order.gift = OU_FLAG_YES;
	PUT(gift);
	order.a_name_beyond_sixteen = OU_STR("q\"\n");
	PUT(a_name_beyond_sixteen);
}

static void
put_map(void)
{
	static struct ou_pair pairs[] = {
		{ { "k", 1 }, { "v", 1 }, false },
		{ { "n\"", 2 }, { "1e2", 3 }, true },
	};

	order.extra = pairs;
	order.n_extra = 2;
	PUT(extra);
}

static void
put_raw(void)
{
	ou_record_put_raw(&rec, 1, "u", OU_STR("[1]"));
	ou_record_put_raw(&rec, 1, "w\"", OU_STR("{}"));
	ou_record_put_raw(&rec, 1, "w\"", OU_STR("2"));
	/* A name that the table has takes the field's way. */
	ou_record_put_raw(&rec, 1, "total", OU_STR("\"3\""));
}

static void
put_raw_away(void)
{
	ou_record_put_raw(&rec, 1, "u", OU_STR("5"));
	ou_record_put_raw(&rec, 1, "u", OU_STR_NONE);
	ou_record_put_raw(&rec, 1, "w", OU_STR("5"));
	ou_record_put_raw(&rec, 1, "w", OU_STR_NONE);
}

static const struct {
	const char *text;
	void (*change)(void);
	const char *want;
} puts_rows[] = {
	{ HEAD "}", put_nothing, HEAD "}" },
	{ HEAD "}", put_total, HEAD ",\"total\":\"12.10\"}" },
	{ HEAD " }", put_total, HEAD ",\"total\":\"12.10\" }" },
	{ HEAD "}", put_total_twice, HEAD ",\"total\":\"12.10\"}" },
	{ HEAD "}", put_total_and_back, HEAD "}" },
	{ HEAD "}", drop_total, HEAD "}" },
	/* The same worth stays as it was written. */
	{ HEAD ",\"total\":\"12.1\",\"u\":1}", put_total,
	    HEAD ",\"total\":\"12.1\",\"u\":1}" },
	{ HEAD ",\"total\":12.100}", put_total, HEAD ",\"total\":12.100}" },
	{ HEAD ",\"total\":\"12\\u002e1\"}", put_total,
	    HEAD ",\"total\":\"12\\u002e1\"}" },
	{ HEAD ",\"total\":\"12.1\"}", put_total_twice,
	    HEAD ",\"total\":\"12.1\"}" },
	{ HEAD ", \"total\" : \"1\" , \"u\":1}", put_total,
	    HEAD ", \"total\" : \"12.10\" , \"u\":1}" },
	{ HEAD ",\"total\":\"1\"}", put_total_and_back,
	    HEAD ",\"total\":\"1\"}" },
	{ HEAD ",\"total\":null}", put_total, HEAD ",\"total\":\"12.10\"}" },
	{ HEAD ",\"total\":null}", drop_total, HEAD ",\"total\":null}" },
	/* Members go with a comma. */
	{ HEAD ",\"total\":\"1\",\"u\":1}", drop_total, HEAD ",\"u\":1}" },
	{ HEAD " , \"total\" : \"1\" , \"u\":1}", drop_total,
	    HEAD "  , \"u\":1}" },
	{ HEAD ",\"total\":\"1\"}", drop_total, HEAD "}" },
	{ "{\"total\":\"1\",\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\"}",
	    drop_total, HEAD "}" },
	{ "{ \"total\":\"1\" , \"gift\":true,\n\"codes\":[\"x\"] , "
	    "\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\"}", drop_all,
	    "{ \"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\"}" },
	{ HEAD ",\"total\":\"1\",\"gift\":true,\"u\":2,\"codes\":[\"x\"]}",
	    drop_all, HEAD ",\"u\":2}" },
	{ "{\"total\":\"1\",\"type\":\"T\",\"gift\":true,\"schema\":\"t/1\","
	    "\"id\":\"a\",\"codes\":[\"x\"]}", drop_all, HEAD "}" },
	/* Objects. */
	{ HEAD "}", new_place,
	    HEAD ",\"place\":{\"name\":\"N\",\"street\":[\"1\",\"\\\"2\\\"\"]}}"
	    },
	{ HEAD ",\"place\":{\"u\":1},\"v\":2}", new_place,
	    HEAD ",\"place\":{\"name\":\"N\",\"street\":[\"1\",\"\\\"2\\\"\"]}"
	    ",\"v\":2}" },
	{ HEAD ",\"place\":{\"name\":\"N\",\"street\":[\"x\"]}}",
	    drop_place_fields, HEAD ",\"place\":{}}" },
	{ HEAD ",\"place\":{ \"name\":\"N\", \"u\":1 , \"street\":[\"x\"] }}",
	    drop_place_fields, HEAD ",\"place\":{ \"u\":1  }}" },
	{ HEAD ",\"place\":{\"name\":\"N\",\"street\":[\"x\"]}}",
	    refill_place, HEAD ",\"place\":{\"name\":\"X\",\"country\":\"FR\"}}"
	    },
	{ HEAD ",\"place\":{ \"street\":[\"x\"] }}", refill_place,
	    HEAD ",\"place\":{ \"country\":\"FR\",\"name\":\"X\" }}" },
	{ HEAD ",\"place\":{\"street\":[\"x\"],\"u\":{}}}", refill_place,
	    HEAD ",\"place\":{\"u\":{},\"country\":\"FR\",\"name\":\"X\"}}" },
	{ HEAD "}", put_every_kind, HEAD ",\"date\":\"2026-01-02T03:04Z\","
	    "\"due\":\"2026-01-03\",\"count\":-5,\"gift\":true,"
	    "\"aNameBeyondSixteenBytes\":\"q\\\"\\n\"}" },
	{ HEAD ",\"gift\":false,\"count\":1,\"date\":\"2026-01-02\"}",
	    put_every_kind, HEAD ",\"gift\":true,\"count\":-5,"
	    "\"date\":\"2026-01-02T03:04Z\",\"due\":\"2026-01-03\","
	    "\"aNameBeyondSixteenBytes\":\"q\\\"\\n\"}" },
	{ HEAD ",\"count\":-5.0,\"gift\":true}", put_every_kind,
	    HEAD ",\"count\":-5.0,\"gift\":true,\"date\":\"2026-01-02T03:04Z\""
	    ",\"due\":\"2026-01-03\","
	    "\"aNameBeyondSixteenBytes\":\"q\\\"\\n\"}" },
	{ HEAD "}", put_map, HEAD ",\"extra\":{\"k\":\"v\",\"n\\\"\":1e2}}" },
	{ HEAD ",\"extra\": { \"k\":\"v\" , \"n\\u0022\" : 1e2}}", put_map,
	    HEAD ",\"extra\": { \"k\":\"v\" , \"n\\u0022\" : 1e2}}" },
	{ HEAD ",\"extra\":{\"n\\\"\":1e2,\"k\":\"v\"}}", put_map,
	    HEAD ",\"extra\":{\"k\":\"v\",\"n\\\"\":1e2}}" },
	{ HEAD ",\"u\":1,\"v\":2}", put_raw,
	    HEAD ",\"u\":[1],\"v\":2,\"w\\\"\":2,\"total\":\"3\"}" },
	{ HEAD ",\"u\":1,\"v\":2}", put_raw_away, HEAD ",\"v\":2}" },
};

static void
test_put(void)
{
	size_t i;

	for (i = 0; i < sizeof(puts_rows) / sizeof(puts_rows[0]); i++) {
		ROW("%zu %s", i, puts_rows[i].text);
		if (!CHECK_INT(load(puts_rows[i].text), 0))
			continue;
		puts_rows[i].change();
		CHECK_INT(ou_record_changed(&rec),
		    strcmp(puts_rows[i].text, puts_rows[i].want) != 0);
		written(puts_rows[i].want);
		CHECK_INT(load(puts_rows[i].want), 0);
	}
}

/* A zero where absent means zero is not written, and not taken away. */
static void
test_zero(void)
{
	struct ou_t_stands *s;

	CHECK_INT(load(HEAD ",\"lines\":[{\"stands\":{\"ordered\":5}},"
	    "{\"stands\":{\"picked\":0,\"ordered\":3}}]}"), 0);
	s = order.lines[0].stands;
	s->picked = ou_quantity_of(0);
	ou_record_put(&rec, &ou_t_stands_table, s,
	    OU_FIELD(t_stands, picked));
	s = order.lines[1].stands;
	ou_record_put(&rec, &ou_t_stands_table, s,
	    OU_FIELD(t_stands, picked));
	written(HEAD ",\"lines\":[{\"stands\":{\"ordered\":5}},"
	    "{\"stands\":{\"picked\":0,\"ordered\":3}}]}");
	s->ordered = ou_quantity_of(0);
	ou_record_put(&rec, &ou_t_stands_table, s,
	    OU_FIELD(t_stands, ordered));
	written(HEAD ",\"lines\":[{\"stands\":{\"ordered\":5}},"
	    "{\"stands\":{\"picked\":0}}]}");
}

#define LINES HEAD ",\"lines\": [ {\"sku\":\"A\",\"u\":1e2} , " \
	"{ \"sku\":\"B\", \"parts\":[{\"quantity\":1,\"x\":0}] }, {\"v\":3} ]}"

static void
test_lines(void)
{
	struct ou_t_line lines[4];

	ROW("as they were");
	CHECK_INT(load(LINES), 0);
	PUT(lines);
	written(LINES);
	CHECK(!ou_record_changed(&rec));
	ROW("inserted, dropped, reordered");
	memset(lines, 0, sizeof(lines));
	lines[0] = order.lines[2];
	lines[1].sku = OU_STR("N");
	lines[2] = order.lines[0];
	order.lines = lines;
	order.n_lines = 3;
	PUT(lines);
	written(HEAD ",\"lines\": [{\"v\":3},{\"sku\":\"N\"},"
	    "{\"sku\":\"A\",\"u\":1e2}]}");
	ROW("changed after the list was put");
	order.lines[2].total.given = true;
	PUT_LINE(2, total);
	written(HEAD ",\"lines\": [{\"v\":3},{\"sku\":\"N\"},"
	    "{\"sku\":\"A\",\"u\":1e2,\"total\":\"0\"}]}");
	ROW("changed before, and put again");
	CHECK_INT(load(LINES), 0);
	lines[0] = order.lines[1];
	lines[1] = order.lines[0];
	order.lines[0].sku = OU_STR("AA");
	PUT_LINE(0, sku);
	order.lines = lines;
	order.n_lines = 2;
	PUT(lines);
	order.n_lines = 1;
	PUT(lines);
	order.n_lines = 2;
	PUT(lines);
	written(HEAD ",\"lines\": [{ \"sku\":\"B\", \"parts\":"
	    "[{\"quantity\":1,\"x\":0}] },{\"sku\":\"AA\",\"u\":1e2}]}");
	ROW("none left");
	order.n_lines = 0;
	PUT(lines);
	written(HEAD "}");
	ROW("the first ones");
	CHECK_INT(load(HEAD "}"), 0);
	memset(lines, 0, sizeof(lines));
	lines[0].sku = OU_STR("N");
	order.lines = lines;
	order.n_lines = 2;
	PUT(lines);
	written(HEAD ",\"lines\":[{\"sku\":\"N\"},{}]}");
}

/* Lists in lists: a member of a moved line is moved too. */
static void
test_nested(void)
{
	struct ou_t_part parts[2], *old;
	struct ou_t_line lines[3];

	CHECK_INT(load(LINES), 0);
	old = order.lines[1].parts;
	memset(parts, 0, sizeof(parts));
	parts[0].quantity = ou_quantity_of(7);
	parts[1] = old[0];
	order.lines[1].parts = parts;
	order.lines[1].n_parts = 2;
	PUT_LINE(1, parts);
	memcpy(lines, order.lines, sizeof(lines));
	lines[0] = order.lines[1];
	lines[1] = order.lines[0];
	order.lines = lines;
	PUT(lines);
	parts[1].bin = OU_STR("C");
	ou_record_put(&rec, &ou_t_part_table, &parts[1],
	    OU_FIELD(t_part, bin));
	written(HEAD ",\"lines\": [{ \"sku\":\"B\", \"parts\":"
	    "[{\"quantity\":7},{\"quantity\":1,\"x\":0,\"bin\":\"C\"}] },"
	    "{\"sku\":\"A\",\"u\":1e2},{\"v\":3}]}");
}

static void
test_split(void)
{
	struct ou_t_line lines[4], *copy;

	CHECK_INT(load(LINES), 0);
	memcpy(lines, order.lines, 3 * sizeof(*lines));
	/* What was changed before the split is in both. */
	lines[1].sku = OU_STR("BB");
	order.lines = lines;
	PUT_LINE(1, sku);
	ou_record_put_raw(&rec, lines[1].node, "w", OU_STR("true"));
	copy = ou_record_split(&rec, &ou_t_line_table, &lines[1]);
	CHECK(copy->node != lines[1].node);
	CHECK(copy->parts != lines[1].parts);
	lines[1].quantity = ou_quantity_of(1);
	PUT_LINE(1, quantity);
	copy->quantity = ou_quantity_of(2);
	copy->parts[0].bin = OU_STR("Z");
	ou_record_put(&rec, &ou_t_part_table, &copy->parts[0],
	    OU_FIELD(t_part, bin));
	lines[3] = lines[2];
	lines[2] = *copy;
	order.n_lines = 4;
	PUT(lines);
	order.lines[2].total.given = true;
	PUT_LINE(2, total);
	PUT_LINE(2, quantity);
	written(HEAD ",\"lines\": [{\"sku\":\"A\",\"u\":1e2},"
	    "{ \"sku\":\"BB\", \"parts\":[{\"quantity\":1,\"x\":0}],"
	    "\"w\":true,\"quantity\":1 },"
	    "{ \"sku\":\"BB\", \"parts\":[{\"quantity\":1,\"x\":0,"
	    "\"bin\":\"Z\"}],\"w\":true,\"total\":\"0\",\"quantity\":2 },"
	    "{\"v\":3}]}");
	/* A copy of the copy. */
	copy = ou_record_split(&rec, &ou_t_line_table, &order.lines[2]);
	copy->sku = OU_STR("C");
	ou_record_put(&rec, &ou_t_line_table, copy, OU_FIELD(t_line, sku));
	order.lines = copy;
	order.n_lines = 1;
	PUT(lines);
	written(HEAD ",\"lines\": ["
	    "{ \"sku\":\"C\", \"parts\":[{\"quantity\":1,\"x\":0,"
	    "\"bin\":\"Z\"}],\"w\":true,\"total\":\"0\",\"quantity\":2 }]}");
}

/* Hundreds of changes in any order. */
static void
test_many_puts(void)
{
	struct ou_buf b = OU_BUF_INIT, want = OU_BUF_INIT;
	int i, n = 500;

	ou_buf_puts(&b, HEAD ",\"lines\":[{\"sku\":\"0\"}");
	ou_buf_puts(&want, HEAD ",\"lines\":[{\"sku\":\"0\",\"total\":\"0\"}");
	for (i = 1; i < n; i++) {
		ou_buf_printf(&b, ",{\"sku\":\"%d\"}", i);
		ou_buf_printf(&want, ",{\"sku\":\"%d\",\"total\":\"0\"}", i);
	}
	ou_buf_add(&b, "]}", 3);
	ou_buf_add(&want, "]}", 3);
	CHECK_INT(load(b.p), 0);
	for (i = n - 1; i >= 0; i--) {
		order.lines[i * 7 % n].total.given = true;
		PUT_LINE(i * 7 % n, total);
	}
	written(want.p);
	ou_buf_release(&b);
	ou_buf_release(&want);
}

static void
test_encode(void)
{
	struct ou_buf b = OU_BUF_INIT;

	CHECK_INT(load(HEAD ",\"u\":1,\"gift\":true,\"place\":{\"name\":\"N\","
	    "\"x\":2},\"lines\":[{\"sku\":\"A\",\"price\":1.5,"
	    "\"stands\":{\"ordered\":0}}]}"), 0);
	/* A new record: known members in the table's order; what stands
	 * empty is not written. */
	ou_table_encode(&b, &ou_t_order_table, &order);
	CHECK_STRN(b.p, b.n, HEAD ",\"gift\":true,\"place\":{\"name\":\"N\"},"
	    "\"lines\":[{\"sku\":\"A\",\"price\":\"1.5\"}]}");
	ou_buf_release(&b);
}

int
main(void)
{
	RUN(test_parse);
	RUN(test_many_names);
	RUN(test_load);
	RUN(test_load_errors);
	RUN(test_view);
	RUN(test_identity);
	RUN(test_put);
	RUN(test_zero);
	RUN(test_lines);
	RUN(test_nested);
	RUN(test_split);
	RUN(test_many_puts);
	RUN(test_encode);
	ou_arena_release(&arena);
	return UNIT_DONE();
}
