#ifndef OU_BASE_BASE64_H
#define OU_BASE_BASE64_H

#include "ou/base/err.h"
#include "ou/base/str.h"

/* Base64 of RFC 4648, section 4: padded, without line ends. */

/* The text of ${s} in the arena. */
struct ou_str ou_base64_encode(struct ou_arena *a, struct ou_str s);

/**
 * ou_base64_unless_text(a, s, text, base64):
 * Bytes that can stand in a record, UTF-8 without NUL, go to ${text} as they
 * are, all others to ${base64}.  Absent ones go nowhere.
 */
void ou_base64_unless_text(struct ou_arena *a, struct ou_str s,
    struct ou_str *text, struct ou_str *base64);

/**
 * ou_base64_decode(a, out, s, err):
 * The bytes of ${s}; anything that is not the canonical text of some bytes is
 * an error (OU_ERR_RECORD, OU_DIAG_VALUE).
 */
int ou_base64_decode(struct ou_arena *a, struct ou_str *out, struct ou_str s,
    struct ou_err *err);

#endif
