#include "offers.h"

/* Surcharges, and freight that is given away. */

static bool
is_about(const struct surcharge *c, const struct state *s, uint32_t i)
{
	const struct sku *sku = s->skus[i];

	return sku != NULL && (c->sku != NULL ? sku == c->sku :
	    sku->category == c->category);
}

static bool
is_charged(const struct sku *sku)
{
	return sku != NULL && (sku->charged ||
	    (sku->category != NULL && sku->category->charged));
}

/* So much for each unit of its items, on their lines. */
static int
charge_units(struct state *s, const struct surcharge *c, ou_wide *sum,
    struct ou_err *err)
{
	struct ou_order_line *l;
	int64_t amount;
	uint32_t i;

	*sum = 0;
	for (i = 0; i < s->n; i++) {
		l = &s->q->order->lines[i];
		if (!l->unit_price.given || s->q->units[i] <= 0 ||
		    !is_about(c, s, i))
			continue;
		if (ou_offers_share(&amount, c->say.value.v, s->q->units[i],
		    1000000, s->q->places, err) != 0)
			return -1;
		if (amount == 0)
			continue;
		ou_offers_put(s->a, &l->allowances, &l->n_allowances,
		    &c->say.offer, true, amount,
		    s->q->places)->reason_code = c->say.reason_code;
		s->answer->lines[i] = true;
		*sum += amount;
	}
	return 0;
}

/* Once, on the head. */
static int
charge_order(struct state *s, const struct surcharge *c, int64_t worth,
    int64_t *amount, struct ou_err *err)
{
	struct ou_order *o = s->q->order;
	struct ou_allowance *to;

	if (ou_offers_share(amount, worth, c->say.percent.v,
	    100 * INT64_C(1000000), s->q->places, err) != 0)
		return -1;
	if (__builtin_add_overflow(*amount, c->say.value.v, amount))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a charge is too large for exact arithmetic");
	if (*amount == 0)
		return 0;
	to = ou_offers_put(s->a, &o->allowances, &o->n_allowances,
	    &c->say.offer, true, *amount, s->q->places);
	to->reason_code = c->say.reason_code;
	if (c->say.tax_class.p != NULL && s->q->tax != NULL)
		to->tax = (struct ou_tax *)(uintptr_t)s->q->tax(s->q->arg,
		    c->say.tax_class);
	s->answer->head = true;
	return 0;
}

static enum ou_offer_verdict
conditions(const struct state *s, const struct surcharge *c, int64_t worth)
{
	enum ou_offer_verdict v = ou_offers_fit(s, &c->say.offer, &c->turn);

	if (v != OU_OFFER_APPLIES)
		return v;
	return (c->say.min_amount.given && worth < c->say.min_amount.v) ||
	    (c->say.below_amount.given && worth >= c->say.below_amount.v) ?
	    OU_OFFER_AMOUNT : OU_OFFER_APPLIES;
}

static int
charge_one(struct state *s, const struct surcharge *c, int64_t worth,
    struct ou_err *err)
{
	struct ou_offer_try *t = ou_offers_try(s, c->turn.row, true);
	int64_t amount = 0;
	ou_wide sum = 0;

	t->verdict = conditions(s, c, worth);
	if (t->verdict != OU_OFFER_APPLIES)
		return 0;
	if (c->per_unit) {
		if (charge_units(s, c, &sum, err) != 0)
			return -1;
		if (sum > INT64_MAX)
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_OVERFLOW, "a charge is too large for "
			    "exact arithmetic");
		amount = (int64_t)sum;
	} else if (charge_order(s, c, worth, &amount, err) != 0)
		return -1;
	if (amount == 0)
		t->verdict = OU_OFFER_NOTHING;
	t->amount = (struct ou_amount){ amount, (uint8_t)s->q->places, true };
	return 0;
}

/* What the goods are worth after promotions decides. */
int
ou_offers_charge(struct state *s, struct ou_err *err)
{
	const struct surcharge *c = s->x->surcharges;
	bool ordered = false, charged = s->q->explain;
	ou_wide worth = 0;
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		worth += s->rest[i];
		charged = charged || is_charged(s->skus[i]);
		ordered = ordered || s->q->order->lines[i].quantity.v > 0;
	}
	if (worth > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "the goods are worth too much for exact arithmetic");
	for (i = 0; ordered && i < s->x->n_surcharges; i++, c++) {
		if (c->per_unit && !charged)
			continue;
		if (charge_one(s, c, (int64_t)worth, err) != 0)
			return -1;
	}
	return 0;
}

static bool
is_freight(const struct ou_allowance *x)
{
	return x->charge == OU_FLAG_YES && x->amount.v > 0 &&
	    (ou_str_is(x->reason_code, "FC") ||
	    ou_str_is(x->reason_code, "DL") ||
	    ou_str_is(x->reason_code, "SAA"));
}

/* An allowance for each charge for freight, taxed as it is. */
int
ou_offers_free_shipping(struct state *s, struct ou_err *err)
{
	const struct promotion *p = s->free_by;
	struct ou_offer_try *t = ou_offers_try(s, p->turn.row, false);
	struct ou_order *o = s->q->order;
	uint32_t i, n = o->n_allowances;
	struct ou_allowance *to;
	ou_wide sum = 0;

	for (i = 0; i < n; i++)
		sum += is_freight(&o->allowances[i]) ?
		    o->allowances[i].amount.v : 0;
	if (sum > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "freight is too large for exact arithmetic");
	t->amount = (struct ou_amount){ (int64_t)sum, (uint8_t)s->q->places,
	    true };
	t->verdict = sum == 0 ? OU_OFFER_NOTHING :
	    ou_offers_may(s, p, t->amount);
	if (t->verdict != OU_OFFER_APPLIES)
		return 0;
	for (i = 0; i < n; i++) {
		if (!is_freight(&o->allowances[i]))
			continue;
		to = ou_offers_put(s->a, &o->allowances, &o->n_allowances,
		    &p->say.offer, false, o->allowances[i].amount.v,
		    s->q->places);
		to->reason_code = OU_STR("95");
		to->tax = o->allowances[i].tax;
	}
	s->answer->head = true;
	return 0;
}
