#ifndef OU_BOOK_SUPPLY_H
#define OU_BOOK_SUPPLY_H

#include "ou/book/lookup.h"

/*
 * What the book says about serving a line from stock beside the stock itself:
 * for whom it is kept, what may go instead, what a kit is put together from.
 * The items these files name must be in the book, where it keeps items.
 */
struct ou_supply {
	struct ou_rows quotas;		/* struct ou_quota */
	struct ou_rows substitutes;	/* struct ou_substitute */
	struct ou_rows rows;		/* struct ou_kit, as in the file */
	struct ou_kit_list *kits;
	uint32_t n_kits;
};

/* A kit taken apart until nothing in it is a kit: each component once, in the
 * order in which the file names them. */
struct ou_kit_list {
	struct ou_str sku;
	struct ou_kit_component {
		struct ou_str sku;
		struct ou_quantity quantity;	/* in one kit */
	} *components;
	uint32_t n_components;
};

/**
 * ou_supply_load(supply, a, dir, items, err):
 * An error with its place: a wrong row, an unknown item, a kit that contains
 * itself, a quantity in a kit of kits that needs more than six decimals.
 */
int ou_supply_load(struct ou_supply *supply, struct ou_arena *a,
    const char *dir, const struct ou_items *items, struct ou_err *err);

#endif
