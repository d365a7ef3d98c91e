#include <stdlib.h>

#include "offers.h"

/* What was added, and what an order can meet. */

/* Rows with room for one more. */
static void *
grow(struct ou_arena *a, void *rows, uint32_t n, uint32_t *room, size_t size)
{
	if (n < *room)
		return rows;
	*room = *room * 2 + 4;
	return ou_arena_extend(a, rows, n * size, *room * size);
}

void
ou_offers_list_add(struct ou_arena *a, struct list *l, uint32_t v)
{
	l->v = grow(a, l->v, l->n, &l->room, sizeof(*l->v));
	l->v[l->n++] = v;
}

struct ou_offers *
ou_offers_new(struct ou_arena *a)
{
	struct ou_offers *x = ou_arena_zalloc(a, sizeof(*x));

	x->a = a;
	return x;
}

bool
ou_offers_coupon(const struct ou_offers *x, struct ou_str code)
{
	return ou_names_find(&x->codes, code) != NULL;
}

bool
ou_offers_none(const struct ou_offers *x)
{
	return x->n_promotions == 0 && x->n_surcharges == 0;
}

static struct sku *
sku_of(struct ou_offers *x, struct ou_str name)
{
	void **at = ou_names_at(&x->skus, x->a, name);

	if (*at == NULL)
		*at = ou_arena_zalloc(x->a, sizeof(struct sku));
	return *at;
}

static struct category *
category_of(struct ou_offers *x, struct ou_str name)
{
	void **at = ou_names_at(&x->categories, x->a, name);

	if (*at == NULL)
		*at = ou_arena_zalloc(x->a, sizeof(struct category));
	return *at;
}

void
ou_offers_add_item(struct ou_offers *x, struct ou_str sku,
    struct ou_str category)
{
	if (category.p != NULL)
		sku_of(x, sku)->category = category_of(x, category);
}

static struct turn
turn_of(const struct ou_offer *say, uint32_t row)
{
	return (struct turn){ .row = row,
	    .from = ou_date_given(say->from) ? ou_date_days(say->from) :
	    INT32_MIN,
	    .through = ou_date_given(say->through) ?
	    ou_date_days(say->through) : INT32_MAX,
	    .priority = say->priority.given ? say->priority.v : INT64_MAX };
}

void
ou_offers_add_promotion(struct ou_offers *x, const struct ou_promotion *say)
{
	struct promotion *p;

	x->promotions = grow(x->a, x->promotions, x->n_promotions,
	    &x->promotions_room, sizeof(*p));
	p = &x->promotions[x->n_promotions];
	memset(p, 0, sizeof(*p));
	p->say = *say;
	p->turn = turn_of(&say->offer, x->n_promotions++);
	*ou_names_at(&x->ids, x->a, say->offer.id) =
	    (void *)(uintptr_t)x->n_promotions;
}

void
ou_offers_add_surcharge(struct ou_offers *x, const struct ou_surcharge *say)
{
	struct surcharge *s;

	x->surcharges = grow(x->a, x->surcharges, x->n_surcharges,
	    &x->surcharges_room, sizeof(*s));
	s = &x->surcharges[x->n_surcharges];
	memset(s, 0, sizeof(*s));
	s->say = *say;
	s->turn = turn_of(&say->offer, x->n_surcharges++);
	s->per_unit = say->sku.p != NULL || say->category.p != NULL;
}

bool
ou_offers_add_promotion_item(struct ou_offers *x, struct ou_str promotion,
    struct ou_str sku, struct ou_quantity quantity)
{
	uintptr_t row = (uintptr_t)ou_names_find(&x->ids, promotion);
	struct promotion *p;

	if (row == 0)
		return false;
	p = &x->promotions[row - 1];
	p->parts = grow(x->a, p->parts, p->n_parts, &p->parts_room,
	    sizeof(*p->parts));
	p->parts[p->n_parts++] = (struct part){ sku, quantity.given ?
	    quantity.v : 1000000 };
	return true;
}

static int
compare_parts(const void *x, const void *y)
{
	return ou_str_cmp(((const struct part *)x)->sku,
	    ((const struct part *)y)->sku);
}

/* The order in which they are tried. */
static int
compare_turns(const struct turn *a, struct ou_str a_id, const struct turn *b,
    struct ou_str b_id)
{
	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	return ou_str_cmp(a_id, b_id);
}

static int
compare_promotions(const void *x, const void *y)
{
	const struct promotion *a = x, *b = y;

	return compare_turns(&a->turn, a->say.offer.id, &b->turn,
	    b->say.offer.id);
}

static int
compare_surcharges(const void *x, const void *y)
{
	const struct surcharge *a = x, *b = y;

	return compare_turns(&a->turn, a->say.offer.id, &b->turn,
	    b->say.offer.id);
}

static void
add_named(struct ou_offers *x, struct ou_names *names, struct ou_str name,
    uint32_t rank)
{
	void **at = ou_names_at(names, x->a, name);

	if (*at == NULL)
		*at = ou_arena_zalloc(x->a, sizeof(struct list));
	ou_offers_list_add(x->a, *at, rank);
}

/* Where orders find it. */
static void
index_promotion(struct ou_offers *x, uint32_t rank)
{
	struct promotion *p = &x->promotions[rank];
	uint32_t i;

	/* the last night ends behind the last day */
	x->gates[rank] = (struct gate){ .from = p->turn.from,
	    .through = p->turn.through + (is_night(&p->say.offer) &&
	    p->turn.through != INT32_MAX ? 1 : 0),
	    .least = p->say.min_amount.given ? p->say.min_amount.v : 0 };
	p->sku = p->say.sku.p != NULL ? sku_of(x, p->say.sku) : NULL;
	p->category = p->say.category.p != NULL ?
	    category_of(x, p->say.category) : NULL;
	if (p->say.code.p != NULL) {
		add_named(x, &x->codes, p->say.code, rank);
		return;
	}
	for (i = 0; i < p->n_parts; i++)
		ou_offers_list_add(x->a, &sku_of(x, p->parts[i].sku)->ranks,
		    rank);
	if (p->sku != NULL)
		ou_offers_list_add(x->a, &p->sku->ranks, rank);
	else if (p->category != NULL)
		ou_offers_list_add(x->a, &p->category->ranks, rank);
	else if (p->n_parts == 0 && p->say.offer.channel.p != NULL)
		add_named(x, &x->channels, p->say.offer.channel, rank);
	else if (p->n_parts == 0)
		ou_offers_list_add(x->a, &x->general, rank);
}

static void
index_surcharge(struct ou_offers *x, struct surcharge *s)
{
	if (s->say.sku.p != NULL) {
		s->sku = sku_of(x, s->say.sku);
		s->sku->charged = true;
	} else if (s->say.category.p != NULL) {
		s->category = category_of(x, s->say.category);
		s->category->charged = true;
	}
}

void
ou_offers_build(struct ou_offers *x)
{
	struct promotion *p;
	uint32_t i;

	if (x->n_promotions > 0)
		qsort(x->promotions, x->n_promotions, sizeof(*x->promotions),
		    compare_promotions);
	if (x->n_surcharges > 0)
		qsort(x->surcharges, x->n_surcharges, sizeof(*x->surcharges),
		    compare_surcharges);
	x->gates = ou_arena_array(x->a, x->n_promotions, sizeof(*x->gates));
	for (i = 0; i < x->n_promotions; i++) {
		p = &x->promotions[i];
		if (p->n_parts > 0)
			qsort(p->parts, p->n_parts, sizeof(*p->parts),
			    compare_parts);
		index_promotion(x, i);
	}
	for (i = 0; i < x->n_surcharges; i++)
		index_surcharge(x, &x->surcharges[i]);
	x->by_sku = x->skus.n > 0;
}

/* Is the promotion about such an item? */
bool
ou_offers_has(const struct promotion *p, const struct sku *sku,
    struct ou_str name)
{
	const struct part *part;
	struct part want = { name, 0 };

	if (p->n_parts > 0) {
		part = name.p == NULL ? NULL : bsearch(&want, p->parts,
		    p->n_parts, sizeof(*p->parts), compare_parts);
		if (part != NULL)
			return true;
		if (p->sku == NULL && p->category == NULL)
			return false;
	}
	if (p->sku != NULL)
		return sku == p->sku;
	return p->category == NULL ||
	    (sku != NULL && sku->category == p->category);
}
