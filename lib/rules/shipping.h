#ifndef OU_LIB_RULES_SHIPPING_H
#define OU_LIB_RULES_SHIPPING_H

#include "ou/rules/shipping.h"

/* shipping.c says what is ready, shipping_pack.c puts it into packages,
 * shipping_ship.c writes it down. */

/* Has a shipment of the order taken this package? */
bool ou_shipping_taken(const struct ou_order *o,
    const struct ou_package *package);

/* The net weight of a package's contents; absent when one is not known. */
struct ou_quantity ou_shipping_weight(const struct ou_line_index *index,
    const struct ou_package *package, const struct ou_ship_line *lines);

/* All packages; absent when one has none. */
struct ou_quantity ou_shipping_gross(const struct ou_package *packages,
    uint32_t n);

#endif
