#include "ou/book/offers.h"
#include "ou/model/calendar.h"
#include "ou/model/totals.h"
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

#define ITEMS &x->tables[OU_PRICE_ITEMS], &ou_item_table, \
	OU_FIELD(item, sku)
#define CUSTOMERS &x->customers.rows, &ou_customer_table, \
	OU_FIELD(customer, id)
#define TAXES &x->tables[OU_PRICE_TAXES], &ou_tax_row_table, \
	OU_FIELD(tax_row, tax_class)

/* What rows refer to is there, and what bundles are made of. */
static int
check_references(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_rows *promotions = &x->tables[OU_PRICE_PROMOTIONS];
	const struct ou_rows *parts = &x->tables[OU_PRICE_PROMOTION_ITEMS];
	const struct ou_rows *surcharges = &x->tables[OU_PRICE_SURCHARGES];
	const struct ou_rows *to, *last = NULL;
	/* those to the same table stand together */
	const struct {
		const struct ou_rows *rows;
		int field;
		const struct ou_rows *to;
		const struct ou_table *table;
		int key;
	} refer[] = {
		{ promotions, OU_FIELD(promotion_row, sku), ITEMS },
		{ promotions, OU_FIELD(promotion_row, free_sku), ITEMS },
		{ parts, OU_FIELD(promotion_item, sku), ITEMS },
		{ surcharges, OU_FIELD(surcharge_row, sku), ITEMS },
		{ promotions, OU_FIELD(promotion_row, customer), CUSTOMERS },
		{ surcharges, OU_FIELD(surcharge_row, customer), CUSTOMERS },
		{ surcharges, OU_FIELD(surcharge_row, tax_class), TAXES },
	};
	const struct ou_promotion_row *p;
	struct ou_index *keys = NULL;
	uint32_t i;

	for (i = 0; i < promotions->n; i++) {
		p = ou_rows_at(promotions, i);
		if (ou_str_is(p->kind, "bundle") && !has_part(parts, p->id))
			return ou_book_error(promotions, i, "id", &run->err,
			    OU_DIAG_BOOK_REFERENCE, "no promotion-items say "
			    "what is in the bundle");
	}
	for (i = 0; i < sizeof(refer) / sizeof(*refer); i++) {
		to = refer[i].to;
		if (refer[i].rows->n == 0 || to->n == 0)
			continue;
		if (to != last)
			keys = ou_index_new(&run->arena, to, refer[i].table,
			    refer[i].key);
		last = to;
		if (ou_book_references(refer[i].rows, refer[i].field, keys,
		    &run->err) != 0)
			return -1;
	}
	return 0;
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

static bool
has_rule(const struct ou_allowance *x, uint32_t n)
{
	while (n > 0) {
		if (x[--n].rule.n > 0)
			return true;
	}
	return false;
}

/* Is its total another than that of what is ordered now, or none? */
static bool
is_open(const struct ou_order_line *l, int places)
{
	struct ou_order_line now = *l;
	struct ou_err ignored;		/* it is no total then */

	return !l->total.given || (l->unit_price.given &&
	    (ou_line_total(&now, places, &ignored) != 0 ||
	    now.total.v != l->total.v));
}

/*
 * Was it priced by the book, with offers, and its lines changed since?  What
 * came off for what they were would stand for what they are.
 */
static bool
is_changed(const struct ou_order *o)
{
	bool offered = has_rule(o->allowances, o->n_allowances), open = false;
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		if (l->unit_price.given && (l->price_source == NULL ||
		    ou_str_is(l->price_source->rule, "incoming")))
			return false;
		open = open || is_open(l, ou_order_places(o));
		offered = offered || has_rule(l->allowances, l->n_allowances);
	}
	return open && offered;
}

/* Before it is priced: an order that came with prices was sold at those, and
 * what was quoted has what it has. */
bool
ou_price_offers_wanted(const struct ou_pricing_terms *terms,
    const struct ou_order *o)
{
	uint32_t i;

	if (ou_str_is(o->status, "OrderCancelled"))
		return false;
	for (i = 0; i < o->n_lines; i++) {
		if (ou_pricing_quoted(&o->lines[i]))
			return false;
	}
	for (i = 0; terms->incoming != OU_INCOMING_BOOK && i < o->n_lines;
	    i++) {
		if (o->lines[i].unit_price.given)
			return is_changed(o);
	}
	return true;
}

bool
ou_price_offers_quoted(struct ou_run *run, struct ou_order *o)
{
	bool quoted = false;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		quoted = quoted || ou_pricing_quoted(&o->lines[i]);
	return quoted && is_changed(o) && ou_run_hold(run, o,
	    OU_DIAG_HOLD_PRICE, OU_STR_NONE, NULL, "what comes off and on top "
	    "was quoted for other quantities");
}

static const struct ou_tax *
class_tax(void *arg, struct ou_str tax_class)
{
	struct ou_price_use *use = arg;
	const struct ou_tax *t = ou_pricing_class_tax(use->desk->pricing,
	    use->quote, tax_class);

	if (t == NULL && use->desk->tables[OU_PRICE_TAXES].n > 0)
		use->no_tax = tax_class;
	return t;
}

/* What has no tax of its own there is not taxed as something else. */
static bool
hold_tax(struct ou_price_use *use, struct ou_order *o)
{
	struct ou_str country = ou_pricing_country(use->quote);

	return use->no_tax.n > 0 && ou_run_hold(use->run, o,
	    OU_DIAG_HOLD_TAX, OU_STR_NONE, NULL, "no tax rule for %.*s, class "
	    "%.*s, of what is charged", OU_STR_ARG(country.n > 0 ? country :
	    OU_STR("an unknown country")), OU_STR_ARG(use->no_tax));
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

void
ou_price_offers_strip(struct ou_run *run, struct ou_record *r,
    struct ou_order *o)
{
	struct ou_offers_answer answer = { .head = false };

	ou_offers_strip(&run->record_arena, o, &answer);
	put(r, o, &answer);
}

/* Nobody is another person in capital letters. */
static struct ou_str
small(struct ou_arena *a, struct ou_str s)
{
	struct ou_str to = s.p != NULL ? ou_str_dup(a, s) : s;
	char *p = (char *)(uintptr_t)to.p;
	size_t i;

	for (i = 0; i < to.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	}
	return to;
}

/* By what a customer is known whose uses are counted. */
static struct ou_str
known_by(struct ou_arena *a, const struct ou_order *o,
    const struct ou_customer *c)
{
	const struct ou_buyer *b = o->customer;

	if (c != NULL || b == NULL)
		return c != NULL ? c->id : OU_STR_NONE;
	return b->id.p != NULL ? b->id : small(a, ou_str_trim(b->email));
}

/* The order's lines are priced. */
enum ou_answer
ou_price_offers(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_customer *c,
    const struct ou_quote *q, struct ou_offers_answer *answer, bool *held)
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
	ask.explain = run->explain != NULL;
	use.customer = known_by(a, o, c);
	if (x->store != NULL && ou_price_uses_forget(&use) != 0)
		return OU_STOP;
	ou_offers_strip(a, o, answer);
	if (ou_offers_apply(x->offers, a, &ask, answer, &run->err) != 0)
		return OU_REJECT;
	if (use.failed)
		return OU_STOP;
	put(r, o, answer);
	*held = hold_tax(&use, o) || *held;
	return OU_PASS;
}
