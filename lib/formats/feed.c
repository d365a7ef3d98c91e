#include <string.h>

#include "ou/formats/feed.h"
#include "ou/record/csv.h"

/*
 * A format is a list of columns: where each comes from is one letter.
 */
enum from { EMPTY, SKU, HANDLE, TITLE, NAME1, OPTION1, NAME2, OPTION2, NAME3,
    OPTION3, PLACE, CURRENT, ON_HAND, QUANTITY, IN_STOCK, PRODUCT, KIND,
    UPDATE, N_FROM };

struct column {
	const char *name;
	enum from from;
};

struct ou_feed_format {
	const char *name;
	const char *ending;
	char separator;
	const struct column *columns;	/* ends with NULL */
};

static const struct column shopify[] = {
	{ "Handle", HANDLE }, { "Title", TITLE }, { "Option1 Name", NAME1 },
	{ "Option1 Value", OPTION1 }, { "Option2 Name", NAME2 },
	{ "Option2 Value", OPTION2 }, { "Option3 Name", NAME3 },
	{ "Option3 Value", OPTION3 }, { "SKU", SKU }, { "HS Code", EMPTY },
	{ "COO", EMPTY }, { "Location", PLACE },
	{ "On hand (current)", CURRENT }, { "On hand (new)", ON_HAND },
	{ NULL, EMPTY },
};
static const struct column amazon[] = {
	{ "sku", SKU }, { "price", EMPTY }, { "quantity", QUANTITY },
	{ NULL, EMPTY },
};
static const struct column woocommerce[] = {
	{ "ID", PRODUCT }, { "SKU", SKU }, { "In stock?", IN_STOCK },
	{ "Stock", QUANTITY }, { NULL, EMPTY },
};
static const struct column mirakl[] = {
	{ "sku", SKU }, { "product-id", PRODUCT },
	{ "product-id-type", KIND }, { "quantity", QUANTITY },
	{ "update-delete", UPDATE }, { NULL, EMPTY },
};

static const struct ou_feed_format formats[] = {
	{ "shopify", "csv", ',', shopify },
	{ "amazon", "txt", '\t', amazon },
	{ "woocommerce", "csv", ',', woocommerce },
	{ "mirakl", "csv", ';', mirakl },
};

const struct ou_feed_format *
ou_feed_format_find(struct ou_str name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (ou_str_is(name, formats[i].name))
			return &formats[i];
	}
	return NULL;
}

const char *
ou_feed_ending(const struct ou_feed_format *f)
{
	return f->ending;
}

void
ou_feed_header(const struct ou_feed_format *f, struct ou_buf *out)
{
	const struct column *c;

	for (c = f->columns; c->name != NULL; c++) {
		if (c != f->columns)
			ou_buf_addc(out, f->separator);
		ou_buf_puts(out, c->name);
	}
	ou_buf_addc(out, '\n');
}

static void
put_units(struct ou_buf *out, struct ou_quantity q)
{
	char text[OU_DECIMAL_MAX];

	if (q.given)
		ou_buf_add(out, text, ou_quantity_text(text, q));
}

/* A channel that subtracts what it holds is told that as well. */
static struct ou_quantity
on_hand(const struct ou_channel_stock *row)
{
	struct ou_quantity sum;

	if (ou_quantity_add(&sum, row->quantity, row->held, NULL) != 0)
		return row->quantity;
	return sum;
}

static struct ou_str
text_of(const struct ou_channel_item *i, const struct ou_channel_stock *row,
    enum from from)
{
	const struct ou_str all[N_FROM] = { [SKU] = row->code,
	    [HANDLE] = i->handle, [TITLE] = i->title,
	    [NAME1] = i->option1_name, [OPTION1] = i->option1,
	    [NAME2] = i->option2_name, [OPTION2] = i->option2,
	    [NAME3] = i->option3_name, [OPTION3] = i->option3,
	    [PLACE] = i->place.n != 0 ? i->place : i->location,
	    [IN_STOCK] = row->quantity.v > 0 ? OU_STR("1") : OU_STR("0"),
	    [PRODUCT] = i->product, [KIND] = i->product_type,
	    [UPDATE] = OU_STR("update") };

	return all[from];
}

void
ou_feed_row(const struct ou_feed_format *f, struct ou_buf *out,
    const struct ou_channel_item *item, const struct ou_channel_stock *row)
{
	const struct column *c;

	for (c = f->columns; c->name != NULL; c++) {
		if (c != f->columns)
			ou_buf_addc(out, f->separator);
		if (c->from == QUANTITY)
			put_units(out, row->quantity);
		else if (c->from == ON_HAND)
			put_units(out, on_hand(row));
		else if (c->from == CURRENT)
			put_units(out, row->current);
		else
			ou_csv_put(out, text_of(item, row, c->from),
			    f->separator);
	}
	ou_buf_addc(out, '\n');
}
