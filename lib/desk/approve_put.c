#include <string.h>

#include "approve.h"

/* What is written into the record. */

static bool
ours(const struct ou_hold *h)
{
	return ou_str_is(h->code, "APPROVAL") ||
	    ou_str_is(h->code, "BUDGET") || ou_str_is(h->code, "CREDIT");
}

/* Do two lists say the same? */
static bool
same(const struct ou_table *t, const void *x, uint32_t n_x, const void *y,
    uint32_t n_y)
{
	struct ou_buf a = OU_BUF_INIT, b = OU_BUF_INIT;
	bool equal = n_x == n_y;
	uint32_t i;

	for (i = 0; equal && i < n_x; i++) {
		ou_buf_clear(&a);
		ou_buf_clear(&b);
		ou_table_encode(&a, t, (const char *)x + (size_t)i * t->size);
		ou_table_encode(&b, t, (const char *)y + (size_t)i * t->size);
		equal = ou_str_eq(ou_buf_str(&a), ou_buf_str(&b));
	}
	ou_buf_release(&a);
	ou_buf_release(&b);
	return equal;
}

/* A copy that is written new: it is of another record, or of none. */
static void *
fresh(struct ou_arena *a, const struct ou_table *t, const void *list,
    uint32_t n)
{
	char *to = ou_arena_array(a, n, t->size);
	uint32_t i, none = 0;

	for (i = 0; i < n; i++) {
		memcpy(to + (size_t)i * t->size, (const char *)list +
		    (size_t)i * t->size, t->size);
		memcpy(to + (size_t)i * t->size, &none, sizeof(none));
	}
	return to;
}

static void
adopt_holds(struct ou_arena *a, struct ou_record *record, struct ou_order *o,
    const struct ou_order *stored, bool all)
{
	struct ou_hold *to, *old;
	struct ou_release *r;
	uint32_t i, n = 0;

	for (i = 0; !all && i < o->n_holds; i++) {
		if (ours(&o->holds[i]))
			return;
	}
	to = ou_arena_array(a, o->n_holds + stored->n_holds, sizeof(*to));
	for (i = 0; i < o->n_holds; i++) {
		if (!ours(&o->holds[i]))
			to[n++] = o->holds[i];
	}
	for (i = 0; i < stored->n_holds; i++) {
		if (!ours(&stored->holds[i]))
			continue;
		to[n] = stored->holds[i];
		to[n].node = 0;
		if (to[n].released != NULL) {
			r = ou_arena_alloc(a, sizeof(*r));
			*r = *to[n].released;
			r->node = 0;
			to[n].released = r;
		}
		n++;
	}
	old = o->holds;
	if (same(&ou_hold_table, old, o->n_holds, to, n))
		return;
	o->holds = to;
	o->n_holds = n;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
}

static void
adopt_approvals(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_approval *all, uint32_t n)
{
	if (same(&ou_approval_table, o->approvals, o->n_approvals, all, n))
		return;
	o->n_approvals = n;
	o->approvals = fresh(a, &ou_approval_table, all, n);
	ou_record_put(record, &ou_order_table, o,
	    OU_FIELD(order, approvals));
}

static bool
is_among(const struct ou_approval *d, const struct ou_order *stored)
{
	uint32_t i;

	for (i = 0; stored != NULL && i < stored->n_approvals; i++) {
		if (same(&ou_approval_table, d, 1, &stored->approvals[i], 1))
			return true;
	}
	return false;
}

bool
ou_approve_believe(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored)
{
	const uint32_t known = stored != NULL ? stored->n_approvals : 0;
	struct ou_approval *all = ou_arena_array(a, known + o->n_approvals +
	    1, sizeof(*all));
	const struct ou_approval *d;
	uint32_t i, n = known;
	bool doubt = false;

	if (known > 0)
		memcpy(all, stored->approvals, known * sizeof(*all));
	for (i = 0; i < o->n_approvals && n < OU_APPROVALS_MAX; i++) {
		d = &o->approvals[i];
		if (is_among(d, stored))
			continue;
		all[n] = *d;
		if (d->step.n > 0 && d->accepted != OU_FLAG_NO) {
			all[n].accepted = OU_FLAG_NO;
			all[n].reason = OU_STR("it came with the order, and "
			    "nobody has said so here");
			if (is_among(&all[n], stored))
				continue;
			doubt = true;
		}
		n++;
	}
	adopt_approvals(a, record, o, all, n);
	return doubt;
}

void
ou_approve_adopt(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored, bool all)
{
	if (all)
		adopt_approvals(a, record, o, stored->approvals,
		    stored->n_approvals);
	if ((all || stored->n_steps > 0) && !same(&ou_approval_step_table,
	    o->steps, o->n_steps, stored->steps, stored->n_steps)) {
		o->n_steps = stored->n_steps;
		o->steps = fresh(a, &ou_approval_step_table, stored->steps,
		    stored->n_steps);
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, steps));
	}
	ou_approve_adopt_contents(a, record, o, stored, all);
	if (all && !same(&ou_commitment_table, o->commitments,
	    o->n_commitments, stored->commitments, stored->n_commitments)) {
		o->n_commitments = stored->n_commitments;
		o->commitments = fresh(a, &ou_commitment_table,
		    stored->commitments, stored->n_commitments);
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, commitments));
	}
	adopt_holds(a, record, o, stored, all);
}

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

/* Is the order larger than it was when it was looked at last? */
static bool
has_grown(const struct approving *p)
{
	const struct ou_approval_step *s;
	uint32_t i;

	for (i = 0; i < p->o->n_commitments; i++) {
		if (takes_more(p, &p->o->commitments[i]))
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
	if (!same(&ou_approval_step_table, o->steps, o->n_steps, p->c.steps,
	    p->c.n_steps)) {
		o->steps = p->c.steps;
		o->n_steps = p->c.n_steps;
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, steps));
	}
	ou_approve_put_contents(p);
	if (!same(&ou_commitment_table, o->commitments, o->n_commitments,
	    p->takes, n_takes)) {
		o->commitments = p->takes;
		o->n_commitments = n_takes;
		ou_record_put(p->record, &ou_order_table, o,
		    OU_FIELD(order, commitments));
	}
}
