#ifndef OU_FORMATS_MAPS_H
#define OU_FORMATS_MAPS_H

#include "ou/formats/map.h"

/*
 * The map files of a book, read when they are needed, with their zones.
 */
struct ou_map_file {
	const char *name;		/* "marche" of maps/marche.map */
	struct ou_map *map;
	struct ou_zone *zone;		/* NULL: the map names none */
};

/**
 * ou_map_load(a, book, name, m, err):
 * Map ${name}: ${book}/maps/NAME.map, else the file of that name.  0, or -1
 * with ${err} (OU_ERR_USAGE).
 */
int ou_map_load(struct ou_arena *a, const char *book, const char *name,
    struct ou_map_file *m, struct ou_err *err);

/**
 * ou_map_load_all(a, book, maps, n, err):
 * All of ${book}/maps in the order of their names; a folder that is not
 * there has none.  0, or -1 with ${err} when one of them is wrong.
 */
int ou_map_load_all(struct ou_arena *a, const char *book,
    struct ou_map_file **maps, uint32_t *n, struct ou_err *err);

/* The first of ${maps} that says it fits this header, or NULL; ${other}: the
 * second one that does, or NULL.  ${prices}: of maps of price lists, instead
 * of those of orders; ${table} as in ou_map_matches. */
const struct ou_map_file *ou_map_find(const struct ou_map_file *maps,
    uint32_t n, struct ou_str head, bool prices, bool table,
    const struct ou_map_file **other);

#endif
