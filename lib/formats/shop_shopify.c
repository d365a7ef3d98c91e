#include <stdio.h>

#include "ou/formats/shop.h"
#include "rows.h"
#include "shop.h"

/*
 * Shopify's orders CSV: one row a line item; what belongs to the order stands
 * on its first row, later rows repeat at most some of it.  Columns are known
 * by name, in any order; those not in the table go to extra.
 */
enum scope { ORDER, LINE };

#define COLUMNS(C) \
	C(NAME, ORDER, "Name") C(EMAIL, ORDER, "Email") \
	C(FINANCIAL, ORDER, "Financial Status") C(PAID_AT, ORDER, "Paid at") \
	C(FULFILLMENT, ORDER, "Fulfillment Status") \
	C(MARKETING, ORDER, "Accepts Marketing") \
	C(CURRENCY, ORDER, "Currency") C(SUBTOTAL, ORDER, "Subtotal") \
	C(SHIPPING, ORDER, "Shipping") C(TAXES, ORDER, "Taxes") \
	C(TOTAL, ORDER, "Total") C(CODE, ORDER, "Discount Code") \
	C(DISCOUNT, ORDER, "Discount Amount") \
	C(METHOD, ORDER, "Shipping Method") C(CREATED, ORDER, "Created at") \
	C(QUANTITY, LINE, "Lineitem quantity") \
	C(ITEM, LINE, "Lineitem name") C(PRICE, LINE, "Lineitem price") \
	C(COMPARE, LINE, "Lineitem compare at price") \
	C(SKU, LINE, "Lineitem sku") \
	C(NEEDS_SHIPPING, LINE, "Lineitem requires shipping") \
	C(TAXABLE, LINE, "Lineitem taxable") \
	C(LINE_STATUS, LINE, "Lineitem fulfillment status") \
	C(LINE_DISCOUNT, LINE, "Lineitem discount") \
	C(VENDOR, LINE, "Vendor") \
	C(B_NAME, ORDER, "Billing Name") C(B_STREET, ORDER, "Billing Street") \
	C(B_STREET1, ORDER, "Billing Address1") \
	C(B_STREET2, ORDER, "Billing Address2") \
	C(B_COMPANY, ORDER, "Billing Company") C(B_CITY, ORDER, "Billing City") \
	C(B_ZIP, ORDER, "Billing Zip") C(B_REGION, ORDER, "Billing Province") \
	C(B_COUNTRY, ORDER, "Billing Country") \
	C(B_PHONE, ORDER, "Billing Phone") \
	C(B_REGION_NAME, ORDER, "Billing Province Name") \
	C(S_NAME, ORDER, "Shipping Name") \
	C(S_STREET, ORDER, "Shipping Street") \
	C(S_STREET1, ORDER, "Shipping Address1") \
	C(S_STREET2, ORDER, "Shipping Address2") \
	C(S_COMPANY, ORDER, "Shipping Company") \
	C(S_CITY, ORDER, "Shipping City") C(S_ZIP, ORDER, "Shipping Zip") \
	C(S_REGION, ORDER, "Shipping Province") \
	C(S_COUNTRY, ORDER, "Shipping Country") \
	C(S_PHONE, ORDER, "Shipping Phone") \
	C(S_REGION_NAME, ORDER, "Shipping Province Name") \
	C(NOTES, ORDER, "Notes") C(ATTRIBUTES, ORDER, "Note Attributes") \
	C(CANCELLED, ORDER, "Cancelled at") \
	C(PROVIDER, ORDER, "Payment Method") \
	C(REFERENCE, ORDER, "Payment Reference") \
	C(PAYMENT_ID, ORDER, "Payment ID") \
	C(OUTSTANDING, ORDER, "Outstanding Balance") \
	C(TAGS, ORDER, "Tags") C(PHONE, ORDER, "Phone") \
	C(DUTIES, ORDER, "Duties") \
	C(TERMS, ORDER, "Payment Terms Name") \
	C(TAX1, ORDER, "Tax 1 Name") C(VALUE1, ORDER, "Tax 1 Value") \
	C(TAX2, ORDER, "Tax 2 Name") C(VALUE2, ORDER, "Tax 2 Value") \
	C(TAX3, ORDER, "Tax 3 Name") C(VALUE3, ORDER, "Tax 3 Value") \
	C(TAX4, ORDER, "Tax 4 Name") C(VALUE4, ORDER, "Tax 4 Value") \
	C(TAX5, ORDER, "Tax 5 Name") C(VALUE5, ORDER, "Tax 5 Value")

#define COLUMN_ID(id, scope, name) id,
#define COLUMN_ROW(id, scope, name) { name, scope },
enum column { COLUMNS(COLUMN_ID) N_COLUMNS };

static const struct {
	const char *name;
	enum scope scope;
} columns[] = { COLUMNS(COLUMN_ROW) };

struct shopify {
	struct rows rows;
	struct shop shop;
	int cell_of[N_COLUMNS];		/* -1: the file has it not */
	int8_t *known;			/* of each cell of a row */
	struct ou_arena run;
	/* the order in the making */
	struct ou_order *o;
	struct ou_str *first;		/* the first row's cells */
	struct ou_amount lines;
	struct ou_rate rate;		/* the only one, if there is one */
};

static const struct ou_number_form any_number;

/* --- cells --- */

static struct ou_str
cell(const struct shopify *f, const struct ou_csv_row *row, enum column c)
{
	int i = f->cell_of[c];

	return i < 0 || (uint32_t)i >= row->n ? OU_STR_NONE :
	    rows_cell(row->cells[i]);
}

/* The same, to keep. */
static struct ou_str
text(struct shopify *f, const struct ou_csv_row *row, enum column c)
{
	struct ou_str s = cell(f, row, c);

	return s.n > 0 ? ou_str_dup(&f->rows.im->arena, s) : OU_STR_NONE;
}

static int
at_column(struct ou_err *err, enum column c)
{
	(void)snprintf(err->field, sizeof(err->field), "%s", columns[c].name);
	return -1;
}

static int
number(struct shopify *f, const struct ou_csv_row *row, enum column c,
    int scale, int64_t *v, bool *given, struct ou_err *err)
{
	struct ou_str s = cell(f, row, c);

	*given = s.n > 0;
	if (s.n == 0)
		return 0;
	return ou_number_parse(v, s, scale, &any_number, err) == 0 ? 0 :
	    at_column(err, c);
}

static int
amount(struct shopify *f, const struct ou_csv_row *row, enum column c,
    struct ou_amount *to, struct ou_err *err)
{
	memset(to, 0, sizeof(*to));
	to->places = 2;
	return number(f, row, c, OU_AMOUNT_SCALE, &to->v, &to->given, err);
}

static int
price(struct shopify *f, const struct ou_csv_row *row, enum column c,
    struct ou_price *to, struct ou_err *err)
{
	to->places = 2;
	return number(f, row, c, OU_PRICE_SCALE, &to->v, &to->given, err);
}

static int
when(struct shopify *f, const struct ou_csv_row *row, enum column c,
    struct ou_time *to, struct ou_err *err)
{
	struct ou_str s = cell(f, row, c);

	if (s.n == 0 || ou_time_guess(to, s, err) == 0)
		return 0;
	return at_column(err, c);
}

/* --- statuses --- */

static const struct shop_status financial[] = {
	{ "paid", "paid", false, false },
	{ "authorized", "authorized", false, false },
	{ "pending", "due", false, true },
	{ "partially_paid", "due", false, true },
	{ "partially_refunded", "paid", false, true },
	{ "refunded", "refunded", true, false },
	{ "voided", NULL, true, false },
	{ "expired", "due", false, true },
	{ NULL, NULL, false, false }
};

static const struct shop_status fulfillment[] = {
	{ "unfulfilled", NULL, false, false },
	{ "pending", NULL, false, false },
	{ "open", NULL, false, false },
	{ "partial", NULL, false, true },
	{ "fulfilled", NULL, false, true },
	{ "restocked", NULL, true, false },
	{ "on_hold", NULL, false, true },
	{ "scheduled", NULL, false, true },
	{ NULL, NULL, false, false }
};

static void
statuses(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str s = cell(f, row, FINANCIAL);
	const struct shop_status *status = shop_status_find(financial, s);
	struct shop_status due = { "pending", "due", false, false };

	/* an order on payment terms is not paid when it is sent */
	if (status != NULL && ou_str_is(s, "pending") &&
	    cell(f, row, TERMS).n > 0)
		status = &due;
	if (s.n > 0)
		shop_status_apply(&f->shop, status, "Financial Status", s);
	s = cell(f, row, FULFILLMENT);
	if (s.n > 0)
		shop_status_apply(&f->shop, shop_status_find(fulfillment, s),
		    "Fulfillment Status", s);
	if (cell(f, row, CANCELLED).n > 0) {
		f->o->document_function = OU_STR("cancel");
		shop_extra(&f->shop, NULL, OU_STR("Cancelled at"),
		    cell(f, row, CANCELLED));
	}
}

/* --- the head --- */

static bool
is_b2b(const struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str tags = cell(f, row, TAGS), tag;

	if (cell(f, row, TERMS).n > 0)
		return true;
	while (ou_str_split(&tags, ',', &tag)) {
		tag = ou_str_trim(tag);
		if (ou_str_caseeq(tag, OU_STR("b2b")) ||
		    ou_str_caseeq(tag, OU_STR("wholesale")))
			return true;
	}
	return false;
}

static void
customer(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str company = text(f, row, B_COMPANY);
	struct ou_str yes = cell(f, row, MARKETING);
	bool b2b = is_b2b(f, row);

	f->o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b2b && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	b->name = b2b && company.n > 0 ? company : text(f, row, B_NAME);
	if (b->name.n == 0)
		b->name = text(f, row, S_NAME);
	b->email = text(f, row, EMAIL);
	b->telephone = text(f, row, PHONE);
	if (b->telephone.n == 0)
		b->telephone = text(f, row, B_PHONE);
	if (yes.n > 0)
		b->accepts_marketing = ou_flag_of(ou_str_is(yes, "yes") ||
		    ou_str_is(yes, "true"));
	f->o->customer = b;
}

static struct ou_address *
address(struct shopify *f, const struct ou_csv_row *row, int from,
    const char *field)
{
	/* both blocks of columns stand in the same order */
	int d = from - B_NAME;
	struct shop_address a = {
		.name = text(f, row, (enum column)(B_NAME + d)),
		.company = text(f, row, (enum column)(B_COMPANY + d)),
		.street1 = text(f, row, (enum column)(B_STREET1 + d)),
		.street2 = text(f, row, (enum column)(B_STREET2 + d)),
		.city = text(f, row, (enum column)(B_CITY + d)),
		.zip = text(f, row, (enum column)(B_ZIP + d)),
		.region = text(f, row, (enum column)(B_REGION_NAME + d)),
		.country = text(f, row, (enum column)(B_COUNTRY + d)),
		.telephone = text(f, row, (enum column)(B_PHONE + d)),
	};

	if (a.street1.n == 0)
		a.street1 = text(f, row, (enum column)(B_STREET + d));
	if (a.region.n == 0)
		a.region = text(f, row, (enum column)(B_REGION + d));
	return shop_address_of(&f->shop, &a, field);
}

static void
delivery(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_order *o = f->o;
	struct ou_address *to = address(f, row, S_NAME,
	    "orderDelivery.deliveryAddress");

	shop_extra(&f->shop, NULL, OU_STR("Shipping Method"),
	    cell(f, row, METHOD));
	if (o->delivery == NULL && to == NULL && cell(f, row, METHOD).n == 0)
		return;
	if (o->delivery == NULL)
		o->delivery = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*o->delivery));
	o->delivery->address = to;
	/* goods that are fetched have a method and no address */
	if (o->delivery->method.n == 0)
		o->delivery->method = to != NULL ? OU_STR("parcel") :
		    OU_STR("collect");
	if (to != NULL && to->email.n == 0 && o->customer != NULL)
		to->email = o->customer->email;
}

/* "key: value", one a line. */
static void
attributes(struct shopify *f, struct ou_str all)
{
	struct ou_str line, key;

	while (ou_str_split(&all, '\n', &line)) {
		line = ou_str_trim(line);
		if (line.n == 0)
			continue;
		if (ou_str_find(line, ':') < 0) {
			shop_extra(&f->shop, NULL, OU_STR("Note Attributes"),
			    line);
			continue;
		}
		(void)ou_str_split(&line, ':', &key);
		key = ou_str_trim(key);
		line = ou_str_trim(line);
		if (!shop_attribute(&f->shop, key, line))
			shop_extra(&f->shop, "Note Attributes", key, line);
	}
}

static void
notes(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str s = text(f, row, NOTES);
	struct ou_note *note;

	if (s.n > 0) {
		note = ou_import_append(&f->rows.im->arena, &f->o->notes,
		    &f->o->n_notes, sizeof(*note));
		note->from = OU_STR("customer");
		note->text = s;
	}
	attributes(f, cell(f, row, ATTRIBUTES));
}

static int
payment(struct shopify *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = f->o->payment;

	p->provider = text(f, row, PROVIDER);
	p->transaction_id = text(f, row, REFERENCE);
	if (p->transaction_id.n == 0)
		p->transaction_id = text(f, row, PAYMENT_ID);
	if (cell(f, row, TERMS).n > 0) {
		p->terms = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*p->terms));
		p->terms->text = text(f, row, TERMS);
	}
	return when(f, row, PAID_AT, &p->paid_at, err);
}

static void
discount_codes(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str all = text(f, row, CODE), code, *to;

	while (ou_str_split(&all, ',', &code)) {
		code = ou_str_trim(code);
		if (code.n == 0)
			continue;
		to = ou_import_append(&f->rows.im->arena,
		    &f->o->discount_codes, &f->o->n_discount_codes,
		    sizeof(*to));
		*to = code;
	}
}

/* The file's own columns that no row of the table names. */
static void
unknown_columns(struct shopify *f, const struct ou_csv_row *row)
{
	const struct ou_csv_row *header = ou_csv_header(f->rows.csv);
	uint32_t i;

	for (i = 0; i < row->n; i++) {
		if (!f->known[i])
			shop_extra(&f->shop, NULL, header->cells[i],
			    rows_cell(row->cells[i]));
	}
}

static int
head(struct shopify *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order *o = f->o;
	uint32_t i;

	f->shop.line = row->line;
	f->first = ou_arena_array(&f->rows.im->arena, row->n,
	    sizeof(*f->first));
	for (i = 0; i < row->n; i++)
		f->first[i] = ou_str_dup(&f->rows.im->arena, row->cells[i]);
	o->channel = OU_STR("shopify");
	o->number = text(f, row, NAME);
	o->currency = text(f, row, CURRENCY);
	o->payment = ou_arena_zalloc(&f->rows.im->arena, sizeof(*o->payment));
	unknown_columns(f, row);
	customer(f, row);
	o->billing_address = address(f, row, B_NAME, "billingAddress");
	notes(f, row);
	delivery(f, row);
	statuses(f, row);
	discount_codes(f, row);
	shop_extra(&f->shop, NULL, OU_STR("Tags"), cell(f, row, TAGS));
	return when(f, row, CREATED, &o->date, err) ||
	    payment(f, row, err) ? -1 : 0;
}

/* --- lines --- */

static const char *
line_status(struct shopify *f, const struct ou_csv_row *row,
    struct ou_order_line *l)
{
	struct ou_str s = cell(f, row, LINE_STATUS);

	if (s.n == 0 || ou_str_is(s, "pending") ||
	    ou_str_is(s, "unfulfilled"))
		return NULL;
	l->quantities = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*l->quantities));
	if (ou_str_is(s, "fulfilled"))
		l->quantities->shipped = l->quantity;
	else if (ou_str_is(s, "restocked"))
		l->quantities->cancelled = l->quantity;
	return ou_str_is(s, "fulfilled") ? "sent already" :
	    ou_str_is(s, "restocked") ? NULL : "partly sent";
}

static int
line_money(struct shopify *f, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct ou_amount discount, total = { 0 };
	struct ou_allowance *a;
	int places = ou_currency_places(f->o->currency);

	if (price(f, row, PRICE, &l->unit_price, err) != 0 ||
	    price(f, row, COMPARE, &l->compare_at_price, err) != 0 ||
	    amount(f, row, LINE_DISCOUNT, &discount, err) != 0)
		return -1;
	/* 0.00 means that no price is struck out */
	if (l->compare_at_price.v == 0)
		l->compare_at_price.given = false;
	if (discount.given && discount.v != 0) {
		a = ou_import_append(&f->rows.im->arena, &l->allowances,
		    &l->n_allowances, sizeof(*a));
		a->charge = OU_FLAG_NO;
		a->reason_code = OU_STR("95");
		a->amount = discount;
	}
	if (!l->unit_price.given)
		return 0;
	if (ou_price_extend(&total, l->unit_price, l->quantity,
	    l->price_base, places < 0 ? 2 : places, err) != 0 ||
	    ou_amount_sub(&total, total, discount, err) != 0 ||
	    ou_amount_add(&f->lines, f->lines, total, err) != 0)
		return at_column(err, PRICE);
	l->total = total;
	return 0;
}

static void
line_extra(struct shopify *f, const struct ou_csv_row *row,
    struct ou_order_line *l, enum column c, const char *plain)
{
	struct ou_str s = cell(f, row, c);

	if (s.n > 0 && !ou_str_is(s, plain))
		ou_import_extra(f->rows.im, &l->extra, &l->n_extra,
		    ou_str_c(columns[c].name), s);
}

static int
line(struct shopify *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_import *im = f->rows.im;
	struct ou_order_line *l;
	struct ou_str s = cell(f, row, QUANTITY);
	const char *sent;
	bool given;

	if (s.n == 0 && cell(f, row, ITEM).n == 0 && cell(f, row, SKU).n == 0)
		return 0;
	if (s.n == 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a line item without quantity");
		return at_column(err, QUANTITY);
	}
	if (shop_is_cut(cell(f, row, SKU))) {
		s = cell(f, row, SKU);
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s': a spreadsheet has cut digits off",
		    OU_STR_ARG(s));
		return at_column(err, SKU);
	}
	l = ou_import_append(&im->arena, &f->o->lines, &f->o->n_lines,
	    sizeof(*l));
	if (number(f, row, QUANTITY, OU_QUANTITY_SCALE, &l->quantity.v,
	    &given, err) != 0)
		return -1;
	l->quantity.given = true;
	l->number = ou_str_printf(&im->arena, "%u", f->o->n_lines);
	l->unit = OU_STR("C62");
	l->product = ou_arena_zalloc(&im->arena, sizeof(*l->product));
	l->product->sku = text(f, row, SKU);
	l->product->name = text(f, row, ITEM);
	line_extra(f, row, l, NEEDS_SHIPPING, "true");
	line_extra(f, row, l, TAXABLE, "true");
	line_extra(f, row, l, VENDOR, "");
	sent = line_status(f, row, l);
	if (sent != NULL)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&im->arena, "line %.*s is %s by the shop",
		    OU_STR_ARG(l->number), sent), l->number);
	if (l->quantity.v < 0)
		ou_import_hold(im, f->o, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a quantity below zero"), l->number);
	return line_money(f, row, l, err);
}

/* --- sums and taxes --- */

/* The slots with a tax; the rate, when there is only one. */
static int
taxes(struct shopify *f, struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order *o = f->o;
	struct ou_tax_total *t;
	struct ou_amount v;
	struct ou_str name;
	int i;

	for (i = 0; i < 5; i++) {
		name = text(f, row, (enum column)(TAX1 + 2 * i));
		if (amount(f, row, (enum column)(VALUE1 + 2 * i), &v,
		    err) != 0)
			return -1;
		if (name.n == 0 || !v.given)
			continue;
		t = ou_import_append(&f->rows.im->arena, &o->taxes,
		    &o->n_taxes, sizeof(*t));
		t->tax = v;
		if (shop_tax_rate(&t->percent, name))
			t->category = OU_STR("S");
		else
			t->reason = name;
	}
	if (o->n_taxes == 1 && o->taxes[0].percent.given)
		f->rate = o->taxes[0].percent;
	return 0;
}

/*
 * With one rate every taxable line has it, if the tax says so to a cent a
 * line; else nobody knows which line has which.
 */
static void
line_taxes(struct shopify *f, const struct shop_sums *x)
{
	struct ou_order *o = f->o;
	struct ou_amount net, base = { 0 };
	struct ou_tax *tax;
	struct ou_err err;
	int64_t diff;
	uint32_t i;

	if (!f->rate.given || o->totals == NULL ||
	    o->prices_include_tax != OU_FLAG_YES ||
	    ou_rate_net(&net, f->rate, x->total, 2, &err) != 0)
		return;
	diff = x->total.v - net.v - x->taxes.v;
	if (diff > 100 * ((int64_t)o->n_lines + 1) ||
	    diff < -100 * ((int64_t)o->n_lines + 1))
		return;
	if (ou_amount_sub(&base, x->total, x->taxes, &err) == 0)
		o->taxes[0].taxable = base;
	tax = ou_arena_zalloc(&f->rows.im->arena, sizeof(*tax));
	tax->category = OU_STR("S");
	tax->percent = f->rate;
	for (i = 0; i < o->n_lines; i++)
		o->lines[i].tax = tax;
	for (i = 0; i < o->n_allowances; i++)
		o->allowances[i].tax = tax;
}

static int
sums(struct shopify *f, struct ou_err *err)
{
	struct ou_csv_row row = { .cells = f->first,
	    .n = ou_csv_header(f->rows.csv)->n };
	struct shop_sums x = { .lines = f->lines };

	x.discount_reason = text(f, &row, CODE);
	x.shipping_reason = text(f, &row, METHOD);
	if (amount(f, &row, DISCOUNT, &x.discount, err) != 0 ||
	    amount(f, &row, SUBTOTAL, &x.subtotal, err) != 0 ||
	    amount(f, &row, SHIPPING, &x.shipping, err) != 0 ||
	    amount(f, &row, TAXES, &x.taxes, err) != 0 ||
	    amount(f, &row, TOTAL, &x.total, err) != 0 ||
	    amount(f, &row, OUTSTANDING, &x.outstanding, err) != 0 ||
	    amount(f, &row, DUTIES, &x.duties, err) != 0 ||
	    taxes(f, &row, err) != 0)
		return -1;
	if (x.discount_reason.n == 0)
		x.discount_reason = OU_STR("Discount");
	if (x.subtotal.given || x.total.given)
		shop_sums_apply(&f->shop, &x);
	line_taxes(f, &x);
	return 0;
}

/* --- rows --- */

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return cell(arg, row, NAME);
}

static void
begin_order(void *arg)
{
	struct shopify *f = arg;

	f->o = ou_arena_zalloc(&f->rows.im->arena, sizeof(*f->o));
	f->shop.order = f->o;
	f->lines = shop_amount(0);
	f->rate.given = false;
}

/* Later rows may repeat the first one, but not gainsay it. */
static int
compare(struct shopify *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_str now, then;
	int c, i;

	for (c = 0; c < N_COLUMNS; c++) {
		i = f->cell_of[c];
		if (i < 0 || columns[c].scope == LINE)
			continue;
		now = row->cells[i];
		then = f->first[i];
		if (now.n == 0 || ou_str_eq(now, then))
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
		    "rows of one order disagree: '%.*s' and '%.*s'",
		    OU_STR_ARG(ou_str_sub(then, 0, 80)),
		    OU_STR_ARG(ou_str_sub(now, 0, 80)));
		return at_column(err, (enum column)c);
	}
	return 0;
}

static int
take_row(void *arg, const struct ou_csv_row *row, struct ou_err *err)
{
	struct shopify *f = arg;

	if ((f->rows.n_rows == 1 ? head : compare)(f, row, err) != 0)
		return -1;
	return line(f, row, err);
}

static struct ou_order *
end_order(void *arg, struct ou_err *err)
{
	struct shopify *f = arg;

	if (f->o->n_lines == 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "no row of the order has a line item");
		return NULL;
	}
	if (sums(f, err) != 0)
		return NULL;
	f->o->source = rows_origin(&f->rows);
	return f->o;
}

static int
find_columns(struct shopify *f, struct ou_err *err)
{
	const struct ou_csv_row *header = ou_csv_header(f->rows.csv);
	uint32_t i;
	int c;

	f->known = ou_arena_zalloc(&f->run, header->n);
	for (c = 0; c < N_COLUMNS; c++) {
		f->cell_of[c] = -1;
		for (i = 0; i < header->n; i++) {
			if (f->known[i] || !ou_str_caseeq(ou_str_trim(
			    header->cells[i]), ou_str_c(columns[c].name)))
				continue;
			f->cell_of[c] = (int)i;
			f->known[i] = 1;
			break;
		}
	}
	for (c = 0; c < N_COLUMNS; c++) {
		if ((c == NAME || c == QUANTITY) && f->cell_of[c] < 0)
			return ou_err_set(err, OU_ERR_DAMAGED,
			    OU_DIAG_FORMAT, "no column '%s'; this is no "
			    "orders CSV of Shopify", columns[c].name);
	}
	return 0;
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct shopify f = {
		.rows = { .im = im, .src = src, .format = "shopify",
		    .charset = im->charset, .key = key_of,
		    .begin = begin_order, .row = take_row,
		    .end = end_order },
		.shop = { .im = im, .source = ou_source_name(src) },
	};
	struct ou_csv_options options = { .charset = im->charset,
	    .cell_max = im->field_max, .loose_header = true };
	int rc;

	f.rows.csv = ou_csv_new(src, &options, err);
	if (f.rows.csv == NULL)
		return -1;
	f.rows.arg = &f;
	rc = find_columns(&f, err);
	if (rc != 0)
		ou_err_at(err, ou_source_name(src), 1, 0);
	else
		rc = rows_run(&f.rows, err);
	ou_csv_free(f.rows.csv);
	ou_arena_release(&f.run);
	return rc;
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str first;

	(void)a, (void)name;
	ou_str_split(&head, '\n', &first);
	if (ou_str_starts(first, "sep="))
		ou_str_split(&head, '\n', &first);
	if (ou_str_search(first, OU_STR("Lineitem quantity")) < 0 ||
	    ou_str_search(first, OU_STR("Name")) < 0)
		return 0;
	*why = "the first line has Shopify's columns Name and Lineitem "
	    "quantity";
	return 98;
}

const struct ou_format ou_format_shopify = {
	"shopify", "Shopify orders CSV", detect, run
};
