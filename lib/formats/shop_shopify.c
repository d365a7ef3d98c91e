#include "ou/formats/shop.h"
#include "shop_shopify.h"

/*
 * Shopify's orders CSV: one row a line item; what belongs to the order stands
 * on its first row, later rows repeat at most some of it.  Columns are known
 * by name, in any order; those not in the table go to extra.
 */

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
	struct ou_str s = ou_shopify_cell(f, row, FINANCIAL);
	const struct shop_status *status = ou_shop_status_find(financial, s);
	struct shop_status due = { "pending", "due", false, false };

	/* an order on payment terms is not paid when it is sent */
	if (status != NULL && ou_str_is(s, "pending") &&
	    ou_shopify_cell(f, row, TERMS).n > 0)
		status = &due;
	if (s.n > 0)
		ou_shop_status_apply(&f->shop, status, "Financial Status", s);
	s = ou_shopify_cell(f, row, FULFILLMENT);
	if (s.n > 0)
		ou_shop_status_apply(&f->shop,
		    ou_shop_status_find(fulfillment, s), "Fulfillment Status",
		    s);
	if (ou_shopify_cell(f, row, CANCELLED).n > 0) {
		f->o->document_function = OU_STR("cancel");
		ou_shop_extra(&f->shop, NULL, OU_STR("Cancelled at"),
		    ou_shopify_cell(f, row, CANCELLED));
	}
}

/* --- the head --- */

static bool
is_b2b(const struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str tags = ou_shopify_cell(f, row, TAGS), tag;

	if (ou_shopify_cell(f, row, TERMS).n > 0)
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
	struct ou_str company = ou_shopify_text(f, row, B_COMPANY);
	struct ou_str yes = ou_shopify_cell(f, row, MARKETING);
	bool b2b = is_b2b(f, row);

	f->o->segment = b2b ? OU_STR("b2b") : OU_STR("b2c");
	b->type = b2b && company.n > 0 ? OU_STR("Organization") :
	    OU_STR("Person");
	b->name =
	    b2b && company.n > 0 ? company : ou_shopify_text(f, row, B_NAME);
	if (b->name.n == 0)
		b->name = ou_shopify_text(f, row, S_NAME);
	b->email = ou_shopify_text(f, row, EMAIL);
	b->telephone = ou_shopify_text(f, row, PHONE);
	if (b->telephone.n == 0)
		b->telephone = ou_shopify_text(f, row, B_PHONE);
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
	    .name = ou_shopify_text(f, row, (enum column)(B_NAME + d)),
	    .company = ou_shopify_text(f, row, (enum column)(B_COMPANY + d)),
	    .street1 = ou_shopify_text(f, row, (enum column)(B_STREET1 + d)),
	    .street2 = ou_shopify_text(f, row, (enum column)(B_STREET2 + d)),
	    .city = ou_shopify_text(f, row, (enum column)(B_CITY + d)),
	    .zip = ou_shopify_text(f, row, (enum column)(B_ZIP + d)),
	    .region = ou_shopify_text(f, row, (enum column)(B_REGION_NAME + d)),
	    .country = ou_shopify_text(f, row, (enum column)(B_COUNTRY + d)),
	    .telephone = ou_shopify_text(f, row, (enum column)(B_PHONE + d)),
	};

	if (a.street1.n == 0)
		a.street1 =
		    ou_shopify_text(f, row, (enum column)(B_STREET + d));
	if (a.region.n == 0)
		a.region = ou_shopify_text(f, row, (enum column)(B_REGION + d));
	return ou_shop_address_of(&f->shop, &a, field);
}

static void
delivery(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_order *o = f->o;
	struct ou_address *to = address(f, row, S_NAME,
	    "orderDelivery.deliveryAddress");

	if (o->delivery == NULL && to == NULL &&
	    ou_shopify_cell(f, row, METHOD).n == 0)
		return;
	if (o->delivery == NULL)
		o->delivery = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*o->delivery));
	o->delivery->address = to;
	/* what the shop calls it; carriers of the book are found by it */
	o->delivery->service = ou_shopify_text(f, row, METHOD);
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
			ou_shop_extra(&f->shop, NULL, OU_STR("Note Attributes"),
			    line);
			continue;
		}
		(void)ou_str_split(&line, ':', &key);
		key = ou_str_trim(key);
		line = ou_str_trim(line);
		if (!ou_shop_attribute(&f->shop, key, line))
			ou_shop_extra(&f->shop, "Note Attributes", key, line);
	}
}

static void
notes(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str s = ou_shopify_text(f, row, NOTES);
	struct ou_note *note;

	if (s.n > 0) {
		note = ou_import_append(&f->rows.im->arena, &f->o->notes,
		    &f->o->n_notes, sizeof(*note));
		note->from = OU_STR("customer");
		note->text = s;
	}
	attributes(f, ou_shopify_cell(f, row, ATTRIBUTES));
}

static int
payment(struct shopify *f, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_payment *p = f->o->payment;

	p->provider = ou_shopify_text(f, row, PROVIDER);
	p->transaction_id = ou_shopify_text(f, row, REFERENCE);
	if (p->transaction_id.n == 0)
		p->transaction_id = ou_shopify_text(f, row, PAYMENT_ID);
	if (ou_shopify_cell(f, row, TERMS).n > 0) {
		p->terms = ou_arena_zalloc(&f->rows.im->arena,
		    sizeof(*p->terms));
		p->terms->text = ou_shopify_text(f, row, TERMS);
	}
	return ou_shopify_time(f, row, PAID_AT, &p->paid_at, err);
}

static void
discount_codes(struct shopify *f, const struct ou_csv_row *row)
{
	struct ou_str all = ou_shopify_text(f, row, CODE), code, *to;

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
			ou_shop_extra(&f->shop, NULL, header->cells[i],
			    ou_rows_cell(row->cells[i]));
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
	o->number = ou_shopify_text(f, row, NAME);
	o->currency = ou_shopify_text(f, row, CURRENCY);
	o->payment = ou_arena_zalloc(&f->rows.im->arena, sizeof(*o->payment));
	unknown_columns(f, row);
	customer(f, row);
	o->billing_address = address(f, row, B_NAME, "billingAddress");
	notes(f, row);
	delivery(f, row);
	statuses(f, row);
	discount_codes(f, row);
	ou_shop_extra(
	    &f->shop, NULL, OU_STR("Tags"), ou_shopify_cell(f, row, TAGS));
	return ou_shopify_time(f, row, CREATED, &o->date, err) ||
	    payment(f, row, err) ? -1 : 0;
}

/* --- rows --- */

static struct ou_str
key_of(void *arg, const struct ou_csv_row *row)
{
	return ou_shopify_cell(arg, row, NAME);
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
		if (i < 0 || ou_shopify_columns[c].scope == LINE)
			continue;
		now = row->cells[i];
		then = f->first[i];
		if (now.n == 0 || ou_str_eq(now, then))
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
		    "rows of one order disagree: '%.*s' and '%.*s'",
		    OU_STR_ARG(ou_str_sub(then, 0, 80)),
		    OU_STR_ARG(ou_str_sub(now, 0, 80)));
		return ou_shopify_at(err, (enum column)c);
	}
	return 0;
}

static int
take_row(void *arg, const struct ou_csv_row *row, struct ou_err *err)
{
	struct shopify *f = arg;

	if ((f->rows.n_rows == 1 ? head : compare)(f, row, err) != 0)
		return -1;
	return ou_shopify_line(f, row, err);
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
	if (ou_shopify_sums(f, err) != 0)
		return NULL;
	f->o->source = ou_rows_origin(&f->rows);
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
			if (f->known[i] ||
			    !ou_str_caseeq(ou_str_trim(header->cells[i]),
				ou_str_c(ou_shopify_columns[c].name)))
				continue;
			f->cell_of[c] = (int)i;
			f->known[i] = 1;
			break;
		}
	}
	for (c = 0; c < N_COLUMNS; c++) {
		if ((c == NAME || c == QUANTITY) && f->cell_of[c] < 0)
			return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
			    "no column '%s'; this is no orders CSV of "
			    "Shopify", ou_shopify_columns[c].name);
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
		rc = ou_rows_run(&f.rows, err);
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
