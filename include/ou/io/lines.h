#ifndef OU_IO_LINES_H
#define OU_IO_LINES_H

#include "ou/io/source.h"

/*
 * Lines with numbers and a limit, over a source.  LF ends a line; one CR in
 * front of it is not part of the line.  A UTF-8 byte order mark at the very
 * start is skipped.
 */
struct ou_lines {
	struct ou_source *src;
	size_t max;			/* bytes a line may have; 0: any */
	uint64_t number;		/* of the line handed out last */
	uint64_t byte;			/* where that line starts */
	bool complete;			/* it ended with LF */
	size_t taken;			/* to be skipped before the next */
};

void ou_lines_init(struct ou_lines *l, struct ou_source *src, size_t max);

/**
 * ou_lines_next(l, line, err):
 * Return 1 and the next line without its end (valid until the next call,
 * OU_SOURCE_PADDING readable bytes behind it), 0 at a clean end, -1 with
 * ${err} filled: a failed read (OU_ERR_DAMAGED), or a line above the limit
 * (OU_ERR_RECORD, OU_DIAG_LIMIT), which is skipped whole so that the next
 * call goes on behind it.  A line that a failed read cuts off is not handed
 * out.
 */
int ou_lines_next(struct ou_lines *l, struct ou_str *line, struct ou_err *err);

/* True when the next line is not there yet and would have to be waited for:
 * flush what was written. */
bool ou_lines_would_block(const struct ou_lines *l);

#endif
