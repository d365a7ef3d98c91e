#include <stdlib.h>
#include <string.h>

#include "allocation.h"

/*
 * Rows of an item stand in a list that is sorted when the item is first
 * asked for: a stock file of a million rows costs a walk, not a million
 * searches, and items that nobody orders are never sorted.
 */

struct ou_allocator *
ou_allocator_new(struct ou_arena *a, const struct ou_allocator_options *options)
{
	struct ou_allocator *al = ou_arena_zalloc(a, sizeof(*al));
	uint32_t n = options->n_locations;

	al->arena = a;
	al->options = *options;
	if (n != 0) {
		al->places = ou_arena_array(a, n, sizeof(*al->places));
		memcpy(al->places, options->locations,
		    n * sizeof(*al->places));
		al->n_places = al->cap_places = n;
	}
	return al;
}

struct item *
ou_allocator_add_item(struct ou_allocator *al, struct ou_str sku)
{
	void **at = ou_names_at(&al->items, al->arena, sku);
	struct item *item;

	if (*at == NULL) {
		*at = item = ou_arena_zalloc(al->arena, sizeof(*item));
		item->sku = sku;
	}
	return *at;
}

/* A larger array of pointers or strings. */
static void *
larger(struct ou_arena *a, void *old, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t more = *cap == 0 ? 64 : *cap * 2;
	void *p = ou_arena_extend(a, old, n * size, more * size);

	*cap = more;
	return p;
}

/* How much a location is preferred; NO_PLACE when it is not served.  A row
 * without location is everywhere. */
uint32_t
ou_allocator_place(struct ou_allocator *al, struct ou_str location)
{
	uint32_t i;

	if (location.n == 0 && al->options.n_locations != 0)
		return 0;
	for (i = 0; i < al->n_places; i++) {
		if (ou_str_eq(al->places[i], location))
			return i;
	}
	if (al->options.n_locations != 0)
		return NO_PLACE;
	if (al->n_places == al->cap_places)
		al->places = larger(al->arena, al->places, al->n_places,
		    &al->cap_places, sizeof(*al->places));
	al->places[al->n_places] = location;
	return al->n_places++;
}

void
ou_allocator_site(struct ou_allocator *al, struct ou_str location,
    struct ou_str country, struct ou_str postal_code)
{
	(void)ou_allocator_place(al, location);
	if (al->n_sites == al->cap_sites)
		al->sites = larger(al->arena, al->sites, al->n_sites,
		    &al->cap_sites, sizeof(*al->sites));
	al->sites[al->n_sites++] = (struct site){ location, country,
	    postal_code };
}

static bool
can_promise(const struct ou_allocator *al, const struct ou_stock_level *row)
{
	if (row->status.n != 0 && !ou_str_is(row->status, "available"))
		return false;
	if (row->owner.n != 0)
		return false;
	return !ou_date_given(row->expiry_date) ||
	    !ou_date_given(al->options.today) ||
	    ou_date_cmp(row->expiry_date, al->options.today) >= 0;
}

/* Rows are counted, also those that nobody can have. */
void
ou_allocator_stock(struct ou_allocator *al, const struct ou_stock_level *row)
{
	struct item *item = ou_allocator_add_item(al, row->sku);
	struct row *r = ou_arena_zalloc(al->arena, sizeof(*r));
	__int128 left = row->on_hand.v;

	if (al->n_all == al->cap_all)
		al->all = larger(al->arena, al->all, al->n_all, &al->cap_all,
		    sizeof(struct row *));
	r->number = al->n_all;
	al->all[al->n_all++] = r;
	r->location = row->location;
	r->lot = row->lot;
	r->expiry = row->expiry_date;
	r->place = ou_allocator_place(al, row->location);
	if (r->place == NO_PLACE || !can_promise(al, row))
		return;
	/* More may be reserved than is there; what is negative in a file
	 * does not make more of it. */
	left -= row->safety.v > 0 ? row->safety.v : 0;
	r->room = left > 0 ? (int64_t)left : 0;
	left -= row->reserved.v > 0 ? row->reserved.v : 0;
	r->left = left > INT64_MIN ? (int64_t)left : INT64_MIN;
	r->next = item->rows;
	item->rows = r;
	item->n_rows++;
	item->sorted = false;
}

void
ou_allocator_receipt(struct ou_allocator *al, struct ou_str sku,
    struct ou_str location, struct ou_str reference,
    struct ou_quantity quantity, struct ou_date expected)
{
	uint32_t place = ou_allocator_place(al, location);
	struct receipt *r = ou_arena_zalloc(al->arena, sizeof(*r));
	struct item *item;

	if (al->n_receipts == al->cap_receipts)
		al->coming = larger(al->arena, al->coming, al->n_receipts,
		    &al->cap_receipts, sizeof(struct receipt *));
	al->coming[al->n_receipts] = r;
	r->number = al->n_receipts++;
	if (place == NO_PLACE || quantity.v <= 0)
		return;
	item = ou_allocator_add_item(al, sku);
	r->location = location;
	r->reference = reference;
	r->place = place;
	r->left = quantity.v;
	if (!ou_date_given(al->options.today) ||
	    ou_date_cmp(expected, al->options.today) >= 0)
		r->expected = expected;
	r->next = item->receipts;
	item->receipts = r;
	item->n_receipts++;
	item->sorted = false;
}

/* Dates that are not given come last. */
static int
date_order(struct ou_date a, struct ou_date b)
{
	if (ou_date_given(a) != ou_date_given(b))
		return ou_date_given(a) ? -1 : 1;
	return ou_date_given(a) ? ou_date_cmp(a, b) : 0;
}

static int
by_row(const void *x, const void *y)
{
	const struct row *a = *(const struct row *const *)x;
	const struct row *b = *(const struct row *const *)y;
	int r;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if ((r = date_order(a->expiry, b->expiry)) != 0)
		return r;
	return a->number < b->number ? -1 : 1;
}

/* The stock names the oldest first. */
static int
by_arrival(const void *x, const void *y)
{
	const struct row *a = *(const struct row *const *)x;
	const struct row *b = *(const struct row *const *)y;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static int
by_receipt(const void *x, const void *y)
{
	const struct receipt *a = *(const struct receipt *const *)x;
	const struct receipt *b = *(const struct receipt *const *)y;
	int r;

	if ((r = date_order(a->expected, b->expected)) != 0)
		return r;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static void
sort_rows(struct ou_allocator *al, struct item *item)
{
	struct row **v, *r;
	uint32_t i = 0;

	v = ou_arena_array(al->arena, item->n_rows, sizeof(struct row *));
	for (r = item->rows; r != NULL; r = r->next)
		v[i++] = r;
	qsort(v, i, sizeof(struct row *),
	    al->options.fifo ? by_arrival : by_row);
	item->rows = NULL;
	while (i-- > 0) {
		v[i]->next = item->rows;
		item->rows = v[i];
	}
}

static void
sort_receipts(struct ou_allocator *al, struct item *item)
{
	struct receipt **v, *r;
	uint32_t i = 0;

	v = ou_arena_array(al->arena, item->n_receipts,
	    sizeof(struct receipt *));
	for (r = item->receipts; r != NULL; r = r->next)
		v[i++] = r;
	qsort(v, i, sizeof(struct receipt *), by_receipt);
	item->receipts = NULL;
	while (i-- > 0) {
		v[i]->next = item->receipts;
		item->receipts = v[i];
	}
}

void
ou_allocator_sort(struct ou_allocator *al, struct item *item)
{
	if (item->sorted)
		return;
	if (item->n_rows > 1)
		sort_rows(al, item);
	if (item->n_receipts > 1)
		sort_receipts(al, item);
	item->sorted = true;
	ou_quota_prepare(al, item);
}

struct item *
ou_allocator_item(struct ou_allocator *al, struct ou_str sku)
{
	struct item *item = ou_names_find(&al->items, sku);

	if (item != NULL && !item->sorted)
		ou_allocator_sort(al, item);
	return item;
}

void
ou_allocator_fetch(const struct ou_allocator *al,
    const struct ou_allocator_line *lines, uint32_t n)
{
	const char *item;
	uint32_t i;

	for (i = 0; i < n; i++)
		ou_names_fetch(&al->items, lines[i].sku);
	for (i = 0; i < n; i++) {
		item = ou_names_find(&al->items, lines[i].sku);
		if (item == NULL)
			continue;
		/* An item's first row lies behind it. */
		__builtin_prefetch(item);
		__builtin_prefetch(item + 64);
		__builtin_prefetch(item + 128);
	}
}

void
ou_allocator_life(struct ou_allocator *al, struct ou_str sku, int64_t days)
{
	ou_allocator_add_item(al, sku)->life = days;
}

struct ou_quantity
ou_allocator_taken(const struct ou_allocator *al, uint32_t row)
{
	return (struct ou_quantity){ al->all[row]->taken, true };
}

struct ou_quantity
ou_allocator_promised(const struct ou_allocator *al, uint32_t receipt)
{
	return (struct ou_quantity){ al->coming[receipt]->promised, true };
}

struct ou_quantity
ou_allocator_available(struct ou_allocator *al, struct ou_str sku)
{
	struct item *item = ou_allocator_item(al, sku);
	struct ou_quantity sum = { 0, true };
	const struct row *r;

	for (r = item != NULL ? item->rows : NULL; r != NULL; r = r->next) {
		if (__builtin_add_overflow(sum.v, row_left(r),
		    &sum.v))
			sum.v = INT64_MAX;
	}
	return sum;
}
