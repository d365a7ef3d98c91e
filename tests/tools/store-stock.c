/*
 * store-stock URL BOOK: make a store with the stock and the receipts of a
 * book, for tests of commands that need one.
 */
#include <stdio.h>
#include <string.h>

#include "ou/book/lookup.h"
#include "ou/ledger/ledger.h"

static struct ou_arena arena;
static struct ou_err err;

static int
fail(void)
{
	fprintf(stderr, "store-stock: %s: %s\n", err.source, err.text);
	return 1;
}

static int
fill(struct ou_store *s, const char *book)
{
	struct ou_stock_level level;
	struct ou_store_receipt to;
	struct ou_rows stock, receipts;
	const struct ou_receipt *r;
	struct ou_ledger_options o = { .store = s,
	    .command = OU_STR("store-stock") };
	struct ou_ledger *l;
	char id[32];
	uint32_t i;

	l = ou_ledger_new(&arena, &o, &err);
	if (l == NULL ||
	    ou_book_load(&arena, book, "stock", NULL, &stock, &err) != 0 ||
	    ou_book_load(&arena, book, "receipts", NULL, &receipts,
	    &err) != 0 || ou_store_begin(s, &err) != 0)
		return -1;
	for (i = 0; i < stock.n; i++) {
		ou_stock_level_of(&level, ou_rows_at(&stock, i));
		(void)snprintf(id, sizeof(id), "row %u", i);
		if (ou_ledger_level(l, &arena, &level, ou_str_c(id),
		    &err) != 0)
			return -1;
	}
	for (i = 0; i < receipts.n; i++) {
		r = ou_rows_at(&receipts, i);
		memset(&to, 0, sizeof(to));
		to.reference = r->reference;
		to.sku = r->sku;
		to.location = r->location;
		to.supplier = r->supplier;
		to.quantity = r->quantity;
		to.expected = r->expected_date;
		if (ou_store_receipt_set(s, &to, &err) != 0)
			return -1;
	}
	return ou_store_commit(s, &err);
}

int
main(int argc, char **argv)
{
	struct ou_store_options o = { .create = true };
	struct ou_store *s;

	if (argc != 3) {
		fprintf(stderr, "usage: store-stock URL BOOK\n");
		return 2;
	}
	s = ou_store_open(argv[1], &o, &err);
	if (s == NULL)
		return fail();
	if (fill(s, argv[2]) != 0)
		return fail();
	ou_store_close(s);
	return 0;
}
