#include <inttypes.h>
#include <string.h>

#include "ou/formats/choose.h"
#include "ou/formats/shop.h"

static bool
is_map(const struct ou_format *f)
{
	return strcmp(f->name, "map") == 0;
}

static int
nothing(const struct ou_chooser *c, struct ou_str head, struct ou_err *err)
{
	const char *advice = ou_shop_advice(head);

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

static int
choose_map(struct ou_chooser *c, struct ou_str head, struct ou_choice *choice,
    struct ou_err *err)
{
	const struct ou_map_file *other;

	if (!c->loaded && ou_map_load_all(c->arena, c->book, &c->maps,
	    &c->n_maps, err) != 0)
		return -1;
	c->loaded = true;
	choice->map = ou_map_find(c->maps, c->n_maps, head, c->table,
	    &other);
	if (choice->map == NULL)
		return nothing(c, head, err);
	if (other != NULL)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "the match lines of two maps fit, '%s' and '%s'; say "
		    "which with --map=%s", choice->map->name, other->name,
		    choice->map->name);
	choice->format = ou_format_find("map");
	choice->why = "the map's match lines fit";
	return 0;
}

int
ou_choose(struct ou_chooser *c, struct ou_arena *a, struct ou_str head,
    const char *name, const char *from, struct ou_choice *choice,
    struct ou_err *err)
{
	choice->map = NULL;
	choice->why = "asked for";
	if (from != NULL && strcmp(from, "map") != 0)
		choice->format = ou_format_find(from);
	else if ((choice->map = c->map) != NULL || from != NULL)
		choice->format = ou_format_find("map");
	else
		choice->format = ou_format_detect(a, head, name,
		    &choice->why);
	if (choice->map != NULL || (choice->format != NULL &&
	    !is_map(choice->format)))
		return 0;
	return choose_map(c, ou_format_head(a, head), choice, err);
}
