#include <string.h>

#include "approve.h"
#include "ou/io/source.h"
#include "overtaken.h"

/*
 * An order that comes again gets what has been decided since: about what it
 * is.  If the store has another version of it now, that was decided about.
 */
struct version {
	struct ou_arena *a;
	struct ou_str text;
	int64_t seq;
	struct ou_time at;
};

static int
take(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct version *v = arg;
	char *p = ou_arena_zalloc(v->a, r->raw.n + OU_SOURCE_PADDING);

	(void)err;
	memcpy(p, r->raw.p, r->raw.n);
	v->text = ou_str_make(p, r->raw.n);
	v->seq = r->seq;
	v->at = r->at;
	return 0;
}

static bool
same_amount(struct ou_amount x, struct ou_amount y)
{
	return x.given == y.given && (!x.given || x.v == y.v);
}

/* Is the same asked for the same money? */
static int
is_same(struct approving *p, struct approving *q, bool *same)
{
	static const struct ou_totals none;
	const struct ou_totals *x = p->o->totals != NULL ? p->o->totals :
	    &none, *y = q->o->totals != NULL ? q->o->totals : &none;
	struct ou_approved_content is, was;

	if (ou_approve_facts(p) != 0 || ou_approve_facts(q) != 0 ||
	    ou_approve_about(p, &is) != 0 || ou_approve_about(q, &was) != 0)
		return -1;
	*same = ou_str_eq(is.id, was.id) &&
	    ou_str_eq(p->o->currency, q->o->currency) &&
	    same_amount(x->tax_exclusive, y->tax_exclusive) &&
	    same_amount(x->payable, y->payable) &&
	    ou_str_is(p->o->status, "OrderCancelled") ==
	    ou_str_is(q->o->status, "OrderCancelled");
	return 0;
}

static int
look(struct ou_approve *x, struct ou_run *run, struct ou_record *record,
    struct ou_order *o, const struct version *v)
{
	const struct ou_record_type types[] = {
		*ou_record_type_find(OU_STR("Order")), { .type = NULL } };
	struct ou_arena *a = &run->record_arena;
	struct ou_record there;
	struct ou_order stored;
	struct approving p = { .x = x, .run = run, .a = a, .record = record,
	    .o = o };
	struct approving q = { .x = x, .run = run, .a = a, .record = &there,
	    .o = &stored };
	bool same;

	if (ou_record_parse(&there, a, v->text, types, NULL, &run->err) != 0 ||
	    ou_record_load(&there, x->order_view, &stored, &run->err) != 0)
		return -1;
	p.customer = ou_customers_find(&x->customers, o->customer);
	q.customer = ou_customers_find(&x->customers, stored.customer);
	if (is_same(&p, &q, &same) != 0)
		return -1;
	ou_approve_adopt(a, record, o, &stored);
	if (!same)
		ou_overtaken(run, record, o, v->seq, &v->at);
	return 0;
}

int
ou_approve_again(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record, const struct ou_effect *effect)
{
	struct version v = { .a = &run->record_arena };
	struct ou_approve_decisions *of;
	struct ou_approve_decision *d;
	struct ou_order o;

	if (record->table != &ou_order_table)
		return 0;
	if (ou_record_load(record, x->order_view, &o, &run->err) != 0)
		return -1;
	of = ou_names_find(&x->decisions, o.id);
	for (d = of != NULL ? of->first : NULL; d != NULL; d = d->next)
		d->done = true;
	/* just now, before what may have come behind it */
	if (effect->seq == INT64_MAX && !effect->overtaken)
		return 0;
	if (ou_store_query(x->store, &(struct ou_store_filter){
	    .type = OU_STR("Order"), .id = o.id }, take, &v, &run->err) != 0)
		return -1;
	return v.text.p == NULL ? 0 : look(x, run, record, &o, &v);
}
