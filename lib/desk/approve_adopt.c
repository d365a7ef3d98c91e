#include <string.h>

#include "approve.h"

/*
 * What the record says of itself, and what the store has decided about it.
 * With a store the record is believed what gives nobody a right; the rest is
 * the store's.
 */

bool
ou_approve_same(const struct ou_table *t, const void *x, uint32_t n_x,
    const void *y, uint32_t n_y)
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

/* --- approvals and steps --- */

static void
adopt_approvals(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_approval *all, uint32_t n)
{
	if (ou_approve_same(&ou_approval_table, o->approvals, o->n_approvals,
	    all, n))
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
		if (ou_approve_same(&ou_approval_table, d, 1,
		    &stored->approvals[i], 1))
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

static void
adopt_steps(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored)
{
	const uint32_t n = stored != NULL ? stored->n_steps : 0;

	if (ou_approve_same(&ou_approval_step_table, o->steps, o->n_steps,
	    n > 0 ? stored->steps : NULL, n))
		return;
	o->n_steps = n;
	o->steps = n > 0 ? fresh(a, &ou_approval_step_table, stored->steps,
	    n) : NULL;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, steps));
}

/* --- holds --- */

static bool
ours(const struct ou_hold *h)
{
	return ou_str_is(h->code, "APPROVAL") ||
	    ou_str_is(h->code, "BUDGET") || ou_str_is(h->code, "CREDIT");
}

/* A hold and what became of it: its reason may be another since. */
static bool
is_same_hold(const struct ou_hold *x, const struct ou_hold *y)
{
	const struct ou_hold a = { .code = x->code, .by = x->by,
	    .at = x->at }, b = { .code = y->code, .by = y->by, .at = y->at };

	return ou_approve_same(&ou_hold_table, &a, 1, &b, 1);
}

static const struct ou_hold *
find_hold(const struct ou_hold *h, const struct ou_order *stored)
{
	uint32_t i;

	for (i = 0; stored != NULL && i < stored->n_holds; i++) {
		if (is_same_hold(h, &stored->holds[i]))
			return &stored->holds[i];
	}
	return NULL;
}

static struct ou_hold
copy_of(struct ou_arena *a, const struct ou_hold *h)
{
	struct ou_hold to = *h;

	to.node = 0;
	if (to.released != NULL) {
		to.released = ou_arena_alloc(a, sizeof(*to.released));
		*to.released = *h->released;
		to.released->node = 0;
	}
	return to;
}

/* Somebody else's release. */
static bool
is_taken_on(const struct ou_hold *h)
{
	return h->released != NULL &&
	    !ou_str_is(h->released->by, "order-approve");
}

/* Those of others as they are, then the store's, then those that it does not
 * know, unless ${all} is the store's. */
static bool
adopt_holds(struct ou_arena *a, struct ou_record *record, struct ou_order *o,
    const struct ou_order *stored, bool all)
{
	const uint32_t known = stored != NULL ? stored->n_holds : 0;
	struct ou_hold *to = ou_arena_array(a, o->n_holds + known,
	    sizeof(*to));
	const struct ou_hold *h, *of_store;
	bool doubt = false;
	uint32_t i, n = 0;

	for (i = 0; i < o->n_holds; i++) {
		if (!ours(&o->holds[i]))
			to[n++] = o->holds[i];
	}
	for (i = 0; i < known; i++) {
		if (ours(&stored->holds[i]))
			to[n++] = copy_of(a, &stored->holds[i]);
	}
	for (i = 0; !all && i < o->n_holds; i++) {
		h = &o->holds[i];
		if (!ours(h))
			continue;
		of_store = find_hold(h, stored);
		doubt = doubt || (is_taken_on(h) && (of_store == NULL ||
		    of_store->released == NULL));
		if (of_store != NULL)
			continue;
		to[n] = is_taken_on(h) ? copy_of(a, h) : *h;
		if (is_taken_on(h))
			to[n].released = NULL;
		n++;
	}
	if (ou_approve_same(&ou_hold_table, o->holds, o->n_holds, to, n))
		return doubt;
	o->holds = to;
	o->n_holds = n;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
	return doubt;
}

bool
ou_approve_believe_holds(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored)
{
	adopt_steps(a, record, o, stored);
	if (stored != NULL)
		ou_approve_adopt_contents(a, record, o, stored, false);
	return adopt_holds(a, record, o, stored, false);
}

void
ou_approve_adopt(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored)
{
	adopt_approvals(a, record, o, stored->approvals,
	    stored->n_approvals);
	adopt_steps(a, record, o, stored);
	ou_approve_adopt_contents(a, record, o, stored, true);
	if (!ou_approve_same(&ou_commitment_table, o->commitments,
	    o->n_commitments, stored->commitments, stored->n_commitments)) {
		o->n_commitments = stored->n_commitments;
		o->commitments = fresh(a, &ou_commitment_table,
		    stored->commitments, stored->n_commitments);
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, commitments));
	}
	(void)adopt_holds(a, record, o, stored, true);
}
