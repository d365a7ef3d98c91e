#include "ou/base/ident.h"
#include "pricing.h"

/* Asking: which row a line's price is from. */

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

static struct ou_str
channel_list(const struct ou_pricing *p, struct ou_str channel)
{
	uint32_t i;

	for (i = 0; i < p->policy.n_channel_lists; i++) {
		if (ou_str_eq(p->policy.channel_lists[i].key, channel))
			return p->policy.channel_lists[i].value;
	}
	return OU_STR_NONE;
}

void
ou_pricing_context(const struct ou_pricing *p, struct ou_order *o,
    uint32_t customer, struct ou_pricing_context *c, struct ou_quote *quote)
{
	struct customer **customers = p->customers.rows;
	struct ou_buyer *b = o->customer;

	memset(c, 0, sizeof(*c));
	if (b != NULL && customer < p->customers.n)
		c->customer = customers[customer];
	c->b2b = ou_str_is(o->segment, "b2b");
	c->gross = o->prices_include_tax == OU_FLAG_YES;
	c->currency_text = o->currency;
	c->currency = ou_pricing_number(&p->currencies, o->currency);
	c->places = ou_order_places(o);
	c->date = o->date.date;
	if (p->policy.by_delivery && o->delivery != NULL &&
	    ou_date_given(o->delivery->requested_date))
		c->date = o->delivery->requested_date;
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
		c->who[LIST] = ou_pricing_name(p,
		    channel_list(p, o->channel));
	if (o->references != NULL && p->level_used[CONTRACT])
		c->who[CONTRACT] = ou_pricing_name(p,
		    o->references->contract);
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
	memset(q, 0, sizeof(*q));
	q->den = 1;
	q->plain = true;
	q->date = c->date;
	q->day = c->day;
	if (p->policy.by_delivery && ou_date_given(line->requested_date)) {
		q->date = line->requested_date;
		q->day = ou_date_days(q->date);
	}
	q->hot_day = ou_pricing_hot_day(q->day);
	q->odd_day = q->hot_day != q->day && q->day != NO_DAY;
	q->contract = c->who[CONTRACT];
	if (line->references != NULL && line->references->contract.p != NULL)
		q->contract = ou_pricing_name(p, line->references->contract);
	q->quantity = line->quantity.v < 0 ? -line->quantity.v :
	    line->quantity.v;
	if (line->product != NULL)
		find_product(p, c, o, line->product, sku_hash, q);
	q->unit = line->unit;
	q->unit_number = ou_pricing_unit(p, line->unit);
	if (q->product == NULL || q->product->item == NULL) {
		if (q->unit_number == 0)
			q->unit_number = 1;
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

/* --- units --- */

ou_wide
ou_pricing_gcd(ou_wide a, ou_wide b)
{
	ou_wide t;

	while (b != 0) {
		t = a % b;
		a = b;
		b = t;
	}
	return a;
}

/* num / den in lowest terms; false when that does not fit. */
static bool
reduce(ou_wide num, ou_wide den, int64_t *n, int64_t *d)
{
	ou_wide g = ou_pricing_gcd(num, den);

	if (num <= 0 || den <= 0)
		return false;
	num /= g;
	den /= g;
	*n = (int64_t)num;
	*d = (int64_t)den;
	return *n == num && *d == den;
}

bool
ou_pricing_ratio(const struct ou_pricing *p, const struct question *q,
    const struct rule *r, int64_t *num, int64_t *den)
{
	const struct item *item = q->product->item;
	struct ou_str unit = ou_pricing_unit_text(p, r->unit);
	int64_t n = 1, d = 1;
	struct ou_quantity f;

	if (q->plain && r->unit == q->unit_number) {
		*num = *den = 1;
		return true;
	}
	if (item != NULL && q->num > 0) {
		if (r->unit == q->product->unit)
			return reduce(q->num, q->den, num, den);
		if (ou_unit_resolve(unit, &item->say.packs, &f)) {
			n = f.v;
			d = 1000000;
		} else if (!ou_unit_ratio(unit, item->say.packs.unit, &n, &d))
			return false;
		return reduce((ou_wide)q->num * d, (ou_wide)q->den * n, num, den);
	}
	return q->plain && q->unit.p != NULL &&
	    ou_unit_ratio(q->unit, unit, num, den);
}

bool
ou_pricing_reached(const struct question *q, const struct rule *r,
    int64_t num, int64_t den)
{
	return (ou_wide)q->quantity * num >= (ou_wide)r->min * den;
}

/* --- rows --- */

enum ou_verdict
ou_pricing_fits(const struct rule *r, const struct ou_pricing_context *c,
    const struct question *q)
{
	if (r->currency != c->currency)
		return OU_VERDICT_CURRENCY;
	if (r->gross != c->gross)
		return OU_VERDICT_TAX_INCLUDED;
	if (r->who[CONTRACT] != 0 && r->who[CONTRACT] != q->contract)
		return OU_VERDICT_CONTRACT;
	if (r->who[CUSTOMER] != 0 && r->who[CUSTOMER] != c->who[CUSTOMER])
		return OU_VERDICT_CUSTOMER;
	if (r->who[GROUP] != 0 && r->who[GROUP] != c->who[GROUP])
		return OU_VERDICT_GROUP;
	if (r->who[LIST] != 0 && r->who[LIST] != c->who[LIST])
		return OU_VERDICT_LIST;
	if (q->day == NO_DAY)
		return r->from == ALWAYS_FROM &&
		    r->through == ALWAYS_THROUGH ? OU_VERDICT_WON :
		    OU_VERDICT_EARLY;
	if (q->day < r->from)
		return OU_VERDICT_EARLY;
	return q->day > r->through ? OU_VERDICT_LATE : OU_VERDICT_WON;
}

/* Another unit that is as much, the stock unit, others. */
static int
unit_rank(const struct question *q, const struct rule *r, int64_t num,
    int64_t den)
{
	if (num == den)
		return 1;
	return q->product->item != NULL &&
	    r->unit == q->product->unit ? 2 : 3;
}

static bool
unit_before(const struct ou_pricing *p, int rank, const struct rule *r,
    int best_rank, const struct rule *best)
{
	if (rank != best_rank)
		return rank < best_rank;
	return ou_str_cmp(ou_pricing_unit_text(p, r->unit),
	    ou_pricing_unit_text(p, best->unit)) < 0;
}

static void
set_answer(const struct ou_pricing *p, struct answer *x,
    const struct rule *r, int64_t num, int64_t den)
{
	uint32_t i = (uint32_t)(r - p->rules);
	const struct hot_rule *h = &p->hot[i];

	x->rule = r;
	x->num = num;
	x->den = den;
	x->min = h->min;
	x->price = h->price;
	x->base = h->flags & HOT_BASE ? r->base : 1000000;
	x->key = p->keys[i];
	x->row = h->row;
}

/*
 * The best of rules that share their key and are in another unit.  They are
 * sorted by unit, and within a unit the first that fits and is reached is
 * the best.
 */
static bool
ask_other_units(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct question *q,
    const struct rule *r, const struct rule *end, struct answer *best)
{
	int64_t num, den;
	int rank, best_rank = 0;

	for (; r < end; r++) {
		if ((q->plain && r->unit == q->unit_number) ||
		    (best->rule != NULL && best->rule->unit == r->unit) ||
		    ou_pricing_fits(r, c, q) != OU_VERDICT_WON ||
		    !ou_pricing_ratio(p, q, r, &num, &den) ||
		    !ou_pricing_reached(q, r, num, den))
			continue;
		rank = unit_rank(q, r, num, den);
		if (best->rule != NULL &&
		    !unit_before(p, rank, r, best_rank, best->rule))
			continue;
		set_answer(p, best, r, num, den);
		best_rank = rank;
	}
	return best->rule != NULL;
}

/* ou_pricing_fits for a rule whose key is the line's. */
static inline bool
hot_fits(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, uint32_t i)
{
	const struct hot_rule *h = &p->hot[i];

	if (h->currency != c->currency ||
	    ((h->flags & HOT_GROSS) != 0) != c->gross)
		return false;
	if (q->day == NO_DAY ? (h->flags & HOT_ALWAYS) == 0 :
	    q->hot_day < h->from || q->hot_day > h->through)
		return false;
	return ((h->flags & HOT_LOOK) == 0 && !q->odd_day) ||
	    ou_pricing_fits(&p->rules[i], c, q) == OU_VERDICT_WON;
}

/* The best of rules ${i} to ${end}, which share their key. */
static bool
ask_range(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, uint32_t i, uint32_t end, struct answer *best)
{
	uint32_t first = i;
	bool others = false;

	for (; i < end; i++) {
		if (!q->plain || p->hot[i].unit != q->unit_number)
			others = true;
		else if (q->quantity >= p->hot[i].min &&
		    hot_fits(p, c, q, i)) {
			set_answer(p, best, &p->rules[i], 1, 1);
			return true;
		}
	}
	return others && ask_other_units(p, c, q, &p->rules[first],
	    &p->rules[end], best);
}

/* The first of sorted keys that is not below ${key}. */
static uint32_t
lower_bound(const uint32_t *keys, uint32_t n, uint32_t key)
{
	uint32_t low = 0, high = n, at;

	while (high - low > 8) {
		at = low + (high - low) / 2;
		if (keys[at] < key)
			low = at + 1;
		else
			high = at;
	}
	while (low < high && keys[low] < key)
		low++;
	return low;
}

void
ou_pricing_ask(const struct ou_pricing *p, const struct ou_pricing_context *c,
    const struct question *q, struct answer *answer)
{
	const struct product *x = q->product;
	const uint32_t *keys;
	uint32_t at = 0, end, who, key;
	int level;

	answer->rule = NULL;
	if (x == NULL || x->n == 0)
		return;
	keys = p->keys + x->first;
	for (level = 0; level < LEVELS; level++) {
		who = level == CONTRACT ? q->contract : c->who[level];
		if (!p->level_used[level] || (who == 0 && level < EVERYBODY))
			continue;
		key = (uint32_t)level << KEY_SHIFT | who;
		at += lower_bound(keys + at, x->n - at, key);
		for (end = at; end < x->n && keys[end] == key; end++)
			;
		if (end > at && ask_range(p, c, q, x->first + at,
		    x->first + end, answer))
			return;
		at = end;
	}
}
