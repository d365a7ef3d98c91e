#include "ou/formats/shop.h"
#include "shop_amazon.h"

/*
 * Amazon's reports of orders: one row an item, tab separated, what belongs to
 * the order on every row.  The report of all orders says no names and
 * streets; that of unshipped ones no prices.
 */
#define AMAZON_ROW(id, flags, name) { name, flags },

static const struct shop_column columns[N_AMAZON] = {
	AMAZON_COLUMNS(AMAZON_ROW)
};

static const struct shop_status statuses[] = {
	{ "Unshipped", "paid", false, false },
	{ "Pending", "due", false, true },
	{ "PendingAvailability", "due", false, true },
	{ "InvoiceUnconfirmed", "due", false, true },
	{ "PartiallyShipped", "paid", false, true },
	{ "Partially Shipped", "paid", false, true },
	{ "Shipping", "paid", false, true },
	{ "Shipped", "paid", false, true },
	{ "Complete", "paid", false, true },
	{ "Unfulfillable", NULL, false, true },
	{ "Canceled", NULL, true, false },
	{ "Cancelled", NULL, true, false },
	{ NULL, NULL, false, false }
};

static bool
says_yes(struct ou_str s)
{
	return ou_str_caseeq(s, OU_STR("true")) ||
	    ou_str_caseeq(s, OU_STR("yes"));
}

static struct ou_address *
address(struct shop_file *f, const struct ou_csv_row *row, int from,
    struct ou_str name, const char *field)
{
	/* both blocks of columns stand in the same order */
	int d = from - S_NAME;
	struct shop_address a = {
	    .name = ou_shop_text(f, row, S_NAME + d),
	    .street1 = ou_shop_text(f, row, S_STREET1 + d),
	    .street2 = ou_shop_text(f, row, S_STREET2 + d),
	    .street3 = ou_shop_text(f, row, S_STREET3 + d),
	    .city = ou_shop_text(f, row, S_CITY + d),
	    .zip = ou_shop_text(f, row, S_ZIP + d),
	    .region = ou_shop_text(f, row, S_STATE + d),
	    .country = ou_shop_text(f, row, S_COUNTRY + d),
	    .telephone = ou_shop_text(f, row, S_PHONE + d),
	};

	/* who is billed where says whose tax it is, also without a street */
	if (a.street1.n + a.street2.n + a.city.n + a.zip.n == 0 &&
	    (from == S_NAME || a.country.n == 0))
		return NULL;
	if (a.name.n == 0)
		a.name = name;
	return ou_shop_address_of(&f->shop, &a, field);
}

static void
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_order *o = f->o;
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str company = ou_shop_text(f, row, COMPANY);
	struct ou_str po = ou_shop_text(f, row, PO);
	bool b2b = says_yes(ou_shop_cell(f, row, BUSINESS)) || po.n > 0;

	o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b2b ? OU_STR("Organization") : OU_STR("Person");
	b->name = b2b && company.n > 0 ? company : ou_shop_text(f, row, BUYER);
	if (b->name.n == 0)
		b->name = ou_shop_text(f, row, S_NAME);
	b->email = ou_shop_text(f, row, EMAIL);
	b->telephone = ou_shop_text(f, row, PHONE);
	b->vat_id = ou_shop_text(f, row, VAT);
	o->customer = b;
	if (po.n == 0)
		return;
	o->references = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*o->references));
	o->references->purchase_order = po;
}

static struct ou_window *
window(struct shop_file *f, const struct ou_csv_row *row, int from, int to,
    struct ou_err *err)
{
	struct ou_window *w;

	if (ou_shop_cell(f, row, from).n + ou_shop_cell(f, row, to).n == 0)
		return NULL;
	w = ou_arena_zalloc(&f->rows.im->arena, sizeof(*w));
	if (ou_shop_time(f, row, from, &w->from, err) != 0 ||
	    ou_shop_time(f, row, to, &w->to, err) != 0)
		return NULL;
	return w;
}

static int
delivery(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	struct ou_delivery *d = ou_shop_delivery(&f->shop);

	d->method = OU_STR("parcel");
	d->service = ou_shop_text(f, row, SERVICE);
	d->instructions = ou_shop_text(f, row, INSTRUCTIONS);
	d->address = address(f, row, S_NAME, f->o->customer->name,
	    "orderDelivery.deliveryAddress");
	f->o->billing_address = address(f, row, B_NAME, f->o->customer->name,
	    "billingAddress");
	/* the moment that was promised: its day depends on where one is */
	d->ship_window = window(f, row, EARLIEST, PROMISE, err);
	d->window = window(f, row, WINDOW_FROM, WINDOW_TO, err);
	return err->kind == OU_ERR_NONE ? 0 : -1;
}

/* What stands in the way of sending it. */
static void
holds(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str s = ou_shop_cell(f, row, STATUS), shipped = s;

	/* "Shipped - Delivered to Buyer" */
	if (ou_str_starts(s, "Shipped"))
		shipped = OU_STR("Shipped");
	if (s.n > 0)
		ou_shop_status_apply(&f->shop,
		    ou_shop_status_find(statuses, shipped), "order-status",
		    s);
	ou_shop_needs_address(&f->shop);
}

static int
payment(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*p));
	struct ou_str how = ou_shop_cell(f, row, METHOD);

	f->o->payment = p;
	if (ou_shop_time(f, row, PAID, &p->paid_at, err) != 0)
		return -1;
	p->provider = OU_STR("Amazon");
	if (ou_date_given(p->paid_at.date))
		p->status = OU_STR("paid");
	/* cash on delivery is paid at the door, whatever the date is of */
	if (ou_str_caseeq(how, OU_STR("COD")) ||
	    ou_str_caseeq(how, OU_STR("CashOnDelivery"))) {
		p->status = OU_STR("due");
		p->paid_at = (struct ou_time){ 0 };
	}
	ou_shop_order_extra(f, row, METHOD);
	return 0;
}

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct amazon *z = (struct amazon *)f;
	struct ou_order *o = f->o;

	z->shipping = z->wrap = z->discount = z->tax = (struct ou_amount){ 0 };
	z->discount_id = OU_STR_NONE;
	z->prices = false;
	o->channel = OU_STR("amazon");
	o->portal = ou_shop_text(f, row, SITE);
	o->number = ou_shop_text(f, row, ID);
	o->seller_number = ou_shop_text(f, row, MERCHANT_ID);
	customer(f, row);
	err->kind = OU_ERR_NONE;
	if (ou_shop_time(f, row, PURCHASED, &o->date, err) != 0 ||
	    payment(f, row, err) != 0 || delivery(f, row, err) != 0)
		return -1;
	holds(f, row);
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
	struct amazon z = { .file = {
		.columns = columns, .n_columns = N_AMAZON,
		.title = "report of orders of Amazon",
		.bare_tabs = true,
		.rows = { .format = "amazon", .key = key_of },
		.head = head, .line = ou_amazon_line, .end = ou_amazon_end,
	} };

	return ou_shop_file_run(&z.file, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(columns, N_AMAZON, head))
		return 0;
	*why = "its header has Amazon's columns order-id, sku and "
	    "ship-service-level";
	return 97;
}

const struct ou_format ou_format_amazon = {
	"amazon", "Amazon reports of orders", detect, run, true
};
