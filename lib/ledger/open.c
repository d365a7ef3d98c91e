#include "private.h"

/*
 * The first entries: what the book has.
 */
static int
open_stock(struct ou_ledger *l, struct ou_arena *a, const char *dir,
    uint32_t *n, struct ou_err *err)
{
	struct ou_position *there;
	struct ou_stock_level level;
	struct ou_rows rows;
	uint32_t i, n_there;

	if (ou_book_load(a, dir, "stock", NULL, &rows, err) != 0 ||
	    ou_store_positions(l->o.store, a, NULL, 0, &there, &n_there,
	    err) != 0)
		return -1;
	for (i = 0; i < rows.n && n_there == 0; i++, ++*n) {
		ou_stock_level_of(&level, ou_rows_at(&rows, i));
		if (ou_ledger_level(l, a, &level, OU_STR("book"), err) != 0)
			return -1;
	}
	return 0;
}

static int
open_receipts(struct ou_ledger *l, struct ou_arena *a, const char *dir,
    uint32_t *n, struct ou_err *err)
{
	struct ou_store_receipt *there;
	struct ou_receipt_record r = { 0 };
	const struct ou_receipt *row;
	struct ou_rows rows;
	uint32_t i, n_there;

	if (ou_book_load(a, dir, "receipts", NULL, &rows, err) != 0 ||
	    ou_store_receipts(l->o.store, a, NULL, 0, &there, &n_there,
	    err) != 0)
		return -1;
	for (i = 0; i < rows.n && n_there == 0; i++, ++*n) {
		row = ou_rows_at(&rows, i);
		r.reference = row->reference;
		r.sku = row->sku;
		r.location = row->location;
		r.quantity = row->quantity;
		r.expected_date = row->expected_date;
		r.supplier = row->supplier;
		if (ou_ledger_receipt(l, &r, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_ledger_open_book(struct ou_ledger *l, struct ou_arena *a, const char *dir,
    uint32_t *positions, uint32_t *receipts, struct ou_err *err)
{
	*positions = *receipts = 0;
	return open_stock(l, a, dir, positions, err) != 0 ||
	    open_receipts(l, a, dir, receipts, err) != 0 ? -1 : 0;
}
