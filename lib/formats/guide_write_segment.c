#include "guide_writer.h"

/* A segment is written when one of its fields has a value, or when it must be
 * there. */

/* What the guide says of the segment, and then what it has. */
int
ou_guide_put_segment(struct guide_writer *w)
{
	const struct guide_element *x;
	uint32_t i;
	int r;

	w->weight = GUIDE_STANDS;
	for (i = 0; i < w->rule->n_elements; i++) {
		x = &w->rule->elements[i];
		if (x->what == GUIDE_TEXT && !x->read_only && x->only.n_values
		    == 0 && !x->has_with && x->beside == 0 &&
		    ou_guide_set(w, x->element, x->component, x->text) != 0)
			return -1;
	}
	for (i = 0; i < w->rule->n_only; i++) {
		if (ou_guide_set_only(w, &w->rule->only[i]) != 0)
			return -1;
	}
	r = ou_guide_settle(w);
	if (r < 0 || (r == 0 && ou_guide_put_cells(w, w->rule->tag) != 0))
		return -1;
	ou_guide_clear(w);
	return 0;
}

/* Fields that have elements, but found them taken. */
static void
tell_missed(struct guide_writer *w)
{
	const struct guide_element *x = w->rule->elements;
	size_t before = w->path.n;
	uint32_t i;
	int k;

	for (i = 0; i < w->rule->n_elements && w->left != NULL; i++, x++) {
		if (w->fates[i] != GUIDE_MISSED || ou_guide_is_placed(w, x))
			continue;
		w->path.n = x->absolute ? 0 : before;
		for (k = 0; k < x->slot.n; k++) {
			if (w->path.n > 0)
				ou_buf_addc(&w->path, '.');
			ou_buf_puts(&w->path, x->slot.steps[k]->name);
		}
		ou_buf_addc(&w->path, '\0');
		w->left(w->arg, w->path.p);
		w->path.n = before;
	}
}

int
ou_guide_write_segment(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_element *x;
	uint32_t i;

	if (rule->read_only)
		return 0;
	ou_guide_clear(w);
	w->rule = rule;
	w->group = group;
	memset(w->fates, 0, sizeof(w->fates));
	w->pairs_from = 0;
	for (i = 0; i < rule->n_elements; i++) {
		x = &rule->elements[i];
		if (ou_guide_put_element(w, x, object) != 0)
			return ou_err_in(w->err, "%.*s %02u",
			    OU_STR_ARG(rule->tag), x->element);
	}
	if (!w->given && !rule->required && !w->force) {
		tell_missed(w);
		return 0;
	}
	for (i = 0; i < rule->n_elements; i++) {
		x = &rule->elements[i];
		if (!x->required || x->read_only ||
		    ou_guide_is_set(w, x->element, x->component))
			continue;
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING,
		    "the message must have it, and the record has not");
		return ou_err_in(w->err, "%.*s %02u", OU_STR_ARG(rule->tag),
		    x->element);
	}
	/* what opens a group says which */
	for (i = 0; i < group->n_only && ou_str_eq(group->tag, rule->tag);
	    i++) {
		if (ou_guide_set_only(w, &group->only[i]) != 0)
			return -1;
	}
	if (ou_guide_put_segment(w) != 0)
		return -1;
	tell_missed(w);
	return 0;
}
