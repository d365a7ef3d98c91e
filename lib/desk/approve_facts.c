#include <string.h>

#include "approve.h"

/* What the rules look at. */

/* Items and their categories, as far as the book knows them. */
static void
goods(struct approving *p)
{
	const struct ou_order *o = p->o;
	struct ou_approval_case *c = &p->c;
	const struct ou_item *item;
	uint32_t i;

	if (!p->x->asks_items)
		return;
	c->items.list = ou_arena_array(p->a, o->n_lines,
	    sizeof(struct ou_str));
	c->categories.list = ou_arena_array(p->a, o->n_lines,
	    sizeof(struct ou_str));
	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].product == NULL)
			continue;
		item = ou_items_resolve(&p->x->items, o, p->customer,
		    o->lines[i].product);
		if (item != NULL && item->category.n > 0)
			c->categories.list[c->categories.n++] =
			    item->category;
		if (item != NULL || o->lines[i].product->sku.n > 0)
			c->items.list[c->items.n++] = item != NULL ?
			    item->sku : o->lines[i].product->sku;
	}
}

/* --- the first order of a customer --- */

struct earlier {
	struct ou_str id;
	bool any;
};

static int
earlier(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct earlier *f = arg;

	(void)err;
	f->any = !ou_str_eq(r->id, f->id);
	return 0;
}

static int
first_order(struct approving *p)
{
	struct ou_approve *x = p->x;
	struct ou_str id = p->c.customer;
	struct earlier f = { .id = p->o->id };
	struct ou_str *seen;

	p->c.first = x->asks_first;
	if (!x->asks_first || id.n == 0)
		return 0;
	if (ou_index_find(x->invoices_of, id) != NULL) {
		p->c.first = false;
		return 0;
	}
	if (x->store != NULL) {
		/* the first that was ever kept is the first for good */
		if (ou_store_query(x->store, &(struct ou_store_filter){
		    .type = OU_STR("Order"), .customer = id, .history = true,
		    .limit = 1 }, earlier, &f, &p->run->err) != 0)
			return -1;
		p->c.first = !f.any;
		return 0;
	}
	/* the same order again is the first one all the same */
	seen = ou_names_find(&x->seen, id);
	if (seen != NULL) {
		p->c.first = ou_str_eq(*seen, p->o->id);
		return 0;
	}
	seen = ou_arena_alloc(&p->run->arena, sizeof(*seen));
	*seen = ou_str_dup(&p->run->arena, p->o->id);
	*ou_names_at(&x->seen, &p->run->arena, ou_str_dup(&p->run->arena,
	    id)) = seen;
	return 0;
}

/* --- who ordered --- */

static struct ou_str
requester(struct approving *p)
{
	const struct ou_buyer *b = p->o->customer;
	const struct ou_approver *u = NULL;

	if (b == NULL || p->c.customer.n == 0)
		return OU_STR_NONE;
	if (b->user.n > 0)
		u = ou_approval_user(p->x->approvals, p->c.customer, b->user);
	if (u == NULL && b->contact != NULL)
		u = ou_approval_user(p->x->approvals, p->c.customer,
		    b->contact->email);
	if (u == NULL)
		u = ou_approval_user(p->x->approvals, p->c.customer,
		    b->email);
	return u != NULL ? u->user : b->user;
}

static void
buyer(struct approving *p)
{
	struct ou_approval_case *c = &p->c;
	const struct ou_buyer *b = p->o->customer;
	const struct ou_customer *row = p->customer;

	if (b != NULL) {
		c->customer = b->id;
		c->cost_center = b->cost_center;
		c->group = b->price_group;
	}
	if (row != NULL) {
		c->customer = row->id;
		c->manager = row->account_manager;
		if (c->group.n == 0)
			c->group = row->group;
		c->terms = row->terms;
	}
	if (p->o->payment != NULL && p->o->payment->terms != NULL &&
	    p->o->payment->terms->code.n > 0)
		c->terms = p->o->payment->terms->code;
	c->requester = requester(p);
}

int
ou_approve_facts(struct approving *p)
{
	const struct ou_order *o = p->o;
	struct ou_approval_case *c = &p->c;

	memset(c, 0, sizeof(*c));
	c->now = p->run->now;
	c->currency = o->currency;
	if (o->totals != NULL && o->currency.n > 0)
		c->amount = o->totals->tax_exclusive;
	if (o->margin != NULL)
		c->margin = o->margin->percent;
	c->day = ou_approve_day(p->run, o);
	c->segment = o->segment;
	c->channel = o->channel;
	if (o->delivery != NULL && o->delivery->address != NULL)
		c->country = o->delivery->address->country;
	buyer(p);
	goods(p);
	c->decisions = o->approvals;
	c->n_decisions = o->n_approvals;
	c->recorded = o->steps;
	c->n_recorded = o->n_steps;
	return first_order(p);
}

void
ou_approve_explain(struct approving *p)
{
	const struct ou_approval_rule *r;
	const struct ou_approval_step *s;
	uint32_t i, k;

	for (i = 0; i < p->x->file.n_rules; i++) {
		r = &p->x->file.rules[i];
		ou_run_explain(p->run, "%.*s: rule %.*s: %s",
		    OU_STR_ARG(p->o->id), OU_STR_ARG(r->id),
		    ou_approval_misfit_text(ou_approval_fits(p->x->approvals,
		    r, &p->c)));
	}
	for (i = 0; i < p->c.n_steps; i++) {
		struct ou_buf b = OU_BUF_INIT;

		s = &p->c.steps[i];
		for (k = 0; k < s->n_may; k++)
			ou_buf_printf(&b, "%s%.*s", k > 0 ? " " : "",
			    OU_STR_ARG(s->may[k]));
		ou_run_explain(p->run, "%.*s: step %.*s: %.*s, %lld of %lld%s"
		    "%.*s", OU_STR_ARG(p->o->id), OU_STR_ARG(s->step),
		    OU_STR_ARG(s->state), (long long)s->approved.v,
		    (long long)s->quorum.v, b.n > 0 ? "; may: " : "",
		    OU_STR_ARG(ou_buf_str(&b)));
		ou_buf_release(&b);
	}
}
