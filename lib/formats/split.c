#include "split.h"

/*
 * One document, several places: SDQ, LOC with QTY, a line's Delivery say how
 * much of a line goes where.  Each place gets an order of its own with its
 * part of the lines; lines that name no place stay in the order of the
 * document's own place of delivery.  The ids are the order's with the place
 * behind it, and all share references.document.  No unit is made or lost:
 * the parts of a line add up to the line.
 *
 * Allowances and charges that are amounts are shared out in proportion to
 * the quantities, so that they too add up.
 */
struct place {
	struct ou_str id;
	const struct split *split;
	uint32_t n_lines;
	struct ou_order *order;
	struct ou_order_line *last;	/* filled last */
	uint32_t last_from;		/* which line that was, from 1 */
};

struct places {
	struct place *list;
	uint32_t n, cap;
	uint32_t *slots;		/* open addressing, number + 1 */
	uint32_t mask;
	uint32_t whole_lines;		/* with no place of their own */
};

static uint32_t
count_splits(const struct splitter *c)
{
	uint32_t i, n = 0;

	for (i = 0; i < c->o->n_lines; i++)
		n += c->lines[i].n_splits;
	return n;
}

static uint32_t
find_place(struct places *p, const struct split *split)
{
	uint32_t i = (uint32_t)ou_str_hash(split->id) & p->mask;

	for (; p->slots[i] != 0; i = (i + 1) & p->mask) {
		if (ou_str_eq(p->list[p->slots[i] - 1].id, split->id))
			return p->slots[i] - 1;
	}
	p->slots[i] = ++p->n;
	p->list[p->n - 1] = (struct place){ .id = split->id, .split = split };
	return p->n - 1;
}

static void
gather(struct splitter *c, struct places *p, uint32_t n)
{
	struct split *s;
	uint32_t i, k;

	for (p->mask = 15; p->mask < 2 * n; p->mask = p->mask * 2 + 1)
		;
	p->list = ou_arena_array(&c->im->arena, n, sizeof(*p->list));
	p->slots = ou_arena_array(&c->im->arena, p->mask + 1,
	    sizeof(*p->slots));
	for (i = 0; i < c->o->n_lines; i++) {
		p->whole_lines += c->lines[i].n_splits == 0;
		for (k = 0; k < c->lines[i].n_splits; k++) {
			s = &c->lines[i].splits[k];
			s->order = find_place(p, s);
			p->list[s->order].n_lines++;
		}
	}
}

/* A copy that later additions do not share with the original. */
static void *
copy_list(struct splitter *c, const void *from, uint32_t n, size_t size)
{
	uint32_t cap = 8;
	void *to;

	if (n == 0)
		return NULL;
	while (cap < n)
		cap *= 2;
	to = ou_arena_array(&c->im->arena, cap, size);
	memcpy(to, from, n * size);
	return to;
}

static void
address_of(struct splitter *c, struct ou_order *o, const struct place *place)
{
	struct ou_delivery *d;
	struct ou_address *a;

	d = ou_arena_zalloc(&c->im->arena, sizeof(*d));
	if (c->o->delivery != NULL)
		*d = *c->o->delivery;
	o->delivery = d;
	if (place->split->address != NULL) {
		d->address = place->split->address;
		return;
	}
	a = ou_arena_zalloc(&c->im->arena, sizeof(*a));
	if (place->split->gln)
		a->gln = place->id;
	else
		a->id = place->id;
	/* where the message itself wanted the goods: a place to pass
	 * through, or the same one in words */
	if (d->address != NULL) {
		ou_import_extra(c->im, &o->extra, &o->n_extra,
		    OU_STR("deliveryAddress.name"), d->address->name);
		ou_import_extra(c->im, &o->extra, &o->n_extra,
		    OU_STR("deliveryAddress.id"), d->address->id.n > 0 ?
		    d->address->id : d->address->gln);
	}
	d->address = a;
}

static struct ou_order *
order_for(struct splitter *c, const struct place *place)
{
	struct ou_order *o = ou_arena_alloc(&c->im->arena, sizeof(*o));
	struct ou_references *r = ou_arena_zalloc(&c->im->arena, sizeof(*r));
	const char *channel = c->im->channel;

	*o = *c->o;
	if (o->references != NULL)
		*r = *o->references;
	o->references = r;
	if (r->document.n == 0)
		r->document = o->number;
	o->holds = copy_list(c, o->holds, o->n_holds, sizeof(*o->holds));
	o->extra = copy_list(c, o->extra, o->n_extra, sizeof(*o->extra));
	o->lines = NULL;
	o->n_lines = 0;
	if (place == NULL)
		return o;
	address_of(c, o, place);
	o->id = ou_str_printf(&c->im->arena, "%.*s:%.*s%s%.*s/%.*s",
	    OU_STR_ARG(channel != NULL ? ou_str_c(channel) : o->channel),
	    OU_STR_ARG(o->number), r->release.n > 0 ? "/" : "",
	    OU_STR_ARG(r->release), OU_STR_ARG(place->id));
	return o;
}

/* The part of an allowance that goes with ${part} of ${whole}. */
static void
share_line(struct splitter *c, struct ou_order_line *line, uint32_t from,
    uint32_t part)
{
	const struct ou_order_line *whole = &c->o->lines[from];
	const struct split_line *li = &c->lines[from];
	struct ou_amount *weights, *parts;
	uint32_t i, k;

	if (whole->n_allowances == 0)
		return;
	line->allowances = copy_list(c, whole->allowances,
	    whole->n_allowances, sizeof(*whole->allowances));
	weights = ou_arena_array(&c->im->arena, li->n_splits,
	    2 * sizeof(*weights));
	parts = weights + li->n_splits;
	for (i = 0; i < li->n_splits; i++)
		weights[i] = (struct ou_amount){
		    .v = li->splits[i].quantity.v / 1000, .given = true };
	for (k = 0; k < line->n_allowances; k++) {
		if (!line->allowances[k].amount.given ||
		    line->allowances[k].percent.given)
			continue;
		if (ou_amount_spread(parts, li->n_splits, weights,
		    line->allowances[k].amount, 2, NULL) == 0)
			line->allowances[k].amount = parts[part];
	}
}

/* Two entries for the same place are one line with a schedule. */
static void
merge(struct splitter *c, struct ou_order_line *line, const struct split *s)
{
	struct ou_schedule *list;
	uint32_t n = line->n_schedule;

	if (n == 0) {
		list = ou_arena_array(&c->im->arena, 1, sizeof(*list));
		list[0].quantity = line->quantity;
		list[0].requested_date = line->requested_date;
		line->schedule = list;
		n = 1;
	}
	list = ou_arena_array(&c->im->arena, n + 1, sizeof(*list));
	memcpy(list, line->schedule, n * sizeof(*list));
	list[n].quantity = s->quantity;
	list[n].requested_date = s->date;
	line->schedule = list;
	line->n_schedule = n + 1;
	/* the sum was checked when the line ended */
	line->quantity.v += s->quantity.v;
}

/* What is said of the whole line cannot be said of its parts. */
static void
leave_behind(struct splitter *c, struct ou_order_line *line)
{
	char quantity[OU_DECIMAL_MAX], date[16];
	const struct ou_schedule *s;
	struct ou_date d;
	uint32_t i;

	if (line->total.given)
		ou_import_extra(c->im, &line->extra, &line->n_extra,
		    OU_STR("lineTotal"), ou_str_make(quantity,
		    ou_amount_text(quantity, line->total)));
	line->total = (struct ou_amount){ 0 };
	for (i = 0; i < line->n_schedule; i++) {
		s = &line->schedule[i];
		d = ou_date_given(s->requested_date) ? s->requested_date :
		    s->requested_ship_date;
		ou_import_extra(c->im, &line->extra, &line->n_extra,
		    OU_STR("deliverySchedule"), ou_str_printf(&c->im->arena,
		    "%.*s: %.*s", ou_date_given(d) ?
		    (int)ou_date_text(date, d) : 0, date,
		    (int)ou_quantity_text(quantity, s->quantity), quantity));
	}
	line->schedule = NULL;
	line->n_schedule = 0;
}

static void
fill_split(struct splitter *c, struct place *place, uint32_t from,
    uint32_t part)
{
	const struct split *s = &c->lines[from].splits[part];
	struct ou_order_line *line;

	if (place->last_from == from + 1) {
		merge(c, place->last, s);
		return;
	}
	line = &place->order->lines[place->order->n_lines++];
	*line = c->o->lines[from];
	line->quantity = s->quantity;
	line->extra = copy_list(c, line->extra, line->n_extra,
	    sizeof(*line->extra));
	if (c->lines[from].n_splits > 1)
		leave_behind(c, line);
	if (ou_date_given(s->date))
		line->requested_date = s->date;
	share_line(c, line, from, part);
	place->last = line;
	place->last_from = from + 1;
}

/* Amounts of the whole order, shared out over the orders. */
static void
share_head(struct splitter *c, struct ou_order **orders, uint32_t n)
{
	struct ou_amount *weights, *parts;
	struct ou_allowance *x;
	uint32_t i, k, m;

	if (c->o->n_allowances == 0 || n < 2)
		return;
	weights = ou_arena_array(&c->im->arena, n, 2 * sizeof(*weights));
	parts = weights + n;
	for (i = 0; i < n; i++) {
		orders[i]->allowances = copy_list(c, c->o->allowances,
		    c->o->n_allowances, sizeof(*x));
		weights[i].given = true;
		for (m = 0; m < orders[i]->n_lines; m++)
			weights[i].v += orders[i]->lines[m].quantity.v / 1000;
	}
	for (k = 0; k < c->o->n_allowances; k++) {
		x = &c->o->allowances[k];
		if (!x->amount.given || x->percent.given ||
		    ou_amount_spread(parts, n, weights, x->amount, 2,
		    NULL) != 0)
			continue;
		for (i = 0; i < n; i++)
			orders[i]->allowances[k].amount = parts[i];
	}
}

uint32_t
ou_split_order(struct splitter *c, struct ou_order ***out)
{
	struct places p = { 0 };
	struct ou_order **orders, *rest = NULL;
	const struct split_line *li;
	uint32_t i, k, n = 0;

	gather(c, &p, count_splits(c));
	orders = ou_arena_array(&c->im->arena, p.n + 1, sizeof(*orders));
	if (p.whole_lines > 0) {
		rest = orders[n++] = order_for(c, NULL);
		rest->lines = ou_arena_array(&c->im->arena, p.whole_lines,
		    sizeof(*rest->lines));
	}
	for (i = 0; i < p.n; i++) {
		orders[n++] = p.list[i].order = order_for(c, &p.list[i]);
		p.list[i].order->lines = ou_arena_array(&c->im->arena,
		    p.list[i].n_lines, sizeof(*rest->lines));
	}
	for (i = 0; i < c->o->n_lines; i++) {
		li = &c->lines[i];
		if (li->n_splits == 0)
			rest->lines[rest->n_lines++] = c->o->lines[i];
		for (k = 0; k < li->n_splits; k++)
			fill_split(c, &p.list[li->splits[k].order], i, k);
	}
	share_head(c, orders, n);
	*out = orders;
	return n;
}
