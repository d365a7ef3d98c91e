#include "ou/io/file.h"
#include "price.h"

/* The book becomes a pricing. */

static void
add_items(struct ou_pricing *pricing, const struct ou_item *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_item(pricing, &(struct ou_pricing_item){
		    .sku = x->sku, .gtin = x->gtin, .pack_gtin = x->pack_gtin,
		    .packs = { x->unit, x->pack_quantity, x->layer_quantity,
		    x->pallet_quantity }, .tax_class = x->tax_class,
		    .inactive = x->active == OU_FLAG_NO });
}

static void
add_codes(struct ou_pricing *pricing, const struct ou_item_code *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_code(pricing, &(struct ou_pricing_code){
		    .party = x->party, .code = x->code, .sku = x->sku,
		    .unit = x->unit, .factor = x->factor });
}

static void
add_customers(struct ou_pricing *pricing, const struct ou_customer *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_customer(pricing,
		    &(struct ou_pricing_customer){ .id = x->id,
		    .group = x->group, .list = x->list, .vat_id = x->vat_id,
		    .tax_category = x->tax_category,
		    .tax_reason_code = x->tax_reason_code,
		    .inactive = x->active == OU_FLAG_NO });
}

static void
add_prices(struct ou_pricing *pricing, const struct ou_price_row *x,
    uint32_t n)
{
	ou_pricing_reserve(pricing, n);
	for (; n > 0; n--, x++)
		ou_pricing_add_price(pricing, &(struct ou_pricing_price){
		    .contract = x->contract, .customer = x->customer,
		    .group = x->group, .list = x->list,
		    .promotion = x->promotion, .sku = x->sku,
		    .least = x->least, .multiple = x->multiple,
		    .min = x->min_quantity, .price = x->unit_price,
		    .base = x->price_base, .unit = x->unit,
		    .currency = x->currency,
		    .gross = x->prices_include_tax == OU_FLAG_YES,
		    .from = x->valid_from, .through = x->valid_through,
		    .priority = x->priority });
}

static void
add_taxes(struct ou_pricing *pricing, const struct ou_tax_row *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_tax(pricing, &(struct ou_pricing_tax){
		    .country = x->country, .tax_class = x->tax_class,
		    .tax = { .category = x->category, .percent = x->percent,
		    .reason_code = x->reason_code, .reason = x->reason },
		    .from = x->valid_from, .through = x->valid_through });
}

static void
add_rates(struct ou_pricing *pricing, const struct ou_exchange_rate *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_rate(pricing, &(struct ou_pricing_rate){
		    .from = x->from, .to = x->to, .date = x->date,
		    .rate = x->rate });
}

static void
add_contracts(struct ou_pricing *pricing, const struct ou_contract_row *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_pricing_add_contract(pricing, &(struct ou_pricing_contract){
		    .contract = x->contract, .customer = x->customer,
		    .from = x->valid_from, .through = x->valid_through,
		    .min_value = x->min_value, .currency = x->currency });
}

/* What holds for every order; the rest is its channel's, portal's or
 * segment's: see ou_price_terms_of. */
static int
make_policy(struct ou_price_desk *x, struct ou_run *run,
    struct ou_pricing_policy *policy)
{
	const struct ou_settings *s = &x->settings;
	struct ou_price tolerance;

	policy->tiers_fall = ou_str_is(ou_setting_of_shop(s,
	    OU_SETTING_PRICE_TIERS), "falling");
	policy->currency = ou_setting_of_shop(s, OU_SETTING_CURRENCY);
	policy->seller_country = s->seller_country;
	if (x->tolerance.p == NULL ||
	    (ou_price_parse(&tolerance, x->tolerance, &run->err) == 0 &&
	    tolerance.v >= 0))
		return 0;
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "--tolerance: '%.*s' is not an amount of zero or more",
	    OU_STR_ARG(x->tolerance));
}

static void
fill(struct ou_pricing *p, const struct ou_price_desk *x)
{
	const struct ou_rows *t = x->tables;

	add_items(p, t[OU_PRICE_ITEMS].rows, t[OU_PRICE_ITEMS].n);
	add_codes(p, t[OU_PRICE_CODES].rows, t[OU_PRICE_CODES].n);
	add_customers(p, x->customers.rows.rows, x->customers.rows.n);
	add_prices(p, t[OU_PRICE_PRICES].rows, t[OU_PRICE_PRICES].n);
	add_taxes(p, t[OU_PRICE_TAXES].rows, t[OU_PRICE_TAXES].n);
	add_rates(p, t[OU_PRICE_RATES].rows, t[OU_PRICE_RATES].n);
	add_contracts(p, t[OU_PRICE_CONTRACTS].rows,
	    t[OU_PRICE_CONTRACTS].n);
}

/* Only where the book has something to count: otherwise prices are the book's
 * of today, whenever they are asked for. */
static int
open_store(struct ou_price_desk *x, struct ou_run *run)
{
	struct ou_store_options options = { .wait_ms = run->wait_ms,
	    .create = !run->dry_run };

	if (run->store == NULL || (!ou_price_uses_counted(x) &&
	    !x->contracts))
		return 0;
	x->store = ou_store_open(run->store, &options, &run->err);
	if (x->store == NULL)
		return -1;
	ou_store_now(x->store, &run->now);
	run->transaction = ou_store_transaction(x->store);
	/* What makes another price of the same order. */
	run->effect_key = ou_str_printf(&run->arena, "%d %d %d %.*s%s%s%s",
	    x->incoming, x->policy, x->price_date, OU_STR_ARG(x->tolerance),
	    x->prices_file != NULL ? " " : "", x->prices_file != NULL ?
	    x->prices_file : "", x->margin ? " margin" : "");
	return 0;
}

int
ou_price_load(struct ou_price_desk *x, struct ou_run *run)
{
	static const char *const names[OU_PRICE_TABLES] = { "items",
	    "item-codes", "prices", "tax", "exchange-rates", "promotions",
	    "promotion-items", "surcharges", "contracts" };
	struct ou_pricing_policy policy;
	struct ou_pricing_fault fault;
	int i;

	if (ou_book_settings(&run->arena, run->book, &x->settings,
	    &run->err) != 0 || make_policy(x, run, &policy) != 0)
		return -1;
	for (i = 0; i < OU_PRICE_TABLES; i++) {
		if (i == OU_PRICE_PRICES && x->import.new_rows != NULL)
			x->tables[i] = *x->import.new_rows;
		else if (ou_book_load(&run->arena, run->book, names[i],
		    i == OU_PRICE_PRICES ? x->prices_file : NULL,
		    &x->tables[i], &run->err) != 0)
			return -1;
	}
	if (ou_customers_load(&x->customers, &run->arena, run->book,
	    &run->err) != 0)
		return -1;
	x->writer = ou_quote_writer_new(&run->arena);
	x->pricing = ou_pricing_new(&run->arena, &policy);
	fill(x->pricing, x);
	if (ou_pricing_build(x->pricing, &fault) != 0)
		return ou_price_tell_fault(x, run, &fault);
	ou_price_contracts_load(x);
	ou_price_margin_load(x, run);
	return ou_price_offers_load(x, run);
}

int
ou_price_begin(struct ou_price_desk *x, struct ou_run *run)
{
	if (ou_price_import_usage(x, run) != 0 ||
	    ou_price_quotes_usage(x, run) != 0)
		return -1;
	if (x->import.list_name != NULL)
		x->import.list = ou_str_c(x->import.list_name);
	if (x->import.to != NULL)
		return ou_price_import_begin(x, run);
	if (x->quotes.accept)
		return ou_price_quotes_begin(x, run);
	if (ou_price_load(x, run) != 0)
		return -1;
	return x->quotes.make ? ou_price_quotes_begin(x, run) :
	    open_store(x, run);
}

int
ou_price_check_book(struct ou_run *run)
{
	struct ou_price_desk x = { .incoming = -1, .policy = -1,
	    .price_date = -1 };

	return ou_price_load(&x, run);
}

void
ou_price_release(struct ou_price_desk *x)
{
	if (x->store != NULL)
		ou_store_close(x->store);
	if (x->import.to != NULL)
		ou_intake_release(&x->import.intake);
	if (x->quotes.store != NULL)
		ou_store_close(x->quotes.store);
	ou_path_unlock(x->import.lock);
}
