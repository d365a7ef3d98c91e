#ifndef OU_IO_SINK_H
#define OU_IO_SINK_H

#include <stdbool.h>
#include <stdint.h>

#include "ou/base/err.h"

/*
 * The one way bytes go out, checked to the last: standard output, a file
 * written whole and then renamed, or a file that is appended to.  Writes are
 * retried when interrupted or short; the first failure is kept, all later
 * writes do nothing, and ou_sink_close tells.
 */
struct ou_sink;

/* Standard output.  Closed standard output is an error. */
struct ou_sink *ou_sink_stdout(struct ou_err *err);

/**
 * ou_sink_atomic(path, err):
 * A file that appears under its name only when closed well: written to a
 * temporary name in the same folder, flushed and fsynced, renamed, the
 * folder fsynced.  An old file keeps standing until then; its mode is kept.
 * "-" is standard output; an existing device, pipe or socket is written
 * straight.
 */
struct ou_sink *ou_sink_atomic(const char *path, struct ou_err *err);

/* Does the path name standard output? */
bool ou_sink_is_stdout(const char *path);

/* Appends, created if need be; every ou_sink_flush writes through, and the
 * close fsyncs.  "-" is refused. */
struct ou_sink *ou_sink_append(const char *path, struct ou_err *err);

/* A sink that gathers in memory (tests, and text that is needed whole). */
struct ou_sink *ou_sink_memory(struct ou_buf *to);

void ou_sink_write(struct ou_sink *s, const void *p, size_t n);

static inline void
ou_sink_puts(struct ou_sink *s, struct ou_str t)
{
	ou_sink_write(s, t.p, t.n);
}

/**
 * ou_sink_room(s, n), ou_sink_commit(s, n):
 * Room for ${n} bytes in the sink's own buffer, to be written into directly;
 * commit says how many were used.  NULL when n is above 64 KiB.
 */
char *ou_sink_room(struct ou_sink *s, size_t n);
void ou_sink_commit(struct ou_sink *s, size_t n);

/* Hand everything to the kernel now.  0, or -1 with ${err} filled. */
int ou_sink_flush(struct ou_sink *s, struct ou_err *err);

bool ou_sink_failed(const struct ou_sink *s);

/* True when the first failure was EPIPE. */
bool ou_sink_pipe_gone(const struct ou_sink *s);

/**
 * ou_sink_close(s, err):
 * Flush, close, and rename where that is due; free the sink in any case.
 * 0, or -1 with ${err} (OU_ERR_OUTPUT); then an atomic file's old content
 * stands and the temporary is gone (but when only the fsync of the folder
 * failed, which the text says, the new file is there).
 */
int ou_sink_close(struct ou_sink *s, struct ou_err *err);

/* Two-phase closing, for files that must appear together or not at all:
 * finish flushes, fsyncs and closes; then rename with commit, or take the
 * temporary away with abandon.  Both of the latter free the sink. */
int ou_sink_finish(struct ou_sink *s, struct ou_err *err);
int ou_sink_rename(struct ou_sink *s, struct ou_err *err);

/* Close without renaming: a temporary file is removed. */
void ou_sink_abandon(struct ou_sink *s);

/* Remove all temporary files of open atomic sinks; safe in a signal
 * handler. */
void ou_sink_cleanup(void);

/**
 * ou_path_safe(a, name):
 * A file name made from data: bytes outside [A-Za-z0-9._-] become %XX, a
 * leading point or hyphen too, and a name above 120 bytes is cut and given a
 * hash, so that it never leaves its folder and never looks like an option.
 * Different names stay different; an empty name becomes "%".
 */
char *ou_path_safe(struct ou_arena *a, struct ou_str name);

#endif
