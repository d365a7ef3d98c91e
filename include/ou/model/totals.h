#ifndef OU_MODEL_TOTALS_H
#define OU_MODEL_TOTALS_H

#include "ou/model/order.h"

/*
 * Totals and taxes of an order, in one place (EN 16931 BR-CO-10 to BR-CO-17;
 * the rules are those of orderutils-book(5), "Prices and totals").
 *
 * Reads: currency, pricesIncludeTax, lines (quantity, unitPrice,
 * priceBaseQuantity, allowances, tax), head allowances, totals.prepaidAmount.
 * Writes into the view: line totals, percent allowances' amounts, taxes and
 * totals.  The caller puts the fields.
 */

/**
 * ou_line_total(a, line, places, err):
 * lineTotal = round(quantity x unitPrice / priceBaseQuantity) + charges -
 * allowances; an allowance with a percent is recomputed from the rounded
 * line amount, one with an amount stands.
 */
int ou_line_total(struct ou_order_line *line, int places, struct ou_err *err);

/**
 * ou_order_totals(a, o, err):
 * Line totals, then taxes and totals.  An order with a line without price or
 * tax gets line totals where it can and neither taxes nor totals (those it
 * has are taken away).  0, or -1 with ${err} (overflow, unknown currency).
 */
int ou_order_totals(struct ou_arena *a, struct ou_order *o,
    struct ou_err *err);

#endif
