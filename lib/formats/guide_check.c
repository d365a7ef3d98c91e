#include "guide_reader.h"
#include "ou/formats/edi/syntax.h"
#include "ou/formats/guide_check.h"

/* A message is read as for its record, but what is wrong are faults and the
 * record is thrown away. */

static void
look(void *arg, struct ou_edi *edi, const struct ou_edi_segment *seg,
    uint64_t position)
{
	struct guide_reader *r = arg;
	const struct ou_edi_message *m = &edi->message;

	(void)seg;
	/* ST and SE, UNH and UNT are the envelope's */
	if (position == 1 || (position == m->n && m->whole) || r->depth == 0)
		return;
	if (ou_guide_read_segment(r) != 0)
		/* too many levels or groups: the rest cannot be told */
		r->depth = 0;
}

void
ou_guide_check(struct ou_guide_check *c, struct ou_edi *edi,
    struct ou_edi_segment *seg)
{
	/* of a year of two digits the century is no matter */
	struct ou_import im = { .arena = c->message, .year = 2000 };
	struct guide_reader *r = NULL;
	const struct ou_guide *g;
	struct ou_guide_name name;
	struct ou_err err = { 0 };

	ou_guide_name(&name, &im.arena, edi);
	g = ou_guides_find(&c->guides, &c->run, &name, NULL, NULL);
	if (g != NULL)
		r = ou_guide_reader(g, &im, &edi->marks, &edi->message, seg,
		    ou_arena_zalloc(&im.arena, g->record->table->size), &err);
	if (r != NULL)
		r->edi = edi;
	ou_edi_look_into(edi, &edi->message, ou_edi_directory(&c->directories,
	    &c->run, name.family, name.type, name.version), seg,
	    r != NULL ? look : NULL, r);
	while (r != NULL && r->depth > 0)
		ou_guide_close_group(r);
	ou_arena_reset(&im.arena);
	c->message = im.arena;
}

void
ou_guide_check_release(struct ou_guide_check *c)
{
	ou_arena_release(&c->run);
	ou_arena_release(&c->message);
}
