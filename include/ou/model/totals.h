#ifndef OU_MODEL_TOTALS_H
#define OU_MODEL_TOTALS_H

#include "ou/model/order.h"

/*
 * Totals and taxes of an order, in one place (EN 16931 BR-CO-10 to BR-CO-17;
 * the rules are those of orderutils-book(5), "Prices and totals").
 *
 * Reads: currency, pricesIncludeTax, lines (quantity, unitPrice,
 * priceBaseQuantity, allowances, tax), head allowances, totals.prepaidAmount.
 * Writes into the view: line totals, amount and baseAmount of allowances with
 * a percent, taxes and totals.  The caller puts the fields.
 *
 * Everything is exact: a product is rounded once, half away from zero, to the
 * currency's decimals; an amount that came in with more decimals than its
 * currency has is an error (OU_DIAG_DECIMALS), because it could not be paid.
 */

/**
 * ou_line_total(line, places, err):
 * lineTotal = round(quantity x unitPrice / priceBaseQuantity) + charges -
 * allowances; an allowance with a percent is recomputed from the rounded
 * line amount, one with an amount stands.  The line has a price.
 */
int ou_line_total(struct ou_order_line *line, int places, struct ou_err *err);

/* Can it be computed with?  It has a category and, if that is the standard
 * rate (S), the percent: S says nothing of how much. */
bool ou_tax_complete(const struct ou_tax *tax);

/* Does it say anything that taxes are computed with: a category or a
 * percent?  One that does and is not complete is not guessed. */
bool ou_tax_begun(const struct ou_tax *tax);

/**
 * ou_order_totals(a, o, err):
 * Line totals, then taxes and totals.  An order with a line without price or
 * complete tax, or a head allowance whose tax is begun and not complete, gets
 * line totals where it can and neither taxes nor totals: those it has are
 * taken away, but prepaidAmount, which nothing computes, stays.  0, or -1
 * with ${err} (overflow, unknown currency, decimals) and the field.
 *
 * Taxes stand in the order in which their category and rate are first met,
 * lines before head allowances; those that were there keep their node, and so
 * do totals.  A head allowance without tax that is spread over lines of
 * several rates counts, with pricesIncludeTax, as one of each rate.
 */
int ou_order_totals(struct ou_arena *a, struct ou_order *o,
    struct ou_err *err);

/* Do allowances take more than is ordered?  The net total is below zero, and
 * no line gives anything back. */
bool ou_order_overdrawn(const struct ou_order *o);

#endif
