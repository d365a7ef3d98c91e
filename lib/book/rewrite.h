#ifndef OU_LIB_BOOK_REWRITE_H
#define OU_LIB_BOOK_REWRITE_H

#include "ou/book/book.h"

/*
 * A file of the book as it is to be.  Rows that stay as they are keep their
 * bytes, and of a row that changes the cells that do not; columns that the
 * table does not know stay, and one that rows need now is added behind them.
 */
struct ou_rewrite {
	const void *row;		/* NULL: it goes */
	const void *was;		/* of the file; NULL: it is new */
};

/**
 * ou_book_rewrite(a, rows, header, all, n, path, out, err):
 * Append the file at ${path} (NULL: there is none yet, and it begins with
 * ${header}) to ${out}.  The first of ${all} are those of ${rows}, in their
 * order.  0, or -1 with ${err}.
 */
int ou_book_rewrite(struct ou_arena *a, const struct ou_rows *rows,
    const char *header, const struct ou_rewrite *all, uint32_t n,
    const char *path, struct ou_buf *out, struct ou_err *err);

#endif
