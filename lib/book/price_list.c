#include <string.h>

#include "ou/model/units.h"
#include "price_list.h"

static void *
grow(struct ou_arena *a, void *rows, uint32_t n, uint32_t *room)
{
	if (n < *room)
		return rows;
	*room = *room * 2 + 64;
	return ou_arena_extend(a, rows, n * sizeof(void *),
	    *room * sizeof(void *));
}

static struct priced *
priced_of(struct ou_price_list *l, struct ou_str sku)
{
	void **at = ou_names_at(&l->items, l->a, sku);

	if (*at == NULL) {
		*at = ou_arena_zalloc(l->a, sizeof(struct priced));
		l->order = grow(l->a, l->order, l->n_items, &l->items_room);
		l->order[l->n_items++] = *at;
	}
	return *at;
}

static struct ou_str
unit_of(const struct ou_price_list *l, const struct ou_price_row *row)
{
	const struct ou_item *item = ou_items_find(l->items_known, row->sku);

	if (row->unit.p != NULL)
		return row->unit;
	return item != NULL && item->unit.p != NULL ? item->unit :
	    OU_STR("C62");
}

static int32_t
first_day(const struct ou_price_row *row)
{
	return ou_date_given(row->valid_from) ?
	    ou_date_days(row->valid_from) : NEVER_BEGUN;
}

static int32_t
last_day(const struct ou_price_row *row)
{
	return ou_date_given(row->valid_through) ?
	    ou_date_days(row->valid_through) : EVER;
}

static struct price *
add(struct ou_price_list *l, const struct ou_price_row *row)
{
	struct priced *item = priced_of(l, row->sku);
	struct price *p = ou_arena_zalloc(l->a, sizeof(*p));

	p->row = *row;
	p->unit = unit_of(l, row);
	p->from = first_day(row);
	p->through = last_day(row);
	if (item->last == NULL)
		item->first = p;
	else
		item->last->next = p;
	item->last = p;
	l->all = grow(l->a, l->all, l->n, &l->room);
	l->all[l->n++] = p;
	return p;
}

struct ou_price_list *
ou_price_list_new(struct ou_arena *a, const struct ou_rows *rows,
    const struct ou_items *items)
{
	struct ou_price_list *l = ou_arena_zalloc(a, sizeof(*l));
	struct price *p;
	uint32_t i;

	l->a = a;
	l->rows = rows;
	l->items_known = items;
	l->list = 1;
	for (i = 0; i < rows->n; i++) {
		p = add(l, ou_rows_at(rows, i));
		p->was = ou_rows_at(rows, i);
		p->line = rows->lines[i];
	}
	return l;
}

/* Stated together, for one item. */
static bool
same_offer(const struct ou_price_row *a, const struct ou_price_row *b)
{
	return ou_str_eq(a->list, b->list) &&
	    ou_str_eq(a->customer, b->customer) &&
	    ou_str_eq(a->group, b->group) &&
	    ou_str_eq(a->contract, b->contract) &&
	    ou_str_eq(a->promotion, b->promotion) &&
	    ou_str_eq(a->currency, b->currency) &&
	    (a->prices_include_tax == OU_FLAG_YES) ==
	    (b->prices_include_tax == OU_FLAG_YES);
}

static bool
same_thing(const struct ou_price_row *a, struct ou_str a_unit,
    const struct ou_price_row *b, struct ou_str b_unit)
{
	return same_offer(a, b) && a->min_quantity.v == b->min_quantity.v &&
	    (ou_str_eq(a_unit, b_unit) || ou_unit_same(a_unit, b_unit)) &&
	    a->priority.given == b->priority.given &&
	    a->priority.v == b->priority.v;
}

static int64_t
base_of(const struct ou_price_row *x)
{
	return x->price_base.given ? x->price_base.v : 1000000;
}

static bool
same_price(const struct ou_price_row *a, const struct ou_price_row *b)
{
	return a->unit_price.v == b->unit_price.v &&
	    base_of(a) == base_of(b) && a->least.v == b->least.v &&
	    a->multiple.v == b->multiple.v;
}

/* The last day before, of what ends when something else begins. */
static void
end_before(struct price *p, int32_t from)
{
	if (p->through >= from)
		p->through = from - 1;
}

static void
note_statement(struct ou_price_list *l, struct priced *item,
    const struct ou_price_row *row)
{
	struct statement *s = ou_arena_zalloc(l->a, sizeof(*s));

	s->row = row;
	s->unit = unit_of(l, row);
	s->list = l->list;
	s->next = item->statements;
	item->statements = s;
}

/* When a list first states something for an item, and what goes with it. */
static void
note_offer(struct ou_price_list *l, const struct ou_price_row *row,
    int32_t from)
{
	struct priced *item = priced_of(l, row->sku);
	struct offer *o;

	note_statement(l, item, row);
	for (o = item->offers; o != NULL && o->list == l->list; o = o->next) {
		if (!same_offer(o->row, row))
			continue;
		if (from < o->from)
			o->from = from;
		return;
	}
	o = ou_arena_zalloc(l->a, sizeof(*o));
	o->row = row;
	o->list = l->list;
	o->from = from;
	o->next = item->offers;
	item->offers = o;
}

/* Of rows for the same thing: the one before ${from}, that of the same day
 * (which may be gone), the one behind it; each NULL where there is none. */
struct around {
	struct price *before, *at, *behind;
};

static struct around
look(const struct priced *item, const struct ou_price_row *row,
    struct ou_str unit, int32_t from)
{
	struct around x = { NULL, NULL, NULL };
	struct price *p;

	for (p = item->first; p != NULL; p = p->next) {
		if (!same_thing(&p->row, p->unit, row, unit))
			continue;
		if (p->from == from)
			x.at = p;
		else if (p->gone)
			continue;
		else if (p->from < from && (x.before == NULL ||
		    p->from > x.before->from))
			x.before = p;
		else if (p->from > from && (x.behind == NULL ||
		    p->from < x.behind->from))
			x.behind = p;
	}
	return x;
}

static struct around
look_for(const struct ou_price_list *l, const struct ou_price_row *row)
{
	const struct priced *item = ou_names_find(&l->items, row->sku);

	return item != NULL ? look(item, row, unit_of(l, row),
	    first_day(row)) : (struct around){ NULL, NULL, NULL };
}

static void
take_over(struct price *p, const struct ou_price_row *row, int32_t through)
{
	p->row.unit_price = row->unit_price;
	p->row.price_base = row->price_base;
	p->row.least = row->least;
	p->row.multiple = row->multiple;
	p->through = through;
	p->gone = false;
}

void
ou_price_list_next(struct ou_price_list *l)
{
	l->list++;
}

bool
ou_price_list_differ(const struct ou_price_list *l,
    const struct ou_price_row *a, const struct ou_price_row *b)
{
	return first_day(a) == first_day(b) && !same_price(a, b) &&
	    ou_str_eq(a->sku, b->sku) &&
	    same_thing(a, unit_of(l, a), b, unit_of(l, b));
}

bool
ou_price_list_denies(const struct ou_price_list *l,
    const struct ou_price_row *row)
{
	const struct price *at = look_for(l, row).at;

	return at != NULL && !at->gone && at->list == l->list &&
	    !same_price(&at->row, row);
}

void
ou_price_list_state(struct ou_price_list *l, const struct ou_price_row *row)
{
	struct ou_price_row *kept = ou_arena_alloc(l->a, sizeof(*kept));
	struct around x = look_for(l, row);
	int32_t from = first_day(row), through = last_day(row);
	struct price *p = x.at;

	*kept = *row;
	note_offer(l, kept, from);
	if (x.behind != NULL && x.behind->from <= through)
		through = x.behind->from - 1;
	if (p == NULL && x.before != NULL)
		end_before(x.before, from);
	if (p == NULL)
		p = add(l, kept);
	take_over(p, row, through);
	p->list = l->list;
}

void
ou_price_list_stop(struct ou_price_list *l, const struct ou_price_row *row,
    struct ou_date from)
{
	int32_t day = ou_date_days(from);
	struct ou_price_row like;
	struct price *p;

	for (p = priced_of(l, row->sku)->first; p != NULL; p = p->next) {
		like = *row;
		if (like.currency.p == NULL)
			like.currency = p->row.currency;
		if (!same_offer(&p->row, &like))
			continue;
		if (p->from >= day)
			p->gone = true;
		else
			end_before(p, day);
	}
}

void
ou_price_list_doubt(struct ou_price_list *l, struct ou_str sku)
{
	struct priced *item = sku.n > 0 ? ou_names_find(&l->items, sku) :
	    NULL;

	if (item != NULL)
		item->doubted = true;
	else if (sku.n == 0)
		l->doubted = true;
}

/* Has that list stated something for the same thing? */
static bool
is_stated(const struct priced *item, const struct price *p, uint32_t list)
{
	const struct statement *s;

	for (s = item->statements; s != NULL; s = s->next) {
		if (s->list == list &&
		    same_thing(s->row, s->unit, &p->row, p->unit))
			return true;
	}
	return false;
}

/* Tiers and units that a list has not stated with the others. */
static void
end_unstated(const struct ou_price_list *l, struct priced *item)
{
	const struct offer *o;
	struct price *p;

	if (l->doubted || item->doubted)
		return;
	for (o = item->offers; o != NULL; o = o->next) {
		for (p = item->first; p != NULL; p = p->next) {
			if (p->gone || p->from > o->from ||
			    !same_offer(&p->row, o->row) ||
			    is_stated(item, p, o->list))
				continue;
			if (p->from < o->from)
				end_before(p, o->from);
			else if (p->list == 0)
				p->gone = true;
		}
	}
}

/* A row that is new and says what the one before it says goes into that,
 * which may end earlier then, and not later. */
static void
join(const struct priced *item, struct price *p)
{
	struct price *b;

	for (b = item->first; b != NULL; b = b->next) {
		if (b->gone || b == p || b->through != p->from - 1 ||
		    !same_thing(&b->row, b->unit, &p->row, p->unit) ||
		    !same_price(&b->row, &p->row) ||
		    (b->was != NULL && p->through > last_day(b->was)))
			continue;
		b->through = p->through;
		p->gone = true;
		return;
	}
}

static void
join_all(const struct priced *item)
{
	struct price *p;

	for (p = item->first; p != NULL; p = p->next) {
		if (p->was == NULL && !p->gone && p->from != NEVER_BEGUN)
			join(item, p);
	}
}

static struct ou_date
date_of(int32_t day)
{
	return day == NEVER_BEGUN || day == EVER ?
	    (struct ou_date){ 0, 0, 0 } : ou_date_from_days(day);
}

static void
tell(struct ou_price_change *c, const struct price *p, const char *action)
{
	const struct ou_price_row *x = &p->row;

	*c = (struct ou_price_change){ .type = OU_STR("PriceChange"),
	    .schema = OU_STR("price-change/1"), .action = ou_str_c(action),
	    .list = x->list, .customer = x->customer, .group = x->group,
	    .contract = x->contract, .promotion = x->promotion,
	    .sku = x->sku, .min_quantity = x->min_quantity,
	    .unit_price = x->unit_price, .price_base = x->price_base,
	    .unit = x->unit, .currency = x->currency,
	    .prices_include_tax = x->prices_include_tax,
	    .valid_from = x->valid_from, .valid_through = x->valid_through };
	if (p->line != 0)
		c->line = (struct ou_integer){ p->line, true };
	if (p->was == NULL || p->gone)
		return;
	if (ou_date_cmp(p->was->valid_through, x->valid_through) != 0)
		c->was_through = p->was->valid_through;
	if (same_price(p->was, x))
		return;
	c->was_price = p->was->unit_price;
	c->was_base = p->was->price_base;
}

const struct ou_price_change *
ou_price_list_end(struct ou_price_list *l, uint32_t *n)
{
	struct ou_price_change *changes;
	const char *action;
	struct price *p;
	uint32_t i;

	for (i = 0; i < l->n_items; i++) {
		end_unstated(l, l->order[i]);
		join_all(l->order[i]);
	}
	changes = ou_arena_array(l->a, l->n + 1, sizeof(*changes));
	*n = 0;
	for (i = 0; i < l->n; i++) {
		p = l->all[i];
		/* What would end before it begins never holds. */
		if (p->through < p->from)
			p->gone = true;
		p->row.valid_through = date_of(p->through);
		if (p->gone && p->was == NULL)
			continue;
		action = p->was == NULL ? "add" : p->gone ? "remove" :
		    !same_price(p->was, &p->row) ? "change" :
		    ou_date_cmp(p->was->valid_through,
		    p->row.valid_through) != 0 ? "end" : NULL;
		if (action != NULL)
			tell(&changes[(*n)++], p, action);
	}
	return changes;
}

void
ou_price_list_rows(const struct ou_price_list *l, struct ou_rows *to)
{
	struct ou_price_row *rows = ou_arena_array(l->a, l->n + 1,
	    sizeof(*rows));
	uint32_t i;

	*to = *l->rows;
	to->n = 0;
	to->rows = rows;
	to->lines = ou_arena_array(l->a, l->n + 1, sizeof(*to->lines));
	for (i = 0; i < l->n; i++) {
		if (l->all[i]->gone)
			continue;
		rows[to->n] = l->all[i]->row;
		to->lines[to->n++] = l->all[i]->line;
	}
}
