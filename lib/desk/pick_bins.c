#include "pick.h"

/* The expiry of a lot stands in the stock file: bins do not repeat it. */
static struct ou_date
expiry_of(const struct ou_index *by_lot, const struct ou_bin_stock *b)
{
	const struct ou_stock_row *row;

	for (row = b->lot.n != 0 ? ou_index_find(by_lot, b->lot) : NULL;
	    row != NULL; row = ou_index_next(by_lot, row)) {
		if (ou_str_eq(row->sku, b->sku))
			return row->expiry_date;
	}
	return (struct ou_date){ 0, 0, 0 };
}

static void
add_bins(struct ou_picker *picker, const struct ou_rows *bins)
{
	const struct ou_bin *row;
	uint32_t i;

	for (i = 0; i < bins->n; i++) {
		row = ou_rows_at(bins, i);
		ou_picker_bin(picker, &(struct ou_picker_bin){ row->bin,
		    row->location, row->zone, row->block, row->aisle,
		    row->distance_m, row->level });
	}
}

/* A book without bins has those that something lies in; what has expired is
 * not picked. */
static bool
add_stock(struct ou_picker *picker, const struct ou_bin_stock *row,
    struct ou_date expiry, struct ou_date today, bool any_bin)
{
	const struct ou_picker_stock s = { row->bin, row->sku, row->lot,
	    row->quantity, expiry, row->pick_face == OU_FLAG_YES };

	if (any_bin)
		ou_picker_bin(picker,
		    &(struct ou_picker_bin){ .bin = row->bin });
	return (ou_date_given(expiry) && ou_date_cmp(expiry, today) < 0) ||
	    ou_picker_stock(picker, &s);
}

int
ou_pick_desk_bins(struct ou_pick_desk *x, struct ou_run *run)
{
	struct ou_rows bins, stock, rows;
	struct ou_arena *a = &run->arena;
	const struct ou_bin_stock *row;
	struct ou_index *by_lot;
	uint32_t i;

	if (ou_book_load(a, run->book, "bins", NULL, &bins, &run->err) != 0 ||
	    ou_book_load(a, run->book, "stock", NULL, &stock, &run->err) != 0
	    || ou_book_load(a, run->book, "bin-stock", NULL, &rows,
	    &run->err) != 0)
		return -1;
	add_bins(x->picker, &bins);
	by_lot = ou_index_new(a, &stock, &ou_stock_row_table,
	    OU_FIELD(stock_row, lot));
	for (i = 0; i < rows.n; i++) {
		row = ou_rows_at(&rows, i);
		if (!add_stock(x->picker, row, expiry_of(by_lot, row),
		    run->now.date, bins.n == 0))
			return ou_book_error(&rows, i, "bin", &run->err,
			    OU_DIAG_BOOK_REFERENCE, "bins has no '%.*s'",
			    OU_STR_ARG(row->bin));
	}
	return 0;
}
