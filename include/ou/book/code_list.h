#ifndef OU_BOOK_CODE_LIST_H
#define OU_BOOK_CODE_LIST_H

#include "ou/book/book.h"
#include "ou/model/price.h"

/*
 * The book's item-codes, with what a new list says that items are called.  A
 * code that is there stays; its unit becomes what the list says, where that
 * says one.  No code is ever given to another item: who says so is told.
 */
struct ou_code_list;

/* ${rows}: of item-codes, borrowed.  All lives in the arena. */
struct ou_code_list *ou_code_list_new(struct ou_arena *a,
    const struct ou_rows *rows);

/* Whose code it is in the book, or was said to be; absent: nobody's yet. */
struct ou_str ou_code_list_find(const struct ou_code_list *l,
    struct ou_str party, struct ou_str code);

/* ${row} is so; its texts are copied.  Its code is nobody's, or its item's. */
void ou_code_list_state(struct ou_code_list *l,
    const struct ou_item_code *row);

/* The changes, ${n} of them, in the order of the file and then as stated. */
const struct ou_item_code_change *ou_code_list_end(struct ou_code_list *l,
    uint32_t *n);

/* Append the file at ${path} (NULL: none yet) as it is to be.  0, or -1 with
 * ${err}. */
int ou_code_list_write(const struct ou_code_list *l, const char *path,
    struct ou_buf *out, struct ou_err *err);

#endif
