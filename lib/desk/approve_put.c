#include <string.h>

#include "approve.h"

/* What is written into the record. */

/* --- holds --- */

/* Is more taken than was, or is it not known any more? */
static bool
takes_more(const struct approving *p, const struct ou_commitment *was)
{
	const struct ou_commitment *now = ou_approve_taking(p, was);
	const struct ou_totals *t = p->o->totals;

	if (ou_str_is(was->kind, "credit"))
		return t == NULL || !t->payable.given ||
		    !ou_str_eq(was->currency, p->o->currency) ||
		    t->payable.v > was->amount.v;
	return now == NULL ? !p->c.amount.given :
	    !ou_str_eq(was->currency, now->currency) ||
	    now->amount.v > was->amount.v;
}

/* Is more to be paid than the store has, where somebody has released it? */
static bool
costs_more(const struct approving *p)
{
	const struct ou_totals *t = p->o->totals, *was;

	if (p->stored == NULL)
		return false;
	was = p->stored->totals;
	/* a change takes the totals away */
	if (was == NULL || !was->payable.given)
		return p->n_had == 0 && p->c.n_recorded == 0;
	return t == NULL || !t->payable.given ||
	    !ou_str_eq(p->stored->currency, p->o->currency) ||
	    t->payable.v > was->payable.v;
}

/* Is the order larger than it was when it was looked at last? */
static bool
has_grown(const struct approving *p)
{
	const struct ou_approval_step *s;
	uint32_t i;

	if (costs_more(p))
		return true;
	for (i = 0; i < p->n_had; i++) {
		if (takes_more(p, &p->had[i]))
			return true;
	}
	for (i = 0; i < p->c.n_recorded; i++) {
		s = &p->c.recorded[i];
		if (s->amount.given != p->c.amount.given ||
		    !ou_str_eq(s->currency, p->c.amount.given ?
		    p->c.currency : OU_STR_NONE) ||
		    s->amount.v < p->c.amount.v ||
		    !ou_approved_holds(&p->c.about, s->content))
			return true;
	}
	return false;
}

/* The last one of a code. */
static struct ou_hold *
last(const struct approving *p, struct ou_str code)
{
	uint32_t i;

	for (i = p->o->n_holds; i > 0; i--) {
		if (ou_str_eq(p->o->holds[i - 1].code, code))
			return &p->o->holds[i - 1];
	}
	return NULL;
}

static void
release(struct approving *p, struct ou_hold *h, struct ou_str met)
{
	h->released = ou_arena_zalloc(p->a, sizeof(*h->released));
	h->released->by = ou_str_c(p->run->command->name);
	h->released->at = p->run->now;
	h->released->reason = met;
	p->changed_holds = true;
	if (h->node != 0)
		ou_record_put(p->record, &ou_hold_table, h,
		    OU_FIELD(hold, released));
}

static void
change_reason(struct approving *p, struct ou_hold *h, struct ou_str reason)
{
	if (ou_str_eq(h->reason, reason))
		return;
	h->reason = reason;
	p->changed_holds = true;
	if (h->node != 0)
		ou_record_put(p->record, &ou_hold_table, h,
		    OU_FIELD(hold, reason));
}

static void
add(struct approving *p, enum ou_diag code, struct ou_str reason)
{
	struct ou_order *o = p->o;
	struct ou_hold *all, *h;

	if (o->n_holds < OU_ORDER_HOLDS_MAX) {
		all = ou_arena_array(p->a, o->n_holds + 1, sizeof(*all));
		if (o->n_holds > 0)
			memcpy(all, o->holds, o->n_holds * sizeof(*all));
		o->holds = all;
		o->n_holds++;
	}
	/* of very many the last one makes place */
	h = &o->holds[o->n_holds - 1];
	memset(h, 0, sizeof(*h));
	h->code = ou_str_c(ou_diag_name(code));
	h->reason = reason;
	h->blocks = ou_arena_alloc(p->a, sizeof(*h->blocks));
	*h->blocks = OU_STR("allocate");
	h->n_blocks = 1;
	h->by = ou_str_c(p->run->command->name);
	h->at = p->run->now;
	p->changed_holds = true;
}

bool
ou_approve_hold(struct approving *p, enum ou_diag code,
    struct ou_str reason, struct ou_str met)
{
	struct ou_hold *h = last(p, ou_str_c(ou_diag_name(code)));
	bool stands = h != NULL && h->released == NULL;

	if (reason.n == 0) {
		if (stands)
			release(p, h, met);
		return false;
	}
	if (stands) {
		change_reason(p, h, reason);
		return true;
	}
	/* Somebody has taken it on himself, for the order as it was. */
	if (h != NULL && !ou_str_is(h->released->by,
	    p->run->command->name) && !has_grown(p))
		return false;
	add(p, code, reason);
	ou_run_say(p->run, OU_WARNING, code, "order '%.*s': %.*s (held)",
	    OU_STR_ARG(p->o->id), OU_STR_ARG(reason));
	return true;
}

/* --- the sections --- */

void
ou_approve_put(struct approving *p, bool granted)
{
	struct ou_order *o = p->o;
	uint32_t n_takes = granted ? p->n_takes : 0;

	if (p->changed_holds)
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, holds));
	if (p->c.decisions != o->approvals) {
		o->approvals = p->c.decisions;
		o->n_approvals = p->c.n_decisions;
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, approvals));
	}
	if (!ou_approve_same(&ou_approval_step_table, o->steps, o->n_steps,
	    p->c.steps, p->c.n_steps)) {
		o->steps = p->c.steps;
		o->n_steps = p->c.n_steps;
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, steps));
	}
	ou_approve_put_contents(p);
	if (!ou_approve_same(&ou_commitment_table, o->commitments,
	    o->n_commitments, p->takes, n_takes)) {
		o->commitments = p->takes;
		o->n_commitments = n_takes;
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, commitments));
	}
}
