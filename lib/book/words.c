#include <string.h>

#include "private.h"

/* Rows of the book, for messages. */

struct ou_str
ou_rows_text(const struct ou_rows *rows, uint32_t i, const char *column)
{
	int field = ou_table_find(rows->table, column, strlen(column));
	const char *row = ou_rows_at(rows, i);

	return *(const struct ou_str *)(const void *)(row +
	    rows->table->fields[field].offset);
}

bool
ou_book_has_word(struct ou_str words, struct ou_str word)
{
	struct ou_str w;

	while (words.p != NULL && ou_str_split(&words, ' ', &w)) {
		if (ou_str_eq(w, word))
			return true;
	}
	return false;
}

static void
put_text(struct ou_buf *b, const char *label, struct ou_str s)
{
	if (s.p != NULL)
		ou_buf_printf(b, "%s %.*s, ", label, OU_STR_ARG(s));
}

void
ou_price_row_words(struct ou_arena *a, const struct ou_price_row *x,
    struct ou_buf *b)
{
	char text[OU_DECIMAL_MAX], from[16] = "", through[16] = "";

	put_text(b, "contract", x->contract);
	put_text(b, "customer", x->customer);
	put_text(b, "group", x->group);
	put_text(b, "list", x->list);
	put_text(b, "promotion", x->promotion);
	if (x->min_quantity.v > 0)
		ou_buf_printf(b, ">=%.*s, ", (int)ou_quantity_text(text,
		    x->min_quantity), text);
	if (ou_date_given(x->valid_from))
		from[ou_date_text(from, x->valid_from)] = '\0';
	if (ou_date_given(x->valid_through))
		through[ou_date_text(through, x->valid_through)] = '\0';
	if (from[0] != '\0')
		ou_buf_printf(b, "from %s, ", from);
	if (through[0] != '\0')
		ou_buf_printf(b, "through %s, ", through);
	if (x->priority.given)
		ou_buf_printf(b, "priority %d, ", (int)x->priority.v);
	ou_buf_adds(b, ou_price_per(a, x->unit_price, x->price_base));
	ou_buf_printf(b, " %.*s", OU_STR_ARG(x->currency));
	if (x->unit.p != NULL)
		ou_buf_printf(b, " a %.*s", OU_STR_ARG(x->unit));
	if (x->prices_include_tax == OU_FLAG_YES)
		ou_buf_puts(b, " with tax");
}
