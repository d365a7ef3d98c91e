#include <string.h>

#include "ou/io/file.h"
#include "price.h"

/*
 * What a price list calls our items goes into the item-codes of the book, so
 * that orders that name them are understood: the sender's own numbers under
 * its channel, those of the buyer that the list is for under that customer.
 */

/* The customer whose numbers a list has beside the sender's; else the
 * channel's. */
static struct ou_str
party_of(const struct ou_price_desk *x, const struct ou_price_catalogue *c,
    bool of_buyer)
{
	const struct ou_customer *customer;
	const struct ou_party *p;
	uint32_t i;

	for (i = 0; of_buyer && i < c->n_parties; i++) {
		p = &c->parties[i];
		if (!ou_str_is(p->role, "buyer") &&
		    !ou_str_is(p->role, "receiver"))
			continue;
		customer = ou_customers_find(&x->import.customers,
		    &(struct ou_buyer){ .gln = p->gln,
		    .vat_id = p->vat_id });
		if (customer != NULL)
			return customer->id;
	}
	return c->channel;
}

/* Our own numbers need no code. */
static bool
is_code(const struct ou_price_desk *x, struct ou_str party,
    struct ou_str code)
{
	return x->import.codes != NULL && party.n > 0 && code.n > 0 &&
	    ou_items_find(&x->import.items, code) == NULL;
}

bool
ou_price_code_denies(const struct ou_price_desk *x,
    const struct ou_price_catalogue *c, struct ou_str code, bool of_buyer,
    const struct ou_item *item)
{
	struct ou_str party = party_of(x, c, of_buyer), sku;

	if (!is_code(x, party, code))
		return false;
	sku = ou_code_list_find(x->import.codes, party, code);
	return sku.n > 0 && !ou_str_eq(sku, item->sku);
}

void
ou_price_code_state(struct ou_price_desk *x,
    const struct ou_price_catalogue *c, struct ou_str code, bool of_buyer,
    const struct ou_item *item, struct ou_str unit, struct ou_quantity factor)
{
	struct ou_item_code row = { .party = party_of(x, c, of_buyer),
	    .code = code, .sku = item->sku, .unit = unit, .factor = factor };

	if (is_code(x, row.party, code))
		ou_code_list_state(x->import.codes, &row);
}

/* With a file of its own the book stays as it is. */
int
ou_price_codes_begin(struct ou_price_desk *x, struct ou_run *run)
{
	struct ou_price_import *m = &x->import;

	if (*m->to != '\0' || x->prices_file != NULL ||
	    !ou_items_kept(&m->items))
		return 0;
	if (ou_customers_load(&m->customers, &run->arena, run->book,
	    &run->err) != 0)
		return -1;
	m->codes = ou_code_list_new(&run->arena, &m->items.codes);
	return 0;
}

int
ou_price_codes_end(struct ou_price_desk *x, struct ou_run *run)
{
	const struct ou_record_type *type =
	    ou_record_type_find(OU_STR("ItemCodeChange"));
	const struct ou_rows *was = &x->import.items.codes;
	const struct ou_item_code_change *changes;
	struct ou_sink *sink;
	struct ou_buf text;
	uint32_t i, n;
	int got;

	if (x->import.codes == NULL)
		return 0;
	changes = ou_code_list_end(x->import.codes, &n);
	if (n == 0)
		return 0;
	if (was->lines != NULL && ou_str_ends(ou_str_c(was->file), ".jsonl")) {
		(void)ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "item codes come into a table of CSV");
		return ou_err_at(&run->err, was->file, 0, 0);
	}
	for (i = 0; i < n; i++) {
		if (ou_run_write_struct(run, type, &changes[i]) != 0)
			return -1;
	}
	ou_buf_init(&text, SIZE_MAX);
	got = ou_code_list_write(x->import.codes, was->lines != NULL ?
	    was->file : NULL, &text, &run->err);
	sink = got != 0 ? NULL : ou_run_side(run, ou_run_book_file(run,
	    "item-codes.csv"));
	if (sink != NULL)
		ou_sink_puts(sink, ou_buf_str(&text));
	ou_buf_release(&text);
	return sink != NULL ? 0 : -1;
}
