#include "overtaken.h"
#include "price.h"

/*
 * An order that comes again is answered as it was before.  What it had then of
 * promotions and contracts that are limited it has given back when the
 * command has answered another version of it since: somebody else may have it.
 */
struct had {
	struct ou_price_desk *desk;
	struct ou_run *run;
	const struct ou_order *order;
	struct ou_store_commitment *rows;
	uint32_t n;
};

static int
ask(struct had *h, const char *kind)
{
	return ou_store_commitments_of(h->desk->store, &h->run->record_arena,
	    ou_str_c(kind), h->order->id, &h->rows, &h->n, &h->run->err);
}

static int64_t
taken(const struct had *h, struct ou_str owner, struct ou_str period)
{
	uint32_t i;

	for (i = 0; i < h->n; i++) {
		if (ou_str_eq(h->rows[i].owner, owner) &&
		    ou_str_eq(h->rows[i].period, period))
			return h->rows[i].amount.v;
	}
	return 0;
}

/* --- promotions --- */

/* What came off under that rule. */
static int64_t
off_of(const struct ou_allowance *x, uint32_t n, struct ou_str rule)
{
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(x[i].rule, rule) && x[i].amount.given &&
		    __builtin_add_overflow(sum, x[i].amount.v, &sum))
			return INT64_MAX;
	}
	return sum;
}

static int64_t
off(const struct ou_order *o, struct ou_str rule)
{
	int64_t sum = off_of(o->allowances, o->n_allowances, rule);
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (__builtin_add_overflow(sum, off_of(o->lines[i].allowances,
		    o->lines[i].n_allowances, rule), &sum))
			return INT64_MAX;
	}
	return sum;
}

static bool
has_promotions(const struct had *h)
{
	const struct ou_rows *rows = &h->desk->tables[OU_PRICE_PROMOTIONS];
	const struct ou_promotion_row *p;
	uint32_t i, k;
	int64_t more;

	for (i = 0; i < rows->n; i++) {
		p = ou_rows_at(rows, i);
		if (!ou_price_is_limited(p) ||
		    (more = off(h->order, p->id)) == 0)
			continue;
		for (k = 0; k < h->n && !ou_str_eq(h->rows[k].owner, p->id);)
			k++;
		if (k == h->n || (p->budget.given && taken(h, p->id,
		    OU_STR("budget")) < more))
			return false;
	}
	return true;
}

/* --- contracts --- */

/* The order is priced once more to tell what it takes: 1 when it has that, 0,
 * or -1. */
static int
has_contracts(struct had *h, struct ou_order *o)
{
	struct ou_price_desk *x = h->desk;
	struct ou_run *run = h->run;
	struct ou_arena *a = &run->record_arena;
	const struct ou_customer *c = ou_customers_find(&x->customers,
	    o->customer);
	const struct ou_contract_row *row;
	struct ou_quote_contract *list;
	struct ou_order copy = *o;
	struct ou_quote q;
	uint32_t i, n;

	copy.lines = ou_arena_array(a, o->n_lines, sizeof(*copy.lines));
	for (i = 0; i < o->n_lines; i++)
		copy.lines[i] = o->lines[i];
	if (ou_pricing_order(x->pricing, ou_price_terms_of(x, run, &copy), a,
	    &copy, ou_customers_number(&x->customers, c), &q,
	    &run->err) != 0 || ou_pricing_contracts(x->pricing, a, &copy, &q,
	    &list, &n, &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		row = ou_rows_at(&x->tables[OU_PRICE_CONTRACTS], list[i].row);
		if (row->max_quantity.given && (list[i].unknown ||
		    taken(h, row->contract, OU_STR("quantity")) <
		    list[i].units / 100))
			return 0;
	}
	return 1;
}

int
ou_price_again(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_effect *effect)
{
	struct had h = { .desk = x, .run = run, .order = o };
	int has = 1;

	if (x->store == NULL || !effect->overtaken)
		return 0;
	if (x->offers != NULL) {
		if (ask(&h, "promotion") != 0)
			return -1;
		has = has_promotions(&h);
	}
	if (has > 0 && x->contracts) {
		if (ask(&h, "contract") != 0)
			return -1;
		has = has_contracts(&h, o);
	}
	if (has == 0)
		ou_overtaken_by(run, r, o, effect);
	return has < 0 ? -1 : 0;
}
