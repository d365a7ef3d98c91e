#ifndef OU_RULES_SHIPPING_H
#define OU_RULES_SHIPPING_H

#include "ou/model/lines.h"
#include "ou/model/records.h"

/*
 * What of an order goes out, and in which packages.
 *
 * Ready is what was picked; a pick that nobody has confirmed counts with its
 * planned quantity, one that was short with what was found.  An order that
 * was never on a pick list is ready as far as it is allocated.  What was
 * shipped before (quantities.shipped) is not ready again.
 *
 * Of a line that is served with a kit's components or a substitute, so many
 * units are ready as there are components picked for.
 */
struct ou_ship_part {
	uint32_t line;			/* index into the order's lines */
	struct ou_str location;
	struct ou_str lot;
	struct ou_quantity quantity;	/* the line's units; > 0 */
	/* whose components are in it, not the line's item; NULL: none */
	const struct ou_allocation *instead;
	/* with ${instead}, kg of one unit of it, which the caller fills in */
	struct ou_quantity weight;
};

/* What the caller knows about a line. */
struct ou_ship_line {
	struct ou_quantity weight;	/* kg of one of its units; absent:
					 * not known */
	bool divisible;			/* parts of a unit may be packed */
};

/**
 * ou_shipping_ready(a, o, index, parts):
 * The parts that are ready, in the order of the lines.  Return how many.
 */
uint32_t ou_shipping_ready(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_ship_part **parts);

/**
 * ou_shipping_packed(a, o, index, parts):
 * The same from the packages that the order has and no shipment has taken.
 * Return 0 when there are none.
 */
uint32_t ou_shipping_packed(struct ou_arena *a, const struct ou_order *o,
    const struct ou_line_index *index, struct ou_ship_part **parts);

/**
 * ou_shipping_short(o, parts, n):
 * Would anything of the order be missing if these parts went out?
 */
bool ou_shipping_short(struct ou_arena *a, const struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n);

/**
 * ou_shipping_location(parts, n):
 * A shipment leaves from one place: bring the parts with the location of the
 * first one to the front (the others keep their order) and return how many
 * they are.
 */
uint32_t ou_shipping_location(struct ou_ship_part *parts, uint32_t n);

/**
 * ou_shipping_ship(a, o, index, parts, n, packed, lines, max_weight, s, err):
 * Send the parts out: ${s}, of which the caller has filled carrier, service,
 * manifest and ship date, gets everything else, with the packages that no
 * shipment has taken (${packed}) or new ones.  ${o} gets them too: packages,
 * shipments, and quantities.shipped.  0, or -1 with ${err} (too many
 * packages) and nothing changed.
 */
int ou_shipping_ship(struct ou_arena *a, struct ou_order *o,
    const struct ou_line_index *index, const struct ou_ship_part *parts,
    uint32_t n, bool packed, const struct ou_ship_line *lines,
    struct ou_quantity max_weight, struct ou_shipment *s,
    struct ou_err *err);

/**
 * ou_shipping_pack(a, o, parts, n, lines, max_weight, packages, n_packages,
 *     err):
 * Put the parts into packages one after the other, none heavier than
 * ${max_weight} (absent: one package for all) unless a single unit is.
 * Their ids go on from those that the order has.  The weight is the net
 * weight of the contents; a package with a unit of unknown weight has none.
 * -1 when it would be more than OU_PACKAGES_MAX.
 */
#define OU_PACKAGES_MAX 9999
int ou_shipping_pack(struct ou_arena *a, const struct ou_order *o,
    const struct ou_ship_part *parts, uint32_t n,
    const struct ou_ship_line *lines, struct ou_quantity max_weight,
    struct ou_package **packages, uint32_t *n_packages, struct ou_err *err);

#endif
