/* Rows of CSV: what is one and what is not. */
#include <dirent.h>
#include <jansson.h>

#include "ou/record/csv.h"
#include "unit.h"

enum show { LINES, RAW, MARKS };

/* All rows as text: the line (or a mark), cells in brackets; an error as
 * !KIND-CODE:LINE. */
static void
rows_text(struct ou_buf *out, struct ou_str bytes,
    const struct ou_csv_options *o, enum show show)
{
	struct ou_source *src = ou_source_memory("t.csv", bytes);
	struct ou_err err;
	struct ou_csv *c = ou_csv_new(src, o, &err);
	struct ou_csv_row row;
	uint32_t i;
	int got, left = 10000;

	if (c == NULL) {
		ou_buf_printf(out, "!%d-%s:%d", err.kind,
		    ou_diag_name(err.code), (int)err.line);
		ou_source_close(src);
		return;
	}
	row = *ou_csv_header(c);
	for (got = o != NULL && o->no_header ? 2 : 1; got != 0 && left-- > 0;
	    got = ou_csv_next(c, &row, &err)) {
		if (got == 2)
			continue;
		if (got < 0)
			ou_buf_printf(out, "!%d-%s:%d", err.kind,
			    ou_diag_name(err.code), (int)err.line);
		else if (show == MARKS)
			ou_buf_puts(out, "#");
		else
			ou_buf_printf(out, "%d", (int)row.line);
		for (i = 0; i < row.n; i++)
			ou_buf_printf(out, "[%.*s]", OU_STR_ARG(row.cells[i]));
		if (show == RAW)
			ou_buf_printf(out, "<%.*s>", OU_STR_ARG(row.raw));
	}
	CHECK(left > 0);
	ou_csv_free(c);
	ou_source_close(src);
}

static const struct {
	const char *csv, *want;
} rows[] = {
	{ "a,b\n1,2\n", "1[a][b]2[1][2]" },
	{ "a,b\r\n1,2", "1[a][b]2[1][2]" },
	{ "\xef\xbb\xbf" "a,b\n1,2\n", "1[a][b]2[1][2]" },
	{ "a;b\n1,5;2\n", "1[a][b]2[1,5][2]" },
	{ "a\tb|c\n1\t2\n", "1[a][b|c]2[1][2]" },
	{ "a|b\n1|2\n", "1[a][b]2[1][2]" },
	{ "\"a,b,c\";d\n1;2\n", "1[a,b,c][d]2[1][2]" },
	{ "sep=;\na;b,c,d\n1;2\n", "2[a][b,c,d]3[1][2]" },
	{ "a,b\n 1 , 2 \n", "1[a][b]2[ 1 ][ 2 ]" },
	{ "a,b\n\"1\",\"\"\n", "1[a][b]2[1][]" },
	{ "a,b\n\"x \"\"y\"\" z\",\" 2 \"\n", "1[a][b]2[x \"y\" z][ 2 ]" },
	{ "a,b\n\"x\ny\",2\n3,4\n", "1[a][b]2[x\ny][2]4[3][4]" },
	{ "a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", "1[a][b]2[x\r\ny][2]4[3][4]" },
	{ "a,b\n\n1,2\n,\n\n3,4\n", "1[a][b]3[1][2]6[3][4]" },
	{ "a,b\n\"\",\n3,4\n", "1[a][b]2[][]3[3][4]" },
	{ "a,b\n1\n2,3\n", "1[a][b]!1-CSV:2[1]3[2][3]" },
	{ "a,b\n1,2,3\n4,5\n", "1[a][b]!1-CSV:2[1][2][3]3[4][5]" },
	{ "a,b\n=1+1,-2\n+3,@x\n", "1[a][b]2[=1+1][-2]3[+3][@x]" },
	/* Refused, and what follows is read. */
	{ "a,b\nx\"y,2\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	{ "a,b\n\"x\"y,2\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	{ "a,b\n\"x\" ,2\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	{ "a,b\n1,\xff\n3,4\n", "1[a][b]!1-ENCODING:23[3][4]" },
	{ "a,b\n\"1\",\"\xc0\x80\"\n3,4\n", "1[a][b]!1-ENCODING:23[3][4]" },
	{ "a,b\n\"1\n\xff\n2\",5\n3,4\n", "1[a][b]!1-ENCODING:35[3][4]" },
	{ "a,b\n1\r2,3\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	{ "a,b\n\"1\"\r2,3\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	{ "a,b\n\"1\",2\r\"2,3\n3,4\n", "1[a][b]!1-CSV:23[3][4]" },
	/* Refused, and nobody knows what follows. */
	{ "a,b\n1,\"2\n3,4\n", "1[a][b]!2-CSV:2" },
	{ "a,b\n1,2\n\"", "1[a][b]2[1][2]!2-CSV:3" },
	{ "a,b\n\"1\n2\"x,3\n5,6\n", "1[a][b]!2-CSV:2" },
	/* Headers. */
	{ "", "!2-CSV:1" },
	{ "\n\n", "!2-CSV:3" },
	{ "a,\n", "!2-CSV:1" },
	{ "a,b,a\n", "!2-CSV:1" },
	{ "a,\"b\n", "!2-CSV:1" },
	{ "a\n", "1[a]" },
	{ "a\n1\n\n2\n", "1[a]2[1]4[2]" },
};

static void
test_rows(void)
{
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].csv);
		ou_buf_clear(&b);
		rows_text(&b, ou_str_c(rows[i].csv), NULL, LINES);
		CHECK_STRN(b.p, b.n, rows[i].want);
	}
	ou_buf_release(&b);
}

static void
test_options(void)
{
	static const struct {
		const char *csv;
		struct ou_csv_options o;
		const char *want;
	} list[] = {
		{ "1,2\n3\n", { .no_header = true }, "1[1][2]2[3]" },
		{ "a,b\n1,2\n", { .separator = ';' }, "1[a,b]2[1,2]" },
		{ "a,b\n'1,''x',2\n", { .quote = '\'' },
		    "1[a][b]2[1,'x][2]" },
		{ "a,,a\n1,2,3\n", { .loose_header = true },
		    "1[a][][a]2[1][2][3]" },
		{ "a,b\ncaf\xe9,\"\xe9\"\n",
		    { .charset = OU_CHARSET_LATIN1 },
		    "1[a][b]2[caf\xc3\xa9][\xc3\xa9]" },
		{ "a,b\n1,12345\n1,123456\n2,\"123456\"\n3,4\n",
		    { .cell_max = 5 },
		    "1[a][b]2[1][12345]!1-LIMIT:3[1][123456]"
		    "!1-LIMIT:4[2][123456]5[3][4]" },
		{ "a,b,c\n", { .columns_max = 2 }, "!2-LIMIT:1" },
		{ "a,b\n1234567,2\n3,4\n", { .row_max = 9 },
		    "1[a][b]!1-LIMIT:23[3][4]" },
		{ "a,b\n\"1\n2\n3\n4\n5\n6\",3\n", { .row_max = 9 },
		    "1[a][b]!2-LIMIT:2" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		ROW("%s", list[i].csv);
		ou_buf_clear(&b);
		rows_text(&b, ou_str_c(list[i].csv), &list[i].o, LINES);
		CHECK_STRN(b.p, b.n, list[i].want);
	}
	ROW("NUL");
	ou_buf_clear(&b);
	rows_text(&b, ou_str_make("a,b\n\0,2\n\"\0\",2\n3,4\n", 18), NULL,
	    LINES);
	CHECK_STRN(b.p, b.n, "1[a][b]!1-CSV:2!1-CSV:34[3][4]");
	ROW("UTF-16");
	ou_buf_clear(&b);
	rows_text(&b, ou_str_make("\xff\xfe" "a\0\t\0\xe9\0\n\0" "1\0\t\0\n\0",
	    16), NULL, LINES);
	CHECK_STRN(b.p, b.n, "1[a][\xc3\xa9]2[1][]");
	ROW("raw");
	ou_buf_clear(&b);
	rows_text(&b, OU_STR("a,b\r\n\"x\r\ny\",2\r\n1\n\"\"x,2\n3,4"), NULL,
	    RAW);
	CHECK_STRN(b.p, b.n, "1[a][b]<a,b\r\n>2[x\r\ny][2]<\"x\r\ny\",2\r\n>"
	    "!1-CSV:4[1]<1\n>!1-CSV:5<\"\"x,2\n>6[3][4]<3,4>");
	ou_buf_release(&b);
}

/* A long input, so that rows lie across the ends of the source's window. */
static void
test_long(void)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *src;
	struct ou_csv *c;
	struct ou_csv_row row;
	int i, n = 60000, got;

	ou_buf_puts(&b, "number,text\n");
	for (i = 0; i < n; i++)
		ou_buf_printf(&b, i % 3 == 0 ? "%d,\"a\n%d\"\n" :
		    i % 3 == 1 ? "%d,\"\"\"%d\"\r\n" : "%d,%d\n", i, i);
	src = ou_source_memory("long", ou_buf_str(&b));
	c = ou_csv_new(src, NULL, NULL);
	for (i = 0; (got = ou_csv_next(c, &row, NULL)) > 0; i++) {
		char want[40];

		(void)snprintf(want, sizeof(want), "%d", i);
		if (!CHECK_STRN(row.cells[0].p, row.cells[0].n, want))
			break;
		(void)snprintf(want, sizeof(want), i % 3 == 0 ? "a\n%d" :
		    i % 3 == 1 ? "\"%d" : "%d", i);
		if (!CHECK_STRN(row.cells[1].p, row.cells[1].n, want))
			break;
		CHECK_INT(row.line, 2 + i + (i + 2) / 3);
	}
	CHECK_INT(got, 0);
	CHECK_INT(i, n);
	ou_csv_free(c);
	ou_source_close(src);
	ou_buf_release(&b);
}

static void
test_put(void)
{
	static const struct {
		const char *cell, *want;
	} cells[] = {
		{ "", "" }, { "a b", "a b" }, { " a ", " a " },
		{ "a,b", "\"a,b\"" }, { "a;b", "a;b" },
		{ "a\"b", "\"a\"\"b\"" }, { "a\nb", "\"a\nb\"" },
		{ "\r", "\"\r\"" }, { "=1+1", "=1+1" }, { "-5", "-5" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		ROW("%s", cells[i].cell);
		ou_buf_clear(&b);
		ou_csv_put(&b, ou_str_c(cells[i].cell), ',');
		CHECK_MEM(ou_buf_str(&b).p, b.n, cells[i].want,
		    strlen(cells[i].want));
	}
	ou_buf_release(&b);
}

static int
file_bytes(const char *path, struct ou_buf *b)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return -1;
	ou_buf_clear(b);
	while ((n = fread(ou_buf_reserve(b, 65536), 1, 65536, f)) > 0)
		b->n += n;
	return fclose(f);
}

/* A file against its JSON: an array of arrays, or of objects by header. */
static void
against_json(const char *csv, const char *json)
{
	json_t *want = json_load_file(json, 0, NULL), *all, *one, *member;
	struct ou_csv_options o = { .separator = ',' };
	struct ou_buf b = OU_BUF_INIT, text = OU_BUF_INIT;
	size_t i, k;
	const char *key;

	if (!CHECK(want != NULL && file_bytes(csv, &b) == 0))
		return;
	rows_text(&text, ou_buf_str(&b), &o, MARKS);
	all = json_array();
	json_array_foreach(want, i, one) {
		if (i == 0 && json_is_object(one)) {
			member = json_array();
			for (void *at = json_object_iter(one); at != NULL;
			    at = json_object_iter_next(one, at))
				json_array_append_new(member, json_string(
				    json_object_iter_key(at)));
			json_array_append_new(all, member);
		}
		json_array_append(all, one);
	}
	ou_buf_clear(&b);
	json_array_foreach(all, i, one) {
		json_t *cell;

		ou_buf_puts(&b, "#");
		if (json_is_object(one)) {
			json_object_foreach(one, key, cell)
				ou_buf_printf(&b, "[%s]",
				    json_string_value(cell));
		}
		json_array_foreach(one, k, cell)
			ou_buf_printf(&b, "[%s]", json_string_value(cell));
	}
	CHECK_MEM(text.p, text.n, b.p, b.n);
	json_decref(all);
	json_decref(want);
	ou_buf_release(&b);
	ou_buf_release(&text);
}

/* Known sets of small files.  Left out: rows of nothing, which we skip, a
 * header alone that its JSON leaves out, and a file that is not UTF-8. */
static void
test_sets(void)
{
	static const char *const sets[][2] = {
		{ "../shared/corpus/hostile/csv-spectrum/csvs",
		    "../shared/corpus/hostile/csv-spectrum/json" },
		{ "../shared/corpus/hostile/csv-test-data/csv",
		    "../shared/corpus/hostile/csv-test-data/json" },
	};
	static const char *const not[] = { "all-empty", "empty-one-column",
		"header-no-rows", "location_coordinates" };
	size_t i, k;

	for (i = 0; i < 2; i++) {
		DIR *d = opendir(sets[i][0]);
		struct dirent *e;

		if (d == NULL) {
			printf("# skip: no %s here\n", sets[i][0]);
			continue;
		}
		while ((e = readdir(d)) != NULL) {
			char csv[512], json[512];
			size_t n = strlen(e->d_name);
			bool skip = n < 5;

			for (k = 0; k < 4 && !skip; k++)
				skip = n - 4 == strlen(not[k]) &&
				    memcmp(e->d_name, not[k], n - 4) == 0;
			if (skip)
				continue;
			ROW("%s", e->d_name);
			(void)snprintf(csv, sizeof(csv), "%s/%s", sets[i][0],
			    e->d_name);
			(void)snprintf(json, sizeof(json), "%s/%.*s.json",
			    sets[i][1], (int)n - 4, e->d_name);
			against_json(csv, json);
		}
		closedir(d);
	}
}

/* The hostile files: accepted whole, or the first thing that is refused. */
static void
test_hostile(void)
{
	static const struct {
		const char *name, *want;
	} files[] = {
		{ "nul", "!1-CSV:2" }, { "nul-row", "!1-CSV:2" },
		{ "overlong", "!1-ENCODING:2" },
		{ "surrogate", "!1-ENCODING:2" }, { "bom", NULL },
		{ "unterminated", "!2-CSV:2" }, { "embedded-nl", NULL },
		{ "embedded-crlf", NULL }, { "ragged-short", "!1-CSV:2" },
		{ "ragged-long", "!1-CSV:2" }, { "empty-header", "!2-CSV:1" },
		{ "no-header", "!2-CSV:1" }, { "blank-lines", NULL },
		{ "cols-100k", "!2-LIMIT:1" }, { "sku-leading-zero", NULL },
		{ "formula-01", NULL },
	};
	struct ou_buf b = OU_BUF_INIT, text = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char path[512];
		const char *at;

		ROW("%s", files[i].name);
		(void)snprintf(path, sizeof(path),
		    "../shared/corpus/hostile/csv-hostile/%s.csv",
		    files[i].name);
		if (file_bytes(path, &b) != 0) {
			printf("# skip: no %s here\n", path);
			break;
		}
		ou_buf_clear(&text);
		rows_text(&text, ou_buf_str(&b), NULL, LINES);
		ou_buf_addc(&text, '\0');
		at = strchr(text.p, '!');
		if (files[i].want == NULL)
			CHECK_STR(at, NULL);
		else if (CHECK(at != NULL))
			CHECK_STRN(at, strlen(files[i].want), files[i].want);
	}
	ou_buf_release(&b);
	ou_buf_release(&text);
}

int
main(void)
{
	RUN(test_rows);
	RUN(test_options);
	RUN(test_long);
	RUN(test_put);
	RUN(test_sets);
	RUN(test_hostile);
	return UNIT_DONE();
}
