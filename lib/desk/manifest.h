#ifndef OU_LIB_DESK_MANIFEST_H
#define OU_LIB_DESK_MANIFEST_H

#include "ou/desk/manifest.h"
#include "ou/render/slip.h"

/* What was written for one shipment. */
struct chunk {
	struct chunk *next;
	struct ou_str text;
};

/* The documents of one carrier. */
struct ou_carrier_documents {
	struct ou_carrier_documents *next;
	struct ou_str carrier;
	struct ou_slip slip;
	const struct ou_map *map;
	struct chunk *file, **file_end;
};

/* manifest_documents.c */
int ou_manifest_options(struct ou_manifest *x, struct ou_run *run);
struct ou_carrier_documents *ou_manifest_documents(struct ou_manifest *x,
    struct ou_run *run, struct ou_str carrier, const struct ou_carrier *row);
int ou_manifest_gather(struct ou_manifest *x, struct ou_run *run,
    struct ou_carrier_documents *m, const struct ou_shipment *shipments,
    uint32_t n);

/* manifest_weigh.c: what lines, and what stands in for them, weigh. */
void ou_manifest_weigh(const struct ou_items *items,
    const struct ou_order *o, struct ou_ship_line *lines, bool packed);
void ou_manifest_weigh_parts(const struct ou_items *items,
    struct ou_ship_part *parts, uint32_t n);

#endif
