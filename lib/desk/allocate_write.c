#include "allocate.h"
#include "ou/record/csv.h"

/* Stock and receipts as they are afterwards. */
static int
write_levels(struct ou_allocate *x, struct ou_run *run, struct ou_writer *w,
    const struct ou_record_type *type)
{
	struct ou_stock_level level;
	uint32_t i;

	for (i = 0; i < x->stock.n; i++) {
		ou_stock_level_of(&level, ou_rows_at(&x->stock, i));
		if (ou_quantity_add(&level.reserved, level.reserved,
		    ou_allocator_taken(x->allocator, i), &run->err) != 0 ||
		    ou_writer_struct(w, type, &level, &run->err) != 0)
			return -1;
	}
	return 0;
}

int
ou_allocate_stock_out(struct ou_allocate *x, struct ou_run *run,
    const char *path)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("StockLevel"));
	struct ou_sink *sink = ou_run_side(run, path);
	struct ou_writer *w;
	int r;

	if (sink == NULL)
		return -1;
	w = ou_writer_new(sink, ou_str_ends(ou_str_c(path), ".csv")
	    ? OU_STREAM_CSV : OU_STREAM_JSONL, type);
	r = x->store != NULL ? ou_allocate_store_levels(x, run, w, type)
	    : write_levels(x, run, w, type);
	ou_writer_free(w);
	return r;
}

static void
write_receipt(struct ou_buf *b, const struct ou_receipt *r)
{
	char quantity[OU_DECIMAL_MAX], date[10];
	struct ou_str cells[6];
	int k;

	cells[0] = r->reference;
	cells[1] = r->sku;
	cells[2] = r->location;
	cells[3] = (struct ou_str){ quantity, ou_quantity_text(quantity,
	    r->quantity) };
	cells[4] = (struct ou_str){ date, ou_date_given(r->expected_date)
	    ? ou_date_text(date, r->expected_date) : 0 };
	cells[5] = r->supplier;
	for (k = 0; k < 6; k++) {
		ou_csv_put(b, cells[k], ',');
		ou_buf_addc(b, k < 5 ? ',' : '\n');
	}
}

int
ou_allocate_receipts_out(struct ou_allocate *x, struct ou_run *run,
    const char *path)
{
	struct ou_sink *sink = ou_run_side(run, path);
	struct ou_buf b = OU_BUF_INIT;
	struct ou_receipt r;
	uint32_t i;
	int bad = 0;

	if (sink == NULL)
		return -1;
	ou_buf_puts(&b, "reference,sku,location,quantity,expectedDate,"
	    "supplier\n");
	if (x->store != NULL)
		bad = ou_allocate_store_coming(x, run, &b, write_receipt);
	for (i = 0; x->store == NULL && i < x->receipts.n; i++) {
		r = *(const struct ou_receipt *)ou_rows_at(&x->receipts, i);
		r.quantity.v -= ou_allocator_promised(x->allocator, i).v;
		write_receipt(&b, &r);
	}
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
	return bad;
}
