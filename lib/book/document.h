#ifndef OU_LIB_BOOK_DOCUMENT_H
#define OU_LIB_BOOK_DOCUMENT_H

#include <jansson.h>

#include "ou/book/book.h"

/*
 * Documents of the book: JSON files that are one object, described by tables
 * of their members.  A member that no table has is an error, and so is one of
 * another kind: it would be silently left out otherwise.
 */
enum ou_document_kind {
	OU_DOCUMENT_TEXT,		/* struct ou_str, not empty */
	OU_DOCUMENT_FLAG,		/* bool */
	OU_DOCUMENT_NUMBER,		/* uint32_t, 1 to ${most} */
	OU_DOCUMENT_PAIRS,		/* object of texts: struct ou_pair * */
	OU_DOCUMENT_OBJECT,		/* its members, in the same struct */
	OU_DOCUMENT_OWN,		/* ${read} */
};

struct ou_document {
	struct ou_arena *a;
	struct ou_err *err;
};

struct ou_document_member {
	const char *name;
	enum ou_document_kind kind;
	size_t offset;			/* in the struct */
	size_t count;			/* of a PAIRS' number of pairs */
	uint32_t most;
	const struct ou_document_member *members;	/* end with NULL */
	/* ${to}: the struct's member at offset */
	int (*read)(struct ou_document *d, void *to, const json_t *v);
};

/* Fill the error; always -1.  Whoever calls puts the member's name in front,
 * with ou_err_in. */
int ou_document_fail(struct ou_document *d, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
int ou_document_mistyped(struct ou_document *d, const json_t *v,
    const char *expected);

int ou_document_text(struct ou_document *d, struct ou_str *to,
    const json_t *v);

/* An object whose members are texts. */
int ou_document_pairs(struct ou_document *d, struct ou_pair **to, uint32_t *n,
    const json_t *v);

/* An object, by its table. */
int ou_document_object(struct ou_document *d, void *to, const json_t *v,
    const struct ou_document_member *members);

/* Read a file: one JSON object.  NULL with ${err}; to be json_decref'ed. */
json_t *ou_document_load(const char *path, struct ou_err *err);

/* The error is about that file, and about the book. */
int ou_document_wrong(const char *path, struct ou_err *err);

#endif
