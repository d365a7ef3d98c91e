#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "ou/formats/maps.h"
#include "ou/io/file.h"

#define MAP_MAX ((size_t)1 << 20)

static int
load(struct ou_arena *a, const char *path, struct ou_map_file *m,
    struct ou_err *err)
{
	struct ou_str text, zone;

	if (ou_file_load(a, path, MAP_MAX, &text, err) != 0 ||
	    (m->map = ou_map_parse(a, path, text, err)) == NULL)
		return -1;
	zone = ou_map_zone(m->map);
	if (zone.n == 0)
		return 0;
	m->zone = ou_zone_load(a, zone, err);
	return m->zone != NULL ? 0 : ou_err_at(err, path, 0, 0);
}

int
ou_map_load(struct ou_arena *a, const char *book, const char *name,
    struct ou_map_file *m, struct ou_err *err)
{
	struct ou_str file = ou_str_printf(a, "maps/%s.map", name);
	const char *path = ou_path_join(a, book, ou_str_cdup(a, file));

	memset(m, 0, sizeof(*m));
	m->name = name;
	if (strchr(name, '/') != NULL || !ou_file_exists(path))
		path = name;
	if (!ou_file_exists(path)) {
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "there is no map '%s' in %s/maps, and no such file",
		    name, book);
	}
	return load(a, path, m, err);
}

static int
is_map(const struct dirent *e)
{
	return e->d_name[0] != '.' &&
	    ou_str_ends(ou_str_c(e->d_name), ".map");
}

/* Bytes, not the locale's order. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int
ou_map_load_all(struct ou_arena *a, const char *book,
    struct ou_map_file **maps, uint32_t *n, struct ou_err *err)
{
	const char *dir = ou_path_join(a, book, "maps");
	struct dirent **names;
	struct ou_map_file *m;
	struct ou_str name;
	int i, found, r = 0;

	*n = 0;
	if ((found = scandir(dir, &names, is_map, by_name)) < 0)
		return 0;
	*maps = ou_arena_array(a, (size_t)found, sizeof(**maps));
	for (i = 0; i < found; i++) {
		m = &(*maps)[i];
		name = ou_str_c(names[i]->d_name);
		name.n -= strlen(".map");
		m->name = ou_str_cdup(a, name);
		if (r == 0)
			r = load(a, ou_path_join(a, dir, names[i]->d_name), m,
			    err);
		free(names[i]);
	}
	free(names);
	*n = r == 0 ? (uint32_t)found : 0;
	return r;
}

const struct ou_map_file *
ou_map_find(const struct ou_map_file *maps, uint32_t n, struct ou_str head,
    bool prices, bool table, const struct ou_map_file **other)
{
	const struct ou_map_file *found = NULL;
	uint32_t i;

	*other = NULL;
	for (i = 0; i < n && *other == NULL; i++) {
		if (ou_map_of_prices(maps[i].map) != prices ||
		    !ou_map_matches(maps[i].map, head, table))
			continue;
		if (found == NULL)
			found = &maps[i];
		else
			*other = &maps[i];
	}
	return found;
}
