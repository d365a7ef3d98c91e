#include <stdlib.h>
#include <string.h>

#include "ou/base/names.h"
#include "ou/rules/history.h"

struct ou_history {
	struct ou_arena *arena;
	enum ou_period period;
	int32_t now;			/* the period of today */
	uint32_t max;
	struct ou_history_row **rows;
	uint32_t n, cap;
	uint32_t *slots;		/* hash to row + 1 */
	uint32_t mask;
	struct ou_names places;
};

struct ou_history *
ou_history_new(struct ou_arena *a, enum ou_period period, int32_t today,
    uint32_t max)
{
	struct ou_history *h = ou_arena_zalloc(a, sizeof(*h));

	h->arena = a;
	h->period = period;
	h->now = ou_period_of(period, today);
	h->max = max;
	h->mask = 1023;
	h->slots = ou_arena_array(a, h->mask + 1, sizeof(*h->slots));
	return h;
}

static uint32_t
slot_of(const struct ou_history *h, struct ou_str sku, struct ou_str location)
{
	uint64_t x = ou_str_hash(sku) + ou_str_hash(location) *
	    0x9e3779b97f4a7c15U;

	return (uint32_t)(x ^ x >> 32) & h->mask;
}

static void
grow(struct ou_history *h)
{
	uint32_t i, s;

	h->mask = h->mask * 2 + 1;
	h->slots = ou_arena_array(h->arena, (size_t)h->mask + 1,
	    sizeof(*h->slots));
	for (i = 0; i < h->n; i++) {
		s = slot_of(h, h->rows[i]->sku, h->rows[i]->location);
		h->rows[i]->next = h->slots[s];
		h->slots[s] = i + 1;
	}
}

struct ou_history_row *
ou_history_row(struct ou_history *h, struct ou_str sku, struct ou_str location)
{
	uint32_t s = slot_of(h, sku, location), i;
	struct ou_history_row *row;

	for (i = h->slots[s]; i != 0; i = row->next) {
		row = h->rows[i - 1];
		if (ou_str_eq(row->sku, sku) &&
		    ou_str_eq(row->location, location))
			return row;
	}
	if (h->n == h->cap) {
		h->cap = h->cap == 0 ? 256 : h->cap * 2;
		h->rows = ou_arena_extend(h->arena, h->rows,
		    h->n * sizeof(row), h->cap * sizeof(row));
	}
	row = ou_arena_zalloc(h->arena, sizeof(*row));
	row->sku = ou_str_dup(h->arena, sku);
	row->location = location.n != 0 ? ou_str_dup(h->arena, location)
	    : OU_STR_NONE;
	*ou_names_at(&h->places, h->arena, row->location) = row;
	h->rows[h->n++] = row;
	if (h->n > h->mask) {
		grow(h);
	} else {
		row->next = h->slots[s];
		h->slots[s] = h->n;
	}
	return row;
}

bool
ou_history_knows(struct ou_history *h, struct ou_str location)
{
	return ou_names_find(&h->places, location) != NULL;
}

int
ou_history_add_age(struct ou_history *h, struct ou_history_row *row,
    uint32_t age, struct ou_quantity quantity, struct ou_err *err)
{
	struct ou_quantity *v, sum;
	uint32_t cap;

	if (age >= h->max)
		return 0;
	if (age >= row->cap) {
		cap = age + 1 > row->cap * 2 ? age + 1 : row->cap * 2;
		cap = cap < 32 ? 32 : cap;
		v = ou_arena_array(h->arena, cap, sizeof(*v));
		if (row->n != 0)
			memcpy(v, row->v, row->n * sizeof(*v));
		row->v = v;
		row->cap = cap;
	}
	/* All of it must be a quantity, too. */
	if (ou_quantity_add(&sum, row->sum, quantity, err) != 0 ||
	    ou_quantity_add(&row->v[age], row->v[age], quantity, err) != 0)
		return -1;
	row->sum = sum;
	if (age >= row->n)
		row->n = age + 1;
	return 1;
}

int
ou_history_add(struct ou_history *h, struct ou_history_row *row, int32_t day,
    struct ou_quantity quantity, struct ou_err *err)
{
	int32_t period = ou_period_of(h->period, day);

	if (period >= h->now)
		return 0;
	return ou_history_add_age(h, row, (uint32_t)(h->now - 1 - period),
	    quantity, err);
}

int32_t
ou_history_start(const struct ou_history *h, int64_t age)
{
	return ou_period_start(h->period, h->now - 1 - (int32_t)age);
}

static int
compare(const void *x, const void *y)
{
	const struct ou_history_row *a = *(struct ou_history_row *const *)x;
	const struct ou_history_row *b = *(struct ou_history_row *const *)y;
	int r = ou_str_cmp(a->sku, b->sku);

	return r != 0 ? r : ou_str_cmp(a->location, b->location);
}

struct ou_history_row **
ou_history_rows(struct ou_history *h, uint32_t *n)
{
	struct ou_history_row **rows;

	rows = ou_arena_array(h->arena, h->n, sizeof(*rows));
	if (h->n != 0) {
		memcpy(rows, h->rows, h->n * sizeof(*rows));
		qsort(rows, h->n, sizeof(*rows), compare);
	}
	*n = h->n;
	return rows;
}
