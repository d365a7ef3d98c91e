#include "contract.h"
#include "price.h"

/* What contracts with a maximum have left. */

static const struct ou_contract_row *
row_of(const struct ou_price_desk *x, uint32_t row)
{
	return ou_rows_at(&x->tables[OU_PRICE_CONTRACTS], row);
}

void
ou_price_contracts_load(struct ou_price_desk *x)
{
	const struct ou_rows *rows = &x->tables[OU_PRICE_CONTRACTS];
	uint32_t i;

	for (i = 0; i < rows->n && !x->contracts; i++)
		x->contracts = row_of(x, i)->max_quantity.given;
}

/* The order is priced anew: what it had is free again, whosever it was. */
int
ou_price_contracts_forget(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o)
{
	struct ou_store_commitment *had;
	uint32_t i, n;

	if (!x->contracts || x->store == NULL)
		return 0;
	if (ou_store_commitments_of(x->store, &run->record_arena,
	    OU_STR("contract"), o->id, &had, &n, &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (ou_store_commitment_set(x->store, OU_STR("contract"),
		    had[i].owner, had[i].period, o->id, (struct ou_amount){ 0,
		    4, true }, had[i].currency, &run->err) != 0)
			return -1;
	}
	return 0;
}

static void
tell_no_store(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_contract_row *c)
{
	if (x->told_no_use || x->quotes.make)
		return;
	x->told_no_use = true;
	ou_run_say(run, OU_WARNING, OU_DIAG_BOOK, "contract '%.*s' has a "
	    "maximum, and what orders take of it is counted in a store "
	    "(--store): each order is compared by itself",
	    OU_STR_ARG(c->contract));
}

/* The order is priced and has its totals: holds it where a contract is for
 * more, or has less left. */
enum ou_answer
ou_price_contracts(struct ou_price_desk *x, struct ou_run *run,
    struct ou_order *o, struct ou_quote *q, bool *held)
{
	const struct ou_contract_row *c;
	struct ou_quote_contract *list;
	uint32_t i, n;

	if (ou_pricing_contracts(x->pricing, &run->record_arena, o, q, &list,
	    &n, &run->err) != 0)
		return OU_REJECT;
	for (i = 0; i < n; i++) {
		c = row_of(x, list[i].row);
		if (!c->max_quantity.given ||
		    ou_str_is(o->status, "OrderCancelled"))
			continue;
		if (x->store == NULL)
			tell_no_store(x, run, c);
		if (ou_contract_take(x->store, run, o, c, list[i].unknown ?
		    -1 : list[i].units, held) != 0)
			return OU_STOP;
	}
	return OU_PASS;
}
