#include <string.h>

#include "reconciling.h"

struct ou_reconciler *
ou_reconciler_new(struct ou_arena *a,
    const struct ou_reconcile_options *options)
{
	struct ou_reconciler *r = ou_arena_zalloc(a, sizeof(*r));

	r->arena = a;
	r->options = *options;
	r->end = &r->first;
	return r;
}

int
ou_reconciler_source(struct ou_reconciler *r, struct ou_str name)
{
	if (r->n_sources == OU_RECONCILE_SOURCES)
		return -1;
	r->sources[r->n_sources] = ou_str_dup(r->arena, name);
	return r->n_sources++;
}

uint32_t
ou_reconciler_compared(const struct ou_reconciler *r)
{
	return r->compared;
}

/* --- names --- */

/* Parts in one piece, each behind its length. */
static struct ou_str
make_key(struct ou_reconciler *r, const struct ou_str *parts, size_t n)
{
	size_t need = 0, i;
	uint32_t len;
	char *to;

	for (i = 0; i < n; i++)
		need += 1 + sizeof(len) + parts[i].n;
	if (need > r->key_cap) {
		r->key_cap = need * 2;
		r->key = ou_arena_alloc(r->arena, r->key_cap);
	}
	to = r->key;
	for (i = 0; i < n; i++) {
		len = (uint32_t)parts[i].n;
		*to++ = (char)(len < 255 ? len : 255);
		if (len >= 255) {
			memcpy(to, &len, sizeof(len));
			to += sizeof(len);
		}
		if (len != 0)
			memcpy(to, parts[i].p, len);
		to += len;
	}
	return ou_str_make(r->key, (size_t)(to - r->key));
}

void
ou_reconcile_parts(const struct ou_reconcile_entry *e,
    struct ou_str parts[OU_RECONCILE_PARTS])
{
	const char *p = e->key;
	uint32_t len;
	int i;

	for (i = 0; i < OU_RECONCILE_PARTS; i++) {
		len = (unsigned char)*p++;
		if (len == 255) {
			memcpy(&len, p, sizeof(len));
			p += sizeof(len);
		}
		parts[i] = ou_str_make(p, len);
		p += len;
	}
}

int
ou_reconcile_order(const void *x, const void *y)
{
	struct ou_str a[OU_RECONCILE_PARTS], b[OU_RECONCILE_PARTS];
	int i, r = 0;

	ou_reconcile_parts(*(struct ou_reconcile_entry *const *)x, a);
	ou_reconcile_parts(*(struct ou_reconcile_entry *const *)y, b);
	for (i = 0; r == 0 && i < OU_RECONCILE_PARTS; i++)
		r = ou_str_cmp(a[i], b[i]);
	return r;
}

/* A place in a table of names: NULL in it when the name is new. */
static void **
name_at(struct ou_reconciler *r, struct ou_names *t, struct ou_str key)
{
	if (ou_names_find(t, key) == NULL)
		key = ou_str_dup(r->arena, key);
	return ou_names_at(t, r->arena, key);
}

/* --- the table --- */

static struct ou_reconcile_slot *
find_slot(struct ou_reconcile_slot *slots, uint32_t cap, struct ou_str key,
    uint64_t hash)
{
	uint32_t i = (uint32_t)hash & (cap - 1);
	struct ou_reconcile_entry *e;

	for (; (e = slots[i].entry) != NULL; i = (i + 1) & (cap - 1)) {
		if (slots[i].hash == hash && e->key_n == key.n &&
		    memcmp(e->key, key.p, key.n) == 0)
			break;
	}
	return &slots[i];
}

static void
grow(struct ou_reconciler *r)
{
	uint32_t cap = r->cap == 0 ? 256 : r->cap * 2, i, k;
	struct ou_reconcile_slot *slots;

	slots = ou_arena_array(r->arena, cap, sizeof(*slots));
	for (i = 0; i < r->cap; i++) {
		if (r->slots[i].entry == NULL)
			continue;
		k = (uint32_t)r->slots[i].hash & (cap - 1);
		while (slots[k].entry != NULL)
			k = (k + 1) & (cap - 1);
		slots[k] = r->slots[i];
	}
	r->slots = slots;
	r->cap = cap;
}

/* Who speaks of a place and status; most rows are where the last one was. */
static struct ou_reconcile_place *
place_of(struct ou_reconciler *r, const struct ou_str *parts)
{
	struct ou_str of[3] = { parts[1], parts[3], parts[4] };
	struct ou_str key = make_key(r, of, 3);
	void **at;

	if (r->last != NULL && ou_str_eq(key, r->last_place))
		return r->last;
	at = name_at(r, &r->places, key);
	if (*at == NULL)
		*at = ou_arena_zalloc(r->arena,
		    sizeof(struct ou_reconcile_place));
	r->last_place = ou_str_dup(r->arena, key);
	r->last = *at;
	return r->last;
}

static struct ou_reconcile_entry *
new_entry(struct ou_reconciler *r, const struct ou_str *parts,
    struct ou_str key)
{
	struct ou_reconcile_entry *e;
	size_t figures = (size_t)r->n_sources * sizeof(e->figures[0]);
	char *to;

	e = ou_arena_alloc(r->arena, sizeof(*e) + figures + key.n);
	memset(e, 0, sizeof(*e) + figures);
	to = (char *)e->figures + figures;
	memcpy(to, key.p, key.n);
	e->key = to;
	e->key_n = (uint32_t)key.n;
	e->place = place_of(r, parts);
	*r->end = e;
	r->end = &e->next;
	r->n++;
	return e;
}

/* What is compared with what; ${exact}: the key says all of the row's. */
static struct ou_reconcile_entry *
entry_of(struct ou_reconciler *r, const struct ou_str *row, bool *exact)
{
	enum ou_reconcile_by by = r->options.by;
	struct ou_str parts[OU_RECONCILE_PARTS], key;
	struct ou_reconcile_slot *slot;
	uint64_t hash;

	memcpy(parts, row, sizeof(parts));
	if (by == OU_RECONCILE_ITEM)
		parts[1] = OU_STR("");
	if (by != OU_RECONCILE_LOT)
		parts[2] = OU_STR("");
	*exact = parts[1].n == row[1].n && parts[2].n == row[2].n;
	key = make_key(r, parts, OU_RECONCILE_PARTS);
	hash = ou_str_hash(key);
	if (r->n >= r->cap / 8 * 5)
		grow(r);
	slot = find_slot(r->slots, r->cap, key, hash);
	if (slot->entry == NULL) {
		slot->hash = hash;
		slot->entry = new_entry(r, parts, key);
	}
	return slot->entry;
}

/* --- rows --- */

/* Was this name seen in that source?  From now on it was. */
static bool
seen_again(struct ou_reconciler *r, int source, struct ou_str key)
{
	void **at;

	if (r->seen == NULL)
		r->seen = ou_arena_array(r->arena, OU_RECONCILE_SOURCES,
		    sizeof(*r->seen));
	at = name_at(r, &r->seen[source], key);
	if (*at != NULL)
		return true;
	*at = r;
	return false;
}

const struct ou_reconcile_trail *
ou_reconcile_trail(const struct ou_reconcile_entry *e, int source)
{
	const struct ou_reconcile_trail *t = e->trails;

	while (t != NULL && t->source != source)
		t = t->next;
	return t;
}

static struct ou_reconcile_trail *
trail_of(struct ou_reconciler *r, struct ou_reconcile_entry *e, int source)
{
	struct ou_reconcile_trail *t = e->trails;

	while (t != NULL && t->source != source)
		t = t->next;
	if (t != NULL)
		return t;
	t = ou_arena_zalloc(r->arena, sizeof(*t));
	t->source = source;
	t->end = &t->moves;
	t->next = e->trails;
	e->trails = t;
	return t;
}

/* The later of two times. */
static void
latest(struct ou_time *t, const struct ou_time *other)
{
	if (ou_date_given(other->date) && (!ou_date_given(t->date) ||
	    ou_time_seconds(other) > ou_time_seconds(t)))
		*t = *other;
}

/* Available and ours are what is meant where nothing is said. */
static struct ou_str
status_of(struct ou_str status)
{
	return ou_str_is(status, "available") ? OU_STR("") : status;
}

static int
too_much(struct ou_str sku, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "more of '%.*s' than can be counted", OU_STR_ARG(sku));
}

int
ou_reconciler_level(struct ou_reconciler *r, int source,
    const struct ou_stock_level *level, struct ou_err *err)
{
	struct ou_str row[OU_RECONCILE_PARTS] = { level->sku, level->location,
	    level->lot, status_of(level->status), level->owner };
	uint32_t bit = (uint32_t)1 << source;
	struct ou_reconcile_figure *f;
	struct ou_reconcile_entry *e;
	int64_t sum, reserved;
	bool exact;

	e = entry_of(r, row, &exact);
	if (!r->options.sum && (exact ? (e->exact & bit) != 0
	    : seen_again(r, source, make_key(r, row, OU_RECONCILE_PARTS))))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
		    "'%.*s' stands there twice", OU_STR_ARG(level->sku));
	f = &e->figures[source];
	if (__builtin_add_overflow(f->on_hand, level->on_hand.v, &sum) ||
	    __builtin_add_overflow(f->reserved, level->reserved.v, &reserved))
		return too_much(level->sku, err);
	f->on_hand = sum;
	f->reserved = reserved;
	e->sources |= bit;
	e->exact |= exact ? bit : 0;
	e->place->sources |= bit;
	if (ou_date_given(level->at.date))
		latest(&trail_of(r, e, source)->counted, &level->at);
	return 0;
}

/* Put a move behind those that were there. */
static void
add_move(struct ou_reconciler *r, struct ou_reconcile_trail *t,
    const struct ou_stock_move *move, int64_t now)
{
	struct ou_reconcile_move *m = ou_arena_zalloc(r->arena, sizeof(*m));

	m->id = ou_str_dup(r->arena, move->id);
	m->quantity = move->quantity.v;
	m->at = ou_date_given(move->at.date) ? ou_time_seconds(&move->at) : 0;
	*t->end = m;
	t->end = &m->next;
	if (t->first.n == 0) {
		t->first = m->id;
		t->first_at = move->at;
	}
	if (now < 0 && t->negative.n == 0) {
		t->negative = m->id;
		t->negative_at = move->at;
	}
	if (now < t->least)
		t->least = now;
	if (ou_str_is(move->reason, "count"))
		latest(&t->counted, &move->at);
}

int
ou_reconciler_move(struct ou_reconciler *r, int source,
    const struct ou_stock_move *move, struct ou_err *err)
{
	struct ou_str row[OU_RECONCILE_PARTS] = { move->sku, move->location,
	    move->lot, status_of(move->status), move->owner };
	uint32_t bit = (uint32_t)1 << source;
	struct ou_reconcile_trail *t;
	struct ou_reconcile_entry *e;
	int64_t sum, moved;
	bool exact;

	e = entry_of(r, row, &exact);
	t = trail_of(r, e, source);
	if (__builtin_add_overflow(e->figures[source].on_hand,
	    move->quantity.v, &sum) ||
	    __builtin_add_overflow(t->moved, move->quantity.v, &moved))
		return too_much(move->sku, err);
	if (seen_again(r, source, make_key(r, &move->id, 1)))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
		    "move '%.*s' stands there twice", OU_STR_ARG(move->id));
	if (t->moves == NULL) {
		t->opened = (e->sources & bit) != 0;
		t->opening = e->figures[source].on_hand;
	}
	t->moved = moved;
	e->figures[source].on_hand = sum;
	e->sources |= bit;
	e->place->sources |= bit;
	r->moved = true;
	add_move(r, t, move, sum);
	return 0;
}
