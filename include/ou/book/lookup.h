#ifndef OU_BOOK_LOOKUP_H
#define OU_BOOK_LOOKUP_H

#include "ou/book/book.h"
#include "ou/model/order.h"

/*
 * What several commands look up in the book for an order: its items and who
 * buys them.
 */
struct ou_items {
	struct ou_rows rows;		/* struct ou_item */
	struct ou_index *by_sku;
};

/* Load the items (${path}: another file than the book's, or NULL). */
int ou_items_load(struct ou_items *items, struct ou_arena *a, const char *dir,
    const char *path, struct ou_err *err);

/* The item of that number, or NULL. */
const struct ou_item *ou_items_find(const struct ou_items *items,
    struct ou_str sku);

/* Does the book keep items at all?  A shop without the file has no item
 * unknown. */
bool ou_items_kept(const struct ou_items *items);

/**
 * ou_item_factor(item, line, factor, divisible):
 * How many stock units one unit of an order line is: the same unit is 1; a
 * case is what the line says is in it, else the item's packQuantity (a
 * pallet its palletQuantity); else the fixed factors of the unit table.
 * ${item} NULL: stock is kept in pieces.  ${divisible}: parts of the line's
 * unit can be taken (kg, but not pieces or cases).  False when the unit
 * cannot be turned into the item's.
 */
bool ou_item_factor(const struct ou_item *item,
    const struct ou_order_line *line, struct ou_quantity *factor,
    bool *divisible);

struct ou_customers {
	struct ou_rows rows;		/* struct ou_customer */
	struct ou_index *by_id, *by_gln, *by_vat;
};

int ou_customers_load(struct ou_customers *customers, struct ou_arena *a,
    const char *dir, struct ou_err *err);

/* The customer with the buyer's id, else with its GLN, else with its VAT id;
 * NULL when the book knows none, or ${buyer} is NULL. */
const struct ou_customer *ou_customers_find(const struct ou_customers *c,
    const struct ou_buyer *buyer);

/* A row of the stock file as a record. */
void ou_stock_level_of(struct ou_stock_level *level,
    const struct ou_stock_row *row);

/* "geodis/messagerie" in two. */
void ou_carrier_split(struct ou_str guide, struct ou_str *carrier,
    struct ou_str *service);

#endif
