#include <inttypes.h>

#include "ou/record/csv.h"
#include "ou/render/differences.h"

/* What a source says: nothing where it was not asked, a hyphen where it has
 * no such row. */
static struct ou_str
says(struct ou_arena *a, const struct ou_stock_difference *d,
    struct ou_str source)
{
	uint32_t i;

	for (i = 0; i < d->n_says; i++) {
		if (!ou_str_eq(d->says[i].from, source))
			continue;
		if (!d->says[i].on_hand.given)
			return OU_STR("-");
		return ou_text_quantity(a, d->says[i].on_hand);
	}
	return OU_STR("");
}

static struct ou_str
quantity(struct ou_arena *a, struct ou_quantity q, bool sign)
{
	char text[OU_DECIMAL_MAX];
	size_t n = ou_quantity_text(text, q);

	if (!q.given)
		return OU_STR("");
	return ou_str_printf(a, "%s%.*s", sign && q.v > 0 ? "+" : "", (int)n,
	    text);
}

static struct ou_str
place(struct ou_arena *a, const struct ou_stock_difference *d)
{
	return ou_str_printf(a, "%.*s%s%.*s%s%.*s%s%.*s",
	    OU_STR_ARG(d->location), d->lot.n != 0 ? " lot " : "",
	    OU_STR_ARG(d->lot), d->status.n != 0 ? " " : "",
	    OU_STR_ARG(d->status), d->owner.n != 0 ? " of " : "",
	    OU_STR_ARG(d->owner));
}

static void
put_table(const struct ou_differences *d, struct ou_arena *a,
    struct ou_text_page *page)
{
	uint32_t n = d->n_sources + 4, i, k;
	struct ou_text_column *columns;
	struct ou_text_table t;
	struct ou_str *cells;

	columns = ou_arena_array(a, n, sizeof(*columns));
	cells = ou_arena_array(a, n, sizeof(*cells));
	columns[0] = (struct ou_text_column){ "item", false, true };
	columns[1] = (struct ou_text_column){ "place", false, false };
	for (k = 0; k < d->n_sources; k++)
		columns[k + 2] = (struct ou_text_column){
		    ou_str_cdup(a, d->sources[k]), true, false };
	columns[n - 2] = (struct ou_text_column){ "differ", true, false };
	columns[n - 1] = (struct ou_text_column){ "adjust", true, false };
	ou_text_table_init(&t, a, columns, n);
	for (i = 0; i < d->n; i++) {
		cells[0] = d->rows[i].sku;
		cells[1] = place(a, &d->rows[i]);
		for (k = 0; k < d->n_sources; k++)
			cells[k + 2] = says(a, &d->rows[i], d->sources[k]);
		cells[n - 2] = quantity(a, d->rows[i].difference, false);
		cells[n - 1] = quantity(a, d->rows[i].adjustment, true);
		ou_text_table_row(&t, cells);
	}
	ou_text_table_print(&t, page);
}

void
ou_differences_print(const struct ou_differences *d, struct ou_arena *a,
    struct ou_sink *sink)
{
	struct ou_text_page page = { .sink = sink,
	    .title = OU_STR("Stock differences"), .note = d->printed };

	ou_text_begin(&page);
	if (d->n != 0) {
		put_table(d, a, &page);
		ou_text_line(&page, OU_STR(""));
	}
	ou_text_printf(&page, "%" PRIu32 " of %" PRIu32 " differ%s",
	    d->n, d->compared, d->n == 0 ? "" : "; adjust: what would put "
	    "the first source right");
}

static void
cell(struct ou_buf *b, struct ou_str s)
{
	ou_csv_put(b, s, ',');
	ou_buf_addc(b, ',');
}

void
ou_differences_csv(const struct ou_differences *d, struct ou_sink *sink)
{
	const struct ou_stock_difference *row;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i, k;

	ou_buf_puts(&b, "sku,location,lot,status,owner,");
	for (k = 0; k < d->n_sources; k++)
		cell(&b, d->sources[k]);
	ou_buf_puts(&b, "difference,adjustment,reason\n");
	ou_sink_puts(sink, ou_buf_str(&b));
	for (i = 0; i < d->n; i++) {
		row = &d->rows[i];
		ou_buf_clear(&b);
		ou_arena_reset(&a);
		cell(&b, row->sku);
		cell(&b, row->location);
		cell(&b, row->lot);
		cell(&b, row->status);
		cell(&b, row->owner);
		for (k = 0; k < d->n_sources; k++)
			cell(&b, says(&a, row, d->sources[k]));
		cell(&b, quantity(&a, row->difference, false));
		cell(&b, quantity(&a, row->adjustment, false));
		ou_csv_put(&b, row->reason, ',');
		ou_buf_addc(&b, '\n');
		ou_sink_puts(sink, ou_buf_str(&b));
	}
	ou_buf_release(&b);
	ou_arena_release(&a);
}
