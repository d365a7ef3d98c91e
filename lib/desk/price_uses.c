#include "ou/book/offers.h"
#include "price.h"

/*
 * How often promotions were had, and what they have cost: commitments of kind
 * "promotion" whose owner is the promotion and whose reference is the order.
 * The period says which of the three is meant.
 *
 * A sum of nobody's is the lock: it is taken before anything is looked at and
 * held until the transaction ends, so that no two runs give the last one away,
 * price the same order, or wait for each other's promotions.  What an order
 * had is then asked for by the order, however many promotions there are.
 */
#define KIND OU_STR("promotion")
#define USES OU_STR("uses")
#define BUDGET OU_STR("budget")

static const struct ou_promotion_row *
row_of(const struct ou_price_desk *x, uint32_t promotion)
{
	return ou_rows_at(&x->tables[OU_PRICE_PROMOTIONS], promotion);
}

bool
ou_price_is_limited(const struct ou_promotion_row *p)
{
	return p->max_uses.given || p->max_per_customer.given ||
	    p->budget.given;
}

bool
ou_price_uses_counted(const struct ou_price_desk *x)
{
	const struct ou_rows *rows = &x->tables[OU_PRICE_PROMOTIONS];
	uint32_t i;

	for (i = 0; i < rows->n; i++) {
		if (ou_price_is_limited(ou_rows_at(rows, i)))
			return true;
	}
	return false;
}

/* The period under which a customer's uses are counted. */
static struct ou_str
customer_uses(const struct ou_price_use *use)
{
	return ou_str_printf(&use->run->record_arena, "customer %.*s",
	    OU_STR_ARG(use->customer));
}

static int
set(const struct ou_price_use *use, const struct ou_promotion_row *p,
    struct ou_str period, struct ou_amount amount, struct ou_str currency)
{
	return ou_store_commitment_set(use->desk->store, KIND, p->id, period,
	    use->order->id, amount, currency, &use->run->err);
}

/* Whether ${more} goes on top of what is taken; then it is taken.  1, 0, or
 * -1. */
static int
take(const struct ou_price_use *use, const struct ou_promotion_row *p,
    struct ou_str period, struct ou_amount more, struct ou_str currency,
    int64_t limit)
{
	struct ou_amount sum;

	if (ou_store_commitments(use->desk->store, KIND, p->id, period,
	    currency, &sum, &use->run->err) != 0)
		return -1;
	if (more.v > limit || sum.v > limit - more.v)
		return 0;
	return set(use, p, period, more, currency) != 0 ? -1 : 1;
}

static const struct ou_amount one = { 10000, 0, true };
static const struct ou_amount none = { 0, 0, true };

static int
give_back(const struct ou_price_use *use, const struct ou_promotion_row *p)
{
	if (p->max_uses.given && set(use, p, USES, none, OU_STR_NONE) != 0)
		return -1;
	if (p->max_per_customer.given && use->customer.p != NULL &&
	    set(use, p, customer_uses(use), none, OU_STR_NONE) != 0)
		return -1;
	return p->budget.given ? set(use, p, BUDGET, none, p->currency) : 0;
}

static enum ou_offer_verdict
take_all(const struct ou_price_use *use, const struct ou_promotion_row *p,
    struct ou_amount amount, int *bad)
{
	int got = 1;

	if (p->max_per_customer.given && use->customer.p == NULL)
		return OU_OFFER_CUSTOMER;
	if (p->max_uses.given)
		got = take(use, p, USES, one, OU_STR_NONE,
		    p->max_uses.v * 10000);
	if (got <= 0) {
		*bad = got;
		return OU_OFFER_USES;
	}
	if (p->max_per_customer.given)
		got = take(use, p, customer_uses(use), one, OU_STR_NONE,
		    p->max_per_customer.v * 10000);
	if (got <= 0) {
		*bad = got;
		return OU_OFFER_CUSTOMER_USES;
	}
	if (p->budget.given)
		got = take(use, p, BUDGET, amount, p->currency, p->budget.v);
	*bad = got <= 0 ? got : 0;
	return got <= 0 ? OU_OFFER_BUDGET : OU_OFFER_APPLIES;
}

static void
tell_no_store(struct ou_price_use *use, const struct ou_promotion_row *p)
{
	if (use->desk->told_no_store)
		return;
	use->desk->told_no_store = true;
	ou_run_say(use->run, OU_WARNING, OU_DIAG_BOOK, "promotion '%.*s' is "
	    "limited, and %s: it is not given", OU_STR_ARG(p->id),
	    use->desk->quotes.make ? "what is quoted takes none of it" :
	    "its uses are counted in a store (--store)");
}

enum ou_offer_verdict
ou_price_may(void *arg, uint32_t promotion, struct ou_amount amount)
{
	struct ou_price_use *use = arg;
	const struct ou_promotion_row *p = row_of(use->desk, promotion);
	enum ou_offer_verdict v;
	int bad = 0;

	if (!ou_price_is_limited(p))
		return OU_OFFER_APPLIES;
	if (use->desk->store == NULL) {
		tell_no_store(use, p);
		return OU_OFFER_NO_STORE;
	}
	if (use->failed)
		return OU_OFFER_USES;
	v = take_all(use, p, amount, &bad);
	if (bad != 0 || (v != OU_OFFER_APPLIES && give_back(use, p) != 0))
		use->failed = true;
	return v;
}

/* The order is priced anew: what it had is free again, whatever the book says
 * today and whoever had it. */
int
ou_price_uses_forget(struct ou_price_use *use)
{
	struct ou_run *run = use->run;
	struct ou_store_commitment *had;
	uint32_t i, n;

	if (ou_store_commitments_of(use->desk->store, &run->record_arena,
	    KIND, use->order->id, &had, &n, &run->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (ou_store_commitment_set(use->desk->store, KIND,
		    had[i].owner, had[i].period, use->order->id, none,
		    had[i].currency, &run->err) != 0)
			return -1;
	}
	return 0;
}

int
ou_price_uses_lock(struct ou_price_desk *x, struct ou_run *run)
{
	struct ou_amount sum;

	return x->store == NULL ? 0 : ou_store_commitments(x->store, KIND,
	    OU_STR_NONE, OU_STR_NONE, OU_STR_NONE, &sum, &run->err);
}
