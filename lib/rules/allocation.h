#ifndef OU_LIB_RULES_ALLOCATION_H
#define OU_LIB_RULES_ALLOCATION_H

#include "ou/rules/allocation.h"
#include "names.h"

/*
 * What the two halves of the allocator share: allocation_stock.c keeps the
 * rows and receipts of each item in the order in which they are taken,
 * allocation.c serves orders from them.  Quantities are micro-units.
 */
struct row {
	struct ou_str location;
	struct ou_str lot;
	struct ou_date expiry;
	uint32_t number;		/* as added */
	uint32_t rank;			/* of the location */
	int64_t left;
	int64_t taken;
	struct row *next;
};

struct receipt {
	struct ou_str location;
	struct ou_str reference;
	struct ou_date expected;	/* absent: none, or overdue */
	uint32_t number;		/* as added */
	uint32_t rank;
	int64_t left;
	int64_t promised;
	struct receipt *next;
};

struct item {
	struct row *rows;		/* newest first until sorted */
	struct receipt *receipts;
	uint32_t n_rows, n_receipts;
	bool sorted;
};

struct ou_allocator {
	struct ou_arena *arena;
	struct ou_allocator_options options;
	struct ou_names items;		/* struct item by sku */
	struct row **all;		/* by number */
	uint32_t n_all, cap_all;
	struct receipt **coming;	/* by number */
	uint32_t n_receipts, cap_receipts;
	struct ou_str *seen;		/* locations, when none are given */
	uint32_t n_seen, cap_seen;
};

/* The item with its rows and receipts in order, or NULL. */
struct item *ou_allocator_item(struct ou_allocator *al, struct ou_str sku);

#endif
