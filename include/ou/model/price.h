#ifndef OU_MODEL_PRICE_H
#define OU_MODEL_PRICE_H

#include "ou/record/record.h"

/* What a new price list changes in the book: one row of its prices. */
#define OU_PRICE_CHANGE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "PriceChange") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "price-change/1") \
	F(T, CODE, action, "action", _, OU_FIELD_REQUIRED, 0, "add; change: another price from the same day on; end: it holds no longer; remove: it never began") \
	F(T, TEXT, list, "list", _, 0, 0, "price list") \
	F(T, TEXT, customer, "customer", _, 0, 0, "customer id") \
	F(T, TEXT, group, "group", _, 0, 0, "customer group") \
	F(T, TEXT, contract, "contract", _, 0, 0, "contract number") \
	F(T, TEXT, promotion, "promotion", _, 0, 0, "what a price for a time is called") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "item") \
	F(T, QUANTITY, min_quantity, "minQuantity", _, 0, 0, "tier") \
	F(T, PRICE, unit_price, "unitPrice", _, OU_FIELD_REQUIRED, 0, "price per priceBaseQuantity") \
	F(T, QUANTITY, price_base, "priceBaseQuantity", _, 0, 0, "absent: 1") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "unit the price is for") \
	F(T, CODE, currency, "currency", _, OU_FIELD_REQUIRED, 0, "ISO 4217") \
	F(T, FLAG, prices_include_tax, "pricesIncludeTax", _, 0, 0, "gross") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "first day") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day") \
	F(T, PRICE, was_price, "previousPrice", _, 0, 0, "change: what it was") \
	F(T, QUANTITY, was_base, "previousBaseQuantity", _, 0, 0, "and per how many") \
	F(T, DATE, was_through, "previousThrough", _, 0, 0, "change, end: its last day before") \
	F(T, INTEGER, line, "line", _, 0, 0, "of the book's file; absent: a new one")
OU_RECORD_STRUCT(price_change, OU_PRICE_CHANGE_FIELDS);

/* And one of its item-codes. */
#define OU_ITEM_CODE_CHANGE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "ItemCodeChange") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "item-code-change/1") \
	F(T, CODE, action, "action", _, OU_FIELD_REQUIRED, 0, "add; change: another unit") \
	F(T, TEXT, party, "party", _, OU_FIELD_REQUIRED, 0, "customer id or channel") \
	F(T, TEXT, code, "code", _, OU_FIELD_REQUIRED, 0, "their item number") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "ours") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "their unit") \
	F(T, QUANTITY, factor, "factor", _, 0, 0, "their unit in ours") \
	F(T, CODE, was_unit, "previousUnitCode", _, 0, 0, "change: what it was") \
	F(T, QUANTITY, was_factor, "previousFactor", _, 0, 0, "and how many of ours") \
	F(T, INTEGER, line, "line", _, 0, 0, "of the book's file; absent: a new one")
OU_RECORD_STRUCT(item_code_change, OU_ITEM_CODE_CHANGE_FIELDS);

#endif
