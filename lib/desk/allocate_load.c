#include "allocate.h"

/* The book becomes an allocator. */

/* A list with commas, in the run's arena. */
static uint32_t
list_of(struct ou_run *run, struct ou_str rest, struct ou_str **list)
{
	struct ou_str word;
	uint32_t n = 0;

	*list = ou_arena_array(&run->arena, rest.n + 1, sizeof(**list));
	while (ou_str_split(&rest, ',', &word)) {
		if (word.n != 0)
			(*list)[n++] = word;
	}
	return n;
}

static bool
has_warehouse(const struct ou_allocate *x, struct ou_str location)
{
	const struct ou_warehouse *w;
	uint32_t i;

	for (i = 0; i < x->warehouses.n; i++) {
		w = ou_rows_at(&x->warehouses, i);
		if (ou_str_eq(w->location, location))
			return true;
	}
	return false;
}

/* --location, else the settings' warehouse. */
static int
read_locations(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_str *list;
	uint32_t i, n;

	n = list_of(run, x->locations != NULL ? ou_str_c(x->locations)
	    : ou_setting_of_shop(&x->settings, OU_SETTING_LOCATION), &list);
	for (i = 0; x->locations != NULL && x->warehouses.n != 0 && i < n;
	    i++) {
		if (!has_warehouse(x, list[i]))
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "--location: '%.*s' is not in %s",
			    OU_STR_ARG(list[i]), x->warehouses.file);
	}
	x->options.locations = n != 0 ? list : NULL;
	x->options.n_locations = n;
	return 0;
}

/* 90s, 30m, 2h, 3d: when what is reserved now runs out. */
static int
read_expires(struct ou_allocate *x, struct ou_run *run)
{
	static const struct { char letter; int64_t seconds; } units[] = {
	    { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	struct ou_str s = ou_str_c(x->expires);
	int64_t n = 0, unit = 0;
	size_t i;

	if (x->expires == NULL)
		return 0;
	for (i = 0; i < 4 && s.n > 1; i++) {
		if (s.p[s.n - 1] == units[i].letter)
			unit = units[i].seconds;
	}
	for (i = 0; i + 1 < s.n && unit != 0; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || n > 1000000000)
			unit = 0;
		n = n * 10 + (s.p[i] - '0');
	}
	/* Ten years of a reservation are enough. */
	if (unit == 0 || n == 0 || n > INT64_C(316224000) / unit)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--expires: '%s' is not a duration such as 90s, 30m, 2h "
		    "or 3d", x->expires);
	ou_time_from_seconds(&x->options.expires, ou_time_seconds(&run->now) +
	    n * unit, run->now.offset);
	return 0;
}

/* Where stock can be and what may be taken instead: before the stock. */
void
ou_allocate_ways(const struct ou_allocate *x, struct ou_allocator *al)
{
	const struct ou_warehouse *w;
	const struct ou_substitute *s;
	const struct ou_kit_list *kit;
	uint32_t i, k;

	for (i = 0; i < x->warehouses.n; i++) {
		w = ou_rows_at(&x->warehouses, i);
		if (x->nearest || x->store != NULL)
			ou_allocator_site(al, w->location, w->country,
			    w->postal_code);
	}
	for (i = 0; i < x->supply.substitutes.n; i++) {
		s = ou_rows_at(&x->supply.substitutes, i);
		ou_allocator_substitute(al, &(struct ou_allocator_substitute){
		    s->sku, s->substitute, s->customer, s->channel, s->factor,
		    s->priority });
	}
	for (i = 0; i < x->supply.n_kits; i++) {
		kit = &x->supply.kits[i];
		for (k = 0; k < kit->n_components; k++)
			ou_allocator_kit(al, kit->sku, kit->components[k].sku,
			    kit->components[k].quantity);
	}
}

/* What may not be taken: behind the stock. */
void
ou_allocate_limits(const struct ou_allocate *x, struct ou_allocator *al)
{
	const struct ou_item *item;
	const struct ou_quota *q;
	uint32_t i;

	for (i = 0; i < x->n_lasting; i++) {
		item = x->lasting[i];
		ou_allocator_life(al, item->sku, item->minimum_life_days.v);
	}
	for (i = 0; i < x->supply.quotas.n; i++) {
		q = ou_rows_at(&x->supply.quotas, i);
		ou_allocator_quota(al, &(struct ou_allocator_quota){ q->sku,
		    q->location, q->channel, q->segment, q->quantity,
		    q->percent, q->release_date });
	}
}

/* The items whose lots must last. */
static void
find_lasting(struct ou_allocate *x, struct ou_arena *a)
{
	const struct ou_item *item;
	uint32_t i, n = 0;

	for (i = 0; i < x->items.rows.n; i++) {
		item = ou_rows_at(&x->items.rows, i);
		n += item->minimum_life_days.v > 0;
	}
	x->lasting = ou_arena_array(a, n, sizeof(struct ou_item *));
	for (i = 0; i < x->items.rows.n; i++) {
		item = ou_rows_at(&x->items.rows, i);
		if (item->minimum_life_days.v > 0)
			x->lasting[x->n_lasting++] = item;
	}
}

static int
load_stock(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_allocator *al = x->allocator;
	struct ou_stock_level level;
	const struct ou_receipt *r;
	uint32_t i;

	if (ou_book_load(&run->arena, run->book, "stock", x->stock_file,
	    &x->stock, &run->err) != 0 ||
	    ou_book_load(&run->arena, run->book, "receipts",
	    x->receipts_file, &x->receipts, &run->err) != 0)
		return -1;
	for (i = 0; i < x->stock.n; i++) {
		ou_stock_level_of(&level, ou_rows_at(&x->stock, i));
		ou_allocator_stock(al, &level);
	}
	for (i = 0; i < x->receipts.n; i++) {
		r = ou_rows_at(&x->receipts, i);
		ou_allocator_receipt(al, r->sku, r->location, r->reference,
		    r->quantity, r->expected_date);
	}
	return 0;
}

static int
load_book(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	struct ou_err *err = &run->err;

	if (ou_book_settings(a, run->book, &x->settings, err) != 0 ||
	    ou_items_load(&x->items, a, run->book, NULL, err) != 0 ||
	    ou_customers_load(&x->customers, a, run->book, err) != 0 ||
	    ou_supply_load(&x->supply, a, run->book, &x->items, err) != 0 ||
	    ou_book_load(a, run->book, "warehouses", NULL, &x->warehouses,
	    err) != 0)
		return -1;
	find_lasting(x, a);
	return read_locations(x, run) != 0 ? -1 : read_expires(x, run);
}

int
ou_allocate_begin(struct ou_allocate *x, struct ou_run *run)
{
	struct ou_allocator_options *o = &x->options;

	if (load_book(x, run) != 0)
		return -1;
	o->today = run->now.date;
	o->reserved_counts = x->reserved_counts;
	o->fifo = x->fifo != 0;
	o->nearest = x->nearest != 0;
	o->fewest = x->fewest;
	o->receipts_first = x->receipts_first;
	if (x->release != NULL)
		x->n_released = list_of(run, ou_str_c(x->release),
		    &x->released);
	if (run->store != NULL)
		return ou_allocate_store_begin(x, run);
	run->whole = x->by != OU_SERVE_FIRST || x->backorders ||
	    x->n_released != 0 || x->expire;
	x->allocator = ou_allocator_new(&run->arena, o);
	ou_allocate_ways(x, x->allocator);
	if (load_stock(x, run) != 0)
		return -1;
	ou_allocate_limits(x, x->allocator);
	return 0;
}
