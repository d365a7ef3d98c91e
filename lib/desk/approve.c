#include <string.h>

#include "approve.h"

/* An order. */

const char ou_approve_view[] = "id documentFunction segment channel "
    "orderNumber orderDate orderStatus currency customer "
    "orderDelivery.deliveryAddress orderDelivery.pickupPoint "
    "references totals margin "
    "payment approvals approvalSteps approvedContents commitments holds "
    "orderedItem.orderItemNumber orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product orderedItem.packaging "
    "orderedItem.unitPrice orderedItem.priceBaseQuantity "
    "orderedItem.quantities orderedItem.allocations picks packages "
    "shipments";

/* --- decisions --- */

static void
say_refused(struct approving *p, const struct ou_approve_decision *d,
    enum ou_approval_verdict v)
{
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DECISION, "order '%.*s', step "
	    "'%.*s': '%.*s' %.*s, which does not count: %s",
	    OU_STR_ARG(d->row.order), OU_STR_ARG(d->row.step),
	    OU_STR_ARG(d->row.user), OU_STR_ARG(d->row.decision),
	    ou_approval_verdict_text(v));
	if (d->file != NULL)
		(void)ou_err_at(&err, d->file, d->line, 0);
	ou_run_message(p->run, OU_ERROR, &err);
	p->run->differs = true;
}

static int
decide(struct approving *p, bool asked)
{
	struct ou_approve_decisions *of = ou_names_find(&p->x->decisions,
	    p->o->id);
	struct ou_approve_decision *d;
	enum ou_approval_verdict v;
	uint32_t n;

	for (d = of != NULL ? of->first : NULL; d != NULL; d = d->next) {
		n = p->c.n_decisions;
		v = ou_approval_decide(p->x->approvals, p->a, &p->c, &d->row);
		/* said once a run */
		if (v != OU_APPROVAL_ACCEPTED && v != OU_APPROVAL_AGAIN &&
		    !(d->done && d->verdict == v && p->c.n_decisions == n))
			say_refused(p, d, v);
		d->done = true;
		d->verdict = v;
		if (ou_approve_log(p, &d->row, v) != 0)
			return -1;
	}
	if (asked)
		p->outcome = ou_approval_look(p->x->approvals, p->a, &p->c);
	return 0;
}

/* --- why --- */

static void
list_steps(const struct approving *p, struct ou_buf *b, const char *state)
{
	const struct ou_approval_step *s;
	bool any = false;
	uint32_t i;

	for (i = 0; i < p->c.n_steps; i++) {
		s = &p->c.steps[i];
		if (!ou_str_is(s->state, state))
			continue;
		ou_buf_printf(b, "%s%.*s", any ? ", " : "",
		    OU_STR_ARG(s->step));
		any = true;
	}
}

static bool
any_step(const struct approving *p, const char *state)
{
	uint32_t i;

	for (i = 0; i < p->c.n_steps; i++) {
		if (ou_str_is(p->c.steps[i].state, state))
			return true;
	}
	return false;
}

/* Nobody is left who could. */
static void
say_nobody(const struct approving *p, struct ou_buf *b)
{
	const struct ou_approval_step *s;
	uint32_t i;

	for (i = 0; i < p->c.n_steps; i++) {
		s = &p->c.steps[i];
		if (ou_str_is(s->state, "open") && (int64_t)s->n_may <
		    s->quorum.v - s->approved.v)
			ou_buf_printf(b, "; too few in the book may decide "
			    "%.*s", OU_STR_ARG(s->step));
	}
}

/* Why those who have approved it before must do so again. */
static void
say_again(const struct approving *p, struct ou_buf *b)
{
	uint32_t i, k;

	for (i = 0; i < p->c.n_steps; i++) {
		for (k = 0; k < i && !ou_str_eq(p->c.steps[k].again,
		    p->c.steps[i].again); k++)
			continue;
		if (k == i && p->c.steps[i].again.n > 0)
			ou_buf_printf(b, "; again: %.*s",
			    OU_STR_ARG(p->c.steps[i].again));
	}
}

static struct ou_str
why_not(const struct approving *p)
{
	struct ou_buf b = OU_BUF_INIT;
	char amount[OU_DECIMAL_MAX];
	struct ou_str text;

	if (p->outcome == OU_APPROVAL_NONE || p->outcome == OU_APPROVAL_GIVEN)
		return OU_STR_NONE;
	if (p->c.amount.given)
		ou_buf_printf(&b, "%.*s %.*s: ", (int)ou_amount_text(amount,
		    p->c.amount), amount, OU_STR_ARG(p->c.currency));
	if (any_step(p, "refused")) {
		ou_buf_puts(&b, "refused by ");
		list_steps(p, &b, "refused");
	} else if (any_step(p, "expired")) {
		ou_buf_puts(&b, "not decided in time by ");
		list_steps(p, &b, "expired");
	} else {
		ou_buf_puts(&b, "must be approved by ");
		list_steps(p, &b, "open");
		if (any_step(p, "waiting")) {
			ou_buf_puts(&b, ", then by ");
			list_steps(p, &b, "waiting");
		}
		say_nobody(p, &b);
		say_again(p, &b);
	}
	text = ou_str_dup(p->a, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

/* "approved by anna, bob" */
static struct ou_str
who_did(const struct approving *p)
{
	struct ou_buf b = OU_BUF_INIT;
	const struct ou_approval *d;
	struct ou_str text;
	uint32_t i;

	if (p->outcome == OU_APPROVAL_NONE)
		return OU_STR("no approval is needed any more");
	ou_buf_puts(&b, "approved by ");
	for (i = 0; i < p->c.n_decisions; i++) {
		d = &p->c.decisions[i];
		if (d->step.n > 0 && d->accepted != OU_FLAG_NO &&
		    ou_str_is(d->decision, "approved") &&
		    ou_approved_holds(&p->c.about, d->content))
			ou_buf_printf(&b, "%s%.*s", b.n > 12 ? ", " : "",
			    OU_STR_ARG(d->actor));
	}
	text = ou_str_dup(p->a, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

/* --- all of it --- */

/* What has left, or will not, is not asked about any more. */
static bool
is_past(const struct ou_order *o)
{
	return ou_order_state(o) >= OU_ORDER_CANCELLED;
}

/* Nobody is asked, and decisions come too late. */
static int
over(struct approving *p)
{
	const bool cancelled = ou_order_state(p->o) == OU_ORDER_CANCELLED;
	const uint32_t before = p->c.n_decisions;

	if (decide(p, false) != 0 || (cancelled &&
	    ou_approve_take(p, false) != 0))
		return -1;
	if (cancelled) {
		p->c.n_steps = 0;
		ou_approve_put(p, false);
		return ou_approve_keep(p);
	}
	if (p->c.n_decisions == before)
		return 0;
	p->o->approvals = p->c.decisions;
	p->o->n_approvals = p->c.n_decisions;
	ou_record_put(p->record, &ou_order_table, p->o,
	    OU_FIELD(order, approvals));
	return ou_approve_keep(p);
}

static int
settle(struct approving *p)
{
	bool held, granted;

	if (ou_approve_money(p) != 0)
		return -1;
	(void)ou_approve_hold(p, OU_DIAG_HOLD_APPROVAL, why_not(p),
	    who_did(p));
	held = ou_approve_hold(p, OU_DIAG_HOLD_BUDGET, p->no_budget,
	    OU_STR("there is enough in the budget"));
	held = ou_approve_hold(p, OU_DIAG_HOLD_CREDIT, p->no_credit,
	    OU_STR("there is credit")) || held;
	granted = !held && p->outcome != OU_APPROVAL_REFUSED;
	if (ou_approve_take(p, granted) != 0)
		return -1;
	ou_approve_put(p, granted);
	if (p->run->explain != NULL)
		ou_approve_explain(p);
	return ou_approve_keep(p);
}

static void
know_customer(struct approving *p)
{
	struct ou_order *o = p->o;

	p->customer = ou_customers_find(&p->x->customers, o->customer);
	if (p->customer == NULL || o->customer->id.n > 0)
		return;
	o->customer->id = p->customer->id;
	ou_record_put(p->record, &ou_buyer_table, o->customer,
	    OU_FIELD(buyer, id));
}

int
ou_approve_order(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct approving p = { .x = x, .run = run, .a = &run->record_arena,
	    .record = record, .o = o };

	know_customer(&p);
	if (ou_approve_recall(&p) != 0)
		return -1;
	if (ou_approve_facts(&p) != 0)
		return -1;
	if (is_past(o))
		return x->pending ? 0 : over(&p);
	p.outcome = ou_approval_look(x->approvals, p.a, &p.c);
	if ((p.c.n_steps > 0 || p.c.n_decisions > 0) &&
	    ou_approve_content(&p) != 0)
		return -1;
	if (decide(&p, true) != 0)
		return -1;
	return x->pending ? ou_approve_pending_add(&p) : settle(&p);
}
