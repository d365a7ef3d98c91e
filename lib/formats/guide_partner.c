#include "guide_partner.h"

/*
 * A guide with a partner's qualifiers in it is another guide: the standard's
 * qualifiers in conditions and lists of codes are the partner's, a field of
 * the partner's own is a line of its own, and what the partner has for
 * something else does not mean what it usually does.  Who reads and writes by
 * it knows nothing of profiles.
 */
struct adapter {
	struct ou_arena *a;
	const struct ou_guide *g;
	struct guide_terms terms;
	bool lines;			/* the group at hand is in a line */
	bool orders;			/* the tree has a level of orders */
};

static bool
is_of(const struct adapter *b, const struct guide_term *m, struct ou_str tag)
{
	return (b->lines ? m->in_lines : m->in_head) &&
	    ou_str_eq(m->tag, tag);
}

/* The standard's code means something else there. */
static bool
is_taken(const struct adapter *b, struct ou_str tag, struct ou_str code)
{
	const struct guide_term *m;
	uint32_t i;

	for (i = 0; i < b->terms.n; i++) {
		m = &b->terms.list[i];
		if (is_of(b, m, tag) && ou_str_eq(m->theirs, code) &&
		    !(m->sense == GUIDE_SENSE_CODE &&
		    ou_str_eq(m->standard, code)))
			return true;
	}
	return false;
}

/* --- conditions and codes --- */

static bool
has_value(const struct guide_condition *c, struct ou_str s)
{
	uint32_t i;

	for (i = 0; i < c->n_values; i++) {
		if (ou_str_eq(c->values[i], s))
			return true;
	}
	return false;
}

/* The partner's come first: the first is what is written. */
static struct guide_condition
condition(struct adapter *b, struct ou_str tag,
    const struct guide_condition *from)
{
	struct guide_condition to = *from;
	const struct guide_term *m;
	uint32_t i;

	if (from->n_values == 0 ||
	    !ou_guide_is_first(from->element, from->component))
		return to;
	to.values = ou_arena_array(b->a, from->n_values + b->terms.n,
	    sizeof(*to.values));
	to.n_values = 0;
	for (i = 0; i < b->terms.n; i++) {
		m = &b->terms.list[i];
		if (is_of(b, m, tag) && m->sense == GUIDE_SENSE_CODE &&
		    has_value(from, m->standard) && !has_value(&to, m->theirs))
			to.values[to.n_values++] = m->theirs;
	}
	for (i = 0; i < from->n_values; i++) {
		if (!is_taken(b, tag, from->values[i]) &&
		    !has_value(&to, from->values[i]))
			to.values[to.n_values++] = from->values[i];
	}
	return to;
}

/* False when nothing meets one of them any more. */
static bool
conditions(struct adapter *b, struct guide_rule *rule)
{
	struct guide_condition *only = ou_arena_array(b->a, rule->n_only,
	    sizeof(*only));
	uint32_t i, n = 0;

	for (i = 0; i < rule->n_only; i++) {
		only[n] = condition(b, rule->tag, &rule->only[i]);
		if (only[n].n_values > 0)
			n++;
		else if (rule->only[i].n_values > 0 && !rule->only[i].not)
			return false;
	}
	rule->only = only;
	rule->n_only = n;
	return true;
}

static const struct guide_code *
code_of(const struct guide_element *x, struct ou_str code)
{
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (ou_str_eq(x->codes[i].code, code))
			return &x->codes[i];
	}
	return NULL;
}

/* {IA=vendor}: with ZZ=vendor in front of it. */
static void
codes(struct adapter *b, struct ou_str tag, struct guide_element *x)
{
	struct guide_code *to = ou_arena_array(b->a, x->n_codes + b->terms.n,
	    sizeof(*to));
	const struct guide_term *m;
	const struct guide_code *k;
	uint32_t i, n = 0;

	for (i = 0; i < b->terms.n; i++) {
		m = &b->terms.list[i];
		if (!is_of(b, m, tag) || m->sense != GUIDE_SENSE_CODE ||
		    (k = code_of(x, m->standard)) == NULL)
			continue;
		to[n] = *k;
		to[n++].code = m->theirs;
	}
	for (i = 0; i < x->n_codes; i++) {
		if (!is_taken(b, tag, x->codes[i].code))
			to[n++] = x->codes[i];
	}
	x->codes = to;
	x->n_codes = n;
}

/* What lost the code that it was written under takes the next. */
static void
promote(struct guide_code *to, uint32_t n, struct ou_str path)
{
	uint32_t i, first = n;

	for (i = 0; i < n; i++) {
		if (!ou_str_eq(to[i].word, path))
			continue;
		if (!to[i].read_only)
			return;
		first = first < n ? first : i;
	}
	if (first < n)
		to[first].read_only = false;
}

/* Is a number of that field only read there?  A place for one number is for
 * what the guide writes there. */
static bool
only_read(const struct guide_element *x, struct ou_str path)
{
	bool found = false;
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (!ou_str_eq(x->codes[i].word, path))
			continue;
		if (!x->codes[i].read_only)
			return false;
		found = true;
	}
	return found || (x->ranged && x->last == x->element);
}

/* The numbers of an item, whatever segment has them. */
static void
items(struct adapter *b, struct guide_element *x, const struct ou_table *t)
{
	struct guide_code *to = ou_arena_array(b->a, x->n_codes + b->terms.n,
	    sizeof(*to));
	struct guide_element only = { .codes = to };
	const struct guide_term *m;
	struct ou_err ignored = { 0 };
	uint32_t i, n;

	for (i = 0; i < b->terms.n; i++) {
		m = &b->terms.list[i];
		if (!m->in_lines || !ou_guide_is_item(b->g, m->tag))
			continue;
		to[only.n_codes] = (struct guide_code){ .code = m->theirs,
		    .word = m->path, .read_only = only_read(x, m->path),
		    .dropped = m->sense == GUIDE_SENSE_NOTHING };
		if (to[only.n_codes].dropped || (ou_slot_find(
		    &to[only.n_codes].slot, t, m->path, &ignored) == 0 &&
		    to[only.n_codes].slot.steps[0]->kind != OU_KIND_LIST))
			only.n_codes++;
	}
	for (i = 0, n = only.n_codes; i < x->n_codes; i++) {
		if (code_of(&only, x->codes[i].code) == NULL)
			to[n++] = x->codes[i];
	}
	for (i = 0; i < x->n_codes; i++) {
		if (!x->codes[i].read_only)
			promote(to, n, x->codes[i].word);
	}
	x->codes = to;
	x->n_codes = n;
}

static void
elements(struct adapter *b, struct guide_rule *rule, const struct ou_table *t)
{
	struct guide_element *x = ou_arena_array(b->a, rule->n_elements,
	    sizeof(*x));
	const struct guide_term *m;
	uint32_t i, k;

	if (rule->n_elements > 0)
		memcpy(x, rule->elements, rule->n_elements * sizeof(*x));
	rule->elements = x;
	for (i = 0; i < rule->n_elements; i++, x++) {
		x->only = condition(b, rule->tag, &x->only);
		if (b->lines && (x->what == GUIDE_PAIRS ||
		    x->what == GUIDE_IDS) && !x->absolute)
			items(b, x, t);
		if (!ou_guide_is_first(x->element, x->component))
			continue;
		if (x->what == GUIDE_FIELD && x->n_codes > 0)
			codes(b, rule->tag, x);
		for (k = 0; k < b->terms.n && x->what == GUIDE_TEXT; k++) {
			m = &b->terms.list[k];
			if (is_of(b, m, rule->tag) && m->sense ==
			    GUIDE_SENSE_CODE && ou_str_eq(m->standard,
			    x->text)) {
				x->text = m->theirs;
				break;
			}
		}
	}
}

/* --- lines of the partner's own --- */

static struct guide_condition *
only_with(struct adapter *b, struct ou_str theirs)
{
	struct guide_condition *c = ou_arena_zalloc(b->a, sizeof(*c));

	c->element = c->component = 1;
	c->values = ou_arena_array(b->a, 1, sizeof(*c->values));
	c->values[0] = theirs;
	c->n_values = 1;
	return c;
}

/* "segment REF 1=DP" with "2 extra.department". */
static void
value_of(struct adapter *b, struct guide_rule *rule,
    const struct ou_slot *slot)
{
	bool x12 = b->g->family == OU_EDI_X12;
	uint8_t kind = slot->steps[slot->n - 1]->kind;
	struct guide_element *x = ou_arena_array(b->a, 2, sizeof(*x));

	x->element = x12 ? 2 : 1;
	x->component = x->last = x12 ? 1 : 2;
	x->slot = *slot;
	x->first = true;
	if (ou_str_is(rule->tag, "DTM"))
		x->form = x12 ? GUIDE_DATE : GUIDE_DTM;
	rule->elements = x;
	rule->n_elements = 1;
	if (x->form != GUIDE_DATE || kind != OU_KIND_TIME)
		return;
	x[1] = x[0];
	x[1].element = 3;
	x[1].form = GUIDE_CLOCK;
	rule->n_elements = 2;
}

/* Is the segment written in the group? */
static bool
is_written(const struct guide_rule *group, struct ou_str tag)
{
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (ou_str_eq(group->rules[i].tag, tag) &&
		    !group->rules[i].read_only)
			return true;
	}
	return false;
}

/* Where the field stands: in the object of the group, or, below a party of the
 * head, in the record. */
static bool
place_field(struct adapter *b, const struct guide_term *m,
    const struct guide_rule *group, struct guide_rule *rule)
{
	struct ou_slot slot;
	bool own = group->table == b->g->record->table || b->lines ||
	    group->levels.n > 0;

	if (!ou_guide_order_path(own ? group->table : b->g->record->table,
	    m->path, &slot))
		return false;
	value_of(b, rule, &slot);
	if (!own)
		rule->elements[0].absolute = rule->elements[1].absolute = true;
	/* a level of orders says it of each */
	rule->read_only = !own || !is_written(group, rule->tag) ||
	    (b->orders && group->table == b->g->record->table &&
	    ou_guide_order_path(&ou_shipment_order_table, m->path, &slot));
	return true;
}

/* In front of the group's lines for the segment. */
static void
own_lines(struct adapter *b, const struct guide_rule *group, struct ou_str tag,
    struct guide_rule *to, uint32_t *n)
{
	const struct guide_term *m;
	struct guide_rule *rule;
	uint32_t i;

	for (i = 0; i < b->terms.n; i++) {
		m = &b->terms.list[i];
		if (!is_of(b, m, tag) || (m->sense != GUIDE_SENSE_FIELD &&
		    m->sense != GUIDE_SENSE_NOTHING))
			continue;
		/* numbers of items stand in pairs; what is first is another */
		if (ou_guide_is_item(b->g, tag))
			continue;
		/* parts of lines have their own */
		if (b->lines && m->sense == GUIDE_SENSE_FIELD &&
		    !ou_guide_is_line(b->g, group))
			continue;
		rule = &to[*n];
		*rule = (struct guide_rule){ .tag = tag,
		    .only = only_with(b, m->theirs), .n_only = 1 };
		rule->dropped = rule->read_only = rule->repeat =
		    m->sense == GUIDE_SENSE_NOTHING;
		if (rule->dropped || place_field(b, m, group, rule))
			(*n)++;
	}
}

/* --- groups --- */

static bool
comes_before(const struct guide_rule *group, uint32_t at)
{
	uint32_t i;

	for (i = 0; i < at; i++) {
		if (ou_str_eq(group->rules[i].tag, group->rules[at].tag))
			return true;
	}
	return false;
}

static void
adapt(struct adapter *b, struct guide_rule *group)
{
	const struct guide_rule from = *group;
	bool before = b->lines;
	struct guide_rule *rule;
	uint32_t i, n = 0;

	group->rules = ou_arena_array(b->a, from.n_rules + from.n_rules *
	    b->terms.n, sizeof(*group->rules));
	for (i = 0; i < from.n_rules; i++) {
		if (!comes_before(&from, i) &&
		    !ou_str_eq(from.tag, from.rules[i].tag))
			own_lines(b, &from, from.rules[i].tag, group->rules,
			    &n);
		rule = &group->rules[n];
		*rule = from.rules[i];
		rule->n_looked = 0;
		b->lines = before || ou_guide_is_line(b->g, rule);
		if (conditions(b, rule)) {
			elements(b, rule, from.table);
			adapt(b, rule);
			n++;
		}
		b->lines = before;
	}
	group->n_rules = n;
}

static bool
has_orders(const struct ou_guide *g)
{
	uint32_t i;

	for (i = 0; i < g->root.n_rules; i++) {
		if (g->root.rules[i].table == &ou_shipment_order_table)
			return true;
	}
	return false;
}

const struct ou_guide *
ou_guide_for(struct ou_arena *a, const struct ou_guide *g,
    const struct ou_partner *partner)
{
	struct adapter b = { .a = a, .g = g, .orders = has_orders(g) };
	struct ou_guide *own;

	if (partner == NULL || partner->qualifiers.n == 0)
		return g;
	ou_guide_terms(a, g, partner, &b.terms);
	if (b.terms.n == 0)
		return g;
	own = ou_arena_zalloc(a, sizeof(*own));
	*own = *g;
	own->root.n_looked = 0;
	b.g = own;
	adapt(&b, &own->root);
	ou_guide_ready(a, own);
	return own;
}
