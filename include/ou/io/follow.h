#ifndef OU_IO_FOLLOW_H
#define OU_IO_FOLLOW_H

#include <signal.h>

#include "ou/base/err.h"

/*
 * The lines of a file that grows, as they are written.  A line is handed out
 * once its LF is there.  When another file takes the name (rotation), the old
 * one is read to its end first; when the file becomes shorter (truncation),
 * reading begins anew.  The folder is watched through inotify where that is
 * possible, and looked at every second in any case.
 *
 * All that needs to be opened for writing or watching is opened at the
 * start, so that a confined process can follow.
 */
struct ou_follow;

/**
 * ou_follow_new(path, line_max, err):
 * Follow a plain file, from its beginning.  It must be there: a name that is
 * typed wrong would be waited for in vain.  NULL with OU_ERR_USAGE.
 */
struct ou_follow *ou_follow_new(const char *path, size_t line_max,
    struct ou_err *err);
void ou_follow_free(struct ou_follow *f);

enum ou_follow_got {
	OU_FOLLOW_FAILED = -1,		/* err: OU_ERR_RECORD the line is too
					 * long, or was never finished, and
					 * the next may be good; else DAMAGED */
	OU_FOLLOW_NOTHING,		/* no whole line there now */
	OU_FOLLOW_LINE,
	OU_FOLLOW_ANEW,			/* another file, or it was truncated:
					 * lines are counted from 1 again */
};

/* The next line without its end, valid until the next call; 64 bytes behind
 * it may be read. */
enum ou_follow_got ou_follow_line(struct ou_follow *f, struct ou_str *line,
    struct ou_err *err);

/* Number of the line handed out last. */
uint64_t ou_follow_number(const struct ou_follow *f);

/* When the file was written to, in nanoseconds since 1970, as its folder
 * said at the last read. */
int64_t ou_follow_written(const struct ou_follow *f);

/* Wait until something happens to the file, ${stop} is set by a signal, or
 * at most ${ms} (never more than a second). */
void ou_follow_wait(struct ou_follow *f, int ms,
    const volatile sig_atomic_t *stop);

#endif
