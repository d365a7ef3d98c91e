#include "allocation.h"
#include "ou/model/components.h"

/*
 * What a record already has: counted off the stock, or given back.
 */
int64_t
ou_allocator_factor(const struct ou_allocator_line *line)
{
	return line->factor.given ? line->factor.v : OU_MICRO;
}

int
ou_allocator_line_open(const struct ou_order_line *line,
    struct ou_quantity *open, struct ou_err *err)
{
	const struct ou_quantities *q = line->quantities;
	__int128 v = line->quantity.v;

	if (line->quantity.v <= 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "nothing is ordered");
	if (q != NULL)
		v = v - q->allocated.v - q->backordered.v - q->cancelled.v;
	if (v < 0 || v > INT64_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "more is allocated, backordered and cancelled than was "
		    "ordered");
	*open = (struct ou_quantity){ (int64_t)v, true };
	return 0;
}

/* --- counting --- */

/* Something that is held, as a reservation of one item. */
struct held {
	struct ou_str location, lot, reference;
	int64_t stock;
};

/* Take from the rows that fit, as far as they go; true: all of it. */
static bool
count_rows(const struct ou_allocator *al, struct item *item,
    const struct ou_order *o, const struct held *h)
{
	int64_t stock = h->stock, part;
	struct row *r;
	bool same;
	int loose;

	/* Rows of the very place first, then those that may be it. */
	for (loose = 0; loose < 2; loose++) {
		for (r = item->rows; r != NULL && stock > 0; r = r->next) {
			same = ou_str_eq(r->location, h->location);
			if (!ou_str_eq(r->lot, h->lot) || (!same && (!loose ||
			    (h->location.n != 0 && r->location.n != 0))))
				continue;
			part = stock < row_left(r) ? stock : row_left(r);
			if (part == 0)
				continue;
			r->left -= part;
			r->taken += part;
			stock -= part;
			if (item->quotas != NULL)
				(void)ou_quota_use(al->arena, item, o->channel,
				    o->segment, r->place, part);
		}
	}
	return stock == 0;
}

static void
count_receipts(const struct item *item, const struct held *h)
{
	int64_t stock = h->stock, part;
	struct receipt *r;

	for (r = item->receipts; r != NULL && stock > 0; r = r->next) {
		if (!ou_str_eq(r->reference, h->reference))
			continue;
		part = stock < r->left ? stock : r->left;
		r->left -= part;
		r->promised += part;
		stock -= part;
	}
}

/* One item's part of what is held; false: more than there is. */
static bool
count_one(struct ou_allocator *al, const struct ou_order *o,
    struct ou_str sku, const struct held *h, bool waits)
{
	struct item *item = ou_allocator_item(al, sku);

	if (h->reference.n != 0) {
		if (item != NULL && !al->options.promised_counts)
			count_receipts(item, h);
		return true;
	}
	if (waits)
		return true;
	if (al->options.reserved_counts) {
		if (item != NULL && item->quotas != NULL)
			(void)ou_quota_use(al->arena, item, o->channel,
			    o->segment, ou_allocator_place(al, h->location),
			    h->stock);
		return true;
	}
	return item != NULL && count_rows(al, item, o, h);
}

static bool
count_allocation(struct ou_allocator *al, const struct ou_order *o,
    const struct ou_allocator_line *line, const struct ou_allocation *x)
{
	const struct ou_component *c;
	struct held h;
	bool all = true;
	uint32_t i;

	for (i = 0; i < x->n_components; i++) {
		c = &x->components[i];
		h = (struct held){ c->location, c->lot, c->reference,
		    c->quantity.v };
		all = count_one(al, o, c->sku, &h, false) && all;
	}
	if (x->n_components != 0)
		return all;
	h = (struct held){ x->location, x->lot, x->reference,
	    ou_grain_to_stock(x->quantity.v, ou_allocator_factor(line)) };
	return count_one(al, o, line->sku, &h, x->backorder == OU_FLAG_YES);
}

/* Every part must be a number of stock units, before any is counted. */
static int
check_allocations(const struct ou_order *o,
    const struct ou_allocator_line *lines, struct ou_err *err)
{
	const struct ou_allocation *x;
	uint32_t i, k, c;
	bool bad;

	for (i = 0; i < o->n_lines; i++) {
		for (k = 0; lines[i].sku.n != 0 &&
		    k < o->lines[i].n_allocations; k++) {
			x = &o->lines[i].allocations[k];
			bad = x->quantity.v < 0 || (x->n_components == 0 &&
			    x->quantity.v != 0 &&
			    ou_grain_to_stock(x->quantity.v,
			    ou_allocator_factor(&lines[i])) <= 0);
			for (c = 0; c < x->n_components; c++)
				bad = bad || x->components[c].quantity.v < 0;
			if (!bad)
				continue;
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
			    "not a whole number of stock units");
			return ou_err_in(err, "orderedItem.%u.allocations.%u",
			    i, k);
		}
	}
	return 0;
}

int
ou_allocator_count(struct ou_allocator *al, const struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_err *err)
{
	uint32_t i, k;

	if (check_allocations(o, lines, err) != 0)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		for (k = 0; lines[i].sku.n != 0 &&
		    k < o->lines[i].n_allocations; k++) {
			if (!count_allocation(al, o, &lines[i],
			    &o->lines[i].allocations[k]))
				lines[i].missing = true;
		}
	}
	return 0;
}

/* --- giving back --- */

static void
back_to_receipt(struct item *item, const struct held *h)
{
	struct receipt *r;

	for (r = item->receipts; r != NULL; r = r->next) {
		if (!ou_str_eq(r->reference, h->reference) ||
		    !ou_str_eq(r->location, h->location))
			continue;
		r->left += h->stock;
		r->promised -= h->stock;
		return;
	}
}

/* Units that the stock knows as reserved go back to their row. */
static void
back_to_row(struct ou_allocator *al, const struct ou_order *o,
    struct ou_str sku, const struct held *h)
{
	struct item *item = ou_allocator_item(al, sku);
	struct row *r;

	if (item == NULL)
		return;
	if (h->reference.n != 0) {
		if (al->options.promised_counts)
			back_to_receipt(item, h);
		return;
	}
	if (!al->options.reserved_counts)
		return;
	for (r = item->rows; r != NULL; r = r->next) {
		if (!ou_str_eq(r->location, h->location) ||
		    !ou_str_eq(r->lot, h->lot))
			continue;
		r->left += h->stock;
		r->taken -= h->stock;
		ou_quota_unuse(item, o->channel, o->segment, r->place,
		    h->stock);
		return;
	}
}

void
ou_allocator_give(struct ou_allocator *al, const struct ou_order *o,
    struct ou_str sku, struct ou_str location, struct ou_str lot,
    struct ou_str receipt, struct ou_quantity quantity)
{
	struct held h = { location, lot, receipt, quantity.v };

	back_to_row(al, o, sku, &h);
}

struct back {
	struct ou_allocator *al;
	struct ou_arena *arena;
	const struct ou_order *order;
	struct ou_allocator_line *know;
	struct ou_order_line *line;
	enum ou_allocator_release which;
	const struct ou_time *now;
	int64_t wanted;			/* to give back in all */
	int64_t floor;			/* stays allocated */
	int64_t done;
};

/* Of the ${sum} units of one component, how many belong to ${keep} of ${of}
 * units of the line; -1: that cannot be parted. */
static int64_t
component_part(int64_t sum, int64_t keep, int64_t of)
{
	__int128 v = (__int128)sum * keep;

	if (v % of != 0 || (sum % OU_MICRO == 0 &&
	    v / of % OU_MICRO != 0))
		return -1;
	return (int64_t)(v / of);
}

static bool
can_part(const struct ou_allocation *x, int64_t keep)
{
	int64_t sum;
	uint32_t i;

	for (i = 0; i < x->n_components;) {
		i += ou_component_item(x, i, &sum);
		if (component_part(sum, keep, x->quantity.v) < 0)
			return false;
	}
	return true;
}

/* Keep what belongs to ${keep} of the allocation's units; what stands first of
 * a component leaves first, so the last ones go back. */
static void
part_components(struct back *b, struct ou_allocation *x, int64_t keep)
{
	struct ou_component *all, *c;
	uint32_t i, k, end, n = 0;
	int64_t sum, left;
	struct held h;

	all = ou_arena_array(b->arena, x->n_components, sizeof(*all));
	for (i = 0; i < x->n_components; i = end) {
		end = i + ou_component_item(x, i, &sum);
		left = component_part(sum, keep, x->quantity.v);
		for (k = i; k < end; k++) {
			c = &all[n];
			*c = x->components[k];
			if (c->quantity.v > left)
				c->quantity.v = left;
			left -= c->quantity.v;
			h = (struct held){ c->location, c->lot, c->reference,
			    x->components[k].quantity.v - c->quantity.v };
			if (h.stock > 0)
				back_to_row(b->al, b->order, c->sku, &h);
			n += c->quantity.v > 0;
		}
	}
	x->components = all;
	x->n_components = n;
}

/* Give back ${quantity} of an allocation (the line's units); how much it was
 * in the end. */
static int64_t
give_back(struct back *b, struct ou_allocation *x, int64_t quantity)
{
	int64_t factor = ou_allocator_factor(b->know), stock;
	struct held h;

	if (quantity > x->quantity.v)
		quantity = x->quantity.v;
	if (x->n_components != 0) {
		part_components(b, x, x->quantity.v - quantity);
		x->quantity.v -= quantity;
		return quantity;
	}
	/* What cannot be parted in stock units goes as a whole. */
	stock = ou_grain_to_stock(quantity, factor);
	if (stock <= 0) {
		quantity = x->quantity.v;
		stock = ou_grain_to_stock(quantity, factor);
	}
	x->quantity.v -= quantity;
	if (x->backorder != OU_FLAG_YES || x->reference.n != 0) {
		h = (struct held){ x->location, x->lot, x->reference, stock };
		back_to_row(b->al, b->order, b->know->sku, &h);
	}
	return quantity;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* How much of the line has to be given back. */
static int64_t
surplus(const struct ou_order_line *l)
{
	const struct ou_quantities *q = l->quantities;
	__int128 v = (__int128)q->allocated.v + q->backordered.v +
	    q->cancelled.v - l->quantity.v;

	return v <= 0 ? 0 : v > INT64_MAX ? INT64_MAX : (int64_t)v;
}

static bool
has_run_out(const struct ou_allocation *x, const struct ou_time *now)
{
	return ou_date_given(x->expires.date) &&
	    ou_time_seconds(&x->expires) <= ou_time_seconds(now);
}

static void
back_one(struct back *b, struct ou_allocation *x, bool waits)
{
	struct ou_quantity *q = waits ? &b->line->quantities->backordered
	    : &b->line->quantities->allocated;
	int64_t n = b->wanted - b->done, can = q->v;

	if ((x->backorder == OU_FLAG_YES) != waits ||
	    (b->which == OU_RELEASE_EXPIRED && !has_run_out(x, b->now)))
		return;
	if (!waits)
		can -= b->floor;
	if (n > can)
		n = can;
	if (n <= 0)
		return;
	/* A kit goes back as a whole where it cannot be parted, but not when
	 * it is in part picked. */
	if (x->n_components != 0 && n < x->quantity.v &&
	    !can_part(x, x->quantity.v - n)) {
		if (x->quantity.v > can)
			return;
		n = x->quantity.v;
	}
	n = give_back(b, x, n);
	q->v -= n;
	q->given = q->v != 0;
	b->done += n;
}

/* What is said to wait, and no allocation says for what. */
static void
back_loose(struct back *b)
{
	struct ou_quantity *q = &b->line->quantities->backordered;
	int64_t loose = q->v;
	uint32_t k;

	if (b->which == OU_RELEASE_EXPIRED)
		return;
	for (k = 0; k < b->line->n_allocations; k++) {
		if (b->line->allocations[k].backorder == OU_FLAG_YES)
			loose -= b->line->allocations[k].quantity.v;
	}
	if (loose > b->wanted)
		loose = b->wanted;
	if (loose <= 0)
		return;
	q->v -= loose;
	q->given = q->v != 0;
	b->done = loose;
}

static bool
back_line(struct back *b)
{
	struct ou_order_line *l = b->line;
	struct ou_allocation *all;
	uint32_t k, n = 0;
	int waits;

	if (l->quantities == NULL)
		return false;
	b->floor = larger(l->quantities->picked.v, l->quantities->shipped.v);
	b->wanted = b->which == OU_RELEASE_SURPLUS ? surplus(l) : INT64_MAX;
	if (b->wanted == 0)
		return false;
	/* The view belongs to the reader: what changes is a copy. */
	all = ou_arena_array(b->arena, l->n_allocations, sizeof(*all));
	if (l->n_allocations != 0)
		memcpy(all, l->allocations, l->n_allocations * sizeof(*all));
	back_loose(b);
	for (waits = 1; waits >= (b->which == OU_RELEASE_BACKORDERS);
	    waits--) {
		for (k = l->n_allocations; k-- > 0 && b->done < b->wanted;)
			back_one(b, &all[k], waits == 1);
	}
	if (b->done == 0)
		return false;
	for (k = 0; k < l->n_allocations; k++) {
		if (all[k].quantity.v != 0)
			all[n++] = all[k];
	}
	l->allocations = all;
	l->n_allocations = n;
	l->quantities->ordered = l->quantity;
	b->know->changed = true;
	b->know->released = (struct ou_quantity){ b->done, true };
	return true;
}

bool
ou_allocator_release(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines,
    enum ou_allocator_release which, const struct ou_time *now)
{
	bool any = false;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		struct back b = { .al = al, .arena = a, .order = o,
		    .know = &lines[i], .line = &o->lines[i],
		    .which = which, .now = now };

		any = back_line(&b) || any;
	}
	return any;
}
