#include <inttypes.h>
#include <string.h>

#include "ou/formats/choose.h"
#include "ou/formats/edi/reader.h"
#include "ou/formats/shop.h"

static int
nothing(const struct ou_chooser *c, struct ou_str head, struct ou_err *err)
{
	const char *advice = ou_edi_advice(head);

	if (advice == NULL)
		advice = ou_shop_advice(head);
	if (advice != NULL)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%s",
		    advice);
	if (c->n_maps == 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "of no known format, see --help");
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "of no known format, see --help, and none of %" PRIu32 " maps of "
	    "the book fits", c->n_maps);
}

/* The map of the book that fits: 1; none: 0; -1 with ${err}. */
static int
find_map(struct ou_chooser *c, struct ou_str head, struct ou_choice *choice,
    struct ou_err *err)
{
	const struct ou_map_file *other;

	if (!c->loaded && ou_map_load_all(c->arena, c->book, &c->maps,
	    &c->n_maps, err) != 0)
		return -1;
	c->loaded = true;
	choice->map = ou_map_find(c->maps, c->n_maps, head, c->prices,
	    c->table, &other);
	if (choice->map == NULL)
		return 0;
	if (other != NULL)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "the match lines of two maps fit, '%s' and '%s'; say "
		    "which with --map=%s", choice->map->name, other->name,
		    choice->map->name);
	choice->format = ou_format_find("map");
	return 1;
}

/* Neither a map nor a format was asked for. */
static int
detect(struct ou_chooser *c, struct ou_arena *a, struct ou_str head,
    const char *name, struct ou_choice *choice, struct ou_err *err)
{
	const struct ou_format *built_in;
	int found;

	built_in = choice->format = ou_format_detect(a, head, name,
	    &choice->why);
	if (built_in != NULL && !built_in->table)
		return 0;
	if ((found = find_map(c, head, choice, err)) < 0)
		return -1;
	if (found == 0)
		return built_in != NULL ? 0 : nothing(c, head, err);
	choice->why = "the map's match lines fit";
	if (built_in != NULL)
		choice->why = ou_str_cdup(a, ou_str_printf(a, "the map's "
		    "match lines fit, and the merchant's own map comes "
		    "before the built-in format %s", built_in->name));
	return 0;
}

int
ou_choose(struct ou_chooser *c, struct ou_arena *a, struct ou_str head,
    const char *name, const char *from, struct ou_choice *choice,
    struct ou_err *err)
{
	int found;

	choice->map = NULL;
	choice->why = "asked for";
	head = ou_format_head(a, head, c->charset);
	if (from == NULL && c->map == NULL)
		return detect(c, a, head, name, choice, err);
	if (from != NULL && strcmp(from, "map") != 0) {
		choice->format = ou_format_find(from);
		return 0;
	}
	choice->format = ou_format_find("map");
	if ((choice->map = c->map) != NULL)
		return 0;
	found = find_map(c, head, choice, err);
	if (found > 0)
		choice->why = "the map's match lines fit";
	return found != 0 ? found < 0 ? -1 : 0 : nothing(c, head, err);
}
