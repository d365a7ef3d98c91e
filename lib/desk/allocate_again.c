#include "allocate.h"
#include "overtaken.h"

/* Whoever ships by an answer that was overtaken ships what nobody wants any
 * more. */

static bool
same_line(const struct ou_order_line *x, const struct ou_order_line *y)
{
	static const struct ou_quantities none;
	static const struct ou_product nothing;
	const struct ou_quantities *q = x->quantities, *p = y->quantities;
	const struct ou_product *a = x->product, *b = y->product;

	a = a != NULL ? a : &nothing;
	b = b != NULL ? b : &nothing;
	q = q != NULL ? q : &none;
	p = p != NULL ? p : &none;
	return ou_str_eq(x->number, y->number) &&
	    ou_str_eq(a->sku, b->sku) && x->quantity.v == y->quantity.v &&
	    ou_str_eq(x->unit, y->unit) && q->cancelled.v == p->cancelled.v;
}

/* Is the same ordered, and cancelled?  What has become of it since (picked,
 * shipped, other fields) is no other version. */
static bool
same_order(const struct ou_order *x, const struct ou_order *y)
{
	uint32_t i;

	if (x->n_lines != y->n_lines ||
	    ou_str_is(x->status, "OrderCancelled") !=
	    ou_str_is(y->status, "OrderCancelled"))
		return false;
	for (i = 0; i < x->n_lines; i++) {
		if (!same_line(&x->lines[i], &y->lines[i]))
			return false;
	}
	return true;
}

int
ou_allocate_again(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    const struct ou_effect *effect)
{
	struct ou_ledger_version now;

	if (effect->overtaken) {
		ou_overtaken_by(run, record, o, effect);
		return 0;
	}
	if (o->id.n == 0)
		return 0;
	if (ou_ledger_version(x->store->ledger, &run->record_arena, o->id,
	    effect->seq, &now, &run->err) != 0)
		return -1;
	if (now.order != NULL && !same_order(o, now.order))
		ou_overtaken(run, record, o, now.seq, &now.at);
	return 0;
}
