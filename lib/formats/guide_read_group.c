#include "guide_reader.h"
#include "ou/formats/edi/syntax.h"

/*
 * Groups that are open, from the message itself to the innermost: a segment
 * belongs to the innermost one that has a line for it.
 */
static const struct ou_slot_forms wire = {
	.number = { .decimal = '.' },
};

/* Asked of each segment many times: most have three letters at most. */
static bool
same_tag(struct ou_str a, struct ou_str b)
{
	if (a.n != b.n || a.n == 0 || a.n > 3)
		return ou_str_eq(a, b);
	return a.p[0] == b.p[0] && a.p[a.n / 2] == b.p[a.n / 2] &&
	    a.p[a.n - 1] == b.p[a.n - 1];
}

static bool
comes_next(struct guide_reader *r, struct ou_str tag)
{
	uint64_t i = r->seg->number - r->message->segment + 1;
	struct ou_str s, next;

	if (i >= r->message->n)
		return false;
	s = ou_str_sub(r->message->bytes, r->message->pieces[i].at,
	    r->message->pieces[i].n);
	(void)ou_str_split(&s, r->marks->element, &next);
	return ou_str_eq(next, tag);
}

bool
ou_guide_fits(struct guide_reader *r, const struct guide_rule *rule)
{
	uint32_t i;

	if (!same_tag(r->seg->e[0], rule->tag))
		return false;
	/* without level codes the first is the shipment */
	if (rule->levels.n > 0 && r->g->tree.level == 0 &&
	    ou_guide_one_of(rule->levels, OU_STR("S")) !=
	    (r->n_levels == 0))
		return false;
	if (rule->levels.n > 0 && r->g->tree.level != 0 &&
	    !ou_guide_one_of(rule->levels, ou_str_trim(ou_edi_component(
	    r->seg, r->g->tree.level, 1))))
		return false;
	for (i = 0; i < rule->n_only; i++) {
		if (!ou_guide_meets(r, &rule->only[i]))
			return false;
	}
	return rule->next_tag.p == NULL || comes_next(r, rule->next_tag);
}

/* What the group says of its object where no segment did. */
static void
settle(struct guide_reader *r, const struct guide_open *o)
{
	const struct guide_setting *s = o->rule->settings;
	uint32_t i;

	for (i = 0; i < o->rule->n_settings; i++, s++) {
		if (!ou_guide_is_filled(&s->slot, o->object))
			(void)ou_slot_put(r->im, &s->slot, o->object, s->word,
			    &wire, NULL);
	}
	/* a loop for some members says which */
	if (o->rule->n_words > 0 && !ou_guide_is_filled(&o->rule->by,
	    o->object))
		(void)ou_slot_put(r->im, &o->rule->by, o->object,
		    o->rule->words[0], &wire, NULL);
	ou_guide_compare_parts(r, o);
}

void
ou_guide_close_group(struct guide_reader *r)
{
	const struct guide_open *o = &r->stack[r->depth - 1];
	uint64_t missing;
	uint32_t i;

	if (r->edi == NULL)
		settle(r, o);
	for (i = 0; i <= o->rule->n_rules / 64; i++) {
		missing = o->rule->demanded[i] & ~o->used[i];
		for (; missing != 0; missing &= missing - 1)
			ou_guide_missing_segment(r, &o->rule->rules[i * 64 +
			    (uint32_t)__builtin_ctzll(missing)]);
	}
	r->depth--;
}

int
ou_guide_open_group(struct guide_reader *r, const struct guide_rule *rule, char
    *object)
{
	struct guide_open *o;

	if (r->depth == GUIDE_OPEN_MAX) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "groups are nested too deep");
		return ou_err_at(r->err, NULL, r->seg->number, 0);
	}
	o = &r->stack[r->depth++];
	o->rule = rule;
	o->table = rule->table;
	ou_table_prepare(o->table);
	o->object = object;
	o->stated = (struct ou_quantity){ 0 };
	o->divided = ou_quantity_of(0);
	o->used = ou_arena_array(r->a, rule->n_rules / 64 + 1,
	    sizeof(*o->used));
	return 0;
}

static uint32_t
member_number(const struct guide_rule *rule, const char *from,
    const char *member)
{
	const char *first;

	if (!rule->list || rule->into.n != 1)
		return 0;
	memcpy(&first, from + rule->into.steps[0]->offset, sizeof(first));
	return (uint32_t)((size_t)(member - first) / rule->table->size) + 1;
}

/* What the group fills; a message that is only looked at fills nothing. */
static char *
new_object(struct guide_reader *r, const struct guide_rule *rule, uint32_t at)
{
	char *object;

	if (r->edi != NULL)
		return NULL;
	object = rule->gives ? ou_arena_zalloc(r->a, rule->table->size) :
	    ou_slot_enter(r->a, &rule->into, rule->absolute ? r->record :
	    r->stack[at].object);
	if (r->stack[at].rule->gives && rule->absolute)
		ou_guide_take_from(r, &r->stack[at], rule->table, object);
	return object;
}

static int
enter(struct guide_reader *r, const struct guide_rule *rule, uint32_t at)
{
	char *object;

	while (r->depth > at + 1)
		ou_guide_close_group(r);
	object = new_object(r, rule, at);
	if (rule->levels.n > 0 && ou_guide_open_level(r) != 0)
		return -1;
	if (r->edi != NULL)
		return ou_guide_open_group(r, rule, NULL);
	ou_guide_place_in_tree(r, rule->table, object);
	if (ou_guide_open_group(r, rule, object) != 0)
		return -1;
	r->stack[r->depth - 1].number = member_number(rule, rule->absolute ?
	    r->record : r->stack[at].object, object);
	return 0;
}

static void
take_conditions(struct guide_reader *r, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < rule->n_only; i++) {
		if (!rule->only[i].not)
			ou_guide_take(r, rule->only[i].element,
			    rule->only[i].component);
	}
}

static int
look_at_segment(struct guide_reader *r, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < rule->n_looked; i++) {
		if (ou_guide_read_element(r,
		    &rule->elements[rule->looked[i]], NULL) != 0)
			return -1;
	}
	return 0;
}

static int
read_segment(struct guide_reader *r, const struct guide_rule *rule, uint32_t at)
{
	const struct guide_rule *group = r->stack[at].rule;
	char *object = r->stack[at].object;
	uint32_t i;

	while (r->depth > at + 1)
		ou_guide_close_group(r);
	if ((r->edi != NULL && rule->n_looked == 0) || rule->dropped)
		return 0;
	take_conditions(r, rule);
	/* a condition of a group is one of the segment that opens it */
	if (group->n_only > 0 && ou_str_eq(group->tag, rule->tag))
		take_conditions(r, group);
	if (r->edi != NULL && rule->each == 0)
		return look_at_segment(r, rule);
	for (i = 0; i < rule->n_elements; i++) {
		if ((rule->each == 0 || rule->elements[i].element <
		    rule->each) && ou_guide_read_element(r,
		    &rule->elements[i], object) != 0)
			return -1;
	}
	if (rule->each > 0 && ou_guide_read_each(r, rule, &r->stack[at]) != 0)
		return -1;
	return ou_guide_keep_rest(r);
}

/* Does the rule stand in front of the details that are open?  A segment of the
 * head that comes among them says something of them, and does not end them. */
static bool
is_behind(const struct guide_reader *r, uint32_t at,
    const struct guide_rule *rule)
{
	return at < r->depth && r->stack[at].rule->detail && !rule->detail &&
	    rule < r->stack[at].rule;
}

/* A segment that would open another group, if a line were for it, ends the one
 * at hand: what follows is not of that. */
static void
end_sibling(struct guide_reader *r)
{
	const struct guide_rule *group;
	struct ou_str tag = r->seg->e[0];
	uint32_t at, i;

	for (at = r->depth; at > 0; at--) {
		group = r->stack[at - 1].rule;
		for (i = ou_guide_first(group, tag); i < group->n_rules;
		    i = group->next[i]) {
			if (!group->rules[i].loop ||
			    !ou_str_eq(group->rules[i].tag, tag) ||
			    is_behind(r, at, &group->rules[i]))
				continue;
			while (r->depth > at)
				ou_guide_close_group(r);
			return;
		}
	}
}

/* The line of an open group that is for this segment, from the innermost
 * outwards; a group that opens has a line for the segment that opened it. */
int
ou_guide_place_segment(struct guide_reader *r)
{
	const struct guide_rule *rule;
	struct guide_open *o;
	struct ou_str tag = r->seg->e[0];
	uint32_t at, i, floor = 0;
	uint64_t bit;

	for (at = r->depth; at > floor; at--) {
		o = &r->stack[at - 1];
		for (i = ou_guide_first(o->rule, tag); i < o->rule->n_rules;
		    i = o->rule->next[i]) {
			rule = &o->rule->rules[i];
			bit = (uint64_t)1 << i % 64;
			if (is_behind(r, at, rule) ||
			    !ou_guide_fits(r, rule) || ((o->used[i / 64] & bit)
			    != 0 && !rule->list && !rule->repeat &&
			    rule->levels.n == 0))
				continue;
			o->used[i / 64] |= bit;
			if (!rule->loop)
				return read_segment(r, rule, at - 1);
			if (enter(r, rule, at - 1) != 0)
				return -1;
			floor = r->depth - 1;
			at = r->depth + 1;
			break;
		}
	}
	/* a level of a code that is the partner's own: others are below it */
	if (floor == 0 && r->g->tree.tag.p != NULL && r->g->tree.level != 0 &&
	    ou_str_eq(r->seg->e[0], r->g->tree.tag)) {
		while (r->depth > 1)
			ou_guide_close_group(r);
		if (ou_guide_open_level(r) != 0)
			return -1;
		if (r->edi == NULL && r->level->code.n > 0)
			ou_guide_keep(r, OU_STR("HL.03"), r->level->code);
	}
	if (floor > 0)
		return ou_guide_keep_rest(r);
	if (!ou_edi_segment_known(r->marks->family, tag))
		ou_guide_doubt(r, OU_DIAG_EDI_SEGMENT, 0, "'%.*s': the "
		    "standard has no such segment", OU_STR_ARG(tag));
	end_sibling(r);
	return ou_guide_keep_rest(r);
}
