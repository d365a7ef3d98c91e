#include <inttypes.h>

#include "ou/formats/choose.h"

static bool
is_map(const struct ou_format *f)
{
	return strcmp(f->name, "map") == 0;
}

static int
choose_map(struct ou_chooser *c, struct ou_str head, struct ou_choice *choice,
    struct ou_err *err)
{
	if (!c->loaded && ou_map_load_all(c->arena, c->book, &c->maps,
	    &c->n_maps, err) != 0)
		return -1;
	c->loaded = true;
	choice->map = ou_map_find(c->maps, c->n_maps, head);
	choice->format = choice->map != NULL ? ou_format_find("map") : NULL;
	choice->why = "the map's match lines fit";
	return 0;
}

int
ou_choose(struct ou_chooser *c, struct ou_arena *a, struct ou_str head,
    const char *name, const char *from, struct ou_choice *choice,
    struct ou_err *err)
{
	choice->map = c->map;
	choice->why = "asked for";
	if (c->map != NULL)
		choice->format = ou_format_find("map");
	else if (from != NULL)
		choice->format = ou_format_find(from);
	else
		choice->format = ou_format_detect(a, head, name,
		    &choice->why);
	if (choice->map != NULL || (choice->format != NULL &&
	    !is_map(choice->format)))
		return 0;
	return choose_map(c, head, choice, err);
}

void
ou_choose_nothing(const struct ou_chooser *c, struct ou_buf *out)
{
	const struct ou_format *const *f;

	ou_buf_puts(out, "of no known format; looked for");
	for (f = ou_formats; *f != NULL; f++) {
		if (!is_map(*f))
			ou_buf_printf(out, "%s %s",
			    f == ou_formats ? "" : ",", (*f)->name);
	}
	if (c->n_maps != 0)
		ou_buf_printf(out, " and %" PRIu32 " maps of the book",
		    c->n_maps);
}
