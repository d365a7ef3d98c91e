#ifndef OU_BOOK_LOOKUP_H
#define OU_BOOK_LOOKUP_H

#include "ou/book/book.h"
#include "ou/book/settings.h"
#include "ou/model/order.h"

/*
 * What several commands look up in the book for an order: its items and who
 * buys them.
 */
struct ou_items {
	struct ou_rows rows;		/* struct ou_item */
	struct ou_index *by_sku;
	struct ou_rows codes;		/* struct ou_item_code */
	struct ou_index *by_code;
};

/* Load the items (${path}: another file than the book's, or NULL) and what
 * partners call them. */
int ou_items_load(struct ou_items *items, struct ou_arena *a, const char *dir,
    const char *path, struct ou_err *err);

/* The item of that number, or NULL. */
const struct ou_item *ou_items_find(const struct ou_items *items,
    struct ou_str sku);

/**
 * ou_items_resolve(items, o, customer, product):
 * The item that a product of an order is: by our number; else by what the
 * customer (the book's, or NULL: the one that the order names), else the
 * channel, calls it.  NULL when it is none.
 */
const struct ou_item *ou_items_resolve(const struct ou_items *items,
    const struct ou_order *o, const struct ou_customer *customer,
    const struct ou_product *product);

/* Have the memory fetched that looking the items of an order up will need:
 * then its lines wait for it together, and not one by one. */
void ou_items_fetch(const struct ou_items *items, const struct ou_order *o);

/* Does the book keep items at all?  A shop without the file has no item
 * unknown. */
bool ou_items_kept(const struct ou_items *items);

/**
 * ou_item_factor(items, item, o, line, factor, divisible):
 * How many stock units one unit of an order line is, by the partner's code,
 * the GTIN of the case or its unit (ou_line_factor).  ${item} NULL: stock is
 * kept in pieces.  ${divisible}: parts of the line's unit can be taken (kg,
 * but not pieces or cases).  False when the unit cannot be turned into the
 * item's.
 */
bool ou_item_factor(const struct ou_items *items, const struct ou_item *item,
    const struct ou_order *o, const struct ou_order_line *line,
    struct ou_quantity *factor, bool *divisible);

/**
 * ou_items_weigh(items, x):
 * The net weight of what one unit of an allocation with components really
 * is, in kg to the milligram; absent when one of its items has none.
 */
struct ou_quantity ou_items_weigh(const struct ou_items *items,
    const struct ou_allocation *x);

struct ou_customers {
	struct ou_rows rows;		/* struct ou_customer */
	struct ou_index *by_id, *by_gln, *by_vat, *by_siret, *by_email;
};

int ou_customers_load(struct ou_customers *customers, struct ou_arena *a,
    const char *dir, struct ou_err *err);

/* The customer with the buyer's id, GLN, VAT id (as ou_vat_plain has it),
 * SIRET or e-mail address, the first of these that says exactly one; NULL when
 * none does, or ${buyer} is NULL. */
const struct ou_customer *ou_customers_find(const struct ou_customers *c,
    const struct ou_buyer *buyer);

/* The number of its row; UINT32_MAX for NULL. */
uint32_t ou_customers_number(const struct ou_customers *c,
    const struct ou_customer *customer);

/* The customer's place of that id, in an index of the addresses by customer;
 * or NULL. */
const struct ou_address_row *ou_address_row_find(const struct ou_index *of,
    struct ou_str customer, struct ou_str id);

/**
 * ou_currency_of(settings, channel, customer):
 * What an order that names no currency is in: what the settings say of its
 * channel, else the customer's (NULL: nobody that the book knows), else the
 * shop's; absent when none of them says one.
 */
struct ou_str ou_currency_of(const struct ou_settings *settings,
    struct ou_str channel, const struct ou_customer *customer);

/* Where nothing stands in an address, what the book has of the place. */
void ou_address_row_fill(struct ou_arena *a, const struct ou_address_row *row,
    struct ou_address *to);

/* The address that the book has of a place. */
struct ou_address ou_address_row_whole(struct ou_arena *a,
    const struct ou_address_row *row);

/* Who ships complete where neither order nor customer says so: consumers, who
 * pay for one parcel and wait for one; everybody; nobody. */
enum ou_complete { OU_COMPLETE_B2C, OU_COMPLETE_ALL, OU_COMPLETE_NOBODY };
#define OU_COMPLETE_CHOICE "b2c|all|nobody"

/* Does it ship complete or not at all?  The order's own word, then the
 * customer's, then ${otherwise}. */
bool ou_ships_complete(const struct ou_order *o,
    const struct ou_customer *customer, enum ou_complete otherwise);

struct ou_carriers {
	struct ou_rows rows;		/* struct ou_carrier */
};

int ou_carriers_load(struct ou_carriers *carriers, struct ou_arena *a,
    const char *dir, struct ou_err *err);

/* The carrier's row for that service; without service its first row. */
const struct ou_carrier *ou_carriers_find(const struct ou_carriers *c,
    struct ou_str carrier, struct ou_str service);

/**
 * ou_carriers_choose(c, o, customer, settings, carrier, service):
 * Who carries an order: the carrier that the order names; the service that
 * the order names by what people call it (carriers' name: a shop's shipping
 * method); the customer's routing guide; the settings' carrier; the only one
 * that the book has.  An order for a pick-up point, where that service does
 * not deliver to points, takes the carrier's service that does.  An order that
 * is collected and names nobody has carrier "collect", which needs no row.
 * Return the row, or NULL when the book has none for what is in ${carrier} and
 * ${service} then.
 */
const struct ou_carrier *ou_carriers_choose(const struct ou_carriers *c,
    const struct ou_order *o, const struct ou_customer *customer,
    const struct ou_settings *settings, struct ou_str *carrier,
    struct ou_str *service);

/**
 * ou_carriers_missing(c, a, row, carrier, service):
 * What is wrong with what ou_carriers_choose has found, in words ("the book
 * has no carrier 'gls'"); absent where there is a row, where nobody was named
 * or it is collected, and where the book has no carriers at all.
 */
struct ou_str ou_carriers_missing(const struct ou_carriers *c,
    struct ou_arena *a, const struct ou_carrier *row, struct ou_str carrier,
    struct ou_str service);

/* A row of the stock file as a record. */
void ou_stock_level_of(struct ou_stock_level *level,
    const struct ou_stock_row *row);

/* "geodis/messagerie" in two. */
void ou_carrier_split(struct ou_str guide, struct ou_str *carrier,
    struct ou_str *service);

#endif
