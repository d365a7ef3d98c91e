#ifndef OU_BASE_SEEN_H
#define OU_BASE_SEEN_H

#include "ou/base/str.h"

/*
 * A set of keys that were seen, with a limit: hashes of 64 bits stand for
 * the keys, so that a key takes 16 to 64 bytes however long it is.  Two keys
 * are taken for one with a probability of n^2 / 2^65: one in four billion
 * at the default of 65,536.
 */
struct ou_seen {
	uint64_t *slots;		/* open addressing, 0 is free */
	uint64_t mask;
	uint64_t n, max;
	struct ou_arena *arena;		/* it grows in there */
};

#define OU_SEEN_MAX ((uint64_t)1 << 26)

/* A set of at most ${max} keys (no more than OU_SEEN_MAX); 0 knows none. */
void ou_seen_init(struct ou_seen *s, struct ou_arena *a, uint64_t max);

/**
 * ou_seen_again(s, key):
 * True when the key was seen before; else it is from now on, unless the set
 * is full.
 */
bool ou_seen_again(struct ou_seen *s, struct ou_str key);

#endif
