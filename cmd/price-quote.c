#include <string.h>

#include "ou/book/lookup.h"
#include "ou/cli/command.h"
#include "ou/model/totals.h"
#include "ou/rules/pricing.h"

/*
 * price-quote: prices, taxes and totals from the book.
 */
static int incoming;
static struct ou_str tolerance;
static const char *prices_file;

static const struct ou_option options[] = {
	{ 'i', "incoming", "verify|book|keep", OU_OPTION_CHOICE, &incoming,
	  "what becomes of prices that came in" },
	{ 0, "tolerance", "AMOUNT", OU_OPTION_DECIMAL, &tolerance,
	  "difference per unit that verify lets pass" },
	{ 'p', "prices", "FILE", OU_OPTION_TEXT, &prices_file,
	  "price list, before the book's" },
	{ .name = NULL },
};

/* Tables by enum ou_pricing_rows. */
enum { ITEMS, CODES, PRICES, TAXES, TABLES };

static struct ou_rows tables[TABLES];
static struct ou_customers customers;
static struct ou_quote_writer *writer;
static struct ou_settings settings;
static struct ou_pricing *pricing;

/* --- the book --- */

static void
add_items(const struct ou_item *x, uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_item(pricing, &(struct ou_pricing_item){
		    .sku = x->sku, .gtin = x->gtin, .pack_gtin = x->pack_gtin,
		    .packs = { x->unit, x->pack_quantity, x->layer_quantity,
		    x->pallet_quantity }, .tax_class = x->tax_class,
		    .inactive = x->active == OU_FLAG_NO });
}

static void
add_codes(const struct ou_item_code *x, uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_code(pricing, &(struct ou_pricing_code){
		    .party = x->party, .code = x->code, .sku = x->sku,
		    .unit = x->unit, .factor = x->factor });
}

static void
add_customers(const struct ou_customer *x, uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_customer(pricing,
		    &(struct ou_pricing_customer){ .id = x->id,
		    .group = x->group, .list = x->list, .vat_id = x->vat_id,
		    .inactive = x->active == OU_FLAG_NO });
}

static void
add_prices(const struct ou_price_row *x, uint32_t n)
{
	ou_pricing_reserve(pricing, n);
	for (; n > 0; n--, x++)
		ou_pricing_add_price(pricing, &(struct ou_pricing_price){
		    .contract = x->contract, .customer = x->customer,
		    .group = x->group, .list = x->list, .sku = x->sku,
		    .min = x->min_quantity, .price = x->unit_price,
		    .base = x->price_base, .unit = x->unit,
		    .currency = x->currency,
		    .gross = x->prices_include_tax == OU_FLAG_YES,
		    .from = x->valid_from, .through = x->valid_through,
		    .priority = x->priority });
}

static void
add_taxes(const struct ou_tax_row *x, uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_tax(pricing, &(struct ou_pricing_tax){
		    .country = x->country, .tax_class = x->tax_class,
		    .tax = { .category = x->category, .percent = x->percent,
		    .reason_code = x->reason_code, .reason = x->reason },
		    .from = x->valid_from, .through = x->valid_through });
}

static int
tell_fault(struct ou_run *run, const struct ou_pricing_fault *f)
{
	const struct ou_rows *rows = &tables[f->rows];
	unsigned other = (unsigned)rows->lines[f->other];
	struct ou_str text;

	switch (f->code) {
	case OU_DIAG_BOOK_KEY:
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, "line %u is the same but for its price", other);
	case OU_DIAG_BOOK_OVERLAP:
		if (f->rows == OU_PRICING_TAXES)
			return ou_book_error(rows, f->row, f->column,
			    &run->err, f->code, "line %u holds for the same "
			    "country and class on the same days", other);
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, "nothing tells this price from line %u: an "
		    "order can meet both, with the same tier and priority",
		    other);
	default:
		text = ou_rows_text(rows, f->row, f->column);
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, f->rows == OU_PRICING_ITEMS ?
		    "no tax rule has the class '%.*s'" :
		    strcmp(f->column, "customer") == 0 ?
		    "'%.*s' is not among the customers" :
		    "'%.*s' is not among the items", OU_STR_ARG(text));
	}
}

static int
make_policy(struct ou_run *run, struct ou_pricing_policy *policy)
{
	memset(policy, 0, sizeof(*policy));
	policy->incoming = (enum ou_incoming)incoming;
	policy->by_delivery = ou_str_is(settings.price_date, "delivery");
	policy->seller_country = settings.seller_country;
	policy->channel_lists = settings.channel_lists;
	policy->n_channel_lists = settings.n_channel_lists;
	policy->tolerance = (struct ou_price){
	    settings.price_tolerance.v * 100, 2, true };
	if (tolerance.p == NULL)
		return 0;
	if (ou_price_parse(&policy->tolerance, tolerance, &run->err) != 0 ||
	    policy->tolerance.v < 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--tolerance: '%.*s' is not an amount of zero or more",
		    OU_STR_ARG(tolerance));
	return 0;
}

static int
begin(struct ou_run *run)
{
	static const char *const names[TABLES] = { "items", "item-codes",
	    "prices", "tax" };
	struct ou_pricing_policy policy;
	struct ou_pricing_fault fault;
	int i;

	if (ou_book_settings(&run->arena, run->book, &settings,
	    &run->err) != 0 || make_policy(run, &policy) != 0)
		return -1;
	for (i = 0; i < TABLES; i++) {
		if (ou_book_load(&run->arena, run->book, names[i],
		    i == PRICES ? prices_file : NULL, &tables[i],
		    &run->err) != 0)
			return -1;
	}
	if (ou_customers_load(&customers, &run->arena, run->book,
	    &run->err) != 0)
		return -1;
	writer = ou_quote_writer_new(&run->arena);
	pricing = ou_pricing_new(&run->arena, &policy);
	add_items(tables[ITEMS].rows, tables[ITEMS].n);
	add_codes(tables[CODES].rows, tables[CODES].n);
	add_customers(customers.rows.rows, customers.rows.n);
	add_prices(tables[PRICES].rows, tables[PRICES].n);
	add_taxes(tables[TAXES].rows, tables[TAXES].n);
	if (ou_pricing_build(pricing, &fault) != 0)
		return tell_fault(run, &fault);
	return 0;
}

/* --- why --- */

static void
explain_line(struct ou_run *run, const struct ou_order *o,
    const struct ou_quote *q, uint32_t i)
{
	const struct ou_order_line *l = &o->lines[i];
	struct ou_arena *a = &run->record_arena;
	struct ou_quote_verdict *v;
	struct ou_buf b = OU_BUF_INIT;
	char quantity[OU_DECIMAL_MAX];
	struct ou_str price, units;
	uint32_t n, k;

	n = ou_pricing_verdicts(pricing, a, o, q, i, &v);
	price = l->unit_price.given ? ou_price_per(a, l->unit_price,
	    l->price_base) : OU_STR("no price");
	ou_run_explain(run, "%.*s: line %.*s: %.*s%s%.*s of %.*s: %.*s "
	    "(%.*s)", OU_STR_ARG(o->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(quantity, l->quantity), quantity,
	    l->unit.p != NULL ? " " : "", OU_STR_ARG(l->unit),
	    OU_STR_ARG(l->product != NULL ? l->product->sku : OU_STR("?")),
	    OU_STR_ARG(price), OU_STR_ARG(l->price_source != NULL ?
	    l->price_source->rule : OU_STR("held")));
	units = ou_pricing_units(pricing, a, o, q, i);
	if (units.n > 0)
		ou_run_explain(run, "    %.*s", OU_STR_ARG(units));
	for (k = 0; k < n; k++) {
		ou_buf_clear(&b);
		ou_price_row_words(a, ou_rows_at(&tables[PRICES], v[k].row),
		    &b);
		ou_run_explain(run, "    %s:%u: %.*s: %s",
		    tables[PRICES].file,
		    (unsigned)tables[PRICES].lines[v[k].row],
		    OU_STR_ARG(ou_buf_str(&b)),
		    ou_verdict_text(v[k].verdict));
	}
	ou_buf_release(&b);
}

static void
put_holds(struct ou_run *run, struct ou_record *r, struct ou_order *o,
    const struct ou_quote *q)
{
	const struct ou_quote_hold *h;
	bool held = false;

	for (h = q->holds; h != NULL; h = h->next)
		held = ou_run_hold(run, o, h->code, h->line, NULL, "%.*s",
		    OU_STR_ARG(h->reason)) || held;
	if (ou_order_overdrawn(o))
		held = ou_run_hold(run, o, OU_DIAG_HOLD_PRICE, OU_STR_NONE,
		    NULL, "allowances take more than is ordered") || held;
	if (held)
		ou_record_put(r, &ou_order_table, o, OU_FIELD(order, holds));
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *r, void *object)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_order *o = object;
	struct ou_quote q;
	uint32_t i, customer;

	customer = ou_customers_number(&customers,
	    ou_customers_find(&customers, o->customer));
	if (ou_pricing_order(pricing, a, o, customer, &q, &run->err) != 0)
		return OU_REJECT;
	if (q.priced && ou_order_totals(a, o, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < o->n_lines; i++) {
		ou_quote_put_line(writer, r, &o->lines[i],
		    q.lines[i].changed);
		if (run->explain != NULL)
			explain_line(run, o, &q, i);
	}
	if (q.customer_id)
		ou_record_put(r, &ou_buyer_table, o->customer,
		    OU_FIELD(buyer, id));
	if (q.head_tax)
		ou_quote_put_head_tax(r, o);
	if (q.priced)
		ou_quote_put_totals(r, o);
	put_holds(run, r, o, &q);
	return OU_PASS;
}

static const struct ou_command command = {
	.name = "price-quote",
	.title = "price orders from the book: prices, taxes, totals",
	.options = options,
	.type = "Order",
	.view = "id segment channel orderDate currency pricesIncludeTax "
	    "customer.id customer.name customer.gln customer.vatID "
	    "customer.siret customer.email customer.priceGroup seller.vatID "
	    "billingAddress.addressCountry orderDelivery.requestedDate "
	    "orderDelivery.deliveryAddress.addressCountry "
	    "references.contract orderedItem.orderItemNumber "
	    "orderedItem.orderQuantity orderedItem.unitCode "
	    "orderedItem.product.sku orderedItem.product.gtin "
	    "orderedItem.product.buyerItemId "
	    "orderedItem.packaging.packQuantity orderedItem.unitPrice "
	    "orderedItem.priceBaseQuantity orderedItem.priceSource "
	    "orderedItem.allowanceCharges orderedItem.lineTotal "
	    "orderedItem.tax orderedItem.requestedDate "
	    "orderedItem.references.contract allowanceCharges taxes totals "
	    "holds",
	.begin = begin,
	.process = process,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
