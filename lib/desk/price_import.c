#include <string.h>

#include "ou/io/file.h"
#include "price.h"

/*
 * Price lists come into the book: what they state is put beside what it has,
 * and its file is written again, whole and at the end, when it must.
 */

/* Options that would do nothing. */
int
ou_price_import_usage(const struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_price_import *m = &x->import;
	const struct {
		const char *name;
		bool given;
	} own[] = {
		{ "list", m->list_name != NULL },
		{ "price-kind", m->kind != NULL },
		{ "trade-class", m->trade_class != NULL },
		{ "valid-from", ou_date_given(m->from) },
		{ "gross", m->gross },
		{ "map", m->map_name != NULL },
	};
	size_t i;

	if (m->to == NULL && run->from != NULL &&
	    strcmp(run->from, "map") == 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--from=map goes with --import");
	if (m->to != NULL && run->explain != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--import prices nothing: without --explain");
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (own[i].given && m->to == NULL)
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "--%s goes with --import",
			    own[i].name);
		if (own[i].given && x->prices_file != NULL)
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "--%s goes without --prices, "
			    "whose columns say it", own[i].name);
	}
	return 0;
}

int
ou_price_import_begin(struct ou_price_desk *x, struct ou_run *run)
{
	static const struct ou_wanted lists[] = { { "PriceCatalogue", NULL },
	    { NULL, NULL } };
	struct ou_price_import *m = &x->import;
	struct ou_rows stated;
	uint32_t i;

	m->file = *m->to != '\0' ? m->to : ou_run_book_file(run,
	    "prices.csv");
	if (ou_path_lock(m->file, run->wait_ms, &m->lock, &run->err) != 0)
		return -1;
	if (ou_items_load(&m->items, &run->arena, run->book, NULL,
	    &run->err) != 0 || ou_book_load(&run->arena, run->book, "prices",
	    *m->to != '\0' && ou_file_exists(m->to) ? m->to : NULL, &m->rows,
	    &run->err) != 0)
		return -1;
	if (m->rows.lines != NULL && ou_str_ends(ou_str_c(m->rows.file),
	    ".jsonl")) {
		(void)ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "price lists come into a table of CSV");
		return ou_err_at(&run->err, m->rows.file, 0, 0);
	}
	m->by_gtin = ou_index_new(&run->arena, &m->items.rows,
	    &ou_item_table, OU_FIELD(item, gtin));
	m->by_pack_gtin = ou_index_new(&run->arena, &m->items.rows,
	    &ou_item_table, OU_FIELD(item, pack_gtin));
	m->prices = ou_price_list_new(&run->arena, &m->rows, &m->items);
	run->wants = lists;
	if (ou_price_codes_begin(x, run) != 0)
		return -1;
	if (x->prices_file == NULL)
		return ou_price_table_begin(x, run);
	/* A table has the book's own columns, and all of its rows are right
	 * or none is taken. */
	run->idle = true;
	if (ou_book_load(&run->arena, run->book, "prices", x->prices_file,
	    &stated, &run->err) != 0)
		return -1;
	for (i = 0; i < stated.n; i++) {
		if (ou_price_list_denies(m->prices, ou_rows_at(&stated, i)))
			return ou_book_error(&stated, i, "unitPrice",
			    &run->err, OU_DIAG_PRICE_LIST, "the list has "
			    "another price for the same from the same day");
		ou_price_list_state(m->prices, ou_rows_at(&stated, i));
	}
	return 0;
}

static void
keep(struct ou_arena *a, struct ou_str *s)
{
	if (s->p != NULL)
		*s = ou_str_dup(a, *s);
}

/* A row as long as the run. */
static void
keep_row(struct ou_arena *a, struct ou_price_row *row)
{
	keep(a, &row->list);
	keep(a, &row->sku);
	keep(a, &row->unit);
	keep(a, &row->currency);
}

void
ou_price_import_state(struct ou_price_desk *x, struct ou_run *run,
    struct ou_price_row *row)
{
	keep_row(&run->arena, row);
	ou_price_list_state(x->import.prices, row);
}

void
ou_price_import_stop(struct ou_price_desk *x, struct ou_run *run,
    struct ou_price_row *row, struct ou_date from)
{
	keep_row(&run->arena, row);
	ou_price_list_stop(x->import.prices, row, from);
}

static int
write_file(struct ou_price_import *m, struct ou_run *run)
{
	struct ou_buf text;
	struct ou_sink *sink;
	int got;

	ou_buf_init(&text, SIZE_MAX);
	got = ou_price_list_write(m->prices, m->rows.lines != NULL ?
	    m->rows.file : NULL, &text, &run->err);
	if (got == 0 && (sink = ou_run_side(run, m->file)) != NULL)
		ou_sink_puts(sink, ou_buf_str(&text));
	else
		got = -1;
	ou_buf_release(&text);
	return got;
}

int
ou_price_import_end(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("PriceChange"));
	struct ou_price_import *m = &x->import;
	const struct ou_price_change *changes;
	uint32_t i, n;

	if (m->broken) {
		ou_run_say(run, OU_ERROR, OU_DIAG_BOOK, "not all was read; "
		    "nothing is written");
		return 0;
	}
	changes = ou_price_list_end(m->prices, &n);
	if (n == 0)
		return ou_price_codes_end(x, run);
	m->new_rows = ou_arena_zalloc(&run->arena, sizeof(*m->new_rows));
	ou_price_list_rows(m->prices, m->new_rows);
	/* Nothing is written that could not be read again. */
	if (ou_price_load(x, run) != 0) {
		ou_run_say(run, OU_ERROR, OU_DIAG_BOOK, "with the new prices "
		    "the book would be wrong; nothing is written");
		return -1;
	}
	for (i = 0; i < n; i++) {
		if (ou_run_write_struct(run, type, &changes[i]) != 0)
			return -1;
	}
	return write_file(m, run) != 0 ? -1 : ou_price_codes_end(x, run);
}
