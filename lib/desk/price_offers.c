#include "ou/book/offers.h"
#include "ou/model/calendar.h"
#include "price.h"

/* Promotions and surcharges of the book, put to the orders. */

/* --- the book --- */

#define OFFER(x) { .id = (x)->id, .name = (x)->name, \
	.customer = (x)->customer, .group = (x)->group, \
	.channel = (x)->channel, .segment = (x)->segment, \
	.country = (x)->country, .currency = (x)->currency, \
	.gross = (x)->gross, .from = (x)->valid_from, \
	.through = (x)->valid_through, .priority = (x)->priority, \
	.begins = -1, .ends = -1 }

static enum ou_promotion_kind
kind_of(struct ou_str kind)
{
	static const char *const names[] = { "percent", "amount", "unit",
	    "buyGet", "bundle", "freeShipping" };
	int i;

	for (i = 0; !ou_str_is(kind, names[i]); i++)
		;
	return (enum ou_promotion_kind)i;
}

static void
add_promotions(struct ou_offers *to, const struct ou_promotion_row *x,
    uint32_t n)
{
	struct ou_promotion p;

	for (; n > 0; n--, x++) {
		p = (struct ou_promotion){ .offer = OFFER(x),
		    .kind = kind_of(x->kind), .code = x->code,
		    .sku = x->sku, .category = x->category,
		    .min_quantity = x->min_quantity,
		    .min_amount = x->min_amount, .value = x->value,
		    .max_amount = x->max_amount, .percent = x->percent,
		    .free_sku = x->free_sku,
		    .free_quantity = x->free_quantity,
		    .stackable = x->stackable == OU_FLAG_YES,
		    .max_uses = x->max_uses,
		    .max_per_customer = x->max_per_customer,
		    .budget = x->budget };
		p.offer.days = (uint8_t)ou_weekdays_parse(x->days);
		p.offer.begins = (int16_t)ou_clock_minutes(x->time_from);
		p.offer.ends = (int16_t)ou_clock_minutes(x->time_to);
		ou_offers_add_promotion(to, &p);
	}
}

static void
add_surcharges(struct ou_offers *to, const struct ou_surcharge_row *x,
    uint32_t n)
{
	for (; n > 0; n--, x++)
		ou_offers_add_surcharge(to, &(struct ou_surcharge){
		    .offer = OFFER(x), .reason_code = x->reason_code,
		    .sku = x->sku, .category = x->category,
		    .min_amount = x->min_amount,
		    .below_amount = x->below_amount, .value = x->value,
		    .percent = x->percent, .tax_class = x->tax_class });
}

static bool
has_part(const struct ou_rows *parts, struct ou_str id)
{
	const struct ou_promotion_item *x;
	uint32_t i;

	for (i = 0; i < parts->n; i++) {
		x = ou_rows_at(parts, i);
		if (ou_str_eq(x->promotion, id))
			return true;
	}
	return false;
}

/* What rows refer to is there: items, and what bundles are made of. */
static int
check_references(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_rows *promotions = &x->tables[OU_PRICE_PROMOTIONS];
	const struct ou_rows *parts = &x->tables[OU_PRICE_PROMOTION_ITEMS];
	const struct ou_rows *surcharges = &x->tables[OU_PRICE_SURCHARGES];
	const struct ou_rows *items = &x->tables[OU_PRICE_ITEMS];
	const struct ou_promotion_row *p;
	struct ou_index *skus;
	uint32_t i;

	for (i = 0; i < promotions->n; i++) {
		p = ou_rows_at(promotions, i);
		if (ou_str_is(p->kind, "bundle") && !has_part(parts, p->id))
			return ou_book_error(promotions, i, "id", &run->err,
			    OU_DIAG_BOOK_REFERENCE, "no promotion-items say "
			    "what is in the bundle");
	}
	if (items->n == 0 ||
	    promotions->n + parts->n + surcharges->n == 0)
		return 0;
	skus = ou_index_new(&run->arena, items, &ou_item_table,
	    OU_FIELD(item, sku));
	return ou_book_references(promotions, OU_FIELD(promotion_row, sku),
	    skus, &run->err) != 0 ||
	    ou_book_references(promotions, OU_FIELD(promotion_row, free_sku),
	    skus, &run->err) != 0 ||
	    ou_book_references(parts, OU_FIELD(promotion_item, sku), skus,
	    &run->err) != 0 ||
	    ou_book_references(surcharges, OU_FIELD(surcharge_row, sku),
	    skus, &run->err) != 0 ? -1 : 0;
}

int
ou_price_offers_load(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_rows *promotions = &x->tables[OU_PRICE_PROMOTIONS];
	const struct ou_rows *parts = &x->tables[OU_PRICE_PROMOTION_ITEMS];
	const struct ou_rows *surcharges = &x->tables[OU_PRICE_SURCHARGES];
	const struct ou_rows *items = &x->tables[OU_PRICE_ITEMS];
	const struct ou_promotion_item *part;
	const struct ou_item *item;
	struct ou_offers *to;
	uint32_t i;

	to = ou_offers_new(&run->arena);
	for (i = 0; i < items->n; i++) {
		item = ou_rows_at(items, i);
		ou_offers_add_item(to, item->sku, item->category);
	}
	add_promotions(to, promotions->rows, promotions->n);
	add_surcharges(to, surcharges->rows, surcharges->n);
	for (i = 0; i < parts->n; i++) {
		part = ou_rows_at(parts, i);
		if (!ou_offers_add_promotion_item(to, part->promotion,
		    part->sku, part->quantity))
			return ou_book_error(parts, i, "promotion", &run->err,
			    OU_DIAG_BOOK_REFERENCE,
			    "'%.*s' is not among the promotions",
			    OU_STR_ARG(part->promotion));
	}
	ou_offers_build(to);
	if (!ou_offers_none(to))
		x->offers = to;
	return check_references(x, run);
}

/* --- an order --- */

/* Before it is priced: an order that came with prices was sold at those. */
bool
ou_price_offers_wanted(const struct ou_price_desk *x,
    const struct ou_pricing_terms *terms, const struct ou_order *o)
{
	uint32_t i;

	if (x->offers == NULL || ou_str_is(o->status, "OrderCancelled"))
		return false;
	for (i = 0; terms->incoming != OU_INCOMING_BOOK && i < o->n_lines;
	    i++) {
		if (o->lines[i].unit_price.given)
			return false;
	}
	return true;
}

static const struct ou_tax *
class_tax(void *arg, struct ou_str tax_class)
{
	const struct ou_price_use *use = arg;

	return ou_pricing_class_tax(use->desk->pricing, use->quote,
	    tax_class);
}

static void
put(struct ou_record *r, struct ou_order *o,
    const struct ou_offers_answer *answer)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (answer->lines[i])
			ou_record_put(r, &ou_order_line_table, &o->lines[i],
			    OU_FIELD(order_line, allowances));
	}
	if (answer->head)
		ou_record_put(r, &ou_order_table, o,
		    OU_FIELD(order, allowances));
}

/* By what a customer is known whose uses are counted. */
struct ou_str
ou_price_known(const struct ou_order *o, const struct ou_customer *c)
{
	const struct ou_buyer *b = o->customer;

	if (c != NULL || b == NULL)
		return c != NULL ? c->id : OU_STR_NONE;
	return b->id.p != NULL ? b->id : b->email;
}

/* The order's lines are priced. */
enum ou_answer
ou_price_offers(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_customer *c,
    const struct ou_quote *q, struct ou_offers_answer *answer)
{
	struct ou_arena *a = &run->record_arena;
	int64_t *units = ou_arena_array(a, o->n_lines, sizeof(*units));
	const struct ou_buyer *b = o->customer;
	struct ou_price_use use = { .desk = x, .run = run, .order = o,
	    .quote = q };
	struct ou_offers_question ask;
	uint32_t i;

	memset(&ask, 0, sizeof(ask));
	for (i = 0; i < o->n_lines; i++)
		units[i] = o->lines[i].quantity.v < 0 ? -1 :
		    q->lines[i].units;
	ask.order = o;
	ask.units = units;
	ask.places = ou_order_places(o);
	ask.country = ou_pricing_country(q);
	ask.customer = c != NULL ? c->id : b != NULL ? b->id : OU_STR_NONE;
	ask.group = b != NULL && b->price_group.p != NULL ? b->price_group :
	    c != NULL ? c->group : OU_STR_NONE;
	ask.tax = class_tax;
	ask.may = ou_price_may;
	ask.arg = &use;
	use.customer = ou_price_known(o, c);
	if (x->store != NULL && ou_price_uses_forget(&use) != 0)
		return OU_STOP;
	ou_offers_strip(a, o, answer);
	if (ou_offers_apply(x->offers, a, &ask, answer, &run->err) != 0)
		return OU_REJECT;
	if (use.failed)
		return OU_STOP;
	put(r, o, answer);
	return OU_PASS;
}
