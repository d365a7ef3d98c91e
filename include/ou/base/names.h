#ifndef OU_BASE_NAMES_H
#define OU_BASE_NAMES_H

#include "ou/base/arena.h"
#include "ou/base/str.h"

/*
 * Names to pointers: an open addressing table in an arena, for items, bins
 * and customers that are met again and again.  All zeros is empty.
 *
 * Such tables are larger than what is near the processor, and each look-up
 * is of another name.  So a name of up to sixteen bytes stands in its place,
 * and finding it is one access to memory; a longer one is borrowed.
 */
#define OU_NAME_COPIED 16

struct ou_name {
	union {
		uint64_t words[OU_NAME_COPIED / 8];
		const char *p;
	} key;
	uint32_t n;			/* bytes of the name */
	uint32_t hash;
	void *value;			/* NULL: a free place */
} __attribute__((aligned(32)));

struct ou_names {
	struct ou_name *places;
	uint32_t n, cap;
};

/* The value of that name, or NULL. */
void *ou_names_find(const struct ou_names *t, struct ou_str key);

/* Have the memory fetched that finding the name will look at: for a run of
 * look-ups, so that they wait for memory all at the same time. */
void ou_names_fetch(const struct ou_names *t, struct ou_str key);

/* Where the value of that name stands; NULL in it when the name is new, and
 * the caller then stores a value at once. */
void **ou_names_at(struct ou_names *t, struct ou_arena *a, struct ou_str key);

#endif
