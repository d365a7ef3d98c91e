#include "pricing.h"

/* Where a price is from: what stands in priceSource, and in reasons. */

static const char *
rule_name(uint32_t key)
{
	static const char *const names[LEVELS] = { "contract", "customer",
	    "group", "list", "list", "promotion", "promotion" };

	return names[key >> KEY_SHIFT];
}

/* The contract, customer, group or list that a rule is for, or the
 * promotion. */
static struct ou_str
rule_list(const struct ou_pricing *p, const struct answer *r)
{
	if (r->key >> KEY_SHIFT >= OFFER_LIST)
		return ou_pricing_extra(p, r->row)->promotion;
	return ou_pricing_name_text(p, r->key & KEY_NUMBER);
}

/* ">=200"; a tier that one unit reaches is none. */
static struct ou_str
rule_tier(struct ou_arena *a, int64_t min)
{
	char *p;

	if (min <= 1000000)
		return OU_STR_NONE;
	p = ou_arena_alloc(a, OU_DECIMAL_MAX + 2);
	p[0] = '>';
	p[1] = '=';
	return ou_str_make(p, 2 + ou_quantity_text(p + 2,
	    (struct ou_quantity){ min, true }));
}

/* Sources of other filters, and promotions of the shop that an order came
 * from, are left as they are. */
bool
ou_pricing_source_ours(const struct ou_order_line *line)
{
	struct ou_str rule = line->price_source != NULL ?
	    line->price_source->rule : OU_STR_NONE;

	return rule.p == NULL || ou_str_is(rule, "incoming") ||
	    ou_str_is(rule, "list") || ou_str_is(rule, "group") ||
	    ou_str_is(rule, "customer") || ou_str_is(rule, "contract");
}

static void
set_source(struct ou_arena *a, struct ou_order_line *line,
    struct ou_quote_line *out, const struct ou_price_source *say)
{
	struct ou_price_source *s = line->price_source;

	if (s == NULL)
		s = line->price_source = ou_arena_zalloc(a, sizeof(*s));
	else if (ou_str_eq(s->rule, say->rule) &&
	    ou_str_eq(s->list, say->list) && ou_str_eq(s->tier, say->tier) &&
	    ou_str_eq(s->rate, say->rate))
		return;
	s->rule = say->rule;
	s->list = say->list;
	s->tier = say->tier;
	s->rate = say->rate;
	out->changed |= OU_QUOTE_SOURCE;
}

/* The reason of a rule's price, shared by all lines that have it. */
static struct ou_price_source *
shared_source(const struct ou_pricing *p, const struct answer *r)
{
	struct sources *all = p->sources;
	struct source *x;
	uint32_t at;

	if (all->places == NULL)
		all->places = ou_arena_array(all->a, SOURCES,
		    sizeof(*all->places));
	at = (uint32_t)(((r->key ^ (uint64_t)r->min << 20) *
	    UINT64_C(0x9e3779b97f4a7c15)) >> 40) & (SOURCES - 1);
	for (x = &all->places[at]; x->used; x = &all->places[at]) {
		if (x->key == r->key && x->min == r->min)
			return &x->say;
		at = (at + 1) & (SOURCES - 1);
	}
	if (all->n == SOURCES_MOST)
		return NULL;
	all->n++;
	x->key = r->key;
	x->min = r->min;
	x->used = true;
	x->say.rule = ou_str_c(rule_name(r->key));
	x->say.list = rule_list(p, r);
	x->say.tier = rule_tier(all->a, r->min);
	return &x->say;
}

void
ou_pricing_source_row(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_pricing_context *c, struct ou_order_line *line,
    const struct answer *r, struct ou_quote_line *out)
{
	struct ou_price_source say;

	if (line->price_source == NULL && !r->turned &&
	    r->key >> KEY_SHIFT < OFFER_LIST &&
	    (line->price_source = shared_source(p, r)) != NULL) {
		out->changed |= OU_QUOTE_SOURCE | OU_QUOTE_SHARED_SOURCE;
		return;
	}
	memset(&say, 0, sizeof(say));
	say.rule = ou_str_c(rule_name(r->key));
	say.list = rule_list(p, r);
	say.tier = rule_tier(a, r->min);
	if (r->turned)
		say.rate = ou_pricing_rate_text(p, a, c);
	set_source(a, line, out, &say);
}

void
ou_pricing_source_incoming(struct ou_arena *a, struct ou_order_line *line,
    struct ou_quote_line *out)
{
	struct ou_price_source say = { .rule = OU_STR("incoming") };

	set_source(a, line, out, &say);
}

/* "C-1, >=200" of "customer C-1, >=200", for reasons. */
struct ou_str
ou_pricing_source_words(const struct ou_pricing *p, struct ou_arena *a,
    const struct answer *r)
{
	struct ou_str list = rule_list(p, r);
	struct ou_str tier = rule_tier(a, r->min);

	return ou_str_printf(a, "%s%s%.*s%s%.*s", rule_name(r->key),
	    list.p != NULL ? " " : "", OU_STR_ARG(ou_pricing_shown(list)),
	    tier.p != NULL ? ", " : "", OU_STR_ARG(tier));
}

