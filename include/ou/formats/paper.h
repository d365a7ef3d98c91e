#ifndef OU_FORMATS_PAPER_H
#define OU_FORMATS_PAPER_H

#include "ou/formats/import.h"

/*
 * XML documents of the trade as records of the stream, and back: UBL's
 * OrderResponse, DespatchAdvice, Catalogue ..., and those of Order-X.  Orders
 * are read by order-import, which holds what must be looked at; here they are
 * written.
 */

enum ou_paper_answer {
	OU_PAPER_READ,			/* there is a record */
	OU_PAPER_PASSED,		/* none that was asked for */
	OU_PAPER_REFUSED,		/* with an err: none that is read here,
					 * or something in it cannot be read */
	OU_PAPER_DAMAGED,		/* no XML, or the source failed */
};

/**
 * ou_paper_read(im, src, types, bytes, raw, type, record, err):
 * The document that a source is, in im->arena; only if its root is one of
 * ${types} ("OrderResponse,Invoice", NULL: all).  ${raw} gets its bytes, in
 * ${bytes}; absent when there are too many.
 */
enum ou_paper_answer ou_paper_read(struct ou_import *im,
    struct ou_source *src, const char *types, struct ou_buf *bytes,
    struct ou_str *raw, const struct ou_record_type **type, void **record,
    struct ou_err *err);

/* Is there a document ${as}, "ubl" or "orderx", for records of the type?  NULL:
 * of any. */
bool ou_paper_writes(const char *as, const struct ou_record_type *type);

/**
 * ou_paper_write(a, as, type, record, left, arg, out, err):
 * Append the document ${as} of a record.  ${left}, which may be NULL, hears
 * what it has no place for.  0, or -1 with ${err} (OU_ERR_RECORD) when there
 * is no such document, or the record has not what it must have: ${out} is as
 * it was.
 */
int ou_paper_write(struct ou_arena *a, const char *as,
    const struct ou_record_type *type, const void *record,
    void (*left)(void *arg, const char *path), void *arg,
    struct ou_buf *out, struct ou_err *err);

#endif
