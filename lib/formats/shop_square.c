#include <stdio.h>

#include "ou/formats/shop.h"
#include "ou/io/file.h"
#include "shop_cells.h"

/*
 * Square's items detail: sales at the till, a row an item.  What was sold has
 * been handed over, so that nothing is to be sent; returns are rows below zero
 * and no orders.  Amounts are net, the tax beside them.
 */
#define SQUARE_COLUMNS(C) \
	C(ID, SHOP_NEEDED, "Transaction ID") \
	C(DATE, SHOP_NEEDED, "Date") \
	C(TIME, SHOP_ORDER, "Time") \
	C(ZONE, SHOP_ORDER, "Time Zone") \
	C(ITEM, SHOP_LINE | SHOP_NEEDED, "Item") \
	C(QUANTITY, SHOP_LINE | SHOP_NEEDED, "Qty") \
	C(GROSS, SHOP_LINE | SHOP_NEEDED, "Gross Sales") \
	C(DISCOUNT, SHOP_LINE, "Discounts") \
	C(NET, SHOP_LINE, "Net Sales") \
	C(TAX, SHOP_LINE, "Tax") \
	C(VARIATION, SHOP_LINE, "Price Point Name") \
	C(SKU, SHOP_LINE, "SKU") \
	C(GTIN, SHOP_LINE, "GTIN") \
	C(MODIFIERS, SHOP_LINE, "Modifiers Applied") \
	C(UNIT, SHOP_LINE, "Unit") \
	C(NOTES, SHOP_LINE, "Notes") \
	C(CATEGORY, SHOP_LINE, "Category") \
	C(KIND, SHOP_LINE, "Itemization Type") \
	C(COUNT, SHOP_LINE, "Count") \
	C(TOKEN, SHOP_LINE, "Token") \
	C(COMMISSION, SHOP_LINE, "Commission") \
	C(EMPLOYEE, SHOP_LINE, "Employee") \
	C(EVENT, SHOP_LINE, "Event Type") \
	C(PAYMENT, SHOP_LINE, "Payment ID") \
	C(LOCATION, SHOP_ORDER, "Location") \
	C(CUSTOMER, SHOP_ORDER, "Customer ID") \
	C(CUSTOMER_NAME, SHOP_ORDER, "Customer Name") \
	C(REFERENCE, SHOP_ORDER, "Customer Reference ID") \
	C(FULFILLMENT, SHOP_ORDER, "Fulfillment Note")

#define SQUARE_ID(id, flags, name) id,
enum { SQUARE_COLUMNS(SQUARE_ID) N_SQUARE };
#define SQUARE_ROW(id, flags, name) { name, flags },
static const struct shop_column columns[N_SQUARE] = {
	SQUARE_COLUMNS(SQUARE_ROW)
};

struct square {
	struct shop_file file;		/* the first member: it is the one
					 * that callbacks are given */
	struct ou_amount tax;
	struct ou_str money;		/* an amount with its sign */
	const char *zone_name;		/* of the last order, and its zone */
	struct ou_zone *zone;
};

/* --- times --- */

/* The names that Square has for zones. */
static const struct {
	const char *text, *zone;
} zones[] = {
	{ "Eastern Time (US & Canada)", "America/New_York" },
	{ "Central Time (US & Canada)", "America/Chicago" },
	{ "Mountain Time (US & Canada)", "America/Denver" },
	{ "Pacific Time (US & Canada)", "America/Los_Angeles" },
	{ "Arizona", "America/Phoenix" },
	{ "Alaska", "America/Juneau" },
	{ "Hawaii", "Pacific/Honolulu" },
	{ "Indiana (East)", "America/Indiana/Indianapolis" },
	{ "Puerto Rico", "America/Puerto_Rico" },
	{ "Atlantic Time (Canada)", "America/Halifax" },
	{ "Newfoundland", "America/St_Johns" },
	{ "Saskatchewan", "America/Regina" },
	{ "London", "Europe/London" },
	{ "Edinburgh", "Europe/London" },
	{ "Dublin", "Europe/Dublin" },
	{ "Paris", "Europe/Paris" },
	{ "Madrid", "Europe/Madrid" },
	{ "Tokyo", "Asia/Tokyo" },
	{ "Osaka", "Asia/Tokyo" },
	{ "Sydney", "Australia/Sydney" },
	{ "Melbourne", "Australia/Melbourne" },
	{ "Canberra", "Australia/Canberra" },
	{ "Hobart", "Australia/Hobart" },
	{ "Brisbane", "Australia/Brisbane" },
	{ "Adelaide", "Australia/Adelaide" },
	{ "Darwin", "Australia/Darwin" },
	{ "Perth", "Australia/Perth" },
};

static struct ou_zone *
zone_of(struct square *q, struct ou_str text)
{
	struct ou_err err;
	size_t i, n = sizeof(zones) / sizeof(zones[0]);

	for (i = 0; i < n && !ou_str_is(text, zones[i].text); i++)
		continue;
	if (i == n)
		return NULL;
	if (q->zone_name != zones[i].zone) {
		q->zone_name = zones[i].zone;
		q->zone = ou_zone_load(&q->file.run,
		    ou_str_c(zones[i].zone), &err);
	}
	return q->zone;
}

/* Older exports write 7/18/26, and mean July: Square is of the US. */
static int
read_time(struct square *q, const struct ou_csv_row *row, struct ou_err *err)
{
	struct shop_file *f = &q->file;
	struct ou_time *t = &f->o->date;
	struct ou_str date = ou_shop_cell(f, row, DATE), text;
	struct ou_str where = ou_shop_cell(f, row, ZONE);
	struct ou_zone *zone = zone_of(q, where);
	bool us = ou_str_search(where, OU_STR("(US & Canada)")) >= 0;
	static const char *const patterns[] = {
		"%m/%d/%y %H:%M:%S", "%m/%d/%Y %H:%M:%S"
	};
	size_t i;

	text = ou_str_printf(&f->rows.im->arena, "%.*s %.*s",
	    OU_STR_ARG(date), OU_STR_ARG(ou_shop_cell(f, row, TIME)));
	text = ou_str_trim(text);
	for (i = 0; us && i < 2; i++) {
		if (ou_time_pattern(t, text, patterns[i], f->rows.im->year,
		    NULL) == 0)
			break;
	}
	if ((!us || i == 2) && ou_time_guess(t, text, err) != 0)
		return ou_shop_at(f, err, DATE);
	/* an hour that is there twice stays without: the order is held */
	if (zone != NULL && t->has_clock && !t->has_offset)
		(void)ou_zone_apply(zone, t, NULL);
	return 0;
}

/* --- rows --- */

static void
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str reference = ou_shop_text(f, row, REFERENCE);

	f->o->segment = OU_STR("b2c");
	b->type = OU_STR("Person");
	b->name = ou_shop_text(f, row, CUSTOMER_NAME);
	f->o->customer = b;
	ou_shop_order_extra(f, row, CUSTOMER);
	if (reference.n == 0)
		return;
	f->o->references = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*f->o->references));
	f->o->references->customer_reference = reference;
}

/* What is to be made ready for somebody has a note; what has none was taken
 * along. */
static void
delivery(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_delivery *d = ou_shop_delivery(&f->shop);

	d->method = OU_STR("collect");
	d->instructions = ou_shop_text(f, row, FULFILLMENT);
	if (d->instructions.n > 0)
		return;
	f->o->status = OU_STR("OrderDelivered");
	ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
	    OU_STR("sold at the till: nothing is to be sent"), OU_STR_NONE);
}

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct square *q = (struct square *)f;
	struct ou_order *o = f->o;

	q->tax = (struct ou_amount){ 0 };
	q->money = ou_shop_text(f, row, GROSS);
	o->channel = OU_STR("square");
	o->portal = ou_shop_text(f, row, LOCATION);
	o->number = ou_shop_text(f, row, ID);
	customer(f, row);
	delivery(f, row);
	o->payment = ou_arena_zalloc(&f->rows.im->arena, sizeof(*o->payment));
	o->payment->provider = OU_STR("Square");
	o->payment->status = OU_STR("paid");
	o->payment->transaction_id = ou_shop_text(f, row, PAYMENT);
	return read_time(q, row, err);
}

static int
line_money(struct square *q, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct shop_file *f = &q->file;
	struct ou_amount gross, less, net, tax, sum;

	if (ou_shop_amount(f, row, GROSS, &gross, err) != 0 ||
	    ou_shop_amount(f, row, DISCOUNT, &less, err) != 0 ||
	    ou_shop_amount(f, row, NET, &net, err) != 0 ||
	    ou_shop_amount(f, row, TAX, &tax, err) != 0)
		return -1;
	/* a discount is written below zero */
	if (less.v < 0)
		less.v = -less.v;
	if (ou_shop_unit_price(l, gross, 1, err) < 0 ||
	    ou_amount_sub(&sum, gross, less, err) != 0 ||
	    ou_amount_add(&q->tax, q->tax, tax, err) != 0)
		return ou_shop_at(f, err, GROSS);
	(void)ou_shop_allowance(&f->shop, &l->allowances, &l->n_allowances,
	    false, less, "95", OU_STR("Discount"));
	l->total = sum;
	if (net.given && net.v != sum.v) {
		ou_rows_finding(&f->rows, row->line, OU_DIAG_TOTAL,
		    "Net Sales", "gross sales less discounts are another sum");
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_PRICE,
		    OU_STR("gross sales less discounts are not net sales"),
		    l->number);
	}
	return ou_amount_add(&f->lines, f->lines, sum, err);
}

static void
line_extras(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_order_line *l)
{
	static const int extra[] = {
		VARIATION, MODIFIERS, NOTES, CATEGORY, KIND, COUNT, TOKEN,
		COMMISSION, EMPLOYEE,
	};
	struct ou_str unit = ou_shop_cell(f, row, UNIT);
	size_t i;

	for (i = 0; i < sizeof(extra) / sizeof(extra[0]); i++)
		ou_shop_line_extra(f, row, l, extra[i]);
	if (unit.n == 0 || ou_str_caseeq(unit, OU_STR("ea")) ||
	    ou_str_caseeq(unit, OU_STR("each")))
		return;
	ou_shop_line_extra(f, row, l, UNIT);
	ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_UNIT,
	    ou_str_printf(&f->rows.im->arena, "sold by '%.*s', not by the "
	    "piece", OU_STR_ARG(unit)), l->number);
}

static int
line(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct square *q = (struct square *)f;
	struct ou_str event = ou_shop_cell(f, row, EVENT);
	struct ou_order_line *l = ou_shop_line_new(f);

	if (ou_shop_quantity(f, row, QUANTITY, &l->quantity, err) != 0 ||
	    ou_shop_code(f, row, SKU, &l->product->sku, err) != 0 ||
	    ou_shop_code(f, row, GTIN, &l->product->gtin, err) != 0)
		return -1;
	if (l->quantity.v < 0 || ou_str_caseeq(event, OU_STR("Refund"))) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "what is given back is no order");
		return ou_shop_at(f, err, QUANTITY);
	}
	l->product->name = ou_shop_text(f, row, ITEM);
	line_extras(f, row, l);
	if (f->o->status.n > 0) {
		l->quantities = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*l->quantities));
		l->quantities->shipped = l->quantity;
	}
	return line_money(q, row, l, err);
}

static int
end(struct shop_file *f, const struct ou_csv_row *first, struct ou_err *err)
{
	struct square *q = (struct square *)f;
	struct ou_totals *t = ou_arena_zalloc(&f->rows.im->arena, sizeof(*t));

	(void)first;
	ou_shop_currency(&f->shop, q->money);
	f->o->prices_include_tax = OU_FLAG_NO;
	t->tax_exclusive = f->lines;
	t->tax = q->tax;
	if (ou_amount_add(&t->tax_inclusive, f->lines, q->tax, err) != 0)
		return -1;
	t->payable = t->tax_inclusive;
	f->o->totals = t;
	return 0;
}

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return ou_shop_cell(arg, row, ID);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct square q = { .file = {
		.columns = columns, .n_columns = N_SQUARE,
		.title = "items detail of Square",
		.numbers = { .decimal = '.' },
		.rows = { .format = "square", .key = key_of },
		.head = head, .line = line, .end = end,
	} };

	return ou_shop_file_run(&q.file, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(columns, N_SQUARE, head))
		return 0;
	*why = "its header has Square's columns Transaction ID, Item, Qty and "
	    "Gross Sales";
	return 96;
}

const struct ou_format ou_format_square = {
	"square", "Square items detail", detect, run, true
};
