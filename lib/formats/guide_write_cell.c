#include "guide_writer.h"

/* The cells of the segment at hand, and the segment that they make. */

int
ou_guide_set(struct guide_writer *w, unsigned e, unsigned c, struct ou_str text)
{
	if (text.n == 0)
		return 0;
	if (e >= GUIDE_CELLS_MAX || c > GUIDE_PARTS_MAX)
		return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "there is no room for it");
	if (w->cells[e][c - 1].n > 0)
		return 0;
	w->cells[e][c - 1] = text;
	w->weights[e][c - 1] = (uint8_t)w->weight;
	if (e >= w->elements)
		w->elements = e + 1;
	return 0;
}

bool
ou_guide_is_set(const struct guide_writer *w, unsigned e, unsigned c)
{
	return e < GUIDE_CELLS_MAX && c <= GUIDE_PARTS_MAX &&
	    w->cells[e][c - 1].n > 0;
}

bool
ou_guide_is_cell(const struct guide_writer *w, const struct guide_condition
    *only)
{
	uint32_t i;

	for (i = 0; i < only->n_values; i++) {
		if (ou_guide_is_set(w, only->element, only->component) &&
		    ou_str_eq(w->cells[only->element][only->component - 1],
		    only->values[i]))
			return true;
	}
	return false;
}

int
ou_guide_set_only(struct guide_writer *w, const struct guide_condition *only)
{
	enum guide_weight before = w->weight;
	int r;

	if (only->n_values == 0 || only->not)
		return 0;
	w->weight = GUIDE_STANDS;
	r = ou_guide_set(w, only->element, only->component, only->values[0]);
	w->weight = before;
	return r;
}

void
ou_guide_clear(struct guide_writer *w)
{
	memset(w->cells, 0, w->elements * sizeof(w->cells[0]));
	w->elements = 0;
	w->given = false;
}

static void
count_tag(struct guide_writer *w, struct ou_str tag)
{
	uint32_t i;

	for (i = 0; i < w->n_tags; i++) {
		if (ou_str_eq(w->tags[i].tag, tag))
			break;
	}
	if (i == GUIDE_TAGS_MAX)
		return;
	if (i == w->n_tags)
		w->tags[w->n_tags++].tag = tag;
	w->tags[i].n++;
}

uint64_t
ou_guide_count_of(const struct guide_writer *w, struct ou_str tag)
{
	uint32_t i;

	for (i = 0; i < w->n_tags; i++) {
		if (ou_str_eq(w->tags[i].tag, tag))
			return w->tags[i].n;
	}
	return 0;
}

/* Is nothing but blanks left of a value, for want of letters? */
static bool
is_lost(const struct ou_edi_out *o, struct ou_str value, size_t from)
{
	size_t i;

	if (!o->substitute || ou_str_trim(value).n == 0)
		return false;
	for (i = from; i < o->to->n; i++) {
		if (o->to->p[i] != ' ' && o->to->p[i] != o->marks.element &&
		    o->to->p[i] != o->marks.component)
			return false;
	}
	return true;
}

static int
put_cell(struct guide_writer *w, unsigned e, unsigned c)
{
	struct ou_str value = w->cells[e][c - 1];
	size_t from = w->out->to->n;

	if (ou_edi_out_put(w->out, e, c, value, w->err) != 0)
		return -1;
	return !is_lost(w->out, value, from) ? 0 : ou_err_set(w->err,
	    OU_ERR_RECORD, OU_DIAG_EDI_CARRY, "the character set has nothing "
	    "for '%.*s'", OU_STR_ARG(value));
}

int
ou_guide_put_cells(struct guide_writer *w, struct ou_str tag)
{
	unsigned e, c;

	ou_edi_out_begin(w->out, tag);
	count_tag(w, tag);
	for (e = 1; e < w->elements; e++) {
		for (c = 1; c <= GUIDE_PARTS_MAX; c++) {
			if (put_cell(w, e, c) != 0)
				return ou_err_in(w->err, "%.*s %02u",
				    OU_STR_ARG(tag), e);
		}
	}
	ou_edi_out_end(w->out);
	return 0;
}
