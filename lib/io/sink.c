#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atomic.h"
#include "ou/io/sink.h"

#define SINK_BUFFER ((size_t)64 << 10)

enum kind {
	KIND_STREAM,			/* standard output, devices, pipes */
	KIND_APPEND,
	KIND_ATOMIC,
	KIND_MEMORY,
};

struct ou_sink {
	enum kind kind;
	int fd;				/* -1: closed, or memory */
	char *name;
	char *buf;
	size_t used;
	int error;			/* the first failure's errno */
	const char *failed;		/* what could not be done */
	struct ou_buf *memory;
	struct atomic_file *file;
};

static struct ou_sink *
sink_new(enum kind kind, int fd, const char *name)
{
	struct ou_sink *s;

	if ((s = calloc(1, sizeof(*s))) == NULL ||
	    (s->name = strdup(name)) == NULL)
		ou_out_of_memory();
	if (kind != KIND_MEMORY && (s->buf = malloc(SINK_BUFFER)) == NULL)
		ou_out_of_memory();
	s->kind = kind;
	s->fd = fd;
	return s;
}

static void
sink_free(struct ou_sink *s)
{
	free(s->buf);
	free(s->name);
	free(s);
}

static void *
cannot_open(const char *name, struct ou_err *err)
{
	ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_WRITE, "cannot be written");
	ou_err_at(err, name, 0, 0);
	return NULL;
}

struct ou_sink *
ou_sink_stdout(struct ou_err *err)
{
	int fd, mode;

	/* A copy, so that closing it shows the errors of close and yet leaves
	 * no hole at 1 that the next file would fall into. */
	fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd < 0)
		return cannot_open("standard output", err);
	mode = fcntl(fd, F_GETFL);
	if (mode >= 0 && (mode & O_ACCMODE) == O_RDONLY) {
		close(fd);
		errno = EBADF;
		return cannot_open("standard output", err);
	}
	return sink_new(KIND_STREAM, fd, "standard output");
}

bool
ou_sink_is_stdout(const char *path)
{
	return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0 ||
	    strcmp(path, "/dev/fd/1") == 0 ||
	    strcmp(path, "/proc/self/fd/1") == 0;
}

struct ou_sink *
ou_sink_atomic(const char *path, struct ou_err *err)
{
	struct ou_sink *s;
	struct stat st;
	int fd;

	if (ou_sink_is_stdout(path))
		return ou_sink_stdout(err);
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		/* A folder fails here, as it should. */
		fd = ou_atomic_open_high(AT_FDCWD, path, O_WRONLY, 0);
		if (fd < 0)
			return cannot_open(path, err);
		return sink_new(KIND_STREAM, fd, path);
	}
	s = sink_new(KIND_ATOMIC, -1, path);
	if ((s->file = ou_atomic_file_new(path, &s->fd)) == NULL) {
		cannot_open(path, err);
		sink_free(s);
		return NULL;
	}
	return s;
}

struct ou_sink *
ou_sink_append(const char *path, struct ou_err *err)
{
	int fd;

	errno = EINVAL;
	fd = strcmp(path, "-") == 0 ? -1 : ou_atomic_open_high(AT_FDCWD, path,
	    O_WRONLY | O_APPEND | O_CREAT, 0666);
	if (fd < 0)
		return cannot_open(path, err);
	return sink_new(KIND_APPEND, fd, path);
}

struct ou_sink *
ou_sink_memory(struct ou_buf *to)
{
	struct ou_sink *s = sink_new(KIND_MEMORY, -1, "memory");

	s->memory = to;
	return s;
}

static void
fail(struct ou_sink *s, const char *what)
{
	if (s->error != 0)
		return;
	s->error = errno != 0 ? errno : EIO;
	s->failed = what;
}

static void
write_all(struct ou_sink *s, const char *p, size_t n)
{
	struct pollfd wait = { s->fd, POLLOUT, 0 };
	ssize_t done;

	while (n != 0 && s->error == 0) {
		if ((done = write(s->fd, p, n)) >= 0) {
			p += done;
			n -= (size_t)done;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK)
			(void)poll(&wait, 1, -1);
		else if (errno != EINTR)
			fail(s, "cannot be written");
	}
}

static void
drain(struct ou_sink *s)
{
	size_t n = s->used;

	s->used = 0;
	if (n != 0)
		write_all(s, s->buf, n);
}

static void
memory_check(struct ou_sink *s)
{
	if (!s->memory->overflow)
		return;
	errno = EFBIG;
	fail(s, "cannot be gathered");
}

void
ou_sink_write(struct ou_sink *s, const void *p, size_t n)
{
	if (n == 0 || s->error != 0)
		return;
	if (s->kind == KIND_MEMORY) {
		ou_buf_add(s->memory, p, n);
		memory_check(s);
		return;
	}
	if (s->fd < 0) {
		errno = EBADF;
		fail(s, "is finished, and cannot be written");
		return;
	}
	if (n > SINK_BUFFER - s->used)
		drain(s);
	if (n >= SINK_BUFFER) {
		write_all(s, p, n);
		return;
	}
	memcpy(s->buf + s->used, p, n);
	s->used += n;
}

char *
ou_sink_room(struct ou_sink *s, size_t n)
{
	char *to;

	if (n > SINK_BUFFER)
		return NULL;
	if (s->kind == KIND_MEMORY && s->error == 0) {
		if ((to = ou_buf_reserve(s->memory, n)) != NULL)
			return to;
		memory_check(s);
	}
	/* After a failure too there is room; what goes there is dropped. */
	if (s->buf == NULL && (s->buf = malloc(SINK_BUFFER)) == NULL)
		ou_out_of_memory();
	if (s->error != 0)
		s->used = 0;
	else if (n > SINK_BUFFER - s->used)
		drain(s);
	return s->buf + s->used;
}

void
ou_sink_commit(struct ou_sink *s, size_t n)
{
	if (s->error != 0)
		return;
	if (s->kind == KIND_MEMORY)
		s->memory->n += n;
	else
		s->used += n;
}

static int
answer(const struct ou_sink *s, struct ou_err *err)
{
	if (s->error == 0)
		return 0;
	errno = s->error;
	ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_WRITE, "%s", s->failed);
	return ou_err_at(err, s->name, 0, 0);
}

int
ou_sink_flush(struct ou_sink *s, struct ou_err *err)
{
	if (s->kind != KIND_MEMORY)
		drain(s);
	return answer(s, err);
}

bool
ou_sink_failed(const struct ou_sink *s)
{
	return s->error != 0;
}

bool
ou_sink_pipe_gone(const struct ou_sink *s)
{
	return s->error == EPIPE;
}

int
ou_sink_finish(struct ou_sink *s, struct ou_err *err)
{
	int fd = s->fd;

	if (fd < 0)
		return answer(s, err);
	drain(s);
	/* What cannot be synced (a pipe, /proc) need not be. */
	if ((s->kind == KIND_ATOMIC || s->kind == KIND_APPEND) &&
	    s->error == 0 && fsync(fd) != 0 && errno != EINVAL &&
	    errno != ENOTSUP)
		fail(s, "cannot be synced");
	s->fd = -1;
	/* Interrupted or not, Linux has closed it. */
	if (close(fd) != 0 && errno != EINTR)
		fail(s, "cannot be closed");
	free(s->buf);
	s->buf = NULL;
	return answer(s, err);
}

int
ou_sink_rename(struct ou_sink *s, struct ou_err *err)
{
	int r;

	if (s->file != NULL && s->error == 0 && s->fd < 0) {
		if (ou_atomic_file_rename(s->file) != 0)
			fail(s, "cannot be put in its place");
		else if (ou_atomic_file_sync_folder(s->file) != 0)
			fail(s, "is written, but its folder cannot be synced");
	}
	if ((r = answer(s, err)) == 0 && s->fd >= 0) {
		ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_WRITE,
		    "renamed before it was finished");
		r = ou_err_at(err, s->name, 0, 0);
	}
	ou_sink_abandon(s);
	return r;
}

int
ou_sink_close(struct ou_sink *s, struct ou_err *err)
{
	if (ou_sink_finish(s, err) != 0) {
		ou_sink_abandon(s);
		return -1;
	}
	return ou_sink_rename(s, err);
}

void
ou_sink_abandon(struct ou_sink *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	ou_atomic_file_free(s->file);
	sink_free(s);
}

void
ou_sink_cleanup(void)
{
	ou_atomic_cleanup();
}
