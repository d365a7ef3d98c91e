#include <stdio.h>
#include <string.h>

#include "ou/model/order.h"

OU_RECORD_TABLE(contact, OU_CONTACT_FIELDS, "who to ask");
OU_RECORD_TABLE(address, OU_ADDRESS_FIELDS, "a postal address");
OU_RECORD_TABLE(buyer, OU_BUYER_FIELDS, "who buys");
OU_RECORD_TABLE(seller, OU_SELLER_FIELDS, "who sells");
OU_RECORD_TABLE(incoterm, OU_INCOTERM_FIELDS, "delivery terms");
OU_RECORD_TABLE(window, OU_WINDOW_FIELDS, "a time window");
OU_RECORD_TABLE(pickup_point, OU_PICKUP_POINT_FIELDS, "a pick-up point");
OU_RECORD_TABLE(delivery, OU_DELIVERY_FIELDS, "how and where to");
OU_RECORD_TABLE(references, OU_REFERENCES_FIELDS, "other documents");
OU_RECORD_TABLE(tax, OU_TAX_FIELDS, "a tax");
OU_RECORD_TABLE(allowance, OU_ALLOWANCE_FIELDS, "an allowance or charge");
OU_RECORD_TABLE(product, OU_PRODUCT_FIELDS, "an item");
OU_RECORD_TABLE(packaging, OU_PACKAGING_FIELDS, "how an item is packed");
OU_RECORD_TABLE(margin, OU_MARGIN_FIELDS, "what is earned");
OU_RECORD_TABLE(price_source, OU_PRICE_SOURCE_FIELDS, "where a price is from");
OU_RECORD_TABLE(schedule, OU_SCHEDULE_FIELDS, "a partial delivery");
OU_RECORD_TABLE(quantities, OU_QUANTITIES_FIELDS, "what stands now");
OU_RECORD_TABLE(component, OU_COMPONENT_FIELDS, "what is taken instead");
OU_RECORD_TABLE(allocation, OU_ALLOCATION_FIELDS, "where units come from");
OU_RECORD_TABLE(note, OU_NOTE_FIELDS, "a text");
OU_RECORD_TABLE(order_line, OU_ORDER_LINE_FIELDS, "an order line");
OU_RECORD_TABLE(tax_total, OU_TAX_TOTAL_FIELDS, "tax of a group of lines");
OU_RECORD_TABLE(totals, OU_TOTALS_FIELDS, "what is owed");
OU_RECORD_TABLE(terms, OU_TERMS_FIELDS, "payment terms");
OU_RECORD_TABLE(payment, OU_PAYMENT_FIELDS, "how it is paid");
OU_RECORD_TABLE(packing_rules, OU_PACKING_RULES_FIELDS, "how to pack");
OU_RECORD_TABLE(approved_line, OU_APPROVED_LINE_FIELDS,
    "goods that were decided about");
OU_RECORD_TABLE(approved_content, OU_APPROVED_CONTENT_FIELDS,
    "what was decided about");
OU_RECORD_TABLE(approval, OU_APPROVAL_FIELDS, "a decision");
OU_RECORD_TABLE(approval_step, OU_APPROVAL_STEP_FIELDS,
    "a decision that is asked for");
OU_RECORD_TABLE(commitment, OU_COMMITMENT_FIELDS,
    "what is taken of a limit");
OU_RECORD_TABLE(done_change, OU_DONE_CHANGE_FIELDS,
    "a change that was done");
OU_RECORD_TABLE(release, OU_RELEASE_FIELDS, "the end of a hold");
OU_RECORD_TABLE(hold, OU_HOLD_FIELDS, "what stops an order");
OU_RECORD_TABLE(origin, OU_ORIGIN_FIELDS, "where a record was read");
OU_RECORD_TABLE(pick, OU_PICK_FIELDS, "a stop of the picker");
OU_RECORD_TABLE(content, OU_CONTENT_FIELDS, "units in a package");
OU_RECORD_TABLE(package, OU_PACKAGE_FIELDS, "a carton or pallet");
OU_RECORD_TABLE(order_shipment, OU_ORDER_SHIPMENT_FIELDS, "what went out");
OU_RECORD_TABLE(order, OU_ORDER_FIELDS, "an order");

static char *
put(char *to, struct ou_str s)
{
	if (s.n > 0)
		memcpy(to, s.p, s.n);
	return to + s.n;
}

struct ou_str
ou_order_id(struct ou_arena *a, struct ou_str channel, struct ou_str number,
    struct ou_str release)
{
	struct ou_str id;
	char *p;

	p = ou_arena_alloc(a, channel.n + number.n + release.n + 2);
	id.p = p;
	p = put(p, channel);
	*p++ = ':';
	p = put(p, number);
	if (release.n > 0) {
		*p++ = '/';
		p = put(p, release);
	}
	id.n = (size_t)(p - id.p);
	return id;
}

const struct ou_hold *
ou_order_held(const struct ou_order *o, const char *stage)
{
	static const char *const stages[] = { "allocate", "ship", "invoice" };
	const struct ou_hold *h;
	uint32_t i, k;
	size_t s;

	for (i = 0; i < o->n_holds; i++) {
		h = &o->holds[i];
		if (h->released != NULL)
			continue;
		for (s = 0; s < 3; s++) {
			if (h->n_blocks == 0 && s == 0)
				return h;
			for (k = 0; k < h->n_blocks; k++) {
				if (ou_str_is(h->blocks[k], stages[s]))
					return h;
			}
			if (strcmp(stages[s], stage) == 0)
				break;
		}
	}
	return NULL;
}

/* Do the holds that stand block all that this one would? */
static bool
blocked_already(const struct ou_order *o, const struct ou_hold *hold)
{
	char stage[16];
	uint32_t k;

	if (hold->n_blocks == 0)
		return ou_order_held(o, "allocate") != NULL;
	for (k = 0; k < hold->n_blocks; k++) {
		snprintf(stage, sizeof(stage), "%.*s",
		    OU_STR_ARG(hold->blocks[k]));
		if (ou_order_held(o, stage) == NULL)
			return false;
	}
	return true;
}

const struct ou_hold *
ou_order_overtaken(const struct ou_order *o)
{
	const char *code = ou_diag_name(OU_DIAG_HOLD_OVERTAKEN);
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].released == NULL &&
		    ou_str_is(o->holds[i].code, code))
			return &o->holds[i];
	}
	return NULL;
}

bool
ou_order_granted(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].released == NULL &&
		    (ou_str_is(o->holds[i].code, "CREDIT") ||
		    ou_str_is(o->holds[i].code, "BUDGET")))
			return false;
	}
	for (i = 0; i < o->n_steps; i++) {
		if (ou_str_is(o->steps[i].state, "refused") ||
		    ou_str_is(o->steps[i].state, "expired"))
			return false;
	}
	return true;
}

bool
ou_order_hold(struct ou_arena *a, struct ou_order *o,
    const struct ou_hold *hold)
{
	struct ou_hold *all;
	uint32_t i;

	for (i = 0; i < o->n_holds; i++) {
		const struct ou_hold *h = &o->holds[i];

		if (ou_str_eq(h->code, hold->code) &&
		    ou_str_eq(h->line, hold->line) &&
		    ou_str_eq(h->reason, hold->reason))
			return false;
	}
	if (o->n_holds >= OU_ORDER_HOLDS_MAX && blocked_already(o, hold))
		return false;
	all = ou_arena_array(a, o->n_holds + 1, sizeof(*all));
	if (o->n_holds > 0)
		memcpy(all, o->holds, o->n_holds * sizeof(*all));
	all[o->n_holds] = *hold;
	all[o->n_holds].node = 0;
	if (o->n_holds == OU_ORDER_HOLDS_MAX - 1 &&
	    blocked_already(o, hold)) {
		all[o->n_holds].reason = OU_STR("and more of the like");
		all[o->n_holds].line = OU_STR_NONE;
	}
	o->holds = all;
	o->n_holds++;
	return true;
}

struct ou_str
ou_order_part(const struct ou_order *o)
{
	struct ou_str rest = o->id, channel;

	if (o->number.n > 0 && ou_str_split(&rest, ':', &channel) &&
	    rest.n > o->number.n + 1 && rest.p[o->number.n] == '/' &&
	    memcmp(rest.p, o->number.p, o->number.n) == 0)
		return ou_str_sub(rest, o->number.n + 1, rest.n);
	return o->references != NULL ? o->references->release : OU_STR_NONE;
}

int
ou_order_places(const struct ou_order *o)
{
	return o->currency.p != NULL ? ou_currency_places(o->currency) : -1;
}
