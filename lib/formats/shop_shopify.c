#include "ou/formats/shop.h"
#include "shop_shopify.h"

/*
 * Shopify's orders CSV: one row a line item; what belongs to the order stands
 * on its first row, later rows repeat at most some of it.  Columns are known
 * by name, in any order; those not in the table go to extra.
 */

/* --- statuses --- */

const struct shop_status ou_shopify_financial[] = {
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
statuses(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str s = ou_shop_cell(f, row, FINANCIAL);
	const struct shop_status *status =
	    ou_shop_status_find(ou_shopify_financial, s);
	struct shop_status due = { "pending", "due", false, false };

	/* an order on payment terms is not paid when it is sent */
	if (status != NULL && ou_str_is(s, "pending") &&
	    ou_shop_cell(f, row, TERMS).n > 0)
		status = &due;
	if (s.n > 0)
		ou_shop_status_apply(&f->shop, status, "Financial Status", s);
	s = ou_shop_cell(f, row, FULFILLMENT);
	if (s.n > 0)
		ou_shop_status_apply(&f->shop,
		    ou_shop_status_find(fulfillment, s), "Fulfillment Status",
		    s);
	if (ou_shop_cell(f, row, CANCELLED).n > 0) {
		f->o->document_function = OU_STR("cancel");
		ou_shop_extra(&f->shop, NULL, OU_STR("Cancelled at"),
		    ou_shop_cell(f, row, CANCELLED));
	}
}

/* --- the head --- */

static bool
is_b2b(const struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str tags = ou_shop_cell(f, row, TAGS), tag;

	if (ou_shop_cell(f, row, TERMS).n > 0)
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
customer(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_buyer *b = ou_arena_zalloc(&f->rows.im->arena, sizeof(*b));
	struct ou_str company = ou_shop_text(f, row, B_COMPANY);
	struct ou_str yes = ou_shop_cell(f, row, MARKETING);
	bool b2b = is_b2b(f, row);

	f->o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b2b && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	b->name =
	    b2b && company.n > 0 ? company : ou_shop_text(f, row, B_NAME);
	if (b->name.n == 0)
		b->name = ou_shop_text(f, row, S_NAME);
	b->email = ou_shop_text(f, row, EMAIL);
	b->telephone = ou_shop_text(f, row, PHONE);
	if (b->telephone.n == 0)
		b->telephone = ou_shop_text(f, row, B_PHONE);
	if (yes.n > 0)
		b->accepts_marketing = ou_flag_of(ou_str_is(yes, "yes") ||
		    ou_str_is(yes, "true"));
	f->o->customer = b;
}

static struct ou_address *
address(struct shop_file *f, const struct ou_csv_row *row, int from,
    const char *field)
{
	/* both blocks of columns stand in the same order */
	int d = from - B_NAME;
	struct ou_str street;
	struct shop_address a = {
	    .name = ou_shop_text(f, row, (B_NAME + d)),
	    .company = ou_shop_text(f, row, (B_COMPANY + d)),
	    .street1 = ou_shop_text(f, row, (B_STREET1 + d)),
	    .street2 = ou_shop_text(f, row, (B_STREET2 + d)),
	    .city = ou_shop_text(f, row, (B_CITY + d)),
	    .zip = ou_shop_text(f, row, (B_ZIP + d)),
	    .region = ou_shop_text(f, row, (B_REGION + d)),
	    .country = ou_shop_text(f, row, (B_COUNTRY + d)),
	    .telephone = ou_shop_text(f, row, (B_PHONE + d)),
	};

	/* the whole street says what its parts say */
	street = ou_shop_text(f, row, (B_STREET + d));
	if (a.street1.n == 0)
		a.street1 = street;
	if (a.region.n == 0)
		a.region = ou_shop_text(f, row, (B_REGION_NAME + d));
	return ou_shop_address_of(&f->shop, &a, field);
}

static void
delivery(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_order *o = f->o;
	struct ou_address *to = address(f, row, S_NAME,
	    "orderDelivery.deliveryAddress");

	if (o->delivery == NULL && to == NULL &&
	    ou_shop_cell(f, row, METHOD).n == 0)
		return;
	if (o->delivery == NULL)
		o->delivery = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*o->delivery));
	o->delivery->address = to;
	/* what the shop calls it; carriers of the book are found by it */
	o->delivery->service = ou_shop_text(f, row, METHOD);
	/* goods that are fetched have a method and no address */
	if (o->delivery->method.n == 0)
		o->delivery->method = to != NULL ? OU_STR("parcel") :
		    OU_STR("collect");
	if (to != NULL && to->email.n == 0 && o->customer != NULL)
		to->email = o->customer->email;
}

static void
attribute(struct shop_file *f, struct ou_str key, struct ou_str value)
{
	if (key.n == 0)
		ou_shop_extra(&f->shop, NULL, OU_STR("Note Attributes"),
		    value);
	else if (!ou_shop_attribute(&f->shop, key, value))
		ou_shop_extra(&f->shop, "Note Attributes", key, value);
}

/* "key: value", one a line; a line without a key goes on with the value of
 * the one in front of it, as a message of several lines does. */
static void
attributes(struct shop_file *f, struct ou_str all)
{
	struct ou_str line, key = OU_STR_NONE, value = OU_STR_NONE;

	while (ou_str_split(&all, '\n', &line)) {
		line = ou_str_trim(line);
		if (line.n == 0)
			continue;
		if (ou_str_find(line, ':') < 0) {
			value = value.n == 0 ? line :
			    ou_str_make(value.p, (size_t)(line.p + line.n -
			    value.p));
			continue;
		}
		attribute(f, key, value);
		(void)ou_str_split(&line, ':', &key);
		key = ou_str_trim(key);
		value = ou_str_trim(line);
	}
	attribute(f, key, value);
}

static int
payment(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = f->o->payment;

	p->provider = ou_shop_text(f, row, PROVIDER);
	p->transaction_id = ou_shop_text(f, row, REFERENCE);
	if (p->transaction_id.n == 0)
		p->transaction_id = ou_shop_text(f, row, PAYMENT_ID);
	if (ou_shop_cell(f, row, TERMS).n > 0) {
		p->terms = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*p->terms));
		p->terms->text = ou_shop_text(f, row, TERMS);
	}
	return ou_shop_time(f, row, PAID_AT, &p->paid_at, err);
}

static void
discount_codes(struct shop_file *f, const struct ou_csv_row *row)
{
	struct ou_str all = ou_shop_text(f, row, CODE), code, *to;

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

static int
head(struct shop_file *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_order *o = f->o;

	o->channel = OU_STR("shopify");
	o->number = ou_shop_text(f, row, NAME);
	o->currency = ou_shop_text(f, row, CURRENCY);
	o->payment = ou_arena_zalloc(&f->rows.im->arena, sizeof(*o->payment));
	customer(f, row);
	o->billing_address = address(f, row, B_NAME, "billingAddress");
	ou_shop_note(&f->shop, ou_shop_text(f, row, NOTES));
	attributes(f, ou_shop_cell(f, row, ATTRIBUTES));
	delivery(f, row);
	statuses(f, row);
	discount_codes(f, row);
	ou_shop_extra(
	    &f->shop, NULL, OU_STR("Tags"), ou_shop_cell(f, row, TAGS));
	return ou_shop_time(f, row, CREATED, &o->date, err) ||
	    payment(f, row, err) ? -1 : 0;
}

/* --- rows --- */

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return ou_shop_cell(arg, row, NAME);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct shop_file f = {
		.columns = ou_shopify_columns, .n_columns = N_COLUMNS,
		.title = "orders CSV of Shopify",
		.rows = { .format = "shopify", .key = key_of },
		.head = head, .line = ou_shopify_line, .end = ou_shopify_sums,
	};

	return ou_shop_file_run(&f, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	if (!ou_shop_file_fits(ou_shopify_columns, N_COLUMNS, head))
		return 0;
	*why = "its header has Shopify's columns Name and Lineitem quantity";
	return 98;
}

const struct ou_format ou_format_shopify = {
	"shopify", "Shopify orders CSV", detect, run, true
};
