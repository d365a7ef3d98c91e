#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source_raw.h"

/*
 * Raw bytes, from a descriptor or from memory, and zlib's inflate behind
 * them, member by member.
 */

void
ou_raw_fail(struct ou_source *s, enum ou_diag code, const char *text)
{
	ou_err_set(&s->failure, OU_ERR_DAMAGED, code, "%s", text);
	s->stage = STAGE_FAILED;
}

ssize_t
ou_raw_read(struct ou_source *s, void *to, size_t n)
{
	struct pollfd wait = { s->fd, POLLIN, 0 };
	ssize_t got;

	if (s->fd < 0) {
		if (n > s->memory.n)
			n = s->memory.n;
		if (n == 0)
			return 0;
		memcpy(to, s->memory.p, n);
		s->memory.p += n;
		s->memory.n -= n;
		s->consumed += n;
		return (ssize_t)n;
	}
	if (s->most != 0 && n > s->most - s->consumed)
		n = (size_t)(s->most - s->consumed);
	if (n == 0)
		return 0;
	for (;;) {
		got = read(s->fd, to, n);
		if (got == 0 && s->consumed < s->most) {
			ou_raw_fail(s, OU_DIAG_READ, "has become shorter "
			    "since it was read first");
			return -1;
		}
		if (got >= 0) {
			s->consumed += (uint64_t)got;
			return got;
		}
		if (errno == EAGAIN || errno == EWOULDBLOCK)
			(void)poll(&wait, 1, -1);
		else if (errno != EINTR)
			break;
	}
	ou_err_errno(&s->failure, OU_ERR_DAMAGED, OU_DIAG_READ,
	    "cannot be read");
	s->stage = STAGE_FAILED;
	return -1;
}

void
ou_raw_begin_inflate(struct ou_source *s)
{
	size_t n = s->end;

	if ((s->raw = malloc(SOURCE_CHUNK)) == NULL)
		ou_out_of_memory();
	memcpy(s->raw, s->buf, n);
	s->end = 0;
	s->z.next_in = s->raw;
	s->z.avail_in = (uInt)n;
	/* 15 bits of window, gzip and nothing else. */
	if (inflateInit2(&s->z, 15 + 16) != Z_OK)
		ou_out_of_memory();
	s->z_ready = true;
	s->stage = STAGE_INFLATE;
}

/* Raw bytes for inflate; false when there are none any more. */
static bool
more_raw(struct ou_source *s)
{
	ssize_t got;

	if (s->z.avail_in != 0)
		return true;
	if (s->raw_end || (got = ou_raw_read(s, s->raw, SOURCE_CHUNK)) < 0)
		return false;
	s->z.next_in = s->raw;
	s->z.avail_in = (uInt)got;
	s->raw_end = got == 0;
	return got > 0;
}

void
ou_raw_inflate(struct ou_source *s, size_t room)
{
	uInt in;
	int r;

	if (!more_raw(s)) {
		if (s->stage != STAGE_FAILED)
			ou_raw_fail(s, OU_DIAG_GZIP, "gzip data is cut off");
		return;
	}
	in = s->z.avail_in;
	s->z.next_out = (unsigned char *)s->buf + s->end;
	s->z.avail_out = (uInt)room;
	r = inflate(&s->z, Z_NO_FLUSH);
	s->z_in += in - s->z.avail_in;
	s->z_out += room - s->z.avail_out;
	s->end += room - s->z.avail_out;
	if (r == Z_MEM_ERROR)
		ou_out_of_memory();
	if (r == Z_STREAM_END)
		s->stage = STAGE_BETWEEN;
	else if (r != Z_OK && r != Z_BUF_ERROR) {
		ou_err_set(&s->failure, OU_ERR_DAMAGED, OU_DIAG_GZIP,
		    "gzip data is damaged: %s",
		    s->z.msg != NULL ? s->z.msg : "unknown fault");
		s->stage = STAGE_FAILED;
	}
}

void
ou_raw_next_member(struct ou_source *s)
{
	if (!more_raw(s)) {
		if (s->stage != STAGE_FAILED)
			s->stage = STAGE_END;
		return;
	}
	if (*s->z.next_in == 0)
		s->stage = STAGE_PADDING;
	if (s->stage == STAGE_PADDING) {
		while (s->z.avail_in != 0 && *s->z.next_in == 0) {
			s->z.next_in++;
			s->z.avail_in--;
		}
		if (s->z.avail_in != 0)
			ou_raw_fail(s, OU_DIAG_GZIP, "something else follows "
			    "the gzip data");
		return;
	}
	if (*s->z.next_in != 0x1f) {
		ou_raw_fail(s, OU_DIAG_GZIP, "something else follows the "
		    "gzip data");
		return;
	}
	if (inflateReset(&s->z) != Z_OK)
		ou_out_of_memory();
	s->stage = STAGE_INFLATE;
}
