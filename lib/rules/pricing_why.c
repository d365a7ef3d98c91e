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
		[OU_VERDICT_NOT_AGREED] = "its contract does not hold",
		[OU_VERDICT_CUSTOMER] = "of another customer",
		[OU_VERDICT_GROUP] = "of another group",
		[OU_VERDICT_LIST] = "of another list",
		[OU_VERDICT_EARLY] = "not valid yet",
		[OU_VERDICT_LATE] = "not valid any more",
		[OU_VERDICT_UNIT] = "no factor to its unit",
		[OU_VERDICT_TIER] = "its quantity is not reached",
		[OU_VERDICT_BEATEN_PRICE] = "the winner is cheaper",
		[OU_VERDICT_BEATEN_PROMOTION] =
		    "the winner is a promotion's price",
		[OU_VERDICT_PROMOTION_TIER] =
		    "the winner's tier goes before a promotion",
		[OU_VERDICT_BEATEN_LEVEL] = "the winner's level goes before",
		[OU_VERDICT_BEATEN_UNIT] = "the winner's unit goes before",
		[OU_VERDICT_BEATEN_TIER] = "the winner's tier is higher",
		[OU_VERDICT_BEATEN_PRIORITY] =
		    "the winner's priority goes before",
		[OU_VERDICT_QUOTED] = "a quotation goes before",
	};

	return texts[v];
}

static enum ou_verdict
verdict(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, const struct rule *r, const struct rule *won)
{
	enum ou_verdict v = ou_pricing_fits(r, c, q);
	enum level level, winner;
	int64_t num, den;

	if (v != OU_VERDICT_WON)
		return v;
	if (!ou_pricing_ratio(p, q, r, &num, &den))
		return OU_VERDICT_UNIT;
	if (!ou_pricing_reached(q, r, num, den))
		return OU_VERDICT_TIER;
	if (won == NULL || r == won)
		return OU_VERDICT_WON;
	level = ou_pricing_level(r);
	winner = ou_pricing_level(won);
	if (c->terms->policy == OU_PRICE_BEST)
		return OU_VERDICT_BEATEN_PRICE;
	if (level != winner)
		return winner >= OFFER_LIST && level < OFFER_LIST ?
		    OU_VERDICT_BEATEN_PROMOTION : level >= OFFER_LIST &&
		    (winner == LIST || winner == EVERYBODY) ?
		    OU_VERDICT_PROMOTION_TIER : OU_VERDICT_BEATEN_LEVEL;
	if (r->unit != won->unit)
		return OU_VERDICT_BEATEN_UNIT;
	return r->min != won->min ? OU_VERDICT_BEATEN_TIER :
	    OU_VERDICT_BEATEN_PRIORITY;
}

static void
ask_again(const struct ou_pricing *p, const struct ou_order *o,
    const struct ou_quote *quote, uint32_t line, struct question *q)
{
	const struct ou_product *x = o->lines[line].product;

	ou_pricing_question(p, quote->context, o, &o->lines[line],
	    x != NULL && x->sku.p != NULL ? ou_pricing_sku_hash(x->sku) : 0,
	    q);
}

struct ou_str
ou_pricing_units(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, const struct ou_quote *quote, uint32_t line)
{
	struct ou_str theirs = o->lines[line].unit, ours, by;
	struct ou_quantity n;
	struct question q;
	char text[OU_DECIMAL_MAX];

	ask_again(p, o, quote, line, &q);
	if (q.product == NULL || q.product->item == NULL ||
	    (q.plain && q.unit_number == q.product->unit))
		return OU_STR_NONE;
	ours = ou_pricing_unit_text(p, q.product->unit);
	if (theirs.p == NULL)
		theirs = OU_STR("unit of theirs");
	if (q.num <= 0)
		return ou_str_printf(a, "nothing turns %.*s into %.*s",
		    OU_STR_ARG(theirs), OU_STR_ARG(ours));
	by = q.by == OU_FACTOR_CODE ? ou_str_printf(a,
	    "by %.*s's code %.*s", OU_STR_ARG(q.code->say.party),
	    OU_STR_ARG(q.code->say.code)) : q.by == OU_FACTOR_GTIN ?
	    OU_STR("by the GTIN of its case") : OU_STR("by its unit");
	if (ou_quantity_ratio(&n, (struct ou_quantity){ q.num, true },
	    (struct ou_quantity){ q.den, true }, NULL) != 0)
		return ou_str_printf(a, "%lld %.*s are %lld %.*s, %.*s",
		    (long long)q.den, OU_STR_ARG(theirs), (long long)q.num,
		    OU_STR_ARG(ours), OU_STR_ARG(by));
	return ou_str_printf(a, "1 %.*s is %.*s %.*s, %.*s",
	    OU_STR_ARG(theirs), (int)ou_quantity_text(text, n), text,
	    OU_STR_ARG(ours), OU_STR_ARG(by));
}

uint32_t
ou_pricing_verdicts(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, const struct ou_quote *quote, uint32_t line,
    struct ou_quote_verdict **verdicts)
{
	const bool quoted = ou_pricing_quoted(&o->lines[line]);
	struct ou_quote_verdict *v;
	const struct rule *r;
	struct answer won;
	struct question q;
	uint32_t i, k;

	ask_again(p, o, quote, line, &q);
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
		if (quoted && (v[k].verdict == OU_VERDICT_WON ||
		    v[k].verdict >= OU_VERDICT_BEATEN_PRICE))
			v[k].verdict = OU_VERDICT_QUOTED;
	}
	*verdicts = v;
	return q.product->n;
}
