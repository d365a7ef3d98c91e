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

/* The same of texts that come one after the other.  What was added so far can
 * be asked for in between. */
struct ou_digesting {
	uint64_t state[32];
};
void ou_digest_begin(struct ou_digesting *x);
void ou_digest_add(struct ou_digesting *x, struct ou_str part);
void ou_digest_so_far(const struct ou_digesting *x, struct ou_digest *d);

/* 64 lower-case hexadecimal digits in the arena. */
struct ou_str ou_digest_text(struct ou_arena *a, const struct ou_digest *d);

#endif
