#include "private.h"

/*
 * What orders take of credit and budgets.  Credit is the ledger's: what an
 * open order still has to pay is owed, whoever keeps it.  Budgets are taken by
 * who compares them with their amount; here they are only given back.
 */
static const struct ou_amount zero = { 0, 0, true };

static struct ou_str
customer_of(const struct ou_order *o)
{
	return o != NULL && o->customer != NULL ? o->customer->id :
	    OU_STR_NONE;
}

/* The whole of it, or line by line. */
static bool
cancelled(const struct ou_order *o)
{
	return ou_str_is(o->status, "OrderCancelled") ||
	    ou_order_state(o) == OU_ORDER_CANCELLED;
}

static int
commit_credit(struct ou_ledger *l, const struct ou_order *o,
    const struct ou_order *before, struct ou_err *err)
{
	const struct ou_payment *p = o->payment;
	bool over = cancelled(o) || (p != NULL &&
	    (ou_str_is(p->status, "paid") ||
	    ou_str_is(p->status, "refunded"))) || !ou_order_granted(o);
	struct ou_str now = customer_of(o), then = customer_of(before);

	if (then.n > 0 && !ou_str_eq(then, now) && before->currency.n > 0 &&
	    ou_store_commitment_set(l->o.store, OU_STR("credit"), then,
	    OU_STR_NONE, o->id, zero, before->currency, err) != 0)
		return -1;
	/* a change takes the totals away; what is over owes nothing without */
	if (now.n == 0 || o->currency.n == 0 || (!over &&
	    (o->totals == NULL || !o->totals->payable.given)))
		return 0;
	return ou_store_commitment_set(l->o.store, OU_STR("credit"), now,
	    OU_STR_NONE, o->id, over || o->totals->payable.v < 0 ? zero
	    : o->totals->payable, o->currency, err);
}

/* Whatever its record says that it has taken. */
static int
give_back(struct ou_ledger *l, struct ou_arena *a, struct ou_str id,
    struct ou_err *err)
{
	const struct ou_str kind = OU_STR("budget");
	struct ou_store_commitment *had;
	uint32_t i, n;

	if (ou_store_commitments_of(l->o.store, a, kind, id, &had, &n,
	    err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (ou_store_commitment_set(l->o.store, kind, had[i].owner,
		    had[i].period, id, zero, had[i].currency, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_ledger_commit(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order *o, const struct ou_order *before,
    struct ou_err *err)
{
	if (commit_credit(l, o, before, err) != 0)
		return -1;
	return !cancelled(o) && ou_order_granted(o) ? 0 :
	    give_back(l, a, o->id, err);
}
