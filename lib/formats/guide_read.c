#include "exchange_guide.h"
#include "guide_reader.h"

/* A message, segment by segment, and what the whole record has. */

int
ou_guide_read_segment(struct guide_reader *r)
{
	memset(r->taken, 0, r->seg->n * sizeof(r->taken[0]));
	return ou_guide_place_segment(r);
}

static int
read_all(struct guide_reader *r)
{
	uint32_t i;

	/* ST and SE, UNH and UNT are the envelope's */
	for (i = 1; i < r->message->n; i++) {
		if (ou_edi_segment(r->marks, r->message, i, r->seg) != 0) {
			ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
			    "a segment has more than %d elements",
			    OU_EDI_ELEMENTS_MAX - 1);
			return ou_err_at(r->err, NULL, r->seg->number, 0);
		}
		if (i + 1 == r->message->n && r->message->whole)
			break;
		if (ou_guide_read_segment(r) != 0)
			return -1;
	}
	return 0;
}

static void
put_head(struct guide_reader *r)
{
	const struct ou_table *t = r->g->record->table;
	struct ou_str text = ou_str_c(r->g->record->type);
	int f = ou_table_find(t, "type", 4);

	memcpy(r->record + t->fields[f].offset, &text, sizeof(text));
	text = ou_str_printf(r->a, "%s/%d", r->g->record->schema,
	    r->g->record->major);
	f = ou_table_find(t, "schema", 6);
	memcpy(r->record + t->fields[f].offset, &text, sizeof(text));
}

struct guide_reader *
ou_guide_reader(const struct ou_guide *g, struct ou_import *im,
    const struct ou_edi_marks *marks, const struct ou_edi_message *message,
    struct ou_edi_segment *seg, void *to, struct ou_err *err)
{
	struct guide_reader *r = ou_arena_zalloc(&im->arena, sizeof(*r));

	r->g = g;
	r->im = im;
	r->a = &im->arena;
	r->marks = marks;
	r->message = message;
	r->seg = seg;
	r->record = to;
	r->err = err;
	ou_table_prepare(g->record->table);
	return ou_guide_open_group(r, &g->root, r->record) == 0 ? r : NULL;
}

int
ou_guide_read(const struct ou_guide *g, struct ou_import *im,
    const struct ou_edi_marks *marks, const struct ou_edi_message *message,
    enum ou_charset charset, void *to, struct ou_err *err)
{
	struct guide_reader *r = ou_guide_reader(g, im, marks, message,
	    ou_arena_zalloc(&im->arena, sizeof(struct ou_edi_segment)), to,
	    err);

	if (r == NULL)
		return -1;
	r->charset = charset;
	put_head(r);
	if (read_all(r) != 0)
		return -1;
	while (r->depth > 0)
		ou_guide_close_group(r);
	/* levels without codes have none for orders */
	if (g->record->table == &ou_shipment_table &&
	    (g->tree.tag.p == NULL || g->tree.level != 0))
		ou_guide_settle_orders(r->a, to);
	ou_guide_compare_all(r);
	if (g->record->table == &ou_invoice_table)
		ou_guide_compare_invoice(r, to);
	ou_exchange_places(g->record->table, r->record);
	ou_guide_tell_partner(r);
	return 0;
}
