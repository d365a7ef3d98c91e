#include "guide_writer.h"

/* Fields of an object into the cells of a segment. */
#define PIECE_MAX 35			/* of a range that does not say it */

struct ou_str
ou_guide_field_text(struct guide_writer *w, const struct ou_slot *slot, const
    void *object)
{
	struct ou_str s = OU_STR_NONE;

	ou_buf_clear(&w->buf);
	/* blanks are no value */
	if (ou_slot_text(slot, object, &w->buf) &&
	    ou_str_trim(ou_buf_str(&w->buf)).n > 0)
		s = ou_str_dup(w->a, ou_buf_str(&w->buf));
	return w->partner == NULL ? s : ou_guide_their_text(w, slot, object,
	    s);
}

static int
too_long(struct guide_writer *w, const struct guide_element *x, struct ou_str s)
{
	return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
	    "'%.*s' is longer than %u characters", OU_STR_ARG(s), x->most);
}

/* A number with the decimal mark of the interchange. */
static struct ou_str
with_mark(struct guide_writer *w, const struct guide_element *x, struct
    ou_str s)
{
	uint8_t kind = x->what != GUIDE_FIELD ? OU_KIND_QUANTITY :
	    x->slot.steps[x->slot.n - 1]->kind;
	ptrdiff_t point = ou_str_find(s, '.');
	char *to;

	if (w->out->marks.decimal != ',' || point < 0 || x->form !=
	    GUIDE_PLAIN || (kind != OU_KIND_AMOUNT && kind != OU_KIND_PRICE &&
	    kind != OU_KIND_QUANTITY && kind != OU_KIND_RATE))
		return s;
	to = ou_arena_alloc(w->a, s.n);
	memcpy(to, s.p, s.n);
	to[point] = ',';
	return ou_str_make(to, s.n);
}

/* The pieces of a text, at blanks where there are some. */
static struct ou_str
piece(struct ou_str *rest, size_t most)
{
	size_t n = ou_guide_characters(*rest, most), blank = n;
	struct ou_str s;

	if (n < rest->n) {
		while (blank > 0 && rest->p[blank] != ' ')
			blank--;
		n = blank > 0 ? blank : n;
	}
	s = ou_str_trim(ou_str_sub(*rest, 0, n));
	*rest = ou_str_trim(ou_str_sub(*rest, n, rest->n));
	return s;
}

static int
range(struct guide_writer *w, const struct guide_element *x, const void *object)
{
	const struct ou_field *last = x->slot.steps[x->slot.n - 1];
	unsigned i = x->of_elements ? x->element : x->component;
	struct ou_slot slot = x->slot;
	struct ou_str rest = OU_STR_NONE, s;
	uint32_t k = 0;

	if (last->kind != OU_KIND_TEXTS)
		rest = ou_guide_field_text(w, &x->slot, object);
	for (; i <= x->last; i++, k++) {
		slot.index[slot.n - 1] = (int32_t)k;
		s = last->kind == OU_KIND_TEXTS ? ou_guide_field_text(w, &slot,
		    object) : piece(&rest, x->most > 0 ? x->most : PIECE_MAX);
		if (x->most > 0 && ou_guide_characters(s, x->most) < s.n)
			return too_long(w, x, s);
		w->given = w->given || s.n > 0;
		if (ou_guide_set(w, x->of_elements ? i : x->element,
		    x->of_elements ? x->component : i, s) != 0)
			return -1;
	}
	slot.index[slot.n - 1] = (int32_t)k;
	if (last->kind == OU_KIND_TEXTS)
		rest = ou_guide_field_text(w, &slot, object);
	return rest.n == 0 ? 0 : ou_err_set(w->err, OU_ERR_RECORD,
	    OU_DIAG_EDI_CARRY, "there is no room for '%.*s'",
	    OU_STR_ARG(rest));
}

/* Does another element have the same field, and its value?  The date and the
 * clock of a time are not the same. */
bool
ou_guide_is_placed(const struct guide_writer *w, const struct guide_element *x)
{
	const struct guide_element *other = w->rule->elements;
	uint32_t i;

	for (i = 0; i < w->rule->n_elements; i++, other++) {
		if (other != x && w->fates[i] == GUIDE_PLACED &&
		    (other->form == GUIDE_CLOCK) == (x->form ==
		    GUIDE_CLOCK) &&
		    ou_guide_same_slot(&other->slot, &x->slot) &&
		    ou_str_eq(other->word, x->word))
			return true;
	}
	return false;
}

/* Does what stands there mean the same? */
static bool
says_it(const struct guide_writer *w, const struct guide_element *x,
    struct ou_str text)
{
	struct ou_str there = w->cells[x->element][x->component - 1];
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (ou_str_eq(x->codes[i].code, there) &&
		    ou_str_eq(x->codes[i].word, text))
			return true;
	}
	return ou_str_eq(there, text);
}

/* Is the qualifier that goes with it free, or the right one? */
static bool
qualifies(const struct guide_writer *w, const struct guide_element *x)
{
	const struct guide_condition *only = &x->only;
	struct ou_str q;
	uint32_t i;

	if (only->n_values == 0 || !ou_guide_is_set(w, only->element,
	    only->component))
		return true;
	q = w->cells[only->element][only->component - 1];
	for (i = 0; i < only->n_values; i++) {
		if (ou_str_eq(q, only->values[i]))
			return !only->not;
	}
	return only->not;
}

/* Is there another element for the field behind this one? */
static bool
another(const struct guide_writer *w, const struct guide_element *x)
{
	const struct guide_element *end = w->rule->elements +
	    w->rule->n_elements, *other = x;

	while (++other < end) {
		if (other->what == GUIDE_FIELD && other->form == x->form &&
		    ou_guide_same_slot(&other->slot, &x->slot))
			return true;
	}
	return false;
}

static int
field(struct guide_writer *w, const struct guide_element *x, const void *object)
{
	struct ou_str text = ou_guide_field_text(w, &x->slot, object), s;
	struct ou_str end = OU_STR_NONE, format = OU_STR_NONE;
	enum guide_fate *fate = &w->fates[x - w->rule->elements];
	bool more = another(w, x);

	if (text.n == 0 && x->numbered) {
		w->weight = GUIDE_STANDS;
		text = ou_str_number(w->a, OU_STR(""), "", w->index);
	}
	if (text.n == 0 || (!x->has_with && ou_guide_is_placed(w, x)))
		return 0;
	if (ou_guide_is_set(w, x->element, x->component) || !qualifies(w, x)) {
		*fate = qualifies(w, x) && says_it(w, x, text) ? GUIDE_PLACED :
		    GUIDE_MISSED;
		return 0;
	}
	if (x->has_end)
		end = ou_guide_field_text(w, &x->end, object);
	if (x->form == GUIDE_DTM && end.n == 0 &&
	    w->g->family == OU_EDI_X12)
		return 0;
	if (x->has_sign && ou_str_is(ou_guide_field_text(w, &x->sign, object),
	    "false"))
		text = ou_str_printf(w->a, "-%.*s", OU_STR_ARG(text));
	if (ou_guide_outward(w->a, w->g, x, text, end, &s, &format,
	    more ? NULL : w->err) != 0) {
		*fate = GUIDE_MISSED;
		return more ? 0 : -1;
	}
	if (x->most > 0 && ou_guide_characters(s, x->most) < s.n) {
		*fate = GUIDE_MISSED;
		return x->may_miss ? 0 : too_long(w, x, s);
	}
	if (s.n == 0)
		return 0;
	if (x->form == GUIDE_UNIT)
		s = ou_guide_their_unit(w, text, s);
	w->given = w->given || !x->outer;
	*fate = GUIDE_PLACED;
	s = with_mark(w, x, s);
	if (ou_guide_set(w, x->element, x->component, s) != 0 ||
	    ou_guide_set(w, x->element, x->component + 1u, format) != 0)
		return -1;
	return ou_guide_set_only(w, &x->only);
}

static struct ou_str
total(struct guide_writer *w, const struct guide_element *x)
{
	struct ou_quantity sum;
	char text[OU_DECIMAL_MAX];

	return ou_guide_total(x, w->record, &sum) != 0 ? OU_STR_NONE :
	    ou_str_dup(w->a, ou_str_make(text, ou_quantity_text(text, sum)));
}

/* BSN05: shipment, order, item, and packages where there are some. */
static struct ou_str
structure(const struct guide_writer *w)
{
	return w->g->record->table == &ou_shipment_table ?
	    ou_guide_structure(w->record) : OU_STR_NONE;
}

static bool
has_text(struct guide_writer *w, const struct ou_slot *slot, const void *object)
{
	return ou_guide_field_text(w, slot, object).n > 0;
}

static bool
only_texts(const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < rule->n_elements; i++) {
		if (rule->elements[i].what != GUIDE_TEXT &&
		    !rule->elements[i].read_only)
			return false;
	}
	return true;
}

static enum guide_weight
weight_of(const struct guide_element *x)
{
	switch (x->what) {
	case GUIDE_FIELD:
		return x->n_codes > 0 || x->outer || x->form == GUIDE_UNIT ||
		    x->form == GUIDE_CLOCK ? GUIDE_CODES : GUIDE_SAYS;
	case GUIDE_PAIRS:
	case GUIDE_IDS:
	case GUIDE_COUNT:
	case GUIDE_SUM:
		return GUIDE_SAYS;
	default:
		return GUIDE_STANDS;
	}
}

int
ou_guide_put_element(struct guide_writer *w, const struct guide_element *x,
    const void *object)
{
	if (x->read_only)
		return 0;
	w->weight = weight_of(x);
	if (x->absolute)
		object = w->record;
	if (x->outer)
		object = w->outer != NULL ? w->outer : w->record;
	if (x->word.n > 0) {
		object = ou_guide_choose(x, object);
		if (object == NULL || !ou_guide_by_kind(w->group, x, object))
			return 0;
	}
	/* only where another field has a value */
	if (x->has_with && !has_text(w, &x->with, object))
		return 0;
	switch (x->what) {
	case GUIDE_FIELD:
		return x->last > (x->of_elements ? x->element :
		    x->component) ? range(w, x, object) :
		    field(w, x, object);
	case GUIDE_PAIRS:
		return ou_guide_write_pairs(w, x, x->element, object);
	case GUIDE_IDS:
		return field(w, x, object) != 0 ? -1 :
		    ou_guide_write_pairs(w, x, x->element + 1u, object);
	case GUIDE_TEXT:
		/* with another component, if that is there */
		if (x->only.n_values > 0 && !x->only.not &&
		    !ou_guide_is_cell(w, &x->only))
			return 0;
		if (x->beside > 0 && !ou_guide_is_set(w, x->beside, 1))
			return 0;
		/* alone it makes the segment */
		w->given = w->given || (x->has_with && only_texts(w->rule));
		return ou_guide_set(w, x->element, x->component, x->text);
	case GUIDE_INDEX:
		return ou_guide_set(w, x->element, x->component,
		    ou_str_number(w->a, OU_STR(""), "", w->index));
	case GUIDE_STRUCTURE:
		return ou_guide_set(w, x->element, x->component, structure(w));
	case GUIDE_SEGMENTS:
		w->given = true;
		return ou_guide_set(w, x->element, x->component,
		    ou_str_number(w->a, OU_STR(""), "",
		    (uint32_t)ou_guide_count_of(w, x->text)));
	case GUIDE_COUNT:
	case GUIDE_SUM:
		w->given = true;
		return ou_guide_set(w, x->element, x->component,
		    with_mark(w, x, total(w, x)));
	}
	return 0;
}
