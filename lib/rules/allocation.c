#include "allocation.h"

/*
 * Serving an order: what is open in each line is turned into stock units,
 * taken from the rows in whole grains, and what is left is promised from
 * receipts.  All takes of an order are noted, so that an order that ships
 * complete or not at all can give them back.
 */
struct ou_quantity
ou_allocator_grain(const struct ou_order_line *line,
    const struct ou_allocator_line *know)
{
	struct ou_quantity open, none = { 0, true };
	int64_t factor = ou_allocator_factor(know);

	if (ou_allocator_line_open(line, &open, NULL) != 0 || open.v == 0 ||
	    factor <= 0 || ou_grain_to_stock(open.v, factor) <= 0)
		return none;
	return (struct ou_quantity){ ou_grain(open.v, factor,
	    know->divisible), true };
}

static int
prepare_line(struct ou_allocator *al, const struct ou_order_line *line,
    const struct ou_allocator_line *know, struct work *w, struct ou_err *err)
{
	struct ou_quantity open;

	w->line = know;
	w->made_end = &w->made;
	if (know->sku.n == 0 || know->rest)
		return 0;
	if (ou_allocator_line_open(line, &open, err) != 0)
		return -1;
	w->factor = ou_allocator_factor(know);
	w->open = open.v;
	if (open.v == 0)
		return 0;
	if (w->factor > 0) {
		w->grain = ou_grain(open.v, w->factor, know->divisible);
		w->want = ou_grain_to_stock(open.v, w->factor);
	}
	if (w->want <= 0 || w->grain <= 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_UNIT,
		    "cannot be expressed in stock units");
	w->item = ou_allocator_item(al, know->sku);
	return 0;
}

static int
prepare(struct ou_allocator *al, const struct ou_order *o,
    const struct ou_allocator_line *lines, struct work *work,
    struct ou_err *err)
{
	uint32_t i;

	ou_allocator_fetch(al, lines, o->n_lines);
	for (i = 0; i < o->n_lines; i++) {
		if (prepare_line(al, &o->lines[i], &lines[i], &work[i],
		    err) != 0)
			return ou_err_in(err, "orderedItem.%u", i);
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

void
ou_work_back(struct work *w)
{
	struct made *m;

	ou_take_back(&w->rows, 0);
	ou_take_back(&w->receipts, 0);
	for (m = w->made; m != NULL; m = m->next)
		ou_take_back(&m->takes, 0);
	w->made = NULL;
	w->made_end = &w->made;
	w->made_now = w->made_later = 0;
}

/* --- taking --- */

/* What stock has of a line: its item, then what may stand in for it. */
static void
take_now(const struct asker *who, struct work *w)
{
	int64_t want = w->want - work_all(w);
	const struct ou_quantity *cap = &w->line->cap;

	if (cap->given && cap->v < want)
		want = cap->v;
	(void)ou_take_rows(who, w->item, w, w->grain, want, &w->rows);
	if (work_all(w) < w->want)
		ou_take_ways(who, w);
}

/* A line for later first looks at what comes by its day. */
static void
take_in_time(const struct asker *who, struct work *w)
{
	struct ou_date due = w->line->due;

	if (!who->al->options.receipts_first || w->want == 0 ||
	    !ou_date_given(due) ||
	    ou_date_cmp(due, who->al->options.today) <= 0)
		return;
	(void)ou_take_receipts(who, w->item, due, IN_TIME, w->grain, w->want,
	    &w->receipts);
}

/* What is kept for others, where a line stays short of it. */
static void
note_kept(const struct asker *who, struct work *w,
    struct ou_allocator_line *line)
{
	__int128 sum = 0;
	const struct row *r;

	if (w->item == NULL || w->item->quotas == NULL)
		return;
	for (r = w->item->rows; r != NULL; r = r->next)
		sum += row_left(r);
	sum -= ou_quota_free(w->item, who->channel, who->segment);
	if (sum > 0 && sum <= INT64_MAX)
		line->kept = (struct ou_quantity){ (int64_t)sum, true };
}

/* Take what stock has for every line; true: it covers all of them. */
static bool
take_all(struct asker *who, const struct ou_order *o, struct work *work,
    struct ou_allocator_line *lines)
{
	bool covered = true;
	struct work *w;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		take_in_time(who, &work[i]);
	ou_choose_places(who, o, work, o->n_lines, take_now);
	for (i = 0; i < o->n_lines; i++) {
		w = &work[i];
		if (w->want == 0)
			continue;
		take_now(who, w);
		if (work_all(w) == w->want)
			continue;
		covered = false;
		note_kept(who, w, &lines[i]);
		if (lines[i].whole)
			ou_work_back(w);
	}
	return covered;
}

/* An order that ships complete and is not: nothing is kept.  Only lines that
 * stock did not cover are promised goods that come. */
static void
hold_back(const struct asker *who, struct work *work, uint32_t n)
{
	uint32_t i;
	bool covered;

	for (i = 0; i < n; i++) {
		if (work[i].want == 0)
			continue;
		covered = work_now(&work[i]) == work[i].want;
		ou_work_back(&work[i]);
		if (!covered)
			ou_take_later(who, &work[i]);
	}
}

/* --- the answer --- */

struct answer {
	struct ou_arena *a;
	const struct work *w;
	const struct ou_time *expires;
	struct ou_allocation *next;
};

static void
write_take(struct answer *x, const struct take *t)
{
	struct ou_allocation *to = x->next++;

	if (t->row != NULL) {
		to->location = t->row->location;
		to->lot = t->row->lot;
	} else {
		to->location = t->receipt->location;
		to->backorder = OU_FLAG_YES;
		to->expected_date = t->receipt->expected;
		to->reference = t->receipt->reference;
	}
	to->quantity.v = ou_grain_to_units(t->stock, x->w->factor);
	to->quantity.given = true;
	to->expires = *x->expires;
}

/* One allocation with all that stands in for the line's item: where and when
 * as far as that is the same for all. */
static void
write_made(struct answer *x, const struct made *m)
{
	struct ou_allocation *to = x->next++;
	struct ou_component *c;
	const struct take *t;
	struct ou_str at;
	bool dated = m->waits;
	uint32_t n = 0;

	for (t = m->takes.first; t != NULL; t = t->next)
		n++;
	c = to->components = ou_arena_array(x->a, n, sizeof(*c));
	to->n_components = n;
	for (t = m->takes.first; t != NULL; t = t->next, c++) {
		at = t->row != NULL ? t->row->location : t->receipt->location;
		c->sku = t->item->sku;
		c->location = at;
		c->quantity = (struct ou_quantity){ t->stock, true };
		if (t == m->takes.first)
			to->location = at;
		else if (!ou_str_eq(to->location, at))
			to->location = OU_STR_NONE;
		if (t->row != NULL) {
			c->lot = t->row->lot;
			continue;
		}
		c->reference = t->receipt->reference;
		dated = dated && ou_date_given(t->receipt->expected);
		if (dated && (!ou_date_given(to->expected_date) ||
		    ou_date_cmp(t->receipt->expected,
		    to->expected_date) > 0))
			to->expected_date = t->receipt->expected;
	}
	if (!dated)
		memset(&to->expected_date, 0, sizeof(to->expected_date));
	if (m->waits)
		to->backorder = OU_FLAG_YES;
	to->quantity = (struct ou_quantity){ ou_grain_to_units(m->own,
	    x->w->factor), true };
	to->expires = *x->expires;
}

/* Parts of the same row or receipt never stand twice in a line's list,
 * because a row is walked over once. */
static void
write_allocations(struct answer *x, struct ou_order_line *line)
{
	const struct work *w = x->w;
	int64_t rest = w->want - work_all(w);
	struct ou_allocation *all;
	const struct made *m;
	const struct take *t;
	uint32_t n = line->n_allocations + 1;

	for (t = w->rows.first; t != NULL; t = t->next)
		n++;
	for (t = w->receipts.first; t != NULL; t = t->next)
		n++;
	for (m = w->made; m != NULL; m = m->next)
		n++;
	all = ou_arena_array(x->a, n, sizeof(*all));
	if (line->n_allocations != 0)
		memcpy(all, line->allocations,
		    line->n_allocations * sizeof(*all));
	x->next = all + line->n_allocations;
	for (t = w->rows.first; t != NULL; t = t->next)
		write_take(x, t);
	for (m = w->made; m != NULL; m = m->next) {
		if (!m->waits)
			write_made(x, m);
	}
	for (t = w->receipts.first; t != NULL; t = t->next)
		write_take(x, t);
	for (m = w->made; m != NULL; m = m->next) {
		if (m->waits)
			write_made(x, m);
	}
	if (rest > 0) {
		x->next->backorder = OU_FLAG_YES;
		x->next->quantity.v = ou_grain_to_units(rest, w->factor);
		x->next->quantity.given = true;
		x->next++;
	}
	line->allocations = all;
	line->n_allocations = (uint32_t)(x->next - all);
}

static void
write_line(struct ou_allocator *al, struct ou_arena *a, const struct work *w,
    struct ou_order_line *line, struct ou_allocator_line *answer)
{
	struct answer x = { .a = a, .w = w, .expires = &al->options.expires };
	struct ou_quantities *q = line->quantities;

	if (q == NULL)
		q = line->quantities = ou_arena_zalloc(a, sizeof(*q));
	answer->changed = true;
	answer->allocated = (struct ou_quantity){
	    ou_grain_to_units(work_now(w), w->factor), true };
	answer->backordered = (struct ou_quantity){
	    w->open - answer->allocated.v, true };
	q->ordered = line->quantity;
	q->allocated.v += answer->allocated.v;
	q->allocated.given = q->allocated.v != 0;
	q->backordered.v += answer->backordered.v;
	q->backordered.given = q->backordered.v != 0;
	write_allocations(&x, line);
}

static void
write_lines(struct ou_allocator *al, struct ou_arena *a,
    const struct work *work, struct ou_order *o,
    struct ou_allocator_line *lines)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (work[i].want != 0)
			write_line(al, a, &work[i], &o->lines[i], &lines[i]);
	}
}

static struct asker
asker_of(struct ou_allocator *al, struct ou_arena *a,
    const struct ou_order *o)
{
	struct asker who = { .al = al, .arena = a, .channel = o->channel,
	    .segment = o->segment };

	if (o->customer != NULL)
		who.customer = o->customer->id;
	return who;
}

int
ou_allocator_order(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines, bool complete,
    bool counted, struct ou_err *err)
{
	struct work *work = ou_arena_array(a, o->n_lines, sizeof(*work));
	struct asker who = asker_of(al, a, o);
	bool held;
	uint32_t i;

	if (prepare(al, o, lines, work, err) != 0)
		return -1;
	if (!counted && ou_allocator_count(al, o, lines, err) != 0)
		return -1;
	held = !take_all(&who, o, work, lines) || waits(o);
	if (complete && held)
		hold_back(&who, work, o->n_lines);
	for (i = 0; !(complete && held) && i < o->n_lines; i++) {
		if (work[i].want != 0)
			ou_take_later(&who, &work[i]);
	}
	write_lines(al, a, work, o, lines);
	return 0;
}

int
ou_allocator_complete(struct ou_allocator *al, struct ou_arena *a,
    struct ou_order *o, struct ou_allocator_line *lines, struct ou_err *err)
{
	struct work *work = ou_arena_array(a, o->n_lines, sizeof(*work));
	struct asker who = asker_of(al, a, o);
	uint32_t i;

	if (prepare(al, o, lines, work, err) != 0)
		return -1;
	if (!take_all(&who, o, work, lines) || waits(o)) {
		for (i = 0; i < o->n_lines; i++)
			ou_work_back(&work[i]);
		return 0;
	}
	write_lines(al, a, work, o, lines);
	return 1;
}
