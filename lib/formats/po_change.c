#include "ou/formats/edi/envelope.h"
#include "ou/formats/guide.h"
#include "ou/model/change.h"
#include "ou/model/exchange.h"
#include "po_run.h"

/*
 * Messages that change an order, X12 860 and EDIFACT ORDCHG: each is an
 * OrderChange, which order-store does to the order.  A change cannot be held:
 * for what an order would be held, it is refused.
 */
static void
refuse_doubtful(struct po *c, const struct ou_import_message *own)
{
	const struct ou_partner *p = c->dialect != NULL ?
	    c->dialect->partner : NULL;

	if (!c->message->whole)
		ou_po_refuse(c, OU_DIAG_EDI_TRAILER, 0,
		    "the message has no trailer and may be incomplete");
	if (own != NULL && own->verdict == OU_IMPORT_HOLD)
		ou_po_refuse(c, OU_DIAG_DUPLICATE, 0, "%.*s",
		    OU_STR_ARG(own->why));
	if (p != NULL && p->test)
		ou_po_refuse(c, OU_DIAG_EDI_TEST, 0,
		    "the partner is not in production yet");
	if (c->test && (p == NULL || p->tests != OU_PARTNER_TESTS_ACCEPT))
		ou_po_refuse(c, OU_DIAG_EDI_TEST, 0,
		    "the interchange is marked as a test");
	if (c->stranger)
		ou_po_refuse(c, OU_DIAG_HOLD_PARTNER, 0,
		    "it is not known which partner sent this");
}

static void
check(struct po *c, const struct ou_order_change *x)
{
	if (x->order_number.n == 0)
		ou_po_refuse(c, OU_DIAG_NO_ORDER_NUMBER, 0,
		    "the message has no order number");
	if (x->n_lines == 0 && x->n_dates == 0 &&
	    !ou_str_is(x->function, "cancel"))
		ou_po_refuse(c, OU_DIAG_NO_LINES, 0,
		    "the message has neither lines nor days");
	if (c->im->doubt.kind != OU_ERR_NONE && c->refusal.kind == OU_ERR_NONE)
		c->refusal = c->im->doubt;
	if (x->n_lines > ou_import_lines_max(c->im))
		ou_po_refuse(c, OU_DIAG_LIMIT, 0, "more than %u lines",
		    ou_import_lines_max(c->im));
}

int
ou_po_change(struct po *c, const struct ou_import_message *own)
{
	struct ou_order_change *x = ou_arena_zalloc(c->a, sizeof(*x));
	struct ou_edi_interchange in;
	struct ou_err err;

	refuse_doubtful(c, own);
	if (c->refusal.kind == OU_ERR_NONE && ou_po_by_guide(c, x) == 0)
		check(c, x);
	c->o->number = x->order_number;
	if (c->refusal.kind != OU_ERR_NONE)
		return ou_po_reject(c, &c->refusal);
	if (ou_import_refuses(c->im, &err))
		return ou_po_reject(c, &err);
	ou_edi_interchange(c->edi, &in);
	x->channel = c->o->channel;
	x->source = c->o->source;
	x->order = ou_order_id(c->a, x->channel, x->order_number, x->release);
	x->id = ou_change_id(c->a, x, ou_po_header_text(c, in.reference),
	    x->source->message);
	c->im->orders++;
	return c->im->record(c->im->arg,
	    ou_record_type_find(OU_STR("OrderChange")), x);
}
