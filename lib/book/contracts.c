#include <stdlib.h>

#include "ou/book/contract.h"
#include "ou/book/lookup.h"

/* --- of which contract --- */

static int
check_kind(const struct ou_contracts *x, const struct ou_rows *rows,
    uint32_t i, struct ou_str contract, struct ou_err *err)
{
	const struct ou_contract_row *c = ou_index_find(x->of, contract);

	if (c == NULL)
		return ou_book_error(rows, i, "contract", err,
		    OU_DIAG_BOOK_REFERENCE, "'%.*s' is not among the "
		    "contracts", OU_STR_ARG(ou_str_sub(contract, 0, 64)));
	if (!ou_str_is(c->kind, "standing"))
		return ou_book_error(rows, i, "contract", err,
		    OU_DIAG_BOOK_REFERENCE, "contract '%.*s' is of kind "
		    "%.*s, not standing", OU_STR_ARG(contract),
		    OU_STR_ARG(c->kind));
	return 0;
}

static bool
has_extra(const struct ou_contracts *x, struct ou_str contract)
{
	const struct ou_contract_day *d = ou_index_find(x->days_of, contract);

	while (d != NULL && !ou_str_is(d->change, "extra"))
		d = ou_index_next(x->days_of, d);
	return d != NULL;
}

/* Does it say when? */
static int
check_when(const struct ou_contracts *x, const struct ou_contract_row *c,
    struct ou_err *err)
{
	uint32_t i = (uint32_t)(c - (const struct ou_contract_row *)
	    x->rows.rows);

	if (c->rule.n == 0 && !has_extra(x, c->contract))
		return ou_book_error(&x->rows, i, "rule", err, OU_DIAG_BOOK,
		    "the contract has items, and neither a rule nor extra "
		    "days");
	if (c->rule.n > 0 && !ou_date_given(c->valid_from))
		return ou_book_error(&x->rows, i, "validFrom", err,
		    OU_DIAG_BOOK, "a rule counts from it: it is required "
		    "with items");
	return 0;
}

/* --- items --- */

static int
by_place(const void *a, const void *b)
{
	const struct ou_contract_item *x = *(const struct ou_contract_item
	    *const *)a, *y = *(const struct ou_contract_item *const *)b;
	int c = ou_str_cmp(x->contract, y->contract);

	if (c == 0)
		c = ou_str_cmp(x->ship_to, y->ship_to);
	return c != 0 ? c : ou_str_cmp(x->sku, y->sku);
}

static int
check_items(struct ou_contracts *x, struct ou_arena *a, struct ou_err *err)
{
	const struct ou_contract_item *item;
	uint32_t i;

	x->sorted = ou_arena_array(a, x->items.n, sizeof(*x->sorted));
	for (i = 0; i < x->items.n; i++) {
		item = x->sorted[i] = ou_rows_at(&x->items, i);
		if (check_kind(x, &x->items, i, item->contract, err) != 0 ||
		    check_when(x, ou_index_find(x->of, item->contract),
		    err) != 0)
			return -1;
	}
	if (x->items.n > 1)
		qsort(x->sorted, x->items.n, sizeof(*x->sorted), by_place);
	return 0;
}

/* --- days --- */

static bool
is_of(const struct ou_contract_day *d, const struct ou_contract_item *item)
{
	return ou_str_eq(d->contract, item->contract) &&
	    (d->ship_to.n == 0 || ou_str_eq(d->ship_to, item->ship_to)) &&
	    (d->sku.n == 0 || ou_str_eq(d->sku, item->sku));
}

/* Items are sorted by contract: the first of it. */
static uint32_t
first_of(const struct ou_contracts *x, struct ou_str contract)
{
	uint32_t low = 0, high = x->items.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (ou_str_cmp(x->sorted[mid]->contract, contract) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
has_item(const struct ou_contracts *x, const struct ou_contract_day *d)
{
	uint32_t i;

	for (i = first_of(x, d->contract); i < x->items.n &&
	    ou_str_eq(x->sorted[i]->contract, d->contract); i++) {
		if (is_of(d, x->sorted[i]))
			return true;
	}
	return false;
}

static int
by_item(const void *a, const void *b)
{
	const struct ou_contract_day *x = *(const struct ou_contract_day
	    *const *)a, *y = *(const struct ou_contract_day *const *)b;
	int c = ou_str_cmp(x->contract, y->contract);

	if (c == 0)
		c = ou_str_cmp(x->sku, y->sku);
	if (c == 0)
		c = ou_date_cmp(x->from, y->from);
	return c != 0 ? c : x < y ? -1 : x > y;
}

static bool
meet(const struct ou_contract_day *x, const struct ou_contract_day *y)
{
	return ou_str_eq(x->contract, y->contract) &&
	    ou_str_eq(x->sku, y->sku) && (!ou_date_given(x->through) ||
	    ou_date_cmp(y->from, x->through) <= 0);
}

/* Of one item on one day there is one quantity. */
static int
check_quantities(const struct ou_contracts *x, struct ou_arena *a,
    struct ou_err *err)
{
	const struct ou_contract_day **all = ou_arena_array(a, x->days.n,
	    sizeof(*all)), *d;
	uint32_t i, k, n = 0;

	for (i = 0; i < x->days.n; i++) {
		d = ou_rows_at(&x->days, i);
		if (d->quantity.given)
			all[n++] = d;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_item);
	for (i = 0; i < n; i++) {
		for (k = i + 1; k < n && meet(all[i], all[k]); k++) {
			if (all[i]->ship_to.n > 0 && all[k]->ship_to.n > 0 &&
			    !ou_str_eq(all[i]->ship_to, all[k]->ship_to))
				continue;
			return ou_book_error(&x->days, (uint32_t)(all[k] -
			    (const struct ou_contract_day *)x->days.rows),
			    "from", err, OU_DIAG_BOOK_OVERLAP, "another "
			    "quantity of '%.*s' holds then",
			    OU_STR_ARG(all[k]->sku));
		}
	}
	return 0;
}

static int
check_days(const struct ou_contracts *x, struct ou_arena *a,
    struct ou_err *err)
{
	const struct ou_contract_day *d;
	uint32_t i;

	for (i = 0; i < x->days.n; i++) {
		d = ou_rows_at(&x->days, i);
		if (check_kind(x, &x->days, i, d->contract, err) != 0)
			return -1;
		if (!has_item(x, d))
			return ou_book_error(&x->days, i, d->sku.n > 0 ?
			    "sku" : d->ship_to.n > 0 ? "shipTo" : "contract",
			    err, OU_DIAG_BOOK_REFERENCE,
			    "the contract has no such item");
	}
	return check_quantities(x, a, err);
}

/* --- all of it --- */

int
ou_contracts_check(struct ou_contracts *x, struct ou_arena *a,
    struct ou_err *err)
{
	x->of = ou_index_new(a, &x->rows, &ou_contract_row_table,
	    OU_FIELD(contract_row, contract));
	x->days_of = ou_index_new(a, &x->days, &ou_contract_day_table,
	    OU_FIELD(contract_day, contract));
	return check_items(x, a, err) != 0 ? -1 : check_days(x, a, err);
}

int
ou_contracts_places(const struct ou_contracts *x, const struct ou_index *of,
    struct ou_err *err)
{
	const struct ou_contract_item *item;
	const struct ou_contract_row *c;
	uint32_t i;

	for (i = 0; i < x->items.n; i++) {
		item = ou_rows_at(&x->items, i);
		c = ou_index_find(x->of, item->contract);
		if (item->ship_to.n > 0 && ou_address_row_find(of,
		    c->customer, item->ship_to) == NULL)
			return ou_book_error(&x->items, i, "shipTo", err,
			    OU_DIAG_BOOK_REFERENCE, "customer '%.*s' has no "
			    "place '%.*s' in the book",
			    OU_STR_ARG(c->customer),
			    OU_STR_ARG(item->ship_to));
	}
	return 0;
}

int
ou_contracts_load(struct ou_contracts *x, struct ou_arena *a,
    const char *dir, struct ou_err *err)
{
	return ou_book_load(a, dir, "contracts", NULL, &x->rows, err) != 0 ||
	    ou_book_load(a, dir, "contract-items", NULL, &x->items,
	    err) != 0 || ou_book_load(a, dir, "contract-days", NULL, &x->days,
	    err) != 0 ? -1 : ou_contracts_check(x, a, err);
}
