#ifndef OU_RENDER_SLIP_H
#define OU_RENDER_SLIP_H

#include "ou/model/records.h"
#include "ou/render/text.h"

/*
 * The deposit slip of a manifest: what a carrier's driver signs for, one
 * carrier and day on a page.
 */
struct ou_slip_line {
	struct ou_str order;		/* the number that people know */
	struct ou_str service;
	struct ou_str name;
	struct ou_str postal_code;
	struct ou_str locality;
	struct ou_str country;
	uint32_t packages;
	struct ou_quantity weight;	/* absent: not known */
};

struct ou_slip {
	struct ou_str manifest;
	struct ou_str carrier;
	struct ou_str sender;
	struct ou_date date;
	struct ou_slip_line *lines;
	uint32_t n, cap;
};

/* Add a shipment; what it says is copied into the arena. */
void ou_slip_add(struct ou_slip *s, struct ou_arena *a,
    const struct ou_shipment *shipment);

/* A slip on pages of its own; ${first}: it is the first one of its sink. */
void ou_slip_print(const struct ou_slip *s, struct ou_arena *a,
    struct ou_text_page *page, bool first);

#endif
