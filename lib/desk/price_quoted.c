#include "price.h"

/*
 * An order whose lines say that they were quoted: with a store the quotation
 * must be one that it has, accepted for this order, with these prices.
 * Without one it is believed, as the digest of a quotation is.
 */

static bool
says_so(const struct ou_order_line *line)
{
	return line->price_source != NULL && line->unit_price.given &&
	    ou_str_is(line->price_source->rule, "quotation");
}

static int
open_store(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_store_options options = { .wait_ms = run->wait_ms,
	    .read_only = true };

	if (x->quotes.view == NULL && ou_price_quotes_view(x, run) != 0)
		return -1;
	if (x->store == NULL && x->quotes.store == NULL)
		x->quotes.store = ou_store_open(run->store, &options,
		    &run->err);
	return x->store == NULL && x->quotes.store == NULL ? -1 : 0;
}

static bool
same_price(const struct ou_order_line *x, const struct ou_order_line *y)
{
	return y->unit_price.given && x->unit_price.v == y->unit_price.v &&
	    x->price_base.given == y->price_base.given &&
	    (!x->price_base.given || x->price_base.v == y->price_base.v) &&
	    ou_str_eq(x->unit, y->unit);
}

static bool
same_item(const struct ou_product *x, const struct ou_product *y)
{
	if (x == NULL || y == NULL)
		return x == y;
	return x->sku.n > 0 || y->sku.n > 0 ? ou_str_eq(x->sku, y->sku) :
	    x->gtin.n > 0 || y->gtin.n > 0 ? ou_str_eq(x->gtin, y->gtin) :
	    ou_str_eq(x->buyer_item_id, y->buyer_item_id);
}

/* Does it say for how much it was quoted? */
static bool
same_tier(struct ou_str tier, struct ou_quantity q)
{
	char text[OU_DECIMAL_MAX];

	return q.v <= 0 ? tier.n == 0 : ou_str_starts(tier, ">=") &&
	    ou_str_eq(ou_str_sub(tier, 2, tier.n), ou_str_make(text,
	    ou_quantity_text(text, q)));
}

/* A line of the quotation. */
static bool
is_agreed(const struct ou_quotation *q, const struct ou_order_line *line)
{
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < q->order.n_lines; i++) {
		l = &q->order.lines[i];
		if (ou_str_eq(l->number, line->number) &&
		    same_item(l->product, line->product) &&
		    same_price(line, l) &&
		    same_tier(line->price_source->tier, l->quantity))
			return true;
	}
	return false;
}

static bool
is_of(struct ou_arena *a, const struct ou_quotation *q,
    const struct ou_order *o, struct ou_str name)
{
	return q != NULL && ou_str_is(q->status, "accepted") &&
	    ou_str_eq(q->order_id, o->id) &&
	    ou_str_eq(q->order.currency, o->currency) &&
	    ou_str_eq(ou_quotation_name(a, q), name);
}

static void
came_in(struct ou_record *r, struct ou_order_line *line)
{
	struct ou_price_source *s = line->price_source;

	s->rule = OU_STR("incoming");
	s->list = s->tier = OU_STR_NONE;
	ou_record_put(r, &ou_price_source_table, s,
	    OU_FIELD(price_source, rule));
	ou_record_put(r, &ou_price_source_table, s,
	    OU_FIELD(price_source, list));
	ou_record_put(r, &ou_price_source_table, s,
	    OU_FIELD(price_source, tier));
}

int
ou_price_quoted(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, bool *held)
{
	const enum ou_incoming incoming =
	    ou_price_terms_of(x, run, o)->incoming;
	struct ou_arena *a = &run->record_arena;
	struct ou_price_quotation known = { .q = NULL };
	struct ou_order_line *line;
	bool asked = false;
	uint32_t i;

	if (run->store == NULL || incoming == OU_INCOMING_KEEP)
		return 0;
	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (!says_so(line))
			continue;
		if (!asked && (open_store(x, run) != 0 ||
		    ou_price_quotation_look(x, run, x->store != NULL ?
		    x->store : x->quotes.store, ou_quotation_id(a, o->id),
		    &known) != 0))
			return -1;
		asked = true;
		if (is_of(a, known.q, o, line->price_source->list) &&
		    is_agreed(known.q, line))
			continue;
		if (incoming == OU_INCOMING_VERIFY)
			*held = ou_run_hold(run, o, OU_DIAG_HOLD_PRICE,
			    line->number, NULL, "the store has not accepted "
			    "quotation %.*s for this", OU_STR_ARG(ou_str_sub(
			    line->price_source->list, 0, 40))) || *held;
		came_in(r, line);
	}
	return 0;
}
