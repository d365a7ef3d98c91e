/*
 * Pages and tables of plain text.
 */
#include "ou/render/text.h"
#include "unit.h"

static const struct ou_text_column columns[] = {
	{ "item", false, true }, { "qty", true, false }, { "", false, false },
};

static void
test_clean(void)
{
	static const struct {
		const char *in;
		unsigned width;
		const char *out;
	} rows[] = {
		{ "", 0, "" }, { "savon", 0, "savon" }, { "savon", 5, "savon" },
		{ "savons", 5, "savo\xe2\x80\xa6" },
		{ "cr\xc3\xa8me", 5, "cr\xc3\xa8me" },
		{ "cr\xc3\xa8mes", 5, "cr\xc3\xa8m\xe2\x80\xa6" },
		{ "a\f\x1b[2J", 0, "a\\x0c\\x1b[2J" },
		{ "a\f", 3, "a\\\xe2\x80\xa6" }, { "ab", 1, "\xe2\x80\xa6" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %u", rows[i].in, rows[i].width);
		ou_buf_clear(&b);
		ou_text_clean(&b, ou_str_c(rows[i].in), rows[i].width);
		CHECK_STRN(b.p != NULL ? b.p : "", b.n, rows[i].out);
	}
	ou_buf_release(&b);
}

/* A table of N rows on pages of 10 lines and 20 columns. */
static void
print(struct ou_buf *out, unsigned n, unsigned more, const char *item)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_text_page p = { .title = OU_STR("T"), .width = 20,
	    .height = 10, .note = OU_STR("note") };
	struct ou_text_table t;
	unsigned i, k;

	ou_buf_clear(out);
	p.sink = ou_sink_memory(out);
	ou_text_begin(&p);
	ou_text_table_init(&t, &a, columns, 3);
	for (i = 0; i < n; i++) {
		struct ou_str cells[3] = { ou_str_c(item),
		    ou_str_printf(&a, "%u", i), OU_STR_NONE };

		ou_text_table_row(&t, cells);
		for (k = 0; k < more; k++)
			ou_text_table_more(&t, cells);
	}
	ou_text_table_print(&t, &p);
	CHECK_INT(ou_sink_close(p.sink, NULL), 0);
	ou_arena_release(&a);
}

static void
test_table(void)
{
	struct ou_buf b = OU_BUF_INIT;

	print(&b, 1, 0, "soap");
	CHECK_STRN(b.p, b.n, "T       note  page 1\n\nitem  qty\n"
	    "-----------\nsoap    0\n");
	print(&b, 1, 0, "a name that is too long for this page");
	CHECK_STRN(b.p, b.n, "T       note  page 1\n\nitem           qty\n"
	    "--------------------\na name that \xe2\x80\xa6    0\n");
	ou_buf_release(&b);
}

/* No page is longer than it may be, heads are repeated, and what belongs
 * together is not parted. */
static void
test_pages(void)
{
	struct ou_buf b = OU_BUF_INIT;
	unsigned n, more, lines, rows;
	size_t i;

	for (n = 0; n < 30; n++) {
		for (more = 0; more < 4; more++) {
			ROW("%u rows of %u", n, more + 1);
			print(&b, n, more, "x");
			for (i = lines = rows = 0; i < b.n; i++) {
				if (b.p[i] == '\f')
					lines = 0;
				if (b.p[i] != '\n')
					continue;
				lines++;
				CHECK(lines <= 10);
				if (i + 1 < b.n && b.p[i + 1] == '\f')
					CHECK_INT((lines - 4) % (more + 1), 0);
				rows += i > 0 && b.p[i - 1] >= '0' &&
				    b.p[i - 1] <= '9' && lines > 4;
			}
			CHECK_INT(rows, n * (more + 1));
		}
	}
	ou_buf_release(&b);
}

int
main(void)
{
	RUN(test_clean);
	RUN(test_table);
	RUN(test_pages);
	return (UNIT_DONE());
}
