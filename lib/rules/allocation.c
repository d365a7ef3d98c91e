#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "grain.h"

/*
 * Serving an order: what is open in each line is turned into stock units,
 * taken from the rows in whole grains, and what is left is promised from
 * receipts.  All takes of an order are noted, so that an order that ships
 * complete or not at all can give them back.
 */
struct take {
	struct row *row;
	struct receipt *receipt;	/* instead of a row */
	int64_t stock;			/* stock units, micro */
	struct take *next;
};

struct work {
	const struct item *item;
	int64_t factor;			/* micro */
	int64_t open;			/* line units, micro */
	int64_t grain;			/* stock units, micro; > 0 */
	int64_t want;			/* stock units, micro */
	int64_t from_rows;
	struct take *takes, **end;
};

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

static int64_t
factor_of(const struct ou_allocator_line *line)
{
	return line->factor.given ? line->factor.v : OU_MICRO;
}

/* --- what a record already holds --- */

/* Take from the rows that fit, as far as they go; true: all of it. */
static bool
count_rows(const struct item *item, const struct ou_allocation *a,
    int64_t stock)
{
	struct row *r;
	int64_t part;
	bool same;
	int loose;

	/* Rows of the very place first, then those that may be it. */
	for (loose = 0; loose < 2; loose++) {
		for (r = item->rows; r != NULL && stock > 0; r = r->next) {
			same = ou_str_eq(r->location, a->location);
			if (!ou_str_eq(r->lot, a->lot) || (!same && (!loose ||
			    (a->location.n != 0 && r->location.n != 0))))
				continue;
			part = stock < r->left ? stock : r->left;
			r->left -= part;
			r->taken += part;
			stock -= part;
		}
	}
	return stock == 0;
}

static void
count_receipts(const struct item *item, const struct ou_allocation *a,
    int64_t stock)
{
	struct receipt *r;
	int64_t part;

	for (r = item->receipts; r != NULL && stock > 0; r = r->next) {
		if (!ou_str_eq(r->reference, a->reference))
			continue;
		part = stock < r->left ? stock : r->left;
		r->left -= part;
		r->promised += part;
		stock -= part;
	}
}

int
ou_allocator_count(struct ou_allocator *al, const struct ou_order *o,
    struct ou_allocator_line *lines, struct ou_err *err)
{
	const struct ou_allocation *a;
	const struct item *item;
	uint32_t i, k;
	int64_t stock;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].n_allocations == 0 || lines[i].sku.n == 0)
			continue;
		item = ou_allocator_item(al, lines[i].sku);
		for (k = 0; k < o->lines[i].n_allocations; k++) {
			a = &o->lines[i].allocations[k];
			stock = ou_grain_to_stock(a->quantity.v, factor_of(&lines[i]));
			if (stock <= 0 && a->quantity.v != 0) {
				ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
				    "not a whole number of stock units");
				return ou_err_in(err,
				    "orderedItem.%u.allocations.%u", i, k);
			}
			if (a->backorder == OU_FLAG_YES) {
				if (a->reference.n != 0 && item != NULL)
					count_receipts(item, a, stock);
			} else if (!al->options.reserved_counts &&
			    (item == NULL || !count_rows(item, a, stock)))
				lines[i].missing = true;
		}
	}
	return 0;
}

bool
ou_allocator_reopen(struct ou_arena *a, struct ou_order *o)
{
	struct ou_allocation *kept;
	struct ou_order_line *line;
	uint32_t i, k, n;
	bool any = false;

	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (line->quantities == NULL ||
		    line->quantities->backordered.v == 0)
			continue;
		kept = ou_arena_array(a, line->n_allocations + 1,
		    sizeof(*kept));
		for (k = n = 0; k < line->n_allocations; k++) {
			if (line->allocations[k].backorder != OU_FLAG_YES)
				kept[n++] = line->allocations[k];
		}
		line->allocations = kept;
		line->n_allocations = n;
		line->quantities->backordered.v = 0;
		any = true;
	}
	return any;
}

/* --- serving --- */

static void
note(struct ou_arena *a, struct work *w, struct row *row,
    struct receipt *receipt, int64_t stock)
{
	struct take *t = ou_arena_zalloc(a, sizeof(*t));

	t->row = row;
	t->receipt = receipt;
	t->stock = stock;
	*w->end = t;
	w->end = &t->next;
}

static void
take_rows(struct ou_arena *a, struct work *w)
{
	struct row *r;
	int64_t part;

	if (w->item == NULL)
		return;
	for (r = w->item->rows; r != NULL && w->from_rows < w->want;
	    r = r->next) {
		part = w->want - w->from_rows;
		if (r->left < part)
			part = r->left - r->left % w->grain;
		if (part == 0)
			continue;
		r->left -= part;
		r->taken += part;
		w->from_rows += part;
		note(a, w, r, NULL, part);
	}
}

/* Give back what was taken; the line has nothing then. */
static void
give_back(struct work *w)
{
	struct take *t;

	for (t = w->takes; t != NULL; t = t->next) {
		t->row->left += t->stock;
		t->row->taken -= t->stock;
	}
	w->takes = NULL;
	w->end = &w->takes;
	w->from_rows = 0;
}

static void
take_receipts(struct ou_arena *a, struct work *w)
{
	struct receipt *r;
	int64_t wait = w->want - w->from_rows, part;

	if (w->item == NULL)
		return;
	for (r = w->item->receipts; r != NULL && wait > 0; r = r->next) {
		part = wait < r->left ? wait : r->left - r->left % w->grain;
		if (part == 0)
			continue;
		r->left -= part;
		r->promised += part;
		wait -= part;
		note(a, w, NULL, r, part);
	}
}

/* Parts of the same row or receipt never stand twice in a line's list,
 * because a row is walked over once. */
static void
write_allocations(struct ou_arena *a, const struct work *w,
    struct ou_order_line *line)
{
	int64_t rest = w->want;
	struct ou_allocation *all, *x;
	const struct take *t;
	uint32_t n = line->n_allocations + 1;

	for (t = w->takes; t != NULL; t = t->next)
		n++;
	all = ou_arena_array(a, n, sizeof(*all));
	if (line->n_allocations != 0)
		memcpy(all, line->allocations,
		    line->n_allocations * sizeof(*all));
	x = all + line->n_allocations;
	for (t = w->takes; t != NULL; t = t->next, x++) {
		if (t->row != NULL) {
			x->location = t->row->location;
			x->lot = t->row->lot;
		} else {
			x->location = t->receipt->location;
			x->backorder = OU_FLAG_YES;
			x->expected_date = t->receipt->expected;
			x->reference = t->receipt->reference;
		}
		x->quantity.v = ou_grain_to_units(t->stock, w->factor);
		x->quantity.given = true;
		rest -= t->stock;
	}
	if (rest > 0) {
		x->backorder = OU_FLAG_YES;
		x->quantity.v = ou_grain_to_units(rest, w->factor);
		x->quantity.given = true;
		x++;
	}
	line->allocations = all;
	line->n_allocations = (uint32_t)(x - all);
}

static void
write_line(struct ou_arena *a, const struct work *w,
    struct ou_order_line *line, struct ou_allocator_line *answer)
{
	struct ou_quantities *q = line->quantities;

	if (q == NULL)
		q = line->quantities = ou_arena_zalloc(a, sizeof(*q));
	answer->changed = true;
	answer->allocated = (struct ou_quantity){
	    ou_grain_to_units(w->from_rows, w->factor), true };
	answer->backordered = (struct ou_quantity){
	    w->open - answer->allocated.v, true };
	q->ordered = line->quantity;
	q->allocated.v += answer->allocated.v;
	q->allocated.given = q->allocated.v != 0;
	q->backordered.v += answer->backordered.v;
	q->backordered.given = q->backordered.v != 0;
	write_allocations(a, w, line);
}

static int
prepare(struct ou_allocator *al, const struct ou_order *o,
    const struct ou_allocator_line *lines, struct work *work,
    struct ou_err *err)
{
	struct ou_quantity open;
	struct work *w;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		w = &work[i];
		w->end = &w->takes;
		if (lines[i].sku.n == 0)
			continue;
		if (ou_allocator_line_open(&o->lines[i], &open, err) != 0)
			return ou_err_in(err, "orderedItem.%u", i);
		w->factor = factor_of(&lines[i]);
		w->open = open.v;
		if (open.v == 0)
			continue;
		if (w->factor > 0) {
			w->grain = ou_grain(open.v, w->factor,
			    lines[i].divisible);
			w->want = ou_grain_to_stock(open.v, w->factor);
		}
		if (w->want <= 0 || w->grain <= 0) {
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_UNIT,
			    "cannot be expressed in stock units");
			return ou_err_in(err, "orderedItem.%u", i);
		}
		w->item = ou_allocator_item(al, lines[i].sku);
	}
	return 0;
}

/* Does anything of the order wait for goods already? */
static bool
waits(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].quantities != NULL &&
		    o->lines[i].quantities->backordered.v > 0)
			return true;
	}
	return false;
}

/* An order that ships complete and is not: nothing is kept.  Only lines that
 * stock did not cover are promised goods that come. */
static void
hold_back(struct ou_arena *a, struct work *work, uint32_t n)
{
	uint32_t i;
	bool covered;

	for (i = 0; i < n; i++) {
		if (work[i].want == 0)
			continue;
		covered = work[i].from_rows == work[i].want;
		give_back(&work[i]);
		if (!covered)
			take_receipts(a, &work[i]);
	}
}

int
ou_allocator_order(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines, bool complete,
    bool counted, struct ou_err *err)
{
	struct work *work = ou_arena_array(a, o->n_lines, sizeof(*work)), *w;
	bool covered = true;
	uint32_t i;

	if (prepare(al, o, lines, work, err) != 0)
		return -1;
	if (!counted && ou_allocator_count(al, o, lines, err) != 0)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		w = &work[i];
		if (w->want == 0)
			continue;
		take_rows(a, w);
		if (w->from_rows == w->want)
			continue;
		covered = false;
		if (lines[i].whole)
			give_back(w);
	}
	if (complete && (!covered || waits(o)))
		hold_back(a, work, o->n_lines);
	else
		for (i = 0; i < o->n_lines; i++)
			take_receipts(a, &work[i]);
	for (i = 0; i < o->n_lines; i++) {
		if (work[i].want != 0)
			write_line(a, &work[i], &o->lines[i], &lines[i]);
	}
	return 0;
}
