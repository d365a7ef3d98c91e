#include "ou/base/ident.h"
#include "pricing.h"

/* What a line asks: who buys, which item, how many of which unit, when. */

uint16_t
ou_pricing_number(const struct numbers *n, struct ou_str text)
{
	uintptr_t v;

	if (text.p == NULL)
		return 0;
	if (n->texts.n == 0)
		return NO_NUMBER;
	/* There is mostly one currency, and one country. */
	if (ou_str_eq(n->last, text))
		return n->last_number;
	v = (uintptr_t)ou_names_find(&n->map, text);
	return v == 0 ? NO_NUMBER : (uint16_t)v;
}

/* The piece is number 1. */
uint16_t
ou_pricing_unit(const struct ou_pricing *p, struct ou_str unit)
{
	if (unit.p == NULL)
		return 0;
	if ((unit.n == 3 && memcmp(unit.p, "C62", 3) == 0) ||
	    ou_unit_same(unit, OU_STR("C62")))
		return 1;
	return ou_pricing_number(&p->units, unit);
}

struct ou_str
ou_pricing_unit_text(const struct ou_pricing *p, uint16_t unit)
{
	return unit == 0 || unit == NO_NUMBER ? OU_STR_NONE :
	    ((struct ou_str *)p->units.texts.rows)[unit - 1];
}

uint32_t
ou_pricing_name(const struct ou_pricing *p, struct ou_str text)
{
	const struct name *x;

	if (text.p == NULL)
		return 0;
	x = ou_names_find(&p->names, text);
	return x != NULL ? x->number : 0;
}

struct ou_str
ou_pricing_name_text(const struct ou_pricing *p, uint32_t n)
{
	return n == 0 ? OU_STR_NONE :
	    ((struct name **)p->name_texts.rows)[n - 1]->text;
}

struct product *
ou_pricing_sku(const struct ou_pricing *p, struct ou_str sku, uint32_t hash)
{
	struct product *x;
	uint32_t at;

	if (p->skus.slots == NULL)
		return NULL;
	at = hash & p->skus.mask;
	for (; p->skus.slots[at].product != 0; at = (at + 1) & p->skus.mask) {
		if (p->skus.slots[at].hash != hash)
			continue;
		x = ou_pricing_product(p, p->skus.slots[at].product - 1);
		if (x->sku.n == sku.n && memcmp(sku.n <= SKU_INLINE ?
		    x->text : x->sku.p, sku.p, sku.n) == 0)
			return x;
	}
	return NULL;
}

/* --- customers --- */

/* The day whose prices hold; ${date} is that of the order. */
static struct ou_date
price_date(const struct ou_pricing_terms *terms, const struct ou_delivery *d,
    struct ou_date date)
{
	if (terms->day == OU_PRICE_DAY_DELIVERY &&
	    ou_date_given(d->requested_date))
		return d->requested_date;
	if (terms->day == OU_PRICE_DAY_COMMITMENT &&
	    ou_date_given(d->promised_by))
		return d->promised_by;
	return date;
}

void
ou_pricing_context(const struct ou_pricing *p,
    const struct ou_pricing_terms *terms, struct ou_order *o,
    uint32_t customer, struct ou_pricing_context *c, struct ou_quote *quote)
{
	struct customer **customers = p->customers.rows;
	struct ou_buyer *b = o->customer;

	memset(c, 0, sizeof(*c));
	c->terms = terms;
	if (b != NULL && customer < p->customers.n)
		c->customer = customers[customer];
	c->b2b = ou_str_is(o->segment, "b2b");
	c->gross = o->prices_include_tax == OU_FLAG_YES;
	c->currency_text = o->currency;
	c->currency = ou_pricing_number(&p->currencies, o->currency);
	c->places = ou_order_places(o);
	c->date = o->date.date;
	if (o->delivery != NULL)
		c->date = price_date(terms, o->delivery, c->date);
	c->day = ou_date_given(c->date) ? ou_date_days(c->date) : NO_DAY;
	if (c->customer != NULL) {
		c->who[CUSTOMER] = c->customer->id;
		c->who[GROUP] = c->customer->group;
		c->who[LIST] = c->customer->list;
		if (b->id.p == NULL) {
			b->id = c->customer->say.id;
			quote->customer_id = true;
		}
	} else if (b != NULL)
		c->who[CUSTOMER] = ou_pricing_name(p, b->id);
	if (b != NULL && b->price_group.p != NULL)
		c->who[GROUP] = ou_pricing_name(p, b->price_group);
	if (c->customer == NULL || c->customer->say.list.p == NULL)
		c->who[LIST] = ou_pricing_name(p, terms->list);
	if (o->references != NULL && p->level_used[CONTRACT])
		c->who[CONTRACT] = ou_pricing_name(p,
		    o->references->contract);
	c->who[OFFER_LIST] = c->who[LIST];
	ou_pricing_rate(p, c);
	ou_pricing_tax_road(p, o, c);
}

/* --- the line's item and unit --- */

static const struct code *
find_code(const struct ou_pricing *p, struct ou_str party, struct ou_str code)
{
	const struct code *x;

	if (party.p == NULL || code.p == NULL || p->code_rows.n == 0)
		return NULL;
	for (x = ou_names_find(&p->codes, code); x != NULL; x = x->next) {
		if (ou_str_eq(x->say.party, party))
			return x;
	}
	return NULL;
}

static void
find_product(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct ou_order *o, const struct ou_product *x, uint32_t sku_hash,
    struct question *q)
{
	struct ou_str id = c->customer != NULL ? c->customer->say.id :
	    o->customer != NULL ? o->customer->id : OU_STR_NONE;
	struct ou_str ours = x->sku, theirs = x->buyer_item_id;
	const struct item *item;
	char gtin[14];

	if (ours.p != NULL)
		q->product = ou_pricing_sku(p, ours, sku_hash);
	q->by_sku = q->product != NULL;
	/* A number that is not ours may be theirs in the wrong place. */
	if (q->product == NULL && theirs.p == NULL)
		theirs = ours;
	if ((q->code = find_code(p, id, theirs)) == NULL)
		q->code = find_code(p, o->channel, theirs);
	if (q->product != NULL) {
		/* A code for another item says nothing of this one. */
		if (q->code != NULL && q->code->product != q->product)
			q->code = NULL;
		return;
	}
	if (q->code != NULL && (ours.p == NULL || x->buyer_item_id.p == NULL))
		q->product = q->code->product;
	else
		q->code = NULL;
	/* A number of ours that we do not have beside another one of theirs:
	 * then the GTIN does not settle it. */
	if (q->product != NULL || x->gtin.p == NULL || p->gtins.n == 0 ||
	    (ours.p != NULL && x->buyer_item_id.p != NULL) ||
	    !ou_gtin_normal(gtin, x->gtin))
		return;
	item = ou_names_find(&p->gtins, ou_str_make(gtin, 14));
	if (item != NULL && item != &ou_pricing_no_item)
		q->product = ou_pricing_sku(p, item->say.sku,
		    ou_pricing_sku_hash(item->say.sku));
}

static void
set_factor(struct question *q, int64_t num, int64_t den)
{
	q->num = num;
	q->den = den;
}

static void
find_factor(const struct item *item, const struct ou_order_line *line,
    struct question *q)
{
	struct ou_line_units units = { .packs = item->say.packs,
	    .pack_gtin = item->say.pack_gtin };
	struct ou_quantity f;

	if (q->code != NULL) {
		units.code_unit = q->code->say.unit;
		units.code_factor = q->code->say.factor;
	}
	q->by = ou_line_factor(line, &units, &f);
	switch (q->by) {
	case OU_FACTOR_CODE:
		set_factor(q, f.v, 1000000);
		q->plain = q->num == q->den;
		break;
	case OU_FACTOR_GTIN:
		set_factor(q, f.v, 1000000);
		q->plain = false;
		break;
	case OU_FACTOR_UNIT:
		set_factor(q, f.v, 1000000);
		break;
	case OU_FACTOR_NONE:
		if (!ou_unit_ratio(line->unit, units.packs.unit, &q->num,
		    &q->den))
			set_factor(q, 0, 1);
	}
}

void
ou_pricing_question(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct ou_order *o,
    const struct ou_order_line *line, uint32_t sku_hash, struct question *q)
{
	struct ou_str named;

	memset(q, 0, sizeof(*q));
	q->den = 1;
	q->plain = true;
	q->date = c->date;
	q->day = c->day;
	if (c->terms->day == OU_PRICE_DAY_DELIVERY &&
	    ou_date_given(line->requested_date)) {
		q->date = line->requested_date;
		q->day = ou_date_days(q->date);
	}
	q->hot_day = ou_pricing_hot_day(q->day);
	q->odd_day = q->hot_day != q->day && q->day != NO_DAY;
	named = line->references != NULL ? line->references->contract :
	    OU_STR_NONE;
	if (named.p == NULL && p->contracts.n > 0 && o->references != NULL)
		named = o->references->contract;
	q->contract = named.p == NULL ? c->who[CONTRACT] :
	    ou_pricing_name(p, named);
	if (p->contracts.n > 0)
		ou_pricing_agree(p, c, named, q);
	q->currency = c->currency;
	q->quantity = line->quantity.v < 0 ? -line->quantity.v :
	    line->quantity.v;
	if (line->product != NULL)
		find_product(p, c, o, line->product, sku_hash, q);
	q->unit = line->unit;
	q->unit_number = ou_pricing_unit(p, line->unit);
	if (q->product == NULL || q->product->item == NULL) {
		if (q->unit_number == 0)
			q->unit_number = 1;
		/* Without items stock is kept in pieces. */
		if (q->unit_number == 1)
			set_factor(q, 1, 1);
		return;
	}
	if (q->unit_number == 0)
		q->unit_number = q->product->unit;
	if (q->unit_number == q->product->unit && q->code == NULL &&
	    (line->product->gtin.p == NULL ||
	    (q->product->flags & PRODUCT_PACK_GTIN) == 0)) {
		set_factor(q, 1, 1);
		return;
	}
	find_factor(q->product->item, line, q);
}
