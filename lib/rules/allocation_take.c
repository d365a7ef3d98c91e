#include "allocation.h"

/*
 * Taking from rows for one who asks, and giving back.
 */
void
ou_take_note(struct ou_arena *a, struct takes *to, const struct take *t)
{
	struct take *copy = ou_arena_alloc(a, sizeof(*copy));

	*copy = *t;
	copy->next = NULL;
	if (to->first == NULL)
		to->first = copy;
	else
		to->last->next = copy;
	to->last = copy;
	to->stock += t->stock;
}

/* The first day on which a lot for this line may expire. */
static struct ou_date
lasting(const struct asker *who, const struct item *item,
    const struct work *w)
{
	struct ou_date day = who->al->options.today;
	int64_t days = w->line->life.given ? w->line->life.v : item->life;

	if (!ou_date_given(day) || days <= 0)
		return (struct ou_date){ 0, 0, 0 };
	if (ou_date_given(w->line->due) && ou_date_cmp(w->line->due, day) > 0)
		day = w->line->due;
	/* Nothing lasts longer than our calendar. */
	if (days > 3000000 || ou_date_days(day) + days >
	    ou_date_days((struct ou_date){ 9999, 12, 31 }))
		return (struct ou_date){ 9999, 12, 31 };
	return ou_date_from_days(ou_date_days(day) + (int32_t)days);
}

/* One walk over the rows: those of one place, or all. */
struct walk {
	const struct asker *who;
	struct item *item;
	struct takes *to;
	struct ou_date lasts;		/* absent: any */
	int64_t unit, want, got;
	int64_t free;			/* quotas leave so much of the item */
	bool kept;			/* there are quotas */
};

static void
take_part(struct walk *k, struct row *r, int64_t *free_here)
{
	struct take t = { .item = k->item, .row = r };
	int64_t part = k->want - k->got;

	if (k->kept && part > k->free)
		part = k->free;
	if (k->kept && part > *free_here)
		part = *free_here;
	if (part > row_left(r))
		part = row_left(r);
	part -= part % k->unit;
	if (part == 0)
		return;
	r->left -= part;
	r->taken += part;
	k->got += part;
	t.stock = part;
	if (k->kept) {
		k->free -= part;
		*free_here -= part;
		t.uses = ou_quota_use(k->who->arena, k->item,
		    k->who->channel, k->who->segment, r->place, part);
	}
	ou_take_note(k->who->arena, k->to, &t);
}

static void
walk_rows(struct walk *k, uint32_t place)
{
	uint32_t last = NO_PLACE;
	int64_t free_here = 0;
	struct row *r;

	for (r = k->item->rows; r != NULL && k->got < k->want; r = r->next) {
		if (place != ANY_PLACE && r->place != place)
			continue;
		if (ou_date_given(k->lasts) && ou_date_given(r->expiry) &&
		    ou_date_cmp(r->expiry, k->lasts) < 0)
			continue;
		if (k->kept && r->place != last)
			free_here = ou_quota_free_at(k->item,
			    k->who->channel, k->who->segment, r->place);
		last = r->place;
		take_part(k, r, &free_here);
	}
}

int64_t
ou_take_rows(const struct asker *who, struct item *item,
    const struct work *w, int64_t unit, int64_t want, struct takes *to)
{
	struct walk k = { .who = who, .item = item, .to = to, .unit = unit,
	    .want = want };
	uint32_t i;

	if (item == NULL || want <= 0)
		return 0;
	k.lasts = lasting(who, item, w);
	k.kept = item->quotas != NULL;
	if (k.kept)
		k.free = ou_quota_free(item, who->channel, who->segment);
	if (who->places == NULL)
		walk_rows(&k, ANY_PLACE);
	for (i = 0; who->places != NULL && i < who->n_places; i++)
		walk_rows(&k, who->places[i]);
	return k.got;
}

static void
put_back(struct take *t, int64_t stock)
{
	struct use *u;
	int64_t part, rest = stock;

	if (t->receipt != NULL) {
		t->receipt->left += stock;
		t->receipt->promised -= stock;
		return;
	}
	t->row->left += stock;
	t->row->taken -= stock;
	/* What was beyond the quotas goes back first. */
	part = t->stock;
	for (u = t->uses; u != NULL; u = u->next)
		part -= u->stock;
	rest -= part < rest ? part : rest;
	for (u = t->uses; u != NULL && rest > 0; u = u->next) {
		part = u->stock < rest ? u->stock : rest;
		u->quota->used -= part;
		u->stock -= part;
		rest -= part;
	}
}

/* Those taken last go back first. */
void
ou_take_back(struct takes *takes, int64_t stock)
{
	struct take *t, *last = NULL, *next;
	int64_t sum = 0, keep;

	for (t = takes->first; t != NULL; t = next) {
		next = t->next;
		keep = stock - sum < t->stock ? stock - sum : t->stock;
		if (keep < t->stock) {
			put_back(t, t->stock - keep);
			t->stock = keep;
		}
		sum += keep;
		if (keep != 0)
			last = t;
		else if (last != NULL)
			last->next = next;
		else
			takes->first = next;
	}
	takes->last = last;
	takes->stock = sum;
}
