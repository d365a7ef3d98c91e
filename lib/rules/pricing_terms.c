#include "pricing.h"

/* What a price asks of the quantity: the least, and whole packs. */

/* Is the line's quantity a multiple of so many of the row's unit? */
static bool
is_multiple(const struct question *q, const struct answer *x,
    int64_t multiple)
{
	return (ou_wide)q->quantity * x->num % ((ou_wide)multiple *
	    x->den) == 0;
}

static void
hold(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order_line *line, const struct answer *x,
    struct ou_quote *quote, const char *what, int64_t quantity)
{
	char have[OU_DECIMAL_MAX], want[OU_DECIMAL_MAX];
	struct ou_str unit = ou_pricing_unit_text(p, x->rule->unit);

	ou_pricing_hold(a, quote, OU_DIAG_HOLD_QUANTITY, line, "%.*s%s%.*s "
	    "ordered, %s %.*s %.*s", (int)ou_quantity_text(have,
	    line->quantity), have, line->unit.p != NULL ? " " : "",
	    OU_STR_ARG(line->unit), what, (int)ou_quantity_text(want,
	    (struct ou_quantity){ quantity, true }), want, OU_STR_ARG(unit));
}

void
ou_pricing_check_terms(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, const struct ou_order_line *line,
    const struct answer *x, struct ou_quote *quote)
{
	const struct extra *e = ou_pricing_extra(p, x->row);

	/* What comes back comes back as it may. */
	if (line->quantity.v <= 0)
		return;
	if ((ou_wide)q->quantity * x->num < (ou_wide)e->least * x->den)
		hold(p, a, line, x, quote, "the least at this price is",
		    e->least);
	if (e->multiple > 0 && !is_multiple(q, x, e->multiple))
		hold(p, a, line, x, quote, "sold in multiples of",
		    e->multiple);
}
