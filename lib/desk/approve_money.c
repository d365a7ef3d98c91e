#include <string.h>

#include "approve.h"

/*
 * Budgets and credit.  A purse is what is taken of one of them: with a store
 * what is committed there, read under its lock and kept for the batch; else
 * what the orders of the stream have taken so far.  An order's own part is
 * taken out before it is put in anew, so that it can come as often as it
 * likes.
 */
struct purse {
	int64_t sum;
	struct ou_names parts;		/* int64_t by order */
	bool unclear;			/* something cannot be turned into its
					 * currency */
};

/* What a customer owes by the book. */
struct owed {
	int64_t unpaid;
	int32_t overdue;		/* days of the oldest */
	bool unclear;
	struct ou_names invoiced;	/* int64_t by order */
};

static struct ou_amount
amount_in(int64_t v, struct ou_str currency)
{
	int places = ou_currency_places(currency);

	return (struct ou_amount){ v, (uint8_t)(places < 0 ? 2 : places),
	    true };
}

struct ou_str
ou_approve_currency(const struct ou_approve *x, const struct ou_customer *c,
    const struct ou_order *o)
{
	if (c != NULL && c->currency.n > 0)
		return c->currency;
	return x->currency.n > 0 ? x->currency : o->currency;
}

struct ou_str
ou_approve_owner(struct ou_arena *a, const struct ou_budget *b)
{
	return ou_str_printf(a, "%.*s/%.*s", OU_STR_ARG(b->customer),
	    OU_STR_ARG(b->cost_center));
}

struct ou_date
ou_approve_day(const struct ou_run *run, const struct ou_order *o)
{
	return ou_date_given(o->date.date) ? o->date.date : run->now.date;
}

int
ou_approve_budgets(struct ou_approve *x, const struct ou_order *o,
    struct ou_str customer, struct ou_date day, int (*each)(void *arg,
	const struct ou_budget *b), void *arg)
{
	struct ou_str center = o->customer != NULL ?
	    o->customer->cost_center : OU_STR_NONE;
	const struct ou_budget *b;

	if (customer.n == 0)
		return 0;
	for (b = ou_index_find(x->budgets_of, customer); b != NULL;
	    b = ou_index_next(x->budgets_of, b)) {
		if ((b->cost_center.n > 0 &&
		    !ou_str_eq(b->cost_center, center)) ||
		    ou_date_cmp(day, b->from) < 0 ||
		    (ou_date_given(b->through) &&
		    ou_date_cmp(day, b->through) > 0))
			continue;
		if (each(arg, b) != 0)
			return -1;
	}
	return 0;
}

/* --- what is owed --- */

static int64_t *
part_at(struct ou_names *parts, struct ou_arena *a, struct ou_str order)
{
	int64_t *v = ou_names_find(parts, order);

	if (v == NULL) {
		v = ou_arena_zalloc(a, sizeof(*v));
		*ou_names_at(parts, a, ou_str_dup(a, order)) = v;
	}
	return v;
}

static int64_t
part_of(const struct ou_names *parts, struct ou_str order)
{
	const int64_t *v = ou_names_find(parts, order);

	return v != NULL ? *v : 0;
}

static int
add(int64_t *sum, int64_t v, struct ou_err *err)
{
	if (!__builtin_add_overflow(*sum, v, sum))
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "what is owed is too large to be added up");
}

static int
add_invoice(struct approving *p, struct owed *w,
    const struct ou_invoice_row *i, struct ou_str currency)
{
	struct ou_run *run = p->run;
	struct ou_amount all, open = i->open.given ? i->open : i->amount;
	int32_t days;
	int r;

	r = ou_rates_turn(p->x->rates, i->amount, i->currency, currency,
	    run->now.date, &all, &run->err);
	if (r == 0)
		r = ou_rates_turn(p->x->rates, open, i->currency, currency,
		    run->now.date, &open, &run->err);
	if (r != 0) {
		w->unclear = w->unclear || r > 0;
		return r > 0 ? 0 : -1;
	}
	/* What was invoiced of an order is not to be invoiced again because
	 * some of it was credited. */
	if (add(&w->unpaid, open.v, &run->err) != 0 || (i->order.n > 0 &&
	    all.v > 0 && add(part_at(&w->invoiced, &run->arena, i->order),
	    all.v, &run->err) != 0))
		return -1;
	if (open.v <= 0 || !ou_date_given(i->due_date))
		return 0;
	days = ou_date_days(run->now.date) - ou_date_days(i->due_date);
	if (days > w->overdue)
		w->overdue = days;
	return 0;
}

/* The book does not change in a run. */
static struct owed *
owed_by(struct approving *p, struct ou_str currency)
{
	struct ou_arena *a = &p->run->arena;
	const struct ou_invoice_row *i;
	struct owed *w = ou_names_find(&p->x->owed, p->customer->id);

	if (w != NULL)
		return w;
	w = ou_arena_zalloc(a, sizeof(*w));
	for (i = ou_index_find(p->x->invoices_of, p->customer->id); i != NULL;
	    i = ou_index_next(p->x->invoices_of, i)) {
		if (add_invoice(p, w, i, currency) != 0)
			return NULL;
	}
	*ou_names_at(&p->x->owed, a, p->customer->id) = w;
	return w;
}

/* --- purses --- */

static struct purse *
purse_at(struct approving *p, struct ou_str key, bool *new)
{
	struct ou_arena *a = p->x->purse_arena;
	struct purse *w = ou_names_find(&p->x->purses, key);

	*new = w == NULL;
	if (w == NULL) {
		w = ou_arena_zalloc(a, sizeof(*w));
		*ou_names_at(&p->x->purses, a, ou_str_dup(a, key)) = w;
	}
	return w;
}

static struct purse *
budget_purse(struct approving *p, struct ou_str owner, struct ou_str period,
    struct ou_str currency)
{
	struct ou_approve *x = p->x;
	struct ou_str key = ou_str_printf(p->a, "budget\n%.*s\n%.*s",
	    OU_STR_ARG(owner), OU_STR_ARG(period));
	struct ou_store_commitment own;
	struct ou_amount sum;
	struct purse *w;
	bool new;
	int r;

	w = purse_at(p, key, &new);
	if (x->store == NULL)
		return w;
	if (new) {
		if (ou_store_commitments(x->store, OU_STR("budget"), owner,
		    period, currency, &sum, &p->run->err) != 0)
			return NULL;
		w->sum = sum.v;
	}
	if (ou_names_find(&w->parts, p->o->id) != NULL)
		return w;
	r = ou_store_commitment(x->store, p->a, OU_STR("budget"), owner,
	    period, p->o->id, &own, &p->run->err);
	if (r < 0)
		return NULL;
	*part_at(&w->parts, x->purse_arena, p->o->id) = r > 0 &&
	    ou_str_eq(own.currency, currency) ? own.amount.v : 0;
	return w;
}

/* What an open order takes, less what is invoiced of it; once all of it is,
 * the invoice has taken its place. */
static int
add_open(struct approving *p, struct purse *w, const struct owed *owed,
    const struct ou_store_commitment *c, struct ou_str currency)
{
	static const struct ou_amount zero = { 0, 0, true };
	struct ou_approve *x = p->x;
	struct ou_amount turned;
	int r = ou_rates_turn(x->rates, c->amount, c->currency, currency,
	    p->run->now.date, &turned, &p->run->err);

	if (r != 0) {
		w->unclear = w->unclear || r > 0;
		return r > 0 ? 0 : -1;
	}
	turned.v -= part_of(&owed->invoiced, c->reference);
	if (turned.v <= 0)
		return ou_store_commitment_set(x->store, OU_STR("credit"),
		    p->customer->id, OU_STR_NONE, c->reference, zero,
		    c->currency, &p->run->err);
	*part_at(&w->parts, x->purse_arena, c->reference) = turned.v;
	return add(&w->sum, turned.v, &p->run->err);
}

static struct purse *
credit_purse(struct approving *p, const struct owed *owed,
    struct ou_str currency)
{
	struct ou_approve *x = p->x;
	struct ou_store_commitment *rows;
	struct ou_amount sum;
	struct purse *w;
	uint32_t i, n;
	bool new;

	w = purse_at(p, ou_str_printf(p->a, "credit\n%.*s",
	    OU_STR_ARG(p->customer->id)), &new);
	if (!new || x->store == NULL)
		return w;
	if (ou_store_commitments(x->store, OU_STR("credit"), p->customer->id,
	    OU_STR_NONE, currency, &sum, &p->run->err) != 0 ||
	    ou_store_commitments_each(x->store, p->a, OU_STR("credit"),
	    p->customer->id, OU_STR_NONE, &rows, &n, &p->run->err) != 0)
		return NULL;
	for (i = 0; i < n; i++) {
		if (add_open(p, w, owed, &rows[i], currency) != 0)
			return NULL;
	}
	return w;
}

static int
purse_set(struct approving *p, struct purse *w, int64_t v)
{
	int64_t *own = part_at(&w->parts, p->x->purse_arena, p->o->id);

	if (add(&w->sum, -*own, &p->run->err) != 0 ||
	    add(&w->sum, v, &p->run->err) != 0)
		return -1;
	*own = v;
	return 0;
}

/* --- against it --- */

static void
takes(struct approving *p, const char *kind, struct ou_str owner,
    struct ou_str period, struct ou_amount amount, struct ou_str currency)
{
	if (!amount.given || amount.v <= 0)
		return;
	p->takes = ou_arena_extend(p->a, p->takes,
	    p->n_takes * sizeof(*p->takes),
	    (p->n_takes + 1) * sizeof(*p->takes));
	p->takes[p->n_takes++] = (struct ou_commitment){
	    .kind = ou_str_c(kind), .owner = owner, .period = period,
	    .amount = amount, .currency = currency };
}

static void
against(struct approving *p, struct ou_str *reasons, struct ou_str reason)
{
	*reasons = reasons->n == 0 ? reason : ou_str_printf(p->a,
	    "%.*s; %.*s", OU_STR_ARG(*reasons), OU_STR_ARG(reason));
}

static void
explain(struct approving *p, const char *what, struct ou_amount taken,
    struct ou_amount more, struct ou_amount of, struct ou_str currency)
{
	char t[OU_DECIMAL_MAX + 1], m[OU_DECIMAL_MAX + 1],
	    l[OU_DECIMAL_MAX + 1];

	if (p->run->explain == NULL)
		return;
	t[ou_amount_text(t, taken)] = '\0';
	m[ou_amount_text(m, more)] = '\0';
	l[ou_amount_text(l, of)] = '\0';
	ou_run_explain(p->run, "%.*s: %s: %s taken, this order %s, of %s "
	    "%.*s", OU_STR_ARG(p->o->id), what, t, more.given ? m : "?",
	    of.given ? l : "any", OU_STR_ARG(currency));
}

static int
check_budget(void *arg, const struct ou_budget *b)
{
	struct approving *p = arg;
	struct ou_str owner = ou_approve_owner(p->a, b), period, reason;
	struct ou_amount order = { 0, 0, false }, taken;
	char day[16];
	struct purse *w;
	int r;

	period = ou_str_printf(p->a, "%.*s", (int)ou_date_text(day, b->from),
	    day);
	w = budget_purse(p, owner, period, b->currency);
	if (w == NULL)
		return -1;
	if (p->c.amount.given && ou_rates_turn(p->x->rates, p->c.amount,
	    p->c.currency, b->currency, p->c.day, &order, &p->run->err) < 0)
		return -1;
	taken = amount_in(w->sum - part_of(&w->parts, p->o->id), b->currency);
	explain(p, ou_str_printf(p->a, "budget %.*s", OU_STR_ARG(owner)).p,
	    taken, order, b->amount, b->currency);
	r = ou_budget_hold(p->a, owner, b->currency, b->amount, taken, order,
	    &reason, &p->run->err);
	if (r < 0)
		return -1;
	if (r > 0)
		against(p, &p->no_budget, reason);
	takes(p, "budget", owner, period, order, b->currency);
	return 0;
}

/* What this order leaves to pay, beyond what is invoiced of it. */
static int
order_amount(struct approving *p, const struct owed *owed,
    struct ou_str currency, struct ou_amount *to)
{
	const struct ou_totals *t = p->o->totals;
	int r;

	*to = (struct ou_amount){ 0, 0, false };
	if (t == NULL || !t->payable.given)
		return 0;
	r = ou_rates_turn(p->x->rates, t->payable, p->o->currency, currency,
	    p->run->now.date, to, &p->run->err);
	if (r != 0)
		return r > 0 ? 0 : -1;
	to->v -= part_of(&owed->invoiced, p->o->id);
	if (to->v < 0)
		to->v = 0;
	return 0;
}

static int
check_credit(struct approving *p)
{
	const struct ou_customer *row = p->customer;
	const struct ou_order *o = p->o;
	struct ou_credit c = { .limit = row->credit_limit,
	    .overdue_from = p->x->file.overdue_days, .agreed = row->terms,
	    .terms = o->payment != NULL ? o->payment->terms : NULL };
	struct purse *w;
	struct owed *owed;
	int r;

	c.currency = ou_approve_currency(p->x, row, o);
	owed = owed_by(p, c.currency);
	if (owed == NULL || (w = credit_purse(p, owed, c.currency)) == NULL ||
	    order_amount(p, owed, c.currency, &c.order) != 0)
		return -1;
	if (w->unclear || owed->unclear)
		c.order.given = false;
	c.orders = amount_in(w->sum - part_of(&w->parts, o->id), c.currency);
	c.unpaid = amount_in(owed->unpaid, c.currency);
	c.overdue = owed->overdue;
	if (c.limit.given || c.overdue_from != UINT32_MAX)
		explain(p, owed->overdue <= 0 ? "credit" : ou_str_printf(p->a,
	    "credit, an invoice overdue by %d days", (int)owed->overdue).p,
	    amount_in(c.orders.v + c.unpaid.v,
	    c.currency), c.order, c.limit, c.currency);
	r = ou_credit_hold(p->a, &c, &p->no_credit, &p->run->err);
	if (r < 0)
		return -1;
	if (c.limit.given && o->totals != NULL)
		takes(p, "credit", row->id, OU_STR_NONE, o->totals->payable,
		    o->currency);
	return 0;
}

int
ou_approve_money(struct approving *p)
{
	if (ou_approve_budgets(p->x, p->o, p->c.customer, p->c.day,
	    check_budget, p) != 0)
		return -1;
	if (p->customer == NULL || ou_credit_free(p->o))
		return 0;
	return check_credit(p);
}

/* --- taken, and given back --- */

const struct ou_commitment *
ou_approve_taking(const struct approving *p, const struct ou_commitment *c)
{
	uint32_t i;

	for (i = 0; i < p->n_takes; i++) {
		if (ou_str_eq(p->takes[i].kind, c->kind) &&
		    ou_str_eq(p->takes[i].owner, c->owner) &&
		    ou_str_eq(p->takes[i].period, c->period))
			return &p->takes[i];
	}
	return NULL;
}

static int
take_one(struct approving *p, const struct ou_commitment *c,
    struct ou_amount amount)
{
	struct ou_approve *x = p->x;
	struct purse *w;

	if (ou_str_is(c->kind, "credit")) {
		w = ou_names_find(&x->purses, ou_str_printf(p->a,
		    "credit\n%.*s", OU_STR_ARG(c->owner)));
		/* in the store it is the ledger's */
		if (w == NULL || ou_rates_turn(x->rates, amount, c->currency,
		    ou_approve_currency(x, p->customer, p->o),
		    p->run->now.date, &amount, NULL) != 0)
			return 0;
		return purse_set(p, w, amount.v);
	}
	w = budget_purse(p, c->owner, c->period, c->currency);
	if (w == NULL || purse_set(p, w, amount.v) != 0)
		return -1;
	return x->store == NULL ? 0 : ou_store_commitment_set(x->store,
	    c->kind, c->owner, c->period, p->o->id, amount, c->currency,
	    &p->run->err);
}

/* What it had and does not take now. */
static int
give_back(struct approving *p, bool granted)
{
	const struct ou_amount zero = { 0, 0, true };
	uint32_t i;

	for (i = 0; i < p->n_had; i++) {
		if (!(granted && ou_approve_taking(p, &p->had[i]) != NULL) &&
		    take_one(p, &p->had[i], zero) != 0)
			return -1;
	}
	return 0;
}

int
ou_approve_take(struct approving *p, bool granted)
{
	uint32_t i;

	if (give_back(p, granted) != 0)
		return -1;
	for (i = 0; granted && i < p->n_takes; i++) {
		if (take_one(p, &p->takes[i], p->takes[i].amount) != 0)
			return -1;
	}
	return 0;
}
