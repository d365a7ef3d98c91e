#include "pricing.h"

/* What is wrong between the rows of a book. */

/* Of two faults the one whose row comes first. */
void
ou_pricing_note(struct ou_pricing_fault *best, bool *found,
    enum ou_pricing_rows rows, enum ou_diag code, uint32_t row,
    uint32_t other, const char *column)
{
	uint32_t later = row > other ? row : other;

	if (*found && (best->row < later || (best->row == later &&
	    best->other <= row + other - later)))
		return;
	*found = true;
	best->rows = rows;
	best->code = code;
	best->row = later;
	best->other = row + other - later;
	best->column = column;
}

/* A class that has no tax in any country is a typing error. */
static void
check_classes(struct ou_pricing *p, struct ou_pricing_fault *f, bool *found)
{
	struct item **items = p->items.rows;
	const struct tax_row *t = p->taxes.rows;
	bool *known;
	uint32_t i;

	if (p->taxes.n == 0)
		return;
	known = ou_arena_zalloc(&p->scratch, p->classes.texts.n + 1);
	for (i = 0; i < p->taxes.n; i++) {
		if (t[i].tax_class != NO_NUMBER)
			known[t[i].tax_class] = true;
	}
	for (i = 0; i < p->items.n && !*found; i++) {
		if (items[i]->class_said && items[i]->tax_class != NO_NUMBER &&
		    !known[items[i]->tax_class])
			ou_pricing_note(f, found, OU_PRICING_ITEMS,
			    OU_DIAG_BOOK_REFERENCE, i, i, "taxClass");
	}
}

/* What a row refers to is there, where the book has such a file. */
bool
ou_pricing_references(struct ou_pricing *p, struct ou_pricing_fault *f)
{
	struct name **names = p->name_texts.rows;
	struct code **codes = p->code_rows.rows;
	struct contract **contracts = p->contracts.rows;
	const struct rule *added = p->added.rows;
	const uint32_t *to = p->added_to.rows;
	uint32_t i, n;
	bool found = false;

	check_classes(p, f, &found);
	for (i = 0; p->items.n > 0 && i < p->code_rows.n && !found; i++) {
		if (codes[i]->product->item == NULL)
			ou_pricing_note(f, &found, OU_PRICING_CODES,
			    OU_DIAG_BOOK_REFERENCE, i, i, "sku");
	}
	for (i = 0; p->customers.n > 0 && i < p->contracts.n && !found; i++) {
		if (!names[contracts[i]->customer - 1]->customer)
			ou_pricing_note(f, &found, OU_PRICING_CONTRACTS,
			    OU_DIAG_BOOK_REFERENCE, i, i, "customer");
	}
	if (found)
		return true;
	for (i = 0; p->items.n > 0 && i < p->added.n; i++) {
		if (ou_pricing_product(p, to[i])->item == NULL)
			ou_pricing_note(f, &found, OU_PRICING_PRICES,
			    OU_DIAG_BOOK_REFERENCE, i, i, "sku");
	}
	for (i = 0; p->customers.n > 0 && i < p->added.n; i++) {
		n = added[i].who[CUSTOMER];
		if (n != 0 && !names[n - 1]->customer)
			ou_pricing_note(f, &found, OU_PRICING_PRICES,
			    OU_DIAG_BOOK_REFERENCE, i, i, "customer");
	}
	for (i = 0; p->contracts.n > 0 && i < p->added.n; i++) {
		n = added[i].who[CONTRACT];
		if (n != 0 && names[n - 1]->contract == NULL)
			ou_pricing_note(f, &found, OU_PRICING_PRICES,
			    OU_DIAG_BOOK_REFERENCE, i, i, "contract");
	}
	return found;
}

/* Could one order meet both? */
static bool
compatible(const struct rule *a, const struct rule *b)
{
	int i;

	for (i = 0; i < COLUMNS; i++) {
		if (a->who[i] != 0 && b->who[i] != 0 &&
		    a->who[i] != b->who[i])
			return false;
	}
	return true;
}

/* The same in every column but the price? */
static bool
same_key(const struct rule *a, const struct rule *b)
{
	return memcmp(a->who, b->who, sizeof(a->who)) == 0 &&
	    a->from == b->from && a->through == b->through &&
	    a->base == b->base;
}

/* Whether ${high}, the tier above, is dearer than ${low}. */
static bool
rises(const struct rule *high, const struct rule *low)
{
	return (ou_wide)high->price * low->base >
	    (ou_wide)low->price * high->base;
}

/* Tiers that one order can meet on one day: ${a} and those behind it. */
static void
check_tiers(const struct rule *a, const struct rule *end,
    struct ou_pricing_fault *f, bool *found)
{
	const struct rule *b;

	for (b = a + 1; b < end && ou_pricing_key(b) == ou_pricing_key(a) &&
	    b->unit == a->unit && b->currency == a->currency &&
	    b->gross == a->gross; b++) {
		if (b->min < a->min && rises(a, b) && compatible(a, b) &&
		    a->from <= b->through && b->from <= a->through)
			ou_pricing_note(f, found, OU_PRICING_PRICES,
			    OU_DIAG_BOOK, a->row, b->row, "unitPrice");
	}
}

bool
ou_pricing_ties(struct ou_pricing *p, struct ou_pricing_fault *f)
{
	const struct rule *a, *b, *end;
	const struct product *x;
	uint32_t i;
	bool found = false;

	for (i = 0; i < p->products.n; i++) {
		x = ou_pricing_product(p, i);
		end = p->rules + x->first + x->n;
		for (a = p->rules + x->first; a < end; a++) {
			for (b = a + 1; b < end && b->from <= a->through &&
			    ou_pricing_compare(a, b) == 0; b++) {
				if (compatible(a, b))
					ou_pricing_note(f, &found,
					    OU_PRICING_PRICES, same_key(a, b) ?
					    OU_DIAG_BOOK_KEY :
					    OU_DIAG_BOOK_OVERLAP, a->row,
					    b->row, "sku");
			}
			if (p->policy.tiers_fall)
				check_tiers(a, end, f, &found);
		}
	}
	return found;
}
