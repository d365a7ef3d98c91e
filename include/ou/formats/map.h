#ifndef OU_FORMATS_MAP_H
#define OU_FORMATS_MAP_H

#include "ou/formats/import.h"

extern const struct ou_format ou_format_map;

/*
 * Map files: how somebody's CSV or TSV becomes orders, and how shipments
 * become a carrier's CSV; see orderutils-map(5).
 */

/**
 * ou_map_parse(a, name, text, err):
 * Read a map.  Errors carry line and column (OU_ERR_USAGE, OU_DIAG_MAP).
 */
struct ou_map *ou_map_parse(struct ou_arena *a, const char *name,
    struct ou_str text, struct ou_err *err);

/* The IANA zone that the map names, absent if none; the command loads it and
 * puts it into im->zone. */
struct ou_str ou_map_zone(const struct ou_map *m);

/* Is it a map of price lists ("record PriceCatalogue") and not of orders? */
bool ou_map_of_prices(const struct ou_map *m);

/* Does the map say that it fits this header (its "match" lines)?  Used by
 * detection over book/maps.  ${table}: it is CSV made of a workbook. */
bool ou_map_matches(const struct ou_map *m, struct ou_str head, bool table);

/**
 * ou_map_export_header(m, out), ou_map_export(m, a, shipment, out, err):
 * A carrier's file: header lines, then one line (or one a package) for a
 * shipment, in the map's character set and line ends.  0; 1 when it was
 * written but something in it had to be cut to a column's width or replaced,
 * with ${err} saying the first such place; or -1, and nothing was appended.
 */
void ou_map_export_header(const struct ou_map *m, struct ou_buf *out);
int ou_map_export(const struct ou_map *m, struct ou_arena *a,
    const struct ou_shipment *s, struct ou_buf *out, struct ou_err *err);

#endif
