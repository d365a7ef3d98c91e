#include <stdlib.h>
#include <string.h>

#include "standing.h"

/*
 * Keys hang on their item, because channels ask by item; a key is found
 * through a name of all its parts.
 */
struct ou_standing *
ou_standing_new(struct ou_arena *a, struct ou_date today)
{
	struct ou_standing *s = ou_arena_zalloc(a, sizeof(*s));

	s->arena = a;
	s->today = today;
	return s;
}

static struct ou_str
status_of(struct ou_str status)
{
	return ou_str_is(status, "available") ? OU_STR("") : status;
}

static struct ou_str
make_key(struct ou_standing *s, const struct ou_str *parts)
{
	size_t need = 0, i;

	for (i = 0; i < 5; i++)
		need += sizeof(parts[i].n) + parts[i].n;
	if (need > s->key_cap) {
		s->key_cap = need * 2;
		s->key = ou_arena_alloc(s->arena, s->key_cap);
	}
	need = 0;
	for (i = 0; i < 5; i++) {
		memcpy(s->key + need, &parts[i].n, sizeof(parts[i].n));
		need += sizeof(parts[i].n);
		if (parts[i].n != 0)
			memcpy(s->key + need, parts[i].p, parts[i].n);
		need += parts[i].n;
	}
	return ou_str_make(s->key, need);
}

static struct standing_item *
item_of(struct ou_standing *s, struct ou_str sku)
{
	struct standing_item *i = ou_names_find(&s->items, sku);

	if (i != NULL)
		return i;
	i = ou_arena_zalloc(s->arena, sizeof(*i));
	i->sku = ou_str_dup(s->arena, sku);
	*ou_names_at(&s->items, s->arena, i->sku) = i;
	s->n_items++;
	return i;
}

static struct standing_key *
key_of(struct ou_standing *s, const struct ou_str *parts)
{
	struct ou_str name = make_key(s, parts);
	struct standing_key *k = ou_names_find(&s->keys, name);

	if (k != NULL)
		return k;
	k = ou_arena_zalloc(s->arena, sizeof(*k));
	k->item = item_of(s, parts[0]);
	k->location = ou_str_dup(s->arena, parts[1]);
	k->lot = ou_str_dup(s->arena, parts[2]);
	k->status = ou_str_dup(s->arena, parts[3]);
	k->owner = ou_str_dup(s->arena, parts[4]);
	*ou_names_at(&s->keys, s->arena, ou_str_dup(s->arena, name)) = k;
	k->next = k->item->keys;
	k->item->keys = k;
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 256 : s->cap * 2;
		s->all = ou_arena_extend(s->arena, s->all,
		    s->n * sizeof(struct standing_key *),
		    s->cap * sizeof(struct standing_key *));
	}
	s->all[s->n++] = k;
	s->sorted = false;
	return k;
}

int
ou_standing_level(struct ou_standing *s, const struct ou_stock_level *level,
    bool add, struct ou_err *err)
{
	struct ou_str parts[5] = { level->sku, level->location, level->lot,
	    status_of(level->status), level->owner };
	struct standing_key *k = key_of(s, parts);
	struct ou_quantity zero = { 0, true }, on_hand, reserved, safety;

	if (ou_quantity_add(&on_hand, level->on_hand, add ? k->on_hand : zero,
	    err) != 0 || ou_quantity_add(&reserved, level->reserved, add
	    ? k->reserved : zero, err) != 0 || ou_quantity_add(&safety,
	    level->safety, add ? k->safety : zero, err) != 0)
		return -1;
	k->on_hand = on_hand;
	k->reserved = reserved;
	k->safety = safety;
	if (ou_date_given(level->expiry_date))
		k->expiry = level->expiry_date;
	s->last = k;
	return 0;
}

int
ou_standing_move(struct ou_standing *s, const struct ou_stock_move *move,
    struct ou_err *err)
{
	struct ou_str parts[5] = { move->sku, move->location, move->lot,
	    status_of(move->status), move->owner };
	struct standing_key *k = key_of(s, parts);

	s->last = k;
	return ou_quantity_add(&k->on_hand, k->on_hand, move->quantity, err);
}

void
ou_standing_last(const struct ou_standing *s, struct ou_stock_level *level)
{
	const struct standing_key *k = s->last;

	memset(level, 0, sizeof(*level));
	level->type = OU_STR("StockLevel");
	level->schema = OU_STR("stock-level/1");
	level->sku = k->item->sku;
	level->location = k->location;
	level->lot = k->lot;
	level->status = k->status;
	level->owner = k->owner;
	level->expiry_date = k->expiry;
	level->on_hand = k->on_hand;
	level->on_hand.given = true;
	level->reserved = k->reserved;
	level->reserved.given = k->reserved.v != 0;
	level->safety = k->safety;
	level->safety.given = k->safety.v != 0;
}

/* --- alerts --- */

static bool
is_true(const struct standing_key *k, int alert)
{
	__int128 free = (__int128)k->on_hand.v - k->reserved.v;

	switch (alert) {
	case 0:
		return k->on_hand.v < 0;
	case 1:
		return free < 0 && k->reserved.v > 0;
	default:
		return k->safety.v > 0 && free < k->safety.v;
	}
}

int
ou_standing_alerts(struct ou_standing *s,
    struct ou_stock_alert alerts[OU_STANDING_ALERTS])
{
	static const char *const names[] = { "negative", "oversell",
	    "belowSafety" };
	struct standing_key *k = s->last;
	struct ou_stock_alert *a;
	int i, n = 0;

	for (i = 0; i < OU_STANDING_ALERTS; i++) {
		if (is_true(k, i) == k->alert[i])
			continue;
		k->alert[i] = !k->alert[i];
		a = &alerts[n++];
		memset(a, 0, sizeof(*a));
		a->type = OU_STR("StockAlert");
		a->schema = OU_STR("stock-alert/1");
		a->alert = ou_str_c(names[i]);
		a->over = k->alert[i] ? OU_FLAG_ABSENT : OU_FLAG_YES;
		a->sku = k->item->sku;
		a->location = k->location;
		a->lot = k->lot;
		a->status = k->status;
		a->owner = k->owner;
		a->on_hand = (struct ou_quantity){ k->on_hand.v, true };
		a->reserved = k->reserved;
		a->safety = k->safety;
	}
	return n;
}

/* --- in order --- */

static int
compare(const void *x, const void *y)
{
	const struct standing_key *a = *(const struct standing_key *const *)x;
	const struct standing_key *b = *(const struct standing_key *const *)y;
	int r;

	if ((r = ou_str_cmp(a->item->sku, b->item->sku)) != 0 ||
	    (r = ou_str_cmp(a->location, b->location)) != 0 ||
	    (r = ou_str_cmp(a->lot, b->lot)) != 0 ||
	    (r = ou_str_cmp(a->status, b->status)) != 0)
		return r;
	return ou_str_cmp(a->owner, b->owner);
}

static void
sort(struct ou_standing *s)
{
	uint32_t i, n = 0;

	if (s->sorted || s->n == 0)
		return;
	qsort(s->all, s->n, sizeof(struct standing_key *), compare);
	s->skus = ou_arena_array(s->arena, s->n_items, sizeof(*s->skus));
	for (i = 0; i < s->n; i++) {
		if (n == 0 || !ou_str_eq(s->skus[n - 1], s->all[i]->item->sku))
			s->skus[n++] = s->all[i]->item->sku;
	}
	s->sorted = true;
}

bool
ou_standing_next(struct ou_standing *s, uint32_t *at)
{
	sort(s);
	if (*at >= s->n)
		return false;
	s->last = s->all[(*at)++];
	return true;
}

const struct ou_str *
ou_standing_items(struct ou_standing *s, uint32_t *n)
{
	sort(s);
	*n = s->n_items;
	return s->skus;
}
