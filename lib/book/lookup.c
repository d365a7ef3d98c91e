#include <string.h>

#include "ou/base/ident.h"
#include "ou/book/lookup.h"
#include "ou/model/lines.h"

int
ou_items_load(struct ou_items *items, struct ou_arena *a, const char *dir,
    const char *path, struct ou_err *err)
{
	if (ou_book_load(a, dir, "items", path, &items->rows, err) != 0)
		return -1;
	items->by_sku = ou_index_new(a, &items->rows, &ou_item_table,
	    OU_FIELD(item, sku));
	if (ou_book_load(a, dir, "item-codes", NULL, &items->codes, err) != 0)
		return -1;
	items->by_code = ou_index_new(a, &items->codes, &ou_item_code_table,
	    OU_FIELD(item_code, code));
	return 0;
}

const struct ou_item *
ou_items_find(const struct ou_items *items, struct ou_str sku)
{
	return sku.n == 0 ? NULL : ou_index_find(items->by_sku, sku);
}

/* What ou_item_factor, and a weight, need of a row. */
static void
fetch_row(const struct ou_item *item)
{
	const char *at = (const char *)&item->unit;

	for (; at < (const char *)&item->hs_code; at += 64)
		__builtin_prefetch(at);
}

void
ou_items_fetch(const struct ou_items *items, const struct ou_order *o)
{
	const struct ou_item *item;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].product != NULL)
			ou_index_fetch(items->by_sku,
			    o->lines[i].product->sku);
	}
	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].product == NULL)
			continue;
		item = ou_items_find(items, o->lines[i].product->sku);
		if (item != NULL)
			fetch_row(item);
	}
}

bool
ou_items_kept(const struct ou_items *items)
{
	return items->rows.n != 0;
}

static const struct ou_item_code *
code_of(const struct ou_items *items, struct ou_str party, struct ou_str code)
{
	const struct ou_item_code *x;

	if (party.n == 0)
		return NULL;
	x = ou_index_find(items->by_code, code);
	while (x != NULL && !ou_str_eq(x->party, party))
		x = ou_index_next(items->by_code, x);
	return x;
}

const struct ou_item *
ou_items_resolve(const struct ou_items *items, const struct ou_order *o,
    const struct ou_customer *customer, const struct ou_product *x)
{
	const struct ou_item *item;
	const struct ou_item_code *code;
	struct ou_str theirs, id;

	if (x == NULL)
		return NULL;
	if ((item = ou_items_find(items, x->sku)) != NULL ||
	    items->codes.n == 0)
		return item;
	/* a number that is not ours may be theirs in the wrong place */
	theirs = x->buyer_item_id.n != 0 ? x->buyer_item_id : x->sku;
	id = customer != NULL ? customer->id : o->customer != NULL ?
	    o->customer->id : OU_STR_NONE;
	if ((code = code_of(items, id, theirs)) == NULL)
		code = code_of(items, o->channel, theirs);
	return code != NULL ? ou_items_find(items, code->sku) : NULL;
}

/* What the buyer, else the channel, calls the item: unless that is the code
 * of another one. */
static const struct ou_item_code *
find_code(const struct ou_items *items, const struct ou_order *o,
    const struct ou_product *x)
{
	const struct ou_item_code *code = NULL;

	if (items->codes.n == 0 || x == NULL)
		return NULL;
	if (o->customer != NULL)
		code = code_of(items, o->customer->id, x->buyer_item_id);
	if (code == NULL)
		code = code_of(items, o->channel, x->buyer_item_id);
	return code != NULL && ou_str_eq(code->sku, x->sku) ? code : NULL;
}

bool
ou_item_factor(const struct ou_items *items, const struct ou_item *item,
    const struct ou_order *o, const struct ou_order_line *line,
    struct ou_quantity *factor, bool *divisible)
{
	const struct ou_item_code *code = find_code(items, o, line->product);
	struct ou_line_units units;
	struct ou_str stock, unit;

	memset(&units, 0, sizeof(units));
	if (item != NULL) {
		units.packs = (struct ou_unit_packs){ item->unit,
		    item->pack_quantity, item->layer_quantity,
		    item->pallet_quantity };
		units.pack_gtin = item->pack_gtin;
	}
	if (code != NULL) {
		units.code_unit = code->unit;
		units.code_factor = code->factor;
	}
	stock = units.packs.unit.n != 0 ? units.packs.unit : OU_STR("C62");
	unit = line->unit.n != 0 ? line->unit : stock;
	*divisible = !ou_unit_is_pack(unit) &&
	    !ou_unit_same(unit, OU_STR("C62")) &&
	    !ou_unit_same(stock, OU_STR("C62"));
	return ou_line_factor(line, &units, factor) != OU_FACTOR_NONE;
}

struct ou_quantity
ou_items_weigh(const struct ou_items *items, const struct ou_allocation *x)
{
	const struct ou_quantity none = { 0, false };
	const int64_t units = x->quantity.v;
	const struct ou_component *c;
	const struct ou_item *item;
	__int128 sum = 0, w;
	uint32_t i;

	if (units <= 0)
		return none;
	for (i = 0; i < x->n_components; i++) {
		c = &x->components[i];
		item = ou_items_find(items, c->sku);
		if (item == NULL || !item->net_weight_kg.given)
			return none;
		w = (__int128)c->quantity.v * item->net_weight_kg.v;
		if (__builtin_add_overflow(sum, w, &sum))
			return none;
	}
	sum = (sum + units / 2) / units;
	return sum < 0 || sum > INT64_MAX ? none
	    : (struct ou_quantity){ (int64_t)sum, true };
}

int
ou_customers_load(struct ou_customers *customers, struct ou_arena *a,
    const char *dir, struct ou_err *err)
{
	struct ou_rows *rows = &customers->rows;
	struct ou_customer *c;
	char plain[OU_VAT_MAX];
	uint32_t i;

	if (ou_book_load(a, dir, "customers", NULL, rows, err) != 0)
		return -1;
	for (i = 0, c = rows->rows; i < rows->n; i++, c++) {
		if (c->vat_id.n != ou_vat_plain(plain, c->vat_id).n)
			c->vat_id = ou_str_dup(a, ou_vat_plain(plain,
			    c->vat_id));
	}
	customers->by_id = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, id));
	customers->by_gln = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, gln));
	customers->by_vat = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, vat_id));
	customers->by_siret = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, siret));
	customers->by_email = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, email));
	return 0;
}

/* What several claim names nobody. */
static const struct ou_customer *
the_only(const struct ou_index *x, struct ou_str key)
{
	const struct ou_customer *found;

	if (key.n == 0)
		return NULL;
	found = ou_index_find(x, key);
	return found != NULL && ou_index_next(x, found) == NULL ? found :
	    NULL;
}

const struct ou_customer *
ou_customers_find(const struct ou_customers *c, const struct ou_buyer *b)
{
	const struct ou_customer *found;
	char plain[OU_VAT_MAX];

	if (b == NULL || c->rows.n == 0)
		return NULL;
	if ((found = the_only(c->by_id, b->id)) != NULL ||
	    (found = the_only(c->by_gln, b->gln)) != NULL ||
	    (found = the_only(c->by_vat, ou_vat_plain(plain,
	    b->vat_id))) != NULL ||
	    (found = the_only(c->by_siret, b->siret)) != NULL)
		return found;
	return the_only(c->by_email, b->email);
}

uint32_t
ou_customers_number(const struct ou_customers *c, const struct ou_customer *x)
{
	return x == NULL ? UINT32_MAX :
	    (uint32_t)(x - (const struct ou_customer *)c->rows.rows);
}

const struct ou_address_row *
ou_address_row_find(const struct ou_index *of, struct ou_str customer,
    struct ou_str id)
{
	const struct ou_address_row *row = id.n == 0 ? NULL :
	    ou_index_find(of, customer);

	while (row != NULL && !ou_str_eq(row->id, id))
		row = ou_index_next(of, row);
	return row;
}

struct ou_str
ou_currency_of(const struct ou_settings *s, struct ou_str channel,
    const struct ou_customer *c)
{
	struct ou_policies p;
	const struct ou_policy *own;

	ou_policies_of(s, channel, OU_STR_NONE, OU_STR_NONE, &p);
	own = p.of[OU_SCOPE_CHANNEL];
	if (own != NULL && own->values[OU_SETTING_CURRENCY].n > 0)
		return own->values[OU_SETTING_CURRENCY];
	return c != NULL && c->currency.n > 0 ? c->currency :
	    ou_setting_of_shop(s, OU_SETTING_CURRENCY);
}

/* One cell holds all lines of the street. */
struct ou_address
ou_address_row_whole(struct ou_arena *a, const struct ou_address_row *row)
{
	struct ou_address x = { .id = row->id, .gln = row->gln,
	    .name = row->name, .postal_code = row->postal_code,
	    .locality = row->locality, .region = row->region,
	    .country = row->country, .telephone = row->telephone,
	    .email = row->email };
	struct ou_str rest = row->street, line;
	uint32_t n = 1;
	size_t i;

	for (i = 0; i < rest.n; i++)
		n += rest.p[i] == '/';
	x.street = ou_arena_array(a, n, sizeof(*x.street));
	while (rest.n > 0 && ou_str_split(&rest, '/', &line))
		x.street[x.n_street++] = ou_str_trim(line);
	return x;
}

bool
ou_ships_complete(const struct ou_order *o, const struct ou_customer *customer,
    enum ou_complete otherwise)
{
	if (o->delivery != NULL &&
	    o->delivery->partial_allowed != OU_FLAG_ABSENT)
		return o->delivery->partial_allowed == OU_FLAG_NO;
	if (customer != NULL && customer->ship_complete != OU_FLAG_ABSENT)
		return customer->ship_complete == OU_FLAG_YES;
	if (customer != NULL && customer->partial_allowed != OU_FLAG_ABSENT)
		return customer->partial_allowed == OU_FLAG_NO;
	if (otherwise != OU_COMPLETE_B2C)
		return otherwise == OU_COMPLETE_ALL;
	return ou_str_is(o->segment, "b2c");
}

void
ou_stock_level_of(struct ou_stock_level *level,
    const struct ou_stock_row *row)
{
	memset(level, 0, sizeof(*level));
	level->type = OU_STR("StockLevel");
	level->schema = OU_STR("stock-level/1");
	level->sku = row->sku;
	level->location = row->location;
	level->lot = row->lot;
	level->status = row->status;
	level->owner = row->owner;
	level->expiry_date = row->expiry_date;
	level->on_hand = row->on_hand;
	level->reserved = row->reserved;
	level->safety = row->safety;
}

static void
fill(struct ou_str *to, struct ou_str from)
{
	if (to->n == 0)
		*to = from;
}

void
ou_address_row_fill(struct ou_arena *a, const struct ou_address_row *row,
    struct ou_address *to)
{
	struct ou_address whole = ou_address_row_whole(a, row);

	fill(&to->gln, whole.gln);
	fill(&to->name, whole.name);
	if (to->n_street == 0) {
		to->street = whole.street;
		to->n_street = whole.n_street;
	}
	fill(&to->postal_code, whole.postal_code);
	fill(&to->locality, whole.locality);
	fill(&to->region, whole.region);
	fill(&to->country, whole.country);
	fill(&to->telephone, whole.telephone);
}
