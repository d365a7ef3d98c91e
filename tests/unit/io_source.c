#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "ou/io/lines.h"
#include "unit.h"

/* ${text} as one gzip member at ${to}; the length. */
static size_t
gzip(unsigned char *to, size_t room, const char *text, size_t n)
{
	z_stream z;

	memset(&z, 0, sizeof(z));
	CHECK_INT(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, 0), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)text;
	z.avail_in = (uInt)n;
	z.next_out = to;
	z.avail_out = (uInt)room;
	CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

/* All of a source, in steps of ${step}: what it was and how it ended. */
static int
drain(struct ou_source *s, struct ou_buf *b, size_t step, struct ou_err *err)
{
	struct ou_str w;
	size_t n, i;

	for (;;) {
		w = ou_source_fill(s, step, err);
		if (w.p == NULL)
			return -1;
		if (w.n == 0)
			return 0;
		CHECK_INT(ou_source_offset(s), b->n);
		/* The padding can be read, and is not data. */
		for (i = 0, n = 0; i < OU_SOURCE_PADDING; i++)
			n += (size_t)(unsigned char)w.p[w.n + i];
		(void)n;
		n = w.n < step ? w.n : step;
		ou_buf_add(b, w.p, n);
		ou_source_skip(s, n);
	}
}

static void
test_memory(void)
{
	static const size_t steps[] = { 1, 2, 3, 7, 1000, 65536, 300000 };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err;
	size_t i, n = 200001;
	char *text = malloc(n);

	for (i = 0; i < n; i++)
		text[i] = (char)('a' + i * 31 % 26);
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		ROW("steps of %zu", steps[i]);
		ou_buf_clear(&b);
		s = ou_source_memory("mem", ou_str_make(text, n));
		CHECK_INT(drain(s, &b, steps[i], &err), 0);
		CHECK_INT(b.n, n);
		CHECK(b.n == n && memcmp(b.p, text, n) == 0);
		CHECK_INT(ou_source_consumed(s), n);
		CHECK_STR(ou_source_name(s), "mem");
		ou_source_close(s);
	}
	ROW("empty");
	s = ou_source_memory("mem", OU_STR_NONE);
	ou_buf_clear(&b);
	CHECK_INT(drain(s, &b, 1, &err), 0);
	CHECK_INT(b.n, 0);
	ou_source_close(s);
	ou_buf_release(&b);
	free(text);
}

/* What stands behind two members, and what becomes of it. */
static void
test_gzip(void)
{
	static const struct {
		const char *tail;
		size_t n;
		const char *text;	/* NULL: well */
	} rows[] = {
		{ "", 0, NULL }, { "\0\0\0", 3, NULL },
		{ "\0\0x", 3, "something else follows the gzip data" },
		{ "x", 1, "something else follows the gzip data" },
		{ "\037", 1, "gzip data is cut off" },
		{ "\037\213\010", 3, "gzip data is cut off" },
		{ "\037\213\007zzzzzzzzz", 12,
		    "gzip data is damaged: unknown compression method" },
	};
	unsigned char z[1000];
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err;
	size_t i, n;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("tail %zu", i);
		n = gzip(z, sizeof(z), "one\n", 4);
		n += gzip(z + n, sizeof(z) - n, "", 0);
		n += gzip(z + n, sizeof(z) - n, "two\n", 4);
		memcpy(z + n, rows[i].tail, rows[i].n);
		s = ou_source_memory("z.gz", ou_str_make((char *)z,
		    n + rows[i].n));
		ou_buf_clear(&b);
		r = drain(s, &b, 3, &err);
		/* The good bytes come out in any case. */
		CHECK_STRN(b.p, b.n, "one\ntwo\n");
		CHECK_INT(r, rows[i].text != NULL ? -1 : 0);
		if (rows[i].text != NULL && r != 0) {
			CHECK_STR(err.text, rows[i].text);
			CHECK_STR(err.source, "z.gz");
			CHECK_INT(err.kind, OU_ERR_DAMAGED);
			CHECK_INT(err.byte, 8);
		}
		ou_source_close(s);
	}
	ou_buf_release(&b);
}

static void
test_gzip_cut(void)
{
	unsigned char z[4000];
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err;
	char text[3000];
	size_t i, n, cut;
	int r;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	n = gzip(z, sizeof(z), text, sizeof(text));
	for (cut = 0; cut <= n; cut++) {
		ROW("cut at %zu of %zu", cut, n);
		s = ou_source_memory("z", ou_str_make((char *)z, cut));
		ou_buf_clear(&b);
		r = drain(s, &b, 1, &err);
		CHECK_INT(r, cut == 0 || cut == n ? 0 : -1);
		CHECK(b.n <= sizeof(text) && memcmp(b.n ? b.p : "", text,
		    b.n) == 0);
		ou_source_close(s);
	}
	for (i = n - 8; i < n; i++) {
		ROW("trailer byte %zu", i);
		z[i] ^= 1;
		s = ou_source_memory("z", ou_str_make((char *)z, n));
		ou_buf_clear(&b);
		CHECK_INT(drain(s, &b, 64, &err), -1);
		CHECK_INT(err.code, OU_DIAG_GZIP);
		ou_source_close(s);
		z[i] ^= 1;
	}
	ou_buf_release(&b);
}

static void
test_archives(void)
{
	static const struct {
		const char *bytes;
		size_t n;
		bool refused;
	} rows[] = {
		/* what is in memory may be a workbook */
		{ "PK\003\004xxxx", 8, false }, { "PK 12\n", 6, false },
		{ "\037\235\220x", 4, true }, { "\037", 1, true },
		{ "\037x", 2, true }, { "BZh91AY&SYxx", 12, true },
		{ "BZh9 is an item", 15, false }, { "BZh", 3, false },
		{ "\3757zXZ\0", 6, true }, { "\050\265\057\375", 4, true },
		{ "(a)", 3, false }, { "P", 1, false },
	};
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("row %zu", i);
		s = ou_source_memory("a", ou_str_make(rows[i].bytes,
		    rows[i].n));
		ou_buf_clear(&b);
		r = drain(s, &b, 1, &err);
		CHECK_INT(r, rows[i].refused ? -1 : 0);
		CHECK_INT(b.n, rows[i].refused ? 0 : rows[i].n);
		ou_source_close(s);
	}
	ou_buf_release(&b);
}

/* A file of ${n} bytes in the temporary folder. */
static void
make_file(char path[64], const void *p, size_t n)
{
	int fd;

	snprintf(path, 64, "/tmp/ou-source-XXXXXX");
	fd = mkstemp(path);
	CHECK(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	close(fd);
}

/* A file is a workbook for who asks for one, and refused for all others. */
static void
test_workbook(void)
{
	struct ou_source_limits limits = { .workbooks = true };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err = { 0 };
	char path[64];

	make_file(path, "PK\003\004xxxx", 8);
	s = ou_source_open(path, NULL, &err);
	CHECK_INT(drain(s, &b, 64, &err), -1);
	ou_source_close(s);
	s = ou_source_open(path, &limits, &err);
	ou_buf_clear(&b);
	CHECK_INT(drain(s, &b, 64, &err), 0);
	CHECK_INT(b.n, 8);
	ou_source_close(s);
	unlink(path);
	ou_buf_release(&b);
}

static void
test_limits(void)
{
	static const struct {
		uint64_t ratio, bytes;
		bool refused;
		size_t most;
	} rows[] = {
		{ 0, 0, true, 2 << 20 }, { 100000, 0, false, 8 << 20 },
		{ 100000, 1000, true, 1000 },
		{ 100000, 8 << 20, false, 8 << 20 },
	};
	size_t n = 8 << 20, i, k;
	unsigned char *z = malloc(n);
	char *text = calloc(n, 1), path[64];
	struct ou_source_limits limits;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_err err;
	int r;

	k = gzip(z, n, text, n);
	make_file(path, z, k);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("ratio %d, bytes %d", (int)rows[i].ratio,
		    (int)rows[i].bytes);
		limits.ratio = rows[i].ratio;
		limits.bytes = rows[i].bytes;
		s = ou_source_open(path, &limits, &err);
		if (!CHECK(s != NULL))
			continue;
		CHECK_INT(ou_source_size(s), k);
		ou_buf_clear(&b);
		r = drain(s, &b, 4096, &err);
		CHECK_INT(r, rows[i].refused ? -1 : 0);
		if (r != 0)
			CHECK_INT(err.code, OU_DIAG_LIMIT);
		CHECK(b.n <= rows[i].most);
		ou_source_close(s);
	}
	unlink(path);
	ou_buf_release(&b);
	free(text);
	free(z);
}

static void
test_open(void)
{
	struct ou_err err;
	struct ou_source *s;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str all;
	char path[64], big[70000];
	int saved;

	CHECK(ou_source_open("/nonexistent/file", NULL, &err) == NULL);
	CHECK_INT(err.kind, OU_ERR_USAGE);
	CHECK_INT(err.code, OU_DIAG_OPEN);
	CHECK_STR(err.source, "/nonexistent/file");
	CHECK(ou_source_open("/", NULL, &err) == NULL);
	CHECK_STR(err.text, "cannot be opened: Is a directory");

	/* A hole at 0 is an error, and no file falls into it. */
	memset(big, 'b', sizeof(big));
	make_file(path, big, sizeof(big));
	saved = dup(0);
	close(0);
	CHECK(ou_source_open("-", NULL, &err) == NULL);
	s = ou_source_open(path, NULL, &err);
	CHECK(s != NULL && fcntl(0, F_GETFD) < 0);
	if (saved >= 0) {
		dup2(saved, 0);
		close(saved);
	}
	CHECK_INT(ou_source_all(s, &a, sizeof(big), &all, &err), 0);
	CHECK(all.n == sizeof(big) && memcmp(all.p, big, all.n) == 0);
	CHECK(!ou_source_would_block(s));
	ou_source_close(s);
	s = ou_source_open(path, NULL, &err);
	CHECK_INT(ou_source_all(s, &a, sizeof(big) - 1, &all, &err), -1);
	CHECK_INT(err.code, OU_DIAG_LIMIT);
	ou_source_close(s);
	ou_source_close(NULL);
	unlink(path);
	ou_arena_release(&a);
}

static void
test_read_error(void)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_err err;
	struct ou_source *s;

	/* Reading one's own memory at address 0 fails with EIO. */
	s = ou_source_open("/proc/self/mem", NULL, &err);
	if (CHECK(s != NULL)) {
		CHECK_INT(drain(s, &b, 1, &err), -1);
		CHECK_INT(err.kind, OU_ERR_DAMAGED);
		CHECK_INT(err.code, OU_DIAG_READ);
		CHECK(ou_source_failed(s));
		ou_source_close(s);
	}
	ou_buf_release(&b);
}

static void
test_lines(void)
{
	static const struct {
		const char *text;
		size_t max;
		const char *lines[4];	/* "!": above the limit */
		size_t n;
		bool complete;		/* the last one */
	} rows[] = {
		{ "", 0, { NULL }, 0, false },
		{ "a\nb\n", 0, { "a", "b" }, 2, true },
		{ "a\r\nb", 0, { "a", "b" }, 2, false },
		{ "\n\n", 0, { "", "" }, 2, true },
		{ "a\r\r\n", 0, { "a\r" }, 1, true },
		{ "a\r", 0, { "a\r" }, 1, false },
		{ "\357\273\277a\n", 0, { "a" }, 1, true },
		{ "\357\273\277", 0, { NULL }, 0, false },
		{ "\357\273", 0, { "\357\273" }, 1, false },
		{ "a\n\357\273\277b\n", 0, { "a", "\357\273\277b" }, 2, true },
		{ "12345\n123456\n1\n", 5, { "12345", "!", "1" }, 3, true },
		{ "12345\r\n123456\r\n", 5, { "12345", "!" }, 2, true },
		{ "123456", 5, { "!" }, 1, false },
		{ "1234567890123\n1\n", 5, { "!", "1" }, 2, true },
	};
	struct ou_source *s;
	struct ou_lines l;
	struct ou_str line;
	struct ou_err err;
	size_t i, n;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("row %zu", i);
		s = ou_source_memory("l", ou_str_c(rows[i].text));
		ou_lines_init(&l, s, rows[i].max);
		n = 0;
		while ((r = ou_lines_next(&l, &line, &err)) != 0 && n < 4) {
			n++;
			CHECK_INT(l.number, n);
			if (r < 0) {
				CHECK_INT(err.code, OU_DIAG_LIMIT);
				CHECK_INT(err.line, n);
				CHECK_STR("!", rows[i].lines[n - 1]);
			} else
				CHECK_STRN(line.p, line.n,
				    rows[i].lines[n - 1]);
		}
		CHECK_INT(n, rows[i].n);
		if (n != 0)
			CHECK_INT(l.complete, rows[i].complete);
		ou_source_close(s);
	}
}

/* Long and short lines around the window's edge, against a plain split. */
static void
test_lines_large(void)
{
	static const size_t lengths[] = {
		65535, 0, 1, 65536, 131071, 70000, 3, 400000, 131072, 5
	};
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *s;
	struct ou_lines l;
	struct ou_str line;
	struct ou_err err;
	uint64_t byte = 0;
	size_t i, k, n;

	for (k = 0; k < 3; k++) {
		for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			for (n = 0; n < lengths[i]; n++)
				ou_buf_addc(&b, (char)('a' + (n + i) % 26));
			ou_buf_addc(&b, '\n');
		}
	}
	s = ou_source_memory("l", ou_buf_str(&b));
	ou_lines_init(&l, s, 200000);
	for (i = 0; i < 3 * sizeof(lengths) / sizeof(lengths[0]); i++) {
		n = lengths[i % (sizeof(lengths) / sizeof(lengths[0]))];
		ROW("line %zu of %zu", i + 1, n);
		CHECK_INT(ou_lines_next(&l, &line, &err), n > 200000 ? -1 : 1);
		CHECK_INT(l.byte, byte);
		if (n <= 200000)
			CHECK_MEM(line.p, line.n, b.p + byte, n);
		byte += n + 1;
	}
	CHECK_INT(ou_lines_next(&l, &line, &err), 0);
	ou_source_close(s);
	ou_buf_release(&b);
}

/* A line that damage cuts off is not a line. */
static void
test_lines_damaged(void)
{
	unsigned char z[200];
	struct ou_source *s;
	struct ou_lines l;
	struct ou_str line;
	struct ou_err err;
	size_t n = gzip(z, sizeof(z), "one\ntwo", 7);

	z[n - 1] ^= 1;
	s = ou_source_memory("z", ou_str_make((char *)z, n));
	ou_lines_init(&l, s, 100);
	CHECK_INT(ou_lines_next(&l, &line, &err), 1);
	CHECK_STRN(line.p, line.n, "one");
	CHECK_INT(ou_lines_next(&l, &line, &err), -1);
	CHECK_INT(err.kind, OU_ERR_DAMAGED);
	CHECK_INT(err.line, 2);
	CHECK_INT(ou_lines_next(&l, &line, &err), -1);
	CHECK_INT(err.kind, OU_ERR_DAMAGED);
	ou_source_close(s);
}

/* A slow pipe: lines come out as they come in, and waiting is announced. */
static void
test_pipe(void)
{
	struct ou_source *s;
	struct ou_lines l;
	struct ou_str line;
	struct ou_err err;
	int fds[2], saved = dup(0);

	CHECK_INT(pipe(fds), 0);
	dup2(fds[0], 0);
	close(fds[0]);
	s = ou_source_open("-", NULL, &err);
	ou_lines_init(&l, s, 100);
	CHECK(ou_lines_would_block(&l));
	CHECK_INT(write(fds[1], "one\ntwo\nth", 10), 10);
	CHECK(!ou_lines_would_block(&l));
	CHECK_INT(ou_lines_next(&l, &line, &err), 1);
	CHECK_STRN(line.p, line.n, "one");
	CHECK(!ou_lines_would_block(&l));
	CHECK_INT(ou_lines_next(&l, &line, &err), 1);
	CHECK_STRN(line.p, line.n, "two");
	CHECK(ou_lines_would_block(&l));
	CHECK_INT(write(fds[1], "ree", 3), 3);
	close(fds[1]);
	CHECK_INT(ou_lines_next(&l, &line, &err), 1);
	CHECK_STRN(line.p, line.n, "three");
	CHECK(!l.complete && !ou_lines_would_block(&l));
	CHECK_INT(ou_lines_next(&l, &line, &err), 0);
	ou_source_close(s);
	if (saved >= 0) {
		dup2(saved, 0);
		close(saved);
	}
}

int
main(void)
{
	RUN(test_memory);
	RUN(test_gzip);
	RUN(test_gzip_cut);
	RUN(test_archives);
	RUN(test_workbook);
	RUN(test_limits);
	RUN(test_open);
	RUN(test_read_error);
	RUN(test_lines);
	RUN(test_lines_large);
	RUN(test_lines_damaged);
	RUN(test_pipe);
	return (UNIT_DONE());
}
