#ifndef OU_FORMATS_SHOP_AMAZON_H
#define OU_FORMATS_SHOP_AMAZON_H

#include "shop_cells.h"

/*
 * Columns of Amazon's reports of orders: new orders, unshipped orders, and
 * all orders, as the market places of all countries have them.
 */
#define AMAZON_COLUMNS(C) \
	C(ID, SHOP_NEEDED, "order-id|amazon-order-id") \
	C(PURCHASED, SHOP_NEEDED, "purchase-date") \
	C(SERVICE, SHOP_LINE | SHOP_NEEDED, "ship-service-level") \
	C(SKU, SHOP_LINE | SHOP_NEEDED, "sku") \
	C(QUANTITY, SHOP_LINE | SHOP_NEEDED, "quantity-purchased|quantity") \
	C(SHIPPED, SHOP_LINE, "quantity-shipped") \
	C(TO_SHIP, SHOP_LINE, "quantity-to-ship") \
	C(ITEM_ID, SHOP_LINE, "order-item-id|amazon-order-item-id") \
	C(MERCHANT_ID, SHOP_ORDER, "merchant-order-id") \
	C(PAID, SHOP_ORDER, "payments-date") \
	C(PROMISE, SHOP_LINE, "promise-date|latest-ship-date") \
	C(EARLIEST, SHOP_LINE, "earliest-ship-date") \
	C(EMAIL, SHOP_ORDER, "buyer-email") \
	C(BUYER, SHOP_ORDER, "buyer-name") \
	C(COMPANY, SHOP_ORDER, "buyer-company-name") \
	C(VAT, SHOP_ORDER, "buyer-vat-number") \
	C(PHONE, SHOP_ORDER, "buyer-phone-number") \
	C(NAME, SHOP_LINE, "product-name") \
	C(ASIN, SHOP_LINE, "asin") \
	C(CURRENCY, SHOP_LINE, "currency") \
	C(ITEM_PRICE, SHOP_LINE, "item-price") \
	C(ITEM_TAX, SHOP_LINE, "item-tax") \
	C(SHIP_PRICE, SHOP_LINE, "shipping-price") \
	C(SHIP_TAX, SHOP_LINE, "shipping-tax") \
	C(WRAP_PRICE, SHOP_LINE, "gift-wrap-price") \
	C(WRAP_TAX, SHOP_LINE, "gift-wrap-tax") \
	C(PROMOTION, SHOP_LINE, "item-promotion-discount") \
	C(PROMOTION_ID, SHOP_LINE, "item-promotion-id|promotion-ids") \
	C(SHIP_PROMOTION, SHOP_LINE, "ship-promotion-discount") \
	C(SHIP_PROMOTION_ID, SHOP_LINE, "ship-promotion-id") \
	C(S_NAME, SHOP_ORDER, "recipient-name") \
	C(S_STREET1, SHOP_ORDER, "ship-address-1") \
	C(S_STREET2, SHOP_ORDER, "ship-address-2") \
	C(S_STREET3, SHOP_ORDER, "ship-address-3") \
	C(S_CITY, SHOP_ORDER, "ship-city") \
	C(S_STATE, SHOP_ORDER, "ship-state") \
	C(S_ZIP, SHOP_ORDER, "ship-postal-code") \
	C(S_COUNTRY, SHOP_ORDER, "ship-country") \
	C(S_PHONE, SHOP_ORDER, "ship-phone-number") \
	C(B_NAME, SHOP_ORDER, "bill-name") \
	C(B_STREET1, SHOP_ORDER, "bill-address-1") \
	C(B_STREET2, SHOP_ORDER, "bill-address-2") \
	C(B_STREET3, SHOP_ORDER, "bill-address-3") \
	C(B_CITY, SHOP_ORDER, "bill-city") \
	C(B_STATE, SHOP_ORDER, "bill-state") \
	C(B_ZIP, SHOP_ORDER, "bill-postal-code") \
	C(B_COUNTRY, SHOP_ORDER, "bill-country") \
	C(B_PHONE, SHOP_ORDER, "bill-phone-number") \
	C(WINDOW_FROM, SHOP_ORDER, "delivery-start-date") \
	C(WINDOW_TO, SHOP_ORDER, "delivery-end-date") \
	C(INSTRUCTIONS, SHOP_ORDER, "delivery-instructions") \
	C(SITE, SHOP_ORDER, "sales-channel") \
	C(BUSINESS, SHOP_ORDER, "is-business-order") \
	C(PO, SHOP_ORDER, "purchase-order-number") \
	C(DESIGNATION, SHOP_LINE, "price-designation") \
	C(STATUS, SHOP_ORDER, "order-status") \
	C(ITEM_STATUS, SHOP_LINE, "item-status") \
	C(FULFILLED_BY, SHOP_LINE, "fulfillment-channel|fulfilled-by") \
	C(CANCEL_ASKED, SHOP_LINE, "is-buyer-requested-cancellation") \
	C(METHOD, SHOP_ORDER, "payment-method") \
	C(GIFT_MESSAGE, SHOP_LINE, "gift-message-text")

#define AMAZON_ID(id, flags, name) id,
enum amazon_column { AMAZON_COLUMNS(AMAZON_ID) N_AMAZON };

struct amazon {
	struct shop_file file;		/* the first member: it is the one
					 * that callbacks are given */
	struct ou_amount shipping, wrap, discount, tax;
	struct ou_str discount_id;
	bool prices;			/* a row has one */
};

/* The row's item; the order's money (shop_amazon_line.c). */
int ou_amazon_line(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err);
int ou_amazon_end(struct shop_file *f, const struct ou_csv_row *first,
    struct ou_err *err);

#endif
