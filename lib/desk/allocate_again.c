#include <inttypes.h>
#include <stdio.h>

#include "allocate.h"

/*
 * An order that comes again is answered as it was before.  If the store has
 * moved on since, whoever ships by that answer ships what nobody wants any
 * more: it goes out held.
 */

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

static void
hold(struct ou_run *run, struct ou_record *record, struct ou_order *o,
    const char *reason)
{
	if (!ou_run_hold(run, o, OU_DIAG_HOLD_OVERTAKEN, OU_STR_NONE, NULL,
	    "%s", reason))
		return;
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, holds));
	ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_HOLD_OVERTAKEN,
	    "order '%.*s' was answered before, but %s", OU_STR_ARG(o->id),
	    reason);
	ou_run_message(run, OU_WARNING, &run->err);
}

static void
hold_newer(struct ou_run *run, struct ou_record *record, struct ou_order *o,
    int64_t seq, const struct ou_time *at)
{
	char reason[160], time[OU_TIME_MAX];

	snprintf(reason, sizeof(reason), "the store has a newer version of "
	    "it: number %" PRId64 " of its log, of %.*s", seq,
	    (int)ou_time_text(time, at), time);
	hold(run, record, o, reason);
}

int
ou_allocate_again(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    const struct ou_effect *effect)
{
	struct ou_ledger_version now;

	if (effect->overtaken && effect->newer != 0) {
		hold_newer(run, record, o, effect->newer, &effect->newer_at);
		return 0;
	}
	if (effect->overtaken) {
		hold(run, record, o, "a newer version of it came before it");
		return 0;
	}
	if (o->id.n == 0)
		return 0;
	if (ou_ledger_version(x->store->ledger, &run->record_arena, o->id,
	    effect->seq, &now, &run->err) != 0)
		return -1;
	if (now.order != NULL && !same_order(o, now.order))
		hold_newer(run, record, o, now.seq, &now.at);
	return 0;
}
