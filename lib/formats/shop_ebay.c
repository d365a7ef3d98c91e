#include <string.h>

#include "ou/formats/shop.h"
#include "shop_ebay.h"

/*
 * eBay's report of orders: a line of nothing but commas in front of the
 * header, one behind it, and lines of counts behind the orders.  An order of
 * one item is one row.  Of several there is a row without an item in front,
 * which has the address and what the order adds up to; the rows of the items
 * have what belongs to them, and little else.
 */
#define EBAY_ROW(id, flags, name) { name, flags },

static const struct shop_column columns[N_EBAY] = {
	EBAY_COLUMNS(EBAY_ROW)
};

static const char *const dates[] = {
	"%b-%d-%y %H:%M:%S", "%b-%d-%y", "%d-%b-%y %H:%M:%S", "%d-%b-%y",
	"%b-%d-%Y", "%d-%b-%Y", "%b %d, %Y", NULL
};

static struct ou_address *
address(struct shop_file *f, const struct ou_csv_row *row, bool buyer)
{
	int d = buyer ? B_STREET1 - S_STREET1 : 0;
	struct shop_address a = {
	    .name = ou_shop_text(f, row, buyer ? BUYER : S_NAME),
	    .street1 = ou_shop_text(f, row, S_STREET1 + d),
	    .street2 = ou_shop_text(f, row, S_STREET2 + d),
	    .city = ou_shop_text(f, row, S_CITY + d),
	    .zip = ou_shop_text(f, row, S_ZIP + d),
	    .region = ou_shop_text(f, row, S_STATE + d),
	    .country = ou_shop_text(f, row, S_COUNTRY + d),
	};

	if (a.street1.n + a.city.n + a.zip.n == 0)
		return NULL;
	if (!buyer)
		a.telephone = ou_shop_text(f, row, S_PHONE);
	return ou_shop_address_of(&f->shop, &a, buyer ? "billingAddress" :
	    "orderDelivery.deliveryAddress");
}

static void
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str kind = ou_shop_cell(f, row, TAX_NAME);

	if (ou_str_search(kind, OU_STR("VAT")) >= 0)
		b->vat_id = ou_shop_text(f, row, TAX_ID);
	else {
		ou_shop_order_extra(f, row, TAX_NAME);
		ou_shop_order_extra(f, row, TAX_ID);
	}
	f->o->segment = b->vat_id.n > 0 ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b->vat_id.n > 0 ? OU_STR("Organization") : OU_STR("Person");
	b->name = ou_shop_text(f, row, BUYER);
	b->email = ou_shop_text(f, row, EMAIL);
	f->o->customer = b;
	ou_shop_order_extra(f, row, USER);
}

static int
date(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_date *to, struct ou_err *err)
{
	struct ou_time t = { 0 };

	if (ou_shop_time(f, row, column, &t, err) != 0)
		return -1;
	*to = t.date;
	return 0;
}

static int
delivery(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	struct ou_delivery *d = ou_shop_delivery(&f->shop);

	d->method = ou_str_caseeq(ou_shop_cell(f, row, COLLECT),
	    OU_STR("Yes")) ? OU_STR("collect") : OU_STR("parcel");
	d->service = ou_shop_text(f, row, SERVICE);
	d->address = address(f, row, false);
	f->o->billing_address = address(f, row, true);
	ou_shop_needs_address(&f->shop);
	return date(f, row, SHIP_BY, &d->requested_ship_date, err) != 0 ||
	    date(f, row, PROMISED, &d->promised_by, err) != 0 ? -1 : 0;
}

static int
payment(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*p));

	f->o->payment = p;
	p->provider = ou_shop_text(f, row, METHOD);
	p->transaction_id = ou_shop_text(f, row, PAYPAL);
	if (ou_shop_time(f, row, PAID_AT, &p->paid_at, err) != 0)
		return -1;
	p->status = ou_date_given(p->paid_at.date) ? OU_STR("paid") :
	    OU_STR("due");
	if (!ou_date_given(p->paid_at.date))
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("it is not paid"), OU_STR_NONE);
	return 0;
}

/* --- rows --- */

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ebay *e = (struct ebay *)f;

	(void)err;
	memset(&e->rows, 0, sizeof(e->rows));
	memset(&e->whole, 0, sizeof(e->whole));
	e->has_whole = false;
	e->included = e->money = OU_STR_NONE;
	e->sold = (struct ou_amount){ 0 };
	f->o->channel = OU_STR("ebay");
	f->o->number = ou_shop_text(f, row, NUMBER);
	if (f->o->number.n == 0)
		f->o->number = ou_shop_text(f, row, RECORD);
	return 0;
}

/* All rows have been seen: what the first one lacked, others had. */
static int
end(struct shop_file *f, const struct ou_csv_row *first, struct ou_err *err)
{
	struct ebay *e = (struct ebay *)f;

	customer(f, first);
	ou_shop_order_extra(f, first, RECORD);
	ou_shop_note(&f->shop, ou_shop_text(f, first, NOTE));
	if (ou_shop_time(f, first, SOLD_AT, &f->o->date, err) != 0 ||
	    payment(f, first, err) != 0 || delivery(f, first, err) != 0)
		return -1;
	ou_shop_currency(&f->shop, e->money);
	return ou_ebay_money(e, err);
}

/* Until the buyer has paid there is no order number. */
static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	struct ou_str s = ou_shop_cell(arg, row, NUMBER);

	return s.n > 0 ? s : ou_shop_cell(arg, row, RECORD);
}

/* "83","record(s) downloaded": orders, not rows. */
static void
check_count(struct ebay *e, const struct ou_csv_row *row, struct ou_str said)
{
	uint64_t read = e->file.rows.im->documents - e->before;
	int64_t n;

	while (said.n > 0 && strchr("\", \t", said.p[0]) != NULL)
		said = ou_str_sub(said, 1, said.n);
	for (n = 0; said.n > 0 && said.p[0] >= '0' && said.p[0] <= '9' &&
	     n < 1000000000; said = ou_str_sub(said, 1, said.n))
		n = n * 10 + (said.p[0] - '0');
	e->before = e->file.rows.im->documents;
	if (n > 0 && (uint64_t)n != read)
		ou_rows_finding(&e->file.rows, row->line, OU_DIAG_TOTAL, "",
		    "the file says that it has %jd records; %ju were read",
		    (intmax_t)n, (uintmax_t)read);
}

static bool
ignores(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str raw = row->raw;

	if (row->cells != NULL && row->n == ou_csv_header(f->rows.csv)->n &&
	    key_of(f, row).n > 0 && ou_shop_cell(f, row, QUANTITY).n > 0)
		return false;
	if (ou_str_search(raw, OU_STR("record(s) downloaded")) >= 0) {
		check_count((struct ebay *)f, row, raw);
		return true;
	}
	if (raw.n > 0 && raw.p[0] == '"')
		raw = ou_str_sub(raw, 1, raw.n);
	return ou_str_starts(raw, "Seller ID");
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct ebay e = { .file = {
		.columns = columns, .n_columns = N_EBAY,
		.title = "report of orders of eBay",
		.dates = dates, .merges = true,
		.rows = { .format = "ebay", .key = key_of },
		.ignore = ignores,
		.head = head, .line = ou_ebay_line, .end = end,
	}, .before = im->documents };

	return ou_shop_file_run(&e.file, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(columns, N_EBAY, head))
		return 0;
	*why = "its header has eBay's columns Order Number, Buyer Username "
	    "and Sold For";
	return 97;
}

const struct ou_format ou_format_ebay = {
	"ebay", "eBay report of orders", detect, run, true
};
