#include "guide_writer.h"

/* A message, from ST to SE or from UNH to UNT. */

static int
begin_message(struct guide_writer *w, struct ou_str reference)
{
	struct ou_edi_out *o = w->out;
	struct ou_str version = w->g->version, part;
	unsigned c = 2;

	o->segments = 0;
	ou_guide_clear(w);
	if (w->g->family == OU_EDI_X12) {
		if (ou_guide_set(w, 1, 1, w->g->type) != 0 ||
		    ou_guide_set(w, 2, 1, reference) != 0)
			return -1;
		return ou_guide_put_cells(w, OU_STR("ST"));
	}
	if (ou_guide_set(w, 1, 1, reference) != 0 || ou_guide_set(w, 2, 1,
	    w->g->type) != 0)
		return -1;
	while (ou_str_split(&version, ':', &part)) {
		if (ou_guide_set(w, 2, c++, part) != 0)
			return -1;
	}
	return ou_guide_set(w, 2, 4, OU_STR("UN")) == 0 ? ou_guide_put_cells(w,
	    OU_STR("UNH")) : -1;
}

static int
end_message(struct guide_writer *w, struct ou_str reference)
{
	ou_guide_clear(w);
	if (ou_guide_set(w, 1, 1, ou_str_number(w->a, OU_STR(""), "",
	    (uint32_t)w->out->segments + 1)) != 0 ||
	    ou_guide_set(w, 2, 1, reference) != 0)
		return -1;
	return ou_guide_put_cells(w, w->g->family == OU_EDI_X12 ? OU_STR("SE") :
	    OU_STR("UNT"));
}

int
ou_guide_write(const struct ou_guide *g, struct ou_arena *a,
    struct ou_edi_out *out, struct ou_str reference,
    const struct ou_partner *partner, const void *from,
    void (*left)(void *arg, const char *path), void *arg, struct ou_err *err)
{
	struct guide_writer *w = ou_arena_zalloc(a, sizeof(*w));
	int r;

	w->g = g;
	w->a = a;
	w->out = out;
	w->record = g->tree.tag.p == NULL ? from : ou_guide_packed(a, from);
	w->err = err;
	w->elements = GUIDE_CELLS_MAX;
	w->left = left;
	w->arg = arg;
	ou_guide_write_for(w, partner);
	ou_buf_init(&w->buf, 0);
	ou_buf_init(&w->path, 0);
	r = begin_message(w, reference);
	if (r == 0)
		r = ou_guide_write_rules(w, &g->root, w->record);
	if (r == 0)
		r = end_message(w, reference);
	ou_buf_release(&w->buf);
	ou_buf_release(&w->path);
	if (r == 0 && left != NULL)
		ou_guide_left(g, a, from, left, arg);
	return r;
}
