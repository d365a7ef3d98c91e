#include "contract.h"

#define KIND OU_STR("contract")
#define PERIOD OU_STR("quantity")

/* What an order takes of a contract, in those decimals. */
static int
set(struct ou_store *store, struct ou_run *run,
    struct ou_str order, const struct ou_contract_row *c, int64_t v)
{
	return ou_store_commitment_set(store, KIND, c->contract, PERIOD,
	    order, (struct ou_amount){ v, 4, true }, OU_STR_NONE, &run->err);
}

int
ou_contract_forget(struct ou_store *store, struct ou_run *run,
    struct ou_str order)
{
	struct ou_store_commitment *had;
	uint32_t i, n;

	if (ou_store_commitments_of(store, &run->record_arena, KIND, order,
	    &had, &n, &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (ou_store_commitment_set(store, KIND, had[i].owner,
		    had[i].period, order, (struct ou_amount){ 0, 4, true },
		    had[i].currency, &run->err) != 0)
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

int
ou_contract_take(struct ou_store *store, struct ou_run *run,
    struct ou_order *o, const struct ou_contract_row *c, int64_t units,
    bool *held)
{
	struct ou_amount used = { 0, 4, true };
	int64_t v = units / 100 + (units % 100 > 0);

	if (store != NULL && ou_store_commitments(store, KIND, c->contract,
	    PERIOD, OU_STR_NONE, &used, &run->err) != 0)
		return -1;
	if (units < 0 || v > c->max_quantity.v / 100 - used.v) {
		*held = hold(run, o, c, units, used.v) || *held;
		return 0;
	}
	return store == NULL ? 0 : set(store, run, o->id, c, v);
}
