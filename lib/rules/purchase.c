#include "ou/rules/purchase.h"

/* Orders to suppliers, of what should be bought. */
static bool
same_order(const struct ou_purchase_proposal *a,
    const struct ou_purchase_proposal *b)
{
	return ou_str_eq(a->supplier, b->supplier) &&
	    ou_str_eq(a->location, b->location) &&
	    ou_str_eq(a->currency, b->currency) &&
	    ou_date_cmp(a->order_date, b->order_date) == 0;
}

/* SUPPLIER-PLACE-YYMMDD; a second currency stands behind it. */
static struct ou_str
number_of(struct ou_arena *a, const struct ou_purchase_proposal *p,
    const struct ou_purchase_proposal *all)
{
	const struct ou_purchase_proposal *other;
	struct ou_str number;
	char day[10];

	(void)ou_date_text(day, p->order_date);
	number = ou_str_printf(a, "%.*s%s%.*s-%.2s%.2s%.2s",
	    OU_STR_ARG(p->supplier), p->location.n > 0 ? "-" : "",
	    OU_STR_ARG(p->location), day + 2, day + 5, day + 8);
	for (other = all; other < p; other++) {
		if (ou_str_eq(other->supplier, p->supplier) &&
		    ou_str_eq(other->location, p->location) &&
		    !ou_str_eq(other->currency, p->currency))
			return ou_str_printf(a, "%.*s-%.*s",
			    OU_STR_ARG(number), OU_STR_ARG(p->currency));
	}
	return number;
}

static void
begin(struct ou_arena *a, struct ou_order *o,
    const struct ou_purchase_proposal *p,
    const struct ou_purchase_proposal *all)
{
	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	o->channel = p->supplier;
	o->number = number_of(a, p, all);
	o->id = ou_str_printf(a, "%.*s:%.*s", OU_STR_ARG(o->channel),
	    OU_STR_ARG(o->number));
	o->document_function = OU_STR("original");
	o->segment = OU_STR("b2b");
	o->date = (struct ou_time){ .date = p->order_date, .nanos = -1 };
	o->currency = p->currency;
	o->seller = ou_arena_zalloc(a, sizeof(*o->seller));
	o->seller->id = p->supplier;
	if (p->location.n == 0)
		return;
	o->delivery = ou_arena_zalloc(a, sizeof(*o->delivery));
	o->delivery->address = ou_arena_zalloc(a,
	    sizeof(*o->delivery->address));
	o->delivery->address->id = p->location;
}

static void
add_line(struct ou_arena *a, struct ou_order *o,
    const struct ou_purchase_proposal *p)
{
	struct ou_order_line *l = &o->lines[o->n_lines++];

	l->number = ou_str_number(a, OU_STR(""), "", o->n_lines);
	l->quantity = p->quantity;
	l->unit = p->unit;
	l->product = ou_arena_zalloc(a, sizeof(*l->product));
	l->product->gtin = p->gtin;
	l->product->buyer_item_id = p->sku;
	l->product->name = p->name;
	if (p->pack_quantity.v > 0) {
		l->packaging = ou_arena_zalloc(a, sizeof(*l->packaging));
		l->packaging->pack_quantity = p->pack_quantity;
	}
	l->unit_price = p->cost;
	l->total = p->value;
	l->requested_date = p->expected_date;
}

/* The sum of the lines, where all have a price. */
static int
add_up(struct ou_arena *a, struct ou_order *o, struct ou_err *err)
{
	struct ou_amount sum = { 0 };
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (!o->lines[i].total.given)
			return 0;
		if (i == 0)
			sum = o->lines[i].total;
		else if (ou_amount_add(&sum, sum, o->lines[i].total, err) != 0)
			return ou_err_in(err, "%.*s", OU_STR_ARG(o->id));
	}
	o->totals = ou_arena_zalloc(a, sizeof(*o->totals));
	o->totals->line_extension = sum;
	return 0;
}

int
ou_purchase_orders(struct ou_arena *a,
    const struct ou_purchase_proposal *proposals, uint32_t n,
    struct ou_order **orders, uint32_t *n_orders, struct ou_err *err)
{
	bool *done = ou_arena_array(a, n + 1, sizeof(*done));
	struct ou_order *o;
	uint32_t i, k;

	*orders = ou_arena_array(a, n + 1, sizeof(**orders));
	*n_orders = 0;
	for (i = 0; i < n; i++) {
		if (done[i] || proposals[i].supplier.n == 0)
			continue;
		o = &(*orders)[(*n_orders)++];
		begin(a, o, &proposals[i], proposals);
		o->lines = ou_arena_array(a, n - i, sizeof(*o->lines));
		for (k = i; k < n && ou_str_eq(proposals[k].supplier,
		    proposals[i].supplier); k++) {
			if (done[k] || !same_order(&proposals[k],
			    &proposals[i]))
				continue;
			done[k] = true;
			add_line(a, o, &proposals[k]);
		}
		if (add_up(a, o, err) != 0)
			return -1;
	}
	return 0;
}
