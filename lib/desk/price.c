#include <string.h>

#include "ou/model/totals.h"
#include "price.h"

/* Orders. */

const char ou_price_view[] = "id segment channel portal orderDate currency "
    "pricesIncludeTax "
    "customer.id customer.name customer.gln customer.vatID "
    "customer.siret customer.email customer.priceGroup seller.vatID "
    "billingAddress.addressCountry orderDelivery.requestedDate "
    "orderDelivery.promisedBy "
    "orderDelivery.deliveryAddress.addressCountry "
    "references.contract references.quotation "
    "orderedItem.orderItemNumber "
    "orderedItem.orderQuantity orderedItem.unitCode "
    "orderedItem.product.sku orderedItem.product.gtin "
    "orderedItem.product.buyerItemId "
    "orderedItem.packaging.packQuantity orderedItem.unitPrice "
    "orderedItem.priceBaseQuantity orderedItem.priceSource "
    "orderedItem.allowanceCharges orderedItem.lineTotal "
    "orderedItem.tax orderedItem.requestedDate "
    "orderedItem.references.contract allowanceCharges "
    "discountCode orderStatus taxes totals "
    "orderedItem.margin margin holds";

static void
put_holds(struct ou_run *run, struct ou_record *r, struct ou_order *o,
    const struct ou_quote *q, bool held, uint32_t had)
{
	const struct ou_quote_hold *h;

	for (h = q->holds; h != NULL; h = h->next)
		held = ou_run_hold(run, o, h->code, h->line, NULL, "%.*s",
		    OU_STR_ARG(h->reason)) || held;
	if (ou_order_overdrawn(o))
		held = ou_run_hold(run, o, OU_DIAG_HOLD_PRICE, OU_STR_NONE,
		    NULL, "allowances take more than is ordered") || held;
	ou_price_contracts_settle(run, r, o, had, q->priced);
	if (held && o->n_holds > had)
		ou_record_put(r, &ou_order_table, o, OU_FIELD(order, holds));
}

/* What the order had before is given back. */
static int
forget(struct ou_price_desk *x, struct ou_run *run, const struct ou_order *o)
{
	struct ou_price_use use = { .desk = x, .run = run, .order = o };

	if (x->store == NULL)
		return 0;
	if (ou_price_contracts_forget(x, run, o) != 0)
		return -1;
	return ou_str_is(o->status, "OrderCancelled") ?
	    ou_price_uses_forget(&use) : 0;
}

static void
put(const struct ou_price_desk *x, struct ou_run *run, struct ou_record *r,
    struct ou_order *o, const struct ou_quote *q,
    const struct ou_offers_answer *offered)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		ou_quote_put_line(x->writer, r, &o->lines[i],
		    q->lines[i].changed);
		if (run->explain != NULL)
			ou_price_explain_line(x, run, o, q, i);
	}
	if (run->explain != NULL)
		ou_price_explain_offers(x, run, o, offered);
	if (run->explain != NULL)
		ou_price_explain_margin(x, run, ou_str_printf(
		    &run->record_arena, "%.*s: ", OU_STR_ARG(o->id)),
		    o->margin);
	if (q->customer_id)
		ou_record_put(r, &ou_buyer_table, o->customer,
		    OU_FIELD(buyer, id));
	if (q->head_tax)
		ou_quote_put_head_tax(r, o);
	if (q->priced)
		ou_quote_put_totals(r, o);
	if (x->margin)
		ou_quote_put_margins(r, o);
}

enum ou_answer
ou_price_order(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_customer *c;
	const struct ou_pricing_terms *terms = ou_price_terms_of(x, run, o);
	uint32_t had = ou_price_contracts_ask(x, run, o);
	bool offers, held = false;
	struct ou_offers_answer offered;
	enum ou_answer answer;
	struct ou_quote q;

	if (ou_price_quoted(x, run, r, o, &held) != 0)
		return OU_STOP;
	offers = ou_price_offers_wanted(terms, o);
	held = ou_price_offers_quoted(run, o) || held;
	memset(&offered, 0, sizeof(offered));
	c = ou_customers_find(&x->customers, o->customer);
	if (ou_pricing_order(x->pricing, terms, a, o, ou_customers_number(
	    &x->customers, c), &q, &run->err) != 0)
		return OU_REJECT;
	if (forget(x, run, o) != 0)
		return OU_STOP;
	if (offers && x->offers != NULL && q.priced) {
		answer = ou_price_offers(x, run, r, o, c, &q, &offered,
		    &held);
		if (answer != OU_PASS)
			return answer;
	}
	if (q.priced && ou_order_totals(a, o, &run->err) != 0)
		return OU_REJECT;
	if (ou_price_margin(x, run, o, &q) != 0)
		return OU_REJECT;
	if ((answer = ou_price_contracts(x, run, o, &q, &held)) != OU_PASS)
		return answer;
	put(x, run, r, o, &q, &offered);
	if (offers)
		ou_price_coupons(x, run, o);
	ou_price_tell_quotation(x, run, o);
	put_holds(run, r, o, &q, held, had);
	return OU_PASS;
}

enum ou_answer
ou_price_one(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o)
{
	/* A quotation begins with its order. */
	if (x->quotes.accept)
		return ou_price_accept(x, run, r, (struct ou_quotation *)o);
	return x->quotes.make ? ou_price_quote(x, run, r, o) :
	    ou_price_order(x, run, r, o);
}
