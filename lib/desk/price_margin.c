#include "ou/rules/margin.h"
#include "price.h"

/* What orders leave: --margin. */

void
ou_price_margin_load(struct ou_price_desk *x, struct ou_run *run)
{
	if (x->margin)
		x->items = ou_index_new(&run->arena,
		    &x->tables[OU_PRICE_ITEMS], &ou_item_table,
		    OU_FIELD(item, sku));
}

static int
cost_of(const struct ou_price_desk *x, const struct ou_order_line *l,
    const struct ou_quote *q, uint32_t i, struct ou_amount *cost,
    struct ou_err *err)
{
	const struct ou_item *item = l->product != NULL &&
	    l->product->sku.n > 0 ? ou_index_find(x->items, l->product->sku) :
	    NULL;

	cost->given = false;
	if (item == NULL || !item->cost.given || q->lines[i].units < 0)
		return 0;
	if (ou_pricing_cost(x->pricing, q, item->cost, item->currency,
	    q->lines[i].units, cost, err) != 0)
		return ou_err_in(err, "orderedItem.%u", (unsigned)i);
	if (l->quantity.v < 0)
		cost->v = -cost->v;
	return 0;
}

int
ou_price_margin(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_quote *q)
{
	struct ou_amount *costs;
	uint32_t i;

	if (!x->margin || !q->priced)
		return 0;
	costs = ou_arena_array(&run->record_arena, o->n_lines + 1,
	    sizeof(*costs));
	for (i = 0; i < o->n_lines; i++) {
		if (cost_of(x, &o->lines[i], q, i, &costs[i],
		    &run->err) != 0)
			return -1;
	}
	return ou_margins(&run->record_arena, o, costs, &run->err);
}

void
ou_price_explain_margin(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_str of, const struct ou_margin *m)
{
	char cost[OU_DECIMAL_MAX], left[OU_DECIMAL_MAX];
	char percent[OU_DECIMAL_MAX];

	if (!x->margin)
		return;
	if (m == NULL) {
		ou_run_explain(run, "%.*smargin: not known, for want of a "
		    "price or a cost", OU_STR_ARG(of));
		return;
	}
	ou_run_explain(run, "%.*smargin: %.*s behind a cost of %.*s%s%.*s%s",
	    OU_STR_ARG(of),
	    (int)ou_amount_text(left, m->amount), left,
	    (int)ou_amount_text(cost, m->cost), cost,
	    m->percent.given ? ", " : "", m->percent.given ?
	    (int)ou_rate_text(percent, m->percent) : 0, percent,
	    m->percent.given ? " %" : "");
}
