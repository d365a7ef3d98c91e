#include <string.h>

#include "check.h"

/* --- who buys --- */

void
ou_check_customer(struct checking *c)
{
	const struct ou_buyer *b = c->o->customer;
	bool kept = c->x->customers.rows.n > 0;

	if (c->customer != NULL) {
		if (c->customer->active == OU_FLAG_NO)
			ou_remark(&c->remarks, OU_DIAG_HOLD_CUSTOMER,
			    "customer.id", "customer %.*s is not active",
			    OU_STR_ARG(c->customer->id));
		return;
	}
	/* consumers need no account; companies do, where we keep any */
	if (!kept || (b != NULL && b->guest == OU_FLAG_YES) ||
	    !ou_str_is(c->o->segment, "b2b"))
		return;
	ou_remark(&c->remarks, OU_DIAG_HOLD_CUSTOMER, "customer",
	    b == NULL ? "no customer" :
	    "the book does not know customer '%.*s'", OU_STR_ARG(b != NULL &&
	    b->id.n > 0 ? b->id : b != NULL ? b->name : OU_STR_NONE));
}

/* --- where to --- */

static const struct ou_address_row *
find_place(const struct checking *c, const struct ou_address *x)
{
	const struct ou_address_row *row;

	row = ou_index_find(c->x->addresses_of, c->customer->id);
	for (; row != NULL; row = ou_index_next(c->x->addresses_of, row)) {
		if ((x->id.n > 0 && ou_str_eq(row->id, x->id)) ||
		    (x->gln.n > 0 && ou_str_eq(row->gln, x->gln)))
			return row;
	}
	return NULL;
}

static void
fill(struct checking *c, struct ou_address *x, struct ou_str *to,
    struct ou_str from, int field)
{
	if (to->n > 0 || from.n == 0)
		return;
	*to = from;
	ou_record_put(c->record, &ou_address_table, x, field);
}

/* What the book knows of a place that the order only names. */
static void
fill_place(struct checking *c, struct ou_address *x,
    const struct ou_address_row *row)
{
	struct ou_address whole;

	if (x->n_street > 0 || x->node == 0)
		return;
	whole = ou_address_row_whole(c->remarks.arena, row);
	x->street = whole.street;
	x->n_street = whole.n_street;
	if (x->n_street > 0)
		ou_record_put(c->record, &ou_address_table, x,
		    OU_FIELD(address, street));
	fill(c, x, &x->name, whole.name, OU_FIELD(address, name));
	fill(c, x, &x->postal_code, whole.postal_code,
	    OU_FIELD(address, postal_code));
	fill(c, x, &x->locality, whole.locality, OU_FIELD(address, locality));
	fill(c, x, &x->region, whole.region, OU_FIELD(address, region));
	fill(c, x, &x->country, whole.country, OU_FIELD(address, country));
	fill(c, x, &x->telephone, whole.telephone,
	    OU_FIELD(address, telephone));
	fill(c, x, &x->email, whole.email, OU_FIELD(address, email));
}

void
ou_check_place(struct checking *c)
{
	const struct ou_delivery *d = c->o->delivery;
	const struct ou_address_row *row;
	struct ou_address *x;

	if (c->customer == NULL || d == NULL || (x = d->address) == NULL ||
	    (x->id.n == 0 && x->gln.n == 0) ||
	    ou_index_find(c->x->addresses_of, c->customer->id) == NULL)
		return;
	if ((row = find_place(c, x)) != NULL) {
		fill_place(c, x, row);
		c->place = row;
		return;
	}
	ou_remark(&c->remarks, OU_DIAG_HOLD_DELIVERY,
	    "orderDelivery.deliveryAddress", "customer %.*s has no place "
	    "'%.*s' in the book", OU_STR_ARG(c->customer->id),
	    OU_STR_ARG(x->id.n > 0 ? x->id : x->gln));
}

/* --- what --- */

static const struct ou_item *
by_gtin(const struct ou_index *x, struct ou_str gtin)
{
	const struct ou_item *item;

	if (gtin.n == 0)
		return NULL;
	item = ou_index_find(x, gtin);
	return item != NULL && ou_index_next(x, item) == NULL ? item : NULL;
}

static void
pack_remark(struct checking *c, const struct ou_order_line *l,
    const struct ou_item *item)
{
	char theirs[OU_DECIMAL_MAX], ours[OU_DECIMAL_MAX];

	if (l->packaging == NULL || !l->packaging->pack_quantity.given ||
	    !item->pack_quantity.given ||
	    l->packaging->pack_quantity.v == item->pack_quantity.v)
		return;
	ou_remark(&c->remarks, OU_DIAG_HOLD_QUANTITY, "packaging.packQuantity",
	    "the order says %.*s units a case, the book %.*s",
	    (int)ou_quantity_text(theirs, l->packaging->pack_quantity),
	    theirs, (int)ou_quantity_text(ours, item->pack_quantity), ours);
}

static void
check_item(struct checking *c, uint32_t i)
{
	const struct ou_order_line *l = &c->o->lines[i];
	const struct ou_product *p = l->product;
	const struct ou_item *item;
	struct ou_quantity factor;
	bool divisible;

	ou_remarks_at_line(&c->remarks, c->o, i);
	item = c->items[i] = ou_items_resolve(&c->x->items, c->o, c->customer,
	    p);
	if (item == NULL && p != NULL)
		item = c->items[i] = by_gtin(c->x->by_gtin, p->gtin);
	if (item == NULL && p != NULL)
		item = c->items[i] = by_gtin(c->x->by_pack_gtin, p->gtin);
	if (item == NULL) {
		ou_remark(&c->remarks, OU_DIAG_HOLD_ITEM, "product",
		    "the book does not know item '%.*s'", OU_STR_ARG(
		    p == NULL ? OU_STR("?") : p->sku.n > 0 ? p->sku :
		    p->buyer_item_id.n > 0 ? p->buyer_item_id :
		    p->gtin.n > 0 ? p->gtin : p->name));
		return;
	}
	if (item->active == OU_FLAG_NO)
		ou_remark(&c->remarks, OU_DIAG_HOLD_ITEM, "product.sku",
		    "item %.*s is not active", OU_STR_ARG(item->sku));
	if (l->quantity.v <= 0)
		ou_remark(&c->remarks, OU_DIAG_HOLD_QUANTITY, "orderQuantity",
		    "nothing, or less, is ordered");
	if (!ou_item_factor(&c->x->items, item, c->o, l, &factor, &divisible))
		ou_remark(&c->remarks, OU_DIAG_HOLD_UNIT, "unitCode",
		    "'%.*s' cannot be turned into item %.*s's unit",
		    OU_STR_ARG(l->unit), OU_STR_ARG(item->sku));
	else if (!divisible && l->quantity.v % 1000000 != 0)
		ou_remark(&c->remarks, OU_DIAG_HOLD_QUANTITY, "orderQuantity",
		    "a part of a unit of item %.*s is ordered",
		    OU_STR_ARG(item->sku));
	pack_remark(c, l, item);
}

void
ou_check_items(struct checking *c)
{
	const struct ou_str function = c->o->document_function;
	uint32_t i;

	if (c->o->n_lines == 0 && (function.n == 0 ||
	    ou_str_is(function, "original")))
		ou_remark(&c->remarks, OU_DIAG_HOLD_QUANTITY, "orderedItem",
		    "nothing is ordered");
	c->items = ou_arena_zalloc(c->remarks.arena,
	    (c->o->n_lines + 1) * sizeof(struct ou_item *));
	if (!ou_items_kept(&c->x->items))
		return;
	for (i = 0; i < c->o->n_lines; i++)
		check_item(c, i);
	ou_remarks_at_line(&c->remarks, c->o, UINT32_MAX);
}

/* --- what the partner demands --- */

static int32_t
asked_for(const struct ou_order *o)
{
	const struct ou_delivery *d = o->delivery;

	return d != NULL && ou_date_given(d->requested_date) ?
	    ou_date_days(d->requested_date) : INT32_MIN;
}

void
ou_check_partner(struct checking *c)
{
	const struct ou_partner *p = c->partner;
	const struct ou_order *o = c->o;
	char least[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	const char *who;
	int32_t day;

	if (p == NULL)
		return;
	who = ou_str_printf(c->remarks.arena, "partner %s", p->name).p;
	ou_check_fields(&c->remarks, o, p->require.list, p->require.n, who);
	if (p->min_amount.given && o->totals != NULL &&
	    o->totals->tax_exclusive.given &&
	    o->totals->tax_exclusive.v < p->min_amount.v)
		ou_remark(&c->remarks, OU_DIAG_HOLD_RULE,
		    "totals.taxExclusiveAmount", "%.*s, and %s orders for "
		    "%.*s at least", (int)ou_amount_text(is,
		    o->totals->tax_exclusive), is, who,
		    (int)ou_amount_text(least, p->min_amount), least);
	day = asked_for(o);
	if (p->lead_days > 0 && day != INT32_MIN &&
	    ou_date_given(o->date.date) && day - ou_date_days(o->date.date) <
	    (int32_t)p->lead_days)
		ou_remark(&c->remarks, OU_DIAG_HOLD_RULE,
		    "orderDelivery.requestedDate", "less than the %u days "
		    "that were agreed with %s", (unsigned)p->lead_days, who);
}
