#include <string.h>

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
	return !x->contracts || x->store == NULL ? 0 :
	    ou_contract_forget(x->store, run, o->id);
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

/* --- holds whose reason is gone --- */

/* A hold for the whole order that stands, or that this command has released
 * when there was room. */
static bool
is_ours(const struct ou_run *run, const struct ou_hold *h)
{
	return ou_str_is(h->code, ou_diag_name(OU_DIAG_HOLD_CONTRACT)) &&
	    h->line.n == 0 && (h->released == NULL ||
	    ou_str_is(h->released->by, run->command->name));
}

/* They are found again, or not: only a store knows what is left. */
uint32_t
ou_price_contracts_ask(const struct ou_price_desk *x,
    const struct ou_run *run, struct ou_order *o)
{
	uint32_t i;

	for (i = 0; x->store != NULL && i < o->n_holds; i++) {
		if (is_ours(run, &o->holds[i]))
			o->holds[i].code = OU_STR_NONE;
	}
	return o->n_holds;
}

/* The same among those behind ${n}; UINT32_MAX: there is none. */
static uint32_t
found_again(const struct ou_order *o, uint32_t n, const struct ou_hold *h)
{
	uint32_t i;

	for (i = n; i < o->n_holds; i++) {
		if (ou_str_eq(o->holds[i].code, h->code) &&
		    o->holds[i].line.n == 0 &&
		    ou_str_eq(o->holds[i].reason, h->reason))
			return i;
	}
	return UINT32_MAX;
}

static void
release(struct ou_run *run, struct ou_record *r, struct ou_hold *h)
{
	h->released = ou_arena_zalloc(&run->record_arena,
	    sizeof(*h->released));
	h->released->by = ou_str_c(run->command->name);
	h->released->at = run->now;
	h->released->reason = OU_STR("the contract does not hold it any more");
	ou_record_put(r, &ou_hold_table, h, OU_FIELD(hold, released));
}

void
ou_price_contracts_settle(struct ou_run *run, struct ou_record *r,
    struct ou_order *o, uint32_t n, bool judged)
{
	struct ou_hold *h;
	uint32_t i, at;

	for (i = 0; i < n; i++) {
		h = &o->holds[i];
		if (h->code.n > 0)
			continue;
		h->code = ou_str_c(ou_diag_name(OU_DIAG_HOLD_CONTRACT));
		if (h->released != NULL)
			continue;
		at = found_again(o, n, h);
		if (at == UINT32_MAX && judged)
			release(run, r, h);
		if (at != UINT32_MAX)
			memmove(&o->holds[at], &o->holds[at + 1],
			    (--o->n_holds - at) * sizeof(*h));
	}
}
