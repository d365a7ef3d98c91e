/* Streams of records: JSON Lines with seals, and the CSV form. */
#include "ou/record/stream.h"
#include "record-tables.h"
#include "unit.h"

#define A "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\"}"
#define B "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"b\"}"
#define SEAL(n) "{\"type\":\"EndOfStream\",\"records\":" n "}\n"

/* What comes out: each record and a line end; an error as
 * !KIND-CODE:LINE<raw> . */
static void
stream_text(struct ou_buf *out, struct ou_str bytes, enum ou_stream_form form,
    bool sealed, size_t line_max)
{
	struct ou_reader_options o = { .form = form, .types = t_types,
		.csv_type = t_types, .sealed = sealed, .line_max = line_max };
	struct ou_source *src = ou_source_memory("in", bytes);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_record rec;
	struct ou_err err;
	struct ou_reader *r = ou_reader_new(src, &o, &err);
	int got;

	if (r == NULL) {
		ou_buf_printf(out, "!%d-%s:%d", err.kind,
		    ou_diag_name(err.code), (int)err.line);
		ou_source_close(src);
		return;
	}
	while ((got = ou_reader_next(r, &rec, &a, &err)) != 0) {
		struct ou_str raw = ou_reader_raw(r);

		if (got > 0) {
			ou_record_write(&rec, out);
			ou_buf_addc(out, '\n');
		} else
			ou_buf_printf(out, "!%d-%s:%d%s%s<%.*s>", err.kind,
			    ou_diag_name(err.code), (int)err.line,
			    err.field[0] ? " " : "", err.field,
			    OU_STR_ARG(raw));
		ou_arena_reset(&a);
		if (got < 0 && err.kind == OU_ERR_DAMAGED)
			break;
	}
	ou_reader_free(r);
	ou_source_close(src);
	ou_arena_release(&a);
}

static void
test_lines(void)
{
	static const struct {
		const char *in;
		bool sealed;
		const char *want;
	} rows[] = {
		{ "", false, "" },
		{ A "\n" B "\n", false, A "\n" B "\n" },
		{ A "\r\n" B "\n", false, A "\n" B "\n" },
		{ "\n" A "\n  \t \n" B "\n\n", false, A "\n" B "\n" },
		{ " " A "\n", false, " " A "\n" },
		{ "\xef\xbb\xbf" A "\n", false, A "\n" },
		{ "{\"type\":\"X\"}\n", false, "{\"type\":\"X\"}\n" },
		{ A "\nx\n" B "\n", false, A "\n!1-JSON:2<x>" B "\n" },
		{ A "\n[]\n{}\n" B "\n", false,
		    A "\n!1-JSON:2<[]>!1-SCHEMA:3<{}>" B "\n" },
		{ A "\n" B, false, A "\n!2-TRUNCATED:2<" B ">" },
		{ A "\n{\"a\":", false, A "\n!2-TRUNCATED:2<{\"a\":>" },
		{ A "\n" SEAL("1"), false, A "\n" },
		{ A "\n" SEAL("1"), true, A "\n" },
		{ SEAL("0"), true, "" },
		{ "", true, "!2-SEAL:0<>" },
		{ A "\n", true, A "\n!2-SEAL:0<>" },
		/* jq has dropped one in between */
		{ A "\n" SEAL("2"), true, A "\n" },
		{ A "\n" SEAL("-1"), true, A "\n!2-SEAL:2<"
		    "{\"type\":\"EndOfStream\",\"records\":-1}>" },
		{ "x;y\n" A "\n", false, "!2-FORMAT:1<x;y>" },
		{ "\n[" A "]\n", false, "!2-FORMAT:2<[" A "]>" },
		{ A "\nx\n" SEAL("2"), true, A "\n!1-JSON:2<x>" },
		{ "{\"type\":\"EndOfStream\"}\n", false,
		    "!2-SEAL:1<{\"type\":\"EndOfStream\"}>" },
		{ A "\n" SEAL("1") A "\n", true,
		    A "\n!2-SEAL:3<" A ">" },
		{ A "\n" SEAL("1") "\n", true, A "\n" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu %s", i, rows[i].in);
		ou_buf_clear(&b);
		stream_text(&b, ou_str_c(rows[i].in), OU_STREAM_JSONL,
		    rows[i].sealed, 0);
		CHECK_MEM(ou_buf_str(&b).p, b.n, rows[i].want,
		    strlen(rows[i].want));
	}
	ROW("a line too long");
	ou_buf_clear(&b);
	stream_text(&b, OU_STR(A "\n{\"type\":\"a line that is longer than "
	    "the limit allows for\"}\n" B "\n"), OU_STREAM_JSONL, false, 45);
	CHECK_STRN(b.p, b.n, A "\n!1-LIMIT:2<>" B "\n");
	ou_buf_release(&b);
}

#define HEADER "type,schema,id,date,due,count,gift,place.name,place.street," \
	"place.country,lines.sku,lines.quantity,lines.price,lines.total," \
	"lines.rate,lines.stands.ordered,lines.stands.picked,lines.parts," \
	"lines.extra,lines._other,notes,codes,total," \
	"aNameBeyondSixteenBytes,extra,_other\n"

static void
test_write_csv(void)
{
	static const struct {
		const char *json, *csv;
	} rows[] = {
		{ "", "" },
		{ A, "T,t/1,a,,,,,,,,,,,,,,,,,,,,,,,\n" },
		{ "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a,\\\"b\","
		    "\"gift\":true,\"place\":{\"name\":\"=N\","
		    "\"street\":[\"1\",\"2\"],\"x\":[1]},\"y\": 1.10,"
		    "\"lines\":[{\"sku\":\"007\",\"quantity\":1.50,"
		    "\"price\":\"2.00\",\"z\":null},"
		    "{\"stands\":{\"ordered\":1,\"w\":{}}},{}],"
		    "\"codes\":[\"c\"],\"total\":5}",
		    "T,t/1,\"a,\"\"b\",,,,true,=N,\"[\"\"1\"\",\"\"2\"\"]\",,"
		    "007,1.50,2.00,,,,,,,\"{\"\"z\"\":null}\",,"
		    "\"[\"\"c\"\"]\",5,,,"
		    "\"{\"\"place\"\":{\"\"x\"\":[1]},\"\"y\"\":1.10}\"\n"
		    "T,t/1,\"a,\"\"b\",,,,true,=N,,,,,,,,1,,,,"
		    "\"{\"\"stands\"\":{\"\"w\"\":{}}}\",,,5,,,\n"
		    "T,t/1,\"a,\"\"b\",,,,true,=N,,,,,,,,,,,,{},,,5,,,\n" },
		{ "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":1,\"lines\":[1],"
		    "\"place\":null,\"codes\":[],\"date\":\"\"}",
		    "T,t/1,,,,,,,,,,,,,,,,,,,,,,,,"
		    "\"{\"\"id\"\":1,\"\"lines\"\":[1]}\"\n" },
	};
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_buf b = OU_BUF_INIT;
		struct ou_sink *sink = ou_sink_memory(&b);
		struct ou_writer *w = ou_writer_new(sink, OU_STREAM_CSV,
		    t_types);

		ROW("%s", rows[i].json);
		if (rows[i].json[0] != '\0')
			CHECK_INT(ou_writer_json(w, ou_str_c(rows[i].json),
			    &err), 0);
		ou_writer_seal(w);
		CHECK_INT(ou_sink_close(sink, &err), 0);
		if (CHECK(b.n >= strlen(HEADER)) &&
		    CHECK_STRN(b.p, strlen(HEADER), HEADER))
			CHECK_MEM(b.p + strlen(HEADER), b.n - strlen(HEADER),
			    rows[i].csv, strlen(rows[i].csv));
		ou_writer_free(w);
		ou_buf_release(&b);
	}
}

#define T(rest) "{\"type\":\"T\",\"schema\":\"t/1\"," rest "}\n"

static void
test_read_csv(void)
{
	static const struct {
		const char *csv, *want;
	} rows[] = {
		{ "id\na\n", T("\"id\":\"a\"") },
		{ "lines.sku,id,lines.quantity\nX,a,1\nY,a,2\nZ,b,\n",
		    T("\"id\":\"a\",\"lines\":[{\"sku\":\"X\",\"quantity\":1},"
		    "{\"sku\":\"Y\",\"quantity\":2}]")
		    T("\"id\":\"b\",\"lines\":[{\"sku\":\"Z\"}]") },
		/* Apart, they are two. */
		{ "id,lines.sku\na,X\nb,\na,Y\n",
		    T("\"id\":\"a\",\"lines\":[{\"sku\":\"X\"}]")
		    T("\"id\":\"b\"")
		    T("\"id\":\"a\",\"lines\":[{\"sku\":\"Y\"}]") },
		/* Columns that no table knows, at any level. */
		{ "id;color;lines.u;place.v.w;id.x;lines.sku\na;red;1;2;3;X\n",
		    T("\"id\":\"a\",\"place\":{\"v\":{\"w\":\"2\"}},"
		    "\"lines\":[{\"sku\":\"X\",\"u\":\"1\"}],"
		    "\"color\":\"red\",\"id.x\":\"3\"") },
		/* Kinds. */
		{ "id,count,gift,total,place.street,codes,extra\n"
		    "a,5,TRUE,1.50,12 rue,\"[\"\"c\"\" ]\",\"{ \"\"k\"\":1}\"\n",
		    T("\"id\":\"a\",\"count\":5,\"gift\":true,"
		    "\"place\":{\"street\":[\"12 rue\"]},\"codes\":[\"c\"],"
		    "\"total\":\"1.50\",\"extra\":{\"k\":1}") },
		{ "id,count,gift\na,05,x\n",
		    T("\"id\":\"a\",\"count\":\"05\",\"gift\":\"x\"") },
		/* What stands on all rows. */
		{ "id,total,lines.sku\na,5,X\na,,Y\na,5,Z\n",
		    T("\"id\":\"a\",\"lines\":[{\"sku\":\"X\"},"
		    "{\"sku\":\"Y\"},{\"sku\":\"Z\"}],\"total\":\"5\"") },
		{ "id,total,lines.sku\na,5,X\na,6,Y\nb,1,Z\n",
		    "!1-GROUPING:3 total<a,5,X\na,6,Y\n>"
		    T("\"id\":\"b\",\"lines\":[{\"sku\":\"Z\"}],"
		    "\"total\":\"1\"") },
		{ "id,total,lines.sku\na,,X\na,6,Y\n",
		    "!1-GROUPING:3 total<a,,X\na,6,Y\n>" },
		/* Cells of JSON. */
		{ "id,extra\na,x\nb,[1]\nc,{}\n",
		    "!1-VALUE:2 extra<a,x\n>!1-VALUE:3 extra<b,[1]\n>"
		    T("\"id\":\"c\",\"extra\":{}") },
		{ "id,_other\na,\"{\"\"u\"\":1e2,\"\"place\"\":"
		    "{\"\"v\"\":2}}\"\nb,7\n",
		    T("\"id\":\"a\",\"place\":{\"v\":2},\"u\":1e2")
		    "!1-VALUE:3 _other<b,7\n>" },
		{ "id,u,_other\na,1,\"{\"\"u\"\":2}\"\n",
		    "!1-DUPLICATE-KEY:2<a,1,\"{\"\"u\"\":2}\"\n>" },
		{ "id,lines._other\na,{}\na,\"{\"\"x\"\":[]}\"\n",
		    T("\"id\":\"a\",\"lines\":[{},{\"x\":[]}]") },
		{ "id,type,schema\na,T,\nb,U,\nc,,t/2\n",
		    T("\"id\":\"a\"") "!1-SCHEMA:3 type<b,U,\n>"
		    "!1-SCHEMA:4<c,,t/2\n>" },
		/* A row that cannot be read takes its neighbours along. */
		{ "id,lines.sku\na,X\na\na,Y\nb,Z\nc,Z\n",
		    "!1-CSV:3<a,X\na\na,Y\n>"
		    T("\"id\":\"b\",\"lines\":[{\"sku\":\"Z\"}]")
		    T("\"id\":\"c\",\"lines\":[{\"sku\":\"Z\"}]") },
		{ "id,lines.sku\na,X\nb\nb,Z\nc,Z\n",
		    "!1-CSV:3<a,X\nb\n>!1-GROUPING:4<b,Z\n>"
		    T("\"id\":\"c\",\"lines\":[{\"sku\":\"Z\"}]") },
		{ "id,lines.sku\na\na,X\nb,Z\n",
		    "!1-CSV:2<a\n>!1-GROUPING:3<a,X\n>"
		    T("\"id\":\"b\",\"lines\":[{\"sku\":\"Z\"}]") },
		{ "id,lines.sku\na,X\na,\"Y\n", "!1-CSV:3<a,X\na,\"Y\n>"
		    "!2-CSV:3<>" },
		{ "", "!2-CSV:1" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu %s", i, rows[i].csv);
		ou_buf_clear(&b);
		stream_text(&b, ou_str_c(rows[i].csv), OU_STREAM_CSV, false,
		    0);
		CHECK_STRN(b.p, b.n, rows[i].want);
	}
	ou_buf_release(&b);
}

/* Large records, which do not fit into the sink's buffer. */
static void
test_large(void)
{
	struct ou_buf in = OU_BUF_INIT, out = OU_BUF_INIT, big = OU_BUF_INIT;
	struct ou_sink *sink = ou_sink_memory(&out);
	struct ou_writer *w = ou_writer_new(sink, OU_STREAM_JSONL, NULL);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_record rec;
	struct ou_err err;
	size_t sizes[] = { 10, 65000, 65480, 65530, 65536, 70000, 300000 }, i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		ou_buf_clear(&big);
		memset(ou_buf_reserve(&big, sizes[i]), 'x', sizes[i]);
		big.n = sizes[i];
		ou_buf_clear(&in);
		ou_buf_printf(&in, "{\"type\":\"X\",\"t\":\"%.*s\"}",
		    OU_STR_ARG(ou_buf_str(&big)));
		CHECK_INT(ou_record_parse(&rec, &a, t_padded(&a, in.p, in.n),
		    t_types, NULL, &err), 0);
		ou_record_put_raw(&rec, 1, "n", OU_STR("1"));
		out.n = 0;
		CHECK_INT(ou_writer_record(w, &rec, &err), 0);
		CHECK_INT(ou_sink_flush(sink, &err), 0);
		CHECK_INT(out.n, in.n + 7);
		CHECK_STRN(out.p + out.n - 8, 8, ",\"n\":1}\n");
		CHECK_MEM(out.p, in.n - 1, in.p, in.n - 1);
		ou_arena_reset(&a);
	}
	CHECK_INT(ou_writer_count(w), 7);
	out.n = 0;
	ou_writer_seal(w);
	CHECK_INT(ou_sink_flush(sink, &err), 0);
	CHECK_STRN(out.p, out.n, SEAL("7"));
	ou_writer_free(w);
	CHECK_INT(ou_sink_close(sink, &err), 0);
	ou_buf_release(&in);
	ou_buf_release(&big);
	ou_buf_release(&out);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_lines);
	RUN(test_write_csv);
	RUN(test_read_csv);
	RUN(test_large);
	return UNIT_DONE();
}
