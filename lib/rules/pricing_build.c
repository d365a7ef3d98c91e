#include <stdlib.h>

#include "ou/base/ident.h"
#include "pricing.h"

/* Adding rows and putting them in order. */

struct item ou_pricing_no_item;

void *
ou_pricing_list_add(struct ou_arena *a, struct list *l, size_t size)
{
	if (l->n == l->room) {
		uint32_t room = l->room == 0 ? 32 : l->room * 2;

		l->rows = ou_arena_extend(a, l->rows, l->n * size,
		    room * size);
		l->room = room;
	}
	return (char *)l->rows + l->n++ * size;
}

uint16_t
ou_pricing_number_add(struct ou_pricing *p, struct numbers *n,
    struct ou_str text)
{
	struct ou_str *to;
	void **at;

	if (text.p == NULL)
		return 0;
	if (n->last.p == text.p && n->last.n == text.n)
		return n->last_number;
	at = ou_names_at(&n->map, p->a, text);
	if (*at == NULL) {
		if (n->texts.n >= NO_NUMBER - 1)
			*at = (void *)(uintptr_t)NO_NUMBER;
		else {
			to = ou_pricing_list_add(p->a, &n->texts,
			    sizeof(*to));
			*to = text;
			*at = (void *)(uintptr_t)n->texts.n;
		}
	}
	n->last = text;
	n->last_number = (uint16_t)(uintptr_t)*at;
	return n->last_number;
}

static uint16_t
unit_number(struct ou_pricing *p, struct ou_str unit)
{
	return ou_pricing_number_add(p, &p->units,
	    ou_unit_same(unit, OU_STR("C62")) ? OU_STR("C62") : unit);
}

struct ou_pricing *
ou_pricing_new(struct ou_arena *a, const struct ou_pricing_policy *policy)
{
	struct ou_pricing *p = ou_arena_zalloc(a, sizeof(*p));

	p->a = a;
	p->policy = *policy;
	p->sources = ou_arena_zalloc(a, sizeof(*p->sources));
	p->sources->a = a;
	(void)unit_number(p, OU_STR("C62"));
	return p;
}

static struct product *
new_product(struct ou_pricing *p, struct ou_str sku)
{
	struct product_list *l = &p->products;
	struct product **blocks, *x;
	uintptr_t at;

	if (l->n % PRODUCTS_BLOCK == 0) {
		if (l->n / PRODUCTS_BLOCK == l->blocks_room) {
			uint32_t room = l->blocks_room * 2 + 16;

			blocks = ou_arena_array(p->a, room, sizeof(*blocks));
			if (l->blocks_room > 0)
				memcpy(blocks, l->blocks,
				    l->blocks_room * sizeof(*blocks));
			l->blocks = blocks;
			l->blocks_room = room;
		}
		at = (uintptr_t)ou_arena_zalloc(p->a,
		    (PRODUCTS_BLOCK + 1) * sizeof(*x));
		l->blocks[l->n / PRODUCTS_BLOCK] = (struct product *)((at +
		    sizeof(*x) - 1) / sizeof(*x) * sizeof(*x));
	}
	x = ou_pricing_product(p, l->n++);
	x->sku = sku;
	x->unit = 1;
	if (sku.n <= SKU_INLINE)
		memcpy(x->text, sku.p, sku.n);
	return x;
}

static void
grow_skus(struct ou_pricing *p)
{
	uint32_t size = p->skus.slots == NULL ? 64 : 2 * (p->skus.mask + 1);
	struct sku_slot *slots, *old = p->skus.slots;
	uint32_t i, at;

	slots = ou_arena_array(p->a, size, sizeof(*slots));
	for (i = 0; old != NULL && i <= p->skus.mask; i++) {
		if (old[i].product == 0)
			continue;
		at = old[i].hash & (size - 1);
		while (slots[at].product != 0)
			at = (at + 1) & (size - 1);
		slots[at] = old[i];
	}
	p->skus.slots = slots;
	p->skus.mask = size - 1;
}

/* The number of an item, made when it is new. */
static uint32_t
product_of(struct ou_pricing *p, struct ou_str sku)
{
	struct product *x;
	uint32_t hash, at;

	if (p->last_product != 0 && ou_str_eq(ou_pricing_product(p,
	    p->last_product - 1)->sku, sku))
		return p->last_product - 1;
	if (p->skus.slots == NULL || p->skus.n * 2 > p->skus.mask)
		grow_skus(p);
	hash = ou_pricing_sku_hash(sku);
	at = hash & p->skus.mask;
	for (; p->skus.slots[at].product != 0; at = (at + 1) & p->skus.mask) {
		if (p->skus.slots[at].hash != hash)
			continue;
		x = ou_pricing_product(p, p->skus.slots[at].product - 1);
		if (ou_str_eq(x->sku, sku))
			break;
	}
	if (p->skus.slots[at].product == 0) {
		(void)new_product(p, sku);
		p->skus.slots[at].hash = hash;
		p->skus.slots[at].product = p->products.n;
		p->skus.n++;
	}
	p->last_product = p->skus.slots[at].product;
	return p->last_product - 1;
}

/* A GTIN in any of its lengths finds the item, unless several have it. */
static void
add_gtin(struct ou_pricing *p, struct ou_str gtin, struct item *item)
{
	char normal[14];
	void **at;

	if (gtin.p == NULL || !ou_gtin_normal(normal, gtin))
		return;
	_Static_assert(sizeof(normal) <= OU_NAME_COPIED, "it goes with us");
	at = ou_names_at(&p->gtins, p->a, ou_str_make(normal, 14));
	*at = *at == NULL || *at == item ? item : &ou_pricing_no_item;
}

void
ou_pricing_add_item(struct ou_pricing *p, const struct ou_pricing_item *say)
{
	struct item *item = ou_arena_zalloc(p->a, sizeof(*item)), **to;
	struct product *x;

	item->say = *say;
	item->class_said = say->tax_class.p != NULL;
	if (item->say.packs.unit.p == NULL)
		item->say.packs.unit = OU_STR("C62");
	if (item->say.tax_class.p == NULL)
		item->say.tax_class = OU_STR("standard");
	item->row = p->items.n;
	item->unit = unit_number(p, item->say.packs.unit);
	item->tax_class = ou_pricing_number_add(p, &p->classes,
	    item->say.tax_class);
	to = ou_pricing_list_add(p->a, &p->items, sizeof(*to));
	*to = item;
	x = ou_pricing_product(p, product_of(p, say->sku));
	x->item = item;
	x->unit = item->unit;
	x->tax_class = item->tax_class;
	if (say->pack_gtin.p != NULL)
		x->flags |= PRODUCT_PACK_GTIN;
	if (say->inactive)
		x->flags |= PRODUCT_INACTIVE;
	add_gtin(p, say->gtin, item);
	add_gtin(p, say->pack_gtin, item);
}

void
ou_pricing_add_code(struct ou_pricing *p, const struct ou_pricing_code *say)
{
	struct code *code = ou_arena_zalloc(p->a, sizeof(*code)), **to;
	void **at;

	code->say = *say;
	code->row = p->code_rows.n;
	code->product = ou_pricing_product(p, product_of(p, say->sku));
	to = ou_pricing_list_add(p->a, &p->code_rows, sizeof(*to));
	*to = code;
	at = ou_names_at(&p->codes, p->a, say->code);
	code->next = *at;
	*at = code;
}

struct name *
ou_pricing_name_add(struct ou_pricing *p, struct ou_str text, bool customer)
{
	struct name *x, **to;
	void **at;

	at = ou_names_at(&p->names, p->a, text);
	if (*at == NULL) {
		x = ou_arena_zalloc(p->a, sizeof(*x));
		x->text = text;
		to = ou_pricing_list_add(p->a, &p->name_texts, sizeof(*to));
		*to = x;
		x->number = p->name_texts.n;
		*at = x;
	}
	x = *at;
	x->customer |= customer;
	return x;
}

static uint32_t
name_number(struct ou_pricing *p, struct ou_str text, bool customer)
{
	return text.p == NULL ? 0 :
	    ou_pricing_name_add(p, text, customer)->number;
}

/* EN 16931: all but O state a rate, and a reason for most zeros is known. */
static void
complete_tax(struct ou_tax *t)
{
	static const char *const reasons[][2] = { { "AE", "VATEX-EU-AE" },
	    { "K", "VATEX-EU-IC" }, { "G", "VATEX-EU-G" },
	    { "O", "VATEX-EU-O" } };
	size_t i;

	if (!t->percent.given && !ou_str_is(t->category, "O"))
		t->percent = (struct ou_rate){ 0, 2, true };
	if (t->reason_code.p != NULL || t->reason.p != NULL)
		return;
	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (ou_str_is(t->category, reasons[i][0]))
			t->reason_code = ou_str_c(reasons[i][1]);
	}
}

void
ou_pricing_add_customer(struct ou_pricing *p,
    const struct ou_pricing_customer *say)
{
	struct customer *c = ou_arena_zalloc(p->a, sizeof(*c)), **to;

	c->say = *say;
	c->id = name_number(p, say->id, true);
	c->group = name_number(p, say->group, false);
	c->list = name_number(p, say->list, false);
	c->tax.category = say->tax_category;
	c->tax.reason_code = say->tax_reason_code;
	if (say->tax_category.p != NULL)
		complete_tax(&c->tax);
	to = ou_pricing_list_add(p->a, &p->customers, sizeof(*to));
	*to = c;
}

/* Rows repeat whom they are for; the loader keeps one text for all. */
static uint32_t
who(struct ou_pricing *p, enum level column, struct ou_str text)
{
	if (text.p != p->last_who[column].p ||
	    text.n != p->last_who[column].n) {
		p->last_who[column] = text;
		p->last_numbers[column] = name_number(p, text, false);
	}
	return p->last_numbers[column];
}

void
ou_pricing_reserve(struct ou_pricing *p, uint32_t prices)
{
	if (p->added.n != 0 || prices == 0)
		return;
	p->added.rows = ou_arena_alloc(&p->scratch,
	    prices * sizeof(struct rule));
	p->added_to.rows = ou_arena_alloc(&p->scratch,
	    prices * sizeof(uint32_t));
	p->added.room = p->added_to.room = prices;
}

static void
add_extra(struct ou_pricing *p, const struct ou_pricing_price *say,
    struct rule *r)
{
	struct extra *x;

	r->promotion = say->promotion.p != NULL;
	r->terms = say->least.v > 0 || say->multiple.v > 0;
	if (!r->promotion && !r->terms)
		return;
	x = ou_pricing_list_add(p->a, &p->extras, sizeof(*x));
	x->row = r->row;
	x->promotion = say->promotion;
	x->least = say->least.v;
	x->multiple = say->multiple.v;
}

const struct extra *
ou_pricing_extra(const struct ou_pricing *p, uint32_t row)
{
	const struct extra *x = p->extras.rows;
	uint32_t low = 0, high = p->extras.n, at;

	while (low < high) {
		at = low + (high - low) / 2;
		if (x[at].row == row)
			return &x[at];
		if (x[at].row < row)
			low = at + 1;
		else
			high = at;
	}
	return NULL;
}

void
ou_pricing_add_price(struct ou_pricing *p,
    const struct ou_pricing_price *say)
{
	uint32_t product = product_of(p, say->sku);
	struct rule *r;
	uint32_t *to;

	r = ou_pricing_list_add(&p->scratch, &p->added, sizeof(*r));
	memset(r, 0, sizeof(*r));
	r->row = p->added.n - 1;
	add_extra(p, say, r);
	r->min = say->min.v;
	r->price = say->price.v;
	r->base = say->base.given ? say->base.v : 1000000;
	r->who[CONTRACT] = who(p, CONTRACT, say->contract);
	r->who[CUSTOMER] = who(p, CUSTOMER, say->customer);
	r->who[GROUP] = who(p, GROUP, say->group);
	r->who[LIST] = who(p, LIST, say->list);
	r->from = ou_date_given(say->from) ? ou_date_days(say->from) :
	    ALWAYS_FROM;
	r->through = ou_date_given(say->through) ?
	    ou_date_days(say->through) : ALWAYS_THROUGH;
	r->priority = say->priority.given ? (int32_t)say->priority.v :
	    INT32_MAX;
	r->unit = say->unit.p != NULL ? unit_number(p, say->unit) : 0;
	r->currency = ou_pricing_number_add(p, &p->currencies,
	    say->currency);
	r->gross = say->gross;
	ou_pricing_product(p, product)->n++;
	to = ou_pricing_list_add(&p->scratch, &p->added_to, sizeof(*to));
	*to = product;
}

void
ou_pricing_add_tax(struct ou_pricing *p, const struct ou_pricing_tax *say)
{
	struct tax_row *t;

	t = ou_pricing_list_add(p->a, &p->taxes, sizeof(*t));
	memset(t, 0, sizeof(*t));
	t->say = *say;
	complete_tax(&t->say.tax);
	t->from = ou_date_given(say->from) ? ou_date_days(say->from) :
	    ALWAYS_FROM;
	t->through = ou_date_given(say->through) ?
	    ou_date_days(say->through) : ALWAYS_THROUGH;
	t->row = p->taxes.n - 1;
	t->country = ou_pricing_number_add(p, &p->countries, say->country);
	t->tax_class = ou_pricing_number_add(p, &p->classes, say->tax_class);
}

/* --- order --- */

enum level
ou_pricing_level(const struct rule *r)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		if (r->who[i] != 0)
			break;
	}
	if (r->promotion && i >= LIST)
		return i == LIST ? OFFER_LIST : OFFER;
	return (enum level)i;
}

uint32_t
ou_pricing_key(const struct rule *r)
{
	enum level level = ou_pricing_level(r);
	enum level column = level == OFFER_LIST ? LIST : level;

	return (uint32_t)level << KEY_SHIFT |
	    (column < COLUMNS ? r->who[column] & KEY_NUMBER : 0);
}

#define COMPARE(a, b) do {		\
	if ((a) != (b))			\
		return (a) < (b) ? -1 : 1; \
} while (0)

/* What two rules must share to be the same but for whom and when. */
int
ou_pricing_compare(const struct rule *a, const struct rule *b)
{
	COMPARE(ou_pricing_key(a), ou_pricing_key(b));
	COMPARE(a->unit, b->unit);
	COMPARE(a->currency, b->currency);
	COMPARE(a->gross, b->gross);
	COMPARE(b->min, a->min);
	COMPARE(a->priority, b->priority);
	return 0;
}

static int
compare(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;
	int c = ou_pricing_compare(a, b);

	if (c != 0)
		return c;
	COMPARE(a->from, b->from);
	COMPARE(a->row, b->row);
	return 0;
}

/* Most items have a handful of rows, and those often in order. */
static void
sort_rules(struct rule *r, uint32_t n)
{
	struct rule x;
	uint32_t i, k;

	if (n > 24) {
		qsort(r, n, sizeof(*r), compare);
		return;
	}
	for (i = 1; i < n; i++) {
		if (compare(&r[i - 1], &r[i]) <= 0)
			continue;
		x = r[i];
		for (k = i; k > 0 && compare(&r[k - 1], &x) > 0; k--)
			r[k] = r[k - 1];
		r[k] = x;
	}
}

/* Copy what is asked most into its own, denser, arrays. */
static void
heat_rules(struct ou_pricing *p)
{
	const struct rule *r;
	struct hot_rule *h;
	uint32_t i;
	int k, filled;
	bool odd;

	p->keys = ou_arena_alloc(p->a, p->n_rules * sizeof(*p->keys));
	p->hot = ou_arena_array(p->a, p->n_rules, sizeof(*p->hot));
	for (i = 0; i < p->n_rules; i++) {
		r = &p->rules[i];
		h = &p->hot[i];
		h->min = r->min;
		h->price = r->price;
		h->row = r->row;
		h->from = ou_pricing_hot_day(r->from);
		h->through = ou_pricing_hot_day(r->through);
		h->unit = r->unit;
		h->currency = r->currency;
		for (filled = 0, k = 0; k < COLUMNS; k++)
			filled += r->who[k] != 0;
		odd = (r->from != ALWAYS_FROM && h->from != r->from) ||
		    (r->through != ALWAYS_THROUGH && h->through != r->through);
		h->flags = (uint8_t)((r->gross ? HOT_GROSS : 0) |
		    (filled > 1 || odd ? HOT_LOOK : 0) |
		    (r->base != 1000000 ? HOT_BASE : 0) |
		    (r->promotion || r->terms ? HOT_EXTRA : 0) |
		    (r->from == ALWAYS_FROM && r->through == ALWAYS_THROUGH ?
		    HOT_ALWAYS : 0));
		p->keys[i] = ou_pricing_key(r);
		p->level_used[p->keys[i] >> KEY_SHIFT] = true;
	}
	p->offers = p->level_used[OFFER_LIST] || p->level_used[OFFER];
}

static void
sort_all(struct ou_pricing *p)
{
	const struct rule *added = p->added.rows;
	const uint32_t *to = p->added_to.rows;
	struct product *x;
	struct rule *r;
	uint32_t i, at = 0;
	uintptr_t start;

	p->n_rules = p->added.n;
	/* One cache line each. */
	start = (uintptr_t)ou_arena_alloc(p->a,
	    (p->n_rules + 1) * sizeof(*p->rules));
	p->rules = (struct rule *)((start + 63) / 64 * 64);
	for (i = 0; i < p->products.n; i++) {
		x = ou_pricing_product(p, i);
		x->first = at;
		at += x->n;
		x->n = 0;
	}
	for (i = 0; i < p->n_rules; i++) {
		x = ou_pricing_product(p, to[i]);
		r = &p->rules[x->first + x->n++];
		*r = added[i];
		if (r->unit == 0)
			r->unit = x->unit;
	}
	for (i = 0; i < p->products.n; i++) {
		x = ou_pricing_product(p, i);
		sort_rules(&p->rules[x->first], x->n);
	}
	heat_rules(p);
}

static int
compare_taxes(const void *x, const void *y)
{
	const struct tax_row *a = x, *b = y;

	COMPARE(a->country, b->country);
	COMPARE(a->tax_class, b->tax_class);
	COMPARE(a->from, b->from);
	COMPARE(a->row, b->row);
	return 0;
}

static bool
sort_taxes(struct ou_pricing *p, struct ou_pricing_fault *f)
{
	struct tax_row *t = p->taxes.rows;
	uint32_t i, k, at, classes = p->classes.texts.n + 1;
	bool found = false;

	if (p->taxes.n == 0)
		return false;
	qsort(t, p->taxes.n, sizeof(*t), compare_taxes);
	p->tax_at = ou_arena_array(p->a,
	    (size_t)(p->countries.texts.n + 1) * classes, sizeof(uint32_t));
	for (i = p->taxes.n; i-- > 0;) {
		at = t[i].country * classes + t[i].tax_class;
		p->tax_at[at] = i + 1;
		for (k = i + 1; k < p->taxes.n &&
		    t[k].country == t[i].country &&
		    t[k].tax_class == t[i].tax_class &&
		    t[k].from <= t[i].through; k++)
			ou_pricing_note(f, &found, OU_PRICING_TAXES,
			    OU_DIAG_BOOK_OVERLAP, t[i].row, t[k].row,
			    "validFrom");
	}
	return found;
}

int
ou_pricing_build(struct ou_pricing *p, struct ou_pricing_fault *fault)
{
	bool bad;

	bad = ou_pricing_references(p, fault);
	if (!bad) {
		sort_all(p);
		bad = ou_pricing_ties(p, fault) || sort_taxes(p, fault) ||
		    ou_pricing_sort_rates(p, fault);
	}
	ou_arena_release(&p->scratch);
	memset(&p->added, 0, sizeof(p->added));
	memset(&p->added_to, 0, sizeof(p->added_to));
	return bad ? -1 : 0;
}
