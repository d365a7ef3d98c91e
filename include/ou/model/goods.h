#ifndef OU_MODEL_GOODS_H
#define OU_MODEL_GOODS_H

#include "ou/model/lines.h"

/*
 * The goods of an order, in the order in which they leave: whoever ships them
 * and whoever books that they have left must mean the same ones.
 *
 * They are what was picked; a pick that nobody has confirmed counts with its
 * planned quantity, one that was short with what was found.  An order that
 * was never on a pick list has what it is allocated.  Of a line that is
 * served with a kit's components or a substitute there are so many units as
 * there are components picked for.  What was shipped before is the first of a
 * line's goods.
 */
struct ou_goods {
	uint32_t line;			/* index into the order's lines */
	struct ou_str location, lot;
	struct ou_quantity quantity;	/* the line's units; > 0 */
	/* whose components they are, not the line's item; NULL: none */
	const struct ou_allocation *instead;
};

/**
 * ou_goods_of(a, o, index, goods):
 * All of them, line by line.  Return how many.
 */
uint32_t ou_goods_of(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_goods **goods);

#endif
