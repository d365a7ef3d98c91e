#ifndef OU_IO_SOURCE_RAW_H
#define OU_IO_SOURCE_RAW_H

#include <sys/types.h>
#include <zlib.h>

#include "ou/io/source.h"

/* A source, as source.c keeps its window and source_raw.c fills it. */
#define SOURCE_CHUNK ((size_t)64 << 10)

enum stage {
	STAGE_START,			/* nothing was read yet */
	STAGE_PLAIN,
	STAGE_INFLATE,			/* inside a gzip member */
	STAGE_BETWEEN,			/* behind one */
	STAGE_PADDING,			/* in the zeros behind the last one */
	STAGE_END,
	STAGE_FAILED,
};

struct ou_source {
	char *name;
	int fd;				/* -1: memory */
	bool close_fd;
	bool may_wait;			/* pipe, terminal, socket */
	struct ou_str all, memory;	/* and what is left of it */
	char *own;			/* all of it, if it is ours */
	bool table;			/* CSV of a workbook */
	enum stage stage;
	char *buf;			/* cap + padding */
	size_t cap, start, end;
	uint64_t base;			/* offset of buf[0] in the output */
	uint64_t consumed;
	uint64_t size;
	struct ou_source_limits limits;
	unsigned char *raw;		/* gzip only */
	z_stream z;
	bool z_ready;
	bool raw_end;
	uint64_t z_in, z_out;
	struct ou_err failure;
	/* read twice */
	off_t first;			/* where a file began */
	uint64_t most;			/* its raw bytes; 0: as they come */
	int copy;			/* descriptor, or -1 */
	uint64_t copied, copy_at;	/* all of it was read: the same */
};

/* Copy what stands in the window from ${from} on.  -1: the source has
 * failed. */
int ou_raw_keep(struct ou_source *s, size_t from);

/* Up to ${room} bytes of the copy behind the window. */
void ou_raw_from_copy(struct ou_source *s, size_t room);

/* The source has failed: what is told when its good bytes are taken. */
void ou_raw_fail(struct ou_source *s, enum ou_diag code, const char *text);

/* Bytes as they are in the file: their number, 0 at the end, -1 failed. */
ssize_t ou_raw_read(struct ou_source *s, void *to, size_t n);

/* The bytes read so far were the first of a gzip member. */
void ou_raw_begin_inflate(struct ou_source *s);

/* Inflate up to ${room} bytes behind the window. */
void ou_raw_inflate(struct ou_source *s, size_t room);

/* Behind a member: another one, or zeros to the end (tapes), or the end. */
void ou_raw_next_member(struct ou_source *s);

#endif
