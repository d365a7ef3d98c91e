#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ou/io/confine.h"
#include "unit.h"

/*
 * Each try runs in a child of its own that is confined first.
 */
static int
open_read(void)
{
	return open("/etc/passwd", O_RDONLY);
}

static int
open_folder(void)
{
	return open(".", O_RDONLY | O_DIRECTORY);
}

static int
open_write(void)
{
	return open("/dev/null", O_WRONLY);
}

static int
open_both(void)
{
	return open("/dev/null", O_RDWR);
}

static int
open_new(void)
{
	return open("confined-file", O_RDONLY | O_CREAT, 0600);
}

static int
open_truncate(void)
{
	return open("/dev/null", O_RDONLY | O_TRUNC);
}

static int
net(void)
{
	return socket(AF_INET, SOCK_STREAM, 0);
}

static int
local(void)
{
	return socket(AF_UNIX, SOCK_STREAM, 0);
}

static int
program(void)
{
	return execl("/bin/true", "true", (char *)NULL);
}

static int
child(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : -1;
}

static int
trace(void)
{
	return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int
code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int
memory(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int
remove_here(void)
{
	return unlink("no-such-file");
}

static int
rename_here(void)
{
	return rename("no-such-file", "other");
}

static int
folder_remove(void)
{
	/* Through a descriptor it is allowed; there is just no such file. */
	return unlinkat(open(".", O_RDONLY | O_DIRECTORY), "no-such-file",
	    0) == 0 || errno == ENOENT ? 0 : -1;
}

static int
kill_other(void)
{
	return kill(getppid(), 0);
}

/* 0: it worked, 1: refused with EPERM, 2: failed otherwise, 3: no
 * confinement here. */
static int
confined(int (*what)(void))
{
	struct ou_err err;
	pid_t pid;
	int status;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		if (ou_confine(&err) != 0)
			_exit(3);
		errno = 0;
		if (what() >= 0)
			_exit(0);
		_exit(errno == EPERM ? 1 : 2);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static void
test_confined(void)
{
	static const struct {
		const char *name;
		int (*what)(void);
		int want;
	} rows[] = {
		{ "open to read", open_read, 0 },
		{ "open a folder", open_folder, 0 },
		{ "memory", memory, 0 },
		{ "remove through a folder", folder_remove, 0 },
		{ "open to write", open_write, 1 },
		{ "open to read and write", open_both, 1 },
		{ "create", open_new, 1 },
		{ "truncate", open_truncate, 1 },
		{ "internet socket", net, 1 },
		{ "local socket", local, 1 },
		{ "program", program, 1 },
		{ "child", child, 1 },
		{ "trace", trace, 1 },
		{ "executable memory", code, 1 },
		{ "remove by name", remove_here, 1 },
		{ "rename by name", rename_here, 1 },
		{ "signal another process", kill_other, 1 },
	};
	size_t i;
	int got;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		got = confined(rows[i].what);
		/* Kernels and builds without it are told by ou_confine. */
		if (got != 3)
			CHECK_INT(got, rows[i].want);
	}
}

int
main(void)
{

	RUN(test_confined);
	return (UNIT_DONE());
}
