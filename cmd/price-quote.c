#include <string.h>

#include "ou/book/book.h"
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

/* Tables by enum ou_pricing_rows, then those no fault is found in. */
enum { ITEMS, CODES, PRICES, TAXES, CUSTOMERS, TABLES };

static struct ou_rows tables[TABLES];
static struct ou_settings settings;
static struct ou_pricing *pricing;

/* --- the book --- */

static void
add_items(void)
{
	const struct ou_item *x;
	uint32_t i;

	for (i = 0; i < tables[ITEMS].n; i++) {
		x = ou_rows_at(&tables[ITEMS], i);
		ou_pricing_add_item(pricing, &(struct ou_pricing_item){
		    .sku = x->sku, .gtin = x->gtin, .pack_gtin = x->pack_gtin,
		    .packs = { x->unit, x->pack_quantity, x->layer_quantity,
		    x->pallet_quantity }, .tax_class = x->tax_class,
		    .inactive = x->active == OU_FLAG_NO });
	}
}

static void
add_codes(void)
{
	const struct ou_item_code *x;
	uint32_t i;

	for (i = 0; i < tables[CODES].n; i++) {
		x = ou_rows_at(&tables[CODES], i);
		ou_pricing_add_code(pricing, &(struct ou_pricing_code){
		    .party = x->party, .code = x->code, .sku = x->sku,
		    .unit = x->unit, .factor = x->factor });
	}
}

static void
add_customers(void)
{
	const struct ou_customer *x;
	uint32_t i;

	for (i = 0; i < tables[CUSTOMERS].n; i++) {
		x = ou_rows_at(&tables[CUSTOMERS], i);
		ou_pricing_add_customer(pricing,
		    &(struct ou_pricing_customer){ .id = x->id,
		    .group = x->group, .list = x->list, .gln = x->gln,
		    .vat_id = x->vat_id, .siret = x->siret,
		    .email = x->email,
		    .inactive = x->active == OU_FLAG_NO });
	}
}

static void
add_prices(void)
{
	const struct ou_price_row *x;
	uint32_t i;

	ou_pricing_reserve(pricing, tables[PRICES].n);
	for (i = 0; i < tables[PRICES].n; i++) {
		x = ou_rows_at(&tables[PRICES], i);
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
}

static void
add_taxes(void)
{
	const struct ou_tax_row *x;
	uint32_t i;

	for (i = 0; i < tables[TAXES].n; i++) {
		x = ou_rows_at(&tables[TAXES], i);
		ou_pricing_add_tax(pricing, &(struct ou_pricing_tax){
		    .country = x->country, .tax_class = x->tax_class,
		    .tax = { .category = x->category, .percent = x->percent,
		    .reason_code = x->reason_code, .reason = x->reason },
		    .from = x->valid_from, .through = x->valid_through });
	}
}

/* The text of a column of a row. */
static struct ou_str
cell(const struct ou_rows *rows, uint32_t i, const char *column)
{
	int field = ou_table_find(rows->table, column, strlen(column));
	const char *row = ou_rows_at(rows, i);

	return *(const struct ou_str *)(const void *)(row +
	    rows->table->fields[field].offset);
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
		text = cell(rows, f->row, f->column);
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
	    "prices", "tax", "customers" };
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
	pricing = ou_pricing_new(&run->arena, &policy);
	add_items();
	add_codes();
	add_customers();
	add_prices();
	add_taxes();
	if (ou_pricing_build(pricing, &fault) != 0)
		return tell_fault(run, &fault);
	return 0;
}

/* --- why --- */

static void
put_text(struct ou_buf *b, const char *label, struct ou_str s)
{
	if (s.p != NULL)
		ou_buf_printf(b, "%s %.*s, ", label, OU_STR_ARG(s));
}

/* A price row in a few words. */
static void
describe(struct ou_run *run, const struct ou_price_row *x, struct ou_buf *b)
{
	char text[OU_DECIMAL_MAX], from[16] = "", through[16] = "";

	put_text(b, "contract", x->contract);
	put_text(b, "customer", x->customer);
	put_text(b, "group", x->group);
	put_text(b, "list", x->list);
	if (x->min_quantity.v > 0)
		ou_buf_printf(b, ">=%.*s, ", (int)ou_quantity_text(text,
		    x->min_quantity), text);
	if (ou_date_given(x->valid_from))
		from[ou_date_text(from, x->valid_from)] = '\0';
	if (ou_date_given(x->valid_through))
		through[ou_date_text(through, x->valid_through)] = '\0';
	if (from[0] != '\0')
		ou_buf_printf(b, "from %s, ", from);
	if (through[0] != '\0')
		ou_buf_printf(b, "through %s, ", through);
	if (x->priority.given)
		ou_buf_printf(b, "priority %d, ", (int)x->priority.v);
	ou_buf_adds(b, ou_pricing_price_text(&run->record_arena,
	    x->unit_price, x->price_base));
	ou_buf_printf(b, " %.*s", OU_STR_ARG(x->currency));
	if (x->unit.p != NULL)
		ou_buf_printf(b, " a %.*s", OU_STR_ARG(x->unit));
	if (x->prices_include_tax == OU_FLAG_YES)
		ou_buf_puts(b, " with tax");
}

static void
explain_line(struct ou_run *run, const struct ou_order *o,
    const struct ou_quote *q, uint32_t i)
{
	const struct ou_order_line *l = &o->lines[i];
	struct ou_quote_verdict *v;
	struct ou_buf b = OU_BUF_INIT;
	char quantity[OU_DECIMAL_MAX];
	struct ou_str price;
	uint32_t n, k;

	n = ou_pricing_verdicts(pricing, &run->record_arena, o, q, i, &v);
	price = l->unit_price.given ? ou_pricing_price_text(
	    &run->record_arena, l->unit_price, l->price_base) :
	    OU_STR("no price");
	ou_run_explain(run, "%.*s: line %.*s: %.*s%s%.*s of %.*s: %.*s "
	    "(%.*s)", OU_STR_ARG(o->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(quantity, l->quantity), quantity,
	    l->unit.p != NULL ? " " : "", OU_STR_ARG(l->unit), OU_STR_ARG(l->product != NULL ?
	    l->product->sku : OU_STR("?")), OU_STR_ARG(price),
	    OU_STR_ARG(l->price_source != NULL ? l->price_source->rule :
	    OU_STR("held")));
	for (k = 0; k < n; k++) {
		ou_buf_clear(&b);
		describe(run, ou_rows_at(&tables[PRICES], v[k].row), &b);
		ou_run_explain(run, "    %s:%u: %.*s: %s",
		    tables[PRICES].file,
		    (unsigned)tables[PRICES].lines[v[k].row],
		    OU_STR_ARG(ou_buf_str(&b)),
		    ou_verdict_text(v[k].verdict));
	}
	ou_buf_release(&b);
}

/* --- writing what was found --- */

#define PUT(r, T, object, field) \
	ou_record_put(r, &ou_##T##_table, object, OU_FIELD(T, field))

/*
 * Texts that line after line gets are made once.  Whoever comes first has
 * the place; others are written anew.
 */
#define TEXTS 1024

static struct shared_text {
	const void *object;
	struct ou_str text;
} texts[TEXTS];

/* Put a shared object where the line has none; false when it has. */
static bool
put_shared(struct ou_run *run, struct ou_record *r,
    const struct ou_order_line *l, int field, const void *object)
{
	struct shared_text *t;

	t = &texts[((uintptr_t)object / sizeof(void *) *
	    UINT64_C(0x9e3779b97f4a7c15)) >> 54];
	if (t->object == NULL) {
		t->text = ou_field_text(&run->arena, &ou_order_line_table, l,
		    field);
		t->object = object;
	}
	return t->object == object && ou_record_append(r,
	    &ou_order_line_table, l, field, t->text);
}

static void
put_source(struct ou_run *run, struct ou_record *r, struct ou_order_line *l,
    unsigned changed)
{
	if ((changed & OU_QUOTE_SHARED_SOURCE) != 0 && put_shared(run, r, l,
	    OU_FIELD(order_line, price_source), l->price_source))
		return;
	if (l->price_source->node == 0) {
		PUT(r, order_line, l, price_source);
		return;
	}
	PUT(r, price_source, l->price_source, rule);
	PUT(r, price_source, l->price_source, list);
	PUT(r, price_source, l->price_source, tier);
}

static void
put_tax(struct ou_run *run, struct ou_record *r, struct ou_order_line *l,
    unsigned changed)
{
	if ((changed & OU_QUOTE_SHARED_TAX) != 0 && put_shared(run, r, l,
	    OU_FIELD(order_line, tax), l->tax))
		return;
	if (l->tax->node == 0) {
		PUT(r, order_line, l, tax);
		return;
	}
	PUT(r, tax, l->tax, category);
	PUT(r, tax, l->tax, percent);
	PUT(r, tax, l->tax, reason_code);
	PUT(r, tax, l->tax, reason);
}

static void
put_allowances(struct ou_record *r, const struct ou_allowance *list,
    uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!list[i].percent.given)
			continue;
		PUT(r, allowance, &list[i], base);
		PUT(r, allowance, &list[i], amount);
	}
}

static void
put_line(struct ou_run *run, struct ou_record *r, struct ou_order_line *l,
    const struct ou_quote_line *q)
{
	if (q->changed & OU_QUOTE_SKU) {
		PUT(r, product, l->product, sku);
		PUT(r, product, l->product, buyer_item_id);
	}
	if (q->changed & OU_QUOTE_PRICE) {
		PUT(r, order_line, l, unit_price);
		PUT(r, order_line, l, price_base);
	}
	if (q->changed & OU_QUOTE_SOURCE)
		put_source(run, r, l, q->changed);
	if (l->unit_price.given) {
		if (l->n_allowances > 0)
			put_allowances(r, l->allowances, l->n_allowances);
		PUT(r, order_line, l, total);
	}
	if (q->changed & OU_QUOTE_TAX)
		put_tax(run, r, l, q->changed);
}

static void
put_totals(struct ou_record *r, struct ou_order *o)
{
	struct ou_totals *t = o->totals;
	struct ou_tax_total *x;
	uint32_t i;
	int f;

	for (i = 0; i < o->n_taxes; i++) {
		x = &o->taxes[i];
		for (f = 0; x->node != 0 && f < ou_fields_of_tax_total; f++)
			ou_record_put(r, &ou_tax_total_table, x, f);
	}
	PUT(r, order, o, taxes);
	if (t == NULL || t->node == 0) {
		PUT(r, order, o, totals);
		return;
	}
	for (f = 0; f < ou_fields_of_totals; f++)
		ou_record_put(r, &ou_totals_table, t, f);
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
	if (held)
		PUT(r, order, o, holds);
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *r, void *object)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_order *o = object;
	struct ou_quote q;
	uint32_t i;

	if (ou_pricing_order(pricing, a, o, &q, &run->err) != 0)
		return OU_REJECT;
	if (q.priced && ou_order_totals(a, o, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < o->n_lines; i++) {
		put_line(run, r, &o->lines[i], &q.lines[i]);
		if (run->explain != NULL)
			explain_line(run, o, &q, i);
	}
	if (q.customer_id)
		PUT(r, buyer, o->customer, id);
	for (i = 0; q.head_tax && i < o->n_allowances; i++) {
		if (o->allowances[i].tax != NULL)
			PUT(r, tax, o->allowances[i].tax, category);
	}
	if (q.priced) {
		put_allowances(r, o->allowances, o->n_allowances);
		put_totals(r, o);
	}
	if (q.holds != NULL)
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
