#include "allocation.h"

/*
 * Promises of goods that come.  A receipt that comes by a line's day is taken
 * from the latest back: everything that comes earlier stays for lines that
 * want it earlier, so what is left by any day is exactly what the cumulated
 * availability from that day on allows.
 */
static int64_t
take_receipt(const struct asker *who, struct item *item, struct receipt *r,
    int64_t unit, int64_t want, struct takes *to)
{
	struct take t = { .item = item, .receipt = r };

	t.stock = want < r->left ? want : r->left;
	t.stock -= t.stock % unit;
	if (t.stock <= 0)
		return 0;
	r->left -= t.stock;
	r->promised += t.stock;
	ou_take_note(who->arena, to, &t);
	return t.stock;
}

static bool
in_time(const struct receipt *r, struct ou_date due)
{
	return ou_date_given(due) && ou_date_given(r->expected) &&
	    ou_date_cmp(r->expected, due) <= 0;
}

/* Latest first. */
static int64_t
take_back_from(const struct asker *who, struct item *item, struct receipt *r,
    struct ou_date due, int64_t unit, int64_t want, struct takes *to)
{
	struct receipt **all, *x;
	int64_t got = 0;
	uint32_t n = 0;

	all = ou_arena_array(who->arena, item->n_receipts,
	    sizeof(struct receipt *));
	for (x = r; x != NULL && in_time(x, due); x = x->next)
		all[n++] = x;
	while (n-- > 0 && got < want)
		got += take_receipt(who, item, all[n], unit, want - got, to);
	return got;
}

int64_t
ou_take_receipts(const struct asker *who, struct item *item,
    struct ou_date due, enum when when, int64_t unit, int64_t want,
    struct takes *to)
{
	struct receipt *r;
	int64_t got = 0;

	if (item == NULL || want <= 0 || item->receipts == NULL)
		return 0;
	if (when == IN_TIME)
		return !ou_date_given(due) ? 0 : take_back_from(who, item,
		    item->receipts, due, unit, want, to);
	for (r = item->receipts; r != NULL && got < want; r = r->next)
		got += take_receipt(who, item, r, unit, want - got, to);
	return got;
}

/* What stock has not covered. */
void
ou_take_later(const struct asker *who, struct work *w)
{
	struct ou_date due = w->line->due;

	(void)ou_take_receipts(who, w->item, due, IN_TIME, w->grain,
	    w->want - work_all(w), &w->receipts);
	(void)ou_take_receipts(who, w->item, due, LATER, w->grain,
	    w->want - work_all(w), &w->receipts);
	if (work_all(w) < w->want)
		ou_take_kit_later(who, w);
}
