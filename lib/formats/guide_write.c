#include <stdio.h>

#include "guide_parts.h"

/*
 * A record is written in the order of the guide's lines: a segment when one of
 * its fields has a value, or when it must be there.
 */
#define ELEMENTS_MAX 64
#define COMPONENTS_MAX 12
#define TAGS_MAX 100
#define PIECE_MAX 35			/* of a range that does not say it */


/* What became of an element of the segment at hand. */
enum fate { NOTHING, PLACED, MISSED };

struct counter {
	struct ou_str tag;
	uint64_t n;
};

struct writer {
	const struct ou_guide *g;
	struct ou_arena *a;
	struct ou_edi_out *out;
	const void *record;
	struct ou_str cells[ELEMENTS_MAX][COMPONENTS_MAX];
	unsigned elements;		/* cells in use are below it */
	bool given;			/* a field has put a value */
	bool force;			/* written in any case */
	const struct guide_rule *rule;	/* of the segment at hand */
	const struct guide_rule *group;	/* that it is in */
	enum fate fates[GUIDE_ELEMENTS_MAX];	/* of its elements */
	uint32_t pairs_from;		/* codes below it are done */
	uint32_t index;			/* of the member at hand, from 1 */
	struct counter tags[TAGS_MAX];
	uint32_t n_tags;
	const struct guide_node *node;
	bool levels_done;
	const void *outer;		/* the object around the one at hand */
	const void *said;		/* the first member of a run */
	uint32_t *run, at;		/* of each member; the one at hand */
	struct ou_buf buf;
	struct ou_buf path;		/* of the object at hand */
	void (*left)(void *arg, const char *path);
	void *arg;
	struct ou_err *err;
};

static int write_rules(struct writer *w, const struct guide_rule *group,
    const void *object);

/* --- cells --- */

static int
set(struct writer *w, unsigned e, unsigned c, struct ou_str text)
{
	if (text.n == 0)
		return 0;
	if (e >= ELEMENTS_MAX || c > COMPONENTS_MAX)
		return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "there is no room for it");
	if (w->cells[e][c - 1].n > 0)
		return 0;
	w->cells[e][c - 1] = text;
	if (e >= w->elements)
		w->elements = e + 1;
	return 0;
}

static bool
is_set(const struct writer *w, unsigned e, unsigned c)
{
	return e < ELEMENTS_MAX && c <= COMPONENTS_MAX &&
	    w->cells[e][c - 1].n > 0;
}

static struct ou_str
field_text(struct writer *w, const struct ou_slot *slot, const void *object)
{
	ou_buf_clear(&w->buf);
	if (!ou_slot_text(slot, object, &w->buf))
		return OU_STR_NONE;
	return ou_str_dup(w->a, ou_buf_str(&w->buf));
}

static size_t
characters(struct ou_str s, size_t most)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && n++ == most)
			return i;
	}
	return s.n;
}

static int
too_long(struct writer *w, const struct guide_element *x, struct ou_str s)
{
	return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
	    "'%.*s' is longer than %u characters", OU_STR_ARG(s), x->most);
}

/* --- elements --- */

static int
set_only(struct writer *w, const struct guide_condition *only)
{
	if (only->n_values == 0 || only->not)
		return 0;
	return set(w, only->element, only->component, only->values[0]);
}

static void
count_tag(struct writer *w, struct ou_str tag)
{
	uint32_t i;

	for (i = 0; i < w->n_tags; i++) {
		if (ou_str_eq(w->tags[i].tag, tag))
			break;
	}
	if (i == TAGS_MAX)
		return;
	if (i == w->n_tags)
		w->tags[w->n_tags++].tag = tag;
	w->tags[i].n++;
}

static int
put_cells(struct writer *w, struct ou_str tag)
{
	unsigned e, c;

	ou_edi_out_begin(w->out, tag);
	count_tag(w, tag);
	for (e = 1; e < w->elements; e++) {
		for (c = 1; c <= COMPONENTS_MAX; c++) {
			if (ou_edi_out_put(w->out, e, c, w->cells[e][c - 1],
			    w->err) != 0)
				return ou_err_in(w->err, "%.*s %02u",
				    OU_STR_ARG(tag), e);
		}
	}
	ou_edi_out_end(w->out);
	return 0;
}

static void
clear(struct writer *w)
{
	memset(w->cells, 0, w->elements * sizeof(w->cells[0]));
	w->elements = 0;
	w->given = false;
}

/* What the guide says of the segment, and then what it has. */
static int
put_segment(struct writer *w)
{
	const struct guide_element *x;
	uint32_t i;

	for (i = 0; i < w->rule->n_elements; i++) {
		x = &w->rule->elements[i];
		if (x->what == GUIDE_TEXT && !x->read_only &&
		    x->only.n_values == 0 && !x->has_end && set(w, x->element, x->component,
		    x->text) != 0)
			return -1;
	}
	for (i = 0; i < w->rule->n_only; i++) {
		if (set_only(w, &w->rule->only[i]) != 0)
			return -1;
	}
	if (put_cells(w, w->rule->tag) != 0)
		return -1;
	clear(w);
	return 0;
}

/* A number with the decimal mark of the interchange. */
static struct ou_str
with_mark(struct writer *w, const struct guide_element *x, struct ou_str s)
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

static bool
is_cell(const struct writer *w, const struct guide_condition *only)
{
	uint32_t i;

	for (i = 0; i < only->n_values; i++) {
		if (is_set(w, only->element, only->component) &&
		    ou_str_eq(w->cells[only->element][only->component - 1],
		    only->values[i]))
			return true;
	}
	return false;
}

/* The pieces of a text, at blanks where there are some. */
static struct ou_str
piece(struct ou_str *rest, size_t most)
{
	size_t n = characters(*rest, most), blank = n;
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
range(struct writer *w, const struct guide_element *x, const void *object)
{
	const struct ou_field *last = x->slot.steps[x->slot.n - 1];
	unsigned i = x->of_elements ? x->element : x->component;
	struct ou_slot slot = x->slot;
	struct ou_str rest = OU_STR_NONE, s;
	uint32_t k = 0;

	if (last->kind != OU_KIND_TEXTS)
		rest = field_text(w, &x->slot, object);
	for (; i <= x->last; i++, k++) {
		slot.index[slot.n - 1] = (int32_t)k;
		s = last->kind == OU_KIND_TEXTS ? field_text(w, &slot,
		    object) : piece(&rest, x->most > 0 ? x->most : PIECE_MAX);
		if (x->most > 0 && characters(s, x->most) < s.n)
			return too_long(w, x, s);
		w->given = w->given || s.n > 0;
		if (set(w, x->of_elements ? i : x->element,
		    x->of_elements ? x->component : i, s) != 0)
			return -1;
	}
	slot.index[slot.n - 1] = (int32_t)k;
	if (last->kind == OU_KIND_TEXTS)
		rest = field_text(w, &slot, object);
	return rest.n == 0 ? 0 : ou_err_set(w->err, OU_ERR_RECORD,
	    OU_DIAG_EDI_CARRY, "there is no room for '%.*s'",
	    OU_STR_ARG(rest));
}

/* Is there a further place for pairs in the segment? */
static bool
more_pairs(const struct writer *w, const struct guide_element *x)
{
	while (++x < w->rule->elements + w->rule->n_elements) {
		if (x->what == GUIDE_PAIRS)
			return true;
	}
	return false;
}

static int
pairs(struct writer *w, const struct guide_element *x, unsigned from,
    const void *object)
{
	bool x12 = w->g->family == OU_EDI_X12;
	unsigned e = from, last = x->ranged ? x->last : 30;
	const struct guide_code *k;
	struct ou_str s;
	uint32_t i, before;

	for (i = w->pairs_from; i < x->n_codes; i++) {
		k = &x->codes[i];
		if (k->kept || k->read_only || (x->what == GUIDE_IDS &&
		    ou_guide_same_slot(&k->slot, &x->slot)))
			continue;
		s = field_text(w, &k->slot, object);
		if (s.n == 0 || (k->length > 0 && k->length != s.n))
			continue;
		/* a field has one qualifier only */
		for (before = 0; before < i; before++) {
			if (!x->codes[before].kept && ou_str_eq(
			    x->codes[before].word, k->word) &&
			    (x->codes[before].length == 0 ||
			    x->codes[before].length == s.n))
				break;
		}
		if (before < i)
			continue;
		if (e + x12 > last && w->rule->repeat) {
			if (put_segment(w) != 0)
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
		if (set(w, e, x12 ? 1 : 2, k->code) != 0 ||
		    set(w, x12 ? e + 1 : e, 1, s) != 0)
			return -1;
		e += x12 ? 2 : 1;
	}
	w->pairs_from = i;
	return 0;
}

/* Does another element have the same field, and its value?  The date and the
 * clock of a time are not the same. */
static bool
is_placed(const struct writer *w, const struct guide_element *x)
{
	const struct guide_element *other = w->rule->elements;
	uint32_t i;

	for (i = 0; i < w->rule->n_elements; i++, other++) {
		if (other != x && w->fates[i] == PLACED &&
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
says_it(const struct writer *w, const struct guide_element *x,
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
qualifies(const struct writer *w, const struct guide_element *x)
{
	const struct guide_condition *only = &x->only;
	struct ou_str q;
	uint32_t i;

	if (only->n_values == 0 || !is_set(w, only->element, only->component))
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
another(const struct writer *w, const struct guide_element *x)
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
field(struct writer *w, const struct guide_element *x, const void *object)
{
	struct ou_str text = field_text(w, &x->slot, object), s;
	struct ou_str end = OU_STR_NONE, format = OU_STR_NONE;
	enum fate *fate = &w->fates[x - w->rule->elements];

	if (text.n == 0 && x->numbered)
		text = ou_str_number(w->a, OU_STR(""), "", w->index);
	if (text.n == 0 || is_placed(w, x))
		return 0;
	if (is_set(w, x->element, x->component) || !qualifies(w, x)) {
		*fate = qualifies(w, x) && says_it(w, x, text) ? PLACED :
		    MISSED;
		return 0;
	}
	if (x->has_end)
		end = field_text(w, &x->end, object);
	if (x->form == GUIDE_DTM && end.n == 0 &&
	    w->g->family == OU_EDI_X12)
		return 0;
	if (x->has_sign && ou_str_is(field_text(w, &x->sign, object),
	    "false"))
		text = ou_str_printf(w->a, "-%.*s", OU_STR_ARG(text));
	if (ou_guide_outward(w->a, w->g, x, text, end, &s, &format,
	    w->err) != 0) {
		*fate = MISSED;
		return another(w, x) ? 0 : -1;
	}
	if (x->most > 0 && characters(s, x->most) < s.n) {
		*fate = MISSED;
		return x->may_miss ? 0 : too_long(w, x, s);
	}
	if (s.n == 0)
		return 0;
	w->given = w->given || !x->outer;
	*fate = PLACED;
	s = with_mark(w, x, s);
	if (set(w, x->element, x->component, s) != 0 ||
	    set(w, x->element, x->component + 1u, format) != 0)
		return -1;
	return set_only(w, &x->only);
}

static struct ou_str
count(struct writer *w, const struct guide_element *x)
{
	struct ou_quantity q, sum = { 0, true };
	char text[OU_DECIMAL_MAX];
	const void *member;
	uint32_t i;

	for (i = 0; (member = ou_slot_member(&x->slot, w->record, i)) != NULL;
	    i++) {
		if (x->what == GUIDE_SUM && ou_quantity_parse(&q,
		    field_text(w, &x->part, member), NULL) == 0 &&
		    ou_quantity_add(&sum, sum, q, NULL) != 0)
			return OU_STR_NONE;
	}
	if (x->what == GUIDE_COUNT)
		sum = ou_quantity_of(i);
	return ou_str_dup(w->a, ou_str_make(text,
	    ou_quantity_text(text, sum)));
}

static uint64_t
count_of(const struct writer *w, struct ou_str tag)
{
	uint32_t i;

	for (i = 0; i < w->n_tags; i++) {
		if (ou_str_eq(w->tags[i].tag, tag))
			return w->tags[i].n;
	}
	return 0;
}

/* BSN05: shipment, order, item, and packages where there are some. */
static struct ou_str
structure(const struct writer *w)
{
	return w->g->record->table == &ou_shipment_table ?
	    ou_guide_structure(w->record) : OU_STR_NONE;
}

static bool
has_text(struct writer *w, const struct ou_slot *slot, const void *object)
{
	ou_buf_clear(&w->buf);
	return ou_slot_text(slot, object, &w->buf);
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

static int
put_element(struct writer *w, const struct guide_element *x,
    const void *object)
{
	if (x->read_only)
		return 0;
	if (x->absolute)
		object = w->record;
	if (x->outer)
		object = w->outer != NULL ? w->outer : w->record;
	if (x->word.n > 0) {
		object = ou_guide_choose(x, object);
		if (object == NULL || !ou_guide_by_kind(w->group, x, object))
			return 0;
	}
	switch (x->what) {
	case GUIDE_FIELD:
		return x->last > (x->of_elements ? x->element :
		    x->component) ? range(w, x, object) :
		    field(w, x, object);
	case GUIDE_PAIRS:
		return pairs(w, x, x->element, object);
	case GUIDE_IDS:
		return field(w, x, object) != 0 ? -1 :
		    pairs(w, x, x->element + 1u, object);
	case GUIDE_TEXT:
		/* with another component, if that is there */
		if (x->only.n_values > 0 && !x->only.not &&
		    !is_cell(w, &x->only))
			return 0;
		/* or with a field; alone it makes the segment */
		if (x->has_end && !has_text(w, &x->end, object))
			return 0;
		w->given = w->given || (x->has_end && only_texts(w->rule));
		return set(w, x->element, x->component, x->text);
	case GUIDE_INDEX:
		return set(w, x->element, x->component, ou_str_number(w->a,
		    OU_STR(""), "", w->index));
	case GUIDE_STRUCTURE:
		return set(w, x->element, x->component, structure(w));
	case GUIDE_SEGMENTS:
		w->given = true;
		return set(w, x->element, x->component, ou_str_number(w->a,
		    OU_STR(""), "", (uint32_t)count_of(w, x->text)));
	case GUIDE_COUNT:
	case GUIDE_SUM:
		w->given = true;
		return set(w, x->element, x->component, with_mark(w, x,
		    count(w, x)));
	}
	return 0;
}

/* --- segments --- */

/* Fields that have elements, but found them taken. */
static void
tell_missed(struct writer *w)
{
	const struct guide_element *x = w->rule->elements;
	size_t before = w->path.n;
	uint32_t i;
	int k;

	for (i = 0; i < w->rule->n_elements && w->left != NULL; i++, x++) {
		if (w->fates[i] != MISSED || is_placed(w, x))
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

static int
write_segment(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_element *x;
	uint32_t i;

	if (rule->read_only)
		return 0;
	clear(w);
	w->rule = rule;
	w->group = group;
	memset(w->fates, 0, sizeof(w->fates));
	w->pairs_from = 0;
	for (i = 0; i < rule->n_elements; i++) {
		x = &rule->elements[i];
		if (put_element(w, x, object) != 0)
			return ou_err_in(w->err, "%.*s %02u",
			    OU_STR_ARG(rule->tag), x->element);
	}
	tell_missed(w);
	if (!w->given && !rule->required && !w->force)
		return 0;
	for (i = 0; i < rule->n_elements; i++) {
		x = &rule->elements[i];
		if (!x->required || x->read_only ||
		    is_set(w, x->element, x->component))
			continue;
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING,
		    "the message must have it, and the record has not");
		return ou_err_in(w->err, "%.*s %02u", OU_STR_ARG(rule->tag),
		    x->element);
	}
	/* what opens a group says which */
	for (i = 0; i < group->n_only && ou_str_eq(group->tag, rule->tag);
	    i++) {
		if (set_only(w, &group->only[i]) != 0)
			return -1;
	}
	return put_segment(w);
}

/* --- groups --- */

static int
member_error(struct writer *w, const struct guide_rule *rule, uint32_t i)
{
	const char *name = rule->into.n > 0 ?
	    rule->into.steps[rule->into.n - 1]->name : "";

	return rule->list ? ou_err_in(w->err, "%s.%u", name, i) :
	    ou_err_in(w->err, "%s", name);
}

static const struct guide_element *
element_at(const struct guide_rule *loop, const struct guide_condition *c)
{
	const struct guide_rule *rule;
	uint32_t i, k;

	for (i = 0; i < loop->n_rules; i++) {
		rule = &loop->rules[i];
		for (k = 0; k < rule->n_elements && !rule->loop &&
		    ou_str_eq(rule->tag, loop->tag); k++) {
			if (rule->elements[k].what == GUIDE_FIELD &&
			    rule->elements[k].element == c->element &&
			    rule->elements[k].component == c->component)
				return &rule->elements[k];
		}
	}
	return NULL;
}

static bool
has_word(struct writer *w, const struct guide_rule *rule, const void *member)
{
	struct ou_str text = field_text(w, &rule->by, member);
	uint32_t i;

	for (i = 0; i < rule->n_words; i++) {
		if (ou_str_eq(rule->words[i], text))
			return true;
	}
	return false;
}

/* Of several loops for one list, those with words have theirs, and one
 * without has the others. */
static bool
by_word(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *member)
{
	const struct guide_rule *other;
	uint32_t i;

	if (rule->n_words > 0)
		return has_word(w, rule, member);
	for (i = 0; i < group->n_rules; i++) {
		other = &group->rules[i];
		if (other->n_words > 0 && ou_guide_same_slot(&other->into,
		    &rule->into) && has_word(w, other, member))
			return false;
	}
	return true;
}

/* Loops over one list divide its members by their conditions. */
static bool
by_condition(struct writer *w, const struct guide_rule *rule,
    const void *member)
{
	const struct guide_condition *c;
	const struct guide_element *x;
	struct ou_str s, format;
	uint32_t i, k;
	bool is;

	for (i = 0; i < rule->n_only; i++) {
		c = &rule->only[i];
		x = element_at(rule, c);
		if (x == NULL)
			continue;
		is = false;
		s = field_text(w, &x->slot, member);
		if (s.n > 0 && ou_guide_outward(w->a, w->g, x, s,
		    OU_STR_NONE, &s, &format, NULL) != 0)
			return false;
		for (k = 0; k < c->n_values && !is; k++)
			is = ou_str_eq(s, c->values[k]);
		if (is == c->not)
			return false;
	}
	return true;
}

static bool
is_for(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *member)
{
	return !rule->list || (by_word(w, group, rule, member) &&
	    by_condition(w, rule, member));
}

/* A member that no loop is for would be lost. */
static int
check_members(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_rule *other;
	const void *member;
	uint32_t i, k;

	for (i = 0; (member = ou_slot_member(&rule->into, object, i)) != NULL
	    && rule->list; i++) {
		for (k = 0; k < group->n_rules; k++) {
			other = &group->rules[k];
			if (other->loop && !other->read_only &&
			    ou_guide_same_slot(&other->into, &rule->into) &&
			    is_for(w, group, other, member))
				break;
		}
		if (k < group->n_rules ||
		    ou_guide_elsewhere(group, rule, object, member))
			continue;
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "no segment of the message is for it");
		return member_error(w, rule, i);
	}
	return 0;
}

/* "parties.0" behind what the path has. */
static void
push_path(struct writer *w, const struct guide_rule *rule, uint32_t i)
{
	int k;

	for (k = 0; k < rule->into.n; k++) {
		if (w->path.n > 0)
			ou_buf_addc(&w->path, '.');
		ou_buf_puts(&w->path, rule->into.steps[k]->name);
	}
	if (rule->list) {
		ou_buf_addc(&w->path, '.');
		ou_buf_addi(&w->path, i);
	}
}

static int
write_member(struct writer *w, const struct guide_rule *rule,
    const void *member, uint32_t i)
{
	size_t before = w->path.n;
	int r;

	w->index = i + 1;
	push_path(w, rule, i);
	r = write_rules(w, rule, member);
	w->path.n = before;
	return r == 0 ? 0 : member_error(w, rule, i);
}

/* The next rule, when it is a loop of the same list: they divide the members,
 * which stay in their order. */
static const struct guide_rule *
beside(const struct guide_rule *group, const struct guide_rule *rule)
{
	const struct guide_rule *next = rule + 1;

	return next < group->rules + group->n_rules && next->loop &&
	    next->list && rule->loop && rule->list && !rule->read_only &&
	    !next->read_only && !next->gives && !rule->gives &&
	    next->absolute == rule->absolute && next->levels.n == 0 &&
	    rule->levels.n == 0 &&
	    ou_guide_same_slot(&next->into, &rule->into) ? next : NULL;
}

static int
write_loop(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_rule *one;
	uint32_t i, before = w->index;
	const void *member, *outer = w->outer;

	w->outer = object;
	if (check_members(w, group, rule, object) != 0)
		return -1;
	for (i = 0; (member = ou_slot_member(&rule->into, object, i)) != NULL;
	    i++) {
		if (ou_guide_elsewhere(group, rule, object, member))
			continue;
		one = rule;
		while (one != NULL && !is_for(w, group, one, member))
			one = beside(group, one);
		if (one != NULL && write_member(w, one, member, i) != 0)
			return -1;
		if (!rule->list)
			break;
	}
	w->index = before;
	w->outer = outer;
	return 0;
}

/* In a level: the lines that are in it. */
static int
write_node_lines(struct writer *w, const struct guide_rule *rule)
{
	const struct guide_node *node = w->node;
	const struct ou_shipment *s = w->record;
	uint32_t i;

	for (i = 0; i < node->n_lines; i++) {
		if (write_member(w, rule, &s->lines[node->lines[i]],
		    node->lines[i]) != 0)
			return -1;
	}
	return 0;
}

/* Behind a group: the members that it is said of, and their package. */
static int
write_run(struct writer *w, const struct guide_rule *group,
    const struct guide_rule *rule)
{
	const struct ou_shipment_line *line = w->said;
	const struct ou_package *package;
	const void *member;
	uint32_t i, before = w->index;
	uint64_t segments;

	for (i = 0; (member = ou_slot_member(&rule->into, w->record, i)) !=
	    NULL; i++) {
		package = member;
		if (rule->table == group->table ? w->run[i] != w->at ||
		    !is_for(w, group, rule, member) :
		    !ou_guide_packs(group) || rule->table !=
		    &ou_package_table || !ou_str_eq(package->id,
		    line->package))
			continue;
		segments = w->out->segments;
		if (write_member(w, rule, member, i) != 0)
			return -1;
		/* a package that has no number is none in the message */
		if (segments == w->out->segments && w->left != NULL)
			w->left(w->arg, ou_str_printf(w->a, "packages.%u",
			    i).p);
	}
	w->index = before;
	return 0;
}

static int
write_runs(struct writer *w, const struct guide_rule *group)
{
	uint32_t i, n, before = w->index, index = 0;

	if (ou_guide_runs(w->a, group, w->record, &w->run, &n, w->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (w->run[i] != i + 1)
			continue;
		w->at = i + 1;
		w->index = ++index;
		w->said = ou_slot_member(&group->into, w->record, i);
		if (write_rules(w, group, w->said) != 0)
			return -1;
	}
	w->index = before;
	return 0;
}

/* A list that a group gives something to is written behind it. */
static bool
in_runs(const struct guide_rule *group, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (group->rules[i].gives && !group->rules[i].read_only &&
		    ou_guide_same_slot(&group->rules[i].into, &rule->into))
			return true;
	}
	return false;
}

/* --- levels --- */

static const struct guide_rule *
level_rule(const struct ou_guide *g, const char *code)
{
	uint32_t i;

	for (i = 0; i < g->root.n_rules; i++) {
		if (ou_guide_one_of(g->root.rules[i].levels, ou_str_c(code)))
			return &g->root.rules[i];
	}
	return NULL;
}

static int
begin_level(struct writer *w, const struct guide_node *node)
{
	const struct guide_tree *t = &w->g->tree;

	clear(w);
	if (set(w, t->id, 1, ou_str_number(w->a, OU_STR(""), "",
	    node->id)) != 0)
		return -1;
	if (node->parent > 0 && set(w, t->parent, 1, ou_str_number(w->a,
	    OU_STR(""), "", node->parent)) != 0)
		return -1;
	if (t->level != 0 && (set(w, t->level, 1, ou_str_c(node->level)) != 0
	    || set(w, t->level + 1u, 1, node->children ? OU_STR("1") :
	    OU_STR("0")) != 0))
		return -1;
	return put_cells(w, t->tag);
}

static int
write_level(struct writer *w, const struct guide_node *node)
{
	const struct guide_rule *rule = level_rule(w->g, node->level);
	int r;

	if (begin_level(w, node) != 0)
		return -1;
	if (rule == NULL)
		return 0;
	w->node = node;
	/* an order that the shipment does not list is no member of it */
	r = rule->list && node->index != UINT32_MAX ?
	    write_member(w, rule, node->object, node->index) :
	    write_rules(w, rule, node->object);
	w->node = NULL;
	return r;
}

static int
write_levels(struct writer *w)
{
	struct guide_node *nodes;
	uint32_t i, n;

	if (ou_guide_levels(w->a, w->record, w->g->tree.level != 0, &nodes,
	    &n, w->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (write_level(w, &nodes[i]) != 0)
			return -1;
	}
	return 0;
}

/* Is the first segment of the group the only one that opens it? */
static bool
opens(const struct guide_rule *group)
{
	uint32_t i;

	if (!group->loop || group->tag.n == 0 || group->levels.n > 0 ||
	    group->gives)
		return false;
	for (i = 1; i < group->n_rules; i++) {
		if (!group->rules[i].loop &&
		    ou_str_eq(group->rules[i].tag, group->tag))
			return false;
	}
	return group->n_rules > 0 && !group->rules[0].loop &&
	    ou_str_eq(group->rules[0].tag, group->tag);
}

static int
write_rules(struct writer *w, const struct guide_rule *group,
    const void *object)
{
	const struct guide_rule *rule;
	uint64_t before;
	uint32_t i;
	int r;

	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		r = 0;
		if (rule->loop && rule->read_only)
			continue;
		if (rule->levels.n > 0) {
			if (!w->levels_done) {
				w->levels_done = true;
				r = write_levels(w);
			}
		} else if (!rule->loop) {
			w->force = i == 0 && opens(group) && group->list;
			before = w->out->segments;
			r = write_segment(w, group, rule, object);
			w->force = false;
			/* without it the rest is of another group */
			if (r == 0 && i == 0 && opens(group) &&
			    !group->list && w->out->segments == before)
				return 0;
		} else if (rule->gives)
			r = write_runs(w, rule);
		else if (group->gives)
			/* lists in it are the members' and written there */
			r = rule->absolute ? write_run(w, group, rule) : 0;
		else if (!rule->absolute)
			r = in_runs(group, rule) || (i > 0 &&
			    beside(group, rule - 1) == rule) ? 0 :
			    write_loop(w, group, rule, object);
		else if (w->node != NULL && rule->table ==
		    &ou_shipment_line_table)
			r = write_node_lines(w, rule);
		if (r != 0)
			return -1;
	}
	return 0;
}

/* --- the message --- */

static int
begin_message(struct writer *w, struct ou_str reference)
{
	struct ou_edi_out *o = w->out;
	struct ou_str version = w->g->version, part;
	unsigned c = 2;

	o->segments = 0;
	clear(w);
	if (w->g->family == OU_EDI_X12) {
		if (set(w, 1, 1, w->g->type) != 0 ||
		    set(w, 2, 1, reference) != 0)
			return -1;
		return put_cells(w, OU_STR("ST"));
	}
	if (set(w, 1, 1, reference) != 0 || set(w, 2, 1, w->g->type) != 0)
		return -1;
	while (ou_str_split(&version, ':', &part)) {
		if (set(w, 2, c++, part) != 0)
			return -1;
	}
	return set(w, 2, 4, OU_STR("UN")) == 0 ? put_cells(w, OU_STR("UNH")) :
	    -1;
}

static int
end_message(struct writer *w, struct ou_str reference)
{
	clear(w);
	if (set(w, 1, 1, ou_str_number(w->a, OU_STR(""), "",
	    (uint32_t)w->out->segments + 1)) != 0 ||
	    set(w, 2, 1, reference) != 0)
		return -1;
	return put_cells(w, w->g->family == OU_EDI_X12 ? OU_STR("SE") :
	    OU_STR("UNT"));
}

int
ou_guide_write(const struct ou_guide *g, struct ou_arena *a,
    struct ou_edi_out *out, struct ou_str reference, const void *from,
    void (*left)(void *arg, const char *path), void *arg, struct ou_err *err)
{
	struct writer *w = ou_arena_zalloc(a, sizeof(*w));
	int r;

	w->g = g;
	w->a = a;
	w->out = out;
	w->record = g->tree.tag.p == NULL ? from : ou_guide_packed(a, from);
	w->err = err;
	w->elements = ELEMENTS_MAX;
	w->left = left;
	w->arg = arg;
	ou_buf_init(&w->buf, 0);
	ou_buf_init(&w->path, 0);
	r = begin_message(w, reference);
	if (r == 0)
		r = write_rules(w, &g->root, w->record);
	if (r == 0)
		r = end_message(w, reference);
	ou_buf_release(&w->buf);
	ou_buf_release(&w->path);
	if (r == 0 && left != NULL)
		ou_guide_left(g, a, from, left, arg);
	return r;
}
