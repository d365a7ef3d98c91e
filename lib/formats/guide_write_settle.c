#include "guide_writer.h"
#include "edi/directory.h"

/*
 * What a record does not have leaves elements behind that say nothing without
 * it: a qualifier without its value, a unit without its quantity.  The notes of
 * the directory tell which; they are left out, and a segment that has nothing
 * else is none.  What says something by itself is not left out but refused, and
 * so is what a segment must have.
 */
static uint64_t
there(const struct guide_writer *w, unsigned composite)
{
	uint64_t bits = 0;
	unsigned e, c;

	for (e = 1; composite == 0 && e < w->elements; e++) {
		for (c = 1; c <= GUIDE_PARTS_MAX; c++) {
			if (ou_guide_is_set(w, e, c))
				bits |= (uint64_t)1 << e;
		}
	}
	for (c = 1; composite > 0 && c <= GUIDE_PARTS_MAX; c++) {
		if (ou_guide_is_set(w, composite, c))
			bits |= (uint64_t)1 << c;
	}
	return bits;
}

static const struct edi_note *
broken(const struct guide_writer *w, struct edi_broken *bad)
{
	const struct edi_notes *notes = w->rule->notes;
	uint64_t elements = notes == NULL ? 0 : there(w, 0);
	const struct edi_note *note;
	uint32_t i;

	for (i = 0; notes != NULL && i < notes->n; i++) {
		note = &notes->notes[i];
		if (!ou_edi_note_holds(note, note->composite == 0 ? elements :
		    there(w, note->composite), bad))
			return note;
	}
	return NULL;
}

/* What the note does not let stand as it is; with R that is all. */
static uint64_t
victims(const struct guide_writer *w, const struct edi_note *note)
{
	uint64_t has = there(w, note->composite);

	switch (note->kind) {
	case 'R':
		return has;
	case 'P':
		return has & note->all;
	case 'E':
		return has & note->all & ((has & note->all) - 1);
	default:
		return note->first;
	}
}

static bool
is_of(const struct guide_condition *only, uint32_t n, unsigned e, unsigned c)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (only[i].element == e && only[i].component == c)
			return true;
	}
	return false;
}

/* Is the segment none without it? */
static bool
is_needed(const struct guide_writer *w, unsigned e, unsigned c)
{
	const struct guide_rule *rule = w->rule;
	uint32_t i;

	if (is_of(rule->only, rule->n_only, e, c) ||
	    (ou_str_eq(w->group->tag, rule->tag) &&
	    is_of(w->group->only, w->group->n_only, e, c)))
		return true;
	for (i = 0; i < rule->n_elements; i++) {
		if (rule->elements[i].required && !rule->elements[i].read_only
		    && rule->elements[i].element == e &&
		    rule->elements[i].component == c)
			return true;
	}
	return false;
}

/* Is the cell filled, and one of those that ${bits} are: elements, or
 * components of ${composite}? */
static bool
is_among(const struct guide_writer *w, unsigned composite, uint64_t bits,
    unsigned e, unsigned c)
{
	return (composite == 0 ? bits >> e & 1 : e == composite ?
	    bits >> c & 1 : 0) != 0 && ou_guide_is_set(w, e, c);
}

/* Of these cells: does one say something; must it be there? */
struct look {
	bool says, needed;
};

static struct look
look_at(const struct guide_writer *w, unsigned composite, uint64_t bits)
{
	struct look l = { 0 };
	unsigned e, c;

	for (e = 1; e < w->elements; e++) {
		for (c = 1; c <= GUIDE_PARTS_MAX; c++) {
			if (!is_among(w, composite, bits, e, c))
				continue;
			l.says = l.says || w->weights[e][c - 1] ==
			    GUIDE_SAYS;
			l.needed = l.needed || is_needed(w, e, c);
		}
	}
	return l;
}

/* The fields whose values these are have found no place. */
static void
miss(struct guide_writer *w, unsigned e, unsigned c)
{
	const struct guide_element *x = w->rule->elements;
	uint32_t i;

	for (i = 0; i < w->rule->n_elements; i++, x++) {
		if (x->element == e && x->component == c && !x->outer &&
		    w->fates[i] == GUIDE_PLACED)
			w->fates[i] = GUIDE_MISSED;
	}
}

static void
drop(struct guide_writer *w, unsigned composite, uint64_t bits)
{
	unsigned e, c;

	for (e = 1; e < w->elements; e++) {
		for (c = 1; c <= GUIDE_PARTS_MAX; c++) {
			if (!is_among(w, composite, bits, e, c))
				continue;
			if (w->weights[e][c - 1] != GUIDE_STANDS)
				miss(w, e, c);
			w->cells[e][c - 1] = OU_STR_NONE;
		}
	}
}

/* Is something left that a field has put there? */
static bool
is_given(const struct guide_writer *w)
{
	unsigned e, c;

	for (e = 1; e < w->elements; e++) {
		for (c = 1; c <= GUIDE_PARTS_MAX; c++) {
			if (ou_guide_is_set(w, e, c) &&
			    w->weights[e][c - 1] != GUIDE_STANDS)
				return true;
		}
	}
	return false;
}

static int
refuse(struct guide_writer *w, const struct edi_note *note,
    const struct edi_broken *bad)
{
	if (note->composite > 0)
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING,
		    "a qualifier or a unit without its value");
	else
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING, "%s",
		    bad->text);
	return ou_err_in(w->err, "%.*s %02u", OU_STR_ARG(w->rule->tag),
	    note->composite > 0 ? note->composite : bad->at);
}

int
ou_guide_settle(struct guide_writer *w)
{
	const struct edi_note *note;
	struct edi_broken bad;
	struct look l;
	uint64_t bits;
	bool changed = false;

	while ((note = broken(w, &bad)) != NULL) {
		bits = victims(w, note);
		l = look_at(w, note->composite, bits);
		if (!l.says && !l.needed && note->kind != 'R') {
			drop(w, note->composite, bits);
			changed = true;
			continue;
		}
		/* without it the segment is none */
		if (l.says || w->rule->required ||
		    look_at(w, 0, UINT64_MAX).says)
			return refuse(w, note, &bad);
		drop(w, 0, UINT64_MAX);
		return 1;
	}
	return changed && !w->rule->required && !is_given(w);
}
