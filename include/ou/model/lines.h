#ifndef OU_MODEL_LINES_H
#define OU_MODEL_LINES_H

#include "ou/model/order.h"
#include "ou/model/units.h"

/*
 * The lines of an order by their number, which picks, packages and shipments
 * refer to.
 */
struct ou_line_index {
	const struct ou_order *order;
	uint32_t *places;		/* line + 1, or 0; NULL: few lines */
	uint32_t cap;
};

/**
 * ou_line_index_init(x, a, o, err):
 * -1 with ${err} when a line has no number (OU_DIAG_REQUIRED) or two have the
 * same (OU_DIAG_VALUE); the field names the line.
 */
int ou_line_index_init(struct ou_line_index *x, struct ou_arena *a,
    const struct ou_order *o, struct ou_err *err);

/* The line of that number, or the number of lines when there is none. */
uint32_t ou_line_index_find(const struct ou_line_index *x,
    struct ou_str number);

/**
 * ou_line_names(a, o):
 * What the lines are called where each must have a name of its own: their
 * number, or their place where they have none, and behind it "/2" and so on
 * where an earlier line is called so.
 */
struct ou_str *ou_line_names(struct ou_arena *a, const struct ou_order *o);

/*
 * How many stock units one unit of a line is.  Whoever prices, reserves,
 * picks and weighs a line asks here, so that all mean the same goods.
 */
struct ou_line_units {
	struct ou_unit_packs packs;	/* of the item */
	struct ou_str pack_gtin;	/* of its case */
	/* of the code by which the partner names it; absent: it has none */
	struct ou_str code_unit;
	struct ou_quantity code_factor;
};

/* Who said so. */
enum ou_line_factor {
	OU_FACTOR_NONE,
	OU_FACTOR_CODE,			/* the partner's code */
	OU_FACTOR_GTIN,			/* it is the GTIN of the case */
	OU_FACTOR_UNIT,			/* the line's unit */
};

/**
 * ou_line_factor(line, units, factor):
 * The partner's code comes first, if its unit is the line's or either is
 * absent; then the GTIN of the case, for lines in cases, pieces or without
 * unit; then the line's unit, where a case holds the line's
 * packaging.packQuantity, else the item's.  OU_FACTOR_NONE, and ${factor}
 * as it was, when nothing says it.
 */
enum ou_line_factor ou_line_factor(const struct ou_order_line *line,
    const struct ou_line_units *units, struct ou_quantity *factor);

#endif
