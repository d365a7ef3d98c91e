#ifndef OU_LIB_RULES_NAMES_H
#define OU_LIB_RULES_NAMES_H

#include "ou/base/str.h"

/*
 * Names to pointers: an open addressing table in an arena, for rules that
 * meet the same items and bins again and again.  All zeros is empty; keys are
 * borrowed.
 */
struct ou_name {
	struct ou_str key;
	uint64_t hash;
	void *value;			/* NULL: a free place */
};

struct ou_names {
	struct ou_name *places;
	uint32_t n, cap;
};

/* The value of that name, or NULL. */
void *ou_names_find(const struct ou_names *t, struct ou_str key);

/* Where the value of that name stands; NULL in it when the name is new, and
 * the caller then stores a value at once. */
void **ou_names_at(struct ou_names *t, struct ou_arena *a, struct ou_str key);

#endif
