#include "guide_partner.h"

/*
 * A profile says what its qualifiers mean by fields of an order.  In the guide
 * of another message that is, the first that there is of
 *
 *	the standard's qualifier whose line has that field;
 *	the standard's qualifier with that word: REF of a list of references;
 *	the field itself, where the record has it.
 */

/* Words of lists for fields of an order; "references.X" is X. */
static const struct {
	const char *path, *word;
} words[] = {
	{ "references.purchaseOrder", "order" },
	{ "orderDelivery.requestedDate", "requestedDelivery" },
	{ "orderDelivery.requestedShipDate", "requestedShip" },
	{ "orderDelivery.cancelAfter", "cancelAfter" },
	{ "orderDelivery.shipWindow.from", "earliestShip" },
	{ "orderDelivery.shipWindow.to", "latestShip" },
	{ "orderDelivery.window.from", "earliestDelivery" },
	{ "orderDelivery.window.to", "latestDelivery" },
	{ "requestedDate", "requestedDelivery" },
	{ "requestedShipDate", "requestedShip" },
};

/* What the profile calls a party: where an order has it, and our words. */
static const struct {
	const char *role, *path, *words;
} roles[] = {
	{ "buyer", "customer", "buyer" },
	{ "seller", "seller", "seller|supplier|vendor" },
	{ "delivery", "orderDelivery.deliveryAddress", "shipTo" },
	{ "billing", "billingAddress", "billTo" },
};

/* --- fields --- */

static bool
is_field(const struct ou_table *t, struct ou_str path, struct ou_slot *slot)
{
	struct ou_err ignored = { 0 };

	/* a member of a list is not meant */
	return ou_slot_find(slot, t, path, &ignored) == 0 &&
	    (slot->n == 1 || slot->steps[0]->kind == OU_KIND_OBJECT);
}

bool
ou_guide_order_path(const struct ou_table *t, struct ou_str path,
    struct ou_slot *slot)
{
	static const char *const in[] = { "orderDelivery.", "references.",
	    "" };
	size_t i = t == &ou_order_table ? 2 : 0;

	for (; i < sizeof(in) / sizeof(*in); i++) {
		if (ou_str_starts(path, in[i]) && is_field(t, ou_str_sub(path,
		    strlen(in[i]), path.n), slot))
			return true;
	}
	return false;
}

static const struct ou_table *
line_table(const struct ou_table *t)
{
	uint32_t i;

	for (i = 0; i < t->n_fields; i++) {
		if ((t->fields[i].flags & OU_FIELD_ROWS) != 0)
			return t->fields[i].table;
	}
	return NULL;
}

static struct ou_str
of_line(struct ou_str path, bool *is)
{
	*is = ou_str_starts(path, "orderedItem.");
	return *is ? ou_str_sub(path, strlen("orderedItem."), path.n) : path;
}

struct guide_field *
ou_guide_fields(struct ou_arena *a, const struct ou_table *t,
    const struct ou_partner *partner)
{
	struct guide_field *to = ou_arena_array(a, partner->fields.n,
	    sizeof(*to));
	const struct ou_table *of;
	struct ou_slot slot;
	struct ou_str path;
	uint32_t i;
	bool line;

	for (i = 0; i < partner->fields.n; i++) {
		path = of_line(partner->fields.list[i].name, &line);
		of = line ? line_table(t) : t;
		if (of != NULL && ou_guide_order_path(of, path, &slot))
			to[i] = (struct guide_field){
			    slot.steps[slot.n - 1], slot.key };
	}
	return to;
}

struct ou_str
ou_guide_theirs(const struct ou_pair *pairs, uint32_t n, struct ou_str ours)
{
	uint32_t i;

	for (i = 0; i < n && ours.n > 0; i++) {
		if (ou_str_eq(pairs[i].value, ours))
			return pairs[i].key;
	}
	return OU_STR_NONE;
}

/* --- the standard's qualifiers --- */

struct search {
	const struct ou_guide *g;
	struct ou_str tag;
	bool lines;			/* else the head */
	/* one of these */
	const struct ou_slot *slot;
	const struct ou_slot *into;
	struct ou_str word;
};

static struct ou_str
qualifier_of(const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < rule->n_only; i++) {
		if (!rule->only[i].not && ou_guide_is_first(
		    rule->only[i].element, rule->only[i].component))
			return rule->only[i].values[0];
	}
	return OU_STR_NONE;
}

static struct ou_str
by_field(const struct search *s, const struct guide_rule *group,
    const struct guide_rule *rule)
{
	struct ou_str q = qualifier_of(rule);
	uint32_t i;

	if (q.n == 0 && ou_str_eq(group->tag, rule->tag))
		q = qualifier_of(group);
	for (i = 0; i < rule->n_elements && q.n > 0; i++) {
		if (rule->elements[i].what == GUIDE_FIELD &&
		    rule->elements[i].word.n == 0 &&
		    !rule->elements[i].absolute && !rule->elements[i].outer &&
		    ou_guide_same_slot(&rule->elements[i].slot, s->slot))
			return q;
	}
	return OU_STR_NONE;
}

static struct ou_str
by_word(const struct search *s, const struct guide_rule *rule)
{
	const struct guide_element *x;
	uint32_t i, k;

	for (i = 0; i < rule->n_elements; i++) {
		x = &rule->elements[i];
		if (x->what != GUIDE_FIELD ||
		    !ou_guide_is_first(x->element, x->component))
			continue;
		for (k = 0; k < x->n_codes; k++) {
			if (ou_str_eq(x->codes[k].word, s->word))
				return x->codes[k].code;
		}
	}
	return OU_STR_NONE;
}

/* In the groups of the head, or in those of the lines. */
static struct ou_str
standard(const struct search *s, const struct guide_rule *group,
    const struct ou_table *of, bool lines)
{
	const struct guide_rule *rule;
	struct ou_str q = OU_STR_NONE;
	bool within;
	uint32_t i;

	for (i = 0; i < group->n_rules && q.n == 0; i++) {
		rule = &group->rules[i];
		within = lines || ou_guide_is_line(s->g, rule);
		if (rule->loop && s->into != NULL && within == s->lines &&
		    ou_str_eq(rule->tag, s->tag) &&
		    ou_guide_same_slot(&rule->into, s->into))
			q = qualifier_of(rule);
		if (rule->loop && q.n == 0)
			q = standard(s, rule, of, within);
		else if (!rule->loop && lines == s->lines &&
		    ou_str_eq(rule->tag, s->tag))
			q = s->word.n > 0 ? by_word(s, rule) :
			    s->slot != NULL && group->table == of ?
			    by_field(s, group, rule) : OU_STR_NONE;
	}
	return q;
}

/* --- terms --- */

static struct ou_str
word_of(struct ou_str path)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (ou_str_is(path, words[i].path))
			return ou_str_c(words[i].word);
	}
	return ou_str_starts(path, "references.") ? ou_str_sub(path,
	    strlen("references."), path.n) : OU_STR_NONE;
}

static bool
find_field(const struct ou_guide *g, struct guide_term *m, struct ou_str path)
{
	struct search s = { .g = g, .tag = m->tag, .lines = m->in_lines };
	const struct ou_table *t = s.lines ? line_table(g->record->table) :
	    g->record->table;
	struct ou_slot slot;
	bool is;

	if (t == NULL)
		return false;
	is = ou_guide_order_path(t, path, &slot);
	m->sense = GUIDE_SENSE_CODE;
	s.slot = &slot;
	m->standard = is ? standard(&s, &g->root, t, false) : OU_STR_NONE;
	s.slot = NULL;
	s.word = word_of(path);
	if (m->standard.n == 0 && s.word.n > 0)
		m->standard = standard(&s, &g->root, t, false);
	if (m->standard.n > 0)
		return true;
	m->sense = GUIDE_SENSE_FIELD;
	return is;
}

static bool
find_role(const struct ou_guide *g, struct guide_term *m, struct ou_str role)
{
	struct search s = { .g = g, .tag = m->tag, .lines = m->in_lines };
	struct ou_err ignored = { 0 };
	struct ou_slot into;
	struct ou_str rest;
	size_t i;

	m->sense = GUIDE_SENSE_CODE;
	for (i = 0; i < sizeof(roles) / sizeof(*roles) &&
	    !ou_str_is(role, roles[i].role); i++)
		continue;
	if (i == sizeof(roles) / sizeof(*roles)) {
		m->sense = GUIDE_SENSE_RAW;
		return true;
	}
	if (ou_slot_inner(&into, g->record->table, ou_str_c(roles[i].path),
	    &ignored) == 0) {
		s.into = &into;
		m->standard = standard(&s, &g->root, NULL, false);
		s.into = NULL;
	}
	rest = ou_str_c(roles[i].words);
	while (m->standard.n == 0 && ou_str_split(&rest, '|', &s.word))
		m->standard = standard(&s, &g->root, NULL, false);
	return m->standard.n > 0;
}

static struct guide_term *
add(struct ou_arena *a, struct guide_terms *terms, struct ou_str tag,
    struct ou_str theirs)
{
	struct guide_term *m = ou_import_append(a, &terms->list, &terms->n,
	    sizeof(*m));

	m->tag = tag;
	m->theirs = theirs;
	return m;
}

/* One word of a qualifier's: the path of a field, "-", or a role. */
static void
add_word(struct ou_arena *a, struct guide_terms *terms, struct ou_str tag,
    struct ou_str theirs, struct ou_str word)
{
	bool role = ou_str_is(tag, "N1") || ou_str_is(tag, "NAD");
	bool all = role || ou_str_is(word, "-"), line;
	struct guide_term *m;
	int i;

	word = of_line(word, &line);
	for (i = 0; i < 2; i++) {
		if (!all && (i == 1) != line)
			continue;
		m = add(a, terms, tag, theirs);
		m->in_head = i == 0;
		m->in_lines = i == 1;
		m->sense = GUIDE_SENSE_NOTHING;
		m->path = word;
		if (ou_guide_is_item(terms->g, tag) && !ou_str_is(word, "-"))
			m->sense = GUIDE_SENSE_ITEM;
		else if (!ou_str_is(word, "-") && !(role ?
		    find_role(terms->g, m, word) :
		    find_field(terms->g, m, word)))
			terms->n--;
	}
}

/* Segments that both families have are of either's qualifiers. */
static bool
is_of_family(const struct ou_guide *g, struct ou_str tag)
{
	struct ou_str rest = g->family == OU_EDI_X12 ?
	    OU_STR("REF N9 DTM N1 PO1") : OU_STR("RFF DTM NAD LIN"), one;

	while (ou_str_split(&rest, ' ', &one)) {
		if (ou_str_eq(one, tag))
			return true;
	}
	return false;
}

void
ou_guide_terms(struct ou_arena *a, const struct ou_guide *g,
    const struct ou_partner *partner, struct guide_terms *terms)
{
	const struct ou_partner_codes *c;
	struct ou_str rest, word;
	uint32_t i, k;

	*terms = (struct guide_terms){ .g = g };
	for (i = 0; i < partner->qualifiers.n; i++) {
		c = &partner->qualifiers.list[i];
		for (k = 0; k < c->n && is_of_family(g, c->name); k++) {
			rest = c->pairs[k].value;
			while (ou_str_split(&rest, ' ', &word))
				add_word(a, terms, c->name, c->pairs[k].key,
				    word);
		}
	}
}
