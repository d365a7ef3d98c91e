#ifndef OU_BASE_DIGEST_H
#define OU_BASE_DIGEST_H

#include "ou/base/str.h"

/*
 * SHA-256 (FIPS 180-4), through libmd: of contents, for idempotency keys, and
 * of the chain that makes the journal tamper-evident.
 */
#define OU_DIGEST_SIZE 32

struct ou_digest {
	unsigned char b[OU_DIGEST_SIZE];
};

/* The digest of ${n} texts, one behind the other. */
void ou_digest_of(struct ou_digest *d, const struct ou_str *parts, size_t n);

/* 64 lower-case hexadecimal digits in the arena. */
struct ou_str ou_digest_text(struct ou_arena *a, const struct ou_digest *d);

#endif
