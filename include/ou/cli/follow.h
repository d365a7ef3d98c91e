#ifndef OU_CLI_FOLLOW_H
#define OU_CLI_FOLLOW_H

#include "ou/cli/command.h"
#include "ou/io/follow.h"

/*
 * Records of a file that grows, as they are written.
 */
struct ou_following {
	struct ou_follow *file;		/* opened in begin() */
	uint64_t seconds;		/* how long; 0: until a signal */
	/* A record of a type that the project knows, bound to its table, or
	 * of another; a seal is never handed out. */
	enum ou_answer (*process)(struct ou_run *run,
	    struct ou_record *record);
	/* All that is there now, or a good part of it, was processed: write
	 * what goes by it.  Its output is flushed then.  0 or -1 (stop). */
	int (*rest)(struct ou_run *run);
};

/**
 * ou_run_follow(run, following):
 * Until the time is over, or SIGINT or SIGTERM asks to end, which is a good
 * end.  run->now follows the clock unless --now was given.  With -v the time
 * from the writing of the last record to the end of what went out for it is
 * said each time, and of all in the end.  0, or -1 with run->err.
 */
int ou_run_follow(struct ou_run *run, const struct ou_following *following);

#endif
