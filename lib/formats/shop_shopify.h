#ifndef OU_FORMATS_SHOP_SHOPIFY_H
#define OU_FORMATS_SHOP_SHOPIFY_H

#include "shop_cells.h"

/*
 * Columns of Shopify's orders CSV: those of the order stand on its first row,
 * those of the line on each.
 */
#define COLUMNS(C) \
	C(NAME, SHOP_NEEDED, "Name") C(EMAIL, SHOP_ORDER, "Email") \
	C(FINANCIAL, SHOP_ORDER, "Financial Status") \
	C(PAID_AT, SHOP_ORDER, "Paid at") \
	C(FULFILLMENT, SHOP_ORDER, "Fulfillment Status") \
	C(MARKETING, SHOP_ORDER, "Accepts Marketing") \
	C(CURRENCY, SHOP_ORDER, "Currency") \
	C(SUBTOTAL, SHOP_ORDER, "Subtotal") \
	C(SHIPPING, SHOP_ORDER, "Shipping") C(TAXES, SHOP_ORDER, "Taxes") \
	C(TOTAL, SHOP_ORDER, "Total") C(CODE, SHOP_ORDER, "Discount Code") \
	C(DISCOUNT, SHOP_ORDER, "Discount Amount") \
	C(METHOD, SHOP_ORDER, "Shipping Method") \
	C(CREATED, SHOP_ORDER, "Created at") \
	C(QUANTITY, SHOP_LINE | SHOP_NEEDED, "Lineitem quantity") \
	C(ITEM, SHOP_LINE, "Lineitem name") \
	C(PRICE, SHOP_LINE, "Lineitem price") \
	C(COMPARE, SHOP_LINE, "Lineitem compare at price") \
	C(SKU, SHOP_LINE, "Lineitem sku") \
	C(NEEDS_SHIPPING, SHOP_LINE, "Lineitem requires shipping") \
	C(TAXABLE, SHOP_LINE, "Lineitem taxable") \
	C(LINE_STATUS, SHOP_LINE, "Lineitem fulfillment status") \
	C(LINE_DISCOUNT, SHOP_LINE, "Lineitem discount") \
	C(VENDOR, SHOP_LINE, "Vendor") \
	C(B_NAME, SHOP_ORDER, "Billing Name") \
	C(B_STREET, SHOP_ORDER, "Billing Street") \
	C(B_STREET1, SHOP_ORDER, "Billing Address1") \
	C(B_STREET2, SHOP_ORDER, "Billing Address2") \
	C(B_COMPANY, SHOP_ORDER, "Billing Company") \
	C(B_CITY, SHOP_ORDER, "Billing City") \
	C(B_ZIP, SHOP_ORDER, "Billing Zip") \
	C(B_REGION, SHOP_ORDER, "Billing Province") \
	C(B_COUNTRY, SHOP_ORDER, "Billing Country") \
	C(B_PHONE, SHOP_ORDER, "Billing Phone") \
	C(B_REGION_NAME, SHOP_ORDER, "Billing Province Name") \
	C(S_NAME, SHOP_ORDER, "Shipping Name") \
	C(S_STREET, SHOP_ORDER, "Shipping Street") \
	C(S_STREET1, SHOP_ORDER, "Shipping Address1") \
	C(S_STREET2, SHOP_ORDER, "Shipping Address2") \
	C(S_COMPANY, SHOP_ORDER, "Shipping Company") \
	C(S_CITY, SHOP_ORDER, "Shipping City") \
	C(S_ZIP, SHOP_ORDER, "Shipping Zip") \
	C(S_REGION, SHOP_ORDER, "Shipping Province") \
	C(S_COUNTRY, SHOP_ORDER, "Shipping Country") \
	C(S_PHONE, SHOP_ORDER, "Shipping Phone") \
	C(S_REGION_NAME, SHOP_ORDER, "Shipping Province Name") \
	C(NOTES, SHOP_ORDER, "Notes") \
	C(ATTRIBUTES, SHOP_ORDER, "Note Attributes") \
	C(CANCELLED, SHOP_ORDER, "Cancelled at") \
	C(PROVIDER, SHOP_ORDER, "Payment Method") \
	C(REFERENCE, SHOP_ORDER, "Payment Reference") \
	C(PAYMENT_ID, SHOP_ORDER, "Payment ID") \
	C(OUTSTANDING, SHOP_ORDER, "Outstanding Balance") \
	C(TAGS, SHOP_ORDER, "Tags") C(PHONE, SHOP_ORDER, "Phone") \
	C(DUTIES, SHOP_ORDER, "Duties") \
	C(TERMS, SHOP_ORDER, "Payment Terms Name") \
	C(TAX1, SHOP_ORDER, "Tax 1 Name") C(VALUE1, SHOP_ORDER, "Tax 1 Value") \
	C(TAX2, SHOP_ORDER, "Tax 2 Name") C(VALUE2, SHOP_ORDER, "Tax 2 Value") \
	C(TAX3, SHOP_ORDER, "Tax 3 Name") C(VALUE3, SHOP_ORDER, "Tax 3 Value") \
	C(TAX4, SHOP_ORDER, "Tax 4 Name") C(VALUE4, SHOP_ORDER, "Tax 4 Value") \
	C(TAX5, SHOP_ORDER, "Tax 5 Name") C(VALUE5, SHOP_ORDER, "Tax 5 Value")

#define COLUMN_ID(id, flags, name) id,
enum column { COLUMNS(COLUMN_ID) N_COLUMNS };


extern const struct shop_column ou_shopify_columns[N_COLUMNS];

/* Where the money is, as Shopify says it. */
extern const struct shop_status ou_shopify_financial[];

/* The row's line item; what the whole order adds up to. */
int ou_shopify_line(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err);
int ou_shopify_sums(struct shop_file *f, const struct ou_csv_row *first,
    struct ou_err *err);

#endif
