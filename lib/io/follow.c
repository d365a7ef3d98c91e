#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ou/io/follow.h"
#include "ou/io/source.h"

/*
 * A buffer [start, end) of what was read and not handed out.  It is read
 * further as long as no LF stands in it, and only then the name is looked at:
 * what is in the old file comes before what is in the new one.
 */
#define CHUNK ((size_t)64 << 10)
#define WAIT_MAX 1000

struct ou_follow {
	char *path, *name;
	int fd, notify;			/* -1: none */
	dev_t dev;
	ino_t ino;
	char *buf;
	size_t cap, start, end, seen;	/* no LF in [start, start + seen) */
	size_t taken;			/* by the line handed out last */
	size_t line_max;
	uint64_t offset;		/* of buf[start] in the file */
	uint64_t number;
	int64_t written;
	bool skipping;			/* the rest of a line too long */
};

static int
failed(struct ou_follow *f, enum ou_err_kind kind, enum ou_diag code,
    const char *text, struct ou_err *err)
{
	ou_err_errno(err, kind, code, "%s", text);
	return ou_err_at(err, f->path, 0, 0);
}

static int
open_file(struct ou_follow *f, struct ou_err *err)
{
	struct stat st;
	int fd;

	do {
		fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NOCTTY |
		    O_NONBLOCK);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0 || fstat(fd, &st) != 0) {
		failed(f, OU_ERR_USAGE, OU_DIAG_OPEN, "cannot be opened", err);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		close(fd);
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_OPEN,
		    "is no plain file, so it cannot be followed");
		return ou_err_at(err, f->path, 0, 0);
	}
	f->fd = fd;
	f->dev = st.st_dev;
	f->ino = st.st_ino;
	f->offset = f->number = 0;
	f->start = f->end = f->seen = f->taken = 0;
	f->skipping = false;
	return 0;
}

/* The folder and not the file: a file that takes its place is seen too. */
static void
watch(struct ou_follow *f)
{
	const uint32_t events = IN_MODIFY | IN_CREATE | IN_MOVED_TO |
	    IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_ATTRIB;
	char *slash = strrchr(f->path, '/'), *folder;

	f->name = slash != NULL ? slash + 1 : f->path;
	folder = slash == NULL ? strdup(".") : strndup(f->path,
	    slash == f->path ? 1 : (size_t)(slash - f->path));
	if (folder == NULL)
		ou_out_of_memory();
	f->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (f->notify >= 0 &&
	    inotify_add_watch(f->notify, folder, events) < 0) {
		close(f->notify);
		f->notify = -1;
	}
	free(folder);
}

struct ou_follow *
ou_follow_new(const char *path, size_t line_max, struct ou_err *err)
{
	struct ou_follow *f = calloc(1, sizeof(*f));

	if (f == NULL || (f->path = strdup(path)) == NULL ||
	    (f->buf = malloc(2 * CHUNK + OU_SOURCE_PADDING)) == NULL)
		ou_out_of_memory();
	f->cap = 2 * CHUNK;
	f->line_max = line_max;
	f->fd = f->notify = -1;
	watch(f);
	if (open_file(f, err) == 0)
		return f;
	ou_follow_free(f);
	return NULL;
}

void
ou_follow_free(struct ou_follow *f)
{
	if (f == NULL)
		return;
	if (f->fd >= 0)
		close(f->fd);
	if (f->notify >= 0)
		close(f->notify);
	free(f->buf);
	free(f->path);
	free(f);
}

static void
make_room(struct ou_follow *f)
{
	size_t n = f->end - f->start;
	char *p;

	if (f->cap - f->end >= CHUNK)
		return;
	memmove(f->buf, f->buf + f->start, n);
	f->start = 0;
	f->end = n;
	if (f->cap - n >= CHUNK)
		return;
	if ((p = realloc(f->buf, 2 * f->cap + OU_SOURCE_PADDING)) == NULL)
		ou_out_of_memory();
	f->buf = p;
	f->cap *= 2;
}

/* More bytes: how many, 0 when there are none now. */
static ssize_t
read_more(struct ou_follow *f, struct ou_err *err)
{
	struct stat st;
	ssize_t n;

	make_room(f);
	if (fstat(f->fd, &st) == 0)
		f->written = (int64_t)st.st_mtim.tv_sec * 1000000000 +
		    st.st_mtim.tv_nsec;
	do {
		n = read(f->fd, f->buf + f->end, CHUNK);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return failed(f, OU_ERR_DAMAGED, OU_DIAG_READ,
		    "cannot be read", err);
	f->end += (size_t)n;
	memset(f->buf + f->end, 0, OU_SOURCE_PADDING);
	return n;
}

static enum ou_follow_got
too_long(struct ou_follow *f, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "a line of more than %zu bytes", f->line_max);
	ou_err_at(err, f->path, f->number, 0);
	return OU_FOLLOW_FAILED;
}

/* Take ${n} bytes and the LF behind them as the next line. */
static enum ou_follow_got
hand_out(struct ou_follow *f, size_t n, struct ou_str *line,
    struct ou_err *err)
{
	bool skipped = f->skipping;

	f->taken = n + 1;
	f->seen = 0;
	f->skipping = false;
	if (skipped)
		return OU_FOLLOW_NOTHING;
	f->number++;
	if (n != 0 && f->buf[f->start + n - 1] == '\r')
		n--;
	if (n > f->line_max)
		return too_long(f, err);
	*line = ou_str_make(f->buf + f->start, n);
	return OU_FOLLOW_LINE;
}

/* Does the name stand for another file now, or for less of this one? */
static bool
changed(struct ou_follow *f)
{
	struct stat st;

	if (fstat(f->fd, &st) == 0 && st.st_size >= 0 &&
	    (uint64_t)st.st_size < f->offset + (f->end - f->start))
		return true;
	return stat(f->path, &st) == 0 &&
	    (st.st_dev != f->dev || st.st_ino != f->ino);
}

static enum ou_follow_got
anew(struct ou_follow *f, struct ou_err *err)
{
	bool cut = f->end > f->start || f->skipping;
	uint64_t number = f->number + 1;

	close(f->fd);
	f->fd = -1;
	if (open_file(f, err) != 0) {
		/* It went away between two looks; it may come back. */
		f->dev = 0;
		f->ino = 0;
		return OU_FOLLOW_NOTHING;
	}
	if (!cut)
		return OU_FOLLOW_ANEW;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_TRUNCATED,
	    "the last line was not finished before another file began");
	ou_err_at(err, f->path, number, 0);
	return OU_FOLLOW_FAILED;
}

/* The line that stands in the buffer, if its LF does. */
static enum ou_follow_got
buffered(struct ou_follow *f, struct ou_str *line, struct ou_err *err)
{
	enum ou_follow_got got;
	const char *lf;

	for (;;) {
		f->start += f->taken;
		f->offset += f->taken;
		f->taken = 0;
		lf = memchr(f->buf + f->start + f->seen, '\n',
		    f->end - f->start - f->seen);
		if (lf == NULL)
			break;
		got = hand_out(f, (size_t)(lf - f->buf) - f->start, line, err);
		if (got != OU_FOLLOW_NOTHING)
			return got;
	}
	f->seen = f->end - f->start;
	if (f->seen <= f->line_max + 1)
		return OU_FOLLOW_NOTHING;
	f->offset += f->seen;
	f->start = f->end;
	f->seen = 0;
	if (f->skipping)
		return OU_FOLLOW_NOTHING;
	f->skipping = true;
	f->number++;
	return too_long(f, err);
}

enum ou_follow_got
ou_follow_line(struct ou_follow *f, struct ou_str *line, struct ou_err *err)
{
	enum ou_follow_got got;
	ssize_t n;

	for (;;) {
		got = buffered(f, line, err);
		if (got != OU_FOLLOW_NOTHING)
			return got;
		if (f->fd < 0)
			return anew(f, err);
		if ((n = read_more(f, err)) < 0)
			return OU_FOLLOW_FAILED;
		if (n != 0)
			continue;
		if (!changed(f))
			return OU_FOLLOW_NOTHING;
		/* What was written while we looked at the name. */
		if ((n = read_more(f, err)) < 0)
			return OU_FOLLOW_FAILED;
		if (n == 0)
			return anew(f, err);
	}
}

uint64_t
ou_follow_number(const struct ou_follow *f)
{
	return f->number;
}

int64_t
ou_follow_written(const struct ou_follow *f)
{
	return f->written;
}

void
ou_follow_wait(struct ou_follow *f, int ms, const volatile sig_atomic_t *stop)
{
	char events[4096] __attribute__((aligned(
	    __alignof__(struct inotify_event))));
	struct pollfd wait = { f->notify, POLLIN, 0 };

	if (*stop)
		return;
	ms = ms < WAIT_MAX ? ms : WAIT_MAX;
	if (f->notify < 0 && ms > 200)
		ms = 200;
	if (poll(&wait, 1, ms) > 0) {
		while (read(f->notify, events, sizeof(events)) > 0)
			continue;
	}
}
