/* Sources that are read twice. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "ou/io/source.h"
#include "unit.h"

#define SIZE 300001			/* more than one window */

static char text[SIZE];
static char path[64];

/* What comes, and how it is given. */
static const struct {
	const char *name;
	bool zipped, piped;
	size_t first;			/* bytes read before it is read again;
					 * SIZE: all */
	size_t cut;			/* bytes of the file that are missing */
} rows[] = {
	{ "file", false, false, SIZE, 0 },
	{ "file, begun", false, false, 7, 0 },
	{ "file, not begun", false, false, 0, 0 },
	{ "pipe", false, true, SIZE, 0 },
	{ "pipe, begun", false, true, 7, 0 },
	{ "pipe, more than a window", false, true, 200000, 0 },
	{ "pipe, not begun", false, true, 0, 0 },
	{ "gzip file", true, false, SIZE, 0 },
	{ "gzip file, begun", true, false, 70000, 0 },
	{ "gzip pipe", true, true, SIZE, 0 },
	{ "gzip pipe, begun", true, true, 70000, 0 },
	{ "gzip file, cut", true, false, SIZE, 5 },
	{ "gzip pipe, cut", true, true, SIZE, 5 },
	{ "gzip pipe, cut, begun", true, true, 70000, 5 },
};

static size_t
make_file(size_t row)
{
	static unsigned char bytes[SIZE + 1000];
	size_t n = SIZE;
	z_stream z;
	FILE *f;

	memcpy(bytes, text, SIZE);
	if (rows[row].zipped) {
		memset(&z, 0, sizeof(z));
		CHECK_INT(deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, 0),
		    Z_OK);
		z.next_in = (unsigned char *)text;
		z.avail_in = SIZE;
		z.next_out = bytes;
		z.avail_out = sizeof(bytes);
		CHECK_INT(deflate(&z, Z_FINISH), Z_STREAM_END);
		n = sizeof(bytes) - z.avail_out;
		deflateEnd(&z);
	}
	n -= rows[row].cut;
	if ((f = fopen(path, "wb")) == NULL || fwrite(bytes, 1, n, f) != n ||
	    fclose(f) != 0)
		unit_fail(__FILE__, __LINE__, "cannot write %s", path);
	return n;
}

/* ${want} bytes (SIZE: to the end) are the text's, and the end is the same. */
static void
check(struct ou_source *s, size_t want, enum ou_diag damage)
{
	struct ou_err err = { 0 };
	struct ou_str w;
	size_t n = 0, take;

	while (n < want || want == SIZE) {
		w = ou_source_fill(s, 1000, &err);
		if (w.p == NULL || w.n == 0)
			break;
		CHECK_INT(ou_source_offset(s), n);
		take = w.n < 999 ? w.n : 999;
		if (take > want - n)
			take = want - n;
		if (n + take > SIZE || memcmp(w.p, text + n, take) != 0) {
			unit_fail(__FILE__, __LINE__, "other bytes at %zu", n);
			return;
		}
		ou_source_skip(s, take);
		n += take;
	}
	if (want != SIZE)
		return;
	CHECK(n == SIZE || damage != OU_DIAG_NONE);
	CHECK_INT(ou_source_failed(s), damage != OU_DIAG_NONE);
	CHECK_INT(err.code, damage);
}

/* Another process writes it all. */
static pid_t
write_pipe(void)
{
	pid_t pid;
	int fds[2];

	CHECK_INT(pipe(fds), 0);
	if ((pid = fork()) == 0) {
		dup2(fds[1], 1);
		close(fds[0]);
		execl("/bin/cat", "cat", path, (char *)NULL);
		_exit(127);
	}
	dup2(fds[0], 0);
	close(fds[0]);
	close(fds[1]);
	return pid;
}

static void
test_again(void)
{
	struct ou_source *s;
	struct ou_err err = { 0 };
	enum ou_diag damage;
	pid_t pid = 0;
	size_t i;
	int k;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s", rows[i].name);
		damage = rows[i].cut != 0 ? OU_DIAG_GZIP : OU_DIAG_NONE;
		(void)make_file(i);
		if (rows[i].piped)
			pid = write_pipe();
		s = ou_source_open(rows[i].piped ? "-" : path, NULL, &err);
		/* somebody looked what it is */
		CHECK(ou_source_fill(s, 100, &err).n >= 100);
		CHECK_INT(ou_source_keep(s, &err), 0);
		for (k = 0; k < 3; k++) {
			check(s, k < 2 ? rows[i].first : SIZE, damage);
			CHECK_INT(ou_source_again(s, &err), 0);
		}
		check(s, SIZE, damage);
		ou_source_close(s);
		if (rows[i].piped)
			(void)waitpid(pid, NULL, 0);
	}
}

/* What is written behind the end after that was reached is not read; what is
 * not there any more is missed. */
static void
test_other_size(void)
{
	struct ou_source *s;
	struct ou_err err = { 0 };
	FILE *f;

	(void)make_file(0);
	s = ou_source_open(path, NULL, &err);
	CHECK_INT(ou_source_keep(s, &err), 0);
	check(s, SIZE, OU_DIAG_NONE);
	f = fopen(path, "ab");
	CHECK(f != NULL && fputs("more", f) >= 0 && fclose(f) == 0);
	CHECK_INT(ou_source_again(s, &err), 0);
	check(s, SIZE, OU_DIAG_NONE);
	ou_source_close(s);

	ROW("shorter");
	(void)make_file(0);
	s = ou_source_open(path, NULL, &err);
	check(s, SIZE, OU_DIAG_NONE);
	CHECK_INT(truncate(path, SIZE / 2), 0);
	CHECK_INT(ou_source_again(s, &err), 0);
	check(s, SIZE, OU_DIAG_READ);
	ou_source_close(s);

	ROW("memory");
	s = ou_source_memory("m", ou_str_make(text, SIZE));
	CHECK_INT(ou_source_keep(s, &err), 0);
	check(s, 70000, OU_DIAG_NONE);
	CHECK_INT(ou_source_again(s, &err), 0);
	check(s, SIZE, OU_DIAG_NONE);
	ou_source_close(s);
}

/* There is no room for a copy. */
static void
test_no_copy(void)
{
	struct ou_source *s;
	struct ou_err err = { 0 };
	pid_t pid;

	(void)make_file(0);
	pid = write_pipe();
	s = ou_source_open("-", NULL, &err);
	setenv("TMPDIR", "/nonexistent", 1);
	CHECK_INT(ou_source_keep(s, &err), -1);
	CHECK_INT(err.kind, OU_ERR_OUTPUT);
	unsetenv("TMPDIR");
	check(s, SIZE, OU_DIAG_NONE);
	ou_source_close(s);
	(void)waitpid(pid, NULL, 0);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < SIZE; i++)
		text[i] = (char)('a' + i * 7919 % 26 + i / 4000 % 6);
	(void)snprintf(path, sizeof(path), "/tmp/ou-again-%d", (int)getpid());
	RUN(test_again);
	RUN(test_other_size);
	RUN(test_no_copy);
	(void)unlink(path);
	return (UNIT_DONE());
}
