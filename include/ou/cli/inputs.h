#ifndef OU_CLI_INPUTS_H
#define OU_CLI_INPUTS_H

#include "ou/cli/command.h"

/*
 * Operands that are named: NAME[@PLACE]=FILE, or a file by its own name up to
 * its first point, and +FILE, a journal of what has happened to the one
 * before it.  A file that is there under the whole text is that file.
 */
struct ou_input {
	struct ou_str name, place;
	const char *path;
	int source;			/* number of the name, from 0 */
	bool journal;
};

#define OU_INPUTS_MAX 256

struct ou_inputs {
	struct ou_input all[OU_INPUTS_MAX];
	int n, current;			/* current: -1 before the first */
	struct ou_str names[OU_INPUTS_MAX];	/* of the sources */
	int sources;
};

#define OU_INPUTS_INIT { .current = -1 }

/* For a command's operand(): the path, or NULL with run->err. */
const char *ou_inputs_operand(struct ou_inputs *in, struct ou_run *run,
    const char *text);

/* In begin(): standard input where there is no operand, and names that are
 * all different (stock, stock-2).  ${first}: a source of that name comes
 * before all others and has no input; NULL: none.  0, or -1 with run->err for
 * more than ${max} sources, or a journal of nothing. */
int ou_inputs_begin(struct ou_inputs *in, struct ou_run *run,
    const char *first, int max);

/* In input(): which one it is. */
const struct ou_input *ou_inputs_next(struct ou_inputs *in,
    struct ou_source *source);

#endif
