#ifndef OU_FORMATS_SHOP_WOO_CSV_H
#define OU_FORMATS_SHOP_WOO_CSV_H

#include "shop_cells.h"

/*
 * Columns of the CSV that WooCommerce's export plug-ins write: one row an
 * order, whose items stand in one cell, in several, or on rows of their own.
 */
#define WOO_COLUMNS(C) \
	C(ITEMS, SHOP_LINE, "line_items") \
	C(ITEM_QUANTITY, SHOP_LINE, "item_quantity") \
	C(ANY_ITEMS, SHOP_LINE | SHOP_NEEDED, \
	    "line_items|item_quantity|line_item_1") \
	C(ID, SHOP_NEEDED, "order_id") \
	C(NUMBER, SHOP_ORDER, "order_number|order_number_formatted") \
	C(DATE, SHOP_ORDER, "date|order_date") \
	C(STATUS, SHOP_NEEDED, "status|order_status") \
	C(SHIPPING, SHOP_ORDER, "shipping_total") \
	C(SHIPPING_TAX, SHOP_ORDER, "shipping_tax_total") \
	C(FEES, SHOP_ORDER, "fee_total") \
	C(FEES_TAX, SHOP_ORDER, "fee_tax_total") \
	C(TAX, SHOP_ORDER, "tax_total") \
	C(ORDER_DISCOUNT, SHOP_ORDER, "order_discount") \
	C(REFUNDED, SHOP_ORDER, "refunded_total") \
	C(TOTAL, SHOP_NEEDED, "order_total") \
	C(CURRENCY, SHOP_ORDER, "order_currency|currency") \
	C(METHOD, SHOP_ORDER, "payment_method") \
	C(METHOD_TITLE, SHOP_ORDER, "payment_method_title") \
	C(TRANSACTION, SHOP_ORDER, "transaction_id") \
	C(PAID_AT, SHOP_ORDER, "paid_date|date_paid") \
	C(SHIPPING_METHOD, SHOP_ORDER, \
	    "shipping_method|shipping_method_title") \
	C(CUSTOMER, SHOP_ORDER, "customer_id|customer_user") \
	C(B_FIRST, SHOP_ORDER, "billing_first_name") \
	C(B_LAST, SHOP_ORDER, "billing_last_name") \
	C(B_COMPANY, SHOP_ORDER, "billing_company") \
	C(B_STREET1, SHOP_ORDER, "billing_address_1") \
	C(B_STREET2, SHOP_ORDER, "billing_address_2") \
	C(B_ZIP, SHOP_ORDER, "billing_postcode") \
	C(B_CITY, SHOP_ORDER, "billing_city") \
	C(B_STATE, SHOP_ORDER, "billing_state|billing_state_code") \
	C(B_COUNTRY, SHOP_ORDER, "billing_country") \
	C(B_PHONE, SHOP_ORDER, "billing_phone") \
	C(EMAIL, SHOP_ORDER, "billing_email|customer_email") \
	C(VAT, SHOP_ORDER, "vat_number|billing_vat_number|billing_vat|" \
	    "billing_eu_vat_number|meta:vat_number|meta:_vat_number|" \
	    "meta:_billing_vat_number|meta:_billing_eu_vat_number") \
	C(S_FIRST, SHOP_ORDER, "shipping_first_name") \
	C(S_LAST, SHOP_ORDER, "shipping_last_name") \
	C(S_COMPANY, SHOP_ORDER, "shipping_company") \
	C(S_STREET1, SHOP_ORDER, "shipping_address_1") \
	C(S_STREET2, SHOP_ORDER, "shipping_address_2") \
	C(S_ZIP, SHOP_ORDER, "shipping_postcode") \
	C(S_CITY, SHOP_ORDER, "shipping_city") \
	C(S_STATE, SHOP_ORDER, "shipping_state|shipping_state_code") \
	C(S_COUNTRY, SHOP_ORDER, "shipping_country") \
	C(S_PHONE, SHOP_ORDER, "shipping_phone") \
	C(NOTE, SHOP_ORDER, "customer_note") \
	C(SHIPPING_ITEMS, SHOP_ORDER, "shipping_items") \
	C(FEE_ITEMS, SHOP_ORDER, "fee_items") \
	C(TAX_ITEMS, SHOP_ORDER, "tax_items") \
	C(COUPONS, SHOP_ORDER, "coupons|coupon_items") \
	C(ITEM_ID, SHOP_LINE, "item_id") \
	C(ITEM_PRODUCT, SHOP_LINE, "item_product_id") \
	C(ITEM_NAME, SHOP_LINE, "item_name") \
	C(ITEM_SKU, SHOP_LINE, "item_sku") \
	C(ITEM_SUBTOTAL, SHOP_LINE, "item_subtotal") \
	C(ITEM_TOTAL, SHOP_LINE, "item_total") \
	C(ITEM_REFUNDED, SHOP_LINE, "item_refunded") \
	C(ITEM_REFUNDED_QTY, SHOP_LINE, "item_refunded_qty") \
	C(ITEM_META, SHOP_LINE, "item_meta")

#define WOO_ID(id, flags, name) id,
enum woo_column { WOO_COLUMNS(WOO_ID) N_WOO };

/* An item of a packed cell, or of a row; texts as they are. */
struct woo_item {
	struct ou_str id, product, name, sku, quantity, subtotal, total,
	    refunded, refunded_quantity, meta, title, code, method, variation,
	    tax_class, description;
	struct ou_pair *others;		/* members that are none of these */
	uint32_t n_others;
	uint64_t seen;
};

/**
 * ou_woo_items(a, cell, each, arg, err):
 * Take a cell of packed items apart (shop_woo_items.c):
 * "name:Soap|sku:S1|quantity:2|total:9.80;name:...", or JSON.  ${each} is
 * called for every item; texts are in the arena or the cell.  A key that
 * stands in an item twice is an error: what a buyer has typed must not add up
 * to another item.  Plug-ins add members of their own behind ours.
 */
int ou_woo_items(struct ou_arena *a, struct ou_str cell,
    int (*each)(void *arg, const struct woo_item *item, struct ou_err *err),
    void *arg, struct ou_err *err);

#endif
