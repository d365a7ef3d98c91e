#include "ou/formats/shop.h"
#include "shop_woo.h"
#include "shop_woo_csv.h"

/*
 * WooCommerce's orders as CSV.  Amounts are net, taxes stand beside them, a
 * line's total has its discount taken off.
 */
#define WOO_ROW(id, flags, name) { name, flags },

static const struct shop_column columns[N_WOO] = { WOO_COLUMNS(WOO_ROW) };

struct woo_csv {
	struct shop_file file;		/* the first member: it is the one
					 * that callbacks are given */
	struct ou_amount shipping, fees;	/* of the cells' items */
	struct ou_str title, method;	/* of the first shipping item */
	bool packed;			/* the items stand in cells */
};

/* --- items --- */

/* "0", "0.00", "-0": said, and nothing. */
static bool
is_naught(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n && strchr("0.,-", s.p[i]) != NULL; i++)
		continue;
	return i == s.n;
}

static int
amount(struct shop_file *f, struct ou_str s, struct ou_amount *to,
    struct ou_err *err)
{
	*to = (struct ou_amount){ .places = 2, .given = s.n > 0 };
	return s.n == 0 ? 0 : ou_number_parse(&to->v, s, OU_AMOUNT_SCALE,
	    &f->numbers, err);
}

static int
line_money(struct shop_file *f, const struct woo_item *i,
    struct ou_order_line *l, struct ou_err *err)
{
	struct ou_amount before, after, less;

	if (amount(f, i->subtotal, &before, err) != 0 ||
	    amount(f, i->total, &after, err) != 0)
		return -1;
	if (!after.given)
		after = before;
	if (!before.given)
		before = after;
	if (!after.given)
		return 0;
	if (ou_shop_unit_price(l, before, 1, err) < 0 ||
	    ou_amount_sub(&less, before, after, err) != 0)
		return -1;
	(void)ou_shop_allowance(&f->shop, &l->allowances, &l->n_allowances,
	    false, less, "95", OU_STR("Discount"));
	l->total = after;
	return ou_amount_add(&f->lines, f->lines, after, err);
}

static void
line_extra(struct ou_import *im, struct ou_order_line *l,
    const struct woo_item *i)
{
	const struct {
		const char *key;
		struct ou_str value;
	} all[] = {
		{ "id", i->id }, { "product_id", i->product },
		{ "variation_id", ou_str_is(i->variation, "0") ? OU_STR_NONE :
		  i->variation },
		{ "tax_class", i->tax_class }, { "meta", i->meta },
		{ "description", i->description },
		{ "refunded", is_naught(i->refunded) ? OU_STR_NONE :
		  i->refunded },
		{ "refunded_qty", is_naught(i->refunded_quantity) ?
		  OU_STR_NONE : i->refunded_quantity },
	};
	size_t k;

	for (k = 0; k < sizeof(all) / sizeof(all[0]); k++)
		ou_import_extra(im, &l->extra, &l->n_extra,
		    ou_str_c(all[k].key), all[k].value);
	for (k = 0; k < i->n_others; k++)
		ou_import_extra(im, &l->extra, &l->n_extra, i->others[k].key,
		    i->others[k].value);
}

static int
add_line(void *arg, const struct woo_item *i, struct ou_err *err)
{
	struct shop_file *f = arg;
	struct ou_import *im = f->rows.im;
	struct ou_order_line *l;
	struct ou_amount refunded;
	const char *why = ou_number_spoiled(i->sku);

	if (f->o->n_lines == ou_import_lines_max(im))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "more than %u order lines", ou_import_lines_max(im));
	l = ou_shop_line_new(f);
	if (i->quantity.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line item without quantity");
	if (why != NULL)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s': %s", OU_STR_ARG(i->sku), why);
	if (ou_number_parse(&l->quantity.v, i->quantity, OU_QUANTITY_SCALE,
		&f->numbers, err) != 0 ||
	    amount(f, i->refunded, &refunded, err) != 0)
		return -1;
	l->quantity.given = true;
	l->product->sku = ou_str_dup(&im->arena, i->sku);
	l->product->name = ou_str_dup(&im->arena, i->name);
	line_extra(im, l, i);
	if (l->quantity.v < 0)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	if (refunded.v != 0 || !is_naught(i->refunded_quantity))
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("some of it was refunded"), l->number);
	return line_money(f, i, l, err);
}

/* line_item_1, line_item_2 ...: an item in each. */
static int
numbered(struct shop_file *f, const struct ou_csv_row *row,
    struct ou_err *err)
{
	const struct ou_csv_row *header = ou_csv_header(f->rows.csv);
	struct ou_str name;
	uint32_t i;

	for (i = 0; i < row->n; i++) {
		name = ou_str_trim(header->cells[i]);
		if (!ou_str_starts(name, "line_item_") || name.n < 11 ||
		    name.p[10] < '0' || name.p[10] > '9')
			continue;
		f->known[i] = 1;
		if (ou_woo_items(&f->rows.im->arena, row->cells[i], add_line,
		    f, err) != 0)
			return ou_err_in(err, "%.*s", OU_STR_ARG(name));
	}
	return 0;
}

static int
line(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct woo_csv *w = (struct woo_csv *)f;
	struct woo_item i = {
		.id = ou_shop_cell(f, row, ITEM_ID),
		.product = ou_shop_cell(f, row, ITEM_PRODUCT),
		.name = ou_shop_cell(f, row, ITEM_NAME),
		.sku = ou_shop_cell(f, row, ITEM_SKU),
		.quantity = ou_shop_cell(f, row, ITEM_QUANTITY),
		.subtotal = ou_shop_cell(f, row, ITEM_SUBTOTAL),
		.total = ou_shop_cell(f, row, ITEM_TOTAL),
		.refunded = ou_shop_cell(f, row, ITEM_REFUNDED),
		.refunded_quantity = ou_shop_cell(f, row, ITEM_REFUNDED_QTY),
		.meta = ou_shop_cell(f, row, ITEM_META),
	};

	/* the table is known by it, and numbered items are read below */
	(void)ou_shop_cell(f, row, ANY_ITEMS);
	if (i.quantity.n + i.name.n + i.sku.n > 0)
		return add_line(f, &i, err) == 0 ? 0 :
		    ou_shop_at(f, err, ITEM_QUANTITY);
	if (f->rows.n_rows > 1 && w->packed)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
		    "the order stands there twice");
	w->packed = true;
	if (ou_woo_items(&f->rows.im->arena, ou_shop_cell(f, row, ITEMS),
	    add_line, f, err) != 0)
		return ou_shop_at(f, err, ITEMS);
	return numbered(f, row, err);
}

/* --- the head --- */

static struct ou_address *
address(struct shop_file *f, const struct ou_csv_row *row, int from,
    const char *field)
{
	/* both blocks of columns stand in the same order */
	int d = from - B_FIRST;
	struct shop_address a = {
	    .name = ou_shop_full_name(&f->shop,
		ou_shop_text(f, row, B_FIRST + d),
		ou_shop_text(f, row, B_LAST + d)),
	    .company = ou_shop_text(f, row, B_COMPANY + d),
	    .street1 = ou_shop_text(f, row, B_STREET1 + d),
	    .street2 = ou_shop_text(f, row, B_STREET2 + d),
	    .city = ou_shop_text(f, row, B_CITY + d),
	    .zip = ou_shop_text(f, row, B_ZIP + d),
	    .region = ou_shop_text(f, row, B_STATE + d),
	    .country = ou_shop_text(f, row, B_COUNTRY + d),
	    .telephone = ou_shop_text(f, row, from == B_FIRST ? B_PHONE :
		S_PHONE),
	};

	if (from == B_FIRST)
		a.email = ou_shop_text(f, row, EMAIL);
	return ou_shop_address_of(&f->shop, &a, field);
}

static void
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str id = ou_shop_cell(f, row, CUSTOMER);
	struct ou_str company = ou_shop_text(f, row, B_COMPANY);

	b->given_name = ou_shop_text(f, row, B_FIRST);
	b->family_name = ou_shop_text(f, row, B_LAST);
	b->name = ou_shop_full_name(&f->shop, b->given_name, b->family_name);
	b->email = ou_shop_text(f, row, EMAIL);
	b->telephone = ou_shop_text(f, row, B_PHONE);
	b->vat_id = ou_shop_text(f, row, VAT);
	if (id.n > 0)
		b->guest = ou_flag_of(ou_str_is(id, "0"));
	if (!ou_str_is(id, "0"))
		ou_shop_order_extra(f, row, CUSTOMER);
	/* a VAT number makes a business of a buyer; a company does not */
	f->o->segment = b->vat_id.n > 0 ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b->vat_id.n > 0 && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	if (b->vat_id.n > 0 && company.n > 0)
		b->name = company;
	f->o->customer = b;
}

static int
shipping_item(void *arg, const struct woo_item *i, struct ou_err *err)
{
	struct woo_csv *w = arg;
	struct ou_amount v;

	if (w->title.n == 0)
		w->title = ou_str_dup(&w->file.rows.im->arena, i->title);
	if (w->method.n == 0)
		w->method = ou_str_dup(&w->file.rows.im->arena, i->method);
	if (amount(&w->file, i->total, &v, err) != 0)
		return -1;
	return !v.given ? 0 : ou_amount_add(&w->shipping, w->shipping, v, err);
}

static int
fee_item(void *arg, const struct woo_item *i, struct ou_err *err)
{
	struct woo_csv *w = arg;
	struct shop *s = &w->file.shop;
	struct ou_amount v;

	if (amount(&w->file, i->total, &v, err) != 0)
		return -1;
	if (!v.given)
		return 0;
	(void)ou_shop_allowance(s, &s->order->allowances,
	    &s->order->n_allowances, true, v, NULL,
	    ou_str_dup(&s->im->arena, i->name.n > 0 ? i->name : i->title));
	return ou_amount_add(&w->fees, w->fees, v, err);
}

static int
tax_item(void *arg, const struct woo_item *i, struct ou_err *err)
{
	struct shop_file *f = arg;
	struct ou_tax_total *t;
	struct ou_amount v;

	if (amount(f, i->total, &v, err) != 0)
		return -1;
	if (!v.given)
		return 0;
	t = ou_import_append(&f->rows.im->arena, &f->o->taxes,
	    &f->o->n_taxes, sizeof(*t));
	t->tax = v;
	if (ou_shop_tax_rate(&t->percent, i->title) ||
	    ou_shop_tax_rate(&t->percent, i->code))
		t->category = OU_STR("S");
	else
		t->reason = ou_str_dup(&f->rows.im->arena,
		    i->title.n > 0 ? i->title : i->code);
	return 0;
}

static void
coupon(struct shop_file *f, struct ou_str code)
{
	struct ou_str *to;

	code = ou_str_trim(code);
	if (code.n == 0)
		return;
	to = ou_import_append(&f->rows.im->arena, &f->o->discount_codes,
	    &f->o->n_discount_codes, sizeof(*to));
	*to = ou_str_dup(&f->rows.im->arena, code);
}

static int
coupon_item(void *arg, const struct woo_item *i, struct ou_err *err)
{
	(void)err;
	coupon(arg, i->code.n > 0 ? i->code : i->name);
	return 0;
}

/* "code:TEN|amount:5.00", or plain codes with commas. */
static int
coupons(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_str all = ou_shop_cell(f, row, COUPONS), code;

	if (ou_str_search(all, OU_STR("code:")) >= 0 ||
	    ou_str_starts(all, "["))
		return ou_woo_items(&f->rows.im->arena, all, coupon_item, f,
		    err) == 0 ? 0 : ou_shop_at(f, err, COUPONS);
	while (ou_str_split(&all, ',', &code))
		coupon(f, code);
	return 0;
}

static int
cells(struct woo_csv *w, const struct ou_csv_row *row, struct ou_err *err)
{
	static const struct {
		int column;
		int (*each)(void *, const struct woo_item *, struct ou_err *);
	} all[] = {
		{ SHIPPING_ITEMS, shipping_item }, { FEE_ITEMS, fee_item },
		{ TAX_ITEMS, tax_item },
	};
	struct shop_file *f = &w->file;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (ou_woo_items(&f->rows.im->arena, ou_shop_cell(f, row,
		    all[i].column), all[i].each, w, err) != 0)
			return ou_shop_at(f, err, all[i].column);
	}
	return coupons(f, row, err);
}

static void
delivery(struct woo_csv *w, const struct ou_csv_row *row)
{
	struct shop_file *f = &w->file;
	struct ou_delivery *d = ou_shop_delivery(&f->shop);
	struct ou_str title = ou_shop_text(f, row, SHIPPING_METHOD);

	if (w->title.n > 0)
		title = w->title;
	d->service = title;
	d->method = ou_str_starts(w->method, "local_pickup") ||
	    ou_str_starts(w->method, "pickup_location") ||
	    ou_str_caseeq(title, OU_STR("Local pickup")) ||
	    ou_str_is(title, "local_pickup") ? OU_STR("collect") :
	    OU_STR("parcel");
	d->address = address(f, row, S_FIRST, "orderDelivery.deliveryAddress");
	if (d->address == NULL)
		d->address = f->o->billing_address;
	ou_shop_reach(&f->shop);
	ou_shop_needs_address(&f->shop);
}

static int
payment(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*p));

	f->o->payment = p;
	p->provider = ou_shop_text(f, row, METHOD_TITLE);
	if (p->provider.n == 0)
		p->provider = ou_shop_text(f, row, METHOD);
	p->transaction_id = ou_shop_text(f, row, TRANSACTION);
	if (ou_shop_time(f, row, PAID_AT, &p->paid_at, err) != 0)
		return -1;
	if (ou_date_given(p->paid_at.date))
		p->status = OU_STR("paid");
	else if (f->cell_of[PAID_AT] >= 0)
		p->status = OU_STR("due");
	return 0;
}

static void
status(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str s = ou_shop_cell(f, row, STATUS);

	if (ou_str_starts(s, "wc-"))
		s = ou_str_sub(s, 3, s.n);
	if (s.n > 0)
		ou_shop_status_apply(&f->shop,
		    ou_shop_status_find(ou_woo_statuses, s), "status", s);
}

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct woo_csv *w = (struct woo_csv *)f;
	struct ou_order *o = f->o;

	w->shipping = w->fees = (struct ou_amount){ 0 };
	w->title = w->method = OU_STR_NONE;
	w->packed = false;
	/* the same number as the REST interface gives */
	o->channel = OU_STR("woocommerce");
	o->number = ou_shop_text(f, row, NUMBER);
	if (ou_str_starts(o->number, "#"))
		o->number = ou_str_sub(o->number, 1, o->number.n);
	if (o->number.n == 0)
		o->number = ou_shop_text(f, row, ID);
	if (!ou_str_eq(o->number, ou_shop_cell(f, row, ID)))
		ou_shop_order_extra(f, row, ID);
	o->currency = ou_shop_text(f, row, CURRENCY);
	customer(f, row);
	o->billing_address = address(f, row, B_FIRST, "billingAddress");
	ou_shop_note(&f->shop, ou_shop_text(f, row, NOTE));
	if (ou_shop_time(f, row, DATE, &o->date, err) != 0 ||
	    payment(f, row, err) != 0 || cells(w, row, err) != 0)
		return -1;
	delivery(w, row);
	status(f, row);
	return 0;
}

/* --- sums --- */

/* Which of the taxes that it names has the total, and is the discount of the
 * whole order in it? */
static bool
adds_up(const struct ou_amount *v, int64_t base, struct ou_amount *tax,
    struct ou_amount *less)
{
	__int128 sum;
	int i;

	for (i = 0; i < 8; i++) {
		sum = (__int128)v[0].v + ((i & 1) != 0 ? v[1].v : 0) +
		    ((i & 2) != 0 ? v[2].v : 0);
		*less = shop_amount((i & 4) != 0 ? v[3].v : 0);
		if (base + sum - less->v != v[4].v || sum > INT64_MAX)
			continue;
		*tax = shop_amount((int64_t)sum);
		return true;
	}
	return false;
}

static void
hold(struct shop_file *f, struct ou_amount sum, struct ou_amount total)
{
	struct shop *s = &f->shop;
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	int n = (int)ou_amount_text(a, sum), k = (int)ou_amount_text(b, total);
	struct ou_str why = ou_str_printf(&s->im->arena, "lines, shipping and "
	    "fees are %.*s; no taxes of the order make %.*s of it", n, a, k,
	    b);

	ou_shop_finding(s, OU_DIAG_TOTAL, "order_total", "%.*s",
	    OU_STR_ARG(why));
	ou_import_hold(s->im, s->order, OU_DIAG_HOLD_PRICE, why, OU_STR_NONE);
}

static int
sums(struct woo_csv *w, const struct ou_amount *v, struct ou_err *err)
{
	struct shop_file *f = &w->file;
	struct ou_order *o = f->o;
	struct ou_amount sum = f->lines, tax, less;
	struct ou_totals *t;

	if (ou_amount_add(&sum, sum, w->shipping, err) != 0 ||
	    ou_amount_add(&sum, sum, w->fees, err) != 0)
		return -1;
	if (!v[4].given)
		return 0;
	if (!adds_up(v, sum.v, &tax, &less)) {
		hold(f, sum, v[4]);
		return 0;
	}
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    false, less, "95", OU_STR("Discount"));
	t = ou_arena_zalloc(&f->rows.im->arena, sizeof(*t));
	t->tax = tax;
	t->tax_exclusive = shop_amount(v[4].v - tax.v);
	t->tax_inclusive = t->payable = v[4];
	o->totals = t;
	return 0;
}

static int
end(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	static const int money[] = {
		TAX, SHIPPING_TAX, FEES_TAX, ORDER_DISCOUNT, TOTAL
	};
	struct woo_csv *w = (struct woo_csv *)f;
	struct ou_amount v[5], shipping, fees, refunded;
	size_t i;

	for (i = 0; i < 5; i++) {
		if (ou_shop_amount(f, row, money[i], &v[i], err) != 0)
			return -1;
	}
	if (ou_shop_amount(f, row, SHIPPING, &shipping, err) != 0 ||
	    ou_shop_amount(f, row, FEES, &fees, err) != 0 ||
	    ou_shop_amount(f, row, REFUNDED, &refunded, err) != 0)
		return -1;
	if (shipping.given)
		w->shipping = shipping;
	if (fees.given && !w->fees.given) {
		w->fees = fees;
		(void)ou_shop_allowance(&f->shop, &f->o->allowances,
		    &f->o->n_allowances, true, fees, NULL, OU_STR("Fees"));
	}
	(void)ou_shop_allowance(&f->shop, &f->o->allowances,
	    &f->o->n_allowances, true, w->shipping, "FC",
	    f->o->delivery->service);
	if (refunded.v != 0) {
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("there are refunds; which lines are left is not "
		    "said"), OU_STR_NONE);
		ou_shop_order_extra(f, row, REFUNDED);
	}
	f->o->prices_include_tax = OU_FLAG_NO;
	return sums(w, v, err);
}

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return ou_shop_cell(arg, row, ID);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct woo_csv w = { .file = {
		.columns = columns, .n_columns = N_WOO,
		.title = "orders CSV of WooCommerce",
		.rows = { .format = "woocommerce-csv", .key = key_of },
		.head = head, .line = line, .end = end,
	} };

	return ou_shop_file_run(&w.file, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(columns, N_WOO, head))
		return 0;
	*why = "its header has WooCommerce's columns order_id, order_total "
	    "and the items of orders";
	return 97;
}

const struct ou_format ou_format_woocommerce_csv = {
	"woocommerce-csv", "WooCommerce orders CSV", detect, run, true
};
