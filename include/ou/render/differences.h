#ifndef OU_RENDER_DIFFERENCES_H
#define OU_RENDER_DIFFERENCES_H

#include "ou/model/records.h"
#include "ou/render/text.h"

/*
 * Differences of stock for people, and as CSV: one row a difference, with a
 * column for each source.
 */
struct ou_differences {
	const struct ou_stock_difference *rows;
	uint32_t n;
	const struct ou_str *sources;
	uint32_t n_sources;
	uint32_t compared;		/* items and places looked at */
	struct ou_str printed;		/* when */
};

void ou_differences_print(const struct ou_differences *d, struct ou_arena *a,
    struct ou_sink *sink);

/* sku,location,lot,status,owner,SOURCE...,difference,adjustment,reason */
void ou_differences_csv(const struct ou_differences *d,
    struct ou_sink *sink);

#endif
