#include "ou/formats/guide.h"
#include "po_run.h"

/*
 * Messages that are orders, and are read by their guide: X12 940.  What comes
 * of it is looked at as an order that was read segment by segment.
 */

/* Where nothing else says what a line is of, the number of a case does. */
static void
name_by_case(struct po *c)
{
	const struct ou_product *p = c->line->product;
	const struct ou_packaging *k = c->line->packaging;

	if (k != NULL && k->pack_gtin.n > 0 && (p == NULL ||
	    (p->sku.n == 0 && p->gtin.n == 0 && p->buyer_item_id.n == 0 &&
	    p->manufacturer_item_id.n == 0)))
		(void)ou_po_product_id(c, PO_ID_CASE, k->pack_gtin);
}

static void
take_line(struct po *c, uint32_t i)
{
	c->line = &c->o->lines[i];
	c->li = &c->info[i];
	c->li->segment = c->message->segment;
	c->li->quantity_given = c->line->quantity.given;
	name_by_case(c);
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
read_message(struct po *c, const struct ou_guide *g, void *record,
    struct ou_err *err)
{
	struct telling t = { c, c->im->arg, c->im->finding };
	int r;

	c->im->arg = &t;
	c->im->finding = tell;
	r = ou_guide_read(g, c->im, c->marks, c->message, c->ascii ?
	    OU_CHARSET_UTF8 : c->charset, record, err);
	c->im->arg = t.arg;
	c->im->finding = t.finding;
	return r;
}

int
ou_po_by_guide(struct po *c, void *record)
{
	struct ou_guide_name name;
	const struct ou_guide *g;
	struct ou_err err = { 0 };

	ou_guide_name_of(&name, c->a, c->family->edi, &c->seg, c->group);
	g = ou_guide_find(c->a, &name, OU_STR_NONE, &err);
	if (g != NULL && read_message(c, ou_guide_for(c->a, g,
	    c->im->partner), record, &err) == 0)
		return 0;
	ou_err_at(&err, ou_source_name(c->edi->src), 0, 0);
	c->refusal = err;
	return -1;
}

void
ou_po_guided(struct po *c)
{
	uint32_t i;

	c->o->lines = NULL;
	if (ou_po_by_guide(c, c->o) != 0)
		return;
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
