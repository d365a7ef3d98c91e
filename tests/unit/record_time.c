/*
 * Time is linear in the bytes, and one huge line is not paid for by the later
 * ones.  Bounds are wide (CPU time of a loaded machine): what they catch is
 * work that grows with the square.
 */
#include "ou/record/stream.h"
#include "record-tables.h"
#include "unit.h"

#define HEAD "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\""

static double
cpu(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* The best of three runs over that stream. */
static double
read_all(const struct ou_buf *b, uint32_t members, uint64_t *records)
{
	struct ou_reader_options o = { .types = t_types,
		.json = { 0, 0, members } };
	struct ou_arena a = OU_ARENA_INIT;
	double best = 1e9, start;
	int i;

	for (i = 0; i < 3; i++) {
		struct ou_source *src = ou_source_memory("m", ou_buf_str(b));
		struct ou_reader *r = ou_reader_new(src, &o, NULL);
		struct ou_record rec;
		struct ou_err err;
		int got;

		*records = 0;
		start = cpu();
		while ((got = ou_reader_next(r, &rec, &a, &err)) != 0) {
			*records += got > 0;
			ou_arena_reset(&a);
		}
		if (cpu() - start < best)
			best = cpu() - start;
		ou_reader_free(r);
		ou_source_close(src);
	}
	ou_arena_release(&a);
	return best;
}

static void
add_keys(struct ou_buf *b, int n, const char *member)
{
	int i;

	ou_buf_puts(b, HEAD);
	for (i = 0; i < n; i++)
		ou_buf_printf(b, member, i);
	ou_buf_puts(b, "}\n");
}

static void
add_lines(struct ou_buf *b, int n)
{
	int i;

	for (i = 0; i < n; i++)
		ou_buf_printf(b, HEAD ",\"u%d\":[1,2,3],\"lines\":[{\"sku\":"
		    "\"A\"},{\"sku\":\"B\",\"quantity\":2}]}\n", i);
}

/* Ten times the size, at most so many times the time. */
static void
test_linear(void)
{
	static const struct {
		const char *what, *member;
		int n;
	} rows[] = {
		{ "names", ",\"k%d\":1", 9000 },
		{ "objects", ",\"k%d\":{\"a\":{}}", 9000 },
		{ "escaped names", ",\"\\u006b%d\":1", 9000 },
	};
	struct ou_buf small = OU_BUF_INIT, large = OU_BUF_INIT;
	uint64_t records;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		double s, l;

		ROW("%s", rows[i].what);
		ou_buf_clear(&small);
		ou_buf_clear(&large);
		add_keys(&small, rows[i].n, rows[i].member);
		add_keys(&large, rows[i].n * 10, rows[i].member);
		s = read_all(&small, 0, &records);
		CHECK_INT(records, 1);
		l = read_all(&large, 0, &records);
		CHECK_INT(records, 1);
		printf("# %s: %.1f and %.1f ms\n", rows[i].what, s * 1e3,
		    l * 1e3);
		CHECK(l < (s + 1e-4) * 30);
	}
	ou_buf_release(&small);
	ou_buf_release(&large);
}

static void
test_later_lines(void)
{
	struct ou_buf plain = OU_BUF_INIT, mixed = OU_BUF_INIT;
	uint64_t records;
	double alone, huge, both;

	add_keys(&mixed, 2000000, ",\"k%d\":1");
	huge = read_all(&mixed, 10000000, &records);
	add_lines(&plain, 50000);
	add_lines(&mixed, 50000);
	alone = read_all(&plain, 0, &records);
	CHECK_INT(records, 50000);
	both = read_all(&mixed, 10000000, &records);
	CHECK_INT(records, 50001);
	printf("# 50,000 lines %.0f ms, one of 2 million names %.0f ms, "
	    "together %.0f ms\n", alone * 1e3, huge * 1e3, both * 1e3);
	CHECK(both < (alone + huge) * 3);
	/* By default such a line is refused. */
	both = read_all(&mixed, 0, &records);
	CHECK_INT(records, 50000);
	ou_buf_release(&plain);
	ou_buf_release(&mixed);
}

int
main(void)
{
	RUN(test_linear);
	RUN(test_later_lines);
	return UNIT_DONE();
}
