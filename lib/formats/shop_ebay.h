#ifndef OU_FORMATS_SHOP_EBAY_H
#define OU_FORMATS_SHOP_EBAY_H

#include "shop_cells.h"

/*
 * Columns of eBay's report of orders, as its sites in English have them.
 */
#define EBAY_COLUMNS(C) \
	C(NUMBER, SHOP_NEEDED, "Order Number") \
	C(RECORD, SHOP_LINE, "Sales Record Number") \
	C(USER, SHOP_NEEDED, "Buyer Username") \
	C(BUYER, SHOP_ORDER, "Buyer Name") \
	C(EMAIL, SHOP_ORDER, "Buyer Email") \
	C(NOTE, SHOP_ORDER, "Buyer Note") \
	C(TAX_NAME, SHOP_ORDER, "Buyer Tax Identifier Name") \
	C(TAX_ID, SHOP_ORDER, "Buyer Tax Identifier Value") \
	C(B_STREET1, SHOP_ORDER, "Buyer Address 1") \
	C(B_STREET2, SHOP_ORDER, "Buyer Address 2") \
	C(B_CITY, SHOP_ORDER, "Buyer City") \
	C(B_STATE, SHOP_ORDER, "Buyer State|Buyer County") \
	C(B_ZIP, SHOP_ORDER, "Buyer Zip|Buyer Postcode") \
	C(B_COUNTRY, SHOP_ORDER, "Buyer Country") \
	C(S_NAME, SHOP_ORDER, "Ship To Name|Post to name") \
	C(S_PHONE, SHOP_ORDER, "Ship To Phone|Post to phone") \
	C(S_STREET1, SHOP_ORDER, "Ship To Address 1|Post to address 1") \
	C(S_STREET2, SHOP_ORDER, "Ship To Address 2|Post to address 2") \
	C(S_CITY, SHOP_ORDER, "Ship To City|Post to city") \
	C(S_STATE, SHOP_ORDER, "Ship To State|Post to county|Post to state") \
	C(S_ZIP, SHOP_ORDER, "Ship To Zip|Post to postcode") \
	C(S_COUNTRY, SHOP_ORDER, "Ship To Country|Post to country") \
	C(ITEM, SHOP_LINE | SHOP_NEEDED, "Item Number") \
	C(TITLE, SHOP_LINE, "Item Title") \
	C(SKU, SHOP_LINE, "Custom Label|Custom Label (SKU)") \
	C(QUANTITY, SHOP_LINE | SHOP_NEEDED, "Quantity") \
	C(SOLD_FOR, SHOP_LINE | SHOP_NEEDED, "Sold For") \
	C(SHIPPING, SHOP_LINE, "Shipping And Handling|Postage and packaging") \
	C(SELLER_TAX, SHOP_LINE, "Seller Collected Tax") \
	C(EBAY_TAX, SHOP_LINE, "eBay Collected Tax") \
	C(CHARGES, SHOP_LINE, "eBay Collected Charges") \
	C(TOTAL, SHOP_LINE, "Total Price") \
	C(INCLUDED, SHOP_LINE, \
	    "eBay Collected Tax and Fees Included in Total|" \
	    "eBay Collected Tax Included in Total") \
	C(FEE1, SHOP_LINE, "Electronic Waste Recycling Fee") \
	C(FEE2, SHOP_LINE, "Mattress Recycling Fee") \
	C(FEE3, SHOP_LINE, "Battery Recycling Fee") \
	C(FEE4, SHOP_LINE, "White Goods Disposal Tax") \
	C(FEE5, SHOP_LINE, "Tire Recycling Fee") \
	C(FEE6, SHOP_LINE, "Additional Fee") \
	C(FEE7, SHOP_LINE, "Lumber Fee") \
	C(FEE8, SHOP_LINE, "Prepaid Wireless Fee") \
	C(FEE9, SHOP_LINE, "Road Improvement And Food Delivery Fee") \
	C(METHOD, SHOP_ORDER, "Payment Method") \
	C(SOLD_AT, SHOP_LINE, "Sale Date") \
	C(PAID_AT, SHOP_ORDER, "Paid On Date") \
	C(SHIP_BY, SHOP_LINE, "Ship By Date|Post by date|Dispatch by date") \
	C(PROMISED, SHOP_LINE, "Maximum Estimated Delivery Date") \
	C(SENT_AT, SHOP_LINE, "Shipped On Date|Dispatched on date") \
	C(PAYPAL, SHOP_LINE, "PayPal Transaction ID") \
	C(SERVICE, SHOP_LINE, "Shipping Service|Delivery service") \
	C(TRACKING, SHOP_LINE, "Tracking Number") \
	C(TRANSACTION, SHOP_LINE, "Transaction ID") \
	C(VARIATION, SHOP_LINE, "Variation Details") \
	C(COLLECT, SHOP_LINE, "Click And Collect")

#define EBAY_ID(id, flags, name) id,
enum ebay_column { EBAY_COLUMNS(EBAY_ID) N_EBAY };

/* What a row says of money beside its item. */
struct ebay_money {
	struct ou_amount shipping, seller_tax, ebay_tax, charges, fees, total;
};

struct ebay {
	struct shop_file file;		/* the first member: it is the one
					 * that callbacks are given */
	struct ebay_money rows;		/* of the rows with an item, added */
	struct ebay_money whole;	/* of the row that has none */
	bool has_whole;
	struct ou_str included;		/* Yes, No or absent */
	struct ou_str money;		/* an amount with its sign */
	struct ou_amount sold;		/* Sold For, taken for the line's */
	uint64_t before;		/* documents in front of the file */
};

/* The row's item; the order's money (shop_ebay_line.c). */
int ou_ebay_line(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err);
int ou_ebay_money(struct ebay *e, struct ou_err *err);

#endif
