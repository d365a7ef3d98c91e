/* The scanner: what is JSON and what is not, nodes, texts, duplicates. */
#include "record-tables.h"
#include "unit.h"

/* The text with what the contract asks for behind it: padding that would
 * continue it, were it looked at. */
static struct ou_str
padded(struct ou_arena *a, const char *text, size_t n, const char *behind)
{
	char *p = ou_arena_alloc(a, n + 128);
	size_t i, m = strlen(behind);

	memcpy(p, text, n);
	for (i = 0; i < 128; i++)
		p[n + i] = m != 0 ? behind[i % m] : '\0';
	return ou_str_make(p, n);
}

static const struct {
	const char *text;
	uint32_t column;	/* 0: it is JSON */
	enum ou_diag code;
} texts[] = {
	{ "{}", 0, 0 },
	{ " [ ] ", 0, 0 },
	{ "\t{\r\n\"a\" : 1 , \"b\" : [ 1 , 2 ] }\n", 0, 0 },
	{ "null", 0, 0 },
	{ "true", 0, 0 },
	{ "false", 0, 0 },
	{ "-0", 0, 0 },
	{ "0", 0, 0 },
	{ "-1.5e-10", 0, 0 },
	{ "1E+2", 0, 0 },
	{ "123456789012345678901234567890", 0, 0 },
	{ "\"\"", 0, 0 },
	{ "\"\\u0000\"", 0, 0 },
	{ "\"\\ud83d\\ude00 \xf0\x9f\x98\x80 \xc3\xa9 \x7f\"", 0, 0 },
	{ "\"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\"", 0, 0 },
	{ "[[[[{\"a\":[{}]}]]]]", 0, 0 },
	{ "{\"\":1}", 0, 0 },
	{ "[1,2,\"3\",null,true,false,{}]", 0, 0 },
	{ "", 0, OU_DIAG_JSON },
	{ " ", 2, OU_DIAG_JSON },
	{ "{", 2, OU_DIAG_JSON },
	{ "{\"", 3, OU_DIAG_JSON },
	{ "{\"a", 4, OU_DIAG_JSON },
	{ "{\"a\"", 5, OU_DIAG_JSON },
	{ "{\"a\":", 6, OU_DIAG_JSON },
	{ "{\"a\":1", 7, OU_DIAG_JSON },
	{ "{\"a\":\"", 7, OU_DIAG_JSON },
	{ "{\"a\":\"x", 8, OU_DIAG_JSON },
	{ "{\"a\":\"\\", 8, OU_DIAG_JSON },
	{ "{\"a\":\"\\u12", 9, OU_DIAG_JSON },
	{ "[", 2, OU_DIAG_JSON },
	{ "[1", 3, OU_DIAG_JSON },
	{ "[1,", 4, OU_DIAG_JSON },
	{ "[1,]", 4, OU_DIAG_JSON },
	{ "[,1]", 2, OU_DIAG_JSON },
	{ "[1 2]", 4, OU_DIAG_JSON },
	{ "[1}", 3, OU_DIAG_JSON },
	{ "{]", 2, OU_DIAG_JSON },
	{ "{\"a\":1,}", 8, OU_DIAG_JSON },
	{ "{,}", 2, OU_DIAG_JSON },
	{ "{a:1}", 2, OU_DIAG_JSON },
	{ "{'a':1}", 2, OU_DIAG_JSON },
	{ "{1:1}", 2, OU_DIAG_JSON },
	{ "{\"a\" 1}", 6, OU_DIAG_JSON },
	{ "{\"a\":1 \"b\":2}", 8, OU_DIAG_JSON },
	{ "{}{}", 3, OU_DIAG_JSON },
	{ "{} x", 4, OU_DIAG_JSON },
	{ "1 2", 3, OU_DIAG_JSON },
	{ "nul", 1, OU_DIAG_JSON },
	{ "nulL", 1, OU_DIAG_JSON },
	{ "nullx", 5, OU_DIAG_JSON },
	{ "tru", 1, OU_DIAG_JSON },
	{ "NaN", 1, OU_DIAG_JSON },
	{ "-Infinity", 2, OU_DIAG_JSON },
	{ "01", 2, OU_DIAG_JSON },
	{ "-", 2, OU_DIAG_JSON },
	{ "-01", 3, OU_DIAG_JSON },
	{ "1.", 3, OU_DIAG_JSON },
	{ ".5", 1, OU_DIAG_JSON },
	{ "+1", 1, OU_DIAG_JSON },
	{ "1e", 3, OU_DIAG_JSON },
	{ "1e+", 4, OU_DIAG_JSON },
	{ "0x10", 2, OU_DIAG_JSON },
	{ "1.5.2", 4, OU_DIAG_JSON },
	{ "\"a\x01\"", 3, OU_DIAG_JSON },
	{ "\"a\tb\"", 3, OU_DIAG_JSON },
	{ "\"a\nb\"", 3, OU_DIAG_JSON },
	{ "\"\\x\"", 3, OU_DIAG_JSON },
	{ "\"\\u00g0\"", 4, OU_DIAG_JSON },
	{ "\"\\U0041\"", 3, OU_DIAG_JSON },
	{ "\"\\ud800\"", 2, OU_DIAG_ENCODING },
	{ "\"\\udc00\"", 2, OU_DIAG_ENCODING },
	{ "\"\\ud800\\ud800\"", 2, OU_DIAG_ENCODING },
	{ "\"\\ud800x\"", 2, OU_DIAG_ENCODING },
	{ "\"\x80\"", 2, OU_DIAG_ENCODING },
	{ "\"\xc0\x80\"", 2, OU_DIAG_ENCODING },
	{ "\"\xc3\"", 2, OU_DIAG_ENCODING },
	{ "\"\xed\xa0\x80\"", 2, OU_DIAG_ENCODING },
	{ "\"\xf4\x90\x80\x80\"", 2, OU_DIAG_ENCODING },
	{ "\"\xe0\x80\xaf\"", 2, OU_DIAG_ENCODING },
	{ "\xef\xbb\xbf{}", 1, OU_DIAG_JSON },
	{ "{\"a\":1}//", 8, OU_DIAG_JSON },
	{ "/**/{}", 1, OU_DIAG_JSON },
};

static void
test_texts(void)
{
	static const char *const behind[] = { "", "}", "]", "\"", "1", ",",
		" ", "\n", "\\\"", "}]", "\x80" };
	size_t i, k;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		ROW("%s", texts[i].text);
		for (k = 0; k < sizeof(behind) / sizeof(behind[0]); k++) {
			struct ou_arena a = OU_ARENA_INIT;
			struct ou_json j;
			struct ou_err err = { .kind = OU_ERR_NONE };
			int r;

			r = ou_json_index(&j, &a, padded(&a, texts[i].text,
			    strlen(texts[i].text), behind[k]), NULL, &err);
			CHECK_INT(r, texts[i].code == 0 ? 0 : -1);
			CHECK_INT(err.code, texts[i].code);
			/* A cut inside a sequence is seen or not. */
			if (r != 0 && texts[i].column != 0)
				CHECK_INT(err.column, texts[i].column);
			ou_arena_release(&a);
		}
	}
}

static void
test_nul(void)
{
	static const char text[] = "{\"a\":1}\0{}", inside[] = "\"a\0b\"";
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_json j;

	CHECK_INT(ou_json_index(&j, &a, padded(&a, text, 10, ""), NULL, NULL),
	    -1);
	CHECK_INT(ou_json_index(&j, &a, padded(&a, text, 8, ""), NULL, NULL),
	    -1);
	CHECK_INT(ou_json_index(&j, &a, padded(&a, inside, 5, ""), NULL,
	    NULL), -1);
	ou_arena_release(&a);
}

/* A string of every length, with every kind of end, at every offset. */
static void
test_lengths(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	char text[128];
	size_t n, special;

	for (n = 0; n < 70; n++) {
		for (special = 0; special <= n; special++) {
			struct ou_json j;
			struct ou_str s;

			memset(text, 'x', sizeof(text));
			text[0] = '"';
			text[n + 1] = '"';
			if (special < n)
				text[1 + special] = '\x1f';
			s = padded(&a, text, n + 2, "\"");
			CHECK_INT(ou_json_index(&j, &a, s, NULL, NULL),
			    special < n ? -1 : 0);
			ou_arena_reset(&a);
		}
	}
	ou_arena_release(&a);
}

static void
test_nodes(void)
{
	static const char text[] =
	    "{\"a\":[1,{\"b\":\"x\\ty\"}],\"\\u0063\":{},\"d\":-2.50}";
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_json j;
	struct ou_buf b = OU_BUF_INIT;
	uint32_t n;

	CHECK_INT(ou_json_index(&j, &a, padded(&a, text, strlen(text), "}"),
	    NULL, NULL), 0);
	CHECK_INT(j.n_nodes, 8);
	CHECK_INT(j.nodes[1].next, 8);
	CHECK_INT(j.nodes[2].kind, OU_JSON_ARRAY);
	CHECK_INT(j.nodes[2].next, 6);
	CHECK_INT(j.nodes[3].next, 4);
	CHECK_INT(j.nodes[3].key_len, 0);
	CHECK_STRN(ou_json_text(&j, 5, &a).p, ou_json_text(&j, 5, &a).n,
	    "x\ty");
	CHECK_STRN(ou_json_raw(&j, 5).p, ou_json_raw(&j, 5).n,
	    "\"x\\ty\"");
	CHECK_STRN(ou_json_key(&j, 6, &a).p, ou_json_key(&j, 6, &a).n, "c");
	CHECK_INT(ou_json_member(&j, 1, "c"), 6);
	CHECK_INT(ou_json_member(&j, 1, "\\u0063"), 0);
	n = ou_json_member(&j, 1, "d");
	CHECK_STRN(ou_json_raw(&j, n).p, ou_json_raw(&j, n).n, "-2.50");
	CHECK_INT(ou_json_member(&j, 4, "b"), 5);
	CHECK_INT(ou_json_member(&j, 2, "b"), 0);
	ou_json_compact(&b, &j, 1);
	CHECK_STRN(b.p, b.n, text);
	ou_buf_release(&b);
	ou_arena_release(&a);
}

static void
test_escapes(void)
{
	static const struct {
		const char *json, *text;
		size_t n;
	} rows[] = {
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8 },
		{ "\"\\u00e9\\u20AC\\ud83d\\uDE00\"",
		    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9 },
		{ "\"a\\u0000b\"", "a\0b", 3 },
		{ "\"\\u007f\\u0080\"", "\x7f\xc2\x80", 3 },
		{ "\"plain\"", "plain", 5 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_arena a = OU_ARENA_INIT;
		struct ou_buf b = OU_BUF_INIT;
		struct ou_json j, again;
		struct ou_str s;

		ROW("%s", rows[i].json);
		CHECK_INT(ou_json_index(&j, &a, padded(&a, rows[i].json,
		    strlen(rows[i].json), "\""), NULL, NULL), 0);
		s = ou_json_text(&j, 1, &a);
		CHECK_MEM(s.p, s.n, rows[i].text, rows[i].n);
		/* Written and read again. */
		ou_json_put_string(&b, s);
		CHECK_INT(ou_json_index(&again, &a, padded(&a, b.p, b.n, ""),
		    NULL, NULL), 0);
		s = ou_json_text(&again, 1, &a);
		CHECK_MEM(s.p, s.n, rows[i].text, rows[i].n);
		ou_buf_release(&b);
		ou_arena_release(&a);
	}
}

static void
test_put_string(void)
{
	static const struct {
		const char *text, *json;
	} rows[] = {
		{ "", "\"\"" },
		{ "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
		{ "\b\t\n\f\r\x01\x1f\x7f",
		    "\"\\b\\t\\n\\f\\r\\u0001\\u001f\x7f\"" },
		{ "\v", "\"\\u000b\"" },
		{ "\xc3\xa9", "\"\xc3\xa9\"" },
	};
	struct ou_buf b = OU_BUF_INIT;
	char many[1000];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu", i);
		ou_buf_clear(&b);
		ou_json_put_string(&b, ou_str_c(rows[i].text));
		CHECK_STRN(b.p, b.n, rows[i].json);
	}
	for (i = 0; i < sizeof(many); i++)
		many[i] = (char)(i % 32);
	ROW("all escaped");
	ou_buf_clear(&b);
	ou_json_put_string(&b, ou_str_make(many, sizeof(many)));
	CHECK(b.n > sizeof(many) * 5);
	ou_buf_release(&b);
}

/* A text of n levels; refused beyond the limit. */
static void
test_limits(void)
{
	static const struct {
		struct ou_json_limits limits;
		const char *text;
		int want;
	} rows[] = {
		{ { 3, 0, 0 }, "[[[1]]]", 0 },
		{ { 3, 0, 0 }, "[[[[1]]]]", -1 },
		{ { 3, 0, 0 }, "[[[]],[[]]]", 0 },
		{ { 0, 5, 0 }, "[1,2,3,4]", 0 },
		{ { 0, 5, 0 }, "[1,2,3,4,5]", -1 },
		{ { 0, 0, 2 }, "{\"a\":1,\"b\":{\"c\":1,\"d\":2}}", 0 },
		{ { 0, 0, 2 }, "{\"a\":1,\"b\":2,\"c\":3}", -1 },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	struct ou_json j;
	char deep[300];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		CHECK_INT(ou_json_index(&j, &a, padded(&a, rows[i].text,
		    strlen(rows[i].text), ""), &rows[i].limits, &err),
		    rows[i].want);
		if (rows[i].want != 0)
			CHECK_INT(err.code, OU_DIAG_LIMIT);
	}
	ROW("depth 64");
	memset(deep, '[', 150);
	memset(deep + 64, ']', 64);
	CHECK_INT(ou_json_index(&j, &a, padded(&a, deep, 128, "]"), NULL,
	    NULL), 0);
	memset(deep, '[', 65);
	memset(deep + 65, ']', 65);
	CHECK_INT(ou_json_index(&j, &a, padded(&a, deep, 130, "]"), NULL,
	    NULL), -1);
	ou_arena_release(&a);
}

static void
test_unique(void)
{
	static const struct {
		const char *text;
		int want;
	} rows[] = {
		{ "{}", 0 }, { "{\"a\":1}", 0 },
		{ "{\"a\":1,\"A\":2}", 0 },
		{ "{\"a\":1,\"a\":1}", -1 },
		{ "{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":2},{\"a\":3}]}", 0 },
		{ "{\"a\":1,\"\\u0061\":2}", -1 },
		{ "{\"\\u0061\":1,\"\\u0061\":2}", -1 },
		{ "{\"\":1,\"\":2}", -1 },
		{ "{\"a\\u0000\":1,\"a\":2}", 0 },
		{ "[1,1]", 0 },
	};
	struct ou_arena a = OU_ARENA_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_json j;
		struct ou_err err;

		ROW("%s", rows[i].text);
		CHECK_INT(ou_json_index(&j, &a, padded(&a, rows[i].text,
		    strlen(rows[i].text), ""), NULL, NULL), 0);
		CHECK_INT(ou_json_unique(&j, 1, &err), rows[i].want);
		if (rows[i].want != 0)
			CHECK_INT(err.code, OU_DIAG_DUPLICATE_KEY);
	}
	ou_arena_release(&a);
}

/* Many names, two pairs of them the same: the first is told, always. */
static void
test_unique_many(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf b = OU_BUF_INIT;
	int n, i;

	for (n = 50; n < 60000; n = n * 5 / 2) {
		struct ou_json j;
		struct ou_err err;

		ROW("%d", n);
		ou_buf_clear(&b);
		ou_buf_puts(&b, "{\"\":0");
		for (i = 0; i < n; i++)
			ou_buf_printf(&b, ",\"k%d\":%d", i, i);
		ou_buf_printf(&b, ",\"k%d\":0,\"k7\":0,\"k8\":0}", n / 2);
		ou_arena_reset(&a);
		CHECK_INT(ou_json_index(&j, &a, padded(&a, b.p, b.n, ""),
		    NULL, NULL), 0);
		CHECK_INT(ou_json_unique(&j, 1, &err), -1);
		CHECK_INT(err.column, j.nodes[j.n_nodes - 3].key);
		/* Without them, there is nothing to tell. */
		j.nodes[1].next -= 3;
		CHECK_INT(ou_json_unique(&j, 1, &err), 0);
	}
	ou_buf_release(&b);
	ou_arena_release(&a);
}

static void
test_without(void)
{
	static const struct {
		const char *text, *paths, *want;
		const struct ou_table *table;
	} rows[] = {
		{ "{\"a\":1,\"b\":2}", "a", "{\"b\":2}", NULL },
		{ "{\"a\":1,\"b\":2}", "b a", "{}", NULL },
		{ "{\"a\":1,\"b\":2}", "c a.x", "{\"a\":1,\"b\":2}", NULL },
		{ "{\"a\":1, \"b\": [ 2 ]}", "a", "{\"b\":[ 2 ]}", NULL },
		{ "{\"l\":[{\"a\":1,\"b\":{\"a\":2}},3,[{\"a\":4}]]}",
		  "l.a", "{\"l\":[{\"b\":{\"a\":2}},3,[{}]]}", NULL },
		{ "{\"l\":{\"a\":{\"x\":1,\"y\":2},\"b\":1}}",
		  "l.a.x l.b", "{\"l\":{\"a\":{\"y\":2}}}", NULL },
		{ "{\"l\":{\"a\":1}}", "l.a l", "{}", NULL },
		{ "{\"\\u0061\":1,\"b\":\"\\u00e9\"}", "a",
		  "{\"b\":\"\\u00e9\"}", NULL },
		{ "{\"a\":1}", "", "{\"a\":1}", NULL },
		{ "{\"id\":\"1\",\"x\":2}", "", "{\"id\":\"1\"}",
		  &ou_t_order_table },
		{ "{\"x\":{\"id\":1},\"total\":\"2\"}", "total", "{}",
		  &ou_t_order_table },
		{ "{\"lines\":[{\"sku\":\"A\",\"x\":1,\"parts\":"
		  "[{\"bin\":\"B\",\"sku\":1}]},[{\"y\":1}]]}",
		  "lines.sku", "{\"lines\":[{\"parts\":[{\"bin\":\"B\"}]},"
		  "[{}]]}", &ou_t_order_table },
		{ "{\"place\":{\"name\":{\"x\":1},\"street\":[\"S\",{\"x\":"
		  "1}]},\"count\":[{\"x\":1}]}", "", "{\"place\":{\"name\":"
		  "{},\"street\":[\"S\",{}]},\"count\":[{}]}",
		  &ou_t_order_table },
		{ "{\"extra\":{\"x\":{\"y\":1},\"z\":2}}", "extra.z",
		  "{\"extra\":{\"x\":{\"y\":1}}}", &ou_t_order_table },
		{ "{\"\\u0069d\":1,\"i\":2,\"idx\":3}", "", "{\"id\":1}",
		  &ou_t_order_table },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf out = OU_BUF_INIT;
	struct ou_str paths[4], rest, *to;
	struct ou_json j;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s without %s", rows[i].text, rows[i].paths);
		rest = ou_str_c(rows[i].paths);
		for (to = paths; rest.n > 0 && ou_str_split(&rest, ' ', to);)
			to++;
		ou_buf_clear(&out);
		CHECK_INT(ou_json_index(&j, &a, padded(&a, rows[i].text,
		    strlen(rows[i].text), ""), NULL, &err), 0);
		ou_json_without(&out, &j, 1, &(struct ou_json_hidden){
		    .paths = paths, .n = (uint32_t)(to - paths),
		    .table = rows[i].table }, &a);
		CHECK_STRN(out.p, out.n, rows[i].want);
	}
	ou_buf_release(&out);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_texts);
	RUN(test_nul);
	RUN(test_lengths);
	RUN(test_nodes);
	RUN(test_escapes);
	RUN(test_put_string);
	RUN(test_limits);
	RUN(test_unique);
	RUN(test_unique_many);
	RUN(test_without);
	return UNIT_DONE();
}
