#include "pricing.h"

/*
 * Prices of a quotation that was accepted.  They are agreed, as those of a
 * contract are, and for as much as was quoted or more: who takes less of it
 * gets what the book has.
 */
static bool
is_quotation(const struct ou_order_line *line)
{
	return line->price_source != NULL && line->unit_price.given &&
	    ou_str_is(line->price_source->rule, "quotation");
}

/* What it is for, ">=200"; one that does not say is for any. */
static bool
is_reached(const struct ou_order_line *line)
{
	struct ou_str tier = line->price_source->tier;
	struct ou_quantity least;
	struct ou_err ignored;

	if (tier.n == 0)
		return true;
	return tier.n > 2 && ou_str_starts(tier, ">=") &&
	    ou_quantity_parse(&least, ou_str_sub(tier, 2, tier.n),
	    &ignored) == 0 && line->quantity.v >= least.v;
}

bool
ou_pricing_quoted(const struct ou_order_line *line)
{
	return is_quotation(line) && is_reached(line);
}

void
ou_pricing_unquote(struct ou_arena *a, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote)
{
	enum ou_incoming incoming = quote->context->terms->incoming;
	char have[OU_DECIMAL_MAX];

	if (!is_quotation(line) || is_reached(line) ||
	    incoming == OU_INCOMING_KEEP)
		return;
	out->unquoted = ou_str_printf(a, "quotation %.*s is for %.*s, %.*s "
	    "are ordered", OU_STR_ARG(ou_pricing_shown(
	    line->price_source->list)), OU_STR_ARG(ou_pricing_shown(
	    line->price_source->tier)), (int)ou_quantity_text(have,
	    line->quantity), have);
	if (incoming == OU_INCOMING_VERIFY)
		ou_pricing_hold(a, quote, OU_DIAG_HOLD_PRICE, line, "%.*s",
		    OU_STR_ARG(out->unquoted));
	ou_pricing_source_incoming(a, line, out);
}
