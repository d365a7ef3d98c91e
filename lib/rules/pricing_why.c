#include "pricing.h"

/* Why a price row won or lost, for --explain. */

const char *
ou_verdict_text(enum ou_verdict v)
{
	static const char *const texts[] = {
		[OU_VERDICT_WON] = "won",
		[OU_VERDICT_CURRENCY] = "another currency",
		[OU_VERDICT_TAX_INCLUDED] =
		    "with or without tax, other than the order",
		[OU_VERDICT_CONTRACT] = "of another contract",
		[OU_VERDICT_CUSTOMER] = "of another customer",
		[OU_VERDICT_GROUP] = "of another group",
		[OU_VERDICT_LIST] = "of another list",
		[OU_VERDICT_EARLY] = "not valid yet",
		[OU_VERDICT_LATE] = "not valid any more",
		[OU_VERDICT_UNIT] = "no factor to its unit",
		[OU_VERDICT_TIER] = "its quantity is not reached",
		[OU_VERDICT_BEATEN_LEVEL] = "the winner's level goes before",
		[OU_VERDICT_BEATEN_UNIT] = "the winner's unit goes before",
		[OU_VERDICT_BEATEN_TIER] = "the winner's tier is higher",
		[OU_VERDICT_BEATEN_PRIORITY] =
		    "the winner's priority goes before",
	};

	return texts[v];
}

static enum ou_verdict
verdict(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, const struct rule *r, const struct rule *won)
{
	enum ou_verdict v = ou_pricing_fits(r, c, q);
	int64_t num, den;

	if (v != OU_VERDICT_WON)
		return v;
	if (!ou_pricing_ratio(p, q, r, &num, &den))
		return OU_VERDICT_UNIT;
	if (!ou_pricing_reached(q, r, num, den))
		return OU_VERDICT_TIER;
	if (won == NULL || r == won)
		return OU_VERDICT_WON;
	if (ou_pricing_level(r) != ou_pricing_level(won))
		return OU_VERDICT_BEATEN_LEVEL;
	if (r->unit != won->unit)
		return OU_VERDICT_BEATEN_UNIT;
	return r->min != won->min ? OU_VERDICT_BEATEN_TIER :
	    OU_VERDICT_BEATEN_PRIORITY;
}

uint32_t
ou_pricing_verdicts(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, const struct ou_quote *quote, uint32_t line,
    struct ou_quote_verdict **verdicts)
{
	struct ou_quote_verdict *v;
	const struct rule *r;
	struct answer won;
	struct question q;
	uint32_t i, k;

	const struct ou_product *x = o->lines[line].product;

	ou_pricing_question(p, quote->context, o, &o->lines[line],
	    x != NULL && x->sku.p != NULL ? ou_pricing_sku_hash(x->sku) : 0,
	    &q);
	*verdicts = NULL;
	if (q.product == NULL)
		return 0;
	ou_pricing_ask(p, quote->context, &q, &won);
	v = ou_arena_array(a, q.product->n, sizeof(*v));
	for (i = 0; i < q.product->n; i++) {
		r = &p->rules[q.product->first + i];
		for (k = i; k > 0 && v[k - 1].row > r->row; k--)
			v[k] = v[k - 1];
		v[k].row = r->row;
		v[k].verdict = verdict(p, quote->context, &q, r, won.rule);
	}
	*verdicts = v;
	return q.product->n;
}
