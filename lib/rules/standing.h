#ifndef OU_LIB_RULES_STANDING_H
#define OU_LIB_RULES_STANDING_H

#include "ou/base/names.h"
#include "ou/rules/standing.h"

/* What the parts of the standing share. */
struct standing_key {
	struct standing_key *next;	/* of the same item */
	struct standing_item *item;
	struct ou_str location, lot, status, owner;
	struct ou_date expiry;
	struct ou_quantity on_hand, reserved, safety;
	bool alert[OU_STANDING_ALERTS];
};

struct standing_item {
	struct ou_str sku;
	struct standing_key *keys;
};

struct ou_standing {
	struct ou_arena *arena;
	struct ou_date today;
	struct ou_names items, keys;
	struct standing_key **all, *last;
	struct ou_str *skus;
	uint32_t n, cap, n_items;
	bool sorted;
	char *key;			/* room to put a name together */
	size_t key_cap;
};

#endif
