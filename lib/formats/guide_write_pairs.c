#include "guide_writer.h"

/* Numbers of one thing, each with a code that says whose number it is. */

/* Is there a further place for pairs in the segment? */
static bool
more_pairs(const struct guide_writer *w, const struct guide_element *x)
{
	while (++x < w->rule->elements + w->rule->n_elements) {
		if (x->what == GUIDE_PAIRS)
			return true;
	}
	return false;
}

int
ou_guide_write_pairs(struct guide_writer *w, const struct guide_element *x,
    unsigned from, const void *object)
{
	bool x12 = w->g->family == OU_EDI_X12;
	unsigned e = from, last = x->ranged ? x->last : 30;
	const struct guide_code *k;
	enum guide_turn turn;
	struct ou_str s;
	uint32_t i, before;

	for (i = w->pairs_from; i < x->n_codes; i++) {
		k = &x->codes[i];
		if (k->kept || k->dropped ||
		    (k->read_only && !w->rule->repeat) ||
		    (x->what == GUIDE_IDS &&
		    ou_guide_same_slot(&k->slot, &x->slot)))
			continue;
		s = ou_guide_field_text(w, &k->slot, object);
		turn = ou_guide_their_item(w, x, i, object, &s);
		/* a code that is only read is written for whom it lists */
		if (turn == GUIDE_NEVER || s.n == 0 || (k->read_only &&
		    turn != GUIDE_TURNED) || (k->length > 0 &&
		    k->length != s.n))
			continue;
		/* a field has one qualifier only */
		for (before = turn == GUIDE_TURNED ? i : 0; before < i;
		    before++) {
			if (!x->codes[before].kept && ou_str_eq(
			    x->codes[before].word, k->word) &&
			    (x->codes[before].length == 0 ||
			    x->codes[before].length == s.n))
				break;
		}
		if (before < i)
			continue;
		if (e + x12 > last && w->rule->repeat) {
			if (ou_guide_put_segment(w) != 0)
				return -1;
			e = x->element;
		}
		if (e + x12 > last) {
			w->pairs_from = i;
			return more_pairs(w, x) ? 0 : ou_err_set(w->err,
			    OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
			    "there is no room for '%.*s'", OU_STR_ARG(s));
		}
		w->given = true;
		if (ou_guide_set(w, e, x12 ? 1 : 2, k->code) != 0 ||
		    ou_guide_set(w, x12 ? e + 1 : e, 1, s) != 0)
			return -1;
		e += x12 ? 2 : 1;
	}
	w->pairs_from = i;
	return 0;
}
