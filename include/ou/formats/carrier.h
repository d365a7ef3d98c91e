#ifndef OU_FORMATS_CARRIER_H
#define OU_FORMATS_CARRIER_H

#include "ou/model/records.h"

/*
 * The manifest of a carrier that has no map of its own: CSV in UTF-8, one row
 * a package, columns
 *
 *	manifest carrier service shipDate shipment orderNumber reference name
 *	company street1 street2 postalCode addressLocality addressRegion
 *	addressCountry telephone email pickupPoint package packages
 *	grossWeightKg instructions
 *
 * The weight is the package's own; a shipment without packages is one row
 * with the shipment's weight.
 */
void ou_carrier_csv_header(struct ou_buf *out);
void ou_carrier_csv(const struct ou_shipment *s, struct ou_buf *out);

#endif
