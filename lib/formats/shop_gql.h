#ifndef OU_FORMATS_SHOP_GQL_H
#define OU_FORMATS_SHOP_GQL_H

#include "shop_json.h"

/*
 * One order of Shopify's Admin GraphQL API.
 */
struct gql {
	struct shop_doc *doc;
	uint32_t root;
	const char *money;		/* "shopMoney" or "presentmentMoney" */
	struct ou_str other_currency;	/* one that an amount had */
	struct ou_amount discount;	/* what was found in lines, shipping */
	struct ou_str codes;		/* discount codes, with commas */
};

/**
 * ou_gql_amount(g, object, name, out, err):
 * An amount in the order's money: a MoneyBag of two, one alone, or a plain
 * number as old versions have it.  Absent: out->given is false.
 */
int ou_gql_amount(struct gql *g, uint32_t object, const char *name,
    struct ou_amount *out, struct ou_err *err);
int ou_gql_price(struct gql *g, uint32_t object, const char *name,
    struct ou_price *out, struct ou_err *err);

/*
 * The members of a connection: an array, {nodes:[]}, {edges:[{node}]}, or
 * objects of a bulk operation that name ${parent} and whose id is of
 * ${type}.  Each goes to ${each}; -1 stops.
 */
int ou_gql_each(struct gql *g, uint32_t object, const char *name,
    const char *type, int (*each)(struct gql *g, uint32_t node,
    struct ou_err *err), struct ou_err *err);

/* The one tax of an object's taxLines, or NULL. */
struct ou_tax *ou_gql_tax(struct gql *g, uint32_t object);

/* {key, value}, to the line's extra or the order's fields and extra. */
void ou_gql_attributes(struct gql *g, uint32_t object, const char *name,
    struct ou_order_line *line);

/* The one text, or the other (shop_gql_party.c). */
struct ou_str ou_gql_either(const struct shop_doc *d, uint32_t object,
    const char *a, const char *b);

/* Parties and places; ou_gql_delivery answers 0, or -1 with ${err}. */
struct ou_address *ou_gql_address(struct gql *g, const char *name,
    const char *field);
void ou_gql_customer(struct gql *g);
int ou_gql_delivery(struct gql *g, struct ou_err *err);

/* Sum of discountAllocations; given is false where there is no such list. */
int ou_gql_allocated(struct gql *g, uint32_t object, struct ou_amount *out,
    struct ou_err *err);

/* Lines, shipping, and what it all adds up to (shop_gql_line.c). */
int ou_gql_lines(struct gql *g, struct ou_err *err);
int ou_gql_sums(struct gql *g, struct ou_err *err);

#endif
