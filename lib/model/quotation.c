#include "ou/model/quotation.h"
#include "ou/record/record.h"

/* An order's fields stand where the order does, under its numbers. */
static const struct ou_field fields[] = {
	OU_FIELD_ROW(order, CODE, type, "type", _, OU_FIELD_REQUIRED, 0,
	    "Quote")
	OU_FIELD_ROW(order, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0,
	    "quote/1")
	OU_FIELD_ROW(order, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0,
	    "channel:quoteNumber; the same for all revisions")
	OU_ORDER_BODY_FIELDS(OU_FIELD_ROW, order)
	OU_QUOTATION_FIELDS(OU_FIELD_ROW, quotation)
};
OU_QUOTATION_FIELDS(OU_FIELD_NAME, quotation)
_Static_assert(ou_fields_of_quotation <= OU_TABLE_FIELDS_MAX, "quotation");
_Static_assert(offsetof(struct ou_quotation, order) == 0, "quotation");

static struct ou_table_hash *hash;
const struct ou_table ou_quotation_table = {
	"quotation", "an order that may be placed at these prices", fields,
	ou_fields_of_quotation, sizeof(struct ou_quotation), &hash
};

struct ou_str
ou_quotation_id(struct ou_arena *a, struct ou_str order)
{
	size_t n = (size_t)(ou_str_find(order, ':') + 1);

	return ou_str_printf(a, "%.*sQ-%.*s", (int)n, order.p,
	    (int)(order.n - n), order.p + n);
}

struct ou_str
ou_quotation_number(struct ou_str id)
{
	return ou_str_sub(id, (size_t)(ou_str_find(id, ':') + 1), id.n);
}

struct ou_str
ou_quotation_name(struct ou_arena *a, const struct ou_quotation *q)
{
	return ou_str_printf(a, "%.*s/%lld", OU_STR_ARG(q->number),
	    (long long)q->revision.v);
}

/* --- what is quoted --- */

static void
put_line(struct ou_buf *b, const struct ou_order_line *l)
{
	struct ou_product product = { 0 };
	struct ou_order_line x = { .number = l->number,
	    .quantity = l->quantity, .unit = l->unit,
	    .unit_price = l->unit_price, .price_base = l->price_base,
	    .allowances = l->allowances, .n_allowances = l->n_allowances,
	    .total = l->total, .tax = l->tax };

	if (l->product != NULL) {
		product.sku = l->product->sku;
		product.gtin = l->product->gtin;
		product.buyer_item_id = l->product->buyer_item_id;
		x.product = &product;
	}
	ou_table_encode(b, &ou_order_line_table, &x);
	ou_buf_addc(b, '\n');
}

/* The head: who buys and how it is paid, where taxes are due, what is charged
 * for all of it. */
static void
put_head(struct ou_buf *b, const struct ou_order *o)
{
	const struct ou_address *to = o->delivery != NULL ?
	    o->delivery->address : NULL;
	struct ou_address bill = { 0 }, ship = { 0 };
	struct ou_delivery delivery = { .address = &ship };
	struct ou_references references = { 0 };
	struct ou_payment payment = { 0 };
	struct ou_buyer customer = { 0 };
	struct ou_order x = { .segment = o->segment, .channel = o->channel,
	    .number = o->number, .currency = o->currency,
	    .prices_include_tax = o->prices_include_tax,
	    .customer = &customer, .billing_address = &bill,
	    .delivery = &delivery, .references = &references,
	    .payment = &payment,
	    .allowances = o->allowances, .n_allowances = o->n_allowances,
	    .taxes = o->taxes, .n_taxes = o->n_taxes, .totals = o->totals };

	if (o->customer != NULL) {
		customer.id = o->customer->id;
		customer.vat_id = o->customer->vat_id;
	}
	if (o->billing_address != NULL)
		bill.country = o->billing_address->country;
	if (to != NULL)
		ship.country = to->country;
	if (o->delivery != NULL)
		delivery.incoterm = o->delivery->incoterm;
	if (o->references != NULL)
		references.contract = o->references->contract;
	if (o->payment != NULL)
		payment.terms = o->payment->terms;
	ou_table_encode(b, &ou_order_table, &x);
	ou_buf_addc(b, '\n');
}

static void
put_all(struct ou_buf *b, const struct ou_order *o)
{
	uint32_t i;

	put_head(b, o);
	for (i = 0; i < o->n_lines; i++)
		put_line(b, &o->lines[i]);
}

void
ou_quotation_content(const struct ou_order *o, struct ou_digest *d)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str text;

	put_all(&b, o);
	text = ou_buf_str(&b);
	ou_digest_of(d, &text, 1);
	ou_buf_release(&b);
}

struct ou_str
ou_quotation_digest(struct ou_arena *a, const struct ou_quotation *q)
{
	const struct ou_quotation own = { .number = q->number,
	    .revision = q->revision, .valid_from = q->valid_from,
	    .valid_through = q->valid_through, .order_id = q->order_id };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_digest d;
	struct ou_str text;

	ou_table_encode(&b, &ou_quotation_table, &own);
	ou_buf_addc(&b, '\n');
	put_all(&b, &q->order);
	text = ou_buf_str(&b);
	ou_digest_of(&d, &text, 1);
	ou_buf_release(&b);
	return ou_digest_text(a, &d);
}
