#include <string.h>

#include "reconciling.h"

/* One figure is the other in cases: the units in a case were forgotten. */
static bool
is_unit(int64_t a, int64_t b, struct ou_quantity pack)
{
	if (!pack.given || pack.v <= 1000000 || a == 0 || b == 0)
		return false;
	return (__int128)a * 1000000 == (__int128)b * pack.v ||
	    (__int128)b * 1000000 == (__int128)a * pack.v;
}

/* The first source goes on after the other was counted. */
static bool
is_late(const struct ou_reconcile_entry *e, int other, int64_t difference)
{
	const struct ou_reconcile_trail *t = ou_reconcile_trail(e, 0);
	const struct ou_reconcile_trail *u = ou_reconcile_trail(e, other);
	const struct ou_reconcile_move *m;
	__int128 later = 0;
	int64_t counted;

	if (t == NULL || u == NULL || !ou_date_given(u->counted.date))
		return false;
	counted = ou_time_seconds(&u->counted);
	for (m = t->moves; m != NULL; m = m->next) {
		if (m->at > counted)
			later += m->quantity;
	}
	return later != 0 && later == difference;
}

/* The move that only one of them knows, or has the wrong way round. */
static const struct ou_reconcile_move *
find_move(const struct ou_reconcile_entry *e, int64_t difference)
{
	const struct ou_reconcile_trail *t = ou_reconcile_trail(e, 0);
	const struct ou_reconcile_move *m, *twice = NULL;

	for (m = t != NULL ? t->moves : NULL; m != NULL; m = m->next) {
		if (m->quantity == difference ||
		    (__int128)m->quantity == -(__int128)difference)
			return m;
		if (twice == NULL && 2 * (__int128)m->quantity == difference)
			twice = m;
	}
	return twice;
}

struct ou_str
ou_reconcile_cause(const struct ou_reconciler *r,
    const struct ou_reconcile_entry *e, int other, struct ou_quantity pack,
    struct ou_stock_difference *d)
{
	const struct ou_reconcile_figure *a = &e->figures[0];
	const struct ou_reconcile_figure *b = &e->figures[other];
	const struct ou_reconcile_move *m;
	int64_t difference;

	(void)r;
	/* Between two others than the first nothing more is known. */
	if (other == 0 || !ou_reconcile_asked(e, 0) ||
	    __builtin_sub_overflow(a->on_hand, b->on_hand, &difference))
		return OU_STR("count");
	if (is_unit(a->on_hand, b->on_hand, pack))
		return OU_STR("unit");
	if (difference > 0 ? a->reserved == difference
	    : b->reserved == -(__int128)difference)
		return OU_STR("reserved");
	if (is_late(e, other, difference))
		return OU_STR("late");
	if ((m = find_move(e, difference)) == NULL)
		return OU_STR("count");
	d->reference = m->id;
	return OU_STR("move");
}

/* Rows of one item stand together: where the adjustments of what is ours
 * cancel out, it was put elsewhere. */
void
ou_reconcile_misplaced(struct ou_stock_difference *rows, uint32_t n)
{
	uint32_t i, k, end, count;
	__int128 sum;

	for (i = 0; i < n; i = end) {
		sum = 0;
		count = 0;
		for (end = i; end < n && ou_str_eq(rows[end].sku,
		    rows[i].sku); end++) {
			if (!rows[end].adjustment.given ||
			    rows[end].owner.n != 0)
				continue;
			sum += rows[end].adjustment.v;
			count++;
		}
		if (count < 2 || sum != 0)
			continue;
		for (k = i; k < end; k++) {
			if (rows[k].adjustment.given && rows[k].owner.n == 0)
				rows[k].reason = OU_STR("misplaced");
		}
	}
}
