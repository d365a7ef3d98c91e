/*
 * CSV: rows come to an end, keep to their limits and can be written and read
 * again, plain or with every cell in quotes (the one way is ours, the other
 * libcsv's); and as records, what comes out can be read.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/record-tables.h"
#include "ou/record/stream.h"
#include "ou/record/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

static void
quoted(struct ou_buf *b, struct ou_str s)
{
	size_t i;

	ou_buf_addc(b, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			ou_buf_addc(b, '"');
		ou_buf_addc(b, s.p[i]);
	}
	ou_buf_addc(b, '"');
}

/* Cells in brackets, for comparison; the same, in quotes or as needed. */
static void
rows(struct ou_csv *c, const struct ou_csv_options *o, struct ou_buf *list,
    struct ou_buf *plain, struct ou_buf *quotes, size_t n)
{
	struct ou_csv_row row;
	struct ou_err err;
	size_t left = n + 2;
	uint32_t i;
	int got;

	while ((got = ou_csv_next(c, &row, &err)) != 0) {
		must(left-- > 0, "an end");
		must(row.raw.n <= n, "raw");
		if (got < 0)
			continue;
		must(row.n >= 1 && row.n <= o->columns_max, "columns");
		for (i = 0; i < row.n; i++) {
			must(row.cells[i].n <= o->cell_max, "a cell");
			ou_buf_printf(list, "[%zu:", row.cells[i].n);
			ou_buf_adds(list, row.cells[i]);
			if (plain == NULL)
				continue;
			if (i != 0) {
				ou_buf_addc(plain, ',');
				ou_buf_addc(quotes, ',');
			}
			/* A row of nothing would be skipped. */
			if (row.cells[i].n == 0)
				ou_buf_puts(plain, "\"\"");
			else
				ou_csv_put(plain, row.cells[i], ',');
			quoted(quotes, row.cells[i]);
		}
		ou_buf_addc(list, '\n');
		if (plain != NULL) {
			ou_buf_addc(plain, '\n');
			ou_buf_addc(quotes, '\n');
		}
	}
}

static void
same_rows(const struct ou_buf *text, const struct ou_buf *want)
{
	struct ou_csv_options o = { .separator = ',', .no_header = true,
		.cell_max = 1000, .columns_max = 50 };
	struct ou_source *src = ou_source_memory("again", ou_buf_str(text));
	struct ou_csv *c = ou_csv_new(src, &o, NULL);
	struct ou_buf list = OU_BUF_INIT;

	must(c != NULL, "it can be read");
	rows(c, &o, &list, NULL, NULL, text->n);
	must(ou_str_eq(ou_buf_str(&list), ou_buf_str(want)), "the same");
	ou_csv_free(c);
	ou_source_close(src);
	ou_buf_release(&list);
}

static void
as_rows(struct ou_str bytes, bool no_header)
{
	struct ou_csv_options o = { .no_header = no_header, .cell_max = 1000,
		.columns_max = 50, .loose_header = true };
	struct ou_source *src = ou_source_memory("in", bytes);
	struct ou_csv *c = ou_csv_new(src, &o, NULL);
	struct ou_buf list = OU_BUF_INIT, plain = OU_BUF_INIT,
	    quotes = OU_BUF_INIT;

	if (c != NULL) {
		/* A first row that says sep= is taken for that. */
		ou_buf_puts(&plain, "x\n");
		ou_buf_puts(&quotes, "x\n");
		ou_buf_puts(&list, "[1:x\n");
		rows(c, &o, &list, &plain, &quotes, bytes.n * 3);
		same_rows(&plain, &list);
		same_rows(&quotes, &list);
		ou_csv_free(c);
	}
	ou_source_close(src);
	ou_buf_release(&list);
	ou_buf_release(&plain);
	ou_buf_release(&quotes);
}

static void
as_records(struct ou_str bytes)
{
	struct ou_reader_options o = { .form = OU_STREAM_CSV,
		.types = t_types, .csv_type = t_types };
	struct ou_source *src = ou_source_memory("in", bytes);
	struct ou_reader *r = ou_reader_new(src, &o, NULL);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_record rec, again;
	size_t left = bytes.n + 2;
	struct ou_err err;
	int got;

	while (r != NULL && (got = ou_reader_next(r, &rec, &a, &err)) != 0) {
		struct ou_buf b = OU_BUF_INIT;

		must(left-- > 0, "an end of records");
		if (got < 0 && err.kind == OU_ERR_DAMAGED)
			break;
		if (got > 0) {
			ou_record_write(&rec, &b);
			must(memchr(b.p, '\n', b.n) == NULL, "one line");
			must(ou_record_parse(&again, &a, t_padded(&a, b.p,
			    b.n), t_types, NULL, NULL) == 0, "a record");
		}
		ou_buf_release(&b);
		ou_arena_reset(&a);
	}
	ou_reader_free(r);
	ou_source_close(src);
	ou_arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct ou_str bytes;

	if (n == 0)
		return 0;
	bytes = ou_str_make((const char *)data + 1, n - 1);
	if (data[0] % 3 == 0)
		as_records(bytes);
	else
		as_rows(bytes, data[0] % 3 == 1);
	return 0;
}
