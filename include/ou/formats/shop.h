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
 * woocommerce: orders of the REST API v3, as an array, one object, or JSON
 * Lines.
 *
 * Both say b2b only when the order says so: payment terms, or a tag or role
 * "b2b" or "wholesale"; a company in the address alone does not, for people
 * have parcels sent to where they work.
 */
extern const struct ou_format ou_format_shopify;
extern const struct ou_format ou_format_woocommerce;

#endif
