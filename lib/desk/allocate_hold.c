#include <string.h>

#include "allocate.h"
#include "ou/model/lines.h"

/*
 * What an order holds in the store, against what its lines say.
 *
 * Before an order is served its lines are made to say what the store knows:
 * a record that comes for the first time with new content, or from a run
 * without the store, cannot know it.  Afterwards the two are compared, part
 * by part, and the difference is closed and reserved.
 */

/* A part of an allocation, as the store keeps it. */
struct part {
	struct ou_str line;
	struct ou_stock_key key;
	struct ou_str receipt;
	int64_t stock;
	struct ou_time expires;
};

struct parts {
	struct part *v;
	uint32_t n, cap;
	bool exact;			/* all could be told in stock units */
};

static bool
same_place(const struct part *p, const struct ou_reservation *r)
{
	return ou_str_eq(p->line, r->line) &&
	    ou_str_eq(p->key.sku, r->key.sku) &&
	    ou_str_eq(p->key.location, r->key.location) &&
	    ou_str_eq(p->key.lot, r->key.lot) &&
	    ou_str_eq(p->receipt, r->receipt);
}

static void
add_part(struct parts *to, struct ou_arena *a, const struct part *p)
{
	if (p->stock <= 0)
		return;
	if (to->n == to->cap) {
		to->cap = to->cap * 2 + 8;
		to->v = ou_arena_extend(a, to->v, to->n * sizeof(*p),
		    to->cap * sizeof(*p));
	}
	to->v[to->n++] = *p;
}

/* The parts of one allocation; what waits for no receipt is none. */
static void
allocation_parts(struct parts *to, struct ou_arena *a,
    const struct ou_allocator_line *know, const struct ou_allocation *x)
{
	struct part p = { .line = know->name, .expires = x->expires };
	struct ou_quantity stock;
	const struct ou_component *c;
	uint32_t i;

	for (i = 0; i < x->n_components; i++) {
		c = &x->components[i];
		p.key = (struct ou_stock_key){ .sku = c->sku,
		    .location = c->location, .lot = c->lot };
		p.receipt = c->reference;
		p.stock = c->quantity.v;
		add_part(to, a, &p);
	}
	if (x->n_components != 0 || (x->backorder == OU_FLAG_YES &&
	    x->reference.n == 0))
		return;
	p.key = (struct ou_stock_key){ .sku = know->sku,
	    .location = x->location, .lot = x->lot };
	p.receipt = x->reference;
	if (ou_quantity_convert(&stock, x->quantity, know->factor.given
	    ? know->factor : ou_quantity_of(1), NULL) != 0)
		to->exact = false;
	else
		p.stock = stock.v;
	add_part(to, a, &p);
}

/* ${fresh}: only of allocations that the record did not come with. */
static struct parts
line_parts(struct ou_arena *a, const struct ou_order *o, uint32_t line,
    const struct ou_allocator_line *know, bool fresh)
{
	const struct ou_order_line *l = &o->lines[line];
	struct parts p = { .exact = true };
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		if (!fresh || l->allocations[i].node == 0)
			allocation_parts(&p, a, know,
			    &l->allocations[i]);
	}
	return p;
}

/* The reservations of an order stand together. */
static struct ou_reservation *
own_of(const struct ou_allocate_store *s, struct ou_str order, uint32_t *n)
{
	uint32_t low = 0, high = s->n_own, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (ou_str_cmp(s->own[mid].order, order) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < s->n_own &&
	    ou_str_eq(s->own[low + *n].order, order); (*n)++)
		continue;
	return *n != 0 ? &s->own[low] : NULL;
}

static bool
counts(const struct ou_reservation *r)
{
	return r->quantity.v > 0 && (r->state == OU_RESERVED ||
	    r->state == OU_RESERVATION_SHIPPED);
}

/* Take off the parts what the reservations of this state have. */
static void
match(struct parts *p, struct ou_reservation *own, uint32_t n,
    enum ou_reservation_state state)
{
	struct ou_reservation *r;
	struct part *x;
	int64_t both;
	uint32_t i, k;

	for (i = 0; i < p->n; i++) {
		x = &p->v[i];
		for (k = 0; k < n && x->stock > 0; k++) {
			r = &own[k];
			if (r->state != state || !same_place(x, r))
				continue;
			both = x->stock < r->quantity.v ? x->stock
			    : r->quantity.v;
			x->stock -= both;
			r->quantity.v -= both;
		}
	}
}

/* --- before --- */

static struct ou_date
expected(const struct ou_allocate_store *s, const struct ou_reservation *r)
{
	uint32_t i;

	for (i = 0; i < s->n_coming; i++) {
		if (ou_str_eq(s->coming[i].reference, r->receipt) &&
		    ou_str_eq(s->coming[i].sku, r->key.sku) &&
		    ou_str_eq(s->coming[i].location, r->key.location))
			return s->coming[i].expected;
	}
	return (struct ou_date){ 0, 0, 0 };
}

/* Does the line already say what the store knows? */
static bool
agrees(struct ou_arena *a, const struct ou_order *o, uint32_t line,
    const struct ou_allocator_line *know, const struct ou_reservation *own,
    uint32_t n)
{
	struct ou_reservation *copy = ou_arena_array(a, n, sizeof(*copy));
	struct parts p = line_parts(a, o, line, know, false);
	uint32_t i;

	if (n != 0)
		memcpy(copy, own, n * sizeof(*copy));
	match(&p, copy, n, OU_RESERVED);
	match(&p, copy, n, OU_RESERVATION_SHIPPED);
	for (i = 0; i < p.n; i++) {
		if (p.v[i].stock != 0)
			return false;
	}
	for (i = 0; i < n; i++) {
		if (ou_str_eq(copy[i].line, know->name) && counts(&copy[i]))
			return false;
	}
	return p.exact;
}

/* A reservation of the line's own item, in the line's units, as an
 * allocation; false: that cannot be said. */
static bool
as_allocation(const struct ou_allocate *x, const struct ou_reservation *r,
    const struct ou_allocator_line *know, struct ou_allocation *to)
{
	struct ou_quantity q, factor = know->factor.given ? know->factor
	    : ou_quantity_of(1);

	memset(to, 0, sizeof(*to));
	if (know->sku.n == 0 || !ou_str_eq(r->key.sku, know->sku) ||
	    ou_quantity_ratio(&q, r->quantity, factor, NULL) != 0 ||
	    (!know->divisible && factor.v > 1000000 && q.v % 1000000 != 0))
		return false;
	to->location = r->key.location;
	to->lot = r->key.lot;
	to->quantity = q;
	to->expires = r->expires;
	if (r->receipt.n != 0) {
		to->backorder = OU_FLAG_YES;
		to->reference = r->receipt;
		to->expected_date = expected(x->store, r);
	}
	return true;
}

/* What the store holds for a line becomes what the line says; what cannot be
 * said in its words (a kit, a substitute, another item or unit) goes back to
 * the stock and is decided again. */
static void
recall_line(struct ou_allocate *x, struct ou_arena *a,
    const struct ou_order *o, uint32_t line, struct ou_allocator_line *know,
    const struct ou_reservation *own, uint32_t n)
{
	struct ou_order_line *l = &o->lines[line];
	struct ou_allocation *all = ou_arena_array(a, n + (size_t)1,
	    sizeof(*all)), *to = all;
	struct ou_quantities *q = l->quantities;
	uint32_t i;

	if (q == NULL)
		q = l->quantities = ou_arena_zalloc(a, sizeof(*q));
	q->allocated.v = q->backordered.v = 0;
	for (i = 0; i < n; i++) {
		if (!ou_str_eq(own[i].line, know->name) || !counts(&own[i]))
			continue;
		if (as_allocation(x, &own[i], know, to)) {
			if (to->backorder == OU_FLAG_YES)
				q->backordered.v += to->quantity.v;
			else
				q->allocated.v += to->quantity.v;
			to++;
		} else if (own[i].state == OU_RESERVED)
			ou_allocator_give(x->allocator, o, own[i].key.sku,
			    own[i].key.location, own[i].key.lot,
			    own[i].receipt, own[i].quantity);
	}
	q->ordered = l->quantity;
	q->allocated.given = q->allocated.v != 0;
	q->backordered.given = q->backordered.v != 0;
	l->allocations = all;
	l->n_allocations = (uint32_t)(to - all);
	know->changed = true;
}

/* Does the line say that it takes this item as a part? */
static bool
names(const struct ou_order_line *l, struct ou_str sku)
{
	const struct ou_allocation *x;
	uint32_t i, k;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		for (k = 0; k < x->n_components; k++) {
			if (ou_str_eq(x->components[k].sku, sku))
				return true;
		}
	}
	return false;
}

/*
 * Goods have left for a line, and what the store and the record say of them
 * cannot be brought together.  UNSAID: the store knows of another item, as of
 * a kit or a substitute, that the record does not name: it is older than
 * that.  UNKNOWN: the store has not seen them leave.  Both stand as they are.
 */
enum gone {
	NOT_GONE, GONE_UNSAID, GONE_UNKNOWN
};

static enum gone
is_gone(struct ou_arena *a, const struct ou_order *o, uint32_t line,
    const struct ou_reservation *own, uint32_t n,
    const struct ou_allocator_line *know)
{
	const struct ou_order_line *l = &o->lines[line];
	const struct ou_quantities *q = l->quantities;
	struct ou_quantity left = { 0, true };
	bool any = false, parts = false;
	uint32_t i;

	if (q != NULL && ou_quantity_convert(&left, q->shipped,
	    know->factor.given ? know->factor : ou_quantity_of(1), NULL) != 0)
		left.v = 0;
	for (i = 0; i < n; i++) {
		if (!ou_str_eq(own[i].line, know->name) || !counts(&own[i]))
			continue;
		any = true;
		if (!ou_str_eq(own[i].key.sku, know->sku))
			parts = true;
		if (own[i].state != OU_RESERVATION_SHIPPED)
			continue;
		left.v -= own[i].quantity.v;
		if (!ou_str_eq(own[i].key.sku, know->sku) &&
		    !names(l, own[i].key.sku))
			return GONE_UNSAID;
	}
	if (!any)
		return q != NULL && (q->shipped.v > 0 || q->picked.v > 0)
		    ? GONE_UNKNOWN : NOT_GONE;
	return !parts && left.v > 0 && !agrees(a, o, line, know, own, n)
	    ? GONE_UNKNOWN : NOT_GONE;
}

/* Served as it stands it would get a second time what it has got. */
static void
hold_older(struct ou_run *run, struct ou_record *record, struct ou_order *o,
    struct ou_str number)
{
	if (ou_run_hold(run, o, OU_DIAG_HOLD_QUANTITY, number, NULL,
	    "line %.*s: goods have left for it that it does not speak of: "
	    "this is an older version of the order", OU_STR_ARG(number)))
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
}

/* The order as it was put last, where goods have left for it. */
static int
load_shipped(struct ou_allocate *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_reservation *own, uint32_t n,
    const struct ou_order **put)
{
	struct ou_ledger_version version;
	uint32_t i;

	*put = NULL;
	for (i = 0; i < n && own[i].state != OU_RESERVATION_SHIPPED; i++)
		continue;
	if (i == n)
		return 0;
	if (ou_ledger_version(x->store->ledger, &run->record_arena, o->id, 0,
	    &version, &run->err) != 0)
		return -1;
	*put = version.order;
	return 0;
}

/* The same line of it, in the same unit. */
static const struct ou_order_line *
line_of(const struct ou_order *put, const struct ou_str *names,
    const struct ou_order_line *l, struct ou_str name)
{
	uint32_t i;

	for (i = 0; put != NULL && i < put->n_lines; i++) {
		if (ou_str_eq(names[i], name))
			return put->lines[i].quantities != NULL &&
			    ou_str_eq(put->lines[i].unit, l->unit)
			    ? &put->lines[i] : NULL;
	}
	return NULL;
}

/* What has left has left, also where the record does not know it: it must not
 * be shipped a second time. */
static void
recall_shipped(struct ou_arena *a, struct ou_order_line *l,
    const struct ou_order_line *put, struct ou_allocator_line *know)
{
	struct ou_quantities *q = l->quantities;

	if (put == NULL || put->quantities->shipped.v <=
	    (q != NULL ? q->shipped.v : 0))
		return;
	if (q == NULL)
		q = l->quantities = ou_arena_zalloc(a, sizeof(*q));
	q->ordered = l->quantity;
	q->shipped = put->quantities->shipped;
	know->changed = true;
}

/* The line becomes what it was when it was put. */
static void
recall_put(struct ou_arena *a, struct ou_order_line *l,
    const struct ou_order_line *put, struct ou_allocator_line *know)
{
	struct ou_quantities *q = l->quantities;
	uint32_t i, k, node = 0;

	if (q == NULL)
		q = l->quantities = ou_arena_zalloc(a, sizeof(*q));
	node = q->node;
	*q = *put->quantities;
	q->node = node;
	l->n_allocations = put->n_allocations;
	l->allocations = ou_arena_array(a, put->n_allocations,
	    sizeof(*l->allocations));
	for (i = 0; i < put->n_allocations; i++) {
		l->allocations[i] = put->allocations[i];
		l->allocations[i].node = 0;
		for (k = 0; k < put->allocations[i].n_components; k++)
			l->allocations[i].components[k].node = 0;
	}
	know->changed = true;
}

int
ou_allocate_store_recall(struct ou_allocate *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o,
    struct ou_allocator_line *lines)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_order_line *line;
	const struct ou_order *put;
	struct ou_reservation *own;
	struct ou_str *names = NULL;
	enum gone gone;
	uint32_t i, n;

	own = own_of(x->store, o->id, &n);
	if (load_shipped(x, run, o, own, n, &put) != 0)
		return -1;
	if (put != NULL)
		names = ou_line_names(a, put);
	if (put != NULL)
		ou_allocate_recall_parcels(a, record, o, put);
	for (i = 0; i < o->n_lines; i++) {
		line = line_of(put, names, &o->lines[i], lines[i].name);
		gone = is_gone(a, o, i, own, n, &lines[i]);
		if (gone == GONE_UNSAID && line != NULL &&
		    ou_str_is(o->status, "OrderCancelled"))
			recall_put(a, &o->lines[i], line, &lines[i]);
		else if (gone == GONE_UNSAID)
			hold_older(run, record, o, lines[i].name);
		if (gone != NOT_GONE)
			continue;
		if (!agrees(a, o, i, &lines[i], own, n))
			recall_line(x, a, o, i, &lines[i], own, n);
		recall_shipped(a, &o->lines[i], line, &lines[i]);
	}
	return 0;
}

/* --- after --- */

/* What a line holds stays with it. */
static void
leave(struct ou_reservation *own, uint32_t n, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(own[i].line, name))
			own[i].quantity.v = 0;
	}
}

int
ou_allocate_store_close(struct ou_allocate *x, struct ou_run *run,
    const struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_allocate_store *s = x->store;
	struct ou_reservation *own, *copy;
	struct ou_allocator_line *know;
	struct parts p;
	uint32_t i, n;

	own = own_of(s, o->id, &n);
	if (n == 0)
		return 0;
	copy = ou_arena_array(a, n, sizeof(*copy));
	memcpy(copy, own, n * sizeof(*copy));
	know = ou_allocate_know(x, a, o);
	for (i = 0; i < o->n_lines; i++) {
		if (is_gone(a, o, i, own, n, &know[i]) != NOT_GONE) {
			leave(copy, n, know[i].name);
			continue;
		}
		p = line_parts(a, o, i, &know[i], false);
		match(&p, copy, n, OU_RESERVATION_SHIPPED);
		match(&p, copy, n, OU_RESERVED);
	}
	for (i = 0; i < n; i++) {
		if (copy[i].state != OU_RESERVED || copy[i].quantity.v == 0)
			continue;
		if (ou_store_reservation_close(s->store, copy[i].number,
		    copy[i].quantity, OU_RESERVATION_RELEASED,
		    &run->err) != 0)
			return -1;
		own[i].quantity.v -= copy[i].quantity.v;
	}
	return 0;
}

static int
reserve(struct ou_allocate *x, struct ou_run *run, const struct ou_order *o,
    const struct part *p)
{
	struct ou_reservation r;

	memset(&r, 0, sizeof(r));
	r.order = o->id;
	r.line = p->line;
	r.key = p->key;
	r.receipt = p->receipt;
	r.quantity = (struct ou_quantity){ p->stock, true };
	r.channel = o->channel;
	r.segment = o->segment;
	if (o->customer != NULL)
		r.customer = o->customer->id;
	r.expires = p->expires;
	return ou_store_reserve(x->store->store, &r, &run->err);
}

int
ou_allocate_store_reserve(struct ou_allocate *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_allocator_line *lines)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_reservation *own, *copy;
	struct parts p;
	uint32_t i, k, n;
	bool fresh;

	own = own_of(x->store, o->id, &n);
	copy = ou_arena_array(a, n, sizeof(*copy));
	if (n != 0)
		memcpy(copy, own, n * sizeof(*copy));
	for (i = 0; i < o->n_lines; i++) {
		fresh = is_gone(a, o, i, own, n, &lines[i]) != NOT_GONE;
		p = line_parts(a, o, i, &lines[i], fresh);
		match(&p, copy, n, OU_RESERVATION_SHIPPED);
		match(&p, copy, n, OU_RESERVED);
		for (k = 0; k < p.n; k++) {
			if (p.v[k].stock > 0 &&
			    reserve(x, run, o, &p.v[k]) != 0)
				return -1;
		}
	}
	return 0;
}
