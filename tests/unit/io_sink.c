#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ou/io/file.h"
#include "ou/io/sink.h"
#include "unit.h"

static char folder[64];
static struct ou_arena arena;

static const char *
in_folder(const char *name)
{
	return ou_path_join(&arena, folder, name);
}

/* Files in the folder, to see that no temporary is left behind. */
static int
count_files(void)
{
	DIR *d = opendir(folder);
	int n = 0;

	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static void
check_content(const char *path, const char *want)
{
	struct ou_err err;
	struct ou_str got;

	if (CHECK_INT(ou_file_load(&arena, path, 1 << 20, &got, &err), 0))
		CHECK_STRN(got.p, got.n, want);
}

static void
put_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0 && write(fd, text, strlen(text)) ==
	    (ssize_t)strlen(text));
	CHECK_INT(fchmod(fd, mode), 0);
	close(fd);
}

static void
test_atomic(void)
{
	const char *path = in_folder("out");
	struct ou_sink *s;
	struct ou_err err;
	struct stat st;
	mode_t mask = umask(022);

	s = ou_sink_atomic(path, &err);
	if (!CHECK(s != NULL))
		return;
	ou_sink_puts(s, OU_STR("one\n"));
	CHECK_INT(ou_sink_flush(s, &err), 0);
	CHECK(!ou_file_exists(path));
	CHECK_INT(ou_sink_close(s, &err), 0);
	check_content(path, "one\n");
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0644);

	/* The old file stands until the close, and its mode stays. */
	CHECK_INT(chmod(path, 0640), 0);
	s = ou_sink_atomic(path, &err);
	ou_sink_puts(s, OU_STR("two\n"));
	CHECK_INT(ou_sink_finish(s, &err), 0);
	check_content(path, "one\n");
	CHECK_INT(ou_sink_rename(s, &err), 0);
	check_content(path, "two\n");
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_mode & 07777, 0640);

	s = ou_sink_atomic(path, &err);
	ou_sink_puts(s, OU_STR("three\n"));
	ou_sink_abandon(s);
	check_content(path, "two\n");
	CHECK_INT(count_files(), 1);
	unlink(path);
	umask(mask);
}

static void
test_atomic_refused(void)
{
	const char *path = in_folder("out"), *link = in_folder("link");
	struct ou_sink *s;
	struct ou_err err;

	CHECK(ou_sink_atomic(folder, &err) == NULL);
	CHECK_INT(err.kind, OU_ERR_OUTPUT);
	CHECK(ou_sink_atomic(in_folder("none/out"), &err) == NULL);
	CHECK(ou_sink_atomic(in_folder("none/"), &err) == NULL);
	CHECK(ou_sink_atomic("", &err) == NULL);
	/* A link that points nowhere. */
	CHECK_INT(symlink("nowhere", link), 0);
	CHECK(ou_sink_atomic(link, &err) == NULL);
	unlink(link);
	/* A link that points somewhere goes on pointing there. */
	put_file(path, "old", 0600);
	CHECK_INT(symlink("out", link), 0);
	s = ou_sink_atomic(link, &err);
	if (CHECK(s != NULL)) {
		ou_sink_puts(s, OU_STR("new"));
		CHECK_INT(ou_sink_close(s, &err), 0);
		check_content(path, "new");
		CHECK(readlink(link, (char [8]){ 0 }, 8) == 3);
	}
	if (geteuid() != 0) {
		CHECK_INT(chmod(path, 0400), 0);
		CHECK(ou_sink_atomic(path, &err) == NULL);
	}
	unlink(link);
	unlink(path);
	CHECK_INT(count_files(), 0);
}

static void
test_append(void)
{
	const char *path = in_folder("rejects");
	struct ou_sink *s;
	struct ou_err err;

	s = ou_sink_append(path, &err);
	ou_sink_puts(s, OU_STR("one\n"));
	CHECK_INT(ou_sink_flush(s, &err), 0);
	check_content(path, "one\n");
	ou_sink_puts(s, OU_STR("two\n"));
	CHECK_INT(ou_sink_close(s, &err), 0);
	s = ou_sink_append(path, &err);
	ou_sink_puts(s, OU_STR("three\n"));
	CHECK_INT(ou_sink_close(s, &err), 0);
	check_content(path, "one\ntwo\nthree\n");
	CHECK(ou_sink_append("-", &err) == NULL);
	CHECK(ou_sink_append(folder, &err) == NULL);
	unlink(path);
}

static void
test_full(void)
{
	struct ou_sink *s;
	struct ou_err err;
	char *room, big[100000];

	memset(big, 'x', sizeof(big));
	s = ou_sink_atomic("/dev/full", &err);
	if (!CHECK(s != NULL))
		return;
	ou_sink_puts(s, OU_STR("x"));
	CHECK(!ou_sink_failed(s));
	CHECK_INT(ou_sink_flush(s, &err), -1);
	CHECK(ou_sink_failed(s) && !ou_sink_pipe_gone(s));
	CHECK_STR(err.text, "cannot be written: No space left on device");
	CHECK_STR(err.source, "/dev/full");
	/* After a failure everything is accepted and dropped. */
	ou_sink_write(s, big, sizeof(big));
	room = ou_sink_room(s, 65536);
	if (CHECK(room != NULL))
		memset(room, 'y', 65536);
	ou_sink_commit(s, 65536);
	CHECK_INT(ou_sink_close(s, &err), -1);
	CHECK_INT(err.kind, OU_ERR_OUTPUT);
}

static void
test_room(void)
{
	const char *path = in_folder("room");
	struct ou_sink *s;
	struct ou_err err;
	struct ou_str got;
	uint64_t want = 0;
	size_t i, n, total = 0;
	char *to, line[100000];

	unit_seed();
	s = ou_sink_atomic(path, &err);
	CHECK(ou_sink_room(s, 65537) == NULL);
	for (i = 0; i < 400; i++) {
		n = (size_t)unit_rand(i % 7 == 0 ? 100000 : 3000);
		memset(line, (int)('a' + i % 26), n);
		if (n <= 65536 && i % 2 == 0) {
			to = ou_sink_room(s, n);
			memcpy(to, line, n);
			ou_sink_commit(s, n);
		} else
			ou_sink_write(s, line, n);
		total += n;
		want += n * ('a' + i % 26);
	}
	CHECK_INT(ou_sink_close(s, &err), 0);
	CHECK_INT(ou_file_load(&arena, path, 64 << 20, &got, &err), 0);
	CHECK_INT(got.n, total);
	for (i = 0; i < got.n; i++)
		want -= (unsigned char)got.p[i];
	CHECK_INT(want, 0);
	unlink(path);
}

static void
test_memory(void)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_sink *s = ou_sink_memory(&b);
	struct ou_err err;
	char *to;

	ou_sink_puts(s, OU_STR("one "));
	to = ou_sink_room(s, 10);
	memcpy(to, "two", 3);
	ou_sink_commit(s, 3);
	CHECK_INT(ou_sink_close(s, &err), 0);
	CHECK_STRN(b.p, b.n, "one two");
	ou_buf_release(&b);
	ou_buf_init(&b, 4);
	s = ou_sink_memory(&b);
	ou_sink_puts(s, OU_STR("12345"));
	CHECK(ou_sink_failed(s));
	CHECK(ou_sink_room(s, 100) != NULL);
	CHECK_INT(ou_sink_close(s, &err), -1);
	ou_buf_release(&b);
}

static void
test_stdout(void)
{
	struct ou_sink *s;
	struct ou_err err;
	int fds[2], saved, r;
	char got[8];

	fflush(stdout);
	saved = dup(1);
	CHECK_INT(pipe(fds), 0);
	dup2(fds[1], 1);
	s = ou_sink_stdout(&err);
	ou_sink_puts(s, OU_STR("hello"));
	r = ou_sink_close(s, &err);
	CHECK_INT(read(fds[0], got, sizeof(got)), 5);
	/* The reader goes away, and nobody dies of it here. */
	signal(SIGPIPE, SIG_IGN);
	close(fds[0]);
	s = ou_sink_atomic("-", &err);
	ou_sink_puts(s, OU_STR("hello"));
	CHECK_INT(ou_sink_flush(s, &err), -1);
	CHECK(ou_sink_pipe_gone(s));
	CHECK_INT(ou_sink_close(s, &err), -1);
	close(fds[1]);
	close(1);
	CHECK(ou_sink_stdout(&err) == NULL);
	dup2(saved, 1);
	close(saved);
	CHECK_INT(r, 0);
}

/* A child that is killed by a signal takes its temporaries along. */
static void
on_signal(int number)
{
	ou_sink_cleanup();
	_exit(128 + number);
}

static void
test_cleanup(void)
{
	struct ou_sink *s[3];
	struct ou_err err;
	int status;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		s[0] = ou_sink_atomic(in_folder("a"), &err);
		s[1] = ou_sink_atomic(in_folder("b"), &err);
		s[2] = ou_sink_atomic(in_folder("c"), &err);
		if (s[0] == NULL || s[1] == NULL || s[2] == NULL ||
		    count_files() != 3)
			_exit(1);
		/* From the middle of the list, and still whole. */
		ou_sink_abandon(s[1]);
		if (count_files() != 2)
			_exit(2);
		signal(SIGTERM, on_signal);
		raise(SIGTERM);
		_exit(3);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 128 + SIGTERM);
	CHECK_INT(count_files(), 0);
}

/* A file that may not grow: the old one stands, nothing is left behind. */
static void
test_too_large(void)
{
	const char *path = in_folder("big");
	struct rlimit limit = { 100000, 100000 };
	struct ou_sink *s;
	struct ou_err err;
	int status, i;
	pid_t pid;

	put_file(path, "old", 0600);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		s = ou_sink_atomic(path, &err);
		for (i = 0; s != NULL && i < 20000; i++)
			ou_sink_puts(s, OU_STR("0123456789"));
		_exit(s != NULL && ou_sink_close(s, &err) == -1 &&
		    strcmp(err.text, "cannot be written: File too large") == 0
		    ? 0 : 1);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK_INT(status, 0);
	check_content(path, "old");
	CHECK_INT(count_files(), 1);
	unlink(path);
}

/* Descriptors 0 to 2 are never used for a file. */
static void
test_low_descriptors(void)
{
	struct ou_sink *s;
	struct ou_err err;
	int status;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		close(0);
		close(1);
		close(2);
		s = ou_sink_append(in_folder("x"), &err);
		if (s == NULL || fcntl(0, F_GETFD) >= 0 ||
		    fcntl(1, F_GETFD) >= 0 || fcntl(2, F_GETFD) >= 0)
			_exit(1);
		ou_sink_abandon(s);
		s = ou_sink_atomic(in_folder("y"), &err);
		if (s == NULL || fcntl(0, F_GETFD) >= 0 ||
		    fcntl(1, F_GETFD) >= 0 || fcntl(2, F_GETFD) >= 0)
			_exit(2);
		ou_sink_abandon(s);
		_exit(0);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK_INT(status, 0);
	unlink(in_folder("x"));
	CHECK_INT(count_files(), 0);
}

static void
test_path_safe(void)
{
	static const struct {
		const char *name, *want;
	} rows[] = {
		{ "ORD-1001_a.txt", "ORD-1001_a.txt" },
		{ "a/b", "a%2Fb" }, { "../x", "%2E.%2Fx" }, { ".", "%2E" },
		{ "..", "%2E." }, { "", "%" }, { "-rf", "%2Drf" },
		{ "a%b", "a%25b" }, { "caf\303\251", "caf%C3%A9" },
		{ "a b;c", "a%20b%3Bc" },
	};
	char big[300], *p, *q;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		CHECK_STR(ou_path_safe(&arena, ou_str_c(rows[i].name)),
		    rows[i].want);
	}
	ROW("long");
	memset(big, '/', sizeof(big));
	p = ou_path_safe(&arena, ou_str_make(big, sizeof(big)));
	big[299] = 'x';
	q = ou_path_safe(&arena, ou_str_make(big, sizeof(big)));
	CHECK(strlen(p) <= 120 && strlen(q) <= 120);
	CHECK(strcmp(p, q) != 0 && strstr(p, "%-") != NULL);
	CHECK_INT(strlen(ou_path_safe(&arena, ou_str_make("0000000000"
	    "00000000000000000000000000000000000000000000000000000000000000"
	    "000000000000000000000000000000000000000000000000", 120))), 120);
}

static void
test_files(void)
{
	struct ou_err err;
	struct ou_str got;
	const char *path = in_folder("f");

	CHECK_STR(ou_path_join(&arena, "a", "b"), "a/b");
	CHECK_STR(ou_path_join(&arena, "a/", "b"), "a/b");
	CHECK_STR(ou_path_join(&arena, "", "b"), "b");
	put_file(path, "text", 0600);
	CHECK(ou_file_exists(path) && !ou_file_is_folder(path));
	CHECK(ou_file_is_folder(folder) && !ou_file_exists(in_folder("g")));
	CHECK_INT(ou_file_load(&arena, path, 4, &got, &err), 0);
	CHECK_INT(ou_file_load(&arena, path, 3, &got, &err), -1);
	CHECK_INT(err.code, OU_DIAG_LIMIT);
	CHECK_INT(ou_file_load(&arena, in_folder("g"), 3, &got, &err), -1);
	CHECK_INT(err.code, OU_DIAG_OPEN);
	unlink(path);
}

static void
test_zone_load(void)
{
	static const char *const refused[] = {
		"", "/etc/passwd", "../x", "Europe/../x", "a b", "-x",
		"No/Such_Zone",
	};
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		ROW("%s", refused[i]);
		CHECK(ou_zone_load(&arena, ou_str_c(refused[i]), &err) ==
		    NULL);
		CHECK_INT(err.kind, OU_ERR_USAGE);
	}
	ROW("TZDIR");
	setenv("TZDIR", folder, 1);
	put_file(in_folder("Here"), "no zone", 0600);
	CHECK(ou_zone_load(&arena, OU_STR("Here"), &err) == NULL);
	CHECK_STR(err.text, "time zone 'Here' is not a TZif file");
	unlink(in_folder("Here"));
	unsetenv("TZDIR");
	ROW("the system's");
	if (ou_file_exists("/usr/share/zoneinfo/Europe/Paris"))
		CHECK(ou_zone_load(&arena, OU_STR("Europe/Paris"), &err) !=
		    NULL);
	else
		printf("# skipped: no time zone database\n");
}

int
main(void)
{
	snprintf(folder, sizeof(folder), "/tmp/ou-sink-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return (2);
	RUN(test_atomic);
	RUN(test_atomic_refused);
	RUN(test_append);
	RUN(test_full);
	RUN(test_room);
	RUN(test_memory);
	RUN(test_stdout);
	RUN(test_cleanup);
	RUN(test_too_large);
	RUN(test_low_descriptors);
	RUN(test_path_safe);
	RUN(test_files);
	RUN(test_zone_load);
	rmdir(folder);
	ou_arena_release(&arena);
	return (UNIT_DONE());
}
