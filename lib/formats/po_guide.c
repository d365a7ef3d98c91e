#include "ou/formats/guide.h"
#include "po_run.h"

/*
 * Messages that are orders, and are read by their guide: X12 940.  What comes
 * of it is looked at as an order that was read segment by segment.
 */

static void
take_line(struct po *c, uint32_t i)
{
	c->line = &c->o->lines[i];
	c->li = &c->info[i];
	c->li->segment = c->message->segment;
	c->li->quantity_given = c->line->quantity.given;
	ou_po_line_end(c);
}

/* Findings of a guide do not know the file. */
struct telling {
	struct po *c;
	void *arg;
	void (*finding)(void *arg, const struct ou_err *finding);
};

static void
tell(void *arg, const struct ou_err *finding)
{
	const struct telling *t = arg;
	struct ou_err e = *finding;

	ou_err_at(&e, ou_source_name(t->c->edi->src), 0, 0);
	t->finding(t->arg, &e);
}

static int
read_message(struct po *c, const struct ou_guide *g, struct ou_err *err)
{
	struct telling t = { c, c->im->arg, c->im->finding };
	int r;

	c->im->arg = &t;
	c->im->finding = tell;
	r = ou_guide_read(g, c->im, c->marks, c->message, c->ascii ?
	    OU_CHARSET_UTF8 : c->charset, c->o, err);
	c->im->arg = t.arg;
	c->im->finding = t.finding;
	return r;
}

void
ou_po_guided(struct po *c, const char *type)
{
	struct ou_str version = c->group != NULL ? ou_str_trim(
	    ou_edi_element(c->group, 8)) : OU_STR_NONE;
	struct ou_guide_name name = { c->family->edi, ou_str_c(type),
	    version.n > 0 ? version : OU_STR("004010") };
	const struct ou_guide *g;
	struct ou_err err = { 0 };
	uint32_t i;

	g = ou_guide_find(c->a, &name, OU_STR_NONE, &err);
	c->o->lines = NULL;
	if (g == NULL || read_message(c, g, &err) != 0) {
		ou_err_at(&err, ou_source_name(c->edi->src), 0, 0);
		c->refusal = err;
		return;
	}
	/* who finishes orders says these */
	c->o->type = c->o->schema = OU_STR_NONE;
	if (c->o->n_lines > ou_import_lines_max(c->im)) {
		ou_po_refuse(c, OU_DIAG_LIMIT, 0, "more than %u lines",
		    ou_import_lines_max(c->im));
		return;
	}
	c->info = ou_arena_array(c->a, c->o->n_lines + 1, sizeof(*c->info));
	for (i = 0; i < c->o->n_lines; i++)
		take_line(c, i);
}
