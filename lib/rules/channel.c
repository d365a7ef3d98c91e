#include <string.h>

#include "standing.h"

#define MICRO 1000000

static bool
sells_from(const struct ou_channel_rule *rule,
    const struct ou_channel_item *item, struct ou_str location)
{
	uint32_t i;

	if (item->location.n != 0)
		return ou_str_eq(item->location, location);
	for (i = 0; i < rule->n_locations; i++) {
		if (ou_str_eq(rule->locations[i], location))
			return true;
	}
	return rule->n_locations == 0;
}

/* Ours, good, and not gone off. */
static bool
can_be_sold(const struct ou_standing *s, const struct standing_key *k)
{
	return k->status.n == 0 && k->owner.n == 0 &&
	    (!ou_date_given(k->expiry) ||
	    ou_date_cmp(k->expiry, s->today) >= 0);
}

/* May be below zero: what one place has sold too much, another sends. */
static __int128
available(const struct ou_standing *s, const struct ou_channel_rule *rule,
    const struct ou_channel_item *item)
{
	const struct standing_item *i = ou_names_find(&s->items, item->sku);
	const struct standing_key *k;
	__int128 sum = 0;

	for (k = i != NULL ? i->keys : NULL; k != NULL; k = k->next) {
		if (!sells_from(rule, item, k->location))
			continue;
		/* What is gone off may still be promised. */
		if (can_be_sold(s, k))
			sum += k->on_hand.v;
		if (k->status.n == 0 && k->owner.n == 0)
			sum -= (__int128)k->reserved.v + k->safety.v;
	}
	return sum;
}

/* Within what a quantity holds. */
static struct ou_quantity
quantity(__int128 v)
{
	v = v < 0 ? 0 : v > INT64_MAX ? INT64_MAX : v;
	return (struct ou_quantity){ (int64_t)v, true };
}

/* Rounded up, so that nothing above what is available is told. */
static __int128
buffer_of(const struct ou_channel_rule *rule,
    const struct ou_channel_item *item, __int128 available)
{
	const __int128 whole = (__int128)100 * MICRO;

	if (item->buffer.given)
		return item->buffer.v;
	if (!rule->percent || available <= 0)
		return rule->percent ? 0 : rule->buffer.v;
	return (available * rule->buffer.v + whole - 1) / whole;
}

void
ou_channel_tell(const struct ou_standing *s,
    const struct ou_channel_rule *rule, const struct ou_channel_item *item,
    struct ou_channel_stock *row)
{
	__int128 there = available(s, rule, item), units;
	__int128 buffer = buffer_of(rule, item, there);
	int64_t factor = item->factor.given && item->factor.v > 0
	    ? item->factor.v : MICRO;

	memset(row, 0, sizeof(*row));
	row->type = OU_STR("ChannelStock");
	row->schema = OU_STR("channel-stock/1");
	row->channel = rule->channel;
	row->sku = item->sku;
	row->code = item->code.n != 0 ? item->code : item->sku;
	row->location = item->location;
	row->available = quantity(there);
	row->buffer = quantity(buffer);
	units = item->active == OU_FLAG_NO || there <= buffer ? 0
	    : (there - buffer) / factor * MICRO;
	if (item->most.given && units > item->most.v)
		units = item->most.v < 0 ? 0
		    : item->most.v / MICRO * MICRO;
	row->quantity = quantity(units > INT64_MAX
	    ? INT64_MAX / MICRO * MICRO : units);
}

static void
add_theirs(const struct ou_standing *theirs,
    const struct ou_channel_item *item, struct ou_channel_stock *row)
{
	const struct standing_item *i = ou_names_find(&theirs->items,
	    item->sku);
	struct ou_str place = item->place.n != 0 ? item->place
	    : item->location;
	const struct standing_key *k;
	__int128 current = 0, held = 0;

	if (i == NULL)
		return;
	for (k = i->keys; k != NULL; k = k->next) {
		if (place.n != 0 && !ou_str_eq(k->location, place))
			continue;
		current += k->on_hand.v;
		held += (__int128)k->reserved.v + k->safety.v;
	}
	row->current = quantity(current);
	row->held = quantity(held);
}

struct ou_channel_line *
ou_channel_lines(struct ou_standing *s, const struct ou_standing *theirs,
    const struct ou_channel_rule *rule, const struct ou_channel_item *list,
    uint32_t n, struct ou_arena *a, uint32_t *n_lines)
{
	struct ou_channel_line *lines;
	const struct ou_str *skus = NULL;
	uint32_t i;

	if (n == 0)
		skus = ou_standing_items(s, &n);
	lines = ou_arena_array(a, n, sizeof(*lines));
	for (i = 0; i < n; i++) {
		if (skus == NULL)
			lines[i].item = list[i];
		else
			lines[i].item.sku = skus[i];
		ou_channel_tell(s, rule, &lines[i].item, &lines[i].row);
		if (theirs != NULL)
			add_theirs(theirs, &lines[i].item, &lines[i].row);
	}
	*n_lines = n;
	return lines;
}
