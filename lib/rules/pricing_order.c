#include "ou/base/utf8.h"
#include "ou/model/totals.h"
#include "pricing.h"

/* Putting an order to the pricing: what is found is written into the view. */

void
ou_pricing_hold(struct ou_arena *a, struct ou_quote *q, enum ou_diag code,
    const struct ou_order_line *line, const char *fmt, ...)
{
	struct ou_quote_hold *h = ou_arena_zalloc(a, sizeof(*h));
	va_list ap;

	va_start(ap, fmt);
	h->reason = ou_str_vprintf(a, fmt, ap);
	va_end(ap);
	h->code = code;
	if (line != NULL)
		h->line = line->number;
	*q->holds_end = h;
	q->holds_end = &h->next;
}

/* Names in reasons are not longer than this, cut between characters. */
#define SHOWN_MAX 64

struct ou_str
ou_pricing_shown(struct ou_str s)
{
	return ou_utf8_cut(s, SHOWN_MAX);
}

/*
 * The rule's price for the line's unit, exactly: a case of 24 costs 24 times
 * the piece; a seventh of a case is the case's price per 7.
 */
static int
convert(const struct ou_pricing_context *c, const struct answer *x,
    struct ou_quote_line *out, struct ou_err *err)
{
	ou_wide price = x->price, base = x->base, divisor;

	out->base = (struct ou_quantity){ 0, false };
	if (x->num == x->den) {
		out->price = (struct ou_price){ x->price,
		    (uint8_t)c->places, true };
		if (x->base != 1000000)
			out->base = (struct ou_quantity){ x->base, true };
		return 0;
	}
	if (x->num % x->den == 0)
		price *= x->num / x->den;
	else {
		price *= x->num;
		base *= x->den;
	}
	/* 30.00 per 24 is 1.25 each. */
	if (base % 1000000 == 0) {
		divisor = ou_pricing_gcd(price, base / 1000000);
		price /= divisor;
		base /= divisor;
	}
	if (price > INT64_MAX || base > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a price turned into another unit is too large");
	out->price = (struct ou_price){ (int64_t)price, (uint8_t)c->places,
	    true };
	if (base != 1000000)
		out->base = (struct ou_quantity){ (int64_t)base, true };
	return 0;
}

/* 0: the same; 1: within the tolerance; 2: not; -1: too large to say. */
static int
differs(const struct ou_pricing_terms *terms, const struct ou_order_line *line,
    const struct ou_quote_line *book, struct ou_err *err)
{
	int64_t b1 = line->price_base.given ? line->price_base.v : 1000000;
	int64_t b2 = book->base.given ? book->base.v : 1000000;
	ou_wide d, room;

	d = (ou_wide)line->unit_price.v * b2 - (ou_wide)book->price.v * b1;
	if (d == 0)
		return 0;
	if (d < 0)
		d = -d;
	if (__builtin_mul_overflow(d, (ou_wide)1000000, &d) ||
	    __builtin_mul_overflow((ou_wide)terms->tolerance.v * b1,
	    (ou_wide)b2, &room))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "prices are too large to be compared");
	return d <= room ? 1 : 2;
}

static void
take_price(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_pricing_context *c,
    struct ou_order_line *line, const struct answer *r,
    struct ou_quote_line *out)
{
	line->unit_price = out->price;
	line->price_base = out->base;
	out->changed |= OU_QUOTE_PRICE;
	ou_pricing_source_row(p, a, c, line, r, out);
}

static void
hold_difference(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order_line *line, const struct answer *r,
    struct ou_quote_line *out, struct ou_quote *quote)
{
	struct ou_str came, book, words;

	came = ou_price_per(a, line->unit_price, line->price_base);
	book = ou_price_per(a, out->price, out->base);
	words = ou_pricing_source_words(p, a, r);
	ou_pricing_hold(a, quote, OU_DIAG_HOLD_PRICE, line, "%.*s came in, "
	    "the book has %.*s (%.*s)", OU_STR_ARG(came), OU_STR_ARG(book),
	    OU_STR_ARG(words));
}

/* Why there is no price: a unit that no row can be turned into, or no row. */
static void
hold_no_price(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, const struct ou_order_line *line,
    struct ou_quote *quote)
{
	const struct ou_pricing_context *c = quote->context;
	const struct rule *r = p->rules + q->product->first;
	const struct rule *end = r + q->product->n;
	bool fits = false, unit = false;
	int64_t num, den;
	char day[16] = "";
	struct ou_str sku = q->product->sku;

	for (; r < end; r++) {
		if (ou_pricing_fits(r, c, q) != OU_VERDICT_WON)
			continue;
		fits = true;
		if (ou_pricing_ratio(p, q, r, &num, &den))
			unit = true;
	}
	if (fits && !unit) {
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_UNIT, line,
		    "nothing turns '%.*s' into a unit in which %.*s has a "
		    "price", OU_STR_ARG(ou_pricing_shown(line->unit)),
		    OU_STR_ARG(ou_pricing_shown(sku)));
		return;
	}
	if (ou_date_given(q->date))
		(void)ou_date_text(day, q->date);
	ou_pricing_hold(a, quote, OU_DIAG_HOLD_PRICE, line, "the book has no "
	    "price for %.*s (%.*s, %s tax%s%s)",
	    OU_STR_ARG(ou_pricing_shown(sku)), OU_STR_ARG(c->currency_text),
	    c->gross ? "with" : "without", day[0] != '\0' ? ", on " : "", day);
}

/* Rule 3: what becomes of the price that came in. */
static int
decide(const struct ou_pricing *p, struct ou_arena *a,
    struct question *q, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote, struct ou_err *err)
{
	const struct ou_pricing_terms *terms = quote->context->terms;
	bool ours = ou_pricing_source_ours(line);
	bool keep = terms->incoming == OU_INCOMING_KEEP;
	struct answer x = { .rule = NULL };
	int d;

	if (!line->unit_price.given || !keep) {
		ou_pricing_ask(p, quote->context, q, &x);
		if (x.rule != NULL) {
			out->row = x.row;
			if ((x.turned && ou_pricing_turn(quote->context,
			    &x.price, err) != 0) ||
			    convert(quote->context, &x, out, err) != 0)
				return -1;
			if (x.extra)
				ou_pricing_check_terms(p, a, q, line, &x,
				    quote);
		}
	}
	if (!line->unit_price.given) {
		if (x.rule != NULL)
			take_price(p, a, quote->context, line, &x, out);
		else if (q->product != NULL)
			hold_no_price(p, a, q, line, quote);
		return 0;
	}
	if (x.rule == NULL) {
		if (terms->incoming == OU_INCOMING_BOOK &&
		    q->product != NULL)
			hold_no_price(p, a, q, line, quote);
		if (line->price_source == NULL)
			ou_pricing_source_incoming(a, line, out);
		return 0;
	}
	if ((d = differs(terms, line, out, err)) < 0)
		return -1;
	if (d == 0) {
		if (ours)
			ou_pricing_source_row(p, a, quote->context, line, &x,
			    out);
		return 0;
	}
	if (terms->incoming == OU_INCOMING_BOOK) {
		take_price(p, a, quote->context, line, &x, out);
		return 0;
	}
	if (ours)
		ou_pricing_source_incoming(a, line, out);
	if (d > 1)
		hold_difference(p, a, line, &x, out, quote);
	return 0;
}

/* Downstream filters know items by our number. */
static void
decide_item(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote)
{
	struct ou_product *x = line->product;
	struct ou_str named = OU_STR_NONE;

	if (q->product != NULL) {
		if ((q->product->flags & PRODUCT_INACTIVE) != 0)
			ou_pricing_hold(a, quote, OU_DIAG_HOLD_ITEM, line,
			    "item %.*s is not active",
			    OU_STR_ARG(ou_pricing_shown(q->product->sku)));
		if (q->by_sku)
			return;
		/* What they call it is kept. */
		if (x->sku.p != NULL)
			x->buyer_item_id = x->sku;
		x->sku = q->product->sku;
		out->changed |= OU_QUOTE_SKU;
		return;
	}
	if (p->items.n == 0 && p->n_rules == 0)
		return;
	if (x != NULL)
		named = x->sku.p != NULL ? x->sku : x->buyer_item_id.p !=
		    NULL ? x->buyer_item_id : x->gtin;
	if (named.p == NULL)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_ITEM, line, "the line "
		    "does not say which item");
	else
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_ITEM, line, "the book "
		    "has no item '%.*s'", OU_STR_ARG(ou_pricing_shown(named)));
}

static void
decide_customer(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, struct ou_quote *quote)
{
	const struct ou_pricing_context *c = quote->context;
	const struct ou_buyer *b = o->customer;
	struct ou_str named = OU_STR_NONE;

	if (c->customer != NULL && c->customer->say.inactive)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_CUSTOMER, NULL,
		    "customer %.*s is not active",
		    OU_STR_ARG(ou_pricing_shown(c->customer->say.id)));
	if (c->customer != NULL || !c->b2b || p->customers.n == 0)
		return;
	if (b != NULL)
		named = b->id.p != NULL ? b->id : b->gln.p != NULL ? b->gln :
		    b->vat_id.p != NULL ? b->vat_id : b->siret.p != NULL ?
		    b->siret : b->email.p != NULL ? b->email : b->name;
	if (named.p == NULL)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_CUSTOMER, NULL,
		    "the order does not say which customer");
	else
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_CUSTOMER, NULL,
		    "the book has no customer '%.*s'",
		    OU_STR_ARG(ou_pricing_shown(named)));
}

/*
 * Items lie all over a long book.  The processor is told which ones will be
 * asked for, so that it fetches them side by side and not one after the
 * other; the hashes are left in ${lines[].row}.
 */
static void
fetch_ahead(const struct ou_pricing *p, const struct ou_order *o,
    struct ou_quote_line *lines)
{
	const struct sku_slot *slots = p->skus.slots;
	const struct product *x;
	uint32_t i, slot;

	for (i = 0; i < o->n_lines; i++) {
		lines[i].row = 0;
		if (o->lines[i].product == NULL ||
		    o->lines[i].product->sku.p == NULL)
			continue;
		lines[i].row = ou_pricing_sku_hash(o->lines[i].product->sku);
		if (slots != NULL)
			__builtin_prefetch(&slots[lines[i].row &
			    p->skus.mask]);
	}
	for (i = 0; slots != NULL && i < o->n_lines; i++) {
		slot = slots[lines[i].row & p->skus.mask].product;
		if (slot != 0)
			__builtin_prefetch(ou_pricing_product(p, slot - 1));
	}
	for (i = 0; p->n_rules > 0 && i < o->n_lines; i++) {
		slot = slots[lines[i].row & p->skus.mask].product;
		if (slot == 0)
			continue;
		x = ou_pricing_product(p, slot - 1);
		__builtin_prefetch(&p->keys[x->first]);
		__builtin_prefetch(&p->hot[x->first]);
		__builtin_prefetch(&p->hot[x->first + 2]);
	}
}

/* What the line orders, in the item's own unit. */
static int64_t
stock_units(const struct question *q)
{
	ou_wide v = q->num == q->den ? q->quantity :
	    (ou_wide)q->quantity * q->num / q->den;

	return q->num <= 0 || v > INT64_MAX ? -1 : (int64_t)v;
}

int
ou_pricing_order(const struct ou_pricing *p,
    const struct ou_pricing_terms *terms, struct ou_arena *a,
    struct ou_order *o, uint32_t customer, struct ou_quote *quote,
    struct ou_err *err)
{
	struct ou_pricing_context *c = ou_arena_alloc(a, sizeof(*c));
	struct ou_order_line *line;
	struct ou_quote_line *out;
	struct question q;
	uint32_t i;

	memset(quote, 0, sizeof(*quote));
	quote->holds_end = &quote->holds;
	quote->context = c;
	quote->lines = ou_arena_array(a, o->n_lines, sizeof(*quote->lines));
	ou_pricing_context(p, terms, o, customer, c, quote);
	decide_customer(p, a, o, quote);
	quote->priced = c->places >= 0;
	if (o->currency.p == NULL)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_CURRENCY, NULL,
		    "the order does not say its currency");
	else if (!quote->priced)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_CURRENCY, NULL,
		    "'%.*s' is not a currency of ISO 4217",
		    OU_STR_ARG(ou_pricing_shown(o->currency)));
	fetch_ahead(p, o, quote->lines);
	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		out = &quote->lines[i];
		ou_pricing_question(p, c, o, line, out->row, &q);
		out->row = OU_QUOTE_NO_ROW;
		out->units = stock_units(&q);
		out->contract = q.named != 0 && q.agreed == AGREED ?
		    q.contract_row : OU_QUOTE_NO_ROW;
		if (q.agreed != AGREED)
			ou_pricing_hold_contract(a, c, o, line, &q, quote);
		decide_item(p, a, &q, line, out, quote);
		if (!quote->priced)
			continue;
		ou_pricing_unquote(a, line, out, quote);
		if (!ou_pricing_quoted(line) &&
		    decide(p, a, &q, line, out, quote, err) != 0)
			return ou_err_in(err, "orderedItem.%u", (unsigned)i);
		ou_pricing_decide_tax(p, a, &q, line, out, quote);
	}
	if (quote->priced)
		ou_pricing_decide_head_tax(a, o, quote);
	return 0;
}
