#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ou/base/utf8.h"
#include "source_raw.h"

/*
 * One buffer holds the window [start, end) and padding behind it.  More input
 * goes behind the window while there is room for a whole read, and only then
 * the window is moved to the front: once in WINDOW bytes, not once a line.
 *
 * Raw bytes come from a descriptor or from memory; when they begin as gzip
 * they pass through zlib's inflate, member by member.  The first failure is
 * kept and told when the good bytes in front of it have been taken.
 */
#define WINDOW (2 * SOURCE_CHUNK)
#define RATIO_FREE ((uint64_t)1 << 20)
#define RATIO_DEFAULT 200

/* The name goes into records, which are UTF-8; a path need not be. */
static char *
name_of(const char *path)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s = ou_str_c(path);
	char *name;

	if (ou_utf8_valid(s.p, s.n) == s.n)
		return strdup(path);
	ou_err_escape(&b, s);
	name = strndup(b.p, b.n);
	ou_buf_release(&b);
	return name;
}

static struct ou_source *
source_new(const char *name, const struct ou_source_limits *limits)
{
	struct ou_source *s;

	if ((s = calloc(1, sizeof(*s))) == NULL ||
	    (s->name = name_of(name)) == NULL ||
	    (s->buf = malloc(WINDOW + OU_SOURCE_PADDING)) == NULL)
		ou_out_of_memory();
	s->cap = WINDOW;
	s->fd = s->copy = -1;
	memset(s->buf, 0, OU_SOURCE_PADDING);
	if (limits != NULL)
		s->limits = *limits;
	if (s->limits.ratio == 0)
		s->limits.ratio = RATIO_DEFAULT;
	return s;
}

/* A descriptor above the standard three, whatever was closed before. */
static int
open_high(const char *path)
{
	int fd, high, saved;

	do {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	saved = errno;
	close(fd);
	errno = saved;
	return high;
}

static int
cannot_open(const char *path, struct ou_err *err)
{
	ou_err_errno(err, OU_ERR_USAGE, OU_DIAG_OPEN, "cannot be opened");
	return ou_err_at(err, path, 0, 0);
}

struct ou_source *
ou_source_open(const char *path, const struct ou_source_limits *limits,
    struct ou_err *err)
{
	struct ou_source *s;
	struct stat st;
	bool standard = strcmp(path, "-") == 0;
	int fd;

	fd = standard ? STDIN_FILENO : open_high(path);
	if (fd < 0 || fstat(fd, &st) != 0) {
		cannot_open(standard ? "standard input" : path, err);
		if (fd >= 0 && !standard)
			close(fd);
		return NULL;
	}
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		cannot_open(standard ? "standard input" : path, err);
		if (!standard)
			close(fd);
		return NULL;
	}
	s = source_new(path, limits);
	s->fd = fd;
	s->close_fd = !standard;
	s->may_wait = !S_ISREG(st.st_mode);
	if (S_ISREG(st.st_mode) && st.st_size > 0)
		s->size = (uint64_t)st.st_size;
	/* standard input may have been read by others before */
	if (!s->may_wait && (s->first = lseek(fd, 0, SEEK_CUR)) < 0)
		s->may_wait = true;
	return s;
}

struct ou_source *
ou_source_memory(const char *name, struct ou_str bytes)
{
	struct ou_source *s = source_new(name, NULL);

	s->all = s->memory = bytes;
	s->size = bytes.n;
	s->limits.workbooks = true;
	return s;
}

struct ou_source *
ou_source_table(const char *name, struct ou_buf *bytes)
{
	struct ou_source *s = ou_source_memory(name, ou_buf_str(bytes));

	s->own = bytes->p;
	s->table = true;
	*bytes = (struct ou_buf)OU_BUF_INIT;
	return s;
}

bool
ou_source_is_table(const struct ou_source *s)
{
	return s->table;
}

void
ou_source_close(struct ou_source *s)
{
	if (s == NULL)
		return;
	if (s->z_ready)
		inflateEnd(&s->z);
	if (s->close_fd)
		close(s->fd);
	if (s->copy >= 0)
		close(s->copy);
	free(s->own);
	free(s->raw);
	free(s->buf);
	free(s->name);
	free(s);
}

void
ou_source_spoil(struct ou_source *s, const struct ou_err *err)
{
	s->failure = *err;
	s->start = s->end;
	s->stage = STAGE_FAILED;
}

const char *
ou_source_name(const struct ou_source *s)
{
	return s->name;
}

uint64_t
ou_source_offset(const struct ou_source *s)
{
	return s->base + s->start;
}

uint64_t
ou_source_size(const struct ou_source *s)
{
	return s->size;
}

uint64_t
ou_source_consumed(const struct ou_source *s)
{
	return s->consumed;
}

bool
ou_source_failed(const struct ou_source *s)
{
	return s->stage == STAGE_FAILED && s->copy_at == s->copied;
}

struct ou_str
ou_source_window(const struct ou_source *s)
{
	return ou_str_make(s->buf + s->start, s->end - s->start);
}

/* What begins like this is no text that any partner sends. */
static const struct magic {
	const char *bytes;
	size_t n;
	const char *text;
} archives[] = {
	{ "PK\003\004", 4, "a zip archive or spreadsheet; unpack or export it "
	    "first" },
	{ "\037\235", 2, "compressed by compress(1); unpack it first" },
	{ "BZh", 3, "compressed by bzip2; unpack it first" },
	{ "\3757zXZ", 5, "compressed by xz; unpack it first" },
	{ "\050\265\057\375", 4, "compressed by zstd; unpack it first" },
	{ "%PDF-", 5, "a PDF; what Order-X is of is an XML file within it: "
	    "take it out first, with pdfdetach -saveall" },
	{ "\037", 1, "damaged or cut off gzip data" },
	{ "\320\317\021\340\241\261", 6, "a workbook of before 2007 (.xls), "
	    "or one with a password; save it as .xlsx without one, or as CSV" },
};

/* Too few bytes to tell. */
static bool
may_be_archive(struct ou_str s)
{
	size_t i, n;

	for (i = 0; i < sizeof(archives) / sizeof(archives[0]); i++) {
		n = s.n < archives[i].n ? s.n : archives[i].n;
		if (memcmp(s.p, archives[i].bytes, n) == 0)
			return true;
	}
	return false;
}

static bool
is_archive(struct ou_source *s, struct ou_str head)
{
	size_t i;

	for (i = 0; i < sizeof(archives) / sizeof(archives[0]); i++) {
		if (head.n < archives[i].n ||
		    memcmp(head.p, archives[i].bytes, archives[i].n) != 0)
			continue;
		/* "BZh" could be somebody's item number; the block's magic
		 * behind it could not. */
		if (head.p[0] == 'B' && (head.n < 10 ||
		    memcmp(head.p + 4, "1AY&SY", 6) != 0))
			continue;
		if (i == 0 && s->limits.workbooks)
			return false;
		s->end = s->start;
		ou_raw_fail(s, archives[i].bytes[0] == '\037' ? OU_DIAG_GZIP :
		    OU_DIAG_FORMAT, archives[i].text);
		return true;
	}
	return false;
}

/* The first read: at least as many bytes as tell what it is. */
static void
begin(struct ou_source *s)
{
	struct ou_str head;
	ssize_t got;

	do {
		got = ou_raw_read(s, s->buf + s->end, SOURCE_CHUNK - s->end);
		if (got < 0)
			return;
		s->end += (size_t)got;
		head = ou_str_make(s->buf, s->end);
	} while (got != 0 && s->end < 10 && may_be_archive(head));
	if (head.n >= 2 && memcmp(head.p, "\037\213", 2) == 0) {
		ou_raw_begin_inflate(s);
		return;
	}
	if (is_archive(s, head))
		return;
	s->stage = got == 0 ? STAGE_END : STAGE_PLAIN;
}

static bool
too_much(struct ou_source *s)
{
	if (s->z_ready && s->z_out > RATIO_FREE &&
	    s->z_out / s->limits.ratio > s->z_in) {
		ou_raw_fail(s, OU_DIAG_LIMIT, "gzip data unpacks to more "
		    "than the ratio limit allows");
		return true;
	}
	if (s->limits.bytes != 0 && s->base + s->end > s->limits.bytes) {
		s->end = (size_t)(s->limits.bytes - s->base);
		ou_raw_fail(s, OU_DIAG_LIMIT, "longer than the limit allows");
		return true;
	}
	return false;
}

/* Room for a read behind the window, which may move it. */
static void
make_room(struct ou_source *s, size_t want)
{
	size_t n = s->end - s->start, cap;
	char *p;

	if (n == 0 || s->cap - s->end < SOURCE_CHUNK ||
	    s->cap - s->start < want) {
		if (n != 0 && s->start != 0)
			memmove(s->buf, s->buf + s->start, n);
		s->base += s->start;
		s->start = 0;
		s->end = n;
	}
	/* By what there is, not by what is wanted: lengths can lie. */
	if (s->cap - n >= SOURCE_CHUNK)
		return;
	for (cap = s->cap * 2; cap - n < SOURCE_CHUNK; cap *= 2) {
		if (cap > SIZE_MAX / 4)
			ou_out_of_memory();
	}
	if ((p = realloc(s->buf, cap + OU_SOURCE_PADDING)) == NULL)
		ou_out_of_memory();
	s->buf = p;
	s->cap = cap;
}

static void
read_some(struct ou_source *s)
{
	size_t room = s->cap - s->end;
	ssize_t got;

	if (s->copy_at < s->copied) {
		ou_raw_from_copy(s, room > SOURCE_CHUNK ? SOURCE_CHUNK :
		    room);
		return;
	}
	switch (s->stage) {
	case STAGE_START:
		begin(s);
		break;
	case STAGE_PLAIN:
		got = ou_raw_read(s, s->buf + s->end,
		    room > SOURCE_CHUNK ? SOURCE_CHUNK : room);
		if (got > 0)
			s->end += (size_t)got;
		else if (got == 0)
			s->stage = STAGE_END;
		break;
	case STAGE_INFLATE:
		ou_raw_inflate(s, room > SOURCE_CHUNK ? SOURCE_CHUNK :
		    room);
		break;
	case STAGE_BETWEEN:
	case STAGE_PADDING:
		ou_raw_next_member(s);
		break;
	case STAGE_END:
	case STAGE_FAILED:
		break;
	}
}

struct ou_str
ou_source_fill(struct ou_source *s, size_t want, struct ou_err *err)
{
	bool again;
	size_t end;

	if (s->end - s->start >= want)
		return ou_source_window(s);
	while (s->end - s->start < want && (s->stage < STAGE_END ||
	    s->copy_at < s->copied)) {
		make_room(s, want);
		end = s->end;
		again = s->copy_at < s->copied;
		read_some(s);
		if (s->stage != STAGE_FAILED && !again)
			(void)too_much(s);
		if (s->copy >= 0 && !again)
			(void)ou_raw_keep(s, end);
		memset(s->buf + s->end, 0, OU_SOURCE_PADDING);
	}
	if (s->stage == STAGE_FAILED && s->end == s->start) {
		if (err != NULL)
			*err = s->failure;
		if (err != NULL)
			err->byte = ou_source_offset(s);
		ou_err_at(err, s->name, 0, 0);
		return OU_STR_NONE;
	}
	return ou_source_window(s);
}

void
ou_source_skip(struct ou_source *s, size_t n)
{
	if (n > s->end - s->start)
		n = s->end - s->start;
	s->start += n;
}

bool
ou_source_would_block(struct ou_source *s)
{
	struct pollfd now = { s->fd, POLLIN, 0 };

	if (!s->may_wait || s->stage >= STAGE_END || s->z.avail_in != 0 ||
	    s->copy_at < s->copied)
		return false;
	return poll(&now, 1, 0) == 0;
}

int
ou_source_all(struct ou_source *s, struct ou_arena *a, size_t max,
    struct ou_str *out, struct ou_err *err)
{
	size_t n = 0, room = 0, first = SOURCE_CHUNK;
	struct ou_str w;
	char *p = NULL;

	/* A plain file's size is a good guess, and no more than that. */
	if (s->size > s->consumed && s->size < max && s->size < (16 << 20))
		first = (size_t)s->size;
	for (;;) {
		w = ou_source_fill(s, 1, err);
		if (w.p == NULL)
			return -1;
		if (w.n == 0)
			break;
		if (w.n > max - n) {
			ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
			    "longer than %zu bytes", max);
			return ou_err_at(err, s->name, 0, 0);
		}
		if (w.n > room - n || p == NULL) {
			size_t grown = room * 2 > n + w.n ? room * 2 :
			    n + w.n > first ? n + w.n : first;

			p = ou_arena_extend(a, p, n, grown + OU_SOURCE_PADDING);
			room = grown;
		}
		memcpy(p + n, w.p, w.n);
		n += w.n;
		ou_source_skip(s, w.n);
	}
	if (p == NULL)
		p = ou_arena_alloc(a, OU_SOURCE_PADDING);
	memset(p + n, 0, OU_SOURCE_PADDING);
	*out = ou_str_make(p, n);
	return 0;
}

struct ou_str
ou_source_copy(struct ou_arena *a, struct ou_str line)
{
	char *p = ou_arena_alloc(a, line.n + 1 + OU_SOURCE_PADDING);

	memcpy(p, line.p, line.n);
	p[line.n] = '\n';
	memset(p + line.n + 1, 0, OU_SOURCE_PADDING);
	return ou_str_make(p, line.n);
}
