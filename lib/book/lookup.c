#include <string.h>

#include "ou/book/lookup.h"
#include "ou/model/units.h"

int
ou_items_load(struct ou_items *items, struct ou_arena *a, const char *dir,
    const char *path, struct ou_err *err)
{
	if (ou_book_load(a, dir, "items", path, &items->rows, err) != 0)
		return -1;
	items->by_sku = ou_index_new(a, &items->rows, &ou_item_table,
	    OU_FIELD(item, sku));
	return 0;
}

const struct ou_item *
ou_items_find(const struct ou_items *items, struct ou_str sku)
{
	return sku.n == 0 ? NULL : ou_index_find(items->by_sku, sku);
}

bool
ou_items_kept(const struct ou_items *items)
{
	return items->rows.n != 0;
}

/* The units in a case, or in a pallet. */
static struct ou_quantity
pack_of(const struct ou_item *item, const struct ou_order_line *line)
{
	struct ou_quantity none = { 0, false };

	if (ou_str_is(line->unit, "XPX") || ou_str_is(line->unit, "PF"))
		return item != NULL ? item->pallet_quantity : none;
	if (line->packaging != NULL && line->packaging->pack_quantity.v > 0)
		return line->packaging->pack_quantity;
	return item != NULL ? item->pack_quantity : none;
}

bool
ou_item_factor(const struct ou_item *item, const struct ou_order_line *line,
    struct ou_quantity *factor, bool *divisible)
{
	struct ou_str stock = item != NULL && item->unit.n != 0 ? item->unit
	    : OU_STR("C62");
	struct ou_str unit = line->unit.n != 0 ? line->unit : stock;

	*divisible = !ou_unit_is_pack(unit) &&
	    !ou_unit_same(unit, OU_STR("C62")) &&
	    !ou_unit_same(stock, OU_STR("C62"));
	if (ou_unit_same(unit, stock)) {
		*factor = ou_quantity_of(1);
		return true;
	}
	if (ou_unit_is_pack(unit)) {
		*factor = pack_of(item, line);
		return factor->v > 0;
	}
	return ou_unit_factor(unit, stock, factor) && factor->v > 0;
}

int
ou_customers_load(struct ou_customers *customers, struct ou_arena *a,
    const char *dir, struct ou_err *err)
{
	struct ou_rows *rows = &customers->rows;

	if (ou_book_load(a, dir, "customers", NULL, rows, err) != 0)
		return -1;
	customers->by_id = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, id));
	customers->by_gln = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, gln));
	customers->by_vat = ou_index_new(a, rows, &ou_customer_table,
	    OU_FIELD(customer, vat_id));
	return 0;
}

const struct ou_customer *
ou_customers_find(const struct ou_customers *c, const struct ou_buyer *buyer)
{
	const struct ou_customer *found = NULL;

	if (buyer == NULL || c->rows.n == 0)
		return NULL;
	if (buyer->id.n != 0)
		found = ou_index_find(c->by_id, buyer->id);
	if (found == NULL && buyer->gln.n != 0)
		found = ou_index_find(c->by_gln, buyer->gln);
	if (found == NULL && buyer->vat_id.n != 0)
		found = ou_index_find(c->by_vat, buyer->vat_id);
	return found;
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
