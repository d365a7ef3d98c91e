#include "guide_reader.h"

/* A message, segment by segment, and what the whole record has. */

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
		memset(r->taken, 0, r->seg->n * sizeof(r->taken[0]));
		if (ou_guide_place_segment(r) != 0)
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

/* Amounts are written with the decimals of the currency, with two where none
 * is named. */
static void
show_places(const struct ou_table *t, char *object, uint8_t places)
{
	const struct ou_field *f;
	struct ou_amount *amount;
	struct ou_price *price;
	char *to;
	uint32_t i, n;
	uint16_t k;

	for (k = 0; k < t->n_fields; k++) {
		f = &t->fields[k];
		amount = (void *)(object + f->offset);
		price = (void *)(object + f->offset);
		if (f->kind == OU_KIND_AMOUNT && amount->places < places)
			amount->places = places;
		if (f->kind == OU_KIND_PRICE && price->places < places)
			price->places = places;
		if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST)
			continue;
		memcpy(&to, object + f->offset, sizeof(to));
		n = to != NULL;
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		for (i = 0; i < n; i++)
			show_places(f->table, to + (size_t)i * f->table->size,
			    places);
	}
}

static uint8_t
places(const struct guide_reader *r)
{
	const struct ou_table *t = r->g->record->table;
	int f = ou_table_find(t, "currency", 8), n = -1;
	struct ou_str currency;

	if (f >= 0) {
		memcpy(&currency, r->record + t->fields[f].offset,
		    sizeof(currency));
		n = ou_currency_places(currency);
	}
	return (uint8_t)(n >= 0 ? n : 2);
}

int
ou_guide_read(const struct ou_guide *g, struct ou_import *im,
    const struct ou_edi_marks *marks, const struct ou_edi_message *message,
    enum ou_charset charset, void *to, struct ou_err *err)
{
	struct guide_reader *r = ou_arena_zalloc(&im->arena, sizeof(*r));
	int ret;

	r->g = g;
	r->im = im;
	r->a = &im->arena;
	r->marks = marks;
	r->charset = charset;
	r->message = message;
	r->record = to;
	r->err = err;
	r->seg = ou_arena_zalloc(r->a, sizeof(*r->seg));
	ou_table_prepare(g->record->table);
	put_head(r);
	if (ou_guide_open_group(r, &g->root, r->record) != 0)
		return -1;
	ret = read_all(r);
	if (ret == 0) {
		while (r->depth > 0)
			ou_guide_close_group(r);
		/* levels without codes have none for orders */
		if (g->record->table == &ou_shipment_table &&
		    (g->tree.tag.p == NULL || g->tree.level != 0))
			ou_guide_settle_orders(r->a, to);
		ou_guide_compare_all(r);
		show_places(g->record->table, r->record, places(r));
	}
	return ret;
}
