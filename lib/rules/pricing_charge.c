#include "ou/model/totals.h"
#include "pricing.h"

/* The tax of lines and of what the head charges. */

static void
hold_tax(struct ou_arena *a, const struct question *q,
    const struct ou_order_line *line, struct ou_quote *quote)
{
	const struct ou_pricing_context *c = quote->context;
	struct ou_str tax_class = OU_STR("standard");
	char day[16] = "";

	if (c->tax_road == TAX_NO_COUNTRY) {
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_TAX, line, "no country "
		    "of delivery to choose a tax by");
		return;
	}
	if (q->product != NULL && q->product->item != NULL)
		tax_class = q->product->item->say.tax_class;
	if (ou_date_given(q->date))
		(void)ou_date_text(day, q->date);
	ou_pricing_hold(a, quote, OU_DIAG_HOLD_TAX, line, "no tax rule for "
	    "%.*s, class %.*s%s%s", OU_STR_ARG(ou_pricing_shown(c->country)),
	    OU_STR_ARG(ou_pricing_shown(tax_class)), day[0] != '\0' ?
	    ", on " : " (the order has no date)", day);
}

/* No tax has such a rate: it is below zero or above a hundred, or the
 * category is one of those that pay none (EN 16931 BR-E-05 and the like). */
static bool
tax_is_odd(const struct ou_tax *t)
{
	static const char *const none[] = { "Z", "E", "AE", "K", "G", "O" };
	size_t i;

	if (t->percent.v == 0)
		return false;
	if (t->percent.v < 0 || t->percent.v > 100 * INT64_C(1000000))
		return true;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (ou_str_is(t->category, none[i]))
			return true;
	}
	return false;
}

static void
hold_odd_tax(struct ou_arena *a, const struct ou_order_line *line,
    const struct ou_tax *t, struct ou_quote *quote)
{
	char percent[OU_DECIMAL_MAX];

	ou_pricing_hold(a, quote, OU_DIAG_HOLD_TAX, line, "tax category %.*s "
	    "with %.*s percent", OU_STR_ARG(ou_pricing_shown(t->category)),
	    (int)ou_rate_text(percent, t->percent), percent);
}

/* Rule 5: a tax that came stands; one that came in part is completed. */
void
ou_pricing_decide_tax(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote)
{
	const struct ou_tax *book;
	struct ou_tax *t = line->tax;

	if (ou_tax_complete(t)) {
		if (tax_is_odd(t))
			hold_odd_tax(a, line, t, quote);
		return;
	}
	if (t != NULL && t->category.p == NULL && t->percent.v > 0) {
		t->category = OU_STR("S");
		out->changed |= OU_QUOTE_TAX;
		return;
	}
	if (q->product == NULL && p->items.n > 0)
		return;		/* held for its item */
	book = ou_pricing_tax(p, quote->context, q);
	if (book == NULL || (t != NULL && ((t->category.p != NULL &&
	    !ou_str_eq(t->category, book->category)) || (t->percent.given &&
	    t->percent.v != book->percent.v)))) {
		hold_tax(a, q, line, quote);
		return;
	}
	out->changed |= OU_QUOTE_TAX;
	if (t == NULL) {
		line->tax = (struct ou_tax *)(uintptr_t)book;
		out->changed |= OU_QUOTE_SHARED_TAX;
		return;
	}
	t->category = book->category;
	t->percent = book->percent;
	if (t->reason_code.p == NULL)
		t->reason_code = book->reason_code;
	if (t->reason.p == NULL)
		t->reason = book->reason;
}

/* The one category of those lines that are taxed with that rate of nothing;
 * absent when there are several, or none. */
static struct ou_str
zero_category(const struct ou_order *o)
{
	struct ou_str found = OU_STR_NONE;
	const struct ou_tax *t;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		t = o->lines[i].tax;
		if (t == NULL || t->category.p == NULL || t->percent.v != 0)
			continue;
		if (found.p != NULL && !ou_str_eq(found, t->category))
			return OU_STR_NONE;
		found = t->category;
	}
	return found;
}

/*
 * What the head charges has the tax it came with, or the lines'.  A rate
 * says its category: more than nothing is S; nothing is what the lines
 * without tax have.
 */
void
ou_pricing_decide_head_tax(struct ou_arena *a, const struct ou_order *o,
    struct ou_quote *quote)
{
	struct ou_tax *t;
	uint32_t i;

	for (i = 0; i < o->n_allowances; i++) {
		t = o->allowances[i].tax;
		if (!ou_tax_begun(t))
			continue;
		if (t->category.p == NULL) {
			t->category = t->percent.v > 0 ? OU_STR("S") :
			    zero_category(o);
			quote->head_tax = true;
		}
		if (ou_tax_complete(t)) {
			if (tax_is_odd(t))
				hold_odd_tax(a, NULL, t, quote);
			continue;
		}
		if (t->category.p != NULL)
			ou_pricing_hold(a, quote, OU_DIAG_HOLD_TAX, NULL,
			    "allowanceCharges.%u has tax category %.*s and "
			    "no percent", (unsigned)i,
			    OU_STR_ARG(ou_pricing_shown(t->category)));
		else
			ou_pricing_hold(a, quote, OU_DIAG_HOLD_TAX, NULL,
			    "allowanceCharges.%u has a tax of 0 percent and "
			    "no category", (unsigned)i);
	}
}
