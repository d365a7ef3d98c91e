#ifndef OU_BASE_ERR_H
#define OU_BASE_ERR_H

#include <stdarg.h>
#include <stdint.h>

#include "ou/base/diag.h"
#include "ou/base/str.h"

/*
 * Errors.  The library answers 0 or -1 (or NULL) and fills the caller's
 * struct; it prints nothing and never exits.  All went well: err is left
 * alone.  The text is lower case, without a full stop, with the offending
 * text in single quotes and what was expected if that helps; it does not
 * repeat the place.  Control characters are escaped by whoever prints it.
 */
enum ou_err_kind {
	OU_ERR_NONE,
	OU_ERR_RECORD,		/* this record is bad, the next may be good */
	OU_ERR_DAMAGED,		/* the input cannot be trusted further: 3 */
	OU_ERR_USAGE,		/* wrong option or configuration: 2 */
	OU_ERR_OUTPUT,		/* output or store failed: 4 */
	OU_ERR_BUSY,		/* not now, try again: 75 */
};

struct ou_err {
	enum ou_err_kind kind;
	enum ou_diag code;
	char source[256];	/* file as the user named it; "" = none */
	uint64_t line;		/* line or segment, from 1; 0 = none */
	uint64_t column;	/* byte column or element, from 1; 0 = none */
	uint64_t byte;		/* offset from the start of the input */
	char field[160];	/* "orderedItem.2.unitPrice", "PO1 02", "" */
	char text[400];
};

/**
 * ou_err_set(err, kind, code, fmt, ...):
 * Fill ${err} with a text and no place.  Always return -1, so that a caller
 * can write: return ou_err_set(...).  ${err} NULL is allowed.
 */
int ou_err_set(struct ou_err *err, enum ou_err_kind kind, enum ou_diag code,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* As ou_err_set with the message's errno text behind ": ". */
int ou_err_errno(struct ou_err *err, enum ou_err_kind kind, enum ou_diag code,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/**
 * ou_err_at(err, source, line, column):
 * Say where, where the error does not know yet: what is already filled in
 * stays.  ${source} NULL, line or column 0: not said.  Always return -1.
 */
int ou_err_at(struct ou_err *err, const char *source, uint64_t line,
    uint64_t column);

/**
 * ou_err_in(err, fmt, ...):
 * Put a field path in front of the one that is there ("orderedItem.2" +
 * "unitPrice").  Always return -1.
 */
int ou_err_in(struct ou_err *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * ou_err_text(err, out):
 * Append "source:line:column: field: text" as far as each is known, control
 * characters and invalid UTF-8 escaped as \xNN.
 */
void ou_err_text(const struct ou_err *err, struct ou_buf *out);

/* Append ${s} so that a terminal cannot be fooled: C0, C1, bidi controls and
 * bytes that are no UTF-8 become \xNN. */
void ou_err_escape(struct ou_buf *out, struct ou_str s);

/* The same as a text of the arena, which a record can hold: texts of errors
 * quote foreign bytes, and may be cut within a character. */
struct ou_str ou_err_readable(struct ou_arena *a, const char *text);

#endif
