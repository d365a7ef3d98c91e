#include "price.h"

/*
 * What contracts with a maximum have left: commitments of kind "contract"
 * whose owner is the contract and whose reference is the order.  A
 * commitment has four decimals: what is finer counts as the next one up.
 */
#define KIND OU_STR("contract")
#define PERIOD OU_STR("quantity")

static const struct ou_contract_row *
row_of(const struct ou_price_desk *x, uint32_t row)
{
	return ou_rows_at(&x->tables[OU_PRICE_CONTRACTS], row);
}

void
ou_price_contracts_load(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_rows *rows = &x->tables[OU_PRICE_CONTRACTS];
	uint32_t i;

	for (i = 0; i < rows->n && x->contracts == NULL; i++) {
		if (row_of(x, i)->max_quantity.given)
			x->contracts = ou_index_new(&run->arena, rows,
			    &ou_contract_row_table,
			    OU_FIELD(contract_row, customer));
	}
}

static int
set(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_contract_row *c, int64_t v)
{
	return ou_store_commitment_set(x->store, KIND, c->contract, PERIOD,
	    o->id, (struct ou_amount){ v, 4, true }, OU_STR_NONE, &run->err);
}

/* The order is priced anew: what it had is free again. */
int
ou_price_contracts_forget(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_customer *c)
{
	const struct ou_contract_row *row = NULL;

	if (x->contracts != NULL && c != NULL)
		row = ou_index_find(x->contracts, c->id);
	for (; row != NULL; row = ou_index_next(x->contracts, row)) {
		if (row->max_quantity.given && set(x, run, o, row, 0) != 0)
			return -1;
	}
	return 0;
}

/* True when it was not held so before. */
static bool
hold(struct ou_run *run, struct ou_order *o, const struct ou_contract_row *c,
    int64_t units, int64_t used)
{
	char most[OU_DECIMAL_MAX], left[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	int64_t rest = c->max_quantity.v / 100 - used;

	if (units < 0)
		return ou_run_hold(run, o, OU_DIAG_HOLD_CONTRACT,
		    OU_STR_NONE, NULL, "how many units of contract %.*s are "
		    "ordered cannot be told", OU_STR_ARG(c->contract));
	return ou_run_hold(run, o, OU_DIAG_HOLD_CONTRACT, OU_STR_NONE, NULL,
	    "contract %.*s has %.*s of %.*s units left, %.*s are ordered",
	    OU_STR_ARG(c->contract), (int)ou_quantity_text(left,
	    (struct ou_quantity){ rest < 0 ? 0 : rest * 100, true }), left,
	    (int)ou_quantity_text(most, c->max_quantity), most,
	    (int)ou_quantity_text(is, (struct ou_quantity){ units, true }),
	    is);
}

static void
tell_no_store(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_contract_row *c)
{
	if (x->told_no_use)
		return;
	x->told_no_use = true;
	ou_run_say(run, OU_WARNING, OU_DIAG_BOOK, "contract '%.*s' has a "
	    "maximum, and what orders take of it is counted in a store "
	    "(--store): each order is compared by itself",
	    OU_STR_ARG(c->contract));
}

/* Take the units, or hold the order. */
static enum ou_answer
take(struct ou_price_desk *x, struct ou_run *run, struct ou_order *o,
    const struct ou_contract_row *c, int64_t units, bool *held)
{
	struct ou_amount used = { 0, 4, true };
	int64_t v = units / 100 + (units % 100 > 0);

	if (x->store == NULL)
		tell_no_store(x, run, c);
	else if (ou_store_commitments(x->store, KIND, c->contract, PERIOD,
	    OU_STR_NONE, &used, &run->err) != 0)
		return OU_STOP;
	if (units < 0 || v > c->max_quantity.v / 100 - used.v) {
		*held = hold(run, o, c, units, used.v) || *held;
		return OU_PASS;
	}
	return x->store == NULL || set(x, run, o, c, v) == 0 ? OU_PASS :
	    OU_STOP;
}

/* The order is priced and has its totals: holds it where a contract is for
 * more, or has less left. */
enum ou_answer
ou_price_contracts(struct ou_price_desk *x, struct ou_run *run,
    struct ou_order *o, struct ou_quote *q, bool *held)
{
	const struct ou_contract_row *c;
	struct ou_quote_contract *list;
	enum ou_answer answer;
	uint32_t i, n;

	if (ou_pricing_contracts(x->pricing, &run->record_arena, o, q, &list,
	    &n, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < n; i++) {
		c = row_of(x, list[i].row);
		if (!c->max_quantity.given ||
		    ou_str_is(o->status, "OrderCancelled"))
			continue;
		answer = take(x, run, o, c, list[i].unknown ? -1 :
		    list[i].units, held);
		if (answer != OU_PASS)
			return answer;
	}
	return OU_PASS;
}
