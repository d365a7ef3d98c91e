#ifndef OU_FORMATS_SHOP_SHOPIFY_H
#define OU_FORMATS_SHOP_SHOPIFY_H

#include "rows.h"
#include "shop.h"

/*
 * Columns of Shopify's orders CSV: those of the order stand on its first row,
 * those of the line on each.
 */
enum scope { ORDER, LINE };

#define COLUMNS(C) \
	C(NAME, ORDER, "Name") C(EMAIL, ORDER, "Email") \
	C(FINANCIAL, ORDER, "Financial Status") C(PAID_AT, ORDER, "Paid at") \
	C(FULFILLMENT, ORDER, "Fulfillment Status") \
	C(MARKETING, ORDER, "Accepts Marketing") \
	C(CURRENCY, ORDER, "Currency") C(SUBTOTAL, ORDER, "Subtotal") \
	C(SHIPPING, ORDER, "Shipping") C(TAXES, ORDER, "Taxes") \
	C(TOTAL, ORDER, "Total") C(CODE, ORDER, "Discount Code") \
	C(DISCOUNT, ORDER, "Discount Amount") \
	C(METHOD, ORDER, "Shipping Method") C(CREATED, ORDER, "Created at") \
	C(QUANTITY, LINE, "Lineitem quantity") \
	C(ITEM, LINE, "Lineitem name") C(PRICE, LINE, "Lineitem price") \
	C(COMPARE, LINE, "Lineitem compare at price") \
	C(SKU, LINE, "Lineitem sku") \
	C(NEEDS_SHIPPING, LINE, "Lineitem requires shipping") \
	C(TAXABLE, LINE, "Lineitem taxable") \
	C(LINE_STATUS, LINE, "Lineitem fulfillment status") \
	C(LINE_DISCOUNT, LINE, "Lineitem discount") \
	C(VENDOR, LINE, "Vendor") \
	C(B_NAME, ORDER, "Billing Name") C(B_STREET, ORDER, "Billing Street") \
	C(B_STREET1, ORDER, "Billing Address1") \
	C(B_STREET2, ORDER, "Billing Address2") \
	C(B_COMPANY, ORDER, "Billing Company") \
	C(B_CITY, ORDER, "Billing City") \
	C(B_ZIP, ORDER, "Billing Zip") C(B_REGION, ORDER, "Billing Province") \
	C(B_COUNTRY, ORDER, "Billing Country") \
	C(B_PHONE, ORDER, "Billing Phone") \
	C(B_REGION_NAME, ORDER, "Billing Province Name") \
	C(S_NAME, ORDER, "Shipping Name") \
	C(S_STREET, ORDER, "Shipping Street") \
	C(S_STREET1, ORDER, "Shipping Address1") \
	C(S_STREET2, ORDER, "Shipping Address2") \
	C(S_COMPANY, ORDER, "Shipping Company") \
	C(S_CITY, ORDER, "Shipping City") C(S_ZIP, ORDER, "Shipping Zip") \
	C(S_REGION, ORDER, "Shipping Province") \
	C(S_COUNTRY, ORDER, "Shipping Country") \
	C(S_PHONE, ORDER, "Shipping Phone") \
	C(S_REGION_NAME, ORDER, "Shipping Province Name") \
	C(NOTES, ORDER, "Notes") C(ATTRIBUTES, ORDER, "Note Attributes") \
	C(CANCELLED, ORDER, "Cancelled at") \
	C(PROVIDER, ORDER, "Payment Method") \
	C(REFERENCE, ORDER, "Payment Reference") \
	C(PAYMENT_ID, ORDER, "Payment ID") \
	C(OUTSTANDING, ORDER, "Outstanding Balance") \
	C(TAGS, ORDER, "Tags") C(PHONE, ORDER, "Phone") \
	C(DUTIES, ORDER, "Duties") \
	C(TERMS, ORDER, "Payment Terms Name") \
	C(TAX1, ORDER, "Tax 1 Name") C(VALUE1, ORDER, "Tax 1 Value") \
	C(TAX2, ORDER, "Tax 2 Name") C(VALUE2, ORDER, "Tax 2 Value") \
	C(TAX3, ORDER, "Tax 3 Name") C(VALUE3, ORDER, "Tax 3 Value") \
	C(TAX4, ORDER, "Tax 4 Name") C(VALUE4, ORDER, "Tax 4 Value") \
	C(TAX5, ORDER, "Tax 5 Name") C(VALUE5, ORDER, "Tax 5 Value")

#define COLUMN_ID(id, scope, name) id,
enum column { COLUMNS(COLUMN_ID) N_COLUMNS };


struct shopify {
	struct rows rows;
	struct shop shop;
	int cell_of[N_COLUMNS];		/* -1: the file has it not */
	int8_t *known;			/* of each cell of a row */
	struct ou_arena run;
	/* the order in the making */
	struct ou_order *o;
	struct ou_str *first;		/* the first row's cells */
	struct ou_amount lines;
	struct ou_rate rate;		/* the only one, if there is one */
};

extern const struct shopify_column {
	const char *name;
	enum scope scope;
} ou_shopify_columns[];

/* A cell, borrowed; the same, to keep. */
struct ou_str ou_shopify_cell(const struct shopify *f,
    const struct ou_csv_row *row, enum column c);
struct ou_str ou_shopify_text(struct shopify *f, const struct ou_csv_row *row,
    enum column c);

/* Values; 0, or -1 with the column in err->field.  An empty cell is absent. */
int ou_shopify_at(struct ou_err *err, enum column c);
int ou_shopify_number(struct shopify *f, const struct ou_csv_row *row,
    enum column c, int scale, int64_t *v, bool *given, struct ou_err *err);
int ou_shopify_amount(struct shopify *f, const struct ou_csv_row *row,
    enum column c, struct ou_amount *to, struct ou_err *err);
int ou_shopify_price(struct shopify *f, const struct ou_csv_row *row,
    enum column c, struct ou_price *to, struct ou_err *err);
int ou_shopify_time(struct shopify *f, const struct ou_csv_row *row,
    enum column c, struct ou_time *to, struct ou_err *err);

/* The row's line item; what the whole order adds up to. */
int ou_shopify_line(struct shopify *f, const struct ou_csv_row *row,
    struct ou_err *err);
int ou_shopify_sums(struct shopify *f, struct ou_err *err);

#endif
