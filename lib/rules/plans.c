#include <stdlib.h>
#include <string.h>

#include "ou/rules/plan.h"

/* All forecasts of a run together, and what to order. */

/* What was sold in a year, at cost where there are costs. */
static void
rank(struct ou_arena *a, struct ou_plans *p)
{
	static const uint32_t year[] = { 365, 52, 12 };
	static const char *const classes[] = { "A", "B", "C" };
	const struct ou_history_row *row;
	struct ou_ranked *r;
	__int128 sum;
	uint32_t i, k;

	p->ranked = ou_arena_array(a, p->n, sizeof(*p->ranked));
	for (i = 0; i < p->n; i++) {
		row = p->plans[i].row;
		for (sum = 0, k = 0; k < row->n &&
		    k < year[p->options.period]; k++)
			sum += row->v[k].v;
		if (p->costs)
			sum = sum / 1000 * p->plans[i].restock.cost.v / 1000;
		if (sum > INT64_MAX)
			sum = INT64_MAX;
		p->ranked[i] = (struct ou_ranked){ sum < 0 ? 0
		    : (int64_t)sum, i, 0 };
	}
	ou_rank(p->ranked, p->n);
	for (i = 0; i < p->n; i++) {
		r = &p->ranked[i];
		p->plans[r->item].record.abc =
		    ou_str_c(classes[r->class - 'A']);
	}
}

static void
name(struct ou_arena *a, const struct ou_plans *all, struct ou_plan *p)
{
	static const char *const periods[] = { "day", "week", "month" };
	struct ou_forecast_record *r = &p->record;
	char date[10];

	r->type = OU_STR("Forecast");
	r->schema = OU_STR("forecast/1");
	r->sku = p->row->sku;
	r->location = p->row->location;
	r->name = p->restock.name;
	r->unit = p->restock.unit;
	r->period = ou_str_c(periods[all->options.period]);
	(void)ou_date_text(date, ou_date_from_days(ou_history_start(
	    all->history, -1)));
	r->id = ou_str_printf(a, "%.*s:%.*s:%.10s", OU_STR_ARG(r->sku),
	    OU_STR_ARG(r->location), date);
}

static int
propose(struct ou_arena *a, const struct ou_plans *all,
    const struct ou_plan *p, struct ou_purchase_proposal *to,
    struct ou_err *err)
{
	const struct ou_restock *s = &p->restock;
	int places = ou_currency_places(s->currency);
	char date[10];

	memset(to, 0, sizeof(*to));
	to->type = OU_STR("PurchaseProposal");
	to->schema = OU_STR("purchase-proposal/1");
	to->supplier = s->supplier;
	to->sku = p->record.sku;
	to->gtin = s->gtin;
	to->name = s->name;
	to->location = p->record.location;
	to->quantity = p->record.proposed;
	to->unit = s->unit;
	to->order_date = ou_date_from_days(all->options.today);
	to->expected_date = ou_date_from_days(all->options.today +
	    (int32_t)s->lead_days);
	to->reason = OU_STR("reorder point");
	(void)ou_date_text(date, to->order_date);
	to->id = ou_str_printf(a, "%.*s:%.*s:%.*s:%.10s",
	    OU_STR_ARG(to->supplier), OU_STR_ARG(to->sku),
	    OU_STR_ARG(to->location), date);
	to->pack_quantity = s->multiple;
	if (s->multiple.v > 0 && ou_quantity_ratio(&to->packs, to->quantity,
	    s->multiple, err) != 0)
		return -1;
	if (!s->cost.given || places < 0)
		return 0;
	to->cost = s->cost;
	to->currency = s->currency;
	return ou_price_extend(&to->value, s->cost, to->quantity,
	    (struct ou_quantity){ 0, false }, places, err);
}

static int
by_supplier(const void *x, const void *y)
{
	const struct ou_purchase_proposal *a = x, *b = y;
	int r;

	if ((r = ou_str_cmp(a->supplier, b->supplier)) != 0 ||
	    (r = ou_str_cmp(a->sku, b->sku)) != 0)
		return r;
	return ou_str_cmp(a->location, b->location);
}

int
ou_plans_make(struct ou_arena *a, struct ou_plans *p, struct ou_err *err)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	struct ou_plan *one;
	uint32_t i;

	for (i = 0; i < p->n; i++)
		ou_plan_forecast(a, &scratch, p, &p->plans[i]);
	ou_arena_release(&scratch);
	ou_plan_pool(a, p->plans, p->n);
	rank(a, p);
	p->proposals = ou_arena_array(a, p->n, sizeof(*p->proposals));
	for (i = 0; i < p->n; i++) {
		one = &p->plans[i];
		name(a, p, one);
		if (ou_plan_fill(a, p, one, err) != 0 ||
		    (one->record.proposed.given && propose(a, p, one,
		    &p->proposals[p->n_proposals++], err) != 0))
			return ou_err_in(err, "%.*s",
			    OU_STR_ARG(ou_str_sub(one->row->sku, 0, 64)));
	}
	if (p->n_proposals != 0)
		qsort(p->proposals, p->n_proposals, sizeof(*p->proposals),
		    by_supplier);
	return 0;
}
