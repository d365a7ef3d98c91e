#include <stdlib.h>
#include <string.h>

#include "ou/rules/replenish.h"
#include "slotting.h"

/*
 * The search: items in the order of their picks for their cube; for each the
 * exchange that saves the most.  One pass, bounded by the pairs of stops that
 * are looked at, so that the largest warehouse has an end too.
 */
#define PAIRS_MAX 1000000000

struct search {
	struct ou_slotter *s;
	uint64_t pairs;
	struct ou_slot_result *to;
};

/* Both bins change hands; ${b} may have none. */
static void
exchange(struct slot_face *f, struct slot_bin *b)
{
	struct slot_bin *old = f->bin;
	struct slot_face *other = b->face;

	old->face = other;
	if (other != NULL)
		other->bin = old;
	b->face = f;
	f->bin = b;
}

static bool
fits(const struct slot_face *f, const struct slot_bin *b)
{
	return !b->is.capacity.given || f->quantity <= b->is.capacity.v;
}

static bool
possible(const struct slot_face *f, const struct slot_bin *b)
{
	if (b == f->bin || b->shared || !fits(f, b) ||
	    (b->face == NULL && b->holds.p != NULL))
		return false;
	return b->face == NULL || fits(b->face, f->bin);
}

/* What the orders of both items walk now, less what they did; with ${keep}
 * it is remembered. */
static int64_t
change(struct search *x, const struct slot_face *f,
    const struct slot_face *other, bool keep)
{
	const uint32_t *a = f->orders, *b = other != NULL ? other->orders
	    : NULL;
	uint32_t n = f->n, m = other != NULL ? other->n : 0, i = 0, k = 0;
	struct slot_order *o;
	int64_t sum = 0, walk;

	while (i < n || k < m) {
		if (k >= m || (i < n && a[i] <= b[k])) {
			o = &x->s->orders[a[i]];
			k += k < m && a[i] == b[k];
			i++;
		} else
			o = &x->s->orders[b[k++]];
		walk = ou_slot_walk(o);
		sum += walk - o->walk;
		if (keep)
			o->walk = walk;
		x->pairs += (uint64_t)o->n * o->n + 1;
	}
	return sum;
}

static struct slot_bin *
best_bin(struct search *x, struct slot_face *f, int64_t *saved)
{
	struct slot_bin *b, *old, *best = NULL;
	struct slot_face *other;
	int64_t gain;

	*saved = 0;
	for (b = f->bin->zone->bins; b != NULL && x->pairs < PAIRS_MAX;
	    b = b->next) {
		if (!possible(f, b))
			continue;
		old = f->bin;
		other = b->face;
		exchange(f, b);
		gain = -change(x, f, other, false);
		exchange(f, old);
		/* Of bins that save as much the one with the first name. */
		if (gain > *saved || (gain == *saved && best != NULL &&
		    ou_str_cmp(b->is.bin, best->is.bin) < 0)) {
			*saved = gain;
			best = b;
		}
	}
	return best;
}

/* The item that is most often in the same order. */
static void
find_partner(const struct search *x, const struct slot_face *f,
    struct ou_slot_step *step)
{
	const struct slot_order *o;
	const struct slot_face *g;
	uint32_t i, k, count, *counts;

	counts = ou_arena_array(x->s->arena, x->s->n_all, sizeof(*counts));
	for (i = 0; i < x->s->n_all; i++)
		x->s->all[i]->last = i;
	for (i = 0; i < f->n; i++) {
		o = &x->s->orders[f->orders[i]];
		for (k = 0; k < o->n; k++)
			counts[o->faces[k]->last]++;
	}
	for (i = 0; i < x->s->n_all; i++) {
		g = x->s->all[i];
		count = counts[i];
		if (g == f || count == 0 || count < step->together ||
		    (count == step->together && ou_str_cmp(g->sku,
		    step->with) >= 0))
			continue;
		step->together = count;
		step->with = g->sku;
	}
}

static void
add_step(struct search *x, const struct slot_face *f, struct slot_bin *from,
    uint32_t number, int64_t saved)
{
	struct ou_slot_step *step = &x->to->steps[x->to->n++];

	memset(step, 0, sizeof(*step));
	step->exchange = number;
	step->location = from->is.location;
	step->sku = f->sku;
	step->from = from->is.bin;
	step->to = f->bin->is.bin;
	step->class = f->class;
	step->picks = f->n;
	step->cube = f->cube;
	if (saved != 0)
		step->saved = (struct ou_quantity){ saved, true };
	find_partner(x, f, step);
}

/* An item whose size nobody knows counts as a litre. */
#define LITRE 1000000

/* By falling picks for their cube, then picks. */
static int
compare(const void *x, const void *y)
{
	const struct slot_face *a = *(struct slot_face *const *)x;
	const struct slot_face *b = *(struct slot_face *const *)y;
	__int128 left = a->n, right = b->n;

	left *= b->cube > 0 ? b->cube : LITRE;
	right *= a->cube > 0 ? a->cube : LITRE;
	if (left != right)
		return left > right ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return ou_str_cmp(a->sku, b->sku);
}

static void
classify(struct ou_slotter *s)
{
	struct ou_ranked *ranked;
	uint32_t i;

	ranked = ou_arena_array(s->arena, s->n_all, sizeof(*ranked));
	for (i = 0; i < s->n_all; i++)
		ranked[i] = (struct ou_ranked){ s->all[i]->n, i, 0 };
	ou_rank(ranked, s->n_all);
	for (i = 0; i < s->n_all; i++)
		s->all[ranked[i].item]->class = ranked[i].class;
}

static int64_t
walk_all(struct ou_slotter *s)
{
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < s->n_orders; i++) {
		s->orders[i].walk = ou_slot_walk(&s->orders[i]);
		sum += s->orders[i].walk;
	}
	return sum;
}

void
ou_slotter_run(struct ou_slotter *s, uint32_t max, struct ou_slot_result *to)
{
	struct search x = { .s = s, .to = to };
	struct slot_face *f, *other;
	struct slot_bin *from, *best;
	uint32_t i, exchanges = 0;
	int64_t saved, after;

	memset(to, 0, sizeof(*to));
	ou_slotter_measure(s);
	for (i = 0; i < s->n_all; i++)
		s->all[i]->bin->face = s->all[i];
	classify(s);
	after = walk_all(s);
	to->before = (struct ou_quantity){ after, true };
	to->steps = ou_arena_array(s->arena, 2 * (size_t)max,
	    sizeof(*to->steps));
	if (s->n_all != 0)
		qsort(s->all, s->n_all, sizeof(f), compare);
	for (i = 0; i < s->n_all && exchanges < max; i++) {
		f = s->all[i];
		if (f->n == 0 || f->bin->shared ||
		    (best = best_bin(&x, f, &saved)) == NULL)
			continue;
		from = f->bin;
		other = best->face;
		exchange(f, best);
		after += change(&x, f, other, true);
		add_step(&x, f, from, ++exchanges, saved);
		if (other != NULL)
			add_step(&x, other, best, exchanges, 0);
	}
	to->after = (struct ou_quantity){ after, true };
	for (i = 0; i < s->n_orders; i++)
		to->orders += s->orders[i].n != 0;
}

void
ou_slot_move(struct ou_arena *a, const struct ou_slot_step *step,
    struct ou_slot_move *to)
{
	static const char *const classes[] = { "A", "B", "C" };

	memset(to, 0, sizeof(*to));
	to->type = OU_STR("SlotMove");
	to->schema = OU_STR("slot-move/1");
	to->id = ou_str_printf(a, "%.*s:%u:%.*s",
	    OU_STR_ARG(step->location), step->exchange,
	    OU_STR_ARG(step->sku));
	to->exchange = (struct ou_integer){ step->exchange, true };
	to->location = step->location;
	to->sku = step->sku;
	to->from = step->from;
	to->to = step->to;
	to->abc = ou_str_c(classes[step->class - 'A']);
	to->picks = (struct ou_integer){ step->picks, true };
	to->cube = (struct ou_quantity){ step->cube, step->cube > 0 };
	to->with = step->with;
	to->together = (struct ou_integer){ step->together,
	    step->together != 0 };
	to->saved = step->saved;
}
