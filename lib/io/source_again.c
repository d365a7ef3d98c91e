#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source_raw.h"

/*
 * Sources that are read twice: a file from its beginning, up to where its end
 * was the first time; of what cannot be read again a copy, unpacked, and then
 * what had not been read of it.
 */

static int
failed(struct ou_err *err, const char *what)
{
	ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_WRITE, "%s", what);
	return -1;
}

int
ou_raw_keep(struct ou_source *s, size_t from)
{
	ssize_t put;

	while (from < s->end) {
		put = pwrite(s->copy, s->buf + from, s->end - from,
		    (off_t)s->copied);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			s->end = from;
			(void)failed(&s->failure, "a copy of the input cannot "
			    "be kept");
			s->stage = STAGE_FAILED;
			return -1;
		}
		from += (size_t)put;
		s->copied += (uint64_t)put;
		s->copy_at = s->copied;
	}
	return 0;
}

void
ou_raw_from_copy(struct ou_source *s, size_t room)
{
	ssize_t got;

	if (room > s->copied - s->copy_at)
		room = (size_t)(s->copied - s->copy_at);
	do {
		got = pread(s->copy, s->buf + s->end, room,
		    (off_t)s->copy_at);
	} while (got < 0 && errno == EINTR);
	if (got > 0) {
		s->copy_at += (uint64_t)got;
		s->end += (size_t)got;
		return;
	}
	(void)failed(&s->failure, "the copy of the input cannot be read");
	s->copy_at = s->copied;
	s->stage = STAGE_FAILED;
}

int
ou_source_keep(struct ou_source *s, struct ou_err *err)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];

	if (s->fd < 0 || !s->may_wait || s->copy >= 0)
		return 0;
	if (folder == NULL || *folder == '\0')
		folder = "/tmp";
	if (snprintf(path, sizeof(path), "%s/orderutils-XXXXXX", folder) >=
	    (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return failed(err, "TMPDIR");
	}
	if ((s->copy = mkostemp(path, O_CLOEXEC)) < 0)
		return failed(err, "a copy of the input cannot be kept");
	(void)unlink(path);
	if (ou_raw_keep(s, s->start) == 0)
		return 0;
	*err = s->failure;
	return -1;
}

bool
ou_source_rereads(const struct ou_source *s)
{
	return s->fd < 0 || !s->may_wait || s->copy >= 0;
}

/* As it was before anything was read. */
static void
begin_again(struct ou_source *s)
{
	if (s->stage == STAGE_END && s->consumed != 0)
		s->most = s->consumed;
	if (s->z_ready)
		inflateEnd(&s->z);
	free(s->raw);
	s->raw = NULL;
	memset(&s->z, 0, sizeof(s->z));
	s->z_ready = s->raw_end = false;
	s->z_in = s->z_out = s->consumed = 0;
	s->failure = (struct ou_err){ 0 };
	s->stage = STAGE_START;
}

int
ou_source_again(struct ou_source *s, struct ou_err *err)
{
	if (s->copy >= 0)
		s->copy_at = 0;
	else if (s->fd < 0) {
		s->memory = s->all;
		begin_again(s);
	} else {
		if (lseek(s->fd, s->first, SEEK_SET) < 0) {
			ou_err_errno(err, OU_ERR_DAMAGED, OU_DIAG_READ,
			    "cannot be read again");
			return ou_err_at(err, s->name, 0, 0);
		}
		begin_again(s);
	}
	s->base = 0;
	s->start = s->end = 0;
	memset(s->buf, 0, OU_SOURCE_PADDING);
	return 0;
}
