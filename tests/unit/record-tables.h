/* Tables for the tests of the record layer: a small order with every kind. */
#ifndef OU_TESTS_RECORD_TABLES_H
#define OU_TESTS_RECORD_TABLES_H

#include "ou/record/record.h"

#define OU_T_PLACE_FIELDS(F, T) \
	F(T, TEXT, name, "name", _, 0, 20, "who") \
	F(T, TEXTS, street, "street", _, 0, 3, "street lines") \
	F(T, CODE, country, "country", _, 0, 0, "ISO 3166-1")
OU_RECORD_STRUCT(t_place, OU_T_PLACE_FIELDS);

#define OU_T_PART_FIELDS(F, T) \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "how many") \
	F(T, TEXT, bin, "bin", _, 0, 0, "where")
OU_RECORD_STRUCT(t_part, OU_T_PART_FIELDS);

#define OU_T_STANDS_FIELDS(F, T) \
	F(T, QUANTITY, ordered, "ordered", _, OU_FIELD_ZERO, 0, "ordered") \
	F(T, QUANTITY, picked, "picked", _, OU_FIELD_ZERO, 0, "picked")
OU_RECORD_STRUCT(t_stands, OU_T_STANDS_FIELDS);

#define OU_T_LINE_FIELDS(F, T) \
	F(T, TEXT, sku, "sku", _, 0, 0, "item") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "how many") \
	F(T, PRICE, price, "price", _, 0, 0, "of one") \
	F(T, AMOUNT, total, "total", _, 0, 0, "of all") \
	F(T, RATE, rate, "rate", _, 0, 0, "tax") \
	F(T, OBJECT, stands, "stands", t_stands, 0, 0, "what stands now") \
	F(T, LIST, parts, "parts", t_part, 0, 4, "where from") \
	F(T, MAP, extra, "extra", _, 0, 0, "what else came")
OU_RECORD_STRUCT(t_line, OU_T_LINE_FIELDS);

#define OU_T_ORDER_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "T") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "t/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "the key") \
	F(T, TIME, date, "date", _, 0, 0, "when") \
	F(T, DATE, due, "due", _, 0, 0, "until when") \
	F(T, INTEGER, count, "count", _, 0, 0, "how often") \
	F(T, FLAG, gift, "gift", _, 0, 0, "a present") \
	F(T, OBJECT, place, "place", t_place, 0, 0, "where to") \
	F(T, LIST, lines, "lines", t_line, OU_FIELD_ROWS, 0, "the lines") \
	F(T, LIST, notes, "notes", t_place, 0, 0, "texts") \
	F(T, TEXTS, codes, "codes", _, 0, 0, "coupons") \
	F(T, AMOUNT, total, "total", _, 0, 0, "to pay") \
	F(T, TEXT, a_name_beyond_sixteen, "aNameBeyondSixteenBytes", _, 0, 0, "long") \
	F(T, MAP, extra, "extra", _, 0, 0, "what else came")
OU_RECORD_STRUCT(t_order, OU_T_ORDER_FIELDS);

OU_RECORD_TABLE(t_place, OU_T_PLACE_FIELDS, "a place");
OU_RECORD_TABLE(t_part, OU_T_PART_FIELDS, "a part");
OU_RECORD_TABLE(t_stands, OU_T_STANDS_FIELDS, "quantities");
OU_RECORD_TABLE(t_line, OU_T_LINE_FIELDS, "a line");
OU_RECORD_TABLE(t_order, OU_T_ORDER_FIELDS, "an order");

static const struct ou_record_type t_types[] = {
	{ "T", "t", 1, &ou_t_order_table },
	{ NULL, NULL, 0, NULL },
};

/* The text in the arena with the padding that lines have behind them. */
__attribute__((unused)) static struct ou_str
t_padded(struct ou_arena *a, const char *text, size_t n)
{
	char *p = ou_arena_alloc(a, n + 64);

	if (n != 0)
		memcpy(p, text, n);
	memset(p + n, '}', 64);
	return ou_str_make(p, n);
}

#endif
