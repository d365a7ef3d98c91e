#include <stdio.h>

#include "ou/formats/shop.h"
#include "shop_cells.h"

/*
 * PrestaShop's orders by the query of the manual page: a row an order line.
 * Prices have the tax in them.  The shop rounds where its settings say, by
 * unit, by line or at the end: amounts come with six decimals, and what the
 * lines lack of the total to the cent is said as rounding.
 */
#define PRESTA_COLUMNS(C) \
	C(ID, SHOP_NEEDED, "id_order") \
	C(REFERENCE, SHOP_NEEDED, "reference") \
	C(DATE, SHOP_ORDER, "date_add") \
	C(STATE_ID, SHOP_ORDER, "current_state") \
	C(STATE, SHOP_ORDER, "state") \
	C(STATE_PAID, SHOP_ORDER, "state_paid") \
	C(STATE_SHIPPED, SHOP_ORDER, "state_shipped") \
	C(PAYMENT, SHOP_ORDER, "payment") \
	C(CURRENCY, SHOP_ORDER, "currency") \
	C(DISCOUNTS, SHOP_ORDER, "total_discounts_tax_incl") \
	C(SHIPPING, SHOP_ORDER, "total_shipping_tax_incl") \
	C(WRAPPING, SHOP_ORDER, "total_wrapping_tax_incl") \
	C(TOTAL, SHOP_NEEDED, "total_paid_tax_incl") \
	C(TOTAL_NET, SHOP_ORDER, "total_paid_tax_excl") \
	C(CARRIER, SHOP_ORDER, "carrier") \
	C(GIFT, SHOP_ORDER, "gift") \
	C(GIFT_MESSAGE, SHOP_ORDER, "gift_message") \
	C(CUSTOMER, SHOP_ORDER, "id_customer") \
	C(EMAIL, SHOP_ORDER, "email") \
	C(VAT, SHOP_ORDER, "vat_number") \
	C(D_COMPANY, SHOP_ORDER, "delivery_company") \
	C(D_FIRST, SHOP_ORDER, "delivery_firstname") \
	C(D_LAST, SHOP_ORDER, "delivery_lastname") \
	C(D_STREET1, SHOP_ORDER, "delivery_address1") \
	C(D_STREET2, SHOP_ORDER, "delivery_address2") \
	C(D_ZIP, SHOP_ORDER, "delivery_postcode") \
	C(D_CITY, SHOP_ORDER, "delivery_city") \
	C(D_STATE, SHOP_ORDER, "delivery_state") \
	C(D_COUNTRY, SHOP_ORDER, "delivery_country") \
	C(D_PHONE, SHOP_ORDER, "delivery_phone") \
	C(I_COMPANY, SHOP_ORDER, "invoice_company") \
	C(I_FIRST, SHOP_ORDER, "invoice_firstname") \
	C(I_LAST, SHOP_ORDER, "invoice_lastname") \
	C(I_STREET1, SHOP_ORDER, "invoice_address1") \
	C(I_STREET2, SHOP_ORDER, "invoice_address2") \
	C(I_ZIP, SHOP_ORDER, "invoice_postcode") \
	C(I_CITY, SHOP_ORDER, "invoice_city") \
	C(I_STATE, SHOP_ORDER, "invoice_state") \
	C(I_COUNTRY, SHOP_ORDER, "invoice_country") \
	C(I_PHONE, SHOP_ORDER, "invoice_phone") \
	C(LINE_ID, SHOP_LINE, "id_order_detail") \
	C(SKU, SHOP_LINE | SHOP_NEEDED, "product_reference") \
	C(GTIN, SHOP_LINE, "product_ean13") \
	C(NAME, SHOP_LINE, "product_name") \
	C(QUANTITY, SHOP_LINE | SHOP_NEEDED, "product_quantity") \
	C(REFUNDED, SHOP_LINE, "product_quantity_refunded") \
	C(UNIT_PRICE, SHOP_LINE, "unit_price_tax_incl") \
	C(LINE_TOTAL, SHOP_LINE, "total_price_tax_incl")

#define PRESTA_ID(id, flags, name) id,
enum { PRESTA_COLUMNS(PRESTA_ID) N_PRESTA };
#define PRESTA_ROW(id, flags, name) { name, flags },
static const struct shop_column columns[N_PRESTA] = {
	PRESTA_COLUMNS(PRESTA_ROW)
};

struct presta {
	struct shop_file file;		/* the first member: it is the one
					 * that callbacks are given */
	int64_t lines;			/* their totals, x 10^-6 */
};

/* --- money --- */

/* An amount of six decimals, rounded to the currency's: it was so in the
 * shop's own sums, or is part of them. */
static int
amount(struct shop_file *f, const struct ou_csv_row *row, int column,
    struct ou_amount *to, int64_t *exact, struct ou_err *err)
{
	int places = ou_currency_places(f->o->currency);
	int64_t v = 0;

	*to = (struct ou_amount){ .places = 2 };
	if (ou_shop_number(f, row, column, OU_PRICE_SCALE, &v, &to->given,
	    err) != 0)
		return -1;
	if (exact != NULL)
		*exact = v;
	if (ou_decimal_round(&v, OU_PRICE_SCALE, places < 0 ? 2 : places) !=
	    0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "an amount too large");
		return ou_shop_at(f, err, column);
	}
	to->v = v / 100;
	return 0;
}

static int
line_money(struct presta *p, const struct ou_csv_row *row,
    struct ou_order_line *l, struct ou_err *err)
{
	struct shop_file *f = &p->file;
	int places = ou_currency_places(f->o->currency);
	struct ou_amount sum;
	int64_t exact;

	if (ou_shop_price(f, row, UNIT_PRICE, &l->unit_price, err) != 0 ||
	    amount(f, row, LINE_TOTAL, &l->total, &exact, err) != 0)
		return -1;
	if (!l->total.given)
		return 0;
	/* the unit's price says the line's, or the line's says its own */
	if (!l->unit_price.given || ou_price_extend(&sum, l->unit_price,
	    l->quantity, l->price_base, places < 0 ? 2 : places, err) != 0 ||
	    sum.v != l->total.v) {
		if (ou_shop_unit_price(l, l->total, 1, err) < 0)
			return ou_shop_at(f, err, LINE_TOTAL);
	}
	if (__builtin_add_overflow(p->lines, exact, &p->lines) ||
	    ou_amount_add(&f->lines, f->lines, l->total, err) != 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "an amount too large");
		return ou_shop_at(f, err, LINE_TOTAL);
	}
	return 0;
}

/* The total by the rounded lines, and by the exact ones. */
static bool
adds_up(const struct presta *p, int64_t rest, int64_t total,
    struct ou_amount *rounding)
{
	int places = ou_currency_places(p->file.o->currency);
	int64_t exact = p->lines;

	*rounding = (struct ou_amount){ 0 };
	if (p->file.lines.v + rest == total)
		return true;
	if (ou_decimal_round(&exact, OU_PRICE_SCALE, places < 0 ? 2 : places)
	    != 0 || exact / 100 + rest != total)
		return false;
	*rounding = shop_amount(total - p->file.lines.v - rest);
	return true;
}

static void
hold(struct shop_file *f)
{
	const char *why = "lines, shipping and wrapping less discounts are "
	    "not the total";

	ou_shop_finding(&f->shop, OU_DIAG_TOTAL, "total_paid_tax_incl", "%s",
	    why);
	ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_PRICE, ou_str_c(why),
	    OU_STR_NONE);
}

static int
end(struct shop_file *f, const struct ou_csv_row *first, struct ou_err *err)
{
	struct presta *p = (struct presta *)f;
	struct ou_order *o = f->o;
	struct ou_amount less, shipping, wrapping, total, net, rest, rounding;
	struct ou_totals *t;

	if (amount(f, first, DISCOUNTS, &less, NULL, err) != 0 ||
	    amount(f, first, SHIPPING, &shipping, NULL, err) != 0 ||
	    amount(f, first, WRAPPING, &wrapping, NULL, err) != 0 ||
	    amount(f, first, TOTAL, &total, NULL, err) != 0 ||
	    amount(f, first, TOTAL_NET, &net, NULL, err) != 0 ||
	    ou_amount_add(&rest, shipping, wrapping, err) != 0 ||
	    ou_amount_sub(&rest, rest, less, err) != 0)
		return -1;
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    true, shipping, "FC", o->delivery->service);
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    true, wrapping, NULL, OU_STR("Gift wrap"));
	(void)ou_shop_allowance(&f->shop, &o->allowances, &o->n_allowances,
	    false, less, "95", OU_STR("Discount"));
	o->prices_include_tax = OU_FLAG_YES;
	if (!total.given)
		return 0;
	if (!adds_up(p, rest.v, total.v, &rounding) ||
	    (net.given && net.v > total.v)) {
		hold(f);
		return 0;
	}
	t = ou_arena_zalloc(&f->rows.im->arena, sizeof(*t));
	t->tax_inclusive = shop_amount(total.v - rounding.v);
	if (net.given) {
		t->tax = shop_amount(total.v - net.v);
		t->tax_exclusive = shop_amount(t->tax_inclusive.v - t->tax.v);
	}
	t->rounding = rounding;
	t->payable = total;
	o->totals = t;
	return 0;
}

/* --- the head --- */

static struct ou_address *
address(struct shop_file *f, const struct ou_csv_row *row, int from,
    const char *field)
{
	/* both blocks of columns stand in the same order */
	int d = from - D_COMPANY;
	struct shop_address a = {
	    .name = ou_shop_full_name(&f->shop,
		ou_shop_text(f, row, D_FIRST + d),
		ou_shop_text(f, row, D_LAST + d)),
	    .company = ou_shop_text(f, row, D_COMPANY + d),
	    .street1 = ou_shop_text(f, row, D_STREET1 + d),
	    .street2 = ou_shop_text(f, row, D_STREET2 + d),
	    .city = ou_shop_text(f, row, D_CITY + d),
	    .zip = ou_shop_text(f, row, D_ZIP + d),
	    .region = ou_shop_text(f, row, D_STATE + d),
	    .country = ou_shop_text(f, row, D_COUNTRY + d),
	    .telephone = ou_shop_text(f, row, D_PHONE + d),
	};

	return ou_shop_address_of(&f->shop, &a, field);
}

static void
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str company = ou_shop_text(f, row, I_COMPANY);
	bool b2b;

	b->vat_id = ou_shop_text(f, row, VAT);
	b2b = b->vat_id.n > 0;
	f->o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b2b && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	b->given_name = ou_shop_text(f, row, I_FIRST);
	b->family_name = ou_shop_text(f, row, I_LAST);
	b->name = b2b && company.n > 0 ? company :
	    ou_shop_full_name(&f->shop, b->given_name, b->family_name);
	b->email = ou_shop_text(f, row, EMAIL);
	b->telephone = ou_shop_text(f, row, I_PHONE);
	f->o->customer = b;
	ou_shop_order_extra(f, row, CUSTOMER);
}

/* The states that every shop begins with; others say what they mean. */
static void
state(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str id = ou_shop_cell(f, row, STATE_ID);
	struct ou_str name = ou_shop_text(f, row, STATE);
	struct ou_str paid = ou_shop_cell(f, row, STATE_PAID);
	struct ou_payment *p = f->o->payment;

	if (ou_str_is(id, "6") || ou_str_is(id, "7"))
		f->o->document_function = OU_STR("cancel");
	if (ou_str_is(id, "7"))
		p->status = OU_STR("refunded");
	else if (paid.n > 0)
		p->status = ou_str_is(paid, "1") ? OU_STR("paid") :
		    OU_STR("due");
	if (!ou_str_is(paid, "1") || ou_str_is(id, "8"))
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&f->rows.im->arena, "the state is '%.*s', "
		    "which is not paid", OU_STR_ARG(name)), OU_STR_NONE);
	if (ou_str_is(ou_shop_cell(f, row, STATE_SHIPPED), "1"))
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&f->rows.im->arena, "the state is '%.*s': "
		    "it is sent already", OU_STR_ARG(name)), OU_STR_NONE);
}

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order *o = f->o;
	struct ou_delivery *d = ou_shop_delivery(&f->shop);

	((struct presta *)f)->lines = 0;
	o->channel = OU_STR("prestashop");
	o->number = ou_shop_text(f, row, ID);
	o->currency = ou_shop_text(f, row, CURRENCY);
	o->references = ou_arena_zalloc(&f->rows.im->arena,
	    sizeof(*o->references));
	o->references->customer_reference = ou_shop_text(f, row, REFERENCE);
	customer(f, row);
	o->billing_address = address(f, row, I_COMPANY, "billingAddress");
	d->method = OU_STR("parcel");
	d->service = ou_shop_text(f, row, CARRIER);
	d->address = address(f, row, D_COMPANY,
	    "orderDelivery.deliveryAddress");
	ou_shop_reach(&f->shop);
	ou_shop_needs_address(&f->shop);
	(void)ou_shop_attribute(&f->shop, OU_STR("gift_wrap"),
	    ou_shop_cell(f, row, GIFT));
	if (ou_shop_cell(f, row, GIFT_MESSAGE).n > 0)
		(void)ou_shop_attribute(&f->shop, OU_STR("gift_message"),
		    ou_shop_cell(f, row, GIFT_MESSAGE));
	o->payment = ou_arena_zalloc(&f->rows.im->arena, sizeof(*o->payment));
	o->payment->provider = ou_shop_text(f, row, PAYMENT);
	state(f, row);
	return ou_shop_time(f, row, DATE, &o->date, err);
}

static int
line(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order_line *l = ou_shop_line_new(f);
	struct ou_str id, refunded = ou_shop_cell(f, row, REFUNDED);

	if (ou_shop_quantity(f, row, QUANTITY, &l->quantity, err) != 0 ||
	    ou_shop_code(f, row, SKU, &l->product->sku, err) != 0 ||
	    ou_shop_code(f, row, GTIN, &l->product->gtin, err) != 0 ||
	    ou_shop_code(f, row, LINE_ID, &id, err) != 0)
		return -1;
	if (id.n > 0)
		l->number = id;
	l->product->name = ou_shop_text(f, row, NAME);
	if (refunded.n > 0 && !ou_str_is(refunded, "0")) {
		ou_shop_line_extra(f, row, l, REFUNDED);
		ou_import_hold(f->rows.im, f->o, OU_DIAG_HOLD_STATUS,
		    OU_STR("some of it was refunded"), l->number);
	}
	return line_money((struct presta *)f, row, l, err);
}

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return ou_shop_cell(arg, row, ID);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct presta p = { .file = {
		.columns = columns, .n_columns = N_PRESTA,
		.title = "orders of PrestaShop by the query of the manual",
		.rows = { .format = "prestashop-sql", .key = key_of },
		.head = head, .line = line, .end = end,
	} };

	return ou_shop_file_run(&p.file, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(columns, N_PRESTA, head))
		return 0;
	*why = "its header has the columns of the query for PrestaShop";
	return 97;
}

const struct ou_format ou_format_prestashop_sql = {
	"prestashop-sql", "PrestaShop orders by query", detect, run, true
};
