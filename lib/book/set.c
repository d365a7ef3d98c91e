#include "private.h"

/* Text into the fields of a row. */

size_t
ou_book_width(const struct ou_field *f)
{
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return sizeof(struct ou_str);
	case OU_KIND_AMOUNT:
		return sizeof(struct ou_amount);
	case OU_KIND_PRICE:
		return sizeof(struct ou_price);
	case OU_KIND_QUANTITY:
		return sizeof(struct ou_quantity);
	case OU_KIND_RATE:
		return sizeof(struct ou_rate);
	case OU_KIND_INTEGER:
		return sizeof(struct ou_integer);
	case OU_KIND_FLAG:
		return sizeof(enum ou_flag);
	case OU_KIND_DATE:
		return sizeof(struct ou_date);
	case OU_KIND_TIME:
		return sizeof(struct ou_time);
	default:
		return 0;
	}
}

bool
ou_book_given(const struct ou_field *f, const void *row)
{
	const char *at = (const char *)row + f->offset;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return ((const struct ou_str *)(const void *)at)->p != NULL;
	case OU_KIND_AMOUNT:
		return ((const struct ou_amount *)(const void *)at)->given;
	case OU_KIND_PRICE:
		return ((const struct ou_price *)(const void *)at)->given;
	case OU_KIND_QUANTITY:
		return ((const struct ou_quantity *)(const void *)at)->given;
	case OU_KIND_RATE:
		return ((const struct ou_rate *)(const void *)at)->given;
	case OU_KIND_INTEGER:
		return ((const struct ou_integer *)(const void *)at)->given;
	case OU_KIND_FLAG:
		return *(const enum ou_flag *)(const void *)at !=
		    OU_FLAG_ABSENT;
	case OU_KIND_DATE:
		return ou_date_given(*(const struct ou_date *)(const void *)at);
	case OU_KIND_TIME:
		return ou_date_given(
		    ((const struct ou_time *)(const void *)at)->date);
	default:
		return false;
	}
}

/* As spreadsheets write them, too. */
static int
set_flag(enum ou_flag *flag, struct ou_str s, struct ou_err *err)
{
	static const char *const yes[] = { "true", "yes", "1" };
	static const char *const no[] = { "false", "no", "0" };
	size_t i;

	for (i = 0; i < 3; i++) {
		if (ou_str_caseeq(s, ou_str_c(yes[i]))) {
			*flag = OU_FLAG_YES;
			return 0;
		}
		if (ou_str_caseeq(s, ou_str_c(no[i]))) {
			*flag = OU_FLAG_NO;
			return 0;
		}
	}
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is not true or false", OU_STR_ARG(ou_str_sub(s, 0, 64)));
}

static int
set_integer(struct ou_integer *v, struct ou_str s, struct ou_err *err)
{
	enum ou_decimal_fault fault;

	fault = ou_decimal_scan(&v->v, s, 0, OU_DECIMAL_PLAIN, NULL);
	if (fault == OU_DECIMAL_FINE)
		fault = OU_DECIMAL_SYNTAX;
	if (fault != OU_DECIMAL_OK)
		return ou_decimal_explain(err, fault, s, 0,
		    "a whole number");
	v->given = true;
	return 0;
}

int
ou_book_set(const struct ou_field *f, void *row, struct ou_str text,
    struct ou_err *err)
{
	void *at = (char *)row + f->offset;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		*(struct ou_str *)at = text;
		return 0;
	case OU_KIND_AMOUNT:
		return ou_amount_parse(at, text, err);
	case OU_KIND_PRICE:
		return ou_price_parse(at, text, err);
	case OU_KIND_QUANTITY:
		return ou_quantity_parse(at, text, err);
	case OU_KIND_RATE:
		return ou_rate_parse(at, text, err);
	case OU_KIND_INTEGER:
		return set_integer(at, text, err);
	case OU_KIND_FLAG:
		return set_flag(at, text, err);
	case OU_KIND_DATE:
		return ou_date_parse(at, text, err);
	case OU_KIND_TIME:
		return ou_time_parse(at, text, err);
	default:
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "a column of this kind cannot be read");
	}
}
