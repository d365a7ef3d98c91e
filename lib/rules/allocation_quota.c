#include "allocation.h"

/*
 * Quotas.  What a quota keeps shrinks as those it is kept for take their
 * units, from it first; who is outside of it may take the stock less what is
 * still kept.  A quota of a place cannot keep more than lies there, and does
 * not spill over to another place.
 */
bool
ou_quota_is_for(const struct quota *q, struct ou_str channel,
    struct ou_str segment)
{
	return (q->q.channel.n == 0 || ou_str_eq(q->q.channel, channel)) &&
	    (q->q.segment.n == 0 || ou_str_eq(q->q.segment, segment));
}

int64_t
ou_quota_kept(const struct quota *q)
{
	return q->kept > q->used ? q->kept - q->used : 0;
}

void
ou_allocator_quota(struct ou_allocator *al,
    const struct ou_allocator_quota *quota)
{
	struct item *item = NULL;
	struct quota *q, **end;

	/* What has been released is still the item's own word. */
	if (quota->sku.n != 0) {
		item = ou_allocator_add_item(al, quota->sku);
		item->own_quotas = true;
		item->sorted = false;
	}
	if (ou_date_given(quota->release) &&
	    ou_date_given(al->options.today) &&
	    ou_date_cmp(quota->release, al->options.today) <= 0)
		return;
	q = ou_arena_zalloc(al->arena, sizeof(*q));
	q->q = *quota;
	q->place = quota->location.n == 0 ? ANY_PLACE
	    : ou_allocator_place(al, quota->location);
	/* A place that does not serve keeps nothing from anybody. */
	if (quota->location.n != 0 && q->place == NO_PLACE)
		return;
	end = item != NULL ? &item->quotas : &al->general;
	while (*end != NULL)
		end = &(*end)->next;
	*end = q;
}

/* A percentage of what is there, in whole units: of onHand - safety, so that
 * it does not change while orders take their part. */
static int64_t
percent_of(const struct item *item, const struct quota *q)
{
	const struct row *r;
	__int128 sum = 0;

	for (r = item->rows; r != NULL; r = r->next) {
		if (q->place == ANY_PLACE || q->place == r->place)
			sum += r->room;
	}
	sum = sum * q->q.percent.v / (100 * OU_MICRO);
	sum -= sum % OU_MICRO;
	return sum > INT64_MAX ? INT64_MAX : (int64_t)sum;
}

/* Called once the item's stock is known. */
void
ou_quota_prepare(struct ou_allocator *al, struct item *item)
{
	const struct quota *g;
	struct quota *q, **end = &item->quotas;

	if (!item->own_quotas && item->quotas == NULL && item->rows != NULL) {
		for (g = al->general; g != NULL; g = g->next) {
			*end = q = ou_arena_alloc(al->arena, sizeof(*q));
			*q = *g;
			q->next = NULL;
			end = &q->next;
		}
	}
	for (q = item->quotas; q != NULL; q = q->next)
		q->kept = q->q.percent.given ? percent_of(item, q)
		    : q->q.quantity.v;
}

bool
ou_allocator_has_quota(struct ou_allocator *al, struct ou_str sku)
{
	const struct item *item = ou_names_find(&al->items, sku);

	return al->general != NULL || (item != NULL && item->quotas != NULL);
}

int64_t
ou_quota_free_at(const struct item *item, struct ou_str channel,
    struct ou_str segment, uint32_t place)
{
	const struct quota *q;
	const struct row *r;
	__int128 sum = 0;

	for (r = item->rows; r != NULL; r = r->next) {
		if (r->place == place)
			sum += row_left(r);
	}
	for (q = item->quotas; q != NULL; q = q->next) {
		if (q->place == place && !ou_quota_is_for(q, channel, segment))
			sum -= ou_quota_kept(q);
	}
	if (sum < 0)
		return 0;
	return sum > INT64_MAX ? INT64_MAX : (int64_t)sum;
}

int64_t
ou_quota_free(const struct item *item, struct ou_str channel,
    struct ou_str segment)
{
	const struct quota *q;
	const struct row *r;
	__int128 sum = 0;
	uint32_t last = NO_PLACE;

	/* Rows of a place stand together. */
	for (r = item->rows; r != NULL; r = r->next) {
		if (r->place != last)
			sum += ou_quota_free_at(item, channel, segment,
			    r->place);
		last = r->place;
	}
	for (q = item->quotas; q != NULL; q = q->next) {
		if (q->place == ANY_PLACE &&
		    !ou_quota_is_for(q, channel, segment))
			sum -= ou_quota_kept(q);
	}
	if (sum < 0)
		return 0;
	return sum > INT64_MAX ? INT64_MAX : (int64_t)sum;
}

/* The quota that says most is used first: channel and segment, then one of
 * the two, then as they stand. */
static int
narrow(const struct quota *q)
{
	return (q->q.channel.n != 0) + (q->q.segment.n != 0) +
	    (q->place != ANY_PLACE);
}

struct use *
ou_quota_use(struct ou_arena *a, const struct item *item,
    struct ou_str channel, struct ou_str segment, uint32_t place,
    int64_t stock)
{
	struct use *uses = NULL, *u;
	struct quota *q;
	int64_t part;
	int n;

	for (n = 3; n > 0; n--) {
		for (q = item->quotas; q != NULL && stock > 0; q = q->next) {
			if (narrow(q) != n ||
			    !ou_quota_is_for(q, channel, segment) ||
			    (q->place != ANY_PLACE && q->place != place))
				continue;
			part = ou_quota_kept(q);
			part = part < stock ? part : stock;
			if (part == 0)
				continue;
			q->used += part;
			stock -= part;
			u = ou_arena_alloc(a, sizeof(*u));
			*u = (struct use){ q, part, uses };
			uses = u;
		}
	}
	return uses;
}

void
ou_quota_unuse(const struct item *item, struct ou_str channel,
    struct ou_str segment, uint32_t place, int64_t stock)
{
	struct quota *q;
	int64_t part;

	for (q = item->quotas; q != NULL && stock > 0; q = q->next) {
		if (!ou_quota_is_for(q, channel, segment) ||
		    (q->place != ANY_PLACE && q->place != place))
			continue;
		part = q->used < stock ? q->used : stock;
		q->used -= part;
		stock -= part;
	}
}

void
ou_allocator_held(struct ou_allocator *al, struct ou_str sku,
    struct ou_str location, struct ou_str channel, struct ou_str segment,
    struct ou_quantity quantity)
{
	struct item *item = ou_allocator_item(al, sku);

	if (item != NULL && item->quotas != NULL)
		(void)ou_quota_use(al->arena, item, channel, segment,
		    ou_allocator_place(al, location), quantity.v);
}
