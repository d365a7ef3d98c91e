#ifndef OU_FORMATS_SHOP_H
#define OU_FORMATS_SHOP_H

#include "ou/formats/import.h"

/*
 * What web shops export.
 *
 * shopify: the orders CSV of the back office, any column order, old exports
 * of 56 columns too, with comma, semicolon or tab.  Rows next to each other
 * with the same Name are one order.
 *
 * shopify-graphql: orders of the Admin GraphQL API: an answer, an array, or
 * the JSON Lines of a bulk operation, in which the parts of an order follow
 * it and name it.
 *
 * woocommerce: orders of the REST API v3, as an array, one object, or JSON
 * Lines.
 *
 * An order is b2b only when it says so: payment terms or a tag "b2b" or
 * "wholesale" (Shopify), a VAT number (WooCommerce).  A company in the address
 * alone does not, for people have parcels sent to where they work.
 */
extern const struct ou_format ou_format_amazon;
extern const struct ou_format ou_format_ebay;
extern const struct ou_format ou_format_magento;
extern const struct ou_format ou_format_mirakl;
extern const struct ou_format ou_format_prestashop;
extern const struct ou_format ou_format_shopify;
extern const struct ou_format ou_format_shopify_graphql;
extern const struct ou_format ou_format_prestashop_sql;
extern const struct ou_format ou_format_square;
extern const struct ou_format ou_format_woocommerce;
extern const struct ou_format ou_format_woocommerce_csv;

/* What to export instead, when ${head} begins an export of orders that has no
 * order lines; else NULL. */
const char *ou_shop_advice(struct ou_str head);

#endif
